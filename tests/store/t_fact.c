#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/map.h"
#include "model/limits.h"
#include "store/fact.h"
#include "tests/dies.h"
#include "tests/store/small.h"

typedef struct Book {
    Small b;
    Arena a;
    FactSink *k;
    FactCounts count;
    int files;
    int64_t exported;      /* of the next files; 0: not known */
    bool keys_on_disk;
} Book;

static void open_sink(Book *o)
{
    arena_init(&o->a);
    small_must(&o->b, fact_sink_open(o->b.s, &o->a, &o->k, &o->b.err));
    if (o->keys_on_disk)
        fact_sink_keys(o->k, 3000);
}

static void close_sink(Book *o)
{
    fact_sink_close(o->k);
    arena_release(&o->a);
}

/* Where a book is: one of small.h's places; with KEYS_ON_DISK the sink has memory for 64 keys of one kind, and the
 * others are in files. */
enum { KEYS_ON_DISK = 64 };

static void open_book(Book *o, int where)
{
    *o = (Book){ .keys_on_disk = where & KEYS_ON_DISK };
    small_open(&o->b, (SmallWhere)(where & ~KEYS_ON_DISK));
    open_sink(o);
}

static void close_book(Book *o)
{
    close_sink(o);
    small_close(&o->b);
}

static bool begin_as(Book *o, const char *hash, const char *source)
{
    bool known;
    FactFile f = { .source = str_of(source), .path = STR("a.csv"), .content_hash = str_of(hash), .kind = STR("k"), .encoding = STR("UTF-8"), .mapping = STR(""),
                   .bytes = 9, .dated = o->exported > 0, .exported = o->exported };
    small_must(&o->b, fact_file_begin(o->k, &f, &known, &o->count, &o->b.err));
    return known;
}

static void begin(Book *o)
{
    char hash[24];
    (void)snprintf(hash, sizeof hash, "h%d", ++o->files);
    assert_false(begin_as(o, hash, "ERP"));
}

static void end(Book *o, int64_t rows)
{
    small_must(&o->b, fact_file_end(o->k, rows, STR(""), &o->count, &o->b.err));
    assert_int_equal(o->count.kept + o->count.unchanged + o->count.quarantined, rows);
}

static void put_as(Book *o, FactRecord r, const char *account)
{
    for (int p = 0; p < PARTY_COUNT; p++)
        r.party[p] = STR("");
    r.party[PARTY_ACCOUNT_ID] = str_of(account);
    small_must(&o->b, fact_put(o->k, &r, &o->b.err));
}

/* An invoice of C1 with one amount. */
static void invoice(Book *o, int64_t line, const char *id, int64_t amount)
{
    const FactValue v[7] = { { .has = true, .s = STR("N") }, { .has = true, .i = 19849 }, { 0 }, { 0 }, { .has = true, .i = amount }, { .has = true, .s = STR("EUR") }, { 0 } };
    put_as(o, (FactRecord){ .kind = KIND_INVOICE, .line = line, .counts = true, .ext_id = str_of(id), .value = v }, "C1");
}

/* A ticket whose body says its version; updated < 0: not said. */
static void ticket(Book *o, int64_t line, const char *body, int64_t updated)
{
    FactValue v[14] = { { .has = true, .i = 1 }, { .has = updated >= 0, .i = updated } };
    v[4] = (FactValue){ .has = true, .s = str_of(body) };
    put_as(o, (FactRecord){ .kind = KIND_TICKET, .line = line, .counts = true, .ext_id = STR("T1"), .value = v }, "C1");
}

#define IN_FORCE "SELECT ext_id, amount, file_id, line FROM f_invoice WHERE superseded_by IS NULL ORDER BY ext_id, file_id, line"

static void check_nothing_twice(int where)
{
    Book o;
    open_book(&o, where);
    begin(&o);
    invoice(&o, 2, "I1", 100);
    invoice(&o, 3, "I2", 200);
    invoice(&o, 4, "I1", 100);
    end(&o, 3);
    assert_int_equal(o.count.kept, 2);
    assert_int_equal(o.count.unchanged, 1);
    assert_true(begin_as(&o, "h1", "ERP")); /* the same bytes again */
    assert_int_equal(o.count.file_id, 1);
    assert_true(o.count.rows_in == 3 && o.count.kept == 0 && o.count.unchanged == 3);
    begin(&o); /* a later export that overlaps */
    invoice(&o, 9, "I2", 200);
    invoice(&o, 10, "I3", 300);
    end(&o, 2);
    assert_int_equal(o.count.unchanged, 1);
    assert_string_equal(small_rows(&o.b, "SELECT ext_id, amount, file_id, line, superseded_by FROM f_invoice ORDER BY ext_id"),
                        "I1|100|1|2|-\nI2|200|1|3|-\nI3|300|2|10|-");
    close_book(&o);
}

