"""JSON Schema in place of a sample: a block of code that says itself which members a body has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import UNSET, Struct, field

from driftwatch.extract.data import loose
from driftwatch.extract.data.sample_json import json_of_sample
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import below
from driftwatch.extract.text.blocks import Block, Callout, Code, Paragraph
from driftwatch.extract.words.roles import Aim, aim_of
from driftwatch.extract.words.wording import slug, tidy
from driftwatch.model.json_values import Json, as_text
from driftwatch.patterns import lazy_regex

_OF_VALUES: Final = frozenset(("type", "$ref", "enum", "const", "allOf", "oneOf", "anyOf", "properties", "items"))
_DEEPEST: Final = 12
_LONGEST: Final = 100_000
_BODY: Final = r"((?:request|response)(?:\s(?:body|payload))?|body)"
_LABEL: Final = lazy_regex(
    rf"(?:the\s)?(?:{_BODY}\s)?(?:JSON\s)?schema(?:\s(?:of|for)\s(?:the\s)?{_BODY})?(?:\s\(?[1-5]\d\d\)?)?\s?:?",
    re.IGNORECASE,
)
"""A heading or line that calls what is below it the schema of a body, and says nothing else."""
_MOST: Final = 3000
"""Fields of a schema, each time that one is used: definitions that use each other have no end in their depth alone."""
_NAME: Final = 200
"""Letters of a name; the place of a field holds those of all around it."""


class _Known(Struct, frozen=True):
    """What the fields of one schema have in common."""

    definitions: Mapping[str, Json]
    left: Iterator[int] = field(default_factory=lambda: iter(range(_MOST)))
    """As many as it may still have."""


class Described(Struct, frozen=True):
    """What a schema says of a body, and of which."""

    fields: tuple[DocumentedField, ...]
    aim: Aim


def described_by_schema(
    block: Code, blocks: Sequence[Block], at: int, here: Sequence[str], *, place: str
) -> Described | None:
    """Return what a block says that is a JSON Schema; `blocks` are those of its section, `at` one that holds it.

    The heading or the line right above has to call it one, and nothing more: what a call stores, or what one of its
    fields holds, may be a schema as well. It says whose body it is as well, where it names a role.
    """
    if '"properties"' not in block.text or len(block.text) > _LONGEST:
        return None
    labels = (_role_said(each) for each in (_line_above(block, blocks, at), *here[-1:]))
    said = next((role for role in labels if role is not None), None)
    if said is None:
        return None
    own, around = aim_of((said,)), aim_of(here)
    aim = own if own.side else around
    fields = _fields(block, place) if aim.side in ("request", "response") else ()
    return Described(fields, aim) if fields else None


def _role_said(label: str) -> str | None:
    """Return whose schema a label says that it is, "" where it says no more than that; None for any other line.

    >>> _role_said("Schema of the response body:"), _role_said("JSON Schema"), _role_said("The schema to store:")
    ('response body', '', None)
    """
    match = _LABEL.fullmatch(tidy(label))
    role = (match[1] or match[2] or "") if match else ""
    return role if match and (role or label[:1] in ("S", "J")) else None  # `schema` alone may be the name of a field


def _line_above(block: Code, blocks: Sequence[Block], at: int) -> str:
    """Return the line right above a block of code, be it the first of the box that holds both."""
    around = blocks[at] if at < len(blocks) else block
    held = around.blocks if isinstance(around, Callout) else blocks[: at + 1]
    above = next((line for line, below in pairwise(held) if below is block), None)
    return above.text.plain if isinstance(above, Paragraph) else ""


def _fields(block: Code, place: str) -> tuple[DocumentedField, ...]:
    """Return the members of an object, or of an array of such."""
    schema = loose.mapping(json_of_sample(block.text))
    is_array = schema.get("type") == "array"
    root = loose.mapping(schema.get("items")) if is_array else schema
    if not _is_of_object(root):
        return ()
    known = _Known({**loose.mapping(schema.get("definitions")), **loose.mapping(schema.get("$defs"))})
    return tuple(_members(root, known, place, prefix="[]." if is_array else ""))


def _is_of_object(schema: Mapping[str, Json]) -> bool:
    """Tell whether each member of an object is described as JSON Schema does it: what a Feature holds is none."""
    members = [member for each in _parts(schema) for member in loose.mapping(each.get("properties")).values()]
    is_object = all(each.get("type", "object") == "object" for each in _parts(schema))
    return is_object and bool(members) and all(not _OF_VALUES.isdisjoint(loose.mapping(each)) for each in members)


def _parts(schema: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    return [schema, *map(loose.mapping, loose.items(schema.get("allOf")))]


def _members(
    schema: Mapping[str, Json], known: _Known, place: str, *, followed: tuple[str, ...] = (), prefix: str = ""
) -> Iterator[DocumentedField]:
    """Yield the members of an object; `followed` are the definitions around it, "" for what stands in its place."""
    needed = [name for part in _parts(schema) for name in loose.names(part.get("required"))]
    for part in _parts(schema) if len(followed) < _DEEPEST else ():
        for name, said in loose.mapping(part.get("properties")).items():
            if len(name) > _NAME:
                continue
            if next(known.left, None) is None:
                return
            here, is_needed = below(place, name), name in needed
            yield _field(f"{prefix}{name}", loose.mapping(said), known, here, need=is_needed, followed=followed)


def _field(
    name: str, said: Mapping[str, Json], known: _Known, here: str, *, need: bool, followed: tuple[str, ...]
) -> DocumentedField:
    held = loose.mapping(said.get("items")) if said.get("type") == "array" else said
    referred = loose.text(held.get("$ref")).rpartition("/")[2]
    own = loose.mapping(known.definitions.get(referred)) or held
    is_within_itself = bool(referred) and referred in followed
    values = loose.items(held.get("enum"))
    default = said.get("default")
    return DocumentedField(
        name=name,
        type=_type(said, own),
        required=need,
        default=UNSET if default is None or isinstance(default, dict | list) else as_text(default),
        enum=tuple(sorted(map(as_text, values))),
        deprecated=said.get("deprecated") is True,
        children=() if is_within_itself else tuple(_members(own, known, here, followed=(*followed, referred))),
        target=f"#{slug(referred)}" if referred and referred not in known.definitions else "",
        locator=here,
    )


def _type(said: Mapping[str, Json], held: Mapping[str, Json]) -> str:
    """Write the type of a member as pages do: `array<string>`, `string | null`."""
    kinds = [loose.text(said.get("type")), *map(loose.text, loose.items(said.get("type")))]
    kind = " | ".join(filter(None, kinds)) or ("object" if "properties" in said else "")
    inner = loose.text(held.get("type"))
    return f"array<{inner}>" if kind == "array" and inner not in ("", "object", "array") else kind
