#include <math.h>

#include "base/date.h"
#include "link/mouth_in.h"
#include "num/dist.h"
#include "store/sql_ids.h"

static const double PASSIVE_AT = 6.5, PROMOTER_AT = 8.5;

/* The years of one account while its rows are read. */
typedef struct Years {
    MouthYear at[MOUTH_YEARS_MOST];
    int64_t nps[MOUTH_YEARS_MOST], scores[MOUTH_YEARS_MOST];
} Years;

static MouthBand band_of(int64_t sum, int64_t n)
{
    double mean = n ? (double)sum / (double)n : F64_NAN;
    return !n ? BAND_EVERY : mean >= PROMOTER_AT ? BAND_PROMOTERS : mean >= PASSIVE_AT ? BAND_PASSIVES : BAND_DETRACTORS;
}

static size_t year_of(const LinkBook *b, int64_t day)
{
    int64_t y = (b->w.as_of - day) / MOUTH_YEAR;
    return y < 0 || y >= MOUTH_YEARS_MOST ? MOUTH_YEARS_MOST : (size_t)y;
}

/* Rows [from, to) of one account, persons together and their last answers first. */
static void take_sheets(const LinkBook *b, const Table *t, size_t from, size_t to, Years *y)
{
    const TableColumn *nps = table_col(t, "nps"), *answer[MOUTH_BOTH] = { table_col(t, "recommended"), table_col(t, "warned") };
    const int64_t *contact = col_int(t, "contact"), *day = col_int(t, "day");
    size_t last[MOUTH_BOTH] = { MOUTH_YEARS_MOST, MOUTH_YEARS_MOST };
    for (size_t r = from; r < to; r++) {
        size_t k = year_of(b, day[r]);
        if (r == from || contact[r] != contact[r - 1] || !contact[r])
            last[0] = last[1] = MOUTH_YEARS_MOST;
        if (k == MOUTH_YEARS_MOST)
            continue;
        if (col_has(nps, r)) {
            y->nps[k] += nps->i[r];
            y->scores[k]++;
        }
        for (int w = 0; w < MOUTH_BOTH; w++) {
            double told = col_has(answer[w], r) ? answer[w]->f[r] : F64_NAN;
            if (!(told >= 0) || last[w] == k)
                continue;
            last[w] = k;
            y->at[k].heard[MOUTH_ASKED][w] = true;
            y->at[k].told[MOUTH_ASKED][w] += fmin(told, MOUTH_TOLD_MOST);
        }
    }
}

static void take_words(const LinkBook *b, const Table *t, size_t r, Years *y)
{
    static const char *const col[MOUTH_BOTH] = { "recommended", "warned" };
    size_t k = year_of(b, col_int(t, "day")[r]);
    for (int w = 0; w < MOUTH_BOTH && k < MOUTH_YEARS_MOST; w++) {
        y->at[k].heard[MOUTH_SAID][w] = true;
        y->at[k].told[MOUTH_SAID][w] += (double)col_int(t, col[w])[r];
    }
}

static void close_account(size_t account, const Years *y, MouthBook *out)
{
    int64_t sum = 0, n = 0;
    for (size_t k = 0; k < (size_t)out->years; k++) {
        const MouthYear *one = &y->at[k];
        bool heard = one->heard[MOUTH_ASKED][0] || one->heard[MOUTH_ASKED][1] || one->heard[MOUTH_SAID][0];
        sum += y->nps[k];
        n += y->scores[k];
        if (!heard)
            continue;
        MouthYear *put = &out->year[out->n_year++];
        *put = *one;
        put->account = account;
        put->band = band_of(y->nps[k], y->scores[k]);
    }
    out->band[account] = band_of(sum, n);
}

/* How far back anything was heard: a year of which less than half was is none. */
static void span_of(const LinkBook *b, const Table *sheets, const Table *words, MouthBook *out)
{
    const Table *both[] = { sheets, words };
    int64_t first = b->w.as_of;
    for (size_t k = 0; k < COUNT_OF(both); k++)
        for (size_t r = 0; r < both[k]->n; r++)
            if (col_int(both[k], "day")[r] < first)
                first = col_int(both[k], "day")[r];
    out->years = (b->w.as_of - first + 1 + MOUTH_YEAR / 2) / MOUTH_YEAR;
    out->years = out->years < 1 ? 1 : out->years > MOUTH_YEARS_MOST ? MOUTH_YEARS_MOST : out->years;
    out->from = b->w.as_of - out->years * MOUTH_YEAR;
    if (out->from < first)
        out->from = first;
}

