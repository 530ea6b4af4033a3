/* Where things are in a JSON document.  Oracle: jansson: of a document that it takes, every member is found, once, with a
 * value that it reads as the same; an array of objects that starts is one; and no text at all leads out of its bounds. */
#include <jansson.h>

#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/page.h"
#include "read/json.h"

static void check_object(Str text, json_t *object)
{
    Str key, value;
    size_t at = 0, n = 0;
    while (json_member(text, &at, &key, &value)) {
        json_t *v = json_loadb(value.p, value.n, JSON_DECODE_ANY, NULL), *known;
        n++;
        if (!v)
            bug("member %zu: %zu bytes that are no value", n, value.n);
        if (!memchr(key.p, '\\', key.n) && json_at(text, key).p == value.p) {
            known = json_object_getn(object, key.p, key.n);
            if (!known)
                bug("member %zu is none", n);
        }
        json_decref(v);
    }
    if (n < json_object_size(object))
        bug("%zu of %zu members", n, json_object_size(object));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a;
    Str text = { size ? (const char *)data : "", size }, *path;
    size_t at = 0, n;
    bool lines;
    arena_init(&a);
    json_t *v = json_loadb(text.p, text.n, 0, NULL);
    if (json_is_object(v))
        check_object(text, v);
    if (json_array_start(text, &at) && (at > size || text.p[at - 1] != '['))
        bug("an array that is none");
    (void)page_has_next(text);
    json_survey(text, false, &a, &lines, &path, &n);
    json_decref(v);
    arena_release(&a);
    return 0;
}
