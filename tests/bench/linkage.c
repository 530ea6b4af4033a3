/* linkage.c - one linkage, scored against the truth: bench_linkage FILE [threads]; bench_linkage --large N.
 *
 * FILE (made by linkage.py): lines of words apart by tabs.
 *     field NAME KIND CUTS TF TF_NEAR LOOSE      joint NAME FIELD FIELD: the next two fields as one
 *     key NAME FIELDS TRAIN WIDTH CAP            rule FIELDS        names K LEAST FIELD
 *     recall R       sides       judged FILE (a, b, 0 or 1 a line: figures of these pairs)       rows, and then a record a line: truth, side, a word a field, a word a key.
 * FIELDS are numbers apart by commas.  The truth is read for the figures at the end only.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "reclink/reclink.h"
#include "text/similar.h"

enum { MOST_FIELDS = 20 };

typedef struct Job {
    Arena    a;
    RlField  field[MOST_FIELDS];
    bool     joint[MOST_FIELDS];          /* joined with the next */
    size_t   n_field;
    RlKey    key[RL_KEYS];
    size_t   n_key;
    RlNames  names;
    size_t   named;                       /* field of the names */
    uint32_t rule[8];
    size_t   n_rule;
    double   recall;
    bool     sided;
    Str      judged;
    size_t   n;
    uint32_t *truth;
    uint8_t  *side;
    Str      *word[MOST_FIELDS + RL_KEYS];
} Job;

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double number(Str s)
{
    double v = 0;
    if (s.n && !str_to_f64(s, &v))
        bug("'%.*s' is no number", STR_ARG(s));
    return v;
}

static uint32_t bits(Str s)
{
    uint32_t b = 0;
    while (s.n)
        b |= UINT32_C(1) << (unsigned)number(str_cut(&s, ','));
    return b;
}

static void read_field(Job *j, Str rest)
{
    static const char *const kinds[] = { "exact", "jaro", "damerau", "number", "tokens", "set" };
    RlField *f = &j->field[j->n_field++];
    f->name = str_cut(&rest, '\t');
    Str kind = str_cut(&rest, '\t'), cuts = str_cut(&rest, '\t');
    for (unsigned k = 0; k < 6; k++)
        if (str_eq(kind, str_of(kinds[k])))
            f->kind = (RlKind)k;
    while (cuts.n)
        f->cut[f->n_cut++] = number(str_cut(&cuts, ','));
    f->tf = number(str_cut(&rest, '\t'));
    f->tf_near = number(str_cut(&rest, '\t'));
    f->loose = (unsigned)number(rest);
}

static bool read_line(Job *j, Str line)
{
    Str rest = line, word = str_cut(&rest, '\t');
    if (str_eq(word, STR("field"))) {
        read_field(j, rest);
    } else if (str_eq(word, STR("joint"))) {
        j->joint[j->n_field] = true;
    } else if (str_eq(word, STR("key"))) {
        RlKey *k = &j->key[j->n_key++];
        k->name = str_cut(&rest, '\t');
        k->fields = bits(str_cut(&rest, '\t'));
        k->train = number(str_cut(&rest, '\t')) > 0;
        k->cap = (size_t)number(rest);
    } else if (str_eq(word, STR("rule"))) {
        j->rule[j->n_rule++] = bits(rest);
    } else if (str_eq(word, STR("names"))) {
        j->names = (RlNames){ .name = STR("names"), .k = (unsigned)number(str_cut(&rest, '\t')) };
        j->names.least = number(str_cut(&rest, '\t'));
        j->named = (size_t)number(rest);
    } else if (str_eq(word, STR("judged"))) {
        j->judged = str_dup(&j->a, rest);
    } else if (str_eq(word, STR("recall"))) {
        j->recall = number(rest);
    } else if (str_eq(word, STR("sides"))) {
        j->sided = true;
    } else {
        return false;
    }
    return true;
}

static void read_rows(Job *j, Str text)
{
    StrMap truths;
    size_t n = 0;
    strmap_init(&truths, &j->a);
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    j->truth = ARENA_NEW_N(&j->a, uint32_t, n + 1);
    j->side = ARENA_NEW_N(&j->a, uint8_t, n + 1);
    for (size_t c = 0; c < j->n_field + j->n_key; c++)
        j->word[c] = ARENA_NEW_N(&j->a, Str, n + 1);
    while (text.n) {
        Str line = str_cut(&text, '\n');
        j->truth[j->n] = (uint32_t)strmap_put(&truths, str_cut(&line, '\t'), NULL);
        j->side[j->n] = (uint8_t)number(str_cut(&line, '\t'));
        for (size_t c = 0; c < j->n_field + j->n_key; c++)
            j->word[c][j->n] = str_cut(&line, '\t');
        j->n++;
    }
}

