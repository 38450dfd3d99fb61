"""Fits the head that gives sentence vectors: what the encoder said of a sentence before it was taught, as a
linear map of what it says now. Adds it to the weights, so that one pass gives names and vectors.

    BRIEFING_DATA=... python training/fit_vectors.py WEIGHTS.safetensors [--ridge 1.0]

Least squares over the sentences of every fifth article of attribution/train, entities/train and
summaries/train; printed is the mean cosine on sentences of the dev packs, before and after.
"""

import argparse
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from documents import read_texts
from safetensors import safe_open
from safetensors.torch import save_file

from briefing.backends import adapter
from briefing.backends.encoder import Encoder
from briefing.backends.reader import PocketReader, open_folder
from briefing.backends.weights import find_weights
from briefing.domain.cards import Device
from briefing.loading import LoadOptions, load_bytes
from briefing.segmenting import segment
from briefing.settings import load_cards

TAUGHT = ("attribution/train", "entities/train", "summaries/train")
HELD_OUT = ("attribution/dev", "entities/dev", "summaries/dev")


def readers() -> tuple[PocketReader, PocketReader]:
    """The reader with its encoder as it was, and as it was taught; neither with a head for vectors."""
    card = load_cards()["pocket"]
    folder = find_weights(card)
    if folder is None:
        raise SystemExit("the weights of pocket are not here")
    now = open_folder(card, folder, Device.AUTO)
    if now._heads is None:
        raise SystemExit("nothing was taught on these weights")
    untaught = replace(now, _encoder=Encoder.load(folder, now.device), _heads=None)
    return untaught, replace(now, _heads=replace(now._heads, vectors=None))


def pairs(data: Path, packs: tuple[str, ...], step: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of sentences, of length 1, as they were and as they are: (sentences, width) each."""
    before, now = readers()
    was, found = [], []
    for pack in packs:
        for number, text in enumerate(read_texts(data, pack)):
            if number % step == 0:
                segmented = segment(load_bytes(text.encode(), "a", "text/plain", LoadOptions(language="en")))
                sentences = [s.span.of(segmented.text) for s in segmented.sentences]
                was.append(before.read(sentences).vectors)
                found.append(now.read(sentences).vectors)
    return np.vstack(was).astype(np.float64), np.vstack(found).astype(np.float64)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("--ridge", type=float, default=1.0)
    parser.add_argument("--step", type=int, default=5, help="every so many articles")
    asked = parser.parse_args()
    data = Path(os.environ.get("BRIEFING_DATA", "../shared/data"))
    was, found = pairs(data, TAUGHT, asked.step)
    squares = found.T @ found + asked.ridge * np.eye(found.shape[1])
    head = np.linalg.solve(squares, found.T @ was)
    was, found = pairs(data, HELD_OUT, asked.step)
    after = found @ head
    after /= np.linalg.norm(after, axis=1, keepdims=True)
    print(f"cosine before {np.mean((was * found).sum(1)):.4f}, after {np.mean((was * after).sum(1)):.4f}")
    with safe_open(asked.weights, framework="pt") as stored:
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        told = stored.metadata()
    tensors[adapter.VECTORS] = torch.from_numpy(head.T.copy()).half()
    save_file(tensors, asked.weights, told)


if __name__ == "__main__":
    main()
