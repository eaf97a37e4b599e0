#!/usr/bin/env python3
"""Draws the pictures of `ward demo`, safe to look at, into this folder.

    pip install numpy==2.4.6 pillow==13.0.0
    python3 make.py

Fonts: Debian's fonts-dejavu-core.
"""
import pathlib

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = WIDTH, HEIGHT = 480, 360
FONT = "/usr/share/fonts/truetype/dejavu/DejaVu{}.ttf"


def hills() -> Image.Image:
    """Like a photograph: ridges that fade into the distance, a soft sky, a sensor's grain."""
    random = np.random.default_rng(3)
    y = np.linspace(0, 1, HEIGHT)[:, None, None]
    field = np.array([120, 165, 220]) * (1 - y) + np.array([245, 220, 190]) * y + np.zeros((HEIGHT, WIDTH, 3))
    x = np.arange(WIDTH)
    for ridge in range(5):
        waves = sum(random.uniform(0.3, 1) * np.sin(x / random.uniform(25, 120) + random.uniform(0, 6)) for _ in range(4))
        top = 130 + 45 * ridge + 11 * waves
        near = ridge / 4
        colour = np.array([150, 175, 190]) * (1 - near) + np.array([45, 80, 40]) * near
        field[np.arange(HEIGHT)[:, None] > top[None, :]] = colour
    soft = Image.fromarray(field.astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.2))
    grain = random.normal(0, 4, (HEIGHT, WIDTH, 1))
    return Image.fromarray(np.clip(np.asarray(soft, np.float32) + grain, 0, 255).astype(np.uint8))


def house() -> Image.Image:
    """A house by a road, as in a picture book."""
    picture = Image.new("RGB", SIZE, (200, 228, 250))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((-120, 210, 330, 520), (126, 190, 100))
    draw.ellipse((150, 230, 700, 560), (104, 172, 84))
    draw.ellipse((370, 30, 440, 100), (255, 214, 80))
    draw.rectangle((150, 170, 300, 285), (236, 190, 150))
    draw.polygon([(130, 170), (185, 100), (265, 100), (320, 170)], (176, 84, 70))
    draw.rectangle((205, 215, 245, 285), (120, 84, 60))
    draw.rectangle((165, 195, 190, 222), (250, 250, 215))
    draw.rectangle((262, 195, 287, 222), (250, 250, 215))
    draw.polygon([(205, 285), (245, 285), (330, 360), (190, 360)], (214, 200, 170))
    draw.rectangle((396, 220, 408, 290), (120, 84, 60))
    for left, top in ((355, 150), (385, 130), (380, 175)):
        draw.ellipse((left, top, left + 70, top + 70), (70, 140, 66))
    return picture.filter(ImageFilter.GaussianBlur(0.7))


def written(lines: list[str], font: str, size: int, paper: tuple, ink: tuple, degrees: float = 0) -> Image.Image:
    sheet = Image.new("RGB", SIZE, paper)
    ImageDraw.Draw(sheet).multiline_text((WIDTH / 2, HEIGHT / 2), "\n".join(lines), ink,
                                         ImageFont.truetype(FONT.format(font), size), anchor="mm", align="center",
                                         spacing=16)
    return sheet.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper)


def main() -> None:
    folder = pathlib.Path(__file__).parent
    hills().save(folder / "hills.jpg", quality=80)
    house().quantize(64).save(folder / "house.png", optimize=True)
    written(["Market on Saturday", "Bread, cheese, flowers"], "Serif-Bold", 34, (250, 240, 215), (40, 60, 110)
            ).save(folder / "poster.webp", quality=80)
    written(["You cannot hide", "I will kill you tonight"], "Sans-Oblique", 32, (235, 232, 225), (60, 20, 20), 8
            ).save(folder / "note.jpg", quality=80)


main()
