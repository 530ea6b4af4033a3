/* Statements of the PostgreSQL engine: prepare, run, and binary rows turned into chunks. */
#include "db/pg.h"

#include <endian.h>
#include <stdio.h>

#include "db/sqltext.h"

static const char *const questions[] = { "SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "SHOW" };
static const char *const transactions[] = { "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT",
                                            "SAVEPOINT", "RELEASE" };

/* Functions that run text as SQL or change the role, with which a superuser's question could climb
 * back to rights that pg_begin has laid down.  An ordinary role has nothing to climb to. */
static const char *const climbers[] = { "set_config", "_to_xml", "ts_stat", "ts_rewrite", "dblink",
                                        "U&" };

Target pg_target(Oid type)
{
    switch (type) {
    case PG_BOOL:      return TARGET_BOOL;
    case PG_INT2:      return TARGET_I16;
    case PG_INT4:      return TARGET_I32;
    case PG_INT8:      return TARGET_I64;
    case PG_FLOAT4:    return TARGET_F32;
    case PG_FLOAT8:    return TARGET_F64;
    case PG_DATE:      return TARGET_DATE;
    case PG_TIMESTAMP: return TARGET_TIME;
    case PG_TEXT:
    case PG_VARCHAR:
    case PG_BPCHAR:
    case PG_NAME:
    case PG_UNKNOWN:   return TARGET_TEXT;
    default:           return TARGET_NONE;
    }
}

static ColType column_type(Target t)
{
    switch (t) {
    case TARGET_BOOL: return COL_BOOL;
    case TARGET_F32:
    case TARGET_F64:  return COL_F64;
    case TARGET_TEXT: return COL_TEXT;
    case TARGET_DATE: return COL_DATE;
    case TARGET_TIME: return COL_TIME;
    case TARGET_I16:
    case TARGET_I32:
    case TARGET_I64:
    case TARGET_NONE: break;
    }
    return COL_INT;
}

static Status check_kind(const Pg *pg, const char *name, const char *text, Err *err)
{
    Str word = sql_word(sql_core(str_of(text)));
    if (word.n == 0)
        return ERR(err, ST_DB, "'%s' is empty", name);
    if (sql_word_in(word, transactions, COUNT_OF(transactions)))
        return ERR(err, ST_FORBIDDEN, "'%s': transactions have their own functions", name);
    if (str_ieq(word, STR("COPY")))   /* would leave the connection in a state of its own */
        return ERR(err, ST_FORBIDDEN, "'%s' copies: there is db_append for that", name);
    return db_may_run(&pg->base, sql_word_in(word, questions, COUNT_OF(questions)), name, err);
}

/* Prepares under `as` and describes: *out has the parameters and columns. */
static Status prepare(Pg *pg, const char *as, const char *name, const char *text, PGresult **out,
                      Err *err)
{
    *out = NULL;
    Status st = check_kind(pg, name, text, err);
    if (st)
        return st;
    PGresult *r = PQprepare(pg->con, as, text, 0, NULL);
    if (PQresultStatus(r) == PGRES_COMMAND_OK) {
        PQclear(r);
        r = PQdescribePrepared(pg->con, as);
    }
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        st = pg_failure(pg, r, name, err);
        PQclear(r);
        return st;
    }
    *out = r;
    return ST_OK;
}

static Status ready(Pg *pg, const DbCall *c, const char *as, Err *err)
{
    int n = c->sql >= 0 ? pg->n_param[c->sql] : -1;
    if (n < 0) {
        PGresult *r;
        Status st = prepare(pg, as, c->name, c->text, &r, err);
        if (st)
            return st;
        n = PQnparams(r);
        PQclear(r);
        if (c->sql >= 0)
            pg->n_param[c->sql] = n;
    }
    if ((size_t)n != c->n_arg)
        return ERR(err, ST_DB, "'%s' takes %d arguments, %zu given", c->name, n, c->n_arg);
    return ST_OK;
}

/* The rows being gathered.  Texts of single rows are copied, since each is its own result. */
typedef struct Chunk {
    Table     t;
    Target   *target;
    Arena    *a;
    ArenaMark texts;      /* everything behind it belongs to the chunk */
    bool      begun, sent;
} Chunk;

