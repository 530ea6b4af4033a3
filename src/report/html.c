#include "report/html.h"

#include "report/doc_blocks.h"
#include "report/letters.h"

extern const unsigned char report_css_text[];
extern const size_t report_css_text_size;

typedef struct Html {
    Buf     *out;
    Arena   *a;
    Str      prefix;                /* of ids */
    unsigned n_id;
} Html;

static void raw(Html *h, const char *s) { buf_puts(h->out, s); }

/* What stands for a letter that must not be written as it is; NULL: it may. */
static const char *reference(uint32_t c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case LETTER_BAD: return "\xEF\xBF\xBD";
    case 0: return "";
    default: return NULL;
    }
}

void html_put(Buf *out, Str s)
{
    size_t from = 0;
    for (size_t at = 0; at < s.n;) {
        size_t begin = at;
        const char *ref = reference(letter_next(s, &at));
        if (!ref)
            continue;
        buf_put(out, str_sub(s, from, begin - from));
        buf_puts(out, ref);
        from = at;
    }
    buf_put(out, str_sub(s, from, s.n - from));
}

static void text(Html *h, Str s) { html_put(h->out, s); }

bool html_href_ok(Str href)
{
    static const Str schemes[] = { STR_INIT("https:"), STR_INIT("http:"), STR_INIT("mailto:") };
    for (size_t at = 0; at < href.n;)
        if (letter_next(href, &at) <= ' ')
            return false;           /* browsers drop tabs and newlines: "java\nscript:" */
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (href.n >= schemes[i].n && str_ieq(str_sub(href, 0, schemes[i].n), schemes[i]))
            return true;
    if (!href.n || str_starts(href, STR("//")) || str_has(href, STR("\\")))
        return false;
    Str rest = href, head = str_cut(&rest, ':');
    return head.n == href.n || str_has(head, STR("/")) || str_has(head, STR("?")) || str_has(head, STR("#"));
}

Str report_css(void) { return (Str){ (const char *)report_css_text, report_css_text_size }; }

static void put_grade(Html *h, Str letter)
{
    if (!letter.n || letter.p[0] < 'A' || letter.p[0] > 'D')
        return;
    char g = letter.p[0];
    Str words = grade_words(g);
    buf_printf(h->out, "<span class=\"g g%c\" title=\"%.*s\"><span class=\"vh\">grade </span>%c</span>", g,
               STR_ARG(words), g);
}

static void put_run(Html *h, const Run *r)
{
    static const char *const open[] = { [RUN_STRONG] = "<strong>", [RUN_SOFT] = "<span class=\"soft\">",
                                        [RUN_MARK] = "<mark>" };
    static const char *const close[] = { [RUN_STRONG] = "</strong>", [RUN_SOFT] = "</span>",
                                         [RUN_MARK] = "</mark>" };
    switch (r->kind) {
    case RUN_GRADE: put_grade(h, r->text); break;
    case RUN_LINK:
        if (html_href_ok(r->href)) {
            raw(h, "<a href=\"");
            text(h, r->href);
            raw(h, "\">");
            text(h, r->text);
            raw(h, "</a>");
            break;
        }
        text(h, r->text);
        break;
    case RUN_PLAIN: text(h, r->text); break;
    case RUN_STRONG:
    case RUN_SOFT:
    case RUN_MARK:
        raw(h, open[r->kind]);
        text(h, r->text);
        raw(h, close[r->kind]);
        break;
    }
}

static void runs(Html *h, Runs r)
{
    for (size_t i = 0; i < r.n; i++)
        put_run(h, &r.run[i]);
}

static void put_svg(Html *h, const Chart *c)
{
    Str id = str_fmt(h->a, "%.*sc%u", STR_ARG(h->prefix), ++h->n_id);
    chart_svg(h->a, c, id, SVG_PAGE, h->out);
}

static const char *tone_class(Tone t)
{
    static const char *const names[] = { [TONE_NORMAL] = "", [TONE_OFF] = "off", [TONE_HARM] = "harm",
                                         [TONE_PROOF] = "proof", [TONE_ACCENT] = "accent" };
    return names[t];
}

/* What the shape of a dot says, for those who do not see it. */
static const char *tone_says(Tone t)
{
    static const char *const names[] = { [TONE_NORMAL] = "", [TONE_OFF] = "cannot tell: ", [TONE_HARM] = "harm: ",
                                         [TONE_PROOF] = "good: ", [TONE_ACCENT] = "" };
    return names[t];
}

static void put_dot(Html *h, Tone t)
{
    buf_printf(h->out, "<span class=\"dot %s\" aria-hidden=\"true\"></span>", tone_class(t));
    if (tone_says(t)[0])
        buf_printf(h->out, "<span class=\"vh\">%s</span>", tone_says(t));
}

