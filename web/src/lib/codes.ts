// A comment cut into runs: words that no code covers, and words under one or more codes that overlap. Within a run, pieces know which codes
// cover them. Offsets count UTF-16 code units; runs and pieces always add up to the text.
import { texts } from './texts';
import type { Code } from './types';

export interface CodePiece { text: string; theme: boolean; mood: Code | null }
export interface CodeRun { text: string; codes: Code[]; pieces: CodePiece[] }

const within = (text: string, c: Code): Code => ({ ...c, from: Math.max(0, c.from), to: Math.min(text.length, c.to) });

function pieces(text: string, from: number, to: number, codes: Code[]): CodePiece[] {
  const cuts = [...new Set([from, to, ...codes.flatMap((c) => [c.from, c.to])])].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((at, k) => {
    const end = cuts[k + 1] ?? to, over = codes.filter((c) => c.from <= at && c.to >= end);
    return { text: text.slice(at, end), theme: over.some((c) => c.kind === 'theme'), mood: over.find((c) => c.kind === 'sentiment') ?? null };
  });
}

export function runsOf(text: string, codes: readonly Code[] | null | undefined): CodeRun[] {
  const sorted = (codes ?? []).map((c) => within(text, c)).filter((c) => c.to > c.from).sort((a, b) => a.from - b.from || a.to - b.to);
  const runs: CodeRun[] = [];
  let at = 0;
  const plain = (to: number): void => {
    if (to > at) runs.push({ text: text.slice(at, to), codes: [], pieces: [{ text: text.slice(at, to), theme: false, mood: null }] });
    at = Math.max(at, to);
  };
  for (let k = 0; k < sorted.length;) {
    const from = sorted[k]?.from ?? 0, group: Code[] = [];
    let to = from;
    for (let c = sorted[k]; c && (group.length === 0 || c.from < to); c = sorted[++k]) {
      group.push(c);
      to = Math.max(to, c.to);
    }
    plain(from);
    runs.push({ text: text.slice(from, to), codes: group, pieces: pieces(text, from, to, group) });
    at = to;
  }
  plain(text.length);
  return runs;
}

/** What a piece looks like: good and bad feelings beyond the middle, sentences left unclear, wishes. */
export function toneOf(c: Code | null): 'bad' | 'good' | 'unclear' | 'wish' | '' {
  if (!c) return '';
  if (c.state === 'unclear' || c.state === 'wish') return c.state;
  const v = typeof c.value === 'number' ? c.value : 0;
  return v < -0.15 ? 'bad' : v > 0.15 ? 'good' : '';
}

/** A language by its code, in the page's own language. */
export function languageName(code: string | null): string {
  if (!code || code === 'unknown') return texts.heard.unknown;
  try {
    return new Intl.DisplayNames([texts.lang], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
