#!/usr/bin/env python3
"""Throughput of Hugging Face `tokenizers` on one thread, and how many times faster Ward's tokenizer is.

usage: tokenizer_peer.py VOCAB TEXT [--bench BENCH_TOKENIZER] [--rounds N]

TEXT is cut into documents of 1,000 bytes as bench/tokenizer.cpp cuts it. With --bench both programs take turns,
round by round, and the medians are compared.
"""
import os

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

import argparse
import json
import statistics
import subprocess
import time

from tokenizers import AddedToken, Tokenizer, __version__
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

DOCUMENT_BYTES = 1000


def make_peer(vocab_path):
    peer = Tokenizer(WordPiece.from_file(vocab_path, unk_token="[UNK]"))
    peer.normalizer = BertNormalizer()
    peer.pre_tokenizer = BertPreTokenizer()
    peer.add_special_tokens([AddedToken(token, normalized=False)
                             for token in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")])
    return peer


def cut(data):
    documents = []
    while data:
        size = min(DOCUMENT_BYTES, len(data))
        while size < len(data) and data[size] & 0xC0 == 0x80:
            size += 1
        documents.append(data[:size].decode(errors="replace"))
        data = data[size:]
    return documents


def time_peer(peer, documents):
    start = time.perf_counter()
    peer.encode_batch_fast(documents, add_special_tokens=False)
    return sum(len(d.encode()) for d in documents) / (time.perf_counter() - start)


def time_ward(program, vocab, text):
    out = subprocess.run([program, vocab, text, "--benchmark_format=json", "--benchmark_filter=ids",
                          "--benchmark_min_time=0.3"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return {b["name"]: b["bytes_per_second"] for b in json.loads(out.stdout)["benchmarks"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vocab")
    parser.add_argument("text")
    parser.add_argument("--bench")
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    with open(args.text, "rb") as file:
        documents = cut(file.read())
    peer = make_peer(args.vocab)
    time_peer(peer, documents)  # warm
    theirs, ours = [], []
    for _ in range(args.rounds):
        theirs.append(time_peer(peer, documents))
        if args.bench:
            ours.append(time_ward(args.bench, args.vocab, args.text))
    median = statistics.median(theirs)
    print(f"{len(documents)} documents; medians of {args.rounds} rounds, one thread")
    print(f"tokenizers {__version__} encode_batch_fast: {median / 1e6:.2f} MB/s")
    for name in ours[0] if ours else []:
        speed = statistics.median(round_[name] for round_ in ours)
        print(f"ward {name}: {speed / 1e6:.1f} MB/s, {speed / median:.1f} times")


if __name__ == "__main__":
    main()
