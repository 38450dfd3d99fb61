"""The reader for when no model is here: sentence vectors from the words alone, by code.

Words are hashed into a fixed number of places and weighed by how rare they are in the article
(tf-idf with the hashing trick), so that the stages above need not know that a model is missing.
"""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from briefing.backends.ports import Reading
from briefing.domain.cards import BackendKind, ModelCard

WIDTH = 1024
# A character where words have no spaces between them.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff]|\w+")


class LexicalReader:
    """A `Reader` without weights; the same words give the same vectors everywhere."""

    device = "cpu"
    sha256 = ""
    card = ModelCard(name="words", kind=BackendKind.READER, description="word counts, no model")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words, since there is no tokenizer."""
        return [len(_WORD.findall(text)) for text in texts]

    def read(self, sentences: Sequence[str]) -> Reading:
        """Vectors of shape (sentences, WIDTH)."""
        bags = [Counter(_WORD.findall(sentence.casefold())) for sentence in sentences]
        spread = Counter(word for bag in bags for word in bag)
        vectors = np.zeros((len(bags), WIDTH), dtype=np.float32)
        for row, bag in zip(vectors, bags, strict=True):
            for word, count in bag.items():
                # Not hash(), which differs from run to run.
                row[zlib.crc32(word.encode()) % WIDTH] += count * log(1 + len(bags) / spread[word])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return Reading((vectors / np.where(lengths > 0, lengths, 1.0)).astype(np.float32))
