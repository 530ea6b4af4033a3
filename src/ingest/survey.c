/* What the questions of a survey are, decided from a sample of the answers (ingest/survey.h). */
#include "ingest/survey.h"

#include <stdio.h>

#include "base/attr.h"
#include "ingest/amount.h"
#include "ingest/clean.h"
#include "ingest/words.h"

enum { SEEN_MAX = 200, PARTS_MAX = 120, LONG_ANSWER = 30, LONG_PART = 80, FEW = 8 };

void survey_look(Survey *s, const Str *cell, size_t n, Arena *scratch)
{
    for (size_t i = 0; i < s->n; i++) {
        Question *q = &s->question[i];
        Str v = q->column >= 0 && (size_t)q->column < n ? str_trim(cell[q->column]) : STR("");
        double x = 0;
        if (!v.n || clean_missing(v))
            continue;
        q->n++;
        q->letters += (int64_t)v.n;
        if (q->seen.n < SEEN_MAX)
            (void)strmap_put(&q->seen, v, NULL);
        int64_t nps;
        Str address;
        q->addresses += memchr(v.p, '@', v.n) && !clean_email(v, scratch, &address);
        bool in = !clean_nps(v, &nps), number = answer_number(v, &x);
        if (number) {
            q->low = !q->numeric || x < q->low ? x : q->low;
            q->high = !q->numeric || x > q->high ? x : q->high;
        }
        q->numeric += in || number;
        q->in_nps += in;
        q->above_five += in && nps > 5;
    }
}

static bool has_any(Str label, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ihas(label, str_of(word[i])))
            return true;
    return false;
}

static bool asks_to_recommend(Str label)
{
    static const char *const words[] = { "recommend", "empfehl", "weiterempf", "recommand", "recomend", "consigli", "raccomand",
        "aanbevel", "aanbeve", "aanraden", "polec" };
    return has_any(label, words, COUNT_OF(words));
}

/* A question that is called by the measure's own name, and not what was asked behind it. */
static bool is_called_nps(Str label, Arena *a)
{
    Str key = header_key(label, a);
    return word_has(key, "nps|net promoter|promoter score")
        && !word_has(key, "reason|why|comment|group|category|segment|type|warum|grund|kommentar|gruppe|kategorie|motif|raison|motivo|razon|reden");
}

/* One slip, or one value in ten, takes no question away: it is set aside. */
static bool nearly_all_nps(const Question *q)
{
    int64_t out = q->n - q->in_nps;
    return q->kind == ANSWER_NUMBER && q->above_five && (out * 10 <= q->n || (out == 1 && q->n > 2));
}

static bool asks_for_satisfaction(Str label)
{
    static const char *const words[] = { "satisf", "zufrieden", "soddisf", "tevreden", "csat" };
    static const char *const whole[] = { "overall", "insgesamt", "alles in allem", "gesamt", "en general", "globale", "en g\xC3\xA9n\xC3\xA9ral",
        "dans l'ensemble", "complessiv", "in generale", "no geral", "em geral", "over het algemeen", "how satisfied", "wie zufrieden",
        "qu\xC3\xA9 tan satisfech", "grado de satisf", "quanto \xC3\xA8 soddisf", "quanto sei soddisf", "hoe tevreden", "csat" };
    return has_any(label, words, COUNT_OF(words)) && has_any(label, whole, COUNT_OF(whole));
}

bool survey_satisfaction(Str s, double *out)
{
    static const struct { const char *word; int step; } words[] = {
        { "very satisfied", 4 }, { "completely satisfied", 4 }, { "extremely satisfied", 4 }, { "satisfied", 3 }, { "somewhat satisfied", 3 },
        { "neutral", 2 }, { "neither satisfied nor dissatisfied", 2 }, { "dissatisfied", 1 }, { "somewhat dissatisfied", 1 },
        { "unsatisfied", 1 }, { "very dissatisfied", 0 }, { "very unsatisfied", 0 }, { "completely dissatisfied", 0 },
        { "extremely dissatisfied", 0 }, { "sehr zufrieden", 4 }, { "zufrieden", 3 }, { "eher zufrieden", 3 }, { "teils, teils", 2 },
        { "teils/teils", 2 }, { "weder noch", 2 }, { "unzufrieden", 1 }, { "eher unzufrieden", 1 }, { "sehr unzufrieden", 0 },
        { "tr\xC3\xA8s satisfait", 4 }, { "satisfait", 3 }, { "plut\xC3\xB4t satisfait", 3 }, { "neutre", 2 }, { "insatisfait", 1 },
        { "plut\xC3\xB4t insatisfait", 1 }, { "tr\xC3\xA8s insatisfait", 0 }, { "muy satisfecho", 4 }, { "satisfecho", 3 },
        { "insatisfecho", 1 }, { "muy insatisfecho", 0 }, { "molto soddisfatto", 4 }, { "soddisfatto", 3 }, { "neutrale", 2 },
        { "insoddisfatto", 1 }, { "molto insoddisfatto", 0 }, { "muito satisfeito", 4 }, { "satisfeito", 3 }, { "neutro", 2 },
        { "insatisfeito", 1 }, { "muito insatisfeito", 0 }, { "zeer tevreden", 4 }, { "tevreden", 3 }, { "neutraal", 2 },
        { "ontevreden", 1 }, { "zeer ontevreden", 0 },
    };
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_ieq(s, str_of(words[i].word))) {
            *out = words[i].step / 4.0;
            return true;
        }
    return false;
}

