"""ModelCard: one entry of models.toml, or a folder named on the command line."""

from dataclasses import dataclass
from enum import StrEnum


class BackendKind(StrEnum):
    """Which file of `backends` opens the model."""

    READER = "reader"
    SEQ2SEQ = "seq2seq"
    CAUSAL = "causal"
    SERVER = "server"


class Device(StrEnum):
    """Where a model runs; AUTO is CUDA, then MPS, then CPU."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


class Quantised(StrEnum):
    """To how many bits a number the weights are rounded when they are loaded."""

    INT8 = "int8"
    INT4 = "int4"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of a model before it is opened.

    `path` is a local folder, `repo` a name on the Hugging Face hub (used from its cache only),
    `package` a Python package that carries the files; `sha256` is the digest the weights file
    must have, in hex. `context_tokens` counts the model's own tokens. `prompt` names a file of
    prompts/ for models that take an instruction, None for those trained to summarise bare text.
    `languages` are ISO 639-1 codes. `revision` is a commit of the repository, in hex: no other is taken.
    `parameters` counts billions; `quantise`: load the weights smaller, None: as they are.

    Of a server: `url` of its OpenAI protocol, `serves` the name it knows the model by, `remote` that it may
    be another machine, `key_variable` the environment variable with the key it asks for, `timeout` in
    seconds for one answer, `at_once` how many answers are asked for at a time.
    """

    name: str
    kind: BackendKind
    path: str | None = None
    repo: str | None = None
    package: str | None = None
    sha256: str | None = None
    context_tokens: int | None = None
    prompt: str | None = None
    languages: tuple[str, ...] = ()
    licence: str | None = None
    description: str | None = None
    revision: str | None = None
    parameters: float | None = None
    quantise: Quantised | None = None
    url: str | None = None
    serves: str | None = None
    remote: bool = False
    key_variable: str | None = None
    timeout: int = 300
    at_once: int = 4
