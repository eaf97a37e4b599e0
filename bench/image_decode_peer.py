#!/usr/bin/env python3
"""How many times faster Ward makes a classifier's tensor of a JPEG than Pillow makes the resized picture, one thread.

usage: image_decode_peer.py BENCH_IMAGE_DECODE [--picture FILE] [--rounds N]

Both begin with the bytes of a 2048 x 2048 JPEG (4:2:0, quality 90). Pillow decodes it whole, converts it and resizes
it to 224 x 224 with BICUBIC; Ward ends with the normalised float32 tensor. They take turns, round by round; the
medians are compared, and the ratios of each round. Without --picture it is a mosaic of scikit-learn's two photographs,
mirrored and turned from tile to tile.
"""
import argparse
import io
import json
import os
import statistics
import subprocess
import tempfile
import time

from PIL import Image, ImageOps, __version__

SIDE, TARGET = 2048, 224


def make_mosaic():
    import sklearn.datasets
    photos = [Image.fromarray(array) for array in sklearn.datasets.load_sample_images().images]
    turns = [lambda im: im, ImageOps.mirror, ImageOps.flip, lambda im: ImageOps.flip(ImageOps.mirror(im))]
    mosaic = Image.new("RGB", (SIDE, SIDE))
    count = 0
    for top in range(0, SIDE, photos[0].height):
        for left in range(0, SIDE, photos[0].width):
            mosaic.paste(turns[count % 4](photos[count % 2]), (left, top))
            count += 1
    out = io.BytesIO()
    mosaic.save(out, "JPEG", quality=90, subsampling="4:2:0")
    return out.getvalue()


def time_pillow(data):
    start = time.process_time()
    Image.open(io.BytesIO(data)).convert("RGB").resize((TARGET, TARGET), Image.BICUBIC)
    return (time.process_time() - start) * 1e3


def time_ward(program, path):
    out = subprocess.run([program, path, "--benchmark_format=json", "--benchmark_min_time=0.2"],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return {b["name"]: b["cpu_time"] for b in json.loads(out.stdout)["benchmarks"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--picture")
    parser.add_argument("--rounds", type=int, default=11)
    args = parser.parse_args()
    if args.picture:
        with open(args.picture, "rb") as file:
            data = file.read()
    else:
        data = make_mosaic()
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(data)
        file.flush()
        time_pillow(data)  # warm
        theirs, ours = [], []
        for _ in range(args.rounds):
            before = statistics.median(time_pillow(data) for _ in range(3))
            ours.append(time_ward(args.bench, file.name))
            after = statistics.median(time_pillow(data) for _ in range(3))
            theirs.append((before + after) / 2)
    print(f"{len(data)} bytes; medians of {args.rounds} rounds, CPU ms, one thread, load {os.getloadavg()[0]:.1f}")
    print(f"Pillow {__version__}, whole, BICUBIC: {statistics.median(theirs):.1f}")
    for name in ours[0]:
        ratios = sorted(pillow / ward[name] for pillow, ward in zip(theirs, ours))
        print(f"ward {name}: {statistics.median(ward[name] for ward in ours):.2f}, "
              f"{statistics.median(ratios):.2f} times ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
