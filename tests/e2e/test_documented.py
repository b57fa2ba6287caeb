"""driftwatch operations and show: the contract as documented, now or on a day."""

import json

import pytest

from tests.e2e.vendor import Team, Vendor, page


@pytest.fixture
def team(vendor: Vendor, watching: Team) -> Team:
    """A team that captured on two days what became stricter in between."""
    videos = page("videos", "prompt string yes")
    vendor.edit("2026-01-05", images=page("images", "prompt string yes", "size string no"), videos=videos)
    watching.on("2026-01-06")
    watching.driftwatch("run")
    vendor.edit("2026-01-07", images=page("images", "prompt string yes", "size string yes"))
    watching.on("2026-01-08")
    watching.driftwatch("run")
    return watching


def test_what_is_documented_is_listed(team: Team) -> None:
    assert team.driftwatch("operations") == (
        0,
        "POST /v1/images  Create images\nPOST /v1/videos  Create videos\n2 operations\n",
    )
    assert team.driftwatch("operations", "VIDEO")[1] == "POST /v1/videos  Create videos\n1 operation\n"
    assert "| `POST /v1/videos` | `Create videos` |" in team.driftwatch("operations", "--format", "markdown")[1]
    (found,) = team.json("operations", "docs/videos")
    assert found == {
        "operation": "POST /v1/videos",
        "variant": "",
        "summary": "Create videos",
        "deprecated": False,
        "documents": ["file://vendor/docs/videos.md"],
        "untrusted": ["$.operation", "$.variant", "$.summary", "$.documents"],
    }


def test_a_word_that_no_operation_has_is_told(team: Team) -> None:
    assert team.driftwatch("operations", "song")[0] == 2
    assert "none of 2 operations has the word 'song'" in team.err


@pytest.mark.parametrize(("at", "required"), [("2026-01-06", None), ("2026-01-08", True)])
def test_an_operation_is_shown_as_it_was_documented_on_a_day(team: Team, at: str, *, required: bool | None) -> None:
    (shown,) = team.json("show", "POST /v1/images", "--at", at)
    facts = {fact["at"]: fact for fact in shown["facts"]}
    assert facts["request · application/json · size"]["says"].get("required") is required
    assert facts["request · application/json · size"]["url"] == "file://vendor/docs/images.md"
    assert shown["label"].startswith(at)


def test_now_is_the_newest_snapshot(team: Team) -> None:
    code, out = team.driftwatch("show", "post /v1/images")
    assert code == 0
    assert "  request · application/json · size: type string, required true\n" in out
    markdown = team.driftwatch("show", "POST /v1/images", "--format", "markdown")[1]
    assert markdown.startswith(
        "## `POST /v1/images`\n\nAs of the newest snapshot.\n\n- `file://vendor/docs/images.md`\n"
    )
    assert "| `request · application/json · size` | `type string, required true` |" in markdown


def test_named_schemas_that_it_uses_are_shown_with_it(team: Team) -> None:
    reference = {"$ref": "#/components/schemas/Thing"}
    answer = {"200": {"description": "Well", "content": {"application/json": {"schema": reference}}}}
    spec = {
        "openapi": "3.1.0",
        "info": {"title": "Ours", "version": "1"},
        "paths": {path: {"get": {"responses": answer}} for path in ("/v1/things", "/v1/other")},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}}},
    }
    (team.root / "openapi.json").write_text(json.dumps(spec))
    (shown,) = team.json("show", "GET /v1/things", "--at", "openapi.json")
    assert "schema Thing · id" in {fact["at"] for fact in shown["facts"]}


def test_an_operation_that_is_not_there_suggests_one(team: Team) -> None:
    assert team.driftwatch("show", "POST /v1/image")[0] == 2
    assert "did you mean 'POST /v1/images'?" in team.err


def test_text_of_the_documentation_is_no_markup(vendor: Vendor, team: Team) -> None:
    vendor.edit("2026-01-09", images=page("images", "a|b` string yes") + "\x1b[31m")
    team.on("2026-01-10")
    team.driftwatch("run")
    for form in ("text", "markdown"):
        out = team.driftwatch("show", "POST /v1/images", "--format", form)[1]
        assert "\x1b" not in out
    rows = [line for line in out.splitlines() if line.startswith("| `")]
    assert rows
    assert all(line.replace("\\|", "").count("|") == 3 for line in rows)
