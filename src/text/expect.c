#include "text/expect.h"

#include <string.h>

#include "base/attr.h"
#include "base/status.h"
#include "text/expect_words.h"
#include "text/fold.h"
#include "text/sentiment.h"
#include "text/utf8.h"

enum { PARTS = 10, ALTERNATIVES = 48, GAP = 4, BUCKETS = 1 << 12, MATCHES = 48, BEGINS = 2 };
static const double FELT = 0.3;        /* of sentiment.h's -1..1: less says nothing about a comparison */

typedef struct Alternative {
    Str  word;
    bool begins;
} Alternative;

typedef struct Part {                  /* one place in a pattern: a word of several, or a gap */
    const Alternative *is;
    size_t n;
    bool   gap;
} Part;

typedef struct Pattern {
    const ExpectRow *row;
    Part            *part;
    size_t           n, order;
    bool             start;            /* "^" */
} Pattern;

/* A pattern that may begin with this word. */
typedef struct Link {
    const Pattern *pattern;
    Alternative    first;
    struct Link   *next;
} Link;

struct ExpectFinder {
    Link  *whole[BUCKETS];             /* by language and first word; in the order of patterns */
    Link  *begun[BUCKETS];             /* by language and the first BEGINS letters of what it begins with */
    uint64_t has_whole[BUCKETS / 64], has_begun[BUCKETS / 64];      /* a bit a bucket: most words begin no pattern, and the bits stay in the cache */
    size_t n;                          /* patterns */
};

typedef struct Word {
    Str      fold;
    uint32_t from, n;
    bool     sign;                     /* , ; : ? ! . ( ) */
} Word;

typedef struct Words {
    Word   at[EXPECT_WORDS];
    size_t n;
    bool   question;
} Words;

typedef struct Match {
    const ExpectRow *row;
    size_t           from, to;         /* words */
} Match;

typedef struct Matches {
    Match  at[MATCHES];
    size_t n;
} Matches;

static size_t bucket_of(Lang lang, const char *p, size_t n)
{
    uint32_t h = (uint32_t)lang + 1;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * UINT32_C(0x01000193);
    return (h ^ h >> 15) % BUCKETS;
}

static Part read_part(Str s, Arena *a)
{
    Alternative is[ALTERNATIVES];
    Part p = { .gap = str_eq(s, STR("*")) };
    while (s.n && !p.gap) {
        Str w = str_cut(&s, '|');
        bool begins = w.n && w.p[w.n - 1] == '~';
        if (p.n == ALTERNATIVES || w.n < (begins ? BEGINS + 1u : 1u))
            bug("too many alternatives, or an empty one, in a pattern of expectations: %.*s", STR_ARG(w));
        is[p.n++] = (Alternative){ str_sub(w, 0, w.n - begins), begins };
    }
    Alternative *kept = ARENA_NEW_N(a, Alternative, p.n + 1);
    memcpy(kept, is, p.n * sizeof *is);
    p.is = kept;
    return p;
}

static void add_link(ExpectFinder *f, const Pattern *p, Alternative first, Arena *a)
{
    size_t n = first.begins ? (first.word.n < BEGINS ? first.word.n : BEGINS) : first.word.n;
    size_t bucket = bucket_of(p->row->lang, first.word.p, n);
    Link **at = (first.begins ? f->begun : f->whole) + bucket;
    (first.begins ? f->has_begun : f->has_whole)[bucket / 64] |= UINT64_C(1) << bucket % 64;
    while (*at)
        at = &(*at)->next;
    *at = ARENA_NEW(a, Link);
    **at = (Link){ p, first, NULL };
}

static void add_row(ExpectFinder *f, const ExpectRow *row, Arena *a)
{
    Part part[PARTS];
    Pattern *p = ARENA_NEW(a, Pattern);
    Str rest = str_of(row->pattern);
    p->row = row;
    p->order = f->n++;
    p->start = str_starts(rest, STR("^"));
    rest = str_sub(rest, p->start ? 1 : 0, rest.n);
    while (rest.n) {
        if (p->n == PARTS)
            bug("a pattern of expectations is too long: %s", row->pattern);
        part[p->n++] = read_part(str_cut(&rest, ' '), a);
    }
    if (!p->n || part[0].gap)
        bug("a pattern of expectations without a first word: %s", row->pattern);
    p->part = ARENA_NEW_N(a, Part, p->n);
    memcpy(p->part, part, p->n * sizeof *part);
    for (size_t k = 0; k < part[0].n; k++)
        add_link(f, p, part[0].is[k], a);
}

