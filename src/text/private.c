#include "text/private.h"

#include "base/attr.h"
#include "base/buf.h"

enum { CARD_MIN = 14, CARD_MAX = 19, IBAN_MAX = 34, NUMBER_MIN = 12, GROUPS = 5, CONTEXT = 3, TEXT_MAX = 1 << 24 };

// clang-format off
const PrivateWord private_words[PRIVATE_COUNT] = {
    [PRIVATE_NONE]     = { "none",     "nothing" },
    [PRIVATE_IP]       = { "ip",       "IP address" },
    [PRIVATE_LOCATION] = { "location", "place on the map" },
    [PRIVATE_CARD]     = { "card",     "card number" },
    [PRIVATE_LAST4]    = { "last4",    "last digits of a card" },
    [PRIVATE_BANK]     = { "bank",     "bank account" },
    [PRIVATE_IDENTITY] = { "identity", "passport or social security number" },
    [PRIVATE_BIRTH]    = { "birth",    "date of birth" },
    [PRIVATE_DEVICE]   = { "device",   "device or browser" },
};

/* First digits and lengths, as the schemes publish them; the digits compared are as many as `low` has. */
static const struct { int digits, low, high, min, max; } issuers[] = {
    { 1, 4, 4, 16, 16 },       { 1, 4, 4, 19, 19 },       /* Visa */
    { 2, 51, 55, 16, 16 },     { 4, 2221, 2720, 16, 16 }, /* Mastercard */
    { 2, 34, 34, 15, 15 },     { 2, 37, 37, 15, 15 },     /* American Express */
    { 4, 6011, 6011, 16, 19 }, { 3, 644, 649, 16, 19 },   { 2, 65, 65, 16, 19 },   /* Discover */
    { 3, 300, 305, 14, 14 },   { 2, 36, 36, 14, 14 },     { 2, 38, 39, 14, 14 },   /* Diners Club */
    { 4, 3528, 3589, 16, 19 },                            /* JCB */
    { 2, 62, 62, 16, 19 },                                /* UnionPay */
    { 4, 5018, 5018, 16, 19 }, { 4, 5020, 5020, 16, 19 }, { 4, 5038, 5038, 16, 19 }, { 4, 6304, 6304, 16, 19 },
    { 4, 6759, 6759, 16, 19 }, { 4, 6761, 6763, 16, 19 }, /* Maestro */
    { 4, 2200, 2204, 16, 19 },                            /* Mir */
};

/* How cards are printed and typed. */
static const struct { int n, len[GROUPS]; } groupings[] = {
    { 5, { 4, 4, 4, 4, 3 } }, { 4, { 4, 4, 4, 4 } }, { 3, { 4, 6, 5 } }, { 3, { 4, 6, 4 } }, { 2, { 8, 8 } },
};

/* SWIFT, IBAN registry: country and length. */
static const char iban_lengths[] =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27"
    "GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24"
    "PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

/* Words that say that the next number is a person's. */
static const char *const identity_words[] = { "ssn", "social security", "passport", "reisepass", "passeport", "pasaporte", "passaporto",
    "paspoort", "national insurance", "sozialversicherungsnummer", "steuer-id", "codice fiscale", "burgerservicenummer", "personnummer", "pesel" };
// clang-format on

bool private_set(Str words, PrivateSet *out, Str *bad)
{
    *out = 0;
    while (words.n) {
        Str w = str_trim(str_cut(&words, ','));
        int k = 0;
        while (k < PRIVATE_COUNT && !str_ieq(w, str_of(private_words[k].name)))
            k++;
        if (k == PRIVATE_COUNT && w.n) {
            *bad = w;
            return false;
        }
        if (w.n && k)
            *out |= 1u << k;
    }
    return true;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 128; }
static bool is_alnum(char c) { return is_digit(c) || is_letter(c) || c == '_'; }

static bool luhn(const char *d, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int v = d[n - 1 - i] - '0';
        if (i & 1)
            v = v * 2 > 9 ? v * 2 - 9 : v * 2;
        sum += v;
    }
    return sum % 10 == 0;
}

static bool issued(const char *d, int n)
{
    for (size_t i = 0; i < COUNT_OF(issuers); i++) {
        int head = 0;
        for (int k = 0; k < issuers[i].digits; k++)
            head = head * 10 + d[k] - '0';
        if (head >= issuers[i].low && head <= issuers[i].high && n >= issuers[i].min && n <= issuers[i].max)
            return true;
    }
    return false;
}

static bool card_digits(const char *d, int n)
{
    return n >= CARD_MIN && n <= CARD_MAX && issued(d, n) && luhn(d, n);
}

