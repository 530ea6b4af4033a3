#include "resolve/links.h"

void links_add(Links *l, Arena *a, Link link)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 256;
        Link *more = ARENA_NEW_N(a, Link, l->cap);
        if (l->n)
            memcpy(more, l->link, l->n * sizeof *more);
        l->link = more;
    }
    l->link[l->n++] = link;
}

/* Each node's links, dealt out by counting. */
typedef struct Ends {
    size_t *from;
    size_t *link;
} Ends;

static Ends ends_of(const Parties *p, const Links *l, Arena *a)
{
    Ends e = { ARENA_NEW_N(a, size_t, p->n_node + 2), ARENA_NEW_N(a, size_t, 2 * l->n + 1) };
    size_t *at = ARENA_NEW_N(a, size_t, p->n_node + 1);
    for (size_t i = 0; i < l->n; i++) {
        e.from[l->link[i].a + 1]++;
        e.from[l->link[i].b + 1]++;
    }
    for (size_t i = 0; i < p->n_node; i++)
        e.from[i + 1] += e.from[i];
    memcpy(at, e.from, p->n_node * sizeof *at);
    for (size_t i = 0; i < l->n; i++) {
        e.link[at[l->link[i].a]++] = i;
        e.link[at[l->link[i].b]++] = i;
    }
    return e;
}

/* By root: the record that the others are measured from. */
static int64_t *homes(Parties *p, Arena *a)
{
    int64_t *home = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++)
        home[i] = NO_NODE;
    for (size_t i = 0; i < p->n_node; i++) {
        int64_t *h = &home[node_root(p, (int64_t)i)];
        const Node *n = &p->node[i], *now = *h == NO_NODE ? NULL : &p->node[*h];
        if (!now || (n->anchor != now->anchor ? n->anchor : n->first_alias < now->first_alias))
            *h = (int64_t)i;
    }
    return home;
}

void links_settle(Parties *p, const Links *l, Arena *a)
{
    Ends e = ends_of(p, l, a);
    int64_t *home = homes(p, a), *queue = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    bool *seen = ARENA_NEW_N(a, bool, p->n_node + 1);
    size_t end = 0;
    for (size_t i = 0; i < p->n_node; i++)
        if (home[i] != NO_NODE) {
            Node *n = &p->node[home[i]];
            n->p = 1;
            n->how = "id";
            n->mate = NO_NODE;
            seen[home[i]] = true;
            queue[end++] = home[i];
        }
    for (size_t at = 0; at < end; at++) {
        int64_t me = queue[at];
        for (size_t k = e.from[me]; k < e.from[me + 1]; k++) {
            const Link *x = &l->link[e.link[k]];
            int64_t other = x->a == me ? x->b : x->a;
            if (seen[other])
                continue;
            Node *n = &p->node[other];
            n->p = p->node[me].p * x->p;
            n->how = x->how;
            n->mate = x->weighed ? me : NO_NODE;
            n->mate_share = x->share;
            seen[other] = true;
            queue[end++] = other;
        }
    }
}
