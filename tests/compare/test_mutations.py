"""A document with known edits: each is told exactly once in each direction, with nothing beside it."""

import copy
import json
from collections import Counter

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.document_edits import WHOLE
from tests.compare.generated_spec import generated_spec
from tests.compare.mutations import EDITS, Edit, Told, edited, truth
from tests.compare.rewrites import SILENT, rewritten, seeded
from tests.compare.wide_spec import PLACES, wide_spec
from tests.rules.examples import findings_between

SPEC = wide_spec()
OLD = snapshot_of_openapi(SPEC, place="spec", label="old")


def told(document):
    found = findings_between(OLD, snapshot_of_openapi(document, place="spec", label="new"), strictness="strict")
    return Counter(Told(finding.id, finding.level, finding.operations) for finding in found)


def picked(seed):
    """Five to ten edits of different properties, anywhere."""
    random = seeded(seed)
    chosen = {}
    for place, edit in random.sample([(place, edit) for place in PLACES for edit in EDITS], random.randint(5, 10)):
        chosen.setdefault((place, edit.name), edit)
    return [(place, edit) for (place, _), edit in chosen.items()]


def named(edit):
    if not isinstance(edit, Edit):
        return None
    return f"{edit.name}-{edit.keyword}-{EDITS.index(edit)}"


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("edit", EDITS, ids=named)
def test_an_edit_of_a_schema_is_told_once_in_each_direction(place, edit):
    assert Counter(truth(place, edit)) == told(edited(SPEC, place, edit))


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_an_edit_of_a_document_is_told_once(name):
    new = copy.deepcopy(SPEC)
    WHOLE[name].edit(new)
    assert sorted(WHOLE[name].told) == sorted((row.id, row.level) for row in told(new).elements())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_many_edits_at_once_are_each_told_once(seed):
    new, expected = SPEC, Counter()
    for place, edit in picked(seed):
        new = edited(new, place, edit)
        expected.update(truth(place, edit))
    assert expected == told(new)


@pytest.mark.slow
@pytest.mark.parametrize("rewrite", SILENT)
def test_a_rewrite_that_changes_nothing_is_silent(rewrite):
    assert Counter() == told(rewritten(SPEC, rewrite))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_several_rewrites_at_once_are_silent(seed):
    assert Counter() == told(rewritten(SPEC, *seeded(seed).sample(SILENT, 4), seed=seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_rewrites_of_a_document_that_was_drawn_are_silent(seed):
    random = seeded(seed)
    old = json.loads(json.dumps(generated_spec(random)))
    # What is drawn joins schemas of unlike types, which nobody can send: there a type does say something.
    kept = [one for one in SILENT if one.__name__ != "leave_types_out"]
    new = rewritten(old, *random.sample(kept, random.choice([1, 1, 3])), seed=seed)
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    assert [] == [(one.id, one.level, one.field) for one in findings_between(*sides)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_edits_are_found_below_rewrites_of_what_stays(seed):
    """Of a shared schema only where it stands may change its name: the operations that are hurt stay the same."""
    place, edit = seeded(seed).choice([(place, edit) for place in PLACES for edit in EDITS])
    kept = [one for one in SILENT if one.__name__ not in ("inline_references", "extract_schemas")]
    new = rewritten(edited(SPEC, place, edit), *seeded(seed).sample(kept, 3), seed=seed)
    assert Counter(truth(place, edit)) == told(new)
