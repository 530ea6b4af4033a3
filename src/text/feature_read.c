#include "text/feature_read.h"

#include "text/feature_in.h"

/* A byte of text brings at most one unit, with its pair, its gap and its turned form, or one place where a word's pieces begin. */
enum { MOST = 4 * FEATURE_BYTES_MAX + 16, SLOTS_FIRST = 1024, WORD_PIECES = 4 * (FEATURE_WORD_MOST + 2) };

typedef struct Word {
    uint64_t  hash;
    uint32_t *letter, *piece;            /* n letters; n_piece places + 1 */
    uint32_t  n, n_piece, unit, turned;  /* unit, turned: place + 1, or 0 */
    bool      negates;
} Word;

typedef struct Slot {
    uint32_t tag, word;                  /* bits of its hash; its number + 1, 0 free */
} Slot;

/* A text is walked first, so that what is known of its words is fetched for all of them at once. */
enum { EVENTS = 2 * FEATURE_BYTES_MAX + 2 };         /* a sign may be a unit and a stop */
typedef enum What { IS_WORD, IS_SIGN, IS_STOP } What;

typedef struct Event {
    uint64_t        hash;
    const uint32_t *letter;
    uint32_t        n, guess;            /* guess: number + 1 of the word it is most likely; 0: none */
    What            what;
} Event;

struct FeatureReader {
    Arena          *a;
    const uint32_t *index;
    Word           *word;
    Slot           *slot;
    Event          *event;
    uint32_t       *letter;              /* of all words of the text */
    size_t          n_event, n_letter;
    size_t          n_word, cap, n_slot;
    uint16_t       *count;               /* by place, of the text that is read; no more than MOST, and small, so that it stays in the cache */
    uint32_t       *met[FEATURE_READ_BLOCKS], *due;      /* places in the order of first sight; columns of units to look up */
    size_t          n_met[FEATURE_READ_BLOCKS], n_due;
    Feature        *out[FEATURE_READ_BLOCKS];
    uint64_t        last, before;
    int             turned;
};

FeatureReader *feature_reader_create(const uint32_t *index, size_t n_place, Arena *a)
{
    FeatureReader *r = ARENA_NEW(a, FeatureReader);
    *r = (FeatureReader){ .a = a, .index = index, .n_slot = SLOTS_FIRST, .cap = SLOTS_FIRST / 2 };
    r->slot = ARENA_NEW_N(a, Slot, r->n_slot);
    r->event = arena_alloc(a, EVENTS * sizeof *r->event, _Alignof(Event));
    r->letter = arena_alloc(a, EVENTS * sizeof *r->letter, _Alignof(uint32_t));
    r->word = ARENA_NEW_N(a, Word, r->cap);
    r->count = ARENA_NEW_N(a, uint16_t, n_place + 1);
    for (int b = 0; b < FEATURE_READ_BLOCKS; b++) {
        r->met[b] = arena_alloc(a, MOST * sizeof **r->met, _Alignof(uint32_t));
        r->out[b] = arena_alloc(a, MOST * sizeof **r->out, _Alignof(Feature));
    }
    r->due = arena_alloc(a, MOST * sizeof *r->due, _Alignof(uint32_t));
    return r;
}

static inline void meet(FeatureReader *r, unsigned block, uint32_t place)
{
    r->met[block][r->n_met[block]] = place;
    r->n_met[block] += r->count[place]++ == 0;
}

static size_t pieces_of(const FeatureReader *r, const uint32_t *letter, size_t n, uint32_t *to)
{
    size_t kept = 0;
    for (size_t i = 0; i <= n; i++) {
        uint64_t h = TAG_PIECE;
        for (size_t k = 0; k < FEATURE_PIECE_MOST && i + k < n + 2; k++) {
            h = feature_mix(h, feature_letter(letter, n, i + k));
            if (k + 1 < FEATURE_PIECE_LEAST)
                continue;
            to[kept] = r->index[feature_col(1, h)];
            kept += to[kept] != 0;
        }
    }
    return kept;
}

static Word make(const FeatureReader *r, const uint32_t *letter, size_t n, uint64_t hash, uint32_t *piece)
{
    return (Word){ .hash = hash,
                   .piece = piece,
                   .n = (uint32_t)n,
                   .n_piece = (uint32_t)pieces_of(r, letter, n, piece),
                   .unit = feature_col(0, feature_mix(TAG_UNIT, hash)),
                   .turned = feature_col(0, feature_mix(TAG_TURNED, hash)),
                   .negates = feature_negates(letter, n) };
}

static uint32_t *copy(Arena *a, const uint32_t *from, size_t n)
{
    uint32_t *to = arena_alloc(a, (n + 1) * sizeof *to, _Alignof(uint32_t));
    memcpy(to, from, n * sizeof *to);
    return to;
}

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

/* The first word of that tag, or 0: another one is rare enough to be found out later. */
static uint32_t guess(const FeatureReader *r, uint64_t hash)
{
    size_t at = hash & (r->n_slot - 1);
    while (r->slot[at].word && r->slot[at].tag != tag_of(hash))
        at = (at + 1) & (r->n_slot - 1);
    return r->slot[at].word;
}

static bool is_word(const Word *w, const Event *e)
{
    return w->hash == e->hash && w->n == e->n && memcmp(w->letter, e->letter, e->n * sizeof *e->letter) == 0;
}

static size_t slot_of(const FeatureReader *r, const Event *e)
{
    size_t at = e->hash & (r->n_slot - 1);
    while (r->slot[at].word && !(r->slot[at].tag == tag_of(e->hash) && is_word(&r->word[r->slot[at].word - 1], e)))
        at = (at + 1) & (r->n_slot - 1);
    return at;
}

