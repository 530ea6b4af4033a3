/* Who may what.  Every row of the table of routes is asked by everybody: nobody, a wrong token, each role by session and by token, with each scope.
 * Oracle: a table of this test's own, written from doc/api.md and not from the program's: right by route, roles by right; and RFC 9110, 9457, 6750 for codes.
 * A route that this test does not know is held to be an admin's: it fails until somebody has thought of it.
 * Row rules: the made-up book has four accounts whose names are known; no answer to a manager or unit owner holds a name that is not his. */
#include <stdlib.h>
#include <time.h>

#include "store/login.h"
#include "store/scope.h"
#include "tests/serve/host.h"

static bool on_server;

enum { NAMES = 7 };
typedef struct Person {
    const char *name;
    LoginRole   role;
    const char *rules;
    Str         cookie, token;      /* header lines; the token has all scopes */
} Person;
static Person people[NAMES] = {
    { "ada", ROLE_ADMIN, "", STR_INIT(""), STR_INIT("") },
    { "vic", ROLE_VIEWER, "", STR_INIT(""), STR_INIT("") },
    { "ann", ROLE_ANALYST, "", STR_INIT(""), STR_INIT("") },
    { "uwe", ROLE_UNIT, "unit logistics", STR_INIT(""), STR_INIT("") },                     /* upper or lower case does not matter */
    { "mia", ROLE_MANAGER, "account belmont Labs", STR_INIT(""), STR_INIT("") },            /* account 2 */
    { "max", ROLE_MANAGER, "account A1 @ CRM; segment Nobody's", STR_INIT(""), STR_INIT("") },   /* account 1, by its id */
    { "leo", ROLE_MANAGER, "account No Such Company", STR_INIT(""), STR_INIT("") },
};
static const char password[] = "correct horse battery";

/* What each operation needs: n anybody, s signed in, r read, q ask in SQL, d decide, i intake, a admin; behind it the roles with rules that it is told to. */
static const struct { const char *name; char need; const char *holds; } oracle[] = {
    { "book", 'r', "mu" }, { "money", 'r', "" }, { "issues", 'r', "u" }, { "issue", 'r', "u" }, { "accounts", 'r', "m" }, { "rollup", 'r', "m" }, { "account", 'r', "m" },
    { "comments", 'r', "m" }, { "expectations", 'r', "" }, { "voices", 'r', "m" }, { "stories", 'r', "" }, { "story", 'r', "" }, { "themes", 'r', "" }, { "files", 'r', "" },
    { "ledger", 'r', "" }, { "reviews", 'r', "" }, { "links", 'r', "" }, { "actions", 'r', "u" }, { "options", 'r', "" }, { "portfolio", 'r', "" }, { "forecast", 'r', "m" },
    { "lifetime", 'r', "m" }, { "data", 'r', "" }, { "quarantine", 'r', "" }, { "aside", 'r', "" }, { "decisions", 'r', "" }, { "decide", 'd', "" }, { "recomputing", 'r', "" },
    { "recompute", 'd', "" }, { "settings", 'r', "" }, { "set", 'd', "" }, { "sql_tables", 'q', "" }, { "sql", 'q', "" }, { "me", 'n', "" }, { "sign_in", 'n', "" }, { "sign_in_with", 'n', "" }, { "signed_in_with", 'n', "" }, { "provider", 'a', "" },
    { "sign_out", 's', "" }, { "password", 's', "" }, { "users", 'a', "" }, { "user", 'a', "" }, { "tokens", 's', "" }, { "token", 's', "" }, { "trail", 'a', "" },
    { "report", 'r', "" }, { "openapi", 'n', "" }, { "health", 'n', "" }, { "ready", 'n', "" }, { "events", 'r', "" },
    { "drivers", 'r', "" }, { "signals", 'r', "" }, { "signal", 'r', "" }, { "changes", 'r', "" }, { "intake", 'r', "" }, { "tasks", 'r', "" }, { "task", 'd', "" },
    { "jobs", 'r', "" }, { "job", 'd', "" }, { "deliver", 'n', "" },       /* by its signature alone: tests/serve/t_hook.c */ { "metrics", 'r', "" }, { "mcp", 'r', "mu" },       /* and once more for each row that is asked about: below */
};

