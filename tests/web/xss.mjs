// Markup in what is imported and typed: names, words, subjects, kinds, file names, units, segments.  Every page and drawer is walked and nothing of it runs.
//
// Usage: node tests/web/xss.mjs PROGRAM ARTEFACT_DIR
//
// PROGRAM makes a company, whose exports are spoilt with markup here, and serves its book.  Oracles: the browser (a flag that any script of the data
// would set, dialogs, reports of the Content-Security-Policy, elements and attributes that the page itself never makes), and that the markup stands there as text.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { browserOpen, Suite } from './frame.mjs';
import { bookPages, drawers } from './pages.mjs';

const [program, artefacts] = process.argv.slice(2), dir = mkdtempSync(join(tmpdir(), 'xss-')), from = join(dir, 'in');
mkdirSync(artefacts, { recursive: true });
const run = (...words) => {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  } catch (e) {
    if (e.status === 3) return e.stdout;      // some rows were set aside
    throw e;
  }
};

// No quotation marks, commas, semicolons: they go into any of the files as they stand.
const BAD = ['<img src=x onerror=window.__xss=1>', '<script>window.__xss=1</script>', '<svg/onload=window.__xss=1>', '<iframe srcdoc=<script>parent.__xss=1</script>>', '<a href=javascript:window.__xss=1>x</a>',
  '</title></style></textarea><body onpageshow=window.__xss=1>', '{@html window.__xss=1}', '&lt;img src=x onerror=window.__xss=1&gt;', '<style>*{display:none}</style>', '<math><mi//xlink:href=data:x><mtext><img src onerror=window.__xss=1>'];
let turn = 0;
const bad = () => BAD[turn++ % BAD.length];
const edit = (name, change, encoding = 'utf8') => writeFileSync(join(from, name), change(readFileSync(join(from, name), encoding)), encoding);
const all = (text, ...pairs) => pairs.reduce((s, [a, b]) => s.replaceAll(a, b), text);

