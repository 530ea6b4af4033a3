#include "report/doc_blocks.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/status.h"
#include "report/letters.h"

#define NOT_STATED STR("not stated")

Run run_grade(char grade)
{
    static const Str letters[] = { STR_INIT("A"), STR_INIT("B"), STR_INIT("C"), STR_INIT("D") };
    if (grade < 'A' || grade > 'D')
        return run_plain(STR(""));
    return (Run){ RUN_GRADE, letters[grade - 'A'], STR("") };
}

Runs runs_of(Arena *a, const Run *run, size_t n)
{
    Run *own = ARENA_NEW_N(a, Run, n + 1);
    for (size_t i = 0; i < n; i++)
        own[i] = (Run){ run[i].kind, text_whole(run[i].text), text_whole(run[i].href) };
    return (Runs){ own, n };
}

Runs runs_text(Arena *a, Str plain) { return runs_of(a, &(Run){ .text = plain }, 1); }

Str runs_words(Arena *a, Runs r)
{
    Str all = STR("");
    for (size_t i = 0; i < r.n; i++)
        all = i ? str_fmt(a, "%.*s%.*s", STR_ARG(all), STR_ARG(r.run[i].text)) : r.run[i].text;
    return all;
}

Doc *doc_create(Arena *a, const DocHead *head)
{
    Doc *d = ARENA_NEW(a, Doc);
    d->a = a;
    d->head = (DocHead){ text_whole(head->title), text_whole(head->org), text_whole(head->as_of),
                         text_whole(head->lang), head->subtitle };
    if (!d->head.lang.n)
        d->head.lang = STR("en");
    d->root = (Block){ .kind = BLOCK_GROUP, .group = GROUP_PART, .title = STR("") };
    d->open = &d->root;
    return d;
}

void doc_filter(Doc *d, Str name, Str value)
{
    DocFilter *f = ARENA_NEW(d->a, DocFilter);
    *f = (DocFilter){ .name = text_whole(name), .value = text_whole(value) };
    if (d->last_filter)
        d->last_filter->next = f;
    else
        d->filter = f;
    d->last_filter = f;
}

static Block *block_add(Doc *d, BlockKind kind)
{
    Block *b = ARENA_NEW(d->a, Block), *up = d->open;
    *b = (Block){ .kind = kind, .up = up, .level = up->level + 1, .title = STR("") };
    if (up->last_child) {
        b->index = up->last_child->index + 1;
        up->last_child->next = b;
    } else {
        up->child = b;
    }
    up->last_child = b;
    return b;
}

void doc_open(Doc *d, GroupKind kind, Str title)
{
    if (d->open->level >= DOC_DEPTH)
        bug("doc: more than %d groups inside each other", DOC_DEPTH);
    Block *b = block_add(d, BLOCK_GROUP);
    b->group = kind;
    b->title = text_whole(title);
    d->open = b;
}

void doc_close(Doc *d)
{
    if (!d->open->up)
        bug("doc: nothing is open");
    d->open = d->open->up;
}

void doc_heading(Doc *d, int level, Str text)
{
    Block *b = block_add(d, BLOCK_HEADING);
    b->rank = level <= 2 ? 2 : 3;
    b->title = text_whole(text);
}

void doc_para(Doc *d, Runs text) { block_add(d, BLOCK_PARA)->runs = text; }

static const Figure *figure_dup(Arena *a, const Figure *f)
{
    Figure *n = ARENA_NEW(a, Figure);
    *n = *f;
    Str *texts[] = { &n->label, &n->value, &n->n_of, &n->interval, &n->method,
                     &n->as_of, &n->coverage, &n->note, &n->href };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        *texts[i] = text_whole(*texts[i]);
    if (!n->n_of.n)
        n->n_of = STR("accounts");
    return n;
}

void doc_figure(Doc *d, const Figure *f) { block_add(d, BLOCK_FIGURE)->figure = figure_dup(d->a, f); }

void doc_pairs(Doc *d, const DocPair *pair, size_t n)
{
    Block *b = block_add(d, BLOCK_PAIRS);
    DocPair *own = ARENA_NEW_N(d->a, DocPair, n + 1);
    for (size_t i = 0; i < n; i++)
        own[i] = (DocPair){ text_whole(pair[i].key), pair[i].value };
    b->pair = own;
    b->n_pair = n;
}

