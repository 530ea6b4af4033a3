// The ten tasks of a Monday, done as a person does them, from the first page on; clicks, choices and keys are counted and printed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { digits, squeezed } from './frame.mjs';

const UNDER = 300000;

/** A hand that counts what it does; typing a word counts once. */
class Hand {
  constructor(page) {
    this.page = page;
    this.n = 0;
  }
  async click(target) {
    await target.click();
    this.n++;
  }
  async choose(target, value) {
    await target.selectOption(value);
    this.n++;
  }
  async key(key) {
    await this.page.keyboard.press(key);
    this.n++;
  }
  async type(text) {
    await this.page.keyboard.type(text);
    this.n++;
  }
  /** A page of the strip at the top. */
  go(name) {
    return this.click(this.page.locator('header nav a', { hasText: name }));
  }
}

/** One record of a CSV file without line ends in its cells. */
const cells = (line) => [...(line ?? '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => (m[1] ?? m[2] ?? '').replaceAll('""', '"'));

async function until(what, test) {
  for (let k = 0; k < 100; k++) {
    if (await test()) return;
    await new Promise((r) => setTimeout(r, 100));
  }
  assert.fail(`never: ${what}`);
}

export async function mondayTests(suite) {
  const tasks = [];
  const task = (name, most, body) => suite.test(`on Monday: ${name}`, async (page) => {
    const hand = new Hand(page);
    await suite.open(page, '/');
    await body(page, hand);
    tasks.push([name, hand.n]);
    console.log(`# ${name}: ${hand.n}`);
    assert.ok(hand.n <= most, `${hand.n} steps, ${most} are enough`);
  });
  const { issues } = await suite.api('/issues'), { accounts } = await suite.api('/accounts?sort=value&page=1&per_page=50');

  await task('find why revenue is at risk and show the CFO', 3, async (page, hand) => {
    const first = issues.find((i) => i.rank === 1) ?? issues[0];
    await hand.click(page.locator(`tr[data-issue="${first.id}"] a.t`));
    await page.locator('.chain').waitFor();
    await suite.settled(page);
    assert.ok((await page.locator('main').innerText()).includes('What it puts at risk if nothing is done'));
    await hand.click(page.locator('header .brand'));
    const link = page.getByRole('link', { name: 'Report' });
    const [report] = await Promise.all([page.context().waitForEvent('page', { timeout: 60000 }), hand.click(link)]);
    await report.waitForLoadState();
    assert.ok((await report.title()).length > 0);
  });

  await task('judge a signal', 2, async (page, hand) => {
    await hand.go('Signals');
    const row = page.locator('tr[data-signal]').first();
    await row.waitFor();
    const id = await row.getAttribute('data-signal'), status = async () => (await suite.api(`/signals/${id}`)).status;
    await hand.click(row.getByRole('button', { name: 'Real' }));
    await until('it is real', async () => (await status()) === 'real');
    await row.getByRole('button', { name: 'Undo' }).click();
    await until('it is open again', async () => (await status()) === 'open');
  });

  await task('merge two themes', 6, async (page, hand) => {
    const { themes } = await suite.api('/themes');
    assert.ok(themes.length >= 2, 'the sample has themes');
    await hand.go('Voices');
    await hand.click(page.getByRole('link', { name: 'Themes', exact: true }));
    await hand.click(page.locator('[data-table=themes] tbody tr').nth(1).getByRole('button', { name: /^Edit/ }).last());
    await hand.click(page.getByRole('button', { name: 'Merge into' }));
    await hand.choose(page.getByLabel('Into which theme'), String(themes[0].id));
    await hand.click(page.getByRole('button', { name: 'Decide' }));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.bar').getByRole('button', { name: 'Undo' }).click();
    await until('it is taken back', async () => (await suite.api('/decisions?about=themes&per_page=2')).decisions[1]?.undone === true);
  });

  await task('plan options under 300 k', 2, async (page, hand) => {
    await hand.go('Portfolio');
    const { options, frontier } = await suite.api('/options');
    assert.ok(options.length >= 4, 'the sample has options');
    const rows = frontier.filter((f) => f.budget_minor <= UNDER * 100);
    assert.ok(rows.length, 'the frontier reaches below it');
    await page.locator('table.frontier tbody tr').first().waitFor();
    await hand.click(page.locator('table.frontier tbody a').nth(rows.length - 1));
    const a = await suite.api(`/portfolio?budget=${Math.max(1, rows[rows.length - 1].budget_minor)}&risk=0`);
    await page.waitForFunction((n) => document.querySelectorAll('table.stack:not(.frontier) tbody tr:not(.out)').length === n, a.taken);
    assert.ok(a.spent_minor <= UNDER * 100);
  });

  await task('prepare tomorrow\'s visit to an account', 4, async (page, hand) => {
    const a = accounts[Math.min(4, accounts.length - 1)];
    await hand.go('Accounts');
    await page.locator('main table').waitFor();
    await hand.key('/');
    await hand.type(a.name);
    await page.waitForURL((u) => u.searchParams.get('q') === a.name.trim());
    await suite.settled(page);
    await hand.click(page.locator(`td a[href="/accounts/${a.id}"]`));
    await page.locator('h1', { hasText: a.name }).waitFor();
    await suite.settled(page);
    const text = await page.locator('main').innerText();
    for (const part of ['Will they renew?', 'What they expect', 'What was done', 'What happened']) assert.ok(text.includes(part), part);
  });

  await task('find who is silent', 2, async (page, hand) => {
    const { silence } = await suite.api('/changes');
    await hand.go('Signals');
    await page.getByText(silence.length ? /^Who fell silent: \d/ : 'Nobody is silent').first().waitFor();
    assert.ok(silence.length, 'somebody is silent in the sample');
    await hand.click(page.locator('[data-table=silence] tbody a').first());
    await page.locator('h1', { hasText: silence[0].account }).waitFor();
  });

  // Downloaded, mended as a spreadsheet would, given back: one row comes in, the others stay.
  await task('fix quarantined rows', 5, async (page, hand) => {
    const rows = (await suite.api('/quarantine?page=1&per_page=200')).rows, of = rows.find((r) => r.column && /^date/.test(r.reason));
    await hand.go('Data');
    assert.ok(of, 'the sample has a date that nobody can read');
    await hand.click(page.getByRole('link', { name: /^Set aside/ }));
    const [file] = await Promise.all([page.waitForEvent('download'), hand.click(page.locator('a[href$="/aside.csv"]', { hasText: of.file }))]);
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n'), head = cells(lines[0]), at = lines.findIndex((l) => cells(l)[2] === String(of.line));
    const row = cells(lines[at]), day = head.lastIndexOf(of.column);
    assert.ok(at > 0 && day > 4, `line ${of.line}, column ${of.column}`);
    row[day] = '2026-01-15';
    await page.getByLabel('Give a mended file back').setInputFiles({ name: 'set-aside.csv', mimeType: 'text/csv', buffer: Buffer.from([lines[0], row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')].join('\r\n')) });
    hand.n++;
    await page.locator('[data-mended]', { hasText: '1 rows read: 1 came in' }).waitFor();
    await until('it is set aside no more', async () => (await suite.api('/quarantine?page=1&per_page=1')).total === rows.length - 1);
  });

  await task('check whether the depot at Lyon worked', 2, async (page, hand) => {
    const { actions } = await suite.api('/actions'), done = actions.find((a) => a.about && a.name === 'Depot Lyon');
    assert.equal(done?.proof.verdict, 'worked', 'as planted');
    await hand.click(page.locator(`tr[data-issue="${done.about.id}"] a.t`));
    await page.locator(`[data-action="${done.name}"]`).waitFor();
    const said = { worked: 'worked', 'did not': 'did not work', 'cannot tell': 'cannot tell yet' }[done.proof.verdict];
    assert.ok(squeezed(await page.locator(`[data-action="${done.name}"]`).innerText()).includes(said));
  });

  await task('export for Finance', 3, async (page, hand) => {
    const { ledger } = await suite.api('/files');
    await hand.go('Data');
    await hand.click(page.getByRole('link', { name: /^Ledger/ }));
    assert.ok(ledger.length, 'the sample has invoices');
    await page.locator('[data-table=months]').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), hand.click(page.getByRole('button', { name: 'CSV' }).first())]);
    const text = readFileSync(await file.path(), 'utf8');
    assert.ok(text.includes(String(ledger[0].invoiced_minor)), 'to the cent');
    assert.ok(digits(text).length > 0);
  });

  console.log(`# Monday: ${tasks.map(([name, n]) => `${name} ${n}`).join('; ')} (ten match reviews: ten keys, in review.mjs)`);
}
