/* cmd_theme.c - what comments are about: the list, what a person decides about it, what she is asked, and who answers for which reason. */
#include <stdlib.h>

#include "app/command.h"
#include "app/pipeline.h"
#include "app/show.h"
#include "base/date.h"
#include "base/file.h"
#include "base/json_out.h"
#include "model/limits.h"
#include "report/answer.h"
#include "report/page.h"
#include "store/theme_decide.h"

static const struct Verb {
    const char *word;
    size_t      words;           /* of the command, BOOK and the verb counted */
    int         theme, other, rule, comment;        /* places of its words; 0: none */
} verb[] = {
    { "rename", 4, 2, 3, 0, 0 }, { "merge", 4, 2, 3, 0, 0 }, { "split", 3, 2, 0, 0, 0 }, { "split", 5, 2, 3, 4, 0 },
    { "rule", 4, 2, 0, 3, 0 },   { "move", 4, 0, 3, 0, 2 },  { "undo", 3, 2, 0, 0, 0 },
};

static const char usage[] = "usage: throughline themes BOOK [ask | agree | question NAME | rename THEME NAME | merge THEME INTO | split SUB-THEME | split THEME NAME RULE |"
                            " rule THEME RULE | move COMMENT THEME,...|other | codebook FILE.csv [QUESTION] | undo N]";

typedef Status Tell(App *app, Store *s, Err *err);

static void percent(App *app, int64_t part, int64_t whole)
{
    buf_printf(app->out, "%.1f %%", whole ? 100 * (double)part / (double)whole : 0.0);
}

static void list_subs(App *app, const Table *t, int64_t parent)
{
    const TableColumn *p = table_col(t, "parent_id");
    for (size_t r = 0; r < t->n; r++)
        if (col_has(p, r) && p->i[r] == parent && !str_eq(col_text(t, "state")[r], STR("gone")))
            buf_printf(app->out, "      %5lld  %.*s: %lld\n", (long long)col_int(t, "theme_id")[r], STR_ARG(col_text(t, "name")[r]),
                       (long long)col_int(t, "comments")[r]);
}

/* What a reader of the counts must know: repetition, and what was not read as it stands. */
static Status tell_heard(App *app, Store *s, Err *err)
{
    static const struct {
        const char *summary, *words;
    } part[] = { { "comments_same", "repeat another word for word" },
                 { "comments_near", "repeat another nearly" },
                 { "comments_again", "are the same person's again within a month: comments, no evidence" },
                 { "comments_cut", "are longer than what is read" },
                 { "comments_nothing", "say nothing once cleaned, and are no comments" },
                 { "comments_unknown", "are in no language that is scored" } };
    Status st = ST_OK;
    for (size_t k = 0; !st && k < COUNT_OF(part); k++) {
        int64_t n = 0;
        st = store_summary_int(s, part[k].summary, 0, &n, err);
        if (!st && n)
            buf_printf(app->out, "%7lld %s\n", (long long)n, part[k].words);
    }
    return st;
}

static Status tell_list(App *app, Store *s, Err *err)
{
    Table t, run;
    Doc *d;
    int64_t comments = 0, themed = 0;
    Status st = page_themes(s, app->a, &d, err);
    if (!st)
        st = show_doc(app, d, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_THEME_STATES, STORE_NO_ARGS, app->a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_THEME_RUNS, STORE_NO_ARGS, app->a, &run, err);
    if (!st)
        st = store_summary_int(s, "comments", 0, &comments, err);
    if (!st)
        st = store_summary_int(s, "comments_themed", 0, &themed, err);
    if (st || !t.n)
        return st;
    buf_puts(app->out, "\nIn numbers, with sub-themes; ids stay from month to month\n");
    for (size_t r = 0; r < t.n; r++) {
        Str state = col_text(&t, "state")[r];
        if (col_has(table_col(&t, "parent_id"), r) || str_eq(state, STR("gone")))
            continue;
        buf_printf(app->out, "%5lld  %.*s: %lld of %lld comments%s\n", (long long)col_int(&t, "theme_id")[r], STR_ARG(col_text(&t, "name")[r]),
                   (long long)col_int(&t, "comments")[r], (long long)comments, str_eq(state, STR("new")) ? ", new" : str_eq(state, STR("made")) ? ", made by a person" : "");
        list_subs(app, &t, col_int(&t, "theme_id")[r]);
    }
    buf_puts(app->out, "       other, in no theme: ");
    buf_printf(app->out, "%lld, ", (long long)(comments - themed));
    percent(app, comments - themed, comments);
    buf_putc(app->out, '\n');
    for (size_t r = 0; r < t.n; r++)
        if (!col_has(table_col(&t, "parent_id"), r) && str_eq(col_text(&t, "state")[r], STR("gone")))
            buf_printf(app->out, "%5lld  %.*s: gone, last found with comments up to %.*s\n", (long long)col_int(&t, "theme_id")[r], STR_ARG(col_text(&t, "name")[r]),
                       STR_ARG(date_iso(app->a, col_int(&t, "last_day")[r])));
    if (run.n && col_int(&run, "before")[run.n - 1]) {
        buf_puts(app->out, "Of the comments of the run before, in the same theme as then: ");
        percent(app, col_int(&run, "same")[run.n - 1], col_int(&run, "before")[run.n - 1]);
        buf_putc(app->out, '\n');
    }
    buf_puts(app->out, "Of all that was heard:\n");
    return tell_heard(app, s, err);
}

