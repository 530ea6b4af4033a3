#include "text/clean.h"

#include "base/attr.h"
#include "text/fold.h"
#include "text/utf8.h"

enum {
    CLOSING_REST_MAX = 16,      /* bytes that may follow "best regards" on its line: a name */
    SIGNATURE_LINES_MAX = 10,   /* more lines than this after a closing are a text */
    SIGNATURE_LINE_MAX = 80,
    NAME_LINE_MAX = 40,
    GREETING_WORDS = 6,         /* "Dear Ms Weber and colleagues," */
    GREETING_LOUD = 2,          /* "Hallo zusammen!", but not "Beste Lieferung seit Jahren!" */
    GREETING_LINES = 3,
    OPENER_MAX = 24,
    ANSWER_MAX = 40
};

typedef struct Line {
    Str raw, fold;              /* trimmed */
} Line;

/* Most lines begin with none of a list: the first letter says so. */
static inline bool begins(Str s, Str prefix)
{
    return s.n >= prefix.n && s.p[0] == prefix.p[0] && memcmp(s.p, prefix.p, prefix.n) == 0;
}

static bool starts_with_any(Str s, const Str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (begins(s, list[i]))
            return true;
    return false;
}

/* Everything from such a line on was written by someone else or by a machine. */
static bool is_hard_end(Str fold)
{
    static const Str heads[] = {
        STR_INIT("-----original"), STR_INIT("----- original"), STR_INIT("-----ursprung"),
        STR_INIT("-----message d'origine"), STR_INIT("-----mensaje original"),
        STR_INIT("-----messaggio originale"), STR_INIT("-----mensagem original"),
        STR_INIT("-----oorspronkelijk"), STR_INIT("---------- forwarded message"),
        STR_INIT("begin forwarded message"), STR_INIT("sent from my "), STR_INIT("get outlook for "),
        STR_INIT("von meinem iphone gesendet"), STR_INIT("gesendet von "), STR_INIT("envoye de mon "),
        STR_INIT("enviado desde mi "), STR_INIT("enviado do meu "), STR_INIT("inviato da iphone"),
        STR_INIT("verzonden vanaf mijn "), STR_INIT("verstuurd vanaf mijn "),
        STR_INIT("this e-mail and any "), STR_INIT("this email and any "),
        STR_INIT("this message is confidential"), STR_INIT("the information contained in this "),
        STR_INIT("diese e-mail enthalt vertrauliche"), STR_INIT("ce message et ses pieces jointes"),
    };
    return str_eq(fold, STR("--")) || starts_with_any(fold, heads, COUNT_OF(heads));
}

/* "On Tue, 4 Mar 2025, Ann wrote:", in the seven languages. */
static bool is_attribution(Str fold)
{
    static const struct {
        Str from, verb;
    } rows[] = {
        { STR_INIT("on "), STR_INIT("wrote:") },     { STR_INIT("am "), STR_INIT("schrieb") },
        { STR_INIT("le "), STR_INIT("a ecrit") },    { STR_INIT("el "), STR_INIT("escribio:") },
        { STR_INIT("il "), STR_INIT("ha scritto:") }, { STR_INIT("em "), STR_INIT("escreveu:") },
        { STR_INIT("op "), STR_INIT("schreef") },
    };
    if (!fold.n || fold.p[fold.n - 1] != ':')
        return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (begins(fold, rows[i].from) && str_has(fold, rows[i].verb))
            return true;
    return false;
}