static void put_figure(Html *h, const Block *b)
{
    const Figure *f = b->figure;
    Str meta = figure_words(h->a, f);
    buf_printf(h->out, "<div class=\"fig %s\"><p class=\"fl\">", tone_class(f->tone));
    text(h, f->label);
    raw(h, "</p><p class=\"fv\">");
    text(h, f->value);
    if (f->grade) {
        raw(h, " ");
        put_grade(h, run_grade(f->grade).text);
    }
    raw(h, "</p><p class=\"fm\">");
    text(h, meta);
    if (f->note.n) {
        raw(h, "<br>");
        text(h, f->note);
    }
    if (html_href_ok(f->href)) {
        raw(h, " <a href=\"");
        text(h, f->href);
        raw(h, "\">Explain this number</a>");
    }
    raw(h, "</p></div>\n");
}

static void put_cell_figure(Html *h, const Figure *f)
{
    Str meta = figure_words(h->a, f);
    raw(h, "<strong>");
    text(h, f->value);
    raw(h, "</strong> ");
    if (f->grade)
        put_grade(h, run_grade(f->grade).text);
    raw(h, "<div class=\"d\">");
    text(h, meta);
    raw(h, "</div>");
}

static void put_cell_content(Html *h, const DocTable *t, size_t col, const Cell *c)
{
    switch (c->kind) {
    case CELL_RUNS: runs(h, c->runs); break;
    case CELL_CHART: put_svg(h, c->chart); break;
    case CELL_FIGURE: put_cell_figure(h, c->figure); break;
    case CELL_GRADE: put_grade(h, cell_words(h->a, t, col, c)); break;
    case CELL_NONE:
    case CELL_TEXT:
    case CELL_INT:
    case CELL_MONEY:
    case CELL_PERCENT:
    case CELL_DATE: text(h, cell_words(h->a, t, col, c)); break;
    }
}

/* Figures stand right and never wrap; words in a column of figures may wrap. */
static const char *cell_class(const DocColumn *col, CellKind kind)
{
    bool figure = kind == CELL_INT || kind == CELL_MONEY || kind == CELL_PERCENT || kind == CELL_DATE;
    if (col->quiet)
        return column_right(col) ? "n quiet" : "quiet";
    if (column_right(col))
        return figure ? "n" : "r";
    return figure ? "w" : kind == CELL_CHART ? "c" : "";
}

static void put_row(Html *h, const DocTable *t, const DocRow *r)
{
    buf_printf(h->out, "<tr class=\"%s\">", tone_class(r->tone));
    for (size_t i = 0; i < t->n_col; i++) {
        const DocColumn *col = &t->col[i];
        bool head = i == t->main_col;
        buf_printf(h->out, head ? "<th scope=\"row\" class=\"%s\">" : "<td class=\"%s\">",
                   cell_class(col, r->cell[i].kind));
        if (head && (r->tone == TONE_HARM || r->tone == TONE_PROOF))
            put_dot(h, r->tone);
        put_cell_content(h, t, i, &r->cell[i]);
        if (head && r->sub.n) {
            raw(h, "<div class=\"d\">");
            runs(h, r->sub);
            raw(h, "</div>");
        }
        raw(h, head ? "</th>" : "</td>");
    }
    raw(h, "</tr>\n");
}

