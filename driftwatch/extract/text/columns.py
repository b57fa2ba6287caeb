"""Which column of a table holds what, by the words of its header in several languages."""

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from driftwatch.extract.text.blocks import Text
from driftwatch.extract.words import vocabulary
from driftwatch.extract.words.foreign_columns import column_in_words
from driftwatch.extract.words.wording import word
from driftwatch.patterns import lazy_regex

Role: TypeAlias = Literal["name", "type", "required", "description", "default", "enum", "within", "nullable"]

_ROLES: Final[tuple[tuple[Role, frozenset[str]], ...]] = (
    ("required", vocabulary.REQUIRED_COLUMNS),
    ("default", vocabulary.DEFAULT_COLUMNS),
    ("enum", vocabulary.ENUM_COLUMNS),
    ("within", vocabulary.WITHIN_COLUMNS),
    ("nullable", vocabulary.NULLABLE_COLUMNS),
    ("type", vocabulary.TYPE_COLUMNS),
    ("name", vocabulary.NAME_COLUMNS),
    ("description", vocabulary.DESCRIPTION_COLUMNS),
)

_BESIDE_TYPES: Final = vocabulary.words(
    "range | ranges | format | values | constraint | constraints | length | unit | units"
)
"""What a column of types may hold as well, or in their stead."""
RULE_COLUMNS: Final = vocabulary.words(
    """
    rule | rules | constraint | constraints | validation | validations | validation rule | validation rules
    | restriction | restrictions | requirement | requirements | condition | conditions
    | regla | reglas | validación | validaciones | restricción | restricciones
    | regra | regras | validação | validações | restrição | restrições | règle | règles | contrainte | contraintes
    | regel | regeln | einschränkung | einschränkungen | validierung | regola | regole | vincolo | vincoli
    | правило | правила | ограничение | ограничения | валидация
    | 规则 | 约束 | 限制 | 校验 | 校验规则 | 验证规则 | 要求
    | ルール | 制約 | 制限 | バリデーション | 규칙 | 제약 | 제약조건
    """
)
"""Heads of what a value has to be, which describes a field where no other column does."""
PATHS_OF_MESSAGES: Final = vocabulary.words("xpath | x-path | element path | path")
"""Heads of what names a field by its path from the message that holds it, in a data dictionary."""
OCCURRENCES: Final = vocabulary.words("occurrence | occurence | occurrences | cardinality | multiplicity | occurs")
"""Heads of how often it is there; elsewhere "Occurrence" may be when something happens."""
_SIDES: Final = lazy_regex(r"\s?[(（/|\n]\s?")
"""What stands between the two halves of a head in two languages."""


def columns_of(header: tuple[Text, ...]) -> dict[Role, int]:
    """Return the index of each role's column; the first that fits.

    Of columns that have no names the first holds those of the rows, and the last what they are; so does the last alone.
    """
    heads = tuple([cell.plain for cell in header])
    return {"name": 0, "description": len(heads) - 1} if len(heads) > 1 and not any(heads) else dict(_roles_of(heads))


@lru_cache(maxsize=64)  # each reader of a table asks for them
def _roles_of(header: tuple[str, ...]) -> tuple[tuple[Role, int], ...]:
    found: dict[Role, int] = {}
    heads = tuple(word(cell.partition(" that ")[0]).rstrip("?.") for cell in header)  # "Parameters that it accepts"
    for index, said in enumerate(heads):
        role = next((role for role, words in _ROLES if said in words and role not in found), None) or _twice(
            said, found
        )
        spoken = column_in_words(said, heads) if role is None else ""
        role = role or next((each for each, _ in _ROLES if each == spoken and each not in found), None)
        if role is None and "type" not in found and _names_type_and_more(said):
            role = "type"
        endings = vocabulary.NAME_ENDINGS if index else (*vocabulary.NAME_ENDINGS, *vocabulary.NAME_ENDINGS_OF_FIRST)
        if role is None and "name" not in found and said.endswith(endings):
            role = "name"
        if role is not None:
            found[role] = index
    if "name" not in found and header and _heads_names(word(header[0]), found):
        found["name"] = 0
    if "name" in found and "description" not in found and (told := _telling(heads, found.values())) is not None:
        found["description"] = told
    return tuple(found.items())


def _heads_names(said: str, found: Mapping[Role, int]) -> bool:
    """Tell whether the first column holds names that its head calls otherwise, as what stands beside it shows."""
    is_typed = "type" in found and said in vocabulary.PATH_COLUMNS
    is_of_message = bool(found.keys() & {"type", "required", "default"}) and said in vocabulary.MESSAGE_COLUMNS
    return 0 not in found.values() and (is_typed or is_of_message)


def _telling(heads: Sequence[str], known: Container[int]) -> int | None:
    """Return the column that describes what a table names, of those not `known`: of rules, or the last one unnamed."""
    rules = (at for at, said in enumerate(heads) if said in RULE_COLUMNS and at not in known)
    last = len(heads) - 1
    return next(rules, last if last > 0 and last not in known and not heads[last] else None)


def _twice(said: str, found: Container[Role]) -> Role | None:
    """Return what a head says that says it in two languages: "参数 / Parameter", "Type (类型)"."""
    pieces = [word(piece) for piece in _SIDES.split(said)] if not said.isascii() else []
    if len(pieces) != len(("language", "other")):
        return None
    return next((role for role, known in _ROLES if known.issuperset(pieces) and role not in found), None)


def _names_type_and_more(said: str) -> bool:
    """Tell whether a head says that a column holds types, and with them what else: "Type / Optional", "Range/Type"."""
    pieces = [piece.strip() for piece in said.split("/")] if "/" in said else []
    others = [piece for piece in pieces if piece not in vocabulary.TYPE_COLUMNS]
    is_beside = len(others) == 1 and len(pieces) == len(("type", "other"))
    return is_beside and (others[0] in vocabulary.REQUIRED_COLUMNS or others[0] in _BESIDE_TYPES)


def is_field_table(header: tuple[Text, ...], *, told: bool = False) -> bool:
    """Tell whether a table's rows are fields: it names them, and says their type, default or whether required.

    Where `told` is true, its heading says that they are, so that it may describe them in any other way.
    """
    found = columns_of(header)
    if "name" not in found:
        return False
    if found.keys() & {"type", "required", "default"} or (told and "description" in found):
        return True
    if "within" in found and word(header[found["within"]].plain) in vocabulary.KINDS_OF_PARAMETERS:
        return True
    said = word(header[found["name"]].plain)
    if told and found["name"] == 0 and len(header) > 1 and said.endswith(vocabulary.ARGUMENT_ENDINGS):
        return True
    return said in vocabulary.STRONG_NAME_COLUMNS and bool(found.keys() & {"description", "enum"})


def names_rows(header: tuple[Text, ...]) -> bool:
    """Tell whether the first column can name its rows; where it holds defaults or notes, an empty cell is empty."""
    first = columns_of(header[:1])
    if header[:1] and word(header[0].plain) in vocabulary.METHODS:
        return False  # it holds marks of what each path takes
    return not first or "name" in first or "within" in first


def names_arguments(header: tuple[Text, ...]) -> bool:
    """Tell whether the column of names says that a caller sends what it names: "Parameter", and not "Field"."""
    column = columns_of(header).get("name")
    return column is not None and word(header[column].plain) in vocabulary.ARGUMENT_COLUMNS


def is_optional_column(cell: Text) -> bool:
    """Tell whether a yes in this column means optional."""
    return word(cell.plain).rstrip("?.") in vocabulary.OPTIONAL_COLUMNS
