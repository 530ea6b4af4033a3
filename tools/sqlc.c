/* sqlc - collect named SQL statements into an enum and a table of texts.
 *
 * Usage: sqlc OUT_H OUT_C FILE.sql...
 *
 * A file is a list of blocks:
 *
 *     -- name: issue_list
 *     -- Comments up to the statement explain it and are not kept.
 *     SELECT ... WHERE account_id = CAST($1 AS BIGINT)
 *
 * A block holds one statement and ends at the next "-- name:" or at the end of the file; a
 * ';' behind the statement is taken off.  OUT_H gets enum { SQL_ISSUE_LIST, ..., SQL_COUNT_ }
 * in the order of files and blocks, OUT_C the texts as `const DbSql sql_texts[]`.
 *
 * Names are [a-z][a-z0-9_]*, at most 60 bytes, each used once over all files.  A wrong name,
 * a second use, an empty statement, two statements in a block, an open quote or text outside a
 * block ends the run with "file:line: reason" and exit code 1; nothing is written then.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 60 };

typedef struct Stmt {
    char        name[NAME_MAX_BYTES + 1];
    const char *file;
    int         line, text_line;     /* of the "-- name:" line; of the first line of text */
    const char *text;                /* into the file's bytes */
    size_t      n;
} Stmt;

typedef struct List {
    Stmt  *at;
    size_t n, cap;
    char **bytes;        /* of the files, which the texts point into */
    size_t n_bytes;
} List;

static int fail(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static int fail(const char *file, int line, const char *fmt, ...)
{
    va_list ap;
    fprintf(stderr, "%s:%d: ", file, line);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    return 1;
}

static void *memory(void *old, size_t n)
{
    void *p = realloc(old, n);
    if (!p)
        exit((perror("sqlc"), 1));
    return p;
}

static const char *slurp(List *l, const char *path)
{
    FILE *in = fopen(path, "rb");
    size_t n = 0, cap = 1 << 16;
    char *p = memory(NULL, cap);
    if (!in)
        exit((fprintf(stderr, "sqlc: cannot open '%s': %s\n", path, strerror(errno)), 1));
    for (size_t got; (got = fread(p + n, 1, cap - n - 1, in)) > 0;) {
        n += got;
        if (cap - n < 2)
            p = memory(p, cap *= 2);
    }
    if (ferror(in))
        exit((perror(path), 1));
    fclose(in);
    p[n] = 0;
    if (strlen(p) != n)
        exit((fprintf(stderr, "%s:1: holds a NUL byte\n", path), 1));
    l->bytes = memory(l->bytes, (l->n_bytes + 1) * sizeof *l->bytes);
    return l->bytes[l->n_bytes++] = p;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Behind a comment that starts at p; NULL when p is not one.  An unclosed one runs to the end. */
static const char *past_comment(const char *p)
{
    if (p[0] == '-' && p[1] == '-') {
        while (*p && *p != '\n')
            p++;
        return p;
    }
    if (p[0] == '/' && p[1] == '*') {
        const char *end = strstr(p + 2, "*/");
        return end ? end + 2 : p + strlen(p);
    }
    return NULL;
}

static const char *past_space(const char *p, const char *end)
{
    for (const char *q; p < end; p = q) {
        q = is_space(*p) ? p + 1 : past_comment(p);
        if (!q)
            break;
    }
    return p < end ? p : end;
}

static int line_of(const Stmt *s, const char *p)
{
    int line = s->text_line;
    for (const char *q = s->text; q < p; q++)
        line += *q == '\n';
    return line;
}

/* Cut the block down to its one statement. */
static int trim(Stmt *s)
{
    const char *end = s->text + s->n, *p = past_space(s->text, end), *stop = p;
    s->text_line = line_of(s, p);
    s->text = p;
    if (p == end || *p == ';')
        return fail(s->file, s->line, "statement '%s' is empty", s->name);
    while (p < end && *p != ';') {
        const char *q = past_comment(p);
        if (!q && (*p == '\'' || *p == '"')) {
            q = memchr(p + 1, *p, (size_t)(end - p - 1));
            if (!q)
                return fail(s->file, line_of(s, p), "quote is not closed in '%s'", s->name);
            stop = ++q;
        } else if (!q) {
            q = p + 1;
            if (!is_space(*p))
                stop = q;
        }
        p = q < end ? q : end;
    }
    if (p < end && past_space(p + 1, end) != end)
        return fail(s->file, line_of(s, past_space(p + 1, end)),
                    "text behind the ';' of '%s': one statement a block", s->name);
    s->n = (size_t)(stop - s->text);
    return 0;
}

static int name_read(Stmt *s, const char *p)
{
    size_t n;
    while (*p == ' ' || *p == '\t')
        p++;
    n = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789_");
    const char *rest = p + n;
    while (*rest == ' ' || *rest == '\t' || *rest == '\r')
        rest++;
    if (n == 0 || n > NAME_MAX_BYTES || p[0] < 'a' || (*rest && *rest != '\n'))
        return fail(s->file, s->line, "bad name '%.*s': wanted [a-z][a-z0-9_]*, at most %d bytes",
                    (int)strcspn(p, "\r\n"), p, NAME_MAX_BYTES);
    memcpy(s->name, p, n);
    s->name[n] = 0;
    return 0;
}

static int push(List *l, const Stmt *s)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->at[i].name, s->name) == 0)
            return fail(s->file, s->line, "name '%s' is already used at %s:%d", s->name,
                        l->at[i].file, l->at[i].line);
    if (l->n == l->cap)
        l->at = memory(l->at, (l->cap = l->cap * 2 + 64) * sizeof *l->at);
    l->at[l->n++] = *s;
    return 0;
}

