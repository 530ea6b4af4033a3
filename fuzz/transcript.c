/* Oracles: (1) conservation: every line that is not blank is in an utterance, in a bad piece, or counted as what it is;
 * (2) utterances have words and lines of the file, in order; (3) round trip: what was understood, written as WebVTT
 * with a voice each, is understood as the same words by as many; (4) a piece by itself, bad as it was or written as a cue,
 * is conserved too, and the cue has the same words; (5) numbers of pieces are 1, 2, ... */
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

static void pieces(const Transcript *t, TranscriptForm form, Arena *a)
{
    Str about = transcript_about(t, form, STR("call"), STR(""), a);
    bool *seen = arena_array(a, t->n + t->n_bad + 2, 1, 1);
    Transcript one;
    memset(seen, 0, t->n + t->n_bad + 2);
    for (size_t i = 0; i < t->n + t->n_bad; i++) {
        int64_t number = i < t->n ? t->at[i].number : t->bad[i - t->n].number;
        if (number < 1 || number > (int64_t)(t->n + t->n_bad) || seen[number])
            bug("piece %lld of %zu", (long long)number, t->n + t->n_bad);
        seen[number] = true;
    }
    for (size_t i = 0; i < t->n_bad; i++) {
        transcript_piece(t->bad[i].raw, about, a, &one);
        conserved(&one);
    }
    for (size_t i = 0; i < t->n && i < 20; i++) {
        Buf b;
        buf_init(&b, 1 << 22);
        buf_puts(&b, "00:01.000 --> 00:02.000\n<v Speaker>");
        put_escaped(&b, t->at[i].text);
        transcript_piece(buf_str(&b), STR("Form: vtt\n"), a, &one);
        conserved(&one);
        if (one.n != 1 || !str_eq(one.at[0].text, t->at[i].text))
            bug("a cue by itself came back as %zu", one.n);
        buf_release(&b);
    }
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
        pieces(&t, (TranscriptForm)form, &a);
        arena_release(&a);
    }
    return 0;
}
