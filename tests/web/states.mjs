// States that a real book does not show: nothing imported, nothing found, failing, slow, gone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { assertAccessible, assertFits, Suite } from './frame.mjs';

function freePort() {
  return new Promise((done) => {
    const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
  });
}

/** Runs `body` with a suite that talks to the made-up server in one of its variants. */
async function withVariant(suite, command, variant, body) {
  const port = await freePort();
  const child = spawn('sh', ['-c', 'exec ' + command], { env: { ...process.env, PORT: String(port), FIXTURE: variant }, stdio: 'ignore' });
  try {
    const base = `http://127.0.0.1:${port}`;
    for (let k = 0; !(await fetch(base + '/healthz').catch(() => null))?.ok; k++) {
      assert.ok(k < 100, 'the made-up server starts');
      await new Promise((r) => setTimeout(r, 50));
    }
    const own = Object.assign(new Suite(suite.browser, base, suite.artefacts), { passed: suite.passed, failed: suite.failed, outside: suite.outside });
    await body(own);
    Object.assign(suite, { passed: own.passed, failed: own.failed });
  } finally {
    child.kill();
  }
}

// What a thing cannot be without; every other figure and text may be missing from an answer.
const KEPT = new Set(['node', 'rule', 'side', 'part', 'topic', 'classes', 'word', 'what', 'score', 'question', 'comment', 'status', 'account_id', 'permission', 'n', 'id', 'name', 'text', 'total', 'page', 'per_page', 'path', 'kind', 'outcome', 'title', 'role', 'stream', 'action', 'month', 'reason', 'label', 'from', 'to', 'grade']);

function withGaps(value, key) {
  if (Array.isArray(value)) return value.map((v) => withGaps(v, key));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withGaps(v, k)]));
  return KEPT.has(key) || key === 'spans' ? value : null;
}

/** The made-up answers with every optional part null, down to whole lists and objects. */
function withHoles(answer) {
  const lists = new Set(['issues', 'accounts', 'comments', 'rows', 'files', 'signals', 'voices', 'stories', 'actions', 'options', 'tasks']);
  return Object.fromEntries(Object.entries(answer).map(([k, v]) => [k, KEPT.has(k) || k === 'headline' || lists.has(k) ? withGaps(v, k) : null]));
}

const ALL = ['/', '/issues', '/signals', '/voices', '/voices?view=themes', '/voices?view=stories', '/expectations', '/accounts', '/data', '/comments', '/tasks'];

