/* linkage_large.c - speed: contacts of made-up companies. bench_linkage_large RECORDS PAIRS_PER_RECORD [threads]
 *
 * Seven records in ten are people, three are copies of one with typos, changes and gaps. Every word is worked
 * out from the record's number, so that nothing but the table is in memory. Prints JSON with seconds by step.
 */
#include <math.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "base/map.h"
#include "reclink/reclink.h"

enum { FIRST, LAST, EMAIL, PHONE, TOWN, COMPANY, N_FIELD, FIRSTS = 3000, LASTS = 80000, TOWNS = 8000 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t draw(uint64_t what, uint64_t which) { return hash64_mix(what * 31 + 7, which + 1); }
static double share(uint64_t h) { return (double)(h >> 11) / 9007199254740992.0; }

static size_t person(size_t i, size_t n)
{
    size_t people = n * 7 / 10;
    return i < people ? i : (size_t)(draw(99, i) % people);
}

/* Low numbers are common, as names are. */
static uint64_t skewed(uint64_t h, uint64_t n)
{
    double x = share(h);
    return (uint64_t)(x * x * (double)n);
}

static uint64_t value(int field, size_t who, size_t companies)
{
    uint64_t h = draw((uint64_t)field, who);
    switch (field) {
    case FIRST: return skewed(h, FIRSTS);
    case LAST: return skewed(h, LASTS);
    case TOWN: return skewed(h, TOWNS);
    case COMPANY: return h % companies;
    default: return who;
    }
}

static size_t spell(char *p, uint64_t v)
{
    static const char part[32][4] = { "an", "ber", "co", "dri", "el", "fa", "gor", "hi", "in", "jo", "kra", "lu", "mon", "ne", "os", "pet",
                                      "qui", "ra", "sto", "tu", "ul", "vi", "wen", "xa", "yor", "za", "bri", "che", "dow", "eck", "fis", "gra" };
    size_t n = 0;
    for (v = v * 2654435761 % 33554393 + 1; v; v >>= 5)
        for (const char *s = part[v & 31]; *s; s++)
            p[n++] = *s;
    return n;
}

static size_t write_word(char *p, int field, size_t i, size_t n, size_t companies)
{
    size_t who = person(i, n), len;
    bool copy = who != i;
    uint64_t luck = draw(50 + (uint64_t)field, i);
    if (luck % 100 < 8)
        return 0;
    if (field == PHONE)
        len = (size_t)snprintf(p, 64, "%010llu", (unsigned long long)(draw(70, who) % 10000000000));
    else if (field == EMAIL) {
        len = spell(p, value(FIRST, who, companies));
        p[len++] = '.';
        len += spell(p + len, value(LAST, who, companies));
        len += (size_t)snprintf(p + len, 32, "%llu@c%llu.com", (unsigned long long)(draw(71, who) % 10),
                                (unsigned long long)value(COMPANY, who, companies));
    } else
        len = spell(p, value(field, who, companies));
    if (copy && luck % 100 < 30)
        p[luck / 100 % len] = (char)('a' + luck / 10000 % 26);
    return len;
}

static Str *column(Arena *a, int field, size_t n, size_t companies)
{
    Str *word = ARENA_NEW_N(a, Str, n);
    char p[160];
    for (size_t i = 0; i < n; i++)
        word[i] = str_dup(a, (Str){ p, write_word(p, field, i, n, companies) });
    return word;
}

static RlTable *make_table(size_t n, size_t companies, uint64_t *key[], Arena *a)
{
    static const RlField f[N_FIELD] = {
        { .name = STR_INIT("first"), .kind = RL_JARO, .cut = { .92, .8 }, .n_cut = 2, .tf = 1, .tf_near = .5 },
        { .name = STR_INIT("last"), .kind = RL_JARO, .cut = { .92, .8 }, .n_cut = 2, .tf = 1, .tf_near = .5 },
        { .name = STR_INIT("e-mail"), .kind = RL_JARO, .cut = { .95, .88 }, .n_cut = 2 },
        { .name = STR_INIT("phone"), .kind = RL_DAMERAU, .cut = { 1, 2 }, .n_cut = 2 },
        { .name = STR_INIT("town"), .kind = RL_JARO, .cut = { .92 }, .n_cut = 1, .tf = 1 },
        { .name = STR_INIT("company"), .kind = RL_JARO, .cut = { .92 }, .n_cut = 1 },
    };
    Err err;
    RlTable *t = rl_table_create(n, NULL, a);
    for (int k = 0; k < N_FIELD; k++) {
        Arena scratch;
        arena_init(&scratch);
        Str *word = column(&scratch, k, n, companies);
        if (rl_add_words(t, &f[k], word, &err) != ST_OK)
            bug("%s", err.msg);
        rl_key_words(n, (const Str *const[]){ word }, NULL, 1, key[k]);
        arena_release(&scratch);
    }
    return t;
}

static RlBlocks *make_blocks(const RlTable *t, size_t n, uint64_t *const key[], Arena *a)
{
    static const int part[][2] = { { EMAIL, EMAIL }, { PHONE, PHONE }, { FIRST, LAST }, { LAST, TOWN }, { COMPANY, COMPANY } };
    Err err;
    RlBlocks *b = rl_blocks_create(t, a);
    Arena scratch;
    arena_init(&scratch);
    uint64_t *mixed = ARENA_NEW_N(&scratch, uint64_t, n);
    for (size_t k = 0; k < 5; k++) {
        for (size_t i = 0; i < n; i++) {
            uint64_t x = key[part[k][0]][i], y = key[part[k][1]][i];
            mixed[i] = x && y ? hash64_mix(x, y) : 0;
        }
        RlKey one = { .name = STR("key"), .fields = 1u << part[k][0] | 1u << part[k][1], .train = k < 3 };
        if (rl_block_on(b, &one, mixed, &err) != ST_OK)
            bug("%s", err.msg);
    }
    arena_release(&scratch);
    return b;
}

static void judge(size_t n, const RlScored *s, const RlClusters *c)
{
    double tp = 0, said = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->pair[i].p >= .5F) {
            said++;
            tp += person(s->pair[i].a, n) == person(s->pair[i].b, n);
        }
    printf("\"pairs_at_half\": %.0f, \"right\": %.4f, \"clusters\": %zu, ", said, tp / fmax(said, 1), c->n_cluster);
}

