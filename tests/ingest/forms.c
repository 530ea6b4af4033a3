#include "tests/ingest/forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "tests/ingest/fake_sink.h"

static void put_file(Str path, Str bytes)
{
    FILE *f = fopen(path.p, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
}

/* Imports the folder as it is; `err` fails the test. */
static IngestResult import(const char *dir, const char *about, bool accept, Arena *a)
{
    Err err = { 0 };
    IngestResult r;
    IngestOptions o = { .path = &dir, .n_path = 1, .accept = accept };
    fake_clear();
    if (ingest_run(NULL, &o, a, &r, &err))
        fail_msg("%s: %s", about, err.msg);
    return r;
}

static const IngestFile *file_named(const IngestResult *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++)
        if (str_ends(r->file[i].path, str_of(name)))
            return &r->file[i];
    return &r->file[0];
}

static bool form_holds(const Form *c, const char *dir, Arena *a)
{
    Str path = path_join(a, str_of(dir), str_of(c->file)), beside = c->beside ? path_join(a, str_of(dir), str_of(c->beside)) : STR("");
    put_file(path, c->size ? (Str){ c->bytes, c->size } : str_of(c->bytes));
    if (c->beside)
        put_file(beside, str_of(c->beside_bytes));
    IngestResult r = import(dir, c->about, c->accept, a);
    assert_int_equal(r.n, c->beside ? 2 : 1);
    assert_int_equal(unlink(path.p), 0);
    if (c->beside)
        assert_int_equal(unlink(beside.p), 0);
    const IngestFile *f = file_named(&r, c->file);
    const char *got = buf_str(&fake_log()->text).p;
    Str told = str_fmt(a, "%.*s%.*s", STR_ARG(f->note), STR_ARG(f->skipped));
    bool same = strcmp(got, c->want) == 0 && str_eq(f->shape, str_of(c->shape)) && f->count.rows_in == c->rows
        && f->count.kept == c->kept && f->count.quarantined == c->bad && (!c->note || str_eq(told, str_of(c->note)))
        && (!c->says || str_has(told, str_of(c->says)));
    if (!same)
        (void)fprintf(stderr, "%s: '%.*s' %lld in, %lld kept, %lld set aside; %.*s\n--- got\n%s--- want\n%s\n", c->about, STR_ARG(f->shape),
                    (long long)f->count.rows_in, (long long)f->count.kept, (long long)f->count.quarantined, STR_ARG(told), got, c->want);
    return same;
}

void forms_hold(const Form *form, size_t n)
{
    char dir[] = "/tmp/tl_forms_XXXXXX";
    Arena a;
    size_t failed = 0;
    assert_non_null(mkdtemp(dir));
    arena_init(&a);
    for (size_t i = 0; i < n; i++)
        failed += !form_holds(&form[i], dir, &a);
    arena_release(&a);
    fake_clear();
    assert_int_equal(rmdir(dir), 0);
    assert_int_equal(failed, 0);
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

/* One to four wounds; out has room for 512 bytes more than in. */
static size_t damage(const char *in, size_t n, uint64_t *seed, char *out)
{
    static const char signs[] = "\",;\n\r{}[]\\:|\t\0=0-E\xFF\xC3";
    memcpy(out, in, n);
    for (uint64_t wounds = 1 + next(seed) % 4; wounds && n > 1; wounds--) {
        size_t at = next(seed) % n, len = 1 + next(seed) % 40;
        len = at + len > n ? n - at : len;
        switch (next(seed) % 4) {
        case 0: out[at] = signs[next(seed) % (sizeof signs - 1)]; break;
        case 1:
            memmove(out + at, out + at + len, n - at - len);
            n -= len;
            break;
        case 2: n = at + 1; break;
        default:
            memmove(out + at + len, out + at, n - at);
            n += len;
            break;
        }
    }
    return n;
}

static int64_t survive_one(const Form *c, const char *dir, uint64_t *seed, int rounds)
{
    int64_t rows = 0;
    size_t size = c->size ? c->size : strlen(c->bytes);
    char *hurt = malloc(size + 512);
    assert_non_null(hurt);
    for (int k = 0; k < rounds; k++) {
        Arena a;
        arena_init(&a);
        Str path = path_join(&a, str_of(dir), str_of(c->file));
        put_file(path, (Str){ hurt, damage(c->bytes, size, seed, hurt) });
        IngestResult r = import(dir, c->about, c->accept, &a);
        rows += r.rows_in;
        assert_int_equal(r.rows_in, r.kept + r.quarantined);
        assert_int_equal(unlink(path.p), 0);
        arena_release(&a);
    }
    free(hurt);
    return rows;
}

void forms_survive(const Form *form, size_t n, int rounds)
{
    char dir[] = "/tmp/tl_forms_XXXXXX";
    uint64_t seed = 20261125;
    int64_t rows = 0;
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < n; i++)
        rows += survive_one(&form[i], dir, &seed, rounds);
    fake_clear();
    assert_int_equal(rmdir(dir), 0);
    assert_true(rows > 0);
}
