/* issues.c - link, value and act on a made-up book of thirty issues: processor seconds and peak memory.
 *
 *   bench_issues ACCOUNTS THEMES: accounts, issues, ranked, processor seconds of link, value and act, MiB before them and at most, seconds by the clock
 *
 * Four years of everything: a renewal a year, a delivery a month, tickets, invoices, scores, use by week, and two mentions a theme of each account.  Two of the
 * themes take something of the chance to renew.  In memory, written by SQL, so that only the stages are timed.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "act/act.h"
#include "link/link.h"
#include "num/dist.h"
#include "store/store.h"
#include "value/value.h"

enum { AS_OF = 20361, KIB_A_MIB = 1024 }; /* 30 September 2025 */

/* A number from 0 to 999 for account i and number k, anything but the others' of the same account. */
#define HASH(salt) "CAST((i * 7919 + k * 104729 + (i * k * " #salt ") % 65521 + i * i % 8191) % 1000 AS BIGINT)"
#define ACCOUNTS "FROM generate_series(1, @A) AS g(i)"
#define EACH(n) ACCOUNTS ", generate_series(1, " #n ") AS h(k)"

static const char book[] =
    "INSERT INTO alias SELECT i, 1, 'A', '', '', '', '', '', '', 1, 1 " ACCOUNTS "; INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' " ACCOUNTS ";"
    "INSERT INTO d_account SELECT i, 'Account ' || i, NULL, CASE i % 3 WHEN 0 THEN 'Core' WHEN 1 THEN 'Small' ELSE 'Strategic' END, 'R' || (i % 4), 'DE', '', NULL, "
    "  DATE '2021-10-01' + CAST(i % 300 AS INTEGER), FALSE, 1 " ACCOUNTS ";"
    "INSERT INTO f_delivery SELECT 2, 100 * i + k, 1, 2, 100 * i + k, i, NULL, 'd', 'O', DATE '2021-10-05' + CAST(30 * k + i % 20 AS INTEGER), NULL, "
    "  DATE '2021-10-05' + CAST(30 * k + i % 20 + CASE WHEN " HASH(31) " < 80 THEN 9 ELSE 0 END AS INTEGER), NULL, NULL, NULL, NULL " EACH(47) ";"
    "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, created_at, reply_minutes) SELECT 3, 100 * i + k, 1, 3, 100 * i + k, i, 't', "
    "  CAST(DATE '2021-10-05' + CAST(90 * k + i % 60 AS INTEGER) AS TIMESTAMP), 20 + " HASH(37) " " EACH(15) ";"
    "INSERT INTO f_invoice (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, number, issued, due, paid, amount, currency, status) SELECT 4, 100 * i + k, 1, 4, 100 * i + k, i, 'i', 'I', "
    "  DATE '2021-10-05' + CAST(90 * k AS INTEGER), DATE '2021-11-05' + CAST(90 * k AS INTEGER), DATE '2021-11-05' + CAST(90 * k + " HASH(41) " % 20 AS INTEGER), 500000, 'EUR', 'paid' " EACH(15) ";"
    "INSERT INTO f_response (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, recorded_at, finished, nps) SELECT 5, 100 * i + k, 1, 5, 100 * i + k, i, 'r' || i || '-' || k, "
    "  CAST(DATE '2021-11-01' + CAST(180 * k + i % 90 AS INTEGER) AS TIMESTAMP), TRUE, " HASH(43) " % 11 " EACH(7) ";"
    "INSERT INTO d_usage_week SELECT i, CAST(DATE '2023-10-02' + CAST(7 * k AS INTEGER) AS DATE), 20 + " HASH(47) " % 30, 1 + " HASH(53) " % 5 " EACH(103) ";";

