/* Recordings beside a book: their form, their name, what is kept and what is swept.
 * Oracle: the first bytes as the formats' descriptions have them; `b2sum -l 256` of the same bytes; the folder itself. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "store/clip.h"

typedef struct Fixture {
    Arena  a;
    Err    err;
    Str    folder, book, dir;
    Store *s;
} Fixture;

static Fixture f;

static int up(void **state)
{
    char path[] = "/tmp/tl_clip.XXXXXX";
    (void)state;
    f = (Fixture){ .err = { .code = ST_OK } };
    arena_init(&f.a);
    assert_non_null(mkdtemp(path));
    f.folder = str_dup(&f.a, str_of(path));
    f.book = str_fmt(&f.a, "%s/x.book", path);
    f.dir = clip_dir(f.book.p, &f.a);
    assert_int_equal(store_open(f.book.p, &(StoreOptions){ .create = true }, &f.s, &f.err), ST_OK);
    assert_int_equal(store_run(f.s, SQL_SOURCE_PUT, STORE_ARGS(DB_INT(1), DB_TEXT(STR("Calls"))), &f.err), ST_OK);
    return 0;
}

static int down(void **state)
{
    (void)state;
    store_close(f.s);
    (void)unlink(f.book.p);
    (void)unlink(str_fmt(&f.a, "%s.wal", f.book.p).p);
    (void)rmdir(f.dir.p);
    assert_int_equal(rmdir(f.folder.p), 0);
    arena_release(&f.a);
    return 0;
}

/* Bytes that come `step` at a time, and fail behind `fail` of them. */
typedef struct Bytes {
    Str    all;
    size_t at, step, fail;
    int    begun;
} Bytes;

static Status begin(void *ctx, Err *err)
{
    Bytes *b = ctx;
    (void)err;
    b->at = 0;
    b->begun++;
    return ST_OK;
}

static Status more(void *ctx, void *to, size_t room, size_t *got, Err *err)
{
    Bytes *b = ctx;
    if (b->fail && b->at >= b->fail)
        return ERR(err, ST_IO, "the disk is broken");
    size_t n = b->all.n - b->at;
    n = n < b->step ? n : b->step;
    *got = n < room ? n : room;
    memcpy(to, b->all.p + b->at, *got);
    b->at += *got;
    return ST_OK;
}

static Status keep(Bytes *b, Clip *c, bool *copied) { return clip_keep(f.dir, &(ClipSource){ begin, more, b }, c, copied, &f.err); }

static size_t sweep(void)
{
    int64_t gone;
    assert_int_equal(clip_sweep(f.s, false, &gone, &f.err), ST_OK);
    return (size_t)gone;
}

static bool there(Str path)
{
    struct stat sb;
    return path.n && stat(path.p, &sb) == 0;
}

