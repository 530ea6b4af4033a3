/* load_ledger.c - reports of bookkeeping programs: lines between section, total and title rows (load.h). */
#include "ingest/load.h"

#include "base/attr.h"
#include "base/map.h"
#include "ingest/clean.h"
#include "model/account_class.h"
#include "model/limits.h"

enum { SECTIONS = 16, EXTRA = 5, SUMS = 3 };

/* Columns that the reader adds behind the file's own; shapes name them. */
static const char *const extra_name[EXTRA] = { "(section)", "(amount)", "(side)", "(party)", "(key)" };
enum { X_SECTION, X_AMOUNT, X_SIDE, X_PARTY, X_KEY };

/* The columns whose sums a total row states. */
enum { SUM_AMOUNT, SUM_DEBIT, SUM_CREDIT };

typedef struct Section {
    Str     name;
    int64_t sum[SUMS], lines;
    bool    totalled;                 /* somewhere in the file a total names it */
} Section;

typedef struct Reading {
    const Job *job;
    Plan       plan;
    Str       *column;
    size_t     n_column;
    int        date, type, number, account, name, about, sum_col[SUMS];
    bool       sections;              /* the first column holds them */
    Section    entry;                 /* the lines since the last total of an entry */
    Section    open[SECTIONS];        /* [0]: the whole file */
    size_t     n_open;
    StrMap     totals;                /* names of totals, in lower case */
    int64_t    untotalled;            /* sections with lines and no total */
    PlanSight *sight;
    int64_t    looked;
    Buf        last[3];               /* date, type and number of the entry */
    char       sign[4];               /* the one currency that amounts of the file are signed with */
    bool       signs_differ;
    I64Map     seen;                  /* line -> how often in this file */
    Arena      keep, scratch;
    Str        again_section;         /* of a row that is read again */
    PlanRow   *out;
    Emit      *e;
} Reading;

static Str cell(const Row *row, int c)
{
    return c >= 0 && (size_t)c < row->n ? str_trim(row->cell[c]) : STR("");
}

static int column_of(const Reading *r, const char *names)
{
    Str rest = str_of(names);
    while (rest.n) {
        int c = plan_column(r->column, r->n_column, str_cut(&rest, '|'));
        if (c >= 0)
            return c;
    }
    return -1;
}

static void find_columns(Reading *r)
{
    r->date = column_of(r, "Date|Transaction date|Transaction Date|Posting Date|*Date");
    r->type = column_of(r, "Transaction Type|Transaction type|Type|Source");
    r->number = column_of(r, "Num|No.|Document Number|Reference|Journal Number");
    r->account = column_of(r, "Account|Account Name|Distribution account");
    r->name = column_of(r, "Name|Customer|Contact");
    r->about = column_of(r, "Description");
    r->sum_col[SUM_AMOUNT] = column_of(r, "Amount|Net Amount");
    r->sum_col[SUM_DEBIT] = column_of(r, "Debit");
    r->sum_col[SUM_CREDIT] = column_of(r, "Credit");
    r->sections = r->n_column && !str_trim(r->column[0]).n;
}

/* Text of the opposite amount. */
static Str negated(Str s, Arena *a)
{
    if (s.n && s.p[0] == '-')
        return str_sub(s, 1, s.n);
    if (s.n > 2 && s.p[s.n - 1] == ')' && memchr(s.p, '(', s.n)) {
        char *p = arena_alloc(a, s.n + 1, 1);
        size_t n = 0;
        for (size_t i = 0; i < s.n; i++)
            if (s.p[i] != '(' && s.p[i] != ')')
                p[n++] = s.p[i];
        p[n] = 0;
        return (Str){ p, n };
    }
    return str_fmt(a, "-%.*s", STR_ARG(s));
}

static bool is_zero(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '1' && s.p[i] <= '9')
            return false;
    return true;
}

