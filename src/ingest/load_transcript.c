/* load_transcript.c - a call's transcript as records of kind "utterance" (load.h). */
#include "ingest/load.h"

#include "base/attr.h"
#include "base/date.h"
#include "base/file.h"
#include "ingest/clean.h"
#include "ingest/recording.h"
#include "ingest/transcript.h"
#include "model/limits.h"

/* Positions in kinds[KIND_UTTERANCE]; a test holds them against the table. */
enum { CALL_ID, AT, SEQ, SPEAKER, SIDE, FROM_MS, TO_MS, TEXT, AUDIO, UTTERANCE_FIELDS };

static FactValue text_value(Str s) { return (FactValue){ .has = s.n > 0, .s = s }; }
static FactValue int_value(int64_t v, bool has) { return (FactValue){ .has = has, .i = has ? v : 0, .s = STR("") }; }

/* One call being read; a piece of it is read again with the number and the line that were kept for it. */
typedef struct Call {
    Transcript t;
    Str        id, audio, about;
    Emit      *e;
} Call;

static FactValue time_value(const Call *c, const Utterance *u)
{
    return int_value(c->t.day * MICROS_PER_DAY + (u->from_ms > 0 ? u->from_ms * 1000 : 0), c->t.has_day);
}

/* The account is the call's; our own people, and strangers by their address, are not of it. */
static void put_party(const Transcript *t, const Utterance *u, Str *party)
{
    for (int p = 0; p < PARTY_COUNT; p++)
        party[p] = STR("");
    if (u->side == SIDE_UNKNOWN && u->email.n && t->domain.n) {
        party[PARTY_EMAIL] = u->email;
    } else if (u->side != SIDE_AGENT) {
        party[PARTY_ACCOUNT_NAME] = t->account;
        party[PARTY_ACCOUNT_ID] = t->account_id;
        party[PARTY_DOMAIN] = t->domain;
        party[PARTY_EMAIL] = u->email;
    }
}

static Status put_bad(const Call *c, int64_t line, int64_t number, const char *reason, Str raw, Arena *a, Err *err)
{
    Str context = str_fmt(a, "%.*sPiece: %lld\n", STR_ARG(c->about), (long long)number);
    FactBad bad = { .line = line, .column_name = STR(""), .reason = reason, .raw = raw, .whole_row = true, .row = { raw, context, c->e->rows + 1 } };
    return emit_bad(c->e, &bad, err);
}

static Status put_one(const Call *c, const Utterance *u, Str key, Err *err)
{
    static const char *const sides[] = { [SIDE_UNKNOWN] = "", [SIDE_CUSTOMER] = "customer", [SIDE_AGENT] = "agent" };
    FactValue v[UTTERANCE_FIELDS];
    Arena a;
    Status st;
    arena_init(&a);
    if (!str_is_utf8(u->text) || !str_is_utf8(u->speaker)) {
        st = put_bad(c, u->line, u->number, "bytes that are not UTF-8", u->text, &a, err);
        arena_release(&a);
        return st;
    }
    v[CALL_ID] = text_value(c->id);
    v[AT] = time_value(c, u);
    v[SEQ] = int_value(u->number, true);
    v[SPEAKER] = text_value(clean_text(u->speaker, &a));
    v[SIDE] = text_value(str_of(sides[u->side]));
    v[FROM_MS] = int_value(u->from_ms, u->from_ms >= 0);
    v[TO_MS] = int_value(u->to_ms, u->to_ms >= 0);
    v[TEXT] = text_value(clean_text(door_text(c->e->door, -1, u->text, &a), &a));
    v[AUDIO] = text_value(c->audio);
    FactRecord r = { .kind = KIND_UTTERANCE, .line = u->line, .counts = true, .value = v, .ext_id = key };
    put_party(&c->t, u, r.party);
    st = emit_record(c->e, &r, err);
    arena_release(&a);
    return st;
}

