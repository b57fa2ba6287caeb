"""Observations and issues: what the API was seen to do opens an issue, and a newer observation closes it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from driftwatch.adapters.github import api as github_api
from driftwatch.demo.build import VERSIONS
from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.file import read_observation, written_observation
from driftwatch.manifests.observations.succession import followed
from driftwatch.manifests.observations.traffic import Traffic
from driftwatch.workflows.manifests import read_manifests
from tests.e2e.workshop import Workshop
from tests.workflows.fake_github import REPOSITORY, FakeGitHub

MANIFEST = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.cometapi.com
environment: production
docs: {page}
accessed: 2026-05-28
auth: Bearer $COMETAPI_KEY
request: [model, messages]
response: [id, choices.*.message.content]
errors:
  cases:
    upstream-5xx: {{status: 500, retry: backoff, evidence: documented}}
owner: chat-team
"""
GOLDEN = Path(__file__).parent / "golden" / "observed_issue.md"
WHOLE = {"id": "c", "choices": [{"message": {"content": "x"}}]}
LACKING = {"id": "c", "choices": [{"message": {}}]}


@pytest.fixture
def team(drifted: Workshop, api: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(github_api, "_PAUSE", 0.0)
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_API_URL", api)
    folder = drifted.root / "contracts"
    folder.mkdir(exist_ok=True)
    (folder / "chat.yaml").write_text(MANIFEST.format(page=f"{drifted.site.origin}/api/text/chat"))
    drifted.on("2026-06-02")
    return drifted


def records(team: Workshop, at: str, body: Any, status: int = 200) -> None:
    call = {
        "method": "POST", "url": "https://api.cometapi.com/v1/chat/completions", "status": status,
        "at": f"{at}T03:00:00Z", "request": {"model": "m", "messages": []}, "response": body,
    }  # fmt: skip
    (team.root / "calls.ndjson").write_text(json.dumps(call))
    team.driftwatch("observe", "import", "calls.ndjson")


def of_the_api(github: FakeGitHub) -> list[dict[str, Any]]:
    return [issue for issue in github.issues.values() if "observed-" in issue["body"]]


def test_an_issue_opens_and_closes_by_what_is_observed(team: Workshop, github: FakeGitHub) -> None:
    records(team, "2026-06-01", WHOLE)
    team.driftwatch("issues", "sync")
    assert of_the_api(github) == []
    records(team, "2026-06-02", LACKING)
    assert team.driftwatch("issues", "sync")[0] == 0
    (issue,) = of_the_api(github)
    assert issue["title"] == (
        "Response field choices.*.message.content of POST /v1/chat/completions was returned before and is not any more,"
        " though it is documented (chat-team)"
    )
    told = re.sub(
        r"/commit/[0-9a-f]{40}", "/commit/0", issue["body"].replace(team.site.origin, "https://docs.example.com")
    )
    assert told == GOLDEN.read_text(encoding="utf-8")
    github.writes.clear()
    records(team, "2026-06-02", LACKING)
    team.driftwatch("issues", "sync")
    assert github.writes == []
    team.on("2026-06-03")
    records(team, "2026-06-03", WHOLE)
    team.driftwatch("issues", "sync")
    assert issue["state"] == "closed"


def test_an_issue_stays_open_while_nothing_fresh_says_that_it_is_over(team: Workshop, github: FakeGitHub) -> None:
    records(team, "2026-06-01", WHOLE)
    records(team, "2026-06-02", LACKING)
    team.driftwatch("issues", "sync")
    (issue,) = of_the_api(github)
    team.on("2026-09-02")
    github.writes.clear()
    team.driftwatch("issues", "sync")
    assert issue["state"] == "open"


def test_a_finding_is_accepted_by_its_fingerprint(team: Workshop, github: FakeGitHub) -> None:
    records(team, "2026-06-01", WHOLE)
    records(team, "2026-06-02", LACKING)
    team.driftwatch("issues", "sync")
    (issue,) = of_the_api(github)
    found = json.loads(team.driftwatch("check", "--format", "json")[1])["findings"]
    (name,) = (one["fingerprint"] for one in found if one["id"] == "observed-no-longer-returned")
    code, told = team.driftwatch("explain", name)
    assert code == 0
    assert "since 2026-06-02, 1 of 1 answers" in " ".join(told.split())
    code, _ = team.driftwatch("accept", name, "--because", "the provider mends it", "--owner", "jonas")
    assert code == 0
    left = json.loads(team.driftwatch("check", "--format", "json")[1])
    assert name not in {one["fingerprint"] for one in left["findings"]}
    team.driftwatch("issues", "sync")
    assert issue["state"] == "closed"
    assert "accepted" in github.notes(issue["number"])[-1]


def test_the_scheduled_run_tells_it(team: Workshop) -> None:
    records(team, "2026-06-01", WHOLE)
    records(team, "2026-06-02", LACKING)
    out = team.driftwatch("run", "--format", "json")[1]
    assert "observed-no-longer-returned" in {one["id"] for one in json.loads(out)["findings"]}


def probed(team: Workshop, at: str, body: Any) -> None:
    """A probe of the API sees what a recording would hold."""
    place = team.root / "observations" / "post-v1-chat-completions" / "api.cometapi.com" / "latest.yaml"
    manifest = next(
        iter(read_manifests((team.root / "contracts" / "chat.yaml",), root=team.root, today="2026-06-02").manifests)
    )
    call = Call(
        method="POST", url="https://api.cometapi.com/v1/chat/completions", status=200, at=f"{at}T03:00:00Z",
        request={"model": "m", "messages": []}, response=body,
    )  # fmt: skip
    traffic = Traffic((manifest,))
    traffic.add(call)
    ((_, seen),) = traffic.observations(at=call.at, tool="driftwatch")
    before = read_observation(place.read_bytes(), file="o").observation if place.exists() else None
    after = followed(before, structs.replace(seen, run=structs.replace(seen.run, by="probe")))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(written_observation(after))


def test_an_issue_opens_with_the_second_probe_that_fails_in_a_row_and_closes_with_one_that_passes(
    team: Workshop, github: FakeGitHub
) -> None:
    for at, body, states in (
        ("2026-06-02", LACKING, []),
        ("2026-06-03", WHOLE, []),
        ("2026-06-04", LACKING, []),
        ("2026-06-05", LACKING, ["open"]),
        ("2026-06-06", LACKING, ["open"]),
        ("2026-06-07", WHOLE, ["closed"]),
    ):
        team.on(at)
        probed(team, at, body)
        assert team.driftwatch("issues", "sync")[0] == 0
        assert (at, [issue["state"] for issue in of_the_api(github)]) == (at, states)


def test_an_issue_that_recorded_traffic_opened_stays_while_a_probe_failed_once(
    team: Workshop, github: FakeGitHub
) -> None:
    records(team, "2026-06-02", LACKING)
    team.driftwatch("issues", "sync")
    assert [issue["state"] for issue in of_the_api(github)] == ["open"]
    team.on("2026-06-03")
    probed(team, "2026-06-03", LACKING)
    team.driftwatch("issues", "sync")
    assert [issue["state"] for issue in of_the_api(github)] == ["open"]


def test_the_open_drift_of_a_source_holds_what_is_observed(team: Workshop) -> None:
    records(team, "2026-06-01", WHOLE)
    records(team, "2026-06-02", LACKING)
    told = team.findings(team.driftwatch("diff", "--open", "--format", "json")[1])
    assert [one["level"] for one in told if one["id"] == "observed-no-longer-returned"] == ["breaking"]
    records(team, "2026-06-02", WHOLE)
    told = team.findings(team.driftwatch("diff", "--open", "--only-affecting", "--format", "json")[1])
    assert not [one for one in told if one["id"].startswith("observed-")]


def test_an_update_proposes_the_label_of_what_nobody_documents_any_more(team: Workshop) -> None:
    path = team.root / "contracts" / "chat.yaml"
    fields = "response:\n  fields:\n    id: string\n    tone: string  # read by the view\n"
    path.write_text(path.read_text().replace("response: [id, choices.*.message.content]\n", fields))
    records(team, "2026-06-01", {**WHOLE, "tone": "x"})
    code, patch = team.driftwatch("manifest", "update")
    assert code == 1
    assert "+      evidence:" in patch
    assert "+        label: observed only" in patch
    assert "+        ref: observations/post-v1-chat-completions/api.cometapi.com/latest.yaml" in patch
    assert "Ask the provider's support whether response field `tone`" in team.err
    team.driftwatch("manifest", "update", "--apply")
    found = {one["id"] for one in team.findings(team.driftwatch("check", "--format", "json")[1])}
    assert "observed-removed-from-docs" not in found
    assert "observed-undocumented" in found


def test_a_bundle_names_the_capture_of_the_documentation(team: Workshop) -> None:
    records(team, "2026-06-01", WHOLE)
    records(team, "2026-06-02", LACKING)
    code, out = team.driftwatch("escalate", "POST /v1/chat/completions")
    assert code == 0
    assert f"- Documentation: as captured on `{VERSIONS[1]}` (`{team.head()[:12]}`)" in out
    assert "- `response field choices.*.message.content: " in out


def test_the_site_shows_what_the_api_does_otherwise_today(team: Workshop) -> None:
    for at, body in (("2026-06-01", WHOLE), ("2026-06-02", LACKING)):
        records(team, at, body)
    assert team.driftwatch("site", "--out", "site")[0] == 0
    first = (team.root / "site" / "index.html").read_text(encoding="utf-8")
    operation = (team.root / "site" / "operations" / "post-v1-chat-completions.html").read_text(encoding="utf-8")
    for page in (first, operation):
        assert "was returned before and is not any more" in page
        assert "rule <code>observed-" in page
    assert 'href="operations/post-v1-chat-completions.html"' in first
    team.on("2026-06-03")
    records(team, "2026-06-03", WHOLE)
    team.driftwatch("site", "--out", "site")
    assert "was returned before" not in (team.root / "site" / "index.html").read_text(encoding="utf-8")
