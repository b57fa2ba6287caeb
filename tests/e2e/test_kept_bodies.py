"""Bodies are kept in .git as long as something lists their documents, and no source drops another one's."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from driftwatch.demo.build import site_files
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements
from driftwatch.wiring import App
from driftwatch.workflows import extraction
from tests.e2e.workshop import Workshop

INDEX = site_files("2026-03-15")["/llms.txt"].decode()


class Silent:
    """Hears nothing of a run."""

    def __getattr__(self, name: str) -> object:
        return lambda *_: None


def kept(workshop: Workshop) -> dict[str, int]:
    """Number of bodies by the folder that holds them."""
    root = workshop.root / ".git" / "driftwatch" / "cache"
    found = list(root.rglob("*.body"))
    folders = {path.parent.relative_to(root).as_posix() for path in found}
    return {folder: sum(path.parent == root / folder for path in found) for folder in folders}


def watch(workshop: Workshop, **sources: str) -> None:
    """Watch several addresses of the site, by name of the source."""
    tables = [f'[sources.{name}]\nindex = "{workshop.site.origin}{path}"\n' for name, path in sources.items()]
    (workshop.root / "driftwatch.toml").write_text("".join(tables))


def publish(workshop: Workshop, path: str, *, without: str = "none") -> None:
    """Publish the site's index at a path, without the lines that name some documents."""
    lines = [line for line in INDEX.splitlines() if not re.search(without, line)]
    text = "\n".join(lines).replace("{{origin}}", workshop.site.origin)
    workshop.site.answer(path, 200, text.encode(), Content_Type="text/plain", ETag=f'"{len(text)}"')


def test_the_body_of_a_document_that_nothing_lists_any_longer_goes(workshop: Workshop) -> None:
    workshop.capture("2026-03-15")
    before = kept(workshop)["cometapi"]
    publish(workshop, "/llms.txt", without="embeddings")
    for day in ("2026-03-16", "2026-03-17"):  # what is there still is gone on the second date
        workshop.on(day)
        assert workshop.driftwatch("run", "--fail-on", "never")[0] == 0
    assert 0 < before - kept(workshop)["cometapi"] < 5


@pytest.mark.parametrize("status", [500, 403])
def test_a_partial_capture_drops_nothing(workshop: Workshop, status: int) -> None:
    workshop.capture("2026-03-15")
    before = kept(workshop)
    publish(workshop, "/llms.txt", without="embeddings")
    workshop.site.answer("/api/text/chat.md", status)
    assert workshop.driftwatch("run", "--fail-on", "never")[0] == 0
    assert workshop.unseen()
    assert kept(workshop) == before


def test_one_source_leaves_the_bodies_of_another_alone(workshop: Workshop) -> None:
    publish(workshop, "/small.txt", without="embeddings")
    watch(workshop, whole="/llms.txt", part="/small.txt")
    assert workshop.driftwatch("run", "--source", "whole", "--fail-on", "never")[0] == 0
    whole = kept(workshop)["whole"]
    assert workshop.driftwatch("run", "--source", "part", "--fail-on", "never")[0] == 0
    assert kept(workshop)["whole"] == whole > kept(workshop)["part"] > 0


def test_a_run_that_ends_while_another_source_is_read_leaves_its_bodies_alone(workshop: Workshop) -> None:
    watch(workshop, whole="/llms.txt", part="/small.txt")
    publish(workshop, "/small.txt", without="embeddings")
    app = App(None, talk=Silent())
    with app.fetcher(app.workspace.config.sources["whole"]) as fetcher:
        for reading in fetcher.read([workshop.site.index_url, f"{workshop.site.origin}/api/text/chat.md"]):
            fetcher.keep(reading)
        begun = kept(workshop)
        assert workshop.driftwatch("run", "--source", "part", "--fail-on", "never")[0] == 0
        assert {"whole": begun["whole"]}.items() <= kept(workshop).items()
        fetcher.forget_others()
    assert kept(workshop)["whole"] == begun["whole"]
    assert kept(workshop)["part"] > 0


