"""Pages on this machine are compared as OpenAPI files are: two files, or the folders of two checkouts."""

import json
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
