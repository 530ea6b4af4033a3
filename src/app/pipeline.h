/* pipeline.h - the stages in order: what each reads and writes, and how it is run.
 *
 * pipeline_check() asserts that no stage reads a derived table that no earlier stage wrote.
 */
#ifndef TL_APP_PIPELINE_H
#define TL_APP_PIPELINE_H

#include "app/command.h"

typedef struct Stage {
    const char *name, *doing;   /* "resolve", "finding out who is who" */
    const char *reads, *writes; /* derived tables, separated by spaces */
    Status (*run)(Store *s, Err *err);
} Stage;

extern const Stage stage_table[];
extern const size_t stage_n;

bool stage_waits(size_t k, size_t j);   /* does stage k read what stage j writes? */
void pipeline_check(void);
/* Runs the stages named `from` to the last; NULL: all. */
MUST_USE Status pipeline_run(const App *app, Store *s, const char *from, Err *err);
MUST_USE Status pipeline_one(const App *app, Store *s, const char *name, Err *err);

#endif
