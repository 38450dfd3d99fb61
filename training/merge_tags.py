"""Averages what two runs of `train_tags.py` taught: weights of one file and the other, as a file of one rank.

    python training/merge_tags.py ONE.safetensors OTHER.safetensors OUT.safetensors [--share 0.7] [--rank 64]

Runs that began alike and went over the same batches lie near each other, and their mean is often better than
either (Wortsman and others 2022, model soups): one that let the sentence vectors go has better names, one
that held them has better vectors. The product of the two factors of each weight is averaged and cut to `rank`
by its singular values.
"""

import argparse
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.7, help="of the first")
    parser.add_argument("--rank", type=int, default=64)
    asked = parser.parse_args()
    one, other = ({k: t.float() for k, t in load_file(p).items()} for p in (asked.one, asked.other))
    merged: dict[str, Tensor] = {}
    for name in one:
        stem = name.removesuffix(".lora_B")
        if stem != name:
            product = _mean(*(t[name] @ t[f"{stem}.lora_A"] for t in (one, other)), asked.share)
            merged[name], merged[f"{stem}.lora_A"] = _factors(product, asked.rank)
        elif not name.endswith(".lora_A"):
            merged[name] = _mean(one[name], other[name], asked.share)
    with safe_open(asked.one, "pt") as stored:
        metadata = stored.metadata()
    save_file({k: t.half().contiguous() for k, t in merged.items()}, asked.out, metadata)


def _mean(one: Tensor, other: Tensor, share: float) -> Tensor:
    return share * one + (1 - share) * other


def _factors(product: Tensor, rank: int) -> tuple[Tensor, Tensor]:
    """Two factors (out, rank) and (rank, in) whose product is the nearest to a matrix."""
    left, values, right = torch.linalg.svd(product, full_matrices=False)
    root = values[:rank].sqrt()
    return left[:, :rank] * root, root[:, None] * right[:rank]


if __name__ == "__main__":
    main()
