"""Sentences made false, or said otherwise, by code: what teaches the support head beside labels by people.

Rule: an edit is a function `(text, pool, draw) -> Edited | None` and says which words it made wrong; a
rewrite says none. None where the text has nothing to edit. Edits are rough: about what a careless writer
would do.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.benching import rewriting
from briefing.benching.material import Material, Original
from briefing.domain.article import Article, Block, BlockKind, Source
from briefing.domain.findings import QuantityKind
from briefing.domain.spans import ArticleId, Span
from briefing.grammar.lexicon import FEATURES, known_words
from briefing.grammar.numbers import find_figures
from briefing.grammar.word_classes import FUNCTION, MONTHS, WEEKDAYS, is_verb

_NAME = re.compile(r"[A-Z][\w&'’.-]*\w(?: (?:of |de |van |al-)?[A-Z][\w&'’.-]*\w)*")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAMED = (
    "place", "organisation", "outlet", "nationality", "first name", "surname", "organisation word",
    "place word",
)  # fmt: skip
_SMALL = tuple("one two three four five six seven eight nine ten eleven twelve twenty thirty fifty".split())
_ORDINALS = tuple("first second third fourth fifth sixth".split())

_OPPOSITES = """
rose/fell rise/fall rises/falls rising/falling increased/decreased increase/decrease increases/decreases
increasing/decreasing gained/lost gain/loss gains/losses won/lost win/lose wins/loses accepted/rejected
accept/reject accepts/rejects approved/blocked approve/block approves/blocks supported/opposed
support/oppose supports/opposes confirmed/denied confirm/deny confirms/denies allowed/banned allow/ban
bought/sold buy/sell buys/sells joined/left join/leave joins/leaves opened/closed open/close opens/closes
started/ended start/end starts/ends began/stopped begin/stop begins/stops before/after more/fewer most/least
higher/lower highest/lowest above/below up/down including/excluding with/without first/last older/younger
largest/smallest larger/smaller better/worse best/worst early/late male/female men/women man/woman boy/girl
boys/girls son/daughter brother/sister father/mother husband/wife king/queen he/she his/her north/south
east/west northern/southern eastern/western guilty/innocent convicted/acquitted arrested/released
killed/injured dead/alive strong/weak positive/negative success/failure successful/unsuccessful hired/fired
praised/criticised praised/criticized praises/criticizes attacked/defended attack/defend always/never
likely/unlikely able/unable legal/illegal happy/unhappy safe/dangerous new/old public/private hot/cold
major/minor many/few long/short over/under inside/outside agreed/refused agree/refuse agrees/refuses
succeeded/failed succeed/fail remembered/forgot maximum/minimum buyer/seller teacher/student doctor/patient
employer/employee victim/attacker president/minister mayor/governor senator/congressman chairman/spokesman
police/army court/parliament company/charity scored/conceded beat/lost profit/loss raised/cut raise/cut
raises/cuts expand/reduce expanded/reduced improve/worsen improved/worsened widely/rarely everyone/nobody
all/none both/neither
"""
_SYNONYMS = """
said/stated bought/purchased buy/purchase began/started begin/start ended/finished near/close~to
about/around about/approximately over/more~than under/less~than also/too big/large help/assist
helped/assisted children/kids almost/nearly because/since but/though while/as show/reveal showed/revealed
shows/reveals told/informed asked/requested tried/attempted tries/attempts wants/wishes need/require
needs/requires got/received gets/receives killed/slain died/passed~away job/post jobs/posts film/movie
physician/doctor attorney/lawyer cops/police car/vehicle home/house got/obtained last/final often/frequently
hurt/injured quit/resigned get/obtain keep/retain kept/retained choose/select chose/selected use/employ
used/employed allow/permit allowed/permitted ban/prohibition happen/occur happened/occurred
previously/earlier huge/enormous quickly/rapidly fast/quick important/significant main/primary whole/entire
announced/made~public claims/asserts claimed/asserted thinks/believes thought/believed percent/per~cent
%/~per~cent
"""
_CERTAIN = (
    ("may have", "has"), ("might have", "has"), ("could have", "has"), ("may", "will"), ("might", "will"),
    ("could", "will"), ("plans to", "has begun to"), ("hopes to", "will"), ("hoping to", "going to"),
    ("wants to", "will"), ("expected to", "certain to"), ("is likely to", "will"), ("allegedly ", ""),
    ("alleged ", ""), ("reportedly ", ""), ("suspected of", "guilty of"), ("accused of", "convicted of"),
    ("charged with", "convicted of"), ("possible ", ""), ("probably ", "certainly "), ("about", "exactly"),
    ("around", "exactly"), ("nearly", "more than"), ("at least", "at most"), ("some of", "all of"),
    ("believed to", "known to"), ("claims", "proves"), ("suggests", "proves"), ("tried to", "managed to"),
    ("will", "may"), ("is set to", "has refused to"), ("up to", "more than"),
)  # fmt: skip
_HELPER = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|does|did)(?= )(?! not)")
_NEGATED = re.compile(r"\b(?:not |never )|(?<=[a-z])n['’]t\b")
_CUE = re.compile(
    r"\b(?:said|says|told|added|claims|claimed|announced|according to|believes|insists|admits)\b"
)
_ASIDE = re.compile(
    r",\s(?:who|which|where|a|an|the|aged|including|but|and|while|although|after)\b[^,]{4,60},\s"
)
_TAIL = re.compile(r"(?:,| (?:in|on|at|for|after|from|with|because|during|by))\s[^,.]{3,50}(?=[.]?$)")
_PHRASE = re.compile(
    r"(?:(?<= )(?:in|on|at|for|after|from|with|by|during|because of) [\w' -]{4,30}"
    r"|, (?:who|which) [\w' -]{8,40}|, aged \d+)(?=[,.]|$)"
)
_LIST = re.compile(r"(?:,? (?:and|or|with) |, ).{0,20}|")
_FORMS = (
    rewriting.percent_sign, rewriting.number_word, rewriting.scale_letter, rewriting.date_style,
    rewriting.contraction, rewriting.hedge_synonym, rewriting.attribution_moved,
)  # fmt: skip
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|President|Prime Minister)\.? (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Edited:
    """A text and the spans of its words that are wrong now; none of a rewrite."""

    text: str
    wrong: tuple[Span, ...]

    def replaced(self, before: str) -> tuple[str, str] | None:
        """Of an edit of `before` that put some words for others: what stood there, and what does now."""
        if len(self.wrong) != 1:
            return None
        now = self.wrong[0]
        behind = len(self.text) - now.end
        old = before[now.start : len(before) - behind]
        return (old, now.of(self.text)) if old.strip() else None


class Pool:
    """What replacements are taken from: the sentences of the text's own article, those of another, and words
    that are used alike."""

    def __init__(
        self, own: Sequence[str], other: Sequence[str], near: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.own, self.other, self.near = list(own), list(other), near or {}

    @cached_property
    def names(self) -> list[list[tuple[str, int]]]:
        """Names with their features, of the own article and of the other."""
        return [sorted({n for text in side for n in _names(text)}) for side in (self.own, self.other)]

    @cached_property
    def words(self) -> list[list[str]]:
        """Words in small letters that are no function words, likewise."""
        return [sorted({w for text in side for w in _content(text)}) for side in (self.own, self.other)]

    @cached_property
    def figures(self) -> list[tuple[str, QuantityKind]]:
        """Figures of both."""
        return sorted(
            {(f.number.of(t), f.kind) for t in (*self.own, *self.other) for f in find_figures(t)},
            key=lambda pair: (pair[0], pair[1].value),
        )


Edit = Callable[[str, Pool, random.Random], Edited | None]


def _names(text: str) -> list[tuple[str, int]]:
    known = known_words([text])[0]
    bits = {span.start: value for span, value in known}
    found = []
    for match in _NAME.finditer(text):
        words = match.group()
        alone = " " not in words
        if alone and (
            match.start() == 0 or words.lower() in FUNCTION or words.lower() in (*MONTHS, *WEEKDAYS)
        ):
            continue
        kinds = 0
        for word in _WORD.finditer(text, match.start(), match.end()):
            kinds |= bits.get(word.start(), 0)
        found.append((words, sum(1 << n for n, f in enumerate(FEATURES) if f in _NAMED and kinds >> n & 1)))
    return found


def _content(text: str) -> list[str]:
    return [w for w in _WORD.findall(text) if w.islower() and len(w) > 3 and w not in FUNCTION]


def _put(text: str, span: Span, new: str) -> Edited:
    changed = text[: span.start] + new + text[span.end :]
    wrong = Span(span.start, span.start + len(new)) if new else _beside(changed, span.start)
    return Edited(changed, (wrong,) if wrong else ())


def _beside(text: str, at: int) -> Span | None:
    """The word at or after a place, where something was taken out."""
    match = _WORD.search(text, max(at - 1, 0))
    return Span(*match.span()) if match else None


def _occurrence(text: str, phrase: str) -> Span | None:
    match = re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text)
    return Span(*match.span()) if match else None


def swap_name(text: str, pool: Pool, draw: random.Random) -> Edited | None:
    """A name by another of like kind, of the article (three of five times) or from elsewhere."""
    mine = _names(text)
    if not mine:
        return None
    name, kind = draw.choice(mine)
    side = 0 if draw.random() < 0.6 else 1
    own = set(name.lower().split())
    others = [n for n in pool.names[side] if not own & set(n[0].lower().split()) and n[0] not in text]
    alike = [n for n in others if n[1] & kind or n[1] == kind]
    if not (alike or others):
        return None
    span = _occurrence(text, name)
    return span and _put(text, span, draw.choice(alike or others)[0])


def swap_roles(text: str, _pool: Pool, draw: random.Random) -> Edited | None:
    """Two names of the text change places: who did what to whom."""
    places = [(s, n) for n, _ in dict.fromkeys(_names(text)) if (s := _occurrence(text, n))]
    if len(places) < 2:
        return None
    (one, first), (two, second) = sorted(draw.sample(places, 2), key=lambda p: p[0])
    if one.overlaps(two) or _LIST.fullmatch(text[one.end : two.start]):
        return None
    changed = text[: one.start] + second + text[one.end : two.start] + first + text[two.end :]
    moved = two.start + len(second) - len(first)
    return Edited(changed, (Span(one.start, one.start + len(second)), Span(moved, moved + len(first))))


def swap_speaker(text: str, pool: Pool, draw: random.Random) -> Edited | None:
    """Of a text with a verb of saying the name nearest to it."""
    cue = _CUE.search(text)
    places = [s for n, _ in _names(text) if (s := _occurrence(text, n))]
    others = [n for side in pool.names for n, _ in side if n not in text]
    if cue is None or not places or not others:
        return None
    nearest = min(places, key=lambda s: min(abs(s.end - cue.start()), abs(s.start - cue.end())))
    return _put(text, nearest, draw.choice(others))


def change_number(text: str, pool: Pool, draw: random.Random) -> Edited | None:
    """A figure by another of its kind, or with other digits; a small number word by another."""
    found = find_figures(text)
    if not found:
        return None
    figure = draw.choice(found)
    number = figure.number
    words = number.of(text)
    others = [w for w, kind in pool.figures if kind is figure.kind and w.lower() not in text.lower()]
    if others and draw.random() < 0.5:
        return _put(text, number, draw.choice(others))
    for series in (_SMALL, _ORDINALS, tuple(m.title() for m in MONTHS), tuple(d.title() for d in WEEKDAYS)):
        held = [w for w in series if _occurrence(words, w)]
        if held:
            new = draw.choice([w for w in series if w != held[0]])
            inside = _occurrence(words, held[0])
            return inside and _put(text, inside.moved(number.start), new)
    return _other_digits(text, number, draw)


def _other_digits(text: str, number: Span, draw: random.Random) -> Edited | None:
    digits = re.search(r"\d[\d,.]*", number.of(text))
    if digits is None:
        return None
    old = digits.group().rstrip(",.")
    at = draw.choice([i for i, c in enumerate(old) if c.isdigit()])
    new = old[:at] + draw.choice([d for d in "123456789" if d != old[at]]) + old[at + 1 :]
    start = number.start + digits.start()
    return _put(text, Span(start, start + len(old)), new)


def _pairs(listed: str) -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = {}
    for pair in listed.split():
        one, other = (side.replace("~", " ") for side in pair.split("/"))
        pairs.setdefault(one, []).append(other)
        pairs.setdefault(other, []).append(one)
    return pairs


_OPPOSITE, _SYNONYM = _pairs(_OPPOSITES), _pairs(_SYNONYMS)


def turn_round(text: str, _pool: Pool, draw: random.Random) -> Edited | None:
    """A word by its opposite."""
    return _from_table(text, _OPPOSITE, draw)


def _from_table(text: str, table: dict[str, list[str]], draw: random.Random) -> Edited | None:
    held = [m for m in re.finditer(r"%|(?<![\w'’-])[a-z]+(?![\w'’-])", text) if m.group() in table]
    if not held:
        return None
    match = draw.choice(held)
    return _put(text, Span(*match.span()), draw.choice(table[match.group()]))


def negate(text: str, _pool: Pool, draw: random.Random) -> Edited | None:
    """A "not" put in or taken out."""
    denied = _NEGATED.search(text)
    if denied:
        return _put(text, Span(*denied.span()), "")
    helpers = list(_HELPER.finditer(text))
    if helpers:
        at = draw.choice(helpers).end()
        added = draw.choice([" not", " not", " never"])
        return Edited(text[:at] + added + text[at:], (Span(at + 1, at + len(added)),))
    return None


def make_certain(text: str, _pool: Pool, draw: random.Random) -> Edited | None:
    """A hedge gone, or a certain word in its place."""
    held = [(s, new) for old, new in _CERTAIN if (s := _occurrence(text, old.strip()))]
    if not held:
        return None
    span, new = draw.choice(held)
    if not new and text[span.end : span.end + 1] == " ":
        span = Span(span.start, span.end + 1)
    return _put(text, span, new.strip())


def swap_word(text: str, pool: Pool, draw: random.Random) -> Edited | None:
    """A word by another with the same ending, of the article or from elsewhere."""
    mine = [m for m in _WORD.finditer(text) if m.group() in _content(text)]
    if not mine:
        return None
    match = draw.choice(mine)
    old = match.group()
    words = [w for w in draw.choice(pool.words) if w[:4] != old[:4] and is_verb(w) == is_verb(old)]
    alike = [w for w in words if w[-2:] == old[-2:] or (w[-1] == old[-1] == "s")]
    return _put(text, Span(*match.span()), draw.choice(alike or words)) if words else None


def swap_near(text: str, pool: Pool, draw: random.Random) -> Edited | None:
    """A word by one that is used alike."""
    held = [m for m in _WORD.finditer(text) if m.group() in pool.near]
    if not held:
        return None
    match = draw.choice(held)
    return _put(text, Span(*match.span()), draw.choice(pool.near[match.group()]))


def add_phrase(text: str, pool: Pool, draw: random.Random) -> Edited | None:
    """A phrase of another article, or of another sentence, before the end."""
    side = pool.other if draw.random() < 0.7 else pool.own
    found = [m.group() for t in draw.sample(side, min(len(side), 12)) for m in _PHRASE.finditer(t)]
    found = [f for f in found if f.strip(", ") not in text]
    if not found:
        return None
    phrase = draw.choice(found)
    body, end = (text[:-1], text[-1]) if text[-1:] in ".!?" else (text, "")
    join = "" if phrase.startswith(",") else " "
    at = len(body) + len(join)
    return Edited(body + join + phrase + end, (Span(at, at + len(phrase)),))


def reword(text: str, _pool: Pool, draw: random.Random) -> Edited | None:
    """A word by one that means the same."""
    return _true(_from_table(text, _SYNONYM, draw))


def leave_out(text: str, _pool: Pool, draw: random.Random) -> Edited | None:
    """An aside, or the last phrase, is left out; but no denial."""
    for pattern, put in draw.sample([(_ASIDE, " "), (_TAIL, "")], 2):
        match = pattern.search(text)
        if match and match.start() > max(20, len(text) // 3) and not _NEGATED.search(match.group()):
            return Edited(text[: match.start()] + put + text[match.end() :], ())
    return None


def shorten_name(text: str, _pool: Pool, _draw: random.Random) -> Edited | None:
    """A person without title, or by the surname alone."""
    title = _TITLE.search(text)
    if title:
        return Edited(text[: title.start()] + text[title.end() :], ())
    first = FEATURES.index("first name")
    for name, kinds in _names(text):
        if name.count(" ") == 1 and kinds >> first & 1 and (span := _occurrence(text, name)):
            return Edited(text[: span.start] + name.split()[1] + text[span.end :], ())
    return None


def retell(text: str, _pool: Pool, draw: random.Random) -> Edited | None:
    """A figure, a date, a scale, a hedge or a contraction written another way."""
    span = Span(0, len(text))
    source = Source("sentence", "text/plain", "")
    article = Article(ArticleId("A1"), source, text, (Block(span, BlockKind.PARAGRAPH),), language="en")
    original = Original(Material.of(1, article), span, text)
    found = [made for form in _FORMS for made in form(original, draw)[:1] if made.text != text]
    return Edited(draw.choice(found).text, ()) if found else None


def turn_quote(text: str, _pool: Pool, _draw: random.Random) -> Edited | None:
    """ "A, X said." becomes "X said that A."."""
    match = re.fullmatch(
        r"[\"“']?(.{20,}?),?[\"”']?,? ((?:[A-Z][\w.]+ ){1,4}(?:said|says|added)|(?:he|she|they) said)\.", text
    )
    return Edited(f"{match[2][0].upper()}{match[2][1:]} that {match[1]}.", ()) if match else None


def _true(edited: Edited | None) -> Edited | None:
    return Edited(edited.text, ()) if edited else None


FALSE: dict[str, tuple[Edit, int]] = {
    "name": (swap_name, 6), "roles": (swap_roles, 2), "speaker": (swap_speaker, 1),
    "number": (change_number, 5), "opposite": (turn_round, 5), "negation": (negate, 2),
    "certainty": (make_certain, 2), "word": (swap_word, 3), "near": (swap_near, 5), "phrase": (add_phrase, 4),
}  # fmt: skip
"""What makes a sentence false, with its weight in the draw."""
TRUE: dict[str, tuple[Edit, int]] = {
    "retold": (retell, 12), "reworded": (reword, 3), "shorter": (leave_out, 3), "name": (shorten_name, 2),
    "quotation": (turn_quote, 1),
}  # fmt: skip
"""What leaves it true."""


def edited(
    text: str, pool: Pool, draw: random.Random, table: dict[str, tuple[Edit, int]]
) -> tuple[str, Edited] | None:
    """An edit drawn from a table, tried until one fits; with its name."""
    left = dict(table)
    while left:
        name = draw.choices(list(left), [weight for _, weight in left.values()])[0]
        made = left.pop(name)[0](text, pool, draw)
        if made and made.text.strip() and made.text != text:
            return name, made
    return None