static Decimal decimal_of(const Reading *r)
{
    for (size_t f = 0; f < kinds[r->plan.kind].n_field; f++)
        if (kinds[r->plan.kind].field[f].type == FIELD_MONEY && r->plan.field[f].rule)
            return r->plan.field[f].decimal;
    return DECIMAL_UNKNOWN;
}

static bool amount_at(const Reading *r, const Row *row, int sum, int64_t *minor)
{
    char code[4];
    Str s = cell(row, r->sum_col[sum]);
    return !clean_missing(s) && !amount_parse(s, decimal_of(r), currency_digits(r->plan.currency), minor, code);
}

static Str section_path(const Reading *r, Arena *a)
{
    if (r->job->again)
        return r->again_section;
    Str path = r->n_open > 1 ? r->open[1].name : STR("");
    for (size_t i = 2; i < r->n_open; i++)
        path = str_fmt(a, "%.*s:%.*s", STR_ARG(path), STR_ARG(r->open[i].name));
    return path;
}

/* Debit and credit become one amount in the natural sign of the account; *both: neither is empty. */
static void put_amount(const Reading *r, const Row *row, Str account, Str *extra, bool *both, Arena *a)
{
    Str debit = cell(row, r->sum_col[SUM_DEBIT]), credit = cell(row, r->sum_col[SUM_CREDIT]);
    *both = false;
    extra[X_AMOUNT] = cell(row, r->sum_col[SUM_AMOUNT]);
    extra[X_SIDE] = STR("");
    if (r->sum_col[SUM_DEBIT] < 0 || r->sum_col[SUM_CREDIT] < 0)
        return;
    bool has_debit = !clean_missing(debit) && !is_zero(debit), has_credit = !clean_missing(credit) && !is_zero(credit);
    *both = has_debit && has_credit;
    bool grows = account_grows_on_credit(account_class(account)), is_credit = has_credit;
    Str text = is_credit ? credit : !clean_missing(debit) ? debit : credit;
    extra[X_AMOUNT] = clean_missing(text) || is_zero(text) || is_credit == grows ? text : negated(text, a);
    extra[X_SIDE] = is_credit ? STR("credit") : has_debit ? STR("debit") : STR("");
}

/* The counterparty: its own column, or what stands before " - " in a description. */
static Str party_of(const Reading *r, const Row *row)
{
    if (r->name >= 0)
        return cell(row, r->name);
    Str about = cell(row, r->about);
    const char *dash = memmem(about.p, about.n, " - ", 3);
    return dash ? str_trim((Str){ about.p, (size_t)(dash - about.p) }) : STR("");
}

/* A line that says the same as one before it in this file is another line: the n-th of its kind. */
static Str key_of(Reading *r, const Row *row, const Str *extra, Arena *a)
{
    uint64_t h = hash64(extra[X_SECTION]);
    int64_t n = 1, old = 0;
    const int part[] = { r->date, r->type, r->number, r->account, r->name, r->about, column_of(r, "Memo/Description|Memo|Description") };
    for (size_t i = 0; i < COUNT_OF(part); i++)
        h = hash64_mix(h, hash64(cell(row, part[i])));
    h = hash64_mix(h, hash64(extra[X_AMOUNT]));
    h = hash64_mix(h, hash64(extra[X_SIDE]));
    if (!i64map_add(&r->seen, h, 1, &old)) {
        n = old + 1;
        i64map_set(&r->seen, h, n);
    }
    return str_fmt(a, "line-%016llx-%lld", (unsigned long long)h, (long long)n);
}

/* Date, type and number stand on the first line of an entry alone. */
static void carry(Reading *r, Str *cells, size_t n)
{
    const int col[] = { r->date, r->type, r->number };
    if (r->sum_col[SUM_DEBIT] < 0 || r->date < 0 || (size_t)r->date >= n)
        return;
    bool first = str_trim(cells[r->date]).n > 0;
    for (size_t i = 0; i < COUNT_OF(col); i++) {
        if (col[i] < 0 || (size_t)col[i] >= n)
            continue;
        if (first) {
            buf_clear(&r->last[i]);
            buf_put(&r->last[i], str_trim(cells[col[i]]));
        } else if (!str_trim(cells[col[i]]).n) {
            cells[col[i]] = buf_str(&r->last[i]);
        }
    }
}

