// Voices: search with operators, hidden names, stories and themes edited with undo; expectations from both sides. The oracle is the API.
import assert from 'node:assert/strict';
import { squeezed } from './frame.mjs';

const quotesOf = (page) => page.locator('[data-list=voices] article > p, [data-list=voices] article > .coded > p');
async function until(what, test) {
  for (let k = 0; k < 100; k++) {
    if (await test()) return;
    await new Promise((r) => setTimeout(r, 100));
  }
  assert.fail(`never: ${what}`);
}

async function searchTests(suite) {
  await suite.test('quotes are found by words and operators, and each says who, when and how far it may go', async (page) => {
    const q = 'sentiment:negative channel:survey', want = await suite.api(`/voices?q=${encodeURIComponent(q)}&per_page=25`);
    await suite.open(page, '/voices');
    await page.keyboard.press('/');
    await page.keyboard.type(q);
    await page.waitForURL((u) => u.searchParams.get('q') === q);
    await page.locator('h1', { hasText: q }).waitFor();
    await suite.settled(page);
    assert.deepEqual((await quotesOf(page).allTextContents()).map(squeezed), want.voices.map((v) => squeezed(`“${v.text}”`)));
    for (const [k, v] of want.voices.slice(0, 6).entries()) {
      const line = squeezed(await page.locator('[data-list=voices] article footer').nth(k).innerText());
      if (v.account) assert.ok(line.includes(squeezed(v.account.name)), v.account.name);
      if (v.role) assert.ok(line.includes(v.role), v.role);
      const far = page.locator('[data-list=voices] article footer').nth(k).locator('select');
      if (v.account) assert.equal(await far.inputValue(), v.permission, 'its permission');
      else assert.ok(line.includes(v.permission === 'outside' ? 'may be shown outside' : 'within the company'), 'its permission');
    }
    await page.getByRole('link', { name: 'negative' }).click();
    await page.waitForURL((u) => u.searchParams.get('q') === 'channel:survey');
  });

  await suite.test('hidden names are in no quote and in no line below it', async (page) => {
    const q = 'channel:survey', named = await suite.api(`/voices?q=${encodeURIComponent(q)}&per_page=25`);
    await suite.open(page, `/voices?q=${encodeURIComponent(q)}`);
    await page.getByRole('link', { name: 'Hide names' }).click();
    await page.waitForURL((u) => u.searchParams.get('hide') === 'names');
    await page.waitForFunction((n) => document.querySelectorAll('[data-list=voices] article').length === n && ![...document.querySelectorAll('[data-list=voices] footer a')].length, named.voices.length);
    const text = await page.locator('[data-list=voices]').innerText();
    for (const v of named.voices) if (v.account) assert.ok(!text.includes(v.account.name), v.account.name);
  });

  await suite.test('a search that is none is answered with what is wrong', async (page) => {
    await suite.open(page, '/voices?q=foo%3Abar');
    assert.ok((await page.locator('main').innerText()).includes("no operator 'foo:'"));
  }, { expectErrors: true });
}

