/* forms.h - one export as it comes, and what must become of it: the declarative tables of t_*_forms.c.
 *
 * Oracle     the log of the fake sink, written beside the bytes and read from the export by hand; the row counts
 *            are said apart, so that a record which went missing in both places is still found.
 * Damage     forms_survive(): each file `rounds` times with bytes changed, taken out, doubled, its end cut off.
 *            Oracle: no crash, and the fake sink's rule that every row in is kept or set aside.
 * Beside     a second file of the folder, imported with the first; what it gives stands in `want` too.
 */
#ifndef TL_TESTS_INGEST_FORMS_H
#define TL_TESTS_INGEST_FORMS_H

#include <stdbool.h>

#include "tests/near.h"

#include "base/attr.h"

typedef struct Form {
    const char *about, *file, *bytes;
    const char *shape;             /* the shape's name; "": not recognised */
    const char *want;
    const char *note;              /* all that the import tells of the file; NULL: not looked at */
    const char *says;              /* a part of the note, or of why the file was left out; NULL: not looked at */
    int64_t     rows, kept, bad;   /* rows in, kept, set aside whole */
    size_t      size;              /* of bytes with NULs in them (UTF-16); 0: to the first NUL */
    const char *beside, *beside_bytes;   /* NULL: no second file */
    bool        accept;            /* no shape knows it: read by its proposed mapping, if that is sure */
} Form;

void forms_hold(const Form *form, size_t n);
void forms_survive(const Form *form, size_t n, int rounds);

#define FORMS_MAIN(cases)                                                                                        \
    static void every_form_gives_its_records(void **state)                                                       \
    {                                                                                                            \
        (void)state;                                                                                             \
        forms_hold(cases, COUNT_OF(cases));                                                                      \
    }                                                                                                            \
    static void damaged_forms_lose_no_row(void **state)                                                          \
    {                                                                                                            \
        (void)state;                                                                                             \
        forms_survive(cases, COUNT_OF(cases), 100);                                                              \
    }                                                                                                            \
    int main(void)                                                                                               \
    {                                                                                                            \
        const struct CMUnitTest tests[] = {                                                                      \
            cmocka_unit_test(every_form_gives_its_records),                                                      \
            cmocka_unit_test(damaged_forms_lose_no_row),                                                         \
        };                                                                                                       \
        return cmocka_run_group_tests(tests, NULL, NULL);                                                        \
    }

#endif
