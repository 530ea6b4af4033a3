// Accounts, comments and data: lists, search, pages, downloads, against the API's own lists.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dataTests as dataViews } from './data.mjs';
import { digits, squeezed, underSpans } from './frame.mjs';

const names = async (page) => (await page.locator('main table tbody tr td:first-child a').allTextContents()).map(squeezed);

/** CSV rows of a file, by a reader that knows quotes (RFC 4180). */
function csvRows(text) {
  const rows = [[]];
  for (const m of text.replace(/^\ufeff/, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/g)) {
    if (m[0] === '') break;
    rows[rows.length - 1].push(m[1].startsWith('"') ? m[1].slice(1, -1).replaceAll('""', '"') : m[1]);
    if (m[2] === '\r\n') rows.push([]);
  }
  return rows.filter((r) => r.length);
}

export async function downloaded(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), rows: csvRows(readFileSync(await file.path(), 'utf8')) };
}

async function accountTests(suite) {
  const list = await suite.api('/accounts?sort=value&page=1&per_page=50');

  await suite.test('accounts are listed and sorted as the API does, and the address keeps it', async (page) => {
    await suite.open(page, '/accounts');
    assert.deepEqual(await names(page), list.accounts.map((a) => squeezed(a.name)));
    await page.getByRole('columnheader').getByRole('link', { name: 'Account' }).click();
    await page.waitForURL('**/accounts?sort=name');
    const byName = await suite.api('/accounts?sort=name&page=1&per_page=50');
    await page.reload();
    await page.locator('main table').waitFor();
    assert.deepEqual(await names(page), byName.accounts.map((a) => squeezed(a.name)));
    assert.equal(await page.locator('th[aria-sort="ascending"]').count(), 1);
  });

  await suite.test('the pages of the account list follow each other without gap', async (page) => {
    if (list.total <= 50) return assert.equal(await page.locator('nav [rel=next]').count(), 0);
    await suite.open(page, '/accounts');
    await page.getByRole('link', { name: 'Next' }).click();
    const second = await suite.api('/accounts?sort=value&page=2&per_page=50');
    await page.getByText(squeezed(second.accounts[0].name), { exact: true }).first().waitFor();
    assert.deepEqual(await names(page), second.accounts.map((a) => squeezed(a.name)));
    await page.getByRole('link', { name: 'Previous' }).click();
    await page.waitForURL(/\/accounts$/);
  });

  await suite.test('an account is found by a part of its name and opens with its timeline', async (page) => {
    const wanted = list.accounts[Math.min(3, list.accounts.length - 1)], q = wanted.name.slice(0, 6).trim();
    const found = await suite.api(`/accounts?q=${encodeURIComponent(q)}&sort=value&page=1&per_page=50`);
    await suite.open(page, '/accounts');
    await page.keyboard.press('/');
    await page.keyboard.type(q);
    await page.waitForURL((u) => u.searchParams.get('q') === q);
    await page.locator('h1', { hasText: q }).waitFor();
    assert.deepEqual(await names(page), found.accounts.map((a) => squeezed(a.name)));
    await page.waitForFunction(() => document.getElementById('live').textContent === document.querySelector('main h1').textContent);
    assert.ok(digits(await page.locator('h1').innerText()).startsWith(String(found.total)), 'the heading counts what was found');
    const shown = found.accounts.find((a) => a.id === wanted.id) ?? found.accounts[0];
    await page.locator(`td a[href="/accounts/${encodeURIComponent(shown.id)}"]`).click();
    await page.locator('h1', { hasText: shown.name }).waitFor();
    await suite.settled(page);
    const detail = await suite.api(`/accounts/${encodeURIComponent(shown.id)}`), whole = await timelineOf(suite, shown.id);
    const moments = page.locator('main ol li time');
    assert.equal(await moments.count(), Math.min(60, whole.length), 'the timeline is as long as the API\'s');
    const shownDays = await moments.evaluateAll((all) => all.map((t) => t.getAttribute('datetime')));
    assert.deepEqual(shownDays, whole.map((m) => m.at ?? '').sort().reverse().slice(0, 60), 'newest first');
    for (const m of detail.timeline) assert.ok(whole.some((x) => x.at === m.at && x.title === m.title && x.file === m.file && x.line === m.line), `what the card tells: ${m.title}`);
    for (const c of detail.contacts) if (c.name) assert.ok((await page.locator('main').innerText()).includes(c.name), `contact "${c.name}"`);
    await suite.shot(page, 'account');
  });

  await suite.test('the account table downloads whole, all pages of it', async (page) => {
    const all = [];
    for (let p = 1; all.length < list.total; p++) all.push(...(await suite.api(`/accounts?sort=value&page=${p}&per_page=200`)).accounts);
    await suite.open(page, '/accounts');
    const { name, rows } = await downloaded(page, () => page.getByRole('button', { name: 'CSV' }).click());
    assert.equal(name, 'throughline-accounts.csv');
    assert.equal(rows.length, list.total + 1, 'a head and one row for each account');
    const at = rows[0].indexOf('value_minor');
    assert.deepEqual(rows.slice(1).map((r) => r[at]), all.map((a) => (a.value_minor === null ? '' : String(a.value_minor))));
  });
}