/* Groups of digits from i on, divided by one and the same ' ' or '-'. */
typedef struct Groups {
    size_t end[GROUPS];   /* behind each */
    int    len[GROUPS], n;
    char   digit[GROUPS * CARD_MAX];
} Groups;

static void groups_at(Str s, size_t i, Groups *g)
{
    char sep = 0;
    int all = 0;
    g->n = 0;
    while (g->n < GROUPS) {
        int len = 0;
        while (i < s.n && is_digit(s.p[i]) && len < CARD_MAX)
            g->digit[all + len++] = s.p[i++];
        if (!len || (i < s.n && is_digit(s.p[i])))
            return;
        all += len;
        g->len[g->n] = len;
        g->end[g->n++] = i;
        if (i + 1 >= s.n || (s.p[i] != ' ' && s.p[i] != '-') || !is_digit(s.p[i + 1]) || (sep && s.p[i] != sep))
            return;
        sep = s.p[i++];
    }
}

static bool ends_cleanly(Str s, size_t i)
{
    char c = i < s.n ? s.p[i] : ' ', next = i + 1 < s.n ? s.p[i + 1] : ' ';
    return !is_alnum(c) && !(c == '-' && is_alnum(next)) && !(c == '.' && is_digit(next));
}

static bool starts_cleanly(Str s, size_t i)
{
    return !i || !(is_alnum(s.p[i - 1]) || strchr("-/.+#&%", s.p[i - 1]));
}

/* Length in bytes of the card number at i; 0: none.  last[] gets its last four digits. */
static size_t card_at(Str s, size_t i, char last[4])
{
    Groups g;
    if (!starts_cleanly(s, i))
        return 0;
    groups_at(s, i, &g);
    if (g.n && g.len[0] >= CARD_MIN && card_digits(g.digit, g.len[0]) && ends_cleanly(s, g.end[0])) {
        memcpy(last, g.digit + g.len[0] - 4, 4);
        return g.end[0] - i;
    }
    for (size_t k = 0; k < COUNT_OF(groupings); k++) {
        int sum = 0, at = 0;
        for (; at < groupings[k].n && at < g.n && g.len[at] == groupings[k].len[at]; at++)
            sum += g.len[at];
        if (at < groupings[k].n || !card_digits(g.digit, sum))
            continue;
        size_t end = g.end[at - 1];
        if (end < s.n && is_alnum(s.p[end]))
            continue;
        memcpy(last, g.digit + sum - 4, 4);
        return end - i;
    }
    return 0;
}

static int iban_length(const char *country)
{
    for (size_t i = 0; i + 4 <= sizeof iban_lengths - 1; i += 4)
        if (iban_lengths[i] == country[0] && iban_lengths[i + 1] == country[1])
            return (iban_lengths[i + 2] - '0') * 10 + iban_lengths[i + 3] - '0';
    return 0;
}

/* ISO 7064 mod 97-10 over the rearranged number. */
static bool mod97(const char *c, int n)
{
    int r = 0;
    for (int i = 0; i < n; i++) {
        char x = c[(i + 4) % n];
        r = is_digit(x) ? (r * 10 + x - '0') % 97 : (r * 100 + x - 'A' + 10) % 97;
    }
    return r == 1;
}

static size_t iban_at(Str s, size_t i)
{
    char c[IBAN_MAX];
    int n = 0, want = i + 4 <= s.n && is_upper(s.p[i]) && is_upper(s.p[i + 1]) ? iban_length(s.p + i) : 0;
    size_t from = i;
    if (!want || !is_digit(s.p[i + 2]) || !is_digit(s.p[i + 3]) || (i && is_alnum(s.p[i - 1])))
        return 0;
    for (; i < s.n && n < want; i++) {
        bool gap = (s.p[i] == ' ' || s.p[i] == '-') && n && n % 4 == 0;
        if (gap && !(i > from && (s.p[i - 1] == ' ' || s.p[i - 1] == '-')))
            continue;
        if (!is_digit(s.p[i]) && !is_upper(s.p[i]))
            return 0;
        c[n++] = s.p[i];
    }
    return n == want && (i >= s.n || !is_alnum(s.p[i])) && mod97(c, n) ? i - from : 0;
}