static char need_of(const char *name, const char **holds)
{
    for (size_t i = 0; i < COUNT_OF(oracle); i++)
        if (!strcmp(oracle[i].name, name)) {
            *holds = oracle[i].holds;
            return oracle[i].need;
        }
    *holds = "";
    return 'a';
}

static bool role_may(LoginRole role, char need, const char *holds)
{
    static const char *const may[ROLE_COUNT_] = { [ROLE_VIEWER] = "r", [ROLE_ANALYST] = "rqdi", [ROLE_UNIT] = "r", [ROLE_MANAGER] = "r", [ROLE_ADMIN] = "rqdia" };
    bool rules = role == ROLE_UNIT || role == ROLE_MANAGER;
    if (need == 'n' || need == 's')
        return true;
    return strchr(may[role], need) && (!rules || strchr(holds, role == ROLE_UNIT ? 'u' : 'm'));
}

static bool scope_may(const char *scopes, char need)
{
    return need == 'n' || need == 's' || ((need == 'r' || need == 'q') && strstr(scopes, "read")) || (need == 'd' && strstr(scopes, "decide")) ||
           (need == 'i' && strstr(scopes, "intake")) || (need == 'a' && strstr(scopes, "admin"));
}

static Reply ask(const char *method, const char *target, Str headers, const char *body)
{
    Str more = headers;
    if (!strcmp(method, "POST"))
        more = str_fmt(&book.a, "%.*sSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", STR_ARG(headers), strlen(body), body);
    return client_ask(port, &(Ask){ .method = method, .target = target, .host = HOME, .more = more.p }, &book.a);
}

static Str cookie_line(const Reply *r)
{
    Str rest = reply_header(r, "Set-Cookie"), pair = str_cut(&rest, ';');
    assert_true(pair.n > 20);
    return str_fmt(&book.a, "Cookie: %.*s\r\n", STR_ARG(pair));
}

static Reply sign_in(const char *name, const char *with)
{
    return ask("POST", "/api/v1/session", STR(""), str_fmt(&book.a, "{\"name\":\"%s\",\"password\":\"%s\"}", name, with).p);
}

static Str token_line(int64_t login, const char *name, const char *scopes, int64_t days)
{
    int64_t id = 0;
    Str shown = STR("");
    if (token_add(book.s, login, str_of(name), str_of(scopes), days, (int64_t)time(NULL) * 1000000, &book.a, &id, &shown, &book.err))
        fail_msg("%s", book.err.msg);
    return str_fmt(&book.a, "Authorization: Bearer %.*s\r\n", STR_ARG(shown));
}

static void path_of(const Route *r, char *out, size_t n)
{
    const char *id = strstr(r->path, "{id}");
    (void)snprintf(out, n, "%.*s%s%s", id ? (int)(id - r->path) : (int)strlen(r->path), r->path, id ? (strstr(r->path, "accounts") ? "2" : "1") : "", id ? id + 4 : "");
}

/* Got past the door: any code but the door's own.  A POST is sent a body that nothing knows, so that nothing happens. */
static bool let_in(int status) { return status && status != 401 && status != 403; }

static void check_all(Str headers, const char *who, bool (*may)(const void *ctx, char need, const char *holds), const void *ctx, int refused)
{
    for (size_t i = 0; i < routes_n; i++) {
        char target[128];
        const char *holds;
        char need = need_of(routes[i].name, &holds);
        if (!strcmp(routes[i].name, "sign_out") || routes[i].take)          /* would end the session; a delivery is known by its signature: both have tests of their own */
            continue;
        path_of(&routes[i], target, sizeof target);
        /* News go on for minutes: their head is enough. */
        Reply r = ask(strcmp(routes[i].name, "events") != 0 ? routes[i].method : "HEAD", target, headers, "{\"no such field\":1}");
        bool want = may(ctx, need, holds);
        if (want ? !let_in(r.status) : r.status != refused)
            fail_msg("%s: %s %s is %d, want %s: %.*s", who, routes[i].method, target, r.status, want ? "an answer" : "a refusal", STR_ARG(str_sub(r.body, 0, 200)));
        if (routes[i].change && want)
            assert_int_equal(r.status, 400);
        if (!want) {
            assert_true(str_eq(reply_header(&r, "Content-Type"), STR("application/problem+json")));
            assert_true(refused != 401 || str_starts(reply_header(&r, "WWW-Authenticate"), STR("Bearer")));
        }
    }
}

