#include "tests/report/book.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char facts[] =
    "INSERT INTO source VALUES (1, 'CRM'), (2, 'Survey'), (3, 'ERP');"
    "INSERT INTO file VALUES (1, 1, 'crm/accounts.csv', 'h1', 100, 'Accounts', 'UTF-8', '', 5, 4, 0, 1, ''),"
    "  (2, 2, 'survey/2025.csv', 'h2', 200, 'Responses', 'UTF-16LE', '', 9, 6, 2, 1, 'two were known'),"
    "  (3, 3, 'erp/deliveries.csv', 'h3', 300, 'Deliveries', 'windows-1252', '', 3, 2, 0, 1, '');"
    "INSERT INTO quarantine VALUES (1, 1, 5, 0, '', 'too few fields', 'x', TRUE),"
    "  (2, 1, 7, 3, 'nps', 'number not understood', 'zehn', FALSE), (3, 1, 4, 2, 'promised', 'date not understood', '31.02.', TRUE),"
    "  (3, 2, 9, 2, 'promised', 'date not understood', '30.02.', TRUE);"
    "INSERT INTO alias VALUES (1, 1, 'A1', '\xC3\x86r\xC3\xB8 Foods', '', '', 'aeroe.dk', 'DK', '', 1, 2),"
    "  (2, 1, 'A2', 'belmont Labs', '', '', 'belmont.example', 'NL', '', 1, 3), (3, 1, 'A3', 'Cassin', '', '', '', 'NL', '', 1, 4),"
    "  (4, 1, 'A4', '\xC3\x9Cnal Steel', '', '', '', 'DE', '', 1, 5), (5, 2, '', '', 'p9', 'ines@aeroe.dk', 'aeroe.dk', '', '', 2, 2),"
    "  (6, 2, '', 'Nobody', '', '', '', '', '', 2, 3);"
    "INSERT INTO f_response VALUES (2, 1, 1, 2, 2, 5, NULL, 'r1', TIMESTAMP '2025-09-01 09:00:00', '', TRUE, 3, NULL, 'de', ''),"
    "  (2, 2, 2, 2, 3, 2, NULL, 'r2', TIMESTAMP '2023-01-05 10:00:00', '', TRUE, 9, NULL, 'en', ''),"
    "  (2, 3, 3, 2, 4, 6, NULL, 'r3', TIMESTAMP '2025-08-01 10:00:00', '', TRUE, 9, NULL, 'en', '');"
    "INSERT INTO f_delivery VALUES (3, 1, 1, 3, 2, 1, NULL, 'd1', 'O-1', DATE '2025-08-01', DATE '2025-08-01', DATE '2025-08-08', 1000, 'EUR', '', ''),"
    "  (3, 2, 2, 3, 3, 1, NULL, 'd2', 'O-2', DATE '2025-08-11', DATE '2025-08-11', DATE '2025-08-11', 1000, 'EUR', '', '');"
    "INSERT INTO f_ticket VALUES (1, 1, 1, 1, 8, 1, NULL, 't1', TIMESTAMP '2025-08-09 08:00:00', NULL, NULL, 'Where is O-1?', 'We wait.', 'open', '',"
    "  '', '', 90, NULL, 0, NULL, TRUE);"
    "INSERT INTO f_invoice VALUES (1, 1, 1, 1, 9, 1, NULL, 'i1', 'I-1', DATE '2025-07-01', DATE '2025-07-31', DATE '2025-08-02', 123456, 'EUR', 'paid');"
    "INSERT INTO f_churn VALUES (1, 1, 1, 1, 10, 3, NULL, 'c1', DATE '2025-03-01', 'price', 0, 'EUR', '');";