ExpectFinder *expect_create(Arena *a)
{
    ExpectFinder *f = ARENA_NEW(a, ExpectFinder);
    for (size_t i = 0; i < expect_rows_en_n; i++)
        add_row(f, &expect_rows_en[i], a);
    for (size_t i = 0; i < expect_rows_de_n; i++)
        add_row(f, &expect_rows_de[i], a);
    for (size_t i = 0; i < expect_rows_more_n; i++)
        add_row(f, &expect_rows_more[i], a);
    for (size_t i = 0; i < expect_rows_mouth_n; i++)
        add_row(f, &expect_rows_mouth[i], a);
    return f;
}

static bool in_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* "don’t" and "don't" are one word; so is "n'est".  A typographic apostrophe is three bytes, which in_word() takes along. */
static size_t word_end(Str s, size_t i)
{
    while (i < s.n && (in_word((unsigned char)s.p[i]) || (s.p[i] == '\'' && i + 1 < s.n && in_word((unsigned char)s.p[i + 1]))))
        i++;
    return i;
}

static bool is_sign(char c)
{
    return c == ',' || c == ';' || c == ':' || c == '?' || c == '!' || c == '.' || c == '(' || c == ')';
}

static void words_of(Str s, Words *w, Arena *a)
{
    bool ascii = utf8_is_ascii(s);
    Str low = ascii ? str_lower(a, s) : s;
    w->n = 0;
    w->question = false;
    for (size_t i = 0; i < s.n && w->n < EXPECT_WORDS;) {
        size_t to = word_end(s, i);
        if (to > i) {
            Str word = str_sub(low, i, to - i);
            w->at[w->n++] = (Word){ ascii ? word : text_fold(a, word), (uint32_t)i, (uint32_t)(to - i), false };
            i = to;
            continue;
        }
        if (is_sign(s.p[i]))
            w->at[w->n++] = (Word){ str_sub(s, i, 1), (uint32_t)i, 1, true };
        w->question = w->question || s.p[i] == '?';
        i++;
    }
}

static inline bool fits(const Alternative *x, Str w)
{
    return w.n >= x->word.n && (x->begins || w.n == x->word.n) && w.p[0] == x->word.p[0] && memcmp(w.p, x->word.p, x->word.n) == 0;
}

static bool part_is(const Part *p, Str w)
{
    for (size_t k = 0; k < p->n && w.n; k++)
        if (fits(&p->is[k], w))
            return true;
    return false;
}

/* Where the pattern from part k on ends when it begins at word i; 0: nowhere.  As deep as a pattern has gaps. */
static size_t match_from(const Pattern *p, size_t k, const Words *w, size_t i)
{
    for (; k < p->n; k++, i++) {
        if (!p->part[k].gap) {
            if (i >= w->n || !part_is(&p->part[k], w->at[i].fold))
                return 0;
            continue;
        }
        for (size_t skip = 0; skip <= GAP; skip++) {
            size_t end = match_from(p, k + 1, w, i + skip);
            if (end)
                return end;
            if (i + skip >= w->n || w->at[i + skip].sign)
                break;
        }
        return 0;
    }
    return i;
}

/* The next of a chain that begins so. */
static const Link *next_fit(const Link *l, Lang lang, Str w)
{
    while (l && (l->pattern->row->lang != lang || !fits(&l->first, w)))
        l = l->next;
    return l;
}

/* Patterns in their order: both chains have it, and a pattern is tried once a word. */
static void find_at(const ExpectFinder *f, const Words *w, size_t i, Lang lang, Matches *out)
{
    Str fold = w->at[i].fold;
    size_t whole = bucket_of(lang, fold.p, fold.n), begun = bucket_of(lang, fold.p, fold.n < BEGINS ? fold.n : BEGINS);
    const Link *x = f->has_whole[whole / 64] >> whole % 64 & 1 ? next_fit(f->whole[whole], lang, fold) : NULL;
    const Link *y = f->has_begun[begun / 64] >> begun % 64 & 1 ? next_fit(f->begun[begun], lang, fold) : NULL;
    while ((x || y) && out->n < MATCHES) {
        const Pattern *p = !y || (x && x->pattern->order <= y->pattern->order) ? x->pattern : y->pattern;
        size_t to = p->start && i > 0 ? 0 : match_from(p, 1, w, i + 1);
        if (to)
            out->at[out->n++] = (Match){ p->row, i, to };
        while (x && x->pattern == p)
            x = next_fit(x->next, lang, fold);
        while (y && y->pattern == p)
            y = next_fit(y->next, lang, fold);
    }
}

