/* command.h - a command is a row: name, words, help, options, function.
 *
 * A command writes its result to app->out (stdout) and chatter to stderr; it returns a Status and
 * may raise
 * app->aside, which makes the exit code 3 (done, with rows set aside).
 */
#ifndef TL_APP_COMMAND_H
#define TL_APP_COMMAND_H

#include "app/option.h"
#include "base/buf.h"
#include "store/store.h"

typedef struct App {
    Arena *a; /* for the whole command */
    Buf *out; /* result; written to stdout at the end, and checked */
    const Args *args;
    bool json, quiet;
    bool aside; /* rows were quarantined */
    bool stderr_tty, color;
    int width;
} App;

typedef struct Command {
    const char *name, *words, *help;
    size_t words_min, words_max;
    const Option *option;
    size_t n_option;
    Status (*run)(App *app, Err *err);
} Command;

extern const Command command_table[];
extern const size_t command_n;

/* Options that several commands take. */
#define OPTION_JSON                                                                                \
    {                                                                                              \
        "json", 0, NULL, "one JSON document on stdout"                                             \
    }
#define OPTION_QUIET                                                                               \
    {                                                                                              \
        "quiet", 'q', NULL, "no progress on stderr"                                                \
    }

/* A decision of a person, dated by the wall clock: it is a fact about the person, not a figure.  *number (may be NULL)
 * is what `undo` takes. */
typedef struct Decision {
    const char *stage, *what;
    Str subject, object;
} Decision;
MUST_USE Status app_decide(App *app, Store *s, const Decision *d, int64_t *number, Err *err);
Str app_now(Arena *a);

/* Open the book named by the command's first word. */
Str app_report_path(App *app);
Str app_beside(const App *app, const char *what);      /* "BOOK.maps"; of a book on a server "throughline.maps", where the program runs */
MUST_USE Status app_write_report(App *app, Store *s, Str path, Err *err);
MUST_USE Status app_open(App *app, bool read_only, bool create, Store **out, Err *err);
void app_progress(const App *app, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Write what app->out holds now: for commands that go on running behind it. */
MUST_USE Status app_flush(App *app, Err *err);

/* One file a group of commands. */
Status cmd_init(App *app, Err *err);
Status cmd_demo(App *app, Err *err);
Status cmd_import(App *app, Err *err);
Status cmd_mappings(App *app, Err *err);
Status cmd_history(App *app, Err *err);
Status cmd_quarantine(App *app, Err *err);
Status cmd_answer(App *app, Err *err);
Status cmd_run(App *app, Err *err);
Status cmd_rebuild(App *app, Err *err);
Status cmd_resolve(App *app, Err *err);
Status cmd_resolve_stage(App *app, Err *err); /* without words: the stage itself */
Status cmd_listen(App *app, Err *err);
Status cmd_themes(App *app, Err *err);
Status cmd_expectations(App *app, Err *err);
Status cmd_voices(App *app, Err *err);
Status cmd_stories(App *app, Err *err);
Status cmd_signals(App *app, Err *err);
Status cmd_link(App *app, Err *err);
Status cmd_drivers(App *app, Err *err);
Status cmd_issues(App *app, Err *err);
Status cmd_audit(App *app, Err *err);
Status cmd_actions(App *app, Err *err);
Status cmd_options(App *app, Err *err);
Status cmd_portfolio(App *app, Err *err);
Status cmd_forecast(App *app, Err *err);
Status cmd_lifetime(App *app, Err *err);
Status cmd_plan(App *app, Err *err);
Status cmd_data(App *app, Err *err);
Status cmd_ledger(App *app, Err *err);
Status cmd_account(App *app, Err *err);
Status cmd_accounts(App *app, Err *err);
Status cmd_report(App *app, Err *err);
Status cmd_serve(App *app, Err *err);
Status cmd_mcp(App *app, Err *err);
Status cmd_hooks(App *app, Err *err);
Status cmd_tasks(App *app, Err *err);
Status cmd_jobs(App *app, Err *err);
Status cmd_users(App *app, Err *err);
Status cmd_tokens(App *app, Err *err);
Status cmd_sql(App *app, Err *err);
Status cmd_set(App *app, Err *err);
Status cmd_check(App *app, Err *err);
Status cmd_export(App *app, Err *err);
Status cmd_backup(App *app, Err *err);
Status cmd_restore(App *app, Err *err);
Status cmd_forget(App *app, Err *err);

#endif
