#include "db/engine.h"

#include <stdio.h>

static bool is_postgres(const char *where)
{
    return str_starts(str_of(where), STR("postgresql://")) ||
           str_starts(str_of(where), STR("postgres://"));
}

Status db_open(const char *where, const DbOptions *o, Db **out, Err *err)
{
    return is_postgres(where) ? postgres_book_open(where, o, out, err)
                              : duckdb_book_open(where, o, out, err);
}

Status db_refuse(Str text, const char *const *word, size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++)
        if (str_ihas(text, str_of(word[i])))
            return ERR(err, ST_FORBIDDEN, "'sql': '%s' is not for questions over the network", word[i]);
    return ST_OK;
}

void db_init(Db *db, const DbOps *ops, DbEngine engine, const DbOptions *o)
{
    db->ops = ops;
    db->engine = engine;
    db->o = *o;
    arena_init(&db->chunk);
    (void)arena_alloc(&db->chunk, 1, 1);   /* so that rewinding keeps the first block */
    db->chunk_start = arena_mark(&db->chunk);
}

void db_fini(Db *db)
{
    Arena a = db->a;   /* the Db itself lies in it */
    arena_release(&db->chunk);
    arena_release(&a);
}

void db_close(Db *db)
{
    if (!db)
        return;
    db_rollback(db);
    db->ops->close(db);
}

DbEngine db_engine(const Db *db) { return db->engine; }

Status db_open_again(Db *db, bool read_only, Db **out, Err *err)
{
    if (db->o.read_only && !read_only)
        return ERR(err, ST_FORBIDDEN, "the book is open for reading only");
    return db->ops->again(db, read_only, out, err);
}

Status db_begin_at(Db *db, const char *file, int line, Err *err)
{
    if (db->running)
        return ERR(err, ST_DB, "transaction begun at %s:%d inside the rows of '%s'", file, line,
                   db->running);
    if (db->tx_file)
        return ERR(err, ST_DB, "transaction begun at %s:%d inside the one begun at %s:%d", file,
                   line, db->tx_file, db->tx_line);
    Status st = db->ops->begin(db, err);
    if (st)
        return st;
    db->tx_file = file;
    db->tx_line = line;
    db->tx_failed = false;
    return ST_OK;
}

Status db_commit(Db *db, Err *err)
{
    if (!db->tx_file)
        return ERR(err, ST_DB, "commit without a transaction");
    if (db->running)
        return ERR(err, ST_DB, "commit inside the rows of '%s'", db->running);
    if (db->tx_failed)
        return ERR(err, ST_DB, "transaction begun at %s:%d has failed and can only be rolled back",
                   db->tx_file, db->tx_line);
    /* A reader has nothing to keep, and a setting somebody changed goes with the rollback. */
    Status st = db->o.read_only ? ST_OK : db->ops->commit(db, err);
    if (st || db->o.read_only)
        db->ops->rollback(db);
    db->tx_file = NULL;
    return st;
}

void db_rollback(Db *db)
{
    if (!db->tx_file)
        return;
    db->ops->rollback(db);
    db->tx_file = NULL;
}

void db_cancel(Db *db)
{
    atomic_store(&db->cancelled, true);
    db->ops->cancel(db);
}

Status db_failure(Db *db, Status code, const char *name, const char *message, Err *err)
{
    Str rest = str_of(message), first = STR("");
    while (rest.n && !first.n)
        first = str_trim(str_cut(&rest, '\n'));
    if (atomic_load(&db->timed_out))
        return ERR(err, ST_BUSY, "'%s' ended after %lld ms", name, (long long)db->timeout_ms);
    if (atomic_load(&db->cancelled))
        return ERR(err, ST_BUSY, "'%s' cancelled", name);
    return ERR(err, code, "'%s': %.*s", name, STR_ARG(first));
}

Status db_may_run(const Db *db, bool is_question, const char *name, Err *err)
{
    if (db->o.read_only && !is_question)
        return ERR(err, ST_FORBIDDEN, "'%s' is not a question, and the session only reads", name);
    return ST_OK;
}

/* The state in which a statement may start; after it, db->tx_failed says what became of it. */
static Status ready(Db *db, const char *name, Err *err)
{
    if (db->running)
        return ERR(err, ST_DB, "'%s' inside the rows of '%s'", name, db->running);
    if (db->tx_file && db->tx_failed)
        return ERR(err, ST_DB, "'%s' in a failed transaction, begun at %s:%d: roll it back first",
                   name, db->tx_file, db->tx_line);
    return ST_OK;
}

