"""What became of each finding: still open, over, or accepted; on the timeline and on the pages of operations."""

import copy
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.cli.talk import QuietTalk
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.captures import History
from driftwatch.history.open_drift import open_drift
from driftwatch.history.review import findings_between
from driftwatch.history.still_there import still_found
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.finding import LEVELS, Finding, Outcome, Suppression
from driftwatch.model.snapshot import Snapshot
from driftwatch.reports.site.files import files_of_site
from driftwatch.reports.site.model import Past, Subject
from driftwatch.reports.site.view import Site
from driftwatch.rules.policy import Policy
from driftwatch.wiring import App
from tests.history.stories import MANIFEST, body_of, captured, document, story

Spec = dict[str, Any]
TODAY = "2026-12-01"
FIELD = "seconds"
ACCEPTED = Suppression(
    rule="request-property-became-required",
    reason="we always send it <b>&",
    owner="media-team",
    expires="2027-01-31",
    where="driftwatch.toml:9:3: accept 1",
)


def told(folder: Path, days: Sequence[Spec], *suppressions: Suppression) -> Past:
    history = History(captured(folder, days), "snapshots/clips")
    return past_of(history, Judged(Policy(today=TODAY, suppressions=suppressions)), source="clips")


def with_maximum(spec: Spec, maximum: int) -> Spec:
    changed = copy.deepcopy(spec)
    body_of(changed)["properties"][FIELD]["maximum"] = maximum
    return changed


def without(spec: Spec, field: str) -> Spec:
    changed = copy.deepcopy(spec)
    del body_of(changed)["properties"][field]
    return changed


def states(past: Past) -> list[list[str]]:
    return [[moment.outcome(one).state for one in (*moment.findings, *moment.accepted)] for moment in past.moments]


def test_a_finding_that_still_stands_is_open(tmp_path: Path) -> None:
    past = told(tmp_path, [document(), with_maximum(document(), 10), with_maximum(document(), 10)])
    assert [[], ["open"], []] == states(past)


def test_what_is_taken_back_is_over_and_so_is_what_takes_it_back(tmp_path: Path) -> None:
    past = told(tmp_path, [document(), without(document(), FIELD), document()])
    assert [[], ["over"], ["over"]] == states(past)
    assert Outcome(state="over", by=2) == past.moments[1].outcome(past.moments[1].findings[0])
    assert Outcome(state="over", back=1) == past.moments[2].outcome(past.moments[2].findings[0])


def test_the_next_change_of_the_same_thing_takes_the_place_of_the_last(tmp_path: Path) -> None:
    past = told(tmp_path, [document(), with_maximum(document(), 10), with_maximum(document(), 8)])
    assert [[], ["over"], ["open"]] == states(past)


def test_drift_that_comes_twice_is_open_once(tmp_path: Path) -> None:
    gone = without(document(), FIELD)
    assert [[], ["over"], ["over"], ["open"]] == states(told(tmp_path, [document(), gone, document(), gone]))


def test_an_operation_that_is_gone_stays_drift_when_its_whole_path_is_gone(tmp_path: Path) -> None:
    gone, path_gone = document(), document()
    del gone["paths"]["/v1/clips/{clip}"]["delete"]
    del path_gone["paths"]["/v1/clips/{clip}"]
    past = told(tmp_path, [document(), gone, path_gone])
    assert [[], ["open"], ["open"]] == states(past)
    history = History(GitRepository.discover(tmp_path), "snapshots/clips")
    found = open_drift(history, source="clips", policy=Policy(today=TODAY), limit=9).found
    (one,) = found
    assert ("DELETE /v1/clips/{clip}", "GET /v1/clips/{clip}") == one.finding.operations
    assert ["DELETE /v1/clips/{clip}", "GET /v1/clips/{clip}"] == [each.operations[0] for each in one.finding.single]


def test_an_accepted_finding_is_told_apart_with_its_suppression(tmp_path: Path) -> None:
    past = told(tmp_path, story(), ACCEPTED)
    (one,) = [finding for moment in past.moments for finding in moment.accepted]
    assert Outcome(state="accepted", suppression=ACCEPTED) == past.moments[2].outcome(one)
    assert one not in past.moments[2].findings


