#include "app/option.h"

static int find(const Option *option, size_t n, Str name, char letter)
{
    for (size_t i = 0; i < n; i++)
        if (letter ? option[i].letter == letter : str_eq(str_of(option[i].name), name))
            return (int)i;
    return -1;
}

static Status take(Args *out, int argc, char **argv, int *i, Err *err)
{
    const char *word = argv[*i];
    bool is_long = word[1] == '-';
    Str rest = str_of(word + (is_long ? 2 : 1)), name = str_cut(&rest, '=');
    bool has_value = name.p[name.n] == '=';
    if (str_eq(name, STR("help")) || (!is_long && str_eq(name, STR("h")))) {
        out->help = true;
        return ST_OK;
    }
    if (!is_long && name.n != 1)
        return ERR(err, ST_USAGE, "unknown option '%s'", word);
    int k = find(out->option, out->n_option, name, is_long ? 0 : name.p[0]);
    if (k < 0)
        return ERR(err, ST_USAGE, "unknown option '%s'", word);
    if (!out->option[k].arg) {
        if (has_value)
            return ERR(err, ST_USAGE, "option '--%s' takes no value", out->option[k].name);
        out->value[k] = "";
        return ST_OK;
    }
    if (!has_value && *i + 1 >= argc)
        return ERR(err, ST_USAGE, "option '--%s' needs %s", out->option[k].name,
                   out->option[k].arg);
    out->value[k] = has_value ? rest.p : argv[++*i];
    return ST_OK;
}

/* A word that starts with '-' and is neither '-' alone nor a number: no option has a digit for a letter. */
static bool is_option(const char *word)
{
    double number;
    return word[0] == '-' && word[1] && !str_to_f64(str_of(word), &number);
}

Status args_parse(int argc, char **argv, const Option *option, size_t n_option, Args *out, Err *err)
{
    bool ended = false;
    if (n_option > OPTIONS_MAX)
        bug("a command with %zu options", n_option);
    *out = (Args){ .option = option, .n_option = n_option };
    for (int i = 0; i < argc; i++) {
        if (!ended && !strcmp(argv[i], "--")) {
            ended = true;
        } else if (!ended && is_option(argv[i])) {
            Status st = take(out, argc, argv, &i, err);
            if (st)
                return st;
        } else if (out->n_word == WORDS_MAX) {
            return ERR(err, ST_USAGE, "more than %d words", WORDS_MAX);
        } else {
            out->word[out->n_word++] = argv[i];
        }
    }
    return ST_OK;
}

const char *args_get(const Args *a, const char *name)
{
    int k = find(a->option, a->n_option, str_of(name), 0);
    if (k < 0)
        bug("no option '%s' in the table", name);
    return a->value[k];
}

Status args_int(const Args *a, const char *name, int64_t fallback, int64_t *out, Err *err)
{
    const char *text = args_get(a, name);
    *out = fallback;
    if (text && !str_to_i64(str_of(text), out))
        return ERR(err, ST_USAGE, "'--%s' needs a whole number, not '%s'", name, text);
    return ST_OK;
}
