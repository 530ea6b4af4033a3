// Craft: a second language, widths, weight and speed; screenshots of every page at three widths, light and dark.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { assertAccessible, assertFits, assertInView } from './frame.mjs';
import { bookPages, drawers } from './pages.mjs';

const MOST = 300 * 1024, FAST_MS = 1000;

async function widthTests(suite, pages) {
  for (const [name, width, height] of [['phone', 375, 812], ['laptop', 1280, 800], ['wide', 1920, 1080]]) {
    for (const dark of [false, true]) {
      await suite.test(`every page fits a ${name} of ${width} px, ${dark ? 'dark' : 'light'}`, async (page) => {
        for (const [what, path] of pages) {
          await suite.open(page, path);
          await assertFits(page, path);
          // access.mjs looks at the wide layout; on a phone most of it is folded differently.
          if (name === 'phone') {
            await assertAccessible(page, path);
            await assertInView(page, path);
          }
          await page.screenshot({ path: `${suite.artefacts}/${what}-${name}-${dark ? 'dark' : 'light'}.png` });
        }
      }, { width, height, dark });
    }
  }
}

async function languageTests(suite, pages) {
  await suite.test('German is chosen in the header, lasts, and leaves no English in the frame of any page', async (page) => {
    await suite.open(page, '/');
    await page.getByLabel('Language').selectOption('de');
    await page.locator('nav a', { hasText: 'Stimmen' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
    for (const [what, path] of pages) {
      await suite.open(page, path);
      assert.ok((await page.locator('header nav').innerText()).includes('Erwartungen'), what);
      for (const word of ['Print', 'Clear filters', 'Explain this number', 'Show names', 'Hide names', 'Keyboard shortcuts', 'Next']) assert.equal(await page.getByRole('button', { name: word, exact: true }).or(page.getByRole('link', { name: word, exact: true })).count(), 0, `${what}: "${word}"`);
      // What was set aside is shown as it came: the sample's own rows hold a day "NaN".
      const raw = await page.locator('td.raw').allInnerTexts(), text = raw.reduce((s, r) => s.replace(r, ''), await page.locator('body').innerText());
      assert.ok(!/NaN|undefined|\[object/.test(text), what);
      await assertFits(page, path);
      if (what === 'signals' || what === 'money') await suite.shot(page, `${what}-german`);
    }
    await suite.open(page, '/accounts');
    assert.match(await page.locator('td.n').first().innerText(), /€|–/);
    await page.getByLabel('Sprache').selectOption('en');
    await page.locator('nav a', { hasText: 'Voices' }).waitFor();
  }, { width: 375, height: 812 });
}

async function weightTests(suite) {
  await suite.test('the page\'s script is under 300 KB compressed', async () => {
    const dist = new URL('../../web/dist/', import.meta.url), scripts = readdirSync(dist).filter((f) => f.endsWith('.js'));
    assert.ok(scripts.length > 0);
    const size = scripts.reduce((s, f) => s + gzipSync(readFileSync(new URL(f, dist))).length, 0);
    console.log(`# script ${Math.round(size / 1024)} KB compressed`);
    assert.ok(size < MOST, `${size} bytes`);
  });

  await suite.test('the first page can be used within a second of the first load', async (page) => {
    // The best of five: what else the machine does is not the page's doing.
    const times = [];
    for (let k = 0; k < 5; k++) {
      const context = await suite.browser.newContext({ viewport: { width: 1440, height: 1000 } }), fresh = await context.newPage(), from = Date.now();
      await fresh.goto(suite.base + '/', { waitUntil: 'commit' });
      await fresh.locator('main h1').waitFor();
      await fresh.locator('main a[href]').first().waitFor();
      times.push(Date.now() - from);
      await context.close();
    }
    await page.goto('about:blank');
    console.log(`# usable after ${times.join(', ')} ms`);
    // On a machine that is busy with other things a second says nothing about the page.
    const load = loadavg()[0] / cpus().length;
    if (load > 1.5) return console.log(`# not judged: ${load.toFixed(1)} jobs wait for each core`);
    assert.ok(Math.min(...times) < FAST_MS, `${times} ms`);
  });
}

async function shiftTests(suite, pages) {
  for (const [name, width, height] of [['phone', 375, 812], ['wide', 1440, 1000]])
    await suite.test(`nothing on any page moves once its heading stands, ${name}`, async (page) => {
      await page.addInitScript(() => {
        globalThis.shift = 0;
        new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) globalThis.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });
      });
      const moved = [];
      for (const [what, path] of pages) {
        await suite.open(page, path);
        await page.waitForTimeout(300);
        const shift = await page.evaluate(() => globalThis.shift);
        if (shift >= 0.1) moved.push(`${what} ${shift.toFixed(3)}`);
      }
      assert.deepEqual(moved, [], 'layout shift under 0.1');
    }, { width, height });
}

async function phoneTests(suite) {
  await suite.test('on a phone every page is reached from the strip of pages, and the one we are on is in view', async (page) => {
    await suite.open(page, '/data');
    const seen = async () => page.evaluate(() => {
      const strip = document.querySelector('header nav').getBoundingClientRect(), at = document.querySelector('header nav [aria-current=page]').getBoundingClientRect();
      return at.left >= strip.left - 1 && at.right <= strip.right + 1;
    });
    assert.ok(await seen());
    for (const name of await page.locator('header nav a').allTextContents()) {
      await page.locator('header nav a', { hasText: name }).click();
      await page.locator('main h1').waitFor();
      await page.waitForFunction((n) => document.querySelector('header nav [aria-current=page]')?.textContent === n, name);
    }
  }, { width: 375, height: 812 });
}

export async function craftTests(suite) {
  const { pages, done } = await bookPages(suite);
  try {
    await weightTests(suite);
    await phoneTests(suite);
    await shiftTests(suite, pages);
    const looked = [...pages, ...(await drawers(suite))];
    await languageTests(suite, looked);
    await widthTests(suite, looked);
  } finally {
    await done();
  }
}
