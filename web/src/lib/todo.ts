// What to do next about the data, the first thing first: money that is on no account, then sources that are late (every figure on
// them grows old), then rows set aside, then doubtful matches, then contradictions. Each item leads to the place where it is done.
import { count, money } from './format';
import { ledgerTotals } from './ledger';
import { texts } from './texts';
import type { DataAnswer, Doubt, Text } from './types';

export interface Todo { what: string; why: string; href: string; tone: 'harm' | 'normal' }

export function todoOf(a: DataAnswer, queue: Doubt[] | null, currency: Text): Todo[] {
  const t = texts.data, list: Todo[] = [];
  for (const s of ledgerTotals(a.ledger ?? []))
    if (s.difference) list.push({ what: t.doLedger(money(s.difference, s.currency)), why: t.doLedgerWhy, href: '/data?view=ledger', tone: 'harm' });
  for (const s of a.sources ?? [])
    for (const k of s.kinds ?? [])
      if (k.state === 'stale' || k.state === 'thin') list.push({ what: t.doStale(s.name, kindName(k.kind)), why: k.note ?? '', href: '/data#sources', tone: 'harm' });
  for (const q of (a.quarantine ?? []).filter((x) => x.whole_rows).slice(0, 3))
    list.push({ what: t.doAside(t.rows(count(q.rows), q.rows), q.reason), why: q.todo ?? '', href: '/data?view=quarantine&reason=' + encodeURIComponent(q.reason), tone: 'normal' });
  // The queue comes after the page: until then its place is held, so that nothing jumps.
  const waiting = queue?.length ?? a.review?.length ?? 0;
  if (waiting)
    list.push({ what: t.doReview(count(waiting), waiting), why: queue ? t.doReviewWhy(money(queue.reduce((sum, r) => sum + (r.money_minor ?? 0), 0), currency)) : '\u00a0', href: '/data?view=review', tone: 'normal' });
  for (const f of (a.findings ?? []).filter((x) => x.count && x.todo))
    list.push({ what: t.doFinding(f.title, count(f.count)), why: f.todo ?? '', href: '/data?view=findings', tone: 'normal' });
  return list;
}

export const kindName = (kind: string): string => texts.kind[kind] ?? kind;
