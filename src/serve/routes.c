#include "serve/routes.h"

#include <stddef.h>

#include "model/limits.h"
#include "serve/site.h"

#define PARAM_OF(field) offsetof(AnswerQuery, field)
#define PAGING \
    { "page", PARAM_INT, PARAM_OF(page), 1, INT32_MAX, "which page, from 1" }, \
    { "per_page", PARAM_INT, PARAM_OF(per_page), 1, LIMIT_PAGE_ROWS, "rows a page" }
#define PARAMS(list) .param = (list), .n_param = COUNT_OF(list)
#define CHANGE_AS(right) .method = "POST", .access = (right), .cache = CACHE_NEVER
#define CHANGE CHANGE_AS(ACCESS_DECIDER)
#define READ_AS(right, kept) .method = "GET", .access = (right), .cache = (kept)
#define READ READ_AS(ACCESS_READER, CACHE_CHECK)

// clang-format off
static const Param account_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "part of the account's name, upper or lower case" },
    { "segment", PARAM_TEXT, PARAM_OF(segment), 0, 0, "only this segment, as listed in the answer" },
    { "sort", PARAM_TEXT, PARAM_OF(sort), 0, 0, "value (default), name or renewal" }, PAGING };
static const Param timeline_params[] = {
    { "kind", PARAM_TEXT, PARAM_OF(kind), 0, 0, "only moments of this kind, as listed in the answer" }, PAGING };
static const Param rollup_params[] = {
    { "by", PARAM_TEXT, PARAM_OF(by), 0, 0, "parent (default), segment, region or account" }, PAGING };
static const Param lot_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "only the one drawn for this action" }, PAGING };
static const Param driver_params[] = {
    { "outcome", PARAM_TEXT, PARAM_OF(by), 0, 0, "renewal, revenue, expansion, reduced, nps, cost, credit, payment or contact; without it all" } };
static const Param comment_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "words in the text, as they stand" },
    { "theme", PARAM_INT, PARAM_OF(theme), 1, INT64_MAX, "only comments on this theme or sub-theme" },
    { "account", PARAM_INT, PARAM_OF(account), 1, INT64_MAX, "only comments of this account" },
    { "side", PARAM_TEXT, PARAM_OF(kind), 0, 0, "customers (default), or ours: notes, replies, our side of calls" }, PAGING };
static const Param clip_params[] = {
    { "account", PARAM_INT, PARAM_OF(account), 0, INT64_MAX, "the account of the comment, the first part of its id" } };
static const Param signal_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "part of the stream's name, upper or lower case" },
    { "kind", PARAM_TEXT, PARAM_OF(kind), 0, 0, "rise, fall, step, drift, spike or running" },
    { "measure", PARAM_TEXT, PARAM_OF(measure), 0, 0, "only this measure, as listed in the answer" },
    { "by", PARAM_TEXT, PARAM_OF(by), 0, 0, "only streams cut by all, region, segment, product, touchpoint or unit" },
    { "value", PARAM_TEXT, PARAM_OF(value), 0, 0, "only this region, segment, ... of `by`" },
    { "status", PARAM_TEXT, PARAM_OF(status), 0, 0, "open, real, known, dull or all; without it all but the dull" },
    { "sort", PARAM_TEXT, PARAM_OF(sort), 0, 0, "date (default, the newest first) or money" }, PAGING };
static const Param hide_params[] = {
    { "hide", PARAM_TEXT, PARAM_OF(hide), 0, 0, "names: leave out who said it" } };
static const Param voice_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "words, \"phrases\", -not, OR, theme: -theme: account: segment: region: product: value: role: channel: expects: sentiment: score: side: since: until:" },
    { "hide", PARAM_TEXT, PARAM_OF(hide), 0, 0, "names: leave out who said it" }, PAGING };
static const Param theme_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "the question whose shares are wanted; without it those of all comments" } };
static const Param ledger_params[] = {
    { "month", PARAM_TEXT, PARAM_OF(month), 0, 0, "only this month, YYYY-MM" }, PAGING };
