"""Writes encoder_reference.safetensors: what transformers' BertModel makes of a few token rows.

    python make_encoder_reference.py FOLDER OUT

FOLDER holds model.safetensors and vocab.txt of all-MiniLM-L6-v2. Needs torch, transformers, safetensors.
The embedding is the one that the library's trunk gives: mean over all tokens of the row, of unit length.
"""

import sys

import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel, BertTokenizerFast

TEXTS = [
    "Lovely weather",
    "I will kill you",
    "a",
    "",
    "The quick brown fox jumps over the lazy dog.",
    "Café déjà vu, naïve façade: Straße, smörgåsbord.",
    "今日はとても良い天気ですね。",
    "Please review the attached contract before Friday and send me your comments. " * 3,
    "one two three four five six seven eight nine ten " * 14,
]


def main(folder: str, out: str) -> None:
    config = BertConfig(vocab_size=30522, hidden_size=384, num_hidden_layers=6, num_attention_heads=12,
                        intermediate_size=1536, max_position_embeddings=512)
    model = BertModel(config, add_pooling_layer=False).eval()
    model.load_state_dict(load_file(f"{folder}/model.safetensors"), strict=False)
    tokenizer = BertTokenizerFast(f"{folder}/vocab.txt", do_lower_case=True)
    rows = tokenizer(TEXTS, padding=True, truncation=True, max_length=128, return_tensors="pt")
    with torch.inference_mode():
        states = model(**rows).last_hidden_state
    mask = rows["attention_mask"].unsqueeze(2)
    pooled = torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)
    save_file({"ids": rows["input_ids"].long(), "lengths": mask.sum((1, 2)).long(), "embeddings": pooled.float()}, out)


main(*sys.argv[1:])