static const char people[] =
    "INSERT INTO d_summary VALUES ('as_of', '20361'), ('decided', '3'), ('accounts', '4'), ('aliases', '6'), ('merged', '1'), ('review', '1'),"
    "  ('accounts_heard_share', '0.500000000'), ('revenue_heard_share', '0.710000000'), ('accounts_heard', '1'), ('accounts_active', '2'),"
    "  ('ledger_invoiced', '300'), ('ledger_matched', '300'), ('cost_joint', '150000000'), ('serve_joint', '4650000'), ('cost_joint_low', '70000000'), ('cost_joint_high', '210000000');"
    "INSERT INTO d_family VALUES (1, 1, 0, 'itself'), (2, 1, 1, 'id'), (3, 1, 2, 'id');"
    "INSERT INTO d_account VALUES (1, '\xC3\x86r\xC3\xB8 Foods', NULL, 'Core', 'Nordics', 'DK', 'food', 10, DATE '2020-01-01', FALSE, 2),"
    "  (2, 'belmont Labs', 1, 'Strategic', 'Benelux', 'NL', 'labs', NULL, NULL, FALSE, 1),"
    "  (3, 'Cassin', 2, 'Core', 'Benelux', 'NL', 'labs', NULL, NULL, TRUE, 1), (4, '\xC3\x9Cnal Steel', NULL, 'unknown', 'DACH', 'DE', '', NULL, NULL, FALSE, 1);"
    "INSERT INTO d_alias VALUES (1, 1, NULL, 1, 'id'), (2, 2, 2, 1, 'id'), (3, 3, NULL, 1, 'id'), (4, 4, NULL, 1, 'id'), (5, 1, 5, 0.98, 'domain'),"
    "  (6, NULL, NULL, 0, 'none');"
    "INSERT INTO d_link_evidence VALUES (5, 1, 0, 'before', 'any two records', -9.5), (5, 1, 1, 'domain', 'the same domain', 11), (5, 1, 2, 'name', 'a similar name', 4.25);"
    "INSERT INTO d_contact VALUES (1, 5, 'Ines Moreau', 'ines@aeroe.dk', 'Plant manager'), (1, 7, 'Tom Brandt', '', 'Purchasing'),"
    "  (2, 2, 'Kai Vos', '', 'Purchasing');"
    "INSERT INTO d_review (account_id, alias_id, probability, why) VALUES (3, 6, 0.71, 'same city, name alike');"
    "INSERT INTO d_usage_week VALUES (1, DATE '2025-09-15', 40, 3), (1, DATE '2025-09-22', 20, 2);"
    "INSERT INTO d_decision VALUES (1, 1, DATE '2024-10-15', TRUE, 1000000, 'EUR', 1, 2), (2, 1, DATE '2025-01-10', TRUE, 5000000, 'EUR', 1, 3),"
    "  (2, 2, DATE '2026-01-10', NULL, 5500000, 'EUR', 1, 3), (2, 3, DATE '2027-01-10', NULL, 9900000, 'EUR', 1, 3),"
    "  (3, 1, DATE '2025-03-01', FALSE, 700000, 'EUR', 1, 4);"
    "INSERT INTO d_ledger VALUES (DATE '2025-07-01', 'EUR', 200, 200), (DATE '2025-08-01', 'EUR', 100, 100), (DATE '2025-08-01', 'USD', 50, 20);"
    "INSERT INTO d_finding (finding_id, title, found, of, why) VALUES (1, 'ids used twice', 2, 20, 'one id names two');"
    "INSERT INTO d_finding_row VALUES (1, 1, 'invoice I-1', 1, 9), (1, 2, 'invoice I-2', 1, 11);";

