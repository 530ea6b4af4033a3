#include <math.h>
#include <stdlib.h>

#include "reclink/table.h"

void comparer_init(Comparer *c, const RlTable *t, bool cached, Arena *a)
{
    c->t = t;
    c->cache = ARENA_NEW_N(a, ColumnCache, t->n_column + 1);
    for (size_t k = 0; k < t->n_column; k++) {
        pattern_init(&c->cache[k].pattern);
        /* Edits are counted faster than looked up; words that hardly repeat are never met again. */
        const Column *col = &t->column[k];
        bool worth = col->f.kind == RL_TOKENS || (col->f.kind == RL_JARO && col->n_value < t->n / 4);
        c->cache[k].seen = cached && worth ? ARENA_NEW_N(a, uint64_t, CACHE) : NULL;
    }
}

static unsigned falling_level(const RlField *f, double v)
{
    unsigned k = 0;
    while (k < f->n_cut && v < f->cut[k])
        k++;
    return k + 1;
}

static unsigned rising_level(const RlField *f, double v)
{
    unsigned k = 0;
    while (k < f->n_cut && v > f->cut[k])
        k++;
    return k + 1;
}

/* By how much the counts of letters differ; letters that fall together only make it less. */
static unsigned letters_apart(const Value *x, const Value *y)
{
    unsigned sum = 0;
    for (size_t k = 0; k < sizeof x->letters; k++)
        sum += (unsigned)abs(x->letters[k] - y->letters[k]);
    return sum;
}

static size_t compared(Str w) { return w.n < PATTERN_LONGEST ? w.n : PATTERN_LONGEST; }

/* No match of letters can be better than this: a letter too many on one side matches nothing. */
static double most_similar(const Value *x, const Value *y)
{
    double a = (double)compared(x->word), b = (double)compared(y->word);
    double m = (a + b - letters_apart(x, y)) / 2;
    if (m <= 0)
        return 0;
    double jaro = (m / a + m / b + 1) / 3;
    size_t prefix = 0;
    while (prefix < 4 && prefix < x->word.n && prefix < y->word.n && x->word.p[prefix] == y->word.p[prefix])
        prefix++;
    return jaro + (double)prefix * 0.1 * (1 - jaro);
}

static const WordPattern *prepared(ColumnCache *c, const Column *col, uint32_t left)
{
    if (c->prepared != left) {
        pattern_set(&c->pattern, col->value[left].word);
        c->prepared = left;
    }
    return &c->pattern;
}

static unsigned level_of(ColumnCache *cache, const Column *c, uint32_t left, uint32_t right)
{
    const Value *x = &c->value[left], *y = &c->value[right];
    uint32_t rarest;
    switch (c->f.kind) {
    case RL_JARO:
        return falling_level(&c->f, pattern_similarity(prepared(cache, c, left), y->word));
    case RL_DAMERAU: {
        size_t most = c->f.n_cut ? (size_t)c->f.cut[c->f.n_cut - 1] : 0;
        return rising_level(&c->f, (double)pattern_edits(prepared(cache, c, left), y->word, most));
    }
    case RL_NUMBER:
        return rising_level(&c->f, fabs((double)x->number - (double)y->number));
    case RL_TOKENS:
        return falling_level(&c->f, token_similarity(c, left, right, &rarest));
    case RL_SET: {
        double s = set_similarity(c, left, right, &rarest);
        return s >= 1 && x->n_token == y->n_token ? 0 : falling_level(&c->f, s);
    }
    case RL_EXACT:
    case RL_CUSTOM:
    case RL_JOINT:
        break;
    }
    return c->n_level - 1;
}

/* What is decided without looking into the words; 0: not decided. */
static unsigned code_at_once(const Column *c, uint32_t left, uint32_t right)
{
    if (c->f.kind == RL_EXACT || !c->f.n_cut)
        return c->f.kind == RL_SET ? 0 : c->n_level;
    const Value *x = &c->value[left], *y = &c->value[right];
    double last = c->f.cut[c->f.n_cut - 1];
    if (c->f.kind == RL_JARO && most_similar(x, y) + 1e-9 < last)
        return c->n_level;
    if (c->f.kind == RL_DAMERAU) {
        /* A change takes one letter and brings another; nothing else moves the counts by two. */
        if (letters_apart(x, y) > 2 * last)
            return c->n_level;
    }
    return 0;
}

unsigned column_code(Comparer *c, size_t column, uint32_t left, uint32_t right)
{
    const Column *col = &c->t->column[column];
    unsigned code = code_at_once(col, left, right);
    if (code)
        return code;
    ColumnCache *cache = &c->cache[column];
    if (!cache->seen)
        return level_of(cache, col, left, right) + 1;
    uint64_t pair = (uint64_t)left << 35 | (uint64_t)right << 6;
    uint64_t *slot = &cache->seen[pair * UINT64_C(0x9E3779B97F4A7C15) >> 51];
    if ((*slot & ~UINT64_C(63)) == pair && *slot & 63)
        return (unsigned)(*slot & 63);
    code = level_of(cache, col, left, right) + 1;
    *slot = pair | code;
    return code;
}

