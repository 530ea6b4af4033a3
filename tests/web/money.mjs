// Money and one issue: what stands on the page is what the API says, figure for figure.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, digits, squeezed, underSpans } from './frame.mjs';

const rows = (page) => page.locator('table tr[data-issue]');

async function rowsAreTheApis(page, issues) {
  assert.equal(await rows(page).count(), issues.length, 'every issue has a row');
  for (let k = 0; k < Math.min(issues.length, 12); k++) {
    const i = issues[k], row = rows(page).nth(k);
    assert.equal(await row.getAttribute('data-issue'), String(i.id), `row ${k + 1} is the API's`);
    assert.ok(squeezed(await row.innerText()).includes(squeezed(i.name)), `row ${k + 1} names the issue`);
    const cost = row.locator('b.cost');
    if (i.grade === 'D' || i.cost_of_doing_nothing_minor?.estimate == null) {
      assert.equal(await cost.count(), 0, `row ${k + 1} shows no cost that the API does not state`);
    } else {
      // The title text is exact: its digits are the minor units, whatever the locale puts between them.
      const exact = await row.locator('td.c [title]').first().getAttribute('title');
      assert.equal(Number(digits(exact)), Math.abs(i.cost_of_doing_nothing_minor.estimate), `row ${k + 1} shows the API's cost`);
    }
  }
}

const CHANGES = 6;       // as many as stand beside the money

