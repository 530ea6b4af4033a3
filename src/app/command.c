#include "app/command.h"

#include <stdarg.h>
#include <stdio.h>

// clang-format off
static const Option json[] = { OPTION_JSON };
static const Option init_o[] = { { "currency", 0, "CODE", "the book's reporting currency, ISO 4217 (default EUR)" } };
static const Option demo_o[] = {
    { "accounts", 0, "N", "customers (default 1500)" },      { "months", 0, "M", "length of the history (default 36)" },
    { "seed", 0, "S", "the same seed gives the same bytes" }, { "responses", 0, "N", "survey responses" },
    { "events", 0, "N", "product events" },                 OPTION_QUIET };
static const Option import_o[] = {
    { "as", 0, "KIND", "take every file as this kind of record" }, { "map", 0, "FILE", "mapping file (doc/formats/mapping.md)" },
    { "dry-run", 0, NULL, "show the first rows as they would be, change nothing" }, OPTION_JSON, OPTION_QUIET };
static const Option run_o[] = {
    { "map", 0, "FILE", "mapping file (doc/formats/mapping.md)" }, { "report", 0, "FILE", "where to write the report (default: beside the book)" },
    { "memory", 0, "MB", "memory limit of the embedded database" }, OPTION_JSON, OPTION_QUIET };
static const Option quiet_o[] = { OPTION_QUIET };
static const Option stage_o[] = { OPTION_JSON, OPTION_QUIET };
static const Option report_o[] = { { "for", 0, "READER", "cfo (more readers follow)" }, { "out", 0, "FILE.html", "where to write it (default: stdout as text)" } };
static const Option serve_o[] = { { "listen", 0, "HOST:PORT", "default 127.0.0.1:8080" }, OPTION_QUIET };
static const Option sql_o[] = { { "rows", 0, "N", "at most so many rows (default 1000)" }, OPTION_JSON };

#define O(o) o, COUNT_OF(o)
const Command command_table[] = {
    { "run",        "BOOK PATH...",    "the main job: import, then every stage, then the report", 1, WORDS_MAX, O(run_o), cmd_run },
    { "demo",       "DIR",             "write a made-up company's raw exports, with a truth file", 1, 1, O(demo_o), cmd_demo },
    { "init",       "BOOK",            "create a book", 1, 1, O(init_o), cmd_init },
    { "import",     "BOOK PATH...",    "read files or folders; nothing is lost, nothing enters twice", 2, WORDS_MAX, O(import_o), cmd_import },
    { "quarantine", "BOOK [list]",     "rows set aside, with file, line, column and reason", 1, 2, O(json), cmd_quarantine },
    { "resolve",    "BOOK [review | explain NAME | merge A B | split A B | never A B | undo N]", "say who is who; A and B are ids or names as a system writes them", 1, 4, O(stage_o), cmd_resolve },
    { "listen",     "BOOK",            "code what customers say", 1, 1, O(stage_o), cmd_listen },
    { "themes",     "BOOK",            "what comments are about", 1, 1, O(json), cmd_themes },
    { "signals",    "BOOK",            "what changed", 1, 1, O(stage_o), cmd_signals },
    { "link",       "BOOK",            "tie experience to renewals and money", 1, 1, O(stage_o), cmd_link },
    { "issues",     "BOOK [show NAME]", "issues ranked in money", 1, 3, O(json), cmd_issues },
    { "audit",      "BOOK",            "did the actions work; do the units' metrics agree with customers", 1, 1, O(json), cmd_audit },
    { "data",       "BOOK",            "files, what was set aside, contradictions, ledger tie-out", 1, 1, O(json), cmd_data },
    { "account",    "BOOK NAME",       "one account: people, exposure, timeline", 2, 2, O(json), cmd_account },
    { "report",     "BOOK",            "one document per reader", 1, 1, O(report_o), cmd_report },
    { "serve",      "BOOK",            "HTTP API and web page", 1, 1, O(serve_o), cmd_serve },
    { "sql",        "BOOK \"SELECT ...\"", "read-only SQL", 2, 2, O(sql_o), cmd_sql },
    { "set",        "BOOK [NAME VALUE]", "assumptions behind the figures; without a name, list them", 1, 3, O(json), cmd_set },
    { "rebuild",    "BOOK",            "make every derived table again from the facts", 1, 1, O(quiet_o), cmd_rebuild },
    { "check",      "BOOK",            "integrity of the book", 1, 1, O(json), cmd_check },
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
