"""The pictures that the heads learn from and are measured on, each with its severities, source and split."""

import hashlib
import math
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Callable

import numpy as np
import skimage
import sklearn.datasets
from PIL import Image

import drawings
from pictures import rgb

CATEGORIES = ("Hate", "SelfHarm", "Violence")
LEVELS = (2, 4, 6)
UNKNOWN = -1
SAFE = (0, 0, 0)

# Debian packages of pictures: the first two are public domain or CC BY and CC0 in part; the others, under share-alike
# licences, choose thresholds and measure, and no weight is trained on them.
PACKAGES = {"openclipart-png": "1:0.18+dfsg-19", "lomiri-wallpapers-16.04": "20.04.0-2", "mate-backgrounds": "1.26.0-1",
            "gnome-backgrounds": "43.1-1", "plasma-workspace-wallpapers": "4:5.27.5-2", "ukui-wallpapers": "20.04.3-1.1",
            "tuxpaint-stamps-default": "2022.06.04-1", "lomiri-wallpapers-20.04": "20.04.0-2"}
CALIBRATING = ("mate-backgrounds", "gnome-backgrounds", "lomiri-wallpapers-20.04")
TESTING = ("plasma-workspace-wallpapers", "ukui-wallpapers", "tuxpaint-stamps-default")

# Folders of the data: severities, licence. A folder that is not named here is safe.
FOLDERS = {
    "weapons_rf/handgun": (0, 0, 2), "weapons_rf/knife": (0, 0, 2), "fire_smoke_rf/fire": (0, 0, 2),
    "emoji/gun": (0, 0, 2), "emoji/bomb": (0, 0, 2), "emoji/knife": (0, 0, 2), "emoji/middle_finger": (2, 0, 0),
    "emoji/skull": (0, 0, UNKNOWN), "splatter_synth/red_splatter": (0, 0, 2),
}
LICENCES = {
    "weapons_rf": "CC BY 4.0 as its publisher says", "fire_smoke_rf": "CC BY 4.0", "hand_gesture_rf": "CC BY 4.0",
    "hand_gesture_rf100": "CC BY 4.0", "syringe_vial_rf": "CC BY 4.0", "emoji": "Apache-2.0, CC BY 4.0",
    "bloodcells_mit": "MIT", "cannabis_leaf": "MIT", "clothing_cc0": "CC0", "hand_digits": "Apache-2.0",
    "docs_synth": "MIT", "splatter_synth": "MIT", "drawings": "MIT", "photographs": "BSD-3-Clause and freer",
    "openclipart-png": "public domain", "lomiri-wallpapers-16.04": "CC BY, CC0; CC BY-SA left out",
    "lomiri-wallpapers-20.04": "CC BY-SA, CC BY", "mate-backgrounds": "GPL-2+, CC BY-SA", "gnome-backgrounds": "CC BY-SA",
    "plasma-workspace-wallpapers": "GPL-2+", "ukui-wallpapers": "CC BY-SA", "tuxpaint-stamps-default": "GPL-2",
}

# Clip art whose name speaks of these is not safe for sure.
DOUBTFUL = ("gun", "knife", "sword", "pistol", "rifle", "bomb", "grenad", "skull", "blood", "tank", "missile", "weapon",
            "cannon", "dagger", "noose", "razor", "axe", "bullet", "dead", "death", "devil", "nude", "naked", "venus",
            "swast", "nazi", "skelet", "war", "soldier", "bondage", "sex", "revolver", "katana", "ak47", "m16", "shot",
            "explo", "fire", "flame", "corps", "blade", "scalpel", "machete", "spear", "arrow-heart", "hitler", "finger")

# One style of drawing is kept out of training, to see how the heads fare with another.
UNSEEN_STYLE = "shaky"
PER_SUBJECT = {"train": 6, "calibration": 2, "test": 3}
CROPS = 4
MOST_PIXELS = 40_000_000
Image.MAX_IMAGE_PIXELS = None  # larger ones are left out here, by their size


@dataclass
class Row:
    key: str  # names the picture; the same key is always the same picture
    load: Callable[[], Image.Image]
    severity: tuple[int, int, int]
    source: str
    label: str
    split: str