/* The file's cells and the reader's, one array as wide as r->column. */
static Str *widen(Reading *r, const Row *row, bool *both, Arena *a)
{
    Str *cells = ARENA_NEW_N(a, Str, r->n_column), *extra = cells + r->n_column - EXTRA;
    size_t own = r->n_column - EXTRA;
    for (size_t i = 0; i < own; i++)
        cells[i] = i < row->n ? row->cell[i] : STR("");
    carry(r, cells, own);
    Row wide = { .cell = cells, .n = own };
    extra[X_SECTION] = section_path(r, a);
    put_amount(r, &wide, r->account >= 0 ? cell(&wide, r->account) : extra[X_SECTION], extra, both, a);
    extra[X_PARTY] = party_of(r, &wide);
    extra[X_KEY] = key_of(r, &wide, extra, a);
    return cells;
}

static bool begins(Str s, const char *word)
{
    Str w = str_of(word);
    return s.n >= w.n && str_ieq(str_sub(s, 0, w.n), w);
}

static bool begins_any(Str s, const char *words)
{
    for (Str rest = str_of(words); rest.n;) {
        Str one = str_cut(&rest, '|');
        if (s.n >= one.n && str_ieq(str_sub(s, 0, one.n), one))
            return true;
    }
    return false;
}

static Str first_cell(const Row *row, size_t *at, size_t *filled)
{
    Str first = STR("");
    *filled = 0;
    for (size_t i = 0; i < row->n; i++) {
        Str c = str_trim(row->cell[i]);
        if (!c.n)
            continue;
        if (!(*filled)++) {
            first = c;
            *at = i;
        }
    }
    return first;
}

static const char *money_words(Reading *r, int64_t minor)
{
    int digits = currency_digits(r->plan.currency);
    long long unit = digits == 0 ? 1 : digits == 3 ? 1000 : 100, v = minor < 0 ? -minor : minor;
    const char *sign = minor < 0 ? "-" : "";
    return (digits ? str_fmt(&r->scratch, "%s%lld.%0*lld", sign, v / unit, digits, v % unit) : str_fmt(&r->scratch, "%s%lld", sign, v)).p;
}

static void remark_total(Reading *r, const Row *row, Str name, int64_t says, int64_t adds)
{
    emit_remark(r->e, "line %lld: '%.*s' says %s, its lines add up to %s", (long long)row->line, STR_ARG(str_head(name, 60)),
                money_words(r, says), money_words(r, adds));
}

/* Holds a total row against the sums of its section's lines; a credit side that is off as the debit side is, is told once. */
static void check_total(Reading *r, const Row *row, Str name, const Section *s)
{
    int64_t told = 0, of = 0;
    for (int k = 0; k < SUMS; k++) {
        int64_t says;
        if (r->sum_col[k] < 0 || !amount_at(r, row, k, &says) || says == s->sum[k] || (told == says && of == s->sum[k]))
            continue;
        remark_total(r, row, name, told = says, of = s->sum[k]);
    }
}

/* Debit and credit and no word beside them: what the lines since the last such row add up to. */
static bool is_entry_total(const Reading *r, const Row *row, size_t filled)
{
    int64_t debit, credit;
    return filled == 2 && r->account >= 0 && r->sum_col[SUM_DEBIT] >= 0 && r->sum_col[SUM_CREDIT] >= 0 && amount_at(r, row, SUM_DEBIT, &debit) &&
           amount_at(r, row, SUM_CREDIT, &credit) && debit == credit;
}

