// Coming renewals on Accounts, what the forecast got wrong beside them, and the owner's view on the account's page. The oracle is the API.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, squeezed } from './frame.mjs';
import { downloaded } from './lists.mjs';

/** Leaves no decision in force behind. */
export async function renewalTests(suite) {
  await suite.test('coming renewals stand by money at risk, by health and by date, as the API has them, and whole in the CSV', async (page) => {
    const list = await suite.api('/forecast?page=1&per_page=50'), all = [];
    for (let p = 1; all.length < list.total; p++) all.push(...(await suite.api(`/forecast?page=${p}&per_page=200`)).forecasts);
    await suite.open(page, '/accounts');
    await page.getByRole('list', { name: 'One row for each' }).getByRole('link', { name: 'Coming renewal' }).click();
    await page.waitForURL('**/accounts?by=renewals');
    const names = async () => (await page.locator('[data-table=renewals] tbody tr td:first-child').allTextContents()).map(squeezed);
    await page.locator('[data-table=renewals]').waitFor();
    assert.deepEqual(await names(), list.forecasts.map((r) => squeezed(r.account.name)));
    const { name, rows } = await downloaded(page, () => page.getByRole('button', { name: 'CSV' }).click());
    assert.equal(name, 'throughline-renewals.csv');
    assert.deepEqual(rows.slice(1).map((r) => r[0]), all.map((r) => String(r.account.id)));
    const state = list.health[0];
    await page.getByRole('list', { name: 'Health' }).getByRole('link').first().waitFor();
    const words = { 'at risk': 'at risk', watch: 'watch', good: 'good', 'cannot tell': 'cannot tell' }[state.health];
    await page.getByRole('list', { name: 'Health' }).getByRole('link', { name: new RegExp(`^${words}`) }).click();
    await page.waitForURL(`**health=${encodeURIComponent(state.health).replace('%20', '*')}**`);
    await suite.settled(page);
    const some = await suite.api(`/forecast?health=${encodeURIComponent(state.health)}&page=1&per_page=50`);
    assert.equal(some.total, state.n);
    assert.deepEqual(await names(), some.forecasts.map((r) => squeezed(r.account.name)));
    await suite.open(page, '/accounts?by=renewals&sort=renewal');
    await page.locator('[data-table=renewals]').waitFor();
    assert.deepEqual(await names(), (await suite.api('/forecast?sort=renewal&page=1&per_page=50')).forecasts.map((r) => squeezed(r.account.name)));
    assert.equal(await page.locator('[data-table=renewals] th[aria-sort=ascending]').count(), 1);
  });

  await suite.test('what the forecast was worth and what it got wrong stands on the same page', async (page) => {
    const a = await suite.api('/forecast?brief=1');
    await suite.open(page, '/accounts?by=renewals');
    await page.locator('[data-table=renewals]').waitFor();
    assert.equal(await page.locator('[data-table=tests] tbody tr').count(), a.tests.length);
    assert.equal(await page.locator('[data-table=bins] tbody tr').count(), a.bins.length);
    assert.deepEqual((await page.locator('[data-table=misses] tbody tr td:first-child').allTextContents()).map(squeezed), a.misses.slice(0, 20).map((m) => squeezed(m.account.name)));
    await assertAccessible(page, 'coming renewals', true);
    await suite.shot(page, 'renewals');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'coming renewals on a phone');
  });

  await suite.test('an owner says what he thinks of a renewal, is refused at the field, and takes it back', async (page) => {
    const { account } = (await suite.api('/forecast?per_page=1')).forecasts[0], said = async () => (await suite.api(`/accounts/${account.id}`)).forecast.said;
    await suite.open(page, `/accounts/${account.id}`);
    await page.getByRole('button', { name: 'Say what you think' }).click();
    const form = page.locator('form[data-form=owner]');
    await form.getByLabel('Chance to renew').fill('surely');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-owner] [role=alert]', { hasText: 'is no probability' }).waitFor();
    assert.equal(await said(), null);
    await assertAccessible(page, 'the form of an owner', true);
    await form.getByLabel('Chance to renew').fill('35%');
    await form.getByLabel('Why').fill('they <b>asked</b> for a price');
    await page.keyboard.press('Enter');
    await page.locator('[data-owner]', { hasText: 'Its owner said: 35% they <b>asked</b> for a price' }).waitFor();
    assert.equal((await said()).words, '35% they <b>asked</b> for a price');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'the form of an owner on a phone');
    await page.locator('[data-owner]').getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-owner]', { hasText: 'Taken back' }).waitFor();
    assert.equal(await said(), null);
  }, { expectErrors: true });
}
