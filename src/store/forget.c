#include "store/forget.h"

#include <assert.h>

#include "model/kind.h"
#include "model/limits.h"

enum { NEEDLES = 400, ID_LENGTH = 6, TEXT_COLUMNS = 5, CUT_SLACK = 4, NEAR_ALIASES = 500 };

static_assert(SQL_FORGET_FIND_CHANGE - SQL_FORGET_FIND_ACCOUNT == KIND_CHANGE && SQL_FORGET_PUT_CHANGE - SQL_FORGET_PUT_ACCOUNT == KIND_CHANGE
                  && KIND_CHANGE == KIND_COUNT - 1,
              "statements forget_find_* and forget_put_* in the order of KindId");

/* One erasure being done. */
typedef struct Forget {
    Store           *s;
    Arena           *a;
    const ForgetAsk *ask;
    ForgetResult    *out;
    Table            alias;
    bool            *mine;            /* by row of alias */
    StrMap           email, person;   /* addresses, lower case; "source\x1fid" */
    StrMap           file;            /* ids of files with her rows, as text */
    StrMap           clip;            /* digests of recordings */
    StrMap           seen;            /* rows counted: several needles may find one */
    ForgetNeedles    needle;
    bool             near;            /* texts of her account are being read */
    Str             *stated;          /* her numbers as her contact has them, by needle.phone */
    Str              ids;             /* of her aliases, by commas */
    unsigned char    key[32];
} Forget;

static void add_full(Forget *f, Str s)
{
    for (size_t i = 0; i < f->needle.n_full; i++)
        if (str_ieq(f->needle.full[i], s))
            return;
    if (s.n > 2 && f->needle.n_full < NEEDLES)
        f->needle.full[f->needle.n_full++] = s;
}

static void add_folded(Forget *f, Str *to, size_t *n, Str s)
{
    Str name = forget_folded(s, true, f->a);
    for (size_t i = 0; i < *n; i++)
        if (str_eq(to[i], name))
            return;
    if (name.n > 1 && *n < NEEDLES)
        to[(*n)++] = name;
}

static void add_word(Forget *f, Str s)
{
    if (s.n > 1 && f->needle.n_word < NEEDLES)
        f->needle.word[f->needle.n_word++] = s;
    if (s.n > 1)
        add_folded(f, f->needle.part, &f->needle.n_part, s);
}

/* A full name, as it is stated and in any spelling. */
static void add_name(Forget *f, Str s)
{
    add_full(f, s);
    add_folded(f, f->needle.name, &f->needle.n_name, s);
}

static void add_phone(Forget *f, Str s)
{
    Str digits = forget_phone(s, f->a);
    for (size_t i = 0; i < f->needle.n_phone; i++)
        if (str_eq(f->needle.phone[i], digits))
            return;
    if (!digits.n || f->needle.n_phone >= NEEDLES)
        return;
    f->stated[f->needle.n_phone] = s;
    f->needle.phone[f->needle.n_phone++] = digits;
}

static Status find_needles(Forget *f, Err *err)
{
    Table t;
    f->needle.full = ARENA_NEW_N(f->a, Str, NEEDLES);
    f->needle.word = ARENA_NEW_N(f->a, Str, NEEDLES);
    f->needle.phone = ARENA_NEW_N(f->a, Str, NEEDLES);
    f->needle.name = ARENA_NEW_N(f->a, Str, NEEDLES);
    f->needle.part = ARENA_NEW_N(f->a, Str, NEEDLES);
    f->needle.last = ARENA_NEW_N(f->a, Str, NEEDLES);
    f->stated = ARENA_NEW_N(f->a, Str, NEEDLES);
    for (size_t i = 0; i < f->email.n; i++)
        add_full(f, f->email.key[i]);
    Status st = store_fetch(f->s, SQL_FORGET_NAMES, STORE_ARGS(DB_TEXT(f->ids)), f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str first = str_trim(col_text(&t, "first_name")[r]), last = str_trim(col_text(&t, "last_name")[r]);
        add_phone(f, str_trim(col_text(&t, "phone")[r]));
        add_word(f, first);
        add_word(f, last);
        if (first.n && last.n) {
            add_name(f, str_fmt(f->a, "%.*s %.*s", STR_ARG(first), STR_ARG(last)));
            add_name(f, str_fmt(f->a, "%.*s, %.*s", STR_ARG(last), STR_ARG(first)));
            add_name(f, str_fmt(f->a, "%.*s %.*s", STR_ARG(last), STR_ARG(first)));
            add_folded(f, f->needle.last, &f->needle.n_last, last);
        } else if (memchr(last.p, ' ', last.n)) {
            add_name(f, last);
            while (last.n)
                add_word(f, str_cut(&last, ' '));
        }
    }
    return st;
}

