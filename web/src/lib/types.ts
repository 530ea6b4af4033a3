// The answers of the HTTP API, version 1, as doc/api.md writes them. Anything may be null there, so
// whatever a page can do without is nullable here too: a missing figure is shown as missing.

export type Grade = 'A' | 'B' | 'C' | 'D';
export type Tone = 'harm' | 'proof' | 'normal';
export type Num = number | null;
export type Text = string | null;

export interface Book { company: Text; book: Text; as_of: Text; currency: Text; engine: Text; version: Text; accounts: Num; computed: boolean; files_behind: number }
export interface Interval { estimate: Num; low: Num; high: Num; horizon_days?: Num }
import type { Said } from './said';

/** Codes beside what the server words; only those that the page itself looks at. */
type Say = Said[] | null;
export interface Setting { name: string; value: Num | string; unit: Text; unit_say?: Say; note: Text }
export interface Effect {
  outcome: string; estimate: Num; low: Num; high: Num; raw_estimate: Num; raw_low: Num; raw_high: Num;
  n_exposed: Num; n_unexposed: Num; n_accounts: Num; grade: Grade | null; method: Text; q: Num;
}
export interface Issue {
  id: string | number; rank: Num; name: string; name_say?: Say; official: Text; official_say?: Say; kind: Text; owner: Text;
  accounts_exposed: Num; revenue_exposed_minor: Num; grade: Grade | null; reason: Text; effects: Effect[] | null;
  cost_of_doing_nothing_minor: Interval | null; cost_to_serve_minor_per_year: Num; annuity_minor: Num;
  cost_to_serve?: { tickets: number; certain_minor: number; estimated_minor: Interval | null; grade: Text | null } | null; annuity_range_minor?: Interval | null;
  action: { name: string; verdict: Text } | null; charts: { cost?: Text; weekly?: Text } | null;
}
export interface Coverage {
  accounts_heard_share: Num; revenue_heard_share: Num; accounts_heard: Num; accounts: Num;
  by_role: { role: string; heard: Num; total: Num; share: Num }[] | null; chart: Text; rows?: (Place & { text: Text })[] | null;
}
export interface Ledger { invoiced_minor: Num; matched_minor: Num; difference_minor: Num; currency: Text; note: Text }
export interface Signal {
  id: string | number; stream: string; kind: 'rise' | 'fall'; tone: Tone; at: Text; detected_at: Text; size: Num;
  low: Num; high: Num; before: Num; after: Num; q: Num; n: Num; unit: Text; accounts: Num; chart: Text;
}
export type Judgment = 'open' | 'real' | 'known' | 'dull';
export interface SignalRow extends Signal {
  shape: 'step' | 'drift' | 'spike' | 'running' | null; at_low: Text; at_high: Text; affected: Num; revenue_minor: Num; measure: Text; by: Text; value: Text;
  status: Judgment; decision: Num; judged_by: Text; judged_at: Text;
  quotes: { text: string; account: Text; date: Text }[] | null; with: { stream: string; correlation: Num; lag_weeks: Num }[] | null;
}
export interface Facet { name: string; value: Text; n: number }
export interface SignalList extends Page {
  harmful: Num; streams: Num; signals: SignalRow[]; facets: { measures: Facet[] | null; where: Facet[] | null; kinds: Facet[] | null; statuses: Facet[] | null } | null;
}
export interface Task {
  id: number; rule: string; account: Ref | null; cause: Text; words: Text; permission: 'inside' | 'outside' | 'none' | null; score: Num; money_minor: Num; owner: Text; said: Num; said_at: Text; made_at: Text; escalated_at: Text; escalated_to: Text;
  history: { comments: Num; scores: Num; score: Num } | null; reply: Text; decision: Num; told: Text; done: Text; done_by: Text; done_at: Text;
}
export interface TaskList extends Page { open: Num; done: Num; facets: { rules: Facet[] | null; owners: Facet[] | null } | null; tasks: Task[] }
/** The recording of a call, and from when to when in it a quote was said, in milliseconds. */
export interface Clip { url: string; from_ms: number | null; to_ms: number | null }
export interface SharedQuote extends Place { text: string; clip?: Clip | null; account: Ref | null; role: Text; date: Text; channel: Text; comment?: Text; permission: 'inside' | 'outside' | null }
export interface SignalAccount extends Ref { segment: Text; region: Text; x: Num; n: Num; revenue_minor: Num; renewal: Text; value_minor: Num }
export interface SignalDetail extends Omit<SignalRow, 'quotes' | 'with'> {
  streams: { stream: string; correlation: Num; lag_weeks: Num; chart: Text }[] | null; quotes: SharedQuote[] | null; affected_accounts: SignalAccount[] | null;
  others: { id: number; kind: 'rise' | 'fall'; shape: Text; tone: Tone; at: Text; status: Judgment }[] | null;
  theme: Num; method: Text; p_look: Num; seasonal: boolean | null; mix: ScoreChange | null; assumptions: Setting[] | null;
}
export interface Changes {
  silence: { account_id: number; account: Text; what: string; last_day: Text; days: Num; usual_days: Num; expected: Text; q: Num; revenue_minor: Num }[] | null;
  words: { word: string; kind: string; said: Num; spoke: Num; said_before: Num; spoke_before: Num; q: Num; quote: Text; permission: 'inside' | 'outside' | null }[] | null;
  scores: ScoreChange[] | null;
}
/** Why a score moved over the day `since`: the parts add up; the bounds say what those who did not answer could make of it. */
export interface ScoreChange {
  score: string; label: Text; by: string; value: Text; since: Text; before: Num; after: Num; real_low: Num; real_high: Num; answered_before: Num; answered_after: Num; asked: Num;
  modelled: Num; near_low: Num; near_high: Num; worst_low: Num; worst_high: Num; parts: { part: string; value: Num; n: Num }[] | null;
}
export interface Estimate { estimate: Num; low: Num; high: Num }
export interface SaidQuote extends SharedQuote { kind: Text; polarity: Text; topic: Text }
export interface Gap { side: string; topic: Text; gap: Estimate | null; n: Num; accounts: Num; note: Text }
export interface ExpectSet {
  id: number; name: string; hypothesis: boolean | null; accounts: Num; share: Estimate | null; revenue_minor: Num; sentences_an_account: Num; decisions: Num; renewal_against_others: Estimate | null;
  answers: Num; score_against_others: Estimate | null; topics: { topic: string; held: Num; overall: Num }[] | null; gaps: Gap[] | null; quotes: SaidQuote[] | null; workarounds: SaidQuote[] | null; consequences: SaidQuote[] | null;
}
export interface Weighted { topic: string; source: Text; label: Text; n_bad: Num; n_middle: Num; n_good: Num; penalty: Estimate | null; reward: Estimate | null; contrast: Estimate | null }
export interface ExpectationAnswer {
  accounts: Num; stability: Num; sentences: { kind: string; polarity: Text; sentences: Num; accounts: Num }[] | null; sets: ExpectSet[] | null; weights: Weighted[] | null;
  fits: { classes: number; loglik: Num; aic: Num; bic: Num; entropy: Num; starts: Num; repeated: Num; chosen: boolean | null }[] | null;
}
export interface Voice extends SharedQuote { id: string; side?: 'customers' | 'ours'; voice: Text; sentiment: Num; score: Num; value_minor?: Num; codes?: Code[] | null }
export interface SideQuote extends Place { text: string; source: Text; permission: 'inside' | 'outside' | null; date: Text }
export interface SideTheme { id: number; name: string; sides: { side: string; comments: Num; of: Num; share: Estimate | null; scored: Num; sentiment: Num }[] | null; customers: SideQuote[] | null; employees: SideQuote[] | null }
export interface VoiceList extends Page { themes: { id: number; name: string; quotes: Voice[] | null }[] | null; voices: Voice[]; sides: SideTheme[] | null }
export interface StoryRow { id: number; name: string; quotes: Num; who: Text; at: Text }
export interface StoryDetail { id: number; name: string; who: Text; at: Text; missing: Num; voices: Voice[] }
export interface SubTheme { id: number; name: string; found_name?: Text; state: Text; comments: Num; accounts: Num; negative?: Num; sentiment: Num; stability: Num; quote?: { comment: string; text: string; permission: Text } | null }
export interface FoundTheme { id: number; name: string; found_name: Text; terms: Text; state: Text; first: Text; last: Text; likeness: Num; comments: Num; accounts: Num; stability: Num; sentiment: Num; subs?: SubTheme[] | null }
export interface Heard { same: Num; near: Num; again: Num; most: Num; cut: Num; nothing: Num; trimmed: Num; standing: Num; unknown: Num; named: Num; sentences: Num; unclear: Num; wish: Num }
export interface ThemeAnswer {
  heard?: Heard | null; languages?: { language: string; comments: Num }[] | null; standing?: { sentence: string; comments: Num; accounts: Num }[] | null;
  comments: Num; other: Num; decisions_waiting: Num; themes: FoundTheme[] | null; gone: FoundTheme[] | null; ask: { comment: string; how: Text; margin: Num; theme: Text; text: string }[] | null;
  agreement: { part: string; n: Num; same: Num; kappa: Num; low: Num; high: Num }[] | null; learned: { id: number; name: string; labels: Num; positive: Num; found_f1: Num; learned_f1: Num; used: boolean | null }[] | null;
  questions: { question: string; answers: Num }[] | null; question: Text; shares: { segment: Text; id: number; name: string; answers: Num; accounts: Num; coded: Num; share: Num; low: Num; high: Num; p: Num; q: Num }[] | null;
}
export interface MetricMonth {
  month: string; value: Num; target: Num; status: Text; needed: Num; share: Num; low: Num; high: Num; accounts: Num; n: Num; verdict: Text; told_by_months: Num; since: Text;
}
export interface MetricSide {
  side: 'done' | 'rated' | 'said' | null; touchpoint: Text; words: Text; needed: Num; share: Num; low: Num; high: Num; accounts: Num; n: Num; state: 'green' | 'red' | 'open' | null;
}
export interface Metric {
  unit: Text; name: string; touchpoint: Text; value: Num; target: Num; status: 'green' | 'red' | 'unknown' | null;
  customer_view: Num | string; verdict: Text; note: Text; n: Num;
  since: Text; told: Text; older: boolean | null; sides: MetricSide[] | null; months: MetricMonth[] | null; rows?: (Place & { text: Text })[] | null; chart: string | null;
}
export interface Audit {
  action: string; issue: Text; measure: Text; measure_say?: Say; effect: Num; low: Num; high: Num; verdict: Text;
  n_treated: Num; n_control: Num; cost_minor: Num; note: Text; grade: Grade | null;
}
export interface Money {
  headline: { title: Text; subtitle: Text; nothing_found: boolean | string | null; cost_minor: Interval | null };
  coverage: Coverage | null; ledger: Ledger | null; issues_together_minor?: Interval | null; handling_together_minor?: Num; issues: Issue[] | null; signals: Signal[] | null;
  metrics: Metric[] | null; audits: Audit[] | null; settings: Setting[] | null;
}
export interface Step { title: Text; value: Num | string; note: Text; grade: Grade | null }
export interface Ref { id: string | number; name: string }
export interface Place { file: Text; line: Num }
export interface Quote extends Place {
  text: string; clip?: Clip | null; spans: [number, number][] | null; account: Ref | null; role: Text; date: Text;
  value_minor: Num; renewal: Text; permission?: 'inside' | 'outside'; comment?: Text;
}
export interface ExposedAccount extends Ref { segment: Text; times: Num; value_minor: Num; renewal: Text }
export interface Explain {
  method: Text; assumptions: Setting[] | null;
  diagnostics: { label: string; value: Num | string; note: Text }[] | null;
  rows: (Place & { text: Text })[] | null; change: Text;
}
export interface IssueDetail extends Omit<Issue, 'charts'> {
  owner_why: Text; rule: Text; chain: { experience: Step | null; behaviour: Step | null; renewal?: Step | null; money: Step | null } | null;
  charts: { cost?: Text; weekly?: Text; effect?: Text; stay?: Text } | null;
  stay?: { landmark: Text; met: number; met_lost: number; not_met: number; not_met_lost: number; chi2: Num; p: Num; note: Text;
    rows: { day: number; met_at_risk: number; met_stay: DriverRange; not_met_at_risk: number; not_met_stay: DriverRange }[] } | null;
  quotes: Quote[] | null; exposed: ExposedAccount[] | null; segments?: IssueSegment[] | null; explain: Explain | null;
  annuity: Annuity | null;
}
export interface Annuity { years: { year: number; contacts: Num; low: Num; high: Num; hours: Num; people: Num; cost_minor: Num; present_minor: Num; present_low_minor?: Num; present_high_minor?: Num; estimated?: Num }[];
  hours: Num; people: Num; person_hours: Num; present_minor: Num; present_low_minor?: Num; present_high_minor?: Num; note: Text }
