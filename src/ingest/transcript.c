#include "ingest/transcript.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/map.h"
#include "ingest/clean.h"
#include "ingest/cue.h"
#include "ingest/speaker.h"
#include "ingest/when.h"
#include "model/limits.h"

enum { PEOPLE = 64, FORM_LINES = 40, KEY_MAX = 24 };

typedef struct Line {
    Str     text;                  /* trimmed */
    int64_t no;
} Line;

typedef struct Person {
    Str      name;
    CallSide side;
} Person;

typedef struct Reading {
    Line       *line;
    size_t      n;
    StrMap      label;
    int64_t    *label_times;
    bool        led;               /* most cues begin with a name: first and last names are believed at once */
    Person      person[PEOPLE];
    size_t      n_person;
    Arena      *a;
    Transcript *out;
} Reading;

static bool digit(char c) { return c >= '0' && c <= '9'; }

static void count_label(Reading *r, const Label *l)
{
    bool is_new;
    if (!l->name.n)
        return;
    size_t id = strmap_put(&r->label, l->name, &is_new);
    if (id < r->n + 1)
        r->label_times[id]++;
}

static bool believed(const Reading *r, const Label *l)
{
    size_t id;
    if (!l->name.n)
        return false;
    if (l->at_ms >= 0 || l->side || l->email.n)
        return true;
    return (r->led && speaker_full_name(l->name)) || (strmap_get(&r->label, l->name, &id) && r->label_times[id] >= 2);
}

/* Room for one more of `size` bytes. */
static void *grow(Arena *a, void *old, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return old;
    *cap = *cap ? *cap * 2 : 32;
    void *more = arena_array(a, *cap, size, 8);
    if (n)
        memcpy(more, old, n * size);
    return more;
}

static void put_bad(Reading *r, int64_t line, const char *reason, Str raw, size_t lines)
{
    Transcript *t = r->out;
    t->bad = grow(r->a, t->bad, t->n_bad, &t->bad_cap, sizeof *t->bad);
    t->bad[t->n_bad++] = (TranscriptBad){ line, 0, reason, raw };
    t->lines_bad += (int64_t)lines;
}

static Utterance *put_said(Reading *r, int64_t line, int64_t from, int64_t to, const Label *l)
{
    Transcript *t = r->out;
    t->at = grow(r->a, t->at, t->n, &t->cap, sizeof *t->at);
    t->at[t->n] = (Utterance){ line, from, to, 0, l->name, l->email, l->rest, l->side };
    return &t->at[t->n++];
}

static void add_person(Reading *r, Str name, CallSide side)
{
    name = str_trim(name);
    if (name.n && side && r->n_person < PEOPLE)
        r->person[r->n_person++] = (Person){ name, side };
}

/* "Anna Lee (Customer), Tom (Agent)" */
static void add_people(Reading *r, Str list, CallSide side)
{
    while (list.n) {
        Label l = { .at_ms = -1, .name = str_trim(str_cut(&list, ',')), .email = STR("") };
        speaker_bracket(&l, r->a);
        add_person(r, l.name, l.side ? l.side : side);
    }
}

/* A line of a header; false: it is none. */
static bool take_key(Reading *r, Str s)
{
    Transcript *t = r->out;
    When w;
    Str value = s, key = str_trim(str_cut(&value, ':'));
    value = str_trim(value);
    if (key.n == s.n || !key.n || key.n > KEY_MAX || !value.n)
        return false;
    if (is_word_of(key, "account|account name|company|firma"))
        t->account = value;
    else if (is_word_of(key, "account id|accountid"))
        t->account_id = value;
    else if (is_word_of(key, "domain"))
        t->domain = clean_domain(value, r->a);
    else if (is_word_of(key, "call id|callid|call|meeting id"))
        t->call_id = value;
    else if (is_word_of(key, "date|datum|recorded|start")) {
        if (!when_parse(value, DATE_UNKNOWN, &w)) {
            t->has_day = true;
            t->day = w.day;
        }
    } else if (is_word_of(key, "participants|attendees|teilnehmer"))
        add_people(r, value, SIDE_UNKNOWN);
    else if (is_word_of(key, "customer|client|kunde"))
        add_people(r, value, SIDE_CUSTOMER);
    else if (is_word_of(key, "agent|host|support|rep"))
        add_people(r, value, SIDE_AGENT);
    else
        return is_word_of(key, "title|subject|duration|recording|audio|language|kind|time|topic");
    return true;
}

