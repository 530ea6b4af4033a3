#include "text/person.h"

#include <string.h>

#include "base/attr.h"
#include "text/fold.h"
#include "text/similar.h"

#define NEARLY 0.90
enum { WORDS = 8 };

/* Short forms, each row behind the name it is short for. Written from general knowledge; folded spelling. */
// clang-format off
static const char *const short_forms[] = {
    "robert bob rob bobby robbie bert", "william bill will billy willy willie", "richard dick rick rich richie", "james jim jimmy jamie",
    "john jack johnny jon", "michael mike mick mikey micha", "thomas tom tommy tomas", "anthony tony antonio toni", "edward ed eddie ted ned",
    "charles charlie chuck chas", "joseph joe joey jo sepp josef jupp giuseppe beppe pepe jose", "david dave davey", "daniel dan danny dani",
    "matthew matt", "christopher chris christoph kit topher", "andrew andy drew andreas andi", "nicholas nick nico nicolas niklas klaus nikolaus",
    "steven steve stephen stefan stephan steffen", "kenneth ken kenny", "gregory greg", "jeffrey jeff geoffrey geoff", "samuel sam sammy", "benjamin ben benny",
    "alexander alex sascha sandro alejandro alessandro olek", "timothy tim timo", "peter pete piet pieter pietro piotr", "philip phil philipp philippe filippo pippo",
    "lawrence larry laurence lars lasse lorenz", "leonard leo len leonhard leonardo", "patrick pat paddy", "raymond ray", "ronald ron ronnie", "donald don donnie",
    "frederick fred freddy frederic friedrich fritz", "henry harry hank heinrich heinz henri enrico", "francis frank frankie francisco paco franz francesco franco",
    "elizabeth liz beth betty lizzie eliza lisa elisabeth elsbeth", "margaret maggie meg peggy margarete greta gretel margot malgorzata gosia",
    "katherine kate kathy katie cathy catherine katharina kathi kati katrin kasia katarzyna", "jennifer jen jenny", "susan sue susie suzanne susanne susi",
    "barbara barb babs barbie", "patricia patty trish tricia", "deborah deb debbie", "rebecca becky becca", "victoria vicky vicki tori", "stephanie steph steffi stefanie",
    "christine chris chrissy tina christina kristina christiane", "alexandra alex sandra sascha", "samantha sam", "jessica jess jessie", "pamela pam", "cynthia cindy",
    "dorothy dot dottie dorothea dora", "theresa terry tess tessa teresa resi", "johannes hans hannes johann jan giovanni gianni ivan", "ulrich uli ueli ulli", "wolfgang wolf",
    "joachim jochen achim", "guenther guenter", "bernhard bernd", "matthias matze mats mathias", "sebastian basti bastian", "maximilian max maxi", "manfred manni",
    "werner wern", "eberhard ebi", "reinhard reiner reini", "gabriele gabi gabriela", "angelika geli", "monika moni monique", "ursula uschi ulla", "brigitte gitte biggi",
    "emmanuel manu manuel", "dominique dom dominic", "jacqueline jackie", "veronique vero veronika", "luigi gigi luis louis", "salvatore salvo toto", "ignacio nacho",
    "dolores lola", "guadalupe lupe", "rosario charo", "cornelis kees cor", "hendrik henk rik", "wilhelm willi helmut wim", "gerardus gerard geert gerhard gerd",
    "tomasz tomek", "krzysztof krzysiek", "anna ania anne annie anja", "agnieszka aga", "joanna asia", "karl kalle carl carlos carlo", "anders ante", "gustaf gustav gosta",
};
static const char *const said_before[] = { "dr", "prof", "mr", "mrs", "ms", "miss", "herr", "frau", "mme", "mlle", "monsieur", "madame", "sr", "sra", "sig", "dott", "ing", "dipl",
    "mag", "phd", "jr", "sir", "dhr", "mevr", "pan", "pani" };
// clang-format on

static bool has_word(const char *row, Str w)
{
    for (Str rest = str_of(row); rest.n;)
        if (str_eq(str_cut(&rest, ' '), w))
            return true;
    return false;
}

/* The name it is short for; of names that are in two rows the first counts, so that both sides come to one. */
static Str root_of(Str given)
{
    for (size_t i = 0; given.n && i < COUNT_OF(short_forms); i++)
        if (has_word(short_forms[i], given)) {
            Str rest = str_of(short_forms[i]);
            return str_cut(&rest, ' ');
        }
    return given;
}

static bool one_root(Str x, Str y)
{
    for (size_t i = 0; i < COUNT_OF(short_forms); i++)
        if (has_word(short_forms[i], x) && has_word(short_forms[i], y))
            return true;
    return false;
}

/* Words of letters, folded, umlauts plain, titles left out. */
static size_t words_of(Str said, Arena *a, Str word[WORDS])
{
    Str f = text_fold(a, said);
    char *p = arena_alloc(a, f.n + 1, 1);
    size_t n = 0, at = 0;
    while (at < f.n && n < WORDS) {
        size_t len = 0;
        char *from = p;
        for (; at < f.n && f.p[at] != ' ' && f.p[at] != '.' && f.p[at] != ','; at++) {
            char before = len ? from[len - 1] : ' ', c = f.p[at];
            bool umlaut = c == 'e' && (before == 'a' || before == 'o' || before == 'u');
            if (!umlaut && c != '-' && c != '\'')
                from[len++] = c;
        }
        at++;
        Str w = { from, len };
        bool title = false;
        for (size_t k = 0; len && k < COUNT_OF(said_before); k++)
            title = title || str_eq(w, str_of(said_before[k]));
        if (!len || title)
            continue;
        word[n++] = w;
        p += len;
    }
    return n;
}

