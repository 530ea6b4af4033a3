#include "act/touchpoint.h"

#include "act/alike.h"

// clang-format off
static const Touchpoint touchpoint_table[] = {
    { "delivery",   "delivery delivered deliveries dispatch dispatched shipment shipping logistics lieferung geliefert versand versendet zustellung spedition",
      DONE_DELIVERED, "*" },
    { "support",    "reply response answer support helpdesk service ticket hotline antwort erstantwort kundendienst helpline anfrage",
      DONE_SOLVED, "reopened escalated solved resolved gelöst wiedereröffnet eskaliert" },
    { "billing",    "invoice invoicing billing bills payment credit rechnung faktura fakturierung zahlung gutschrift abrechnung",
      DONE_BILLED, "correction corrected credit error korrektur korrigiert gutschrift fehler" },
    { "product",    "portal product usage login software platform application uptime availability produkt nutzung anwendung plattform anmeldung verfügbarkeit",
      DONE_USED, "" },
    { "quality",    "quality defect rework complaint complaints qualität mangel mängel nacharbeit reklamation beschwerde",
      DONE_SOLVED, "reopened escalated wiedereröffnet eskaliert" },
    { "onboarding", "onboarding implementation training setup einführung schulung einrichtung inbetriebnahme", DONE_NOTHING, "" },
    { "contract",   "contract offer quote renewal pricing vertrag angebot verlängerung preise", DONE_NOTHING, "" },
};
// clang-format on

static const Touchpoint *by_words(Str text)
{
    const Touchpoint *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < COUNT_OF(touchpoint_table); i++) {
        size_t hits = words_alike(text, str_of(touchpoint_table[i].words));
        if (hits > most) {
            most = hits;
            best = &touchpoint_table[i];
        }
    }
    return best;
}

const Touchpoint *touchpoint_of(Str touchpoint, Str metric)
{
    const Touchpoint *at = by_words(touchpoint);
    return at ? at : by_words(metric);
}

const Touchpoint *touchpoint_named(Str key)
{
    for (size_t i = 0; i < COUNT_OF(touchpoint_table); i++)
        if (str_ieq(key, str_of(touchpoint_table[i].key)))
            return &touchpoint_table[i];
    return NULL;
}

Str touchpoint_keys(Arena *a)
{
    Str all = str_of(touchpoint_table[0].key);
    for (size_t i = 1; i < COUNT_OF(touchpoint_table); i++)
        all = str_fmt(a, "%.*s, %s", STR_ARG(all), touchpoint_table[i].key);
    return all;
}
