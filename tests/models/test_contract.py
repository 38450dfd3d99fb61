"""One contract for all readers and one for all writers: fakes, code and real backends alike."""

import socket

import numpy as np
import pytest
from fakes import FakeReader, FakeWriter, make_fake_writer, write

from briefing.backends import Reader, Writer, open_reader, open_writer
from briefing.backends.lexical import LexicalReader
from briefing.domain.cards import BackendKind, Device
from briefing.errors import BadOutput

SENTENCES = (
    "The ferry line to the islands was sold on Friday.",
    "",
    "The buyer, a fund from Bergen, paid 12 million crowns.",
    " \n ",
    "the ferry line to the islands was sold on friday .",
    "🛳️ ALL ABOARD!!!",
)


@pytest.fixture(scope="module", params=["fake", "words", "tiny_bert", "pocket"])
def reader(request: pytest.FixtureRequest) -> Reader:
    if request.param == "fake":
        return FakeReader()
    if request.param == "words":
        return LexicalReader()
    return open_reader(request.getfixturevalue(request.param), Device.CPU)


@pytest.fixture(scope="module", params=["fake", "tiny_bart", "tiny_t5"])
def writer(request: pytest.FixtureRequest) -> Writer:
    if request.param == "fake":
        return FakeWriter()
    return open_writer(request.getfixturevalue(request.param), Device.CPU)


def test_a_reader_says_what_it_is(reader: Reader) -> None:
    assert reader.card.kind is BackendKind.READER
    assert reader.device == "cpu"


def test_one_vector_of_length_one_a_sentence(reader: Reader) -> None:
    vectors = reader.read(SENTENCES).vectors
    assert vectors.dtype == np.float32
    assert len(vectors) == len(SENTENCES)
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[[0, 2, 4]] == pytest.approx(1, abs=1e-5)
    assert not vectors[[1, 3]].any(), "a sentence without a token is a row of zeros"


def test_reading_twice_gives_the_same_bytes(reader: Reader) -> None:
    assert reader.read(SENTENCES).vectors.tobytes() == reader.read(SENTENCES).vectors.tobytes()


def test_reading_keeps_nothing_from_the_article_before(reader: Reader) -> None:
    alone = reader.read(SENTENCES[:3]).vectors
    reader.read(["Something else entirely.", *SENTENCES])
    assert reader.read(SENTENCES[:3]).vectors.tobytes() == alone.tobytes()


def test_reading_nothing_gives_nothing(reader: Reader) -> None:
    assert len(reader.read([]).vectors) == 0


def test_a_long_article_and_a_long_sentence_are_read(reader: Reader) -> None:
    long = "The quay is long, and so is this. " * 100
    vectors = reader.read([*SENTENCES[:1] * 80, long]).vectors
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_readers_count_tokens(reader: Reader) -> None:
    _check_counts(reader.count_tokens)


def test_writers_count_tokens(writer: Writer) -> None:
    _check_counts(writer.count_tokens)


def _check_counts(count_tokens) -> None:
    assert count_tokens([]) == []
    one, none, two = count_tokens(["ferry islands", "", "ferry islands ferry islands"])
    assert none == 0
    assert 2 <= one < two <= 2 * one


def test_a_writer_says_what_it_is(writer: Writer) -> None:
    assert writer.card.kind is BackendKind.SEQ2SEQ
    assert writer.device == "cpu"
    assert len(writer.sha256) == 64
    assert writer.context_tokens > 100


def test_one_answer_a_prompt_in_order(writer: Writer) -> None:
    prompts = ["The council voted.", "A second vote was put off until Friday. It rained.", "Ships called."]
    answers = write(writer, prompts, 12)
    assert len(answers) == 3
    assert write(writer, prompts[::-1], 12) == answers[::-1]
    assert len(set(answers)) == 3


def test_writing_twice_gives_the_same_answers(writer: Writer) -> None:
    assert write(writer, SENTENCES, 20) == write(writer, SENTENCES, 20)


def test_fewer_tokens_give_shorter_answers(writer: Writer) -> None:
    prompt = "Engineers put the cost of the quay at about 4.2 million euros, the council said"
    (short,), (long,) = write(writer, [prompt], 2), write(writer, [prompt], 12)
    assert len(short) < len(long)
    assert len(short.split()) <= 2


def test_a_prompt_over_the_context_is_refused_and_one_that_fits_is_not(writer: Writer) -> None:
    words = "a " * writer.context_tokens * 2
    with pytest.raises(BadOutput, match=str(writer.context_tokens)):
        write(writer, ["It fits.", words], 5)
    fitting = _longest_fitting(writer, words)
    assert writer.count_tokens([fitting])[0] == writer.context_tokens
    assert len(write(writer, [fitting], 3)) == 1


def _longest_fitting(writer: Writer, text: str) -> str:
    """The start of `text` that has just as many tokens as the context."""
    for end in range(len(text)):
        if writer.count_tokens([text[:end]])[0] == writer.context_tokens:
            return text[:end]
    raise AssertionError("no start of the text fills the context")


def test_writing_nothing_gives_nothing(writer: Writer) -> None:
    assert write(writer, [], 5) == []


def test_no_tokens_are_no_answer(writer: Writer) -> None:
    with pytest.raises(ValueError, match="max_tokens"):
        write(writer, ["It fits."], 0)


@pytest.mark.parametrize("name", ["pocket", "tiny_bert", "tiny_bart", "tiny_t5"])
def test_no_connection_is_asked_for(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address))
    card = request.getfixturevalue(name)
    if card.kind is BackendKind.READER:
        open_reader(card, Device.CPU).read(SENTENCES)
    else:
        write(open_writer(card, Device.CPU), SENTENCES, 5)
    assert asked == []


def test_answers_can_be_told() -> None:
    writer = make_fake_writer("one", "two")
    assert write(writer, ["a", "b", "c"], 5) == ["one", "two", "two"]
    assert writer.prompts == ["a", "b", "c"]
