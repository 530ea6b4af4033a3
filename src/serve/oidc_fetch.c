#include "serve/oidc_fetch.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "model/limits.h"
#include "serve/request.h"

/* One part of an address, "" where it has none. */
static Str part_of(CURLU *u, CURLUPart which, Arena *a)
{
    char *text = NULL;
    Str out = curl_url_get(u, which, &text, 0) == CURLUE_OK ? str_dup(a, str_of(text)) : STR("");
    curl_free(text);
    return out;
}

static bool is_clean(Str url)
{
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= ' ' || (unsigned char)url.p[i] >= 0x7F || url.p[i] == '\\')
            return false;
    return url.n > 0 && url.n <= LIMIT_OIDC_URL;
}

bool oidc_url_ok(Str url)
{
    Arena a;
    bool whole = str_starts(url, STR("https://")) || str_starts(url, STR("http://"));      /* the library itself is content with one '/' */
    CURLU *u = whole && is_clean(url) ? curl_url() : NULL;
    if (!u)
        return false;
    arena_init(&a);
    bool ok = curl_url_set(u, CURLUPART_URL, str_dup(&a, url).p, 0) == CURLUE_OK;
    Str scheme = part_of(u, CURLUPART_SCHEME, &a), host = part_of(u, CURLUPART_HOST, &a);
    ok = ok && host.n && !part_of(u, CURLUPART_USER, &a).n && !str_has(url, STR("#")) && !str_has(url, STR("@")) &&
         (str_eq(scheme, STR("https")) || (str_eq(scheme, STR("http")) && host_is_loopback(host)));
    curl_url_cleanup(u);
    arena_release(&a);
    return ok;
}

Str oidc_escape(Str s, Arena *a)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~", hex[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, 3 * s.n + 1, 1), *p = out;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c && strchr(plain, c)) {
            *p++ = (char)c;
        } else {
            *p++ = '%';
            *p++ = hex[c >> 4];
            *p++ = hex[c & 15];
        }
    }
    *p = 0;
    return (Str){ out, (size_t)(p - out) };
}

typedef struct Taken {
    Buf    body;
    size_t head;
} Taken;

static size_t take(char *from, size_t size, size_t n, void *ctx)
{
    Taken *t = ctx;
    buf_put(&t->body, (Str){ from, size * n });
    return t->body.over ? 0 : size * n;
}

static size_t take_head(char *from, size_t size, size_t n, void *ctx)
{
    Taken *t = ctx;
    (void)from;
    t->head += size * n;
    return t->head > LIMIT_OIDC_ANSWER ? 0 : size * n;
}

static void set_up(CURL *c, const OidcAsk *ask, Taken *t, struct curl_slist *head, Arena *a)
{
    (void)curl_easy_setopt(c, CURLOPT_URL, str_dup(a, ask->url).p);
    (void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, str_starts(ask->url, STR("https:")) ? "https" : "http");
    (void)curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)LIMIT_OIDC_S);
    (void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
    (void)curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
    (void)curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_head);
    (void)curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
    (void)curl_easy_setopt(c, CURLOPT_HTTPHEADER, head);
    if (ask->ca.n)
        (void)curl_easy_setopt(c, CURLOPT_CAINFO, str_dup(a, ask->ca).p);
    if (ask->form.n) {
        (void)curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)ask->form.n);
        (void)curl_easy_setopt(c, CURLOPT_POSTFIELDS, ask->form.p);
    }
    if (ask->user.n) {
        (void)curl_easy_setopt(c, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        (void)curl_easy_setopt(c, CURLOPT_USERNAME, ask->user.p);
        (void)curl_easy_setopt(c, CURLOPT_PASSWORD, ask->password.p);
    }
}

Status oidc_fetch(const OidcAsk *ask, Arena *a, long *code, Str *body, Err *err)
{
    Taken t = { .head = 0 };
    *code = 0;
    *body = STR("");
    if (!oidc_url_ok(ask->url))
        return ERR(err, ST_INVALID, "an address of the provider is not https");
    CURL *c = curl_easy_init();
    if (!c)
        return ERR(err, ST_IO, "no memory to ask the provider");
    buf_init(&t.body, LIMIT_OIDC_ANSWER);
    struct curl_slist *head = curl_slist_append(NULL, "Accept: application/json");
    set_up(c, ask, &t, head, a);
    CURLcode done = curl_easy_perform(c);
    (void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, code);
    curl_slist_free_all(head);
    curl_easy_cleanup(c);
    Status st = ST_OK;
    if (t.body.over || t.head > LIMIT_OIDC_ANSWER)
        st = ERR(err, ST_TOO_BIG, "the provider's answer is over %d bytes", LIMIT_OIDC_ANSWER);
    else if (done)
        st = ERR(err, ST_IO, "the provider does not answer: %s", curl_easy_strerror(done));
    else
        *body = str_dup(a, buf_str(&t.body));
    buf_release(&t.body);
    return st;
}
