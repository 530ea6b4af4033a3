#include "model/says.h"

#define SAY(code, text) [SAY_##code] = { #code, text },
static const SayRow rows[] = {
#include "model/says_money.h"
#include "model/says_issue.h"
#include "model/says_data.h"
#include "model/says_finding.h"
#include "model/says_book.h"
#include "model/says_any.h"
};
#undef SAY

static const SayBook book = { rows, COUNT_OF(rows) };

const SayBook *says_book(void) { return &book; }

Str said(Arena *a, SayId id, const Str *value, size_t n) { return say_write(a, &rows[id], value, n); }

Str said_plain(SayId id) { return str_of(rows[id].text); }
