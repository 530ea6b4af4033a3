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
             "touchpoint = Touchpoint\nmonth = Month : month\nvalue = Value\ntarget = Target\nbetter = Better\nmeasure = Unit of measure\n" },
    { .name = "Initiatives", .box = BOX_CSV, .must = "Initiative,Start,Status",
      .map = "kind = initiative\nsource = Initiatives\nkey = Initiative\nname = Initiative\nissue = Issue\nunit = Unit\nowner = Owner\n"
             "countries = Countries : unless all, alle, everywhere\nstart_date = Start\nend_date = End\ncost = Cost\ncurrency = Currency\n"
             "leading_metric = Leading metric\nexpected = Expected effect\nstatus = Status\n" },
    { .name = "Unit scorecard, months across", .box = BOX_CSV, .must = "Unit,Metric", .reader = READ_MONTHS,
      .map = "kind = metric\nsource = Unit scorecard\nkey = Unit & \"/\" & Metric & \"/\" & (column)\nunit = Unit\nmetric = Metric\n"
             "touchpoint = Touchpoint\nmonth = (column)\nvalue = (cell)\ntarget = Target\nbetter = Better\nmeasure = Unit of measure\n" },
    { .name = "G2 reviews", .box = BOX_CSV, .must = "Title|title,Star Rating|star_rating|Rating,What do you like best?|What do you like best about the product?|Pros|love,"
                                                    "What do you dislike?|What do you dislike about the product?|Cons|hate",
      .map = "kind = review\nsource = G2\nkey = Review ID | Survey Response ID | id\naccount_name = Company | Company Name\n"
             "at = Submitted At | Date | Published At | submitted_at\nrating = Star Rating | star_rating | Rating : scale 1 5\ntitle = Title\n"
             "text = What do you like best? & \" / \" & What do you dislike? | What do you like best about the product? & \" / \" & What do you dislike about the product?"
             " | Pros & \" / \" & Cons | Pros | Cons | What do you like best?\n"
             "site = \"G2\"\nauthor = Reviewer | Reviewer Name | Name\nproduct = Product | Product Name\n" },
    { .name = "Capterra reviews", .box = BOX_CSV, .must = "Overall Rating|Overall,Pros,Cons,Reviewer Name|Reviewer|Review Date|Date Published",
      .map = "kind = review\nsource = Capterra\nkey = Review ID | Id\naccount_name = Company | Company Name\nat = Review Date | Date Published | Date\n"
             "rating = Overall Rating | Overall : scale 1 5\ntitle = Title | Review Title\ntext = Pros & \" / \" & Cons | Pros | Cons\nsite = \"Capterra\"\n"
             "author = Reviewer Name | Reviewer\nproduct = Product | Product Name\n" },
    { .name = "Trustpilot reviews", .box = BOX_CSV, .must = "Review Created (UTC)|Review Created,Review Stars|Stars,Review Content|Review Text",
      .map = "kind = review\nsource = Trustpilot\nkey = Review ID | Review Id\nemail = Review Email | Consumer Email\n"
             "at = Review Created (UTC) | Review Created\nrating = Review Stars | Stars : scale 1 5\ntitle = Review Title\n"
             "text = Review Content | Review Text\nsite = \"Trustpilot\"\nauthor = Review Username | Consumer Name\nproduct = Domain | Domain URL\n" },
    { .name = "Reviews", .box = BOX_CSV, .must = "review|review_text|text,rating|stars|score,date|created_at|review_date,site|platform|source",
      .map = "kind = review\nsource = reviews\nkey = review_id | id\naccount_name = company | account\nat = date | created_at | review_date\n"
             "rating = rating | stars | score : scale 1 5\ntitle = title | headline\ntext = review | review_text | text\nsite = site | platform | source\n"
             "author = author | reviewer | name\nproduct = product\n" },
};
// clang-format on

const ShapeRows shapes_work = { rows, COUNT_OF(rows) };
