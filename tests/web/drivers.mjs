// The drivers page against the API's own answers: every outcome's ranking or the reason why there is none, effects, scores; filters in the address.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, squeezed } from './frame.mjs';

export async function driverTests(suite) {
  const all = await suite.api('/drivers');
  await suite.test('the drivers page ranks what can be ranked, and says why not else', async (page) => {
    await suite.open(page, '/drivers');
    await page.locator('main h2').first().waitFor();
    const text = squeezed(await page.locator('main').innerText());
    for (const d of all.drivers) {
      const rows = page.locator(`table[data-outcome="${d.outcome}"] tbody tr`);
      assert.equal(await rows.count(), d.drivers.length, d.outcome);
      if (d.drivers.length) assert.ok(squeezed(await rows.first().innerText()).includes(squeezed(d.drivers[0].driver)), d.outcome);
      if (d.note) assert.ok(text.includes(squeezed(d.note)), d.note);
    }
    const told = all.effects.filter((e) => e.grade !== 'D' && e.q !== null && e.q <= 0.05);
    assert.equal(await page.locator('table.effects tbody tr').count(), told.length);
    assert.equal(await page.locator('table.look tbody tr').count(), all.look_back.length);
    assert.equal(await page.locator('table.sweet tbody tr').count(), all.sweet_spots.length);
    assert.equal(await page.locator('table.ends tbody tr').count(), new Set(all.endings.map((e) => e.ending)).size);
    const sides = all.drivers.flatMap((d) => d.drivers).filter((x) => x.penalty && x.reward).length;
    assert.equal((text.match(/lost when bad/g) ?? []).length, sides, 'what is lost when bad and won when good stands beside each label');
    assert.equal(await page.locator('table[data-table="surfaces"] tbody tr').count(), all.surfaces.length);
    const mouth = all.word_of_mouth;
    assert.ok(mouth.rates.some((m) => m.source === 'asked' && m.way === 'against' && m.band === 'all' && m.estimate), 'the sample book asks after word of mouth');
    assert.equal(await page.locator('table.mouth tbody tr').count(), mouth.rates.length);
    for (const [k, m] of mouth.rates.entries()) {
      const row = squeezed(await page.locator('table.mouth tbody tr').nth(k).innerText());
      if (m.estimate && m.way !== 'share') assert.ok(row.includes(String(Number(m.estimate.estimate.toFixed(2)))), `${m.way} ${m.band}: ${row}`);
      if (!m.estimate) assert.ok(row.includes('too few to say'), row);
    }
    assert.equal(await page.locator('p.worth').count(), mouth.worth.length);
    const ix = all.satisfaction_index;
    assert.equal(await page.locator('table.index tbody tr').count(), ix?.constructs.length ?? 0);
    assert.equal(await page.locator('table.paths tbody tr').count(), ix?.paths.length ?? 0);
    if (ix?.source === 'none') assert.ok(text.includes('drivers BOOK --model FILE --keep'), 'how a model is kept');
    for (const h of all.hazards.filter((x) => x.model.startsWith('fine-gray') && x.note)) assert.ok(text.includes(squeezed(h.note)), h.note);
    assert.equal(await page.locator('table.ways').count(), all.hazards.filter((x) => x.model.startsWith('fine-gray') && x.drivers.length).length);
    assert.ok(!/NaN|undefined|null/.test(text), 'no NaN, undefined or null on the page');
    await suite.shot(page, 'drivers');
  });
  await suite.test('an outcome is a filter that the address keeps', async (page) => {
    await suite.open(page, '/drivers?outcome=nps');
    await page.locator('main h2').first().waitFor();
    const one = await suite.api('/drivers?outcome=nps');
    assert.equal(one.drivers.length, 1);
    assert.equal(await page.locator('a.chip[aria-current=true]').innerText(), 'Score');
    assert.equal(await page.locator('table[data-outcome]').count(), one.drivers[0].drivers.length ? 1 : 0);
    await page.locator('a.chip', { hasText: 'All' }).click();
    await page.waitForURL((u) => !u.searchParams.has('outcome'));
  });
  for (const dark of [false, true])
    await suite.test(`word of mouth and the index are accessible, ${dark ? 'dark and narrow' : 'light'}`, async (page) => {
      await suite.open(page, '/drivers?outcome=nps');
      await page.locator('#index').waitFor();
      await assertAccessible(page, '/drivers');
      await assertFits(page, '/drivers');
      for (const svg of await page.locator('main svg.chart').all()) assert.ok((await svg.locator('desc').textContent()).length > 20, 'a picture says what it shows');
      await page.locator('#mouth').scrollIntoViewIfNeeded();
      await suite.shot(page, `drivers-mouth-${dark ? 'dark' : 'light'}`);
      await page.locator('#index').scrollIntoViewIfNeeded();
      await suite.shot(page, `drivers-index-${dark ? 'dark' : 'light'}`);
    }, { dark, width: dark ? 420 : 1440 });
}
