// The portfolio page: its slider, against the API's own answers; without options it says how to begin.
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, squeezed } from './frame.mjs';

export async function portfolioTests(suite) {
  const list = await suite.api('/options');
  await suite.test('without options the portfolio says how to begin', async (page) => {
    await page.route('**/api/v1/options', (r) => r.fulfill({ json: { options: [], frontier: [] } }));
    await page.route('**/api/v1/portfolio*', async (r) => r.fulfill({ json: { ...(await (await r.fetch()).json()), options: [], inputs: [], frontier: [] } }));
    await suite.open(page, '/portfolio');
    await page.locator('code', { hasText: /options BOOK add/ }).waitFor();
  });
  assert.ok(list.options.length >= 4 && list.frontier.length >= 4, 'the sample has options, and a range of budgets');
  const most = Math.max(...list.frontier.map((f) => f.budget_minor));
  await suite.test('the portfolio shows the set of its budget, and why not the others', async (page) => {
    const a = await suite.api(`/portfolio?budget=${Math.max(1, most)}&risk=0`);
    await suite.open(page, '/portfolio');
    await page.locator('table.stack:not(.frontier) tbody tr').first().waitFor();
    assert.equal(await page.locator('table.stack:not(.frontier) tbody tr').count(), a.options.length);
    assert.equal(await page.locator('table.stack:not(.frontier) tbody tr:not(.out)').count(), a.taken);
    const text = squeezed(await page.locator('main').innerText());
    // Each says why, with its amounts as money: never as a bare number before a currency's code.
    const says = { taken: 'taken', 'too big': 'does not fit', loses: 'less than it costs', rival: 'mends the same issue', room: 'worth it, but', unweighed: 'cannot be weighed' };
    for (const [k, o] of [...a.options].sort((x, y) => Number(y.taken) - Number(x.taken)).entries()) assert.ok((await page.locator('table.stack:not(.frontier) tbody tr').nth(k).innerText()).includes(says[o.why]), o.reason);
    assert.ok(!/\d{5,}\s?[A-Z]{3}/.test(text), 'no raw amount');
    await suite.shot(page, 'portfolio');
  });
  await suite.test('the slider answers as it moves, and its address keeps the budget', async (page) => {
    await suite.open(page, '/portfolio');
    const slider = page.locator('#budget');
    await slider.waitFor();
    await slider.focus();
    await page.keyboard.press('Home');
    await page.waitForURL((u) => u.searchParams.get('budget') === '0');
    const none = await suite.api('/portfolio?budget=1&risk=0');
    await page.waitForFunction((n) => document.querySelectorAll('table.stack:not(.frontier) tbody tr:not(.out)').length === n, none.taken);
    await page.locator('table.frontier tbody a').last().click();
    const all = await suite.api(`/portfolio?budget=${Math.max(1, most)}&risk=0`);
    await page.waitForFunction((n) => document.querySelectorAll('table.stack:not(.frontier) tbody tr:not(.out)').length === n, all.taken);
  });
  await suite.test('the slider is dragged: one question at a time, brief ones, and the whole answer when it rests', async (page) => {
    await suite.open(page, '/portfolio?budget=0');
    await page.locator('[data-inputs] li').first().waitFor();
    const asked = [];
    let open = 0, together = 0;
    // The server is slowed down, and refuses once, as a busy one does.
    await page.route('**/api/v1/portfolio*', async (r) => {
      together = Math.max(together, ++open);
      asked.push(new URL(r.request().url()));
      await new Promise((go) => setTimeout(go, 120));
      open--;
      if (asked.length === 2) await r.fulfill({ status: 503, headers: { 'retry-after': '1' }, contentType: 'application/problem+json', body: '{"title":"Busy","detail":"again soon","status":503}' });
      else await r.continue();
    });
    const box = await page.locator('#budget').boundingBox(), y = box.y + box.height / 2;
    await page.mouse.move(box.x + 8, y);
    await page.mouse.down();
    for (let k = 1; k <= 60; k++) {
      await page.mouse.move(box.x + 8 + ((box.width - 16) * k) / 60, y);
      await page.waitForTimeout(15);
    }
    await page.mouse.up();
    const all = await suite.api(`/portfolio?budget=${most}&risk=0`);
    await page.waitForFunction((n) => document.querySelectorAll('table.stack:not(.frontier) tbody tr:not(.out)').length === n && !document.querySelector('[aria-busy=true]'), all.taken);
    const ends = asked.at(-1).searchParams;
    assert.equal(together, 1, 'one at a time');
    assert.ok(asked.length < 30, `${asked.length} questions for 60 steps`);
    assert.ok(asked.slice(0, -1).some((u) => u.searchParams.get('brief') === '1'));
    assert.deepEqual([ends.get('brief'), Number(ends.get('budget'))], [null, most]);
    assert.equal(await page.locator('[role=alert]').count(), 0, 'nothing went wrong');
  }, { expectErrors: true });
  await suite.test('a limit of people takes what they can do', async (page) => {
    await suite.open(page, '/portfolio');
    await page.getByLabel('People there are').fill('1');
    await page.keyboard.press('Tab');
    await page.waitForURL((u) => u.searchParams.get('people') === '1');
    const a = await suite.api(`/portfolio?budget=${most}&people=1&risk=0`);
    await page.waitForFunction((n) => document.querySelectorAll('table.stack:not(.frontier) tbody tr:not(.out)').length === n, a.taken);
    assert.ok(a.people <= 1);
    assert.notDeepEqual(a.options.filter((o) => o.taken).map((o) => o.name), (await suite.api(`/portfolio?budget=${most}&risk=0`)).options.filter((o) => o.taken).map((o) => o.name), 'it matters here');
  });
  await optionTests(suite);
}

