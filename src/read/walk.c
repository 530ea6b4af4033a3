#include "read/walk.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "read/pack.h"

typedef struct WalkList {
    WalkEntry *entry;
    size_t     n, cap;
} WalkList;

typedef struct Walking {
    WalkList todo, found;
    WalkList links;                /* folders that links lead to: entered last */
    StrMap   entered;              /* "device:inode" of folders */
    Arena   *a;
} Walking;

static void add(Walking *w, WalkList *l, WalkEntry e)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        WalkEntry *more = ARENA_NEW_N(w->a, WalkEntry, l->cap);
        if (l->n)
            memcpy(more, l->entry, l->n * sizeof *more);
        l->entry = more;
    }
    l->entry[l->n++] = e;
}

static WalkEntry entry_of(Str path, Str shown)
{
    return (WalkEntry){ .place = { .path = path.p }, .sheet = -1, .shown = shown, .failed = STR(""), .skipped = STR(""), .note = STR("") };
}

static int place_cmp(const WalkEntry *x, const WalkEntry *y)
{
    int c = str_cmp(str_of(x->place.path), str_of(y->place.path));
    for (int i = 0; !c && i < x->place.n && i < y->place.n; i++) {
        const Step *s = &x->place.step[i], *t = &y->place.step[i];
        c = s->kind != t->kind ? (int)s->kind - (int)t->kind : (s->member > t->member) - (s->member < t->member);
    }
    if (!c)
        c = x->place.n - y->place.n;
    return c ? c : (x->sheet > y->sheet) - (x->sheet < y->sheet);
}

int walk_cmp(const WalkEntry *x, const WalkEntry *y)
{
    int c = str_cmp(x->shown, y->shown);
    return c ? c : place_cmp(x, y);
}

static int by_shown(const void *x, const void *y) { return walk_cmp(x, y); }

static int by_place(const void *x, const void *y)
{
    int c = place_cmp(x, y);
    return c ? c : walk_cmp(x, y);
}

static void sort(WalkList *l, int (*by)(const void *, const void *))
{
    if (l->n)
        qsort(l->entry, l->n, sizeof *l->entry, by);
}

/* Moves a sorted list on to the stack, so that its first entry is the next one taken. */
static void push_sorted(Walking *w, WalkList *l)
{
    WalkList from = *l;
    *l = (WalkList){ 0 };
    sort(&from, by_place);
    for (size_t i = from.n; i > 0; i--)
        add(w, &w->todo, from.entry[i - 1]);
}

static void fail(Walking *w, const WalkEntry *e, const char *why)
{
    WalkEntry bad = *e;
    bad.failed = str_dup(w->a, str_of(why));
    add(w, &w->found, bad);
}

/* True when the folder was not entered before. */
static bool first_time(Walking *w, const struct stat *sb)
{
    bool fresh;
    char key[64];
    int n = snprintf(key, sizeof key, "%llu:%llu", (unsigned long long)sb->st_dev, (unsigned long long)sb->st_ino);
    (void)strmap_put(&w->entered, (Str){ key, (size_t)n }, &fresh);
    return fresh;
}

static void list_folder(Walking *w, const WalkEntry *e)
{
    Str path = str_of(e->place.path);
    DIR *d = opendir(path.p);
    if (!d) {
        Err why;
        (void)file_errno(&why, "open folder", path.p);
        fail(w, e, why.msg);
        return;
    }
    for (struct dirent *f; (f = readdir(d)) != NULL;) {
        Str name = str_of(f->d_name);
        struct stat sb;
        if (name.p[0] == '.')
            continue;
        WalkEntry in = entry_of(path_join(w->a, path, name), path_join(w->a, e->shown, name));
        bool link = lstat(in.place.path, &sb) == 0 && S_ISLNK(sb.st_mode) && stat(in.place.path, &sb) == 0 && S_ISDIR(sb.st_mode);
        add(w, link ? &w->links : &w->todo, in);
    }
    closedir(d);
}

/* A name in an archive that a folder would not show either. */
static bool is_hidden(Str name)
{
    while (name.n) {
        Str part = str_cut(&name, '/');
        bool dots = str_eq(part, STR(".")) || str_eq(part, STR(".."));
        if (str_eq(part, STR("__MACOSX")) || (part.n && part.p[0] == '.' && !dots))
            return true;
    }
    return false;
}

static void open_archive(Walking *w, const WalkEntry *e, const Pack *p)
{
    size_t before = w->todo.n + w->found.n;
    for (size_t i = 0; i < p->archive.n; i++) {
        const Member *m = &p->archive.member[i];
        if (m->folder || is_hidden(m->name))
            continue;
        WalkEntry in = entry_of(str_of(p->local), path_join(w->a, e->shown, m->name));
        in.place.step[in.place.n++] = (Step){ STEP_MEMBER, (int64_t)i };
        in.depth = e->depth + 1;
        if (m->refused)
            fail(w, &in, m->refused);
        else
            add(w, &w->todo, in);
    }
    if (w->todo.n + w->found.n == before)
        fail(w, e, "a zip archive without files");
}

