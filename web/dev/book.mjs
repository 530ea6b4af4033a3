// The made-up book: a maker of instruments that delivers late. Seeded, so that it is always the same.
import { bars, costBar, forest, line, spark } from './draw.mjs';

let seed = 20250930;
const rnd = () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff), seed / 0x7fffffff);
const pick = (list) => list[Math.floor(rnd() * list.length)];
const date = (back) => new Date(Date.UTC(2025, 8, 30) - back * 86400000).toISOString().slice(0, 10);

const roles = [{ role: 'Decision makers', heard: 119, total: 248, share: 0.48 }, { role: 'Purchasing', heard: 97, total: 249, share: 0.39 },
  { role: 'Users', heard: 431, total: 560, share: 0.77 }, { role: 'Frontline staff', heard: 44, total: 200, share: 0.22 }];
const settings = [{ name: 'margin', value: 0.38, unit: 'share', note: 'of revenue, from the finance plan' }, { name: 'horizon', value: 365, unit: 'days', note: null },
  { name: 'discount rate', value: 0.08, unit: 'share', note: 'per year' }, { name: 'handling hour', value: 6200, unit: 'EUR minor', note: 'loaded cost of support' }];

function effect(outcome, e, l, h, raw, n1, n0, grade, method = 'augmented inverse-probability weighting') {
  return { outcome, estimate: e, low: l, high: h, raw_estimate: raw, raw_low: raw - 0.03, raw_high: raw + 0.03, n_exposed: n1, n_unexposed: n0, n_accounts: n1 + n0, grade, method, q: grade === 'C' ? 0.21 : 0.004 };
}
const cost = (e, l, h) => ({ estimate: e * 100, low: l * 100, high: h * 100, horizon_days: 365 });
const late = [8, 9, 9, 8, 9, 10, 9, 12, 18, 22, 23, 25, 22, 23, 22, 18, 15, 14, 14, 13, 13];

function issue(id, rank, name, official, owner, n, exposed, grade, reason, effects, c, action, weekly) {
  return { id, rank, name, official, kind: 'promise', owner, accounts_exposed: n, revenue_exposed_minor: exposed * 100, grade, reason, effects, cost_of_doing_nothing_minor: c,
    cost_to_serve_minor_per_year: c ? Math.round(c.estimate * 0.12) : null, annuity_minor: c ? Math.round(c.estimate * 3.1) : null, action,
    cost_to_serve: { tickets: 40, certain_minor: c ? Math.round(c.estimate * 0.05) : 0, estimated_minor: c ? { estimate: Math.round(c.estimate * 0.12), low: Math.round(c.estimate * 0.08), high: Math.round(c.estimate * 0.16) } : null, grade: c ? 'B' : null },
    annuity_range_minor: c ? { estimate: Math.round(c.estimate * 3.1), low: Math.round(c.estimate * 1.9), high: Math.round(c.estimate * 4.4) } : null,
    charts: { cost: c ? costBar(c, 160000000) : null, weekly: weekly ? spark(weekly) : null } };
}
const found = [
  issue('late-delivery', 1, 'It never comes on the day you promised', 'Delivery later than promised', 'Logistics', 214, 11800000, 'B', null,
    [effect('renewal', -0.131, -0.176, -0.086, -0.091, 214, 198, 'B'), effect('revenue', -0.14, -0.19, -0.09, -0.11, 214, 198, 'B'), effect('cost', 62000, 41000, 83000, 71000, 214, 198, 'B')],
    cost(1040000, 620000, 1470000), { name: 'Depot Lyon', verdict: 'worked' }, late),
  issue('invoice-wrong', 2, 'The invoice is wrong again', 'Invoice differs from quote', 'Billing', 163, 8100000, 'B', null, [effect('renewal', -0.072, -0.11, -0.034, -0.08, 163, 249, 'B')],
    cost(470000, 210000, 740000), { name: 'Quote to invoice check', verdict: null }, [7, 5, 8, 6, 9, 6, 8, 9, 7, 9, 6, 8]),
  issue('slow-reply', 3, 'Four days for an answer', 'First reply slower than promised', 'Support', 139, 6400000, 'C', null, [effect('renewal', -0.041, -0.079, -0.003, -0.066, 139, 273, 'C')],
    cost(190000, 40000, 360000), { name: 'Night shift', verdict: 'cannot tell' }, [9, 8, 8, 9, 10, 10, 9, 9, 8, 8, 7, 6]),
  issue('portal-search', null, 'I cannot find my orders in the portal', 'Portal tasks abandoned', 'Digital', 301, 5200000, 'C', 'Looks costly, but small accounts use the portal and leave more often anyway.',
    [effect('renewal', -0.019, -0.06, 0.022, -0.072, 301, 111, 'C')], null, null, [6, 6, 7, 6, 7, 6, 6, 7, 7, 6, 6, 7]),
  issue('manuals', null, 'Manuals are only in English', 'Documentation language', null, 9, 300000, 'D', 'Too few accounts to say: 9, about 40 are needed.', [effect('renewal', -0.2, -0.6, 0.2, -0.2, 9, 403, 'D')], null, null, null),
];
const nothing = [['late-delivery', 'Support takes long', 'First reply slower than promised', -0.012], ['tickets', 'It keeps breaking', 'Three tickets or more in a quarter', 0.008], ['downgrade', 'We pay for seats nobody uses', 'Downgrade asked for', -0.021]]
  .map(([id, name, official, e], k) => issue(id, null, name, official, 'Support', 120 - k * 20, 900000, 'C', 'The interval reaches both sides of zero; about 1,900 accounts would be needed to see two points.',
    [effect('renewal', e, e - 0.06, e + 0.06, e - 0.01, 120 - k * 20, 380 + k * 20, 'C')], null, null, [5, 6, 5, 6, 5, 6, 5, 5]));

