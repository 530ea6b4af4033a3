/* Single values made one form.  Oracles: what was cleaned, cleaned again, stays as it is; numbers of what was read are in
 * their range; no byte that is not UTF-8 is made of text that is. */
#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/clean.h"
#include "model/interval.h"

static void stays(const char *what, Str once, Str twice, bool text)
{
    if (!str_eq(once, twice))
        bug("%s: '%.*s' became '%.*s'", what, STR_ARG(once), STR_ARG(twice));
    if (text && !str_is_utf8(once))
        bug("%s: not UTF-8 any more", what);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Str s = { size ? (const char *)data : "", size }, email, again;
    int64_t n = 0;
    bool yes, text = str_is_utf8(s);
    arena_init(&a);
    stays("sfid", clean_sfid(s, &a), clean_sfid(clean_sfid(s, &a), &a), text);
    stays("domain", clean_domain(s, &a), clean_domain(clean_domain(s, &a), &a), text);
    if (text)
        stays("text", clean_text(s, &a), clean_text(clean_text(s, &a), &a), text);
    if (!clean_email(s, &a, &email)) {
        if (clean_email(email, &a, &again))
            bug("an address that is none when it is clean");
        stays("email", email, again, text);
    }
    if (!clean_nps(s, &n) && (n < 0 || n > 10))
        bug("nps %lld", (long long)n);
    if (!clean_minutes(s, &n) && n < 0)
        bug("%lld minutes", (long long)n);
    if (interval_months(s, &n) && n < 1)
        bug("%lld months", (long long)n);
    (void)!clean_bool(s, &yes);
    (void)clean_missing(s);
    arena_release(&a);
    return 0;
}
