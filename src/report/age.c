#include "report/behind.h"

Status files_behind(Store *s, int64_t *n, Err *err)
{
    int64_t heard;
    Status st = store_summary_int(s, "heard_file", -1, &heard, err);
    *n = 0;
    return st || heard < 0 ? st : store_int(s, SQL_REPORT_FILES_BEHIND, STORE_ARGS(DB_INT(heard)), 0, n, err);
}
