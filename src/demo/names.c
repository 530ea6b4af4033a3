#include "demo/names.h"

#include "base/attr.h"

#define WORDS(list)                                                                                \
    {                                                                                              \
        list, COUNT_OF(list)                                                                       \
    }

// clang-format off
static const char *const surname_de[] = {
    "Müller", "Brandt", "Keller", "Schröder", "Vogel", "Weiß", "Hartmann", "Lindner", "Köhler", "Baumann",
    "Krämer", "Böhm", "Seidel", "Ziegler", "Jäger", "Pfeiffer", "Reuter", "Hoffmann", "Grünwald", "Steiner",
    "Winkler", "Aigner", "Eberle", "Fuchs", "Gessner", "Huber", "Kessler", "Lorenz", "Maurer", "Nagel",
    "Oberländer", "Petersen", "Rademacher", "Sauter", "Thalmann", "Ulrich", "Voss", "Wagner", "Zimmermann", "Arnold",
    "Bergmann", "Cramer", "Dietrich", "Engel", "Falk", "Götz", "Heinrich", "Imhof", "Jansen", "Kaiser",
    "Löffler", "Metzger", "Neumann", "Otto", "Pohl", "Richter", "Schäfer", "Trautmann", "Unger", "Wieland",
    "Zeller", "Ackermann", "Bühler", "Dorn", "Ehlers", "Frey", "Gruber", "Hess", "Kolb", "Rieger" };
static const char *const first_de[] = {
    "Anna", "Thomas", "Sabine", "Michael", "Julia", "Stefan", "Katrin", "Andreas", "Petra", "Markus", "Lena",
    "Jörg", "Claudia", "Florian", "Heike", "Tobias", "Silke", "Jürgen", "Nina", "Christian", "Birgit", "Uwe" };
static const char *const surname_fr[] = {
    "Durand", "Lefèvre", "Moreau", "Girard", "Rousseau", "Blanchard", "Garnier", "Chevalier", "Perrin", "Marchand",
    "Lambert", "Fontaine", "Mercier", "Boyer", "Renaud", "Delorme", "Gauthier", "Barbier", "Charpentier", "Vasseur",
    "Pelletier", "Lacroix", "Roussel", "Meunier", "Dubreuil", "Carpentier", "Leclercq", "Desmet", "Verlinden", "Baudouin",
    "Courtois", "Tessier", "Maillard", "Poirier", "Guérin", "Hébert", "Jacquet", "Noël", "Royer", "Vidal",
    "Aubert", "Bonnet", "Collet", "Dumas", "Evrard" };
static const char *const first_fr[] = {
    "Camille", "Julien", "Sophie", "Antoine", "Claire", "Nicolas", "Élodie", "Mathieu", "Isabelle", "Olivier",
    "Hélène", "François", "Nathalie", "Guillaume", "Céline", "Laurent", "Aurélie", "Benoît", "Sandrine", "Thierry" };
static const char *const surname_nl[] = {
    "de Vries", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Hendriks", "van Dijk", "Dekker",
    "Brouwer", "Kuipers", "Post", "Veenstra", "Hoekstra", "Maas", "Schouten", "Vermeulen", "Willems", "Jacobs",
    "Peeters", "Claes", "Goossens", "Wouters", "Mertens", "Aerts", "Hermans", "Kramer", "Prins", "Huisman",
    "Postma", "Verhoeven", "Scholten", "Koster", "Blom" };
static const char *const first_nl[] = {
    "Daan", "Sanne", "Pieter", "Marieke", "Jeroen", "Anouk", "Bas", "Ingrid", "Ruben", "Femke", "Wouter", "Lotte",
    "Joost", "Esther", "Thijs", "Mirjam" };
static const char *const surname_it[] = {
    "Rossi", "Bianchi", "Ferrari", "Colombo", "Ricci", "Marino", "Greco", "Conti", "Bruno", "Galli",
    "Moretti", "Barbieri", "Fontana", "Rinaldi", "Caruso", "Ferrara", "Gatti", "Pellegrini", "Palumbo", "Sanna",
    "Farina", "Rizzi", "Cattaneo", "Valentini", "Sartori", "Ruggeri", "Monti", "Grassi", "Bellini", "Donati",
    "Zanetti", "Bernardi", "Morandi", "Tosi", "Villa", "Lombardi", "Negri", "Orlando", "Pagani", "Testa" };