static void count(Forget *f, const char *table, int64_t n)
{
    ForgetResult *o = f->out;
    size_t i = 0;
    while (i < o->n && strcmp(o->count[i].table, table) != 0)
        i++;
    if (!n)
        return;
    if (i == o->n) {
        assert(o->n < FORGET_TABLES);
        o->count[o->n].table = table;
        o->count[o->n++].n = 0;
    }
    o->count[i].n += n;
    o->rows += n;
}

static void meet_file(Forget *f, int64_t file)
{
    (void)strmap_put(&f->file, str_fmt(f->a, "%lld", (long long)file), NULL);
    f->out->files = (int64_t)f->file.n;
}

/* 1 when this row, named by its first n columns, was not counted yet. */
static int first_sight(Forget *f, const char *table, const Table *t, size_t r, size_t n)
{
    bool is_new;
    Str key = str_of(table);
    for (size_t c = 0; c < n; c++)
        key = str_fmt(f->a, "%.*s %lld", STR_ARG(key), (long long)t->col[c].i[r]);
    (void)strmap_put(&f->seen, key, &is_new);
    return is_new;
}

static bool own_row(Forget *f, const Table *t, size_t r)
{
    const TableColumn *c = table_col(t, "alias_id");
    if (!col_has(c, r))
        return false;
    const int64_t *id = col_int(&f->alias, "alias_id");
    size_t low = 0, high = f->alias.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (id[mid] < c->i[r])
            low = mid + 1;
        else
            high = mid;
    }
    return low < f->alias.n && id[low] == c->i[r] && f->mine[low];
}

/* Who spoke or wrote is said in words of the row, and they are hers. */
static bool own_words(const Forget *f, KindId kind, const Table *t, size_t r, Arena *a)
{
    const char *who = kind == KIND_UTTERANCE ? "speaker" : kind == KIND_MESSAGE || kind == KIND_REVIEW ? "author" : NULL;
    Str name = who ? str_trim(col_text(t, who)[r]) : STR("");
    for (size_t i = 0; name.n && i < f->needle.n_full; i++)
        if (str_ieq(f->needle.full[i], name))
            return true;
    Str folded = name.n ? forget_folded(name, true, a) : name;
    for (size_t i = 0; name.n && i < f->needle.n_name; i++)
        if (str_eq(f->needle.name[i], folded))
            return true;
    return false;
}

/* One row of a kind: its texts without her; true when something changes. */
static bool new_texts(const Forget *f, KindId kind, const Table *t, size_t r, bool own, Arena *a, DbArg *arg)
{
    bool changed = false;
    ForgetNeedles needle = f->needle;
    needle.n_phone = kind == KIND_ACCOUNT ? 0 : needle.n_phone; /* the company's number stays */
    for (size_t c = 5; c < t->n_col; c++) {
        bool personal = own && (kind == KIND_CONTACT || kind == KIND_IDENTITY || kind == KIND_CHANGE);
        if (!col_has(&t->col[c], r)) {
            arg[c - 1] = DB_NULL;
            continue;
        }
        Str was = t->col[c].s[r], now = forget_scrub(was, &needle, c == 5 ? FORGET_FAR : own ? FORGET_OWN : f->near ? FORGET_NEAR : FORGET_FAR, a);
        arg[c - 1] = personal ? DB_NULL : DB_TEXT(now);
        changed |= personal || now.p != was.p;
    }
    return changed;
}

