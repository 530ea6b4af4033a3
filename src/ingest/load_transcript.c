/* load_transcript.c - a call's transcript as records of kind "utterance" (load.h). */
#include "ingest/load.h"

#include <unistd.h>

#include "base/attr.h"
#include "base/date.h"
#include "base/file.h"
#include "ingest/clean.h"
#include "ingest/transcript.h"
#include "model/limits.h"

/* Positions in kinds[KIND_UTTERANCE]; a test holds them against the table. */
enum { CALL_ID, AT, SEQ, SPEAKER, SIDE, FROM_MS, TO_MS, TEXT, AUDIO, UTTERANCE_FIELDS };

static Str without_ending(Str path)
{
    const char *dot = memrchr(path.p, '.', path.n), *slash = memrchr(path.p, '/', path.n);
    return dot && (!slash || dot > slash) ? str_sub(path, 0, (size_t)(dot - path.p)) : path;
}

/* The recording of the same name beside a transcript that is a file of its own, as it would be shown; "" when there is none. */
static Str audio_beside(const Job *j, Arena *a)
{
    static const char *const ends[] = { "mp3", "wav", "m4a", "ogg", "opus", "flac", "aac", "wma", "mp4", "webm" };
    Str path = without_ending(str_of(j->at.place.path));
    for (size_t i = 0; i < COUNT_OF(ends) && !j->at.place.n; i++)
        if (access(str_fmt(a, "%.*s.%s", STR_ARG(path), ends[i]).p, F_OK) == 0)
            return str_fmt(a, "%.*s.%s", STR_ARG(without_ending(j->shown)), ends[i]);
    return STR("");
}

static FactValue text_value(Str s) { return (FactValue){ .has = s.n > 0, .s = s }; }
static FactValue int_value(int64_t v, bool has) { return (FactValue){ .has = has, .i = has ? v : 0, .s = STR("") }; }

static Status put_one(const Transcript *t, size_t k, Str call, Str audio, Emit *e, Err *err)
{
    static const char *const sides[] = { [SIDE_UNKNOWN] = "", [SIDE_CUSTOMER] = "customer", [SIDE_AGENT] = "agent" };
    const Utterance *u = &t->at[k];
    FactValue v[UTTERANCE_FIELDS];
    Arena a;
    if (!str_is_utf8(u->text) || !str_is_utf8(u->speaker)) {
        FactBad bad = { .line = u->line, .column_name = STR(""), .reason = "bytes that are not UTF-8", .raw = u->text, .whole_row = true };
        return emit_bad(e, &bad, err);
    }
    arena_init(&a);
    v[CALL_ID] = text_value(call);
    v[AT] = int_value(t->day * MICROS_PER_DAY + (u->from_ms > 0 ? u->from_ms * 1000 : 0), t->has_day);
    v[SEQ] = int_value((int64_t)k + 1, true);
    v[SPEAKER] = text_value(clean_text(u->speaker, &a));
    v[SIDE] = text_value(str_of(sides[u->side]));
    v[FROM_MS] = int_value(u->from_ms, u->from_ms >= 0);
    v[TO_MS] = int_value(u->to_ms, u->to_ms >= 0);
    v[TEXT] = text_value(clean_text(door_text(e->door, -1, u->text, &a), &a));
    v[AUDIO] = text_value(audio);
    FactRecord r = { .kind = KIND_UTTERANCE, .line = u->line, .counts = true, .value = v,
                     .ext_id = str_fmt(&a, "%.*s/%zu", STR_ARG(call), k + 1) };
    for (int p = 0; p < PARTY_COUNT; p++)
        r.party[p] = STR("");
    /* The account is the call's; our own people, and strangers by their address, are not of it. */
    if (u->side == SIDE_UNKNOWN && u->email.n && t->domain.n) {
        r.party[PARTY_EMAIL] = u->email;
    } else if (u->side != SIDE_AGENT) {
        r.party[PARTY_ACCOUNT_NAME] = t->account;
        r.party[PARTY_ACCOUNT_ID] = t->account_id;
        r.party[PARTY_DOMAIN] = t->domain;
        r.party[PARTY_EMAIL] = u->email;
    }
    Status st = emit_record(e, &r, err);
    arena_release(&a);
    return st;
}

Status load_transcript(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Str text;
    Transcript t;
    if (kinds[KIND_UTTERANCE].n_field != UTTERANCE_FIELDS)
        bug("kind 'utterance' has changed");
    Status st = job_text(j, LIMIT_TRANSCRIPT, a, &text, err);
    if (st)
        return st;
    e->door = door_open(NULL, 0, o->keep, a);
    door_settle(e->door);
    Str base = path_base(j->shown), audio = audio_beside(j, a);
    transcript_parse(text, transcript_form(base, text), base, a, &t);
    Str call = t.call_id.n ? t.call_id : without_ending(j->shown);
    for (size_t k = 0; k < t.n && !st; k++)
        st = put_one(&t, k, call, audio, e, err);
    for (size_t k = 0; k < t.n_bad && !st; k++) {
        FactBad bad = { .line = t.bad[k].line, .column_name = STR(""), .reason = t.bad[k].reason, .raw = t.bad[k].raw, .whole_row = true };
        st = emit_bad(e, &bad, err);
    }
    for (int i = 0; i < LEFT_COUNT; i++)
        e->left[i] += t.left[i];
    if (audio.n)
        emit_remark(e, "recording beside it: %.*s", STR_ARG(audio));
    if (!t.account.n && !t.account_id.n && !t.domain.n)
        emit_remark(e, "no account named: put 'Account: NAME' on top, or name the file 'NAME - DATE'");
    return st;
}
