// The issue's and the account's own pages: causes, options, actions; outlook, expectations, what was done. The oracle is the API.
import assert from 'node:assert/strict';
import { squeezed } from './frame.mjs';

export async function detailTests(suite) {
  const { issues } = await suite.api('/issues'), { actions } = await suite.api('/actions'), { options } = await suite.api('/options');

  await suite.test('an issue shows its causes with their rows, its options with what they bring, its actions with their proof', async (page) => {
    const of = (i) => ({ act: actions.filter((a) => a.about?.id === i.id), opt: options.filter((o) => o.about?.id === i.id) });
    const i = issues.find((x) => of(x).act.length || of(x).opt.length) ?? issues[0];
    if (!i) return;
    const { act, opt } = of(i);
    await suite.open(page, `/issues/${i.id}`);
    await page.waitForFunction((n) => document.querySelectorAll('[data-option]').length === n, opt.length);
    await page.waitForFunction((n) => document.querySelectorAll('[data-action]').length === n, act.length);
    const text = squeezed(await page.locator('main').innerText());
    for (const o of opt) assert.ok(text.includes(squeezed(o.name)), o.name);
    for (const a of act) {
      assert.ok(text.includes(squeezed(a.name)), a.name);
      for (const c of a.causes) {
        assert.ok(text.includes(squeezed(c.answer)), c.answer);
        for (const e of c.evidence) assert.ok(text.includes(`${(e.file ?? '').split('/').pop()}:${e.line}`), `${e.file}:${e.line}`);
      }
    }
    // Still working?  A row a year; what prevention gives back, year by year.
    assert.equal(await page.locator('[data-years] .year').count(), act.reduce((n, a) => n + (a.proof.years ?? []).length, 0));
    const { annuity } = await suite.api(`/issues/${i.id}`);
    assert.equal(await page.locator('[data-table=annuity] tbody tr').count(), annuity?.years.length ?? 0);
    for (const y of annuity?.years ?? []) {
      assert.ok(Math.abs(y.people * annuity.person_hours - y.hours) < 1e-6, 'people are hours through the setting');
      assert.ok(squeezed(await page.locator('[data-table=annuity] tbody tr').nth(y.year - 1).innerText()).includes(String(Math.round(y.hours))), `year ${y.year}`);
    }
    assert.ok(!/\b0\.\d{3}\b/.test(await page.locator('.audit').allInnerTexts().then((t) => t.join(' '))), 'an audit writes no raw fraction');
  });

  await suite.test('an account shows whether it renews and why, what it will bring, what it expects and what was done', async (page) => {
    const { accounts } = await suite.api('/accounts?sort=value&page=1&per_page=30');
    let a = null;
    for (const row of accounts) {
      const one = await suite.api(`/accounts/${row.id}`);
      if (!a || (one.forecast && one.expects.length && !a.expects.length)) a = one;
      if (a.forecast && a.expects.length) break;
    }
    await suite.open(page, `/accounts/${a.id}`);
    const text = squeezed(await page.locator('main').innerText());
    if (a.forecast) {
      assert.ok(text.includes(`${Math.round(a.forecast.final * 100)}%`), 'the probability');
      for (const r of a.forecast.reasons) assert.ok(text.includes(squeezed(r.words)), r.words);
    }
    for (const x of a.expects) assert.ok(text.includes(squeezed(x.name)), x.name);
    for (const q of a.said.slice(0, 4)) assert.ok(text.includes(squeezed(q.text)), q.text);
    const met = new Set(a.exposure.map((x) => x.id)), done = actions.filter((x) => met.has(x.about?.id));
    for (const x of done) assert.ok(text.includes(squeezed(x.name)), x.name);
  });

  await suite.test('an account\'s forecast and a group of expectations are explained: how sure, how made, how good before', async (page) => {
    const { forecasts, tests } = await suite.api('/forecast'), { sets } = await suite.api('/expectations');
    if (forecasts[0]) {
      await suite.open(page, `/accounts/${forecasts[0].account.id}`);
      await page.getByRole('link', { name: 'Explain this number' }).click();
      const box = page.getByRole('dialog');
      await box.getByText('A logistic regression').waitFor();
      if (tests.length) await page.waitForFunction((n) => document.querySelectorAll('[data-table=tests] tbody tr').length === n, tests.length);
      assert.ok(squeezed(await box.innerText()).includes(`${Math.round(forecasts[0].low * 100)}% to ${Math.round(forecasts[0].high * 100)}%`), 'its interval');
      assert.equal(new URL(page.url()).searchParams.get('explain'), `account:${forecasts[0].account.id}`);
    }
    if (sets[0]) {
      await suite.open(page, '/expectations');
      await page.locator(`[data-set="${sets[0].id}"]`).getByRole('link', { name: 'Explain this number' }).click();
      const text = squeezed(await page.getByRole('dialog').innerText());
      assert.ok(text.includes('latent classes') && text.includes(squeezed(sets[0].name)));
      for (const q of sets[0].quotes) assert.ok(text.includes(`:${q.line}`), 'its rows');
    }
  });

  await suite.test('a chart of an issue goes as SVG', async (page) => {
    const i = issues.find((x) => x.charts.weekly);
    if (!i) return;
    await suite.open(page, `/issues/${i.id}`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).first().click()]);
    assert.match(file.suggestedFilename(), /^throughline-issue-\d+-(weekly|effect)\.svg$/);
  });

  await suite.test('whose work an issue is stands there with the reason, is said otherwise and taken back', async (page) => {
    const { issues } = await suite.api('/issues'), of = issues.find((i) => i.owner), about = async () => (await suite.api('/decisions?about=issues&per_page=5')).decisions;
    const one = await suite.api(`/issues/${of.id}`), line = page.locator('[data-owner]');
    assert.ok(one.owner_why, 'a reason');
    await suite.open(page, `/issues/${of.id}`);
    assert.ok((await line.innerText()).includes(`${of.owner} (${one.owner_why})`));
    await line.getByRole('button').click();
    await line.locator('input').fill('Plant <b>South</b>');
    await page.keyboard.press('Enter');
    await line.getByText('Plant <b>South</b>').waitFor();
    const [said] = await about();
    assert.deepEqual([said.what, said.undone], ['owner', false]);
    await line.getByRole('button', { name: 'Undo' }).click();
    await line.getByText(of.owner).waitFor();
    assert.equal((await about()).find((d) => d.id === said.id).undone, true);
  });
}
