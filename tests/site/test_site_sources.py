"""Histories that are not whole, not there yet, or several: said clearly, on stderr and on the page."""

import copy
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.history.captures import History
from tests.history.stories import CONFIG, MANIFEST, body_of, captured, document, story
from tests.site.conftest import CHROMIUM, build
from tests.site.test_site_browser import LOOKS, OVERFLOW, violations

REELS = '[sources.reels]\nindex = "https://reels.example.com/openapi.json"\n'


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("whole") / "project"
    captured(project, story())
    git(project, "add", "driftwatch.toml")
    git(project, "commit", "-qm", "Watch the clips")
    return project


@pytest.fixture(scope="module")
def shallow(whole: Path) -> Path:
    git(whole.parent, "clone", "-q", "--depth=3", f"file://{whole}", "shallow")
    return whole.parent / "shallow"


def test_a_shallow_clone_is_warned_of(shallow: Path, tmp_path: Path) -> None:
    said = build(shallow, tmp_path / "out", quiet=False)
    assert "warning: clips: the clone is shallow and holds 2 of 6 captures: the site begins on 2026-06-03" in said
    assert "fetch-depth: 0" in said


def test_the_page_of_a_shallow_clone_says_that_its_history_begins_late(shallow: Path, tmp_path: Path) -> None:
    build(shallow, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "The history begins here because the clone is shallow." in page
    assert "2 of 6 captures" in page
    assert "What came before, nobody knows" not in page
    operation = (tmp_path / "out" / "operations" / "get-v1-clips-clip.html").read_text("utf-8")
    assert "the oldest capture that is at hand" in operation


def test_a_whole_history_is_not_warned_of(whole: Path, tmp_path: Path) -> None:
    assert "warning" not in build(whole, tmp_path / "out", quiet=False)
    assert "shallow" not in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_deep_enough_shallow_clone_is_not_warned_of(whole: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=50", f"file://{whole}", "deep")
    assert "warning" not in build(tmp_path / "deep", tmp_path / "out", quiet=False)


def test_squashed_captures_are_warned_of(whole: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", f"file://{whole}", "squashed")
    git(tmp_path / "squashed", "reset", "-q", "--soft", "HEAD~4")
    git(tmp_path / "squashed", "commit", "-qm", "All at once")
    said = build(tmp_path / "squashed", tmp_path / "out", quiet=False)
    assert "git holds 4 commits for the 6 captures in captures.jsonl" in said
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "This history is not whole" in page
    assert ["2026-03-15", "2026-04-24", "2026-06-23"] == sorted(set(re.findall(r'id="c-(\d{4}-\d\d-\d\d)', page)))


def test_the_captures_of_a_squashed_history_keep_their_own_lines(whole: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", f"file://{whole}", "squashed")
    git(tmp_path / "squashed", "reset", "-q", "--soft", "HEAD~4")
    git(tmp_path / "squashed", "commit", "-qm", "All at once")
    history = History(GitRepository.discover(tmp_path / "squashed"), "snapshots/clips")
    days = ["2026-06-23", "2026-04-24", "2026-04-04", "2026-03-15"]
    assert days == [one.date for one in history.captures()]
    assert days[:2] == [one.date for one in history.captures(limit=2)]
    assert all(history.at(one.commit, label="").digest == one.capture.digest for one in history.captures())


def test_one_capture_is_no_history_without_drift(tmp_path: Path) -> None:
    captured(tmp_path / "project", story()[:1])
    said = build(tmp_path / "project", tmp_path / "out", quiet=False)
    assert ", 1 capture, " in said
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "There is one capture so far." in page
    assert "has not changed" not in page
    assert "<svg" not in page


def test_one_of_anything_is_no_plural(tmp_path: Path) -> None:
    first = document()
    first["paths"] = {"/v1/clips": first["paths"]["/v1/clips"]}
    second = copy.deepcopy(first)
    body_of(second)["required"] = ["model", "prompt"]
    captured(tmp_path / "project", [first, second])
    build(tmp_path / "project", tmp_path / "out")
    for path in (tmp_path / "out").rglob("*.html"):
        assert [] == re.findall(r"\b1 (?:operation|fact|document|capture|finding)s\b", path.read_text("utf-8")), path


@pytest.fixture(scope="module")
def both(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("both")
    shutil.copytree(whole, project, dirs_exist_ok=True)
    (project / "driftwatch.toml").write_text(CONFIG + REELS, encoding="utf-8")
    build(project, project / "out")
    return project / "out"


def test_each_of_several_sources_leads_back_to_all(both: Path) -> None:
    assert 'href="../index.html">All sources' in (both / "clips" / "index.html").read_text("utf-8")
    operation = (both / "clips" / "operations" / "post-v1-clips.html").read_text("utf-8")
    assert 'href="../../index.html">All sources' in operation


def test_the_page_of_all_sources_tells_what_is_open_and_what_has_no_capture(both: Path) -> None:
    page = (both / "index.html").read_text("utf-8")
    assert "<b>3</b> breaking" in page
    assert "No capture yet: <code>driftwatch run --source reels</code>" in page
    assert "There is no capture yet" in (both / "reels" / "subjects.html").read_text("utf-8")


def test_a_source_without_captures_is_warned_of(whole: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(whole, project)
    (project / "driftwatch.toml").write_text(CONFIG + REELS, encoding="utf-8")
    said = build(project, tmp_path / "out", quiet=False)
    assert "warning: reels: there is no capture yet; `driftwatch run` makes the first" in said


def test_a_repository_without_any_commit_gives_a_site_that_says_so(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "driftwatch.toml").write_text(CONFIG, encoding="utf-8")
    said = build(tmp_path, tmp_path / "out", quiet=False)
    assert "clips: there is no capture yet" in said
    for page in ("index.html", "subjects.html"):
        assert "There is no capture yet" in (tmp_path / "out" / page).read_text("utf-8")
    assert "<entry>" not in (tmp_path / "out" / "feed.xml").read_text("utf-8")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["index.html", "reels/index.html", "reels/subjects.html", "reels/accepted.html"])
def test_everybody_can_use_the_pages_of_several_sources(browser: Browser, both: Path, name: str, look: str) -> None:
    context = browser.new_context(**LOOKS[look])
    page = context.new_page()
    page.goto((both / name).as_uri())
    expect(page.locator("h1")).to_be_visible()
    assert [] == violations(page)
    assert 0 >= page.evaluate(OVERFLOW), "the page is wider than the window"
    context.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_history_gives_the_same_bytes_in_any_checkout(whole: Path, tmp_path: Path) -> None:
    clone = tmp_path / "some" / "other folder"
    clone.parent.mkdir()
    git(clone.parent, "clone", "-q", f"file://{whole}", str(clone))
    for project in (whole, clone):
        (project / "contracts").mkdir(exist_ok=True)
        (project / "contracts" / "clips.yaml").write_text(MANIFEST, encoding="utf-8")
    build(whole, tmp_path / "one")
    build(clone, tmp_path / "two")
    shutil.rmtree(whole / "contracts")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert b"contracts/clips.yaml" in contents(tmp_path / "one")["operations/post-v1-clips.html"]
