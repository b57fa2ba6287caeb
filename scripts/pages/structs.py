"""What a Struct of ours says of its members: names, types, defaults and the docstrings below them."""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec import inspect as types


class Member(NamedTuple):
    name: str
    type: types.Type
    default: Any
    """NODEFAULT where it must be given."""
    meaning: str
    """Empty where nothing is written below it."""
    choices: tuple[str, ...]
    """Texts that its type names, in the order in which they are written there; msgspec sorts them."""


class UndocumentedError(Exception):
    """A member has no docstring, or a type no words."""


def members(kind: type[Struct]) -> list[Member]:
    """Return the members of a Struct in order, under the names that they have in text."""
    meanings, hints = docstrings(kind), get_type_hints(kind)
    return [
        Member(
            field.encode_name, field.type, default_of(field), meanings.get(field.name, ""),
            tuple(choices(hints[field.name])),
        )
        for field in types.type_info(kind).fields
    ]  # fmt: skip


def choices(hint: Any) -> Iterator[str]:
    """Yield the texts of all Literal in a type."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
        return
    for each in get_args(hint):
        yield from choices(each)


def documented_members(kind: type[Struct]) -> list[Member]:
    """Return the members, each with what it means.

    Raises:
        UndocumentedError: one of them has no docstring.
    """
    found = members(kind)
    if missing := [each.name for each in found if not each.meaning]:
        raise UndocumentedError(f"{kind.__module__}.{kind.__name__}: no docstring below {', '.join(missing)}")
    return found


def docstrings(kind: type[Struct]) -> dict[str, str]:
    """Return the texts below the fields of a class and of those that it is made of, by field."""
    found: dict[str, str] = {}
    for each in reversed([base for base in kind.__mro__ if issubclass(base, Struct) and base is not Struct]):
        body = ast.parse(textwrap.dedent(inspect.getsource(each))).body[0].body
        for field, text in itertools.pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                found[field.target.id] = " ".join(str(text.value.value).split())
    return found


def default_of(field: types.Field) -> Any:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return field.default


def structs_below(*roots: Any) -> list[type[Struct]]:
    """Return the Structs that a type holds, itself included, in the order in which they are met."""
    found: dict[type[Struct], None] = {}
    waiting = [types.type_info(root) for root in roots]
    while waiting:
        info = waiting.pop(0)
        if isinstance(info, types.StructType):
            if info.cls in found:
                continue
            found[info.cls] = None
            waiting += [field.type for field in info.fields]
        waiting += parts(info)
    return list(found)


def parts(info: types.Type) -> Iterator[types.Type]:
    if isinstance(info, types.UnionType):
        yield from info.types
    elif isinstance(info, types.ListType | types.VarTupleType):
        yield info.item_type
    elif isinstance(info, types.DictType):
        yield info.value_type


def words(member: Member, *, table: str = "object") -> str:
    """Return a member's type in words, for a cell; `table` is what an object is called."""
    return worded(member.type, member.choices, table)


def worded(info: types.Type, choices: tuple[str, ...], table: str) -> str:
    if isinstance(info, types.ListType | types.VarTupleType):
        return f"array of {several(info.item_type, choices, table)}"
    if isinstance(info, types.DictType):
        return f"{table} of {several(info.value_type, choices, table)}"
    if isinstance(info, types.UnionType | types.LiteralType):
        return " or ".join(alternatives(info, choices, table))
    if isinstance(info, types.StructType):
        return f"[{info.cls.__name__}](#{info.cls.__name__.lower()})" if table == "object" else table
    if type(info) not in WORDS:
        raise UndocumentedError(f"there are no words for the type {info}")
    return WORDS[type(info)]


def alternatives(info: types.Type, choices: tuple[str, ...], table: str) -> Iterator[str]:
    if choices:
        yield ", ".join(f'`"{value}"`' for value in choices)
    others = info.types if isinstance(info, types.UnionType) else ()
    for each in others:
        if not isinstance(each, types.LiteralType):
            yield worded(each, (), table)


def several(info: types.Type, choices: tuple[str, ...], table: str) -> str:
    one = worded(info, choices, table)
    if isinstance(info, types.LiteralType | types.UnionType):
        return one
    return one.replace("value", "values") if isinstance(info, types.AnyType) else plural(one)


def plural(one: str) -> str:
    head, space, rest = one.partition(" of ")
    return f"{head}s{space}{rest}"


def as_toml(value: Any) -> str:
    """Return a default as it is written in a file of TOML."""
    return msgspec.json.encode(msgspec.to_builtins(value)).decode()


WORDS = {
    types.StrType: "string", types.IntType: "integer", types.FloatType: "number", types.BoolType: "boolean",
    types.NoneType: "null", types.AnyType: "any JSON value",
}  # fmt: skip
