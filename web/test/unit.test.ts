// Unit tests of the page's pure parts. Oracles: figures worked out by hand, and texts put together again.
import assert from 'node:assert/strict';
import test from 'node:test';
import { readdirSync, readFileSync } from 'node:fs';
import { languageName, runsOf, toneOf } from '../src/lib/codes';
import { csvText } from '../src/lib/csv';
import { count, day, daysBetween, effectKind, effectValue, localeSet, majorText, money, moneyExact, points, reading, share } from '../src/lib/format';
import { moves } from '../src/lib/moves';
import { blank, changesOf, failureOf, formOf } from '../src/lib/options';
import { hrefWith, pageOf, routeOf } from '../src/lib/route';
import { lagText, movedText, sizeRange, sizeText } from '../src/lib/signals';
import { said, saidCatalogues, worded, type Said } from '../src/lib/said';
import { piecesOf, quoted } from '../src/lib/spans';
import { catalogues, languages, over } from '../src/lib/texts';
import { bothNumbers, bothWays, todoOf } from '../src/lib/todo';
import { mainEffect, noCost, plain, settingValue } from '../src/lib/words';
import type { Code, DataAnswer, Effect, Signal } from '../src/lib/types';
import { actionsNow, changesOf as actionChanges, failureOf as actionFailure, formOf as actionForm, nextNode } from '../src/lib/actions';
import type { ActionRow, ActionTyped } from '../src/lib/types';

const spaces = (s: string): string => s.replace(/[\u00a0\u202f]/g, ' ');

test('minor units become decimal text without a float between', () => {
  localeSet('en-GB');
  const cases: [number, string | null, string][] = [
    [0, 'EUR', '0.00'], [5, 'EUR', '0.05'], [-5, 'EUR', '-0.05'], [12345, 'EUR', '123.45'], [-100, 'USD', '-1.00'], [1234, 'JPY', '1234'], [1234, 'KWD', '1.234'],
    [9007199254740991, 'EUR', '90071992547409.91'], [150, null, '1.50'],
  ];
  for (const [minor, currency, want] of cases) assert.equal(majorText(minor, currency), want);
});

test('money is written to the cent in the reader\'s locale', () => {
  localeSet('en-GB');
  assert.equal(moneyExact(9007199254740991, 'EUR'), '€90,071,992,547,409.91');
  assert.equal(moneyExact(-150, 'EUR'), '−€1.50');
  localeSet('de-DE');
  assert.equal(spaces(moneyExact(123456789, 'EUR')), '1.234.567,89 €');
  localeSet('en-GB');
});

test('short money has three digits and keeps its unit at its side', () => {
  localeSet('en-GB');
  assert.equal(spaces(money(104000000, 'EUR')), '€1.04 M');
  assert.equal(spaces(money(47000000, 'EUR')), '€470 k');
  assert.equal(money(99900, 'EUR'), '€999');
  assert.equal(spaces(money(-8600000, 'EUR')), '−€86 k');
  assert.ok(!money(104000000, 'EUR').includes(' '), 'no break between figure and unit');
  assert.equal(money(null, 'EUR'), '–');
});

test('missing figures are shown as missing, never as zero', () => {
  for (const f of [count, points, share, (v: null) => money(v, 'EUR'), (v: null) => moneyExact(v, 'EUR'), (v: null) => reading(v, 'share')]) assert.equal(f(null), '–');
  assert.equal(day(null), '–');
  assert.equal(day('soon'), 'soon');
});

test('effects carry their sign and the measure of their outcome', () => {
  localeSet('en-GB');
  assert.equal(effectValue('renewal', -0.131, 'EUR'), '−13.1');
  assert.equal(effectValue('renewal', 0.022, 'EUR'), '+2.2');
  assert.equal(effectValue('cost', 62000, 'EUR'), '+€620');
  assert.deepEqual(['renewal', 'revenue', 'cost', 'nps', 'credit', 'contact', 'payment'].map(effectKind), ['points', 'percent', 'money', 'number', 'money', 'points', 'number']);
});

test('days do not depend on the reader\'s time zone', () => {
  localeSet('en-GB');
  assert.equal(spaces(day('2025-01-01')), '1 Jan 2025');
  assert.equal(spaces(day('2025-12-31T23:59:59Z')), '31 Dec 2025');
  assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
  assert.equal(daysBetween(null, '2024-03-01'), null);
});

