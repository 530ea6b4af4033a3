#include "demo/phrase.h"

#include "base/attr.h"

#define WORDS(...)                                                                                 \
    {                                                                                              \
        (const char *const[]){ __VA_ARGS__ }, COUNT_OF(((const char *const[]){ __VA_ARGS__ }))     \
    }

// clang-format off
const PhraseBook phrases_fr = {
    .theme = {
        [THEME_LATE] = WORDS(
            "Les {p} sont [arrivés|livrés] avec {n} jours de retard.",
            "La commande {o} était promise pour {d}, elle est arrivée {n} jours plus tard.",
            "[Encore|De nouveau] un retard de livraison, personne ne nous a prévenus.",
            "La ligne était à l'arrêt car les {p} n'étaient pas là.",
            "On ne peut plus se fier à la date confirmée.",
            "Nous attendons toujours les {p} prévus en {m}."),
        [THEME_INVOICE] = WORDS(
            "La facture ne correspond pas au devis.",
            "On nous a facturé {x} de trop.",
            "Le numéro de commande manque [encore|toujours] sur la facture.",
            "La remise convenue n'apparaît pas sur la facture.",
            "Merci d'envoyer un avoir de {x}."),
        [THEME_PORTAL] = WORDS(
            "Je ne trouve pas mes commandes sur le portail.",
            "La recherche du portail ne donne [rien|aucun résultat].",
            "Après connexion, la liste des commandes est vide.",
            "Où voir l'état de la commande {o} ?",
            "Il faut appeler, car le portail n'affiche pas nos commandes."),
        [THEME_SUPPORT] = WORDS(
            "Le support met des jours à répondre.",
            "Ticket ouvert {d}, toujours sans réponse.",
            "Vingt minutes d'attente au téléphone.",
            "J'ai dû expliquer le problème trois fois à trois personnes.",
            "Pas de rappel malgré la promesse."),
        [THEME_MANUALS] = WORDS(
            "La notice n'existe qu'en anglais.",
            "Il nous faut un manuel en français pour les opérateurs.",
            "La documentation des {p} est dépassée.",
            "Les codes d'erreur ne sont pas expliqués."),
        [THEME_QUALITY] = WORDS(
            "Les {p} sont [très précis|fiables].",
            "Excellente [qualité|précision|robustesse].",
            "Des appareils qui tiennent des années sans panne.",
            "Les meilleurs instruments du laboratoire.",
            "Résultats toujours dans la tolérance."),
        [THEME_PEOPLE] = WORDS(
            "{f} trouve toujours une solution.",
            "Notre interlocuteur est [à l'écoute|très compétent].",
            "Technicien ponctuel et compétent.",
            "Merci à {f} pour son aide."),
        [THEME_PRICE] = WORDS(
            "[Trop cher|Assez cher] par rapport à la concurrence.",
            "La hausse des prix en {m} est difficile à justifier.",
            "Nous avons une offre vingt pour cent moins chère.",
            "Les pièces de rechange sont hors de prix."),
        [THEME_ONBOARD] = WORDS(
            "La mise en route a pris beaucoup trop de temps.",
            "Personne ne nous a montré comment installer les {p}.",
            "La formation était trop courte.",
            "Après le démarrage, plus personne."),
    },
    .subject = {
        [THEME_LATE] = WORDS("Où est la commande {o} ?", "Retard de livraison", "Livraison {o}"),
        [THEME_INVOICE] = WORDS("Erreur de facture", "Facture différente du devis", "Demande d'avoir"),
        [THEME_PORTAL] = WORDS("Commandes introuvables", "Recherche portail", "Portail vide"),
        [THEME_SUPPORT] = WORDS("Toujours sans réponse", "Relance", "Merci de rappeler"),
        [THEME_MANUALS] = WORDS("Notice en français", "Documentation", "Code d'erreur"),
        [THEME_QUALITY] = WORDS("Question {p}", "Certificat d'étalonnage", "Étalonnage"),
        [THEME_PEOPLE] = WORDS("Merci", "Visite du technicien", "Retour"),
        [THEME_PRICE] = WORDS("Hausse des prix", "Devis {p}", "Tarifs"),
        [THEME_ONBOARD] = WORDS("Installation", "Formation", "Comptes utilisateurs"),
    },
    .expect = {
        WORDS("Une réponse dans la journée.", "Que la facture corresponde au devis.", "Retrouver mes commandes tout seul.",
              "Des dates fiables.", "Une notice en français.", "Un interlocuteur unique."),
        WORDS("Vous aviez promis {d}.", "La livraison {d}, comme confirmé.", "Être prévenu avant, pas après.",
              "Que la commande {o} arrive le jour convenu."),
    },
    .hold = {
        [EXPECTS_TIME] = WORDS("Des dates fiables.", "Une livraison à la date convenue.", "Être prévenu avant un retard."),
        [EXPECTS_SIMPLE] = WORDS("Retrouver mes commandes dans le portail.", "Un portail simple.", "Une notice en français."),
        [EXPECTS_CORRECT] = WORDS("Que la facture corresponde au devis.", "Des factures sans erreur.", "Des prix stables."),
        [EXPECTS_CARE] = WORDS("Une réponse dans la journée.", "Un interlocuteur unique.", "Un support qui répond."),
    },
    .waiting = WORDS("La commande {o} était promise pour {d}, rien n'est arrivé.", "Où est la commande {o} ?",
                     "Nous attendons toujours les {p}, la date était {d}.", "{d} est passé, pas de livraison et pas de nouvelles."),
    .opener = WORDS("Franchement : ", "En bref : ", "Comme déjà dit en {m} : ", "Pour le site de {c} : "),
    .detail = WORDS("Cela concerne notre site de {c}.", "Je l'avais signalé à {f}.", "Voir la commande {o}.", "C'est ainsi depuis {m}.",
                    "Avant, c'était mieux."),
    .praise = WORDS("C'est vrai aussi pour {c}.", "Nos équipes sont du même avis.", "Nous utilisons vos {p} tous les jours.", "Bonjour à {f}."),
    .pleased = WORDS("Continuez ainsi.", "Sinon tout va bien.", "Bonne collaboration.", "Rien à redire.", "Merci."),
    .annoyed = WORDS("À corriger rapidement.", "Très agaçant.", "Nous regardons ailleurs.", "Cela nous coûte de l'argent.", "Dommage, car le matériel est bon."),
    .product = WORDS("enregistreurs de données", "manomètres", "capteurs de couple", "débitmètres", "thermocouples", "capteurs de vibration", "comparateurs"),
    .month = WORDS("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    .day = WORDS("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    .but = WORDS("Par contre : ", "De plus : ", "En revanche : "),
    .nothing = WORDS("RAS", "-", "néant", "rien", "sans objet"),
    .greeting = WORDS("Bonjour,", "Madame, Monsieur,", "Bonjour à tous,", "Bonjour Nordhaven,"),
    .regards = WORDS("Cordialement", "Bien à vous", "Merci d'avance", "Cdlt"),
};