static void check_corrections(int where)
{
    Book o;
    open_book(&o, where);
    for (int64_t amount = 100; amount <= 300; amount += 100) {
        begin(&o);
        invoice(&o, 2, "I1", amount == 300 ? 100 : amount); /* 100, 200, 100 again */
        end(&o, 1);
    }
    assert_string_equal(small_rows(&o.b, "SELECT amount, file_id, superseded_by FROM f_invoice ORDER BY file_id"), "100|1|2\n200|2|3\n100|3|-");
    begin(&o); /* several corrections inside one file, there and back */
    for (int64_t line = 2; line <= 6; line++)
        invoice(&o, line, "I1", line % 2 ? 100 : 500);
    end(&o, 5);
    assert_string_equal(small_rows(&o.b, IN_FORCE), "I1|500|4|6");
    assert_int_equal(small_int(&o.b, "SELECT CAST(count(*) AS BIGINT) FROM superseding"), 0);
    close_book(&o);
}

/* Oracle: the last value written for each id, kept in an array. */
static void check_against_a_naive_book(int where)
{
    enum { IDS = 12, FILES = 8, ROWS = 40 };
    int64_t last[IDS], line_of[IDS], file_of[IDS];
    uint32_t x = 7;
    bool has[IDS] = { false };
    Book o;
    Buf want;
    open_book(&o, where);
    for (int f = 0; f < FILES; f++) {
        begin(&o);
        for (int r = 0; r < ROWS; r++) {
            x = x * 1664525u + 1013904223u;
            size_t id = (x >> 16) % IDS;
            int64_t amount = (x >> 24) % 3;
            char name[8];
            (void)snprintf(name, sizeof name, "I%02zu", id);
            invoice(&o, r + 2, name, amount);
            if (!has[id] || last[id] != amount) {
                last[id] = amount;
                line_of[id] = r + 2;
                file_of[id] = f + 1;
            }
            has[id] = true;
        }
        end(&o, ROWS);
        if (f % 3 == 1) { /* what a sink remembers and what it reads back are the same */
            close_sink(&o);
            open_sink(&o);
        }
    }
    buf_init(&want, 10000);
    for (size_t id = 0; id < IDS; id++)
        if (has[id])
            buf_printf(&want, "%sI%02zu|%lld|%lld|%lld", want.n ? "\n" : "", id, (long long)last[id], (long long)file_of[id], (long long)line_of[id]);
    assert_string_equal(small_rows(&o.b, IN_FORCE), want.p);
    buf_release(&want);
    close_book(&o);
}

static void duckdb_keeps_nothing_twice(void **state) { (void)state; check_nothing_twice(SMALL_MEMORY); }
static void postgresql_keeps_nothing_twice(void **state) { (void)state; check_nothing_twice(SMALL_SERVER); }
static void duckdb_lets_late_corrections_supersede(void **state) { (void)state; check_corrections(SMALL_MEMORY); }
static void postgresql_lets_late_corrections_supersede(void **state) { (void)state; check_corrections(SMALL_SERVER); }
static void duckdb_agrees_with_a_naive_book(void **state) { (void)state; check_against_a_naive_book(SMALL_MEMORY); }
static void postgresql_agrees_with_a_naive_book(void **state) { (void)state; check_against_a_naive_book(SMALL_SERVER); }

/* An export of records with values of their own, in which some records stand more than once.  Put as the lines [from, to)
 * in a random order of reading. */
enum { PART_ROWS = 60, PART_IDS = 45 };

typedef struct Export {
    int64_t id[PART_ROWS];
    uint32_t x;
} Export;

static uint32_t draw(Export *e, uint32_t below)
{
    e->x = e->x * 1664525u + 1013904223u;
    return (e->x >> 8) % below;
}

static void make_export(Export *e, uint32_t seed)
{
    e->x = seed * 2654435761u + 1;
    for (int i = 0; i < PART_ROWS; i++)
        e->id[i] = draw(e, PART_IDS);
}

static void put_part(Book *o, const Export *e, int from, int to, int64_t more)
{
    begin(o);
    for (int i = from; i < to; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "I%02d", (int)e->id[i]);
        invoice(o, i + 2, id, e->id[i] * 7 + more);
    }
    end(o, to - from);
}

#define VALUES_IN_FORCE "SELECT ext_id, amount, currency FROM f_invoice WHERE superseded_by IS NULL ORDER BY ext_id, file_id, line"
#define ALL_VERSIONS "SELECT CAST(count(*) AS BIGINT) FROM f_invoice"

