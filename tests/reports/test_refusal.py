"""The issue of a source that is not captured any longer: what stood in an error stays text in it."""

import pytest

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.outcome import Outcome
from driftwatch.reports.issue_body import BEGIN, END, marker_for, marker_of, new_body
from driftwatch.reports.refusal import fingerprint_of_refusal, key_of_refusal, refusal_issue
from tests.attacks.inert import github, references
from tests.attacks.payloads import ATTACKS, OWN, texts

MARKUP = [ATTACKS[each].text for each in texts("markdown", "actions", "git", "log")]


@pytest.mark.parametrize("payload", [*MARKUP, *OWN, f"{END}\n# Mine", "```\n@everyone", "x" * 90_000])
def test_nothing_of_an_error_comes_to_life_in_the_issue(payload: str) -> None:
    wanted = refusal_issue(Outcome(source="docs", refused=payload, hint=payload), IssuesConfig(), since="2026-01-01")
    body = new_body(marker_for(wanted, rev=1), wanted.text)
    said = github(body)
    assert set(said.tags) <= {"p", "/p", "pre", "/pre", "code", "/code"}
    assert (said.links, said.handlers, references(said.bare)) == ([], [], {})
    assert [line for line in body.split("\n") if line in (BEGIN, END)] == [BEGIN, END]
    assert len(body) < 60_000


def test_an_issue_is_known_again_by_its_source_alone() -> None:
    one, other = (
        refusal_issue(Outcome(source="docs", refused=text), IssuesConfig(label="api"), since="")
        for text in ("half is gone", "a third is gone")
    )
    assert one.key == other.key == key_of_refusal("docs")
    assert one.fingerprints == other.fingerprints == (fingerprint_of_refusal("docs"),)
    assert fingerprint_of_refusal("docs") != fingerprint_of_refusal("other")
    assert one.drift != other.drift
    assert one.labels == ("api", "source:docs")
    assert marker_of(new_body(marker_for(one, rev=1), one.text)) == marker_for(one, rev=1)
