#include "ingest/propose.h"

#include <math.h>

#include "base/attr.h"
#include "ingest/document_type.h"
#include "ingest/scale.h"
#include "ingest/words.h"

/* Header words alone are never enough for PROPOSE_SURE; with values of the right type they are. */
static const double fit_weight[] = {
    [WORD_NONE] = 0, [WORD_WITHIN_VAGUE] = 0.2, [WORD_WITHIN] = 0.5, [WORD_VAGUE] = 0.6, [WORD_EXACT] = 0.88,
};

/* One column against one field. */
typedef struct Match {
    double      score, tell;
    WordFit     fit;
    const char *language;
    double      known;           /* share of the values that the book knows as such */
    int64_t     fits;            /* values of the right type */
} Match;

#define NPS_FEW 0.3          /* of the values behind such a header */
#define SCALE_OPEN 0.6       /* a person has to say it */

typedef struct Grid {
    const char *target[PROPOSE_TARGETS];
    size_t      n;
    Match      *match;           /* [target * n_column + column] */
    int        *column;          /* of each target; -1: none */
    int        *target_of;       /* of each column; -1: none */
} Grid;

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static const Field *field_of(KindId kind, const char *target)
{
    for (size_t f = 0; f < kinds[kind].n_field; f++)
        if (is(kinds[kind].field[f].name, target))
            return &kinds[kind].field[f];
    return NULL;
}

/* Values that can be this target's, and what they prove of themselves. */
static int64_t fitting(const ValueLook *v, KindId kind, const char *target, double *proves)
{
    const Field *f = field_of(kind, target);
    *proves = 0.2;
    if (is(target, "email"))
        return *proves = 0.85, v->email;
    if (is(target, "domain") || is(target, "website"))
        return *proves = 0.4, v->domain;
    if (is(target, "country") || is(target, "party_country"))
        return *proves = 0.4, v->country;
    if (is(target, "currency"))
        return *proves = 0.4, v->currency + v->currency_sign;
    if (is(target, "month"))
        return *proves = 0.3, v->day + v->month;
    if (is(target, "nps"))
        return *proves = 0.3, v->scale10;
    if (is(target, "key"))
        return *proves = 0.25, value_unique(v) ? v->filled : 0;
    if (is(target, "account_name") || (is(target, "name") && kind == KIND_ACCOUNT))
        return *proves = 0.2 + 0.3 * value_share(v, v->company), v->lettered;
    if (is(target, "name") || is(target, "city") || is(target, "subject"))
        return v->lettered;
    if (is(target, "reply_minutes") || is(target, "resolution_minutes"))
        return *proves = 0.25, v->number + v->duration > v->filled ? v->filled : v->number + v->duration;   /* 2.5 hours, too */
    if (is(target, "phone"))
        return v->filled - v->email - v->time;
    if (!f || f->type == FIELD_TEXT)
        return value_share(v, v->day) > 0.9 && value_share(v, v->integer) < 0.1 ? v->filled - v->day : v->filled;   /* days are no words */
    switch (f->type) {
    case FIELD_DAY: case FIELD_TIME: return *proves = 0.3, v->day;
    case FIELD_MONEY: return *proves = v->currency_sign ? 0.5 : 0.25, v->number > v->currency_sign ? v->number : v->currency_sign;
    case FIELD_BOOL: return *proves = 0.3, v->boolean;
    case FIELD_INT: return *proves = 0.25, v->integer + v->duration > v->filled ? v->filled : v->integer + v->duration;
    case FIELD_NUM: case FIELD_DECIMAL: return *proves = 0.25, v->number;
    case FIELD_TEXT: break;
    }
    return v->filled;
}

static double known_share(const ProposeIn *in, const ValueLook *v, const char *target)
{
    if (!in->known || v->filled < 3)
        return 0;
    int64_t hits = is(target, "account_id") ? v->in_account_id : is(target, "account_name") ? v->in_name
                 : is(target, "email") ? v->in_email : is(target, "domain") ? v->in_domain - v->in_email
                 : is(target, "person_id") ? v->in_person : 0;
    return value_share(v, hits);
}

/* Who is who hangs on these. */
static bool names_party(const char *target)
{
    return is(target, "account_id") || is(target, "account_name") || is(target, "person_id") || is(target, "email") || is(target, "domain");
}