static RlTable *make_table(Job *j, Err *err)
{
    RlTable *t = rl_table_create(j->n, j->sided ? j->side : NULL, &j->a);
    for (size_t f = 0; f < j->n_field; f++) {
        Status s;
        if (j->joint[f]) {
            RlField whole = { .name = j->field[f].name, .tf = j->field[f].tf, .tf_near = j->field[f].tf_near };
            s = rl_add_joint(t, &whole, &j->field[f], (const Str *const *)&j->word[f], 2, err);
            f++;
        } else if (j->field[f].kind == RL_NUMBER) {
            int64_t *v = ARENA_NEW_N(&j->a, int64_t, j->n + 1);
            for (size_t i = 0; i < j->n; i++)
                v[i] = j->word[f][i].n ? (int64_t)number(j->word[f][i]) : RL_NO_NUMBER;
            s = rl_add_numbers(t, &j->field[f], v, err);
        } else {
            s = rl_add_words(t, &j->field[f], j->word[f], err);
        }
        if (s != ST_OK)
            bug("%s", err->msg);
    }
    return t;
}

static RlBlocks *make_blocks(Job *j, RlTable *t, Err *err)
{
    RlBlocks *b = rl_blocks_create(t, &j->a);
    uint64_t *key = ARENA_NEW_N(&j->a, uint64_t, j->n + 1);
    for (size_t k = 0; k < j->n_key; k++) {
        rl_key_words(j->n, (const Str *const[]){ j->word[j->n_field + k] }, NULL, 1, key);
        if (rl_block_on(b, &j->key[k], key, err) != ST_OK)
            bug("%s", err->msg);
    }
    if (j->names.k && rl_block_names(b, &j->names, j->word[j->named], err) != ST_OK)
        bug("%s", err->msg);
    return b;
}

/* ---- figures ---- */

static int heavier(const void *x, const void *y)
{
    const RlPair *a = x, *b = y;
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : (a->b > b->b) - (a->b < b->b);
}

static double true_pairs(const Job *j, Arena *a)
{
    double total = 0;
    uint32_t most = 0;
    for (size_t i = 0; i < j->n; i++)
        most = j->truth[i] > most ? j->truth[i] : most;
    double *n = ARENA_NEW_N(a, double, most + 1), *ones = ARENA_NEW_N(a, double, most + 1);
    for (size_t i = 0; i < j->n; i++) {
        n[j->truth[i]]++;
        ones[j->truth[i]] += j->side[i];
    }
    for (size_t k = 0; k <= most; k++)
        total += j->sided ? ones[k] * (n[k] - ones[k]) : n[k] * (n[k] - 1) / 2;
    return total;
}

static double f1(double tp, double found, double all) { return found + all > 0 ? 2 * tp / (found + all) : 0; }

static void print_pairs(const Job *j, RlPair *p, size_t n, double all)
{
    double tp = 0, best = 0, half_tp = 0, half = 0;
    double bin_n[8] = { 0 }, bin_p[8] = { 0 }, bin_true[8] = { 0 }, edge[9] = { .01, .1, .3, .5, .7, .9, .95, .99, 1.01 };
    double at = 0;
    qsort(p, n, sizeof *p, heavier);
    for (size_t i = 0; i < n; i++) {
        bool same = j->truth[p[i].a] == j->truth[p[i].b];
        tp += same;
        /* Ties are one threshold. */
        if ((i + 1 == n || p[i + 1].weight < p[i].weight) && f1(tp, (double)i + 1, all) > best) {
            best = f1(tp, (double)i + 1, all);
            at = (double)p[i].weight;
        }
        if (p[i].p >= 0.5F) {
            half_tp += same;
            half++;
        }
        int k = 0;
        while (k < 7 && (double)p[i].p >= edge[k + 1])
            k++;
        bin_n[k]++;
        bin_p[k] += (double)p[i].p;
        bin_true[k] += same;
    }
    printf("\"best_f1\": %.5f, \"best_at\": %.2f, \"half_f1\": %.5f, \"half_p\": %.5f, \"half_r\": %.5f, \"covered\": %.5f, ",
           best, at, f1(half_tp, half, all), half > 0 ? half_tp / half : 1, half_tp / fmax(all, 1), tp / fmax(all, 1));
    printf("\"bins\": [");
    for (int k = 0; k < 8; k++)
        printf("%s[%g, %g, %.0f, %.5f, %.5f]", k ? ", " : "", edge[k], fmin(edge[k + 1], 1), bin_n[k],
               bin_n[k] > 0 ? bin_p[k] / bin_n[k] : 0, bin_n[k] > 0 ? bin_true[k] / bin_n[k] : 0);
    printf("], ");
}

