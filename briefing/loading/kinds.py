"""The kind of each paragraph where markup does not say it: headline, heading, list, boilerplate."""

from collections.abc import Sequence
from datetime import date, timedelta

from briefing.domain.article import PROSE, BlockKind
from briefing.domain.spans import fold
from briefing.loading.datelines import announces_change, date_of_line, dateline, is_date_line, opens_with_date
from briefing.loading.headlines import is_headline
from briefing.loading.lines import (
    answers_comment,
    author_of_line,
    author_of_small_line,
    ends_sentence,
    heads_comment,
    is_listed,
    is_short,
    kind_of_line,
    may_head,
    signs_off,
)
from briefing.loading.parsed import Metadata, Parsed, Stretch, covering

# Marks that begin nothing but list items; a dash or a number may begin a sentence.
_SURE_BULLETS = "•‣◦▪●∙·"
# Blocks from the top among which a date line or a byline speaks for the article.
_MASTHEAD = 6
# Sentences that may stand over a date by itself, of captions and the like, and lines looked at for one.
_OVER_TEXT, _FAR_DOWN = 4, 20
# A heading and a subheading; three short lines in a row are something else.
_NESTED = 2
# Share of the text that may stand under the end of an article.
_UNDER_END = 0.2
# Lines of a comment up to "Reply", and comments that need none.
_COMMENT_LINES, _COMMENTS = 6, 3
# So many lines of so few words over an article are the pages of its site.
_ENTRIES, _ENTRY_WORDS = 3, 3
_SILENT = Metadata()
_DAY = timedelta(days=1)


def tell_kinds(
    text: str, stretches: Sequence[Stretch], title: str | None, stated: Metadata = _SILENT
) -> Parsed:
    """The stretches as blocks, each with a kind, and what lines of date and headline say.

    A kind that markup gave is kept. `title` is the user's; `stated` is what markup says.
    """
    lines = [stretch.span.of(text) for stretch in stretches]
    kinds = [_marked_kind(s.kind, line) for s, line in zip(stretches, lines, strict=True)]
    top = _tell_menu(lines, kinds)
    published, author = _tell_masthead(lines, kinds, top)
    _tell_buttons(lines, kinds, top)
    _tell_end(lines, kinds)
    _tell_foot(lines, kinds)
    _tell_lists(lines, kinds)
    _tell_headline(lines, stretches, kinds, title or stated.title, top)
    _tell_headings(lines, kinds)
    # Over a paragraph a day is a heading; by itself it says when something else was put up.
    told = [
        kind or (BlockKind.BOILERPLATE if is_date_line(line) else BlockKind.PARAGRAPH)
        for kind, line in zip(kinds, lines, strict=True)
    ]
    metadata = Metadata(
        title=_headline(lines, told) or stated.title,
        published=_published(stated.published, published),
        outlet=stated.outlet,
        author=stated.author or author,
        language=stated.language,
        excerpt=stated.excerpt,
    )
    return Parsed(text, covering(text, stretches, told), metadata)


def _published(stated: str | None, visible: str | None) -> str | None:
    """The day that the source states for machines; the one that readers see where it is the day before or
    after, since machines are told the time of another zone."""
    if stated and visible and abs(date.fromisoformat(stated[:10]) - date.fromisoformat(visible)) == _DAY:
        return visible
    return stated or visible


Kinds = list[BlockKind | None]


def _marked_kind(kind: BlockKind | None, line: str) -> BlockKind | None:
    """What markup or the line's form says. A link line stays one in any markup, and a standfirst
    is often marked as a heading."""
    if kind in (BlockKind.HEADLINE, BlockKind.BOILERPLATE):
        return kind
    by_form = kind_of_line(line)
    if kind is None or by_form is BlockKind.BOILERPLATE:
        return by_form
    if kind is BlockKind.HEADING and not is_short(line):
        return None
    return kind


def _headline(lines: Sequence[str], kinds: Sequence[BlockKind]) -> str | None:
    for line, kind in zip(lines, kinds, strict=True):
        if kind is BlockKind.HEADLINE:
            return " ".join(line.split())
    return None


def _tell_menu(lines: Sequence[str], kinds: Kinds) -> int:
    """The names of a site's pages over the headline of a text that was copied from one are no prose; where
    the article begins."""
    prose = next((n for n, line in enumerate(lines) if ends_sentence(line) or not is_short(line)), 0)
    above = [kinds[n] in (None, BlockKind.BOILERPLATE) and _is_entry(lines[n]) for n in range(prose)]
    top = next((n for n in range(prose) if not above[n] and kinds[n] is not BlockKind.BOILERPLATE), 0)
    if sum(above[:top]) < _ENTRIES:
        return 0
    _mark(kinds, range(top), BlockKind.BOILERPLATE)
    return top


def _tell_buttons(lines: Sequence[str], kinds: Kinds, top: int) -> None:
    """Between the headline under a menu and the first sentence what a reader may press is no prose: "Save",
    "Listen"."""
    if top:
        prose = next((n for n in range(top, len(lines)) if ends_sentence(lines[n])), top)
        for number in range(top + 1, prose):
            if kinds[number] is None and len(lines[number].split()) <= _ENTRY_WORDS:
                kinds[number] = BlockKind.BOILERPLATE


def _is_entry(line: str) -> bool:
    return len(line.split()) <= _ENTRY_WORDS and may_head(line)


def _tell_foot(lines: Sequence[str], kinds: Kinds) -> None:
    """Under the last sentence a link to other stories begins what is of the page: their titles."""
    told = [kind is not BlockKind.BOILERPLATE for kind in kinds]
    prose = (
        n
        for n, line in enumerate(lines)
        if told[n] and (kinds[n] or ends_sentence(line) or not is_short(line))
    )
    last = max(prose, default=len(lines))
    foot = next((n for n in range(last + 1, len(lines)) if not told[n]), len(lines))
    _mark(kinds, range(foot, len(lines)), BlockKind.BOILERPLATE)


