/* doc.h - the one document model: what a report says, before any medium.
 *
 * Pages fill a Doc; drivers (html.h, term.h) show it.  A Doc is a tree of blocks in one
 * arena: doc_*() appends to the innermost open group, doc_open() and doc_close() nest (to
 * DOC_DEPTH, more is bug()).  Arrays, figures and charts that are passed in are copied;
 * texts are borrowed and must live as long as the arena.  Texts are plain: a driver escapes
 * them, so nothing in them is ever markup.  A Doc belongs to one thread.
 *
 *     Doc *d = doc_create(&a, &(DocHead){ .title = STR("…"), .as_of = STR("30 Sep 2025") });
 *     doc_open(d, GROUP_MAIN_ASIDE, STR(""));
 *     doc_open(d, GROUP_PART, STR("What to fix first"));       first part: main
 *     DocTable *t = doc_table(d, &(DocTableHead){ .caption = STR("…") }, cols, COUNT_OF(cols));
 *     DOC_ROW(t, TONE_NORMAL, cell_int(1), cell_text(STR("…")), cell_money(118000000));
 *     doc_close(d);  …  doc_close(d);
 *
 * doc_blocks.h has the other half: the shape of the blocks, for those who write drivers.
 */
#ifndef TL_REPORT_DOC_H
#define TL_REPORT_DOC_H

#include "report/amount.h"
#include "report/chart.h"

enum { DOC_DEPTH = 12 };

typedef struct Doc Doc;
typedef struct DocTable DocTable;
typedef struct DocRow DocRow;
typedef struct DocList DocList;

/* Text with emphasis.  A grade run is a badge; its text is one letter, A to D. */
typedef enum RunKind { RUN_PLAIN, RUN_STRONG, RUN_SOFT, RUN_MARK, RUN_LINK, RUN_GRADE } RunKind;
typedef struct Run {
    RunKind kind;
    Str     text, href;             /* href: http(s), mailto, or a relative address; else no link */
} Run;
typedef struct Runs {
    const Run *run;
    size_t     n;
} Runs;

static inline Run run_plain(Str s)  { return (Run){ RUN_PLAIN, s, STR("") }; }
static inline Run run_strong(Str s) { return (Run){ RUN_STRONG, s, STR("") }; }
static inline Run run_soft(Str s)   { return (Run){ RUN_SOFT, s, STR("") }; }
static inline Run run_link(Str s, Str href) { return (Run){ RUN_LINK, s, href }; }
Run  run_grade(char grade);         /* 'A'..'D'; anything else gives an empty run */
Runs runs_of(Arena *a, const Run *run, size_t n);
Runs runs_text(Arena *a, Str plain);
#define RUNS(a, ...) runs_of((a), (Run[]){ __VA_ARGS__ }, COUNT_OF(((Run[]){ __VA_ARGS__ })))

/* A number that never travels alone.  What is left empty is shown as "not stated", so that
 * an omission is seen; a part that has no meaning here (the interval of a ledger total) is
 * FIGURE_NONE and is left out.  grade 0: the figure is counted, not estimated. */
#define FIGURE_NONE STR("-")
enum { FIGURE_NO_N = -1 };
typedef struct Figure {
    Str     label, value;
    int64_t n;                      /* accounts (or n_of), or FIGURE_NO_N */
    Str     n_of;                   /* "accounts" when empty */
    Str     interval, method, as_of;
    char    grade;
    Str     coverage, note;         /* optional: "71 % of revenue heard from"; a remark */
    Str     href;                   /* optional: where it is explained */
    Tone    tone;
} Figure;

typedef enum ColumnKind {
    COLUMN_TEXT, COLUMN_INT, COLUMN_MONEY, COLUMN_PERCENT, COLUMN_DATE, COLUMN_GRADE, COLUMN_CHART
} ColumnKind;
typedef enum ColumnAlign { ALIGN_AUTO, ALIGN_LEFT, ALIGN_RIGHT } ColumnAlign;  /* AUTO: figures right */
typedef struct DocColumn {
    Str         title;
    ColumnKind  kind;
    ColumnAlign align;
    Str         currency;           /* MONEY */
    MoneyStyle  style;              /* MONEY */
    int         digits;             /* PERCENT */
    bool        quiet;              /* small and soft: ranks, remarks */
} DocColumn;

