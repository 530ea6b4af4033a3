// What customers said in calls is played: the sentence, from where it begins to where it ends, by itself, in stories, by keyboard.
//
// Usage: node tests/web/clip.mjs PROGRAM ARTEFACT_DIR
//
// PROGRAM makes a small book of three calls with recordings (WAV, tones made here) in a folder of its own and serves it. Oracles: the transcript's
// own times against what the browser's audio says, the API's own answers, and axe.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { assertAccessible, assertFits, browserOpen, Suite } from './frame.mjs';

const [program, artefacts] = process.argv.slice(2), dir = mkdtempSync(join(tmpdir(), 'clip-')), RATE = 8000;
mkdirSync(artefacts, { recursive: true });
function tone(hz, seconds) {
  const n = RATE * seconds, b = Buffer.alloc(44 + 2 * n);
  b.write('RIFF', 0), b.writeUInt32LE(36 + 2 * n, 4), b.write('WAVEfmt ', 8), b.writeUInt32LE(16, 16), b.writeUInt16LE(1, 20), b.writeUInt16LE(1, 22);
  b.writeUInt32LE(RATE, 24), b.writeUInt32LE(2 * RATE, 28), b.writeUInt16LE(2, 32), b.writeUInt16LE(16, 34), b.write('data', 36), b.writeUInt32LE(2 * n, 40);
  for (let i = 0; i < n; i++) b.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hz * i) / RATE)), 44 + 2 * i);
  return b;
}
const words = ['The delivery was late again and nobody told us about it.', 'Your invoice was wrong and support has never answered me.', 'The portal is slow and I cannot find my orders in it.'];
mkdirSync(join(dir, 'calls'));
for (const [k, said] of words.entries()) {
  writeFileSync(join(dir, 'calls', `c${k}.vtt`), `WEBVTT\n\nNOTE\nAccount: Acme Tools Ltd\nCall ID: C${k}\nDate: 2025-03-0${k + 4}\nParticipants: Tom Our (agent), Ann Alba (customer)\n\n` +
    `00:00.000 --> 00:01.000\n<v Tom Our>Good morning, how can I help you today?\n\n00:02.000 --> 00:03.20${k}\n<v Ann Alba>${said}\n`);
  writeFileSync(join(dir, 'calls', `c${k}.wav`), tone(300 + 100 * k, 8));
}
writeFileSync(join(dir, 'accounts.csv'), 'id,name,segment\nA1,Acme Tools Ltd,SMB\n');
writeFileSync(join(dir, 'accounts.map'), '[*]\nkind = account\nsource = CRM\nkey = id\naccount_id = id\nname = name\nsegment = segment\naccount_name = name\n');
const run = (...w) => {
  try {
    return execFileSync(program, w, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (e) {
    if (e.status === 3) return e.stdout;
    throw e;
  }
};
const book = join(dir, 'b.book');
run('import', book, join(dir, 'accounts.csv'), '--map', join(dir, 'accounts.map'));
run('import', book, join(dir, 'calls'));
run('rebuild', book);
const server = spawn(program, ['serve', book, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
let base = '';
for await (const line of createInterface({ input: server.stdout })) if ((base = / on (http:\/\/\S+?)\/?$/.exec(line)?.[1] ?? '')) break;

// Behind 300 ms the sound would be in the next sentence; a busy machine is late, never early.
const EARLY = 0.02, LATE = 0.3;
const play = (page, k = 0) => page.locator('[data-play]').nth(k);
const at = async (where) => Number(await where.getAttribute('data-at'));
const state = (where, want) => where.and(where.page().locator(`[data-play="${want}"]`)).waitFor();
async function moves(where) {
  await state(where, 'playing');
  const first = await at(where);
  await where.page().waitForFunction(([el, t]) => Number(el.dataset.at) > t, [await where.elementHandle(), first]);
}
async function ends(where, clip) {
  await state(where, 'idle');
  const t = await at(where);
  assert.ok(t >= clip.to_ms / 1000 - EARLY && t <= clip.to_ms / 1000 + LATE, `stops at ${t}, the sentence ends at ${clip.to_ms / 1000}`);
}

const browser = await browserOpen(), suite = new Suite(browser, base, artefacts);
try {
  const { voices } = await suite.api('/voices');
  await suite.test('a quote from a call is played from its first to its last word, and stops', async (page) => {
    assert.equal(voices.length, 3);
    await suite.open(page, '/voices');
    assert.equal(await page.locator('[data-list=voices] [data-play]').count(), 3);
    const one = page.locator(`[data-list=voices] [data-voice="${voices[0].id}"] [data-play]`);
    await one.getByRole('button', { name: 'Play what was said: 1.2 s' }).click();
    assert.ok((await at(one)) >= voices[0].clip.from_ms / 1000, 'begins where she begins');
    await moves(one);
    await one.getByRole('button', { name: 'Pause' }).waitFor();
    await suite.shot(page, 'clip-playing');
    await ends(one, voices[0].clip);
    await one.getByRole('button', { name: /^Play what was said/ }).waitFor();
  });
  await suite.test('by keyboard: played, halted, gone on with; another one silences it', async (page) => {
    await suite.open(page, '/comments');
    const { comments } = await suite.api('/comments'), first = play(page, 0), second = play(page, 1);
    await first.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await moves(first);
    await page.keyboard.press('Space');
    await state(first, 'paused');
    const halted = await at(first);
    await new Promise((r) => setTimeout(r, 400));
    assert.equal(await at(first), halted, 'it stands still');
    await page.keyboard.press('Enter');
    await moves(first);
    await second.getByRole('button').click();
    await state(first, 'idle');
    await moves(second);
    await ends(second, comments[1].clip);
  });
  let story = 0;
  await suite.test('a story is played as a reel, one quote after the other in its order', async (page) => {
    const res = await fetch(base + '/api/v1/decisions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ about: 'voices', what: 'story', name: 'Calls', value: [voices[2], voices[0], voices[1]].map((v) => v.id).join(',') }) });
    story = (await res.json()).decision;
    await suite.open(page, `/voices/${story}`);
    const s = await suite.api(`/stories/${story}`), heard = [];
    await page.getByRole('button', { name: 'Play all (3)' }).click();
    for (const v of s.voices) {
      const one = page.locator(`[data-voice="${v.id}"] [data-play]`);
      await moves(one);
      heard.push(v.id);
    }
    assert.deepEqual(heard, [voices[2].id, voices[0].id, voices[1].id]);
    await ends(page.locator(`[data-voice="${voices[1].id}"] [data-play]`), voices[1].clip);
    await page.getByRole('button', { name: 'Play all (3)' }).click();
    await page.locator('[data-reel]', { hasText: '1 of 3' }).waitFor();
    await page.locator('[data-reel]').getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Play all (3)' }).waitFor();
    await page.getByRole('link', { name: 'Hide names' }).click();
    await page.waitForFunction(() => document.querySelectorAll('[data-list=story] footer i').length === 3);
    assert.equal(await page.locator('[data-play], [data-reel]').count(), 0, 'a voice is a name');
  });
  await suite.test('on paper there is no player', async (page) => {
    await suite.open(page, '/voices');
    await play(page).waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await play(page).isVisible(), false);
  });
  await suite.test('a recording that is gone is said', async (page) => {
    await page.route('**/clip?*', (r) => r.fulfill({ status: 404, body: '{}' }));
    await suite.open(page, '/voices');
    await play(page).getByRole('button').click();
    await page.getByRole('alert').filter({ hasText: 'cannot be played' }).waitFor();
  }, { expectErrors: true });
  for (const dark of [false, true])
    await suite.test(`axe finds nothing where there is something to play, ${dark ? 'dark' : 'light'}`, async (page) => {
      for (const path of ['/voices', '/comments', `/voices/${story}`]) {
        await page.setViewportSize({ width: 1440, height: 1000 });
        await suite.open(page, path);
        await play(page).getByRole('button').click();
        await moves(play(page));
        await assertAccessible(page, path);
        await suite.shot(page, `clip-${path.split('/').slice(1).join('-')}-${dark ? 'dark' : 'light'}`);
        await page.setViewportSize({ width: 375, height: 800 });
        await assertFits(page, path);
      }
    }, { dark });
} finally {
  await browser.close();
  server.kill();
  rmSync(dir, { recursive: true, force: true });
}
console.log(`1..${suite.passed + suite.failed}`);
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exitCode = suite.failed || suite.outside.length ? 1 : 0;