async function dataTests(suite) {
  const data = await suite.api('/files');

  await suite.test('the data page accounts for every row of every file', async (page) => {
    await suite.open(page, '/data?view=files');
    assert.equal(await page.locator('main tbody tr').count(), data.files.length + (data.totals ? 1 : 0));
    const last = await page.locator('main tbody tr').last().locator('td.n').allTextContents();
    const t = data.totals;
    assert.deepEqual(last.map(digits), [t.rows_in, t.rows_kept, t.rows_unchanged, t.rows_quarantined].map(String));
    for (const key of ['rows_in', 'rows_kept', 'rows_quarantined']) assert.equal(data.files.reduce((s, f) => s + f[key], 0), t[key], `files add up to the total of ${key}`);
    const h1 = digits(await page.locator('h1').innerText());
    assert.ok(h1.includes(String(t.rows_in)), 'the heading says how many rows came in');
  });

  await suite.test('rows set aside are shown with file, line and reason', async (page) => {
    const q = await suite.api('/quarantine?page=1&per_page=50');
    await suite.open(page, '/data');
    await page.getByRole('link', { name: /^Set aside/ }).click();
    await page.waitForURL('**/data?view=quarantine');
    if (q.total === 0) return page.getByText('No row was set aside.').waitFor();
    await page.locator('main td code').first().waitFor();
    const rows = page.locator('[data-table=rows] tbody tr');
    assert.equal(await rows.count(), q.rows.length);
    for (const [k, r] of q.rows.slice(0, 10).entries()) {
      const text = squeezed(await rows.nth(k).textContent());
      assert.ok(text.includes(squeezed(r.reason)), `row ${k + 1} gives the reason`);
      assert.ok(text.includes(squeezed(r.file)), `row ${k + 1} names the file`);
      assert.equal(digits(await rows.nth(k).locator('td.n').textContent()), String(r.line), `row ${k + 1} names the line`);
    }
    await suite.shot(page, 'data');
  });

  await suite.test('the ledger view shows each month to the cent', async (page) => {
    await suite.open(page, '/data?view=ledger');
    if (!data.ledger?.length) return page.getByText('No invoices are in the book.').waitFor();
    const cells = await page.locator('[data-table=months] tbody tr td.n').allTextContents();
    assert.deepEqual(cells.map(digits), data.ledger.flatMap((m) => [m.invoiced_minor, m.matched_minor, m.difference_minor]).map((v) => (v === null ? '' : v === 0 ? '000' : String(Math.abs(v)).padStart(3, '0'))));
  });
}

async function commentTests(suite) {
  await suite.test('comments are searched, filtered by theme and marked where the codes are', async (page) => {
    const all = await suite.api('/comments?page=1&per_page=50'), theme = all.themes[0];
    await suite.open(page, '/comments');
    assert.equal(await page.locator('article').count(), all.comments.length);
    await page.locator('main nav a', { hasText: theme.name }).first().click();
    await page.waitForURL((u) => u.searchParams.get('theme') === String(theme.id));
    const some = await suite.api(`/comments?theme=${encodeURIComponent(theme.id)}&page=1&per_page=50`);
    await page.locator('h1', { hasText: theme.name }).waitFor();
    await suite.settled(page);
    const texts = await page.locator('article p').allTextContents();
    assert.deepEqual(texts.map(squeezed), some.comments.map((c) => squeezed(`“${c.text}”`)));
    for (const [k, c] of some.comments.slice(0, 8).entries()) {
      const marks = await page.locator('article').nth(k).locator('mark').allTextContents();
      assert.equal(marks.join(''), underSpans(c.text, (c.codes ?? []).filter((x) => x.kind === 'theme').map((x) => [x.from, x.to])), `comment ${k + 1} marks its codes`);
    }
  });
}

