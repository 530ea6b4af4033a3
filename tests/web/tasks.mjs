// Tasks: what waits for somebody, with the customer's words and what to answer; closed and taken back. Oracle: the API's own answers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { assertAccessible, assertFits, digits, squeezed } from './frame.mjs';

const cards = (page) => page.locator('article[data-task]');
const idsOf = (page) => cards(page).evaluateAll((all) => all.map((r) => Number(r.dataset.task)));
const card = (page, id) => page.locator(`article[data-task="${id}"]`);
const waiting = (page) => page.locator('header nav a[href="/tasks"] .n');

async function listTests(suite, list) {
  await suite.test('tasks show whose words, what for, the money, the history, and how many wait', async (page) => {
    await suite.open(page, '/tasks');
    assert.deepEqual(await idsOf(page), list.tasks.slice(0, 20).map((t) => t.id), 'in the order of the API: most money first');
    assert.equal(digits(await page.locator('h1').innerText()), String(list.total));
    assert.equal(digits(await waiting(page).innerText()), String(list.open), 'the navigation counts them');
    for (const t of list.tasks.slice(0, 20)) {
      const text = squeezed(await card(page, t.id).innerText());
      for (const part of [t.account?.name, t.cause, t.owner, t.words?.slice(0, 60)]) if (part) assert.ok(text.includes(squeezed(part)), `${t.id}: ${part}`);
      if (t.money_minor) assert.equal(await card(page, t.id).locator('.money').count(), 1);
      if (!t.owner) assert.ok(text.includes('Nobody is named'), text);
      if (t.escalated_at) assert.equal((text.match(/Passed on once/g) ?? []).length, 1, 'said once');
    }
    assert.ok(list.tasks.some((t) => t.account && t.history), 'the sample has tasks of accounts');
  });

  await suite.test('what an account said before opens on the spot, and leads on', async (page) => {
    const t = list.tasks.find((x) => x.account && x.history?.comments), { comments } = await suite.api(`/comments?account=${t.account.id}&per_page=5`);
    await suite.open(page, '/tasks?account=' + t.account.id);
    await card(page, t.id).locator('summary').first().click();
    await card(page, t.id).locator('ul.said li').first().waitFor();
    const said = await card(page, t.id).locator('ul.said li').allInnerTexts();
    assert.equal(said.length, comments.length);
    comments.forEach((c, k) => assert.ok(squeezed(said[k]).includes(squeezed(c.text).slice(0, 60)), c.text));
    await card(page, t.id).getByRole('link', { name: 'All they say' }).click();
    await page.waitForURL((u) => u.pathname === '/comments' && u.searchParams.get('account') === String(t.account.id));
  });

  await suite.test('the suggested reply is copied, word for word', async (page) => {
    const t = list.tasks.find((x) => x.reply && x.words);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: suite.base });
    await suite.open(page, '/tasks');
    await card(page, t.id).locator('summary', { hasText: 'Suggested reply' }).click();
    await card(page, t.id).getByRole('button', { name: 'Copy' }).click();
    await card(page, t.id).getByText('Copied').waitFor();
    const kept = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(kept, t.reply);
    assert.ok(kept.includes(t.words), 'with the words of the customer');
  });

  await suite.test('filters of tasks are an address, and show what the API finds', async (page) => {
    const owner = list.facets.owners[0], rule = list.facets.rules[0];
    await suite.open(page, '/tasks');
    await page.getByLabel('Owner').selectOption(owner.name);
    await page.waitForURL((u) => u.searchParams.get('owner') === owner.name);
    await page.getByLabel(/^Kind\b/).selectOption(rule.name);
    await page.waitForURL((u) => u.searchParams.get('rule') === rule.name);
    const want = await suite.api(`/tasks?owner=${encodeURIComponent(owner.name)}&rule=${rule.name}&per_page=20`);
    await page.waitForFunction((ids) => JSON.stringify([...document.querySelectorAll('article[data-task]')].map((r) => Number(r.dataset.task))) === ids, JSON.stringify(want.tasks.map((t) => t.id)));
    await page.reload();
    await suite.settled(page);
    assert.deepEqual(await idsOf(page), want.tasks.map((t) => t.id), 'and they last');
    await page.getByRole('link', { name: 'Clear filters' }).first().click();
    await page.waitForFunction((n) => document.querySelectorAll('article[data-task]').length === n, Math.min(20, list.total));
    // Made a moment ago, so that none is a month old.
    await page.getByLabel(/^Age\b/).selectOption('30');
    await page.locator('h1', { hasText: 'No task matches' }).waitFor();
    await assertFits(page, 'no task matches');
    const one = list.tasks.find((t) => t.account);
    await suite.open(page, '/tasks?q=' + encodeURIComponent(one.account.name.toUpperCase()));
    assert.ok((await idsOf(page)).includes(one.id), 'words are sought in upper or lower case');
  });

  await suite.test('all tasks that are shown download, with their words', async (page) => {
    await suite.open(page, '/tasks');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.filters').getByRole('button', { name: 'CSV' }).click()]);
    const text = readFileSync(await file.path(), 'utf8');
    assert.match(text, /^\ufeff?id,rule,account,cause,words/);
    for (const t of list.tasks.slice(0, 30)) assert.ok(text.includes(`\n${t.id},${t.rule},`), String(t.id));
  });
}

/** Rows of the first sheet, read by another program. */
const sheetRows = (path) => Number(execFileSync('python3', ['-c', "import zipfile,sys; print(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').count(b'<row '))", path], { encoding: 'utf8' }));

