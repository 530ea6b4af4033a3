#include "ingest/map.h"

#include <fnmatch.h>

#include "base/attr.h"
#include "base/buf.h"
#include "ingest/shape.h"
#include "model/limits.h"

/* Where the parser is, for messages. */
typedef struct MapAt {
    const char *name;
    int64_t     line;
    Arena      *a;
} MapAt;

static const struct { const char *word; size_t args; } fixes[FIX_COUNT] = {
    [FIX_NONE] = { "", 0 },     [FIX_SCALE] = { "scale", 2 }, [FIX_TIMES] = { "times", 1 }, [FIX_MINOR] = { "minor", 0 },
    [FIX_IS] = { "is", 9 },     [FIX_WORDS] = { "words", 9 }, [FIX_SFID] = { "sfid", 0 },   [FIX_DOMAIN] = { "domain", 0 },
    [FIX_FIRST] = { "first", 7 }, [FIX_SINGLE] = { "single", 0 }, [FIX_MINUTES] = { "minutes", 0 }, [FIX_UNLESS] = { "unless", 9 },
    [FIX_EMAIL] = { "email", 0 }, [FIX_SAY] = { "say", 9 },   [FIX_FILLED] = { "filled", 0 }, [FIX_ALL] = { "all", 0 },
    [FIX_SKEW] = { "skew", 0 },
    [FIX_WHERE] = { "where", 9 }, [FIX_MONTHLY] = { "monthly", 8 }, [FIX_SIDE] = { "side", 9 },
    [FIX_MONTH] = { "month", 0 }, [FIX_CREDIT] = { "credit", 9 },
};

static const char *const styles[] = { [SURVEY_NONE] = "none", [SURVEY_QUALTRICS] = "qualtrics", [SURVEY_LEGACY] = "legacy",
                                      [SURVEY_TWO_ROWS] = "two rows", [SURVEY_PLAIN] = "plain" };

static int style_of(Str word)
{
    for (size_t i = 1; i < COUNT_OF(styles); i++)
        if (str_eq(word, str_of(styles[i])))
            return (int)i;
    return SURVEY_NONE;
}

static Status complain(const MapAt *at, const char *what, Str about, Err *err)
{
    return ERR(err, ST_INVALID, "%s:%lld: %s '%.*s'", at->name, (long long)at->line, what, STR_ARG(about));
}

/* Splits at `mark` outside quotes and backticks. */
static Str cut_at(Str *rest, Str mark)
{
    char quote = 0;
    for (size_t i = 0; i < rest->n; i++) {
        char c = rest->p[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '`') {
            quote = c;
        } else if (str_starts(str_sub(*rest, i, mark.n), mark)) {
            Str head = str_sub(*rest, 0, i);
            *rest = str_sub(*rest, i + mark.n, rest->n);
            return head;
        }
    }
    Str head = *rest;
    *rest = STR("");
    return head;
}

static Status parse_fix(const MapAt *at, Str text, MapRule *r, Err *err)
{
    Str rest = str_trim(text), word = str_cut(&rest, ' ');
    for (int f = 1; f < FIX_COUNT; f++)
        if (str_eq(word, str_of(fixes[f].word)))
            r->fix = (MapFix)f;
    if (r->fix == FIX_NONE)
        return complain(at, "no such change of a value:", word, err);
    rest = str_trim(rest);
    r->words = str_dup(at->a, rest);
    size_t args = fixes[r->fix].args;
    bool fine = args == 9 ? rest.n > 0 : true;
    if (args == 8)
        fine = !rest.n || str_eq(rest, STR("minor")) || str_eq(rest, STR("by seats")) || str_eq(rest, STR("minor by seats"));
    if (r->fix == FIX_WHERE || r->fix == FIX_CREDIT)
        fine = str_has(rest, STR(" = "));
    if (args == 7)
        fine = !rest.n || str_eq(rest, STR(";"));
    if (args == 0)
        fine = rest.n == 0;
    if (args == 1 || args == 2)
        fine = str_to_f64(str_cut(&rest, ' '), &r->low);
    if (args == 2)
        fine = fine && str_to_f64(str_trim(rest), &r->high) && (r->high > r->low || r->high < r->low);
    return fine ? ST_OK : complain(at, "this change wants other words behind it:", word, err);
}