test('pieces of a marked text always add up to the text', () => {
  const text = 'Größe 😀 zu spät';
  let seed = 7;
  const next = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 500; round++) {
    const spans = Array.from({ length: next(6) }, (): [number, number] => [next(30) - 6, next(30) - 6]);
    const pieces = piecesOf(text, spans);
    assert.equal(pieces.map((p) => p.text).join(''), text);
    assert.ok(pieces.every((p) => p.text.length > 0), 'no empty piece');
    const want = [...Array(text.length).keys()].filter((i) => spans.some(([a, b]) => i >= a && i < b)).length;
    assert.equal(pieces.filter((p) => p.marked).reduce((s, p) => s + p.text.length, 0), want);
  }
  assert.deepEqual(piecesOf('abc', null), [{ text: 'abc', marked: false }]);
  assert.deepEqual(piecesOf('', [[0, 3]]), []);
});

test('quotation marks are put once', () => {
  assert.equal(quoted('late again'), '“late again”');
  assert.equal(quoted('“late again”'), '“late again”');
  assert.equal(quoted('He said "late"'), '“He said "late"”');
});

test('tables become CSV that a spreadsheet reads and does not run', () => {
  assert.equal(csvText(['a', 'b'], [['x,y', 'say "no"'], ['=1+1', -5], [null, 'two\nlines'], [true, '-3']]), '\ufeffa,b\r\n"x,y","say ""no"""\r\n\'=1+1,-5\r\n,"two\nlines"\r\ntrue,\'-3\r\n');
});

test('addresses lead to pages, and strange ones to none', () => {
  const of = (path: string): string => { const r = routeOf(path, ''); return r.page + (r.id === null ? '' : ':' + r.id); };
  assert.deepEqual(['/', '/issues', '/issues/', '/issues/a%2Fb', '/accounts/7', '/data', '/comments', '/comments/t0f', '/signals', '/signals/7', '/voices', '/voices/4', '/expectations', '/data/7', '/expectations/1', '/tasks', '/tasks/3', '/x', '/issues/1/2', '/issues/%E0%A4%A', '/constructor', '/toString/1'].map(of),
    ['money', 'issues', 'issues', 'issue:a/b', 'account:7', 'data', 'comments', 'comment:t0f', 'signals', 'signal:7', 'voices', 'story:4', 'expectations', 'lost', 'lost', 'tasks', 'lost', 'lost', 'lost', 'lost', 'lost', 'lost']);
});

test('filters change one by one and empty ones leave the address', () => {
  assert.equal(hrefWith('/accounts', new URLSearchParams('q=a b&page=3'), { page: null, segment: 'Core & more' }), '/accounts?q=a+b&segment=Core+%26+more');
  assert.equal(hrefWith('/', new URLSearchParams('explain=total'), { explain: null }), '/');
  assert.deepEqual(['page=2', 'page=0', 'page=-1', 'page=1.5', 'page=x', ''].map((s) => pageOf(new URLSearchParams(s))), [2, 1, 1, 1, 1, 1]);
});

test('below grade D there is no figure, and without a cost none is made up', () => {
  const cost = { estimate: 1, low: 0, high: 2 };
  assert.equal(noCost({ grade: 'D', cost_of_doing_nothing_minor: cost }), 'too few accounts to say');
  assert.equal(noCost({ grade: 'C', cost_of_doing_nothing_minor: null }), 'not told apart from zero');
  assert.equal(noCost({ grade: 'B', cost_of_doing_nothing_minor: cost }), null);
});

test('an issue is judged by renewal where there is one', () => {
  const e = (outcome: string): Effect => ({ outcome }) as Effect;
  assert.equal(mainEffect([e('revenue'), e('renewal')])?.outcome, 'renewal');
  assert.equal(mainEffect([e('revenue')])?.outcome, 'revenue');
  assert.equal(mainEffect([]), null);
});

