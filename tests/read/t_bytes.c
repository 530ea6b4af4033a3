/* Encodings. Oracle: the text as it was before it was written in an encoding; the encoding's name. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "read/bytes.h"

static const char german[] = "Kunde;Straße;Ort\nMüller & Söhne;Größenweg 3;Köln\nJäger;"
    "Ährenstraße 5;München\nOberfläche geprüft, Übergabe später;;Zürich\n";
static const char french[] = "client;commentaire\nHôpital François;très satisfait, délai respecté\n"
    "Société Générale;le support a répondu à côté\n";
static const char polish[] = "klient;uwagi\nZakłady Wośniak;Bardzo długo czekaliśmy na odpowiedź, a część zgłoszeń "
    "została zamknięta bez rozwiązania. Proszę o kontakt w tej sprawie, ponieważ błąd wciąż występuje.\n"
    "Spółka Łódź;Dziękujemy za szybką pomoc, wszystko działa już dobrze i nie mamy zastrzeżeń.\n";
static const char czech[] = "zákazník;poznámka\nBřeclav;Systém běží pomalu a podpora odpovídá pozdě, potřebujeme rychlejší "
    "řešení. Měli jsme několik výpadků a nikdo nám neřekl proč.\nPlzeň;Děkujeme za rychlou pomoc, vše funguje správně.\n";
static const char russian[] = "клиент;отзыв\nЗавод;"
    "очень долго ждали ответа "
    "на наш запрос\n";
static const char greek[] = "πελάτης;σχόλιο\nΑθήνα;"
    "η απάντηση ήρθε πολύ αργά "
    "και το πρόβλημα μένει\n";
static const char turkish[] = "müşteri;yorum\nİstanbul Ş" "irketi;destek çok geç yanıt verdi, sorunumuz hâlâ çözülmedi ve "
    "kimse bizi aramadı. Ürün için yeni bir sürüm bekliyoruz, ayrıca eğitim de istiyoruz.\nAğrı;teşekkür ederiz, "
    "şimdi her şey çok iyi çalışıyor.\n";
static const char lithuanian[] = "klientas;pastaba\nŠiauliai;Labai ilgai laukėme atsakymo, problema vis dar neišspręsta, žmonės skundžiasi, o įrankis stringa. Ačiū už pagalbą, "
    "viskas jau veikia, bet norėtume greitesnių atsakymų ir aiškesnių paaiškinimų.\n";
static const char japanese[] = "顧客,コメント\n株式会社山田,"
    "サポートの返事がとても遅いです。"
    "早く直してください。\n";
static const char chinese[] = "客户,评论\n上海公司,客服回复太慢了，问题一直没有解决，请尽快处理。\n北京公司,谢谢你们的帮助，现在系统运行得很好，我们很满意。\n";
static const char korean[] = "고객,의견\n서울 회사,지원팀의 답변이 너무 늦습니다. 문제가 아직 해결되지 않았습니다. 빨리 고쳐 주세요.\n부산 회사,도와주셔서 감사합니다. 지금은 잘 됩니다.\n";
static const char short_german[] = "a;b\nKöln;1\n";
static const char short_polish[] = "a;b\nŻ;1\n";

/* A text, what it is written in (NULL: already bytes), and what must be said of it. */
typedef struct Case {
    const char *about, *text, *written, *mark, *said;
} Case;