static Status tell_ask(App *app, Store *s, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_REPORT_THEME_ASKS, STORE_NO_ARGS, app->a, &t, err);
    if (!st && !t.n)
        buf_puts(app->out, "nothing to ask about\n");
    for (size_t r = 0; !st && r < t.n; r++)
        buf_printf(app->out, "%s  %.*s\n    now: %.*s; %s\n", col_text(&t, "key")[r].p ? str_fmt(app->a, "%.*s", STR_ARG(col_text(&t, "key")[r])).p : "",
                   STR_ARG(col_text(&t, "text")[r]), STR_ARG(col_text(&t, "theme")[r]),
                   str_eq(col_text(&t, "how")[r], STR("random")) ? "drawn at random" : "between two themes");
    if (!st && t.n)
        buf_puts(app->out, "\nanswer: throughline themes BOOK move COMMENT THEME,... (or other)\n");
    return st;
}

static Status tell_agree(App *app, Store *s, Err *err)
{
    Table t, l;
    Status st = store_fetch(s, SQL_REPORT_THEME_AGREE, STORE_NO_ARGS, app->a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_THEME_LEARNED, STORE_NO_ARGS, app->a, &l, err);
    if (!st && !t.n)
        buf_puts(app->out, "nobody has labelled a comment yet; `themes BOOK ask` lists some\n");
    for (size_t r = 0; !st && r < t.n; r++) {
        bool random = str_eq(col_text(&t, "part")[r], STR("random"));
        buf_printf(app->out, "%s: %lld of %lld labelled as the machine had it", random ? "drawn at random" : "all asked", (long long)col_int(&t, "same")[r],
                   (long long)col_int(&t, "n")[r]);
        if (col_has(table_col(&t, "kappa"), r))
            buf_printf(app->out, ", kappa %.2f (%.2f to %.2f)", col_f64(&t, "kappa")[r], col_f64(&t, "low")[r], col_f64(&t, "high")[r]);
        buf_puts(app->out, random ? "\n" : "; hard ones are asked first, so this is too low\n");
    }
    for (size_t r = 0; !st && r < l.n; r++)
        buf_printf(app->out, "%.*s: %lld labels, F1 %.2f without them, %.2f learned (on accounts not seen)%s\n", STR_ARG(col_text(&l, "name")[r]),
                   (long long)col_int(&l, "labels")[r], col_f64(&l, "found_f1")[r], col_f64(&l, "learned_f1")[r], col_int(&l, "used")[r] ? ", used" : ", not used");
    return st;
}

static Status tell_question(App *app, Store *s, Err *err)
{
    Table t;
    Str words = app->args->n_word > 2 ? str_of(app->args->word[2]) : STR(""), segment = STR("-");
    Status st = store_fetch(s, SQL_REPORT_THEME_SHARES, STORE_ARGS(DB_TEXT(words)), app->a, &t, err);
    if (!st && !t.n)
        return ERR(err, ST_NOT_FOUND, "no comment answers '%.*s'; `themes BOOK --json` lists the questions", STR_ARG(words));
    for (size_t r = 0; !st && r < t.n; r++) {
        Str in = col_text(&t, "segment")[r];
        if (!str_eq(in, segment))
            buf_printf(app->out, "%s%.*s: %lld answers of %lld accounts\n", r ? "\n" : "", STR_ARG(in.n ? in : STR("all")), (long long)col_int(&t, "answers")[r],
                       (long long)col_int(&t, "accounts")[r]);
        segment = in;
        buf_printf(app->out, "  %5.1f %%", 100 * col_f64(&t, "share")[r]);
        if (col_has(table_col(&t, "low"), r))
            buf_printf(app->out, " (%.1f to %.1f)", 100 * col_f64(&t, "low")[r], 100 * col_f64(&t, "high")[r]);
        buf_printf(app->out, "  %.*s", STR_ARG(col_text(&t, "name")[r]));
        if (col_has(table_col(&t, "q"), r) && col_f64(&t, "q")[r] <= 0.05)
            buf_printf(app->out, "  unlike the others, q %.2g", col_f64(&t, "q")[r]);
        buf_putc(app->out, '\n');
    }
    return st;
}

