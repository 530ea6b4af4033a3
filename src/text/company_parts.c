#include "text/company_parts.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/attr.h"
#include "text/country.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { PARTS_BYTES_MAX = 1024, ID_DIGITS_MIN = 5, WORDS_MAX = 16 };

static bool in_list(Str w, const Str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(w, list[i]))
            return true;
    return false;
}
#define IN_LIST(w, l) in_list((w), (l), COUNT_OF(l))

static const Str note_words[] = {
    STR_INIT("old"), STR_INIT("inactive"), STR_INIT("closed"), STR_INIT("duplicate"), STR_INIT("dup"),
    STR_INIT("archived"), STR_INIT("obsolete"), STR_INIT("alt"), STR_INIT("merged"), STR_INIT("do not use"),
    STR_INIT("donotuse"), STR_INIT("dnu"), STR_INIT("deleted"), STR_INIT("legacy"), STR_INIT("cancelled"),
    STR_INIT("inaktiv"), STR_INIT("ancien"), STR_INIT("ehemals"), STR_INIT("nicht verwenden"),
    STR_INIT("gesperrt"), STR_INIT("geloscht"), STR_INIT("ne pas utiliser"), STR_INIT("no usar"),
    STR_INIT("non usare"), STR_INIT("niet gebruiken"), STR_INIT("blocked"), STR_INIT("former"),
};

static const Str department_words[] = {
    STR_INIT("accounts payable"), STR_INIT("accounts receivable"), STR_INIT("accounting"),
    STR_INIT("purchasing"), STR_INIT("procurement"), STR_INIT("finance"), STR_INIT("finance department"),
    STR_INIT("billing"), STR_INIT("it"), STR_INIT("it department"), STR_INIT("hr"), STR_INIT("sales"),
    STR_INIT("support"), STR_INIT("logistics"), STR_INIT("production"), STR_INIT("quality"),
    STR_INIT("purchasing dept"), STR_INIT("purchasing department"), STR_INIT("warehouse"),
    STR_INIT("einkauf"), STR_INIT("abt einkauf"), STR_INIT("buchhaltung"), STR_INIT("rechnungswesen"),
    STR_INIT("kreditorenbuchhaltung"), STR_INIT("finanzbuchhaltung"), STR_INIT("vertrieb"),
    STR_INIT("versand"), STR_INIT("werk"), STR_INIT("instandhaltung"), STR_INIT("achats"),
    STR_INIT("service achats"), STR_INIT("comptabilite"), STR_INIT("compras"), STR_INIT("contabilidad"),
    STR_INIT("contabilidade"), STR_INIT("departamento de compras"), STR_INIT("acquisti"),
    STR_INIT("ufficio acquisti"), STR_INIT("amministrazione"), STR_INIT("inkoop"),
    STR_INIT("crediteuren"), STR_INIT("boekhouding"), STR_INIT("administratie"),
};

static const Str trial_words[] = {
    STR_INIT("test"), STR_INIT("tests"), STR_INIT("testing"), STR_INIT("demo"), STR_INIT("dummy"),
    STR_INIT("testkunde"), STR_INIT("testfirma"), STR_INIT("testaccount"), STR_INIT("asdf"),
    STR_INIT("asdfasdf"), STR_INIT("musterfirma"), STR_INIT("mustermann"), STR_INIT("sandbox"),
};
static const Str trial_fillers[] = {
    STR_INIT("account"), STR_INIT("company"), STR_INIT("customer"), STR_INIT("firma"), STR_INIT("kunde"),
    STR_INIT("client"), STR_INIT("gmbh"), STR_INIT("inc"), STR_INIT("ltd"), STR_INIT("konto"),
    STR_INIT("compte"), STR_INIT("cuenta"), STR_INIT("user"), STR_INIT("a"), STR_INIT("b"), STR_INIT("x"),
    STR_INIT("internal"), STR_INIT("please"), STR_INIT("ignore"),
};

