#include "app/command.h"

#include <stdarg.h>
#include <stdio.h>

// clang-format off
static const Option json[] = { OPTION_JSON };
static const Option init_o[] = { { "currency", 0, "CODE", "the book's reporting currency, ISO 4217 (default EUR)" } };
static const Option demo_o[] = {
    { "accounts", 0, "N", "customers (default 1500)" },      { "months", 0, "M", "length of the history (default 36)" },
    { "seed", 0, "S", "the same seed gives the same bytes" }, { "responses", 0, "N", "survey responses" },
    { "events", 0, "N", "product events" },
    { "effects", 0, "none|others", "nothing lived through does anything, to test methods (src/demo/demo.h)" }, OPTION_QUIET };
static const Option import_o[] = {
    { "as", 0, "KIND", "take every file as this kind of record" }, { "map", 0, "FILE", "mapping file (doc/formats/mapping.md)" },
    { "keep", 0, "WHAT", "store private values too: ip, location, card, last4, bank, identity, birth, device; kept in mind for the source; none forgets" },
    { "accept", 0, NULL, "take proposed mappings whose required fields are all at least 0.9 sure" },
    { "propose", 0, "DIR", "where to write proposed mappings (default: BOOK.maps)" },
    { "date-order", 0, "dmy|mdy", "how to read 03/04/2026" }, { "decimal", 0, "point|comma", "how to read 1.234" },
    { "exported", 0, "YYYY-MM-DD", "the day the files were exported (default: the date in a file's name)" },
    { "zone", 0, "NAME", "time zone of times that name none, as Europe/Berlin" },
    { "dry-run", 0, NULL, "show the first rows as they would be, change nothing" },
    { "name", 0, "NAME", "what to call standard input, the path -" }, OPTION_JSON, OPTION_QUIET };
static const Option run_o[] = {
    { "keep", 0, "WHAT", "store private values too, as `import --keep` does" },
    { "map", 0, "FILE", "mapping file (doc/formats/mapping.md)" }, { "accept", 0, NULL, "take proposed mappings as `import --accept` does" },
    { "report", 0, "FILE", "where to write the report (default: beside the book)" },
    { "memory", 0, "MB", "memory limit of the embedded database" }, OPTION_JSON, OPTION_QUIET };
static const Option forget_o[] = {
    { "dry-run", 0, NULL, "say what would go, change nothing" }, { "why", 0, "TEXT", "for the log" },
    { "all", 0, NULL, "records that are this person's only probably, too" },
    { "report", 0, "FILE", "the report to write again (default: beside the book, where there is one)" },
    { "propose", 0, "DIR", "where proposed mappings are (default: BOOK.maps)" },
    { "spool", 0, "DIR", "where raw deliveries are (default: BOOK.spool)" }, OPTION_JSON, OPTION_QUIET };
static const Option retry_o[] = { { "dry-run", 0, NULL, "say what would enter the book, change nothing" }, OPTION_JSON };
static const Option quiet_o[] = { OPTION_QUIET };
static const Option themes_o[] = { { "later", 0, NULL, "write the decision down only; the next `listen` or `run` works it in" }, OPTION_JSON, OPTION_QUIET };
static const Option stage_o[] = { OPTION_JSON, OPTION_QUIET };
static const Option report_o[] = { { "for", 0, "READER", "cfo, ceo, unit:NAME or account:NAME (default: everything)" },
    { "out", 0, "FILE", "where to write it: FILE.html, FILE.pdf or FILE.xlsx (default: stdout as text)" } };
static const Option ledger_o[] = { { "month", 0, "YYYY-MM", "only this month" }, OPTION_JSON };
static const Option serve_o[] = { { "listen", 0, "HOST:PORT", "default 127.0.0.1:8080" },
    { "read-only", 0, NULL, "take no decisions; other programs may read the book meanwhile" },
    { "watch", 0, "DIR", "take in files that are put into this folder, too" },
    { "spool", 0, "DIR", "where what comes in waits (default: BOOK.spool)" },
    { "public", 0, "URL", "the address people use, when a proxy with TLS hands on to this server: https://cx.example.com" }, OPTION_QUIET };