static bool strong_key(Str s)
{
    Str rest = s, key = str_trim(str_cut(&rest, ':'));
    return key.n < s.n && is_word_of(key, "account|account name|company|account id|date|datum|call id|call|title|participants|attendees|domain|duration|recording|meeting id|subject");
}

static void split_lines(Reading *r, Str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n' || text.p[i] == '\r';
    r->line = ARENA_NEW_N(r->a, Line, n + 1);
    for (int64_t no = 1; text.n; no++) {
        size_t end = 0;
        while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
            end++;
        Str one = str_trim(str_sub(text, 0, end));
        r->line[r->n++] = (Line){ one, no };
        r->out->lines += one.n > 0;
        bool crlf = end + 1 < text.n && text.p[end] == '\r' && text.p[end + 1] == '\n';
        text = str_sub(text, end + 1 + crlf, text.n);
    }
}

static bool has_arrow(Str s) { return str_has(s, STR("-->")); }

static bool all_digits(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!digit(s.p[i]))
            return false;
    return s.n > 0;
}

/* The block that starts at line i: up to a blank line, or to the next cue where no blank line parts them. */
static size_t block_end(const Reading *r, size_t i)
{
    size_t e = i;
    while (e < r->n && r->line[e].text.n) {
        bool own = e == i || (e == i + 1 && !has_arrow(r->line[i].text));
        if (has_arrow(r->line[e].text) && !own)
            return e > i + 1 && all_digits(r->line[e - 1].text) ? e - 1 : e;
        e++;
    }
    return e;
}

/* The text of lines [from, to), which lie one behind the other. */
static Str span(const Reading *r, size_t from, size_t to)
{
    if (from >= to)
        return STR("");
    const char *p = r->line[from].text.p;
    return (Str){ p, (size_t)(r->line[to - 1].text.p + r->line[to - 1].text.n - p) };
}

static Str join_lines(const Reading *r, size_t from, size_t to) { return cue_unfold(span(r, from, to), r->a); }

static void put_cue(Reading *r, int64_t line, int64_t from, int64_t to, Str words)
{
    Label l = { .at_ms = -1, .name = STR(""), .email = STR(""), .rest = words };
    Label front = speaker_label(words, r->a);
    if (believed(r, &front))
        l = front;
    if (l.rest.n)
        (void)put_said(r, line, from, to, &l);
}

static void put_voices(Reading *r, int64_t line, int64_t from, int64_t to, Str s)
{
    Str name, next;
    size_t behind = 0, after = 0, at = cue_voice(s, 0, &name, &behind);
    Str before = cue_plain(str_sub(s, 0, at == SIZE_MAX ? s.n : at), r->a);
    if (before.n)
        put_cue(r, line, from, to, before);
    while (at != SIZE_MAX) {
        at = cue_voice(s, behind, &next, &after);
        Str text = cue_plain((Str){ s.p + behind, (at == SIZE_MAX ? s.n : at) - behind }, r->a);
        Label l = { .at_ms = -1, .name = cue_plain(name, r->a), .email = STR(""), .rest = text };
        speaker_bracket(&l, r->a);
        if (!l.side)
            l.side = speaker_side(l.name);
        if (text.n)
            (void)put_said(r, line, from, to, &l);
        name = next;
        behind = after;
    }
}

