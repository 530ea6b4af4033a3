/* Oracle: sentences written for this test by hand, none of them in src/text/seed/. */
#include "tests/near.h"

#include <stdio.h>

#include "base/attr.h"
#include "base/status.h"
#include "text/lang.h"

enum { PER_LANG = 40 };

// clang-format off
static const char *const sentences[LANG_UNKNOWN][PER_LANG] = {
[LANG_EN] = {
    "The driver left two pallets in the rain.", "Nobody answers the phone on Fridays.",
    "Your new app crashes every time I open it.", "Renewal was painless, well done.",
    "Prices have doubled since last spring.", "I wish the manual had more pictures.",
    "Training for our night shift was excellent.", "Our account manager left without a word.",
    "Shipping takes twice as long as before.", "We got somebody else's spare parts.",
    "The search function finds nothing useful.", "Great people, terrible paperwork.",
    "It took six weeks to get a quote.", "Password reset emails never arrive.",
    "Installation went faster than expected.", "Billing errors cost us hours every month.",
    "They replaced the pump under warranty.", "Can you add an export to Excel?",
    "Half the screws were missing from the box.", "Very easy to do business with.",
    "The hotline keeps us waiting far too long.", "Keep up the good work!",
    "Your website is slow and hard to use.", "The technician was polite and knew his trade.",
    "Late again, third time this quarter.", "We are considering another supplier.",
    "Documentation is out of date.", "I love how quickly you respond.",
    "Nothing has improved since our last review.", "The trucks never show up when agreed.",
    "My colleague had to drive there himself.", "Such a simple question, such a long wait.",
    "Your sales rep promised a discount we never saw.", "The dashboard shows wrong numbers after midnight.",
    "Good value for the money we spend.", "Please stop sending paper catalogues.",
    "Overall a reliable partner for our plant.", "The contract language is hard to understand.",
    "Refunds should not take three months.", "Everyone on the team enjoyed the workshop." },
[LANG_DE] = {
    "Der Fahrer hat zwei Paletten im Regen stehen lassen.", "Freitags geht niemand ans Telefon.",
    "Die neue App stürzt bei jedem Start ab.", "Die Verlängerung war unkompliziert, danke.",
    "Seit dem Frühjahr haben sich die Preise verdoppelt.", "Im Handbuch fehlen leider Bilder.",
    "Die Einweisung unserer Nachtschicht war ausgezeichnet.", "Unser Betreuer ist ohne ein Wort gegangen.",
    "Der Versand braucht doppelt so lang wie früher.", "Wir bekamen Ersatzteile für einen anderen Kunden.",
    "Die Suche findet nie etwas Brauchbares.", "Nette Leute, schrecklicher Papierkram.",
    "Sechs Wochen für ein Angebot sind zu viel.", "Mails zum Zurücksetzen des Passworts kommen nie an.",
    "Der Einbau ging schneller als erwartet.", "Fehler in der Abrechnung kosten uns jeden Monat Stunden.",
    "Die Pumpe wurde auf Garantie getauscht.", "Kann man die Tabelle nach Excel ausgeben?",
    "Die Hälfte der Schrauben war nicht im Karton.", "Mit euch kann man gut arbeiten.",
    "In der Warteschleife hängt man ewig.", "Macht weiter so, liebe Kollegen!",
    "Eure Webseite ist langsam und unübersichtlich.", "Der Monteur war höflich und kannte sein Handwerk.",
    "Wieder verspätet, zum dritten Mal im Quartal.", "Wir denken über einen anderen Lieferanten nach.",
    "Die Dokumentation ist völlig veraltet.", "Ich schätze eure schnelle Reaktion sehr.",
    "Nach dem letzten Gespräch hat sich nichts verbessert.", "Die Lkw kommen nie zum vereinbarten Termin.",
    "Mein Kollege musste selbst hinfahren.", "So eine einfache Frage, so lange gewartet.",
    "Der versprochene Rabatt fehlt bis heute.", "Nach Mitternacht zeigt die Anzeige falsche Zahlen.",
    "Das Preis-Leistungs-Verhältnis stimmt.", "Bitte keine Kataloge auf Papier mehr senden.",
    "Insgesamt ein verlässlicher Partner für unser Werk.", "Die Vertragssprache versteht kein Mensch.",
    "Erstattungen dürfen nicht drei Monate dauern.", "Der Workshop hat allen Spaß gemacht." },
[LANG_FR] = {
    "Le chauffeur a laissé deux palettes sous la pluie.", "Personne ne décroche le vendredi.",
    "La nouvelle application plante à chaque ouverture.", "Le renouvellement s'est fait sans souci.",
    "Les tarifs ont doublé depuis le printemps.", "Il manque des images dans le manuel.",
    "La formation de l'équipe de nuit était excellente.", "Notre gestionnaire est parti sans un mot.",
    "L'expédition prend deux fois plus de temps.", "On a reçu les pièces d'un autre client.",
    "La recherche ne trouve jamais rien d'utile.", "Des gens sympas, une paperasse affreuse.",
    "Six semaines pour un devis, c'est trop.", "Les courriels de mot de passe n'arrivent jamais.",
    "La pose a été plus rapide que prévu.", "Les erreurs de facturation nous coûtent des heures.",
    "La pompe a été changée sous garantie.", "Peut-on exporter le tableau vers Excel ?",
    "La moitié des vis manquait dans le carton.", "C'est très facile de travailler avec vous.",
    "On attend beaucoup trop au téléphone.", "Continuez comme ça, bravo à tous !",
    "Votre site est lent et difficile à utiliser.", "Le dépanneur était poli et compétent.",
    "Encore en retard, troisième fois ce trimestre.", "Nous songeons à changer de fournisseur.",
    "La documentation n'est plus à jour.", "J'aime votre rapidité de réaction.",
    "Rien ne s'est amélioré depuis la dernière réunion.", "Les camions ne viennent jamais à l'heure dite.",
    "Mon collègue a dû y aller lui-même.", "Une question simple, une si longue attente.",
    "La remise promise n'a jamais été appliquée.", "Après minuit l'écran affiche de mauvais chiffres.",
    "Bon rapport qualité prix pour nous.", "Arrêtez d'envoyer des catalogues en papier.",
    "Un partenaire fiable pour notre usine.", "Le texte du contrat est incompréhensible.",
    "Un remboursement ne devrait pas durer trois mois.", "Tout le monde a aimé l'atelier." },
[LANG_ES] = {
    "El conductor dejó dos palés bajo la lluvia.", "Los viernes nadie coge el teléfono.",
    "La nueva aplicación se cierra cada vez que la abro.", "La renovación fue sencilla, gracias.",
    "Las tarifas se han doblado desde la primavera.", "Al manual le faltan más imágenes.",
    "La formación del turno de noche fue excelente.", "Nuestro gestor se fue sin decir nada.",
    "El envío tarda el doble que antes.", "Recibimos los repuestos de otro cliente.",
    "El buscador nunca encuentra nada útil.", "Buena gente, papeleo horrible.",
    "Seis semanas para un presupuesto es demasiado.", "Los correos de la contraseña no llegan nunca.",
    "El montaje fue más rápido de lo esperado.", "Los errores de facturación nos cuestan horas.",
    "Cambiaron la bomba en garantía.", "¿Se puede exportar la tabla a Excel?",
    "Faltaba la mitad de los tornillos en la caja.", "Es muy fácil trabajar con ustedes.",
    "Hay que esperar demasiado en la línea.", "¡Sigan así, muy buen trabajo!",
    "Su página web es lenta y difícil de usar.", "El mecánico fue amable y conocía su oficio.",
    "Otra vez con retraso, la tercera este trimestre.", "Estamos pensando en otro proveedor.",
    "La documentación está desfasada.", "Me encanta lo rápido que responden.",
    "Nada ha mejorado desde la última reunión.", "Los camiones nunca vienen cuando se acordó.",
    "Mi compañero tuvo que ir él mismo.", "Una pregunta tan sencilla y tanta espera.",
    "El descuento prometido nunca se aplicó.", "Después de medianoche el panel muestra cifras falsas.",
    "Buena relación entre calidad y precio.", "Dejen de mandar catálogos en papel.",
    "En conjunto un socio fiable para nuestra planta.", "El lenguaje del contrato no se entiende.",
    "Un reembolso no debería tardar tres meses.", "A todos les gustó mucho el taller." },
[LANG_IT] = {
    "L'autista ha lasciato due bancali sotto la pioggia.", "Il venerdì nessuno risponde al telefono.",
    "La nuova app si blocca ogni volta che la apro.", "Il rinnovo è stato semplice, grazie.",
    "Le tariffe sono raddoppiate dalla primavera.", "Nel manuale mancano le immagini.",
    "Il corso per il turno di notte è stato ottimo.", "Il nostro referente è andato via senza dire niente.",
    "La spedizione richiede il doppio del tempo.", "Abbiamo ricevuto i ricambi di un altro cliente.",
    "La ricerca non trova mai nulla di utile.", "Brava gente, burocrazia terribile.",
    "Sei settimane per un preventivo sono troppe.", "Le mail per la password non arrivano mai.",
    "Il montaggio è andato più veloce del previsto.", "Gli errori di fatturazione ci costano ore ogni mese.",
    "Hanno sostituito la pompa in garanzia.", "Si può esportare la tabella in Excel?",
    "Mancava metà delle viti nella scatola.", "È molto facile lavorare con voi.",
    "Al centralino si aspetta troppo.", "Continuate così, bravi tutti!",
    "Il vostro sito è lento e difficile da usare.", "Il riparatore era cortese e conosceva il mestiere.",
    "Ancora in ritardo, terza volta nel trimestre.", "Stiamo pensando a un altro fornitore.",
    "La documentazione è vecchia e incompleta.", "Mi piace la rapidità con cui rispondete.",
    "Niente è migliorato dall'ultima riunione.", "I camion non arrivano mai quando concordato.",
    "Il mio collega è dovuto andarci di persona.", "Una domanda semplice e un'attesa così lunga.",
    "Lo sconto promesso non è mai stato applicato.", "Dopo mezzanotte il pannello mostra cifre sbagliate.",
    "Buon rapporto tra qualità e prezzo.", "Smettete di mandare cataloghi di carta.",
    "Nel complesso un partner affidabile per lo stabilimento.", "Il linguaggio del contratto è oscuro.",
    "Un rimborso non dovrebbe durare tre mesi.", "Il laboratorio è piaciuto a tutti." },
[LANG_PT] = {
    "O motorista deixou duas paletes à chuva.", "Ninguém atende o telefone às sextas.",
    "O novo aplicativo fecha toda vez que abro.", "A renovação foi simples, obrigado.",
    "Os preços dobraram desde a primavera.", "Faltam imagens no manual de uso.",
    "A formação do turno da noite foi excelente.", "O nosso gestor saiu sem dizer nada.",
    "O envio demora o dobro do tempo.", "Recebemos as peças de outro cliente.",
    "A pesquisa nunca encontra nada de útil.", "Gente boa, papelada horrível.",
    "Seis semanas para um orçamento é demais.", "Os emails da senha nunca chegam.",
    "A montagem foi mais rápida do que o esperado.", "Os erros de faturação custam-nos horas.",
    "Trocaram a bomba na garantia.", "Dá para exportar a tabela para o Excel?",
    "Metade dos parafusos não estava na caixa.", "É muito fácil trabalhar com vocês.",
    "A espera ao telefone é longa demais.", "Continuem assim, bom trabalho!",
    "O vosso site é lento e difícil de usar.", "O mecânico foi educado e conhecia o ofício.",
    "Atrasado outra vez, a terceira neste trimestre.", "Estamos a pensar em outro fornecedor.",
    "A documentação está desatualizada.", "Gosto muito da rapidez das respostas.",
    "Nada melhorou desde a última reunião.", "Os caminhões nunca chegam no horário combinado.",
    "O meu colega teve de ir lá pessoalmente.", "Uma pergunta tão simples e tanta espera.",
    "O desconto prometido nunca foi aplicado.", "Depois da meia-noite o painel mostra números errados.",
    "Boa relação entre qualidade e preço.", "Parem de mandar catálogos em papel.",
    "No geral um parceiro confiável para a fábrica.", "A linguagem do contrato não se entende.",
    "Um reembolso não deveria demorar três meses.", "Todos gostaram muito da oficina." },
[LANG_NL] = {
    "De chauffeur liet twee pallets in de regen staan.", "Op vrijdag neemt niemand de telefoon op.",
    "De nieuwe app loopt vast zodra ik hem open.", "De verlenging verliep zonder problemen.",
    "Sinds het voorjaar zijn de prijzen verdubbeld.", "In de handleiding ontbreken plaatjes.",
    "De training van onze nachtploeg was uitstekend.", "Onze contactpersoon vertrok zonder iets te zeggen.",
    "De verzending duurt twee keer zo lang.", "Wij kregen onderdelen van een andere klant.",
    "De zoekfunctie vindt nooit iets bruikbaars.", "Aardige mensen, vreselijk papierwerk.",
    "Zes weken voor een offerte is te veel.", "Mails over het wachtwoord komen nooit aan.",
    "De montage ging sneller dan verwacht.", "Fouten in de facturen kosten ons elke maand uren.",
    "De pomp is onder garantie vervangen.", "Kan ik de tabel naar Excel exporteren?",
    "De helft van de schroeven zat niet in de doos.", "Het is prettig om met jullie te werken.",
    "Aan de lijn moet je veel te lang wachten.", "Ga zo door, goed gedaan!",
    "Jullie website is traag en lastig te gebruiken.", "De reparateur was beleefd en kende zijn vak.",
    "Alweer te laat, de derde keer dit kwartaal.", "Wij overwegen een andere leverancier.",
    "De documentatie is sterk verouderd.", "Ik waardeer jullie snelle reactie.",
    "Sinds het laatste overleg is er niets verbeterd.", "De vrachtwagens komen nooit op de afgesproken tijd.",
    "Mijn collega moest er zelf heen rijden.", "Zo'n simpele vraag en zo lang wachten.",
    "De beloofde korting hebben we nooit gezien.", "Na middernacht toont het scherm verkeerde cijfers.",
    "Goede verhouding tussen prijs en kwaliteit.", "Stop met het sturen van papieren catalogi.",
    "Al met al een betrouwbare partner voor onze fabriek.", "De taal van het contract is niet te begrijpen.",
    "Een terugbetaling mag geen drie maanden duren.", "Iedereen vond de workshop leuk." },
};

