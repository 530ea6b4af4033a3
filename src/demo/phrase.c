#include "demo/phrase.h"

#include "base/date.h"

static const PhraseBook *book_of(Lang l)
{
    return l == LANG_DE ? &phrases_de : l == LANG_FR ? &phrases_fr : &phrases_en;
}

static const char *one_of(Words w, Rng *r)
{
    return w.w[rng_below(r, (int64_t)w.n)];
}

static void slot(Buf *b, char name, const PhraseFacts *f, Rng *r)
{
    static const char *const staff[] = { "Mr Lindholm", "Frau Berger", "Tom Ahrens", "Ms Okafor",
                                         "Jonas",       "Mrs Petrova", "Herr Stamm", "Carla",
                                         "Mr Verbeek",  "Nadia" };
    const PhraseBook *k = book_of(f->lang);
    const Delivery *d = f->delivery;
    uint64_t salt = f->salt;
    switch (name) {
    case 'n':
        buf_printf(b, "%lld",
                   (long long)(d ? (uint64_t)(d->delivered - d->promised) : 3 + salt % 9));
        break;
    case 'd':
        buf_puts(b, k->day.w[d ? (uint64_t)day_weekday(d->promised) : salt % 5]);
        break;
    case 'a':
        buf_puts(b, k->day.w[d ? (uint64_t)day_weekday(d->delivered) : salt / 5 % 5]);
        break;
    case 'o':
        buf_printf(b, "%lld", (long long)(d ? d->order : f->order));
        break;
    case 'p':
        buf_puts(b, k->product.w[salt / 64 % k->product.n]);
        break;
    case 'm':
        buf_puts(b, k->month.w[d ? (uint64_t)civil_of_day(d->promised).month - 1 : salt / 64 % 12]);
        break;
    case 'f':
        buf_puts(b, staff[salt / 4096 % COUNT_OF(staff)]);
        break;
    case 'c':
        buf_puts(b, f->city);
        break;
    case 'x':
        buf_printf(b, "%lld EUR", (long long)rng_between(r, 38, 1900));
        break;
    default:
        bug("no such slot in a phrase: %c", name);
    }
}

/* One of the parts of "[a|b|c]", `p` behind the bracket; gives the place behind "]". */
static const char *part_of(const char *p, Rng *r, Str *part)
{
    const char *end = strchr(p, ']');
    if (!end)
        bug("phrase without closing bracket: %s", p);
    int64_t n = 1;
    for (const char *q = p; q < end; q++)
        n += *q == '|';
    Str rest = { p, (size_t)(end - p) };
    *part = str_cut(&rest, '|');
    for (int64_t k = rng_below(r, n); k > 0; k--)
        *part = str_cut(&rest, '|');
    return end + 1;
}

static void put_text(Buf *b, Str s, const PhraseFacts *f, Rng *r)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '{' && i + 2 < s.n) {
            slot(b, s.p[i + 1], f, r);
            i += 2;
        } else {
            buf_putc(b, s.p[i]);
        }
    }
}

static void expand(Buf *b, const char *p, const PhraseFacts *f, Rng *r)
{
    while (*p) {
        Str text = { p, strcspn(p, "[") };
        put_text(b, text, f, r);
        p += text.n;
        if (*p == '[') {
            Str part;
            p = part_of(p + 1, r, &part);
            put_text(b, part, f, r);
        }
    }
}

/* Slips of the keyboard, in ASCII only so that the text stays UTF-8. */
static void slip(Buf *b, size_t from, Rng *r)
{
    double u = rng_uniform(r);
    bool plain = true;
    for (size_t i = from; i < b->n; i++)
        plain &= (unsigned char)b->p[i] < 0x80;
    if (b->n < from + 12)
        return;
    if (u < 0.07) {
        size_t i = from + 4 + (size_t)rng_below(r, (int64_t)(b->n - from - 8));
        char x = b->p[i], y = b->p[i + 1];
        if (x >= 'a' && x <= 'z' && y >= 'a' && y <= 'z') {
            b->p[i] = y;
            b->p[i + 1] = x;
        }
    } else if (u < 0.12 && plain) {
        for (size_t i = from; i < b->n; i++) {
            if (b->p[i] >= 'A' && b->p[i] <= 'Z')
                b->p[i] = (char)(b->p[i] + 32);
        }
    } else if (u < 0.17 && (b->p[b->n - 1] == '.' || b->p[b->n - 1] == '!')) {
        b->p[--b->n] = 0;
    } else if (u < 0.18 && plain) {
        for (size_t i = from; i < b->n; i++) {
            if (b->p[i] >= 'a' && b->p[i] <= 'z')
                b->p[i] = (char)(b->p[i] - 32);
        }
    }
}