static const Param link_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "name, id, e-mail address or alias number, as it stands" } };
static const Param quarantine_params[] = {
    { "file", PARAM_INT, PARAM_OF(file), 1, INT64_MAX, "only rows of this file" },
    { "reason", PARAM_TEXT, PARAM_OF(reason), 0, 0, "only rows set aside for this reason, as listed in the answer" }, PAGING };
static const Param decision_params[] = {
    { "about", PARAM_TEXT, PARAM_OF(by), 0, 0, "accounts (default), themes, signals, voices, settings, issues or questions" }, PAGING };

static const Param intake_params[] = {
    { "stream", PARAM_TEXT, PARAM_OF(by), 0, 0, "of an endpoint for plain JSON: what kind of record, in a word of your own" } };
static const Param task_params[] = {
    { "task", PARAM_INT, PARAM_OF(id), 1, INT64_MAX, "only this task, open or done" },
    { "state", PARAM_TEXT, PARAM_OF(by), 0, 0, "open (default), done or all" },
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "words in the account's name, the cause or what was said, upper or lower case" },
    { "account", PARAM_INT, PARAM_OF(account), 1, INT64_MAX, "only tasks of this account" },
    { "owner", PARAM_TEXT, PARAM_OF(owner), 0, 0, "only tasks of this person, as listed in the answer; -: of nobody" },
    { "rule", PARAM_TEXT, PARAM_OF(kind), 0, 0, "only tasks of this rule: detractor, broken or signal" },
    { "before", PARAM_TEXT, PARAM_OF(before), 0, 0, "only tasks made before this day, YYYY-MM-DD" }, PAGING };
static const Param report_params[] = {
    { "for", PARAM_TEXT, PARAM_OF(q), 0, 0, "cfo, ceo, unit:NAME, account:NAME (before a visit), or all (default)" },
    { "as", PARAM_TEXT, PARAM_OF(kind), 0, 0, "html (default), pdf or xlsx" } };
static const Param page_params[] = { PAGING };
/* Read by their visits (serve/site_oidc.c), beside others that are not asked for. */
static const Param to_params[] = {
    { "to", PARAM_TEXT, 0, 0, 0, "the page to go on to, /..." } };
static const Param back_params[] = {
    { "state", PARAM_TEXT, 0, 0, 0, "which sign-in it is" }, { "code", PARAM_TEXT, 0, 0, 0, "for the ID token" }, { "error", PARAM_TEXT, 0, 0, 0, "in its place: why not" },
    { "iss", PARAM_TEXT, 0, 0, 0, "the provider that sends the browser back" } };
static const Param trail_params[] = {
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "only rows of this user" }, PAGING };
static const Param portfolio_params[] = {
    { "budget", PARAM_INT, PARAM_OF(budget), 1, INT64_C(10000000000000), "what may be spent in the first year, in minor units (default: no limit)" },
    { "people", PARAM_INT, PARAM_OF(people), 1, 10000, "how many people there are for it (default: no limit)" },
    { "risk", PARAM_INT, PARAM_OF(risk), 0, 100, "how much the worst tenth counts, in hundredths (default 0: what is expected)" },
    { "brief", PARAM_INT, PARAM_OF(brief), 0, 1, "1: without chances, learning and what would flip the choice, for a slider" } };
static const Param forecast_params[] = {
    { "health", PARAM_TEXT, PARAM_OF(status), 0, 0, "only at risk, watch, good or cannot tell" },
    { "q", PARAM_TEXT, PARAM_OF(q), 0, 0, "part of the account's name, upper or lower case" },
    { "sort", PARAM_TEXT, PARAM_OF(sort), 0, 0, "money (at risk, default), renewal or health" },
    { "brief", PARAM_INT, PARAM_OF(brief), 0, 1, "1: without the accounts, how good such forecasts were alone" }, PAGING };

