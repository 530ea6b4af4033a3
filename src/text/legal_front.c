/* Words that stand in front of a company's name and do not name it: legal forms, where the language puts them there, and titles.
 * `joined` as in legal_form.c: folded, without spaces, dots and "and".  Few, so they are looked through. */
#include "text/company.h"

#include "base/attr.h"

// clang-format off
static const FrontForm fronts[] = {
    /* Nobody is called so: the word goes. */
    { "ooo", "ooo", "RU", FRONT_SURE, "" },   { "oao", "oao", "RU", FRONT_SURE, "" },   { "zao", "zao", "RU", FRONT_SURE, "" },
    { "pao", "pao", "RU", FRONT_SURE, "" },   { "nao", "ao", "RU", FRONT_SURE, "" },    { "chup", "chup", "BY", FRONT_SURE, "" },
    { "too", "too", "KZ", FRONT_SURE, "" },   { "tov", "tov", "UA", FRONT_SURE, "" },   { "tzov", "tov", "UA", FRONT_SURE, "" },
    { "prat", "prat", "UA", FRONT_SURE, "" }, { "fop", "fop", "UA", FRONT_SURE, "" },   { "eood", "eood", "BG", FRONT_SURE, "" },
    { "ood", "ood", "BG", FRONT_SURE, "" },   { "ead", "ead", "BG", FRONT_SURE, "" },   { "ou", "ou", "EE", FRONT_SURE, "" },
    { "uab", "uab", "LT", FRONT_SURE, "" },   { "sarl", "sarl", "", FRONT_SURE, "" },   { "sarlu", "sarl", "", FRONT_SURE, "" },
    { "eurl", "eurl", "FR", FRONT_SURE, "" }, { "sasu", "sasu", "FR", FRONT_SURE, "" }, { "selarl", "selarl", "FR", FRONT_SURE, "" },
    { "scea", "scea", "FR", FRONT_SURE, "" }, { "gaec", "gaec", "FR", FRONT_SURE, "" }, { "firma", "", "", FRONT_SURE, "" },
    { "fa", "", "", FRONT_SURE, "" },         { "perseroanterbatas", "pt", "ID", FRONT_SURE, "" },
    { "osauhing", "ou", "EE", FRONT_SURE, "" }, { "aktsiaselts", "as", "EE", FRONT_SURE, "" },
    { "akcijusabiedriba", "as", "LV", FRONT_SURE, "" },
    { "sabiedribaarierobezotuatbildibu", "sia", "LV", FRONT_SURE, "" }, { "uzdarojiakcinebendrove", "uab", "LT", FRONT_SURE, "" },
    { "obshchestvosogranichennoiotvetstvennostyu", "ooo", "RU", FRONT_SURE, "" }, { "aktsionernoeobshchestvo", "ao", "RU", FRONT_SURE, "" },
    { "publichnoeaktsionernoeobshchestvo", "pao", "RU", FRONT_SURE, "" }, { "zakrytoeaktsionernoeobshchestvo", "zao", "RU", FRONT_SURE, "" },
    { "otkrytoeaktsionernoeobshchestvo", "oao", "RU", FRONT_SURE, "" }, { "individualnyipredprinimatel", "ip", "RU", FRONT_SURE, "" },
    { "tovaristvozobmezhenoyuvidpovidalnistyu", "tov", "UA", FRONT_SURE, "" }, { "privatneaktsionernetovaristvo", "prat", "UA", FRONT_SURE, "" },
    { "tovarishchestvosogranichennoiotvetstvennostyu", "too", "KZ", FRONT_SURE, "" },
    { "societearesponsabilitelimitee", "sarl", "", FRONT_SURE, "" }, { "societeparactionssimplifiee", "sas", "FR", FRONT_SURE, "" },
    { "societaaresponsabilitalimitata", "srl", "IT", FRONT_SURE, "" }, { "societaperazioni", "spa", "IT", FRONT_SURE, "" },
    { "aktiebolaget", "ab", "SE", FRONT_SURE, "" },

    /* Forms that are names, too: SAS Institute, AB Foods, PT Solutions.  Both readings are kept. */
    { "sas", "sas", "", FRONT_DOUBTFUL, "" }, { "sia", "sia", "LV", FRONT_DOUBTFUL, "" },  { "pt", "pt", "ID", FRONT_DOUBTFUL, "tbk" },
    { "as", "as", "", FRONT_DOUBTFUL, "" },   { "ab", "ab", "", FRONT_DOUBTFUL, "" },      { "ao", "ao", "RU", FRONT_DOUBTFUL, "" },
    { "sa", "sa", "", FRONT_DOUBTFUL, "" },   { "sc", "", "RO", FRONT_DOUBTFUL, "srl sa" }, { "sci", "sci", "FR", FRONT_DOUBTFUL, "" },
    { "snc", "snc", "", FRONT_DOUBTFUL, "" }, { "srl", "srl", "", FRONT_DOUBTFUL, "" },    { "spa", "spa", "", FRONT_DOUBTFUL, "" },
    { "cv", "cv", "ID", FRONT_DOUBTFUL, "" }, { "ad", "ad", "", FRONT_DOUBTFUL, "" },      { "ip", "ip", "RU", FRONT_DOUBTFUL, "" },
    { "pp", "pp", "UA", FRONT_DOUBTFUL, "" }, { "chp", "pp", "UA", FRONT_DOUBTFUL, "" },   { "pat", "pat", "UA", FRONT_DOUBTFUL, "" },
    { "mb", "mb", "LT", FRONT_DOUBTFUL, "" }, { "ik", "ik", "LV", FRONT_DOUBTFUL, "" },    { "oy", "oy", "FI", FRONT_DOUBTFUL, "" },
    { "scop", "scop", "FR", FRONT_DOUBTFUL, "" },

    /* Titles and the like: often left out, and as often part of what the company is called. */
    { "ets", "", "", FRONT_TITLE, "" },      { "etablissements", "", "", FRONT_TITLE, "" }, { "etabl", "", "", FRONT_TITLE, "" },
    { "ste", "", "", FRONT_TITLE, "" },      { "societe", "", "", FRONT_TITLE, "" },        { "dr", "", "", FRONT_TITLE, "" },
    { "prof", "", "", FRONT_TITLE, "" },     { "profdr", "", "", FRONT_TITLE, "" },         { "ing", "", "", FRONT_TITLE, "" },
    { "grupo", "", "", FRONT_TITLE, "" },    { "gruppo", "", "", FRONT_TITLE, "" },         { "groupe", "", "", FRONT_TITLE, "" },
    { "gebruder", "", "", FRONT_TITLE, "" }, { "gebrueder", "", "", FRONT_TITLE, "" },      { "gebr", "", "", FRONT_TITLE, "" },
    { "fratelli", "", "", FRONT_TITLE, "" }, { "flli", "", "", FRONT_TITLE, "" },           { "maison", "", "", FRONT_TITLE, "" },
    { "hermanos", "", "", FRONT_TITLE, "" }, { "unternehmensgruppe", "", "", FRONT_TITLE, "" },
};