static void put_table(Html *h, const Block *b)
{
    const DocTable *t = b->table;
    raw(h, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    text(h, t->head.caption.n ? t->head.caption : STR("Table"));
    raw(h, "\"><table>");
    if (t->head.caption.n) {
        raw(h, t->head.caption_hidden ? "<caption class=\"vh\">" : "<caption>");
        text(h, t->head.caption);
        raw(h, "</caption>");
    }
    raw(h, "<thead><tr>");
    for (size_t i = 0; i < t->n_col; i++) {
        buf_printf(h->out, "<th scope=\"col\" class=\"%s\">", column_right(&t->col[i]) ? "n" : "");
        text(h, t->col[i].title);
        raw(h, "</th>");
    }
    raw(h, "</tr></thead><tbody>\n");
    for (const DocRow *r = t->first; r; r = r->next)
        put_row(h, t, r);
    if (!t->first) {
        buf_printf(h->out, "<tr class=\"off\"><td colspan=\"%zu\">", t->n_col ? t->n_col : 1);
        text(h, t->head.empty.n ? t->head.empty : STR("no rows"));
        raw(h, "</td></tr>\n");
    }
    raw(h, "</tbody></table></div>\n");
}

static void put_heading(Html *h, const Block *b)
{
    buf_printf(h->out, "<h%d>", b->rank);
    text(h, b->title);
    buf_printf(h->out, "</h%d>\n", b->rank);
}

static void put_para(Html *h, const Block *b)
{
    raw(h, "<p>");
    runs(h, b->runs);
    raw(h, "</p>\n");
}

static void put_pairs(Html *h, const Block *b)
{
    raw(h, "<dl class=\"pairs\">");
    for (size_t i = 0; i < b->n_pair; i++) {
        raw(h, "<dt>");
        text(h, b->pair[i].key);
        raw(h, "</dt><dd>");
        runs(h, b->pair[i].value);
        raw(h, "</dd>");
    }
    raw(h, "</dl>\n");
}

static void put_chart(Html *h, const Block *b)
{
    raw(h, "<figure class=\"plot\">");
    if (b->chart->title.n) {
        raw(h, "<figcaption>");
        text(h, b->chart->title);
        raw(h, "</figcaption>");
    }
    put_svg(h, b->chart);
    raw(h, "</figure>\n");
}

static bool quoted(Str s)
{
    return str_starts(s, STR("\xE2\x80\x9C")) || str_starts(s, STR("\"")) || str_starts(s, STR("\xC2\xAB"));
}

static void put_quote(Html *h, const Block *b)
{
    bool bare = b->runs.n && !quoted(b->runs.run[0].text);
    raw(h, bare ? "<blockquote><p>\xE2\x80\x9C" : "<blockquote><p>");
    runs(h, b->runs);
    raw(h, bare ? "\xE2\x80\x9D</p>" : "</p>");
    if (b->cite.n) {
        raw(h, "<footer>");
        runs(h, b->cite);
        raw(h, "</footer>");
    }
    raw(h, "</blockquote>\n");
}

static void put_callout(Html *h, const Block *b)
{
    buf_printf(h->out, "<div class=\"callout %s\" role=\"note\"><p class=\"ct\">", tone_class(b->tone));
    put_dot(h, b->tone);
    text(h, b->title);
    raw(h, "</p><p>");
    runs(h, b->runs);
    raw(h, "</p></div>\n");
}

static void put_list(Html *h, const Block *b)
{
    bool steps = b->list->kind == LIST_STEPS;
    raw(h, steps ? "<ol class=\"steps\">" : "<ul class=\"dots\">");
    for (const DocItem *i = b->list->first; i; i = i->next) {
        raw(h, "<li>");
        if (!steps)
            put_dot(h, i->tone);
        runs(h, i->text);
        if (i->small.n) {
            raw(h, "<small>");
            runs(h, i->small);
            raw(h, "</small>");
        }
        raw(h, "</li>");
    }
    raw(h, steps ? "</ol>\n" : "</ul>\n");
}

static const struct {
    const char *open, *close;
} groups[] = {
    [GROUP_PART] = { "<section class=\"part\">", "</section>\n" },
    [GROUP_MAIN_ASIDE] = { "<div class=\"beside\">", "</div>\n" },
    [GROUP_COLUMNS] = { "<div class=\"cols\">", "</div>\n" },
    [GROUP_CHAIN] = { "<div class=\"chain\">", "</div>\n" },
    [GROUP_DETAILS] = { "<details>", "</div></details>\n" },
};

static void group_open(Html *h, const Block *b)
{
    bool details = b->group == GROUP_DETAILS, titled = b->title.n || details;
    bool grid = !details && b->group != GROUP_PART;
    if (titled && grid) {
        raw(h, "<h2>");
        text(h, b->title);
        raw(h, "</h2>\n");
    }
    raw(h, groups[b->group].open);
    if (titled && !grid) {
        raw(h, details ? "<summary>" : "<h2>");
        text(h, b->title.n ? b->title : STR("Explain this number"));
        raw(h, details ? "</summary><div class=\"in\">" : "</h2>\n");
    }
}

static const char arrow[] =
    "<div class=\"arrow\" aria-hidden=\"true\"><svg width=\"40\" height=\"20\"><path d=\"M2 10h32m-7-6 7 6-7 6\" "
    "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\"/></svg></div>\n";

static void put_block(Html *h, const Block *b)
{
    static void (*const put[BLOCK_N])(Html *, const Block *) = {
        [BLOCK_GROUP] = group_open, [BLOCK_HEADING] = put_heading, [BLOCK_PARA] = put_para,
        [BLOCK_FIGURE] = put_figure, [BLOCK_PAIRS] = put_pairs,    [BLOCK_TABLE] = put_table,
        [BLOCK_CHART] = put_chart,  [BLOCK_QUOTE] = put_quote,     [BLOCK_CALLOUT] = put_callout,
        [BLOCK_LIST] = put_list,
    };
    if (b->up && b->up->group == GROUP_MAIN_ASIDE && b->up->up && b->index == 1)
        raw(h, "<aside>\n");
    if (b->up && b->up->group == GROUP_CHAIN && b->index > 0)
        raw(h, arrow);
    put[b->kind](h, b);
}

static void put_blocks(Html *h, const Doc *d)
{
    for (DocStep s = doc_begin(d); s.block; s = doc_next(s)) {
        const Block *b = s.block;
        if (!s.leaving) {
            put_block(h, b);
            continue;
        }
        if (b->group == GROUP_MAIN_ASIDE && b->last_child && b->last_child->index > 0)
            raw(h, "</aside>\n");
        raw(h, groups[b->group].close);
    }
}

static void put_head(Html *h, const Doc *d)
{
    raw(h, "<h1>");
    text(h, d->head.title);
    raw(h, "</h1>\n");
    if (d->head.subtitle.n) {
        raw(h, "<p class=\"sub\">");
        runs(h, d->head.subtitle);
        raw(h, "</p>\n");
    }
    if (!d->filter)
        return;
    raw(h, "<ul class=\"filters\" aria-label=\"Filters\">");
    for (const DocFilter *f = d->filter; f; f = f->next) {
        raw(h, "<li>");
        text(h, f->name);
        raw(h, " <b>");
        text(h, f->value);
        raw(h, "</b></li>");
    }
    raw(h, "</ul>\n");
}

static void put_notes(Html *h, const Doc *d)
{
    if (!d->note)
        return;
    raw(h, "<footer class=\"notes\">");
    for (const DocNote *n = d->note; n; n = n->next) {
        raw(h, "<p>");
        runs(h, n->runs);
        raw(h, "</p>");
    }
    raw(h, "</footer>\n");
}

/* A CSS string: everything but letters, figures and spaces as \hex, so it can leave neither
 * the string nor the style element. */
static void css_string(Html *h, Str s)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t c = letter_next(s, &at);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ')
            buf_putc(h->out, (char)c);
        else if (c)
            buf_printf(h->out, "\\%06X", (unsigned)c);
    }
}

