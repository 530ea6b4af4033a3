/* form_case.h - one export as it comes, and what must become of it: the declarative tables of t_*_forms.c.
 *
 * Oracle: the log of the fake sink, written beside the bytes; the row counts are said apart, so that a record
 * which went missing in both places is still found.  `note` is a part of what the import tells a person.
 */
#ifndef TL_TESTS_INGEST_FORM_CASE_H
#define TL_TESTS_INGEST_FORM_CASE_H

#include <stddef.h>
#include <stdint.h>

typedef struct FormCase {
    const char *about, *file, *bytes;
    const char *shape;             /* the shape's name */
    int64_t     rows, kept, bad;   /* rows in, kept, set aside whole */
    const char *note;              /* part of the note, or of why the file was left out; NULL: not looked at */
    const char *want;
    size_t      size;              /* of bytes with NULs in them (UTF-16); 0: to the first NUL */
} FormCase;

void form_cases_hold(const FormCase *c, size_t n);

/* Each case damaged `rounds` times: bytes changed, taken out, doubled, the end cut off.  Oracle: no crash, and the
 * fake sink's rule that every row in is kept or set aside. */
void form_cases_survive(const FormCase *c, size_t n, int rounds);

#endif
