#!/bin/sh
# sqlc.sh SQLC - what tools/sqlc.c promises, one TAP line a rule.
# Oracle: the generated C is compiled and its table printed; refusals are compared with the
# whole "file:line: reason" a person would read.
set -u
sqlc=$(realpath "$1")
root=${TL_ROOT:?}
cc=${CC:-cc}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
. "$root/tests/tools/tap.sh"

refused() { # NAME FILE_CONTENT WANTED
    printf %b "$2" >bad.sql
    rm -f o.h o.c
    is "$1" "$("$sqlc" o.h o.c bad.sql 2>&1; echo "exit $?"; ls o.h o.c 2>/dev/null)" "$3
exit 1"
}

cat >one.sql <<'SQL'
-- Statements about issues.

-- name: issue_list
-- Every issue, the dearest first.
SELECT name, 'a;"b''--', "odd ""name"
  FROM issue   -- not ; the end
 WHERE x = $1 AND y LIKE 'a\b!%' ESCAPE '!';

-- About the next one.
-- name: issue_add
INSERT INTO issue VALUES ($1) /* ; */
SQL
printf -- '-- name: second_file\r\nSELECT 1;\r\n' >two.sql
cat >main.c <<'C'
#include <stdio.h>
#include "o.h"
int main(void)
{
    for (int i = 0; i < SQL_COUNT_; i++)
        printf("%d %s<%s>\n", i, sql_texts[i].name, sql_texts[i].text);
    return SQL_ISSUE_ADD != 1;
}
C
"$sqlc" o.h o.c one.sql two.sql &&
    $cc -std=gnu2x -Wall -Wextra -Wpedantic -Werror -I. -I"$root/src" main.c o.c -o main
is "statements_come_out_in_order_and_unchanged" "$(./main; echo "exit $?")" \
'0 issue_list<SELECT name, '"'a;\"b''--'"', "odd ""name"
  FROM issue   -- not ; the end
 WHERE x = $1 AND y LIKE '"'a\\b!%'"' ESCAPE '"'!'"'>
1 issue_add<INSERT INTO issue VALUES ($1)>
2 second_file<SELECT 1>
exit 0'

refused "a_name_used_twice_names_both_places" '-- name: a\nSELECT 1\n-- name: a\nSELECT 2\n' \
    "bad.sql:3: name 'a' is already used at bad.sql:1"
refused "a_bad_name_is_refused" '\n-- name: Bad\nSELECT 1\n' \
    "bad.sql:2: bad name 'Bad': wanted [a-z][a-z0-9_]*, at most 60 bytes"
refused "a_name_with_a_second_word_is_refused" '-- name: a b\nSELECT 1\n' \
    "bad.sql:1: bad name 'a b': wanted [a-z][a-z0-9_]*, at most 60 bytes"
refused "an_empty_statement_is_refused" '-- name: a\n-- only words\n-- name: b\nSELECT 1\n' \
    "bad.sql:1: statement 'a' is empty"
refused "a_semicolon_alone_is_refused" '-- name: a\n;\n' "bad.sql:1: statement 'a' is empty"
refused "two_statements_in_a_block_are_refused" '-- name: a\nSELECT 1;\n-- then\nSELECT 2\n' \
    "bad.sql:4: text behind the ';' of 'a': one statement a block"
refused "an_open_quote_is_refused" "-- name: a\nSELECT\n 'x\n" \
    "bad.sql:3: quote is not closed in 'a'"
refused "text_outside_a_block_is_refused" 'SELECT 1\n' \
    "bad.sql:1: text outside a block: a '-- name:' line comes first"
refused "a_file_without_statements_is_refused" '-- nothing\n' "bad.sql:1: no statement found"
done_testing
