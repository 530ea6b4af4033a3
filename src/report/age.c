#include "report/age.h"

Status book_age(Store *s, BookAge *out, Err *err)
{
    int64_t heard;
    Table t;
    Arena a;
    *out = (BookAge){ 0 };
    Status st = store_summary_int(s, "heard_file", -1, &heard, err);
    if (st)
        return st;
    arena_init(&a);
    st = store_fetch(s, SQL_REPORT_BOOK_AGE, STORE_ARGS(DB_INT(heard)), &a, &t, err);
    if (!st) {
        out->made = heard >= 0 || col_int(&t, "accounts")[0] > 0;
        out->files = out->made && heard < 0 ? 0 : col_int(&t, "files")[0];
        out->invoices = col_int(&t, "invoices")[0];
    }
    arena_release(&a);
    return st;
}
