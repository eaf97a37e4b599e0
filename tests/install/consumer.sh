#!/usr/bin/env bash
# Installs a build to a folder, moves it, and builds and runs programs against it as a user would.
#   consumer.sh BUILD-FOLDER CONSUMER-PROJECT
set -euo pipefail
build=$1
project=$2
flags=${FLAGS:-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
step() { echo "== $*"; }

step "install"
cmake --install "$build" --prefix "$scratch/first" >/dev/null
prefix=$scratch/moved # nothing in it may know where it was installed
mv "$scratch/first" "$prefix"
(cd "$prefix" && find . -type f | sort)

step "find_package(Ward): C++, JSON and C"
cmake -S "$project" -B "$scratch/all" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_FLAGS="$flags" -DCMAKE_CXX_FLAGS="$flags" -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF >"$scratch/log" ||
    { cat "$scratch/log" && exit 1; }
cmake --build "$scratch/all" >"$scratch/log" || { cat "$scratch/log" && exit 1; }
"$scratch/all/consume_cpp" | tee "$scratch/out"
grep -qE '^Violence [46]$' "$scratch/out"
grep -qE '^200 .*"Violence","severity":0' "$scratch/out"
"$scratch/all/consume_c" | tee "$scratch/out"
grep -qE 'Violence[ =:]+[4-7]' "$scratch/out"

step "find_package(Ward COMPONENTS c): nothing else has to be found"
mkdir "$scratch/c"
cat >"$scratch/c/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(only_c LANGUAGES C)
set(CMAKE_DISABLE_FIND_PACKAGE_simdjson ON)
set(WARD_LIBTORCH /nowhere)
find_package(Ward REQUIRED COMPONENTS c)
if(TARGET ward::ward)
    message(FATAL_ERROR "the C++ library came along")
endif()
END
cmake -S "$scratch/c" -B "$scratch/c/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" >"$scratch/log" 2>&1 ||
    { cat "$scratch/log" && exit 1; }

step "pkg-config ward: C"
export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name ward.pc)")
read -ra ward < <(pkg-config --cflags --libs ward)
library=$(pkg-config --variable=libdir ward)
# shellcheck disable=SC2086
"${CC:-cc}" -std=c99 -Wall -Wextra -Wpedantic -Werror $flags -DPACKS="\"$prefix/share/ward/packs\"" \
    "$project/consume.c" -o "$scratch/pkg" "${ward[@]}" -Wl,-rpath,"$library"
"$scratch/pkg" | grep -qE 'Violence[ =:]+[4-7]'

step "the installed program finds its packs"
env -u WARD_PACKS "$prefix/bin/ward" text --json "Lovely weather" | grep -q '"Violence","severity":0'
"$prefix/bin/ward-pack" --help >/dev/null
echo "all passed"
