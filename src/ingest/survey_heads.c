/* The header records of a survey export, and the questions they ask (ingest/survey.h). */
#include "base/attr.h"
#include "base/buf.h"
#include "ingest/clean.h"
#include "ingest/plan.h"
#include "ingest/survey.h"
#include "text/clean.h"

enum { LABEL_MAX = 2000, NO_ROW = 9 };

Str survey_import_value(Str cell, Str name)
{
    const char *hit = memmem(cell.p, cell.n, name.p, name.n);
    if (!hit)
        return STR("");
    Str rest = { hit + name.n, (size_t)(cell.p + cell.n - hit) - name.n };
    while (rest.n && strchr("\"': \\", rest.p[0]) && rest.p[0])
        rest = str_sub(rest, 1, rest.n);
    size_t n = 0;
    while (n < rest.n && !strchr("\"'},\\", rest.p[n]))
        n++;
    return str_sub(rest, 0, n);
}

static bool is_import_cell(Str cell)
{
    cell = str_trim(cell);
    return cell.n && (cell.p[0] == '{' || cell.p[0] == '"') && str_has(str_sub(cell, 0, 24), STR("ImportId"));
}

/* An ImportId record whose quotes were lost breaks at the commas inside its braces: put together again. */
static size_t heal_braces(Str *cell, size_t n, Arena *a)
{
    size_t out = 0;
    for (size_t i = 0; i < n; i++) {
        Str c = cell[i];
        while (c.n && c.p[0] == '{' && c.p[c.n - 1] != '}' && i + 1 < n && !is_import_cell(cell[i + 1])) {
            i++;
            c = str_fmt(a, "%.*s,%.*s", STR_ARG(c), STR_ARG(cell[i]));
        }
        cell[out++] = c;
    }
    return out;
}

static bool has_import_ids(const Survey *s, size_t row)
{
    size_t found = 0;
    for (size_t i = 0; row < s->n_head && i < s->width[row]; i++)
        found += is_import_cell(s->head[row][i]);
    return found >= 2;
}

static Status read_heads(const Job *j, Arena *a, Survey *s, Err *err)
{
    Arena tmp;
    Rows *csv;
    s->n_head = 0;
    arena_init(&tmp);
    Status st = job_rows(j, j->header - 1, &tmp, &csv, err);
    while (!st && s->n_head < 3) {
        Row row;
        RowsGot got;
        st = rows_next(csv, &row, &got, err);
        if (st || got != ROWS_ROW)
            break;
        Str *cell = ARENA_NEW_N(a, Str, row.n + 1);
        for (size_t i = 0; i < row.n; i++)
            cell[i] = str_dup(a, str_trim(row.cell[i]));
        s->head[s->n_head] = cell;
        s->width[s->n_head] = row.n;
        s->n_head++;
        if (has_import_ids(s, s->n_head - 1))
            s->width[s->n_head - 1] = heal_braces(cell, row.n, a);
    }
    arena_release(&tmp);
    return st;
}

static Str head(const Survey *s, size_t row, size_t i)
{
    return row < s->n_head && i < s->width[row] ? s->head[row][i] : STR("");
}

/* A second header record holds labels where data would have a date. */
static bool is_label_row(const Survey *s, size_t row)
{
    static const char *const dated[] = { "EndDate", "StartDate", "RecordedDate" };
    bool any = false;
    When w;
    for (size_t i = 0; i < COUNT_OF(dated); i++) {
        int c = plan_column(s->head[0], s->width[0], str_of(dated[i]));
        Str cell = c >= 0 ? head(s, row, (size_t)c) : STR("");
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
                if (!s->rule[i].alt[k].part[p].constant && str_ieq(s->rule[i].alt[k].part[p].text, name))
                    return true;
    return false;
}

static bool is_clutter(Str name)
{
    static const char *const ends[] = { "_DO", "_NPS_GROUP", "_First Click", "_Last Click", "_Page Submit", "_Click Count",
        "Topics", "Topic Sentiment Label", "Topic Sentiment Score", "Topic Hierarchy Level 1", "Sentiment Polarity", "Sentiment Score",
        "SentimentPolarity", "SentimentScore", " - Sentiment", "ParentTopics", " - Option ID" };
    static const char *const starts[] = { "groupTime", "questionTime", "Group time:", "Question time:" };
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(name, str_of(ends[i])) && name.n > str_of(ends[i]).n)
            return true;
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (str_starts(name, str_of(starts[i])))
            return true;
    return false;
}

