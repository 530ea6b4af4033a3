// Signals: the list with its filters, judging with undo, one signal whole, against the API's own answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { digits, squeezed } from './frame.mjs';

const rowsOf = (page) => page.locator('[data-table=signals] tbody tr');
const idsOf = (page) => rowsOf(page).evaluateAll((all) => all.map((r) => Number(r.dataset.signal)));
const statusOf = async (suite, id) => (await suite.api(`/signals/${id}`)).status;
async function until(what, test) {
  for (let k = 0; k < 100; k++) {
    if (await test()) return;
    await new Promise((r) => setTimeout(r, 100));
  }
  assert.fail(`never: ${what}`);
}

async function listTests(suite, list) {
  await suite.test('signals say what changed, since when, by how much, for whom and for how much money', async (page) => {
    await suite.open(page, '/signals');
    assert.deepEqual(await idsOf(page), list.signals.map((s) => s.id));
    assert.ok(digits(await page.locator('h1').innerText()).startsWith(String(list.total)), 'the heading counts them');
    for (const [k, s] of list.signals.slice(0, 10).entries()) {
      const text = squeezed(await rowsOf(page).nth(k).innerText());
      assert.ok(text.includes(squeezed(s.stream)), s.stream);
      assert.ok(text.includes(s.at.slice(0, 4)), 'its year');
      const shown = s.affected ?? s.accounts, cell = await rowsOf(page).nth(k).locator('td.n').nth(1).innerText();
      if (shown) assert.equal(digits(cell), String(shown));
      else assert.ok(cell.includes('–'), 'a unit\'s own measure is no account\'s');
      if (s.quotes.length) assert.ok(text.includes(squeezed(s.quotes[0].text).slice(0, 40)), 'a quote');
      if (s.with.length) assert.ok(text.includes(squeezed(s.with[0].stream)), 'what else moved');
      assert.equal(await rowsOf(page).nth(k).locator('svg').count(), 1, 'its weeks');
    }
  });

  await suite.test('filters of signals are an address, and show what the API finds', async (page) => {
    const where = list.facets.where.find((f) => f.value) ?? list.facets.where[0], kind = list.facets.kinds[0];
    await suite.open(page, '/signals');
    await page.getByLabel('Where').selectOption(where.value ? `${where.name}:${where.value}` : where.name);
    await page.waitForURL((u) => u.searchParams.get('where')?.startsWith(where.name));
    await page.getByLabel(/^Kind\b/).selectOption(kind.name);
    await page.waitForURL((u) => u.searchParams.get('kind') === kind.name);
    await page.getByRole('combobox', { name: /^Order/ }).selectOption('money');
    const want = await suite.api(`/signals?by=${where.name}&value=${encodeURIComponent(where.value ?? '')}&kind=${kind.name}&sort=money&per_page=25`);
    await page.waitForFunction((ids) => JSON.stringify([...document.querySelectorAll('tr[data-signal]')].map((r) => Number(r.dataset.signal))) === ids, JSON.stringify(want.signals.map((s) => s.id)));
    await page.reload();
    await suite.settled(page);
    assert.deepEqual(await idsOf(page), want.signals.map((s) => s.id), 'and they last');
    await page.emulateMedia({ media: 'print' });
    assert.ok((await page.locator('.only-print').innerText()).includes(`kind: ${kind.name}`), 'paper names its filters');
  });

  await suite.test('all signals that are shown download, with their judgment', async (page) => {
    await suite.open(page, '/signals');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.filters').getByRole('button', { name: 'CSV' }).click()]);
    const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
    assert.equal(lines.filter((l) => /^\d+,/.test(l.replace('\ufeff', ''))).length, list.total);
    assert.match(lines[0], /status,judged_by/);
  });
}

