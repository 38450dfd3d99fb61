"""HTML: what the extractor takes for the article, as blocks, with headline and lead."""

import pytest

from briefing.domain.article import Article
from briefing.errors import EmptyArticle, LoadError, TooLong
from briefing.loading import LoadOptions, load_bytes
from briefing.loading.fetched import Fetched
from briefing.loading.html import read

PARAGRAPHS = """<p>Mayor Ann Reed said "the town will <b>gain</b> from this" and thanked
<a href="/v">the voters</a>.</p>
<h2>What comes next</h2>
<p>Work will begin in March and take two years, according to the engineers of the town.</p>
<ul><li>One quay of 200 metres for larger ships</li><li>Two cranes<ul><li>one of them new</li></ul></li></ul>
<blockquote><p>We are all of us glad of this day.</p></blockquote>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2021</td><td>3m</td></tr></table>
<p>Read more: <a href="/y">Another story of the town</a></p>
<p>It will cost about 40 million and be paid by the region over twelve years.</p>"""
LEAD = (
    "The council of Port Ellery has voted for a new harbour after a long and bitter debate on Monday night."
)

LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "author": WHO}</script>'


def page(body: str, head: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Harbour wins vote | The Ledger</title>'
        f'<meta property="og:site_name" content="The Ledger">{head}</head>'
        f"<body><header><nav>Home | World</nav></header><main><article>{body}</article></main>"
        "<footer>Imprint</footer></body></html>"
    )


def html(source: str | bytes, **options: str) -> Article:
    data = source.encode() if isinstance(source, str) else source
    return load_bytes(data, "https://ledger.example/harbour.html", "text/html", LoadOptions(**options))


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.text).strip()) for block in article.blocks]


def test_a_page_with_everything() -> None:
    article = html(page(f"<h1>Harbour wins vote</h1><p>{LEAD}</p>{PARAGRAPHS}"))
    assert blocks(article) == [
        ("headline", "Harbour wins vote"),
        ("paragraph", LEAD),
        ("paragraph", 'Mayor Ann Reed said "the town will gain from this" and thanked the voters.'),
        ("heading", "What comes next"),
        ("paragraph", "Work will begin in March and take two years, according to the engineers of the town."),
        ("list_item", "One quay of 200 metres for larger ships"),
        ("list_item", "Two cranes"),
        ("list_item", "one of them new"),
        ("paragraph", "We are all of us glad of this day."),
        ("list_item", "Year | Cost"),
        ("list_item", "2021 | 3m"),
        ("boilerplate", "Read more: Another story of the town"),
        ("paragraph", "It will cost about 40 million and be paid by the region over twelve years."),
    ]
    assert (article.title, article.outlet, article.language) == ("Harbour wins vote", "The Ledger", "en")
    assert article.published is None


def test_a_lead_marked_as_a_teaser_is_kept() -> None:
    article = html(
        page(f'<h1>Harbour wins vote</h1><div class="teaser-content"><p>{LEAD}</p></div>{PARAGRAPHS}')
    )
    assert blocks(article)[:2] == [("headline", "Harbour wins vote"), ("paragraph", LEAD)]


def test_a_lead_outside_the_article_is_known_by_the_description() -> None:
    head = f'<meta name="description" content="{LEAD[:80]}…">'
    source = page(PARAGRAPHS, head).replace(
        "</header>", f'<h1>Harbour wins vote</h1><p class="x">{LEAD}</p></header>'
    )
    assert blocks(html(source))[:2] == [("headline", "Harbour wins vote"), ("paragraph", LEAD)]
    assert LEAD not in html(source.replace(head, "")).text


def test_a_headline_that_the_extractor_left_out_is_put_before_the_text() -> None:
    source = page(f"<p>{LEAD}</p>{PARAGRAPHS}")
    assert html(source).text.startswith(f"Harbour wins vote\n\n{LEAD}\n\n")


