/* The names under which systems and people write down what private.h is about. */
#include "base/attr.h"
#include "base/buf.h"
#include "text/fold.h"
#include "text/private.h"

enum { HEADER_MAX = 200 };

/* One term: whole words of the header, or (whole) all of it.  Letters beyond ASCII are folded as headers are. */
typedef struct Term {
    PrivateKind kind;
    bool        whole;
    const char *words;      /* by '|' */
} Term;

// clang-format off
static const Term terms[] = {
    { PRIVATE_IP, true, "ip|ips|client ip|remote ip|user ip|source ip|last ip|login ip|signup ip|registration ip|ipv4|ipv6|ip v4|ip v6|context ip|request ip|ip hash" },
    { PRIVATE_IP, false, "ip address|ip addr|ipaddress|ip adresse|ip-adresse|adresse ip|direccion ip|indirizzo ip|endereco ip|ip adres|ip adress|ip osoite|"
        "adres ip|ip adresa|ip cim|ip adresi|ip \xE5\x9C\xB0\xE5\x9D\x80|ip\xE3\x82\xA2\xE3\x83\x89\xE3\x83\xAC\xE3\x82\xB9" },
    { PRIVATE_LOCATION, true, "lat|lng|lon|gps|geo|latlng|lat lng|lat lon|coords|geopoint|geo point|xy coordinates" },
    { PRIVATE_LOCATION, false, "latitude|longitude|location latitude|location longitude|coordinates|geo coordinates|gps coordinates|geolocation|geo location|geo lat|geo lng|geo lon|"
        "breitengrad|laengengrad|langengrad|koordinaten|coordonnees|coordenadas|latitud|longitud|coordinate geografiche|latitudine|longitudine|"
        "breedtegraad|lengtegraad|coordinaten|latitud|longitud|szerokosc geograficzna|dlugosc geograficzna" },
    { PRIVATE_LAST4, false, "last4|last 4|last four|card last4|card last 4|last four digits|letzte vier|quatre derniers|ultimos cuatro|ultimos 4" },
    { PRIVATE_CARD, true, "pan|ccnum|cc num|cc number|cc|cvv|cvc|cvv2|card" },
    { PRIVATE_CARD, false, "card number|card no|cardnumber|credit card|creditcard|debit card|card fingerprint|card exp month|card exp year|card cvc|card cvv|card expiry|cvv code|"
        "kreditkarte|kreditkartennummer|kartennummer|carte bancaire|numero de carte|carte de credit|tarjeta de credito|numero de tarjeta|"
        "carta di credito|numero carta|numero di carta|cartao de credito|numero do cartao|creditcardnummer|kaartnummer|kortnummer|kreditkort|luottokortti|"
        "karta kredytowa|numer karty|kreditni karta|kredi karti|\xD0\xBD\xD0\xBE\xD0\xBC\xD0\xB5\xD1\x80 \xD0\xBA\xD0\xB0\xD1\x80\xD1\x82\xD1\x8B|\xE3\x82\xAB\xE3\x83\xBC\xE3\x83\x89\xE7\x95\xAA\xE5\x8F\xB7" },
    { PRIVATE_BANK, true, "iban|iban number|iban nummer" },
    { PRIVATE_BANK, false, "iban|bank account|bank account number|bankkonto|bankverbindung|compte bancaire|cuenta bancaria|conto bancario|conta bancaria|"
        "bankrekening|rekeningnummer|bankkonto|numer konta bankowego|sort code|routing number|bank acct" },
    { PRIVATE_IDENTITY, true, "ssn|nino|dni|nif|bsn|cpf|rfc|curp|pesel|aadhaar|pps|ahv|sin|tin ssn|identity number" },
    { PRIVATE_IDENTITY, false, "ssn|social security|social security number|social insurance number|passport|passport no|passport number|national id|national identity|national insurance|national insurance number|"
        "identity card|id card number|drivers license|driver license|driver s license|driving licence|driving license|aadhaar number|aadhar|"
        "sozialversicherungsnummer|sozialversicherung|steueridentifikationsnummer|steuer id|personalausweis|ausweisnummer|reisepass|reisepassnummer|"
        "numero de securite sociale|securite sociale|passeport|carte d identite|pasaporte|seguridad social|documento de identidad|passaporto|codice fiscale|"
        "carta d identita|passaporte|burgerservicenummer|paspoort|paspoortnummer|personnummer|fodselsnummer|cpr nummer|henkilotunnus|numer pesel|rodne cislo|"
        "szemelyi szam|kimlik no|\xD0\xBF\xD0\xB0\xD1\x81\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82|\xD0\xA1\xD0\x9D\xD0\x98\xD0\x9B\xD0\xA1|\xE8\xBA\xAB\xE4\xBB\xBD\xE8\xAF\x81" },
    { PRIVATE_BIRTH, true, "dob|bday|born|born on|birth" },
    { PRIVATE_BIRTH, false, "date of birth|birth date|birthdate|birthday|birth day|year of birth|birth year|dob|geburtsdatum|geburtstag|geburtsjahr|date de naissance|naissance|"
        "fecha de nacimiento|data di nascita|data de nascimento|nascimento|geboortedatum|fodelsedatum|fodselsdato|fodselsdag|syntymaaika|data urodzenia|"
        "datum narozeni|szuletesi datum|data nasterii|dogum tarihi|\xD0\xB4\xD0\xB0\xD1\x82\xD0\xB0 \xD1\x80\xD0\xBE\xD0\xB6\xD0\xB4\xD0\xB5\xD0\xBD\xD0\xB8\xD1\x8F|"
        "\xE7\x94\x9F\xE5\xB9\xB4\xE6\x9C\x88\xE6\x97\xA5|\xE5\x87\xBA\xE7\x94\x9F\xE6\x97\xA5\xE6\x9C\x9F" },
    { PRIVATE_DEVICE, true, "imei|idfa|idfv|gaid|aaid|mac|udid|ua|fingerprint" },
    { PRIVATE_DEVICE, false, "device fingerprint|browser fingerprint|visitor fingerprint|device id|deviceid|mac address|advertising id|android id|user agent|useragent|geraete id|gerate id|"
        "identifiant appareil|id dispositivo|id del dispositivo" },
};
// clang-format on

