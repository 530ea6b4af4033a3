/* write.h - the writers of the exports: one function a file or folder of files.
 *
 * All take the finished World, write below d->dir and leave the counts of each file in d->out,
 * which truth_write() then reads.
 */
#ifndef TL_DEMO_WRITE_H
#define TL_DEMO_WRITE_H

#include "demo/alias.h"
#include "demo/out.h"
#include "demo/world.h"

typedef enum DemoFile {
    FILE_ACCOUNT,
    FILE_CONTACT,
    FILE_OPPORTUNITY,
    FILE_SURVEY,
    FILE_TICKET,
    FILE_TRACK,
    FILE_IDENTIFY,
    FILE_INVOICE,
    FILE_ERP,
    FILE_SCORECARD,
    FILE_INITIATIVE,
    N_DEMO_FILE
} DemoFile;

typedef struct Demo {
    World w;
    Arena *a;
    const char *dir;
    const DemoProgress *progress;
    Out out[N_DEMO_FILE];
    int64_t ledger; /* minor units, filled by the billing writer */
} Demo;

enum { TICKET_FIRST = 50113 }; /* the desk's number of the first ticket */

MUST_USE Status demo_begin(Demo *d, DemoFile f, Err *err); /* opens d->out[f] */
void demo_tell(const Demo *d, DemoFile f, double share_of_file);
const char *demo_file_name(DemoFile f);

MUST_USE Status accounts_write(Demo *d, Err *err);
MUST_USE Status contacts_write(Demo *d, Err *err);
MUST_USE Status opportunities_write(Demo *d, Err *err);
StripeId survey_response_id(const World *w, const Response *x);
MUST_USE Status survey_write(Demo *d, Err *err);
MUST_USE Status tickets_write(Demo *d, Err *err);
MUST_USE Status track_write(Demo *d, Err *err);
MUST_USE Status identify_write(Demo *d, Err *err);
MUST_USE Status invoices_write(Demo *d, Err *err);
MUST_USE Status erp_write(Demo *d, Err *err);
MUST_USE Status scorecard_write(Demo *d, Err *err);
MUST_USE Status initiatives_write(Demo *d, Err *err);
MUST_USE Status truth_write(Demo *d, Err *err);

#endif
