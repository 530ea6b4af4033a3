#include "db/engine.h"

Status postgres_book_open(const char *where, const DbOptions *o, Db **out, Err *err)
{
    (void)o;
    (void)out;
    (void)where;
    return ERR(err, ST_DB, "PostgreSQL is not there yet");
}
