// What the server words, in the reader's language. Beside each sentence of its own an answer has a code and values (`note`, `note_say`): the text of
// the code stands in the language's catalogue (said.de*.ts), with the same places as the English one of the server (src/model/says_*.h; a unit test
// compares). What a catalogue does not know is shown as the server said it.
import { count, day, fixed, money, moneyExact, month } from './format';
import { saidDe } from './said.de';
import { saidDeAccount } from './said.de.account';
import { saidDeChart } from './said.de.chart';
import { saidDeDriver } from './said.de.driver';
import { chartWorded } from './saidchart';
import { texts } from './texts';

export type SaidValue = string | number | Said[] | (string | Said[])[];
export interface Said { code: string; args: Record<string, SaidValue>; sep: string; text?: string }      // text: of a chart, what stands there

export const saidCatalogues: Record<string, Record<string, string>> = { de: { ...saidDe, ...saidDeAccount, ...saidDeDriver, ...saidDeChart } };

const amount = (v: string, write: (minor: number, currency: string) => string): string => {
  const [currency = '', minor = ''] = v.split(' ');
  return /^[A-Z]{3}$/.test(currency) && /^-?\d+$/.test(minor) ? write(Number(minor), currency) : v;
};

/** "31.3 %", "-7.9 points", "0.11" */
function level(v: string, catalogue: Record<string, string>): string {
  const [number = '', what] = v.split(' ');
  return fixed(number) + (what === '%' ? '\u202f%' : what === 'points' ? '\u202f' + (catalogue.unit_points ?? what) : '');
}

function written(v: SaidValue | undefined, kind: string, catalogue: Record<string, string>): string | null {
  if (v === undefined) return null;
  if (Array.isArray(v) && kind === 'l') {
    const parts = (v as (string | Said[])[]).map((x) => (typeof x === 'string' ? x : inWords(x, catalogue)));
    return parts.some((w) => w === null) ? null : parts.join(', ');
  }
  if (Array.isArray(v)) return inWords(v as Said[], catalogue);
  const s = String(v);
  switch (kind) {
    case 'n': return typeof v === 'number' ? count(v) : s;
    case 'f': return fixed(s);
    case 'p': return fixed(s) + '\u202f%';
    case 'v': return level(s, catalogue);
    case 'm': return amount(s, money);
    case 'M': return amount(s, moneyExact);
    case 'd': return s.length === 7 ? month(s) : day(s);
    default: return s;
  }
}

function one(x: Said, catalogue: Record<string, string>): string | null {
  const text = Object.hasOwn(catalogue, x.code) ? catalogue[x.code] : undefined;
  if (text === undefined) return null;
  let known = true;
  const out = text.replace(/\{(\w+)(?::(\w)|\?([^|}]*)\|([^}]*))\}/g, (_, name: string, kind: string | undefined, single: string, many: string) => {
    const w = kind === undefined ? (x.args[name] === 1 ? single : many) : written(x.args[name], kind, catalogue);
    known &&= w !== null;
    return w ?? '';
  });
  return known ? out : null;
}

function inWords(list: Said[], catalogue: Record<string, string>): string | null {
  const parts = list.map((x) => [one(x, catalogue), x.sep]);
  return parts.some(([w]) => w === null) ? null : parts.flat().join('');
}

/** A sentence of the server in the reader's language; as it came where the language does not know it, or it is nobody's but the company's own. */
export function said(list: Said[] | null | undefined, sentence: string | null | undefined, lang: string = texts.lang): string {
  const catalogue = Object.hasOwn(saidCatalogues, lang) ? saidCatalogues[lang] : undefined;
  return (catalogue && list?.length ? inWords(list, catalogue) : null) ?? sentence ?? '';
}

/** What the page itself reads or sends back stays as it is: it is worded where it is shown. */
const OURS = /^(?:unit_(?:share|minor|mood|own)|aside_|why_|official_|measure_)/;

/** An answer with all its sentences in the reader's language, in place. English answers are not looked at. */
export function worded<T>(answer: T, lang: string = texts.lang): T {
  if (!Object.hasOwn(saidCatalogues, lang) || typeof answer !== 'object' || answer === null) return answer;
  const at = answer as Record<string, unknown>;
  for (const [key, v] of Object.entries(at)) {
    if (!key.endsWith('_say')) {
      if (typeof v === 'object') worded(v, lang);
      continue;
    }
    const of = key.slice(0, -4), list = v as Said[] | null, chart = at[of];
    // What is not asked of an issue's name is its customers' words.
    if (of === 'name' && 'rank' in at) continue;
    if (typeof chart === 'string' && chart.startsWith('<svg')) {
      at[of] = chartWorded(chart, (list ?? []).map((s) => ({ text: s.text ?? '', words: said([s], s.text, lang) })), texts.chart.words);
      continue;
    }
    if (list?.length && typeof at[of] === 'string' && !OURS.test(list[0]?.code ?? '')) at[of] = said(list, at[of] as string, lang);
  }
  return answer;
}

