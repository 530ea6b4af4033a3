#include "act/task.h"

#include "base/date.h"
#include "base/map.h"
#include "model/limits.h"

#define PRAISE 0.2

/* One thing that asks for a task. */
typedef struct Sign {
    int64_t account, at, score, money;     /* score -1: none */
    Str     name, cause, words;
} Sign;

typedef struct Known {
    int64_t id, said_n, said_at, same;        /* same: of it at said_at itself */
    int64_t before, left;                     /* what was taken up by earlier looks ends here, and so many of that instant were among it */
    bool    open, changed;
    Str     owner;                            /* named since it was made; "" else */
} Known;

typedef struct Finder {
    Store   *s;
    Arena   *a;
    int64_t  now, as_of;
    double   score, money, core, days, age, signal_money, signal_q;
    double   by_score, by_promise, by_signal;    /* 0: the rule makes nothing */
    Str      since;
    I64Map   revenue;              /* account -> invoiced in a year */
    Table    rules, places, units, managers;
    I64Map   manager;              /* account -> the first of its rows in managers */
    StrMap   key;                  /* "rule account cause" -> place in known */
    Known   *known;
    size_t   cap;
    Table    made;
    int64_t  last;
    TaskFound *out;
} Finder;

static const ColSpec task_cols[] = { { "task_id", COL_INT }, { "rule", COL_TEXT },  { "account_id", COL_INT }, { "account", COL_TEXT }, { "cause", COL_TEXT },
                                     { "words", COL_TEXT },  { "score", COL_INT },  { "money", COL_INT },      { "owner", COL_TEXT },   { "said_n", COL_INT },
                                     { "said_at", COL_TIME }, { "made_at", COL_TIME }, { "escalated_at", COL_TIME }, { "said_same", COL_INT } };

static int64_t revenue_of(const Finder *f, int64_t account)
{
    int64_t v = 0;
    (void)i64map_get(&f->revenue, (uint64_t)account, &v);
    return v;
}

/* The last word of a person about `subject`; "" none. */
static Str told(const Finder *f, const char *what, Str subject)
{
    Str found = STR("");
    for (size_t r = 0; r < f->rules.n; r++)
        if (str_eq(col_text(&f->rules, "what")[r], str_of(what)) && str_ieq(col_text(&f->rules, "subject")[r], subject))
            found = col_text(&f->rules, "object")[r];
    return found;
}

/* Whom nobody had to name: who owns the unit whose issue the cause is, else the account's manager, else the unit itself. */
static Str owner_by_work(const Finder *f, const char *rule, const Sign *x)
{
    int64_t row = 0;
    Str unit = STR("");
    for (size_t r = 0; !unit.n && r < f->units.n; r++) {
        if (!str_eq(col_text(&f->units, "rule")[r], str_of(rule)) || !str_eq(col_text(&f->units, "cause")[r], x->cause))
            continue;
        if (col_text(&f->units, "who")[r].n)
            return col_text(&f->units, "who")[r];
        unit = col_text(&f->units, "unit")[r];
    }
    return x->account && i64map_get(&f->manager, (uint64_t)x->account, &row) ? col_text(&f->managers, "who")[row] : unit;
}

static Str owner_of(const Finder *f, const char *rule, const Sign *x)
{
    Str by[5] = { str_fmt(f->a, "account:%.*s", STR_ARG(x->name)), STR(""), STR(""), str_fmt(f->a, "rule:%s", rule), STR("all") };
    for (size_t r = 0; x->account && r < f->places.n; r++)
        if (col_int(&f->places, "account_id")[r] == x->account) {
            by[1] = str_fmt(f->a, "segment:%.*s", STR_ARG(col_text(&f->places, "segment")[r]));
            by[2] = str_fmt(f->a, "region:%.*s", STR_ARG(col_text(&f->places, "region")[r]));
        }
    for (size_t k = 0; k < COUNT_OF(by); k++) {
        Str who = by[k].n ? told(f, "owner", by[k]) : STR("");
        if (who.n)
            return who;
    }
    return owner_by_work(f, rule, x);
}

static Known *known_at(Finder *f, size_t at)
{
    if (at >= f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 256;
        Known *more = ARENA_NEW_N(f->a, Known, cap);
        if (f->cap)
            memcpy(more, f->known, f->cap * sizeof *more);
        f->known = more;
        f->cap = cap;
    }
    return &f->known[at];
}

static Str key_of(const Finder *f, Str rule, int64_t account, Str cause)
{
    return str_fmt(f->a, "%.*s\t%lld\t%.*s", STR_ARG(rule), (long long)account, STR_ARG(cause));
}

