"""Markdown: the readable text, with the structure as blocks."""

import pytest

from briefing.domain.article import Article
from briefing.loading import LoadOptions, load_bytes

STORY = """---
title: "Harbour wins vote"
date: 2024-03-05
publisher: The Ledger
lang: en-GB
---
# Harbour wins vote

By Jane Smith

The **council** of [Port Ellery](http://ledger.example/a) voted for the
plan on *Monday* night, 7&ndash;2. It is `final`.

## What comes next

* One quay
* Two cranes
  and a shed

> "We are glad," she said.

| Year | Cost |
|------|------|
| 2021 | 3m   |

```
not = prose
```

![the quay](quay.png)

<p class="x">The work begins <b>in spring</b>.</p>

Read more: [Fishermen wait](http://ledger.example/b)
"""


def markdown(text: str, **options: str) -> Article:
    return load_bytes(text.encode(), "story.md", "text/markdown", LoadOptions(**options))


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.text).strip()) for block in article.blocks]


def test_a_story_with_everything() -> None:
    article = markdown(STORY)
    assert blocks(article) == [
        ("headline", "Harbour wins vote"),
        ("boilerplate", "By Jane Smith"),
        ("paragraph", "The council of Port Ellery voted for the plan on Monday night, 7–2. It is final."),
        ("heading", "What comes next"),
        ("list_item", "One quay"),
        ("list_item", "Two cranes and a shed"),
        ("paragraph", '"We are glad," she said.'),
        ("list_item", "Year | Cost"),
        ("list_item", "2021 | 3m"),
        ("boilerplate", "not = prose"),
        ("paragraph", "The work begins in spring."),
        ("boilerplate", "Read more: Fishermen wait"),
    ]
    assert (article.title, article.published) == ("Harbour wins vote", "2024-03-05")
    assert (article.outlet, article.language) == ("The Ledger", "en")


def test_a_title_of_the_front_matter_alone_becomes_the_headline() -> None:
    article = markdown(
        "---\ntitle: Harbour wins vote\n---\nThe council voted for the harbour on Monday night."
    )
    assert blocks(article)[0] == ("headline", "Harbour wins vote")
    assert article.text == "Harbour wins vote\n\nThe council voted for the harbour on Monday night."


def test_only_the_first_heading_is_the_headline() -> None:
    article = markdown(
        "# Harbour wins vote\n\nThe council voted on Monday.\n\n# Next\n\nThe work begins in spring."
    )
    assert [kind for kind, _ in blocks(article)] == ["headline", "paragraph", "heading", "paragraph"]


def test_a_heading_under_text_is_no_headline() -> None:
    article = markdown(
        "The council voted for the harbour on Monday.\n\n## Next\n\nThe work begins in spring."
    )
    assert [kind for kind, _ in blocks(article)] == ["paragraph", "heading", "paragraph"]
    assert article.title is None


def test_plain_text_in_a_markdown_file() -> None:
    article = markdown("Harbour wins vote\n\nThe council voted for the harbour\non Monday night.")
    assert blocks(article) == [
        ("headline", "Harbour wins vote"),
        ("paragraph", "The council voted for the harbour on Monday night."),
    ]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("It was a \\*star\\* of a day for them all.", "It was a *star* of a day for them all."),
        (
            "See <https://ledger.example> for all that they said.",
            "See https://ledger.example for all that they said.",
        ),
        ("The plan is &pound;40m &amp; more, said the town.", "The plan is £40m & more, said the town."),
        (
            "The first line of two  \nand the second of them.",
            "The first line of two\nand the second of them.",
        ),
        ("A <b>bold</b> plan <!-- not this --> for all of them.", "A bold plan  for all of them."),
        ("A plan with a ![small picture](a.png) in it for all.", "A plan with a  in it for all."),
        ("~~Old~~ plans [are][1] better than none.\n\n[1]: /x", "~~Old~~ plans are better than none."),
    ],
)
def test_inline_markup(source: str, read: str) -> None:
    assert markdown(source).text == read


def test_nested_lists_keep_their_order() -> None:
    article = markdown("The council wants many things:\n\n1. a quay\n   - long\n   - wide\n2. cranes\n")
    assert blocks(article)[1:] == [("list_item", text) for text in ("a quay", "long", "wide", "cranes")]


def test_windows_line_ends_and_a_mark_before_the_front_matter() -> None:
    source = "\ufeff" + STORY.replace("\n", "\r\n")
    assert markdown(source).text == markdown(STORY).text


@pytest.mark.parametrize(
    ("field", "author"),
    [
        ("author: Ann Lund", "Ann Lund"),
        ("authors: [Ann Lund, Jo Bell]", "Ann Lund, Jo Bell"),
        ("byline: By Ann Lund", "Ann Lund"),
        ("author:\n  - Ann Lund\n  - Jo Bell", "Ann Lund, Jo Bell"),
        ("author:\n  name: Ann Lund", None),
        ("author: desk@ledger.example", None),
    ],
)
def test_the_author_of_the_front_matter(field: str, author: str | None) -> None:
    source = f"---\ntitle: Harbour wins vote\n{field}\n---\n\nThe council voted for the harbour on Monday.\n"

    assert load_bytes(source.encode(), "a.md", "text/markdown").author == author


FOOTNOTES = """# Harbour wins vote

The council voted for the harbour[^1] on Monday[^long] and went home. The set [^a-z] is no note.

[^1]: Minutes of the council.
    They are long.
[^long]: https://ledger.example/a

It rained in the night.
"""


def test_footnotes_are_no_prose_and_their_marks_are_not_in_the_text() -> None:
    article = load_bytes(FOOTNOTES.encode(), "a.md", "text/markdown")
    told = [(b.kind.value, b.span.of(article.text).strip()) for b in article.blocks]

    assert told[1:] == [
        (
            "paragraph",
            "The council voted for the harbour on Monday and went home. The set [^a-z] is no note.",
        ),
        ("paragraph", "It rained in the night."),
        ("boilerplate", "Minutes of the council.\n    They are long."),
        ("boilerplate", "https://ledger.example/a"),
    ]