static const char voices[] =
    "INSERT INTO d_comment VALUES (1, 1, 5, TIMESTAMP '2025-09-01 09:00:00', 'survey', 'de', '\xF0\x9F\x98\x80 Too late, zu sp\xC3\xA4t again', 3, -0.6, 2, 2),"
    "  (2, 1, 2, TIMESTAMP '2025-08-01 10:00:00', 'survey', 'en', '100% great, no_problem', 9, 0.7, 2, 3),"
    "  (0, 1, NULL, TIMESTAMP '2025-07-01 10:00:00', 'ticket', 'unknown', 'late again', NULL, NULL, 2, 4);"
    "INSERT INTO d_comment_key VALUES (2, 1, '1', NULL);"
    "INSERT INTO d_theme VALUES (1, 'too late', 'late, spaet', 2, 1, 1, -0.6, 0.9), (2, 'great', 'great', 1, 1, 0, 0.7, 0.8);"
    "INSERT INTO d_mood VALUES (1, 1, 1, 0, 29, -0.6, NULL, -0.6, 'clear', '15-23:-1.50 5-13:-0.70 28-90:-9'), (1, 1, 2, 29, 40, 0.5, NULL, NULL, 'unclear', '');"
    "INSERT INTO d_code VALUES (1, 1, 1, 'theme', 1, 5, 13, 0), (1, 1, 2, 'theme', 1, 15, 23, 0), (1, 1, 3, 'sentiment', NULL, 0, 29, -0.6),"
    "  (2, 1, 1, 'theme', 2, 5, 10, 0), (0, 1, 1, 'theme', 1, 0, 4, 0);"
    "INSERT INTO d_quote VALUES (1, 1, 1, 1), (1, 2, 0, 1), (2, 1, 2, 1);"
    "INSERT INTO d_stream VALUES (1, 'Deliveries late', 'late', NULL, 'all', ''), (2, 'Deliveries late, Benelux', 'late', NULL, 'region', 'Benelux'),"
    "  (3, '\"too late\"', 'theme', 1, 'all', ''), (4, '\"great\"', 'theme', 2, 'all', '');"
    "INSERT INTO d_stream_week SELECT s.stream_id, DATE '2025-01-06' + 7 * CAST(g.i AS INTEGER), CASE WHEN g.i < 20 THEN 1 ELSE 4 END, 20"
    "  FROM d_stream AS s CROSS JOIN generate_series(0, 36) AS g(i);"
    "INSERT INTO d_signal VALUES (1, 1, 'rise', DATE '2025-05-26', DATE '2025-06-15', 0.05, 0.2, 0.15, 0.1, 0.2, 0.001, 0.004, 740, 4),"
    "  (2, 4, 'rise', DATE '2025-05-26', DATE '2025-06-15', 0.05, 0.2, 0.15, 0.1, 0.2, 0.001, 0.004, 740, 4);";

static const char figures[] =
    "INSERT INTO d_issue VALUES (1, 'too late', 'Delivery later than promised', 'promise', 'a delivery arrived late', 1, 'Logistics'),"
    "  (2, 'First reply slower than most', 'First reply slower than most', 'ticket', 'a ticket waited', NULL, ''),"
    "  (3, 'great', 'great', 'theme', 'a comment on great', 2, ''), (4, 'Ticket escalated', 'Ticket escalated', 'ticket', 'escalated', NULL, '');"
    "INSERT INTO d_effect VALUES (1, 'renewal', -0.131, -0.176, -0.086, 0.023, 0.001, 0.004, -0.091, -0.14, -0.04, 214, 198, 412, 0.05, 0.06, 2.1, 'B',"
    "    'adjusted; overlap, balance and sensitivity pass', 'augmented inverse-probability weighting'),"
    "  (2, 'renewal', -0.07, -0.11, -0.03, 0.02, 0.002, 0.01, -0.08, -0.12, -0.04, 163, 249, 412, 0.2, 0.06, 1.2, 'C', 'association only', 'm'),"
    "  (3, 'renewal', -0.01, -0.06, 0.04, 0.025, 0.6, 0.6, -0.02, -0.07, 0.03, 100, 312, 412, 0.05, 0.06, NULL, 'C', 'not told apart from chance', 'm'),"
    "  (4, 'renewal', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, 408, 412, NULL, NULL, NULL, 'D', 'too few accounts to say', 'm');"
    "INSERT INTO d_value VALUES (1, 1, 2, 6500000, 104000000, 62000000, 147000000, 365, 500000, 110000000, 'adjusted'),"
    "  (2, 2, 1, 5500000, 47000000, 21000000, 74000000, 365, 0, 48000000, 'association only'),"
    "  (3, NULL, 1, 5500000, NULL, NULL, NULL, 365, 0, NULL, 'not told apart from chance'),"
    "  (4, NULL, 0, 0, NULL, NULL, NULL, 365, 0, NULL, 'too few accounts to say');"
    "INSERT INTO d_exposed_now VALUES (1, 1, 3), (2, 1, 1), (2, 2, 5);"
    "INSERT INTO d_exposure VALUES (1, 1, 1, 2);"
    "INSERT INTO d_evidence VALUES (1, 1, 1, DATE '2025-08-01', 'O-1 promised 2025-08-01, arrived 7 days later', 3, 2);"
    "INSERT INTO d_audit VALUES (1, 'Depot Lyon', 1, 'late deliveries', -0.11, -0.15, -0.07, 0.4, 62, 140, 26000000, 'worked', 'A', 'before and after'),"
    "  (2, 'Night shift', NULL, 'none', NULL, NULL, NULL, NULL, 0, 0, NULL, 'cannot tell', 'D', 'nothing measures it');"
    "INSERT INTO d_metric VALUES (1, 'Logistics', 'Dispatch on time', 'delivery', 96.8, 95, 'green', '78.0 % delivered on the day promised',"
    "    'green but customers are red', 412, 'last 12 months'), (2, 'Support', 'Calls', '', 7, NULL, 'unknown', 'nothing', 'cannot tell', 0, '');"
    "INSERT INTO d_metric_side VALUES (1, 'done', 'delivery', 'delivered on the day promised', 0.95, 0.78, 0.74, 0.81, 90, 412, 'red'), (1, 'rated', 'delivery', 'ratings of 3 or more of 5', 0.8, 0.82, 0.7, 0.9, 40, 60, 'open');"
    "INSERT INTO d_metric_month VALUES (1, DATE '2025-06-01', 96, 95, 0.0105, 'green', 0.95, 0.96, 0.93, 0.98, 90, 300, 'cannot tell', NULL, NULL, NULL),"
    "  (1, DATE '2025-07-01', 97, 95, 0.021, 'green', 0.95, NULL, NULL, NULL, 4, 9, 'cannot tell', NULL, NULL, NULL),"
    "  (1, DATE '2025-08-01', 97, 95, 0.021, 'green', 0.95, 0.78, 0.74, 0.81, 90, 320, 'green but customers are red', 3, DATE '2025-07-01', DATE '2025-08-01');";