def test_bodies_of_a_source_that_is_no_longer_watched_go(workshop: Workshop) -> None:
    publish(workshop, "/small.txt", without="embeddings")
    watch(workshop, whole="/llms.txt", part="/small.txt")
    assert workshop.driftwatch("run", "--fail-on", "never")[0] == 0
    old_layout = workshop.root / ".git" / "driftwatch" / "cache" / f"{'0' * 64}.body"
    old_layout.write_bytes(b"{}\n")
    watch(workshop, part="/small.txt")
    assert workshop.driftwatch("run", "--fail-on", "never")[0] == 0
    assert list(kept(workshop)) == ["part"]
    assert [path.name for path in old_layout.parent.iterdir()] == ["part"]


def test_looking_at_the_live_documentation_outside_a_repository_keeps_nothing(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "driftwatch.toml").write_text((workshop.root / "driftwatch.toml").read_text())
    monkeypatch.chdir(folder)
    assert workshop.driftwatch("snapshot", "--out", str(folder / "out"))[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == ["driftwatch.toml", "out"]


def cache_of(workshop: Workshop) -> Path:
    return workshop.root / ".git" / "driftwatch" / "cache" / "cometapi"


def run_counted(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run the job and return the paths of the documents that were read out."""
    read: list[str] = []

    def counting(page: Page) -> Statements:
        read.append(page.path)
        return statements_of(page)

    with monkeypatch.context() as patch:
        patch.setattr(extraction, "statements_of", counting)
        patch.setattr(extraction, "_SAMPLED", 1 << 32)
        assert workshop.driftwatch("run", "--fail-on", "never")[0] == 0
    return read


def snapshot(workshop: Workshop) -> dict[str, bytes]:
    folder = workshop.root / "snapshots" / "cometapi"
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "captures.jsonl")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_only_what_changed_is_read_out_and_the_bytes_are_the_same(
    captured: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_counted(captured, monkeypatch) == []
    unchanged = snapshot(captured)
    edited = site_files("2026-03-15")["/errors/uploads.md"] + b"\n\nAt most 7 calls a minute.\n"
    captured.site.answer("/errors/uploads.md", 200, edited, Content_Type="text/markdown")
    assert run_counted(captured, monkeypatch) == ["errors/uploads"]
    with_cache = snapshot(captured)
    assert with_cache != unchanged
    shutil.rmtree(cache_of(captured))
    assert len(run_counted(captured, monkeypatch)) >= len(captured.documents())
    assert snapshot(captured) == with_cache


def test_a_kept_body_that_is_not_what_was_committed_is_not_believed(
    captured: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that somebody else wrote: well-formed, with the validators of the site, and with another text."""
    before = snapshot(captured)
    forged = 0
    for path in cache_of(captured).glob("*.body"):
        head, _, body = path.read_bytes().partition(b"\n")
        text = body.replace(b"required", b"optional")
        if text != body:
            told = json.loads(head) | {"sha256": hashlib.sha256(text).hexdigest()}
            path.write_bytes(json.dumps(told, separators=(",", ":")).encode() + b"\n" + text)
            forged += 1
    assert forged
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, captured.findings(out)) == (0, [])
    assert snapshot(captured) == before


def test_the_index_is_never_taken_from_the_cache(captured: Workshop) -> None:
    lines = captured.file("driftwatch.toml")
    index = re.search(r'index = "([^"]+)"', lines)
    assert index is not None
    kept_names = {path.name for path in cache_of(captured).glob("*.body")}
    assert f"{hashlib.sha256(index[1].encode()).hexdigest()}.body" not in kept_names


@pytest.mark.parametrize("where", ["", "cache", "cache/cometapi"])
def test_nothing_is_kept_or_dropped_where_a_link_in_the_place_of_the_cache_leads(
    captured: Workshop, tmp_path: Path, where: str
) -> None:
    before = snapshot(captured)
    folder = captured.root / ".git" / "driftwatch" / where
    shutil.rmtree(folder)
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "cache" / "old").mkdir(parents=True)
    (elsewhere / "cache" / "old" / "team.yaml").write_text("years of work")
    folder.symlink_to(elsewhere)
    files = sorted(elsewhere.rglob("*"))
    code, _ = captured.driftwatch("run", "--fail-on", "never")
    assert (code, snapshot(captured)) == (0, before)
    assert captured.err.count("is a symbolic link: nothing is kept there") == 1
    assert sorted(path for path in elsewhere.rglob("*") if path.suffix != ".lock") == files
