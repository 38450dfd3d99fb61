"""Page to PDF. One rule: what is laid out is what was measured, by the same press."""

from importlib import import_module
from importlib.util import find_spec

from briefing.domain.briefing import Briefing, Page
from briefing.domain.formats import Paper
from briefing.errors import ConfigError
from briefing.rendering.form import Press


def open_press(paper: Paper) -> Press:
    """The press for a paper. Raises ConfigError where the extra is not installed."""
    if find_spec("typst") is None:
        raise ConfigError(
            "--paper and --format pdf need the extra pdf, which is not installed: pip install 'briefing[pdf]'"
        )
    press: Press = import_module("briefing.rendering.press").TypstPress(paper)
    return press


def to_pdf(page: Page, briefing: Briefing, press: Press | None) -> bytes:
    """The page as PDF, on the paper of the press; A4 where none is given."""
    return (press or open_press(page.paper or Paper.A4)).printed(page, briefing)
