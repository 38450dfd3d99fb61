"""What a page's own markup says beside its article: headlines, captions, description, language."""

import re
from dataclasses import dataclass
from typing import Self

from lxml import etree, html

from briefing.domain.spans import fold
from briefing.loading.decoding import repair

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
# "Harbour wins vote | The Ledger": what may stand between title and site.
_SEPARATORS = ("|", "–", "—", "»", "·", "•", "-", "/")
_SEPARATOR = re.compile(r"\s+[|–—»·•:/-]|[|»·•:]\s")
# Characters in which a lead and a description must agree; descriptions are often cut.
_LEAD = 60
_LONGEST_LEAD = 800


def declared_charset(data: bytes) -> str | None:
    """The charset that a page states of itself."""
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def one_line(text: str | None) -> str:
    """One line of repaired text; white space of markup means nothing."""
    return _SPACE.sub(" ", repair(text or "")).strip()


@dataclass(frozen=True, slots=True)
class WebPage:
    """The parsed page; `root` is None where nothing could be parsed."""

    root: etree._Element | None

    @classmethod
    def parse(cls, source: str) -> Self:
        """The page as a browser would read it; never raises."""
        try:
            return cls(html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8")))
        except (etree.ParserError, ValueError):
            return cls(None)

    @property
    def language(self) -> str | None:
        """The code of ISO 639-1 that the page states, if any."""
        stated = self.root.get("lang") or self.root.get("xml:lang") if self.root is not None else None
        found = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", stated or "")
        return found[1].casefold() if found else None

    @property
    def captions(self) -> frozenset[str]:
        """The folded texts of all figcaptions."""
        return frozenset(fold(self._words(element)) for element in self._elements("figcaption"))

    def headline(self, title: str, outlet: str) -> str:
        """`title` as it stands on the page: without the site's name that is often put behind it."""
        for element in self._elements("h1", "h2"):
            words = self._words(element)
            if words and fold(title).startswith(fold(words)) and _SEPARATOR.match(title, len(words)):
                return words
        if outlet and title.endswith(outlet):
            stem = title.removesuffix(outlet).rstrip()
            return stem[:-1].rstrip() if stem.endswith(_SEPARATORS) else title
        return title

    def paragraph_like(self, description: str) -> str | None:
        """The first stretch of the page's body that begins as its description does; None without."""
        wanted = fold(description)[:_LEAD]
        if len(wanted) < _LEAD:
            return None
        for element in self._elements("p", "h2", "h3", "div", "span"):
            # Only the innermost element, or the first hit would be the whole page.
            if any(child.tag in ("p", "div", "h2", "h3") for child in element.iterdescendants()):
                continue
            words = self._words(element)
            if len(words) <= _LONGEST_LEAD and fold(words).startswith(wanted):
                return words
        return None

    def _elements(self, *tags: str) -> list[etree._Element]:
        return list(self.root.iter(*tags)) if self.root is not None else []

    @staticmethod
    def _words(element: etree._Element) -> str:
        return one_line("".join(element.itertext()))
