/* Who may what.  Every row of the table of routes is asked by everybody: nobody, a wrong token, each role by session and by token, with each scope.
 * Oracle: a table of this test's own, written from doc/api.md and not from the program's: right by route, roles by right; and RFC 9110, 9457, 6750 for codes.
 * A route that this test does not know is held to be an admin's: it fails until somebody has thought of it.
 * Row rules: the made-up book has four accounts whose names are known; no answer to a manager or unit owner holds a name that is not his. */
#include <ftw.h>
#include <stdlib.h>
#include <time.h>

#include "serve/hook.h"
#include "store/login.h"
#include "store/scope.h"
#include "tests/serve/host.h"
#include "act/action.h"
#include "app/action_json.h"
#include "value/forecast.h"

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

/* What each operation needs: n anybody, s signed in, r read, q ask in SQL, d decide, t settle tasks, i intake, a admin; behind it the roles with rules that it is told to. */
static const struct { const char *name; char need; const char *holds; } oracle[] = {
    { "book", 'r', "mu" }, { "money", 'r', "" }, { "issues", 'r', "u" }, { "issue", 'r', "u" }, { "accounts", 'r', "m" }, { "rollup", 'r', "m" }, { "account", 'r', "m" }, { "timeline", 'r', "m" },
    { "comments", 'r', "m" }, { "comment", 'r', "m" }, { "clip", 'r', "m" }, { "expectations", 'r', "" }, { "voices", 'r', "m" }, { "stories", 'r', "" }, { "story", 'r', "" }, { "themes", 'r', "" }, { "sub_themes", 'r', "" }, { "files", 'r', "" },
    { "ledger", 'r', "" }, { "reviews", 'r', "" }, { "links", 'r', "" }, { "actions", 'r', "u" }, { "actions_typed", 'r', "u" }, { "action", 't', "u" }, { "lot", 'r', "" }, { "options", 'r', "" }, { "option", 'd', "" }, { "portfolio", 'r', "" }, { "forecast", 'r', "m" }, { "view", 't', "m" },
    { "lifetime", 'r', "m" }, { "data", 'r', "" }, { "quarantine", 'r', "" }, { "aside", 'r', "" }, { "decisions", 'r', "" }, { "decide", 'd', "" }, { "codebook", 'd', "" }, { "recomputing", 'r', "" },
    { "mend", 'd', "" }, { "recompute", 'd', "" }, { "settings", 'r', "" }, { "set", 'd', "" }, { "sql_tables", 'q', "" }, { "sql", 'q', "" }, { "me", 'n', "" }, { "sign_in", 'n', "" }, { "set_up", 'n', "" },       /* by its secret alone: t_people.c */ { "sign_in_with", 'n', "" }, { "signed_in_with", 'n', "" }, { "provider", 'a', "" },
    { "sign_out", 's', "" }, { "password", 's', "" }, { "users", 'a', "" }, { "user", 'a', "" }, { "tokens", 's', "" }, { "token", 's', "" }, { "trail", 'a', "" },
    { "report", 'r', "" }, { "report_for", 'r', "" }, { "openapi", 'n', "" }, { "health", 'n', "" }, { "ready", 'n', "" }, { "events", 'r', "mu" },
    { "drivers", 'r', "" }, { "signals", 'r', "" }, { "signal", 'r', "" }, { "changes", 'r', "" }, { "intake", 'r', "" }, { "tasks", 'r', "mu" }, { "task", 't', "mu" },
    { "jobs", 'r', "" }, { "job_report", 'r', "" }, { "hooks", 'a', "" }, { "notices", 'a', "" }, { "job", 'd', "" }, { "deliver", 'n', "" },       /* by its signature alone: tests/serve/t_hook.c */ { "metrics", 'r', "" }, { "mcp", 'r', "mu" },       /* and once more for each row that is asked about: below */
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
    static const char *const may[ROLE_COUNT_] = { [ROLE_VIEWER] = "r", [ROLE_ANALYST] = "rqdti", [ROLE_UNIT] = "rt", [ROLE_MANAGER] = "rt", [ROLE_ADMIN] = "rqdtia" };
    bool rules = role == ROLE_UNIT || role == ROLE_MANAGER;
    if (need == 'n' || need == 's')
        return true;
    return strchr(may[role], need) && (!rules || strchr(holds, role == ROLE_UNIT ? 'u' : 'm'));
}