static Str glued(const Str *word, size_t n, Arena *a)
{
    Str s = STR("");
    for (size_t i = 0; i < n; i++)
        s = str_fmt(a, "%.*s%.*s", STR_ARG(s), STR_ARG(word[i]));
    return s;
}

void person_name(Str first, Str last, Arena *a, PersonName *out)
{
    Str given[WORDS], family[WORDS], rest = last.n ? last : first;
    *out = (PersonName){ STR(""), STR(""), STR("") };
    /* One field says both: "Meyer, Hans" or "Hans Meyer". */
    if (!first.n || !last.n || memchr(last.p, ',', last.n)) {
        bool turned = memchr(rest.p ? rest.p : "", ',', rest.n) != NULL;
        Str before = turned ? str_cut(&rest, ',') : STR("");
        size_t n = words_of(rest, a, given), m = words_of(before, a, family);
        if (turned) {
            if (!n && first.n)
                n = words_of(first, a, given);
            out->given = n ? given[0] : STR("");
            out->family = glued(family, m, a);
        } else if (n > 1) {
            out->given = given[0];
            out->family = glued(given + 1, n - 1, a);
        } else if (n) {
            *(last.n ? &out->family : &out->given) = given[0];
        }
    } else {
        size_t n = words_of(first, a, given), m = words_of(last, a, family);
        out->given = n ? given[0] : STR("");
        out->family = glued(family, m, a);
    }
    out->root = root_of(out->given);
}

void person_of_mailbox(Str local, Arena *a, PersonName *out)
{
    enum { LETTERS = 2 };
    size_t at = 0;
    *out = (PersonName){ STR(""), STR(""), STR("") };
    while (at < local.n && local.p[at] != '.' && local.p[at] != '_' && local.p[at] != '-')
        at++;
    if (at < LETTERS - 1 || at + LETTERS >= local.n)
        return;
    Str first = str_sub(local, 0, at), last = str_sub(local, at + 1, local.n - at - 1);
    while (last.n && last.p[last.n - 1] >= '0' && last.p[last.n - 1] <= '9')
        last.n--;
    for (size_t i = 0; i < local.n; i++)
        if (i < first.n + 1 + last.n && i != at && local.p[i] >= '0' && local.p[i] <= '9')
            return;
    if (last.n >= LETTERS)
        person_name(first, last, a, out);
}

static bool initial_fits(Str x, Str y)
{
    return x.n && y.n && x.p[0] == y.p[0] && (x.n == 1 || y.n == 1);
}

static double alike(Str x, Str y)
{
    return str_cmp(x, y) <= 0 ? name_similarity(x, y) : name_similarity(y, x);
}

/* A slip of the pen in one of the two names.  Given names that end otherwise are others: Maria and Mario. */
static bool nearly(const PersonName *x, const PersonName *y)
{
    enum { LETTERS = 4 };
    Str a = x->given, b = y->given;
    if (a.n < LETTERS || b.n < LETTERS || x->family.n < LETTERS || y->family.n < LETTERS)
        return false;
    if (str_eq(a, b))
        return alike(x->family, y->family) >= NEARLY;
    return str_eq(x->family, y->family) && a.p[0] == b.p[0] && a.p[a.n - 1] == b.p[b.n - 1] && alike(a, b) >= NEARLY;
}

unsigned person_compare(const PersonName *x, const PersonName *y)
{
    if (!x->family.n || !y->family.n)
        return PERSON_UNKNOWN;
    if (x->given.n && str_eq(x->given, y->family) && str_eq(x->family, y->given))
        return PERSON_SAME;
    if (str_eq(x->family, y->family)) {
        if (x->given.n && str_eq(x->given, y->given))
            return PERSON_SAME;
        if (x->given.n && y->given.n && one_root(x->given, y->given))
            return PERSON_NICKNAME;
        if (initial_fits(x->given, y->given))
            return PERSON_INITIAL;
    }
    if (nearly(x, y))
        return PERSON_NEARLY;
    return str_eq(x->family, y->family) ? PERSON_FAMILY : PERSON_OTHER;
}

bool person_fits_mailbox(const PersonName *n, Str local)
{
    char made[64];
    size_t k = 0;
    for (size_t i = 0; i < local.n && k < sizeof made; i++)
        if (local.p[i] >= 'a' && local.p[i] <= 'z')
            made[k++] = local.p[i];
    Str box = { made, k }, g = n->given, f = n->family;
    if (k < 3 || !f.n)
        return false;
    /* the given name or its beginning, then the family name; or the family name first; or alone */
    for (size_t take = 0; take <= g.n && take < k; take++) {
        if (box.n == take + f.n && !memcmp(box.p, g.p, take) && !memcmp(box.p + take, f.p, f.n))
            return true;
        if (box.n == take + f.n && !memcmp(box.p, f.p, f.n) && !memcmp(box.p + f.n, g.p, take))
            return true;
    }
    return g.n && box.n == g.n + 1 && !memcmp(box.p, g.p, g.n) && box.p[g.n] == f.p[0];
}