static bool only_codes(Str s, Str cut)
{
    size_t parts = 0;
    while (s.n) {
        int64_t code;
        if (!str_to_i64(answer_cut(&s, cut), &code))
            return false;
        parts++;
    }
    return parts > 0;
}

/* Whether cutting the answers gives a short list of parts that come back: choices, several a cell. */
static bool cuts_well(const Question *q, Str cut, Arena *a)
{
    StrMap part;
    size_t cells = 0, again = 0, in_cut = 0, codes = 0;
    strmap_init(&part, a);
    size_t *in = ARENA_NEW_N(a, size_t, PARTS_MAX + 1);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < q->seen.n; i++) {
            Str rest = q->seen.key[i];
            Str after = rest, head = answer_cut(&after, cut);
            bool many = after.n > 0 && head.n < rest.n;
            cells += many && !pass;
            codes += !pass && only_codes(rest, cut);
            while (rest.n) {
                Str one = answer_cut(&rest, cut);
                if (one.n > LONG_PART || part.n >= PARTS_MAX)
                    return false;
                size_t id = strmap_put(&part, one, NULL);
                in[id] += !pass;
                in_cut += pass && many;
                again += pass && many && in[id] > 1;
            }
        }
    bool wordy = str_eq(cut, STR(", "));       /* as often part of a sentence */
    bool shared = wordy ? again == in_cut && cells > 1 : again * 2 >= in_cut && again > 0;
    bool coded = q->told_choice && codes == q->seen.n;
    return cells > 0 && (coded || (shared && part.n < q->seen.n + cells));
}

static bool holds_many(Question *q, SurveyStyle style, Arena *a)
{
    static const struct { SurveyStyle style; const char *cut; } cuts[] = {
        { SURVEY_QUALTRICS, "," }, { SURVEY_LEGACY, "," }, { SURVEY_PLAIN, ";" }, { SURVEY_PLAIN, " / " }, { SURVEY_PLAIN, ", " },
    };
    if (q->told_open || q->told_tick || (q->numeric * 2 >= q->n && !q->told_choice))
        return false;
    for (size_t i = 0; i < COUNT_OF(cuts); i++)
        if (cuts[i].style == style && cuts_well(q, str_of(cuts[i].cut), a)) {
            q->cut = str_of(cuts[i].cut);
            return true;
        }
    return false;
}

/* Free answers seldom repeat or are long; picked ones come from a short list. */
static AnswerKind kind_of(Question *q, SurveyStyle style, Arena *a)
{
    if (q->n && q->addresses * 2 >= q->n)
        return ANSWER_NONE;
    if (q->told_open)
        return ANSWER_OPEN;
    if (q->cut.n || holds_many(q, style, a))
        return ANSWER_MANY;
    if (q->numeric * 2 >= q->n)
        return ANSWER_NUMBER;
    if (q->told_choice)
        return ANSWER_CHOICE;
    int64_t distinct = (int64_t)q->seen.n, length = q->letters / (q->n ? q->n : 1);
    bool rare = q->n >= FEW && (distinct * 2 > q->n || distinct == SEEN_MAX);
    return length > LONG_ANSWER ? (q->n < FEW || distinct * 3 > q->n || distinct == SEEN_MAX ? ANSWER_OPEN : ANSWER_CHOICE)
         : rare                 ? ANSWER_OPEN
                                : ANSWER_CHOICE;
}

static bool is_mark(Str v)
{
    static const char *const marks[] = { "1", "Y", "Yes", "x", "TRUE", "Selected", "Checked", "Ja", "Oui" };
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_ieq(v, str_of(marks[i])))
            return true;
    return false;
}

/* Of columns that stand side by side: each is empty or says the same mark, or names its own option. */
static void find_ticks(Survey *s)
{
    for (size_t i = 0, n; i < s->n; i += n) {
        bool marks = true;
        size_t filled = 0;
        for (n = 0; i + n < s->n && str_eq(s->question[i + n].group, s->question[i].group); n++) {
            Question *q = &s->question[i + n];
            if (q->told_open || !q->n)
                continue;
            Str v = q->seen.key[0];
            filled++;
            marks = marks && q->seen.n == 1 && is_mark(v);
            bool own = q->seen.n == 1 && ((q->option.n && str_ieq(v, q->option)) || str_ieq(v, q->id));
            if (own || (q->told_tick && q->seen.n == 1))
                q->kind = ANSWER_TICK;
        }
        for (size_t k = i; marks && n > 1 && filled && k < i + n; k++)
            if (s->question[k].n && !s->question[k].told_open)
                s->question[k].kind = ANSWER_TICK;
    }
    for (size_t i = 0; i < s->n; i++) {
        Question *q = &s->question[i];
        if (q->kind == ANSWER_TICK && !q->option.n && is_mark(q->seen.key[0]))
            q->kind = ANSWER_NUMBER;
    }
}