static void print_clusters(const Job *j, const RlClusters *c, double all, Arena *a)
{
    double tp = 0, found = 0, precise = 0, recalled = 0;
    size_t largest = 0, mixed = 0;
    I64Map both, of, truth;
    i64map_init(&both);
    i64map_init(&of);
    i64map_init(&truth);
    for (size_t i = 0; i < j->n; i++) {
        int64_t v = 0;
        uint64_t k[3] = { (uint64_t)c->of[i] << 32 | j->truth[i], c->of[i], j->truth[i] };
        I64Map *m[3] = { &both, &of, &truth };
        for (int x = 0; x < 3; x++) {
            v = 0;
            i64map_get(m[x], k[x], &v);
            i64map_set(m[x], k[x], v + 1);
        }
    }
    for (size_t i = 0; i < j->n; i++) {
        int64_t b = 0, o = 0, t = 0;
        i64map_get(&both, (uint64_t)c->of[i] << 32 | j->truth[i], &b);
        i64map_get(&of, c->of[i], &o);
        i64map_get(&truth, j->truth[i], &t);
        precise += (double)b / (double)o;
        recalled += (double)b / (double)t;
        tp += (double)(b - 1) / 2;
        found += (double)(o - 1) / 2;
        largest = (size_t)o > largest ? (size_t)o : largest;
        mixed = b < o && (size_t)o > mixed ? (size_t)o : mixed;
    }
    precise /= (double)j->n;
    recalled /= (double)j->n;
    printf("\"cluster_f1\": %.5f, \"cluster_p\": %.5f, \"cluster_r\": %.5f, \"b3\": %.5f, \"b3_p\": %.5f, \"b3_r\": %.5f, "
           "\"largest\": %zu, \"largest_mixed\": %zu, ",
           j->sided ? 0 : f1(tp, found, all), found > 0 ? tp / found : 1, tp / fmax(all, 1),
           2 * precise * recalled / (precise + recalled), precise, recalled, largest, mixed);
    (void)a;
    i64map_release(&both);
    i64map_release(&of);
    i64map_release(&truth);
}

static void print_model(const RlTable *t, const RlModel *m, const RlBlocks *b)
{
    Arena a;
    arena_init(&a);
    fprintf(stderr, "lambda %.3g (%g rule pairs), warnings %u\n", m->lambda, m->rule_pairs, m->warnings);
    for (size_t k = 0; k < rl_keys(b); k++) {
        const RlKeyCount *c = rl_key_count(b, k);
        fprintf(stderr, "  key %.*s: %.0f pairs, largest block %zu, skipped %zu blocks\n", STR_ARG(c->name), c->pairs,
                c->largest, c->skipped_blocks);
    }
    for (size_t s = 0; s < m->n_session; s++)
        fprintf(stderr, "  session %.*s: %.0f pairs, lambda %.4f, %u steps%s\n", STR_ARG(m->session[s].key),
                m->session[s].pairs, m->session[s].lambda, m->session[s].iterations, m->session[s].used ? "" : ", unused");
    for (size_t f = 0; f < m->n_field; f++)
        for (unsigned l = 0; l < m->field[f].n_level; l++) {
            Str text = rl_level_text(t, f, l, &a);
            fprintf(stderr, "  %.*s, %.*s: m %.4f u %.6f weight %.2f tf %.5f\n", STR_ARG(m->field[f].name), STR_ARG(text),
                    m->field[f].m[l], m->field[f].u[l], m->field[f].weight[l], m->field[f].tf_scale[l]);
        }
    arena_release(&a);
}

typedef struct Judged {
    double score;
    bool   same;
} Judged;

static int higher(const void *x, const void *y)
{
    const Judged *a = x, *b = y;
    return (a->score < b->score) - (a->score > b->score);
}

static double best_of(Judged *v, size_t n, double all)
{
    double tp = 0, best = 0;
    qsort(v, n, sizeof *v, higher);
    for (size_t i = 0; i < n; i++) {
        tp += v[i].same;
        if (i + 1 == n || v[i + 1].score < v[i].score)
            best = fmax(best, f1(tp, (double)i + 1, all));
    }
    return best;
}