static const Case cases[] = {
    { "UTF-8", german, "UTF-8", "", "UTF-8" },
    { "UTF-8 with a mark", german, "UTF-8", "\xEF\xBB\xBF", "UTF-8" },
    { "UTF-8 in Polish", polish, "UTF-8", "", "UTF-8" },
    { "UTF-8 in Japanese", japanese, "UTF-8", "", "UTF-8" },
    { "ASCII", "a,b\n1,2\n", "UTF-8", "", "UTF-8" },
    { "UTF-16 with a mark, little end first", german, "UTF-16LE", "\xFF\xFE", "UTF-16LE" },
    { "UTF-16 with a mark, big end first", german, "UTF-16BE", "\xFE\xFF", "UTF-16BE" },
    { "UTF-16 without a mark, little end first", german, "UTF-16LE", "", "UTF-16LE" },
    { "UTF-16 without a mark, big end first", french, "UTF-16BE", "", "UTF-16BE" },
    { "UTF-16 in Japanese with a mark", japanese, "UTF-16LE", "\xFF\xFE", "UTF-16LE" },
    { "UTF-32 without a mark, little end first", german, "UTF-32LE", "", "UTF-32LE" },
    { "UTF-32 without a mark, big end first", japanese, "UTF-32BE", "", "UTF-32BE" },
    { "windows-1252 in German", german, "windows-1252", "", "windows-1252" },
    { "windows-1252 in French", french, "windows-1252", "", "windows-1252" },
    { "windows-1252, one letter", short_german, "windows-1252", "", "windows-1252" },
    { "ISO-8859-1 in German is read as its superset", german, "ISO-8859-1", "", "windows-1252" },
    { "windows-1250 in Polish", polish, "windows-1250", "", "windows-1250" },
    { "windows-1250 in Czech", czech, "windows-1250", "", "windows-1250" },
    { "ISO-8859-2 in Polish", polish, "ISO-8859-2", "", "ISO-8859-2" },
    { "ISO-8859-2 in Czech", czech, "ISO-8859-2", "", "ISO-8859-2" },
    { "windows-1251", russian, "windows-1251", "", "windows-1251" },
    { "KOI8-R", russian, "KOI8-R", "", "KOI8-R" },
    { "ISO-8859-5", russian, "ISO-8859-5", "", "ISO-8859-5" },
    { "windows-1253", greek, "windows-1253", "", NULL },
    { "ISO-8859-7", greek, "ISO-8859-7", "", NULL },
    { "windows-1254", turkish, "windows-1254", "", NULL },
    { "ISO-8859-9", turkish, "ISO-8859-9", "", NULL },
    { "windows-1257", lithuanian, "windows-1257", "", "windows-1257" },
    { "macintosh in German", german, "macintosh", "", "macintosh" },
    { "macintosh in French", french, "macintosh", "", "macintosh" },
    { "Shift-JIS", japanese, "Shift_JIS", "", "Shift_JIS" },
    { "EUC-JP", japanese, "EUC-JP", "", "EUC-JP" },
    { "GB18030", chinese, "GB18030", "", "GB18030" },
    { "EUC-KR", korean, "EUC-KR", "", "EUC-KR" },
};

typedef struct Fixture {
    Arena a;
    char  path[64];
} Fixture;

static int set_up(void **state)
{
    Fixture *f = calloc(1, sizeof *f);
    arena_init(&f->a);
    (void)snprintf(f->path, sizeof f->path, "/tmp/tl_bytes_XXXXXX");
    int fd = mkstemp(f->path);
    *state = f;
    return fd < 0 || close(fd);
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    int rc = unlink(f->path);
    arena_release(&f->a);
    free(f);
    return rc;
}

static Str write_in(Fixture *f, const char *encoding, const char *mark, Str text)
{
    UErrorCode e = U_ZERO_ERROR;
    char *to = arena_alloc(&f->a, text.n * 4 + 8, 1);
    size_t m = strlen(mark);
    memcpy(to, mark, m);
    int32_t n = ucnv_convert(encoding, "UTF-8", to + m, (int32_t)(text.n * 4), text.p, (int32_t)text.n, &e);
    assert_true(U_SUCCESS(e));
    return (Str){ to, m + (size_t)n };
}

