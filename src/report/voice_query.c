/* voice_query.c - what a search for quotes asks, read from its words and operators (voice.h). */
#include "report/voice.h"

#include "base/date.h"

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
    bool not, quoted;
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
    bool quoted = t->quoted = rest->n && rest->p[0] == '"';
    *rest = str_sub(*rest, quoted, rest->n);
    while (n < rest->n && (quoted ? rest->p[n] != '"' : !is_blank(rest->p[n])))
        n++;
    t->value = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n + (quoted && n < rest->n), rest->n);
    return true;
}

/* N, N-M, >N, <N, >=N, <=N: whole numbers from 0; a bare one is itself, or with `least` at least itself. */
static bool range_of(Str v, bool least, VoiceRange *out)
{
    bool over = v.n && v.p[0] == '>', under = v.n && v.p[0] == '<';
    Str rest = str_sub(v, over || under, v.n);
    bool same = (over || under) && rest.n && rest.p[0] == '=';
    int64_t from, to;
    rest = str_sub(rest, same, rest.n);
    Str first = str_cut(&rest, '-');
    *out = (VoiceRange){ true, 0, INT64_MAX };
    if (!first.n || first.p[0] == '+' || !str_to_i64(first, &from) || from < 0 || from > VOICE_NUMBER_MAX)
        return false;
    if (over || under) {
        out->from = over ? from + !same : 0;
        out->to = under ? from - !same : INT64_MAX;
        return !rest.n;
    }
    out->from = from;
    out->to = least ? INT64_MAX : from;
    if (!rest.n)
        return true;
    if (!str_to_i64(rest, &to) || to < from || to > VOICE_NUMBER_MAX)
        return false;
    out->to = to;
    return true;
}

/* "late/truck": the theme and the sub-theme in it. */
static Status set_theme(const Term *t, Arena *a, VoiceQuery *q, Err *err)
{
    Str rest = t->value, theme = str_cut(&rest, '/');
    if (t->not && rest.n)
        return ERR(err, ST_USAGE, "'-theme:' takes a theme, not a sub-theme");
    if (!theme.n || (t->not ? q->not_theme : q->theme).n)
        return ERR(err, ST_USAGE, "'%stheme:' takes one value, once", t->not ? "-" : "");
    *(t->not ? &q->not_theme : &q->theme) = like(a, theme);
    if (rest.n)
        q->sub = like(a, rest);
    return ST_OK;
}

static Status set_range(const Term *t, VoiceRange *into, bool least, Err *err)
{
    if (t->not || into->asked)
        return ERR(err, ST_USAGE, "'%.*s:' takes one value, once, and cannot be excluded", STR_ARG(t->name));
    if (!range_of(t->value, least, into))
        return ERR(err, ST_USAGE, "'%.*s:' takes a number, a range as 3-6, or >3, >=3, <3, <=3", STR_ARG(t->name));
    return ST_OK;
}

static Status set_operator(const Term *t, Arena *a, VoiceQuery *q, Err *err)
{
    const struct {
        const char *name;
        Str *into;
        bool part;                     /* of a name; else the value itself */
    } op[] = { { "account", &q->account, true }, { "role", &q->role, true }, { "channel", &q->channel, true }, { "segment", &q->segment, true }, { "region", &q->region, true },
               { "product", &q->product, true }, { "expects", &q->expects, true }, { "sentiment", &q->sentiment, false }, { "side", &q->side, false }, { "since", &q->since, false }, { "until", &q->until, false } };
    if (str_eq(t->name, STR("theme")))
        return set_theme(t, a, q, err);
    if (str_eq(t->name, STR("score")))
        return set_range(t, &q->score, false, err);
    if (str_eq(t->name, STR("value")))
        return set_range(t, &q->value, true, err);
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
    return ERR(err, ST_USAGE, "no operator '%.*s:'; there are theme, account, segment, region, product, role, channel, expects, sentiment, score, value, side, since, until",
               (int)(t->name.n < 40 ? t->name.n : 40), t->name.p);
}

/* A word or phrase: another that must be said, one that must not, or with OR before it another way to say the last. */
static Status set_word(const Term *t, bool or, VoiceQuery *q, Err *err)
{
    if (or) {
        size_t k = q->n_with - 1, n = 0;
        while (n < VOICE_OR && q->other[n][k].n)
            n++;
        if (t->not || n == VOICE_OR)
            return ERR(err, ST_USAGE, "OR stands between words or phrases, up to %d of them: late OR delayed", VOICE_OR + 1);
        q->other[n][k] = t->value;
        return ST_OK;
    }
    if (t->not ? q->n_not == COUNT_OF(q->without) : q->n_with == COUNT_OF(q->with))
        return ERR(err, ST_USAGE, "at most %zu words or phrases, and %zu excluded", COUNT_OF(q->with), COUNT_OF(q->without));
    if (t->not)
        q->without[q->n_not++] = t->value;
    else
        q->with[q->n_with++] = t->value;
    return ST_OK;
}

static Status check(const VoiceQuery *q, Err *err)
{
    bool known = !q->sentiment.n || str_eq(q->sentiment, STR("negative")) || str_eq(q->sentiment, STR("neutral")) || str_eq(q->sentiment, STR("positive"));
    if (!known)
        return ERR(err, ST_USAGE, "'sentiment:' is negative, neutral or positive");
    if (q->side.n && !voice_ours(q) && !str_eq(q->side, STR("customers")))
        return ERR(err, ST_USAGE, "'side:' is customers or ours");
    if (voice_ours(q) && (q->role.n || q->expects.n || q->score.asked || q->sub.n))
        return ERR(err, ST_USAGE, "of our own people 'role:', 'expects:', 'score:' and sub-themes are not known");
    return ST_OK;
}

Status voice_parse(Str text, Arena *a, VoiceQuery *q, Err *err)
{
    Term t;
    bool or = false, word = false;     /* OR was read; the term before was a word that is asked for */
    *q = (VoiceQuery){ .n_with = 0 };
    Str *all[] = { &q->with[0], &q->with[1], &q->with[2], &q->with[3], &q->without[0], &q->without[1], &q->theme, &q->sub, &q->not_theme, &q->account, &q->segment, &q->region,
                   &q->product, &q->role, &q->channel, &q->expects, &q->sentiment, &q->side, &q->since, &q->until };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        *all[i] = STR("");
    for (size_t i = 0; i < VOICE_OR * COUNT_OF(q->with); i++)
        q->other[i / COUNT_OF(q->with)][i % COUNT_OF(q->with)] = STR("");
    while (next_term(&text, &t)) {
        Status st = ST_OK;
        if (word && !t.not && !t.name.n && !t.quoted && str_eq(t.value, STR("OR"))) {
            or = true;
            word = false;
            continue;
        }
        if (or && (t.name.n || !t.value.n))
            st = ERR(err, ST_USAGE, "OR stands between words or phrases, up to %d of them: late OR delayed", VOICE_OR + 1);
        else if (t.name.n)
            st = set_operator(&t, a, q, err);
        else if (t.value.n)
            st = set_word(&t, or, q, err);
        if (st)
            return st;
        word = !t.name.n && !t.not && t.value.n > 0;
        or = false;
    }
    return or ? ERR(err, ST_USAGE, "nothing stands behind OR") : check(q, err);
}

bool voice_ours(const VoiceQuery *q)
{
    return str_eq(q->side, STR("ours"));
}
