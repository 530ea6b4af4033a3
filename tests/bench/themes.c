/* themes.c - what ./bench themes asks of our code.  Texts come as "label TAB text", one a line.
 *
 *     cluster FILE K          "label TAB theme" a text (-1: no term in it), then "# words" a theme, the ten it is shown by
 *     speed FILE N            N texts drawn from the file with a word dropped, doubled or added in each: cleaned, languages told, tokens, 20,000 of
 *                             them themed on two levels, all coded by sentence, hearing and coding on two threads.  By step: seconds of processor time, of the
 *                             longer thread (which is the clock where nothing else wants the processors) and by the clock; and the peak memory
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/file.h"
#include "base/parallel.h"
#include "text/clean.h"
#include "text/theme.h"

enum { FILE_MAX = 1 << 28, FIT_MAX = 20000, THREADS = 2 };

typedef struct Text {
    Str label, text;
} Text;

static Text *texts(const char *path, Arena *a, size_t *n)
{
    Str all, rest;
    Err err;
    if (file_read(path, FILE_MAX, a, &all, &err)) {
        (void)fprintf(stderr, "%s\n", err.msg);
        exit(1);
    }
    size_t lines = 0;
    for (size_t i = 0; i < all.n; i++)
        lines += all.p[i] == '\n';
    Text *t = ARENA_NEW_N(a, Text, lines + 1);
    *n = 0;
    for (rest = all; rest.n;) {
        Str line = str_cut(&rest, '\n');
        t[*n].label = str_cut(&line, '\t');
        t[(*n)++].text = line;
    }
    return t;
}

static void must(Status st, const Err *err)
{
    if (!st)
        return;
    (void)fprintf(stderr, "%s\n", err->msg);
    exit(1);
}

static ThemeDoc doc_of(Tokenizer *tz, Str raw, size_t group, Arena *a)
{
    Err err;
    Str text = str_dup(a, text_clean(raw, a));
    Lang lang = lang_guess(text, LANG_UNKNOWN).lang;
    Tokens *t = ARENA_NEW(a, Tokens);
    must(tokenize(tz, text, lang, a, t, &err), &err);
    return (ThemeDoc){ .text = text, .tokens = t, .lang = lang, .group = group };
}

static void cluster(const char *path, size_t k)
{
    Arena a;
    Tokenizer *tz;
    ThemeModel *m;
    Err err;
    size_t n;
    arena_init(&a);
    const Text *text = texts(path, &a, &n);
    ThemeDoc *d = ARENA_NEW_N(&a, ThemeDoc, n + 1);
    must(tokenizer_create(&a, &tz, &err), &err);
    for (size_t i = 0; i < n; i++)
        d[i] = doc_of(tz, text[i].text, i, &a);
    must(theme_fit(d, n, &(ThemeOptions){ .k = k, .min_weight = 1e-9 }, &a, &m, &err), &err);
    for (size_t i = 0; i < n; i++) {
        ThemeWeight w[THEME_PER_DOC];
        size_t found = theme_assign(m, d[i].tokens, &a, w);
        (void)printf("%.*s\t%d\n", STR_ARG(text[i].label), found ? (int)w[0].theme : -1);
    }
    for (size_t j = 0; j < theme_count(m); j++) {
        const Theme *t = theme_at(m, j);
        (void)printf("#");
        for (size_t i = 0; i < t->n_term; i++)
            (void)printf(" %.*s", STR_ARG(t->term[i]));
        (void)printf("\n");
    }
    arena_release(&a);
}

static double now(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t dice_state = 1;

static size_t dice(size_t n)
{
    dice_state = dice_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(dice_state >> 33) % n;
}

/* A text of the file with one word dropped, doubled, or taken from another text. */
static Str noisy(const Text *t, size_t n, Arena *a)
{
    Str from = t[dice(n)].text, other = t[dice(n)].text, rest = from, word = STR("");
    size_t blanks = 0;
    for (size_t i = 0; i < from.n; i++)
        blanks += from.p[i] == ' ';
    for (size_t at = dice(blanks + 1), k = 0; k <= at; k++)
        word = str_cut(&rest, ' ');
    size_t cut = (size_t)(word.p - from.p);
    Str head = str_sub(from, 0, cut), extra = str_cut(&other, ' ');
    switch (dice(3)) {
    case 0:
        return str_fmt(a, "%.*s%.*s", STR_ARG(head), STR_ARG(rest));
    case 1:
        return str_fmt(a, "%.*s%.*s %.*s %.*s", STR_ARG(head), STR_ARG(word), STR_ARG(word), STR_ARG(rest));
    default:
        return str_fmt(a, "%.*s%.*s %.*s %.*s", STR_ARG(head), STR_ARG(word), STR_ARG(extra), STR_ARG(rest));
    }
}

/* A share of the texts a thread. */
typedef struct Share {
    Arena      own;
    Tokenizer *tz;
    size_t     from, to, coded;
    double     took;            /* the thread's processor time in the step */
} Share;

typedef struct Crowd {
    const Str        *raw;
    Str              *text;
    Lang             *lang;
    const ThemeModel *m;
    Share             share[THREADS];
} Crowd;

