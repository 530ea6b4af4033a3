/* notice_text.h - what a notice says: as JSON for a webhook, as a mail (RFC 5322) for a person.
 *
 * Both have the task, whose it is, the customer's words, the money that was invoiced to the account, what could be answered, and where the task
 * is to be found on the page, when the page's address is known.
 * Nothing of ours or of a customer's begins another header, or ends the mail: lines end with CRLF, a header is one line, other letters are
 * encoded words (RFC 2047).  A line of a single dot is the sender's business (libcurl's).
 */
#ifndef TL_SERVE_NOTICE_TEXT_H
#define TL_SERVE_NOTICE_TEXT_H

#include "base/table.h"

typedef struct Outgoing {
    Str   webhook, secret, smtp, from, user, password;
    Str   page;                              /* "https://cx.example.com"; "": none is known */
    Str   sender;                            /* which book's outbox it is */
    Str   currency;
    Table rules;                             /* SQL_TASK_RULES: what is proposed to be answered */
} Outgoing;

/* One line of a header: nothing of ours may begin another. */
Str notice_line(Str s, Arena *a);
/* A header's text: plain, or where it has other letters in encoded words, each of whole letters. */
Str notice_header(Str s, Arena *a);
/* Row r of SQL_NOTICE_DUE. */
Str notice_json(const Outgoing *o, const Table *t, size_t r, Arena *a);
Str notice_mail(const Outgoing *o, const Table *t, size_t r, Arena *a);
/* The mail that brings the report of a day as a file; `html` "": it is too long for mail, and the page has it. */
Str notice_report(const Outgoing *o, Str address, int64_t notice, Str name, Str html, Arena *a);
/* "Fri, 27 Nov 2026 08:31:36 +0000" */
Str notice_date(int64_t at, Arena *a);
/* With CRLF, as mail has it. */
Str notice_lines(Str text, Arena *a);

#endif