static Status scrub_found(Forget *f, KindId kind, const char *ids, Str needle, Err *err)
{
    Table t;
    Arena texts;
    arena_init(&texts);
    Status st = store_fetch(f->s, SQL_FORGET_FIND_ACCOUNT + (int)kind, STORE_ARGS(DB_TEXT(str_of(ids)), DB_TEXT(needle)), &texts, &t, err);
    int64_t n = 0;
    for (size_t r = 0; !st && r < t.n; r++) {
        DbArg arg[4 + TEXT_COLUMNS];
        bool own = own_row(f, &t, r) || own_words(f, kind, &t, r, &texts);
        for (size_t c = 0; c < 4; c++)
            arg[c] = DB_INT(t.col[c].i[r]);
        if (own)
            meet_file(f, t.col[0].i[r]);
        if (!new_texts(f, kind, &t, r, own, &texts, arg))
            continue;
        meet_file(f, t.col[0].i[r]);
        n += first_sight(f, kinds[kind].table, &t, r, 4);
        if (!f->ask->dry_run)
            st = store_run(f->s, SQL_FORGET_PUT_ACCOUNT + (int)kind, arg, t.n_col - 1, err);
    }
    count(f, kinds[kind].table, n);
    arena_release(&texts);
    return st;
}

/* Her own rows, and the rows of others that name her. */
static Status scrub_kind(Forget *f, KindId kind, Err *err)
{
    Status st = scrub_found(f, kind, f->ids.p, STR(""), err);
    for (size_t i = 0; i < f->needle.n_full && !st; i++)
        st = scrub_found(f, kind, "-1", f->needle.full[i], err);
    return st;
}

/* Does a question ask who one is?  "Your name", "E-Mail-Adresse", "Numéro de téléphone"; a long one asks what one thinks. */
static bool asks_who(Str question)
{
    static const char *const who[] = {
        "name", "vorname", "nachname", "namen", "nom", "prenom", "nombre", "apellido", "apellidos", "nome", "cognome", "sobrenome", "naam", "voornaam",
        "achternaam", "firstname", "lastname", "surname", "fullname", "email", "mail", "emails", "courriel", "correo", "phone", "telephone", "mobile",
        "cell", "telefon", "telefonnummer", "handy", "handynummer", "mobilnummer", "telefono", "telefone", "telefoon", "telefoonnummer", "rufnummer",
    };
    enum { WORDS_MOST = 8 };
    Arena a;
    arena_init(&a);
    Str words = forget_folded(question, false, &a);
    bool asks = false;
    size_t n = 0;
    for (size_t from = 0, i = 0; i <= words.n; i++) {
        if (i < words.n && ((words.p[i] >= 'a' && words.p[i] <= 'z') || words.p[i] & 0x80))
            continue;
        Str w = str_sub(words, from, i - from);
        for (size_t k = 0; k < COUNT_OF(who); k++)
            asks |= str_eq(w, str_of(who[k]));
        n += w.n > 0;
        from = i + 1;
    }
    arena_release(&a);
    return asks && n <= WORDS_MOST;
}

/* Fields and changes of her own record go wholly, and what she answered to who she is. */
static Status blank_own(Forget *f, Err *err)
{
    static const struct { KindId kind; int find, put; } own[] = { { KIND_FIELD, SQL_FORGET_OWN_FIELDS, SQL_FORGET_PUT_OWN_FIELD },
                                                                  { KIND_CHANGE, SQL_FORGET_OWN_CHANGES, SQL_FORGET_PUT_OWN_CHANGE },
                                                                  { KIND_ANSWER, SQL_FORGET_OWN_ANSWERS, SQL_FORGET_PUT_OWN_ANSWER } };
    Status st = ST_OK;
    for (size_t i = 0; i < COUNT_OF(own) && !st; i++) {
        Table t;
        int64_t n = 0;
        st = store_fetch(f->s, own[i].find, STORE_ARGS(DB_TEXT(f->ids)), f->a, &t, err);
        for (size_t r = 0; !st && r < t.n; r++) {
            meet_file(f, t.col[0].i[r]);
            if (own[i].kind == KIND_ANSWER && !asks_who(col_text(&t, "question")[r]))
                continue;
            n += first_sight(f, kinds[own[i].kind].table, &t, r, 4);
            if (!f->ask->dry_run)
                st = store_run(f->s, own[i].put, STORE_ARGS(DB_INT(t.col[0].i[r]), DB_INT(t.col[1].i[r]), DB_INT(t.col[2].i[r]), DB_INT(t.col[3].i[r])), err);
        }
        if (!st)
            count(f, kinds[own[i].kind].table, n);
    }
    return st;
}

