#include "link/left.h"

#include <stdlib.h>

#include "base/date.h"

enum { ISO_DAY = 10 };

typedef struct Leaving {
    int64_t account, day;
} Leaving;

static int by_account_day(const void *x, const void *y)
{
    const Leaving *a = x, *b = y;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

static bool says_no(Str said)
{
    static const char *const no[] = { "", "false", "no", "0", "nein", "non", "n" };
    for (size_t k = 0; k < COUNT_OF(no); k++)
        if (str_ieq(said, str_of(no[k])))
            return true;
    return false;
}

/* Rows of one contact follow each other. */
static bool same_contact(const Table *t, size_t a, size_t b)
{
    return col_int(t, "account_id")[a] == col_int(t, "account_id")[b] && col_int(t, "source_id")[a] == col_int(t, "source_id")[b] &&
           str_eq(col_text(t, "contact")[a], col_text(t, "contact")[b]);
}

static void take_contacts(LinkBook *b, const Table *t, Leaving *out, size_t *n)
{
    for (size_t r = 0, to; r < t->n; r = to) {
        int64_t first = INT64_MAX, day;
        bool gone = false;
        for (to = r; to < t->n && same_contact(t, r, to); to++) {
            Str said = str_trim(col_text(t, "said")[to]);
            if (said.n >= ISO_DAY && date_parse_iso((Str){ said.p, ISO_DAY }, &day))
                first = day < first ? day : first;
            else
                gone = gone || !says_no(said);
        }
        if (first <= b->w.as_of)
            out[(*n)++] = (Leaving){ col_int(t, "account_id")[r], first };
        b->left_undated += first == INT64_MAX && gone;
    }
}

Status left_load(LinkBook *b, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "day", COL_DATE } };
    Table t, with;
    Status st = store_fetch(b->s, SQL_LINK_LEFT, STORE_NO_ARGS, b->a, &t, err);
    if (!st)
        st = store_fetch(b->s, SQL_LINK_CONTACTS, STORE_NO_ARGS, b->a, &with, err);
    if (st)
        return st;
    Leaving *all = ARENA_NEW_N(b->a, Leaving, t.n + 1);
    size_t n = 0;
    b->left_undated = 0;
    take_contacts(b, &t, all, &n);
    qsort(all, n, sizeof *all, by_account_day);
    table_init(&b->left.t, b->a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < n; i++) {
        table_put_int(&b->left.t, 0, all[i].account);
        table_put_int(&b->left.t, 1, all[i].day);
        table_row(&b->left.t);
    }
    b->known = ARENA_NEW_N(b->a, bool, b->account.n + 1);
    for (size_t r = 0; r < with.n; r++) {
        size_t k = book_account(b, col_int(&with, "account_id")[r]);
        if (k < b->account.n)
            b->known[k] = true;
    }
    return ST_OK;
}

bool left_there(const LinkBook *b) { return b->left.t.n >= LEFT_LEAST; }
