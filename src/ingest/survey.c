#include "ingest/survey.h"

#include "base/attr.h"
#include "ingest/amount.h"
#include "ingest/clean.h"
#include "ingest/plan.h"

enum { SEEN_MAX = 200, LONG_ANSWER = 30, FEW = 8 };

/* The header records as read: at most three. */
typedef struct Heads {
    Str   *row[3];
    size_t width[3], n;
} Heads;

static Status read_heads(const Job *j, Arena *a, Heads *h, Err *err)
{
    Arena tmp;
    Rows *rows;
    h->n = 0;
    arena_init(&tmp);
    Status st = job_rows(j, j->header - 1, &tmp, &rows, err);
    while (!st && h->n < 3) {
        Row row;
        RowsGot got;
        st = rows_next(rows, &row, &got, err);
        if (st || got != ROWS_ROW)
            break;
        h->row[h->n] = ARENA_NEW_N(a, Str, row.n + 1);
        for (size_t i = 0; i < row.n; i++)
            h->row[h->n][i] = str_dup(a, str_trim(row.cell[i]));
        h->width[h->n++] = row.n;
    }
    arena_release(&tmp);
    return st;
}

static Str head(const Heads *h, size_t row, size_t i)
{
    return row < h->n && i < h->width[row] ? h->row[row][i] : STR("");
}

/* "{"ImportId":"QID1","timeZone":"Z"}" and its mis-quoted forms: the value of `name`, or "". */
static Str import_value(Str cell, Str name)
{
    const char *hit = memmem(cell.p, cell.n, name.p, name.n);
    if (!hit)
        return STR("");
    Str rest = { hit + name.n, (size_t)(cell.p + cell.n - hit) - name.n };
    while (rest.n && strchr("\"': \\", rest.p[0]) && rest.p[0])
        rest = str_sub(rest, 1, rest.n);
    size_t n = 0;
    while (n < rest.n && !(rest.p[n] == '"' || rest.p[n] == '}' || rest.p[n] == ','))
        n++;
    return str_sub(rest, 0, n);
}

static bool has_import_ids(const Heads *h, size_t row)
{
    return row < h->n && h->width[row] && head(h, row, 0).p[0] == '{' && str_has(head(h, row, 0), STR("ImportId"));
}

/* A second header record repeats the first's words, or holds labels where data would have a date. */
static bool is_label_row(const Heads *h, const MapSection *s, size_t row)
{
    static const char *const dated[] = { "EndDate", "StartDate", "RecordedDate" };
    bool any = false;
    When w;
    (void)s;
    for (size_t i = 0; i < COUNT_OF(dated); i++) {
        int c = plan_column(h->row[0], h->width[0], str_of(dated[i]));
        Str cell = c >= 0 ? head(h, row, (size_t)c) : STR("");
        if (!cell.n)
            continue;
        any = true;
        const char *bad = when_parse(cell, DATE_DMY, &w);
        if (!bad)
            return false;
    }
    return any;
}

static bool listed(Str list, Str name)
{
    while (list.n)
        if (str_ieq(str_cut(&list, ','), name))
            return true;
    return false;
}

static bool used_by(const MapSection *s, Str name)
{
    for (size_t i = 0; i < s->n_rule; i++)
        for (size_t k = 0; k < s->rule[i].n_alt; k++)
            for (size_t p = 0; p < s->rule[i].alt[k].n; p++)
                if (str_eq(s->rule[i].alt[k].part[p].text, name))
                    return true;
    return false;
}

static bool is_clutter(Str name)
{
    static const char *const ends[] = { "_DO", "_NPS_GROUP", "_First Click", "_Last Click", "_Page Submit", "_Click Count",
        "Topics", "Sentiment Polarity", "Sentiment Score", " - Option ID" };
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(name, str_of(ends[i])))
            return true;
    return false;
}

static void add_question(Survey *out, int column, Str id, Str label, bool open, Arena *a)
{
    Question *q = &out->question[out->n++];
    *q = (Question){ .column = column, .id = id, .label = label.n ? label : id, .told_open = open };
    strmap_init(&q->seen, a);
}

static void one_row(const Heads *h, const Job *j, const MapSection *s, Survey *out, size_t labels, size_t ids, Arena *a)
{
    for (size_t i = 0; i < out->n_column; i++) {
        Str name = out->column[i], id = import_value(head(h, ids, i), STR("ImportId"));
        if (!name.n || used_by(s, name) || (j->leave && listed(str_of(j->leave), name)) || is_clutter(name))
            continue;
        add_question(out, (int)i, name, head(h, labels, i), str_ends(id, STR("TEXT")) || str_ends(name, STR("TEXT")), a);
    }
}

