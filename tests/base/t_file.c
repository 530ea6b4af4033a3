#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

typedef struct Folder {
    char path[64];
    Arena a;
    Err err;
} Folder;

static int make(void **state)
{
    Folder *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    (void)snprintf(f->path, sizeof f->path, "/tmp/t_file.XXXXXX");
    arena_init(&f->a);
    *state = f;
    return mkdtemp(f->path) ? 0 : -1;
}

static int drop(void **state)
{
    Folder *f = *state;
    int code = system(str_fmt(&f->a, "rm -rf %s", f->path).p);
    arena_release(&f->a);
    free(f);
    return code;
}

static const char *in(Folder *f, const char *name)
{
    return path_join(&f->a, str_of(f->path), str_of(name)).p;
}

static void write_to(Folder *f, const char *name, Str content)
{
    if (file_replace(in(f, name), content, &f->err))
        fail_msg("%s", f->err.msg);
}

static void what_was_written_is_read_byte_for_byte_and_replaced_whole(void **state)
{
    Folder *f = *state;
    Str got;
    write_to(f, "x", STR("a longer first\0text\xFF"));
    assert_int_equal(file_read(in(f, "x"), 100, &f->a, &got, &f->err), ST_OK);
    assert_true(str_eq(got, STR("a longer first\0text\xFF")));
    write_to(f, "x", STR("short"));
    assert_int_equal(file_read(in(f, "x"), 5, &f->a, &got, &f->err), ST_OK);
    assert_string_equal(got.p, "short");
    write_to(f, "x", STR(""));
    assert_int_equal(file_read(in(f, "x"), 0, &f->a, &got, &f->err), ST_OK);
    assert_int_equal(got.n, 0);
    assert_int_not_equal(access(in(f, "x.part"), F_OK), 0); /* nothing is left of the writing beside it */
}

static void a_file_that_cannot_be_replaced_stays_as_it_was(void **state)
{
    Folder *f = *state;
    FileInfo info;
    assert_int_equal(file_make_dir(in(f, "d"), &f->err), ST_OK);
    assert_int_not_equal(file_replace(in(f, "d"), STR("x"), &f->err), ST_OK);
    assert_int_equal(file_stat(in(f, "d"), &info, &f->err), ST_OK);
    assert_true(info.is_dir);
    assert_int_not_equal(access(in(f, "d.part"), F_OK), 0);
    assert_int_equal(file_replace(in(f, "none/x"), STR("x"), &f->err), ST_NOT_FOUND);
}

static void each_failure_says_what_it_is_and_names_the_file(void **state)
{
    Folder *f = *state;
    Str got;
    FileInfo info;
    write_to(f, "x", STR("12345"));
    assert_int_equal(file_read(in(f, "none"), 9, &f->a, &got, &f->err), ST_NOT_FOUND);
    assert_non_null(strstr(f->err.msg, "none"));
    assert_int_equal(file_read(in(f, "x/below"), 9, &f->a, &got, &f->err), ST_NOT_FOUND);
    assert_int_equal(file_read(in(f, "x"), 4, &f->a, &got, &f->err), ST_TOO_BIG);
    assert_int_equal(file_read(f->path, 9, &f->a, &got, &f->err), ST_INVALID);
    assert_int_equal(file_stat(in(f, "none"), &info, &f->err), ST_NOT_FOUND);
    assert_int_equal(file_make_dir(in(f, "x"), &f->err), ST_IO);
    assert_int_equal(file_make_dir(in(f, "a/b"), &f->err), ST_NOT_FOUND);
}

static void paths_are_joined_and_cut_at_the_last_slash(void **state)
{
    Folder *f = *state;
    assert_string_equal(path_join(&f->a, STR("a"), STR("b")).p, "a/b");
    assert_string_equal(path_join(&f->a, STR("a/"), STR("b")).p, "a/b");
    assert_string_equal(path_join(&f->a, STR(""), STR("b")).p, "b");
    assert_true(str_eq(path_base(STR("a/b.csv")), STR("b.csv")));
    assert_true(str_eq(path_base(STR("b.csv")), STR("b.csv")));
    assert_true(str_eq(path_base(STR("a/")), STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_written_is_read_byte_for_byte_and_replaced_whole, make, drop),
        cmocka_unit_test_setup_teardown(a_file_that_cannot_be_replaced_stays_as_it_was, make, drop),
        cmocka_unit_test_setup_teardown(each_failure_says_what_it_is_and_names_the_file, make, drop),
        cmocka_unit_test_setup_teardown(paths_are_joined_and_cut_at_the_last_slash, make, drop),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