static void find_nps(Survey *s, Arena *a)
{
    for (size_t i = 0; i < s->n_column && s->nps < 0; i++) {
        Str name = s->column[i], tail = STR("_NPS_GROUP");
        for (size_t q = 0; str_ends(name, tail) && q < s->n; q++)
            if (str_eq(s->question[q].id, str_sub(name, 0, name.n - tail.n)))
                s->nps = (int)q;
    }
    for (int called = 0; called < 2; called++)
        for (size_t q = 0; q < s->n && s->nps < 0; q++) {
            const Question *x = &s->question[q];
            if (nearly_all_nps(x) && (called ? is_called_nps(x->label, a) : asks_to_recommend(x->label)))
                s->nps = (int)q;
        }
}

static bool all_satisfaction_words(const Question *q)
{
    double x;
    for (size_t i = 0; i < q->seen.n; i++)
        if (!survey_satisfaction(q->seen.key[i], &x))
            return false;
    return q->seen.n > 0;
}

/* The scale is told by its largest answer; a sample that never reaches the upper part of one tells none. */
static bool scale_of(const Question *q, double *low, double *high)
{
    if (q->kind != ANSWER_NUMBER || !q->n || q->numeric != q->n || q->low < 0 || q->high > 10)
        return false;
    *high = q->high > 7 ? 10 : q->high > 5 ? 7 : 5;
    *low = *high > 7 && q->low < 1 ? 0 : 1;
    return q->low >= *low && q->high >= 4;
}

static void find_csat(Survey *s)
{
    for (size_t i = 0; i < s->n && s->csat < 0; i++) {
        const Question *q = &s->question[i];
        bool alone = !q->option.n && (int)i != s->nps;
        double low, high;
        if (!alone || !asks_for_satisfaction(q->label))
            continue;
        if (q->kind == ANSWER_CHOICE && all_satisfaction_words(q))
            s->csat = (int)i;
        else if (scale_of(q, &low, &high)) {
            s->csat = (int)i;
            s->csat_low = low;
            s->csat_high = high;
        }
    }
}

void survey_settle(Survey *s, Arena *a)
{
    for (size_t i = 0; i < s->n; i++)
        s->question[i].kind = kind_of(&s->question[i], s->style, a);
    find_ticks(s);
    find_nps(s, a);
    find_csat(s);
}

void survey_note(const Survey *s, Memo *m)
{
    char how[80];
    for (size_t i = 0; i < s->n; i++) {
        const Question *q = &s->question[i];
        Str mark = q->kind == ANSWER_TICK && q->seen.n ? q->seen.key[0] : STR("");
        (void)snprintf(how, sizeof how, "%d\t%.*s", (int)q->kind, (int)(mark.n < 60 ? mark.n : 60), mark.n ? mark.p : "");
        memo_put(m, "question", q->id, STR(""));
        m->settled.n -= 1;      /* its two words stand behind */
        buf_puts(&m->settled, how);
        buf_putc(&m->settled, '\n');
        if (q->kind == ANSWER_MANY && q->cut.n && q->cut.p[0] != '\x1F')
            memo_put(m, "cut", q->id, q->cut);
    }
    if (s->nps >= 0)
        memo_put(m, "nps", STR(""), s->question[s->nps].id);
    if (s->csat >= 0) {
        (void)snprintf(how, sizeof how, "%.17g", s->csat_low);
        memo_put(m, "csat low", STR(""), str_of(how));
        (void)snprintf(how, sizeof how, "%.17g", s->csat_high);
        memo_put(m, "csat high", STR(""), str_of(how));
        memo_put(m, "csat", STR(""), s->question[s->csat].id);
    }
}

static int question_called(const Survey *s, Str id)
{
    for (size_t i = 0; id.n && i < s->n; i++)
        if (str_eq(s->question[i].id, id))
            return (int)i;
    return -1;
}

void survey_as_noted(Survey *s, const Memo *m)
{
    int64_t kind;
    for (size_t i = 0; i < s->n; i++) {
        Question *q = &s->question[i];
        Str mark = memo_get(m->given, "question", q->id), number = str_cut(&mark, '\t'), cut = memo_get(m->given, "cut", q->id);
        q->kind = str_to_i64(number, &kind) && kind >= 0 && kind <= ANSWER_NONE ? (AnswerKind)kind : ANSWER_CHOICE;
        if (q->kind == ANSWER_TICK)
            (void)strmap_put(&q->seen, mark, NULL);
        if (cut.n)
            q->cut = cut;
    }
    s->nps = question_called(s, memo_get(m->given, "nps", STR("")));
    s->csat = question_called(s, memo_get(m->given, "csat", STR("")));
    (void)str_to_f64(memo_get(m->given, "csat low", STR("")), &s->csat_low);
    (void)str_to_f64(memo_get(m->given, "csat high", STR("")), &s->csat_high);
}
