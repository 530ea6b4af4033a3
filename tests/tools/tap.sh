# tap.sh - for tests in sh, which take it in with "." from tests/tools: a line of TAP for each is(), and done_testing() at the end.
n=0

is() { # NAME GOT WANTED
    n=$((n + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $n - $1"
    else
        echo "not ok $n - $1"
        printf 'got: %s\nwanted: %s\n' "$2" "$3" | sed 's/^/# /'
    fi
}

done_testing() {
    echo "1..$n"
}
