// Options as somebody types them: what the form shows of one that is there, what is sent, and at which field a refusal belongs.
import { majorText } from './format';
import type { OptionTyped, Text } from './types';

export const OPTION_FIELDS = ['name', 'issue', 'cost', 'yearly', 'people', 'months', 'share', 'needs', 'owner', 'eager', 'convince', 'alone'] as const;
export type OptionField = (typeof OPTION_FIELDS)[number];
export type OptionForm = Record<OptionField, string>;
export interface OptionSaid { decision: number; last: number }

export const blank = (issue = ''): OptionForm => ({ name: '', issue, cost: '', yearly: '', people: '', months: '', share: '', needs: '', owner: '', eager: '', convince: '', alone: 'yes' });

const percent = (x: number): string => `${Number((100 * x).toFixed(2))}%`;

/** As it would be typed: 0 and what was never said are empty. */
export function formOf(name: string, x: OptionTyped, currency: Text): OptionForm {
  const sum = (minor: number): string => (minor ? majorText(minor, currency).replace(/\.0+$/, '') : '');
  const share = x.share_low === null || x.share_high === null ? '' : x.share_low === x.share_high ? percent(x.share_low) : `${percent(x.share_low)} to ${percent(x.share_high)}`;
  return { name, issue: x.issue ?? '', cost: sum(x.cost_minor), yearly: sum(x.yearly_minor), people: x.people ? String(x.people) : '', months: x.months ? String(x.months) : '', share, needs: x.needs ?? '', owner: x.owner ?? '', eager: x.eager ?? '', convince: x.convince ?? '', alone: x.alone ? 'yes' : 'no' };
}

/** Numbers that are emptied are nothing; words that are emptied are taken away. */
const emptied = (field: OptionField): string => (['cost', 'yearly', 'people', 'months'].includes(field) ? '0' : '');

/** What differs from what was there; of a new one what is filled in. */
export function changesOf(now: OptionForm, was: OptionForm): Partial<OptionForm> {
  const out: Partial<OptionForm> = {};
  for (const field of OPTION_FIELDS) if (field !== 'name' && now[field].trim() !== was[field]) out[field] = now[field].trim() || emptied(field);
  return out;
}

/** "cost: '5 or 6' is no cost" belongs to the field cost; what names none belongs to the whole. */
export function failureOf(detail: string): { field: OptionField | ''; why: string } {
  const [, field = '', why = ''] = /^([a-z]+): (.*)$/s.exec(detail) ?? [];
  return (OPTION_FIELDS as readonly string[]).includes(field) ? { field: field as OptionField, why } : { field: '', why: detail };
}
