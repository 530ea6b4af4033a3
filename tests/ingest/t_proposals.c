/* How good proposed mappings are on files the proposer was not written for.  Oracle: tests/ingest/proposals.h.
 * With an argument (./bench mapping) every column is printed; without, floors are held. */
#include "tests/near.h"

#include <stdio.h>

#include "base/attr.h"
#include "ingest/propose.h"
#include "tests/ingest/proposals.h"

enum { ROWS = 40, COLUMNS = 32, BINS = 5 };

static bool among(Str list, Str one)
{
    while (list.n)
        if (str_eq(str_cut(&list, '|'), one))
            return true;
    return false;
}

static Str pick(const char *const *word, size_t n, int i) { return str_of(word[(size_t)i * 7 % n]); }

/* A made-up value of a type; row i. */
static Str value_of(Str type, int i, Arena *a)
{
    static const char *const firsts[] = { "Ann", "Bob", "Chlo\xC3\xA9", "Dirk", "Eva", "Femke", "Gino" }, *const lasts[] = { "Lee", "Vogt", "Martin", "Rossi", "de Vries", "Nu\xC3\xB1oz" };
    static const char *const cos[] = { "Hanwick Foods GmbH", "Oria Water SA", "Bolt Ltd", "Acme Inc.", "Kranz KG", "Nord AB", "Vento S.p.A.", "Sol S.L." };
    static const char *const cities[] = { "Ulm", "Lyon", "Leeds", "Padua", "Utrecht" }, *const countries[] = { "Germany", "France", "United Kingdom", "Italy", "NL" };
    static const char *const words[] = { "Software", "Retail", "Health", "Energy", "Logistics", "Media" }, *const states[] = { "open", "closed", "pending", "new" };
    static const char *const prios[] = { "low", "normal", "high", "urgent" }, *const plans[] = { "Basic", "Pro", "Enterprise" }, *const curs[] = { "EUR", "USD", "GBP" };
    static const char *const texts[] = { "The pump leaks since Monday and nobody calls back", "Great support, thank you all", "It takes far too long to get an answer", "We would like to add ten seats, please" };
    static const char *const subjects[] = { "Pump leaks", "Login fails", "Invoice is wrong", "Add ten seats", "Slow export" };
#define IS(s) str_eq(type, STR(s))
    int day = 1 + i * 5 % 28, month = 1 + i % 12;
    if (IS("id")) return str_fmt(a, "A-%05d", 10007 + i * 13);
    if (IS("id2")) return str_fmt(a, "C-%04d", 2000 + i * 3 % 17);
    if (IS("id3")) return str_fmt(a, "x%03d", i * 3 % 9);
    if (IS("hex")) return str_fmt(a, "%08x%08x", 0x5a17u * (unsigned)(i + 1), 0x9e3779b9u * (unsigned)(i + 3));
    if (IS("num")) return str_fmt(a, "%d", 1 + i);
    if (IS("num5")) return str_fmt(a, "%d", 10001 + i);
    if (IS("num11")) return str_fmt(a, "%011d", 743110157 + i * 911);
    if (IS("small")) return str_fmt(a, "%d", i % 4);
    if (IS("dec")) return str_fmt(a, "%d.%d", i % 30, i % 10);
    if (IS("pct")) return str_fmt(a, "%d%%", i * 7 % 100);
    if (IS("first")) return pick(firsts, COUNT_OF(firsts), i);
    if (IS("last")) return pick(lasts, COUNT_OF(lasts), i);
    if (IS("name")) return str_fmt(a, "%.*s %.*s", STR_ARG(pick(firsts, COUNT_OF(firsts), i)), STR_ARG(pick(lasts, COUNT_OF(lasts), i + 1)));
    if (IS("co")) return str_fmt(a, "%s%.*s", i < 8 ? "" : "New ", STR_ARG(pick(cos, COUNT_OF(cos), i)));
    if (IS("mail")) return str_fmt(a, "p%d@firm%d.example.com", i, i % 9);
    if (IS("phone")) return str_fmt(a, "+49 731 %06d", 100200 + i * 17);
    if (IS("url")) return str_fmt(a, "https://www.firm%d.com", i);
    if (IS("street")) return str_fmt(a, "Hauptstrasse %d", i + 1);
    if (IS("plz")) return str_fmt(a, "%05d", 80331 + i);
    if (IS("city")) return pick(cities, COUNT_OF(cities), i);
    if (IS("country")) return pick(countries, COUNT_OF(countries), i);
    if (IS("day")) return str_fmt(a, "2025-%02d-%02d", month, day);
    if (IS("dayde")) return str_fmt(a, "%02d.%02d.2025", day, month);
    if (IS("dayus")) return str_fmt(a, "%d/%d/2025", month, day);
    if (IS("month")) return str_fmt(a, "2025-%02d", month);
    if (IS("time")) return str_fmt(a, "2025-%02d-%02d %02d:%02d:00", month, day, i % 24, i % 60);
    if (IS("money")) return str_fmt(a, "%d.%02d", 49 + i * 131, i * 7 % 100);
    if (IS("moneyde")) return str_fmt(a, "%d,%02d", 49 + i * 131, i * 7 % 100);
    if (IS("cur")) return pick(curs, COUNT_OF(curs), i);
    if (IS("bool")) return i % 3 ? STR("false") : STR("true");
    if (IS("status")) return pick(states, COUNT_OF(states), i);
    if (IS("prio")) return pick(prios, COUNT_OF(prios), i);
    if (IS("plan")) return pick(plans, COUNT_OF(plans), i);
    if (IS("interval")) return i % 2 ? STR("month") : STR("year");
    if (IS("lang")) return i % 2 ? STR("EN") : STR("DE");
    if (IS("score5")) return str_fmt(a, "%d", 1 + i * 3 % 5);
    if (IS("score10")) return str_fmt(a, "%d", i * 7 % 11);
    if (IS("text")) return pick(texts, COUNT_OF(texts), i);
    if (IS("subj")) return pick(subjects, COUNT_OF(subjects), i);
    if (IS("word")) return pick(words, COUNT_OF(words), i);
#undef IS
    assert_true(str_eq(type, STR("empty")));
    return STR("");
}

