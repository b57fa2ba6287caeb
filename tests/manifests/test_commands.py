import json
import subprocess

import pytest

from driftwatch.cli.program import run
from driftwatch.model.stored import CAPTURES, files_of
from tests.manifests.documentation import PAGE, TODAY, snapshot, text_of

CAPTURE = (
    '{"at":"2026-11-20T05:00:00Z","digest":"0","documents":{"read":1,"unchanged":0,"unseen":0,"gone":0,"left_out":0},'
    '"operations":1,"facts":1}\n'
)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository with one capture of one documented operation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRIFTWATCH_NOW", f"{TODAY}T09:00:00Z")
    (tmp_path / "driftwatch.toml").write_text('[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n')
    (tmp_path / "contracts").mkdir()
    store(tmp_path, snapshot())
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for command in (["git", "init", "-q", "."], ["git", "add", "."], [*git, "commit", "-q", "-m", "capture"]):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def store(root, taken):
    for name, content in {**files_of(taken), CAPTURES: CAPTURE.encode()}.items():
        path = root / "snapshots" / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write(project, name, parts=None):
    path = project / "contracts" / name
    path.write_bytes(text_of(parts))
    return path


def test_check_passes_when_manifest_and_documentation_agree(project, capsys):
    write(project, "things.yaml")
    assert 0 == run(["check"])
    assert "manifest-" not in capsys.readouterr().out


def test_a_link_that_leads_nowhere_is_no_manifest_that_nobody_wrote(project, capsys):
    write(project, "things.yaml")
    (project / "contracts" / "more.yaml").symlink_to("nowhere.yaml")
    assert 2 == run(["check"])
    assert "contracts/more.yaml:1:1: (top): a link that leads nowhere\n" in capsys.readouterr().err


def test_links_to_one_another_lead_nowhere(project, capsys):
    write(project, "things.yaml")
    (project / "contracts" / "one.yaml").symlink_to("other.yaml")
    (project / "contracts" / "other.yaml").symlink_to("one.yaml")
    assert 2 == run(["check"])
    assert "contracts/one.yaml:1:1: (top): a link that leads nowhere\n" in capsys.readouterr().err
    assert 0 == run(["diff", "--open"])
    assert "manifest left out: contracts/other.yaml:1:1: (top): a link that leads nowhere\n" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["nowhere", "contracts", "/nowhere/at/all"])
def test_a_folder_of_manifests_that_is_a_link_which_leads_nowhere_is_told(project, capsys, target):
    (project / "contracts").rmdir()
    (project / "contracts").symlink_to(target)
    assert 0 == run(["diff", "--open"])
    assert "manifest left out: contracts:1:1: (top): a link that leads nowhere\n" in capsys.readouterr().err
    for command in ("check", "lint"):
        assert 2 == run(["manifest", command] if command == "lint" else [command])
        assert "contracts:1:1: (top): a link that leads nowhere\n" in "".join(capsys.readouterr())


def test_a_file_in_place_of_the_folder_of_manifests_is_told(project, capsys):
    (project / "contracts").rmdir()
    (project / "contracts").write_text("nothing of the kind\n", encoding="utf-8")
    assert 0 == run(["diff", "--open"])
    assert "manifest left out: contracts:1:1: " in capsys.readouterr().err
    assert 2 == run(["check"])
    assert "contracts:1:1: " in capsys.readouterr().err


def test_a_folder_that_is_gone_is_told(tmp_path, monkeypatch, capsys):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    assert 2 == run(["check"])
    assert "error: the folder in which driftwatch was called cannot be read: No such file" in capsys.readouterr().err


def test_check_names_the_line_of_the_manifest_and_exits_with_1(project, capsys):
    write(project, "things.yaml", {"response": ["id", "gone"]})
    assert 1 == run(["check", "--format", "json"])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert ("manifest-field-undocumented", "breaking", "gone") == (finding["id"], finding["level"], finding["field"])
    assert {"kind": "affects", "manifests": ["things-team/POST /things"]} == finding["impact"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"contract: [\n", "not YAML"),
        (b"caf\xe9: 1\n", "not UTF-8"),
        (b"a: " + b"x" * 5_000_000, "5.0 MB; a manifest file has at most 1 MB"),
        (b"a: &a [1]\nb: &b [" + b"*a," * 30_000 + b"]\n", "values once its aliases are written out"),
        (text_of({"contract": "POST /thing"}), "no capture ever documented POST /thing; did you mean 'POST /things'?"),
        (text_of({"owner": "other", "environment": "sandbox"}), "two manifests claim different things of POST /things"),
    ],
)
def test_a_bad_manifest_is_one_clear_error_and_the_others_are_still_checked(project, capsys, content, expected):
    write(project, "a.yaml", {"response": ["gone"]})
    (project / "contracts" / "b.yaml").write_bytes(content)
    assert 2 == run(["check"])
    told = capsys.readouterr()
    assert [expected in line for line in told.err.splitlines()].count(True) == 1
    assert "contracts/b.yaml:" in told.err
    assert "manifest-field-undocumented" in told.out


