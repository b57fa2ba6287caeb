"""driftwatch doctor: what is missing, and a schedule that went silent."""

from datetime import date, timedelta

import pytest

from driftwatch.manifests.observations.file import written_observation
from driftwatch.model.observation import Answer, Observation, ObservedCase, ObservingRun, Target
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub
from tests.workflows.fake_schedules import WATCH

MONITORS = WATCH.replace("steps: [{", "environment: api, steps: [{with: {mode: probe}, ")
MANIFEST = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.cometapi.com
environment: production
docs: https://apidoc.cometapi.com/api/text/chat
accessed: 2026-03-15
auth: Bearer $COMETAPI_KEY
request: [model, messages]
response: [id]
probe: {fresh_days: 7}
owner: chat-team
"""
TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A team whose workflow watches, a day after the newest capture."""
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_API_URL", api)
    drifted.on(day_after(drifted, 1))
    workflow(drifted, "watch.yml", WATCH)
    return drifted


def day_after(team: Workshop, days: int) -> str:
    """Return a day after that of the newest capture."""
    newest = date.fromisoformat(team.captures()[-1]["at"][:10])
    return str(newest + timedelta(days=days))


def workflow(team: Workshop, name: str, text: str) -> None:
    folder = team.root / ".github" / "workflows"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def told(team: Workshop, *options: str) -> tuple[int, dict[str, tuple[str, str, str]]]:
    """Return the exit code, and of each check whether it is fine, what it says, and the hint."""
    code, out = team.driftwatch("doctor", *options)
    checks: dict[str, tuple[str, str, str]] = {}
    last = ""
    for line in out.splitlines():
        mark, text = line[:9].strip(), line[11:]
        if mark:
            last, _, says = text.partition(": ")
            checks[last] = (mark, says, "")
        else:
            checks[last] = (*checks[last][:2], text.removeprefix("hint: "))
    return code, checks


def test_a_set_up_that_works_is_fine(team: Workshop) -> None:
    code, checks = told(team, "--online")
    assert (code, {mark for mark, _, _ in checks.values()}) == (0, {"ok"})
    assert list(checks) == [
        "configuration", "rules and accepted findings", "repository", "last capture of cometapi",
        "pages of cometapi", "schedule", "index of cometapi",
    ]  # fmt: skip
    assert ", 1 day ago, " in checks["last capture of cometapi"][1]
    assert checks["pages of cometapi"][1].startswith("understood ")
    assert checks["schedule"][1] == "watch.yml"


@pytest.mark.parametrize(("options", "days", "code"), [((), 3, 0), ((), 4, 1), (("--max-age", "4"), 4, 0)])
def test_a_schedule_that_went_silent_is_noticed_by_the_age_of_the_last_capture(
    team: Workshop, options: tuple[str, ...], days: int, code: int
) -> None:
    team.on(day_after(team, days))
    found, checks = told(team, *options)
    assert found == code
    mark, says, hint = checks["last capture of cometapi"]
    assert f", {days} days ago, " in says
    assert (mark, bool(hint)) == (("attention", True) if code else ("ok", False))


def test_without_a_capture_it_says_what_to_do(team: Workshop) -> None:
    team.git("reset", "--quiet", "--hard", "HEAD~2")
    code, checks = told(team)
    assert (code, checks["last capture of cometapi"]) == (1, ("attention", "none yet", "run `driftwatch run`"))


def test_a_workflow_without_a_schedule_is_no_schedule(team: Workshop) -> None:
    workflow(team, "watch.yml", WATCH.replace("schedule", "push"))
    workflow(team, "other.yml", "on:\n  schedule: []\n")
    code, checks = told(team)
    assert (code, checks["schedule"][:2]) == (1, ("attention", "watch.yml names driftwatch, but no schedule"))


def test_no_workflow_at_all_needs_attention(team: Workshop) -> None:
    (team.root / ".github" / "workflows" / "watch.yml").unlink()
    assert told(team)[1]["schedule"][:2] == ("attention", "no workflow runs driftwatch")


def test_workflows_are_those_of_the_repository_wherever_the_configuration_lies(team: Workshop) -> None:
    folder = team.root / "docs-watch"
    folder.mkdir()
    (team.root / "driftwatch.toml").rename(folder / "driftwatch.toml")
    team.monkeypatch.chdir(folder)
    assert told(team)[1]["schedule"][:2] == ("ok", "watch.yml")


def test_a_configuration_that_is_wrong_is_told_and_nothing_else(team: Workshop) -> None:
    (team.root / "driftwatch.toml").write_text("[sources.cometapi\n")
    code, checks = told(team)
    assert code == 1
    assert list(checks) == ["configuration"]
    assert checks["configuration"][2]


def test_several_mistakes_in_the_configuration_are_counted(team: Workshop) -> None:
    (team.root / "driftwatch.toml").write_text("fail_on = 1\nreports = 2\n")
    says = told(team)[1]["configuration"][1]
    assert says.startswith("2 mistakes, the first: driftwatch.toml:1:1: fail_on: 1 is not one of breaking, ")


