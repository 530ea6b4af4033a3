#include "report/voice.h"

#include "base/currency.h"
#include "base/date.h"
#include "model/limits.h"
#include "report/answer_in.h"
#include "store/find.h"

enum { NAME_LEAST = 4, PERSON_LEAST = 3 };

Str voice_id(const Table *t, size_t r, bool ours, Arena *a)
{
    return str_fmt(a, "%s%lld-%lld", ours ? "ours-" : "", (long long)col_int(t, "account_id")[r], (long long)col_int(t, "comment_id")[r]);
}

/* A search whose last arguments are limit and skip, and whose rows name the total.  Behind the last page the first row tells it. */
static Status search(Store *s, int sql, DbArg *arg, size_t n, Arena *a, Table *out, int64_t *total, Err *err)
{
    Table first;
    bool skips = arg[n - 1].i > 0;
    Status st = store_fetch(s, sql, arg, n, a, out, err);
    if (st || !total)
        return st;
    *total = out->n ? col_int(out, "total")[0] : 0;
    if (out->n || !skips)
        return ST_OK;
    arg[n - 2] = DB_INT(1);
    arg[n - 1] = DB_INT(0);
    st = store_fetch(s, sql, arg, n, a, &first, err);
    if (!st && first.n)
        *total = col_int(&first, "total")[0];
    return st;
}

/* The accounts whose contract is worth what is asked, as a list of numbers; "-1" where there are none. */
static Status worth_of(Store *s, const VoiceRange *r, Arena *a, Str *out, Err *err)
{
    Deals deals;
    Buf b;
    int64_t as_of, unit = 1;
    *out = STR("");
    if (!r->asked)
        return ST_OK;
    for (int k = currency_digits(str_of(store_currency(s))); k > 0; k--)
        unit *= 10;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = deals_load(s, ALL_IDS, as_of, a, &deals, err);
    if (st)
        return st;
    buf_init(&b, LIMIT_REPORT);
    buf_puts(&b, "-1");
    for (size_t i = 0; i < deals.n; i++)
        if (deals.at[i].value >= r->from * unit && (r->to == INT64_MAX || deals.at[i].value <= r->to * unit))
            buf_printf(&b, ",%lld", (long long)deals.at[i].account);
    if (b.over)
        st = ERR(err, ST_TOO_BIG, "more accounts than one search can hold are worth that");
    else
        *out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return st;
}

static Str day_or(Str day, const char *otherwise)
{
    return day.n ? day : str_of(otherwise);
}

static Status fetch_ours(Store *s, const VoiceQuery *q, Str worth, int64_t limit, int64_t skip, Arena *a, Table *out, int64_t *total, Err *err)
{
    DbArg arg[] = { DB_TEXT(q->with[0]), DB_TEXT(q->with[1]), DB_TEXT(q->with[2]), DB_TEXT(q->with[3]), DB_TEXT(q->without[0]), DB_TEXT(q->without[1]),
                          DB_TEXT(q->theme), DB_TEXT(q->account), DB_TEXT(q->channel), DB_TEXT(q->sentiment), DB_TEXT(day_or(q->since, "0001-01-01")), DB_TEXT(day_or(q->until, "9999-12-31")),
                          DB_INT(q->account_id), DB_INT(q->theme_id), DB_TEXT(q->not_theme), DB_TEXT(q->segment), DB_TEXT(q->region), DB_TEXT(q->product), DB_TEXT(worth),
                          DB_TEXT(q->other[0][0]), DB_TEXT(q->other[0][1]), DB_TEXT(q->other[0][2]), DB_TEXT(q->other[0][3]),
                          DB_TEXT(q->other[1][0]), DB_TEXT(q->other[1][1]), DB_TEXT(q->other[1][2]), DB_TEXT(q->other[1][3]), DB_INT(limit), DB_INT(skip) };
    return search(s, SQL_SIDE_SEARCH, arg, COUNT_OF(arg), a, out, total, err);
}