/* Aliases of her account, some at a time. */
static Str chunk(Forget *f, const Table *t, size_t *r)
{
    Str ids = STR("-1");
    for (size_t k = 0; k < NEAR_ALIASES && *r < t->n; k++, ++*r)
        ids = str_fmt(f->a, "%.*s,%lld", STR_ARG(ids), (long long)t->col[0].i[*r]);
    return ids;
}

/* "Mr. Doe" may be a colleague of that name: then it stays. */
static Status spare_namesakes(Forget *f, Str ids, Err *err)
{
    Table t;
    Status st = store_fetch(f->s, SQL_FORGET_NAMESAKES, STORE_ARGS(DB_TEXT(ids), DB_TEXT(f->ids)), f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str last = forget_folded(t.col[0].s[r], true, f->a);
        for (size_t i = 0; i < f->needle.n_last; i++)
            if (str_eq(f->needle.last[i], last))
                f->needle.last[i] = f->needle.last[--f->needle.n_last];
    }
    return st;
}

/* What people wrote on her account: searched here, word by word, for what the database's search does not find. */
static Status scrub_near(Forget *f, Err *err)
{
    static const KindId prose[] = { KIND_OPPORTUNITY, KIND_CHURN, KIND_TICKET, KIND_ANSWER,    KIND_MESSAGE,
                                    KIND_REVIEW,      KIND_UTTERANCE, KIND_FIELD, KIND_NOTE, KIND_CHANGE };
    Table t;
    Status st = store_fetch(f->s, SQL_FORGET_NEAR, STORE_ARGS(DB_TEXT(f->ids)), f->a, &t, err);
    for (size_t r = 0; !st && r < t.n;)
        st = spare_namesakes(f, chunk(f, &t, &r), err);
    f->near = true;
    for (size_t r = 0; !st && r < t.n;) {
        Str ids = chunk(f, &t, &r);
        for (size_t k = 0; k < COUNT_OF(prose) && !st; k++)
            st = scrub_found(f, prose[k], ids.p, STR(""), err);
    }
    f->near = false;
    return st;
}

static Status blank_aliases(Forget *f, int64_t erasure, Err *err)
{
    Status st = ST_OK;
    for (size_t r = 0; r < f->alias.n && !st; r++) {
        if (!f->mine[r])
            continue;
        size_t e = 0, p = 0;
        Str email = col_text(&f->alias, "email")[r], person = col_text(&f->alias, "person_id")[r], name = col_text(&f->alias, "account_name")[r];
        int64_t id = col_int(&f->alias, "alias_id")[r];
        Str host = email;
        (void)str_cut(&host, '@');
        if (email.n && strmap_get(&f->email, str_lower(f->a, email), &e))
            email = str_fmt(f->a, "forgotten-%lld-%zu@%.*s", (long long)erasure, e + 1, STR_ARG(host));
        if (person.n && strmap_get(&f->person, forget_person_key(f->a, &f->alias, r), &p))
            person = str_fmt(f->a, "forgotten-%lld-%zu", (long long)erasure, p + 1);
        if (forget_scrub(name, &f->needle, FORGET_FAR, f->a).p != name.p)
            name = str_fmt(f->a, "forgotten-%lld-%lld", (long long)erasure, (long long)id); /* two rows never become the same words */
        meet_file(f, col_int(&f->alias, "file_id")[r]);
        count(f, "alias", 1);
        if (!f->ask->dry_run)
            st = store_run(f->s, SQL_FORGET_PUT_ALIAS, STORE_ARGS(DB_INT(id), DB_TEXT(name), DB_TEXT(person), DB_TEXT(email)), err);
        if (!st && !f->ask->dry_run)
            st = store_run(f->s, SQL_ALIAS_WORDS_DROP, STORE_ARGS(DB_INT(id)), err);
    }
    return st;
}

