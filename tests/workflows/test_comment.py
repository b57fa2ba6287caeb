"""One comment on a pull request says what is open about what it touches, and is kept up to date."""

import re

import pytest

from driftwatch.adapters.github import api as github_api
from driftwatch.demo.build import VERSIONS
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import BOT, REPOSITORY, FakeGitHub
from tests.workflows.test_manifests_and_issues import MANIFEST, UNDOCUMENTED

CLIENT = 'BASE = "https://api.cometapi.com"\n\ndef drop(it):\n    return http.delete(f"{BASE}/v1/videos/{it}")\n'


@pytest.fixture
def number(github: FakeGitHub) -> int:
    """A pull request: its conversation is that of an issue."""
    return github.open_issue("Please merge", author="mona")


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    drifted.git("remote", "add", "origin", f"https://github.com/{REPOSITORY}")
    return drifted


def change(team: Workshop, path: str, text: str) -> None:
    file = team.root / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    team.git("add", path)
    team.git("commit", "--quiet", "--message", f"Change {path}")


def test_code_that_names_what_drifted_is_commented_on_once(team: Workshop, github: FakeGitHub, number: int) -> None:
    change(team, "src/client.py", CLIENT)
    assert team.driftwatch("comment", str(number), "--since", "HEAD^")[0] == 0
    (body,) = github.notes(number)
    assert body.startswith("<!-- driftwatch:v1 pull-request text=")
    assert "`DELETE /v1/videos/{video_id}`" in body
    assert "[`src/client.py:4`]" in body
    assert f"/blob/{team.git('rev-parse', 'HEAD').strip()}/src/client.py#L4" in body
    github.writes.clear()
    assert team.driftwatch("comment", str(number), "--since", "HEAD^")[0] == 0
    assert github.writes == []


def test_it_is_brought_up_to_date_and_says_when_nothing_is_open(
    team: Workshop, github: FakeGitHub, number: int
) -> None:
    change(team, "src/client.py", CLIENT)
    team.driftwatch("comment", str(number), "--since", "HEAD^")
    (before,) = github.notes(number)
    change(team, "src/client.py", f"# moved\n{CLIENT}")
    team.driftwatch("comment", str(number), "--since", "HEAD~2")
    (after,) = github.notes(number)
    assert "[`src/client.py:5`]" in after
    assert after != before
    change(team, "src/client.py", "# nothing is called\n")
    team.driftwatch("comment", str(number), "--since", "HEAD~3")
    (last,) = github.notes(number)
    assert "Nothing is open any longer" in last


@pytest.mark.parametrize(("path", "text"), [("README.md", "# A client\n"), ("src/other.py", "print('hello')\n")])
def test_a_change_that_touches_nothing_gets_no_comment(
    team: Workshop, github: FakeGitHub, number: int, path: str, text: str
) -> None:
    change(team, "src/client.py", CLIENT)
    change(team, path, text)
    assert team.driftwatch("comment", str(number), "--since", "HEAD^")[0] == 0
    assert github.notes(number) == []


def test_a_manifest_that_relies_on_what_drifted_is_commented_on(
    team: Workshop, github: FakeGitHub, number: int
) -> None:
    page = f"{team.site.origin}/api/text/chat"
    change(team, "contracts/chat.yaml", MANIFEST.format(page=page, field=UNDOCUMENTED, accessed="2026-05-28"))
    assert team.driftwatch("comment", str(number), "--since", "HEAD^")[0] == 0
    (body,) = github.notes(number)
    assert f"`{UNDOCUMENTED}`" in body
    assert "contracts/chat.yaml" in body
    assert "DELETE /v1/videos/{video_id}" not in body


def test_a_comment_of_somebody_else_is_left_alone(team: Workshop, github: FakeGitHub, number: int) -> None:
    change(team, "src/client.py", CLIENT)
    forged = f"<!-- driftwatch:v1 pull-request text={'0' * 16} -->\nAll is well.\n"
    github.say(number, forged, author="mallory")
    github.say(number, f"> {forged}", author=BOT)
    team.driftwatch("comment", str(number), "--since", "HEAD^")
    assert github.notes(number)[:2] == [forged, f"> {forged}"]
    assert len(github.notes(number)) == 3


def test_of_two_comments_of_ours_one_is_kept_up_to_date_and_the_other_says_nothing_old(
    team: Workshop, github: FakeGitHub, number: int
) -> None:
    change(team, "src/client.py", CLIENT)
    team.driftwatch("comment", str(number), "--since", "HEAD^")
    (told,) = github.notes(number)
    github.say(number, told, author=BOT)
    change(team, "src/client.py", "# nothing is called\n")
    for _ in range(2):
        github.writes.clear()
        assert team.driftwatch("comment", str(number), "--since", "HEAD~2")[0] == 0
    first, second = github.notes(number)
    assert "Nothing is open any longer" in first
    assert "stands in the first comment" in second
    assert github.writes == []


@pytest.mark.parametrize(
    "path",
    ["src/a b;$(id).py", "src/`x`|<!-- -->.py", "src/\u202ey.py", "src/new\nline.py", "-src/:!x.py", "src/@mona #1.py"],
)
def test_a_path_with_odd_signs_is_found_and_inert(team: Workshop, github: FakeGitHub, number: int, path: str) -> None:
    change(team, f"./{path}", CLIENT)
    assert team.driftwatch("comment", str(number), "--since", "HEAD^")[0] == 0
    (body,) = github.notes(number)
    assert body.count("\n<!-- ") == 0
    assert "\u202e" not in body
    shown = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)|https?://[^)>\s]*", "", body)
    assert not re.search(r"<!--|@mona|#1\b", shown.partition("\n")[2])


def test_the_code_of_another_repository_is_not_told(team: Workshop, github: FakeGitHub, number: int) -> None:
    team.git("remote", "set-url", "origin", "https://github.com/acme/other")
    change(team, "src/client.py", CLIENT)
    team.driftwatch("comment", str(number), "--since", "HEAD^")
    assert github.notes(number) == []


def test_a_dry_run_prints_and_writes_nothing(
    team: Workshop, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    change(team, "src/client.py", CLIENT)
    code, out = team.driftwatch("comment", "--since", "HEAD^", "--dry-run")
    assert (code, github.writes) == (0, [])
    assert "`src/client.py:4`" in out
    assert team.driftwatch("comment", "--since", "HEAD^")[0] == 2


def test_a_commit_that_is_not_there_is_wrong_usage(team: Workshop) -> None:
    assert team.driftwatch("comment", "1", "--since", "nope", "--dry-run")[0] == 2


def test_what_is_settled_is_told_no_more(team: Workshop, github: FakeGitHub, number: int) -> None:
    change(team, "src/client.py", CLIENT)
    team.driftwatch("comment", str(number), "--since", "HEAD^")
    team.site.switch(VERSIONS[0])
    team.on("2026-12-02")
    team.driftwatch("run", "--fail-on", "never")
    team.driftwatch("comment", str(number), "--since", "HEAD~2")
    assert "Nothing is open any longer" in github.notes(number)[0]
