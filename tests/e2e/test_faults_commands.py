"""Questions that have no answer: each is one line of what is wrong, one of what to do, and exit code 2."""

import shutil
from pathlib import Path

import pytest

from tests.e2e.workshop import Workshop

YAML = """\
openapi: 3.1.0
info: {title: Broken, version: "1"}
paths:
  /a:
    get: [
"""


def refused(workshop: Workshop, *arguments: str) -> str:
    """Run a command that must be refused as wrong usage, and return what it says."""
    before = workshop.state()
    code, out = workshop.driftwatch(*arguments)
    assert (code, out, workshop.state()) == (2, "", before)
    assert workshop.err.startswith("error: ")
    assert "internal error" not in workshop.err
    return workshop.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("diff",), "there is only one capture, of 2026-03-15: nothing to compare\n  hint: run `driftwatch run`"),
        (("diff", "nowhere"), "'nowhere'"),
        (("diff", "nowhere"), "hint: "),
        (("diff", "HEAD~9"), "'HEAD~9'"),
        (("diff", "--", "--upload-pack=x"), "'--upload-pack=x'"),
        (("diff", "2001-01-01"), "2001-01-01"),
        (("diff", "2026-02-30"), "2026-02-30"),
        (("diff", "HEAD~1"), "holds no snapshot in snapshots/cometapi/\n  hint: `driftwatch history` lists captures"),
        (("diff", "empty"), "empty holds no snapshot\n  hint: name the folder of one source: snapshots/NAME"),
        (("diff", "snapshots"), "snapshots holds no snapshot\n  hint: name the folder of one source: snapshots/NAME"),
        (("diff", "broken.yaml", "HEAD"), "broken.yaml: "),
        (("diff", "broken.yaml", "HEAD"), "line 6"),
        (("diff", "broken.json", "HEAD"), "broken.json: "),
        (("diff", "driftwatch.toml", "HEAD"), "driftwatch.toml: "),
        (("diff", "list.yaml", "HEAD"), "list.yaml: "),
        (("diff", "HEAD", "HEAD", "--source", "cometap"), "did you mean 'cometapi'?"),
        (("history", "--source", "nobody"), "has no source 'nobody'"),
        (("blame", "POST /v1/video"), "no operation 'POST /v1/video'; did you mean 'POST /v1/videos'?"),
        (("history", "POST /v1/video"), "an operation 'POST /v1/video'; did you mean 'POST /v1/videos'?"),
        (("history", "POST /v9/*"), "an operation 'POST /v9/*'"),
        (("blame", "POST /v1/embeddings", "modle"), "POST /v1/embeddings has no field 'modle'; did you mean 'model'?"),
        (("diff", "HEAD", "HEAD", "--output", "no/such/x"), "its folder is missing or closed\n  hint: check --output"),
        (("run", "--output", "no/such/folder/x"), "no/such/folder/x cannot be written: "),
        (("dif",), "there is no command 'dif'; did you mean 'diff'?\n  hint: `driftwatch --help` "),
        (("diff", "--fail-on", "all"), "hint: `driftwatch diff --help` tells how it is called"),
        (("diff", "--quiet"), "hint: it stands before the command: `driftwatch --quiet diff`"),
        (("manifest", "lint", "-q"), "hint: it stands before the command: `driftwatch -q manifest lint`"),
        (("run", "--nope"), "hint: `driftwatch run --help` tells how it is called"),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_answered_with_what_to_do(
    captured: Workshop, arguments: tuple[str, ...], said: str
) -> None:
    (captured.root / "empty").mkdir()
    (captured.root / "broken.yaml").write_text(YAML)
    (captured.root / "broken.json").write_text('{"openapi": "3.1.0",')
    (captured.root / "list.yaml").write_text("- 1\n- 2\n")
    assert said in refused(captured, *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("diff",), "there is no capture yet: nothing to compare"),
        (("diff", "driftwatch.toml"), "driftwatch.toml: "),
        (("blame", "POST /v1/videos"), "there is no capture yet\n  hint: run `driftwatch run` first"),
    ],
)
def test_before_the_first_capture_every_question_says_so(
    workshop: Workshop, arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(workshop, *arguments)


def test_the_history_of_nothing_is_empty(workshop: Workshop) -> None:
    assert workshop.driftwatch("history") == (0, "no captures yet\n")


def test_a_history_without_changes_says_so(captured: Workshop) -> None:
    assert captured.driftwatch("history", "POST /v1/embeddings") == (0, "no changes\n")
    assert captured.driftwatch("history", "POST *") == (0, "no changes\n")


def test_live_without_a_configuration_is_wrong_usage(
    captured: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out = captured.driftwatch("diff", str(captured.root / "snapshots" / "cometapi"), "live")
    assert (code, out) == (2, "")
    assert "error: there is no driftwatch.toml here or above: nothing to read live" in captured.err
    assert "hint: run `driftwatch init`" in captured.err


def test_live_of_a_site_that_is_down_is_not_observed(captured: Workshop) -> None:
    captured.site.answer("/llms.txt", 503, b"down")
    before = captured.state()
    code, out = captured.driftwatch("diff", "HEAD", "live")
    assert (code, out) == (3, "")
    assert "could not be read: answered 503" in captured.err
    assert captured.state() == before


def test_live_finds_nothing_removed_behind_a_page_that_is_down(captured: Workshop) -> None:
    captured.site.answer("/errors/error-codes-handling.md", 503, b"down")
    code, out = captured.driftwatch("diff", "HEAD", "live", "--format", "json")
    assert (code, captured.findings(out)) == (0, [])


def test_outside_of_a_repository_a_revision_is_wrong_usage(captured: Workshop) -> None:
    shutil.rmtree(captured.root / ".git")
    code, out = captured.driftwatch("diff", "HEAD")
    assert (code, out) == (2, "")
    assert "'HEAD' is no file or folder, and there is no git repository to look for a revision" in captured.err
    assert "hint: name a date, a git revision, a snapshot folder, an OpenAPI file, or `live`" in captured.err


def test_outside_of_a_repository_the_history_is_not_observed(captured: Workshop) -> None:
    shutil.rmtree(captured.root / ".git")
    code, out = captured.driftwatch("history")
    assert (code, out) == (3, "")
    assert "is not in a git repository" in captured.err
