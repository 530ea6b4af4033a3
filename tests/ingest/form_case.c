#include "tests/ingest/form_case.h"

#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "tests/ingest/fake_sink.h"

static bool case_holds(const FormCase *c, const char *dir, Arena *a)
{
    Err err = { 0 };
    IngestResult r;
    Str path = path_join(a, str_of(dir), str_of(c->file));
    IngestOptions o = { .path = (const char *const[]){ path.p }, .n_path = 1 };
    if (file_replace(path.p, c->size ? (Str){ c->bytes, c->size } : str_of(c->bytes), &err))
        fail_msg("%s", err.msg);
    fake_clear();
    if (ingest_run(NULL, &o, a, &r, &err))
        fail_msg("%s: %s", c->about, err.msg);
    assert_int_equal(unlink(path.p), 0);
    const IngestFile *f = &r.file[0];
    const char *got = buf_str(&fake_log()->text).p;
    Str told = str_fmt(a, "%.*s%.*s", STR_ARG(f->note), STR_ARG(f->skipped));
    bool same = strcmp(got, c->want) == 0 && str_eq(f->shape, str_of(c->shape)) && f->count.rows_in == c->rows
        && f->count.kept == c->kept && f->count.quarantined == c->bad && (!c->note || str_has(told, str_of(c->note)));
    if (!same)
        (void)fprintf(stderr, "%s: '%.*s' %lld in, %lld kept, %lld set aside; %.*s\n--- got\n%s--- want\n%s\n", c->about, STR_ARG(f->shape),
                    (long long)f->count.rows_in, (long long)f->count.kept, (long long)f->count.quarantined, STR_ARG(told), got, c->want);
    return same;
}

void form_cases_hold(const FormCase *c, size_t n)
{
    char dir[] = "/tmp/tl_forms_XXXXXX";
    Arena a;
    size_t failed = 0;
    assert_non_null(mkdtemp(dir));
    arena_init(&a);
    for (size_t i = 0; i < n; i++)
        failed += !case_holds(&c[i], dir, &a);
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

/* One to four wounds; out has room for twice the bytes. */
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

void form_cases_survive(const FormCase *c, size_t n, int rounds)
{
    char dir[] = "/tmp/tl_forms_XXXXXX";
    uint64_t seed = 20261125;
    int64_t rows = 0;
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < n; i++) {
        size_t size = c[i].size ? c[i].size : strlen(c[i].bytes);
        char *hurt = malloc(size + 512);
        assert_non_null(hurt);
        for (int k = 0; k < rounds; k++) {
            Arena a;
            Err err = { 0 };
            IngestResult r;
            arena_init(&a);
            Str path = path_join(&a, str_of(dir), str_of(c[i].file));
            IngestOptions o = { .path = (const char *const[]){ path.p }, .n_path = 1 };
            fake_clear();
            FILE *f = fopen(path.p, "w");
            assert_non_null(f);
            (void)fwrite(hurt, 1, damage(c[i].bytes, size, &seed, hurt), f);
            assert_int_equal(fclose(f), 0);
            if (ingest_run(NULL, &o, &a, &r, &err))
                fail_msg("%s, round %d: %s", c[i].about, k, err.msg);
            rows += r.rows_in;
            assert_int_equal(r.rows_in, r.kept + r.quarantined);
            assert_int_equal(unlink(path.p), 0);
            arena_release(&a);
        }
        free(hurt);
    }
    fake_clear();
    assert_int_equal(rmdir(dir), 0);
    assert_true(rows > 0);
}
