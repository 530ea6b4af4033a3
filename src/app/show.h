/* show.h - a document on the terminal, or an answer as JSON, as the command's result. */
#ifndef TL_APP_SHOW_H
#define TL_APP_SHOW_H

#include "app/command.h"
#include "report/answer.h"
#include "report/doc.h"

typedef Status Page(Store *s, Arena *a, Doc **out, Err *err);
typedef Status PageMaker(Store *s, Str of, Arena *a, Doc **out, Err *err);

MUST_USE Status show_doc(App *app, const Doc *d, Err *err);
/* The answer to q as one JSON document; its book is the command's. */
MUST_USE Status show_answer(App *app, Store *s, Answer *answer, AnswerQuery q, Err *err);
/* Opens the book for reading; with --json the answer, everything on one page, else the page. */
MUST_USE Status show_page(App *app, Page *page, Answer *answer, Err *err);
/* The same of a page about something, and of an answer to q. */
MUST_USE Status show_page_of(App *app, PageMaker *page, Str of, Answer *answer, AnswerQuery q, Err *err);

#endif
