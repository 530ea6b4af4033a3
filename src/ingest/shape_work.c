/* Shapes of what the company itself keeps: deliveries, scorecards, initiatives (ingest/shape.h). */
#include "ingest/shape_rows.h"

#include "base/attr.h"

// clang-format off
static const Shape rows[] = {
    { .name = "ERP deliveries", .box = BOX_CSV, .must = "Auftragsnr,Kunde,Zugesagter Liefertermin,Zugestellt am",
      .map = "kind = delivery\nsource = ERP\nkey = Auftragsnr & \"-\" & Position | Auftragsnr\naccount_id = Kundennr\naccount_name = Kunde\n"
             "party_country = Land\nparty_city = Ort\norder_no = Auftragsnr & \"-\" & Position | Auftragsnr\n"
             "promised = Zugesagter Liefertermin\ndispatched = Warenausgang\ndelivered = Zugestellt am\nvalue = Warenwert\n"
             "currency = W\xC3\xA4hrung\ncarrier = Spediteur\nsite = Lager\n" },
    { .name = "Unit scorecard", .box = BOX_CSV, .must = "Unit,Metric,Month,Value",
      .map = "kind = metric\nsource = Unit scorecard\nkey = Unit & \"/\" & Metric & \"/\" & Month\nunit = Unit\nmetric = Metric\n"
             "touchpoint = Touchpoint\nmonth = Month\nvalue = Value\ntarget = Target\nbetter = Better\nmeasure = Unit of measure\n" },
    { .name = "Initiatives", .box = BOX_CSV, .must = "Initiative,Start,Status",
      .map = "kind = initiative\nsource = Initiatives\nkey = Initiative\nname = Initiative\nissue = Issue\nunit = Unit\nowner = Owner\n"
             "countries = Countries : unless all, alle, everywhere\nstart_date = Start\nend_date = End\ncost = Cost\ncurrency = Currency\n"
             "leading_metric = Leading metric\nexpected = Expected effect\nstatus = Status\n" },
};
// clang-format on

const ShapeRows shapes_work = { rows, COUNT_OF(rows) };
