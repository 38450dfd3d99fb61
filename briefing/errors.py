"""Every error a user can meet, as one tree; a message says what, where and what to try.

BriefingError
├── LoadError                 a source could not be read               exit 3
│   ├── FetchError            not there, not readable, not reachable
│   ├── UnsupportedSource     a type nobody here reads
│   ├── EmptyArticle          read, but no article in it
│   └── TooLong               more than is read of one source       exit 6
├── ConfigError               a flag, a key or a file of settings      exit 2
│   ├── UnknownModel
│   └── UnknownTemplate
├── BackendError              the model could not be used              exit 4
│   ├── ModelMissing
│   ├── OutOfMemory
│   ├── ServerDown
│   └── BadOutput
├── StoreError                what is kept between runs fails          exit 2
└── RenderError               the page could not be made               exit 2
    ├── DoesNotFit
    └── UntracedPage          a run on the page has no origin: a fault of this program
"""


class BriefingError(Exception):
    """Base of all errors raised on purpose; `exit_code` is what the command line returns."""

    exit_code = 1


class LoadError(BriefingError):
    """A source could not be turned into an article."""

    exit_code = 3


class FetchError(LoadError):
    """The bytes of a source could not be had."""


class UnsupportedSource(LoadError):
    """The bytes are of a type that no reader here takes."""


class EmptyArticle(LoadError):
    """The source was read and holds no article."""


class TooLong(LoadError):
    """The source holds more text than is read, and it was not said that it may be cut."""

    exit_code = 6


class ConfigError(BriefingError):
    """A setting is wrong; the message names the file or flag and the key."""

    exit_code = 2


class UnknownModel(ConfigError):
    """The name is neither a card of models.toml nor a folder."""

    exit_code = 4


class UnknownTemplate(ConfigError):
    """The name is neither a shipped template nor a file."""


class BackendError(BriefingError):
    """A model could not be used."""

    exit_code = 4


class ModelMissing(BackendError):
    """The weights of a known model are not on this machine."""


class OutOfMemory(BackendError):
    """The model does not fit the device's memory."""


class ServerDown(BackendError):
    """The configured server does not answer."""


class BadOutput(BackendError):
    """The model answered with something that is no text."""


class StoreError(BriefingError):
    """A file of the store cannot be read or written."""

    exit_code = 2


class RenderError(BriefingError):
    """A page could not be written."""

    exit_code = 2


class DoesNotFit(RenderError):
    """Even the least content does not fit the paper."""


class UntracedPage(RenderError):
    """A composed page holds words that lead to no source; it is not written."""
