"""What is wrong with a file that a person wrote, where, and what was probably meant; secrets are never repeated."""

from collections.abc import Iterable
from typing import Final, Literal

from msgspec import Struct

from driftwatch.located.value import Key, Located
from driftwatch.model.json_values import Json, canonical
from driftwatch.redaction import looks_secret

HIDDEN: Final = ("auth", "headers", "probe")
"""Keys below which a value could be a credential: it is never repeated."""
_LONGEST: Final = 120

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

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {self.path or '(top)'}: {warning}{self.says}"


def dotted(path: Iterable[Key]) -> str:
    """Write a path of keys: `errors.cases.timeout.retry`, `docs[0].url`."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{_one_line(key)}" if text else _one_line(key)
    return text


def problem(file: str, at: Located, path: tuple[Key, ...], says: str, *, severity: Severity = "error") -> Problem:
    """Describe what is wrong with the value at a path."""
    return Problem(file=file, line=at.line, column=at.column, path=dotted(path), says=says, severity=severity)


def shown(value: Json, path: tuple[Key, ...]) -> str:
    """Write a value for a message, or that it is hidden."""
    text = value if isinstance(value, str) else canonical(value)
    if (path and path[0] in HIDDEN) or looks_secret(text):
        return "(value hidden)"
    return _one_line(text) if not isinstance(value, str) else repr(_one_line(text))


def _one_line(text: str) -> str:
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short)
