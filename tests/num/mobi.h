/* mobi.h - the ECSI model of mobile phone customers with its published paths: for the test and the bench of num/path.h. */
#ifndef TESTS_NUM_MOBI_H
#define TESTS_NUM_MOBI_H

#include <stdio.h>
#include <stdlib.h>

#include "num/path.h"

enum { MOBI_N = 250, MOBI_ITEMS = 24, MOBI_SATISFACTION = 4, MOBI_COMPLAINTS = 5, MOBI_LOYALTY = 6 };

/* Image, expectation, quality, value, satisfaction, complaints, loyalty. */
static const PathModel mobi_model = {
    .n = 7, .item = { 5, 3, 7, 2, 3, 1, 3 },
    .leads = { { [1] = true, [4] = true, [6] = true }, { [2] = true, [3] = true, [4] = true }, { [3] = true, [4] = true }, { [4] = true }, { [5] = true, [6] = true }, { [6] = true } },
};
static const char *const mobi_names[] = { "image", "expectation", "quality", "value", "satisfaction", "complaints", "loyalty" };

typedef struct MobiPath {
    size_t from, to;
    double path;
} MobiPath;

/* Tenenhaus et al. (2005), Monecke and Leisch (2012, JSS 48(3)); centroid scheme. */
static const MobiPath mobi_published[] = { { 0, 1, 0.505 }, { 1, 2, 0.557 }, { 1, 3, 0.051 }, { 2, 3, 0.557 }, { 0, 4, 0.179 }, { 1, 4, 0.064 },
                                           { 2, 4, 0.513 }, { 3, 4, 0.192 }, { 4, 5, 0.526 }, { 0, 6, 0.195 }, { 4, 6, 0.483 }, { 5, 6, 0.071 } };

/* The file's columns are CUEX1-3 CUSA1-3 CUSCO CUSL1-3 IMAG1-5 PERQ1-7 PERV1-2; ours are in the order of the constructs. */
static inline bool mobi_read(double *x)
{
    static const int to[MOBI_ITEMS] = { 5, 6, 7, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
    const char *shared = getenv("TL_SHARED");
    char path[1000], line[1000];
    (void)snprintf(path, sizeof path, "%s/data/ecsi_mobi/mobi.csv", shared ? shared : "../shared");
    FILE *f = fopen(path, "r");
    if (!f)
        return false;
    bool ok = fgets(line, sizeof line, f) != NULL;
    for (int i = 0; ok && i < MOBI_N; i++)
        for (int c = 0; ok && c < MOBI_ITEMS; c++)
            ok = fscanf(f, c ? ",%lf" : "%lf", &x[to[c] * MOBI_N + i]) == 1;
    (void)fclose(f);
    return ok;
}

#endif
