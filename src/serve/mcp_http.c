/* Messages over HTTP: POST /mcp, the Streamable HTTP transport of the protocol without its streams.
 *
 * One message (of the revision that has them: one batch) a request, one answer as application/json; 202 and nothing where nothing is to be
 * answered, 400 where the body is no message.  A GET, which would open a stream, is 405: this server has nothing to say unasked.  There are
 * no sessions: Mcp-Session-Id is neither given nor wanted.  MCP-Protocol-Version names the revision that `initialize` agreed on; without it
 * 2025-03-26 is meant, as the protocol says, and one that is not spoken is 400.
 *
 * Who asks is known by token or cookie as on every route, and a page of another site cannot ask at all (site_from_us()). */
#include "serve/mcp.h"

#include "base/log.h"
#include "model/limits.h"

enum { ACCEPTED = 202, WRONG = 400, UNACCEPTABLE = 406, ANSWER_MOST = 2 * MCP_RESOURCE_MAX };

static const char json_type[] = "application/json";

static Status workers_book(void *ctx, Worker **out, Err *err)
{
    (void)err;
    *out = ctx;
    return ST_OK;
}

static Status may_ask(void *ctx, const Route *row, Arena *a, Err *err)
{
    Response why;
    return site_may(ctx, row, a, &why) ? ST_OK : ERR(err, ST_FORBIDDEN, "this is not for your role, or tells of customers that are not yours");
}

static Status was_told(void *ctx, const Route *row, const Response *answer, Err *err) { return site_log(ctx, row, answer, err); }

/* A client that takes JSON says so, or nothing at all. */
static bool takes_json(Str accept)
{
    static const Str fine[] = { STR_INIT("application/json"), STR_INIT("application/*"), STR_INIT("*/*") };
    bool any = !str_trim(accept).n;
    while (accept.n && !any) {
        Str one = str_cut(&accept, ','), type = str_trim(str_cut(&one, ';'));
        for (size_t i = 0; i < COUNT_OF(fine); i++)
            any = any || str_ieq(type, fine[i]);
    }
    return any;
}

/* The revision that the header names; of the newest each message says so itself. */
static bool revision_of(Str named, const McpMessage *m, McpPeer *peer, Arena *a, Response *out)
{
    bool modern = false;
    peer->version = mcp_revision(named.n ? named : STR("2025-03-26"), &modern);
    if (!peer->version)
        response_problem(out, a, WRONG, str_fmt(a, "MCP-Protocol-Version '%.*s' is not spoken here", STR_ARG(str_sub(named, 0, 40))));
    else if (named.n && m->modern && !str_eq(m->asked, named))
        response_problem(out, a, WRONG, STR("MCP-Protocol-Version and _meta name different revisions"));
    bool fine = peer->version && !(named.n && m->modern && !str_eq(m->asked, named));
    if (modern)
        peer->version = NULL;
    return fine;
}

Status speak_mcp(Worker *w, const RawRequest *raw, Arena *a, Response *out, Err *err)
{
    McpPeer peer = { .book = workers_book, .may = may_ask, .told = was_told, .ctx = w };
    bool refused = false, batch = false;
    size_t n;
    Buf b;
    Status st = site_from_us(w, raw, a, out, &refused, err);
    if (st || refused)
        return st;
    if (!takes_json(raw->header(raw->ctx, "Accept"))) {
        response_problem(out, a, UNACCEPTABLE, STR("answers are application/json"));
        return ST_OK;
    }
    const McpMessage *m = mcp_messages(raw->body, a, &n, &batch);
    if (!revision_of(str_trim(raw->header(raw->ctx, "MCP-Protocol-Version")), m, &peer, a, out))
        return ST_OK;
    buf_init(&b, ANSWER_MOST);
    mcp_answer_line(&peer, raw->body, a, &b);
    if (b.over)
        st = ERR(err, ST_TOO_BIG, "the answer is over the limit of a message");
    bool wrong = !batch && m->kind == MCP_BAD;
    *out = (Response){ .status = wrong ? WRONG : b.n ? 200 : ACCEPTED, .type = b.n ? json_type : NULL, .body = str_dup(a, buf_str(&b)), .etag = STR(""), .file_name = STR(""),
                       .cache = CACHE_NEVER };
    buf_release(&b);
    return st;
}
