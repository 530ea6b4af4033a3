#include "resolve/family.h"

/* "acme:east" of the part East of Acme. */
static Str path_of(const Node *n, Arena *a)
{
    return n->above.n && n->key.n ? str_fmt(a, "%.*s:%.*s", STR_ARG(n->above), STR_ARG(n->key)) : n->key;
}

/* The account that a name is the path of, or else (of no path) that alone is called so. */
static int64_t called(const StrMap *paths, const int64_t *of_path, const StrMap *keys, const int64_t *of_key, const Node *n)
{
    size_t at;
    if (n->above.n && strmap_get(paths, n->above, &at))
        return of_path[at];
    return strmap_get(keys, n->parent, &at) ? of_key[at] : NO_NODE;
}

/* Parents by name: "Jones:Kitchen:Lamp" is of Jones' kitchen, not of Smith's. */
static void parents_by_name(Parties *p, int64_t *parent, bool *by_name, const bool *account, Arena *a)
{
    StrMap keys, paths;
    strmap_init(&keys, a);
    strmap_init(&paths, a);
    int64_t *root_of = ARENA_NEW_N(a, int64_t, p->n_node + 1), *path_root = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++) {
        bool is_new;
        int64_t root = node_root(p, (int64_t)i);
        if (!p->node[i].key.n || !account[root])
            continue;
        size_t at = strmap_put(&keys, p->node[i].key, &is_new);
        root_of[at] = is_new || root_of[at] == root ? root : NO_NODE;
        at = strmap_put(&paths, path_of(&p->node[i], a), &is_new);
        path_root[at] = is_new || path_root[at] == root ? root : NO_NODE;
    }
    for (size_t i = 0; i < p->n_node; i++) {
        int64_t root = node_root(p, (int64_t)i);
        if (!p->node[i].parent.n || !account[root] || parent[root] != NO_NODE)
            continue;
        int64_t up = called(&paths, path_root, &keys, root_of, &p->node[i]);
        if (up == NO_NODE || up == root)
            continue;
        parent[root] = up;
        by_name[root] = true;
    }
}

static int64_t refuse_circles(Parties *p, int64_t *parent, const bool *account, Arena *a)
{
    /* 0 not seen, 1 on the present walk, 2 done */
    char *state = ARENA_NEW_N(a, char, p->n_node + 1);
    int64_t refused = 0, *walk = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++) {
        int64_t at = (int64_t)i;
        size_t n = 0;
        if (!account[i] || state[i])
            continue;
        while (at != NO_NODE && !state[at]) {
            state[at] = 1;
            walk[n++] = at;
            at = parent[at];
        }
        if (at != NO_NODE && state[at] == 1)
            for (int64_t x = at, next; parent[x] != NO_NODE; x = next) {
                next = parent[x];
                parent[x] = NO_NODE;
                refused++;
            }
        while (n)
            state[walk[--n]] = 2;
    }
    return refused;
}

/* The first account of each domain, by account id, among accounts of the CRM. */
static void sisters(Parties *p, const bool *account, Arena *a, int64_t *eldest)
{
    StrMap domains;
    strmap_init(&domains, a);
    int64_t *first = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < p->n_node; i++) {
            bool is_new;
            const Node *n = &p->node[i];
            int64_t root = node_root(p, (int64_t)i);
            if (!n->anchor || !n->domain.n || !account[root])
                continue;
            size_t at = strmap_put(&domains, n->domain, &is_new);
            if (turn)
                eldest[root] = first[at];
            else if (is_new || p->node[root].first_alias < p->node[first[at]].first_alias)
                first[at] = root;
        }
}

int64_t family_build(Parties *p, int64_t *parent, const bool *account, Arena *a, Table *out)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "top_id", COL_INT }, { "steps", COL_INT }, { "how", COL_TEXT } };
    bool *by_name = ARENA_NEW_N(a, bool, p->n_node + 1);
    int64_t *eldest = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++)
        eldest[i] = NO_NODE;
    parents_by_name(p, parent, by_name, account, a);
    int64_t refused = refuse_circles(p, parent, account, a);
    sisters(p, account, a, eldest);
    table_init(out, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < p->n_node; i++) {
        if (!account[i])
            continue;
        int64_t top = (int64_t)i, steps = 0;
        while (parent[top] != NO_NODE) {
            top = parent[top];
            steps++;
        }
        bool sister = !steps && eldest[i] != NO_NODE && eldest[i] != top && parent[eldest[i]] == NO_NODE;
        table_put_int(out, 0, p->node[i].first_alias);
        table_put_int(out, 1, p->node[sister ? eldest[i] : top].first_alias);
        table_put_int(out, 2, sister ? 1 : steps);
        table_put_text(out, 3, sister ? STR("domain") : !steps ? STR("itself") : by_name[i] ? STR("name") : STR("id"));
        table_row(out);
    }
    return refused;
}