static const char *const rivals[] = {
    "Chauffören lämnade två pallar ute i regnet.", "Ingen svarar i telefonen på fredagar.",
    "Dokumentationen är gammal och svår att förstå.", "Chaufføren efterlod to paller i regnvejret.",
    "Ingen tager telefonen om fredagen.", "Vi overvejer at finde en anden leverandør.",
    "Sjåføren lot to paller stå ute i regnet.", "Ingen tar telefonen på fredager.",
    "Kierowca zostawił dwie palety na deszczu.", "W piątki nikt nie odbiera telefonu.",
    "Řidič nechal dvě palety na dešti.", "V pátek nikdo nebere telefon.",
    "Kuljettaja jätti kaksi lavaa sateeseen.", "Kukaan ei vastaa puhelimeen perjantaisin.",
    "Şoför iki paleti yağmurda bıraktı.", "Cuma günleri kimse telefona bakmıyor.",
    "A sofőr két raklapot hagyott az esőben.", "Pénteken senki sem veszi fel a telefont.",
    "Șoferul a lăsat doi paleți în ploaie.", "Vinerea nu răspunde nimeni la telefon.",
    "Водитель оставил два поддона под дождём.", "运输司机把货物留在雨中。", "ドライバーは荷物を雨の中に置いた。",
    "Ο οδηγός άφησε δύο παλέτες στη βροχή.", "السائق ترك البضاعة تحت المطر",
};
/* Near relatives of ours, and what was taken for one of ours for want of a rival. */
static const char *const relatives[] = {
    "Die bestuurder het twee palette in die reën laat staan.", "Niemand antwoord die telefoon op Vrydae nie.",
    "Die nuwe toep val elke keer om wanneer ek dit oopmaak.", "Ons dink daaraan om 'n ander verskaffer te soek.",
    "El conductor va deixar dos palets sota la pluja.", "Els divendres ningú no agafa el telèfon.",
    "Estem pensant a buscar un altre proveïdor.", "La factura torna a estar equivocada.",
    "O condutor deixou dous palés baixo a chuvia.", "Aos venres ninguén colle o teléfono.",
    "D'fhág an tiománaí dhá phailléad amuigh sa bháisteach.", "Ní fhreagraíonn aon duine an fón ar an Aoine.",
    "Tá an doiciméadú as dáta agus deacair a thuiscint.", "Táimid ag smaoineamh ar sholáthraí eile.",
    "La ŝoforo lasis du paledojn en la pluvo.", "Vendrede neniu respondas la telefonon.",
    "La fakturo denove estas malĝusta.", "Ni pripensas serĉi alian liveranton.",
    "Raeda duas cistas sub imbre reliquit.", "Die Veneris nemo telephono respondet.",
    "Rationes iterum falsae ad nos missae sunt.", "De alio mercatore quaerendo cogitamus.",
    "Gadawodd y gyrrwr ddau baled yn y glaw.", "Does neb yn ateb y ffôn ar ddydd Gwener.",
};
// clang-format on

