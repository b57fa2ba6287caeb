"""Captures that were merged as one commit: the trail tells of more captures than git has commits."""

import json

import pytest

from driftwatch.demo.build import VERSIONS
from tests.e2e.workshop import Workshop


@pytest.fixture
def squashed(thrice: Workshop) -> Workshop:
    thrice.git("reset", "--quiet", "--soft", "HEAD~2")
    thrice.git("commit", "--quiet", "--message", "Documentation captured (#1)", "--date", "2030-01-01T00:00:00Z")
    return thrice


def test_each_commit_is_dated_by_a_capture_that_it_holds(squashed: Workshop) -> None:
    _, out = squashed.driftwatch("history", "--format", "json", "--all")
    assert [capture["date"] for capture in json.loads(out)] == [VERSIONS[2], VERSIONS[0]]


def test_a_commit_made_by_hand_takes_no_capture_from_another(twice: Workshop) -> None:
    trail = twice.root / "snapshots/cometapi/captures.jsonl"
    trail.write_text(trail.read_text() + "\n")
    twice.git("commit", "--quiet", "--all", "--message", "An empty line", "--date", "2030-01-02T00:00:00Z")
    _, out = twice.driftwatch("history", "--format", "json", "--all")
    assert [capture["date"] for capture in json.loads(out)] == [VERSIONS[1], VERSIONS[1], VERSIONS[0]]


def test_the_date_of_a_capture_names_the_commit_that_holds_it(squashed: Workshop) -> None:
    code, out = squashed.driftwatch("diff", VERSIONS[0], "HEAD", "--format", "json", "--fail-on", "never")
    assert code == 0
    assert json.loads(out)["findings"]
