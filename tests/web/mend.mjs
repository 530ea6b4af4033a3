// What only a person can say, on the page: how dates and numbers are to be read, and rows that were set aside coming back mended.
//
// Usage: node tests/web/mend.mjs PROGRAM ARTEFACT_DIR
//
// PROGRAM makes a small book in a folder of its own and serves it. Oracles: the API's own answers, the same file imported with --date-order, and axe.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { assertAccessible, assertFits, browserOpen, squeezed, Suite } from './frame.mjs';

const [program, artefacts] = process.argv.slice(2), dir = mkdtempSync(join(tmpdir(), 'mend-')), N = 12;
mkdirSync(artefacts, { recursive: true });
const two = (n) => String(n).padStart(2, '0'), both = (i) => `${two(1 + (i % 12))}/${two(1 + ((i + 1) % 12))}/2025`;
const put = (name, text) => (writeFileSync(join(dir, name), text), join(dir, name));
const map = put('m.map', '[*.csv]\nkind = invoice\nsource = ERP\nkey = No\naccount_id = Customer\nissued = Date\namount = Amount\n');
const asked = put('asked.csv', 'No,Customer,Date,Amount\n' + Array.from({ length: N }, (_, i) => `I${i},C${i % 3},${both(i)},${i + 1}.50\n`).join(''));
const spoilt = put('spoilt.csv', 'No,Customer,Date,Amount\n' + Array.from({ length: N }, (_, i) => `S${i},C${i % 3},${i < 3 ? 'soon' : `2025-0${1 + (i % 9)}-15`},${i + 1}.00\n`).join(''));
// The file's numbers can be read both ways, each column another way: the first are thousands, the second are not.
const units = put('m2.map', '[units*.csv]\nkind = metric\nsource = Units\nkey = No\nunit = Unit\nmetric = Metric\nmonth = Month\nvalue = Value\ntarget = Target\n');
const rates = put('units.csv', 'No,Unit,Metric,Month,Value,Target\n' + Array.from({ length: N }, (_, i) => `R${i},U1,speed,2025-${two(1 + i)}-01,${1 + i}.100,${2 + i}.250\n`).join(''));
const crm = put('accounts_sf.txt', 'Id,Name,BillingCountry,Tyre__c,Plan_Level__c\n0015g00000Xy000AAB,Acme,Germany,Gold,Pro\n');
const run = (...words) => {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (e) {
    if (e.status === 3) return e.stdout;      // some rows were set aside
    throw e;
  }
};
const book = join(dir, 'b.book'), rated = join(dir, 'r.book'), told = join(dir, 'told.book');
run('run', book, asked, spoilt, crm, '--map', map);
run('import', rated, rates, '--map', units);
run('import', rated, crm);
run('import', told, asked, '--map', map, '--date-order', 'dmy');
const ask = "SELECT ext_id, CAST(issued AS VARCHAR) AS d FROM f_invoice WHERE superseded_by IS NULL AND ext_id LIKE 'I%' ORDER BY ext_id";
const right = JSON.parse(run('sql', told, ask, '--json')).rows.map((r) => [r.ext_id, r.d]);
const serve = async (where) => {
  const child = spawn(program, ['serve', where, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const at = / on (http:\/\/\S+?)\/?$/.exec(line)?.[1];
    if (at) return { child, base: at };
  }
  throw new Error(`${where} is not served`);
};
const { child: server, base } = await serve(book), { child: second, base: ratedBase } = await serve(rated);

const browser = await browserOpen(), suite = new Suite(browser, base, artefacts), numbers = new Suite(browser, ratedBase, artefacts);
try {
  const question = (page) => page.locator('[data-question="Date"]');
  await suite.test('dates that can be read both ways are among what to do, with both readings', async (page) => {
    await suite.open(page, '/data');
    const first = page.locator('ol.todo a', { hasText: '“Date” of' });
    assert.match(squeezed(await page.locator('ol.todo').innerText()), /12 rows wait for it: 01\/02\/2025/);
    await first.click();
    await page.waitForURL((u) => u.hash === '#questions');
    assert.match(squeezed(await question(page).innerText()), /Day first: 1 Feb 2025.*Month first: 2 Jan 2025/);
    await assertAccessible(page, 'questions');
    await suite.shot(page, 'data-questions');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'questions');
  });
  await suite.test('an answer is kept, taken back, given by keyboard, and lets the rows in', async (page) => {
    await suite.open(page, '/data');
    await question(page).getByRole('button', { name: /^Month first/ }).click();
    await question(page).getByRole('button', { name: /^Undo/ }).waitFor();
    assert.equal((await suite.api('/data')).questions[0].answer, 'month-first');
    assert.equal(await page.locator('ol.todo a', { hasText: '“Date” of' }).count(), 0, 'answered: nothing to do');
    await suite.shot(page, 'data-answered');
    await question(page).getByRole('button', { name: /^Undo/ }).click();
    await question(page).getByRole('button', { name: /^Day first/ }).focus();
    await page.keyboard.press('Enter');
    await question(page).getByRole('button', { name: /^Undo/ }).waitFor();
    await page.locator('#questions .bar button').click();
    await page.locator('#questions').waitFor({ state: 'detached', timeout: 60000 });
    assert.deepEqual((await suite.api('/data')).questions, []);
    const res = await fetch(base + '/api/v1/sql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sql: ask }) });
    assert.deepEqual((await res.json()).rows, right);
    assert.equal(right.length, N);
  });
  await suite.test('a mended file is given back, what stays wrong is named, and the figures follow', async (page) => {
    await suite.open(page, '/data?view=quarantine');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/aside.csv"]', { hasText: 'spoilt.csv' }).click()]);
    const text = readFileSync(await file.path(), 'utf8'), give = page.getByLabel('Give a mended file back');
    assert.equal(text.split('soon').length - 1, 3, text);
    await give.setInputFiles({ name: 'set-aside.csv', mimeType: 'text/csv', buffer: Buffer.from(text.replace('soon', '2025-05-05').replace('soon', '2025-06-06')) });
    await page.locator('[data-mended]', { hasText: '3 rows read: 2 came in, 0 changed nothing, 1 are still set aside' }).waitFor();
    assert.match(squeezed(await page.locator('[data-table=still] tbody').innerText()), /spoilt\.csv.* 4 Date date not understood/);
    await assertAccessible(page, 'mended');
    await suite.shot(page, 'data-mended');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'mended');
    await give.setInputFiles({ name: 'set-aside.csv', mimeType: 'text/csv', buffer: Buffer.from(text.replaceAll('soon', '2025-07-07')) });
    await page.locator('[data-mended]', { hasText: '3 rows read: 1 came in, 2 changed nothing' }).waitFor();
    await page.locator('.mend .bar button').click();
    await page.getByText('The figures are made again.').waitFor({ timeout: 60000 });
    assert.equal((await suite.api('/data')).totals.rows_quarantined, 0);
    await give.setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from('x') });
    await page.locator('.mend [role=alert]').waitFor();
  }, { expectErrors: true });
  await suite.test('an answer whose rows are in is taken back, and the page says which file to import again', async (page) => {
    await suite.open(page, '/data');
    const answered = page.locator('[data-answered="Date"]');
    assert.equal(await page.locator('#read-again').count(), 0, 'nothing to import again');
    await page.locator('#answered summary').click();
    assert.match(squeezed(await answered.innerText()), /Date: Day first/);
    await answered.getByRole('button', { name: /^Undo/ }).click();
    await page.locator('[data-again="Date"]').waitFor();
    assert.match(squeezed(await page.locator('#read-again').innerText()), /To be imported again.*asked\.csv.*“Date” was read: Day first\. Answer the question first\./);
    const now = await suite.api('/data');
    assert.deepEqual([now.questions.map((q) => [q.column, q.answer]), now.answered, now.read_again.map((x) => [x.column, x.was, x.answer])], [[['Date', null]], [], [['Date', 'day-first', null]]]);
    await question(page).getByRole('button', { name: /^Month first/ }).click();
    await question(page).getByRole('button', { name: /^Undo/ }).waitFor();
    await page.locator('#questions .bar button').click();
    await page.locator('#read-again', { hasText: 'Now it is: Month first.' }).waitFor({ timeout: 60000 });
    assert.equal(await page.locator('ol.todo a', { hasText: 'Import asked.csv again' }).count(), 1, 'it is among what to do');
    await assertAccessible(page, 'read again', true);
    await suite.shot(page, 'data-read-again');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'read again');
  });
  await suite.test('own fields of a CRM stand on the account, folded', async (page) => {
    const acme = (await suite.api('/accounts?q=Acme')).accounts[0], card = await suite.api(`/accounts/${acme.id}`);
    assert.deepEqual(card.fields.map((f) => [f.name, f.value, f.source]).sort(), [['Plan_Level', 'Pro', 'Salesforce'], ['Tyre', 'Gold', 'Salesforce']]);
    await suite.open(page, `/accounts/${acme.id}`);
    const part = page.locator('[data-part=fields]');
    assert.equal(await part.locator('dl').isVisible(), false, 'folded');
    await part.locator('summary', { hasText: '2 own fields' }).click();
    assert.match(squeezed(await part.locator('dl').innerText()), /Tyre ?Salesforce · account ?Gold/);
    await assertAccessible(page, 'own fields', true);
    await suite.shot(page, 'account-fields');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'own fields');
  });
  await numbers.test('before the first computation every page says that no figures are made, and none says that there is nothing', async (page) => {
    assert.deepEqual([(await numbers.api('/book')).computed, (await numbers.api('/book')).files_behind], [false, 1]);
    const views = ['/', '/issues', '/signals', '/voices', '/expectations', '/accounts', '/accounts?by=renewals', '/comments', '/portfolio', '/drivers', '/tasks', '/data', '/data?view=ledger', '/data?view=review', '/data?view=findings'];
    for (const view of views) {
      await numbers.open(page, view);
      await page.locator('[data-state=not-made]').waitFor();
      const text = squeezed(await page.locator('main').innerText());
      assert.match(text, /The data are in, and no figures are made yet.*1 file is in the book/, view);
      assert.doesNotMatch(text, /no data in this book|No invoices|No match|No contradiction|Nothing unusual|Nobody|No stream|No survey|No option|0 of 0 accounts|came after these figures/, view);
    }
    await assertAccessible(page, 'no figures', true);
    await numbers.open(page, '/issues');
    await numbers.shot(page, 'not-made');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'no figures');
    await numbers.open(page, '/accounts');
    await page.getByRole('button', { name: 'Make the figures' }).click();
    await page.getByText('Acme').first().waitFor({ timeout: 60000 });
    assert.equal((await numbers.api('/book')).computed, true);
    await numbers.open(page, '/data?view=ledger');
    assert.match(squeezed(await page.locator('main').innerText()), /No invoices are in the book/, 'now it is known');
  });
  await numbers.test('numbers that can be read both ways are asked about by column, with examples of both readings, and taken back', async (page) => {
    const of = (column) => page.locator(`[data-question="${column}"]`), data = () => numbers.api('/data');
    await numbers.open(page, '/data');
    assert.match(squeezed(await page.locator('ol.todo').innerText()), /Say how the numbers in “Target” of units\.csv are to be read its rows wait for another answer: 2\.250, 3\.250, 4\.250/);
    assert.match(squeezed(await of('Value').innerText()), /12 rows wait for it: 1\.100, 2\.100, 3\.100 Decimal point: 1\.1 · 2\.1 · 3\.1 Decimal comma: 1100 · 2100 · 3100/);
    await assertAccessible(page, 'questions about numbers');
    await numbers.shot(page, 'data-numbers');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'questions about numbers');
    await page.setViewportSize({ width: 1280, height: 900 });
    for (const [column, way] of [['Value', 'comma'], ['Target', 'comma']]) {
      await of(column).getByRole('button', { name: new RegExp(`^Decimal ${way}`) }).click();
      await of(column).getByRole('button', { name: /^Undo/ }).waitFor();
    }
    await page.locator('#questions .bar button').click();
    await page.locator('#questions').waitFor({ state: 'detached', timeout: 60000 });
    const read = async () => {
      const sql = "SELECT value, target FROM f_metric WHERE superseded_by IS NULL AND ext_id IN ('R0', 'R1') ORDER BY ext_id";
      const res = await fetch(ratedBase + '/api/v1/sql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sql }) });
      return (await res.json()).rows;
    };
    assert.deepEqual(await read(), [[1100, 2250], [2100, 3250]]);
    await page.locator('#answered summary').click();
    await page.locator('[data-answered="Target"]').getByRole('button', { name: /^Undo/ }).click();
    await page.locator('[data-again="Target"]').waitFor();
    assert.match(squeezed(await page.locator('#read-again').innerText()), /units\.csv.*“Target” was read: Decimal comma\. Answer the question first\./);
    assert.deepEqual((await data()).questions.map((q) => [q.column, q.about, q.answer]), [['Target', 'numbers', null]]);
    await of('Target').getByRole('button', { name: /^Decimal point/ }).click();
    await of('Target').getByRole('button', { name: /^Undo/ }).waitFor();
    await page.locator('#questions .bar button').click();
    await page.locator('#read-again', { hasText: 'Now it is: Decimal point.' }).waitFor({ timeout: 60000 });
    await numbers.shot(page, 'data-numbers-again');
  });
} finally {
  await browser.close();
  for (const child of [server, second]) {
    child.kill();
    await new Promise((done) => child.once('exit', done));
  }
}
rmSync(dir, { recursive: true, force: true });
const passed = suite.passed + numbers.passed, failed = suite.failed + numbers.failed;
console.log(`1..${passed + failed}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
