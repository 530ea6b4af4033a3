// Every text of the page, in one place. A second language is a second object of the same type in
// `catalogues` (texts.de.ts); the reader chooses, else the browser's language does, English is the fallback for the rest: what a
// language does not have is a failed test, and English until then. Numbers and dates are not texts: format.ts writes them in the
// reader's locale. What the server words (reasons, methods, names on charts) is English in every language.
import { localeSet } from './format';
import { de } from './texts.de';
import type { Grade } from './types';

const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many);

const en = {
  lang: 'en',
  product: 'Throughline',
  to: 'to',
  skip: 'Skip to the content',
  nav: { label: 'Pages', money: 'Money', issues: 'Issues', signals: 'Signals', voices: 'Voices', expectations: 'Expectations', accounts: 'Accounts', comments: 'Comments', portfolio: 'Portfolio', drivers: 'Drivers', data: 'Data' },
  asOf: 'as of',
  print: 'Print',
  csv: 'CSV',
  csvTitle: 'Download this table as CSV',
  csvBusy: 'Collecting…',
  report: 'Report',
  reportTitle: 'The whole report as one file',
  explain: 'Explain this number',
  close: 'Close',
  close_: 'Close this explanation',
  all: 'all',
  none: 'none',
  retry: 'Try again',
  loading: 'Loading',
  clear: 'Clear filters',
  language: { label: 'Language' },
  theme: { label: 'Colours', auto: 'Auto', light: 'Light', dark: 'Dark' },
  grade: {
    A: 'Grade A: measured against a comparison group',
    B: 'Grade B: adjusted; overlap and sensitivity pass',
    C: 'Grade C: association only',
    D: 'Grade D: too few accounts to say',
    legend: 'A measured against a comparison group · B adjusted, overlap and sensitivity pass · C association only · D too few accounts to say.',
    bars: 'Bars: interval, line at the estimate, one scale for all rows.',
  } satisfies Record<Grade | 'legend' | 'bars', string>,
  error: {
    title: 'This could not be read',
    broken: 'This page could not be drawn',
    brokenDetail: 'The answer of the server has a shape this page does not know. Is the page as new as the server?',
    offline: 'The server does not answer',
    offlineDetail: 'Is `throughline serve` still running on this machine? Nothing is lost: the book lies on disk.',
    answered: (status: number): string => `The server answered with status ${status} and gave no reason.`,
    status: (status: number): string => (status ? `Status ${status}` : ''),
  },
  lost: { title: 'There is no page at this address', home: 'Go to Money' },
  empty: {
    title: 'There is no data in this book yet',
    how: 'Point Throughline at the exports you already have: surveys, CRM, tickets, usage, invoices, deliveries. Kinds and columns are detected.',
    command: 'throughline run BOOK FOLDER',
    dry: 'throughline import BOOK FOLDER --dry-run',
    dryNote: 'shows what would be read, and changes nothing.',
  },
  money: {
    title: 'What to fix first',
    looked: 'What was looked at',
    question: 'What our customers’ experience costs us',
    between: (range: string): string => `Between ${range}.`,
    nothing: 'Nothing here can be told apart from chance',
    nothingWhy: (accounts: string): string =>
      `All issues were measured in ${accounts} accounts; every interval reaches both sides of zero. No figure is shown as a cost, because it would be a guess.`,
    needed: 'What would be needed to say more',
    neededGeneral: 'More accounts with a known outcome, a longer history before each decision, or a comparison group: an action that reaches some accounts first.',
    changed: 'What changed',
    changedNone: 'No stream changed by more than its usual ups and downs.',
    metrics: 'Our readings against what customers live',
    agree: (n: number): string => `${n} other ${plural(n, 'reading agrees', 'readings agree')} with customers or cannot be compared.`,
    customers: 'Customers:',
    target: 'target',
    audits: 'Did it work?',
    coverage: 'Who we hear from',
    ledger: 'Does it tie to the ledger?',
    heard: (h: string, n: string, rev: string): string => `${h} of ${n} accounts, holding ${rev} of revenue.`,
    ledgerLine: (invoiced: string, matched: string): string => `${matched} of ${invoiced} invoiced is joined to an account.`,
    difference: 'Difference',
    settings: 'Figures rest on:',
    since: 'since', noticed: 'noticed', was: 'from', rose: 'rose', fell: 'fell',
    verdict: { worked: 'worked', 'did not': 'did not work', 'cannot tell': 'cannot tell yet' } as Record<string, string>,
  },
  issue: {
    name: 'Issue, as customers say it', accounts: 'Accounts', exposed: 'Exposed', cost: 'Cost of doing nothing',
    months: (n: string): string => `next ${n} days`,
    evidence: 'Evidence', weekly: 'Weekly', action: 'Action', rank: 'Rank',
    notApart: 'not told apart from zero',
    tooFew: 'too few accounts to say',
    noAction: 'no action yet',
    explainOf: (name: string): string => `Explain the figure of ${name}`,
    costs: (name: string, money: string): string => `${name} puts about ${money} at risk if nothing is done`,
    costsFew: (name: string): string => `${name}: too few accounts to say what it costs`,
    costsNot: (name: string): string => `${name} cannot be told apart from chance`,
    costsUnknown: (name: string): string => `${name} has no cost worked out yet`,
    lived: (n: string): string => `${n} accounts lived through it`,
    worth: 'worth', owner: 'Owner', noOwner: 'no owner yet', rule: 'What counts as exposed',
    renew: (points: string): string => `renewal ${points} points`,
    chain: ['What customers live through', 'What they then do', 'What it puts at risk if nothing is done'] as [string, string, string],
    overTime: 'How often, over time', effect: 'Effect, raw above adjusted', words: 'In their words',
    effects: 'Effect on each outcome', outcome: 'Outcome', adjusted: 'Adjusted', raw: 'Raw', interval: 'Interval',
    bySegment: 'Who lives through it, by segment', segmentHead: 'Segment', audit: 'Did the action work?', auditNone: 'No action on this issue has been audited yet.', accountsHead: 'Accounts', shareHead: 'Of the money', first: (n: string): string => `Of the ${n} accounts listed below.`,
    n: 'Exposed / not', grade: 'Grade', exposedList: 'Accounts that lived through it', times: 'Times',
    moreQuotes: 'All comments on this', handling: 'handling each year', annuity: 'worth of preventing it',
    noQuotes: 'No customer has put this into words; it is known from records alone.',
    list: (n: number, ranked: number): string =>
      n === 0 ? 'No issue has been found yet'
      : ranked === 0 ? `None of ${n} ${plural(n, 'issue', 'issues')} can be told apart from chance`
      : ranked === n ? `${ranked === 1 ? 'One issue puts' : `All ${n} issues put`} money at risk that we can measure`
      : `${ranked} of ${n} issues ${plural(ranked, 'puts', 'put')} money at risk that we can measure`,
    listSub: 'Ranked by what doing nothing costs. What cannot be told apart from chance stays on the list, with the reason.',
    search: 'Search issues', noneMatch: 'No issue matches these filters',
    causes: 'Why, and why again', causesNone: 'Nobody has asked for the cause yet.', evidenceIn: 'evidence', notInBook: 'not in the book', optionsHead: 'What could be done', optionsNone: 'No option has been typed in yet.', net: 'net', onceCost: 'once', yearly: 'a year', prevents: (share: string): string => `prevents ${share}`, payback: (n: string): string => `paid back in ${n} months`, taken: 'taken', notTaken: 'not taken', toPortfolio: 'Weigh them against each other', monthsLong: (n: string, k: number): string => `${n} ${plural(k, 'month', 'months')}`,
    actionHead: 'What is done, and whether it worked', leading: 'Early sign', expected: 'expected', predicted: 'predicted', realised: 'came true', status: 'Status', notExact: (n: string): string => `against ${n} not reached`, people: 'Accounts reached / not',
  },
  signals: {
    title: (n: number, shown: string, harm: string): string => (n === 0 ? 'No stream changed by more than its usual ups and downs' : `${shown} ${plural(n, 'change', 'changes')}, ${harm} for the worse`),
    titleNone: 'No change matches these filters',
    sub: (streams: string): string => `Found in ${streams} weekly streams; beyond what chance and the usual ups and downs make. Say which are real: the next run remembers.`,
    search: 'Search changes', status: 'Judged', statuses: { open: 'To judge', real: 'Real', known: 'Known', dull: 'Not interesting', all: 'All' } as Record<string, string>,
    kind: 'Kind', where: 'Where', measure: 'Measure', sort: 'Order', any: 'any', byDate: 'newest first', byMoney: 'most money first',
    kinds: { rise: 'rises', fall: 'falls', step: 'steps', drift: 'drifts', spike: 'single weeks', running: 'weeks that are not over' } as Record<string, string>,
    shape: { step: 'a step', drift: 'a drift', spike: 'a single week', running: 'this week so far' } as Record<string, string>,
    by: { all: 'everywhere', region: 'region', segment: 'segment', product: 'product', touchpoint: 'channel', unit: 'unit' } as Record<string, string>,
    measures: { late: 'late deliveries', reply: 'slow replies', theme: 'themes', tickets: 'tickets', nps: 'recommendation', escalated: 'escalations', paid_late: 'late payments', reopened: 'reopened tickets',
      ticket_kind: 'kinds of ticket', churn: 'lost customers', usage: 'product use', sentiment: 'feeling', rating: 'ratings', csat: 'satisfaction', metric: 'unit readings' } as Record<string, string>,
    what: 'What changed', size: 'By how much', affected: 'Accounts', money: 'Their revenue', weekly: 'Weekly', judge: 'Judge',
    rose: (from: string, to: string): string => `rose from ${from} to ${to}`, fell: (from: string, to: string): string => `fell from ${from} to ${to}`,
    sinceDay: (day: string): string => `since ${day}`, inWeek: (day: string): string => `in the week of ${day}`, between: (a: string, b: string): string => `began between ${a} and ${b}`,
    seen: (day: string): string => `could be known on ${day}`,
    headline: (stream: string, moved: string, when: string): string => `${stream} ${moved} ${when}`,
    moved: 'moves with', act: { real: 'Real', known: 'Known', dull: 'Not interesting' } as Record<string, string>, undo: 'Undo', judged: (who: string, day: string): string => `said ${who}, ${day}`,
    hints: 'Keys: j and k move, 1 real, 2 known, 3 not interesting, u undo.', readOnly: 'This server only reads: nothing is judged here.',
    said: (what: string, name: string): string => `${name}: ${what}`, takenBack: 'Taken back',
    who: 'Who shows it', whoNone: 'It cannot be laid on single accounts.', times: 'Times', of: 'of', revenue: 'A year’s invoices', bySegment: 'By segment', byRegion: 'By region', ofMoney: 'Of the money',
    words: 'In their words', wordsNone: 'Nobody has put this into words yet, or may be quoted.', moreWords: 'All comments on this',
    with: 'What else moved', withNone: 'Nothing else moved at that time.', after: (n: string, k: number): string => `${n} ${plural(k, 'week', 'weeks')} later`, before: (n: string, k: number): string => `${n} ${plural(k, 'week', 'weeks')} earlier`, same: 'in the same weeks',
    together: 'correlation', others: 'Other changes of this stream', overTime: 'Week by week',
    look: 'chance that a quiet stream ever looks so', q: 'expected share of false finds, this one shown', nWeeks: 'events and readings since', seasonal: 'season taken out', yes: 'yes', no: 'no',
    silence: 'Who fell silent', silenceNone: 'Nobody is silent for longer than is usual for them.', lastDay: 'Last', usual: 'Usually every', expected: 'Expected by', days: (n: string): string => `${n} days`,
    speaks: 'says nothing', uses: 'uses nothing', newWords: 'Words that are new or gone', newWordsNone: 'No word is new or gone.', isNew: 'new', isGone: 'gone', saidBy: (a: string, b: string): string => `${a} of ${b} accounts that spoke`,
    scores: 'What moved the scores', scoreOf: { nps: 'Recommendation, 0 to 10', csat: 'Satisfaction' } as Record<string, string>, fromTo: (a: string, b: string): string => `from ${a} to ${b}`,
    parts: { roles: 'other roles answered', left: 'customers who left', 'fell silent': 'people who fell silent', new: 'people who are new', 'spoke again': 'people who spoke again', real: 'the same people, changed' } as Record<string, string>,
    answered: (n: string, of: string): string => `${n} of ${of} asked answered`,
  },
  expect: {
    title: (sets: number, name: string, share: string): string => `${sets} ${plural(sets, 'group of customers expects', 'groups of customers expect')} different things; the largest, ${share}, expects ${name}`,
    titleFew: 'Too few customers say what they expect to tell groups apart', titleOne: (name: string): string => `Our customers expect one thing above all: ${name}`,
    sub: (accounts: string): string => `From sentences in which ${accounts} accounts hold what they live against what they expect: a promise, a habit, what others do.`,
    none: 'Nobody has said what they expect', noneHow: 'Sentences such as “you promised Tuesday” or “I would expect a reply within a day” are found in surveys, tickets and calls. Import more of them.',
    hypothesis: 'a hypothesis: few accounts', accounts: (n: string, share: string): string => `${n} accounts, ${share} of those that say what they expect`, revenue: 'a year’s invoices', sets: 'Who expects the same', topics: 'What they speak of, against all', renewal: 'Renewals, against others', score: 'Score, against others',
    decisions: (n: string): string => `${n} decisions`, answers: (n: string): string => `${n} answers`, tell: 'cannot tell', gap: 'How far from what is expected', gapNote: '0: as expected, 1: nothing of it. Three sides, because each sees another part.', fine: 'as expected', nothing: 'nothing of it',
    sides: { said: 'What they say', rated: 'How they rate', done: 'What was done', all: 'All sides' } as Record<string, string>, cases: (n: string, accounts: string): string => `${n} cases in ${accounts} accounts`, sidesIn: (n: string, accounts: string): string => `${n} sides, ${accounts} accounts`,
    words: 'In their words', workarounds: 'What they do instead', noWords: 'No sentence may be shown.', kinds: { promise: 'promise', expectation: 'expectation', norm: 'norm', comparison: 'comparison', surprise: 'surprise', workaround: 'workaround' } as Record<string, string>,
    polarity: { open: 'open', met: 'met', exceeded: 'exceeded', disappointed: 'disappointed' } as Record<string, string>,
    weights: 'Must-have or nice-to-have', weightsNote: 'Points of the score (0 to 10) lost where it goes badly, and won where it goes well, each against middling.', topic: 'Topic', label: 'It is', penalty: 'Lost when bad', reward: 'Won when good', weightN: 'Bad / middling / good',
    labels: { 'must-have': 'a must-have', 'nice-to-have': 'nice to have', 'more is better': 'more is better', 'no difference': 'no difference', 'cannot tell': 'cannot tell' } as Record<string, string>, weightsNone: 'Too few scores stand beside what was said to tell.',
    said: 'What kinds of sentence were found', sentences: 'Sentences', saidAccounts: 'Accounts', kind: 'Kind', how: 'How it went',
    both: 'Both sides: customers and our own people', bothSub: 'The same themes in what our own people write: notes, replies, surveys of staff.', customers: 'Customers', employees: 'Our people', sideLine: (n: string, of: string): string => `${n} of ${of}`, bothNone: 'No words of our own people are in the book.',
    method: 'An account holds a topic when a sentence of its expectations is about it; groups are latent classes over the topics, with the share’s interval from resampled accounts.', feeling: 'Feeling', hide: 'Hide names', show: 'Show names', fits: 'How the number of groups was chosen', classes: 'Groups', chosen: 'chosen', stability: (n: string): string => `Groups found again in other halves of the data: ${n}.`, fitNote: 'The lowest BIC is taken; every number was tried from many starts.', starts: 'Starts that agree',
  },
  forecast: {
    method: 'Every renewal decided so far is a row, with what was known two weeks before it. A logistic regression with a cautious prior is fitted on them and set right by its own earlier forecasts; the interval is of the probability.',
    tested: 'How good such forecasts were', rule: 'Rule', rules: { machine: 'worked out', 'base rate': 'everybody’s rate', score: 'nine or ten' } as Record<string, string>, brier: 'Brier', auc: 'AUC', expected: 'Forecast', observed: 'Came true',
    brierNote: 'Each past renewal was forecast from what was known before its quarter. Brier: mean squared distance of forecast and outcome, smaller is better; AUC: chance that one who renewed was put above one who left.', untested: 'Too few renewals were decided to look back.',
    lifetimeMethod: { contract: 'Contracts: the chance of still being here each year, times margin less handling, discounted.', purchases: 'Purchases: how many are still to come and what each is worth, times margin less handling, discounted.' } as Record<string, string>,
  },
  settings: {
    change: 'change', changeOf: (name: string): string => `Change ${name}`, undo: 'undo', undoOf: (name: string): string => `Take the last change of ${name} back`, put: 'Set', cancel: 'Cancel', noNumber: 'That is no number.',
    pending: (n: string, k: number): string => `${n} ${plural(k, 'change of an assumption is', 'changes of assumptions are')} kept and not yet in the figures.`,
  },
  voices: {
    outside: 'may be shown outside', inside: 'within the company', permission: 'How far it may go',
    views: { quotes: 'Quotes', themes: 'Themes', stories: 'Stories' } as Record<string, string>, allComments: 'All comments, with their codes',
    title: (n: number, shown: string, q: string): string => (n === 0 ? `Nobody has said this: ${q}` : q ? `${shown} ${plural(n, 'quote', 'quotes')} for ${q}` : `${shown} ${plural(n, 'quote', 'quotes')} in our customers’ own words`),
    sub: 'Each quote says how far it may go. Accounts that forbid it are left out.', search: 'Search quotes', operators: 'Operators',
    help: [['late "no reply" -price', 'words, a phrase, not this word'], ['theme:portal', 'part of a theme’s name'], ['account:"Vance Op"', 'part of an account’s name'], ['role:buyer', 'who speaks'], ['channel:ticket', 'where it was said'],
      ['expects:promise', 'a kind of expectation or its topic'], ['sentiment:negative', 'negative, neutral or positive'], ['since:2026-01-01 until:2026-03-31', 'days, both included']] as [string, string][],
    hide: 'Hide names', show: 'Show names', add: 'Add to a story', adding: (name: string): string => `Add to “${name}”`, inStory: 'in the story', pick: 'Story', newStory: 'New story', byTheme: 'What each theme says, in a few quotes', none: 'No quote matches', value: 'worth', anonymous: 'name hidden',
    feeling: { negative: 'negative', neutral: 'neutral', positive: 'positive' } as Record<string, string>, feelingLabel: 'Feeling', channel: 'Channel', any: 'any',
    storiesTitle: (n: number): string => (n === 0 ? 'No story has been put together yet' : `${n} ${plural(n, 'story', 'stories')}, each a few quotes in an order`), storiesHow: 'Search for quotes, start a story, and add what belongs in it; then share its address or print it.',
    storyName: 'Name of the story', create: 'Start a story', created: 'The story is there; add quotes to it.', quotes: (n: string, k: number): string => `${n} ${plural(k, 'quote', 'quotes')}`, madeBy: (who: string, day: string): string => `by ${who}, ${day}`,
    up: 'Up', down: 'Down', remove: 'Take out', rename: 'Rename', save: 'Save', drop: 'Drop the story', undo: 'Undo', dropped: 'The story is dropped.', link: 'Copy link', copied: 'The link is copied.', linkIs: 'Its address', missing: (n: string, k: number): string => `${n} ${plural(k, 'quote is', 'quotes are')} gone since, or may no longer be shown.`,
    storySub: (who: string, day: string): string => `Put together by ${who}, last on ${day}.`, moved: (n: string): string => `moved to place ${n}`, full: 'A story holds 24 quotes at most.', storyCrumb: 'Stories', emptyFirst: 'A story begins with a quote: search for one and choose “New story”.', csvName: 'story',
  },
  themes: {
    title: (n: number, share: string): string => `Customers speak of ${n} themes; ${share} of comments are on one of them`, sub: 'Found in the words themselves, on two levels, and kept from month to month. What you change is replayed on the next import.', none: 'No theme was found', noneHow: 'Too few comments speak of the same thing.',
    name: 'Theme', comments: 'Comments', accounts: 'Accounts', feeling: 'Feeling', stability: 'Found again', stabilityNote: 'share of its comments that come together again when the themes are looked for anew', state: { first: '', kept: '', new: 'new', made: 'made by you', gone: 'gone' } as Record<string, string>,
    edit: 'Edit', editing: (name: string): string => `Edit ${name}`, actions: { rename: 'Rename', merge: 'Merge into', split: 'Split off', rule: 'Rule' } as Record<string, string>, newName: 'New name', into: 'Into which theme', subTheme: 'Which part becomes a theme', own: 'a theme by a rule', splitName: 'Name of the new theme', ruleWords: 'Rule: words with and, or, not', ruleHint: 'late AND (delivery OR shipment) NOT apology', put: 'Decide', cancel: 'Cancel',
    made: 'Make a theme by a rule', done: { rename: 'Renamed', merge: 'Merged', split: 'Split off', rule: 'Rule kept', move: 'Moved' } as Record<string, string>, undo: 'Undo', undone: 'Taken back',
    pending: (n: string, k: number): string => `${n} ${plural(k, 'decision about themes is', 'decisions about themes are')} kept and not yet in the figures.`, decided: 'Decided about themes', terms: 'words',
    ask: 'Comments worth your word', askSub: 'The machine is least sure of these, or they were drawn at random to check it. Your answer teaches it.', askNow: 'is on', moveTo: 'It belongs to', other: 'none of them', right: 'Right as it is', how: { margin: 'unsure', random: 'drawn at random', own: 'chosen' } as Record<string, string>, asked: 'said', askNone: 'Nothing needs your word.',
    agree: 'How far machine and people agree', agreeLine: (same: string, n: string): string => `${same} of ${n} the same`, kappa: 'Cohen’s kappa', part: { random: 'drawn at random', all: 'all labelled' } as Record<string, string>, gone: 'Themes that are gone', readOnly: 'This server only reads: themes are not changed here.',
    questions: 'Who answers for which reason', question: 'Question', allComments: 'all comments', segment: 'Segment', all: 'all', share: 'Share', q: 'q', sharesNone: 'Nothing was answered in words here.',
  },
  chart: { svg: 'SVG', png: 'PNG', svgTitle: 'Download this chart as SVG', pngTitle: 'Download this chart as PNG' },
  filters: { q: 'search', segment: 'segment', sort: 'order', page: 'page', theme: 'theme', account: 'account', grade: 'evidence', owner: 'owner', view: 'view', kind: 'kind', month: 'month', reason: 'reason', file: 'file', where: 'where', measure: 'measure', status: 'judged', hide: 'hidden', set: 'group', budget: 'budget', risk: 'what counts', question: 'question', story: 'story', pair: 'pair' } as Record<string, string>,
  unit: { points: 'points', percent: '%', money: '', number: '' },
  account: {
    name: 'Account', segment: 'Segment', region: 'Region', value: 'Value', renewal: 'Renewal', heard: 'Last heard', comments: 'Comments',
    issues: 'Issues lived through', status: 'Status', silent: 'silent', lost: 'lost', active: 'active', unknown: 'unknown',
    search: 'Search accounts', sort: 'Sorted by', sortBy: (what: string): string => `Sort by ${what}`,
    title: (heard: string, all: string, silent: string): string => `We hear from ${heard} of ${all} accounts; ${silent} are silent`,
    titleAll: (n: string): string => `${n} accounts are in the book`,
    titleFound: (n: number, shown: string): string => (n === 0 ? 'No account matches' : `${shown} ${plural(n, 'account matches', 'accounts match')}`),
    sub: 'One row for each customer company, whatever it is called in the sources. Silence is shown, not left out.',
    renews: (name: string, date: string, value: string): string => `${name} decides on ${date}, with ${value} at stake`,
    renewed: (name: string, date: string, value: string): string => `${name} last decided on ${date}, with ${value} at stake`,
    isLost: (name: string): string => `${name} is lost`,
    noRenewal: (name: string): string => `${name} has no renewal date in the book`,
    livedIssues: (n: number): string => (n === 0 ? 'No issue is recorded here.' : `Lived through ${n} ${plural(n, 'issue', 'issues')}:`),
    lastHeard: (date: string): string => `Last heard on ${date}.`, neverHeard: 'Never heard.',
    timeline: 'What happened', people: 'People', aliases: 'Known as', usage: 'Usage', noMoments: 'Nothing is recorded for this account.',
    noPeople: 'No person is known here.', allKinds: 'All', more: (n: string): string => `Show ${n} more`, probability: 'sure to',
    found: 'How it was joined', source: 'Source', says: 'All comments of this account', role: 'Role', silentSince: 'silent',
    moreLess: 'Show fewer', code: 'External id',
    hit: 'What it lived through, and what that puts at risk here', times: 'Times', effect: 'Renewal, points', atRisk: 'At risk here', notApart: 'not told apart from zero', tooFew: 'too few accounts to say',
    atRiskNote: 'Worth of the next renewal times the effect of the issue on renewals. Issues meet the same accounts, so these are not added up.',
    peopleSilent: (silent: string, n: string): string => `${silent} of ${n} people are silent`, addresses: (n: string): string => `and ${n} addresses and ids`, facts: { value: 'Worth a year', renewal: 'Next decision', heard: 'Last heard', comments: 'Comments' },
    inDays: (n: string): string => `in ${n} days`, ago: (n: string): string => `${n} days ago`, never: 'never',
    crumb: 'Who is this customer, and what do we owe them?',
    outlook: 'Will they renew?', chance: 'Renewal', chanceFrom: { machine: 'worked out', owner: 'as its owner sees it' } as Record<string, string>, health: { good: 'good', watch: 'watch', 'at risk': 'at risk', 'cannot tell': 'cannot tell' } as Record<string, string>, healthLabel: 'Health', machine: 'worked out', ownerView: 'owner', whyMoves: 'What moves it', pointsOf: 'points', noOutlook: 'No renewal is coming up that could be forecast.',
    lifetime: 'What they will still bring', lifetimeLine: (years: string): string => `${years} years expected`, serve: 'handling a year', revenueYear: 'revenue a year', expects: 'What they expect', belongs: (share: string): string => `in this group with ${share}`, expectsNone: 'They have not said what they expect.', done: 'What was done', doneNone: 'Nothing is done yet about what they lived through.', reaches: 'reaches them', reachesNot: 'does not reach them',
  },
  kind: {
    account: 'accounts', contact: 'contacts', identity: 'identities', opportunity: 'deals', subscription: 'contracts', churn: 'lost customers', invoice: 'invoices', delivery: 'deliveries',
    ticket: 'tickets', response: 'survey responses', answer: 'survey answers', metric: 'unit readings', initiative: 'actions', event: 'product usage', payment: 'payments', rate: 'exchange rates',
    ledger: 'ledger lines', message: 'ticket messages', review: 'reviews', utterance: 'call sentences',
  } as Record<string, string>,
  moment: { survey: 'Survey', ticket: 'Ticket', delivery: 'Delivery', invoice: 'Invoice', renewal: 'Renewal', usage: 'Usage', action: 'Action' } as Record<string, string>,
  comments: {
    title: (n: number, shown: string, what: string): string =>
      n === 0 ? `Nobody has said this${what}` : `${shown} ${plural(n, 'comment', 'comments')}${what}`,
    about: (theme: string): string => ` about ${theme}`, by: (account: string): string => ` from ${account}`,
    having: (q: string): string => ` with the words “${q}”`,
    everything: ' in our customers’ own words',
    sub: 'Marked: the words a theme or a feeling was read from. Each line knows its file and row.',
    withheld: (n: string, k: number): string => `${n} ${plural(k, 'comment of an account that forbids it is', 'comments of accounts that forbid it are')} counted and not shown.`,
    search: 'Search comments', themes: 'Themes', sentiment: 'Feeling', score: 'Score', none: 'No comment matches these filters',
    accountsIn: (n: string): string => `${n} accounts`, account: 'Account', date: 'Date', text: 'Comment', channel: 'Channel', oneAccount: 'one account',
  },
  data: {
    title: (kept: string, total: string, out: string): string => `${kept} of ${total} rows are in; ${out} were set aside`,
    titleAll: (total: string): string => `All ${total} rows are in; none was set aside`,
    sub: 'Nothing is dropped silently: each row is kept, unchanged since the last import, or set aside with its file, line and reason.',
    views: { sources: 'Overview', quarantine: 'Set aside', findings: 'Contradictions', ledger: 'Ledger', review: 'Match review', files: 'Files' } as Record<string, string>,
    asks: {
      sources: 'Can we trust what came in?', quarantine: 'What was set aside, and how is it mended?', findings: 'Where do the data contradict each other?',
      ledger: 'Does our revenue tie to the books?', review: 'Who is who?', files: 'What became of every row?',
    } as Record<string, string>,
    asideTitle: (rows: string, reasons: number): string => `${rows} rows were set aside, for ${reasons} ${plural(reasons, 'reason', 'reasons')}`,
    asideTitleNone: 'No row was set aside',
    findingTitle: (n: number): string => `${n} ${plural(n, 'contradiction', 'contradictions')} in the data, each with its rows`,
    findingTitleNone: 'No contradiction was found in the data',
    ledgerTitle: (invoiced: string): string => `${invoiced} invoiced, and every cent is on an account`,
    ledgerTitleOff: (off: string, invoiced: string): string => `${off} of ${invoiced} invoiced is on no account`,
    ledgerTitleDiff: (n: string): string => `${n} differences between the invoices and the books`,
    ledgerTitleNone: 'No invoices are in the book',
    reviewTitle: (n: number, shown: string, money: string): string => `${shown} ${plural(n, 'match waits', 'matches wait')} for a person, with ${money} on ${plural(n, 'it', 'them')}`,
    reviewTitleNone: 'No match waits for a decision',
    todo: 'What to do next', todoNone: 'Nothing needs you: every source is as fresh as usual, nothing was set aside, and the money ties.',
    doLedger: (off: string): string => `Put ${off} of invoices on accounts`, doLedgerWhy: 'invoices that are on no account are in no figure about accounts',
    doStale: (source: string, kind: string): string => `Export ${kind} from ${source} again`,
    doAside: (rows: string, reason: string): string => `Mend ${rows} set aside: ${reason}`, rows: (n: string, k: number | null): string => `${n} ${plural(k ?? 2, 'row', 'rows')}`,
    doReview: (n: string, k: number): string => `Decide ${n} doubtful ${plural(k, 'match', 'matches')}`, doReviewWhy: (money: string): string => `${money} of invoices on them, the largest first; one key a decision`,
    doFinding: (what: string, n: string): string => `Look at ${n} ${what}`,
    sources: 'Sources, against what is usual for each', state: { fine: 'as usual', stale: 'late', thin: 'less than usual', swollen: 'more than usual', undated: 'no days', unknown: 'too new to say' } as Record<string, string>,
    stateHead: 'Freshness', lastDay: 'Newest', rowsHead: 'Rows', onAccounts: 'On accounts', weeks: 'Rows each week', coverage: 'How much of our customers the data cover',
    heardLine: (a: string, n: string, share: string): string => `${a} of ${n} accounts were heard in the last year; they hold ${share} of revenue.`,
    kindOn: 'Kind of data', kindAccounts: 'Accounts with it', kindShare: 'Share', outside: 'Kept outside', outsideSub: 'Private values were left at the door and are nowhere in the book.',
    what: 'What', values: 'Values', insideTexts: 'inside texts', erased: (n: string, k: number): string => `${n} ${plural(k, 'person was', 'persons were')} forgotten.`,
    reasonRows: 'Rows', whole: 'Whole rows', filesHead: 'Files', doThis: 'What to do', example: 'For example', showRows: 'Show its rows', allReasons: 'all reasons',
    fix: 'Download to mend', fixTitle: 'What was set aside of one file as CSV, with the file’s own columns', fixHow: 'Mend the rows in the file, and take it in again.',
    rowsShown: 'Rows, as they came',
    months: 'Month by month, to the cent', allMonths: 'all months', parts: 'Where each invoice row went', part: 'Part', amount: 'Amount', should: 'Should be', offBy: 'Off by',
    differences: 'Differences, with their rows', noDifferences: 'No difference: payments, books and invoices agree in what can be compared.', number: 'Number', inTotal: 'All months', noDate: 'no date', otherSide: 'other side',
    toCheck: 'What to check',
    file: 'File', source: 'Source', kind: 'Kind', encoding: 'Encoding', rowsIn: 'Rows in', kept: 'Kept', same: 'Unchanged', out: 'Set aside', note: 'Note',
    line: 'Line', column: 'Column', reason: 'Reason', raw: 'Row as it came', month: 'Month', currency: 'Currency', invoiced: 'Invoiced', matched: 'Matched',
    difference: 'Difference', alias: 'Name in a source', account: 'Account', sure: 'Probability', why: 'Why',
    of: 'of', filesAll: (n: string): string => `${n} files`, noQuarantine: 'No row was set aside.', noFindings: 'Nothing unusual was found in the files.', noLedger: 'No invoices are in the book.',
    noReview: 'No match waits for a decision.', allFiles: 'all files', reasons: 'Reasons', examples: 'Examples',
    reviewHow: 'This server only reads. Decide with', reviewCommand: 'throughline resolve BOOK review',
  },
  review: {
    ask: (a: string, b: string): string => `Is ${a} the same company as ${b}?`, askPerson: (a: string, b: string): string => `Is ${a} the same person as ${b}?`,
    at: (account: string): string => `at ${account}`, atBoth: (a: string, b: string): string => `at ${a} and at ${b}`, place: (n: string, of: string): string => `${n} of ${of}`, stake: (money: string): string => `${money} of invoices on it`,
    chance: 'chance that they are the same',
    same: 'Same company', samePerson: 'Same person', not: 'Not the same', skip: 'Skip', undo: 'Undo', keys: { same: 's', not: 'n', skip: 'j', undo: 'u' },
    fields: { source: 'System', name: 'Name', id: 'Id there', domain: 'Web domain', email: 'E-mail', country: 'Country', city: 'City', title: 'Title' } as Record<string, string>,
    field: 'Field', differs: 'differs', equal: 'same', onlyOne: 'only one says it', one: 'One record', other: 'The other',
    evidence: 'What speaks for it, and what against', before: 'Before looking: two records of this book, taken at random', sum: 'All together',
    times: (n: string): string => `${n} times likelier`, less: (n: string): string => `${n} times less likely`, bits: 'bits', level: 'Evidence', weight: 'Weight',
    evidenceNote: 'Each bit is a factor of two. Bars go on from where the one above ended; the line in the middle is even odds.',
    next: 'Next in the queue', queue: 'Queue', decided: 'Decided', decidedNone: 'Nothing was decided yet.',
    pending: (n: string, k: number): string => `${n} ${plural(k, 'decision is', 'decisions are')} kept and not yet in the figures.`, apply: 'Work them in', applying: 'Working them in: the figures are made again …',
    applied: 'The figures are made again, with every decision.', applyFailed: 'The figures could not be made again:',
    took: { merge: 'Said to be the same', never: 'Said not to be the same', split: 'Split', undo: 'Taken back' } as Record<string, string>,
    skipped: 'Skipped', undone: 'Undone', done: 'All matches are settled for now.', again: 'Show the skipped ones again', when: 'When', who: 'Who', what: 'Decision', one_: 'One', waits: 'waits', takenBack: 'taken back',
    takeBack: 'Take back', howto: 'One key each: s same, n not the same, j skip, u undo.',
  },
  explainBox: {
    title: 'How this number is made', of: 'How the headline is made', method: 'Method', assumptions: 'Assumptions', diagnostics: 'Checks',
    rows: 'Rows it rests on', change: 'What would change it', estimate: 'Estimate', interval: 'Interval', grade: 'Grade', n: 'Accounts',
    parts: 'The issues in it', addUp: 'They add up to the headline.', addTo: (sum: string): string => `Added one by one they give ${sum}.`,
    partsHow: 'Each issue has its own method, checks and rows: open one.', coverage: 'Heard from', ledger: 'Ledger', noRows: 'No rows are listed.',
    noCost: 'No amount is stated: nothing here can be told apart from chance.', value: 'Value', nExposed: 'exposed', nNot: 'not exposed',
    q: 'chance of a false alarm (q)', horizon: (n: string): string => `over ${n} days`,
  },
  drivers: {
    title: 'What goes along with what accounts do', sub: 'A share is a driver’s part of what all of them explain together, with its 95 %; it goes along with the outcome and is no effect.',
    all: 'All', outcome: 'Outcome', names: { renewal: 'Renewal', revenue: 'Revenue kept', nps: 'Score', cost: 'Cost to serve' } as Record<string, string>,
    of: (words: string): string => `Drivers: ${words}`, explains: (fit: string, n: string, k: string): string => `All together explain ${fit}; n ${n} of ${k} companies.`,
    driver: 'Driver', share: 'Share', low: 'Low', high: 'High', first: 'First in', top: 'In the top three', way: 'Where it is more, outcome is', label: 'It is', less: 'less', more: 'more',
    tied: (n: number): string => `cannot be told apart from ${n} ${plural(n, 'other', 'others')}`,
    effects: 'What each issue goes with, on every outcome', noEffect: 'No effect is told apart from chance.', issue: 'Issue', adjusted: 'Adjusted', raw: 'Raw', checks: 'Checks', placebo: 'placebo',
    chain: 'From experience over behaviour to renewal', behaviour: 'Behaviour', moved: 'Moves by, in sd', moves: 'One sd more: renewal, points', through: 'Of the effect, this way, points',
    decisions: 'What raises the odds to leave at a decision', cox: 'What makes accounts leave sooner, in years as a customer', ratio: 'Times', per: 'For',
    endings: 'In which way accounts end, whichever comes first', ended: 'Ended first by being', within: (n: string): string => (n === '1' ? 'Within a year' : `${n} years`),
    endNames: { lost: 'lost', 'ended early': 'ended early', reduced: 'reduced' } as Record<string, string>,
    way: (kind: string): string => `Who ends first by being ${kind}`, ways: 'By kind of end', here: 'Hastens it among those still here, times', inAll: 'Raises the share that ends so, times',
    wayOf: (n: string, k: string, lost: string): string => `${n} accounts of ${k} companies from the day they had been watched for a window; ${lost} ended so first. Of twenty such intervals one leaves 1 out by chance.`,
    hazardOf: (n: string, k: string, lost: string, late: string): string => `${n} decisions of ${k} companies, ${lost} lost; ${late} were customers before the data begin.`,
    sweet: 'Sweet spots: what matters to customers against what it is worth', matters: 'Points of score it goes with', worth: 'Cost of doing nothing', owner: 'Owner', eager: 'Eager', convince: 'To be convinced',
    lookBack: 'Did those with good scores stay?', scores: 'Scores', renewed: 'Renewed, or the difference', stayed: 'Years stayed, of two', tooFew: 'too few to say',
    foot: 'Intervals draw companies anew. Must-have and delight are said only where the interval leaves no doubt which side weighs more.',
  },
  portfolio: {
    none: 'No option has been typed in', how: 'Say what could be done about an issue, what it costs and what share of it that prevents; then this page says which of it a budget should buy.',
    command: "throughline options BOOK add 'Second depot' issue='delivery overdue' cost=240000 share='30% to 60%' months=6",
    budget: 'Budget for the first year', to: 'to', counts: 'What counts', expected: 'Expected value', worst: 'Worst tenth',
    title: (n: number, of: number, value: string): string => `${n} of ${of} options, worth ${value} net`,
    spent: (sum: string): string => `They cost ${sum} in the first year.`,
    band: (range: string, tail: string): string => `95 %: ${range}; in the worst tenth ${tail}.`,
    next: (step: string, gain: string, buys: string): string => `The next ${step} bring ${gain}: ${buys}.`,
    caption: 'Options, those taken first', option: 'Option', taken: 'Taken', yes: 'yes', no: 'no', firstYear: 'First year', net: 'Net', chance: 'In the best set', why: 'Why',
    change: 'What would change it', flips: (set: string): string => `at an end of its 95 % the set would be: ${set}.`, holds: 'does not change the choice.',
    learn: (sum: string): string => `To know it beforehand is worth ${sum}.`,
    frontier: 'What each budget buys', buys: 'Buys', nothing: 'nothing',
    whys: {
      taken: (loss: string): string => (loss ? `taken: without it the set is worth ${loss} less` : 'taken'), 'too big': (): string => 'does not fit the budget or the people, even alone with what it needs',
      loses: (loss: string): string => 'on average worth less than it costs' + (loss ? `; with it in, the set is worth ${loss} less` : ''), rival: (loss: string, other: string): string => `“${other}” mends the same issue and brings more` + (loss ? `; with this one in, the set is worth ${loss} less` : ''),
      room: (loss: string, other: string): string => (other ? `worth it, but “${other}” would have to make room` : 'worth it, but there is no room') + (loss ? `; with it in, the set is worth ${loss} less` : ''),
    } as Record<string, (loss: string, other: string) => string>,
    foot: 'Savings are margin kept and handling spared, present value over the years set, from the same draws as the cost of doing nothing; shares are drawn towards each other before any is chosen.',
  },
  pager: { label: 'Pages of the list', previous: 'Previous', next: 'Next', of: (from: string, to: string, total: string): string => `${from}–${to} of ${total}` },
  keys: {
    title: 'Keyboard shortcuts', open: 'Keyboard shortcuts', on: 'Single keys are on',
    rows: [
      ['/', 'search'], ['g m', 'Money'], ['g i', 'Issues'], ['g s', 'Signals'], ['g v', 'Voices'], ['g e', 'Expectations'], ['g a', 'Accounts'], ['g c', 'Comments'], ['g p', 'Portfolio'], ['g r', 'Drivers'], ['g d', 'Data'],
      ['j k', 'signals: next, previous'], ['1 2 3', 'signals: real, known, not interesting'], ['u', 'signals: undo'],
      ['s', 'match review: same company'], ['n', 'match review: not the same'], ['j', 'match review: skip'], ['u', 'match review: undo'],
      ['?', 'this list'], ['Esc', 'close'],
    ] as [string, string][],
  },
};