def test_what_a_review_of_every_affected_manifest_saw_is_reviewed(tmp_path: Path) -> None:
    captured(tmp_path, story())
    (tmp_path / "contracts").mkdir()
    review = "review: {by: jonas, at: 2026-04-30}\n"
    (tmp_path / "contracts" / "clips.yaml").write_text(MANIFEST + review, encoding="utf-8")
    app = App(str(tmp_path / "driftwatch.toml"), talk=QuietTalk())
    history, policy = History.of(app, "clips"), app.policies.of("clips")
    past = past_of(history, Judged(policy), source="clips")
    found = open_drift(history, source="clips", policy=policy, limit=9).found
    assert tuple(one.finding for one in found) == past.open
    affected = [one for one in past.moments[2].findings if one.impact.uses]
    assert {"reviewed"} == {past.moments[2].outcome(one).state for one in affected}
    assert b"somebody looked at it for every manifest that it affects" in files_of_site(past)["index.html"]


def test_what_has_expired_is_open_again_and_told(tmp_path: Path) -> None:
    expired = Suppression(rule=ACCEPTED.rule, reason="for now", owner="media-team", expires="2026-11-30")
    past = told(tmp_path, story(), expired)
    assert ((expired,), ()) == (past.lapsed, past.moments[2].accepted)
    page = files_of_site(past)["accepted.html"].decode()
    assert "No longer accepted" in page
    assert "for now" in page


def test_the_site_calls_open_what_issues_are_open_for(tmp_path: Path) -> None:
    history = History(captured(tmp_path, [*story(), document(), with_maximum(story()[4], 9)]), "snapshots/clips")
    policy = Policy(today=TODAY, suppressions=(ACCEPTED,))
    past = past_of(history, Judged(policy), source="clips")
    found = open_drift(history, source="clips", policy=policy, limit=9).found
    assert {one.finding.fingerprint for one in found} == {one.fingerprint for m in past.moments for one in m.open}
    assert tuple(one.finding for one in found) == past.open
    assert len(found) > 3


def test_the_operation_the_timeline_and_a_page_of_its_own_tell_what_was_accepted_why_by_whom_until_when(
    tmp_path: Path,
) -> None:
    past = told(tmp_path, story(), ACCEPTED)
    files = files_of_site(past)
    capture = f"captures/{past.moments[2].key}.html"
    for page in ("index.html", "accepted.html", "operations/post-v1-clips.html", capture):
        text = files[page].decode()
        assert "we always send it &lt;b&gt;&amp;" in text, page
        assert "media-team" in text, page
        assert '<time datetime="2027-01-31">' in text, page


def test_what_is_open_stands_before_what_is_over_on_every_page(tmp_path: Path) -> None:
    first, second, third = document(), document(), document()
    body_of(first)["properties"] = {"y": {"type": "object"}}
    inner = {"type": "object", "properties": {"z": {}}, "required": ["z"]}
    body_of(second)["properties"] = {f"x{number:02}": {"type": "string"} for number in range(20)} | {"y": inner}
    body_of(second)["required"] = [f"x{number:02}" for number in range(20)]
    body_of(third)["properties"] = {"y": inner}
    past = told(tmp_path, [first, second, third])
    files = files_of_site(past)
    for page in ("index.html", "operations/post-v1-clips.html", f"captures/{past.moments[1].key}.html"):
        text = files[page].decode()
        places = [text.index(f"Request field <code>{name}</code> is new and required") for name in ("y.z", "x00")]
        assert places == sorted(places), page


def test_the_tally_of_a_capture_leads_to_its_findings_by_level_and_to_what_is_accepted(tmp_path: Path) -> None:
    days = story()
    body_of(days[2])["properties"]["mood"] = {"type": "string"}
    past = told(tmp_path, days, ACCEPTED)
    page = files_of_site(past)[f"captures/{past.moments[2].key}.html"].decode()
    for place in ("l-breaking", "l-info", "l-accepted"):
        assert f'href="#{place}"' in page
        assert f'id="{place}"' in page
    assert ">1 accepted</a>" in page


def test_what_is_accepted_is_no_news(tmp_path: Path) -> None:
    everything = Suppression(operation="*", reason="all of it", owner="all", expires="2027-01-31")
    files = files_of_site(told(tmp_path, [document(), with_maximum(document(), 10)], everything))
    assert b"<entry>" not in files["feed.xml"]
    assert b"no drift since" in files["badge.svg"]


def test_without_acceptances_the_page_says_how_to_accept(tmp_path: Path) -> None:
    page = files_of_site(told(tmp_path, story()))["accepted.html"]
    assert b"Nothing is accepted" in page
    assert b"[[accept]]" in page


