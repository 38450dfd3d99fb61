"""The press: a page laid out on paper by typst, and measured there.

One rule: the type keeps its size; what does not fit one page is for `compose` to leave out. Fonts are
those of typst and of the extra `pdf`, the same on every machine; those of the machine are asked only for
characters that none of these has.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst

from briefing.domain.briefing import Briefing, Line, LineKind, Page, Run
from briefing.domain.formats import Paper
from briefing.domain.languages import RIGHT_TO_LEFT
from briefing.domain.spans import Place
from briefing.errors import RenderError
from briefing.rendering.links import anchor, anchored, link_of
from briefing.rendering.printable import printable

FACE = "Libertinus Serif"
"""The face of the page, which typst brings: Latin, Greek and Cyrillic in little room."""

_FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Noto Sans for the scripts that the face lacks."""

_HAN = {"zh": "Noto Sans CJK SC", "ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR"}
"""The same character is drawn otherwise in each of these languages."""

_STANDARD: Literal["ua-1"] = "ua-1"
"""Tagged, titled, in a language, with a glyph for every character: PDF/UA-1, or an error that says what
lacks."""

_EPOCH = 0
"""The time of making in the file, in seconds since 1970: there is no clock on a page."""

_ROUNDS = 4
"""Compilations in which all characters without a font are found: typst tells many at a time."""

MOST_UNPRINTABLE = 0.2
"""The share of a page's letters that may lack a font; a page of more is no page."""

_SUBSTITUTE = "\ufffd"
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class TypstPress:
    """Pages on one paper."""

    paper: Paper

    def fits(self, page: Page, briefing: Briefing) -> bool:
        """Whether a page, its numbered source aside, is one page of this paper."""
        inputs = _inputs(_without_source(page), briefing, self.paper, ())
        compiler = typst.Compiler(
            _source(), font_paths=_fonts(False), ignore_system_fonts=True, sys_inputs=inputs
        )
        return int(compiler.query("<pages>", field="value", one=True)) == 1

    def unprintable(self, page: Page, briefing: Briefing) -> tuple[str, ...]:
        """The characters of a page that no font here has. Raises RenderError where they are too many."""
        _, missing = self._made(_without_source(page), briefing)
        letters = [c for run in page.runs for c in run.text if not c.isspace()]
        lost = sum(run.text.count(each) for run in page.runs for each in missing)
        if lost > MOST_UNPRINTABLE * len(letters):
            raise RenderError(
                f"{lost} of {len(letters)} characters of the page have no font here, first {missing[0]!r}; "
                "install one for the script (Noto Sans has most), or write another format"
            )
        return missing

    def printed(self, page: Page, briefing: Briefing) -> bytes:
        """The page as PDF, its numbered source on the pages after it."""
        return self._made(page, briefing)[0]

    def _made(self, page: Page, briefing: Briefing) -> tuple[bytes, tuple[str, ...]]:
        """A PDF, and the characters that have a substitute in it. Fonts of the machine come last."""
        made, missing = self._tried(page, briefing, system=False)
        return self._tried(page, briefing, system=True) if missing else (made, missing)

    def _tried(self, page: Page, briefing: Briefing, system: bool) -> tuple[bytes, tuple[str, ...]]:
        compiler = typst.Compiler(font_paths=_fonts(system), ignore_system_fonts=True)
        missing: tuple[str, ...] = ()
        for _ in range(_ROUNDS):
            inputs = _inputs(page, briefing, self.paper, missing)
            try:
                made = compiler.compile(
                    input=_source(),
                    format="pdf",
                    sys_inputs=inputs,
                    pdf_standards=[_STANDARD],
                    timestamp=_EPOCH,
                )
                if not isinstance(made, bytes):
                    raise RenderError("typst made no PDF; please report this")
            except typst.TypstError as error:
                found = [_unescaped(m[1]) for m in _NO_GLYPH.finditer(f"{error.message}\n{error.diagnostic}")]
                if not found:
                    raise RenderError(f"typst cannot lay out the page: {error.message}") from error
                missing = tuple(dict.fromkeys((*missing, *found)))
            else:
                return made, missing
        raise RenderError(
            f"no font here has {len(missing)} characters of the page, among them {missing[0]!r}; install one "
            "for the script (Noto Sans has most), or write another format"
        )


@cache
def _source() -> bytes:
    return (files("briefing.rendering") / "page.typ").read_bytes()


@cache
def _fonts(system: bool) -> typst.Fonts:
    found = [find_spec(name) for name in _FONT_PACKAGES]
    folders = [Path(spec.origin).parent for spec in found if spec and spec.origin]
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=folders)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)


def _without_source(page: Page) -> Page:
    return Page(_parted(page)[0])


def _parted(page: Page) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of the page, and those of the numbered source with their heading."""
    first = next((i for i, line in enumerate(page.lines) if line.kind is LineKind.SOURCE), None)
    if first is None:
        return page.lines, ()
    return page.lines[: first - 1], page.lines[first - 1 :]


def _inputs(page: Page, briefing: Briefing, paper: Paper, missing: Iterable[str]) -> dict[str, str]:
    """The page as typst's `sys.inputs`: one JSON text."""
    lines, source = _parted(page)
    drawn = _Drawn(briefing, frozenset(p for line in source if (p := anchored(line))), tuple(missing))
    language = briefing.articles[0].article.language
    title = next((line.text for line in lines if line.kind is LineKind.TITLE), briefing.title)
    outlets = (article.article.outlet for article in briefing.articles)
    document: Json = {
        "title": drawn.text(title),
        "outlets": [drawn.text(outlet) for outlet in dict.fromkeys(outlets) if outlet],
        "paper": _TYPST_NAMES[paper],
        "fonts": [FACE, *((_HAN[language],) if language in _HAN else ())],
        "language": language or "en",
        "leftwards": language in RIGHT_TO_LEFT,
        "lines": [drawn.line(line) for line in lines],
        "source": [drawn.line(line) for line in source],
    }
    return {"page": json.dumps(document, ensure_ascii=False)}


_TYPST_NAMES = {Paper.A4: "a4", Paper.LETTER: "us-letter"}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Lines and runs as values for typst."""

    briefing: Briefing
    anchors: frozenset[Place]
    missing: Sequence[str]

    def line(self, line: Line) -> Json:
        place = anchored(line)
        return {
            "kind": line.kind.value,
            "label": [self.run(run) for run in line.label],
            "runs": [self.run(run) for run in line.runs],
            "at": line.at,
            "anchor": anchor(place) if place else None,
        }

    def run(self, run: Run) -> Json:
        link = link_of(run, self.anchors, self.briefing)
        return {
            "text": self.text(run.text),
            "style": run.style.value,
            "url": link if isinstance(link, str) else None,
            "anchor": anchor(link) if isinstance(link, Place) else None,
        }

    def text(self, text: str) -> str:
        shown = printable(text)
        for each in self.missing:
            shown = shown.replace(each, _SUBSTITUTE)
        return shown
