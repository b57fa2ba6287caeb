"""Where captures say that the pages of a manifest are by now."""

import json
import subprocess
from pathlib import Path

import pytest

from driftwatch.cli.program import run
from driftwatch.history.moved_pages import moved_pages
from driftwatch.manifests.check.documented import page_of
from driftwatch.model.stored import CAPTURES, files_of
from tests.history.edited_pages import BOX, LID, Pages, snapshot_of, url, with_
from tests.history.test_open_drift import Remembered
from tests.manifests.documentation import text_of
from tests.platforms.pages_of_ours import ROOT

BOTH: Pages = {"/a/box": BOX, "/c/lid": LID}


def now(*days: Pages, of: tuple[str, ...]) -> dict[str, str]:
    history = Remembered(*map(snapshot_of, days))
    found = moved_pages(history, [page_of(ROOT + place) for place in of])
    return {f"/{page}": where.removeprefix(ROOT).removesuffix(".md") for page, where in found.items()}


def test_pages_that_moved_in_one_capture_are_told_apart_by_what_they_document() -> None:
    moved: Pages = {"/d/roll": BOX, "/b/box": LID}
    assert now(BOTH, moved, of=("/a/box", "/c/lid")) == {"/a/box": "/d/roll", "/c/lid": "/b/box"}


def test_a_page_is_followed_from_one_address_to_the_next() -> None:
    days: list[Pages] = [BOTH, {"/b/box": BOX, "/c/lid": LID}, {"/b/box": BOX, "/d/roll": LID}, {"/e/old": BOX}]
    assert now(*days, of=("/a/box", "/c/lid", "/b/box")) == {"/a/box": "/e/old", "/b/box": "/e/old"}


def test_a_page_whose_name_another_one_took_is_where_it_went() -> None:
    days: list[Pages] = [BOTH, {"/b/box": BOX, "/c/lid": LID}, {"/b/box": BOX, "/a/box": LID}, {"/b/box": BOX}]
    assert now(*days, of=("/a/box",)) == {}
    assert now(*days[:2], of=("/a/box",)) == {"/a/box": "/b/box"}


def test_a_page_that_no_capture_had_is_nowhere() -> None:
    assert now(BOTH, {"/d/roll": BOX, "/b/box": LID}, of=("/x/y",)) == {}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two captures: all pages moved in the second, and what they say changed as well."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRIFTWATCH_NOW", "2026-11-24T09:00:00Z")
    (tmp_path / "driftwatch.toml").write_text(f'[sources.docs]\nindex = "{ROOT}/llms.txt"\n')
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q", "."], cwd=tmp_path, check=True)
    days: list[Pages] = [BOTH, {"/d/roll": with_(BOX, label=["string", False]), "/b/box": LID}]
    lines = ""
    for number, day in enumerate(days):
        lines += capture_line(f"2026-11-{20 + number}T05:00:00Z", str(number))
        subprocess.run(["rm", "-rf", "snapshots"], cwd=tmp_path, check=True)
        for name, content in {**files_of(snapshot_of(day)), CAPTURES: lines.encode()}.items():
            path = tmp_path / "snapshots" / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
        subprocess.run([*git, "commit", "-q", "-m", f"capture {number}"], cwd=tmp_path, check=True)
    return tmp_path


def capture_line(at: str, digest: str) -> str:
    counts = {"read": 2, "unchanged": 0, "unseen": 0, "gone": 0, "left_out": 0}
    return json.dumps({"at": at, "digest": digest, "documents": counts, "operations": 2, "facts": 9}) + "\n"


def test_check_names_the_page_that_captures_saw_move(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [{"url": url("/c/lid"), "covers": ["errors"]}, {"url": url("/a/box")}]
    (project / "contracts").mkdir()
    (project / "contracts" / "boxes.yaml").write_bytes(text_of({"contract": "POST /v1/boxes", "docs": pages}))
    run(["check", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["findings"]
    assert {(each["before"], each["after"]) for each in told if each["id"] == "manifest-page-moved"} == {
        (url("/c/lid"), url("/b/box")),
        (url("/a/box"), url("/d/roll")),
    }
    assert "manifest-page-missing" not in {each["id"] for each in told}
