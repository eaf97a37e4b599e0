#!/usr/bin/env bash
# `ward demo`: a row for each text and picture of the sample, masked, then commands that work.
source "$(dirname "$0")/support.sh" "$@"
sample=$(dirname "$0")/../../examples/cli/demo_texts.tsv

out=$(TMPDIR=$scratch "$ward" demo)
same "status" $? 0
rows=$(grep -cE '( +[0246]){4}  (attack|no) +[0-9]+\.[0-9]$' <<<"$out")
same "one row for each text" "$rows" "$(grep -c $'\t' "$sample")"
matches "a masked word" "$out" ' k\*\*\* '
while read -r word; do lacks "'$word' is masked" "$out" "[^a-z]${word:1:-1}[^a-z]"; done \
    < <(grep -oE '\[(kill|stab|vermin|cut|fuck)\]' "$sample")

# The models may err, but not often.
rows_of() { sed -n "/^$1\$/,/^\$/p" <<<"$out" | grep -E ' (attack|no) +[0-9]+\.[0-9]$'; }
harmless=$(rows_of Everyday | grep -cE '( +0){4}  no')
((harmless >= 7)) || fail "only $harmless everyday texts are judged harmless"
for group in Violence Hate Self-harm Sexual; do
    harmful=$(rows_of "$group" | grep -cE ' [246] ')
    ((harmful == $(rows_of "$group" | wc -l))) || fail "only $harmful texts of $group are judged harmful"
done
attacks=$(rows_of Attack | grep -cE '  attack')
((attacks >= 3)) || fail "only $attacks attacks are seen"

for picture in hills.jpg house.png poster.webp; do
    matches "$picture is harmless" "$out" "$picture( +0){4} "
done
matches "the note is a threat, and masked" "$out" 'note.jpg( +[0246]){3} +[46]  text +Y\*\* c\*+'
drawn=$(grep -oE "$scratch/ward-demo-[A-Za-z0-9]+\.png" <<<"$out")
same "it is drawn into a PNG" "$(head -c 4 "$drawn" | tail -c 3)" PNG

while IFS= read -r command; do
    bash -c "$command" >/dev/null || fail "suggested command: $command"
done < <(sed -n '/^Try next:/,$p' <<<"$out" | grep -E '^  ' | grep -v '\./dev')
finish
