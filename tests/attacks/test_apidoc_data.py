"""Data of apiDoc is written by anybody: whatever stands in it is read in linear time, as text, and never run."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.model.page import Page
from driftwatch.platforms.detection import links_of, platform_of, statements_of

MARKS = "// template-article groupTitle: filename:\n"
MEMBERS = (
    "title", "name", "group", "version", "description", "permission", "examples", "header", "parameter", "query",
    "body", "success", "error", "deprecated", "groupTitle", "groupDescription",
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["<td>", "{{", "</table>", "500"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["fields", "field", "type", "optional", "size", "allowedValues", "content", "a"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def page(text: str, name: str = "api_data.json") -> Page:
    return Page(url=f"https://docs.example.com/{name}", path=name, text=text)


def data(**members: Any) -> str:
    return json.dumps([{"type": "get", "url": "/boxes", "filename": "f", "group": "g", **members}])


@given(members=st.dictionaries(st.sampled_from(MEMBERS), VALUES, max_size=6))
def test_any_value_in_place_of_any_member_is_survived(members: dict[str, Any]) -> None:
    said = page(data(**members))
    assert platform_of(said).name == "apidoc"
    stated = statements_of(said)
    assert stated.document == statements_of(said).document
    assert not stated.problems


@pytest.mark.parametrize(
    "junk",
    [
        "=[{name:" * 100_000,
        "=[{name:" + "[" * 500_000,
        "=[{name:`" + "\\`" * 400_000,
        "=[{name:1}];" * 80_000,
        '=[{name:"a"' * 80_000,
        " " * 1_000_000,
    ],
)
def test_a_script_of_junk_is_left_in_linear_time(junk: str) -> None:
    began = time.process_time()
    stated = statements_of(page(f"(() => {MARKS}{junk}", "main.bundle.js"))
    assert time.process_time() - began < 2
    assert [problem.path for problem in stated.problems] == ["main.bundle.js"]


def test_a_description_of_junk_is_read_in_linear_time() -> None:
    began = time.process_time()
    statements_of(page(data(description="<td>" * 100_000, title="<" * 100_000, permission=["x"] * 10_000)))
    assert time.process_time() - began < 4


def test_one_description_takes_nothing_from_the_others() -> None:
    first = {"type": "get", "url": "/a", "filename": "f", "group": "g", "description": "<script><table><!-- <pre>"}
    second = {**first, "url": "/b", "description": "<p>Plain words.</p>"}
    stated = statements_of(page(json.dumps([first, second])))
    assert stated.text is not None
    assert "Plain words." in [cell for line in stated.text.lines for cell in line.cells]


def test_secrets_in_the_data_are_masked() -> None:
    secret = "sk-" + "a1B2c3D4" * 6
    said = data(
        type="post",
        description=f"<p>Send {secret}.</p>",
        body=[{"field": "api_key", "type": "String", "optional": False, "defaultValue": secret}],
    )
    assert secret not in str(statements_of(page(said)))


@pytest.mark.parametrize(
    "src", ["//evil.example/main.bundle.js", "javascript:main.bundle.js", "http://[/main.bundle.js"]
)
def test_an_address_of_a_script_is_no_more_than_an_address(src: str) -> None:
    text = f'<!doctype html><script id="template-article"></script><script src="{src}"></script>'
    for link in links_of(page(text, "index.html")):
        assert link.url.startswith(("https://", "http://"))
