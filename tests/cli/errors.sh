#!/usr/bin/env bash
# What `ward` says when it cannot work, and with which exit status: 2 for wrong usage, 1 for the rest.
source "$(dirname "$0")/support.sh" "$@"

refused() { # STATUS PATTERN ARGUMENT...
    local status=$1 pattern=$2 err
    shift 2
    err=$("$ward" "$@" 2>&1 >/dev/null </dev/null)
    same "status of: ward $*" $? "$status"
    matches "message of: ward $*" "$err" "$pattern"
    same "lines of: ward $*" "$(wc -l <<<"$err")" 1
}

refused 2 '^ward: .*see .*--help$'
refused 2 '^ward: ' --nonsense text a
refused 2 '^ward: ' text --category Rudeness a
refused 2 '^ward: ' text --precision fp8 a
refused 2 '^ward: .*excludes' text --jsonl --json
refused 2 '^ward: .*excludes' text --jsonl --category Hate
refused 2 '^ward: .*one file' text --jsonl a b
refused 2 '^ward: .*api-version 2020-01-01' text --jsonl --api-version 2020-01-01
refused 1 "^ward: .*packs.*\($scratch/none\)" --packs "$scratch/none" text a
refused 1 "^ward: .*packs" models --packs "$scratch/none"
refused 1 '^ward: .+' --device toaster text a
refused 1 '^ward: .+' --device cuda:999 text a
refused 1 '^ward: Could not open .*: No such file' text --jsonl "$scratch/none"
refused 1 '^ward: Could not read the lines: Is a directory' text --jsonl "$scratch"
refused 2 '^ward: .*files.*required' image
refused 2 '^ward: .*one picture' image --annotate "$scratch/a.png" a b
refused 2 '^ward: .*excludes' image --json --no-text a
refused 2 '^ward: .*excludes' image --json --annotate "$scratch/a.png" a
refused 2 '^ward: .*api-version 2020-01-01' image --json --api-version 2020-01-01 a
refused 1 '^ward: Could not open .*: No such file' image "$scratch/none"
mkdir "$scratch/empty"
refused 1 '^ward: .+`ward models` lists' --packs "$scratch/empty" text a
refused 1 '^ward: .+`ward models` lists' --packs "$scratch/empty" image a

for command in "" text image models demo; do
    "$ward" $command --help >"$scratch/help" || fail "help of '$command'"
    [[ -s $scratch/help ]] || fail "help of '$command' is empty"
done
matches "version" "$("$ward" --version)" '^ward [0-9]+\.[0-9]+\.[0-9]+$'

# A pack cut in half is told of, and the others work on.
mkdir "$scratch/packs"
ln -s "$packs"/*.pt "$scratch/packs"
victim=$(cd "$packs" && ls prompt-attack*.pt | head -1)
rm "$scratch/packs/$victim"
head -c $(($(stat -Lc %s "$packs/$victim") / 2)) "$packs/$victim" >"$scratch/packs/$victim"
out=$("$ward" --packs "$scratch/packs" models)
same "status of models with a broken pack" $? 0
matches "the broken pack" "$out" "Not usable:.*$victim: .*\(pack_[a-z]+\)"
matches "a healthy one" "$out" 'text-severity +[0-9]+\.[0-9]+\.[0-9]+'
refused 1 '^ward: .+' --packs "$scratch/packs" text a

out=$("$ward" models --load)
same "status of models --load" $? 0
matches "loaded models tell where they run" "$out" 'text-severity +[0-9.]+ +(fp32|bf16|fp16) on (cpu|cuda:[0-9]+) +[0-9.]+ '
python3 -c 'import json, sys; d = json.load(sys.stdin); assert len(d["models"]) >= 3 and d["problems"] == []' \
    < <("$ward" models --json) || fail "models --json is no good JSON"
finish