static size_t word_count(Str s)
{
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

static void sentences_of_five_words_are_named_right(void **state)
{
    size_t all = 0, right = 0, wrong = 0;
    (void)state;
    for (int l = 0; l < LANG_UNKNOWN; l++) {
        size_t n = 0, ok = 0, bad = 0;
        for (size_t i = 0; i < PER_LANG; i++) {
            Str s = str_of(sentences[l][i]);
            if (word_count(s) < 5)
                continue;
            LangGuess g = lang_guess(s, LANG_UNKNOWN);
            n++;
            ok += g.lang == (Lang)l;
            bad += g.lang != (Lang)l && g.lang != LANG_UNKNOWN;
            if (g.lang != (Lang)l)
                print_message("# %s: '%s' -> '%s' (best '%s', lead %.2f)\n", lang_code((Lang)l), s.p,
                              lang_code(g.lang), lang_code(g.best), g.lead);
        }
        print_message("# %s: %zu of %zu right, %zu wrong\n", lang_code((Lang)l), ok, n, bad);
        assert_true(n >= 30);
        assert_true((double)ok >= 0.93 * (double)n);
        all += n;
        right += ok;
        wrong += bad;
    }
    print_message("# all: %zu of %zu right, %zu wrong\n", right, all, wrong);
    assert_true((double)right >= 0.97 * (double)all);
    assert_true((double)wrong <= 0.01 * (double)all);
}

static void short_texts_abstain_rather_than_err(void **state)
{
    size_t n = 0, wrong = 0, named = 0;
    (void)state;
    for (int l = 0; l < LANG_UNKNOWN; l++)
        for (size_t i = 0; i < PER_LANG; i++) {
            Str rest = str_of(sentences[l][i]), two = { rest.p, 0 };
            (void)str_cut(&rest, ' ');
            (void)str_cut(&rest, ' ');
            two.n = (size_t)(rest.p - two.p);
            LangGuess g = lang_guess(two, LANG_UNKNOWN);
            n++;
            named += g.lang != LANG_UNKNOWN;
            wrong += g.lang != LANG_UNKNOWN && g.lang != (Lang)l;
        }
    print_message("# first two words: %zu of %zu named, %zu wrong\n", named, n, wrong);
    assert_true((double)wrong <= 0.02 * (double)n);
    assert_int_equal(lang_guess(STR("ok"), LANG_UNKNOWN).lang, LANG_UNKNOWN);
    assert_int_equal(lang_guess(STR(""), LANG_UNKNOWN).lang, LANG_UNKNOWN);
    assert_int_equal(lang_guess(STR("12345 !!"), LANG_UNKNOWN).lang, LANG_UNKNOWN);
    assert_int_equal(lang_guess(STR("\xFF\xFE\x80"), LANG_UNKNOWN).lang, LANG_UNKNOWN);
}

static size_t taken_for_ours(const char *const *some, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        LangGuess g = lang_guess(str_of(some[i]), LANG_UNKNOWN);
        if (g.lang != LANG_UNKNOWN)
            print_message("# '%s' -> %s, lead %.2f\n", some[i], lang_code(g.lang), g.lead);
        wrong += g.lang != LANG_UNKNOWN;
    }
    return wrong;
}

