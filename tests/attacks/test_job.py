"""A job of GitHub Actions whose log, summary and reports quote hostile documentation: its outputs stay our own."""

import re
import subprocess
from pathlib import Path

import pytest
from msgspec import Struct

from tests.attacks.payloads import Attack, exercises, texts

ROOT = Path(__file__).parents[2]
STUB = """#!/bin/sh
cat "$TEMPORARY/hostile"
cat "$TEMPORARY/hostile" >&2
for argument; do [ "$previous" = --output ] && cat "$TEMPORARY/hostile" > "$argument"; previous=$argument; done
[ "$1" = sources ] && echo docs
[ "$1" != run ]
"""
"""A driftwatch that makes nothing inert at all: the job has to hold by itself."""


class Job(Struct):
    """What a run of the step `Capture and compare` left."""

    log: str
    output: str
    environment: str
    path: str
    summary: str


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest) -> Job:
    attack: Attack = request.getfixturevalue("attack")
    program = tmp_path / "driftwatch" / "bin" / "driftwatch"
    program.parent.mkdir(parents=True)
    program.write_text(STUB)
    program.chmod(0o755)
    (tmp_path / "hostile").write_bytes(attack.text.encode() + b"\n")
    repository = tmp_path / "team"
    subprocess.run(["git", "init", "--quiet", str(repository)], check=True)
    subprocess.run(["git", "commit", "--quiet", "--allow-empty", "-m", "x"], cwd=repository, check=True)
    files = {name: tmp_path / name.lower() for name in ("OUTPUT", "ENV", "PATH", "STEP_SUMMARY")}
    for file in files.values():
        file.touch()
    known = {
        "TEMPORARY": str(tmp_path),
        "CONFIG": "driftwatch.toml",
        "SOURCE": "",
        "SHARD": "",
        "JOBS": "2",
        "ARTIFACT": "",
        "MODE": "commit",
        "FAIL_ON": "never",
        "PUBLISH": "true",
        "TOKEN": "none",
    }
    done = subprocess.run(
        ["bash", str(ROOT / ".github" / "action" / "run.sh")],
        cwd=repository, check=True, capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(tmp_path), "GIT_CONFIG_GLOBAL": "/dev/null"}
        | known | {f"GITHUB_{name}": str(file) for name, file in files.items()},
    )  # fmt: skip
    read = {name: file.read_bytes().decode() for name, file in files.items()}
    return Job(
        log=done.stdout, output=read["OUTPUT"], environment=read["ENV"], path=read["PATH"], summary=read["STEP_SUMMARY"]
    )


@exercises(*texts("actions"))
def test_a_job_obeys_nothing_that_it_quotes(attack: Attack, run: Job) -> None:
    outputs, said = run.output.splitlines(), run.log.splitlines()
    assert [line.partition("=")[0] for line in outputs] == ["exit-code", "folder", "sarif"]
    assert outputs[0] == "exit-code=1"
    assert not set(attack.text.splitlines()) & set(outputs)
    assert (run.environment, run.path, run.summary) == ("", "", f"{attack.text}\n")
    stop = re.fullmatch(r"::stop-commands::([0-9a-f]{32})", said[0])
    assert stop
    assert said[-1] == f"::{stop[1]}::"
    assert attack.text.splitlines()[0] in said[1:-1]
    assert f"::{stop[1]}::" not in said[1:-1]


def test_no_step_writes_to_the_environment_or_puts_a_context_into_a_script() -> None:
    for script in sorted((ROOT / ".github" / "action").glob("*.sh")):
        assert not re.search(r"GITHUB_ENV|GITHUB_PATH|set-env|\$\{\{", script.read_text()), script.name
