// The open page is live: what comes in over HTTP shows without a click, and never moves things under the reader's hand.
//
// Usage: node tests/web/live.mjs PROGRAM ARTEFACT_DIR
//
// PROGRAM makes a small book in a folder of its own and serves it. Oracles: what was sent, the API's own answers, and the clock.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { assertAccessible, assertFits, browserOpen, digits, Suite } from './frame.mjs';

const [program, artefacts] = process.argv.slice(2), dir = mkdtempSync(join(tmpdir(), 'live-')), book = join(dir, 'b.book'), SECRET = 'whsec_0123456789abcdef', WITHIN = 5000;
mkdirSync(artefacts, { recursive: true });
const run = (...words) => {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (e) {
    if (e.status === 3) return e.stdout;      // some rows were set aside
    throw e;
  }
};
run('demo', join(dir, 'src'), '--accounts', '40', '--events', '1000', '--responses', '300', '--quiet');
run('run', book, join(dir, 'src'), '--report', join(dir, 'r.html'), '--quiet');
run('hooks', book, 'add', 'desk', 'zendesk', SECRET);
const [org] = JSON.parse(run('sql', book, "SELECT a.account_id FROM alias AS a JOIN source AS s ON s.source_id = a.source_id WHERE s.name = 'Zendesk' AND a.account_id <> '' GROUP BY a.account_id ORDER BY count(*) DESC, a.account_id LIMIT 1", '--json')).rows.map((r) => r.account_id);
const server = spawn(program, ['serve', book, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
let base = '';
for await (const line of createInterface({ input: server.stdout })) if ((base = / on (http:\/\/\S+?)\/?$/.exec(line)?.[1] ?? '')) break;

let sent = 0;
/** One ticket, as the desk's webhook sends it; signed as it signs. */
async function deliver(words) {
  const n = 910000 + ++sent, at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const body = JSON.stringify({ type: 'zen:event-type:ticket.created', id: `evt-${n}`, subject: `zen:ticket:${n}`, time: at, event: {},
    detail: { id: String(n), subject: `Live ${n}`, description: words, status: 'OPEN', priority: 'HIGH', requester_id: '88001', organization_id: org, created_at: at, updated_at: at, tags: ['live'] } });
  const res = await fetch(`${base}/api/v1/intake/1`, { method: 'POST', body, headers: { 'x-zendesk-webhook-signature': createHmac('sha256', SECRET).update(at + body).digest('base64'), 'x-zendesk-webhook-signature-timestamp': at } });
  assert.equal(res.status, 202, await res.text());
  return performance.now();
}
const asked = (page) => {
  const urls = [];
  page.on('request', (r) => { if (r.method() === 'GET' && r.url().includes('/api/v1/')) urls.push(new URL(r.url()).pathname); });
  return urls;
};
const total = async (page) => Number(digits(await page.locator('main h1').innerText()));

const browser = await browserOpen(), suite = new Suite(browser, base, artefacts);
try {
  await suite.test('a delivery over HTTP shows on the open page within 5 s, without a click and without a blink', async (page) => {
    await suite.open(page, '/comments');
    const before = await total(page);
    assert.equal(before, (await suite.api('/comments?per_page=1')).total);
    await page.evaluate(() => {
      globalThis.blinks = 0;
      new MutationObserver(() => { if (document.querySelector('main [role=status], main [aria-busy=true]')) globalThis.blinks++; }).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true });
    });
    const from = await deliver('The crane in hall seven stood still again, and nobody called us back.');
    await page.locator('main', { hasText: 'The crane in hall seven' }).waitFor({ timeout: WITHIN });
    console.log(`# shown ${Math.round(performance.now() - from)} ms after it was acknowledged`);
    assert.equal(await total(page), before + 1);
    assert.equal(await page.evaluate(() => globalThis.blinks), 0, 'nothing was taken away meanwhile');
    await page.locator('.fresh').waitFor({ state: 'detached' });
  });
  await suite.test('who types, or reads further down, keeps focus, text and place; a calm mark brings the rest', async (page) => {
    await suite.open(page, '/comments');
    const before = await total(page), box = page.locator('main input[type=search]'), mark = page.locator('.fresh button');
    await box.focus();
    await box.evaluate((e) => { e.value = 'half a wo'; });
    await deliver('The gate was locked although we had announced the lorry.');
    await mark.waitFor({ timeout: WITHIN });
    assert.equal(await total(page), before, 'nothing moved');
    assert.deepEqual(await box.evaluate((e) => [e === document.activeElement, e.value]), [true, 'half a wo']);
    assert.equal(await page.locator('#live').innerText(), 'New figures have come in.');
    await assertAccessible(page, 'the mark');
    await suite.shot(page, 'live-mark');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'the mark');
    await page.setViewportSize({ width: 1440, height: 1000 });
    await mark.press('Enter');
    await page.locator('main', { hasText: 'The gate was locked' }).waitFor();
    assert.equal(await total(page), before + 1);
    await mark.waitFor({ state: 'detached' });
    // Further down, with no focus anywhere.
    await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 600); });
    const at = await page.evaluate(() => scrollY);
    assert.ok(at > 100, 'the page is long enough to scroll');
    await deliver('The invoice named the wrong warehouse for the third time.');
    await mark.waitFor({ timeout: WITHIN });
    assert.deepEqual([await total(page), await page.evaluate(() => scrollY)], [before + 1, at]);
    await mark.click();
    await page.locator('main', { hasText: 'The invoice named the wrong' }).waitFor();
  });
  await suite.test('quiet while hidden, and up to date when it is seen again', async (page) => {
    await suite.open(page, '/comments');
    const hide = (on) => page.evaluate((v) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => v });
      document.dispatchEvent(new Event('visibilitychange'));
    }, on);
    const before = await total(page), urls = asked(page);
    await hide(true);
    await deliver('The portal forgot our address once more.');
    await new Promise((r) => setTimeout(r, WITHIN));
    assert.deepEqual(urls, [], 'nothing is asked while nobody looks');
    await hide(false);
    await page.locator('main', { hasText: 'The portal forgot our address' }).waitFor({ timeout: WITHIN });
    assert.equal(await total(page), before + 1);
    assert.equal(urls.filter((u) => u === '/api/v1/events').length, 1, 'one stream for the whole page');
  });
  await suite.test('what the page changed itself it does not ask for twice, and what others change it does', async (page) => {
    await suite.open(page, '/admin?view=settings');
    const urls = asked(page), settings = () => urls.filter((u) => u === '/api/v1/settings').length;
    const set = (value) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'task_core', value }) });
    assert.equal((await fetch(`${base}/api/v1/settings`, set('17'))).status, 201);
    await page.waitForFunction(() => performance.getEntriesByType('resource').filter((e) => e.name.endsWith('/api/v1/settings')).length > 1, null, { timeout: WITHIN });
    assert.equal(settings(), 1);
    const value = page.locator('[data-setting=task_core]');
    await value.filter({ hasText: '17' }).waitFor({ timeout: WITHIN });
    urls.length = 0;
    await page.getByLabel('Value: task_core').fill('18');
    await page.getByLabel('Value: task_core').press('Enter');
    await value.filter({ hasText: '18' }).waitFor();
    await new Promise((r) => setTimeout(r, WITHIN));
    assert.equal(settings(), 1, urls.join(' '));
  });
  await suite.test('work is begun, followed, given up and told of on the page; what comes in is counted there', async (page) => {
    await suite.open(page, '/admin?view=work');
    const rows = page.locator('table[data-table=jobs] tbody tr'), kept = page.locator('[data-count=kept]');
    assert.equal(await page.getByText('Nothing was worked out yet.').count(), 1);
    assert.match(await page.locator('main').innerText(), /No nightly run is set\. No weekly report is set\./);
    await page.getByRole('button', { name: 'Work the figures out now' }).click();
    await page.locator('[data-work=running] progress').waitFor();
    await page.locator('[data-work=idle]').waitFor({ timeout: 60000 });
    await rows.filter({ hasText: 'done' }).waitFor({ timeout: WITHIN });
    await page.getByRole('button', { name: 'Work the figures out now' }).click();
    await page.locator('[data-work=running]', { hasText: /about \d+\s?%/ }).waitFor();
    await suite.shot(page, 'admin-work-running');
    await page.getByRole('button', { name: 'Give it up' }).click();
    await rows.filter({ hasText: 'given up' }).waitFor({ timeout: 60000 });
    assert.deepEqual((await suite.api('/jobs')).history.jobs.map((j) => j.state), ['cancelled', 'done']);
    const before = Number(await kept.innerText());
    await deliver('The pallet stood in the rain for a night.');
    await kept.filter({ hasText: String(before + 1) }).waitFor({ timeout: WITHIN });
    for (const [name, value] of [['night_hour', '2'], ['week_day', '4']]) assert.equal((await fetch(`${base}/api/v1/settings`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, value }) })).status, 201);
    await page.locator('main', { hasText: 'Every night at 2:00 UTC all figures are worked out. Behind the run of Friday the report is written.' }).waitFor({ timeout: WITHIN });
    await suite.settled(page);
    await assertAccessible(page, 'work');
    await suite.shot(page, 'admin-work');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'work');
  });
} finally {
  await browser.close();
  server.kill();
  await new Promise((done) => server.once('exit', done));
}
rmSync(dir, { recursive: true, force: true });
console.log(`1..${suite.passed + suite.failed}`);
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exitCode = suite.failed ? 1 : 0;
