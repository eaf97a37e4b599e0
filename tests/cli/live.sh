#!/usr/bin/env bash
# `ward text --jsonl` in a pipe that is slow, is interrupted, or is closed.
source "$(dirname "$0")/support.sh" "$@"

start() { # starts the program with a pipe to write to ($in) and one to read from ($out)
    coproc PROGRAM { exec "$ward" text --jsonl 2>"$scratch/err"; }
    pid=$PROGRAM_PID
    exec {in}>&"${PROGRAM[1]}" {out}<&"${PROGRAM[0]}"
}

ask() { # LINE: fails unless the answer comes while the pipe stays open
    echo "$1" >&"$in"
    IFS= read -r -t 60 answer <&"$out" || fail "no answer to '$1' within 60 s"
}

start
ask '{"text":"Lovely weather"}'
same "a lone line is answered at once" "$answer" "$nothing"
ask 'no JSON'
matches "so is a broken one" "$answer" '^\{"error":'

for signal in INT TERM; do
    [[ $signal == INT ]] && expected=130 || expected=143 # 128 + its number
    kill -"$signal" "$pid"
    wait "$pid"
    same "status after SIG$signal" $? $expected
    same "nothing on stderr after SIG$signal" "$(<"$scratch/err")" ""
    exec {in}>&- {out}<&-
    [[ $signal == TERM ]] || { start && ask '{"text":"Lovely weather"}'; }
done

# What was read before Ctrl-C is answered, whole lines only.
yes '{"text":"The meeting moved to the large room and there will be coffee and cake"}' |
    head -200000 >"$scratch/many"
"$ward" text --jsonl "$scratch/many" >"$scratch/out" &
pid=$!
for _ in $(seq 600); do [[ -s $scratch/out ]] && break || sleep 0.1; done
kill -TERM "$pid"
wait "$pid"
same "status in the midst of a file" $? 143
got=$(wc -l <"$scratch/out")
((got > 0 && got < 200000)) || fail "stopped after $got of 200000 lines"
same "no answer is cut" "$(sort -u "$scratch/out" | wc -l)" 1

"$ward" text --jsonl "$scratch/many" | head -1 >/dev/null
same "a reader that goes away ends it quietly" "${PIPESTATUS[0]}" 141
err=$(head -5 "$scratch/many" | "$ward" text --jsonl 2>&1 >/dev/full)
matches "a full disk is told" "$err" '^ward: Could not write the answers: '
finish
