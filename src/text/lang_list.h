/* lang_list.h - the languages known, in one list for the program and for tools/lexc.c.
 *
 * The first list are the ones we answer with.  The rivals are modelled only so that a
 * Swedish or Polish comment is not called German; the answer for them is "unknown".  A stop
 * word's languages are the bits of a number: the rivals behind the thirty-second have no
 * list of stop words, only word lists.
 */
#ifndef TL_TEXT_LANG_LIST_H
#define TL_TEXT_LANG_LIST_H

#define LANG_LIST(X)                                                                               \
    X(EN, "en") X(DE, "de") X(FR, "fr") X(ES, "es") X(IT, "it") X(PT, "pt") X(NL, "nl")
#define LANG_RIVALS(X)                                                                             \
    X(SV, "sv")                                                                                    \
    X(DA, "da") X(NO, "no") X(PL, "pl") X(CS, "cs") X(FI, "fi") X(TR, "tr") X(HU, "hu")            \
        X(RO, "ro") X(CA, "ca") X(GL, "gl") X(EU, "eu") X(AF, "af") X(ID, "id") X(HR, "hr")        \
            X(SK, "sk") X(SL, "sl") X(ET, "et") X(LT, "lt") X(LV, "lv") X(VI, "vi") X(EO, "eo")    \
                X(TL, "tl") X(LA, "la") X(GA, "ga") X(ST, "st") X(SQ, "sq") X(CY, "cy")

enum { LANG_MODELS = 35, LANG_STOPS = 32 };    /* rows of both lists, rivals follow the others; those that have stop words */

#endif
