#include "report/source_show.h"

#include <inttypes.h>
#include <math.h>

#include "base/date.h"
#include "model/says.h"
#include "report/amount.h"

enum { STRIP_WEEKS = 52, STRIP_WIDTH = 180, STRIP_HEIGHT = 30 };
#define NONE ((double)NAN)

typedef struct Word {
    const char *key, *words;
} Word;

// clang-format off
static const Word kinds[] = {
    { "account", "accounts" }, { "contact", "contacts" }, { "identity", "identities" }, { "opportunity", "deals" }, { "subscription", "contracts" },
    { "churn", "lost customers" }, { "invoice", "invoices" }, { "delivery", "deliveries" }, { "ticket", "tickets" }, { "response", "survey responses" },
    { "answer", "survey answers" }, { "metric", "unit readings" }, { "initiative", "actions" }, { "event", "product usage" }, { "payment", "payments" },
    { "rate", "exchange rates" }, { "ledger", "ledger lines" }, { "message", "ticket messages" }, { "review", "reviews" }, { "utterance", "call sentences" }, { "note", "notes of ours" },
    { "field", "own fields" }, { "reference", "references given" }, { "change", "changes of records" },
};
static const Word privates[] = {
    { "ip", "IP addresses" }, { "location", "coordinates" }, { "card", "card numbers" }, { "last4", "last digits of cards" }, { "bank", "bank accounts" },
    { "identity", "identity numbers" }, { "birth", "dates of birth" }, { "device", "device ids" },
};
/* The first row whose key is in the reason; ingest's reasons are plain sentences. */
static const struct {
    const char *key;
    SayId       todo;
} todos[] = {
    { "decimals and thousands cannot be told apart", SAY_todo_decimal },
    { "cannot be told apart", SAY_todo_order },
    { "date", SAY_todo_date },
    { "time", SAY_todo_time },
    { "e-mail", SAY_todo_email },
    { "damaged by a spreadsheet", SAY_todo_spreadsheet },
    { "currency", SAY_todo_currency },
    { "amount", SAY_todo_amount },
    { "number", SAY_todo_number },
    { "duration", SAY_todo_duration },
    { "interval", SAY_todo_interval },
    { "scale", SAY_todo_scale },
    { "missing", SAY_todo_missing },
    { "did not stamp", SAY_todo_stamp },
    { "value in this row", SAY_todo_empty },
    { "UTF-8", SAY_todo_utf8 },
    { "quote", SAY_todo_quote },
    { "ends within", SAY_todo_ends },
    { "more cells", SAY_todo_cells },
    { "fields", SAY_todo_fields },
    { "limit", SAY_todo_limit },
    { "JSON", SAY_todo_json },
};
// clang-format on

static Str look_up(const Word *w, size_t n, Str key)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(key, str_of(w[i].key)))
            return str_of(w[i].words);
    return key;
}

Str kind_plural(Str kind) { return look_up(kinds, COUNT_OF(kinds), kind); }
Str private_plural(Str what) { return look_up(privates, COUNT_OF(privates), what); }

Str quarantine_todo(Str reason)
{
    for (size_t i = 0; i < COUNT_OF(todos); i++)
        if (str_ihas(reason, str_of(todos[i].key)))
            return said_plain(todos[i].todo);
    return SAID_PLAIN(todo_mend);
}

Status sources_load(Store *s, Arena *a, SourceBook *out, Err *err)
{
    Status st = store_fetch(s, SQL_REPORT_SOURCE_KINDS, STORE_NO_ARGS, a, &out->kind, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_SOURCE_WEEKS, STORE_NO_ARGS, a, &out->week, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_KINDS, STORE_NO_ARGS, a, &out->cover, err);
    if (!st)
        st = store_int(s, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, 0, &out->accounts, err);
    return st ? st : store_summary_int(s, "as_of", 0, &out->as_of, err);
}

Tone source_tone(Str state)
{
    return str_eq(state, STR("stale")) || str_eq(state, STR("thin")) ? TONE_HARM : TONE_NORMAL;
}

double source_share(const SourceBook *b, size_t r)
{
    int64_t n = col_int(&b->kind, "n")[r];
    return col_int(&b->kind, "party")[r] && n ? (double)col_int(&b->kind, "resolved")[r] / (double)n : NONE;
}

static Str day_at(Arena *a, const Table *t, const char *col, size_t r)
{
    const TableColumn *c = table_col(t, col);
    return col_has(c, r) ? date_long(a, c->i[r]) : STR("");
}