/* Words of the folded text, one blank apart: letters and digits only. */
static Str plain_words(Arena *a, Str s)
{
    Str f = text_fold(a, s);
    char *to = arena_alloc(a, f.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < f.n; i++) {
        char c = f.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
        if (letter)
            to[n++] = c;
        else if (n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    while (n && to[n - 1] == ' ')
        n--;
    to[n] = 0;
    return (Str){ to, n };
}

static bool is_record_number(Str s)
{
    bool sign = s.n && (s.p[0] == '#' || s.p[0] == ':');
    if (sign)
        s = str_trim(str_sub(s, 1, s.n));
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        digits++;
    }
    return digits >= (sign ? 1 : ID_DIGITS_MIN);
}

/* Takes what a remark says into `out`; false: it is part of the name.  Behind a comma a word that is a legal form is that: "Hansen, AS" is not of
 * American Samoa. */
static bool take_remark(Arena *a, Str remark, bool comma, NameParts *out)
{
    remark = str_trim(remark);
    Str w = plain_words(a, remark);
    if (!w.n || is_record_number(remark))
        return true;
    Str first = w;
    first = str_cut(&first, ' ');
    if (IN_LIST(w, note_words) || (IN_LIST(first, note_words) && !str_eq(first, STR("alt")))) {
        out->dead = true;
        if (first.n < w.n && str_eq(first, STR("ehemals")))
            out->other = str_sub(remark, first.n, remark.n);
        return true;
    }
    if (IN_LIST(w, department_words)) {
        if (!out->department.n)
            out->department = remark;
        return true;
    }
    Str country = comma && legal_form_find(w) ? STR("") : country_code(a, remark);
    if (country.n) {
        if (!out->country.n)
            out->country = country;
        return true;
    }
    return false;
}

/* Where `mark` stands in s between other text, ASCII without case; s.n when nowhere. */
static size_t find_mark(Str s, Str mark)
{
    for (size_t i = 1; i + mark.n < s.n; i++)
        if (s.p[i] == mark.p[0] && str_ieq(str_sub(s, i, mark.n), mark))
            return i;
    return s.n;
}

static void take_other(NameParts *out)
{
    static const Str marks[] = {
        STR_INIT(" trading as "), STR_INIT(" t/a "), STR_INIT(" ta: "), STR_INIT(" d/b/a "),
        STR_INIT(" dba "), STR_INIT(" d.b.a. "), STR_INIT(" doing business as "), STR_INIT(" fka "),
        STR_INIT(" f/k/a "), STR_INIT(" aka "), STR_INIT(" a/k/a "), STR_INIT(" formerly "),
        STR_INIT(" (formerly "), STR_INIT(" (previously "), STR_INIT(" (vormals "), STR_INIT(" vormals "),
        STR_INIT(" (ehem. "), STR_INIT(" ehemals "), STR_INIT(" (ehemals "), STR_INIT(" (ex "),
        STR_INIT(" (ex-"), STR_INIT(" (anciennement "), STR_INIT(" anciennement "), STR_INIT(" (antes "),
        STR_INIT(" (gia "), STR_INIT(" (voorheen "), STR_INIT(" (t/a "), STR_INIT(" (trading as "),
        STR_INIT(" (dba "), STR_INIT(" now known as "), STR_INIT(" (now "), STR_INIT(" (fka "), STR_INIT(" (aka "),
        STR_INIT(", formerly "), STR_INIT(" - formerly "), STR_INIT(", trading as "),
    };
    size_t best = out->name.n, len = 0;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t at = find_mark(out->name, marks[i]);
        if (at < best || (at == best && at < out->name.n && marks[i].n > len)) {
            best = at;
            len = marks[i].n;
        }
    }
    if (best == out->name.n)
        return;
    Str rest = str_sub(out->name, best + len, out->name.n);
    for (size_t i = 0; i < rest.n; i++)
        if (rest.p[i] == ')' || rest.p[i] == ']')
            rest.n = i;
    if (!str_trim(rest).n)
        return;
    out->other = str_trim(rest);
    out->name = str_trim(str_sub(out->name, 0, best));
}

/* "NCDMM - America Makes:Drive AM"; no "http://" and no "Mission: possible". */
static void take_parent(NameParts *out)
{
    enum { SIDE_MIN = 2 };
    for (size_t i = out->name.n; i > 0; i--) {
        if (out->name.p[i - 1] != ':')
            continue;
        Str left = str_sub(out->name, 0, i - 1), right = str_sub(out->name, i, out->name.n);
        if (left.n < SIDE_MIN || right.n < SIDE_MIN || right.p[0] == ' ' || right.p[0] == '/' ||
            left.p[left.n - 1] == ' ')
            return;
        Str up = left; /* the parent of "A:B:C" is the leaf B */
        for (size_t k = 0; k < left.n; k++)
            if (left.p[k] == ':')
                up = str_sub(left, k + 1, left.n);
        out->parent = str_trim(up);
        out->above = str_trim(left);
        out->name = str_trim(right);
        return;
    }
}

