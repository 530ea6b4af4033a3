/* sample.h - a written demo, read back with the simplest means there are.
 *
 * A second and independent reading of the exports: a CSV splitter of thirty lines and jansson,
 * nothing of the program's own importers.
 */
#ifndef TESTS_DEMO_SAMPLE_H
#define TESTS_DEMO_SAMPLE_H

#include "base/arena.h"
#include "base/str.h"
#include "demo/demo.h"

typedef struct Csv {
    Str **row; /* row[r][c]; quotes taken off */
    size_t *n_cell;
    size_t n;
} Csv;

Str sample_dir(Arena *a);                         /* a new folder under TMPDIR */
void sample_write(Str dir, const DemoOptions *o); /* fails the test on error */
void sample_remove(Str dir);
Str sample_read(Arena *a, Str dir, const char *name);
Csv csv_split(Arena *a, Str text, char separator);
size_t csv_column(const Csv *c, const char *name); /* by the first row */

#endif