@pytest.mark.parametrize("title", ["Harbour wins vote | The Ledger", "Harbour wins vote - News - The Ledger"])
def test_the_sites_name_is_no_part_of_the_headline(title: str) -> None:
    head = f'<meta property="og:title" content="{title}">'
    article = html(page(f"<h1>Harbour wins vote</h1><p>{LEAD}</p>{PARAGRAPHS}", head))
    assert article.title == "Harbour wins vote"
    assert article.text.count("Harbour wins vote") == 1


def test_captions() -> None:
    figure = (
        "<figure><img src=q.jpg>"
        "<figcaption>The quay at dawn, seen from the old lighthouse.</figcaption></figure>"
    )
    told = {text: kind for kind, text in blocks(html(page(f"<p>{LEAD}</p>{figure}{PARAGRAPHS}")))}
    assert told.get("The quay at dawn, seen from the old lighthouse.", "caption") == "caption"
    credit = f"<p>{LEAD}</p><p>Photo: Jo Bell</p>{PARAGRAPHS}"
    assert ("caption", "Photo: Jo Bell") in blocks(html(page(credit)))


def test_dates() -> None:
    body = f"<h1>Harbour wins vote</h1><p>{LEAD}</p>{PARAGRAPHS}"
    stated = '<meta property="article:published_time" content="2024-03-05T10:00:00Z">'
    future = '<meta property="article:published_time" content="2199-03-05T10:00:00Z">'
    assert html(page(body, stated)).published == "2024-03-05"
    assert html(page(body, future)).published is None
    assert html(page(body, stated), date="2024-03-06").published == "2024-03-06"
    assert html(page(f"<p>March 5, 2024</p>{body}")).published in (None, "2024-03-05")


def test_comments_of_readers_are_left_out() -> None:
    comments = (
        '<div id="comments" class="comments"><p>I never wanted this harbour, said nobody but me.</p></div>'
    )
    assert "nobody but me" not in html(page(f"<p>{LEAD}</p>{PARAGRAPHS}{comments}")).text


def test_two_line_breaks_part_paragraphs() -> None:
    article = html(page(f"<p>{LEAD}<br><br>The vote was seven to two,<br>with one away.</p>{PARAGRAPHS}"))
    assert ("paragraph", "The vote was seven to two, with one away.") in blocks(article)


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [("utf-8", ""), ("cp1252", ""), ("iso8859-2", '<meta charset="iso-8859-2">'),
     ("utf-16", ""), ("utf-8", '<meta charset="windows-1251">')],
)  # fmt: skip
def test_encodings_of_pages(encoding: str, meta: str) -> None:
    source = page(f"<p>{LEAD} Sie sagte: Gr\u00f6\u00dfe z\u00e4hlt.</p>{PARAGRAPHS}", meta)
    assert "Gr\u00f6\u00dfe z\u00e4hlt." in html(source.encode(encoding)).text


def test_the_text_goes_before_a_wrong_language_of_the_template() -> None:
    german = (
        "Der Stadtrat hat am Montag nach langer Debatte f\u00fcr den neuen Hafen gestimmt. "
        "Die B\u00fcrgermeisterin dankte allen, die dabei geholfen haben, und sprach von einem guten Tag."
    )
    assert (
        html(page(f"<p>{german}</p><p>{german[::-1]}</p>".replace(german[::-1], german * 2))).language == "de"
    )


@pytest.mark.parametrize(
    "source", ["<html><body></body></html>", "<!doctype html><p>", page("<p>Short.</p>")]
)
def test_a_page_without_an_article(source: str) -> None:
    with pytest.raises(EmptyArticle, match=r"harbour\.html"):
        html(source)


@pytest.mark.parametrize(
    "source", ["<html>" + "<div>" * 5000, "<html>" + "<" * 50_000, "<html><!--", "<html>&#0;&#xD800;"]
)
def test_odd_pages_are_refused_not_fatal(source: str) -> None:
    with pytest.raises(LoadError):
        html(source)


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Jo Bell">', "Jo Bell"),
        ('<meta property="article:author" content="https://ledger.example/jo">', None),
        ('<meta name="author" content="The Ledger">', None),
        (LINKED.replace("WHO", '[{"name": "R.C. Baker"}, {"name": "Ana Méndez"}]'), "R.C. Baker, Ana Méndez"),
        (LINKED.replace("WHO", "{"), None),
        (LINKED.replace("WHO", '"A B"').replace("NewsArticle", "Organization"), None),
    ],
)
def test_the_author_is_who_the_page_names_for_machines(head: str, author: str | None) -> None:
    assert html(page(f"<h1>Harbour wins vote</h1><p>{LEAD}</p>{PARAGRAPHS}", head)).author == author