static void put_task(Finder *f, const char *rule, const Sign *x, int64_t same)
{
    Table *t = &f->made;
    table_put_int(t, 0, ++f->last);
    table_put_text(t, 1, str_of(rule));
    table_put_int(t, 2, x->account);
    table_put_text(t, 3, x->name);
    table_put_text(t, 4, x->cause);
    table_put_text(t, 5, x->words);
    if (x->score >= 0)
        table_put_int(t, 6, x->score);
    table_put_int(t, 7, x->money);
    table_put_text(t, 8, owner_of(f, rule, x));
    table_put_int(t, 9, 1);
    table_put_int(t, 10, x->at);
    table_put_int(t, 11, f->now);
    table_put_int(t, 13, same);
    table_row(t);
    f->out->made++;
}

/* Adds to the open task, or makes one; what a task, open or done, has taken up already says nothing new. */
static void take(Finder *f, const char *rule, const Sign *x)
{
    bool is_new = false;
    size_t at = strmap_put(&f->key, key_of(f, str_of(rule), x->account, x->cause), &is_new);
    Known *k = known_at(f, at);
    if (is_new)
        *k = (Known){ .said_at = INT64_MIN, .before = INT64_MIN };
    if (x->at < k->before || (x->at == k->before && k->left-- > 0))
        return;
    int64_t same = x->at == k->said_at ? k->same + 1 : 1;
    if (k->open) {
        k->said_n++;
        f->out->more += !k->changed;
        k->changed = true;
    } else {
        put_task(f, rule, x, same);
        *k = (Known){ .id = f->last, .said_n = 1, .open = true, .before = k->before };
    }
    k->said_at = x->at;
    k->same = same;
}

static Status from_comments(Finder *f, int sql, const char *rule, double least, Err *err)
{
    Table t;
    const DbArg args[] = { DB_TEXT(f->since), DB_INT((int64_t)f->score) };
    Status st = store_fetch(f->s, sql, args, sql == SQL_TASK_DETRACTORS ? 2 : 1, f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str text = col_text(&t, "text")[r];
        int64_t from = col_int(&t, "span_from")[r], to = col_int(&t, "span_to")[r];
        if (to > from && (uint64_t)to <= text.n)
            text = str_sub(text, (size_t)from, (size_t)(to - from));
        const TableColumn *score = table_col(&t, "score");
        Sign x = { .account = col_int(&t, "account_id")[r], .at = col_int(&t, "at")[r], .score = col_has(score, r) ? score->i[r] : -1, .name = col_text(&t, "account")[r],
                   .cause = col_text(&t, "cause")[r], .words = str_head(text, LIMIT_TASK_WORDS) };
        x.money = revenue_of(f, x.account);
        if ((double)x.money >= least)
            take(f, rule, &x);
    }
    return st;
}

/* Of these measures less is worse; of all others more. */
static bool is_harm(Str measure, Str kind, double sentiment)
{
    static const Str less[] = { STR_INIT("nps"), STR_INIT("usage"), STR_INIT("sentiment"), STR_INIT("rating"), STR_INIT("csat"), STR_INIT("metric") };
    bool fall = str_eq(kind, STR("fall")), less_is_worse = false;
    for (size_t i = 0; i < COUNT_OF(less); i++)
        less_is_worse = less_is_worse || str_eq(measure, less[i]);
    /* More of what customers are glad about is no trouble; report/answer_stream.c draws the same line. */
    less_is_worse = less_is_worse || (str_eq(measure, STR("theme")) && sentiment >= PRAISE);
    return fall == less_is_worse;
}

static Status from_signals(Finder *f, Err *err)
{
    Table t;
    Status st = store_fetch(f->s, SQL_TASK_SIGNALS, STORE_ARGS(DB_TEXT(f->since)), f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Sign x = { .at = col_int(&t, "at")[r], .score = -1, .money = col_int(&t, "money")[r], .name = STR(""), .cause = col_text(&t, "cause")[r],
                   .words = str_head(col_text(&t, "text")[r], LIMIT_TASK_WORDS) };
        if ((double)x.money < f->signal_money || col_f64(&t, "q")[r] > f->signal_q)
            continue;
        if (is_harm(col_text(&t, "measure")[r], col_text(&t, "kind")[r], col_f64(&t, "sentiment")[r]))
            take(f, "signal", &x);
    }
    return st;
}

/* Tasks there are, in order: the last of a key counts. */
static Status load_tasks(Finder *f, Err *err)
{
    Table t;
    Status st = store_fetch(f->s, SQL_TASK_LIST, STORE_NO_ARGS, f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        const TableColumn *decision = table_col(&t, "decision"), *passed = table_col(&t, "escalated_at"), *known = table_col(&t, "said_same");
        int64_t said_at = col_int(&t, "said_at")[r], same = col_has(known, r) ? known->i[r] : INT64_MAX;
        Str rule = col_text(&t, "rule")[r];
        size_t at = strmap_put(&f->key, key_of(f, rule, col_int(&t, "account_id")[r], col_text(&t, "cause")[r]), NULL);
        *known_at(f, at) = (Known){ .id = col_int(&t, "task_id")[r], .said_n = col_int(&t, "said_n")[r], .said_at = said_at, .same = same, .before = said_at, .left = same,
                                    .open = !col_has(decision, r) };
        f->last = col_int(&t, "task_id")[r];
        const Sign x = { .account = col_int(&t, "account_id")[r], .name = col_text(&t, "account")[r], .cause = col_text(&t, "cause")[r] };
        if (!col_has(decision, r) && !col_text(&t, "owner")[r].n)
            known_at(f, at)->owner = owner_of(f, str_dup(f->a, rule).p, &x);
        bool old = f->age > 0 && f->now - col_int(&t, "made_at")[r] >= (int64_t)f->age * MICROS_PER_DAY;
        if (!old || col_has(decision, r) || col_has(passed, r))
            continue;
        st = store_run(f->s, SQL_TASK_ESCALATE, STORE_ARGS(DB_INT(f->last), DB_TEXT(micros_stamp(f->a, f->now))), err);
        f->out->escalated++;
    }
    return st;
}

