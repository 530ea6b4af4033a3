#include "listen/theme_edit.h"

#include "listen/sentiment.h"
#include "text/fold.h"
#include "text/token.h"

typedef struct Edit {
    Store      *s;
    ThemeList  *l;
    ThemeEdits *e;
    Arena      *a;
    Tokenizer  *tz;
    Table       t;
    Err        *err;
} Edit;

static uint32_t root(const ThemeList *l, uint32_t place)
{
    while (place != NO_THEME && l->at[place].into != place)
        place = l->at[place].into;
    return place;
}

static uint32_t place_of(const Edit *x, Str id)
{
    int64_t n;
    return str_to_i64(id, &n) ? root(x->l, theme_list_find(x->l, n)) : NO_THEME;
}

/* Where what is coded at a place counts in the end.  A place leads to the one it was merged into, else to its theme, and do_merge() sees to it
 * that no way comes back; of a theme that was merged away, no sub-theme is left. */
static Mention placed(const ThemeList *l, uint32_t place)
{
    for (;;) {
        uint32_t at = root(l, place);
        if (at == NO_THEME || !l->at[at].parent)
            return (Mention){ .theme = at, .sub = NO_THEME };
        uint32_t up = theme_list_find(l, l->at[at].parent);
        if (up == NO_THEME || l->at[up].into == up)
            return (Mention){ .theme = up, .sub = up == NO_THEME ? NO_THEME : at };
        place = up;
    }
}

static bool leads_to(const ThemeList *l, uint32_t from, uint32_t to)
{
    while (from != NO_THEME && from != to)
        from = l->at[from].into != from ? l->at[from].into : l->at[from].parent ? theme_list_find(l, l->at[from].parent) : NO_THEME;
    return from == to;
}

static bool is(const Edit *x, size_t r, const char *what)
{
    return str_eq(col_text(&x->t, "what")[r], str_of(what));
}

static bool *undone(const Edit *x)
{
    bool *out = ARENA_NEW_N(x->a, bool, x->t.n + 1);
    const int64_t *id = col_int(&x->t, "verdict_id");
    for (size_t r = 0; r < x->t.n; r++) {
        int64_t back;
        out[r] = is(x, r, "undo");
        if (!out[r] || !str_to_i64(col_text(&x->t, "subject")[r], &back))
            continue;
        for (size_t k = 0; k < r; k++)
            out[k] = out[k] || id[k] == back;
    }
    return out;
}

static HeardTheme *make(const Edit *x, size_t r, Str name)
{
    HeardTheme *t = theme_list_add(x->l, x->a);
    t->id = THEME_MADE + col_int(&x->t, "verdict_id")[r];
    t->name = name;
    t->state = "made";
    t->first = t->last = x->l->day;
    return t;
}

/* A word's stem in each language, as the tokenizer makes it. */
static Status stems(const Edit *x, Str word, Str out[LANG_UNKNOWN + 1])
{
    Status st = ST_OK;
    for (int lang = 0; !st && lang <= LANG_UNKNOWN; lang++) {
        Tokens t;
        st = tokenize(x->tz, word, (Lang)lang, x->a, &t, x->err);
        out[lang] = !st && t.n == 1 ? str_dup(x->a, t.token[0].stem) : STR("");
    }
    return st;
}

static Status add_rule(const Edit *x, Str text, uint32_t theme, uint32_t within, Str question)
{
    ThemeRule *r = &x->e->rule[x->e->n_rule];
    Status st = rule_parse(text, x->a, &r->rule, x->err);
    if (st)
        return st;
    *r = (ThemeRule){ .theme = theme, .within = within, .question = question, .rule = r->rule };
    r->fold = arena_array(x->a, r->rule.n_term + 1, sizeof *r->fold, _Alignof(Str));
    r->stem = arena_array(x->a, r->rule.n_term + 1, sizeof *r->stem, _Alignof(Str));
    for (size_t k = 0; k < r->rule.n_term; k++)
        for (size_t w = 0; !st && w < r->rule.term[k].n; w++) {
            r->fold[k][w] = text_fold(x->a, r->rule.term[k].word[w]);
            if (!r->rule.term[k].exact && !r->rule.term[k].open[w])
                st = stems(x, r->rule.term[k].word[w], r->stem[k][w]);
        }
    x->e->n_rule += !st;
    return st;
}

static uint32_t made_named(const ThemeList *l, Str name)
{
    for (size_t k = 0; k < l->n; k++)
        if (l->at[k].id >= THEME_MADE && str_ieq(l->at[k].name, name))
            return (uint32_t)k;
    return NO_THEME;
}

