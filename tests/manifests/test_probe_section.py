"""The section `probe` of a manifest."""

from driftwatch.manifests.file.lint import lint
from driftwatch.model.manifest import PollClaims, ProbeClaims, ProbeTarget

HEAD = """\
driftwatch: 1
contract: POST /v1/videos
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/videos
accessed: 2026-11-20
auth: {header: X-Api-Key, env: KEY, label: probe key}
headers: {X-Org: {env: ORG}}
request: [prompt]
response: [id]
owner: media-team
"""


def probe_of(section: str) -> ProbeClaims:
    (manifest,) = lint((HEAD + section).encode(), file="m.yaml").manifests
    return manifest.probe


def says(section: str) -> str:
    return " ".join(one.says for one in lint((HEAD + section).encode(), file="m.yaml").errors)


def test_without_the_section_nothing_is_bounded_and_observations_count_a_month() -> None:
    assert probe_of("") == ProbeClaims(line=probe_of("").line)
    (manifest,) = lint(HEAD.encode(), file="m.yaml").manifests
    assert manifest.fresh_days == 30
    assert manifest.auth.label == "probe key"
    assert manifest.headers[0].env == "ORG"


def test_every_key_is_read() -> None:
    found = probe_of(
        "probe: {base_url_env: BASE, billable: opt-in, max_requests: 4, max_output_tokens: 8, fresh_days: 14,\n"
        "  allow_hosts: [API.example.com], skip: [timeout], keep_headers: [retry-after, x-ratelimit-*],\n"
        "  poll: {path: '/v1/videos/{id}', id: task_id, status: state, until: [done, failed], every_s: 2},\n"
        "  targets: {local: {base_url: 'http://127.0.0.1:4001/', environment: local, env: LOCAL_KEY}}}\n"
    )
    assert found == ProbeClaims(
        base_url_env="BASE",
        billable="opt-in",
        max_requests=4,
        max_output_tokens=8,
        allow_hosts=("api.example.com",),
        skip=("timeout",),
        keep_headers=("retry-after", "x-ratelimit-*"),
        fresh_days=14,
        poll=PollClaims(
            path="/v1/videos/{id}",
            id="task_id",
            status="state",
            until=("done", "failed"),
            every_s=2,
            line=found.line + 2,
        ),
        targets=(ProbeTarget(name="local", base_url="http://127.0.0.1:4001", environment="local", env="LOCAL_KEY"),),
        line=found.line,
    )


def test_what_could_cost_is_not_sent_of_jobs_unless_the_manifest_says_so() -> None:
    poll = "poll: {path: '/v1/videos/{id}', until: [done]}"
    assert probe_of(f"probe: {{{poll}}}\n").billable == "never"
    assert probe_of(f"probe: {{{poll}, billable: opt-in}}\n").billable == "opt-in"


def test_a_path_that_has_no_place_for_the_id_and_unknown_keys_are_refused() -> None:
    assert says("probe: {poll: {path: /v1/videos, until: [done]}}\n")
    assert says("probe: {poll: {path: '/v1/videos/{id}'}}\n")
    assert "did you mean" in says("probe: {max_request: 4}\n")
    assert says("probe: {targets: {local: {base_url: 'https://u:p@example.com', environment: local}}}\n")
