// Small sentences made from answers: which effect stands for an issue, and how settings read.
import { count, effectKind, effectValue, moneyExact, reading } from './format';
import { texts } from './texts';
import type { Effect, Grade, Issue, Num, Setting, Text } from './types';

/** The effect an issue is judged by: renewal where there is one, else the first. */
export function mainEffect(effects: Effect[] | null | undefined): Effect | null {
  return effects?.find((e) => /renew/i.test(e.outcome)) ?? effects?.[0] ?? null;
}

/** "−13.1 points (−17.6 to −8.6)" */
export function effectText(e: Effect, currency: Text): string {
  const unit = texts.unit[effectKind(e.outcome)];
  const range = e.low === null || e.high === null ? '' : ` (${effectValue(e.outcome, e.low, currency)} ${texts.to} ${effectValue(e.outcome, e.high, currency)})`;
  return `${effectValue(e.outcome, e.estimate, currency)}${unit ? '\u202f' + unit : ''}${range}`;
}

/** What stands in place of a cost where there is none. Below a D there is no figure at all. */
export function noCost(issue: { grade: Grade | null; cost_of_doing_nothing_minor: Issue['cost_of_doing_nothing_minor'] }): string | null {
  if (issue.grade === 'D') return texts.issue.tooFew;
  return issue.cost_of_doing_nothing_minor?.estimate == null ? texts.issue.notApart : null;
}

export function settingValue(s: { value: Num | string; unit?: Text }, currency: Text): string {
  const unit = (s.unit ?? '').trim();
  const minor = /^(?:([A-Z]{3})[ _])?minor(?: units?)?(?: ([A-Z]{3}))?(.*)$/.exec(unit);
  if (minor && typeof s.value === 'number') return moneyExact(s.value, minor[1] ?? minor[2] ?? currency) + (minor[3] ?? '');
  return reading(s.value, unit);
}

export const settingText = (s: Setting, currency: Text): string => `${s.name} ${settingValue(s, currency)}`;

export function exposedText(e: Effect): string {
  return `${count(e.n_exposed)} / ${count(e.n_unexposed)}`;
}

export const isHeard = (heard: boolean | Num | undefined): boolean => typeof heard === 'number' ? heard > 0 : heard === true;

/** "late_deliveries" -> "late deliveries"; names that have capitals or spaces stay. */
export const plain = (name: string): string => (/^[a-z0-9_]+$/.test(name) ? name.replaceAll('_', ' ') : name);

/** The name of an outcome, small as in the middle of a sentence. */
export const outcomeWord = (name: string): string => (Object.hasOwn(texts.issue.outcomes, name) ? texts.issue.outcomes[name] : undefined) ?? plain(name);
