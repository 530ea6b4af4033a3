#include "signal/part.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/map.h"
#include "num/interval.h"
#include "num/shape.h"
#include "text/fold.h"

enum { RECENT_DAYS = 56, BLOCKS = 8, LETTERS_MIN = 3, LETTERS_MAX = 40, WORDS_MAX = 400000, ACCOUNTS_MIN = 3, TIMES_NEW = 4 };

typedef struct Word {
    Str     text;
    int64_t last;               /* the account and block that said it last */
    int64_t said[2];            /* accounts and blocks that said it: before, recently */
    int64_t account, comment;   /* who says it: recently, else before */
} Word;

typedef struct Words {
    StrMap  id;
    Word   *word;
    size_t  n, cap;
    int64_t spoke[2], last;
    Arena   scratch;
} Words;

/* One comment: its account, and how many times eight weeks ago.  Rows come by account and block. */
typedef struct Saying {
    int64_t account, comment, block, unit;
} Saying;

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

static void add_word(Words *w, Str text, Arena *a)
{
    if (w->n == w->cap) {
        w->cap = w->cap ? w->cap * 2 : 4096;
        Word *more = ARENA_NEW_N(a, Word, w->cap);
        if (w->n)
            memcpy(more, w->word, w->n * sizeof *more);
        w->word = more;
    }
    w->word[w->n++] = (Word){ .text = text, .last = -1 };
}

/* In small letters, composed; those of other alphabets and with accents too.  `room` holds LETTERS_MAX bytes, for words of ASCII. */
static Str in_small(Str text, char *room, Arena *a)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] >= 0x80)
            return text_lower(a, text);
        room[i] = text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] - 'A' + 'a') : text.p[i];
    }
    return (Str){ room, text.n };
}

static void say_small(Words *w, Str low, const Saying *by, Arena *a)
{
    size_t at;
    if (!strmap_get(&w->id, low, &at)) {
        if (w->n == WORDS_MAX)
            return;
        low = str_dup(a, low);
        at = strmap_put(&w->id, low, NULL);
        add_word(w, low, a);
    }
    Word *one = &w->word[at];
    if (one->last == by->unit)
        return;
    bool recent = by->block == 0;
    one->last = by->unit;
    one->said[recent]++;
    if (recent || !one->said[1]) {
        one->account = by->account;
        one->comment = by->comment;
    }
}

static void say(Words *w, Str text, const Saying *by, Arena *a)
{
    char room[LETTERS_MAX];
    ArenaMark m = arena_mark(&w->scratch);
    say_small(w, in_small(text, room, &w->scratch), by, a);
    arena_rewind(&w->scratch, m);
}

static void hear(Words *w, Str text, const Saying *by, Arena *a)
{
    w->spoke[by->block == 0] += w->last != by->unit;
    w->last = by->unit;
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && letter(text.p[i]))
            i++;
        if (i - from >= LETTERS_MIN && i - from <= LETTERS_MAX)
            say(w, str_sub(text, from, i - from), by, a);
        i += i == from;
    }
}

/* Two-sided mid-p of a word; 1 where it may be neither new nor gone. */
static double word_p(const Words *w, const Word *one, bool *is_new)
{
    double x = (double)one->said[1], n = (double)w->spoke[1], X = (double)one->said[0], N = (double)w->spoke[0];
    *is_new = x >= ACCOUNTS_MIN && x * N >= TIMES_NEW * X * n;
    bool gone = x < 1 && X >= ACCOUNTS_MIN;
    if ((!*is_new && !gone) || n < 1 || N < 1)
        return 1;
    return fmin(1, 2 * spike_tail(CHANGE_BINOMIAL, x, n, X, N, *is_new));
}

static void put(const Words *w, const Word *one, bool is_new, double p, double q, Table *t)
{
    table_put_text(t, 0, one->text);
    table_put_text(t, 1, is_new ? STR("new") : STR("gone"));
    table_put_int(t, 2, one->said[1]);
    table_put_int(t, 3, w->spoke[1]);
    table_put_int(t, 4, one->said[0]);
    table_put_int(t, 5, w->spoke[0]);
    table_put_f64(t, 6, p);
    table_put_f64(t, 7, q);
    table_put_int(t, 8, one->account);
    table_put_int(t, 9, one->comment);
    table_row(t);
}

Status words_write(const SignalBook *b, int64_t *n, Err *err)
{
    static const ColSpec cols[] = { { "word", COL_TEXT }, { "kind", COL_TEXT }, { "said", COL_INT }, { "spoke", COL_INT }, { "said_before", COL_INT }, { "spoke_before", COL_INT },
                                    { "p", COL_F64 }, { "q", COL_F64 }, { "account_id", COL_INT }, { "comment_id", COL_INT } };
    Table t, out;
    Words w = { .last = -1 };
    *n = 0;
    Status st = store_fetch(b->s, SQL_WORDS_SAID, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of))), b->a, &t, err);
    if (st)
        return st;
    strmap_init(&w.id, b->a);
    arena_init(&w.scratch);
    table_init(&out, b->a, cols, COUNT_OF(cols));
    for (size_t r = 0; r < t.n; r++) {
        Saying by = { .account = col_int(&t, "account_id")[r], .comment = col_int(&t, "comment_id")[r], .block = (b->as_of - col_int(&t, "day")[r]) / RECENT_DAYS };
        by.unit = by.account * BLOCKS + by.block;
        hear(&w, col_text(&t, "text")[r], &by, b->a);
    }
    arena_release(&w.scratch);
    double *p = ARENA_NEW_N(b->a, double, w.n + 1), *q = ARENA_NEW_N(b->a, double, w.n + 1);
    bool is_new;
    for (size_t k = 0; k < w.n; k++)
        p[k] = w.word[k].said[0] + w.word[k].said[1] >= ACCOUNTS_MIN ? word_p(&w, &w.word[k], &is_new) : (double)NAN;
    st = bh_qvalues(p, w.n, b->a, q, err);
    for (size_t k = 0; !st && k < w.n; k++) {
        if (!(q[k] <= b->fdr))
            continue;
        (void)word_p(&w, &w.word[k], &is_new);
        put(&w, &w.word[k], is_new, p[k], q[k], &out);
    }
    *n = (int64_t)out.n;
    return st ? st : store_append(b->s, "d_word", &out, err);
}