KINDS = ("field", "bound", "enum", "required", "operation", "path", "schema")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("field", "bound", "enum", "required", "operation", "path", "schema")), st.integers(0, 2)
    ),
    min_size=2,
    max_size=9,
)


def edited(spec: Spec, kind: str, number: int) -> Spec:
    changed: Spec = copy.deepcopy(spec)
    body = body_of(changed)
    match kind:
        case "field":
            known = body["properties"]
            known.pop(f"extra{number}", None) or known.update({f"extra{number}": {"type": "string"}})
        case "bound":
            body["properties"]["seconds"]["maximum"] = 10 + number
        case "enum":
            body["properties"]["model"]["enum"] = ["reel-1", f"reel-{number}"]
        case "required":
            body["required"] = ["model", *(["prompt"] if number else [])]
        case "operation":
            known = changed["paths"]
            answer = {"get": {"responses": {"204": {"description": "none"}}}}
            known.pop(f"/v1/more{number}", None) or known.update({f"/v1/more{number}": answer})
        case "path":
            old = next(path for path in changed["paths"] if "{" in path)
            changed["paths"][f"/v{number + 1}/clips/{{clip}}"] = changed["paths"].pop(old)
        case _:
            changed["components"]["schemas"]["Clip"]["properties"][f"part{number}"] = {"type": "integer"}
    return changed


def snapshot(spec: Spec) -> Snapshot:
    return snapshot_of_openapi(read_json(json.dumps(spec).encode()), place="openapi", label="openapi")


def between(old: Snapshot, new: Snapshot) -> tuple[Finding, ...]:
    return findings_between(old, new, today=TODAY)


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_of_a_captures_drift_as_much_is_found_as_by_comparing_everything(edits: list[tuple[str, int]]) -> None:
    specs = [document()]
    for kind, number in edits:
        specs.append(edited(specs[-1], kind, number))
    days = [snapshot(spec) for spec in specs]
    for old, new in pairwise(days):
        brought = {finding.fingerprint for finding in between(old, new)}
        everything = {finding.fingerprint for finding in between(old, days[-1])}
        still = still_found(old, new, days[-1], between)
        assert brought & everything == brought & {one.fingerprint for one in still}


def opened(site: Site, subject: Subject) -> set[str]:
    """What the page of a subject calls open."""
    told = (
        one
        for event in subject.events
        for one in event.finding.single
        if site.moments[event.capture].outcome(one).state == "open"
    )
    return {one.fingerprint for one in (*told, *site.today(subject))}


def test_what_went_and_came_back_as_something_else_is_open_on_its_page_too(tmp_path: Path) -> None:
    past = told(tmp_path, [document(), without(document(), FIELD), with_maximum(document(), 10)])
    site = Site(past)
    (subject,) = (
        one for one in site.subjects if one.owner.kind == "operation" and one.title.startswith("POST /v1/clips")
    )
    mine = {one.fingerprint for each in past.open for one in each.single if one.operations == (subject.title,)}
    assert mine
    assert mine <= opened(site, subject)
    assert sum(site.open_counts(subject).values()) >= len(mine)
    assert "Also open" in pages(past)[site.page(subject)]
    breaches = tuple(structs.replace(next(iter(past.open)), fingerprint=level, level=level) for level in LEVELS[::-1])
    today = Site(structs.replace(past, open=(), breaches=breaches)).today(subject)
    assert tuple(one.level for one in today) == LEVELS


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["", "without", "10", "8"]), min_size=2, max_size=5))
def test_the_first_page_and_that_of_an_operation_never_disagree_on_what_is_open(days: list[str]) -> None:
    with TemporaryDirectory() as folder:
        made = [with_maximum(document(), int(day)) if day.isdigit() else document() for day in days]
        specs = [without(spec, FIELD) if day == "without" else spec for day, spec in zip(days, made, strict=True)]
        past = told(Path(folder), specs)
    site = Site(past)
    for subject in site.subjects:
        if subject.owner.kind == "operation" and subject.gone is None:
            mine = {one.fingerprint for each in past.open for one in each.single if subject.title in one.operations}
            assert mine <= opened(site, subject)
            assert bool(mine) == bool(sum(site.open_counts(subject).values()))


def pages(past: Past) -> dict[str, str]:
    return {path: content.decode("utf-8", "replace") for path, content in files_of_site(past, no_failure).items()}


def no_failure(path: str, error: Exception) -> None:
    raise AssertionError(path) from error
