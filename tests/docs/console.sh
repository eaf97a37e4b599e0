#!/usr/bin/env bash
# Runs what a document's ```console blocks show after "$ " and compares the output with what they show below it.
# Severities above zero and times may differ, for they are the models' and the machine's.
#   console.sh DOCUMENT FOLDER-TO-RUN-IN
set -euo pipefail
document=$(realpath -- "$1")
cd -- "$2"
unset WARD_PACKS

settled() {
    sed -E 's/("severity":)[1-7]/\1N/g; s/ +[1-7]( |$)/ N\1/g; s/ +[0-9]+\.[0-9]/ N.N/g; s/ +/ /g; s/ $//'
}

shown="" command="" bad=0
check() {
    [[ -n $command ]] || return 0
    local got
    got=$(bash -o pipefail -c "$command" 2>&1) || { echo "this command of $1 fails: $command"; bad=1; }
    if [[ "$(settled <<<"$got")" != "$(settled <<<"${shown%$'\n'}")" ]]; then
        printf '%s\n' "this command of $1: $command" "prints:" "$got" "and the document shows:" "$shown"
        bad=1
    fi
    command="" shown=""
}

inside=0 commands=0
while IFS= read -r line; do
    case $inside:$line in
        0:'```console') inside=1 ;;
        1:'```') check "$1" && inside=0 ;;
        1:'$ '*) check "$1" && command=${line#'$ '} && commands=$((commands + 1)) ;;
        1:*) shown+=$line$'\n' ;;
    esac
done <"$document"
((commands > 0)) || { echo "$1 shows no command" && bad=1; }
((bad == 0)) && echo "$commands commands print what $1 shows"
