"""What is observed leads to something: check, review, gate, reports, all over the command line."""

import json
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from tests.manifests.threeway.conftest import NAMED, PARTS, Team

WHOLE = {"at": "2026-11-20T05:17:00Z", "response": {"id": "a", "name": "b"}}
LACKING = {"at": "2026-11-23T05:17:00Z", "response": {"name": "b"}, "n": 7}
LOST = [("observed-no-longer-returned", "breaking")]


def test_check_takes_fresh_observations_in_unless_told_not_to(team: Team) -> None:
    assert team.check() == (0, [])
    assert team.records(WHOLE) == 0
    assert team.check() == (0, [])
    assert team.records(LACKING) == 1
    assert team.check() == (1, LOST)
    assert team.check("--without-observations") == (0, [])
    team.records({**WHOLE, "at": "2026-11-24T05:17:00Z"})
    assert team.check() == (0, [])


def test_the_same_traffic_twice_is_told_once(team: Team) -> None:
    team.records(WHOLE)
    team.records(LACKING)
    before = team.driftwatch("check", "--format", "json")[1]
    team.records({**LACKING, "at": "2026-11-24T05:17:00Z"})
    after = team.driftwatch("check", "--format", "json")[1]
    assert [one["fingerprint"] for one in json.loads(before)["findings"]] == [
        one["fingerprint"] for one in json.loads(after)["findings"]
    ]


def test_an_old_observation_is_unknown(team: Team) -> None:
    team.records(WHOLE)
    team.records(LACKING)
    team.on("2027-01-24T09:00:00Z")
    assert ("observed-nothing-fresh", "info") in team.check()[1]
    assert LOST[0] not in team.check()[1]


def test_a_file_that_cannot_be_used_is_told_and_the_rest_is_checked(team: Team) -> None:
    team.records(WHOLE)
    team.records(LACKING)
    broken = team.root / "observations" / "post-things" / "other" / "latest.yaml"
    broken.parent.mkdir()
    broken.write_text("driftwatch_observation: 1\n")
    code, found = team.check()
    assert (code, found) == (2, LOST)
    assert "other/latest.yaml:1:1" in team.err


@pytest.mark.parametrize("name", ["text", "markdown", "json", "sarif", "junit", "github"])
def test_every_format_tells_it(team: Team, name: str) -> None:
    team.records(WHOLE)
    team.records(LACKING)
    told = team.driftwatch("check", "--format", name)[1]
    assert "observed-no-longer-returned" in told
    if name in {"text", "markdown", "json"}:
        assert "since 2026-11-23, 7 of 7 answers, observations/post-things/api.example.com/latest.yaml" in told
    if name in {"text", "markdown"}:
        assert "driftwatch escalate" in told


def test_a_review_names_it(team: Team) -> None:
    team.records(WHOLE)
    team.records(LACKING)
    out = team.driftwatch("manifest", "review", "--by", "jonas")[1]
    assert "differs: breaking observed-no-longer-returned" in out


def item(team: Team, name: str) -> tuple[str, str]:
    (gate,) = json.loads(team.driftwatch("gate", "--format", "json", "--dry-run")[1])["gates"]
    return next((one["verdict"], one["evidence"]) for one in gate["items"] if one["id"] == name)


def test_the_gate_is_shut_by_what_the_api_does(team: Team) -> None:
    team.records(WHOLE)
    assert item(team, "no-open-drift")[0] == "pass"
    team.records(LACKING)
    verdict, evidence = item(team, "no-open-drift")
    assert (verdict, evidence.startswith("Response field `id` of `POST /things` was returned before")) == ("fail", True)


def test_a_live_failure_without_a_class_is_told_by_the_gate(team: Team) -> None:
    names = ("auth-missing", "auth-invalid", "missing-required-field", "unknown-resource", "timeout", "upstream-5xx")
    classed = {name: {"status": 490 + at, "retry": "never", "evidence": "documented"} for at, name in enumerate(names)}
    errors: dict[str, Any] = {"cases": {**PARTS["errors"]["cases"], **classed}}
    team.relies({**PARTS, "errors": errors})
    team.records(WHOLE)
    assert item(team, "errors-classified")[0] == "pass"
    team.records(WHOLE, {**LACKING, "status": 402, "response": {"error": {}}})
    verdict, evidence = item(team, "errors-classified")
    assert verdict == "fail"
    assert "answered `402`, which neither documentation nor manifest has; by the answer retry `never`" in evidence


