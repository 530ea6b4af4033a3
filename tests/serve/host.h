/* host.h - a server over the made-up book, and what every test of it asks: shared by the tests that speak HTTP to one. */
#ifndef TL_TESTS_SERVE_HOST_H
#define TL_TESTS_SERVE_HOST_H

#include <jansson.h>

/* base/json_out.h uses three of jansson's names for its own; here they stand aside. */
#define json_object written_object
#define json_array  written_array
#define json_null   written_null
#include "act/choose.h"
#include "serve/routes.h"
#include "serve/serve.h"
#undef json_object
#undef json_array
#undef json_null

#include "tests/report/book.h"
#include "tests/serve/client.h"

#define HOME "localhost"

/* The one server of a test program. */
extern TestBook book;
extern Server  *server;
extern int      port;

/* Makes the full book, on PostgreSQL or not, and serves it on a free port of this machine; o says the rest. */
void host_open(bool on_server, ServeOptions o);
void host_close(void);

Reply   get(const char *target);
void    expect(const char *target, int status);
json_t *parse(Str s);                           /* the caller's to json_decref() */
json_t *get_json(const char *target);           /* of a 200 */

/* ServeOptions.recompute: nothing to review any more. */
Status small_recompute(Store *s, Err *err);

/* ServeOptions.aside: one file, number 1. */
Status small_portfolio(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err);
Status small_aside(Store *s, int64_t file, Arena *a, Buf *out, Str *name, Err *err);

#endif