static Status look(App *app, Tell *tell, Err *err)
{
    Store *s = NULL;
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        AnswerQuery q = *ANSWER_ALL(STR(""));
        q.q = tell == tell_question && app->args->n_word > 2 ? str_of(app->args->word[2]) : STR("");
        st = show_answer(app, s, answer_themes, q, err);
    } else if (!st) {
        st = tell(app, s, err);
    }
    store_close(s);
    return st;
}

typedef struct Asked {
    const ThemeAsk *ask;
    size_t          n;
    int64_t         first;       /* number of the first decision */
} Asked;

/* Written down and replayed together: all or nothing. */
static Status write_down(App *app, Store *s, Asked *x, Err *err)
{
    bool later = args_get(app->args, "later");
    Status st = store_begin(s, err);
    if (st)
        return st;
    store_join(s, true);
    for (size_t k = 0; !st && k < x->n; k++) {
        int64_t number;
        st = theme_decide(s, &x->ask[k], app->a, &number, err);
        x->first = k ? x->first : number;
    }
    if (!st && !later)
        st = pipeline_run(app, s, "listen", err);
    store_join(s, false);
    if (!st)
        st = store_commit(s, err);
    if (st) {
        store_rollback(s);
        return st;
    }
    if (x->n > 1)
        buf_printf(app->out, "decisions %lld to %lld%s\n", (long long)x->first, (long long)(x->first + (int64_t)x->n - 1), later ? "; `listen` works them in" : "; everything was computed again");
    else
        buf_printf(app->out, "decision %lld%s\ntake it back with: throughline themes %s undo %lld\n", (long long)x->first,
                   later ? "; `listen` works it in" : "; everything was computed again", app->args->word[0], (long long)x->first);
    return ST_OK;
}

static Status decide(App *app, Asked *x, Err *err)
{
    Store *s = NULL;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = write_down(app, s, x, err);
    store_close(s);
    return st;
}

static ThemeAsk ask_of(App *app, const char *what)
{
    const char *user = getenv("USER");
    return (ThemeAsk){ .what = str_of(what), .theme = STR(""), .other = STR(""), .rule = STR(""), .comment = STR(""),
                       .who = str_of(user ? user : "unknown"), .why = STR("command line"), .at = app_now(app->a) };
}

static Str word_at(const App *app, int at)
{
    return at ? str_of(app->args->word[at]) : STR("");
}

static Status one_decision(App *app, const struct Verb *v, Err *err)
{
    ThemeAsk ask = ask_of(app, v->word);
    ask.theme = word_at(app, v->theme);
    ask.other = word_at(app, v->other);
    ask.rule = word_at(app, v->rule);
    ask.comment = word_at(app, v->comment);
    return decide(app, &(Asked){ .ask = &ask, .n = 1 }, err);
}

static Status codebook(App *app, Err *err)
{
    Str text, question = app->args->n_word == 4 ? str_of(app->args->word[3]) : STR("");
    const ThemeAsk by = ask_of(app, "code");
    ThemeAsk *ask;
    size_t n;
    Status st = file_read(app->args->word[2], LIMIT_CODEBOOK, app->a, &text, err);
    if (!st)
        st = theme_codebook(text, question, &by, app->a, &ask, &n, err);
    return st ? st : decide(app, &(Asked){ .ask = ask, .n = n }, err);
}

Status cmd_themes(App *app, Err *err)
{
    const Args *args = app->args;
    static const struct {
        const char *word;
        size_t      least, most;
        Tell       *tell;
    } shown[] = { { "ask", 2, 2, tell_ask }, { "agree", 2, 2, tell_agree }, { "question", 2, 3, tell_question } };
    if (args->n_word == 1)
        return look(app, tell_list, err);
    for (size_t i = 0; i < COUNT_OF(shown); i++)
        if (!strcmp(args->word[1], shown[i].word) && args->n_word >= shown[i].least && args->n_word <= shown[i].most)
            return look(app, shown[i].tell, err);
    for (size_t i = 0; i < COUNT_OF(verb); i++)
        if (!strcmp(args->word[1], verb[i].word) && args->n_word == verb[i].words)
            return one_decision(app, &verb[i], err);
    if (!strcmp(args->word[1], "codebook") && (args->n_word == 3 || args->n_word == 4))
        return codebook(app, err);
    return ERR(err, ST_USAGE, "%s", usage);
}
