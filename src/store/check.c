#include "store/check.h"

const CheckRow check_rows[] = {
    { SQL_CHECK_ALIAS_MISSING, "alias", "facts that name an alias which is not there" },
    { SQL_CHECK_FILE_MISSING, "file", "rows that name a file which is not there" },
    { SQL_CHECK_KEY_TWICE, "key", "records in force twice" },
    { SQL_CHECK_ROWS_LOST, "rows", "files whose rows do not add up" },
    { SQL_CHECK_QUARANTINE, "quarantine", "files whose quarantine is not complete" },
    { SQL_CHECK_ACCOUNT_MISSING, "account", "derived rows of an account which is not there" },
    { SQL_CHECK_SUPERSEDING, "superseding", "rows left over from an import" },
    { SQL_CHECK_SOURCE_MISSING, "source", "files and aliases of a source which is not there" },
    { SQL_CHECK_SUPERSEDED_BY, "superseded", "rows replaced by a file which is not there" },
    { SQL_CHECK_ROWS_STORED, "stored", "files of which fewer rows are stored than were kept" },
    { SQL_CHECK_FILE_PARTS, "parts", "what belongs to a file which is not there" },
    { SQL_CHECK_ALIAS_NODE, "node", "aliases resolved twice, or that are not there" },
    { SQL_CHECK_ISSUE_MISSING, "issue", "exposures and effects of an issue which is not there" },
    { SQL_CHECK_COMMENT_MISSING, "comment", "codes and quotes of a comment which is not there" },
    { SQL_CHECK_THEME_MISSING, "theme", "codes and quotes on a theme which is not there" },
    { SQL_CHECK_STREAM_MISSING, "stream", "weeks and signals of a stream which is not there" },
    { SQL_CHECK_INTERVAL, "interval", "estimates outside their interval" },
    { SQL_CHECK_LEDGER_PARTS, "ledger", "months whose invoiced money is not the sum of its parts" },
};
const size_t check_n = COUNT_OF(check_rows);

Status store_check_db(Db *db, Err *err)
{
    Arena a;
    Table t;
    Status st = ST_OK;
    arena_init(&a);
    for (size_t i = 0; !st && i < check_n; i++) {
        st = db_fetch(db, check_rows[i].sql, NULL, 0, &a, &t, err);
        if (!st && (!t.n || col_int(&t, "n")[0] != 0))
            st = ERR(err, ST_INVALID, "the book is not sound: %s: %lld", check_rows[i].what, t.n ? (long long)col_int(&t, "n")[0] : -1LL);
    }
    arena_release(&a);
    return st;
}

Status store_check_all(Store *s, Err *err) { return store_check_db(store_db(s), err); }