static const char *const first_it[] = {
    "Giulia", "Marco", "Francesca", "Luca", "Chiara", "Alessandro", "Elena", "Matteo", "Paola", "Davide", "Sara",
    "Andrea", "Valentina", "Stefano", "Laura", "Roberto" };
static const char *const surname_es[] = {
    "García", "Martínez", "Navarro", "Ortega", "Serrano", "Molina", "Castillo", "Iglesias", "Herrero", "Vega",
    "Campos", "Cano", "Prieto", "Aguilar", "Lozano", "Marín", "Ibáñez", "Rubio", "Santos", "Pascual",
    "Bravo", "Soler", "Ferrer", "Esteban", "Gallego", "Arias", "Mora", "Nieto", "Reyes", "Sáez",
    "Vidal i Prat", "Zabala", "Etxeberria", "Roca", "Pujol" };
static const char *const first_es[] = {
    "Lucía", "Javier", "Carmen", "Alejandro", "Marta", "Sergio", "Elena", "Pablo", "Nuria", "Álvaro", "Pilar",
    "Raúl", "Beatriz", "Iván", "Silvia", "Jorge" };
static const char *const surname_en[] = {
    "Hargreaves", "Whitfield", "Ashworth", "Barlow", "Calder", "Dawson", "Ellison", "Fairbanks", "Grayson", "Holloway",
    "Kendall", "Langley", "Mercer", "Norwood", "Osborne", "Pemberton", "Radcliffe", "Stanton", "Thornton", "Underwood",
    "Walker", "Yates", "Bennett", "Carter", "Donovan", "Everett", "Fletcher", "Gallagher", "Harper", "Irving",
    "Jennings", "Kirkland", "Lawson", "Maddox", "Nash", "Oakley", "Preston", "Quigley", "Rowland", "Sheffield",
    "Tanner", "Vance", "Webster", "Abbott", "Blackwell", "Coleman", "Drummond", "Eastman", "Forsyth", "Gardner",
    "Hobbs", "Ingram", "Keating", "Lockwood", "Merritt", "Newell", "Parrish", "Ramsey", "Sinclair", "Tremaine" };
static const char *const first_en[] = {
    "James", "Emily", "Robert", "Sarah", "David", "Karen", "Daniel", "Rachel", "Mark", "Laura", "Steven", "Amy",
    "Kevin", "Megan", "Brian", "Priya", "Andrew", "Nicole", "Gary", "Hannah", "Omar", "Susan" };
static const char *const surname_se[] = {
    "Lindqvist", "Sjöberg", "Nyström", "Åkesson", "Bergström", "Ekholm", "Forsberg", "Granlund", "Hedlund", "Isaksson",
    "Källström", "Lundgren", "Mattsson", "Norberg", "Öberg", "Palmgren", "Rosén", "Sandberg", "Törnqvist", "Vikström",
    "Wallin", "Ahlgren", "Björk", "Dahlström", "Engdahl", "Fransson", "Hallberg", "Höglund", "Nordin", "Strand" };
static const char *const first_se[] = {
    "Erik", "Anna", "Lars", "Karin", "Johan", "Maria", "Anders", "Eva", "Åsa", "Fredrik", "Sofia", "Magnus", "Ulrika" };
static const char *const surname_pl[] = {
    "Kowalski", "Wiśniewski", "Zieliński", "Szymański", "Woźniak", "Kozłowski", "Jankowski", "Mazur", "Krawczyk", "Piotrowski",
    "Grabowski", "Pawlak", "Michalski", "Król", "Wieczorek", "Jabłoński", "Stępień", "Górski", "Rutkowski", "Sikora",
    "Baran", "Duda", "Szewczyk", "Tomaszewski", "Pietrzak", "Marciniak", "Zalewski", "Sadowski", "Bąk", "Lis" };
static const char *const first_pl[] = {
    "Katarzyna", "Piotr", "Agnieszka", "Tomasz", "Magdalena", "Paweł", "Joanna", "Krzysztof", "Ewa", "Marcin",
    "Monika", "Grzegorz" };
