#include "ingest/page.h"

#include "base/attr.h"
#include "read/json.h"

/* What interfaces say of a page that is not the last. */
static bool says_more(Str key, Str value)
{
    static const struct { const char *key, *under, *sign; } signs[] = {      /* sign NULL: anything but null, "" and false */
        { "has_more", NULL, "true" },  { "next_page", NULL, NULL },   { "pages", "next", NULL },  { "paging", "next", NULL },
        { "meta", "has_more", "true" }, { "isLast", NULL, "false" }, { "nextPageToken", NULL, NULL },
    };
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (!str_eq(key, str_of(signs[i].key)))
            continue;
        Str v = signs[i].under ? json_at(value, str_of(signs[i].under)) : value;
        bool filled = v.n && !str_eq(v, STR("null")) && !str_eq(v, STR("\"\"")) && !str_eq(v, STR("false"));
        return signs[i].sign ? str_eq(v, str_of(signs[i].sign)) : filled;
    }
    return false;
}

bool page_has_next(Str document)
{
    Str key, value;
    size_t at = 0;
    bool more = false, told = false, ends = false;
    while (json_member(document, &at, &key, &value)) {
        if (str_eq(key, STR("end_of_stream"))) {
            told = true;
            ends = str_eq(value, STR("true"));
        }
        more = more || says_more(key, value);
    }
    return told ? !ends : more;
}
