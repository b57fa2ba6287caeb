"""A page that two addresses have is one page: one bad day makes no two of it, and nothing is lost where one goes."""

from collections.abc import Sequence

import pytest

from driftwatch.compare.match.copies import without_twins
from driftwatch.model.snapshot import Snapshot
from driftwatch.presence.loss import refuse_mass_loss
from tests.presence.island import Answer, Island, Watch


def of_two_versions(site: Island) -> Watch:
    site.answers["/v2/parcels.md"] = site.answers["/api/parcels.md"]
    site.listed.append("/v2/parcels.md")
    watch = Watch(site)
    watch.next_day()
    return watch


def stored_apart(before: Snapshot | None, now: Snapshot | None) -> None:
    """Ask what is asked where what was captured is stored in another step (workflows/parcel.py)."""
    assert before is not None
    assert now is not None
    refuse_mass_loss(without_twins(before, now), now, {place for place, one in now.documents.items() if one.is_lost})


@pytest.mark.parametrize("bad", [["/api/parcels.md"], ["/v2/parcels.md"], ["/api/parcels.md", "/v2/parcels.md"]])
def test_one_bad_day_makes_no_page_of_its_own_of_a_copy(bad: list[str]) -> None:
    site = Island()
    watch = of_two_versions(site)
    before, whole = watch.facts(), site.answers["/api/parcels.md"]
    cut = Answer(whole.body[: whole.body.index("## Errors")])
    site.answers.update(dict.fromkeys(bad, cut))
    assert [each.id for each in watch.next_day()] == ["document-incomplete"] * len(bad)
    site.answers.update(dict.fromkeys(bad, whole))
    assert (watch.next_day(), watch.facts()) == ([], before)


def test_what_two_pages_that_said_the_same_both_lost_is_told_once() -> None:
    site = Island()
    watch = of_two_versions(site)
    whole = site.answers["/api/parcels.md"].body
    site.answers["/api/parcels.md"] = site.answers["/v2/parcels.md"] = Answer(whole[: whole.index("## Limits")])
    watch.next_day()
    assert [each.id for each in watch.next_day()] == ["rate-limit-notice-removed", "page-section-removed"]


def of_four_versions(site: Island, paths: Sequence[str]) -> tuple[Watch, dict[str, str]]:
    """Copy pages three times each, and watch the site for a day; with what each is a copy of."""
    copies = {path.replace("/api", f"/v{version}"): path for path in paths for version in (2, 3, 4)}
    site.answers |= {copy: site.answers[path] for copy, path in copies.items()}
    site.listed += copies
    watch = Watch(site)
    watch.next_day()
    return watch, copies


@pytest.mark.parametrize("place", ["/api/parcels.md", "/v9/parcels.md", "/api/couriers.md"])
def test_a_copy_that_leads_elsewhere_or_says_what_another_page_does_loses_nothing(place: str) -> None:
    site = Island()
    site.answers["/v9/parcels.md"] = Answer(site.answers["/api/parcels.md"].body)
    watch = of_two_versions(site)
    site.answers["/v2/parcels.md"] = Answer(location=place)
    assert [watch.next_day() for _ in range(3)] == [[], [], []]
    site.answers["/v2/parcels.md"] = site.answers[place]
    assert [watch.next_day() for _ in range(3)] == [[], [], []]


@pytest.mark.parametrize("after", [Answer(location="/api/parcels.md"), None])
def test_a_copy_that_was_cut_and_is_gone_then_loses_nothing(after: Answer | None) -> None:
    site = Island()
    watch = of_two_versions(site)
    whole = site.answers["/api/parcels.md"].body
    site.answers["/v2/parcels.md"] = Answer(whole[: whole.index("## Errors")])
    watch.next_day()
    if after is None:
        site.listed.remove("/v2/parcels.md")
    else:
        site.answers["/v2/parcels.md"] = after
    told = [each for _ in range(3) for each in watch.next_day()]
    assert {each.id for each in told} == ({"document-missing"} if after else set())
    assert watch.known is not None
    assert not any(each.copies for each in watch.known.documents.values())


def test_copies_of_most_pages_that_lead_to_what_stands_are_no_loss_of_most_pages() -> None:
    site = Island()
    watch, copies = of_four_versions(site, site.calls[:5])
    site.answers |= {copy: Answer(location=path) for copy, path in copies.items()}
    assert [watch.next_day() for _ in range(2)] == [[], []]


def test_copies_that_were_held_and_are_copies_again_are_no_loss_of_facts() -> None:
    site = Island()
    watch, copies = of_four_versions(site, site.calls[:4])
    before = watch.facts()
    broken = Answer("# Oops\n\nSomething went wrong.\n")
    known = dict(site.answers)
    for copies_of_one in (dict.fromkeys(list(copies)[:6], broken), known):
        site.answers |= copies_of_one
        stored = watch.known
        watch.next_day()
        stored_apart(stored, watch.known)
    assert watch.facts() == before


@pytest.mark.parametrize("status", [404, 503])
def test_a_day_on_which_the_page_with_copies_does_not_answer_changes_nothing(status: int) -> None:
    site = Island()
    watch = of_two_versions(site)
    before, whole = watch.facts(), site.answers["/api/parcels.md"]
    site.answers["/api/parcels.md"] = Answer("no", status=status)
    assert {each.id for each in watch.next_day()} <= {"document-missing"}
    site.answers["/api/parcels.md"] = whole
    assert (watch.next_day(), watch.facts()) == ([], before)


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Version {version} of this page about {path} is retired.", {"error-rule-removed"}),
        ("Something is wrong.", set()),
    ],
)
def test_versions_that_go_on_a_day_are_no_loss_though_they_are_most_of_a_site(note: str, told: set[str]) -> None:
    site = Island()
    copies = {path.replace("/api", f"/v{each}"): (path, each) for path in site.calls for each in "abcdefghjkmn"}
    site.answers |= {copy: site.answers[path] for copy, (path, _) in copies.items()}
    site.listed += copies
    watch = Watch(site)
    watch.next_day()
    site.answers |= {
        copy: Answer(f"# {path}\n\n{note.format(version=version, path=path)}\n")
        for copy, (path, version) in copies.items()
    }
    before = watch.known
    assert len(watch.next_day()) == len(copies)
    stored_apart(before, watch.known)
    assert told <= {each.id for each in watch.next_day()}
