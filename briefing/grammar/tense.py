"""Whether a sentence tells of what was or of what will be at a stretch of it that says when.

By the verb that the stretch belongs to: the last one before it in its clause, or the next where it
opens one. Present tense and whatever else is not sure tells nothing.
"""

import re
from collections.abc import Sequence
from enum import Enum

from briefing.domain.spans import Span
from briefing.grammar.word_classes import DETERMINERS, HELPERS, is_adverb, is_plural, is_verb, word_set


class Tense(Enum):
    """Before or after the time of writing."""

    PAST = "past"
    FUTURE = "future"


_REACH = 300
"""Characters on either side in which the verb of a date is looked for."""
_TOKEN = re.compile(r"[\w$%][\w'’.%-]*(?<!\.)|[,;:()“”\"—–]")
_PUNCTUATION = frozenset(',;:()“”"—–')
_LINKS = word_set("and or")
_SUBORDINATES = word_set(
    """that who which whom whose when while because but if although though where after before as so than
    unless whether"""
)
_BOUNDS = _PUNCTUATION | _SUBORDINATES | _LINKS
# What stands between a verb and the words that say when: "until late | Friday".
_LEADS = word_set("on in at by until till since before from for of through starting beginning effective")
_LEADS |= word_set(
    "late early this last next past coming only just as after following during least most about"
)
# With a past verb these tell nothing: "closed until Friday", "a vote called for Friday".
_WAITING = word_set("by until till before from for through starting beginning effective")

_WILL = word_set("will 'll won't shall would wouldn't may might must should")
_SURELY = word_set("will 'll shall")
_UNSURE = word_set("could couldn't can can't cannot is are am isn't aren't be being")
_WAS = word_set("was were had been originally previously wasn't weren't")
_PERFECT = word_set("has have hasn't haven't")
_RUN_UP = word_set("run-up lead-up build-up runup countdown")
_AFTER_HELPER = _WILL | _UNSURE | {"the", "not"}
# Participles that look ahead, where nothing says that they did so once.
_AHEAD = word_set(
    "scheduled planned slated due expected set poised likely going likely billed rescheduled targeted"
)
_BEHIND_AHEAD = word_set("for to on by in at next this")
_HOPES = _AHEAD | word_set(
    "is are plans plan hopes hope wants want intends intend expects expect aims aim has have ready about"
)
# Past verbs with an object that may be yet to come, but for "called on Friday".
_CALLING = word_set(
    """called planned invited urged summoned asked ordered proposed threatened vowed demanded promised pledged
    agreed expected set scheduled rescheduled postponed warned offered booked"""
)
_MORE_PASTS = word_set("died used shut quit split spread bid fed sued lied tied owed")
_POSSESSIVE = re.compile(r"\s?['’]s\b")
_STARTS = word_set(
    "begin begins start starts open opens end ends expire expires resume resumes takes goes kicks"
)
_STARTS_WITHIN = 4
"""Tokens between words that look ahead ("opens in Lund", "ahead of voting") and "on Friday"."""
_NO_VERB = re.compile(r"(?:ing|ous|al|ic|ary|ful|less|ed|ly)$")
_NOUNS_AFTER_TO = word_set(
    """court hospital police prison jail work school safety custody death power parliament state media
    television radio office government congress trial town church date war london paris"""
)


def tense_at(text: str, span: Span) -> Tense | None:
    """PAST or FUTURE at a stretch of one sentence, None where that is not sure."""
    before, leads = _without_leads(_tokens(text[max(span.start - _REACH, 0) : span.start]))
    after = _tokens(text[span.end : span.end + _REACH])
    if before[-1:] == ["ahead"]:
        return Tense.FUTURE
    if _POSSESSIVE.match(text, span.end):
        return _of_possessive(before, leads, after)
    if "since" in leads:
        return Tense.PAST
    if not before or before[-1] in _BOUNDS:
        told = _forward(after[1:] if after[:1] == [","] else after, across=True) or _backward(before)
    else:
        # "The council on Friday will", not "his speech Friday will".
        after_day = _forward(after, across=False)
        told = _backward(before) or (after_day if "on" in leads or after_day is not Tense.FUTURE else None)
    if told is Tense.PAST and leads & _WAITING:
        return None
    # "The match scheduled for Wednesday was called off."
    behind = after[1:] if after[:1] == [","] else after
    if told is Tense.FUTURE and leads & _WAITING and not _WAS.isdisjoint(behind[:1]):
        return None
    return told if isinstance(told, Tense) else None


def _of_possessive(before: list[str], leads: set[str], after: Sequence[str]) -> Tense | None:
    """ "Friday's vote": by what stands before it, or by the verb of which it is the subject."""
    if leads & {"since", "after", "following"}:
        return Tense.PAST if _WILL.isdisjoint((*before, *after)) else None
    if leads - {"of", "in", "at"}:
        return None
    told = _backward(before) if leads else _forward(after, across=False)
    return told if isinstance(told, Tense) else None


_Told = Tense | str | None
_UNCLEAR = "unclear"
"""A verb that decides nothing; None where there is no verb."""


def _tokens(text: str) -> list[str]:
    return [token.replace("’", "'") for token in _TOKEN.findall(text)]


def _without_leads(tokens: list[str]) -> tuple[list[str], set[str]]:
    leads: set[str] = set()
    while tokens and tokens[-1].lower() in _LEADS:
        leads.add(tokens[-1].lower())
        tokens = tokens[:-1]
    return tokens, leads


