/* Oracle: what a bookkeeper calls these accounts. */
#include "tests/near.h"

#include "base/attr.h"
#include "model/account_class.h"

static void an_accounts_name_tells_its_class(void **state)
{
    static const struct { const char *name; AccountClass is; } cases[] = {
        { "Sales", CLASS_INCOME }, { "4000 Revenue : Software", CLASS_INCOME }, { "Services:Consulting", CLASS_INCOME }, { "Income", CLASS_INCOME },
        { "8400 Erl\xC3\xB6se 19 % USt", CLASS_INCOME }, { "Umsatzerl\xC3\xB6se", CLASS_INCOME }, { "Sales Discounts", CLASS_INCOME },
        { "Sales Tax Payable", CLASS_LIABILITY }, { "Deferred Revenue", CLASS_LIABILITY }, { "VAT", CLASS_LIABILITY }, { "Umsatzsteuer 19 %", CLASS_LIABILITY },
        { "Accounts Receivable (A/R)", CLASS_RECEIVABLE }, { "1400 Forderungen aus LuL", CLASS_RECEIVABLE },
        { "Cost of Sales", CLASS_EXPENSE }, { "Sales & Marketing", CLASS_EXPENSE }, { "Bank Fees", CLASS_EXPENSE }, { "Office Rent", CLASS_EXPENSE },
        { "Checking", CLASS_CASH }, { "Undeposited Funds", CLASS_CASH }, { "Retained Earnings", CLASS_EQUITY },
        { "Income:Deferred Revenue", CLASS_LIABILITY },          /* the deepest part decides */
        { "Prevatage", CLASS_UNKNOWN }, { "4711", CLASS_UNKNOWN }, { "", CLASS_UNKNOWN }, { "Wholesales", CLASS_UNKNOWN },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (account_class(str_of(cases[i].name)) != cases[i].is)
            fail_msg("'%s' is %d, not %d", cases[i].name, (int)account_class(str_of(cases[i].name)), (int)cases[i].is);
    assert_true(account_grows_on_credit(CLASS_INCOME) && account_grows_on_credit(CLASS_LIABILITY) && account_grows_on_credit(CLASS_EQUITY));
    assert_false(account_grows_on_credit(CLASS_RECEIVABLE) || account_grows_on_credit(CLASS_UNKNOWN) || account_grows_on_credit(CLASS_EXPENSE));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(an_accounts_name_tells_its_class) };
    return cmocka_run_group_tests_name("account_class", tests, NULL, NULL);
}