/* Raw rows that name her go wholly: what was set aside, the rows behind it, and what they were mended to. */
static Status blank_rows(Forget *f, Str needle, Err *err)
{
    static const struct { const char *table; int find, put; } from[] = {
        { "quarantine", SQL_FORGET_QUARANTINE, SQL_FORGET_PUT_QUARANTINE },
        { "quarantine_row", SQL_FORGET_QUARANTINE_ROW, SQL_FORGET_PUT_QUARANTINE_ROW },
        { "quarantine_fixed", SQL_FORGET_QUARANTINE_FIXED, SQL_FORGET_PUT_QUARANTINE_FIXED },
    };
    Status st = ST_OK;
    for (size_t i = 0; i < sizeof from / sizeof *from && !st; i++) {
        Table t;
        int64_t n = 0;
        st = store_fetch(f->s, from[i].find, STORE_ARGS(DB_TEXT(needle)), f->a, &t, err);
        for (size_t r = 0; !st && r < t.n; r++) {
            meet_file(f, t.col[0].i[r]);
            n += first_sight(f, from[i].table, &t, r, 2);
            if (!f->ask->dry_run)
                st = store_run(f->s, from[i].put, STORE_ARGS(DB_INT(t.col[0].i[r]), DB_INT(t.col[1].i[r])), err);
        }
        if (!st)
            count(f, from[i].table, n);
    }
    return st;
}

/* Recordings of calls in which she speaks or is named; asked before the words are gone. */
static Status find_clips(Forget *f, Str ids, Str needle, Err *err)
{
    Table t;
    Status st = store_fetch(f->s, SQL_CLIP_FORGET_FIND, STORE_ARGS(DB_TEXT(ids), DB_TEXT(needle)), f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str digest = col_text(&t, "digest")[r];
        if (digest.n)
            (void)strmap_put(&f->clip, digest, NULL);
        if (!f->ask->dry_run)
            st = store_run(f->s, SQL_CLIP_FORGET, STORE_ARGS(DB_INT(t.col[0].i[r]), DB_TEXT(t.col[1].s[r])), err);
    }
    return st;
}

static Status erase_clips(Forget *f, Err *err)
{
    Status st = find_clips(f, f->ids, STR(""), err);
    for (size_t i = 0; i < f->needle.n_full && !st; i++)
        st = find_clips(f, STR("-1"), f->needle.full[i], err);
    for (size_t i = 0; i < f->clip.n && !st && !f->ask->dry_run; i++)
        st = store_run(f->s, SQL_CLIP_FORGET_SAME, STORE_ARGS(DB_TEXT(f->clip.key[i])), err);
    f->out->clips = (int64_t)f->clip.n;
    count(f, "clip", f->out->clips);
    return st;
}

/* Words beside the facts: a table a row; `keys` columns name a row, then come its texts, then (ASK_OWN) whether they are hers. */
typedef struct Beside {
    const char *table;
    int         find, put;
    size_t      keys;
    enum { ASK_ALL, ASK_OWN, ASK_WORDS } ask;   /* OWN: by her aliases, WORDS: by what names her */
    size_t      cut;                                /* longer texts were cut to so many bytes, perhaps within her name; 0: none were */
} Beside;

