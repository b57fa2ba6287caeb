"""Fixtures of the tests of the action: a team's repository, its remote, and a stand-in for GitHub."""

from tests.publish.conftest import _drifted, api, drifted, github, site  # noqa: F401 - fixtures