static bool scope_may(const char *scopes, char need)
{
    return need == 'n' || need == 's' || ((need == 'r' || need == 'q') && strstr(scopes, "read")) || ((need == 'd' || need == 't') && strstr(scopes, "decide")) ||
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
    { "Nobody told us", 1 }, { "Another sentence", 2 }, { "cass@x.dk", 0 },       /* of tasks, and of who does them */
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
            if (i < routes_n && (routes[i].change || !strcmp(routes[i].name, "events")))          /* news have no end: tests/flow/users.py listens */
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

/* What a timeline reads beside the card, of two accounts and of nobody known: each manager finds his own, all of it, and nothing else, on both engines. */
static void a_timeline_tells_of_the_managers_own_account_alone(void **state)
{
    (void)state;
    static const char *const all[] = { "of the reply to", "of the note on", "of the payment of", "of the event at", "of the reference of", "of the plan of", "of the task of" };
    book_sql(&book,
        "INSERT INTO d_side_comment SELECT i, 8800 + i, TIMESTAMP '2025-01-20 00:00:00', 'reply', 'en', 'of the reply to ' || CAST(i AS TEXT), NULL, 1, 880 + i FROM generate_series(0, 2) AS g(i);"
        "INSERT INTO d_side_comment SELECT i, 8810 + i, TIMESTAMP '2025-01-20 00:00:00', 'crm', 'en', 'of the note on ' || CAST(i AS TEXT), NULL, 1, 880 + i FROM generate_series(0, 2) AS g(i);"
        "INSERT INTO f_payment SELECT 1, 8820 + i, 1, 1, 880 + i, CASE WHEN i > 0 THEN i END, NULL, 'y', TIMESTAMP '2020-01-02 10:00:00', 1, NULL, NULL, 'USD', 'failed', NULL, NULL, 'of the payment of ' || CAST(i AS TEXT) FROM generate_series(0, 2) AS g(i);"
        "INSERT INTO f_event SELECT 1, 8830 + i, 1, 1, 880 + i, CASE WHEN i > 0 THEN i END, NULL, NULL, 'of the event at ' || CAST(i AS TEXT), TIMESTAMP '2025-02-03 00:00:00', 2 FROM generate_series(0, 2) AS g(i);"
        "INSERT INTO f_reference SELECT 1, 8840 + i, 1, 1, 880 + i, CASE WHEN i > 0 THEN i END, NULL, 'r1', DATE '2025-01-10', 'of the reference of ' || CAST(i AS TEXT), 'given' FROM generate_series(0, 2) AS g(i);"
        "INSERT INTO f_subscription (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, plan) SELECT 1, 8850 + i, 1, 1, 880 + i, i, 2, 'S', 'old' FROM generate_series(1, 2) AS g(i);"
        "INSERT INTO f_subscription (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, plan) SELECT 1, 8850 + i, 2, 2, 880 + i, i, NULL, 'S', 'of the plan of ' || CAST(i AS TEXT) FROM generate_series(1, 2) AS g(i);"
        "INSERT INTO record_state SELECT 4, 8850 + i, 2, 88500 + i, TIMESTAMP '2024-12-05 00:00:00', FALSE FROM generate_series(1, 2) AS g(i);"
        "INSERT INTO task (task_id, rule, account_id, account, cause, words, score, money, owner, said_n, said_at, made_at) SELECT 880 + i, 'detractor', i, 'x', 'of the task of ' || CAST(i AS TEXT), '', 3, 1, 'kim', 1, TIMESTAMP '2024-11-01 00:00:00', TIMESTAMP '2024-11-02 00:00:00' FROM generate_series(1, 2) AS g(i);"
        "INSERT INTO verdict SELECT 8860 + i, 'task', 'done', CAST(880 + i AS TEXT), 'yes\tdone', 'kim', '', TIMESTAMP '2024-11-20 00:00:00' FROM generate_series(1, 2) AS g(i);");
    for (size_t who = 4; who <= 6; who++)
        for (int account = 1; account <= 2; account++) {
            Reply r = ask("GET", str_fmt(&book.a, "/api/v1/accounts/%d/timeline?per_page=200", account).p, people[who].cookie, "");
            bool own = (who == 4 && account == 2) || (who == 5 && account == 1);
            assert_int_equal(r.status, own ? 200 : 404);
            for (size_t i = 0; i < COUNT_OF(all); i++)
                for (int of = 0; of <= 2; of++)
                    if (str_has(r.body, str_fmt(&book.a, "%s %d", all[i], of)) != (own && of == account))
                        fail_msg("%s, account %d, '%s %d': %.*s", people[who].name, account, all[i], of, STR_ARG(r.body));
        }
    book_sql(&book, "DELETE FROM task WHERE task_id > 880; DELETE FROM verdict WHERE verdict_id > 8860; DELETE FROM d_side_comment WHERE comment_id >= 8800");
}

static char spool[] = "/tmp/tl_rights.XXXXXX";

static Status small_take(Store *s, ServeBatch *b, Err *err)
{
    (void)s;
    (void)b;
    (void)err;
    return ST_OK;
}

/* What was acknowledged since the server began, as it counts. */
static int64_t accepted(void)
{
    json_t *o = parse(ask("GET", "/api/v1/intake", people[0].cookie, "").body);
    int64_t n = json_integer_value(json_object_get(o, "accepted"));
    json_decref(o);
    return n;
}

/* In place of the secret of an endpoint for plain JSON, and nowhere else; the oracle is the table of roles and scopes above. */
static void a_token_sends_records_in_when_it_may(void **state)
{
    (void)state;
    Hook feed, desk;
    assert_int_equal(hooks_add(spool, STR("feed"), STR("json"), STR(""), STR(""), &book.a, &feed, &book.err), ST_OK);
    assert_int_equal(hooks_add(spool, STR("desk"), STR("zendesk"), STR(""), STR(""), &book.a, &desk, &book.err), ST_OK);
    static const char *const scopes[] = { "read", "decide", "intake", "admin", "read intake", "read decide admin" };
    int64_t before = accepted(), right = 0;
    Str last = STR("");
    Str line[NAMES][COUNT_OF(scopes)];
    for (size_t p = 0; p < NAMES; p++)
        for (size_t i = 0; i < COUNT_OF(scopes); i++)
            last = line[p][i] = token_line((int64_t)p + 1, str_fmt(&book.a, "sends %zu", i).p, scopes[i], 30);
    for (int i = 0; i < 50 && ask("GET", "/api/v1/tokens", last, "").status != 200; i++)
        (void)nanosleep(&(struct timespec){ .tv_nsec = 100000000L }, NULL);
    for (size_t p = 0; p < NAMES; p++)
        for (size_t i = 0; i < COUNT_OF(scopes); i++) {
            bool may = role_may(people[p].role, 'i', "") && scope_may(scopes[i], 'i');
            Reply r = ask("POST", "/api/v1/intake/1?stream=orders", line[p][i], "{\"id\":\"1\"}");
            if (r.status != (may ? 202 : 403))
                fail_msg("%s with '%s': %d %.*s", people[p].name, scopes[i], r.status, STR_ARG(r.body));
            right += may;
            assert_int_equal(ask("POST", "/api/v1/intake/2", line[p][i], "{\"id\":\"1\"}").status, 403);       /* signs for itself */
        }
    assert_int_equal(right, 4);                                  /* ada and ann, alone and beside read */
    assert_int_equal(ask("POST", "/api/v1/intake/1", STR(""), "{\"id\":\"1\"}").status, 403);
    assert_int_equal(ask("POST", "/api/v1/intake/1", people[0].cookie, "{\"id\":\"1\"}").status, 403);       /* a browser sends nothing in */
    assert_int_equal(ask("POST", "/api/v1/intake/1", STR("Authorization: Bearer tl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"), "{\"id\":\"1\"}").status, 403);
    assert_int_equal(ask("POST", "/api/v1/intake/9", line[0][2], "{\"id\":\"1\"}").status, 404);
    assert_int_equal(ask("POST", "/api/v1/intake/1", line[0][2], "{\"id\":").status, 400);
    assert_int_equal(ask("POST", "/api/v1/intake/1", str_fmt(&book.a, "Authorization: Bearer %.*s\r\n", STR_ARG(feed.secret)), "{\"id\":\"1\"}").status, 202);
    assert_int_equal(accepted() - before, right + 1);
    Reply counters = ask("GET", "/metrics", people[0].cookie, "");
    assert_true(str_has(counters.body, str_fmt(&book.a, "throughline_intake_records_total{state=\"accepted\"} %lld\n", (long long)accepted())));
    assert_true(str_has(counters.body, STR("throughline_intake_disk_full 0\n")) && str_has(counters.body, STR("throughline_jobs_total{state=\"failed\"} 0\n")));
    /* The token of somebody who may no more is nobody's. */
    assert_int_equal(login_set_role(book.s, 3, ROLE_VIEWER, STR(""), &book.a, &book.err), ST_OK);
    int status = 0;
    for (int i = 0; i < 50 && status != 403; i++) {
        status = ask("POST", "/api/v1/intake/1", line[2][2], "{\"id\":\"1\"}").status;
        (void)nanosleep(&(struct timespec){ .tv_nsec = 100000000L }, NULL);
    }
    assert_int_equal(status, 403);
    assert_int_equal(login_set_role(book.s, 3, ROLE_ANALYST, STR(""), &book.a, &book.err), ST_OK);
}

static Reply tell(Str token, const char *method, const char *params)
{
    return ask("POST", "/mcp", token, str_fmt(&book.a, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method, params).p);
}

/* Whose tasks these are, by hand: 1 too late (uwe's theme) of Aeroe; 2 of belmont; 3 a stream on uwe's theme; 4 on another; 5 of Cassin; 6 and 7 of Aeroe, of which the
 * first's sentence stands in a comment on uwe's theme and the second's does not. */
static const char tasks[] =
    "INSERT INTO task (task_id, rule, account_id, account, cause, words, score, money, owner, said_n, said_at, made_at, escalated_at) VALUES"
    " (1, 'detractor', 1, '\xC3\x86r\xC3\xB8 Foods', 'too late', 'Too late', 3, 900, 'kim@x.dk', 1, TIMESTAMP '2025-09-01 09:00:00', TIMESTAMP '2025-09-02 00:00:00', TIMESTAMP '2025-09-06 00:00:00'),"
    " (2, 'broken', 2, 'belmont Labs', 'being told', 'Nobody told us', NULL, 5000, '', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:00', NULL),"
    " (3, 'signal', 0, '', '\"too late\"', '', NULL, 7000, '', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:00', NULL),"
    " (4, 'signal', 0, '', '\"great\"', '', NULL, 7000, '', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:00', NULL),"
    " (5, 'detractor', 3, 'Cassin', 'great', 'Cassin is angry', 2, 70, 'cass@x.dk', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:00', NULL),"
    " (6, 'broken', 1, '\xC3\x86r\xC3\xB8 Foods', 'timeliness', 'Too late', NULL, 900, '', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:00', NULL),"
    " (7, 'broken', 1, '\xC3\x86r\xC3\xB8 Foods', 'timeliness', 'Another sentence', NULL, 900, '', 1, TIMESTAMP '2025-09-20 09:00:00', TIMESTAMP '2025-09-21 00:00:00', NULL);"
    "INSERT INTO d_expect_said VALUES (1, 1, 1, 5, 13, 'promise', 'disappointed', 'timeliness', '', 0, 0, 0, 0);"
    "INSERT INTO verdict VALUES (70, 'task', 'owner', 'escalation', 'lee@x.dk', 'ada', '', TIMESTAMP '2025-09-30 00:00:00'), (71, 'task', 'owner', 'account:Cassin', 'cass@x.dk', 'ada', '', TIMESTAMP '2025-09-30 00:00:00'),"
    " (72, 'task', 'reply', 'rule:broken', 'Sorry, {account}', 'ada', '', TIMESTAMP '2025-09-30 00:00:00'), (73, 'task', 'done', '5', 'no' || CAST(chr(9) AS TEXT) || 'Looked into it', 'ada', '', TIMESTAMP '2025-09-30 00:00:00');";

/* "1 6 7" */
static Str ids_of(const json_t *o)
{
    Str out = STR("");
    for (int64_t id = 1; id < 100; id++) {
        size_t i;
        json_t *t;
        json_array_foreach(json_object_get(o, "tasks"), i, t)
            if (json_integer_value(json_object_get(t, "id")) == id)
                out = str_fmt(&book.a, "%.*s%s%lld", STR_ARG(out), out.n ? " " : "", (long long)id);
    }
    return out;
}

static void tasks_are_told_to_whom_they_belong(void **state)
{
    (void)state;
    static const struct { size_t who; const char *ids; int64_t open; } cases[] = { { 0, "1 2 3 4 5 6 7", 6 }, { 1, "1 2 3 4 5 6 7", 6 }, { 3, "1 3 6", 3 }, { 4, "2", 1 }, { 5, "1 6 7", 3 }, { 6, "", 0 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str who = people[cases[i].who].cookie;
        Reply r = ask("GET", "/api/v1/tasks?state=all", who, ""), csv = ask("GET", "/api/v1/tasks?state=all&format=csv", who, "");
        json_t *o = parse(r.body);
        size_t lines = 0;
        for (size_t k = 0; k < csv.body.n; k++)
            lines += csv.body.p[k] == '\n';
        if (!str_eq(ids_of(o), str_of(cases[i].ids)))
            fail_msg("%s sees %.*s", people[cases[i].who].name, STR_ARG(ids_of(o)));
        assert_int_equal(json_integer_value(json_object_get(o, "open")), cases[i].open);
        assert_int_equal(lines, 1 + json_array_size(json_object_get(o, "tasks")));
        json_decref(o);
    }
    /* To whom it is passed on, and what is replied, are words for all; a unit's owner is told what was known of an account that his issue met. */
    Reply r = ask("GET", "/api/v1/tasks?state=all&q=too+late&rule=detractor", people[3].cookie, "");
    if (!str_has(r.body, STR("\"escalated_to\":\"lee@x.dk\"")) || !str_has(r.body, STR("\"history\":{")))
        fail_msg("%.*s", STR_ARG(r.body));
    assert_true(str_has(ask("GET", "/api/v1/tasks", people[4].cookie, "").body, STR("Sorry, belmont Labs")));
    assert_int_equal(ask("GET", "/api/v1/tasks", STR(""), "").status, 401);
}

static int64_t settle(size_t who, const char *body, int status)
{
    Reply r = ask("POST", "/api/v1/tasks", people[who].cookie, body);
    if (r.status != status)
        fail_msg("%s, %s: %d, not %d: %.*s", people[who].name, body, r.status, status, STR_ARG(r.body));
    json_t *o = parse(r.body);
    int64_t n = json_integer_value(json_object_get(o, "decision"));
    json_decref(o);
    return n;
}

static int64_t end_of(size_t who, int task, int status) { return settle(who, str_fmt(&book.a, "{\"what\":\"done\",\"task\":%d,\"told\":\"yes\",\"text\":\"Called\"}", task).p, status); }
static int64_t undo_of(size_t who, int64_t decision, int status) { return settle(who, str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)decision).p, status); }