def test_the_gate_wants_a_good_call_of_each_variant(team: Team) -> None:
    variants = {
        name: {"docs": "https://docs.example.com/things", "when": {"model": f"{name}-*"}} for name in ("small", "large")
    }
    cases = {
        name: {"status": 401, "retry": "never", "evidence": "documented"} for name in ("auth-missing", "auth-invalid")
    }
    team.relies({**PARTS, "request": {"fields": {"model": "string"}}, "variants": variants, "errors": {"cases": cases}})

    def call(model: str, status: int = 200, **more: Any) -> dict[str, Any]:
        return {**WHOLE, "status": status, "request": {"model": model}, **more}

    refused = [call("small-1", 401, sent_headers=sent) for sent in ([], ["authorization"])]
    team.records(call("small-1"), *refused)
    probe = 'driftwatch probe "POST /things" --send --max-requests N'
    makes = f"`{probe}` makes it, and `driftwatch observe import` of recorded traffic"
    assert item(team, "auth-tested") == ("unknown", f"nothing of variant `large` was observed; {makes}")
    team.records(call("large-1"))
    verdict, evidence = item(team, "auth-tested")
    assert verdict == "pass"
    assert evidence == (
        "`small`: observation of 2026-11-20: 200 / 401 / 401; `large`: observation of 2026-11-20: 200 / 401 / 401"
    )


def test_what_the_docs_call_another_thing_is_told_by_each_witness(team: Team) -> None:
    team.documents({"name": NAMED["name"]})
    team.records(WHOLE)
    assert team.check()[1] == [("manifest-field-undocumented", "breaking"), ("observed-removed-from-docs", "warning")]


LABEL = {"label": "assumption", "by": "lead", "expires": "2027-01-01"}


def test_counts_after_a_release_say_which_failures_nobody_documents(team: Team) -> None:
    quota = {"status": 429, "body": {"error.code": "quota"}, "retry": "never", "evidence": LABEL}
    team.relies({**PARTS, "errors": {"cases": {**PARTS["errors"]["cases"], "quota-exhausted": quota}}})
    at = {"at": "2026-11-23T05:17:00Z"}
    team.records(
        WHOLE,
        {**at, "status": 429, "code": "quota", "n": 40},
        {**at, "status": 429, "code": "burst-of-ann", "n": 7},
        {**at, "status": 409, "code": "busy", "n": 3},
        {**at, "status": 500, "n": 900},
    )
    text = (team.root / "observations/post-things/api.example.com/latest.yaml").read_text()
    assert "burst-of-ann" not in text
    assert "  quota-exhausted:\n    got: {status: 429}\n    answers: 40\n" in text
    code, out = team.driftwatch("check", "--format", "json", "--fail-on", "warning")
    told = {
        (one["id"], one["status"], one["after"], one["sources"][-1]["place"].partition(", obs")[0])
        for one in json.loads(out)["findings"]
    }
    assert code == 1
    assert told == {
        ("observed-failure-undocumented", "409", "never", "since 2026-11-23, 3 answers"),
        ("observed-failure-undocumented", "500", "backoff", "since 2026-11-23, 900 answers"),
    }


HOSTILE = "a`<script>x</script> @team ![p](https://evil.example/p) ::error::"


def test_hostile_names_stay_names(team: Team) -> None:
    path = team.root / "observations" / "post-things" / "api.example.com" / "latest.yaml"
    path.parent.mkdir(parents=True)
    got = {"status": 200, "content_type": HOSTILE, "headers": {"sunset": HOSTILE, "deprecation": HOSTILE}}
    case = {"got": got, "shape": {HOSTILE.replace(".", ""): "string", "id": "string", "name": "string"}}
    seen = {
        "driftwatch_observation": 1,
        "contract": "POST /things",
        "target": {"origin": "https://api.example.com"},
        "run": {"by": "import", "at": "2026-11-23T05:17:00Z"},
        "cases": {"success": case, HOSTILE: {"got": {"status": 409}}},
    }
    path.write_text(yaml.safe_dump(seen))
    told = {each[0] for each in team.check()[1]}
    assert told >= {"observed-new-field", "observed-media-type-differs", "observed-failure-undocumented"}
    for command in (("check", "--format", "markdown"), ("escalate", "POST /things")):
        html = MarkdownIt("gfm-like", {"linkify": False}).render(team.driftwatch(*command)[1])
        assert "<script" not in html
        assert "<img" not in html
        assert 'evil.example/p"' not in html
    assert not [line for line in team.driftwatch("check")[1].splitlines() if line.startswith("::")]
