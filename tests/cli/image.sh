#!/usr/bin/env bash
# `ward image`: pictures as a table, as JSON, and drawn with what was found.
source "$(dirname "$0")/support.sh" "$@"
data=$(dirname "$0")/../data/images
threat=$data/text/sans.jpg plain=$data/text/plain.jpg

out=$("$ward" image "$threat" "$plain" 2>"$scratch/err")
same "status of two pictures" $? 0
same "nothing on stderr" "$(<"$scratch/err")" ""
matches "titles" "$out" '^Picture +Hate +SelfHarm +Sexual +Violence +Decided by +Text in it +ms'
matches "a written threat is violence, and masked" "$out" 'sans.jpg( +[0-6]){3} +[46]  text +I w\*\*\* k\*\*\* y\*\* t\*+ +[0-9]'
lacks "what it says is not shown" "$out" 'kill'
matches "hills are harmless" "$out" 'plain.jpg( +0){4} +[0-9.]+$'
lacks "a pipe gets no colours" "$out" $'\033'
out=$("$ward" image "$data/text/harmless.jpg")
matches "harmless text is shown" "$out" 'harmless.jpg( +0){4} +[A-Z][a-z]+ [a-z]+'

out=$("$ward" image --category violence,Hate --no-text "$threat")
matches "asked categories, in that order, and no text" "$out" '^Picture +Violence +Hate +Decided by +ms'
lacks "text that is not read decides nothing" "$out" 'text'

out=$("$ward" image --json "$threat" | without_levels)
same "the answer on the wire" "$out" \
    '{"categoriesAnalysis":[{"category":"Hate","severity":N},{"category":"SelfHarm","severity":N},{"category":"Sexual","severity":N},{"category":"Violence","severity":N}]}'
out=$("$ward" image --json --category Violence "$threat" "$plain")
matches "only the category that was asked for" "$(head -1 <<<"$out")" '^\{"categoriesAnalysis":\[\{"category":"Violence","severity":[46]\}\]\}$'
same "one answer for each picture" "$(tail -1 <<<"$out")" '{"categoriesAnalysis":[{"category":"Violence","severity":0}]}'

# Bad files are told on stderr, each in one line, and the others are judged.
head -c 5000000 /dev/zero >"$scratch/large.jpg"
bad=("$scratch/none.jpg" "$scratch" "$0" "$scratch/large.jpg")
out=$("$ward" image "${bad[@]}" "$plain" 2>"$scratch/err")
same "status with bad files" $? 1
same "a line for each" "$(wc -l <"$scratch/err")" ${#bad[@]}
mapfile -t lines <"$scratch/err"
matches "a missing file" "${lines[0]}" "^ward: Could not open $scratch/none.jpg: No such file"
matches "a folder" "${lines[1]}" "^ward: Could not read $scratch: Is a directory"
matches "no picture" "${lines[2]}" "^ward: .*JPEG, PNG.* \($0\)$"
matches "a file too large" "${lines[3]}" "^ward: .+ \($scratch/large.jpg\)$"
same "their rows" "$(grep -cE '( +-){4}  - +- +0\.0$' <<<"$out")" ${#bad[@]}
matches "the other picture" "$out" 'plain.jpg( +0){4} '
out=$("$ward" image --json "${bad[@]}" "$plain" 2>/dev/null)
same "status of the answers with bad files" $? 1
same "error bodies" "$(grep -cE '^\{"error":\{"code":"[A-Za-z]+","message":".+"' <<<"$out")" ${#bad[@]}
matches "the other answer" "$(tail -1 <<<"$out")" '^\{"categoriesAnalysis":'

# The drawing: a PNG of the picture, with a strip below it.
png_size() { od -An -tu4 --endian=big -j16 -N8 "$1" | tr -s ' '; }
out=$("$ward" image --annotate "$scratch/drawn.png" "$threat")
same "status of a drawing" $? 0
matches "the table comes with it" "$out" 'sans.jpg( +[0-6]){4}'
same "it is a PNG" "$(head -c 8 "$scratch/drawn.png" | od -An -tx1 | tr -d ' ')" 89504e470d0a1a0a
read -r width height <<<"$(png_size "$scratch/drawn.png")"
((width == 640 && height > 480)) || fail "the drawing is $width x $height"
"$ward" image "$scratch/drawn.png" | grep -qE ' [46]  text' || fail "the drawing does not show the threat any more"
"$ward" image --annotate "$scratch/small.png" "$data/grey8.png" >/dev/null || fail "drawing a small picture"
err=$("$ward" image --annotate "$scratch/none/drawn.png" "$threat" 2>&1 >/dev/null)
same "status when it cannot be written" $? 1
matches "message when it cannot be written" "$err" '^ward: Could not write .*/none/drawn.png: '
finish
