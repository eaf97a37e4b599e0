#!/usr/bin/env bash
# `ward text --jsonl`: every line gets its answer, in order, whatever it is.
source "$(dirname "$0")/support.sh" "$@"

out=$(printf '{"text":"I will kill you"}\n{"text":"Lovely weather"}\n' | "$ward" text --jsonl)
same "status" $? 0
matches "a threat" "$(head -1 <<<"$out")" '"category":"Violence","severity":[46]'
same "weather" "$(tail -1 <<<"$out")" "$nothing"

# CRLF, an empty line, broken JSON, NUL, invalid UTF-8, a line far beyond the limit, no line feed at the end.
{
    printf '{"text":"Lovely weather"}\r\n\n{"text":\n{"text":"a\0b"}\n{"text":"\xff"}\n'
    printf '{"text":"%s"}\n' "$(head -c 3000000 /dev/zero | tr '\0' 'a')"
    printf '{"text":"Lovely weather"}'
} | "$ward" text --jsonl >"$scratch/odd"
same "status with error bodies" $? 0
mapfile -t lines <"$scratch/odd"
same "one answer for each line" ${#lines[@]} 7
same "CRLF" "${lines[0]}" "$nothing"
for i in 1 2 3 4 5; do matches "line $i is refused" "${lines[$i]}" '^\{"error":\{"code":"[A-Za-z]+","message":".+"'; done
same "the last line needs no line feed" "${lines[6]}" "$nothing"

# 1,000 lines of mixed length: the answer's categories tell which line it belongs to.
names=(Hate SelfHarm Sexual Violence)
for ((i = 0; i < 1000; ++i)); do
    words=$(printf 'word%.0s ' $(seq $((i * 7 % 23))))
    printf '{"text":"%s%d","categories":["%s","%s"]}\n' "$words" $i ${names[i % 4]} ${names[i / 4 % 4]}
done >"$scratch/many"
sed -E 's/.*"categories":\["([A-Za-z]+)","([A-Za-z]+)"\].*/\1 \2/' "$scratch/many" |
    awk '{ print $1 ($1 == $2 ? "" : " " $2) }' >"$scratch/expected"
"$ward" text --jsonl "$scratch/many" | grep -oE '"categoriesAnalysis".*' | grep -nvE '^$' |
    sed -E 's/^[0-9]+:.*\[(.*)\].*/\1/; s/"severity":[0-7]//g; s/"category":"([A-Za-z]+)",?/\1/g; s/[{}]//g; s/,/ /g' \
        >"$scratch/got"
cmp "$scratch/expected" "$scratch/got" || fail "the order of 1,000 answers"
same "a file and a pipe give the same" "$("$ward" text --jsonl <"$scratch/many" | md5sum)" \
    "$("$ward" text --jsonl --workers 1 - <"$scratch/many" | md5sum)"

same "an empty input gives nothing" "$("$ward" text --jsonl </dev/null)" ""
printf '{"text":"a"}\n' | "$ward" text --jsonl --api-version 2023-10-01 >/dev/null || fail "api-version 2023-10-01"

# A terminal shows a bar for a file, and leaves none behind.
if have_terminals; then
    out=$(in_terminal "'$ward' text --jsonl '$scratch/many' >'$scratch/bar'")
    matches "progress bar" "$out" '\[[#.]+\] +[0-9]+ %  [0-9.]+ of [0-9.]+ MB  [0-9]+ lines/s'
    matches "the bar goes" "$out" $'\r\033\\[K$'
    same "and is not in the output" "$(wc -l <"$scratch/bar")" 1000
    same "no bar for a pipe" "$(in_terminal "cat '$scratch/many' | '$ward' text --jsonl >/dev/null")" ""
fi
finish
