#include "reclink/table.h"
#include "text/similar.h"

/* What a loose match of two tokens is worth, of an equal one's 1: little enough that an equal token wins. */
#define WORTH_TYPO    0.9
#define WORTH_PREFIX  0.8
#define WORTH_ACRONYM 0.9
#define WORTH_GLUE    0.95
#define TYPO_LEAST    0.92

enum { TYPO_LETTERS = 5, PREFIX_LETTERS = 3, ACRONYM_MOST = 6 };

typedef struct Side {
    const uint32_t *id;
    uint32_t        n;
    bool            used[RL_TOKENS_MAX];
    double          all;        /* IDF of all its tokens */
} Side;

typedef struct Sharing {
    const Column *c;
    Side          side[2];
    double        common;
    uint32_t      rarest;       /* records that have the rarest shared token; 0: none shared */
} Sharing;

static const Token *token_at(const Sharing *s, int side, uint32_t i) { return &s->c->token[s->side[side].id[i]]; }

static void share(Sharing *s, const Token *a, const Token *b, double worth)
{
    uint32_t records = a->records > b->records ? a->records : b->records;
    s->common += worth * (a->idf + b->idf) / 2;
    if (!s->rarest || records < s->rarest)
        s->rarest = records;
}

/* `whole` begins with `part`, or has its letters in order behind the same first one ("intl"). */
static bool shortens(Str part, Str whole)
{
    if (part.n < PREFIX_LETTERS || part.n >= whole.n || part.p[0] != whole.p[0])
        return false;
    size_t at = 0;
    for (size_t i = 0; i < whole.n && at < part.n; i++)
        at += whole.p[i] == part.p[at];
    return at == part.n && (str_starts(whole, part) || part.n * 2 <= whole.n + 2);
}

static double looseness(unsigned loose, const Token *a, const Token *b)
{
    Str x = a->word, y = b->word;
    if (loose & RL_TYPO && x.n >= TYPO_LETTERS && y.n >= TYPO_LETTERS && name_similarity(x, y) >= TYPO_LEAST)
        return WORTH_TYPO;
    if (loose & RL_PREFIX && (shortens(x, y) || shortens(y, x)))
        return WORTH_PREFIX;
    return 0;
}

/* One token of `from` is the initials of neighbours of the other side, all unused. */
static void share_acronyms(Sharing *s, int from)
{
    Side *x = &s->side[from], *y = &s->side[!from];
    for (uint32_t i = 0; i < x->n; i++) {
        Str word = token_at(s, from, i)->word;
        if (x->used[i] || word.n < 2 || word.n > ACRONYM_MOST || word.n > y->n)
            continue;
        for (uint32_t at = 0; at + word.n <= y->n && !x->used[i]; at++) {
            uint32_t k = 0;
            while (k < word.n && !y->used[at + k] && token_at(s, !from, at + k)->word.p[0] == word.p[k])
                k++;
            if (k < word.n)
                continue;
            x->used[i] = true;
            double run = 0;
            for (k = 0; k < word.n; k++) {
                y->used[at + k] = true;
                run += token_at(s, !from, at + k)->idf;
            }
            s->common += WORTH_ACRONYM * (run + token_at(s, from, i)->idf) / 2;
            if (!s->rarest || token_at(s, from, i)->records < s->rarest)
                s->rarest = token_at(s, from, i)->records;
        }
    }
}

/* Two neighbours of one side are one token of the other. */
static void share_glued(Sharing *s, int from)
{
    Side *x = &s->side[from], *y = &s->side[!from];
    for (uint32_t i = 0; i < x->n; i++) {
        const Token *whole = token_at(s, from, i);
        for (uint32_t at = 0; at + 1 < y->n && !x->used[i]; at++) {
            Str one = token_at(s, !from, at)->word, two = token_at(s, !from, at + 1)->word;
            if (y->used[at] || y->used[at + 1] || one.n + two.n != whole->word.n || !str_starts(whole->word, one) ||
                !str_ends(whole->word, two))
                continue;
            x->used[i] = y->used[at] = y->used[at + 1] = true;
            s->common += WORTH_GLUE *
                         (whole->idf + token_at(s, !from, at)->idf + token_at(s, !from, at + 1)->idf) / 2;
            if (!s->rarest || whole->records < s->rarest)
                s->rarest = whole->records;
        }
    }
}

static void share_equal(Sharing *s)
{
    Side *x = &s->side[0], *y = &s->side[1];
    for (uint32_t i = 0; i < x->n; i++)
        for (uint32_t j = 0; j < y->n; j++)
            if (!y->used[j] && x->id[i] == y->id[j]) {
                x->used[i] = y->used[j] = true;
                share(s, token_at(s, 0, i), token_at(s, 1, j), 1);
                break;
            }
}

static void share_loose(Sharing *s)
{
    Side *x = &s->side[0], *y = &s->side[1];
    for (uint32_t i = 0; i < x->n; i++) {
        double best = 0;
        uint32_t at = 0;
        for (uint32_t j = 0; j < y->n && !x->used[i]; j++) {
            double worth = y->used[j] ? 0 : looseness(s->c->f.loose, token_at(s, 0, i), token_at(s, 1, j));
            if (worth > best) {
                best = worth;
                at = j;
            }
        }
        if (best > 0) {
            x->used[i] = y->used[at] = true;
            share(s, token_at(s, 0, i), token_at(s, 1, at), best);
        }
    }
}

static void side_of(Sharing *s, int k, uint32_t value)
{
    const Value *v = &s->c->value[value];
    s->side[k].id = s->c->token_of + v->token;
    s->side[k].n = v->n_token;
    for (uint32_t i = 0; i < v->n_token; i++)
        s->side[k].all += token_at(s, k, i)->idf;
}

double token_similarity(const Column *c, uint32_t left, uint32_t right, uint32_t *rarest)
{
    Sharing s = { .c = c };
    side_of(&s, 0, left);
    side_of(&s, 1, right);
    share_equal(&s);
    if (c->f.loose & RL_GLUE) {
        share_glued(&s, 0);
        share_glued(&s, 1);
    }
    if (c->f.loose & RL_ACRONYM) {
        share_acronyms(&s, 0);
        share_acronyms(&s, 1);
    }
    if (c->f.loose & (RL_TYPO | RL_PREFIX))
        share_loose(&s);
    *rarest = s.rarest;
    double all = s.side[0].all + s.side[1].all;
    return all > 0 ? 2 * s.common / all : 0;
}

double set_similarity(const Column *c, uint32_t left, uint32_t right, uint32_t *rarest)
{
    const Value *x = &c->value[left], *y = &c->value[right];
    uint32_t shared = 0, i = 0, j = 0;
    *rarest = 0;
    while (i < x->n_token && j < y->n_token) {
        uint32_t a = c->token_of[x->token + i], b = c->token_of[y->token + j];
        if (a == b) {
            shared++;
            if (!*rarest || c->token[a].records < *rarest)
                *rarest = c->token[a].records;
        }
        i += a <= b;
        j += b <= a;
    }
    uint32_t least = x->n_token < y->n_token ? x->n_token : y->n_token;
    return least ? (double)shared / least : 0;
}