static const Option hook_o[] = {
    { "url", 0, "https://...", "the address the sender posts to, where it signs that, too" }, { "spool", 0, "DIR", "the folder of `serve --spool` (default: BOOK.spool)" }, OPTION_JSON };
static const Option users_o[] = { { "no-password", 0, NULL, "add: a user who only has tokens" }, OPTION_JSON };
static const Option tokens_o[] = { { "days", 0, "N", "add: until it ends (default 90)" }, OPTION_JSON };
static const Option plan_o[] = {
    { "share", 0, "0.4", "of the issue that it is to take away (default: as promised)" }, { "hold-out", 0, "0.2", "share of the accounts to leave out, by lot" },
    { "waves", 0, "N", "steps in which it comes (default 4)" }, { "every", 0, "MONTHS", "from one step to the next (default 2)" }, OPTION_JSON };
static const Option draw_o[] = {
    { "hold-out", 0, "20%", "draw: share of the accounts to leave out (default: none, then waves are needed)" }, { "waves", 0, "N", "draw: steps in which it comes (default 1)" },
    { "every", 0, "MONTHS", "draw: from one step to the next (default 1)" }, { "start", 0, "DAY", "draw: when the first begins (default: the action's start)" },
    { "seed", 0, "N", "draw: of the lot (default: the book's, with the decision's number)" }, OPTION_JSON };
static const Option portfolio_o[] = {
    { "budget", 0, "N", "what may be spent in the first year, in whole units of the book's currency (default: `set BOOK budget`, else no limit)" },
    { "people", 0, "N", "how many people there are for it" }, { "risk", 0, "0..1", "how much the worst tenth of what may happen counts (default 0: what is expected)" }, OPTION_JSON };
static const Option drivers_o[] = { { "model", 0, "FILE", "a satisfaction index by path model: which items stand for what, and what leads to what (doc/methods/drivers.md)" }, { "keep", 0, NULL, "with --model: keep the model in the book; page and report show its index from then on" }, { "outcome", 0, "WHAT", "renewal, revenue, expansion, reduced, nps, cost, credit, payment or contact (default: all)" }, OPTION_JSON };
static const Option accounts_o[] = { { "by", 0, "WHAT", "parent (default), segment, region or account" }, OPTION_JSON };
static const Option sql_o[] = { { "rows", 0, "N", "at most so many rows (default 1000)" }, OPTION_JSON };

static const Option voice_o[] = { { "hide", 0, "names", "leave out who said it" }, OPTION_JSON };

static const Option check_o[] = { { "deep", 0, NULL, "also compute everything again from the facts, in a copy, and compare every row" }, OPTION_JSON, OPTION_QUIET };
static const Option export_o[] = { { "format", 0, "parquet|csv|xlsx", "default parquet" },
    { "guard", 0, NULL, "csv: a ' before texts that a spreadsheet would take for a formula, and before those that begin with one" }, OPTION_JSON };
static const Option backup_o[] = { { "force", 0, NULL, "replace what is there" }, OPTION_JSON };

