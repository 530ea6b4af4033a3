/* mcp.h - the read answers of the API for assistants: Model Context Protocol over any way of carrying messages.
 *
 * Tools       every row of the route table (serve/routes.c) that a reader may ask with GET and that answers in JSON is a tool of the
 *             row's name; its parameters are the row's, its inputSchema and outputSchema are made from them and from serve/schema.c.
 *             There is no second list: a new route is a new tool.  An answer comes as structuredContent and, the same bytes, as text.
 *             Charts are left out (null): an assistant has no use for strokes, and they are most of the bytes.
 * Resources   the same rows, and those that answer in HTML or CSV, as "throughline:/api/v1/...": rows without {id} are listed, the
 *             others are templates.  Reading one gives the very bytes of the HTTP API.
 * Revisions   2026-07-28 (every request carries its version; server/discover) and, on the same line, the older ones that begin with
 *             `initialize`: 2025-11-25, 2025-06-18, 2025-03-26 (the only one with batches), 2024-11-05.  A request that says its own
 *             version is of the first kind; others are refused before `initialize`.
 * Capabilities  tools and resources, neither with notices of change nor with subscriptions.
 * Errors      what the model can mend (a wrong argument, an id that is not there, too large an answer, a busy book) is a tool's
 *             result with isError; what only the client's author can mend is a JSON-RPC error.  Failures inside are named, not told.
 *
 * mcp_answer() is all that a way of carrying messages needs: serve/mcp_stdio.c is one; serve/mcp_http.c another, with a McpPeer that
 * lives as long as the request and a book that is the worker's.  It is not thread-safe for one peer.
 * Rights     Over pipes whoever can start the command can read the file.  Over HTTP a row is asked about only by who may ask it by GET (`may`):
 *             others do not see it as a tool; each answer is logged as that GET would be (`told`).
 *
 * Oracle  tests/serve/t_mcp.c and tests/flow/mcp.py, which has a client and a schema validator of its own.
 */
#ifndef TL_SERVE_MCP_H
#define TL_SERVE_MCP_H

#include "serve/mcp_message.h"
#include "serve/site.h"

enum { MCP_LINE_MAX = 1024 * 1024,         /* bytes of one message that comes in */
       MCP_ANSWER_MAX = 1024 * 1024,       /* bytes of one answer as JSON */
       MCP_RESOURCE_MAX = 16 * 1024 * 1024 };

/* A session on the book for one request; the caller's to close when it likes. */
typedef Status McpBook(void *ctx, Worker **out, Err *err);

/* NULL in a peer: everything, and nothing. */
typedef Status McpMay(void *ctx, const Route *row, Arena *a, Err *err);
typedef Status McpTold(void *ctx, const Route *row, const Response *answer, Err *err);

typedef struct McpPeer {
    const char *version;                   /* agreed on by `initialize`; NULL: none */
    McpBook    *book;
    McpMay     *may;
    McpTold    *told;
    void       *ctx;
} McpPeer;

/* Appends the answer and a line feed to `out`; nothing for notices and replies.  A failure of the book becomes an answer. */
void mcp_answer(McpPeer *p, const McpMessage *m, Arena *a, Buf *out);

/* Everything that one line holds. */
void mcp_answer_line(McpPeer *p, Str line, Arena *a, Buf *out);

/* Is it a revision that begins with `initialize`, or the one after?  The program's own text of it; NULL: neither. */
const char *mcp_revision(Str named, bool *modern);

/* mcp_stdio.c: messages on `in`, one a line, until its end; answers on `out`.  The book is open only while it is asked: other programs
 * may write it in between.  o: book, report, aside, portfolio. */
MUST_USE Status mcp_stdio(const char *where, const ServeOptions *o, int in, int out, Err *err);

#endif
