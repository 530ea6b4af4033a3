/* r_oracle.h - asking R for the right answer, when R is there.
 *
 *     double want[2];
 *     if (r_ask("cat(pt(2, 5), qt(.9, 3))", want, 2)) check_digits(...);
 *
 * The script goes to Rscript's standard input and prints numbers only (use
 * options(digits = 17)).  Without Rscript r_ask() says so and returns false; a script that
 * fails or prints another count of numbers fails the test.
 */
#ifndef TESTS_NUM_R_ORACLE_H
#define TESTS_NUM_R_ORACLE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/near.h"

static inline bool r_ask(const char *script, double *out, size_t n)
{
    if (system("command -v Rscript >/dev/null 2>&1") != 0) {
        print_message("# R is not here: its check is left out\n");
        return false;
    }
    char path[] = "/tmp/tl_r_XXXXXX", command[80];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    fprintf(f, "options(digits = 17, warn = -1)\n%s\n", script);
    fclose(f);
    snprintf(command, sizeof command, "Rscript --vanilla %s 2>&1", path);
    FILE *r = popen(command, "r");
    assert_non_null(r);
    size_t got = 0;
    while (got < n && fscanf(r, "%lf", &out[got]) == 1)
        got++;
    char rest[200] = "";
    size_t m = fread(rest, 1, sizeof rest - 1, r);
    rest[m] = 0;
    int rc = pclose(r);
    unlink(path);
    if (rc != 0 || got != n)
        fail_msg("R gave %zu of %zu numbers, exit %d: %s", got, n, rc, rest);
    return true;
}

#endif
