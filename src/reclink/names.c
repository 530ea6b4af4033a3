#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "reclink/visit.h"

enum { COMMON_LEAST = 200 };
#define COMMON_SHARE 0.02

typedef struct Posting {
    uint32_t record;
    float    value;          /* tf-idf of the token, length of the name taken out */
} Posting;

typedef struct Index {
    size_t    n_token;
    size_t   *at;            /* by token: postings from */
    Posting  *posting;
    uint32_t *token;         /* by record */
    size_t   *token_at;
    double   *idf;
} Index;

/* Token numbers by record, each once. */
static void cut_names(size_t n, const Str *name, Arena *a, Index *x)
{
    StrMap map;
    strmap_init(&map, a);
    size_t most = 0, filled = 0;
    for (size_t i = 0; i < n; i++)
        most += name[i].n / 2 + 1 < RL_TOKENS_MAX ? name[i].n / 2 + 1 : RL_TOKENS_MAX;
    x->token = ARENA_NEW_N(a, uint32_t, most + 1);
    x->token_at = ARENA_NEW_N(a, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str rest = name[i];
        x->token_at[i] = filled;
        while (rest.n && filled - x->token_at[i] < RL_TOKENS_MAX) {
            Str word = str_cut(&rest, ' ');
            size_t seen = x->token_at[i];
            uint32_t id = word.n ? (uint32_t)strmap_put(&map, word, NULL) : 0;
            while (word.n && seen < filled && x->token[seen] != id)
                seen++;
            if (word.n && seen == filled)
                x->token[filled++] = id;
        }
    }
    x->token_at[n] = filled;
    x->n_token = map.n;
}

static void post(size_t n, Arena *a, Index *x)
{
    x->at = ARENA_NEW_N(a, size_t, x->n_token + 2);
    x->idf = ARENA_NEW_N(a, double, x->n_token + 1);
    x->posting = ARENA_NEW_N(a, Posting, x->token_at[n] + 1);
    size_t *next = ARENA_NEW_N(a, size_t, x->n_token + 1);
    for (size_t i = 0; i < x->token_at[n]; i++)
        x->at[x->token[i] + 1]++;
    for (size_t k = 0; k < x->n_token; k++) {
        x->idf[k] = log(1 + (double)n / (double)x->at[k + 1]);
        x->at[k + 1] += x->at[k];
        next[k] = x->at[k];
    }
    for (size_t i = 0; i < n; i++) {
        double norm = 0;
        for (size_t k = x->token_at[i]; k < x->token_at[i + 1]; k++)
            norm += x->idf[x->token[k]] * x->idf[x->token[k]];
        for (size_t k = x->token_at[i]; k < x->token_at[i + 1]; k++)
            x->posting[next[x->token[k]]++] = (Posting){ (uint32_t)i, (float)(x->idf[x->token[k]] / sqrt(norm)) };
    }
}

typedef struct Near {
    double   cosine;
    uint32_t record;
} Near;

static int nearer(const void *x, const void *y)
{
    const Near *a = x, *b = y;
    if (a->cosine > b->cosine || a->cosine < b->cosine)
        return a->cosine > b->cosine ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

typedef struct Finder {
    const RlTable *t;
    const Index   *x;
    const RlNames *k;
    size_t         common;
    double        *score;
    uint32_t      *touched;
    Near          *near;
} Finder;

/* The nearest of one record, best first; returns how many. */
static size_t nearest(Finder *f, uint32_t i)
{
    size_t n = 0, kept = 0;
    double norm = 0;
    for (size_t k = f->x->token_at[i]; k < f->x->token_at[i + 1]; k++)
        norm += f->x->idf[f->x->token[k]] * f->x->idf[f->x->token[k]];
    for (size_t k = f->x->token_at[i]; k < f->x->token_at[i + 1]; k++) {
        uint32_t token = f->x->token[k];
        double mine = f->x->idf[token] / sqrt(norm);
        if (f->x->at[token + 1] - f->x->at[token] > f->common)
            continue;
        for (size_t p = f->x->at[token]; p < f->x->at[token + 1]; p++) {
            uint32_t r = f->x->posting[p].record;
            if (r == i || (f->t->side && f->t->side[r] == f->t->side[i]))
                continue;
            if (f->score[r] <= 0)
                f->touched[n++] = r;
            f->score[r] += mine * (double)f->x->posting[p].value;
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (f->score[f->touched[k]] >= f->k->least)
            f->near[kept++] = (Near){ f->score[f->touched[k]], f->touched[k] };
        f->score[f->touched[k]] = 0;
    }
    qsort(f->near, kept, sizeof *f->near, nearer);
    return kept < f->k->k ? kept : f->k->k;
}

static int by_number(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

Status rl_block_names(RlBlocks *b, const RlNames *k, const Str *name, Err *err)
{
    size_t n = b->t->n;
    if (b->n_key == RL_KEYS || b->named)
        return ERR(err, ST_INVALID, "more than %d keys, or a second one of names", RL_KEYS);
    if ((double)n * k->k >= UINT32_MAX)
        return ERR(err, ST_TOO_BIG, "%u neighbours of %zu names are too many", k->k, n);
    Arena scratch;
    arena_init(&scratch);
    Index x = { 0 };
    cut_names(n, name, &scratch, &x);
    post(n, &scratch, &x);
    Finder f = { .t = b->t, .x = &x, .k = k, .common = k->common };
    if (!f.common)
        f.common = (size_t)fmax((double)n * COMMON_SHARE, COMMON_LEAST);
    f.score = ARENA_NEW_N(&scratch, double, n + 1);
    f.touched = ARENA_NEW_N(&scratch, uint32_t, n + 1);
    f.near = ARENA_NEW_N(&scratch, Near, n + 1);
    b->pair = ARENA_NEW_N(b->a, uint64_t, n * k->k + 1);
    size_t filled = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t found = nearest(&f, i);
        for (size_t j = 0; j < found; j++) {
            uint32_t r = f.near[j].record;
            b->pair[filled++] = i < r ? (uint64_t)i << 32 | r : (uint64_t)r << 32 | i;
        }
    }
    qsort(b->pair, filled, sizeof *b->pair, by_number);
    for (size_t i = 0; i < filled; i++)
        if (!i || b->pair[i] != b->pair[i - 1])
            b->pair[b->n_pair++] = b->pair[i];
    KeyBlocks *kb = &b->key[b->n_key++];
    *kb = (KeyBlocks){ .key = { .name = str_dup(b->a, k->name) } };
    kb->count = (RlKeyCount){ .name = kb->key.name, .pairs = (double)b->n_pair };
    b->named = true;
    arena_release(&scratch);
    return ST_OK;
}
