/* The proposal as a mapping file a person can read and change. */
#include "base/attr.h"
#include "base/buf.h"
#include "ingest/document_type.h"
#include "ingest/propose.h"
#include "ingest/words.h"
#include "model/limits.h"

static void put_column(Buf *b, Str name)
{
    bool odd = str_has(name, STR(" & ")) || str_has(name, STR(" | ")) || str_has(name, STR(" : ")) || (name.n && name.p[0] == '"');
    buf_printf(b, odd ? "`%.*s`" : "%.*s", STR_ARG(name));
}

bool propose_can_stand(Str name)
{
    return name.n && !memchr(name.p, '\n', name.n) && !memchr(name.p, '`', name.n) && !memchr(name.p, '\r', name.n);
}

static Str one_line(Arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
    p[s.n] = 0;
    return (Str){ p, s.n };
}

static bool is_phone(Str s)
{
    size_t digits = 0, other = 0;
    for (size_t i = 0; i < s.n; i++) {
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        other += !memchr("+-/(). 0123456789", s.p[i], 17);
    }
    return !other && digits >= 7 && digits <= 15 && (s.p[0] == '+' || s.p[0] == '(' || s.p[0] == '0');
}

/* "12.03.2025", "2025-03-12" */
static bool is_day(Str s)
{
    size_t run[3] = { 0 }, n = 0;
    char mark = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            run[n]++;
            continue;
        }
        if (n == 2 || (mark && s.p[i] != mark) || !strchr("./-", s.p[i]))
            return false;
        mark = s.p[i];
        n++;
    }
    return n == 2 && run[1] >= 1 && run[1] <= 2 && ((run[0] == 4 && run[2] <= 2) || (run[2] == 4 && run[0] <= 2)) && run[0] && run[2];
}

/* "52.5200, 13.4050" */
static bool is_place(Str s)
{
    double x, y;
    Str rest = s, first = str_trim(str_cut(&rest, memchr(s.p, ',', s.n) ? ',' : ' '));
    rest = str_trim(rest);
    bool fine = memchr(first.p, '.', first.n) && memchr(rest.p, '.', rest.n) && str_to_f64(first, &x) && str_to_f64(rest, &y);
    return fine && x >= -90 && x <= 90 && y >= -180 && y <= 180;
}

/* The file lies beside the book, out of reach of what guards it: what the door would not let in, and how to reach a person, is only named. */
static Str shown(Str sample, Arena *a)
{
    int64_t n[PRIVATE_COUNT] = { 0 };
    Str s = str_trim(one_line(a, sample));
    if (memchr(s.p, '@', s.n))
        return STR("(an e-mail address)");
    if (is_place(s))
        return STR("(a place on the map)");
    return is_phone(s) && !is_day(s) ? STR("(a phone number)") : private_mask_raw(s, 0, a, n);
}

static void put_samples(Buf *b, const ValueLook *v, Str name, Arena *a)
{
    PrivateKind kind = private_header(name, a);
    if (!kind)
        kind = private_settle(&v->secret, name);
    if (kind)
        buf_printf(b, "; values that are not let in (%s)", private_words[kind].label);
    for (size_t i = 0; !kind && i < v->n_sample; i++) {
        Str s = shown(v->sample[i], a);
        buf_printf(b, "%s%.*s", i ? ", " : "; such as ", STR_ARG(s));
    }
    buf_putc(b, '\n');
}

/* What the header calls a comment is one, be it short, or the only one. */
static bool is_comment(Str column, const ValueLook *v, Arena *a)
{
    static const char words[] = "comment|comments|feedback|verbatim|remark|remarks|reason|why|kommentar|kommentare|anmerkung|anmerkungen|begrundung|warum|commentaire|commentaires|remarque|pourquoi|"
                                "comentario|comentarios|motivo|commento|commenti|opmerking|opmerkingen|toelichting|waarom";
    Str key = header_key(column, a);
    return v->lettered && !word_is_ours(key) && word_has(key, words);
}

/* A question of a survey: no field, and people wrote or scored something. */
static bool is_question(const ProposeIn *in, KindId kind, size_t c, const Proposed *p, Arena *a)
{
    const ValueLook *v = &in->look[c];
    bool asked = value_share(v, v->spaced) > 0.3 || value_share(v, v->scale10) > 0.9 || is_comment(in->column[c], v, a);
    return kind == KIND_RESPONSE && !p->target && !p->tie && asked && propose_can_stand(in->column[c]);
}

