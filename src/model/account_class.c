#include "model/account_class.h"

#include "base/attr.h"

/* The first that matches decides, so the narrower words stand first. */
static const struct { const char *word; AccountClass is; } rules[] = {
    { "accounts receivable", CLASS_RECEIVABLE }, { "receivable", CLASS_RECEIVABLE }, { "debtors", CLASS_RECEIVABLE },
    { "debitoren", CLASS_RECEIVABLE }, { "forderung", CLASS_RECEIVABLE }, { "clients", CLASS_RECEIVABLE },
    { "cr\xC3\xA9" "ances", CLASS_RECEIVABLE },
    { "deferred", CLASS_LIABILITY }, { "unearned", CLASS_LIABILITY }, { "payable", CLASS_LIABILITY }, { "sales tax", CLASS_LIABILITY },
    { "vat", CLASS_LIABILITY }, { "gst", CLASS_LIABILITY }, { "umsatzsteuer", CLASS_LIABILITY }, { "mehrwertsteuer", CLASS_LIABILITY },
    { "vorsteuer", CLASS_ASSET }, { "tva", CLASS_LIABILITY }, { "creditors", CLASS_LIABILITY }, { "kreditoren", CLASS_LIABILITY },
    { "verbindlichkeit", CLASS_LIABILITY }, { "abgrenzung", CLASS_LIABILITY }, { "loan", CLASS_LIABILITY }, { "accrued", CLASS_LIABILITY },
    { "customer deposits", CLASS_LIABILITY }, { "credit card", CLASS_LIABILITY },
    { "cost of", CLASS_EXPENSE }, { "cogs", CLASS_EXPENSE }, { "expense", CLASS_EXPENSE }, { "sales and marketing", CLASS_EXPENSE },
    { "sales & marketing", CLASS_EXPENSE }, { "commission", CLASS_EXPENSE }, { "fees paid", CLASS_EXPENSE }, { "bank fees", CLASS_EXPENSE },
    { "merchant fees", CLASS_EXPENSE }, { "bank charges", CLASS_EXPENSE }, { "bad debt", CLASS_EXPENSE }, { "rent", CLASS_EXPENSE },
    { "salar", CLASS_EXPENSE }, { "wages", CLASS_EXPENSE }, { "payroll", CLASS_EXPENSE }, { "aufwand", CLASS_EXPENSE },
    { "aufwendung", CLASS_EXPENSE }, { "kosten", CLASS_EXPENSE }, { "charges", CLASS_EXPENSE }, { "gastos", CLASS_EXPENSE },
    { "insurance", CLASS_EXPENSE }, { "travel", CLASS_EXPENSE }, { "advertising", CLASS_EXPENSE }, { "utilities", CLASS_EXPENSE },
    { "equity", CLASS_EQUITY }, { "retained earnings", CLASS_EQUITY }, { "eigenkapital", CLASS_EQUITY }, { "share capital", CLASS_EQUITY },
    { "undeposited", CLASS_CASH }, { "bank", CLASS_CASH }, { "checking", CLASS_CASH }, { "savings", CLASS_CASH }, { "cash", CLASS_CASH },
    { "kasse", CLASS_CASH }, { "stripe", CLASS_CASH }, { "paypal", CLASS_CASH }, { "banque", CLASS_CASH },
    { "inventory", CLASS_ASSET }, { "prepaid", CLASS_ASSET }, { "equipment", CLASS_ASSET }, { "asset", CLASS_ASSET },
    { "interest income", CLASS_INCOME }, { "income", CLASS_INCOME }, { "revenue", CLASS_INCOME }, { "sales", CLASS_INCOME },
    { "subscriptions", CLASS_INCOME }, { "services", CLASS_INCOME }, { "turnover", CLASS_INCOME }, { "discounts given", CLASS_INCOME },
    { "erl\xC3\xB6s", CLASS_INCOME }, { "umsatz", CLASS_INCOME }, { "ums\xC3\xA4tze", CLASS_INCOME }, { "ertr\xC3\xA4g", CLASS_INCOME },
    { "ventes", CLASS_INCOME }, { "chiffre d'affaires", CLASS_INCOME }, { "ventas", CLASS_INCOME }, { "ingresos", CLASS_INCOME },
};

static bool letter(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80; }

/* The word, at the beginning of a word of the text. */
static bool says(Str text, Str word)
{
    for (size_t i = 0; i + word.n <= text.n; i++)
        if ((!i || !letter(text.p[i - 1])) && str_ieq(str_sub(text, i, word.n), word))
            return true;
    return false;
}

static AccountClass part_class(Str part)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (says(part, str_of(rules[i].word)))
            return rules[i].is;
    return CLASS_UNKNOWN;
}

AccountClass account_class(Str name)
{
    AccountClass deepest = CLASS_UNKNOWN;
    while (name.n) {
        AccountClass c = part_class(str_cut(&name, ':'));
        if (c != CLASS_UNKNOWN)
            deepest = c;
    }
    return deepest;
}

bool account_grows_on_credit(AccountClass c)
{
    return c == CLASS_INCOME || c == CLASS_LIABILITY || c == CLASS_EQUITY;
}
