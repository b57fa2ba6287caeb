"""driftwatch init: from an empty repository to a first capture."""

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from driftwatch.cli.program import run
from driftwatch.demo.server import DemoSite
from tests.e2e.workshop import Workshop

USES = "acme/driftwatch@2ae1e2a5b8d2f8d5ad7d9e0c6a0b3f9d8c7e6f51"
CONFIG, SCHEMA, WORKFLOW, CONTRACTS = WRITTEN = (
    "driftwatch.toml",
    "driftwatch.schema.json",
    ".github/workflows/driftwatch.yml",
    "contracts/README.md",
)
PRESET = ("--preset", "cometapi")
Said = pytest.CaptureFixture[str]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that holds nothing."""
    folder = tmp_path / "team"
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    monkeypatch.chdir(folder)
    return folder


def init(capsys: Said, *arguments: str) -> tuple[int, str, str]:
    """Run it for the documentation that it knows, where nothing else is said."""
    capsys.readouterr()
    code = run(["init", *arguments, *([] if {"--index", "--with"} & {*arguments} else PRESET)])
    return code, *capsys.readouterr()


def files_in(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if ".git" not in path.parts}


def test_what_it_writes_captures_and_is_in_order(workshop: Workshop, site: DemoSite) -> None:
    workshop.git("rm", "--quiet", "driftwatch.toml")
    workshop.git("commit", "--quiet", "--message", "Begin anew")
    code, out = workshop.driftwatch("init", "--name", "cometapi", "--index", site.index_url, "--uses", USES)
    assert code == 0
    assert out.splitlines() == [
        *(f"wrote  {path}" for path in WRITTEN),
        "next: read driftwatch.toml, then",
        f"  git add {' '.join(WRITTEN)}",
        '  git commit -m "Watch the documentation of cometapi"',
        "  driftwatch run",
    ]
    workshop.on("2026-03-15")
    assert workshop.driftwatch("run")[0] == 0
    assert workshop.captures()
    code, out = workshop.driftwatch("doctor", "--online")
    assert (code, "attention" in out) == (0, False)


def test_a_preset_watches_what_driftwatch_knows(team: Path, capsys: Said) -> None:
    assert init(capsys)[0] == 0
    assert files_in(team) == set(WRITTEN)
    written = tomllib.loads((team / "driftwatch.toml").read_text())
    assert written["sources"] == {
        "cometapi": {"index": "https://apidoc.cometapi.com/llms.txt", "locale": "en"},
    }
    assert "https://apidoc.cometapi.com/" in (team / "contracts/README.md").read_text()


def test_it_watches_nothing_by_surprise(team: Path, capsys: Said) -> None:
    assert run(["init"]) == 2
    out, err = capsys.readouterr()
    assert (out, files_in(team)) == ("", set())
    assert err.splitlines() == [
        "error: it is not said what to watch",
        "  hint: driftwatch init https://docs.example.com, or `driftwatch init --preset cometapi`",
    ]
    assert run(["init", "https://docs.acme.example", *PRESET]) == 2
    assert "each say what to watch" in capsys.readouterr().err


def test_editors_know_its_keys_by_a_schema_that_an_upgrade_brings_up_to_date(team: Path, capsys: Said) -> None:
    init(capsys)
    assert (team / CONFIG).read_text().startswith("#:schema ./driftwatch.schema.json\n")
    schema = json.loads((team / SCHEMA).read_text())
    jsonschema.validate(tomllib.loads((team / CONFIG).read_text()), schema)
    with pytest.raises(jsonschema.ValidationError, match="'exlude' was unexpected"):
        jsonschema.validate({"sources": {"a": {"exlude": []}}}, schema)
    assert schema["$defs"]["SourceConfig"]["properties"]["concurrency"]["maximum"] == 32
    assert "patterns of their paths" in schema["$defs"]["SourceConfig"]["properties"]["paths"]["description"]
    whole = (team / SCHEMA).read_text()
    (team / SCHEMA).write_text(whole[: len(whole) // 2])
    assert f"wrote  {SCHEMA}" in init(capsys)[1]
    assert (team / SCHEMA).read_text() == whole
    (team / SCHEMA).write_text("{}")
    assert f"kept   {SCHEMA}" in init(capsys)[1]
    assert (team / SCHEMA).read_text() == "{}"


def job_of(team: Path) -> dict[str, Any]:
    (job,) = yaml.safe_load((team / WORKFLOW).read_text())["jobs"].values()
    return job


def test_the_workflow_runs_what_was_said_and_nothing_of_a_package_index(team: Path, capsys: Said) -> None:
    assert init(capsys, "--uses", USES)[0] == 0
    used = [step["uses"] for step in job_of(team)["steps"]]
    assert used[-1] == USES
    assert [action.partition("@")[0] for action in used[:-1]] == ["actions/checkout", "actions/setup-python"]
    assert not [step for step in job_of(team)["steps"] if "run" in step]


def test_without_it_the_workflow_is_a_placeholder_that_fails_and_says_what_to_do(team: Path, capsys: Said) -> None:
    out = init(capsys)[1]
    assert "is a placeholder that runs nothing: `driftwatch init --uses OWNER/REPO@COMMIT`" in out
    job = job_of(team)
    (step,) = job["steps"]
    assert (job["permissions"], "uses" in step, "env" in job) == ({}, False, False)
    done = subprocess.run(["bash", "-e", "-c", step["run"]], env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.startswith("::error title=")) == (1, True)
    assert "driftwatch init --uses OWNER/REPO@COMMIT" in done.stdout


def test_the_doctor_tells_a_placeholder_until_it_is_replaced(team: Path, capsys: Said) -> None:
    init(capsys)
    run(["doctor"])
    out = capsys.readouterr().out
    assert "attention  what driftwatch.yml runs: a placeholder that runs nothing" in out
    assert "hint: `driftwatch init --uses OWNER/REPO@COMMIT`" in out
    init(capsys, "--uses", USES)
    run(["doctor"])
    assert "what driftwatch.yml runs" not in capsys.readouterr().out


def test_a_placeholder_is_replaced_and_keeps_its_minute(team: Path, capsys: Said) -> None:
    init(capsys, "--name", "acme")
    cron = next(line for line in (team / WORKFLOW).read_text().splitlines() if "cron" in line)
    out = init(capsys, "--uses", USES)[1].splitlines()
    assert out[:4] == [f"kept   {CONFIG}", f"kept   {SCHEMA}", f"wrote  {WORKFLOW}", f"kept   {CONTRACTS}"]
    assert "placeholder" not in "".join(out)
    written = (team / WORKFLOW).read_text()
    assert cron in written.splitlines()
    assert (f"uses: {USES}\n" in written, "placeholder" in written, "@MINUTE@" in written) == (True, False, False)


def test_a_placeholder_that_was_edited_is_left_alone(team: Path, capsys: Said) -> None:
    init(capsys)
    workflow = team / WORKFLOW
    workflow.write_text(edited := workflow.read_text() + "      - run: ./ours.sh\n")
    out = init(capsys, "--uses", USES)[1]
    assert f"kept   {WORKFLOW}" in out
    assert f"delete it, then `driftwatch init --uses {USES}` writes" in out
    assert workflow.read_text() == edited


def test_another_commit_does_not_change_a_workflow_that_watches(team: Path, capsys: Said) -> None:
    init(capsys, "--uses", USES)
    assert f"kept   {WORKFLOW}" in init(capsys, "--uses", USES.replace("acme", "other"))[1]
    assert USES in (team / WORKFLOW).read_text()


def test_a_link_that_leads_nowhere_is_not_followed(team: Path, capsys: Said, tmp_path: Path) -> None:
    (team / CONFIG).symlink_to(tmp_path / "outside")
    assert f"kept   {CONFIG}" in init(capsys, "--uses", USES)[1]
    assert not (tmp_path / "outside").exists()


def test_files_that_exist_are_left_as_they_are(team: Path, capsys: Said) -> None:
    (team / "driftwatch.toml").write_text("# mine\n")
    assert init(capsys)[1].splitlines()[:3] == ["kept   driftwatch.toml", f"wrote  {SCHEMA}", f"wrote  {WORKFLOW}"]
    assert (team / "driftwatch.toml").read_text() == "# mine\n"
    assert "wrote" not in init(capsys)[1]


@pytest.mark.parametrize(
    ("index", "name"),
    [
        ("https://docs.acme.example/llms.txt", "acme"),
        ("https://www.acme.example/sitemap.xml", "acme"),
        ("https://api.developer.Two-Words.example/openapi.json", "two-words"),
        ("http://127.0.0.1:8000/llms.txt", "127"),
        ("https://docs/llms.txt", "docs"),
    ],
)
def test_a_source_is_called_after_its_host(team: Path, capsys: Said, index: str, name: str) -> None:
    assert init(capsys, "--index", index)[0] == 0
    assert tomllib.loads((team / "driftwatch.toml").read_text())["sources"][name]["index"] == index


def test_schedules_of_different_sources_do_not_start_together_and_never_on_the_hour(team: Path, capsys: Said) -> None:
    minutes = set()
    for name in ("one", "two", "three", "four", "five"):
        init(capsys, "--name", name)
        workflow = team / WORKFLOW
        cron = yaml.load(workflow.read_text(), Loader=yaml.BaseLoader)["on"]["schedule"][0]["cron"]  # noqa: S506 - strings
        minutes.add(int(cron.split()[0]))
        workflow.unlink()
    assert len(minutes) > 1
    assert all(5 < minute < 55 for minute in minutes)


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--index", "ftp://docs.acme.example/llms.txt", "is not an http or https URL"),
        ("--index", "docs.acme.example", "is not an http or https URL"),
        ("--index", "https://[acme/llms.txt", "is not an http or https URL"),
        ("--index", "https://acme.example:99999/llms.txt", "is not an http or https URL"),
        ("--index", "https://acme.example/\nllms.txt", "is not an http or https URL"),
        ("--index", "https://user:hunter2@acme.example/llms.txt", "carries credentials"),
        ("--index", "ftp://user:hunter2@[acme", "carries credentials"),
        ("--name", "Two Words", "a source's name is also a folder's"),
        ("--name", "x]\n[issues", "a source's name is also a folder's"),
        ("--name", "../up", "a source's name is also a folder's"),
        ("--uses", "acme/driftwatch@v1", "is no full commit"),
        ("--uses", "acme/driftwatch", "is no full commit"),
        ("--uses", "", "is no repository of GitHub"),
        ("--uses", "OWNER/REPO@COMMIT", "is no full commit"),
        ("--uses", USES + "\n      - run: id", "is no full commit"),
        ("--uses", "acme/x\n      - run: id #@" + "a" * 40, "is no repository of GitHub"),
        ("--uses", "acme/${{ secrets.A }}@" + "a" * 40, "is no repository of GitHub"),
    ],
)
def test_what_may_not_be_written_is_refused_by_the_name_of_its_option(
    team: Path, capsys: Said, option: str, value: str, says: str
) -> None:
    code, out, err = init(capsys, option, value)
    assert (code, out, files_in(team)) == (2, "", set())
    assert err.startswith(f"error: {option}")
    assert says in err
    assert "hunter2" not in err
    assert len(err.splitlines()) == 2


def test_inside_a_repository_it_wants_the_top(team: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    (team / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(team / "deep" / "er")
    code, _, err = init(capsys)
    assert (code, files_in(team)) == (2, set())
    assert f"cd {team}" in err


def test_a_file_where_a_folder_belongs_is_said(team: Path, capsys: Said) -> None:
    (team / ".github").write_text("")
    code, _, err = init(capsys)
    assert code == 2
    assert f"{WORKFLOW} cannot be written" in err