static void sentences(Buf *b, const PhraseFacts *f, Rng *r)
{
    const PhraseBook *k = book_of(f->lang);
    bool praise = f->theme == THEME_QUALITY || f->theme == THEME_PEOPLE;
    if (rng_chance(r, 0.14))
        expand(b, one_of(k->opener, r), f, r);
    expand(b, one_of(f->waiting ? k->waiting : k->theme[f->theme], r), f, r);
    if (rng_chance(r, 0.24)) {
        buf_putc(b, ' ');
        expand(b, one_of(praise ? k->praise : k->detail, r), f, r);
    }
    if (f->second != THEME_NONE && f->second != f->theme) {
        buf_putc(b, ' ');
        if (rng_chance(r, 0.3))
            expand(b, one_of(k->but, r), f, r);
        expand(b, one_of(k->theme[f->second], r), f, r);
    }
    if (rng_chance(r, 0.4)) {
        buf_puts(b, rng_chance(r, 0.12) ? "\n" : " ");
        expand(b, one_of(f->pleased ? k->pleased : k->annoyed, r), f, r);
    }
}

void comment_write(Buf *b, const PhraseFacts *f, Rng *r)
{
    const PhraseBook *k = book_of(f->lang);
    size_t from = b->n;
    if (f->theme == THEME_NONE) {
        if (rng_chance(r, 0.10))
            expand(b, one_of(k->nothing, r), f, r);
        else if (rng_chance(r, 0.2))
            expand(b, one_of(f->pleased ? k->pleased : k->annoyed, r), f, r);
        return;
    }
    sentences(b, f, r);
    slip(b, from, r);
}

/* One to three sentences; of every seven about one is what other accounts expect. */
static void held_write(Buf *b, const PhraseFacts *f, Rng *r)
{
    const PhraseBook *k = book_of(f->lang);
    size_t from = b->n;
    for (int64_t n = rng_between(r, 1, 3); n > 0; n--) {
        int64_t set = rng_chance(r, 0.86) ? (int64_t)f->expects : rng_between(r, EXPECTS_TIME, EXPECTS_CARE);
        expand(b, one_of(k->hold[set], r), f, r);
        if (n > 1)
            buf_putc(b, ' ');
    }
    slip(b, from, r);
}

void expectation_write(Buf *b, const PhraseFacts *f, Rng *r)
{
    size_t from = b->n;
    if (f->expects != EXPECTS_NONE && !(f->delivery && rng_chance(r, 0.3))) {
        held_write(b, f, r);
        return;
    }
    bool dated = f->delivery && rng_chance(r, 0.8);
    expand(b, one_of(book_of(f->lang)->expect[dated], r), f, r);
    slip(b, from, r);
}

void subject_write(Buf *b, const PhraseFacts *f, Rng *r)
{
    static const char *const before[] = { "AW: ", "RE: ", "Fwd: ", "WG: ", "Re: " };
    if (rng_chance(r, 0.12))
        buf_puts(b, before[rng_below(r, 5)]);
    expand(b, one_of(book_of(f->lang)->subject[f->theme], r), f, r);
}

static void signature(Buf *b, const PhraseFacts *f, Rng *r)
{
    const PhraseBook *k = book_of(f->lang);
    buf_puts(b, "\n\n");
    expand(b, one_of(k->regards, r), f, r);
    buf_printf(b, "\n%.*s %.*s\n", STR_ARG(f->who->first), STR_ARG(f->who->last));
    if (rng_chance(r, 0.5))
        buf_printf(b, "\n--\n%.*s\n%.*s\n", STR_ARG(f->company), STR_ARG(f->who->email));
}

void mail_write(Buf *b, const PhraseFacts *f, Rng *r)
{
    const PhraseBook *k = book_of(f->lang);
    if (rng_chance(r, 0.55)) {
        expand(b, one_of(k->greeting, r), f, r);
        buf_puts(b, "\n\n");
    }
    size_t from = b->n;
    sentences(b, f, r);
    if (f->delivery && rng_chance(r, 0.4)) {
        buf_putc(b, ' ');
        expand(b, one_of(k->expect[1], r), f, r);
    }
    slip(b, from, r);
    if (rng_chance(r, 0.45))
        signature(b, f, r);
    if (rng_chance(r, 0.08)) {
        buf_puts(b, "\n\n> ");
        expand(b, one_of(k->greeting, r), f, r);
        buf_printf(b, "\n> Nordhaven Instruments - Customer Service\n> %s",
                   f->delivery ? "Order " : "Ref. ");
        slot(b, 'o', f, r);
    }
}
