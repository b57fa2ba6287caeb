"""A manifest belongs to a release: the snapshot that it was reviewed against is pinned, and compared with later."""

import json
import subprocess

import msgspec
import pytest
import yaml

from driftwatch.cli.program import run
from driftwatch.manifests.file.lint import lint
from driftwatch.model.stored import CAPTURES, files_of
from tests.manifests.documentation import TODAY, snapshot, text_of
from tests.manifests.test_commands import project, write

__all__ = ("project",)

WITHOUT_ID = {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
    "type": "object", "properties": {"other": {"type": "string"}}}}}}}}  # fmt: skip


def commit(root, message):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for command in (["git", "add", "-A"], [*git, "commit", "-q", "-m", message]):
        subprocess.run(command, cwd=root, check=True, capture_output=True)


def capture(root, taken, *, at):
    """Write a capture as a run does, and commit it."""
    folder = root / "snapshots" / "docs"
    trail = (folder / CAPTURES).read_text()
    line = json.loads(trail.splitlines()[-1]) | {"at": f"{at}T05:00:00Z", "digest": taken.digest}
    for name, content in files_of(taken).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / CAPTURES).write_text(trail + json.dumps(line, separators=(",", ":")) + "\n")
    commit(root, f"capture of {at}")


def stored(taken):
    """Give a snapshot the digest that it has when it is read back."""
    from driftwatch.model.stored import snapshot_of_files

    return snapshot_of_files(files_of(taken), label="", folder="")


@pytest.fixture
def released(project):
    """A repository whose one contract was reviewed for v1.4; since then a field is gone."""
    capture(project, stored(snapshot(pages=PAGES)), at="2026-11-22")
    write(project, "things.yaml", {"owner": {"team": "things-team", "approved_by": "ann"}})
    assert 0 == run(["manifest", "review", "--by", "jonas", "--ref", "PR 4", "--release", "v1.4"])
    commit(project, "Review for v1.4")
    return project


PAGES = [{"fact": "error-rule", "at": "error-rule · 500", "signal": "500", "status": 500}]


def drift(project):
    capture(project, stored(snapshot(WITHOUT_ID, pages=PAGES)), at="2026-11-23")


def pinned(project):
    return yaml.safe_load((project / "contracts" / "things.yaml").read_text())["releases"]


def test_a_review_for_a_release_pins_its_snapshot(released):
    found = pinned(released)["v1.4"]
    assert ("jonas", "PR 4") == (found["by"], found["ref"])
    trail = (released / "snapshots" / "docs" / CAPTURES).read_text().splitlines()
    assert f"sha256:{json.loads(trail[-1])['digest']}" == found["snapshot"]


def test_what_an_earlier_release_was_reviewed_against_stays(released):
    before = pinned(released)["v1.4"]
    drift(released)
    assert 0 == run(["manifest", "review", "--by", "jonas", "--release", "v1.5"])
    found = pinned(released)
    assert before == found["v1.4"]
    assert found["v1.5"]["snapshot"] != before["snapshot"]


def test_diff_since_a_release_tells_what_changed_since_it_was_reviewed(released, capsys):
    drift(released)
    assert 1 == run(["diff", "--since-release", "v1.4", "--only-affecting", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert "v1.4, reviewed 2026-11-22" in report["old"]["label"]
    assert ["id"] == [finding["field"] for finding in report["findings"]]


def test_nothing_is_told_while_nothing_changed(released, capsys):
    assert 0 == run(["diff", "--since-release", "v1.4"])
    assert "no drift" in capsys.readouterr().out


def test_a_tag_will_do_where_no_manifest_was_reviewed_for_it(released, capsys):
    subprocess.run(["git", "tag", "v1.3"], cwd=released, check=True)
    drift(released)
    assert 1 == run(["diff", "--since-release", "v1.3", "--only-affecting"])
    assert "`id`" in capsys.readouterr().out


def test_a_release_that_nobody_knows_suggests(released, capsys):
    assert 2 == run(["diff", "--since-release", "v1.44"])
    assert "no manifest was reviewed for a release 'v1.44'; did you mean 'v1.4'?" in capsys.readouterr().err


def test_the_contract_of_a_release_is_shown_as_it_was_documented(released, capsys):
    drift(released)
    assert 0 == run(["show", "POST /things", "--at", "v1.4"])
    told = capsys.readouterr().out
    assert ("as of v1.4, reviewed 2026-11-22" in told, " · id: " in told) == (True, True)


def item(capsys, *more):
    run(["gate", "--format", "json", *more])
    (gate,) = json.loads(capsys.readouterr().out)["gates"]
    return next((one for one in gate["items"] if one["id"] == "release-reviewed"), None)


def test_the_gate_of_a_release_passes_while_nothing_changed(released, capsys):
    assert item(capsys) is None
    capsys.readouterr()
    assert "pass" == item(capsys, "--release", "v1.4")["verdict"]


def test_the_gate_of_a_release_is_shut_by_what_changed_since(released, capsys):
    drift(released)
    capsys.readouterr()
    found = item(capsys, "--release", "v1.4")
    assert "fail" == found["verdict"]
    assert "since `v1.4` was reviewed on" in found["evidence"]


def test_the_gate_of_a_release_is_shut_where_nobody_reviewed_it(released, capsys):
    capsys.readouterr()
    found = item(capsys, "--release", "v2")
    assert ("unknown", True) == (found["verdict"], "--release v2" in found["hint"])


def test_a_broken_manifest_does_not_hide_the_release_of_another(released, capsys):
    drift(released)
    (released / "contracts" / "broken.yaml").write_text("driftwatch: 1\ncontract: nothing\n")
    assert 1 == run(["diff", "--since-release", "v1.4", "--only-affecting"])
    capsys.readouterr()


@pytest.mark.parametrize("name", ["v 1", "-x", "", "a\nb"])
def test_a_release_has_a_name(released, name, capsys):
    args = ["manifest", "review", "--by", "jonas", "--release", name]
    assert (2 if name else 0) == run(args)
    capsys.readouterr()


def test_a_release_is_recorded_by_somebody(released, capsys):
    assert 2 == run(["manifest", "review", "--release", "v1.5"])
    assert "give --by NAME" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("release", "says"),
    [
        ({"by": "ann", "at": "2026-11-01", "snapshot": "a" * 64}, "ann approves, and reviews for the release"),
        ({"by": "bob", "at": "2027-11-01", "snapshot": "a" * 64}, "lies in the future"),
        ({"by": "bob", "at": "2026-11-01"}, "missing key 'snapshot'"),
        ({"by": "bob", "at": "2026-11-01", "snapshot": "x"}, "does not fit"),
    ],
)
def test_lint_knows_what_a_release_needs(release, says):
    parts = {"owner": {"team": "a", "approved_by": "ann"}, "releases": {"v1.4": release}}
    (problem,) = lint(text_of(parts), file="m.yaml", today=TODAY).errors
    assert says in problem.says
    assert msgspec.to_builtins(problem)["path"].startswith("releases.v1")
