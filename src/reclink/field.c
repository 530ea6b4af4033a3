#include "reclink/field.h"

#include <math.h>

#include "base/map.h"
#include "reclink/table.h"

enum { MOST_VALUES = 1 << 29, MOST_BITS = 64 };   /* a cached comparison is two values and a code in 64 bits */

RlTable *rl_table_create(size_t n, const uint8_t *side, Arena *a)
{
    RlTable *t = ARENA_NEW(a, RlTable);
    t->a = a;
    t->n = n;
    t->n_side[0] = n;
    if (!side)
        return t;
    t->side = ARENA_NEW_N(a, uint8_t, n + 1);
    for (size_t i = 0; i < n; i++)
        t->n_side[t->side[i] = side[i] != 0]++;
    t->n_side[0] = n - t->n_side[1];
    return t;
}

size_t rl_records(const RlTable *t) { return t->n; }
size_t rl_fields(const RlTable *t) { return t->n_field; }
const RlField *rl_field(const RlTable *t, size_t field) { return &t->field[field].f; }
unsigned rl_levels(const RlTable *t, size_t field) { return t->field[field].n_level; }

double rl_pairs_possible(const RlTable *t)
{
    double n = (double)t->n;
    return t->side ? (double)t->n_side[0] * (double)t->n_side[1] : n * (n - 1) / 2;
}

Str rl_word(const RlTable *t, size_t field, size_t record)
{
    const Column *c = &t->column[t->field[field].column[0]];
    return c->id ? c->value[c->id[record]].word : STR("");
}

static Status check(const RlTable *t, const RlField *f, Err *err)
{
    if (t->n_field == RL_FIELDS || t->n_column == COLUMNS)
        return ERR(err, ST_INVALID, "more than %d fields to compare", RL_FIELDS);
    if (t->n >= MOST_VALUES)
        return ERR(err, ST_TOO_BIG, "%zu records are more than %d", t->n, MOST_VALUES - 1);
    if (f->n_cut > RL_CUTS)
        return ERR(err, ST_INVALID, "field '%.*s' has %u cuts, at most %d", STR_ARG(f->name), f->n_cut, RL_CUTS);
    bool rising = f->kind == RL_DAMERAU || f->kind == RL_NUMBER;
    for (unsigned i = 0; i < f->n_cut; i++) {
        bool ordered = i == 0 || (rising ? f->cut[i] > f->cut[i - 1] : f->cut[i] < f->cut[i - 1]);
        if (!isfinite(f->cut[i]) || !ordered)
            return ERR(err, ST_INVALID, "the cuts of field '%.*s' are out of order", STR_ARG(f->name));
    }
    bool custom = f->kind == RL_CUSTOM;
    if (custom && (!f->custom || f->n_level < 2 || f->n_level > RL_LEVELS - 1))
        return ERR(err, ST_INVALID, "field '%.*s' has no comparison of its own", STR_ARG(f->name));
    return ST_OK;
}

static unsigned bits_for(unsigned codes)
{
    unsigned bits = 1;
    while (1u << bits < codes)
        bits++;
    return bits;
}

static Status add_slot(RlTable *t, const RlField *f, unsigned n_level, size_t n_column, Err *err)
{
    FieldSlot *s = &t->field[t->n_field];
    s->f = *f;
    s->f.name = str_dup(t->a, f->name.p ? f->name : STR(""));
    s->n_level = n_level;
    s->n_column = (unsigned)n_column;
    s->shift = t->bits;
    s->bits = bits_for(n_level + 1);
    if (s->shift + s->bits > MOST_BITS)
        return ERR(err, ST_INVALID, "the levels of all fields do not fit into %d bits", MOST_BITS);
    t->bits += s->bits;
    for (size_t i = 0; i < n_column; i++)
        s->column[i] = t->n_column - n_column + i;
    t->n_field++;
    return ST_OK;
}

static void count_letters(Value *v)
{
    for (size_t i = 0; i < v->word.n && i < PATTERN_LONGEST; i++)
        v->letters[(unsigned char)v->word.p[i] & 31]++;
}

/* Ascending and each once: what a set is. */
static uint32_t tidy_set(uint32_t *token, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = 0;
        while (at < kept && token[at] < token[i])
            at++;
        if (at < kept && token[at] == token[i])
            continue;
        uint32_t moved = token[i];
        for (uint32_t j = kept++; j > at; j--)
            token[j] = token[j - 1];
        token[at] = moved;
    }
    return kept;
}