static void take_years(const LinkBook *b, const Table *sheets, const Table *words, MouthBook *out)
{
    const int64_t *id = col_int(&b->account, "account_id"), *sheet = col_int(sheets, "account_id"), *word = col_int(words, "account_id");
    size_t s = 0, w = 0;
    span_of(b, sheets, words, out);
    out->year = ARENA_NEW_N(b->a, MouthYear, sheets->n + words->n + 1);
    out->band = ARENA_NEW_N(b->a, MouthBand, b->account.n + 1);
    for (size_t k = 0; k < b->account.n; k++) {
        Years y = { .nps = { 0 } };
        while (s < sheets->n && sheet[s] < id[k])
            s++;
        size_t from = s;
        while (s < sheets->n && sheet[s] == id[k])
            s++;
        take_sheets(b, sheets, from, s, &y);
        for (; w < words->n && word[w] <= id[k]; w++)
            if (word[w] == id[k])
                take_words(b, words, w, &y);
        close_account(k, &y, out);
    }
}

bool mouth_is_referral(Str lead_source)
{
    static const Str not[] = { STR_INIT("partner"), STR_INIT("employee"), STR_INIT("internal"), STR_INIT("mitarbeiter"), STR_INIT("reseller"), STR_INIT("website") };
    static const Str is[] = { STR_INIT("referral"), STR_INIT("referred"), STR_INIT("word of mouth"), STR_INIT("word-of-mouth"), STR_INIT("recommend"), STR_INIT("empfehl"), STR_INIT("empfohl"),
                              STR_INIT("mundprop"), STR_INIT("recommand"), STR_INIT("bouche") };
    bool found = false;
    char low[128];
    size_t n = lead_source.n < sizeof low ? lead_source.n : sizeof low;
    for (size_t i = 0; i < n; i++)
        low[i] = (char)(lead_source.p[i] >= 'A' && lead_source.p[i] <= 'Z' ? lead_source.p[i] + 32 : lead_source.p[i]);
    for (size_t k = 0; k < COUNT_OF(not); k++)
        if (str_has((Str){ low, n }, not[k]))
            return false;
    for (size_t k = 0; k < COUNT_OF(is); k++)
        found = found || str_has((Str){ low, n }, is[k]);
    return found;
}

static void take_new(const LinkBook *b, const Table *t, MouthBook *out)
{
    const TableColumn *referrer = table_col(t, "referrer");
    const int64_t *id = col_int(t, "account_id"), *day = col_int(t, "day");
    out->fresh = ARENA_NEW_N(b->a, MouthNew, t->n + 1);
    for (size_t r = 0; r < t->n; r++) {
        size_t account = book_account(b, id[r]);
        if ((r && id[r] == id[r - 1]) || account == b->account.n || day[r] < out->from)
            continue;
        Str source = col_text(t, "source")[r];
        bool named = col_text(t, "named")[r].n > 0;
        MouthNew *one = &out->fresh[out->n_fresh++];
        *one = (MouthNew){ .account = account, .referrer = col_has(referrer, r) ? book_account(b, referrer->i[r]) : b->account.n, .day = day[r], .source = source,
                           .known = source.n > 0 || named, .referred = named || mouth_is_referral(source) };
        /* A company that sent itself, or its own parent, is a slip of the CRM. */
        if (one->referrer == account)
            one->referrer = b->account.n;
    }
}

Status mouth_load(const LinkBook *b, MouthBook *out, Err *err)
{
    Table sheets, words, deals;
    Str day = date_iso(b->a, b->w.as_of);
    *out = (MouthBook){ .n_year = 0 };
    Status st = store_fetch(b->s, SQL_MOUTH_SHEETS, STORE_ARGS(DB_TEXT(day)), b->a, &sheets, err);
    if (!st)
        st = store_fetch(b->s, SQL_MOUTH_WORDS, STORE_ARGS(DB_TEXT(day)), b->a, &words, err);
    if (!st)
        st = store_fetch(b->s, SQL_MOUTH_DEALS, STORE_ARGS(DB_TEXT(day)), b->a, &deals, err);
    if (st)
        return st;
    take_years(b, &sheets, &words, out);
    take_new(b, &deals, out);
    return ST_OK;
}
