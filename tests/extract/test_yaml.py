"""JSON and YAML are read safely and by YAML 1.2 core rules."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import DocumentError
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.data.yaml import read_yaml, yaml_nodes
from driftwatch.model.json_values import canonical

BOMB = "\n".join(
    ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    + [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
)
QUOTED_BOMB = "{" + ", ".join(re.sub(r"^(.): ", r'"\1":', line) for line in BOMB.splitlines()) + "}"
"""The same with nothing between a key and its anchor."""


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


@pytest.mark.parametrize("before", ["", "\ufeff", "# \U0001f4e6 &a *a\n", "x: 'R&a'\n"])
def test_an_alias_means_the_last_node_before_it_that_has_its_anchor(before: str) -> None:
    text = (
        "one: &a 1\ntwo: *a\nthree: &a {four: &b [2], a-2: &a-2 0}\nfive: [*a, *b, *a-2]\nsix: &b {<<: *a}\nseven: *b\n"
    )
    three = {"four": [2], "a-2": 0}
    read = read_yaml(before + text)
    assert isinstance(read, dict)
    read.pop("x", None)
    assert read == {"one": 1, "two": 1, "three": three, "five": [three, [2], 0], "six": three, "seven": three}


def test_an_anchor_that_comes_again_leaves_lines_where_they_are() -> None:
    (node,) = yaml_nodes("a: &n 1\nb: &n\n  c: 2\nd: *n\n")
    assert [key.start_mark.line for key, _ in node.value] == [0, 1, 3]
    with pytest.raises(DocumentError, match="line 2"):
        read_yaml("a: &n 1\nb: &n {c: *gone}\nd: *n\n")


def test_merge_keys_are_followed() -> None:
    assert read_yaml("base: &b {x: 1}\nmore: {<<: *b, y: 2}")["more"] == {"x": 1, "y": 2}


@pytest.mark.parametrize(
    ("written", "merged"),
    [
        ("{<<: *a, k: 3}", {"k": 3, "l": 1}),
        ("{k: 3, <<: *a}", {"k": 3, "l": 1}),
        ("{<<: [*a, *b]}", {"k": 1, "l": 1, "m": 2}),
        ("{<<: [*b, *a]}", {"k": 2, "l": 1, "m": 2}),
        ("{<<: {<<: *b, k: 4}}", {"k": 4, "m": 2}),
        ("{<<: [*a, *a, *a]}", {"k": 1, "l": 1}),
        ("{<<: *a, <<: *b}", {"k": 2, "l": 1, "m": 2}),
        ("{<<: []}", {}),
    ],
)
def test_own_keys_win_over_merged_ones_and_the_first_mapping_of_a_list_over_the_next(
    written: str, merged: dict[str, int]
) -> None:
    assert read_yaml(f"a: &a {{k: 1, l: 1}}\nb: &b {{k: 2, m: 2}}\nc: {written}")["c"] == merged


def bomb_of_merges(merge: str) -> str:
    """Nine levels, each of which merges the one below it nine times."""
    levels = [f"a{level}: &a{level} {merge.replace('*', f'*a{level - 1}')}" for level in range(1, 10)]
    return "\n".join(["a0: &a0 {k: 1, l: 2}", *levels])


@pytest.mark.parametrize(
    "merge",
    [
        "{<<: [*, *, *, *, *, *, *, *, *]}",
        "{<<: *, <<: *, <<: *, <<: *, <<: *, <<: *, <<: *, <<: *, <<: *}",
        "{<<: [{<<: [*, *, *]}, {<<: [*, *, *]}, {<<: [*, *, *]}]}",
    ],
)
def test_merge_keys_that_explode_are_refused_as_aliases_are(merge: str) -> None:
    for bomb in (bomb_of_merges(merge), BOMB):
        with pytest.raises(DocumentError) as caught:
            read_yaml(bomb)
        assert caught.value.message == "its aliases and merge keys would make it explode: more than 2,000,000 values"


def test_merged_keys_are_counted_before_they_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("driftwatch.extract.data.yaml.MAX_EXPANDED", 1000)
    base = "base: &base {" + ", ".join(f"k{number}: 0" for number in range(100)) + "}\n"
    users = [f"u{number}: {{<<: *base, own{number}: 1}}\n" for number in range(11)]
    with pytest.raises(DocumentError, match="more than 1,000 values"):
        read_yaml(base + "".join(users))
    assert len(read_yaml(base + "".join(users[:8]))["u7"]) == 101


def test_a_mapping_that_is_merged_many_times_is_kept_once() -> None:
    base = "base: &base {k: [1, 2]}\n"
    read = read_yaml(base + "".join(f"u{number}: {{<<: *base}}\n" for number in range(50)))
    assert len({id(user["k"]) for user in read.values()}) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: 2\na: 3", "line 3: duplicate key 'a'"),
        ("a: [1\nb: 2", "line 2: not YAML"),
        ("a: !!python/object:os.system x", "line 1: not YAML: could not determine a constructor"),
        ("a: 1\n---\nb: 2", "line 2: not YAML: but found another document"),
        ("? [a]\n: b", "line 1: a key is not text"),
        ("a: &x [*x]", "recursive"),
        ("a: &x {<<: *x, b: 1}", "line 1: an alias holds itself"),
        ("a: &x {<<: {<<: [{b: 1}, *x]}}", "line 1: an alias holds itself"),
        ("a: 1\nb: {<<: 1}", "line 2: << takes a mapping or a list of mappings"),
        ("a: 1\nb: {<<: [{c: 1}, [d]]}", "line 2: << takes a mapping or a list of mappings"),
        ("a: {<<: {b: 1, b: 2}}", "line 1: duplicate key 'b'"),
        ("a: {<<: {[b]: 1}}", "line 1: a key is not text"),
        (BOMB, "explode"),
        (QUOTED_BOMB, "explode"),
        ("[" * 3000 + "]" * 3000, "nest"),
        ("a: " + "9" * 5000, "a number has more than 3,000 digits"),
        ("a: 0x" + "f" * 5000, "a number has more than 3,000 digits"),
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
        ('{"a": ' + "9" * 5000 + "}", "a number has more than 3,000 digits"),
        (b"\xff\xfe{", "not JSON"),
    ],
)
def test_what_json_must_not_hold_is_one_clear_error(text: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_json(text)
    assert says in caught.value.message


LEVELS = """
from driftwatch.errors import DocumentError
from driftwatch.extract.data.yaml import read_yaml