/** Typed in, typed otherwise, withdrawn, each taken back: the oracle is what the API then tells of it. Leaves no option behind. */
async function optionTests(suite) {
  const NAME = 'Second hub <b>North</b>', typed = async () => (await suite.api('/portfolio')).options.find((o) => o.name === NAME)?.typed ?? null;
  const { issues } = await suite.api('/issues'), issue = issues[0].official || issues[0].name, before = (await suite.api('/portfolio')).options.length;
  // By its own name: the reasons of others name it, too.
  const row = (page) => page.locator('table.stack:not(.frontier) tbody tr').filter({ has: page.locator('td:first-child', { hasText: NAME }) });

  await suite.test('an option is typed in by keyboard, refused at its field, and weighed at once', async (page) => {
    await suite.open(page, '/portfolio');
    await page.getByRole('button', { name: 'Add an option' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(NAME);
    assert.equal(await page.getByLabel('Option', { exact: true }).inputValue(), NAME, 'the form has the focus');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('form[data-form=option]').count(), 0, 'Escape closes it');
    await page.getByRole('button', { name: 'Add an option' }).click();
    await page.getByLabel('Option', { exact: true }).fill(NAME);
    await page.locator('form[data-form=option] select').first().selectOption(issue);
    await page.getByLabel('Cost, once').fill('about 5');
    await page.getByLabel('Share prevented').fill('30% to 60%');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('form[data-form=option] label', { hasText: 'Cost, once' }).locator('[role=alert]', { hasText: 'is no cost' }).waitFor();
    assert.equal(await page.getByLabel('Cost, once').getAttribute('aria-invalid'), 'true');
    assert.ok(await page.getByLabel('Cost, once').evaluate((n) => n === document.activeElement), 'and it has the focus');
    assert.equal(await typed(), null, 'nothing of it is kept');
    await assertAccessible(page, 'the form of an option');
    await suite.shot(page, 'option-form');
    await page.setViewportSize({ width: 375, height: 800 });
    await assertFits(page, 'the form of an option on a phone');
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.getByLabel('Cost, once').fill('240000');
    await page.keyboard.press('Enter');
    await row(page).waitFor();
    assert.equal(await page.locator('table.stack:not(.frontier) b').count(), 0, 'markup stays words');
    const now = await typed();
    assert.deepEqual([now.issue, now.cost_minor, now.share_low, now.share_high, now.alone], [issue, 24000000, 0.3, 0.6, true]);
    await page.locator('[data-said]', { hasText: 'is added' }).waitFor();
    // What audits taught stands beside the shares that it draws to itself.
    const lessons = (await suite.api('/actions')).lessons.filter((l) => l.audits);
    await page.waitForFunction((n) => document.querySelectorAll('[data-lessons] li').length === n, lessons.length);
    for (const l of lessons) assert.ok((await page.locator('[data-lessons]').innerText()).includes(`${Math.round(l.share * 100)}%`), l.kind);
  }, { expectErrors: true });

  await suite.test('an option is changed, withdrawn, and both are taken back', async (page) => {
    await suite.open(page, '/portfolio').catch(() => {});
    await row(page).getByRole('button', { name: /^Change/ }).click();
    assert.equal(await page.getByLabel('Cost, once').inputValue(), '240000');
    assert.equal(await page.getByLabel('Share prevented').inputValue(), '30% to 60%');
    await page.getByLabel('Cost, once').fill('99.50');
    await page.getByLabel('Owner', { exact: true }).fill('kim');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-said]', { hasText: 'is changed' }).waitFor();
    let now = await typed();
    assert.deepEqual([now.cost_minor, now.owner, now.share_high], [9950, 'kim', 0.6]);
    await page.locator('[data-said]').getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-said]', { hasText: 'Taken back' }).waitFor();
    now = await typed();
    assert.deepEqual([now.cost_minor, now.owner], [24000000, null]);
    await row(page).getByRole('button', { name: /^Withdraw/ }).click();
    await row(page).waitFor({ state: 'detached' });
    assert.equal(await typed(), null);
    await page.locator('[data-said]').getByRole('button', { name: 'Undo' }).click();
    await row(page).waitFor();
    await row(page).getByRole('button', { name: /^Withdraw/ }).click();
    await row(page).waitFor({ state: 'detached' });
    assert.equal((await suite.api('/portfolio')).options.length, before);
  });

  await suite.test('an issue leads to an option for it', async (page) => {
    await suite.open(page, `/issues/${issues[0].id}`);
    await page.getByRole('link', { name: 'Add an option' }).click();
    await page.waitForURL((u) => u.pathname === '/portfolio' && u.searchParams.get('add') === issue);
    await page.waitForFunction((v) => document.querySelector('form[data-form=option] select')?.value === v, issue);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForURL((u) => !u.searchParams.has('add'));
  });
}
