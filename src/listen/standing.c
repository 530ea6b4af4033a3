#include "listen/standing.h"

#include "base/attr.h"
#include "listen/repeat.h"

enum { PLACES = 4, CHANNELS = 8, SIEVE_MIN = 1 << 12, SIEVE_FULL = 255 };
static const int64_t ALONE_MOST = 10, PLACE_LEAST = 10, SHARE_LEAST = 10;    /* a tenth; all but a tenth; a tenth */

/* Of one wording, while it is counted. */
typedef struct Count {
    int64_t comments, speakers, alone, first[PLACES], last[PLACES], by[CHANNELS];
    Str     sentence;
} Count;

typedef struct Finder {
    const Comments *c;
    uint8_t *sieve;
    uint64_t mask;
    I64Map   at, speaker, wording;     /* hash -> count; hash and account; wordings of comments seen */
    const char *channel[CHANNELS];
    int64_t  total[CHANNELS];          /* comments of each channel */
    size_t   n_channel;
    Count   *count;
    size_t   n, cap;
    Arena    a;
} Finder;

static Str sentence_of(const Comment *c, uint32_t k)
{
    return str_sub(c->text, c->sentence[k].from, c->sentence[k].n);
}

/* Words, and a hash that case, blanks and digits do not change. */
static size_t fold(Str s, uint64_t *hash)
{
    char part[256];
    size_t words = 0, n = 0;
    bool between = true;
    *hash = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool blank = (unsigned char)c <= ' ';
        if (blank && between)
            continue;
        words += !blank && between;
        between = blank;
        part[n++] = (char)(blank ? ' ' : c >= 'A' && c <= 'Z' ? c + 32 : c >= '0' && c <= '9' ? '0' : c);
        if (n == sizeof part) {
            *hash = hash64_mix(*hash, hash64((Str){ part, n }));
            n = 0;
        }
    }
    n -= n && part[n - 1] == ' ';
    *hash = hash64_mix(*hash, hash64((Str){ part, n }));
    return words;
}

void standing_init(Standing *x)
{
    *x = (Standing){ .n = 0 };
    arena_init(&x->a);
    i64map_init(&x->at);
}

void standing_release(Standing *x)
{
    i64map_release(&x->at);
    arena_release(&x->a);
}

/* How many wordings of a sieve's slot there are, at most SIEVE_FULL: a sentence that passes may stand, one that does not cannot. */
static void sift(Finder *f)
{
    size_t sentences = 0, slots = SIEVE_MIN;
    for (size_t i = 0; i < f->c->n; i++)
        sentences += f->c->at[i].n_sentence;
    while (slots < 2 * sentences)
        slots *= 2;
    f->mask = slots - 1;
    f->sieve = ARENA_NEW_N(&f->a, uint8_t, slots);
    for (size_t i = 0; i < f->c->n; i++)
        for (uint32_t k = 0; k < f->c->at[i].n_sentence; k++) {
            uint64_t hash;
            if (fold(sentence_of(&f->c->at[i], k), &hash) < STANDING_WORDS)
                continue;
            uint8_t *slot = &f->sieve[hash & f->mask];
            *slot = (uint8_t)(*slot + (*slot < SIEVE_FULL));
        }
}

static Count *count_of(Finder *f, uint64_t hash, Str sentence)
{
    int64_t at;
    if (!i64map_add(&f->at, hash, (int64_t)f->n, &at))
        return &f->count[at];
    if (f->n == f->cap) {
        f->cap = f->cap ? 2 * f->cap : 64;
        Count *more = ARENA_NEW_N(&f->a, Count, f->cap);
        if (f->n)
            memcpy(more, f->count, f->n * sizeof *more);
        f->count = more;
    }
    f->count[f->n] = (Count){ .sentence = sentence };
    return &f->count[f->n++];
}

/* Its number; the last one is of all that are too many to be told apart. */
static size_t channel_of(Finder *f, const char *channel)
{
    size_t k = 0;
    while (k < f->n_channel && strcmp(f->channel[k], channel) != 0)
        k++;
    if (k == CHANNELS)
        return CHANNELS - 1;
    if (k == f->n_channel)
        f->channel[f->n_channel++] = channel;
    return k;
}

static void count_sentence(Finder *f, size_t i, uint32_t k, bool new_wording)
{
    const Comment *c = &f->c->at[i];
    uint64_t hash;
    int64_t before;
    if (fold(sentence_of(c, k), &hash) < STANDING_WORDS || f->sieve[hash & f->mask] < STANDING_COMMENTS)
        return;
    Count *n = count_of(f, hash, sentence_of(c, k));
    if (c->n_sentence == 1) {
        n->alone++;
        return;
    }
    if (!new_wording)
        return;
    uint64_t who = c->account ? (uint64_t)c->account : UINT64_MAX - i;
    n->comments++;
    n->by[channel_of(f, c->channel)]++;
    n->speakers += i64map_add(&f->speaker, hash64_mix(hash, who), 1, &before);
    if (k < PLACES)
        n->first[k]++;
    if (c->n_sentence - 1 - k < PLACES)
        n->last[c->n_sentence - 1 - k]++;
}

