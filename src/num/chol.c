#include "num/chol.h"

#include <math.h>

bool chol_factor(double *a, size_t p)
{
    for (size_t i = 0; i < p; i++) {
        double diagonal = a[i * p + i];
        for (size_t j = 0; j <= i; j++) {
            double s = a[i * p + j];
            for (size_t k = 0; k < j; k++)
                s -= a[i * p + k] * a[j * p + k];
            if (j < i) {
                a[i * p + j] = s / a[j * p + j];
                continue;
            }
            if (!(s > CHOL_TINY * diagonal) || !isfinite(s))
                return false;
            a[i * p + i] = sqrt(s);
        }
    }
    return true;
}

void chol_half(const double *l, size_t p, const double *z, double *u)
{
    for (size_t i = 0; i < p; i++) {
        double s = z[i];
        for (size_t k = 0; k < i; k++)
            s -= l[i * p + k] * u[k];
        u[i] = s / l[i * p + i];
    }
}

void chol_solve(const double *l, size_t p, double *b)
{
    chol_half(l, p, b, b);
    for (size_t i = p; i-- > 0;) {
        double s = b[i];
        for (size_t k = i + 1; k < p; k++)
            s -= l[k * p + i] * b[k];
        b[i] = s / l[i * p + i];
    }
}

double chol_log_det(const double *l, size_t p)
{
    double s = 0;
    for (size_t i = 0; i < p; i++)
        s += 2 * log(l[i * p + i]);
    return s;
}

void chol_inverse(const double *l, size_t p, double *out)
{
    for (size_t j = 0; j < p; j++) {
        double *row = out + j * p;     /* symmetric: a column is a row */
        for (size_t i = 0; i < p; i++)
            row[i] = i == j;
        chol_solve(l, p, row);
    }
}
