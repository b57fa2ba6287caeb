"""A capture that was made elsewhere is taken in as if it had been made here, and nothing of it is believed unproven."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from driftwatch.workflows import record
from tests.e2e.test_same_bytes import commit_of
from tests.e2e.workshop import Workshop

SECOND = "2026-05-28"


@pytest.fixture
def parcel(captured: Workshop, tmp_path: Path) -> Path:
    """A capture of the second version, made beside what is committed."""
    captured.site.switch(SECOND)
    captured.on(SECOND)
    folder = tmp_path / "elsewhere" / "parcel"
    folder.parent.mkdir()
    assert captured.driftwatch("snapshot", "--out", str(folder))[0] == 0
    return folder


def test_what_is_taken_in_is_the_same_commit_as_a_run_in_one_place(
    captured: Workshop, parcel: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(captured.root, other)
    code, out = captured.driftwatch("run", "--fail-on", "breaking")
    captured.monkeypatch.chdir(other)
    captured.on("2026-06-03")  # it is dated by when it was captured, not by when it is taken in
    assert captured.driftwatch("run", "--from", str(parcel)) == (code, out)
    assert commit_of(other) == commit_of(captured.root)
    assert subprocess.run(("git", "status", "--porcelain"), cwd=other, capture_output=True, check=True).stdout == b""


def test_a_snapshot_is_written_as_bytes_once_for_its_parcel(
    captured: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[object] = []
    write = record.written_files
    monkeypatch.setattr(record, "written_files", lambda *parts: written.append(parts) or write(*parts))
    assert captured.driftwatch("snapshot", "--out", str(tmp_path / "parcel"))[0] == 0
    assert len(written) == 1


def test_a_first_capture_is_taken_in_as_well(workshop: Workshop, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(workshop.root, other)
    workshop.on("2026-03-15")
    assert workshop.driftwatch("snapshot", "--out", str(tmp_path / "parcel"))[0] == 0
    assert workshop.driftwatch("run", "--fail-on", "never")[0] == 0
    workshop.monkeypatch.chdir(other)
    assert workshop.driftwatch("run", "--from", str(tmp_path / "parcel"))[0] == 0
    assert commit_of(other) == commit_of(workshop.root)


def test_a_machine_without_the_clone_captures_on_top_of_a_copy_of_the_folder(
    captured: Workshop, tmp_path: Path
) -> None:
    captured.site.switch(SECOND)
    captured.on(SECOND)
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(captured.root / "driftwatch.toml", alone)
    shutil.copytree(captured.root / "snapshots" / "cometapi", alone / "parcel")
    captured.monkeypatch.chdir(alone)
    assert captured.driftwatch("snapshot", "--out", "parcel")[0] == 0
    captured.monkeypatch.chdir(captured.root)
    assert captured.driftwatch("run", "--from", str(alone / "parcel"), "--fail-on", "never")[0] == 0


def test_what_could_not_be_read_elsewhere_is_carried_over(captured: Workshop, tmp_path: Path) -> None:
    captured.site.switch(SECOND)
    captured.on(SECOND)
    captured.site.answer("/api/text/chat.md", 503)
    other = tmp_path / "other"
    shutil.copytree(captured.root, other)
    assert captured.driftwatch("snapshot", "--out", str(tmp_path / "parcel"))[0] == 0
    captured.driftwatch("run", "--fail-on", "never")
    captured.monkeypatch.chdir(other)
    assert captured.driftwatch("run", "--from", str(tmp_path / "parcel"), "--fail-on", "never")[0] == 0
    assert commit_of(other) == commit_of(captured.root)


def test_a_capture_on_top_of_another_snapshot_is_refused(captured: Workshop, parcel: Path) -> None:
    captured.driftwatch("run", "--fail-on", "never")
    before = captured.state()
    code, _ = captured.driftwatch("run", "--from", str(parcel))
    assert code == 3
    assert "was captured on top of" in captured.err
    assert captured.state() == before


def test_a_capture_that_lost_most_is_refused_until_a_person_accepts_it(captured: Workshop, tmp_path: Path) -> None:
    kept = {line for line in captured.site.answer_to("/llms.txt", None).body.splitlines() if b"/api/text/" in line}
    captured.site.answer("/llms.txt", 200, b"\n".join(sorted(kept)), Content_Type="text/plain")
    folder = tmp_path / "parcel"
    assert captured.driftwatch("snapshot", "--out", str(folder), "--accept-loss")[0] == 0
    code, _ = captured.driftwatch("run", "--from", str(folder))
    assert code == 3
    assert "--accept-loss" in captured.err
    assert captured.driftwatch("run", "--from", str(folder), "--accept-loss", "--fail-on", "never")[0] == 0


def labelled(**changed: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        label = json.loads((folder / "capture.json").read_text())
        (folder / "capture.json").write_text(json.dumps({**label, **changed}))

    return change


def wrote(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)

    return change


def forged(change: Callable[[bytes], bytes], name: str = "documents.jsonl") -> Callable[[Path], None]:
    """Change a file and make the digest fit, as whoever makes a parcel can."""

    def changed(folder: Path) -> None:
        from driftwatch.workflows.parcel import base_digest

        path = folder / name
        path.write_bytes(change(path.read_bytes()))
        files = {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        labelled(digest=base_digest(files))(folder)

    return changed


def linked(folder: Path) -> None:
    (folder / "documents.jsonl").unlink()
    (folder / "documents.jsonl").symlink_to("/etc/passwd")


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "documents.jsonl.fifo")


def another_name(folder: Path) -> None:
    name = next((folder / "operations").iterdir())
    name.rename(folder / "operations" / "..hidden.jsonl")
    forged(lambda content: content)(folder)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "no label": (lambda folder: (folder / "capture.json").unlink(), "it holds no capture.json"),
    "label is no JSON": (wrote("capture.json", "{"), "capture.json is none of a capture"),
    "label nested without end": (wrote("capture.json", "[" * 100_000), "capture.json is none of a capture"),
    "label with more": (labelled(run="rm -rf"), "unknown field `run`"),
    "another version": (labelled(schema="driftwatch.capture/2"), "driftwatch.capture/2"),
    "another source": (labelled(source="other"), "has no source 'other'"),
    "a path for a source": (labelled(source="../../etc"), "has no source '../../etc'"),
    "a long name for a source": (labelled(source="x" * 5000), "length <= 100"),
    "no date": (labelled(at="yesterday"), "'yesterday' is no date"),
    "a date that there is not": (labelled(at="2026-02-30T00:00:00Z"), "is no date"),
    "a date with another digit": (labelled(at="2026-05-2٨T05:17:00Z"), "is no date"),
    "a date to come": (labelled(at="2027-01-01T00:00:00Z"), "which is yet to come"),
    "a date before the last capture": (labelled(at="2026-03-14T00:00:00Z"), "a capture of 2026-03-15T05:17:00Z is"),
    "counts below nothing": (labelled(read=-1), ">= 0"),
    "another digest": (labelled(digest="0" * 64), "its files are not those that it was made of"),
    "a changed file": (wrote("documents.jsonl", ""), "its files are not those"),
    "one file more": (wrote("text/more.md", "words"), "its files are not those"),
    "a file for git": (wrote(".gitattributes", "* filter=evil"), "its files are not those"),
    "a name of its own": (another_name, "is not as this driftwatch writes it"),
    "a link": (linked, "is a symbolic link"),
    "a pipe": (a_pipe, "is a device or pipe"),
    "documents of another host": (
        forged(lambda content: content.replace(b"http://127.0.0.1", b"https://evil.example")),
        "is on no host of the source",
    ),
    "documents that run": (
        forged(lambda content: content.replace(b'"url":"http:', b'"url":"javascript:')),
        "is on no host of the source",
    ),
    "no JSON in a line": (forged(lambda content: content + b"{\n"), "is not of a driftwatch snapshot"),
    "other spelling": (forged(lambda content: content.replace(b'"place":', b'"place": ')), "not as this driftwatch"),
    "bytes that are no text": (forged(lambda content: content + b"\xff\n"), "is not UTF-8"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("change", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_as_it_says_is_refused_in_one_message(
    captured: Workshop, parcel: Path, change: Callable[[Path], None], said: str
) -> None:
    change(parcel)
    before = captured.state()
    code, out = captured.driftwatch("--quiet", "run", "--from", str(parcel))
    assert (code, out) in ((2, ""), (3, ""))
    assert said in captured.err
    assert captured.err.count("error:") == 1
    assert "hint:" in captured.err
    assert captured.state() == before


def test_a_folder_that_holds_too_much_is_refused(
    captured: Workshop, parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (parcel / "large.jsonl").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    assert captured.driftwatch("run", "--from", str(parcel))[0] == 2
    assert "is larger than" in captured.err


@pytest.mark.parametrize(
    "arguments", [("--shard", "1/1"), ("--jobs", "2"), ("--executor", "dask"), ("--source", "other")]
)
def test_what_contradicts_a_folder_is_refused(captured: Workshop, parcel: Path, arguments: tuple[str, ...]) -> None:
    assert captured.driftwatch("run", "--from", str(parcel), *arguments)[0] == 2
