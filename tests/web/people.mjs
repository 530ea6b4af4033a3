// Sign-in, SQL and Admin in a real browser. Until the first user is made the server trusts this machine; the tests go on from there in order. Oracles: the API's own
// answers, what the browser keeps, and axe, which finds nothing at all here.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, squeezed } from './frame.mjs';

const ADA = 'ada & the browser', BOB = 'bob <b>in</b> bold';

async function signIn(page, suite, name, password, path = '/') {
  await page.goto(suite.base + path);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
}

async function inside(page, suite, name, password, path = '/') {
  await signIn(page, suite, name, password, path);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor({ state: 'detached' });
  await suite.settled(page);
}

/** As the page asks: with its cookie. */
const ask = (page, path) => page.evaluate(async (p) => { const r = await fetch('/api/v1' + p); return { status: r.status, body: await r.json() }; }, path);

async function axeOnEach(suite, paths, open) {
  for (const dark of [false, true])
    await suite.test(`axe finds nothing on ${paths.join(', ')}, ${dark ? 'dark' : 'light'}`, async (page) => {
      await open(page);
      for (const path of paths) {
        await suite.open(page, path);
        await assertAccessible(page, path);
      }
      await page.setViewportSize({ width: 375, height: 800 });
      for (const path of paths) {
        await suite.open(page, path);
        await assertFits(page, path);
      }
    }, { dark });
}

