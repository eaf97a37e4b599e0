"""The frozen trunk: all-MiniLM-L6-v2, exactly as the library runs it.

A text is cut into overlapping windows, whose size stands in minilm/ward.json; each
window becomes the mean of its token states, L2-normalised (384 numbers).
"""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers.implementations import BertWordPieceTokenizer
from tqdm import tqdm

INPUT = json.loads(Path(__file__).with_name("minilm").joinpath("ward.json").read_text())["input"]
WINDOW = INPUT["window"] - 2  # content tokens; [CLS] and [SEP] come on top
OVERLAP = INPUT["overlap"]
WIDTH, LAYERS, HEADS = 384, 6, 12
TOKENS_PER_BATCH = 4096


class Encoder:
    def __init__(self, folder: Path):
        folder = Path(folder)
        self.weights = {k.removeprefix("bert."): v.float()
                        for k, v in load_file(folder / "model.safetensors").items()
                        if v.is_floating_point()}
        self.tokenizer = BertWordPieceTokenizer(str(folder / "vocab.txt"), lowercase=True)
        self.cls = self.tokenizer.token_to_id("[CLS]")
        self.sep = self.tokenizer.token_to_id("[SEP]")

    def windows(self, text: str) -> list[list[int]]:
        """Token ids of each window of a text; an empty text has one empty window."""
        ids = self.tokenizer.encode(text, add_special_tokens=False).ids
        starts = range(0, max(len(ids) - OVERLAP, 1), WINDOW - OVERLAP)
        return [[self.cls, *ids[s : s + WINDOW], self.sep] for s in starts]

    def _linear(self, x, name):
        return F.linear(x, self.weights[name + ".weight"], self.weights[name + ".bias"])

    def _norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self.weights[name + ".weight"],
                            self.weights[name + ".bias"], 1e-12)

    def _layer(self, x, keep, name):
        rows, length, _ = x.shape

        def split(part):
            projected = self._linear(x, f"{name}.attention.self.{part}")
            return projected.view(rows, length, HEADS, -1).transpose(1, 2)

        mixed = F.scaled_dot_product_attention(split("query"), split("key"), split("value"),
                                               attn_mask=keep[:, None, None, :])
        mixed = mixed.transpose(1, 2).reshape(rows, length, WIDTH)
        x = self._norm(x + self._linear(mixed, f"{name}.attention.output.dense"),
                       f"{name}.attention.output.LayerNorm")
        inner = F.gelu(self._linear(x, f"{name}.intermediate.dense"))
        return self._norm(x + self._linear(inner, f"{name}.output.dense"),
                          f"{name}.output.LayerNorm")

    @torch.inference_mode()
    def embed(self, batch: list[list[int]]) -> torch.Tensor:
        """One normalised vector per window; `batch` may hold several lengths."""
        longest = max(map(len, batch))
        ids = torch.tensor([w + [0] * (longest - len(w)) for w in batch])
        keep = torch.arange(longest) < torch.tensor([len(w) for w in batch])[:, None]
        w = self.weights
        x = (w["embeddings.word_embeddings.weight"][ids]
             + w["embeddings.position_embeddings.weight"][:longest]
             + w["embeddings.token_type_embeddings.weight"][0])
        x = self._norm(x, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            x = self._layer(x, keep, f"encoder.layer.{layer}")
        mean = (x * keep[..., None]).sum(1) / keep.sum(1, keepdim=True)
        return F.normalize(mean, dim=1)

    def embed_all(self, windows: list[list[int]]) -> np.ndarray:
        """One vector per window, batched by length so that there is little padding."""
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        vectors = np.empty((len(windows), WIDTH), np.float32)
        with tqdm(total=len(windows), desc="embedding", mininterval=5) as bar:
            at = 0
            while at < len(order):
                length = len(windows[order[min(at + 31, len(order) - 1)]])
                chosen = order[at : at + max(32, math.ceil(TOKENS_PER_BATCH / length))]
                # bf16 products are twice as fast here and cost less than 1e-4 in cosine.
                with torch.autocast("cpu", torch.bfloat16):
                    vectors[chosen] = self.embed([windows[i] for i in chosen]).float().numpy()
                at += len(chosen)
                bar.update(len(chosen))
        return vectors


class Cache:
    """Vectors of windows met before, in one file, found by what their tokens hash to."""

    def __init__(self, encoder: Encoder, folder: Path):
        self.encoder = encoder
        self.path = Path(folder) / "windows.npz"
        self.keys, self.vectors = np.empty(0, "V16"), np.empty((0, WIDTH), np.float32)
        if self.path.exists():
            kept = np.load(self.path)
            self.keys, self.vectors = kept["keys"], kept["vectors"]
        self.place = {key.tobytes(): i for i, key in enumerate(self.keys)}

    @staticmethod
    def key(window: list[int]) -> bytes:
        return hashlib.sha256(np.array(window, np.int32).tobytes()).digest()[:16]

    def add(self, windows: list[list[int]], vectors: np.ndarray):
        keys = [self.key(window) for window in windows]
        for key in keys:
            self.place[key] = len(self.place)
        self.keys = np.concatenate([self.keys, np.frombuffer(b"".join(keys), "V16")])
        self.vectors = np.concatenate([self.vectors, vectors])
        self.path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(self.path, keys=self.keys, vectors=self.vectors)

    def embed_texts(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Vectors of all windows, and where each text's windows start (one more entry
        than there are texts)."""
        cut = [self.encoder.windows(text) for text in tqdm(texts, "cutting", mininterval=5)]
        flat = [window for windows in cut for window in windows]
        new = {self.key(w): w for w in flat}
        new = [window for key, window in new.items() if key not in self.place]
        if new:
            self.add(new, self.encoder.embed_all(new))
        places = [self.place[self.key(window)] for window in flat]
        return self.vectors[places], np.cumsum([0] + [len(windows) for windows in cut])