const Route routes[] = {
    { READ, .path = "/api/v1/book", .name = "book", .holds = HOLDS_MANAGER | HOLDS_UNIT, .impersonal = true, .schema = "Book", .answer = answer_book, .help = "What this book is" },
    { READ, .path = "/api/v1/money", .name = "money", .schema = "Money", .answer = answer_money, .help = "The answer in one screen" },
    { READ, .path = "/api/v1/issues", .name = "issues", .list = "issues", .holds = HOLDS_UNIT, .impersonal = true, .schema = "Issues", .answer = answer_issues, .help = "Issues, ranked first" },
    { READ, .path = "/api/v1/issues/{id}", .name = "issue", .holds = HOLDS_UNIT, .schema = "IssueDetail", .answer = answer_issue, .help = "One issue with its evidence" },
    { READ, .path = "/api/v1/drivers", .name = "drivers", .schema = "DriverAnswer", .answer = answer_drivers,
      .help = "What goes along with an outcome, effects on every outcome with their checks, who leaves sooner, whether scores kept their word", PARAMS(driver_params) },
    { READ, .path = "/api/v1/signals", .name = "signals", .list = "signals", .schema = "Signals", .answer = answer_signal_list, .help = "What changed, and how people judged it",
      PARAMS(signal_params) },
    { READ, .path = "/api/v1/signals/{id}", .name = "signal", .schema = "SignalDetail", .answer = answer_signal, .help = "One change with its stream over time and who shows it" },
    { READ, .path = "/api/v1/changes", .name = "changes", .schema = "Changes", .answer = answer_changes, .help = "Accounts that fell silent, words that are new or gone, what moved a score" },
    { READ, .path = "/api/v1/accounts", .name = "accounts", .list = "accounts", .holds = HOLDS_MANAGER, .schema = "Accounts", .answer = answer_accounts, .help = "Accounts, by search",
      PARAMS(account_params) },
    { READ, .path = "/api/v1/rollup", .name = "rollup", .list = "groups", .holds = HOLDS_MANAGER, .schema = "Rollup", .answer = answer_rollup, .help = "Money and issues by parent, segment, region or account",
      PARAMS(rollup_params) },
    { READ, .path = "/api/v1/accounts/{id}", .name = "account", .holds = HOLDS_MANAGER, .schema = "AccountDetail", .answer = answer_account, .ahead = answer_cards, .help = "One account" },
    { READ, .path = "/api/v1/accounts/{id}/timeline", .name = "timeline", .list = "timeline", .holds = HOLDS_MANAGER, .schema = "Timeline", .answer = answer_timeline,
      .help = "Everything that happened to one account, newest first, each with its file and line", PARAMS(timeline_params) },
    { READ, .path = "/api/v1/comments", .name = "comments", .list = "comments", .holds = HOLDS_MANAGER, .schema = "Comments", .answer = answer_comments, .help = "What customers say",
      PARAMS(comment_params) },
    { READ, .path = "/api/v1/comments/{id}", .name = "comment", .keyed = true, .holds = HOLDS_MANAGER, .schema = "CommentDetail", .answer = answer_comment,
      .help = "One comment by its key, with what was said around it" },
    { READ, .path = "/api/v1/comments/{id}/clip", .name = "clip", .holds = HOLDS_MANAGER, .type = "audio/*", .handle = handle_clip, .ranged = true,
      .help = "The recording that a comment was said in, or a part of it", PARAMS(clip_params) },
    { READ, .path = "/api/v1/expectations", .name = "expectations", .schema = "Expectations", .answer = answer_expectations,
      .help = "What customers expect, who expects the same, and how it went", PARAMS(hide_params) },
    { READ, .path = "/api/v1/voices", .name = "voices", .list = "voices", .holds = HOLDS_MANAGER, .schema = "Voices", .answer = answer_voices, .help = "Quotes, by search with operators; without one also the themes' own",
      PARAMS(voice_params) },
    { READ, .path = "/api/v1/stories", .name = "stories", .list = "stories", .impersonal = true, .schema = "Stories", .answer = answer_stories, .help = "Collections of quotes that somebody put together" },
    { READ, .path = "/api/v1/stories/{id}", .name = "story", .schema = "StoryDetail", .answer = answer_story, .help = "One collection, with its quotes",
      PARAMS(hide_params) },
    { READ, .path = "/api/v1/themes", .name = "themes", .list = "themes", .schema = "Themes", .answer = answer_themes,
      .help = "What comments are about, on two levels; what is new, gone, learned and asked; who answers a question for which reason", PARAMS(theme_params) },
    { READ, .path = "/api/v1/themes/subs", .name = "sub_themes", .list = "subs", .schema = "SubThemes", .answer = answer_sub_themes,
      .help = "The second level of themes, a row each: comments, accounts, feeling, and one comment that stands for it" },
    { READ, .path = "/api/v1/files", .name = "files", .list = "files", .schema = "Files", .answer = answer_files, .help = "What came in, and whether it ties" },
    { READ, .path = "/api/v1/ledger", .name = "ledger", .list = "differences", .impersonal = true, .schema = "LedgerTie", .answer = answer_ledger, .help = "The tie-out of revenue, with every difference",
      PARAMS(ledger_params) },
    { READ, .path = "/api/v1/reviews", .name = "reviews", .list = "reviews", .schema = "Reviews", .answer = answer_reviews, .help = "Doubtful matches, worthiest first" },
    { READ, .path = "/api/v1/links", .name = "links", .schema = "Links", .answer = answer_links, .help = "Why somebody belongs to an account",
      PARAMS(link_params) },
    { READ, .path = "/api/v1/actions", .name = "actions", .list = "actions", .holds = HOLDS_UNIT, .impersonal = true, .schema = "Actions", .answer = answer_actions, .help = "What is done about it, and whether it worked" },
    { CHANGE_AS(ACCESS_SETTLER), .path = "/api/v1/actions", .name = "action", .holds = HOLDS_UNIT, .change = change_action, .body = "ActionAsk", .status = 201, .schema = "OptionSaid",
      .help = "Say what is done about an issue (add: name and fields), say more of it (set), why it came to that (why: node, text, and rows that it stands on, FILE:LINE a line), how far its leading metric is (reading: day, value), draw by lot which accounts get it (draw: hold_out, waves, every, start, seed), withdraw it (drop: name), or take back what one answer gave (undo: decision and last)" },
    { READ, .path = "/api/v1/actions/typed", .name = "actions_typed", .kept = true, .holds = HOLDS_UNIT, .impersonal = true, .schema = "ActionsTyped", .handle = handle_typed,
      .help = "What people typed about actions, as it stands now and before the figures follow" },
    { READ, .path = "/api/v1/lots", .name = "lot", .list = "rows", .schema = "LotAnswer", .answer = answer_lot, .help = "Which accounts were drawn by lot for actions, wave by wave",
      PARAMS(lot_params) },
    { READ, .path = "/api/v1/options", .name = "options", .list = "options", .impersonal = true, .schema = "Options", .answer = answer_options, .help = "Ways of mending an issue, and what each would bring" },
    { CHANGE, .path = "/api/v1/options", .name = "option", .change = change_option, .body = "OptionAsk", .status = 201, .schema = "OptionSaid",
      .help = "Say what could be done (add: name and fields), say more of it (set), withdraw it (drop: name), or take back what one answer gave (undo: decision and last)" },
    { READ, .path = "/api/v1/portfolio", .name = "portfolio", .slow = true, .kept = true, .impersonal = true, .schema = "Portfolio", .handle = handle_portfolio, .help = "The best set of options under a budget, and why not the others",
      PARAMS(portfolio_params) },
    { READ, .path = "/api/v1/forecast", .name = "forecast", .list = "forecasts", .holds = HOLDS_MANAGER, .schema = "ForecastAnswer", .answer = answer_forecast, .help = "Will they renew, why, and how good such forecasts were",
      PARAMS(forecast_params) },
    { CHANGE_AS(ACCESS_SETTLER), .path = "/api/v1/forecast", .name = "view", .holds = HOLDS_MANAGER, .change = change_forecast, .body = "ForecastAsk", .status = 201, .schema = "Decided",
      .help = "Say what the owner of an account thinks of its renewal (owner: account, probability, words), or take that back (undo: decision)" },
    { READ, .path = "/api/v1/lifetime", .name = "lifetime", .list = "accounts", .holds = HOLDS_MANAGER, .schema = "LifetimeAnswer", .answer = answer_lifetime, .help = "What each account will still bring",
      PARAMS(page_params) },
    { READ, .path = "/api/v1/data", .name = "data", .schema = "Data", .answer = answer_data, .help = "Sources, coverage, what is wrong with the data" },
    { READ, .path = "/api/v1/quarantine", .name = "quarantine", .list = "rows", .schema = "Quarantine", .answer = answer_quarantine, .help = "Rows set aside",
      PARAMS(quarantine_params) },
    { CHANGE, .path = "/api/v1/quarantine", .name = "mend", .slow = true, .change = change_mend, .body = "MendAsk", .status = 200, .schema = "Mended",
      .help = "Take back what was set aside, mended: the file that aside.csv gave, as a spreadsheet left it (CSV in any encoding, or XLSX), in base64" },
    { READ, .path = "/api/v1/files/{id}/aside.csv", .name = "aside", .kept = true, .type = "text/csv", .handle = handle_aside,
      .help = "What was set aside of one file, to be mended and taken in again" },
    { READ, .path = "/api/v1/decisions", .name = "decisions", .list = "decisions", .schema = "Decisions", .answer = answer_decisions,
      .help = "What people decided about who is who, or about themes, newest first", PARAMS(decision_params) },
    { CHANGE, .path = "/api/v1/decisions", .name = "decide", .change = change_decide, .body = "DecisionAsk", .status = 201, .schema = "Decided",
      .help = "The same company (merge), not the same (never), one cluster apart again (split), or a decision taken back (undo); of an option: option, set (name, value \"field=...\") or drop;"
              " with about=themes: rename, merge, split, rule, move, undo; with about=questions: day-first, month-first, of numbers point, comma (one: the file, name: the column), undo" },
    { CHANGE, .path = "/api/v1/codebook", .name = "codebook", .change = change_codebook, .body = "CodebookAsk", .status = 201, .schema = "OptionSaid",
      .help = "A researcher's code book (add: its text, delimited, with a head; question: whose answers it codes, without it all comments), or what one answer gave taken back (undo: decision and last)" },
    { READ, .path = "/api/v1/recompute", .name = "recomputing", .impersonal = true, .handle = handle_recomputing, .schema = "Recompute",
      .help = "Whether decisions may be taken here, and whether the figures are being worked out again" },
    { CHANGE, .path = "/api/v1/recompute", .name = "recompute", .change = change_recompute, .body = "RecomputeAsk", .status = 202, .schema = "Recompute",
      .help = "Work all figures out again, with the decisions that wait; in the background" },
    { READ_AS(ACCESS_READER, CACHE_NEVER), .path = "/api/v1/events", .name = "events", .holds = HOLDS_MANAGER | HOLDS_UNIT, .impersonal = true, .type = "text/event-stream", .handle = handle_events,
      .help = "News as they happen, at once and whenever they change: events 'book' and 'tasks' (versions that count up), 'recompute' (the answer of that route), 'job', 'intake'" },
    { READ, .path = "/api/v1/intake", .name = "intake", .schema = "Intake", .handle = handle_intake, .help = "What comes in live: how much waits, what became of it" },
    { .method = "POST", .path = "/api/v1/intake/{id}", .name = "deliver", .access = ACCESS_SIGNATURE, .cache = CACHE_NEVER, .take = take_delivery, .status = 202,
      .schema = "Delivered", .help = "A webhook's delivery, signed as its system signs, or for plain JSON with a token of the scope intake; answered once it is on disk", PARAMS(intake_params) },
    { READ, .path = "/api/v1/tasks", .name = "tasks", .list = "tasks", .holds = HOLDS_MANAGER | HOLDS_UNIT, .schema = "Tasks", .answer = answer_tasks, .help = "What somebody should do about what was heard, most money first", PARAMS(task_params) },
    { CHANGE_AS(ACCESS_SETTLER), .path = "/api/v1/tasks", .name = "task", .holds = HOLDS_MANAGER | HOLDS_UNIT, .change = change_task, .body = "TaskAsk", .status = 201, .schema = "Decided",
      .help = "A task is done (done: task, told yes, no or not needed, text); who does such tasks (owner: of, text), what is proposed (reply: of, text); or a decision taken back (undo: decision)" },
    { READ, .path = "/api/v1/jobs", .name = "jobs", .schema = "Jobs", .handle = handle_jobs, .help = "What is worked out now, and what was", PARAMS(page_params) },
    { CHANGE, .path = "/api/v1/jobs", .name = "job", .change = change_job, .body = "JobAsk", .status = 202, .schema = "JobState", .help = "recompute: work all figures out again; cancel: give up what runs" },
    { READ, .path = "/api/v1/jobs/{id}/report", .name = "job_report", .type = "text/html", .handle = handle_job_report, .help = "The weekly report that this job wrote, as a file" },
    { READ_AS(ACCESS_ADMIN, CACHE_NEVER), .path = "/api/v1/hooks", .name = "hooks", .impersonal = true, .schema = "Hooks", .handle = handle_hooks, .help = "Endpoints for other systems, without their secrets" },
    { READ_AS(ACCESS_ADMIN, CACHE_NEVER), .path = "/api/v1/notices", .name = "notices", .schema = "Notices", .handle = handle_notices,
      .help = "The outbox: who is told of tasks and reports, and how it went; newest first", PARAMS(page_params) },
    { READ, .path = "/api/v1/settings", .name = "settings", .list = "settings", .impersonal = true, .schema = "Settings", .answer = answer_settings, .help = "The assumptions behind the figures" },
    { CHANGE, .path = "/api/v1/settings", .name = "set", .change = change_setting, .body = "SettingAsk", .status = 201, .schema = "Decided",
      .help = "Change an assumption (name, value in decimals), or take a change back (what: undo, decision)" },
    { READ_AS(ACCESS_ASKER, CACHE_CHECK), .path = "/api/v1/sql/tables", .name = "sql_tables", .impersonal = true, .schema = "SqlTables", .handle = handle_sql_tables,
      .help = "Tables and columns that a question may read" },
    { CHANGE_AS(ACCESS_ASKER), .path = "/api/v1/sql", .name = "sql", .slow = true, .change = change_sql, .body = "SqlAsk", .status = 200, .schema = "SqlAnswer",
      .help = "One SELECT of your own: at most 10000 rows, 10 seconds, 16 MiB; two at a time" },
    { READ_AS(ACCESS_ANYBODY, CACHE_NEVER), .path = "/api/v1/me", .name = "me", .impersonal = true, .schema = "Me", .handle = handle_me,
      .help = "Who is asking, and what that allows" },
    { CHANGE_AS(ACCESS_ANYBODY), .path = "/api/v1/session", .name = "sign_in", .slow = true, .change = change_sign_in, .body = "SignInAsk", .status = 201, .schema = "Me",
      .help = "Sign in: the session is a cookie.  429 after too many wrong passwords" },
    { CHANGE_AS(ACCESS_ANYBODY), .path = "/api/v1/session/first", .name = "set_up", .slow = true, .change = change_set_up, .body = "SetUpAsk", .status = 201, .schema = "Me",
      .help = "Make the owner's account, with the secret of the link that the server printed when it started, and sign in; once, within an hour" },
    { READ_AS(ACCESS_ANYBODY, CACHE_NEVER), .path = "/api/v1/session/oidc", .name = "sign_in_with", .slow = true, .visit = visit_provider, .status = 303,
      .help = "Sends a browser to the provider of OpenID Connect that is set up", PARAMS(to_params) },
    { READ_AS(ACCESS_ANYBODY, CACHE_NEVER), .path = "/api/v1/session/oidc/back", .name = "signed_in_with", .slow = true, .visit = visit_back, .status = 303,
      .help = "Where the provider sends it back to: on to the page, with the session's cookie, or with sign_in=WHY", PARAMS(back_params) },
    { READ_AS(ACCESS_ADMIN, CACHE_NEVER), .path = "/api/v1/session/provider", .name = "provider", .impersonal = true, .slow = true, .schema = "SignInProvider", .handle = handle_provider,
      .help = "Which provider of OpenID Connect is set up, and whether it answers" },
    { CHANGE_AS(ACCESS_SIGNED), .path = "/api/v1/session/end", .name = "sign_out", .change = change_sign_out, .body = "NothingAsk", .status = 200, .schema = "Me",
      .help = "Sign out; end_at: where to go on to, to be signed out at the provider, too" },
    { CHANGE_AS(ACCESS_SIGNED), .path = "/api/v1/password", .name = "password", .slow = true, .change = change_password, .body = "PasswordAsk", .status = 200, .schema = "Me",
      .help = "Change one's own password; other sessions of the user end" },
    { READ_AS(ACCESS_ADMIN, CACHE_NEVER), .path = "/api/v1/users", .name = "users", .schema = "Users", .handle = handle_users, .help = "Who may use the book" },
    { CHANGE_AS(ACCESS_ADMIN), .path = "/api/v1/users", .name = "user", .change = change_user, .body = "UserAsk", .status = 201, .schema = "UserChanged",
      .help = "add (name, role, rules, password), role (user, role, rules), password (user, password), email (user, email: that a provider must vouch for), part (user: from its account at a provider) or remove (user)" },
    { READ_AS(ACCESS_SIGNED, CACHE_NEVER), .path = "/api/v1/tokens", .name = "tokens", .impersonal = true, .schema = "Tokens", .handle = handle_tokens,
      .help = "Keys for programs: one's own, an admin's all" },
    { CHANGE_AS(ACCESS_SIGNED), .path = "/api/v1/tokens", .name = "token", .change = change_token, .body = "TokenAsk", .status = 201, .schema = "TokenChanged",
      .help = "add (name, scopes of read decide intake admin, days) or revoke (token); a new token is shown once" },
    { READ_AS(ACCESS_ADMIN, CACHE_NEVER), .path = "/api/v1/trail", .name = "trail", .schema = "TrailPage", .handle = handle_trail,
      .help = "Who read and changed what, newest first", PARAMS(trail_params) },
    { READ, .path = "/api/v1/report.html", .name = "report", .slow = true, .kept = true, .type = "text/html", .handle = handle_report, .help = "The self-contained report" },
    { READ_AS(ACCESS_READER, CACHE_NEVER), .path = "/api/v1/report", .name = "report_for", .slow = true, .type = "text/html", .handle = handle_reader,
      .help = "The report for one reader: the same figures, other things first; a PDF or a workbook too", PARAMS(report_params) },
    { .method = "GET", .path = "/api/openapi.json", .name = "openapi", .access = ACCESS_ANYBODY, .cache = CACHE_CHECK, .kept = true, .schema = "OpenApi",
      .handle = handle_openapi, .help = "This description" },
    { .method = "POST", .path = "/mcp", .name = "mcp", .access = ACCESS_READER, .cache = CACHE_NEVER, .holds = HOLDS_MANAGER | HOLDS_UNIT, .impersonal = true, .slow = true,
      .speak = speak_mcp, .body = "McpAsk", .status = 200, .type = "application/json", .help = "Model Context Protocol for assistants: every GET of this table as a tool and a resource" },
    { .method = "GET", .path = "/healthz", .name = "health", .access = ACCESS_ANYBODY, .cache = CACHE_NEVER, .schema = "Health",
      .handle = handle_health, .help = "Whether the program answers" },
    { .method = "GET", .path = "/readyz", .name = "ready", .access = ACCESS_ANYBODY, .cache = CACHE_NEVER, .schema = "Health",
      .handle = handle_ready, .help = "Whether the book can be read: 503 if not" },
    { .method = "GET", .path = "/metrics", .name = "metrics", .access = ACCESS_READER, .cache = CACHE_NEVER, .impersonal = true, .type = "text/plain",
      .handle = handle_metrics, .help = "Counters for Prometheus" },
};
// clang-format on
const size_t routes_n = COUNT_OF(routes);

