"""A repository of docs whose configuration says where its pages are public: manifests and reports name them there."""

import json
from pathlib import Path

import pytest

from tests.e2e.vendor import Team, Vendor, page

ADDRESS = "https://docs.example.com/guides"
BASE = "https://api.example.com"
CALL = "POST /v1/images"
DRAFT = ("manifest", "init", CALL, "--owner", "media", "--base-url", BASE)
FIRST = page("images", "prompt string yes", "size string no")
MANIFEST = "contracts/post-v1-images.yaml"


PATHS = 'paths = ["docs/**/*.md"]\n'


def publish(team: Team) -> None:
    configure(team, f'{PATHS}published = "{ADDRESS}/"\n')


def configure(team: Team, keys: str) -> None:
    config = team.root / "driftwatch.toml"
    config.write_text(f"{config.read_text()}{keys}")


def stored(team: Team) -> dict[str, bytes]:
    folder = team.root / "snapshots"
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "captures.jsonl")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_manifest_is_drafted_linted_and_checked(vendor: Vendor, watching: Team) -> None:
    publish(watching)
    vendor.edit("2026-01-05", images=FIRST, videos=page("videos", "prompt string yes"))
    watching.on("2026-01-06")
    assert watching.driftwatch("run")[0] == 0
    assert watching.driftwatch(*DRAFT)[0] == 0, watching.err
    assert f"url: {ADDRESS}/images\n" in (watching.root / MANIFEST).read_text()
    assert watching.driftwatch("manifest", "lint", MANIFEST)[0] == 0, watching.err
    assert f"{ADDRESS}/images" in watching.driftwatch("manifest", "show", MANIFEST)[1]
    assert watching.driftwatch("check", MANIFEST)[0] == 0
    assert [each["id"] for each in watching.json("check", MANIFEST)["findings"] if "page" in each["id"]] == []


def test_a_page_that_changed_is_told_by_its_address_and_meets_its_manifest(vendor: Vendor, watching: Team) -> None:
    publish(watching)
    vendor.edit("2026-01-05", images=FIRST, videos=page("videos", "prompt string yes"))
    watching.on("2026-01-06")
    watching.driftwatch("run")
    watching.driftwatch(*DRAFT)
    vendor.edit("2026-01-07", images=f"{FIRST}\nImages are kept for nine days.\n")
    watching.on("2026-01-08")
    found = watching.json("run")["findings"]
    assert {(each["sources"][0]["url"], each["impact"]["kind"]) for each in found} == {(f"{ADDRESS}/images", "affects")}
    changed = [each for each in watching.json("check", MANIFEST)["findings"] if each["id"] == "manifest-page-changed"]
    assert [each["sources"][0]["url"] for each in changed] == [f"{ADDRESS}/images"]


@pytest.mark.parametrize(
    ("front", "inside"),
    [
        ("slug: pictures", "pictures"),
        ('permalink: "/start/pictures/"', "start/pictures/"),
        ("title: Pictures", "images"),
    ],
)
def test_a_page_that_names_its_own_address_is_told_by_it(
    vendor: Vendor, watching: Team, front: str, inside: str
) -> None:
    publish(watching)
    vendor.edit("2026-01-05", images=f"---\n{front}\n---\n{FIRST}", videos=page("videos", "prompt string yes"))
    watching.on("2026-01-06")
    assert watching.driftwatch("run")[0] == 0
    assert watching.driftwatch(*DRAFT)[0] == 0, watching.err
    assert f"url: {ADDRESS}/{inside}\n" in (watching.root / MANIFEST).read_text()
    vendor.edit("2026-01-07", images=f"---\n{front}\n---\n{FIRST}\nImages are kept for nine days.\n")
    watching.on("2026-01-08")
    found = watching.json("run")["findings"]
    assert {(each["sources"][0]["url"], each["impact"]["kind"]) for each in found} == {
        (f"{ADDRESS}/{inside}", "affects")
    }


def test_a_page_that_is_given_another_address_is_no_drift_of_its_facts(vendor: Vendor, watching: Team) -> None:
    publish(watching)
    vendor.edit("2026-01-05", images=f"---\nslug: old\n---\n{FIRST}", videos=page("videos", "prompt string yes"))
    watching.on("2026-01-06")
    watching.driftwatch("run")
    vendor.edit("2026-01-07", images=f"---\nslug: new\n---\n{FIRST}")
    watching.on("2026-01-08")
    assert [each["level"] for each in watching.json("run")["findings"] if each["level"] == "breaking"] == []


def test_the_key_alone_changes_no_byte_and_is_no_drift(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST, videos=page("videos", "prompt string yes"))
    configure(watching, PATHS)
    watching.on("2026-01-06")
    watching.driftwatch("run")
    before = stored(watching)
    configure(watching, f'published = "{ADDRESS}/"\n')
    watching.on("2026-01-07")
    assert watching.json("run")["findings"] == []
    assert stored(watching) == before
    assert watching.json("diff", "2026-01-06", "live")["findings"] == []


def test_without_the_key_no_address_is_guessed(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2026-01-05", images=FIRST)
    watching.driftwatch("run")
    assert watching.driftwatch(*DRAFT)[0] == 2
    assert 'published = "https://..."' in watching.err
    assert "docs: https://TODO.invalid" in Path(MANIFEST).read_text()


def test_pages_that_would_share_an_address_keep_their_own(vendor: Vendor, watching: Team) -> None:
    publish(watching)
    vendor.edit("2026-01-05", index=FIRST, README=page("videos", "prompt string yes"))
    watching.driftwatch("run")
    shown = json.loads(watching.driftwatch("operations", "--format", "json")[1])
    urls = sorted(url for each in shown for url in each["documents"])
    assert urls == ["file://vendor/docs/README.md", "file://vendor/docs/index.md"]