export interface AccountRow extends Ref {
  segment: Text; region: Text; country: Text; value_minor: Num; renewal: Text; heard: boolean | Num;
  last_heard: Text; comments: Num; issues: (Ref & { times: Num })[] | null; status: 'active' | 'lost' | 'unknown' | null;
}
export interface IssueSegment { segment: Text; accounts: number; value_minor: number; n_exposed: Num; n_unexposed: Num; effect: Estimate | null }
export interface Page { total: number; page: number; per_page: number }
export interface AccountList extends Page { segments: string[] | null; accounts: AccountRow[] }
export interface Contact { name: Text; role: Text; heard: boolean | Num; last_heard: Text }
export interface Alias { alias: Num; source: Text; name: Text; external_id: Text; email: Text; how: Text; probability: Num }
export interface Moment extends Place { comment?: Text; clip?: Clip | null; at: Text; kind: string; title: Text; text: Text; tone: Tone | null; rows?: Num }
export interface TimelineList extends Page { limit: number; left_out: number; kinds: { kind: string; n: number; left_out: number }[]; timeline: Moment[] }
export interface Exposure { id: string | number; name: string; official: Text; times: Num; grade: Grade | null; rank: Num; estimate: Num; low: Num; high: Num; at_risk_minor: Interval | null }
export interface Relative extends Ref { is: string; how: Text }
export interface Family { top: Ref | null; accounts: Num; relatives: Relative[] | null }
export interface Group { id: Num; name: Text; accounts: Num; active: Num; value_minor: Num; issues: (Ref & { accounts: Num; times: Num })[] | null }
export interface Rollup extends Page { by: string; unrated?: number; unrated_currencies?: string; groups: Group[] }
export interface Quoting { permission: 'inside' | 'outside' | 'none'; decision: Num; who: Text; at: Text }
export interface OwnField { name: Text; value: Text; source: Text; about: string; records: Num }
export interface AccountDetail extends AccountRow {
  fields_total?: Num; fields?: OwnField[] | null;
  quoting?: Quoting | null; family?: Family | null;
  exposure?: Exposure[] | null; contacts: Contact[] | null; aliases: Alias[] | null; timeline: Moment[] | null; charts: { usage?: Text } | null;
  forecast?: AccountForecast | null; lifetime?: AccountLifetime | null; expects?: { id: number; name: string; hypothesis: boolean | null; probability: Num }[] | null; said?: SaidQuote[] | null;
}
export interface Felt { from: number; to: number; weight: number }
export interface Code { from: number; to: number; kind: 'theme' | 'sentiment'; theme: Text; value: Num | string; state?: 'clear' | 'wish' | 'unclear' | null; words?: Felt[] | null }
export interface Comment extends Place {
  clip?: Clip | null;
  id: string | number; key?: Text; side?: 'customers' | 'ours'; account: Ref | null; at: Text; channel: Text; language: Text; text: string;
  sentiment: Num; score: Num; role?: Text; permission?: 'inside' | 'outside' | null; codes: Code[] | null;
}
export interface Theme extends Ref { comments: Num; accounts: Num; sentiment: Num }
export interface ThreadPart extends Place { at: Text; side: Text; title: Text; text: Text; here: boolean }
export interface CommentDetail { comment: Comment; thread: ThreadPart[] | null }
export interface CommentList extends Page { withheld?: Num; about?: Text; themes: Theme[] | null; comments: Comment[] }
export interface Counts { rows_in: Num; rows_kept: Num; rows_unchanged: Num; rows_quarantined: Num }
export interface FileRow extends Counts { id: string | number; path: string; source: Text; kind: Text; encoding: Text; note: Text; deliveries: Num }
export interface Finding { title: string; count: Num; of: Num; why: Text; todo?: Text; examples: (Place & { text: Text })[] | null }
export interface LedgerMonth { month: string; currency: Text; invoiced_minor: Num; matched_minor: Num; difference_minor: Num }
export interface Review { alias: string | Ref | null; account: string | Ref | null; probability: Num; why: Text }
export interface SourceKind {
  kind: string; files: Num; rows: Num; state: 'undated' | 'unknown' | 'fine' | 'thin' | 'swollen' | 'stale' | null; note: Text; last: Text; expected: Text;
  stale_from: Text; on_accounts_share: Num; accounts: Num; chart: Text;
}
export interface Source { id: string | number; name: string; kinds: SourceKind[] | null }
export interface Aside { reason: string; reason_say?: Say; rows: Num; whole_rows: Num; files: Num; todo: Text; example: (Place & { column: Text; raw: Text }) | null }
export interface NotStored { source: Text; what: Text; how: Text; column: Text; values: Num; files: Num }
export interface Mended { rows_in: number; rows_kept: number; rows_unchanged: number; rows_quarantined: number; files: { path: Text; refused: Text; mended_before: number; still: { row: number; line: number; column: Text; reason: Text }[] | null }[] | null }
export interface ColumnQuestion { file_id: number; file: Text; source: Text; column: string; about: string; required: boolean; values: Num; examples: Text; answer: Text; decision: Num; who: Text }
export interface ColumnAnswer { file_id: number; file: Text; source: Text; column: string; answer: string; decision: Num; who: Text; at: Text }
export interface ReadAgain { file_id: number; file: Text; source: Text; column: string; was: string; answer: Text; who: Text }
export interface DataAnswer {
  answered?: ColumnAnswer[] | null; read_again?: ReadAgain[] | null;
  questions?: ColumnQuestion[] | null;
  as_of?: Text; sources?: Source[] | null; coverage?: Coverage | null; kinds?: { kind: string; accounts: Num; share: Num }[] | null;
  quarantine?: Aside[] | null; not_stored?: NotStored[] | null; erasures?: Num;
  files: FileRow[] | null; findings: Finding[] | null; ledger: LedgerMonth[] | null; review: Review[] | null;
  totals: Counts | null;
}
export interface QuarantineRow { file: Text; line: Num; column: Text; reason: Text; reason_say?: Say; raw: Text }
export interface QuarantineList extends Page { reasons: { reason: string; reason_say?: Say; rows: Num }[] | null; rows: QuarantineRow[] }
export interface LedgerPart { month: Text; currency: Text; part: string; rows: Num; amount_minor: Num; reporting_minor: Num }
export interface LedgerRow extends Place {
  month: Text; currency: Text; reason: string; number: Text; amount_minor: Num; expected_minor: Num; difference_minor: Num; note: Text; other_file: Text; other_line: Num;
}
export interface LedgerTie extends Page { currency: Text; parts: LedgerPart[] | null; differences: LedgerRow[] }
export interface Side { alias: number; source: Text; name: Text; id: Text; domain: Text; email: Text; country: Text; city: Text; title: Text }
export interface Weight { field: string; level: Text; level_say?: Say; bits: Num }
export interface Link { alias: number; source: Text; name: Text; id: Text; email: Text; account: Num; probability: Num; how: Text; other: { alias: number; source: Text; name: Text; id: Text } | null; evidence: Weight[] | null }
export interface LinkList { links: Link[] }
export interface DoubtCause { kind: 'company' | 'person'; why: Text; why_say?: Say; doubts: Num; probability: Num; most_money_minor: Num }
export interface Doubt { kind: 'company' | 'person'; account: Ref | null; other_account: Ref | null; one: Side; other: Side; probability: Num; why: Text; why_say?: Say; money_minor: Num; gain: Num; evidence: Weight[] | null }
export interface Decision { id: number; what: string; subject: Text; object: Text; who: Text; why: Text; at: Text; undone: boolean; pending: boolean }
export interface DecisionList extends Page { pending: number; decisions: Decision[] }
export interface Cause { node: string; answer: string; evidence: { file: Text; line: Num; in_book: boolean | null }[] | null }
export interface Lot { decision: number; who: Text; start: Text; seed: Num; hold_out: Num; waves: Num; every: Num; accounts: Num; held: Num }
export interface PlanWay { way: string; hold_out: Num; waves: Num; every: Num; reached: Num; others: Num; level: Num; wanted: Num; months: Num; times_the_accounts: Num }
export interface Observed { outcome: 'kept' | 'renewed' | 'billed' | 'serve'; months: number; effect: Num; low: Num; high: Num; money_minor: Interval | null; modelled_minor: Num; placebo_p: Num; reached: Num; others: Num; method: Text; grade: Grade | null; note: Text }
export interface ActionRow extends Place {
  name: string; issue: Text; owner: Text; unit: Text; countries: Text; status: Text; expected: Text; about: Ref | null; start: Text; end: Text; cost_minor: Num; share_low: Num; share_high: Num; share_from: Text;
  predicted_minor: Interval | null; realised_minor: Interval | null; observed?: Observed[] | null; grade: Grade | null; causes: Cause[] | null;
  leading: { metric: Text; before: Num; now: Num; target: Num; day: Text; state: Text; from: Text; readings: { day: Text; value: Num }[] | null } | null;
  proof: { verdict: Text; grade: Grade | null; method: Text; p?: Num; placebo_p?: Num; shock_p?: Num; did?: Num; synthetic_control?: Num; years?: { year: number; first: Text; last: Text; effect: Num; low: Num; high: Num; state: Text }[] | null } | null;
  lot?: Lot | null; plan?: PlanWay[] | null;
}
export interface ActionTyped { name: string; about: Ref | null; added: boolean; dropped: boolean; typed: Text; issue: Text; unit: Text; owner: Text; countries: Text; start: Text; end: Text; cost_minor: Num; metric: Text; target: Num; share_low: Num; share_high: Num; expected: Text; status: Text; causes: Cause[]; readings: { day: Text; value: Num }[] }
export interface ActionList { actions: ActionRow[]; lessons: { kind: string; audits: Num; share: Num; low: Num; high: Num; because?: { action: string; verdict: string; share: Num }[] | null }[] | null }
export interface OptionDetail extends OptionRow {
  owner: Text; cost_minor: Num; yearly_minor: Num; people: Num; months: Num; share: Num; share_low: Num; share_high: Num; payback_months: Num; loses: Num; grade: Grade | null; choice: { taken: boolean | null; reason: Text; chance: Num } | null;
}
export interface AccountForecast { decides: Text; value_minor: Num; machine: Num; low: Num; high: Num; owner: Num; owner_why: Text; final: Num; final_from: Text; health: Text; reasons: { words: string; points: Num }[] | null; said?: { decision: number; words: Text; who: Text; at: Text } | null }
export interface AccountLifetime { how: Text; tenure: Num; alive: Num; expected: Num; revenue_minor: Num; serve_minor_per_year: Num; value_minor: Interval | null }
export interface ForecastRow extends AccountForecast { account: { id: string | number; name: Text } }
export interface ForecastAnswer { forecasts: ForecastRow[]; total: number; page: number; per_page: number; health?: { health: string; n: number; value_minor: Num }[] | null;
  bins?: { from: Num; to: Num; n: Num; forecast: Num; observed: Num }[] | null; misses_total?: Num; misses?: { account: { id: string | number; name: Text }; decided: Text; renewed: boolean; machine: Num; base: Num }[] | null; tests: { rule: string; n: Num; lost: Num; brier: Num; gain_low: Num; gain_high: Num; auc: Num; slope: Num; expected: Num; observed: Num }[] | null;
  warnings?: { level: string; n: Num; warned: Num; went: Num; right: DriverRange; found: DriverRange; found_money: DriverRange; stake_minor: Interval | null }[] | null }
