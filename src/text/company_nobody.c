/* company_nobody.c - words that people and systems write where no company is known (company.h). */
#include "base/attr.h"
#include "text/company.h"

/* Cores (company_core()).  Alone they name nobody; "Unknown Worlds Ltd" is a company. */
static const char *const nobody[] = {
    "andere", "anonym", "anonyme", "anonymous", "aucune", "autre", "autres", "company name", "default", "desconocida", "desconocido", "diverse", "diversos",
    "empty", "freelance", "freelancer", "freiberufler", "freiberuflich", "geen", "guest", "inconnu", "inconnue", "individual", "ingen", "k a", "ka", "keine", "keine angabe",
    "keine firma", "kein unternehmen", "misc", "my company", "n a", "na", "nan", "nessuna", "nessuno", "ninguna", "ninguno", "nil", "no account", "no company", "no data",
    "no name", "no organisation", "no organization", "none", "not applicable", "not available", "not known", "not provided", "not set", "not specified", "null",
    "onbekend", "other", "others", "otro", "otros", "particulier", "particulier e", "particular", "personal", "privat", "privatkunde", "privato", "private", "private individual", "private person",
    "privatperson", "prive", "sans societe", "sconosciuta", "sconosciuto", "selbstandig", "selbststandig", "selbstaendig", "selbststaendig", "self employed", "selfemployed", "sem empresa", "senza azienda", "sin empresa", "tba", "tbc", "tbd", "test", "test account", "test company", "testfirma",
    "to be confirmed", "to be defined", "to be determined", "unassigned", "unbekannt", "undefined", "unknown", "unknown company", "unspecified", "varios", "various", "xxx",
};

bool company_nobody(Str core)
{
    for (size_t i = 0; i < COUNT_OF(nobody); i++)
        if (str_eq(core, str_of(nobody[i])))
            return true;
    return false;
}
