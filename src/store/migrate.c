#include "store/migrate.h"

#include "store/sql_ids.h"

/* Oldest first. */
#define MIGRATIONS(X)        \
    X(0001_facts)           \
    X(0002_derived)         \
    X(0003_kinds)           \
    X(0004_mapping)         \
    X(0005_data)            \
    X(0006_linkage)         \
    X(0007_answers)         \
    X(0008_retry)           \
    X(0009_who)             \
    X(0010_counted)         \
    X(0011_signals)         \
    X(0012_proof)           \
    X(0013_sentiment)       \
    X(0014_people)          \
    X(0015_fields)          \
    X(0016_themes)          \
    X(0017_expect)          \
    X(0018_options)         \
    X(0019_keys)            \
    X(0020_people)          \
    X(0021_live)            \
    X(0022_drivers)         \
    X(0023_repeat)          \
    X(0024_permission)      \
    X(0025_same_instant)    \
    X(0026_sign_in)         \
    X(0027_mouth)           \
    X(0028_heard)           \
    X(0029_find)            \
    X(0030_metric_month)    \
    X(0031_index_weight)    \
    X(0032_voices)          \
    X(0036_notes)           \
    X(0038_metric_side)     \
    X(0042_lasting)         \
    X(0043_clip)            \
    X(0044_value_part)      \
    X(0045_reference)       \
    X(0048_ticket_place)    \
    X(0049_lot)             \
    X(0053_runs)            \
    X(0054_money)           \
    X(0055_mention)         \
    X(0058_issue_owner)     \
    X(0059_reread)          \
    X(0060_sub_theme)       \
    X(0062_before)          \
    X(0063_text_vector)     \
    X(0065_few)             \
    X(0067_served)          \
    X(0072_number_question) \
    X(0075_observed)        \
    X(0076_months)          \
    X(0077_state)           \
    X(0078_standing)

#define X(name) extern const unsigned char sql_##name[];
MIGRATIONS(X)
#undef X

static const struct {
    const char *name;
    const unsigned char *text;
} script[] = {
#define X(name) { #name, sql_##name },
    MIGRATIONS(X)
#undef X
};

static Status schema_now(Db *db, int64_t *now, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    *now = 0;
    Status st = db_fetch(db, SQL_META_EXISTS, NULL, 0, &a, &t, err);
    if (!st && t.n && col_int(&t, "n")[0] > 0) {
        st = db_fetch(db, SQL_META_GET, &DB_TEXT(STR("schema")), 1, &a, &t, err);
        if (!st && (!t.n || !str_to_i64(col_text(&t, "value")[0], now)))
            st = ERR(err, ST_INVALID, "not a Throughline book: it names no schema version");
    }
    arena_release(&a);
    return st;
}

static Status apply(Db *db, size_t k, Err *err)
{
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", k + 1);
    Status st = db_script(db, script[k].name, (const char *)script[k].text, err);
    if (!st)
        st = db_run(db, SQL_META_PUT,
                    (const DbArg[]){ DB_TEXT(STR("schema")), DB_TEXT(str_of(number)) }, 2, NULL,
                    err);
    return st;
}

int64_t migrate_newest(void) { return (int64_t)COUNT_OF(script); }

const char *migrate_script(int64_t number) { return (const char *)script[number - 1].text; }

Status migrate_between(Db *db, int64_t from, int64_t to, Err *err)
{
    Status st = ST_OK;
    for (int64_t k = from; !st && k < to; k++)
        st = apply(db, (size_t)k, err);
    return st;
}

Status migrate(Db *db, bool may_change, Err *err)
{
    int64_t now;
    Status st = schema_now(db, &now, err);
    if (st)
        return st;
    if (now > (int64_t)COUNT_OF(script))
        return ERR(err, ST_INVALID,
                   "the book was written by a newer version (schema %lld, this one knows %zu)",
                   (long long)now, COUNT_OF(script));
    if (!now && !may_change)
        return ERR(err, ST_INVALID, "the book holds nothing yet: its making was cut off, or it is no book");
    if (now < (int64_t)COUNT_OF(script) && !may_change)
        return ERR(err, ST_INVALID,
                   "the book's schema is older than this version: open it once for writing");
    if (now == (int64_t)COUNT_OF(script))
        return ST_OK;
    /* All or none: a program killed here leaves no book with half a schema. */
    st = db_begin(db, err);
    if (st)
        return st;
    if (!st)
        st = migrate_between(db, now, migrate_newest(), err);
    if (!st)
        st = db_commit(db, err);
    if (st)
        db_rollback(db);
    return st;
}
