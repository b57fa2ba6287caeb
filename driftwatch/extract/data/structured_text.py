"""JSON or YAML text to JSON values: what is JSON is read as JSON, and a parser of YAML comes where there is YAML."""

from typing import Final

from driftwatch.errors import BudgetError, DocumentError
from driftwatch.extract.data.json_text import read_weighed
from driftwatch.model.json_values import Json

MAX_VALUES: Final = 4_000_000
"""Values in one document, JSON or YAML; the largest public API descriptions have less than a million."""
MAX_KEYS: Final = 250_000
"""Keys of one object: the widest of public API descriptions have less than twenty thousand."""


def read_structured(text: str | bytes) -> Json:
    """Read JSON or YAML, whichever it is by its first character.

    Raises:
        DocumentError: it is neither.
        BudgetError: it holds too many values, or an object of it too many keys.
    """
    value, written = _read_structured(text)
    _within_budget(written, value)
    return value


def _within_budget(text: str | bytes, value: Json) -> None:
    """Refuse too many values, or keys of one object; only a text with as many marks between them is counted through."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    # A value takes two characters at least. Then one pass over the text takes half the time of counting each mark.
    many_values = len(raw) // 2 >= MAX_VALUES and len(raw) - len(raw.translate(None, b",[{\n")) >= MAX_VALUES
    if not many_values and (len(raw) // 2 < MAX_KEYS or raw.count(b":") < MAX_KEYS):
        return
    count, waiting = 0, [value]
    while waiting:
        node = waiting.pop()
        count += 1
        if count > MAX_VALUES:
            raise BudgetError(MAX_VALUES, "values")
        if isinstance(node, dict):
            if len(node) > MAX_KEYS:
                raise BudgetError(MAX_KEYS, "keys of one object")
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _read_structured(text: str | bytes) -> tuple[Json, str | bytes]:
    start = text[:64] if isinstance(text, str) else text[:64].decode("utf-8", "replace")
    head = start.lstrip("\ufeff").lstrip()
    if head.startswith(("{", "[")):
        try:
            return read_weighed(text)
        except DocumentError:
            if head.startswith("[") or '"' in head[:40]:
                raise
    from driftwatch.extract.data.yaml import read_yaml  # noqa: PLC0415 - a fifth of what a run imports, and seldom needed

    return read_yaml(text), text
