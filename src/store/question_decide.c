#include "store/question_decide.h"

Status question_undo(Store *s, int64_t file_id, Str column, Str who, Str at, Err *err)
{
    Status st = store_run(s, SQL_REREAD_PUT, STORE_ARGS(DB_INT(file_id), DB_TEXT(column), DB_TEXT(who), DB_TEXT(at)), err);
    return st ? st : store_run(s, SQL_QUESTION_UNDO, STORE_ARGS(DB_INT(file_id), DB_TEXT(column)), err);
}
