/* mcp_message.h - what came in over MCP, taken apart: one JSON-RPC 2.0 message, or a batch of them.
 *
 * Everything that src/serve/mcp.c asks about a message is a plain field here, so that it never sees a JSON tree.  A message that is
 * none becomes MCP_BAD with the code and the words of its answer; the id is kept wherever it could be read.
 *
 * Ids        texts up to MCP_ID_MAX bytes and whole numbers of 64 bits; they come back as they were.  null, fractions and others are
 *            MCP_BAD: the protocol forbids them.
 * Bounded    by the caller's limit on a line; MCP_BATCH_MAX messages in a batch, MCP_ARGS_MAX arguments.
 * Lifetime   everything lives in `a`.
 */
#ifndef TL_SERVE_MCP_MESSAGE_H
#define TL_SERVE_MCP_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { MCP_ID_MAX = 1000, MCP_BATCH_MAX = 64, MCP_ARGS_MAX = 32 };

enum { MCP_PARSE_ERROR = -32700, MCP_INVALID_REQUEST = -32600, MCP_NO_METHOD = -32601, MCP_INVALID_PARAMS = -32602, MCP_INNER = -32603,
       MCP_NO_RESOURCE = -32002, MCP_VERSION = -32022 };

typedef enum McpKind { MCP_BAD, MCP_REQUEST, MCP_NOTICE, MCP_REPLY } McpKind;
typedef enum McpArgKind { MCP_ARG_TEXT, MCP_ARG_INT, MCP_ARG_OTHER } McpArgKind;

typedef struct McpArg {
    Str        name, text;
    int64_t    number;
    McpArgKind kind;
} McpArg;

typedef struct McpMessage {
    McpKind     kind;
    int         code;                  /* of MCP_BAD */
    const char *why;
    Str         id;                    /* as JSON; "" where there is none */
    Str         method;
    bool        modern;                /* carries its protocol version itself, as revision 2026-07-28 has it */
    Str         asked;                 /* that version; of `initialize`, params.protocolVersion */
    bool        says_capabilities;     /* modern: what the client can do is there too */
    bool        bad_params;            /* params, _meta or arguments are of another type than they must be */
    Str         name, uri;             /* of a tool, of a resource */
    bool        has_cursor;
    Str         cancels;               /* notifications/cancelled: the id, as JSON */
    McpArg      arg[MCP_ARGS_MAX];
    size_t      n_arg;
    bool        too_many_args;
} McpMessage;

/* One message, or those of a batch; at least one. */
McpMessage *mcp_messages(Str text, Arena *a, size_t *n, bool *batch);

#endif
