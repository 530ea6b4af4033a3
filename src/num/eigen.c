#include "num/eigen.h"

#include <math.h>

enum { SWEEPS_MAX = 60 };

/* One rotation that makes a[i][j] zero. */
static void rotate(double *a, size_t p, size_t i, size_t j, double *vector)
{
    double theta = (a[j * p + j] - a[i * p + i]) / (2 * a[i * p + j]);
    double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1), s = t * c;
    for (size_t k = 0; k < p; k++) {
        double x = a[k * p + i], y = a[k * p + j];
        a[k * p + i] = c * x - s * y;
        a[k * p + j] = s * x + c * y;
    }
    for (size_t k = 0; k < p; k++) {
        double x = a[i * p + k], y = a[j * p + k];
        a[i * p + k] = c * x - s * y;
        a[j * p + k] = s * x + c * y;
        x = vector[k * p + i], y = vector[k * p + j];
        vector[k * p + i] = c * x - s * y;
        vector[k * p + j] = s * x + c * y;
    }
}

static void in_falling_order(size_t p, double *value, double *vector)
{
    for (size_t e = 0; e < p; e++) {
        size_t most = e, lead = 0;
        for (size_t k = e + 1; k < p; k++)
            if (value[k] > value[most])
                most = k;
        for (size_t k = 0; k < p && most != e; k++) {
            double swap = vector[k * p + e];
            vector[k * p + e] = vector[k * p + most];
            vector[k * p + most] = swap;
        }
        double swap = value[e];
        value[e] = value[most];
        value[most] = swap;
        while (lead + 1 < p && fabs(vector[lead * p + e]) < 1e-9)
            lead++;
        for (size_t k = 0; k < p && vector[lead * p + e] < 0; k++)
            if (k != lead)
                vector[k * p + e] = -vector[k * p + e];
        vector[lead * p + e] = fabs(vector[lead * p + e]);
    }
}

void eigen_symmetric(double *a, size_t p, double *value, double *vector)
{
    double whole = 0;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            vector[i * p + j] = i == j;
            if (j > i)
                a[i * p + j] = a[j * p + i];
            whole += a[i * p + j] * a[i * p + j];
        }
    for (int sweep = 0; sweep < SWEEPS_MAX; sweep++) {
        double off = 0;
        for (size_t i = 0; i < p; i++)
            for (size_t j = i + 1; j < p; j++)
                off += a[i * p + j] * a[i * p + j];
        if (!(off > 1e-32 * whole))
            break;
        for (size_t i = 0; i < p; i++)
            for (size_t j = i + 1; j < p; j++)
                if (a[i * p + j] != 0)
                    rotate(a, p, i, j, vector);
    }
    for (size_t e = 0; e < p; e++)
        value[e] = a[e * p + e];
    in_falling_order(p, value, vector);
}
