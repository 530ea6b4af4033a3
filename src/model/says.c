#include "model/says.h"

#define SAY(code, text) [SAY_##code] = { #code, text },
static const SayRow rows[] = {
#include "model/says_money.h"
#include "model/says_issue.h"
#include "model/says_data.h"
#include "model/says_finding.h"
#include "model/says_book.h"
#include "model/says_account.h"
#include "model/says_driver.h"
#include "model/says_chart.h"
#include "model/says_any.h"
};
#undef SAY

static const SayBook book = { rows, COUNT_OF(rows) };

const SayBook *says_book(void) { return &book; }

Str said(Arena *a, SayId id, const Str *value, size_t n) { return say_write(a, &rows[id], value, n); }

Str said_plain(SayId id) { return str_of(rows[id].text); }

void unsaid_put(JsonOut *j, const char *key)
{
    char say[64];
    (void)snprintf(say, sizeof say, "%s_say", key);
    json_array(j, say);
    json_end(j);
}

void said_put(JsonOut *j, const char *key, Str sentence, Arena *a)
{
    Str say = str_fmt(a, "%s_say", key);
    json_text(j, key, sentence);
    if (!say_put(j, say.p, sentence, &book, a))
        unsaid_put(j, key);
}