static void count_tokens(Column *c)
{
    for (size_t v = 1; v < c->n_value; v++)
        for (uint32_t i = 0; i < c->value[v].n_token; i++) {
            const uint32_t *own = c->token_of + c->value[v].token;
            bool again = false;
            for (uint32_t j = 0; j < i && !again; j++)
                again = own[j] == own[i];
            c->token[own[i]].records += again ? 0 : c->value[v].count;
        }
}

static void cut_tokens(RlTable *t, Column *c)
{
    Arena scratch;
    arena_init(&scratch);
    StrMap map;
    strmap_init(&map, &scratch);
    size_t n = 0, filled = 0;
    for (size_t v = 1; v < c->n_value; v++) {
        n += RL_TOKENS_MAX < c->value[v].word.n / 2 + 1 ? RL_TOKENS_MAX : c->value[v].word.n / 2 + 1;
        filled += c->value[v].count;
    }
    c->token_of = ARENA_NEW_N(t->a, uint32_t, n + 1);
    n = 0;
    for (size_t v = 1; v < c->n_value; v++) {
        Str rest = c->value[v].word;
        c->value[v].token = (uint32_t)n;
        while (rest.n && n - c->value[v].token < RL_TOKENS_MAX) {
            Str word = str_cut(&rest, ' ');
            if (word.n)
                c->token_of[n++] = (uint32_t)strmap_put(&map, word, NULL);
        }
        c->value[v].n_token = (uint32_t)n - c->value[v].token;
        if (c->f.kind == RL_SET) {
            c->value[v].n_token = tidy_set(c->token_of + c->value[v].token, c->value[v].n_token);
            n = c->value[v].token + c->value[v].n_token;
        }
    }
    c->token = ARENA_NEW_N(t->a, Token, map.n + 1);
    for (size_t k = 0; k < map.n; k++)
        c->token[k].word = str_dup(t->a, map.key[k]);
    count_tokens(c);
    for (size_t k = 0; k < map.n; k++)
        c->token[k].idf = log(1 + (double)filled / (double)c->token[k].records);
    arena_release(&scratch);
}

/* Distinct words to numbers, in order of their first record. */
static void intern(RlTable *t, Column *c, const Str *word)
{
    Arena scratch;
    arena_init(&scratch);
    StrMap map;
    strmap_init(&map, &scratch);
    c->id = ARENA_NEW_N(t->a, uint32_t, t->n + 1);
    size_t bytes = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool is_new;
        if (!word[i].n)
            continue;
        c->id[i] = (uint32_t)strmap_put(&map, word[i], &is_new) + 1;
        bytes += is_new ? word[i].n : 0;
    }
    c->n_value = map.n + 1;
    c->value = ARENA_NEW_N(t->a, Value, c->n_value);
    char *p = ARENA_NEW_N(t->a, char, bytes + 1);
    c->value[0].word = STR("");
    for (size_t v = 1; v < c->n_value; v++) {
        Str w = map.key[v - 1];
        memcpy(p, w.p, w.n);
        c->value[v].word = (Str){ p, w.n };
        count_letters(&c->value[v]);
        p += w.n;
    }
    for (size_t i = 0; i < t->n; i++)
        c->value[c->id[i]].count += c->id[i] != 0;
    arena_release(&scratch);
    if (c->f.kind == RL_TOKENS || c->f.kind == RL_SET)
        cut_tokens(t, c);
}

static void count_equal(Column *c)
{
    double same = 0, filled = 0;
    for (size_t v = 1; v < c->n_value; v++) {
        double n = c->value[v].count;
        same += n * (n - 1);
        filled += n;
    }
    c->equal = filled > 1 ? same / (filled * (filled - 1)) : 0;
}

static Status add_column(RlTable *t, const RlField *f, const Str *word, Err *err)
{
    Status s = check(t, f, err);
    if (s != ST_OK)
        return s;
    Column *c = &t->column[t->n_column];
    *c = (Column){ .f = *f, .n_level = f->kind == RL_CUSTOM ? f->n_level : f->n_cut + 2 };
    c->f.name = str_dup(t->a, f->name.p ? f->name : STR(""));
    if (word)
        intern(t, c, word);
    count_equal(c);
    t->n_column++;
    return ST_OK;
}