static const Beside beside[] = {
    { "verdict", SQL_FORGET_VERDICTS, SQL_FORGET_PUT_VERDICT, 1, ASK_ALL, 0 },
    { "file", SQL_FORGET_FILES, SQL_FORGET_PUT_FILE, 1, ASK_ALL, 0 },
    { "file_head", SQL_FORGET_FILE_HEADS, SQL_FORGET_PUT_FILE_HEAD, 2, ASK_ALL, 0 },
    { "file_header", SQL_FORGET_FILE_HEADERS, SQL_FORGET_PUT_FILE_HEADER, 1, ASK_ALL, 0 },
    { "file_reading", SQL_FORGET_FILE_READINGS, SQL_FORGET_PUT_FILE_READING, 1, ASK_ALL, 0 },
    { "stream_memory", SQL_FORGET_STREAMS, SQL_FORGET_PUT_STREAM, 1, ASK_ALL, 0 },
    { "issue_memory", SQL_FORGET_ISSUES, SQL_FORGET_PUT_ISSUE, 1, ASK_ALL, 0 },
    { "signal_memory", SQL_FORGET_SIGNALS, SQL_FORGET_PUT_SIGNAL, 1, ASK_ALL, 0 },
    { "theme_memory", SQL_FORGET_THEMES, SQL_FORGET_PUT_THEME, 1, ASK_ALL, 0 },
    { "mapping_memory", SQL_FORGET_MAPPINGS, SQL_FORGET_PUT_MAPPING, 1, ASK_ALL, 0 },
    { "task", SQL_FORGET_TASKS, SQL_FORGET_PUT_TASK, 1, ASK_OWN, LIMIT_TASK_WORDS },
    { "notice", SQL_FORGET_NOTICES, SQL_FORGET_PUT_NOTICE, 1, ASK_ALL, 0 },
    { "login_once", SQL_FORGET_ONCE, SQL_FORGET_PUT_ONCE, 1, ASK_ALL, 0 },
    { "job", SQL_FORGET_JOBS, SQL_FORGET_PUT_JOB, 1, ASK_ALL, 0 },
    { "login_trail", SQL_FORGET_TRAIL, SQL_FORGET_PUT_TRAIL, 1, ASK_WORDS, LIMIT_TRAIL_WHAT },
};

static Status scrub_beside(Forget *f, const Beside *b, Str words, Err *err)
{
    Table t;
    const DbArg given = DB_TEXT(b->ask == ASK_OWN ? f->ids : words);
    Status st = store_fetch(f->s, b->find, &given, b->ask != ASK_ALL, f->a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        DbArg arg[2 + TEXT_COLUMNS];
        size_t n = t.n_col - (b->ask == ASK_OWN);
        bool changed = false, own = b->ask == ASK_OWN && t.col[n].i[r];
        for (size_t c = 0; c < n; c++) {
            if (c < b->keys) {
                arg[c] = DB_INT(t.col[c].i[r]);
                continue;
            }
            Str was = t.col[c].s[r], now = forget_scrub(was, &f->needle, own ? FORGET_OWN : FORGET_FAR, f->a);
            if (b->cut && was.n + CUT_SLACK >= b->cut)
                now = forget_scrub_end(now, &f->needle, f->a);
            changed |= now.p != was.p;
            arg[c] = DB_TEXT(now);
        }
        count(f, b->table, changed);
        if (changed && !f->ask->dry_run)
            st = store_run(f->s, b->put, arg, n, err);
    }
    return st;
}

/* The words to look for, one behind the other, for tables that are too long to be read whole. */
static Str all_words(Forget *f)
{
    Str all = STR("");
    for (size_t i = 0; i < f->needle.n_full; i++)
        all = str_fmt(f->a, "%.*s%s%.*s", STR_ARG(all), i ? "\x1f" : "", STR_ARG(f->needle.full[i]));
    return all;
}

static Status log_it(Forget *f, int64_t id, Err *err)
{
    Str source, first = f->email.n ? forget_hash(f->a, f->key, STR(""), f->email.key[0]) : STR("");
    Str why = forget_scrub(f->ask->why, &f->needle, FORGET_OWN, f->a);
    Table names;
    Status st = store_fetch(f->s, SQL_SOURCE_LIST, STORE_NO_ARGS, f->a, &names, err);
    if (!st)
        st = store_run(f->s, SQL_ERASURE_PUT, STORE_ARGS(DB_INT(id), DB_TEXT(first), DB_TEXT(f->ask->by), DB_TEXT(why),
                       DB_TEXT(f->ask->at), DB_INT(f->out->files)), err);
    for (size_t i = 0; i < f->email.n && !st; i++)
        st = store_run(f->s, SQL_ERASURE_KEY_PUT, STORE_ARGS(DB_TEXT(forget_hash(f->a, f->key, STR(""), f->email.key[i])), DB_INT(id)), err);
    for (size_t i = 0; i < f->person.n && !st; i++) {
        Str person = f->person.key[i], number = str_cut(&person, '\x1f');
        source = STR("");
        for (size_t r = 0; r < names.n; r++)
            if (str_eq(number, str_fmt(f->a, "%lld", (long long)col_int(&names, "source_id")[r])))
                source = col_text(&names, "name")[r];
        st = store_run(f->s, SQL_ERASURE_KEY_PUT, STORE_ARGS(DB_TEXT(forget_hash(f->a, f->key, source, person)), DB_INT(id)), err);
    }
    for (size_t i = 0; i < f->clip.n && !st; i++)
        st = store_run(f->s, SQL_ERASURE_KEY_PUT, STORE_ARGS(DB_TEXT(forget_hash(f->a, f->key, STR("recording"), f->clip.key[i])), DB_INT(id)), err);
    for (size_t i = 0; i < f->out->n && !st; i++)
        st = store_run(f->s, SQL_ERASURE_COUNT_PUT, STORE_ARGS(DB_INT(id), DB_TEXT(str_of(f->out->count[i].table)), DB_INT(f->out->count[i].n)), err);
    return st;
}

