/* live.h - what comes in while the book is served: where it is kept, and how it enters. */
#ifndef TL_APP_LIVE_H
#define TL_APP_LIVE_H

#include "app/command.h"
#include "ingest/quarantine.h"
#include "serve/serve.h"

/* The folder beside the book that holds what waits, endpoints and what was taken: --spool, else BOOK.spool. */
Str live_folder(const App *app);

/* Rows whose question was answered on the page enter; the figures are to be made again behind it. */
Status live_answers(Store *s, Err *err);

/* What became of rows that came back mended. */
void live_mended(const RetryResult *r, bool dry, JsonOut *j);

/* A ServeMend: takes the rows back, then says who is who and what is meant for what is new in them. */
Status live_mend(Store *s, const ServeMended *what, Arena *a, JsonOut *j, Err *err);

/* Tasks for what the book holds now. */
Status live_tasks(Store *s, Err *err);

/* A ServeTake: imports the files, then says who is who and what is meant for what is new in them. */
Status live_take(Store *s, ServeBatch *b, Err *err);

#endif
