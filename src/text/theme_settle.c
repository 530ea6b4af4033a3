#include "text/theme_settle.h"

#include <math.h>
#include <string.h>

enum { SWEEPS = 12 };
static const double SPEAKS = 0.12, PART = 0.5, NEAR = 0.35, SMALL_SHARE = 0.01, FIRM = 0.8;

static double column_dot(const Themes *t, size_t i, size_t j)
{
    double s = 0;
    for (size_t r = 0; r < t->m; r++)
        s += t->h[r * t->k + i] * t->h[r * t->k + j];
    return s;
}

static void scale_column(Themes *t, size_t j, double by)
{
    for (size_t r = 0; r < t->m; r++)
        t->h[r * t->k + j] *= by;
}

static void unit_column(Themes *t, size_t j)
{
    double norm = sqrt(column_dot(t, j, j));
    if (norm > 0)
        scale_column(t, j, 1 / norm);
}

/* Coordinate by coordinate among the n_on themes of which the row has a word; `gram` has their products side by side, `b` the row's.  What is
 * at 0 takes nothing off, so only the few that are above are looked at: bits of `above`, lowest first.  `words` of them is a constant where this is
 * called, so that one word stays in a register. */
static inline __attribute__((always_inline)) void descend(const double *gram, const double *b, size_t n_on, size_t words, double *w)
{
    uint64_t above[(THEME_MAX + 63) / 64] = { 0 };
    bool moved = true;
    for (int s = 0; s < SWEEPS && moved; s++) {
        moved = false;
        for (size_t i = 0; i < n_on; i++) {
            const double *row = gram + i * n_on;
            double gap = b[i], was = w[i];
            for (size_t word = 0; word < words; word++)
                for (uint64_t left = above[word]; left; left &= left - 1) {
                    size_t l = word * 64 + (size_t)__builtin_ctzll(left);
                    gap -= row[l] * w[l];
                }
            double now = was + gap;           /* the Gram matrix has ones on its diagonal */
            size_t word = words == 1 ? 0 : i / 64;
            uint64_t bit = UINT64_C(1) << (i & 63);
            bool up = now > 0;
            now = up ? now : 0;
            above[word] = (above[word] & ~bit) | (up ? bit : 0);
            w[i] = now;
            moved |= now < was || now > was;
        }
    }
}

double themes_weigh(const Themes *t, const uint32_t *col, const double *val, size_t n, double *w)
{
    double b[THEME_MAX], b_on[THEME_MAX], w_on[THEME_MAX], gram[THEME_MAX * THEME_MAX], top = 0;
    size_t k = t->k, on[THEME_MAX], n_on = 0;
    memset(w, 0, k * sizeof *w);
    memset(b, 0, k * sizeof *b);
    for (size_t e = 0; e < n; e++) {
        const double *h = t->h + col[e] * k;
        for (size_t c = 0; c < k; c++)
            b[c] += val[e] * h[c];
    }
    /* Nothing is negative here, so a theme the row has no word of stays at 0. */
    for (size_t c = 0; c < k; c++)
        if (b[c] > 0) {
            b_on[n_on] = b[c];
            w_on[n_on] = 0;
            on[n_on++] = c;
        }
    for (size_t i = 0; i < n_on; i++)
        for (size_t l = 0; l < n_on; l++)
            gram[i * n_on + l] = t->gram[on[i] * k + on[l]];
    if (n_on <= 64)
        descend(gram, b_on, n_on, 1, w_on);
    else
        descend(gram, b_on, n_on, (THEME_MAX + 63) / 64, w_on);
    for (size_t i = 0; i < n_on; i++) {
        w[on[i]] = w_on[i];
        top = w_on[i] > top ? w_on[i] : top;
    }
    return top;
}

static void fill_gram(Themes *t)
{
    for (size_t i = 0; i < t->k; i++)
        for (size_t j = 0; j <= i; j++)
            t->gram[i * t->k + j] = t->gram[j * t->k + i] = column_dot(t, i, j);
}