static void find_all(const ExpectFinder *f, const Words *w, Lang lang, Matches *out)
{
    out->n = 0;
    for (size_t i = 0; i < w->n; i++)
        if (w->at[i].fold.n)
            find_at(f, w, i, lang, out);
}

static bool is_cue(const Match *m)
{
    return m->row->role == ROLE_CUE || m->row->role == ROLE_THAN;
}

static bool overlap(const Match *x, const Match *y)
{
    return x->from < y->to && y->from < x->to;
}

static bool vetoed(const Matches *m, const Match *cue)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].row->role == ROLE_VETO && overlap(&m->at[i], cue))
            return true;
    return false;
}

/* Of two that overlap the longer says more: "wider Erwarten" is no expectation. */
static bool beats(const Match *x, const Match *y)
{
    size_t one = x->to - x->from, other = y->to - y->from;
    return overlap(x, y) && one != other ? one > other : x->row->kind < y->row->kind;
}

/* The kind that comes first; then the one further left. */
static const Match *best_cue(const Matches *m)
{
    const Match *best = NULL;
    for (size_t i = 0; i < m->n; i++) {
        const Match *c = &m->at[i];
        if (!is_cue(c) || vetoed(m, c))
            continue;
        if (!best || beats(c, best))
            best = c;
    }
    return best;
}

static bool is_turn(const Matches *m, size_t word)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].row->role == ROLE_TURN && m->at[i].from == word)
            return true;
    return false;
}

static bool ends_clause(const Words *w, const Matches *m, size_t i)
{
    return w->at[i].sign || is_turn(m, i);
}

static ExpectSpan span_of(const Words *w, size_t from, size_t to)
{
    while (from < to && w->at[from].sign)
        from++;
    while (to > from && w->at[to - 1].sign)
        to--;
    if (from >= to)
        return (ExpectSpan){ 0, 0 };
    return (ExpectSpan){ w->at[from].from, w->at[to - 1].from + w->at[to - 1].n - w->at[from].from };
}

static void clauses(const Words *w, const Matches *m, const Match *cue, Expect *e)
{
    size_t from = cue->from, to = cue->to, behind;
    while (from > 0 && !ends_clause(w, m, from - 1))
        from--;
    while (to < w->n && !ends_clause(w, m, to))
        to++;
    behind = to;
    if (to > cue->to && cue->row->role != ROLE_THAN) {
        e->expected = span_of(w, cue->to, to);
        e->lived = span_of(w, behind, w->n);
        if (!e->lived.n)
            e->lived = span_of(w, 0, cue->row->kind == EXPECT_NORM ? cue->from : from); /* what ought to be so */
        return;
    }
    /* Nothing behind the cue: "on Friday, as agreed", "two days later than expected". */
    e->expected = span_of(w, from, cue->from);
    if (!e->expected.n)
        e->expected = span_of(w, 0, from);
    e->lived = cue->row->role == ROLE_THAN ? (ExpectSpan){ 0, 0 } : span_of(w, behind, w->n);
    if (!e->lived.n)
        e->lived = e->expected;
}

/* What the matches of a role outside the cue count to. */
static size_t outside(const Matches *m, const Match *cue, ExpectRole role)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += m->at[i].row->role == role && (!cue || !overlap(&m->at[i], cue));
    return n;
}

/* Good or bad said closest before the cue, or anywhere. */
static int judged(const Matches *m, const Match *cue)
{
    int verdict = 0;
    size_t near = SIZE_MAX;
    for (size_t i = 0; i < m->n; i++) {
        const Match *c = &m->at[i];
        bool good = c->row->role == ROLE_GOOD, bad = c->row->role == ROLE_BAD;
        size_t away = c->from < cue->from ? cue->from - c->from : EXPECT_WORDS + c->from - cue->from;
        if ((good || bad) && away < near) {
            near = away;
            verdict = good ? 1 : -1;
        }
    }
    return verdict;
}