def test_an_index_that_does_not_answer_needs_attention(team: Workshop) -> None:
    (team.root / "driftwatch.toml").write_text('[sources.cometapi]\nindex = "http://127.0.0.1:9/llms.txt"\n')
    code, checks = told(team, "--online")
    assert (code, checks["index of cometapi"][0]) == (1, "attention")


def test_a_schedule_that_succeeds_vouches_for_captures_that_wait(team: Workshop, github: FakeGitHub) -> None:
    team.on(day_after(team, 20))
    assert told(team)[0] == 1
    github.schedules.add("watch.yml", (f"{day_after(team, 18)}T05:23:10Z", "success"))
    code, checks = told(team, "--repo", REPOSITORY)
    assert code == 0
    assert checks["runs of watch.yml"][:2] == ("ok", f"last success {day_after(team, 18)}T05:23:10Z, 1 day ago")
    assert checks["last capture of cometapi"][0] == "ok"


def test_a_success_that_is_too_old_needs_attention_and_the_last_run_is_named(
    team: Workshop, github: FakeGitHub
) -> None:
    team.on(day_after(team, 9))
    old, new = f"{day_after(team, 1)}T05:23:10Z", f"{day_after(team, 8)}T05:23:10Z"
    github.schedules.add("watch.yml", (new, "failure"), (old, "success"))
    github.schedules.add("watch.yml", (f"{day_after(team, 9)}T01:00:00Z", "success"), event="workflow_dispatch")
    code, checks = told(team, "--repo", REPOSITORY)
    mark, says, hint = checks["runs of watch.yml"]
    assert (code, mark) == (1, "attention")
    assert says == f"last success {old}, 7 days ago; the last one, {new}, ended with failure"
    assert hint.startswith("look at ")
    assert checks["last capture of cometapi"][0] == "attention"


@pytest.mark.parametrize("state", ["disabled_inactivity", "disabled_manually", "disabled_fork"])
def test_a_workflow_that_was_switched_off_needs_attention(team: Workshop, github: FakeGitHub, state: str) -> None:
    github.schedules.add("watch.yml", (f"{day_after(team, 1)}T01:23:10Z", "success"), state=state)
    code, checks = told(team, "--repo", REPOSITORY)
    assert (code, checks["runs of watch.yml"][:2]) == (1, ("attention", f"switched off, {state}"))
    assert "gh workflow enable watch.yml" in checks["runs of watch.yml"][2]


def test_a_schedule_that_never_ran_or_never_succeeded_needs_attention(team: Workshop, github: FakeGitHub) -> None:
    github.schedules.add("watch.yml")
    assert told(team, "--repo", REPOSITORY)[1]["runs of watch.yml"][:2] == (
        "attention",
        "its schedule has not run yet",
    )
    github.schedules.add("watch.yml", (f"{day_after(team, 1)}T01:23:10Z", "timed_out"))
    assert told(team, "--repo", REPOSITORY)[1]["runs of watch.yml"][1].startswith("none has succeeded yet; the last")


def test_a_workflow_that_github_does_not_know_needs_attention_with_the_permission(
    team: Workshop, github: FakeGitHub
) -> None:
    code, checks = told(team, "--repo", REPOSITORY)
    mark, says, hint = checks["runs of watch.yml"]
    assert (code, mark) == (1, "attention")
    assert "404" in says
    assert "actions: read" in hint
    assert TOKEN not in str(checks) + team.err


def test_what_github_says_is_shown_on_one_line_without_control_characters(team: Workshop, github: FakeGitHub) -> None:
    ended = "failure\x1b[31m\n::error::"
    github.schedules.add("watch.yml", (f"{day_after(team, 1)}T01:23:10Z", ended))
    _, out = team.driftwatch("doctor", "--repo", REPOSITORY)
    assert "\x1b" not in out
    assert not any(line.startswith("::") for line in out.splitlines())
    github.wrong.clear()


def test_asking_github_needs_a_token(team: Workshop) -> None:
    team.monkeypatch.delenv("GITHUB_TOKEN")
    code, out = team.driftwatch("doctor", "--repo", REPOSITORY)
    assert (code, out) == (2, "")
    assert "GITHUB_TOKEN is not set" in team.err


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/acme/api-drift",
        "https://x:token@github.com/acme/api-drift.git",
        "git@github.com:acme/api-drift.git",
        "ssh://git@github.com:22/acme/api-drift",
    ],
)
def test_who_keeps_the_words_of_pages_on_github_is_told_to_make_sure_that_they_may(team: Workshop, remote: str) -> None:
    team.git("remote", "add", "origin", remote)
    code, checks = told(team)
    mark, says, _ = checks["words of pages"]
    assert (code, mark) == (0, "ok")
    assert "kept in full for cometapi: make sure that acme/api-drift is not public" in says
    team.configure('text = "digest"\n')
    assert "words of pages" not in told(team)[1]