export type Texts = typeof en;
export const catalogues: { en: Texts; de: Texts } = { en, de };
export const languages: [string, string][] = [['en', 'English'], ['de', 'Deutsch']];
const KEY = 'throughline.language';

/** A language over English: what it lacks is English. */
export function over<T>(base: T, own: unknown): T {
  if (typeof base !== 'object' || base === null || Array.isArray(base)) return own === undefined ? base : (own as T);
  const more = (own ?? {}) as Record<string, unknown>;
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(more)])].map((k) => [k, k in base ? over((base as Record<string, unknown>)[k], more[k]) : more[k]])) as T;
}

function chosen(): string {
  if (typeof navigator === 'undefined') return 'en';
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // A browser that keeps nothing still has a language.
  }
  const tag = kept ?? navigator.language.split('-')[0] ?? 'en';
  return Object.hasOwn(catalogues, tag) ? tag : 'en';
}

/** Keeps the language in this browser and reads the page again in it. */
export function languageSet(tag: string): void {
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    return;
  }
  location.reload();
}

const language = chosen();
export const texts: Texts = language === 'en' ? en : over(en, catalogues[language as 'de']);
// Figures follow the reader's own locale where it is one of the language, else the language's.
if (typeof navigator !== 'undefined') localeSet((navigator.languages ?? []).find((l) => l.split('-')[0] === language) ?? (language === 'en' ? navigator.language : language));
