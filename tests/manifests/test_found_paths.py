"""What a manifest says of a field is found, whatever the field is called."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.model.paths import ANY

AWKWARD = ["", "$", '""', "\\*", ".", "[]", "<x>", "a>", "a<oneOf:b>", "·", " ", "\\", "\\n", "a.b", "]", "~2", '"']
NAMES = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=8)).filter(lambda name: name != ANY)


def described(schema: Any) -> OperationView:
    body = {"content": {"application/json": {"schema": schema}}}
    paths = {"/x": {"post": {"requestBody": body, "responses": {"200": {"description": "Fine."}}}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    (view,) = Documented(snapshot_of_openapi(document, place="spec", label="")).operations("POST /x")
    return view


@given(st.lists(st.tuples(NAMES, st.sampled_from(["field", "items", "values", "either"])), min_size=1, max_size=4))
@example([("a>", "field"), ("b", "field")])
@example([("a", "items"), ("", "field")])
def test_a_field_is_found_below_any_names(names: list[tuple[str, str]]) -> None:
    schema: Any = {"type": "string", "maxLength": 7}
    steps: tuple[str, ...] = ()
    for name, kind in reversed(names):
        if kind == "items":
            schema, steps = {"type": "array", "items": schema}, (ANY, *steps)
        elif kind == "values":
            schema, steps = {"type": "object", "additionalProperties": schema}, (ANY, *steps)
        elif kind == "either":
            schema = {"oneOf": [schema, {"type": "integer", "title": name}]}
        schema, steps = {"type": "object", "required": [name], "properties": {name: schema}}, (name, *steps)
    view = described(schema)
    (found,) = view.request_fields(steps)
    assert 7 in [field.max_length for field in found.fields]
    assert [name for name, _ in view.required_names()] == [names[0][0]]


def test_what_a_value_must_not_be_is_no_field_of_it() -> None:
    view = described({"type": "object", "properties": {"a": {"not": {"type": "string"}, "if": {"type": "string"}}}})
    assert view.request_fields(("a",))
    assert view.request_fields(("a", "a")) == ()
