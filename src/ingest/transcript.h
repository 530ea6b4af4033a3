/* transcript.h - who said what in a call, out of three kinds of text.
 *
 * Forms      WebVTT (first line WEBVTT), SRT (a number, then "00:00:01,000 --> ..."), and text in which lines
 *            begin with who speaks: "[00:01:02] Anna Lee (Customer): ...", "Agent: ..." (.txt only; a third
 *            of the lines must be so).  LF, CRLF and CR.
 * Speaker    <v Anna Lee> of WebVTT, each voice an utterance of its own; else "Name:" in front of the words, when
 *            the line has a time, or the name comes at least twice in the file, or is a word for a side.  A line
 *            without one goes on with the utterance before it.
 * Side       customer or agent, when the speaker is called so ("Customer", "Agent 2", "Anna (Kundin)"), a header
 *            line names him so (Customer: / Agent: / Participants: Anna (customer), Tom (agent)), or his
 *            address is of the header's Domain:.  Otherwise it stays unknown.
 * Header     "Key: value" lines on top (text), behind WEBVTT or in a NOTE: Account, Company, Account ID, Domain,
 *            Date, Call ID, Title, Participants, Customer, Agent, Host, Duration, Recording.  Where it names
 *            neither account nor date, a file name "Account - 2026-03-04 ..." does.
 * Number     of an utterance: its place among all pieces of the call, bad ones too, so that one that is mended later takes
 *            the place that was kept for it, and the others stay where they are.
 * Nothing    every line that is not blank is counted once: in an utterance, in a bad piece (with its reason), or
 * lost       in left[] by what it is.  .lines is their sum.
 * Memory     strings borrow from the text or the arena.
 */
#ifndef TL_INGEST_TRANSCRIPT_H
#define TL_INGEST_TRANSCRIPT_H

#include "ingest/emit.h"

typedef enum TranscriptForm { TRANSCRIPT_NONE, TRANSCRIPT_VTT, TRANSCRIPT_SRT, TRANSCRIPT_LABELLED } TranscriptForm;

typedef enum CallSide { SIDE_UNKNOWN, SIDE_CUSTOMER, SIDE_AGENT } CallSide;

typedef struct Utterance {
    int64_t  line, from_ms, to_ms;      /* -1: not said */
    int64_t  number;                    /* 1, 2, ... of the pieces of the call, bad ones among them */
    Str      speaker, email, text;      /* "" where not known */
    CallSide side;
} Utterance;

typedef struct TranscriptBad {
    int64_t     line, number;
    const char *reason;
    Str         raw;
} TranscriptBad;

typedef struct Transcript {
    Utterance     *at;
    size_t         n, cap;
    TranscriptBad *bad;
    size_t         n_bad, bad_cap;
    int64_t        lines, lines_used, lines_bad, left[LEFT_COUNT];
    Str            account, account_id, domain, call_id;
    bool           has_day;
    int64_t        day;
} Transcript;

TranscriptForm transcript_form(Str base, Str start);

/* `base` is the file's name, for what the text itself does not say. */
void transcript_parse(Str text, TranscriptForm form, Str base, Arena *a, Transcript *out);

/* What a piece needs of its call when it is read again by itself: lines of a header ("Account: ..."), the form and the
 * speakers among them. */
Str  transcript_about(const Transcript *t, TranscriptForm form, Str call, Str audio, Arena *a);
Str  transcript_about_value(Str about, const char *key);      /* "" when it is not said */
void transcript_piece(Str text, Str about, Arena *a, Transcript *out);

#endif