static bool path_matches(const char *pattern, const Request *r, Str *id)
{
    Str rest = str_of(pattern);
    (void)str_cut(&rest, '/');
    for (size_t i = 0; i < r->n_segment; i++) {
        if (!rest.n)
            return false;
        Str want = str_cut(&rest, '/');
        if (str_eq(want, STR("{id}")))
            *id = r->segment[i];
        else if (!str_eq(want, r->segment[i]))
            return false;
    }
    return !rest.n;
}

static Status take_param(const Param *p, Str value, AnswerQuery *q, Err *err)
{
    char *at = (char *)q + p->at;
    if (value.n > QUERY_VALUE_MAX)
        return ERR(err, ST_USAGE, "a parameter is longer than %d bytes", QUERY_VALUE_MAX);
    if (p->type == PARAM_TEXT) {
        *(Str *)(void *)at = value;
        return ST_OK;
    }
    int64_t v;
    if (!value.n)
        return ST_OK;                            /* "theme=": not asked */
    if (!str_to_i64(value, &v) || v < p->low || v > p->high)
        return ERR(err, ST_USAGE, "'%s' must be a whole number from %lld to %lld", p->name, (long long)p->low, (long long)p->high);
    *(int64_t *)(void *)at = v;
    return ST_OK;
}

const Param list_param = { "format", PARAM_TEXT, PARAM_OF(format), 0, 0, "json (default), csv or xlsx: all rows as one file, at most 10000; page and per_page are then of no account" };

