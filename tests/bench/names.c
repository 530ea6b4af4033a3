/* names.c - names alone through the stage that says who is who: bench_names FILE.
 *
 * FILE (made by linkage.py): a record a line, its list (0: one list, told apart by name; else the number of a system that tells its accounts
 * apart by id) and its name, apart by a tab.  Writes the cluster of each record, a line each; the truth is not seen here.
 */
#include <stdio.h>

#include "base/buf.h"
#include "resolve/gather.h"
#include "resolve/match.h"

static void read_all(const char *path, Buf *text)
{
    char part[65536];
    FILE *in = fopen(path, "rb");
    if (!in)
        bug("cannot open '%s'", path);
    buf_init(text, (size_t)1 << 30);
    for (size_t n; (n = fread(part, 1, sizeof part, in)) > 0;)
        buf_put(text, (Str){ part, n });
    fclose(in);
}

static void read_records(Str text, Arena *a, Table *alias)
{
    static const ColSpec cols[] = { { "alias_id", COL_INT }, { "source_id", COL_INT }, { "account_id", COL_TEXT }, { "account_name", COL_TEXT },
                                    { "person_id", COL_TEXT },
                                    { "email", COL_TEXT }, { "domain", COL_TEXT }, { "country", COL_TEXT }, { "city", COL_TEXT }, { "file_id", COL_INT } };
    table_init(alias, a, cols, COUNT_OF(cols));
    for (int64_t id = 1; text.n; id++) {
        Str name = str_cut(&text, '\n'), list = str_cut(&name, '\t');
        int64_t source = 0;
        if (!str_to_i64(list, &source))
            bug("'%.*s' is no list", STR_ARG(list));
        table_put_int(alias, 0, id);
        table_put_int(alias, 1, source + 1);
        table_put_int(alias, 9, source + 1);
        table_put_text(alias, 2, source ? str_fmt(a, "%lld", (long long)id) : STR(""));
        table_put_text(alias, 3, name);
        for (size_t c = 4; c < 9; c++)
            table_put_text(alias, c, STR(""));
        table_row(alias);
    }
}

int main(int argc, char **argv)
{
    static const ColSpec none[] = { { "alias_id", COL_INT } };
    Arena a;
    Buf text;
    Table alias, account;
    Parties p;
    Pairs no = { 0 };
    Match m;
    Err err;
    if (argc != 2)
        return 2;
    arena_init(&a);
    read_all(argv[1], &text);
    read_records(buf_str(&text), &a, &alias);
    table_init(&account, &a, none, COUNT_OF(none));
    parties_gather(&alias, &account, &(SameIds){ .n = 0 }, &a, &p);
    if (parties_match(&p, &no, &no, 1, &a, &m, &err) != ST_OK)
        bug("%s", err.msg);
    for (size_t r = 0; r < p.n_alias; r++)
        printf("%lld\n", p.alias[r].node == NO_NODE ? -(long long)r - 1 : (long long)node_root(&p, p.alias[r].node));
    buf_release(&text);
    arena_release(&a);
    return 0;
}
