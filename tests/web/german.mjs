// What the server words, on the German page. The oracle is the API: beside each sentence of its own stand its code and values, and the page shows
// none of these sentences in English. What is the company's own (names, quotes, what people typed) has no code, and stands as it is. Texts inside
// charts are drawn by the server and are not looked at.
import assert from 'node:assert/strict';

/** Sentences of ours in an answer: [where, sentence, list], and those of a field that has a code beside it elsewhere but none here. */
function sentencesOf(answer) {
  const ours = [], none = [];
  const walk = (x, path) => {
    if (Array.isArray(x)) x.forEach((v) => walk(v, `${path}[]`));
    else if (typeof x === 'object' && x !== null)
      for (const [k, v] of Object.entries(x)) {
        if (!k.endsWith('_say')) walk(v, `${path}.${k}`);
        else if (typeof x[k.slice(0, -4)] === 'string') (v?.length ? ours : none).push([`${path}.${k.slice(0, -4)}`, x[k.slice(0, -4)], v]);
      }
  };
  walk(answer, '');
  return { ours, none };
}
/** Names that may be ours or the company's, and a grade's letter: these may have no code. */
const MAY = /\.(name|official|owner_why|value|text)$/;
const flat = (s) => s.replace(/[\u00a0\u202f]/g, ' ').replace(/\s+/g, ' ');

async function shown(page, path, suite) {
  await suite.open(page, path);
  await page.evaluate(() => {
    for (const s of document.querySelectorAll('svg')) s.style.display = 'none';
    for (const d of document.querySelectorAll('main details')) d.open = true;
  });
  return flat(await page.locator('body').innerText());
}

/** [page, its address, the answers it is made of]. */
async function germanPages(suite) {
  const { issues } = await suite.api('/issues'), { signals } = await suite.api('/signals?per_page=1');
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
  ];
}

export async function germanTests(suite) {
  const pages = await germanPages(suite);
  await suite.test('on the German page the server speaks German', async (page) => {
    let all = 0;
    for (const [what, path, answers] of pages) {
      const text = await shown(page, path, suite);
      let seen = 0;
      for (const at of answers) {
        const { ours, none } = sentencesOf(await suite.api(at));
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
      if (what !== 'ledger') assert.ok(seen, `${what}: something to look for`);
    }
    assert.ok(all > 100, `${all} sentences were looked for`);
    await suite.open(page, '/');
    assert.match(await page.locator('h1').innerText(), /gefährdet .* (zwölf Monate|Tage), wenn nichts getan wird/);
    await suite.shot(page, 'money-german-said');
  }, { locale: 'de-DE' });

  await suite.test('on the English page the sentences stand as the server said them', async (page) => {
    const { headline, ledger } = await suite.api('/money'), text = await shown(page, '/', suite);
    for (const s of [headline.title, headline.subtitle, ledger.note]) assert.ok(text.includes(flat(s)), s);
  });
}