/* A header block of a quoted mail: "From: ..." with a date or recipient in the next lines. */
static bool is_mail_header(const Line *line, size_t n, size_t at)
{
    static const Str from[] = {
        STR_INIT("from:"), STR_INIT("von:"), STR_INIT("de:"), STR_INIT("de :"), STR_INIT("da:"), STR_INIT("van:"),
    };
    static const Str next[] = {
        STR_INIT("sent:"),   STR_INIT("date:"), STR_INIT("to:"),    STR_INIT("gesendet:"),   STR_INIT("datum:"),
        STR_INIT("envoye"),  STR_INIT("an:"),   STR_INIT("enviado"), STR_INIT("inviato:"),   STR_INIT("verzonden:"),
        STR_INIT("subject:"), STR_INIT("betreff:"), STR_INIT("para:"), STR_INIT("aan:"),     STR_INIT("objet"),
    };
    if (!starts_with_any(line[at].fold, from, COUNT_OF(from)))
        return false;
    for (size_t i = at + 1; i < n && i <= at + 3; i++)
        if (starts_with_any(line[i].fold, next, COUNT_OF(next)))
            return true;
    return false;
}

/* Thanks above a name.  Without the comma they may as well begin what is said, see is_signature(). */
static bool is_thanks(Str fold, bool with_comma)
{
    static const Str thanks[] = {
        STR_INIT("thanks,"), STR_INIT("thank you,"), STR_INIT("many thanks,"), STR_INIT("thanks in advance,"), STR_INIT("best,"),
        STR_INIT("br,"), STR_INIT("danke,"), STR_INIT("vielen dank,"), STR_INIT("danke und gruss,"), STR_INIT("merci,"),
        STR_INIT("merci d'avance,"), STR_INIT("cdlt,"), STR_INIT("gracias,"), STR_INIT("muchas gracias,"), STR_INIT("grazie,"),
        STR_INIT("grazie mille,"), STR_INIT("obrigado,"), STR_INIT("bedankt,"),
    };
    for (size_t i = 0; i < COUNT_OF(thanks); i++)
        if (str_eq(fold, with_comma ? thanks[i] : str_sub(thanks[i], 0, thanks[i].n - 1)))
            return true;
    return false;
}

static bool is_closing(Str fold)
{
    static const Str closings[] = {
        STR_INIT("best regards"), STR_INIT("kind regards"), STR_INIT("warm regards"), STR_INIT("regards"), STR_INIT("br,"),
        STR_INIT("with kind regards"), STR_INIT("many thanks and regards"), STR_INIT("thanks and regards"),
        STR_INIT("yours sincerely"), STR_INIT("yours faithfully"), STR_INIT("sincerely"), STR_INIT("best wishes"),
        STR_INIT("cheers,"), STR_INIT("mit freundlichen gru"), STR_INIT("mit freundlichem gru"),
        STR_INIT("freundliche gru"), STR_INIT("beste gru"), STR_INIT("viele gru"), STR_INIT("liebe gru"),
        STR_INIT("schone gru"), STR_INIT("mfg"), STR_INIT("cordialement"), STR_INIT("bien cordialement"),
        STR_INIT("bien a vous"), STR_INIT("salutations"), STR_INIT("meilleures salutations"),
        STR_INIT("saludos"), STR_INIT("un saludo"), STR_INIT("atentamente"), STR_INIT("un cordial saludo"),
        STR_INIT("cordiali saluti"), STR_INIT("distinti saluti"), STR_INIT("saluti"), STR_INIT("atenciosamente"),
        STR_INIT("cumprimentos"), STR_INIT("melhores cumprimentos"), STR_INIT("com os melhores cumprimentos"),
        STR_INIT("abracos"), STR_INIT("met vriendelijke groet"), STR_INIT("vriendelijke groet"),
        STR_INIT("groeten"), STR_INIT("mvg"), STR_INIT("hartelijke groet"),
    };
    for (size_t i = 0; i < COUNT_OF(closings); i++)
        if (begins(fold, closings[i]) && fold.n <= closings[i].n + CLOSING_REST_MAX)
            return true;
    return false;
}

