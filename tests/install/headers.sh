#!/usr/bin/env bash
# Compiles each header below a folder alone.
#   headers.sh COMPILER INCLUDE-FOLDER
set -uo pipefail
compiler=$1
include=$2
bad=0 count=0
while read -r header; do
    count=$((count + 1))
    printf '#include "%s"\n#include "%s"\nint main() {}\n' "$header" "$header" |
        "$compiler" -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only \
            -I "$include" -x c++ - || { echo "$header does not compile alone" && bad=1; }
    foreign=$(grep -nE '^ *# *include *<[^>]*[./]' "$include/$header") &&
        { echo "$header: not of the standard library: $foreign" && bad=1; }
done < <(cd "$include" && find ward -name '*.hpp' | sort)
((count > 0)) || { echo "no header below $include" && bad=1; }
((bad == 0)) && echo "all $count headers compile alone"