/* Oracle: the whole export in a book of its own.  Two halves that overlap, in either order, then everything once more. */
static void check_halves(int where, uint32_t seeds)
{
    for (uint32_t seed = 1; seed <= seeds; seed++) {
        Book whole, parts;
        Export e;
        make_export(&e, seed);
        int first_end = 20 + (int)draw(&e, 40), second = (int)draw(&e, (uint32_t)first_end);
        bool backwards = draw(&e, 2);
        open_book(&whole, where);
        put_part(&whole, &e, 0, PART_ROWS, 0);
        char *want = strdup(small_rows(&whole.b, VALUES_IN_FORCE));
        int64_t n = small_int(&whole.b, ALL_VERSIONS);
        close_book(&whole);
        open_book(&parts, where);
        put_part(&parts, &e, backwards ? second : 0, backwards ? PART_ROWS : first_end, 0);
        int64_t kept = parts.count.kept;
        put_part(&parts, &e, backwards ? 0 : second, backwards ? first_end : PART_ROWS, 0);
        assert_int_equal(kept + parts.count.kept, n);
        assert_string_equal(small_rows(&parts.b, VALUES_IN_FORCE), want);
        close_sink(&parts);
        open_sink(&parts); /* another day */
        put_part(&parts, &e, 0, PART_ROWS, 0);
        assert_true(parts.count.kept == 0 && parts.count.unchanged == PART_ROWS);
        assert_string_equal(small_rows(&parts.b, VALUES_IN_FORCE), want);
        assert_int_equal(small_int(&parts.b, ALL_VERSIONS), n);
        free(want);
        close_book(&parts);
    }
}

/* A correction of some lines, then the old file's bytes again: the corrected values stay. */
static void check_old_file_again(int where, uint32_t seeds)
{
    for (uint32_t seed = 1; seed <= seeds; seed++) {
        Book o;
        Export e;
        make_export(&e, seed + 1000);
        int from = (int)draw(&e, PART_ROWS), to = from + 1 + (int)draw(&e, (uint32_t)(PART_ROWS - from));
        open_book(&o, where);
        put_part(&o, &e, 0, PART_ROWS, 0);
        char *before = strdup(small_rows(&o.b, VALUES_IN_FORCE));
        put_part(&o, &e, from, to, 1);
        char *after = strdup(small_rows(&o.b, VALUES_IN_FORCE));
        assert_string_not_equal(before, after);
        assert_true(begin_as(&o, "h1", "ERP"));
        close_sink(&o);
        open_sink(&o);
        assert_true(begin_as(&o, "h1", "ERP"));
        assert_true(o.count.kept == 0 && o.count.unchanged == PART_ROWS);
        assert_string_equal(small_rows(&o.b, VALUES_IN_FORCE), after);
        free(before);
        free(after);
        close_book(&o);
    }
}

static void duckdb_makes_the_same_of_halves_as_of_the_whole(void **state) { (void)state; check_halves(SMALL_MEMORY, 12); }
static void postgresql_makes_the_same_of_halves_as_of_the_whole(void **state) { (void)state; check_halves(SMALL_SERVER, 4); }
static void duckdb_keeps_a_correction_when_the_old_file_comes_again(void **state) { (void)state; check_old_file_again(SMALL_MEMORY, 12); }
static void postgresql_keeps_a_correction_when_the_old_file_comes_again(void **state) { (void)state; check_old_file_again(SMALL_SERVER, 4); }

static void check_older_ticket(int where)
{
    Book o;
    open_book(&o, where);
    begin(&o);
    ticket(&o, 2, "new", 500);
    ticket(&o, 3, "old", 400);
    ticket(&o, 4, "old", 400); /* history is not kept twice */
    end(&o, 3);
    assert_true(o.count.kept == 2 && o.count.unchanged == 1);
    close_sink(&o); /* known also to a sink that did not see it come */
    open_sink(&o);
    begin(&o);
    ticket(&o, 2, "older", 100);
    ticket(&o, 3, "old", 400);
    end(&o, 2);
    assert_true(o.count.kept == 1 && o.count.unchanged == 1);
    assert_string_equal(small_rows(&o.b, "SELECT body FROM f_ticket WHERE superseded_by IS NULL"), "new");
    begin(&o);
    ticket(&o, 2, "same second", 500);
    ticket(&o, 3, "newest", 600);
    ticket(&o, 4, "undated", -1);
    end(&o, 3);
    assert_string_equal(small_rows(&o.b, "SELECT body, superseded_by FROM f_ticket ORDER BY file_id, line"),
                        "new|3\nold|1\nolder|1\nsame second|3\nnewest|3\nundated|-");
    close_book(&o);
}

static void duckdb_keeps_an_older_version_of_a_ticket_as_history(void **state) { (void)state; check_older_ticket(SMALL_MEMORY); }
static void postgresql_keeps_an_older_version_of_a_ticket_as_history(void **state) { (void)state; check_older_ticket(SMALL_SERVER); }

