"""A page in the formats a user may ask for. One rule: renderers add markup, never a word.

A new format is one file beside these and one line in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.domain.briefing import Briefing, Page
from briefing.domain.formats import DRAWN, Format, Paper
from briefing.errors import ConfigError
from briefing.rendering.form import Form, Press
from briefing.rendering.templating import load_template
from briefing.rendering.to_html import to_html
from briefing.rendering.to_json import to_json
from briefing.rendering.to_markdown import to_markdown
from briefing.rendering.to_pdf import open_press, to_pdf
from briefing.rendering.to_terminal import to_terminal


@dataclass(frozen=True, slots=True)
class Look:
    """What does not depend on the page: `width` in columns (None: 120) and `colour` for plain
    text, `one_line` for JSON Lines, the `press` for PDF."""

    width: int | None = None
    colour: bool = False
    one_line: bool = False
    press: Press | None = None


_PLAIN = Look()


def open_form(template: str, paper: Paper | None, format: Format) -> Form:
    """The form that was asked for: a PDF is always measured, on A4 where no paper is named.

    Raises UnknownTemplate, TemplateFault, and ConfigError where the extra `pdf` is needed and not installed.
    """
    measured = paper or (Paper.A4 if format is Format.PDF else None)
    press = open_press(measured) if measured else None
    return Form(load_template(template), press, timeline=format in DRAWN)


FORMATS: Mapping[Format, Callable[[Briefing, Page, Look], str | bytes]] = {
    Format.MD: lambda _briefing, page, _look: to_markdown(page),
    Format.TXT: lambda _briefing, page, look: to_terminal(page, look.width, look.colour),
    Format.HTML: lambda briefing, page, _look: to_html(page, briefing),
    Format.PDF: lambda briefing, page, look: to_pdf(page, briefing, look.press),
    Format.JSON: lambda briefing, page, look: to_json(briefing, page, None if look.one_line else 2),
}


def render(briefing: Briefing, page: Page, format: Format, look: Look = _PLAIN) -> str | bytes:
    """The page as text that ends with a line break and can be written as UTF-8; bytes where the format is
    no text."""
    return FORMATS[format](briefing, page, look)


def format_of(path: Path) -> Format:
    """The format that a file's extension stands for. Raises ConfigError."""
    try:
        return Format(path.suffix[1:].lower())
    except ValueError:
        choices = ", ".join(f".{format.value}" for format in Format)
        told = (
            f"no format has the extension {path.suffix!r}" if path.suffix else "no extension tells the format"
        )
        raise ConfigError(f"{path}: {told}; choose one of {choices}, or say --format") from None
