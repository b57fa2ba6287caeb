"""Claims about fields of which the documentation does not say where they travel."""

from driftwatch.manifests.check.check import check
from driftwatch.manifests.impact.index import ManifestIndex, impact_of
from driftwatch.model.facts import UNSTATED, AnyFact, Field, Parameter
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import entry_of
from tests.manifests.documentation import manifest, snapshot

CLAIMED = {
    "request": {"fields": {"name": "string", "shade": {"type": "string", "in": "query"}, "hue": "string"}},
    "response": {"fields": {"id": "string", "digest": "string"}},
}


def with_unstated(*names: str, kind: str = "string") -> Snapshot:
    """Lay fields of no stated place over the documentation of the call."""
    known = snapshot()
    added: list[AnyFact] = []
    for name in names:
        at = f"parameter · {UNSTATED} · {name}"
        added += [Parameter(at=at, name=name, within=UNSTATED), Field(at=f"{at} · $", type=(kind,))]
    entries = (
        entry_of(owner, entry.documents, (*entry.facts, *added)) if owner.kind == "operation" else entry
        for owner, entry in known.entries.items()
    )
    return known.with_parts(entries=entries)


def breaches(taken: Snapshot) -> set[tuple[str, str | None]]:
    names = {"shade", "hue", "digest"}
    return {
        (each.change.kind, each.change.field)
        for each in check([manifest(CLAIMED)], taken)
        if each.change.field in names
    }


def of_each(*kinds: str) -> set[tuple[str, str | None]]:
    return {(f"manifest.field.{kind}", name) for kind in kinds for name in ("shade", "hue", "digest")}


def test_a_claim_that_a_field_of_no_stated_place_may_meet_is_known_to_be_open():
    assert breaches(snapshot()) == of_each("undocumented")
    assert breaches(with_unstated("shade", "hue", "digest")) == of_each("place-unstated")


def test_what_the_documentation_says_of_such_a_field_still_counts():
    found = breaches(with_unstated("shade", "hue", "digest", kind="integer"))
    assert found == of_each("type", "place-unstated")


def test_a_claim_that_says_itself_that_it_is_not_documented_is_not_open():
    claimed = {"response": {"fields": {"id": "string", "digest": {"type": "string", "evidence": "unknown"}}}}
    found = check([manifest(claimed)], with_unstated("digest"))
    assert [each.change.kind for each in found if each.change.field == "digest"] == []


def test_a_field_that_another_place_states_as_well_is_stated():
    beside = {"request": {"fields": {"name": "string"}}}
    assert [each for each in check([manifest(beside)], with_unstated("name")) if each.change.field == "name"] == []


def test_a_change_of_such_a_field_affects_whoever_sends_or_reads_it():
    for name, claim in (("hue", "request field hue"), ("digest", "response field digest")):
        found = Finding(
            id="request-parameter-removed", level="breaking", area="request", operations=("POST /things",),
            location="request.unstated", field=name, message="", advice="", fingerprint="0" * 12,
        )  # fmt: skip
        assert [use.claim for use in impact_of(found, ManifestIndex((manifest(CLAIMED),))).uses] == [claim]