export async function moneyTests(suite) {
  const money = await suite.api('/money'), { issues } = await suite.api('/issues');
  const first = issues.find((i) => i.rank === 1) ?? issues[0];

  await suite.test('the money page says the API\'s headline and its issues in order', async (page) => {
    await suite.open(page, '/');
    if (money.headline.title) assert.equal(await page.locator('h1').innerText(), money.headline.title);
    await rowsAreTheApis(page, money.issues);
    const ranks = money.issues.filter((i) => i.rank !== null).map((i) => i.rank);
    assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b), 'ranked issues come in order');
    const aside = page.locator('aside'), told = squeezed(await aside.innerText()), signals = money.signals ?? [];
    for (const s of signals.slice(0, CHANGES)) assert.ok(told.includes(squeezed(s.stream)), `signal "${s.stream}" is listed`);
    await suite.shot(page, 'money');
    if (signals.length > CHANGES) {
      await aside.getByRole('link', { name: new RegExp(`^${signals.length - CHANGES} more change`) }).click();
      await page.waitForURL(/\/signals$/);
    }
  });

  await suite.test('nothing on the money page moves after it was drawn', async (page) => {
    await page.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver((l) => { for (const e of l.getEntries()) globalThis.moved += e.value; }).observe({ type: 'layout-shift', buffered: true });
    });
    await suite.open(page, '/');
    await page.waitForTimeout(300);
    const moved = await page.evaluate(() => globalThis.moved);
    assert.ok(moved < 0.1, `layout shift ${moved}`);
  });

  await suite.test('a reading that is apart from customers says since when, with its picture and its months', async (page) => {
    const { metrics } = await suite.api('/money');
    const apart = metrics.filter((m) => m.since);
    assert.ok(apart.length > 0 && apart[0].months.length > 12, 'the sample has one');
    await suite.open(page, '/');
    const box = page.locator('.months').first();
    assert.ok(squeezed(await box.innerText()).startsWith('Apart since'), 'since when');
    assert.equal(await box.locator('.chart svg').count(), 1, 'the picture');
    const button = box.getByRole('button', { name: `Month by month ${apart[0].name}` });
    assert.equal(await box.locator('table').isVisible(), false, 'the months are folded');
    await button.focus();
    await page.keyboard.press('Enter');
    await box.locator('table').waitFor();
    assert.equal(await box.locator('tbody tr').count(), apart[0].months.length, 'every month is there');
    assert.equal(await box.locator('tbody tr.apart').count(), apart[0].months.filter((k) => /but customers/.test(k.verdict)).length, 'those apart are marked');
    await assertAccessible(page, 'the months');
    await assertFits(page, 'the months');
    await suite.shot(page, 'months');
    await box.locator('button[aria-expanded=true]').click();
    assert.equal(await box.locator('table').isVisible(), false, 'and folded again');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await box.locator('table').isVisible(), true, 'paper has them all');
  });

  await suite.test('the first issue opens from the money page and shows its proof', async (page) => {
    const detail = await suite.api(`/issues/${encodeURIComponent(first.id)}`);
    await suite.open(page, '/');
    await page.locator(`tr[data-issue="${first.id}"] a.t`).click();
    await page.waitForURL(`**/issues/${encodeURIComponent(first.id)}`);
    await page.locator('h1', { hasText: detail.name }).waitFor();
    await suite.settled(page);
    const text = squeezed(await page.locator('main').innerText());
    for (const step of Object.values(detail.chain ?? {}).filter((s) => s?.note)) assert.ok(text.includes(squeezed(step.note)), `the chain says "${step.note}"`);
    const quotes = detail.quotes ?? [];
    assert.equal(await page.locator('blockquote').count(), quotes.length, 'every quote is there');
    for (const [k, q] of quotes.slice(0, 5).entries()) {
      const marks = await page.locator('blockquote').nth(k).locator('mark').allTextContents();
      assert.equal(marks.join(''), underSpans(q.text, q.spans ?? []), `quote ${k + 1} marks its spans`);
      assert.ok((await page.locator('blockquote').nth(k).textContent()).includes(q.text), `quote ${k + 1} is whole`);
    }
    if (detail.charts?.effect) assert.ok(await page.locator('.chart svg').count() > 0, 'charts are drawn');
    await suite.shot(page, 'issue');
    if (detail.exposed?.length) {
      await page.locator(`a[href="/accounts/${encodeURIComponent(detail.exposed[0].id)}"]`).last().click();
      await page.locator('h1', { hasText: detail.exposed[0].name }).waitFor();
      await page.goBack();
      await page.locator('h1', { hasText: detail.name }).waitFor();
    }
  });

  await suite.test('the issues page filters by grade, and the filter survives a reload', async (page) => {
    await suite.open(page, '/issues');
    await rowsAreTheApis(page, issues);
    const grade = issues[issues.length - 1].grade;
    await page.getByRole('link', { name: grade, exact: true }).click();
    await page.waitForURL(`**/issues?grade=${grade}`);
    await page.reload();
    await page.locator('h1').waitFor();
    await rowsAreTheApis(page, issues.filter((i) => i.grade === grade));
  });

  await suite.test('"explain this number" works by keyboard, keeps focus inside and gives it back', async (page) => {
    const detail = await suite.api(`/issues/${encodeURIComponent(first.id)}`);
    await suite.open(page, `/issues/${encodeURIComponent(first.id)}`);
    const link = page.getByRole('link', { name: 'Explain this number' });
    await link.focus();
    await page.keyboard.press('Enter');
    const box = page.getByRole('dialog');
    await box.getByRole('heading', { name: 'Method' }).waitFor();
    assert.ok(page.url().includes('explain='), 'the open drawer is part of the address');
    const text = squeezed(await box.innerText());
    if (detail.explain?.method) assert.ok(text.includes(squeezed(detail.explain.method)), 'the method is the API\'s');
    for (const a of detail.explain?.assumptions ?? []) assert.ok(text.includes(squeezed(a.name)), `assumption "${a.name}"`);
    for (const r of (detail.explain?.rows ?? []).filter((x) => x.file).slice(0, 5)) assert.ok(text.includes(`${r.file.split('/').pop()}:${r.line}`), `row ${r.file}:${r.line}`);
    const n = detail.effects?.find((e) => /renew/i.test(e.outcome))?.n_accounts ?? detail.effects?.[0]?.n_accounts;
    if (n) assert.ok(digits(text).includes(String(n)), 'n is shown');
    for (let k = 0; k < 25; k++) {
      await page.keyboard.press(k % 5 === 4 ? 'Shift+Tab' : 'Tab');
      assert.ok(await page.evaluate(() => !!document.activeElement?.closest('dialog')), `focus is inside after ${k + 1} steps`);
    }
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    assert.ok(!page.url().includes('explain='), 'the address is as before');
    assert.ok(await link.evaluate((a) => a === document.activeElement), 'focus is back on the link');
  });

  await suite.test('a unit\'s reading and whom we hear from are explained down to rows with file and line', async (page) => {
    const { metrics, coverage } = await suite.api('/money'), m = metrics.find((x) => x.rows.length), box = page.getByRole('dialog');
    assert.ok(m && coverage.rows.length, 'there are rows');
    for (const [explain, rows] of [[`metric:${m.unit}/${m.name}`, m.rows], ['coverage', coverage.rows]]) {
      await suite.open(page, `/?explain=${encodeURIComponent(explain)}`);
      await box.locator('.rows li').first().waitFor();
      const told = (await box.locator('.rows li').allInnerTexts()).map(squeezed);
      rows.forEach((r, i) => assert.ok(r.line > 0 && told[i].includes(squeezed(r.text)) && told[i].endsWith(`${r.file.split('/').pop()}:${r.line}`), `${r.text} ${r.file}:${r.line} in ${told[i]}`));
    }
  });

  await suite.test('the headline explains itself with its issues, settings and ledger', async (page) => {
    await suite.open(page, '/?explain=total');
    const box = page.getByRole('dialog');
    await box.locator('h3').first().waitFor();
    const text = squeezed(await box.innerText());
    for (const s of money.settings ?? []) assert.ok(text.includes(squeezed(s.name)), `setting "${s.name}"`);
    for (const i of money.issues.filter((x) => x.rank !== null && x.cost_of_doing_nothing_minor)) assert.ok(text.includes(i.name), `issue "${i.name}"`);
    if (money.ledger) assert.ok(digits(text).includes(String(money.ledger.invoiced_minor)), 'the invoiced sum to the cent');
  });
}