static bool nobody_may(const void *ctx, char need, const char *holds)
{
    (void)ctx;
    (void)holds;
    return need == 'n';
}

static void every_route_without_and_with_wrong_rights(void **state)
{
    (void)state;
    static const char *const wrong[] = { "", "Authorization: Bearer tl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", "Authorization: Bearer \r\n", "Authorization: Basic YWRhOnh4\r\n" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        check_all(str_of(wrong[i]), wrong[i], nobody_may, NULL, 401);
    check_all(str_fmt(&book.a, "Cookie: a=b; tl_session_%d=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", port), "a wrong cookie", nobody_may, NULL, 401);
    /* A token decides alone: with a wrong one a right cookie does not help. */
    check_all(str_fmt(&book.a, "%.*s%s", STR_ARG(people[0].cookie), wrong[1]), "cookie and wrong token", nobody_may, NULL, 401);
    /* What is not there is not told to strangers. */
    assert_int_equal(ask("GET", "/api/v1/none", STR(""), "").status, 401);
    assert_int_equal(ask("GET", "/api/v1/none", people[1].cookie, "").status, 404);
    assert_int_equal(ask("GET", "/", STR(""), "").status, 200);          /* the page itself holds nothing of the book */
}

static bool person_may(const void *ctx, char need, const char *holds) { return role_may(((const Person *)ctx)->role, need, holds); }

static void every_route_with_every_role(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAMES; i++) {
        check_all(people[i].cookie, people[i].name, person_may, &people[i], 403);
        check_all(people[i].token, people[i].name, person_may, &people[i], 403);
    }
}

typedef struct Scoped {
    LoginRole   role;
    const char *scopes;
} Scoped;

static bool scoped_may(const void *ctx, char need, const char *holds)
{
    const Scoped *s = ctx;
    return role_may(s->role, need, holds) && scope_may(s->scopes, need);
}

static void a_token_opens_what_its_scopes_say_and_no_more_than_its_owner_may(void **state)
{
    (void)state;
    static const char *const scopes[] = { "read", "decide", "intake", "admin", "read decide" };
    Str line[COUNT_OF(scopes)][2];
    for (size_t i = 0; i < COUNT_OF(scopes); i++)
        for (int64_t login = 1; login <= 2; login++)
            line[i][login - 1] = token_line(login, scopes[i], scopes[i], 30);
    Str last = line[COUNT_OF(scopes) - 1][1];
    for (int i = 0; i < 50 && ask("GET", "/api/v1/tokens", last, "").status != 200; i++)     /* seen within a second */
        (void)nanosleep(&(struct timespec){ .tv_nsec = 100000000L }, NULL);
    for (size_t i = 0; i < COUNT_OF(scopes); i++) {
        Scoped admin = { ROLE_ADMIN, scopes[i] }, viewer = { ROLE_VIEWER, scopes[i] };
        check_all(line[i][0], scopes[i], scoped_may, &admin, 403);
        check_all(line[i][1], scopes[i], scoped_may, &viewer, 403);
    }
}

/* Names of the four accounts and of people in them, and whose they are: bit 0 belmont (mia), bit 1 Aeroe (max), bit 2 Logistics (uwe). */
static const struct { const char *text; int whose; } marks[] = {
    { "belmont", 1 | 4 }, { "Kai Vos", 1 }, { "100% great", 1 },
    { "r\xC3\xB8 Foods", 2 | 4 }, { "Ines Moreau", 2 }, { "Tom Brandt", 2 }, { "ines@aeroe.dk", 2 }, { "Where is O-1", 2 }, { "Too late", 2 | 4 }, { "I-1", 2 },
    { "Cassin", 0 }, { "nal Steel", 0 }, { "late again", 4 },       /* of nobody known, about his theme */
    { "First reply slower", 1 | 2 }, { "Ticket escalated", 1 | 2 },       /* issues' names are words for managers, not for other units */
};