static Status parse_alt(const MapAt *at, Str text, MapAlt *alt, Err *err)
{
    while (text.n) {
        Str p = str_trim(cut_at(&text, STR(" & ")));
        if (alt->n == MAP_PARTS || !p.n)
            return complain(at, "cannot read this rule:", p, err);
        bool quoted = p.n >= 2 && (p.p[0] == '"' || p.p[0] == '`') && p.p[p.n - 1] == p.p[0];
        bool constant = quoted && p.p[0] == '"';
        Str text_of = quoted ? str_sub(p, 1, p.n - 2) : p;
        if (!text_of.n || memchr(text_of.p, constant ? '"' : '`', text_of.n))
            return complain(at, "a name with ` in it, or words with \" in them, cannot be written here:", p, err);
        alt->part[alt->n++] = (MapPart){ constant, str_dup(at->a, text_of) };
    }
    return alt->n ? ST_OK : complain(at, "cannot read this rule:", text, err);
}

static Status parse_rule(const MapAt *at, Str target, Str value, MapRule *r, Err *err)
{
    Str rest = value, body = cut_at(&rest, STR(" : "));
    *r = (MapRule){ .target = str_dup(at->a, target), .line = at->line, .words = STR("") };
    Status st = rest.n ? parse_fix(at, rest, r, err) : ST_OK;
    if (!str_trim(body).n && !st)
        return complain(at, "nothing behind", target, err);
    while (!st && body.n) {
        Str alt = cut_at(&body, STR(" | "));
        if (r->n_alt == MAP_ALTS)
            return complain(at, "too many alternatives for", target, err);
        st = parse_alt(at, alt, &r->alt[r->n_alt++], err);
    }
    return st;
}

static bool is_target(KindId kind, Str name)
{
    if (str_eq(name, STR("key")) || str_eq(name, STR("where")) || str_eq(name, STR("changed_at")) || str_eq(name, STR("deleted")))
        return true;
    for (size_t i = 0; i < kinds[kind].n_field; i++)
        if (str_eq(name, str_of(kinds[kind].field[i].name)))
            return true;
    for (int p = 0; p < PARTY_COUNT; p++)
        if (str_eq(name, str_of(party_fields[p])))
            return true;
    return false;
}

static Status set_answers(const MapAt *at, Str value, MapSection *s, Err *err)
{
    while (value.n) {
        Str one = str_trim(cut_at(&value, STR(",")));
        if (one.n >= 2 && one.p[0] == '`' && one.p[one.n - 1] == '`')
            one = str_sub(one, 1, one.n - 2);
        if (!one.n || memchr(one.p, '`', one.n) || s->n_answer == MAP_RULES)
            return complain(at, "cannot read this list of answers:", one, err);
        s->answer[s->n_answer++] = str_dup(at->a, one);
    }
    return ST_OK;
}

