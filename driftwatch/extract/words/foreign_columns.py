"""Heads of columns that languages put together: "nome do campo", "tipo de dato", "tên tham số", "valori ammessi"."""

from functools import lru_cache
from typing import Final

from driftwatch.extract.words.languages import Concept
from driftwatch.extract.words.phrases import meant, said

_READ: Final[tuple[Concept, ...]] = (
    "joint", "header", "code", "value", "data", "allowed", "description", "name", "field", "parameter", "optional",
    "required", "need", "default", "type",
)  # fmt: skip
"""What heads are made of; what stands later here is meant where one word says two of them."""
_MEMBERS: Final[frozenset[Concept]] = frozenset(("field", "parameter"))
_ENGLISH: Final[tuple[tuple[str, Concept], ...]] = (("json", "data"), ("header", "header"), ("enum", "allowed"))
_BESIDE: Final[dict[str, str]] = {"ad": "name", "tip": "type", "not": "description", "jenis": "type", "art": "type"}
"""Heads that are other words in English; they are meant where another head of the table is none."""
_FOREIGN: Final[tuple[Concept, ...]] = ("need", "required", "optional", "parameter", "field", "description", "name")
_ENGLISH_TOO: Final = frozenset(
    ("parameter", "parameters", "argument", "arguments", "attribute", "variable", "variables", "description", "note",
     "name", "optional", "detail", "details", "detalle", "obligatory", "requires")
)  # fmt: skip
_OTHERS: Final[frozenset[Concept]] = frozenset(("joint", "value", "data", "header"))
_HEADS: Final[tuple[tuple[str, frozenset[Concept], frozenset[Concept]], ...]] = (
    ("default", frozenset(("default",)), _OTHERS | {"default"}),
    ("type", frozenset(("type",)), _OTHERS | _MEMBERS | {"type"}),
    ("enum", frozenset(("allowed",)), _OTHERS | {"allowed"}),
    ("required", frozenset(("need", "required", "optional")), _MEMBERS | {"need", "required", "optional", "joint"}),
    ("description", frozenset(("description",)), _OTHERS | _MEMBERS | {"description", "code"}),
    ("name", frozenset(("name", "field", "parameter")), _MEMBERS | {"name", "joint", "header"}),
)
"""Role -> what its head says in any case, and what may stand beside that; the first one that fits."""


@lru_cache(maxsize=1)
def _foreign() -> frozenset[str]:
    return said(*_FOREIGN) - _ENGLISH_TOO


def column_in_words(head: str, others: tuple[str, ...]) -> str:
    """Return what a column holds, as `columns.Role` names it, by its head and those of its table; "" if not known.

    >>> column_in_words("nome do campo", ()), column_in_words("kiểu dữ liệu", ())
    ('name', 'type')
    >>> column_in_words("tip", ("parametre", "tip", "zorunlu")), column_in_words("tip", ("name", "tip"))
    ('type', '')
    """
    if head in _BESIDE:
        return _BESIDE[head] if any(not _foreign().isdisjoint(other.split()) for other in others) else ""
    found = meant(head, _READ, _ENGLISH)
    concepts = {concept for _, concept in found}
    if not concepts or all(phrase in _ENGLISH_TOO for phrase, _ in found):
        return ""
    for role, one_of, all_of in _HEADS:
        if not one_of.isdisjoint(concepts):
            return role if concepts <= all_of else ""
    return ""
