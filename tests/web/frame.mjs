// The frame of the browser tests: one browser, counted checks, and a watch over what no page may do
// (write an error to the console, send a request to another host).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axeSource = require('axe-core').source;

function chromiumPath() {
  return process.env.CHROMIUM || execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
}

/** The browser, with a fresh profile of its own that ends with it. */
export function browserOpen() {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export class Suite {
  constructor(browser, base, artefacts) {
    Object.assign(this, { browser, base: base.replace(/\/$/, ''), artefacts, passed: 0, failed: 0, outside: [], errors: [] });
  }

  /** The API's own answer: the oracle of most checks. */
  async api(path) {
    const res = await fetch(this.base + '/api/v1' + path);
    assert.equal(res.status, 200, `the API answers ${path}`);
    return res.json();
  }

  /** Runs `body` with a fresh page; `expectErrors` lets a test provoke failures on purpose. */
  async test(name, body, { width = 1440, height = 1000, dark = false, reduced = true, expectErrors = false, locale = 'en-GB' } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale, timezoneId: 'Europe/Berlin', reducedMotion: reduced ? 'reduce' : 'no-preference', acceptDownloads: true,
    });
    context.setDefaultTimeout(15000);
    const page = await context.newPage();
    const host = new URL(this.base).host, errors = [];
    page.on('request', (r) => {
      const u = new URL(r.url());
      if (u.protocol.startsWith('http') && u.host !== host) this.outside.push(`${name}: ${r.url()}`);
    });
    page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') errors.push(m.text()); });
    page.on('pageerror', (e) => errors.push(e.message));
    const n = this.passed + this.failed + 1;
    try {
      await body(page, this);
      if (!expectErrors) assert.deepEqual(errors, [], 'the console stays silent');
      this.passed++;
      console.log(`ok ${n} - ${name}`);
    } catch (e) {
      this.failed++;
      console.log(`not ok ${n} - ${name}\n  ${String(e?.message ?? e).split('\n').slice(0, 14).join('\n  ')}`);
      await page.screenshot({ path: `${this.artefacts}/failed-${n}.png` }).catch(() => {});
    } finally {
      await context.close();
    }
  }

  /** Opens a path and waits until its heading stands and nothing is on its way. */
  async open(page, path) {
    await page.goto(this.base + path);
    await page.locator('main h1').waitFor();
    await this.settled(page);
  }

  /** Nothing is loading any more: no skeleton, no old rows waiting for new ones, fonts are there. */
  async settled(page) {
    await page.waitForFunction(() => !document.querySelector('[role=status], [aria-busy=true]'));
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))));
  }

  shot(page, name) {
    return page.screenshot({ path: `${this.artefacts}/${name}.png` });
  }
}

/** Fails on any violation that axe finds, however small, and names the first places. */
export async function assertAccessible(page, what) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const r = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return r.violations.map((v) => ({ id: v.id, impact: v.impact, at: v.nodes.slice(0, 3).map((x) => x.html.slice(0, 120)) }));
  });
  assert.deepEqual(found, [], `${what}: axe finds nothing`);
}

/** No element may make the page wider than the window. */
export async function assertFits(page, what) {
  const wide = await page.evaluate(() => {
    const w = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= w) return [];
    return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > w + 1).slice(0, 4).map((e) => e.outerHTML.slice(0, 120));
  });
  assert.deepEqual(wide, [], `${what}: nothing is wider than the window`);
}

/** On a phone no words of a folded table and no curves stand outside the window, not even where they could be moved into it. */
export async function assertInView(page, what) {
  const out = await page.evaluate(() => {
    const w = document.documentElement.clientWidth, beyond = (e) => e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().right > w + 1;
    const cells = [...document.querySelectorAll('main .scroll table td')].filter((e) => e.innerText.trim() && beyond(e)), curves = [...document.querySelectorAll('main .chart.curves svg')].filter(beyond);
    return [...cells, ...curves].slice(0, 4).map((e) => e.outerHTML.slice(0, 120));
  });
  assert.deepEqual(out, [], `${what}: all of it is in view`);
}

export const digits = (text) => (text ?? '').replace(/\D/g, '');
export const squeezed = (text) => (text ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim();
/** The text under spans, with overlaps joined: a second, simpler way to what the page marks. */
export function underSpans(text, spans) {
  const on = new Array(text.length).fill(false);
  for (const [from, to] of spans) for (let i = Math.max(0, from); i < Math.min(text.length, to); i++) on[i] = true;
  return [...Array(text.length).keys()].filter((i) => on[i]).map((i) => text[i]).join('');
}
