#!/usr/bin/env python3
"""How good the anomaly detector is on labelled series: the Numenta Anomaly Benchmark's, beside two simple rules and the
reference package.

    anomaly_quality.py WARD_ANOMALY_ANSWERS NAB_FOLDER [--reference]

NAB_FOLDER holds combined_windows.json and the folders of CSV files that it names. --reference also runs the package:
start it then with the Python of the environment that tests/anomaly/peer_differential.sh makes. Prints a Markdown table.
"""
import csv
import datetime
import json
import math
import statistics
import subprocess
import sys
from pathlib import Path

PROBATION = 0.15  # of a series, in which nothing is scored
COST_FALSE, COST_MISSED = 0.11, 1.0  # NAB's standard profile


def load(folder):
    windows = json.loads((folder / "combined_windows.json").read_text())
    for name, spans in sorted(windows.items()):
        if not (folder / name).exists():
            continue
        rows = list(csv.DictReader((folder / name).open()))
        times = [datetime.datetime.fromisoformat(row["timestamp"]) for row in rows]
        marks = [tuple(datetime.datetime.fromisoformat(end[:19]) for end in span) for span in spans]
        places = [[i for i, time in enumerate(times) if begin <= time <= end] for begin, end in marks]
        yield name, times, [float(row["value"]) for row in rows], [(p[0], p[-1]) for p in places if p]


def request(times, values, sensitivity):
    """The times are not always on a grid, so the points count as a step apart; steps of 5 minutes choose the method."""
    start = datetime.datetime(2020, 1, 1)
    return {"granularity": "minutely", "customInterval": 5, "sensitivity": sensitivity, "series": [
        {"timestamp": (start + datetime.timedelta(minutes=5 * i)).strftime("%Y-%m-%dT%H:%M:%SZ"), "value": value}
        for i, value in enumerate(values[:8640])]}


def by_ward(program, sensitivity):
    def detect(times, values):
        line = "entire\t" + json.dumps(request(times, values, sensitivity)) + "\n"
        output = subprocess.run([program], input=line, capture_output=True, text=True, check=True).stdout
        return [i for i, flag in enumerate(json.loads(output.split("\t", 2)[2])["isAnomaly"]) if flag]
    return detect


def by_reference(sensitivity):
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "anomaly"))
    import peer
    return lambda times, values: peer.answer("entire", request(times, values, sensitivity))["anomalyIndices"]


def three_sigma(_, values):
    mean, sigma = statistics.fmean(values), statistics.pstdev(values)
    return [i for i, value in enumerate(values) if abs(value - mean) > 3 * sigma > 0]


def moving_median(_, values, reach=144):
    found = []
    for i in range(reach, len(values)):
        past = values[i - reach:i]
        middle = statistics.median(past)
        spread = statistics.median(abs(value - middle) for value in past) / 0.6745
        if abs(values[i] - middle) > 6 * max(spread, 1e-9):
            found.append(i)
    return found


def sigmoid(place):
    return 2 / (1 + math.exp(5 * place)) - 1


def score(found, windows, length):
    """(found windows, windows, alarms in windows, alarms, NAB's score of this series)"""
    begin = int(min(PROBATION * length, 750))
    found = [i for i in found if i >= begin]
    inside = [i for i in found if any(first <= i <= last for first, last in windows)]
    hits, total = 0, 0.0
    for first, last in windows:
        alarms = [i for i in inside if first <= i <= last]
        if not alarms:
            total -= COST_MISSED
            continue
        hits += 1
        total += sigmoid((alarms[0] - last) / max(last - first, 1))
    for i in found:
        before = [(first, last) for first, last in windows if last < i]
        if i in inside:
            continue
        place = (i - before[-1][1]) / max(before[-1][1] - before[-1][0], 1) if before else 3
        total += COST_FALSE * sigmoid(min(place, 3))
    return hits, len(windows), len(inside), len(found), total


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    series = list(load(Path(arguments[1])))
    methods = {f"Ward, sensitivity {s}": by_ward(arguments[0], s) for s in (99, 90, 80, 60)}
    methods |= {"three standard deviations": three_sigma, "moving median, six deviations": moving_median}
    if "--reference" in sys.argv:
        methods["reference, sensitivity 90"] = by_reference(90)
    print(f"{len(series)} series, {sum(len(v) for _, _, v, _ in series)} points, "
          f"{sum(len(w) for *_, w in series)} windows\n")
    print("| method | precision | recall | F1 | NAB score | alarms |\n| --- | --- | --- | --- | --- | --- |")
    for name, detect in methods.items():
        rows = [score(detect(times, values), windows, len(values)) for _, times, values, windows in series]
        hits, windows, inside, found, total = (sum(column) for column in zip(*rows))
        precision, recall = inside / found if found else 0, hits / windows
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        nab = 100 * (total + windows * COST_MISSED) / (windows * (sigmoid(-1) + COST_MISSED))
        print(f"| {name} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {nab:.1f} | {found} |", flush=True)


main()
