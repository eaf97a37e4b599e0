# shellcheck shell=bash
# Sourced by the tests beside it, which are called with the program and its folder of packs.
set -uo pipefail
ward=$1
packs=$2
export WARD_PACKS=$packs
unset NO_COLOR WARD_STORE
failures=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

same() { # WHAT GOT EXPECTED
    [[ $2 == "$3" ]] || fail "$1: got '$2', expected '$3'"
}

matches() { # WHAT GOT PATTERN (extended regular expression, may span lines)
    [[ $2 =~ $3 ]] || fail "$1: got '$2', expected it to match '$3'"
}

lacks() { # WHAT GOT PATTERN
    [[ ! $2 =~ $3 ]] || fail "$1: got '$2', expected it not to match '$3'"
}

# Runs a command in a terminal and gives what it shows; skips the check where there are no pseudo-terminals, as in a
# chroot without /dev/pts.
have_terminals() { script -qec true /dev/null </dev/null &>/dev/null || { echo "no terminals here" && false; }; }
in_terminal() { TERM=xterm script -qec "$1" /dev/null </dev/null; }

finish() {
    ((failures == 0)) || exit 1
    echo "all passed"
}

# An answer with the severities at an unknown level taken out, since they are the models' to choose.
without_levels() { sed -E 's/"severity":[0-7]/"severity":N/g'; }

nothing='{"blocklistsMatch":[],"categoriesAnalysis":[{"category":"Hate","severity":0},{"category":"SelfHarm","severity":0},{"category":"Sexual","severity":0},{"category":"Violence","severity":0}]}'
