# Usage: awk -f tools/check_stages.awk sql/*.sql src/app/pipeline.c $(find src -name "*.c")
# Fails when a stage names a statement over a derived table that its row of stage_table does not list: stages run side by side by
# those lists.  Whose file is whose: the folder, and in listen the expect_* files but one.
FNR == 1 { kind = FILENAME ~ /\.sql$/ ? "sql" : FILENAME ~ /app\/pipeline\.c$/ ? "table" : "source"; name = "" }
kind == "sql" && /^-- name: / { name = toupper($3); next }
kind == "sql" && name { text[name] = text[name] " " $0 }
kind == "table" && /stage_table\[\] = / { inside = 1 }
kind == "table" && inside { rows = rows $0; if (/^};/) { inside = 0; read_rows() } }
kind == "source" {
    split(FILENAME, path, "src/"); split(path[2], part, "/")
    stage = part[1] == "listen" && part[2] ~ /^expect_/ && part[2] !~ /^expect_said/ ? "expect" : part[1]
    if (!(stage in lists)) next
    for (rest = $0; match(rest, /SQL_[A-Z0-9_]+/);) {
        id = substr(rest, RSTART + 4, RLENGTH - 4); rest = substr(rest, RSTART + RLENGTH)
        for (t = text[id]; match(t, /[^a-z0-9_]d_[a-z0-9_]+/); t = substr(t, RSTART + RLENGTH)) {
            table = substr(t, RSTART + 1, RLENGTH - 1)
            checked++
            if (table != "d_summary" && index(lists[stage], " " table " ") == 0) { print FILENAME ":" FNR ": " id " uses " table ", which stage \047" stage "\047 does not list"; bad++ }
        }
    }
    if (match($0, /store_summary(_int)?\([^,]*, "[a-z_]+"/)) {
        split(substr($0, RSTART, RLENGTH), word, "\"")
        asked[stage, word[2]] = FILENAME ":" FNR
    }
    if (match($0, /store_put_summary(_int)?\([^,]*, "[a-z_]+"/)) {
        split(substr($0, RSTART, RLENGTH), word, "\"")
        put[stage, word[2]] = 1
    }
}
function read_rows(   n, i, word) {
    n = split(rows, word, "\"")
    for (i = 2; i + 6 <= n; i += 8)
        lists[word[i]] = " " word[i + 4] " " word[i + 6] " "
}
# A small result is of the stage itself, or of the one that all others wait for.
END {
    for (k in asked) {
        split(k, of, SUBSEP)
        if (!(k in put) && !(("resolve", of[2]) in put)) { print asked[k] ": stage \047" of[1] "\047 reads the summary \047" of[2] "\047, which neither it nor resolve writes"; bad++ }
    }
    if (!checked) { print "nothing to check"; bad++ }
    printf "%d uses of tables in their lists, %d not\n", checked - bad, bad; exit bad > 0
}