/* Leaves out the columns that are gone. */
static void pack(Themes *t, const bool *gone)
{
    size_t k = t->k, at = 0, kept = 0;
    for (size_t r = 0; r < t->m; r++)
        for (size_t j = 0; j < k; j++)
            if (!gone[j])
                t->h[at++] = t->h[r * k + j];
    for (size_t j = 0; j < k; j++)
        if (!gone[j])
            t->stability[kept++] = t->stability[j];
    t->k = kept;
    fill_gram(t);
}

/* Adds column `from` to `to`, each with its weight. */
static void join(Themes *t, size_t from, size_t to, const double *rows, bool *gone)
{
    double a = rows[to] + 1, b = rows[from] + 1;
    for (size_t r = 0; r < t->m; r++)
        t->h[r * t->k + to] = a * t->h[r * t->k + to] + b * t->h[r * t->k + from];
    unit_column(t, to);
    gone[from] = true;
}

/* The column a theme weighs most is a topic of the lists. */
static bool is_topic(const Themes *t, size_t j)
{
    size_t best = 0;
    for (size_t r = 1; r < t->m; r++)
        if (t->h[r * t->k + j] > t->h[best * t->k + j])
            best = r;
    return best >= t->n_word;
}

typedef struct Spoken {
    double  rows[THEME_MAX], lead[THEME_MAX];        /* that speak of each theme; most of it */
    double  beside[THEME_MAX];                       /* that speak of it and of another that a topic leads */
    double *both;                                    /* of each pair, THEME_MAX a row */
    double  company;                                 /* of the rows of themes that topics lead, the share that speak of another such theme */
} Spoken;

static double company_of(const Themes *t, const Spoken *s)
{
    double rows = 0, beside = 0;
    for (size_t j = 0; j < t->k; j++)
        if (is_topic(t, j)) {
            rows += s->rows[j];
            beside += s->beside[j];
        }
    return rows > 0 ? beside / rows : 1;
}

static void count_rows(const Themes *t, const Sparse *x, Spoken *s)
{
    double w[THEME_MAX];
    bool topic[THEME_MAX];
    memset(s->rows, 0, sizeof s->rows);
    memset(s->lead, 0, sizeof s->lead);
    memset(s->beside, 0, sizeof s->beside);
    memset(s->both, 0, THEME_MAX * THEME_MAX * sizeof *s->both);
    for (size_t j = 0; j < t->k; j++)
        topic[j] = is_topic(t, j);
    for (size_t i = 0; i < x->n; i++) {
        size_t e = x->start[i], here[THEME_MAX], n = 0, led = 0;
        double top = themes_weigh(t, x->col + e, x->val + e, x->start[i + 1] - e, w);
        for (size_t c = 0; c < t->k; c++)
            if (w[c] >= SPEAKS) {
                here[n++] = c;
                led += topic[c];
                s->lead[c] += w[c] >= top;
            }
        for (size_t p = 0; p < n; p++) {
            s->rows[here[p]]++;
            s->beside[here[p]] += led > topic[here[p]];
            for (size_t q = 0; q < n; q++)
                s->both[here[p] * THEME_MAX + here[q]]++;
        }
    }
    s->company = company_of(t, s);
}

/* The theme most like j that is still there, or k; `least` is the cosine it must exceed. */
static size_t nearest(const Themes *t, size_t j, double least, const bool *gone)
{
    size_t best = t->k;
    for (size_t i = 0; i < t->k; i++)
        if (i != j && !gone[i] && t->gram[i * t->k + j] > least) {
            least = t->gram[i * t->k + j];
            best = i;
        }
    return best;
}

/* The topic's theme that j is a part of, or k. */
static size_t whole_of(const Themes *t, size_t j, const Spoken *s, const bool *gone)
{
    size_t best = t->k;
    double most = PART * s->rows[j];
    if (is_topic(t, j))
        return t->k;
    for (size_t i = 0; i < t->k; i++)
        if (i != j && !gone[i] && s->rows[i] > s->rows[j] && s->both[j * THEME_MAX + i] >= most && s->rows[j] > 0 && is_topic(t, i)) {
            most = s->both[j * THEME_MAX + i];
            best = i;
        }
    return best;
}