static Status call(Db *db, const DbCall *c, Err *err)
{
    Status st = ready(db, c->name, err);
    if (st)
        return st;
    bool scope = db->o.read_only && !db->tx_file;
    atomic_store(&db->cancelled, false);
    if (scope && (st = db->ops->begin(db, err)) != ST_OK)
        return st;
    db->running = c->name;
    st = db->ops->query(db, c, err);
    db->running = NULL;
    arena_rewind(&db->chunk, db->chunk_start);
    if (scope)
        db->ops->rollback(db);
    else if (st)
        db->tx_failed = true;
    return st;
}

/* A double as text that both engines read back to the same bits. */
static Str f64_text(Arena *a, double v)
{
    if (v != v)
        return STR("NaN");
    if (v - v != 0)
        return v > 0 ? STR("Infinity") : STR("-Infinity");
    return str_fmt(a, "%.17g", v);
}

static bool text_ok(Str s) { return s.n == 0 || (!memchr(s.p, 0, s.n) && str_is_utf8(s)); }

static Status args_as_text(Db *db, const char *name, const DbArg *arg, size_t n, Str *out, Err *err)
{
    if (n > DB_ARG_MAX)
        return ERR(err, ST_TOO_BIG, "'%s' is given %zu arguments, at most %d", name, n, DB_ARG_MAX);
    for (size_t i = 0; i < n; i++) {
        switch (arg[i].kind) {
        case ARG_NULL: out[i] = (Str){ NULL, 0 }; break;
        case ARG_INT:  out[i] = str_fmt(&db->chunk, "%lld", (long long)arg[i].i); break;
        case ARG_F64:  out[i] = f64_text(&db->chunk, arg[i].f); break;
        case ARG_TEXT:
            if (!text_ok(arg[i].s))
                return ERR(err, ST_INVALID, "'%s': argument %zu is not UTF-8 text", name, i + 1);
            out[i] = str_dup(&db->chunk, arg[i].s);
            break;
        }
    }
    return ST_OK;
}

static Status named(Db *db, int sql, const DbArg *arg, size_t n_arg, DbCall *c, Err *err)
{
    Str text[DB_ARG_MAX];
    if (sql < 0 || (size_t)sql >= db->o.n_sql)
        bug("statement %d of %zu", sql, db->o.n_sql);
    c->sql = sql;
    c->name = db->o.sql[sql].name;
    c->text = db->o.sql[sql].text;
    Status st = ready(db, c->name, err);   /* before the scratch of a running one is touched */
    if (!st)
        st = args_as_text(db, c->name, arg, n_arg, text, err);
    if (st)
        return st;
    c->arg = text;
    c->n_arg = n_arg;
    st = call(db, c, err);
    c->arg = NULL;
    return st;
}

Status db_run(Db *db, int sql, const DbArg *arg, size_t n_arg, int64_t *changed, Err *err)
{
    DbCall c = { .changed = changed };
    return named(db, sql, arg, n_arg, &c, err);
}

typedef struct Fetch {
    Arena *a;
    Table *out;
    bool   begun;
} Fetch;

static void begin_table(Fetch *f, const Table *chunk)
{
    ColSpec *spec = ARENA_NEW_N(f->a, ColSpec, chunk->n_col);
    for (size_t c = 0; c < chunk->n_col; c++)
        spec[c] = (ColSpec){ str_dup(f->a, str_of(chunk->col[c].name)).p, chunk->col[c].type };
    table_init(f->out, f->a, spec, chunk->n_col);
    f->begun = true;
}

void chunk_copy_row(Table *t, const Table *chunk, size_t r)
{
    for (size_t c = 0; c < chunk->n_col; c++) {
        const TableColumn *from = &chunk->col[c];
        if (!col_has(from, r))
            table_put_null(t, c);
        else if (from->type == COL_TEXT)
            table_put_text(t, c, str_dup(t->a, from->s[r]));
        else if (from->type == COL_F64)
            table_put_f64(t, c, from->f[r]);
        else
            table_put_int(t, c, from->i[r]);
    }
    table_row(t);
}

static Status fetch_chunk(void *ctx, const Table *chunk, Err *)
{
    Fetch *f = ctx;
    if (!f->begun)
        begin_table(f, chunk);
    for (size_t r = 0; r < chunk->n; r++)
        chunk_copy_row(f->out, chunk, r);
    return ST_OK;
}

Status db_fetch(Db *db, int sql, const DbArg *arg, size_t n_arg, Arena *a, Table *out, Err *err)
{
    Fetch f = { .a = a, .out = out };
    DbCall c = { .each = fetch_chunk, .ctx = &f };
    return named(db, sql, arg, n_arg, &c, err);
}

typedef struct Forward {
    DbEach *each;
    void   *ctx;
} Forward;

static Status forward_rows(void *ctx, const Table *chunk, Err *err)
{
    const Forward *f = ctx;
    return chunk->n ? f->each(f->ctx, chunk, err) : ST_OK;
}

