/* Shapes of billing and ledgers (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

// clang-format off
static const Shape rows[] = {
    { .name = "Stripe invoices", .box = BOX_CSV, .must = "id,Amount Due|Total,Customer ID|Customer,Currency,Status",
      .map = "kind = invoice\nsource = Stripe\nkey = id\naccount_id = Customer ID | Customer\naccount_name = Customer Name | Customer Description\n"
             "email = Customer Email\nnumber = Number\nissued = Date (UTC) | Finalized At (UTC) | Created (UTC) | Created\n"
             "due = Due Date (UTC)\npaid = Paid At (UTC)\namount = Amount Due | Total\ncurrency = Currency\nstatus = Status\n" },
};
// clang-format on

const ShapeRows shapes_money = { rows, COUNT_OF(rows) };