/* Behind "; "; "": there is none to tell. */
static Str gap_words(Arena *a, const Table *t, size_t r)
{
    int64_t n = col_int(t, "gaps")[r];
    if (!n || (n == 1 && str_eq(col_text(t, "state")[r], STR("stale"))))
        return STR("");
    return str_fmt(a, "; %.*s", STR_ARG(SAID(a, fresh_gaps, str_fmt(a, "%" PRId64, n), day_at(a, t, "gap_from", r), day_at(a, t, "gap_to", r))));
}

static Str week_words(Arena *a, const Table *t, const char *col, size_t r) { return number_text(a, col_f64(t, col)[r], 1); }

Str source_words(Arena *a, const SourceBook *b, size_t r)
{
    const Table *t = &b->kind;
    Str state = col_text(t, "state")[r], cadence = col_text(t, "cadence")[r], gaps = gap_words(a, t, r), words;
    if (str_eq(state, STR("undated")))
        return SAID_PLAIN(fresh_undated);
    if (str_eq(state, STR("unknown")))
        return SAID_PLAIN(fresh_unknown);
    if (str_eq(state, STR("stale")))
        words = SAID(a, fresh_stale, day_at(a, t, "stale_from", r), cadence, day_at(a, t, "last_day", r));
    else if (str_eq(state, STR("thin")))
        words = SAID(a, fresh_thin, week_words(a, t, "recent", r), week_words(a, t, "usual_week", r));
    else if (str_eq(state, STR("swollen")))
        words = SAID(a, fresh_swollen, week_words(a, t, "recent", r), week_words(a, t, "usual_week", r));
    else
        words = str_fmt(a, "%.*s; %.*s", STR_ARG(SAID(a, fresh_fine, cadence)), STR_ARG(SAID(a, fresh_next, day_at(a, t, "expected", r))));
    return str_fmt(a, "%.*s%.*s", STR_ARG(words), STR_ARG(gaps));
}

/* First row of the weeks of row `r`; `n` gets how many are complete. */
static size_t weeks_of(const SourceBook *b, size_t r, size_t *n)
{
    const int64_t *source = col_int(&b->week, "source_id"), *week = col_int(&b->week, "week");
    const Str *kind = col_text(&b->week, "kind");
    int64_t of = col_int(&b->kind, "source_id")[r];
    size_t from = 0;
    while (from < b->week.n && !(source[from] == of && str_eq(kind[from], col_text(&b->kind, "kind")[r])))
        from++;
    *n = 0;
    while (from + *n < b->week.n && source[from + *n] == of && str_eq(kind[from + *n], col_text(&b->kind, "kind")[r]) &&
           week[from + *n] + 6 <= b->as_of)
        ++*n;
    return from;
}

Chart *source_chart(Arena *a, const SourceBook *b, size_t r)
{
    size_t n, from = weeks_of(b, r, &n), n_mark = 0;
    if (!n)
        return NULL;
    from += n > STRIP_WEEKS ? n - STRIP_WEEKS : 0;
    n = n > STRIP_WEEKS ? STRIP_WEEKS : n;
    const int64_t *rows = col_int(&b->week, "n") + from, *gap = col_int(&b->week, "gap") + from;
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, n);
    ChartMark *mark = ARENA_NEW_N(a, ChartMark, n);
    int64_t most = 0, empty = 0;
    for (size_t i = 0; i < n; i++) {
        pt[i] = point_of(STR(""), (double)rows[i], NONE, NONE);
        most = rows[i] > most ? rows[i] : most;
        empty += gap[i];
        if (gap[i] && (!i || !gap[i - 1]))
            mark[n_mark++] = (ChartMark){ (double)i, STR("gap"), TONE_HARM };
    }
    Str kind = kind_plural(col_text(&b->kind, "kind")[r]);
    Str desc = str_fmt(a, "%.*s a week, last %zu weeks: at most %" PRId64 ", last %" PRId64 "%s", STR_ARG(kind), n, most, rows[n - 1],
                       empty ? str_fmt(a, "; %" PRId64 " %s with nothing", empty, empty == 1 ? "week" : "weeks").p : "");
    return chart_dup(a, &(Chart){ .kind = CHART_SPARK, .title = str_fmt(a, "%.*s, %.*s", STR_ARG(col_text(&b->kind, "source")[r]), STR_ARG(kind)),
        .desc = desc, .series = CHART_ONE(pt, n), .n_series = 1, .mark = mark, .n_mark = n_mark, .min = 0, .max = most ? (double)most : 1,
        .width = STRIP_WIDTH, .height = STRIP_HEIGHT });
}
