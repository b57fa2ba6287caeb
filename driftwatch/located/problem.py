"""What is wrong with a file that a person wrote, where, and what was probably meant; secrets are never repeated."""

from collections.abc import Iterable
from datetime import date, time
from typing import Final, Literal

from msgspec import Struct

from driftwatch.errors import ConfigError
from driftwatch.located.value import Key, Located
from driftwatch.model.json_values import Json, canonical
from driftwatch.redaction import looks_secret, redact

HIDDEN: Final = ("auth", "headers", "probe")
"""Keys below which a value could be a credential: it is never repeated."""
_LONGEST: Final = 120
_MOST: Final = 50
"""Problems that one error tells; what is wrong more often is wrong for one reason."""

Severity = Literal["error", "warning"]


class Problem(Struct, frozen=True, order=True, kw_only=True):
    """One thing that is wrong with a file."""

    file: str
    line: int
    column: int
    path: str
    """Dotted path of keys; "" for the whole document."""
    says: str
    severity: Severity = "error"
    hint: str = ""
    """What to do, where `says` does not tell it."""

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {self.path or '(top)'}: {warning}{self.says}"


def dotted(path: Iterable[Key]) -> str:
    """Write a path of keys: `errors.cases.timeout.retry`, `docs[0].url`."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f"{'.' if text else ''}{one_line(redact(key))}"
    return text


def problem(
    file: str, at: Located, path: tuple[Key, ...], says: str, *, severity: Severity = "error", hint: str = ""
) -> Problem:
    """Describe what is wrong with the value at a path."""
    return Problem(
        file=file, line=at.line, column=at.column, path=dotted(path), says=says, severity=severity, hint=hint
    )


def as_error(problems: Iterable[Problem], *, hint: str) -> ConfigError:
    """Make one error of all that is wrong with a configuration: a line for each problem, in the order of the file.

    Args:
        problems: at least one.
        hint: what to do when problems ask for different things, or for nothing; each line then ends with its own.
    """
    found = sorted(set(problems))
    remedies = {one.hint for one in found}
    if len(remedies) == 1:
        hint = remedies.pop() or hint
        lines = [str(one) for one in found]
    else:
        lines = [f"{one} ({one.hint})" if one.hint else str(one) for one in found]
    if len(lines) > _MOST:
        lines = [*lines[:_MOST], f"and {len(lines) - _MOST} more"]
    return ConfigError("\n".join(lines), hint=hint)


def shown(value: Json, path: tuple[Key, ...]) -> str:
    """Write a value for a message, or that it is hidden."""
    text = value if isinstance(value, str) else _written(value)
    if (path and path[0] in HIDDEN) or looks_secret(text):
        return "(value hidden)"
    return one_line(text) if not isinstance(value, str) else repr(one_line(text))


def _written(value: Json) -> str:
    """Write what is no text; TOML has dates, times, infinities and NaN, which JSON lacks, and tells 1.0 from 1."""
    if isinstance(value, date | time | float):
        return str(value)
    return canonical(value)


def one_line(text: str) -> str:
    """Cut a text to what a message has room for, without characters that could end its line or hide words."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short)
