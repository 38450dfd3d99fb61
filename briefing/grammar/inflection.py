"""The forms of English verbs: regular ones by their endings, irregular ones listed."""

from functools import cache, lru_cache

from briefing.grammar.tables import phrases, word_class


def forms(verb: str) -> dict[str, str]:
    """The forms of a verb in the infinitive, each with what it is: base, s, past or ing."""
    stem = verb + verb[-1] if verb in word_class("doubling", "verbs") else verb
    dropped = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye")) else stem
    # Not "liing", "diing".
    if verb in {"lie", "die", "tie"}:
        dropped = verb[:-2] + "y"
    consonant_y = verb.endswith("y") and verb[-2] not in "aeou"
    past = verb[:-1] + "ied" if consonant_y else (verb + "d" if verb.endswith("e") else stem + "ed")
    sibilant = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
    third = verb[:-1] + "ies" if consonant_y else verb + ("es" if sibilant else "s")
    found = {verb: "base", third: "s", dropped + "ing": "ing"}
    return found | dict.fromkeys(_irregular().get(verb, past).split("/"), "past")


@cache
def _irregular() -> dict[str, str]:
    """Pasts, and participles where they differ, that no ending makes."""
    pairs = " ".join(phrases("irregular", "verbs")).split()
    return dict(pair.split(":", 1) for pair in pairs)


def forms_alike(one: str, other: str) -> bool:
    """Whether two words, lower case, can be forms of one verb or noun: "approve" and "approved"."""
    return one == other or not bases(one).isdisjoint(bases(other))


@lru_cache(maxsize=1 << 14)
def bases(word: str) -> frozenset[str]:
    """What a word, lower case, may be a form of, itself among them; some of these are no words."""
    found = {word, *_pasts().get(word, ())}
    for ending, stems in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word.removesuffix(ending)
            found |= {stem + added for added in stems}
            if ending in {"ed", "ing"} and stem[-1] == stem[-2:-1]:
                found.add(stem[:-1])
    return frozenset(found)


_ENDINGS = (
    ("s", ("",)),
    ("es", ("",)),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
)


@cache
def _pasts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for verb, pasts in _irregular().items():
        for past in pasts.split("/"):
            found.setdefault(past, []).append(verb)
    return found
