// Sign-in at a provider of OpenID Connect in a real browser: the button, the way there and back, what is said when it fails, and what an admin sees.
//
// Usage: node tests/web/oidc.mjs BASE_URL ARTEFACT_DIR SPOOL_DIR
//
// BASE_URL is a running server that keeps its set-up in SPOOL_DIR; the provider is tests/flow/oidc_provider.py, which signs everybody in as EVE.
// Oracles: the API's own answers, the provider, and axe.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertAccessible, assertFits, browserOpen, Suite } from './frame.mjs';

const [base, artefacts, spool] = process.argv.slice(2);
const ADA = 'ada & the browser', PASSWORD = 'a long password', EVE = 'eve@example.com';
const here = dirname(fileURLToPath(import.meta.url));
mkdirSync(artefacts, { recursive: true });
const provider = spawn('/usr/bin/python3', [join(here, '../flow/oidc_provider.py'), EVE], { stdio: ['pipe', 'pipe', 'inherit'] });
const issuer = String((await once(provider.stdout, 'data'))[0]).trim();
const setUp = (at = issuer) => writeFileSync(join(spool, 'sign_in'), `issuer ${at}\nclient throughline & co\nsecret s3cret of the client: 100%\nname Example <b>Login</b>\nrole viewer\ndomain example.org\n`, { mode: 0o600 });

const post = (path, body, cookie = '') => fetch(base + '/api/v1' + path, { method: 'POST', headers: { 'content-type': 'application/json', origin: base, cookie }, body: JSON.stringify(body) });
if (!(await (await fetch(base + '/api/v1/me')).json()).users) assert.equal((await post('/users', { what: 'add', name: ADA, role: 'admin', password: PASSWORD })).status, 201);
const cookie = (await post('/session', { name: ADA, password: PASSWORD })).headers.get('set-cookie').split(';')[0];
assert.equal((await post('/users', { what: 'add', name: 'eve', role: 'viewer', password: PASSWORD }, cookie)).status, 201);

const ask = (page, path) => page.evaluate(async (p) => (await fetch('/api/v1' + p)).json(), path);
const door = (page) => page.getByRole('heading', { name: 'Sign in' }).waitFor();
async function inside(page, path) {
  await page.goto(base + path);
  await page.getByLabel('Name').fill(ADA);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor({ state: 'detached' });
}

const browser = await browserOpen();
const suite = new Suite(browser, base, artefacts);
try {
  rmSync(join(spool, 'sign_in'), { force: true });
  await suite.test('without a set-up there is no button, and the admin is told how', async (page) => {
    await page.goto(base + '/');
    await door(page);
    assert.equal(await page.locator('main a').count(), 0);
    await inside(page, '/admin?view=provider');
    await page.getByText('write the file sign_in').waitFor();
  });
  setUp();
  await suite.test('the admin sees the set-up, without its secret, and names an address', async (page) => {
    await inside(page, '/admin?view=provider');
    await page.locator('[data-provider]', { hasText: 'the provider answers' }).waitFor();
    const text = await page.locator('main').innerText();
    assert.ok(text.includes(issuer) && text.includes('example.org') && text.includes('Example <b>Login</b>') && !text.includes('s3cret'), text);
    await assertAccessible(page, 'admin, sign-in');
    await suite.shot(page, 'admin-provider');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'admin, sign-in');
    await page.goto(base + '/admin');
    await page.getByRole('button', { name: 'Change: eve' }).click();
    await page.getByLabel('E-mail').fill(EVE);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('table[data-table=users] tr', { hasText: EVE }).waitFor();
  });
  await suite.test('the button leads to the provider and back to the page that was asked for', async (page) => {
    await page.goto(base + '/accounts?sort=name');
    await door(page);
    await suite.shot(page, 'sign-in-provider');
    await assertAccessible(page, 'sign-in');
    await page.getByRole('link', { name: 'Sign in with Example <b>Login</b>' }).click();
    await page.locator('table tbody tr').first().waitFor();
    assert.equal(page.url(), base + '/accounts?sort=name');
    const me = await ask(page, '/me');
    assert.deepEqual([me.name, me.role, me.how], ['eve', 'viewer', 'session']);
    const cookies = await page.context().cookies(base);
    assert.deepEqual(cookies.map((c) => [c.httpOnly, c.sameSite]), [[true, 'Strict']], 'the cookie of the way there has ended');
    await page.reload();
    await page.locator('table tbody tr').first().waitFor();
  });
  await suite.test('signing out ends the session here and at the provider, and leads back where the set-up says', async (page) => {
    writeFileSync(join(spool, 'sign_in'), `issuer ${issuer}\nclient throughline & co\nsecret s3cret of the client: 100%\nname Example <b>Login</b>\nsigned_out ${base}/issues\n`, { mode: 0o600 });
    await page.goto(base + '/accounts');
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.locator('table tbody tr').first().waitFor();
    const asked = page.waitForRequest((r) => new URL(r.url()).pathname === '/end');
    await page.getByRole('button', { name: 'Sign out' }).click();
    const at = new URL((await asked).url());
    assert.deepEqual([at.origin, at.searchParams.get('client_id'), at.searchParams.get('post_logout_redirect_uri'), at.searchParams.get('id_token_hint')], [new URL(issuer).origin, 'throughline & co', base + '/issues', null]);
    await page.waitForURL(base + '/issues');
    await door(page);
    assert.equal((await ask(page, '/me')).signed_in, false);
    setUp();
  }, { expectErrors: true });
  await suite.test('what fails is said in a sentence, in the reader\'s language, and a password still opens', async (page) => {
    setUp('http://127.0.0.1:9');
    await page.goto(base + '/issues?segment=Core');
    await door(page);
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.locator('[role=alert]', { hasText: 'does not answer' }).waitFor();
    assert.equal(new URL(page.url()).search, '?segment=Core&sign_in=down');
    await suite.shot(page, 'sign-in-down');
    await page.goto(base + '/?sign_in=' + encodeURIComponent('<img src=x onerror=alert(1)>'));
    await page.locator('[role=alert]', { hasText: 'Something failed here' }).waitFor();
    assert.equal(await page.locator('main img').count(), 0);
    await page.evaluate(() => localStorage.setItem('throughline.language', 'de'));
    await page.goto(base + '/?sign_in=state');
    await page.locator('[role=alert]', { hasText: 'nicht in diesem Browser begonnen' }).waitFor();
    await page.getByRole('link', { name: 'Mit Example <b>Login</b> anmelden' }).waitFor();
    await page.evaluate(() => localStorage.setItem('throughline.language', 'en'));
    await inside(page, '/accounts?sort=name&sign_in=state');
    await page.locator('table tbody tr').first().waitFor();
    assert.equal(page.url(), base + '/accounts?sort=name', 'the word is gone from the address');
    setUp();
  }, { expectErrors: true });
  await suite.test('the admin parts the two', async (page) => {
    await inside(page, '/admin');
    await page.getByRole('button', { name: 'Change: eve' }).click();
    await page.locator('table[data-table=users] tr', { hasText: 'account at the provider' }).waitFor();
    await page.getByRole('button', { name: 'Part from that account' }).click();
    await page.locator('table[data-table=users] tr', { hasText: 'account at the provider' }).waitFor({ state: 'detached' });
    assert.equal((await ask(page, '/users')).users.find((u) => u.name === 'eve').linked, false);
  });
} finally {
  await browser.close();
  rmSync(join(spool, 'sign_in'), { force: true });
  provider.stdin.end();
}
console.log(`1..${suite.passed + suite.failed}`);
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exitCode = suite.failed ? 1 : 0;
