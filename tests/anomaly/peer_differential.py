#!/usr/bin/env python3
"""Compares Ward's anomaly detector with the reference (peer.py) on generated series.

    peer_differential.py ANSWERS_PROGRAM [--cases=N] [--seed=N] [--answers=FILE] [--report]

The reference is slow (a second a case), so its answers are kept in FILE, where the next run finds them.
Passes when 99 % of the cases' flags are equal and 98 % of all numbers agree to 1e-6.
"""
import datetime
import json
import math
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np

STEPS = {"weekly": 604800, "daily": 86400, "hourly": 3600, "minutely": 60, "secondly": 1, "microsecond": 0.001}
CYCLES = {"weekly": [4, 12], "daily": [7], "hourly": [24, 168], "monthly": [12], "minutely": [24, 60, 144],
          "secondly": [30, 60], "microsecond": [50], "none": [6, 10, 25], "yearly": [5, 11]}
LAST_YEAR = 2262  # of the reference's clock
TOLERANCE = 1e-6


def times(granularity, interval, indices):
    start = datetime.datetime(2019, 1, 31 if granularity == "monthly" and interval == 1 else 1)
    out = []
    for index in indices:
        if granularity in ("monthly", "yearly"):
            months = int(index) * interval * (12 if granularity == "yearly" else 1) + start.month - 1
            year, month = 1900 + months // 12, months % 12 + 1
            last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
            out.append(datetime.datetime(year, month, min(start.day, last)))
        else:
            out.append(start + datetime.timedelta(seconds=float(index * interval * STEPS[granularity])))
    spelling = "%Y-%m-%dT%H:%M:%S.%fZ" if granularity == "microsecond" else "%Y-%m-%dT%H:%M:%SZ"
    return [time.strftime(spelling) for time in out]


def shape(rng, kind, n, cycle):
    t = np.arange(n)
    noise = rng.normal(size=n)
    wave = np.sin(2 * np.pi * t / cycle) + 0.4 * np.cos(4 * np.pi * t / cycle)
    pattern = rng.normal(size=cycle)[t % cycle]
    level = 10 ** rng.uniform(0, 5)
    if kind == "noise":
        return level * (1 + 0.1 * noise)
    if kind == "zero-mean":
        return noise * level
    if kind == "walk":
        return level + np.cumsum(noise) * level * 0.02
    if kind == "smooth walk":
        return level + np.cumsum(np.cumsum(noise)) * level * 0.001
    if kind == "trend":
        return level * (1 + 2 * t / n + 0.05 * noise)
    if kind == "season":
        return level * (5 + wave + 0.1 * noise)
    if kind == "pattern":
        return level * (5 + pattern + 0.2 * noise)
    if kind == "season and trend":
        return level * (5 + wave + 3 * t / n + 0.2 * noise)
    if kind == "growing season":
        return level * np.exp(wave * 0.8 + t / n + 0.05 * noise)
    if kind == "counts":
        return rng.poisson(3 + 2 * (1 + np.sin(2 * np.pi * t / cycle)), size=n).astype(float)
    if kind == "rare counts":
        return rng.poisson(0.3, size=n).astype(float)
    if kind == "constant":
        return np.full(n, round(level, 2))
    if kind == "majority":
        return np.where(rng.random(n) < 0.8, 10.0, 10 + 5 * noise)
    if kind == "steps":
        return level * (1 + (t > n * rng.uniform(0.3, 0.7)) + 0.05 * noise)
    raise ValueError(kind)


KINDS = ["noise", "zero-mean", "walk", "smooth walk", "trend", "season", "pattern", "season and trend",
         "growing season", "counts", "rare counts", "constant", "majority", "steps"]


