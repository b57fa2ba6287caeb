"""Values between slashes or strokes that stand for a whole description, behind a colon, in brackets or in code."""

import pytest

from driftwatch.extract.fields.kinds_of_values import values_of_kind
from driftwatch.extract.fields.statements import enum_in
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.model.facts import Field
from tests.platforms.test_labels_of_hand_written_pages import parameters, the


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("asc/desc", ("asc", "desc")),
        ("ASC / DESC", ("ASC", "DESC")),
        ("Box type: red/green/blue.", ("blue", "green", "red")),
        ("Mode: test/live", ("live", "test")),
        ("Unit: kg/lb, default kg", ("kg", "lb")),
        ("类型: red/green/blue", ("blue", "green", "red")),
        ("open/shut (default: shut)", ("open", "shut")),
        ("Sperre: open/shut, default open", ("open", "shut")),
        ("状态\uff08open/shut/all\uff09\uff0c默认 all", ("all", "open", "shut")),
        ("Порядок (asc/desc)", ("asc", "desc")),
        ("種類\uff08box/lid\uff09デフォルト: lid", ("box", "lid")),
        ("状态\uff1aopen(开)、shut(关)", ("open", "shut")),
        ("类型\uff1a1(盒)\uff0c2(盖)", ("1", "2")),
    ],
)
def test_values(said: str, values: tuple[str, ...]) -> None:
    assert values_of_kind(said, is_scalar=True) == values


@pytest.mark.parametrize(
    "said",
    [
        "owner/box",
        "box/lid",
        "yyyy/mm/dd",
        "image/png",
        "km/h",
        "and/or",
        "true/false",
        "string/integer/null",
        "1/2/3",
        "the box/lid/shelf that it is of",
        "盒\uff08box/lid\uff09",
        "盒\uff08km/h\uff09",
        "盒\uff08box/lid/shelf 等\uff09",
        "box (small), lid (large)",
        "box/optional/lid",
        "red/green/blue",
        "src/main/java",
        "Time zone, e.g.: America/Argentina/Buenos_Aires",
        "Time zone: America/Argentina/Buenos_Aires (default: America/New_York)",
        "Resource name: projects/my-project/topics/my-topic",
        "Resource type: projects/topics/messages",
        "Git ref: refs/heads/main",
        "Example: projects/123/secrets",
        "S3 key: bucket/folder/file",
        "Path (default: src): src/main/java",
        "例如: src/main/java",
        "单位 (kg/m/s)",
        "Unit: kg/m/s",
        "Unit (kg/m/s)",
        "Format: year/month/day",
        "Media type: model/gltf/binary",
        "Type: model/gltf, model/obj",
        "Algorithm: AES/CBC/NoPadding",
        "Dimensions: width/height/depth",
        "must be one of model/gltf|model/obj",
        "用户信息: id(编号), name(名称)",
        "Größe: width (px), height (px)",
        "大小: width(像素), height(像素)",
        "Größe (Zahlen): width (Breite), height (int)",
        "例: red(红), blue(蓝)",
        "API kind: apps/v1",
        "Rate limit mode: 100/minute",
        "Measurement type: kg/m/s",
    ],
)
def test_what_is_one_value_or_words(said: str) -> None:
    assert values_of_kind(said, is_scalar=True) == ()


@pytest.mark.parametrize("said", ["Enum: x, y, etc", "One of: x, y and more", "One of: x, y ...", "x | y | etc"])
def test_a_list_of_some_is_none(said: str) -> None:
    assert enum_in(Text((Run(said),)), is_scalar=True) == ()


@pytest.mark.parametrize("kind", ["object", "array"])
@pytest.mark.parametrize(
    "said",
    [
        "Dimensions: width/height/depth",
        "Type: width/height/depth",
        "asc/desc",
        "用户信息: id(编号), name(名称)",
        "状态: open(开), shut(关)",
        "Größe: width (px), height (px)",
    ],
)
def test_what_has_members_has_no_such_values(said: str, kind: str) -> None:
    assert not enums(f"| Name | Type | Description |\n|-|-|-|\n| box | {kind} | {said} |\n")


def enums(table: str) -> list[object]:
    operation = the(f"## POST /boxes\n\n### Body\n\n{table}")
    return [fact.enum for fact in operation.facts if isinstance(fact, Field) and fact.enum]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("`i32 \\| u8`", "how many"),
        ("`widget \\| box`", "what is in it"),
        ("string", "Regex: `foo\\|bar`"),
        ("string", "Regex: `foo\\|bar\\|baz`"),
        ("string", "Fields to return: `id \\| name`"),
        ("", "Fields to return: `id \\| name`"),
        ("", "Regex: `foo` \\| `bar`"),
    ],
)
def test_types_patterns_and_names_of_fields_are_no_values(kind: str, said: str) -> None:
    assert not enums(f"| Name | Type | Description |\n|-|-|-|\n| box | {kind} | {said} |\n")


@pytest.mark.parametrize(
    ("kind", "said", "values"),
    [
        ("`asc \\| desc`", "which way", ("asc", "desc")),
        ("`1m \\| 5m`", "how long", ("1m", "5m")),
        ("`flat \\| tall`", "how high (default: `flat`)", ("flat", "tall")),
        ("string", "`flat \\| tall`", ("flat", "tall")),
        ("string", "状态: open(开), shut(关)", ("open", "shut")),
        ("string", "Kind of box: `flat \\| tall`", ("flat", "tall")),
    ],
)
def test_values_where_types_or_descriptions_are_expected(kind: str, said: str, values: tuple[str, ...]) -> None:
    assert enums(f"| Name | Type | Description |\n|-|-|-|\n| box | {kind} | {said} |\n") == [values]


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("asc | desc", ("asc", "desc")),
        ("asc|desc", ("asc", "desc")),
        ("1m | 5m | 1h", ("1h", "1m", "5m")),
        ("date | size | title", ("date", "size", "title")),
        ("OPEN | SHUT", ("OPEN", "SHUT")),
        ("Box | Lid", ()),  # names of types
        ("string | integer", ()),
        ("box | null", ()),
        ("true | false", ()),
        ("cat boxes | sort", ()),
        ("open", ()),
    ],
)
def test_one_piece_of_code_may_hold_all_values(code: str, values: tuple[str, ...]) -> None:
    assert tuple(sorted(enum_in(Text((Run(code, code=True),)), is_scalar=True))) == values


def test_so_it_does_where_a_type_is_expected() -> None:
    rows = "| order | `asc \\| desc` | which way |\n| size | `number \\| null` | how many |\n"
    operation = the(f"## GET /boxes\n\n### Query\n\n| Name | Type | Description |\n|-|-|-|\n{rows}")
    assert parameters(operation) == {"order": "query", "size": "query"}
    assert [fact.enum for fact in operation.facts if isinstance(fact, Field) and fact.enum] == [("asc", "desc")]
