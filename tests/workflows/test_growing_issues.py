"""The issue of what is told together stays that of it when more joins it, whichever week brings that."""

from pathlib import Path
from typing import Any

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.demo.server import DemoSite
from tests.e2e.test_growing_folds import DAYS, publish, watch
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub


@pytest.fixture
def team(tmp_path: Path, site: DemoSite, api: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Workshop:
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    for name, value in (("TOKEN", "ghs_secret"), ("REPOSITORY", REPOSITORY), ("API_URL", api)):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    root = tmp_path / "team"
    root.mkdir()
    made = Workshop(root, site, monkeypatch, capsys)
    watch(made, '[issues]\nonly = "all"\nlevel = "info"\n')
    publish(made, DAYS[0])
    publish(made, DAYS[1], "mast", "sail")
    assert made.driftwatch("issues", "sync")[0] == 0
    return made


def test_a_field_that_joins_what_was_told_together_is_news_in_the_issue_of_that(
    team: Workshop, github: FakeGitHub
) -> None:
    (before,) = github.open_ones()
    publish(team, DAYS[2], "mast", "sail", "crew")
    assert team.driftwatch("issues", "sync")[0] == 0
    (after,) = github.open_ones()
    assert (after["number"], len(github.issues)) == (before["number"], 1)
    assert "`crew`" in after["body"]
    assert len(github.notes(after["number"])) == 1
    assert "`crew`" in github.notes(after["number"])[0]


def test_a_field_of_another_object_has_the_issue_of_its_own_week(team: Workshop, github: FakeGitHub) -> None:
    publish(team, DAYS[2], "mast", "sail", call="/v1/ports")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert len(github.open_ones()) == 2