static void put_page_rules(Html *h, const Doc *d)
{
    raw(h, "@page{@top-left{content:\"");
    css_string(h, text_fit(h->a, d->head.title, 9, false, 380));
    raw(h, "\"}@top-right{content:\"");
    css_string(h, d->head.org);
    raw(h, "\"}@bottom-left{content:\"");
    Str all = STR("");
    for (const DocFilter *f = d->filter; f; f = f->next)
        all = str_fmt(h->a, "%.*s%s%.*s %.*s", STR_ARG(all), all.n ? " \xC2\xB7 " : "", STR_ARG(f->name),
                      STR_ARG(f->value));
    css_string(h, text_fit(h->a, all, 9, false, 300));
    raw(h, "\"}@bottom-right{content:\"");
    if (d->head.as_of.n) {
        raw(h, "as of ");
        css_string(h, d->head.as_of);
        raw(h, "   ");
    }
    raw(h, "page \" counter(page) \" of \" counter(pages)}}");
}

static Status html_done(const Buf *out, Err *err)
{
    return out->over ? ERR(err, ST_TOO_BIG, "the report is over %zu bytes", out->max) : ST_OK;
}

Status doc_html_fragment(const Doc *d, Str prefix, Arena *a, Buf *out, Err *err)
{
    Html h = { .out = out, .a = a, .prefix = prefix };
    put_head(&h, d);
    put_blocks(&h, d);
    put_notes(&h, d);
    return html_done(out, err);
}

Status doc_html(const Doc *d, Arena *a, Buf *out, Err *err)
{
    Html h = { .out = out, .a = a, .prefix = STR("") };
    raw(&h, "<!doctype html>\n<html lang=\"");
    text(&h, d->head.lang);
    raw(&h, "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    text(&h, d->head.title);
    raw(&h, "</title>\n<style>\n");
    buf_put(out, report_css());
    put_page_rules(&h, d);
    raw(&h, "\n</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
            "<header class=\"bar\"><b>Throughline</b><span>");
    text(&h, d->head.org);
    raw(&h, "</span>");
    if (d->head.as_of.n) {
        raw(&h, "<span>as of ");
        text(&h, d->head.as_of);
        raw(&h, "</span>");
    }
    raw(&h, "</header>\n<main id=\"main\">\n");
    Status st = doc_html_fragment(d, STR(""), a, out, err);
    raw(&h, "</main></body></html>\n");
    return st ? st : html_done(out, err);
}