static void put_comment(Buf *b, const ProposeIn *in, KindId kind, size_t c, const Proposed *p, Arena *a)
{
    const ValueLook *v = &in->look[c];
    Str name = one_line(a, str_head(in->column[c], 80));
    if (p->target)
        buf_printf(b, "# %.2f  %.*s\n", p->confidence, STR_ARG(p->reason));
    else if (p->tie)
        buf_printf(b, "# ?     '%.*s' is as likely for %s as another column: take away one '#'\n", STR_ARG(name), p->tie);
    else
        buf_printf(b, "# -     '%.*s': %s", STR_ARG(name),
                   !v->filled ? "the column is empty" : is_question(in, kind, c, p, a) ? "a question, see 'answer' below" : "no field goes by this name");
    if (p->target || p->tie)
        return;
    put_samples(b, v, in->column[c], a);
}

static void put_rule(Buf *b, const char *target, Str column, Str fix)
{
    buf_printf(b, "%-18s = ", target);
    put_column(b, column);
    buf_printf(b, "%.*s\n", STR_ARG(fix));
}

static void put_parts(Buf *b, const ProposeIn *in, const Proposal *p, const char *between)
{
    for (size_t i = 0; i < p->n_part; i++) {
        buf_printf(b, " & \"%s\" & ", between);
        put_column(b, str_trim(in->column[p->part[i]]));
    }
}

static void put_key(Buf *b, const ProposeIn *in, const Proposal *p, const char *before)
{
    static const char *const of[] = { "unit", "metric", "month" };
    for (size_t i = 0; i < COUNT_OF(of); i++)
        for (size_t c = 0; c < in->n; c++)
            if (p->column[c].target && strcmp(p->column[c].target, of[i]) == 0) {
                buf_puts(b, i ? " & \"/\" & " : before);
                put_column(b, str_trim(in->column[c]));
            }
}

/* A metric that is told by region, site, product: they are part of its name and of its key. */
static void put_parted(Buf *b, const ProposeIn *in, const Proposal *p, Str metric)
{
    buf_puts(b, "# 0.85  ");
    for (size_t i = 0; i < p->n_part; i++)
        buf_printf(b, "%s'%.*s'", i ? " and " : "", STR_ARG(str_trim(in->column[p->part[i]])));
    buf_printf(b, " %s apart %lld rows of a unit, metric and month that another has too: a part of the metric's name and key\nmetric             = ",
               p->n_part > 1 ? "tell" : "tells", (long long)p->parted);
    put_column(b, metric);
    put_parts(b, in, p, " / ");
    buf_puts(b, " | ");
    put_column(b, metric);
    put_key(b, in, p, "\nkey                = ");
    put_parts(b, in, p, "/");
    put_key(b, in, p, " | ");
    buf_putc(b, '\n');
}

/* What a column of an account or contact also says: who the record is about. */
static void put_twin(Buf *b, KindId kind, const char *target, Str column)
{
    static const struct { KindId kind; const char *of, *twin, *fix; } twins[] = {
        { KIND_ACCOUNT, "key", "account_id", "" },           { KIND_ACCOUNT, "name", "account_name", "" },
        { KIND_ACCOUNT, "country", "party_country", "" },    { KIND_ACCOUNT, "city", "party_city", "" },
        { KIND_ACCOUNT, "website", "domain", " : domain" },  { KIND_CONTACT, "key", "person_id", "" },
        { KIND_INVOICE, "key", "number", "" },               { KIND_DELIVERY, "key", "order_no", "" },
    };
    for (size_t i = 0; i < COUNT_OF(twins); i++)
        if (twins[i].kind == kind && strcmp(twins[i].of, target) == 0)
            put_rule(b, twins[i].twin, column, str_of(twins[i].fix));
}

static bool has_target(const ProposeIn *in, const Proposal *p, const char *target)
{
    for (size_t c = 0; c < in->n; c++)
        if (p->column[c].target && strcmp(p->column[c].target, target) == 0)
            return true;
    return false;
}

static bool twin_free(const ProposeIn *in, const Proposal *p, const char *target)
{
    if (strcmp(target, "website") == 0)
        return !has_target(in, p, "domain");
    if (p->kind == KIND_INVOICE && strcmp(target, "key") == 0)
        return !has_target(in, p, "number");
    if (p->kind == KIND_DELIVERY && strcmp(target, "key") == 0)
        return !has_target(in, p, "order_no");
    return !(p->kind == KIND_CONTACT && has_target(in, p, "person_id"));
}

