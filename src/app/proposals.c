#include "app/proposals.h"

#include <ctype.h>
#include <inttypes.h>

#include "app/show.h"
#include "base/file.h"
#include "base/map.h"
#include "model/limits.h"

#define MARK "# proposal "

enum { NAMES = 1000 };

typedef enum Lying { NOT_THERE, OF_ANOTHER, AS_PROPOSED, EDITED } Lying;

static Str hex(Arena *a, Str s) { return str_fmt(a, "%016" PRIx64, hash64(s)); }

static Status what_lies(const char *path, Str header, Arena *a, Lying *out, Err *err)
{
    FileInfo info;
    Err none;
    Str text = STR("");
    *out = NOT_THERE;
    if (file_stat(path, &info, &none))
        return ST_OK;
    Status st = file_read(path, LIMIT_RAW, a, &text, err);
    Str rest = text, line = str_cut(&rest, '\n');
    *out = EDITED;
    if (st || !str_starts(line, STR(MARK)))
        return st;
    Str hash = str_sub(line, sizeof MARK - 1, line.n), of = str_cut(&hash, ' ');
    *out = !str_eq(of, hex(a, header)) ? OF_ANOTHER : str_eq(str_trim(hash), hex(a, rest)) ? AS_PROPOSED : EDITED;
    return ST_OK;
}

/* What this run has a place for already, by path; in a dry run nothing lies there yet. */
typedef struct Taken {
    StrMap path;
    Str   *header;
} Taken;

/* The first name that is free or this header's own. */
static Status find_place(Str dir, const IngestFile *f, const Taken *taken, Arena *a, Str *path, Lying *is, Err *err)
{
    Status st = ST_OK;
    Str base = path_base(f->path);
    size_t at;
    *is = OF_ANOTHER;
    for (int i = 1; i <= NAMES && !st && *is == OF_ANOTHER; i++) {
        *path = i == 1 ? str_fmt(a, "%.*s/%.*s.map", STR_ARG(dir), STR_ARG(base)) : str_fmt(a, "%.*s/%.*s-%d.map", STR_ARG(dir), STR_ARG(base), i);
        if (!strmap_get(&taken->path, *path, &at) || str_eq(taken->header[at], f->header))
            st = what_lies(path->p, f->header, a, is, err);
    }
    return st || *is != OF_ANOTHER ? st : ERR(err, ST_CONFLICT, "'%.*s' holds %d proposals of one name: remove what is not needed", STR_ARG(dir), NAMES);
}

Str shell_word(Arena *a, Str s)
{
    bool plain = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        plain = plain && ((unsigned char)s.p[i] >= 0x80 || isalnum((unsigned char)s.p[i]) || strchr("/._-+:@%=,", s.p[i]));
    if (plain)
        return s;
    Str rest = s, out = STR("");
    while (rest.n) {
        bool quote = memchr(rest.p, '\'', rest.n) != NULL;
        Str part = str_cut(&rest, '\'');
        out = str_fmt(a, "%.*s%.*s%s", STR_ARG(out), STR_ARG(part), quote ? "'\\''" : "");
    }
    return str_fmt(a, "'%.*s'", STR_ARG(out));
}

static Str note_of(App *app, const IngestFile *f, Str path, Lying is, bool dry)
{
    const char *what = is == EDITED ? "Your edited mapping is kept" : dry ? "The proposal would be written to" : "Proposed";
    const char *then = is == EDITED || dry ? ". Then" : ". Look at it, change what is wrong, then";
    Str where = str_fmt(app->a, "%s: %.*s%s", what, STR_ARG(path), then), book = shell_word(app->a, str_of(app->args->word[0]));
    return str_fmt(app->a, "%.*s. %.*s: throughline import %.*s %.*s --map %.*s%s", STR_ARG(f->proposal_says), STR_ARG(where), STR_ARG(book),
                   STR_ARG(shell_word(app->a, str_of(f->opened))), STR_ARG(shell_word(app->a, path)),
                   f->proposal_sure && is != EDITED ? " (or --accept instead of --map)" : "");
}

static Str marked(const IngestFile *f, Arena *a)
{
    return str_fmt(a, MARK "%.*s %.*s\n%.*s", STR_ARG(hex(a, f->header)), STR_ARG(hex(a, f->proposal)), STR_ARG(f->proposal));
}

Status proposals_write(App *app, Str dir, IngestResult *r, bool dry, Err *err)
{
    Status st = ST_OK;
    bool made = dry;
    Taken taken = { .header = ARENA_NEW_N(app->a, Str, r->n + 1) };
    strmap_init(&taken.path, app->a);
    for (size_t i = 0; i < r->n && !st; i++) {
        IngestFile *f = &r->file[i];
        Str path = STR("");
        Lying is = NOT_THERE;
        bool is_new = true;
        if (!f->proposal.n || !f->unknown)
            continue;
        if (!made)
            st = file_make_dir(dir.p, err);
        made = true;
        if (!st)
            st = find_place(dir, f, &taken, app->a, &path, &is, err);
        if (!st)      /* of two files with one name and one header the first is shown */
            taken.header[strmap_put(&taken.path, path, &is_new)] = f->header;
        if (!st && !dry && is != EDITED && is_new)
            st = file_replace(path.p, marked(f, app->a), err);
        if (!st)
            f->note = note_of(app, f, path, is, dry);
    }
    return st;
}
