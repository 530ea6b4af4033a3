#include "serve/decide.h"

#include "base/date.h"
#include "model/limits.h"
#include "model/way.h"
#include "store/question_decide.h"
#include "store/setting.h"
#include "store/verdict.h"

enum { NAME_MAX_BYTES = 200 };

typedef Status Decide(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err);

static Status check_name(Str name, Err *err)
{
    if (!name.n || name.n > NAME_MAX_BYTES)
        return ERR(err, ST_USAGE, "a name has 1 to %d bytes", NAME_MAX_BYTES);
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < ' ')
            return ERR(err, ST_USAGE, "a name is one line");
    return ST_OK;
}

static Str number_of(Arena *a, int64_t id)
{
    return str_fmt(a, "%lld", (long long)id);
}

static Status judge(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_SIGNAL_WORDS, STORE_ARGS(DB_INT(ask->one)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "there is no signal %lld", (long long)ask->one);
    if (!st)
        *out = (DecideWords){ out->stage, col_text(&t, "subject")[0], date_iso(a, col_int(&t, "at")[0]) };
    return st;
}

/* "12-3" */
static bool comment_id(Str word, int64_t *account, int64_t *comment)
{
    Str rest = str_trim(word), first = str_cut(&rest, '-');
    return str_to_i64(first, account) && str_to_i64(rest, comment) && *account >= 0 && *comment > 0;
}

static Str key_of(const Table *t, int64_t account, int64_t comment)
{
    for (size_t r = 0; r < t->n; r++)
        if (col_int(t, "account_id")[r] == account && col_int(t, "comment_id")[r] == comment)
            return col_text(t, "voice")[r];
    return STR("");
}

/* The quotes' keys in the order they were given, one a line. */
static Status quote_keys(Store *s, Str ids, Arena *a, Str *out, Err *err)
{
    int64_t account, comment;
    Str accounts = STR(""), comments = STR(""), rest = ids;
    size_t n = 0;
    Table t;
    for (; rest.n; n++) {
        Str word = str_cut(&rest, ',');
        if (!comment_id(word, &account, &comment))
            return ERR(err, ST_USAGE, "'%.*s' is no comment's id", STR_ARG(str_sub(word, 0, 40)));
        accounts = str_fmt(a, "%.*s%s%lld", STR_ARG(accounts), n ? "," : "", (long long)account);
        comments = str_fmt(a, "%.*s%s%lld", STR_ARG(comments), n ? "," : "", (long long)comment);
    }
    if (!n || n > LIMIT_STORY_QUOTES)
        return ERR(err, ST_USAGE, "a story holds 1 to %d quotes", LIMIT_STORY_QUOTES);
    Status st = store_fetch(s, SQL_VOICE_KEYS, STORE_ARGS(DB_TEXT(accounts), DB_TEXT(comments)), a, &t, err);
    *out = STR("");
    for (rest = ids; !st && rest.n;) {
        Str word = str_cut(&rest, ',');
        (void)comment_id(word, &account, &comment);
        Str key = key_of(&t, account, comment);
        if (!key.n)
            return ERR(err, ST_NOT_FOUND, "there is no comment '%.*s', or it may not be shown", STR_ARG(word));
        *out = str_fmt(a, "%.*s%s%.*s", STR_ARG(*out), out->n ? "\n" : "", STR_ARG(key));
    }
    return st;
}

static Status story(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    out->subject = str_trim(ask->name);
    Status st = check_name(out->subject, err);
    return st ? st : quote_keys(s, ask->value, a, &out->object, err);
}

static Status story_exists(Store *s, int64_t id, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_STORY_LIST, STORE_NO_ARGS, a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        if (col_int(&t, "verdict_id")[r] == id)
            return ST_OK;
    return st ? st : ERR(err, ST_NOT_FOUND, "there is no story %lld", (long long)id);
}

static Status edit(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    Str name = str_trim(ask->name), keys;
    Status st = check_name(name, err);
    if (!st)
        st = story_exists(s, ask->one, a, err);
    if (!st)
        st = quote_keys(s, ask->value, a, &keys, err);
    if (!st)
        *out = (DecideWords){ out->stage, number_of(a, ask->one), str_fmt(a, "%.*s\n%.*s", STR_ARG(name), STR_ARG(keys)) };
    return st;
}

static Status drop(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    out->subject = number_of(a, ask->one);
    return story_exists(s, ask->one, a, err);
}