def generate(seed, number):
    rng = np.random.default_rng([seed, number])
    granularity = list(CYCLES)[number % len(CYCLES)]
    kind = KINDS[number // len(CYCLES) % len(KINDS)]
    interval = int(rng.choice([1, 1, 1, 2, 5])) if granularity not in ("none", "yearly") else 1
    cycle = int(rng.choice(CYCLES[granularity]))
    n = int(rng.choice([12, 13, 30, 60, 120, 240, 400, 700], p=[0.05, 0.05, 0.15, 0.2, 0.2, 0.15, 0.1, 0.1]))
    if granularity == "yearly":
        n = min(n, LAST_YEAR - 1910)
    if number % 97 == 96:
        n = 1440
    if number in (150, 151, 152):
        n = 8640 if granularity not in ("monthly", "yearly") else 1000
    values = shape(rng, kind, n, cycle)
    spikes = rng.choice(n, size=max(1, n // 60), replace=False)
    if kind != "constant" or number % 2:
        values[spikes] += rng.choice([-1, 1], size=len(spikes)) * rng.uniform(0.3, 6) * (values.std() + 1)
    if rng.random() < 0.4:
        values[-1] += rng.choice([-1, 1]) * rng.uniform(0.5, 6) * (values.std() + 0.1)
    values = np.round(values, int(rng.choice([0, 2, 6, 12])))

    indices = np.arange(n)
    if granularity != "none" and n >= 24 and rng.random() < 0.45:
        keep = rng.random(n) > rng.uniform(0.02, 0.3)
        if rng.random() < 0.5:
            begin = int(rng.integers(1, n * 3 // 4))
            keep[begin:begin + int(rng.integers(1, n // 5 + 1))] = False
        keep[0] = True
        if keep.sum() >= 12:
            indices, values = indices[keep], values[keep]
    request = {"granularity": granularity, "series": [{"value": float(v)} for v in values]}
    if granularity != "none":
        for point, time in zip(request["series"], times(granularity, interval, indices)):
            point["timestamp"] = time
    if interval != 1:
        request["customInterval"] = interval
    options = {"sensitivity": int(rng.choice([99, 95, 85, 60, 10, 0])),
               "maxAnomalyRatio": float(rng.choice([0.05, 0.1, 0.25, 0.4, 0.49]))}
    if len(indices) != indices[-1] + 1:
        options["imputeMode"] = str(rng.choice(["auto", "auto", "previous", "linear", "zero", "notFill", "fixed"]))
        if options["imputeMode"] == "fixed":
            options["imputeFixedValue"] = float(np.round(values.mean(), 2))
    if rng.random() < 0.2:
        options["boundaryVersion"] = "V1"
    if rng.random() < 0.25:
        options["period"] = int(rng.choice([0, cycle if len(indices) > 2 * cycle else 0]))
    request.update({name: value for name, value in options.items() if rng.random() < 0.8 or name.startswith("impute")})
    operation = ["entire", "last"][int(rng.random() < 0.4)]
    return {"name": f"{seed}.{number} {kind} {granularity} {interval} n={len(indices)} {operation}", "operation": operation,
            "request": request}


def reference_answers(cases, kept):
    """The peer's answers by name: from the file, and those that it lacks from the package."""
    known = {}
    if kept and kept.exists():
        known = {line["name"]: line["answer"] for line in map(json.loads, kept.open())}
    missing = [case for case in cases if case["name"] not in known]
    if missing:
        import peer
        warnings.filterwarnings("ignore")
        with (kept or Path("/dev/null")).open("a") as out:
            for case in missing:
                try:
                    answer = peer.answer(case["operation"], case["request"])
                except Exception as error:  # what the package cannot do is no standard for Ward
                    answer = {"error": f"{type(error).__name__}: {error}"[:200]}
                known[case["name"]] = answer
                print(json.dumps({"name": case["name"], "answer": answer}), file=out, flush=True)
    return known


def own_answers(program, cases):
    lines = "".join(f"{case['operation']}\t{json.dumps(case['request'])}\n" for case in cases)
    output = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        status, model, body = line.split("\t", 2)
        answer = json.loads(body) | {"status": int(status), "detector": int(model)}
        if isinstance(answer.get("isAnomaly"), list):
            where = lambda flags: [i for i, flag in enumerate(flags) if flag]  # noqa: E731
            answer |= {"anomalyIndices": where(answer["isAnomaly"]), "negative": where(answer["isNegativeAnomaly"])}
        yield answer


def compare(own, want, size):
    """(flags equal, numbers that agree, numbers, what differs)"""
    agreed = total = 0
    differing = []
    # What is zero but for rounding is zero, on the scale of the values.
    close = lambda a, b: math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-12 * size)  # noqa: E731
    for name, expected in want.items():
        got = own.get(name)
        if name == "severity" and want.get("isAnomaly") is False:
            continue  # the package also tells how severe a last point is that its band then takes in
        if name in ("period", "detector", "anomalyIndices", "negative", "isAnomaly", "isNegativeAnomaly",
                    "isPositiveAnomaly", "suggestedWindow"):
            if got != expected:
                differing.append((name, got, expected))
            continue
        pairs = list(zip(got, expected)) if isinstance(expected, list) else [(got, expected)]
        good = sum(close(a, b) for a, b in pairs)
        agreed, total = agreed + good, total + len(pairs)
        if good < len(pairs):
            first = next(i for i, (a, b) in enumerate(pairs) if not close(a, b))
            differing.append((name, f"{len(pairs) - good} of {len(pairs)}, first at {first}", pairs[first]))
    flags = not any(name not in ("expectedValues", "upperMargins", "lowerMargins", "severity", "expectedValue",
                                 "upperMargin", "lowerMargin", "detector") for name, *_ in differing)
    return flags, agreed, total, differing


def main():
    options = dict(argument[2:].partition("=")[::2] for argument in sys.argv[1:] if argument.startswith("--"))
    programs = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(programs) != 1:
        sys.exit(__doc__)
    seed = int(options.get("seed", 1))
    cases = [generate(seed, number) for number in range(int(options.get("cases", 360)))]
    wanted = reference_answers(cases, Path(options["answers"]) if "answers" in options else None)
    equal = compared = agreed = total = failed = 0
    for case, own in zip(cases, own_answers(programs[0], cases)):
        want = wanted[case["name"]]
        if "error" in want:
            failed += 1
            print(f"the reference fails on {case['name']}: {want['error']}; Ward: {own['status']}")
            continue
        if own["status"] != 200:
            own_flags, good, count, differing = False, 0, 1, [("status", own["status"], own.get("message"))]
        else:
            own_flags, good, count, differing = compare(own, want, max(abs(point["value"]) for point in case["request"]["series"]))
        compared, equal, agreed, total = compared + 1, equal + own_flags, agreed + good, total + count
        if differing:
            print(f"{case['name']} (model {want['detector']}, {own['detector']}): {differing}"[:600])
    print(f"seed {seed}: {equal} of {compared} cases with equal flags, {agreed} of {total} numbers within "
          f"{TOLERANCE}; the reference failed on {failed}")
    sys.exit(not (equal >= 0.99 * compared and agreed >= 0.98 * total))


if __name__ == "__main__":
    main()