static unsigned part_code(Comparer *c, size_t column, uint32_t left, uint32_t right)
{
    if (!left || !right)
        return 0;
    return left == right ? 1 : column_code(c, column, left, right);
}

unsigned field_code(Comparer *c, size_t field, uint32_t a, uint32_t b)
{
    const FieldSlot *s = &c->t->field[field];
    const Column *col = &c->t->column[s->column[0]];
    if (s->f.kind == RL_CUSTOM) {
        uint32_t x = column_id(col, a), y = column_id(col, b);
        if (col->id && (!x || !y || x == y))
            return x && y;
        uint8_t level = s->f.custom(s->f.ctx, a, b);
        if (level != RL_NULL && level >= s->n_level)
            bug("field '%.*s' has no level %d", STR_ARG(s->f.name), level);
        return level == RL_NULL ? 0 : level + 1u;
    }
    if (s->f.kind != RL_JOINT)
        return part_code(c, s->column[0], col->id[a], col->id[b]);
    unsigned code = 0;
    for (unsigned k = 0; k < s->n_column; k++) {
        const Column *part = &c->t->column[s->column[k]];
        code += s->radix[k] * part_code(c, s->column[k], part->id[a], part->id[b]);
    }
    return code;
}

static double column_frequency(const RlTable *t, const Column *c, unsigned code, uint32_t x, uint32_t y)
{
    if (!code || !x || !y)
        return 0;
    uint32_t records = c->value[x].count > c->value[y].count ? c->value[x].count : c->value[y].count;
    if (code > 1 && code == c->n_level)
        return 0;
    if (code > 1 && c->f.kind == RL_TOKENS)
        token_similarity(c, x, y, &records);
    if (code > 1 && c->f.kind == RL_SET)
        set_similarity(c, x, y, &records);
    return (double)records / (double)t->n;
}

double field_frequency(const RlTable *t, size_t field, unsigned code, uint32_t a, uint32_t b)
{
    const FieldSlot *s = &t->field[field];
    const Column *c = &t->column[s->column[0]];
    if (s->f.kind != RL_JOINT)
        return c->id ? column_frequency(t, c, code, c->id[a], c->id[b]) : 0;
    /* All parts equal: the combination's share.  Otherwise the rarest of what is equal. */
    if (s->tuple[a] && s->tuple[a] == s->tuple[b])
        return (double)s->tuple_count[s->tuple[a]] / (double)t->n;
    double rarest = 0;
    for (unsigned k = 0; k < s->n_column; k++) {
        const Column *part = &t->column[s->column[k]];
        uint32_t x = part->id[a];
        double f = x && x == part->id[b] ? (double)part->value[x].count / (double)t->n : 0;
        if (f > 0 && (rarest <= 0 || f < rarest))
            rarest = f;
    }
    return rarest;
}

void rl_compare(const RlTable *t, uint32_t a, uint32_t b, uint8_t *level)
{
    Arena scratch;
    Comparer c;
    arena_init(&scratch);
    comparer_init(&c, t, false, &scratch);
    for (size_t f = 0; f < t->n_field; f++) {
        unsigned code = field_code(&c, f, a < b ? a : b, a < b ? b : a);
        level[f] = code ? (uint8_t)(code - 1) : RL_NULL;
    }
    arena_release(&scratch);
}

static Str column_level_text(const Column *c, unsigned level, Arena *a)
{
    if (level == 0)
        return STR("equal");
    if (level == c->n_level - 1)
        return STR("differs");
    double cut = c->f.cut[level - 1];
    switch (c->f.kind) {
    case RL_JARO: return str_fmt(a, "similarity %g or more", cut);
    case RL_DAMERAU: return str_fmt(a, cut > 1 ? "%g edits or fewer" : "one edit", cut);
    case RL_NUMBER: return str_fmt(a, "%g or less apart", cut);
    case RL_TOKENS: return str_fmt(a, "%g %% of the words, by weight", 100 * cut);
    case RL_SET: return str_fmt(a, "%g %% of the smaller set", 100 * cut);
    case RL_EXACT:
    case RL_CUSTOM:
    case RL_JOINT: break;
    }
    return str_fmt(a, "level %u", level);
}

Str rl_level_text(const RlTable *t, size_t field, unsigned level, Arena *a)
{
    const FieldSlot *s = &t->field[field];
    if (level == RL_NULL)
        return STR("missing");
    if (s->f.level_name)
        return str_of(s->f.level_name[level]);
    if (s->f.kind != RL_JOINT)
        return column_level_text(&t->column[s->column[0]], level, a);
    Str text = STR("");
    unsigned code = level + 1;
    for (unsigned k = 0; k < s->n_column; k++) {
        const Column *c = &t->column[s->column[k]];
        unsigned part = code / s->radix[k] % (c->n_level + 1);
        Str said = part ? column_level_text(c, part - 1, a) : STR("missing");
        text = str_fmt(a, "%.*s%s%.*s %.*s", STR_ARG(text), k ? ", " : "", STR_ARG(c->f.name), STR_ARG(said));
    }
    return text;
}