def test_a_byline_names_the_author_where_nothing_else_does() -> None:
    body = f"<h1>Harbour wins vote</h1><p>By Ann Ek and Jo Bell</p><p>{LEAD}</p>{PARAGRAPHS}"

    assert html(page(body)).author == "Ann Ek and Jo Bell"


def test_a_word_of_code_stays_in_its_sentence() -> None:
    body = f"<p>{LEAD}</p><p>The file <code>harbour.txt</code> has the plan of the town.</p>{PARAGRAPHS}"

    assert ("paragraph", "The file harbour.txt has the plan of the town.") in blocks(html(page(body)))


@pytest.mark.parametrize(("to", "kind"), [("/x", "boilerplate"), ("#x", "heading")])
def test_a_paragraph_that_is_a_link_as_a_whole_leads_to_another_story(to: str, kind: str) -> None:
    link = f'<p><a href="{to}">Fishermen of the town wait for their quay</a></p>'

    assert (kind, "Fishermen of the town wait for their quay") in blocks(
        html(page(f"<p>{LEAD}</p>{link}{PARAGRAPHS}"))
    )


def test_the_pages_own_charset_goes_before_utf_8_that_it_is_not() -> None:
    told = (
        "<p>Совет города Лунд в понедельник проголосовал за новый порт после долгого спора в ратуше.</p>" * 3
    )
    source = f'<html><head><meta charset="windows-1251"></head><body><h1>Лунд</h1>{told}</body></html>'
    fetched = Fetched(source.encode("cp1251"), "https://ledger.example/a", "text/html", "utf-8")

    assert "Совет города Лунд" in read(fetched, None).text


TOLD = "<p>The council of Port Ellery voted for a new harbour on Monday after a debate of nine hours.</p>" * 3


@pytest.mark.parametrize(
    ("head", "top", "below", "published"),
    [
        ('<meta property="article:published_time" content="2023-11-14T08:00:00Z">', "", "", "2023-11-14"),
        ("", '<time datetime="2023-11-14">14 Nov</time>', "", "2023-11-14"),
        (
            '<meta property="og:updated_time" content="2024-06-01">',
            '<time datetime="2023-11-14">14 Nov</time>',
            "",
            "2023-11-14",
        ),
        (
            "",
            '<p>Updated <time datetime="2024-06-01"></time> On <time datetime="2023-11-14"></time></p>',
            "",
            "2023-11-14",
        ),
        ('<meta property="article:modified_time" content="2024-03-20">', "", "", None),
        ('<meta name="date" content="03/04/2023">', "", "", None),
        (
            "",
            "",
            '<aside><ul><li><time datetime="2021-05-05">5 May</time> <a href="/o">Old</a></li></ul></aside>',
            None,
        ),
        ('<meta name="date" content="2999-01-01">', "", "", None),
        ("", "<p>Updated March 5, 2024</p><p>First published on November 14, 2023</p>", "", "2023-11-14"),
        ("", "<p>Updated March 5, 2024 | First published November 14, 2023</p>", "", "2023-11-14"),
        ("", "<p>Last updated March 5, 2024</p>", "", None),
        ("", "<div><span>Updated</span> <span>March 5, 2024</span></div>", "", None),
        ("", "<div>Updated<!-- hour --> <!-- day --><span>March 5, 2024</span></div>", "", None),
        (
            "",
            '<p>Updated <time datetime="2024-03-05">x</time> Published <time datetime="2023-11-14">y</time>',
            "",
            "2023-11-14",
        ),
        ("", '<p><b>Updated:</b> <time datetime="2024-03-05">March 5, 2024</time></p>', "", None),
        ("", '<p><time datetime="2024-03-05">Updated March 5, 2024</time></p>', "", None),
        ("", '<time class="published updated" datetime="2023-11-14">Nov. 14</time>', "", "2023-11-14"),
    ],
)
def test_the_date_is_that_of_the_article_and_of_its_publication(
    head: str, top: str, below: str, published: str | None
) -> None:
    source = (
        f"<html><head>{head}</head><body><article><h1>Harbour</h1>{top}{TOLD}</article>{below}</body></html>"
    )

    assert load_bytes(source.encode(), "https://ledger.example/a", "text/html").published == published