typedef struct Score {
    size_t sets, kinds, columns, right, rightly_open, wrong, missed, sure, sure_right;
    size_t n[BINS], ok[BINS];
    double said[BINS], brier;
} Score;

static int bin_of(double p) { return p < 0.6 ? 0 : p < 0.7 ? 1 : p < 0.8 ? 2 : p < 0.9 ? 3 : 4; }

static void score_column(Score *s, Str header, Str truth, const Proposed *p, const char *file, bool show)
{
    bool proposed = p->target != NULL, ok = proposed ? among(truth, str_of(p->target)) : among(truth, STR("-"));
    s->columns++;
    s->right += proposed && ok;
    s->rightly_open += !proposed && ok;
    s->wrong += proposed && !ok;
    s->missed += !proposed && !ok;
    if (proposed) {
        int b = bin_of(p->confidence);
        s->n[b]++;
        s->ok[b] += ok;
        s->said[b] += p->confidence;
        s->brier += (p->confidence - ok) * (p->confidence - ok);
    }
    if (show && !ok)
        printf("    %s: '%.*s' is %.*s, said %s%s at %.2f\n", file, STR_ARG(header), STR_ARG(truth), proposed ? p->target : "nothing", p->tie ? " (a tie)" : "", p->confidence);
}

static void score_set(Score *s, const HeaderSet *h, bool show)
{
    Arena a;
    Proposal p;
    Str column[COLUMNS], truth[COLUMNS], rest = str_of(h->columns);
    ValueLook look[COLUMNS];
    size_t n = 0;
    arena_init(&a);
    for (; rest.n; n++) {
        Str one = str_cut(&rest, ';'), type;
        assert_true(n < COLUMNS);
        column[n] = str_cut(&one, '=');
        truth[n] = str_cut(&one, ':');
        type = one;
        value_init(&look[n], &a);
        for (int i = 0; i < ROWS; i++)
            value_look(&look[n], NULL, value_of(type, i, &a), &a);
    }
    propose(&(ProposeIn){ str_of(h->file), column, look, n, NULL, KIND_COUNT }, &a, &p);
    const char *kind = p.kind == KIND_COUNT ? "nothing" : kinds[p.kind].name;
    bool right = among(str_of(h->kind), str_of(kind));
    s->sets++;
    s->kinds += right;
    if (show && !right)
        printf("    %s: is %s, taken for %s at %.2f\n", h->file, h->kind, kind, p.kind_confidence);
    bool all = right;
    for (size_t c = 0; c < n; c++) {
        size_t before = s->wrong;
        score_column(s, column[c], truth[c], &p.column[c], h->file, show);
        all = all && s->wrong == before;
    }
    s->sure += p.sure;
    s->sure_right += p.sure && all;
    arena_release(&a);
}

