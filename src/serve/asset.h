/* asset.h - the files of the web page, put into the program by tools/assets.c.
 *
 * Sorted by name.  None at all when web/dist was not there at build time: then the server shows a
 * plain page that says how to make it.
 */
#ifndef TL_SERVE_ASSET_H
#define TL_SERVE_ASSET_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Asset {
    const char          *name;       /* "index.html", "page-Dx4kXJAl.js" */
    const char          *type;       /* content type */
    const char          *etag;       /* with its quotes; from the bytes */
    const unsigned char *bytes;
    size_t               n;
    bool                 named_by_content;   /* the name holds a hash: may be kept for ever */
} Asset;

extern const Asset  assets[];
extern const size_t assets_n;

#endif
