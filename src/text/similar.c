#include "text/similar.h"

enum { LONGEST = 128 };

double name_similarity(Str a, Str b)
{
    bool used_a[LONGEST] = { false }, used_b[LONGEST] = { false };
    a = str_sub(a, 0, LONGEST);
    b = str_sub(b, 0, LONGEST);
    if (!a.n || !b.n)
        return 0;
    size_t longer = a.n > b.n ? a.n : b.n, reach = longer / 2 ? longer / 2 - 1 : 0, same = 0,
           swaps = 0;
    for (size_t i = 0; i < a.n; i++) {
        size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < b.n ? i + reach + 1 : b.n;
        for (size_t j = from; j < to; j++) {
            if (used_b[j] || a.p[i] != b.p[j])
                continue;
            used_a[i] = used_b[j] = true;
            same++;
            break;
        }
    }
    if (!same)
        return 0;
    for (size_t i = 0, j = 0; i < a.n; i++) {
        if (!used_a[i])
            continue;
        while (!used_b[j])
            j++;
        swaps += a.p[i] != b.p[j++];
    }
    double m = (double)same;
    double jaro = (m / (double)a.n + m / (double)b.n + (m - (double)swaps / 2) / m) / 3;
    size_t prefix = 0;
    while (prefix < 4 && prefix < a.n && prefix < b.n && a.p[prefix] == b.p[prefix])
        prefix++;
    return jaro + (double)prefix * 0.1 * (1 - jaro);
}