def _tell_masthead(lines: Sequence[str], kinds: Kinds, top: int) -> tuple[str | None, str | None]:
    """Date lines and bylines near the top are no prose; the first byline, and the first date there or in
    a dateline, speak for the article, but not a date of its last change."""
    published = author = None
    # Where no letter is a capital, none tells a name.
    small = not any(char.isupper() for line in lines for char in line)
    for number, line in _masthead(lines, kinds, top):
        dated = number and may_head(line) and opens_with_date(line)
        if kinds[number] in (None, BlockKind.HEADING) and dated:
            kinds[number] = BlockKind.BOILERPLATE
        if kinds[number] not in (None, BlockKind.BOILERPLATE):
            continue
        stated = date_of_line(line) or dateline(line.title() if small else line)
        named = author_of_small_line(line) if small else author_of_line(line)
        if named or is_date_line(line):
            kinds[number] = BlockKind.BOILERPLATE
        if number and announces_change(lines[number - 1]):
            stated = None
        published, author = published or stated, author or named
    return published, author


def _masthead(lines: Sequence[str], kinds: Kinds, top: int) -> list[tuple[int, str]]:
    """The lines near the top of the article; under a menu stand more of the site's own between them."""
    numbered = list(enumerate(lines))[top:]
    if top:
        numbered = [(n, line) for n, line in numbered if kinds[n] is None or is_date_line(line)]
    # A day by itself may stand further down, under buttons and captions, over the text.
    sentences = [at for at, (_, line) in enumerate(numbered) if ends_sentence(line)]
    text = sentences[_OVER_TEXT] if len(sentences) > _OVER_TEXT else len(numbered)
    dated = [pair for pair in numbered[_MASTHEAD:text][:_FAR_DOWN] if is_date_line(pair[1])]
    return [*numbered[:_MASTHEAD], *dated]


def _tell_end(lines: Sequence[str], kinds: Kinds) -> None:
    """What stands under those who helped with the article, if it is little, is of the page, and so is what
    readers wrote under it."""
    comments = _comments(lines)
    _mark(kinds, range(comments, len(lines)), BlockKind.BOILERPLATE)
    for number, line in enumerate(lines):
        if signs_off(line) and sum(map(len, lines[number:])) < _UNDER_END * sum(map(len, lines)):
            _mark(kinds, range(number, len(lines)), BlockKind.BOILERPLATE)
            return


def _comments(lines: Sequence[str]) -> int:
    """Where readers' comments begin: each under who wrote it and how long ago, or over "Reply"."""
    heads = [number for number, line in enumerate(lines) if heads_comment(line)]
    for number in heads:
        answered = any(map(answers_comment, lines[number + 1 : number + 1 + _COMMENT_LINES]))
        if number and (answered or sum(head >= number for head in heads) >= _COMMENTS):
            return number
    return len(lines)


def _tell_lists(lines: Sequence[str], kinds: Kinds) -> None:
    """A bullet makes a list item; a dash or a number only where a neighbour has one too."""
    listed = [kind is None and is_listed(line) for line, kind in zip(lines, kinds, strict=True)]
    padded = [False, *listed, False]
    for number, line in enumerate(lines):
        neighbours = padded[number] or padded[number + 2]
        if listed[number] and (neighbours or line[0] in _SURE_BULLETS):
            kinds[number] = BlockKind.LIST_ITEM


def _tell_headline(
    lines: Sequence[str], stretches: Sequence[Stretch], kinds: Kinds, title: str | None, top: int
) -> None:
    """The first line that is no date, byline or boilerplate, if it looks like a headline."""
    if BlockKind.HEADLINE in kinds:
        return
    for number, line in _masthead(lines, kinds, top):
        if kinds[number] in (BlockKind.BOILERPLATE, BlockKind.CAPTION):
            continue
        following = _next_prose(number, lines, kinds)
        if kinds[number] is not None or following is None:
            return
        apart = stretches[number + 1].apart
        if (title and fold(line) == fold(title)) or is_headline(line, lines[following], apart):
            kinds[number] = BlockKind.HEADLINE
        return


def _next_prose(number: int, lines: Sequence[str], kinds: Kinds) -> int | None:
    """The next line that may be prose."""
    following = range(number + 1, len(lines))
    return next((n for n in following if kinds[n] is None or kinds[n] in PROSE), None)


def _tell_headings(lines: Sequence[str], kinds: Kinds) -> None:
    """A short line without an end mark is a heading where a paragraph follows.

    A heading may stand under a heading; a run of three or more such lines is something else, and
    after a colon it is a list.
    """
    heads = [kind is None and may_head(line) for line, kind in zip(lines, kinds, strict=True)]
    run: list[int] = []
    for number, line in enumerate(lines):
        if heads[number]:
            run.append(number)
            continue
        announced = bool(run) and run[0] > 0 and lines[run[0] - 1].endswith(":")
        if announced and len(run) > 1:
            _mark(kinds, run, BlockKind.LIST_ITEM)
        elif 0 < len(run) <= _NESTED and not announced and _may_follow(line, kinds[number]):
            _mark(kinds, run, BlockKind.HEADING)
        run = []


def _mark(kinds: Kinds, numbers: Sequence[int], kind: BlockKind) -> None:
    for number in numbers:
        kinds[number] = kind


def _may_follow(line: str, kind: BlockKind | None) -> bool:
    """Whether what stands under a heading may be this line."""
    if kind is not None:
        return kind in (BlockKind.LIST_ITEM, BlockKind.CAPTION)
    return ends_sentence(line) or line.endswith(":") or not is_short(line)