def test_text_between_line_breaks_beside_the_headline_is_kept() -> None:
    told = [LEAD, "The work begins in March, said the mayor.", "It will cost 40 million over twelve years."]
    article = html(f"<html><body><h1>Harbour wins vote</h1>{'<br><br>'.join(told)}</body></html>")

    assert blocks(article) == [("headline", "Harbour wins vote"), *(("paragraph", text) for text in told)]


@pytest.mark.parametrize("hiding", ["hidden", 'style="display: none"', "style='visibility:hidden'"])
def test_what_nobody_sees_is_not_read(hiding: str) -> None:
    article = html(page(f"<p>{LEAD}</p><p {hiding}>Karl Unseen won the lottery yesterday.</p>{PARAGRAPHS}"))

    assert "Unseen" not in article.text


def test_the_teaser_of_another_story_in_the_article_is_not_read() -> None:
    teaser = '<article><h3><a href="/x">Roses win prize</a></h3><p>The mayor won it for roses.</p></article>'
    article = html(page(f"<p>{LEAD}</p>{teaser}{PARAGRAPHS}"))

    assert "roses" not in article.text.casefold()


@pytest.mark.parametrize(
    ("quote", "kind"),
    [("“The town will gain from this”", "boilerplate"), ("We can all be glad of this day", "paragraph")],
)
def test_a_quote_set_apart_is_no_heading(quote: str, kind: str) -> None:
    article = html(page(f"<p>{LEAD}</p><blockquote>{quote}</blockquote>{PARAGRAPHS}"))

    assert (kind, quote) in blocks(article)


def test_a_page_that_leads_on_says_where() -> None:
    with pytest.raises(EmptyArticle, match=r"leads on to https://ledger\.example/b; give that address"):
        html(
            '<html><head><meta http-equiv="Refresh" content="0; URL=\'https://ledger.example/b\'"></head></html>'
        )


def test_what_a_click_unfolds_is_read() -> None:
    rest = f'<div style="display:none">{PARAGRAPHS}</div>'

    assert "It will cost about 40 million" in html(page(f"<p>{LEAD}</p>{rest}")).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It will cost 10<sup>9</sup> kroner, they said.", "It will cost 10⁹ kroner, they said."),
        ("Less CO<sub>2</sub> is let out, they said.", "Less CO₂ is let out, they said."),
        ("The vote<sup>1</sup> was close, they said.", "The vote was close, they said."),
        ("The vote<sup><a href='#n'>[2]</a></sup> was close.", "The vote was close."),
        ("On the 3<sup>rd</sup> day they voted.", "On the 3rd day they voted."),
        ("It sank with <s>forty</s> twelve men aboard.", "It sank with twelve men aboard."),
        ("It sank.<span class='x sr-only'>Open the picture of it</span>", "It sank."),
    ],
)
def test_words_above_the_line_and_struck_out(written: str, read: str) -> None:
    assert ("paragraph", read) in blocks(html(page(f"<p>{LEAD}</p><p>{written}</p>{PARAGRAPHS}")))


def test_what_a_network_shows_of_somebody_is_not_the_articles_own_word() -> None:
    post = '<blockquote class="twitter-tweet"><p>500 soldiers are on their way.</p>— Roe (@roe)</blockquote>'

    assert "soldiers" not in html(page(f"<p>{LEAD}</p>{post}{PARAGRAPHS}")).text


def test_a_table_that_places_the_text_gives_its_paragraphs() -> None:
    article = html(
        f"<html><body><table><tr><td>Home</td><td><h1>Harbour wins</h1><p>{LEAD}</p>{PARAGRAPHS}</td></tr>"
        "</table></body></html>"
    )

    assert ("paragraph", LEAD) in blocks(article)