static void nobody_reads_of_what_is_not_his(void **state)
{
    (void)state;
    static const char *const more[] = { "/api/v1/accounts?q=Cassin", "/api/v1/accounts?sort=name&per_page=200", "/api/v1/accounts/1", "/api/v1/accounts/2", "/api/v1/accounts/3", "/api/v1/accounts/4",
        "/api/v1/comments?account=1", "/api/v1/comments?account=2", "/api/v1/comments?account=0", "/api/v1/comments?theme=1", "/api/v1/comments?q=late", "/api/v1/voices?q=late", "/api/v1/voices?q=account:Cassin",
        "/api/v1/issues/1", "/api/v1/issues/2", "/api/v1/issues/3", "/api/v1/issues/4", "/api/v1/rollup?by=account", "/api/v1/rollup?by=segment", "/api/v1/rollup?by=parent" };
    static const int bit[NAMES] = { 0, 0, 0, 4, 1, 2, 0 };
    for (size_t p = 3; p < NAMES; p++) {
        size_t answered = 0;
        for (size_t i = 0; i < routes_n + COUNT_OF(more); i++) {
            char target[128];
            if (i < routes_n)
                path_of(&routes[i], target, sizeof target);
            else
                (void)snprintf(target, sizeof target, "%s", more[i - routes_n]);
            if (i < routes_n && routes[i].change)
                continue;
            Reply r = ask("GET", target, people[p].cookie, "");
            /* As a file, too: the same rows, on the same session. */
            bool list = i < routes_n && routes[i].list;
            Reply file = list ? ask("GET", str_fmt(&book.a, "%s?format=csv", target).p, people[p].cookie, "") : r;
            answered += r.status == 200;
            assert_int_equal(file.status, r.status);
            for (size_t m = 0; m < COUNT_OF(marks); m++)
                if (!(marks[m].whose & bit[p]) && !(p > 3 && !strncmp(marks[m].text, "First", 5)) && !(p > 3 && !strncmp(marks[m].text, "Ticket", 6)) && (str_has(r.body, str_of(marks[m].text)) || str_has(file.body, str_of(marks[m].text))))
                    fail_msg("%s read '%s' in %s", people[p].name, marks[m].text, target);
        }
        assert_true(answered >= 5);
    }
}

static void what_is_his_is_there(void **state)
{
    (void)state;
    static const struct { size_t who; const char *target; int status; const char *has; } cases[] = {
        { 4, "/api/v1/accounts/2", 200, "Kai Vos" }, { 4, "/api/v1/accounts", 200, "\"total\":1" }, { 4, "/api/v1/accounts/1", 404, "" }, { 4, "/api/v1/comments", 200, "100% great" },
        { 4, "/api/v1/book", 200, "\"accounts\":1" }, { 5, "/api/v1/accounts/1", 200, "ines@aeroe.dk" }, { 5, "/api/v1/accounts/1", 200, "Where is O-1" }, { 5, "/api/v1/comments", 200, "\"total\":1" },
        { 6, "/api/v1/accounts", 200, "\"total\":0" }, { 6, "/api/v1/comments", 200, "\"total\":0" }, { 6, "/api/v1/accounts/2", 404, "" },
        { 3, "/api/v1/issues", 200, "too late" }, { 3, "/api/v1/issues/1", 200, "O-1 promised" }, { 3, "/api/v1/issues/2", 404, "" }, { 3, "/api/v1/accounts", 403, "" }, { 3, "/api/v1/issues/1", 200, "Too late" },
        { 1, "/api/v1/accounts", 200, "\"total\":4" }, { 2, "/api/v1/accounts", 200, "\"total\":4" } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Reply r = ask("GET", cases[i].target, people[cases[i].who].cookie, "");
        if (r.status != cases[i].status || !str_has(r.body, str_of(cases[i].has)))
            fail_msg("%s at %s: %d, no '%s' in %.*s", people[cases[i].who].name, cases[i].target, r.status, cases[i].has, STR_ARG(str_sub(r.body, 0, 500)));
    }
}

static Reply tell(Str token, const char *method, const char *params)
{
    return ask("POST", "/mcp", token, str_fmt(&book.a, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method, params).p);
}

static int64_t logged(const char *who)
{
    Reply r = ask("GET", str_fmt(&book.a, "/api/v1/trail?q=%s&per_page=1", who).p, people[0].cookie, "");
    json_t *o = parse(r.body);
    int64_t n = json_integer_value(json_object_get(o, "total"));
    json_decref(o);
    return n;
}