static Status do_it(Forget *f, Err *err)
{
    int64_t last;
    bool has;
    Status st = store_int(f->s, SQL_ERASURE_MAX, STORE_NO_ARGS, 0, &last, err);
    f->out->erasure = last + 1;
    if (!st)
        st = erase_clips(f, err);
    if (!st)
        st = blank_own(f, err);
    for (int k = 0; k < KIND_COUNT && !st; k++)
        st = scrub_kind(f, (KindId)k, err);
    if (!st)
        st = scrub_near(f, err);
    if (!st)
        st = blank_aliases(f, last + 1, err);
    /* Ids stand alone in raw rows and decisions: long ones are looked for there. */
    for (size_t i = 0; i < f->person.n; i++) {
        Str id = f->person.key[i];
        (void)str_cut(&id, '\x1f');
        if (id.n >= ID_LENGTH)
            add_full(f, id);
    }
    for (size_t i = 0; i < f->needle.n_phone; i++)
        add_full(f, f->stated[i]);
    for (size_t i = 0; i < f->needle.n_full && !st; i++)
        st = blank_rows(f, f->needle.full[i], err);
    Str words = all_words(f);
    for (size_t i = 0; i < COUNT_OF(beside) && !st; i++)
        st = scrub_beside(f, &beside[i], words, err);
    if (!st && !f->out->rows)
        return ERR(err, ST_NOT_FOUND, "nothing in the book names that person");
    if (!st && !f->ask->dry_run)
        st = forget_key(f->s, f->a, true, f->key, &has, err);
    return st || f->ask->dry_run ? st : log_it(f, last + 1, err);
}

Status forget_person(Store *s, const ForgetAsk *ask, Arena *a, ForgetResult *out, Err *err)
{
    Forget f = { .s = s, .a = a, .ask = ask, .out = out };
    int64_t contact = 0;
    *out = (ForgetResult){ 0 };
    bool address = memchr(ask->who.p, '@', ask->who.n) != NULL;
    if (!address && (!str_to_i64(str_trim(ask->who), &contact) || contact <= 0))
        return ERR(err, ST_USAGE, "'%.*s' is neither an e-mail address nor a contact's id", STR_ARG(ask->who));
    ForgetWho w;
    Status st = forget_who(s, address ? str_lower(a, str_trim(ask->who)) : STR(""), contact, a, &w, err);
    if (st)
        return st;
    out->aliases = w.n_taken;
    out->taken = w.taken;
    out->unsure = w.unsure;
    f.alias = w.alias;
    f.mine = w.mine;
    f.email = w.email;
    f.person = w.person;
    f.ids = w.ids;
    strmap_init(&f.file, a);
    strmap_init(&f.clip, a);
    strmap_init(&f.seen, a);
    if (!address && !out->aliases)
        return ERR(err, ST_NOT_FOUND, "there is no contact %lld", (long long)contact);
    if (w.unsure && !ask->all && !ask->dry_run)
        return ERR(err, ST_CONFLICT, "records of contact %lld were joined with a probability of %.2f only, so nothing was changed; `--dry-run` lists them, "
                   "`--all` or `forget BOOK %lld` takes them, `resolve BOOK split` parts them", (long long)w.unsure, w.least, (long long)w.unsure);
    st = find_needles(&f, err);
    if (!st)
        st = do_it(&f, err);
    out->needle = f.needle;
    return st;
}
