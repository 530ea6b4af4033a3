/* more.c - comments that came in since the last whole run (listen.h). */
#include "listen/expect_said.h"
#include "listen/find_write.h"
#include "listen/keep.h"
#include "listen/language.h"
#include "listen/listen.h"
#include "listen/sentiment.h"
#include "listen/sentiment_near.h"
#include "listen/sentiment_write.h"
#include "listen/standing.h"
#include "listen/write.h"

typedef struct More {
    Store     *s;
    Arena     *a;
    Arena      own[2];
    Comments   c;
    Standing   standing;         /* found by the last whole run */
    ThemeList  list;
    ThemeEdits edits;
    ThemeTaught taught;
    MoodModel  mood;
    MoodDecided decided;
    Vectors    vectors;          /* of these comments alone: the next whole run keeps its own */
} More;

static Status code(More *m, Err *err)
{
    Err none;
    int64_t named, by_vector;
    Status st = comments_share(&m->c, comments_hear, NULL, m->own, err);
    if (!st)
        st = standing_read(m->s, &m->standing, err);
    if (!st && m->standing.n)
        st = comments_share(&m->c, comments_stand, &m->standing, m->own, err);
    if (!st)
        st = languages_settle(m->s, &m->c, &named, err);
    if (!st) {
        st = mood_model_read(m->s, m->a, &m->mood, &none);
        if (st && st != ST_NOT_FOUND)
            *err = none;
        st = st == ST_NOT_FOUND ? ST_OK : st;
    }
    if (!st)
        st = comments_share(&m->c, comments_feel, &m->mood, m->own, err);
    if (!st)
        st = mood_near(&m->c, &m->mood, &m->decided, &m->vectors, m->own, m->a, &by_vector, err);
    if (!st)
        st = comments_share(&m->c, comments_expect, NULL, m->own, err);
    if (!st)
        st = themes_kept(m->s, m->a, &m->list, err);
    if (!st)
        st = theme_edits_load(m->s, &m->c, &m->list, m->a, &m->edits, err);
    m->list.edits = &m->edits;
    m->list.mood = &m->mood;
    if (!st && (m->list.model || m->edits.n_rule))
        st = comments_share(&m->c, comments_code, &m->list, m->own, err);
    if (!st)
        st = theme_taught_kept(m->s, &m->list, m->a, &m->taught.all, err);
    if (!st && theme_taught_used(&m->taught))
        st = comments_share(&m->c, comments_learned, &m->taught, m->own, err);
    if (!st)
        theme_labels_apply(&m->edits, &m->c);
    return st;
}

/* What stands for earlier versions of these comments goes. */
static Status drop_earlier(More *m, int64_t *again, Err *err)
{
    static const int drop[] = { SQL_DROP_FRESH_COMMENT, SQL_DROP_FRESH_CODE, SQL_DROP_FRESH_CODE_MORE, SQL_DROP_FRESH_MOOD, SQL_DROP_FRESH_SAID,
                                SQL_DROP_FRESH_REPEAT, SQL_DROP_FRESH_FIND, SQL_DROP_FRESH_CALL, SQL_DROP_FRESH_KEY };
    static const ColSpec cols[] = { { "key", COL_TEXT } };
    Table t;
    table_init(&t, m->a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < m->c.n; i++) {
        table_put_text(&t, 0, m->c.at[i].key);
        table_row(&t);
    }
    for (size_t i = 0; i < m->c.n_gone; i++) {
        table_put_text(&t, 0, m->c.gone[i]);
        table_row(&t);
    }
    Status st = store_append(m->s, "d_comment_fresh", &t, err);
    if (!st)
        st = store_int(m->s, SQL_COMMENT_FRESH_KNOWN, STORE_NO_ARGS, 0, again, err);
    for (size_t k = 0; !st && *again && k < COUNT_OF(drop); k++)
        st = store_run(m->s, drop[k], STORE_NO_ARGS, err);
    return st ? st : store_run(m->s, SQL_CLEAR_COMMENT_FRESH, STORE_NO_ARGS, err);
}

static Status put(More *m, ListenMore *out, Err *err)
{
    ListenResult r = { 0 };
    MoodSum moods;
    SaidSum said;
    Status st = drop_earlier(m, &out->again, err);
    if (!st)
        st = store_int(m->s, SQL_COMMENT_LAST, STORE_NO_ARGS, 0, &m->c.before, err);
    if (!st)
        st = listen_append(m->s, &m->c, &m->list, &r, err);
    if (!st)
        st = find_append(m->s, &m->c, err);
    if (!st)
        st = mood_append(m->s, &m->c, &moods, err);
    if (!st)
        st = said_append(m->s, &m->c, &said, err);
    out->comments = r.comments;
    return st;
}

static Status more(Store *s, Arena *a, void *into, Err *err)
{
    ListenMore *out = into;
    More m = { .s = s, .a = a };
    int64_t heard, last = 0;
    Status st = store_summary_int(s, "heard_file", -1, &heard, err);
    if (!st)
        st = store_int(s, SQL_FILE_LAST, STORE_NO_ARGS, 0, &last, err);
    out->waits = !st && heard < 0;
    if (st || out->waits || last <= heard)
        return st;
    arena_init(&m.own[0]);
    arena_init(&m.own[1]);
    vectors_init(&m.vectors);
    standing_init(&m.standing);
    st = comments_load(s, heard, a, &m.c, err);
    if (!st && m.c.n)
        st = code(&m, err);
    if (!st && (m.c.n || m.c.n_gone))
        st = put(&m, out, err);
    if (!st)
        st = store_put_summary_int(s, "heard_file", last, err);
    mood_near_release(&m.decided);
    vectors_release(&m.vectors);
    standing_release(&m.standing);
    theme_edits_release(&m.edits);
    theme_list_release(&m.list);
    arena_release(&m.own[1]);
    arena_release(&m.own[0]);
    return st;
}

Status listen_more(Store *s, ListenMore *out, Err *err)
{
    *out = (ListenMore){ .waits = false };
    return store_atomic(s, "listen", more, out, err);
}
