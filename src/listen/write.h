/* write.h - from heard comments to d_comment, d_code, d_code_more and d_comment_key, through find_write.h the words to find them by, and
 * through theme_write.h all of themes. */
#ifndef TL_LISTEN_WRITE_H
#define TL_LISTEN_WRITE_H

#include "listen/listen.h"
#include "listen/theme_list.h"

extern const char *const mention_how[];       /* by MentionHow */

/* Inside the caller's transaction. */
/* Comments, codes and keys beside what is there. */
MUST_USE Status listen_append(Store *s, const Comments *c, const ThemeList *l, ListenResult *out, Err *err);
MUST_USE Status listen_write(Store *s, const Comments *c, const ThemeList *l, ListenResult *out, Err *err);

#endif