/* "IPAddress" -> " ip address ", "card_last4" -> " card last4 ": words apart, folded, a blank at both ends. */
static Str header_words(Str header, Arena *a)
{
    Buf b;
    Str h = str_sub(str_trim(header), 0, HEADER_MAX);
    buf_init(&b, 4 * HEADER_MAX);
    for (size_t i = 0; i < h.n; i++) {
        char c = h.p[i], prev = i ? h.p[i - 1] : ' ', next = i + 1 < h.n ? h.p[i + 1] : ' ';
        bool up = c >= 'A' && c <= 'Z', was_low = prev >= 'a' && prev <= 'z', was_up = prev >= 'A' && prev <= 'Z';
        bool then_low = next >= 'a' && next <= 'z';
        if (up && (was_low || (was_up && then_low)))
            buf_putc(&b, ' ');
        buf_putc(&b, c);
    }
    Str folded = text_fold(a, buf_str(&b));
    buf_clear(&b);
    buf_putc(&b, ' ');
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 128;
        if (word)
            buf_putc(&b, c);
        else if (b.p[b.n - 1] != ' ')
            buf_putc(&b, ' ');
    }
    if (b.n && b.p[b.n - 1] != ' ')
        buf_putc(&b, ' ');
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

static bool beyond_ascii(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 128)
            return true;
    return false;
}

static bool holds(Str words, const Term *t, Arena *a)
{
    Str rest = str_of(t->words);
    while (rest.n) {
        Str term = str_cut(&rest, '|');
        bool wide = beyond_ascii(term);
        if (wide && str_has(words, text_fold(a, term)))
            return true;
        if (wide || term.n + 2 > words.n || (t->whole && term.n + 2 != words.n))
            continue;
        const char *hit = words.p;
        size_t left = words.n;
        while (left >= term.n + 2 && (hit = memmem(hit, left, term.p, term.n))) {
            if (hit > words.p && hit[-1] == ' ' && hit[term.n] == ' ')
                return true;
            left = words.n - (size_t)(++hit - words.p);
        }
    }
    return false;
}

PrivateKind private_header(Str header, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    Str words = header_words(header, a);
    PrivateKind found = PRIVATE_NONE;
    for (size_t i = 0; i < COUNT_OF(terms) && !found && words.n > 2; i++)
        if (holds(words, &terms[i], a))
            found = terms[i].kind;
    arena_rewind(a, mark);
    return found;
}
