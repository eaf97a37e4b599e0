#!/bin/sh
# usage: wordpiece_differential.sh VENV_DIR VOCAB DUMP_PROGRAM [arguments of wordpiece_differential.py]
#
# Makes a virtual environment with the peer in it, unless it is there, and runs the comparison.
# Exits 77 (skipped) where the peer cannot be installed.
set -u
peer=tokenizers==0.23.3
venv=$1
shift
if ! "$venv/bin/python" -c 'import tokenizers, sys; sys.exit(tokenizers.__version__ != "'"${peer#*==}"'")' 2>/dev/null; then
    python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --no-input "$peer" || {
        echo "skipped: cannot install $peer" >&2
        exit 77
    }
fi
exec "$venv/bin/python" "$(dirname "$0")/wordpiece_differential.py" "$@"
