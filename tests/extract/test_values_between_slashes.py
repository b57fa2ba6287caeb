"""Values between slashes or strokes that stand for a whole description, behind a colon, in brackets or in code."""

import pytest

from driftwatch.extract.blocks import Run, Text
from driftwatch.extract.kinds_of_values import values_of_kind
from driftwatch.extract.statements import enum_in
from driftwatch.model.facts import Field
from tests.platforms.test_labels_of_hand_written_pages import parameters, the


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("asc/desc", ("asc", "desc")),
        ("ASC / DESC", ("ASC", "DESC")),
        ("red/green/blue.", ("blue", "green", "red")),
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
    assert values_of_kind(said) == values


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
    ],
)
def test_what_is_one_value_or_words(said: str) -> None:
    assert values_of_kind(said) == ()


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