static bool stands(const Finder *f, const Count *n)
{
    int64_t most = 0;
    bool share = false;
    for (size_t k = 0; k < f->n_channel; k++)
        share |= n->by[k] > 0 && n->by[k] * SHARE_LEAST >= f->total[k];
    for (size_t p = 0; p < PLACES; p++) {
        most = n->first[p] > most ? n->first[p] : most;
        most = n->last[p] > most ? n->last[p] : most;
    }
    return share && n->comments >= STANDING_COMMENTS && n->speakers >= STANDING_SPEAKERS && n->alone * ALONE_MOST <= n->comments &&
           (n->comments - most) * PLACE_LEAST <= n->comments;
}

static void keep(Standing *x, uint64_t hash, Str sentence, int64_t comments, int64_t speakers)
{
    int64_t before;
    if (i64map_add(&x->at, hash, (int64_t)x->n, &before))
        x->row[x->n++] = (StandingRow){ hash, str_dup(&x->a, sentence), comments, speakers };
}

static bool has_standing(const Comment *c, const Standing *x)
{
    int64_t at;
    uint64_t hash;
    for (uint32_t k = 0; k < c->n_sentence; k++)
        if (fold(sentence_of(c, k), &hash) >= STANDING_WORDS && i64map_get(&x->at, hash, &at))
            return true;
    return false;
}

void standing_find(const Comments *c, Standing *out)
{
    Finder f = { .c = c };
    arena_init(&f.a);
    i64map_init(&f.at);
    i64map_init(&f.speaker);
    i64map_init(&f.wording);
    sift(&f);
    for (size_t i = 0; i < c->n; i++) {
        int64_t before;
        f.total[channel_of(&f, c->at[i].channel)]++;
        bool new_wording = i64map_add(&f.wording, wording_hash(c->at[i].text), 1, &before);
        for (uint32_t k = 0; k < c->at[i].n_sentence; k++)
            count_sentence(&f, i, k, new_wording);
    }
    out->row = ARENA_NEW_N(&out->a, StandingRow, f.n + 1);
    for (size_t k = 0; k < f.n; k++) {
        uint64_t hash;
        (void)fold(f.count[k].sentence, &hash);
        if (stands(&f, &f.count[k]))
            keep(out, hash, f.count[k].sentence, f.count[k].comments, f.count[k].speakers);
    }
    for (size_t i = 0; out->n && i < c->n; i++)
        out->comments += has_standing(&c->at[i], out);
    i64map_release(&f.wording);
    i64map_release(&f.speaker);
    i64map_release(&f.at);
    arena_release(&f.a);
}

/* The text without them; the blanks behind one go with it. */
static Str without(const Comment *c, const Standing *x, Arena *a)
{
    char *to = arena_alloc(a, c->text.n + 1, 1);
    size_t n = 0, at = 0;
    for (uint32_t k = 0; k <= c->n_sentence; k++) {
        bool end = k == c->n_sentence;
        int64_t row;
        uint64_t hash;
        if (!end && (fold(sentence_of(c, k), &hash) < STANDING_WORDS || !i64map_get(&x->at, hash, &row)))
            continue;
        size_t from = end ? c->text.n : c->sentence[k].from;
        if (from > at)
            memcpy(to + n, c->text.p + at, from - at);
        n += from > at ? from - at : 0;
        at = end ? at : from + c->sentence[k].n;
        while (at < c->text.n && (unsigned char)c->text.p[at] <= ' ')
            at++;
    }
    return str_trim((Str){ to, n });
}

Status comments_stand(Comments *all, CommentsLots *lots, const void *standing, Arena *a, Err *err)
{
    const Standing *x = standing;
    Tokenizer *tz;
    Arena scratch;
    Status st = tokenizer_create(a, &tz, err);
    arena_init(&scratch);
    for (size_t from, to; !st && comments_next(lots, &from, &to);)
        for (size_t i = from; !st && i < to; i++) {
            Comment *c = &all->at[i];
            ArenaMark m = arena_mark(&scratch);
            if (has_standing(c, x))
                st = comment_read(c, without(c, x, &scratch), tz, a, &scratch, err);
            arena_rewind(&scratch, m);
        }
    arena_release(&scratch);
    return st;
}

Status standing_read(Store *s, Standing *out, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    Status st = store_fetch(s, SQL_STANDING, STORE_NO_ARGS, &a, &t, err);
    if (!st) {
        out->row = ARENA_NEW_N(&out->a, StandingRow, t.n + 1);
        for (size_t r = 0; r < t.n; r++)
            keep(out, (uint64_t)col_int(&t, "hash")[r], col_text(&t, "sentence")[r], col_int(&t, "comments")[r], col_int(&t, "accounts")[r]);
    }
    arena_release(&a);
    return st;
}

Status standing_write(Store *s, const Standing *x, Err *err)
{
    static const ColSpec cols[] = { { "hash", COL_INT }, { "sentence", COL_TEXT }, { "comments", COL_INT }, { "accounts", COL_INT } };
    Arena a;
    Table t;
    arena_init(&a);
    table_init(&t, &a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < x->n; k++) {
        table_put_int(&t, 0, (int64_t)x->row[k].hash);
        table_put_text(&t, 1, x->row[k].sentence);
        table_put_int(&t, 2, x->row[k].comments);
        table_put_int(&t, 3, x->row[k].speakers);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_STANDING, STORE_NO_ARGS, err);
    if (!st && t.n)
        st = store_append(s, "d_standing", &t, err);
    if (!st)
        st = store_put_summary_int(s, "comments_standing", x->comments, err);
    if (!st)
        st = store_put_summary_int(s, "sentences_standing", (int64_t)x->n, err);
    arena_release(&a);
    return st;
}