static Status do_split(const Edit *x, size_t r)
{
    Str rule = col_text(&x->t, "object")[r], name = str_cut(&rule, '\t');
    uint32_t at = place_of(x, col_text(&x->t, "subject")[r]);
    if (at == NO_THEME) {
        x->e->waiting++;
        return ST_OK;
    }
    if (!rule.n) {
        x->l->at[at].parent = 0;
        return ST_OK;
    }
    uint32_t to = (uint32_t)(make(x, r, name) - x->l->at);
    return add_rule(x, rule, to, at, STR(""));
}

static Status do_rule(const Edit *x, size_t r)
{
    Str subject = col_text(&x->t, "subject")[r];
    uint32_t at;
    if (str_starts(subject, STR("+"))) {
        Str name = str_sub(subject, 1, subject.n - 1);
        at = made_named(x->l, name);
        at = at != NO_THEME ? at : (uint32_t)(make(x, r, name) - x->l->at);
    } else {
        at = place_of(x, subject);
    }
    if (at == NO_THEME) {
        x->e->waiting++;
        return ST_OK;
    }
    return add_rule(x, col_text(&x->t, "object")[r], at, NO_THEME, STR(""));
}

/* The same code again: its words replace those it had. */
static Status do_code(const Edit *x, size_t r)
{
    Str name = col_text(&x->t, "subject")[r], question = col_text(&x->t, "object")[r];
    Str rule = str_cut(&question, '\t');
    (void)str_cut(&question, '\t');
    (void)str_cut(&question, '\t');
    uint32_t at = made_named(x->l, name);
    if (at == NO_THEME)
        at = (uint32_t)(make(x, r, name) - x->l->at);
    for (size_t k = 0; k < x->e->n_rule; k++)
        if (x->e->rule[k].theme == at)
            x->e->rule[k].theme = NO_THEME;
    return rule.n ? add_rule(x, rule, at, NO_THEME, question) : ST_OK;
}

static void do_rename(const Edit *x, size_t r)
{
    int64_t id;
    uint32_t at = str_to_i64(col_text(&x->t, "subject")[r], &id) ? theme_list_find(x->l, id) : NO_THEME;
    if (at == NO_THEME)
        x->e->waiting++;
    else
        x->l->at[at].name = col_text(&x->t, "object")[r];
}

static void do_merge(const Edit *x, size_t r)
{
    uint32_t one = place_of(x, col_text(&x->t, "subject")[r]), other = place_of(x, col_text(&x->t, "object")[r]);
    if (one == NO_THEME || other == NO_THEME || (one != other && leads_to(x->l, other, one)))
        x->e->waiting++;         /* a theme that went into a part of itself would be nowhere */
    else if (one != other)
        x->l->at[one].into = other;
}

bool label_has(const ThemeLabel *x, uint32_t theme)
{
    for (size_t k = 0; k < x->n; k++)
        if (x->theme[k] == theme)
            return true;
    return false;
}

static void do_move(const Edit *x, size_t r)
{
    Str rest = col_text(&x->t, "object")[r], ids = str_cut(&rest, '\t'), how = str_cut(&rest, '\t'), said = str_cut(&rest, ',');
    ThemeLabel one = { .key = col_text(&x->t, "subject")[r], .said = NO_THEME, .comment = SIZE_MAX };
    one.how = str_eq(how, STR("random")) ? LABEL_RANDOM : str_eq(how, STR("margin")) ? LABEL_MARGIN : LABEL_OWN;
    bool other = str_eq(ids, STR("other"));
    while (ids.n && !other && one.n < MENTIONS_MAX) {
        uint32_t at = place_of(x, str_cut(&ids, ','));
        Mention m = at != NO_THEME ? placed(x->l, at) : (Mention){ .theme = NO_THEME };
        if (m.theme == NO_THEME || label_has(&one, m.theme))
            continue;            /* a comment is in one sub-theme of a theme: the one named first */
        one.sub[one.n] = m.sub;
        one.theme[one.n++] = m.theme;
    }
    if (!other && !one.n) {      /* every theme named is gone: the label waits */
        x->e->waiting++;
        return;
    }
    one.said_known = str_eq(said, STR("other"));
    if (!one.said_known) {
        uint32_t at = place_of(x, said);
        one.said = at != NO_THEME ? placed(x->l, at).theme : NO_THEME;
        one.said_known = one.said != NO_THEME;
    }
    int64_t before;
    if (i64map_get(&x->e->by_key, hash64(one.key), &before)) {
        /* What was said when it was asked first was the machine's own; later it had the label. */
        one.said = x->e->label[before].said;
        one.said_known = x->e->label[before].said_known;
        one.how = x->e->label[before].how;
        x->e->label[before] = one;
        return;
    }
    i64map_set(&x->e->by_key, hash64(one.key), (int64_t)x->e->n_label);
    x->e->label[x->e->n_label++] = one;
}