static void tasks_are_settled_by_whom_they_belong(void **state)
{
    (void)state;
    static const struct { size_t who; int task, status; } cases[] = {
        { 3, 1, 201 }, { 3, 3, 201 }, { 3, 6, 201 }, { 3, 2, 404 }, { 3, 4, 404 }, { 3, 5, 404 }, { 3, 7, 404 }, { 4, 2, 201 }, { 4, 1, 404 }, { 4, 3, 404 }, { 4, 99, 404 },
        { 5, 7, 201 }, { 5, 2, 404 }, { 5, 3, 404 }, { 6, 1, 404 }, { 2, 4, 201 }, { 1, 4, 403 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t n = end_of(cases[i].who, cases[i].task, cases[i].status);
        if (cases[i].status != 201)
            continue;
        (void)end_of(cases[i].who, cases[i].task, 409);
        Reply r = ask("GET", "/api/v1/tasks?state=done", people[cases[i].who].cookie, "");
        if (!str_has(r.body, str_fmt(&book.a, "\"done_by\":\"%s\"", people[cases[i].who].name)))
            fail_msg("%s: %.*s", people[cases[i].who].name, STR_ARG(r.body));
        /* Nobody takes back what he may not see; the decision is not there for him. */
        (void)undo_of(6, n, 404);
        (void)undo_of(1, n, 403);
        (void)undo_of(cases[i].who, n, 201);
        (void)undo_of(cases[i].who, n, 409);
    }
    int64_t by_ada = end_of(0, 2, 201);
    (void)undo_of(3, by_ada, 404);
    (void)undo_of(4, by_ada, 201);
    for (int64_t n = 70; n <= 73; n++)              /* rules, and the end of Cassin's */
        (void)undo_of(4, n, 404);
    (void)settle(4, "{\"what\":\"owner\",\"of\":\"account:belmont Labs\",\"text\":\"mia\"}", 403);
    (void)settle(3, "{\"what\":\"reply\",\"of\":\"rule:broken\",\"text\":\"no\"}", 403);
    (void)settle(4, "{\"what\":\"sing\",\"task\":2}", 400);
    (void)settle(4, "{\"what\":\"done\",\"task\":2,\"told\":\"perhaps\",\"text\":\"x\"}", 400);
    (void)settle(2, "{\"what\":\"reply\",\"of\":\"rule:broken\",\"text\":\"Sorry, {account}\"}", 201);
    /* What was done is told in up to 2000 bytes, as on the command line. */
    char long_text[2100];
    memset(long_text, 'x', sizeof long_text);
    (void)undo_of(4, settle(4, str_fmt(&book.a, "{\"what\":\"done\",\"task\":2,\"told\":\"yes\",\"text\":\"%.1900s\"}", long_text).p, 201), 201);
    (void)settle(4, str_fmt(&book.a, "{\"what\":\"done\",\"task\":2,\"told\":\"yes\",\"text\":\"%.2001s\"}", long_text).p, 400);
    /* A token needs the scope besides. */
    Str reads = token_line(5, "only reads", "read", 30), decides = token_line(5, "settles", "decide", 30);
    static const char body[] = "{\"what\":\"done\",\"task\":2,\"told\":\"yes\",\"text\":\"Called\"}";
    for (int i = 0; i < 50 && ask("GET", "/api/v1/tokens", decides, "").status != 200; i++)
        (void)nanosleep(&(struct timespec){ .tv_nsec = 100000000L }, NULL);
    assert_int_equal(ask("POST", "/api/v1/tasks", reads, body).status, 403);
    assert_int_equal(ask("POST", "/api/v1/tasks", STR(""), body).status, 401);
    assert_int_equal(ask("POST", "/api/v1/tasks", decides, body).status, 201);
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
    size_t accounts = 0;
    for (size_t i = 0; i < ids.n; i++) {
        accounts += !strcmp(ids.at[i].what, "account");
        assert_true(!strcmp(ids.at[i].what, "account") || !strcmp(ids.at[i].what, "verdict"));
    }
    assert_int_equal(accounts, 1);
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

/* Two tickets, of belmont (mia's) and of Aeroe (max's), with what was written in them, and what is said to weigh most in uwe's issue: each is shown his own, and nothing fails. */
static void what_was_said_around_a_comment_is_the_owners_own(void **state)
{
    (void)state;
    static const char mine[] = "m0000000000004001", theirs[] = "m0000000000004011";
    book_sql(&book,
        "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, created_at, subject, body) SELECT 1, 16000 + l.account_id, 1, 77, l.account_id, l.alias_id, 'R' || CAST(l.account_id AS TEXT),"
        " TIMESTAMP '2025-09-01 09:00:00', 'Gauge', 'First of ' || CAST(l.account_id AS TEXT) FROM (SELECT account_id, min(alias_id) AS alias_id FROM d_alias WHERE account_id IN (1, 2) GROUP BY account_id) AS l;"
        "INSERT INTO f_message (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, ticket_id, \"at\", side, author, text) SELECT 1, CASE WHEN t.line = 2 THEN 16385 ELSE 16401 END, 1, 77, 100 + t.line, t.alias_id, 'M', t.ext_id,"
        " TIMESTAMP '2025-09-02 09:00:00', 'customer', 'x', 'Still broken at ' || CAST(t.line AS TEXT) FROM f_ticket AS t WHERE t.file_id = 77;"
        "INSERT INTO f_message (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, ticket_id, \"at\", side, author, text) SELECT 1, 17000 + t.line, 1, 77, 200 + t.line, t.alias_id, 'A', t.ext_id,"
        " TIMESTAMP '2025-09-03 09:00:00', 'agent', 'y', 'We look into it for ' || CAST(t.line AS TEXT) FROM f_ticket AS t WHERE t.file_id = 77;"
        "INSERT INTO d_comment SELECT t.line, 7700, NULL, TIMESTAMP '2025-09-02 09:00:00', 'message', 'en', 'Still broken at ' || CAST(t.line AS TEXT), NULL, -0.5, 77, 100 + t.line FROM f_ticket AS t WHERE t.file_id = 77;"
        "INSERT INTO d_comment_key SELECT t.line, 7700, CASE WHEN t.line = 2 THEN 'm0000000000004001' ELSE 'm0000000000004011' END, NULL FROM f_ticket AS t WHERE t.file_id = 77;");
    for (int who = 4; who <= 5; who++) {
        Reply own = ask("GET", str_fmt(&book.a, "/api/v1/comments/%s", who == 4 ? mine : theirs).p, people[who].cookie, "");
        Reply other = ask("GET", str_fmt(&book.a, "/api/v1/comments/%s", who == 4 ? theirs : mine).p, people[who].cookie, "");
        Str first = who == 4 ? STR("First of 2") : STR("First of 1"), agent = who == 4 ? STR("We look into it for 2") : STR("We look into it for 1");
        if (own.status != 200 || !str_has(own.body, first) || !str_has(own.body, agent) || str_has(own.body, who == 4 ? STR("for 1") : STR("for 2")))
            fail_msg("%s: %d %.*s", people[who].name, own.status, STR_ARG(str_sub(own.body, 0, 1500)));
        assert_int_equal(other.status, 404);
    }
    Store *view = NULL;
    ScopeIds ids;
    Table t;
    bool more;
    assert_int_equal(store_open_again(book.s, true, &view, &book.err), ST_OK);
    assert_int_equal(scope_open(view, ROLE_MANAGER, &book.err), ST_OK);
    assert_int_equal(scope_ids(book.s, 5, ROLE_MANAGER, &book.a, &ids, &book.err), ST_OK);
    assert_int_equal(scope_set(view, &ids, &book.err), ST_OK);
    static const struct { const char *ask; int64_t n; } rows[] = {
        { "SELECT CAST(count(*) AS BIGINT) AS n FROM message_told AS m WHERE m.text LIKE '%at 2'", 1 }, { "SELECT CAST(count(*) AS BIGINT) AS n FROM message_told AS m WHERE m.text LIKE '%1'", 0 },
        { "SELECT CAST(count(*) AS BIGINT) AS n FROM f_message AS m WHERE m.text LIKE '% 2'", 2 }, { "SELECT CAST(count(*) AS BIGINT) AS n FROM f_message AS m WHERE m.text LIKE '%1'", 0 },
        { "SELECT CAST(count(*) AS BIGINT) AS n FROM heard AS h JOIN d_alias AS l ON l.alias_id = h.alias_id WHERE l.account_id <> 2", 0 }, { "SELECT CAST(count(*) AS BIGINT) AS n FROM f_utterance", 0 },
        { "SELECT CAST(count(*) AS BIGINT) AS n FROM comment_clip", 0 }, { "SELECT CAST(count(*) AS BIGINT) AS n FROM d_value_part", 0 }, { "SELECT CAST(count(*) AS BIGINT) AS n FROM ticket_place", 0 } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (db_sql(store_db(view), &(DbAsk){ .text = str_of(rows[i].ask), .max_rows = 10, .timeout_ms = 5000 }, &book.a, &t, &more, &book.err))
            fail_msg("%s: %s", rows[i].ask, book.err.msg);
        if (col_int(&t, "n")[0] != rows[i].n)
            fail_msg("%s: %lld", rows[i].ask, (long long)col_int(&t, "n")[0]);
    }
    store_close(view);
}

/* Who forbids quoting is heard on every session: what takes words away is asked of the decisions that a manager is shown, and of no others. */
static void words_that_may_not_be_quoted_are_shown_to_no_owner_either(void **state)
{
    (void)state;
    Store *view = NULL;
    ScopeIds ids;
    Table t;
    bool more;
    book_sql(&book, "INSERT INTO verdict VALUES (900, 'voices', 'forbid', 'belmont Labs', '', 'ada', '', TIMESTAMP '2025-09-30 00:00:00'), (901, 'voices', 'story', 'Of Cassin', 'x', 'ada', '', TIMESTAMP '2025-09-30 00:00:00');");
    assert_int_equal(store_open_again(book.s, true, &view, &book.err), ST_OK);
    assert_int_equal(scope_open(view, ROLE_MANAGER, &book.err), ST_OK);
    assert_int_equal(scope_ids(book.s, 5, ROLE_MANAGER, &book.a, &ids, &book.err), ST_OK);
    assert_int_equal(scope_set(view, &ids, &book.err), ST_OK);
    assert_int_equal(store_fetch(view, SQL_TASK_LIST, STORE_NO_ARGS, &book.a, &t, &book.err), ST_OK);
    assert_int_equal(t.n, 1);
    assert_string_equal(col_text(&t, "account")[0].p, "belmont Labs");
    assert_int_equal(col_text(&t, "words")[0].n, 0);
    assert_string_equal(col_text(&t, "granted")[0].p, "forbid");
    if (db_sql(store_db(view), &(DbAsk){ .text = STR("SELECT verdict_id, stage, what, subject, object FROM verdict ORDER BY verdict_id"), .max_rows = 100, .timeout_ms = 5000 }, &book.a, &t, &more, &book.err))
        fail_msg("%s", book.err.msg);
    assert_true(t.n > 3);
    for (size_t r = 0; r < t.n; r++)
        if (str_has(col_text(&t, "subject")[r], STR("Cassin")) || str_has(col_text(&t, "object")[r], STR("Looked into it")) || (str_eq(col_text(&t, "what")[r], STR("done")) && !str_eq(col_text(&t, "subject")[r], STR("2"))))
            fail_msg("%.*s %.*s %.*s", STR_ARG(col_text(&t, "what")[r]), STR_ARG(col_text(&t, "subject")[r]), STR_ARG(col_text(&t, "object")[r]));
    store_close(view);
    /* On the whole book and on a part of it the same. */
    Reply all = ask("GET", "/api/v1/comments?account=2&per_page=7", people[1].cookie, ""), part = ask("GET", "/api/v1/comments?account=2&per_page=7", people[4].cookie, "");
    assert_int_equal(part.status, 200);
    assert_false(str_has(all.body, STR("100% great")));
    assert_false(str_has(part.body, STR("100% great")));
}

/* A manager says what he thinks of his own accounts' renewals, and takes back his own words; others' accounts are not there for him. */
static void a_manager_speaks_of_his_own_renewals_alone(void **state)
{
    (void)state;
    const Str mia = people[4].token, ann = people[2].token;
    const struct { Str who; const char *body; int status; } steps[] = {
        { ann, "{\"what\":\"owner\",\"account\":1,\"probability\":\"40%\"}", 201 }, { mia, "{\"what\":\"owner\",\"account\":2,\"probability\":\"60 %\",\"words\":\"they like us\"}", 201 },
        { mia, "{\"what\":\"owner\",\"account\":1,\"probability\":\"60%\"}", 404 }, { mia, "{\"what\":\"owner\",\"account\":2,\"probability\":\"surely\"}", 400 },
        { ann, "{\"what\":\"owner\",\"account\":99999,\"probability\":\"60%\"}", 404 }, { ann, "{\"what\":\"owner\",\"account\":1,\"probability\":\"160%\"}", 400 },
        { ann, "{\"what\":\"guess\",\"account\":1}", 400 }, { people[1].token, "{\"what\":\"owner\",\"account\":1,\"probability\":\"60%\"}", 403 },
        { people[3].token, "{\"what\":\"owner\",\"account\":2,\"probability\":\"60%\"}", 403 } };
    int64_t said[2] = { 0 };
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        Reply r = ask("POST", "/api/v1/forecast", steps[i].who, steps[i].body);
        if (r.status != steps[i].status)
            fail_msg("%s: %d, not %d: %.*s", steps[i].body, r.status, steps[i].status, STR_ARG(r.body));
        if (r.status != 201)
            continue;
        json_t *o = parse(r.body);
        said[i] = json_integer_value(json_object_get(o, "decision"));
        json_decref(o);
    }
#define UNDO "{\"what\":\"undo\",\"decision\":%lld}"
    assert_int_equal(ask("POST", "/api/v1/forecast", mia, str_fmt(&book.a, UNDO, (long long)said[0]).p).status, 404);
    assert_int_equal(ask("POST", "/api/v1/forecast", mia, str_fmt(&book.a, UNDO, (long long)said[1]).p).status, 201);
    assert_int_equal(ask("POST", "/api/v1/forecast", mia, str_fmt(&book.a, UNDO, (long long)said[1]).p).status, 409);
    assert_int_equal(ask("POST", "/api/v1/forecast", ann, str_fmt(&book.a, UNDO, (long long)said[0]).p).status, 201);
}

/* A unit's owner says what is done about his unit's issues, and takes back what he said; of others he changes nothing, and is told nothing of it. */
static void a_unit_owner_says_what_is_done_about_his_own_issues_alone(void **state)
{
    (void)state;
    const Str uwe = people[3].token, ann = people[2].token;
    const struct { Str who; const char *body; int status; } steps[] = {
        { ann, "{\"what\":\"add\",\"name\":\"Cassin first\",\"issue\":\"great\",\"unit\":\"Sales\"}", 201 },
        { people[1].token, "{\"what\":\"add\",\"name\":\"x\",\"issue\":\"too late\"}", 403 }, { people[4].token, "{\"what\":\"add\",\"name\":\"x\",\"issue\":\"too late\"}", 403 },
        { uwe, "{\"what\":\"add\",\"name\":\"x\",\"issue\":\"great\"}", 403 }, { uwe, "{\"what\":\"add\",\"name\":\"x\"}", 403 },
        { uwe, "{\"what\":\"add\",\"name\":\"x\",\"issue\":\"too late\",\"unit\":\"Sales\"}", 403 },
        { uwe, "{\"what\":\"add\",\"name\":\"Uwe's dock\",\"issue\":\"too late\",\"owner\":\"uwe\"}", 201 },
        { uwe, "{\"what\":\"why\",\"name\":\"Uwe's dock\",\"node\":\"1\",\"text\":\"One dock for all\"}", 201 },
        { uwe, "{\"what\":\"set\",\"name\":\"Uwe's dock\",\"issue\":\"great\"}", 403 }, { uwe, "{\"what\":\"set\",\"name\":\"Cassin first\",\"owner\":\"uwe\"}", 403 },
        { uwe, "{\"what\":\"why\",\"name\":\"Cassin first\",\"node\":\"1\",\"text\":\"x\"}", 403 }, { uwe, "{\"what\":\"drop\",\"name\":\"Cassin first\"}", 403 } };
    int64_t his = 0, hers = 0, n = 0;
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        Reply r = ask("POST", "/api/v1/actions", steps[i].who, steps[i].body);
        if (r.status != steps[i].status)
            fail_msg("%s: %d, not %d: %.*s", steps[i].body, r.status, steps[i].status, STR_ARG(r.body));
        if (r.status != 201)
            continue;
        json_t *o = parse(r.body);
        *(i ? &his : &hers) = json_integer_value(json_object_get(o, "decision"));
        json_decref(o);
    }
    Reply r = ask("GET", "/api/v1/actions/typed", uwe, "");
    assert_int_equal(r.status, 200);
    assert_true(str_has(r.body, STR("Uwe's dock")) && str_has(r.body, STR("One dock for all")) && str_has(r.body, STR("\"unit\":\"Logistics\"")));
    assert_false(str_has(r.body, STR("Cassin")));
    assert_true(str_has(ask("GET", "/api/v1/actions/typed", ann, "").body, STR("Cassin first")));
    assert_int_equal(ask("POST", "/api/v1/actions", uwe, str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)hers).p).status, 404);
    assert_int_equal(ask("POST", "/api/v1/actions", uwe, str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)his).p).status, 201);
    assert_false(str_has(ask("GET", "/api/v1/actions/typed", uwe, "").body, STR("One dock for all")));
    /* Given to another unit, it is the other's. */
    assert_int_equal(ask("POST", "/api/v1/actions", ann, "{\"what\":\"set\",\"name\":\"Uwe's dock\",\"unit\":\"Sales\"}").status, 201);
    assert_false(str_has(ask("GET", "/api/v1/actions/typed", uwe, "").body, STR("dock")));
    /* What was done is in the log, with who did it. */
    assert_int_equal(store_int(book.s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &n, &book.err), ST_OK);
    assert_true(n > his && logged("uwe") >= 3);
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

