#include "report/task_reply.h"

#include "base/buf.h"

static const struct { const char *rule, *reply; } replies[] = {
    { "detractor", "Thank you for being frank with us. You wrote: \"{words}\" I would like to understand what happened with {cause} and what it cost you. When may I call?" },
    { "broken", "You had every reason to expect otherwise: \"{words}\" I am looking into {cause} for {account} and will tell you by tomorrow what we do about it." },
    { "signal", "Several customers report a change: {cause}. We are looking for its cause and will tell you what we find." },
};

Str task_template(const Table *rules, Str rule)
{
    Str found = STR("");
    for (size_t i = 0; i < COUNT_OF(replies); i++)
        if (str_eq(rule, str_of(replies[i].rule)))
            found = str_of(replies[i].reply);
    for (size_t r = 0; r < rules->n; r++) {
        Str subject = col_text(rules, "subject")[r];
        if (str_eq(col_text(rules, "what")[r], STR("reply")) && str_eq(str_sub(subject, sizeof "rule:" - 1, subject.n), rule))
            found = col_text(rules, "object")[r];
    }
    return found;
}

Str task_reply(const Table *rules, const Table *t, size_t r, Arena *a)
{
    enum { REPLY_MAX = 1 << 20 };
    const struct { Str mark, value; } fill[] = {
        { STR("{account}"), col_text(t, "account")[r] }, { STR("{cause}"), col_text(t, "cause")[r] }, { STR("{words}"), col_text(t, "words")[r] } };
    Str text = task_template(rules, col_text(t, "rule")[r]);
    Buf b;
    buf_init(&b, REPLY_MAX);
    while (text.n) {
        size_t k = 0;
        while (k < COUNT_OF(fill) && !str_starts(text, fill[k].mark))
            k++;
        bool marked = k < COUNT_OF(fill);
        buf_put(&b, !marked ? str_sub(text, 0, 1) : fill[k].value.n ? fill[k].value : STR("this"));
        text = str_sub(text, marked ? fill[k].mark.n : 1, text.n);
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}
