/* sample.h - documents with made-up figures that the tests of the drivers share. */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include "report/doc.h"

Doc *sample_money(Arena *a);
Doc *sample_issue(Arena *a);
Doc *sample_charts(Arena *a);            /* every kind, with easy and hard cases */

/* The same text at every field that takes one. */
Doc *sample_hostile(Arena *a, Str s);

enum { HARD_CHARTS = 24 };
/* Chart number i of the hard cases: no, one and many points, huge, negative and missing
 * numbers, long and hostile labels, for every kind. */
const Chart *sample_hard(Arena *a, ChartKind kind, int i);

#endif
