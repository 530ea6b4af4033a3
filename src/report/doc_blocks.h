/* doc_blocks.h - the shape of a document, for those who show it (html.c, term.c, …).
 *
 * Blocks are a tree: `next` beside, `child` inside (groups only), `up` the group.  Drivers
 * walk it without recursion:
 *
 *     for (DocStep s = doc_begin(d); s.block; s = doc_next(s))
 *         if (s.leaving) …close the group s.block… else …show or open s.block…
 *
 * A group is visited twice, entering and leaving; every other block once.  Blocks are
 * read-only once the page is built.
 */
#ifndef TL_REPORT_DOC_BLOCKS_H
#define TL_REPORT_DOC_BLOCKS_H

#include "report/doc.h"

typedef enum BlockKind {
    BLOCK_GROUP, BLOCK_HEADING, BLOCK_PARA, BLOCK_FIGURE, BLOCK_PAIRS, BLOCK_TABLE, BLOCK_CHART,
    BLOCK_QUOTE, BLOCK_CALLOUT, BLOCK_LIST, BLOCK_N
} BlockKind;

struct DocRow {
    Tone        tone;
    const Cell *cell;               /* as many as the table has columns */
    Runs        sub;
    DocRow     *next;
    Arena      *a;
};

struct DocTable {
    DocTableHead     head;
    const DocColumn *col;
    size_t           n_col, n_row;
    size_t           main_col;      /* the first TEXT column that is not quiet: carries the sub-line */
    int64_t         *scale;         /* of each column: the largest amount of money in it */
    DocRow          *first, *last;
    Arena           *a;
};

typedef struct DocItem DocItem;
struct DocItem {
    Tone     tone;
    Runs     text, small;
    DocItem *next;
};

struct DocList {
    ListKind kind;
    DocItem *first, *last;
    Arena   *a;
};

typedef struct Block Block;
struct Block {
    BlockKind kind;
    Block    *next, *child, *last_child, *up;
    GroupKind group;                /* GROUP */
    size_t    index, level;         /* place among its siblings; groups it stands in */
    Str       title;                /* GROUP, HEADING, CALLOUT */
    int       rank;                 /* HEADING: 2 or 3 */
    Tone      tone;                 /* CALLOUT */
    Runs      runs;                 /* PARA, QUOTE, CALLOUT */
    Runs      cite;                 /* QUOTE */
    union {
        const Figure   *figure;
        const Chart    *chart;
        const DocTable *table;
        const DocList  *list;
        const DocPair  *pair;
    };
    size_t    n_pair;
};

typedef struct DocNote DocNote;
struct DocNote {
    Runs     runs;
    DocNote *next;
};

typedef struct DocFilter DocFilter;
struct DocFilter {
    Str        name, value;
    DocFilter *next;
};

struct Doc {
    Arena     *a;
    DocHead    head;
    Block      root;                /* a GROUP_PART without title */
    Block     *open;                /* innermost open group */
    DocNote   *note, *last_note;
    DocFilter *filter, *last_filter;
};

typedef struct DocStep {
    const Block *block;             /* NULL: done */
    bool         leaving;
} DocStep;

DocStep doc_begin(const Doc *d);
DocStep doc_next(DocStep s);

/* What every driver shows of a cell or figure as plain text.  Short money keeps one unit in a
 * column, except for amounts under a hundredth of its largest. */
Str cell_words(Arena *a, const DocTable *t, size_t at, const Cell *c);
Str figure_words(Arena *a, const Figure *f);     /* "n 214 accounts · €0.62 M to €1.47 M · …" */
Str runs_words(Arena *a, Runs r);
Str grade_words(char grade);                     /* "adjusted, overlap and sensitivity pass" */
bool column_right(const DocColumn *col);

#endif
