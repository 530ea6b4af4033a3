// Sums of the ledger's months, one a currency: amounts of different currencies are never added.
import type { LedgerMonth, LedgerPart } from './types';

export interface LedgerSum { currency: string; invoiced: number; matched: number; difference: number; months: LedgerMonth[] }

export function ledgerTotals(months: LedgerMonth[]): LedgerSum[] {
  const of = new Map<string, LedgerSum>();
  for (const m of months) {
    const c = m.currency ?? '';
    const s = of.get(c) ?? { currency: c, invoiced: 0, matched: 0, difference: 0, months: [] };
    of.set(c, s);
    s.invoiced += m.invoiced_minor ?? 0;
    s.matched += m.matched_minor ?? 0;
    s.difference += m.difference_minor ?? 0;
    s.months.push(m);
  }
  return [...of.values()].sort((a, b) => Math.abs(b.invoiced) - Math.abs(a.invoiced) || a.currency.localeCompare(b.currency));
}

export interface PartSum { part: string; currency: string; rows: number; amount: number }

/** What became of invoice rows, over all months that are there. */
export function partSums(parts: LedgerPart[]): PartSum[] {
  const list = new Map<string, PartSum>();
  for (const p of parts) {
    const k = (p.currency ?? '') + ' ' + p.part, s = list.get(k) ?? { part: p.part, currency: p.currency ?? '', rows: 0, amount: 0 };
    list.set(k, s);
    s.rows += p.rows ?? 0;
    s.amount += p.amount_minor ?? 0;
  }
  return [...list.values()];
}
