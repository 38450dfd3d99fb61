"""Words that news writes in small letters: `python training/ordinary_words.py DATA` writes the list of
briefing/grammar/data/ordinary.txt, which tells an ordinary word that opens a sentence from a name.

A word counts where it stands in small letters in several articles of the sets to train on; no text is kept.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ARTICLES = 6
"""In how many articles a word must stand."""
_SETS = {"summaries": "article", "attribution": "text", "entities": "text", "gum": "text"}
_WORD = re.compile(r"(?<![\w'’@#/.-])[a-z]{3,}(?![\w@])")
TARGET = Path(__file__).parent.parent / "briefing" / "grammar" / "data" / "ordinary.txt"
_WIDTH = 110


def main() -> None:
    """Count the words and write the list."""
    counts: Counter[str] = Counter()
    for text in texts(Path(sys.argv[1])):
        counts.update(set(_WORD.findall(text)))
    words = sorted(word for word, count in counts.items() if count >= ARTICLES)
    TARGET.write_text(laid_out(words), encoding="utf-8")
    print(len(words), "words")


def texts(data: Path) -> Iterator[str]:
    """The articles of the sets to train on."""
    for name, key in _SETS.items():
        path = data / name / "train.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf8") as lines:
                yield from (str(json.loads(line).get(key, "")) for line in lines)


def laid_out(words: list[str]) -> str:
    """The list with its first line, as many words a line as fit."""
    lines = ["# words that news writes in small letters; made by training/ordinary_words.py"]
    for word in words:
        if len(lines) == 1 or len(lines[-1]) + len(word) >= _WIDTH:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
