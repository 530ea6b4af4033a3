#include "text/email.h"

#include <unicode/uidna.h>

#include "base/attr.h"
#include "text/utf8.h"
#include "text/word_lists.h"

enum { HOST_MAX = 253 };

static bool is_host_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Non-ASCII labels to punycode, lower case; "" when it cannot be a host name. */
static Str host_normal(Str s, Arena *a)
{
    s = str_trim(s);
    while (s.n && s.p[s.n - 1] == '.')
        s.n--;
    if (!s.n || s.n > HOST_MAX || !memchr(s.p, '.', s.n))
        return STR("");
    if (!utf8_is_ascii(s)) {
        UErrorCode code = U_ZERO_ERROR;
        UIDNAInfo info = UIDNA_INFO_INITIALIZER;
        UIDNA *idna = uidna_openUTS46(UIDNA_DEFAULT, &code);
        char *to = arena_alloc(a, HOST_MAX * 4 + 1, 1);
        int32_t n = uidna_nameToASCII_UTF8(idna, s.p, (int32_t)s.n, to, HOST_MAX * 4, &info, &code);
        uidna_close(idna);
        if (U_FAILURE(code) || info.errors)
            return STR("");
        s = (Str){ to, (size_t)n };
    }
    s = str_lower(a, s);
    for (size_t i = 0; i < s.n; i++)
        if (!is_host_byte(s.p[i]) || (s.p[i] == '.' && (i == 0 || s.p[i - 1] == '.')))
            return STR("");
    return s;
}

Str email_domain(Str email, Arena *a)
{
    size_t at = email.n;
    for (size_t i = 0; i < email.n; i++)
        if (email.p[i] == '@')
            at = i;
    if (at == email.n || at == 0 || email.p[at - 1] == ' ')
        return STR("");
    Str rest = str_sub(email, at + 1, email.n);
    size_t n = 0;
    while (n < rest.n && !strchr("> \t\r\n,;?\"')", rest.p[n]))
        n++;
    return host_normal((Str){ rest.p, n }, a);
}

/* Registries that sell names under the second level, by country. */
static bool is_second_level(Str label, Str top)
{
    static const struct {
        const char *top, *labels;
    } rows[] = {
        { "uk", " co org ltd plc me net ac gov nhs " },  { "au", " com net org edu gov id " },
        { "nz", " co net org ac govt " },                { "za", " co net org ac gov " },
        { "jp", " co or ne ac go gr ed ad " },           { "kr", " co or ne re go " },
        { "br", " com net org ind eng adv gov " },       { "mx", " com org net gob " },
        { "ar", " com net org gob " },                   { "co", " com net org " },
        { "tr", " com net org biz gen " },               { "in", " co net org firm ind gen ac " },
        { "cn", " com net org ac gov " },                { "hk", " com net org " },
        { "tw", " com net org " },                       { "sg", " com net org edu " },
        { "my", " com net org " },                       { "id", " co or net web " },
        { "th", " co or in net " },                      { "il", " co org net ac " },
        { "pl", " com net org biz waw " },               { "ua", " com net org " },
        { "at", " co or ac gv " },                       { "hu", " co " },
        { "pt", " com org " },                           { "gr", " com net org " },
        { "cy", " com " },                               { "ph", " com net org " },
        { "vn", " com net " },                           { "pe", " com net org " },
        { "ve", " com co " },                            { "ec", " com net " },
        { "uy", " com " },                               { "eg", " com net org " },
        { "sa", " com net org " },                       { "ae", " co net org " },
        { "ke", " co or " },                             { "ng", " com org " },
        { "es", " com org nom " },                       { "ro", " com org " },
        { "rs", " co org " },                            { "ru", " com msk spb " },
    };
    char padded[16];
    if (label.n + 3 > sizeof padded)
        return false;
    snprintf(padded, sizeof padded, " %.*s ", STR_ARG(label));
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(top, str_of(rows[i].top)))
            return strstr(rows[i].labels, padded) != NULL;
    return false;
}

static bool is_ip(Str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (host.p[i] != '.' && (host.p[i] < '0' || host.p[i] > '9'))
            return false;
    return true;
}

Str domain_core(Str s, Arena *a)
{
    s = str_trim(s);
    for (size_t i = 0; i + 2 < s.n; i++)
        if (memcmp(s.p + i, "://", 3) == 0) {
            s = str_sub(s, i + 3, s.n);
            break;
        }
    for (size_t i = 0; i < s.n; i++)
        if (strchr("/?#\\", s.p[i]))
            s.n = i;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '@')
            s = str_sub(s, i + 1, s.n), i = 0;
    const char *colon = memchr(s.p, ':', s.n);
    if (colon)
        s.n = (size_t)(colon - s.p);
    Str host = host_normal(s, a);
    if (!host.n || is_ip(host))
        return host;
    size_t dot[4] = { 0 }, n_dot = 0;           /* from the right */
    for (size_t i = host.n; i > 0 && n_dot < COUNT_OF(dot); i--)
        if (host.p[i - 1] == '.')
            dot[n_dot++] = i;
    if (n_dot < 2)
        return host;
    Str top = str_sub(host, dot[0], host.n), label = str_sub(host, dot[1], dot[0] - 1 - dot[1]);
    if (!is_second_level(label, top))
        return str_sub(host, dot[1], host.n);
    return n_dot < 3 ? host : str_sub(host, dot[2], host.n);
}

bool is_free_mail(Str domain)
{
    int32_t value;
    return word_find(&words_free_mail, domain, &value);
}
