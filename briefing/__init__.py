"""briefing: one checked page from news articles, with models that run on this machine.

Every word on the page leads back to characters of the source. `brief` makes a `Briefing` of a
source, `render` a page of that, `verify` holds any text against sources, `load` reads only an article. These
four are imported when first asked for: importing the package alone is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from briefing.domain.article import Article, Block, BlockKind, Section, SegmentedArticle, Sentence, Source
from briefing.domain.briefing import Briefing, Page, RunRecord, untraced
from briefing.domain.claims import Check, Claim, Evidence, Match, Verdict
from briefing.domain.findings import Actor, Findings, Mention, Quantity, Quotation
from briefing.domain.spans import Place, Span, TracedText
from briefing.errors import BackendError, BriefingError, ConfigError, LoadError, RenderError

if TYPE_CHECKING:
    from briefing.library import brief, render, verify
    from briefing.loading import LoadOptions, load

__all__ = [
    "Actor",
    "Article",
    "BackendError",
    "Block",
    "BlockKind",
    "Briefing",
    "BriefingError",
    "Check",
    "Claim",
    "ConfigError",
    "Evidence",
    "Findings",
    "LoadError",
    "LoadOptions",
    "Match",
    "Mention",
    "Page",
    "Place",
    "Quantity",
    "Quotation",
    "RenderError",
    "RunRecord",
    "Section",
    "SegmentedArticle",
    "Sentence",
    "Source",
    "Span",
    "TracedText",
    "Verdict",
    "brief",
    "load",
    "render",
    "untraced",
    "verify",
]

_WHEN_ASKED = {
    "LoadOptions": "briefing.loading",
    "brief": "briefing.library",
    "load": "briefing.loading",
    "render": "briefing.library",
    "verify": "briefing.library",
}


def __getattr__(name: str) -> object:
    if name not in _WHEN_ASKED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHEN_ASKED[name]), name)
