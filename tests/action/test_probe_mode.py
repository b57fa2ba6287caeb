"""`mode: probe` of the action: the API is called with a key that one step alone sees, and what came is pushed."""

import base64
from collections.abc import Iterator

import pytest
import yaml

from driftwatch.demo.api import DemoApi
from driftwatch.demo.build import VERSIONS
from tests.action.harness import Job, Server, git
from tests.workflows.fake_github import FakeGitHub

KEY = "demo-" + "0123456789abcdef" * 2
MANIFEST = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: {api}
environment: sandbox
docs: {page}
accessed: 2026-05-28
auth: Bearer $THINGS_KEY
request: {{fields: {{model: string, messages: array}}, minimal: contracts/minimal.json}}
response: [id]
errors:
  cases:
    auth-missing: {{status: 401, retry: never, evidence: documented}}
    auth-invalid: {{status: {refused}, retry: never, evidence: documented}}
    malformed-json: {{status: 400, retry: never, evidence: documented}}
    path-mistake: {{status: 404, retry: never, evidence: documented}}
owner: chat-team
"""
PLACE = "observations/post-v1-chat-completions/http-127.0.0.1-{port}/latest.yaml"


@pytest.fixture
def demo() -> Iterator[DemoApi]:
    with DemoApi(VERSIONS[1], KEY) as running:
        yield running


def relied_on(server: Server, demo: DemoApi, page: str, *, refused: int) -> None:
    server.push("contracts/minimal.json", '{"model": "gpt-5.4", "messages": [{"role": "user", "content": "x"}]}')
    server.push("contracts/chat.yaml", MANIFEST.format(api=demo.origin, page=page, refused=refused))


def probed(server: Server, day: str, **inputs: str) -> Job:
    job = server.run(day, mode="probe", credentials=f"THINGS_KEY={KEY}\n", **inputs)
    assert KEY not in job.summary
    # The one place where it stands is the command by which the runner is told to mask it.
    said = [line for line in job.log.splitlines() if KEY in line or base64.b64encode(KEY.encode()).decode() in line]
    assert said == [f"::add-mask::{KEY}", f"::add-mask::{base64.b64encode(KEY.encode()).decode()}"]
    return job


def test_what_costs_nothing_is_called_and_what_came_is_pushed(server: Server, demo: DemoApi) -> None:
    relied_on(server, demo, "https://docs.example.com/chat", refused=403)
    job = probed(server, "2026-12-01")
    assert job.failed == "", job.log
    assert {path for _, path, _ in demo.requests} == {
        "/v1/chat/completions", "/v1/chat/completions-driftwatch-no-such",
    }  # fmt: skip
    assert 200 not in {status for _, _, status in demo.requests}
    assert not {"Capture and compare", "Judge", "Keep issues in step"} & set(job.ran)
    kept = yaml.safe_load(server.file(PLACE.format(port=demo.port)))
    assert (kept["run"]["by"], kept["run"].get("failures", 0)) == ("probe", 0)
    assert "auth-invalid" in job.summary
    assert job.outputs["probe"]["exit-code"] == "0"
    assert git(server.bare, "log", "-1", "--format=%an %s", "main").startswith(
        "github-actions[bot] observations 2026-12-01"
    )


def test_what_differs_fails_no_job_and_opens_an_issue_with_the_second_in_a_row(
    server: Server, demo: DemoApi, github: FakeGitHub
) -> None:
    relied_on(server, demo, "https://docs.example.com/chat", refused=401)
    opened = []
    for day in ("2026-12-01", "2026-12-02"):
        job = probed(server, day, publish="true")
        assert (job.failed, job.outputs["probe"]["exit-code"]) == ("", "1"), job.log
        opened.append([one for one in github.open_ones() if "observed-" in one["body"]])
    assert [len(each) for each in opened] == [0, 1]
    assert yaml.safe_load(server.file(PLACE.format(port=demo.port)))["run"]["failures"] == 2
    server.push(
        "contracts/chat.yaml",
        server.file("contracts/chat.yaml").replace("auth-invalid: {status: 401", "auth-invalid: {status: 403"),
    )
    assert probed(server, "2026-12-03", publish="true").failed == ""
    assert [one["body"] for one in github.open_ones() if "observed-" in one["body"]] == []


def test_a_host_of_production_is_called_only_where_it_was_typed_out(server: Server, demo: DemoApi) -> None:
    relied_on(server, demo, "https://docs.example.com/chat", refused=403)
    text = server.file("contracts/chat.yaml").replace("sandbox", "production")
    server.push("contracts/chat.yaml", text.replace(demo.origin, "https://api.acme.example") + "\n")
    job = server.run("2026-12-01", mode="probe", credentials=f"THINGS_KEY={KEY}")
    assert (job.failed, job.code) == ("Call the API", 2)
    assert "--allow-production api.acme.example" in job.log
    assert demo.requests == []
