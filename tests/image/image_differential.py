#!/usr/bin/env python3
"""Compares the tensors that Ward makes of pictures with those of Pillow: whole decode, convert, resize.

usage: image_differential.py DUMP_PROGRAM [--pictures FOLDER] [--photographs FILE...] [--table]

The pictures are scikit-learn's two photographs, mosaics of them, drawings, lettering, noise and gradients, as JPEG of
several qualities and samplings, as PNG, and the shipped ones of every other format. A value may differ from Pillow's
by 8 of 255 and by 1 on average; and a JPEG that was decoded at a reduced size must be within 41 dB of the whole. Exits
1 where one is not. --table prints each case.
"""
import argparse
import io
import math
import pathlib
import struct
import subprocess
import sys

import numpy as np
import sklearn.datasets
from PIL import Image, ImageDraw, ImageFont, ImageOps

MOST, MOST_ON_AVERAGE, LEAST_DECIBELS = 8, 1, 41
FILTERS = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


# ---- pictures ----


def mosaic(tiles, size):
    turns = [lambda im: im, ImageOps.mirror, ImageOps.flip]
    out = Image.new("RGB", size)
    count, top = 0, 0
    while top < size[1]:
        left = 0
        while left < size[0]:
            tile = turns[count // 2 % 3](tiles[count % len(tiles)])
            out.paste(tile, (left, top))
            left, count = left + tile.width, count + 1
        top += tiles[0].height
    return out


def lettering(rng, size, height, coloured):
    out = Image.new("RGB", size, "white")
    draw, font = ImageDraw.Draw(out), ImageFont.load_default(height)
    for top in range(4, size[1], int(height * 1.3)):
        text = "".join(chr(rng.integers(33, 127)) if rng.random() > 0.18 else " " for _ in range(size[0] // 4))
        fill = tuple(int(v) for v in rng.integers(0, 256, 3)) if coloured else "black"
        draw.text((4, top), text, fill=fill, font=font)
    return out


def shapes(rng, size, back=None):
    out = back or Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(out)
    for _ in range(200):
        x, y, side = int(rng.integers(size[0])), int(rng.integers(size[1])), int(rng.integers(2, 2 + size[0] // 8))
        fill = tuple(int(v) for v in rng.choice([0, 255], 3))
        (draw.rectangle if rng.random() < 0.5 else draw.ellipse)([x, y, x + side, y + side], fill=fill)
    return out


def captioned(photograph):
    out = photograph.copy()
    ImageDraw.Draw(out).text((out.width // 4, out.height // 2), "a caption, in red " * 3, fill="red",
                             font=ImageFont.load_default(max(12, out.width // 50)))
    return out


def pictures(photographs, size):
    rng = np.random.default_rng(size[0])
    large = mosaic(photographs, size)
    yield "mosaic", large
    for i, photograph in enumerate(photographs):
        yield f"photograph {i}", ImageOps.fit(photograph, size)
    yield "caption", captioned(large)
    yield "small letters", lettering(rng, size, 12, False)
    yield "letters", lettering(rng, size, 48, False)
    yield "coloured letters", lettering(rng, size, 24, True)
    yield "shapes", shapes(rng, size)
    yield "sticker", mosaic([shapes(rng, (200, 200)), large.crop((0, 0, 500, 300))], size) if size[0] > 1000 else large
    yield "noise", Image.fromarray(rng.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))
    yield "gradient", Image.linear_gradient("L").resize(size).convert("RGB")


def encoded(image, form):
    out = io.BytesIO()
    image.save(out, **form)
    return out.getvalue()


JPEGS = [{"format": "JPEG", "quality": q, "subsampling": s, "progressive": p}
         for q, s, p in ((90, 2, False), (90, 0, False), (75, 2, True), (50, 2, False))]


def cases(photographs):
    for size in ((130, 97), (640, 427), (1601, 1583), (2048, 2048), (3100, 1700), (5450, 5400)):
        for name, image in pictures(photographs, size):
            forms = JPEGS + [{"format": "PNG", "compress_level": 1}] if size[0] < 2000 else JPEGS[:1] + JPEGS[3:]
            for form in forms:
                data = encoded(image, form)
                if len(data) <= 4 << 20:
                    told = " ".join(str(v) for v in form.values())
                    yield f"{name} {size[0]} x {size[1]} {told}", data


def shipped(folder):
    for path in sorted(pathlib.Path(folder).iterdir()):
        # Pillow turns 16 bits of grey and CMYK into RGB by other rules than libpng and libtiff.
        if path.suffix in (".jpg", ".png", ".webp", ".gif", ".bmp", ".tif") and \
                path.name not in ("grey16.png", "cmyk.tif"):
            yield path.name, path.read_bytes()


# ---- both sides ----


def ward(program, data, side, crop, filter_name):
    """(reduction, tensor [H, W, 3]) or the number of the failure."""
    args = [program, "tensor", str(side), str(side), str(crop), filter_name]
    out = subprocess.run(args, input=struct.pack("=I", len(data)) + data, stdout=subprocess.PIPE, check=True).stdout
    status, _, _, reduction, count = struct.unpack_from("=5I", out)
    if status:
        return status
    kept = crop or side
    return reduction, np.frombuffer(out, np.float32, count // 4, 20).reshape(3, kept, kept).transpose(1, 2, 0)


def pillow(data, side, crop, filter_name):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = Image.new("RGBA", image.size, "white")
        over.alpha_composite(image.convert("RGBA"))
        image = over
    image = image.convert("RGB").resize((side, side), FILTERS[filter_name])
    if crop:
        left = (side - crop) // 2
        image = image.crop((left, left, left + crop, left + crop))
    return np.asarray(image).astype(np.float32)


class Tally:
    def __init__(self, program, table):
        self.program, self.table = program, table
        self.count = self.bad = self.reduced = 0
        self.worst = self.worst_mean = 0.0
        self.least = math.inf

    def compare(self, name, data):
        for side, crop, filter_name in ((224, 0, "bicubic"), (256, 224, "bilinear")):
            self.count += 1
            made = ward(self.program, data, side, crop, filter_name)
            if isinstance(made, int):
                self.bad += 1
                print(f"{name}: refused with {made}")
                continue
            reduction, tensor = made
            off = np.abs(tensor - pillow(data, side, crop, filter_name))
            square = float((off ** 2).mean())
            decibels = 10 * math.log10(255 ** 2 / square) if square else math.inf
            good = off.max() <= MOST and off.mean() <= MOST_ON_AVERAGE and (reduction == 1 or decibels >= LEAST_DECIBELS)
            if self.table or not good:
                print(f"{'' if good else 'BAD '}{name}, {side} {filter_name}, 1/{reduction}: at most {off.max():.0f}, "
                      f"on average {off.mean():.3f}, {decibels:.1f} dB", flush=True)
            self.bad += not good
            self.reduced += reduction > 1
            self.worst = max(self.worst, float(off.max()))
            self.worst_mean = max(self.worst_mean, float(off.mean()))
            if reduction > 1:
                self.least = min(self.least, decibels)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pictures", help="folder of shipped pictures, compared too")
    parser.add_argument("--photographs", nargs="*", default=[], help="more photographs for the mosaics")
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    photographs = [Image.fromarray(array) for array in sklearn.datasets.load_sample_images().images]
    photographs += [Image.open(path).convert("RGB") for path in args.photographs]
    tally = Tally(args.program, args.table)
    for name, data in cases(photographs):
        tally.compare(name, data)
    if args.pictures:
        for name, data in shipped(args.pictures):
            tally.compare(name, data)
    print(f"{tally.count} tensors, {tally.reduced} of reduced pictures: off by {tally.worst:.0f} of 255 at most, by "
          f"{tally.worst_mean:.3f} on average at most; reduced ones at {tally.least:.1f} dB or more; {tally.bad} bad")
    sys.exit(tally.bad != 0)


if __name__ == "__main__":
    main()
