/* Oracles: (1) conservation: every line that is not blank is in an utterance, in a bad piece, or counted as what it is;
 * (2) utterances have words and lines of the file, in order; (3) round trip: what was understood, written as WebVTT
 * with a voice each, is understood as the same words by as many. */
#include "base/buf.h"
#include "base/status.h"
#include "fuzz/fuzz.h"
#include "ingest/transcript.h"

static void conserved(const Transcript *t)
{
    int64_t left = t->lines_used + t->lines_bad, before = 0;
    for (int i = 0; i < LEFT_COUNT; i++)
        left += t->left[i];
    if (left != t->lines)
        bug("%lld lines, %lld accounted for", (long long)t->lines, (long long)left);
    for (size_t i = 0; i < t->n; i++) {
        const Utterance *u = &t->at[i];
        if (!u->text.n || u->line < before || u->to_ms < -1 || u->from_ms < -1)
            bug("utterance %zu without words, or out of order", i);
        before = u->line;
    }
}

static void put_escaped(Buf *b, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '&')
            buf_puts(b, "&amp;");
        else if (s.p[i] == '<')
            buf_puts(b, "&lt;");
        else if (s.p[i] == '>')
            buf_puts(b, "&gt;");
        else
            buf_putc(b, s.p[i]);
    }
}

static void round_trip(const Transcript *t, Arena *a)
{
    Buf b;
    Transcript again;
    buf_init(&b, 1 << 22);
    buf_puts(&b, "WEBVTT\n\n");
    for (size_t i = 0; i < t->n; i++) {
        buf_printf(&b, "00:00:%02zu.000 --> 00:01:00.000\n<v Speaker>", i % 60);
        put_escaped(&b, t->at[i].text);
        buf_puts(&b, "</v>\n\n");
    }
    transcript_parse(buf_str(&b), TRANSCRIPT_VTT, STR("again.vtt"), a, &again);
    conserved(&again);
    if (again.n != t->n || again.n_bad)
        bug("%zu utterances came back as %zu and %zu bad", t->n, again.n, again.n_bad);
    for (size_t i = 0; i < t->n; i++)
        if (!str_eq(t->at[i].text, again.at[i].text) || !str_eq(again.at[i].speaker, STR("Speaker")))
            bug("utterance %zu came back otherwise", i);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "call.txt", "Acme - 2026-03-04.vtt", "20260304 - x.srt" };
    Str text = { size ? (const char *)data : "", size };
    for (int form = TRANSCRIPT_VTT; form <= TRANSCRIPT_LABELLED; form++) {
        Arena a;
        Transcript t;
        arena_init(&a);
        (void)transcript_form(str_of(names[form - 1]), text);
        transcript_parse(text, (TranscriptForm)form, str_of(names[form - 1]), &a, &t);
        conserved(&t);
        round_trip(&t, &a);
        arena_release(&a);
    }
    return 0;
}