static Score score_half(size_t first, bool show)
{
    Score s = { 0 };
    for (size_t i = first; i < COUNT_OF(header_sets); i += 2)
        score_set(&s, &header_sets[i], show);
    return s;
}

static double share(size_t n, size_t of) { return of ? (double)n / (double)of : 0; }

static void print_score(const char *name, const Score *s)
{
    static const char *const bins[BINS] = { "50-60", "60-70", "70-80", "80-90", "90-100" };
    size_t proposed = s->right + s->wrong;
    printf("  %-22s %2zu files, kind right %2zu; %3zu columns: %.3f as a person would; of %zu proposed %.3f right, of those with a field %.3f found; Brier %.3f\n", name, s->sets, s->kinds,
           s->columns, share(s->right + s->rightly_open, s->columns), proposed, share(s->right, proposed), share(s->right, s->right + s->missed), proposed ? s->brier / (double)proposed : 0.0);
    printf("  %-22s", "");
    for (int b = 0; b < BINS; b++)
        if (s->n[b])
            printf(" %s %%: said %.2f, %zu of %zu right;", bins[b], s->said[b] / (double)s->n[b], s->ok[b], s->n[b]);
    printf(" taken by --accept: %zu files, %zu without a fault\n", s->sure, s->sure_right);
}

/* Floors a little under what was measured (doc/formats/proposals.md): a change that makes proposals worse is seen. */
static void proposals_hold_on_files_they_were_not_made_for(void **state)
{
    (void)state;
    Score held = score_half(1, false), learnt = score_half(0, false);
    assert_int_equal(held.sets + learnt.sets, COUNT_OF(header_sets));
    assert_in_range(held.kinds, 18, held.sets);
    assert_true(share(held.right + held.rightly_open, held.columns) >= 0.87);
    assert_true(share(held.right, held.right + held.wrong) >= 0.95);
    assert_true(share(held.right, held.right + held.missed) >= 0.83);
    /* Said to be 90 % and more: at least so many are. */
    assert_true(held.n[BINS - 1] > 80 && share(held.ok[BINS - 1], held.n[BINS - 1]) >= 0.95);
    /* What --accept takes without asking has no wrong column. */
    assert_true(held.sure >= 10 && held.sure_right == held.sure && learnt.sure_right == learnt.sure);
    assert_true(share(learnt.right + learnt.rightly_open, learnt.columns) >= 0.98);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--print") == 0) {
        Score learnt = score_half(0, true), held = score_half(1, argc > 2);
        print_score("learnt from", &learnt);
        print_score("held out", &held);
        return 0;
    }
    const struct CMUnitTest tests[] = { cmocka_unit_test(proposals_hold_on_files_they_were_not_made_for) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
