/* demo.h - the raw exports of a made-up company, dirty as real ones, with the truth beside them.
 *
 * "Nordhaven Instruments" sells measuring instruments, calibration and a customer portal, in
 * EUR, to companies in twelve countries.  demo_write() makes its accounts, lets them live through
 * the period and writes what its systems would export, below `dir`:
 *
 *     salesforce/Account.csv Contact.csv Opportunity.csv      erp/lieferungen.csv
 *     qualtrics/relationship_survey.csv                       scorecard/unit_scorecard.csv
 *     zendesk/tickets.ndjson                                  initiatives/initiatives.csv
 *     segment/track.ndjson identify.ndjson                    stripe/invoices.csv
 *     truth.json
 *
 * Model   Contracts run a year.  A decision is a renewal opportunity that closed; T is its
 *         CloseDate, and none is made in the first 194 days.  The log-odds of renewal are
 *             segment + country + tenure + account + B_LATE * exposed
 *         where exposed means: some delivery of the account was delivered more than one day
 *         behind its promised date, and that promised date lies in [T - 194, T - 14).  p1 and p0
 *         are the probabilities with exposed set to 1 and 0; truth.costly_issue.effect is the
 *         mean of p1 - p0 over all decisions made (about -0.16), .cost_minor the expected loss of renewals of the year ahead by it,
 *         .cost_se_minor how well one could know that (AtStake in demo/world.h).  A lost account ends at T.
 *         The probability that a delivery is late depends on country and date only.  Accounts of
 *         better segments get more deliveries, so the raw difference understates the effect.
 *         In region West it rises from `change.day` (by promised date, a Monday); the initiative
 *         "Depot Lyon" takes 55 % off it in FR and BE from `action.start`.
 *         Not finding orders in the portal is frequent in segment Small, which renews less
 *         anyway; it has no effect (truth.confounded_issue, raw_difference below zero).
 *         Wrong invoices cause tickets and credit notes, but lose no account.
 *         Each account holds one of four sets of expectations (timeliness, simplicity, correctness, care), drawn for itself; in the answers to
 *         what was expected six sentences of seven are its own set's.
 *         What customers answer to how many others they recommended us to, or advised against us, is Poisson by their score and how much the
 *         account talks; four in ten new customers of the period come from one such recommendation of the year before (`word_of_mouth`).
 *         What the action brought so far is Brought in demo/world.h: truth.action.kept_minor, .billed_minor, .tickets.
 * Truth   truth.json: `throughline_truth` 1; company, seed, currency, start, as_of; costly_issue,
 *         confounded_issue, cost_issue; change, action, initiatives (and the verdict each deserves);
 *         metric and other_metrics (likewise); ledger.invoiced_minor: all invoices and credit
 *         notes that are neither void nor draft; rows: per file the `records` behind the header
 *         rows, of which `unreadable` cannot be read, `duplicates` are records that occur again,
 *         `aside` are previews and unfinished answers, and besides them `footer` lines of totals;
 *         counts; expectations: the sets, and the set of each account (up to 20,000); up to 20,000 accounts also `aliases` (system, id, name, account), up to 5,000 `people`,
 *         `moved` and `comments` (what each was written about).  As long as it must be: a record a time goes to the file.
 * Shape   The same options give the same bytes.  Everything but the events is held in memory
 *         (180 MB for 20,000 accounts, three years and a million responses); events are streamed
 *         day by day.  The period ends 2026-09-30; open renewals lie up to a year behind that.
 * Errors  ST_USAGE for options out of range, ST_IO and kin for files that cannot be written.
 * Oracle  tests/demo/t_truth.c recounts the truth from the written files, t_demo.c their shape.
 */
#ifndef TL_DEMO_DEMO_H
#define TL_DEMO_DEMO_H

#include <stdint.h>

#include "base/status.h"

enum {
    DEMO_ACCOUNTS_MIN = 20,
    DEMO_ACCOUNTS_MAX = 200000,
    DEMO_MONTHS_MIN = 12,
    DEMO_MONTHS_MAX = 120,
    DEMO_RESPONSES_MAX = 10000000,
    DEMO_EVENTS_MAX = 1000000000
};

/* What the things that customers live through do to them.  NONE: p1 is p0; a late delivery brings no ticket, no lower score and no look
 * at the portal.  OTHERS: renewals go as in ALL by an account's own late deliveries, but what stands in the files is another's, of its segment, that began
 * when it did: calendar time and segment keep their pull on both, an account's exposure has none; all else as in NONE.  Truth's effects are 0 in both,
 * `effects` says which. */
typedef enum DemoEffects { DEMO_EFFECTS_ALL, DEMO_EFFECTS_NONE, DEMO_EFFECTS_OTHERS } DemoEffects;

typedef struct DemoOptions {
    int64_t accounts, months, seed, responses, events; /* 0 = 1500, 36, 1, 10000, 300000 */
    DemoEffects effects;
} DemoOptions;

/* Called when a file begins and now and then within the events; `share` is 0..1 of the whole. */
typedef struct DemoProgress {
    void (*call)(void *ctx, const char *file, double share);
    void *ctx;
} DemoProgress;

/* Writes all files below `dir` (made when absent; old files of the same names are replaced). */
MUST_USE Status demo_write(const char *dir, const DemoOptions *o, const DemoProgress *progress,
                           Err *err);

#endif
