// The same tables as files: raw values under the API's own names, one row for each thing.
import type { Cell } from './csv';
import type { AccountRow, Comment, ExposedAccount, ForecastRow, Group, Issue, IssueSegment, Moment, SignalRow, Task, Voice } from './types';
import { mainEffect } from './words';

export interface Table { head: string[]; rows: () => Cell[][] }

export function issueTable(issues: Issue[]): Table {
  const head = ['rank', 'name', 'official', 'kind', 'owner', 'accounts_exposed', 'revenue_exposed_minor', 'cost_minor', 'cost_low_minor', 'cost_high_minor', 'horizon_days',
    'grade', 'reason', 'outcome', 'effect', 'low', 'high', 'raw_effect', 'n_exposed', 'n_unexposed', 'method'];
  const row = (i: Issue): Cell[] => {
    const c = i.cost_of_doing_nothing_minor, e = mainEffect(i.effects);
    return [i.rank, i.name, i.official, i.kind, i.owner, i.accounts_exposed, i.revenue_exposed_minor, c?.estimate, c?.low, c?.high, c?.horizon_days,
      i.grade, i.reason, e?.outcome, e?.estimate, e?.low, e?.high, e?.raw_estimate, e?.n_exposed, e?.n_unexposed, e?.method];
  };
  return { head, rows: () => issues.map(row) };
}

export function exposedTable(rows: ExposedAccount[]): Table {
  return { head: ['id', 'name', 'segment', 'times', 'value_minor', 'renewal'], rows: () => rows.map((a) => [a.id, a.name, a.segment, a.times, a.value_minor, a.renewal]) };
}

export function segmentTable(rows: IssueSegment[]): Table {
  return { head: ['segment', 'accounts', 'value_minor', 'effect', 'low', 'high', 'n_exposed', 'n_unexposed'], rows: () => rows.map((x) => [x.segment, x.accounts, x.value_minor, x.effect?.estimate, x.effect?.low, x.effect?.high, x.n_exposed, x.n_unexposed]) };
}

export const ACCOUNT_HEAD = ['id', 'name', 'segment', 'region', 'country', 'value_minor', 'renewal', 'heard', 'last_heard', 'comments', 'issues', 'status'];
export const accountCells = (a: AccountRow): Cell[] => [a.id, a.name, a.segment, a.region, a.country, a.value_minor, a.renewal, a.heard, a.last_heard, a.comments,
  (a.issues ?? []).map((i) => i.name).join('; '), a.status];

export const RENEWAL_HEAD = ['id', 'name', 'decides', 'value_minor', 'final', 'final_from', 'machine', 'low', 'high', 'owner', 'owner_why', 'health', 'reasons'];
export const renewalCells = (r: ForecastRow): Cell[] => [r.account.id, r.account.name, r.decides, r.value_minor, r.final, r.final_from, r.machine, r.low, r.high, r.owner, r.owner_why, r.health, (r.reasons ?? []).map((x) => x.words).join('; ')];

export const GROUP_HEAD = ['id', 'name', 'accounts', 'active', 'value_minor', 'issues'];
export const groupCells = (g: Group): Cell[] => [g.id, g.name, g.accounts, g.active, g.value_minor, (g.issues ?? []).map((i) => `${i.name} (${i.accounts})`).join('; ')];

export const MOMENT_HEAD = ['at', 'kind', 'title', 'text', 'tone', 'file', 'line', 'rows'];
export const momentCells = (m: Moment): Cell[] => [m.at, m.kind, m.title, m.text, m.tone, m.file, m.line, m.rows];

export const COMMENT_HEAD = ['id', 'account', 'at', 'channel', 'language', 'text', 'sentiment', 'score', 'themes', 'file', 'line'];
export const commentCells = (c: Comment): Cell[] => [c.id, c.account?.name, c.at, c.channel, c.language, c.text, c.sentiment, c.score,
  [...new Set((c.codes ?? []).map((x) => x.theme).filter(Boolean))].join('; '), c.file, c.line];

export const SIGNAL_HEAD = ['id', 'stream', 'kind', 'shape', 'tone', 'measure', 'by', 'value', 'at', 'at_low', 'at_high', 'detected_at', 'before', 'after', 'size', 'low', 'high', 'unit', 'q', 'n', 'affected', 'revenue_minor', 'status', 'judged_by', 'judged_at', 'quote'];
export const signalCells = (s: SignalRow): Cell[] => [s.id, s.stream, s.kind, s.shape, s.tone, s.measure, s.by, s.value, s.at, s.at_low, s.at_high, s.detected_at, s.before, s.after, s.size, s.low, s.high, s.unit, s.q, s.n,
  s.affected, s.revenue_minor, s.status, s.judged_by, s.judged_at, s.quotes?.[0]?.text];

export const VOICE_HEAD = ['id', 'text', 'account', 'role', 'date', 'channel', 'value_minor', 'sentiment', 'score', 'permission', 'file', 'line'];
export const voiceCells = (v: Voice): Cell[] => [v.id, v.text, v.account?.name, v.role, v.date, v.channel, v.value_minor, v.sentiment, v.score, v.permission, v.file, v.line];

export const TASK_HEAD = ['id', 'rule', 'account', 'cause', 'words', 'score', 'money_minor', 'owner', 'said', 'said_at', 'made_at', 'escalated_at', 'escalated_to', 'told', 'done', 'done_by', 'done_at'];
export const taskCells = (t: Task): Cell[] => [t.id, t.rule, t.account?.name, t.cause, t.words, t.score, t.money_minor, t.owner, t.said, t.said_at, t.made_at, t.escalated_at, t.escalated_to, t.told, t.done, t.done_by, t.done_at];