async function oneTests(suite) {
  await suite.test('one comment has an address: its words, what was said around it; back is where the reader was', async (page) => {
    const list = await suite.api('/comments?page=1&per_page=50'), at = Math.min(30, list.comments.length - 1), c = list.comments[at], one = await suite.api(`/comments/${c.key}`);
    assert.equal(one.comment.text, c.text);
    await suite.open(page, '/comments');
    const link = page.locator('article').nth(at).locator(`a[href="/comments/${c.key}"]`);
    await link.scrollIntoViewIfNeeded();
    const y = await page.evaluate(() => scrollY);
    await link.click();
    await page.locator(`[data-comment="${c.key}"]`).waitFor();
    assert.equal(squeezed(await page.locator('[data-comment] p').first().innerText()), squeezed(`“${c.text}”`));
    assert.equal(await page.locator('[data-list=thread] li').count(), one.thread.length > 1 ? one.thread.length : 0);
    assert.ok((await page.locator('main').innerText()).includes(`${c.file.split('/').pop()}:${c.line}`), 'file and line');
    await page.goBack();
    await page.locator('article').nth(at).waitFor();
    await page.waitForFunction((want) => Math.abs(scrollY - want) < 3, y);
  });

  await suite.test('a timeline is on its page and of its kind again when the reader comes back from one comment', async (page) => {
    const { accounts } = await suite.api('/accounts?sort=value&page=1&per_page=40');
    let id = null, whole = [];
    for (const row of accounts) {
      whole = await timelineOf(suite, row.id);
      id = row.id;
      if (whole.length > 60 && whole.slice(60, 120).some((m) => m.comment)) break;
    }
    assert.ok(whole.length > 60, 'an account with more than a page');
    await suite.open(page, `/accounts/${id}`);
    await page.locator('main nav a[rel=next]').click();
    await page.waitForURL((u) => u.searchParams.get('page') === '2');
    const rows = whole.slice(60, 120).map((m) => m.at);
    await page.waitForFunction((days) => JSON.stringify([...document.querySelectorAll('main ol li time')].map((t) => t.getAttribute('datetime'))) === JSON.stringify(days) && !document.querySelector('main [aria-busy=true]'), rows);
    const link = page.locator('main ol li a[href^="/comments/"]').last(), y = (await link.scrollIntoViewIfNeeded(), await page.evaluate(() => scrollY));
    await link.click();
    await page.locator('[data-comment]').waitFor();
    await page.goBack();
    await page.waitForFunction((n) => document.querySelectorAll('main ol li time').length === n, Math.min(60, whole.length - 60));
    await page.waitForFunction((want) => Math.abs(scrollY - want) < 3, y);
  });

  await suite.test('every kind of what happened is a filter in the address, counted, and each moment names its file and line', async (page) => {
    const { accounts } = await suite.api('/accounts?sort=value&page=1&per_page=1'), id = accounts[0].id, whole = await timelineOf(suite, id), { kinds } = await suite.api(`/accounts/${id}/timeline?per_page=1`);
    await suite.open(page, `/accounts/${id}`);
    assert.ok(kinds.length >= 6, kinds.map((k) => k.kind).join(' '));
    for (const k of kinds) {
      const of = whole.filter((m) => m.kind === k.kind), chip = page.locator(`main [data-kind="${k.kind}"]`);
      assert.equal(of.length, k.n - k.left_out);
      assert.equal(digits(await chip.innerText()), String(k.n));
      await chip.click();
      await page.waitForURL((u) => u.searchParams.get('kind') === k.kind && !u.searchParams.has('page'));
      await page.waitForFunction((n) => document.querySelectorAll('main ol li time').length === n && !document.querySelector('main [aria-busy=true]'), Math.min(60, of.length));
      const rows = (await page.locator('main ol li').allInnerTexts()).map(squeezed);
      of.slice(0, 60).forEach((m, i) => {
        assert.ok(rows[i].includes(squeezed(m.title)), m.title);
        if (m.file) assert.ok(rows[i].includes(`${m.file.split('/').pop()}:${m.line}`), `${m.file}:${m.line} in ${rows[i]}`);
        else assert.ok(['usage', 'survey', 'task', 'action'].includes(m.kind), `${m.kind} without a place`);
        if (m.rows > 1) assert.ok(digits(rows[i].split('and ').pop()).includes(String(m.rows - 1)), rows[i]);
      });
    }
    const { name, rows } = await downloaded(page, () => page.locator('main .over', { hasText: 'What happened' }).getByRole('button', { name: 'CSV' }).click());
    assert.equal(name, `throughline-account-${id}.csv`);
    assert.equal(rows.length - 1, whole.filter((m) => m.kind === kinds[kinds.length - 1].kind).length, 'the file is what the filter says');
  });
}