/* A closing counts when what follows looks like a name, a title and an address. */
static bool is_signature(const Line *line, size_t n, size_t at)
{
    bool bare = at > 0 && is_thanks(line[at].fold, false);
    if (!bare && !is_closing(line[at].fold) && !is_thanks(line[at].fold, true))
        return false;
    size_t following = 0;
    for (size_t i = at + 1; i < n; i++) {
        if (line[i].raw.n && line[i].raw.p[0] == '>')
            break;
        if (is_hard_end(line[i].fold) || is_attribution(line[i].fold) || is_mail_header(line, n, i))
            break;
        following += line[i].raw.n > 0;
        if (line[i].raw.n > (bare ? NAME_LINE_MAX : SIGNATURE_LINE_MAX) || following > SIGNATURE_LINES_MAX)
            return false;
        if (bare && line[i].raw.n && memchr(".!?", line[i].raw.p[line[i].raw.n - 1], 3))
            return false;
    }
    return true;
}

/* "Dear Sir or Madam,", "Hi team," on a line of its own: a salutation, at most a name or two, and a comma,
 * colon or, where nothing but the salutation is there, a blank line below. */
static bool is_greeting(Str fold, bool blank_below)
{
    static const Str greetings[] = {
        STR_INIT("hello"), STR_INIT("hi"), STR_INIT("hey"), STR_INIT("dear"), STR_INIT("good morning"),
        STR_INIT("good afternoon"), STR_INIT("good evening"), STR_INIT("good day"), STR_INIT("to whom it may concern"),
        STR_INIT("hallo"), STR_INIT("guten tag"), STR_INIT("guten morgen"), STR_INIT("guten abend"), STR_INIT("moin"),
        STR_INIT("sehr geehrte"), STR_INIT("sehr geehrter"), STR_INIT("liebe"), STR_INIT("lieber"), STR_INIT("servus"),
        STR_INIT("gruezi"), STR_INIT("bonjour"), STR_INIT("bonsoir"), STR_INIT("madame"), STR_INIT("monsieur"),
        STR_INIT("cher"), STR_INIT("chere"), STR_INIT("chers"), STR_INIT("salut"), STR_INIT("hola"), STR_INIT("buenos dias"),
        STR_INIT("buenas tardes"), STR_INIT("estimado"), STR_INIT("estimada"), STR_INIT("estimados"), STR_INIT("buongiorno"),
        STR_INIT("salve"), STR_INIT("gentile"), STR_INIT("gentili"), STR_INIT("egregio"), STR_INIT("ola"), STR_INIT("bom dia"),
        STR_INIT("boa tarde"), STR_INIT("prezado"), STR_INIT("prezados"), STR_INIT("goedemorgen"), STR_INIT("goedemiddag"),
        STR_INIT("goedendag"), STR_INIT("beste"), STR_INIT("geachte"),
    };
    size_t words = 1, end = fold.n;
    while (end && (fold.p[end - 1] == ',' || fold.p[end - 1] == '!' || fold.p[end - 1] == ':'))
        end--;
    bool marked = end < fold.n, loud = marked && fold.p[end] == '!';
    fold = str_sub(fold, 0, end);
    for (size_t i = 0; i < fold.n; i++) {
        words += fold.p[i] == ' ';
        if (fold.p[i] == '.' ? i + 2 < fold.n && i > 20 : fold.p[i] == '?' || fold.p[i] == '!')
            return false;
    }
    for (size_t i = 0; i < COUNT_OF(greetings); i++) {
        size_t n = greetings[i].n;
        if (begins(fold, greetings[i]) && (fold.n == n || fold.p[n] == ' ' || fold.p[n] == ','))
            return fold.n == n ? marked || blank_below : marked && words <= (loud ? GREETING_LOUD : GREETING_WORDS);
    }
    return false;
}

/* "Short version: it was late." - what opens a text and says nothing; returns its bytes, with the
 * colon or comma behind it, or 0. */
