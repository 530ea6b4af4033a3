/* ingest_look BOOK|--dry PATH... [--map FILE] [--as KIND]: imports and prints the table of files. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "ingest/ingest.h"

static void print(const IngestResult *r, bool dry)
{
    for (size_t i = 0; i < r->n; i++) {
        const IngestFile *f = &r->file[i];
        printf("%-45.*s %-26.*s %9lld %9lld %9lld %6lld  %.*s%.*s\n", STR_ARG(f->path), STR_ARG(f->shape),
               (long long)f->count.rows_in, (long long)f->count.kept, (long long)f->count.unchanged,
               (long long)f->count.quarantined, STR_ARG(f->skipped), STR_ARG(f->note));
        if (dry)
            printf("%.*s\n%zu records shown\n", STR_ARG(f->mapping), f->n_shown);
    }
    printf("in %lld kept %lld unchanged %lld quarantined %lld; %zu unknown, %zu failed\n", (long long)r->rows_in,
           (long long)r->kept, (long long)r->unchanged, (long long)r->quarantined, r->n_unknown, r->n_failed);
}

int main(int argc, char **argv)
{
    const char *path[64];
    IngestOptions o = { .path = path };
    Arena a;
    Err err;
    IngestResult r;
    Store *s = NULL;
    if (argc < 3)
        return 2;
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--map") == 0 && i + 1 < argc)
            o.map_file = argv[++i];
        else if (strcmp(argv[i], "--as") == 0 && i + 1 < argc)
            o.as_kind = argv[++i];
        else if (o.n_path < 64)
            path[o.n_path++] = argv[i];
    }
    o.dry_run = strcmp(argv[1], "--dry") == 0;
    arena_init(&a);
    Status st = o.dry_run ? ST_OK : store_open(argv[1], &(StoreOptions){ .create = true }, &s, &err);
    int64_t start = clock_ms();
    if (!st)
        st = ingest_run(s, &o, &a, &r, &err);
    if (st)
        printf("error: %s\n", err.msg);
    else
        print(&r, o.dry_run);
    printf("%lld ms\n", (long long)(clock_ms() - start));
    store_close(s);
    arena_release(&a);
    return st != ST_OK;
}
