/* world.h - the made-up company's customers and what happened to them, before it is exported.
 *
 * world_make() draws everything but the events, in a fixed order and each kind from its own
 * stream of random numbers, so that more responses, say, do not move a single delivery:
 * accounts and contacts (world.c), then deliveries, tickets, decisions, responses and invoices
 * (life.c).  Arrays of one account lie together, so account.delivery0 + n_delivery names its part.
 * Days count from 1970-01-01, seconds too; money is in minor units.
 *
 * The law of a late delivery and of a renewal are late_chance() and Decision; see demo.h.
 */
#ifndef TL_DEMO_WORLD_H
#define TL_DEMO_WORLD_H

#include <math.h>

#include "base/arena.h"
#include "demo/demo.h"
#include "demo/names.h"
#include "num/rng.h"

typedef enum Segment { SEGMENT_STRATEGIC, SEGMENT_CORE, SEGMENT_SMALL } Segment;
typedef enum Role {
    ROLE_DECISION,
    ROLE_PURCHASING,
    ROLE_USER,
    ROLE_FRONTLINE,
    ROLE_FINANCE,
    N_ROLE
} Role;
typedef enum Theme {
    THEME_LATE,
    THEME_INVOICE,
    THEME_PORTAL,
    THEME_SUPPORT,
    THEME_MANUALS,
    THEME_QUALITY,
    THEME_PEOPLE,
    THEME_PRICE,
    THEME_ONBOARD,
    N_THEME,
    THEME_NONE = N_THEME
} Theme;
/* What the people of an account expect of a supplier, above all. */
typedef enum ExpectSet { EXPECTS_NONE, EXPECTS_TIME, EXPECTS_SIMPLE, EXPECTS_CORRECT, EXPECTS_CARE, N_EXPECT_SET } ExpectSet;
/* One stream of random numbers for each purpose. */
typedef enum Stream {
    STREAM_ACCOUNT = 1,
    STREAM_DELIVERY,
    STREAM_COMPLAINT,
    STREAM_DECISION,
    STREAM_RESPONSE,
    STREAM_INVOICE,
    STREAM_CRM,
    STREAM_ERP,
    STREAM_SURVEY_TEXT,
    STREAM_TICKET_TEXT,
    STREAM_EVENT,
    STREAM_PAPER,
    STREAM_IDENTIFY,
    STREAM_DOUBLE,
    STREAM_EXPECT,
    STREAM_EXPECT_TEXT,
    STREAM_MOUTH,
    STREAM_DEAL
} Stream;

#define LATE_COMPLAINT 0.35   /* of late deliveries, a ticket each */
enum { WINDOW_DAYS = 180, GAP_DAYS = 14, DAY_NEVER = INT32_MAX, MOUTH_BLANK = 255 };

typedef struct Account {
    Str base, name, domain;   /* base: without the legal form */
    double taste, load, lean; /* of scores; deliveries a year; of the renewal's log-odds */
    int64_t acv;              /* contract value a year, when it began */
    int32_t since, end;       /* first day; last day or DAY_NEVER */
    int32_t parent;           /* account or -1 */
    uint32_t contact0, n_contact, delivery0, n_delivery, response0, n_response; /* response0: of by_account */
    uint8_t country, city, trade, segment, owner, expects;
    bool silent, opaque, workspace, no_group, twin;
    double tells;             /* how much it talks about us, against others alike */
    int32_t referrer;         /* the account that sent it, or -1 */
    bool referred;            /* came by word of mouth, whoever it was */
    char code[12], phone[24];
} Account;

typedef struct Contact {
    Str first, last, email, user; /* user: what the portal calls them */
    uint32_t account;
    uint8_t role, lang;
} Contact;

typedef struct Delivery {
    uint32_t account, order;
    int32_t ordered, promised, issued, delivered;
    int64_t value;
} Delivery;

typedef struct Decision {
    uint32_t account, year; /* year: which renewal of the account */
    int32_t day;
    bool exposed, portal, renewed;
    double p0, p1;
    int64_t amount;
} Decision;

