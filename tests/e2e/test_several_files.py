"""A specification that is written in several files is watched as one, on a site and in a repository."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.vendor import Team, Vendor
from tests.e2e.workshop import Workshop

ROOT = (
    "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /v1/things:\n    $ref: 'paths/things.yaml'\n"
    "components:\n  schemas:\n    Thing:\n      $ref: ./schemas/thing.yaml\n"
)
PATH = (
    "post:\n  responses:\n    '200':\n      description: ok\n      content:\n        application/json:\n"
    "          schema: {$ref: ../schemas/thing.yaml}\n"
)
THING = "type: object\nrequired: [id]\nproperties:\n  id: {type: string}\n  size: {type: integer}\n"
FILES = {"/api/openapi.yaml": ROOT, "/api/paths/things.yaml": PATH, "/api/schemas/thing.yaml": THING}


def publish(workshop: Workshop, **changed: str) -> None:
    """Publish the files, some with another text, by the name of each."""
    for path, text in FILES.items():
        said = changed.get(path.rpartition("/")[2].partition(".")[0], text)
        workshop.site.answer(path, 200, said.encode(), Content_Type="application/yaml", ETag=f'"{hash(said)}"')


@pytest.fixture
def watched(workshop: Workshop) -> Workshop:
    address = f"{workshop.site.origin}/api/openapi.yaml"
    (workshop.root / "driftwatch.toml").write_text(f'[sources.cometapi]\nindex = "{address}"\n')
    publish(workshop)
    workshop.on("2026-03-15")
    assert workshop.driftwatch("run")[0] == 0
    return workshop


def told(workshop: Workshop, day: str) -> list[tuple[str, Any]]:
    workshop.on(day)
    _, out = workshop.driftwatch("run", "--format", "json", "--fail-on", "never")
    return [(each["id"], each["field"]) for each in json.loads(out)["findings"]] if out else []


def test_all_files_are_one_document_with_its_operations(watched: Workshop) -> None:
    assert list(watched.documents()) == ["api/openapi.yaml"]
    assert "POST /v1/things" in watched.driftwatch("operations")[1]
    assert "size: type integer" in watched.driftwatch("show", "POST /v1/things")[1]


def test_an_edit_of_a_part_is_drift_and_none_is_none(watched: Workshop) -> None:
    assert told(watched, "2026-03-16") == []
    publish(watched, thing=THING.replace("  size: {type: integer}\n", ""))
    assert [rule for rule, _ in told(watched, "2026-03-17")] == ["response-optional-property-removed"]
    assert told(watched, "2026-03-18") == []


def test_a_part_that_fails_for_now_removes_nothing(watched: Workshop) -> None:
    before = watched.head()
    watched.site.answer("/api/schemas/thing.yaml", 503)
    assert told(watched, "2026-03-16") == []
    assert "it refers to" in watched.err
    assert watched.head() == before
    publish(watched)
    assert told(watched, "2026-03-17") == []


def test_a_part_that_is_gone_is_told_as_a_reference_that_leads_nowhere(watched: Workshop) -> None:
    watched.site.answer("/api/schemas/thing.yaml", 404)
    found = told(watched, "2026-03-16")
    assert "response-optional-property-removed" not in {rule for rule, _ in found}
    assert found == [("reference-unresolved", None)]


def test_other_hosts_are_not_asked_for_parts(workshop: Workshop) -> None:
    (workshop.root / "driftwatch.toml").write_text(
        f'[sources.cometapi]\nindex = "{workshop.site.origin}/api/openapi.yaml"\n'
    )
    publish(workshop, openapi=ROOT.replace("./schemas/thing.yaml", "http://127.0.0.2:9/thing.yaml"))
    workshop.on("2026-03-15")
    assert workshop.driftwatch("run")[0] == 0
    assert "POST /v1/things" in workshop.driftwatch("operations")[1]


def test_a_glob_that_takes_the_parts_along_reads_them_as_parts(vendor: Vendor, watching: Team) -> None:
    for path, text in FILES.items():
        file = vendor.root / path[1:]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    vendor.edit("2026-01-05")
    with (watching.root / "driftwatch.toml").open("a") as settings:
        settings.write('paths = ["api/**/*.yaml"]\n')
    assert watching.driftwatch("run")[0] == 0
    assert "POST /v1/things" in watching.driftwatch("operations")[1]
    _, documents = (watching.root / "snapshots/vendor/documents.jsonl").read_text().split("\n", 1)
    assert documents.count("api/") == documents.count("api/openapi.yaml")


def test_a_backfill_sees_the_edits_of_parts(vendor: Vendor, watching: Team) -> None:
    for path, text in FILES.items():
        file = vendor.root / path[1:]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    vendor.edit("2026-01-05")
    (vendor.root / "package.json").write_text("{}")
    vendor.edit("2026-01-06")
    (vendor.root / "api/schemas/thing.yaml").write_text(THING.replace("  size: {type: integer}\n", ""))
    vendor.edit("2026-01-07")
    watching.on("2026-02-01")
    assert watching.driftwatch("backfill", "vendor")[0] == 0
    assert [line["at"][:10] for line in watching.captures()] == ["2026-01-05", "2026-01-07"]
    _, out = watching.driftwatch("history")
    assert "size" in out


def test_files_of_this_machine_are_compared_whole_but_for_what_lies_elsewhere(workshop: Workshop) -> None:
    for name, thing in (("old", THING), ("new", THING.replace("  size: {type: integer}\n", ""))):
        for path, text in {**FILES, "/api/schemas/thing.yaml": thing}.items():
            file = workshop.root / name / path[1:]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    code, out = workshop.driftwatch("diff", "old/api/openapi.yaml", "new/api/openapi.yaml", "--format", "json")
    assert (code, [each["id"] for each in workshop.findings(out)]) == (0, ["response-optional-property-removed"])
    secret = Path(workshop.root).parent / "secret.yaml"
    secret.write_text("type: object\nproperties: {hidden: {type: string}}\n")
    for name in ("old", "new"):
        (workshop.root / name / "api/openapi.yaml").write_text(ROOT.replace("./schemas/thing.yaml", secret.as_uri()))
    code, out = workshop.driftwatch("diff", "old/api/openapi.yaml", "new/api/openapi.yaml")
    assert code == 0
    assert "hidden" not in out
