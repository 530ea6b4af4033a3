/* Rows of t_spoiled.c: a company as a CRM and as an ERP write it, its country, its town, the ERP's town where it is another, what must come of it.
 * tests/bench/who_hard.py reads them too. */
// clang-format off
    { "Robert Bosch GmbH", "Bosch", "DE", "Gerlingen", NULL, JOINED },            { "Zwiesel Glas AG", "Swiesel Glas", "DE", "Zwiesel", NULL, JOINED },
    { "Kreidler", "Rkeidler", "DE", "Kornwestheim", NULL, JOINED },               { "Bayerische Motoren Werke AG", "BMW", "DE", "Landshut", NULL, JOINED },
    { "Illinois Tool Works Inc.", "ITW", "US", "Glenview", NULL, JOINED },        { "Petermann Kranbau", "Kranbau Petermann", "DE", "Celle", NULL, JOINED },
    { "Thyssen Krupp", "Krupp Thyssen", "DE", "Essen", NULL, JOINED },            { "Gebr\xC3\xBC" "der Lachmann", "Lachmann", "DE", "Peine", NULL, JOINED },
    { "Firma Weckerle", "Weckerle", "DE", "Weilheim", NULL, JOINED },             { "Ets. Vandamme", "Vandamme", "BE", "Gent", NULL, JOINED },
    { "Dr. Falk Pharma", "Falk Pharma", "DE", "Freiburg", NULL, JOINED },         { "Grupo Inditex", "Inditex", "ES", "Arteixo", NULL, JOINED },
    { "Chaikovsky", "Tschaikowski", "DE", "Riesa", NULL, JOINED },                { "Omega Steel:West", "Omega Steel West", "US", "Gary", NULL, JOINED },
    { "SIA Kalnins Koks", "Kalnins Koks", "LV", "Riga", NULL, JOINED },           { "O\xC3\x9C Tamm Puit", "Tamm Puit", "EE", "Tartu", NULL, JOINED },
    { "UAB Petraitis", "Petraitis", "LT", "Kaunas", NULL, JOINED },               { "PT Wijaya Karya", "Wijaya Karya", "ID", "Bandung", NULL, JOINED },
    { "\xD0\x9E\xD0\x9E\xD0\x9E \xC2\xAB\xD0\xA0\xD0\xBE\xD0\xBC\xD0\xB0\xD1\x88\xD0\xBA\xD0\xB0\xC2\xBB", "Romashka", "RU", "Tula", NULL, JOINED },
    { "\xD0\xA2\xD0\x9E\xD0\x92 \xD0\x9A\xD0\xBE\xD0\xB2\xD0\xB0\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xBA\xD0\xBE", "Kovalenko", "UA", "Lviv", NULL, JOINED },
    { "PAO Sibur", "Sibur", "RU", "Omsk", NULL, JOINED },                         { "SAS Dubois", "Dubois", "FR", "Lyon", NULL, JOINED },
    { "SARL Moreau", "Moreau", "FR", "Nantes", NULL, JOINED },                    { "S.r.l. Rossi", "Rossi", "IT", "Modena", NULL, JOINED },
    { "ThyssenMerz Stahl", "Thyssen Merz Stahl", "DE", "Hagen", NULL, JOINED },   { "Vogelsang Pumpen", "ogelsang Pumpen", "DE", "Vechta", NULL, JOINED },
    { "Compagnie Maritime Centrale", "CMC", "FR", "Brest", NULL, JOINED },        { "Peter Hahnemann Textil", "Hahnemann Textil", "DE", "Hof", NULL, JOINED },
    { "Kowalczyk Meble", "Kowaltschik Meble", "PL", "Opole", NULL, JOINED },
    { "Schn\xC3\xA4pper Elektro", "Elektro Schnaepper", "DE", "Moers", NULL, JOINED },
    /* Without the town a part of a name is asked about. */
    { "Robert Quandtner", "Quandtner", "DE", "Borken", "", SEEN },                { "Allgemeine Elektro Union", "AEU", "DE", "Borken", "", SEEN },
    /* Others. */
    { "SAS Institute", "Institute", "FR", "Paris", NULL, APART },                 { "SAS Delvaux", "Delvaux SARL", "FR", "Rouen", NULL, APART },
    { "Brandt Logistik Nord", "Brandner Logistik S\xC3\xBC" "d", "DE", "Kiel", "Passau", APART },
    { "Bremer Motoren Wartung", "BMW", "DE", "Bremen", "Goslar", APART },
// clang-format on
