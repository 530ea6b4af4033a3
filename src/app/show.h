/* show.h - a document on the terminal, as the command's result. */
#ifndef TL_APP_SHOW_H
#define TL_APP_SHOW_H

#include "app/command.h"
#include "report/doc.h"

MUST_USE Status show_doc(App *app, const Doc *d, Err *err);

#endif