def digest(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")


def by_hash(key: str) -> str:
    """Four fifths to train on, the rest to choose thresholds and to test."""
    part = digest(key) // 100 % 20
    return "train" if part < 14 else "calibration" if part < 17 else "test"


@lru_cache(256)  # drawings ask for the same photographs again and again
def open_picture(file: Path) -> Image.Image:
    picture = Image.open(file)
    picture.draft("RGB", (512, 512))
    picture = rgb(picture)
    picture.thumbnail((512, 512))
    return picture


def crop_of(file: Path, number: int) -> Image.Image:
    """The whole picture, or a piece of it, perhaps mirrored: more pictures from few."""
    picture = open_picture(file)
    if number == 0:
        return picture
    rng = np.random.default_rng(digest(f"{file.name} {number}"))
    width, height = (int(s * rng.uniform(0.45, 0.9)) for s in picture.size)
    left, top = int(rng.integers(picture.width - width + 1)), int(rng.integers(picture.height - height + 1))
    piece = picture.crop((left, top, left + width, top + height))
    return piece.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else piece


def file_rows(root: Path) -> list[Row]:
    rows = []
    for folder in sorted(root.glob("*/*/")):
        name = f"{folder.parent.name}/{folder.name}"
        for file in sorted(folder.glob("*.jpg")):
            key = f"{name}/{file.name}"
            rows.append(Row(key, lambda f=file: open_picture(f), FOLDERS.get(name, SAFE), folder.parent.name, name,
                            by_hash(key)))
    return rows


def unpack(cache: Path, package: str) -> Path:
    """A Debian package's files, fetched once."""
    folder = cache / "debian" / package
    if not folder.exists():
        (cache / "debian").mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", f"{package}={PACKAGES[package]}"], cwd=cache / "debian", check=True)
        archive = next((cache / "debian").glob(f"{package}_*.deb"))
        subprocess.run(["dpkg", "-x", str(archive), str(folder)], check=True)
    return folder


def pictures_in(folder: Path, least: int) -> list[Path]:
    return sorted(f for f in folder.rglob("*") if f.suffix.lower() in (".jpg", ".png", ".webp")
                  and f.stat().st_size >= least and not f.is_symlink() and math.prod(Image.open(f).size) < MOST_PIXELS)


def clip_art(cache: Path) -> list[Row]:
    rows = []
    for file in pictures_in(unpack(cache, "openclipart-png"), 3000):
        path = str(file).split("/png/", 1)[1]
        many = 12 if path.startswith(("computer/icons", "shapes/stars")) else 2  # of which one is taken
        if any(word in path.lower() for word in DOUBTFUL) or digest(path) % many:
            continue
        rows.append(Row(path, lambda f=file: open_picture(f), SAFE, "openclipart-png", "clip art", by_hash(path)))
    return rows


def photographs(cache: Path) -> list[Row]:
    """Sample pictures of scikit-image and scikit-learn, and wallpapers."""
    folders = (Path(skimage.__file__).parent / "data", Path(sklearn.datasets.__file__).parent / "images")
    files = [(f, "photographs", "train") for folder in folders for f in pictures_in(folder, 20_000)]
    for package in PACKAGES:
        if package == "openclipart-png":
            continue
        split = "calibration" if package in CALIBRATING else "test" if package in TESTING else "train"
        found = pictures_in(unpack(cache, package), 20_000 if "stamps" not in package else 5000)
        files += [(f, package, split) for f in found if "screenshot" not in f.name and not share_alike(f.name, split)]
    return [Row("/".join([source, *file.parts[-4:], str(number)]), lambda f=file, n=number: crop_of(f, n), SAFE, source, "photograph", split)
            for file, source, split in files for number in range(1 if "stamps" in source else CROPS)]


def share_alike(name: str, split: str) -> bool:
    """Pictures of lomiri-wallpapers-16.04 whose licence asks for the same licence."""
    return split == "train" and any(author in name for author in ("Nerlich", "Bolly", "Sander"))


def drawn(photos: list[Row]) -> list[Row]:
    behind = {split: [r for r in photos if r.split == split and "stamps" not in r.source and r.key.endswith("/0")]
              for split in ("train", "calibration", "test")}
    rows = []
    for subject, severity in drawings.SUBJECTS.items():
        for split, count in PER_SUBJECT.items():
            for style in drawings.STYLES:
                if (style == UNSEEN_STYLE) != (split == "test"):
                    continue
                many = count * (3 if split == "test" else 2 if max(severity) > 0 else 1)
                rows += [one_drawing(subject, severity, style, split, n, behind[split]) for n in range(many)]
    return rows


def one_drawing(subject, severity, style: str, split: str, number: int, behind: list[Row]) -> Row:
    key = f"{subject.__name__} {style} {split} {number}"

    def load():
        rng = np.random.default_rng(digest(key))
        photos = [behind[int(rng.integers(len(behind)))].load()] if rng.random() < 0.3 else []
        return drawings.draw(subject, rng, style, photos)
    return Row(key, load, severity, "drawings", subject.__name__, split)


def load_rows(data: Path, cache: Path) -> list[Row]:
    photos = photographs(cache)
    return file_rows(data / "images") + clip_art(cache) + photos + drawn(photos)
