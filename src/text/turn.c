#include "text/turn.h"

enum { TURNS_MAX = 16, BOTH = TURN_PART | TURN_BUT, YIELD = TURN_PART | TURN_CONCEDE };

typedef struct Turn {
    const char *word;
    unsigned    what;
} Turn;

// clang-format off
static const Turn turns[LANG_UNKNOWN][TURNS_MAX] = {
    [LANG_EN] = { { "but", BOTH }, { "however", BOTH }, { "although", YIELD }, { "though", YIELD }, { "while", TURN_PART }, { "yet", TURN_PART },
                  { "except", TURN_PART }, { "nevertheless", TURN_BUT }, { "nonetheless", TURN_BUT }, { "and", TURN_JOIN }, { "or", TURN_JOIN } },
    [LANG_DE] = { { "aber", BOTH }, { "jedoch", BOTH }, { "allerdings", BOTH }, { "dennoch", BOTH }, { "trotzdem", BOTH }, { "sondern", BOTH },
                  { "obwohl", YIELD }, { "obgleich", YIELD }, { "während", TURN_PART }, { "außer", TURN_PART }, { "und", TURN_JOIN }, { "oder", TURN_JOIN } },
    [LANG_FR] = { { "mais", BOTH }, { "cependant", BOTH }, { "toutefois", BOTH }, { "pourtant", BOTH }, { "néanmoins", BOTH }, { "revanche", BOTH },
                  { "quoique", YIELD }, { "tandis", TURN_PART }, { "sauf", TURN_PART }, { "et", TURN_JOIN }, { "ou", TURN_JOIN } },
    [LANG_ES] = { { "pero", BOTH }, { "sino", BOTH }, { "embargo", BOTH }, { "obstante", BOTH }, { "aunque", YIELD }, { "mientras", TURN_PART },
                  { "salvo", TURN_PART }, { "y", TURN_JOIN }, { "e", TURN_JOIN }, { "o", TURN_JOIN } },
    [LANG_IT] = { { "ma", BOTH }, { "però", BOTH }, { "tuttavia", BOTH }, { "eppure", BOTH }, { "sebbene", YIELD }, { "benché", YIELD },
                  { "nonostante", YIELD }, { "mentre", TURN_PART }, { "tranne", TURN_PART }, { "e", TURN_JOIN }, { "ed", TURN_JOIN }, { "o", TURN_JOIN } },
    [LANG_PT] = { { "mas", BOTH }, { "porém", BOTH }, { "contudo", BOTH }, { "todavia", BOTH }, { "entretanto", BOTH }, { "embora", YIELD },
                  { "enquanto", TURN_PART }, { "exceto", TURN_PART }, { "e", TURN_JOIN }, { "ou", TURN_JOIN } },
    [LANG_NL] = { { "maar", BOTH }, { "echter", BOTH }, { "desondanks", BOTH }, { "hoewel", YIELD }, { "ofschoon", YIELD }, { "terwijl", TURN_PART },
                  { "behalve", TURN_PART }, { "en", TURN_JOIN } },
};
// clang-format on

unsigned turn_of(Str word, Lang lang)
{
    if (lang >= LANG_UNKNOWN || !word.n)
        return 0;
    char first = (char)(word.p[0] | 32);
    for (const Turn *t = turns[lang]; t < turns[lang] + TURNS_MAX && t->word; t++)
        if ((t->word[0] | 32) == first && str_ieq(word, str_of(t->word)))
            return t->what;
    return 0;
}
