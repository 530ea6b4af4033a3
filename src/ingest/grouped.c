#include "ingest/grouped.h"

#include <string.h>

/* The column of its first word, when that says subtotal; GROUP_LEVELS: it does not. */
static size_t subtotal_at(const Row *row)
{
    static const char *const words[] = { "subtotal", "sub-total", "zwischensumme", "teilergebnis", "sous-total", "subtotaal", "subtotale" };
    size_t c = 0;
    while (c < row->n && c < GROUP_LEVELS && !str_trim(row->cell[c]).n)
        c++;
    for (size_t i = 0; c < row->n && c < GROUP_LEVELS && i < COUNT_OF(words); i++)
        if (str_ieq(str_sub(str_trim(row->cell[c]), 0, strlen(words[i])), str_of(words[i])))
            return c;
    return GROUP_LEVELS;
}

void grouped_look(Grouped *g, const Row *row)
{
    size_t c = subtotal_at(row);
    if (c < GROUP_LEVELS)
        g->level[c] = true;
}

void grouped_start(Grouped *g)
{
    memset(g->n, 0, sizeof g->n);
    g->filled = 0;
}

void grouped_end(Grouped *g, const Row *row)
{
    size_t c = subtotal_at(row);
    for (c = c < GROUP_LEVELS ? c : 0; c < GROUP_LEVELS; c++)
        g->n[c] = 0;
}

const Row *grouped_fill(Grouped *g, const Row *row, Arena *scratch, Row *held)
{
    size_t c = 0;
    *held = *row;
    for (; c < GROUP_LEVELS && c < row->n && g->level[c] && g->n[c] && !str_trim(row->cell[c]).n; c++) {
        if (!c) {
            held->cell = arena_array(scratch, row->n, sizeof *held->cell, sizeof(void *));
            memcpy(held->cell, row->cell, row->n * sizeof *held->cell);
            g->filled++;
        }
        held->cell[c] = (Str){ g->name[c], g->n[c] };
    }
    for (size_t k = c; k < GROUP_LEVELS; k++) {
        Str v = k < row->n && g->level[k] ? row->cell[k] : STR("");
        g->n[k] = v.n <= GROUP_NAME_MAX && str_trim(v).n ? v.n : 0;
        if (g->n[k])
            memcpy(g->name[k], v.p, v.n);
    }
    return c ? held : row;
}