async function judgeTests(suite, list) {
  const first = list.signals[0], second = list.signals[1];
  await suite.test('a signal is judged by a click, and the judgment is kept, told and taken back', async (page) => {
    await suite.open(page, '/signals');
    await rowsOf(page).first().getByRole('button', { name: 'Known' }).click();
    await until('it is known', async () => (await statusOf(suite, first.id)) === 'known');
    await page.waitForFunction(() => document.getElementById('live').textContent.includes('Known'));
    await page.reload();
    await suite.settled(page);
    assert.ok((await rowsOf(page).first().innerText()).includes('Known'), 'the next reader sees it');
    await rowsOf(page).first().getByRole('button', { name: 'Undo' }).click();
    await until('it is open again', async () => (await statusOf(suite, first.id)) === 'open');
    await rowsOf(page).first().getByRole('button', { name: 'Real' }).waitFor();
  });

  await suite.test('keys judge signals: three settle one, move on and take it back', async (page) => {
    await suite.open(page, '/signals');
    await page.locator('main').focus();
    await page.keyboard.press('j');
    await page.waitForFunction((id) => document.querySelector(`tr[data-signal="${id}"]`).classList.contains('now'), second.id);
    await page.keyboard.press('3');
    await until('it is dull', async () => (await statusOf(suite, second.id)) === 'dull');
    const left = await suite.api('/signals?per_page=25');
    assert.equal(left.total, list.total - 1, 'a dull one is left out');
    await page.keyboard.press('u');
    await until('it is open', async () => (await statusOf(suite, second.id)) === 'open');
  });
}

async function detailTests(suite, list) {
  const s = await suite.api(`/signals/${list.signals.find((x) => x.with.length && x.affected)?.id ?? list.signals[0].id}`);
  await suite.test('one signal shows its stream over time, who shows it, their words and what else moved', async (page) => {
    await suite.open(page, `/signals/${s.id}`);
    const text = squeezed(await page.locator('main').innerText());
    assert.ok((await page.locator('h1').innerText()).startsWith(s.stream));
    for (const w of s.streams) assert.ok(text.includes(squeezed(w.stream)), w.stream);
    for (const q of s.quotes) assert.ok(text.includes(squeezed(q.text)), q.text);
    assert.equal(await page.locator('[data-table=affected] tbody tr').count(), Math.min(25, s.affected_accounts.length));
    assert.equal(await page.locator('.chart.curves svg').count(), 1);
  });

  await suite.test('a chart goes as SVG with its own colours, and as PNG', async (page) => {
    await suite.open(page, `/signals/${s.id}`);
    const [svg] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).first().click()]);
    const text = readFileSync(await svg.path(), 'utf8');
    assert.equal(svg.suggestedFilename(), `throughline-signal-${s.id}.svg`);
    assert.ok(text.startsWith('<svg') && !text.includes('var('), 'no colour is left to a page');
    const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PNG' }).first().click()]);
    const bytes = readFileSync(await png.path());
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(bytes.readUInt32BE(16) >= 1000, 'twice the size');
  });

  await suite.test('how a change was found is explained, with its interval and looks', async (page) => {
    await suite.open(page, `/signals/${s.id}`);
    await page.getByRole('link', { name: 'Explain this number' }).click();
    const box = page.getByRole('dialog');
    await box.getByText(s.method.slice(0, 40)).waitFor();
    const text = await box.innerText();
    assert.ok(text.includes('chance that a quiet stream ever looks so') && text.includes('fdr'));
    assert.equal(new URL(page.url()).searchParams.get('explain'), `signal:${s.id}`);
  });

  await suite.test('an assumption is changed where it stands, and taken back there', async (page) => {
    const now = async () => (await suite.api(`/signals/${s.id}`)).assumptions.find((x) => x.name === 'fdr').value;
    const before = await now();
    await suite.open(page, `/signals/${s.id}?explain=signal:${s.id}`);
    const box = page.getByRole('dialog');
    await box.getByRole('button', { name: 'Change fdr' }).click();
    await box.getByLabel('fdr', { exact: true }).fill('7');
    await page.keyboard.press('Enter');
    await box.getByText('must lie between').waitFor();
    assert.equal(await now(), before, 'what is out of its range changes nothing');
    await box.getByLabel('fdr', { exact: true }).fill('0.1');
    await page.keyboard.press('Enter');
    await until('it is set', async () => (await now()) === 0.1);
    await box.getByText('kept and not yet in the figures').waitFor();
    await box.getByRole('button', { name: 'Take the last change of fdr back' }).click();
    await until('it is as before', async () => (await now()) === before);
  }, { expectErrors: true });
}

export async function signalTests(suite) {
  const list = await suite.api('/signals?per_page=25');
  if (list.signals.length < 2) return console.log('# too few signals in this book');
  await listTests(suite, list);
  await judgeTests(suite, list);
  await detailTests(suite, list);
}
