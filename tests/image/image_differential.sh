#!/bin/sh
# usage: image_differential.sh VENV_DIR DUMP_PROGRAM [arguments of image_differential.py]
#
# Makes a virtual environment with the peers in it, unless it is there, and runs the comparison. Pillow 13 resizes down
# before across where that is less work; the models' documents are older.
# Exits 77 (skipped) where the peers cannot be installed.
set -u
pillow=11.3.0
venv=$1
shift
if ! "$venv/bin/python" -c 'import sys, PIL, numpy, sklearn; sys.exit(PIL.__version__ != "'$pillow'")' 2>/dev/null; then
    python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --no-input pillow==$pillow numpy==2.4.6 scikit-learn==1.9.1 || {
        echo "skipped: cannot install Pillow $pillow, NumPy and scikit-learn" >&2
        exit 77
    }
fi
exec "$venv/bin/python" "$(dirname "$0")/image_differential.py" "$@"
