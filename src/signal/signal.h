/* signal.h - the stage that says what changed.
 *
 * Reads   f_delivery, f_ticket, f_response, f_answer, f_invoice, f_churn, f_subscription, f_metric, d_code, d_comment,
 *         d_account, d_alias, d_contact, d_contact_role, d_theme, d_usage_week.
 * Writes  d_slice, d_account_week, d_stream, d_stream_item, d_stream_week, d_signal, d_signal_more, d_signal_account,
 *         d_signal_quote, d_signal_with, d_silence, d_word, d_score_change, d_score_part; one transaction.
 *
 * Streams (stream.h) are every measure cut by region, segment, product, touchpoint and owner unit, week by week up
 * to the last whole week before as_of.  Steps, drifts and spikes are found in them (detect.h) and explained: who
 * shows it, their revenue, quotes, what else moved.  Beside them accounts that fell silent, words that are new or
 * gone, and the last half-year's scores taken apart (part.h).
 *
 * The weeks behind the last whole one run: of what comes in, themes, tickets, feelings, scores and broken promises are counted in them and
 * tested as they grow (running.c), by signal_run() and, between whole runs, by signal_more() whenever listen_more() has coded
 * more.  signal_more() touches nothing else that signal_run() wrote.
 */
#ifndef TL_SIGNAL_SIGNAL_H
#define TL_SIGNAL_SIGNAL_H

#include "store/store.h"

typedef struct SignalResult {
    int64_t streams, signals, silent, words;
    int64_t running;                /* signals of weeks that run, beside `signals` */
} SignalResult;

typedef struct SignalMore {
    int64_t looked, running;        /* streams that something came in for; signals of weeks that run */
} SignalMore;

MUST_USE Status signal_run(Store *s, SignalResult *out, Err *err);
MUST_USE Status signal_more(Store *s, SignalMore *out, Err *err);    /* without a whole run before: nothing */

#endif
