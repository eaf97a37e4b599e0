#!/usr/bin/env python3
"""Draws the pictures of tests/data/images/text: a sentence on a background of ours that looks like a photograph.

    pip install numpy==2.4.6 pillow==13.0.0
    python3 make_text_pictures.py FOLDER

Fonts: Debian's fonts-dejavu-core, fonts-liberation and fonts-freefont-ttf.
"""
import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {
    "sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "serif": "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "mono": "/usr/share/fonts/truetype/freefont/FreeMonoBold.ttf",
}
SIZE = (640, 480)
THREAT = "I will kill you tonight"


def background() -> Image.Image:
    """Hills under a sky: noise at many scales, blurred like an optic does, with a sensor's grain."""
    random = np.random.default_rng(7)
    width, height = SIZE
    y = np.linspace(0, 1, height)[:, None, None]
    field = np.array([150, 180, 215]) * (1 - y) + np.array([90, 110, 60]) * y
    for step in (160, 80, 40, 20, 10):
        grid = random.normal(0, 1, (height // step + 2, width // step + 2)).astype(np.float32)
        noise = Image.fromarray(grid).resize(SIZE, Image.Resampling.BICUBIC)
        field = field + np.asarray(noise)[:, :, None] * np.array([9, 8, 6]) * (step / 80) ** 0.5
    picture = Image.fromarray(np.clip(field, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.5))
    grained = np.asarray(picture, np.float32) + random.normal(0, 3, (height, width, 3))
    return Image.fromarray(np.clip(grained, 0, 255).astype(np.uint8))


def with_text(lines: list[str], font: str, size: int, degrees: float = 0) -> Image.Image:
    """White letters with a dark edge, turned counterclockwise around the middle."""
    layer = Image.new("RGBA", SIZE)
    draw = ImageDraw.Draw(layer)
    draw.multiline_text((SIZE[0] / 2, SIZE[1] / 2), "\n".join(lines), "white", ImageFont.truetype(FONTS[font], size),
                        anchor="mm", align="center", stroke_width=2, stroke_fill=(20, 20, 20))
    picture = background().convert("RGBA")
    picture.alpha_composite(layer.rotate(degrees, Image.Resampling.BICUBIC))
    return picture.convert("RGB")


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    whole, parts = [THREAT], ["I will", "kill you", "tonight"]
    pictures = {
        "plain.jpg": background(),
        "sans.jpg": with_text(whole, "sans", 44),
        "serif.jpg": with_text(whole, "serif", 40),
        "mono.jpg": with_text(whole, "mono", 36),
        "left.jpg": with_text(whole, "sans", 40, 10),
        "right.jpg": with_text(whole, "serif", 44, -10),
        "lines_left.jpg": with_text(parts, "sans", 54, 10),
        "lines_right.jpg": with_text(parts, "sans", 54, -10),
        "quarter.jpg": with_text(whole, "sans", 32, 90),
        "upside_down.jpg": with_text(whole, "sans", 44, 180),
        "small.jpg": with_text(whole, "sans", 16),
        "harmless.jpg": with_text(["Fresh bread", "every morning", "from 7 to 11"], "serif", 54),
    }
    for name, picture in pictures.items():
        picture.save(folder / name, quality=85, optimize=True)


if __name__ == "__main__":
    main()