const cities = ['Cassin', 'Oria', 'Belmont', 'Sørlie', 'Gdańsk', 'Falkner', 'Ibarra', 'Novák', 'Tessin', 'Hallberg', 'Quintero', 'Rheinau', 'Ostara', 'Lindqvist', 'Moreau', 'Brandt'];
const trades = ['Labs', 'Water', 'Pharma', 'Foods', 'Steel', 'Energy', 'Papers', 'Dairy', 'Chemie', 'Optics'];
const segments = ['Strategic', 'Core', 'Growth'];
const accounts = Array.from({ length: 412 }, (_, i) => {
  const heard = rnd() < 0.7, issues = found.filter((f) => f.rank && rnd() < f.accounts_exposed / 412).map((f) => ({ id: f.id, name: f.name, times: 1 + Math.floor(rnd() * 5) }));
  return { id: `a${i + 1}`, name: `${cities[i % 16]} ${trades[Math.floor(i / 16) % 10]}${i >= 160 ? ' ' + (Math.floor(i / 160) + 1) : ''}`, segment: segments[i % 3], region: pick(['Benelux', 'Nordics', 'DACH', 'Iberia']), country: pick(['NL', 'DE', 'SE', 'ES']),
    value_minor: Math.round(900000 + rnd() ** 3 * 48000000), renewal: date(-Math.floor(rnd() * 500) + 120), heard, last_heard: heard ? date(Math.floor(rnd() * 200)) : null, comments: heard ? Math.floor(rnd() * 14) : 0, issues, status: rnd() < 0.06 ? 'lost' : 'active' };
});
const said = [['You promised Tuesday and the sensors came the week after. Our line stood still.', [[0, 20], [42, 56]], 'late-delivery'], ['Probes never arrive when they should, we borrow from another plant.', [[7, 36]], 'late-delivery'],
  ['The invoice is wrong again: freight was in the quote and is billed on top.', [[0, 26]], 'invoice-wrong'], ['Four days for an answer while the mixer is down.', [[0, 23]], 'slow-reply'], ['Great instruments, and the technician knew what he did.', [[0, 17]], 'quality'],
  ['I cannot find my orders in the portal, so I call.', [[0, 37]], 'portal-search'], ['Die Sonde kam drei Tage zu spät. Schon wieder.', [[14, 31]], 'late-delivery']];
const themes = [['late-delivery', 'It never comes on the day you promised', 486, 173, -0.62], ['invoice-wrong', 'The invoice is wrong again', 288, 131, -0.51], ['slow-reply', 'Four days for an answer', 240, 118, -0.44], ['portal-search', 'I cannot find my orders in the portal', 301, 140, -0.21], ['quality', 'Great instruments', 512, 204, 0.71]]
  .map(([id, name, c, a, s]) => ({ id, name, comments: c, accounts: a, sentiment: s }));
const comments = Array.from({ length: 640 }, (_, i) => {
  const [text, spans, theme] = said[Math.floor(rnd() * said.length)], a = accounts[(i * 37) % 412];
  return { id: `c${i + 1}`, key: `t${i + 1}`, side: 'customers', account: { id: a.id, name: a.name }, at: date(i) + 'T09:00:00Z', channel: pick(['survey', 'ticket', 'review']), language: text.startsWith('Die') ? 'de' : 'en', text, sentiment: theme === 'quality' ? 0.7 : -0.5, score: pick([null, 2, 4, 6, 9]), role: 'Plant manager', permission: 'inside',
    codes: [...spans.map(([from, to]) => ({ from, to, kind: 'theme', theme: themes.find((t) => t.id === theme).name, value: -0.5, state: null, words: [] })),
      { from: 0, to: text.length, kind: 'sentiment', theme: null, value: i % 9 ? -0.5 : null, state: i % 9 ? 'clear' : 'unclear', words: [{ from: 0, to: text.indexOf(' '), weight: -1.4 }] }], file: 'exports/qualtrics_2025.csv', line: i + 2 };
});
const quotes = said.slice(0, 2).map(([text, spans], i) => ({ text, spans, account: { id: accounts[i].id, name: accounts[i].name }, role: pick(['Plant manager', 'Maintenance']), date: date(40 + i * 9), value_minor: accounts[i].value_minor, renewal: accounts[i].renewal, file: 'exports/qualtrics_2025.csv', line: 311 + i * 40 }));

const files = [['crm/accounts.csv', 'Salesforce', 'account', 'UTF-8', 418, 412, 0, 6], ['survey/qualtrics_2025.csv', 'Qualtrics', 'response', 'UTF-16LE', 3120, 3098, 0, 22], ['support/zendesk.json', 'Zendesk', 'ticket', 'UTF-8', 9412, 9401, 0, 11],
  ['erp/deliveries_2024.csv', 'ERP', 'promise', 'windows-1252', 24110, 24087, 0, 23], ['erp/deliveries_2025.csv', 'ERP', 'promise', 'windows-1252', 19844, 13002, 6810, 32], ['billing/invoices.xlsx', 'Billing', 'invoice', null, 7204, 7204, 0, 0]]
  .map(([path, source, kind, encoding, rows_in, rows_kept, rows_unchanged, rows_quarantined], i) => ({ id: `f${i + 1}`, path, source, kind, encoding, rows_in, rows_kept, rows_unchanged, rows_quarantined, note: i === 4 ? 'overlaps deliveries_2024.csv; the overlap was recognised' : null }));
const reasons = ['promised day is not a date', 'quantity is negative', 'no account has this number', 'text is cut in the middle of a character'];
const quarantine = files.flatMap((f) => Array.from({ length: f.rows_quarantined }, (_, k) => ({ of: f.id, file: f.path, line: 17 + k * 41, column: pick(['promised_at', 'qty', 'customer_no']), reason: reasons[k % 4], raw: `4711${k};Sonde Pt100;31.02.2025;-${k + 1};ACME GmbH & Co` })));
const total = (k) => files.reduce((s, f) => s + f[k], 0);

function paged(rows, q) {
  const page = Math.max(1, Number(q.get('page') ?? 1)), per_page = Math.min(200, Number(q.get('per_page') ?? 50));
  return { total: rows.length, page, per_page, rows: rows.slice((page - 1) * per_page, page * per_page) };
}
const matches = (text, q) => text.toLowerCase().includes(q.toLowerCase());