static size_t ip4_at(Str s, size_t i)
{
    size_t from = i;
    if (i && (is_alnum(s.p[i - 1]) || s.p[i - 1] == '.' || s.p[i - 1] == '-'))
        return 0;
    for (int part = 0; part < 4; part++) {
        int v = 0, n = 0;
        for (; i < s.n && is_digit(s.p[i]) && n < 4; i++, n++)
            v = v * 10 + s.p[i] - '0';
        if (!n || n > 3 || v > 255 || (n > 1 && s.p[i - (size_t)n] == '0'))
            return 0;
        if (part < 3 && (i >= s.n || s.p[i++] != '.'))
            return 0;
    }
    bool more = i < s.n && (is_alnum(s.p[i]) || (s.p[i] == '.' && i + 1 < s.n && is_digit(s.p[i + 1])));
    return more ? 0 : i - from;
}

/* Eight groups of up to four hex digits, one run of them as "::", the last two also as an IPv4 address. */
static bool is_ip6(Str s)
{
    int groups = 0, digits = 0, gaps = 0, colons = 0;
    size_t last = 0;
    if (s.n < 2 || s.n > 45)
        return false;
    for (size_t i = 0; i < s.n; i++)
        last = s.p[i] == ':' ? i + 1 : last;
    if (memchr(s.p + last, '.', s.n - last)) {
        Str tail = str_sub(s, last, s.n);
        if (!last || ip4_at(tail, 0) != tail.n)
            return false;
        groups = 2;
        s.n = last;
    }
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ':') {
            colons++;
            gaps += i && s.p[i - 1] == ':';
            groups += digits > 0;
            digits = 0;
        } else if (!(is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) || ++digits > 4) {
            return false;
        }
    }
    groups += digits > 0;
    return gaps <= 1 && colons >= 2 && (gaps ? groups < 8 : groups == 8);
}

bool private_is_card(Str s)
{
    char last[4];
    s = str_trim(s);
    return s.n && card_at(s, 0, last) == s.n;
}

bool private_is_iban(Str s)
{
    s = str_trim(s);
    return s.n && iban_at(s, 0) == s.n;
}

bool private_is_ip(Str s)
{
    s = str_trim(s);
    return s.n && (ip4_at(s, 0) == s.n || is_ip6(s));
}

/* 123-45-6789 as the US administration gives them out. */
static size_t ssn_at(Str s, size_t i)
{
    static const char shape[] = "ddd-dd-dddd";
    if (i + 11 > s.n || (i && (is_alnum(s.p[i - 1]) || s.p[i - 1] == '-')))
        return 0;
    for (size_t k = 0; k < 11; k++)
        if (shape[k] == 'd' ? !is_digit(s.p[i + k]) : s.p[i + k] != '-')
            return 0;
    const char *p = s.p + i;
    bool never = !memcmp(p, "000", 3) || !memcmp(p, "666", 3) || p[0] == '9' || !memcmp(p + 4, "00", 2) || !memcmp(p + 7, "0000", 4);
    bool more = i + 11 < s.n && (is_alnum(s.p[i + 11]) || s.p[i + 11] == '-');
    return never || more ? 0 : 11;
}

void private_look(PrivateLook *l, Str value)
{
    Str s = str_trim(value);
    if (!s.n)
        return;
    l->n++;
    if (s.n > 64)
        return;
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++)
        digits += is_digit(s.p[i]);
    l->numbers += digits >= NUMBER_MIN && digits == s.n;
    l->ip += private_is_ip(s);
    if (digits >= 2)
        l->iban += private_is_iban(s);
    if (digits >= CARD_MIN)
        l->card += private_is_card(s);
    l->ssn += digits == 9 && s.n == 11 && ssn_at(s, 0) == 11;
}

PrivateKind private_settle(const PrivateLook *l, Str header)
{
    bool version = str_ihas(header, STR("version")) || str_ihas(header, STR("release")) || str_ihas(header, STR("build"));
    if (l->n >= 2 && l->ip * 20 >= l->n * 19 && !version)
        return PRIVATE_IP;
    if (l->n >= 2 && l->card * 5 >= l->n * 4)
        return PRIVATE_CARD;
    if (l->n >= 2 && l->iban * 5 >= l->n * 4)
        return PRIVATE_BANK;
    return l->n >= 5 && l->ssn * 10 >= l->n * 9 ? PRIVATE_IDENTITY : PRIVATE_NONE;
}

bool private_scan(const PrivateLook *l)
{
    enum { FEW_NUMBERS = 5 };
    return l->numbers < FEW_NUMBERS || l->card * 2 >= l->numbers || l->numbers * 2 < l->n;
}

/* A text being masked: out is begun at the first find. */
typedef struct Mask {
    Str     s;
    Buf     out;
    size_t  done;
    bool    any;
    int64_t *count;
} Mask;