/* One cue: lines [i, e). */
static void take_cue(Reading *r, size_t i, size_t e, bool tags)
{
    int64_t from, to;
    size_t time = has_arrow(r->line[i].text) ? i : i + 1, said = r->out->n;
    Str raw = span(r, i, e);
    if (time >= e || !has_arrow(r->line[time].text)) {
        put_bad(r, r->line[i].no, "words without a time", raw, e - i);
        return;
    }
    if (!cue_times(r->line[time].text, &from, &to)) {
        put_bad(r, r->line[i].no, "times of this cue not understood", raw, e - i);
        return;
    }
    r->out->left[LEFT_CUE] += (int64_t)(time - i) + 1;
    Str words = join_lines(r, time + 1, e);
    int64_t line = time + 1 < e ? r->line[time + 1].no : r->line[time].no;
    if (tags)
        put_voices(r, line, from, to, words);
    else
        put_cue(r, line, from, to, cue_plain(words, r->a));
    int64_t *lines = r->out->n > said ? &r->out->lines_used : &r->out->left[LEFT_EMPTY];
    *lines += (int64_t)(e - time - 1);
}

static void count_cue_labels(Reading *r)
{
    int64_t cues = 0, led = 0;
    for (size_t i = 1; i < r->n; i++) {
        if (!has_arrow(r->line[i - 1].text))
            continue;
        Label l = speaker_label(r->line[i].text, r->a);
        count_label(r, &l);
        cues++;
        led += l.name.n && (l.side || speaker_full_name(l.name));
    }
    r->led = cues >= 2 && 2 * led > cues;
}

static void parse_cues(Reading *r, bool vtt)
{
    count_cue_labels(r);
    for (size_t i = 0; i < r->n;) {
        if (!r->line[i].text.n) {
            i++;
            continue;
        }
        size_t e = block_end(r, i);
        Str first = r->line[i].text;
        bool head = vtt && !r->out->n && !r->out->n_bad && str_starts(first, STR("WEBVTT"));
        bool note = vtt && !has_arrow(first) && (str_starts(first, STR("NOTE")) || str_starts(first, STR("STYLE")) || str_starts(first, STR("REGION")));
        if (head || note) {
            for (size_t k = i; k < e; k++)
                (void)take_key(r, str_starts(r->line[k].text, STR("NOTE ")) ? str_sub(r->line[k].text, 5, SIZE_MAX / 2) : r->line[k].text);
            r->out->left[LEFT_NOTE] += (int64_t)(e - i);
        } else {
            take_cue(r, i, e, vtt);
        }
        i = e > i ? e : i + 1;
    }
}

/* The header's lines on top of a labelled text: known keys up to a blank line, with one that cannot be a speaker. */
static size_t labelled_header(Reading *r)
{
    size_t i = 0, from;
    bool strong = false;
    while (i < r->n && !r->line[i].text.n)
        i++;
    from = i;
    for (; i < r->n && r->line[i].text.n; i++)
        strong = strong || strong_key(r->line[i].text);
    if (!strong || i == r->n)
        return 0;
    Reading probe = *r;
    Transcript unused = { 0 };
    probe.out = &unused;
    for (size_t k = from; k < i; k++)
        if (!take_key(&probe, r->line[k].text))
            return 0;
    for (size_t k = from; k < i; k++)
        (void)take_key(r, r->line[k].text);
    r->out->left[LEFT_NOTE] += (int64_t)(i - from);
    return i;
}

static void parse_labelled(Reading *r)
{
    Utterance *last = NULL;
    size_t i = labelled_header(r);
    for (size_t k = i; k < r->n; k++) {
        Label l = speaker_label(r->line[k].text, r->a);
        count_label(r, &l);
    }
    for (; i < r->n; i++) {
        const Line *s = &r->line[i];
        Label l = speaker_label(s->text, r->a);
        if (!s->text.n)
            continue;
        if (believed(r, &l) || (l.at_ms >= 0 && l.rest.n)) {
            last = put_said(r, s->no, l.at_ms, -1, &l);
            r->out->lines_used++;
        } else if (last) {
            /* Lines lie one behind the other: the words grow where they are. */
            const char *p = last->text.n ? last->text.p : s->text.p;
            last->text = (Str){ p, (size_t)(s->text.p + s->text.n - p) };
            r->out->lines_used++;
        } else {
            put_bad(r, s->no, "words before anybody speaks", s->text, 1);
        }
    }
    /* "Anna (00:01:02):" with nothing behind it. */
    size_t kept = 0;
    for (size_t k = 0; k < r->out->n; k++) {
        if (!r->out->at[k].text.n) {
            r->out->lines_used--;
            r->out->left[LEFT_EMPTY]++;
        } else {
            r->out->at[kept] = r->out->at[k];
            r->out->at[kept].text = cue_unfold(r->out->at[kept].text, r->a);
            kept++;
        }
    }
    r->out->n = kept;
}

