"""Objects that a page describes once, where the sample of an answer shows which of them a call returns."""

import json

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page

HEAD = "| Attribute | Type |\n|---|---|\n"
BOX = f"{HEAD}| id | integer |\n| lid | string |\n| size | string |\n| made_at | string |\n"
LABEL = f"{HEAD}| id | integer |\n| text | string |\n| color | string |\n"
SHOWN = {"id": 1, "lid": "a", "size": "b", "made_at": "c"}


def page(sample: object, *, title: str = "Find a box", call: str = "GET /boxes/{id}", objects: str = "") -> str:
    objects = objects or f"## Box properties\n\n{BOX}\n## Label properties\n\n{LABEL}\n"
    shown = f"> JSON response example:\n\n```json\n{json.dumps(sample)}\n```\n"
    return f"# Store\n\n{objects}\n## {title}\n\n`{call}`\n\n{shown}"


def returned(text: str) -> dict[str, str]:
    (operation,) = operations_of_page(sections_of_markdown(text), "store")
    return {
        fact.at.removeprefix("response · "): fact.ref
        for fact in operation.facts
        if isinstance(fact, Field) and fact.ref
    }


@pytest.mark.parametrize(
    ("sample", "at"),
    [
        (SHOWN, "$"),
        ([SHOWN], "[]"),
        ({"box": SHOWN}, "box"),
        ({"boxes": [SHOWN, {"id": 2}]}, "boxes[]"),
        ({**SHOWN, "_links": {"self": "x"}}, "$"),  # what a format adds to all objects
        ({"id": 1, "lid": "a", "size": "b"}, "$"),  # nothing that is new is left out
        ({"boxes": [SHOWN], "has_more": False, "next": None}, "boxes[]"),  # one sheet of them
        ({"data": [SHOWN], "meta": {"total": 1, "sheet": 1, "of": 3}}, "data[]"),
        ({"ok": True, "result": SHOWN}, "result"),
    ],
)
def test_a_sample_of_an_answer_shows_which_object_of_the_page_is_returned(sample: object, at: str) -> None:
    assert returned(page(sample)) == {f"200 · application/json · {at}": "store#box-properties"}


@pytest.mark.parametrize("title", ["The Box object", "Box resource", "Box attributes", "StoreBox schema", "Boxes"])
def test_its_heading_may_call_it_an_object_in_several_ways(title: str) -> None:
    anchor = title.lower().replace(" ", "-")
    found = returned(page(SHOWN, objects=f"## {title}\n\n{BOX}"))
    assert found == {"200 · application/json · $": f"store#{anchor}"}


@pytest.mark.parametrize(("one", "many"), [("Box", "boxes"), ("Address", "addresses"), ("Category", "categories")])
def test_the_path_of_a_call_may_name_the_object_as_one_of_many(one: str, many: str) -> None:
    sample = {many: [SHOWN], "total": 1}
    found = returned(page(sample, title="List them", call=f"GET /{many}", objects=f"## {one} object\n\n{BOX}"))
    assert found == {f"200 · application/json · {many}[]": f"store#{one.lower()}-object"}


@pytest.mark.parametrize(
    "text",
    [
        page({**SHOWN, "weight": 1}),  # something else as well
        page({"id": 1, "lid": "a"}),  # too little to tell
        page({**SHOWN, "text": "a", "color": "b"}),
        page([SHOWN, {"id": 1, "text": "a"}]),
        page({"store": "a", "owner": SHOWN}),  # a part of something else
        page({"boxes": [SHOWN], "data": [SHOWN]}),
        page({"data": {**SHOWN, "weight": 1}, "ok": True}),
        page({"id": 1, "text": "a", "color": "b"}),  # of an object that the call does not speak of
        page(SHOWN, title="Ship it", call="POST /shipments"),
        page(SHOWN, objects=f"## Box properties\n\n{BOX}\n## Old box properties\n\n{BOX}| age | string |\n"),
        page(SHOWN, objects=f"## Box properties\n\n{BOX}\n## Box fields\n\n{BOX}"),  # two of one name
        page(SHOWN) + "\n> JSON response example:\n\n```json\n[1]\n```\n\n```json\n" + '{"id": 1, "text": "a"}\n```\n',
        page(SHOWN, call="POST /boxes").replace("JSON response example", "What is sent"),
    ],
)
def test_where_the_sample_the_object_and_the_call_do_not_agree_nothing_is_said(text: str) -> None:
    assert returned(text) == {}


def test_of_objects_with_the_same_members_the_one_counts_of_whose_name_most_is_said() -> None:
    objects = f"## Lost box properties\n\n{BOX}\n## Sold box properties\n\n{BOX}"
    found = returned(page(SHOWN, title="Find a sold box", objects=objects))
    assert found == {"200 · application/json · $": "store#sold-box-properties"}


def test_what_a_page_tells_of_an_answer_counts_before_what_a_sample_shows() -> None:
    told = f"{page(SHOWN)}\n### Response\n\n{LABEL}"
    assert returned(told) == {}


@pytest.mark.parametrize(("more", "found"), [(1, True), (2, False)])
def test_a_long_table_may_have_forgotten_one_member_in_ten(more: int, found: bool) -> None:  # noqa: FBT001
    names = [f"part_{number}" for number in range(10)]
    rows = "".join(f"| {name} | string |\n" for name in names)
    sample = dict.fromkeys((*names[: 10 - more], *(f"other_{number}" for number in range(more))), "a")
    assert bool(returned(page(sample, objects=f"## Box object\n\n{HEAD}{rows}"))) is found


def test_what_a_call_takes_is_no_object_of_the_page() -> None:
    takes = f"## Make a box\n\n### Details\n\n{BOX}\n### HTTP Request\n\n`POST /boxes`\n\n"
    shown = f"## Find a box\n\n```json\n{json.dumps(SHOWN)}\n```\n\n### HTTP Request\n\n`GET /boxes/{{id}}`\n"
    page = sections_of_markdown(f"# Store\n\n## Box object\n\n{BOX}\n{takes}{shown}")
    found = {
        each.path: [fact.ref for fact in each.facts if isinstance(fact, Field) and fact.ref]
        for each in (operations_of_page(page, "store"))
    }
    assert found == {"/boxes": [], "/boxes/{id}": ["store#box-object"]}


def test_the_names_of_attributes_have_heads_of_several_words() -> None:
    objects = f"## Box object\n\n{BOX}".replace("Attribute", "Attribute name")
    assert returned(page(SHOWN, objects=objects)) == {"200 · application/json · $": "store#box-object"}


def test_a_value_beside_the_objects_of_a_page_is_none_of_them() -> None:
    rows = (
        "|Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n|*anonymous*|string|false|none|none|\n"
    )
    kind = f'## Kind\n\n```json\n"string"\n```\n\n### Properties\n\n{rows}\n## Box properties\n\n{BOX}\n'
    assert returned(page(SHOWN, objects=kind)) == {"200 \u00b7 application/json \u00b7 $": "store#box-properties"}