static Status small_report(Store *s, Arena *a, Buf *out, Err *err)
{
    (void)s;
    (void)a;
    (void)err;
    buf_puts(out, "<!doctype html><p>report");
    return ST_OK;
}

static Status small_reader(Store *s, Str reader, Str form, Arena *a, Buf *out, ServeForm *as, Err *err)
{
    (void)s, (void)reader, (void)form, (void)a, (void)err;
    buf_puts(out, "<!doctype html><p>report");
    *as = (ServeForm){ .type = "text/html; charset=utf-8", .file = STR("") };
    return ST_OK;
}

static int arrive(void **state)
{
    (void)state;
    memcpy(strchr(spool, '.') + 1, "XXXXXX", 6);
    assert_non_null(mkdtemp(spool));
    host_open(on_server, (ServeOptions){ .spool = spool, .take = small_take, .report = small_report, .reader = small_reader, .aside = small_aside, .portfolio = small_portfolio, .understand = option_parse, .option = option_decide, .typed = answer_actions_typed, .action = action_decide, .forecast = forecast_decide, .recompute = small_recompute });
    /* On this machine, before there is a user: everything, without a word. */
    assert_int_equal(get("/api/v1/users").status, 200);
    book_sql(&book, tasks);
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

static int remove_one(const char *path, const struct stat *sb, int flag, struct FTW *at)
{
    (void)sb;
    (void)flag;
    (void)at;
    return remove(path);
}

static int leave(void **state)
{
    (void)state;
    host_close();
    return nftw(spool, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_owner_says_what_is_done_about_his_own_issues_alone), cmocka_unit_test(a_manager_speaks_of_his_own_renewals_alone), cmocka_unit_test(every_route_has_been_thought_of),
        cmocka_unit_test(every_route_without_and_with_wrong_rights),
        cmocka_unit_test(every_route_with_every_role),
        cmocka_unit_test(a_token_opens_what_its_scopes_say_and_no_more_than_its_owner_may),
        cmocka_unit_test(what_is_his_is_there),
        cmocka_unit_test(a_timeline_tells_of_the_managers_own_account_alone),
        cmocka_unit_test(tasks_are_told_to_whom_they_belong),
        cmocka_unit_test(tasks_are_settled_by_whom_they_belong),
        cmocka_unit_test(an_assistant_reads_what_its_owner_may),
        cmocka_unit_test(nobody_reads_of_what_is_not_his),
        cmocka_unit_test(a_token_sends_records_in_when_it_may),
        cmocka_unit_test(a_table_that_nobody_thought_of_shows_nothing),
        cmocka_unit_test(what_was_said_around_a_comment_is_the_owners_own),
        cmocka_unit_test(words_that_may_not_be_quoted_are_shown_to_no_owner_either),
    };
    int failed = cmocka_run_group_tests_name("rights, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("rights, on PostgreSQL", tests, arrive, leave);
    return failed;
}
