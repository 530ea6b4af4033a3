/* assets - turn the files of a folder into one C file, so that a program carries its web page.
 *
 * Usage: assets DIR OUT_C
 *
 * Takes the regular files directly in DIR (sorted by name; names that begin with '.' are left out) and
 * writes `const Asset assets[]` (serve/asset.h): name, content type by ending, entity tag (FNV-1a of
 * the bytes), bytes, and whether the name itself holds a hash ("page-Dx4kXJAl.js"), in which case the
 * content can never change under that name.  No DIR: an empty table.  OUT_C is rewritten only when it
 * would differ, so a build that always asks does not always compile.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILES_MAX = 256, NAME_MAX_BYTES = 200, HASH_LETTERS = 8, A_LINE = 32 };

typedef struct File {
    char           name[NAME_MAX_BYTES];
    unsigned char *bytes;
    size_t         n;
} File;

static int by_name(const void *x, const void *y) { return strcmp(((const File *)x)->name, ((const File *)y)->name); }

static unsigned char *read_file(const char *path, size_t *n)
{
    struct stat st;
    FILE *f = stat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;
    if (!f)
        return NULL;
    unsigned char *p = malloc((size_t)st.st_size + 1);
    *n = p ? fread(p, 1, (size_t)st.st_size, f) : 0;
    bool whole = p && *n == (size_t)st.st_size && !ferror(f);
    if (fclose(f) || !whole) {
        free(p);
        return NULL;
    }
    return p;
}

static const char *type_of(const char *name)
{
    static const struct { const char *end, *type; } types[] = {
        { ".html", "text/html; charset=utf-8" }, { ".js", "text/javascript; charset=utf-8" }, { ".css", "text/css; charset=utf-8" },
        { ".svg", "image/svg+xml" }, { ".png", "image/png" }, { ".ico", "image/x-icon" }, { ".woff2", "font/woff2" },
        { ".json", "application/json; charset=utf-8" }, { ".txt", "text/plain; charset=utf-8" } };
    const char *end = strrchr(name, '.');
    for (size_t i = 0; end && i < sizeof types / sizeof types[0]; i++)
        if (!strcmp(end, types[i].end))
            return types[i].type;
    return "application/octet-stream";
}

/* "name-XXXXXXXX.end", as the page's build writes it. */
static bool named_by_content(const char *name)
{
    const char *end = strrchr(name, '.');
    if (!end || end - name < HASH_LETTERS + 2 || end[-HASH_LETTERS - 1] != '-')
        return false;
    for (const char *c = end - HASH_LETTERS; c < end; c++)
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", *c))
            return false;
    return true;
}

static uint64_t fnv1a(const unsigned char *p, size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * UINT64_C(1099511628211);
    return h;
}

static void write_table(FILE *o, const File *f, size_t n)
{
    fputs("/* Made by tools/assets.c. */\n#include \"serve/asset.h\"\n", o);
    for (size_t i = 0; i < n; i++) {
        fprintf(o, "static const unsigned char bytes_%zu[] = {", i);
        for (size_t k = 0; k < f[i].n; k++)
            fprintf(o, "%s%d,", k % A_LINE ? "" : "\n", f[i].bytes[k]);
        fputs("\n0};\n", o);
    }
    fputs("const Asset assets[] = {\n", o);
    for (size_t i = 0; i < n; i++)
        fprintf(o, "    { \"%s\", \"%s\", \"\\\"%016llx\\\"\", bytes_%zu, %zu, %s },\n", f[i].name, type_of(f[i].name),
                (unsigned long long)fnv1a(f[i].bytes, f[i].n), i, f[i].n, named_by_content(f[i].name) ? "true" : "false");
    fprintf(o, "    { \"\", \"\", \"\", (const unsigned char *)\"\", 0, false }\n};\nconst size_t assets_n = %zu;\n", n);
}

static bool name_ok(const char *name)
{
    return name[0] != '.' && strlen(name) < NAME_MAX_BYTES && !strpbrk(name, "\"\\\n");
}

static long gather(const char *dir, File *f)
{
    DIR *d = opendir(dir);
    long n = 0;
    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        char path[4096];
        if (!name_ok(e->d_name))
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (n == FILES_MAX)
            return fprintf(stderr, "assets: more than %d files in '%s'\n", FILES_MAX, dir), -1;
        f[n].bytes = read_file(path, &f[n].n);
        if (!f[n].bytes)
            continue;
        (void)snprintf(f[n].name, sizeof f[n].name, "%s", e->d_name);
        n++;
    }
    if (d)
        (void)closedir(d);
    if (n)
        qsort(f, (size_t)n, sizeof *f, by_name);
    return n;
}

static bool replace(const char *path, const char *text, size_t n)
{
    size_t old_n = 0;
    unsigned char *old = read_file(path, &old_n);
    bool same = old && old_n == n && !memcmp(old, text, n);
    free(old);
    if (same)
        return true;
    FILE *o = fopen(path, "wb");
    return o && fwrite(text, 1, n, o) == n && fclose(o) == 0;
}

int main(int argc, char **argv)
{
    char *text = NULL;
    size_t size = 0;
    if (argc != 3)
        return fputs("usage: assets DIR OUT_C\n", stderr), 2;
    File *f = calloc(FILES_MAX, sizeof *f);
    FILE *o = open_memstream(&text, &size);
    long n = f && o ? gather(argv[1], f) : -1;
    if (n < 0)
        return 1;
    write_table(o, f, (size_t)n);
    bool ok = fclose(o) == 0 && replace(argv[2], text, size);
    if (!ok)
        perror("assets");
    for (long i = 0; i < n; i++)
        free(f[i].bytes);
    free(f);
    free(text);
    return ok ? 0 : 1;
}
