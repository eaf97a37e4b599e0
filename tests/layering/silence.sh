#!/usr/bin/env bash
# Fails when the library prints, exits, installs handlers or reads the environment: that is its host's.
#   silence.sh REPOSITORY
set -euo pipefail
cd -- "$1"

headers='<(iostream|cstdio|stdio\.h|print|syncstream|csignal|signal\.h)>'
calls='(printf|puts|putchar|perror|abort|_Exit|quick_exit|exit|getenv|secure_getenv|setenv|signal|sigaction|system|atexit)'
objects='std::(cout|cerr|clog|cin|terminate|set_terminate)'

# Comments are taken out first; snprintf and friends write to memory and may stay.
bad=0
while read -r file; do
    found=$(sed -E 's://.*$::' "$file" | awk '
        { while (match($0, /\/\*.*\*\//)) $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH) }
        /\/\*/ { sub(/\/\*.*/, ""); inside = 1; print; next }
        inside { if (/\*\//) { sub(/.*\*\//, ""); inside = 0; print } else print ""; next }
        { print }' |
        grep -nE "#include $headers|(^|[^A-Za-z0-9_.>])(std::|::)?$calls\(|$objects" || true)
    [[ -z $found ]] || { bad=1 && sed "s|^|$file:|" <<<"$found"; }
done < <(find include lib capi -type f \( -name '*.hpp' -o -name '*.cpp' -o -name '*.h' -o -name '*.c' -o -name '*.inc' \))
((bad == 0)) && echo "the library is silent"