/* A word that is a setting and not a field; *taken says whether it was one. */
static Status set_setting(const MapAt *at, Str name, Str value, MapSection *s, bool *taken, Err *err)
{
    bool fine = true;
    *taken = true;
    if (str_eq(name, STR("source")))
        s->source = str_dup(at->a, value);
    else if (str_eq(name, STR("zone")))
        s->zone = str_dup(at->a, value);
    else if (str_eq(name, STR("date_order")))
        s->order = str_eq(value, STR("dmy")) ? DATE_DMY : str_eq(value, STR("mdy")) ? DATE_MDY : DATE_UNKNOWN;
    else if (str_eq(name, STR("decimal")))
        s->decimal = str_eq(value, STR("point")) ? DECIMAL_POINT : str_eq(value, STR("comma")) ? DECIMAL_COMMA : DECIMAL_UNKNOWN;
    else if (str_eq(name, STR("delimiter")))
        s->delimiter = str_eq(value, STR("tab")) ? '\t' : value.n == 1 && strchr(",;|", value.p[0]) ? value.p[0] : 0;
    else if (str_eq(name, STR("header")))
        fine = str_to_i64(value, &s->header) && s->header >= 1 && s->header <= 12;
    else if (str_eq(name, STR("answer")))
        return set_answers(at, value, s, err);
    else if (str_eq(name, STR("survey")))
        fine = (s->survey = style_of(value)) != SURVEY_NONE;
    else if (str_eq(name, STR("each")))
        s->each = str_dup(at->a, value);
    else if (str_eq(name, STR("leave")))
        s->leave = str_dup(at->a, value);
    else
        *taken = false;
    fine = fine && (!str_eq(name, STR("date_order")) || s->order) && (!str_eq(name, STR("decimal")) || s->decimal)
        && (!str_eq(name, STR("delimiter")) || s->delimiter);
    return fine ? ST_OK : complain(at, "not a value of this setting:", value, err);
}

static Status take_line(const MapAt *at, Str line, MapSection *s, Err *err)
{
    Str value = line, name = str_trim(str_cut(&value, '='));
    value = str_trim(value);
    bool taken;
    if (name.n + 1 > line.n || !value.n)
        return complain(at, "expected 'name = value', not", line, err);
    if (str_eq(name, STR("kind"))) {
        if (s->kind != KIND_COUNT)
            return complain(at, "said twice:", name, err);
        if (!kind_find(value, &s->kind))
            return complain(at, "no such kind of record:", value, err);
        return ST_OK;
    }
    if (s->kind == KIND_COUNT)
        return complain(at, "the first line of a section must be 'kind = ...', not", line, err);
    Status st = set_setting(at, name, value, s, &taken, err);
    if (st || taken)
        return st;
    if (!is_target(s->kind, name))
        return complain(at, "not a field of this kind:", name, err);
    if (map_rule(s, str_dup(at->a, name).p))
        return complain(at, "said twice:", name, err);
    if (s->n_rule == MAP_RULES)
        return complain(at, "too many fields, at", name, err);
    return parse_rule(at, name, value, &s->rule[s->n_rule++], err);
}

static MapSection *add_section(Mapping *m, size_t *cap, const MapAt *at, Str pattern)
{
    if (m->n == *cap) {
        *cap = *cap ? *cap * 2 : 4;
        MapSection *more = ARENA_NEW_N(at->a, MapSection, *cap);
        if (m->n)
            memcpy(more, m->section, m->n * sizeof *more);
        m->section = more;
    }
    MapSection *s = &m->section[m->n++];
    *s = (MapSection){ .pattern = str_dup(at->a, pattern), .kind = KIND_COUNT, .source = STR(""), .zone = STR(""),
                        .leave = STR(""), .each = STR(""), .line = at->line };
    return s;
}

Status map_parse(Str text, const char *name, Arena *a, Mapping *out, Err *err)
{
    MapAt at = { name, 0, a };
    MapSection *s = NULL;
    size_t cap = 0;
    Status st = ST_OK;
    *out = (Mapping){ 0 };
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.n);
    if (!str_is_utf8(text) || text.n > LIMIT_MAPPING)
        return ERR(err, ST_INVALID, "'%s' is not a mapping file (UTF-8 text of at most a megabyte)", name);
    while (text.n && !st) {
        Str line = str_trim(str_cut(&text, '\n'));
        at.line++;
        if (!line.n || line.p[0] == '#')
            continue;
        if (memchr(line.p, 0, line.n)) {
            st = complain(&at, "a byte of zero in", line, err);
            break;
        }
        if (line.p[0] == '[' && line.p[line.n - 1] == ']' && line.n > 2)
            s = add_section(out, &cap, &at, str_trim(str_sub(line, 1, line.n - 2)));
        else if (!s)
            st = complain(&at, "a [file name] must come before", line, err);
        else
            st = take_line(&at, line, s, err);
    }
    for (size_t i = 0; i < out->n && !st; i++) {
        at.line = out->section[i].line;
        if (out->section[i].kind == KIND_COUNT)
            st = complain(&at, "no 'kind = ...' in section", out->section[i].pattern, err);
    }
    return st;
}

