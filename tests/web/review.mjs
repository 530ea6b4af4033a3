// Match review by keyboard, counted: a Monday's ten matches. These tests take decisions, so they come last.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, squeezed } from './frame.mjs';

const TEN = 10;
const pairOf = (d) => `${d.one.alias}-${d.other.alias}${d.kind === 'person' ? '-person' : ''}`;
const has = (list, d) => list.some((x) => pairOf(x) === pairOf(d));
const queueOf = async (suite) => (await suite.api('/reviews')).reviews;

async function until(page, what, is) {
  for (let k = 0; !(await is()); k++) {
    assert.ok(k < 300, what);
    await page.waitForTimeout(100);
  }
}
const titleIs = (page, text) => page.waitForFunction((t) => document.querySelector('article h3')?.textContent === t, text);

async function openQueue(suite, page, more = '') {
  await suite.open(page, '/data?view=review' + more);
  await page.locator('article h3').waitFor();
  await page.locator('.acts button:enabled', { hasText: /^Same (company|person)/ }).waitFor();
}

async function keyTests(suite, before) {
  await suite.test('ten matches are settled by ten keys', async (page) => {
    const taken = (await suite.api('/decisions')).total;
    let keys = 0, clicks = 0;
    await suite.open(page, '/data');
    await page.getByRole('link', { name: /^Match review/ }).click();
    clicks++;
    await page.locator('.acts button:enabled', { hasText: /^Same (company|person)/ }).waitFor();
    for (let k = 0; k < TEN; k++, keys++) await page.keyboard.press(k % 2 ? 'n' : 's');
    await until(page, 'all are kept', async () => (await suite.api('/decisions')).total === taken + TEN);
    assert.deepEqual([keys, clicks], [TEN, 1], 'one key a match, one click to the queue');
    const list = await suite.api('/decisions'), left = await queueOf(suite);
    assert.deepEqual(list.decisions.slice(0, TEN).map((d) => d.what).reverse(), Array.from({ length: TEN }, (_, k) => (k % 2 ? 'never' : 'merge')));
    for (const [k, d] of before.slice(0, TEN).entries()) assert.ok(!has(left, d), `match ${k + 1} has left the queue`);
    assert.equal(left.length, before.length - TEN);
    await page.locator('h1', { hasText: `${left.length} matches` }).waitFor();
    await page.getByText(`${list.pending} decisions are kept and not yet in the figures.`).waitFor();
    await suite.shot(page, 'review-ten');
  });

  await suite.test('a key takes the last answer back, and skipping decides nothing', async (page) => {
    const start = await queueOf(suite), total = async () => (await suite.api('/decisions')).total, first = await total();
    await openQueue(suite, page);
    const name = await page.locator('article h3').textContent();
    await page.keyboard.press('j');
    await page.waitForFunction((t) => document.querySelector('article h3').textContent !== t, name);
    await page.keyboard.press('u');
    await titleIs(page, name);
    assert.equal(await total(), first, 'skipping and coming back decide nothing');
    await page.keyboard.press('n');
    await until(page, 'it is kept', async () => (await total()) === first + 1);
    assert.equal((await queueOf(suite)).length, start.length - 1);
    await page.keyboard.press('u');
    await until(page, 'it is taken back', async () => (await total()) === first + 2);
    assert.deepEqual((await queueOf(suite)).map(pairOf), start.map(pairOf));
    await titleIs(page, name);
  });

  await suite.test('keys in a field or a dialog decide nothing, nor do keys that are switched off', async (page) => {
    const total = (await suite.api('/decisions')).total;
    await openQueue(suite, page);
    await page.getByLabel('Colours').focus();
    await page.keyboard.press('n');
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await page.keyboard.press('s');
    await page.getByLabel('Single keys are on').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await page.waitForTimeout(500);
    assert.equal((await suite.api('/decisions')).total, total);
  });
}

export async function reviewTests(suite) {
  const before = await queueOf(suite);
  assert.ok(before.length >= TEN + 4, 'the sample has matches to review');

  await suite.test('a doubtful match shows both records, its evidence, and the sum of it', async (page) => {
    const d = before[0];
    await openQueue(suite, page);
    const text = squeezed(await page.locator('main article').innerText());
    for (const side of [d.one, d.other]) for (const key of ['source', 'name', 'id', 'domain', 'city']) if (side[key]) assert.ok(text.includes(squeezed(side[key])), `${key} "${side[key]}"`);
    const bits = d.evidence.reduce((s, w) => s + w.bits, 0), last = await page.locator('main article tr.sum td.n').innerText();
    assert.ok(Math.abs(Number(last.replace('−', '-')) - bits) <= 0.051, `${last} is the sum of the bits, ${bits}`);
    assert.equal(await page.locator('main article tr:has(td.bar)').count(), d.evidence.length + 1);
    assert.ok(text.includes(`${Math.round(d.probability * 100)}%`), 'the chance stands there');
    // The nth doubt of one cause counts 1 / n: an answer teaches about the others too.
    const nth = {}, worth = before.map((x) => ((1 + (x.money_minor ?? 0)) * (x.gain ?? 0)) / (nth[`${x.kind} ${x.why}`] = (nth[`${x.kind} ${x.why}`] ?? 0) + 1));
    assert.deepEqual(worth, [...worth].sort((a, b) => b - a), 'money at stake orders the queue, weighed by what an answer teaches');
    await suite.shot(page, 'review');
  });
  await keyTests(suite, before);

  await suite.test('a match has an address of its own', async (page) => {
    const d = (await queueOf(suite))[3];
    await openQueue(suite, page, '&pair=' + pairOf(d));
    assert.ok((await page.locator('article h3').textContent()).includes(d.one.name ?? d.one.id));
  });

  for (const [width, dark] of [[390, false], [390, true], [820, false], [1440, true]]) {
    await suite.test(`the review can be read and used at ${width} px, ${dark ? 'dark' : 'light'}`, async (page) => {
      await openQueue(suite, page);
      await assertAccessible(page, 'review');
      await assertFits(page, 'review');
      await suite.shot(page, `review-${width}-${dark ? 'dark' : 'light'}`);
    }, { width, height: 900, dark });
  }

  await suite.test('decisions are worked in when told to, and the book is read all the while', async (page) => {
    await openQueue(suite, page);
    await page.getByRole('button', { name: 'Work them in' }).click();
    await page.locator('.bar', { hasText: 'Working them in' }).waitFor();
    assert.ok((await suite.api('/money')).headline);
    await page.locator('.bar', { hasText: 'The figures are made again, with every decision.' }).waitFor({ timeout: 400000 });
    const after = await suite.api('/decisions');
    assert.equal(after.pending, 0);
    assert.ok(after.decisions.every((d) => !d.pending));
    // What was answered is so in the book: the first was said to be the same, the second not to be.
    const accounts = async (d) => Promise.all([d.one, d.other].map(async (x) => (await suite.api(`/links?q=${x.alias}`)).links.find((l) => l.alias === x.alias).account));
    const [same, apart] = [await accounts(before[0]), await accounts(before[1])];
    if (before[0].kind === 'company') assert.equal(same[0], same[1], 'the first two records are one account');
    if (before[1].kind === 'company') assert.notEqual(apart[0], apart[1], 'the second two are not');
    const still = await queueOf(suite);
    for (const d of before.slice(0, 2)) assert.ok(!has(still, d), `${pairOf(d)} is not asked about again`);
  });
}
