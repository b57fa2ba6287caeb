"""Everything that was ever documented, followed through captures, with what happened to it."""

import copy
from typing import Any

from msgspec import structs

from driftwatch.history.failed_findings import failed_findings
from driftwatch.history.moved_pages import moved_pages
from driftwatch.history.review import Judge
from driftwatch.history.same_place import Names
from driftwatch.history.subjects import Tracks
from driftwatch.history.timeline import Judged, past_of
from driftwatch.manifests.check.documented import page_of
from driftwatch.model.facts import Operation
from driftwatch.model.finding import Finding, Suppression
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.reports.site.model import Past, Subject
from driftwatch.rules.policy import Policy
from tests.history.commits import TODAY, captured, read_spec
from tests.history.stories import document
from tests.reports.sample import REQUIRED

Spec = dict[str, Any]


def past(*days: Spec, **policy: Any) -> Past:
    _, history = captured(*days)
    return past_of(history, Judged(Policy(today=TODAY, **policy)), source="clips")


def subject(found: Past, label: str) -> Subject:
    (one,) = (each for each in found.subjects if each.owner.label == label)
    return one


def without_removal() -> Spec:
    spec = document()
    del spec["paths"]["/v1/clips/{clip}"]["delete"]
    return spec


def test_an_operation_that_comes_back_goes_on_where_it_was_and_its_facts_begin_anew() -> None:
    found = subject(past(document(), without_removal(), document()), "DELETE /v1/clips/{}")
    assert (found.first, found.gone) == (0, None)
    assert {stand.since for stand in found.stands} == {2}
    assert [event.capture for event in found.events] == [2, 1]


def test_an_operation_that_is_gone_keeps_what_it_stated_last_and_since_when_it_is_gone() -> None:
    found = subject(past(document(), without_removal()), "DELETE /v1/clips/{}")
    assert found.gone == 1
    assert [each.path for each in found.documents] == ["openapi"]
    assert found.stands


def test_a_change_of_the_servers_is_told_of_the_api() -> None:
    moved = document()
    moved["servers"] = [{"url": "https://api2.example.com"}]
    found = past(document(), moved)
    (api,) = (each for each in found.subjects if each.owner.kind == "api")
    assert {event.finding.area for event in api.events} == {"server"}


def test_before_any_capture_nothing_is_followed() -> None:
    assert Tracks().subjects() == ()
    assert past().subjects == past().moments == ()


def test_an_acceptance_that_has_expired_and_would_accept_something_is_told() -> None:
    lapsed = Suppression(rule="api-removed-*", reason="until the autumn", owner="us", expires="2026-05-01")
    idle = structs.replace(lapsed, rule="nothing-*")
    assert past(document(), without_removal(), suppressions=(lapsed, idle)).lapsed == (lapsed,)


def test_what_a_suppression_accepts_is_told_apart_and_has_its_outcome() -> None:
    accepting = Suppression(rule="api-removed-*", reason="fine", owner="us", expires="2099-01-01")
    newest = past(document(), without_removal(), suppressions=(accepting,)).moments[-1]
    (one,) = newest.accepted
    assert newest.findings == ()
    assert newest.outcomes[one.fingerprint].suppression == accepting


def test_a_judge_leaves_out_what_is_accepted() -> None:
    old, new = read_spec(document()), read_spec(without_removal())
    accepting = Suppression(rule="api-removed-*", reason="fine", owner="us", expires="2099-01-01")
    assert [each.id for each in Judge(Policy(today=TODAY))(old, new)] == ["api-removed-without-deprecation"]
    assert Judge(Policy(today=TODAY, suppressions=(accepting,)))(old, new) == ()


def finding(**stated: Any) -> Finding:
    return structs.replace(REQUIRED, **stated)


def test_a_renaming_that_names_no_field_changes_no_place() -> None:
    names = Names(Snapshot(()))
    stands = finding(field="size", schema=None, location="request.body")
    before = names.place_of(stands)
    renaming = finding(id="request-property-renamed", field=None, before="size", after="length", schema=None)
    names.look_back([renaming], frozenset())
    assert names.place_of(stands) == before
    names.look_back([structs.replace(renaming, field="length", location="request.body")], frozenset())
    assert names.place_of(stands).field == "length"


def test_findings_of_a_shared_schema_that_fail_are_one_finding_of_the_schema() -> None:
    each = [finding(schema="Clip", fingerprint=f"{number:012}") for number in range(2)]
    (told,) = failed_findings([(one, KeyError("x")) for one in each], "impact")
    assert (told.id, told.schema) == ("comparison-failed", "Clip")
    assert all(one.fingerprint in str(told.after) for one in each)


def test_findings_of_no_owner_that_fail_are_told_of_the_api() -> None:
    (told,) = failed_findings([(finding(schema=None, operations=()), KeyError("x"))], "impact")
    assert (told.id, told.schema, told.operations) == ("comparison-failed", None, ())


def test_a_capture_in_which_no_page_moved_is_passed_over() -> None:
    longer = copy.deepcopy(document())
    longer["info"]["title"] = "More clips"
    _, history = captured(document(), without_removal(), longer)
    assert moved_pages(history, [page_of("https://docs.example.com/clips")]) == {}


def test_an_operation_that_the_same_words_no_longer_state_was_never_documented() -> None:
    lid, box = (Owner("operation", f"POST /v1/{name}") for name in ("lids", "boxes"))
    document = Document(path="clips", url="https://docs.example.com/clips", format="markdown", digest="one")
    stated = {
        owner: entry_of(owner, ("clips",), (Operation(at="operation", method="POST", path=owner.name[5:]),))
        for owner in (lid, box)
    }
    tracks = Tracks()
    tracks.advance(0, Snapshot([stated[lid], stated[box]], [document]))
    tracks.advance(1, Snapshot([stated[box]], [document]))
    assert [each.owner for each in tracks.subjects()] == [box]