/* One version of a record: an invoice whose amount says which. */
typedef struct Version {
    int id, amount;
    int64_t at;        /* 0: no stamp */
    bool deleted;
} Version;

static void put_version(Book *o, int64_t line, const Version *v)
{
    const FactValue value[7] = { { .has = true, .s = STR("N") }, { .has = true, .i = 19849 }, { 0 }, { 0 }, { .has = true, .i = v->amount }, { .has = true, .s = STR("EUR") }, { 0 } };
    char id[16];
    (void)snprintf(id, sizeof id, "V%d", v->id);
    put_as(o, (FactRecord){ .kind = KIND_INVOICE, .line = line, .counts = true, .ext_id = str_of(id), .value = value, .timed = v->at > 0, .changed = v->at,
                            .deleted = v->deleted }, "C1");
}

enum { VERSIONS = 60, RECORDS = 9, IMPORTS = 6 };

/* What must be in force: the version with the latest stamp of each record, unless that is a deletion.  A second, naive way. */
static const char *wanted(Book *o, const Version *v, size_t n)
{
    Str out = STR("");
    for (int id = 0; id < RECORDS; id++) {
        const Version *best = NULL;
        for (size_t i = 0; i < n; i++)
            if (v[i].id == id && (!best || v[i].at > best->at))
                best = &v[i];
        if (best && !best->deleted)
            out = str_fmt(&o->b.a, "%.*s%sV%d|%d", STR_ARG(out), out.n ? "\n" : "", id, best->amount);
    }
    return out.p;
}

/* Stamps decide, in whatever order and in whatever files versions come, sinks closed in between or not. */
static void check_versions(int where, int rounds)
{
    uint32_t x = 4711;
    for (int round = 0; round < rounds; round++) {
        Book o;
        Version v[VERSIONS];
        open_book(&o, where);
        for (int i = 0; i < VERSIONS; i++) {
            x = x * 1664525u + 1013904223u;
            v[i] = (Version){ (int)(x >> 8) % RECORDS, (int)(x >> 16) % 4, i + 1, (x >> 24) % 6 == 0 };      /* few amounts: values come back */
        }
        for (int i = VERSIONS - 1; i > 0; i--) {
            x = x * 1664525u + 1013904223u;
            int k = (int)((x >> 8) % (uint32_t)(i + 1));
            Version t = v[i];
            v[i] = v[k];
            v[k] = t;
        }
        for (int f = 0; f < IMPORTS; f++) {
            int64_t rows = VERSIONS / IMPORTS;
            begin(&o);
            for (int64_t r = 0; r < rows; r++)
                put_version(&o, r + 2, &v[(int64_t)f * rows + r]);
            end(&o, rows);
            assert_string_equal(small_rows(&o.b, "SELECT ext_id, amount FROM f_invoice WHERE superseded_by IS NULL ORDER BY ext_id"),
                                wanted(&o, v, (size_t)((int64_t)(f + 1) * rows)));
            if (round % 2) {
                close_sink(&o);
                open_sink(&o);
            }
        }
        /* Nothing again: all of it unchanged. */
        const char *before = strdup(small_rows(&o.b, "SELECT ext_id, amount, file_id, line, superseded_by FROM f_invoice ORDER BY file_id, line"));
        begin(&o);
        for (int i = 0; i < VERSIONS; i++)
            put_version(&o, i + 2, &v[i]);
        end(&o, VERSIONS);
        assert_int_equal(o.count.kept, 0);
        assert_string_equal(small_rows(&o.b, "SELECT ext_id, amount, file_id, line, superseded_by FROM f_invoice ORDER BY file_id, line"), before);
        free((char *)(uintptr_t)before);
        close_book(&o);
    }
}

static void duckdb_keeps_the_version_with_the_latest_stamp_in_force(void **state) { (void)state; check_versions(SMALL_MEMORY, 10); }
static void postgresql_keeps_the_version_with_the_latest_stamp_in_force(void **state) { (void)state; check_versions(SMALL_SERVER, 3); }

/* The same once more, with nearly all that is known of keys in files. */
static void with_its_keys_on_disk_the_door_says_the_same(void **state)
{
    (void)state;
    check_nothing_twice(SMALL_MEMORY | KEYS_ON_DISK);
    check_corrections(SMALL_MEMORY | KEYS_ON_DISK);
    check_against_a_naive_book(SMALL_MEMORY | KEYS_ON_DISK);
    check_halves(SMALL_MEMORY | KEYS_ON_DISK, 6);
    check_older_ticket(SMALL_MEMORY | KEYS_ON_DISK);
    check_versions(SMALL_MEMORY | KEYS_ON_DISK, 4);
}