static Match match_one(const ProposeIn *in, size_t c, KindId kind, const char *target, Arena *a)
{
    const ValueLook *v = &in->look[c];
    Match m = { .language = "" };
    Str key = header_key(in->column[c], a);
    double proves;
    for (size_t r = 0; r < word_row_n; r++) {
        const WordRow *row = &word_rows[r];
        const char *language;
        if ((row->kind != KIND_COUNT && row->kind != (int)kind) || !is(row->target, target))
            continue;
        WordFit fit = word_meet(row, key, &language);
        if (fit > m.fit) {
            m.fit = fit;
            m.language = language;
            m.tell = row->tell;
        }
    }
    m.fits = fitting(v, kind, target, &proves);
    m.known = known_share(in, v, target);
    double h = fit_weight[m.fit], share = value_share(v, m.fits);
    if (is(target, "nps") && m.fit >= WORD_WITHIN && share >= NPS_FEW)
        share = fmax(share, 0.85);     /* a total or a wrong entry takes no column away: it is set aside */
    bool by_value = is(target, "email") && share > 0.9;
    if (!v->filled)
        share = 0.6;                   /* an empty column: the header alone, and not surely */
    if (h == 0 && m.known < 0.3 && !by_value)
        return m;
    double o = m.known < 0.1 ? 0 : 0.95 * fmin(1, m.known * 1.2);
    m.score = 1 - (1 - h) * (1 - (share > 0.8 ? proves * share : 0)) * (1 - o);
    if (share < 0.8)
        m.score *= share < 0.5 ? 0.3 * share : share;
    if (names_party(target) && m.known < 0.3 && (word_is_ours(key) || word_has(key, "reply|response|antwort|reponse|respuesta|risposta|resposta|antwoord")))
        m.score *= 0.2;
    return m;
}

static void add_target(Grid *g, const char *t)
{
    if (g->n < PROPOSE_TARGETS)
        g->target[g->n++] = t;
}

static void fill_grid(const ProposeIn *in, KindId kind, Arena *a, Grid *g)
{
    g->n = 0;
    add_target(g, "key");
    for (size_t f = 0; f < kinds[kind].n_field; f++)
        add_target(g, kinds[kind].field[f].name);
    for (int p = 0; p < PARTY_COUNT; p++)
        if (kind != KIND_ACCOUNT || p == PARTY_EMAIL || p == PARTY_DOMAIN)
            add_target(g, party_fields[p]);
    g->match = ARENA_NEW_N(a, Match, g->n * in->n + 1);
    g->column = ARENA_NEW_N(a, int, g->n + 1);
    g->target_of = ARENA_NEW_N(a, int, in->n + 1);
    for (size_t t = 0; t < g->n; t++) {
        g->column[t] = -1;
        for (size_t c = 0; c < in->n; c++)
            g->match[t * in->n + c] = match_one(in, c, kind, g->target[t], a);
    }
    for (size_t c = 0; c < in->n; c++)
        g->target_of[c] = -1;
}

/* Best pair first; ties by the order of fields, then of columns. */
static void pair_up(const ProposeIn *in, Grid *g)
{
    for (;;) {
        double best = PROPOSE_LEAST;
        size_t bt = 0, bc = 0;
        bool any = false;
        for (size_t t = 0; t < g->n; t++)
            for (size_t c = 0; c < in->n; c++) {
                const Match *m = &g->match[t * in->n + c];
                if (g->column[t] < 0 && g->target_of[c] < 0 && (m->score > best || (!any && m->score == best))) {
                    best = m->score;
                    bt = t;
                    bc = c;
                    any = true;
                }
            }
        if (!any)
            return;
        g->column[bt] = (int)bc;
        g->target_of[bc] = (int)bt;
    }
}

/* The free column that fills target `t` best; -1: none well enough. */
static int best_free(const ProposeIn *in, const Grid *g, size_t t)
{
    int best = -1;
    for (size_t c = 0; c < in->n; c++)
        if (g->target_of[c] < 0 && g->match[t * in->n + c].score >= PROPOSE_LEAST
            && (best < 0 || g->match[t * in->n + c].score > g->match[t * in->n + (size_t)best].score))
            best = (int)c;
    return best;
}

