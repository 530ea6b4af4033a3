/* writer.h - the one place of the server that changes the book.
 *
 * Two things mainly: a person's decision is recorded, and everything computed is made again from the facts and decisions.  The first
 * takes milliseconds and is done before the request is answered; the second takes seconds to minutes and is done by a thread of its
 * own, in one transaction, while readers go on seeing the book as it was.
 *
 *     decide      writes into `verdict`, as `throughline resolve BOOK merge|split|never|undo` does, and nothing else: the same words, so
 *                 that the command line, the page and next month's import replay the same.  A side is written "WORD @ SOURCE": its
 *                 id in that system, else its name there (a person's side: the e-mail address, else "ID @ SOURCE"); our own numbers would not survive a new book.
 *                 About an option (act/option.h): "option", "set" or "drop" with its name, and "field=value"; `understand` is asked first.
 *                 undo takes either kind back.
 *     setting     writes an assumption and, into `verdict`, what it was and became; undo of the last change of a name puts back what was.
 *     recompute   one at a time; ST_BUSY while one runs.  What is decided meanwhile waits for the next.
 *
 * Threads   any worker may call; decisions go through one lock.  Owns two sessions of its own on the open book.
 * Errors    of decide: ST_USAGE for what cannot be decided so, ST_NOT_FOUND for sides and decisions that are not there,
 *           ST_CONFLICT for one that was taken back already.
 */
#ifndef TL_SERVE_WRITER_H
#define TL_SERVE_WRITER_H

#include "store/store.h"

typedef struct Writer Writer;
typedef Status WriterCompute(Store *s, Err *err);

/* What else changes the book: on the caller's thread, in the session that computes. */
typedef Status WriterWork(Store *s, void *ctx, Err *err);

typedef Status WriterUnderstand(Str what, Str object, Err *err);

typedef struct WriterAsk {
    Str     what, why;              /* merge, never, split, undo; option, set, drop */
    Str     kind;                   /* "person": the aliases' persons are meant; "" or "company": their companies; about themes those of store/theme_decide.h but `code` */
    Str     about;                  /* "themes"; signals, voices: serve/decide.h; "" or "accounts": who is who */
    Str     theme, to, rule, comment;       /* about themes, as ThemeAsk.theme, other, rule and comment */
    int64_t one, other;             /* numbers of aliases; 0 with undo */
    int64_t decision;               /* undo */
    Str     name, value;            /* of an option; of set: field=value */
    WriterUnderstand *understand;   /* NULL: nothing about options */
    Str     who;                    /* who decides */
} WriterAsk;

/* A change of an assumption: `value` in plain decimals; or `undo`, the number of a change that is the last of its name. */
typedef struct WriterSetting {
    Str     name, value, who, why;
    int64_t undo;
} WriterSetting;

typedef struct WriterState {
    bool    running;
    int64_t done;                   /* how often it was recomputed since the server began */
    char    failed[240];            /* the last one's failure; "" none */
} WriterState;

/* `settle` comes before `compute`, in transactions of its own: facts that wait for a decision enter; NULL: none do. */
MUST_USE Status writer_open(Store *s, WriterCompute *settle, WriterCompute *compute, Writer **out, Err *err);
void writer_close(Writer *w);       /* a recomputation that runs is given up: the book stays as it was; NULL is fine */

MUST_USE Status writer_decide(Writer *w, const WriterAsk *ask, Arena *a, int64_t *number, Err *err);
MUST_USE Status writer_setting(Writer *w, const WriterSetting *ask, Arena *a, int64_t *number, Err *err);
/* Anything else that is written through this door: in one transaction, alone. */
typedef Status WriterDo(Store *s, Arena *a, void *ctx, Err *err);
MUST_USE Status writer_do(Writer *w, WriterDo *work, Arena *a, void *ctx, Err *err);
MUST_USE Status writer_recompute(Writer *w, Err *err);
void writer_cancel(Writer *w);      /* what is recomputed fails at its statement now, or at none; to be asked until it has heard */
/* ST_BUSY while something else is computed; a recomputation that is asked for meanwhile waits for it. */
MUST_USE Status writer_work(Writer *w, WriterWork *work, void *ctx, Err *err);
void writer_state(Writer *w, WriterState *out);
/* How often the book has changed through this door: counted up behind every commit, before whoever asked for it is told.  serve/keep.h */
int64_t writer_version(const Writer *w);
/* How often tasks may have come or gone: counted up behind what computes, and by whoever closed one. */
int64_t writer_tasks(const Writer *w);
void writer_tasks_changed(Writer *w);
/* Within a writer_work(): what it has committed so far is to be seen, though more follows. */
void writer_changed(Writer *w);

#endif
