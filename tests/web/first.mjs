// The first account, made with the link that the server prints where it does not trust its machine.
//
// Usage: node tests/web/first.mjs PROGRAM ARTEFACT_DIR
//
// PROGRAM makes a small book in a folder of its own and serves it under a public name. Oracles: the API's own answers, what the address bar and the
// history keep, and axe.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { assertAccessible, assertFits, browserOpen, Suite } from './frame.mjs';

const [program, artefacts] = process.argv.slice(2), dir = mkdtempSync(join(tmpdir(), 'first-')), book = join(dir, 'b.book');
mkdirSync(artefacts, { recursive: true });
writeFileSync(join(dir, 'accounts.csv'), 'id,name,segment\nA1,Acme Tools Ltd,SMB\n');
writeFileSync(join(dir, 'accounts.map'), '[*]\nkind = account\nsource = CRM\nkey = id\naccount_id = id\nname = name\nsegment = segment\naccount_name = name\n');
execFileSync(program, ['import', book, join(dir, 'accounts.csv'), '--map', join(dir, 'accounts.map')], { stdio: 'ignore' });
execFileSync(program, ['rebuild', book], { stdio: 'ignore' });
const port = await new Promise((done) => {
  const s = createServer().listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});
const base = `http://127.0.0.1:${port}`;
const server = spawn(program, ['serve', book, '--listen', `127.0.0.1:${port}`, '--public', base], { stdio: ['ignore', 'pipe', 'inherit'] });
let link = '';
for await (const line of createInterface({ input: server.stdout })) if ((link = /^(http\S+#set-up=\S+)$/.exec(line)?.[1] ?? '')) break;

const browser = await browserOpen(), suite = new Suite(browser, base, artefacts), PASSWORD = 'a long password';
async function fill(page, name, password, again) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password, once more').fill(again);
  await page.getByRole('button', { name: 'Make the account' }).click();
}
try {
  await suite.test('without the link nobody gets on, and is told how', async (page) => {
    assert.ok(link.startsWith(base + '/#set-up='), link);
    await page.goto(base + '/accounts');
    await page.getByRole('heading', { name: 'Make the first account' }).waitFor();
    assert.match(await page.locator('main').innerText(), /Open the link that the server printed/);
    assert.equal(await page.getByLabel('Name').count(), 0);
  }, { expectErrors: true });
  await suite.test('another link is refused, with the reason', async (page) => {
    await page.goto(link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A'));
    await fill(page, 'eve', PASSWORD, PASSWORD);
    await page.locator('[role=alert]', { hasText: 'not the one that was printed' }).waitFor();
    assert.equal((await (await fetch(base + '/api/v1/me')).json()).users, false);
  }, { expectErrors: true });
  for (const dark of [false, true])
    await suite.test(`axe finds nothing on it, ${dark ? 'dark' : 'light'}, and it fits a phone`, async (page) => {
      await page.goto(link);
      await page.getByLabel('Name').waitFor();
      await assertAccessible(page, 'first', true);
      await suite.shot(page, `first-${dark ? 'dark' : 'light'}`);
      await page.setViewportSize({ width: 375, height: 800 });
      await assertFits(page, 'first');
    }, { dark, expectErrors: true });
  await suite.test('the link makes the account by keyboard, and the address forgets it', async (page) => {
    await page.goto(link);
    await fill(page, 'ada', PASSWORD, 'another password');
    await page.locator('[role=alert]', { hasText: 'differ' }).waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the secret is gone from the address');
    await page.getByLabel('Password, once more').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Make the first account' }).waitFor({ state: 'detached' });
    const me = await page.evaluate(async () => (await fetch('/api/v1/me')).json());
    assert.deepEqual([me.name, me.role, me.how, me.users], ['ada', 'admin', 'session', true]);
    assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }).includes('password')), false);
  }, { expectErrors: true });
  await suite.test('used, it leads to the sign-in like any address', async (page) => {
    await page.goto(link);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal(await page.getByLabel('Password, once more').count(), 0);
  }, { expectErrors: true });
} finally {
  await browser.close();
  server.kill();
  rmSync(dir, { recursive: true, force: true });
}
console.log(`1..${suite.passed + suite.failed}`);
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exitCode = suite.failed || suite.outside.length ? 1 : 0;
