#include "serve/hook_take.h"

#include <jansson.h>

#include "base/buf.h"
#include "serve/hook_form.h"
#include "serve/json_part.h"

typedef struct Taking {
    const Hook *h;
    int64_t     now;
    Arena      *a;
    Taken      *out;
    size_t      cap;
    Str         stream;        /* asked for; "" none */
} Taking;

typedef Status TakeSystem(Taking *t, Str body, Err *err);

/* One line: between tokens of JSON a line end is a space, and within a text it cannot stand. */
static Str one_line(Arena *a, Str text)
{
    char *p = arena_alloc(a, text.n + 1, 1);
    for (size_t i = 0; i < text.n; i++)
        p[i] = text.p[i] == '\n' || text.p[i] == '\r' ? ' ' : text.p[i];
    p[text.n] = 0;
    return (Str){ p, text.n };
}

static Status put(Taking *t, Str stream, Str record, Err *err)
{
    Taken *o = t->out;
    if (!str_starts(record, STR("{")))
        return ERR(err, ST_USAGE, "a record is a JSON object");
    if (o->n == TAKE_MAX)
        return ERR(err, ST_USAGE, "more than %d records at once", TAKE_MAX);
    if (o->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 16;
        SpoolItem *more = ARENA_NEW_N(t->a, SpoolItem, t->cap);
        if (o->n)
            memcpy(more, o->item, o->n * sizeof *more);
        o->item = more;
    }
    o->item[o->n++] = (SpoolItem){ .hook = t->h->id, .at = t->now, .stream = t->stream.n ? t->stream : stream, .body = one_line(t->a, record) };
    return ST_OK;
}

static Status put_each(Taking *t, Str stream, Str array, Err *err)
{
    size_t at = 0;
    Str item;
    Status st = ST_OK;
    while (!st && json_next(array, &at, &item))
        st = put(t, stream, item, err);
    return st;
}

/* A member as text without its quotes; of ids and kinds, which have no escapes. */
static Str word(Str object, const char *path)
{
    Str v = json_part(object, path);
    return v.n >= 2 && v.p[0] == '"' ? str_sub(v, 1, v.n - 2) : v;
}

static Str stream_word(Arena *a, Str kind, const char *otherwise)
{
    bool plain = kind.n > 0 && kind.n <= STREAM_NAME_MAX;
    for (size_t i = 0; i < kind.n; i++)
        plain = plain && ((kind.p[i] >= 'a' && kind.p[i] <= 'z') || (kind.p[i] >= '0' && kind.p[i] <= '9') || kind.p[i] == '-' || kind.p[i] == '_');
    return plain ? str_dup(a, kind) : str_of(otherwise);
}

/* "OPEN" -> "open", with quotes: the value of a member of the record, in place in the copy. */
static void small_letters(Str copy, const char *path)
{
    Str v = json_part(copy, path);
    union { const char *in; char *out; } p = { .in = v.p };
    for (size_t i = 0; i < v.n; i++)
        if (p.out[i] >= 'A' && p.out[i] <= 'Z')
            p.out[i] = (char)(p.out[i] + ('a' - 'A'));
}

static Status zendesk_comment(Taking *t, Str body, Err *err)
{
    Buf b;
    buf_init(&b, body.n + 4096);
    buf_printf(&b, "{\"id\":%.*s,\"ticket_id\":%.*s,\"author_id\":%.*s,\"public\":%.*s,\"created_at\":%.*s,\"body\":%.*s}", STR_ARG(json_part(body, "event.comment.id")),
               STR_ARG(json_part(body, "detail.id")), STR_ARG(json_part(body, "event.comment.author.id")), STR_ARG(json_part(body, "event.comment.is_public")),
               STR_ARG(json_part(body, "time")), STR_ARG(json_part(body, "event.comment.body")));
    Status st = put(t, STR("message"), str_dup(t->a, buf_str(&b)), err);
    buf_release(&b);
    return st;
}

static Status take_zendesk(Taking *t, Str body, Err *err)
{
    static const Str event = STR_INIT("zen:event-type:");
    Str type = word(body, "type"), detail = json_part(body, "detail"), ticket = json_part(body, "ticket");
    if (!str_starts(type, event) || !detail.n)
        return put(t, STR("ticket"), ticket.n ? ticket : body, err);
    t->out->id = word(body, "id");
    Str kind = str_sub(type, event.n, type.n), subject = str_cut(&kind, '.');
    size_t at = t->out->n;
    Status st = put(t, stream_word(t->a, subject, "event"), detail, err);
    if (st || !str_eq(subject, STR("ticket")))
        return st;
    small_letters(t->out->item[at].body, "status");
    small_letters(t->out->item[at].body, "priority");
    bool comment = json_part(body, "event.comment.id").n && json_part(body, "event.comment.body").n && json_part(body, "event.comment.author.id").n &&
                   json_part(body, "event.comment.is_public").n && json_part(body, "time").n && json_part(body, "detail.id").n;
    return comment ? zendesk_comment(t, body, err) : ST_OK;
}