async function storyTests(suite) {
  await suite.test('a story is made of quotes, put in order, shared by its address, edited and dropped, each with undo', async (page) => {
    const list = await suite.api('/voices?q=channel%3Asurvey&per_page=25'), [one, two] = list.voices;
    await suite.open(page, '/voices?q=channel%3Asurvey');
    await page.locator(`[data-voice="${one.id}"]`).getByRole('button', { name: 'New story' }).click();
    await page.getByLabel('Name of the story').fill('Browser test');
    await page.getByRole('button', { name: 'Start a story' }).click();
    await page.waitForURL((u) => u.searchParams.has('story'));
    const id = Number(new URL(page.url()).searchParams.get('story')), ids = async () => (await suite.api(`/stories/${id}`)).voices.map((v) => v.id);
    await page.locator(`[data-voice="${two.id}"]`).getByRole('button', { name: 'Add to a story' }).click();
    await until('both are in it', async () => JSON.stringify(await ids()) === JSON.stringify([one.id, two.id]));
    await suite.open(page, `/voices/${id}`);
    assert.equal(await page.locator('h1').innerText(), 'Browser test');
    await page.getByRole('button', { name: 'Down: 1' }).click();
    await until('they are the other way round', async () => JSON.stringify(await ids()) === JSON.stringify([two.id, one.id]));
    await page.waitForFunction((first) => document.querySelector('[data-list=story] article').dataset.voice === first, two.id);
    await suite.shot(page, 'story');
    await page.locator(`[data-voice="${one.id}"]`).getByRole('button', { name: 'Take out' }).click();
    await until('one is out', async () => (await ids()).length === 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('it is in again', async () => (await ids()).length === 2);
    await page.getByRole('link', { name: 'Hide names' }).click();
    await page.waitForURL((u) => u.searchParams.get('hide') === 'names');
    await page.waitForFunction(() => document.querySelectorAll('[data-list=story] footer i').length === 2);
    await page.getByRole('button', { name: 'Drop the story' }).click();
    await page.locator('h1', { hasText: 'dropped' }).waitFor();
    assert.ok(!(await suite.api('/stories')).stories.some((s) => s.id === id));
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('h1', { hasText: 'Browser test' }).waitFor();
    await page.getByRole('button', { name: 'Drop the story' }).click();
    await page.locator('h1', { hasText: 'dropped' }).waitFor();
  });
}

async function themeTests(suite) {
  const a = await suite.api('/themes');
  if (a.themes.length < 2) return console.log('# too few themes in this book');
  const last = async () => (await suite.api('/decisions?about=themes&per_page=1')).decisions[0];
  await suite.test('themes stand on two levels, and two are merged in four clicks, which is taken back', async (page) => {
    await suite.open(page, '/voices?view=themes');
    const rows = page.locator('[data-table=themes] tbody tr');
    assert.equal(await rows.count(), a.themes.length);
    for (const [k, x] of a.themes.slice(0, 5).entries()) {
      const text = squeezed(await rows.nth(k).innerText());
      for (const s of x.subs) assert.ok(text.includes(squeezed(s.name)), s.name);
    }
    const [one, two] = a.themes;
    await rows.first().getByRole('button', { name: /^Edit/ }).last().click();      // its parts have theirs before it
    await page.getByRole('button', { name: 'Merge into' }).click();
    await page.getByLabel('Into which theme').selectOption(String(two.id));
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const d = await last();
    assert.deepEqual([d.what, d.subject, d.object, d.undone], ['merge', String(one.id), String(two.id), false]);
    await page.locator('.bar', { hasText: 'not yet in the figures' }).waitFor();
    await page.locator('.bar').getByRole('button', { name: 'Undo' }).click();
    await until('it is taken back', async () => (await suite.api('/decisions?about=themes&per_page=2')).decisions[1]?.undone === true);
  });

  await suite.test('a rule that is none is refused in words and the box stays open', async (page) => {
    await suite.open(page, '/voices?view=themes');
    await page.getByRole('button', { name: 'Make a theme by a rule' }).click();
    await page.getByLabel('Name of the new theme').fill('Never');
    await page.getByLabel('Rule: words with and, or, not').fill('(');
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
  }, { expectErrors: true });

  await suite.test('a comment the machine asks about is moved by one choice', async (page) => {
    if (!a.ask.length) return;
    const k = a.ask[0], to = a.themes.find((x) => x.name !== k.theme) ?? a.themes[0];
    await suite.open(page, '/voices?view=themes');
    await page.locator('[data-list=ask] article').first().getByLabel('It belongs to').selectOption(String(to.id));
    await page.locator('[data-list=ask] article').first().getByText(`said: ${to.name}`).waitFor();
    const d = await last();
    assert.equal(d.what, 'move');
    await page.locator('.bar').getByRole('button', { name: 'Undo' }).click();
    await until('it is taken back', async () => (await suite.api('/decisions?about=themes&per_page=2')).decisions[1]?.undone === true);
  });
}

async function moveTests(suite) {
  const a = await suite.api('/themes');
  if (a.themes.length < 2) return;
  const rows = async () => (await suite.api('/decisions?about=themes&per_page=3')).decisions;
  for (const [path, list] of [['/comments', 'article'], ['/voices?q=channel%3Asurvey', '[data-list=voices] article']])
    await suite.test(`any comment is moved to another theme where it stands, and back: ${path}`, async (page) => {
      await suite.open(page, path);
      const one = page.locator(list).nth(1), to = a.themes[1];
      await one.getByRole('button', { name: 'Move', exact: true }).click();
      await one.getByLabel('It belongs to').selectOption(String(to.id));
      await one.getByText(`Moved to ${to.name}`).waitFor();
      const [d] = await rows();
      assert.equal(d.what, 'move');
      assert.ok(d.object.startsWith(`${to.id}\t`), d.object);
      await one.getByRole('button', { name: 'Undo' }).click();
      await until('it is taken back', async () => (await rows())[1]?.undone === true);
    });

  await suite.test('a code book is sent as a file; what is wrong with it is said; what it gave is taken back together', async (page) => {
    await suite.open(page, '/voices?view=themes');
    await page.getByRole('button', { name: 'Import a code book' }).click();
    const file = (text) => ({ name: 'codes.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByLabel('File').setInputFiles(file('words\nlate\n'));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.getByLabel('File').setInputFiles(file('code,words,definition\nBrowser late,"late, not on time",It came late\nBrowser price,price,Too dear\n'));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.bar', { hasText: '2 codes are kept' }).waitFor();
    assert.deepEqual((await rows()).slice(0, 2).map((d) => [d.what, d.subject]), [['code', 'Browser price'], ['code', 'Browser late']]);
    await page.locator('.bar').getByRole('button', { name: 'Undo' }).click();
    await until('both are taken back', async () => (await suite.api('/decisions?about=themes&per_page=4')).decisions.filter((d) => d.what === 'code').every((d) => d.undone));
  }, { expectErrors: true });

  await suite.test('languages, and what was read otherwise than it stands, are counted; so is what labels taught', async (page) => {
    await suite.open(page, '/voices?view=themes');
    const rows = page.locator('[data-table=languages] li');
    assert.equal(await rows.count(), a.languages.length);
    assert.equal(a.languages.reduce((n, l) => n + l.comments, 0), a.comments, 'each comment has one');
    const digits = (s) => s.replace(/\D/g, '');
    for (const [k, l] of a.languages.entries()) assert.ok(digits(await rows.nth(k).innerText()).startsWith(String(l.comments)), l.language);
    for (const key of ['same', 'near', 'again', 'cut', 'nothing', 'trimmed', 'standing', 'unknown', 'named', 'unclear', 'wish']) {
      const row = page.locator(`[data-heard=${key}] .n`);
      assert.equal(await row.count(), a.heard[key] ? 1 : 0, key);
      if (a.heard[key]) assert.equal(digits(await row.innerText()), String(a.heard[key]), key);
    }
    assert.equal(await page.locator('[data-table=standing] li').count(), a.standing.length);
    assert.equal(await page.locator('[data-table=learned] tbody tr').count(), a.learned.length);
    for (const [k, l] of a.learned.entries()) assert.ok((await page.locator('[data-table=learned] tbody tr').nth(k).innerText()).includes(l.learned_f1.toFixed(2)), l.name);
  });
}

async function expectTests(suite) {
  const a = await suite.api('/expectations');
  await suite.test('expectations tell who expects the same, how far it is from what is lived, from three sides, in their words', async (page) => {
    await suite.open(page, '/expectations');
    if (!a.accounts) return assert.match(await page.locator('h1').innerText(), /Nobody has said/);
    for (const s of a.sets) {
      const set = page.locator(`[data-set="${s.id}"]`), text = squeezed(await set.innerText());
      for (const g of s.gaps) if (g.gap) assert.ok(text.includes(`${Math.round(g.gap.estimate * 100)}%`), `${s.name}: ${g.side}`);
      for (const q of [...s.quotes.slice(0, 5), ...s.workarounds.slice(0, 4)]) assert.ok(text.includes(squeezed(q.text)), q.text);
      assert.equal(await set.locator('svg').count(), s.gaps.filter((g) => g.gap).length);
    }
    assert.equal(await page.locator('[data-table=weights] tbody tr').count(), a.weights.length);
    const { sides } = await suite.api('/voices?per_page=1');
    assert.equal(await page.locator('[data-side]').count(), Math.min(8, sides.length), 'both sides of each theme');
  });

  await suite.test('one set of expectations is an address, and names can be hidden', async (page) => {
    if (!a.sets?.length) return;
    const s = a.sets[a.sets.length - 1];
    await suite.open(page, '/expectations');
    await page.getByRole('link', { name: s.name, exact: true }).click();
    await page.waitForURL((u) => u.searchParams.get('set') === String(s.id));
    assert.equal(await page.locator('[data-set]').count(), 1);
    await page.getByRole('link', { name: 'Hide names' }).click();
    await page.waitForURL((u) => u.searchParams.get('hide') === 'names');
    await page.waitForFunction(() => !document.querySelector('[data-set] .who a'));
  });
}

export async function voiceTests(suite) {
  await searchTests(suite);
  await storyTests(suite);
  await themeTests(suite);
  await moveTests(suite);
  await expectTests(suite);
}
