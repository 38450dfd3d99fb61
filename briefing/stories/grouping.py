"""Which articles tell one story: alike in rare words, in names and in time, joined step by step.

Agglomerative with average linkage over cosines of words weighed by rarity; only pairs that share a rare word
are compared. The same articles give the same stories, and each join says why.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from math import exp, log, sqrt

from briefing.domain.article import PROSE, Article
from briefing.domain.spans import fold
from briefing.grammar.word_classes import FUNCTION
from briefing.stories.reprints import Reprint, find_reprints

ALIKE = 0.12
"""Mean likeness from which two groups are one story: the best of five tried on those of clusters/dev."""
_NAMES_SHARE = 0.35
"""How much of likeness is that of names; the rest is that of all words."""
_OPENING = 400
"""Words of an article that say what it is about."""
_MOST_OWNERS_SHARE, _MOST_OWNERS = 0.2, 12
"""A word that more articles have (of few articles, so many of them) brings no pair together."""
_DAYS = 4.0
"""Days between two articles in which their likeness falls to a third."""
_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<!^)\b[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*")
_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d")
_CONSIDERED = 60
_WHY = 5
"""Words that a story is explained with."""

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """Numbers of articles that tell one story, those that weigh most first; copies come after all others.
    `weight`: by how many hands it is told; `reasons`: the words that most join them."""

    articles: tuple[int, ...]
    reprints: tuple[Reprint, ...]
    weight: float
    reasons: tuple[str, ...]

    @property
    def originals(self) -> tuple[int, ...]:
        """The articles that are no copies."""
        copies = {reprint.copy for reprint in self.reprints}
        return tuple(number for number in self.articles if number not in copies)


def group(articles: Sequence[Article], alike: float = ALIKE) -> tuple[Story, ...]:
    """The stories of articles, heaviest first; every article is in one of them."""
    reprints = find_reprints(articles)
    words, names = _weighed([_words(a) for a in articles]), _weighed([_names(a) for a in articles])
    near = _likeness(articles, words, names)
    for reprint in reprints:
        near[reprint.copy][reprint.origin] = near[reprint.origin][reprint.copy] = 1.0
    groups = _joined(len(articles), near, alike)
    stories = [_story(sorted(numbers), reprints, words, near) for numbers in groups]
    return tuple(sorted(stories, key=lambda story: (-story.weight, story.articles)))


def _words(article: Article) -> Counter[str]:
    found = [word for word in _WORD.findall(fold(_opening(article))) if word not in FUNCTION]
    return Counter(_stem(word) for word in found)


def _names(article: Article) -> Counter[str]:
    return Counter(fold(name) for name in _NAME.findall(_opening(article)))


def _stem(word: str) -> str:
    """Without the endings of number and tense: near enough to compare."""
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _opening(article: Article) -> str:
    prose = " ".join(b.span.of(article.text) for b in article.blocks if b.kind in PROSE)
    title = article.title or ""
    return " ".join([title, title, *prose.split()[:_OPENING]])


def _weighed(counts: Sequence[Counter[str]]) -> list[Weights]:
    """TF-IDF of length one; a word of a single article joins it to none and keeps its share of the length."""
    owners = Counter(word for count in counts for word in count)
    total = len(counts)
    weighed = []
    for count in counts:
        own = {word: (1 + log(n)) * log(1 + total / owners[word]) for word, n in count.items()}
        length = sqrt(sum(value * value for value in own.values())) or 1.0
        weighed.append({word: value / length for word, value in own.items()})
    return weighed


def _likeness(
    articles: Sequence[Article], words: Sequence[Weights], names: Sequence[Weights]
) -> dict[int, dict[int, float]]:
    """How alike two articles are, 0 to 1, for those that share a word that is rare enough."""
    by_words, by_names = _cosines(words), _cosines(names)
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for one, others in by_words.items():
        for other, likeness in others.items():
            both = (1 - _NAMES_SHARE) * likeness + _NAMES_SHARE * by_names.get(one, {}).get(other, 0.0)
            value = round(both * _closeness(articles[one], articles[other]), 6)
            near[one][other] = near[other][one] = value
    return near


def _closeness(one: Article, other: Article) -> float:
    """How near in time, 1 where a date is missing."""
    try:
        days = abs(date.fromisoformat(one.published or "") - date.fromisoformat(other.published or "")).days
    except ValueError:
        return 1.0
    return exp(-max(days - 1, 0) / _DAYS)


def _cosines(weighed: Sequence[Weights]) -> dict[int, dict[int, float]]:
    """The cosines of pairs, by the lower number, of those that share a rare word; common words count for them
    too."""
    owners: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(weighed):
        for word in own:
            owners[word].append(number)
    most = max(_MOST_OWNERS, int(_MOST_OWNERS_SHARE * len(weighed) ** 0.5 * 10))
    pairs: dict[int, dict[int, float]] = defaultdict(dict)
    for held in owners.values():
        if 1 < len(held) <= most:
            for at, one in enumerate(held):
                for other in held[at + 1 :]:
                    pairs[one][other] = 0.0
    for one, others in pairs.items():
        for other in others:
            few, many = sorted((weighed[one], weighed[other]), key=len)
            others[other] = sum(value * many.get(word, 0.0) for word, value in few.items())
    return pairs


def _joined(count: int, near: Mapping[int, Mapping[int, float]], alike: float) -> list[set[int]]:
    """Average linkage: the two groups that are most alike are one, again and again, until none are alike."""
    groups: dict[int, set[int]] = {number: {number} for number in range(count)}
    sums: dict[int, dict[int, float]] = {n: dict(near.get(n, {})) for n in groups}
    heap = [(-value, one, other) for one in sums for other, value in sums[one].items() if one < other]
    heapify(heap)
    following = count
    while heap:
        value, one, other = heappop(heap)
        if -value < alike:
            break
        if one not in groups or other not in groups:
            continue
        groups[following] = groups.pop(one) | groups.pop(other)
        merged = Counter(sums.pop(one)) + Counter(sums.pop(other))
        sums[following] = {}
        for third, total in sorted(merged.items()):
            if third in groups and third != following:
                sums[following][third] = sums[third][following] = total
                mean = total / (len(groups[following]) * len(groups[third]))
                heappush(heap, (-round(mean, 9), third, following))
        following += 1
    return list(groups.values())


def _story(
    numbers: Sequence[int],
    reprints: Sequence[Reprint],
    words: Sequence[Weights],
    near: Mapping[int, Mapping[int, float]],
) -> Story:
    held = set(numbers)
    own = tuple(r for r in reprints if r.copy in held and r.origin in held)
    copies = {reprint.copy for reprint in own}
    central = {n: sum(near.get(n, {}).get(other, 0.0) for other in held) for n in numbers}
    ordered = sorted(numbers, key=lambda n: (n in copies, -round(central[n], 6), n))
    shared: dict[str, float] = defaultdict(float)
    for number in numbers:
        for word, value in words[number].items():
            shared[word] += value
    heaviest = sorted(shared, key=lambda word: (-round(shared[word], 6), word))[:_CONSIDERED]
    common = [word for word in heaviest if sum(word in words[n] for n in numbers) > len(numbers) / 2]
    hands = len(numbers) - len(copies)
    weight = round(hands + 0.25 * len(copies), 3)
    return Story(tuple(ordered), own, weight, tuple(common[:_WHY]) if len(numbers) > 1 else ())
