#include "demo/phrase.h"

#include "base/attr.h"

#define WORDS(...)                                                                                 \
    {                                                                                              \
        (const char *const[]){ __VA_ARGS__ }, COUNT_OF(((const char *const[]){ __VA_ARGS__ }))     \
    }

// clang-format off
const PhraseBook phrases_de = {
    .theme = {
        [THEME_LATE] = WORDS(
            "Die {p} [kamen|sind] {n} Tage zu spät [an|angekommen].",
            "Auftrag {o} war für {d} zugesagt und kam erst {n} Tage später.",
            "Zugesagt war {d}, geliefert wurde am {a} darauf.",
            "Unsere Linie stand, weil die {p} fehlten.",
            "Der Liefertermin wurde [wieder|erneut] verschoben, ohne dass uns jemand Bescheid gab.",
            "[Schon wieder|Erneut] verspätet, das dritte Mal in diesem Jahr.",
            "Auf bestätigte Termine ist kein Verlass mehr.",
            "Wir warten immer noch auf die {p} vom {m}."),
        [THEME_INVOICE] = WORDS(
            "Die Rechnung [weicht vom Angebot ab|stimmt nicht mit dem Angebot überein].",
            "Es wurden {x} zu viel berechnet.",
            "Auf der Rechnung fehlt [wieder|erneut] unsere Bestellnummer.",
            "Der vereinbarte Rabatt ist nicht berücksichtigt.",
            "Fast jede Rechnung muss korrigiert werden.",
            "Fracht wurde berechnet, obwohl frei Haus angeboten war.",
            "Bitte um Gutschrift über {x}."),
        [THEME_PORTAL] = WORDS(
            "Ich finde meine Bestellungen im Portal nicht.",
            "Die Suche im Portal liefert [nichts|keine Treffer], auch nicht mit der Auftragsnummer.",
            "Nach dem Anmelden ist die Liste der Aufträge leer.",
            "Wo sehe ich den Status von Auftrag {o}?",
            "Zertifikate sind im Kundenportal kaum zu finden.",
            "Wir rufen lieber an, weil im Portal die Hälfte unserer Aufträge fehlt.",
            "Die Bestellhistorie im Portal hört im {m} auf."),
        [THEME_SUPPORT] = WORDS(
            "Bis der Support antwortet, vergehen Tage.",
            "Ticket am {d} eröffnet, seitdem [nichts gehört|keine Antwort].",
            "In der Hotline wartet man eine halbe Stunde.",
            "Ich wurde dreimal weiterverbunden und musste alles neu erklären.",
            "Der versprochene Rückruf kam nie.",
            "Die Reaktionszeiten sind in letzter Zeit deutlich länger geworden.",
            "Tickets werden geschlossen, ohne dass etwas gelöst ist."),
        [THEME_MANUALS] = WORDS(
            "Die Anleitung gibt es nur auf Englisch.",
            "Handbuch bitte auf Deutsch, unsere Bediener können kein Englisch.",
            "Die Dokumentation der {p} ist veraltet.",
            "Fehlercodes sind im Handbuch nicht beschrieben.",
            "Eine Kurzanleitung fehlt völlig.",
            "Das Sicherheitsdatenblatt liegt nur englisch vor."),
        [THEME_QUALITY] = WORDS(
            "Die {p} messen [sehr genau|zuverlässig].",
            "Hervorragende [Qualität|Genauigkeit|Verarbeitung].",
            "Die Geräte laufen seit Jahren ohne Ausfall.",
            "Beste Messmittel, die wir im Haus haben.",
            "Robust und präzise, auch in der Fertigung.",
            "Kalibrierergebnisse immer in der Toleranz."),
        [THEME_PEOPLE] = WORDS(
            "{f} findet immer eine Lösung.",
            "Sehr kompetenter Außendienst.",
            "Der Servicetechniker war pünktlich und [freundlich|kompetent].",
            "Unser Ansprechpartner kennt uns und kümmert sich.",
            "Danke an {f} für die schnelle Hilfe.",
            "Nette, fachkundige Leute."),
        [THEME_PRICE] = WORDS(
            "[Zu teuer|Recht teuer] im Vergleich zum Wettbewerb.",
            "Die Preiserhöhung im {m} war intern schwer zu vermitteln.",
            "Wir haben ein Angebot, das zwanzig Prozent darunter liegt.",
            "Ersatzteile sind überteuert.",
            "Für einen kleinen Betrieb ist der Jahresvertrag zu viel.",
            "Kalibrierung kostet fast so viel wie ein Neugerät."),
        [THEME_ONBOARD] = WORDS(
            "Die Einführung hat viel zu lange gedauert.",
            "Niemand hat uns die Einrichtung der {p} gezeigt.",
            "Die Schulung war zu kurz.",
            "Nach dem Start waren wir auf uns gestellt.",
            "Die Inbetriebnahme zog sich bis {m}.",
            "Zugänge waren nicht fertig, als die Geräte kamen."),
    },
    .subject = {
        [THEME_LATE] = WORDS("Wo bleibt Auftrag {o}?", "Lieferung überfällig", "Liefertermin {o}", "Verspätete Lieferung"),
        [THEME_INVOICE] = WORDS("Rechnung fehlerhaft", "Rechnung weicht vom Angebot ab", "Gutschrift", "Bestellnummer fehlt"),
        [THEME_PORTAL] = WORDS("Bestellungen im Portal nicht sichtbar", "Portal Suche", "Auftrag nicht zu finden", "Portal leer"),
        [THEME_SUPPORT] = WORDS("Noch keine Antwort", "2. Erinnerung", "Bitte um Rückruf", "Ticket offen"),
        [THEME_MANUALS] = WORDS("Handbuch auf Deutsch", "Dokumentation {p}", "Fehlercode", "Datenblatt"),
        [THEME_QUALITY] = WORDS("Frage zu {p}", "Kalibrierschein", "Rekalibrierung", "Messmittel"),
        [THEME_PEOPLE] = WORDS("Vielen Dank", "Servicebesuch", "Rückmeldung", "Dank an {f}"),
        [THEME_PRICE] = WORDS("Preiserhöhung", "Angebot {p}", "Preise nächstes Jahr", "Angebot zu hoch"),
        [THEME_ONBOARD] = WORDS("Einrichtung", "Schulungstermin", "Zugänge", "Inbetriebnahme"),
    },
    .expect = {
        WORDS("Eine Antwort innerhalb eines Tages.", "Dass die Rechnung zum Angebot passt.", "Dass ich meine Aufträge selbst finde.",
              "Verlässliche Termine.", "Eine deutsche Anleitung.", "Genaue Geräte, und die habe ich bekommen.", "Feste Preise im Vertragsjahr.",
              "Einen Ansprechpartner."),
        WORDS("Sie hatten {d} zugesagt.", "Lieferung am {d}, wie bestätigt.", "Zumindest eine Nachricht, dass es {n} Tage später wird.",
              "Dass der bestätigte Termin gehalten wird.", "Auftrag {o} am vereinbarten Tag.", "Pünktliche Lieferung wie schriftlich vereinbart."),
    },
    .hold = {
        [EXPECTS_TIME] = WORDS("Verlässliche Termine.", "Pünktliche Lieferung.", "Dass der bestätigte Termin gehalten wird.", "Eine Nachricht, wenn sich etwas verschiebt.",
                               "Bescheid, bevor es zu spät ist."),
        [EXPECTS_SIMPLE] = WORDS("Dass ich meine Aufträge im Portal selbst finde.", "Ein Portal, das einfach ist.", "Eine deutsche Anleitung.", "Ein verständliches Handbuch."),
        [EXPECTS_CORRECT] = WORDS("Dass die Rechnung zum Angebot passt.", "Richtige Rechnungen.", "Eine Sammelrechnung im Monat.", "Feste Preise im Vertragsjahr.", "Faire Preise."),
        [EXPECTS_CARE] = WORDS("Eine Antwort innerhalb eines Tages.", "Eine schnelle Rückmeldung.", "Einen festen Ansprechpartner.", "Dass sich jemand kümmert."),
    },
    .waiting = WORDS("Auftrag {o} war für {d} zugesagt, bisher ist nichts da.", "Wo bleibt Auftrag {o}?",
                     "Wir warten noch auf die {p}, Termin war {d}.", "{d} ist vorbei, keine Lieferung, keine Nachricht.",
                     "Bitte um den neuen Termin für {o}, unsere Linie braucht die {p}."),
    .opener = WORDS("Ehrlich gesagt: ", "Kurz: ", "Wie schon im {m}: ", "Aus Sicht der Fertigung: ", "Standort {c}: "),
    .detail = WORDS("Betrifft unser Werk in {c}.", "Ich hatte das {f} schon gesagt.", "Siehe Auftrag {o}.", "Das geht so seit {m}.",
                    "Früher war das besser.", "Andere Lieferanten schaffen das.", "Unser Einkauf fragt auch schon."),
    .praise = WORDS("Das gilt auch für {c}.", "Unsere Fertigung sieht das auch so.", "Wir setzen {p} in jeder Schicht ein.",
                    "Grüße an {f}.", "Besser als beim alten Lieferanten."),
    .pleased = WORDS("Weiter so.", "Sonst sind wir zufrieden.", "Gute Zusammenarbeit.", "Gerne wieder.", "Alles bestens.", "Passt."),
    .annoyed = WORDS("Bitte ändern.", "So geht das nicht.", "Wir prüfen Alternativen.", "Sehr ärgerlich.", "Das kostet uns Geld.",
                     "Schade, die Geräte sind gut.", "Bitte um Rückruf."),
    .product = WORDS("Datenlogger", "Druckmessgeräte", "Drehmomentsensoren", "Durchflussmesser", "Thermoelemente", "Schwingungssensoren",
                     "Messuhren", "Kraftaufnehmer", "Feuchtefühler", "Prüfgewichte"),
    .month = WORDS("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    .day = WORDS("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    .but = WORDS("Aber: ", "Außerdem: ", "Andererseits: "),
    .nothing = WORDS("k.A.", "-", "nichts", "keine", "siehe oben", "entfällt"),
    .greeting = WORDS("Hallo,", "Guten Tag,", "Sehr geehrte Damen und Herren,", "Hallo zusammen,", "Guten Morgen,"),
    .regards = WORDS("Mit freundlichen Grüßen", "Viele Grüße", "MfG", "Beste Grüße", "Danke und Gruß"),
};
