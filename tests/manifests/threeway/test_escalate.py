"""The bundle for a provider: everything that they need, nothing that is nobody's business."""

import json
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from driftwatch.model.escalation import EscalatedCase, Escalation, LastGood, Point, Words
from driftwatch.model.observation import RequestId, SeenField
from driftwatch.reports.escalated import ESCALATION_FORMATS
from tests.manifests.threeway.conftest import PARTS, Team

GOLDEN = Path(__file__).parent / "golden"
CONTRACT = "POST /things"
PRIVATE = "ann-example-person"
HAR_HEADERS = [{"name": "authorization", "value": "Bearer nothing-like-a-key"}]


def entry(status: int, body: Any, at: str, request_id: str) -> dict[str, Any]:
    content = {"mimeType": "application/json", "text": json.dumps(body)}
    headers = [{"name": "x-request-id", "value": request_id}, {"name": "retry-after", "value": "3"}]
    sent = {"mimeType": "application/json", "text": json.dumps({"name": PRIVATE})}
    return {
        "startedDateTime": at,
        "request": {
            "method": "POST", "url": "https://api.example.com/things?trace=1", "headers": HAR_HEADERS, "postData": sent
        },
        "response": {"status": status, "headers": headers, "content": content},
    }  # fmt: skip


def har(team: Team, *entries: dict[str, Any]) -> None:
    (team.root / "traffic.har").write_text(json.dumps({"log": {"version": "1.2", "entries": list(entries)}}))
    team.driftwatch("observe", "import", "traffic.har")


@pytest.fixture
def differing(team: Team) -> Team:
    """A team whose API lost a field, and refuses with a status that nobody names."""
    har(team, entry(200, {"id": "a", "name": PRIVATE}, "2026-11-20T05:17:00Z", "r-11"))
    har(
        team,
        entry(200, {"name": PRIVATE, "tone": "x"}, "2026-11-23T05:17:00Z", "r-17"),
        entry(418, {"error": {"message": PRIVATE}}, "2026-11-23T05:18:00Z", "r-18"),
        entry(429, {"error": {"message": PRIVATE}}, "2026-11-23T05:19:00Z", "r-19"),
    )
    return team


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    assert text == path.read_text(encoding="utf-8"), text


def test_the_bundle_is_ready_to_be_pasted(differing: Team) -> None:
    code, out = differing.driftwatch("escalate", CONTRACT)
    assert code == 0
    golden("escalation.md", out)


def test_no_value_is_in_a_bundle(differing: Team) -> None:
    for name in ("markdown", "json"):
        out = differing.driftwatch("escalate", CONTRACT, "--format", name)[1]
        assert PRIVATE not in out
        assert "nothing-like-a-key" not in out
        assert "trace" not in out


def test_one_case_may_be_asked_for(differing: Team) -> None:
    out = json.loads(differing.driftwatch("escalate", CONTRACT, "--case", "rate-limited", "--format", "json")[1])
    assert out["schema"] == "driftwatch.escalation/1"
    (bundle,) = out["bundles"]
    (case,) = bundle["cases"]
    assert (case["name"], case["status"], case["expected_status"]) == ("rate-limited", 429, ["429"])
    assert case["request_id"] == {"value": "r-19", "within": "header", "name": "x-request-id"}
    assert case["headers"] == {"retry-after": "3"}
    assert case["last_good"]["case"] == "success"
    assert [words["says"] for words in case["documented"]] == ["429; too many calls; wait and try again; retry yes"]
    assert bundle["points"] == []


def test_an_incident_is_escalated_as_observed_only(team: Team) -> None:
    team.driftwatch(
        "observe", "add", CONTRACT, "--case", "rate-limited", "--status", "503", "--at", "2026-11-23T05:17:00Z",
        "--request-id", "r-5", "--note", "ask Jonas",
    )  # fmt: skip
    out = team.driftwatch("escalate", CONTRACT, "--case", "rate-limited")[1]
    assert "written down by a person, observed only" in out
    assert "- Request id: `r-5` (`header`)" in out
    assert "Jonas" not in out


def test_what_cannot_be_escalated_says_why(team: Team) -> None:
    assert team.driftwatch("escalate", "POST /thing")[0] == 2
    assert "did you mean 'POST /things'" in team.err
    assert team.driftwatch("escalate", CONTRACT)[0] == 2
    assert "nothing of POST /things was observed" in team.err
    team.records({"at": "2026-11-23T05:17:00Z", "response": {"id": "a", "name": "b"}})
    assert team.driftwatch("escalate", CONTRACT)[0] == 2
    assert "nothing that was observed of POST /things parts from what is expected" in team.err
    assert team.driftwatch("escalate", CONTRACT, "--case", "sucess")[0] == 2
    assert "did you mean 'success'" in team.err
    (team.root / "observations/post-things/api.example.com/latest.yaml").write_text("x")
    assert team.driftwatch("escalate", CONTRACT)[0] == 2
    assert "observe lint" in team.err


def test_a_variant_is_told_of_alone(team: Team) -> None:
    variants = {
        name: {"docs": "https://docs.example.com/things", "when": {"name": f"{name}-*"}} for name in ("small", "large")
    }
    team.relies({**PARTS, "request": {"fields": {"name": "string"}}, "variants": variants})
    whole = {"at": "2026-11-23T05:17:00Z", "response": {"id": "a", "name": "b"}, "request": {"name": "small-1"}}
    team.records(whole, {**whole, "request": {"name": "large-1"}, "response": {"name": "b"}})
    (bundle,) = json.loads(team.driftwatch("escalate", CONTRACT, "--format", "json")[1])["bundles"]
    assert bundle["variant"] == "large"


HOSTILE = "`x` <script>@team ![a](javascript:1) ```\n# head | ::error::"


def test_hostile_text_stays_text() -> None:
    one = RequestId(value=HOSTILE, name=HOSTILE)
    bundle = Escalation(
        contract=HOSTILE, variant=HOSTILE, origin="javascript:alert(1)", environment=HOSTILE, made_at="now",
        capture=HOSTILE, commit=HOSTILE,
        points=(
            Point(
                rule="r", fingerprint="f", message=f"It is `{HOSTILE}`.", since=HOSTILE, expected=HOSTILE,
                observed=HOSTILE,
            ),
        ),
        cases=(
            EscalatedCase(
                name=HOSTILE, at=HOSTILE, by=HOSTILE, answers=1, status=200, expected_status=(HOSTILE,),
                content_type=HOSTILE, headers=((HOSTILE, HOSTILE),), request_id=one, sent=(HOSTILE,),
                received=(SeenField(path=HOSTILE, types=(HOSTILE,)),),
                last_good=LastGood(
                    case=HOSTILE, at=HOSTILE, status=200, request_id=one, gone=(HOSTILE,), came=(HOSTILE,)
                ),
                words=(Words(says=HOSTILE, page="javascript:1", place=HOSTILE, since=HOSTILE),),
            ),
        ),
        words=(Words(says=HOSTILE, page=HOSTILE),),
    )  # fmt: skip
    text = ESCALATION_FORMATS["markdown"]((bundle,))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert "<script" not in html
    assert "<a " not in html
    assert "<img" not in html
    assert [line for line in text.splitlines() if line.startswith("# head")] == []
