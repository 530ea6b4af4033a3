/* people.h - made-up records with planted duplicates, for the linkage tests.
 *
 * `entities` people, each with 1 to 3 records; the first is clean, the others have a typo in a field with
 * probability `dirt`, and any field may be missing with probability `gaps`.  The truth is people->of.
 */
#ifndef TESTS_RECLINK_PEOPLE_H
#define TESTS_RECLINK_PEOPLE_H

#include "num/rng.h"
#include "reclink/reclink.h"

enum { FIRST, LAST, TOWN, BORN, PEOPLE_FIELDS };

typedef struct People {
    size_t    n;
    uint32_t *of;
    Str      *word[PEOPLE_FIELDS];
    double    true_pairs;
} People;

static const char *const syllable[] = { "ka", "lo", "min", "ter", "sa", "ru", "vel", "dor", "ni", "pas", "gre", "hul" };

static inline Str made_up(Arena *a, uint64_t number, unsigned parts)
{
    Str s = STR("");
    for (unsigned k = 0; k < parts; k++, number /= 12)
        s = str_fmt(a, "%.*s%s", STR_ARG(s), syllable[number % 12]);
    return s;
}

static inline Str with_typo(Arena *a, Str w, Rng *r)
{
    Str copy = str_fmt(a, "%.*s", STR_ARG(w));
    char *p = ARENA_NEW_N(a, char, w.n + 1);
    memcpy(p, copy.p, w.n);
    p[rng_below(r, (int64_t)w.n)] = (char)('a' + rng_below(r, 26));
    return (Str){ p, w.n };
}

static inline People people(size_t entities, double dirt, double gaps, Arena *a, Rng *r)
{
    People p = { .of = ARENA_NEW_N(a, uint32_t, entities * 3) };
    static const unsigned parts[] = { 2, 3, 2, 0 };
    static const int64_t kinds[] = { 144, 1500, 60, 12000 };
    for (size_t f = 0; f < PEOPLE_FIELDS; f++)
        p.word[f] = ARENA_NEW_N(a, Str, entities * 3);
    for (size_t e = 0; e < entities; e++) {
        size_t copies = 1 + (size_t)rng_below(r, 3);
        Str clean[PEOPLE_FIELDS];
        for (size_t f = 0; f < PEOPLE_FIELDS; f++) {
            /* The smaller of two draws: some values are common. */
            int64_t x = rng_below(r, kinds[f]), y = rng_below(r, kinds[f]);
            x = x < y ? x : y;
            clean[f] = f == BORN ? str_fmt(a, "%08lld", (long long)(x * 7919)) : made_up(a, (uint64_t)x, parts[f]);
        }
        p.true_pairs += (double)(copies * (copies - 1)) / 2;
        for (size_t c = 0; c < copies; c++, p.n++) {
            p.of[p.n] = (uint32_t)e;
            for (size_t f = 0; f < PEOPLE_FIELDS; f++) {
                p.word[f][p.n] = c && rng_chance(r, dirt) ? with_typo(a, clean[f], r) : clean[f];
                if (rng_chance(r, gaps))
                    p.word[f][p.n] = STR("");
            }
        }
    }
    return p;
}

static inline RlTable *people_table(const People *p, Arena *a)
{
    Err err;
    RlTable *t = rl_table_create(p->n, NULL, a);
    RlField f[] = {
        { .name = STR("first"), .kind = RL_JARO, .cut = { .92, .8 }, .n_cut = 2, .tf = 1, .tf_near = .5 },
        { .name = STR("last"), .kind = RL_JARO, .cut = { .92, .8 }, .n_cut = 2, .tf = 1, .tf_near = .5 },
        { .name = STR("town"), .kind = RL_EXACT, .tf = 1 },
        { .name = STR("born"), .kind = RL_DAMERAU, .cut = { 1 }, .n_cut = 1 },
    };
    for (size_t k = 0; k < PEOPLE_FIELDS; k++)
        if (rl_add_words(t, &f[k], p->word[k], &err) != ST_OK)
            bug("%s", err.msg);
    return t;
}

static inline RlBlocks *people_blocks(const People *p, const RlTable *t, Arena *a)
{
    static const struct {
        unsigned fields;
        unsigned f[2], n;
    } keys[] = { { 1 << LAST | 1 << TOWN, { LAST, TOWN }, 2 }, { 1 << BORN, { BORN, 0 }, 1 },
                 { 1 << FIRST | 1 << LAST, { FIRST, LAST }, 2 }, { 1 << FIRST | 1 << TOWN, { FIRST, TOWN }, 2 } };
    Err err;
    RlBlocks *b = rl_blocks_create(t, a);
    uint64_t *key = ARENA_NEW_N(a, uint64_t, p->n);
    for (size_t k = 0; k < 4; k++) {
        rl_key_words(p->n, (const Str *const[]){ p->word[keys[k].f[0]], p->word[keys[k].f[1]] }, NULL, keys[k].n, key);
        if (rl_block_on(b, &(RlKey){ .name = STR("key"), .fields = keys[k].fields, .train = k < 3 }, key, &err) != ST_OK)
            bug("%s", err.msg);
    }
    return b;
}

static inline RlModel people_model(const RlTable *t, const RlBlocks *b, Arena *a, unsigned threads)
{
    Err err;
    RlModel m;
    uint32_t rules[] = { 1 << FIRST | 1 << LAST | 1 << TOWN, 1 << LAST | 1 << BORN };
    RlTraining how = { .rule = rules, .n_rule = 2, .recall = .7, .random_pairs = 300000, .threads = threads };
    if (rl_estimate(t, b, &how, rng_create(a, 5), a, &m, &err) != ST_OK)
        bug("%s", err.msg);
    return m;
}

#endif
