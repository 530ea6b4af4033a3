/* cmd_resolve.c - who is who: the stage, its reasons, and what a person decides about it. */
#include "app/command.h"
#include "app/pipeline.h"
#include "app/show.h"
#include "base/json_out.h"
#include "report/answer.h"
#include "report/page.h"

enum { QUEUE_SHOWN = 20, CAUSES_SHOWN = 12, LINKS_SHOWN = 20 };

/* A decision about somebody whom no system names would never do anything. */
static Status must_exist(Store *s, const char *words, Err *err)
{
    int64_t n;
    Status st = store_int(s, SQL_ALIAS_NAMED, STORE_ARGS(DB_TEXT(str_of(words))), 0, &n, err);
    return st || n ? st : ERR(err, ST_NOT_FOUND, "no system names '%s'", words);
}

static Status undo_exists(Store *s, const char *number, Err *err)
{
    int64_t id, n = 0;
    Status st = ST_OK;
    if (str_to_i64(str_of(number), &id))
        st = store_int(s, SQL_VERDICT_EXISTS, STORE_ARGS(DB_INT(id), DB_TEXT(STR("resolve"))), 0, &n, err);
    return st || n ? st : ERR(err, ST_NOT_FOUND, "there is no decision '%s' to undo", number);
}

static Status decided(App *app, Store *s, Err *err)
{
    const Args *args = app->args;
    bool undo = args->n_word == 3;
    int64_t number = 0;
    if (!undo && !strcmp(args->word[2], args->word[3]))
        return ERR(err, ST_USAGE, "both sides are '%s': nothing would be decided", args->word[2]);
    Status st = undo ? undo_exists(s, args->word[2], err) : must_exist(s, args->word[2], err);
    if (!st && !undo)
        st = must_exist(s, args->word[3], err);
    if (!st)
        st = app_decide(app, s, &(Decision){ "resolve", args->word[1], str_of(args->word[2]), undo ? STR("") : str_of(args->word[3]) }, &number, err);
    if (!st)
        st = pipeline_run(app, s, NULL, err);
    if (st)
        return st;
    if (undo)
        buf_printf(app->out, "decided: undo decision %s; everything was computed again\n", args->word[2]);
    else
        buf_printf(app->out, "decided: %s '%s' and '%s'; everything was computed again\n", args->word[1],
                   args->word[2], args->word[3]);
    buf_printf(app->out, "take it back with: throughline resolve %s undo %lld\n", args->word[0], (long long)number);
    return ST_OK;
}

static Status waterfall(App *app, Store *s, int statement, int64_t alias, int64_t other, Err *err)
{
    Table t;
    Status st = store_fetch(s, statement, STORE_ARGS(DB_INT(alias), DB_INT(other)), app->a, &t, err);
    double sum = 0;
    for (size_t r = 0; !st && r < t.n; r++) {
        double bits = col_f64(&t, "bits")[r];
        sum += bits;
        buf_printf(app->out, "    %+7.1f  %-11.*s %.*s\n", bits, STR_ARG(col_text(&t, "field")[r]), STR_ARG(col_text(&t, "level")[r]));
    }
    if (!st && t.n)
        buf_printf(app->out, "    %+7.1f  bits in all; each is a factor of two\n", sum);
    return st;
}

static void side(App *app, const Table *t, size_t r, const char *const col[8])
{
    Str source = col_text(t, col[0])[r];
    buf_printf(app->out, "  %.*s:", STR_ARG(source));
    for (size_t i = 1; i < 8; i++) {
        Str v = col_text(t, col[i])[r];
        if (v.n)
            buf_printf(app->out, "%s%.*s", i > 1 ? ", " : " ", STR_ARG(v));
    }
    buf_putc(app->out, '\n');
}

static Str said(const Table *t, size_t r, const char *id, const char *name)
{
    Str v = col_text(t, id)[r];
    return v.n ? v : col_text(t, name)[r];
}

/* The words by which an answer names a side: a person's address, else the id; a company's id, else the name. */
static Str answer_words(const Table *t, size_t r, bool person, const char *id, const char *name, const char *email)
{
    Str mail = col_text(t, email)[r];
    return person && mail.n ? mail : said(t, r, id, name);
}

/* How many of the questions shown are of this cause. */
static int64_t asked(const Table *queue, Str kind, Str why)
{
    int64_t n = 0;
    for (size_t r = 0; r < queue->n; r++)
        n += str_eq(col_text(queue, "kind")[r], kind) && str_eq(col_text(queue, "why")[r], why);
    return n;
}

/* All that waits, by cause, and why most of it is not asked. */
static Status show_causes(App *app, Store *s, const Table *queue, Err *err)
{
    Table t;
    int64_t all = 0, rest = 0;
    Status st = store_fetch(s, SQL_REPORT_REVIEW_CAUSES, STORE_NO_ARGS, app->a, &t, err);
    if (st)
        return st;
    for (size_t r = 0; r < t.n; r++) {
        all += col_int(&t, "n")[r];
        rest += r < CAUSES_SHOWN ? 0 : col_int(&t, "n")[r];
    }
    if (all <= (int64_t)queue->n)
        return ST_OK;
    buf_printf(app->out, "%lld doubts of %zu causes wait; the %zu above are those whose answers are worth most, in money and in what they teach.\n"
                         "An answer weighs on all doubts of its cause, so of one cause the second question counts half, the third a third.\n\n"
                         "   doubts  asked  chance  cause\n",
               (long long)all, t.n, queue->n);
    for (size_t r = 0; r < t.n && r < CAUSES_SHOWN; r++) {
        Str kind = col_text(&t, "kind")[r], why = col_text(&t, "why")[r];
        buf_printf(app->out, "%9lld  %5lld  %4.0f %%  %.*s: %.*s\n", (long long)col_int(&t, "n")[r], (long long)asked(queue, kind, why),
                   100 * col_f64(&t, "probability")[r], STR_ARG(kind), STR_ARG(why));
    }
    if (t.n > CAUSES_SHOWN)
        buf_printf(app->out, "%9lld               of %zu other causes\n", (long long)rest, t.n - CAUSES_SHOWN);
    buf_printf(app->out, "\n%lld are not asked here. They stay apart, and what you answer decides many of them: answer, run `resolve` again, and look again.\n",
               (long long)(all - (int64_t)queue->n));
    return ST_OK;
}

