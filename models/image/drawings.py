"""Draws what no lawful photographs exist of, and what looks like it but is harmless.

Every subject is a function that draws black-box shapes on a transparent layer of SIDE pixels; `draw` puts one into a
scene: colours, turning, perspective, background, noise. Subjects that a category should find stand beside many that
share their shapes. No picture that this makes is stored in the repository.
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIDE = 256
INKS = ((0, 0, 0), (20, 20, 20), (120, 0, 0), (0, 30, 90), (250, 250, 250), (60, 60, 60), (90, 50, 20), (0, 80, 30))
PALE = ((255, 255, 255), (245, 240, 225), (230, 230, 230), (200, 215, 230), (235, 220, 190))


class Pen:
    """Lines and areas on a layer, in units from -1 to 1; a shaking pen makes them look drawn by hand."""

    def __init__(self, rng, ink, shake=0.0, hollow=False):
        self.layer = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.layer)
        self.rng, self.ink, self.shake, self.hollow = rng, tuple(ink), shake, hollow

    def place(self, points):
        wobble = self.rng.normal(0, self.shake, (len(points), 2)) if self.shake else 0
        return [tuple(p) for p in (np.asarray(points, float) + wobble) * SIDE * 0.42 + SIDE / 2]

    def area(self, points, ink=None):
        ink = tuple(ink or self.ink) + (255,)
        if self.hollow:
            self.draw.line(self.place([*points, points[0]]), ink, 4, "curve")
        else:
            self.draw.polygon(self.place(points), ink)

    def line(self, points, width=0.12, ink=None):
        steps = np.asarray(points, float)
        if self.shake:  # more points, so that a long line shakes too
            steps = np.concatenate([np.linspace(a, b, 5)[:-1] for a, b in zip(steps, steps[1:])] + [steps[-1:]])
        self.draw.line(self.place(steps), tuple(ink or self.ink) + (255,), max(2, int(width * SIDE * 0.42)), "curve")

    def disc(self, centre, radius, ink=None, width=0.0):
        (x, y), r = self.place([centre])[0], radius * SIDE * 0.42
        ink = tuple(ink or self.ink) + (255,)
        box = (x - r, y - r, x + r, y + r)
        if width or self.hollow:
            self.draw.ellipse(box, None, ink, max(2, int(width * SIDE * 0.42)))
        else:
            self.draw.ellipse(box, ink)


def turned(points, degrees):
    a = math.radians(degrees)
    return [(x * math.cos(a) - y * math.sin(a), x * math.sin(a) + y * math.cos(a)) for x, y in points]


def hooked_cross(pen, size=0.9, degrees=45.0, mirror=False, width=0.26, hook=1.0):
    """Four arms, each with a hook to the right, or to the left where mirrored."""
    for quarter in range(4):
        side = -1 if mirror else 1
        centre, corner, end = turned([(0, 0), (0, -size), (side * size * hook, -size)], degrees + 90 * quarter)
        pen.line([centre, corner], width)
        pen.line([corner, end], width)
        if not pen.hollow:
            pen.disc(corner, width / 2)


# --- symbols of hate ------------------------------------------------------------------------------------------------

def nazi_cross(pen):
    hooked_cross(pen, 0.62, 45 + pen.rng.normal(0, 4), False, pen.rng.uniform(0.18, 0.28), pen.rng.uniform(0.9, 1.0))


def nazi_cross_upright(pen):
    hooked_cross(pen, 0.7, pen.rng.normal(0, 5), False, pen.rng.uniform(0.16, 0.28), pen.rng.uniform(0.85, 1.0))


def nazi_flag(pen):
    pen.draw.rectangle((0, 40, SIDE, SIDE - 40), (190 + int(pen.rng.integers(-30, 40)), 10, 15, 255))
    pen.disc((0, 0), 0.66, (250, 250, 250))
    pen.ink = (5, 5, 5)
    hooked_cross(pen, 0.36, 45, False, 0.14, 1.0)


def lightning_runes(pen):
    for shift in (-0.38, 0.38):
        pen.area([(x + shift, y) for x, y in
                  ((0.12, -0.85), (-0.3, 0.1), (-0.02, 0.1), (-0.16, 0.85), (0.3, -0.18), (0.02, -0.18), (0.32, -0.85))])


def black_sun(pen):
    pen.disc((0, 0), 0.86, width=0.1)
    pen.disc((0, 0), 0.2, width=0.08)
    for ray in range(12):
        pen.line(turned([(0, -0.2), (0, -0.52), (0.2, -0.56), (0.16, -0.82)], 30 * ray), 0.07)


# --- what looks like them -------------------------------------------------------------------------------------------

def ringed_cross(pen):
    """Some use it for hatred; most meet it on churches and in gun sights, so it says nothing."""
    pen.disc((0, 0), 0.58, width=0.14)
    pen.line([(0, -0.9), (0, 0.9)], 0.16)
    pen.line([(-0.9, 0), (0.9, 0)], 0.16)


def latin_cross(pen):
    width = pen.rng.uniform(0.12, 0.3)
    pen.line([(0, -0.9), (0, 0.9)], width)
    pen.line([(-0.55, -0.35), (0.55, -0.35)], width)


def plus_sign(pen):
    width = pen.rng.uniform(0.15, 0.5)
    pen.line([(0, -0.8), (0, 0.8)], width)
    pen.line([(-0.8, 0), (0.8, 0)], width)


def diagonal_cross(pen):
    pen.line([(-0.7, -0.7), (0.7, 0.7)], pen.rng.uniform(0.1, 0.3))
    pen.line([(-0.7, 0.7), (0.7, -0.7)], pen.rng.uniform(0.1, 0.3))


def pinwheel(pen):
    blades = int(pen.rng.integers(3, 7))
    for blade in range(blades):
        ink = tuple(int(v) for v in pen.rng.integers(0, 256, 3)) if pen.rng.random() < 0.6 else None
        pen.area(turned([(0, 0), (0.1, -0.85), (0.6, -0.6)], 360 / blades * blade), ink)


def windmill(pen):
    pen.area([(-0.2, 0.95), (0.2, 0.95), (0.1, -0.2), (-0.1, -0.2)])
    start = pen.rng.uniform(0, 90)
    for blade in range(4):
        pen.line(turned([(0, 0), (0, -0.75)], start + 90 * blade), 0.05)
        pen.area([(x, y - 0.25) for x, y in turned([(0.02, -0.2), (0.2, -0.2), (0.2, -0.75), (0.02, -0.75)],
                                                   start + 90 * blade)])


def snowflake(pen):
    for arm in range(6):
        pen.line(turned([(0, 0), (0, -0.88)], 60 * arm), 0.06)
        for out in (-0.35, -0.6):
            pen.line(turned([(-0.22, out - 0.18), (0, out), (0.22, out - 0.18)], 60 * arm), 0.05)


def hindu_sign(pen):
    pen.ink = ((200, 30, 20), (230, 120, 0), (180, 20, 60), (220, 170, 0))[int(pen.rng.integers(4))]
    hooked_cross(pen, 0.66, 0, False, pen.rng.uniform(0.1, 0.18), 1.0)
    for x in (-0.34, 0.34):
        for y in (-0.34, 0.34):
            pen.disc((x, y), 0.09)
    if pen.rng.random() < 0.5:
        pen.disc((0, 0), 0.98, width=0.05)
    for petal in range(int(pen.rng.integers(0, 13))):
        pen.disc(turned([(0, -0.98)], 30 * petal)[0], 0.08, (240, 190, 40))


def buddhist_sign(pen):
    pen.ink = ((190, 150, 40), (150, 30, 30), (40, 40, 40), (210, 120, 30))[int(pen.rng.integers(4))]
    hooked_cross(pen, 0.66, 0, True, pen.rng.uniform(0.14, 0.24), 1.0)
    if pen.rng.random() < 0.5:
        pen.disc((0, 0), 0.98, width=0.06)
    for petal in range(8 * int(pen.rng.integers(0, 2))):
        pen.disc(turned([(0, -0.98)], 45 * petal)[0], 0.16, (230, 130, 160))


RUNES = ([(-0.3, 0.9), (-0.3, -0.9), (0.4, -0.4), (-0.3, 0.1)], [(0, 0.9), (0, -0.9), (-0.45, -0.4)],
         [(-0.4, 0.9), (-0.4, -0.9), (0.4, 0.9), (0.4, -0.9)], [(0.3, -0.9), (-0.3, 0), (0.3, 0.9)],
         [(0, 0.9), (0, 0), (-0.5, -0.8), (0, 0), (0.5, -0.8)], [(-0.4, -0.9), (0.4, 0.9), (0.4, -0.9), (-0.4, 0.9)])


def runes(pen):
    count = int(pen.rng.integers(1, 4))
    for number in range(count):
        shape = RUNES[int(pen.rng.integers(len(RUNES)))]
        scale = 1 / count
        pen.line([(x * scale + (number - (count - 1) / 2) * 0.7, y * min(1, scale + 0.3)) for x, y in shape], 0.1)


def lightning(pen):
    pen.ink = ((240, 200, 0), (0, 0, 0), (250, 250, 250))[int(pen.rng.integers(3))]
    if pen.rng.random() < 0.4:
        pen.area([(0, -0.95), (0.95, 0.8), (-0.95, 0.8)], (250, 210, 0))
        pen.ink = (0, 0, 0)
    pen.area([(0.12, -0.6), (-0.3, 0.15), (-0.02, 0.15), (-0.16, 0.75), (0.3, -0.08), (0.02, -0.08), (0.25, -0.6)])


def star(pen):
    points = int(pen.rng.integers(4, 9))
    inner = pen.rng.uniform(0.3, 0.6)
    ring = [turned([(0, -0.9 if k % 2 == 0 else -0.9 * inner)], 180 / points * k)[0] for k in range(2 * points)]
    pen.area(ring)


def meander(pen):
    for row in np.linspace(-0.8, 0.8, int(pen.rng.integers(1, 4))):
        for x in np.arange(-0.9, 0.8, 0.45):
            pen.line([(x, row + 0.18), (x, row - 0.18), (x + 0.32, row - 0.18), (x + 0.32, row + 0.08),
                      (x + 0.15, row + 0.08)], 0.05)


def spiral(pen):
    turns = np.linspace(0, pen.rng.uniform(3, 7) * math.pi, 90)
    pen.line([(0.85 * t / turns[-1] * math.cos(t), 0.85 * t / turns[-1] * math.sin(t)) for t in turns], 0.08)


def letters(pen):
    text = "".join(pen.rng.choice(list("ABEFHIKLMNSTXZ2578#&%")) for _ in range(int(pen.rng.integers(1, 3))))
    font = ImageFont.load_default(int(170 / len(text) + 40))
    pen.draw.text((SIDE / 2, SIDE / 2), text, tuple(pen.ink) + (255,), font, "mm")


WORDS = "the of and we they you love hate never always today stop free big sale open monday night people game team".split()


def caption(pen):
    """Words on a picture: what they say is for the text models."""
    lines = [" ".join(pen.rng.choice(WORDS, int(pen.rng.integers(1, 4)))) for _ in range(int(pen.rng.integers(1, 5)))]
    font = ImageFont.load_default(int(pen.rng.integers(18, 40)))
    text = "\n".join(lines)
    pen.draw.multiline_text((SIDE / 2, SIDE / 2), text.upper() if pen.rng.random() < 0.5 else text,
                            tuple(pen.ink) + (255,), font, "mm", align="center")


def disc_flag(pen):
    field = tuple(int(v) for v in pen.rng.integers(0, 256, 3)) if pen.rng.random() < 0.5 else (200, 10, 20)
    pen.draw.rectangle((0, 40, SIDE, SIDE - 40), field + (255,))
    pen.disc((0, 0), 0.6, (250, 250, 250))
    small = Pen(pen.rng, pen.ink if sum(pen.ink) < 600 else (10, 10, 10), pen.shake)
    (plus_sign, star, latin_cross, diagonal_cross, spiral, letters, pinwheel)[int(pen.rng.integers(7))](small)
    third = small.layer.resize((SIDE * 2 // 5,) * 2)
    pen.layer.alpha_composite(third, ((SIDE - third.width) // 2,) * 2)


def grid(pen):
    count = int(pen.rng.integers(2, 5))
    for k in np.linspace(-0.7, 0.7, count):
        pen.line([(k, -0.8), (k, 0.8)], 0.09)
        pen.line([(-0.8, k), (0.8, k)], 0.09)


# --- weapons, and people --------------------------------------------------------------------------------------------

def pistol(pen, x=0.0, y=0.0, size=1.0):
    def at(points):
        return [(x + px * size, y + py * size) for px, py in points]
    pen.area(at([(-0.9, -0.4), (0.75, -0.4), (0.75, -0.08), (0.1, -0.08), (0.0, 0.2), (0.3, 0.2), (0.35, -0.08),
                 (0.4, -0.08), (0.4, 0.26), (-0.05, 0.26), (-0.25, 0.08), (-0.35, 0.75), (-0.8, 0.75), (-0.66, -0.05)]))


def rifle(pen, x=0.0, y=0.0, size=1.0):
    def at(points):
        return [(x + px * size, y + py * size) for px, py in points]
    pen.area(at([(-0.95, 0.25), (-0.95, -0.05), (-0.45, -0.12), (0.2, -0.12), (0.95, -0.1), (0.95, -0.03), (0.25, 0.02),
                 (0.18, 0.1), (0.28, 0.5), (0.1, 0.52), (0.0, 0.1), (-0.12, 0.1), (-0.18, 0.4), (-0.32, 0.4), (-0.26, 0.1),
                 (-0.5, 0.08)]))


def dagger(pen, x=0.0, y=0.0, size=1.0):
    def at(points):
        return [(x + px * size, y + py * size) for px, py in points]
    pen.area(at([(-0.12, 0.3), (-0.12, -0.6), (0.0, -0.95), (0.12, -0.6), (0.12, 0.3)]),
             tuple(int(v) for v in pen.rng.integers(150, 220, 1)) * 3)
    pen.area(at([(-0.35, 0.3), (0.35, 0.3), (0.35, 0.38), (-0.35, 0.38)]))
    pen.area(at([(-0.08, 0.38), (0.08, 0.38), (0.1, 0.9), (-0.1, 0.9)]))


def person(pen, x, y, size, arm=None, lying=False):
    """A figure whose feet stand at (x, y); `arm` is where its hand is, as seen from its shoulder."""
    def at(points):
        points = [(px * size, py * size) for px, py in points]
        return [(x + (py if lying else px), y + (px * 0.6 if lying else py)) for px, py in points]
    pen.disc(at([(0, -1.0)])[0], 0.16 * size)
    pen.line(at([(0, -0.85), (0, -0.4)]), 0.2 * size)
    pen.line(at([(0, -0.4), (-0.17, 0)]), 0.1 * size)
    pen.line(at([(0, -0.4), (0.17, 0)]), 0.1 * size)
    pen.line(at([(0, -0.76), arm or (-0.22, -0.42)]), 0.08 * size)
    pen.line(at([(0, -0.76), (0.2, -0.45)] if not arm else [(0, -0.76), (-0.2, -0.5)]), 0.08 * size)


def blood(pen, x, y, size):
    ink = (int(pen.rng.integers(90, 170)), int(pen.rng.integers(0, 25)), int(pen.rng.integers(0, 25)))
    for _ in range(int(pen.rng.integers(8, 30))):
        away = pen.rng.normal(0, size, 2)
        pen.disc((x + away[0], y + away[1]), abs(pen.rng.normal(0, size / 3)) + 0.01, ink)


def armed_attack(pen):
    """One figure holds a weapon against another."""
    person(pen, -0.55, 0.8, 1.3, (0.45, -0.78))
    person(pen, 0.65, 0.8, 1.3, (-0.2, -1.1) if pen.rng.random() < 0.5 else None)
    (pistol, rifle, dagger)[int(pen.rng.integers(3))](pen, 0.12, -0.2, pen.rng.uniform(0.2, 0.3))


def wounded(pen):
    person(pen, 0.6, 0.5, 1.2, lying=True)
    blood(pen, 0.0, 0.5, pen.rng.uniform(0.15, 0.35))
    if pen.rng.random() < 0.6:
        person(pen, -0.75, 0.6, 1.2, (0.35, -0.6))
        (pistol, dagger)[int(pen.rng.integers(2))](pen, -0.2, -0.1, 0.2)


def friends(pen):
    """Figures with harmless things in their hands, or none."""
    for x in np.linspace(-0.6, 0.6, int(pen.rng.integers(1, 4))):
        person(pen, x, 0.8, pen.rng.uniform(0.9, 1.4), tuple(pen.rng.uniform((-0.4, -1.1), (0.4, -0.4))))
    x, y = pen.rng.uniform(-0.4, 0.4), pen.rng.uniform(-0.6, 0.2)
    thing = int(pen.rng.integers(4))
    if thing == 0:
        pen.disc((x, y), 0.12, tuple(int(v) for v in pen.rng.integers(0, 256, 3)))
    elif thing == 1:
        pen.area([(x - 0.3, y), (x, y - 0.25), (x + 0.3, y)], (200, 40, 60))
        pen.line([(x, y), (x, y + 0.5)], 0.03)
    elif thing == 2:
        pen.area([(x - 0.15, y - 0.1), (x + 0.15, y - 0.1), (x + 0.15, y + 0.1), (x - 0.15, y + 0.1)])


def sleeper(pen):
    person(pen, 0.6, 0.4, 1.2, lying=True)
    pen.line([(-0.9, 0.6), (0.9, 0.6)], 0.1, (120, 80, 40))


# --- tools and other harmless things --------------------------------------------------------------------------------

def hammer(pen):
    pen.line([(0, -0.5), (0, 0.9)], 0.14, (130, 90, 50))
    pen.area([(-0.5, -0.75), (0.5, -0.75), (0.5, -0.4), (-0.5, -0.4)])


def spanner(pen):
    pen.line([(0, -0.5), (0, 0.9)], 0.18)
    pen.disc((0, -0.62), 0.3, width=0.14)


def drill(pen):
    pen.area([(-0.7, -0.45), (0.3, -0.45), (0.3, 0.0), (-0.1, 0.0), (-0.2, 0.8), (-0.55, 0.8), (-0.45, 0.0), (-0.7, 0.0)],
             tuple(int(v) for v in pen.rng.integers(0, 256, 3)))
    pen.line([(0.3, -0.22), (0.9, -0.22)], 0.06)


def spoon_fork(pen):
    pen.line([(-0.3, -0.2), (-0.3, 0.9)], 0.1)
    pen.disc((-0.3, -0.5), 0.25)
    pen.line([(0.3, -0.2), (0.3, 0.9)], 0.1)
    for x in (0.15, 0.3, 0.45):
        pen.line([(x, -0.85), (x, -0.2)], 0.05)


def hairdryer(pen):
    pen.disc((-0.3, -0.3), 0.4, tuple(int(v) for v in pen.rng.integers(0, 256, 3)))
    pen.area([(-0.2, -0.6), (0.7, -0.45), (0.7, -0.15), (-0.2, 0.0)])
    pen.area([(-0.4, 0.0), (-0.15, 0.0), (-0.1, 0.8), (-0.4, 0.8)])


def toy_house(pen):
    pen.area([(-0.7, 0.8), (0.7, 0.8), (0.7, -0.1), (-0.7, -0.1)], tuple(int(v) for v in pen.rng.integers(80, 256, 3)))
    pen.area([(-0.85, -0.1), (0, -0.8), (0.85, -0.1)])
    pen.area([(-0.15, 0.8), (0.15, 0.8), (0.15, 0.3), (-0.15, 0.3)])


def paint_splash(pen):
    ink = tuple(int(v) for v in pen.rng.integers(0, 256, 3)) if pen.rng.random() < 0.6 else (220, 30, 40)
    for _ in range(int(pen.rng.integers(8, 40))):
        away = pen.rng.normal(0, 0.4, 2)
        pen.disc(tuple(away), abs(pen.rng.normal(0, 0.12)) + 0.01, ink)
    if pen.rng.random() < 0.6:
        pen.line([(-0.8, 0.8), (0.3, -0.3)], 0.1, (150, 110, 60))


def flowers(pen):
    for x in np.linspace(-0.6, 0.6, int(pen.rng.integers(1, 5))):
        pen.line([(x, 0.9), (x, -0.2)], 0.05, (30, 130, 40))
        ink = tuple(int(v) for v in pen.rng.integers(100, 256, 3))
        for petal in range(6):
            away = turned([(0, -0.17)], 60 * petal)[0]
            pen.disc((x + away[0], -0.2 + away[1]), 0.12, ink)


def boat(pen):
    pen.area([(-0.8, 0.4), (0.8, 0.4), (0.55, 0.75), (-0.55, 0.75)])
    pen.area([(0.0, -0.8), (0.0, 0.3), (0.65, 0.3)], (240, 240, 240))
    pen.line([(-0.05, -0.85), (-0.05, 0.4)], 0.05)


# --- self-harm ------------------------------------------------------------------------------------------------------

ROPE = ((150, 120, 70), (120, 90, 50), (60, 60, 60), (180, 160, 120))


def noose(pen):
    rope = ROPE[int(pen.rng.integers(len(ROPE)))]
    pen.line([(0, -1.1), (0, -0.25)], 0.08, rope)
    for y in np.linspace(-0.3, 0.1, 6):
        pen.line([(-0.09, y), (0.09, y - 0.03)], 0.07, rope)
    wide = pen.rng.uniform(0.24, 0.4)
    ring = [(wide * math.sin(t), 0.1 + 0.36 * (1 - math.cos(t))) for t in np.linspace(0, 2 * math.pi, 30)]
    pen.line(ring, 0.08, rope)
    if pen.rng.random() < 0.4:
        pen.line([(-0.9, -1.0), (0.9, -1.0)], 0.12, (90, 60, 30))


def cut_wrist(pen):
    skin = ((235, 195, 165), (200, 150, 115), (140, 95, 65), (245, 215, 190))[int(pen.rng.integers(4))]
    pen.area([(-1.1, -0.25), (0.5, -0.2), (0.95, -0.3), (1.05, 0.1), (0.95, 0.4), (0.5, 0.25), (-1.1, 0.35)], skin)
    for x in pen.rng.uniform(-0.7, 0.45, int(pen.rng.integers(2, 8))):
        pen.line([(x, -0.17), (x + pen.rng.normal(0, 0.05), 0.2)], 0.03, (150, 10, 15))
    if pen.rng.random() < 0.7:
        razor_blade(pen, 0.0, -0.6, 0.4)


def razor_blade(pen, x=0.0, y=0.0, size=1.0):
    def at(points):
        return [(x + px * size, y + py * size) for px, py in points]
    grey = tuple(int(v) for v in pen.rng.integers(140, 215, 1)) * 3
    pen.area(at([(-0.9, -0.45), (0.9, -0.45), (0.9, 0.45), (-0.9, 0.45)]), grey)
    pen.line(at([(-0.5, 0), (0.5, 0)]), 0.12 * size, (40, 40, 40))
    for hole in (-0.35, 0.0, 0.35):
        pen.disc(at([(hole, 0)])[0], 0.12 * size, (40, 40, 40))


def pill_heap(pen):
    for _ in range(int(pen.rng.integers(25, 60))):
        x, y = pen.rng.normal(0.1, 0.42, 2)
        ink = ((250, 250, 250), (220, 60, 60), (240, 210, 90), (120, 170, 220))[int(pen.rng.integers(4))]
        pen.line([(x, y), (x + pen.rng.normal(0, 0.08), y + pen.rng.normal(0, 0.08))], 0.1, ink)
    pen.area([(-1.0, 0.1), (-0.45, -0.05), (-0.3, 0.5), (-0.85, 0.65)], (220, 140, 40))


# --- what looks like it ---------------------------------------------------------------------------------------------

def pill_bottle(pen):
    pen.area([(-0.4, 0.85), (0.4, 0.85), (0.4, -0.4), (-0.4, -0.4)], (225, 140, 50))
    pen.area([(-0.45, -0.4), (0.45, -0.4), (0.45, -0.75), (-0.45, -0.75)], (245, 245, 245))
    pen.area([(-0.4, 0.5), (0.4, 0.5), (0.4, -0.1), (-0.4, -0.1)], (245, 245, 240))


def few_pills(pen):
    for _ in range(int(pen.rng.integers(1, 4))):
        x, y = pen.rng.uniform(-0.5, 0.5, 2)
        pen.line([(x - 0.15, y), (x, y)], 0.2, (220, 60, 60))
        pen.line([(x, y), (x + 0.15, y)], 0.2, (250, 250, 250))


def rope_coil(pen):
    rope = ROPE[int(pen.rng.integers(len(ROPE)))]
    for k in range(int(pen.rng.integers(3, 7))):
        pen.disc((pen.rng.normal(0, 0.04), pen.rng.normal(0, 0.04)), 0.5 + 0.06 * k, rope, 0.06)
    pen.line([(0.6, 0.5), (0.9, 0.9)], 0.08, rope)


def swing(pen):
    rope = ROPE[int(pen.rng.integers(len(ROPE)))]
    pen.line([(-0.4, -1.0), (-0.4, 0.5)], 0.04, rope)
    pen.line([(0.4, -1.0), (0.4, 0.5)], 0.04, rope)
    pen.line([(-0.5, 0.5), (0.5, 0.5)], 0.12, (120, 80, 40))


def hanging_lamp(pen):
    pen.line([(0, -1.1), (0, -0.1)], 0.04)
    if pen.rng.random() < 0.5:
        pen.area([(-0.15, -0.1), (0.15, -0.1), (0.5, 0.4), (-0.5, 0.4)])
    else:
        pen.disc((0, 0.2), 0.3, (250, 240, 170))


def necklace(pen):
    pen.line([(0.6 * math.sin(t), -0.3 - 0.6 * math.cos(t)) for t in np.linspace(0.4, 5.9, 30)], 0.04, (200, 170, 60))
    pen.disc((0, 0.45), 0.14, (180, 40, 60))


def bare_arm(pen):
    skin = ((235, 195, 165), (200, 150, 115), (140, 95, 65), (245, 215, 190))[int(pen.rng.integers(4))]
    pen.area([(-1.1, -0.25), (0.5, -0.2), (0.95, -0.3), (1.05, 0.1), (0.95, 0.4), (0.5, 0.25), (-1.1, 0.35)], skin)
    if pen.rng.random() < 0.6:
        pen.area([(0.1, -0.24), (0.35, -0.22), (0.35, 0.26), (0.1, 0.28)], (30, 30, 40))
        pen.disc((0.22, 0.02), 0.14, (210, 210, 220))


def shaver(pen):
    pen.line([(0, -0.3), (0, 0.95)], 0.14, tuple(int(v) for v in pen.rng.integers(0, 256, 3)))
    pen.area([(-0.45, -0.65), (0.45, -0.65), (0.45, -0.35), (-0.45, -0.35)], (190, 190, 195))


# Subject -> severities of Hate, SelfHarm, Violence. Levels above 2 in Violence and all of SelfHarm rest on drawings.
SUBJECTS = {
    **{f: (6, 0, 0) for f in (nazi_flag,)},
    **{f: (4, 0, 0) for f in (nazi_cross, nazi_cross_upright, lightning_runes, black_sun)},
    **{f: (0, 0, 0) for f in (ringed_cross, latin_cross, plus_sign, diagonal_cross, pinwheel, windmill, snowflake, hindu_sign,
                              buddhist_sign, runes, lightning, star, meander, spiral, letters, caption, disc_flag,
                              grid)},
    **{f: (0, 0, 2) for f in (pistol, rifle, dagger)},
    armed_attack: (0, 0, 4), wounded: (0, 0, 6),
    **{f: (0, 0, 0) for f in (friends, sleeper, hammer, spanner, drill, spoon_fork, hairdryer, toy_house, paint_splash,
                              flowers, boat)},
    noose: (0, 4, 0), cut_wrist: (0, 6, 0), razor_blade: (0, 2, 0), pill_heap: (0, 2, 0),
    **{f: (0, 0, 0) for f in (pill_bottle, few_pills, rope_coil, swing, hanging_lamp, necklace, bare_arm, shaver)},
}

STYLES = ("flat", "outline", "shaky", "grain")


def background(rng, size: int, photos) -> Image.Image:
    """Plain, graded, rough like a wall or paper, or a piece of a photograph."""
    kind = rng.choice(["plain", "graded", "rough", "photo"], p=[0.35, 0.2, 0.25, 0.2])
    base = np.array(PALE[int(rng.integers(len(PALE)))] if rng.random() < 0.6 else rng.integers(0, 256, 3), float)
    field = np.broadcast_to(base, (size, size, 3)).copy()
    if kind == "graded":
        slope = np.linspace(-1, 1, size)
        field += (slope[:, None] * rng.normal(0, 40) + slope[None] * rng.normal(0, 40))[..., None]
    if kind == "rough":
        coarse = Image.fromarray(rng.integers(0, 256, (size // 8, size // 8)).astype(np.uint8)).resize((size, size))
        field += (np.asarray(coarse, float)[..., None] - 128) * rng.uniform(0.1, 0.5)
        field += rng.normal(0, 12, (size, size, 1))
    if kind == "photo" and photos:
        photo = photos[int(rng.integers(len(photos)))]
        side = int(min(photo.size) * rng.uniform(0.3, 1.0))
        left, top = int(rng.integers(photo.width - side + 1)), int(rng.integers(photo.height - side + 1))
        return photo.crop((left, top, left + side, top + side)).resize((size, size))
    return Image.fromarray(np.clip(field, 0, 255).astype(np.uint8))


def perspective(rng, layer: Image.Image, strength: float) -> Image.Image:
    """The layer as seen from aside: its corners move by up to `strength` of a side."""
    side = layer.width
    corners = np.array([(0, 0), (side, 0), (side, side), (0, side)], float)
    moved = corners + rng.uniform(-strength, strength, (4, 2)) * side
    rows, right = [], []
    for (x, y), (u, v) in zip(moved, corners):  # from the output's place to the input's
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return layer.transform(layer.size, Image.Transform.PERSPECTIVE, np.linalg.solve(rows, right), Image.Resampling.BICUBIC)


def draw(subject, rng, style: str, photos=()) -> Image.Image:
    """One picture of a subject, 256 pixels wide."""
    ink = INKS[int(rng.integers(len(INKS)))] if rng.random() < 0.7 else tuple(int(v) for v in rng.integers(0, 256, 3))
    pen = Pen(rng, ink, 0.03 if style == "shaky" else 0.0, style == "outline")
    subject(pen)
    layer = pen.layer
    if style != "shaky":
        layer = layer.filter(ImageFilter.SMOOTH)
    layer = layer.rotate(rng.normal(0, 9), Image.Resampling.BICUBIC)
    if rng.random() < 0.6:
        layer = perspective(rng, layer, rng.uniform(0.02, 0.14))
    scene = background(rng, SIDE, photos)
    size = int(SIDE * rng.uniform(0.55, 1.0))
    small = layer.resize((size, size))
    place = tuple(int(v) for v in rng.integers(0, SIDE - size + 1, 2))
    scene.paste(small, place, small.getchannel("A").point(lambda a: int(a * 0.9)) if style == "grain" else small)
    pixels = np.asarray(scene, float) * rng.uniform(0.7, 1.15) + rng.normal(0, 14 if style == "grain" else 3, (SIDE, SIDE, 1))
    scene = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return scene.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.2))) if rng.random() < 0.5 else scene
