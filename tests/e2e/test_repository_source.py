"""A source that is a git repository of docs: captured, compared, checked like a site."""

import json

from tests.e2e.vendor import Team, Vendor, page

FIRST = page("images", "prompt string yes", "size string no")


def test_what_a_commit_changes_is_found_as_of_a_site(vendor: Vendor, watching: Team) -> None:
    first = vendor.edit("2026-01-05", images=FIRST, videos=page("videos", "prompt string yes"))
    watching.on("2026-01-06")
    assert watching.driftwatch("run")[0] == 0
    second = vendor.edit("2026-01-07", images=page("images", "prompt string yes", "size string yes"))
    watching.on("2026-01-08")
    code, out = watching.driftwatch("run", "--format", "json")
    found = json.loads(out)["findings"]
    assert (code, [each["id"] for each in found]) == (0, ["request-property-became-required"])
    assert found[0]["sources"][0]["url"] == "file://vendor/docs/images.md"
    assert [each["origin"] for each in watching.captures()] == [first, second]
    assert (watching.root / "snapshots/vendor/text/docs-images.md").exists()


def test_what_is_not_committed_is_not_documented(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST)
    (vendor.root / "docs/videos.md").write_text(page("videos", "prompt string yes"))
    watching.driftwatch("run")
    assert [each["operations"] for each in watching.captures()] == [1]


def test_a_file_that_is_gone_is_gone(vendor: Vendor, watching: Team) -> None:
    pages = {name: page(name, "prompt string yes") for name in ("images", "videos", "songs", "texts", "voices")}
    vendor.edit("2026-01-05", **pages)
    watching.on("2026-01-06")
    watching.driftwatch("run")
    vendor.edit("2026-01-07", songs=None)
    watching.on("2026-01-08")
    found = watching.json("run")["findings"]
    removed = [("api-path-removed-without-deprecation", ["POST /v1/songs"])]
    assert [(each["id"], each["operations"]) for each in found] == removed


def test_paths_say_which_files_are_documents(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST, drafts=page("drafts", "prompt string yes"))
    config = watching.root / "driftwatch.toml"
    config.write_text(config.read_text() + 'paths = ["docs/*.md"]\nexclude = ["docs/drafts.md"]\n')
    watching.driftwatch("run")
    text = (watching.root / "snapshots/vendor/documents.jsonl").read_text()
    assert [json.loads(line)["place"] for line in text.splitlines()[1:]] == ["docs/images"]


def test_paths_that_match_nothing_are_told(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST)
    config = watching.root / "driftwatch.toml"
    config.write_text(config.read_text() + 'paths = ["api/*.md"]\n')
    assert watching.driftwatch("run")[0] == 3
    assert "the repository lists no document" in watching.err
    assert "check `paths` in driftwatch.toml" in watching.err


def test_a_specification_is_read(vendor: Vendor, watching: Team) -> None:
    query = {"name": "size", "in": "query", "schema": {"type": "string"}}
    call = {"parameters": [query], "responses": {"200": {"description": "Well"}}}
    spec = {"openapi": "3.1.0", "info": {"title": "Ours", "version": "1"}, "paths": {"/v1/images": {"get": call}}}
    (vendor.root / "docs").mkdir()
    (vendor.root / "docs/openapi.json").write_text(json.dumps(spec))
    vendor.edit("2026-01-05", start="# Start\n\nWords.\n")
    assert watching.driftwatch("run")[0] == 0
    assert [each["operations"] for each in watching.captures()] == [1]


def test_a_repository_that_went_away_is_no_drift(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST)
    watching.driftwatch("run")
    head = watching.git("rev-parse", "HEAD")
    vendor.root.rename(vendor.root.with_name("moved"))
    assert watching.driftwatch("run")[0] == 3
    assert "there is no repository at" in watching.err
    assert watching.git("rev-parse", "HEAD") == head


def test_the_doctor_and_the_list_of_sources_know_it(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST)
    assert "repository of vendor" in watching.driftwatch("doctor", "--online")[1]
    assert watching.driftwatch("sources")[1] == f"vendor {vendor.root}\n"


def test_it_is_compared_as_it_is_now(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST)
    watching.on("2026-01-06")
    watching.driftwatch("run")
    vendor.edit("2026-01-07", images=page("images", "prompt string yes", "size integer no"))
    found = watching.json("diff", "2026-01-06", "live")["findings"]
    assert [each["field"] for each in found] == ["size"]


def test_outside_of_a_repository_it_can_be_captured_too(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST)
    outside = watching.root.parent / "outside"
    outside.mkdir()
    (outside / "driftwatch.toml").write_text((watching.root / "driftwatch.toml").read_text())
    code, _ = watching.driftwatch(
        "snapshot", "--config", str(outside / "driftwatch.toml"), "--out", str(outside / "snapshot")
    )
    assert code == 0
    assert (outside / "snapshot/documents.jsonl").exists()


def test_small_files_that_say_the_same_are_what_was_committed(vendor: Vendor, watching: Team) -> None:
    stub = "---\ntitle: Boxes\n---\n\nThis page moved.\n"
    vendor.edit("2026-01-05", images=FIRST, boxes=stub, lids=stub.replace("page", "text"))
    watching.on("2026-01-06")
    watching.driftwatch("run")
    moved = stub.replace("moved", "moved away")
    vendor.edit("2026-01-07", images=FIRST, boxes=moved, lids=moved)
    watching.on("2026-01-08")
    assert {each["level"] for each in watching.json("run")["findings"]} == {"info"}
    assert watching.captures()[-1]["documents"]["unseen"] == 0


def test_a_file_that_lost_most_of_what_it_said_is_no_answer_of_a_server(vendor: Vendor, watching: Team) -> None:
    rows = [f"option_{number} string no" for number in range(30)]
    pages = {name: page(name, *rows) for name in ("images", "videos", "songs")}
    vendor.edit("2026-01-05", **pages)
    watching.on("2026-01-06")
    watching.driftwatch("run")
    vendor.edit("2026-01-07", **{**pages, "videos": "# Videos\n\nSee images.\n"})
    watching.on("2026-01-08")
    found = watching.json("run")["findings"]
    assert "api-path-removed-without-deprecation" in {each["id"] for each in found}
