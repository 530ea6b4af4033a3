// Sums of the ledger's months, one a currency: amounts of different currencies are never added.
import type { LedgerMonth } from './types';

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