def test_a_summary_that_a_machine_wrote_is_not_the_articles_word() -> None:
    made = (
        "<div><h3>AI-generated summary</h3><ul><li>The harbour costs 90 million in ten years.</li></ul></div>"
    )

    assert "90 million" not in html(page(f"{made}<p>{LEAD}</p>{PARAGRAPHS}")).text
    assert (
        "90 million"
        in html(page(f"{made.replace('AI-generated summary', 'In short')}<p>{LEAD}</p>{PARAGRAPHS}")).text
    )


def test_an_article_about_what_machines_write_is_read() -> None:
    about = "<p>AI-generated summaries of the vote were wrong in nine of ten cases, the council said.</p>"

    assert "nine of ten" in html(page(f"<p>{LEAD}</p>{about}{PARAGRAPHS}")).text


def test_the_updates_of_a_live_page_stand_under_their_headings() -> None:
    updates = "".join(
        f"<article class='post'><header>1{n}:00 <h2>The council has heard side {n}</h2></header>"
        f"<p>The council of the town heard {n} speakers from the quay before it rose.</p></article>"
        for n in range(5)
    )
    article = html(
        f"<html><head><title>Vote live</title></head><body><h1>Vote live</h1>{updates}</body></html>"
    )

    assert [text for kind, text in blocks(article) if kind == "heading"] == [
        f"The council has heard side {n}" for n in range(5)
    ]


def test_what_a_message_answers_is_not_read_and_what_it_hands_on_is() -> None:
    quoted = "<blockquote type='cite'><p>Did the council vote for it, and who was against?</p></blockquote>"

    assert "Did the council" not in html(page(f"<p>{LEAD}</p>{PARAGRAPHS}{quoted}")).text
    assert (
        LEAD
        in html(page(f"<p>See below.</p><blockquote type='cite'><p>{LEAD}</p>{PARAGRAPHS}</blockquote>")).text
    )


def test_a_page_far_longer_than_any_article_is_refused_at_once() -> None:
    with pytest.raises(TooLong, match=r"a page of 3,0.* characters of text, .* save the part that you need"):
        html(page(f"<p>{LEAD}</p>" * 30_000))


def test_tables_in_tables_that_place_the_text_give_its_headings() -> None:
    stories = "".join(
        f"<tr><td><h2>Story {n} of it</h2><p>{LEAD}</p><p>{n} said so.</p></td></tr>" for n in "AB"
    )
    article = html(f"<html><body><table><tr><td><table>{stories}</table></td></tr></table></body></html>")

    assert [text for kind, text in blocks(article) if kind in ("headline", "heading")] == [
        "Story A of it",
        "Story B of it",
    ]


def test_a_page_whose_characters_are_lost_is_refused() -> None:
    lost = "\N{REPLACEMENT CHARACTER}" * 60
    with pytest.raises(EmptyArticle, match="most of its characters were lost before it came here"):
        html(page(f"<p>{lost} voted on Monday night.</p>" * 9))


@pytest.mark.parametrize("label", ["Read next", "ALSO READ", "More on this story", "Related stories:"])
def test_a_box_that_announces_another_story_is_not_read(label: str) -> None:
    told = "Police say that the suspect, Tom Roe, 33, fled to Lund on Sunday night with two others."
    box = f'<div><h4>{label}</h4><p><a href="/x">Man held after fire</a></p><p>{told}</p></div>'

    assert "Tom Roe" not in html(page(f"<p>{LEAD}</p>{box}{PARAGRAPHS}")).text
    assert "Tom Roe" in html(page(f"<p>{LEAD}</p>{box.replace(label, 'The suspect')}{PARAGRAPHS}")).text


def test_a_heading_that_leads_to_the_first_page_is_the_sites_name() -> None:
    article = html(
        "<html><head><title>The Ledger » Harbour wins vote</title></head><body>"
        f'<h1><a href="https://ledger.example/">The Ledger</a></h1><p>{LEAD}</p>{PARAGRAPHS}</body></html>'
    )

    assert article.title == "Harbour wins vote"