static int file_read(List *l, const char *path)
{
    static const char mark[] = "-- name:";
    const char *p = slurp(l, path);
    Stmt cur = { .file = path };
    bool open = false;
    for (int line = 1;; line++) {
        const char *nl = strchr(p, '\n'), *next = nl ? nl + 1 : p + strlen(p);
        bool head = strncmp(p, mark, sizeof mark - 1) == 0;
        if (open && (head || !*p)) {
            cur.n = (size_t)(p - cur.text);
            if (trim(&cur) || push(l, &cur))
                return 1;
        }
        if (!*p)
            return 0;
        if (head) {
            cur = (Stmt){ .file = path, .line = line, .text_line = line + 1, .text = next };
            if (name_read(&cur, p + sizeof mark - 1))
                return 1;
            open = true;
        } else if (!open && past_space(p, next) != next) {
            return fail(path, line, "text outside a block: a '%s' line comes first", mark);
        }
        p = next;
    }
}

static void upper(FILE *out, const char *name)
{
    for (; *name; name++)
        fputc(*name >= 'a' && *name <= 'z' ? *name - 'a' + 'A' : *name, out);
}

static void write_header(FILE *out, const List *l)
{
    fputs("/* Made by tools/sqlc.c from the statements in sql/: do not edit. */\n"
          "#ifndef TL_SQL_TEXTS_H\n#define TL_SQL_TEXTS_H\n\n#include \"db/db.h\"\n\nenum {\n", out);
    for (size_t i = 0; i < l->n; i++) {
        fputs("    SQL_", out);
        upper(out, l->at[i].name);
        fputs(",\n", out);
    }
    fputs("    SQL_COUNT_\n};\n\nextern const DbSql sql_texts[SQL_COUNT_];\n\n#endif\n", out);
}

static void write_literal(FILE *out, const char *p, size_t n)
{
    fputs("\"", out);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\n')
            fputs(i + 1 < n ? "\\n\"\n        \"" : "\\n", out);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '\t' || (c >= ' ' && c != 127))
            fputc(c, out);
        else if (c != '\r')
            fprintf(out, "\\%03o", c);
    }
    fputs("\"", out);
}

static void write_texts(FILE *out, const List *l, const char *header)
{
    const char *slash = strrchr(header, '/');
    fputs("/* Made by tools/sqlc.c from the statements in sql/: do not edit. */\n", out);
    fprintf(out, "#include \"%s\"\n\n", slash ? slash + 1 : header);
    fputs("/* A statement may be longer than the 4095 bytes C promises; gcc and clang take it. */\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
          "const DbSql sql_texts[SQL_COUNT_] = {\n", out);
    for (size_t i = 0; i < l->n; i++) {
        fputs("    [SQL_", out);
        upper(out, l->at[i].name);
        fprintf(out, "] = { \"%s\",\n        ", l->at[i].name);
        write_literal(out, l->at[i].text, l->at[i].n);
        fputs(" },\n", out);
    }
    fputs("};\n", out);
}

static int make(List *l, int argc, char **argv)
{
    for (int i = 3; i < argc; i++)
        if (file_read(l, argv[i]))
            return 1;
    if (l->n == 0)
        return fail(argv[3], 1, "no statement found");
    FILE *h = fopen(argv[1], "wb"), *c = fopen(argv[2], "wb");
    if (!h || !c)
        return perror(h ? argv[2] : argv[1]), 1;
    write_header(h, l);
    write_texts(c, l, argv[1]);
    bool bad = ferror(h) || ferror(c);
    bad |= fclose(h) != 0;
    bad |= fclose(c) != 0;
    return bad ? (perror("sqlc"), 1) : 0;
}

int main(int argc, char **argv)
{
    List l = { 0 };
    if (argc < 4)
        return fputs("usage: sqlc OUT_H OUT_C FILE.sql...\n", stderr), 2;
    int code = make(&l, argc, argv);
    for (size_t i = 0; i < l.n_bytes; i++)
        free(l.bytes[i]);
    free(l.bytes);
    free(l.at);
    return code;
}
