#include "ingest/words.h"

#include <stdio.h>

#include "base/attr.h"
#include "base/buf.h"
#include "text/fold.h"

enum { KEY_MAX = 400 };

static bool alnum(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c >= 0x80; }
static bool upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool lower(char c) { return c >= 'a' && c <= 'z'; }

/* A space where camelCase breaks: before a capital behind a small letter, and before the last of several capitals. */
static Str break_camel(Str s, Arena *a)
{
    char *p = arena_alloc(a, s.n * 2 + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool behind_small = i > 0 && upper(s.p[i]) && lower(s.p[i - 1]);
        bool last_capital = i > 1 && i + 1 < s.n && upper(s.p[i]) && upper(s.p[i - 1]) && lower(s.p[i + 1]);
        if (behind_small || last_capital)
            p[n++] = ' ';
        p[n++] = s.p[i];
    }
    p[n] = 0;
    return (Str){ p, n };
}

static bool in_list(Str word, const char *list)
{
    Str rest = str_of(list);
    while (rest.n)
        if (str_eq(str_cut(&rest, '|'), word))
            return true;
    return false;
}

static const char currencies[] = "usd|eur|gbp|chf|jpy|sek|nok|dkk|pln|czk|cad|aud|inr|brl|mxn";
static const char says_nothing[] = "flag|is|the|utc|cet|gmt|field|custom|of|der|des|die|das|del|della|du|de|la|le|do|da|van|het";

static Str words_of(Str header, Arena *a)
{
    Str s = text_fold(a, break_camel(str_head(header, KEY_MAX), a));
    char *p = arena_alloc(a, s.n + 2, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool keep = alnum((unsigned char)s.p[i]);
        if (keep)
            p[n++] = s.p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    while (n && p[n - 1] == ' ')
        n--;
    p[n] = 0;
    return (Str){ p, n };
}

Str header_key(Str header, Arena *a)
{
    Str all = words_of(header, a), rest = all;
    char *p = arena_alloc(a, all.n + 2, 1);
    size_t n = 0;
    while (rest.n) {
        Str w = str_cut(&rest, ' ');
        if (in_list(w, currencies) || in_list(w, says_nothing))
            continue;
        if (n)
            p[n++] = ' ';
        memcpy(p + n, w.p, w.n);
        n += w.n;
    }
    p[n] = 0;
    return n ? (Str){ p, n } : all;
}

/* Equal when the spaces are left out. */
static bool same_letters(Str x, Str y)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < x.n && x.p[i] == ' ')
            i++;
        while (k < y.n && y.p[k] == ' ')
            k++;
        if (i == x.n || k == y.n)
            return i == x.n && k == y.n;
        if (x.p[i++] != y.p[k++])
            return false;
    }
}

/* As whole words of the key, side by side. */
static bool stands_in(Str key, Str words)
{
    for (size_t i = 0; i + words.n <= key.n; i++) {
        bool starts = i == 0 || key.p[i - 1] == ' ', ends = i + words.n == key.n || key.p[i + words.n] == ' ';
        if (starts && ends && memcmp(key.p + i, words.p, words.n) == 0)
            return true;
    }
    return false;
}

bool word_has(Str key, const char *words)
{
    Str rest = str_of(words);
    while (rest.n)
        if (stands_in(key, str_cut(&rest, '|')))
            return true;
    return false;
}

static const char *language_name(Str code)
{
    static const char *const names[][2] = { { "en", "English" }, { "de", "German" }, { "fr", "French" }, { "es", "Spanish" },
                                            { "it", "Italian" }, { "pt", "Portuguese" }, { "nl", "Dutch" } };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(code, str_of(names[i][0])))
            return names[i][1];
    return "usual";
}

static WordFit meet_one(Str word, Str key)
{
    bool vague = word.n && word.p[0] == '~';
    if (vague)
        word = str_sub(word, 1, word.n);
    if (same_letters(word, key))
        return vague ? WORD_VAGUE : WORD_EXACT;
    if (!stands_in(key, word))
        return WORD_NONE;
    return vague ? WORD_WITHIN_VAGUE : WORD_WITHIN;
}

WordFit word_meet(const WordRow *row, Str key, const char **language)
{
    Str rest = str_of(row->words);
    WordFit best = WORD_NONE;
    *language = "";
    while (rest.n) {
        Str words = str_cut(&rest, ';'), code = str_cut(&words, ' ');
        while (words.n) {
            WordFit fit = meet_one(str_cut(&words, '|'), key);
            if (fit <= best)
                continue;
            best = fit;
            *language = language_name(code);
        }
    }
    return best;
}

bool word_is_ours(Str key)
{
    return word_has(key, "owner|agent|assignee|assigned|rep|csm|manager|account manager|created by|updated by|bearbeiter|besitzer|"
                         "betreuer|zustandiger|responsable|proprietaire|propietario|proprietario|eigenaar|sales person");
}

unsigned word_kinds(Str file_name, Arena *a)
{
    static const struct { KindId kind; const char *words; } says[] = {
        { KIND_ACCOUNT, "accounts|account|companies|company|customers|customer|kunden|kundenliste|firmen|clients|clientes|clienti|klanten|organizations" },
        { KIND_CONTACT, "contacts|contact|people|users|kontakte|ansprechpartner|contactos|contatti|contatos|contacten" },
        { KIND_OPPORTUNITY, "opportunities|opportunity|deals|deal|renewals|pipeline|chancen|verkaufschancen|verlangerungen" },
        { KIND_SUBSCRIPTION, "subscriptions|subscription|contracts|contract|abos|vertrage|abonnements|contrats|contratos|contratti|abonnementen" },
        { KIND_CHURN, "churn|churned|cancellations|kundigungen|churn events|abgange" },
        { KIND_INVOICE, "invoices|invoice|billing|rechnungen|rechnungsliste|factures|facturas|fatture|faturas|facturen|ledger" },
        { KIND_DELIVERY, "deliveries|delivery|shipments|lieferungen|versand|livraisons|entregas|consegne|leveringen" },
        { KIND_TICKET, "tickets|ticket|cases|issues|support|helpdesk|anfragen|storungen|vorgange|reclamos|chamados" },
        { KIND_RESPONSE, "survey|responses|nps|csat|umfrage|antworten|feedback|enquete|encuesta|sondaggio|pesquisa" },
        { KIND_METRIC, "scorecard|kpi|kpis|metrics|kennzahlen" },
        { KIND_INITIATIVE, "initiatives|actions|massnahmen|projects|projekte" },
        { KIND_PAYMENT, "payments|payment|charges|transactions|zahlungen|paiements|pagos|pagamenti|pagamentos|betalingen" },
        { KIND_MESSAGE, "messages|comments|replies|nachrichten|kommentare" },
        { KIND_REVIEW, "reviews|review|bewertungen|rezensionen|avis|resenas|recensioni" },
        { KIND_EVENT, "events|usage|logins|activity|nutzung|track|utilisation|uso" },
    };
    unsigned bits = 0;
    Str key = words_of(file_name, a);
    for (size_t i = 0; i < COUNT_OF(says); i++)
        if (word_has(key, says[i].words))
            bits |= 1u << says[i].kind;
    return bits;
}

const char *word_currency(Str header, Arena *a)
{
    static const char *const codes[] = { "USD", "EUR", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "INR", "BRL", "MXN" };
    Str key = words_of(header, a), rest = str_of(currencies);
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (stands_in(key, str_cut(&rest, '|')))
            return codes[i];
    return str_has(header, STR("\xE2\x82\xAC")) ? "EUR" : str_has(header, STR("$")) ? "USD" : "";
}
