// What to do next about the data, the first thing first: money that is on no account, then dates and numbers that can be read both ways, then sources that are late (every figure on
// them grows old), then rows set aside, then doubtful matches, then contradictions. Each item leads to the place where it is done.
import { count, money } from './format';
import { ledgerTotals } from './ledger';
import { said } from './said';
import { texts } from './texts';
import type { ColumnQuestion, DataAnswer, Doubt, Text } from './types';

const BOTH_WAYS = ['day and month cannot be told apart', 'decimals and thousands cannot be told apart'];

export interface Todo { what: string; why: string; href: string; tone: 'harm' | 'normal' }

export function todoOf(a: DataAnswer, queue: Doubt[] | null, currency: Text): Todo[] {
  const t = texts.data, list: Todo[] = [];
  for (const s of ledgerTotals(a.ledger ?? []))
    if (s.difference) list.push({ what: t.doLedger(money(s.difference, s.currency)), why: t.doLedgerWhy, href: '/data?view=ledger', tone: 'harm' });
  for (const q of (a.questions ?? []).filter((x) => !x.answer))
    list.push({ what: (q.about === 'numbers' ? t.doNumbers : t.doQuestion)(q.column, q.file ?? ''), why: questionWaits(q) + (q.examples ? ': ' + q.examples : ''), href: '/data#questions', tone: 'harm' });
  for (const x of (a.read_again ?? []).filter((y) => y.answer))
    list.push({ what: t.doAgain(x.file ?? ''), why: t.againWas(x.column, t.order[x.was] ?? x.was), href: '/data#read-again', tone: 'harm' });
  for (const s of a.sources ?? [])
    for (const k of s.kinds ?? [])
      if (k.state === 'stale' || k.state === 'thin') list.push({ what: t.doStale(s.name, kindName(k.kind)), why: k.note ?? '', href: '/data#sources', tone: 'harm' });
  // Rows that wait for an answer are asked about above.
  const asked = (a.questions ?? []).length > 0;
  for (const q of (a.quarantine ?? []).filter((x) => x.whole_rows && !(asked && BOTH_WAYS.includes(x.reason))).slice(0, 3))
    list.push({ what: t.doAside(t.rows(count(q.rows), q.rows), said(q.reason_say, q.reason)), why: q.todo ?? '', href: '/data?view=quarantine&reason=' + encodeURIComponent(q.reason), tone: 'normal' });
  // The queue comes after the page: until then its place is held, so that nothing jumps.
  const waiting = queue?.length ?? a.review?.length ?? 0;
  if (waiting)
    list.push({ what: t.doReview(count(waiting), waiting), why: queue ? t.doReviewWhy(money(queue.reduce((sum, r) => sum + (r.money_minor ?? 0), 0), currency)) : '\u00a0', href: '/data?view=review', tone: 'normal' });
  for (const f of (a.findings ?? []).filter((x) => x.count && x.todo))
    list.push({ what: t.doFinding(f.title, count(f.count)), why: f.todo ?? '', href: '/data?view=findings', tone: 'normal' });
  return list;
}

/** The first of some dates as a day, with the day first and with the month first; null where it is no such date. */
export function bothWays(examples: string): [string, string] | null {
  const m = /(\d{1,2})[^\d\s](\d{1,2})[^\d\s](\d{4}|\d{2})/.exec(examples);
  if (!m) return null;
  const [a, b] = [m[1] ?? '', m[2] ?? ''].map((x) => x.padStart(2, '0')), year = (m[3] ?? '').padStart(4, '20');
  return [`${year}-${b}-${a}`, `${year}-${a}-${b}`];
}

/** What waits for an answer about a column: rows, or values of rows that stand. */
export function questionWaits(q: ColumnQuestion): string {
  const t = texts.data, words = q.required ? t.questionRows : q.about === 'numbers' ? t.questionNumbers : t.questionCells;
  return q.values === 0 ? t.questionBehind : words(count(q.values), q.values);
}

/** Numbers like "1.234" and "-12,500 KWD" as the one sign in them has it: `way` says which sign is decimal, the other groups thousands. */
export function bothNumbers(examples: string, way: string): number[] {
  const decimal = way === 'comma' ? ',' : '.';
  return [...examples.matchAll(/([-(]?)[^\d,(-]*(\d{1,3})([.,])(\d{3})(?!\d)([-)]?)/g)].map((m) =>
    Number(`${m[1] || m[5] ? '-' : ''}${m[2] ?? ''}${m[3] === decimal ? '.' : ''}${m[4] ?? ''}`));
}

export const kindName = (kind: string): string => texts.kind[kind] ?? kind;