static const char *const brand[] = {
    "Novatec", "Sensoria", "Ventara", "Polymera", "Alturis", "Quantix", "Meridon", "Tecnova", "Axentis", "Corvalis",
    "Delphos", "Emeris", "Fluxon", "Gravita", "Helion", "Inovis", "Kinetra", "Luminar", "Metralis", "Nexora",
    "Optiva", "Proxima", "Rotaris", "Solvane", "Thermis", "Ultrox", "Vectara", "Wavion", "Xenith", "Zephyra",
    "Aerolith", "Biosyn", "Calora", "Dynaco", "Ferrum", "Hydrion", "Isotek", "Kronos", "Lithos", "Motiva" };

const Words demo_brand = WORDS(brand);

/* sensors, metrology, machines, automation, pharma, tools, drives, precision, electronics, food,
 * plastics, medical, hydraulics, plant, optics, energy, packaging, chemistry, metal, aviation */
const char *const demo_industry[N_TRADE] = {
    "Electronics", "Instruments", "Machinery", "Machinery", "Pharmaceuticals", "Machinery", "Automotive",
    "Aerospace", "Electronics", "Food & Beverage", "Chemicals", "Medical Devices", "Machinery", "Engineering",
    "Electronics", "Energy", "Packaging", "Chemicals", "Metals", "Aerospace" };
const char *const demo_region[5] = { "DACH", "West", "South", "North", "Americas" };

const Group demo_group[N_GROUP] = {
    { WORDS(surname_de), WORDS(first_de), { "Sensorik", "Messtechnik", "Maschinenbau", "Automation", "Pharma", "Werkzeugbau",
        "Antriebstechnik", "Feinmechanik", "Elektronik", "Lebensmitteltechnik", "Kunststofftechnik", "Medizintechnik",
        "Hydraulik", "Anlagenbau", "Optik", "Energietechnik", "Verpackungen", "Chemie", "Metallbau", "Luftfahrttechnik" }, false },
    { WORDS(surname_fr), WORDS(first_fr), { "Capteurs", "Métrologie", "Mécanique", "Automatismes", "Laboratoires", "Outillage",
        "Transmissions", "Précision", "Électronique", "Agroalimentaire", "Plasturgie", "Médical", "Hydraulique", "Ingénierie",
        "Optique", "Énergie", "Emballages", "Chimie", "Métallurgie", "Aéronautique" }, true },
    { WORDS(surname_nl), WORDS(first_nl), { "Sensoren", "Meettechniek", "Machines", "Automatisering", "Farma", "Gereedschap",
        "Aandrijvingen", "Fijnmechanica", "Elektronica", "Food", "Kunststoffen", "Medisch", "Hydrauliek", "Installaties",
        "Optiek", "Energie", "Verpakkingen", "Chemie", "Metaal", "Aviation" }, false },
    { WORDS(surname_it), WORDS(first_it), { "Sensori", "Strumenti", "Officine", "Automazione", "Farmaceutici", "Utensili",
        "Trasmissioni", "Meccanica", "Elettronica", "Alimentari", "Plastica", "Medicale", "Oleodinamica", "Impianti", "Ottica",
        "Energia", "Imballaggi", "Chimica", "Metalli", "Aerospaziale" }, true },
    { WORDS(surname_es), WORDS(first_es), { "Sensores", "Instrumentos", "Maquinaria", "Automatización", "Laboratorios",
        "Herramientas", "Transmisiones", "Mecánica", "Electrónica", "Alimentaria", "Plásticos", "Médica", "Hidráulica",
        "Ingeniería", "Óptica", "Energía", "Envases", "Química", "Metales", "Aeronáutica" }, true },
    { WORDS(surname_en), WORDS(first_en), { "Sensors", "Instruments", "Machine Works", "Automation", "Pharma", "Tooling", "Drives",
        "Precision", "Electronics", "Foods", "Plastics", "Medical", "Hydraulics", "Engineering", "Optics", "Energy", "Packaging",
        "Chemicals", "Metals", "Aviation" }, false },
    { WORDS(surname_se), WORDS(first_se), { "Sensorer", "Mätteknik", "Maskin", "Automation", "Läkemedel", "Verktyg", "Drivteknik",
        "Finmekanik", "Elektronik", "Livsmedel", "Plast", "Medicinteknik", "Hydraulik", "Anläggning", "Optik", "Energi",
        "Förpackningar", "Kemi", "Metall", "Flygteknik" }, false },
    { WORDS(surname_pl), WORDS(first_pl), { "Czujniki", "Pomiary", "Maszyny", "Automatyka", "Farmacja", "Narzędzia", "Napędy",
        "Precyzja", "Elektronika", "Spożywcza", "Tworzywa", "Medyczna", "Hydraulika", "Inżynieria", "Optyka", "Energia",
        "Opakowania", "Chemia", "Metal", "Lotnicza" }, true },
};

