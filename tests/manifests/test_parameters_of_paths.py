"""A parameter that the path of a page's call states, and nothing else, proves no claim but that there is one."""

from typing import Any

import pytest

from driftwatch.manifests.check.check import check
from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.scaffold.manifest import Wanted, scaffold
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Snapshot
from tests.assemble.test_parameters_of_paths import HEAD, ROW, as_before
from tests.compare.page_snapshots import site
from tests.manifests.documentation import TODAY, manifest
from tests.manifests.threeway.seeing import answered, ids, past

CALL = "POST /boxes/{box_id}/fill"
BOX: dict[str, Any] = {"in": "path", "type": "string", "required": "api"}
RISK = {"accepted_risk": {"because": "It is called so.", "by": "ann", "at": "2026-11-01", "until": "2027-01-01"}}
SIZE = f"### Body\n\n{HEAD}{ROW.format('size')}"


def page(rows: str = "") -> Snapshot:
    return site(guide=f"# Boxes\n\n## Fill a box\n\n`POST https://api.boxes.example/boxes/{{box_id}}/fill`\n\n{rows}\n")


def breaches(fields: dict[str, Any], taken: Snapshot) -> list[tuple[str, str | None, Json]]:
    mine = manifest({"contract": CALL, "request": {"fields": fields}, "response": []})
    found = ((each.change.kind.removeprefix("manifest."), each.change) for each in check([mine], taken))
    return [(kind, each.field, each.before) for kind, each in found if each.location == "request.body"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("", [("body.undocumented", None, ["a", "b"])]),
        (SIZE, [("field.undocumented", "a", ["string"]), ("field.undocumented", "b", ["string"])]),
    ],
)
def test_the_path_states_no_field_of_a_body(rows: str, found: list[object]) -> None:
    claimed = {"a": "string", "b": "string"}
    assert breaches(claimed, as_before(page(rows))) == found
    assert breaches(claimed, page(rows)) == found
    assert breaches({"box_id": BOX, **claimed}, page(rows)) == found


@pytest.mark.parametrize("rows", ["", SIZE])
@pytest.mark.parametrize(
    "claim", [BOX, {**BOX, "type": "any", "documented": True}, {**BOX, "documented": False, **RISK}]
)
def test_the_path_documents_that_it_has_a_parameter(rows: str, claim: dict[str, Any]) -> None:
    assert breaches({"box_id": claim}, page(rows)) == []


@pytest.mark.parametrize(("name", "claim"), [("box_id", "string"), ("box_id", {**BOX, "in": "query"}), ("lid", BOX)])
def test_what_is_claimed_to_travel_elsewhere_or_to_be_called_otherwise_is_not_it(name: str, claim: object) -> None:
    for taken in (as_before(page(SIZE)), page(SIZE)):
        assert breaches({name: claim}, taken) == [("field.undocumented", name, ["string"])]


def test_what_a_heading_calls_the_query_is_held_as_before() -> None:
    rows = f"### Query parameters\n\n{HEAD}{ROW.format('box_id')}"
    for taken in (as_before(page(rows)), page(rows)):
        for place in ("path", "query"):
            assert breaches({"box_id": {**BOX, "in": place, "required": "optional"}}, taken) == []
            assert breaches({"box_id": {**BOX, "in": place, "type": "integer"}}, taken) == [
                ("field.type", "box_id", ["integer"])
            ]


def test_a_row_says_what_is_claimed_of_it() -> None:
    rows = HEAD + ROW.format("box_id")
    assert breaches({"box_id": BOX}, page(rows)) == []
    assert breaches({"box_id": {**BOX, "type": "integer"}}, page(rows)) == [("field.type", "box_id", ["integer"])]


def test_what_is_sent_is_held_against_what_is_stated_of_a_body_alone() -> None:
    mine = manifest({"contract": CALL, "request": {"fields": {"a": "string", "box_id": BOX}}, "response": []})
    seen = past(answered({}, sent={"fields": ["a"]}), contract=CALL)
    for rows, told in (("", []), (SIZE, [("observed-removed-from-docs", "warning")])):
        assert ids(mine, as_before(page(rows)), seen) == ids(mine, page(rows), seen) == told


@pytest.mark.parametrize("rows", ["", HEAD + ROW.format("box_id"), SIZE])
def test_a_fresh_draft_passes_its_own_check(rows: str) -> None:
    taken = page(rows)
    wanted = Wanted(operation=CALL, accessed=TODAY)
    draft = scaffold(taken, wanted)
    linted = lint(draft.encode(), file="contracts/boxes.yaml", today=TODAY)
    assert [each.change.kind for each in check(linted.manifests, taken)] == []
    assert draft == scaffold(as_before(taken), wanted)
