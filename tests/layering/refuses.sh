#!/usr/bin/env bash
# Runs one rule on a small tree that breaks it in each way, and fails unless every offence is told.
#   refuses.sh includes|silence|lengths
set -uo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cd "$tree" || exit 1
mkdir -p include/ward lib/{base,model,text,torch,json,new_room} capi examples/{cli,c} models bench tests

{ # offences, each in a file that its name describes
    echo '#include "ward/json/text.hpp"' >include/ward/core_knows_json.hpp
    echo '#include <simdjson.h>' >include/ward/third_party_in_public.hpp
    echo '#include "model/registry.hpp"' >lib/base/base_knows_model.cpp
    echo '#include <torch/script.h>' >lib/text/torch_outside_its_room.cpp
    echo '  #  include "torch/backend.hpp"' >lib/model/model_knows_torch.cpp
    echo '#include "text/judge.hpp"' >lib/json/json_knows_text.cpp
    echo '#include "../model/manifest.hpp"' >lib/text/dots.cpp
    echo '#include <vector>' >lib/new_room/unlisted.cpp
    echo '#include "base/utf8.hpp"' >capi/capi_knows_base.cpp
    echo '#include "base/utf8.hpp"' >examples/cli/example_knows_base.cpp
} # 11 of `includes`: the dots are two
printf 'int f() {\n    std::printf("x");\n}\n' >lib/base/prints.cpp
printf 'int g() {\n    std::cerr << 1;\n}\n' >lib/text/streams.cpp
printf '/* fine\n */ void h() { ::abort(); }\n' >lib/model/aborts.cpp
printf 'const char* e() { return getenv("HOME"); } // getenv\n' >capi/reads_environment.cpp
printf '#include <iostream>\n' >lib/json/stream_header.cpp
printf '// printf( and exit(1)\nint a = snprintf(b, 1, "%%d", x.exit(2));\n' >lib/json/harmless.cpp # 5 of `silence`
{ echo 'int f(int x) {'; yes '    ++x;' | head -79; echo '}'; } >lib/base/long_function.cpp
{ echo 'struct S {'; echo '    int f() const {'; yes '        g();' | head -79; echo '    }'; echo '};'; } \
    >lib/base/long_member.cpp
yes '// line' | head -601 >lib/base/long_file.hpp
{ echo 'int f(int x) {'; yes '    ++x;' | head -78; echo '}'; } >lib/base/good_function.cpp
yes '// line' | head -600 >lib/base/good_file.hpp # 3 of `lengths`

declare -A offences=([includes]=11 [silence]=5 [lengths]=3)
out=$(bash "$here/$1.sh" "$tree" 2>&1)
status=$?
told=$(grep -cE '^(include|lib|capi|examples)/' <<<"$out")
if ((status == 0)) || ((told != ${offences[$1]})) || grep -qE 'harmless|good_' <<<"$out"; then
    echo "status $status, $told of ${offences[$1]} offences told:" && echo "$out"
    exit 1
fi
echo "all ${offences[$1]} offences are told"
