"""Swagger 2.0 written otherwise is the same contract, and so is the OpenAPI 3.0 document that says what it says."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.rewrites import rewritten
from tests.compare.swagger_rewrites import SILENT, SPEC, base_into_paths, converted

NAMES_ALONE = {"schema.added", "schema.removed", "schema.renamed"}
"""What is said of the names of schemas: those come and go where schemas are written out or named."""


def told(old: Any, new: Any) -> list[tuple[str, str, str | None]]:
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return [(one.kind, one.owner.name, one.field) for one in compare(*sides) if one.kind not in NAMES_ALONE]


@pytest.mark.parametrize("rewrite", SILENT, ids=lambda rewrite: rewrite.__name__)
def test_a_document_written_otherwise_is_the_same(rewrite):
    new = rewritten(SPEC, rewrite)
    assert [] == told(SPEC, new)
    assert [] == told(new, SPEC)


@pytest.mark.parametrize("rewrite", SILENT, ids=lambda rewrite: rewrite.__name__)
def test_each_rewrite_writes_something_otherwise(rewrite):
    assert repr(rewritten(SPEC, rewrite)) != repr(SPEC)


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SILENT), min_size=2, max_size=6, unique=True), st.integers(0, 999))
def test_any_of_them_together_change_nothing(rewrites, seed):
    assert [] == told(SPEC, rewritten(SPEC, *rewrites, seed=seed))


@pytest.mark.thorough
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SILENT), max_size=4, unique=True), st.integers(0, 999))
def test_the_same_in_openapi_3_is_the_same(rewrites, seed):
    old = rewritten(SPEC, *rewrites, seed=seed)
    assert [] == told(old, converted(SPEC))
    assert [] == told(converted(SPEC), old)


def test_a_base_path_that_moves_into_the_paths_is_told_as_that_and_as_no_other_address():
    moved = rewritten(SPEC, base_into_paths)
    for sides in ((SPEC, moved), (moved, SPEC), (moved, converted(SPEC)), (converted(SPEC), moved)):
        assert [("server.prefix.moved", "", None)] == told(*sides)


def _edited(path: tuple[str | int, ...], value: Any) -> Any:
    new = copy.deepcopy(SPEC)
    node: Any = new
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return new


EDITS: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "another host": (("host",), "api.rack.example"),
    "another base": (("basePath",), "/v4"),
    "one scheme less": (("schemes",), ["http"]),
    "another body for all": (("consumes",), ["application/cbor"]),
    "another answer for all": (("produces",), ["application/cbor"]),
    "a shared parameter is required": (("parameters", "Page", "required"), True),
    "a shared body is optional": (("parameters", "Shelf", "required"), False),
    "a shared response has another header": (("responses", "Busy", "headers"), {"X-Wait": {"type": "integer"}}),
    "a list is written otherwise": (("paths", "/shelves", "get", "parameters", 1, "collectionFormat"), "ssv"),
    "a part of a form is required": (("paths", "/search", "post", "parameters", 1, "required"), True),
    "a grant has another address": (("securityDefinitions", "machine", "tokenUrl"), "https://api.rack.example/token"),
    "another discriminator": (("definitions", "NewShelf", "discriminator"), "name"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@settings(max_examples=3, deadline=None)
@given(st.lists(st.sampled_from(SILENT), max_size=3, unique=True), st.integers(0, 999))
def test_an_edit_is_told_however_both_sides_are_written(edit, rewrites, seed):
    new = _edited(*edit)
    plain = nouns(SPEC, new)
    assert plain
    assert plain == nouns(SPEC, rewritten(new, *rewrites, seed=seed)) == nouns(converted(SPEC), new)


def nouns(old: Any, new: Any) -> set[str]:
    """Return what kinds of thing differ: an address that each call states itself is told of the calls."""
    return {kind.partition(".")[0] for kind, _, _ in told(old, new)}