test('settings read in their unit', () => {
  localeSet('en-GB');
  assert.equal(settingValue({ value: 0.38, unit: 'share' }, 'EUR'), '38%');
  assert.equal(settingValue({ value: 6200, unit: 'EUR minor' }, 'USD'), '€62.00');
  assert.equal(settingValue({ value: 6200, unit: 'minor units' }, 'EUR'), '€62.00');
  assert.equal(spaces(settingValue({ value: 365, unit: 'days' }, 'EUR')), '365 days');
  assert.equal(settingValue({ value: 'none', unit: null }, 'EUR'), 'none');
  assert.equal(plain('late_deliveries'), 'late deliveries');
});

/** Every text of a catalogue with its path; what a function makes of sample words stands for it. */
function flat(value: unknown, path: string, out: Map<string, string> = new Map()): Map<string, string> {
  if (typeof value === 'function') out.set(path, 'function ' + value.length);
  else if (Array.isArray(value)) out.set(path, 'list ' + value.length);
  else if (typeof value === 'object' && value !== null) for (const [k, v] of Object.entries(value)) flat(v, path + '.' + k, out);
  else out.set(path, typeof value);
  return out;
}

test('every language has every text, of the same kind, and none more', () => {
  const want = flat(catalogues.en, '');
  assert.ok(want.size > 500, 'the catalogue is not empty');
  for (const [tag] of languages) {
    const own = flat(catalogues[tag as 'de'], '');
    assert.deepEqual([...want.keys()].filter((k) => !own.has(k)), [], `${tag} lacks`);
    assert.deepEqual([...own.keys()].filter((k) => !want.has(k)), [], `${tag} has more`);
    // A language may leave out words that a sentence does not need, never ask for more.
    for (const [k, kind] of want) if (!kind.startsWith('function')) assert.equal(own.get(k), kind, `${tag}${k}`);
  }
});

test('German is German: words that are the same in both are few and known', () => {
  const text = (v: unknown, path: string, out: [string, string][] = []): [string, string][] => {
    if (typeof v === 'string') out.push([path, v]);
    else if (typeof v === 'object' && v !== null) for (const [k, x] of Object.entries(v)) text(x, path + '.' + k, out);
    return out;
  };
  const english = new Map(text(catalogues.en, '')), same = text(catalogues.de, '').filter(([k, v]) => v.length > 3 && english.get(k) === v && !/command|keys\.|rows\.|help\./.test(k)).map(([, v]) => v);
  const known = new Set(['Throughline', 'Placebo', 'throughline import BOOK FOLDER --dry-run', 'throughline resolve BOOK review', 'throughline drivers BOOK --model FILE --keep', 'Portfolio', 'Auto', 'Ticket', 'Tickets', 'Name', 'Segment', 'Region', 'neutral', 'Score', 'Status', 'XLSX', 'System', 'Text', 'Brier', 'Chance']);
  assert.deepEqual([...new Set(same)].filter((v) => !known.has(v)), []);
});

/** Codes and English texts of the server: the rows of src/model/says_*.h. */
function serverSays(): Map<string, string> {
  const rows = new Map<string, string>(), from = '../src/model';
  for (const name of readdirSync(from).filter((n) => /^says_\w+\.h$/.test(n)))
    for (const m of readFileSync(`${from}/${name}`, 'utf8').matchAll(/^SAY\((\w+), ((?:"(?:[^"\\]|\\.)*"\s*)+)\)$/gm))
      rows.set(m[1] ?? '', [...(m[2] ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((p) => (p[1] ?? '').replaceAll('\\"', '"')).join(''));
  return rows;
}
const placesOf = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+):(\w)\}/g)].map((m) => `${m[1]}:${m[2]}`))].sort();

test('every sentence of the server has a text in every language, with the same places', () => {
  const rows = serverSays();
  assert.ok(rows.size > 150, `${rows.size} rows are read`);
  for (const [lang, texts] of Object.entries(saidCatalogues)) {
    assert.deepEqual([...rows.keys()].filter((code) => !Object.hasOwn(texts, code)), [], `${lang}: missing`);
    assert.deepEqual(Object.keys(texts).filter((code) => !rows.has(code)), [], `${lang}: of no row`);
    for (const [code, text] of Object.entries(texts)) {
      assert.deepEqual(placesOf(text), placesOf(rows.get(code) ?? ''), `${lang}: ${code}`);
      for (const m of text.matchAll(/\{(\w+)\?/g)) assert.ok(text.includes(`{${m[1]}:n}`) || (rows.get(code) ?? '').includes(`{${m[1]}:n}`), `${lang}: ${code} chooses by ${m[1]}`);
      assert.doesNotMatch(text, /\{(?!\w+(?::\w|\?[^|}]*\|[^}]*)\})/, `${lang}: ${code}`);
    }
  }
});