static void find_comments(ThemeEdits *e, const Comments *c)
{
    for (size_t i = 0; e->n_label && i < c->n; i++) {
        int64_t at;
        if (i64map_get(&e->by_key, hash64(c->at[i].key), &at) && str_eq(e->label[at].key, c->at[i].key))
            e->label[at].comment = i;
    }
}

Status theme_edits_load(Store *s, const Comments *c, ThemeList *l, Arena *a, ThemeEdits *out, Err *err)
{
    Edit x = { .s = s, .l = l, .e = out, .a = a, .err = err };
    *out = (ThemeEdits){ .n_rule = 0 };
    i64map_init(&out->by_key);
    Status st = store_fetch(s, SQL_VERDICT_LIST, STORE_ARGS(DB_TEXT(STR("listen"))), a, &x.t, err);
    if (st || !x.t.n)
        return st;
    out->last = col_int(&x.t, "verdict_id")[x.t.n - 1];
    out->rule = ARENA_NEW_N(a, ThemeRule, x.t.n + 1);
    out->label = ARENA_NEW_N(a, ThemeLabel, x.t.n + 1);
    const bool *skip = undone(&x);
    st = tokenizer_create(a, &x.tz, err);
    for (size_t r = 0; !st && r < x.t.n; r++) {
        if (skip[r])
            continue;
        st = is(&x, r, "split") ? do_split(&x, r) : is(&x, r, "rule") ? do_rule(&x, r) : is(&x, r, "code") ? do_code(&x, r) : ST_OK;
    }
    for (size_t r = 0; !st && r < x.t.n; r++)
        if (!skip[r] && is(&x, r, "rename"))
            do_rename(&x, r);
    for (size_t r = 0; !st && r < x.t.n; r++)
        if (!skip[r] && is(&x, r, "merge"))
            do_merge(&x, r);
    for (size_t r = 0; !st && r < x.t.n; r++)
        if (!skip[r] && is(&x, r, "move"))
            do_move(&x, r);
    if (!st)
        find_comments(out, c);
    return st;
}

void theme_edits_release(ThemeEdits *e)
{
    i64map_release(&e->by_key);
}

static bool word_meets(const ThemeRule *r, size_t term, size_t w, const Token *t, Lang lang)
{
    const RuleTerm *x = &r->rule.term[term];
    if (x->open[w])
        return str_starts(t->fold, r->fold[term][w]);
    return str_eq(t->fold, r->fold[term][w]) || (!x->exact && r->stem[term][w][lang].n && str_eq(t->stem, r->stem[term][w][lang]));
}

/* The first token of the first place where the term stands, or SIZE_MAX. */
static size_t term_at(const ThemeRule *r, size_t term, const Tokens *t, Lang lang)
{
    const RuleTerm *x = &r->rule.term[term];
    for (size_t i = 0; i + x->n <= t->n; i++) {
        size_t w = 0;
        while (w < x->n && t->token[i + w].sentence == t->token[i].sentence && word_meets(r, term, w, &t->token[i + w], lang))
            w++;
        if (w == x->n)
            return i;
    }
    return SIZE_MAX;
}

/* Whether the rule holds, and the token to show the sentence of. */
static bool rule_meets(const ThemeRule *r, const Tokens *t, Lang lang, size_t *token)
{
    bool there[RULE_STEPS];
    *token = SIZE_MAX;
    for (size_t k = 0; k < r->rule.n_term; k++) {
        size_t at = term_at(r, k, t, lang);
        there[k] = at != SIZE_MAX;
        if (there[k] && !r->rule.term[k].denied && at < *token)
            *token = at;
    }
    return rule_holds(&r->rule, there);
}

bool comment_has(const Comment *c, uint32_t theme)
{
    for (uint32_t k = 0; k < c->n_mention; k++)
        if (c->mention[k].theme == theme)
            return true;
    return false;
}

void mentions_sort(Comment *c)
{
    for (uint32_t k = 1; k < c->n_mention; k++)
        for (uint32_t j = k; j > 0 && c->mention[j].weight > c->mention[j - 1].weight; j--) {
            Mention m = c->mention[j];
            c->mention[j] = c->mention[j - 1];
            c->mention[j - 1] = m;
        }
}