def test_elsewhere_nothing_is_said_of_the_words_of_pages(team: Workshop) -> None:
    team.git("remote", "add", "origin", "https://git.example.com/github.com.example/api-drift")
    assert "words of pages" not in told(team)[1]


@pytest.fixture
def monitoring(team: Workshop) -> Workshop:
    """The same team, which lets a contract be probed on a schedule."""
    workflow(team, "monitoring.yml", MONITORS)
    (team.root / "contracts").mkdir(exist_ok=True)
    (team.root / "contracts" / "chat.yaml").write_text(MANIFEST)
    return team


PROBED = "monitoring of POST /v1/chat/completions"


def observed(team: Workshop, days: int, *, failures: int = 0, by: str = "probe") -> str:
    """Keep an observation of a day after the newest capture; returns when it was made."""
    at = f"{day_after(team, days)}T05:00:00Z"
    seen = Observation(
        contract="POST /v1/chat/completions",
        target=Target(origin="https://api.cometapi.com"),
        run=ObservingRun(by=by, at=at, failures=failures),
        cases=(ObservedCase(name="auth-missing", answer=Answer(status=401), verdict="pass"),),
    )
    place = team.root / "observations" / "post-v1-chat-completions" / "api.cometapi.com" / "latest.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(written_observation(seen))
    return at


def test_monitoring_that_works_is_told_with_when_it_last_asked(monitoring: Workshop) -> None:
    at = observed(monitoring, 1)
    code, checks = told(monitoring)
    assert (code, checks["schedule"][:2]) == (0, ("ok", "watch.yml"))
    assert checks[PROBED][:2] == ("ok", f"https://api.cometapi.com, last probed {at}, 0 days ago")


def test_monitoring_that_never_brought_anything_is_told(monitoring: Workshop) -> None:
    code, checks = told(monitoring)
    assert code == 1
    assert checks[PROBED][:2] == ("attention", "monitoring.yml has not brought an observation yet")


@pytest.mark.parametrize(("days", "mark"), [(8, "ok"), (9, "attention")])
def test_monitoring_that_went_silent_is_noticed_by_the_age_of_its_observation(
    monitoring: Workshop, days: int, mark: str
) -> None:
    observed(monitoring, 1)
    monitoring.on(day_after(monitoring, days))
    found, says, hint = told(monitoring)[1][PROBED]
    assert (found, bool(hint)) == (mark, mark == "attention")
    assert f", {days - 1} days ago" in says


@pytest.mark.parametrize(
    ("failures", "mark", "says"),
    [(1, "ok", ", failed"), (2, "attention", ", failed 2 times in a row")],
)
def test_failures_in_a_row_need_attention_from_the_second_on(
    monitoring: Workshop, failures: int, mark: str, says: str
) -> None:
    observed(monitoring, 1, failures=failures)
    found = told(monitoring)[1][PROBED]
    assert found[0] == mark
    assert found[1].endswith(says)


def test_how_many_failures_need_attention_is_configured(monitoring: Workshop) -> None:
    config = monitoring.root / "driftwatch.toml"
    config.write_text(config.read_text() + "[issues]\nfailures = 3\n")
    observed(monitoring, 1, failures=2)
    assert told(monitoring)[1][PROBED][0] == "ok"


def test_what_was_recorded_once_is_not_monitored_as_long_as_no_workflow_does(team: Workshop) -> None:
    (team.root / "contracts").mkdir(exist_ok=True)
    (team.root / "contracts" / "chat.yaml").write_text(MANIFEST)
    observed(team, 1, by="import")
    team.on(day_after(team, 60))
    assert PROBED not in told(team)[1]


def test_a_workflow_that_monitors_watches_no_documentation(monitoring: Workshop) -> None:
    observed(monitoring, 1)
    (monitoring.root / ".github" / "workflows" / "watch.yml").unlink()
    assert told(monitoring)[1]["schedule"][:2] == ("attention", "no workflow runs driftwatch")


def test_a_monitoring_that_was_switched_off_needs_attention(monitoring: Workshop, github: FakeGitHub) -> None:
    observed(monitoring, 1)
    github.schedules.add("watch.yml", (f"{day_after(monitoring, 1)}T01:23:10Z", "success"))
    github.schedules.add(
        "monitoring.yml", (f"{day_after(monitoring, 1)}T02:23:10Z", "success"), state="disabled_manually"
    )
    code, checks = told(monitoring, "--repo", REPOSITORY)
    assert (code, checks["runs of monitoring.yml"][:2]) == (1, ("attention", "switched off, disabled_manually"))


def test_a_monitoring_that_succeeds_does_not_vouch_for_captures(monitoring: Workshop, github: FakeGitHub) -> None:
    monitoring.on(day_after(monitoring, 9))
    observed(monitoring, 9)
    github.schedules.add("watch.yml", state="active")
    github.schedules.add("monitoring.yml", (f"{day_after(monitoring, 9)}T02:23:10Z", "success"))
    checks = told(monitoring, "--repo", REPOSITORY)[1]
    assert checks["runs of monitoring.yml"][0] == "ok"
    assert checks["last capture of cometapi"][0] == "attention"
