#!/usr/bin/env bash
# Fails when a relative link in a Markdown file leads nowhere.
#   links.sh REPOSITORY
set -euo pipefail
cd -- "$1"
bad=0 links=0
while IFS=: read -r file line link; do
    target=${link#*](}
    target=${target%)}
    target=${target%%#*}
    [[ $target != *://* && $target != mailto:* && -n $target ]] || continue
    links=$((links + 1))
    [[ -e $(dirname -- "$file")/$target ]] || { echo "$file:$line: there is no $target" && bad=1; }
done < <(find . \( -name build -o -name .git -o -name .venv \) -prune -o -name '*.md' -print0 |
    xargs -0 grep -HnoE '\]\([^) ]+\)')
((bad == 0)) && echo "all $links links lead somewhere"