static Str read_back(Fixture *f, Str content, BytesLook *look)
{
    Err err;
    Bytes *b;
    assert_int_equal(file_replace(f->path, content, &err), ST_OK);
    assert_int_equal(bytes_look(PLACE_FILE(f->path), &f->a, look, &err), ST_OK);
    assert_int_equal(bytes_open(PLACE_FILE(f->path), look, &f->a, &b, &err), ST_OK);
    while (!b->eof)
        assert_int_equal(bytes_more(b, 0, &err), ST_OK);
    return (Str){ b->buf, b->n };
}

/* A lone byte that is no character there: U+FFFD, never a control character, and what stands around it stays. */
static void what_is_no_character_is_marked_as_such(void **state)
{
    Fixture *f = *state;
    BytesLook look;
    Str before = write_in(f, "EUC-KR", "", str_of(korean));
    char *text = arena_alloc(&f->a, 2 * before.n + 8, 1);
    memcpy(text, before.p, before.n);
    memcpy(text + before.n, "\xA0,\xFF\n", 4);
    memcpy(text + before.n + 4, before.p, before.n);
    Str got = read_back(f, (Str){ text, 2 * before.n + 4 }, &look);
    assert_string_equal(look.encoding, "EUC-KR");
    assert_true(str_eq(got, str_fmt(&f->a, "%s\xEF\xBF\xBD,\xEF\xBF\xBD\n%s", korean, korean)));
}

/* A control character stays the one that it is, whatever table ICU has behind the name. */
static void control_characters_stay_what_they_are(void **state)
{
    Fixture *f = *state;
    BytesLook look;
    Str before = write_in(f, "Shift_JIS", "", str_of(japanese));
    char *text = arena_alloc(&f->a, before.n + 8, 1);
    memcpy(text, before.p, before.n);
    memcpy(text + before.n, "a\x7F,b\n", 5);
    Str got = read_back(f, (Str){ text, before.n + 5 }, &look);
    assert_string_equal(look.encoding, "Shift_JIS");
    assert_true(str_eq(got, str_fmt(&f->a, "%sa\x7F,b\n", japanese)));
}

static void each_encoding_is_found_and_read(void **state)
{
    Fixture *f = *state;
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Case *c = &cases[i];
        BytesLook look;
        Str got = read_back(f, write_in(f, c->written, c->mark, str_of(c->text)), &look);
        bool right = str_eq(got, str_of(c->text)) && (!c->said || !strcmp(look.encoding, c->said)) && !look.mended && !look.skip;
        if (!right)
            print_message("# %s: taken for %s\n", c->about, look.encoding);
        failed += !right;
    }
    assert_int_equal(failed, 0);
}

/* Oracle: U+FFFD in the place of each, and nothing else changed; none becomes a control character. */
static void bytes_that_are_no_character_are_seen_as_such(void **state)
{
    static const struct { const char *encoding, *text, *bad; } spoilt[] = {
        { "EUC-JP", japanese, "\xFF" }, { "Shift_JIS", japanese, "\xFF" }, { "GB18030", chinese, "\xFF" }, { "EUC-KR", korean, "\xFF" } };
    Fixture *f = *state;
    BytesLook look;
    for (size_t i = 0; i < COUNT_OF(spoilt); i++) {
        Str text = write_in(f, spoilt[i].encoding, "", str_of(spoilt[i].text));
        Str got = read_back(f, str_fmt(&f->a, "a%s5\n%.*s", spoilt[i].bad, (int)text.n, text.p), &look);
        assert_string_equal(look.encoding, spoilt[i].encoding);
        assert_true(str_eq(got, str_fmt(&f->a, "a\xEF\xBF\xBD" "5\n%s", spoilt[i].text)));
    }
}

/* Lists of names and places: no running text, nothing for a detector. */
typedef struct List {
    const char *about, *encoding, *names;
    bool        guess;
} List;

