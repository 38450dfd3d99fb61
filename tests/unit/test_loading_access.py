"""What is no whole article is told from articles: walls, teasers, lists of stories; and articles beside
such things are articles."""

import pytest

from briefing.domain.article import Article
from briefing.errors import EmptyArticle
from briefing.loading import load_bytes

SENTENCES = (
    "The council of Port Ellery voted for a new harbour on Monday after a debate of nine hours in the hall.",
    "Mayor Ann Reed said that the town would gain from the quay and thanked all who had helped.",
    "The fishermen of the town said that 120 families would lose their place at the old pier in spring.",
)
NOT_FREE = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "isAccessibleForFree": "False", '
    '"wordCount": "WORDS", "author": [{"@type": "Person", "name": "Jo Bell"}]}]}</script>'
)
STORIES = [(f"/s{n}", f"The story number {n} has a headline of words") for n in range(12)]


def prose(paragraphs: int) -> str:
    return "".join(f"<p>{SENTENCES[n % 3]} That was part {n}.</p>" for n in range(paragraphs))


def story(paragraphs: int, after: str = "") -> str:
    return f"<article><h1>Harbour wins vote</h1>{prose(paragraphs)}</article>{after}"


def page(body: str, head: str = "", title: str = "Harbour wins vote | The Ledger") -> Article:
    source = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return load_bytes(source.encode(), "https://ledger.example/harbour.html", "text/html")


ROBOT = (
    "<h1>ledger.example</h1><h2>Checking if the site connection is secure</h2>"
    "<noscript>Enable JavaScript and cookies to continue</noscript><p>ledger.example needs to "
    "review the security of your connection before "
    "proceeding.</p><p>Ray ID: 7a1b2c3d</p><p>Performance &amp; security by a company</p>"
)
CONSENT = (
    "<h1>Before you continue</h1><p>We and our 842 partners store information on a device, such as unique "
    "IDs in cookies, to process personal data.</p><p>You may accept or manage your choices by "
    "clicking below, or at "
    "any time in the privacy policy. These choices will be signalled to our "
    "partners.</p><button>Accept all</button>"
)
CONSENT_DE = (
    "<h1>Mit Werbung lesen oder Abo</h1><p>Wir und unsere bis zu 150 Partner nutzen Cookies, um "
    "personenbezogene Daten zu verarbeiten. Ihre Einwilligung ist freiwillig.</p><p>Lesen Sie unser Angebot "
    "mit Werbung und Tracking kostenlos oder schließen Sie ein Abo ab.</p><button>Alle akzeptieren</button>"
)


@pytest.mark.parametrize(
    ("body", "title", "says"),
    [
        (
            "<h1>Welcome back</h1><p>Enter your address.</p><p>Forgot your password? No account yet?</p>",
            "The Ledger",
            "asks to log in",
        ),
        (
            "<h1>Before you read</h1><p>Please turn off your ad blocker to read the stories of our desk.</p>",
            "The Ledger",
            "tells why it is not shown",
        ),
        (ROBOT, "Just a moment...", "holds a check for robots"),
        (CONSENT, "The Ledger", "asks for consent to cookies"),
        (CONSENT_DE, "Der Bote", "asks for consent to cookies"),
        ("<noscript>You need to enable JavaScript to run this app.</noscript>", "App", "without JavaScript"),
        ("<main><h1>Sign in</h1><p>Please log in to your account.</p></main>", "Sign in", "asks to log in"),
        ("<h1>Page not found</h1><p>It has moved or was deleted.</p>", "Page not found", "is not there"),
    ],
)
def test_a_wall_is_refused_with_what_it_is(body: str, title: str, says: str) -> None:
    with pytest.raises(EmptyArticle, match=f"harbour.html: this page .*{says}"):
        page(body, title=title)


ASKS = (
    "<div class=x><p>Subscribe to continue reading</p><p>Get unlimited access for 1 pound a week.</p></div>"
)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (story(2, ASKS), ""),
        (f"<article><h1>Harbour wins vote</h1>{prose(2)}{ASKS}</article>", ""),
        (story(2, "<h3>Diesen Artikel freischalten</h3>"), ""),
        (story(2, "<h3>Cet article est réservé aux abonnés</h3>"), ""),
        (story(3), NOT_FREE.replace("WORDS", "900")),
        (story(2), '<meta property="article:content_tier" content="locked">'),
    ],
)
def test_a_teaser_is_refused(body: str, head: str) -> None:
    with pytest.raises(
        EmptyArticle, match="gives only the opening of an article and keeps the rest for subscribers or"
    ):
        page(body, head)


def test_a_long_opening_is_an_excerpt_without_what_asks_for_money() -> None:
    article = page(f"<article><h1>Harbour wins vote</h1>{prose(9)}{ASKS}</article>")

    assert article.excerpt
    kept = [b.span.of(article.text) for b in article.blocks if b.kind.value != "boilerplate"]
    assert not any("unlimited access" in text for text in kept)