/* Over POST /mcp everybody gets what he gets by GET, row by row, and nothing else: the oracle is the GET. */
static void an_assistant_reads_what_its_owner_may(void **state)
{
    (void)state;
    static const int bit[NAMES] = { 7, 7, 7, 4, 1, 2, 0 };
    for (size_t p = 0; p < NAMES; p++) {
        Reply list = tell(people[p].token, "tools/list", "{}");
        size_t told = 0, refused = 0;
        int64_t before = logged(people[p].name), personal = 0;
        assert_int_equal(list.status, 200);
        for (size_t i = 0; i < routes_n; i++) {
            char target[128];
            const Route *row = &routes[i];
            if (row->access != ACCESS_READER || strcmp(row->method, "GET") != 0 || !row->schema || row->cache == CACHE_NEVER)
                continue;
            path_of(row, target, sizeof target);
            Reply by_get = ask("GET", target, people[p].token, ""), r = tell(people[p].token, "tools/call", str_fmt(&book.a, "{\"name\":\"%s\",\"arguments\":%s}", row->name,
                                                                              strstr(row->path, "{id}") ? strstr(row->path, "accounts") ? "{\"id\":2}" : "{\"id\":1}" : "{}").p);
            bool is_error = str_has(r.body, STR("\"isError\":true")), listed = str_has(list.body, str_fmt(&book.a, "\"name\":\"%s\",\"title\"", row->name));
            assert_int_equal(r.status, 200);
            if (is_error != (by_get.status >= 400))
                fail_msg("%s: GET %s is %d, the tool says %.*s", people[p].name, target, by_get.status, STR_ARG(str_sub(r.body, 0, 300)));
            if (listed != (by_get.status != 403))
                fail_msg("%s: %s is %slisted, and GET is %d", people[p].name, row->name, listed ? "" : "not ", by_get.status);
            for (size_t m = 0; m < COUNT_OF(marks); m++)
                if (!(marks[m].whose & bit[p]) && p > 2 && !(p > 3 && !strncmp(marks[m].text, "First", 5)) && !(p > 3 && !strncmp(marks[m].text, "Ticket", 6)) && str_has(r.body, str_of(marks[m].text)))
                    fail_msg("%s was told '%s' by %s", people[p].name, marks[m].text, row->name);
            told += !is_error;
            refused += by_get.status == 403;
            personal += by_get.status == 200 && !row->impersonal;
        }
        assert_true(told >= 3);
        assert_true(p < 3 ? refused == 0 : refused > 5);
        for (int i = 0; i < 40 && logged(people[p].name) - before < 2 * personal; i++)      /* written a moment later */
            (void)nanosleep(&(struct timespec){ .tv_nsec = 50000000L }, NULL);
        if (logged(people[p].name) - before < 2 * personal)      /* once for the GET, once for the assistant */
            fail_msg("%s: %lld rows of the log for %lld answers", people[p].name, (long long)(logged(people[p].name) - before), (long long)(2 * personal));
        Reply r = tell(people[p].token, "resources/read", "{\"uri\":\"throughline:/api/v1/money\"}");
        assert_int_equal(str_has(r.body, STR("\"error\"")), p >= 3);
    }
    assert_int_equal(tell(STR(""), "tools/list", "{}").status, 401);
    assert_int_equal(tell(STR("Authorization: Bearer tl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"), "tools/list", "{}").status, 401);
    assert_int_equal(tell(str_fmt(&book.a, "%.*sOrigin: http://elsewhere.example\r\n", STR_ARG(people[0].token)), "tools/list", "{}").status, 403);
    assert_int_equal(ask("GET", "/mcp", people[0].token, "").status, 405);
    assert_int_equal(ask("DELETE", "/mcp", people[0].token, "").status, 405);
}

