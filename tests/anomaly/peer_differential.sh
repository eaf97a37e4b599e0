#!/bin/sh
# usage: peer_differential.sh VENV_DIR ANSWERS_PROGRAM [arguments of peer_differential.py]
#
# Makes a virtual environment with the reference in it, without its multivariate half, unless it is there, and runs the
# comparison. Exits 77 (skipped) where it cannot be installed.
set -u
venv=$1
shift
if ! "$venv/bin/python" -c 'import anomaly_detector_ready' 2>/dev/null; then
    python3 -m venv "$venv" &&
        "$venv/bin/pip" install --quiet --no-input --no-deps time-series-anomaly-detector==0.4.0 rstl==0.1.3 \
            seasonal==0.3.1 arch==8.0.0 &&
        "$venv/bin/pip" install --quiet --no-input numpy==1.26.4 scipy==1.12.0 pandas==2.2.3 statsmodels==0.15.0 &&
        touch "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/anomaly_detector_ready.py" || {
        echo "skipped: cannot install the reference" >&2
        exit 77
    }
fi
# Numpy sorts ties in another order where it finds AVX-512; Ward follows the one of all other machines.
NPY_DISABLE_CPU_FEATURES="AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"
export NPY_DISABLE_CPU_FEATURES
exec "$venv/bin/python" "$(dirname "$0")/peer_differential.py" "--answers=$venv/answers.jsonl" "$@"
