/* option.h - options as a table beside the command that takes them.
 *
 * GNU style: --name, --name VALUE, --name=VALUE, -x, -x VALUE, "--" ends options; options and words
 * may mix.  A number below zero is a word: `set BOOK NAME -1`.
 * Every command also takes --help.  A row holds the text that --help shows, so it cannot be
 * forgotten.
 */
#ifndef TL_APP_OPTION_H
#define TL_APP_OPTION_H

#include "base/status.h"
#include "base/str.h"

enum { WORDS_MAX = 256, OPTIONS_MAX = 24 };

typedef struct Option {
    const char *name; /* without the dashes */
    char letter;      /* 0: none */
    const char *arg;  /* "N", "FILE"; NULL: a switch */
    const char *help;
} Option;

typedef struct Args {
    const Option *option;
    size_t n_option;
    const char *value[OPTIONS_MAX]; /* by option; "" for a switch given; NULL: not given */
    const char *word[WORDS_MAX];    /* what is no option */
    size_t n_word;
    bool help;
} Args;

MUST_USE Status args_parse(int argc, char **argv, const Option *option, size_t n_option, Args *out,
                           Err *err);

const char *args_get(const Args *a,
                     const char *name); /* NULL: not given; bug() when not in the table */
MUST_USE Status args_int(const Args *a, const char *name, int64_t fallback, int64_t *out, Err *err);

#endif