/* Questions carried over the blank cells behind them; ids by position, since there are no names. */
static void two_rows(const Heads *h, const Job *j, const MapSection *s, Survey *out, Arena *a)
{
    Str question = STR("");
    int64_t number = 0;
    size_t part = 0, n = h->n > 1 && h->width[1] > out->n_column ? h->width[1] : out->n_column;
    for (size_t i = 0; i < n; i++) {
        Str name = head(h, 0, i), option = head(h, 1, i);
        bool meta = name.n && (used_by(s, name) || (j->leave && listed(str_of(j->leave), name)));
        if (name.n) {
            question = meta ? STR("") : name;
            number += !meta;
            part = 0;
        }
        if (meta || !question.n)
            continue;
        bool open = str_ieq(option, STR("Open-Ended Response")) || str_starts(option, STR("Other"));
        bool plain = !option.n || str_ieq(option, STR("Response")) || str_ieq(option, STR("Open-Ended Response"));
        Str id = part++ ? str_fmt(a, "Q%lld_%zu", (long long)number, part) : str_fmt(a, "Q%lld", (long long)number);
        add_question(out, (int)i, id, plain ? question : str_fmt(a, "%.*s - %.*s", STR_ARG(question), STR_ARG(option)), open, a);
    }
}

Status survey_open(const Job *j, const MapSection *s, Arena *a, Survey *out, Err *err)
{
    Heads h;
    *out = (Survey){ .nps = -1, .zone = STR("") };
    Status st = read_heads(j, a, &h, err);
    if (st)
        return st;
    size_t most = h.width[0];
    for (size_t i = 1; i < h.n; i++)
        most = h.width[i] > most ? h.width[i] : most;
    out->question = ARENA_NEW_N(a, Question, most + 1);
    out->column = h.row[0];
    out->n_column = h.width[0];
    bool second = j->style != SURVEY_PLAIN && h.n > 1;
    if (j->style == SURVEY_LEGACY) {
        for (size_t i = 0; i < h.width[0] && second; i++)
            if (head(&h, 0, i).n > 1 && head(&h, 0, i).p[0] == 'V' && head(&h, 0, i).p[1] >= '0' && head(&h, 0, i).p[1] <= '9')
                out->column[i] = head(&h, 1, i);
    } else if (j->style == SURVEY_QUALTRICS) {
        second = second && (is_label_row(&h, s, 1) || has_import_ids(&h, 2));
    }
    bool third = j->style == SURVEY_QUALTRICS && second && has_import_ids(&h, 2);
    out->header = j->header + second + third;
    for (size_t i = 0; third && i < h.width[2] && !out->zone.n; i++)
        out->zone = import_value(head(&h, 2, i), STR("timeZone"));
    if (j->style == SURVEY_TWO_ROWS)
        two_rows(&h, j, s, out, a);
    else
        one_row(&h, j, s, out, second ? 1 : 9, third ? 2 : 9, a);
    return ST_OK;
}

void survey_look(Survey *s, const Str *cell, size_t n, Arena *scratch)
{
    for (size_t i = 0; i < s->n; i++) {
        Question *q = &s->question[i];
        Str v = q->column >= 0 && (size_t)q->column < n ? str_trim(cell[q->column]) : STR("");
        double x = 0;
        (void)scratch;
        if (!v.n || clean_missing(v))
            continue;
        q->n++;
        q->letters += (int64_t)v.n;
        if (q->seen.n < SEEN_MAX)
            (void)strmap_put(&q->seen, v, NULL);
        int64_t nps;
        bool in = !clean_nps(v, &nps);
        q->numeric += in || !number_parse(v, DECIMAL_UNKNOWN, &x);
        q->in_nps += in;
        q->above_five += in && nps > 5;
    }
}

static bool asks_to_recommend(Str label)
{
    static const char *const words[] = { "recommend", "empfehl", "weiterempf", "recommand", "recomend", "consigli", "raccomand",
        "aanbevel", "polec" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_ihas(label, str_of(words[i])))
            return true;
    return false;
}

/* Free answers seldom repeat or are long; picked ones come from a short list. */
static AnswerKind kind_of(const Question *q)
{
    if (q->told_open)
        return ANSWER_OPEN;
    if (q->numeric * 2 >= q->n)
        return ANSWER_NUMBER;
    int64_t distinct = (int64_t)q->seen.n, length = q->letters / (q->n ? q->n : 1);
    bool rare = q->n >= FEW && (distinct * 2 > q->n || distinct == SEEN_MAX);
    return length > LONG_ANSWER ? (q->n < FEW || distinct * 3 > q->n || distinct == SEEN_MAX ? ANSWER_OPEN : ANSWER_CHOICE)
         : rare                 ? ANSWER_OPEN
                                : ANSWER_CHOICE;
}

void survey_settle(Survey *s)
{
    for (size_t i = 0; i < s->n; i++)
        s->question[i].kind = kind_of(&s->question[i]);
    for (size_t i = 0; i < s->n_column && s->nps < 0; i++) {
        Str name = s->column[i], tail = STR("_NPS_GROUP");
        for (size_t q = 0; str_ends(name, tail) && q < s->n; q++)
            if (str_eq(s->question[q].id, str_sub(name, 0, name.n - tail.n)))
                s->nps = (int)q;
    }
    for (size_t q = 0; q < s->n && s->nps < 0; q++) {
        const Question *x = &s->question[q];
        if (x->kind == ANSWER_NUMBER && x->n && x->in_nps == x->n && x->above_five && asks_to_recommend(x->label))
            s->nps = (int)q;
    }
}
