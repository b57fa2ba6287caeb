"""What tests/benchmarks/fields.py counts, on a page and a specification that part in known places."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.fields import calls_of, compared, snapshot_at

PAGE = """\
# Create a widget

`POST /v1/shelves/:shelf/widgets`

## Query parameters

| Name | Type | Required | Description |
|---|---|---|---|
| `dry_run` | boolean | no | Only look |
| `trace` | string | no | Not in the specification |

## Request body

| Name | Type | Required | Description |
|---|---|---|---|
| `name` | string | yes | What it is called |
| `size` | number | yes | How large it is |
| `state` | string | no | Allowed values: `new`, `old` |

## Response

| Name | Type | Description |
|---|---|---|
| `id` | string | Its id |

## Errors

- `400` - it has no name
- `409` - there is such a widget

Neither weight nor parts can be chosen.

## Paint

| Thing | Remark |
|---|---|
| `colour` | As it comes |
"""
SCHEMA = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "size": {"type": "integer"},
        "state": {"type": "string", "enum": ["new", "old"]},
        "colour": {"type": "string"},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
    },
}
PART = {"type": "object", "properties": {"weight": {"type": "number"}, "parts": {"$ref": "#/components/schemas/Part"}}}
OPERATION = {
    "parameters": [
        {"name": "shelf_id", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "dry_run", "in": "query", "schema": {"type": "string"}},
    ],
    "requestBody": {"content": {"application/json": {"schema": SCHEMA}}},
    "responses": {
        "200": {
            "description": "made",
            "content": {"application/json": {"schema": {"properties": {"id": {"type": "string"}}}}},
        },
        "400": {"description": "not made"},
        "503": {"description": "busy"},
    },
}
SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Widgets", "version": "1"},
    "servers": [{"url": "https://api.example.com/v1"}],
    "paths": {"/shelves/{shelf_id}/widgets": {"post": OPERATION}, "/shelves": {"get": {"responses": {}}}},
    "components": {"schemas": {"Part": PART}},
}
COUNTED = {
    # kind: hits, misses, misses whose name no page says, surplus
    "operations": (1, 1, 1, 0),
    "parameters": (2, 0, 0, 1),  # the one of the path is the same whatever it is called; `trace` is not specified
    "body fields": (3, 4, 3, 0),  # `colour` opens a row, `parts` and `weight` are but words of a sentence
    "response fields": (1, 0, 0, 0),
    "types": (4, 2, 1, 1),  # `dry_run` is of another type; the page gives the one of the path none
    "required": (1, 0, 0, 1),
    "enums": (1, 0, 0, 0),
    "statuses": (2, 1, 1, 1),  # 503 is nowhere on the page; 409 is not specified
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("fields")
    (folder / "pages").mkdir()
    (folder / "pages" / "create.md").write_text(PAGE)
    (folder / "spec.json").write_text(json.dumps(SPEC))
    return folder / "pages", folder / "spec.json"


def test_each_kind_is_counted_on_both_sides(places: tuple[Path, Path]) -> None:
    pages, spec = map(snapshot_at, places)
    scores = compared(calls_of(pages), calls_of(spec))
    counts = {kind: (len(s.hits), len(s.misses), s.unseen, len(s.surplus)) for kind, s in scores.items()}
    assert counts == COUNTED


def test_figures_are_of_all_that_is_specified_and_of_what_the_pages_name(places: tuple[Path, Path]) -> None:
    pages, spec = map(snapshot_at, places)
    body = compared(calls_of(pages), calls_of(spec))["body fields"]
    assert body.figures(stated=False) == pytest.approx((1, 3 / 7, 2 * (3 / 7) / (1 + 3 / 7)))
    assert body.figures(stated=True) == pytest.approx((1, 3 / 4, 2 * 0.75 / 1.75))


@pytest.mark.parametrize(
    ("said", "unseen"),
    [
        ("| Word | Remark |\n|---|---|\n| `shape.corner` | number |", 0),
        ("| Word | Remark |\n|---|---|\n| see below | `corner` is a number |", 1),
        ("### `corner`\n\nA number, from 1.", 0),
        ("corner\n: how pointed it is", 0),
        ("It has a corner.", 1),
        ('```json\n{"corner": 1}\n```', 1),
    ],
)
def test_a_page_states_what_opens_a_line_of_it(said: str, unseen: int, tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"corner": {"type": "number"}}}
    operation = {"requestBody": {"content": {"application/json": {"schema": schema}}}, "responses": {}}
    spec = {"openapi": "3.1.0", "info": {"title": "W", "version": "1"}, "paths": {"/shapes": {"post": operation}}}
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "shapes.md").write_text(f"# Shapes\n\n`POST /shapes`\n\n## About\n\n{said}\n")
    places = (tmp_path / "pages", tmp_path / "spec.json")
    body = compared(*(calls_of(snapshot_at(place)) for place in places))["body fields"]
    assert (body.hits, len(body.misses), body.unseen) == ([], 1, unseen)
    assert body.share == 1 - unseen


def test_what_is_sent_as_parameters_or_under_any_key_counts_under_its_own_name(tmp_path: Path) -> None:
    sent = {"type": "object", "properties": {"depth": {"type": "integer"}}}
    shelf = {"type": "object", "properties": {"width": {"type": "number"}}}
    made = {"properties": {"shelves": {"type": "object", "additionalProperties": shelf}}}
    operation = {
        "parameters": [
            {"name": "all", "in": "query", "schema": sent},
            {"name": "Authorization", "in": "header", "schema": {"type": "string"}},
        ],
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": made}}}},
    }
    spec = {"openapi": "3.1.0", "info": {"title": "W", "version": "1"}, "paths": {"/shelves": {"get": operation}}}
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    _, call = calls_of(snapshot_at(tmp_path / "spec.json"))["GET /shelves"]
    assert call.types.keys() == {("parameter", "depth"), ("response", "shelves"), ("response", "shelves", "width")}


def test_a_specification_held_against_itself_lacks_nothing(places: tuple[Path, Path]) -> None:
    spec = snapshot_at(places[1])
    for kind, score in compared(calls_of(spec), calls_of(spec)).items():
        assert (score.misses, score.surplus, score.figures(stated=False)) == ([], [], (1, 1, 1)), kind


def test_what_stands_in_the_section_of_another_call_is_not_stated_of_this_one(tmp_path: Path) -> None:
    one, other = (f"| Name | Type |\n|-|-|\n| `{name}` | string |\n" for name in ("size", "lid"))
    page = (
        f"# Boxes\n\n## Make\n\n`POST /boxes`\n\n### Request body\n\n{one}\n"
        f"## Find\n\n`GET /boxes`\n\n### Query parameters\n\n{other}\n"
        "## Words\n\n| Word | Meaning |\n|-|-|\n| `top` | Its top |\n"
    )
    (tmp_path / "boxes.md").write_text(page)
    names = {name: {"type": "string"} for name in ("size", "lid", "top")}
    body = {"content": {"application/json": {"schema": {"properties": names}}}}
    flag = {"name": "lid", "in": "query", "schema": {"type": "boolean", "enum": [True, False]}}
    paths = {"/boxes": {"post": {"requestBody": body, "responses": {}}, "get": {"parameters": [flag], "responses": {}}}}
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps({"openapi": "3.1.0", "info": {"title": "B", "version": "1"}, "paths": paths}))
    scores = compared(calls_of(snapshot_at(tmp_path)), calls_of(snapshot_at(spec)))
    assert scores["body fields"].misses == ["POST /boxes: body.lid  (unseen)", "POST /boxes: body.top"]
    assert scores["enums"].misses == []
