// A change in words: how far, from what to what, and when. Shares are told in percentage points.
import { day, decimal, points, reading } from './format';
import { texts } from './texts';
import type { Num, Signal, SignalDetail, SignalRow } from './types';

const isShare = (s: Signal): boolean => /^share$/i.test(s.unit ?? '');
const figure = (s: Signal, n: Num): string => (isShare(s) ? points(n) : (n !== null && n > 0 ? '+' : '') + decimal(n, Math.abs(n ?? 0) < 10 ? 2 : 1));

/** "+11.0 points" */
export const sizeText = (s: Signal): string => figure(s, s.size) + (isShare(s) && s.size !== null ? '\u202f' + texts.unit.points : '');
/** "+7.0 to +15.0" */
export const sizeRange = (s: Signal): string => (s.low === null || s.high === null ? '' : `${figure(s, s.low)} ${texts.to} ${figure(s, s.high)}`);

/** "rose from 9 % to 20 %" */
export function movedText(s: Signal): string {
  const t = texts.signals;
  if (s.before === null || s.after === null) return s.kind === 'fall' ? texts.money.fell : texts.money.rose;
  return (s.kind === 'fall' ? t.fell : t.rose)(reading(s.before, isShare(s) ? s.unit : null), reading(s.after, s.unit));
}
export const whenText = (s: SignalRow | SignalDetail): string => (s.shape === 'spike' || s.shape === 'running' ? texts.signals.inWeek : texts.signals.sinceDay)(day(s.at));

/** The other stream moved so many weeks later; fewer than none is earlier. */
export function lagText(weeks: Num): string {
  const t = texts.signals, n = Math.abs(weeks ?? 0);
  return !weeks ? t.same : (weeks > 0 ? t.after : t.before)(String(n), n);
}
