#include "ingest/repeat.h"

#include "base/attr.h"

enum { EXAMPLES = 3, VALUE_BYTES = 40 };

/* What is known of one account, and of which fields other values were seen. */
typedef struct Held {
    FactValue *value;
    uint64_t   differs;
} Held;

struct Repeat {
    StrMap  id;
    Held   *held;
    size_t  cap;
    int64_t n;            /* contradictions: accounts and fields */
    Str     example[EXAMPLES];
    Arena  *a;
};

Repeat *repeat_open(Arena *a)
{
    Repeat *p = ARENA_NEW(a, Repeat);
    *p = (Repeat){ .a = a };
    strmap_init(&p->id, a);
    return p;
}

static bool is_text(size_t f)
{
    return kinds[KIND_ACCOUNT].field[f].type == FIELD_TEXT;
}

static FactValue kept(const FactValue *v, size_t f, Arena *a)
{
    FactValue k = *v;
    k.s = v->has && is_text(f) ? str_dup(a, v->s) : STR("");
    return k;
}

static void hold(Repeat *p, size_t at, const FactRecord *r)
{
    size_t n = kinds[KIND_ACCOUNT].n_field;
    if (at == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 64;
        Held *more = ARENA_NEW_N(p->a, Held, p->cap);
        if (at)
            memcpy(more, p->held, at * sizeof *more);
        p->held = more;
    }
    p->held[at] = (Held){ .value = ARENA_NEW_N(p->a, FactValue, n) };
    for (size_t f = 0; f < n; f++)
        p->held[at].value[f] = kept(&r->value[f], f, p->a);
}

static bool same(const FactValue *x, const FactValue *y, size_t f)
{
    return is_text(f) ? str_ieq(x->s, y->s) : x->i == y->i;
}

/* Days and numbers are named alone: how the file writes them is not known here. */
static void note(Repeat *p, const FactRecord *r, size_t f, const FactValue *first)
{
    const char *name = kinds[KIND_ACCOUNT].field[f].name;
    Str who = str_head(r->party[PARTY_ACCOUNT_NAME].n ? r->party[PARTY_ACCOUNT_NAME] : r->ext_id, VALUE_BYTES);
    if (p->n++ >= EXAMPLES)
        return;
    Str was = str_head(first->s, VALUE_BYTES), other = str_head(r->value[f].s, VALUE_BYTES);
    p->example[p->n - 1] = is_text(f) ? str_fmt(p->a, "%.*s, %s: %.*s and %.*s", STR_ARG(who), name, STR_ARG(was), STR_ARG(other))
                                      : str_fmt(p->a, "%.*s, %s", STR_ARG(who), name);
}

bool repeat_take(Repeat *p, FactRecord *r)
{
    size_t at;
    bool is_new, more = false;
    if (r->kind != KIND_ACCOUNT || !r->ext_id.n || (p->id.n >= REPEAT_ACCOUNTS && !strmap_get(&p->id, r->ext_id, &at)))
        return true;
    at = strmap_put(&p->id, r->ext_id, &is_new);
    if (is_new)
        hold(p, at, r);
    Held *h = &p->held[at];
    for (size_t f = 0; !is_new && f < kinds[KIND_ACCOUNT].n_field; f++) {
        const FactValue *v = &r->value[f];
        if (v->has && !h->value[f].has) {
            h->value[f] = kept(v, f, p->a);
            more = true;
        } else if (v->has && !same(v, &h->value[f], f) && !(h->differs >> f & 1)) {
            h->differs |= 1ULL << f;
            note(p, r, f, &h->value[f]);
        }
    }
    r->value = h->value;
    return is_new || more;
}

void repeat_say(const Repeat *p, Emit *e)
{
    if (!p || !p->n)
        return;
    const Str *x = p->example;
    int64_t shown = p->n < EXAMPLES ? p->n : EXAMPLES;
    emit_remark(e, "%lld values of accounts differ from row to row, the first stands: %.*s%s%.*s%s%.*s%s", (long long)p->n, STR_ARG(x[0]), shown > 1 ? " | " : "",
                STR_ARG(x[1]), shown > 2 ? " | " : "", STR_ARG(x[2]), p->n > shown ? ", and more" : "");
}
