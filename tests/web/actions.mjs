// What is done about an issue, typed on its page: an action, its causes with their rows, a reading; each is taken back. The oracle is the API.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, squeezed } from './frame.mjs';

/** Leaves no action behind. */
export async function actionTests(suite) {
  const NAME = 'Carrier <b>penalty</b>', typed = async () => (await suite.api('/actions/typed')).actions.find((a) => a.name === NAME && !a.dropped) ?? null;
  const { issues } = await suite.api('/issues'), issue = issues[0];
  const card = (page) => page.locator('[data-action]').filter({ has: page.locator('b', { hasText: NAME }) });
  const form = (page) => page.locator('form[data-form=action]');

  await suite.test('an action is typed in by keyboard on its issue, refused at its field, and shown at once', async (page) => {
    await suite.open(page, `/issues/${issue.id}`);
    await page.getByRole('button', { name: 'Add an action' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(NAME);
    assert.equal(await form(page).getByLabel('Action', { exact: true }).inputValue(), NAME, 'the form has the focus');
    await page.keyboard.press('Escape');
    await form(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add an action' }).click();
    await form(page).getByLabel('Action', { exact: true }).fill(NAME);
    await form(page).getByLabel('Owner').fill('kim');
    await form(page).getByLabel('Starts').fill('2026-03-01');
    await form(page).getByLabel('Cost').fill('about 5');
    await form(page).getByLabel('Share it takes away').fill('30% to 60%');
    await form(page).getByLabel('Its target').fill('15%');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await form(page).locator('label', { hasText: 'Cost' }).locator('[role=alert]', { hasText: 'is no cost' }).waitFor();
    assert.ok(await form(page).getByLabel('Cost').evaluate((n) => n === document.activeElement && n.getAttribute('aria-invalid') === 'true'), 'the refused field has the focus');
    assert.equal(await typed(), null, 'nothing of it is kept');
    await assertAccessible(page, 'the form of an action');
    await suite.shot(page, 'action-form');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'the form of an action on a phone');
    await page.setViewportSize({ width: 1440, height: 1000 });
    await form(page).getByLabel('Cost').fill('99.50');
    await page.keyboard.press('Enter');
    await card(page).waitFor();
    assert.equal(await page.locator('[data-action] b b').count(), 0, 'markup stays words');
    const now = await typed();
    assert.deepEqual([now.about?.id, now.owner, now.start, now.cost_minor, now.share_low, now.share_high, now.target], [issue.id, 'kim', '2026-03-01', 9950, 0.3, 0.6, 0.15]);
    assert.match(squeezed(await card(page).innerText()), /Typed since the last run/);
  }, { expectErrors: true });

  await suite.test('why is asked again and again, each answer with the rows it stands on; and a reading is added', async (page) => {
    await suite.open(page, `/issues/${issue.id}`);
    await page.getByRole('button', { name: `Ask why: ${NAME}` }).click();
    const why = page.locator('form[data-form=why]'), tree = page.locator('ol[data-causes]').filter({ hasText: 'Parcels wait' });
    await why.getByLabel('Why, answer 1').fill('Parcels wait at the dock');
    await why.getByLabel('Rows it stands on').fill('a file');
    await why.getByRole('button', { name: 'Save' }).click();
    await why.locator('[role=alert]').waitFor();
    assert.deepEqual((await typed()).causes, [], 'an answer whose rows are refused is not kept');
    await why.getByLabel('Rows it stands on').fill('erp/lieferungen.csv:12');
    await why.getByRole('button', { name: 'Save' }).click();
    await tree.waitFor();
    await tree.getByRole('button', { name: 'Why 1?' }).click();
    await why.getByLabel('Why, answer 1.1').fill('One dock for all');
    await assertAccessible(page, 'the form of a cause');
    await why.getByRole('button', { name: 'Save' }).click();
    await tree.getByText('One dock for all').waitFor();
    assert.deepEqual((await typed()).causes.map((c) => [c.node, c.answer, c.evidence.map((e) => `${e.file}:${e.line}`)]), [['1', 'Parcels wait at the dock', ['erp/lieferungen.csv:12']], ['1.1', 'One dock for all', []]]);
    await tree.getByRole('button', { name: 'Withdraw answer 1', exact: true }).click();
    await tree.waitFor({ state: 'detached' });
    assert.deepEqual((await typed()).causes, []);
    await page.locator('[data-said]').getByRole('button', { name: 'Undo' }).click();
    await tree.waitFor();
    assert.equal((await typed()).causes.length, 2);
    await page.getByRole('button', { name: `Add a reading: ${NAME}` }).click();
    await page.getByLabel('Day of the reading').fill('2026-04-01');
    await page.getByLabel('Value, as').fill('12%');
    await page.locator('form[data-form=reading]').getByRole('button', { name: 'Save' }).click();
    await page.locator('form[data-form=reading]').waitFor({ state: 'detached' });
    assert.deepEqual((await typed()).readings, [{ day: '2026-04-01', value: 0.12 }]);
    await suite.shot(page, 'action-causes');
  }, { expectErrors: true });

  await suite.test('an action is changed, withdrawn, and both are taken back', async (page) => {
    await suite.open(page, `/issues/${issue.id}`);
    await card(page).getByRole('button', { name: /^Change/ }).click();
    assert.deepEqual([await form(page).getByLabel('Cost').inputValue(), await form(page).getByLabel('Share it takes away').inputValue(), await form(page).getByLabel('Its target').inputValue()], ['99.50', '30% to 60%', '15%']);
    await form(page).getByLabel('Cost').fill('');
    await form(page).getByLabel('Owner').fill('lee');
    await form(page).getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-said]', { hasText: 'is changed' }).waitFor();
    let now = await typed();
    assert.deepEqual([now.cost_minor, now.owner, now.start], [null, 'lee', '2026-03-01']);
    await page.locator('[data-said]').getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-said]', { hasText: 'Taken back' }).waitFor();
    now = await typed();
    assert.deepEqual([now.cost_minor, now.owner], [9950, 'kim']);
    for (const end of [false, true]) {
      await card(page).getByRole('button', { name: /^Withdraw/ }).click();
      await card(page).waitFor({ state: 'detached' });
      assert.equal(await typed(), null);
      if (end) break;
      await page.locator('[data-said]').getByRole('button', { name: 'Undo' }).click();
      await card(page).waitFor();
    }
  });

  // The sample that is served has one action to come (./test).
  await suite.test('an action to come shows how long its proof would take, its lot is drawn once, given out, and taken back', async (page) => {
    const planned = async () => (await suite.api('/actions')).actions.find((a) => a.name === 'Second dock'), one = await planned();
    assert.ok(one?.plan.length && one.about, 'an action to come has ways of being proved');
    await suite.open(page, `/issues/${one.about.id}`);
    const at = page.locator('[data-action="Second dock"]');
    await at.locator('[data-plan] summary').click();
    assert.equal(await at.locator('[data-plan] tbody tr').count(), one.plan.length);
    const way = one.plan.find((w) => w.way === 'hold-out' && w.hold_out === 0.2);
    await at.getByLabel(/By lot, 20\s?%/).check();
    await assertAccessible(page, 'the plan of a lot', true);
    await suite.shot(page, 'lot-plan');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'the plan of a lot on a phone');
    await page.setViewportSize({ width: 1440, height: 1000 });
    await at.getByRole('button', { name: /^Draw the lot/ }).click();
    await at.locator('[data-lot]').waitFor();
    const { lots, rows, total } = await suite.api('/lots?q=Second%20dock&per_page=200');
    assert.deepEqual([lots.length, lots[0].accounts, total], [1, way.reached + way.others, way.reached + way.others]);
    assert.equal(rows.filter((r) => r.held_out).length, Math.min(200, lots[0].held));
    assert.match(squeezed(await at.locator('[data-lot]').innerText()), new RegExp(`By lot: ${lots[0].accounts.toLocaleString('en-US')} accounts`));
    const [file] = await Promise.all([page.waitForEvent('download'), at.getByRole('link', { name: 'The lot as CSV' }).click()]);
    assert.match(file.suggestedFilename(), /\.csv$/);
    await assertAccessible(page, 'a lot', true);
    await at.getByRole('button', { name: /^Take the lot back/ }).click();
    await at.locator('[data-lot]').waitFor({ state: 'detached' });
    assert.equal((await planned()).lot, null);
    assert.equal((await suite.api('/lots?q=Second%20dock')).total, 0);
  });
}
