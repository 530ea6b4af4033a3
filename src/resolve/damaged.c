#include "resolve/damaged.h"

enum { SHORT_FORM = 15, LONG_FORM = 18 };

/* Two ids of one flat form, each with its node and the files it first came in. */
typedef struct Twins {
    Str     id[2];
    int64_t node[2], source;
    size_t  n;                /* distinct ids: 3 stands for more */
    bool    together;         /* a file has both */
} Twins;

typedef struct Lists {
    StrMap  flat;
    Twins  *of;
    StrMap  in_file;          /* "twins file": which of the two a file has, as bits */
    int    *bits;
    int64_t *width;           /* by source: of ids that begin with zero; 0: there are none, -1: several */
} Lists;

static bool is_digits(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

static size_t count_blanks(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

/* Letters of both cases, or of one, or none: bit 0 small ones, bit 1 capitals. */
static unsigned cases(Str s)
{
    unsigned has = 0;
    for (size_t i = 0; i < s.n; i++)
        has |= s.p[i] >= 'a' && s.p[i] <= 'z' ? 1u : s.p[i] >= 'A' && s.p[i] <= 'Z' ? 2u : 0;
    return has;
}

/* "": an id of no use here. */
static Str flat_of(Str id, Arena *a)
{
    size_t n = 0, from = 0;
    char *p = arena_alloc(a, id.n + 1, 1);
    if (is_digits(id)) {
        while (from + 1 < id.n && id.p[from] == '0')
            from++;
        return str_sub(id, from, id.n);
    }
    for (size_t i = 0; i < id.n; i++) {
        if (id.p[i] == ' ')
            continue;
        if ((unsigned char)id.p[i] >= 0x80)
            return STR("");
        p[n++] = (char)(id.p[i] >= 'A' && id.p[i] <= 'Z' ? id.p[i] + 32 : id.p[i]);
    }
    p[n] = 0;
    if (n != SHORT_FORM && n != LONG_FORM)
        return STR("");
    return (Str){ p, SHORT_FORM };
}

static int64_t sources_of(const Parties *p)
{
    int64_t most = 0;
    for (size_t r = 0; r < p->n_alias; r++)
        most = p->alias[r].source > most ? p->alias[r].source : most;
    return most;
}

static void take(Lists *l, const Alias *x, Arena *a)
{
    bool is_new;
    Str flat = flat_of(x->account_id, a);
    if (!flat.n)
        return;
    int64_t *w = &l->width[x->source];
    if (is_digits(x->account_id) && x->account_id.p[0] == '0' && *w != (int64_t)x->account_id.n)
        *w = *w ? -1 : (int64_t)x->account_id.n;
    size_t at = strmap_put(&l->flat, str_fmt(a, "%lld\x1f%.*s", (long long)x->source, STR_ARG(flat)), &is_new), which = 0;
    Twins *t = &l->of[at];
    if (is_new)
        *t = (Twins){ .source = x->source };
    while (which < t->n && which < 2 && !str_eq(t->id[which], x->account_id))
        which++;
    if (which == 2) {
        t->n = 3;
        return;
    }
    if (which == t->n) {
        t->id[which] = x->account_id;
        t->node[which] = x->node;
        t->n++;
    }
    size_t file = strmap_put(&l->in_file, str_fmt(a, "%zu %lld", at, (long long)x->file), &is_new);
    l->bits[file] = (is_new ? 0 : l->bits[file]) | 1 << which;
    t->together |= l->bits[file] == 3;
}

/* What makes y of the whole id x; NULL: they are two. */
static const char *change(Str x, Str y, int64_t width)
{
    if (is_digits(x) != is_digits(y))
        return NULL;
    if (is_digits(x))
        return x.p[0] == '0' && x.n > y.n && (int64_t)x.n == width ? "the same id without its zeros in front" : NULL;
    bool same = cases(x) == cases(y);
    if (!count_blanks(x) && count_blanks(y))
        return "the same id with a blank in it";
    if (count_blanks(x) || count_blanks(y))
        return NULL;
    if (x.n > y.n && str_eq(str_sub(x, 0, SHORT_FORM), y))
        return "the longer form of the same id";
    return x.n == y.n && !same && cases(x) == 3 ? "the same id in letters of one case" : NULL;
}

void damaged_pairs(const Parties *p, Arena *a, Pairs *out)
{
    Arena scratch;
    Lists l = { .of = ARENA_NEW_N(a, Twins, p->n_alias + 1) };
    arena_init(&scratch);
    l.bits = ARENA_NEW_N(&scratch, int, p->n_alias + 1);
    l.width = ARENA_NEW_N(&scratch, int64_t, (size_t)sources_of(p) + 1);
    strmap_init(&l.flat, &scratch);
    strmap_init(&l.in_file, &scratch);
    for (size_t r = 0; r < p->n_alias; r++)
        if (p->alias[r].node != NO_NODE && p->alias[r].account_id.n)
            take(&l, &p->alias[r], &scratch);
    for (size_t i = 0; i < l.flat.n; i++) {
        const Twins *t = &l.of[i];
        int64_t width = l.width[t->source];
        for (int k = 0; k < 2 && t->n == 2 && !t->together; k++) {
            const char *why = change(t->id[k], t->id[1 - k], width);
            if (why) {
                pairs_add(out, a, (Pair){ .a = t->node[k], .b = t->node[1 - k], .p = 1, .why = str_of(why), .said = true });
                break;
            }
        }
    }
    arena_release(&scratch);
}
