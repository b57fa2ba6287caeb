"""What somebody types first: nothing at all, a date of last week, a check before there is a manifest."""

import json
import os
import subprocess
import sys

import pytest

from tests.e2e.vendor import Team, Vendor, page


@pytest.fixture
def captured_twice(vendor: Vendor, watching: Team) -> Team:
    """A team with captures of 2026-01-06 and 2026-01-08, on 2026-01-10."""
    vendor.edit("2026-01-05", images=page("images", "prompt string yes"))
    watching.on("2026-01-06")
    watching.driftwatch("run")
    vendor.edit("2026-01-07", images=page("images", "prompt string yes", "size string yes"))
    watching.on("2026-01-08")
    watching.driftwatch("run")
    watching.on("2026-01-10")
    return watching


def test_alone_it_is_its_help(watching: Team) -> None:
    code, out = watching.driftwatch()
    assert (code, watching.err) == (0, "")
    assert out.startswith("Usage: driftwatch [OPTIONS] [COMMAND]")
    assert watching.driftwatch("--help")[1] == out


@pytest.mark.parametrize(("day", "is_told"), [("2026-01-06", False), ("4d", False), ("3d", True), ("yesterday", True)])
def test_days_are_named_as_people_do_and_one_without_a_capture_is_told(
    captured_twice: Team, day: str, *, is_told: bool
) -> None:
    found = captured_twice.json("diff", day)
    assert bool(found["findings"]) is (day != "yesterday")
    assert ("there is no capture of" in captured_twice.err) is is_told


def test_a_day_before_the_first_capture_is_told(captured_twice: Team) -> None:
    assert captured_twice.driftwatch("diff", "2w")[0] == 2
    assert "no revision '2025-12-27': snapshots/vendor: the oldest capture is of 2026-01-06" in captured_twice.err


def test_a_day_after_the_last_capture_is_told(captured_twice: Team) -> None:
    captured_twice.driftwatch("diff", "2026-01-06", "2026-02-01")
    assert "there is no capture of 2026-02-01: this is the last one before it, of 2026-01-08" in captured_twice.err


def test_a_file_that_is_missing_is_no_commit(captured_twice: Team) -> None:
    (captured_twice.root / "openapi.yaml").write_text("openapi: 3.1.0\n")
    assert captured_twice.driftwatch("diff", "opnapi.yaml", "live")[0] == 2
    assert "there is no file opnapi.yaml; did you mean 'openapi.yaml'?" in captured_twice.err


@pytest.mark.parametrize("command", ["check", "gate", "manifest lint"])
def test_nothing_to_check_is_not_healthy(captured_twice: Team, command: str) -> None:
    hint = 'hint: write a manifest with `driftwatch manifest init "POST /v1/..."`, or name a file'
    for says in ("there is no folder contracts/ with manifests", "there is no manifest in contracts/"):
        code, out = captured_twice.driftwatch(*command.split())
        assert (code, out) == (2, "")
        assert says in captured_twice.err
        assert hint in captured_twice.err
        (captured_twice.root / "contracts").mkdir(exist_ok=True)
        (captured_twice.root / "contracts/README.md").write_text("words\n")


def test_at_the_desk_a_dry_run_of_issues_needs_no_token(captured_twice: Team) -> None:
    head = captured_twice.git("rev-parse", "HEAD")
    code, out = captured_twice.driftwatch("issues", "sync", "--dry-run")
    assert code == 0
    assert out.startswith("open: Request field size is new and required: POST /v1/images (new drift)")
    assert "GITHUB_TOKEN is not set: this is what would be done as if no issue were open" in captured_twice.err
    assert captured_twice.git("rev-parse", "HEAD") == head
    assert captured_twice.driftwatch("issues", "sync")[0] == 2
    assert "GITHUB_TOKEN is not set" in captured_twice.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_its_commands(shell: str) -> None:
    environment = {**os.environ, "_DRIFTWATCH_COMPLETE": f"{shell}_source"}
    script = (
        "import sys; from driftwatch.cli.program import run; sys.argv[0] = 'driftwatch'; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert f"_DRIFTWATCH_COMPLETE={shell}_complete" in done.stdout
    words = {"COMP_WORDS": "driftwatch back", "COMP_CWORD": "1" if shell != "fish" else "back"}
    environment = {**environment, **words, "_DRIFTWATCH_COMPLETE": f"{shell}_complete"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert "backfill" in done.stdout


def test_what_is_relative_is_no_other_word(captured_twice: Team) -> None:
    captured_twice.git("branch", "7days")
    found = captured_twice.driftwatch("diff", "7days", "--format", "json")
    assert json.loads(found[1])["old"]["label"].startswith("2026-01-08")


def test_two_files_that_differ_in_descriptions_alone_are_not_called_the_same(watching: Team) -> None:
    document = "openapi: 3.1.0\ninfo: {title: Paint, version: '1', description: It paints.}\npaths: {}\n"
    for name, text in (("a", document), ("b", document.replace("paints", "draws"))):
        (watching.root / f"{name}.yaml").write_text(text)
    same, other = (watching.driftwatch("diff", "a.yaml", f"{name}.yaml")[1].splitlines()[-1] for name in "ab")
    assert same == "0 findings: no drift"
    assert other.startswith("0 findings: no drift; 1 document differs where nothing is compared (descriptions and")
