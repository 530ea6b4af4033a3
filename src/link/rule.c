#include "link/rule.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "store/lasting.h"

/* A rule needs this many events before it is worth a line; fewer cannot reach min_per_arm anyway.
 */
enum { EVENTS_MIN = 20, VOICE_DAYS = 60, BAD_RATING_PERCENT = 40 };
#define VOICE_LIFT   1.5
#define VOICE_Z      4.0
#define COMPLAINT    0.33 /* share of negative comments that makes a theme a complaint */
#define TICKET_THEME 0.5
#define PRAISE       0.2  /* mean sentiment from which a theme is praise */
#define NOT_POSITIVE 0.05 /* the sentiment scale's own threshold between neutral and positive */

static Rule *add_rule(Rules *rs)
{
    if (rs->n == RULES_MAX)
        return NULL;
    Rule *r = &rs->rule[rs->n++];
    *r = (Rule){ .name = STR(""), .official = STR(""), .words = STR(""), .owner = STR("") };
    return r;
}

static Happening happening(const Table *t, size_t r, Str text)
{
    return (Happening){ col_int(t, "account_id")[r], col_int(t, "day")[r], col_int(t, "file_id")[r],
                        col_int(t, "line")[r], text };
}

static void seen_from(Happenings *h, int64_t day)
{
    if (!h->any || day < h->first_day)
        h->first_day = day;
    h->any = true;
}

