#include "ingest/recording.h"

#include <unistd.h>

#include "base/file.h"
#include "read/archive.h"
#include "read/raw.h"

static const char *const endings[] = { "mp3", "wav", "m4a", "ogg", "opus", "flac", "aac", "wma", "mp4", "webm" };

/* Within the archive that the transcript is in. */
static bool beside_member(const Job *j, Arena *a, EmitClip *out)
{
    Place outer = j->at.place;
    Archive z;
    const char *path;
    Err why;
    int64_t at = outer.step[--outer.n].member, found = -1;
    if (raw_local(&outer, a, &path, &why) || archive_open(path, a, &z, &why) || at < 0 || (size_t)at >= z.n)
        return false;
    Str stem = path_stem(z.member[at].name);
    for (size_t i = 0; i < COUNT_OF(endings) && found < 0; i++) {
        found = archive_find(&z, str_fmt(a, "%.*s.%s", STR_ARG(stem), endings[i]));
        if (found == at)
            found = -1;
    }
    if (found < 0)
        return false;
    out->place = j->at.place;
    out->place.step[outer.n].member = found;
    out->shown = str_fmt(a, "%.*s%.*s", STR_ARG(path_stem(j->shown)), STR_ARG(str_sub(z.member[found].name, stem.n, z.member[found].name.n)));
    return true;
}

bool recording_beside(const Job *j, Arena *a, EmitClip *out)
{
    const Place *p = &j->at.place;
    *out = (EmitClip){ .call = STR(""), .shown = STR("") };
    if (p->n && p->step[p->n - 1].kind == STEP_MEMBER)
        return beside_member(j, a, out);
    Str stem = path_stem(str_of(p->path));
    for (size_t i = 0; i < COUNT_OF(endings) && !p->n; i++) {
        Str path = str_fmt(a, "%.*s.%s", STR_ARG(stem), endings[i]);
        if (access(path.p, F_OK) != 0)
            continue;
        out->place = *PLACE_FILE(path.p);
        out->shown = str_fmt(a, "%.*s.%s", STR_ARG(path_stem(j->shown)), endings[i]);
        return true;
    }
    return false;
}

typedef struct FromPlace {
    const Place *place;
    Arena        a;            /* of the stream */
    Raw         *raw;
} FromPlace;

static Status place_begin(void *ctx, Err *err)
{
    FromPlace *f = ctx;
    const char *refused = NULL;
    arena_release(&f->a);
    Status st = raw_open(f->place, &f->a, &f->raw, &refused, err);
    return !st && refused ? ERR(err, ST_INVALID, "%s", refused) : st;
}

static Status place_read(void *ctx, void *to, size_t room, size_t *got, Err *err)
{
    const FromPlace *f = ctx;
    return raw_read(f->raw, to, room, got, err);
}

static Status keep(Store *s, Str source, const EmitClip *clip, Str dir, Arena *a, Recording *out, Err *err)
{
    Clip c;
    Err why;
    bool copied = false, erased = false;
    FromPlace from = { .place = &clip->place };
    arena_init(&from.a);
    Status failed = clip_lock(dir, false, &out->lock, &why);
    if (!failed)
        failed = clip_keep(dir, &(ClipSource){ place_begin, place_read, &from }, &c, &copied, &why);
    arena_release(&from.a);
    if (failed) {
        out->says = str_fmt(a, "the recording was not kept: %s", why.msg);
        return ST_OK;
    }
    Status st = clip_put(s, source, clip->call, &c, &erased, err);
    if (!st)
        out->says = str_of(erased ? "the recording was not kept: somebody who was forgotten speaks in it" : copied ? "the recording was kept" : "the recording is kept already");
    return st;
}

Status recording_keep(Store *s, Str source, const EmitClip *clip, bool forgotten, Arena *a, Recording *out, Err *err)
{
    *out = (Recording){ .says = STR(""), .lock = -1 };
    if (!clip->call.n)
        return ST_OK;
    if (forgotten) {
        out->says = STR("the recording was not kept: somebody who was forgotten speaks in it");
        return clip_refuse(s, source, clip->call, err);
    }
    Str dir = clip_dir(store_where(s), a);
    return dir.n ? keep(s, source, clip, dir, a, out, err) : ST_OK;
}

void recording_done(Recording *r)
{
    clip_unlock(r->lock);
    r->lock = -1;
}
