#!/usr/bin/env bash
# `ward demo`: a row for each text of the sample, masked, then commands that work.
source "$(dirname "$0")/support.sh" "$@"
sample=$(dirname "$0")/../../examples/cli/demo_texts.tsv

out=$("$ward" demo)
same "status" $? 0
rows=$(grep -cE '( +[0246]){4}  (attack|no) +[0-9]+\.[0-9]$' <<<"$out")
same "one row for each text" "$rows" "$(grep -c $'\t' "$sample")"
matches "a masked word" "$out" 'I will k\*\*\* you\.( +[0-7]){3} +[46]'
while read -r word; do lacks "'$word' is masked" "$out" "[^a-z]${word:1:-1}[^a-z]"; done \
    < <(grep -oE '\[(kill|stab|vermin|cut|fuck)\]' "$sample")
matches "the weather of the sample is harmless" "$out" 'The train to the coast.*( +0){4}  no '
while IFS= read -r command; do
    (cd "$scratch" && bash -c "$command" >/dev/null) || fail "suggested command: $command"
done < <(sed -n '/^Try next:/,$p' <<<"$out" | grep -E '^  ' | grep -v '\./dev')
finish