Status rl_add_words(RlTable *t, const RlField *f, const Str *word, Err *err)
{
    if (f->kind == RL_CUSTOM || f->kind == RL_JOINT || f->kind == RL_NUMBER)
        return ERR(err, ST_INVALID, "field '%.*s' is not one of words", STR_ARG(f->name));
    Status s = add_column(t, f, word, err);
    return s == ST_OK ? add_slot(t, f, t->column[t->n_column - 1].n_level, 1, err) : s;
}

Status rl_add_numbers(RlTable *t, const RlField *f, const int64_t *number, Err *err)
{
    if (f->kind != RL_NUMBER && f->kind != RL_EXACT)
        return ERR(err, ST_INVALID, "field '%.*s' is not one of numbers", STR_ARG(f->name));
    Arena scratch;
    arena_init(&scratch);
    Str *word = ARENA_NEW_N(&scratch, Str, t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        word[i] = number[i] == RL_NO_NUMBER ? STR("") : str_fmt(&scratch, "%lld", (long long)number[i]);
    Status s = add_column(t, f, word, err);
    arena_release(&scratch);
    if (s != ST_OK)
        return s;
    Column *c = &t->column[t->n_column - 1];
    for (size_t i = 0; i < t->n; i++)
        c->value[c->id[i]].number = number[i];
    return add_slot(t, f, c->n_level, 1, err);
}

Status rl_add_custom(RlTable *t, const RlField *f, const Str *word, Err *err)
{
    if (f->kind != RL_CUSTOM)
        return ERR(err, ST_INVALID, "field '%.*s' is not a custom one", STR_ARG(f->name));
    Status s = add_column(t, f, word, err);
    return s == ST_OK ? add_slot(t, f, f->n_level, 1, err) : s;
}

static void number_tuples(RlTable *t, FieldSlot *s)
{
    Arena scratch;
    arena_init(&scratch);
    StrMap map;
    strmap_init(&map, &scratch);
    s->tuple = ARENA_NEW_N(t->a, uint32_t, t->n + 1);
    for (size_t i = 0; i < t->n; i++) {
        uint32_t ids[RL_PARTS] = { 0 };
        bool whole = true;
        for (unsigned k = 0; k < s->n_column; k++)
            whole &= (ids[k] = t->column[s->column[k]].id[i]) != 0;
        if (whole)
            s->tuple[i] = (uint32_t)strmap_put(&map, (Str){ (const char *)ids, sizeof ids }, NULL) + 1;
    }
    s->tuple_count = ARENA_NEW_N(t->a, uint32_t, map.n + 1);
    for (size_t i = 0; i < t->n; i++)
        s->tuple_count[s->tuple[i]]++;
    arena_release(&scratch);
}

Status rl_add_joint(RlTable *t, const RlField *f, const RlField *part, const Str *const *word, size_t n_part,
                    Err *err)
{
    unsigned codes = 1, radix[RL_PARTS];
    if (n_part < 2 || n_part > RL_PARTS)
        return ERR(err, ST_INVALID, "field '%.*s' joins %zu fields; two or three go", STR_ARG(f->name), n_part);
    for (size_t k = 0; k < n_part; k++) {
        if (part[k].kind == RL_CUSTOM || part[k].kind == RL_JOINT || part[k].kind == RL_NUMBER)
            return ERR(err, ST_INVALID, "field '%.*s' cannot be part of a joint one", STR_ARG(part[k].name));
        radix[k] = codes;
        codes *= part[k].n_cut + 3;
    }
    if (codes > RL_LEVELS || t->n_column + n_part > COLUMNS)
        return ERR(err, ST_INVALID, "field '%.*s' has %u levels, at most %d", STR_ARG(f->name), codes, RL_LEVELS);
    for (size_t k = 0; k < n_part; k++) {
        Status s = add_column(t, &part[k], word[k], err);
        if (s != ST_OK)
            return s;
    }
    RlField whole = *f;
    whole.kind = RL_JOINT;
    whole.unordered = true;
    Status s = add_slot(t, &whole, codes - 1, n_part, err);
    if (s != ST_OK)
        return s;
    FieldSlot *slot = &t->field[t->n_field - 1];
    memcpy(slot->radix, radix, sizeof radix);
    number_tuples(t, slot);
    return ST_OK;
}