static Status show_queue(App *app, Store *s, Err *err)
{
    static const char *const left[] = { "other_source", "other_name", "other_said_id", "other_domain", "other_email", "other_country", "other_city", "other_title" };
    static const char *const right[] = { "source", "name", "said_id", "domain", "email", "country", "city", "title" };
    Table t;
    int64_t waits = 0;
    Status st = store_fetch(s, SQL_REPORT_REVIEW_QUEUE, STORE_ARGS(DB_INT(QUEUE_SHOWN)), app->a, &t, err);
    if (!st && !t.n)
        st = store_summary_int(s, "review", -1, &waits, err);
    if (!st && !t.n)
        buf_puts(app->out, waits < 0 ? "nobody was compared yet: throughline resolve BOOK, or run BOOK, does\n" : "no doubtful match waits for a person\n");
    for (size_t r = 0; !st && r < t.n; r++) {
        bool person = str_eq(col_text(&t, "kind")[r], STR("person"));
        int64_t alias = col_int(&t, "alias_id")[r], other = col_int(&t, "other_id")[r];
        Str x = answer_words(&t, r, person, "other_said_id", "other_name", "other_email"), y = answer_words(&t, r, person, "said_id", "name", "email");
        buf_printf(app->out, "%zu. the same %s? chance %.0f %%, because: %.*s\n", r + 1, person ? "person" : "company",
                   100 * col_f64(&t, "probability")[r], STR_ARG(col_text(&t, "why")[r]));
        side(app, &t, r, left);
        side(app, &t, r, right);
        st = person ? waterfall(app, s, SQL_REPORT_PERSON_EVIDENCE, other, alias, err) : waterfall(app, s, SQL_REPORT_LINK_EVIDENCE, alias, other, err);
        buf_printf(app->out, "  answer: resolve BOOK merge '%.*s' '%.*s', or never '%.*s' '%.*s'\n\n", STR_ARG(x), STR_ARG(y),
                   STR_ARG(x), STR_ARG(y));
    }
    return st ? st : show_causes(app, s, &t, err);
}

static Status show_links(App *app, Store *s, Err *err)
{
    Table t;
    Str words = str_of(app->args->word[2]);
    Status st = store_fetch(s, SQL_REPORT_LINKS_OF, STORE_ARGS(DB_TEXT(words), DB_INT(LINKS_SHOWN)), app->a, &t, err);
    if (!st && !t.n)
        return ERR(err, ST_NOT_FOUND, "nobody is called '%.*s'", STR_ARG(words));
    for (size_t r = 0; !st && r < t.n; r++) {
        Str account = col_text(&t, "account")[r];
        buf_printf(app->out, "alias %lld (%.*s): %.*s belongs to %.*s, %.1f %%, by %.*s\n", (long long)col_int(&t, "alias_id")[r],
                   STR_ARG(col_text(&t, "source")[r]), STR_ARG(said(&t, r, "name", "said_id")),
                   STR_ARG(account.n ? account : STR("nobody known")), 100 * col_f64(&t, "probability")[r],
                   STR_ARG(col_text(&t, "how")[r]));
        st = waterfall(app, s, SQL_REPORT_LINK_EVIDENCE, col_int(&t, "node_id")[r], col_int(&t, "other_id")[r], err);
    }
    return st;
}

static Status tell(App *app, bool queue, Err *err)
{
    Store *s = NULL;
    Status st = app_open(app, true, false, &s, err);
    if (!st && app->json) {
        AnswerQuery q = *ANSWER_ALL(STR(""));
        q.q = queue ? STR("") : str_of(app->args->word[2]);
        st = show_answer(app, s, queue ? answer_reviews : answer_links, q, err);
    } else if (!st) {
        st = queue ? show_queue(app, s, err) : show_links(app, s, err);
    }
    store_close(s);
    return st;
}

static Status decision(App *app, Err *err)
{
    Store *s = NULL;
    Status st = app_open(app, false, false, &s, err);
    if (!st)
        st = decided(app, s, err);
    store_close(s);
    return st;
}

Status cmd_resolve(App *app, Err *err)
{
    static const struct {
        const char *word;
        size_t words;
    } known[] = { { "review", 2 }, { "explain", 3 }, { "undo", 3 }, { "merge", 4 }, { "split", 4 }, { "never", 4 } };
    const Args *args = app->args;
    if (args->n_word == 1)
        return cmd_resolve_stage(app, err);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (!strcmp(args->word[1], known[i].word) && args->n_word == known[i].words)
            return i < 2 ? tell(app, i == 0, err) : decision(app, err);
    return ERR(err, ST_USAGE,
               "usage: throughline resolve BOOK [review | explain NAME | merge A B | split A B | never A B | undo N]");
}
