"""Words that report speech ("said", "pointed out", "according to") and the word classes that tell
who speaks from what is said. Lists, not grammar: what is not listed here is not a cue."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

from briefing.domain.spans import Span
from briefing.grammar.inflection import forms
from briefing.grammar.word_classes import BE, DETERMINERS, HELPERS, QUALIFIERS, is_adverb


class Strength(IntEnum):
    """How much of its sentence a reporting verb can claim."""

    JUDGES = 1  # only words in marks: called it "a disaster"
    NEEDS_THAT = 2  # those, and a clause with "that": complained that …
    REPORTS = 3  # those, and a bare clause: said he would …


class TokenKind(Enum):
    """A word, one punctuation character, or a whole passage in quotation marks."""

    WORD = "word"
    PUNCTUATION = "punctuation"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence; `lower` is its text in lower case, empty for a passage."""

    span: Span
    kind: TokenKind
    lower: str
    capital: bool
    paused: bool = False  # a passage that ends in a comma or the like, so that its speaker may follow

    @property
    def is_word(self) -> bool:
        return self.kind is TokenKind.WORD

    @property
    def is_passage(self) -> bool:
        return self.kind is TokenKind.PASSAGE


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `first` up to `last` (exclusive) report; a participle ("adding") borrows the speaker
    of the clause before it."""

    first: int
    last: int
    verb: str
    strength: Strength
    participle: bool
    according: bool = False
    plural: bool = False  # a bare "say": its subject is no singular


_REPORTS = """
say tell add announce report claim argue note insist believe think explain acknowledge suggest admit
confirm contend stress assert warn predict concede allege reveal reiterate joke estimate testify swear
feel hope fear indicate vow promise recall point complain
"""
_NEEDS_THAT = """
maintain project state declare conclude write tweet reply respond answer continue mention remark observe
quip agree pledge wonder guess figure reckon know show find emphasize emphasise underscore underline
boast lament caution disclose propose recommend demand request hint imply signal deny decide rule learn
realise realize recognize recognise proclaim profess repeat counter retort interject interrupt chime
exclaim shout yell cry scream whisper murmur mutter chant sing post email text ask inquire query muse
opine venture advise urge remind assure convince inform notify charge accuse speculate surmise theorize
theorise assume expect understand elaborate clarify specify summarize summarise recount relate narrate
reflect reason rejoin riposte crow gush sigh laugh grumble fume thunder snap bark blurt plead beg pray
affirm attest certify concur dispute echo grouse gripe moan bemoan rail rant tease deadpan crack
lie fret worry volunteer relay verify allow determine discover advocate order rationalise rationalize
pronounce preach protest intone enthuse bellow marvel ponder quote put offer comment see describe
confess confide scoff gloat beam boom jeer retweet posit suspect reaffirm exhort persuade forecast
regret yelp holler
"""
_JUDGES = """
call criticize criticise praise denounce dismiss brand label dub deride decry condemn blast
slam mock attack hail laud cite reject defend characterize characterise portray refer term blame
ridicule bash rip tout thank applaud commend deplore lambast lambaste assail chide rebuke scold welcome
salute pan depict cast paint compare liken vilify taunt excoriate champion endorse speak talk
discuss use issue express voice oppose support question challenge back promote outline detail need
seek make include give invoke deliver bring list look sound seem appear hold read want wish like love
prefer intend open start finish teach begin retaliate credit remember identify celebrate highlight
nickname name reference introduce invite title entitle publish share greet target
"""


def _lexicon() -> dict[str, tuple[str, str, Strength]]:
    lexicon: dict[str, tuple[str, str, Strength]] = {}
    # The strongest last: a form that two lists share keeps the greater claim.
    for verbs, strength in (
        (_JUDGES, Strength.JUDGES),
        (_NEEDS_THAT, Strength.NEEDS_THAT),
        (_REPORTS, Strength.REPORTS),
    ):
        for verb in verbs.split():
            lexicon |= {form: (verb, what, strength) for form, what in forms(verb).items()}
    return lexicon


REPORTING = _lexicon()
"""Form → (verb, which form it is, how much it can claim)."""


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """The reporting words of one sentence, in order; whether they report is for the caller."""
    found: list[Cue] = []
    words = [token for token in tokens if token.is_word]
    # "Mayor Says No": where two words of three have capitals, a capital makes no name of "Says".
    titled = 3 * sum(token.capital for token in words) > 2 * len(words)
    for index, token in enumerate(tokens):
        if not token.is_word or _is_name(tokens, index, titled):
            continue
        if token.lower == "according" and index + 1 < len(tokens) and tokens[index + 1].lower == "to":
            found.append(Cue(index, index + 2, "according to", Strength.REPORTS, False, according=True))
        elif token.lower in REPORTING:
            cue = _cue_at(tokens, index, found[-1].last if found else 0)
            if cue is not None:
                found.append(cue)
    return found


def _is_name(tokens: Sequence[Token], index: int, titled: bool) -> bool:
    """Whether a capital makes a name of it ("United States"); not in a headline."""
    if titled or not tokens[index].capital or index == 0:
        return False
    return tokens[index - 1].is_word or tokens[index - 1].lower in {"'", "’"}


def _cue_at(tokens: Sequence[Token], index: int, floor: int) -> Cue | None:
    verb, form, strength = REPORTING[tokens[index].lower]
    first = index
    # "has also said", "didn't really say": helpers and adverbs are part of the cue.
    while first > floor and _goes_with_verb(tokens[first - 1]):
        first -= 1
    helpers = {token.lower for token in tokens[first:index]}
    before = tokens[first - 1].lower if first else ""
    last = _with_particle(tokens, index, verb)
    # "went on to say" and "was quoted as saying" report, "refused to say" does not.
    if before == "to" or (before == "as" and form == "ing"):
        start = _reported_start(tokens, first)
        return None if start is None else Cue(start, last, verb, strength, False)
    # "Lund was saying" has a subject of its own; ", saying that" borrows one.
    if form == "ing":
        return Cue(first, last, verb, strength, participle=not helpers & BE)
    # "was told that" tells what was heard; "he's said" may be "he has said".
    passive = form == "past" and helpers & (BE - {"'s"})
    # Nouns: "the claim that", "a new report that". But "one said" and "some said" have a speaker.
    if (
        passive
        or before in QUALIFIERS
        or before in DETERMINERS - {"that", "all", "some", "most", "many", "both", "one"}
    ):
        return None
    return Cue(first, last, verb, strength, participle=False, plural=form == "base" and not helpers)


def _goes_with_verb(token: Token) -> bool:
    """A helper or an adverb; with a capital it is a name, as in "Theresa May said"."""
    return not token.capital and (token.lower in HELPERS or is_adverb(token.lower))


def _with_particle(tokens: Sequence[Token], index: int, verb: str) -> int:
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    particles = {"point": ("out",), "put": ("it",), "call": ("for", "on"), "chime": ("in",), "refer": ("to",)}
    return index + 2 if following and following in particles.get(verb, ()) else index + 1


def _reported_start(tokens: Sequence[Token], first: int) -> int | None:
    """Where "went on to say" or "was quoted as saying" begins; None for any other "to say"."""
    words = [token.lower for token in tokens[max(first - 3, 0) : first]]
    if words in (["went", "on", "to"], ["goes", "on", "to"]):
        return first - 3
    return first - 3 if len(words) == 3 and words[1:] == ["quoted", "as"] else None
