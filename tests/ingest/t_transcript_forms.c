/* Transcripts of calls.
 * Oracle: what must reach the sink for each file's bytes, read from the export by hand; the fake sink refuses files
 * whose rows do not add up, and `note` says what was left out and why. */
#include "tests/ingest/forms.h"

// clang-format off
static const Form forms[] = {
    { .about = "WebVTT: voices, notes, styles, ids, settings, CRLF", .rows = 4, .kept = 3, .bad = 1, .file = "Acme GmbH - 2026-03-04.vtt",
      .bytes = "\xEF\xBB\xBFWEBVTT - weekly\r\n"
      "\r\n"
      "NOTE\r\n"
      "Participants: Anna Lee (Customer), Tom (Agent)\r\n"
      "\r\n"
      "STYLE\r\n"
      "::cue { color: red }\r\n"
      "\r\n"
      "intro\r\n"
      "00:01.000 --> 00:04.500 align:start\r\n"
      "<v Anna Lee>It is <i>late</i> &amp; wrong.</v>\r\n"
      "\r\n"
      "2\r\n"
      "01:00:05.000 --> 01:00:06.000\r\n"
      "<v.loud Tom>Sorry.</v>\r\n"
      "<v Anna Lee>Again.\r\n"
      "\r\n"
      "00:09.000 --> 00:08.000\r\n"
      "back in time\r\n"
      "\r\n"
      "00:10.000 --> 00:11.000\r\n",
      .shape = "Call transcript",
      .want = "utterance 11 Acme GmbH - 2026-03-04/1 [,Acme GmbH,,,,,] | Acme GmbH - 2026-03-04 | 2026-03-04T00:00:01Z | 1 | An"
      "na Lee | customer | 1000 | 4500 | It is late & wrong. | ~\n"
      "utterance 15 Acme GmbH - 2026-03-04/2 [,,,,,,] | Acme GmbH - 2026-03-04 | 2026-03-04T01:00:05Z | 2 | Tom | agent"
      " | 3605000 | 3606000 | Sorry. | ~\n"
      "utterance 15 Acme GmbH - 2026-03-04/3 [,Acme GmbH,,,,,] | Acme GmbH - 2026-03-04 | 2026-03-04T01:00:05Z | 3 | An"
      "na Lee | customer | 3605000 | 3606000 | Again. | ~\n"
      "bad 18:0  'times of this cue not understood' 00:09.000 --> 00:08.000\r\nback in time\n",
      .note = "5 lines of headers and notes left out; 5 lines of cue numbers and times left out" },
    { .about = "SRT: commas in times, a cue without a blank line before it, words without a time", .rows = 4, .kept = 3, .bad = 1, .file = "call.srt",
      .bytes = "1\n"
      "00:00:01,000 --> 00:00:02,000\n"
      "Agent: Hello\n"
      "there\n"
      "2\n"
      "00:00:03,000 --> 00:00:04,000\n"
      "Customer: My order\n"
      "\n"
      "lost words\n"
      "\n"
      "3\n"
      "00:00:05,000 --> 00:00:06,000\n"
      "Note: this is one speaker less\n",
      .shape = "Call transcript",
      .want = "utterance 3 call/1 [,,,,,,] | call | ~ | 1 | Agent | agent | 1000 | 2000 | Hello there | ~\n"
      "utterance 7 call/2 [,,,,,,] | call | ~ | 2 | Customer | customer | 3000 | 4000 | My order | ~\n"
      "utterance 13 call/4 [,,,,,,] | call | ~ | 4 | ~ | ~ | 5000 | 6000 | Note: this is one speaker less | ~\n"
      "bad 9:0  'words without a time' lost words\n",
      .note = "6 lines of cue numbers and times left out; no account named: put 'Account: NAME' on top, or name the file 'NAME "
      "- DATE'" },
    { .about = "SRT of two cues: first and last names in front of most cues are speakers at once, a word with a colon is none", .rows = 3, .kept = 3, .file = "call.srt",
      .bytes = "1\n00:00:01,000 --> 00:00:04,000\nAnn B: The exports are slow.\n\n2\n00:00:05,000 --> 00:00:09,000\nAgent Jane: Sorry, note: we fix it.\n\n"
               "3\n00:00:10,000 --> 00:00:11,000\nRemember: today.\n",
      .shape = "Call transcript",
      .want = "utterance 3 call/1 [,,,,,,] | call | ~ | 1 | Ann B | ~ | 1000 | 4000 | The exports are slow. | ~\n"
              "utterance 7 call/2 [,,,,,,] | call | ~ | 2 | Agent Jane | ~ | 5000 | 9000 | Sorry, note: we fix it. | ~\n"
              "utterance 11 call/3 [,,,,,,] | call | ~ | 3 | ~ | ~ | 10000 | 11000 | Remember: today. | ~\n" },
    { .about = "VTT of two cues, Zoom's form", .rows = 2, .kept = 2, .file = "Acme - 2026-02-11.vtt",
      .bytes = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nAnn B: Slow.\n\n2\n00:00:05.000 --> 00:00:09.000\nJane Roe: Sorry.\n",
      .shape = "Call transcript",
      .want = "utterance 5 Acme - 2026-02-11/1 [,Acme,,,,,] | Acme - 2026-02-11 | 2026-02-11T00:00:01Z | 1 | Ann B | ~ | 1000 | 4000 | Slow. | ~\n"
              "utterance 9 Acme - 2026-02-11/2 [,Acme,,,,,] | Acme - 2026-02-11 | 2026-02-11T00:00:05Z | 2 | Jane Roe | ~ | 5000 | 9000 | Sorry. | ~\n" },
    { .about = "labelled text with a header, times, sides, and a line that goes on", .rows = 3, .kept = 3, .file = "call.txt",
      .bytes = "Account: Birch Ltd\n"
      "Date: 2026-02-13\n"
      "Domain: birch.de\n"
      "\n"
      "[00:01:02] Anna (Kundin): The portal\n"
      "is down again.\n"
      "[00:01:09] tom@us.com: Since when?\n"
      "(1:10) b@birch.de: Monday\n",
      .shape = "Call transcript",
      .want = "utterance 5 call/1 [,Birch Ltd,,,birch.de,,] | call | 2026-02-13T00:01:02Z | 1 | Anna | customer | 62000 | ~ | T"
      "he portal is down again. | ~\n"
      "utterance 7 call/2 [,,,tom@us.com,,,] | call | 2026-02-13T00:01:09Z | 2 | tom@us.com | ~ | 69000 | ~ | Since whe"
      "n? | ~\n"
      "utterance 8 call/3 [,Birch Ltd,,b@birch.de,birch.de,,] | call | 2026-02-13T00:01:10Z | 3 | b@birch.de | customer"
      " | 70000 | ~ | Monday | ~\n",
      .note = "3 lines of headers and notes left out" },
    { .about = "plain labels: sides by the words", .rows = 3, .kept = 3, .file = "chat.txt",
      .bytes = "Agent: Good morning\n"
      "Customer: Hello\n"
      "Agent 2: Taking over\n"
      "Remark: nothing\n",
      .shape = "Call transcript",
      .want = "utterance 1 chat/1 [,,,,,,] | chat | ~ | 1 | Agent | agent | ~ | ~ | Good morning | ~\n"
      "utterance 2 chat/2 [,,,,,,] | chat | ~ | 2 | Customer | customer | ~ | ~ | Hello | ~\n"
      "utterance 3 chat/3 [,,,,,,] | chat | ~ | 3 | Agent 2 | agent | ~ | ~ | Taking over Remark: nothing | ~\n",
      .note = "no account named: put 'Account: NAME' on top, or name the file 'NAME - DATE'" },
    { .about = "nobody speaks at first", .rows = 5, .kept = 4, .bad = 1, .file = "odd.txt",
      .bytes = "once upon a time\n"
      "Anna: one\n"
      "Bob: two\n"
      "Anna: three\n"
      "Bob: four\n",
      .shape = "Call transcript",
      .want = "utterance 2 odd/2 [,,,,,,] | odd | ~ | 2 | Anna | ~ | ~ | ~ | one | ~\n"
      "utterance 3 odd/3 [,,,,,,] | odd | ~ | 3 | Bob | ~ | ~ | ~ | two | ~\n"
      "utterance 4 odd/4 [,,,,,,] | odd | ~ | 4 | Anna | ~ | ~ | ~ | three | ~\n"
      "utterance 5 odd/5 [,,,,,,] | odd | ~ | 5 | Bob | ~ | ~ | ~ | four | ~\n"
      "bad 1:0  'words before anybody speaks' once upon a time\n",
      .note = "no account named: put 'Account: NAME' on top, or name the file 'NAME - DATE'" },
    { .about = "a text without speakers is no call", .file = "notes.txt",
      .bytes = "Shopping list\n"
      "milk\n"
      "bread\n",
      .shape = "", .want = "", .says = "utterance field note reference change); columns: bread" },
};
// clang-format on

FORMS_MAIN(forms)
