"""Errors in certainty and polarity: a hedge or who said it left out, an antonym, a negation put in or out."""

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from briefing.benching.edits import Change, Edit
from briefing.benching.kinds import ErrorKind
from briefing.benching.lots import shuffled
from briefing.benching.material import Original
from briefing.benching.words import lines, pairs, words
from briefing.domain.findings import QuantityKind, Quotation, QuotationKind
from briefing.domain.spans import Span, fold
from briefing.grammar.cues import REPORTING
from briefing.grammar.numbers import Figure, same_value
from briefing.grammar.word_classes import DETERMINERS, PREPOSITIONS, is_verb

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LAST_WORD = re.compile(r"([\w'’-]+)\W$")
_PLACED = frozenset({"above", "below", "over", "under", "higher", "lower", "greater"})
_SPANNED = frozenset({QuantityKind.DURATION, QuantityKind.TIME, QuantityKind.DATE, QuantityKind.AGE})
_FEWEST_SAID, _MOST_BESIDE = 6, 14  # words of what was said, and of all else in the sentence
_NO_CLAUSE = re.compile(r"(?:to|whether|if|why|how|what|who|where|when|for|of|about|\w+ing)\b", re.IGNORECASE)
_ALIKE = 0.7  # share of words: then another sentence says it without saying who
# A helping verb, and what may follow for "not" to stand between.
_HELPING = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|could|should|must|can|may|might)\s(?=([a-z]+)\b)"
)
_NO_NOT_BEFORE = frozenset(
    """not also already only just always never still both no nothing none nobody neither some it he she they
    we you i there this that these those one to so too now either any even ever hardly""".split()
)
_NEGATIVE = re.compile(
    r"\b(?:not?|no one|nobody|nothing|none|never|neither|nor|few|little|without|cannot|\w+n['’]t)\b", re.I
)
_CONDITION = re.compile(r"\b(?:if|whether|unless|until|as|than|how|what|why|when|where)\b[^,;]{0,60}$", re.I)
_NEGATION = re.compile(
    r"\b(?:(?P<verb>is|are|was|were|has|have|had|will|would|could|should|must|did|does|do)(?:\snot|n['’]t)"
    r"|(?P<can>cannot|can['’]t)|(?P<will>won['’]t)|(?P<never>never))\b(?=\s[a-z])"
)
_NEEDS_NOT = re.compile(
    r"\b(?:any\w*|ever|either|until|yet|at all|only|just|even|necessarily|but|nor|let alone|unless|much"
    r"|long)\b",
    re.I,
)


def hedge_dropped(original: Original, draw: Random) -> list[Edit]:
    """A word of doubt left out: of a figure ("about"), of a charge ("alleged"), of a verb ("may")."""
    changes = [*_bare_figures(original), *_without_doubt(original), *_made_sure(original)]
    return [original.edit(ErrorKind.HEDGE_DROPPED, change) for change in shuffled(changes, draw)]


def _bare_figures(original: Original) -> Iterator[Change]:
    text = original.text
    for figure in original.figures:
        if not _can_be_bare(original, figure):
            continue
        if figure.span.start < figure.number.start:
            yield Change(figure.span.start, figure.number.start, "")
        else:
            start = len(text[: figure.number.end].rstrip())
            yield Change(start, figure.span.end, "")


def _can_be_bare(original: Original, figure: Figure) -> bool:
    """Whether the figure has a hedge that it can lose, and the article never says it without."""
    if not figure.hedge or figure.span == figure.number:
        return False
    if figure.hedge.split()[-1] in _PLACED and (
        figure.kind in _SPANNED or figure.hedge in {"above", "below"}
    ):
        return False
    number = figure.number.of(original.text).lower()
    # "more than one problem", "over the 5%".
    if re.match(r"(?:one|1|an?|doubl\w*|half|twice)\b(?![\d.,])", number):
        return False
    bare = (other for other in original.material.figures if not other.hedge)
    return not any(other.kind is figure.kind and same_value(other, figure) for other in bare)


def _without_doubt(original: Original) -> Iterator[Change]:
    for match in original.words:
        word = match.group()
        before = _LAST_WORD.search(original.text[: match.start()])
        following = _WORD.match(original.text, match.end() + 1)
        if following and _can_go(word, before[1].lower() if before else "", following.group()):
            yield Change(*match.span(), "")


def _can_go(word: str, before: str, following: str) -> bool:
    """Whether a word of doubt can be left out between these two."""
    if word == "likely":  # an adverb behind "will" and "would" alone
        return before in {"will", "would"}
    if word in words("doubt_adverbs"):
        return before not in {"is", "are", "more", "less", "very", "most"}
    adjective = word in words("doubt_adjectives") and _is_noun(following)
    return adjective and before in DETERMINERS | PREPOSITIONS | {"and"}


def _is_noun(word: str) -> bool:
    return word.islower() and word not in PREPOSITIONS | {"that", "and", "or", "to"} and not is_verb(word)


def _made_sure(original: Original) -> Iterator[Change]:
    taken: list[Span] = []
    for match, new in _doubts(original.text):
        span = Span(*match.span())
        if original.is_quoted(span) or any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        yield Change(span.start, span.end, new)