def _backward(tokens: Sequence[str]) -> _Told:
    """What the clause that ends here tells; where it has no verb, that before its "and", or its main
    clause ("joined them, announcing on Friday"). What is said to be if something else is tells nothing."""
    end = len(tokens)
    while end:
        start = next((at for at in range(end, 0, -1) if tokens[at - 1].lower() in _BOUNDS), 0)
        clause, bound = tokens[start:end], tokens[start - 1].lower() if start else ""
        told = _clause(clause)
        if told is not None:
            return _UNCLEAR if bound in {"if", "unless", "whether"} else told
        joined = any(word.endswith("ing") and word not in {"including", "during"} for word in clause)
        if clause and bound not in _LINKS and not joined:
            return _UNCLEAR if bound == "before" else None
        end = max(start - 1, 0)
    return None


def _clause(tokens: Sequence[str]) -> _Told:
    for at in range(len(tokens) - 1, -1, -1):
        word, before, behind = tokens[at], tokens[:at], tokens[at + 1 :]
        if word == "to" and behind and _is_infinitive(behind[0]):
            return _governed(before)
        if before[-1:] == ["to"]:
            continue
        if word in _STARTS and len(behind) < _STARTS_WITHIN and not _AFTER_HELPER.intersection(before[-1:]):
            return Tense.FUTURE
        if word == "ahead" and behind[:1] == ["of"] and len(behind) < _STARTS_WITHIN:
            return Tense.FUTURE
        if word in _RUN_UP:
            return _UNCLEAR
        told = _verb(word, before, behind)
        if told is not None:
            return _UNCLEAR if told is Tense.PAST and word in _CALLING and behind else told
    return None


def _verb(word: str, before: Sequence[str], behind: Sequence[str]) -> _Told:
    """What one word tells that may be the verb of a clause."""
    if word in _WILL:
        # "Will have been cleared" is ahead, "would have been cleared" may never be.
        return _UNCLEAR if "have" in behind[:2] and word not in _SURELY else Tense.FUTURE
    if word in _UNSURE:
        past = word.startswith("could") and (behind[:1] == ["not"] or word == "couldn't")
        return Tense.PAST if past else _UNCLEAR
    if word in _AHEAD and (not behind or behind[0] in _BEHIND_AHEAD):
        return _UNCLEAR if _WAS.intersection(before[-3:]) else Tense.FUTURE
    if (
        word == "not"
        or not (word.islower() and (is_verb(word) or word in _MORE_PASTS))
        or (before and before[-1].lower() in DETERMINERS)
    ):
        return None
    if word in HELPERS:
        return _helped(word, before, behind)
    return _past(before, behind)


def _helped(word: str, before: Sequence[str], behind: Sequence[str]) -> _Told:
    """What "has" and the like tell; nothing in "would have spoken", "has a speech" and "were to meet"."""
    owned = word in _PERFECT and DETERMINERS.intersection(behind[:1]) - {"no"}
    awaited = word in _WAS and behind[:1] == ["to"]
    if owned or awaited or (word in _PERFECT and (_WILL | _UNSURE).intersection(before)):
        return _UNCLEAR
    return Tense.PAST if word in _PERFECT | _WAS | {"did", "didn't"} else _UNCLEAR


def _past(before: Sequence[str], behind: Sequence[str]) -> _Told:
    """What a form of the past tells, by the helpers before it: "will be held", "the bill proposed"."""
    if list(before[-2:]) == ["to", "be"]:
        return _governed(before[:-2])
    helper = next((at for at, token in enumerate(before) if token in _WILL or token in _UNSURE), None)
    near = next((token for token in reversed(before) if not is_adverb(token)), "")
    if helper is not None and (near in _UNSURE or behind or "have" in before[helper:]):
        return _verb(before[helper], before[:helper], before[helper + 1 :])
    return Tense.PAST


def _is_infinitive(word: str) -> bool:
    return (
        word.islower()
        and word not in DETERMINERS | _NOUNS_AFTER_TO
        and not (is_plural(word) or _NO_VERB.search(word))
    )


def _governed(before: Sequence[str]) -> _Told:
    """What an infinitive tells: "is due to meet", "plans to meet"; with no verb before it, a headline's."""
    near = before[-3:]
    if not _HOPES.isdisjoint(near):
        return _UNCLEAR if _WAS.intersection(before[-5:]) else Tense.FUTURE
    told = next(
        (t for at in range(len(before)) if (t := _verb(before[at], before[:at], before[at + 1 :]))), None
    )
    heads = told is None and before[-1:] and before[-1][0].isupper()
    return Tense.FUTURE if told is Tense.FUTURE or heads else _UNCLEAR


def _forward(tokens: Sequence[str], across: bool) -> _Told:
    """What the next verb tells; `across`: it may stand behind a comma, and be of what will be though words
    come between ("on Friday the council will"; not "his speech on Friday about gas will")."""
    for at, word in enumerate(tokens):
        if word in _PUNCTUATION and (not across or word != ","):
            return None
        behind = tokens[at + 1 :]
        planned = word in {"is", "are"} and not _AHEAD.union({"to"}).isdisjoint(behind[:3])
        told = Tense.FUTURE if planned else _verb(word, tokens[max(at - 1, 0) : at], behind)
        if told is not None:
            return _UNCLEAR if told is Tense.FUTURE and at and not across else told
    return None