static const List lists[] = {
    { "Turkish", "windows-1254", "Çelik Uğur Ticaret;İzmir\nYıldız Makina;Şişli\nÖztürk Gıda;Beşiktaş\nGümüş Lojistik;Kadıköy\nDoğan İnşaat;Ağrı\nKılıç Tekstil;Eskişehir\nAydın Enerji;Muğla\n", false },
    { "three Turkish words", "windows-1254", "id;name;city\n1;Çelik Uğur Ticaret;İzmir\n", true },
    { "Turkish without the letters of other languages", "windows-1254", "Yıldız;Ağrı\nKışlık;Balıkesir\nBaşar;Muş\n", true },
    { "Hungarian", "windows-1250", "Műszer Fűtő Kft.;Győr\nKőbányai Gyógyszer;Budapest\nSzűcs és Társa;Székesfehérvár\nErdős Építő;Hódmezővásárhely\nTőke Zrt.;Érd\nVörös Művek;Pécs\n", false },
    { "Hungarian, ISO", "ISO-8859-2", "Műszer Fűtő Kft.;Győr\nKőbányai Gyógyszer;Budapest\nSzűcs és Társa;Székesfehérvár\nErdős Építő;Hódmezővásárhely\nTőke Zrt.;Érd\nVörös Művek;Pécs\n", false },
    { "Czech", "windows-1250", "Řízení a měření;Břeclav\nDvořák a syn;Plzeň\nŠkoda;Mladá Boleslav\nJiří Čermák;Žďár nad Sázavou\nSklárny Nový Bor;Děčín\n", false },
    { "Polish", "windows-1250", "Zakład Wośniak;Łódź\nŚwięty Jan;Kraków\nŻabka;Poznań\nPrzędzalnia;Częstochowa\n", true },
    { "Slovak", "windows-1250", "Železnice;Žilina\nTatranské vlečky;Košice\nĽubomír Kráľ;Bánovce\nVäčšina;Piešťany\n", true },
    { "French", "windows-1252", "Société Générale;Besançon\nHôpital François;Nîmes\nChâteau Brûlé;Angoulême\nBoulangerie Noël;Évry\nL'Oréal;Clichy\nÉlectricité;Orléans\nŒuvres;Le Mans\nÇa ira;Aÿ\n", false },
    { "Spanish", "windows-1252", "Compañía Ibérica;Málaga\nPeñafiel;Cádiz\nMª Jesús Núñez;León\nAgüero;Córdoba\n", false },
    { "Portuguese", "windows-1252", "Simões & Irmãos;São João\nConstruções Camões;Guimarães\nAntônio Araújo;Maranhão\nPadarias Três Irmãs;Évora\nLimões;Águeda\nGonçalves;Portimão\n", false },
    { "German", "windows-1252", "Müller & Söhne;Köln\nJäger GmbH;Düsseldorf\nStraßenbau;Gießen\nÜberlandwerk;Würzburg\nCafé Bräu;München\n", false },
    { "Swedish", "windows-1252", "Åkeri Öst;Malmö\nSjöström;Gävle\nÄngelholm;Växjö\nLinné;Umeå\n", false },
    { "Danish and Norwegian", "windows-1252", "Sørensen;København\nÅse Bjørnsen;Tromsø\nBrødrene Færøy;Ålesund\nKjær;Århus\nRør og Løfter;Bodø\n", false },
    { "Icelandic", "windows-1252", "Sigurður Þórðarson;Reykjavík\nGuðmundur;Ísafjörður\nBjörg;Hafnarfjörður\nÆgir;Akranes\nSjóvá;Egilsstaðir\n", false },
    { "Icelandic without an acute", "windows-1252", "Sigurður;Guðmundur\nBjörg;Guðbjörg\nÞorbjörn;Hveragerði\n", false },
    { "Finnish", "windows-1252", "Säästö Oy;Jyväskylä\nMäkelä;Hämeenlinna\nÖljy;Kärsämäki\n", false },
    { "Italian", "windows-1252", "Società Qualità;Forlì\nNiccolò;Cantù\nCaffè;Città di Castello\n", false },
    { "Estonian", "windows-1252", "Jõgi OÜ;Põltsamaa\nÕlu;Võru\nMõis;Rõuge\nKäär;Pärnu\n", false },
    { "all of the West", "windows-1252", "Müller;Köln\nSimões;São Paulo\nPérez;Málaga\nChâteau Brûlé;Nîmes\nSørensen;Århus\nSigurður;Reykjavík\nÇelik;Genève\nCamões;Évora\n", false },
    { "Germans and one Icelander", "windows-1252", "Müller;François\nSigurður;Guðmundur\nMüller;Köln\n", false },
    { "Germans and one Portuguese", "windows-1252", "Müller;Simões\nPérez;Camões\n", true },
};

