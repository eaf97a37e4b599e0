#!/usr/bin/env bash
# `ward anomaly`: series from CSV and JSON, tables, bodies and plots.
source "$(dirname "$0")/support.sh" "$@"
example=$(dirname "$0")/../data/change_point_example.json

{
    echo "timestamp,value"
    for day in {01..28}; do echo "2026-01-${day}T00:00:00Z,$((100 + 10#$day * 7 % 5 + (10#$day == 20 ? 300 : 0)))"; done
} >"$scratch/days.csv"

out=$("$ward" anomaly "$scratch/days.csv")
same "status" $? 0
matches "what it is" "$out" '^28 points, daily, a cycle of 5: 1 anomaly'
matches "a sparkline" "$out" '█'
matches "the anomaly's row" "$out" '19 +2026-01-20 00:00:00 +400 '
same "stdin is the same" "$("$ward" anomaly <"$scratch/days.csv")" "$out"
matches "the last point" "$("$ward" anomaly --last "$scratch/days.csv")" 'the last is normal'

body=$("$ward" anomaly --json "$scratch/days.csv")
matches "a body" "$body" '^\{"period":5,"expectedValues":\['
matches "options reach it" "$("$ward" anomaly --json --period 7 "$scratch/days.csv")" '^\{"period":7,'
matches "a request body" "$("$ward" anomaly --changepoint "$example")" 'minutely, no cycle: 7 change points'

"$ward" anomaly --plot "$scratch/plot.png" "$scratch/days.csv" >/dev/null || fail "a PNG"
same "it is one" "$(head -c 8 "$scratch/plot.png" | od -An -tx1 | tr -d ' \n')" 89504e470d0a1a0a
"$ward" anomaly --plot "$scratch/plot.svg" "$scratch/days.csv" >/dev/null || fail "an SVG"
matches "it is one" "$(head -c 60 "$scratch/plot.svg")" '<\?xml'

echo '{}' | "$ward" anomaly --json >"$scratch/out"
same "status of a refusal" "${PIPESTATUS[1]}" 1
matches "its body" "$(<"$scratch/out")" '^\{"code":"RequiredSeries","message":'
err=$(printf '1\n2\nthree\n' | "$ward" anomaly 2>&1)
matches "a line that is no row" "$err" 'line 3'
err=$("$ward" anomaly /no/such/file 2>&1)
matches "a file that is not there" "$err" '/no/such/file'
"$ward" anomaly --plot x.jpeg "$scratch/days.csv" 2>/dev/null
same "status of wrong usage" $? 2
finish
