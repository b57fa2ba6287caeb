"""What pages of generators say beside their calls, and what was taken for more: menus, defaults, names of schemes."""

import pytest

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.model.facts import Parameter, Response
from driftwatch.model.page import Page
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.messages.statuses import status_at_head, status_of_label


@pytest.mark.parametrize("line", ["GET /boxesPOST/boxes", "GET /boxes/{id}PUT/boxes/{id}", "GET/boxesDELETE/boxes"])
def test_calls_that_run_on_into_each_other_are_no_call(line: str):
    assert call_of_line(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "GET /boxes",
        "GET /v1/GET/boxes",
        "GET /budget/boxes",
        "POST /boxes/POST",
        "GET /target/boxes",
        "GET /v1/spxPUT/CALL",
    ],
)
def test_a_method_in_a_step_of_its_own_is_part_of_the_path(line: str):
    call = call_of_line(line)
    assert call is not None
    assert call.path == line.split()[1]


@pytest.mark.parametrize("line", ["default: box", "Default: en-GB", "default = true", "default: 30"])
def test_a_value_that_is_left_out_is_no_answer(line: str):
    assert status_at_head(line) == ""
    assert status_of_label(Text((Run(line),))) == ""


@pytest.mark.parametrize(
    "line", ["default", "default: Unexpected error", "default: Error", "default - any other", "default: boxError"]
)
def test_the_answer_to_all_other_statuses_stays_one(line: str):
    assert status_at_head(line) == "default"


ANSWERS = "### Responses\n\n"
FIELDS = "### Response\n\n- `size` (integer): How large\n\n  - default: box\n"


@pytest.mark.parametrize(
    ("said", "statuses"),
    [
        (f"{ANSWERS}- 200: ok\n- default: Problem\n", {"200", "default"}),
        (f"{ANSWERS}- default: Problem\n", {"default"}),
        (f"{ANSWERS}| Status | Note |\n|-|-|\n| 200: ok | a |\n| default: Box | b |\n", {"200", "default"}),
        (f"{ANSWERS}#### 200: OK\n\nIt is.\n\n#### default: Problem\n\nIt is not.\n", {"200", "default"}),
        ("### 200: OK\n\nIt is.\n\n### default: Problem\n\nIt is not.\n", {"200", "default"}),
        ("### Response codes\n\n200: ok\n\ndefault: Problem\n", {"200", "default"}),
        ("### Size\n\nIt is.\n\n### default: box\n\nIt is.\n", set()),
        ("### Size\n\n- 3 litres\n- default: box\n", set()),
        (FIELDS, {"200"}),
    ],
)
def test_among_answers_the_one_to_all_other_statuses_has_any_name(said: str, statuses: set[str]):
    text = f"# Boxes\n\n## GET /boxes\n\nLists them.\n\n{said}"
    stated = statements_of(Page(url="https://docs.example.com/box.md", path="box.md", text=text))
    facts = (fact for part in stated.documentations for entry in part.entries for fact in entry.facts)
    assert {fact.status for fact in facts if isinstance(fact, Response)} == statuses


def headers(items: str, title: str = "Authorizations") -> set[str]:
    said = f"<h1>Make a box</h1><p>POST /boxes</p><h2>{title}</h2><ul>{items}</ul>"
    text = f"<html><body><main>{said}</main></body></html>"
    stated = statements_of(Page(url="https://docs.example.com/box.html", path="box.html", text=text))
    facts = (fact for part in stated.documentations for entry in part.entries for fact in entry.facts)
    return {fact.name for fact in facts if isinstance(fact, Parameter)}


def test_a_link_to_a_scheme_is_no_header():
    assert not headers('<li><strong><a href="/api/#box_key">box_key</a></strong></li>')


@pytest.mark.parametrize(
    ("items", "title", "name"),
    [
        ("<li><code>X-Box-Key</code>: string, the key of the box</li>", "Authorizations", "X-Box-Key"),
        ('<li><a href="#key"><code>X-Box-Key</code></a> (string): the key</li>', "Authorizations", "X-Box-Key"),
        ("<li><code>X-Box-Key</code> (string): the key</li>", "Headers", "X-Box-Key"),
        ('<li><a href="#key"><code>X-Box-Key</code></a></li>', "Authorization", "X-Box-Key"),
        ('<li><a href="#key"><code>X-Key</code></a><ul><li>Required, string</li></ul></li>', "Authorization", "X-Key"),
    ],
)
def test_a_header_that_says_what_it_is_stays_one(items: str, title: str, name: str):
    assert headers(items, title) == {name}