def _doubts(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for doubt, sure in pairs("doubt_phrases").items():
        # "may have gone" would ask for another form; "could not" says what was not possible.
        for match in re.finditer(rf"\b{doubt}\b(?!\s(?:have|not|well)\b)(?=\s[a-z])", text):
            if sure == "will" and not re.match(r"\s(?:also\s)?[a-z]+(?<!ed)(?<!ing)\b", text[match.end() :]):
                continue
            if sure == "is" and _is_many(text[: match.start()]):
                yield match, "are"
            else:
                yield match, sure


def _is_many(before: str) -> bool:
    """Whether the subject right before is a plural, as far as its last word tells."""
    last = re.search(r"([\w'’-]+)\s$", before)
    word = last[1].lower() if last else ""
    return word in {"they", "we", "these", "those", "who", "people"} or bool(re.search(r"[^su]s$", word))


def attribution_dropped(original: Original, draw: Random) -> list[Edit]:
    """What somebody says, as if the article said it."""
    found = []
    for quotation in original.quotations:
        said = _claimed(original, quotation)
        if said and not _is_told(original, said):
            text = said[0].upper() + said[1:] + "."
            found.append(original.rewritten(ErrorKind.ATTRIBUTION_DROPPED, text))
    return shuffled(found, draw)


def _claimed(original: Original, quotation: Quotation) -> str | None:
    """The clause of an attribution that is most of its sentence, without "that"; None for any other."""
    cue, content = quotation.cue, quotation.contents[0].span
    if quotation.kind is not QuotationKind.INDIRECT or len(quotation.contents) != 1 or cue is None:
        return None
    verbs = [REPORTING[w][0] for w in cue.span.of(original.material.text).lower().split() if w in REPORTING]
    known = words("reporting")
    if not ({*verbs} & known or "according" in cue.span.of(original.material.text).lower()):
        return None
    clause = original.local(content).of(original.text).strip(" ,.;")
    clause = re.sub(r"^that\s", "", clause)
    beside = len(original.text.split()) - len(clause.split())
    if len(clause.split()) < _FEWEST_SAID or beside > _MOST_BESIDE or original.marked:
        return None
    return None if _NO_CLAUSE.match(clause) or not any(is_verb(w.lower()) for w in clause.split()) else clause


def _is_told(original: Original, said: str) -> bool:
    """Whether another sentence of the article says nearly the same."""
    wanted = {fold(w) for w in _WORD.findall(said) if len(w) > 3}
    for other in original.material.segmented.sentences:
        if other.span != original.span:
            there = set(map(fold, _WORD.findall(other.span.of(original.material.text))))
            if wanted and len(wanted & there) >= _ALIKE * len(wanted):
                return True
    return False


def antonym(original: Original, draw: Random) -> list[Edit]:
    """A word turned into its opposite; not where the sentence has both."""
    table = pairs("antonyms")
    there = {word.group().lower() for word in original.words}
    found = []
    for match in original.words:
        new = table.get(match.group().lower())
        if new is None or new in there or not match.group().islower():
            continue
        if _turns(original.text, match):
            found.append(original.edit(ErrorKind.ANTONYM, Change(*match.span(), new)))
    return shuffled(found, draw)


@cache
def _only_before() -> dict[str, re.Pattern[str]]:
    found = (line.partition("|") for line in lines("only_before"))
    return {word: re.compile(pattern) for word, _, pattern in found}


def _turns(text: str, match: re.Match[str]) -> bool:
    """Whether the word means here what its opposite is of."""
    word, before, after = match.group().lower(), text[: match.start()], text[match.end() :]
    pattern = _only_before().get(word)
    if pattern is not None and not pattern.match(after.lstrip(" ")):
        return False
    if re.search(r"\b(?:look|looks|looked|looking|named|sought|soon)\s$", before) and word == "after":
        return False
    # "open-ended", "not rejected", "in the fall", "cut off", "rose bushes".
    if (
        before.endswith("-")
        or after.startswith("-")
        or re.search(r"\b(?:not|n['’]t|never|the|no)\s$", before)
    ):
        return word in {"majority", "highest", "lowest", "largest", "smallest", "biggest", "best", "worst"}
    return re.match(r"\s(?:up|off|out|down|apart|short|through)\b", after) is None or word in {"up", "down"}


def negation(original: Original, draw: Random) -> list[Edit]:
    """A "not" put in or taken out."""
    if original.text.endswith("?"):
        return []
    changes = [*_denied(original), *_affirmed(original)]
    return [original.edit(ErrorKind.NEGATION, change) for change in shuffled(changes, draw)]


def _denied(original: Original) -> Iterator[Change]:
    text = original.text
    if _NEGATIVE.search(text):
        return
    for match in _HELPING.finditer(text):
        verb, following = match[1], match[2]
        if original.is_quoted(Span(*match.span(1))) or following in _NO_NOT_BEFORE:
            continue
        clause = text[: match.start()]
        if not clause.strip() or _CONDITION.search(clause) or re.search(r"\b(?:to|and|or|May)\s$", clause):
            continue
        # "has a plan" takes "does not have".
        if verb in {"has", "have", "had"} and following != "been" and not is_verb(following):
            continue
        if verb == "can":
            yield Change(match.start(1), match.end(1), "cannot")
        else:
            yield Change(match.end(1), match.end(1), " not")


def _affirmed(original: Original) -> Iterator[Change]:
    text = original.text
    for match in _NEGATION.finditer(text):
        clause_end = next((at for at in range(match.end(), len(text)) if text[at] in ",;."), len(text))
        if original.is_quoted(Span(*match.span())) or _NEEDS_NOT.search(text[match.end() : clause_end]):
            continue
        if _CONDITION.search(text[: match.start()]) or len(_NEGATIVE.findall(text)) > 1:
            continue
        if match["never"]:
            if not re.search(r"\b(?:has|have|had|will|would|was|were)\s$", text[: match.start()]):
                continue
            yield Change(*match.span(), "")
        else:
            yield Change(*match.span(), "can" if match["can"] else "will" if match["will"] else match["verb"])
