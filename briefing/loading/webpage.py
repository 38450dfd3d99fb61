"""What a page's own markup says beside its article: headlines, captions, description, language, author, and
whether all of it is there for everybody."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self
from urllib.parse import urlsplit

from lxml import etree, html

from briefing.domain.spans import fold
from briefing.domain.words import word_count
from briefing.loading.changes import drop_changes, is_of_change
from briefing.loading.decoding import repair

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
# "Harbour wins vote | The Ledger": what may stand between title and site.
_SEPARATORS = ("|", "–", "—", "»", "·", "•", "-", "/")
_PARTS = re.compile(r"\s+[|–—»›·•:-]\s+")
_SEPARATOR = re.compile(r"\s+[|–—»·•:/-]|[|»·•:]\s")
# Characters in which a lead and a description must agree; descriptions are often cut.
_LEAD = 60
_LONGEST_LEAD = 800
# What is not in sight, or stands around the article on every page of a site.
_UNSEEN = (
    "descendant::*[self::script or self::style or self::template or self::nav or self::footer or self::aside"
    " or self::svg or @hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')]"
)
_ARTICLE = re.compile(r"(\w*Article|\w*BlogPosting|Report\w*|LiveBlogPosting|WebPage)$")
# Of a name: no address, no handle, no figure.
_NO_NAME = re.compile(
    r"[@\d]|https?:|www\.|\.(com|org|net)\b|^(admin|administrator|webmaster|root|user)$", re.IGNORECASE
)
_AUTHOR_CHARACTERS = 80
_AUTHOR_METAS = frozenset(("author", "article:author", "citation_author", "dc.creator", "parsely-author"))
_FEWEST_LINK_WORDS = 4
_DATE_METAS = frozenset(
    """article:published_time article:published og:published_time og:article:published_time datepublished date
    pubdate publishdate publish_date publish-date publication_date date.created date.issued dc.date
    dc.date.issued dcterms.date dcterms.created dcterms.issued parsely-pub-date sailthru.date
    citation_publication_date cxenseparse:recs:publishtime""".split()
)
# Of the article: in no box, list or card beside it, and not of its last change.
_CHANGED = (
    "contains(concat(@itemprop, @class), 'odified') or contains(@class, 'pdated') and"
    " not(contains(@class, 'ublished'))"
)
_TIMES = (
    "descendant::time[@datetime and not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li"
    f" or ancestor::a or {_CHANGED})]"
)
_OTHER_DATES = (
    "descendant::*[self::aside or self::nav or self::footer or self::li or self::script"
    f" or self::time[{_CHANGED}]]"
)
_FORWARDED = re.compile(r"url\s*=\s*[\"']?([^\"'\s]{1,500})", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?!\d)")


def declared_charset(data: bytes) -> str | None:
    """The charset that a page states of itself."""
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def one_line(text: str | None) -> str:
    """One line of repaired text; white space of markup means nothing."""
    return _SPACE.sub(" ", repair(text or "")).strip()


def plain(text: str) -> str:
    """Lower case on one line, with straight apostrophes; for comparing only."""
    return _SPACE.sub(" ", text.casefold().replace("’", "'")).strip()


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
        """The plain texts of all figcaptions."""
        return frozenset(plain(self._words(element)) for element in self._elements("figcaption"))

    @property
    def title(self) -> str:
        return next(map(self._words, self._elements("title")), "")

    @property
    def visible(self) -> str:
        """The words of the body that a reader may see, but for what surrounds an article."""
        body = next(iter(self._elements("body")), None)
        if body is None:
            return ""
        copied = deepcopy(body)
        for element in copied.xpath(_UNSEEN):
            element.drop_tree()
        return " ".join(" ".join(copied.itertext()).split())

    @property
    def characters(self) -> int:
        """How long the text of the body is, scripts and styles aside."""
        body = next(iter(self._elements("body")), None)
        inside = body.iter(etree.Element) if body is not None else ()
        seen = (element for element in inside if element.tag not in ("script", "style"))
        return sum(len(element.text or "") + len(element.tail or "") for element in seen)

    @property
    def links(self) -> frozenset[str]:
        """The plain texts of all links to other pages that are more than a name."""
        texts = (self._words(a) for a in self._elements("a") if "#" not in a.get("href", "#"))
        return frozenset(plain(text) for text in texts if word_count(text) >= _FEWEST_LINK_WORDS)

    @property
    def linked_headlines(self) -> frozenset[str]:
        """The plain texts of headings that lead, as a whole, to another page."""
        found = set()
        for heading in self._elements("h1", "h2", "h3", "h4"):
            words = self._words(heading)
            inside = [one_line("".join(link.itertext())) for link in heading.iter("a")]
            if word_count(words) >= _FEWEST_LINK_WORDS and (
                words in inside or any(above.tag == "a" for above in heading.iterancestors())
            ):
                found.add(plain(words))
        return frozenset(found)

    @property
    def author(self) -> str | None:
        """Who wrote it, by the first of the page's statements for machines that has a name."""
        linked = (
            name
            for about in self._statements()
            for one in _several(about.get("author"))
            for name in _several(one.get("name") if isinstance(one, dict) else one)
        )
        metas = (
            meta.get("content")
            for meta in self._elements("meta")
            if (meta.get("name") or meta.get("property") or "").casefold() in _AUTHOR_METAS
        )
        marked = map(self._words, self.root.xpath("//*[@rel='author']") if self.root is not None else ())
        for stated in (linked, metas, marked):
            names = dict.fromkeys(one_line(name) for name in stated if isinstance(name, str))
            told = ", ".join(name for name in names if name and not _NO_NAME.search(name))
            if 0 < len(told) <= _AUTHOR_CHARACTERS:
                return told
        return None

    @property
    def published(self) -> str | None:
        """The ISO 8601 day on which it was put up, by the first of the page's statements for machines that
        tells one; not a day of its last change or of another story, nor one that may be read in two ways."""
        linked = (about.get("datePublished") for about in self._statements())
        metas = (
            meta.get("content")
            for meta in self._elements("meta")
            if (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").casefold()
            in _DATE_METAS
        )
        marked = self.root.xpath(_TIMES) if self.root is not None else ()
        times = (time.get("datetime") for time in marked if not is_of_change(time))
        for stated in (*linked, *metas, *times):
            if isinstance(stated, str) and (day := _DAY.match(stated.strip())) and _is_day(day[0]):
                return day[0]
        return None

    def without_other_dates(self) -> etree._Element:
        """A copy without boxes and lists beside the article, and without the dates of its last change and
        those that `published` did not take."""
        copied = deepcopy(self.root) if self.root is not None else html.Element("html")
        for element in copied.xpath(_OTHER_DATES):
            element.drop_tree()
        drop_changes(copied)
        for meta in list(copied.iter("meta")):
            names = ("name", "property", "itemprop", "http-equiv")
            name = next(filter(None, map(meta.get, names)), "").casefold()
            if name in _DATE_METAS or "modif" in name or "update" in name:
                meta.drop_tree()
        return copied

    @property
    def is_kept(self) -> bool:
        """Whether the page states that not everybody may read all of it."""
        free = [about.get("isAccessibleForFree") for about in self._statements()]
        return any(str(stated).casefold().endswith("false") for stated in free) or any(
            meta.get("property") == "article:content_tier" and meta.get("content") == "locked"
            for meta in self._elements("meta")
        )

    @property
    def forwards_to(self) -> str | None:
        """The address that a browser would go on to by itself."""
        for meta in self._elements("meta"):
            if (meta.get("http-equiv") or "").casefold() == "refresh" and (
                found := _FORWARDED.search(meta.get("content") or "")
            ):
                return found[1]
        return None

    @property
    def stated_words(self) -> int:
        """How many words the page states that its article has; 0 where it does not say."""
        counts = [0]
        for about in self._statements():
            counted, body = about.get("wordCount"), about.get("articleBody")
            counts.append(int(str(counted)) if str(counted).isdecimal() else 0)
            counts.append(word_count(body) if isinstance(body, str) else 0)
        return max(counts)

    def _statements(self) -> Iterator[dict[str, Any]]:
        """What the page says of its article in JSON-LD."""
        for script in self._elements("script"):
            if script.get("type") != "application/ld+json":
                continue
            try:
                said = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            for one in _several(said):
                for about in _several(one.get("@graph", one) if isinstance(one, dict) else None):
                    if isinstance(about, dict) and any(
                        _ARTICLE.match(str(kind)) for kind in _several(about.get("@type"))
                    ):
                        yield about

    def headline(self, title: str, outlet: str) -> str:
        """`title` as it stands on the page: without the site's name that is often put behind it, or that
        stands in its place, as a link to the first page of the site."""
        if plain(title) in self._site_names:
            parts = [part.strip() for part in _PARTS.split(self.title)]
            others = [part for part in parts if part and plain(part) not in self._site_names]
            title = max(others, key=len, default=title)
        for element in self._elements("h1", "h2"):
            words = self._words(element)
            if words and fold(title).startswith(fold(words)) and _SEPARATOR.match(title, len(words)):
                return words
        if outlet and title.endswith(outlet):
            stem = title.removesuffix(outlet).rstrip()
            return stem[:-1].rstrip() if stem.endswith(_SEPARATORS) else title
        return title

    @property
    def _site_names(self) -> frozenset[str]:
        """The plain texts of headings that lead, as a whole, to the first page of the site."""
        links = [link for heading in self._elements("h1") for link in heading.iter("a")]
        links += [above for heading in self._elements("h1") for above in heading.iterancestors("a")]
        return frozenset(
            plain(self._words(link)) for link in links if urlsplit(link.get("href", "#")).path in ("", "/")
        )

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


def _is_day(told: str) -> bool:
    try:
        return date.fromisoformat(told) <= datetime.now(UTC).date()
    except ValueError:
        return False


def _several(value: Any) -> list[Any]:
    """A value of JSON-LD, which may be one or a list."""
    return value if isinstance(value, list) else [value]
