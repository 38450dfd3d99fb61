"""Writers behind a server: what is asked of it, and every way in which it fails."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fakes import write
from protocol_server import (
    Fault,
    Served,
    breaks_off,
    busy,
    empty_choices,
    garbage,
    only_writing,
    refuses,
    serving,
    slow,
)

from briefing.backends import open_writer
from briefing.backends.ports import Answer, Request, Writing
from briefing.domain.cards import BackendKind, ModelCard
from briefing.errors import BackendError, BadOutput, ConfigError, ServerDown

PROMPT = "Write one sentence.\nThe harbour council voted on Tuesday to rebuild the north quay."


@pytest.fixture
def server() -> Iterator[Served]:
    with serving() as served:
        yield served


def _card(server: Served, **more: object) -> ModelCard:
    return ModelCard("served", BackendKind.SERVER, url=server.url, timeout=5, **more)  # type: ignore[arg-type]


class TestAsked:
    def test_it_answers_each_request_in_order(self, server: Served) -> None:
        prompts = [f"Write.\nThe harbour council voted {n} times on the quay." for n in range(9)]

        answers = write(open_writer(_card(server)), prompts, 50)

        assert answers == [prompt.splitlines()[1] for prompt in prompts]

    def test_it_is_asked_greedily_and_told_the_window(self, server: Served) -> None:
        write(open_writer(_card(server)), [PROMPT], 50)

        _, body, _ = server.asked[-1]
        assert (body["temperature"], body["seed"], body["max_tokens"], body["stream"]) == (0, 0, 50, False)
        assert body["options"] == {"num_ctx": 4096}
        assert body["model"] == "small"

    def test_its_window_is_the_one_it_tells_of(self, server: Served) -> None:
        server.window = 1000

        assert open_writer(_card(server)).context_tokens == 1000 - 64 - 500

    def test_the_card_may_narrow_the_window(self, server: Served) -> None:
        assert open_writer(_card(server, context_tokens=600)).context_tokens == 600 - 64 - 300

    def test_it_counts_tokens(self, server: Served) -> None:
        assert open_writer(_card(server)).count_tokens(["one two three", ""]) == [3, 0]

    def test_a_server_that_cannot_count_has_its_tokens_guessed_too_high(self, server: Served) -> None:
        server.fault = lambda handler: handler.path == "/tokenize" and (handler.send_json({}, 404) or True)

        assert open_writer(_card(server)).count_tokens(["one two three"]) == [5]

    def test_a_key_is_sent_only_where_the_card_names_one(
        self, server: Served, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MY_KEY", "abc")

        open_writer(_card(server))
        assert "Authorization" not in server.asked[0][2]
        server.asked.clear()
        open_writer(_card(server, key_variable="MY_KEY"))
        assert server.asked[0][2]["Authorization"] == "Bearer abc"

    def test_of_several_models_one_must_be_named(self, server: Served) -> None:
        server.models = ["large", "small"]

        with pytest.raises(BackendError, match="serves large, small; name one behind a #"):
            open_writer(_card(server))
        assert open_writer(_card(server, serves="large")).serves == "large"  # type: ignore[attr-defined]
        with pytest.raises(BackendError, match="serves no huge; it has large, small"):
            open_writer(_card(server, serves="huge"))

    def test_a_thought_is_no_part_of_an_answer(self, server: Served) -> None:
        told = "<think>Hm, 7 boats.</think>\nThe council voted."
        server.fault = only_writing(lambda handler: handler.send_json(_said(told)) or True)

        assert write(open_writer(_card(server)), [PROMPT], 50) == ["The council voted."]

    def test_an_answer_cut_by_its_length_is_not_whole(self, server: Served) -> None:
        server.fault = only_writing(lambda handler: handler.send_json(_said("The", "length")) or True)

        written = open_writer(_card(server)).write([Request(PROMPT, PROMPT)], Writing(1))

        assert written == [Answer("The", whole=False)]


def _said(text: str, ended: str = "stop") -> dict[str, object]:
    return {"choices": [{"message": {"content": text}, "finish_reason": ended}]}


class TestFaults:
    def test_nothing_listens(self) -> None:
        with serving() as served:
            card = _card(served)

        with pytest.raises(ServerDown, match=r"does not answer .*start the server, or check the address"):
            open_writer(card)

    @pytest.mark.parametrize(
        ("fault", "error", "told"),
        [
            (breaks_off, ServerDown, "does not answer"),
            (garbage, BadOutput, "no JSON"),
            (empty_choices, BadOutput, "without a choice of the OpenAI protocol"),
            (busy, ServerDown, "status 503: loading model"),
            (refuses, BackendError, "status 401: no key"),
        ],
    )
    def test_it_fails_while_it_writes(
        self, server: Served, fault: Fault, error: type[BackendError], told: str
    ) -> None:
        writer = open_writer(_card(server))
        server.fault = only_writing(fault)

        with pytest.raises(error, match=told):
            write(writer, [PROMPT], 50)

    def test_what_passes_is_waited_for(self, server: Served) -> None:
        writer = open_writer(_card(server))
        faults = [busy, breaks_off]
        server.fault = only_writing(lambda handler: bool(faults) and faults.pop()(handler))

        assert write(writer, [PROMPT], 50) == [PROMPT.splitlines()[1]]

    def test_it_is_slower_than_the_card_allows(self, server: Served) -> None:
        writer = open_writer(replace(_card(server), timeout=1))
        server.fault = only_writing(slow)

        with pytest.raises(ServerDown, match="did not answer in time"):
            write(writer, [PROMPT], 50)

    def test_it_is_slower_than_the_draft_may_take(self, server: Served) -> None:
        writer = open_writer(_card(server))
        server.fault = only_writing(slow)

        written = writer.write([Request(PROMPT, PROMPT)], Writing(50, seconds=0.3))

        assert written == [Answer("", whole=False)]

    def test_it_cuts_what_it_reads(self, server: Served) -> None:
        writer = open_writer(_card(server))
        server.cut_to = 5

        with pytest.raises(BadOutput, match=r"the server cut a prompt, 5 tokens were read of at least \d\d"):
            write(writer, [PROMPT], 50)

    def test_another_machine_is_not_asked_unless_the_card_says_so(self) -> None:
        card = ModelCard("far", BackendKind.SERVER, url="http://192.0.2.1:8080/v1")

        with pytest.raises(ConfigError, match=r"192\.0\.2\.1 may be another machine"):
            open_writer(card)

    def test_what_is_no_address_is_refused(self) -> None:
        with pytest.raises(ConfigError, match="no address of a server"):
            open_writer(ModelCard("odd", BackendKind.SERVER, url="ftp://127.0.0.1/v1"))