#define O(o) o, COUNT_OF(o)
const Command command_table[] = {
    { "run",        "BOOK [PATH...]",  "the main job: import, then every stage, then the report; without a path with what the book holds", 1, WORDS_MAX, O(run_o), cmd_run },
    { "demo",       "DIR",             "write a made-up company's raw exports, with a truth file", 1, 1, O(demo_o), cmd_demo },
    { "init",       "BOOK",            "create a book", 1, 1, O(init_o), cmd_init },
    { "import",     "BOOK PATH...",    "read files or folders; nothing is lost, nothing enters twice", 2, WORDS_MAX, O(import_o), cmd_import },
    { "mappings",   "BOOK [list | show N | forget N | export DIR]", "mappings that were confirmed and are used again", 1, 3, O(json), cmd_mappings },
    { "history",    "BOOK KIND KEY",   "every version of one record: what changed, in which file and line", 3, 3, O(json), cmd_history },
    { "quarantine", "BOOK [list | export FILE.csv [NO] | export DIR | retry FILE.csv|DIR...]", "what was set aside, with file, line, column and reason; written out to be mended, and taken back", 1, WORDS_MAX, O(retry_o), cmd_quarantine },
    { "answer",     "BOOK FILE COLUMN day-first|month-first|point|comma|undo", "how a column's dates or numbers are to be read that can be read both ways; `data` lists what is asked", 1, 4, O(retry_o), cmd_answer },
    { "resolve",    "BOOK [review | explain NAME | merge A B | split A B | never A B | undo N]", "say who is who; A and B are ids or names as a system writes them", 1, 4, O(stage_o), cmd_resolve },
    { "listen",     "BOOK",            "code what customers say", 1, 1, O(stage_o), cmd_listen },
    { "themes",     "BOOK [ask | agree | question NAME | rename THEME NAME | merge THEME INTO | split SUB-THEME | split THEME NAME RULE | rule THEME RULE | move COMMENT THEME,...|other | codebook FILE.csv [QUESTION] | undo N]",
      "what comments are about, on two levels; what people decide about it, learned from and replayed", 1, 5, O(themes_o), cmd_themes },
    { "expectations", "BOOK",          "what customers expect, who expects the same, and how it went: said, rated, done", 1, 1, O(voice_o), cmd_expectations },
    { "voices",     "BOOK [QUERY | permit ACCOUNT | forbid ACCOUNT]", "quotes by search: words \"phrases\" -not OR theme: -theme: account: segment: region: product: value: role: channel: expects: sentiment: score: side: since: until:", 1, 3, O(voice_o), cmd_voices },
    { "stories",    "BOOK [show N | new NAME QUERY | drop N]", "collections of quotes, kept as decisions", 1, 4, O(voice_o), cmd_stories },
    { "signals",    "BOOK",            "what changed", 1, 1, O(stage_o), cmd_signals },
    { "link",       "BOOK",            "tie experience to renewals and money", 1, 1, O(stage_o), cmd_link },
    { "drivers",    "BOOK",            "what goes along with an outcome, how surely; effects on every outcome, who leaves sooner, whether scores kept their word", 1, 1, O(drivers_o), cmd_drivers },
    { "issues",     "BOOK [show NAME | owner NAME UNIT | undo N]", "issues ranked in money; whose work one is (\"\": nobody's)", 1, 4, O(json), cmd_issues },
    { "audit",      "BOOK [touchpoint METRIC KEY]", "did the actions work; do the units' metrics agree with customers, and where these meet them", 1, 4, O(json), cmd_audit },
    { "actions",    "BOOK [show NAME | add NAME | set NAME FIELD VALUE | why NAME 1.2 TEXT | evidence NAME 1.2 FILE:LINE | reading NAME DAY VALUE | draw NAME | lot NAME | drop NAME | undo N]",
      "what is done about it: causes, owner, dates, leading metric, benefit; which accounts get it by lot (draw), as CSV (lot)", 1, 5, O(draw_o), cmd_actions },
    { "options",    "BOOK [add NAME FIELD=VALUE... | set NAME FIELD=VALUE... | drop NAME | undo N | read FILE]",
      "ways of mending an issue: cost, people, time, share it prevents, and what each would bring", 1, WORDS_MAX, O(json), cmd_options },
    { "portfolio",  "BOOK",            "the best set of options under a budget, and why not the others", 1, 1, O(portfolio_o), cmd_portfolio },
    { "forecast",   "BOOK [owner NAME 60% [WHY] | undo N]", "will they renew: probability, reasons, the owner's view, and how good past forecasts were", 1, WORDS_MAX, O(json), cmd_forecast },
    { "lifetime",   "BOOK",            "what each account will still bring", 1, 1, O(json), cmd_lifetime },
    { "plan-audit", "BOOK NAME",       "before an action begins: how long and with how many accounts until its audit can tell", 2, 2, O(plan_o), cmd_plan },
    { "data",       "BOOK",            "files, what was set aside, contradictions, ledger tie-out", 1, 1, O(json), cmd_data },
    { "ledger",     "BOOK",            "revenue tied to the cent: invoices, payments, general ledger; every difference with its rows", 1, 1, O(ledger_o), cmd_ledger },
    { "accounts",   "BOOK",            "money and issues by parent, segment or account", 1, 1, O(accounts_o), cmd_accounts },
    { "account",    "BOOK NAME",       "one account: people, exposure, timeline", 2, 2, O(json), cmd_account },
    { "report",     "BOOK",            "one document per reader", 1, 1, O(report_o), cmd_report },
    { "serve",      "BOOK",            "HTTP API and web page", 1, 1, O(serve_o), cmd_serve },
    { "mcp",        "BOOK",            "Model Context Protocol server on standard input and output: the read answers as tools", 1, 1, NULL, 0, cmd_mcp },
    { "tasks",      "BOOK [find | done N yes|no|not-needed TEXT | owner OF WHO | reply rule:RULE TEXT | undo N]", "what somebody should do about what was heard; yes: the customer was told", 1, 5, O(json), cmd_tasks },
    { "jobs",       "BOOK",            "what was worked out while the book was served, and how it went", 1, 1, O(json), cmd_jobs },
    { "hooks",      "BOOK [add NAME SYSTEM [SECRET] | drop NAME]", "endpoints for other systems' webhooks: zendesk, stripe, segment, hubspot, qualtrics, json", 1, 5, O(hook_o), cmd_hooks },
    { "users",      "BOOK [list | add NAME ROLE [RULE...] | role NAME ROLE [RULE...] | password NAME | email NAME [ADDRESS] | part NAME | remove NAME]",
      "who may use the book over HTTP: viewer, analyst, admin; unit with rules \"unit NAME\"; manager with \"account NAME\", family, segment, region or country; passwords from a prompt or standard input; email: the address that a provider of sign-ins must vouch for, part: from the account there", 1, WORDS_MAX, O(users_o), cmd_users },
    { "tokens",     "BOOK [list | add USER NAME SCOPE... | revoke N]", "keys for programs, shown once: scopes are read, decide, intake, admin", 1, 8, O(tokens_o), cmd_tokens },
    { "sql",        "BOOK \"SELECT ...\"", "read-only SQL", 2, 2, O(sql_o), cmd_sql },
    { "set",        "BOOK [NAME VALUE]", "assumptions behind the figures; `set BOOK currency USD`: the book's currency; without a name, list them", 1, 3, O(json), cmd_set },
    { "forget",     "BOOK [EMAIL|CONTACT-ID]", "take a person out of the book, everywhere; without one, end what was cut off", 1, 2, O(forget_o), cmd_forget },
    { "rebuild",    "BOOK",            "make every derived table again from the facts", 1, 1, O(quiet_o), cmd_rebuild },
    { "check",      "BOOK|FILE",       "integrity of a book, or of a backup's file", 1, 1, O(check_o), cmd_check },
    { "export",     "BOOK DIR",        "everything out, for other programs: one file a table, and a manifest", 2, 2, O(export_o), cmd_export },
    { "backup",     "BOOK FILE",       "the whole book as one file, while others read it", 2, 2, O(backup_o), cmd_backup },
    { "restore",    "FILE BOOK",       "a book from a backup's file, on either engine", 2, 2, O(backup_o), cmd_restore },
};
// clang-format on
const size_t command_n = COUNT_OF(command_table);

Status app_open(App *app, bool read_only, bool create, Store **out, Err *err)
{
    return store_open(app->args->word[0],
                      &(StoreOptions){ .read_only = read_only, .create = create }, out, err);
}

void app_progress(const App *app, const char *fmt, ...)
{
    va_list ap;
    if (app->quiet || !app->stderr_tty)
        return;
    va_start(ap, fmt);
    (void)vfprintf(stderr, fmt, ap);
    va_end(ap);
}
