// How far an account may be quoted: set on its page and beside its quotes, and taken back. Oracle: the API's own answers.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits } from './frame.mjs';

const quoting = async (suite, id) => (await suite.api(`/accounts/${id}`)).quoting;
const stands = (page, far) => page.locator(`[data-quoting="${far}"]`).waitFor();

export async function quotingTests(suite) {
  const { voices } = await suite.api('/voices?per_page=50'), { account } = voices.find((v) => v.account);

  await suite.test('an account that forbids quoting is quoted nowhere, until that is taken back', async (page) => {
    const said = (await suite.api(`/comments?account=${account.id}`)).total, before = await quoting(suite, account.id);
    assert.ok(said > 0);
    await suite.open(page, `/accounts/${account.id}`);
    await stands(page, 'inside');
    await page.getByRole('button', { name: 'Not at all' }).click();
    await stands(page, 'none');
    assert.equal((await quoting(suite, account.id)).permission, 'none');
    assert.equal(await page.getByRole('button', { name: 'Not at all' }).getAttribute('aria-pressed'), 'true');
    assert.equal((await suite.api(`/comments?account=${account.id}`)).total, 0);
    for (const t of (await suite.api(`/tasks?state=all&account=${account.id}`)).tasks) assert.equal(t.words, null, 'no task has its words');
    await page.reload();
    await stands(page, 'none');
    await page.getByRole('button', { name: /^Undo: May it be quoted/ }).click();
    await stands(page, 'inside');
    assert.equal((await suite.api(`/comments?account=${account.id}`)).total, said);
    assert.deepEqual(await quoting(suite, account.id), before, 'as if nothing had been said');
  });

  await suite.test('beside a quote it is set for the account that said it, and the list follows', async (page) => {
    const q = `account:"${account.name}"`;
    await suite.open(page, '/voices?q=' + encodeURIComponent(q));
    const first = page.locator('[data-list=voices] article').first();
    await first.waitFor();
    await first.getByLabel(`How far ${account.name} may be quoted`).selectOption('outside');
    await page.locator('.desk', { hasText: `${account.name}: Outside too` }).waitFor();
    assert.equal((await quoting(suite, account.id)).permission, 'outside');
    await suite.settled(page);
    await page.locator('[data-list=voices] article').first().getByLabel(`How far ${account.name} may be quoted`).selectOption('none');
    await page.waitForFunction((name) => ![...document.querySelectorAll('[data-list=voices] article a')].some((a) => a.textContent === name), account.name);
    await page.locator('.desk').getByRole('button', { name: /^Undo: May it be quoted/ }).click();
    await page.locator('[data-list=voices] article', { hasText: account.name }).first().waitFor();
    assert.equal((await quoting(suite, account.id)).permission, 'outside', 'back to what was said before');
    await page.locator('[data-list=voices] article').first().getByLabel(`How far ${account.name} may be quoted`).selectOption('inside');
    await page.locator('.desk', { hasText: `${account.name}: Inside the company` }).waitFor();
    assert.equal((await quoting(suite, account.id)).permission, 'inside');
  });

  for (const dark of [false, true])
    await suite.test(`axe finds nothing where permissions are set, ${dark ? 'dark' : 'light'}`, async (page) => {
      for (const path of [`/accounts/${account.id}`, '/voices']) {
        await suite.open(page, path);
        await assertAccessible(page, path);
        await suite.shot(page, `quoting-${path.split('/')[1]}-${dark ? 'dark' : 'light'}`);
      }
      await page.setViewportSize({ width: 375, height: 800 });
      for (const path of [`/accounts/${account.id}`, '/voices']) {
        await suite.open(page, path);
        await assertFits(page, path);
        await suite.shot(page, `quoting-phone-${path.split('/')[1]}-${dark ? 'dark' : 'light'}`);
      }
    }, { dark });
}