test('German of the server is German: what is the same in both is few and known', () => {
  const rows = serverSays(), words = (s: string): string => s.replace(/\{[^}]*\}/g, '').replace(/[„“"]/g, '').trim();
  const same = Object.entries(saidCatalogues.de ?? {}).filter(([code, text]) => words(text).length > 3 && words(text) === words(rows.get(code) ?? '')).map(([, text]) => words(text));
  assert.deepEqual(same, []);
});

test('the server\'s sentences are worded in German, figures as Germans write them', () => {
  localeSet('de-DE');
  const put = (code: string, args: Said['args'], sep = ''): Said => ({ code, args, sep });
  const of = (list: Said[]): string => spaces(said(list, 'English', 'de'));
  assert.equal(of([put('ledger_ties', { n: 1036 })]), 'Stimmt in allen 1.036 Monaten auf den Cent.');
  assert.equal(of([put('title_few', { n: 1 })]), 'Zu wenig für eine Aussage: In den Daten ist 1 Entscheidung über Verlängerungen');
  assert.equal(of([put('audit_before', { before: '31.3 %', after: '-7.9 points' }, '; '), put('audit_seen', { seen: '0.10' })]), 'vorher 31,3 %, nachher −7,9 Punkte; sichtbar ab 0,10');
  assert.equal(of([put('title_puts', { name: [put('official_late', {})], cost: 'EUR 229000000', when: [put('next_days', { days: 90 })] })]),
    'Lieferung später als zugesagt gefährdet 2,29 Mio. € der nächsten 90 Tage, wenn nichts getan wird');
  assert.equal(of([put('ties_not', { invoiced: 'EUR 500000', off: 'EUR 123456' })]), 'Von 5000 €, die in Rechnung gestellt wurden, liegen 1.234,56 € bei keinem bekannten Kunden.');
  assert.equal(of([put('method_beside', { names: ['portal findet nichts', [put('official_rated', {})]] })]), 'neben anderen Problemen: portal findet nichts, Kundendienst schlecht bewertet');
  assert.equal(of([put('evidence_late', { id: '7', day: '2026-09-25', days: 2 })]), '7 zugesagt für 25. Sept. 2026, kam 2 Tage später');
  assert.equal(of([put('audit_able', { day: '2027-03' })]), 'wird es sagen können bis März 2027');
  localeSet('en-GB');
});

test('the words of a chart are the reader\'s, names stay, and a label keeps the room of its column', () => {
  localeSet('de-DE');
  const label = (y: number, text: string): string => `<text x="0" y="${y}" font-size="12">${text}</text>`;
  const svg = `<svg><title id="t">Drivers: chance of renewal</title><desc id="d">A &amp; B: 1.1 % (0.4 % to 1.9 %); pays late: €2.29 M. Marks: Sep 2026.</desc>${label(1, 'A &amp; B')}${label(2, 'more people use it than…')}${label(3, 'pays late')}<text x="9" y="4" text-anchor="end">−12.50</text><text x="5" y="5">to</text></svg>`;
  const list = [['chart_drivers', { what: [{ code: 'outcome_renewal', args: {}, sep: '' }] }, 'Drivers: chance of renewal'], ['driver_people', {}, 'more people use it than half a year before'], ['forecast_pays_late', {}, 'pays late']]
    .map(([code, args, text]) => ({ code, args, text, sep: '' }));
  const out = spaces((worded({ chart: svg, chart_say: list }, 'de') as { chart: string }).chart);
  assert.match(out, /<title id="t">Treiber: Chance auf Verlängerung<\/title>/);
  assert.match(out, /<desc id="d">A &amp; B: 1,1 % \(0,4 %/);
  assert.match(out, /zahlt spät: 2,29 Mio\. €/);
  assert.match(out, />A &amp; B<.*>mehr Nutzer als ein hal…<.*>zahlt spät<.*>−12,50</);
  assert.equal((worded({ chart: svg, chart_say: list }, 'en') as { chart: string }).chart, svg);
  localeSet('en-GB');
});

test('titles of problems are those of the server, in English', () => {
  const rows = new Map([...readFileSync('../src/serve/response.c', 'utf8').matchAll(/\{ (\d+), "([^"]+)" \}/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
  for (const [status, title] of Object.entries(catalogues.en.error.titles)) assert.equal(title, rows.get(status), status);
  assert.deepEqual([...rows.keys()].filter((s) => Number(s) >= 400 && !Object.hasOwn(catalogues.en.error.titles, s)), []);
});

test('what no catalogue knows is shown as the server said it', () => {
  const put = (code: string, args: Said['args'] = {}): Said => ({ code, args, sep: '' });
  assert.equal(said([put('of_a_newer_server')], 'English', 'de'), 'English');
  assert.equal(said([put('few'), put('of_a_newer_server')], 'English', 'de'), 'English');
  assert.equal(said([put('ledger_ties')], 'English', 'de'), 'English', 'a value is missing');
  assert.equal(said(null, 'English', 'de'), 'English');
  assert.equal(said([put('few')], 'too few to say', 'en'), 'too few to say');
  const answer = { a: [{ note: 'too few to say', note_say: [put('few')] }], official: 'Ticket escalated', official_say: [put('official_escalated')], n: 1, none: null, none_say: null };
  assert.deepEqual(worded(structuredClone(answer), 'en'), answer);
  assert.deepEqual(worded(structuredClone(answer), 'de'), { ...answer, a: [{ note: 'zu wenig für eine Aussage', note_say: [put('few')] }] }, 'names that are sent back stay');
});

test('what a language lacks is said in English', () => {
  assert.deepEqual(over({ a: 'one', b: { c: 'two', d: 'three' } }, { a: 'eins', b: { c: 'zwei' } }), { a: 'eins', b: { c: 'zwei', d: 'three' } });
});

test('a change is told in points where it is a share, and by its own measure elsewhere', () => {
  localeSet('en-GB');
  const late = { kind: 'rise', unit: 'share', size: 0.11, low: 0.07, high: 0.15, before: 0.09, after: 0.2 } as Signal;
  assert.equal(spaces(sizeText(late)), '+11.0 points');
  assert.equal(sizeRange(late), '+7.0 to +15.0');
  assert.equal(spaces(movedText(late)), 'rose from 9% to 20%');
  const use = { kind: 'fall', unit: 'events per account a week', size: -2.53, low: -2.85, high: -2.21, before: 8.48, after: 5.95 } as Signal;
  assert.equal(sizeText(use), '−2.53');
  assert.equal(spaces(movedText(use)), 'fell from 8.48 to 5.95 events per account a week');
  assert.deepEqual([0, 1, -3].map(lagText), ['in the same weeks', '1 week later', '3 weeks earlier']);
});

test('an option is shown as it would be typed, and sent as what differs', () => {
  const typed = { issue: 'too late', owner: null, eager: null, convince: null, needs: null, alone: false, cost_minor: 24000050, yearly_minor: 0, people: 1.5, months: 6, share_low: 0.3, share_high: 0.6 };
  const form = formOf('hub', typed, 'EUR');
  assert.deepEqual([form.cost, form.yearly, form.people, form.months, form.share, form.alone], ['240000.50', '', '1.5', '6', '30% to 60%', 'no']);
  assert.equal(formOf('hub', { ...typed, cost_minor: 500, share_high: 0.3 }, 'EUR').cost, '5');
  assert.equal(formOf('hub', { ...typed, share_high: 0.3 }, 'EUR').share, '30%');
  assert.deepEqual(changesOf(form, form), {});
  assert.deepEqual(changesOf({ ...form, cost: ' 7 ', owner: 'kim', people: '' }, form), { cost: '7', owner: 'kim', people: '0' });
  assert.deepEqual(changesOf({ ...blank('too late'), name: 'hub' }, blank()), { issue: 'too late' });
  assert.deepEqual(failureOf("cost: 'a: b' is no cost"), { field: 'cost', why: "'a: b' is no cost" });
  assert.deepEqual(failureOf('no such: thing'), { field: '', why: 'no such: thing' });
});

test('a date that can be read both ways is shown both ways, and asked about until it is answered', () => {
  assert.deepEqual(bothWays('03/04/2025, 05/06/2025'), ['2025-04-03', '2025-03-04']);
  assert.deepEqual(bothWays('3.4.25 10:00'), ['2025-04-03', '2025-03-04']);
  assert.equal(bothWays('April 3'), null);
  assert.deepEqual([bothNumbers('1.234, 12.500, 3.000', 'point'), bothNumbers('1.234, 12.500, 3.000', 'comma')], [[1.234, 12.5, 3], [1234, 12500, 3000]]);
  assert.deepEqual([bothNumbers('1,234, -12,500 KWD, (3,000)', 'point'), bothNumbers('1,234, -12,500 KWD, (3,000)', 'comma')], [[1234, -12500, -3000], [1.234, -12.5, -3]]);
  const q = { file_id: 2, file: 'crm.csv', source: 'CRM', column: 'Closed', required: true, values: 12, examples: '03/04/2025', answer: null, decision: null, who: null };
  const aside = { reason: 'day and month cannot be told apart', rows: 12, whole_rows: 12, files: 1, todo: null, example: null };
  const data = { files: [], findings: [], quarantine: [aside], ledger: [], review: [], totals: null, questions: [q, { ...q, column: 'Due', answer: 'day-first' }] } as DataAnswer;
  const list = todoOf(data, [], 'EUR');
  assert.equal(list.length, 1);
  assert.match(list[0]?.what ?? '', /Closed.*crm\.csv/);
  assert.match(list[0]?.why ?? '', /12 rows wait.*03\/04\/2025/);
  assert.equal(list[0]?.href, '/data#questions');
});

test('runs and their pieces always add up to the text, whatever the codes', () => {
  const text = 'Great people, but delivery is terrible. Thanks.';
  const code = (from: number, to: number, kind: 'theme' | 'sentiment', value = 0): Code => ({ from, to, kind, theme: kind === 'theme' ? 'x' : null, value, state: kind === 'theme' ? null : 'clear', words: [] });
  const cases: Code[][] = [[], [code(0, 13, 'theme', 0.6), code(14, 38, 'theme', -0.5), code(0, 39, 'sentiment', -0.2)], [code(40, 900, 'theme'), code(-5, 3, 'sentiment')], [code(5, 5, 'theme'), code(9, 2, 'theme')], [code(0, 13, 'theme'), code(13, 20, 'theme')]];
  for (const codes of cases) {
    const runs = runsOf(text, codes);
    assert.equal(runs.map((r) => r.text).join(''), text);
    for (const r of runs) assert.equal(r.pieces.map((p) => p.text).join(''), r.text);
  }
  const runs = runsOf(text, cases[1]);
  assert.deepEqual(runs.map((r) => [r.text, r.codes.length]), [[text.slice(0, 39), 3], [' Thanks.', 0]]);
  assert.deepEqual(runs[0]?.pieces.map((p) => [p.text, p.theme]), [['Great people,', true], [' ', false], ['but delivery is terrible', true], ['.', false]]);
  assert.deepEqual(runsOf(text, cases[4]).filter((r) => r.codes.length).map((r) => r.text), ['Great people,', ' but de']);
});

test('what is unclear or a wish looks neither good nor bad', () => {
  const of = (value: number | null, state: 'clear' | 'wish' | 'unclear'): Code => ({ from: 0, to: 1, kind: 'sentiment', theme: null, value, state, words: null });
  assert.deepEqual([of(0.4, 'clear'), of(-0.4, 'clear'), of(0.1, 'clear'), of(null, 'unclear'), of(0, 'wish')].map(toneOf), ['good', 'bad', '', 'unclear', 'wish']);
  assert.equal(toneOf(null), '');
  assert.equal(languageName('de'), 'German');
  assert.ok(languageName('unknown').startsWith('unknown'));
});

test('what was typed of actions is laid over the last run: typed fields alone, withdrawn ones gone, new ones there', () => {
  const row = { name: 'Depot', issue: 'late', owner: 'ann', unit: 'Logistics', countries: 'FR', status: 'running', expected: null, about: { id: 1, name: 'late' }, start: '2026-01-01', end: null, cost_minor: 41000000, share_low: 0.25, share_high: 0.5, share_from: 'promised',
    predicted_minor: null, realised_minor: null, grade: 'B', causes: [], leading: { metric: 'late share', before: 0.3, now: 0.2, target: 0.15, day: null, state: null, from: null, readings: [] }, proof: null, file: 'i.csv', line: 2 } as unknown as ActionRow;
  const said = { name: 'DEPOT', about: null, added: false, dropped: false, typed: null, issue: null, unit: null, owner: null, countries: null, start: null, end: null, cost_minor: null, metric: null, target: null, share_low: null, share_high: null, expected: null, status: null, causes: [], readings: [] } as ActionTyped;
  assert.deepEqual(actionsNow([row], []), [{ ...row, waits: false }]);
  assert.deepEqual(actionsNow([row], [said]), [{ ...row, waits: false }]);
  assert.deepEqual(actionsNow([row], [{ ...said, dropped: true }]), []);
  // Typed to nothing is nothing, not what the file said.
  const [now] = actionsNow([row], [{ ...said, typed: 'owner cost share', owner: '', share_low: 0.3, share_high: 0.6 }]);
  assert.deepEqual([now?.owner, now?.cost_minor, now?.share_low, now?.share_from, now?.unit, now?.waits], [null, null, 0.3, 'typed', 'Logistics', true]);
  const both = actionsNow([row], [{ ...said, name: 'New', added: true, typed: 'issue', issue: 'late', about: { id: 1, name: 'late' }, readings: [{ day: '2026-02-01', value: 0.1 }] }]);
  assert.deepEqual(both.map((a) => [a.name, a.waits, a.about?.id, a.leading?.now]), [['Depot', false, 1, 0.2], ['New', true, 1, 0.1]]);
  // What nobody added and no file names is no action: words about one whose file is gone.
  assert.equal(actionsNow([], [said]).length, 0);
});

test('the form of an action shows what was typed, sends what differs, and says a refusal at its field', () => {
  const a = { name: 'x', issue: null, owner: 'kim', unit: null, countries: null, status: null, expected: null, start: '2026-03-01', end: null, cost_minor: 9950, share_low: 0.3, share_high: 0.6, share_from: 'typed', leading: { metric: null, target: 0.15 } } as unknown as ActionRow;
  const form = actionForm(a, 'EUR');
  assert.deepEqual([form.cost, form.share, form.target, form.start, form.end], ['99.50', '30% to 60%', '15%', '2026-03-01', '']);
  assert.equal(actionForm({ ...a, share_from: 'promised' }, 'EUR').share, '');
  assert.deepEqual(actionChanges({ ...form, cost: ' ', owner: 'kim ' }, form), { cost: '' });
  assert.deepEqual(actionFailure("rows: 'a file' is no row"), { field: 'rows', why: "'a file' is no row" });
  assert.deepEqual(actionFailure('the book: is shut'), { field: '', why: 'the book: is shut' });
  assert.deepEqual([nextNode([], ''), nextNode([{ node: '1', answer: '', evidence: [] }, { node: '1.1', answer: '', evidence: [] }], '1'), nextNode([{ node: '1', answer: '', evidence: [] }], '')], ['1', '1.2', '2']);
});

test('an answer moves what is shown when things come, go or change places, not when their figures change', () => {
  const a = { total: 2, rows: [{ id: 1, n: 3, why: null }, { id: 2, n: 4, why: 'x' }] };
  const as = (change: (b: typeof a) => void): typeof a => { const b = structuredClone(a); change(b); return b; };
  assert.equal(moves(a, as((b) => { b.total = 3; (b.rows[0] as { n: number }).n = 9; })), false);
  assert.equal(moves(a, as((b) => void b.rows.reverse())), true);
  assert.equal(moves(a, as((b) => void b.rows.pop())), true);
  assert.equal(moves(a, as((b) => { (b.rows[0] as { why: string | null }).why = 'late'; })), true);
  assert.equal(moves(a, { ...a, more: 1 }), true);
  assert.equal(moves([], []), false);
});