static void hear(void *ctx, unsigned worker, size_t piece)
{
    Crowd *c = ctx;
    Share *s = &c->share[piece];
    double from = now(CLOCK_THREAD_CPUTIME_ID);
    Arena brief;
    (void)worker;
    arena_init(&brief);
    for (size_t i = s->from; i < s->to; i++) {
        ArenaMark mark = arena_mark(&brief);
        c->text[i] = str_dup(&s->own, text_clean(c->raw[i], &brief));
        c->lang[i] = lang_guess(c->text[i], LANG_UNKNOWN).lang;
        arena_rewind(&brief, mark);
    }
    arena_release(&brief);
    s->took = now(CLOCK_THREAD_CPUTIME_ID) - from;
}

static void code(void *ctx, unsigned worker, size_t piece)
{
    Crowd *c = ctx;
    Share *s = &c->share[piece];
    double from = now(CLOCK_THREAD_CPUTIME_ID);
    Arena a;
    Err err;
    (void)worker;
    arena_init(&a);
    for (size_t i = s->from; i < s->to; i++) {
        ArenaMark mark = arena_mark(&a);
        Tokens t;
        ThemeWeight w[THEME_PER_DOC];
        bool any = false;
        must(tokenize(s->tz, c->text[i], c->lang[i], &a, &t, &err), &err);
        for (size_t k = 0; k < t.n_sentence; k++) {
            Sentence one = t.sentence[k];
            Tokens part = { .token = t.token + one.token, .n = one.n_token, .sentence = &one, .n_sentence = 1 };
            one.token = 0;
            any = theme_assign(c->m, &part, &a, w) || any;
        }
        s->coded += any;
        arena_rewind(&a, mark);
    }
    arena_release(&a);
    s->took = now(CLOCK_THREAD_CPUTIME_ID) - from;
}

/* On both threads: processor time of both, and of the longer. */
static void share(Crowd *c, const char *name, PieceFn *work, double sum[2])
{
    double both = 0, longer = 0;
    parallel(THREADS, THREADS, work, c);
    for (size_t k = 0; k < THREADS; k++) {
        both += c->share[k].took;
        longer = c->share[k].took > longer ? c->share[k].took : longer;
    }
    (void)printf("%s %.3f\n", name, both);
    sum[0] += both;
    sum[1] += longer;
}

static void speed(const char *path, size_t n)
{
    Arena a;
    ThemeModel *m;
    Err err;
    Crowd c = { .m = NULL };
    double sum[2] = { 0, 0 };   /* of both threads; of the longer */
    size_t have, n_fit = 0, step = n / FIT_MAX + 1, coded = 0;
    arena_init(&a);
    const Text *t = texts(path, &a, &have);
    Str *raw = ARENA_NEW_N(&a, Str, n + 1);
    for (size_t i = 0; i < n; i++)
        raw[i] = noisy(t, have, &a);
    c.raw = raw;
    c.text = ARENA_NEW_N(&a, Str, n + 1);
    c.lang = ARENA_NEW_N(&a, Lang, n + 1);
    for (size_t k = 0; k < THREADS; k++) {
        Share *s = &c.share[k];
        *s = (Share){ .from = n * k / THREADS, .to = n * (k + 1) / THREADS };
        arena_init(&s->own);
        must(tokenizer_create(&s->own, &s->tz, &err), &err);
    }
    double clock = now(CLOCK_MONOTONIC);
    share(&c, "hear", hear, sum);
    double from = now(CLOCK_PROCESS_CPUTIME_ID);
    ThemeDoc *d = ARENA_NEW_N(&a, ThemeDoc, n / step + 2);
    for (size_t i = 0; i < n; i += step)
        d[n_fit++] = doc_of(c.share[0].tz, c.text[i], i % 2000, &a);
    must(theme_fit(d, n_fit, &(ThemeOptions){ .two_levels = true }, &a, &m, &err), &err);
    double fit = now(CLOCK_PROCESS_CPUTIME_ID) - from;
    c.m = m;
    share(&c, "code", code, sum);
    clock = now(CLOCK_MONOTONIC) - clock;
    struct rusage used;
    (void)getrusage(RUSAGE_SELF, &used);
    for (size_t k = 0; k < THREADS; k++)
        coded += c.share[k].coded;
    (void)printf("texts %zu\nfit %.3f\nalone %.3f\nclock %.3f\nthemes %zu\ncoded %zu\npeak_mib %.0f\n", n, fit, sum[1] + fit, clock, theme_count(m), coded, (double)used.ru_maxrss / 1024);
    for (size_t k = 0; k < THREADS; k++)
        arena_release(&c.share[k].own);
    arena_release(&a);
}

int main(int argc, char **argv)
{
    int64_t n;
    if (argc != 4 || !str_to_i64(str_of(argv[3]), &n) || n < 1) {
        (void)fprintf(stderr, "usage: bench_themes cluster|speed FILE N\n");
        return 2;
    }
    if (!strcmp(argv[1], "cluster"))
        cluster(argv[2], (size_t)n);
    else
        speed(argv[2], (size_t)n);
    return 0;
}