/* A field left empty takes the column of another field that has one to spare: number = "invoice number", key = "id". */
static void share_out(const ProposeIn *in, Grid *g)
{
    for (size_t t = 0; t < g->n; t++)
        for (size_t c = 0; c < in->n && g->column[t] < 0; c++) {
            int from = g->target_of[c], spare = from >= 0 ? best_free(in, g, (size_t)from) : -1;
            if (spare < 0 || g->match[t * in->n + c].score < PROPOSE_SURE)
                continue;
            g->column[t] = (int)c;
            g->target_of[c] = (int)t;
            g->column[from] = spare;
            g->target_of[spare] = from;
        }
}

/* How much the columns tell of this kind; under 0 when a required field has none. */
static double kind_score(const ProposeIn *in, KindId kind, const Grid *g)
{
    double sum = 0;
    for (size_t t = 0; t < g->n; t++)
        if (g->column[t] >= 0) {
            const Match *m = &g->match[t * in->n + (size_t)g->column[t]];
            sum += m->score * m->tell * (m->fit >= WORD_VAGUE ? 1 : 0.5) * (m->fit == WORD_VAGUE ? 0.4 : 1);
        }
    for (size_t f = 0; f < kinds[kind].n_field; f++) {
        const Field *field = &kinds[kind].field[f];
        bool there = is(field->name, "currency");
        for (size_t t = 0; t < g->n; t++)
            there = there || (is(g->target[t], field->name) && g->column[t] >= 0);
        if (field->required && !there)
            sum -= 4;
    }
    return sum;
}

/* Kinds whose records are about the same thing under two names share columns: person's and company's. */
static KindId choose_kind(const ProposeIn *in, Arena *a, Grid *out, double *confidence, Str *reason)
{
    double best = -1e9, second = -1e9;
    KindId kind = KIND_COUNT;
    unsigned hint = word_kinds(in->file, a);
    for (int k = 0; k < KIND_COUNT; k++) {
        bool never = k == KIND_ANSWER || k == KIND_IDENTITY || k == KIND_FIELD || k == KIND_NOTE || k == KIND_REFERENCE || k == KIND_CHANGE;
        if (never || (in->only != KIND_COUNT && k != (int)in->only))
            continue;
        Grid g = { 0 };
        fill_grid(in, (KindId)k, a, &g);
        pair_up(in, &g);
        share_out(in, &g);
        double s = kind_score(in, (KindId)k, &g) + (hint >> k & 1 ? 2 : 0);
        second = s > best ? best : s > second ? s : second;
        if (s <= best)
            continue;
        best = s;
        kind = (KindId)k;
        *out = g;
    }
    if (best < 1)
        return KIND_COUNT;
    *confidence = in->only != KIND_COUNT ? 1 : 1 / (1 + exp(-1.5 * (best - (second > 0 ? second : 0))));
    *reason = str_fmt(a, "its columns tell %.1f of %s, %.1f of the next kind%s", best, kinds[kind].name, second > 0 ? second : 0.0,
                      hint >> kind & 1 ? "; the file's name says so too" : "");
    return kind;
}

static Str source_of(const ProposeIn *in, const ValueLook *v, size_t *hits)
{
    Str best = STR("");
    *hits = 0;
    for (size_t s = 0; in->known && s < in->known->n_source; s++)
        if ((size_t)v->from[s] > *hits) {
            *hits = (size_t)v->from[s];
            best = in->known->source[s];
        }
    return best;
}

static Str reason_of(const ProposeIn *in, size_t c, const char *target, const Match *m, Arena *a)
{
    const ValueLook *v = &in->look[c];
    size_t hits;
    Str says = m->fit == WORD_EXACT ? str_fmt(a, "the header is %s for %s", m->language, target)
             : m->fit == WORD_VAGUE ? str_fmt(a, "the header is a word for %s, among other things (%s)", target, m->language)
             : m->fit ? str_fmt(a, "the header has a %s word for %s in it", m->language, target)
                      : STR("the header says nothing");
    if (m->known >= 0.1 && is(target, "account_id"))
        return str_fmt(a, "%.*s; %.0f %% of its values are account ids of %.*s", STR_ARG(says), m->known * 100, STR_ARG(source_of(in, v, &hits)));
    if (m->known >= 0.1)
        return str_fmt(a, "%.*s; %.0f %% of its values are in the book as such", STR_ARG(says), m->known * 100);
    if (!v->filled)
        return str_fmt(a, "%.*s; the column is empty", STR_ARG(says));
    return str_fmt(a, "%.*s; %.0f %% of its values fit", STR_ARG(says), value_share(v, m->fits) * 100);
}