export interface Recompute { writable: boolean; running: boolean; done: number; failed: Text }
export interface FrontierPoint { budget_minor: number; value_minor: number; worst_tenth_minor: number; taken: Text }
export interface OptionRow { id: number; name: string; issue: Text; about: Ref | null; net_minor: Interval | null; reason: Text }
export interface OptionList { options: OptionRow[]; frontier: FrontierPoint[] }
export interface OptionTyped { issue: Text; owner: Text; eager: Text; convince: Text; needs: Text; alone: boolean; cost_minor: number; yearly_minor: number; people: number; months: number; share_low: Num; share_high: Num }
export interface PortfolioOption {
  typed: OptionTyped; id: number; name: string; issue: Num; taken: boolean; weighed: boolean; reason: Text; why?: Text; instead?: Text; first_year_cost_minor: number; people: number; net_minor: Num; loss_minor: Num; chance: Num; learn_minor: number;
  pilot?: { pays: boolean; accounts: number; months: number; error: number; worth_minor: number; cost_minor: number; wait_minor: number; net_minor: number } | null;
}
export interface PortfolioInput { name: string; low: number; high: number; is_share: boolean; flips_low: boolean; flips_high: boolean; instead: Text; learn_minor: number }
export interface PortfolioAnswer {
  currency: string; budget_minor: Num; taken: number; spent_minor: number; people: number; value_minor: Interval; worst_tenth_minor: number; regret_of_greedy_minor: number;
  next_step: { money: number; gain_minor: number; buys: Text }; know_all_minor: number; proven: boolean; options: PortfolioOption[]; inputs: PortfolioInput[]; frontier: FrontierPoint[];
}
export type DriverRange = { estimate: Num; low: Num; high: Num } | null;
export interface DriverRow {
  rank: number; driver: string; source: string; share: number; low: Num; high: Num; weight: number; weight_low: Num; weight_high: Num; first: number; top: number; along: number; tied: number;
  label: Text; penalty: DriverRange; reward: DriverRange;
}
export interface DriverAnswer {
  outcomes: { outcome: string; words: string; unit: string; n: Num; accounts: Num; mean: Num }[];
  drivers: { outcome: string; kind: string; n: Num; accounts: Num; fit: DriverRange; draws: Num; note: Text; chart: Text; drivers: DriverRow[] }[];
  effects: { issue: { id: string | number; name: Text }; outcome: string; unit: Text; adjusted: DriverRange; raw: DriverRange; n_exposed?: Num; n_unexposed?: Num; n_accounts?: Num; q: Num; grade: Grade; reason: string; placebo_p: Num; second?: Num; second_way?: Text; few?: DriverRange; few_p?: Num; few_way?: Text; balance?: Num; e_value?: Num;
    segments: { segment: string; pooled: DriverRange }[] }[];
  surfaces: { item: Text; n: Num; accounts: Num; r2: Num; part: Text; estimate: DriverRange; note: Text }[];
  chains: { issue: { id: string | number; name: Text }; behaviour: string; n: Num; moved: DriverRange; moves: DriverRange; through: DriverRange; note: Text }[];
  hazards: { model: string; n: Num; accounts: Num; lost: Num; late: Num; note: Text; drivers: { driver: string; ratio: DriverRange; p: Num; unit: string }[] }[];
  endings: { ending: string; year: Num; share: Num; low: Num; high: Num }[];
  sweet_spots: { issue: { id: string | number; name: Text }; importance: DriverRange; importance_grade: Grade; value_minor: Interval | null; value_grade: Grade; owner: Text; eager: Text; convince: Text; options: Num }[];
  satisfaction_index: {
    source: string; model: Text; sheets: number; complete: number; accounts: number; draws: number; note: Text; chart: Text;
    constructs: { name: string; index: DriverRange; r2: Num; reliability: Num; items: { item: string; weight: DriverRange; loading: Num }[] }[]; paths: { from: string; to: string; path: DriverRange; total: DriverRange }[];
  } | null;
  word_of_mouth: {
    asked: { question: string; way: string }[]; rates: { source: string; way: string; band: string; n: number; accounts: number; acts: number; estimate: DriverRange; grade: Grade; note: Text }[];
    worth: { part: string; n: number; value_minor: Interval | null; grade: Grade; note: Text }[]; chart: Text;
  };
  sweet_chart: Text;
  look_back: { part: string; words: string; n: Num; estimate: DriverRange; stayed_years: DriverRange }[];
}
