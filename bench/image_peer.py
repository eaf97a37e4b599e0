#!/usr/bin/env python3
"""How many times faster Ward judges pictures than a Python program made of torch, Pillow and OpenCV on the same packs.

    pip install numpy==2.4.6 opencv-python-headless==5.0.0.93 pillow==13.0.0 pyclipper==1.4.0 \
        scikit-learn==1.9.1 torch==2.11.0
    image_peer.py PACKS BENCH_IMAGE PICTURE... [--rounds N]

The program is what one would write: it decodes with Pillow, resizes as each pack says, runs the trunks in batches of 8
and the text models picture by picture, on two threads, with PP-OCR's own way to boxes. It leaves the heads and the
judging of text out, which Ward does. Both take turns, round by round, over all pictures; the medians are compared.
With --make FOLDER it only makes the pictures: 1024 x 1024 mosaics of scikit-learn's two photographs, half of them
with lines of text.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import time


def make(folder: pathlib.Path) -> None:
    import numpy as np
    import sklearn.datasets
    from PIL import Image, ImageDraw, ImageFont

    folder.mkdir(parents=True, exist_ok=True)
    a, b = sklearn.datasets.load_sample_images().images
    row = np.concatenate([a, b[:, ::-1], a[:, ::-1], b], 1)
    mosaic = np.concatenate([row, row[::-1], row[:, ::-1], row[::-1, ::-1]], 0)
    font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    text = ["Fresh bread every morning", "Open from seven to eleven", "Closed on Mondays", "Ask for our cakes",
            "Thank you for your visit", "Best coffee in the whole town"]
    for i in range(16):
        x, y = 97 * i % (mosaic.shape[1] - 1024), 61 * i % (mosaic.shape[0] - 1024)
        picture = Image.fromarray(mosaic[y:y + 1024, x:x + 1024])
        draw = ImageDraw.Draw(picture)
        for line in range(i // 2 if i % 2 else 0):
            draw.text((60 + 20 * line, 100 + 120 * line), text[line % len(text)], "white",
                      ImageFont.truetype(font, 28 + 6 * line), stroke_width=2, stroke_fill="black")
        picture.save(folder / f"{i:02}.jpg", quality=88)


class Peer:
    def __init__(self, packs: pathlib.Path) -> None:
        import torch

        torch.set_num_threads(2)
        self.models, self.inputs = {}, {}
        for name in ("open-nsfw", "efficientnet-lite0", "text-detector", "text-recognizer"):
            extra = {"ward.json": ""} | ({"symbols.txt": ""} if name == "text-recognizer" else {})
            model = torch.jit.load(str(packs / f"{name}-1.0.0.pt"), map_location="cpu", _extra_files=extra)
            self.models[name] = torch.jit.freeze(model.eval())
            self.inputs[name] = json.loads(extra["ward.json"])["input"]
            if "symbols.txt" in extra:
                self.symbols = extra["symbols.txt"].decode().split("\n")

    def run(self, name: str, tensor):
        import torch

        with torch.inference_mode():
            return self.models[name](torch.from_numpy(tensor)).numpy()

    def tensor(self, name: str, picture):
        import numpy as np

        rule = self.inputs[name]
        values = np.asarray(picture, np.float32)
        if rule["order"] == "bgr":
            values = values[:, :, ::-1]
        values = (values - np.float32(rule["mean"])) * np.float32(rule["scale"])
        return np.ascontiguousarray(values.transpose(2, 0, 1))

    def see(self, pictures) -> None:
        import numpy as np
        from PIL import Image

        filters = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}
        for name in ("open-nsfw", "efficientnet-lite0"):
            rule = self.inputs[name]
            crop = (rule["width"] - rule.get("crop", rule["width"])) // 2
            for first in range(0, len(pictures), 8):
                tensors = []
                for picture in pictures[first:first + 8]:
                    small = picture.resize((rule["width"], rule["height"]), filters[rule["filter"]])
                    small = small.crop((crop, crop, rule["width"] - crop, rule["height"] - crop))
                    tensors.append(self.tensor(name, small))
                self.run(name, np.stack(tensors))

    def boxes(self, probability):
        import cv2
        import numpy as np
        import pyclipper

        contours, _ = cv2.findContours((probability > 0.3).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            rectangle = cv2.minAreaRect(contour)
            if min(rectangle[1]) < 3:
                continue
            box = cv2.boxPoints(rectangle)
            mask = np.zeros(probability.shape, np.uint8)
            cv2.fillPoly(mask, [box.astype(np.int32)], 1)
            if cv2.mean(probability, mask)[0] < 0.6:
                continue
            offset = pyclipper.PyclipperOffset()
            offset.AddPath(box.astype(np.int32), pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
            area, length = rectangle[1][0] * rectangle[1][1], 2 * sum(rectangle[1])
            points = np.array(offset.Execute(area * 1.6 / length)[0])
            corners = cv2.boxPoints(cv2.minAreaRect(points.reshape(-1, 1, 2)))
            by_x = sorted(corners.tolist())
            (top_left, bottom_left), (top_right, bottom_right) = (sorted(side, key=lambda p: p[1])
                                                                  for side in (by_x[:2], by_x[2:]))
            yield np.float32([top_left, top_right, bottom_right, bottom_left])

    def read(self, picture) -> list[str]:
        import cv2
        import numpy as np
        from PIL import Image

        side = self.inputs["text-detector"]["width"]
        ratio = min(1, side / max(picture.size))
        size = [max(32, round(length * ratio / 32) * 32) for length in picture.size]
        small = picture.resize(size, Image.Resampling.BILINEAR)
        probability = self.run("text-detector", self.tensor("text-detector", small)[None])[0, 0]
        whole, lines = np.asarray(picture), []
        for box in self.boxes(probability):
            box *= np.float32(picture.size) / np.float32(size)
            wide, high = np.linalg.norm(box[1] - box[0]), np.linalg.norm(box[3] - box[0])
            width = max(8, round(48 * wide / high))
            target = np.float32([[0, 0], [width, 0], [width, 48], [0, 48]])
            line = cv2.warpPerspective(whole, cv2.getPerspectiveTransform(box, target), (width, 48))
            padded = np.zeros((3, 48, -(-width // 32) * 32), np.float32)
            padded[:, :, :width] = self.tensor("text-recognizer", line)
            text, before = "", 0
            for index, _ in self.run("text-recognizer", padded[None])[0]:
                if index not in (0, before):
                    text += self.symbols[int(index)]
                before = index
            lines.append(text)
        return lines

    def judge(self, files: list[str], read: bool) -> float:
        from PIL import Image

        start = time.perf_counter()
        pictures = [Image.open(file).convert("RGB") for file in files]
        self.see(pictures)
        if read:
            for picture in pictures:
                self.read(picture)
        return len(files) / (time.perf_counter() - start)


def ward(program: str, files: list[str]) -> dict[str, float]:
    out = subprocess.run([program, *files, "--benchmark_filter=analyze", "--benchmark_format=json"],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return {b["name"].split("/")[1]: b["items_per_second"] for b in json.loads(out.stdout)["benchmarks"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packs", type=pathlib.Path, nargs="?")
    parser.add_argument("bench", nargs="?")
    parser.add_argument("pictures", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--make", type=pathlib.Path, metavar="FOLDER")
    args = parser.parse_args()
    if args.make:
        return make(args.make)
    peer = Peer(args.packs)
    peer.judge(args.pictures[:2], True)  # warm
    rates = {"seen": [], "read": []}
    for _ in range(args.rounds):
        ours = ward(args.bench, args.pictures)
        for mode, pairs in rates.items():
            pairs.append((ours[mode], peer.judge(args.pictures, mode == "read")))
    for mode, pairs in rates.items():
        ours, theirs = (statistics.median(rate) for rate in zip(*pairs))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"{mode}: Ward {ours:.1f} pictures/s, Python {theirs:.1f}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