typedef struct Ticket {
    int64_t at;
    uint32_t account, contact, seq;
    int32_t delivery, reply, resolve; /* delivery: index or -1; minutes */
    uint8_t theme;
} Ticket;

typedef struct Response {
    int64_t at;
    uint32_t contact, seq;
    int32_t delivery;
    uint8_t score, theme, second, recommended, warned; /* others told in the last twelve months; MOUTH_BLANK: not answered */
} Response;

typedef enum InvoiceKind { INVOICE_PLAIN, INVOICE_VOID, INVOICE_DRAFT, INVOICE_CREDIT } InvoiceKind;
typedef struct Invoice {
    int64_t amount;
    uint32_t account, of; /* of: number of the invoice a credit note corrects */
    int32_t day, paid;    /* paid: day or 0 */
    uint8_t kind;
    bool lost; /* uncollectible */
} Invoice;

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *v;                                                                                      \
        size_t n, cap;                                                                             \
    }

typedef struct World {
    Arena *a;
    DemoOptions o;
    int32_t start, as_of, change, action;
    double country_lean[N_COUNTRY];
    Account *account;
    size_t n_account;
    VEC(Contact) contact;
    VEC(Delivery) delivery;
    VEC(Ticket) ticket;
    VEC(Decision) decision;
    VEC(Response) response;
    uint32_t *by_account;     /* places of responses */
    VEC(Invoice) invoice;
} World;

/* Appends to a VEC, growing it in the arena by doubling. */
#define VEC_ADD(world, vec, ...)                                                                   \
    do {                                                                                           \
        if ((vec).n == (vec).cap)                                                                  \
            (vec).v = vec_grow((world)->a, (vec).v, (vec).n, sizeof *(vec).v, &(vec).cap);         \
        (vec).v[(vec).n++] = __VA_ARGS__;                                                          \
    } while (0)

void *vec_grow(Arena *a, const void *old, size_t n, size_t size, size_t *cap);
Rng *world_rng(const World *w, Arena *a, Stream s);
Str mask_fill(Arena *a, Rng *r, const char *mask);
void world_make(World *w, Arena *a, const DemoOptions *o);
void accounts_make(World *w, Rng *r);
void life_make(World *w);
void life_deal(World *w, Rng *r);   /* each account gets what another of its segment lived through; before anything is forgotten */
void invoices_make(World *w);
void mouth_make(World *w, Rng *r);
double mouth_law(const World *w, const Response *x, bool warned); /* others told, as expected */
uint32_t order_known(const World *w, const Account *a, int64_t day, uint32_t otherwise);
double late_chance(const World *w, Country c, int64_t day);
double late_chance_if(const World *w, Country c, int64_t day, bool acted);   /* acted false: had nothing been done */
Decision decision_law(const World *w, const Account *a, int year);   /* .p0, .p1, .amount of an anniversary */

/* What late deliveries will cost in renewals within a year, as expected at as_of, in minor units; and the standard error of one who knows the
 * law of exposure, every account's p0 and the form of the effect, and learns its size from the decisions made: nobody can know more. */
typedef struct AtStake {
    double cost, se;
} AtStake;
AtStake at_stake(const World *w);

/* What the action brought by the end of the last whole month (a year at most), as expected given the accounts and deliveries that there were: of the
 * money that came up for renewal, of what was invoiced by then, and tickets that were never written. */
typedef struct Brought {
    double kept, billed, tickets;
} Brought;
Brought action_brought(const World *w);
double chance_on_time(const World *w, const Account *a, int64_t from, int64_t to);   /* no delivery promised in [from, to) is late */

static inline bool effects_all(const World *w)
{
    return w->o.effects == DEMO_EFFECTS_ALL;
}
static inline bool action_reaches(Country c) { return c == FR || c == BE; }
static inline bool delivery_late(const Delivery *d)
{
    return d->delivered > d->promised + 1;
}
static inline int32_t account_last_day(const World *w, const Account *a)
{
    return a->end < w->as_of ? a->end : w->as_of;
}

#endif
