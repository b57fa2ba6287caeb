"""JSON as samples show it: what people shorten or remark on is watched like any other sample."""

import pytest

from driftwatch.extract.data.sample_json import json_of_sample
from driftwatch.extract.pages.sample_lines import sample_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"size": 3, "lid": {"wide": true}}', "JSON lid.wide: boolean, lid: object, size: integer"),
        ('{\n  "size": 3, // in litres\n  ...\n}', "JSON size: integer"),
        ('// of one box\n{"size": 3}', "JSON size: integer"),
        ('{"size": 3,}', "JSON size: integer"),
        ("{ size : 12, kind : 'flat' }", "JSON kind: string, size: integer"),
        ('{"url": "http://example.com//a", "size": 1.5 // in litres\n}', "JSON size: number, url: string"),
    ],
)
def test_what_a_sample_shows_is_told_whatever_it_lacks_as_json(text: str, line: str) -> None:
    assert list(sample_lines(text)) == [line]


@pytest.mark.parametrize("text", ["{{ template }}", "[section]\nname = 3", "// only words", "{", "[1, 2]", "{...}"])
def test_what_shows_no_names_says_nothing(text: str) -> None:
    assert list(sample_lines(text)) == []


def test_words_of_a_remark_are_no_members_and_values_keep_their_types() -> None:
    assert json_of_sample('{"a": "x // y", "b": null, // "c": 3\n "d": [1, 2,]}') == {
        "a": "x // y",
        "b": None,
        "d": [1, 2],
    }
    assert json_of_sample("{a: NaN, b: 007}") == {"a": "NaN", "b": "007"}
