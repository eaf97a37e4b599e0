"""Pictures as the library prepares them for a trunk: Pillow's resampling is what lib/image/resize.hpp reproduces."""

import json
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def input_of(pack: str) -> dict:
    """How a pack's ward.json wants its pictures."""
    return json.loads((HERE / pack / "ward.json").read_text("utf-8"))["input"]


def rgb(picture: Image.Image) -> Image.Image:
    """Upright is up to the caller; what shines through shows white."""
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    return picture.convert("RGB")


def sizes(spec: dict, width: int, height: int) -> tuple[int, int]:
    """What the picture is resized to."""
    def multiple(length: float) -> int:
        return max(1, round(length / spec["multiple"])) * spec["multiple"]

    if spec["resize"] == "stretch":
        return spec["width"], spec["height"]
    if spec["resize"] == "line":
        return min(spec["width"], multiple(width * spec["height"] / height)), spec["height"]
    scale = min(1.0, spec["width"] / max(width, height))
    return multiple(width * scale), multiple(height * scale)


def prepare(picture: Image.Image, spec: dict) -> np.ndarray:
    """float32 [3, H, W]"""
    picture = picture.resize(sizes(spec, *picture.size), FILTERS[spec["filter"]])
    if crop := spec.get("crop"):
        left, top = (picture.width - crop) // 2, (picture.height - crop) // 2
        picture = picture.crop((left, top, left + crop, top + crop))
    return normalised(np.asarray(picture, np.float32), spec)


def normalised(pixels: np.ndarray, spec: dict) -> np.ndarray:
    """[H, W, 3] of 0 to 255 -> [3, H, W]"""
    if spec["order"] == "bgr":
        pixels = pixels[:, :, ::-1]
    values = (pixels - np.array(spec["mean"], np.float32)) * np.array(spec["scale"], np.float32)
    return np.ascontiguousarray(values.transpose(2, 0, 1), np.float32)