static Status load_promises(Store *s, Arena *a, Rules *rs, Err *err)
{
    Table t;
    double grace;
    Status st = store_fetch(s, SQL_DELIVERIES_BY_ACCOUNT, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_setting(s, "grace_days", &grace, err);
    if (st || !t.n)
        return st;
    Rule *r = add_rule(rs);
    *r = (Rule){ .kind = "promise",
                 .key = STR("promise"),
                 .official = STR("Delivery later than promised"),
                 .owner = STR(""),
                 .words = str_fmt(
                     a, "a delivery arrived more than %g day(s) after the promised day", grace) };
    r->name = r->official;
    const int64_t *promised = col_int(&t, "day"), *delivered = col_int(&t, "delivered");
    for (size_t i = 0; i < t.n; i++) {
        int64_t late = delivered[i] - promised[i];
        happenings_add(&r->chance, a, happening(&t, i, STR("")));
        seen_from(&r->exposed, promised[i]);
        if ((double)late > grace) {
            Str when = date_iso(a, promised[i]);
            happenings_add(
                &r->exposed, a,
                happening(&t, i,
                          str_fmt(a, "%.*s promised %.*s, arrived %lld days later",
                                  STR_ARG(col_text(&t, "id")[i]), STR_ARG(when), (long long)late)));
        }
    }
    return ST_OK;
}

static int by_value(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

/* The reply time that only the slowest share exceeds; INT64_MAX when too few are measured. */
static int64_t slow_limit(const Table *t, double share, Arena *a)
{
    const TableColumn *c = table_col(t, "reply_minutes");
    int64_t *v = ARENA_NEW_N(a, int64_t, t->n + 1);
    size_t n = 0;
    for (size_t r = 0; r < t->n; r++)
        if (col_has(c, r))
            v[n++] = c->i[r];
    if (n < 4 * EVENTS_MIN)
        return INT64_MAX;
    qsort(v, n, sizeof *v, by_value);
    return v[(size_t)((1 - share) * (double)(n - 1))];
}

static void ticket_rules(const Table *t, int64_t slow, Arena *a, Rules *rs)
{
    Rule *reply = add_rule(rs), *escalated = add_rule(rs), *rated = add_rule(rs);
    reply->key = STR("ticket:reply");
    escalated->key = STR("ticket:escalated");
    rated->key = STR("ticket:rated");
    reply->official = STR("First reply slower than most");
    reply->words = str_fmt(a, "a support ticket waited more than %lld minutes for its first reply",
                           (long long)slow);
    escalated->official = STR("Ticket escalated");
    escalated->words = STR("a support ticket was escalated");
    rated->official = STR("Support rated badly");
    rated->words =
        str_fmt(a, "a support ticket was rated below %d %% of the scale", BAD_RATING_PERCENT);
    for (size_t k = rs->n - 3; k < rs->n; k++) {
        rs->rule[k].kind = "ticket";
        rs->rule[k].name = rs->rule[k].official;
    }
    const TableColumn *wait = table_col(t, "reply_minutes"), *esc = table_col(t, "escalated"),
                      *sat = table_col(t, "satisfaction");
    for (size_t r = 0; r < t->n; r++) {
        Happening h = happening(t, r, col_text(t, "id")[r]);
        for (size_t k = rs->n - 3; k < rs->n; k++)
            seen_from(&rs->rule[k].exposed, h.day);
        if (col_has(wait, r)) {
            happenings_add(&reply->chance, a, h);
            if (wait->i[r] > slow)
                happenings_add(&reply->exposed, a, h);
        }
        happenings_add(&escalated->chance, a, h);
        if (col_has(esc, r) && esc->i[r])
            happenings_add(&escalated->exposed, a, h);
        if (col_has(sat, r)) {
            happenings_add(&rated->chance, a, h);
            if (sat->f[r] * 100 < BAD_RATING_PERCENT)
                happenings_add(&rated->exposed, a, h);
        }
    }
}

static Status load_tickets(Store *s, Arena *a, Rules *rs, Err *err)
{
    Table t;
    double share;
    Status st = store_fetch(s, SQL_TICKETS_BY_ACCOUNT, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_setting(s, "slow_reply_share", &share, err);
    if (!st && t.n)
        ticket_rules(&t, slow_limit(&t, share, a), a, rs);
    return st;
}

typedef struct ThemeCount {
    size_t mentions, scored, negative, tickets;
} ThemeCount;

static bool is_complaint(const ThemeCount *c)
{
    return c->mentions >= EVENTS_MIN &&
           ((c->scored && (double)c->negative >= COMPLAINT * (double)c->scored) ||
            (double)c->tickets >= TICKET_THEME * (double)c->mentions);
}

static void theme_rule(const Table *t, size_t from, size_t to, const Table *themes, Arena *a,
                       Rules *rs)
{
    ThemeCount c = { 0 };
    const TableColumn *mood = table_col(t, "sentiment");
    const Str *channel = col_text(t, "channel");
    for (size_t r = from; r < to; r++) {
        c.mentions++;
        c.scored += col_has(mood, r);
        c.negative += col_has(mood, r) && mood->f[r] < 0;
        c.tickets += str_eq(channel[r], STR("ticket"));
    }
    Rule *rule = is_complaint(&c) ? add_rule(rs) : NULL;
    if (!rule)
        return;
    int64_t id = col_int(t, "theme_id")[from];
    const int64_t *theme = col_int(themes, "theme_id");
    size_t k = 0;
    while (k < themes->n && theme[k] != id)
        k++;
    rule->kind = "theme";
    rule->key = str_fmt(a, "theme:%lld", (long long)id);
    rule->theme = id;
    rule->name = k < themes->n ? col_text(themes, "name")[k] : STR("");
    rule->official = k < themes->n ? col_text(themes, "terms")[k] : STR("");
    rule->words =
        str_fmt(a, "a comment or ticket, not positive, on the theme \"%.*s\"", STR_ARG(rule->name));
    for (size_t r = from; r < to; r++) {
        Happening h = happening(t, r, col_text(t, "id")[r]);
        seen_from(&rule->exposed, h.day);
        if (!col_has(mood, r) || mood->f[r] < NOT_POSITIVE || str_eq(channel[r], STR("ticket")))
            happenings_add(&rule->exposed, a, h);
    }
}

static Status load_themes(Store *s, Arena *a, Rules *rs, Table *mentions, Table *themes, Err *err)
{
    Status st = store_fetch(s, SQL_THEME_MENTIONS, STORE_NO_ARGS, a, mentions, err);
    if (!st)
        st = store_fetch(s, SQL_THEME_LIST, STORE_NO_ARGS, a, themes, err);
    if (st || !mentions->n)
        return st;
    const int64_t *id = col_int(mentions, "theme_id");
    for (size_t from = 0; from < mentions->n;) {
        size_t to = from + 1;
        while (to < mentions->n && id[to] == id[from])
            to++;
        theme_rule(mentions, from, to, themes, a, rs);
        from = to;
    }
    return ST_OK;
}

/* How much more often a theme is spoken of soon after an operational event than comments are in
 * general: two shares and their z. */
static double voice_z(const Rule *op, const Table *t, int64_t theme, double *lift)
{
    const int64_t *id = col_int(t, "theme_id"), *account = col_int(t, "account_id"),
                  *day = col_int(t, "day");
    double n1 = 0, x1 = 0, n0 = 0, x0 = 0;
    for (size_t r = 0; r < t->n; r++) {
        bool after = happenings_any(&op->exposed, account[r], day[r] - VOICE_DAYS, day[r] + 1);
        if (id[r] == theme) {
            n1++;
            x1 += after;
        } else {
            n0++;
            x0 += after;
        }
    }
    if (n1 < EVENTS_MIN || n0 < EVENTS_MIN || x0 <= 0)
        return 0;
    double p = (x1 + x0) / (n1 + n0), se = sqrt(p * (1 - p) * (1 / n1 + 1 / n0));
    *lift = (x1 / n1) / (x0 / n0);
    return se > 0 ? (x1 / n1 - x0 / n0) / se : 0;
}

static bool voice_taken(const Rules *rs, int64_t theme)
{
    for (size_t k = 0; k < rs->n; k++)
        if (rs->rule[k].voice == theme)
            return true;
    return false;
}

/* The theme that late events are spoken of in: of those that are no praise, the one with the
 * highest z.  It need not be a complaint by its words; sober reports of a delay ("came nine days
 * late") are not felt as negative. */
static void find_voice(Rules *rs, Rule *op, const Table *mentions, const Table *themes)
{
    const TableColumn *mood = table_col(themes, "sentiment");
    double best = VOICE_Z;
    size_t voice = themes->n;
    for (size_t k = 0; k < themes->n; k++) {
        double lift = 0, z;
        if (col_has(mood, k) && mood->f[k] >= PRAISE)
            continue;
        z = voice_z(op, mentions, col_int(themes, "theme_id")[k], &lift);
        if (z > best && lift >= VOICE_LIFT && !voice_taken(rs, col_int(themes, "theme_id")[k])) {
            best = z;
            voice = k;
        }
    }
    if (voice == themes->n)
        return;
    op->voice = col_int(themes, "theme_id")[voice];
    op->name = col_text(themes, "name")[voice];
    for (size_t k = 0; k < rs->n; k++)
        rs->rule[k].folded |= rs->rule[k].theme == op->voice;
}

static Status give_ids(Store *s, Arena *a, Rules *rs, Err *err)
{
    Str key[RULES_MAX];
    int64_t id[RULES_MAX];
    for (size_t k = 0; k < rs->n; k++)
        key[k] = rs->rule[k].key;
    Status st = lasting_ids(s, LASTING_ISSUE, key, rs->n, a, id, err);
    for (size_t k = 0; !st && k < rs->n; k++)
        rs->rule[k].id = id[k];
    return st;
}

Status rules_load(Store *s, Arena *a, Rules *out, Err *err)
{
    Table mentions = { 0 }, themes = { 0 };
    *out = (Rules){ 0 };
    Status st = load_promises(s, a, out, err);
    size_t promises = out->n;
    if (!st)
        st = load_tickets(s, a, out, err);
    if (!st)
        st = load_themes(s, a, out, &mentions, &themes, err);
    for (size_t k = 0; !st && k < promises && mentions.n; k++)
        find_voice(out, &out->rule[k], &mentions, &themes);
    /* Rules that nothing ever met are no issues. */
    size_t kept = 0;
    for (size_t k = 0; k < out->n; k++)
        if (out->rule[k].exposed.n >= EVENTS_MIN && !out->rule[k].folded)
            out->rule[kept++] = out->rule[k];
    out->n = kept;
    return st ? st : give_ids(s, a, out, err);
}

static int by_times(const void *l, const void *r)
{
    const RuleMet *a = l, *b = r;
    if (a->promise != b->promise)
        return a->promise ? -1 : 1;
    if (a->times != b->times)
        return a->times > b->times ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

void rules_by_met(RuleMet *met, size_t n)
{
    if (n)
        qsort(met, n, sizeof *met, by_times);
}