void doc_chart(Doc *d, const Chart *c) { block_add(d, BLOCK_CHART)->chart = chart_dup(d->a, c); }

static int span_order(const void *a, const void *b)
{
    const DocSpan *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

/* A span that cuts a letter in two is widened to the whole letter. */
static size_t letter_start(Str s, size_t at)
{
    while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        at--;
    return at < s.n ? at : s.n;
}

static size_t letter_end(Str s, size_t at)
{
    while (at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        at++;
    return at < s.n ? at : s.n;
}

void doc_quote(Doc *d, Str text, const DocSpan *span, size_t n_span, Runs cite)
{
    Block *b = block_add(d, BLOCK_QUOTE);
    DocSpan *own = ARENA_NEW_N(d->a, DocSpan, n_span + 1);
    Run *run = ARENA_NEW_N(d->a, Run, 2 * n_span + 1);
    size_t n = 0, done = 0;
    text = text_whole(text);
    for (size_t i = 0; i < n_span; i++)
        own[i] = span[i];
    qsort(own, n_span, sizeof *own, span_order);
    for (size_t i = 0; i < n_span; i++) {
        size_t from = letter_start(text, own[i].from), to = letter_end(text, own[i].to);
        from = from < done ? done : from;    /* overlapping spans run together */
        if (from >= to)
            continue;
        if (from > done)
            run[n++] = run_plain(str_sub(text, done, from - done));
        run[n++] = (Run){ RUN_MARK, str_sub(text, from, to - from), STR("") };
        done = to;
    }
    if (done < text.n || !n)
        run[n++] = run_plain(str_sub(text, done, text.n - done));
    b->runs = (Runs){ run, n };
    b->cite = cite;
}

void doc_callout(Doc *d, Tone tone, Str title, Runs text)
{
    Block *b = block_add(d, BLOCK_CALLOUT);
    b->tone = tone;
    b->title = text_whole(title);
    b->runs = text;
}

void doc_note(Doc *d, Runs text)
{
    DocNote *n = ARENA_NEW(d->a, DocNote);
    n->runs = text;
    if (d->last_note)
        d->last_note->next = n;
    else
        d->note = n;
    d->last_note = n;
}

DocList *doc_list(Doc *d, ListKind kind)
{
    DocList *l = ARENA_NEW(d->a, DocList);
    *l = (DocList){ .kind = kind, .a = d->a };
    block_add(d, BLOCK_LIST)->list = l;
    return l;
}

void doc_item(DocList *l, Tone tone, Runs text, Runs small)
{
    DocItem *i = ARENA_NEW(l->a, DocItem);
    *i = (DocItem){ .tone = tone, .text = text, .small = small };
    if (l->last)
        l->last->next = i;
    else
        l->first = i;
    l->last = i;
}

DocTable *doc_table(Doc *d, const DocTableHead *head, const DocColumn *col, size_t n_col)
{
    DocTable *t = ARENA_NEW(d->a, DocTable);
    DocColumn *own = ARENA_NEW_N(d->a, DocColumn, n_col + 1);
    *t = (DocTable){ .head = { text_whole(head->caption), text_whole(head->empty), head->caption_hidden },
                     .col = own, .n_col = n_col, .main_col = n_col, .a = d->a,
                     .scale = ARENA_NEW_N(d->a, int64_t, n_col + 1) };
    for (size_t i = 0; i < n_col; i++) {
        own[i] = col[i];
        own[i].title = text_whole(own[i].title);
        own[i].currency = text_whole(own[i].currency);
        if (t->main_col == n_col && own[i].kind == COLUMN_TEXT && !own[i].quiet)
            t->main_col = i;
    }
    t->main_col = t->main_col < n_col ? t->main_col : 0;
    block_add(d, BLOCK_TABLE)->table = t;
    return t;
}

static int64_t size_of(int64_t v) { return v == INT64_MIN ? INT64_MAX : v < 0 ? -v : v; }

DocRow *doc_row(DocTable *t, Tone tone, const Cell *cell, size_t n)
{
    if (n > t->n_col)
        bug("doc: %zu cells in a table of %zu columns", n, t->n_col);
    DocRow *r = ARENA_NEW(t->a, DocRow);
    Cell *own = ARENA_NEW_N(t->a, Cell, t->n_col + 1);
    for (size_t i = 0; i < n; i++) {
        own[i] = cell[i];
        if (own[i].kind == CELL_FIGURE)
            own[i].figure = figure_dup(t->a, own[i].figure);
        if (own[i].kind == CELL_CHART)
            own[i].chart = chart_dup(t->a, own[i].chart);
        if (own[i].kind == CELL_MONEY && size_of(own[i].i) > t->scale[i])
            t->scale[i] = size_of(own[i].i);
    }
    for (size_t i = 0; i < t->n_col; i++)
        own[i].text = text_whole(own[i].text);
    *r = (DocRow){ .tone = tone, .cell = own, .a = t->a };
    if (t->last)
        t->last->next = r;
    else
        t->first = r;
    t->last = r;
    t->n_row++;
    return r;
}

void doc_sub(DocRow *r, Runs text) { r->sub = text; }

DocStep doc_begin(const Doc *d) { return (DocStep){ d->root.child, false }; }

DocStep doc_next(DocStep s)
{
    const Block *b = s.block;
    if (!s.leaving && b->kind == BLOCK_GROUP)
        return b->child ? (DocStep){ b->child, false } : (DocStep){ b, true };
    if (b->next)
        return (DocStep){ b->next, false };
    return b->up && b->up->up ? (DocStep){ b->up, true } : (DocStep){ NULL, false };
}

bool column_right(const DocColumn *col)
{
    if (col->align != ALIGN_AUTO)
        return col->align == ALIGN_RIGHT;
    return col->kind == COLUMN_INT || col->kind == COLUMN_MONEY || col->kind == COLUMN_PERCENT;
}

Str grade_words(char grade)
{
    static const Str words[] = { STR_INIT("measured against a comparison group"),
        STR_INIT("adjusted, overlap and sensitivity pass"), STR_INIT("association only"),
        STR_INIT("too few accounts to say") };
    return grade >= 'A' && grade <= 'D' ? words[grade - 'A'] : STR("");
}

static Str grade_letter(int64_t g) { return run_grade((char)(g >= 'A' && g <= 'D' ? g : 0)).text; }

static Str part_add(Arena *a, Str all, const char *lead, Str part)
{
    if (str_eq(part, FIGURE_NONE))
        return all;
    return str_fmt(a, "%.*s%s%s%.*s", STR_ARG(all), all.n ? " \xC2\xB7 " : "", lead, STR_ARG(part));
}

static Str or_not_stated(Str s) { return s.n ? s : NOT_STATED; }

Str figure_words(Arena *a, const Figure *f)
{
    Str all = STR(""), n = FIGURE_NONE;
    if (f->n != FIGURE_NO_N) {
        Str c = count_text(a, f->n);
        n = str_fmt(a, "%.*s\xC2\xA0%.*s", STR_ARG(c), STR_ARG(f->n_of));
    }
    all = part_add(a, all, f->interval.n ? "" : "interval ", or_not_stated(f->interval));
    all = part_add(a, all, "", n);
    all = part_add(a, all, "", f->coverage.n ? f->coverage : FIGURE_NONE);
    all = part_add(a, all, f->method.n ? "" : "method ", or_not_stated(f->method));
    return part_add(a, all, "as of ", or_not_stated(f->as_of));
}

static Str money_cell(Arena *a, const DocColumn *col, int64_t scale, int64_t v)
{
    if (col->style == MONEY_EXACT || size_of(v) < scale / 100)
        return money_text(a, v, col->currency, col->style);
    return money_like(a, v, scale, col->currency);
}

Str cell_words(Arena *a, const DocTable *t, size_t at, const Cell *c)
{
    const DocColumn *col = &t->col[at];
    switch (c->kind) {
    case CELL_NONE: return STR("");
    case CELL_TEXT: return c->text;
    case CELL_RUNS: return runs_words(a, c->runs);
    case CELL_INT: return count_text(a, c->i);
    case CELL_MONEY: return money_cell(a, col, t->scale[at], c->i);
    case CELL_PERCENT: return percent_text(a, c->f, col->digits);
    case CELL_DATE: return date_long(a, c->i);
    case CELL_GRADE: return grade_letter(c->i);
    case CELL_FIGURE: return c->figure->value;
    case CELL_CHART: return chart_words(a, c->chart);
    }
    return STR("");
}
