/* Encodings. Oracle: the text as it was before it was written in an encoding; the encoding's name. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "read/bytes.h"

static const char german[] = "Kunde;Stra\xC3\x9F" "e;Ort\nM\xC3\xBCller & S\xC3\xB6hne;Gr\xC3\xB6\xC3\x9F" "enweg 3;K\xC3\xB6ln\nJ\xC3\xA4ger;"
    "\xC3\x84hrenstra\xC3\x9F" "e 5;M\xC3\xBCnchen\nOberfl\xC3\xA4" "che gepr\xC3\xBC" "ft, \xC3\x9C" "bergabe sp\xC3\xA4ter;;Z\xC3\xBCrich\n";
static const char french[] = "client;commentaire\nH\xC3\xB4pital Fran\xC3\xA7ois;tr\xC3\xA8s satisfait, d\xC3\xA9lai respect\xC3\xA9\n"
    "Soci\xC3\xA9t\xC3\xA9 G\xC3\xA9n\xC3\xA9rale;le support a r\xC3\xA9pondu \xC3\xA0 c\xC3\xB4t\xC3\xA9\n";
static const char polish[] = "klient;uwagi\nZak\xC5\x82" "ady Wo\xC5\x9Bniak;Bardzo d\xC5\x82ugo czekali\xC5\x9Bmy na odpowied\xC5\xBA, a cz\xC4\x99\xC5\x9B\xC4\x87 zg\xC5\x82osze\xC5\x84 "
    "zosta\xC5\x82" "a zamkni\xC4\x99ta bez rozwi\xC4\x85zania. Prosz\xC4\x99 o kontakt w tej sprawie, poniewa\xC5\xBC b\xC5\x82\xC4\x85" "d wci\xC4\x85\xC5\xBC wyst\xC4\x99puje.\n"
    "Sp\xC3\xB3\xC5\x82ka \xC5\x81\xC3\xB3" "d\xC5\xBA;Dzi\xC4\x99kujemy za szybk\xC4\x85 pomoc, wszystko dzia\xC5\x82" "a ju\xC5\xBC dobrze i nie mamy zastrze\xC5\xBC" "e\xC5\x84.\n";
static const char czech[] = "z\xC3\xA1kazn\xC3\xADk;pozn\xC3\xA1mka\nB\xC5\x99" "eclav;Syst\xC3\xA9m b\xC4\x9B\xC5\xBE\xC3\xAD pomalu a podpora odpov\xC3\xADd\xC3\xA1 pozd\xC4\x9B, pot\xC5\x99" "ebujeme rychlej\xC5\xA1\xC3\xAD "
    "\xC5\x99" "e\xC5\xA1" "en\xC3\xAD. M\xC4\x9Bli jsme n\xC4\x9Bkolik v\xC3\xBDpadk\xC5\xAF a nikdo n\xC3\xA1m ne\xC5\x99" "ekl pro\xC4\x8D.\nPlze\xC5\x88;D\xC4\x9Bkujeme za rychlou pomoc, v\xC5\xA1" "e funguje spr\xC3\xA1vn\xC4\x9B.\n";
static const char russian[] = "\xD0\xBA\xD0\xBB\xD0\xB8\xD0\xB5\xD0\xBD\xD1\x82;\xD0\xBE\xD1\x82\xD0\xB7\xD1\x8B\xD0\xB2\n\xD0\x97\xD0\xB0\xD0\xB2\xD0\xBE\xD0\xB4;"
    "\xD0\xBE\xD1\x87\xD0\xB5\xD0\xBD\xD1\x8C \xD0\xB4\xD0\xBE\xD0\xBB\xD0\xB3\xD0\xBE \xD0\xB6\xD0\xB4\xD0\xB0\xD0\xBB\xD0\xB8 \xD0\xBE\xD1\x82\xD0\xB2\xD0\xB5\xD1\x82\xD0\xB0 "
    "\xD0\xBD\xD0\xB0 \xD0\xBD\xD0\xB0\xD1\x88 \xD0\xB7\xD0\xB0\xD0\xBF\xD1\x80\xD0\xBE\xD1\x81\n";
static const char greek[] = "\xCF\x80\xCE\xB5\xCE\xBB\xCE\xAC\xCF\x84\xCE\xB7\xCF\x82;\xCF\x83\xCF\x87\xCF\x8C\xCE\xBB\xCE\xB9\xCE\xBF\n\xCE\x91\xCE\xB8\xCE\xAE\xCE\xBD\xCE\xB1;"
    "\xCE\xB7 \xCE\xB1\xCF\x80\xCE\xAC\xCE\xBD\xCF\x84\xCE\xB7\xCF\x83\xCE\xB7 \xCE\xAE\xCF\x81\xCE\xB8\xCE\xB5 \xCF\x80\xCE\xBF\xCE\xBB\xCF\x8D \xCE\xB1\xCF\x81\xCE\xB3\xCE\xAC "
    "\xCE\xBA\xCE\xB1\xCE\xB9 \xCF\x84\xCE\xBF \xCF\x80\xCF\x81\xCF\x8C\xCE\xB2\xCE\xBB\xCE\xB7\xCE\xBC\xCE\xB1 \xCE\xBC\xCE\xAD\xCE\xBD\xCE\xB5\xCE\xB9\n";
static const char turkish[] = "m\xC3\xBC\xC5\x9Fteri;yorum\n\xC4\xB0stanbul \xC5\x9E" "irketi;destek \xC3\xA7ok ge\xC3\xA7 yan\xC4\xB1t verdi, sorunumuz h\xC3\xA2l\xC3\xA2 \xC3\xA7\xC3\xB6z\xC3\xBClmedi ve "
    "kimse bizi aramad\xC4\xB1. \xC3\x9Cr\xC3\xBCn i\xC3\xA7in yeni bir s\xC3\xBCr\xC3\xBCm bekliyoruz, ayr\xC4\xB1" "ca e\xC4\x9Fitim de istiyoruz.\nA\xC4\x9Fr\xC4\xB1;te\xC5\x9F" "ekk\xC3\xBCr ederiz, "
    "\xC5\x9Fimdi her \xC5\x9F" "ey \xC3\xA7ok iyi \xC3\xA7" "al\xC4\xB1\xC5\x9F\xC4\xB1yor.\n";
static const char lithuanian[] = "klientas;pastaba\n\xC5\xA0iauliai;Labai ilgai laukėme atsakymo, problema vis dar neišspręsta, žmonės skundžiasi, o įrankis stringa. Ačiū už pagalbą, "
    "viskas jau veikia, bet norėtume greitesnių atsakymų ir aiškesnių paaiškinimų.\n";
static const char japanese[] = "\xE9\xA1\xA7\xE5\xAE\xA2,\xE3\x82\xB3\xE3\x83\xA1\xE3\x83\xB3\xE3\x83\x88\n\xE6\xA0\xAA\xE5\xBC\x8F\xE4\xBC\x9A\xE7\xA4\xBE\xE5\xB1\xB1\xE7\x94\xB0,"
    "\xE3\x82\xB5\xE3\x83\x9D\xE3\x83\xBC\xE3\x83\x88\xE3\x81\xAE\xE8\xBF\x94\xE4\xBA\x8B\xE3\x81\x8C\xE3\x81\xA8\xE3\x81\xA6\xE3\x82\x82\xE9\x81\x85\xE3\x81\x84\xE3\x81\xA7\xE3\x81\x99\xE3\x80\x82"
    "\xE6\x97\xA9\xE3\x81\x8F\xE7\x9B\xB4\xE3\x81\x97\xE3\x81\xA6\xE3\x81\x8F\xE3\x81\xA0\xE3\x81\x95\xE3\x81\x84\xE3\x80\x82\n";
static const char chinese[] = "客户,评论\n上海公司,客服回复太慢了，问题一直没有解决，请尽快处理。\n北京公司,谢谢你们的帮助，现在系统运行得很好，我们很满意。\n";
static const char korean[] = "고객,의견\n서울 회사,지원팀의 답변이 너무 늦습니다. 문제가 아직 해결되지 않았습니다. 빨리 고쳐 주세요.\n부산 회사,도와주셔서 감사합니다. 지금은 잘 됩니다.\n";
static const char short_german[] = "a;b\nK\xC3\xB6ln;1\n";
static const char short_polish[] = "a;b\n\xC5\xBB;1\n";

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
        cmocka_unit_test_setup_teardown(a_short_text_is_never_given_to_a_detector, set_up, tear_down),
        cmocka_unit_test_setup_teardown(single_bad_bytes_leave_a_text_utf8_and_are_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_encoded_twice_is_mended_only_when_all_of_it_is, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