/* By name, as the command line says it: numbers of accounts outlive no split. */
static Status quote(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    Table t;
    if (ask->one <= 0)
        return ERR(err, ST_USAGE, "'one' is the account's number");
    Status st = store_fetch(s, SQL_REPORT_ACCOUNTS, STORE_ARGS(DB_INT(ask->one)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "there is no account %lld", (long long)ask->one);
    if (!st)
        out->subject = col_text(&t, "name")[0];
    return st;
}

static Status undo(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    out->subject = number_of(a, ask->decision);
    return verdict_may_undo_of(s, out->stage, ask->decision, a, err);
}

/* In the words of the column and its file: both stay. */
static Status answer(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_QUESTION_WORDS, STORE_ARGS(DB_INT(ask->one), DB_TEXT(ask->name)), a, &t, err);
    if (!st && !t.n)
        st = ERR(err, ST_NOT_FOUND, "nothing is asked about column '%.*s' of file %lld", STR_ARG(str_sub(ask->name, 0, NAME_MAX_BYTES)), (long long)ask->one);
    if (st)
        return st;
    if (!way_answers(way_of(ask->what), col_text(&t, "about")[0]))
        return ERR(err, ST_USAGE, "'what' must be %s: it is asked how %.*s are read", way_both(col_text(&t, "about")[0]), STR_ARG(col_text(&t, "about")[0]));
    out->subject = col_text(&t, "words")[0];
    return ST_OK;
}

/* Once its rows are in the book they stay, and their files are to be imported again. */
static Status unanswer(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    Table t;
    Status st = undo(s, ask, a, out, err);
    if (!st)
        st = store_fetch(s, SQL_QUESTION_DECIDED, STORE_NO_ARGS, a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++)
        if (col_int(&t, "verdict_id")[r] == ask->decision)
            return ST_OK;
    if (!st)
        st = store_fetch(s, SQL_QUESTION_SAID, STORE_NO_ARGS, a, &t, err);
    const TableColumn *verdict = st ? NULL : table_col(&t, "verdict_id");
    for (size_t r = 0; !st && r < t.n; r++)
        if (col_has(verdict, r) && verdict->i[r] == ask->decision)
            return question_undo(s, col_int(&t, "file_id")[r], col_text(&t, "column_name")[r], ask->who, micros_stamp(a, wall_micros()), err);
    return st ? st : ERR(err, ST_CONFLICT, "answer %lld is not the one that holds: another one was given later", (long long)ask->decision);
}

/* By its official name: what customers call it changes with what they say.  A value of nothing: nobody's. */
static Status own(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    Table t;
    Str unit = str_trim(ask->value);
    Status st = unit.n ? check_name(unit, err) : ST_OK;
    if (!st)
        st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, a, &t, err);
    if (st)
        return st;
    for (size_t r = 0; r < t.n; r++) {
        Str official = col_text(&t, "official")[r];
        if (col_int(&t, "issue_id")[r] != ask->one)
            continue;
        *out = (DecideWords){ out->stage, official.n ? official : col_text(&t, "name")[r], unit };
        return ST_OK;
    }
    return ERR(err, ST_NOT_FOUND, "there is no issue %lld", (long long)ask->one);
}

static const struct {
    const char *about, *what, *stage;
    Decide     *decide;
} kind[] = {
    { "signals", "real", "signal", judge }, { "signals", "known", "signal", judge }, { "signals", "dull", "signal", judge }, { "signals", "undo", "signal", undo },
    { "voices", "story", "voices", story }, { "voices", "edit", "voices", edit },    { "voices", "drop", "voices", drop },   { "voices", "undo", "voices", undo },
    { "voices", "permit", "voices", quote }, { "voices", "forbid", "voices", quote }, { "voices", "inside", "voices", quote },
    { "issues", "owner", "owner", own },               { "issues", "undo", "owner", undo },
    { "questions", "day-first", "question", answer },  { "questions", "month-first", "question", answer },
    { "questions", "point", "question", answer },      { "questions", "comma", "question", answer },       { "questions", "undo", "question", unanswer },
};

bool decide_knows(Str about)
{
    for (size_t i = 0; i < COUNT_OF(kind); i++)
        if (str_eq(about, str_of(kind[i].about)))
            return true;
    return false;
}

Status decide_words(Store *s, const WriterAsk *ask, Arena *a, DecideWords *out, Err *err)
{
    Str can = STR("");
    for (size_t i = 0; i < COUNT_OF(kind); i++) {
        if (!str_eq(ask->about, str_of(kind[i].about)))
            continue;
        if (str_eq(ask->what, str_of(kind[i].what))) {
            *out = (DecideWords){ kind[i].stage, STR(""), STR("") };
            return kind[i].decide(s, ask, a, out, err);
        }
        can = str_fmt(a, "%.*s%s%s", STR_ARG(can), can.n ? ", " : "", kind[i].what);
    }
    return ERR(err, ST_USAGE, "'what' about %.*s must be one of: %.*s", STR_ARG(ask->about), STR_ARG(can));
}
