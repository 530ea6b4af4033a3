#include "tests/report/page_book.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"

static void check(Status st, const Err *err)
{
    if (st)
        bug("%s", err->msg);
}

Store *book_make_at(const char *where)
{
    Err err = { 0 };
    Store *s = NULL;
    check(store_open(where, &(StoreOptions){ .create = true, .currency = "EUR" }, &s, &err), &err);
    return s;
}

Store *book_make(void) { return book_make_at(":memory:"); }

void book_schema(const char *where, const char *sql)
{
    static const DbSql none[] = { { "none", "SELECT 1" } };
    Err err = { 0 };
    Db *db = NULL;
    check(db_open(where, &(DbOptions){ .sql = none, .n_sql = COUNT_OF(none), .create = true }, &db, &err), &err);
    check(db_script(db, "schema", sql, &err), &err);
    db_close(db);
}

static void put_cell(Table *t, size_t c, char type, Str v)
{
    int64_t i = 0;
    double f = 0;
    if (type == 't')
        table_put_text(t, c, v);
    else if (v.n && type == 'f' && str_to_f64(v, &f))
        table_put_f64(t, c, f);
    else if (v.n && (type == 'd' || type == 'm') && date_parse_iso(v, &i))
        table_put_int(t, c, type == 'm' ? i * MICROS_PER_DAY : i);
    else if (v.n && str_to_i64(v, &i))
        table_put_int(t, c, i);
    else if (v.n)
        bug("cell '%.*s' is not of type %c", STR_ARG(v), type);
}

