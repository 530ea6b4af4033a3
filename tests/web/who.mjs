// Who is who on the pages of accounts: why a record belongs there and "not this company"; families; accounts added up. Oracle: the API's own answers.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, squeezed } from './frame.mjs';
import { downloaded } from './lists.mjs';

const STATED = ['id', 'id of the CRM', 'kept id', 'decision', 'e-mail', 'user id', 'e-mail domain', 'none'];
const WAYS = ['parent', 'segment', 'region'];

/** An account with a link that was weighed, and one that has a family, looked for among the first few. */
async function wanted(suite) {
  let weighed = null, related = null;
  for (const row of (await suite.api('/accounts?sort=value&page=1&per_page=60')).accounts) {
    const a = await suite.api(`/accounts/${row.id}`), alias = a.aliases.find((x) => x.name && !STATED.includes(x.how));
    if (alias && !weighed) weighed = { account: a, alias };
    if (a.family && !related) related = a;
    if (weighed && related) break;
  }
  assert.ok(weighed, 'a link was weighed');
  return { weighed, related };
}
const why = (page, alias) => page.locator(`[data-alias="${alias}"] button[aria-expanded]`);

async function linkTests(suite, { account, alias }) {
  const link = (await suite.api(`/links?q=${alias.alias}`)).links.find((l) => l.alias === alias.alias);

  await suite.test('each name of an account says on demand why it belongs there', async (page) => {
    assert.ok(link.evidence.length > 1 && link.other, 'a weighed link has evidence and another side');
    await suite.open(page, `/accounts/${account.id}`);
    assert.equal(await page.locator('[data-why]').count(), 0, 'nothing is asked before');
    await why(page, alias.alias).click();
    const box = page.locator(`[data-why="${alias.alias}"]`);
    await box.locator('tbody tr').first().waitFor();
    assert.equal(await box.locator('tbody tr').count(), link.evidence.length + 1, 'a row a field, and the sum');
    const text = squeezed(await box.innerText()), sum = link.evidence.reduce((s, w) => s + w.bits, 0);
    assert.ok(text.includes(squeezed(link.other.name || link.other.id)), 'whom it was joined with');
    assert.ok(text.includes(String(Number(Math.abs(sum).toFixed(1)))), `the bits add up to ${sum.toFixed(1)}`);
    const own = account.aliases.find((x) => x.how === 'id' && x.name);
    if (own) {
      await why(page, own.alias).click();
      await page.locator(`[data-why="${own.alias}"]`, { hasText: 'A record of the account itself' }).waitFor();
      assert.equal(await page.locator(`[data-why="${own.alias}"] button`).count(), 0, 'nobody is kept apart from himself');
    }
    await why(page, alias.alias).click();
    await box.waitFor({ state: 'detached' });
  });

  await suite.test('a wrong join is kept apart from the page of the account, and that is taken back', async (page) => {
    const before = await suite.api('/decisions');
    await suite.open(page, `/accounts/${account.id}`);
    await why(page, alias.alias).click();
    const box = page.locator(`[data-why="${alias.alias}"]`);
    await box.getByRole('button', { name: /^Not this company/ }).click();
    await box.getByText('Kept apart from here').waitFor();
    const now = (await suite.api('/decisions')).decisions[0];
    assert.deepEqual([now.what, now.pending, now.undone], ['split', true, false]);
    assert.ok([now.subject, now.object].some((w) => w.includes(link.id || link.name)), 'it names the record');
    await box.getByRole('button', { name: /^Undo/ }).click();
    await box.getByRole('button', { name: /^Not this company/ }).waitFor();
    const after = await suite.api('/decisions');
    assert.equal(after.decisions.find((d) => d.id === now.id).undone, true);
    assert.equal(after.total, before.total + 2, 'both are kept');
  });

  for (const [width, dark] of [[1440, false], [390, true]])
    await suite.test(`the evidence on an account is accessible and fits at ${width} px`, async (page) => {
      await suite.open(page, `/accounts/${account.id}`);
      await why(page, alias.alias).click();
      await page.locator(`[data-why="${alias.alias}"] tbody tr`).first().waitFor();
      await assertAccessible(page, 'why');
      await assertFits(page, 'why');
      await page.locator(`[data-why="${alias.alias}"]`).scrollIntoViewIfNeeded();
      await suite.shot(page, `alias-why-${width}`);
    }, { width, height: 1000, dark });
}