const MapSection *map_find(const Mapping *m, Str base)
{
    for (size_t i = 0; m && i < m->n; i++)
        if (str_eq(m->section[i].pattern, base) || fnmatch(m->section[i].pattern.p, base.p, 0) == 0)
            return &m->section[i];
    return NULL;
}

const MapRule *map_rule(const MapSection *s, const char *target)
{
    for (size_t i = 0; i < s->n_rule; i++)
        if (str_eq(s->rule[i].target, str_of(target)))
            return &s->rule[i];
    return NULL;
}

/* Can a name stand without backticks: is nothing of it read as a mark between names, alone or with the spaces around it? */
static bool is_plain(Str name)
{
    static const char marks[] = "&|:";
    bool inside = str_has(name, STR(" & ")) || str_has(name, STR(" | ")) || str_has(name, STR(" : "));
    bool at_end = name.n && (memchr(marks, name.p[0], sizeof marks - 1) || memchr(marks, name.p[name.n - 1], sizeof marks - 1));
    return !inside && !at_end && !memchr(name.p, '"', name.n) && str_trim(name).n == name.n;
}

static void put_name(Buf *b, const MapPart *p)
{
    char quote = p->constant ? '"' : is_plain(p->text) ? 0 : '`';
    if (quote)
        buf_putc(b, quote);
    buf_put(b, p->text);
    if (quote)
        buf_putc(b, quote);
}

static void put_rule(Buf *b, const MapRule *r)
{
    buf_put(b, r->target);
    buf_puts(b, " = ");
    for (size_t i = 0; i < r->n_alt; i++) {
        buf_puts(b, i ? " | " : "");
        for (size_t k = 0; k < r->alt[i].n; k++) {
            buf_puts(b, k ? " & " : "");
            put_name(b, &r->alt[i].part[k]);
        }
    }
    if (r->fix != FIX_NONE)
        buf_printf(b, " : %s%s%.*s", fixes[r->fix].word, r->words.n ? " " : "", STR_ARG(r->words));
    buf_putc(b, '\n');
}

Str map_text(const MapSection *s, Arena *a)
{
    Buf b;
    buf_init(&b, LIMIT_MAPPING);
    buf_printf(&b, "[%.*s]\nkind = %s\n", STR_ARG(s->pattern), kinds[s->kind].name);
    if (s->source.n)
        buf_printf(&b, "source = %.*s\n", STR_ARG(s->source));
    if (s->order)
        buf_printf(&b, "date_order = %s\n", s->order == DATE_DMY ? "dmy" : "mdy");
    if (s->decimal)
        buf_printf(&b, "decimal = %s\n", s->decimal == DECIMAL_POINT ? "point" : "comma");
    if (s->delimiter)
        buf_printf(&b, s->delimiter == '\t' ? "delimiter = tab\n" : "delimiter = %c\n", s->delimiter);
    if (s->header)
        buf_printf(&b, "header = %lld\n", (long long)s->header);
    if (s->zone.n)
        buf_printf(&b, "zone = %.*s\n", STR_ARG(s->zone));
    if (s->survey)
        buf_printf(&b, "survey = %s\n", styles[s->survey]);
    if (s->each.n)
        buf_printf(&b, "each = %.*s\n", STR_ARG(s->each));
    if (s->leave.n)
        buf_printf(&b, "leave = %.*s\n", STR_ARG(s->leave));
    for (size_t i = 0; i < s->n_answer; i++)
        buf_printf(&b, "%s`%.*s`%s", i ? ", " : "answer = ", STR_ARG(s->answer[i]), i + 1 == s->n_answer ? "\n" : "");
    for (size_t i = 0; i < s->n_rule; i++)
        put_rule(&b, &s->rule[i]);
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}
