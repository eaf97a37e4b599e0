#!/usr/bin/env bash
# Fails on a file of more than 600 lines or a function of more than 80; generated tables (*.inc) apart, and ward.h, which
# is the whole C interface in one file by intent.
#   lengths.sh REPOSITORY
set -euo pipefail
cd -- "$1"

# clang-format puts a function's braces in the column where it begins, at the margin or in a class; so no parser
# is needed to find its ends. What is inside a function is measured, too, which can do no harm.
find include lib capi examples bench tests -type f \
    \( -name '*.hpp' -o -name '*.cpp' -o -name '*.h' -o -name '*.c' \) ! -path capi/include/ward.h -print0 |
    xargs -0 -r awk '
        function refuse(where, why) { print where ": " why; bad = 1 }
        function end_of_file() { if (last != "" && lines > 600) refuse(last, lines " lines, 600 are allowed") }
        FNR == 1 { end_of_file(); last = FILENAME; split("", start) }
        /^ *(\/\/|#|\*)/ { lines = FNR; next } # comments and macros
        { lines = FNR; match($0, /^ */); indent = RLENGTH }
        /\{[^}]*$/ && /[)a-z] (const |noexcept |override )*\{[^}]*$/ && !/^ *(namespace|struct|class|enum|union|extern)/ {
            if (indent <= 4) start[indent] = FNR
        }
        /^ *\}/ && (indent in start) && start[indent] > 0 {
            if (FNR - start[indent] + 1 > 80)
                refuse(FILENAME ":" start[indent], FNR - start[indent] + 1 " lines in one function, 80 are allowed")
            start[indent] = 0
        }
        END { end_of_file(); exit bad }'

find . \( -name build -o -name .git \) -prune -o -type f \( -name '*.sh' -o -name '*.py' -o -name '*.cmake' -o -name dev \) \
    -print0 | xargs -0 -r awk '
        FNR == 601 { print FILENAME ": more than 600 lines"; bad = 1 }
        END { exit bad }'
echo "no file and no function is too long"
