// What can be taken away, and why a figure is what it is: workbooks, SQL, documents for readers, explanations, quotes that lead to their comment.
// Oracles: the API's answers; another program (Python's zipfile and XML reader) for what is in a workbook.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { squeezed } from './frame.mjs';
import { drawers } from './pages.mjs';

const READ = `
import json, sys, zipfile, xml.etree.ElementTree as E
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
text = lambda c: ''.join(t.text or '' for t in c.iter(n + 't')) if c.get('t') == 'inlineStr' else c.findtext(n + 'v', '')
print(json.dumps([[text(c) for c in r] for r in E.fromstring(z.read('xl/worksheets/sheet1.xml')).iter(n + 'row')]))`;
const sheet = (path) => JSON.parse(execFileSync('python3', ['-c', READ, path], { encoding: 'utf8', maxBuffer: 1 << 26 }));
const csv = (path) => JSON.parse(execFileSync('python3', ['-c', "import csv,json,sys; print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))))", path], { encoding: 'utf8', maxBuffer: 1 << 26 }));

async function taken(page, from, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), from.getByRole('button', { name, exact: true }).first().click()]);
  return file;
}

async function workbookTests(suite) {
  const { issues } = await suite.api('/issues'), { accounts } = await suite.api('/accounts?per_page=1');
  await suite.test('what the page filters or works out is a workbook too, cell by cell what its CSV says', async (page) => {
    for (const path of ['/', '/issues', '/issues?grade=C', `/issues/${issues[0].id}`, `/accounts/${accounts[0].id}`, '/drivers', '/portfolio', '/expectations', '/data?view=ledger']) {
      await suite.open(page, path);
      const main = page.locator('main'), book = await taken(page, main, 'XLSX'), text = await taken(page, main, 'CSV');
      assert.equal(book.suggestedFilename(), text.suggestedFilename().replace(/csv$/, 'xlsx'), path);
      const cells = sheet(await book.path()), want = csv(await text.path());
      assert.ok(want.length > 1, `${path} has rows`);
      assert.equal(cells.length, want.length, path);
      // A CSV keeps formulas off with an apostrophe and writes yes as true; a workbook has types.
      const plain = (v) => (/^'[=+\-@\t\r]/.test(v) ? v.slice(1) : v === 'true' ? '1' : v === 'false' ? '0' : v);
      assert.deepEqual(cells, want.map((r) => r.map(plain)), path);
    }
  });

  await suite.test('a question in SQL is answered whole, and a file that holds a part says so', async (page) => {
    const ask = async (n) => {
      await suite.open(page, '/sql?q=' + encodeURIComponent(`SELECT i AS n, '=1+1' AS t FROM generate_series(1, ${n}) AS g(i) ORDER BY i`));
      await page.getByRole('button', { name: 'Run' }).click();
      await page.locator('table[data-table=sql] tbody tr').first().waitFor();
      return squeezed(await page.locator('.count').innerText());
    };
    assert.match(await ask(1500), /^1,500 rows The page shows the first 1,000/);
    assert.equal(await page.locator('table[data-table=sql] tbody tr').count(), 1000);
    const bar = page.locator('.bar'), whole = await taken(page, bar, 'CSV');
    assert.equal(whole.suggestedFilename(), 'throughline-sql.csv');
    assert.equal(csv(await whole.path()).length, 1501);
    const book = sheet(await (await taken(page, bar, 'XLSX')).path());
    assert.deepEqual([book.length, book[0], book[1500]], [1501, ['n', 't'], ['1500', '=1+1']]);
    await bar.getByRole('button', { name: 'Print' }).waitFor();
    assert.match(await ask(10001), /^The first 10,000 rows; there are more/);
    const part = await taken(page, bar, 'CSV');
    assert.equal(part.suggestedFilename(), 'throughline-sql-first-10000-rows.csv');
    assert.equal(csv(await part.path()).length, 10001);
  });

  await suite.test('charts of Drivers and Money are taken as SVG and PNG', async (page) => {
    for (const path of ['/drivers', '/']) {
      await suite.open(page, path);
      for (const name of ['SVG', 'PNG']) {
        const bytes = readFileSync(await (await taken(page, page.locator('main'), name)).path());
        if (name === 'SVG') assert.match(bytes.toString('utf8'), /^<svg[\s\S]*<\/svg>$/, path);
        else assert.deepEqual([...bytes.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10], path);
      }
    }
  });
}

async function documentTests(suite) {
  const { issues } = await suite.api('/issues'), { accounts } = await suite.api('/accounts?per_page=1'), unit = issues.find((i) => i.owner)?.owner;
  await suite.test('documents for one reader each are offered where they belong, to be read, as PDF and as a workbook', async (page) => {
    for (const [path, who, kind] of [['/', 'For the CFO', 'cfo'], ['/', 'For the CEO', 'ceo'], ['/', `For ${unit}`, 'unit'], [`/issues?owner=${encodeURIComponent(unit)}`, `For ${unit}`, 'unit'], [`/accounts/${accounts[0].id}`, 'Before a visit', 'account']]) {
      await suite.open(page, path);
      await page.getByText('For readers', { exact: true }).click();
      for (const [form, magic] of [['PDF', '%PDF-'], ['XLSX', 'PK']]) {
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: `${who}: ${form}`, exact: true }).click()]);
        assert.equal(file.suggestedFilename(), `throughline-${kind}.${form.toLowerCase()}`);
        assert.equal(readFileSync(await file.path()).subarray(0, magic.length).toString('latin1'), magic, `${who} ${form}`);
      }
      const href = await page.getByRole('link', { name: `${who}: Read`, exact: true }).getAttribute('href'), html = await (await fetch(suite.base + href)).text();
      assert.match(html, /^<!doctype html>/);
      if (kind === 'account') assert.ok(html.includes(accounts[0].name.replaceAll('&', '&amp;')), 'it is about the account');
      await page.keyboard.press('Tab');
    }
  });
}