/* A change of a value, and what is to be said of it; most: no surer than this. */
typedef struct Fix {
    Str    text, why;
    double most;
    bool   annual;
} Fix;

static Str scale_text(int64_t low, int64_t high, Arena *a) { return str_fmt(a, " : scale %lld %lld", (long long)low, (long long)high); }

/* The header says it; else the values make one likely, and a person has to look. */
static Fix fix_scale(const ProposeIn *in, size_t c, Arena *a)
{
    const ValueLook *v = &in->look[c];
    Fix x = { STR(""), STR(""), 1, false };
    ScaleSaid said;
    scale_of_header(in->column[c], a, &said);
    int64_t low = v->low >= 1 && v->high <= 5 ? 1 : 0, high = low ? 5 : v->high <= 10 ? 10 : 100;
    if (said.percent && v->low >= 0 && v->high <= 1) {
        x.why = STR("; the header says per cent, and the values are shares of one already");
    } else if (said.said && !said.at_odds) {
        x.text = said.inverted ? scale_text(said.high, said.low, a) : scale_text(said.low, said.high, a);
        x.why = said.inverted ? str_fmt(a, "; the header says %lld is the best", (long long)said.low) : STR("; the header says its scale");
    } else if (v->low < 0 || v->high > 1 || v->low >= 1) {
        x.text = said.said ? scale_text(said.low, said.high, a) : scale_text(low, high, a);
        x.why = said.said ? STR("; the header calls both ends alike") : str_fmt(a, "; nothing says the scale: %lld to %lld is a guess from %g to %g", (long long)low, (long long)high, v->low, v->high);
        x.most = !said.said && (low || v->high > 9 || v->low < 1) ? 0.85 : SCALE_OPEN;
    }
    return x;
}

static Fix fix_money(const ProposeIn *in, size_t c, const char *target, Str key, Arena *a)
{
    Fix x = { STR(""), STR(""), 1, false };
    int64_t times = money_times(in->column[c], a);
    x.annual = is(target, "mrr") && word_has(key, "acv|arr|annual|yearly|contract value|jahresbetrag|jahreswert|jahrlich|annuel|anual|annuale|jaarlijks|jaarbedrag");
    if (word_has(key, "cents|cent|minor")) {
        x.text = STR(" : minor");
    } else if (times > 1) {
        x.text = str_fmt(a, " : times %lld", (long long)times);
        x.why = times == 1000 ? STR("; the header says thousands") : STR("; the header says millions");
        x.most = x.annual ? SCALE_OPEN : 1;
    } else if (x.annual) {
        x.text = STR(" : monthly");
        x.why = STR("; the header says a year's money");
    }
    return x;
}

/* The change of a value that the header or the values ask for. */
static Fix fix_of(const ProposeIn *in, size_t c, KindId kind, const char *target, Arena *a)
{
    const ValueLook *v = &in->look[c];
    const Field *f = field_of(kind, target);
    Str key = header_key(in->column[c], a);
    Fix x = { STR(""), STR(""), 1, false };
    if (is(target, "domain")) {
        x.text = STR(" : domain");
    } else if (is(target, "month") && v->month) {
        x.text = STR(" : month");
    } else if (f && f->type == FIELD_MONEY) {
        x = fix_money(in, c, target, key, a);
    } else if (f && (is(target, "satisfaction") || is(target, "csat") || is(target, "rating")) && v->number) {
        x = fix_scale(in, c, a);
    } else if (f && (is(target, "resolution_minutes") || is(target, "reply_minutes"))) {
        x.text = value_share(v, v->duration) > 0.5 ? STR(" : minutes")
               : word_has(key, "hours|hour|h|stunden|std|heures|horas|ore|uren") ? STR(" : times 60")
               : word_has(key, "days|tage|jours|dias|giorni|dagen") ? STR(" : times 1440")
               : STR("");
    }
    return x;
}

