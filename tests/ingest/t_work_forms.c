/* Scorecards, initiatives and reviews.
 * Oracle: what must reach the sink for each file's bytes, read from the export by hand; the fake sink refuses files
 * whose rows do not add up, and `note` says what was left out and why. */
#include "tests/ingest/forms.h"

// clang-format off
static const Form forms[] = {
    { .about = "a scorecard with its months across", .rows = 2, .kept = 1, .bad = 1, .file = "card.csv",
      .bytes = "Unit,Metric,Target,Better,Jan 2026,2026-02,03/2026\n"
      "Logistics,On time,95,higher,94.5,\"96,1 %\",-\n"
      "Logistics,Calls,,lower,n/a,,\n",
      .shape = "Unit scorecard, months across",
      .want = "metric 2 Logistics/On time/2026-01-01 [,,,,,,] | Logistics | On time | ~ | 2026-01-01 | 94.5 | 95 | higher | ~\n"
      "metric 2 Logistics/On time/2026-02-01 [,,,,,,] | Logistics | On time | ~ | 2026-02-01 | 96.1 | 95 | higher | ~\n"
      "bad 3:0  'no value in this row' Logistics,Calls,,lower,n/a,,\n",
      .note = "the cells have numbers with decimal points and numbers with decimal commas: each is read by its own signs" },
    { .about = "months across, columns that are neither months nor known, one without a name", .rows = 2, .kept = 2, .file = "card.csv",
      .bytes = "Unit,Metric,Region,2026-01,2026-02,,Comment\nA,m,North,1,2,note,x\nB,m,South,3,4,,\n",
      .shape = "Unit scorecard, months across",
      .want = "metric 2 A/m/2026-01-01 [,,,,,,] | A | m | ~ | 2026-01-01 | 1 | ~ | ~ | ~\n"
      "metric 2 A/m/2026-02-01 [,,,,,,] | A | m | ~ | 2026-02-01 | 2 | ~ | ~ | ~\n"
      "metric 3 B/m/2026-01-01 [,,,,,,] | B | m | ~ | 2026-01-01 | 3 | ~ | ~ | ~\n"
      "metric 3 B/m/2026-02-01 [,,,,,,] | B | m | ~ | 2026-02-01 | 4 | ~ | ~ | ~\n",
      .note = "columns not read: Region, Comment, column 6, without a name" },
    { .about = "two regions of a unit, metric and month: both, by their names; the whole of all regions keeps its own", .rows = 5, .kept = 5, .file = "card.csv",
      .bytes = "Unit,Metric,Month,Region,Value,Comment\n"
      "A,On time,2026-01,North,91,x\nA,On time,2026-01,South,82,y\nA,On time,2026-01,,87,z\nA,On time,2026-02,North,92,\nA,On time,2026-02,South,83,v\n",
      .shape = "Unit scorecard",
      .want = "metric 2 A/On time/2026-01/North [,,,,,,] | A | On time / North | ~ | 2026-01-01 | 91 | ~ | ~ | ~\n"
      "metric 3 A/On time/2026-01/South [,,,,,,] | A | On time / South | ~ | 2026-01-01 | 82 | ~ | ~ | ~\n"
      "metric 4 A/On time/2026-01 [,,,,,,] | A | On time | ~ | 2026-01-01 | 87 | ~ | ~ | ~\n"
      "metric 5 A/On time/2026-02/North [,,,,,,] | A | On time / North | ~ | 2026-02-01 | 92 | ~ | ~ | ~\n"
      "metric 6 A/On time/2026-02/South [,,,,,,] | A | On time / South | ~ | 2026-02-01 | 83 | ~ | ~ | ~\n",
      .note = "'Region' (North, South) tells apart 3 rows of a unit, metric and month that another has too: a part of the metric's name; columns not read: Comment" },
    { .about = "months across for two sites and two products: both are needed", .rows = 4, .kept = 4, .file = "card.csv",
      .bytes = "Unit,Metric,Site,Product,2026-01,2026-02\nA,m,Ulm,Pump,1,\nA,m,Ulm,Valve,2,\nA,m,Lyon,Pump,3,\nA,m,Lyon,Valve,4,5\n",
      .shape = "Unit scorecard, months across",
      .want = "metric 2 A/m/2026-01-01/Ulm/Pump [,,,,,,] | A | m / Ulm / Pump | ~ | 2026-01-01 | 1 | ~ | ~ | ~\n"
      "metric 3 A/m/2026-01-01/Ulm/Valve [,,,,,,] | A | m / Ulm / Valve | ~ | 2026-01-01 | 2 | ~ | ~ | ~\n"
      "metric 4 A/m/2026-01-01/Lyon/Pump [,,,,,,] | A | m / Lyon / Pump | ~ | 2026-01-01 | 3 | ~ | ~ | ~\n"
      "metric 5 A/m/2026-01-01/Lyon/Valve [,,,,,,] | A | m / Lyon / Valve | ~ | 2026-01-01 | 4 | ~ | ~ | ~\n"
      "metric 5 A/m/2026-02-01/Lyon/Valve [,,,,,,] | A | m / Lyon / Valve | ~ | 2026-02-01 | 5 | ~ | ~ | ~\n",
      .note = "'Site' and 'Product' (Ulm, Lyon; Pump, Valve) tell apart 3 rows of a unit, metric and month that another has too: a part of the metric's name" },
    { .about = "a column by any name whose words come again", .rows = 4, .kept = 4, .file = "card.csv",
      .bytes = "Unit,Metric,Month,Crew,Value\nA,m,2026-01,Red,1\nA,m,2026-01,Blue,2\nA,m,2026-02,Red,3\nA,m,2026-02,Blue,4\n",
      .shape = "Unit scorecard", .says = "'Crew' (Red, Blue) tells apart 2 rows",
      .want = "metric 2 A/m/2026-01/Red [,,,,,,] | A | m / Red | ~ | 2026-01-01 | 1 | ~ | ~ | ~\nmetric 3 A/m/2026-01/Blue [,,,,,,] | A | m / Blue | ~ | 2026-01-01 | 2 | ~ | ~ | ~\n"
      "metric 4 A/m/2026-02/Red [,,,,,,] | A | m / Red | ~ | 2026-02-01 | 3 | ~ | ~ | ~\nmetric 5 A/m/2026-02/Blue [,,,,,,] | A | m / Blue | ~ | 2026-02-01 | 4 | ~ | ~ | ~\n" },
    { .about = "a comment or a running number tells all rows apart and means nothing", .rows = 2, .kept = 2, .file = "card.csv",
      .bytes = "Unit,Metric,Month,No,Comment,Value\nA,m,2026-01,1,first try,1\nA,m,2026-01,2,corrected,2\n",
      .shape = "Unit scorecard",
      .want = "metric 2 A/m/2026-01 [,,,,,,] | A | m | ~ | 2026-01-01 | 1 | ~ | ~ | ~\nmetric 3 A/m/2026-01 [,,,,,,] | A | m | ~ | 2026-01-01 | 2 | ~ | ~ | ~\n",
      .note = "columns not read: No, Comment" },
    { .about = "a region that tells nothing apart stays outside, and so does one whose rows are the same twice", .rows = 3, .kept = 3, .file = "card.csv",
      .bytes = "Unit,Metric,Month,Region,Value\nA,m,2026-01,North,1\nA,m,2026-01,North,1\nA,m,2026-02,South,2\n",
      .shape = "Unit scorecard",
      .want = "metric 2 A/m/2026-01 [,,,,,,] | A | m | ~ | 2026-01-01 | 1 | ~ | ~ | ~\nmetric 3 A/m/2026-01 [,,,,,,] | A | m | ~ | 2026-01-01 | 1 | ~ | ~ | ~\n"
      "metric 4 A/m/2026-02 [,,,,,,] | A | m | ~ | 2026-02-01 | 2 | ~ | ~ | ~\n",
      .note = "columns not read: Region" },
    { .about = "an unknown list of metrics: the proposal has the region in the metric's name and key", .rows = 4, .kept = 4, .file = "kpis.csv", .accept = true,
      .bytes = "Department,KPI,Reporting Month,Region,Actual Value,Target Value\n"
      "Logistics,On time,2026-01,North,91,95\nLogistics,On time,2026-01,South,82,95\nLogistics,On time,2026-02,North,92,95\nLogistics,On time,2026-02,South,83,95\n",
      .shape = "kpis.csv",
      .want = "metric 2 Logistics/On time/2026-01/North [,,,,,,] | Logistics | On time / North | ~ | 2026-01-01 | 91 | 95 | ~ | ~\n"
      "metric 3 Logistics/On time/2026-01/South [,,,,,,] | Logistics | On time / South | ~ | 2026-01-01 | 82 | 95 | ~ | ~\n"
      "metric 4 Logistics/On time/2026-02/North [,,,,,,] | Logistics | On time / North | ~ | 2026-02-01 | 92 | 95 | ~ | ~\n"
      "metric 5 Logistics/On time/2026-02/South [,,,,,,] | Logistics | On time / South | ~ | 2026-02-01 | 83 | 95 | ~ | ~\n" },
    { .about = "initiatives", .rows = 1, .kept = 1, .file = "ini.csv",
      .bytes = "Initiative,Issue,Start,End,Cost,Currency,Status\n"
      "Depot Lyon,late deliveries,2025-07-01,,\"260,000.00\",EUR,done\n",
      .shape = "Initiatives",
      .want = "initiative 2 Depot Lyon [,,,,,,] | Depot Lyon | late deliveries | ~ | ~ | ~ | 2025-07-01 | ~ | 26000000 | EUR | "
      "~ | ~ | done\n",
      .note = "" },
    { .about = "G2 reviews: what is liked and what is not", .rows = 2, .kept = 2, .file = "g2.csv",
      .bytes = "Review ID,Title,Star Rating,What do you like best?,What do you dislike?,Submitted At,Company\n"
      "5,Good,4.5,\"Fast, kind\",Price,2026-02-13T10:00:00Z,Acme\n"
      "6,Bad,0.2,a,b,2026-02-13,Acme\n",
      .shape = "G2 reviews",
      .want = "review 2 5 [,Acme,,,,,] | 2026-02-13T10:00:00Z | 0.875 | Good | Fast, kind / Price | G2 | ~ | ~\n"
      "bad cell 3:3 Star Rating 'outside the scale' 0.2\n"
      "review 3 6 [,Acme,,,,,] | 2026-02-13T00:00:00Z | ~ | Bad | a / b | G2 | ~ | ~\n",
      .note = "1 cells set aside in rows that stand" },
    { .about = "Capterra reviews", .rows = 1, .kept = 1, .file = "cap.csv",
      .bytes = "Reviewer Name,Overall Rating,Pros,Cons,Review Date,Title\n"
      "Ann,5,Quick,,2026-02-13,Top\n",
      .shape = "Capterra reviews",
      .want = "review 2  [,,,,,,] | 2026-02-13T00:00:00Z | 1 | Top | Quick | Capterra | Ann | ~\n",
      .note = "no id in the file: a record is known by all its values together" },
    { .about = "Trustpilot reviews", .rows = 1, .kept = 1, .file = "tp.csv",
      .bytes = "Review Created (UTC),Review Username,Review Stars,Review Title,Review Content,Review ID,Domain URL\n"
      "2026-02-13 10:00:00,Ann,1,Late,Came late,r1,acme.com\n",
      .shape = "Trustpilot reviews",
      .want = "review 2 r1 [,,,,,,] | 2026-02-13T10:00:00Z | 0 | Late | Came late | Trustpilot | Ann | acme.com\n",
      .note = "" },
    { .about = "reviews of an own list", .rows = 1, .kept = 1, .file = "rev.csv",
      .bytes = "review_id,date,site,rating,text,author\n"
      "1,2026-02-13,Amazon,3,so so,Ann\n",
      .shape = "Reviews",
      .want = "review 2 1 [,,,,,,] | 2026-02-13T00:00:00Z | 0.5 | ~ | so so | Amazon | Ann | ~\n",
      .note = "" },
    { .about = "a scorecard with its months down: a month in words, a percentage, a reading that is none", .rows = 4, .kept = 3, .bad = 1, .file = "card.csv",
      .bytes = "Unit,Metric,Touchpoint,Month,Value,Target,Better,Unit of measure\n"
      "Logistics,On time,Delivery,2026-01,94.5,95,higher,%\n"
      "Logistics,On time,Delivery,Feb 2026,96.1 %,95,higher,%\n"
      "Logistics,Calls,,2026-01-01,\"1,200\",,lower,\n"
      "Logistics,Calls,,2026-02-01,n/a,,lower,\n",
      .shape = "Unit scorecard",
      .want = "metric 2 Logistics/On time/2026-01 [,,,,,,] | Logistics | On time | Delivery | 2026-01-01 | 94.5 | 95 | higher | %\n"
              "metric 3 Logistics/On time/Feb 2026 [,,,,,,] | Logistics | On time | Delivery | 2026-02-01 | 96.1 | 95 | higher | %\n"
              "metric 4 Logistics/Calls/2026-01-01 [,,,,,,] | Logistics | Calls | ~ | 2026-01-01 | 1200 | ~ | lower | ~\n"
              "bad 5:5 Value 'required value is missing' Logistics,Calls,,2026-02-01,n/a,,lower,\n",
      .note = "" },
    { .about = "deliveries of an ERP: positions of an order, one under way, commas in money, a day that is none", .rows = 4, .kept = 3, .bad = 1, .file = "lief.csv",
      .bytes = "Auftragsnr;Position;Kundennr;Kunde;Land;Ort;Zugesagter Liefertermin;Warenausgang;Zugestellt am;Warenwert;W\xC3\xA4hrung;Spediteur;Lager\n"
      "4711;10;10001;M\xC3\xBCller GmbH;DE;Ulm;13.04.2026;12.04.2026;14.04.2026;1.234,56;EUR;DHL;Ulm 1\n"
      "4711;20;10001;M\xC3\xBCller GmbH;DE;Ulm;13.04.2026;;;99,00;EUR;;Ulm 1\n"
      "4712;10;10002;Birke AG;AT;Wien;31.04.2026;;;1,00;EUR;;\n"
      "4713;;10002;Birke AG;AT;Wien;05.06.2026;04.06.2026;05.06.2026;0,00;CHF;Post;\n",
      .shape = "ERP deliveries",
      .want = "delivery 2 4711-10 [10001,M\xC3\xBCller GmbH,,,,DE,Ulm] | 4711-10 | 2026-04-13 | 2026-04-12 | 2026-04-14 | 123456 | EUR | DHL | Ulm 1\n"
              "delivery 3 4711-20 [10001,M\xC3\xBCller GmbH,,,,DE,Ulm] | 4711-20 | 2026-04-13 | ~ | ~ | 9900 | EUR | ~ | Ulm 1\n"
              "bad 4:7 Zugesagter Liefertermin 'date does not exist' 4712;10;10002;Birke AG;AT;Wien;31.04.202\n"
              "delivery 5 4713 [10002,Birke AG,,,,AT,Wien] | 4713 | 2026-06-05 | 2026-06-04 | 2026-06-05 | 0 | CHF | Post | ~\n",
      .note = "" },
};
// clang-format on

FORMS_MAIN(forms)