static void other_languages_are_unknown(void **state)
{
    (void)state;
    assert_int_equal(taken_for_ours(rivals, COUNT_OF(rivals)), 0);
}

/* Four to ten words each: a sentence of six that a Spaniard could have written but for one ending is Spanish at times. */
static void near_relatives_are_seldom_taken_for_ours(void **state)
{
    (void)state;
    assert_true(taken_for_ours(relatives, COUNT_OF(relatives)) <= COUNT_OF(relatives) / 8);
}

static void a_prior_settles_what_is_nearly_clear(void **state)
{
    (void)state;
    Str text = STR("Si può esportare la tabella in Excel?");
    assert_int_equal(lang_guess(text, LANG_UNKNOWN).lang, LANG_UNKNOWN);
    assert_int_equal(lang_guess(text, LANG_IT).best, LANG_IT);
    assert_true(lang_guess(text, LANG_ES).lead > lang_guess(text, LANG_UNKNOWN).lead);
    assert_int_equal(lang_guess(text, LANG_ES).best, LANG_ES);
    /* It does not outvote a clear sentence. */
    assert_int_equal(lang_guess(STR("The driver left two pallets in the rain."), LANG_DE).lang, LANG_EN);
}

/* Neighbouring words of the sentences, asked once more with a prior where they are not told without: the right one, and each wrong one. */
static void a_prior_names_more_of_what_is_short_and_hardly_errs(void **state)
{
    size_t n = 0, plain = 0, right = 0, wrong = 0, others = 0;
    (void)state;
    for (int l = 0; l < LANG_UNKNOWN; l++)
        for (size_t i = 0; i < PER_LANG; i++)
            for (Str rest = str_of(sentences[l][i]); rest.n;) {
                Str two = { rest.p, 0 };
                (void)str_cut(&rest, ' ');
                (void)str_cut(&rest, ' ');
                two.n = (size_t)(rest.n ? rest.p - two.p : str_of(sentences[l][i]).p + strlen(sentences[l][i]) - two.p);
                Lang without = lang_guess(two, LANG_UNKNOWN).lang;
                n++;
                plain += without == (Lang)l;
                for (int p = 0; p < LANG_UNKNOWN; p++) {
                    Lang with = without == LANG_UNKNOWN ? lang_guess(two, (Lang)p).lang : without;
                    right += p == l && with == (Lang)l;
                    others += p != l;
                    wrong += with != (Lang)l && with != LANG_UNKNOWN;
                }
            }
    print_message("# pairs: %zu, right %zu without, %zu with the right prior; %zu of %zu wrong with the wrong one\n", n, plain, right, wrong, others);
    assert_true((double)right >= 1.25 * (double)plain);
    assert_true((double)wrong <= 0.005 * (double)others);
}

static void codes_are_read_in_any_spelling(void **state)
{
    (void)state;
    assert_int_equal(lang_of_code(STR("de")), LANG_DE);
    assert_int_equal(lang_of_code(STR("pt-BR")), LANG_PT);
    assert_int_equal(lang_of_code(STR("EN_gb")), LANG_EN);
    assert_int_equal(lang_of_code(STR("den")), LANG_UNKNOWN);
    assert_int_equal(lang_of_code(STR("")), LANG_UNKNOWN);
    assert_string_equal(lang_code(LANG_NL), "nl");
    assert_string_equal(lang_code(LANG_UNKNOWN), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_of_five_words_are_named_right),
        cmocka_unit_test(short_texts_abstain_rather_than_err),
        cmocka_unit_test(other_languages_are_unknown),
        cmocka_unit_test(near_relatives_are_seldom_taken_for_ours),
        cmocka_unit_test(a_prior_settles_what_is_nearly_clear),
        cmocka_unit_test(a_prior_names_more_of_what_is_short_and_hardly_errs),
        cmocka_unit_test(codes_are_read_in_any_spelling),
    };
    return cmocka_run_group_tests_name("lang", tests, NULL, NULL);
}
