/* main.c - finds the command, runs it, and is the only place that prints errors and chooses the
 * exit code. */
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/command.h"
#include "base/log.h"

enum { EXIT_ASIDE = 3, OUT_MAX = 512 * 1024 * 1024 };
#define VERSION "0.1.0"

static void usage(Buf *out)
{
    buf_puts(out, "Throughline follows a customer's experience through to the money.\n\n"
                  "usage: throughline COMMAND BOOK [...]\n\n"
                  "BOOK is a file (acme.book) or a postgresql:// address.\n\n");
    for (size_t i = 0; i < command_n; i++)
        buf_printf(out, "  %-11s %s\n", command_table[i].name, command_table[i].help);
    buf_puts(out, "\n`throughline COMMAND --help` tells more.  Exit: 0 done, 1 failed, 2 usage, 3 "
                  "done with rows set aside.\n");
}

static void command_help(const Command *c, Buf *out)
{
    buf_printf(out, "usage: throughline %s %s%s\n\n%s\n", c->name, c->words,
               c->n_option ? " [options]" : "", c->help);
    if (c->n_option)
        buf_puts(out, "\n");
    for (size_t i = 0; i < c->n_option; i++) {
        const Option *o = &c->option[i];
        char name[64];
        (void)snprintf(name, sizeof name, "--%s%s%s", o->name, o->arg ? " " : "",
                       o->arg ? o->arg : "");
        if (o->letter)
            buf_printf(out, "  -%c, %-20s %s\n", o->letter, name, o->help);
        else
            buf_printf(out, "      %-20s %s\n", name, o->help);
    }
}

static const Command *find(const char *name)
{
    for (size_t i = 0; i < command_n; i++)
        if (!strcmp(command_table[i].name, name))
            return &command_table[i];
    return NULL;
}

Status app_flush(App *app, Err *err)
{
    Str s = buf_str(app->out);
    if (app->out->over)
        return ERR(err, ST_TOO_BIG, "the result is larger than %d bytes", OUT_MAX);
    /* A report on a full disk must not look like a success. */
    if (fwrite(s.p, 1, s.n, stdout) != s.n || fflush(stdout) != 0)
        return ERR(err, ST_IO, "cannot write the result to standard output");
    buf_clear(app->out);
    return ST_OK;
}

static int terminal_width(void)
{
    struct winsize w;
    enum { USUAL = 100, LEAST = 60, MOST = 160 };
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0 || w.ws_col == 0)
        return USUAL;
    return w.ws_col < LEAST ? LEAST : w.ws_col > MOST ? MOST : w.ws_col;
}

static bool given(const Args *a, const char *name)
{
    for (size_t i = 0; i < a->n_option; i++)
        if (!strcmp(a->option[i].name, name))
            return a->value[i] != NULL;
    return false;
}

static Status run(const Command *c, int argc, char **argv, App *app, Err *err)
{
    Args args;
    Status st = args_parse(argc, argv, c->option, c->n_option, &args, err);
    if (st)
        return st;
    if (args.help) {
        command_help(c, app->out);
        return ST_OK;
    }
    if (args.n_word < c->words_min || args.n_word > c->words_max)
        return ERR(err, ST_USAGE, "usage: throughline %s %s", c->name, c->words);
    app->args = &args;
    app->json = given(&args, "json");
    app->quiet = given(&args, "quiet");
    st = c->run(app, err);
    app->args = NULL;
    return st;
}

int main(int argc, char **argv)
{
    Arena a;
    Buf out;
    Err err = { 0 };
    Status st = ST_OK;
    arena_init(&a);
    buf_init(&out, OUT_MAX);
    const char *no_color = getenv("NO_COLOR"), *log = getenv("TL_LOG");
    App app = { .a = &a,
                .out = &out,
                .stderr_tty = isatty(STDERR_FILENO),
                .width = terminal_width(),
                .color = isatty(STDOUT_FILENO) && !(no_color && *no_color) };
    log_level(log && !strcmp(log, "debug")  ? LOG_DEBUG
              : log && !strcmp(log, "info") ? LOG_INFO
                                            : LOG_WARN);
    /* A write past a limit on file size is to be an error of that write, not the end of the
     * program. */
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)signal(SIGPIPE, SIG_IGN);
    if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "help") ||
        !strcmp(argv[1], "-h")) {
        const Command *c = argc > 2 ? find(argv[2]) : NULL;
        if (c)
            command_help(c, &out);
        else
            usage(&out);
        st = argc < 2 ? ERR(&err, ST_USAGE, "which command?") : ST_OK;
    } else if (!strcmp(argv[1], "--version")) {
        buf_puts(&out, "throughline " VERSION "\n");
    } else {
        const Command *c = find(argv[1]);
        st = c ? run(c, argc - 2, argv + 2, &app, &err)
               : ERR(&err, ST_USAGE, "no command '%s'; `throughline --help` lists them", argv[1]);
    }
    Err late;
    Status written = app_flush(&app, &late);
    if (st || written)
        (void)fprintf(stderr, "throughline: %s\n", st ? err.msg : late.msg);
    int code = st ? status_exit(st) : written ? status_exit(written) : app.aside ? EXIT_ASIDE : 0;
    buf_release(&out);
    arena_release(&a);
    return code;
}
