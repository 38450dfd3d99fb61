"""Prompts: the instructions for models that take one, read from text files.

One rule: what a prompt lacks or does not use is an error when the prompts are loaded or filled,
before any model runs.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment

from briefing.errors import ConfigError

VARIABLES = frozenset({"text"})
"""What every prompt must use: the text to summarise."""

_JINJA = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One file of prompts/: its name without the ending, its text, and the SHA-256 of that in hex."""

    name: str
    text: str
    sha256: str

    @property
    def variables(self) -> frozenset[str]:
        """The names the text asks for. Raises ConfigError where it is no template."""
        try:
            return frozenset(meta.find_undeclared_variables(_JINJA.parse(self.text)))
        except TemplateError as error:
            raise ConfigError(f"prompt {self.name}: is no Jinja template: {error}") from error

    def fill(self, **variables: str) -> str:
        """The text with its variables in place; what they hold is never read as a template.

        Raises ConfigError where one is missing or not used.
        """
        self.check(variables)
        try:
            return _JINJA.from_string(self.text).render(variables)
        except TemplateError as error:
            raise ConfigError(f"prompt {self.name}: cannot be filled: {error}") from error

    def check(self, names: Mapping[str, object] | frozenset[str]) -> None:
        """Raises ConfigError unless the text asks for exactly these names."""
        asked, given = self.variables, frozenset(names)
        if unknown := sorted(asked - given):
            raise ConfigError(
                f"prompt {self.name}: asks for {', '.join(unknown)}, which it is not given; it may use "
                f"{', '.join(sorted(given))}"
            )
        if unused := sorted(given - asked):
            raise ConfigError(f"prompt {self.name}: does not use {{{{ {unused[0]} }}}}; put it in")


def load_prompts(folder: Path | None = None) -> Mapping[str, Prompt]:
    """The prompts of a folder by name, in the order of their names; by default the shipped ones.

    Raises ConfigError where the folder or a file cannot be read, or a prompt does not use exactly
    VARIABLES.
    """
    folder = folder or _shipped()
    if not folder.is_dir():
        raise ConfigError(f"{folder}: there is no such folder of prompts")
    prompts = {file.stem: _read(file) for file in sorted(folder.glob("*.txt"))}
    for prompt in prompts.values():
        prompt.check(VARIABLES)
    return prompts


def _read(file: Path) -> Prompt:
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file}: cannot be read as UTF-8 text: {error}") from error
    return Prompt(file.stem, text, hashlib.sha256(text.encode()).hexdigest())


def _shipped() -> Path:
    """prompts/ of the installed package, or of the checkout, where it lies at the top."""
    package = Path(__file__).parent
    inside = package / "_data" / "prompts"
    return inside if inside.is_dir() else package.parent / "prompts"
