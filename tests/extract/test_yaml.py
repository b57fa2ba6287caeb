"""JSON and YAML are read safely and by YAML 1.2 core rules."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import DocumentError
from driftwatch.extract.yaml import read_json, read_structured, read_yaml
from driftwatch.model.json_values import canonical

BOMB = "\n".join(
    ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    + [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no", "no"),
        ("off", "off"),
        ("OFF", "OFF"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("2026-10-01", "2026-10-01"),
        ("1_000", "1_000"),
        ("0755", 755),
        ("0o17", 15),
        ("0x1F", 31),
        ("-3", -3),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("~", None),
        ("null", None),
        ("", None),
        (".inf", ".inf"),
        ("'5'", "5"),
    ],
)
def test_scalars_follow_the_core_schema(text: str, expected: Any) -> None:
    assert canonical(read_yaml(f"value: {text}")["value"]) == canonical(expected)


def test_keys_are_always_text() -> None:
    assert list(read_yaml("200: a\non: b\n1.5: c\nnull: d\n")) == ["200", "on", "1.5", "null"]


def test_merge_keys_are_followed() -> None:
    assert read_yaml("base: &b {x: 1}\nmore: {<<: *b, y: 2}")["more"] == {"x": 1, "y": 2}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: 2\na: 3", "line 3: duplicate key 'a'"),
        ("a: [1\nb: 2", "line 2: not YAML"),
        ("a: !!python/object:os.system x", "line 1: not YAML: could not determine a constructor"),
        ("a: 1\n---\nb: 2", "line 2: not YAML: but found another document"),
        ("? [a]\n: b", "line 1: a key is not text"),
        ("a: &x [*x]", "recursive"),
        (BOMB, "explode"),
        ("[" * 3000 + "]" * 3000, "nest"),
        ("\x00", "not YAML"),
    ],
)
def test_what_yaml_must_not_hold_is_one_clear_error(text: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_yaml(text)
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1, "a": 2}', "duplicate key 'a'"),
        ('{"a": NaN}', "NaN is not JSON"),
        ('{\n"a": }', "line 2: not JSON"),
        ("[" * 100_000, "nested too deeply"),
        (b"\xff\xfe{", "not JSON"),
    ],
)
def test_what_json_must_not_hold_is_one_clear_error(text: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_json(text)
    assert says in caught.value.message


def test_either_language_is_recognised() -> None:
    assert read_structured(b'\xef\xbb\xbf{"a": [1]}') == read_structured("a: [1]") == read_structured("{a: [1]}")


@given(st.text(max_size=200))
def test_any_text_is_a_value_or_an_error_of_ours(text: str) -> None:
    try:
        said = canonical(read_structured(text))
    except DocumentError as error:
        said = error.message
    assert "\n" not in said


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)
SPELLINGS = (
    {},
    {"indent": 2},
    {"ensure_ascii": False},
    {"indent": 1, "ensure_ascii": False},
    {"separators": (",", ":")},
)


@given(JSON_VALUES, st.sampled_from(SPELLINGS))
def test_json_is_read_alike_however_it_is_written(value: Any, spelling: dict[str, Any]) -> None:
    text = json.dumps(value, **spelling)
    assert repr(json.loads(text)) == repr(read_json(text)) == repr(read_json(text.encode()))


@pytest.mark.parametrize(
    "text", ["1e5", "1.0", "-0", "-0.0", "10E-1", "1" * 400, "18446744073709551616", '"\\/\\u00e9"']
)
def test_numbers_and_characters_are_what_pythons_own_reader_says(text: str) -> None:
    assert repr(json.loads(text)) == repr(read_json(text))
