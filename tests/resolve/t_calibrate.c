/* Oracle: planted. Made-up companies in three systems, their names cut, changed or written alike by chance; every link's probability is
 * held against the truth. */
#include "tests/near.h"

#include <math.h>

#include "num/rng.h"
#include "resolve/match.h"

/* Below EDGE links are doubtful.  Each band below it is held by itself too: the sample company has hardly a link there (doc/methods/resolve.md), so
 * that nothing is learnt of them there.  `surer`, `shyer`: what a band may be beyond chance. */
#define EDGE .99
static const struct {
    double from, to, surer, shyer;
} bands[] = { { 0, EDGE, .005, .02 }, { EDGE, 1.01, .005, .02 }, { .90, .95, .005, .02 }, { .95, .99, .01, .02 }, { .99, .999, .01, .02 } };
enum { BANDS = COUNT_OF(bands), FEW = 30, BAND_LEAST = 200 };

enum { FIRMS = 500, SEEDS = 12, N = 3 * FIRMS, CITIES = 4, STEMS = 60, TRADES = 24 };

static Str word(Arena *a, size_t k)
{
    static const char *const part[] = { "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "fra", "gre", "klo", "sta", "bri", "tem" };
    return str_fmt(a, "%s%s%s", part[k % 16], part[k * 7 / 3 % 16], part[(k * 11 + 5) % 16]);
}

/* The third system cuts the second word, at times too short to tell firms apart, and knows no domain. */
static Str cut_name(Arena *a, Rng *r, Str stem, Str trade)
{
    size_t keep = rng_chance(r, .5) ? trade.n : 3 + (size_t)rng_below(r, 3);
    return str_fmt(a, "%.*s %.*s", STR_ARG(stem), STR_ARG(str_sub(trade, 0, keep)));
}

/* The CRM knows the share `known` of the firms; its other records are of firms that nobody else has, with names made like all names (alike), or
 * with words that nobody else uses. */
static void make(Arena *a, Rng *r, double known, bool alike, Node *node, int *firm_of)
{
    Str e = STR("");
    for (int f = 0; f < FIRMS; f++) {
        Str stem = word(a, (size_t)rng_below(r, STEMS)), trade = word(a, 100 + (size_t)rng_below(r, TRADES));
        Str city = str_fmt(a, "city%d", (int)rng_below(r, CITIES)), whole = str_fmt(a, "%.*s %.*s", STR_ARG(stem), STR_ARG(trade));
        for (int s = 0; s < 3; s++) {
            int i = s * FIRMS + f;
            bool common = s || rng_chance(r, known);
            Str other = alike ? str_fmt(a, "%.*s %.*s", STR_ARG(word(a, (size_t)rng_below(r, STEMS))), STR_ARG(word(a, 100 + (size_t)rng_below(r, TRADES))))
                              : str_fmt(a, "%.*s qx%d", STR_ARG(word(a, 300 + (size_t)f)), f * 7919 % 9973);
            Str name = !common ? other : s < 2 ? whole : cut_name(a, r, stem, trade);
            bool domain = s < 2 && rng_chance(r, .8) && common;
            node[i] = (Node){ .source = s + 1, .first_alias = i + 1, .up = i, .p = 1, .how = "id", .name = name, .key = name, .words = name,
                .domain = domain ? str_fmt(a, "f%d.example", f) : e, .country = STR("DE"), .city = city, .form = e, .form_country = e, .other = e,
                .parent = e, .above = e, .phone = e, .post = e, .street = e, .tax = e, .other_ids = e, .by_id = true, .anchor = s == 0, .key_times = 1,
                .domain_times = 1, .first_times = 1, .mate = NO_NODE };
            firm_of[i] = common ? f : -f - 1;
        }
    }
    for (int i = 0; i < N; i++) { /* as gather.c counts them */
        int64_t same = 0, first = 0;
        Str mine = node[i].words, my_first = str_cut(&mine, ' ');
        for (int j = 0; j < N; j++) {
            Str other = node[j].words;
            same += node[j].source == node[i].source && str_eq(node[j].key, node[i].key);
            first += node[j].source == node[i].source && str_eq(str_cut(&other, ' '), my_first);
        }
        node[i].key_times = same;
        node[i].first_times = first;
    }
}

typedef struct Held {
    double n, said, right;
} Held;

static void match_one(uint64_t seed, double known, bool alike, Held held[BANDS])
{
    static Node node[N];
    static int firm_of[N];
    Arena a;
    Match m;
    Err err;
    Pairs none = { 0 };
    arena_init(&a);
    make(&a, rng_create(&a, seed), known, alike, node, firm_of);
    Parties p = { .node = node, .n_node = N };
    assert_int_equal(parties_match(&p, &none, &none, 1, &a, &m, &err), ST_OK);
    for (int i = 0; i < N; i++)
        for (size_t b = 0; b < BANDS && node[i].mate != NO_NODE; b++)
            if (node[i].p >= bands[b].from && node[i].p < bands[b].to) {
                held[b].n++;
                held[b].said += node[i].p;
                held[b].right += firm_of[i] == firm_of[node[i].mate];
            }
    arena_release(&a);
}

/* `shy`: what the band of .90 to .95 may be too modest by.  Adds to n[] how many links of each band there were. */
static void hold_to_their_word(double known, bool alike, double shy, double n[BANDS])
{
    Held held[BANDS] = { 0 };
    for (int seed = 1; seed <= SEEDS; seed++)
        match_one((uint64_t)seed, known, alike, held);
    for (size_t b = 0; b < BANDS; b++) {
        const Held *h = &held[b];
        double share = h->right / h->n, mean = h->said / h->n, chance = 3 * sqrt(mean * (1 - mean) / h->n);
        n[b] += h->n;
        if (h->n < FEW)
            continue; /* the caller asks for enough of all books together */
        print_message("# CRM knows %.1f, strangers %s, %.3f to %.3f: %.0f links, mean said %.4f, right %.4f\n", known, alike ? "alike" : "unlike",
                      bands[b].from, fmin(bands[b].to, 1), h->n, mean, share);
        assert_true(share > mean - chance - bands[b].surer);
        assert_true(share < mean + chance + (bands[b].from == .90 ? shy : bands[b].shyer));
    }
}

/* Where strangers have names of their own kind, nobody fits a doubtful name but its own company: of such books nothing in them tells, and they
 * are the modest ones. */
static void of_links_said_to_be_so_sure_about_so_many_are_right(void **state)
{
    double n[BANDS] = { 0 };
    (void)state;
    hold_to_their_word(1, false, .07, n);
    hold_to_their_word(.7, false, .07, n);
    hold_to_their_word(1, true, .02, n);
    hold_to_their_word(.7, true, .02, n);
    hold_to_their_word(.5, true, .02, n);
    for (size_t b = 0; b < BANDS; b++)
        assert_true(n[b] > BAND_LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(of_links_said_to_be_so_sure_about_so_many_are_right) };
    return cmocka_run_group_tests_name("calibrate", tests, NULL, NULL);
}