static void without_a_stamp_the_day_of_the_export_decides_then_the_order_of_import(void **state)
{
    const Version march = { 1, 3, 0, false }, february = { 1, 2, 0, false }, other = { 2, 1, 0, false }, again = { 2, 9, 0, false };
    Book o;
    (void)state;
    open_book(&o, SMALL_MEMORY);
    o.exported = 300;
    begin(&o);
    put_version(&o, 2, &march);
    end(&o, 1);
    o.exported = 200;
    begin(&o); /* an older export, imported later */
    put_version(&o, 2, &february);
    put_version(&o, 3, &other);
    end(&o, 2);
    o.exported = 0;
    begin(&o); /* nothing is known of its day */
    put_version(&o, 2, &again);
    end(&o, 1);
    assert_string_equal(small_rows(&o.b, "SELECT ext_id, amount, superseded_by FROM f_invoice ORDER BY ext_id, amount"), "V1|2|1\nV1|3|-\nV2|1|3\nV2|9|-");
    close_book(&o);
}

static void what_is_deleted_names_nobody_and_may_come_back(void **state)
{
    const Version live = { 1, 5, 100, false }, dead = { 1, 5, 200, true }, late = { 1, 4, 150, false }, back = { 1, 5, 300, false }, stranger = { 2, 7, 100, true };
    Book o;
    (void)state;
    open_book(&o, SMALL_MEMORY);
    begin(&o);
    put_version(&o, 2, &stranger);
    end(&o, 1);
    assert_int_equal(small_int(&o.b, "SELECT count(*) FROM alias"), 0);
    begin(&o);
    put_version(&o, 2, &live);
    put_version(&o, 3, &dead);
    end(&o, 2);
    assert_int_equal(small_int(&o.b, "SELECT count(*) FROM f_invoice WHERE superseded_by IS NULL"), 0);
    close_sink(&o);
    open_sink(&o);
    begin(&o);
    put_version(&o, 2, &late);
    end(&o, 1);
    assert_int_equal(small_int(&o.b, "SELECT count(*) FROM f_invoice WHERE superseded_by IS NULL"), 0);
    begin(&o);
    put_version(&o, 2, &back);
    end(&o, 1);
    assert_string_equal(small_rows(&o.b, "SELECT amount, file_id FROM f_invoice WHERE superseded_by IS NULL"), "5|4");
    assert_int_equal(small_int(&o.b, "SELECT count(*) FROM f_invoice"), 5);
    close_book(&o);
}

static bool ended(Book *o, const char *id)
{
    bool was;
    small_must(&o->b, fact_end(o->k, KIND_INVOICE, str_of(id), &was, &o->b.err));
    return was;
}

/* Oracle: by hand.  What a file is known not to have is in force no more, unless a later export has it; what comes again is in force again. */
static void check_end(int where)
{
    Book o;
    open_book(&o, where);
    begin(&o);
    invoice(&o, 2, "I1", 100);
    invoice(&o, 3, "I2", 200);
    end(&o, 2);
    begin(&o);
    invoice(&o, 2, "I1", 100);
    assert_true(ended(&o, "I2"));
    assert_false(ended(&o, "I2"));
    assert_false(ended(&o, "I9"));
    end(&o, 1);
    assert_string_equal(small_rows(&o.b, IN_FORCE), "I1|100|1|2");
    assert_string_equal(small_rows(&o.b, "SELECT ext_id, amount, superseded_by FROM f_invoice WHERE superseded_by IS NOT NULL"), "I2|200|2");
    close_sink(&o);
    open_sink(&o);
    o.exported = 2000;
    begin(&o);
    assert_false(ended(&o, "I2"));
    invoice(&o, 2, "I3", 300);
    end(&o, 1);
    o.exported = 1000;
    begin(&o);
    assert_false(ended(&o, "I3"));
    end(&o, 0);
    o.exported = 3000;
    begin(&o);
    invoice(&o, 2, "I2", 200);
    assert_true(ended(&o, "I3"));
    end(&o, 1);
    assert_string_equal(small_rows(&o.b, IN_FORCE), "I1|100|1|2\nI2|200|5|2");
    close_book(&o);
}

static void duckdb_ends_what_a_file_is_known_not_to_have(void **state) { (void)state; check_end(SMALL_MEMORY); }
static void postgresql_ends_what_a_file_is_known_not_to_have(void **state) { (void)state; check_end(SMALL_SERVER); }

static void a_record_without_an_id_is_keyed_by_its_values_and_its_party(void **state)
{
    const FactValue v[3] = { { .has = true, .s = STR("login") }, { .has = true, .i = 1000000 }, { 0 } };
    const FactRecord r = { .kind = KIND_EVENT, .line = 2, .counts = true, .ext_id = STR(""), .value = v };
    Book o;
    (void)state;
    open_book(&o, SMALL_MEMORY);
    begin(&o);
    put_as(&o, r, "C1");
    put_as(&o, r, "C2");
    put_as(&o, r, "C1");
    put_as(&o, r, "");
    end(&o, 4);
    assert_int_equal(o.count.kept, 3);
    assert_string_equal(small_rows(&o.b, "SELECT alias_id FROM f_event ORDER BY coalesce(alias_id, 99)"), "1\n2\n-");
    close_book(&o);
}