int main(int argc, char **argv)
{
    double want[3] = { 1e6, 100, 2 };
    for (int k = 1; k < argc && k < 4; k++)
        if (!str_to_f64(str_of(argv[k]), &want[k - 1]))
            return 2;
    size_t n = (size_t)want[0], companies = (size_t)(want[0] / (2.37 * want[1]));
    /* 92 % of 92 % of the pairs of a company have the name on both sides, and a little comes from other keys. */
    unsigned threads = (unsigned)want[2];
    Arena a, keys;
    Err err;
    RlModel m;
    RlScored s;
    RlClusters c;
    arena_init(&a);
    arena_init(&keys);
    uint64_t *key[N_FIELD];
    for (int k = 0; k < N_FIELD; k++)
        key[k] = ARENA_NEW_N(&keys, uint64_t, n);
    double at[6] = { seconds() };
    RlTable *t = make_table(n, companies, key, &a);
    at[1] = seconds();
    RlBlocks *b = make_blocks(t, n, key, &a);
    arena_release(&keys);
    at[2] = seconds();
    uint32_t rule[] = { 1 << EMAIL, 1 << PHONE };
    RlTraining how = { .rule = rule, .n_rule = 2, .recall = .8, .threads = threads };
    if (rl_estimate(t, b, &how, rng_create(&a, 7), &a, &m, &err) != ST_OK)
        bug("%s", err.msg);
    at[3] = seconds();
    if (rl_score(t, b, &m, &(RlScoring){ .threads = threads }, &a, &s, &err) != ST_OK)
        bug("%s", err.msg);
    at[4] = seconds();
    RlClustering cl = { .weigh = rl_weigh, .ctx = rl_weigher(t, &m, &a) };
    if (rl_cluster(n, s.pair, s.n, &cl, &a, &c, &err) != ST_OK)
        bug("%s", err.msg);
    at[5] = seconds();
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("{\"n\": %zu, \"candidates\": %llu, \"kept\": %zu, ", n, (unsigned long long)s.candidates, s.n);
    judge(n, &s, &c);
    printf("\"table\": %.1f, \"block\": %.1f, \"estimate\": %.1f, \"score\": %.1f, \"cluster\": %.1f, \"seconds\": %.1f, \"mib\": %ld}\n",
           at[1] - at[0], at[2] - at[1], at[3] - at[2], at[4] - at[3], at[5] - at[4], at[5] - at[0], use.ru_maxrss / 1024);
    arena_release(&a);
    return 0;
}