export async function peopleTests(suite) {
  await suite.test('SQL is asked with Ctrl+Enter and answered as a table', async (page) => {
    const { accounts } = await suite.api('/book');
    await suite.open(page, '/sql');
    await page.getByLabel('Question in SQL').fill('SELECT count(*) AS n, \'<img src=x onerror=alert(1)>\' AS markup FROM d_account');
    await page.keyboard.press('Control+Enter');
    await page.locator('table[data-table=sql] tbody tr').waitFor();
    assert.deepEqual((await page.locator('table[data-table=sql] td').allInnerTexts()).map(squeezed), [String(accounts), '<img src=x onerror=alert(1)>']);
    assert.equal(await page.locator('table img').count(), 0);
    assert.ok(new URL(page.url()).searchParams.get('q').startsWith('SELECT count'), 'the address keeps the question');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    assert.equal(file.suggestedFilename(), 'throughline-sql.csv');
    await suite.shot(page, 'sql');
  });
  await suite.test('a question that changes something is refused, with the reason', async (page) => {
    await suite.open(page, '/sql?q=' + encodeURIComponent('DELETE FROM d_account'));
    assert.equal(await page.locator('[role=alert]').count(), 0, 'a link does not run by itself');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('[role=alert]').waitFor();
    assert.match(await page.locator('[role=alert]').innerText(), /not a question/);
    await page.getByLabel('Question in SQL').fill('SELECT password FROM login');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('[role=alert]', { hasText: 'login' }).waitFor();
  }, { expectErrors: true });
  await suite.test('the list of tables names no table of users, and puts names into the question', async (page) => {
    const { tables } = await suite.api('/sql/tables');
    await suite.open(page, '/sql');
    await page.locator('aside details').first().waitFor();
    assert.equal(await page.locator('aside details').count(), tables.length);
    assert.equal(await page.locator('aside summary', { hasText: /^login/ }).count(), 0);
    await page.getByLabel('Question in SQL').fill('');
    await page.locator('aside summary', { hasText: /^d_account / }).first().click();
    await page.locator('aside details[open] button.chip').click();
    assert.equal(await page.getByLabel('Question in SQL').inputValue(), 'd_account');
  });
  await suite.test('an assumption is changed and taken back', async (page) => {
    const before = (await suite.api('/settings')).settings.find((s) => s.name === 'margin').value;
    await suite.open(page, '/admin?view=settings');
    await page.getByLabel('Value: margin').fill('7');
    await page.getByRole('button', { name: 'Save: margin' }).click();
    await page.locator('[role=alert]', { hasText: 'margin' }).waitFor();
    await page.getByLabel('Value: margin').fill('0.37');
    await page.getByRole('button', { name: 'Save: margin' }).click();
    await page.locator('[data-setting=margin]', { hasText: '0.37' }).waitFor();
    assert.equal((await suite.api('/settings')).settings.find((s) => s.name === 'margin').value, 0.37);
    await page.getByRole('button', { name: 'Take back: margin' }).first().click();
    await page.locator('[data-setting=margin]', { hasText: '0.37' }).waitFor({ state: 'hidden' });
    await page.locator('table[data-table=changes] tr.off').first().waitFor();
    assert.equal((await suite.api('/settings')).settings.find((s) => s.name === 'margin').value, before);
    await suite.shot(page, 'admin-settings');
  }, { expectErrors: true });
  await suite.test('the first user is an admin and closes the door', async (page) => {
    await suite.open(page, '/admin');
    assert.match(await page.locator('main').innerText(), /Nobody is a user yet/);
    const form = page.locator('form[data-form=add-user]');
    await form.getByLabel('Name').fill(ADA);
    await form.getByLabel('Password').fill('a long password');
    await form.getByRole('button', { name: 'Add' }).click();
    assert.match(await page.locator('[role=alert]').innerText(), /admin/, 'a viewer cannot be the first');
    await form.getByLabel('Role').selectOption('admin');
    await form.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal((await fetch(suite.base + '/api/v1/money')).status, 401);
  }, { expectErrors: true });
  await suite.test('a wrong password is told, the right one opens the page that was asked for', async (page) => {
    await signIn(page, suite, ADA, 'a wrong password', '/accounts?sort=name');
    await page.locator('[role=alert]').waitFor();
    assert.equal(await page.getByLabel('Password').inputValue(), '');
    await page.getByLabel('Password').fill('a long password');
    await page.keyboard.press('Enter');
    await page.locator('table tbody tr').first().waitFor();
    assert.equal(new URL(page.url()).search, '?sort=name');
    const [cookie] = await page.context().cookies();
    assert.ok(cookie.httpOnly && cookie.sameSite === 'Strict');
    assert.equal(await page.evaluate(() => document.cookie), '', 'no script sees the session');
    assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }).includes('password')), false);
  }, { expectErrors: true });
  await suite.test('an admin adds an account manager, and a name in markup stays a name', async (page) => {
    await inside(page, suite, ADA, 'a long password', '/admin');
    const { body } = await ask(page, '/tasks?per_page=200');
    const form = page.locator('form[data-form=add-user]');
    await form.getByLabel('Name').fill(BOB);
    await form.getByLabel('Role').selectOption('manager');
    await form.getByLabel('Rules').fill('account ' + body.tasks.find((t) => t.account).account.name);
    await form.getByLabel('Password').fill('another long one');
    await form.getByRole('button', { name: 'Add' }).click();
    await page.locator('table[data-table=users] tbody tr', { hasText: BOB }).waitFor();
    assert.equal(await page.locator('table[data-table=users] b').count(), 0);
    await suite.shot(page, 'admin-users');
  });
  await suite.test('the account manager sees his account, and no other page', async (page) => {
    await inside(page, suite, BOB, 'another long one');
    await page.waitForURL((u) => u.pathname === '/accounts');
    await page.locator('table tbody tr').first().waitFor();
    assert.deepEqual((await page.locator('header nav a').allInnerTexts()).map((x) => squeezed(x).replace(/ \d+$/, '')), ['Accounts', 'Comments', 'Tasks', 'Admin'], 'pages that are his alone');
    assert.equal((await ask(page, '/accounts')).body.total, 1);
    assert.equal(await page.locator('main table tbody tr').count(), 1);
    assert.equal((await ask(page, '/money')).status, 403);
    assert.equal(await page.getByRole('link', { name: 'SQL' }).count(), 0);
    await page.goto(suite.base + '/issues');
    await page.locator('[role=alert]').waitFor();
    assert.match(await page.locator('[role=alert]').innerText(), /not yours/);
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForTimeout(200);
    assert.equal(new URL(page.url()).pathname, '/issues', 'no key leads where he may not');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal((await ask(page, '/accounts')).status, 401);
  }, { expectErrors: true });
  await suite.test('the account manager settles the tasks of his account, and sees no other', async (page) => {
    await inside(page, suite, BOB, 'another long one', '/tasks');
    const { accounts: [own] } = (await ask(page, '/accounts')).body, { tasks, open } = (await ask(page, '/tasks')).body, cards = page.locator('article[data-task]');
    assert.ok(tasks.length && tasks.every((t) => t.account.id === own.id), 'tasks of one account');
    assert.deepEqual(await cards.evaluateAll((all) => all.map((r) => Number(r.dataset.task))), tasks.map((t) => t.id));
    assert.equal(squeezed(await page.locator('header nav a[href="/tasks"] .n').innerText()), String(open), 'the navigation counts his own');
    const card = page.locator(`article[data-task="${tasks[0].id}"]`);
    await card.getByRole('button', { name: 'Close it' }).click();
    await card.getByLabel('What was done').fill('Called them');
    await card.getByLabel('Yes', { exact: true }).check();
    await card.getByRole('button', { name: 'Done', exact: true }).click();
    await card.getByText('Called them').waitFor();
    await page.waitForFunction((n) => (document.querySelector('header nav a[href="/tasks"] .n')?.textContent ?? '0').replace(/\D/g, '') === n, String(open - 1));
    assert.equal((await ask(page, '/tasks?state=done')).body.tasks.find((t) => t.id === tasks[0].id).done_by, BOB);
    await card.getByRole('button', { name: /^Undo/ }).click();
    await card.getByRole('button', { name: 'Close it' }).waitFor();
    assert.equal((await ask(page, '/tasks')).body.open, open);
    await card.locator('h2 a').click();
    await page.waitForURL((u) => u.pathname === '/accounts/' + own.id);
    await page.getByRole('link', { name: `${open} open task` }).waitFor();
    await assertAccessible(page, 'an account of a manager');
  });
  await suite.test('a card of a manager has no closed door, and tells what was said back', async (page) => {
    await inside(page, suite, BOB, 'another long one', '/tasks');
    const { tasks: [first] } = (await ask(page, '/tasks')).body;
    const close = await page.evaluate(async (id) => (await fetch('/api/v1/tasks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ what: 'done', task: id, told: 'yes', text: 'Sent a <b>credit</b>' }) })).status, first.id);
    assert.equal(close, 201);
    const refused = [];
    page.on('response', (r) => r.status() >= 400 && refused.push(r.url()));
    await page.goto(suite.base + '/accounts/' + first.account.id);
    await page.locator(`[data-closed="${first.id}"]`, { hasText: 'Sent a <b>credit</b>' }).waitFor();
    await suite.settled(page);
    const said = squeezed(await page.locator(`[data-closed="${first.id}"]`).innerText());
    assert.ok(said.includes('customer told') && said.includes(BOB), said);
    assert.deepEqual(refused, [], 'nothing is asked for that is refused');
    for (const a of await page.locator('main a[href^="/"]').evaluateAll((all) => all.map((x) => new URL(x.href).pathname))) assert.ok(/^\/(accounts|comments|tasks|api)/.test(a), `${a} leads where he may not`);
    const undone = await page.evaluate(async (id) => { const d = (await (await fetch('/api/v1/tasks?state=done&per_page=200')).json()).tasks.find((t) => t.id === id).decision; return (await fetch('/api/v1/tasks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ what: 'undo', decision: d }) })).status; }, first.id);
    assert.equal(undone, 201);
  });
  await suite.test('a unit owner without an issue opens the tasks and is told that none is hers', async (page) => {
    await inside(page, suite, ADA, 'a long password', '/tasks');
    assert.ok((await ask(page, '/tasks')).body.total > 0, 'there are some');
    const added = await page.evaluate(async () => (await fetch('/api/v1/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ what: 'add', name: 'uma', role: 'unit', rules: 'unit No such unit', password: 'a third long one' }) })).status);
    assert.equal(added, 201);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Name').fill('uma');
    await page.getByLabel('Password').fill('a third long one');
    await page.keyboard.press('Enter');
    await page.locator('main .none').waitFor();
    assert.equal((await ask(page, '/tasks?state=all')).body.total, 0);
    assert.equal(await page.locator('article[data-task]').count(), 0);
    assert.equal(await page.locator('header nav a[href="/tasks"] .n').count(), 0, 'nothing waits for her');
    await assertAccessible(page, 'the tasks of a unit');
  });
  await suite.test('a unit owner begins at her issues, and is told what is not hers to see', async (page) => {
    await inside(page, suite, ADA, 'a long password', '/issues');
    const issue = (await ask(page, '/issues')).body.issues.find((i) => i.owner), unit = issue.owner;
    const added = await page.evaluate(async (rules) => (await fetch('/api/v1/users', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ what: 'add', name: 'ulla', role: 'unit', rules, password: 'a fourth long one' }) })).status, 'unit ' + unit);
    assert.equal(added, 201);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const refused = [];
    page.on('response', (r) => r.status() >= 400 && refused.push(r.url()));
    await inside(page, suite, 'ulla', 'a fourth long one');
    await page.waitForURL((u) => u.pathname === '/issues');
    assert.deepEqual((await page.locator('header nav a').allInnerTexts()).map((x) => squeezed(x).replace(/ \d+$/, '')), ['Issues', 'Tasks', 'Admin']);
    await page.locator('main a.t').first().click();
    await page.getByRole('heading', { name: 'What could be done', exact: true }).waitFor();
    await suite.settled(page);
    const text = await page.locator('main').innerText();
    assert.ok(!/No option has been typed in|No action on this issue has been audited/.test(text), 'what she may not see is not said to be missing');
    assert.equal(text.split('Not among what your role is shown.').length - 1, 2, 'options and audits of money');
    assert.deepEqual(refused.filter((u) => !u.endsWith('/me')), [], 'nothing is asked for that is refused');
    await assertAccessible(page, 'an issue of a unit');
  });
  await suite.test('a token is shown once, works, and is ended', async (page) => {
    await inside(page, suite, ADA, 'a long password', '/admin?view=tokens');
    const form = page.locator('form[data-form=add-token]');
    await form.getByLabel('What it is for').fill('browser test');
    await form.getByRole('button', { name: 'Add' }).click();
    await page.locator('[data-token]').waitFor();
    const token = await page.locator('[data-token]').innerText();
    assert.match(token, /^tl_[\w-]{43}$/);
    const use = () => fetch(suite.base + '/api/v1/money', { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await use()).status, 200);
    await page.reload();
    await page.locator('table[data-table=tokens] tbody tr').waitFor();
    assert.equal((await page.locator('body').innerText()).includes(token), false);
    await page.getByRole('button', { name: 'End it: browser test' }).click();
    await page.locator('table[data-table=tokens]').waitFor({ state: 'detached' });
    assert.equal((await use()).status, 401);
  });
  await suite.test('the log shows who read what', async (page) => {
    await inside(page, suite, ADA, 'a long password', '/admin?view=log');
    await page.locator('table[data-table=log] tbody tr').first().waitFor();
    const text = async () => squeezed(await page.locator('table[data-table=log]').innerText());
    const all = await text();
    assert.ok(all.includes(ADA) && all.includes('sign_in'), all.slice(0, 300));
    assert.equal(all.includes('long password'), false);
    await page.getByLabel('Only this user').selectOption(BOB);
    await page.waitForFunction((bob) => { const who = [...document.querySelectorAll('table[data-table=log] tbody tr td:nth-child(2)')]; return who.length > 0 && who.every((td) => td.textContent === bob); }, BOB);
    const his = await text();
    assert.ok(his.includes('accounts') && his.includes('sign_in'), his.slice(0, 300));
    await suite.shot(page, 'admin-log');
  });
  await suite.test('a page that was open is told when its session ends, and goes on where it was', async (page) => {
    await inside(page, suite, ADA, 'a long password', '/issues');
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Accounts', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Name').fill(ADA);
    await page.getByLabel('Password').fill('a long password');
    await page.keyboard.press('Enter');
    await page.locator('table tbody tr').first().waitFor();
    assert.equal(new URL(page.url()).pathname, '/accounts');
  }, { expectErrors: true });
  await axeOnEach(suite, ['/admin', '/admin?view=tokens', '/admin?view=log', '/admin?view=settings', '/admin?view=password', '/admin?view=health', '/sql'], (page) => inside(page, suite, ADA, 'a long password'));
  await axeOnEach(suite, ['/'], async () => {});
}
