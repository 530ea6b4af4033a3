#include "report/voice.h"

#include "base/date.h"
#include "model/limits.h"
#include "report/answer_in.h"
#include "store/find.h"

enum { NAME_LEAST = 4, PERSON_LEAST = 3 };

static Str like(Arena *a, Str q)
{
    char *p = arena_alloc(a, 2 * q.n + 3, 1);
    size_t n = 0;
    p[n++] = '%';
    for (size_t i = 0; i < q.n; i++) {
        if (q.p[i] == '%' || q.p[i] == '_' || q.p[i] == '!')
            p[n++] = '!';
        p[n++] = q.p[i];
    }
    p[n++] = '%';
    return (Str){ p, n };
}

/* The next term: an optional minus, an optional operator with its colon, and a word or a quoted phrase. */
typedef struct Term {
    bool not;
    Str  name, value;
} Term;

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

static bool next_term(Str *rest, Term *t)
{
    while (rest->n && is_blank(rest->p[0]))
        *rest = str_sub(*rest, 1, rest->n);
    if (!rest->n)
        return false;
    *t = (Term){ .not = rest->p[0] == '-' && rest->n > 1, .name = STR("") };
    *rest = str_sub(*rest, t->not, rest->n);
    for (size_t i = 0; i < rest->n && rest->p[i] >= 'a' && rest->p[i] <= 'z'; i++)
        if (i + 1 < rest->n && rest->p[i + 1] == ':') {
            t->name = str_sub(*rest, 0, i + 1);
            *rest = str_sub(*rest, i + 2, rest->n);
            break;
        }
    size_t n = 0;
    bool quoted = rest->n && rest->p[0] == '"';
    *rest = str_sub(*rest, quoted, rest->n);
    while (n < rest->n && (quoted ? rest->p[n] != '"' : !is_blank(rest->p[n])))
        n++;
    t->value = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n + (quoted && n < rest->n), rest->n);
    return true;
}

static Status set_operator(const Term *t, Arena *a, VoiceQuery *q, Err *err)
{
    const struct {
        const char *name;
        Str *into;
        bool part;                     /* of a name; else the value itself */
    } op[] = { { "theme", &q->theme, true }, { "account", &q->account, true }, { "role", &q->role, true }, { "channel", &q->channel, true },
               { "expects", &q->expects, true }, { "sentiment", &q->sentiment, false }, { "side", &q->side, false }, { "since", &q->since, false }, { "until", &q->until, false } };
    for (size_t i = 0; i < COUNT_OF(op); i++) {
        int64_t day;
        if (!str_eq(t->name, str_of(op[i].name)))
            continue;
        if (t->not || op[i].into->n || !t->value.n)
            return ERR(err, ST_USAGE, "'%s:' takes one value, once, and cannot be excluded", op[i].name);
        if (i >= COUNT_OF(op) - 2 && !date_parse_iso(t->value, &day))
            return ERR(err, ST_USAGE, "'%s:' takes a day as 2026-03-31", op[i].name);
        *op[i].into = op[i].part ? like(a, t->value) : i == COUNT_OF(op) - 1 ? date_iso(a, day + 1) : t->value;
        return ST_OK;
    }
    return ERR(err, ST_USAGE, "no operator '%.*s:'; there are theme, account, role, channel, expects, sentiment, side, since, until", (int)(t->name.n < 40 ? t->name.n : 40), t->name.p);
}

Status voice_parse(Str text, Arena *a, VoiceQuery *q, Err *err)
{
    Term t;
    Str none = STR("");
    *q = (VoiceQuery){ .with = { none, none, none, none }, .without = { none, none }, .theme = none, .account = none, .role = none, .channel = none,
                       .expects = none, .sentiment = none, .side = none, .since = none, .until = none };
    while (next_term(&text, &t)) {
        Status st = ST_OK;
        if (t.name.n)
            st = set_operator(&t, a, q, err);
        else if (!t.value.n)
            continue;
        else if (t.not ? q->n_not == COUNT_OF(q->without) : q->n_with == COUNT_OF(q->with))
            st = ERR(err, ST_USAGE, "at most %zu words or phrases, and %zu excluded", COUNT_OF(q->with), COUNT_OF(q->without));
        else if (t.not)
            q->without[q->n_not++] = t.value;
        else
            q->with[q->n_with++] = t.value;
        if (st)
            return st;
    }
    bool known = !q->sentiment.n || str_eq(q->sentiment, STR("negative")) || str_eq(q->sentiment, STR("neutral")) || str_eq(q->sentiment, STR("positive"));
    if (!known)
        return ERR(err, ST_USAGE, "'sentiment:' is negative, neutral or positive");
    if (q->side.n && !voice_ours(q) && !str_eq(q->side, STR("customers")))
        return ERR(err, ST_USAGE, "'side:' is customers or ours");
    if (voice_ours(q) && (q->role.n || q->expects.n))
        return ERR(err, ST_USAGE, "of our own people 'role:' and 'expects:' are not known");
    return ST_OK;
}

bool voice_ours(const VoiceQuery *q)
{
    return str_eq(q->side, STR("ours"));
}

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

static Status fetch_ours(Store *s, const VoiceQuery *q, int64_t limit, int64_t skip, Arena *a, Table *out, int64_t *total, Err *err)
{
    DbArg arg[] = { DB_TEXT(q->with[0]), DB_TEXT(q->with[1]), DB_TEXT(q->with[2]), DB_TEXT(q->with[3]), DB_TEXT(q->without[0]), DB_TEXT(q->without[1]),
                          DB_TEXT(q->theme), DB_TEXT(q->account), DB_TEXT(q->channel), DB_TEXT(q->sentiment),
                          DB_TEXT(q->since.n ? q->since : STR("0001-01-01")), DB_TEXT(q->until.n ? q->until : STR("9999-12-31")),
                          DB_INT(q->account_id), DB_INT(q->theme_id), DB_INT(limit), DB_INT(skip) };
    return search(s, SQL_SIDE_SEARCH, arg, COUNT_OF(arg), a, out, total, err);
}

Status voice_fetch(Store *s, const VoiceQuery *q, int64_t limit, int64_t skip, Arena *a, Table *out, int64_t *total, Err *err)
{
    FindBy by;
    Str with[COUNT_OF(q->with)];
    if (voice_ours(q))
        return fetch_ours(s, q, limit, skip, a, out, total, err);
    memcpy(with, q->with, sizeof with);
    Status st = find_by(s, with, COUNT_OF(with), a, &by, err);
    if (st)
        return st;
    DbArg arg[] = { DB_TEXT(with[0]), DB_TEXT(with[1]), DB_TEXT(with[2]), DB_TEXT(with[3]), DB_TEXT(q->without[0]), DB_TEXT(q->without[1]),
                          DB_TEXT(q->theme),   DB_TEXT(q->account), DB_TEXT(q->role),    DB_TEXT(q->channel), DB_TEXT(q->expects),     DB_TEXT(q->sentiment),
                          DB_TEXT(q->since.n ? q->since : STR("0001-01-01")), DB_TEXT(q->until.n ? q->until : STR("9999-12-31")),
                          DB_TEXT(by.words), DB_INT(by.n), DB_INT(limit), DB_INT(skip) };
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
    put_text_at(j, "channel", t, "channel", r);
    json_str(j, "permission", permission_word(text_at(t, "granted", r)));
    put_text_at(j, "file", t, "path", r);
    put_int_at(j, "line", t, "line", r);
}