async function fileTests(suite, list) {
  await suite.test('a list comes as a workbook with all its rows, as it is filtered, not as it is paged', async (page) => {
    for (const [path, from, total] of [['/tasks', '/tasks', list.total], ['/accounts?segment=' + encodeURIComponent((await suite.api('/accounts?per_page=1')).segments[0]), null, null], ['/signals', '/signals', null], ['/data?view=files', '/files', null]]) {
      await suite.open(page, path);
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'XLSX' }).first().click()]);
      assert.match(file.suggestedFilename(), /^throughline-.*\.xlsx$/);
      const api = await suite.api(from ?? path);
      assert.equal(sheetRows(await file.path()), 1 + (total ?? api.total ?? api.files.length), path);
    }
  });

  await suite.test('a list that is too long for a file says so, where it was asked for', async (page) => {
    await page.route('**/api/v1/accounts?*format=xlsx*', (r) => r.fulfill({ status: 413, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'Too large', status: 413, detail: '20000 rows, and no more than 10000 in one file: ask for fewer by filters' }) }));
    await suite.open(page, '/accounts');
    await page.getByRole('button', { name: 'XLSX' }).click();
    await page.locator('.tools [role=alert]', { hasText: '20000 rows' }).waitFor();
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'a refused file');
  }, { expectErrors: true });
}

async function closeTests(suite, list) {
  const first = list.tasks[0];
  await suite.test('a task is closed with what was done and whether the customer was told, counted, and taken back', async (page) => {
    await suite.open(page, '/tasks');
    await card(page, first.id).getByRole('button', { name: 'Close it' }).click();
    const done = card(page, first.id).getByRole('button', { name: 'Done', exact: true });
    await page.getByLabel('What was done').fill('Called, and changed the carrier');
    assert.ok(await done.isDisabled(), 'not before it is said whether the customer was told');
    await card(page, first.id).getByLabel('No', { exact: true }).check();
    await done.click();
    await card(page, first.id).getByText('Done, customer not told').waitFor();
    await page.waitForFunction(() => document.getElementById('live').textContent.includes('The task is done'));
    await page.waitForFunction((n) => (document.querySelector('header nav a[href="/tasks"] .n')?.textContent ?? '0').replace(/\D/g, '') === n, String(list.open - 1));
    const kept = (await suite.api('/tasks?state=done&per_page=200')).tasks.find((t) => t.id === first.id);
    assert.deepEqual([kept.told, kept.done], ['no', 'Called, and changed the carrier']);
    await page.getByRole('link', { name: /^Done \d/ }).click();
    await card(page, first.id).getByText('Called, and changed the carrier').waitFor();
    await card(page, first.id).getByRole('button', { name: /^Undo/ }).click();
    await card(page, first.id).getByRole('button', { name: 'Close it' }).waitFor();
    const { tasks } = await suite.api('/tasks?per_page=200');
    assert.equal(tasks.find((t) => t.id === first.id)?.decision, null, 'it is open again');
    assert.equal(digits(await waiting(page).innerText()), String(list.open));
  });

  await suite.test('a task that somebody else closed meanwhile says so', async (page) => {
    await suite.open(page, '/tasks');
    const sent = await page.evaluate(async (task) => { const r = await fetch('/api/v1/tasks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ what: 'done', task, told: 'yes', text: 'Lee called' }) }); return r.json(); }, first.id);
    await card(page, first.id).getByRole('button', { name: 'Close it' }).click();
    await page.getByLabel('What was done').fill('Called');
    await card(page, first.id).getByLabel('Yes', { exact: true }).check();
    await card(page, first.id).getByRole('button', { name: 'Done', exact: true }).click();
    assert.match(await card(page, first.id).locator('[role=alert]').innerText(), /done already/);
    await page.evaluate((decision) => fetch('/api/v1/tasks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ what: 'undo', decision }) }), sent.decision);
  }, { expectErrors: true });

  await suite.test('an account leads to its tasks', async (page) => {
    const t = list.tasks.find((x) => x.account), { total } = await suite.api(`/tasks?account=${t.account.id}`);
    await suite.open(page, `/accounts/${t.account.id}`);
    await page.getByRole('link', { name: `${total} open task` }).click();
    await page.waitForURL((u) => u.pathname === '/tasks' && u.searchParams.get('account') === String(t.account.id));
    await suite.settled(page);
    await page.waitForFunction((n) => document.querySelectorAll('article[data-task]').length === n, Math.min(20, total));
  });
}

export async function taskTests(suite) {
  const list = await suite.api('/tasks?per_page=200');
  assert.ok(list.total >= 2, 'the sample book has tasks');
  await listTests(suite, list);
  await fileTests(suite, list);
  await closeTests(suite, list);
  for (const dark of [false, true])
    await suite.test(`axe finds nothing on the tasks, with a form and a reply open, ${dark ? 'dark' : 'light'}`, async (page) => {
      await suite.open(page, '/tasks');
      await cards(page).first().getByRole('button', { name: 'Close it' }).click();
      await cards(page).first().locator('summary', { hasText: 'Suggested reply' }).click();
      await assertAccessible(page, 'tasks');
      await suite.shot(page, `tasks-${dark ? 'dark' : 'light'}`);
      await page.setViewportSize({ width: 375, height: 800 });
      await assertFits(page, 'tasks on a phone');
      await suite.shot(page, `tasks-phone-${dark ? 'dark' : 'light'}`);
    }, { dark });
}
