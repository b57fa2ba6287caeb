"""driftwatch.toml is read: every mistake in it is told at once, with line and column, and what was probably meant."""

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from driftwatch.config.faults import faults
from driftwatch.config.keys import CONFIG_NAME, Config
from driftwatch.config.shape import config_shape
from driftwatch.located.problem import Problem, as_error, problem
from driftwatch.located.text import decoded
from driftwatch.located.toml import read_toml
from driftwatch.located.value import Located, plain

_FORMAT: Final = "see https://toml.io for the format"
_KEYS: Final = "see docs/configuration.md"


class ConfigFile(Struct, frozen=True, kw_only=True):
    """A configuration, and where each of its keys is written."""

    config: Config
    document: Located = Located({})
    file: str = CONFIG_NAME


def read_config(content: bytes, *, file: str = CONFIG_NAME) -> ConfigFile:
    """Read driftwatch.toml; a byte order mark, which editors of Windows write, is no part of it.

    Raises:
        ConfigError: the file cannot be used; the message has a line for each mistake, with file, line, column and key.
    """
    text = decoded(content, file=file)
    document = text if isinstance(text, Problem) else read_toml(text, file=file)
    if isinstance(document, Problem):
        raise as_error((document,), hint=_FORMAT)
    wrong = tuple(_problems(document, file))
    if wrong:
        raise as_error(wrong, hint=_KEYS)
    return ConfigFile(config=msgspec.convert(plain(document), Config), document=document, file=file)


def parse_config(text: str, *, file: str = CONFIG_NAME) -> Config:
    """Read the text of a driftwatch.toml.

    Raises:
        ConfigError: as `read_config` does.
    """
    return read_config(text.encode(), file=file).config


def _problems(document: Located, file: str) -> Iterator[Problem]:
    misfits = tuple(config_shape().misfits(document))
    for misfit in misfits:
        known = f"known here: {', '.join(sorted(misfit.known))}" if misfit.known else ""
        yield problem(file, misfit.at, misfit.path, misfit.says(), hint=known)
    for fault in faults(document, {misfit.path for misfit in misfits}):
        yield problem(file, fault.at, fault.path, fault.says, hint=fault.hint)
