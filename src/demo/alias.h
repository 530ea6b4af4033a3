/* alias.h - what each system calls an account.
 *
 * Nobody shares ids, and every system has its own habits with names: the ERP writes capitals and
 * cuts words, billing folds umlauts and adds the country, the desk leaves out the legal form.
 * Everything is a function of the account, so that all files agree without being told.
 */
#ifndef TL_DEMO_ALIAS_H
#define TL_DEMO_ALIAS_H

#include "base/buf.h"
#include "demo/sfid.h"
#include "demo/world.h"

typedef struct StripeId {
    char p[32];
} StripeId;

SfId alias_account_id(size_t account);
SfId alias_twin_id(const World *w, size_t account); /* the duplicate record in the CRM */
SfId alias_contact_id(size_t contact);
/* One contact in thirty was entered twice, by somebody who wrote the name in another way. */
bool alias_contact_twice(size_t contact);
SfId alias_contact_double_id(const World *w, size_t contact);
/* One contact in fifty is found again at another account, which it went to. */
enum { MOVED_NOWHERE = -1 };
int64_t alias_contact_moved(const World *w, size_t contact); /* the account */
bool alias_contact_took_phone(size_t contact);               /* the CRM has the old number there too */
SfId alias_contact_moved_id(const World *w, size_t contact);
void alias_contact_mobile(Buf *b, const World *w, size_t contact); /* empty: not known */
StripeId alias_stripe_id(const char *prefix, uint64_t key, int digits);
int64_t alias_erp_number(size_t account);
int64_t alias_desk_id(size_t account); /* organisation */
int64_t alias_requester_id(size_t contact);

/* Each replaces the content of `b`. */
void alias_twin_name(Buf *b, const Account *a);
void alias_erp_name(Buf *b, const Account *a);
void alias_billing_name(Buf *b, const Account *a);
void alias_desk_name(Buf *b, const Account *a);
void alias_group(Buf *b, const World *w, const Account *a); /* empty: the account has none */

#endif
