#include "read/walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/file.h"

typedef struct WalkList {
    WalkEntry *entry;
    size_t     n, cap;
    Arena     *a;
} WalkList;

static void add(WalkList *l, WalkEntry e)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        WalkEntry *more = ARENA_NEW_N(l->a, WalkEntry, l->cap);
        if (l->n)
            memcpy(more, l->entry, l->n * sizeof *more);
        l->entry = more;
    }
    l->entry[l->n++] = e;
}

static int by_path(const void *x, const void *y)
{
    return str_cmp(((const WalkEntry *)x)->path, ((const WalkEntry *)y)->path);
}

static void open_folder(const WalkEntry *e, WalkList *todo, WalkList *out)
{
    DIR *d = opendir(e->path.p);
    if (!d) {
        Err why;
        WalkEntry bad = *e;
        (void)file_errno(&why, "open folder", e->path.p);
        bad.failed = str_dup(out->a, str_of(why.msg));
        add(out, bad);
        return;
    }
    for (struct dirent *f; (f = readdir(d)) != NULL;) {
        Str name = str_of(f->d_name);
        if (name.p[0] != '.')
            add(todo, (WalkEntry){ path_join(out->a, e->path, name), path_join(out->a, e->shown, name), STR("") });
    }
    closedir(d);
}

Status walk_paths(const char *const *path, size_t n, Arena *a, Walk *out, Err *err)
{
    WalkList todo = { .a = a }, found = { .a = a };
    for (size_t i = 0; i < n; i++) {
        FileInfo info;
        Status st = file_stat(path[i], &info, err);
        if (st)
            return st;
        Str p = str_dup(a, str_of(path[i]));
        add(&todo, (WalkEntry){ p, info.is_dir ? STR("") : path_base(p), STR("") });
    }
    while (todo.n) {
        WalkEntry e = todo.entry[--todo.n];
        struct stat sb;
        if (stat(e.path.p, &sb) != 0) {
            Err why;
            (void)file_errno(&why, "read", e.path.p);
            e.failed = str_dup(a, str_of(why.msg));
        }
        if (!e.failed.n && S_ISDIR(sb.st_mode))
            open_folder(&e, &todo, &found);
        else
            add(&found, e);
    }
    if (found.n)
        qsort(found.entry, found.n, sizeof *found.entry, by_path);
    size_t kept = 0;
    for (size_t i = 0; i < found.n; i++)
        if (!kept || !str_eq(found.entry[i].path, found.entry[kept - 1].path))
            found.entry[kept++] = found.entry[i];
    *out = (Walk){ found.entry, kept };
    return ST_OK;
}
