#include "serve/meter.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/status.h"

enum { CLASSES = 6, BUCKETS = 9 };

/* Upper bounds in microseconds; what is slower counts in none of them but in +Inf. */
static const int64_t bounds[BUCKETS] = { 1000, 5000, 10000, 20000, 50000, 150000, 500000, 2000000, 10000000 };

typedef struct Operation {
    atomic_llong n[CLASSES], micros;
} Operation;

struct Meter {
    size_t       n;
    atomic_llong bucket[BUCKETS], all, micros;
    Operation    at[];
};

Meter *meter_open(size_t operations)
{
    Meter *m = calloc(1, sizeof *m + (operations + 1) * sizeof m->at[0]);
    if (!m)
        bug("out of memory (meter)");
    m->n = operations;
    return m;
}

void meter_close(Meter *m) { free(m); }

void meter_add(Meter *m, size_t operation, int status, int64_t micros)
{
    Operation *o = &m->at[operation < m->n ? operation : m->n];
    int class = status / 100;
    (void)atomic_fetch_add(&o->n[class > 0 && class < CLASSES ? class : 0], 1);
    (void)atomic_fetch_add(&o->micros, micros);
    for (size_t i = 0; i < BUCKETS; i++)
        if (micros <= bounds[i])
            (void)atomic_fetch_add(&m->bucket[i], 1);
    (void)atomic_fetch_add(&m->all, 1);
    (void)atomic_fetch_add(&m->micros, micros);
}

static double seconds(long long micros) { return (double)micros / 1e6; }

void meter_write(Meter *m, const char *(*name)(size_t), const MeterNow *now, Buf *b)
{
    buf_puts(b, "# HELP throughline_requests_total Requests answered, by operation and class of code.\n# TYPE throughline_requests_total counter\n");
    for (size_t i = 0; i <= m->n; i++)
        for (int c = 1; c < CLASSES; c++) {
            long long n = atomic_load(&m->at[i].n[c]);
            if (n)
                buf_printf(b, "throughline_requests_total{operation=\"%s\",code=\"%dxx\"} %lld\n", i < m->n ? name(i) : "none", c, n);
        }
    buf_puts(b, "# HELP throughline_operation_seconds_total Time spent, by operation.\n# TYPE throughline_operation_seconds_total counter\n");
    for (size_t i = 0; i <= m->n; i++)
        if (atomic_load(&m->at[i].micros))
            buf_printf(b, "throughline_operation_seconds_total{operation=\"%s\"} %.6f\n", i < m->n ? name(i) : "none", seconds(atomic_load(&m->at[i].micros)));
    buf_puts(b, "# HELP throughline_request_seconds Time from a request to its answer.\n# TYPE throughline_request_seconds histogram\n");
    for (size_t i = 0; i < BUCKETS; i++)
        buf_printf(b, "throughline_request_seconds_bucket{le=\"%g\"} %lld\n", seconds(bounds[i]), atomic_load(&m->bucket[i]));
    long long all = atomic_load(&m->all);
    buf_printf(b, "throughline_request_seconds_bucket{le=\"+Inf\"} %lld\nthroughline_request_seconds_sum %.6f\nthroughline_request_seconds_count %lld\n", all,
               seconds(atomic_load(&m->micros)), all);
    buf_printf(b, "# HELP throughline_sessions People signed in.\n# TYPE throughline_sessions gauge\nthroughline_sessions %zu\n", now->sessions);
    buf_printf(b, "# HELP throughline_recomputing Whether the figures are being worked out again.\n# TYPE throughline_recomputing gauge\nthroughline_recomputing %d\n",
               now->recomputing);
    buf_printf(b, "# HELP throughline_recomputed_total How often they were since the server began.\n# TYPE throughline_recomputed_total counter\n"
                  "throughline_recomputed_total %lld\n", (long long)now->recomputed);
    buf_printf(b, "# HELP throughline_answers_total Answers about the book, given from memory or made.\n# TYPE throughline_answers_total counter\n"
                  "throughline_answers_total{from=\"memory\"} %lld\nthroughline_answers_total{from=\"book\"} %lld\n", (long long)now->kept_found, (long long)now->kept_missed);
    buf_printf(b, "# HELP throughline_kept_bytes Memory of the answers that are kept.\n# TYPE throughline_kept_bytes gauge\nthroughline_kept_bytes %zu\n", now->kept_bytes);
    buf_printf(b, "# HELP throughline_cards_total Cards of accounts that were made, asked for or neighbours of one, or before anybody asked.\n"
                  "# TYPE throughline_cards_total counter\nthroughline_cards_total{made=\"along\"} %lld\nthroughline_cards_total{made=\"ahead\"} %lld\n", (long long)now->cards_along,
               (long long)now->cards_ahead);
    buf_puts(b, "# HELP throughline_turned_away_total Requests answered 429, by what was counted.\n# TYPE throughline_turned_away_total counter\n");
    for (size_t k = 0; k < RATE_KINDS_; k++)
        buf_printf(b, "throughline_turned_away_total{by=\"%s\"} %lld\n", rate_word((RateKind)k), (long long)now->turned_away[k]);
}