enum { SUB_FIRST = 8, SUB_STATUS = 8, SUB_INTERVAL = 12, SUB_FIELDS = 13 };

static void subscription(Book *o, const FactValue *v)
{
    put_as(o, (FactRecord){ .kind = KIND_SUBSCRIPTION, .line = 2, .counts = true, .ext_id = STR("S1"), .value = v }, "C1");
}

/* Oracle: the hash of a row by hand, over the fields of release 0.1.0 alone. */
static int64_t old_row_hash(const FactValue *v)
{
    uint64_t h = hash64_mix(hash64(STR("ERP")), KIND_SUBSCRIPTION);
    for (int p = 0; p < PARTY_COUNT; p++)
        h = hash64_mix(h, hash64(p == PARTY_ACCOUNT_ID ? STR("C1") : STR("")));
    for (size_t f = 0; f < SUB_FIRST; f++)
        h = hash64_mix(h, v[f].has ? (uint64_t)v[f].i + 1 : 0x9E37u);
    return (int64_t)h;
}

static void fields_of_a_later_migration_count_only_where_they_say_something(void **state)
{
    FactValue v[SUB_FIELDS] = { { .has = true, .i = 19849 }, { .has = true, .i = 19999 } };
    Book o;
    (void)state;
    assert_int_equal(kinds[KIND_SUBSCRIPTION].n_first, SUB_FIRST);
    assert_int_equal(kinds[KIND_SUBSCRIPTION].n_field, SUB_FIELDS);
    open_book(&o, SMALL_MEMORY);
    begin(&o);
    subscription(&o, v);
    end(&o, 1);
    assert_true(small_int(&o.b, "SELECT row_hash FROM f_subscription") == old_row_hash(v));
    begin(&o);
    subscription(&o, v);
    v[SUB_STATUS] = (FactValue){ .has = true, .s = STR("month") };
    subscription(&o, v);
    v[SUB_INTERVAL] = v[SUB_STATUS];
    v[SUB_STATUS] = (FactValue){ 0 };
    subscription(&o, v); /* the same word in another field is another row */
    end(&o, 3);
    assert_int_equal(o.count.unchanged, 1);
    assert_int_equal(o.count.kept, 2);
    close_book(&o);
}

static void two_systems_may_use_the_same_id(void **state)
{
    Book o;
    (void)state;
    open_book(&o, SMALL_MEMORY);
    assert_false(begin_as(&o, "x", "ERP"));
    invoice(&o, 2, "I1", 1);
    end(&o, 1);
    assert_false(begin_as(&o, "y", "Billing"));
    invoice(&o, 2, "I1", 2);
    end(&o, 1);
    assert_string_equal(small_rows(&o.b, "SELECT source_id, amount, alias_id, superseded_by FROM f_invoice ORDER BY source_id"), "1|1|1|-\n2|2|2|-");
    close_book(&o);
}

#define EVERYTHING "SELECT (SELECT count(*) FROM source) || ' ' || (SELECT count(*) FROM file) || ' ' || (SELECT count(*) FROM alias) || ' ' ||" \
    " (SELECT count(*) FROM quarantine) || ' ' || (SELECT count(*) FROM f_invoice) || ' ' || (SELECT count(*) FROM f_invoice WHERE superseded_by IS NULL)"

static void an_aborted_file_leaves_the_book_as_it_was(void **state)
{
    Book o;
    (void)state;
    open_book(&o, SMALL_MEMORY);
    begin(&o);
    invoice(&o, 2, "I1", 1);
    end(&o, 1);
    const char *before = small_rows(&o.b, EVERYTHING);
    assert_false(begin_as(&o, "gone", "Another system"));
    invoice(&o, 2, "I1", 5);
    invoice(&o, 3, "I2", 5);
    small_must(&o.b, fact_quarantine(o.k, &(FactBad){ .line = 4, .reason = "why", .raw = STR("x"), .column_name = STR(""), .whole_row = true }, &o.b.err));
    fact_file_abort(o.k);
    assert_string_equal(small_rows(&o.b, EVERYTHING), before);
    begin(&o); /* what was aborted may come again and is new; ids go on without a gap */
    put_as(&o, (FactRecord){ .kind = KIND_EVENT, .line = 2, .counts = true, .ext_id = STR(""), .value = (FactValue[3]){ { 0 } } }, "C9");
    invoice(&o, 3, "I1", 5);
    invoice(&o, 4, "I2", 5);
    end(&o, 3);
    assert_int_equal(o.count.kept, 3);
    assert_string_equal(small_rows(&o.b, "SELECT alias_id, account_id FROM alias ORDER BY alias_id"), "1|C1\n2|C9");
    assert_string_equal(small_rows(&o.b, "SELECT source_id, name FROM source"), "1|ERP");
    assert_string_equal(small_rows(&o.b, IN_FORCE), "I1|5|2|3\nI2|5|2|4");
    close_book(&o);
}

