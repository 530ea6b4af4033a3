/* holidays.c - what holidays do to false alerts: 5,000 made-up streams whose counts go with the working days of seven countries.
 *
 *   bench_holidays SEED WEEKS    told of quiet streams and of 100 that double, without (seasons alone) and with the calendar:  which|false|found
 *
 * A hundred counts, each of a whole and 49 regions of one country each, 3 to 40 a week; on a holiday nothing comes in, on other days
 * between 24 December and 1 January half.  The books end on Sunday 5 July 2026, and are looked at on that day.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "model/holiday.h"
#include "num/dist.h"
#include "num/rng.h"
#include "signal/detect.h"

enum { COUNTS = 100, REGIONS = 49, ACCOUNTS = 20, DOUBLES = 20 };
static const char *const countries[] = { "DE", "FR", "GB", "US", "SE", "IT", "AT" };

static Table slices_of(bool any, Arena *a)
{
    static const ColSpec cols[] = { { "dimension", COL_TEXT }, { "value", COL_TEXT }, { "country", COL_TEXT }, { "n", COL_INT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (int r = 0; any && r < REGIONS + (int)COUNT_OF(countries); r++) {
        bool all = r < (int)COUNT_OF(countries);
        int k = all ? r : r - (int)COUNT_OF(countries);
        table_put_text(&t, 0, all ? STR("all") : STR("region"));
        table_put_text(&t, 1, all ? STR("") : str_fmt(a, "r%02d", k));
        table_put_text(&t, 2, str_of(countries[(size_t)k % COUNT_OF(countries)]));
        table_put_int(&t, 3, all ? ACCOUNTS * REGIONS / (int64_t)COUNT_OF(countries) : ACCOUNTS);
        table_row(&t);
    }
    return t;
}

static void fill(Stream *st, const MeasureRow *m, int count, int region, size_t weeks, Arena *a)
{
    *st = (Stream){ .measure = m, .item = str_fmt(a, "c%03d", count), .dimension = region < 0 ? STR("all") : STR("region"),
                    .value = region < 0 ? STR("") : str_fmt(a, "r%02d", region), .x = ARENA_NEW_N(a, double, weeks + 1), .n = ARENA_NEW_N(a, double, weeks + 1) };
}

/* The first region of each count doubles DOUBLES weeks before the end. */
static void draw(Streams *l, Rng *r, Arena *a)
{
    size_t k = 0;
    for (int c = 0; c < COUNTS; c++) {
        Stream *whole = &l->stream[k];
        for (int g = -1; g < REGIONS; g++, k++) {
            Stream *st = &l->stream[k];
            const double *z[COVARIATES];
            fill(st, measure_of(STR("ticket_kind")), c, g, l->weeks, a);
            st->id = (int64_t)k + 1;
            short_weeks_of(&l->lack, st->dimension, st->value, z);
            double rate = rng_uniform(r) * 37 + 3;
            for (size_t w = 0; g >= 0 && w < l->weeks; w++) {
                bool doubled = g == 0 && w + DOUBLES >= l->weeks;
                st->n[w] = ACCOUNTS;
                st->x[w] = (double)rng_poisson(r, rate * (doubled ? 2 : 1) * (1 - z[0][w] - 0.5 * z[1][w]));
                whole->x[w] += st->x[w];
                whole->n[w] += ACCOUNTS;
            }
        }
    }
    l->n = k;
}

static int tell(const char *which, const Streams *l, Arena *a)
{
    FoundList f;
    Err err;
    bool hit[COUNTS] = { false };
    int wrong = 0, found = 0;
    if (signals_detect(l, 0.05, a, &f, &err))
        return fprintf(stderr, "bench_holidays: %s\n", err.msg), 1;
    for (size_t i = 0; i < f.n; i++) {
        size_t k = (size_t)f.at[i].stream->id - 1;
        bool planted = k % (REGIONS + 1) < 2 && f.at[i].change.diff > 0 && f.at[i].change.at + DOUBLES + 4 >= l->weeks && f.at[i].change.at + DOUBLES <= l->weeks + 4;
        wrong += !planted && !f.at[i].shadow;
        if (planted && k % (REGIONS + 1) == 1)
            hit[k / (REGIONS + 1)] = true;
    }
    for (int c = 0; c < COUNTS; c++)
        found += hit[c];
    printf("%s|%d|%d\n", which, wrong, found);
    return 0;
}

int main(int argc, char **argv)
{
    Arena a;
    num_init();
    arena_init(&a);
    size_t weeks = argc > 2 ? strtoull(argv[2], NULL, 10) : 100;
    Streams l = { .stream = ARENA_NEW_N(&a, Stream, COUNTS * (REGIONS + 1) + 1), .weeks = weeks,
                  .first = day_week_start(day_of_civil((Civil){ 2026, 7, 5 })) + 7 - 7 * (int64_t)weeks };
    Table t = slices_of(true, &a);
    short_weeks_count(&t, l.first, weeks, &a, &l.lack);
    draw(&l, rng_create(&a, argc > 1 ? strtoull(argv[1], NULL, 10) : 1), &a);
    Streams before = l;
    Table none = slices_of(false, &a);
    short_weeks_count(&none, l.first, weeks, &a, &before.lack);
    streams_seasons(&before, &a);
    int rc = tell("without", &before, &a);
    streams_seasons(&l, &a);
    rc = rc ? rc : tell("with", &l, &a);
    arena_release(&a);
    return rc;
}
