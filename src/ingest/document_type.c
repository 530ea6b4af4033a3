#include "ingest/document_type.h"

static bool listed(Str words, Str s)
{
    while (words.n) {
        Str one = str_cut(&words, ',');
        if (str_ieq(str_trim(str_cut(&one, '=')), s))
            return true;
    }
    return false;
}

DocumentTypes document_types(const ValueLook *v)
{
    DocumentTypes t = { 0 };
    for (size_t i = 0; i < v->seen.n; i++) {
        t.credits += listed(STR(DOCUMENT_CREDITS), v->seen.key[i]);
        t.others += listed(STR(DOCUMENT_OTHERS), v->seen.key[i]);
    }
    return t;
}
