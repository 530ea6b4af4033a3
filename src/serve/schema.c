#include "serve/schema.h"

#include "base/attr.h"

#define ISSUE "id:i rank:i? name:s official:s? kind:s owner:s? accounts_exposed:i revenue_exposed_minor:i grade:s reason:s? effects:Effect[] " \
    "cost_of_doing_nothing_minor:Cost? cost_to_serve_minor_per_year:i annuity_minor:i? action:IssueAction?"
#define ACCOUNT "id:i name:s segment:s? region:s? country:s? value_minor:i? renewal:d? heard:b last_heard:d? comments:i issues:AccountIssue[] status:s"
#define PLACE "file:s? line:i?"
#define COUNTS "rows_in:i rows_kept:i rows_unchanged:i rows_quarantined:i"
#define PAGE "total:i page:i per_page:i"

// clang-format off
const Schema schemas[] = {
    { "Problem", "type:s title:s status:i detail:s" },
    { "Health", "status:s" },
    { "OpenApi", "openapi:s" },
    { "Ref", "id:i name:s?" },
    { "Book", "company:s? book:s? as_of:d? currency:s engine:s version:s accounts:i" },
    { "Interval", "estimate:i low:i high:i" },
    { "Headline", "title:s subtitle:s? nothing_found: cost_minor:Interval?" },
    { "Role", "role:s heard:i total:i share:n" },
    { "Coverage", "accounts_heard_share:n? revenue_heard_share:n? accounts_heard:i accounts:i by_role:Role[] chart:g?" },
    { "Ledger", "invoiced_minor:i matched_minor:i difference_minor:i currency:s note:s" },
    { "Setting", "name:s value:n unit:s? note:s?" },
    { "Signal", "id:i stream:s kind:s tone:s at:d detected_at:d size:n? low:n? high:n? before:n? after:n? q:n? n:i unit:s accounts:i chart:g" },
    { "Metric", "unit:s? name:s? touchpoint:s? value:n target:n? status:s customer_view:s? verdict:s note:s? n:i" },
    { "Audit", "action:s? issue:s? measure:s? effect:n? low:n? high:n? verdict:s n_treated:i n_control:i cost_minor:i? note:s? grade:s" },
    { "Money", "headline:Headline coverage:Coverage ledger:Ledger issues:Issue[] signals:Signal[] metrics:Metric[] audits:Audit[] settings:Setting[]" },
    { "Effect", "outcome:s estimate:n? low:n? high:n? raw_estimate:n? raw_low:n? raw_high:n? n_exposed:i n_unexposed:i n_accounts:i grade:s method:s? q:n?" },
    { "Cost", "estimate:i low:i high:i horizon_days:i" },
    { "IssueAction", "name:s? verdict:s" },
    { "IssueCharts", "cost:g? weekly:g?" },
    { "Issue", ISSUE " charts:IssueCharts" },
    { "Issues", "issues:Issue[]" },
    { "Step", "title:s value:s note:s? grade:s?" },
    { "Chain", "experience:Step behaviour:Step money:Step" },
    { "DetailCharts", "cost:g? effect:g? weekly:g?" },
    { "Quote", "text:s spans: account:Ref? role:s? date:d value_minor:i? renewal:d? " PLACE },
    { "ExposedAccount", "id:i name:s? segment:s? times:i value_minor:i? renewal:d?" },
    { "Check", "label:s value: note:s?" },
    { "Row", "text:s " PLACE },
    { "Explain", "method:s? assumptions:Setting[] diagnostics:Check[] rows:Row[] change:s?" },
    { "IssueDetail", ISSUE " rule:s chain:Chain charts:DetailCharts quotes:Quote[] exposed:ExposedAccount[] explain:Explain" },
    { "AccountIssue", "id:i name:s times:i" },
    { "AccountRow", ACCOUNT },
    { "Accounts", PAGE " segments:s[] accounts:AccountRow[]" },
    { "GroupIssue", "id:i name:s accounts:i times:i" },
    { "Group", "id:i? name:s? accounts:i active:i value_minor:i issues:GroupIssue[]" },
    { "Rollup", PAGE " by:s groups:Group[]" },
    { "Contact", "name:s? role:s? heard:b last_heard:d?" },
    { "Alias", "source:s name:s? external_id:s? email:s? how:s probability:n" },
    { "Moment", "at:d kind:s title:s text:s? tone:s " PLACE },
    { "AccountCharts", "usage:g?" },
    { "AccountDetail", ACCOUNT " contacts:Contact[] aliases:Alias[] timeline:Moment[] charts:AccountCharts" },
    { "Theme", "id:i name:s comments:i accounts:i sentiment:n?" },
    { "Code", "from:i to:i kind:s theme:s? value:n" },
    { "Comment", "id:s account:Ref? at:t channel:s language:s text:s sentiment:n? score:i? codes:Code[] " PLACE },
    { "Comments", PAGE " themes:Theme[] comments:Comment[]" },
    { "File", "id:i path:s source:s kind:s encoding:s? " COUNTS " note:s?" },
    { "Finding", "title:s count:i of:i why:s todo:s? examples:Row[]" },
    { "LedgerMonth", "month:d currency:s invoiced_minor:i matched_minor:i difference_minor:i" },
    { "LedgerPart", "month:d? currency:s? part:s rows:i amount_minor:i reporting_minor:i?" },
    { "LedgerRow", "month:d? currency:s? reason:s number:s? amount_minor:i? expected_minor:i? difference_minor:i? note:s? " PLACE " other_file:s? other_line:i?" },
    { "LedgerTie", PAGE " currency:s parts:LedgerPart[] differences:LedgerRow[]" },
    { "Review", "alias:s account:Ref probability:n why:s" },
    { "Weight", "field:s level:s bits:n" },
    { "Side", "alias:i source:s name:s? id:s? domain:s? email:s? country:s? city:s?" },
    { "Doubt", "account:Ref one:Side other:Side probability:n why:s money_minor:i? gain:n? evidence:Weight[]" },
    { "Reviews", "reviews:Doubt[]" },
    { "Link", "alias:i source:s name:s? id:s? email:s? domain:s? account:i? account_name:s? probability:n how:s evidence:Weight[]" },
    { "Links", "links:Link[]" },
    { "Counts", COUNTS },
    { "Files", "files:File[] findings:Finding[] ledger:LedgerMonth[] review:Review[] totals:Counts" },
    { "SourceKind", "kind:s files:i rows:i state:s note:s cadence:s? usual_days:i? allowed_days:i? weekdays:b first:d? last:d? expected:d? stale_from:d? "
      "gap_from:d? gap_to:d? gaps:i empty_weeks:i week_recent:n? week_usual:n? on_accounts_share:n? accounts:i? chart:g?" },
    { "Source", "id:i name:s kinds:SourceKind[]" },
    { "KindCover", "kind:s accounts:i share:n?" },
    { "AsideRow", "column:s? raw:s? " PLACE },
    { "Aside", "reason:s rows:i whole_rows:i files:i todo:s example:AsideRow" },
    { "NotStored", "source:s what:s how:s column:s? values:i files:i" },
    { "Data", "as_of:d? sources:Source[] coverage:Coverage kinds:KindCover[] quarantine:Aside[] not_stored:NotStored[] erasures:i "
      "files:File[] findings:Finding[] ledger:LedgerMonth[] review:Review[] totals:Counts" },
    { "Reason", "reason:s rows:i" },
    { "QuarantineRow", PLACE " column:s? reason:s raw:s?" },
    { "Quarantine", PAGE " reasons:Reason[] rows:QuarantineRow[]" },
};
// clang-format on
const size_t schemas_n = COUNT_OF(schemas);
