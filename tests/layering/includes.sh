#!/usr/bin/env bash
# Fails when an #include goes against the arrows that lib/README.md draws.
#   includes.sh REPOSITORY
set -euo pipefail
cd -- "$1"

# room: what its quoted includes may begin with, then third-party headers in <>. A folder that is not listed here
# is refused, so that a new room must say where it stands.
rules='
include/ward/json  ward/
include/ward       ward/
lib/base           ward/,base/
lib/model          ward/,base/,model/                     simdjson.h
lib/torch          ward/,base/,model/,torch/              torch/,ATen/,c10/,caffe2/
lib/text           ward/,base/,model/,text/
lib/image          ward/,base/,model/,image/
lib/image/codec    ward/,base/,image/                     jpeglib.h,jerror.h,png.h,webp/,gif_lib.h,tiffio.h
lib/blocklist      ward/,base/,blocklist/                 re2/,sqlite3.h,libpq-fe.h
lib/anomaly        ward/,base/,anomaly/                   boost/math/,kissfft/
lib/json           ward/,base/,json/                      simdjson.h,libbase64.h
capi/include       ./
capi               ward/,ward.h,capi/,./
models/pack        ward/,base/,model/,torch/,./           CLI/
examples/cli       ./                                     ward/,CLI/,png.h,stb/,cairo
examples/cpp       ./                                     ward/
examples/c         ./                                     ward.h
examples/consumer  ./                                     ward/,ward.h
'

# Headers of C++, C and POSIX are everybody's.
standard='^([a-z_]+|(assert|ctype|errno|float|limits|locale|math|signal|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|time|wchar|fcntl|dlfcn|poll|pthread|unistd|(emm|x?mm|imm)intrin)\.h|sys/[a-z]+\.h)$'

git_or_find() {
    git ls-files --cached --others --exclude-standard -- include lib capi examples models 2>/dev/null ||
        find include lib capi examples models -type f 2>/dev/null
}

git_or_find | grep -E '\.(hpp|cpp|h|c|inc)$' | sort -u | while read -r file; do
    [[ ! -f $file ]] || grep -HnE '^[[:space:]]*#[[:space:]]*include' "$file" || true
done | awk -F: -v rules="$rules" -v standard="$standard" '
    function refuse(why) { print $1 ":" $2 ": " why; bad = 1 }
    function begins(text, list,    i, n, part) {
        n = split(list, part, ",")
        for (i = 1; i <= n; ++i)
            if (part[i] != "" && index(text, part[i]) == 1) return 1
        return 0
    }
    BEGIN {
        n = split(rules, line, "\n")
        for (i = 1; i <= n; ++i)
            if (split(line[i], field, " ") >= 2) { own[field[1]] = field[2]; foreign[field[1]] = field[3] }
    }
    {
        room = ""
        for (r in own) if (index($1, r "/") == 1 && length(r) > length(room)) room = r
        if (room == "") { refuse("its folder is in no rule of tests/layering/includes.sh"); next }
        include = $3 ($4 == "" ? "" : ":" $4)
        gsub(/^[^<"]*|[^>"]*$/, "", include)
        name = substr(include, 2, length(include) - 2)
        if (include ~ /^"/) {
            local_file = own[room] ~ /\.\// && name !~ /\//
            if (!local_file && !begins(name, own[room])) refuse(room " must not include \"" name "\"")
            if (name ~ /\.\./) refuse("no way through .. in \"" name "\"")
        } else if (name !~ standard && !begins(name, foreign[room])) {
            refuse(room " must not include <" name ">")
        }
        # Core knows no request or response JSON; capi knows both.
        if (room ~ /^lib/ && room != "lib/json" && name ~ /^ward\/json\//) refuse("core must not know " name)
        if (room == "include/ward" && name ~ /^ward\/json\//) refuse("core must not know " name)
    }
    END { exit bad }'
echo "every #include follows the arrows"
