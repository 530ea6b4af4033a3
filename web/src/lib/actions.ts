// Actions as somebody types them: what was typed laid over what the last run told, what a form shows, what is sent, and at which field a refusal belongs.
import { majorText } from './format';
import type { ActionRow, ActionTyped, Cause, Ref, Text } from './types';

export const ACTION_FIELDS = ['name', 'issue', 'owner', 'unit', 'countries', 'status', 'start', 'end', 'cost', 'share', 'metric', 'target', 'expected'] as const;
export type ActionField = (typeof ACTION_FIELDS)[number];
export type ActionForm = Record<ActionField, string>;
/** What belongs to no field of the form has a field of its own: node and rows of a cause, value of a reading. */
export type RefusedAt = ActionField | 'node' | 'rows' | 'value' | '';
export interface ActionSaid { decision: number; last: number }
export interface ActionNow extends ActionRow { waits: boolean }

export const blank = (issue = ''): ActionForm => ({ name: '', issue, owner: '', unit: '', countries: '', status: '', start: '', end: '', cost: '', share: '', metric: '', target: '', expected: '' });

const percent = (x: number): string => `${Number((100 * x).toFixed(2))}%`;
const plain = (x: number): string => String(Number(x.toFixed(6)));

/** As it would be typed. */
export function formOf(a: ActionRow, currency: Text): ActionForm {
  const { share_low: low, share_high: high } = a, target = a.leading?.target ?? null;
  return {
    name: a.name, issue: a.issue ?? '', owner: a.owner ?? '', unit: a.unit ?? '', countries: a.countries ?? '', status: a.status ?? '', start: a.start ?? '', end: a.end ?? '',
    cost: a.cost_minor === null ? '' : majorText(a.cost_minor, currency).replace(/\.0+$/, ''),
    // Where nobody typed a share, what options or audits say of it is no one's word.
    share: a.share_from !== 'typed' || low === null || high === null ? '' : low === high ? percent(low) : `${percent(low)} to ${percent(high)}`,
    metric: a.leading?.metric ?? '', target: target === null ? '' : target > 0 && target < 1 ? percent(target) : plain(target), expected: a.expected ?? '',
  };
}

/** What differs from what was there; of a new one what is filled in. Emptied, a field is taken away. */
export function changesOf(now: ActionForm, was: ActionForm): Partial<ActionForm> {
  const out: Partial<ActionForm> = {};
  for (const field of ACTION_FIELDS) if (field !== 'name' && now[field].trim() !== was[field]) out[field] = now[field].trim();
  return out;
}

/** "cost: '5 or 6' is no cost" belongs to the field cost; what names none belongs to the whole. */
export function failureOf(detail: string): { field: RefusedAt; why: string } {
  const [, field = '', why = ''] = /^([a-z]+): (.*)$/s.exec(detail) ?? [];
  return [...ACTION_FIELDS, 'node', 'rows', 'value'].includes(field) ? { field: field as RefusedAt, why } : { field: '', why: detail };
}

const none = (name: string): ActionRow => ({
  name, issue: null, owner: null, unit: null, countries: null, status: null, expected: null, about: null, start: null, end: null, cost_minor: null, share_low: null, share_high: null, share_from: null,
  predicted_minor: null, realised_minor: null, grade: null, causes: [], leading: null, proof: null, file: null, line: null,
});

function over(row: ActionRow, x: ActionTyped): ActionRow {
  const said = new Set((x.typed ?? '').split(' ')), out: ActionRow = { ...row, causes: x.causes };
  const words = ['issue', 'unit', 'owner', 'countries', 'expected', 'status', 'start', 'end'] as const;
  for (const field of words) if (said.has(field)) out[field] = x[field] || null;
  if (said.has('cost')) out.cost_minor = x.cost_minor;
  if (said.has('share')) Object.assign(out, { share_low: x.share_low, share_high: x.share_high, share_from: x.share_low === null ? null : 'typed' });
  if (said.has('issue')) out.about = x.about;
  if (said.has('metric') || said.has('target') || x.readings.length) {
    const was = row.leading ?? { metric: null, before: null, now: null, target: null, day: null, state: null, from: null, readings: [] };
    out.leading = { ...was, metric: said.has('metric') ? x.metric || null : was.metric, target: said.has('target') ? x.target : was.target, readings: x.readings };
    const last = x.readings.at(-1);
    if (last) Object.assign(out.leading, { now: last.value, day: last.day });
  }
  return out;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
/** What a person can see of an action, without what a run works out. */
const shown = (a: ActionRow): string => JSON.stringify([a.issue, a.unit, a.owner, a.countries || null, a.expected, a.status, a.start, a.end, a.cost_minor, a.share_from === 'typed' ? [a.share_low, a.share_high] : null, a.leading?.metric, a.leading?.target, a.leading?.readings?.length, a.causes?.map((c) => [c.node, c.answer, c.evidence?.length])]);

/** The last run's actions as they stand now: what was typed since is laid over them, what was withdrawn is gone; `waits` until a run has worked it in. */
export function actionsNow(rows: ActionRow[], typed: ActionTyped[]): ActionNow[] {
  const out = rows.map((r): ActionNow => ({ ...r, waits: false })), gone = new Set<string>();
  for (const x of typed) {
    const k = out.findIndex((r) => same(r.name, x.name)), row = out[k];
    if (x.dropped) gone.add(x.name.toLowerCase());
    else if (row) {
      const now = over(row, x);
      out[k] = { ...now, waits: shown(now) !== shown(row) };
    } else if (x.added) out.push({ ...over(none(x.name), x), waits: true });
  }
  return out.filter((a) => !gone.has(a.name.toLowerCase()));
}

/** The next free place below a node; without one, beside the first. */
export function nextNode(causes: Cause[], below: string): string {
  const at = below ? `${below}.` : '', taken = new Set(causes.map((c) => c.node));
  let k = 1;
  while (taken.has(`${at}${k}`)) k++;
  return `${at}${k}`;
}

export const isAbout = (issue: { id: string | number }, x: { about: Ref | null }): boolean => String(x.about?.id ?? '') === String(issue.id);
