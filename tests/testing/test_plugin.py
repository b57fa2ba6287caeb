import json
import subprocess
import sys
from pathlib import Path

import pytest

from driftwatch.model.stored import files_of
from tests.manifests.documentation import snapshot, text_of

ROOT = Path(__file__).parents[2]
PARTS = {"response": {"fields": {"id": "string"}, "fixture": "response.json"}}
TEST = """\
import pytest

@pytest.mark.contract("POST /things")
def test_reads(contract):
    secret = "do-not-show-me"
    contract.assert_reads({"id": 7})

@pytest.mark.contract("POST /things")
def test_documented(contract):
    contract.assert_documented()

def test_all(contracts):
    assert ["POST /things"] == [one.manifest.contract for one in contracts]
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "things.yaml").write_bytes(text_of(PARTS))
    (tmp_path / "response.json").write_text(json.dumps({"id": "x"}))
    (tmp_path / "test_it.py").write_text(TEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\ndriftwatch_snapshot = snapshots/docs\n")
    for name, content in files_of(snapshot()).items():
        path = tmp_path / "snapshots" / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def run(project, *options):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "driftwatch.testing.plugin",
        "-p",
        "no:cacheprovider",
        "-v",
        *options,
    ]
    done = subprocess.run(
        command, check=False, cwd=project, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)}
    )
    return done.stdout


def test_the_fixtures_fail_a_suite_with_text_alone(project):
    out = run(project, "--showlocals")
    assert "2 passed" in out
    assert "1 failed" in out
    assert "POST /things [reads]: `id` is integer, not string" in out
    assert "do-not-show-me" not in out


def test_manifests_are_collected_as_tests_when_asked_for(project):
    out = run(project, "--driftwatch", "contracts")
    assert "4 passed" in out
    for name in ("lint", "POST /things [target]", "POST /things [documented]", "POST /things [reads]"):
        assert f"{name} PASSED" in out


def test_a_manifest_is_no_test_unless_asked_for(project):
    assert "no tests ran" in run(project, "contracts")


def test_a_broken_manifest_is_a_failed_test_that_names_the_line(project):
    (project / "contracts" / "things.yaml").write_bytes(text_of({"environment": "prod"}))
    out = run(project, "--driftwatch", "contracts")
    assert "things.yaml:4:1: environment: 'prod' is not one of production" in out
    assert "1 failed" in out


def test_a_broken_manifest_costs_its_own_contract_only(project):
    (project / "contracts" / "broken.yaml").write_bytes(text_of({"contract": "PUT /others", "environment": "prod"}))
    (project / "test_other.py").write_text(
        'import pytest\n\n@pytest.mark.contract("PUT /others")\ndef test_other(contract):\n    pass\n'
    )
    out = run(project)
    assert "test_documented PASSED" in out
    assert "test_all PASSED" in out
    assert "test_other ERROR" in out
    assert "there is no contract for PUT /others that can be used: contracts/broken.yaml:4:1: environment" in out
    assert "manifest left out: contracts/broken.yaml:4:1" in out
    collected = run(project, "--driftwatch", "contracts")
    assert "POST /things [documented] PASSED" in collected
    assert "1 failed, 4 passed" in collected


def test_one_broken_manifest_of_a_file_costs_its_own_contract_only(project):
    good, bad = text_of(PARTS), text_of({"contract": "PUT /others", "environment": "prod"})
    (project / "contracts" / "things.yaml").write_bytes(good + b"---\n" + bad)
    assert "POST /things [documented] PASSED" in run(project, "--driftwatch", "contracts")
