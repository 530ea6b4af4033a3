// Browser tests of the web page.
//
// Usage: node tests/web/run.mjs BASE_URL ARTEFACT_DIR [--states FIXTURE_CMD]
//
// BASE_URL is a running server with a real book; the API's own answers are the oracle. With --states the
// command starts the made-up server (PORT and FIXTURE in its environment) for the states that a real
// book does not show. Screenshots go to ARTEFACT_DIR. The last line is "N passed, N failed".
import { mkdirSync } from 'node:fs';
import { accessTests } from './access.mjs';
import { browserOpen, Suite } from './frame.mjs';
import { listTests } from './lists.mjs';
import { moneyTests } from './money.mjs';
import { driverTests } from './drivers.mjs';
import { portfolioTests } from './portfolio.mjs';
import { reviewTests } from './review.mjs';
import { stateTests } from './states.mjs';

const [base, artefacts, flag, command] = process.argv.slice(2);
if (!base || !artefacts || (flag && (flag !== '--states' || !command))) {
  console.error('usage: run.mjs BASE_URL ARTEFACT_DIR [--states FIXTURE_CMD]');
  process.exit(2);
}
mkdirSync(artefacts, { recursive: true });
const browser = await browserOpen();
const suite = new Suite(browser, base, artefacts);
try {
  await moneyTests(suite);
  await listTests(suite);
  await accessTests(suite);
  await portfolioTests(suite);
  await driverTests(suite);
  // Last of those on the real book: it takes decisions.
  await reviewTests(suite);
  if (command) await stateTests(suite, command);
} finally {
  await browser.close();
}
const clean = suite.outside.length === 0;
clean ? suite.passed++ : suite.failed++;
console.log(`${clean ? 'ok' : 'not ok'} ${suite.passed + suite.failed} - no request leaves the host${clean ? '' : '\n  ' + suite.outside.slice(0, 5).join('\n  ')}`);
console.log(`1..${suite.passed + suite.failed}`);
console.log(`${suite.passed} passed, ${suite.failed} failed`);
process.exitCode = suite.failed ? 1 : 0;
