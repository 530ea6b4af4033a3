/* Oracle: jansson.  Both accept or both refuse, and the values picked are the ones jansson finds.  Apart from
 * numbers too large for jansson's types, depth, and NUL bytes, which jansson skips between tokens and we refuse. */
#include <jansson.h>

#include "base/status.h"
#include "fuzz/fuzz.h"
#include "read/json.h"

static json_t *at_path(json_t *j, const char *const *key, size_t n)
{
    for (size_t i = 0; i < n && j; i++)
        j = json_object_get(j, key[i]);
    return j;
}

static void same(Str got, const json_t *want, const char *path)
{
    bool absent = !want || json_is_null(want) || json_is_object(want);
    if (json_is_array(want))
        return;
    if (absent != (got.p == NULL))
        bug("path %s: %s", path, absent ? "found, but jansson has none" : "not found");
    if (json_is_string(want) && !str_eq(got, (Str){ json_string_value(want), json_string_length(want) }))
        bug("path %s: another string", path);
    if (json_is_boolean(want) && !str_eq(got, json_is_true(want) ? STR("true") : STR("false")))
        bug("path %s: another truth", path);
    int64_t i;
    if (json_is_integer(want) && (!str_to_i64(got, &i) || i != json_integer_value(want)))
        bug("path %s: another number", path);
}

/* The bytes of a list or an object are what jansson finds there. */
static void same_whole(Str got, const json_t *want, const char *path)
{
    bool absent = !json_is_array(want) && !json_is_object(want);
    if (absent != (got.p == NULL))
        bug("path %s: its bytes %s", path, absent ? "found, but jansson has neither list nor object" : "not found");
    json_t *j = absent ? NULL : json_loadb(got.p, got.n, 0, NULL);
    if (!absent && !json_equal(j, want))
        bug("path %s: other bytes", path);
    json_decref(j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Str paths[] = { STR_INIT("a"), STR_INIT("a.b"), STR_INIT("id"), STR_INIT("x.y.z") };
    static const char *const keys[4][3] = { { "a" }, { "a", "b" }, { "id" }, { "x", "y", "z" } };
    static const size_t depth[4] = { 1, 2, 1, 3 };
    static const Str wholes[] = { STR_INIT("a"), STR_INIT("x.y"), STR_INIT("list") };
    static const char *const whole_keys[3][2] = { { "a" }, { "x", "y" }, { "list" } };
    static const size_t whole_depth[3] = { 1, 2, 1 };
    Arena a;
    JsonPick pick;
    Str cell[7], text = { (const char *)data, size };
    json_error_t e;
    if (size && memchr(data, 0, size))
        return 0;
    arena_init(&a);
    if (!json_compile(paths, 4, &a, &pick) || !json_also_whole(&pick, wholes, 3, &a))
        bug("paths do not compile");
    const char *bad = json_pick(&pick, text, &a, cell);
    json_t *j = json_loadb(text.p, text.n, 0, &e);
    bool numeric = !j && json_error_code(&e) == json_error_numeric_overflow;
    bool deep = bad && str_eq(str_of(bad), STR("nested too deep"));
    if (json_is_object(j) != !bad && !numeric && !deep)
        bug("%s here, %s with jansson", bad ? bad : "fine", j ? "fine" : e.text);
    for (size_t i = 0; i < 4 && j && !bad; i++)
        same(cell[i], at_path(j, keys[i], depth[i]), paths[i].p);
    for (size_t i = 0; i < 3 && j && !bad; i++)
        same_whole(cell[4 + i], at_path(j, whole_keys[i], whole_depth[i]), wholes[i].p);
    json_decref(j);
    arena_release(&a);
    return 0;
}
