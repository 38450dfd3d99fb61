"""What each token of a vocabulary writes, and which tokens the locks have to look at.

Byte-level BPE and sentencepiece (with or without byte fallback). Everything is made once for a tokenizer;
what depends on the text shown is made in `locked_decoding`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.backends.lock_states import CLOSERS, MARKS, TAIL_STOPS
from briefing.grammar.number_words import HYPHENS, NUMBER_WORDS, SHORT_SCALES, alike, is_digit, is_word_char

Flags = NDArray[np.bool_]
Ids = Mapping[str, Sequence[int]]

LONGEST = 24
"""Characters of a token that may be looked up; longer ones are code and rules."""

_SAMPLE = (
    'The "quay" cost about 4.2 million euros, 60% of it – the council’s own; café, said they.\nSix boats.'
)
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_RUN = re.compile(r"[^\W_]+")
_FIRST_WORD = re.compile(rf"^[\s.,:/'’{HYPHENS}]*([^\W_]+)")
_OPENER = re.compile(rf"[\s(\[]*([{''.join(CLOSERS)}])")
_CLOSED = re.compile(rf"[\s.,;:!?)\]—{HYPHENS}]*")
_SUFFIXES = frozenset(word[at:] for word in (*NUMBER_WORDS, *SHORT_SCALES) for at in range(1, len(word)))


@dataclass(frozen=True, slots=True, eq=False)
class TokenPieces:
    """Of every token the bytes it writes (none of a special one) and, where these are whole characters, its
    text. Flags have the shape (tokens)."""

    raw: Sequence[bytes]
    texts: Sequence[str | None]
    special: Flags
    plain: Flags
    """Neither digit, mark nor number word, its first letters aside, which may go on with a word."""
    fresh: Flags
    """Plain, and its first letters are no number word."""
    starts_word: Flags
    numeric_first: Flags
    """Its first word says a number, or does so behind one."""
    split: Flags
    """Ends within a character; what comes before that is plain."""
    apostrophe: Flags
    """Begins with an apostrophe and is plain behind it: "'s"."""
    opens: Flags
    opens_behind_space: Flags
    opening_words: Sequence[tuple[int, str]]
    """Tokens that open a quotation and begin its first word, with these letters."""
    by_text: Ids
    """By text with one kind of hyphen and apostrophe; `by_lower` in lower case too."""
    by_lower: Ids
    by_lead: Ids
    """By first letters, of those that may end a number word that others began."""
    closing: Ids
    """By mark: tokens that close a quotation and go on with nothing but punctuation."""
    stopped: Ids
    """By mark: the same with a comma, a full stop or the like before the mark."""
    stops: Sequence[int]
    continuing: Sequence[int]
    """Tokens that begin within a character."""
    by_start: Mapping[bytes, Sequence[int]]
    """Tokens that are the beginning of a character, by their bytes."""

    def __len__(self) -> int:
        return len(self.raw)


def read_pieces(tokenizer: Any) -> TokenPieces | None:
    """The pieces of a tokenizer of transformers; None for one of another kind than those above, told by a
    sample that they do not add up to. Takes about a second for 100,000 tokens."""
    raw = _raw_pieces(tokenizer)
    ids: list[int] = tokenizer(_SAMPLE, add_special_tokens=False)["input_ids"]
    decoded = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    joined = b"".join(raw[id] for id in ids).decode("utf-8", errors="replace")
    if "".join(decoded.replace("<n>", "\n").split()) != "".join(joined.split()) or not joined.strip():
        return None
    return _sorted_out(raw, frozenset(tokenizer.all_special_ids))


def _raw_pieces(tokenizer: Any) -> list[bytes]:
    names: list[str | None] = tokenizer.convert_ids_to_tokens(list(range(len(tokenizer))))
    special = frozenset(tokenizer.all_special_ids)
    added = {id: str(token) for id, token in tokenizer.added_tokens_decoder.items()}
    is_byte_level = sum("Ġ" in (name or "") for name in names) > sum("▁" in (name or "") for name in names)
    of_char = _bytes_of_chars() if is_byte_level else {}
    made = []
    for id, name in enumerate(names):
        if name is None or id in special:
            made.append(b"")
        elif id in added:
            # PEGASUS has no newline and writes this piece for one.
            made.append(b"\n" if added[id] == "<n>" else added[id].encode())
        else:
            made.append(_bytes_of(name, of_char))
    return made


def _bytes_of(name: str, of_char: Mapping[str, int]) -> bytes:
    if of_char:
        return bytes(of_char[char] for char in name) if all(c in of_char for c in name) else name.encode()
    if byte := _BYTE.fullmatch(name):
        return bytes([int(byte[1], 16)])
    return b"\n" if name == "<n>" else name.replace("▁", " ").encode()


def _bytes_of_chars() -> dict[str, int]:
    """Which byte each character of a byte-level vocabulary stands for (GPT-2's table)."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in set(shown)]
    return {chr(byte): byte for byte in shown} | {chr(256 + at): byte for at, byte in enumerate(hidden)}


def split_off(data: bytes) -> tuple[str, bytes] | None:
    """Whole characters, and the bytes of one that is not whole yet; None for what is no UTF-8."""
    for cut in range(min(len(data), 3) + 1):
        end = len(data) - cut
        try:
            text = data[:end].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return (text, data[end:]) if not cut or _may_begin(data[end:]) else None
    return None


def _may_begin(data: bytes) -> bool:
    """Whether bytes are the beginning of a character."""
    length = (
        2 if data[0] >> 5 == 0b110 else 3 if data[0] >> 4 == 0b1110 else 4 if data[0] >> 3 == 0b11110 else 0
    )
    return 0 < len(data) < length and data[0] not in (0xC0, 0xC1) and all(b >> 6 == 0b10 for b in data[1:])


def _sorted_out(raw: Sequence[bytes], special: frozenset[int]) -> TokenPieces:
    parts = [split_off(data) for data in raw]
    texts = [part[0] if part and not part[1] else None for part in parts]
    split = [bool(p and p[1] and _is_plain(p[0])) for p in parts]
    leads = [_lead(text or "") for text in texts]
    plain = [text is not None and text != "" and _is_plain(text) for text in texts]
    opening = [(id, m) for id, text in enumerate(texts) if (m := _OPENER.match(text or "")) is not None]
    closing, stopped = _closing(texts)
    return TokenPieces(
        raw,
        texts,
        special=_flags(id in special or not data for id, data in enumerate(raw)),
        plain=_flags(plain),
        fresh=_flags(p and lead not in NUMBER_WORDS for p, lead in zip(plain, leads, strict=True)),
        starts_word=_flags(lead != "" for lead in leads),
        numeric_first=_flags(_is_numeric_first(text or "") for text in texts),
        split=_flags(split),
        apostrophe=_flags((t or "")[:1] in "'’" and t not in (None, "") and _is_plain(t[1:]) for t in texts),
        opens=_flags_at(len(raw), (id for id, m in opening if m.end() == len(m.string) and m.start(1) == 0)),
        opens_behind_space=_flags_at(
            len(raw), (id for id, m in opening if m.end() == len(m.string) and m.start(1) > 0)
        ),
        opening_words=[
            (id, m.string[m.end() :]) for id, m in opening if _RUN.fullmatch(m.string, m.end()) is not None
        ],
        by_text=_index((alike(text), id) for id, text in enumerate(texts) if text and len(text) <= LONGEST),
        by_lower=_index(
            (alike(text).lower(), id) for id, text in enumerate(texts) if text and len(text) <= LONGEST
        ),
        by_lead=_index((lead, id) for id, lead in enumerate(leads) if lead in _SUFFIXES),
        closing=closing,
        stopped=stopped,
        stops=[id for id, text in enumerate(texts) if text and text in TAIL_STOPS],
        continuing=[id for id, data in enumerate(raw) if data and data[0] >> 6 == 0b10],
        by_start=_index((data, id) for id, data in enumerate(raw) if (p := parts[id]) and p[1] and not p[0]),
    )


def _lead(text: str) -> str:
    found = _RUN.match(text)
    return found.group().lower() if found else ""


def _is_plain(text: str) -> bool:
    """No digit, no mark but an apostrophe behind a letter, no number word but the first letters."""
    for at, char in enumerate(text):
        if is_digit(char):
            return False
        if char in MARKS and not (char in "'’" and at and is_word_char(text[at - 1])):
            return False
    return not any(m.start() and m.group().lower() in NUMBER_WORDS for m in _RUN.finditer(text))


def _is_numeric_first(text: str) -> bool:
    found = _FIRST_WORD.match(text)
    if found is None:
        return False
    word = found[1].lower()
    return word in NUMBER_WORDS or word in SHORT_SCALES or any(map(is_digit, word))


def _closing(texts: Sequence[str | None]) -> tuple[Ids, Ids]:
    closing: list[tuple[str, int]] = []
    stopped: list[tuple[str, int]] = []
    marks = frozenset("".join(CLOSERS.values()))
    for id, text in enumerate(texts):
        if text and text[0] in marks and _CLOSED.fullmatch(text, 1):
            closing.append((text[0], id))
        elif (
            text and text[0] in TAIL_STOPS and text[1:2] in marks and text[1:] and _CLOSED.fullmatch(text, 2)
        ):
            stopped.append((text[1], id))
    return _index(closing), _index(stopped)


def _index(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for key, id in pairs:
        found[key].append(id)
    return dict(found)


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, dtype=np.bool_)


def _flags_at(size: int, ids: Iterable[int]) -> Flags:
    flags = np.zeros(size, dtype=np.bool_)
    flags[list(ids)] = True
    return flags
