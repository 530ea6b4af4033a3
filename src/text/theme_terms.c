#include "text/theme_terms.h"

#include <math.h>
#include <stdlib.h>

enum { TERM_BYTES_MAX = 96, GAP_MAX = 2, MANY_GROUPS = 4 };
static const double TOO_COMMON = 0.4, TOPIC_SHARE = 0.01, TOPIC_WEIGHT = 0.6, TOPIC_COVER = 0.5;

typedef struct TermWalk {
    const Tokens *t;
    const bool   *skip;          /* words of small talk */
    size_t        at, last;      /* last: index + 1 of the content word before */
    bool          pair_due;
    char          buf[TERM_BYTES_MAX];
} TermWalk;

static bool is_content(const Token *t)
{
    return !(t->flags & (TOKEN_STOP | TOKEN_NUMBER)) && t->stem.n > 1 &&
           t->stem.n < TERM_BYTES_MAX / 2;
}

/* What a document is about by the lists: hits per topic, and which words say nothing. */
static bool *heed_topics(const Topics *topics, const Tokens *t, Arena *a, uint32_t hits[N_TOPIC])
{
    TopicHit *hit = NULL;
    bool *skip = ARENA_NEW_N(a, bool, t->n + 1);
    size_t n = topics ? topics_find(topics, t, a, &hit) : 0;
    memset(hits, 0, N_TOPIC * sizeof *hits);
    for (size_t i = 0; i < n; i++)
        if (hit[i].topic < N_TOPIC)
            hits[hit[i].topic]++;
        else if (hit[i].topic == TOPIC_SMALL_TALK)
            memset(skip + hit[i].from, 1, hit[i].n);
    return skip;
}

static bool any_topic(const uint32_t hits[N_TOPIC])
{
    uint32_t sum = 0;
    for (size_t k = 0; k < N_TOPIC; k++)
        sum += hits[k];
    return sum > 0;
}

/* The lists, and how many documents speak of each topic; NULL where they do not fit what is spoken of. */
static Topics *fit_topics(const ThemeDoc *doc, size_t n, Arena *a, size_t about[N_TOPIC])
{
    Topics *topics = topics_build(a);
    size_t covered = 0, speak = 0;
    ArenaMark m = arena_mark(a);
    for (size_t i = 0; i < n; i++) {
        uint32_t hits[N_TOPIC];
        (void)heed_topics(topics, doc[i].tokens, a, hits);
        for (size_t k = 0; k < N_TOPIC; k++)
            about[k] += hits[k] > 0;
        covered += any_topic(hits);
        speak += doc[i].tokens->n > 0;
        arena_rewind(a, m);
    }
    return (double)covered >= TOPIC_COVER * (double)speak ? topics : NULL;
}

/* Terms one after another: each content word, then its pair with the one before. */
static bool next_term(TermWalk *w, Str *term, bool *pair)
{
    if (w->pair_due) {
        w->pair_due = false;
        size_t last = w->last;
        w->last = w->at;
        const Token *b = &w->t->token[w->at - 1], *a = last ? &w->t->token[last - 1] : b;
        if (last && a->sentence == b->sentence && w->at - last <= GAP_MAX) {
            memcpy(w->buf, a->stem.p, a->stem.n);
            w->buf[a->stem.n] = ' ';
            memcpy(w->buf + a->stem.n + 1, b->stem.p, b->stem.n);
            *term = (Str){ w->buf, a->stem.n + 1 + b->stem.n };
            *pair = true;
            return true;
        }
    }
    while (w->at < w->t->n && (w->skip[w->at] || !is_content(&w->t->token[w->at])))
        w->at++;
    if (w->at == w->t->n)
        return false;
    *term = w->t->token[w->at++].stem;
    *pair = false;
    w->pair_due = true;
    return true;
}

typedef struct Candidate {
    uint32_t df, doc;         /* doc: index + 1 of the last document that had it */
    uint64_t group;           /* the first group that had it */
    bool     many, pair;
    uint32_t id;
} Candidate;

typedef struct Candidates {
    StrMap     id;
    Candidate *c;
    size_t     cap;
} Candidates;

static void count_term(Candidates *all, Str term, bool pair, size_t doc, uint64_t group, Arena *a)
{
    bool is_new;
    size_t i = strmap_put(&all->id, term, &is_new);
    if (i >= all->cap) {
        size_t cap = all->cap ? all->cap * 2 : 4096;
        Candidate *c = ARENA_NEW_N(a, Candidate, cap);
        if (all->cap)
            memcpy(c, all->c, all->cap * sizeof *c);
        all->c = c;
        all->cap = cap;
    }
    Candidate *c = &all->c[i];
    if (is_new)
        *c = (Candidate){ .group = group, .pair = pair, .id = (uint32_t)i };
    if (c->doc == doc + 1)
        return;
    c->doc = (uint32_t)doc + 1;
    c->df++;
    c->many |= group != c->group;
}

static int by_df(const void *a, const void *b, void *map)
{
    const Candidate *x = a, *y = b;
    const StrMap *m = map;
    if (x->df != y->df)
        return x->df < y->df ? 1 : -1;
    return str_cmp(m->key[x->id], m->key[y->id]);
}

static bool has_many_groups(const ThemeDoc *doc, size_t n)
{
    uint64_t seen[MANY_GROUPS];
    size_t n_seen = 0;
    for (size_t i = 0; i < n && n_seen < MANY_GROUPS; i++) {
        bool is_new = true;
        for (size_t j = 0; j < n_seen; j++)
            is_new &= seen[j] != doc[i].group;
        if (is_new)
            seen[n_seen++] = doc[i].group;
    }
    return n_seen == MANY_GROUPS;
}