static const Param *param_of(const Route *row, Str name, bool files)
{
    for (size_t p = 0; p < row->n_param; p++)
        if (str_eq(name, str_of(row->param[p].name)))
            return &row->param[p];
    return files && row->list && str_eq(name, str_of(list_param.name)) ? &list_param : NULL;
}

static Status take_query(const Route *row, const Request *r, bool files, AnswerQuery *q, Err *err)
{
    for (size_t i = 0; i < r->n_query; i++) {
        const Param *p = param_of(row, r->query[i].name, files);
        if (!p)
            return ERR(err, ST_USAGE, "unknown parameter '%.*s'", (int)(r->query[i].name.n < 40 ? r->query[i].name.n : 40), r->query[i].name.p);
        for (size_t k = 0; k < i; k++)
            if (str_eq(r->query[k].name, r->query[i].name))
                return ERR(err, ST_USAGE, "parameter '%s' is given twice", p->name);
        Status st = take_param(p, r->query[i].value, q, err);
        if (st)
            return st;
    }
    return ST_OK;
}

Status route_query(const Route *row, const Request *r, AnswerQuery *q, Err *err)
{
    *q = *ANSWER_ALL(STR(""));
    return take_query(row, r, false, q, err);
}

bool route_posts(const Route *row) { return row->change || row->take || row->speak; }

