#include "signal/stream.h"

static const char *const names[MEASURE_COUNT] = {
    [MEASURE_LATE] = "late",   [MEASURE_THEME] = "theme", [MEASURE_TICKETS] = "tickets",
    [MEASURE_REPLY] = "reply", [MEASURE_NPS] = "nps",
};

const char *measure_name(Measure m)
{
    return names[m];
}

static Stream *stream_of(Streams *s, Measure m, int64_t theme, const char *dimension, Str value)
{
    bool is_new;
    Str key = str_fmt(s->a, "%d %lld %s %.*s", (int)m, (long long)theme, dimension, STR_ARG(value));
    size_t at = strmap_put(&s->id, key, &is_new);
    if (!is_new)
        return &s->stream[at];
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 64;
        Stream *more = ARENA_NEW_N(s->a, Stream, s->cap);
        if (s->n)
            memcpy(more, s->stream, s->n * sizeof *more);
        s->stream = more;
    }
    s->stream[s->n++] = (Stream){ .measure = m,
                                  .theme = theme,
                                  .dimension = dimension,
                                  .value = str_dup(s->a, value),
                                  .name = STR(""),
                                  .x = ARENA_NEW_N(s->a, double, s->weeks + 1),
                                  .n = ARENA_NEW_N(s->a, double, s->weeks + 1) };
    return &s->stream[at];
}

void streams_add(Streams *s, Measure m, int64_t theme, Str region, Str segment, int64_t week,
                 double x, double n)
{
    if (week < s->first || week >= s->first + 7 * (int64_t)s->weeks)
        return;
    size_t w = (size_t)((week - s->first) / 7);
    const struct {
        const char *dimension;
        Str value;
    } slice[] = { { "all", STR("") }, { "region", region }, { "segment", segment } };
    for (size_t k = 0; k < sizeof slice / sizeof slice[0]; k++) {
        if (k && str_eq(slice[k].value, STR("unknown")))
            continue;
        Stream *st = stream_of(s, m, theme, slice[k].dimension, slice[k].value);
        st->x[w] += x;
        st->n[w] += n;
    }
}