const metricMonths = Array.from({ length: 12 }, (_, k) => {
  const share = k < 5 ? 0.955 : 0.78, apart = k >= 6;
  return { month: `${k < 3 ? 2024 : 2025}-${String(((k + 9) % 12) + 1).padStart(2, '0')}-01`, value: 0.965, target: 0.95, status: 'green', needed: 0.95, share, low: share - 0.03, high: share + 0.02, accounts: 214, n: 4100, verdict: apart ? 'green but customers are red' : 'cannot tell', told_by_months: apart ? 1 : null, since: apart ? '2025-03-01' : null };
});
function money(v) {
  const coverage = { accounts_heard_share: 0.706, revenue_heard_share: 0.71, accounts_heard: 291, accounts: 412, by_role: roles, chart: bars(roles, 'Share heard from, by role') };
  const ledger = { invoiced_minor: 4812345678, matched_minor: 4812345678, difference_minor: 0, currency: 'EUR', note: 'Ties to the cent in all 21 months.' };
  const base = { coverage, ledger, settings, handling_together_minor: 18600000, issues: found };
  if (v === 'empty') return { headline: { title: null, subtitle: null, nothing_found: false, cost_minor: null }, coverage: { ...coverage, accounts: 0, accounts_heard: 0, chart: null }, ledger: null, issues: [], signals: [], metrics: [], audits: [], settings: [] };
  if (v === 'nothing') return { ...base, headline: { title: 'Nothing here can be told apart from chance', subtitle: '500 accounts, 110 lost, three issues measured. Every interval reaches both sides of zero.', nothing_found: true, cost_minor: null }, issues: nothing, signals: [], metrics: [], audits: [] };
  return { ...base,
    headline: { title: 'Three broken expectations put €1.7 M of the next twelve months at risk if nothing is done', subtitle: 'Between €0.9 M and €2.5 M, in 412 accounts with contracts ending before October 2026. We hear from accounts that hold 71 % of revenue; ties to the ledger to the cent.', nothing_found: false, cost_minor: cost(1700000, 900000, 2500000) },
    signals: [{ id: 's1', stream: 'Late deliveries in Benelux', kind: 'rise', tone: 'harm', at: '2025-08-24', detected_at: '2025-09-02', size: 0.11, low: 0.07, high: 0.15, before: 0.09, after: 0.2, q: 0.003, n: 812, unit: 'share', accounts: 31, chart: null },
      { id: 's2', stream: '“Credit note” as a theme', kind: 'rise', tone: 'harm', at: '2025-09-08', detected_at: '2025-09-22', size: 7, low: 3, high: 11, before: 0, after: 7, q: 0.02, n: 7, unit: 'comments a week', accounts: 7, chart: null },
      { id: 's3', stream: 'Support replies within promise', kind: 'rise', tone: 'proof', at: '2025-09-07', detected_at: '2025-09-20', size: 0.12, low: 0.05, high: 0.19, before: 0.71, after: 0.83, q: 0.01, n: 390, unit: 'share', accounts: 139, chart: null }],
    metrics: [{ unit: 'Logistics', name: 'Dispatch on time', touchpoint: 'delivery', value: 0.968, target: 0.95, status: 'green', customer_view: 0.78, verdict: 'green but customers are red', note: 'Measured at our gate; suggested: delivered on the day promised', n: 48310, since: '2025-03-01', told: '2025-04-01', older: false, sides: [{ side: 'done', touchpoint: 'delivery', words: 'delivered on the day promised', needed: 0.95, share: 0.78, low: 0.75, high: 0.81, accounts: 214, n: 48310, state: 'red' }, { side: 'rated', touchpoint: 'delivery', words: 'ratings of 3 or more of 5', needed: 0.8, share: 0.84, low: 0.81, high: 0.87, accounts: 190, n: 610, state: 'green' }], months: metricMonths, chart: bars(roles, 'Dispatch on time, month by month') }, { unit: 'Support', name: 'First reply within a day', touchpoint: 'support', value: 0.81, target: 0.9, status: 'red', customer_view: 0.8, verdict: 'agrees', note: null, n: 9401, since: null, told: null, older: false, months: [], chart: null }],
    audits: [{ action: 'Depot Lyon', issue: 'late-delivery', measure: 'share of deliveries late', effect: -0.11, low: -0.15, high: -0.07, verdict: 'worked', n_treated: 62, n_control: 140, cost_minor: 26000000, note: 'predicted −14', grade: 'A' },
      { action: 'Night shift', issue: 'slow-reply', measure: 'share of replies in time', effect: 0.02, low: -0.04, high: 0.08, verdict: 'cannot tell', n_treated: 40, n_control: 99, cost_minor: 9000000, note: 'enough accounts by March 2026', grade: 'C' }] };
}

function issueDetail(i) {
  const e = i.effects[0];
  return { ...i, rule: 'A delivery that came after the promised day, in the 180 days before the renewal decision.',
    chain: { experience: { title: 'What customers live through', value: '22 % late', note: 'promised against delivered, 48,310 deliveries; 9 % before May 2024', grade: null }, behaviour: { title: 'What they then do', value: '−14 % orders, 2.1 tickets', note: 'within 90 days, against like accounts (−19 to −9 %; 1.7 to 2.5)', grade: 'B' },
      money: { title: 'What it costs if nothing is done', value: i.cost_of_doing_nothing_minor?.estimate ?? 'not told apart from zero', note: i.cost_of_doing_nothing_minor ? 'renewals €0.91 M, handling €0.13 M' : i.reason, grade: i.grade } },
    charts: { ...i.charts, weekly: line(late, 'Share of deliveries late, by month'), effect: forest([['All, raw', e.raw_estimate, e.raw_low, e.raw_high, true], ['All, adjusted', e.estimate, e.low, e.high], ['Strategic', e.estimate + 0.02, e.low, e.high + 0.03], ['Core', e.estimate - 0.01, e.low - 0.01, e.high], ['Placebo: after the decision', 0.008, -0.03, 0.04, true]], 'Effect on renewal in percentage points') },
    segments: ['Strategic', 'Core', 'Growth'].map((segment, k) => ({ segment, accounts: 40 - k * 9, value_minor: 410000000 - k * 90000000, n_exposed: k ? 60 : 30, n_unexposed: 50, effect: k === 2 ? null : est(-0.12 + k * 0.02, -0.18, -0.05) })),
    quotes: quotes, exposed: accounts.filter((a) => a.issues.some((x) => x.id === i.id)).map((a) => ({ id: a.id, name: a.name, segment: a.segment, times: a.issues.find((x) => x.id === i.id).times, value_minor: a.value_minor, renewal: a.renewal })),
    explain: { method: 'Exposure and renewal of each account at its decision day; adjusted for size, segment, tenure, usage before and price change by augmented inverse-probability weighting with cross-fitting.', assumptions: settings,
      diagnostics: [{ label: 'Overlap', value: 0.94, note: 'share of accounts with a like one on the other side' }, { label: 'Placebo after the decision', value: 0.008, note: '−0.03 to 0.04: nothing, as it should be' }, { label: 'E-value', value: 2.1, note: 'strength a hidden cause would need' }],
      rows: [{ text: 'Order 88123: promised 12 May, delivered 19 May', file: 'erp/deliveries_2025.csv', line: 4117 }, { text: 'Order 90211: promised 2 Jun, delivered 6 Jun', file: 'erp/deliveries_2025.csv', line: 6902 }], change: 'A margin of 30 % instead of 38 % gives €0.82 M; leaving out the ten largest accounts gives €0.88 M.' } };
}