static FactValue some_value(FieldType t)
{
    return (FactValue){ .has = true, .i = t == FIELD_BOOL ? 1 : 12345, .f = 0.25, .s = STR("w\xC3\xB6rds") };
}

static void a_reopened_sink_knows_the_keys_of_every_kind(void **state)
{
    Book o;
    (void)state;
    open_book(&o, SMALL_FILE);
    for (int round = 0; round < 2; round++) {
        begin(&o);
        for (int id = 0; id < KIND_COUNT; id++) {
            FactValue v[32];
            for (size_t f = 0; f < kinds[id].n_field; f++)
                v[f] = some_value(kinds[id].field[f].type);
            put_as(&o, (FactRecord){ .kind = (KindId)id, .line = id, .counts = true, .ext_id = STR("X"), .value = v }, "C1");
        }
        end(&o, KIND_COUNT);
        assert_int_equal(o.count.kept, round ? 0 : KIND_COUNT);
        close_sink(&o);
        small_again(&o.b);
        open_sink(&o);
    }
    assert_string_equal(small_rows(&o.b, "SELECT subject, satisfaction, escalated, solved_at FROM f_ticket"), "w\xC3\xB6rds|0.25|true|1970-01-01T00:00:00Z");
    close_book(&o);
}

static void named(Book *o, int64_t line, const char *account)
{
    FactValue v[14] = { { .has = true, .i = 1 } };
    put_as(o, (FactRecord){ .kind = KIND_TICKET, .line = line, .counts = true, .ext_id = str_fmt(&o->a, "%s-%lld", account, (long long)o->files), .value = v }, account);
}

#define NAMES "SELECT alias_id, account_id FROM alias ORDER BY alias_id"
#define WORDS "SELECT w.alias_id, a.account_id, w.words FROM alias_words AS w JOIN alias AS a ON a.alias_id = w.alias_id ORDER BY w.alias_id"

/* Oracle: what is kept of an alias is what its words say when they are read again; of two with the same words the first is meant. */
static void check_words(int where)
{
    static const char *const first[] = { "C1", "C2", "C3", "C1" };
    Book o;
    open_book(&o, where);
    begin(&o);
    for (int i = 0; i < 4; i++)
        named(&o, i + 2, first[i]);
    end(&o, 4);
    assert_string_equal(small_rows(&o.b, NAMES), "1|C1\n2|C2\n3|C3");
    const char *kept = small_rows(&o.b, WORDS);
    assert_true(strncmp(kept, "1|C1|", 5) == 0 && strstr(kept, "\n3|C3|"));
    close_sink(&o);
    small_sql(&o.b, "DELETE FROM alias_words WHERE alias_id <> 2");
    open_sink(&o);
    assert_string_equal(small_rows(&o.b, WORDS), kept);
    close_sink(&o);
    /* as forget() does it: an alias that has lost its words has those of another now */
    small_sql(&o.b, "UPDATE alias SET account_id = 'C1' WHERE alias_id = 2; DELETE FROM alias_words WHERE alias_id = 2");
    open_sink(&o);
    assert_int_equal(small_int(&o.b, "SELECT CAST(count(DISTINCT words) AS BIGINT) FROM alias_words"), 2);
    begin(&o);
    named(&o, 2, "C9");
    fact_file_abort(o.k);                                         /* leaves nothing of C9 */
    begin(&o);
    named(&o, 2, "C1");
    named(&o, 3, "C2");
    named(&o, 4, "C3");
    end(&o, 3);
    assert_string_equal(small_rows(&o.b, NAMES), "1|C1\n2|C1\n3|C3\n4|C2");
    assert_string_equal(small_rows(&o.b, "SELECT alias_id FROM f_ticket WHERE file_id = 2 ORDER BY line"), "1\n4\n3");
    assert_int_equal(small_int(&o.b, "SELECT CAST(count(*) AS BIGINT) FROM alias_words"), 4);
    close_book(&o);
}

static void duckdb_knows_an_alias_by_its_words(void **state) { (void)state; check_words(SMALL_MEMORY); }
static void postgresql_knows_an_alias_by_its_words(void **state) { (void)state; check_words(SMALL_SERVER); }

static void end_with_one_row_too_many(void *book)
{
    Book *o = book;
    small_must(&o->b, fact_file_end(o->k, 3, STR(""), &o->count, &o->b.err));
}

