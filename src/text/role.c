#include "text/role.h"

#include "base/attr.h"
#include "text/fold.h"

typedef struct RolePhrase {
    const char *role, *phrases; /* folded, '|' between; '*': the word goes on */
} RolePhrase;

// clang-format off
static const RolePhrase table[] = {
    { "champion", "champion|advocate|evangelist|sponsor|promoter|fursprecher|ambassadeur|promotor|internal champion" },
    { "economic buyer", "economic buyer|budget owner|budget holder|budgetverantwortlich*|cfo|chief financial officer|kaufmannisch* leiter*|"
      "kaufmannisch* geschaftsfuhrer*|directeur financier|directrice financiere|director financiero|directora financiera|direttore finanziario|"
      "direttrice finanziaria|diretor financeiro|diretora financeira|financieel directeur|finance director|vp finance|head of finance|leiter finanzen" },
    { "procurement", "procurement|purchasing|purchaser|buyer|sourcing|category manager|einkauf*|einkaufer*|beschaffung*|achats|acheteur*|acheteuse*|compras|"
      "comprador*|approvisionnement*|acquisti|buyer acquisti|ufficio acquisti|approvvigionament*|inkoop*|inkoper*|aprovisionamiento*|supply manager|"
      "head of purchasing|head of procurement|purchasing manager|leiter* einkauf|responsable achats|jefe de compras|responsabile acquisti|director de compras" },
    { "executive", "ceo|chief executive officer|coo|chief operating officer|cto|cio|chief * officer|chief|c level|vorstand*|president|vice president|vp|svp|evp|"
      "board member|vorsitzende*|pdg|president directeur general|presidente|amministratore delegato|consejero delegado|executive|executive sponsor|"
      "bestuurder|lid van de raad*|diretor executivo|aufsichtsrat*" },
    { "decision maker", "decision maker|decision-maker|entscheider*|decideur|decisor*|decisore|beslisser|managing director|general manager|geschaftsfuhr*|geschaftsleit*|"
      "prokurist*|owner|inhaber*|founder|co founder|proprietor|partner|directeur general|directrice generale|gerant*|director general|"
      "directora general|gerente general|direttore generale|direttrice generale|titolare|diretor geral|diretora geral|socio|algemeen directeur|"
      "directeur|director|direktor*|plant manager|werksleit*|betriebsleit*|site manager|directeur d usine|directeur de site|director de planta|"
      "direttore di stabilimento|fabrieksdirecteur|bedrijfsleider|head of|head|leiter*|bereichsleit*|abteilungsleit*|quality manager|operations manager" },
    { "finance", "finance|financial|accountant|accounting|accounts payable|accounts receivable|bookkeep*|controller|controlling|buchhalt*|rechnungswesen|finanz*|"
      "comptab*|contab*|contador*|finanzas|finances|amministrazione|ragionier*|financas|financeiro|boekhoud*|financien|treasurer|debitoren*|kreditoren*|billing" },
    { "technical", "technical|technician|engineer*|engineering|developer|architect|it|it manager|system administrator|sysadmin|administrator|admin|metrology*|"
      "ingenieur*|technik*|techniker*|entwickler*|technisch*|messtechnik*|technique*|technicien*|ingeniero*|ingeniera*|tecnico*|tecnica*|ingegnere*|"
      "engenheir*|technicus|ontwikkelaar|beheerder|quality engineer|laboratory|labor*|laborant*|calibration*|kalibrier*|metrolog*|scientist|it leiter|maintenance" },
    { "frontline", "frontline|front line|operator|worker|shift|shift lead*|foreman|supervisor|warehouse*|driver|nurse|clerk|receptionist|meister|schichtleit*|"
      "vorarbeiter*|lager*|werker*|maschinenbediener*|sachbearbeit*|operateur*|ouvrier*|chef d equipe|operario*|operaia|operaio|capo turno|capoturno|"
      "operador*|encargado*|magazziniere|encarregado*|ploegleider|medewerker*|magazijn*|cashier|store manager|dispatcher|disponent*" },
    { "user", "user|end user|enduser|power user|key user|anwender*|nutzer*|utilisateur*|utilisatrice*|usuario*|usuaria*|utente|utilizador*|gebruiker*|analyst|specialist" },
};
static const char *const helpers[] = { "assistant to", "assistant", "assistenz", "assistentin", "assistente", "assistante", "secretary", "sekretar*", "secretaire", "secretario", "secretaria", "segretari*", "pa to" };
static const char *const mailboxes[] = {
    "info", "contact", "kontakt", "office", "mail", "email", "post", "hello", "hallo", "admin", "administration", "administrator", "webmaster", "postmaster", "hostmaster",
    "support", "help", "helpdesk", "service", "servicedesk", "it", "edv", "sales", "vertrieb", "verkauf", "order", "orders", "bestellung", "bestellungen", "auftrag",
    "einkauf", "purchasing", "procurement", "achats", "compras", "acquisti", "inkoop", "buchhaltung", "rechnung", "rechnungen", "rechnungseingang", "invoice", "invoices",
    "billing", "accounting", "accounts", "accountspayable", "ap", "finance", "facturation", "factures", "facturas", "fatture", "amministrazione", "administracion",
    "comptabilite", "contabilidad", "contabilita", "facturen", "crediteuren", "zentrale", "empfang", "reception", "team", "hr", "jobs", "career", "careers", "bewerbung",
    "personal", "marketing", "press", "presse", "news", "newsletter", "noreply", "donotreply", "no", "logistik", "logistics", "versand", "shipping", "lager", "warehouse",
    "labor", "lab", "quality", "qualitaet", "qs", "qm", "produktion", "production", "werkstatt", "technik", "datenschutz", "privacy", "security", "abuse", "root", "test",
};
// clang-format on