function accountDetail(a) {
  const kinds = [['survey', 'Score 3: “came the week after”', 'harm'], ['ticket', 'Where is order 88123?', 'harm'], ['delivery', 'Delivered 7 days after the promised day', 'harm'], ['invoice', 'Invoice paid', 'normal'], ['usage', 'Weekly users back to usual', 'proof'], ['action', 'Moved to depot Lyon', 'proof']];
  const k = Number(a.id.slice(1));
  return { ...a, quoting: { permission: 'inside', decision: null, who: null, at: null }, contacts: [{ name: 'Ines Moreau', role: 'Plant manager', heard: true, last_heard: a.last_heard ?? date(50) }, { name: 'Tom Brandt', role: 'Purchasing', heard: false, last_heard: null }],
    family: k > 2 ? null : { top: { id: 'a1', name: accounts[0].name }, accounts: 2, relatives: [{ id: `a${3 - k}`, name: accounts[2 - k].name, is: k === 1 ? 'child' : 'parent', how: 'id' }] },
    aliases: [{ alias: 100 + k, source: 'Salesforce', name: a.name, external_id: '0018A0000' + k, email: null, how: 'number', probability: 1 }, { alias: 900 + k, source: 'ERP', name: a.name.toUpperCase() + ' GMBH', external_id: String(40000 + k), email: null, how: 'name and city', probability: 0.983 }],
    timeline: Array.from({ length: 74 }, (_, i) => { const [kind, title, tone] = kinds[(i * 5 + k) % 6]; return { at: date(i * 6 + (k % 5)), kind, title, text: kind === 'survey' ? 'You promised Tuesday and the sensors came the week after.' : null, tone, file: 'erp/deliveries_2025.csv', line: 100 + i }; }),
    charts: { usage: line(late.map((v) => 30 - v).slice(0, 14), 'Weekly users') },
    forecast: { decides: a.renewal, value_minor: a.value_minor, machine: 0.72, low: 0.6, high: 0.81, owner: 0.9, owner_why: 'new plant', final: 0.72, final_from: 'machine', health: 'watch', reasons: [{ words: 'met "It never comes on the day you promised"', points: -0.08 }] },
    lifetime: { how: 'contract', tenure: 6, alive: 1, expected: 2.8, revenue_minor: a.value_minor, serve_minor_per_year: 93000, value_minor: est(7459015, 871353, 12840664) }, expects: [{ id: 1, name: 'timeliness and being told', hypothesis: false, probability: 0.83 }], said: [saidQuote(said[0][0], 0)],
    fields_total: 120, fields: [{ name: 'Plan_Level', value: 'Pro', source: 'Salesforce', about: 'account', records: 1 }, { name: 'contract', value: 'K-77', source: 'Stripe', about: 'invoice', records: 12 }] };
}

const side = (alias, source, name, id, city) => ({ alias, source, name, id, domain: null, email: null, country: 'NL', city });
const doubts = Array.from({ length: 14 }, (_, i) => ({ account: { id: accounts[i].id, name: accounts[i].name }, one: side(100 + i, 'Salesforce', accounts[i].name, '0018A0000' + i, 'Breda'),
  other: side(900 + i, 'ERP', accounts[i].name.toUpperCase() + ' GMBH', String(40000 + i), i % 3 ? 'Breda' : 'Tilburg'), probability: 0.62, why: 'same city, name alike', money_minor: 149592612 - i * 7000000, gain: 6.2,
  evidence: [{ field: 'before', level: 'any two records', bits: -11.8 }, { field: 'name', level: 'a similar name', bits: 7.7 }, { field: 'place', level: 'the same city or postcode', bits: 4.8 }] }));
const freshness = (kind, state, note) => ({ kind, files: 1, rows: 48310, state, note, cadence: 'daily', usual_days: 1, allowed_days: 3, weekdays: true, first: '2023-01-02', last: '2025-09-29', expected: '2025-09-30', stale_from: '2025-10-02',
  gap_from: null, gap_to: null, gaps: 0, empty_weeks: 0, week_recent: 310, week_usual: 305, on_accounts_share: 0.983, accounts: 402, chart: spark([7, 8, 7, 9, 8, 7, 8]) });
const asked = [['Closed', null], ['Due', 'day-first']].map(([column, answer], k) => ({ file_id: 3 + k, file: 'crm/deals.csv', source: 'CRM', column, about: 'dates', required: !k, values: 214, examples: '03/04/2025, 05/06/2025', answer, decision: answer && 7, who: answer && 'ines' }))
  .concat({ file_id: 6, file: 'erp/rates.csv', source: 'ERP', column: 'Rate', about: 'numbers', required: false, values: 31, examples: '1.234, 12.500, 3.000', answer: null, decision: null, who: null });
const dataMore = (v) => ({ as_of: '2025-09-30', questions: v === 'empty' ? [] : asked, answered: v === 'empty' ? [] : [{ file_id: 9, file: 'erp/invoices.csv', source: 'ERP', column: 'Issued', answer: 'month-first', decision: 5, who: 'ines', at: '2025-09-12T08:00:00Z' }],
  read_again: v === 'empty' ? [] : [{ file_id: 8, file: 'crm/won.csv', source: 'CRM', column: 'Won', was: 'month-first', answer: 'day-first', who: 'ines' }], sources: [{ id: 1, name: 'Salesforce', kinds: [freshness('account', 'undated', 'a list as it stands, without days')] }, { id: 2, name: 'Zendesk', kinds: [freshness('ticket', 'stale', 'stale since 12 Sep 2025: usually daily, nothing since 9 Sep 2025')] },
  { id: 3, name: 'ERP', kinds: [freshness('delivery', 'fine', 'as usual, every working day; next expected 1 Oct 2025'), freshness('invoice', 'fine', 'as usual, daily')] }], coverage: money(v).coverage,
  kinds: [{ kind: 'ticket', accounts: 351, share: 0.85 }, { kind: 'invoice', accounts: 412, share: 1 }],
  quarantine: reasons.map((reason) => ({ reason, rows: quarantine.filter((r) => r.reason === reason).length, whole_rows: 3, files: 1, todo: 'correct the day in the source system', example: { column: 'promised', raw: '31.02.2025', file: 'erp/deliveries_2025.csv', line: 703 } })),
  not_stored: [{ source: 'Qualtrics', what: 'IP addresses', how: 'header', column: 'IPAddress', values: 10606, files: 1 }], erasures: 1 });

