"""Abstractive summaries: prompts that fit the model, drafts that come back, claims cut from them.

Nothing is cut in silence: text that does not fit one prompt is divided by whole sentences, and the
drafts of the parts are summarised again until one draft says it all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.backends.ports import Request, Writer, Writing
from briefing.domain.article import Chunk, SectionId, SegmentedArticle, Sentence, SentenceId
from briefing.domain.claims import Claim, ClaimId, Draft
from briefing.domain.spans import Span
from briefing.prompts import Prompt
from briefing.segmenting import chunk, split_sentences

SECTION_TOKENS = 96
ARTICLE_TOKENS = 160
SLACK = 8
"""Tokens that a text may have more than its sentences counted one by one."""

MOST_ROUNDS = 8
"""Each round of summarising drafts shrinks them several times; eight is more than any book needs."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A text to summarise and the sentences it stands for."""

    text: str
    section: SectionId | None
    shown: tuple[SentenceId, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """A writer with the prompt it takes; None for models trained to summarise bare text."""

    writer: Writer
    prompt: Prompt | None

    @property
    def limit(self) -> int:
        """Tokens of source text that one prompt holds."""
        around = self.writer.count_tokens([self._filled("")])[0] if self.prompt else 0
        return self.writer.context_tokens - around - SLACK

    def write(self, assignments: Sequence[Assignment], max_tokens: int) -> list[Draft]:
        """One draft an assignment, in order."""
        requests = [Request(self._filled(a.text), a.text) for a in assignments]
        answers = self.writer.write(requests, Writing(max_tokens)) if requests else []
        digest = self.prompt.sha256 if self.prompt else None
        return [
            Draft(answer.text, a.section, a.shown, self.writer.card.name, digest)
            for answer, a in zip(answers, assignments, strict=True)
        ]

    def _filled(self, text: str) -> str:
        return self.prompt.fill(text=text) if self.prompt else text


def write_drafts(segmented: SegmentedArticle, desk: Desk) -> list[Draft]:
    """Drafts of the whole article (section None), then of each section with prose, in order.

    A single sentence that no prompt holds gets no draft; code summarises it.
    """
    chunks = chunk(segmented, segmented.prose, desk.writer, desk.limit)
    fitting = [c for c in chunks if c.tokens <= desk.limit]
    parts = desk.write([_assignment(segmented, c) for c in fitting], SECTION_TOKENS)
    return [*_whole(segmented, parts, desk), *parts]


def _assignment(segmented: SegmentedArticle, chunk: Chunk) -> Assignment:
    text = _joined(segmented, chunk.sentences)
    return Assignment(text, chunk.section, tuple(s.id for s in chunk.sentences))


def _joined(segmented: SegmentedArticle, sentences: Sequence[Sentence]) -> str:
    return " ".join(s.span.of(segmented.text) for s in sentences)


def _whole(segmented: SegmentedArticle, parts: Sequence[Draft], desk: Desk) -> list[Draft]:
    """The draft of the whole: of its text where that fits, of the parts' drafts where not."""
    if not parts:
        return []
    shown = tuple(s.id for s in segmented.prose)
    text = _joined(segmented, segmented.prose)
    for _ in range(MOST_ROUNDS):
        if desk.writer.count_tokens([text])[0] <= desk.limit:
            return desk.write([Assignment(text, None, shown)], ARTICLE_TOKENS)
        packed = _packed([draft.text for draft in parts], desk)
        if len(packed) == 1:
            text = packed[0]
            continue
        parts = desk.write([Assignment(t, None, shown) for t in packed], SECTION_TOKENS)
        text = " ".join(draft.text for draft in parts)
    return []


def _packed(texts: Sequence[str], desk: Desk) -> list[str]:
    """The texts joined, in order, into as few as fit a prompt each; one too long goes alone."""
    packed: list[str] = []
    room = 0
    for text, tokens in zip(texts, desk.writer.count_tokens(texts), strict=True):
        if packed and tokens <= room:
            packed[-1] += " " + text
        else:
            packed.append(text)
            room = desk.limit
        room -= tokens + 1
    return packed


def cut_claims(drafts: Sequence[Draft]) -> list[Claim]:
    """One claim a sentence of each draft, numbered w1, w2 … in order; white space made single."""
    cut: list[Claim] = []
    for draft in drafts:
        text = " ".join(draft.text.split())
        for span in split_sentences(text, Span(0, len(text))) if text else ():
            cut.append(Claim(ClaimId(f"w{len(cut) + 1}"), span.of(text), draft.section, verbatim=False))
    return cut


def prompt_for(writer: Writer, prompts: Mapping[str, Prompt]) -> Prompt | None:
    """The prompt that a model's card names. Raises KeyError for a name that prompts/ lacks."""
    return prompts[writer.card.prompt] if writer.card.prompt else None
