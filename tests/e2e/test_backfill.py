"""driftwatch backfill: a vendor's history as captures of its dates."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from driftwatch.adapters import processes
from driftwatch.workflows import backfill as workflow
from tests.e2e.vendor import Team, Vendor, page


def edited(vendor: Vendor) -> list[str]:
    """Let a year pass: five commits, of which the last but one touches no page."""
    first = vendor.edit("2025-01-05", images=page("images", "prompt string yes"))
    second = vendor.edit("2025-03-01T09:00:00Z", videos=page("videos", "prompt string yes"))
    third = vendor.edit(
        "2025-03-01T18:00:00Z", images=page("images", "prompt string yes", "size string no"), videos=None
    )
    (vendor.root / "build.sh").write_text("true\n")
    vendor.edit("2025-06-01")
    last = vendor.edit("2025-09-10", images=page("images", "prompt string yes", "size string yes"))
    return [first, second, third, last]


def commits(team: Team) -> list[list[str]]:
    """Author's date, committer's date and subject of each commit of captures, oldest first."""
    listing = team.git("log", "--reverse", "--format=%aI %cI %s", "--", "snapshots")
    return [line.split(" ", 2) for line in listing.splitlines()]


def test_each_commit_of_the_origin_is_a_capture_of_its_date(vendor: Vendor, watching: Team) -> None:
    origins = edited(vendor)
    code, out = watching.driftwatch("backfill", "vendor", "--every", "commit")
    assert (code, out) == (
        0, "vendor: 4 captures, 2025-01-05 to 2025-09-10; next: `driftwatch run`, `driftwatch history`\n"
    )  # fmt: skip
    captures = watching.captures()
    assert [each["origin"] for each in captures] == origins
    assert all(each["backfilled"] for each in captures)
    times = ["2025-01-05T12:00:00", "2025-03-01T09:00:00", "2025-03-01T18:00:00", "2025-09-10T12:00:00"]
    assert [each["at"] for each in captures] == [f"{time}Z" for time in times]
    assert [each[:2] for each in commits(watching)] == [[f"{time}Z", f"{time}Z"] for time in times]
    assert commits(watching)[0][2] == "vendor 2025-01-05: first capture, 1 operation"
    assert watching.git("status", "--porcelain") == ""


def test_of_a_day_the_last_commit_is_captured(vendor: Vendor, watching: Team) -> None:
    origins = edited(vendor)
    watching.driftwatch("backfill")
    assert [each["origin"] for each in watching.captures()] == [origins[0], *origins[2:]]


def test_since_a_day_what_was_there_is_the_first_capture(vendor: Vendor, watching: Team) -> None:
    edited(vendor)
    watching.on("2025-09-11")
    assert watching.driftwatch("backfill", "--since", "100d")[0] == 0
    assert [each["at"][:10] for each in watching.captures()] == ["2025-03-01", "2025-09-10"]


def test_history_and_blame_know_the_dates_of_the_origin(vendor: Vendor, watching: Team) -> None:
    edited(vendor)
    watching.driftwatch("backfill")
    facts = {fact["at"]: fact for fact in watching.json("blame", "POST /v1/images")[0]["facts"]}
    size = facts["request · application/json · size"]
    assert (size["since"], size["said_before"]["type"], size["from_start"]) == ("2025-09-10", ["string"], False)
    assert facts["request · application/json · prompt"]["since"] == "2025-01-05"
    dated = {step["date"]: [each["id"] for each in step["findings"]] for step in watching.json("history")}
    assert dated["2025-09-10"] == ["request-property-became-required"]


def test_what_was_backfilled_is_no_open_drift_and_what_comes_after_is(vendor: Vendor, watching: Team) -> None:
    edited(vendor)
    watching.driftwatch("backfill")
    assert watching.json("diff", "--open")["findings"] == []
    watching.on("2025-10-01")
    assert watching.json("run")["findings"] == []
    vendor.edit("2025-10-02", images=page("images", "prompt string yes", "size integer yes"))
    watching.on("2025-10-03")
    assert [each["field"] for each in watching.json("run")["findings"]] == ["size"]
    found = watching.json("diff", "--open")["findings"]
    assert [(each["field"], each["id"]) for each in found] == [("size", "request-property-type-changed")]


def test_the_site_calls_open_what_open_drift_is(vendor: Vendor, watching: Team) -> None:
    edited(vendor)
    watching.driftwatch("backfill")
    assert watching.driftwatch("site", "--out", "site")[0] == 0
    told = (watching.root / "site" / "index.html").read_text()
    assert "Open drift</dt><dd>none" in told
    assert re.findall(r'<li class="\w+ (\w+)" data-rule', told) == ["over"] * 2
    vendor.edit("2025-11-01", images=page("images", "prompt string yes"))
    watching.on("2025-11-02")
    watching.driftwatch("run", "--fail-on", "never")
    found = watching.json("diff", "--open")["findings"]
    assert watching.driftwatch("site", "--out", "site")[0] == 0
    told = (watching.root / "site" / "index.html").read_text()
    assert re.findall(r'<li class="\w+ (\w+)" data-rule', told).count("open") == len(found) == 1


def test_what_was_backfilled_and_is_accepted_is_told_to_be_accepted(vendor: Vendor, watching: Team) -> None:
    edited(vendor)
    config = watching.root / "driftwatch.toml"
    accepted = '[[accept]]\nrule = "request-property-became-required"\nreason = "we send it"\nowner = "media"\n'
    config.write_text(f'{config.read_text()}\n{accepted}expires = "2099-01-31"\n')
    watching.driftwatch("backfill")
    assert watching.driftwatch("site", "--out", "site")[0] == 0
    told = (watching.root / "site" / "accepted.html").read_text()
    assert "we send it" in told
    assert "Open drift</dt><dd>none" in (watching.root / "site" / "index.html").read_text()


def test_a_source_that_a_run_captured_is_refused(vendor: Vendor, watching: Team) -> None:
    edited(vendor)
    watching.driftwatch("run")
    head = watching.git("rev-parse", "HEAD")
    assert watching.driftwatch("backfill")[0] == 2
    assert "vendor has a capture of" in watching.err
    assert watching.git("rev-parse", "HEAD") == head


def test_a_second_time_there_is_nothing_to_add_until_the_origin_goes_on(vendor: Vendor, watching: Team) -> None:
    edited(vendor)
    watching.driftwatch("backfill")
    assert watching.driftwatch("backfill") == (0, "vendor: there is nothing to add\n")
    vendor.edit("2025-09-20", videos=page("videos", "prompt string yes"))
    assert watching.driftwatch("backfill")[1].startswith("vendor: 1 captures, 2025-09-20;")


def test_after_an_interruption_it_goes_on_and_makes_the_same(
    vendor: Vendor, watching: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(vendor)
    watching.on("2026-01-01")
    made = record_of = workflow.record_of
    left = [2]

    def interrupted(*told: object, **named: object) -> object:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return made(*told, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(workflow, "record_of", interrupted)
    assert watching.driftwatch("backfill", "--every", "commit")[0] == 130
    assert "2 captures of vendor are committed; the same command goes on after them" in watching.err
    monkeypatch.setattr(workflow, "record_of", record_of)
    assert watching.driftwatch("backfill", "--every", "commit")[1].startswith("vendor: 2 captures, 2025-03-01 to")
    in_parts = watching.git("ls-tree", "-r", "HEAD", "snapshots")
    dates = watching.git("log", "--format=%cI", "--", "snapshots")
    watching.git("reset", "--quiet", "--hard", watching.git("rev-list", "--max-parents=0", "HEAD").strip())
    watching.driftwatch("backfill", "--every", "commit")
    assert watching.git("ls-tree", "-r", "HEAD", "snapshots") == in_parts
    assert watching.git("log", "--format=%cI", "--", "snapshots") == dates


def test_only_what_changed_is_read_out_again(vendor: Vendor, watching: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    from driftwatch.workflows import remembered

    read: list[str] = []
    whole = remembered.extracted

    def counted(page: object) -> object:
        read.append(page.path)  # type: ignore[attr-defined]
        return whole(page)  # type: ignore[arg-type]

    monkeypatch.setattr(remembered, "extracted", counted)
    edited(vendor)
    watching.driftwatch("backfill", "--every", "commit")
    assert sorted(read) == ["docs/images"] * 3 + ["docs/videos"]


def test_in_other_processes_it_makes_the_same(vendor: Vendor, watching: Team) -> None:
    for day in range(1, 25):
        pages = {name: page(name, "prompt string yes", f"size{day} string no") for name in ("images", "videos")}
        vendor.edit(f"2025-01-{day:02}", **pages)
    program = "from driftwatch.adapters import processes; processes.count = lambda: {}; {}; raise SystemExit(run({}))"
    made = []
    for count in (1, 2):
        source = program.format(count, "from driftwatch.cli.program import run", ["backfill"])
        run = Path(watching.root.parent / f"run{count}.py")
        run.write_text(f"if __name__ == '__main__':\n    {source}\n")
        now = {**os.environ, "DRIFTWATCH_NOW": "2026-01-01T00:00:00Z"}
        subprocess.run([sys.executable, str(run)], check=True, cwd=watching.root, env=now, capture_output=True)
        made.append(watching.git("rev-parse", "HEAD^{tree}"))
        watching.git("reset", "--quiet", "--hard", watching.git("rev-list", "--max-parents=0", "HEAD").strip())
    assert made[0] == made[1]
    assert processes.count() >= 1


def test_a_commit_without_enough_to_read_is_passed_over(vendor: Vendor, watching: Team) -> None:
    vendor.edit("2025-01-05", images="version https://git-lfs.github.com/spec/v1\nsize 5\n")
    vendor.edit("2025-01-06", images=page("images", "prompt string yes"))
    assert watching.driftwatch("backfill")[0] == 0
    assert [each["at"][:10] for each in watching.captures()] == ["2025-01-06"]
    assert "2025-01-05" in watching.err
    assert "no capture" in watching.err


def test_a_site_has_no_history_but_saved_pages(vendor: Vendor, watching: Team) -> None:
    (watching.root / "driftwatch.toml").write_text('[sources.site]\nindex = "https://docs.acme.example/llms.txt"\n')
    assert watching.driftwatch("backfill")[0] == 2
    assert "site is no repository: a site does not tell what it said before" in watching.err
    saved = watching.root.parent / "saved"
    for day, fields in (
        ("2025-01-05", ["prompt string yes"]),
        ("2025-02-05", ["prompt string yes", "size string yes"]),
    ):
        for folder in (saved / day, saved / "not a date"):
            (folder / "docs.acme.example/api").mkdir(parents=True, exist_ok=True)
            (folder / "docs.acme.example/api/images.md").write_text(page("images", *fields))
            (folder / "docs.acme.example/logo.png").write_bytes(b"\x89PNG")
    assert watching.driftwatch("backfill", "--folders", str(saved))[0] == 0
    lines = [json.loads(line) for line in (watching.root / "snapshots/site/captures.jsonl").read_text().splitlines()]
    assert [(each["at"], each["origin"], each["operations"]) for each in lines] == [
        ("2025-01-05T00:00:00Z", "2025-01-05", 1),
        ("2025-02-05T00:00:00Z", "2025-02-05", 1),
    ]
    documents = (watching.root / "snapshots/site/documents.jsonl").read_text().splitlines()
    (document,) = map(json.loads, documents[1:])
    assert (document["place"], document["url"]) == ("api/images", "https://docs.acme.example/api/images.md")
    dated = {step["date"]: [each["id"] for each in step["findings"]] for step in watching.json("history")}
    assert dated["2025-02-05"] == ["new-required-request-property"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--since", "soon"), "--since 'soon' is no day"),
        (("--every", "month"), "'month' is not one of 'commit', 'day', 'week'"),
        (("--folders", "nowhere"), "there is no folder nowhere"),
        (("--folders", "."), "holds no folder that is named by a date"),
        (("other",), "driftwatch.toml has no source 'other'"),
    ],
)
def test_what_cannot_be_meant_is_told(watching: Team, arguments: tuple[str, ...], says: str) -> None:
    assert watching.driftwatch("backfill", *arguments)[0] == 2
    assert says in watching.err
