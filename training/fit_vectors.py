"""Fits what leads the sentence vectors of the taught encoder back to what they were before it was taught.

    BRIEFING_DATA=... python training/fit_vectors.py TAGS.safetensors

A ridge regression of the vectors of the untaught encoder, in windows of 512 tokens, on those of the taught
one and on the mean embeddings of the words, over the sentences of 200 articles of attribution/train and 300
of entities/train. Printed is the mean cosine of the two on the last tenth, before and after;
`vectors.weight` and `vectors.bias` are written into the file. Only numpy and torch are needed.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from documents import read_documents
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch.nn.functional import normalize

from briefing.backends.adapter import Heads, merged
from briefing.backends.encoder import Encoder
from briefing.backends.reader import PocketReader, open_folder
from briefing.backends.tags import LAYERS
from briefing.backends.weights import find_weights
from briefing.domain.cards import Device
from briefing.settings import load_cards

_ARTICLES = {"attribution/train": 200, "entities/train": 300}
_STRENGTH = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tags", type=Path)
    tags = parser.parse_args().tags
    card = load_cards()["pocket"]
    folder = find_weights(card)
    if folder is None:
        raise SystemExit("the weights of pocket are not here")
    untaught = Encoder.load(folder, Device.CPU)
    tensors = {name: tensor.float() for name, tensor in load_file(tags).items()}
    width = untaught.width
    same = torch.cat([torch.eye(width), torch.zeros(width, width)], dim=1), torch.zeros(width)
    layers = {layer: (tensors[f"heads.{layer}.weight"], tensors[f"heads.{layer}.bias"]) for layer in LAYERS}
    opened = open_folder(card, folder, Device.CPU)
    taught = replace(
        opened,
        _encoder=replace(untaught, tensors=merged(untaught.tensors, tensors)),
        _heads=Heads(tensors["features.weight"], layers, same),
    )
    plain = replace(opened, _encoder=untaught, _heads=None)
    data = Path(os.environ.get("BRIEFING_DATA", "../shared/data"))
    pairs = [(_features(taught, texts), plain.read(texts).vectors) for texts in _sentences(data)]
    x, y = (np.concatenate(side) for side in zip(*pairs, strict=True))
    tenth = len(x) * 9 // 10
    led = x[tenth:] @ _fitted(x[:tenth], y[:tenth])
    led /= np.linalg.norm(led, axis=1, keepdims=True)
    before, after = ((side * y[tenth:]).sum(axis=1).mean() for side in (x[tenth:, :width], led))
    print(f"{len(x)} sentences, cosine {before:.3f} before, {after:.3f} after")
    weights = torch.from_numpy(_fitted(x, y))
    stored = load_file(tags) | {
        "vectors.weight": weights[:-1].T.half().contiguous(),
        "vectors.bias": weights[-1].half(),
    }
    with safe_open(tags, "pt") as opened_file:
        metadata = opened_file.metadata()
    save_file(stored, tags, metadata)


def _sentences(data: Path) -> Iterator[list[str]]:
    """The sentences of each article."""
    for pack, count in _ARTICLES.items():
        for document in islice(read_documents(data, pack), count):
            yield [sentence.of(document.text) for sentence in document.sentences]


def _features(reader: PocketReader, texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors, mean embeddings of the words, and 1, a row a sentence."""
    ids = [encoding.ids for encoding in reader._encodings(texts)]
    words = normalize(reader._encoder.mean_words(ids)).numpy()
    return np.concatenate([reader.read(texts).vectors, words, np.ones((len(texts), 1), np.float32)], axis=1)


def _fitted(x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
    """The weights of a ridge regression, shape (features, width)."""
    weights: NDArray[np.float32] = np.linalg.solve(x.T @ x + _STRENGTH * np.eye(x.shape[1]), x.T @ y)
    return weights.astype(np.float32)


if __name__ == "__main__":
    main()
