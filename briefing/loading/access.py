"""Pages that hold no whole article: walls of consent, robot checks, log-ins, openings for
non-subscribers, lists of stories.

One rule: what such a page says must be nearly all that it says. A box about cookies or subscriptions
beside an article changes nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.domain.article import PROSE, BlockKind
from briefing.domain.words import word_count
from briefing.errors import EmptyArticle
from briefing.grammar.tables import phrases, word_class
from briefing.loading.cards import linked_cards
from briefing.loading.lines import author_of_line, kind_of_line
from briefing.loading.parsed import Piece
from briefing.loading.webpage import WebPage, plain

_OPENING = 130
"""Words that are no more than an opening where the page says that the rest is for subscribers."""
_FEW, _NEXT_TO_NONE = 60, 15
"""Words of prose: too few for an article among more of a wall, and too few beside any."""
_PART = 0.6
"""Share of the words that a page states of its article, under which what it holds is a part."""
# A wall says what it is near the top, and asks for a subscription in a line or two.
_SAYS = 3000
_LONGEST_WALL = 20_000
_ASKS = 40
_ADDRESS = word_class("address", "walls")
_STORIES, _STORY_WORDS = 4, 60
"""Linked headlines in the text, or bylines, with fewer words of prose each, and before the first, make a
list."""
_MOST = 0.6
"""Share of the words that stand in boxes which lead elsewhere, over which a page is a list of them."""

# "€69 per month. Cancel anytime", not what a month of anything else costs.
_COST = r"[€$£] ?\d+(?:[.,]\d+)?(?: ?/ ?| per | a | for (?:the|your) first )(?:week|month|year)\b"
_PRICE = re.compile(rf"{_COST}.*\b(?:cancel|access|trial)|\b(?:cancel|access|trial|offer)\b.*{_COST}")
_PAGES = re.compile(r"\W*page \d+ (?:of|/) (\d+)\b.{0,60}$", re.IGNORECASE)

_SAVE = "save its text and name the file"
_WALLS = {
    "robot": f"holds a check for robots and no article; open it in a browser, then {_SAVE}",
    "consent": f"asks for consent to cookies and holds no article; answer it in a browser, then {_SAVE}",
    "login": f"asks to log in and holds no article; log in with a browser, then {_SAVE}",
    "missing": "says that the article is not there; check the address",
    "closed": f"tells why it is not shown and holds no article; open it in a browser or later, then {_SAVE}",
    "script": f"shows nothing without JavaScript; open it in a browser, then {_SAVE}",
}
"""What a page is that says one of these phrases and little else, the surest first."""


def open_part(page: WebPage, pieces: Sequence[Piece], where: str) -> tuple[list[Piece], bool]:
    """The pieces with what asks for a subscription, and all behind it, marked as that; and whether
    they are only the opening of an article, or one of its pages.

    Raises EmptyArticle where they are less: a teaser, a wall, or a list of stories.
    """
    _check_wall(page, pieces, where)
    if stories := _listed_stories(page, pieces):
        raise EmptyArticle(
            f"{where}: this page lists {stories} stories and holds no article; give the address of one"
        )
    paged = any(_is_one_of_pages(piece.text) for piece in pieces)
    asks = _asks_at(page, pieces)
    before = _words(pieces[:asks])
    part = bool(page.stated_words) and before < _PART * page.stated_words
    if 0 < before < _OPENING and (
        asks is not None
        or _breaks_off(pieces)
        or (page.is_kept and (part or not page.stated_words))
        or _says("subscribe", plain(page.visible))
    ):
        raise EmptyArticle(
            f"{where}: this page gives only the opening of an article and keeps the rest for subscribers or "
            f"on another page; open that or log in with a browser, then {_SAVE}"
        )
    if asks is None:
        return list(pieces), paged or (page.is_kept and part)
    return [*pieces[:asks], *(replace(piece, kind=BlockKind.BOILERPLATE) for piece in pieces[asks:])], True


def _check_wall(page: WebPage, pieces: Sequence[Piece], where: str) -> None:
    """Raise EmptyArticle where a page says what walls say and little else."""
    if sum(len(piece.text) for piece in pieces) > _LONGEST_WALL:
        return
    words = _words(pieces)
    other = _words([piece for piece in pieces if not _of_wall(piece.text)])
    if other < _NEXT_TO_NONE:
        said = plain(" ".join((page.title, *(piece.text for piece in pieces), page.visible)))
    elif other < _FEW:
        # By the title alone, unless most of what there is speaks as walls do.
        most = other < words / 2
        said = plain(" ".join((page.title, *(piece.text for piece in pieces if most))))
    else:
        return
    for wall, message in _WALLS.items():
        if _says(wall, said[:_SAYS]):
            raise EmptyArticle(f"{where}: this page {message}")


def _asks_at(page: WebPage, pieces: Sequence[Piece]) -> int | None:
    """Where a subscription is asked for: a short piece in sight, with less than half of the prose behind
    it."""
    for number, piece in enumerate(pieces):
        said = plain(piece.text)
        asks = _says("subscribe", said) or _PRICE.search(said)
        if word_count(said) <= _ASKS and asks and said in plain(page.visible):
            return number if _words(pieces[number:], listed=False) < _words(pieces[:number]) / 2 else None
    return None


def _breaks_off(pieces: Sequence[Piece]) -> bool:
    """Whether the last paragraph ends in the middle of a sentence, with dots."""
    prose = [p.text.rstrip() for p in pieces if p.kind in (None, *PROSE) and kind_of_line(p.text) is None]
    return bool(prose) and prose[-1].endswith(("...", "…", "[…]", "[...]"))


def _is_one_of_pages(text: str) -> bool:
    """Whether a piece says that the article goes on elsewhere: "Page 1 of 3"."""
    found = _PAGES.match(text)
    return found is not None and found[1] != "1"


def _words(pieces: Sequence[Piece], listed: bool = True) -> int:
    """The words of prose, `listed`: of lists too."""
    return sum(
        word_count(piece.text)
        for piece in pieces
        if piece.kind in (None, *PROSE)
        and kind_of_line(piece.text) is None
        and (listed or piece.kind is not BlockKind.LIST_ITEM)
    )


def _says(wall: str, text: str) -> bool:
    return any(phrase in text for phrase in phrases(wall, "walls"))


def _of_wall(text: str) -> bool:
    """Whether a paragraph speaks to its reader of what walls speak of."""
    text = plain(text)
    return any(_says(wall, text) for wall in _WALLS) or (
        _says("consenting", text) and not _ADDRESS.isdisjoint(text.split())
    )


def _listed_stories(page: WebPage, pieces: Sequence[Piece]) -> int:
    """How many links to stories make the text a list of them; 0 where it is none."""
    headlines = page.linked_headlines
    titles = [n for n, piece in enumerate(pieces) if plain(piece.text) in headlines]
    words = _words(pieces)
    bylines = sum(author_of_line(piece.text) is not None for piece in pieces)
    if bylines >= _STORIES and words < _STORY_WORDS * bylines and not _is_live(page):
        return bylines
    if (
        len(titles) >= _STORIES
        and words < _STORY_WORDS * len(titles)
        and _words(pieces[: titles[0]]) < _STORY_WORDS
    ):
        return len(titles)
    said = plain(" ".join(piece.text for piece in pieces))
    links = [link for link in page.links if link in said]
    if len(links) >= _STORIES and 2 * sum(map(word_count, links)) > word_count(said):
        return len(links)
    return max((len(cards) for cards in linked_cards(page.root) if _hold_most(cards, pieces)), default=0)


def _is_live(page: WebPage) -> bool:
    """Whether it is a page of updates, which have bylines too."""
    return "live" in plain(page.title).replace(":", " ").split() or "live updates" in plain(page.visible)


def _hold_most(cards: Sequence[str], pieces: Sequence[Piece]) -> bool:
    """Whether most of what the pieces say stands in the boxes."""
    joined = " ".join(" ".join(cards).split())
    held = sum(word_count(piece.text) for piece in pieces if plain(piece.text) in joined)
    return held > _MOST * sum(word_count(piece.text) for piece in pieces)
