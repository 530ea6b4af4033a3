/* site_mend.c - rows that were set aside come back mended, as a person's spreadsheet left them. */
#include <unistd.h>

#include "base/file.h"
#include "model/limits.h"
#include "serve/digest.h"
#include "serve/site.h"
#include "store/spool.h"

/* The reader of files tells a form by its name and bytes; nothing else of the name is used. */
static Str form_of(Str name)
{
    static const char *const forms[] = { ".csv", ".tsv", ".txt", ".xlsx" };
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (name.n >= strlen(forms[i]) && str_ieq(str_sub(name, name.n - strlen(forms[i]), name.n), str_of(forms[i])))
            return str_of(forms[i]);
    return STR("");
}

typedef struct Mending {
    ServeMend  *mend;
    ServeMended what;
    Str         bytes;
    Arena      *a;
    JsonOut    *j;
} Mending;

/* Alone in the writer's session: one file at a time, so that its name can always be the same. */
static Status take_back(Store *s, void *ctx, Err *err)
{
    const Mending *m = ctx;
    Status st = file_replace(m->what.path, m->bytes, err);
    if (!st)
        st = m->mend(s, &m->what, m->a, m->j, err);
    (void)unlink(m->what.path);
    return st;
}

/* {"name":"set-aside-3.csv","content":"cXVhcm..."} */
Status change_mend(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Str name = STR(""), content = STR("");
    Mending m = { .mend = w->site->mend, .what.who = w->who.name, .a = a, .j = j };
    if (!m.mend)
        return ERR(err, ST_NOT_FOUND, "nothing is taken back here");
    Status st = body_text(b, "name", &name, err);
    if (!st)
        st = body_long_text(b, "content", LIMIT_MENDED_BODY, &content, err);
    Str form = form_of(name);
    if (!st && !form.n)
        st = ERR(err, ST_USAGE, "'name' must end with .csv, .tsv, .txt or .xlsx");
    if (!st && (!digest_from_base64(content, a, &m.bytes) || !m.bytes.n))
        st = ERR(err, ST_USAGE, "'content' must be the file's bytes in base64");
    if (!st)
        st = spool_make_dir(w->site->spool.p, err);
    if (st)
        return st;
    m.what.path = path_join(a, w->site->spool, str_cat(a, 2, (const Str[]){ STR("mended"), form })).p;
    w->what = STR("mended rows");
    return writer_work(w->site->writer, take_back, &m, err);
}