@pytest.mark.parametrize("content", [b"contract: [\n", text_of({"contract": "POST /thing"})])
def test_where_no_manifest_can_be_used_nothing_is_said_of_drift(project, capsys, content):
    (project / "contracts" / "b.yaml").write_bytes(content)
    assert 2 == run(["check"])
    told = capsys.readouterr()
    assert "" == told.out
    assert "error: 1 problem in manifests, and nothing could be checked" in told.err
    assert 2 == run(["check", "--format", "json"])
    assert [] == json.loads(capsys.readouterr().out)["findings"]


def test_a_link_out_of_the_project_is_no_manifest_and_nothing_of_its_target_is_told(project, capsys, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "private.yaml"
    elsewhere.write_text("hunter-two-and-more")
    (project / "contracts" / "b.yaml").symlink_to(elsewhere)
    write(project, "a.yaml", {"response": ["gone"]})
    (project / "contracts" / "c.yaml").symlink_to(project / "contracts" / "a.yaml")
    for command in (["check"], ["manifest", "lint"]):
        assert 2 == run(command)
        told = capsys.readouterr()
        assert "hunter" not in told.out + told.err
        assert (
            "contracts/b.yaml:1:1: (top): a link to a file outside of the project is not followed"
            in told.out + told.err
        )


def test_an_operation_that_was_documented_once_is_a_finding_not_an_error(project, capsys):
    write(project, "things.yaml")
    old = project / "snapshots" / "docs" / "operations" / "post-things.jsonl"
    old.unlink()
    assert 1 == run(["check"])
    assert "manifest-operation-missing" in capsys.readouterr().out


def test_check_works_on_an_openapi_file_without_a_configuration(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_bytes(text_of())
    described = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/v2/things": {"post": {}}}}
    (tmp_path / "openapi.json").write_text(json.dumps(described))
    assert 1 == run(["check", "m.yaml", "--against", "openapi.json"])
    assert "documented is `POST /v2/things`" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["check"], ["manifest", "review"]])
@pytest.mark.parametrize("manifests", [[], ["things.yaml"]])
def test_a_configuration_that_names_no_source_is_said_to(project, capsys, command, manifests):
    for name in manifests:
        write(project, name)
    (project / "driftwatch.toml").write_text('fail_on = "never"\n')
    assert 2 == run(command)
    assert "error: driftwatch.toml names no source\n" in capsys.readouterr().err


def test_a_diff_says_whom_a_finding_affects(project, capsys):
    write(project, "things.yaml", {"response": ["id"]})
    for name, kind in (("old", "string"), ("new", "integer")):
        schema = {"type": "object", "properties": {"id": {"type": kind}}, "required": ["id"]}
        answer = {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}
        described = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}}
        described["paths"] = {"/things": {"post": {"responses": answer}}}
        (project / f"{name}.json").write_text(json.dumps(described))
    run(["diff", "old.json", "new.json", "--format", "json", "--only-affecting"])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert ["things-team/POST /things"] == finding["impact"]["manifests"]


def test_init_writes_once_and_never_overwrites(project, capsys):
    assert 0 == run(["manifest", "init", "POST /things", "--owner", "things-team"])
    path = project / "contracts" / "post-things.yaml"
    before = path.read_text()
    assert 2 == run(["manifest", "init", "POST /things"])
    assert "exists and is left as it is" in capsys.readouterr().err
    assert before == path.read_text()
    assert 0 == run(["manifest", "lint"])
    assert 0 == run(["check", "--fail-on", "info"])


def test_lint_tells_every_problem_and_which_files_are_fine(project, capsys):
    write(project, "a.yaml")
    write(project, "b.yaml", {"contract": "GET /things", "limts": "unknown"})
    assert 2 == run(["manifest", "lint"])
    out = capsys.readouterr().out
    assert "contracts/a.yaml: OK" in out
    assert "contracts/b.yaml:12:1: (top): unknown key 'limts'; did you mean 'limits'?" in out


def test_a_review_is_recorded_in_the_file_with_its_comments_kept(project, capsys):
    path = project / "contracts" / "things.yaml"
    path.write_bytes(b"# why\n" + text_of({"accessed": "2026-11-20", "docs": {"url": PAGE}}))
    assert 0 == run(["manifest", "review"])
    assert "nothing that it relies on changed" in capsys.readouterr().out
    assert "review:" not in path.read_text()
    assert 0 == run(["manifest", "review", "--by", "jonas", "--ref", "PR 1"])
    text = path.read_text()
    assert text.startswith("# why\n")
    assert f"accessed: {TODAY}" in text
    assert "by: jonas" in text
    assert f"snapshot: sha256:{'1' * 64}" in text
    assert 0 == run(["manifest", "lint"])


def test_the_gate_is_shut_while_something_is_unknown(project, capsys):
    write(project, "things.yaml")
    assert 1 == run(["gate", "--format", "json"])
    (gate,) = json.loads(capsys.readouterr().out)["gates"]
    assert (False, 13) == (gate["open"], len(gate["items"]))
    assert 0 == run(["gate", "--dry-run"])


def test_the_schema_is_printed_for_editors(capsys):
    assert 0 == run(["manifest", "schema"])
    assert "urn:driftwatch:manifest:1" == json.loads(capsys.readouterr().out)["$id"]
