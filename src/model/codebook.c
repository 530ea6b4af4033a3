#include "model/codebook.h"

#include "model/limits.h"
#include "model/rule.h"

enum { COLUMNS = 64, NAME_MAX_BYTES = 200 };
typedef enum Field { FIELD_CODE, FIELD_WORDS, FIELD_DEFINITION, FIELD_EXAMPLE, N_FIELD } Field;

static const struct {
    const char *name;
    Field       field;
} known[] = { { "code", FIELD_CODE }, { "name", FIELD_CODE }, { "theme", FIELD_CODE }, { "category", FIELD_CODE },
              { "words", FIELD_WORDS }, { "keywords", FIELD_WORDS }, { "rule", FIELD_WORDS }, { "terms", FIELD_WORDS },
              { "definition", FIELD_DEFINITION }, { "description", FIELD_DEFINITION }, { "meaning", FIELD_DEFINITION },
              { "example", FIELD_EXAMPLE }, { "examples", FIELD_EXAMPLE }, { "quote", FIELD_EXAMPLE } };

typedef struct Reader {
    Str     text;
    size_t  at;
    int64_t line;
    char    sep;
    Arena  *a;
} Reader;

/* One cell; *last when a line ends behind it.  A quotation mark that is never closed takes all that is left. */
static Str cell(Reader *r, bool *last)
{
    const char *p = r->text.p;
    char *out = arena_alloc(r->a, r->text.n - r->at + 1, 1);
    size_t n = 0;
    bool quoted = r->at < r->text.n && p[r->at] == '"';
    r->at += quoted;
    for (; r->at < r->text.n; r->at++) {
        char c = p[r->at];
        if (quoted && c == '"') {
            if (r->at + 1 < r->text.n && p[r->at + 1] == '"') {
                out[n++] = '"';
                r->at++;
                continue;
            }
            quoted = false;
            continue;
        }
        if (!quoted && (c == r->sep || c == '\n'))
            break;
        r->line += c == '\n';
        out[n++] = c;
    }
    *last = r->at >= r->text.n || p[r->at] == '\n';
    r->line += r->at < r->text.n && p[r->at] == '\n';
    r->at += r->at < r->text.n;
    return str_trim((Str){ out, n });
}

static size_t record(Reader *r, Str out[COLUMNS])
{
    size_t n = 0;
    bool last = false;
    while (!last) {
        Str c = cell(r, &last);
        if (n < COLUMNS)
            out[n++] = c;
    }
    return n;
}

static char separator(Str head)
{
    static const char maybe[] = { ';', '\t', ',' };
    Str first = str_cut(&head, '\n');
    for (size_t i = 0; i < sizeof maybe; i++)
        if (memchr(first.p, maybe[i], first.n))
            return maybe[i];
    return ',';
}

/* Marks of a rule: quotation marks, brackets, or an operator in capitals; "not on time" and "terms and conditions" are phrases. */
static bool is_rule(Str words)
{
    static const Str op[] = { STR_INIT("AND"), STR_INIT("OR"), STR_INIT("NOT") };
    Str rest = words;
    while (rest.n) {
        Str w = str_trim(str_cut(&rest, ' '));
        for (size_t i = 0; i < sizeof op / sizeof *op; i++)
            if (str_eq(w, op[i]))
                return true;
    }
    return memchr(words.p, '"', words.n) || memchr(words.p, '(', words.n);
}

/* A list of words as a rule: divided, and phrases put in quotation marks. */
static Str list_rule(Str words, Arena *a)
{
    Str out = STR("");
    if (is_rule(words))
        return words;
    char *plain = arena_alloc(a, words.n + 1, 1);
    for (size_t i = 0; i < words.n; i++)
        plain[i] = words.p[i] == ';' || words.p[i] == '|' || words.p[i] == '\n' ? ',' : words.p[i];
    Str rest = { plain, words.n };
    while (rest.n) {
        Str one = str_trim(str_cut(&rest, ','));
        if (!one.n)
            continue;
        bool phrase = memchr(one.p, ' ', one.n);
        out = str_fmt(a, "%.*s%s%s%.*s%s", STR_ARG(out), out.n ? ", " : "", phrase ? "\"" : "", STR_ARG(one), phrase ? "\"" : "");
    }
    return out;
}

static Status take(Reader *r, const Str *c, size_t n, const Field *field, int64_t line, Codebook *out, Err *err)
{
    Code one = { STR(""), STR(""), STR(""), STR("") };
    Str *const into[N_FIELD] = { &one.name, &one.rule, &one.definition, &one.example };
    Rule parsed;
    Err why;
    for (size_t i = 0; i < n; i++)
        if (field[i] < N_FIELD && c[i].n)
            *into[field[i]] = c[i];
    if (!one.name.n && !one.rule.n && !one.definition.n && !one.example.n)
        return ST_OK;
    if (!one.name.n || one.name.n > NAME_MAX_BYTES)
        return ERR(err, ST_USAGE, "line %lld: a code's name has 1 to %d letters", (long long)line, NAME_MAX_BYTES);
    for (size_t k = 0; k < out->n; k++)
        if (str_ieq(out->code[k].name, one.name))
            return ERR(err, ST_USAGE, "line %lld: the code '%.*s' is there twice", (long long)line, STR_ARG(one.name));
    one.rule = list_rule(one.rule, r->a);
    if (one.rule.n && rule_parse(one.rule, r->a, &parsed, &why))
        return ERR(err, ST_USAGE, "line %lld: %s", (long long)line, why.msg);
    if (out->n == LIMIT_CODES)
        return ERR(err, ST_TOO_BIG, "a code book has at most %d codes", LIMIT_CODES);
    out->code[out->n++] = one;
    return ST_OK;
}

Status codebook_parse(Str text, Arena *a, Codebook *out, Err *err)
{
    Str c[COLUMNS];
    Field field[COLUMNS];
    bool code = false;
    *out = (Codebook){ .code = ARENA_NEW_N(a, Code, LIMIT_CODES + 1) };
    if (text.n > LIMIT_CODEBOOK)
        return ERR(err, ST_TOO_BIG, "a code book has at most %d bytes", LIMIT_CODEBOOK);
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.n - 3);
    if (!str_is_utf8(text))
        return ERR(err, ST_USAGE, "the code book is not UTF-8");
    Reader r = { .text = text, .line = 1, .sep = separator(text), .a = a };
    size_t n = record(&r, c);
    for (size_t i = 0; i < n; i++) {
        field[i] = N_FIELD;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (str_ieq(c[i], str_of(known[k].name)))
                field[i] = known[k].field;
        code = code || field[i] == FIELD_CODE;
    }
    if (!code)
        return ERR(err, ST_USAGE, "the code book's head names no column 'code'");
    Status st = ST_OK;
    while (!st && r.at < text.n) {
        int64_t line = r.line;
        size_t cells = record(&r, c);
        st = take(&r, c, cells < n ? cells : n, field, line, out, err);
    }
    return st || out->n ? st : ERR(err, ST_USAGE, "the code book has no codes");
}