static Status chunk_begin(Chunk *k, Arena *a, const PGresult *r, const DbCall *c, Err *err)
{
    k->a = a;
    k->begun = true;
    k->t = (Table){ .n_col = (size_t)PQnfields(r) };
    k->t.col = ARENA_NEW_N(a, TableColumn, k->t.n_col);
    k->target = ARENA_NEW_N(a, Target, k->t.n_col);
    for (size_t i = 0; i < k->t.n_col; i++) {
        TableColumn *col = &k->t.col[i];
        k->target[i] = pg_target(PQftype(r, (int)i));
        if (k->target[i] == TARGET_NONE)
            return ERR(err, ST_DB, "'%s': column '%s' has a type the program does not read: cast it",
                       c->name, PQfname(r, (int)i));
        *col = (TableColumn){ .name = str_dup(a, str_of(PQfname(r, (int)i))).p,
                              .type = column_type(k->target[i]) };
        col->valid = ARENA_NEW_N(a, uint64_t, DB_CHUNK / 64);
        if (col->type == COL_F64)
            col->f = ARENA_NEW_N(a, double, DB_CHUNK);
        else if (col->type == COL_TEXT)
            col->s = ARENA_NEW_N(a, Str, DB_CHUNK);
        else
            col->i = ARENA_NEW_N(a, int64_t, DB_CHUNK);
    }
    k->texts = arena_mark(a);
    return ST_OK;
}

static uint16_t be16(const char *p) { uint16_t v; memcpy(&v, p, sizeof v); return be16toh(v); }
static uint32_t be32(const char *p) { uint32_t v; memcpy(&v, p, sizeof v); return be32toh(v); }
static uint64_t be64(const char *p) { uint64_t v; memcpy(&v, p, sizeof v); return be64toh(v); }

/* "infinity" stays at the end of the range instead of wrapping around. */
static int64_t shifted(int64_t v, int64_t by)
{
    int64_t sum;
    return __builtin_add_overflow(v, by, &sum) ? INT64_MAX : sum;
}

static void decode(TableColumn *col, Target target, size_t row, const char *p, size_t n)
{
    uint32_t f4;
    uint64_t f8;
    float f;
    switch (target) {
    case TARGET_BOOL: col->i[row] = *p != 0; break;
    case TARGET_I16:  col->i[row] = (int16_t)be16(p); break;
    case TARGET_I32:  col->i[row] = (int32_t)be32(p); break;
    case TARGET_I64:  col->i[row] = (int64_t)be64(p); break;
    case TARGET_DATE: col->i[row] = (int32_t)be32(p) + PG_EPOCH_DAY; break;
    case TARGET_TIME: col->i[row] = shifted((int64_t)be64(p), PG_EPOCH_MICROS); break;
    case TARGET_F32:
        f4 = be32(p);
        memcpy(&f, &f4, sizeof f);
        col->f[row] = (double)f;
        break;
    case TARGET_F64:
        f8 = be64(p);
        memcpy(&col->f[row], &f8, sizeof f8);
        break;
    case TARGET_TEXT: col->s[row] = (Str){ p, n }; break;
    case TARGET_NONE: bug("a column without a type");
    }
}

static void chunk_add(Chunk *k, const PGresult *r, int from, bool copy)
{
    size_t row = k->t.n++;
    for (size_t i = 0; i < k->t.n_col; i++) {
        TableColumn *col = &k->t.col[i];
        uint64_t bit = UINT64_C(1) << (row % 64);
        bool null = PQgetisnull(r, from, (int)i);
        col->valid[row / 64] = null ? col->valid[row / 64] & ~bit : col->valid[row / 64] | bit;
        if (!null) {
            Str s = { PQgetvalue(r, from, (int)i), (size_t)PQgetlength(r, from, (int)i) };
            if (copy && col->type == COL_TEXT)
                s = str_dup(k->a, s);
            decode(col, k->target[i], row, s.p, s.n);
        } else if (col->type == COL_TEXT) {
            col->s[row] = STR("");
        } else if (col->type == COL_F64) {
            col->f[row] = 0;
        } else {
            col->i[row] = 0;
        }
    }
}