static ExpectPolarity by_words(const Matches *m, const Match *cue)
{
    size_t failed = outside(m, cue, ROLE_FAILED) + outside(m, cue, ROLE_TURN), kept = outside(m, cue, ROLE_KEPT);
    if (failed)
        return EXPECT_DISAPPOINTED;
    return kept ? EXPECT_MET : EXPECT_OPEN;
}

static ExpectPolarity polarity(const ExpectFinder *f, Str sentence, Str next, Lang lang, const Matches *m, const Match *cue, Arena *a)
{
    const ExpectRow *row = cue->row;
    if (row->polarity != EXPECT_OPEN)
        return row->polarity;
    bool than = row->role == ROLE_THAN, measured = row->kind == EXPECT_COMPARISON || row->kind == EXPECT_SURPRISE;
    if (than || measured) {
        int j = judged(m, cue);
        Sentiment felt;
        if (j)
            return j > 0 ? EXPECT_EXCEEDED : EXPECT_DISAPPOINTED;
        sentiment_score(sentence, lang, a, &felt);
        if (felt.method != SENTIMENT_NONE && (felt.compound > FELT || felt.compound < -FELT))
            return felt.compound > 0 ? EXPECT_EXCEEDED : EXPECT_DISAPPOINTED;
        return EXPECT_OPEN;
    }
    ExpectPolarity p = by_words(m, cue);
    if (p == EXPECT_OPEN && next.n && row->kind != EXPECT_NORM) {
        Words w;
        Matches behind;
        words_of(next, &w, a);
        find_all(f, &w, lang, &behind);
        p = by_words(&behind, NULL);
    }
    return p;
}

static ExpectTopic topic_in(const Words *w, const Matches *m, ExpectSpan in)
{
    unsigned n[EXPECT_TOPICS] = { 0 };
    ExpectTopic best = EXPECT_NO_TOPIC;
    for (size_t i = 0; i < m->n; i++) {
        const Match *c = &m->at[i];
        uint32_t at = w->at[c->from].from;
        if (c->row->role == ROLE_TOPIC && at >= in.from && at < in.from + in.n)
            n[c->row->topic] += (unsigned)(c->to - c->from);
    }
    for (int t = 1; t < EXPECT_TOPICS; t++)
        if (n[t] > n[best])
            best = (ExpectTopic)t;
    return best;
}

static void keep_cues(const Words *w, const Matches *m, const Match *best, Expect *e)
{
    e->cue[e->n_cue++] = span_of(w, best->from, best->to);
    for (size_t i = 0; i < m->n && e->n_cue < EXPECT_CUES; i++) {
        bool more = is_cue(&m->at[i]) && !overlap(&m->at[i], best) && !vetoed(m, &m->at[i]);
        ExpectSpan s = span_of(w, m->at[i].from, m->at[i].to);
        for (size_t k = 0; more && k < e->n_cue; k++)
            more = s.from + s.n <= e->cue[k].from || e->cue[k].from + e->cue[k].n <= s.from;
        if (more)
            e->cue[e->n_cue++] = s;
    }
}

/* Of two that overlap the longer: "recommended against" is no recommendation. */
static ExpectMouth mouth_of(const Matches *m, ExpectRole good, ExpectRole bad)
{
    const Match *best = NULL;
    for (size_t i = 0; i < m->n; i++) {
        const Match *c = &m->at[i];
        bool vetoes = false;
        if (c->row->role != good && c->row->role != bad)
            continue;
        for (size_t k = 0; k < m->n && !vetoes; k++)
            vetoes = m->at[k].row->role == ROLE_TOLD_NOT && good == ROLE_TOLD_FOR && overlap(&m->at[k], c);
        if (!vetoes && (!best || c->to - c->from > best->to - best->from))
            best = c;
    }
    return !best ? MOUTH_NONE : best->row->role == good ? MOUTH_FOR : MOUTH_AGAINST;
}

