// The data page's views, an account's exposure and an issue's segments, against the API's own answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { squeezed } from './frame.mjs';

async function overviewTests(suite, data) {
  await suite.test('the data page says what to do next, each with a place to do it', async (page) => {
    await suite.open(page, '/data');
    const text = squeezed(await page.locator('ol.todo').innerText().catch(() => ''));
    const late = data.sources.flatMap((s) => s.kinds.filter((k) => k.state === 'stale' || k.state === 'thin').map((k) => [s.name, k.note]));
    for (const [name, note] of late) assert.ok(text.includes(name) && text.includes(squeezed(note)), `${name} is late`);
    for (const q of data.quarantine.filter((x) => x.whole_rows).slice(0, 3)) assert.ok(text.includes(q.reason), `"${q.reason}" is to be mended`);
    for (const href of await page.locator('ol.todo a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))) assert.match(href, /^\/data[?#]/);
    assert.equal(await page.locator('#sources tbody tr').count(), data.sources.reduce((n, s) => n + s.kinds.length, 0), 'one row for each kind of each source');
    await suite.shot(page, 'data-overview');
  });

  await suite.test('nothing on the data page moves when its later answers come', async (page) => {
    let release;
    const held = new Promise((done) => { release = done; });
    for (const at of ['/reviews', '/ledger']) {
      await page.route('**/api/v1' + at + '*', async (r) => {
        await held;
        await r.continue();
      });
    }
    await page.goto(suite.base + '/data');
    await page.locator('#sources').waitFor();
    await page.evaluate(() => document.fonts.ready);
    const top = () => page.locator('#sources').evaluate((e) => e.getBoundingClientRect().top);
    const before = await top(), first = squeezed(await page.locator('main nav').innerText());
    const late = ['/reviews', '/ledger'].map((at) => page.waitForResponse((r) => r.url().includes('/api/v1' + at)));
    release();
    await Promise.all(late);
    await page.waitForFunction((t) => document.querySelector('main nav').innerText.replace(/\s+/g, ' ').trim() !== t, first);
    assert.equal(await top(), before);
  });
}

async function causeTests(suite) {
  const { reviews, causes, total } = await suite.api('/reviews');
  await suite.test('all doubts stand by cause, with how many are asked about, and one cause can be worked alone', async (page) => {
    assert.ok(causes.length > 1 && reviews.length, 'the sample has doubts of several causes');
    assert.equal(causes.reduce((n, c) => n + c.doubts, 0), total);
    await suite.open(page, '/data?view=review');
    const rows = await page.locator('[data-table=causes] tbody tr').evaluateAll((all) => all.map((r) => [...r.querySelectorAll('td')].map((c) => c.textContent.trim())));
    assert.equal(rows.length, causes.length);
    causes.forEach((c, k) => {
      assert.equal(rows[k][0], c.why);
      assert.equal(rows[k][2].replace(/\D/g, ''), String(c.doubts));
      assert.equal(rows[k][3].replace(/\D/g, ''), String(reviews.filter((d) => d.kind === c.kind && d.why === c.why).length));
    });
    // One that is not at the head of the queue, so that choosing it changes the question.
    const other = reviews.find((d) => d.why !== reviews[0].why || d.kind !== reviews[0].kind) ?? reviews[0], key = `${other.kind}:${other.why}`;
    await page.locator('[data-table=causes] tr', { hasText: other.kind === 'person' ? 'persons' : 'companies' }).getByRole('link', { name: other.why, exact: true }).click();
    await page.waitForURL((u) => u.searchParams.get('cause') === key);
    const word = other.one.name || other.one.email || other.one.id;
    await page.locator('.review h3', { hasText: word }).waitFor();
    const mine = reviews.filter((d) => `${d.kind}:${d.why}` === key).length;
    assert.equal(await page.locator('.review aside li').count(), Math.min(8, mine - 1), 'only questions of this cause wait');
    await page.reload();
    await suite.settled(page);
    await page.locator('.review h3', { hasText: word }).waitFor();
    await page.getByRole('link', { name: 'All causes' }).first().click();
    await page.waitForURL((u) => !u.searchParams.has('cause'));
    await suite.shot(page, 'doubt-causes');
  });
}

async function viewTests(suite, data) {
  await suite.test('a reason leads to its rows, and the file to mend is what the API gives', async (page) => {
    if (!data.quarantine.length) return;
    const first = data.quarantine[0];
    await suite.open(page, '/data?view=quarantine');
    await page.locator('[data-table=reasons] a', { hasText: first.reason }).first().click();
    await page.waitForURL((u) => u.searchParams.get('reason') === first.reason);
    await page.waitForFunction((n) => document.querySelectorAll('[data-table=rows] tbody tr').length === n, Math.min(50, first.rows));
    for (const t of await page.locator('[data-table=rows] td.reason').allTextContents()) assert.equal(t.trim(), first.reason);
    const link = page.locator('a[href$="/aside.csv"]').first();
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const served = await (await fetch(suite.base + (await link.getAttribute('href')))).text();
    assert.match(file.suggestedFilename(), /^set-aside-\d+\.csv$/);
    assert.equal(readFileSync(await file.path(), 'utf8').replace(/^\ufeff/, ''), served.replace(/^\ufeff/, ''));
  });

  await suite.test('a month of the ledger is an address, and its parts are the API\'s', async (page) => {
    if (!data.ledger.length) return;
    const month = data.ledger[0].month.slice(0, 7), tie = await suite.api(`/ledger?month=${month}&per_page=1`);
    await suite.open(page, '/data?view=ledger');
    await page.locator('[data-table=months] tbody a').first().click();
    await page.waitForURL((u) => u.searchParams.get('month') === month);
    await page.waitForFunction((n) => document.querySelectorAll('[data-table=parts] tbody tr').length === n, tie.parts.length);
    await page.waitForFunction((rows) => document.querySelector('[data-table=parts] tbody tr').cells[1].textContent.replace(/\D/g, '') === rows, String(tie.parts[0].rows));
    const shown = await page.locator('[data-table=parts] tbody tr').evaluateAll((all) => all.map((r) => [r.cells[0].textContent.trim(), r.cells[1].textContent.replace(/\D/g, '')]));
    assert.deepEqual(shown, tie.parts.map((p) => [p.part, String(p.rows)]));
  });

  await suite.test('contradictions give their count, what to do and rows', async (page) => {
    await suite.open(page, '/data?view=findings');
    const text = squeezed(await page.locator('main').innerText()).toLowerCase();
    for (const f of data.findings.filter((x) => x.count)) for (const part of [f.title, f.todo, f.examples[0]?.text]) if (part) assert.ok(text.includes(squeezed(part).toLowerCase()), part);
  });
}

async function detailTests(suite) {
  await suite.test('an account shows its issues with what they put at risk, and counts who is silent', async (page) => {
    const list = await suite.api('/accounts?sort=value&page=1&per_page=20');
    const row = list.accounts.find((a) => a.issues.length) ?? list.accounts[0], a = await suite.api(`/accounts/${row.id}`);
    await suite.open(page, `/accounts/${row.id}`);
    const names = await page.locator('[data-table=exposure] tbody a').allTextContents();
    assert.equal(names.length, a.exposure.length);
    for (const [k, x] of a.exposure.entries()) assert.ok(names[k].includes(x.name));
    const quiet = a.contacts.filter((c) => !c.heard).length;
    if (a.contacts.length) assert.ok((await page.locator('main aside').innerText()).includes(`${quiet} of ${a.contacts.length} people are silent`));
  });

  await suite.test('an issue shows its segments, added up from the whole book, each with its effect', async (page) => {
    const { issues } = await suite.api('/issues');
    if (!issues.length) return;
    const i = await suite.api(`/issues/${issues[0].id}`);
    await suite.open(page, `/issues/${issues[0].id}`);
    const n = await page.locator('[data-table=segments] tbody tr').evaluateAll((all) => all.map((r) => Number(r.cells[1].textContent.replace(/\D/g, ''))));
    assert.equal(n.reduce((s, v) => s + v, 0), i.accounts_exposed, 'every account, listed or not');
    assert.equal(n.length, i.segments.length);
    const rows = await page.locator('[data-table=segments] tbody tr').evaluateAll((all) => all.map((r) => r.textContent.replace(/[\s\u00a0\u202f]+/g, ' '))), points = (v) => (v * 100).toFixed(1).replace('-', '\u2212').replace('.0', '');
    assert.ok(i.segments.some((x) => x.effect), 'some segment has an effect of its own');
    i.segments.forEach((x, k) => {
      assert.ok(rows[k].includes(x.segment ?? '–'));
      if (x.effect) for (const v of [x.effect.estimate, x.effect.low, x.effect.high]) assert.ok(rows[k].includes(points(v)), `${points(v)} in ${rows[k]}`);
      if (x.effect) assert.ok(rows[k].replace(/ /g, '').includes(`${x.n_exposed}/${x.n_unexposed}`), rows[k]);
    });
  });
}

export async function dataTests(suite) {
  const data = await suite.api('/data');
  await overviewTests(suite, data);
  await viewTests(suite, data);
  await causeTests(suite);
  await detailTests(suite);
}
