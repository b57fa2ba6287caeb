"""The lines of keys, against the marks of a parser."""

import json
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.located.outline import MOST, Outline

KEYS = st.one_of(
    st.sampled_from(
        ["/v1/things/{id}", "200", "$ref", "a b", "x-y", "it's", "#", "key: more", "on", "é", "{}", "-a", '"q"']
    ),
    st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=1, max_size=6),
)
SCALARS = st.one_of(st.integers(), st.booleans(), st.none(), st.text(max_size=12), st.just("one: two\nthree: four\n"))
DOCUMENTS = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS, lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=4))
    ),
    min_size=1,
    max_size=4,
)


def marks(node: yaml.Node, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found[(*path, key.value)] = key.start_mark.line
            found |= marks(value, (*path, key.value))
    return found


def agrees(text: str) -> None:
    outline = Outline(text)
    for path, line in marks(yaml.compose(text, Loader=yaml.SafeLoader)).items():
        found = outline.find(path)
        if found is not None:
            assert found.first == line, (path, text)
        else:  # what stands in one line with what holds it has no line of its own, and odd keys may be passed over
            above = outline.find(path[:-1])
            assert above is None or not path[-1].isalnum() or any(not each.isalnum() for each in path), (path, text)


@given(DOCUMENTS)
def test_a_key_of_a_json_text_is_found_in_its_line(document: dict[str, Any]) -> None:
    text = json.dumps(document, indent=2)
    outline = Outline(text)
    lines = text.split("\n")

    def look(value: Any, path: tuple[str, ...]) -> None:
        for key, below in value.items() if isinstance(value, dict) else ():
            node = outline.find((*path, key))
            assert node is not None, (path, key)
            assert lines[node.first].strip().startswith(json.dumps(key))
            assert node.indent == 2 * (len(path) + 1)
            look(below, (*path, key))

    if all(key.isascii() for key in _keys(document)):
        look(document, ())


def _keys(value: Any) -> list[str]:
    if isinstance(value, list):
        return [key for each in value for key in _keys(each)]
    return [key for name, below in value.items() for key in (name, *_keys(below))] if isinstance(value, dict) else []


@given(DOCUMENTS, st.sampled_from([2, 4]))
def test_a_key_of_a_yaml_text_is_found_in_its_line_or_not_at_all(document: dict[str, Any], indent: int) -> None:
    agrees(yaml.safe_dump(document, sort_keys=False, indent=indent, allow_unicode=True))


@pytest.mark.parametrize("text", ["", "{}", "a", "\n\n", '{"a": {"b": 1}}', "- a\n- b\n", "\t\t:\n", "x" * (MOST + 1)])
def test_a_text_without_lines_of_its_own_has_no_keys_or_those_of_its_top(text: str) -> None:
    assert Outline(text).find(("a", "b")) is None


def test_a_reference_may_be_percent_encoded() -> None:
    outline = Outline("a:\n  $ref: '#/paths/~1b~1%7Bid%7D'\npaths:\n  /b/{id}:\n    get: 1\n")
    node = outline.find(("a",))
    assert node is not None
    assert outline.followed(node).key == "/b/{id}"


def test_references_are_followed_and_rings_end() -> None:
    ring = "ring:\n  $ref: '#/ring'\nlost:\n  $ref: '#/x/y'\n"
    outline = Outline(f"a:\n  $ref: '#/b'\nb:\n  c: 1\n{ring}list:\n- $ref: \"#/b\"\n- d: 1\n")

    def at(name: str) -> int:
        node = outline.find((name,))
        assert node is not None
        return outline.followed(node).first

    assert [at(name) for name in ("a", "b", "ring", "lost")] == [2, 2, 4, 6]
    listed = outline.find(("list",))
    assert listed is not None
    assert [outline.followed(item).first for item in outline.below(listed)] == [2, 10]


def test_what_stands_inside_of_a_text_over_several_lines_is_no_key() -> None:
    text = "a:\n  says: |\n    paths:\n      x: 1\n  # b: 0\n  b: 2\nc: 3\n"
    outline = Outline(text)
    assert outline.find(("a", "b")) is not None
    node = outline.find(("a",))
    assert node is not None
    assert [each.key for each in outline.below(node)] == ["says", "b"]
    assert [each.key for each in outline.below(outline.top)] == ["a", "c"]


def test_the_first_key_of_an_item_stands_in_its_line() -> None:
    outline = Outline("all:\n- properties:\n    a: 1\n  type: object\n- b: 2\n")
    listed = outline.find(("all",))
    assert listed is not None
    first, second = outline.below(listed)
    lines = [node.first for steps in (("properties", "a"), ("type",)) if (node := outline.find(steps, first))]
    assert lines == [2, 3]
    assert [each.key for each in outline.below(second)] == ["b"]


VALUES = {
    "name: size": "size", "- name: size": "size", "'name': 'it''s'": "it's", '"name": "a\\"b",': 'a"b', "name:": "",
    "name: 'a' b": "", '"name": {': "{", "name: a b  ": "a b", "name: a": "a", "name: page[size]": "page[size]",
}  # fmt: skip


@pytest.mark.parametrize("line", VALUES)
def test_the_text_behind_a_key_is_told(line: str) -> None:
    outline = Outline(f"{line}\n")
    (node,) = outline.below(outline.top)
    named = node if node.key else outline.child(node, "name")
    assert named is not None
    assert outline.value(named) == VALUES[line]
    assert outline.value(outline.top) == ""


@pytest.mark.parametrize("unit", ["a ", " ", " ,", "- ", '"', "'"])
def test_a_long_line_is_read_in_a_linear_time(unit: str) -> None:
    line = "a" * (unit in " ,") + unit * 50_000
    outline = Outline(f"b: 1\n{line}\nc: 1\n")
    started = process_time()
    assert [outline.value(node) for node in outline.below(outline.top) if node.key in "bc"]
    assert process_time() - started < 1
