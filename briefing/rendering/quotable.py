"""Which quotations are fit for the page. One rule: what is printed is a whole clause that is understood by
itself, of somebody the page can name."""

import re

from briefing.domain.briefing import Briefing
from briefing.domain.findings import Quotation, QuotationKind
from briefing.domain.spans import Place, Span
from briefing.grammar.names import COMPANY_NOUNS, is_role
from briefing.grammar.word_classes import (
    DETERMINERS,
    HELPERS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
    is_verb,
    word_set,
)
from briefing.rendering.clauses import is_balanced

LONGEST_QUOTATION = 32
"""Words after which a quotation is cut, with a mark, at the end of a sentence or a clause."""

SHORTEST_QUOTATION = 5
"""Fewer words in marks ("satisfactory") say nothing away from their sentence."""

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[,;:.!?]")
_SENTENCE_START = re.compile(r"[^\w\s]*[A-Z\d]")
_SENTENCE_END = re.compile(r"[.!?]\W*\s[A-Z]")
_WITH_VERB = PERSONAL | word_set("there this i'm it's he's she's we're they're you're i've we've")
_SUBJECT_ENDS = (SUBORDINATORS | RELATIVES | frozenset(",;:.!?")) - {"and", "or", "nor"}
_NO_SUBJECT = PREPOSITIONS | SUBORDINATORS | RELATIVES | _SUBJECT_ENDS | word_set("him her them us me")
_WAITS = word_set("while when because as after before if though although since unless until rather instead")
_NOT_FINITE = word_set("be been being not")
_MARK_LENGTH = 3
"""Characters of an opening mark, with the space that a tokeniser puts behind it."""
_BETWEEN = 7
"""Characters between a cue and its clause, in which "that" has room."""
_SPEAKING = COMPANY_NOUNS | word_set(
    """police people resident critic family families man men woman women mother father brother sister son
    daughter wife husband boy girl lawyer friend neighbour neighbor witness witnesses company companies bank
    ministry agency agencies government council court committee commission department party parties union
    university school hospital club group network campaign firm team office embassy association charity army
    navy airline"""
)
"""Nouns, beside roles, of those who can speak."""
_VERB_WITHIN = 12
"""Tokens in which the verb of a subject comes."""
# These name nobody to a reader of the page.
_NOBODY = PRONOUNS | HELPERS | word_set("him her them us me which that one")


def is_quotable(quotation: Quotation, briefing: Briefing) -> bool:
    """Whether a quotation in marks says something away from its sentence, and the page can say who says
    it."""
    words = sum(len(briefing.text(place).split()) for place in quotation.contents)
    if quotation.kind is QuotationKind.INDIRECT or words < SHORTEST_QUOTATION:
        return False
    if not has_speaker(quotation, briefing):
        return False
    if quotation.kind is QuotationKind.DIRECT:
        said = briefing.text(quotation.contents[0])
        return _is_clause(said) and not _waits_too_long(said)
    return _speaks(quotation, briefing) and _is_mixed_clause(quotation, briefing)


def has_speaker(quotation: Quotation, briefing: Briefing) -> bool:
    """Whether the page can say who speaks: by name, or by words that mean something there."""
    if quotation.speaker is None:
        return False
    if quotation.actor is not None:
        return True
    head, *_ = re.split(r",| (?:who|which|that) ", briefing.text(quotation.speaker))
    words = re.split(r"['’]\w+|\s+", head)
    return not _NOBODY.intersection(map(str.lower, words)) and _may_speak(words[-1])


def _may_speak(word: str) -> bool:
    """Whether the last word of a phrase can be somebody's: "a police spokesman", "the company", "Lund"; not
    "some of the main"."""
    forms = (word.lower(), word.lower().removesuffix("s"))
    return word[:1].isupper() or any(is_role(form) or form in _SPEAKING for form in forms)


def whole_clause(quotation: Quotation, briefing: Briefing) -> Place | None:
    """The clause around words in marks, with the source's own marks, where it is not too long: words that a
    sentence borrows ("totally stupid") say nothing without it. With its cue where it is no clause by itself:
    called the plan "totally stupid". None where neither can be understood."""
    clause = quotation.clause
    if clause is None or not all(clause.span.contains(place.span) for place in quotation.contents):
        return None
    text = briefing.text(clause)
    start = clause.span.start + (len("that ") if text.startswith("that ") else 0)
    if not _stands_alone(text.removeprefix("that "), quotation, start):
        if quotation.cue is None or not 0 < start - quotation.cue.span.end < _BETWEEN:
            return None
        start = quotation.cue.span.start
    whole = Place(
        clause.article, Span(start, _with_marks(briefing.article(clause.article).text, clause.span.end))
    )
    return whole if _is_printable(whole, quotation, briefing) else None


def _stands_alone(text: str, quotation: Quotation, start: int) -> bool:
    quoted = quotation.contents[0].span.start - start <= _MARK_LENGTH
    return _is_clause(text) if quoted else _opens_clause(text)


def _with_marks(text: str, end: int) -> int:
    """The mark that closes the words often stands just behind the clause."""
    while end < len(text) and text[end] in "\"”’»'.":
        end += 1
    return end


def _is_printable(whole: Place, quotation: Quotation, briefing: Briefing) -> bool:
    """Whether it is short enough, has all its marks and does not run on into another sentence."""
    text, last = briefing.text(whole), quotation.contents[-1].span.end - whole.span.start
    return (
        len(text.split()) <= LONGEST_QUOTATION and is_balanced(text) and not _SENTENCE_END.search(text[last:])
    )


def _is_mixed_clause(quotation: Quotation, briefing: Briefing) -> bool:
    if whole_clause(quotation, briefing) is not None:
        return True
    long = quotation.clause is None or len(briefing.text(quotation.clause).split()) > LONGEST_QUOTATION
    return long and all(_is_clause(briefing.text(place)) for place in quotation.contents)


def _speaks(quotation: Quotation, briefing: Briefing) -> bool:
    """Whether the speaker of a reported clause is somebody, and no lawsuit or survey."""
    if quotation.actor is not None or quotation.speaker is None:
        return quotation.actor is not None
    return _may_speak(briefing.text(quotation.speaker).partition(",")[0].split()[-1])


def _is_clause(text: str) -> bool:
    """Whether words in marks are a sentence, or in the middle of one a clause."""
    return _SENTENCE_START.match(text) is not None or _opens_clause(text)


def _waits_too_long(text: str) -> bool:
    """Whether its first sentence is cut before it says anything: "Rather than close the port and …"."""
    first = _SENTENCE_END.split(text, maxsplit=1)[0].split()
    waits = first[0].lower() in _WAITS or " ".join(first[:2]).lower() == "now that"
    return len(first) > LONGEST_QUOTATION and waits


def _opens_clause(text: str) -> bool:
    """Whether a text begins with a subject and its verb: not "on Friday that it", "her a liar"."""
    first, *rest = [match.group().replace("’", "'") for match in _TOKEN.finditer(text)] or [""]
    if first.lower() in _WITH_VERB:
        return True
    if first.lower() in _NO_SUBJECT or is_verb(first) or is_adverb(first):
        return False
    before = first
    for word in rest[:_VERB_WITHIN]:
        if word in _SUBJECT_ENDS:
            return False
        if (
            is_verb(word)
            and word not in _NOT_FINITE
            and "-" not in word
            and before.lower() not in DETERMINERS
        ):
            return True
        before = word
    return False
