#include "text/topic.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"

enum { PATTERN_WORDS = 4, BUCKETS = 26 * 27 };

// clang-format off
static const struct { Topic topic; const char *words; } lists[] = {
    { TOPIC_DELIVERY,
      "deliver*|redeliver*|shipment*|shipping|shipped|ship date|ship dates|dispatch*|courier*|carrier*|truck|trucks|parcel*|consignment*|"
      "tracking|!overdue|!late|!later than|!lateness|lead time*|!behind schedule|arriv*|!delay*|delivery date*|confirmed date*|confirmed day|"
      "agreed day|agreed date|promised|you promised|days late|weeks late|due on|was due|were due|where is order|where is our order|"
      "where order|date* moved|reliable date*|date we can rely|on time|"
      "in transit|turned up|showed up|got here|missed the date|missed the day|slipp*|!keeps slipping|!keep slipping|!backorder*|back order*|"
      "turnaround time*|stockout*|out of stock|"
      "liefer*|geliefert*|auslieferung*|anlieferung*|versand|versendet|!verspat*|!zu spat|!tage spater|wochen spater|tage zu spat|zugesagt*|termin|termine|"
      "liefertermin*|paket|pakete|sendung*|spedition*|lkw|!uberfallig*|!ruckstand|warten immer noch|verschoben|wo bleibt|"
      "livrais*|livre|livree|livrer|livres|livrees|!retard*|!en retard|expedi*|colis|transporteur*|promis|promise|delai*|date* confirmee*|ou est la commande|attendons toujours|"
      "entrega*|entregad*|retras*|envio*|plazo*|consegn*|ritard*|spedizion*|pacco|levering*|geleverd|levertijd*|vertrag*|bezorg*|te laat|"
      "atras*|prazo*" },
    { TOPIC_NOTHING, "lieferant*|fournisseur*|leverancier*|costs us|cost us|kostet uns|nous coute*|sooner or later" },
    { TOPIC_INVOICE,
      "invoice*|invoicing|bill|bills|billed|billing|charged|!overcharg*|!double charged|credit note*|credit memo*|po number|purchase order number*|vat|"
      "accounts payable|remittance|dunning|payment reminder*|discount* missing|refund*|reconcil*|!wrong amount|!wrong price|"
      "rechnung*|gutschrift*|abrechnung*|berechnet|mahnung*|mehrwertsteuer|rabatt*|buchhaltung|"
      "factur*|avoir|tva|abono|nota de credito|cobr*|iva|fattur*|nota di credito|factuur|facturen|creditnota|fatura*|cobranca*" },
    { TOPIC_PORTAL,
      "portal*|website*|web site|log in|login*|logging in|logged in|password*|search|searching|searches|search function|dashboard*|web shop|webshop|online shop|filter|web page|"
      "mobile app|user interface|self service|"
      "suche im|suchfunktion|anmelden|anmeldung|passwort|kundenportal*|webseite|bestellhistorie|"
      "portail*|connexion|mot de passe|recherche|site web|aucun resultat|etat de la commande|"
      "contrasena|busqueda|sitio web|ricerca|sito|zoekfunctie|inloggen|senha|pesquisa" },
    { TOPIC_SUPPORT,
      "support|help desk|helpdesk|service desk|hotline*|ticket*|call back|callback|called back|!no reply|reply|replies|replied|response time*|reaction time*|respond*|!no answer|"
      "an answer|first answer|answers|answered|on hold|customer service|agent|agents|reminder|!heard nothing|chase*|follow up|!unanswered|escalat*|"
      "ruckruf*|versprochene ruckruf|antwort*|ruckmeldung*|kundendienst|reaktionszeit*|warteschleife|nachfassen|weiterverbunden|!nichts gehort|"
      "!sans reponse|reponse|repondre|repond|rappel|rappeler|relance*|attente au telephone|service client|"
      "soporte|respuesta*|responder|assistenza|risposta|rispond*|ondersteuning|antwoord*|suporte|resposta*|atendimento|asistencia" },
    { TOPIC_MANUALS,
      "manual|manuals|documentation|handbook*|instruction*|user guide*|quick start|data sheet*|datasheet*|safety sheet*|safety data sheet*|drawing|drawings|error code*|translat*|"
      "!only in english|!in english only|!english only|english|in our language|in our own language|own language|pdf|"
      "anleitung*|handbuch*|dokumentation|kurzanleitung|bedienungsanleitung*|datenblatt*|sicherheitsdatenblatt*|fehlercode*|!auf englisch|!nur englisch|ubersetz*|auf deutsch|"
      "notice|notices|manuel|documentation technique|mode d'emploi|anglais|codes d'erreur|traduc*|en francais|fiche technique|"
      "ingles|manuale|manuali|documentacion|documentazione|inglese|handleiding*|engels|documentacao|instrucciones|istruzioni|instrucoes" },
    { TOPIC_QUALITY,
      "quality|accura*|!inaccura*|precis*|!imprecis*|reliable|reliability|!unreliable|robust*|rock solid|spot on|tolerance*|drift|deviation*|repeatable|readings|durable|sturdy|!defect*|"
      "!leak|!leaks|!leaking|!broken|!broke|!faulty|!failure*|!malfunction*|workmanship|"
      "qualitat*|genau|genauigkeit|prazis*|zuverlassig*|robust|verarbeitung|toleranz*|!ausfall|!defekt*|undicht|messen|"
      "qualite|fiable*|robustesse|precision|!panne*|tolerance|etalonnage|defectueu*|"
      "calidad|fiabilidad|averia*|qualita|affidabil*|guasto|kwaliteit|betrouwbaar*|qualidade|avaria" },
    { TOPIC_PEOPLE,
      "account manager*|key account|contact person|one contact|personal contact|sales rep*|technician|technicians|field engineer*|service engineer*|friendly|courteous|competent|knowledgeable|"
      "staff|helpful|good people|nice people|finds a solution|extra mile|for the help|thanks to|thank you to|"
      "aussendienst*|ansprechpartner*|servicetechniker*|techniker|freundlich*|kompetent*|fachkundig*|nette|hilfsbereit*|schnelle hilfe|danke an|kummert sich|"
      "interlocuteur*|technicien*|competent|a l'ecoute|sympathique*|merci a|pour son aide|"
      "amable*|gentil*|cortes*|competente*|vriendelijk*|deskundig*|tecnico|atencioso*|accountmanager" },
    { TOPIC_PRICE,
      "price|prices|pricing|!pricey|!expensive|!overpriced|cheap*|fee|fees|cost of|!too costly|!price increase*|budget|tariff*|hourly rate*|rates of|value for money|"
      "volume discount*|annual contract|"
      "preis*|!teuer|!uberteuert|!preiserhohung*|kosten|gunstiger|gebuhr*|"
      "prix|!cher|chere|chers|!hausse|!hors de prix|moins cher*|tarif*|"
      "precio*|caro|cara|prezz*|costos*|prijs*|prijzen|duur|preco*|tarifa*|aumento de precio*" },
    { TOPIC_START,
      "onboard*|getting started|set up|setup|start up|roll out|rollout|commission*|kick off|kickoff|training*|trainer*|installation*|installed|install|go live|implementation|introduction|handover|"
      "hand over|from scratch|new users|learning curve|migration|"
      "einfuhrung*|einrichtung*|inbetriebnahme|schulung*|einweisung|einarbeitung|"
      "mise en route|mise en service|formation*|demarrage|comptes utilisateurs|installer|"
      "puesta en marcha|formacion|capacitacion|instalacion|installazione|formazione|avviamento|installatie|ingebruikname|opleiding|formacao|instalacao|treinamento" },
    { TOPIC_TROUBLE,
      "again|never|nobody|no one|nothing|cannot|can't|could not|couldn't|don't|doesn't|does not|do not|did not|didn't|not|no|missing|wrong|without|still|too|only|slow|slower|lost|hidden|"
      "buried|blank|empty|hopeless|impossible|nightmare|waiting|wait|waited|!keep slipping|keeps|hard|outdated|thin|increase*|unable|fails|failed|fail|longer|worse|lottery|twice|alone|cancelled|"
      "contradicts|differs|different|error|errors|correction|lets|"
      "nicht|kein|keine|keinen|nie|nur|fehlt|fehlen|leer|wieder|erneut|ohne|falsch*|veraltet|langsam|niemand|nichts|dreimal|langer|"
      "pas|aucun|aucune|jamais|personne|toujours|sans|vide|manque|erreur*|trop|qu'en|depassee|"
      "no hay|nunca|sin|falta|non|mai|senza|manca|niet|geen|nooit|zonder|nao|sem" },
    { TOPIC_SMALL_TALK,
      "thank you|thanks|many thanks|thanks a lot|thanks in advance|keep it up|keep up the good work|all in all|nothing to complain*|no complaint*|otherwise everything is fine|everything is fine|"
      "happy to recommend|would recommend|would buy again|good cooperation|please fix*|please call me|has to get better|not what we expect|"
      "real money|very annoying|disappointing|looking at alternatives|as it should be|i can only confirm|"
      "hello|hi|hi team|hi all|dear|dear team|good morning|good afternoon|sir|madam|best regards|kind regards|regards|cheers|sincerely|"
      "to be frank|honest feedback|short version|for the record|my view|one thing|please advise|asap|see above|"
      "hallo|guten tag|guten morgen|sehr geehrte*|damen und herren|danke|vielen dank|danke schon|weiter so|viele grusse|alles gut|"
      "bonjour|merci|merci d'avance|cordialement|continuez ainsi|rien a redire|tout va bien|bonne collaboration|madame|monsieur|"
      "hola|gracias|saludos|buenos dias|grazie|buongiorno|saluti|bedankt|groeten|goedemorgen|obrigado|obrigada|bom dia" },
};
// clang-format on