/* A table that a later migration adds is not seen by those who see a part, whatever columns it has; and a bare name is theirs, not the book's. */
static void a_table_that_nobody_thought_of_shows_nothing(void **state)
{
    (void)state;
    Store *view = NULL;
    ScopeIds ids;
    int64_t n = -1;
    book_sql(&book, "CREATE TABLE thought_of_by_nobody (account_id BIGINT, note TEXT); INSERT INTO thought_of_by_nobody VALUES (2, 'x'), (1, 'y');");
    assert_int_equal(store_open_again(book.s, true, &view, &book.err), ST_OK);
    if (scope_open(view, ROLE_MANAGER, &book.err))
        fail_msg("%s", book.err.msg);
    /* Before ids are given nothing shows. */
    assert_int_equal(store_int(view, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, -1, &n, &book.err), ST_OK);
    assert_int_equal(n, 0);
    assert_int_equal(scope_ids(book.s, 5, ROLE_MANAGER, &book.a, &ids, &book.err), ST_OK);
    assert_int_equal(ids.n, 1);
    assert_int_equal(scope_set(view, &ids, &book.err), ST_OK);
    assert_int_equal(store_int(view, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, -1, &n, &book.err), ST_OK);
    assert_int_equal(n, 1);
    static const char *const questions[] = { "SELECT CAST(count(*) AS BIGINT) AS n FROM thought_of_by_nobody", "SELECT CAST(count(*) AS BIGINT) AS n FROM login", "SELECT CAST(count(*) AS BIGINT) AS n FROM d_ledger",
        "SELECT CAST(count(*) AS BIGINT) AS n FROM f_account", "SELECT CAST(count(*) AS BIGINT) AS n FROM d_comment WHERE account_id <> 2", "SELECT CAST(count(*) AS BIGINT) AS n FROM quarantine" };
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        Table t;
        bool more;
        if (db_sql(store_db(view), &(DbAsk){ .text = str_of(questions[i]), .max_rows = 10, .timeout_ms = 5000 }, &book.a, &t, &more, &book.err))
            fail_msg("%s: %s", questions[i], book.err.msg);
        if (col_int(&t, "n")[0])
            fail_msg("%s: %lld rows", questions[i], (long long)col_int(&t, "n")[0]);
    }
    store_close(view);
}

/* The table of this test and that of the program name the same operations: a new one must be thought of here. */
static void every_route_has_been_thought_of(void **state)
{
    (void)state;
    for (size_t i = 0; i < routes_n; i++) {
        bool known = false;
        for (size_t k = 0; k < COUNT_OF(oracle); k++)
            known = known || !strcmp(oracle[k].name, routes[i].name);
        if (!known)
            fail_msg("'%s' (%s) is not in this test's table of rights: who may it be told to?", routes[i].name, routes[i].path);
        assert_int_not_equal(routes[i].access, ACCESS_NOBODY);
    }
}

static Status small_recompute(Store *s, Err *err)
{
    return store_run(s, SQL_CLEAR_REVIEW, STORE_NO_ARGS, err);
}

static Status small_report(Store *s, Arena *a, Buf *out, Err *err)
{
    (void)s;
    (void)a;
    (void)err;
    buf_puts(out, "<!doctype html><p>report");
    return ST_OK;
}

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .report = small_report, .aside = small_aside, .portfolio = small_portfolio, .understand = option_parse, .recompute = small_recompute });
    /* On this machine, before there is a user: everything, without a word. */
    assert_int_equal(get("/api/v1/users").status, 200);
    for (size_t i = 0; i < NAMES; i++) {
        int64_t id = 0;
        if (login_add(book.s, str_of(people[i].name), people[i].role, str_of(people[i].rules), str_of(password), STR("2026-01-01 00:00:00"), &book.a, &id, &book.err))
            fail_msg("%s", book.err.msg);
        assert_int_equal(id, (int64_t)i + 1);
        people[i].token = token_line(id, "all", "read decide intake admin", 700);
    }
    for (int i = 0; i < 50 && get("/api/v1/users").status != 401; i++)     /* the server looks again within a second */
        (void)nanosleep(&(struct timespec){ .tv_nsec = 100000000L }, NULL);
    assert_int_equal(get("/api/v1/users").status, 401);
    for (size_t i = 0; i < NAMES; i++) {
        Reply r = sign_in(people[i].name, password);
        if (r.status != 201)
            fail_msg("%s: %d %.*s", people[i].name, r.status, STR_ARG(r.body));
        people[i].cookie = cookie_line(&r);
    }
    return 0;
}

static int leave(void **state)
{
    (void)state;
    host_close();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_has_been_thought_of),
        cmocka_unit_test(every_route_without_and_with_wrong_rights),
        cmocka_unit_test(every_route_with_every_role),
        cmocka_unit_test(a_token_opens_what_its_scopes_say_and_no_more_than_its_owner_may),
        cmocka_unit_test(what_is_his_is_there),
        cmocka_unit_test(an_assistant_reads_what_its_owner_may),
        cmocka_unit_test(nobody_reads_of_what_is_not_his),
        cmocka_unit_test(a_table_that_nobody_thought_of_shows_nothing),
    };
    int failed = cmocka_run_group_tests_name("rights, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("rights, on PostgreSQL", tests, arrive, leave);
    return failed;
}
