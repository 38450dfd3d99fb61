"""Words after which a full stop may end no sentence, and words that tell that one has begun. Lists
for English news, without the last full stop; what is not listed is an ordinary word."""

from functools import partial

from briefing.grammar.tables import word_class

_listed = partial(word_class, file="abbreviations")

TITLES = _listed("titles")
"""Stand before a name: the sentence always goes on."""

NEVER = _listed("never")
"""What follows always belongs to the same sentence."""

COUNTED = _listed("counted")
"""Stand by a figure or a date: the sentence ends unless a figure, a day or a month follows."""

SHORTENED = _listed("shortened")
"""End a sentence only where one of OPENERS follows; so do initials and acronyms ("J.", "U.S.")."""

LISTED = TITLES | NEVER | COUNTED | SHORTENED | {"etc"}

OPENERS = _listed("openers")
"""Words that have a capital, outside of headlines, only where they open a sentence."""

CLOCK = _listed("clock")
"""Hours: the sentence goes on where a figure, a zone, a day or a month follows."""

AFTER_CLOCK = _listed("after_clock")

AFTER_ORDINAL = _listed("after_ordinal")
"""Follow a number that has a full stop because it is an ordinal, in German and its neighbours."""

SAID = _listed("said")
"""Verbs that follow a speaker's name after words in quotation marks: "Why?" Ms Okafor asked."""