/* Where matters of topics come up, a product or a place, beside them more often than they are beside each other; and which the halves of the data only
 * half agree on. */
static bool is_setting(const Themes *t, size_t j, const Spoken *s)
{
    return t->stability[j] < FIRM && s->beside[j] > s->company * s->rows[j] && !is_topic(t, j);
}

/* The theme with the fewest rows of those not yet seen; ties to the later. */
static size_t next_smallest(const Themes *t, const double *rows, const bool *seen)
{
    size_t best = t->k;
    for (size_t j = 0; j < t->k; j++)
        if (!seen[j] && (best == t->k || rows[j] <= rows[best]))
            best = j;
    return best;
}

static bool is_weak(const Themes *t, const Sparse *x, size_t j, const Spoken *s)
{
    return t->stability[j] < THEME_STABLE || s->lead[j] < SETTLE_ROWS_MIN || s->lead[j] < SMALL_SHARE * (double)x->n || is_setting(t, j, s);
}

/* One pass, smallest themes first; false when nothing was joined or dropped. */
static bool settle_pass(Themes *t, const Sparse *x, double merge_cosine, bool keep_weak, Spoken *s)
{
    bool gone[THEME_MAX] = { false }, seen[THEME_MAX] = { false };
    size_t left = t->k;
    count_rows(t, x, s);
    for (size_t j; (j = next_smallest(t, s->rows, seen)) < t->k && left > 1;) {
        bool few = x->n < SETTLE_FEW || keep_weak, weak = !few && is_weak(t, x, j, s);
        size_t to = nearest(t, j, merge_cosine, gone);
        seen[j] = true;
        if (to == t->k)
            to = whole_of(t, j, s, gone);
        if (to == t->k && weak)
            to = nearest(t, j, NEAR, gone);
        if (to < t->k)
            join(t, j, to, s->rows, gone);
        else
            gone[j] = weak || s->rows[j] <= 0;
        left -= gone[j];
    }
    bool changed = left < t->k;
    pack(t, gone);
    return changed;
}

void themes_settle(const Sparse *x, size_t n_word, Nmf *f, const ThemeHalves *halves, double merge_cosine, bool keep_weak,
                   Arena *a, Themes *out)
{
    *out = (Themes){ .h = f->h, .k = f->k, .m = x->m, .n_word = n_word, .gram = ARENA_NEW_N(a, double, f->k * f->k + 1) };
    ArenaMark mark = arena_mark(a);
    Spoken *s = ARENA_NEW(a, Spoken);
    s->both = ARENA_NEW_N(a, double, THEME_MAX * THEME_MAX);
    bool empty[THEME_MAX] = { false };
    for (size_t j = 0; j < out->k; j++) {
        unit_column(out, j);
        empty[j] = column_dot(out, j, j) <= 0;
    }
    pack(out, empty);
    for (int pass = 0; pass < SETTLE_PASSES; pass++) {
        theme_stability(halves, out->h, out->k, out->stability);
        if (!settle_pass(out, x, merge_cosine, keep_weak, s))
            break;
    }
    theme_stability(halves, out->h, out->k, out->stability);
    arena_rewind(a, mark);
}

void themes_join(Themes *t, const Sparse *x, const size_t *into, const ThemeHalves *halves, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    Spoken *s = ARENA_NEW(a, Spoken);
    s->both = ARENA_NEW_N(a, double, THEME_MAX * THEME_MAX);
    bool gone[THEME_MAX] = { false };
    count_rows(t, x, s);
    for (size_t j = 0; j < t->k; j++)
        if (into[j] != j)
            join(t, j, into[j], s->rows, gone);
    pack(t, gone);
    theme_stability(halves, t->h, t->k, t->stability);
    arena_rewind(a, mark);
}