static const char *const keys[N_TOPIC] = { "#delivery", "#invoice", "#portal", "#support", "#manuals",
                                           "#quality",  "#people",  "#price",  "#start" };

typedef struct Pattern {
    Str      word[PATTERN_WORDS];     /* without the '*' */
    uint32_t topic, n, letters, bucket;
    bool     trouble;
    bool     open[PATTERN_WORDS];
} Pattern;

struct Topics {
    Pattern *p;
    uint32_t first[BUCKETS + 1];
};

const char *topic_key(Topic t)
{
    return keys[t];
}

/* Patterns are found by the first two letters of their first word. */
static uint32_t bucket_of(Str w)
{
    uint32_t a = w.n && w.p[0] >= 'a' && w.p[0] <= 'z' ? (uint32_t)(w.p[0] - 'a') : 25;
    uint32_t b = w.n > 1 && w.p[1] >= 'a' && w.p[1] <= 'z' ? (uint32_t)(w.p[1] - 'a') : 26;
    return a * 27 + b;
}

static Pattern read_pattern(Topic topic, Str text)
{
    Pattern p = { .topic = (uint32_t)topic, .trouble = topic == TOPIC_TROUBLE };
    if (str_starts(text, STR("!"))) {
        p.trouble = true;
        text = str_sub(text, 1, text.n);
    }
    while (text.n && p.n < PATTERN_WORDS) {
        Str w = str_cut(&text, ' ');
        p.open[p.n] = str_ends(w, STR("*"));
        p.word[p.n] = str_sub(w, 0, w.n - p.open[p.n]);
        p.letters += (uint32_t)p.word[p.n++].n;
    }
    p.bucket = bucket_of(p.word[0]);
    return p;
}

