/* voice.h - quotes as they may be shown, found by a search with operators, and kept in stories.
 *
 * Permission  A quote always says how far it may go: "inside" (within the company: what its own systems hold its own people may read),
 *             "outside" (somebody decided `voices BOOK permit ACCOUNT`).  Of an account with the decision `forbid` nothing is shown.
 *             The last decision about an account counts.
 * Names       With hide=names the account is left out and its name, and the names of the person who spoke, become an ellipsis in the text.
 * Search      words and "phrases" must all be there, -word and -"phrase" must not; `late OR delayed OR "too slow"` is any of up to three; theme: account: segment: region:
 *             product: (the plan) role: channel: expects: hold part of a name; theme:a/b is a sub-theme of it, -theme: leaves a theme out; score: (of the answer) and value:
 *             (what the account's contract is worth a year, in whole units; a bare number is at least) are numbers or ranges: 9, 0-6, >3, <=6 (expects: a topic or a kind of sentence, as `promise` or `workaround`); sentiment: is negative, neutral or positive;
 *             side: is ours (what our own people wrote: notes, replies, our side of calls) or customers, which is meant without it; ours have no role and
 *             no expectations.  since: and until: are days (until: is included).  Values with blanks stand in quotes: theme:"portal finds".  Up to four words or phrases, two
 *             excluded; each operator once.  ST_USAGE names what is wrong.
 * Stories     A decision of stage `voices`; its number is the story's id.  Its quotes are named by file, line and hash of the text, which
 *             stay when more files arrive, in the order they were put; those that are gone, or forbidden since, are left out and counted.
 */
#ifndef TL_REPORT_VOICE_H
#define TL_REPORT_VOICE_H

#include "report/answer.h"

enum { VOICE_OR = 2 };
#define VOICE_NUMBER_MAX 1000000000000

typedef struct VoiceRange {
    bool    asked;
    int64_t from, to;              /* both counted in */
} VoiceRange;

typedef struct VoiceQuery {
    Str with[4], without[2];       /* words or phrases that are said, and that are not; "" unused */
    size_t n_with, n_not;
    Str other[VOICE_OR][4];        /* said in place of with[k]; "" unused */
    Str theme, sub, not_theme, account, segment, region, product, role, channel, expects, sentiment, side, since, until;
    VoiceRange score, value;       /* value: whole units of the book's currency */
    int64_t account_id, theme_id;  /* of what our own people wrote, for answer_comments: 0 any */
} VoiceQuery;

MUST_USE Status voice_parse(Str q, Arena *a, VoiceQuery *out, Err *err);
MUST_USE Status voice_fetch(Store *s, const VoiceQuery *q, int64_t limit, int64_t skip, Arena *a, Table *out, int64_t *total, Err *err); /* total may be NULL */

bool voice_ours(const VoiceQuery *q);
Str  voice_id(const Table *t, size_t r, bool ours, Arena *a);               /* "12-5"; of ours "ours-12-5": the two are counted apart */
bool voice_hides(const AnswerQuery *q);
Str  voice_text(const Table *t, size_t r, Str text, bool hide, Arena *a);  /* of row r, which has name and who */
size_t *voice_order(const Table *t, Str keys, Arena *a);                   /* rows of a story in the order of its keys */
void voice_put_who(JsonOut *j, const Table *t, size_t r, bool hide, Arena *a); /* account, role, date, channel, comment (its key: /comments/{key}), permission, file, line */

#endif
