// The portfolio page: its slider, against the API's own answers; without options it says how to begin.
import assert from 'node:assert/strict';
import { squeezed } from './frame.mjs';

export async function portfolioTests(suite) {
  const list = await suite.api('/options');
  if (!list.options.length) {
    await suite.test('without options the portfolio says how to begin', async (page) => {
      await suite.open(page, '/portfolio');
      assert.match(await page.locator('main').innerText(), /options BOOK add/);
    });
    return;
  }
  const most = Math.max(...list.frontier.map((f) => f.budget_minor));
  await suite.test('the portfolio shows the set of its budget, and why not the others', async (page) => {
    const a = await suite.api(`/portfolio?budget=${Math.max(1, most)}&risk=0`);
    await suite.open(page, '/portfolio');
    await page.locator('table.stack tbody tr').first().waitFor();
    assert.equal(await page.locator('table.stack tbody tr').count(), a.options.length);
    assert.equal(await page.locator('table.stack tbody tr:not(.out)').count(), a.taken);
    const text = squeezed(await page.locator('main').innerText());
    // Each says why, with its amounts as money: never as a bare number before a currency's code.
    const says = { taken: 'taken', 'too big': 'does not fit', loses: 'less than it costs', rival: 'mends the same issue', room: 'worth it, but', unweighed: 'cannot be weighed' };
    for (const [k, o] of [...a.options].sort((x, y) => Number(y.taken) - Number(x.taken)).entries()) assert.ok((await page.locator('table.stack tbody tr').nth(k).innerText()).includes(says[o.why]), o.reason);
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
    await page.waitForFunction((n) => document.querySelectorAll('table.stack tbody tr:not(.out)').length === n, none.taken);
    await page.locator('table.frontier tbody a').last().click();
    const all = await suite.api(`/portfolio?budget=${Math.max(1, most)}&risk=0`);
    await page.waitForFunction((n) => document.querySelectorAll('table.stack tbody tr:not(.out)').length === n, all.taken);
  });
}