void theme_terms_build(const ThemeDoc *doc, size_t n, size_t max_terms, Arena *a, ThemeTerms *out)
{
    Candidates all = { .cap = 0 };
    size_t about[N_TOPIC] = { 0 };
    Topics *topics = fit_topics(doc, n, a, about);
    Arena scratch, brief;
    arena_init(&scratch);
    arena_init(&brief);
    strmap_init(&all.id, &scratch);
    for (size_t i = 0; i < n; i++) {
        ArenaMark m = arena_mark(&brief);
        uint32_t hits[N_TOPIC];
        TermWalk w = { .t = doc[i].tokens,
                       .skip = heed_topics(topics, doc[i].tokens, &brief, hits) };
        Str term;
        for (bool pair; next_term(&w, &term, &pair);)
            count_term(&all, term, pair, i, doc[i].group, &scratch);
        arena_rewind(&brief, m);
    }
    uint32_t min_df = n < 1000 ? 2 : n / 500 < 8 ? (uint32_t)(n / 500) : 8;
    bool many = has_many_groups(doc, n);
    size_t kept = 0;
    for (size_t i = 0; i < all.id.n; i++) {
        const Candidate *c = &all.c[i];
        if (c->df >= min_df + c->pair && (c->many || !many) && c->df <= TOO_COMMON * (double)n)
            all.c[kept++] = *c;
    }
    if (kept)
        qsort_r(all.c, kept, sizeof *all.c, by_df, &all.id);
    *out = (ThemeTerms){ .n = kept < max_terms ? kept : max_terms, .topics = topics };
    strmap_init(&out->id, a);
    out->idf = ARENA_NEW_N(a, double, out->n + N_TOPIC + 1);
    for (size_t i = 0; i < out->n; i++) {
        (void)strmap_put(&out->id, all.id.key[all.c[i].id], NULL);
        out->idf[i] = 1 + log((1 + (double)n) / (1 + (double)all.c[i].df));
    }
    out->n_word = out->n;
    for (size_t k = 0; k < N_TOPIC; k++) {
        double df = (double)about[k];
        out->topic[k] = SIZE_MAX;
        if (!topics || df < TOPIC_SHARE * (double)n || about[k] < min_df || df > TOO_COMMON * (double)n)
            continue;
        out->topic[k] = out->n++;
        (void)strmap_put(&out->id, str_of(topic_key((Topic)k)), NULL);
        out->idf[out->topic[k]] = 1 + log((1 + (double)n) / (1 + df));
    }
    arena_release(&brief);
    arena_release(&scratch);
}

size_t theme_topics(const ThemeTerms *t)
{
    return t->n - t->n_word;
}

static int by_id(const void *a, const void *b)
{
    const TermCount *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* A sentence has a handful. */
static void sort_row(TermCount *row, size_t n)
{
    enum { FEW = 24 };
    if (n > FEW) {
        qsort(row, n, sizeof *row, by_id);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        TermCount x = row[i];
        size_t at = i;
        for (; at > 0 && row[at - 1].id > x.id; at--)
            row[at] = row[at - 1];
        row[at] = x;
    }
}

static void scale(TermCount *row, size_t n, double share)
{
    double norm = 0;
    for (size_t i = 0; i < n; i++)
        norm += row[i].value * row[i].value;
    for (size_t i = 0; i < n && norm > 0; i++)
        row[i].value *= sqrt(share / norm);
}

size_t theme_row(const ThemeTerms *t, const Tokens *tokens, Arena *a, TermCount **out)
{
    uint32_t hits[N_TOPIC];
    TermCount *row = ARENA_NEW_N(a, TermCount, tokens->n * 2 + N_TOPIC + 1);
    TermWalk w = { .t = tokens, .skip = heed_topics(t->topics, tokens, a, hits) };
    size_t n = 0, kept = 0, id, all;
    Str term;
    for (bool pair; next_term(&w, &term, &pair);)
        if (strmap_get(&t->id, term, &id))
            row[n++] = (TermCount){ (uint32_t)id, 1 };
    sort_row(row, n);
    for (size_t i = 0; i < n; i++) {
        if (kept && row[kept - 1].id == row[i].id)
            row[kept - 1].value++;
        else
            row[kept++] = row[i];
    }
    for (size_t i = 0; i < kept; i++)
        row[i].value = (1 + log(row[i].value)) * t->idf[row[i].id];
    all = kept;
    /* Topics have the last columns, so the row stays in order. */
    for (size_t k = 0; k < N_TOPIC; k++)
        if (hits[k] && t->topic[k] != SIZE_MAX)
            row[all++] = (TermCount){ (uint32_t)t->topic[k], 1 + log((double)hits[k]) };
    scale(row, kept, all > kept ? 1 - TOPIC_WEIGHT : 1);
    scale(row + kept, all - kept, kept ? TOPIC_WEIGHT : 1);
    *out = row;
    return all;
}

void theme_matrix(const ThemeTerms *t, const ThemeDoc *doc, size_t n, Arena *a, Sparse *out)
{
    size_t most = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        most += doc[i].tokens->n * 2 + N_TOPIC;
    *out = (Sparse){ n, t->n, ARENA_NEW_N(a, size_t, n + 1), ARENA_NEW_N(a, uint32_t, most + 1),
                     ARENA_NEW_N(a, double, most + 1) };
    for (size_t i = 0; i < n; i++) {
        ArenaMark m = arena_mark(a);
        TermCount *row;
        size_t k = theme_row(t, doc[i].tokens, a, &row);
        for (size_t j = 0; j < k; j++) {
            out->col[at] = row[j].id;
            out->val[at++] = row[j].value;
        }
        out->start[i + 1] = at;
        arena_rewind(a, m);
    }
}
