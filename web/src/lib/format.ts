// Figures and dates as the reader's locale writes them. Money comes as integer minor units and is cut
// into a decimal text before Intl sees it, so that no cent is lost on the way. Missing is an en dash.
import type { Interval, Num, Text } from './types';

export const MISSING = '–';
let locale: string | undefined = typeof navigator === 'undefined' ? undefined : navigator.language;

export function localeSet(tag: string): void {
  locale = tag;
}

const made = new Map<string, Intl.NumberFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, options]);
  let f = made.get(key);
  if (!f) made.set(key, (f = new Intl.NumberFormat(locale, options)));
  return f;
}

function currencyOptions(currency: Text): Intl.NumberFormatOptions {
  return currency && /^[A-Z]{3}$/.test(currency) ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {};
}

/** Minor units as decimal text in major units: 12345 EUR -> "123.45". */
export function majorText(minor: number, currency: Text): string {
  const digits = currency ? (numberFormat(currencyOptions(currency)).resolvedOptions().maximumFractionDigits ?? 2) : 2;
  const n = Math.abs(Math.round(minor)).toString().padStart(digits + 1, '0');
  const cut = n.length - digits;
  return (minor < 0 ? '-' : '') + n.slice(0, cut) + (digits ? '.' + n.slice(cut) : '');
}

/** A number as it was read, without groups: "1234", and "12.5" with this language's decimal sign. */
export const plainNumber = (x: number): string => numberFormat({ useGrouping: false, maximumFractionDigits: 3 }).format(x).replace('-', '−');

/** Digits behind the point of a currency's minor units. */
export const minorDigits = (currency: Text): number => (currency ? (numberFormat(currencyOptions(currency)).resolvedOptions().maximumFractionDigits ?? 2) : 2);

// Some English locales write "m" and "K"; the report writes "M" and "k", as metric prefixes are.
const PREFIX: Record<string, string> = { m: 'M', K: 'k', B: 'bn' };

function spaced(parts: Intl.NumberFormatPart[]): string {
  // A narrow no-break space before "M" or "k" keeps unit and figure apart but together.
  return parts.map((p) => (p.type === 'compact' ? '\u202f' + (PREFIX[p.value.trim()] ?? p.value.trim()) : p.value)).join('').replace(/[\u202f\u00a0]+/g, '\u202f').replace('-', '−');
}

/** Money short enough for a table cell: three significant digits, "€1.04 M". */
export function money(minor: Num | undefined, currency: Text): string {
  if (minor === null || minor === undefined) return MISSING;
  const major = Number(majorText(minor, currency));
  const small = Math.abs(major) < 1000;
  const f = numberFormat({
    ...currencyOptions(currency),
    ...(small ? { maximumFractionDigits: 0 } : { notation: 'compact', maximumSignificantDigits: 3 }),
  });
  return spaced(f.formatToParts(major));
}

/** Money in whole major units, for estimates: cents would claim a precision that is not there. */
export function moneyWhole(minor: Num | undefined, currency: Text): string {
  if (minor === null || minor === undefined) return MISSING;
  return numberFormat({ ...currencyOptions(currency), maximumFractionDigits: 0 }).format(Number(majorText(minor, currency))).replace('-', '−');
}

/** Money to the cent, for the ledger and for title texts. */
export function moneyExact(minor: Num | undefined, currency: Text): string {
  if (minor === null || minor === undefined) return MISSING;
  const text = majorText(minor, currency), f = numberFormat(currencyOptions(currency));
  if (Math.abs(minor) < 1e14) return f.format(Number(text)).replace('-', '−');
  // Above that a double no longer holds every cent, so whole and fraction are written apart.
  const [whole = '0', fraction = ''] = text.split('.');
  return f.formatToParts(BigInt(whole)).map((p) => (p.type === 'fraction' ? fraction : p.value)).join('').replace('-', '−');
}

