/* comment.h - the verbatims of a book in memory: where each came from, and what was heard in it. */
#ifndef TL_LISTEN_COMMENT_H
#define TL_LISTEN_COMMENT_H

#include "base/arena.h"
#include "base/map.h"
#include "base/status.h"
#include "store/store.h"
#include "text/expect.h"
#include "text/theme.h"

enum { MENTIONS_MAX = 8 }; /* themes found: at most three; with rules and a person's labels more */

typedef enum MoodState { MOOD_NONE, MOOD_CLEAR, MOOD_WISH, MOOD_UNCLEAR } MoodState;

typedef struct HeardSentence {
    uint32_t from, n;     /* bytes of the cleaned text */
    float mood;           /* what counts, -1 to 1; 0 where not scored or unclear */
    float rules, learned; /* what each says; learned NAN without a model */
    MoodState state;
    bool mixed; /* words of feeling of both signs */
    Str words; /* "from-to:weight ...", bytes of the cleaned text */
} HeardSentence;

typedef enum MentionHow { HOW_FOUND, HOW_RULE, HOW_LEARNED, HOW_PERSON } MentionHow;

typedef struct Mention { /* a theme, and the sentence that speaks of it most */
    uint32_t theme, sub, from, n; /* theme and sub: places in a ThemeList (theme_list.h) */
    float weight, mood;
    bool felt; /* its mood is known: 0 is neutral, not unclear */
    MentionHow how;
} Mention;

typedef struct SaidSentence { /* holds what is lived against a yardstick, or makes do */
    uint32_t sentence;
    bool workaround;
    Expect e; /* spans are bytes of the sentence */
} SaidSentence;

typedef struct ToldSentence {
    uint32_t sentence;
    ExpectMouth way;
} ToldSentence;

typedef struct CallPiece { /* the utterances of a call that a comment is made of */
    int64_t source, from_seq, to_seq, from_ms, to_ms; /* milliseconds of the recording, -1: not said */
    Str call, speaker;
} CallPiece;

typedef struct Comment {
    int64_t account, contact, at, score, file,
        line;             /* account, contact 0 and score -1: not known */
    int rated;            /* -1 and 1: the low and the high end of the satisfaction or stars that came with it; 0: between, or none */
    const char *channel;  /* survey | ticket | churn | message | review | call */
    Str raw, text;        /* as written; cleaned */
    Str key, question;    /* of its record, in words that outlive numbers; the question answered, or "" */
    const char *language; /* ISO 639-1 or "unknown" */
    const CallPiece *call; /* NULL but for calls */
    bool scored;
    float mood; /* mean mood of its clear sentences, weighted by length */
    bool cut;   /* longer than what is read */
    HeardSentence *sentence;
    uint32_t n_sentence;
    Lang lang;
    Lang questionnaire; /* the language a survey says it was answered in */
    Mention mention[MENTIONS_MAX];
    uint32_t n_mention;           /* strongest first */
    bool asked; /* answers a question after expectations */
    SaidSentence *said;
    uint32_t n_said;
    ToldSentence *told;           /* in which somebody says to have recommended or warned */
    uint32_t n_told;
    bool again;                   /* the same person said it a moment ago, in these words (repeat.h) */
    float margin;                 /* 0..1: how far ahead its strongest theme is in the sentence that is least sure */
} Comment;

typedef struct Comments {
    Comment *at;
    size_t n, cap;
    int64_t before; /* number of the last comment in the book before these; 0 in a whole run */
    Str *gone;      /* keys of utterances that are no comment of their own, of the calls that came in; none in a whole run */
    size_t n_gone, gone_cap;
} Comments;

/* All verbatims in an order of their own (answers, tickets, churn texts, messages in tickets, reviews; by time and key; then calls, turn.h),
 * whatever the order of imports; of files behind `after_file` alone.  A message that says what its ticket's body says is none. */
MUST_USE Status comments_load(Store *s, int64_t after_file, Arena *a, Comments *out, Err *err);

Comment *comments_add(Comments *c, Arena *a);
int64_t cell_int(const Table *t, const char *name, size_t r, int64_t otherwise);
Str comment_key(char mark, int64_t key_hash, Arena *a); /* of a record: its kind, and its key */

/* Cuts a cleaned text, which is copied to `a`, and tells its language. */
MUST_USE Status comment_read(Comment *c, Str text, Tokenizer *tz, Arena *a, Arena *scratch, Err *err);

/* Comments that two threads do something with, in lots: who is done with one takes the next.  Answers are short and come first, tickets and
 * mails are long and come last: in two halves one thread would wait for the other. */
typedef struct CommentsLots CommentsLots;

/* The next lot, [from, to); false when none is left.  Lots of one thread come in ascending order. */
bool comments_next(CommentsLots *l, size_t *from, size_t *to);

/* What is done with each comment of the lots that one thread gets; memory from `a`, which is this thread's own.  It must not depend on what
 * the thread did before, other than in speed: which lots it gets is chance. */
typedef Status CommentsWork(Comments *c, CommentsLots *lots, const void *with, Arena *a, Err *err);

Status comments_hear(Comments *c, CommentsLots *lots, const void *unused, Arena *a, Err *err); /* cleans and cuts */
Status comments_code(Comments *c, CommentsLots *lots, const void *theme_list, Arena *a, Err *err); /* themes, by sentence */

/* All comments, on two threads; arena[k] gives each its memory and must outlive the comments.  Of two that fail the one whose lot came first
 * is told. */
MUST_USE Status comments_share(Comments *c, CommentsWork *work, const void *with, Arena arena[2], Err *err);

#endif