static void rows_add_up_or_it_is_a_bug(void **state)
{
    Book o;
    (void)state;
    open_book(&o, SMALL_MEMORY);
    begin(&o);
    invoice(&o, 2, "I1", 1);
    put_as(&o, (FactRecord){ .kind = KIND_EVENT, .line = 2, .counts = false, .ext_id = STR("E"), .value = (FactValue[3]){ { 0 } } }, "C1");
    const FactBad cell = { .line = 2, .column = 3, .column_name = STR("due"), .reason = "date not understood", .raw = STR("?"), .whole_row = false };
    FactBad row = cell;
    row.whole_row = true;
    small_must(&o.b, fact_quarantine(o.k, &cell, &o.b.err));
    small_must(&o.b, fact_quarantine(o.k, &row, &o.b.err));
    assert_true(ends_in_bug(end_with_one_row_too_many, &o));
    end(&o, 2);
    assert_true(o.count.kept == 1 && o.count.quarantined == 1);
    assert_string_equal(small_rows(&o.b, "SELECT rows_in, rows_kept, rows_unchanged, rows_quarantined FROM file"), "2|1|0|1");
    close_book(&o);
}

static void what_is_set_aside_is_cut_between_characters_and_made_sound(void **state)
{
    static char raw[LIMIT_RAW + 10];
    Book o;
    (void)state;
    memset(raw, 'x', LIMIT_RAW - 1);
    memcpy(raw + LIMIT_RAW - 1, "\xE2\x82\xAC", 3); /* a euro sign across the limit */
    open_book(&o, SMALL_MEMORY);
    begin(&o);
    FactBad bad = { .line = 2, .reason = "why", .raw = { raw, LIMIT_RAW + 2 }, .column_name = STR("a\xFF"), .whole_row = true };
    small_must(&o.b, fact_quarantine(o.k, &bad, &o.b.err));
    bad.raw = STR("nul \0 bad \xFF");
    small_must(&o.b, fact_quarantine(o.k, &bad, &o.b.err));
    end(&o, 2);
    assert_int_equal(small_int(&o.b, "SELECT CAST(length(raw) AS BIGINT) FROM quarantine WHERE seq = 1"), LIMIT_RAW - 1);
    assert_string_equal(small_rows(&o.b, "SELECT raw, column_name FROM quarantine WHERE seq = 2"), "nul ? bad ?|a?");
    close_book(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duckdb_keeps_nothing_twice),
        cmocka_unit_test(postgresql_keeps_nothing_twice),
        cmocka_unit_test(duckdb_lets_late_corrections_supersede),
        cmocka_unit_test(postgresql_lets_late_corrections_supersede),
        cmocka_unit_test(duckdb_agrees_with_a_naive_book),
        cmocka_unit_test(postgresql_agrees_with_a_naive_book),
        cmocka_unit_test(duckdb_makes_the_same_of_halves_as_of_the_whole),
        cmocka_unit_test(postgresql_makes_the_same_of_halves_as_of_the_whole),
        cmocka_unit_test(duckdb_keeps_a_correction_when_the_old_file_comes_again),
        cmocka_unit_test(postgresql_keeps_a_correction_when_the_old_file_comes_again),
        cmocka_unit_test(duckdb_keeps_an_older_version_of_a_ticket_as_history),
        cmocka_unit_test(postgresql_keeps_an_older_version_of_a_ticket_as_history),
        cmocka_unit_test(duckdb_keeps_the_version_with_the_latest_stamp_in_force),
        cmocka_unit_test(postgresql_keeps_the_version_with_the_latest_stamp_in_force),
        cmocka_unit_test(duckdb_knows_an_alias_by_its_words),
        cmocka_unit_test(postgresql_knows_an_alias_by_its_words),
        cmocka_unit_test(with_its_keys_on_disk_the_door_says_the_same),
        cmocka_unit_test(without_a_stamp_the_day_of_the_export_decides_then_the_order_of_import),
        cmocka_unit_test(what_is_deleted_names_nobody_and_may_come_back),
        cmocka_unit_test(duckdb_ends_what_a_file_is_known_not_to_have), cmocka_unit_test(postgresql_ends_what_a_file_is_known_not_to_have),
        cmocka_unit_test(a_record_without_an_id_is_keyed_by_its_values_and_its_party),
        cmocka_unit_test(fields_of_a_later_migration_count_only_where_they_say_something),
        cmocka_unit_test(two_systems_may_use_the_same_id),
        cmocka_unit_test(an_aborted_file_leaves_the_book_as_it_was),
        cmocka_unit_test(a_reopened_sink_knows_the_keys_of_every_kind),
        cmocka_unit_test(rows_add_up_or_it_is_a_bug),
        cmocka_unit_test(what_is_set_aside_is_cut_between_characters_and_made_sound),
    };
    return cmocka_run_group_tests_name("fact", tests, NULL, NULL);
}