void expect_find(const ExpectFinder *f, Str sentence, Str next, Lang lang, bool asked, Arena *scratch, Expect *out)
{
    Words w;
    Matches m;
    *out = (Expect){ .kind = EXPECT_NONE };
    if (lang >= LANG_UNKNOWN && !asked)
        return;
    words_of(sentence, &w, scratch);
    if (!w.n)
        return;
    find_all(f, &w, lang, &m);
    out->consequence = !w.question && lang < LANG_UNKNOWN && outside(&m, NULL, ROLE_CONSEQUENCE) > 0;
    out->mouth = w.question ? MOUTH_NONE : mouth_of(&m, ROLE_TOLD_FOR, ROLE_TOLD_AGAINST);
    const Match *cue = best_cue(&m);
    ExpectSpan whole = { 0, (uint32_t)sentence.n };
    if (cue && w.question && cue->row->kind != EXPECT_PROMISE)
        cue = NULL;
    if (!cue && !asked) {
        out->workaround = outside(&m, NULL, ROLE_WORKAROUND) > 0;
        out->topic = out->workaround ? topic_in(&w, &m, whole) : EXPECT_NO_TOPIC;
        return;
    }
    if (cue) {
        out->kind = cue->row->kind;
        out->polarity = polarity(f, sentence, next, lang, &m, cue, scratch);
        clauses(&w, &m, cue, out);
        keep_cues(&w, &m, cue, out);
    } else {
        out->kind = EXPECT_OWN;
        out->polarity = by_words(&m, NULL) == EXPECT_MET ? EXPECT_MET : EXPECT_OPEN;
        out->expected = span_of(&w, 0, w.n);
    }
    out->topic = topic_in(&w, &m, out->expected);
    if (out->topic == EXPECT_NO_TOPIC)
        out->topic = topic_in(&w, &m, whole);
}

static bool has_role(const ExpectFinder *f, Str text, Lang lang, ExpectRole role, Arena *scratch)
{
    Words w;
    Matches m;
    words_of(text, &w, scratch);
    find_all(f, &w, lang, &m);
    return (role != ROLE_CONSEQUENCE || !w.question) && outside(&m, NULL, role) > 0;
}

bool expect_workaround(const ExpectFinder *f, Str sentence, Lang lang, Arena *scratch)
{
    return lang < LANG_UNKNOWN && has_role(f, sentence, lang, ROLE_WORKAROUND, scratch);
}

bool expect_consequence(const ExpectFinder *f, Str sentence, Lang lang, Arena *scratch)
{
    return lang < LANG_UNKNOWN && has_role(f, sentence, lang, ROLE_CONSEQUENCE, scratch);
}

ExpectTopic expect_topic(const ExpectFinder *f, Str text, Lang lang, Arena *scratch)
{
    Words w;
    Matches m;
    words_of(text, &w, scratch);
    find_all(f, &w, lang, &m);
    return w.n ? topic_in(&w, &m, (ExpectSpan){ 0, (uint32_t)text.n }) : EXPECT_NO_TOPIC;
}

bool expect_asks(const ExpectFinder *f, Str question, Lang lang, Arena *scratch)
{
    Words w;
    Matches m;
    if (lang >= LANG_UNKNOWN)
        return false;
    words_of(question, &w, scratch);
    find_all(f, &w, lang, &m);
    /* "What did you expect" is a question, which best_cue() does not take for an expectation. */
    for (size_t i = 0; i < m.n; i++)
        if (is_cue(&m.at[i]) && m.at[i].row->kind == EXPECT_OWN)
            return true;
    return false;
}

ExpectMouth expect_mouth_asks(const ExpectFinder *f, Str question, Arena *scratch)
{
    Words w;
    words_of(question, &w, scratch);
    for (int lang = 0; lang < LANG_UNKNOWN; lang++) {
        Matches m;
        find_all(f, &w, (Lang)lang, &m);
        ExpectMouth way = mouth_of(&m, ROLE_ASK_FOR, ROLE_ASK_AGAINST);
        if (way != MOUTH_NONE)
            return way;
    }
    return MOUTH_NONE;
}

const char *expect_mouth_name(ExpectMouth m)
{
    static const char *const name[MOUTH_WAYS] = { "", "recommended", "warned" };
    return name[m];
}

const char *expect_kind_name(ExpectKind k)
{
    static const char *const name[EXPECT_KINDS] = { "", "promise", "expectation", "surprise", "comparison", "norm" };
    return name[k];
}

const char *expect_polarity_name(ExpectPolarity p)
{
    static const char *const name[EXPECT_POLARITIES] = { "open", "met", "exceeded", "disappointed" };
    return name[p];
}

const char *expect_topic_name(ExpectTopic t)
{
    static const char *const name[EXPECT_TOPICS] = { "",         "timeliness",     "being told", "quick answers", "personal care",  "correct invoices", "simplicity",
                                                     "prices", "documentation", "quality",    "training",      "availability" };
    return name[t];
}