async function rollupTests(suite) {
  for (const by of WAYS)
    await suite.test(`accounts are added up by ${by}, as the API does, and whole in the CSV`, async (page) => {
      const list = await suite.api(`/rollup?by=${by}&page=1&per_page=50`), all = [];
      for (let p = 1; all.length < list.total; p++) all.push(...(await suite.api(`/rollup?by=${by}&page=${p}&per_page=200`)).groups);
      await suite.open(page, '/accounts');
      await page.getByRole('list', { name: 'One row for each' }).getByRole('link', { name: by[0].toUpperCase() + by.slice(1) }).click();
      await page.waitForURL(`**/accounts?by=${by}`);
      await page.locator('[data-table=rollup]').waitFor();
      await suite.settled(page);
      const names = (await page.locator('[data-table=rollup] tbody tr td:first-child').allTextContents()).map(squeezed);
      assert.deepEqual(names, list.groups.map((g) => squeezed(g.name)));
      const { name, rows } = await downloaded(page, () => page.getByRole('button', { name: 'CSV' }).click());
      assert.equal(name, `throughline-accounts-by-${by}.csv`);
      const at = rows[0].indexOf('value_minor'), n = rows[0].indexOf('accounts');
      assert.deepEqual(rows.slice(1).map((r) => r[at]), all.map((g) => String(g.value_minor)));
      const { total } = await suite.api('/accounts?page=1&per_page=1');
      assert.equal(rows.slice(1).reduce((s, r) => s + Number(r[n]), 0), total, 'each account counts once');
      await assertAccessible(page, by);
      await suite.shot(page, `accounts-by-${by}`);
      await page.setViewportSize({ width: 375, height: 800 });
      await assertFits(page, by);
    });

  await suite.test('a segment leads to its accounts, and back to one row an account', async (page) => {
    const { groups } = await suite.api('/rollup?by=segment&page=1&per_page=50');
    await suite.open(page, '/accounts?by=segment');
    await page.locator('[data-table=rollup] tbody tr td:first-child a').first().click();
    await page.waitForURL('**/accounts?segment=*');
    const found = await suite.api(`/accounts?segment=${encodeURIComponent(groups[0].name)}&page=1&per_page=1`);
    assert.equal(found.total, groups[0].accounts);
    await page.locator('h1', { hasText: groups[0].name }).waitFor();
  });
}

export async function whoTests(suite) {
  const { weighed, related } = await wanted(suite);
  await linkTests(suite, weighed);
  await rollupTests(suite);
  await suite.test('an account names its family, from where it stands', async (page) => {
    if (!related) return assert.equal((await suite.api('/rollup?by=parent&page=1&per_page=200')).groups.filter((g) => g.accounts > 1).length, 0);
    await suite.open(page, `/accounts/${related.id}`);
    const box = page.locator(`[data-family="${related.family.top.id}"]`), text = squeezed(await box.innerText());
    assert.equal(await box.locator('dd').count(), related.family.relatives.length);
    for (const r of related.family.relatives) assert.ok(text.includes(squeezed(r.name)), r.name);
    const above = related.family.relatives.find((r) => r.is === 'parent' || r.is === 'top');
    assert.equal(await page.locator('p.sub a').count(), above ? 1 : 0);
    if (above) assert.equal(squeezed(await page.locator('p.sub a').textContent()), squeezed(above.name));
    await assertAccessible(page, 'family');
    await suite.shot(page, 'account-family');
    await box.getByRole('link').first().click();
    await page.waitForURL((u) => related.family.relatives.some((r) => u.pathname === `/accounts/${r.id}`));
  });
}