/* Figures of the pairs that people judged, and of Jaro-Winkler on the first field for the same. */
static void print_judged(Job *j, const RlTable *t, const RlModel *m)
{
    Buf text;
    buf_init(&text, 1 << 26);
    char part[65536];
    FILE *in = fopen(j->judged.p, "rb");
    for (size_t n; in && (n = fread(part, 1, sizeof part, in)) > 0;)
        buf_put(&text, (Str){ part, n });
    if (in)
        fclose(in);
    size_t n = 0;
    Judged *ours = ARENA_NEW_N(&j->a, Judged, text.n / 4 + 1), *plain = ARENA_NEW_N(&j->a, Judged, text.n / 4 + 1);
    double all = 0, half = 0, half_tp = 0;
    for (Str rest = buf_str(&text); rest.n; n++) {
        Str line = str_cut(&rest, '\n');
        uint32_t a = (uint32_t)number(str_cut(&line, '\t')), b = (uint32_t)number(str_cut(&line, '\t'));
        bool same = number(line) > 0;
        ours[n] = (Judged){ rl_weight(t, m, a, b), same };
        plain[n] = (Judged){ name_similarity(j->word[0][a], j->word[0][b]), same };
        all += same;
        half += ours[n].score >= 0;
        half_tp += ours[n].score >= 0 && same;
    }
    printf("\"judged\": %zu, \"judged_same\": %.0f, \"judged_half\": %.5f, \"judged_best\": %.5f, \"judged_plain\": %.5f, ", n, all,
           f1(half_tp, half, all), best_of(ours, n, all), best_of(plain, n, all));
    buf_release(&text);
}

/* Jaro-Winkler on the first field, all pairs, its best threshold. */
static void print_plain(Job *j, double all)
{
    Judged *v = ARENA_NEW_N(&j->a, Judged, j->n * j->n / 2 + 1);
    size_t n = 0;
    for (size_t i = 0; i < j->n; i++)
        for (size_t k = i + 1; k < j->n; k++)
            v[n++] = (Judged){ name_similarity(j->word[0][i], j->word[0][k]), j->truth[i] == j->truth[k] };
    printf("\"plain\": %.5f, ", best_of(v, n, all));
}

static void link_file(const char *path, unsigned threads)
{
    static Job j;
    Err err;
    Buf text;
    RlModel m;
    RlScored s;
    RlClusters c;
    RlReport r;
    arena_init(&j.a);
    FILE *in = fopen(path, "rb");
    if (!in)
        bug("cannot open '%s'", path);
    buf_init(&text, (size_t)1 << 32);
    char part[65536];
    for (size_t n; (n = fread(part, 1, sizeof part, in)) > 0;)
        buf_put(&text, (Str){ part, n });
    fclose(in);
    Str rest = buf_str(&text);
    while (rest.n && read_line(&j, str_cut(&rest, '\n'))) {
    }
    read_rows(&j, rest);
    double start = seconds();
    RlTable *t = make_table(&j, &err);
    RlBlocks *b = make_blocks(&j, t, &err);
    RlTraining how = { .rule = j.rule, .n_rule = j.n_rule, .recall = j.recall, .threads = threads };
    if (rl_estimate(t, b, &how, rng_create(&j.a, 7), &j.a, &m, &err) != ST_OK ||
        rl_score(t, b, &m, &(RlScoring){ .threads = threads }, &j.a, &s, &err) != ST_OK)
        bug("%s", err.msg);
    RlClustering cl = { .weigh = rl_weigh, .ctx = rl_weigher(t, &m, &j.a) };
    cl.keep = cl.join = rl_keep(&m);
    if (rl_cluster(j.n, s.pair, s.n, &cl, &j.a, &c, &err) != ST_OK)
        bug("%s", err.msg);
    double took = seconds() - start;
    rl_report(t, &m, &s, &c, &r);
    print_model(t, &m, b);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    double all = true_pairs(&j, &j.a);
    printf("{\"n\": %zu, \"true\": %.0f, \"candidates\": %llu, \"kept\": %zu, \"lambda\": %.4g, ", j.n, all,
           (unsigned long long)s.candidates, s.n, m.lambda);
    print_clusters(&j, &c, all, &j.a);
    print_pairs(&j, s.pair, s.n, all);
    if (j.judged.n)
        print_judged(&j, t, &m);
    else if (j.n <= 2500 && !j.sided)
        print_plain(&j, all);
    printf("\"components_largest\": %zu, \"bridges\": %zu, \"said_p\": %.5f, \"said_r\": %.5f, \"unlinkable\": %zu, ",
           c.largest_component, c.n_bridge, r.precision, r.recall, r.unlinkable);
    printf("\"seconds\": %.3f, \"mib\": %ld}\n", took, use.ru_maxrss / 1024);
    buf_release(&text);
    arena_release(&j.a);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    double threads = argc > 2 ? number(str_of(argv[2])) : 2;
    link_file(argv[1], (unsigned)threads);
    return 0;
}