// What changed, what is expected and said, what is done: one of each, so that every part of their pages is drawn.
const judged = { status: 'open', decision: null, judged_by: null, judged_at: null };
const est = (estimate, low, high) => ({ estimate, low, high });
const shared = (text, i) => ({ text, account: { id: accounts[i].id, name: accounts[i].name }, role: 'Plant manager', date: date(30 + i), channel: 'survey', permission: i % 2 ? 'outside' : 'inside', file: 'exports/qualtrics_2025.csv', line: 40 + i });
const signalRow = (s, k) => ({ ...s, ...judged, shape: ['step', 'spike', 'drift'][k % 3], at_low: s.at, at_high: s.detected_at, affected: s.accounts, revenue_minor: 200000000 - k * 30000000, measure: 'late', by: k ? 'all' : 'region', value: k ? null : 'Benelux', chart: spark(late),
  quotes: [{ text: said[k][0], account: accounts[k].name, date: s.at }], with: [{ stream: 'Tickets per account', correlation: 0.71, lag_weeks: 2 }] });
const signalRows = (v) => money(v).signals.map(signalRow);
const signalDetail = (s) => ({ ...s, chart: line(late, s.stream), streams: [{ stream: 'Tickets per account', correlation: 0.71, lag_weeks: 2, chart: spark(late) }], quotes: [shared(said[0][0], 0), shared(said[1][0], 1)], theme: 'late-delivery', mix: null,
  affected_accounts: accounts.slice(0, 31).map((a, i) => ({ id: a.id, name: a.name, segment: a.segment, region: a.region, x: 9 - (i % 5), n: 12, revenue_minor: a.value_minor, renewal: a.renewal, value_minor: a.value_minor })), others: [{ id: 's9', kind: 'fall', shape: 'step', tone: 'proof', at: '2024-03-04', status: 'known' }],
  method: 'Each week counts deliveries late of those promised; the largest likelihood ratio of two levels against one.', p_look: 0.004, seasonal: false, assumptions: [{ name: 'fdr', value: 0.05, unit: 'share', note: 'expected share of false finds among those shown' }] });
const saidQuote = (text, i, kind = 'promise') => ({ ...shared(text, i), kind, polarity: 'disappointed', topic: 'timeliness' });
const expectations = { accounts: 211, stability: 0.81, sentences: [{ kind: 'promise', polarity: 'disappointed', sentences: 572, accounts: 176 }, { kind: 'workaround', polarity: null, sentences: 96, accounts: 61 }],
  sets: [{ id: 1, name: 'timeliness and being told', hypothesis: false, accounts: 118, share: est(0.56, 0.48, 0.63), revenue_minor: 560000000, sentences_an_account: 2.4, decisions: 88, renewal_against_others: est(-0.06, -0.12, -0.01), answers: 400, score_against_others: est(-0.8, -1.2, -0.4),
    topics: [{ topic: 'timeliness', held: 0.81, overall: 0.44 }, { topic: 'being told', held: 0.63, overall: 0.31 }], gaps: [{ side: 'said', topic: null, gap: est(0.62, 0.5, 0.74), n: 240, accounts: 88, note: null }, { side: 'rated', topic: 'delivery', gap: est(0.41, 0.35, 0.47), n: 900, accounts: 102, note: null },
      { side: 'done', topic: 'delivered as promised', gap: est(0.22, 0.2, 0.24), n: 4810, accounts: 118, note: null }, { side: 'all', topic: null, gap: null, n: 3, accounts: 118, note: 'the sides do not agree' }], quotes: [saidQuote(said[0][0], 0), saidQuote(said[1][0], 1)], consequences: [], workarounds: [saidQuote('We borrow from another plant.', 2, 'workaround')] }],
  weights: [{ topic: 'timeliness', source: 'Delivery on the day', label: 'must-have', n_bad: 80, n_middle: 120, n_good: 300, penalty: est(2.1, 1.6, 2.6), reward: est(0.3, 0, 0.6), contrast: est(1.8, 1.1, 2.5) }, { topic: 'portal', source: 'comments', label: 'cannot tell', n_bad: 4, n_middle: 20, n_good: 3, penalty: null, reward: null, contrast: null }],
  fits: [{ classes: 1, loglik: -900, aic: 1820, bic: 1844, entropy: 1, starts: 20, repeated: 20, chosen: false }, { classes: 2, loglik: -850, aic: 1740, bic: 1790, entropy: 0.8, starts: 20, repeated: 14, chosen: true }] };
const ourComments = comments.slice(0, 40).map((c, i) => ({ ...c, id: `ours-${i + 1}`, key: null, side: 'ours', channel: 'note', text: 'Told the customer the truck left on time.', codes: [], score: null, role: null }));
const voiceRows = comments.map((c, i) => ({ id: c.id, side: c.side, voice: `${c.file}:${c.line}:abc`, text: c.text, sentiment: c.sentiment, score: c.score, value_minor: 4200000, codes: c.codes, account: c.account, role: i % 3 ? 'Buyer' : null, date: c.at.slice(0, 10), channel: c.channel, permission: i % 5 ? 'inside' : 'outside', file: c.file, line: c.line }));
const sides = [{ id: 'late-delivery', name: 'It never comes on the day you promised', sides: [{ side: 'customers', comments: 486, of: 1827, share: est(0.27, 0.25, 0.29), scored: 480, sentiment: -0.62 }, { side: 'employees', comments: 44, of: 610, share: est(0.07, 0.05, 0.1), scored: 40, sentiment: -0.11 }],
  customers: [{ text: said[0][0], source: 'survey', permission: 'outside', date: date(30), file: 'exports/qualtrics_2025.csv', line: 2 }], employees: [{ text: 'Told the customer the truck left on time.', source: 'notes', permission: 'inside', date: date(29), file: 'support/notes.json', line: 9 }] }];
const themeAnswer = { comments: 1827, other: 210, decisions_waiting: 0, heard: { same: 12, near: 31, again: 4, most: 6, cut: 0, nothing: 19, trimmed: 88, standing: 41, unknown: 7, named: 21, sentences: 3410, unclear: 16, wish: 40 }, languages: [{ language: 'en', comments: 1302 }, { language: 'de', comments: 518 }, { language: 'unknown', comments: 7 }], standing: [{ sentence: 'This form was sent from the customer portal and filled in by hand.', comments: 41, accounts: 12 }], themes: themes.map((x) => ({ ...x, found_name: x.name, terms: 'late, day, promised', state: 'kept', first: '2024-01-31', last: '2025-09-30', likeness: 0.94, stability: 0.91, subs: [{ id: x.id + '-1', name: x.name + ', again', found_name: x.name + ', again', state: 'kept', comments: 60, accounts: 41, negative: 40, sentiment: -0.4, stability: 0.8, quote: { comment: 'response:1', text: x.name + ', again', permission: 'inside' } }] })), gone: [], runs: [],
  agreement: [{ part: 'random', n: 40, same: 34, kappa: 0.78, low: 0.62, high: 0.9 }], learned: [], ask: [{ comment: 'k1', how: 'margin', margin: 0.02, theme: 'Great instruments', text: 'The probe is fine, the invoice is not.' }], questions: [{ question: 'What should we do better?', answers: 800 }], question: '',
  shares: [{ segment: null, id: 'late-delivery', name: 'It never comes on the day you promised', answers: 486, accounts: 173, coded: 486, share: 0.27, low: 0.25, high: 0.29, p: null, q: null }] };