/* Words so common that they name nobody: "SAS Institute" is not the "Institute" of anybody else. */
static const Str plain_words[] = {
    STR_INIT("institute"), STR_INIT("institut"), STR_INIT("international"), STR_INIT("services"), STR_INIT("service"), STR_INIT("group"),
    STR_INIT("holding"), STR_INIT("holdings"), STR_INIT("technologies"), STR_INIT("technology"), STR_INIT("software"), STR_INIT("systems"),
    STR_INIT("solutions"), STR_INIT("consulting"), STR_INIT("bank"), STR_INIT("hotel"), STR_INIT("hotels"), STR_INIT("airlines"), STR_INIT("air"),
    STR_INIT("foods"), STR_INIT("food"), STR_INIT("trading"), STR_INIT("logistics"), STR_INIT("energy"), STR_INIT("media"), STR_INIT("medical"),
    STR_INIT("medicine"), STR_INIT("university"), STR_INIT("capital"), STR_INIT("partners"), STR_INIT("company"), STR_INIT("industries"),
    STR_INIT("industrie"), STR_INIT("generale"), STR_INIT("nationale"), STR_INIT("roma"), STR_INIT("and"), STR_INIT("of"), STR_INIT("de"), STR_INIT("the"),
};
// clang-format on

const FrontForm *front_form_at(size_t i)
{
    return i < COUNT_OF(fronts) ? &fronts[i] : NULL;
}

const FrontForm *front_form_find(Str joined)
{
    for (size_t i = 0; i < COUNT_OF(fronts); i++)
        if (str_eq(joined, str_of(fronts[i].joined)))
            return &fronts[i];
    return NULL;
}

bool names_nobody(Str word)
{
    for (size_t i = 0; i < COUNT_OF(plain_words); i++)
        if (str_eq(word, plain_words[i]))
            return true;
    return word.n < 2;
}