bool survey_skips(const Job *j, const MapSection *s, Str name)
{
    return used_by(s, name) || (j->leave && listed(str_of(j->leave), name)) || is_clutter(name);
}

/* A question's words without markup: tags, pipes, line breaks and runs of blanks are gone. */
static Str label_of(Str raw, Arena *a)
{
    Str s = html_to_text(str_head(raw, LABEL_MAX), a);
    char *p = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool pipe = s.p[i] == '{' && i + 1 < s.n && s.p[i + 1] == '{';
        const char *end = pipe ? memmem(s.p + i, s.n - i, "}}", 2) : NULL;
        bool nbsp = s.p[i] == '\xC2' && i + 1 < s.n && s.p[i + 1] == '\xA0';
        bool blank = end || nbsp || (unsigned char)s.p[i] <= ' ';
        i += end ? (size_t)(end - (s.p + i)) + 1 : nbsp;
        if (!blank)
            p[n++] = s.p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    p[n] = 0;
    return str_trim((Str){ p, n });
}

Question *survey_add(Survey *out, int column, Str id, Str label, Arena *a)
{
    Question *q = &out->question[out->n++];
    *q = (Question){ .column = column, .id = id, .label = label.n ? label : id, .stem = STR(""), .option = STR(""), .group = id,
                     .cut = STR("") };
    strmap_init(&q->seen, a);
    return q;
}

/* "Q1_2", "Q1[SQ002]", "Q1#1_2": the part before the last sub-number; the whole name when there is none. */
static Str group_of(Str name)
{
    const char *open = memchr(name.p, '[', name.n);
    if (open && open > name.p && name.p[name.n - 1] == ']')
        return str_sub(name, 0, (size_t)(open - name.p));
    size_t n = name.n;
    while (n && ((name.p[n - 1] >= '0' && name.p[n - 1] <= '9') || name.p[n - 1] == '-'))
        n--;
    return n > 1 && n < name.n && name.p[n - 1] == '_' ? str_sub(name, 0, n - 1) : name;
}

/* Where the words that n labels begin with end in a dash: their length, or 0. */
static size_t shared_stem(const Question *q, size_t n, size_t *option)
{
    size_t same = q[0].label.n, best = 0;
    for (size_t i = 1; i < n; i++) {
        size_t k = 0;
        while (k < same && k < q[i].label.n && q[i].label.p[k] == q[0].label.p[k])
            k++;
        same = k;
    }
    for (size_t k = 1; k < same; k++)
        if (q[0].label.p[k] == '-') {
            bool spaced = q[0].label.p[k - 1] == ' ' && k + 1 < q[0].label.n && q[0].label.p[k + 1] == ' ';
            best = spaced ? k - 1 : k;
            *option = spaced ? k + 2 : k + 1;
        }
    return best;
}

/* Parts the labels of columns that stand side by side and belong to one question. */
static void part_labels(Survey *s)
{
    for (size_t i = 0, n; i < s->n; i += n) {
        size_t option = 0;
        for (n = 1; i + n < s->n && str_eq(s->question[i + n].group, s->question[i].group); n++)
            continue;
        size_t stem = n > 1 ? shared_stem(&s->question[i], n, &option) : 0;
        for (size_t k = i; stem && k < i + n; k++) {
            s->question[k].stem = str_sub(s->question[k].label, 0, stem);
            s->question[k].option = str_trim(str_sub(s->question[k].label, option, s->question[k].label.n));
        }
    }
}

