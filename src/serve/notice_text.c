#include "serve/notice_text.h"

#include "base/date.h"
#include "base/json_out.h"
#include "report/amount.h"
#include "report/task_reply.h"
#include "serve/digest.h"

enum { BODY_MAX = 64 * 1024 };

static Str link_of(const Outgoing *o, const Table *t, size_t r, Arena *a)
{
    Str page = o->page;
    while (str_ends(page, STR("/")))
        page.n--;
    return page.n ? str_fmt(a, "%.*s/tasks?task=%lld", STR_ARG(notice_line(page, a)), (long long)col_int(t, "task_id")[r]) : STR("");
}

Str notice_json(const Outgoing *o, const Table *t, size_t r, Arena *a)
{
    Buf b;
    JsonOut j;
    buf_init(&b, BODY_MAX);
    json_init(&j, &b);
    json_object(&j, NULL);
    json_int(&j, "task", col_int(t, "task_id")[r]);
    static const char *const text[] = { "why", "rule", "account", "cause", "words", "owner" };
    for (size_t i = 0; i < COUNT_OF(text); i++)
        json_str(&j, text[i], col_text(t, text[i])[r]);
    if (col_has(table_col(t, "score"), r))
        json_int(&j, "score", col_int(t, "score")[r]);
    json_int(&j, "money_minor", col_int(t, "money")[r]);
    json_str(&j, "currency", o->currency);
    json_str(&j, "reply", task_reply(&o->rules, t, r, a));
    Str link = link_of(o, t, r, a);
    if (link.n)
        json_str(&j, "link", link);
    json_end(&j);
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

Str notice_line(Str s, Arena *a)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] >= 0x7F ? ' ' : s.p[i];
    p[s.n] = 0;
    return (Str){ p, s.n };
}

Str notice_header(Str s, Arena *a)
{
    enum { PIECE = 42 };
    Str plain = notice_line(s, a), out = STR("");
    if (str_eq(plain, s))
        return s;
    while (s.n) {
        size_t n = s.n < PIECE ? s.n : PIECE;
        while (n < s.n && n > 1 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
            n--;
        Str piece = digest_base64(str_sub(s, 0, n), a);
        out = str_fmt(a, "%.*s%s=?utf-8?B?%.*s?=", STR_ARG(out), out.n ? "\n " : "", STR_ARG(piece));
        s = str_sub(s, n, s.n);
    }
    return out;
}

Str notice_date(int64_t at, Arena *a)
{
    static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    int64_t day = day_of_micros(at);
    Civil c = civil_of_day(day);
    return str_fmt(a, "%s, %d %s %d %.*s +0000", days[day_weekday(day)], c.day, months[c.month - 1], c.year, STR_ARG(str_sub(micros_iso(a, at), 11, 8)));
}

Str notice_lines(Str text, Arena *a)
{
    Buf b;
    buf_init(&b, 2 * text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n')
            buf_puts(&b, "\r\n");
        else if (text.p[i] != '\r')
            buf_putc(&b, text.p[i]);
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

#define PLAIN "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"

static Str heads(const Outgoing *o, Str address, int64_t notice, Str about, Str subject, Arena *a)
{
    return str_fmt(a, "From: %.*s\nTo: %.*s\nSubject: [%.*s] %.*s\nDate: %.*s\nMessage-ID: <throughline-%.*s-%lld@throughline>\nMIME-Version: 1.0\n",
                   STR_ARG(notice_line(o->from, a)), STR_ARG(notice_line(address, a)), STR_ARG(about), STR_ARG(notice_header(subject, a)),
                   STR_ARG(notice_date(wall_second(), a)), STR_ARG(o->sender), (long long)notice);
}

Str notice_mail(const Outgoing *o, const Table *t, size_t r, Arena *a)
{
    Str account = col_text(t, "account")[r], words = col_text(t, "words")[r], rule = col_text(t, "rule")[r];
    Str about = str_fmt(a, "%.*s%s%.*s", STR_ARG(account), account.n ? ": " : "", STR_ARG(col_text(t, "cause")[r])), link = link_of(o, t, r, a);
    int64_t money = col_int(t, "money")[r];
    Str head = heads(o, col_text(t, "address")[r], col_int(t, "notice_id")[r], rule, about, a);
    Str text = str_fmt(a, "%.*s" PLAIN "\nTask %lld (%.*s%s)\n%.*s\n", STR_ARG(head), (long long)col_int(t, "task_id")[r], STR_ARG(rule),
                       str_eq(col_text(t, "why")[r], STR("escalated")) ? ", passed on" : "", STR_ARG(about));
    if (money > 0)
        text = str_fmt(a, "%.*sInvoiced in the last year%s: %.*s\n", STR_ARG(text), account.n ? "" : " to all whom it touches", STR_ARG(money_text(a, money, o->currency, MONEY_SHORT)));
    if (words.n)
        text = str_fmt(a, "%.*s\n\"%.*s\"\n", STR_ARG(text), STR_ARG(words));
    text = str_fmt(a, "%.*s\nWhat you could answer:\n%.*s\n", STR_ARG(text), STR_ARG(task_reply(&o->rules, t, r, a)));
    if (link.n)
        text = str_fmt(a, "%.*s\nThe task: %.*s\n", STR_ARG(text), STR_ARG(link));
    return notice_lines(text, a);
}

/* Base64 in lines of 76 (RFC 2045). */
static Str in_lines(Str bytes, Arena *a)
{
    enum { LINE = 76 };
    Str all = digest_base64(bytes, a);
    Buf b;
    buf_init(&b, all.n + all.n / LINE * 2 + 4);
    for (size_t i = 0; i < all.n; i += LINE) {
        buf_put(&b, str_sub(all, i, LINE));
        buf_puts(&b, "\r\n");
    }
    Str out = str_dup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

Str notice_report(const Outgoing *o, Str address, int64_t notice, Str name, Str html, Arena *a)
{
    Str page = o->page, mark = str_fmt(a, "throughline-%.*s-part", STR_ARG(o->sender));
    while (str_ends(page, STR("/")))
        page.n--;
    Str text = str_fmt(a, "The report of this week%s\n", html.n ? " comes with this mail, as a file that any browser shows." : " is too long for mail.");
    if (page.n)
        text = str_fmt(a, "%.*s\nThis and earlier ones: %.*s/admin?view=work\n", STR_ARG(text), STR_ARG(notice_line(page, a)));
    Str head = heads(o, address, notice, STR("report"), name, a);
    if (!html.n)
        return notice_lines(str_fmt(a, "%.*s" PLAIN "\n%.*s", STR_ARG(head), STR_ARG(text)), a);
    Str first = notice_lines(str_fmt(a, "%.*sContent-Type: multipart/mixed; boundary=\"%.*s\"\n\n--%.*s\n" PLAIN "\n%.*s\n--%.*s\nContent-Type: text/html; charset=utf-8; name=\"%.*s\"\n"
                                        "Content-Disposition: attachment; filename=\"%.*s\"\nContent-Transfer-Encoding: base64\n\n",
                                     STR_ARG(head), STR_ARG(mark), STR_ARG(mark), STR_ARG(text), STR_ARG(mark), STR_ARG(name), STR_ARG(name)), a);
    return str_fmt(a, "%.*s%.*s--%.*s--\r\n", STR_ARG(first), STR_ARG(in_lines(html, a)), STR_ARG(mark));
}
