"""Bodies that pages write as types of TypeScript."""

import time

import pytest

from driftwatch.extract.fields.type_shapes import fields_of_shape, shapes_of
from driftwatch.extract.text.blocks import Code

BOX = """\
export interface MakeBox {
  name: string;  // its name
  /* in centimetres */
  readonly size?: number
  kind: 'red' | "blue",
  lid: Lid
  tags: string[]
  made: Date
  inner: {
    lids: Array<{ open: boolean }> | null;
  } | null
  shade:
    | 'dark'
    | 'light'
  [more: string]: unknown
  ...
}

interface Lid { open: boolean; of: Lid }
"""


def shown(text: str, lang: str = "ts", side: str = "request") -> dict[str, tuple[str, bool | None]]:
    fields = fields_of_shape(shapes_of(Code(lang=lang, info="", text=text), place="Boxes"), side)
    found = {field.name: (field.type, field.required) for field in fields}
    for field in fields:
        found |= {f"{field.name}.{inner.name}": (inner.type, inner.required) for inner in field.children}
    return found


def test_an_interface_says_of_each_member_what_it_is_and_whether_it_is_needed() -> None:
    assert shown(BOX) == {
        "name": ("string", True),
        "size": ("number", False),
        "kind": ("'red' | \"blue\"", True),
        "lid": ("object", True),
        "lid.open": ("boolean", True),
        "lid.of": ("Lid", True),
        "tags": ("string[]", True),
        "made": ("", True),
        "inner": ("object | null", True),
        "inner.lids": ("object[] | null", True),
        "shade": ("'dark' | 'light'", True),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{ id: number; name: string }", {"id", "name"}),
        ('{"id": number, "lid": {"open": boolean}}', {"id", "lid", "lid.open"}),
        ("[\n  { id: number },\n]", {"[].id"}),
        ("type Box = {\n  id: number\n}[]", {"[].id"}),
        ("{ done: true, code: string, lid: string }", {"code", "lid"}),
        ('{"id": "number", "tags": ["string"], "lids": [{"open": "boolean"}]}', {"id", "tags", "lids", "lids.open"}),
        ("{ id: Number, name: STRING, *open: Boolean }", {"id", "name", "open"}),
        ('{\n  "id": string\n  "size": int?\n}', {"id", "size"}),
    ],
)
def test_braces_alone_say_it_as_well(text: str, names: set[str]) -> None:
    assert shown(text, "json" if text.startswith('{"') else "typescript").keys() == names
    assert {need for _, need in shown(text).values()} == {None}  # no member is marked as one that may be left out


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1, "name": "red"}',
        "{ id: id, name: name }",
        "const box = { id: number }",
        "{ id: number }\n{ id: string }",
        "type Id = string | number",
        "interface Box { open(): void; id: number }",
        "interface Box { id: number",
        "{ done: false, code: 'A', id: number }",
        "{ id: number ] }",
        "{ ]: number }",
        "{ . id: number }",
        '{"name": "age", "type": "number"}',
        '{"string": "string", "number": "number"}',
        '{"id": 0, "name": "string"}',
        '{"id": 3, // the third\n "name": "red" // no\n}',
    ],
)
def test_values_and_code_are_no_type(text: str) -> None:
    assert shown(text) == {}


def test_another_language_has_types_of_its_own() -> None:
    assert shown("{ id: number }", "go") == {}


def test_of_several_types_the_one_that_is_called_so_is_sent() -> None:
    text = "interface BoxRequest { id: number }\ninterface BoxResponse { lid: string }\n"
    assert shown(text).keys() == {"id"}
    assert shown(text, side="response").keys() == {"lid"}


@pytest.mark.parametrize(("remark", "within"), [("// Query parameters:", "query"), ("/* Path params */", "path")])
def test_a_remark_above_a_type_says_where_it_travels(remark: str, within: str) -> None:
    shapes = shapes_of(Code(lang="ts", info="", text=f"{remark}\n{{ id: number }}"), place="")
    assert [field.within for field in fields_of_shape(shapes, "request")] == [within]


def test_a_remark_may_say_that_it_is_the_other_message() -> None:
    assert shown("// Response\n{ id: number }") == {}
    assert shown("// Response\n{ id: number }", side="response").keys() == {"id"}


@pytest.mark.parametrize("text", ["{a:" * 4_000, "{ a: string; " * 1_200, "{ a: Array<" * 1_500, "/*" * 9_000 + "{:"])
def test_hostile_types_take_no_time(text: str) -> None:
    started = time.process_time()
    assert shown(text) == {}
    assert time.process_time() - started < 1