const QUOTED = '"\'><svg/onload=window.__xss=1>', inCsv = (s) => `"${s.replaceAll('"', '""')}"`;
run('demo', from, '--accounts', '500', '--quiet');
cpSync(join(from, 'truth.json'), join(dir, 'truth.json'));
rmSync(join(from, 'truth.json'));
edit('salesforce/Account.csv', (s) => s.split('\n').map((line, i) => (i && i % 3 === 0 ? line.replace(/^(\w+),([^",]+),/, (_, id, name) => `${id},${inCsv(`${name} ${i % 2 ? QUOTED : bad()}`)},`) : line)).join('\n')
  .replaceAll(/,(Core|West|Small),/g, (_, x) => `,${x}<img src=x onerror=window.__xss=1>,`).replaceAll(/,www\.[^,]+,/g, (x, at) => (at % 5 ? x : ',javascript:window.__xss=1,')));
edit('salesforce/Contact.csv', (s) => all(s, ...['Engineer', 'Director', 'Manager', 'User'].map((w) => [w, `${w}${bad()}`])).replaceAll(/,(Lef\u00e8vre|M\u00fcller|Garcia|Rossi|Schmidt|Delorme),/g, (_, x) => `,${x}<script>window.__xss=1</script>,`));
edit('zendesk/tickets.ndjson', (s) => s.split('\n').map((line, i) => {
  if (!line.endsWith('}') || i % 2) return line;      // one is cut off, as exports are
  const t = JSON.parse(line);
  t.subject = t.raw_subject = `${QUOTED} ${t.subject} ${bad()}`;
  t.description = `${bad()} ${t.description}\n${bad()}`;
  t.tags = [...(t.tags ?? []), QUOTED];
  return JSON.stringify(t);
}).join('\n'));
edit('qualtrics/relationship_survey.csv', (s) => all(s, ...[' late', ' invoice', ' portal', ' sp\u00e4t', ' Rechnung', ' great', ' support'].map((w) => [w, ` ${bad()}${w}`]), ['- Delivery', '- Delivery <img src=x onerror=window.__xss=1>']));
edit('initiatives/initiatives.csv', (s) => all(s, ['Depot Lyon', `Depot Lyon ${bad()}`], ['Marie Colas', `Marie Colas ${bad()}`], ['Running', `Running ${bad()}`], ['Half the', `${bad()} Half the`]));
edit('scorecard/unit_scorecard.csv', (s) => all(s, ['Logistics', `Logistics ${BAD[0]}`], ['Dispatched on time', `Dispatched on time ${BAD[1]}`], ['Billing,', `Billing ${BAD[2]},`]));
edit('segment/track.ndjson', (s) => s.replaceAll('"event":"', `"event":"${BAD[0]} `));
edit('stripe/invoices.csv', (s) => s.replaceAll('NI-2025-', `${BAD[0]}NI-2025-`));
edit('erp/lieferungen.csv', (s) => all(s, ['DHL Freight', BAD[1]], ['Kassel', BAD[2]]), 'latin1');
renameSync(join(from, 'erp/lieferungen.csv'), join(from, 'erp', '<img src=x onerror=window.__xss=1>.csv'));
renameSync(join(from, 'zendesk/tickets.ndjson'), join(from, 'zendesk', '"><svg onload=window.__xss=1>.ndjson'));

const book = join(dir, 'b.book');
run('init', book);
run('run', book, from, '--quiet');
run('tasks', book, 'find');
run('actions', book, 'add', `Second dock ${BAD[0]}`);
run('actions', book, 'set', `Second dock ${BAD[0]}`, 'issue', 'late deliveries');
run('actions', book, 'set', `Second dock ${BAD[0]}`, 'owner', QUOTED);
run('options', book, 'add', `Third depot ${BAD[1]}`, 'issue=late deliveries', 'cost=240000', 'share=30% to 60%', 'months=6');
const server = spawn(program, ['serve', book, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
let base = '';
for await (const line of createInterface({ input: server.stdout })) if ((base = / on (http:\/\/\S+?)\/?$/.exec(line)?.[1] ?? '')) break;

const browser = await browserOpen(), suite = new Suite(browser, base, artefacts);
const post = (body) => fetch(base + '/api/v1/decisions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Sees from before the first script on whether anything of the data runs or is stopped from running. */
async function watched(page) {
  const seen = { dialogs: [], stopped: [] };
  page.on('dialog', (d) => { seen.dialogs.push(d.message()); void d.dismiss(); });
  await page.exposeFunction('__stopped', (what) => seen.stopped.push(what));
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (e) => globalThis.__stopped(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`)));
  return seen;
}

/** What no page makes of itself: handlers in attributes, addresses that are scripts, elements that load or run. */
const strange = (page) => page.evaluate(() => {
  const found = [];
  if (globalThis.__xss !== undefined) found.push('a script of the data ran');
  for (const e of document.querySelectorAll('body *')) {
    for (const a of e.attributes) if (/^on/i.test(a.name) || /^\s*(javascript|data):/i.test(/^(href|src|action|formaction|xlink:href)$/i.test(a.name) ? a.value : '')) found.push(e.outerHTML.slice(0, 160));
    if (/^(iframe|object|embed|base|meta|link|style|math|script|frame|foreignobject|animate|set|use)$/i.test(e.localName) && !(e.localName === 'script' && e.getAttribute('src')?.startsWith('/'))) found.push(e.outerHTML.slice(0, 160));
    if (e.localName === 'img' && !/^\/|^data:image/.test(e.getAttribute('src') ?? '')) found.push(e.outerHTML.slice(0, 160));
  }
  return found;
});

let asText = 0;
async function walk(page, seen, name, path) {
  await suite.open(page, path);
  await page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = true; }));
  await suite.settled(page);
  assert.deepEqual(await strange(page), [], `${name} ${path}`);
  assert.deepEqual(seen, { dialogs: [], stopped: [] }, `${name} ${path}`);
  const shown = (await page.evaluate(() => document.body.innerText)).match(/<(img|script|svg|iframe|a href|math)[ />]/g) ?? [];
  asText += shown.length > 0;
  return shown.length;
}

try {
  const { themes } = await suite.api('/themes'), { issues } = await suite.api('/issues');
  for (const [i, t] of themes.slice(0, 3).entries()) assert.equal((await post({ about: 'themes', what: 'rename', theme: t.name, to: `${BAD[i]} ${t.name}`, why: QUOTED })).status, 201);
  const { accounts } = await suite.api('/accounts?per_page=200&q=' + encodeURIComponent('__xss')), spoilt = accounts.slice(0, 4);

  await suite.test('markup in what was imported and typed stands on every page as text, and none of it runs', async (page) => {
    const seen = await watched(page), { pages, done } = await bookPages(suite), silent = [];
    try {
      for (const [name, path] of pages) if (!(await walk(page, seen, name, path))) silent.push(name);
      for (const a of spoilt) await walk(page, seen, 'account', `/accounts/${a.id}`);
      for (const i of issues.slice(0, 3)) await walk(page, seen, 'issue', `/issues/${i.id}`);
      for (const q of ['/accounts?q=__xss', '/comments?q=__xss', '/voices?q=__xss', '/accounts?by=segment', '/accounts?by=region', '/accounts?by=parent', '/tasks?state=all', '/sql?q=' + encodeURIComponent(BAD[0]), '/nothing/' + encodeURIComponent(BAD[0])]) await walk(page, seen, 'list', q);
    } finally {
      await done();
    }
    assert.ok(spoilt.length >= 4, 'accounts carry markup in their names');
    for (const name of ['money', 'issues', 'issue', 'accounts', 'account', 'comments', 'voices', 'files']) assert.ok(!silent.includes(name), `${name} shows markup as text; none on ${silent.join(' ')}`);
  });

  await suite.test('so does every explanation of a number', async (page) => {
    const seen = await watched(page), before = asText;
    for (const [name, path] of await drawers(suite)) await walk(page, seen, name, path);
    assert.ok(asText > before);
  });

  await suite.test('and every document for a reader, which a browser opens by itself', async (page) => {
    const seen = await watched(page);
    for (const of of ['all', 'cfo', 'ceo', `unit:Logistics ${BAD[0]}`, `account:${spoilt[0].name}`]) {
      const res = await page.goto(`${base}/api/v1/report?for=${encodeURIComponent(of)}`);
      assert.equal(res.status(), 200, of);
      assert.match(res.headers()['content-security-policy'] ?? '', /default-src 'none'/);
      assert.equal(await page.evaluate(() => [globalThis.__xss, document.querySelectorAll('script, iframe, object, embed, base, link, a[href^=javascript i]').length, [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length].join(' ')), ' 0 0', of);
      assert.deepEqual(seen, { dialogs: [], stopped: [] }, of);
    }
  });
  // Else silence would prove nothing.
  await suite.test('markup that is let in as markup is seen, and the policy stops it all the same', async (page) => {
    const seen = await watched(page);
    await suite.open(page, '/accounts');
    await page.evaluate((text) => document.querySelector('main').insertAdjacentHTML('beforeend', text), BAD.join(' '));
    for (let i = 0; i < 50 && !seen.stopped.length; i++) await page.waitForTimeout(100);
    const found = await strange(page);
    assert.ok(found.length >= 4 && !found.includes('a script of the data ran'), found.join('\n'));
    assert.ok(seen.stopped.some((s) => s.startsWith('script-src')), seen.stopped.join('\n'));
    assert.equal(await page.evaluate(() => globalThis.__xss), undefined);
  }, { expectErrors: true });
} finally {
  await browser.close();
  server.kill();
  await new Promise((done) => server.once('exit', done));
}
rmSync(dir, { recursive: true, force: true });
console.log(`1..${suite.passed + suite.failed}`);
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exitCode = suite.failed ? 1 : 0;
