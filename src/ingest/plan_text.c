/* plan_text.c - what a rule makes of a row, as text (plan.h, map.h). */
#include "ingest/plan.h"

#include "ingest/clean.h"
#include "ingest/shape.h"

static Str cell_at(const PlanCells *row, int c)
{
    if (c < 0 || (size_t)c >= row->n || !row->cell[c].p)
        return STR("");
    return str_trim(row->cell[c]);
}

static Str join_parts(const MapAlt *alt, const int *col, const PlanCells *row, Arena *a)
{
    Str part[MAP_PARTS];
    size_t n = 0;
    for (size_t k = 0; k < alt->n; k++) {
        part[k] = alt->part[k].constant ? alt->part[k].text : cell_at(row, col[k]);
        if (!part[k].n)
            return STR("");
        n += part[k].n;
    }
    if (alt->n == 1)
        return part[0];
    char *p = arena_alloc(a, n + 1, 1), *w = p;
    for (size_t k = 0; k < alt->n; k++) {
        memcpy(w, part[k].p, part[k].n);
        w += part[k].n;
    }
    *w = 0;
    return (Str){ p, n };
}

static bool listed(Str words, Str s)
{
    while (words.n)
        if (str_ieq(str_trim(str_cut(&words, ',')), s))
            return true;
    return false;
}

/* "good = 1, bad = 0" */
static Str word_number(Str words, Str s)
{
    while (words.n) {
        Str value = str_cut(&words, ','), word = str_cut(&value, '=');
        if (str_ieq(str_trim(word), s))
            return str_trim(value);
    }
    return STR("");
}

static Str said(Str words, Str s)
{
    Str w = word_number(words, s);
    return w.n ? w : s;
}

/* "9002;9001", "9002 9001": 9002; "Initech Ltd;Globex" is cut at the sign alone. */
static Str first_of(Str sign, Str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] != ';' && (sign.n || s.p[n] != ' '))
        n++;
    return str_trim(str_sub(s, 0, n));
}

/* "MARK|AUTHOR", "MARK|AUTHOR|ASKER": a mark among the words is a note within the house; the one who asked is the customer. */
static Str speaking_side(Str words, Str s)
{
    static const char customers[] = "user,lead,contact,customer,end-user,requester,visitor,incoming,true,yes,1";
    Str rest = s, mark = str_cut(&rest, '|'), author = str_cut(&rest, '|');
    if (listed(words, mark))
        return STR("internal");
    if (!author.n)
        return STR("");
    return (rest.n ? str_ieq(author, rest) : listed(str_of(customers), author)) ? STR("customer") : STR("agent");
}

/* A month as the header of a scorecard names it. */
static Str month_day(Str s, Arena *a)
{
    Str day;
    return shape_is_wide(READ_MONTHS, s, a, &day) ? day : s;
}

static Str fix_text(const MapRule *r, Str s, Arena *a)
{
    switch (r->fix) {
    case FIX_SFID: return clean_sfid(s, a);
    case FIX_DOMAIN: return clean_domain(s, a);
    case FIX_FIRST: return first_of(r->words, s);
    case FIX_SINGLE: return memchr(s.p, ';', s.n) ? STR("") : s;
    case FIX_WORDS: return word_number(r->words, s);
    case FIX_IS: return listed(r->words, s) ? STR("true") : STR("false");
    case FIX_UNLESS: return listed(r->words, s) ? STR("") : s;
    case FIX_EMAIL: return clean_email(s, a, &s) ? STR("") : s;
    case FIX_SAY: return said(r->words, s);
    case FIX_FILLED: return STR("true");
    case FIX_SIDE: return speaking_side(r->words, s);
    case FIX_MONTH: return month_day(s, a);
    case FIX_ALL: case FIX_SKEW: case FIX_NONE: case FIX_WHERE: case FIX_MONTHLY: case FIX_CREDIT: case FIX_SCALE: case FIX_TIMES: case FIX_MINOR: case FIX_MINUTES: case FIX_COUNT: break;
    }
    return s;
}

/* The cells of all columns that are called like column c: a repeated header holds one value each. */
static Str join_all(const Plan *p, int c, const PlanCells *row, Arena *a)
{
    Str out = cell_at(row, c);
    for (size_t i = 0; c >= 0 && i < p->n_column && i < row->n; i++) {
        Str v = (int)i == c ? STR("") : cell_at(row, (int)i);
        if (v.n && str_ieq(str_trim(p->column[i]), str_trim(p->column[c])))
            out = out.n ? str_fmt(a, "%.*s %.*s", STR_ARG(out), STR_ARG(v)) : v;
    }
    return out;
}

/* "Converted Currency = Currency", "Status = \"Cancelled\"": what the row says on both sides; true where the first is absent. */
static bool where_holds(const Plan *p, Str words, const PlanCells *row)
{
    const char *mark = memmem(words.p, words.n, " = ", 3);
    Str left = str_trim((Str){ words.p, (size_t)(mark - words.p) }), right = str_trim(str_sub(words, (size_t)(mark - words.p) + 3, words.n));
    int l = plan_column(p->column, p->n_column, left), r = plan_column(p->column, p->n_column, right);
    Str value = cell_at(row, l);
    bool quoted = right.n >= 2 && right.p[0] == '"' && right.p[right.n - 1] == '"';
    return !value.n || str_ieq(value, quoted ? str_sub(right, 1, right.n - 2) : cell_at(row, r));
}

bool plan_credit(const Plan *p, const MapRule *r, const PlanCells *row)
{
    const char *mark = memmem(r->words.p, r->words.n, " = ", 3);
    Str names = { r->words.p, (size_t)(mark - r->words.p) }, says = STR("");
    while (names.n && !says.n)
        says = cell_at(row, plan_column(p->column, p->n_column, str_trim(str_cut(&names, '|'))));
    return says.n && listed(str_sub(r->words, (size_t)(mark - r->words.p) + 3, r->words.n), says);
}

bool plan_where(const Plan *p, const PlanCells *row, Arena *a)
{
    Str says = p->where.rule ? plan_text(p, &p->where, row, a) : STR("");
    return !str_ieq(says, STR("no")) && !str_ieq(says, STR("false"));
}

Str plan_text(const Plan *p, const PlanSlot *s, const PlanCells *row, Arena *a)
{
    if (!s->rule || (s->rule->fix == FIX_WHERE && !where_holds(p, s->rule->words, row)))
        return STR("");
    for (size_t i = 0; i < s->rule->n_alt; i++) {
        Str v = join_parts(&s->rule->alt[i], s->col[i], row, a);
        if (v.n && s->rule->fix == FIX_ALL)
            return join_all(p, s->col[i][0], row, a);
        if (v.n)
            return s->rule->fix ? fix_text(s->rule, v, a) : v;
    }
    return s->rule->fix == FIX_FILLED ? STR("false") : STR("");
}