static void settle_sides(Reading *r)
{
    for (size_t k = 0; k < r->out->n; k++) {
        Utterance *u = &r->out->at[k];
        for (size_t p = 0; p < r->n_person && !u->side; p++)
            if (str_ieq(u->speaker, r->person[p].name))
                u->side = r->person[p].side;
        Str domain = u->email, local = str_cut(&domain, '@');
        if (!u->side && local.n && r->out->domain.n && str_ieq(domain, r->out->domain))
            u->side = SIDE_CUSTOMER;
    }
}

/* Pieces stand in the order of the file, in two lists. */
static void number_pieces(Transcript *t)
{
    int64_t n = 0;
    for (size_t i = 0, k = 0; i < t->n || k < t->n_bad;) {
        if (k == t->n_bad || (i < t->n && t->at[i].line < t->bad[k].line))
            t->at[i++].number = ++n;
        else
            t->bad[k++].number = ++n;
    }
}

/* "Acme GmbH - 2026-03-04 - review.vtt" */
static void read_name(Reading *r, Str base)
{
    static const char usual[] = "call|meeting|recording|transcript|zoom|teams|gmeet|gong|webex|audio|interview";
    const char *dot = memrchr(base.p, '.', base.n);
    Str rest = dot ? str_sub(base, 0, (size_t)(dot - base.p)) : base, name = STR("");
    bool dated = false;
    while (rest.n) {
        const char *sep = memmem(rest.p, rest.n, " - ", 3);
        Str part = sep ? (Str){ rest.p, (size_t)(sep - rest.p) } : rest;
        When w;
        rest = sep ? str_sub(rest, part.n + 3, rest.n) : STR("");
        part = str_trim(part);
        if (!dated && part.n >= 8 && digit(part.p[0]) && !when_parse(str_sub(part, 0, 10), DATE_UNKNOWN, &w)) {
            dated = true;
            if (!r->out->has_day) {
                r->out->has_day = true;
                r->out->day = w.day;
            }
        } else if (!name.n && !words_in(part, usual)) {
            name = part;
        }
    }
    if (dated && !r->out->account.n && !r->out->account_id.n)
        r->out->account = name;
}

static Reading *open_text(Str text, size_t more_labels, Arena *a, Transcript *out)
{
    Reading *r = ARENA_NEW(a, Reading);
    Str none = STR("");
    *out = (Transcript){ .account = none, .account_id = none, .domain = none, .call_id = none };
    r->a = a;
    r->out = out;
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.n);
    split_lines(r, text);
    strmap_init(&r->label, a);
    r->label_times = ARENA_NEW_N(a, int64_t, r->n + more_labels + 1);
    return r;
}

static void parse(Reading *r, TranscriptForm form)
{
    if (form == TRANSCRIPT_LABELLED)
        parse_labelled(r);
    else
        parse_cues(r, form == TRANSCRIPT_VTT);
}

void transcript_parse(Str text, TranscriptForm form, Str base, Arena *a, Transcript *out)
{
    Reading *r = open_text(text, 0, a, out);
    parse(r, form);
    read_name(r, base);
    settle_sides(r);
    number_pieces(out);
}

static const char *const form_names[] = { [TRANSCRIPT_NONE] = "", [TRANSCRIPT_VTT] = "vtt", [TRANSCRIPT_SRT] = "srt", [TRANSCRIPT_LABELLED] = "text" };

static void put_about(Buf *b, const char *key, Str value)
{
    if (value.n)
        buf_printf(b, "%s: %.*s\n", key, STR_ARG(value));
}

