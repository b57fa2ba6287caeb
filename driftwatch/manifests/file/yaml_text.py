"""Write YAML 1.2 by hand, so that a comment can stand on any line; text from outside is quoted."""

from collections.abc import Mapping
from typing import Final

from driftwatch.model.characters import is_unseen, spelled
from driftwatch.model.json_values import Json, canonical
from driftwatch.patterns import lazy_regex

_PLAIN: Final = lazy_regex(
    r"[A-Za-z_][A-Za-z0-9_./@-]*(?: [A-Za-z0-9_./@-]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}|https?://[\w.:/~%-]*[\w/]"
)
_PATH: Final = lazy_regex(r"[A-Za-z_][A-Za-z0-9_.*-]*")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that a reader of YAML 1.1 or 1.2 takes for something else than text."""


def scalar(value: Json) -> str:
    """Write a JSON scalar so that any YAML reader gives it back."""
    if not isinstance(value, str):
        return canonical(value)
    plain = _PLAIN.fullmatch(value) or _PATH.fullmatch(value)
    return value if plain and value.lower() not in _WORDS else quoted(value)


def quoted(text: str) -> str:
    """Write text between double quotes, with everything that nobody sees escaped, and `##[` of a runner's log."""
    return '"' + "".join(_character(character) for character in text).replace("##[", "#\\x23[") + '"'


def flow(value: Json) -> str:
    """Write a value on one line: `{type: string, documented: true}`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def comment(text: str, *, limit: int = 160) -> str:
    """Write text as a comment of one line."""
    seen = spelled(" ".join(text.split()), lambda _: " ")
    return "# " + seen.replace("##[", "# #[")[:limit]


def _character(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    if character.isprintable() and not is_unseen(character):
        return character
    return f"\\U{ord(character):08X}"
