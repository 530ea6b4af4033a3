#include "read/archive.h"

#include <zip.h>

#include "read/raw_in.h"

typedef struct MemberStream {
    Raw         raw;
    zip_file_t *f;
    Meter       meter;
} MemberStream;

static void archive_close(void *p) { zip_discard(p); }
static void member_close(void *p) { (void)zip_fclose(p); }

static Str member_name(const char *raw, Arena *a)
{
    Str s = str_of(raw);
    char *p = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i <= s.n; i++)
        p[i] = s.p[i] == '\\' ? '/' : s.p[i] && ((unsigned char)s.p[i] < 32 || s.p[i] == 127) ? '?' : s.p[i];
    return (Str){ p, s.n };
}

static const char *why_not(const zip_stat_t *sb)
{
    if ((sb->valid & ZIP_STAT_ENCRYPTION_METHOD) && sb->encryption_method != ZIP_EM_NONE)
        return "encrypted: unpack it with its password first";
    if ((sb->valid & ZIP_STAT_COMP_METHOD) && !zip_compression_method_supported(sb->comp_method, 0))
        return "packed by a method that is not known here: unpack it first";
    return NULL;
}

static Status list_members(Archive *z, Arena *a, Err *err)
{
    z->member = ARENA_NEW_N(a, Member, z->n + 1);
    for (size_t i = 0; i < z->n; i++) {
        zip_stat_t sb;
        zip_stat_init(&sb);
        if (zip_stat_index(z->zip, i, ZIP_FL_ENC_GUESS, &sb) != 0 || !(sb.valid & ZIP_STAT_NAME))
            return ERR(err, ST_INVALID, "the zip archive is damaged: %s", zip_strerror(z->zip));
        Member *m = &z->member[i];
        m->name = member_name(sb.name, a);
        m->size = sb.valid & ZIP_STAT_SIZE && sb.size < INT64_MAX ? (int64_t)sb.size : 0;
        m->folder = str_ends(m->name, STR("/"));
        m->refused = why_not(&sb);
    }
    return ST_OK;
}

Status archive_open(const char *path, Arena *a, Archive *out, Err *err)
{
    int code = 0;
    *out = (Archive){ .zip = zip_open(path, ZIP_RDONLY, &code) };
    if (!out->zip) {
        zip_error_t e;
        zip_error_init_with_code(&e, code);
        Status st = ERR(err, ST_INVALID, "the zip archive is damaged: %s", zip_error_strerror(&e));
        zip_error_fini(&e);
        return st;
    }
    arena_defer(a, archive_close, out->zip);
    zip_int64_t n = zip_get_num_entries(out->zip, 0);
    if (n > LIMIT_MEMBERS)
        return ERR(err, ST_TOO_BIG, "a zip archive of more than %d files: unpack it", LIMIT_MEMBERS);
    out->n = n > 0 ? (size_t)n : 0;
    return list_members(out, a, err);
}

int64_t archive_find(const Archive *z, Str name)
{
    if (str_starts(name, STR("/")))
        name = str_sub(name, 1, name.n);
    for (size_t i = 0; i < z->n; i++) {
        Str m = z->member[i].name;
        if (str_ieq(str_starts(m, STR("/")) ? str_sub(m, 1, m.n) : m, name))
            return (int64_t)i;
    }
    return -1;
}

static Status member_read(Raw *self, void *to, size_t room, size_t *got, Err *err)
{
    MemberStream *m = (MemberStream *)self;
    zip_int64_t r = zip_fread(m->f, to, room);
    if (r < 0)
        return ERR(err, ST_INVALID, "damaged in its zip archive: %s", zip_file_strerror(m->f));
    *got = (size_t)r;
    m->meter.out += *got;
    return meter_check(&m->meter, err);
}

Status archive_member(const Archive *z, int64_t member, Arena *a, Raw **out, Err *err)
{
    zip_stat_t sb;
    zip_stat_init(&sb);
    MemberStream *m = ARENA_NEW(a, MemberStream);
    m->raw.read = member_read;
    if (member < 0 || (size_t)member >= z->n || zip_stat_index(z->zip, (zip_uint64_t)member, 0, &sb) != 0)
        return ERR(err, ST_INVALID, "the zip archive has changed");
    if (z->member[member].refused)
        return ERR(err, ST_INVALID, "%s", z->member[member].refused);
    m->meter.in = sb.valid & ZIP_STAT_COMP_SIZE ? sb.comp_size : 0;
    m->f = zip_fopen_index(z->zip, (zip_uint64_t)member, 0);
    if (!m->f)
        return ERR(err, ST_INVALID, "damaged in its zip archive: %s", zip_strerror(z->zip));
    arena_defer(a, member_close, m->f);
    *out = &m->raw;
    return ST_OK;
}

Status raw_member(const char *archive, int64_t member, Arena *a, Raw **out, Err *err)
{
    Archive z;
    Status st = archive_open(archive, a, &z, err);
    return st ? st : archive_member(&z, member, a, out, err);
}