static void open_book(Walking *w, const WalkEntry *e, const Pack *p)
{
    for (size_t i = 0; i < p->book.n; i++) {
        const BookSheet *s = &p->book.sheet[i];
        WalkEntry in = *e;
        in.sheet = (int)i;
        in.shown = str_fmt(w->a, "%.*s#%.*s", STR_ARG(e->shown), STR_ARG(s->name));
        in.note = s->hidden ? STR("a hidden sheet") : STR("");
        in.skipped = str_of(s->refused);
        add(w, &w->found, in);
    }
    if (!p->book.n)
        fail(w, e, "a workbook without sheets");
}

static void open_stream(Walking *w, const WalkEntry *e, StepKind kind)
{
    WalkEntry in = *e;
    in.place.step[in.place.n++] = (Step){ .kind = kind };
    in.depth++;
    add(w, &w->todo, in);
}

static void look_inside(Walking *w, const WalkEntry *e)
{
    Pack p;
    Err why;
    if (pack_look(&e->place, w->a, &p, &why)) {
        fail(w, e, why.msg);
    } else if (p.refused) {
        WalkEntry out = *e;
        *(p.data ? &out.failed : &out.skipped) = str_of(p.refused);
        add(w, &w->found, out);
    } else if (p.kind != PACK_PLAIN && p.kind != PACK_BOOK && e->depth == LIMIT_NESTING) {
        fail(w, e, str_fmt(w->a, "more than %d containers within each other: unpack it", LIMIT_NESTING).p);
    } else if (p.kind == PACK_GZIP || p.kind == PACK_ZSTD) {
        open_stream(w, e, p.kind == PACK_GZIP ? STEP_GZIP : STEP_ZSTD);
    } else if (p.kind == PACK_ARCHIVE) {
        open_archive(w, e, &p);
    } else if (p.kind == PACK_BOOK) {
        open_book(w, e, &p);
    } else {
        add(w, &w->found, *e);
    }
}

static void visit(Walking *w, WalkEntry e)
{
    struct stat sb;
    if (e.place.n) {
        look_inside(w, &e);
    } else if (stat(e.place.path, &sb) != 0) {
        Err why;
        (void)file_errno(&why, "read", e.place.path);
        fail(w, &e, why.msg);
    } else if (S_ISDIR(sb.st_mode)) {
        if (first_time(w, &sb))
            list_folder(w, &e);
    } else {
        look_inside(w, &e);
    }
}

static Status start(Walking *w, const char *path, const char *input_name, Err *err)
{
    FileInfo info;
    if (!strcmp(path, "-")) {
        const char *spooled;
        Status st = raw_spool_fd(STDIN_FILENO, w->a, &spooled, err);
        if (!st)
            add(w, &w->todo, entry_of(str_of(spooled), str_of(input_name ? input_name : "standard input")));
        return st;
    }
    Status st = file_stat(path, &info, err);
    if (st)
        return st;
    Str p = str_dup(w->a, str_of(path));
    add(w, &w->todo, entry_of(p, info.is_dir ? STR("") : path_base(p)));
    return ST_OK;
}

Status walk_paths(const char *const *path, size_t n, const char *input_name, Arena *a, Walk *out, Err *err)
{
    Walking w = { .a = a };
    strmap_init(&w.entered, a);
    for (size_t i = 0; i < n; i++) {
        Status st = start(&w, path[i], input_name, err);
        if (st)
            return st;
    }
    WalkList given = w.todo;
    w.todo = (WalkList){ 0 };
    push_sorted(&w, &given);
    while (w.todo.n || w.links.n) {
        if (!w.todo.n)
            push_sorted(&w, &w.links);
        visit(&w, w.todo.entry[--w.todo.n]);
    }
    sort(&w.found, by_place);
    WalkList kept = { .entry = w.found.entry };
    for (size_t i = 0; i < w.found.n; i++)
        if (!kept.n || place_cmp(&w.found.entry[i], &kept.entry[kept.n - 1]) != 0)
            kept.entry[kept.n++] = w.found.entry[i];
    sort(&kept, by_shown);
    *out = (Walk){ kept.entry, kept.n };
    return ST_OK;
}

Str walk_base(Str shown)
{
    static const Str ends[] = { STR_INIT(".gz"), STR_INIT(".zst"), STR_INIT(".GZ"), STR_INIT(".ZST") };
    Str base = path_base(shown);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(base, ends[i]) && base.n > ends[i].n)
            return str_sub(base, 0, base.n - ends[i].n);
    return base;
}