static void grow(FeatureReader *r)
{
    Word *more = ARENA_NEW_N(r->a, Word, r->cap * 2);
    memcpy(more, r->word, r->n_word * sizeof *more);
    r->word = more;
    r->cap *= 2;
    r->n_slot *= 2;
    r->slot = ARENA_NEW_N(r->a, Slot, r->n_slot);
    for (size_t k = 0; k < r->n_word; k++) {
        size_t at = r->word[k].hash & (r->n_slot - 1);
        while (r->slot[at].word)
            at = (at + 1) & (r->n_slot - 1);
        r->slot[at] = (Slot){ tag_of(r->word[k].hash), (uint32_t)k + 1 };
    }
}

/* From memory, or worked out in `spare` and remembered while there is room. */
static const Word *word_of(FeatureReader *r, const Event *e, Word *spare, uint32_t *piece)
{
    if (e->guess && is_word(&r->word[e->guess - 1], e))
        return &r->word[e->guess - 1];
    size_t at = slot_of(r, e);
    if (r->slot[at].word)
        return &r->word[r->slot[at].word - 1];
    *spare = make(r, e->letter, e->n, e->hash, piece);
    if (r->n_word == FEATURE_READER_WORDS)
        return spare;
    if (r->n_word == r->cap) {
        grow(r);
        at = slot_of(r, e);
    }
    spare->letter = copy(r->a, e->letter, e->n);
    spare->piece = copy(r->a, piece, spare->n_piece);
    r->word[r->n_word] = *spare;
    r->slot[at] = (Slot){ tag_of(e->hash), (uint32_t)++r->n_word };
    return &r->word[r->n_word - 1];
}

static void due(FeatureReader *r, uint32_t col)
{
    __builtin_prefetch(&r->index[col]);
    r->due[r->n_due++] = col;
}

static void unit_of(FeatureReader *r, uint64_t h, uint32_t col, uint32_t turned)
{
    due(r, col);
    if (r->last)
        due(r, feature_col(0, feature_mix(feature_mix(TAG_PAIR, r->last), h)));
    if (r->before)
        due(r, feature_col(0, feature_mix(feature_mix(TAG_GAP, r->before), h)));
    if (r->turned > 0)
        due(r, turned);
    r->turned--;
    r->before = r->last;
    r->last = h;
}

static void word(void *ctx, const uint32_t *letter, size_t n, uint64_t hash)
{
    FeatureReader *r = ctx;
    uint32_t *own = r->letter + r->n_letter;
    memcpy(own, letter, n * sizeof *own);
    r->n_letter += n;
    r->event[r->n_event++] = (Event){ .hash = hash, .letter = own, .n = (uint32_t)n, .what = IS_WORD };
    __builtin_prefetch(&r->slot[hash & (r->n_slot - 1)]);
}

static void unit(void *ctx, uint64_t hash)
{
    FeatureReader *r = ctx;
    r->event[r->n_event++] = (Event){ .hash = hash, .what = IS_SIGN };
}

static void stop(void *ctx)
{
    FeatureReader *r = ctx;
    r->event[r->n_event++] = (Event){ .what = IS_STOP };
}

static void fetch(FeatureReader *r)
{
    for (size_t k = 0; k < r->n_event; k++) {
        Event *e = &r->event[k];
        e->guess = e->what == IS_WORD ? guess(r, e->hash) : 0;
        if (e->guess)
            __builtin_prefetch(&r->word[e->guess - 1]);
    }
    for (size_t k = 0; k < r->n_event; k++)
        if (r->event[k].guess) {
            const Word *w = &r->word[r->event[k].guess - 1];
            __builtin_prefetch(w->letter);
            __builtin_prefetch(w->piece);
        }
}

static void take(FeatureReader *r, const Event *e)
{
    uint32_t piece[WORD_PIECES];
    Word spare;
    if (e->what == IS_SIGN)
        unit_of(r, e->hash, feature_col(0, feature_mix(TAG_UNIT, e->hash)), feature_col(0, feature_mix(TAG_TURNED, e->hash)));
    if (e->what == IS_STOP)
        r->turned = 0;
    if (e->what != IS_WORD)
        return;
    const Word *w = word_of(r, e, &spare, piece);
    unit_of(r, e->hash, w->unit, w->turned);
    for (uint32_t k = 0; k < w->n_piece; k++)
        meet(r, 1, w->piece[k] - 1);
    if (w->negates)
        r->turned = FEATURE_TURN_REACH;
}

void feature_read(FeatureReader *r, Str text, FeatureCounts *out)
{
    static const FeatureSink sink = { word, unit, stop };
    r->last = r->before = 0;
    r->turned = 0;
    r->n_event = r->n_letter = r->n_due = r->n_met[0] = r->n_met[1] = 0;
    feature_walk(text, &sink, r);
    fetch(r);
    for (size_t k = 0; k < r->n_event; k++)
        take(r, &r->event[k]);
    for (size_t k = 0; k < r->n_due; k++)
        if (r->index[r->due[k]])
            meet(r, 0, r->index[r->due[k]] - 1);
    for (int b = 0; b < FEATURE_READ_BLOCKS; b++) {
        for (size_t k = 0; k < r->n_met[b]; k++) {
            uint32_t place = r->met[b][k];
            r->out[b][k] = (Feature){ place, (float)r->count[place] };
            r->count[place] = 0;
        }
        out->block[b] = (Features){ r->out[b], r->n_met[b] };
    }
}
