"""Sources with `scheduled = false`: left out of all that happens by itself, known wherever they are asked for."""

import json

import pytest

from driftwatch.demo.build import VERSIONS
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub

TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one
UNSCHEDULED = "scheduled = false\n"


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A team whose drifted source is no longer scheduled, and that watches another one, not captured yet."""
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    drifted.configure(f'{UNSCHEDULED}[sources.other]\nindex = "{drifted.site.index_url}"\n')
    return drifted


def alone(team: Workshop) -> None:
    team.configure(UNSCHEDULED)


def touched(team: Workshop) -> set[str]:
    """Folders of sources that the newest commit touched."""
    return {path.split("/")[1] for path in team.git("show", "--name-only", "--format=").splitlines()}


def test_a_run_without_a_source_captures_those_that_are_scheduled(team: Workshop) -> None:
    before = team.head()
    assert team.driftwatch("run", "--fail-on", "never", "--format", "json")[0] == 0
    assert team.git("rev-list", "--count", f"{before}..HEAD") == "1\n"
    assert "other" in touched(team)
    assert "cometapi" not in touched(team)


def test_a_run_captures_a_source_that_is_named(team: Workshop) -> None:
    team.site.switch(VERSIONS[2])
    assert team.driftwatch("run", "--source", "cometapi", "--fail-on", "never")[0] == 0
    assert "cometapi" in touched(team)
    assert len(team.captures()) == 3


def test_where_nothing_is_scheduled_a_run_asks_for_a_name(team: Workshop) -> None:
    alone(team)
    before = team.state()
    assert team.driftwatch("run")[0] == 2
    assert "driftwatch.toml schedules no source: cometapi has `scheduled = false`" in team.err
    assert "--source NAME" in team.err
    assert team.state() == before


def test_a_snapshot_without_a_name_is_of_the_one_source_that_is_scheduled(team: Workshop) -> None:
    assert team.driftwatch("snapshot", "--no-commit")[0] == 0
    assert (team.root / "snapshots" / "other" / "documents.jsonl").exists()


def test_a_snapshot_of_the_only_source_needs_no_name_though_it_is_not_scheduled(team: Workshop) -> None:
    alone(team)
    assert team.driftwatch("snapshot")[0] == 0
    assert len(team.captures()) == 3


def test_the_matrix_leaves_out_what_is_not_scheduled_and_the_list_marks_it(team: Workshop) -> None:
    assert team.driftwatch("sources", "--matrix") == (0, '{"source":["other"]}\n')
    url = team.site.index_url
    assert team.driftwatch("sources") == (0, f"cometapi {url} (not scheduled)\nother {url}\n")
    alone(team)
    assert team.driftwatch("sources", "--matrix") == (0, '{"source":[]}\n')


def test_issues_are_kept_for_what_is_scheduled_or_named(team: Workshop, github: FakeGitHub) -> None:
    assert team.driftwatch("issues", "sync") == (0, "")
    assert "other: no capture yet" in team.err
    assert github.issues == {}
    assert team.driftwatch("issues", "sync", "--source", "cometapi")[0] == 0
    opened = github.open_ones()
    assert opened
    team.driftwatch("run", "--publish", "--fail-on", "never")
    assert github.open_ones() == opened


def test_what_is_not_scheduled_never_grows_old_and_its_index_is_not_asked_for(team: Workshop) -> None:
    team.on("2027-12-01")
    dead = f'[sources.dead]\nindex = "http://127.0.0.1:9/llms.txt"\n{UNSCHEDULED}'
    team.configure(f"{UNSCHEDULED}{dead}")
    _, out = team.driftwatch("doctor", "--online")
    assert "watching nothing; not scheduled: cometapi, dead" in out
    assert "last capture of" not in out
    assert "index of" not in out
    team.configure(dead)
    _, out = team.driftwatch("doctor", "--online")
    assert "watching cometapi; not scheduled: dead" in out
    assert [line[:32] for line in out.splitlines() if " of " in line] == [
        "attention  last capture of comet", "ok         pages of cometapi: un", "ok         index of cometapi: ht",
    ]  # fmt: skip


def test_what_was_captured_is_told_as_of_any_other_source(team: Workshop) -> None:
    _, out = team.driftwatch("history", "--source", "cometapi", "--format", "json")
    assert [capture["date"] for capture in json.loads(out)] == [VERSIONS[1], VERSIONS[0]]
    assert team.driftwatch("site", "--out", "site")[0] == 0
    assert (team.root / "site" / "cometapi" / "index.html").exists()
    _, out = team.driftwatch("diff", "--source", "cometapi", "--open", "--format", "json")
    assert team.findings(out)
