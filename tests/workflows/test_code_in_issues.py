"""Lines of the team's code in issues: as links of the commit, and only where the issues are of the same repository."""

import json
import re
from typing import Any
from urllib.request import urlopen

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.demo.build import VERSIONS
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub

CLIENT = 'BASE = "https://api.cometapi.com"\n\ndef drop(it):\n    return http.delete(f"{BASE}/v1/videos/{it}")\n'
PLACE = "Named in your code: [`src/client.py:4`]"


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    (drifted.root / "src").mkdir()
    (drifted.root / "src" / "client.py").write_text(CLIENT)
    drifted.git("add", "src")
    drifted.git("commit", "--quiet", "--message", "Call it")
    return drifted


def removed(github: FakeGitHub) -> dict[str, Any]:
    (issue,) = (each for each in github.open_ones() if each["title"].startswith("DELETE /v1/videos/{video_id}"))
    return issue


@pytest.mark.parametrize(
    "remote",
    [
        f"https://github.com/{REPOSITORY}",
        f"https://github.com/{REPOSITORY.upper()}.git/",
        f"git@github.com:{REPOSITORY}.git",
        f"ssh://git@github.com/{REPOSITORY}",
    ],
)
def test_an_issue_links_the_lines_that_name_what_is_gone(team: Workshop, github: FakeGitHub, remote: str) -> None:
    team.git("remote", "add", "origin", remote)
    assert team.driftwatch("issues", "sync")[0] == 0
    body = removed(github)["body"]
    head = team.git("rev-parse", "HEAD").strip()
    assert PLACE in body
    assert f": https://github.com/{REPOSITORY}/blob/{head}/src/client.py#L4\n" in body
    assert "snapshots/" not in body.partition("**To answer**")[0]
    assert "reports/2026" not in body


@pytest.mark.parametrize("remote", ["", "https://github.com/acme/other", f"/srv/{REPOSITORY}x.git"])
def test_issues_of_another_repository_are_told_nothing_of_the_code(
    team: Workshop, github: FakeGitHub, remote: str
) -> None:
    if remote:
        team.git("remote", "add", "origin", remote)
    assert team.driftwatch("issues", "sync")[0] == 0
    assert "client.py" not in repr(github.issues)
    assert removed(github)


def test_new_commits_change_no_issue(team: Workshop, github: FakeGitHub) -> None:
    team.git("remote", "add", "origin", f"https://github.com/{REPOSITORY}")
    team.driftwatch("issues", "sync")
    (team.root / "src" / "client.py").write_text(f"# moved down\n{CLIENT}")
    team.git("commit", "--quiet", "--all", "--message", "Say more")
    github.writes.clear()
    assert team.driftwatch("issues", "sync")[0] == 0
    assert github.writes == []


@pytest.mark.parametrize("kept", ["contracts/notes.txt", "observations/videos.yaml", "driftwatch.schema.json"])
def test_what_driftwatch_keeps_is_not_told_as_code(team: Workshop, github: FakeGitHub, kept: str) -> None:
    team.git("remote", "add", "origin", f"https://github.com/{REPOSITORY}")
    team.git("rm", "--quiet", "-r", "src")
    (team.root / kept).parent.mkdir(exist_ok=True)
    (team.root / kept).write_text("DELETE /v1/videos/{video_id}\n")
    team.git("add", kept)
    team.git("commit", "--quiet", "--message", "Note it")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert "Named in your code" not in removed(github)["body"]


def test_a_search_that_fails_keeps_no_issue_from_being_written(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    from driftwatch.adapters.git import repository
    from driftwatch.errors import RepositoryError

    def broken(*_: object, **__: object) -> None:
        raise RepositoryError("git could not be run")

    monkeypatch.setattr(repository, "lines_naming", broken)
    team.git("remote", "add", "origin", f"https://github.com/{REPOSITORY}")
    assert team.driftwatch("issues", "sync")[0] == 0
    assert removed(github)
    assert "the code could not be searched: git could not be run" in team.err


def test_an_issue_cites_a_specification_with_a_pointer_that_leads_somewhere(team: Workshop, github: FakeGitHub) -> None:
    team.site.switch(VERSIONS[2])
    team.on("2026-12-02")
    assert team.driftwatch("run", "--publish", "--fail-on", "never")[0] == 0
    bodies = "\n".join(issue["body"] for issue in github.open_ones())
    cited = re.findall(r"Documented: <(\S+?)>, `#/(paths/\S+?)`", bodies)
    assert cited
    for url, pointer in cited:
        with urlopen(url) as answer:  # noqa: S310 - of the bundled site
            node = json.load(answer)
        for step in pointer.split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        assert node