const actionList = { actions: [{ name: 'Depot Lyon', issue: 'late-delivery', owner: 'M. Weber', unit: 'Logistics', countries: 'FR, ES', status: 'running', expected: 'fewer late deliveries', about: { id: 'late-delivery', name: 'It never comes on the day you promised' }, start: '2025-03-01', end: null, cost_minor: 26000000, share_low: 0.3, share_high: 0.6, share_from: 'typed',
  predicted_minor: est(45000000, 20000000, 70000000), realised_minor: est(22000000, 9000000, 36000000), observed: [{ outcome: 'kept', months: 7, effect: 0.04, low: -0.01, high: 0.09, money_minor: est(19000000, -5000000, 43000000), modelled_minor: 12800000, p: 0.12, placebo_p: 0.61, reached: 214, others: 96, method: 'against accounts not reached, with the same months a year before', grade: 'B', note: 'a year earlier, when nothing was done, the same comparison shows none (p 0.61)' }, { outcome: 'serve', months: 7, effect: 1900, low: 400, high: 3400, money_minor: est(406600, 85600, 727600), modelled_minor: null, p: 0.01, placebo_p: 0.4, reached: 214, others: 96, method: 'against accounts not reached, with the same months a year before', grade: 'B', note: 'a year earlier, when nothing was done, the same comparison shows none (p 0.40)' }], grade: 'A', leading: { metric: 'late deliveries', before: 0.22, now: 0.11, target: 0.1, day: '2025-09-01', state: 'on the way', from: 'metric', readings: [] },
  causes: [{ node: '1', answer: 'Parcels leave on time and arrive late', evidence: [{ file: 'erp/deliveries_2025.csv', line: 4117, in_book: true }] }, { node: '1.1', answer: 'Transit times in the planning system are the old ones', evidence: [{ file: 'planning/settings.xlsx', line: 12, in_book: false }] }], proof: { verdict: 'worked', grade: 'A', method: 'difference in differences' }, file: 'initiatives.csv', line: 2 }], lessons: [] };
const optionList = { options: [{ id: 1, name: 'Own the promise date', issue: 'late-delivery', about: { id: 'late-delivery', name: 'It never comes on the day you promised' }, net_minor: est(45000000, -2000000, 90000000), reason: null, owner: 'Logistics', cost_minor: 4000000, yearly_minor: 0, people: 1, months: 3, share: 0.48, share_low: 0.35, share_high: 0.6, payback_months: 7, loses: 0.06, grade: 'B', choice: null }], frontier: [] };

const taskRows = (v) => (v === 'empty' ? [] : Array.from({ length: 9 }, (_, i) => {
  const a = accounts[i * 7], signal = i === 3, ended = i > 6, [text] = said[i % said.length];
  return { id: i + 1, rule: signal ? 'signal' : i % 2 ? 'broken' : 'detractor', account: signal ? null : { id: a.id, name: a.name }, cause: signal ? 'Late deliveries in Benelux' : found[i % 3].name, words: i === 5 ? null : text, permission: i === 5 ? 'none' : 'inside', score: signal ? null : i % 5, money_minor: 90000000 - i * 9000000,
    owner: i % 3 ? 'kim@nordhaven.example' : null, said: 1 + i, said_at: '2025-09-28T09:00:00Z', made_at: '2025-09-29T09:00:00Z', escalated_at: i === 1 ? '2025-10-02T09:00:00Z' : null, escalated_to: i === 1 ? 'lee@nordhaven.example' : null, history: signal ? null : { comments: 14 - i, scores: 6, score: 4.2 },
    reply: `Thank you for being frank with us. You wrote: "${text}" When may I call?`, decision: ended ? 40 + i : null, told: ended ? 'yes' : null, done: ended ? 'Changed the carrier' : null, done_by: ended ? 'ines' : null, done_at: ended ? '2025-09-30T09:00:00Z' : null };
}));

