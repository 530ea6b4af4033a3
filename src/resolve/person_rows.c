#include "resolve/person_rows.h"

#include "resolve/review.h"

static const ColSpec link_cols[] = { { "contact_id", COL_INT }, { "other_id", COL_INT }, { "account_id", COL_INT }, { "other_account_id", COL_INT },
                                     { "kind", COL_TEXT }, { "probability", COL_F64 }, { "why", COL_TEXT }, { "money", COL_INT }, { "gain", COL_F64 } };
static const ColSpec evidence_cols[] = { { "contact_id", COL_INT }, { "other_id", COL_INT }, { "seq", COL_INT },
                                         { "field", COL_TEXT }, { "level", COL_TEXT }, { "bits", COL_F64 } };

/* Pairs that show the same. */
static Str shown(const PersonLink *l, Arena *a)
{
    Str s = str_of(person_link_names[l->kind]);
    for (size_t i = 0; i < l->n_step; i++)
        s = str_fmt(a, "%.*s %s:%s", STR_ARG(s), l->step[i].field, l->step[i].level);
    return s;
}

static void put_steps(const PersonLink *l, int64_t x, int64_t y, Table *out)
{
    for (size_t i = 0; i < l->n_step; i++) {
        table_put_int(out, 0, x);
        table_put_int(out, 1, y);
        table_put_int(out, 2, (int64_t)i);
        table_put_text(out, 3, str_of(l->step[i].field));
        table_put_text(out, 4, str_of(l->step[i].level));
        table_put_f64(out, 5, l->step[i].bits);
        table_row(out);
    }
}

void person_rows(Parties *p, const Known *known, const People *people, const Table *money, Arena *a, Table *link, Table *evidence)
{
    StrMap seen, alike;
    strmap_init(&seen, a);
    strmap_init(&alike, a);
    int64_t *paid = review_money(p, money, a), *n_alike = ARENA_NEW_N(a, int64_t, people->n + 1);
    size_t *of = ARENA_NEW_N(a, size_t, people->n + 1);
    table_init(link, a, link_cols, COUNT_OF(link_cols));
    table_init(evidence, a, evidence_cols, COUNT_OF(evidence_cols));
    for (size_t i = 0; i < people->n; i++) {
        of[i] = strmap_put(&alike, shown(&people->link[i], a), NULL);
        n_alike[of[i]]++;
    }
    for (size_t i = 0; i < people->n; i++) {
        const PersonLink *l = &people->link[i];
        bool turn = p->person[l->b].first_alias < p->person[l->a].first_alias, is_new;
        int64_t x = turn ? l->b : l->a, y = turn ? l->a : l->b, at = known[x].account, there = known[y].account;
        (void)strmap_put(&seen, str_fmt(a, "%lld %lld", (long long)x, (long long)y), &is_new);
        if (!is_new || at == NO_ACCOUNT || there == NO_ACCOUNT)
            continue;
        table_put_int(link, 0, p->person[x].first_alias);
        table_put_int(link, 1, p->person[y].first_alias);
        table_put_int(link, 2, p->node[at].first_alias);
        table_put_int(link, 3, p->node[there].first_alias);
        table_put_text(link, 4, str_of(person_link_names[l->kind]));
        table_put_f64(link, 5, l->p);
        table_put_text(link, 6, l->why);
        table_put_int(link, 7, paid[at] + (there == at ? 0 : paid[there]));
        table_put_f64(link, 8, review_gain(l->p, n_alike[of[i]]));
        table_row(link);
        put_steps(l, p->person[x].first_alias, p->person[y].first_alias, evidence);
    }
}