static void close_entry(Reading *r, const Row *row)
{
    check_total(r, row, STR("the entry's total"), r->entry.lines ? &r->entry : &r->open[0]);
    r->entry = (Section){ .name = STR("") };
}

/* "Total for X with sub-accounts": X; "" of a bare total. */
static Str total_of(Str first)
{
    Str name = str_trim(begins(first, "total for ") ? str_sub(first, 10, first.n) : begins(first, "total ") ? str_sub(first, 6, first.n) : STR(""));
    return str_ends(name, STR(" with sub-accounts")) ? str_sub(name, 0, name.n - 18) : name;
}

static void add_sums(Section *to, const Section *s)
{
    for (int k = 0; k < SUMS; k++)
        to->sum[k] += s->sum[k];
}

/* "Total for X" closes X and what was opened in it; a bare total is the file's. */
static void close_section(Reading *r, const Row *row, Str first)
{
    Str name = total_of(first);
    size_t at = r->n_open;
    while (at > 1 && !str_ieq(r->open[at - 1].name, name))
        at--;
    if (at <= 1) {
        check_total(r, row, first, &r->open[0]);
        return;
    }
    Section *s = &r->open[at - 1];
    for (; r->n_open > at; r->n_open--) {      /* what was opened in it and never totalled */
        add_sums(&r->open[r->n_open - 2], &r->open[r->n_open - 1]);
        r->untotalled += r->open[r->n_open - 1].lines > 0;
    }
    check_total(r, row, first, s);
    if (at > 2)
        add_sums(&r->open[at - 2], s);
    r->n_open = at - 1;
}

/* A section that no total closes ends where the next begins.  Without lines it is a heading of what follows, unless the
 * file totals no section at all. */
static void end_untotalled(Reading *r)
{
    while (r->n_open > 1) {
        const Section *s = &r->open[r->n_open - 1];
        if (s->totalled || (!s->lines && r->totals.n))
            return;
        if (r->n_open > 2)
            add_sums(&r->open[r->n_open - 2], s);
        r->untotalled += s->lines > 0;
        r->n_open--;
    }
}

static Status open_section(Reading *r, const Row *row, Str name, Err *err)
{
    size_t id;
    end_untotalled(r);
    if (r->n_open == SECTIONS)
        return ERR(err, ST_TOO_BIG, "line %lld: sections more than %d deep", (long long)row->line, SECTIONS - 1);
    r->open[r->n_open++] = (Section){ .name = str_dup(&r->keep, name), .totalled = strmap_get(&r->totals, str_lower(&r->scratch, name), &id) };
    return ST_OK;
}

static bool bare_total(Str s) { return str_ieq(s, STR("total")) || str_ieq(s, STR("grand total")) || str_ieq(s, STR("summe")); }

static bool names_open_section(const Reading *r, Str first)
{
    for (size_t i = 1; i < r->n_open; i++)
        if (str_ends(first, r->open[i].name))
            return true;
    return false;
}

/* A row that is no line of the ledger: counted by what it is.  *done: it was one. */
static Status take_other(Reading *r, const Row *row, bool *done, Err *err)
{
    size_t at = 0, filled;
    Str first = first_cell(row, &at, &filled);
    Str date = cell(row, r->date);
    *done = true;
    if (!filled || load_is_footer(row, r->job, false)) {
        r->e->left[LEFT_FOOTER]++;
    } else if (is_entry_total(r, row, filled)) {
        close_entry(r, row);
        r->e->left[LEFT_TOTAL]++;
    } else if (begins_any(date.n ? date : first, "beginning balance|opening balance|closing balance|net movement|er\xC3\xB6" "ffnungssaldo")) {
        r->e->left[LEFT_BALANCE]++;
    } else if (begins_any(first, "accrual basis|cash basis") && filled == 1) {
        r->e->left[LEFT_FOOTER]++;
    } else if (begins_any(first, "total|grand total|summe|gesamt|subtotal") && (filled > 1 || bare_total(first) || names_open_section(r, first))
               && (!date.n || at == (size_t)r->date)) {
        close_section(r, row, first);
        r->e->left[LEFT_TOTAL]++;
    } else if (r->sections && at == 0 && !date.n) {
        r->e->left[LEFT_SECTION]++;
        return open_section(r, row, first, err);
    } else {
        *done = false;
    }
    return ST_OK;
}