Str transcript_about(const Transcript *t, TranscriptForm form, Str call, Str audio, Arena *a)
{
    static const char *const sides[] = { [SIDE_UNKNOWN] = "Speaker", [SIDE_CUSTOMER] = "Customer", [SIDE_AGENT] = "Agent" };
    Buf b;
    StrMap said;
    buf_init(&b, LIMIT_RAW * 4);
    strmap_init(&said, a);
    put_about(&b, "Form", str_of(form_names[form]));
    put_about(&b, "Call ID", call);
    put_about(&b, "Account", t->account);
    put_about(&b, "Account ID", t->account_id);
    put_about(&b, "Domain", t->domain);
    put_about(&b, "Date", t->has_day ? date_iso(a, t->day) : STR(""));
    put_about(&b, "Recording", audio);
    for (size_t k = 0; k < t->n && said.n < PEOPLE; k++) {
        bool fresh = false;
        if (t->at[k].speaker.n)
            (void)strmap_put(&said, t->at[k].speaker, &fresh);
        if (fresh)
            put_about(&b, sides[t->at[k].side], t->at[k].speaker);
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

Str transcript_about_value(Str about, const char *key)
{
    while (about.n) {
        Str value = str_cut(&about, '\n'), name = str_cut(&value, ':');
        if (str_eq(name, str_of(key)))
            return str_trim(value);
    }
    return STR("");
}

/* Who speaks elsewhere in the call is believed to speak here. */
static void take_speaker(Reading *r, Str line)
{
    Str value = line, key = str_cut(&value, ':');
    Label l = { .at_ms = -1, .name = str_trim(value), .email = STR("") };
    if (!is_word_of(key, "speaker|customer|agent") || r->label.n >= PEOPLE)
        return;
    count_label(r, &l);
    count_label(r, &l);
}

void transcript_piece(Str text, Str about, Arena *a, Transcript *out)
{
    Str name = transcript_about_value(about, "Form");
    TranscriptForm form = str_eq(name, STR("vtt")) ? TRANSCRIPT_VTT : str_eq(name, STR("srt")) ? TRANSCRIPT_SRT : TRANSCRIPT_LABELLED;
    Reading *r = open_text(text, PEOPLE, a, out);
    while (about.n) {
        Str line = str_cut(&about, '\n');
        (void)take_key(r, line);
        take_speaker(r, line);
    }
    parse(r, form);
    settle_sides(r);
    number_pieces(out);
}

static bool looks_labelled(Str start)
{
    Arena a;
    Reading r = { .a = &a };
    Transcript t = { 0 };
    size_t lines = 0, hits = 0;
    arena_init(&a);
    r.out = &t;
    split_lines(&r, str_sub(start, 0, 16384));
    strmap_init(&r.label, &a);
    r.label_times = ARENA_NEW_N(&a, int64_t, r.n + 1);
    size_t from = labelled_header(&r);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = from; i < r.n && lines < FORM_LINES; i++) {
            Label l = speaker_label(r.line[i].text, &a);
            if (!pass) {
                count_label(&r, &l);
                continue;
            }
            lines += r.line[i].text.n > 0;
            hits += believed(&r, &l);
        }
    arena_release(&a);
    return hits >= 2 && hits * 3 >= lines;
}

TranscriptForm transcript_form(Str base, Str start)
{
    start = str_sub(start, str_starts(start, STR("\xEF\xBB\xBF")) ? 3 : 0, start.n);
    if (str_starts(start, STR("WEBVTT")))
        return TRANSCRIPT_VTT;
    Str rest = str_trim(str_sub(start, 0, 4096)), number = str_trim(str_cut(&rest, '\n')), time = str_cut(&rest, '\n');
    if (all_digits(number) && has_arrow(time))
        return TRANSCRIPT_SRT;
    bool named = str_ends(base, STR(".txt")) || str_ends(base, STR(".TXT")) || str_ends(base, STR(".transcript"));
    return named && looks_labelled(start) ? TRANSCRIPT_LABELLED : TRANSCRIPT_NONE;
}