export async function stateTests(suite, command) {
  await withVariant(suite, command, 'empty', async (s) => {
    await s.test('an empty book says how to import', async (page) => {
      for (const path of ['/', '/issues', '/accounts', '/data']) {
        await s.open(page, path);
        assert.match(await page.locator('main').innerText(), /throughline run/, path);
      }
      await s.open(page, '/comments');
      await assertAccessible(page, 'empty');
      await s.open(page, '/tasks');
      assert.equal(await page.locator('h1').innerText(), 'Nobody waits for an answer');
      assert.equal(await page.locator('header nav a[href="/tasks"]').innerText(), 'Tasks', 'no count where nothing waits');
      await assertAccessible(page, 'no tasks');
    });
  });

  await withVariant(suite, command, 'nothing', async (s) => {
    await s.test('a book in which nothing is found says so, shows no cost and what would be needed', async (page) => {
      await s.open(page, '/');
      assert.equal(await page.locator('h1').innerText(), 'Nothing here can be told apart from chance');
      assert.equal(await page.locator('b.cost').count(), 0);
      await page.getByRole('heading', { name: 'What would be needed to say more' }).waitFor();
      const { issues } = await s.api('/issues');
      const text = await page.locator('main').innerText();
      for (const i of issues) assert.ok(text.includes(i.reason), i.name);
      await assertAccessible(page, 'nothing found');
      await s.shot(page, 'nothing');
      await s.open(page, `/issues/${issues[0].id}`);
      assert.match(await page.locator('h1').innerText(), /cannot be told apart from chance/);
      await page.setViewportSize({ width: 375, height: 800 });
      await assertFits(page, 'nothing found');
    });
  });

  await withVariant(suite, command, 'error', async (s) => {
    await s.test('a failing server is quoted, on every page', async (page) => {
      for (const path of ALL) {
        await s.open(page, path);
        assert.equal(await page.locator('h1').innerText(), 'The book is being written', path);
        assert.match(await page.locator('main').innerText(), /holds "nordhaven.book"/, path);
      }
      await assertAccessible(page, 'error');
    }, { expectErrors: true });
  });

  await withVariant(suite, command, 'full', async (s) => {
    await s.test('"try again" asks again', async (page) => {
      let first = true;
      await page.route('**/api/v1/money', (r) => (first ? ((first = false), r.abort()) : r.continue()));
      await s.open(page, '/');
      assert.equal(await page.locator('h1').innerText(), 'The server does not answer');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('tr[data-issue]').first().waitFor();
    }, { expectErrors: true });

    await s.test('a grade D issue shows no figure anywhere', async (page) => {
      const { issues } = await s.api('/issues'), d = issues.find((i) => i.grade === 'D');
      await s.open(page, `/issues/${d.id}?explain=${d.id}`);
      assert.match(await page.locator('h1').innerText(), /too few accounts to say/);
      const text = await page.locator('body').innerText();
      assert.ok(!text.includes('20.0'), 'the estimate of a D is not shown');
    });

    for (const [what, change] of [['figure', withGaps], ['part', withHoles]]) {
      await s.test(`a book in which every optional ${what} is missing is shown without failing`, async (page) => {
        await page.route('**/api/v1/**', async (r) => r.fulfill({ json: change(await (await r.fetch()).json()) }));
        for (const path of [...ALL, '/issues/late-delivery', '/issues/late-delivery?explain=late-delivery', '/?explain=total', '/accounts/a17', '/signals/s1', '/signals/s1?explain=signal:s1', '/accounts/a17?explain=account:a17', '/expectations?explain=set:1', '/voices/4', '/data?view=quarantine', '/data?view=findings', '/data?view=ledger', '/data?view=review']) {
          await s.open(page, path);
          const text = await page.locator('body').innerText();
          assert.ok(!/NaN|undefined|\bnull\b|Invalid Date|\[object/.test(text), `${path}: ${text.match(/.{0,40}(NaN|undefined|null|Invalid Date|\[object).{0,20}/)?.[0]}`);
        }
      });
    }

    await s.test('an answer of an unknown shape breaks neither the frame nor the other pages', async (page) => {
      await page.route('**/api/v1/issues', (r) => r.fulfill({ json: { issues: [{ id: 'x', name: null }] } }));
      await s.open(page, '/issues');
      assert.equal(await page.locator('h1').innerText(), 'This page could not be drawn');
      await page.getByRole('link', { name: 'Data', exact: true }).click();
      await page.locator('h1', { hasText: 'rows are in' }).waitFor();
    }, { expectErrors: true });

    await s.test('customers\' words cannot become markup, in text or in charts', async (page) => {
      const evil = '<img src=x onerror="document.title=1">';
      await page.route('**/api/v1/issues/late-delivery', async (r) => {
        const body = await (await r.fetch()).json();
        body.quotes[0].text = body.name = evil;
        body.charts.effect = body.charts.effect.replace('</svg>', '<script>document.title=1</script><image href="http://example.invalid/x"/><g onclick="x()" style="fill:red"/></svg>');
        await r.fulfill({ json: body });
      });
      await s.open(page, '/issues/late-delivery');
      assert.equal(await page.locator('main img, main script, main image, main [onclick], main svg [style]').count(), 0);
      assert.ok((await page.locator('h1').innerText()).includes(evil));
    }, { expectErrors: true });
  });

  await withVariant(suite, command, 'slow', async (s) => {
    await s.test('a slow answer shows that it is on its way, and where it was asked for nothing jumps', async (page) => {
      await page.goto(s.base + '/');
      await page.getByRole('status').waitFor();
      assert.equal(await page.locator('main h1').count(), 0);
      await page.locator('main h1').waitFor();
      await page.goto(s.base + '/accounts');
      await page.locator('main table').waitFor();
      await page.getByRole('link', { name: 'Growth', exact: true }).click();
      await page.locator('table[aria-busy=true]').waitFor();
      await page.locator('h1', { hasText: 'Growth' }).waitFor();
    });
  });
}
