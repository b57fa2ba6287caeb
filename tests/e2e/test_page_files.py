"""Pages on this machine are compared as OpenAPI files are: two files, or the folders of two checkouts."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import driftwatch
from driftwatch.cli.program import run

BOXES = """# Boxes

## Make a box

`POST /v1/boxes`

| Field | Type | Required | Description |
|---|---|---|---|
| `size` | integer | {needed} | How large it is |
| `lid` | string | no | What closes it |

Boxes that nobody opens are thrown away after {days} days.
"""
LIDS = "# Lids\n\n## List lids\n\n`GET /v1/lids`\n\n| Parameter | Type |\n|---|---|\n| `page` | integer |\n"


def checkout(folder: Path, *, needed: str = "no", days: int = 30, lids: str = "guides/lids.md") -> Path:
    (folder / "guides").mkdir(parents=True)
    (folder / "boxes.mdx").write_text(BOXES.format(needed=needed, days=days))
    (folder / lids).write_text(LIDS)
    (folder / ".git").mkdir()
    (folder / ".git" / "notes.md").write_text("`GET /v1/hidden`\n")
    (folder / "guides" / "link.md").symlink_to(folder / "boxes.mdx")
    return folder


def told(capsys: Any, *arguments: str) -> list[tuple[str, str]]:
    run(["diff", *arguments, "--format", "json"])
    return [(each["id"], each["sources"][0]["url"]) for each in json.loads(capsys.readouterr().out)["findings"]]


def test_two_checkouts_are_compared(tmp_path: Path, capsys: Any) -> None:
    old = checkout(tmp_path / "may" / "docs")
    new = checkout(tmp_path / "june" / "docs-of-june", needed="yes", days=14, lids="lids.md")
    assert told(capsys, str(old), str(new)) == [
        ("request-property-became-required", "boxes.mdx"),
        ("document-moved", "lids.md"),
        ("page-text-changed", "boxes.mdx"),
    ]


def test_without_an_edit_nothing_is_told(tmp_path: Path, capsys: Any) -> None:
    old, new = checkout(tmp_path / "may"), checkout(tmp_path / "june")
    assert run(["diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out.endswith("\nno drift: 9 facts, 3 rows, 3 sentences as before\n")


def test_two_pages_are_compared_whatever_they_are_called(tmp_path: Path, capsys: Any) -> None:
    for name, needed in (("boxes-of-may.md", "no"), ("Boxes.MD", "yes")):
        (tmp_path / name).write_text(BOXES.format(needed=needed, days=30))
    old, new = tmp_path / "boxes-of-may.md", tmp_path / "Boxes.MD"
    assert told(capsys, str(old), str(new)) == [("request-property-became-required", str(new))]
    report = driftwatch.diff(old, new)
    run(["diff", str(old), str(new)])
    assert driftwatch.render(report, "text") == capsys.readouterr().out


def test_a_page_that_is_built_states_what_its_source_does(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "boxes.md").write_text("# Boxes\n\n`GET /v1/boxes`\n\nAt most 20 boxes are listed.\n")
    (tmp_path / "boxes.html").write_text(
        "<html><body><main><h1>Boxes</h1><p><code>GET /v1/boxes</code></p>"
        "<p>At most 30 boxes are listed.</p></main></body></html>"
    )
    assert run(["diff", str(tmp_path / "boxes.md"), str(tmp_path / "boxes.html")]) == 0
    said = capsys.readouterr().out
    assert "says `At most 30 boxes are listed.`, before `At most 20 boxes are listed.`" in said
    assert "1 finding: no contract drift" in said


def test_what_is_gone_from_files_is_gone_at_once(tmp_path: Path, capsys: Any) -> None:
    old, new = checkout(tmp_path / "may"), checkout(tmp_path / "june")
    (new / "guides" / "lids.md").write_text("# Lids\n\nOops.\n")
    found = told(capsys, str(old), str(new))
    assert ("api-path-removed-without-deprecation", "guides/lids.md") in found
    assert not [each for each in found if each[0].startswith("document-")]


def test_a_page_and_the_first_page_of_its_folder_are_two(tmp_path: Path, capsys: Any) -> None:
    for side, days in (("may", 30), ("june", 14)):
        (tmp_path / side / "api").mkdir(parents=True)
        (tmp_path / side / "api.md").write_text("# All of it\n\nRead on.\n")
        (tmp_path / side / "api" / "index.md").write_text(BOXES.format(needed="no", days=days))
    assert told(capsys, str(tmp_path / "may"), str(tmp_path / "june")) == [("page-text-changed", "api/index.md")]


def test_snapshots_beside_pages_are_no_pages(tmp_path: Path, capsys: Any) -> None:
    old, new = checkout(tmp_path / "may"), checkout(tmp_path / "june")
    (new / "snapshots" / "acme" / "text").mkdir(parents=True)
    (new / "snapshots" / "acme" / "documents.jsonl").write_text("")
    (new / "snapshots" / "acme" / "text" / "boxes.md").write_text("# Another text\n\nIt is kept here.\n")
    assert told(capsys, str(old), str(new)) == []


def test_a_name_that_is_no_text_is_shown_without_what_is_none(tmp_path: Path, capsys: Any) -> None:
    old, new = checkout(tmp_path / "may"), checkout(tmp_path / "june")
    Path(os.fsdecode(os.fsencode(new) + b"/caf\xe9.md")).write_text("# Coffee\n\nIt is hot.\n")
    assert told(capsys, str(old), str(new)) == [("document-added", "caf\ufffd.md")]


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = checkout(tmp_path / "may"), checkout(tmp_path / "june")
    scan = os.scandir

    def refused(path: str) -> Any:
        if str(path).endswith("june/guides"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert run(["diff", str(old), str(new)]) == 2
    assert "june/guides cannot be read: Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["empty", "snapshots"])
def test_a_folder_without_pages_is_named(tmp_path: Path, capsys: Any, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "snapshots" / "acme" / "text").mkdir(parents=True)
    (tmp_path / "snapshots" / "acme" / "documents.jsonl").write_text("")
    (tmp_path / "snapshots" / "acme" / "text" / "boxes.md").write_text("# Boxes\n")
    assert run(["diff", str(tmp_path / name), str(checkout(tmp_path / "docs"))]) == 2
    said = capsys.readouterr().err
    assert f"{name} holds no snapshot\n  hint: name the folder of one source" in said
    assert ".mdx" in said


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path, capsys: Any) -> None:
    page, large = tmp_path / "boxes.md", tmp_path / "large.md"
    page.write_text(BOXES)
    with large.open("wb") as file:
        file.truncate(65 << 20)
    assert run(["diff", str(page), str(large)]) == 2
    assert "large.md cannot be read" in capsys.readouterr().err


def test_files_that_cannot_be_read_are_called_by_their_paths(tmp_path: Path, capsys: Any) -> None:
    old, new = checkout(tmp_path / "may"), checkout(tmp_path / "june")
    (new / "boxes.mdx").write_bytes(bytes(range(256)) * 20)
    run(["diff", str(old), str(new), "--fail-on", "never"])
    said = capsys.readouterr().out
    assert "boxes.mdx (wrong-type)" in said
    assert "file://" not in said