/* One remark off the end: "(...)", "[...]", " - ...", ", ...", " #123", or a long number. */
static bool drop_remark(Arena *a, NameParts *out)
{
    Str s = str_trim(out->name);
    size_t at = s.n;
    bool bracket = s.n && (s.p[s.n - 1] == ')' || s.p[s.n - 1] == ']');
    for (size_t i = s.n; i > 1 && at == s.n; i--) {
        char c = s.p[i - 1];
        if (bracket)
            at = c == '(' || c == '[' ? i - 1 : at;
        else if (c == ',' || c == '#' || c == '_' || (c == '-' && s.p[i - 2] == ' '))
            at = i - 1;
        else if (c == ' ' && is_record_number(str_sub(s, i, s.n)))
            at = i - 1;
        else if (i >= 3 && memcmp(s.p + i - 3, "\xE2\x80\x93", 3) == 0) /* en dash */
            at = i - 3;
    }
    if (at == s.n || !plain_words(a, str_sub(s, 0, at)).n)
        return false;
    size_t skip = bracket || s.p[at] == ',' || s.p[at] == '-' || s.p[at] == '_' ? 1 : 0;
    if (!bracket && (unsigned char)s.p[at] == 0xE2)
        skip = 3;
    Str remark = str_sub(s, at + skip, s.n);
    if (bracket && remark.n)
        remark.n--;
    if (!take_remark(a, remark, s.p[at] == ',', out))
        return false;
    out->name = str_trim(str_sub(s, 0, at));
    return true;
}

/* "ACME OLD" and "Acme do not use", without any sign: the last words alone. */
static void drop_bare_note(Arena *a, NameParts *out)
{
    static const Str tails[] = { STR_INIT(" do not use"), STR_INIT(" DO NOT USE"), STR_INIT(" nicht verwenden") };
    (void)a;
    for (size_t i = 0; i < COUNT_OF(tails); i++)
        if (out->name.n > tails[i].n &&
            str_ieq(str_sub(out->name, out->name.n - tails[i].n, tails[i].n), tails[i])) {
            out->name = str_trim(str_sub(out->name, 0, out->name.n - tails[i].n));
            out->dead = true;
        }
}

static bool is_trial(Arena *a, Str name)
{
    Str rest = plain_words(a, name);
    bool any = false;
    while (rest.n) {
        Str w = str_cut(&rest, ' ');
        bool digits = w.n > 0;
        for (size_t i = 0; i < w.n; i++)
            digits = digits && w.p[i] >= '0' && w.p[i] <= '9';
        if (IN_LIST(w, trial_words))
            any = true;
        else if (!digits && !IN_LIST(w, trial_fillers))
            return false;
    }
    return any;
}

void company_parts(Str name, Arena *a, NameParts *out)
{
    *out = (NameParts){ .name = str_trim(str_sub(name, 0, PARTS_BYTES_MAX)), .other = STR(""),
                        .parent = STR(""), .above = STR(""), .country = STR(""), .department = STR("") };
    take_parent(out);
    take_other(out);
    while (drop_remark(a, out))
        ;
    drop_bare_note(a, out);
    out->test = is_trial(a, out->name);
}

/* Forms that scripts without Latin letters write, in front or behind. */
typedef struct ScriptForm {
    const char *written, *form, *country;
} ScriptForm;
static const ScriptForm script_forms[] = {
    { "股份有限公司", "co ltd", "CN" }, { "有限责任公司", "co ltd", "CN" }, { "有限責任公司", "co ltd", "" },
    { "有限公司", "co ltd", "" },       { "公司", "co", "" },              { "株式会社", "kk", "JP" },
    { "有限会社", "yk", "JP" },         { "合同会社", "gk", "JP" },        { "(株)", "kk", "JP" },
    { "주식회사", "chusik", "KR" },     { "(주)", "chusik", "KR" },        { "유한회사", "yuhan", "KR" },
    { "בע\"מ", "bm", "IL" },           { "บริษัท", "co ltd", "TH" },        { "จำกัด", "co ltd", "TH" },
    { "شركة", "co", "" },              { "ذ.م.م", "wll", "" },             { "ش.م.م", "saoc", "" },
    { "المحدودة", "ltd", "" },
};

static Str drop_script_form(Str s, const ScriptForm **found)
{
    for (size_t i = 0; i < COUNT_OF(script_forms); i++) {
        Str w = str_of(script_forms[i].written);
        if (s.n <= w.n || !(str_starts(s, w) || str_ends(s, w)))
            continue;
        s = str_trim(str_starts(s, w) ? str_sub(s, w.n, s.n) : str_sub(s, 0, s.n - w.n));
        *found = *found ? *found : &script_forms[i];
        i = (size_t)-1; /* another may stand at the other end */
    }
    return s;
}

