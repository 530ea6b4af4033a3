#include "tests/near.h"

#include <stdio.h>

#include "base/buf.h"

static void a_buffer_never_passes_its_maximum_and_remembers_that_it_would_have(void **state)
{
    Buf b;
    (void)state;
    buf_init(&b, 5);
    buf_puts(&b, "abc");
    assert_false(b.over);
    buf_puts(&b, "def");
    assert_true(b.over);
    buf_putc(&b, 'g'); /* would fit, but what came before it did not */
    assert_string_equal(b.p, "abc");
    buf_clear(&b);
    assert_false(b.over);
    assert_string_equal(b.p, "");
    buf_printf(&b, "%s", "12345");
    assert_false(b.over);
    assert_string_equal(b.p, "12345");
    buf_putc(&b, '6');
    assert_true(b.over);
    buf_release(&b);
}

/* Oracle: a plain array that is written side by side. */
static void growing_keeps_every_byte_and_the_nul_behind(void **state)
{
    enum { MANY = 5000 };
    static char want[8 * MANY];
    size_t n = 0;
    Buf b;
    (void)state;
    buf_init(&b, sizeof want);
    for (int i = 0; i < MANY; i++) {
        switch (i % 3) {
        case 0: buf_putc(&b, (char)(i % 255)); want[n++] = (char)(i % 255); break;
        case 1: buf_put(&b, STR("a\0b")); memcpy(want + n, "a\0b", 3); n += 3; break;
        default: buf_printf(&b, "%05d", i); n += (size_t)snprintf(want + n, sizeof want - n, "%05d", i); break;
        }
        assert_int_equal(b.p[b.n], 0);
    }
    assert_false(b.over);
    assert_int_equal(b.n, n);
    assert_memory_equal(b.p, want, n);
    buf_release(&b);
}

static void an_unused_buffer_is_an_empty_string(void **state)
{
    Buf b;
    (void)state;
    buf_init(&b, 0);
    assert_true(str_eq(buf_str(&b), STR("")));
    buf_clear(&b);
    buf_putc(&b, 'x');
    assert_true(b.over && buf_str(&b).n == 0);
    buf_release(&b);
    buf_release(&b);
    assert_null(b.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_never_passes_its_maximum_and_remembers_that_it_would_have),
        cmocka_unit_test(growing_keeps_every_byte_and_the_nul_behind),
        cmocka_unit_test(an_unused_buffer_is_an_empty_string),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