Status voice_fetch(Store *s, const VoiceQuery *q, int64_t limit, int64_t skip, Arena *a, Table *out, int64_t *total, Err *err)
{
    FindBy by;
    Str with[COUNT_OF(q->with)], alone[COUNT_OF(q->with)], worth;
    Status st = worth_of(s, &q->value, a, &worth, err);
    if (st)
        return st;
    if (voice_ours(q))
        return fetch_ours(s, q, worth, limit, skip, a, out, total, err);
    /* A word with others in its place is looked for in the texts. */
    for (size_t k = 0; k < COUNT_OF(with); k++)
        alone[k] = q->other[0][k].n ? STR("") : q->with[k];
    st = find_by(s, alone, COUNT_OF(alone), a, &by, err);
    if (st)
        return st;
    for (size_t k = 0; k < COUNT_OF(with); k++)
        with[k] = q->other[0][k].n ? q->with[k] : alone[k];
    DbArg arg[] = { DB_TEXT(with[0]), DB_TEXT(with[1]), DB_TEXT(with[2]), DB_TEXT(with[3]), DB_TEXT(q->without[0]), DB_TEXT(q->without[1]),
                          DB_TEXT(q->theme),   DB_TEXT(q->account), DB_TEXT(q->role),    DB_TEXT(q->channel), DB_TEXT(q->expects),     DB_TEXT(q->sentiment),
                          DB_TEXT(day_or(q->since, "0001-01-01")), DB_TEXT(day_or(q->until, "9999-12-31")), DB_TEXT(by.words), DB_INT(by.n),
                          DB_TEXT(q->sub), DB_TEXT(q->not_theme), DB_TEXT(q->segment), DB_TEXT(q->region), DB_TEXT(q->product), DB_INT(q->score.asked ? q->score.from : -1),
                          DB_INT(q->score.to), DB_TEXT(worth),
                          DB_TEXT(q->other[0][0]), DB_TEXT(q->other[0][1]), DB_TEXT(q->other[0][2]), DB_TEXT(q->other[0][3]),
                          DB_TEXT(q->other[1][0]), DB_TEXT(q->other[1][1]), DB_TEXT(q->other[1][2]), DB_TEXT(q->other[1][3]), DB_INT(limit), DB_INT(skip) };
    return search(s, SQL_VOICE_SEARCH, arg, COUNT_OF(arg), a, out, total, err);
}

bool voice_hides(const AnswerQuery *q)
{
    return q->hide.n > 0 && str_eq(q->hide, STR("names"));
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Every occurrence of a word of `names` that is long enough, as a whole word, becomes an ellipsis. */
static Str without(Str text, Str names, size_t least, Arena *a)
{
    while (names.n) {
        Str word = str_cut(&names, ' ');
        if (word.n < least)
            continue;
        Buf b;
        size_t done = 0;
        buf_init(&b, 2 * text.n + 16 < LIMIT_REPORT ? 2 * text.n + 16 : LIMIT_REPORT);
        for (size_t i = 0; i + word.n <= text.n; i++) {
            bool whole = (!i || !is_letter(text.p[i - 1])) && (i + word.n == text.n || !is_letter(text.p[i + word.n]));
            if (!whole || !str_ieq(str_sub(text, i, word.n), word))
                continue;
            buf_put(&b, str_sub(text, done, i - done));
            buf_puts(&b, "\xE2\x80\xA6");
            done = i + word.n;
            i = done - 1;
        }
        if (done) {
            buf_put(&b, str_sub(text, done, text.n));
            text = str_dup(a, buf_str(&b));
        }
        buf_release(&b);
    }
    return text;
}

Str voice_text(const Table *t, size_t r, Str text, bool hide, Arena *a)
{
    if (!hide)
        return text;
    return without(without(text, text_at(t, "name", r), NAME_LEAST, a), text_at(t, "who", r), PERSON_LEAST, a);
}

size_t *voice_order(const Table *t, Str keys, Arena *a)
{
    size_t *order = ARENA_NEW_N(a, size_t, t->n + 1), n = 0;
    bool *taken = ARENA_NEW_N(a, bool, t->n + 1);
    while (keys.n && n < t->n) {
        Str key = str_cut(&keys, '\n');
        for (size_t r = 0; r < t->n; r++)
            if (!taken[r] && str_eq(col_text(t, "voice")[r], key)) {
                taken[r] = true;
                order[n++] = r;
            }
    }
    for (size_t r = 0; r < t->n; r++)          /* two comments of one row with the same words have one key */
        if (!taken[r])
            order[n++] = r;
    return order;
}

void voice_put_who(JsonOut *j, const Table *t, size_t r, bool hide, Arena *a)
{
    int64_t account = col_int(t, "account_id")[r];
    if (account && !hide)
        put_ref(j, "account", account, text_at(t, "name", r));
    else
        json_null(j, "account");
    put_text_at(j, "role", t, "role", r);
    put_day(j, "date", a, day_of_micros(col_int(t, "at")[r]));
    put_worded_at(j, "channel", a, t, "channel", r);
    json_text(j, "comment", hide ? STR("") : text_at(t, "key", r));     /* the comment says who said it */
    json_str(j, "permission", permission_word(text_at(t, "granted", r)));
    put_text_at(j, "file", t, "path", r);
    put_int_at(j, "line", t, "line", r);
}