void fill(Store *s, const char *table, const char *types, const char *rows)
{
    static const char *const name[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u" };
    Arena a;
    Table t;
    Err err = { 0 };
    ColSpec spec[COUNT_OF(name)];
    size_t n = strlen(types);
    arena_init(&a);
    for (size_t c = 0; c < n; c++)
        spec[c] = (ColSpec){ name[c], types[c] == 'f' ? COL_F64 : types[c] == 't' ? COL_TEXT : types[c] == 'b' ? COL_BOOL
                                    : types[c] == 'd' ? COL_DATE : types[c] == 'm' ? COL_TIME : COL_INT };
    table_init(&t, &a, spec, n);
    for (Str all = str_of(rows); all.n;) {
        Str row = str_cut(&all, '\n');
        for (size_t c = 0; c < n; c++)
            put_cell(&t, c, types[c], str_cut(&row, '|'));
        table_row(&t);
    }
    check(store_begin(s, &err), &err);
    check(store_append(s, table, &t, &err), &err);
    check(store_commit(s, &err), &err);
    arena_release(&a);
}

void forget(Store *s)
{
    static const int sql[] = { SQL_CLEAR_ISSUE, SQL_CLEAR_EFFECT, SQL_CLEAR_VALUE };
    Err err = { 0 };
    for (size_t k = 0; k < COUNT_OF(sql); k++)
        check(store_run(s, sql[k], STORE_NO_ARGS, &err), &err);
}

static void summary(Store *s, const char *name, const char *value)
{
    Err err = { 0 };
    check(store_put_summary(s, name, str_of(value), &err), &err);
}

void made_up_files(Store *s)
{
    fill(s, "source", "it", "1|ERP\n2|Qualtrics");
    fill(s, "file", "iittittt" "iiiit",
         "1|1|erp/deliveries.csv|h1|9000|ERP deliveries|UTF-8||1200|1190|0|10|\n"
         "2|2|qualtrics/relationship.csv|h2|5000|Qualtrics export|UTF-16||300|300|0|0|semicolons");
    fill(s, "quarantine", "iiiitttb",
         "1|1|17|4|promised|date not understood|ORD-17;2025-13-40|1\n1|2|90|6|value|amount not understood|ORD-90;1,2,3|0");
}

static void people(Store *s)
{
    fill(s, "alias", "iittttttt" "ii",
         "1|1|C1|Hanwick Foods GmbH|||hanwick.example|DE|Ulm|1|2\n2|1|C2|Oria Water|||oria.example|FR|Lyon|1|3\n"
         "3|1|C3|Cassin <Labs>|||cassin.example|NL|Delft|1|4\n4|2||Hanwick Food||ann@hanwick.example|hanwick.example|DE||2|5");
    fill(s, "d_account", "itittttidbi",
         "1|Hanwick Foods GmbH||Core|DACH|DE|Food|200|2019-03-01|0|2\n2|Oria Water||Strategic|France|FR|Utilities|900|2018-01-01||1\n"
         "3|Cassin <Labs>||Core|Benelux|NL|Labs|50|2021-06-01||1");
    fill(s, "d_alias", "iiift", "1|1||1|id\n2|2||1|id\n3|3||1|id\n4|1|4|0.99|e-mail");
    fill(s, "d_contact", "iittt", "1|4|Ann Vogt|ann@hanwick.example|Plant manager");
    fill(s, "d_review", "iiftiif", "2|4|0.72|name alike, other town|2|8600000|0.86");
    fill(s, "d_usage_week", "idii", "1|2025-09-01|40|3\n1|2025-09-08|30|2\n1|2025-09-15|12|1");
    fill(s, "d_decision", "iidbitii",
         "1|1|2024-11-01|1|8600000|EUR|1|7\n1|2|2025-11-01||9000000|EUR|1|8\n2|3|2025-02-01|1|21200000|EUR|1|9\n3|4|2025-03-01|0|4000000|EUR|1|10");
}

static void voices(Store *s)
{
    fill(s, "d_comment", "iiimtttifii",
         "1|1|4|2025-08-20|survey|en|You promised Tuesday and the sensors came the week after. Our line stood still.|3|-0.6|2|14\n"
         "2|2||2025-09-02|ticket|en|Late again <script>alert(1)</script> & nobody calls.||-0.4|2|15");
    fill(s, "d_code", "iiitiiif", "1|1|1|theme|1|0|57|-0.6\n2|2|1|theme|1|0|10|-0.4");
    fill(s, "d_theme", "ittiiiff", "1|came the week after|promised, late, week|412|97|301|-0.41|0.93\n2|portal orders|portal, orders|120|60|30|-0.05|0.71");
    fill(s, "d_quote", "iiii", "1|1|1|1\n1|2|2|2");
}

static void streams(Store *s)
{
    char rows[4096] = "";
    size_t n = 0;
    for (int w = 0; w < 40; w++) {
        Arena a;
        arena_init(&a);
        int64_t day = day_of_civil((Civil){ 2024, 12, 23 }) + 7 * w;
        n += (size_t)snprintf(rows + n, sizeof rows - n, "%s1|%.*s|%d|100\n2|%.*s|%d|30", w ? "\n" : "", STR_ARG(date_iso(&a, day)), 8 + w % 3 + (w > 19) * 9,
                              STR_ARG(date_iso(&a, day)), 2 + w % 2 + (w > 19) * 6);
        arena_release(&a);
    }
    fill(s, "d_stream", "ittitt", "1|Deliveries late|late||all|\n2|Deliveries late, Benelux|late||region|Benelux");
    fill(s, "d_stream_week", "idff", rows);
    fill(s, "d_signal", "iitddfffffffii", "1|2|rise|2025-05-12|2025-06-01|0.081|0.272|0.191|0.15|0.232|0.00001|0.0004|1200|31");
}

static void issues(Store *s)
{
    fill(s, "d_issue", "ittttit",
         "1|came the week after|Delivery later than promised|promise|a delivery arrived more than 1 day(s) after the promised day|1|Logistics\n"
         "2|portal orders|portal, orders|theme|a comment or ticket, not positive, on the theme \"portal orders\"|2|\n"
         "3|Ticket escalated|Ticket escalated|ticket|a support ticket was escalated||");
    fill(s, "d_effect", "itfffffffffiiifffttt",
         "1|renewal|-0.131|-0.176|-0.086|0.023|0.00001|0.0001|-0.091|-0.133|-0.049|214|498|380|0.06|0.02|2.4|B|adjusted; overlap, balance and sensitivity pass|AIPW\n"
         "2|renewal|-0.019|-0.06|0.022|0.021|0.36|0.41|-0.072|-0.11|-0.034|301|411|380|0.05|0.01|1|C|not told apart from chance|AIPW\n"
         "3|renewal|||||||-0.3|||9|703|380||||D|too few accounts to say: 9 exposed and 703 unexposed decisions, 20 of each are needed|");
    fill(s, "d_value", "iiiiiiiiiit",
         "1|1|214|1180000000|104000000|62000000|147000000|365|2604000|98000000|adjusted; overlap, balance and sensitivity pass\n"
         "2||301|520000000||||365|0||not told apart from chance\n3||9|30000000||||365|0||too few accounts to say");
    fill(s, "d_exposed_now", "iii", "1|1|3\n2|1|1\n3|1|2\n2|2|1");
    fill(s, "d_evidence", "iiidtii", "1|1|1|2025-08-19|ORD-4711 promised 2025-08-19, arrived 7 days later|1|812\n2|1|1|2025-08-01|ORD-4600 promised 2025-08-01, arrived 3 days later|1|700");
}

static void rest(Store *s)
{
    fill(s, "d_audit", "ititffffiiittt",
         "1|Depot Lyon|1|share of deliveries late|-0.11|-0.15|-0.07|0.4|60|140|26000000|worked|A|before 0.220, after 0.110\n"
         "2|Order page|2|mentions of \"portal orders\" per account and month|||||0|0||cannot tell|D|it reached everybody at once: there is nobody to compare with");
    fill(s, "d_metric", "itttfftttit",
         "1|Logistics|Dispatch on time|Delivery|96.8|95|green|78.2 % delivered on the day promised (75.1 to 81.0)|green but customers are red|48310|214 accounts, last 12 months\n"
         "2|Billing|Invoices right first time|Invoice|97|98|red|nothing in the data shows the customers' side|cannot tell|0|");
    fill(s, "d_metric_month", "idffftfff" "fiitidd", "1|2025-07-01|96|95|0.0105|green|0.95|0.96|0.93|0.98|90|300|cannot tell|||\n"
         "1|2025-08-01|97|95|0.021|green|0.95||||4|9|cannot tell|||\n1|2025-09-01|97|95|0.021|green|0.95|0.782|0.74|0.81|90|320|green but customers are red|3|2025-08-01|2025-09-01\n"
         "2|2025-09-01|97|98|-0.01|red|||||0|0|cannot tell|||");
    fill(s, "d_ledger", "dtii", "2025-07-01|EUR|50000000|50000000\n2025-08-01|EUR|60000000|59999900\n2025-08-01|USD|700|700");
    fill(s, "d_finding", "itiitt", "1|invoices to nobody known|1|120|the invoice names no customer that could be joined|add its id\n2|deliveries that arrived before they left|0|1200|why|do");
    fill(s, "d_finding_row", "iitii", "1|1|INV-9, 2025-08-03|1|77");
    fill(s, "f_initiative", "iiiiiiitttttt" "ddittt" "t", "1|1|1|1|4|||A1|Depot Lyon|late deliveries|Logistics|M. Blanc|FR|2025-07-01||26000000|EUR|late deliveries|down by 40 %|done");
    summary(s, "as_of", "20361");             /* 30 Sep 2025 */
    summary(s, "decided", "712");
    summary(s, "accounts", "412");
    summary(s, "accounts_heard_share", "0.6");
    summary(s, "revenue_heard_share", "0.71");
    summary(s, "accounts_heard", "247");
    summary(s, "accounts_active", "412");
    summary(s, "ledger_invoiced", "110000000");
    summary(s, "ledger_matched", "109999900");
}

void made_up(Store *s)
{
    made_up_files(s);
    people(s);
    voices(s);
    streams(s);
    issues(s);
    rest(s);
}