async function explainTests(suite) {
  const all = await drawers(suite);
  await suite.test('each explanation says its method and figures, from the address alone, with nothing empty', async (page) => {
    for (const kind of ['total', 'issue', 'signal', 'account', 'set', 'option', 'effect', 'metric', 'audit', 'coverage', 'ledger']) assert.ok(all.some(([n]) => n === `explain-${kind}`), `the sample has ${kind}`);
    for (const [name, path] of all) {
      await suite.open(page, path);
      const box = page.getByRole('dialog');
      await box.locator('h3', { hasText: name === 'explain-total' ? 'Assumptions' : 'Method' }).first().waitFor();
      assert.ok(!/NaN|undefined|null\b|\[object/.test(await box.innerText()), name);
    }
  });

  await suite.test('an option, an effect, a metric, an audit, coverage and the ledger say n, doubt and rows as the API has them', async (page) => {
    const money = await suite.api('/money'), facts = async (name) => {
      await suite.open(page, all.find(([n]) => n === `explain-${name}`)[1]);
      await page.getByRole('dialog').locator('dl.facts').waitFor();
      await suite.settled(page);
      return squeezed(await page.getByRole('dialog').innerText());
    };
    const has = (text, words) => { for (const w of words) assert.ok(text.includes(String(w)), `"${w}" in ${text.slice(0, 500)}`); };
    const n = (v) => v.toLocaleString('en-GB');
    has(await facts('coverage'), [`${n(money.coverage.accounts_heard)} of ${n(money.coverage.accounts)}`, 'counted, not estimated', ...money.coverage.by_role.map((r) => `${r.role} ${n(r.heard)} ${n(r.total)}`)]);
    const tie = await suite.api('/ledger?page=1&per_page=20'), sum = tie.parts.filter((p) => p.part === 'matched').reduce((s, p) => s + p.rows, 0);
    has(await facts('ledger'), [`matched ${n(sum)}`]);
    const audit = money.audits.find((a) => a.effect !== null), { actions } = await suite.api('/actions'), row = actions.find((a) => a.name === audit.action);
    has(await facts('audit'), [audit.action, n(audit.n_treated), n(audit.n_control), row.proof.method, `${row.file.split('/').pop()}:${row.line}`]);
    const effect = (await suite.api('/drivers')).effects.find((e) => e.grade !== 'D' && e.q !== null && e.q <= 0.05), { explain } = await suite.api(`/issues/${effect.issue.id}`);
    has(await facts('effect'), [n(effect.n_accounts), `${n(effect.n_exposed)} exposed, ${n(effect.n_unexposed)} not exposed`, effect.reason, `${explain.rows[0].file.split('/').pop()}:${explain.rows[0].line}`]);
    const metric = money.metrics[0];
    has(await facts('metric'), [metric.name, ...metric.sides.map((s) => `${n(s.n)} ${n(s.accounts)}`), 'scorecard']);
    const { options } = await suite.api('/options'), option = options[0];
    has(await facts('option'), [option.name, 'margin', `${Math.round(option.share_low * 100)}`, 'typed in on this page']);
  });

  await suite.test('figures lead to their explanation, and closing it leads back to the same place', async (page) => {
    for (const [path, selector] of [['/portfolio', 'td a.why'], ['/drivers', 'table.effects td a[href*=explain]'], ['/', 'aside a[href*="explain=metric"]'], ['/', 'aside a[href*="explain=audit"]'], ['/', 'aside a[href*="explain=coverage"]'], ['/', 'aside a[href*="explain=ledger"]']]) {
      await suite.open(page, path);
      await page.locator(selector).first().click();
      await page.getByRole('dialog', { name: 'How this number is made' }).locator('h3', { hasText: 'Method' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      assert.ok(!page.url().includes('explain='), path);
    }
  });
}

async function placeTests(suite) {
  await suite.test('quotes lead to the comment they were said in', async (page) => {
    const { signals } = await suite.api('/signals?per_page=20');
    for (const path of ['/voices', '/expectations', `/signals/${signals.find((s) => s.quotes?.length).id}`]) {
      await suite.open(page, path);
      const link = page.locator('main article a[href^="/comments/"], main blockquote a[href^="/comments/"]').first(), href = await link.getAttribute('href');
      const { comment } = await suite.api(href);
      await link.click();
      await page.waitForURL((u) => u.pathname === href);
      await page.locator('main h1', { hasText: 'said on' }).waitFor();
      assert.ok(squeezed(await page.locator('main').innerText()).includes(squeezed(comment.text).slice(0, 40)), path);
    }
    const hidden = await suite.api('/voices?hide=names&per_page=5');
    assert.ok(hidden.voices.length && hidden.voices.every((v) => v.comment === null), 'without names no comment is named: its page says who');
  });

  await suite.test('on paper filters have names, and every page says which it is', async (page) => {
    const { themes } = await suite.api('/comments?per_page=1'), { accounts } = await suite.api('/accounts?per_page=1'), { files } = await suite.api('/files'), key = (await suite.api('/comments?per_page=1')).comments[0].key;
    await page.emulateMedia({ media: 'print' });
    for (const [path, words] of [[`/comments?theme=${themes[0].id}`, ['Comments', `theme: ${themes[0].name}`]], [`/comments?account=${accounts[0].id}`, [`account: ${accounts[0].name}`]], [`/data?view=quarantine&file=${files[0].id}`, ['view: Set aside', `file: ${files[0].path}`]],
      [`/comments/${key}`, ['Comments']], ['/sql', ['SQL']], ['/admin', ['Admin']], ['/portfolio?budget=10000000', ['budget: €100']]]) {
      await suite.open(page, path);
      for (const w of words) await page.locator('.only-print', { hasText: w }).first().waitFor();
    }
  });
}

export async function takeawayTests(suite) {
  await workbookTests(suite);
  await documentTests(suite);
  await explainTests(suite);
  await placeTests(suite);
}