/* A list of transactions, read for its invoices: what is none is counted and left. */
static bool other_type(const Reading *r, const Row *row)
{
    return r->plan.kind == KIND_INVOICE && r->type >= 0
        && !begins_any(cell(row, r->type), "invoice|credit memo|credit note|sales receipt|rechnung|gutschrift");
}

/* What stands above a line and belongs to it: section, date, type, number. */
static Str context_of(const Reading *r, Arena *a)
{
    return str_fmt(a, "%.*s\t%.*s\t%.*s\t%.*s", STR_ARG(section_path(r, a)), STR_ARG(buf_str(&r->last[0])), STR_ARG(buf_str(&r->last[1])),
                   STR_ARG(buf_str(&r->last[2])));
}

static void take_context(Reading *r, int64_t row)
{
    Str rest = r->job->again->context[row - 1];
    r->again_section = str_cut(&rest, '\t');
    for (size_t i = 0; i < COUNT_OF(r->last); i++) {
        buf_clear(&r->last[i]);
        buf_put(&r->last[i], str_cut(&rest, '\t'));
    }
}

static Status take_row(void *ctx, const Row *row, RowsGot got, Err *err)
{
    Reading *r = ctx;
    bool done, both, torn;
    if (got == ROWS_BAD)
        return load_bad_row(row, r->e, err);
    if (r->job->again)
        take_context(r, row->line);
    Status st = take_other(r, row, &done, err);
    if (st || done)
        return st;
    r->open[r->n_open - 1].lines++;
    r->entry.lines++;
    for (int k = 0; k < SUMS; k++) {
        int64_t v;
        if (!amount_at(r, row, k, &v))
            continue;
        r->open[0].sum[k] += v;
        r->entry.sum[k] += v;
        if (r->n_open > 1)
            r->open[r->n_open - 1].sum[k] += v;
    }
    if (other_type(r, row)) {
        r->e->left[LEFT_OTHER]++;
        return ST_OK;
    }
    PlanCells cells = { widen(r, row, &both, &r->scratch), r->n_column, row->line, false };
    st = load_check_width(row, r->job, r->e, &torn, err);
    if (st)
        return st;
    if (both || torn) {
        FactBad bad = { .line = row->line, .column_name = STR(""), .raw = row->raw, .whole_row = true,
                        .reason = both ? "debit and credit in one line" : "the file ends within this record" };
        return emit_bad(r->e, &bad, err);
    }
    load_nameless_see(r->e, row);
    plan_row(&r->plan, &cells, NULL, &r->scratch, r->out);
    if (r->out->n_bad)
        r->e->context = context_of(r, &r->scratch);
    return emit_row(r->e, r->out, row->raw, err);
}

/* A report is in one currency, though its sign stands on some of the amounts alone. */
static void look_sign(Reading *r, const Row *row)
{
    char code[4];
    int64_t unused;
    for (int k = 0; k < SUMS; k++) {
        Str s = cell(row, r->sum_col[k]);
        if (clean_missing(s) || amount_parse(s, DECIMAL_UNKNOWN, 2, &unused, code) || !code[0])
            continue;
        r->signs_differ = r->signs_differ || (r->sign[0] && strcmp(r->sign, code) != 0);
        memcpy(r->sign, code, sizeof code);
    }
}

