"""Random structural edits of documents: nothing crashes, no fault of ours shows, and what differs is told.

STRUCTURAL_SEED=7 STRUCTURAL_PAIRS=20000 pytest tests/compare/test_structural_edits.py tries others, and more of them.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.demo.build import site_files
from driftwatch.errors import DocumentError
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.address import ROOT
from driftwatch.model.facts import Field
from driftwatch.model.finding import Report, Side
from driftwatch.model.formats import narrows
from driftwatch.model.paths import cut, parent, split
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Page
from driftwatch.reports.formats import FORMATS
from tests.benchmarks.large_spec import clique, large_spec, ring
from tests.compare.accepted_values import difference
from tests.compare.generated_spec import generated_spec
from tests.compare.rewrites import seeded
from tests.compare.structural_edits import edited
from tests.compare.wide_spec import wide_spec
from tests.rules.examples import findings_between

SEED = int(os.environ.get("STRUCTURAL_SEED", "0"))
PAIRS = int(os.environ.get("STRUCTURAL_PAIRS", "900"))
AT_ONCE = 50
STORED, WRITTEN = 5, 25
"""Of so many pairs one goes the way of a capture through files, and one is written in every format."""
NO_VALIDATOR_SAYS = ("default", "deprecated", "format", "read_only", "write_only", "stability")
"""Keywords that no validator judges: where the dumps differ in one of these it must be told as well."""


@cache
def bases() -> tuple[Any, ...]:
    pages = site_files("2026-03-15")
    demo = [json.loads(pages[path]) for path in sorted(pages) if path.endswith(".openapi.json")]
    return (wide_spec(), large_spec(12), ring(8), clique(5), *demo[::6])


def drawn(number: int) -> tuple[Any, Any, tuple[str, ...]]:
    """Draw a pair: a document, often one that was edited before, and what a few edits make of it."""
    random = seeded(SEED * 1_000_003 + number)
    base = generated_spec(random) if random.random() < 0.4 else random.choice(bases())
    old = edited(base, random).document if random.random() < 0.3 else base
    new = edited(old, random)
    return old, new.document, new.by


def snapshot(document: Any) -> Snapshot | None:
    """Read a document; None where it is none any more."""
    try:
        return snapshot_of_openapi(document, place="spec", label="side")
    except DocumentError:
        return None


def stored(document: Any) -> Snapshot:
    """Read a document as a capture does, write it to files, and read those."""
    page = Page(url="https://x.example/spec.json", path="spec", text=json.dumps(document))
    stated = statements_of(page)
    assert not stated.failed
    built = assemble([stated])
    assert not built.failures
    files = files_of(Snapshot(built.entries, built.documents))
    return snapshot_of_files(files, label="side")


def findings(old: Snapshot, new: Snapshot) -> tuple[Any, ...]:
    found = findings_between(old, new)
    # A circle of schemas under new names is followed as far as its budget.
    assert not [one for one in found if one.id == "comparison-failed" and "over budget" not in one.message]
    assert "unclassified-change" not in {one.id for one in found}
    return found


def beside_validation(side: Snapshot) -> set[tuple[str, str, str]]:
    """What the operations of a snapshot state inline by keywords that no validator judges.

    Left out is what changes no set of values and is said of no other one: a branch of several that another one contains
    comes and goes in silence, with all that is said in it, and a format that rules nothing out is a remark. A branch
    that is alone is what it is a branch of.
    """
    said = set()
    for owner, entry in side.entries.items():
        fields = [fact for fact in entry.facts if isinstance(fact, Field)] if owner.kind == "operation" else []
        possible = [split(fact.at) for fact in fields if not fact.impossible]
        unions = Counter(union for at in possible if (union := union_of(*at)) is not None)
        for fact in fields:
            root, path = split(fact.at)
            above = [union_of(root, each) for each in ancestry(path)]
            if "parameter" in fact.at or None not in above or any(unions[union] > 1 for union in above if union):
                continue
            stated = msgspec.to_builtins(fact)
            if not narrows(fact.format, frozenset(fact.type)):
                stated.pop("format", None)
            said |= {(owner.name, name, json.dumps(stated[name])) for name in NO_VALIDATOR_SAYS if name in stated}
    return said


def ancestry(path: str) -> Iterator[str]:
    """Yield a path of a field and those above it, but for the root."""
    while path != ROOT:
        yield path
        path = parent(path)


def union_of(root: str, path: str) -> tuple[str, str, str] | None:
    """Return the union of which a path is one branch: where it stands, and its keyword."""
    if path == ROOT or cut(path)[1].keyword not in {"oneOf", "anyOf"}:
        return None
    above, step = cut(path)
    return root, above, step.keyword


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(0, PAIRS, AT_ONCE))
def test_no_edit_crashes_or_is_silent_about_a_constraint(chunk: int) -> None:
    for number in range(chunk, chunk + AT_ONCE):
        old, new, by = drawn(number)
        try:
            check(number, old, new)
        except BaseException as error:
            error.add_note(f"pair {number} of seed {SEED}: {', '.join(by)}")
            raise


def check(number: int, old: Any, new: Any) -> None:
    sides = snapshot(old), snapshot(new)
    if sides[0] is None or sides[1] is None:
        return
    there, back = findings(*sides), findings(*sides[::-1])
    if not there and not back and json.dumps(old) != json.dumps(new):
        assert difference(old, new) is None
        assert beside_validation(sides[0]) == beside_validation(sides[1])
    if number % STORED == 0:
        findings(stored(old), stored(new))
    if number % WRITTEN == 0:
        report = Report(source="drawn", old=Side(label="old"), new=Side(label="new"), findings=there)
        for render in FORMATS.values():
            assert isinstance(render(report), str)