static size_t opener_length(Str line, Arena *a)
{
    static const Str openers[] = {
        STR_INIT("honest feedback"), STR_INIT("to be honest"), STR_INIT("to be frank"), STR_INIT("honestly"), STR_INIT("frankly"),
        STR_INIT("short version"), STR_INIT("in short"), STR_INIT("in brief"), STR_INIT("long story short"),
        STR_INIT("for the record"), STR_INIT("my view"), STR_INIT("my opinion"), STR_INIT("in my opinion"), STR_INIT("same as last time"),
        STR_INIT("ehrlich gesagt"), STR_INIT("kurz gesagt"), STR_INIT("kurz"), STR_INIT("kurzfassung"), STR_INIT("offen gesagt"),
        STR_INIT("franchement"), STR_INIT("en bref"), STR_INIT("bref"), STR_INIT("honnetement"), STR_INIT("en resume"),
        STR_INIT("en resumen"), STR_INIT("sinceramente"), STR_INIT("in breve"), STR_INIT("kort gezegd"), STR_INIT("eerlijk gezegd"),
        STR_INIT("em resumo"),
    };
    for (size_t i = 0; i < line.n && i < OPENER_MAX; i++) {
        if (line.p[i] != ':' && line.p[i] != ',')
            continue;
        Str fold = str_trim(text_fold(a, str_sub(line, 0, i)));
        for (size_t k = 0; k < COUNT_OF(openers); k++)
            if (str_eq(fold, openers[k]))
                return i + 1;
        return 0;
    }
    return 0;
}

/* Takes salutation and opener from the first lines with words: a ticket's subject may stand above them. */
static void drop_openers(Line *line, size_t n, Arena *a)
{
    for (size_t i = 0, seen = 0; i < n && seen < GREETING_LINES; i++) {
        if (!line[i].raw.n || line[i].raw.p[0] == '>')
            continue;
        bool greeting = is_greeting(line[i].fold, i + 1 < n && !line[i + 1].raw.n);
        size_t skip = greeting ? line[i].raw.n : opener_length(line[i].raw, a);
        seen++;
        if (!skip)
            continue;
        line[i].raw = str_trim(str_sub(line[i].raw, skip, line[i].raw.n - skip));
        line[i].fold = text_fold(a, str_sub(line[i].raw, 0, 200));
    }
}

static bool next_is_quoted(const Line *line, size_t n, size_t at)
{
    for (size_t i = at + 1; i < n; i++)
        if (line[i].raw.n)
            return line[i].raw.p[0] == '>';
    return false;
}

static Line *split_lines(Str s, Arena *a, size_t *n_out)
{
    size_t n = 1, k = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n' || s.p[i] == '\r';
    Line *line = ARENA_NEW_N(a, Line, n);
    for (size_t i = 0, from = 0; i <= s.n; i++)
        if (i == s.n || s.p[i] == '\n' || s.p[i] == '\r') {
            line[k].raw = str_trim(str_sub(s, from, i - from));
            line[k].fold = text_fold(a, str_sub(line[k].raw, 0, 200));
            k++;
            from = i + 1;
        }
    *n_out = k;
    return line;
}

/* The line with blanks joined and control and zero-width characters gone. */
static size_t put_line(char *to, Str raw)
{
    size_t n = 0;
    for (size_t i = 0; i < raw.n;) {
        size_t from = i;
        char plain = raw.p[i];
        if (plain > ' ' && plain < 0x7F) {       /* nearly all there is */
            to[n++] = plain;
            i++;
            continue;
        }
        uint32_t c = utf8_next(raw, &i);
        bool blank =
            c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
        if (blank) {
            if (n && to[n - 1] != ' ')
                to[n++] = ' ';
        } else if (!(c >= 0x7F && c <= 0x9F) && c != 0x200B && c != 0xFEFF && c != 0xAD) {
            memmove(to + n, raw.p + from, i - from);
            n += i - from;
        }
    }
    return n && to[n - 1] == ' ' ? n - 1 : n;
}

