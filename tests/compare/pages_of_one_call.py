"""Pages that document one call: as a table, as components, as a specification; and edits of one fact on one of them."""

import json
from typing import Literal, TypeAlias

from hypothesis import strategies as st
from msgspec import Struct, structs

Form: TypeAlias = Literal["table", "component", "specification"]

NAMES = ("prompt", "style", "count", "seed", "voice")
VALUES = ("plain", "vivid", "soft", "warm")
_TYPES = ("string", "integer", "boolean")


class Shown(Struct, frozen=True):
    """A field as a page shows it."""

    name: str
    type: str
    required: bool
    default: int | None = None
    enum: tuple[str, ...] = ()


class Edited(Struct, frozen=True):
    """The fields of a call, before and after an edit of one fact, and the field that it is of."""

    before: tuple[Shown, ...]
    after: tuple[Shown, ...]
    name: str


def beside(fields: tuple[Shown, ...], schema: tuple[Shown, ...]) -> str:
    """Write a page whose table stands beside the specification that it embeds."""
    embedded = f"## OpenAPI\n\n````yaml POST /v1/pictures\n{_specification(schema)}\n````\n"
    table = written(fields, "table", "Create").replace("`POST /v1/pictures`\n\n", "")
    return f"{table}\n{embedded}"


def written(fields: tuple[Shown, ...], form: Form, title: str) -> str:
    """Write a page, or a specification, that states fields of one call."""
    if form == "specification":
        return _specification(fields)
    rows = "\n".join((_row if form == "table" else _component)(field) for field in fields)
    head = "| Field | Type | Required | Description |\n|-|-|-|-|\n" if form == "table" else ""
    return f"# {title}\n\n`POST /v1/pictures`\n\n## Request parameters\n\n{head}{rows}\n"


@st.composite
def edits(draw: st.DrawFn) -> Edited:
    """Make the fields of a call and one edit of what is stated of one of them."""
    return draw(_edits_of(draw(_calls())))


@st.composite
def edits_of_both(draw: st.DrawFn) -> tuple[Edited, Edited]:
    """Make the fields of a call and two edits of them, each on a page of its own."""
    fields = draw(_calls())
    return draw(_edits_of(fields)), draw(_edits_of(fields))


def _calls() -> st.SearchStrategy[tuple[Shown, ...]]:
    names = st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True)
    return names.flatmap(lambda chosen: st.tuples(*map(_fields, chosen)))


def _edits_of(fields: tuple[Shown, ...]) -> st.SearchStrategy[Edited]:
    return st.sampled_from(
        [
            Edited(fields, (*fields[:number], edited, *fields[number + 1 :]), field.name)
            for number, field in enumerate(fields)
            for edited in _edited(field)
        ]
    )


def _fields(name: str) -> st.SearchStrategy[Shown]:
    needs = st.booleans()
    closed = st.lists(st.sampled_from(VALUES), min_size=2, max_size=3, unique=True).map(tuple)
    return st.one_of(
        st.builds(Shown, st.just(name), st.sampled_from(_TYPES), needs),
        st.builds(Shown, st.just(name), st.just("integer"), needs, st.integers(0, 9)),
        st.builds(Shown, st.just(name), st.just("string"), needs, st.none(), closed),
    )


def _edited(field: Shown) -> list[Shown]:
    """Return the field with one fact stated otherwise."""
    found = [structs.replace(field, required=not field.required)]
    if field.enum:
        found += [structs.replace(field, enum=(*field.enum, value)) for value in VALUES if value not in field.enum]
    elif field.default is not None:
        found.append(structs.replace(field, default=field.default + 1))
    else:
        found += [structs.replace(field, type=kind) for kind in _TYPES if kind != field.type]
    return found


def _described(field: Shown) -> str:
    values = ", ".join(f"`{value}`" for value in field.enum)
    default = f" Default: `{field.default}`." if field.default is not None else ""
    return f"Made known.{f' One of {values}.' if values else ''}{default}"


def _row(field: Shown) -> str:
    return f"| `{field.name}` | {field.type} | {'Yes' if field.required else 'No'} | {_described(field)} |"


def _component(field: Shown) -> str:
    default = f' default="{field.default}"' if field.default is not None else ""
    needed = " required" if field.required else ""
    described = _described(structs.replace(field, default=None))
    return f'<ParamField body="{field.name}" type="{field.type}"{needed}{default}>\n  {described}\n</ParamField>\n'


def _specification(fields: tuple[Shown, ...]) -> str:
    properties = {
        field.name: {
            "type": field.type,
            **({"enum": list(field.enum)} if field.enum else {}),
            **({"default": field.default} if field.default is not None else {}),
        }
        for field in fields
    }
    schema = {
        "type": "object",
        "required": [field.name for field in fields if field.required],
        "properties": properties,
    }
    body = {"content": {"application/json": {"schema": schema}}}
    call = {"requestBody": body, "responses": {"200": {"description": "Done."}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pictures", "version": "1"},
        "paths": {"/v1/pictures": {"post": call}},
    }
    return json.dumps(document, indent=1)