/* Folded words, one blank apart, with a blank at both ends. */
static Str words_of(Arena *a, Str s)
{
    Str f = text_fold(a, s);
    char *to = arena_alloc(a, f.n + 3, 1);
    size_t n = 0;
    to[n++] = ' ';
    for (size_t i = 0; i < f.n; i++) {
        char c = f.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80))
            to[n++] = c;
        else if (to[n - 1] != ' ')
            to[n++] = ' ';
    }
    if (to[n - 1] != ' ')
        to[n++] = ' ';
    to[n] = 0;
    return (Str){ to, n };
}

/* Do the words of `phrase` stand in `s` from byte `at` on (a blank)?  '*' lets a word go on; alone
 * it is any word. */
static bool fits_at(Str s, size_t at, Str phrase)
{
    while (phrase.n) {
        Str w = str_cut(&phrase, ' ');
        bool open = w.n && w.p[w.n - 1] == '*';
        w.n -= open;
        at++;
        if (at + w.n > s.n || memcmp(s.p + at, w.p, w.n) != 0)
            return false;
        at += w.n;
        while (open && at < s.n && s.p[at] != ' ')
            at++;
        if (at >= s.n || s.p[at] != ' ')
            return false;
    }
    return true;
}

static bool stands_in(Str s, Str phrase)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if (s.p[i] == ' ' && fits_at(s, i, phrase))
            return true;
    return false;
}

static const char *role_in(Str s)
{
    const char *found = NULL;
    size_t longest = 0;
    for (size_t r = 0; r < COUNT_OF(table); r++) {
        Str rest = str_of(table[r].phrases);
        while (rest.n) {
            Str phrase = str_cut(&rest, '|');
            if (phrase.n > longest && stands_in(s, phrase)) {
                longest = phrase.n;
                found = table[r].role;
            }
        }
    }
    return found;
}

static bool is_helper(Str s)
{
    for (size_t i = 0; i < COUNT_OF(helpers); i++)
        if (stands_in(s, str_of(helpers[i])))
            return true;
    return false;
}

Str contact_role(Str role, Str title, Arena *a)
{
    const Str said[] = { words_of(a, role), words_of(a, title) };
    for (size_t k = 0; k < COUNT_OF(said); k++) {
        if (said[k].n <= 1)
            continue;
        if (is_helper(said[k]))
            return STR("other");
        const char *found = role_in(said[k]);
        if (found)
            return str_of(found);
    }
    return said[0].n > 1 || said[1].n > 1 ? STR("other") : STR("unknown");
}

bool is_shared_mailbox(Str local, Arena *a)
{
    Str f = text_fold(a, local);
    for (size_t i = 0; i < f.n; i++)
        if (f.p[i] == '+' || f.p[i] == '-' || f.p[i] == '_' || f.p[i] == '.')
            f.n = i;
    for (size_t i = 0; i < COUNT_OF(mailboxes); i++)
        if (str_eq(f, str_of(mailboxes[i])))
            return true;
    return false;
}
