"""From settings to opened models and the record of them; models are opened here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from briefing.backends import open_reader, open_writer, revision_of
from briefing.backends.lexical import LexicalReader
from briefing.backends.ports import Reader, Writer
from briefing.domain.briefing import RunRecord
from briefing.domain.cards import BackendKind, Device, ModelCard
from briefing.errors import BackendError, ModelMissing
from briefing.pipeline import Models
from briefing.prompts import load_prompts
from briefing.settings import Settings, load_cards

EMBEDDED = "pocket"

_PACKAGES = ("torch", "transformers", "tokenizers", "sentencepiece")


@dataclass(frozen=True, slots=True)
class Opened:
    """The models of a run, what the record says of them, and notes for stderr."""

    models: Models
    record: RunRecord
    notes: tuple[str, ...] = ()


def open_models(settings: Settings) -> Opened:
    """Open the reader, and a writer where the settings name one.

    A missing embedded reader is a note, and the page is made by code alone, unless it was asked
    for by name. Raises UnknownModel, and BackendError for a model or a device that was asked for.
    """
    cards = load_cards()
    named = settings.named(settings.model, cards) if settings.model else None
    writer_card = named if named and named.kind is not BackendKind.READER else None
    reader, notes = _reader(cards, named if writer_card is None else None, settings)
    writer = open_writer(writer_card, settings.device) if writer_card else None
    prompts = load_prompts()
    models = Models(reader, writer, prompts)
    return Opened(models, _record(models, settings), notes)


def _reader(
    cards: Mapping[str, ModelCard], named: ModelCard | None, settings: Settings
) -> tuple[Reader, tuple[str, ...]]:
    try:
        return open_reader(named or cards[EMBEDDED], settings.device), ()
    except BackendError as error:
        wanted = settings.device is not Device.AUTO and not isinstance(error, ModelMissing)
        if named is not None or wanted:
            raise
        return LexicalReader(), (f"no model is used, the page is made by code alone: {error}",)


def _record(models: Models, settings: Settings) -> RunRecord:
    model: Reader | Writer = models.writer or models.reader
    prompt = model.card.prompt
    by_code = isinstance(model, LexicalReader)
    return RunRecord(
        version=version("briefing"),
        model=None if by_code else model.card.name,
        model_sha256=None if by_code else model.sha256 or None,
        model_revision=None if by_code else revision_of(model.card),
        prompts={prompt: models.prompts[prompt].sha256} if prompt else {},
        device=model.device,
        seed=settings.seed,
        packages={} if by_code else dict(_versions()),
        languages=models.reader.card.languages,
    )


def _versions() -> list[tuple[str, str]]:
    """Installed versions of the packages that a model's numbers hang on."""
    found = []
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found
