#include "model/rule.h"

#include "model/limits.h"

typedef enum Mark { MARK_NOT = RULE_NOT, MARK_AND = RULE_AND, MARK_OR = RULE_OR, MARK_COMMA, MARK_OPEN } Mark;

typedef struct Parser {
    Str    text;
    size_t at;
    Arena *a;
    Rule  *r;
    Mark   held[RULE_STEPS];
    size_t n_held;
    bool   operand;              /* the last thing read was a whole operand */
    Err   *err;
} Parser;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static Status step(Parser *p, RuleOp op, uint32_t term)
{
    if (p->r->n == RULE_STEPS)
        return ERR(p->err, ST_USAGE, "the rule has more than %d words and operations", RULE_STEPS);
    p->r->step[p->r->n].op = op;
    p->r->step[p->r->n++].term = term;
    return ST_OK;
}

static Status let_go(Parser *p)
{
    Mark m = p->held[--p->n_held];
    return step(p, m == MARK_COMMA ? RULE_OR : (RuleOp)m, 0);
}

/* What binds closer than, or as close as, the operator at hand comes first. */
static Status operator(Parser *p, Mark m)
{
    Status st = ST_OK;
    while (!st && m != MARK_NOT && p->n_held && p->held[p->n_held - 1] <= m)
        st = let_go(p);
    if (!st && p->n_held == RULE_STEPS)
        st = ERR(p->err, ST_USAGE, "the rule is nested too deep");
    if (!st)
        p->held[p->n_held++] = m;
    p->operand = false;
    return st;
}

static Status begin_operand(Parser *p)
{
    return p->operand ? operator(p, MARK_AND) : ST_OK;
}

static Status add_word(Parser *p, RuleTerm *t, Str w)
{
    bool open = w.n > 1 && w.p[w.n - 1] == '*';
    w.n -= open;
    if (!w.n || memchr(w.p, '*', w.n))
        return ERR(p->err, ST_USAGE, "'*' stands at the end of a word");
    if (t->n == RULE_PHRASE)
        return ERR(p->err, ST_USAGE, "a phrase has at most %d words", RULE_PHRASE);
    t->open[t->n] = open;
    t->word[t->n++] = w;
    return ST_OK;
}

static Status put_term(Parser *p, const RuleTerm *t)
{
    Status st = begin_operand(p);
    if (st)
        return st;
    p->r->term[p->r->n_term] = *t;
    p->operand = true;
    return step(p, RULE_TERM, (uint32_t)p->r->n_term++);
}

static Status phrase(Parser *p)
{
    size_t from = ++p->at;
    RuleTerm t = { .exact = true };
    while (p->at < p->text.n && p->text.p[p->at] != '"')
        p->at++;
    if (p->at == p->text.n)
        return ERR(p->err, ST_USAGE, "a quotation mark is not closed");
    Str inside = str_sub(p->text, from, p->at++ - from);
    Status st = ST_OK;
    while (!st && inside.n) {
        Str w = str_cut(&inside, ' ');
        if (str_trim(w).n)
            st = add_word(p, &t, str_trim(w));
    }
    if (!st && !t.n)
        st = ERR(p->err, ST_USAGE, "there is nothing between two quotation marks");
    return st ? st : put_term(p, &t);
}

static Status word(Parser *p)
{
    size_t from = p->at;
    while (p->at < p->text.n && !is_blank(p->text.p[p->at]) && !memchr("(),\"", p->text.p[p->at], 4))
        p->at++;
    Str w = str_sub(p->text, from, p->at - from);
    bool and = str_ieq(w, STR("and")), or = str_ieq(w, STR("or"));
    if (and || or)
        return p->operand ? operator(p, and ? MARK_AND : MARK_OR) : ERR(p->err, ST_USAGE, "there is nothing before '%.*s'", STR_ARG(w));
    if (str_ieq(w, STR("not"))) {
        Status st = begin_operand(p);
        return st ? st : operator(p, MARK_NOT);
    }
    RuleTerm t = { .exact = false };
    Status st = add_word(p, &t, w);
    return st ? st : put_term(p, &t);
}

