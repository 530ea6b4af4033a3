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
