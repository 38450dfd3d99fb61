"""Reader, Writer and Supporter: all that the stages ask of a model. Fakes and real backends keep the same
contract, and one test holds both to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefing.backends.tags import Tagged
from briefing.domain.cards import ModelCard

if TYPE_CHECKING:  # numpy is slow to import, and listing models needs none of it
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a reader made of a list of sentences. `vectors`: float32, shape (sentences, width),
    each row of length 1 (a row of zeros where a sentence has no token). `tagged`: for each sentence the
    spans in it that its heads mark, in order within a layer; empty for a reader without heads."""

    vectors: "NDArray[np.float32]"
    tagged: tuple[tuple[Tagged, ...], ...] = ()


class TokenCounter(Protocol):
    """Counts in a model's own tokens."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the marks a model puts around a text."""
        ...


class Model(TokenCounter, Protocol):
    """What reader and writer have in common: what a run is recorded with."""

    @property
    def card(self) -> ModelCard:
        """The card it was opened from."""
        ...

    @property
    def device(self) -> str:
        """Where it runs: "cpu", "cuda" or "mps"."""
        ...

    @property
    def sha256(self) -> str:
        """The digest of the weights, in hex."""
        ...


class Reader(Model, Protocol):
    """Reads an article once; keeps no state between articles."""

    def read(self, sentences: Sequence[str]) -> Reading:
        """One pass over the sentences of one article, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """One text to write. `shown`: the text of the sources in the prompt, from which alone figures and quoted
    words may come where decoding is locked."""

    prompt: str
    shown: str


@dataclass(frozen=True, slots=True)
class Writing:
    """How to write. `max_tokens`: the most of one answer. `locked`: a model that runs in this process cannot
    choose a figure, a number word or a quoted word that `shown` lacks. `seconds`: the most that all requests
    of a call may take together; None: as long as it takes."""

    max_tokens: int
    locked: bool = True
    seconds: float | None = None

    def __post_init__(self) -> None:
        if self.max_tokens < 1:
            raise ValueError(f"max_tokens must be at least 1, got {self.max_tokens}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote. `whole`: it ended by itself, not at a limit of tokens or of time."""

    text: str
    whole: bool = True


class Writer(Model, Protocol):
    """Writes a text for each request."""

    @property
    def context_tokens(self) -> int:
        """The most tokens of prompt that the model takes."""
        ...

    def write(self, requests: Sequence[Request], writing: Writing) -> list[Answer]:
        """One answer a request, in order; where time runs out the rest are empty and not whole.

        Raises BackendError; never cuts a prompt in silence (a prompt over `context_tokens` is
        refused with BadOutput).
        """
        ...


class Supporter(Protocol):
    """Says how likely evidence bears a claim out: one voice beside the locks, never a proof."""

    @property
    def threshold(self) -> float:
        """The score from which a claim counts as borne out, fixed on the sets it was taught on."""
        ...

    @property
    def sha256(self) -> str:
        """The digest of what was taught, in hex."""
        ...

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """A score, 0 to 1, for each claim and its evidence, in order. Raises BackendError."""
        ...
