// Browser tests of the web page.
//
// Usage: node tests/web/run.mjs BASE_URL ARTEFACT_DIR [--states FIXTURE_CMD] [--only PART,...]
//
// BASE_URL is a running server with a real book; the API's own answers are the oracle. With --states the
// command starts the made-up server (PORT and FIXTURE in its environment) for the states that a real
// book does not show. Screenshots go to ARTEFACT_DIR. The last line is "N passed, N failed".
import { mkdirSync } from 'node:fs';
import { accessTests } from './access.mjs';
import { actionTests } from './actions.mjs';
import { craftTests } from './craft.mjs';
import { detailTests } from './detail.mjs';
import { germanTests } from './german.mjs';
import { browserOpen, Suite } from './frame.mjs';
import { listTests } from './lists.mjs';
import { mondayTests } from './monday.mjs';
import { moneyTests } from './money.mjs';
import { driverTests } from './drivers.mjs';
import { peopleTests } from './people.mjs';
import { portfolioTests } from './portfolio.mjs';
import { renewalTests } from './renewals.mjs';
import { reviewTests } from './review.mjs';
import { quotingTests } from './quoting.mjs';
import { signalTests } from './signals.mjs';
import { stateTests } from './states.mjs';
import { takeawayTests } from './takeaway.mjs';
import { taskTests } from './tasks.mjs';
import { voiceTests } from './voices.mjs';
import { whoTests } from './who.mjs';

const all = process.argv.slice(2), only = all.includes('--only') ? all.splice(all.indexOf('--only'), 2)[1].split(',') : null;
const [base, artefacts, flag, command] = all;
if (!base || !artefacts || (flag && (flag !== '--states' || !command))) {
  console.error('usage: run.mjs BASE_URL ARTEFACT_DIR [--states FIXTURE_CMD] [--only PART,...]');
  process.exit(2);
}
mkdirSync(artefacts, { recursive: true });
const browser = await browserOpen();
const suite = new Suite(browser, base, artefacts);
try {
  // Review comes last of those on the real book: its decisions change the figures.
  const parts = { money: moneyTests, lists: listTests, access: accessTests, portfolio: portfolioTests, actions: actionTests, renewals: renewalTests, drivers: driverTests, signals: signalTests, tasks: taskTests, voices: voiceTests, quoting: quotingTests, detail: detailTests, takeaway: takeawayTests, monday: mondayTests, craft: craftTests, german: germanTests, who: whoTests, review: reviewTests };
  for (const [name, tests] of Object.entries(parts)) if (!only || only.includes(name)) await tests(suite);
  if (command && (!only || only.includes('states'))) await stateTests(suite, command);
  // Behind it nobody gets in without signing in: the first user is made here.
  if (!only || only.includes('people')) await peopleTests(suite);
} finally {
  await browser.close();
}
const clean = suite.outside.length === 0;
clean ? suite.passed++ : suite.failed++;
console.log(`${clean ? 'ok' : 'not ok'} ${suite.passed + suite.failed} - no request leaves the host${clean ? '' : '\n  ' + suite.outside.slice(0, 5).join('\n  ')}`);
console.log(`1..${suite.passed + suite.failed}`);
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exitCode = suite.failed ? 1 : 0;