static void form_is_told_by_first_bytes(void **state)
{
    static const struct { const char *bytes; size_t n; int form; } cases[] = {
        { "RIFF\x24\x08\0\0WAVEfmt ", 16, CLIP_WAV }, { "RIFF\x24\x08\0\0AVI LIST", 16, -1 }, { "RIFX\x24\x08\0\0WAVEfmt ", 16, -1 }, { "ID3\x04\0\0", 6, CLIP_MP3 },
        { "\xFF\xFB\x90\x64", 4, CLIP_MP3 }, { "\xFF\xF3\x40\xC4", 4, CLIP_MP3 }, { "\xFF\xF1\x50\x80", 4, CLIP_AAC }, { "\xFF\xF9\x50\x80", 4, CLIP_AAC },
        { "\xFF\xEB\x90\x64", 4, -1 }, { "OggS", 4, CLIP_OGG }, { "fLaC", 4, CLIP_FLAC }, { "\0\0\0\x20" "ftypM4A ", 12, CLIP_M4A },
        { "\x1A\x45\xDF\xA3", 4, CLIP_WEBM }, { "<html>", 6, -1 }, { "", 0, -1 }, { "\xFF\xFE<\0", 4, -1 }, { "OggX", 4, -1 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ClipForm form = CLIP_FORMS;
        bool known = clip_form_of((Str){ cases[i].bytes, cases[i].n }, &form);
        assert_int_equal(known ? (int)form : -1, cases[i].form);
    }
}

static void path_is_of_a_digest_and_a_form_alone(void **state)
{
    static const char hex[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    (void)state;
    assert_string_equal(clip_path(STR("d"), str_of(hex), STR("wav"), &f.a).p, str_fmt(&f.a, "d/%s.wav", hex).p);
    const struct { Str digest, form; } bad[] = {
        { str_of(hex), STR("exe") }, { str_of(hex), STR("") }, { str_of(hex), STR("wav/../x") }, { STR("abc"), STR("wav") }, { STR(""), STR("wav") },
        { str_fmt(&f.a, "../%s", hex + 3), STR("wav") }, { str_fmt(&f.a, "%sA", hex + 1), STR("wav") }, { str_fmt(&f.a, "%s0", hex), STR("wav") },
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(clip_path(STR("d"), bad[i].digest, bad[i].form, &f.a).n, 0);
    assert_int_equal(clip_path(STR(""), str_of(hex), STR("wav"), &f.a).n, 0);
    assert_int_equal(clip_dir(":memory:", &f.a).n, 0);
    assert_string_equal(clip_dir("postgresql://me:secret@host/ac..me?x=/y", &f.a).p, "throughline-ac__me.clips");
}

static void recording_is_kept_once_whatever_pieces_it_comes_in(void **state)
{
    Clip c, d;
    bool copied, erased, has;
    int64_t n, wrong;
    (void)state;
    int lock;
    assert_int_equal(clip_lock(f.dir, false, &lock, &f.err), ST_OK);
    for (size_t step = 1; step < 40; step += 13) {
        Bytes b = { .all = STR("OggS and then some more bytes"), .step = step };
        assert_int_equal(keep(&b, step == 1 ? &c : &d, &copied), ST_OK);
        assert_int_equal(copied, step == 1);
        assert_int_equal(b.begun, step == 1 ? 2 : 1);
    }
    assert_string_equal(c.digest, d.digest);
    assert_string_equal(c.digest, "3f144b6c166cf782f6f731d5984d97dc8841fecd1e2c130533b11c9eda251873");
    assert_int_equal(c.bytes, STR("OggS and then some more bytes").n);
    assert_int_equal(c.form, CLIP_OGG);
    Str path = clip_path(f.dir, str_of(c.digest), STR("ogg"), &f.a), read;
    assert_int_equal(file_read(path.p, 100, &f.a, &read, &f.err), ST_OK);
    assert_true(str_eq(read, STR("OggS and then some more bytes")));
    /* Of no row yet, and somebody brings it in: it stays. */
    assert_int_equal(sweep(), 0);
    assert_int_equal(clip_put(f.s, STR("Calls"), STR("c 1"), &c, &erased, &f.err), ST_OK);
    assert_false(erased);
    clip_unlock(lock);
    assert_int_equal(sweep(), 0);
    assert_true(there(path) && clip_is(path, str_of(c.digest)));
    assert_int_equal(clip_has(f.s, STR("Calls"), STR("c 1"), &has, &f.err), ST_OK);
    assert_true(has);
    assert_int_equal(clip_check(f.s, true, &n, &wrong, &f.err), ST_OK);
    assert_true(n == 1 && wrong == 0);
    /* The call gets none: its file goes, and none comes again. */
    assert_int_equal(clip_refuse(f.s, STR("Calls"), STR("c 1"), &f.err), ST_OK);
    assert_int_equal(sweep(), 1);
    assert_false(there(path));
    assert_int_equal(clip_put(f.s, STR("Calls"), STR("c 1"), &c, &erased, &f.err), ST_OK);
    assert_true(erased);
    assert_int_equal(clip_check(f.s, true, &n, &wrong, &f.err), ST_OK);
    assert_true(n == 0 && wrong == 0);
}

static void what_fails_leaves_nothing(void **state)
{
    Clip c;
    bool copied;
    int lock;
    (void)state;
    assert_int_equal(clip_lock(f.dir, false, &lock, &f.err), ST_OK);
    Bytes broken = { .all = STR("OggS and then"), .step = 5, .fail = 5 }, text = { .all = STR("hello"), .step = 5 }, empty = { .all = STR(""), .step = 1 };
    assert_int_equal(keep(&broken, &c, &copied), ST_IO);
    assert_int_equal(keep(&text, &c, &copied), ST_INVALID);
    assert_int_equal(keep(&empty, &c, &copied), ST_INVALID);
    /* Only one may take away while nobody brings in. */
    int other;
    assert_int_equal(clip_lock(f.dir, true, &other, &f.err), ST_BUSY);
    clip_unlock(lock);
    assert_int_equal(rmdir(f.dir.p), 0);      /* empty */
    assert_int_equal(clip_lock(f.dir, true, &other, &f.err), ST_OK);
    assert_int_equal(other, -1);
}

static void one_out_of_an_archive_must_be_what_it_says(void **state)
{
    Clip c;
    bool copied;
    int lock;
    (void)state;
    Bytes b = { .all = STR("fLaC one"), .step = 3 }, two = { .all = STR("fLaC two"), .step = 3 };
    assert_int_equal(clip_lock(f.dir, false, &lock, &f.err), ST_OK);
    assert_int_equal(keep(&b, &c, &copied), ST_OK);
    Str path = clip_path(f.dir, str_of(c.digest), STR("flac"), &f.a);
    assert_int_equal(unlink(path.p), 0);
    assert_int_equal(clip_take(f.dir, &(ClipSource){ begin, more, &two }, str_of(c.digest), STR("flac"), &f.err), ST_INVALID);
    assert_false(there(path));
    assert_int_equal(clip_take(STR(""), &(ClipSource){ begin, more, &two }, str_of(c.digest), STR("flac"), &f.err), ST_INVALID);
    assert_int_equal(clip_take(STR(""), &(ClipSource){ begin, more, &b }, str_of(c.digest), STR("flac"), &f.err), ST_OK);
    assert_false(there(path));
    assert_int_equal(clip_take(f.dir, &(ClipSource){ begin, more, &b }, str_of(c.digest), STR("flac"), &f.err), ST_OK);
    assert_true(clip_is(path, str_of(c.digest)));
    clip_unlock(lock);
    assert_int_equal(sweep(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(form_is_told_by_first_bytes, up, down),
        cmocka_unit_test_setup_teardown(path_is_of_a_digest_and_a_form_alone, up, down),
        cmocka_unit_test_setup_teardown(recording_is_kept_once_whatever_pieces_it_comes_in, up, down),
        cmocka_unit_test_setup_teardown(what_fails_leaves_nothing, up, down),
        cmocka_unit_test_setup_teardown(one_out_of_an_archive_must_be_what_it_says, up, down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