const CountryInfo demo_country[N_COUNTRY] = {
    { "DE", "Germany", "Deutschland", "de", "+49 ### #######", "Kassel", { "GmbH", "GmbH", "GmbH & Co. KG", "AG" },
      { { "München", "80###" }, { "Stuttgart", "70###" }, { "Köln", "50###" }, { "Hamburg", "20###" }, { "Nürnberg", "90###" },
        { "Ulm", "89###" }, { "Düsseldorf", "40###" } }, 0.26, 0.0, REGION_DACH, 0, LANG_DE },
    { "AT", "Austria", "Österreich", "at", "+43 ### ######", "Kassel", { "GmbH", "GmbH", "GesmbH", "AG" },
      { { "Wien", "1##0" }, { "Graz", "80##" }, { "Linz", "40##" }, { "Salzburg", "50##" }, { "Wels", "46##" },
        { "Dornbirn", "68##" }, { "Steyr", "44##" } }, 0.06, 0.01, REGION_DACH, 0, LANG_DE },
    { "CH", "Switzerland", "Schweiz", "ch", "+41 ## ### ## ##", "Kassel", { "AG", "AG", "GmbH", "SA" },
      { { "Zürich", "80##" }, { "Basel", "40##" }, { "Winterthur", "84##" }, { "Bern", "30##" }, { "Luzern", "60##" },
        { "Schaffhausen", "82##" }, { "Zug", "63##" } }, 0.06, -0.01, REGION_DACH, 0, LANG_DE },
    { "FR", "France", "Frankreich", "fr", "+33 # ## ## ## ##", "Lille", { "SAS", "SAS", "SARL", "SA" },
      { { "Lyon", "690##" }, { "Toulouse", "310##" }, { "Nantes", "440##" }, { "Grenoble", "380##" }, { "Lille", "590##" },
        { "Strasbourg", "670##" }, { "Saint-Étienne", "420##" } }, 0.13, 0.005, REGION_WEST, 1, LANG_FR },
    { "BE", "Belgium", "Belgien", "be", "+32 # ### ## ##", "Lille", { "NV", "BV", "SA", "SRL" },
      { { "Antwerpen", "20##" }, { "Gent", "90##" }, { "Liège", "40##" }, { "Charleroi", "60##" }, { "Leuven", "30##" },
        { "Namur", "50##" }, { "Brugge", "80##" } }, 0.06, 0.0, REGION_WEST, 1, LANG_FR },
    { "NL", "Netherlands", "Niederlande", "nl", "+31 ## ### ####", "Lille", { "B.V.", "B.V.", "BV", "N.V." },
      { { "Eindhoven", "56## @@" }, { "Utrecht", "35## @@" }, { "Rotterdam", "30## @@" }, { "Delft", "26## @@" },
        { "Enschede", "75## @@" }, { "Groningen", "97## @@" }, { "Breda", "48## @@" } }, 0.09, -0.005, REGION_WEST, 2, LANG_EN },
    { "IT", "Italy", "Italien", "it", "+39 0## #######", "Verona", { "S.r.l.", "Srl", "S.p.A.", "S.r.l." },
      { { "Milano", "201##" }, { "Torino", "101##" }, { "Bologna", "401##" }, { "Brescia", "251##" }, { "Padova", "351##" },
        { "Modena", "411##" }, { "Verona", "371##" } }, 0.09, 0.015, REGION_SOUTH, 3, LANG_EN },
    { "ES", "Spain", "Spanien", "es", "+34 9## ### ###", "Verona", { "S.L.", "S.A.", "SL", "S.L.U." },
      { { "Barcelona", "080##" }, { "Madrid", "280##" }, { "Bilbao", "480##" }, { "Valencia", "460##" }, { "Zaragoza", "500##" },
        { "Vitoria-Gasteiz", "010##" }, { "Sevilla", "410##" } }, 0.06, 0.01, REGION_SOUTH, 4, LANG_EN },
    { "GB", "United Kingdom", "Großbritannien", "co.uk", "+44 #### ######", "Kassel", { "Ltd", "Limited", "Ltd", "plc" },
      { { "Manchester", "M# #@@" }, { "Birmingham", "B# #@@" }, { "Sheffield", "S## #@@" }, { "Leeds", "LS# #@@" },
        { "Bristol", "BS# #@@" }, { "Derby", "DE## #@@" }, { "Cambridge", "CB# #@@" } }, 0.08, 0.01, REGION_NORTH, 5, LANG_EN },
    { "SE", "Sweden", "Schweden", "se", "+46 ## ### ## ##", "Kassel", { "AB", "AB", "Aktiebolag", "AB" },
      { { "Göteborg", "41# ##" }, { "Stockholm", "11# ##" }, { "Malmö", "21# ##" }, { "Västerås", "72# ##" },
        { "Linköping", "58# ##" }, { "Örebro", "70# ##" }, { "Uppsala", "75# ##" } }, 0.04, -0.01, REGION_NORTH, 6, LANG_EN },
    { "PL", "Poland", "Polen", "pl", "+48 ## ### ## ##", "Kassel", { "Sp. z o.o.", "Sp. z o.o.", "S.A.", "sp. z o.o." },
      { { "Wrocław", "5#-###" }, { "Poznań", "6#-###" }, { "Kraków", "3#-###" }, { "Gdańsk", "8#-###" }, { "Łódź", "9#-###" },
        { "Katowice", "4#-###" }, { "Warszawa", "0#-###" } }, 0.03, 0.0, REGION_NORTH, 7, LANG_EN },
    { "US", "United States", "USA", "com", "+1 ### 555 01##", "Columbus", { "Inc.", "Inc.", "LLC", "Corp." },
      { { "Columbus", "432##" }, { "Cleveland", "441##" }, { "Milwaukee", "532##" }, { "Austin", "787##" }, { "Charlotte", "282##" },
        { "Rochester", "146##" }, { "Portland", "972##" } }, 0.04, 0.0, REGION_AMERICAS, 5, LANG_EN },
};