/** All pages of an account's timeline. */
async function timelineOf(suite, id) {
  const all = [];
  for (let page = 1; ; page++) {
    const a = await suite.api(`/accounts/${encodeURIComponent(id)}/timeline?page=${page}&per_page=200`);
    all.push(...a.timeline);
    if (!a.timeline.length || all.length >= a.total) return all;
  }
}

async function whyTests(suite) {
  const answer = await suite.api('/comments?page=1&per_page=50'), first = (c) => c.codes.filter((x) => x.from === Math.min(...c.codes.map((y) => y.from))), k = answer.comments.findIndex((c) => c.codes.length && first(c).some((x) => x.words.length));
  await suite.test('what was read from words is said when they are pointed at, or gone to by keyboard', async (page) => {
    await suite.open(page, '/comments');
    const c = answer.comments[k], one = page.locator('article').nth(k), run = one.locator('[data-run]').first(), tip = one.getByRole('tooltip');
    assert.equal(await tip.count(), 0);
    await run.hover();
    await tip.waitFor();
    const said = squeezed(await tip.innerText());
    for (const w of first(c).flatMap((x) => x.words)) assert.ok(said.includes(c.text.slice(w.from, w.to)), `'${c.text.slice(w.from, w.to)}' in '${said}'`);
    await page.mouse.move(2, 2);
    await tip.waitFor({ state: 'detached' });
    await run.focus();
    await tip.waitFor();
    assert.equal(await run.getAttribute('aria-describedby'), await tip.getAttribute('id'));
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await tip.waitFor();
    assert.equal(await one.locator('[data-run][tabindex="0"]').count(), 1, 'one stop a comment');
    const runs = await one.locator('[data-run]').count();
    if (runs > 1) {
      await page.keyboard.press('ArrowRight');
      assert.equal(await one.locator('[data-run]').nth(1).evaluate((n) => n === document.activeElement), true, 'an arrow goes on');
    }
  });

  await suite.test('themes are marked, feelings underlined, and each comment says its language', async (page) => {
    await suite.open(page, '/comments');
    for (const [n, c] of answer.comments.slice(0, 8).entries()) {
      const one = page.locator('article').nth(n);
      assert.equal((await one.locator('mark').allTextContents()).join(''), underSpans(c.text, c.codes.filter((x) => x.kind === 'theme').map((x) => [x.from, x.to])));
      for (const [tone, ofIt] of [['bad', (x) => x.state === 'clear' && x.value < -0.15], ['good', (x) => x.state === 'clear' && x.value > 0.15], ['unclear', (x) => x.state === 'unclear'], ['wish', (x) => x.state === 'wish']])
        assert.equal((await one.locator(`.felt.${tone}`).allTextContents()).join(''), underSpans(c.text, c.codes.filter((x) => x.kind === 'sentiment' && ofIt(x)).map((x) => [x.from, x.to])), tone);
      assert.equal(await one.locator(`[data-language="${c.language}"]`).count(), 1);
    }
  });
}

export async function listTests(suite) {
  await accountTests(suite);
  await dataTests(suite);
  await dataViews(suite);
  await commentTests(suite);
  await oneTests(suite);
  await whyTests(suite);
}