static Status close_bracket(Parser *p)
{
    Status st = p->operand ? ST_OK : ERR(p->err, ST_USAGE, "there is nothing before ')'");
    while (!st && p->n_held && p->held[p->n_held - 1] != MARK_OPEN)
        st = let_go(p);
    if (!st && !p->n_held)
        st = ERR(p->err, ST_USAGE, "a ')' too many");
    if (!st)
        p->n_held--;
    return st;
}

static Status next(Parser *p)
{
    char c = p->text.p[p->at];
    if (is_blank(c)) {
        p->at++;
        return ST_OK;
    }
    if (c == '"')
        return phrase(p);
    if (c == '(') {
        Status st = begin_operand(p);
        p->at++;
        if (!st && p->n_held == RULE_STEPS)
            st = ERR(p->err, ST_USAGE, "the rule is nested too deep");
        if (!st)
            p->held[p->n_held++] = MARK_OPEN;
        return st;
    }
    if (c == ')') {
        p->at++;
        return close_bracket(p);
    }
    if (c == ',') {
        p->at++;
        return p->operand ? operator(p, MARK_COMMA) : ERR(p->err, ST_USAGE, "there is nothing before ','");
    }
    return word(p);
}

/* Which terms are under `not`: each operand on the stack is a range of terms. */
static bool deny(Rule *r)
{
    uint32_t from[RULE_STEPS];
    size_t n = 0, end = 0;
    bool any = false;
    for (size_t k = 0; k < r->n; k++)
        switch (r->step[k].op) {
        case RULE_TERM:
            from[n++] = r->step[k].term;
            end = r->step[k].term + 1;
            break;
        case RULE_NOT:
            for (size_t t = from[n - 1]; t < end; t++)
                r->term[t].denied = !r->term[t].denied;
            break;
        case RULE_AND:
        case RULE_OR:
            n--;
            break;
        }
    for (size_t t = 0; t < r->n_term; t++)
        any = any || !r->term[t].denied;
    return any;
}

Status rule_parse(Str text, Arena *a, Rule *out, Err *err)
{
    Parser p = { .text = text, .a = a, .r = out, .err = err };
    Status st = text.n > LIMIT_RULE ? ERR(err, ST_USAGE, "a rule has at most %d bytes", LIMIT_RULE) : str_is_utf8(text) ? ST_OK : ERR(err, ST_USAGE, "the rule is not UTF-8");
    *out = (Rule){ .term = ARENA_NEW_N(a, RuleTerm, RULE_STEPS + 1) };
    while (!st && p.at < text.n)
        st = next(&p);
    if (!st && !p.operand)
        st = ERR(err, ST_USAGE, out->n ? "the rule ends where a word should stand" : "the rule has no words");
    while (!st && p.n_held)
        st = p.held[p.n_held - 1] == MARK_OPEN ? ERR(err, ST_USAGE, "a '(' is not closed") : let_go(&p);
    if (!st && !deny(out))
        st = ERR(err, ST_USAGE, "a rule must name a word that is to be there, not only words that are not");
    return st;
}

bool rule_holds(const Rule *r, const bool *there)
{
    bool value[RULE_STEPS];
    size_t n = 0;
    for (size_t k = 0; k < r->n; k++)
        switch (r->step[k].op) {
        case RULE_TERM:
            value[n++] = there[r->step[k].term];
            break;
        case RULE_NOT:
            value[n - 1] = !value[n - 1];
            break;
        case RULE_AND:
            n--;
            value[n - 1] = value[n - 1] && value[n];
            break;
        case RULE_OR:
            n--;
            value[n - 1] = value[n - 1] || value[n];
            break;
        }
    return n && value[0];
}