/* Pieces that were set aside and are mended: each knows of its call what it needs (transcript_about()). */
static Status put_again(const JobAgain *g, Emit *e, Err *err)
{
    Status st = ST_OK;
    for (size_t i = 0; i < g->n && !st; i++) {
        Arena a;
        int64_t number = 1;
        Call c = { .about = g->context[i], .e = e };
        arena_init(&a);
        transcript_piece(g->row[i].raw, c.about, &a, &c.t);
        c.id = transcript_about_value(c.about, "Call ID");
        c.audio = transcript_about_value(c.about, "Recording");
        (void)str_to_i64(transcript_about_value(c.about, "Piece"), &number);
        for (size_t k = 0; k < c.t.n && !st; k++) {
            Utterance u = c.t.at[k];
            u.line = g->row[i].line;
            u.number = number;
            st = put_one(&c, &u, str_fmt(&a, k ? "%.*s/%lld.%zu" : "%.*s/%lld", STR_ARG(c.id), (long long)number, k + 1), err);
        }
        for (size_t k = 0; k < c.t.n_bad && !st; k++)
            st = put_bad(&c, g->row[i].line, number, c.t.bad[k].reason, c.t.bad[k].raw, &a, err);
        arena_release(&a);
    }
    return st;
}

static Status put_all(const Call *c, Arena *a, Err *err)
{
    const Transcript *t = &c->t;
    Status st = ST_OK;
    for (size_t k = 0; k < t->n && !st; k++)
        st = put_one(c, &t->at[k], str_fmt(a, "%.*s/%lld", STR_ARG(c->id), (long long)t->at[k].number), err);
    for (size_t k = 0; k < t->n_bad && !st; k++)
        st = put_bad(c, t->bad[k].line, t->bad[k].number, t->bad[k].reason, t->bad[k].raw, a, err);
    for (int i = 0; i < LEFT_COUNT; i++)
        c->e->left[i] += t->left[i];
    return st;
}

/* The transcript read, and the recording that lies beside it. */
static Status read_call(const Job *j, Arena *a, Call *c, EmitClip *clip, Err *err)
{
    Str text;
    Status st = job_text(j, LIMIT_TRANSCRIPT, a, &text, err);
    if (st)
        return st;
    Str base = path_base(j->shown);
    TranscriptForm form = transcript_form(base, text);
    transcript_parse(text, form, base, a, &c->t);
    c->id = c->t.call_id.n ? c->t.call_id : path_stem(j->shown);
    *clip = (EmitClip){ .call = STR(""), .shown = STR("") };
    if (recording_beside(j, a, clip))
        clip->call = c->id;
    c->audio = clip->shown;
    c->about = transcript_about(&c->t, form, c->id, c->audio, a);
    return ST_OK;
}

Status load_transcript_clip(const Job *j, Arena *a, Str *call, EmitClip *clip, Err *err)
{
    Call *c = ARENA_NEW(a, Call);
    Status st = read_call(j, a, c, clip, err);
    *call = c->id;
    return st;
}

Status load_transcript(const Job *j, const LoadOptions *o, Arena *a, Emit *e, Err *err)
{
    Call *c = ARENA_NEW(a, Call);
    if (kinds[KIND_UTTERANCE].n_field != UTTERANCE_FIELDS)
        bug("kind 'utterance' has changed");
    e->door = door_open(NULL, 0, o->keep, a);
    door_settle(e->door);
    if (j->again)
        return put_again(j->again, e, err);
    c->e = e;
    Status st = read_call(j, a, c, &e->clip, err);
    if (st)
        return st;
    st = put_all(c, a, err);
    if (c->audio.n)
        emit_remark(e, "recording beside it: %.*s", STR_ARG(c->audio));
    if (!c->t.account.n && !c->t.account_id.n && !c->t.domain.n)
        emit_remark(e, "no account named: put 'Account: NAME' on top, or name the file 'NAME - DATE'");
    return st;
}