static void lists_of_names_are_known_by_their_letters(void **state)
{
    Fixture *f = *state;
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        const List *c = &lists[i];
        BytesLook look;
        Str got = read_back(f, write_in(f, c->encoding, "", str_of(c->names)), &look);
        bool right = str_eq(got, str_of(c->names)) && look.guessed == c->guess;
        if (!right)
            print_message("# %s: taken for %s%s\n", c->about, look.encoding, look.guessed ? ", guessed" : "");
        failed += !right;
    }
    assert_int_equal(failed, 0);
}

/* A text too short to tell: the likely answer, not the detector's. */
static void a_short_text_is_never_given_to_a_detector(void **state)
{
    static const char *const texts[] = { "a;b\nK\xF6ln;1\n", "name\nJos\xE9\n", "x\n\xA3 5\n", "caf\xE9,na\xEFve\n", "\xC5ngstr\xF6m\n" };
    Fixture *f = *state;
    BytesLook look;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        (void)read_back(f, str_of(texts[i]), &look);
        assert_string_equal(look.encoding, "windows-1252");
    }
    (void)read_back(f, write_in(f, "windows-1250", "", str_of(short_polish)), &look);
    assert_string_equal(look.encoding, "windows-1252");
}

static void single_bad_bytes_leave_a_text_utf8_and_are_counted(void **state)
{
    Fixture *f = *state;
    BytesLook look;
    Str text = str_fmt(&f->a, "%s\xFF;\xC3;x\n", german);
    Str got = read_back(f, text, &look);
    assert_string_equal(look.encoding, "UTF-8");
    assert_true(look.damaged);
    assert_int_equal(look.broken, 2);
    assert_true(str_eq(got, text));
}

static void text_encoded_twice_is_mended_only_when_all_of_it_is(void **state)
{
    static const char *const texts[] = { german, french, polish, japanese };
    Fixture *f = *state;
    BytesLook look;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        UErrorCode e = U_ZERO_ERROR;
        Str text = str_of(texts[i]);
        char *twice = arena_alloc(&f->a, text.n * 4, 1);
        int32_t n = ucnv_convert("UTF-8", "windows-1252", twice, (int32_t)text.n * 4, text.p, (int32_t)text.n, &e);
        assert_true(U_SUCCESS(e));
        Str got = read_back(f, (Str){ twice, (size_t)n }, &look);
        assert_true(look.mended);
        assert_true(str_eq(got, text));
        /* One letter that was encoded once: nothing is touched. */
        Str mixed = str_fmt(&f->a, "%.*s\xC3\xB6\n", n, twice);
        assert_true(str_eq(read_back(f, mixed, &look), mixed));
        assert_false(look.mended);
    }
    Str once = STR("pre\xC3\xA7o;S\xC3\x83O\n");
    assert_true(str_eq(read_back(f, once, &look), once));
    assert_false(look.mended);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_encoding_is_found_and_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_of_names_are_known_by_their_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_character_is_marked_as_such, set_up, tear_down),
        cmocka_unit_test_setup_teardown(control_characters_stay_what_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_short_text_is_never_given_to_a_detector, set_up, tear_down),
        cmocka_unit_test_setup_teardown(single_bad_bytes_leave_a_text_utf8_and_are_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_encoded_twice_is_mended_only_when_all_of_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_character_are_seen_as_such, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