/* No currency column, but a header of money that names one: "refund_amount_usd". */
static void put_currency(Buf *b, const ProposeIn *in, const Proposal *p, Arena *a)
{
    const Kind *k = &kinds[p->kind];
    bool wanted = false;
    for (size_t f = 0; f < k->n_field; f++)
        wanted = wanted || strcmp(k->field[f].name, "currency") == 0;
    for (size_t c = 0; c < in->n && wanted && !has_target(in, p, "currency"); c++) {
        const char *code = word_currency(in->column[c], a);
        if (!code[0] || !p->column[c].target)
            continue;
        buf_printf(b, "# 0.95  the header of %.*s names it\ncurrency           = \"%s\"\n", STR_ARG(in->column[c]), code);
        return;
    }
}

/* Of a survey: what is not a field is a question when people wrote or scored something. */
static void put_answers(Buf *b, const ProposeIn *in, const Proposal *p, Arena *a)
{
    size_t n = 0;
    for (size_t c = 0; c < in->n && n < MAP_RULES; c++) {
        if (!is_question(in, p->kind, c, &p->column[c], a))
            continue;
        buf_puts(b, n++ ? ", " : "# 0.80  words and scores that are no field: questions of the survey\nanswer = ");
        buf_printf(b, memchr(in->column[c].p, ',', in->column[c].n) ? "`%.*s`" : "%.*s", STR_ARG(in->column[c]));
    }
    if (n)
        buf_putc(b, '\n');
}

/* One after the other, as sentences; either alone where the other is empty. */
static void put_praise(Buf *b, const ProposeIn *in, const Proposal *p)
{
    const int of[] = { p->praise, p->blame };
    bool both = of[0] >= 0 && of[1] >= 0;
    if (of[0] < 0 && of[1] < 0)
        return;
    buf_puts(b, "# 0.90  what is liked and what is not: the review's words\ntext               = ");
    for (size_t i = 0; both && i < 2; i++) {
        put_column(b, str_trim(in->column[of[i]]));
        buf_puts(b, i ? " | " : " & \". \" & ");
    }
    for (size_t i = 0; i < 2; i++)
        if (of[i] >= 0) {
            put_column(b, str_trim(in->column[of[i]]));
            buf_puts(b, i == 0 && both ? " | " : "");
        }
    buf_putc(b, '\n');
}

static void put_types(Buf *b, const ProposeIn *in, const Proposal *p)
{
    if (p->kind != KIND_INVOICE || p->types < 0 || !document_types(&in->look[p->types]).others)
        return;
    buf_puts(b, "# 0.95  its values call rows that are no invoices by their names: these are left out\n");
    put_rule(b, "where", str_trim(in->column[p->types]), STR(" : say " DOCUMENT_OTHERS));
}

void propose_write(const ProposeIn *in, Arena *a, Proposal *out)
{
    Buf b;
    buf_init(&b, LIMIT_MAPPING);
    buf_puts(&b, "# Proposed by throughline. The number is how sure it is of the line below it, 0 to 1, and why.\n"
                 "# Change what is wrong; a line with '#' in front does nothing.\n");
    buf_printf(&b, "[%.*s]\n# %.2f  %.*s\nkind               = %s\n", STR_ARG(in->file), out->kind_confidence, STR_ARG(out->kind_reason),
               kinds[out->kind].name);
    if (out->source.n)
        buf_printf(&b, "# its account ids are those of %.*s, so it is taken as of the same system\nsource             = %.*s\n",
                   STR_ARG(out->source), STR_ARG(out->source));
    for (size_t c = 0; c < in->n; c++) {
        Proposed *p = &out->column[c];
        if (p->target && !propose_can_stand(in->column[c]))
            p->target = NULL;
        if ((int)c != out->praise && (int)c != out->blame)
            put_comment(&b, in, out->kind, c, p, a);
        if (p->tie) {
            buf_puts(&b, "# ");
            put_rule(&b, p->tie, in->column[c], p->fix);
        } else if (p->target && out->n_part && strcmp(p->target, "metric") == 0) {
            put_parted(&b, in, out, str_trim(in->column[c]));
        } else if (p->target && p->weak) {
            buf_puts(&b, "# ");
            put_rule(&b, p->target, in->column[c], p->fix);
        } else if (p->target) {
            put_rule(&b, p->target, in->column[c], p->fix);
            if (p->annual && str_eq(p->fix, STR(" : monthly")))
                buf_puts(&b, "billing_interval   = \"year\"\n");
            if (twin_free(in, out, p->target))
                put_twin(&b, out->kind, p->target, in->column[c]);
        }
    }
    put_types(&b, in, out);
    put_praise(&b, in, out);
    put_currency(&b, in, out, a);
    put_answers(&b, in, out, a);
    out->text = str_dup(a, buf_str(&b));
    buf_release(&b);
}