/* "Which? [Red]": LimeSurvey's full headings. */
static void part_brackets(Question *q)
{
    const char *open = memrchr(q->label.p, '[', q->label.n);
    if (q->option.n || !open || open == q->label.p || q->label.p[q->label.n - 1] != ']')
        return;
    q->stem = str_trim(str_sub(q->label, 0, (size_t)(open - q->label.p)));
    q->option = str_trim((Str){ open + 1, (size_t)(q->label.p + q->label.n - 1 - (open + 1)) });
    if (str_eq(q->group, q->id))
        q->group = q->stem;
}

static bool only_digits(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

/* Formbricks numbers its questions; other columns of it are variables, hidden fields and attributes. */
bool survey_numbered(Str name)
{
    Str rest = name, n = str_cut(&rest, '.');
    return only_digits(n) && rest.n && rest.p[0] == ' ';
}

static size_t digits_end(Str s, size_t i)
{
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    return i;
}

/* LimeSurvey's own names: "123456X12X346SQ001" is survey, group and question by their numbers and the sub-question's code, then perhaps ". " and words. */
static bool by_numbers(Str name, Str *question, Str *part, Str *words)
{
    size_t a = digits_end(name, 0), b = a + 1 < name.n && a && name.p[a] == 'X' ? digits_end(name, a + 1) : 0;
    size_t end = b > a + 1 && b + 1 < name.n && name.p[b] == 'X' ? digits_end(name, b + 1) : 0, n = end;
    if (end <= b + 1 || !end)
        return false;
    while (n < name.n && ((name.p[n] >= '0' && name.p[n] <= '9') || ((name.p[n] | 0x20) >= 'a' && (name.p[n] | 0x20) <= 'z') || name.p[n] == '_' || name.p[n] == '#'))
        n++;
    *question = str_sub(name, 0, end);
    *part = str_sub(name, end, n - end);
    *words = n < name.n && (name.p[n] == '.' || name.p[n] == ':') ? str_trim(str_sub(name, n + 1, name.n)) : STR("");
    return n == name.n || words->n;
}

/* A column of such a name is one of its question's, and is called by its words where there are any: `above` stands over it in the file for import. */
static void part_numbers(Question *q, Str name, Str above, Arena *a)
{
    Str question, part, words;
    if (!by_numbers(name, &question, &part, &words))
        return;
    words = label_of(words.n ? words : str_eq(above, name) ? STR("") : above, a);
    q->group = question;
    q->told_open = q->told_open || str_ends(part, STR("other")) || str_ends(part, STR("comment"));
    bool whole = words.n && (!part.n || words.p[words.n - 1] == ']');      /* "How was it? [Speed]" */
    q->label = whole ? words : part.n ? str_fmt(a, "%.*s [%.*s]", STR_ARG(words.n ? words : question), STR_ARG(part)) : question;
}

/* The record above the header, as wide as it: the questions' words in LimeSurvey's file for import. */
static Status read_above(const Job *j, Arena *a, Survey *s, Err *err)
{
    Arena tmp;
    Rows *rows;
    Row row;
    RowsGot got = ROWS_END;
    if (j->style != SURVEY_PLAIN || j->header < 2)
        return ST_OK;
    arena_init(&tmp);
    Status st = job_rows(j, j->header - 2, &tmp, &rows, err);
    if (!st)
        st = rows_next(rows, &row, &got, err);
    if (!st && got == ROWS_ROW && row.n == s->n_column) {
        s->above = ARENA_NEW_N(a, Str, row.n + 1);
        for (size_t i = 0; i < row.n; i++)
            s->above[i] = str_dup(a, str_trim(row.cell[i]));
    }
    arena_release(&tmp);
    return st;
}

static void one_row(const Job *j, const MapSection *s, Survey *out, size_t labels, size_t ids, Arena *a)
{
    bool only_numbered = j->leave && listed(str_of(j->leave), STR("not numbered"));
    for (size_t i = 0; i < out->n_column; i++) {
        Str name = out->column[i], cell = head(out, ids, i), id = survey_import_value(cell, STR("ImportId"));
        if (!name.n || survey_skips(j, s, name) || is_clutter(id) || (only_numbered && !survey_numbered(name)))
            continue;
        Question *q = survey_add(out, (int)i, name, label_of(labels == NO_ROW ? name : head(out, labels, i), a), a);
        q->told_open = str_ends(id, STR("TEXT")) || str_ends(name, STR("TEXT")) || str_ends(name, STR("[other]"))
            || str_ends(name, STR("[comment]"));
        q->told_tick = survey_import_value(cell, STR("choiceId")).n > 0;
        q->told_choice = str_starts(id, STR("QID")) && only_digits(str_sub(id, 3, id.n)) && !q->told_tick;
        q->group = q->told_tick ? id : group_of(name);
        part_numbers(q, name, out->above ? out->above[i] : STR(""), a);
    }
    part_labels(out);
    for (size_t i = 0; i < out->n; i++)
        part_brackets(&out->question[i]);
}

/* Questions carried over the blank cells behind them; ids by position, since there are no names. */
static void two_rows(const Job *j, const MapSection *s, Survey *out, bool second, Arena *a)
{
    Str question = STR("");
    int64_t number = 0;
    size_t part = 0, n = second && out->width[1] > out->n_column ? out->width[1] : out->n_column;
    for (size_t i = 0; i < n; i++) {
        Str name = head(out, 0, i), option = second ? label_of(head(out, 1, i), a) : STR("");
        bool meta = name.n && survey_skips(j, s, name);
        if (name.n) {
            question = meta ? STR("") : label_of(name, a);
            number += !meta;
            part = 0;
        }
        if (meta || !question.n)
            continue;
        bool plain = !option.n || str_ieq(option, STR("Response")) || str_ieq(option, STR("Open-Ended Response"));
        Str group = str_fmt(a, "Q%lld", (long long)number);
        Str id = part++ ? str_fmt(a, "Q%lld_%zu", (long long)number, part) : group;
        Question *q = survey_add(out, (int)i, id, plain ? question : str_fmt(a, "%.*s - %.*s", STR_ARG(question), STR_ARG(option)), a);
        q->told_open = str_ieq(option, STR("Open-Ended Response")) || str_starts(option, STR("Other"));
        q->group = group;
        if (!plain) {
            q->stem = question;
            q->option = option;
        }
    }
}

Str survey_known_name(Str import_id)
{
    static const struct { const char *id, *name; } known[] = {
        { "startDate", "StartDate" }, { "endDate", "EndDate" }, { "status", "Status" }, { "ipAddress", "IPAddress" },
        { "progress", "Progress" }, { "duration", "Duration (in seconds)" }, { "finished", "Finished" },
        { "recordedDate", "RecordedDate" }, { "_recordId", "ResponseId" }, { "responseId", "ResponseID" },
        { "recipientLastName", "RecipientLastName" }, { "recipientFirstName", "RecipientFirstName" },
        { "recipientEmail", "RecipientEmail" }, { "externalDataReference", "ExternalReference" },
        { "locationLatitude", "LocationLatitude" }, { "locationLongitude", "LocationLongitude" },
        { "distributionChannel", "DistributionChannel" }, { "userLanguage", "UserLanguage" }, { "responseSetId", "ResponseSet" },
        { "panel-RecipientEmail", "RecipientEmail" }, { "panel-ExternalDataReference", "ExternalDataReference" },
    };
    for (size_t k = 0; k < COUNT_OF(known); k++)
        if (str_eq(import_id, str_of(known[k].id)))
            return str_of(known[k].name);
    return STR("");
}

/* What a column is by its ImportId, for exports in which names were changed or translated. */
static void name_by_import_ids(Survey *out, size_t row)
{
    for (size_t i = 0; i < out->n_column && i < out->width[row]; i++) {
        Str name = survey_known_name(survey_import_value(out->head[row][i], STR("ImportId")));
        if (name.n)
            out->column[i] = name;
    }
}

static void name_legacy(Survey *out)
{
    for (size_t i = 0; i < out->width[0]; i++) {
        Str v = head(out, 0, i);
        if (v.n > 1 && v.p[0] == 'V' && only_digits(str_sub(v, 1, v.n)))
            out->column[i] = head(out, 1, i);
    }
}

/* SurveyMonkey's second record: options, or nothing; data when it has what every response has. */
static bool is_option_row(const Survey *s)
{
    int c = plan_column(s->head[0], s->width[0], STR("Respondent ID"));
    c = c < 0 ? plan_column(s->head[0], s->width[0], STR("respondent_id")) : c;
    return c < 0 || !head(s, 1, (size_t)c).n;
}

Status survey_open(const Job *j, const MapSection *s, Arena *a, Survey *out, Err *err)
{
    *out = (Survey){ .style = j->style, .nps = -1, .csat = -1, .zone = STR(""), .zone_asked = j->style == SURVEY_QUALTRICS };
    Status st = read_heads(j, a, out, err);
    if (st)
        return st;
    if (!out->n_head)
        return ERR(err, ST_INVALID, "the header is damaged");
    size_t most = 0, n = 1;
    size_t ids = NO_ROW, labels = NO_ROW;
    for (size_t i = 0; i < out->n_head; i++)
        most = out->width[i] > most ? out->width[i] : most;
    out->question = ARENA_NEW_N(a, Question, most + 1);
    out->n_column = out->width[0];
    out->column = ARENA_NEW_N(a, Str, most + 1);
    memcpy(out->column, out->head[0], out->width[0] * sizeof *out->column);
    bool second = out->n_head > 1;
    if (j->style == SURVEY_LEGACY && second) {
        name_legacy(out);
        labels = n++;
    } else if (j->style == SURVEY_QUALTRICS) {
        ids = has_import_ids(out, 1) ? 1u : has_import_ids(out, 2) ? 2u : (size_t)NO_ROW;
        labels = second && (ids == 2 || (ids == NO_ROW && is_label_row(out, 1))) ? 1u : (size_t)NO_ROW;
        n = 1u + (labels == NO_ROW ? 0u : 1u) + (ids == NO_ROW ? 0u : 1u);
    } else if (j->style == SURVEY_TWO_ROWS) {
        n += second && is_option_row(out) ? 1u : 0u;
    }
    out->header = j->header - 1 + n;
    out->n_head = n;
    if (ids != NO_ROW)
        name_by_import_ids(out, ids);
    for (size_t i = 0; ids != NO_ROW && i < out->width[ids] && !out->zone.n; i++)
        out->zone = survey_import_value(head(out, ids, i), STR("timeZone"));
    st = read_above(j, a, out, err);
    if (!st && j->style == SURVEY_TWO_ROWS)
        two_rows(j, s, out, n > 1, a);
    else if (!st)
        one_row(j, s, out, labels, ids, a);
    return st;
}

bool survey_repeats(const Survey *s, const Str *cell, size_t n)
{
    size_t ids = 0;
    for (size_t i = 0; i < n; i++)
        ids += is_import_cell(cell[i]);
    if (ids >= 2)
        return true;
    for (size_t r = 0; r < s->n_head; r++) {
        size_t same = 0;
        bool all = true;
        for (size_t i = 0; all && (i < s->width[r] || i < n); i++) {
            Str h = i < s->width[r] ? s->head[r][i] : STR(""), c = i < n ? str_trim(cell[i]) : STR("");
            all = str_eq(h, c);
            same += h.n > 0;
        }
        if (all && same >= 2)
            return true;
    }
    return false;
}
