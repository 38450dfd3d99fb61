"""Templates: the order and the headings of a page, as Jinja2 in a sandbox.

One rule: a template arranges runs and makes none. It is given marks that stand for the runs of the page,
one private character each; what it prints is read back, its own words as words of the template.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2 import Template as Compiled
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.domain.briefing import Line, LineKind, Run, RunStyle
from briefing.errors import UnknownTemplate
from briefing.rendering.runs import fixed

SHIPPED = ("desk", "bullets", "plain")

NAMES = (
    "title facts checked headed bottom_line points sections timeline actors quotations numbers paper"
).split()
"""What a template may use; docs/templates.md says what each is."""

MOST_CHARACTERS = 200_000
"""A template that prints more makes no page."""

_FIRST_MARK, _LAST_MARK = 0xF0000, 0xFFFFD
_MARK = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}]")
_PREFIXES = (("# ", LineKind.TITLE), ("## ", LineKind.HEADING), ("- ", LineKind.BULLET))
_JINJA = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)


class TemplateFault(UnknownTemplate):
    """A template that cannot be used; the message names file, line and variable."""


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """A template ready for use. `name` is what messages call it; `longest`: no item has more words."""

    name: str
    compiled: Compiled
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What a template is given of one line: printed as it is, or a piece of it. Empty pieces are false."""

    mark: str
    label: str
    text: str
    marks: str
    words: int

    def __str__(self) -> str:
        return self.mark


def load_template(name: str) -> PageTemplate:
    """A shipped template by its name, or a file. Raises UnknownTemplate, and TemplateFault where it is no
    template of a page."""
    if name in SHIPPED:
        source = (files("briefing.rendering") / "templates" / f"{name}.j2").read_text(encoding="utf-8")
        return _compiled(name, source)
    try:
        return _compiled(name, Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise UnknownTemplate(
            f'unknown template "{name}": neither one of {", ".join(SHIPPED)} nor a file that can be read'
            f" ({error.strerror})"
        ) from error
    except UnicodeDecodeError as error:
        raise TemplateFault(f"{name}: is no text in UTF-8; save it as UTF-8") from error


def _compiled(name: str, source: str) -> PageTemplate:
    if found := _MARK.search(source):
        line = source.count("\n", 0, found.start()) + 1
        raise TemplateFault(
            f"{name}, line {line}: U+{ord(found[0]):X} may not stand in a template; take it out"
        )
    try:
        tree = _JINJA.parse(source)
        compiled = _JINJA.from_string(source)
    except TemplateSyntaxError as error:
        raise TemplateFault(f"{name}, line {error.lineno}: {error.message}") from error
    return PageTemplate(name, compiled, _longest(name, tree))


def _longest(name: str, tree: nodes.Template) -> int | None:
    """What `{% set longest = 20 %}` at the top of a template says."""
    for node in tree.body:
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            if node.target.name != "longest":
                continue
            value = node.node.value if isinstance(node.node, nodes.Const) else None
            if not isinstance(value, int) or value < 1:
                raise TemplateFault(f"{name}, line {node.lineno}: longest must be a positive whole number")
            return value
    return None


@dataclass(slots=True)
class Ledger:
    """The marks of one page and what each stands for."""

    held: list[Line | tuple[Run, ...]] = field(default_factory=list)
    owners: list[tuple[str, ...]] = field(default_factory=list)

    def item(self, line: Line) -> Item:
        """A line for a template."""
        text, marks = _parted(line.runs)
        return Item(
            self._mark(line, line.items),
            self._mark(line.label, ()) if line.label else "",
            self._mark(text, line.items) if text else "",
            self._mark(marks, ()) if marks else "",
            len(line.text.split()),
        )

    def _mark(self, held: Line | tuple[Run, ...], items: tuple[str, ...]) -> str:
        self.held.append(held)
        self.owners.append(items)
        return chr(_FIRST_MARK + len(self.held) - 1)

    def of(self, mark: str) -> tuple[Line | tuple[Run, ...], tuple[str, ...]]:
        """What a mark stands for, and the ids of what it prints."""
        number = ord(mark) - _FIRST_MARK
        return self.held[number], self.owners[number]


def _parted(runs: Sequence[Run]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The words of a line, and its sentence marks; a space before a mark goes with it."""
    text: list[Run] = []
    marks: list[Run] = []
    for run in runs:
        if run.style is not RunStyle.REFERENCE:
            text.append(run)
            continue
        if text and text[-1] == fixed(" "):
            text.pop()
        marks += [fixed(" "), run] if marks else [run]
    return tuple(text), tuple(marks)


def arrange(template: PageTemplate, offered: Mapping[str, object], ledger: Ledger) -> list[Line]:
    """The lines that a template makes of what it is offered: strings, numbers and Items of `ledger`.

    A printed line of one Item is that line; "# ", "## " and "- " begin a title, a heading and a bullet;
    anything else is a paragraph. Raises TemplateFault.
    """
    rows = (" ".join(row.split()) for row in _printed(template, offered).split("\n"))
    return [_line(row, ledger) for row in rows if row]


def _printed(template: PageTemplate, offered: Mapping[str, object]) -> str:
    pieces: list[str] = []
    length = 0
    try:
        for piece in template.compiled.generate(offered):
            pieces.append(piece)
            length += len(piece)
            if length > MOST_CHARACTERS:
                raise TemplateFault(f"{template.name}: prints without end; check its loops")
    except TemplateError as error:
        raise TemplateFault(f"{_where(template, error)}: {_told(error)}") from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, OverflowError) as error:
        raise TemplateFault(f"{_where(template, error)}: {error}") from error
    return "".join(pieces)


def _where(template: PageTemplate, error: Exception) -> str:
    """The file and the line: Jinja gives the frames of a template the lines of its source."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"{template.name}, line {line}" if line else template.name


def _told(error: TemplateError) -> str:
    return f"{error.message}; a template of a page has {', '.join(NAMES)} (docs/templates.md)"


def _line(row: str, ledger: Ledger) -> Line:
    if _MARK.fullmatch(row) and isinstance(whole := ledger.of(row)[0], Line):
        return whole
    for prefix, kind in _PREFIXES:
        if row.startswith(prefix):
            return _pieced(kind, row.removeprefix(prefix).strip(), ledger)
    return _pieced(LineKind.PARAGRAPH, row, ledger)


def _pieced(kind: LineKind, row: str, ledger: Ledger) -> Line:
    """A line of a template's words and of what its marks stand for."""
    runs: list[Run] = []
    items: list[str] = []
    at = 0
    for match in _MARK.finditer(row):
        if at < match.start():
            runs.append(fixed(row[at : match.start()]))
        held, owned = ledger.of(match.group())
        runs += _inline(held) if isinstance(held, Line) else held
        items += owned
        at = match.end()
    if at < len(row):
        runs.append(fixed(row[at:]))
    return Line(kind, tuple(runs), items=tuple(dict.fromkeys(items)))


def _inline(line: Line) -> Iterator[Run]:
    """A line with its label before it, as part of another."""
    yield from line.label
    if line.label and line.runs:
        yield fixed(": ")
    yield from line.runs
