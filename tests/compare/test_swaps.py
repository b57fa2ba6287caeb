"""One thing in place of another one is told once."""

import pytest

from tests.compare.schema_documents import changes, document


@pytest.mark.parametrize("own", [True, False])
def test_a_scheme_that_calls_need_in_place_of_another_one_is_told_with_what_they_need(own):
    def secured(name, scheme):
        demand = {"security": [{name: []}]}
        call = {"get": {"responses": {"204": {"description": "-"}}, **(demand if own else {})}}
        whole = {"openapi": "3.1.0", "info": {"title": "-", "version": "1"}, "paths": {"/things": call}}
        return {**whole, **({} if own else demand), "components": {"securitySchemes": {name: scheme}}}

    key = secured("key", {"type": "apiKey", "in": "header", "name": "X-Key"})
    bearer = secured("bearer", {"type": "http", "scheme": "bearer"})
    (kind,) = [change.kind for change in changes(key, bearer)]
    assert kind.endswith("security.requirement-removed")


def test_a_tag_in_place_of_another_one_is_told_once():
    old, new = (document({"tags": ["kept", tag]}) for tag in ("shelf", "Shelf"))
    assert [("operation.tag.removed", "shelf", "Shelf")] == [
        (change.kind, change.before, change.after) for change in changes(old, new)
    ]


@pytest.mark.parametrize("own", [True, False])
def test_proofs_to_choose_from_where_none_was_needed_are_one_edit(own):
    schemes = {name: {"type": "apiKey", "in": "header", "name": name} for name in ("key", "pass", "seal")}
    demand = {"security": [{name: []} for name in schemes]}

    def secured(**more):
        whole = document(more if own else {})
        return {**whole, **({} if own else more), "components": {"securitySchemes": schemes}}

    (added,) = changes(secured(), secured(**demand))
    assert (added.name, added.after) == ("key or pass or seal", [{"key": []}, {"pass": []}, {"seal": []}])
    (removed,) = changes(secured(**demand), secured())
    assert (removed.name, removed.before) == (added.name, added.after)
