/* Oracle: what was written is read back, row by row, with values of each kind in more than one form. */
#include "tests/near.h"

#include <string.h>

#include "model/says.h"

static Str value_of(char kind, size_t i)
{
    static const struct {
        char        kind;
        const char *v[3];
    } values[] = { { 'n', { "1", "48\u202f310", "12" } }, { 'f', { "1", "−16.0", "+2.25" } }, { 'p', { "71\u00a0%", "0.4 %", "99.9 %" } },
                   { 'd', { "30 Sep 2026", "2026-09-30", "2027-03" } }, { 'm', { "€1.04\u00a0M", "CHF\u00a0950", "−$86\u00a0k" } },
                   { 'M', { "€1,234.50", "¥12", "£0.01" } }, { 'v', { "31.3 %", "−7.9 points", "0.11" } },
                   { 't', { "Größe: x", "a", "Acme, Inc." } }, { 'w', { "daily", "weekly", "late" } }, { 'o', { "Acme", "Delivery later than promised", "B" } }, { 'c', { "prices", "a", "being told" } },
                   { 'l', { "a", "a, Deliveries late", "Ticket escalated, b, c" } }, { 's', { "delivered on the day promised", "Deliveries late", "too few to say" } } };
    for (size_t k = 0; k < COUNT_OF(values); k++)
        if (values[k].kind == kind)
            return str_of(values[k].v[i % 3]);
    fail_msg("a place of the kind '%c'", kind);
    return STR("");
}

/* Of the row's family: the n-th that has no places. */
static Str kin_of(const SayRow *row, size_t n)
{
    const SayBook *b = says_book();
    size_t family = strcspn(row->code, "_") + 1, seen = 0;
    for (size_t r = 0; r < b->n; r++)
        if (!strncmp(b->row[r].code, row->code, family) && !strchr(b->row[r].text, '{') && seen++ == n)
            return str_of(b->row[r].text);
    fail_msg("'%s' has no kin", row->code);
    return STR("");
}

/* The kinds of a row's places, in order. */
static size_t kinds_of(const char *text, char *kind)
{
    size_t n = 0;
    for (const char *p = text; (p = strchr(p, '{')); p++) {
        const char *mark = p + 1 + strcspn(p + 1, ":?}");
        if (*mark == ':')
            kind[n++] = mark[1];
    }
    return n;
}

static void each_row_reads_back_as_itself(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t r = 0; r < says_book()->n; r++)
        for (size_t turn = 0; turn < 3; turn++) {
            const SayRow *row = &says_book()->row[r];
            char kind[SAY_PLACES_MAX];
            Str value[SAY_PLACES_MAX];
            static SayPart part[SAY_PARTS_MAX];
            size_t n = kinds_of(row->text, kind);
            for (size_t i = 0; i < n; i++)
                value[i] = kind[i] == 'k' ? kin_of(row, turn + i) : value_of(kind[i], turn);
            Str s = say_write(&a, row, value, n);
            size_t parts = say_read(says_book(), s, part);
            if (parts != 1 || part[0].row != row || part[0].n != n)
                fail_msg("'%s' is read as %zu parts, first '%s'", s.p, parts, parts ? part[0].row->code : "");
            for (size_t i = 0; i < n; i++)
                assert_true(str_eq(part[0].place[i].value, value[i]));
        }
    arena_release(&a);
}

static void two_places_never_touch_and_codes_are_told_apart(void **state)
{
    (void)state;
    const SayBook *b = says_book();
    for (size_t r = 0; r < b->n; r++) {
        assert_null(strstr(b->row[r].text, "}{"));
        for (size_t o = r + 1; o < b->n; o++) {
            assert_string_not_equal(b->row[r].code, b->row[o].code);
            assert_string_not_equal(b->row[r].text, b->row[o].text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_reads_back_as_itself),
        cmocka_unit_test(two_places_never_touch_and_codes_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