const char *route_methods(const Request *r)
{
    Str id;
    bool get = false, post = false;
    for (size_t i = 0; i < routes_n; i++)
        if (path_matches(routes[i].path, r, &id) && routes[i].access != ACCESS_NOBODY) {
            bool posted = route_posts(&routes[i]);
            get = get || !posted;
            post = post || posted;
        }
    return get && post ? "GET, HEAD, POST" : post ? "POST" : "GET, HEAD";
}

Status route_find(const Request *r, const char *method, const Route **out, AnswerQuery *q, Err *err)
{
    for (size_t i = 0; i < routes_n; i++) {
        Str id = STR("");
        if (strcmp(method, routes[i].method) != 0 || !path_matches(routes[i].path, r, &id) || routes[i].access == ACCESS_NOBODY)
            continue;
        *q = *ANSWER_ALL(STR(""));
        if (routes[i].keyed)
            q->key = id;
        else if (id.n && (!str_to_i64(id, &q->id) || q->id <= 0))
            return ERR(err, ST_NOT_FOUND, "an id is a positive whole number");
        *out = &routes[i];
        return routes[i].visit ? ST_OK : take_query(&routes[i], r, true, q, err);
    }
    return ERR(err, ST_NOT_FOUND, "there is no such address; /api/openapi.json lists all of them");
}