Status db_each(Db *db, int sql, const DbArg *arg, size_t n_arg, DbEach *each, void *ctx, Err *err)
{
    Forward f = { each, ctx };
    DbCall c = { .each = forward_rows, .ctx = &f, .stream = true };
    return named(db, sql, arg, n_arg, &c, err);
}

static void check_name(const char *table);

Status db_each_of(Db *db, const char *table, DbEach *each, void *ctx, Err *err)
{
    DbShape shape = { 0 };
    Arena a;
    Buf text;
    check_name(table);
    if (!db->tx_file)
        return ERR(err, ST_DB, "'%s' is read outside a transaction", table);
    Status st = ready(db, table, err);
    if (st)
        return st;
    arena_init(&a);
    buf_init(&text, DB_TEXT_MAX);
    buf_printf(&text, "SELECT * FROM %s", table);
    st = db->ops->shape(db, text.p, &a, &shape, err);
    for (size_t c = 0; c < shape.n; c++)
        buf_printf(&text, "%s%zu", c ? ", " : " ORDER BY ", c + 1);
    DbCall c = { .sql = -1, .name = table, .text = text.p, .stream = true, .each = each, .ctx = ctx };
    st = st ? st : call(db, &c, err);
    buf_release(&text);
    arena_release(&a);
    return st;
}

/* Runs `step` in the caller's transaction, or in one of its own so that it happens whole or not. */
typedef Status Step(Db *db, const char *name, const void *what, Err *err);

static Status whole(Db *db, const char *name, Step *step, const void *what, Err *err)
{
    Status st = ready(db, name, err);
    if (!st && db->o.read_only)
        st = ERR(err, ST_FORBIDDEN, "'%s' writes, and the session only reads", name);
    if (st)
        return st;
    bool own = !db->tx_file;
    atomic_store(&db->cancelled, false);
    if (own && (st = db->ops->begin(db, err)) != ST_OK)
        return st;
    st = step(db, name, what, err);
    if (own && !st)
        st = db->ops->commit(db, err);
    if (own && st)
        db->ops->rollback(db);
    else if (st)
        db->tx_failed = true;
    arena_rewind(&db->chunk, db->chunk_start);
    return st;
}

static Status append_checked(Db *db, const char *table, const void *what, Err *err)
{
    const Table *t = what;
    for (size_t c = 0; c < t->n_col; c++)
        for (size_t r = 0; t->col[c].type == COL_TEXT && r < t->n; r++)
            if (!text_ok(t->col[c].s[r]))
                return ERR(err, ST_INVALID, "'%s': row %zu, column %zu is not UTF-8 text", table,
                           r + 1, c + 1);
    return db->ops->append(db, table, t, err);
}

/* The name is put into SQL text, so it must be plain; it comes from code, never from a user. */
static void check_name(const char *table)
{
    size_t n = strspn(table, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (n == 0 || table[n] || n > 60)
        bug("'%s' is not the name of a table", table);
}

Status db_append(Db *db, const char *table, const Table *rows, Err *err)
{
    check_name(table);
    return whole(db, table, append_checked, rows, err);
}

/* The lines of `text` meant for this engine; others become empty, so line numbers stay. */
static Status part_of(const Db *db, const char *name, Str text, Buf *out, Err *err)
{
    bool take = true;
    for (int line = 1; text.n; line++) {
        Str s = str_cut(&text, '\n'), mark = str_trim(s);
        if (!str_starts(mark, STR("--@"))) {
            buf_put(out, take ? s : STR(""));
        } else if (str_eq(mark, STR("--@all"))) {
            take = true;
        } else if (str_eq(mark, STR("--@duckdb"))) {
            take = db->engine == DB_DUCKDB;
        } else if (str_eq(mark, STR("--@postgres"))) {
            take = db->engine == DB_POSTGRES;
        } else {
            return ERR(err, ST_DB, "%s:%d: unknown part '%.*s'", name, line, STR_ARG(mark));
        }
        buf_putc(out, '\n');
    }
    if (out->over)
        return ERR(err, ST_TOO_BIG, "'%s' is longer than %d bytes", name, DB_TEXT_MAX);
    return ST_OK;
}

static Status script_step(Db *db, const char *name, const void *what, Err *err)
{
    return db->ops->script(db, name, what, err);
}

Status db_script(Db *db, const char *name, const char *text, Err *err)
{
    Buf part;
    buf_init(&part, DB_TEXT_MAX);
    Status st = part_of(db, name, str_of(text), &part, err);
    if (!st && part.n)
        st = whole(db, name, script_step, part.p, err);
    buf_release(&part);
    return st;
}

Status db_drop(Db *db, const char *table, bool is_view, Err *err)
{
    char text[160];
    check_name(table);
    (void)snprintf(text, sizeof text, "DROP %s IF EXISTS %s CASCADE", is_view ? "VIEW" : "TABLE", table);
    return whole(db, table, script_step, text, err);
}
