#include "text/email.h"

#include <libpsl.h>
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
    const char *core = psl_registrable_domain(psl_builtin(), host.p);
    return core ? str_dup(a, str_of(core)) : host;
}

bool is_free_mail(Str domain)
{
    int32_t value;
    return word_find(&words_free_mail, domain, &value);
}