for before in ("", "a:\\n", "a:\\r", "a:\\r\\n", "a:\\x85", "a:\\u2028", "a:\\u2029", "\\ufeff"):
    for encoding in (None, "utf-8", "utf-16"):
        text = before + "- " * 200_000 + "x"
        try:
            read_yaml(text.encode(encoding) if encoding else text)
        except DocumentError as error:
            print(error.message)
"""


def test_levels_are_counted_after_every_kind_of_line_end_and_in_every_encoding() -> None:
    """In a process of its own: the C composer recurses without a limit, and what is not counted ends the process."""
    done = subprocess.run([sys.executable, "-c", LEVELS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["nested too deeply"] * 24)


def test_numbers_that_no_float_can_hold_stay_text_in_both_languages() -> None:
    assert read_json('{"a": 1e999, "b": [-1e999, 1e3]}') == {"a": "1e999", "b": ["-1e999", 1000.0]}
    assert read_yaml("a: 1e999\nb: [-1e999, 1e3]") == {"a": "1e999", "b": ["-1e999", 1000.0]}


@pytest.mark.parametrize("text", ["9" * 3000, "0x" + "f" * 2998, "0o" + "7" * 2998])
def test_every_number_that_is_read_can_be_written(text: str) -> None:
    assert len(canonical(read_yaml(text))) <= 4000


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


@pytest.mark.slow
@given(JSON_VALUES, st.sampled_from(SPELLINGS))
def test_json_is_read_alike_however_it_is_written(value: Any, spelling: dict[str, Any]) -> None:
    text = json.dumps(value, **spelling)
    assert repr(json.loads(text)) == repr(read_json(text)) == repr(read_json(text.encode()))


@pytest.mark.parametrize(
    "text", ["1e5", "1.0", "-0", "-0.0", "10E-1", "1" * 400, "18446744073709551616", '"\\/\\u00e9"']
)
def test_numbers_and_characters_are_what_pythons_own_reader_says(text: str) -> None:
    assert repr(json.loads(text)) == repr(read_json(text))