def test_what_has_too_many_members_is_code() -> None:
    assert shown("{" + "".join(f"a{number}: string;" for number in range(500)) + "}") == {}


def test_remarks_say_of_the_members_of_a_sample_whether_they_are_needed() -> None:
    text = (
        '{\n "name": "red", // required, string\n "size": 3, // Optional\n'
        ' "lid": { // required\n "open": true // boolean\n }\n}'
    )
    assert shown(text, "json") == {
        "name": ("string", True),
        "size": ("", False),
        "lid": ("object", True),
        "lid.open": ("boolean", None),
    }
    assert shown('{"id": "integer", "name": "string (optional)"}')["name"] == ("string", False)


def test_a_star_says_that_a_member_is_needed_where_the_page_says_so() -> None:
    block = Code(lang="js", info="", text="{ *id: Number, name: String }")
    for stars, need in ((True, True), (False, None)):
        fields = fields_of_shape(shapes_of(block, place="", stars=stars), "request")
        assert [field.required for field in fields] == [need, None]


def test_types_that_hold_each_other_twice_take_no_time() -> None:
    text = "".join(f"interface T{at} {{ a: T{at + 1}; b: T{at + 1}; c: string }}\n" for at in range(40))
    started = time.process_time()
    assert shown(text).keys() >= {"a", "b", "c"}
    assert time.process_time() - started < 1


def test_what_is_noted_of_a_type_in_brackets_says_whether_the_member_is_needed() -> None:
    text = "{\n  name: String (required, 3 letters),\n  size: number (optional), // in cm\n  lid?: boolean (if so)\n}"
    assert shown(text) == {"name": ("String", True), "size": ("number", False), "lid": ("boolean", False)}
    assert shown("{ name: string, fit: (size) => boolean }") == {}
    assert shown("{ name: string (required\n), size: number }") == {}
    assert shown("{ name: string (required) and more, size: number }") == {}


def test_another_name_of_a_type_stands_for_it() -> None:
    text = 'type Kind =\n  | "red"\n  | "blue";\n\ninterface Box {\n  size: number;\n  kind: Kind;\n}'
    assert shown(text) == {"size": ("number", None), "kind": ('"red" | "blue"', None)}


@pytest.mark.parametrize("kind", ["Record<string, Lid>", "Map<string, Lid[]>", "{ one: Lid }", "Lid | string"])
def test_a_type_that_stands_within_that_of_a_member_is_no_message_of_its_own(kind: str) -> None:
    text = f"interface Box {{ size: number; lid: {kind} }}\ninterface Lid {{ id: number }}\n"
    assert shown(text).keys() >= {"size", "lid"}
    assert shown("interface Box { size: number; inner: Record<string, Box> }").keys() == {"size", "inner"}


def test_remarks_of_a_sample_say_which_of_its_members_are_needed_and_which_values_they_may_have() -> None:
    sample = """{
  "name": "red", // required
  "kind": "box", // Enum: box, lid, shelf
  "state": "open", // "open" | "shut"
  "size": 3,
  "made": "today",
  "shade": "dark", // may be left out on a shelf
  "lid": { "open": true /* one of: true, false */, "of": 7 },
  "last": "x" // optional
}"""
    (shape,) = shapes_of(Code(lang="json", info="", text=sample), place="Boxes")
    found = {field.name: (field.required, field.enum) for field in shape.members}
    assert found == {
        "name": (True, ()),
        "kind": (None, ("box", "lid", "shelf")),
        "state": (None, ("open", "shut")),
        "last": (False, ()),
    }


@pytest.mark.parametrize(
    "remark",
    [
        "src/main/java",
        "kg/m/s",
        "x | y | etc",
        "Enum: x, y, etc",
        "x | y | ...",
        "one of: x, y and more",
        "type: x/y/z",
    ],
)
def test_paths_units_and_lists_of_some_are_no_values_in_remarks(remark: str) -> None:
    sample = f'{{\n  "name": "red", // required\n  "kind": "x", // {remark}\n  "last": "x" // optional\n}}'
    (shape,) = shapes_of(Code(lang="json", info="", text=sample), place="Boxes")
    assert {field.name: field.enum for field in shape.members} == {"name": (), "last": ()}


def test_a_sample_without_such_remarks_is_none() -> None:
    sample = '{ "name": "red", // as it is called\n "size": 3 // in inches\n }'
    assert shapes_of(Code(lang="json", info="", text=sample), place="Boxes") == ()


def test_of_a_sample_whose_values_are_types_no_remark_leaves_out_the_others() -> None:
    sample = '{ "name": "string", "state": 0, "size": 3, "lid": "string" // Optional\n }'
    assert shapes_of(Code(lang="js", info="", text=sample), place="Boxes") == ()