static void must(TestBook *b, Status st)
{
    if (st)
        fail_msg("%s (%s)", b->err.msg, status_text(st));
}

void book_sql(TestBook *b, const char *script)
{
    must(b, db_script(store_db(b->s), "rows", script, &b->err));
}

/* PostgreSQL ends what a closed session asked last in its own time: until then it may hold a table that is to be dropped. */
static void with_schema(TestBook *b, const char *text)
{
    enum { TRIES = 50 };
    Db *db = NULL;
    Status st = ST_BUSY;
    must(b, db_open(b->where, &(DbOptions){ .sql = sql_texts, .n_sql = SQL_COUNT_, .create = true }, &db, &b->err));
    for (int k = 0; st == ST_BUSY && k < TRIES; k++) {
        if (k)
            (void)nanosleep(&(struct timespec){ .tv_nsec = 100000000L }, NULL);
        st = db_script(db, "schema", text, &b->err);
    }
    must(b, st);
    db_close(db);
}

void book_make(TestBook *b, bool server, BookFill fill)
{
    *b = (TestBook){ .server = server };
    arena_init(&b->a);
    if (!server) {
        (void)snprintf(b->dir, sizeof b->dir, "/tmp/t_book.XXXXXX");
        assert_non_null(mkdtemp(b->dir));
        (void)snprintf(b->where, sizeof b->where, "%s/acme.book", b->dir);
    } else {
        const char *base = getenv("TL_PG");
        (void)snprintf(b->schema, sizeof b->schema, "t_book_%d", (int)getpid());
        (void)snprintf(b->where, sizeof b->where, "%s%coptions=-csearch_path%%3D%s", base, strchr(base, '?') ? '&' : '?', b->schema);
        with_schema(b, str_fmt(&b->a, "CREATE SCHEMA %s", b->schema).p);
    }
    must(b, store_open(b->where, &(StoreOptions){ .create = true }, &b->s, &b->err));
    if (fill == BOOK_EMPTY)
        return;
    book_sql(b, facts);
    book_sql(b, people);
    book_sql(b, voices);
    book_sql(b, figures);
}

void book_drop(TestBook *b)
{
    store_close(b->s);
    if (!b->server)
        assert_int_equal(system(str_fmt(&b->a, "rm -rf %s", b->dir).p), 0);
    else
        with_schema(b, str_fmt(&b->a, "DROP SCHEMA %s CASCADE", b->schema).p);
    arena_release(&b->a);
}
