// What the server words, on the German page. The oracle is the API: beside each sentence of its own stand its code and values, and the page shows
// none of these sentences in English. What is the company's own (names, quotes, what people typed) has no code, and stands as it is. The texts of charts,
// drawn by the server, have their codes beside the chart.
import assert from 'node:assert/strict';

/** Sentences of ours in an answer: [where, sentence, list], those of a field that has a code beside it elsewhere but none here, and the texts of charts. */
function sentencesOf(answer) {
  const ours = [], none = [], drawn = [];
  const walk = (x, path) => {
    if (Array.isArray(x)) x.forEach((v) => walk(v, `${path}[]`));
    else if (typeof x === 'object' && x !== null)
      for (const [k, v] of Object.entries(x)) {
        if (!k.endsWith('_say')) walk(v, `${path}.${k}`);
        else if (String(x[k.slice(0, -4)]).startsWith('<svg')) drawn.push(...v.map((s) => [`${path}.${k.slice(0, -4)}`, s.text]));
        else if (typeof x[k.slice(0, -4)] === 'string' && !theirs(k.slice(0, -4), x)) (v?.length ? ours : none).push([`${path}.${k.slice(0, -4)}`, x[k.slice(0, -4)], v]);
      }
  };
  walk(answer, '');
  return { ours, none, drawn };
}
/** Names that may be ours or the company's, and a grade's letter: these may have no code. */
const MAY = /\.(name|official|owner_why|value|text)$/;
/** And so may what a driver is called, a customer's subject, an event's name, and the cause of a task that is an issue or a change. */
const theirs = (key, x) => key === 'driver' || (key === 'source' && 'topic' in x) || (key === 'title' && (x.kind === 'ticket' || x.kind === 'event')) || (key === 'cause' && x.rule !== 'broken') || (key === 'channel' && x.side === 'ours');
const flat = (s) => s.replace(/[\u00a0\u202f]/g, ' ').replace(/\s+/g, ' ');

/** What a reader sees but for customers' own words, and every text of the charts, those of their alternatives too. */
async function shown(page, path, suite) {
  await suite.open(page, path);
  const drawn = await page.evaluate(() => {
    const texts = [...document.querySelectorAll('svg')].flatMap((s) => [...s.querySelectorAll('text, title, desc')].map((t) => t.textContent));
    for (const s of document.querySelectorAll('svg, blockquote > p')) s.style.display = 'none';
    for (const d of document.querySelectorAll('main details')) d.open = true;
    return texts;
  });
  return { text: flat(await page.locator('body').innerText()), drawn: drawn.map(flat) };
}

/** [page, its address, the answers it is made of]. */
async function germanPages(suite) {
  const { issues } = await suite.api('/issues'), { signals } = await suite.api('/signals?per_page=1');
  const { accounts } = await suite.api('/accounts?page=1&per_page=1'), account = accounts[0].id;
  const most = issues.slice(0, 4).map((i) => [`issue ${i.id}`, `/issues/${i.id}`, [`/issues/${i.id}`]]);
  return [
    ['money', '/', ['/money']],
    ['issues', '/issues', ['/issues']],
    ...most,
    ['explanation of an issue', `/issues/${issues[0].id}?explain=${issues[0].id}`, [`/issues/${issues[0].id}`]],
    ['signals', '/signals', ['/signals']],
    ...signals.map((s) => ['signal', `/signals/${s.id}`, [`/signals/${s.id}`]]),
    ...signals.map((s) => ['explanation of a signal', `/signals/${s.id}?explain=signal:${s.id}`, [`/signals/${s.id}`]]),
    ['data', '/data', ['/data']],
    ['what is set aside', '/data?view=quarantine', ['/quarantine']],
    ['contradictions', '/data?view=findings', ['/data']],
    ['match review', '/data?view=review', ['/reviews']],
    ['ledger', '/data?view=ledger', ['/ledger?per_page=100']],
    ['renewals', '/accounts?by=renewals', ['/forecast?per_page=50']],
    ['settings', '/admin?view=settings', ['/settings']],
    ['expectations', '/expectations', ['/expectations']],
    ['drivers', '/drivers', ['/drivers']],
    ['portfolio', '/portfolio', ['/portfolio']],
    ['tasks', '/tasks', ['/tasks?page=1&per_page=50']],
    ['account', `/accounts/${account}`, [`/accounts/${account}`, `/accounts/${account}/timeline?per_page=60`]],
    ['voices', '/voices', ['/voices?page=1&per_page=20']],
    ['comments', '/comments', ['/comments?page=1&per_page=20']],
  ];
}

export async function germanTests(suite) {
  const pages = await germanPages(suite);
  await suite.test('on the German page the server speaks German', async (page) => {
    let all = 0, charts = 0;
    for (const [what, path, answers] of pages) {
      const { text, drawn } = await shown(page, path, suite);
      let seen = 0;
      for (const at of answers) {
        const { ours, none, drawn: written } = sentencesOf(await suite.api(at));
        for (const [where, s] of written) {
          charts++;
          assert.ok(!drawn.includes(flat(s)), `${what}: ${where} has a text in English: ${s}`);
        }
        assert.deepEqual(none.filter(([where]) => !MAY.test(where)).map(([where, s]) => `${where}: ${s}`), [], `${what}: a sentence without a code`);
        // Short words are parts of others, and of what customers say.
        for (const [where, s] of ours) {
          for (const part of s.split(/; | · |(?<=\.) /)) {
            if (part.length < 16 || !part.includes(' ') || /^[„“"]/.test(part)) continue;
            seen++;
            assert.ok(!text.includes(flat(part)), `${what}: ${where} is English: ${part}`);
          }
        }
      }
      all += seen;
      // Where things were said is told in single words.
      if (what === 'voices' || what === 'comments') assert.match(text, / · (Ticket|Umfrage|Anruf|Bewertung) /, what);
      else if (what !== 'ledger') assert.ok(seen, `${what}: something to look for`);
    }
    assert.ok(all > 500 && charts > 100, `${all} sentences and ${charts} texts of charts were looked for`);
    await suite.open(page, '/');
    assert.match(await page.locator('h1').innerText(), /gefährdet .* (zwölf Monate|Tage), wenn nichts getan wird/);
    await suite.shot(page, 'money-german-said');
  }, { locale: 'de-DE' });

  await suite.test('on the English page the sentences stand as the server said them', async (page) => {
    const { headline, ledger } = await suite.api('/money'), { text } = await shown(page, '/', suite);
    for (const s of [headline.title, headline.subtitle, ledger.note]) assert.ok(text.includes(flat(s)), s);
  });
}
