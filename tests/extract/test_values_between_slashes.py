"""Values between slashes that stand for a whole description, behind a colon or in brackets."""

import pytest

from driftwatch.extract.kinds_of_values import values_of_kind


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