static Status take_stripe(Taking *t, Str body, Err *err)
{
    Str object = json_part(body, "data.object");
    t->out->id = word(body, "id");
    return put(t, stream_word(t->a, word(object, "object"), "object"), object, err);
}

static Status take_segment(Taking *t, Str body, Err *err)
{
    Str batch = json_part(body, "batch");
    if (str_starts(body, STR("[")) || str_starts(batch, STR("[")))
        return put_each(t, STR("call"), batch.n ? batch : body, err);
    t->out->id = word(body, "messageId");
    return put(t, STR("call"), body, err);
}

/* "contact.propertyChange" -> "contact-event"; an object by what it has. */
static Status hubspot_one(Taking *t, Str record, Err *err)
{
    static const struct { const char *has, *stream; } kinds[] = { { "properties.dealname", "deal" }, { "properties.dealstage", "deal" }, { "properties.email", "contact" },
                                                                  { "properties.lastname", "contact" }, { "properties.domain", "company" }, { "properties.name", "company" } };
    Str type = word(record, "subscriptionType");
    if (type.n) {
        Str kind = stream_word(t->a, str_cut(&type, '.'), "object");
        return put(t, str_fmt(t->a, "%.*s-event", STR_ARG(kind)), record, err);
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (json_part(record, kinds[i].has).n)
            return put(t, str_of(kinds[i].stream), record, err);
    return put(t, STR("object"), record, err);
}

static Status take_hubspot(Taking *t, Str body, Err *err)
{
    size_t at = 0;
    Str item;
    Status st = ST_OK;
    if (!str_starts(body, STR("[")))
        return hubspot_one(t, body, err);
    while (!st && json_next(body, &at, &item))
        st = hubspot_one(t, item, err);
    return st;
}

static Status take_qualtrics(Taking *t, Str body, Err *err)
{
    return put(t, json_part(body, "values").n ? STR("response") : STR("notice"), body, err);
}

static Status take_json(Taking *t, Str body, Err *err)
{
    return str_starts(body, STR("[")) ? put_each(t, STR("record"), body, err) : put(t, STR("record"), body, err);
}

static const struct { const char *system; TakeSystem *take; } takers[] = { { "zendesk", take_zendesk }, { "stripe", take_stripe }, { "segment", take_segment },
                                                                           { "hubspot", take_hubspot }, { "qualtrics", take_qualtrics }, { "json", take_json } };

static Status one_value(Taking *t, TakeSystem *take, Str text, Err *err)
{
    json_error_t why;
    json_t *o = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &why);
    if (!o)
        return ERR(err, ST_USAGE, "the body is no JSON: %.120s", why.text);
    json_decref(o);
    return take(t, str_trim(text), err);
}

/* One object a line: the second line begins one, too. */
static bool is_lines(Str body)
{
    Str rest = body, first = str_trim(str_cut(&rest, '\n'));
    return str_starts(first, STR("{")) && str_ends(first, STR("}")) && str_starts(str_trim(rest), STR("{"));
}

Status hook_take(const Hook *h, const HookCall *c, Str stream, Arena *a, Taken *out, Err *err)
{
    Taking t = { .h = h, .now = c->now, .a = a, .out = out, .stream = strcmp(h->system->name, "json") ? STR("") : stream };
    Str body = str_trim(c->body);
    Status st = ST_OK;
    size_t k = 0;
    *out = (Taken){ .id = STR("") };
    if (stream.n && !str_eq(stream_word(a, stream, ""), stream))
        return ERR(err, ST_USAGE, "'stream' is a word of small letters, digits, - and _, at most %d", STREAM_NAME_MAX);
    while (strcmp(takers[k].system, h->system->name) != 0)
        k++;
    if (form_is(c->header(c->ctx, "Content-Type")) && !form_field(c->body, STR("MSG"), a, &body))
        return ERR(err, ST_USAGE, "the form has no MSG");
    bool lines = !strcmp(h->system->name, "json") && is_lines(body);
    while (!st && lines && body.n) {
        Str line = str_trim(str_cut(&body, '\n'));
        st = line.n ? one_value(&t, takers[k].take, line, err) : ST_OK;
    }
    if (!lines)
        st = one_value(&t, takers[k].take, body, err);
    out->id = str_dup(a, out->id);
    return st || out->n ? st : ERR(err, ST_USAGE, "there is no record in it");
}