static void mask_cut(Mask *m, size_t from, size_t n, PrivateKind k, const char *by)
{
    if (!m->any)
        buf_init(&m->out, TEXT_MAX + m->s.n * 8);
    m->any = true;
    buf_put(&m->out, str_sub(m->s, m->done, from - m->done));
    buf_puts(&m->out, by);
    m->done = from + n;
    m->count[k]++;
}

static Str mask_end(Mask *m, Arena *a)
{
    if (!m->any)
        return m->s;
    buf_put(&m->out, str_sub(m->s, m->done, m->s.n));
    Str out = str_dup(a, buf_str(&m->out));
    buf_release(&m->out);
    return out;
}

/* The number that a word such as "passport" at i announces: within CONTEXT further words, with four digits or more. */
static size_t identity_at(Str s, size_t i, size_t *from)
{
    size_t word = 0;
    if (i && is_alnum(s.p[i - 1]))
        return 0;
    for (size_t k = 0; k < COUNT_OF(identity_words) && !word; k++) {
        size_t n = strlen(identity_words[k]);
        if (str_ieq(str_sub(s, i, n), str_of(identity_words[k])) && (i + n == s.n || !is_letter(s.p[i + n])))
            word = n;
    }
    if (!word)
        return 0;
    size_t at = i + word;
    for (int k = 0; k <= CONTEXT; k++) {
        while (at < s.n && !is_alnum(s.p[at]) && s.p[at] != '\n')
            at++;
        size_t end = at, digits = 0;
        while (end < s.n && (is_digit(s.p[end]) || is_letter(s.p[end]) || (s.p[end] == '-' && end + 1 < s.n && is_alnum(s.p[end + 1]))))
            digits += is_digit(s.p[end++]);
        if (end == at)
            return 0;
        if (digits >= 4 && end - at >= 6) {
            *from = at;
            return end - at;
        }
        at = end;
    }
    return 0;
}

static void mask_card(Mask *m, size_t i, size_t n, const char last[4], PrivateSet keep)
{
    char by[40];
    (void)snprintf(by, sizeof by, keep >> PRIVATE_LAST4 & 1 ? PRIVATE_DOTS " %.4s" : PRIVATE_DOTS, last);
    mask_cut(m, i, n, PRIVATE_CARD, by);
}

static void mask_iban(Mask *m, size_t i, size_t n)
{
    char by[40];
    (void)snprintf(by, sizeof by, "%.2s" PRIVATE_DOTS, m->s.p + i);
    mask_cut(m, i, n, PRIVATE_BANK, by);
}

/* All that is masked has two digits or more (an IBAN its check digits): most of what people write is done with here. */
static bool has_digits(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < 2; i++)
        n += is_digit(s.p[i]);
    return n == 2;
}

static Str mask(Str s, PrivateSet keep, bool raw, Arena *a, int64_t count[PRIVATE_COUNT])
{
    if (!has_digits(s))
        return s;
    Mask m = { .s = s, .count = count };
    char last[4];
    bool card = !(keep >> PRIVATE_CARD & 1), bank = !(keep >> PRIVATE_BANK & 1), who = !(keep >> PRIVATE_IDENTITY & 1),
         ip = raw && !(keep >> PRIVATE_IP & 1);
    for (size_t i = 0; i < s.n; i++) {
        size_t n = 0, from = i;
        bool start = !i || !is_alnum(s.p[i - 1]);
        if (!start)
            continue;
        if (is_digit(s.p[i])) {
            if (card && (n = card_at(s, i, last)))
                mask_card(&m, i, n, last, keep);
            else if (ip && (n = ip4_at(s, i)))
                mask_cut(&m, i, n, PRIVATE_IP, PRIVATE_DOTS);
            else if (raw && who && (n = ssn_at(s, i)))
                mask_cut(&m, i, n, PRIVATE_IDENTITY, PRIVATE_DOTS);
        } else if (is_letter(s.p[i])) {
            if (bank && (n = iban_at(s, i)))
                mask_iban(&m, i, n);
            else if (who && strchr("sSpPrRnNcCbB", s.p[i]) && (n = identity_at(s, i, &from)))
                mask_cut(&m, from, n, PRIVATE_IDENTITY, PRIVATE_DOTS);
        }
        if (n)
            i = from + n - 1;
    }
    return mask_end(&m, a);
}

Str private_mask(Str s, PrivateSet keep, Arena *a, int64_t count[PRIVATE_COUNT])
{
    return mask(s, keep, false, a, count);
}

Str private_mask_raw(Str s, PrivateSet keep, Arena *a, int64_t count[PRIVATE_COUNT])
{
    return mask(s, keep, true, a, count);
}