/* The sentence a word of the rule stands in, or the part of it that is felt. */
static Mention mention_at(const Comment *c, Mention m, const Tokens *t, size_t token, MoodReader *mood, Arena *scratch)
{
    uint32_t k = token < t->n ? t->token[token].sentence : UINT32_MAX;
    m.weight = 1;
    m.how = HOW_RULE;
    mood_of_comment(c, &m);
    if (k >= c->n_sentence)
        return m;
    const HeardSentence *h = &c->sentence[k];
    mood_of_sentence(h, &m);
    const Token *word = &t->token[token];
    AspectPart p = aspect_part(str_sub(c->text, h->from, h->n), word->from - h->from, word->from + word->n - h->from, c->lang);
    if (p.to - p.from < h->n && mood_may_part(c, k, t))
        mood_of_part(c, k, p, mood, scratch, &m);
    return m;
}

static void add_by_rule(Comment *c, Mention m)
{
    uint32_t k = 0;
    while (k < c->n_mention && c->mention[k].theme != m.theme)
        k++;
    if (k == MENTIONS_MAX)
        k--;
    else if (k == c->n_mention)
        c->n_mention++;
    c->mention[k] = m;
}

/* Promoted sub-themes and merged themes under their own places; of two of one theme the heavier stays. */
static void settle(const ThemeList *l, Comment *c)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < c->n_mention; k++) {
        Mention m = c->mention[k];
        uint32_t finest = m.sub != NO_THEME ? m.sub : m.theme, j = 0;
        if (l->at[m.theme].into != m.theme || l->at[finest].into != finest || (m.sub != NO_THEME && !l->at[m.sub].parent)) {
            Mention to = placed(l, finest);
            m.theme = to.theme;
            m.sub = to.sub;
        }
        while (j < kept && c->mention[j].theme != m.theme)
            j++;
        if (j == kept)
            c->mention[kept++] = m;
        else if (m.weight > c->mention[j].weight)
            c->mention[j] = m;
    }
    c->n_mention = kept;
}

void theme_edits_apply(const ThemeEdits *e, const ThemeList *l, Comment *c, const Tokens *t, MoodReader *mood, Arena *scratch)
{
    size_t token;
    for (size_t r = 0; r < e->n_rule; r++) {
        const ThemeRule *x = &e->rule[r];
        if (x->theme == NO_THEME || (x->question.n && !str_eq(x->question, c->question)))
            continue;
        if (x->within != NO_THEME && !comment_has(c, x->within))
            continue;
        if (!rule_meets(x, t, c->lang, &token))
            continue;
        for (uint32_t k = 0; k < c->n_mention && x->within != NO_THEME; k++)
            if (c->mention[k].theme == x->within) {
                c->mention[k].theme = x->theme;
                c->mention[k].sub = NO_THEME;
                c->mention[k].how = HOW_RULE;
            }
        if (x->within == NO_THEME)
            add_by_rule(c, mention_at(c, placed(l, x->theme), t, token, mood, scratch));
    }
    settle(l, c);
    mentions_sort(c);
}

/* The person's themes and no others; where the coding has one of them already, its sentence. */
static void put_label(Comment *one, const ThemeLabel *x, MentionHow how)
{
    Mention now[MENTIONS_MAX];
    for (size_t i = 0; i < x->n; i++) {
        now[i] = (Mention){ .theme = x->theme[i], .sub = x->sub[i], .weight = 1, .how = how };
        mood_of_comment(one, &now[i]);
        for (uint32_t m = 0; m < one->n_mention; m++)
            if (one->mention[m].theme == x->theme[i]) {
                now[i] = one->mention[m];
                now[i].how = how;
                now[i].weight = 1;
                now[i].sub = x->sub[i] != NO_THEME ? x->sub[i] : now[i].sub;
            }
    }
    memcpy(one->mention, now, x->n * sizeof *now);
    one->n_mention = (uint32_t)x->n;
}

void theme_labels_apply(const ThemeEdits *e, Comments *c)
{
    I64Map worded;
    int64_t at;
    i64map_init(&worded);
    for (size_t k = 0; k < e->n_label; k++)
        if (e->label[k].comment != SIZE_MAX)
            i64map_set(&worded, hash64(c->at[e->label[k].comment].text), (int64_t)k);
    for (size_t i = 0; worded.n && i < c->n; i++) {
        if (!c->at[i].text.n || !i64map_get(&worded, hash64(c->at[i].text), &at))
            continue;
        bool own = i64map_get(&e->by_key, hash64(c->at[i].key), &at);
        put_label(&c->at[i], &e->label[at], own ? HOW_PERSON : HOW_LEARNED);
    }
    i64map_release(&worded);
}
