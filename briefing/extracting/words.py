"""An article as words with places: what the finders of names read."""

import re
from dataclasses import dataclass
from functools import cached_property

from briefing.domain.article import BlockKind, SegmentedArticle
from briefing.domain.spans import Span
from briefing.grammar.names import BREAKERS, folded, places

# "Minsk-based": the participle is no part of the name.
_PARTICIPLE = re.compile(
    r"(?:[a-z]{2,}ed|[a-z]{3,}ing|led|run|born|made|style|wide|held|bound|era|heavy|like|friendly|only|free"
    r"|specific|level|themed|starrer)\b"
)
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:U\. [SNK]|D\. C)\.(?!\w)"  # U.S., also as tokenisers leave it
    r"|(?:[A-Z]|Mrs?|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gen|Gov|Col|Lt|Maj|Capt|Sgt|Cpl|Adm|Jr|Sr|St|Ste|Md|Messrs)\.(?=\s)"
    r"|['’] ?s(?!\w)|[^\W\d_]+n ?['’] ?t(?!\w)"  # 's, don't
    r"|[A-Z][^\W_]*(?=[-‐]" + _PARTICIPLE.pattern + r")"  # Minsk | -based
    r"|G ?(?:7|8|20|77)(?!\w)"
    r"|O ['’] (?=[A-Z])[^\W_]+"  # O ’ Brien
    r"|[^\W_]+(?:(?:['’](?!s\b)|[-‐&])[^\W_]+)*"
    r"|\S"
)
_ARTICLE = re.compile(r"(?:a[dlnrst]|ash|el|sub|[dl])(?: ?[-‐] ?|['’])[A-Z]")  # al-Assad, d'Ivoire
_HYPHEN = re.compile(r"[^\W\d_](?:([-‐])| [-‐] )(?=[^\W\d_])")
_APART = 3  # times as many hyphens between spaces as without: a tokeniser's
# What a sentence may begin after: a bullet, a colon, an opening mark, the end of another.
_OPENING = frozenset('"“”„«»`:;•*|!?.…')
# Share of words with capitals above which a line is a headline.
_HEADED = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
_LOUD_SHARE = 0.7
# Fewer words tell nothing: "Mayor Anna Berg".
_LOUD_WORDS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word or one mark of punctuation. `key` is its folded form; `opens` says that a capital
    here means nothing, as at the beginning of a sentence; `sentence` counts from 0."""

    start: int
    end: int
    text: str
    key: str
    sentence: int
    opens: bool

    @property
    def capital(self) -> bool:
        text = self.text
        return text[0].isupper() or (not text.islower() and _ARTICLE.match(text) is not None)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Sweep:
    """The words `first` up to `last` (exclusive) of one sentence, of a caption or not. `loud`: so many
    capitals that a capital says nothing, as in a headline."""

    first: int
    last: int
    loud: bool
    caption: bool = False


@dataclass(frozen=True)
class Reading:
    """The words of all sentences that are not boilerplate, and the sentences as stretches of them."""

    segmented: SegmentedArticle
    words: tuple[Word, ...]
    sweeps: tuple[Sweep, ...]

    def span(self, first: int, last: int) -> Span:
        """The characters from word `first` up to word `last` (exclusive)."""
        return Span(self.words[first].start, self.words[last - 1].end)

    def sweep_of(self, word: int) -> Sweep:
        """The sentence that holds a word."""
        return self.sweeps[self.words[word].sentence]

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """The words that the article also writes in lower case."""
        return frozenset(word.key for word in self.words if word.text[0].islower() and not word.capital)


def read_words(segmented: SegmentedArticle) -> Reading:
    """The words of an article; linear in its length, never raises."""
    words: list[Word] = []
    sweeps: list[Sweep] = []
    apart = _hyphens_stand_apart(segmented.text)
    for sentence in segmented.sentences:
        if sentence.kind is BlockKind.BOILERPLATE:
            continue
        first = len(words)
        found = _words_of(segmented.text, sentence.span, len(sweeps))
        words += _hyphenated(segmented.text, found) if apart else found
        loud, caption = _is_loud(words[first:], sentence.kind), sentence.kind is BlockKind.CAPTION
        sweeps.append(Sweep(first, len(words), loud, caption))
    return Reading(segmented, tuple(words), tuple(sweeps))


def _words_of(text: str, span: Span, sentence: int) -> list[Word]:
    found: list[Word] = []
    opens = True
    for match in _TOKEN.finditer(text, span.start, span.end):
        token = match.group()
        key = folded(token.replace(" ", "")) or token
        hyphen = token.find("-")
        if hyphen > 0 and _is_pair(*key.split("-", 1)):
            found += _pair(match.start(), token, hyphen, sentence)
        else:
            found.append(Word(match.start(), match.end(), token, key, sentence, opens))
        # A quotation, a colon or a dash may begin a sentence inside a sentence.
        opens = token in _OPENING or (opens and not token[0].isalnum())
    return found


def _is_pair(left: str, right: str) -> bool:
    """Whether a hyphen parts two places: the *Russia-Ukraine* border."""
    return left in places() and right in places() and f"{left}-{right}" not in places()


def _pair(start: int, token: str, hyphen: int, sentence: int) -> list[Word]:
    found = []
    for first, part in ((0, token[:hyphen]), (hyphen, "-"), (hyphen + 1, token[hyphen + 1 :])):
        at = start + first
        found.append(Word(at, at + len(part), part, folded(part), sentence, False))
    return found


def _hyphens_stand_apart(text: str) -> bool:
    """Whether a tokeniser has put spaces around hyphens: "Owusu - Ekuful", "vice - president"."""
    tight = [match.group(1) is not None for match in _HYPHEN.finditer(text)]
    # "Owusu - Ekuful": more spaced hyphens than tight ones by far, so spaces around them mean nothing.
    return len(tight) - sum(tight) > _APART * sum(tight)


def _hyphenated(text: str, words: list[Word]) -> list[Word]:
    """With the words on both sides of such a hyphen as one, where it can be no dash."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        if 0 < at < len(words) - 1 and word.text in {"-", "‐"} and _is_hyphen(found[-1], words[at + 1]):
            left, right = found.pop(), words[at + 1]
            whole = text[left.start : right.end]
            key = f"{left.key}-{right.key}"
            word = Word(left.start, right.end, whole, key, left.sentence, left.opens)
            at += 1
        found.append(word)
        at += 1
    return found


def _is_hyphen(left: Word, right: Word) -> bool:
    apart = right.start - left.end == len(" - ")
    if not apart or not left.text[-1].isalnum() or not left.text[0].isalpha() or not right.is_word:
        return False
    if _is_pair(left.key, right.key) or _PARTICIPLE.match(right.text):
        return False
    # "OSLO - The ferry has sunk": a dateline's dash.
    dateline = left.text.isupper() and len(left.text) > 1 and right.capital and not right.text.isupper()
    return not dateline and left.key not in BREAKERS and right.key not in BREAKERS


def _is_loud(words: list[Word], kind: BlockKind) -> bool:
    content = [w for w in words if w.text[0].isalpha() and w.key not in BREAKERS]
    capitals = sum(w.capital for w in content)
    # A line that ends with a full stop must be a headline, or nothing but capitals: "Mayor Anna Berg of
    # Lund spoke." is a sentence.
    ends = bool(words) and words[-1].text in '.!?”"' and kind not in _HEADED
    # All capitals are loud however the line ends.
    if sum(w.text.isupper() for w in content) > _LOUD_SHARE * max(len(content), 3):
        return True
    return len(content) >= _LOUD_WORDS and not ends and capitals > _LOUD_SHARE * len(content)