static const struct { const char *utf8, *ascii; } folds[] = {
    { "ä", "ae" }, { "ö", "oe" }, { "ü", "ue" }, { "Ä", "Ae" }, { "Ö", "Oe" }, { "Ü", "Ue" }, { "ß", "ss" },
    { "é", "e" }, { "è", "e" }, { "ê", "e" }, { "ë", "e" }, { "É", "E" }, { "á", "a" }, { "à", "a" }, { "â", "a" }, { "Á", "A" },
    { "í", "i" }, { "î", "i" }, { "ï", "i" }, { "ó", "o" }, { "ô", "o" }, { "Ó", "O" }, { "ú", "u" }, { "û", "u" }, { "ç", "c" },
    { "ñ", "n" }, { "å", "a" }, { "Å", "A" }, { "ł", "l" }, { "Ł", "L" }, { "ń", "n" }, { "ś", "s" }, { "ź", "z" },
    { "ż", "z" }, { "ą", "a" }, { "ę", "e" }, { "ć", "c" },
};
// clang-format on

void fold_ascii(Buf *b, Str s)
{
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            buf_putc(b, s.p[i++]);
            continue;
        }
        const char *as = "";
        for (size_t k = 0; k < COUNT_OF(folds); k++) {
            if (i + 1 < s.n && s.p[i] == folds[k].utf8[0] && s.p[i + 1] == folds[k].utf8[1])
                as = folds[k].ascii;
        }
        buf_puts(b, as);
        for (i++; i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80;)
            i++;
    }
}

void fold_slug(Buf *b, Str s, const char *gap)
{
    Buf ascii;
    bool wait = false;
    size_t begin = b->n;
    buf_init(&ascii, 4096);
    fold_ascii(&ascii, s);
    for (size_t i = 0; i < ascii.n; i++) {
        char c = ascii.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            wait = true;
            continue;
        }
        if (wait && b->n > begin)
            buf_puts(b, gap);
        wait = false;
        buf_putc(b, c);
    }
    buf_release(&ascii);
}