static const char themes[] =
    "INSERT INTO d_theme SELECT k, 'theme ' || k, 'Theme ' || k, 2 * @A, @A, 2 * @A, -0.5, 1 FROM generate_series(1, @T) AS h(k);"
    "INSERT INTO d_comment SELECT i, 2 * k + t, NULL, CAST(DATE '2022-01-01' + CAST((i * 7919 + (2 * k + t) * 104729 + (i * (2 * k + t) * 59) % 65521) % 1350 AS INTEGER) AS TIMESTAMP), 'survey', 'en', "
    "  'words of theme ' || k, NULL, -0.5, 6, i " ACCOUNTS ", generate_series(1, @T) AS h(k), generate_series(0, 1) AS u(t);"
    "INSERT INTO d_code SELECT c.account_id, c.comment_id, 1, 'theme', CAST(floor(c.comment_id / 2.0) AS BIGINT), 0, 5, -0.5 FROM d_comment AS c;"
    "INSERT INTO f_opportunity SELECT 1, 10 * i + k, 1, 1, 10 * i + k, i, NULL, 'o', 'r', CASE WHEN k = 0 THEN 'New Business' ELSE 'Renewal' END, NULL, 1000000 + 1000 * (i % 500), 'EUR', "
    "  CAST(DATE '2021-11-01' + CAST(365 * k + i % 300 AS INTEGER) AS DATE), k < 4, CASE WHEN k < 4 THEN k = 0 OR " HASH(61) " >= 60 + "
    "  CASE WHEN EXISTS (SELECT 1 FROM d_comment AS c WHERE c.account_id = i AND c.comment_id IN (2, 3, 4, 5) AND CAST(c.\"at\" AS DATE) < DATE '2021-11-01' + CAST(365 * k + i % 300 - 14 AS INTEGER) "
    "    AND CAST(c.\"at\" AS DATE) >= DATE '2021-11-01' + CAST(365 * k + i % 300 - 194 AS INTEGER)) THEN 200 ELSE 0 END ELSE FALSE END, NULL, NULL, NULL, NULL " ACCOUNTS ", generate_series(0, 4) AS h(k);"
    "INSERT INTO f_initiative (source_id, key_hash, row_hash, file_id, line, ext_id, name, issue, unit, countries, start_date, end_date, status) "
    "  SELECT 7, 1, 1, 7, 1, 'a', 'Second depot', 'late deliveries', 'Logistics', 'DE', DATE '2024-06-01', NULL, 'done';";

/* The text with @A and @T in numbers. */
static const char *filled(const char *text, long long accounts, long long issues, char *out, size_t room)
{
    size_t n = 0;
    for (; *text && n + 24 < room; text++) {
        bool number = *text == '@' && (text[1] == 'A' || text[1] == 'T');
        if (!number) {
            out[n++] = *text;
            continue;
        }
        n += (size_t)snprintf(out + n, 24, "%lld", text[1] == 'A' ? accounts : issues);
        text++;
    }
    out[n] = 0;
    return out;
}

static double processor(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + 1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static double clock_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double peak_mib(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / KIB_A_MIB;
}

static int fail(const Err *err)
{
    (void)fprintf(stderr, "bench_issues: %s\n", err->msg);
    return 1;
}

int main(int argc, char **argv)
{
    Store *s;
    Err err;
    LinkResult link;
    ValueResult value;
    ActResult act;
    static char sql[1 << 16];
    long long accounts = argc > 1 ? strtoll(argv[1], NULL, 10) : 5000, issues = argc > 2 ? strtoll(argv[2], NULL, 10) : 29;
    num_init();
    Status st = store_open(":memory:", &(StoreOptions){ .create = true }, &s, &err);
    const char *const part[] = { book, themes };
    for (size_t i = 0; !st && i < sizeof part / sizeof *part; i++) {
        st = db_script(store_db(s), "book", filled(part[i], accounts, issues, sql, sizeof sql), &err);
    }
    if (!st)
        st = store_put_summary_int(s, "as_of", AS_OF, &err);
    if (st)
        return fail(&err);
    double before = peak_mib(), at[4] = { processor() }, began = clock_now();
    st = link_run(s, &link, &err);
    at[1] = processor();
    if (!st)
        st = value_run(s, &value, &err);
    at[2] = processor();
    if (!st)
        st = act_run(s, &act, &err);
    at[3] = processor();
    if (st)
        return fail(&err);
    (void)printf("%lld %lld %lld %.2f %.2f %.2f %.0f %.0f %.2f\n", accounts, (long long)link.issues, (long long)value.ranked, at[1] - at[0], at[2] - at[1], at[3] - at[2], before, peak_mib(), clock_now() - began);
    store_close(s);
    return 0;
}
