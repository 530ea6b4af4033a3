#include "link/peer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Events of `second` of one account in (day, day + PEER_DAYS] less those in [day - PEER_DAYS, day), over the days of `first`; four marks move through
 * the sorted days. */
static double of_account(const Happening *a, size_t n, const Happening *b, size_t m, int64_t from, int64_t to, PeerOrder *o)
{
    size_t begin = 0, same = 0, behind = 0, end = 0;
    int64_t sum[2] = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        int64_t day = a[i].day;
        while (begin < m && b[begin].day < day - PEER_DAYS)
            begin++;
        while (same < m && b[same].day < day)
            same++;
        while (behind < m && b[behind].day <= day)
            behind++;
        while (end < m && b[end].day <= day + PEER_DAYS)
            end++;
        if (day < from || day > to)
            continue;
        sum[0] += (int64_t)(same - begin);
        sum[1] += (int64_t)(end - behind);
    }
    o->before += sum[0];
    o->behind += sum[1];
    return (double)(sum[1] - sum[0]);
}

PeerOrder peer_order(const Happenings *first, const Happenings *second, int64_t as_of)
{
    int64_t known = first->first_day > second->first_day ? first->first_day : second->first_day;
    PeerOrder o = { 0 };
    double sum = 0, square = 0;
    for (size_t i = 0, j = 0; i < first->n;) {
        int64_t account = first->at[i].account;
        size_t n = i, m;
        while (n < first->n && first->at[n].account == account)
            n++;
        while (j < second->n && second->at[j].account < account)
            j++;
        for (m = j; m < second->n && second->at[m].account == account; m++) {
        }
        double d = of_account(first->at + i, n - i, second->at + j, m - j, known + PEER_DAYS, as_of - PEER_DAYS, &o);
        sum += d;
        square += d * d;
        i = n;
        j = m;
    }
    o.z = square > 0 ? sum / sqrt(square) : 0;
    return o;
}

typedef struct Named {
    Str    name;
    size_t times, rule;
} Named;

static int by_name(const void *l, const void *r)
{
    const Named *a = l, *b = r;
    int order = str_cmp(a->name, b->name);
    if (order)
        return order;
    if (a->times != b->times)
        return a->times > b->times ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

/* Promises first, then what was met most often, then by name. */
static void order_rules(const Rules *rs, Peers *out)
{
    RuleMet met[RULES_MAX];
    Named named[RULES_MAX];
    for (size_t i = 0; i < rs->n; i++)
        named[i] = (Named){ rs->rule[i].name, rs->rule[i].exposed.n, i };
    if (rs->n)
        qsort(named, rs->n, sizeof *named, by_name);
    for (size_t i = 0; i < rs->n; i++) {
        out->tie[named[i].rule] = i;
        met[i] = (RuleMet){ i, named[i].times, out->promise[named[i].rule] };
    }
    rules_by_met(met, rs->n);
    for (size_t i = 0; i < rs->n; i++)
        out->place[named[met[i].rule].rule] = i;
}

void peers_of(const Rules *rs, int64_t as_of, Peers *out)
{
    *out = (Peers){ .n = rs->n };
    for (size_t i = 0; i < rs->n; i++) {
        out->promise[i] = !strcmp(rs->rule[i].kind, "promise");
        for (size_t j = 0; j < rs->n; j++) {
            PeerOrder o = i == j ? (PeerOrder){ 0 } : peer_order(&rs->rule[i].exposed, &rs->rule[j].exposed, as_of);
            out->order[i][j] = o;
            if (o.z >= PEER_Z && (double)o.behind >= PEER_LIFT * (double)o.before)
                out->after[i] |= (uint64_t)1 << j;
        }
    }
    order_rules(rs, out);
}

uint64_t peers_met(const Rules *rs, int64_t account, int64_t from, int64_t to)
{
    uint64_t bits = 0;
    for (size_t j = 0; j < rs->n; j++)
        bits |= (uint64_t)happenings_any(&rs->rule[j].exposed, account, from, to) << j;
    return bits;
}

typedef struct Apart {
    Peer   peer;
    double by;
    size_t tie;
} Apart;

static int by_apart(const void *l, const void *r)
{
    const Apart *a = l, *b = r;
    if (a->by > b->by || a->by < b->by)
        return a->by > b->by ? -1 : 1;
    if (a->tie != b->tie)
        return a->tie > b->tie ? 1 : -1;
    return (a->peer.rule > b->peer.rule) - (a->peer.rule < b->peer.rule);
}

size_t peers_choose(const Peers *p, size_t rule, const uint64_t *met, const uint8_t *exposed, size_t n, size_t most, Peer out[PEERS_MOST])
{
    double with[2][RULES_MAX] = { { 0 } }, arm[2] = { 0, 0 };
    Apart apart[RULES_MAX];
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        arm[exposed[i]]++;
        for (uint64_t bits = met[i]; bits; bits &= bits - 1)
            with[exposed[i]][__builtin_ctzll(bits)]++;
    }
    for (size_t j = 0; j < p->n && arm[0] > 0 && arm[1] > 0; j++) {
        double all = with[0][j] + with[1][j], by = fabs(with[1][j] / arm[1] - with[0][j] / arm[0]), n_all = arm[0] + arm[1];
        if (j == rule || (p->after[rule] >> j & 1) || all < PEER_ROWS || n_all - all < PEER_ROWS)
            continue;
        double phi = by * sqrt(arm[0] * arm[1] / (all * (n_all - all)));
        bool twin = phi >= PEER_TWIN;
        if ((twin && p->place[rule] < p->place[j]) || (by < PEER_SHARE && !p->promise[j]))
            continue;
        apart[k++] = (Apart){ { j, twin }, p->promise[j] ? 2 : by, p->tie[j] };
    }
    if (k)
        qsort(apart, k, sizeof *apart, by_apart);
    most = most < PEERS_MOST ? most : PEERS_MOST;
    k = k < most ? k : most;
    for (size_t i = 0; i < k; i++)
        out[i] = apart[i].peer;
    return k;
}

void peers_columns(const Peer *peer, size_t peers, const uint64_t *met, size_t n, double *x, double *penalty)
{
    for (size_t c = 0; c < peers; c++) {
        if (penalty)
            penalty[c] = peer[c].twin ? 0 : 1 / (PEER_PRIOR * PEER_PRIOR);
        for (size_t i = 0; i < n; i++)
            x[c * n + i] = (double)(met[i] >> peer[c].rule & 1);
    }
}

Str peers_words(const Rules *rs, const Peer *peer, size_t peers, Arena *a)
{
    Str s = STR("");
    for (size_t c = 0; c < peers; c++)
        s = str_fmt(a, "%.*s%s%.*s", STR_ARG(s), c ? ", " : "; beside other issues: ", STR_ARG(rs->rule[peer[c].rule].name));
    return s;
}