static Str keep_lines(const Line *line, size_t n, size_t bytes, Arena *a)
{
    char *to = arena_alloc(a, bytes + n + 1, 1);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        Str fold = line[i].fold;
        bool quoted = line[i].raw.n && line[i].raw.p[0] == '>';
        /* Mail programs wrap the attribution over two lines. */
        bool wrapped =
            i + 1 < n && str_ends(line[i + 1].fold, STR(":")) &&
            is_attribution(str_fmt(a, "%.*s %.*s", STR_ARG(fold), STR_ARG(line[i + 1].fold))) &&
            !is_attribution(line[i + 1].fold);
        bool said = is_attribution(fold) || wrapped;
        if (said && next_is_quoted(line, n, i + wrapped)) {
            i += wrapped;
            continue;
        }
        if (said || is_hard_end(fold) || is_mail_header(line, n, i) || is_signature(line, n, i))
            break;
        size_t len = quoted ? 0 : put_line(to + at, line[i].raw);
        at += len;
        if (len)
            to[at++] = '\n';
    }
    at -= at > 0;
    to[at] = '\0';
    return (Str){ to, at };
}

bool is_non_answer(Str text, Arena *a)
{
    static const Str empty[] = {
        STR_INIT(""), STR_INIT("na"), STR_INIT("none"), STR_INIT("nothing"), STR_INIT("nil"), STR_INIT("no"),
        STR_INIT("nocomment"), STR_INIT("nocomments"), STR_INIT("nothingtoadd"), STR_INIT("notapplicable"),
        STR_INIT("noanswer"), STR_INIT("x"), STR_INIT("xx"), STR_INIT("xxx"), STR_INIT("null"), STR_INIT("nan"),
        STR_INIT("nothingelse"), STR_INIT("noneatthistime"), STR_INIT("nocommentsatthistime"), STR_INIT("test"),
        STR_INIT("keine"), STR_INIT("keiner"), STR_INIT("nichts"), STR_INIT("nein"), STR_INIT("ka"), STR_INIT("entfallt"),
        STR_INIT("keinkommentar"), STR_INIT("keineangabe"), STR_INIT("keineanmerkungen"), STR_INIT("rien"),
        STR_INIT("aucun"), STR_INIT("aucune"), STR_INIT("ras"), STR_INIT("non"), STR_INIT("sansobjet"),
        STR_INIT("aucuncommentaire"), STR_INIT("riendespecial"), STR_INIT("nada"), STR_INIT("ninguno"), STR_INIT("ninguna"),
        STR_INIT("ninguncomentario"), STR_INIT("sincomentarios"), STR_INIT("niente"), STR_INIT("nessuno"),
        STR_INIT("nessuncommento"), STR_INIT("nenhum"), STR_INIT("nenhuma"), STR_INIT("semcomentarios"), STR_INIT("nao"),
        STR_INIT("geen"), STR_INIT("niets"), STR_INIT("nvt"), STR_INIT("nee"), STR_INIT("geenopmerkingen"),
    };
    char joined[ANSWER_MAX];
    size_t n = 0;
    Str fold = text_fold(a, str_sub(text, 0, 4 * ANSWER_MAX));
    for (size_t i = 0; i < fold.n; i++) {
        unsigned char c = (unsigned char)fold.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 0x7F) {
            if (n == sizeof joined)
                return false;
            joined[n++] = (char)c;
        }
    }
    for (size_t i = 0; i < COUNT_OF(empty); i++)
        if (str_eq((Str){ joined, n }, empty[i]))
            return true;
    return false;
}

Str text_clean(Str raw, Arena *a)
{
    size_t n;
    Str text = text_nfc(a, html_to_text(str_sub(raw, 0, TEXT_FOLD_MAX), a));
    Line *line = split_lines(text, a, &n);
    drop_openers(line, n, a);
    Str kept = keep_lines(line, n, text.n, a);
    return is_non_answer(kept, a) ? STR("") : kept;
}