/* The column whose values call a row a credit note or an offer; -1: none, or one that no rule can name. */
static int types_of(const ProposeIn *in, KindId kind)
{
    for (size_t c = 0; c < in->n && kind == KIND_INVOICE; c++) {
        DocumentTypes t = document_types(&in->look[c]);
        Str name = in->column[c];
        bool odd = !propose_can_stand(name) || str_has(name, STR(" = ")) || memchr(name.p, '|', name.n);
        if ((t.credits || t.others) && !odd && in->look[c].seen_all)
            return (int)c;
    }
    return -1;
}

static void add_credit(const ProposeIn *in, int types, Arena *a, Fix *x)
{
    Str name = str_trim(in->column[types]);
    if (x->text.n) {
        x->why = str_fmt(a, "%.*s; '%.*s' says which are credit notes, and one rule cannot say both", STR_ARG(x->why), STR_ARG(name));
        x->most = 0.85;
        return;
    }
    x->text = str_fmt(a, " : credit %.*s = " DOCUMENT_CREDITS, STR_ARG(name));
    x->why = str_fmt(a, "%.*s; below zero where '%.*s' says a credit note", STR_ARG(x->why), STR_ARG(name));
}

/* Another column that is as likely for the same field, and free. */
static int rival_of(const ProposeIn *in, const Grid *g, size_t t)
{
    double own = g->match[t * in->n + (size_t)g->column[t]].score;
    for (size_t c = 0; c < in->n; c++)
        if ((int)c != g->column[t] && g->target_of[c] < 0 && g->match[t * in->n + c].score >= own - PROPOSE_TIE)
            return (int)c;
    return -1;
}

static void settle_columns(const ProposeIn *in, const Grid *g, Arena *a, Proposal *out)
{
    for (size_t t = 0; t < g->n; t++) {
        if (g->column[t] < 0)
            continue;
        size_t c = (size_t)g->column[t];
        int rival = rival_of(in, g, t);
        Proposed *p = &out->column[c];
        const Match *m = &g->match[t * in->n + c];
        p->confidence = m->score;
        p->reason = reason_of(in, c, g->target[t], m, a);
        if (rival >= 0) {
            p->tie = g->target[t];
            out->column[rival] = (Proposed){ .tie = g->target[t], .confidence = m->score, .reason = p->reason, .fix = STR("") };
            continue;
        }
        p->target = g->target[t];
        Fix x = fix_of(in, c, out->kind, p->target, a);
        if (out->types >= 0 && is(p->target, "amount") && document_types(&in->look[out->types]).credits)
            add_credit(in, out->types, a, &x);
        p->fix = x.text;
        p->annual = x.annual;
        p->confidence = fmin(p->confidence, x.most);
        p->reason = str_fmt(a, "%.*s%.*s", STR_ARG(p->reason), STR_ARG(x.why));
        p->weak = (names_party(p->target) && out->kind != KIND_ACCOUNT && p->confidence < PROPOSE_SURE) || x.most <= SCALE_OPEN;
        out->mapped += !p->weak;
        size_t hits;
        if (is(p->target, "account_id") && m->known >= 0.5)
            out->source = source_of(in, &in->look[c], &hits);
    }
}

/* A table of which little is understood may be anything that has an id and a day: links between records, stages, settings.  A survey's other columns are its questions. */
static void settle_share(Proposal *out, const ProposeIn *in, Arena *a)
{
    size_t filled = 0;
    for (size_t c = 0; c < in->n; c++)
        filled += in->look[c].filled > 0;
    if (in->only != KIND_COUNT || out->kind == KIND_RESPONSE || out->mapped * 2 >= filled)
        return;
    out->sure = false;
    out->open = str_fmt(a, "%.*s%swhat the other columns mean", STR_ARG(out->open), out->open.n ? ", " : "");
}

static bool has_strong(const Proposal *out, const ProposeIn *in, const char *target)
{
    for (size_t c = 0; c < in->n; c++)
        if (out->column[c].target && !out->column[c].weak && is(out->column[c].target, target))
            return true;
    return false;
}

/* The column that nothing took whose header has one of these words; -1: none. */
static int wordy_column(const Proposal *out, const ProposeIn *in, const char *words, Arena *a)
{
    for (size_t c = 0; c < in->n; c++)
        if (!out->column[c].target && !out->column[c].tie && in->look[c].lettered && propose_can_stand(in->column[c])
            && word_has(header_key(in->column[c], a), words))
            return (int)c;
    return -1;
}

