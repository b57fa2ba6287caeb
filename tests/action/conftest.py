"""Fixtures of the tests of the action: a team's repository on its server, and a stand-in for GitHub."""

from pathlib import Path

import pytest

from tests.action.harness import Server, git
from tests.e2e.workshop import Workshop
from tests.workflows.conftest import _drifted, api, drifted, github, site  # noqa: F401 - fixtures
from tests.workflows.fake_github import REPOSITORY, FakeGitHub


@pytest.fixture
def server(drifted: Workshop, tmp_path: Path, github: FakeGitHub, api: str) -> Server:  # noqa: F811 - fixtures
    """A team's repository with two captures, whose site still says what the second one holds."""
    made = Server(tmp_path, REPOSITORY, {"GITHUB_API_URL": api, "GITHUB_REPOSITORY": REPOSITORY})
    git(tmp_path, "clone", "--quiet", "--bare", str(drifted.root), str(made.bare))
    github.pulls.remote = made.bare
    return made
