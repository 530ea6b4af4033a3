/* What lies below a folder. Oracle: the names that were put there. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "read/walk.h"

typedef struct Folder {
    Arena a;
    Err   err;
    char  path[64];
} Folder;

static int set_up(void **state)
{
    Folder *f = calloc(1, sizeof *f);
    arena_init(&f->a);
    (void)snprintf(f->path, sizeof f->path, "/tmp/tl_walk_XXXXXX");
    *state = f;
    return mkdtemp(f->path) == NULL;
}

static int tear_down(void **state)
{
    Folder *f = *state;
    int rc = system(str_fmt(&f->a, "rm -rf '%s'", f->path).p);
    arena_release(&f->a);
    free(f);
    return rc;
}

static const char *in(Folder *f, const char *name) { return path_join(&f->a, str_of(f->path), str_of(name)).p; }

static Walk walk(Folder *f, const char *path)
{
    Walk w;
    if (walk_paths(&path, 1, NULL, &f->a, &w, &f->err))
        fail_msg("%s", f->err.msg);
    return w;
}

static void every_file_is_found_sorted_and_no_hidden_one(void **state)
{
    static const char *const want[] = { "B", "a.csv", "a/1", "a/deep/er/2", "b" };
    static const char *const dirs[] = { "a", "a/deep", "a/deep/er", ".git", "empty" };
    static const char *const files[] = { "b", "a/1", ".hidden", "a.csv", ".git/x", "a/deep/er/2", "a/.x", "B" };
    Folder *f = *state;
    for (size_t i = 0; i < COUNT_OF(dirs); i++)
        assert_int_equal(file_make_dir(in(f, dirs[i]), &f->err), ST_OK);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        assert_int_equal(file_replace(in(f, files[i]), STR("xyz"), &f->err), ST_OK);
    Walk w = walk(f, f->path);
    assert_int_equal(w.n, COUNT_OF(want));
    for (size_t i = 0; i < w.n; i++) {
        assert_string_equal(w.entry[i].shown.p, want[i]);
        assert_string_equal(w.entry[i].place.path, in(f, want[i]));
    }
    assert_int_equal(walk(f, in(f, ".hidden")).n, 1);      /* asked for by name */
    const char *none = in(f, "none");
    assert_int_equal(walk_paths(&none, 1, NULL, &f->a, &w, &f->err), ST_NOT_FOUND);
}

/* The order of the paths given changes nothing, a file found twice is there once. */
static void paths_in_any_order_give_the_same_files(void **state)
{
    Folder *f = *state;
    Walk w[2];
    assert_int_equal(file_make_dir(in(f, "a"), &f->err), ST_OK);
    assert_int_equal(file_replace(in(f, "a/x"), STR("1"), &f->err), ST_OK);
    const char *const path[2][3] = { { f->path, in(f, "a"), in(f, "a/x") }, { in(f, "a/x"), in(f, "a"), f->path } };
    for (int i = 0; i < 2; i++) {
        assert_int_equal(walk_paths(path[i], 3, NULL, &f->a, &w[i], &f->err), ST_OK);
        assert_int_equal(w[i].n, 1);
    }
    assert_true(str_eq(w[0].entry[0].shown, w[1].entry[0].shown));
}

static void links_lead_nowhere_twice(void **state)
{
    Folder *f = *state;
    assert_int_equal(file_make_dir(in(f, "real"), &f->err), ST_OK);
    assert_int_equal(file_replace(in(f, "real/x"), STR("1"), &f->err), ST_OK);
    assert_int_equal(symlink(f->path, in(f, "loop")), 0);
    assert_int_equal(symlink("real", in(f, "alias")), 0);      /* before the real one in every order */
    assert_int_equal(symlink("nothing", in(f, "dangling")), 0);
    Walk w = walk(f, f->path);
    assert_int_equal(w.n, 2);
    assert_string_equal(w.entry[0].shown.p, "dangling");
    assert_true(w.entry[0].failed.n > 0);
    assert_string_equal(w.entry[1].shown.p, "real/x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_file_is_found_sorted_and_no_hidden_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_in_any_order_give_the_same_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_lead_nowhere_twice, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
