// Cuts a text into marked and unmarked pieces. Offsets count UTF-16 code units, as JavaScript does.
// Spans may overlap, lie outside the text or be reversed: the pieces always add up to the text.

import { said, type Said } from './said';
import { texts } from './texts';

export interface Piece { text: string; marked: boolean }

export function piecesOf(text: string, spans: readonly (readonly [number, number])[] | null | undefined): Piece[] {
  const sorted = (spans ?? [])
    .map(([from, to]): [number, number] => [Math.max(0, from), Math.min(text.length, to)])
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of sorted) {
    if (to <= at) continue;
    const start = Math.max(from, at);
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    const last = pieces[pieces.length - 1];
    if (last?.marked && start === at) last.text += text.slice(start, to);
    else pieces.push({ text: text.slice(start, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** An issue's name: customers' words stand in quotation marks, our own name does not. */
export function issueName(i: { name: string; official?: string | null; name_say?: Said[] | null }): string {
  return i.name === i.official ? said(i.name_say, i.name) : quoted(i.name);
}

/** Puts quotation marks round a customer's words, once. */
export function quoted(text: string): string {
  const t = text.trim();
  if (/^["“„«'‘].*["”“»'’]$/u.test(t)) return t;
  return texts.lang === 'de' ? `„${t}“` : `“${t}”`;
}
