/* write.h - from heard comments to d_comment, d_code, d_theme and d_quote. */
#ifndef TL_LISTEN_WRITE_H
#define TL_LISTEN_WRITE_H

#include "listen/comment.h"
#include "listen/listen.h"
#include "text/theme.h"

/* model may be NULL: too few comments for themes.  Inside the caller's transaction. */
MUST_USE Status listen_write(Store *s, const Comments *c, const ThemeModel *model,
                             ListenResult *out, Err *err);

#endif