static void leave_open(Proposal *out, const char *what, double have, Arena *a)
{
    out->sure = false;
    out->open = str_fmt(a, "%.*s%s%s (%.2f)", STR_ARG(out->open), out->open.n ? ", " : "", what, have);
}

/* A contract without its money or its end is half a one, when a column that is not understood may be it; and so is anything of which
 * nobody is sure whose it is. */
static void settle_rest(Proposal *out, const ProposeIn *in, Arena *a)
{
    bool money = false, day = false, known = false;
    const Proposed *weak = NULL;
    for (size_t c = 0; c < in->n; c++) {
        const Proposed *p = &out->column[c];
        const ValueLook *v = &in->look[c];
        if (!p->target || p->weak) {
            money = money || value_share(v, v->number) > 0.8 || value_share(v, v->currency_sign) > 0.8;
            day = day || value_share(v, v->day) > 0.8;
        }
        if (p->target && names_party(p->target)) {
            known = known || !p->weak;
            weak = p->weak && (!weak || p->confidence > weak->confidence) ? p : weak;
        }
    }
    if (out->kind == KIND_SUBSCRIPTION && money && !has_strong(out, in, "mrr"))
        leave_open(out, "mrr", 0, a);
    if (out->kind == KIND_SUBSCRIPTION && day && !has_strong(out, in, "end_date"))
        leave_open(out, "end_date", 0, a);
    if (weak && !known)
        leave_open(out, weak->target, weak->confidence, a);
}

/* What a review says may stand in two columns; one that says nothing is of little use. */
static void settle_review(Proposal *out, const ProposeIn *in, Arena *a)
{
    if (out->kind != KIND_REVIEW || has_strong(out, in, "text"))
        return;
    static const char blame[] = "dislike|dislikes|disliked|like least|cons|contra|drawbacks|disadvantages|negatives|nachteile|inconvenients|desventajas|svantaggi|"
                                "desvantagens|nadelen";
    static const char praise[] = "like best|like most|liked|likes|pros|pro|advantages|positives|vorteile|avantages|ventajas|vantaggi|vantagens|voordelen";
    out->blame = wordy_column(out, in, blame, a);
    out->praise = wordy_column(out, in, praise, a);
    if (out->praise == out->blame)
        out->blame = -1;
    if (out->praise < 0 && out->blame < 0)
        leave_open(out, "text", 0, a);
    out->mapped += (size_t)(out->praise >= 0) + (size_t)(out->blame >= 0);
}

static void settle_required(Proposal *out, const ProposeIn *in, Arena *a)
{
    const Kind *k = &kinds[out->kind];
    out->sure = out->kind_confidence >= PROPOSE_SURE;
    if (!out->sure)
        out->open = str_fmt(a, "the kind (%.2f)", out->kind_confidence);
    for (size_t f = 0; f < k->n_field; f++) {
        double have = 0;
        if (!k->field[f].required || is(k->field[f].name, "currency"))
            continue;
        for (size_t c = 0; c < in->n; c++)
            if (out->column[c].target && is(out->column[c].target, k->field[f].name))
                have = out->column[c].confidence;
        if (have < PROPOSE_SURE)
            leave_open(out, k->field[f].name, have, a);
    }
}

void propose(const ProposeIn *in, Arena *a, Proposal *out)
{
    Grid g = { 0 };
    *out = (Proposal){ .column = ARENA_NEW_N(a, Proposed, in->n + 1), .types = -1, .praise = -1, .blame = -1, .source = STR(""), .open = STR(""), .text = STR("") };
    for (size_t c = 0; c < in->n; c++)
        out->column[c] = (Proposed){ .reason = STR(""), .fix = STR("") };
    out->kind = choose_kind(in, a, &g, &out->kind_confidence, &out->kind_reason);
    if (out->kind == KIND_COUNT)
        return;
    out->types = types_of(in, out->kind);
    settle_columns(in, &g, a, out);
    settle_required(out, in, a);
    settle_rest(out, in, a);
    settle_review(out, in, a);
    settle_share(out, in, a);
    propose_write(in, a, out);
}