typedef enum CellKind {
    CELL_NONE, CELL_RUNS, CELL_TEXT, CELL_INT, CELL_MONEY, CELL_PERCENT, CELL_DATE, CELL_GRADE,
    CELL_FIGURE, CELL_CHART
} CellKind;
typedef struct Cell {
    CellKind      kind;
    int64_t       i;                /* INT; MONEY minor units; DATE days; GRADE the letter */
    double        f;                /* PERCENT as a fraction */
    Str           text;
    Runs          runs;
    const Figure *figure;
    const Chart  *chart;
} Cell;
static inline Cell cell_none(void)             { return (Cell){ .kind = CELL_NONE }; }
static inline Cell cell_text(Str s)            { return (Cell){ .kind = CELL_TEXT, .text = s }; }
static inline Cell cell_runs(Runs r)           { return (Cell){ .kind = CELL_RUNS, .runs = r }; }
static inline Cell cell_int(int64_t i)         { return (Cell){ .kind = CELL_INT, .i = i }; }
static inline Cell cell_money(int64_t minor)   { return (Cell){ .kind = CELL_MONEY, .i = minor }; }
static inline Cell cell_percent(double f)      { return (Cell){ .kind = CELL_PERCENT, .f = f }; }
static inline Cell cell_date(int64_t day)      { return (Cell){ .kind = CELL_DATE, .i = day }; }
static inline Cell cell_grade(char g)          { return (Cell){ .kind = CELL_GRADE, .i = g }; }
static inline Cell cell_figure(const Figure *f){ return (Cell){ .kind = CELL_FIGURE, .figure = f }; }
static inline Cell cell_chart(const Chart *c)  { return (Cell){ .kind = CELL_CHART, .chart = c }; }

typedef struct DocHead      { Str title, org, as_of, lang; Runs subtitle; } DocHead;   /* lang: "en" */
typedef struct DocTableHead { Str caption, empty; bool caption_hidden; } DocTableHead;
typedef struct DocPair      { Str key; Runs value; } DocPair;
typedef struct DocSpan      { size_t from, to; } DocSpan;              /* bytes of the quote, [from, to) */

typedef enum GroupKind {
    GROUP_PART,          /* a titled section; the child of the others */
    GROUP_MAIN_ASIDE,    /* its first part wide, the others beside it */
    GROUP_COLUMNS,       /* parts side by side, equal */
    GROUP_CHAIN,         /* parts as cards with arrows between: a leads to b */
    GROUP_DETAILS        /* folded away: "Explain this number" */
} GroupKind;
typedef enum ListKind { LIST_DOTS, LIST_STEPS } ListKind;              /* dots by tone, or numbered */

Doc *doc_create(Arena *a, const DocHead *head);
void doc_filter(Doc *d, Str name, Str value);                          /* what the page is limited to */
void doc_open(Doc *d, GroupKind kind, Str title);
void doc_close(Doc *d);                                                /* bug() when nothing is open */
void doc_heading(Doc *d, int level, Str text);                         /* 2 or 3 */
void doc_para(Doc *d, Runs text);
void doc_figure(Doc *d, const Figure *f);
void doc_pairs(Doc *d, const DocPair *pair, size_t n);
void doc_chart(Doc *d, const Chart *c);
void doc_quote(Doc *d, Str text, const DocSpan *span, size_t n_span, Runs cite);
void doc_callout(Doc *d, Tone tone, Str title, Runs text);
void doc_note(Doc *d, Runs text);                                      /* at the foot of the document */
DocList  *doc_list(Doc *d, ListKind kind);
void      doc_item(DocList *l, Tone tone, Runs text, Runs small);
DocTable *doc_table(Doc *d, const DocTableHead *head, const DocColumn *col, size_t n_col);
DocRow   *doc_row(DocTable *t, Tone tone, const Cell *cell, size_t n); /* fewer cells: the rest is empty */
void      doc_sub(DocRow *r, Runs text);                               /* line under the row's first text */
#define DOC_ROW(t, tone, ...) \
    doc_row((t), (tone), (Cell[]){ __VA_ARGS__ }, COUNT_OF(((Cell[]){ __VA_ARGS__ })))

#endif
