"""driftwatch init --with monitoring: a workflow for what the manifests of a repository call."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.cli.program import run
from tests.e2e.test_init import USES, init

FILE = ".github/workflows/driftwatch-monitoring.yml"
MANIFEST = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.acme.example/v1x
environment: production
docs: https://docs.acme.example/chat
accessed: 2026-03-15
auth: Bearer $ACME_KEY
request: [model]
response: [id]
owner: chat-team
"""
Said = pytest.CaptureFixture[str]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> Path:
    """A repository with a manifest of production."""
    folder = tmp_path / "team"
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    monkeypatch.chdir(folder)
    assert init(capsys, "--preset", "cometapi", "--uses", USES)[0] == 0
    (folder / "contracts" / "chat.yaml").write_text(MANIFEST)
    return folder


def monitored(capsys: Said, *arguments: str) -> tuple[int, str, str]:
    return init(capsys, "--with", "monitoring", "--uses", USES, *arguments)


def inputs_of(team: Path) -> dict[str, Any]:
    (job,) = yaml.safe_load((team / FILE).read_text())["jobs"].values()
    given: dict[str, Any] = job["steps"][-1]["with"]
    return given


def test_it_hands_over_the_keys_that_manifests_name_and_calls_the_hosts_that_were_typed(
    team: Path, capsys: Said
) -> None:
    (team / "contracts" / "video.yaml").write_text(
        MANIFEST.replace("chat/completions", "videos").replace("ACME_KEY", "VIDEO_KEY")
    )
    (team / "contracts" / "old.yaml").write_text(
        MANIFEST.replace("chat/completions", "old").replace("ACME_KEY", "OLD_KEY") + "status: retired\n"
    )
    code, out, _ = monitored(capsys, "--allow-production", "API.acme.example")
    assert (code, out.splitlines()[0]) == (0, f"wrote  {FILE}")
    assert "driftwatch-monitoring with the secrets ACME_KEY, VIDEO_KEY" in out
    assert inputs_of(team) == {
        "mode": "probe",
        "publish": "true",
        "credentials": "ACME_KEY=${{ secrets.ACME_KEY }}\nVIDEO_KEY=${{ secrets.VIDEO_KEY }}\n",
        "allow-production": "api.acme.example",
    }


def test_what_is_no_production_needs_no_host_and_what_needs_no_key_no_secret(team: Path, capsys: Said) -> None:
    sandbox = MANIFEST.replace("production", "sandbox").replace("Bearer $ACME_KEY", "none")
    (team / "contracts" / "chat.yaml").write_text(sandbox)
    code, out, _ = monitored(capsys)
    assert (code, "secret" in out) == (0, False)
    assert inputs_of(team) == {"mode": "probe", "publish": "true"}
    assert "@" not in (team / FILE).read_text().replace(USES, "").replace("actions/checkout@", "").replace(
        "actions/setup-python@", ""
    )


def test_the_doctor_knows_what_it_wrote_as_monitoring(team: Path, capsys: Said) -> None:
    monitored(capsys, "--allow-production", "api.acme.example")
    run(["doctor"])
    out = capsys.readouterr().out
    assert "ok         schedule: driftwatch.yml" in out
    assert "monitoring of POST /v1/chat/completions: driftwatch-monitoring.yml has not brought an observation" in out


def test_a_second_call_leaves_it_as_it_is(team: Path, capsys: Said) -> None:
    monitored(capsys, "--allow-production", "api.acme.example")
    before = (team / FILE).read_text()
    assert f"kept   {FILE}" in monitored(capsys, "--allow-production", "api.acme.example")[1]
    assert (team / FILE).read_text() == before


@pytest.mark.parametrize(
    ("arguments", "says", "hint"),
    [
        ((), "calls api.acme.example, whose environment is production", "--allow-production api.acme.example"),
        (("--allow-production", "acme.example"), "calls api.acme.example", "--allow-production api.acme.example"),
        (
            ("--allow-production", "api.acme.example", "--allow-production", "x\n  y"),
            "no manifest calls it",
            "api.acme.example",
        ),
    ],
)
def test_a_host_of_production_has_to_be_typed_out_as_it_is_called(
    team: Path, capsys: Said, arguments: tuple[str, ...], says: str, hint: str
) -> None:
    code, _, err = monitored(capsys, *arguments)
    assert (code, (team / FILE).exists()) == (2, False)
    assert says in err
    assert hint in err.splitlines()[-1]


def test_without_a_manifest_there_is_nothing_to_monitor(team: Path, capsys: Said) -> None:
    (team / "contracts" / "chat.yaml").unlink()
    assert "there is no manifest in contracts/" in monitored(capsys)[2]


def test_a_manifest_that_cannot_be_used_is_told(team: Path, capsys: Said) -> None:
    (team / "contracts" / "chat.yaml").write_text(MANIFEST + "requierd: 1\n")
    code, _, err = monitored(capsys)
    assert (code, (team / FILE).exists()) == (2, False)
    assert "chat.yaml" in err


def test_it_wants_to_know_which_driftwatch_runs(team: Path, capsys: Said) -> None:
    code, _, err = init(capsys, "--with", "monitoring")
    assert (code, "--uses OWNER/REPO@COMMIT" in err) == (2, True)


def test_hosts_are_for_monitoring_alone(team: Path, capsys: Said) -> None:
    code, _, err = init(capsys, "--allow-production", "api.acme.example")
    assert (code, "--with monitoring" in err) == (2, True)
