// What every page owes every reader: keyboard, contrast, dark, phone and paper.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits } from './frame.mjs';
import { bookPages, drawers } from './pages.mjs';

export async function accessTests(suite) {
  const { pages, done } = await bookPages(suite);
  try {
    await eachPage(suite, pages.map(([, path]) => path), (await drawers(suite)).map(([, path]) => path));
  } finally {
    await done();
  }
  await wholeTests(suite);
}

async function eachPage(suite, pages, explained) {
  const all = [...pages, ...explained, '/no-such-page'];

  for (const [name, dark, locale] of [['light', false, 'en-GB'], ['dark', true, 'en-GB'], ['German', false, 'de-DE'], ['German, dark', true, 'de-DE']]) {
    await suite.test(`axe finds nothing on any page, ${name}`, async (page) => {
      for (const path of all) {
        await suite.open(page, path);
        if (path === all[0]) assert.equal(await page.evaluate(() => document.documentElement.lang), locale.slice(0, 2));
        await assertAccessible(page, path);
      }
    }, { dark, locale });
  }

  await suite.test('each page has one heading that is the window\'s name too', async (page) => {
    for (const path of pages) {
      await suite.open(page, path);
      assert.equal(await page.locator('main h1').count(), 1, path);
      assert.ok((await page.title()).startsWith((await page.locator('main h1').textContent()).trim()), `${path} is named after its heading`);
    }
  });

  await suite.test('no page is wider than a phone of 375 px', async (page) => {
    for (const path of all) {
      await suite.open(page, path);
      await assertFits(page, path);
    }
    await suite.open(page, '/');
    await suite.shot(page, 'phone');
  }, { width: 375, height: 800 });
}

async function wholeTests(suite) {
  await suite.test('dark is dark, and the switch wins over the system and lasts', async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number).reduce((s, v) => s + v, 0));
    await suite.open(page, '/');
    assert.ok((await paper()) < 200, 'the paper is dark');
    await suite.shot(page, 'money-dark');
    await page.getByLabel('Colours').selectOption('light');
    assert.ok((await paper()) > 600, 'the paper is light');
    await page.reload();
    await page.locator('h1').waitFor();
    assert.ok((await paper()) > 600, 'and stays light');
  }, { dark: true });

  await suite.test('on paper the page names itself, its filters and its day, and drops its buttons', async (page) => {
    const book = await suite.api('/book');
    await suite.open(page, '/accounts?sort=name');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('header').isVisible(), false);
    assert.equal(await page.getByRole('button', { name: 'CSV' }).count(), 0);
    if (book.company) await page.locator('.only-print', { hasText: book.company }).waitFor();
    const head = await page.locator('.only-print').innerText();
    assert.ok(head.includes('order: name'), head);
    if (book.as_of) assert.ok(head.includes(book.as_of.slice(0, 4)), head);
    if (book.company) assert.ok(head.includes(book.company), head);
  });

  await suite.test('a reader with only a keyboard gets everywhere', async (page) => {
    await suite.open(page, '/');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    for (const [key, path] of [['i', '/issues'], ['a', '/accounts'], ['s', '/signals'], ['v', '/voices'], ['e', '/expectations'], ['c', '/comments'], ['d', '/data'], ['m', '/']]) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL((u) => u.pathname === path);
      await page.waitForFunction(() => document.activeElement?.id === 'main');
    }
    await page.locator('h1').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search');
  });

  await suite.test('every stop of the Tab key on the money page can be seen', async (page) => {
    await suite.open(page, '/');
    const stops = [];
    for (let k = 0; k < 40; k++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const e = document.activeElement, s = getComputedStyle(e);
        return e === document.body ? null : { name: e.textContent.trim() || e.getAttribute('aria-label') || e.tagName, ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 };
      });
      if (!stop) break;
      stops.push(stop);
    }
    assert.ok(stops.length > 8, 'there are stops');
    assert.deepEqual(stops.filter((s) => !s.ring), []);
  });

  await suite.test('single keys can be switched off and stay off', async (page) => {
    await suite.open(page, '/');
    await page.keyboard.press('?');
    await page.getByLabel('Single keys are on').uncheck();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('h1').waitFor();
    await page.keyboard.press('?');
    await page.waitForTimeout(100);
    assert.equal(await page.getByRole('dialog').count(), 0);
  });

  await suite.test('an unknown issue is answered with the API\'s own words', async (page) => {
    const res = await fetch(suite.base + '/api/v1/issues/no-such-issue'), problem = await res.json();
    assert.ok(res.status >= 400);
    await suite.open(page, '/issues/no-such-issue');
    assert.equal(await page.locator('h1').innerText(), problem.title);
    if (problem.detail) assert.ok((await page.locator('main').innerText()).includes(problem.detail));
  }, { expectErrors: true });
}
