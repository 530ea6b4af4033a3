/* forms.h - tables of exports: a file's bytes, the shape it must be taken for, and what must reach the sink. */
#ifndef TL_TESTS_INGEST_FORMS_H
#define TL_TESTS_INGEST_FORMS_H

#include "tests/near.h"

#include "base/attr.h"
#include "ingest/ingest.h"

typedef struct Form {
    const char *about, *name, *content;
    const char *shape;       /* "": not recognised */
    const char *want, *note;
} Form;

typedef struct FormDir {
    char  path[64];
    Arena a;
} FormDir;

int  forms_setup(void **state);
int  forms_teardown(void **state);
void forms_check(FormDir *d, const Form *form, size_t n);
IngestResult forms_import(FormDir *d);                               /* all that was put */
void forms_put(FormDir *d, const char *name, Str content);

#define FORMS_MAIN(test)                                                                            \
    int main(void)                                                                                  \
    {                                                                                               \
        const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test, forms_setup, forms_teardown) }; \
        return cmocka_run_group_tests(tests, NULL, NULL);                                           \
    }

#endif