def test_a_long_part_of_a_longer_article_is_an_excerpt() -> None:
    assert page(story(9), NOT_FREE.replace("WORDS", "900")).excerpt


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (story(12), NOT_FREE.replace("WORDS", "270")),
        (story(4), NOT_FREE.replace("WORDS", "100")),
        (story(2, "<div><p>We and our partners use cookies.</p><button>Accept all</button></div>"), ""),
        (story(2, "<div><p>Subscribe to our newsletter</p></div>"), ""),
        (story(9, "<div><p>Already a subscriber? Log in</p></div>"), ""),
        (
            story(
                2, "<nav>Already a subscriber? Log in</nav><div hidden>Subscribe to continue reading</div>"
            ),
            "",
        ),
    ],
)
def test_boxes_beside_an_article_change_nothing(body: str, head: str) -> None:
    article = page(body, head)

    assert not article.excerpt
    assert SENTENCES[1] in article.text


def test_an_article_about_consent_is_an_article() -> None:
    told = [
        "The court said on Monday that the site had not asked for consent before it set a cookie.",
        'Its banner said: "We and our partners store data." Nobody could refuse that, said the judge.',
        "The firm must pay 3 million euros, and delete the personal data of about 200,000 people.",
    ]
    body = "".join(f"<p>{sentence}</p>" for sentence in told)
    article = page(f"<article><h1>Court fines a site over cookies</h1>{body}</article>")

    assert told[2] in article.text


def links(tag: str, teaser: str = "") -> str:
    return "".join(f'<{tag}><a href="{to}">{words}</a></{tag}>{teaser}' for to, words in STORIES)


@pytest.mark.parametrize(
    "body",
    [
        links("h2", "<p>This is the teaser of a story, which says in one sentence what it is about.</p>"),
        "".join(f'<a href="{to}"><h3>{words}</h3></a>' for to, words in STORIES),
        f"<ul>{links('li')}</ul>",
        "".join(
            f'<article><a href="{to}"><h3>{words}</h3><p>{SENTENCES[0]}</p></a></article>'
            for to, words in STORIES
        ),
        "<h1>Search results</h1><p>12 results</p>"
        + "".join(
            f'<div class="result"><a href="{to}">{words}</a><p>{SENTENCES[1]}</p></div>'
            for to, words in STORIES
        ),
        "<h1>Boats</h1>"
        + "".join(
            f'<div class="ware"><h3><a href="{to}">Boat {to}</a></h3><b>£90</b><p>{SENTENCES[2]}</p></div>'
            for to, _ in STORIES
        ),
        "".join(
            f'<div><h3>Story {to}</h3><p>{SENTENCES[0]} <a href="{to}">Read more</a></p></div>'
            for to, _ in STORIES
        ),
        "<ul>"
        + "".join(
            f'<li><a href="{to}">{words}</a> <i>By Ann Lund</i><p>{SENTENCES[0]}</p></li>'
            for to, words in STORIES
        )
        + "</ul>",
    ],
)
def test_a_list_of_stories_is_refused(body: str) -> None:
    with pytest.raises(EmptyArticle, match="lists 12 stories and holds no article; give the address of one"):
        page(f"<main>{body}</main>", title="The Ledger")


def test_related_stories_under_an_article_are_skipped() -> None:
    article = page(f"<article><h1>Harbour wins vote</h1>{prose(5)}{links('h3')}</article>")
    kinds = {b.span.of(article.text).strip(): b.kind.value for b in article.blocks}

    assert kinds[f"{SENTENCES[0]} That was part 0."] == "paragraph"
    assert {kinds.get(words, "boilerplate") for _, words in STORIES} == {"boilerplate"}


def test_a_list_of_stories_without_links_is_known_by_its_bylines() -> None:
    listed = "".join(
        f"<li><h2>{words}</h2><p>{SENTENCES[0]}</p><p>By Ann Lund</p></li>" for _, words in STORIES
    )

    with pytest.raises(EmptyArticle, match=r"lists 1. stories and holds no article"):
        page(f"<main><h1>Harbour</h1><ol>{listed}</ol></main>", title="The Ledger")


def test_one_page_of_several_is_an_excerpt() -> None:
    article = page(
        story(6).replace("</article>", '<div>Page 1 of 3 <a href="?p=2">Next page</a></div></article>')
    )

    assert article.excerpt
    assert not page(story(6).replace("</article>", "<div>Page 1 of 1</div></article>")).excerpt


def test_the_updates_of_a_live_page_are_no_list_of_stories() -> None:
    updates = "".join(f"<h2>{words}</h2><p>By Ann Lund</p><p>{SENTENCES[0]}</p>" for _, words in STORIES)

    assert page(f"<main><h1>Harbour live</h1>{updates}</main>", title="Harbour live: the vote").text