static Status chunk_send(Chunk *k, const DbCall *c, Err *err)
{
    Status st = c->each(c->ctx, &k->t, err);
    k->sent = true;
    k->t.n = 0;
    arena_rewind(k->a, k->texts);
    return st;
}

/* The rows of one result: all of them, or the one of single-row mode. */
static Status take_rows(Pg *pg, Chunk *k, const PGresult *r, const DbCall *c, Err *err)
{
    bool single = PQresultStatus(r) == PGRES_SINGLE_TUPLE;
    Status st = ST_OK;
    if (!k->begun)
        st = chunk_begin(k, &pg->base.chunk, r, c, err);
    for (int i = 0; !st && i < PQntuples(r); i++) {
        chunk_add(k, r, i, single);
        if (k->t.n == DB_CHUNK)
            st = chunk_send(k, c, err);
    }
    /* What is left must go now: in single-row mode this is the empty result at the end. */
    if (!st && !single && (k->t.n || !k->sent))
        st = chunk_send(k, c, err);
    return st;
}

static Status take(Pg *pg, Chunk *k, const PGresult *r, const DbCall *c, Err *err)
{
    switch ((int)PQresultStatus(r)) {
    case PGRES_SINGLE_TUPLE:
    case PGRES_TUPLES_OK:
        return c->each ? take_rows(pg, k, r, c, err)
                       : ERR(err, ST_DB, "'%s' returns rows", c->name);
    case PGRES_COMMAND_OK:
        if (c->each)
            return ERR(err, ST_DB, "'%s' returns no rows", c->name);
        if (c->changed && !str_to_i64(str_of(PQcmdTuples((PGresult *)(uintptr_t)r)), c->changed))
            *c->changed = 0;
        return ST_OK;
    default:
        return pg_failure(pg, r, c->name, err);
    }
}

Status pg_query(Db *db, const DbCall *c, Err *err)
{
    Pg *pg = (Pg *)db;
    Chunk k = { .begun = false };
    char as[24] = "";
    const char *value[DB_ARG_MAX];
    if (c->sql >= 0)
        (void)snprintf(as, sizeof as, "s%d", c->sql);
    Status st = ready(pg, c, as, err);
    if (st)
        return st;
    for (size_t i = 0; i < c->n_arg; i++)
        value[i] = c->arg[i].p;
    if (!PQsendQueryPrepared(pg->con, as, (int)c->n_arg, value, NULL, NULL, 1))
        return pg_failure(pg, NULL, c->name, err);
    if (c->stream)
        (void)PQsetSingleRowMode(pg->con);
    for (PGresult *r; (r = PQgetResult(pg->con));) {
        ExecStatusType got = PQresultStatus(r);
        bool failed_before = st != ST_OK;
        if (!failed_before)
            st = take(pg, &k, r, c, err);
        PQclear(r);
        /* Refused by us, not by the server: it need not go on.  What it has sent is read away. */
        if (st && !failed_before && got != PGRES_FATAL_ERROR)
            pg_stop(pg);
    }
    return st;
}

static Status check_climb(const char *text, Err *err)
{
    for (size_t i = 0; i < COUNT_OF(climbers); i++)
        if (str_ihas(str_of(text), str_of(climbers[i])))
            return ERR(err, ST_FORBIDDEN, "'sql': '%s' is not for a superuser's questions: connect as"
                       " an ordinary role", climbers[i]);
    return ST_OK;
}

Status pg_shape(Db *db, const char *text, Arena *a, DbShape *out, Err *err)
{
    Pg *pg = (Pg *)db;
    PGresult *r;
    Status st = pg->step_down ? check_climb(text, err) : ST_OK;
    if (!st)
        st = prepare(pg, "", "sql", text, &r, err);
    if (st)
        return st;
    out->n = (size_t)PQnfields(r);
    out->name = ARENA_NEW_N(a, const char *, out->n);
    out->known = ARENA_NEW_N(a, bool, out->n);
    for (size_t i = 0; i < out->n; i++) {
        out->name[i] = str_dup(a, str_of(PQfname(r, (int)i))).p;
        out->known[i] = pg_target(PQftype(r, (int)i)) != TARGET_NONE;
    }
    PQclear(r);
    return ST_OK;
}