static Status load(Finder *f, Err *err)
{
    const struct {
        const char *name;
        double     *into;
    } settings[] = { { "task_score", &f->score }, { "task_money", &f->money }, { "task_core", &f->core }, { "task_days", &f->days }, { "task_age", &f->age }, { "task_signal_money", &f->signal_money },
                     { "task_signal_q", &f->signal_q }, { "task_detractor", &f->by_score }, { "task_broken", &f->by_promise }, { "task_signal", &f->by_signal } };
    Table year;
    Status st = store_summary_int(f->s, "as_of", 0, &f->as_of, err);
    for (size_t i = 0; !st && i < COUNT_OF(settings); i++)
        st = store_setting(f->s, settings[i].name, settings[i].into, err);
    if (!st)
        st = store_fetch(f->s, SQL_ACCOUNT_YEAR, STORE_ARGS(DB_TEXT(date_iso(f->a, f->as_of)), DB_TEXT(str_of(store_currency(f->s)))), f->a, &year, err);
    for (size_t r = 0; !st && r < year.n; r++)
        i64map_set(&f->revenue, (uint64_t)col_int(&year, "account_id")[r], col_int(&year, "revenue")[r]);
    if (!st)
        st = store_fetch(f->s, SQL_TASK_RULES, STORE_NO_ARGS, f->a, &f->rules, err);
    if (!st)
        st = store_fetch(f->s, SQL_TASK_PLACES, STORE_NO_ARGS, f->a, &f->places, err);
    if (!st)
        st = store_fetch(f->s, SQL_TASK_ISSUE_OWNERS, STORE_NO_ARGS, f->a, &f->units, err);
    if (!st)
        st = store_fetch(f->s, SQL_TASK_MANAGERS, STORE_NO_ARGS, f->a, &f->managers, err);
    for (size_t r = st ? 0 : f->managers.n; r-- > 0;)
        i64map_set(&f->manager, (uint64_t)col_int(&f->managers, "account_id")[r], (int64_t)r);
    f->since = micros_stamp(f->a, (f->as_of - (int64_t)f->days) * MICROS_PER_DAY);
    return st ? st : load_tasks(f, err);
}

static Status save_more(Finder *f, const Known *k, Err *err)
{
    return store_run(f->s, SQL_TASK_MORE, STORE_ARGS(DB_INT(k->id), DB_INT(k->said_n), DB_TEXT(micros_stamp(f->a, k->said_at)), k->same == INT64_MAX ? DB_NULL : DB_INT(k->same),
                                                     DB_TEXT(k->owner.n ? k->owner : STR(""))), err);
}

static Status save(Finder *f, Err *err)
{
    Status st = f->made.n ? store_append(f->s, "task", &f->made, err) : ST_OK;
    for (size_t k = 0; !st && k < f->key.n; k++)
        if (f->known[k].changed || f->known[k].owner.n)
            st = save_more(f, &f->known[k], err);
    return st;
}

typedef struct Ask {
    int64_t    now;
    TaskFound *out;
} Ask;

static Status find(Store *s, Arena *a, void *ctx, Err *err)
{
    const Ask *ask = ctx;
    Finder f = { .s = s, .a = a, .now = ask->now, .out = ask->out };
    strmap_init(&f.key, a);
    i64map_init(&f.revenue);
    i64map_init(&f.manager);
    table_init(&f.made, a, task_cols, COUNT_OF(task_cols));
    Status st = load(&f, err);
    if (!st && f.by_score > 0)
        st = from_comments(&f, SQL_TASK_DETRACTORS, "detractor", f.money, err);
    if (!st && f.by_promise > 0)
        st = from_comments(&f, SQL_TASK_BROKEN, "broken", f.core, err);
    if (!st && f.by_signal > 0)
        st = from_signals(&f, err);
    if (!st)
        st = save(&f, err);
    i64map_release(&f.revenue);
    i64map_release(&f.manager);
    return st;
}

Status tasks_find(Store *s, int64_t now, TaskFound *out, Err *err)
{
    *out = (TaskFound){ .made = 0 };
    return store_atomic(s, "tasks", find, &(Ask){ now, out }, err);
}
