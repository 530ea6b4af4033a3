#include "tests/ingest/forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/ingest/fake_sink.h"

int forms_setup(void **state)
{
    FormDir *d = calloc(1, sizeof *d);
    (void)snprintf(d->path, sizeof d->path, "/tmp/tl_forms_XXXXXX");
    assert_non_null(mkdtemp(d->path));
    arena_init(&d->a);
    fake_clear();
    *state = d;
    return 0;
}

int forms_teardown(void **state)
{
    FormDir *d = *state;
    char cmd[128];
    (void)snprintf(cmd, sizeof cmd, "rm -rf '%s'", d->path);
    int rc = system(cmd);
    arena_release(&d->a);
    free(d);
    fake_clear();
    return rc;
}

void forms_put(FormDir *d, const char *name, Str content)
{
    Err err;
    assert_int_equal(file_replace(path_join(&d->a, str_of(d->path), str_of(name)).p, content, &err), ST_OK);
}

IngestResult forms_import(FormDir *d)
{
    Err err = { 0 };
    IngestResult r;
    const char *path = d->path;
    IngestOptions o = { .path = &path, .n_path = 1 };
    fake_clear();
    if (ingest_run(NULL, &o, &d->a, &r, &err))
        fail_msg("%s", err.msg);
    return r;
}

void forms_check(FormDir *d, const Form *form, size_t n)
{
    bool wrong = false;
    for (size_t i = 0; i < n; i++) {
        const Form *f = &form[i];
        forms_put(d, f->name, str_of(f->content));
        IngestResult r = forms_import(d);
        const IngestFile *got = &r.file[0];
        Str log = buf_str(&fake_log()->text);
        assert_int_equal(r.n, 1);
        if (got->skipped.n || strcmp(log.p, f->want) != 0 || !str_eq(got->shape, str_of(f->shape)) || (f->shape[0] && !str_eq(got->note, str_of(f->note)))) {
            wrong = true;
            print_message("# %s: %.*s %.*s\n", f->about, STR_ARG(got->shape), STR_ARG(got->skipped));
            (void)fprintf(stderr, "%s\n%.*s\n", log.p, STR_ARG(got->note));
        }
        assert_int_equal(unlink(path_join(&d->a, str_of(d->path), str_of(f->name)).p), 0);
    }
    assert_false(wrong);
}
