// The words of a chart that the server drew, in the reader's language. What is the company's own stays; figures and days are written as the
// reader's locale does. A label in a column keeps the room that the English one had: what is longer is cut, as the server does it.
import { day, fixed, money, month } from './format';

export interface ChartSaid { text: string; words: string }

const ENTITY: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '\'', '&apos;': '\'', '&amp;': '&' };
const plain = (s: string): string => s.replace(/&(?:lt|gt|quot|#39|apos|amp);/g, (e) => ENTITY[e] ?? e);
const safe = (s: string): string => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const CURRENCY: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' }, TIMES: Record<string, number> = { '': 1, k: 1e3, M: 1e6, bn: 1e9 };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'], GAP = '[ \\u00a0\\u202f]';
const NUMBER = new RegExp(`^([−+-]?)(\\d{1,3}(?:[,\\u00a0\\u202f]\\d{3})*(?:\\.\\d+)?|\\d+\\.\\d+)(${GAP}?%)?$`), MONEY = new RegExp(`^(−?)([€$£¥]|[A-Z]{3})${GAP}?([\\d,\\u202f]+(?:\\.\\d+)?)(?:${GAP}(k|M|bn))?$`);
const DAY = new RegExp(`^(?:(\\d{1,2}) )?(${MONTHS.join('|')}) (\\d{4})$`);
const bare = (s: string): string => s.replace(/[,\u00a0\u202f ]/g, '');

/** "1.5 %", "−12 300", "€2.29 M", "Sep 2026": as the reader writes it; null: no figure. */
export function figure(text: string): string | null {
  const n = NUMBER.exec(text), m = n ? null : MONEY.exec(text), d = DAY.exec(text);
  if (n) return fixed((n[1] === '−' ? '-' : n[1] ?? '') + bare(n[2] ?? '')) + (n[3] ? '\u202f%' : '');
  if (m) {
    const code = CURRENCY[m[2] ?? ''] ?? m[2] ?? '', digits = code === 'JPY' ? 1 : 100, sign = m[1] ? -1 : 1;
    return money(sign * Math.round(Number(bare(m[3] ?? '')) * (TIMES[m[4] ?? ''] ?? 1) * digits), code);
  }
  if (!d) return null;
  const at = `${d[3]}-${String(MONTHS.indexOf(d[2] ?? '') + 1).padStart(2, '0')}`;
  return d[1] ? day(`${at}-${d[1].padStart(2, '0')}`) : month(at);
}

/** A text that was cut ("more people use it than…") is that of the whole one. */
function wordsOf(text: string, said: readonly ChartSaid[]): string | null {
  const whole = said.find((s) => s.text === text);
  if (whole) return whole.words;
  if (!text.endsWith('…')) return null;
  return said.find((s) => s.text.startsWith(text.slice(0, -1)) && text.length > 4)?.words ?? null;
}

/** The alternative text: its parts are labels and figures, joined by a few words of its own. */
function alternative(text: string, said: readonly ChartSaid[], own: Record<string, string>): string {
  const whole = said.filter((s) => s.text.endsWith('.') && text.includes(s.text));
  if (whole.length) return whole.reduce((out, s) => out.replace(s.text, () => s.words), text);
  return text.split(/(; |\. |\.$|: | \(|\)|, (?=−?[€$£¥])| to )/).map((part) => {
    const [, word, rest] = /^(first|lowest|highest|last|Marks) ?(.*)$/.exec(part) ?? [];
    if (word && (!rest || figure(rest) !== null || rest === '–')) return (own[word] ?? word) + (rest ? ' ' + (figure(rest) ?? rest) : '');
    return own[part] ?? wordsOf(part, said) ?? figure(part) ?? part;
  }).join('');
}

export function chartWorded(svg: string, said: readonly ChartSaid[], own: Record<string, string>): string {
  const room = new Map<string, number[]>(), column = (attrs: string): string => `${/ x="([^"]*)"/.exec(attrs)?.[1]} ${/ text-anchor="(\w+)"/.exec(attrs)?.[1] ?? ''}`;
  for (const [, attrs = '', text = ''] of svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)) room.set(column(attrs), [...(room.get(column(attrs)) ?? []), plain(text).length]);
  return svg.replace(/<(text|title|desc)([^>]*)>([^<]*)<\/\1>/g, (all, tag: string, attrs: string, raw: string) => {
    const text = plain(raw), words = tag === 'desc' ? alternative(text, said, own) : wordsOf(text, said) ?? (tag === 'text' ? figure(text) : null);
    if (words === null) return all;
    const inColumn = tag === 'text' && column(attrs) === '0 ' ? room.get('0 ') ?? [] : [], most = inColumn.length > 1 ? Math.max(...inColumn) : Infinity;
    return `<${tag}${attrs}>${safe(words.length > most && figure(text) === null ? words.slice(0, most - 1).trimEnd() + '…' : words)}</${tag}>`;
  });
}
