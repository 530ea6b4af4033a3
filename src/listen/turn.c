#include "listen/turn.h"

#include "model/limits.h"

typedef struct Turns {
    Comments  *c;
    Arena     *a;
    bool       again;        /* calls that may have been heard before */
    bool       open;
    Comment    now;          /* the comment being made, */
    CallPiece  piece;
    Str        text;         /* its words, */
    Str        last;         /* and the last utterance's */
} Turns;

static void close_turn(Turns *u)
{
    if (!u->open)
        return;
    CallPiece *p = ARENA_NEW(u->a, CallPiece);
    *p = u->piece;
    u->now.call = p;
    u->now.raw = u->text;
    *comments_add(u->c, u->a) = u->now;
    u->open = false;
}

static bool ends_sentence(Str s)
{
    static const char ends[] = ".!?", behind[] = "\"')]";
    while (s.n && strchr(behind, s.p[s.n - 1]))
        s.n--;
    return s.n && strchr(ends, s.p[s.n - 1]);
}

/* Whether this utterance goes on with the comment being made. */
static bool goes_on(const Turns *u, const Table *t, size_t r, Str text)
{
    const CallPiece *p = &u->piece;
    return u->open && p->source == col_int(t, "source_id")[r] && str_eq(p->call, col_text(t, "call_id")[r]) && str_eq(p->speaker, col_text(t, "speaker")[r]) &&
           u->text.n + text.n < TURN_MOST && !(u->text.n >= TURN_FULL && ends_sentence(u->last));
}

static void open_turn(Turns *u, const Table *t, size_t r, Str text, bool cut)
{
    close_turn(u);
    u->open = true;
    u->text = str_dup(u->a, text);
    u->piece = (CallPiece){ .source = col_int(t, "source_id")[r],
                            .call = str_dup(u->a, col_text(t, "call_id")[r]),
                            .speaker = str_dup(u->a, col_text(t, "speaker")[r]),
                            .from_seq = col_int(t, "seq")[r],
                            .from_ms = cell_int(t, "from_ms", r, -1),
                            .to_ms = -1 };
    u->now = (Comment){ .at = col_int(t, "at")[r],
                        .score = -1,
                        .file = col_int(t, "file_id")[r],
                        .line = col_int(t, "line")[r],
                        .channel = "call",
                        .cut = cut,
                        .key = comment_key('u', col_int(t, "key_hash")[r], u->a),
                        .question = STR(""),
                        .text = STR(""),
                        .language = "unknown" };
}

static void leave(Turns *u, int64_t key)
{
    Comments *c = u->c;
    if (!u->again)
        return;
    if (c->n_gone == c->gone_cap) {
        c->gone_cap = c->gone_cap ? c->gone_cap * 2 : 64;
        Str *more = ARENA_NEW_N(u->a, Str, c->gone_cap);
        if (c->n_gone)
            memcpy(more, c->gone, c->n_gone * sizeof *more);
        c->gone = more;
    }
    c->gone[c->n_gone++] = comment_key('u', key, u->a);
}

static Status take(void *ctx, const Table *t, Err *err)
{
    Turns *u = ctx;
    (void)err;
    for (size_t r = 0; r < t->n; r++) {
        Str whole = col_text(t, "text")[r], text = str_sub(whole, 0, LIMIT_TEXT);
        int64_t key = col_int(t, "key_hash")[r];
        if (!str_eq(col_text(t, "side")[r], STR("customer"))) {
            close_turn(u);
            leave(u, key);
            continue;
        }
        if (goes_on(u, t, r, text)) {
            u->text = str_fmt(u->a, "%.*s %.*s", STR_ARG(u->text), STR_ARG(text));
            leave(u, key);
        } else {
            open_turn(u, t, r, text, whole.n > LIMIT_TEXT);
        }
        u->last = str_dup(u->a, text);
        u->piece.to_seq = col_int(t, "seq")[r];
        u->piece.to_ms = cell_int(t, "to_ms", r, u->piece.to_ms);
        u->now.account = u->now.account ? u->now.account : cell_int(t, "account_id", r, 0);
        u->now.contact = u->now.contact ? u->now.contact : cell_int(t, "contact_id", r, 0);
    }
    return ST_OK;
}

Status turns_load(Store *s, int64_t after_file, Arena *a, Comments *out, Err *err)
{
    Turns u = { .c = out, .a = a, .again = after_file > 0 };
    int64_t any = 0;
    Status st = store_int(s, SQL_COMMENT_CALLS_ANY, STORE_ARGS(DB_INT(after_file)), 0, &any, err);
    if (!st && any)
        st = store_each(s, SQL_COMMENT_CALLS, STORE_ARGS(DB_INT(after_file)), take, &u, err);
    if (!st)
        close_turn(&u);
    return st;
}