/* By bucket, the pattern to prefer first. */
static int by_rank(const void *x, const void *y)
{
    const Pattern *a = x, *b = y;
    if (a->bucket != b->bucket)
        return a->bucket < b->bucket ? -1 : 1;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    if (a->letters != b->letters)
        return a->letters > b->letters ? -1 : 1;
    if (a->topic != b->topic)
        return a->topic < b->topic ? -1 : 1;
    return str_cmp(a->word[0], b->word[0]);
}

Topics *topics_build(Arena *a)
{
    Topics *t = ARENA_NEW(a, Topics);
    size_t n = 0, at = 0;
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        for (const char *p = lists[i].words; *p; p++)
            n += p == lists[i].words || *p == '|';
    t->p = ARENA_NEW_N(a, Pattern, n + 1);
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        for (Str rest = str_of(lists[i].words); rest.n && at < n;)
            t->p[at++] = read_pattern(lists[i].topic, str_cut(&rest, '|'));
    qsort(t->p, at, sizeof *t->p, by_rank);
    for (size_t b = 0, i = 0; b <= BUCKETS; b++) {
        while (i < at && t->p[i].bucket < b)
            i++;
        t->first[b] = (uint32_t)i;
    }
    return t;
}

/* l'equipe -> equipe; can't stays. */
static Str bare_word(Str fold)
{
    for (size_t i = 1; i < 4 && i + 3 < fold.n; i++)
        if (fold.p[i] == '\'')
            return str_sub(fold, i + 1, fold.n - i - 1);
    return fold;
}

static bool word_fits(const Pattern *p, size_t k, Str fold)
{
    return p->open[k] ? str_starts(fold, p->word[k]) : str_eq(fold, p->word[k]);
}

static bool pattern_fits(const Pattern *p, const Token *t, size_t left)
{
    for (size_t k = 0; k < p->n; k++) {
        if (k >= left || t[k].sentence != t[0].sentence)
            return false;
        if (!word_fits(p, k, t[k].fold) && !word_fits(p, k, bare_word(t[k].fold)))
            return false;
    }
    return true;
}

static const Pattern *best_pattern(const Topics *topics, const Token *t, size_t left, Str lead)
{
    uint32_t b = bucket_of(lead);
    for (uint32_t i = topics->first[b]; i < topics->first[b + 1]; i++)
        if (pattern_fits(&topics->p[i], t, left))
            return &topics->p[i];
    return NULL;
}

size_t topics_find(const Topics *topics, const Tokens *t, Arena *a, TopicHit **out)
{
    size_t n = 0;
    *out = ARENA_NEW_N(a, TopicHit, t->n + 1);
    for (size_t i = 0; i < t->n;) {
        const Pattern *p = best_pattern(topics, t->token + i, t->n - i, t->token[i].fold);
        Str bare = bare_word(t->token[i].fold);
        if (!p && bare.n < t->token[i].fold.n)
            p = best_pattern(topics, t->token + i, t->n - i, bare);
        if (p && p->topic != TOPIC_NOTHING)
            (*out)[n++] = (TopicHit){ p->topic, (uint32_t)i, p->n, p->trouble };
        i += p ? p->n : 1;
    }
    return n;
}