/* Latin letters for any script; the text itself where ICU has no rule or no room. */
static Str to_latin(Arena *a, Str s)
{
    enum { UNITS = 4 * PARTS_BYTES_MAX };
    static const UChar id[] = u"Any-Latin; Latin-ASCII";
    UErrorCode code = U_ZERO_ERROR;
    UTransliterator *t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_FAILURE(code))
        return s;
    UChar *text = ARENA_NEW_N(a, UChar, UNITS);
    int32_t n = 0, used = 0;
    u_strFromUTF8WithSub(text, UNITS, &n, s.p, (int32_t)s.n, 0xFFFD, NULL, &code);
    int32_t limit = n;
    utrans_transUChars(t, text, &n, UNITS, 0, &limit, &code);
    utrans_close(t);
    char *to = arena_alloc(a, (size_t)UNITS * 3 + 1, 1);
    u_strToUTF8(to, UNITS * 3, &used, text, n, &code);
    if (U_FAILURE(code))
        return s;
    to[used] = 0;
    return (Str){ to, (size_t)used };
}

typedef struct Abbreviation {
    const char *word, *full;
} Abbreviation;
static const Abbreviation abbreviations[] = {
    { "intl", "international" }, { "int", "international" },   { "internat", "international" },
    { "mfg", "manufacturing" },  { "mfr", "manufacturing" },   { "mnfg", "manufacturing" },
    { "gebr", "gebruder" },      { "gebrueder", "gebruder" },  { "soc", "societe" },
    { "cie", "compagnie" },      { "bros", "brothers" },       { "assoc", "associates" },
    { "assn", "association" },   { "grp", "group" },           { "hldgs", "holdings" },
    { "hldg", "holding" },       { "ind", "industries" },      { "inds", "industries" },
    { "tech", "technology" },    { "techn", "technology" },    { "svc", "service" },
    { "svcs", "services" },      { "mgmt", "management" },     { "mgt", "management" },
    { "natl", "national" },      { "nat", "national" },        { "univ", "university" },
    { "eng", "engineering" },    { "engrg", "engineering" },   { "elec", "electric" },
    { "lab", "laboratory" },     { "labs", "laboratories" },   { "dist", "distribution" },
    { "maschbau", "maschinenbau" }, { "masch", "maschinenbau" }, { "ets", "etablissements" },
    { "etabl", "etablissements" }, { "fa", "firma" },          { "fab", "fabrik" },
    { "hnos", "hermanos" },      { "fratelli", "fratelli" },   { "flli", "fratelli" },
    { "cia", "compania" },       { "comp", "company" },        { "corp", "corporation" },
    { "amer", "american" },      { "am", "american" },         { "us", "us" },
    { "st", "saint" },           { "sankt", "saint" },         { "mt", "mount" },
    { "dept", "department" },    { "sys", "systems" },         { "pharm", "pharma" },
};

static Str spelled_out(Arena *a, Str core)
{
    size_t room = core.n * 8 + 16, n = 0;
    char *to = arena_alloc(a, room + 1, 1);
    Str rest = core;
    while (rest.n) {
        Str w = str_cut(&rest, ' ');
        for (size_t i = 0; i < COUNT_OF(abbreviations); i++)
            if (str_eq(w, str_of(abbreviations[i].word))) {
                w = str_of(abbreviations[i].full);
                break;
            }
        if (n + w.n + 1 > room)
            break;
        if (n)
            to[n++] = ' ';
        memcpy(to + n, w.p, w.n);
        n += w.n;
    }
    to[n] = 0;
    return (Str){ to, n };
}

void company_plain(Str name, Arena *a, CompanyName *out)
{
    Str s = str_trim(str_sub(name, 0, PARTS_BYTES_MAX));
    const ScriptForm *script = NULL;
    if (!utf8_is_ascii(s)) {
        s = drop_script_form(s, &script);
        Str folded = text_fold(a, s); /* Latin, Greek and Cyrillic come out plain by themselves */
        if (!utf8_is_ascii(folded))
            s = to_latin(a, s);
    }
    company_core(s, a, out);
    out->core = spelled_out(a, out->core);
    out->bare = spelled_out(a, out->bare);
    out->key = company_key_of(out->core, a);
    if (script) {
        out->form = str_of(script->form);
        out->country = str_of(script->country);
    }
}
