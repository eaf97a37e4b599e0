#!/usr/bin/env python3
"""Runs the reference (tests/anomaly/peer.py) and Ward in turns on one entire-detect of 1,440 minutely points.

    anomaly_peer.py BENCH_ANOMALY

Start it with the Python of the environment that tests/anomaly/peer_differential.sh makes.
"""
import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "anomaly"))
import peer  # noqa: E402


def request(count):
    random.seed(7)
    start = 1767225600
    return {"granularity": "minutely", "series": [
        {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start + 60 * i)),
         "value": 100 + i / 100 + random.gauss(0, 3) + (40 if i % 100 == 57 else 0)} for i in range(count)]}


def own_seconds(bench):
    output = subprocess.run([bench, "--benchmark_filter=entire/minutely/1440", "--benchmark_format=json",
                             "--benchmark_min_time=0.2"], check=True, capture_output=True, text=True).stdout
    return json.loads(output)["benchmarks"][0]["real_time"] / 1e3


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    body = request(1440)
    peer.answer("entire", body)
    own, reference = [], []
    for _ in range(5):
        begin = time.perf_counter()
        peer.answer("entire", body)
        reference.append(time.perf_counter() - begin)
        own.append(own_seconds(sys.argv[1]))
    a, b = statistics.median(reference), statistics.median(own)
    print(f"reference {a * 1e3:.1f} ms, Ward {b * 1e3:.3f} ms: {a / b:.0f} times; load {os.getloadavg()[0]:.1f}")


main()