export function answers(v, path, q) {
  const [, what, id] = path.split('/').map(decodeURIComponent);
  const issues = v === 'nothing' ? nothing : v === 'empty' ? [] : found, all = v === 'empty' ? [] : accounts;
  if (what === 'me') return { signed_in: true, name: 'ines', role: 'admin', how: 'local', may: ['read', 'ask', 'decide', 'intake', 'admin', 'settle'], rules: [], users: false, writable: true, provider: null };
  if (what === 'book') return { company: 'Nordhaven Instruments', book: 'nordhaven.book', as_of: '2025-09-30', currency: 'EUR', engine: 'duckdb 1.4.4', version: '0.1.0', accounts: all.length, computed: true, files_behind: 0 };
  if (what === 'money') return money(v);
  if (what === 'issues' && !id) return { issues };
  if (what === 'issues') { const i = issues.find((x) => x.id === id); return i ? issueDetail(i) : null; }
  if (what === 'accounts' && !id) {
    const by = { name: (a, b) => a.name.localeCompare(b.name), renewal: (a, b) => a.renewal.localeCompare(b.renewal), value: (a, b) => b.value_minor - a.value_minor }[q.get('sort') ?? 'value'];
    const { rows, ...page } = paged(all.filter((a) => matches(a.name, q.get('q') ?? '') && (!q.get('segment') || a.segment === q.get('segment'))).sort(by), q);
    return { ...page, segments, accounts: rows };
  }
  if (what === 'accounts' && path.endsWith('/timeline')) {
    const a = all.find((x) => x.id === id), told = a ? accountDetail(a).timeline.sort((x, y) => y.at.localeCompare(x.at)) : [], of = q.get('kind');
    const kinds = [...new Set(told.map((m) => m.kind))].sort().map((kind) => ({ kind, n: told.filter((m) => m.kind === kind).length, left_out: 0 })), { rows, ...page } = paged(told.filter((m) => !of || m.kind === of), q);
    return a ? { ...page, limit: 500, left_out: 0, kinds, timeline: rows.map((m) => ({ ...m, comment: null, clip: null, rows: null })) } : null;
  }
  if (what === 'accounts') { const a = all.find((x) => x.id === id); return a ? accountDetail(a) : null; }
  if (what === 'rollup') {
    const by = q.get('by') ?? 'parent', of = (a) => (by === 'segment' ? a.segment : by === 'region' ? a.region : a.name), groups = new Map();
    for (const a of all) {
      const g = groups.get(of(a)) ?? groups.set(of(a), { id: by === 'parent' ? a.id : null, name: of(a), accounts: 0, active: 0, value_minor: 0, issues: [] }).get(of(a));
      Object.assign(g, { accounts: g.accounts + 1, active: g.active + 1, value_minor: g.value_minor + a.value_minor });
      for (const i of a.issues) { const seen = g.issues.find((x) => x.id === i.id) ?? g.issues[g.issues.push({ id: i.id, name: i.name, accounts: 0, times: 0 }) - 1]; seen.accounts++; seen.times += i.times; }
    }
    const { rows, ...page } = paged([...groups.values()].sort((a, b) => b.value_minor - a.value_minor), q);
    return { ...page, by, groups: rows };
  }
  if (what === 'links') {
    const n = Number(q.get('q')), k = n >= 900 ? n - 900 : n - 100, a = all[k - 1];
    return a ? { links: [{ alias: n, source: n >= 900 ? 'ERP' : 'Salesforce', name: a.name, id: String(n), email: null, domain: null, account: k, account_name: a.name, probability: n >= 900 ? 0.983 : 1, how: n >= 900 ? 'name and city' : 'id',
      other: n >= 900 ? { alias: 100 + k, source: 'Salesforce', name: a.name, id: '0018A0000' + k } : null, evidence: n >= 900 ? doubts[0].evidence : [] }] } : null;
  }
  if (what === 'comments' && id) {
    const c = comments.find((x) => x.key === id), part = (side, text, here, line) => ({ at: c.at, side, title: null, text, here, file: c.file, line });
    return c ? { comment: c, thread: [part('customer', c.text, true, c.line), part('agent', 'It left the depot today.', false, c.line + 1)] } : null;
  }
  if (what === 'comments') {
    const name = themes.find((t) => t.id === q.get('theme'))?.name;
    const { rows, ...page } = paged(v === 'empty' ? [] : (q.get('side') === 'ours' ? ourComments : comments).filter((c) => matches(c.text, q.get('q') ?? '') && (!q.get('theme') || c.codes.some((x) => x.theme === name)) && (!q.get('account') || c.account.id === q.get('account'))), q);
    return { ...page, withheld: 2, themes: v === 'empty' ? [] : themes, comments: rows };
  }
  if (what === 'signals' && !id) { const all = v === 'empty' ? [] : signalRows(v), { rows, ...page } = paged(all, q), facet = (name, value, n) => ({ name, value, n }); return { ...page, harmful: all.filter((s) => s.tone === 'harm').length, streams: 120, signals: rows, facets: { measures: [facet('late', null, 3)], where: [facet('region', 'Benelux', 1), facet('all', null, 2)], kinds: [facet('rise', null, 3)], statuses: [facet('open', null, 3)] } }; }
  if (what === 'signals') { const s = signalRows(v).find((x) => x.id === id); return s ? signalDetail(s) : null; }
  if (what === 'changes') return { silence: v === 'empty' ? [] : [{ account_id: 'a3', account: accounts[2].name, what: 'speaks', last_day: date(120), days: 14, usual_days: 21, expected: date(60), q: 0.01, revenue_minor: 3100000 }], words: [{ word: 'credit note', kind: 'new', said: 7, spoke: 120, said_before: 0, spoke_before: 700, q: 0.01, quote: 'Where is my credit note?' }],
    scores: [{ score: 'nps', label: null, by: 'all', value: null, since: '2025-03-01', before: 7.1, after: 6.8, real_low: -0.5, real_high: -0.1, modelled: -0.25, near_low: -1.2, near_high: 0.8, worst_low: -6.1, worst_high: 5.6, answered_before: 400, answered_after: 380, asked: 900, parts: [{ part: 'roles', value: 0.02, n: 40 }, { part: 'real', value: -0.3, n: 210 }] }] };
  if (what === 'expectations') return v === 'empty' ? { accounts: 0, stability: null, sentences: [], sets: [], weights: [], fits: [] } : expectations;
  if (what === 'voices') { const some = v === 'empty' ? [] : voiceRows.filter((c) => matches(c.text, q.get('q') ?? '')), { rows, ...page } = paged(some, q); return { ...page, themes: q.get('q') || v === 'empty' ? [] : [{ id: 'late-delivery', name: 'It never comes on the day you promised', quotes: voiceRows.slice(0, 2) }], voices: rows, sides: q.get('q') || v === 'empty' ? [] : sides }; }
  if (what === 'stories') return id ? { id: 4, name: 'Why lateness hurts', who: 'ines', at: '2025-09-30T09:00:00Z', missing: 1, voices: voiceRows.slice(0, 3) } : { stories: v === 'empty' ? [] : [{ id: 4, name: 'Why lateness hurts', quotes: 3, who: 'ines', at: '2025-09-30T09:00:00Z' }] };
  if (what === 'themes') return v === 'empty' ? { ...themeAnswer, comments: 0, themes: [], gone: [], ask: [], agreement: [], questions: [], shares: [] } : themeAnswer;
  if (what === 'forecast') return { forecasts: v === 'empty' || q.get('brief') ? [] : accounts.slice(0, 3).map((a, k) => ({ account: { id: a.id, name: a.name }, decides: a.renewal, value_minor: a.value_minor, machine: 0.6 + k / 10, low: 0.5, high: 0.9, owner: k === 1 ? 0.9 : null, owner_why: k === 1 ? 'new plant' : null, final: k === 1 ? 0.9 : 0.6 + k / 10, final_from: k === 1 ? 'owner' : 'machine', health: ['at risk', 'good', 'watch'][k], reasons: [{ words: 'deliveries were late', points: -0.1 }] })), total: v === 'empty' ? 0 : 3, page: 1, per_page: 50, health: v === 'empty' ? [] : [{ health: 'at risk', n: 1, value_minor: 3100000 }, { health: 'good', n: 1, value_minor: 900000 }, { health: 'watch', n: 1, value_minor: 500000 }], tests: v === 'empty' ? [] : [{ rule: 'machine', n: 210, lost: 41, brier: 0.12, gain_low: 0.01, gain_high: 0.04, auc: 0.78, slope: 0.97, expected: 0.81, observed: 0.8 }],
    warnings: v === 'empty' ? [] : [{ level: 'at risk', times: 2, n: 210, warned: 30, went: 16, lost: 41, lost_minor: 90000000, caught_minor: 42000000, right: { estimate: 0.53, low: 0.36, high: 0.7 }, found: { estimate: 0.39, low: 0.26, high: 0.54 }, found_money: { estimate: 0.47, low: 0.3, high: 0.64 }, stake_minor: { estimate: 1400000, low: 800000, high: 2450000 } },
      { level: 'everybody', times: 0, n: 210, warned: 210, went: 41, lost: 41, lost_minor: 90000000, caught_minor: 90000000, right: null, found: null, found_money: null, stake_minor: null }], bins: v === 'empty' ? [] : [{ from: 0.5, to: 0.6, n: 20, forecast: 0.56, observed: 0.6 }, { from: 0.8, to: 0.9, n: 190, forecast: 0.84, observed: 0.82 }], misses_total: v === 'empty' ? 0 : 1, misses: v === 'empty' ? [] : [{ account: { id: accounts[0].id, name: accounts[0].name }, decided: '2025-01-31', renewed: false, machine: 0.92, base: 0.81 }] };
  if (what === 'tasks') {
    const all = taskRows(v), at = q.get('state') ?? 'open', state = all.filter((t) => at === 'all' || (t.decision !== null) === (at === 'done')), facet = (f) => [...new Set(state.map(f))].map((name) => ({ name, value: null, n: state.filter((t) => f(t) === name).length }));
    const { rows, ...page } = paged(state.filter((t) => (!q.get('rule') || t.rule === q.get('rule')) && (!q.get('owner') || (t.owner ?? '-') === q.get('owner')) && (!q.get('account') || t.account?.id === q.get('account')) && matches(`${t.account?.name} ${t.cause} ${t.words}`, q.get('q') ?? '')), q);
    return { ...page, open: all.filter((t) => t.decision === null).length, done: all.filter((t) => t.decision !== null).length, facets: { rules: facet((t) => t.rule), owners: facet((t) => t.owner ?? '-') }, tasks: rows };
  }
  if (what === 'actions' && id === 'typed') return { actions: [] };
  if (what === 'actions') return v === 'empty' ? { actions: [], lessons: [] } : actionList;
  if (what === 'options') return v === 'empty' ? { options: [], frontier: [] } : optionList;
  if (what === 'portfolio') { const typed = { issue: 'It never comes on the day you promised', owner: 'Logistics', eager: null, convince: null, needs: null, alone: true, cost_minor: 4000000, yearly_minor: 0, people: 1, months: 3, share_low: 0.35, share_high: 0.6 }, none = v === 'empty';
    return { currency: 'EUR', budget_minor: null, people_limit: null, risk: 0, taken: none ? 0 : 1, spent_minor: none ? 0 : 4000000, people: none ? 0 : 1, value_minor: est(none ? 0 : 45000000, none ? 0 : -2000000, none ? 0 : 90000000), worst_tenth_minor: 0, before_shrinking_minor: 0, regret_of_greedy_minor: 0, next_step: { money: 100000, gain_minor: 0, buys: null }, know_all_minor: 0, proven: true,
      options: none ? [] : [{ typed, id: 1, name: 'Own the promise date', issue: 1, taken: true, weighed: true, reason: 'taken', why: 'taken', instead: null, first_year_cost_minor: 4000000, people: 1, net_minor: 45000000, loss_minor: 45000000, chance: 0.94, learn_minor: 0 }], inputs: [], frontier: [] }; }
  if (what === 'data') return { ...dataMore(v), ...answers(v, '/files', q) };
  if (what === 'reviews') return { reviews: v === 'empty' ? [] : doubts, causes: v === 'empty' ? [] : [{ kind: 'company', why: doubts[0].why, doubts: 31, probability: 0.64, most_money_minor: 149592612 }, { kind: 'person', why: 'same name, other company', doubts: 4, probability: 0.51, most_money_minor: 1200000 }], total: v === 'empty' ? 0 : 35 };
  if (what === 'decisions') return { total: 1, page: 1, per_page: 50, pending: 1, decisions: [{ id: 1, what: 'never', subject: '0018A00003 @ Salesforce', object: '40003 @ ERP', who: 'ines', why: 'web page', at: '2025-09-30T09:00:00Z', undone: false, pending: true }] };
  if (what === 'recompute') return { writable: true, running: false, done: 0, failed: null };
  if (what === 'ledger') return { total: v === 'empty' ? 0 : 1, page: 1, per_page: 50, currency: 'EUR', parts: [{ month: '2025-05-01', currency: 'EUR', part: 'invoiced', rows: 410, amount_minor: 229000000, reporting_minor: 229000000 }],
    differences: v === 'empty' ? [] : [{ month: '2025-05-01', currency: 'EUR', reason: 'called paid although payments fall short', number: 'I-5501', amount_minor: 120050, expected_minor: 240100, difference_minor: 120050, note: null, file: 'erp/invoices.csv', line: 4112, other_file: null, other_line: null }] };
  if (what === 'files') return v === 'empty' ? { files: [], findings: [], ledger: [], review: [], totals: { rows_in: 0, rows_kept: 0, rows_unchanged: 0, rows_quarantined: 0 } } : { files,
    findings: [{ title: 'Promised days on a Sunday', count: 41, of: 43954, why: 'Nothing leaves the depot on Sundays; they are read as the Monday after.', examples: [{ text: 'order 77102, promised 2025-03-02', file: 'erp/deliveries_2025.csv', line: 212 }] }],
    ledger: late.map((_, i) => ({ month: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, currency: 'EUR', invoiced_minor: 229000000 + i * 1234567, matched_minor: 229000000 + i * 1234567 - (i === 4 ? 120050 : 0), difference_minor: i === 4 ? 120050 : 0 })),
    review: [{ alias: 'Cassin Laboratories BV', account: 'Cassin Labs', probability: 0.71, why: 'same city, name alike, other tax number' }], totals: { rows_in: total('rows_in'), rows_kept: total('rows_kept'), rows_unchanged: total('rows_unchanged'), rows_quarantined: total('rows_quarantined') } };
  if (what === 'quarantine') {
    const some = v === 'empty' ? [] : quarantine.filter((r) => !q.get('file') || r.of === q.get('file') || r.file === q.get('file'));
    const { rows, ...page } = paged(some, q);
    return { ...page, reasons: reasons.map((reason) => ({ reason, rows: some.filter((r) => r.reason === reason).length })), rows: rows.map(({ of, ...r }) => r) };
  }
  return null;
}
