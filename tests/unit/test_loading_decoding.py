"""Bytes to characters: encodings told, mojibake repaired, nothing else touched."""

import random

import pytest

from briefing.loading.decoding import decode, repair
from briefing.loading.media import unreadable

GERMAN = "Die Bürgermeisterin sagte am Montag: „Wir müssen größere Schiffe zulassen können.“ "
RUSSIAN = "Мэр города сказала в понедельник, что порт будет построен за два года. "
POLISH = "Burmistrz powiedziała w poniedziałek, że port będzie gotowy już za dwa lata, jeśli się uda. "
ENGLISH = "The mayor’s answer was short – “No.” And so it stayed, whatever the council said of it later on. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (GERMAN, "utf-32"),
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        (RUSSIAN * 3, "cp1251"),
        (RUSSIAN * 3, "koi8-r"),
        (POLISH * 3, "cp1250"),
    ],
)
def test_encodings_are_told_from_the_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_charset_is_believed() -> None:
    assert decode("Łódź".encode("iso8859-2"), "ISO-8859-2") == "Łódź"
    assert decode("港が開いた".encode("iso2022_jp"), "ISO-2022-JP") == "港が開いた"


def test_good_utf8_is_utf8_whatever_is_declared() -> None:
    assert decode(GERMAN.encode(), "windows-1251") == GERMAN


def test_latin1_means_windows_1252() -> None:
    assert decode(ENGLISH.encode("cp1252"), "iso-8859-1") == ENGLISH


@pytest.mark.parametrize("declared", ["no-such-charset", "", "base64", "\x00"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decode(ENGLISH.encode("cp1252"), declared) == ENGLISH


def test_a_stray_byte_does_not_change_the_charset() -> None:
    damaged = (GERMAN * 3).encode() + b"\xff" + GERMAN.encode()
    assert decode(damaged) == GERMAN * 3 + "\ufffd" + GERMAN


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the mayorâ€™s answer", "the mayor’s answer"),
        ("a cafÃ© in GuantÃ¡namo", "a café in Guantánamo"),
        ("Â£40m and â‚¬50m", "£40m and €50m"),
        ("one line\nis broken: MÃ¼ller\nand “one” is not", "one line\nis broken: Müller\nand “one” is not"),
    ],
)
def test_mojibake_is_repaired(broken: str, whole: str) -> None:
    assert repair(broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘marks’ stay – and dashes — and … too",
        "\"Straight\" 'marks' stay, ``tokenised'' ones too",
        "ﬁve ligatures, ＦＵＬＬ width, no\u00a0break",
        "e\u0301 is not composed, é is not taken apart",
        "&amp; &lt;b&gt; entities of plain text are text",
        "\u202b\u200fright to left\u202c and \u2067isolates\u2069",
        "SÃO PAULO and CORAÇÃO, IM GLÜCK",
        "tab\tand two  spaces and a trailing one ",
        "𝔸 📰 👩‍⚖️",
    ],
)
def test_typographic_characters_stay(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("page\fbreak\vtab\u2028line\u2029par\x85end", "page\nbreak\ntab\nline\npar\nend"),
        ("nul\x00 bell\x07 del\x7f", "nul bell del"),
        ("\ufeffmark \ufeffwithin", "mark within"),
        ("Mitso\u00adtakis in Ath\u200bens has $3\u2060.5 billion", "Mitsotakis in Athens has $3.5 billion"),
        ("lone \ud800 half", "lone \ufffd half"),
    ],
)
def test_line_ends_and_control_characters(raw: str, clean: str) -> None:
    assert repair(raw) == clean


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    assert unreadable(random.Random(seed).randbytes(3000)) == "binary data"  # noqa: S311 - not for secrets


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        ('{"title": "Harbour wins vote", "body": "The council met."}', "JSON data"),
        ('[{"title": "Harbour wins vote"}]\n', "JSON data"),
        ('{"title": "a"}\n{"title": "b"}\n', "JSON data"),
        (
            '<?xml version="1.0"?><urlset><url><loc>https://ledger.example/</loc></url></urlset>',
            "a list of addresses",
        ),
        ("[Update] The council met.", None),
        ("[1]\nThe council met.", None),
        ("{The council met.", None),
    ],
)
def test_data_is_told_from_text(data: str, seems: str | None) -> None:
    assert unreadable(data.encode()) == seems
