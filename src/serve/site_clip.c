/* site_clip.c - GET /api/v1/comments/{id}/clip: the recording that a comment was said in.
 *
 * Whoever may read the comment may hear it: the row is looked for on the session that shows what he may see, in a view that holds no account which
 * forbids quoting.  Its path is made of the book's place, a checked digest and a form of ours (store/clip.h); the bytes are sent by the HTTP
 * library from the file, a part at a time. */
#include "serve/site.h"
#include "store/clip.h"

Status handle_clip(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Table t;
    Status st = store_fetch(w->s, SQL_CLIP_OF_COMMENT, STORE_ARGS(DB_INT(q->account), DB_INT(q->id)), a, &t, err);
    if (st)
        return st;
    Str digest = t.n ? col_text(&t, "digest")[0] : STR(""), form = t.n ? col_text(&t, "form")[0] : STR("");
    Str path = t.n ? clip_path(clip_dir(store_where(w->s), a), digest, form, a) : STR("");
    if (!path.n || !clip_fits(path, col_int(&t, "bytes")[0]))
        return ERR(err, ST_NOT_FOUND, "there is no recording of this comment");
    for (size_t i = 0; i < CLIP_FORMS; i++)
        if (str_eq(form, str_of(clip_forms[i].name)))
            out->type = clip_forms[i].type;
    out->file = path;
    out->file_size = out->file_n = col_int(&t, "bytes")[0];
    out->etag = str_fmt(a, "\"%.*s\"", STR_ARG(digest));
    return ST_OK;
}