/* All rows are looked at for totals, the first of them for what the columns mean. */
static Status look_at(void *ctx, const Row *row, RowsGot got, Err *err)
{
    Reading *r = ctx;
    size_t at = 0, filled;
    bool both;
    (void)err;
    if (got != ROWS_ROW || r->job->again)
        return ST_OK;
    Str total = r->sections ? total_of(first_cell(row, &at, &filled)) : STR("");
    if (total.n && at == 0)
        (void)strmap_put(&r->totals, str_lower(&r->keep, total), NULL);
    if (r->looked++ >= PLAN_LOOK) {
        if (plan_open(&r->plan, r->sight))
            plan_look_on(&r->plan, r->sight, widen(r, row, &both, &r->scratch), r->n_column, &r->scratch);
        return ST_OK;
    }
    look_sign(r, row);
    plan_look(&r->plan, r->sight, widen(r, row, &both, &r->scratch), r->n_column, &r->scratch);
    return ST_OK;
}

static Status run(Reading *r, Status (*take)(void *ctx, const Row *row, RowsGot got, Err *err), Arena *a, Err *err)
{
    Rows *rows;
    Status st = job_rows(r->job, r->job->header, a, &rows, err);
    return st ? st : rows_each(rows, &(RowsTask){ take, r, &r->scratch, 0 }, err);
}

static void start(Reading *r)
{
    r->n_open = 1;
    r->entry = (Section){ .name = STR("") };
    r->open[0] = (Section){ .name = STR("") };
    for (size_t i = 0; i < COUNT_OF(r->last); i++)
        buf_clear(&r->last[i]);
    i64map_release(&r->seen);
    i64map_init(&r->seen);
}

Status load_ledger(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Reading *r = ARENA_NEW(a, Reading);
    *r = (Reading){ .job = j, .out = ARENA_NEW(a, PlanRow), .n_column = j->n_column + EXTRA, .e = e };
    r->column = ARENA_NEW_N(a, Str, r->n_column);
    for (size_t i = 0; i < j->n_column; i++)
        r->column[i] = j->column[i];
    for (size_t i = 0; i < EXTRA; i++)
        r->column[j->n_column + i] = str_of(extra_name[i]);
    for (size_t i = 0; i < COUNT_OF(r->last); i++)
        buf_init(&r->last[i], LIMIT_FIELD);
    find_columns(r);
    Status st = plan_bind(j->section, r->column, r->n_column, a, &r->plan, err);
    if (st)
        return st;
    r->plan.currency = o->currency;
    r->plan.memo = e->memo;
    r->plan.door = r->e->door = door_open(r->column, r->n_column, o->keep, a);
    r->e->delimiter = job_delimiter(j);
    load_nameless_open(j, a, e);
    r->plan.semicolons = j->delimiter == ';';
    r->plan.numbers = load_numbers(j);
    arena_init(&r->keep);
    arena_init(&r->scratch);
    strmap_init(&r->totals, &r->keep);
    r->sight = ARENA_NEW(a, PlanSight);
    start(r);
    st = run(r, look_at, a, err);
    if (!st)
        st = plan_settle(&r->plan, r->sight, err);
    Str noted = e->memo && e->memo->again ? memo_get(e->memo->given, "currency", STR("")) : STR("");
    if (noted.n || (r->sign[0] && !r->signs_differ)) {
        r->plan.currency = noted.n ? noted : str_of(r->sign);
        r->plan.currency_said = true;
    }
    if (e->memo && !e->memo->again && r->plan.currency_said)
        memo_put(e->memo, "currency", STR(""), r->plan.currency);
    start(r);
    if (!st)
        st = run(r, take_row, a, err);
    end_untotalled(r);
    if (r->untotalled)
        emit_remark(e, "%lld sections have no total: each ends where the next begins", (long long)r->untotalled);
    e->context = STR("");
    e->left[LEFT_TITLE] += (int64_t)j->header - 1;
    for (size_t i = 0; i < COUNT_OF(r->last); i++)
        buf_release(&r->last[i]);
    i64map_release(&r->seen);
    arena_release(&r->scratch);
    arena_release(&r->keep);
    return st;
}