export function moneyRange(v: Interval | null | undefined, currency: Text, to: string): string {
  if (!v || v.low === null || v.high === null) return '';
  return `${money(v.low, currency)} ${to} ${money(v.high, currency)}`;
}

export function count(n: Num | undefined): string {
  return n === null || n === undefined ? MISSING : numberFormat({ maximumFractionDigits: 0 }).format(n).replace('-', '−');
}

export function decimal(n: Num | undefined, digits = 2): string {
  return n === null || n === undefined ? MISSING : numberFormat({ maximumFractionDigits: digits }).format(n).replace('-', '−');
}

/** A decimal text with its digits and its plus kept: "+2.50" -> "+2,50". */
export function fixed(text: string): string {
  const n = Number(text), digits = text.split('.')[1]?.length ?? 0;
  if (text.trim() === '' || Number.isNaN(n)) return text;
  return numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: text.startsWith('+') ? 'always' : 'auto' }).format(n).replace('-', '−');
}

export function share(n: Num | undefined, digits = 0): string {
  if (n === null || n === undefined) return MISSING;
  return numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(n).replace('-', '−').replace(/\s/, '\u202f');
}

function signed(n: number, digits: number): string {
  return numberFormat({ maximumFractionDigits: digits, minimumFractionDigits: digits, signDisplay: 'exceptZero' }).format(n).replace('-', '−');
}

/** A difference of two shares in percentage points, with its sign: -0.131 -> "−13.1". */
export function points(n: Num | undefined): string {
  return n === null || n === undefined ? MISSING : signed(n * 100, 1);
}

/** An effect in the measure of its outcome, without the unit (see effectUnit in texts). */
export function effectValue(outcome: string, n: Num | undefined, currency: Text): string {
  if (n === null || n === undefined) return MISSING;
  const kind = effectKind(outcome);
  if (kind === 'points' || kind === 'percent') return points(n);
  return kind === 'money' ? (n > 0 ? '+' : '') + money(n, currency) : signed(n, 2);
}

export function effectKind(outcome: string): 'points' | 'percent' | 'money' | 'number' {
  if (/renew|churn|reten|expansion|reduced|reference|contact/i.test(outcome)) return 'points';
  if (/cost|credit/i.test(outcome)) return 'money';
  return /revenue|usage|order/i.test(outcome) ? 'percent' : 'number';
}

/** A reading of which only the size tells whether it is a share: fractions are written in percent. */
export function reading(n: Num | string | undefined, unit: Text | undefined): string {
  if (n === null || n === undefined) return MISSING;
  if (typeof n === 'string') return n;
  const u = (unit ?? '').trim();
  if (/^(share|fraction|rate|ratio|%|percent)$/i.test(u)) return share(n, 1);
  // A scale ("from -1 to 1", "the unit's own measure") is no word to say behind a figure.
  if (!u || /^(from|the) /i.test(u)) return decimal(n);
  return decimal(n) + (u.includes(' ') ? '\u00a0' : '\u202f') + u;
}

function dateFormat(text: Text | undefined, options: Intl.DateTimeFormatOptions): string {
  if (!text) return MISSING;
  const t = Date.parse(text.length === 10 ? text + 'T00:00:00Z' : text.length === 7 ? text + '-01T00:00:00Z' : text);
  return Number.isNaN(t) ? text : new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(t).replaceAll(' ', '\u00a0');
}

export const day = (text: Text | undefined): string => dateFormat(text, { day: 'numeric', month: 'short', year: 'numeric' });
export const month = (text: Text | undefined): string => dateFormat(text, { month: 'short', year: 'numeric' });
/** Days between two ISO dates, null where either is missing. */
export function daysBetween(from: Text | undefined, to: Text | undefined): number | null {
  const a = Date.parse((from ?? '').slice(0, 10)), b = Date.parse((to ?? '').slice(0, 10));
  return Number.isNaN(a) || Number.isNaN(b) ? null : Math.round((b - a) / 86400000);
}
