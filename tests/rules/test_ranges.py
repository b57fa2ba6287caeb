"""Both ends of a range that the same places got or lost at once are one edit."""

from typing import Any

import pytest

from driftwatch.model.finding import LEVELS
from driftwatch.model.json_values import canonical
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from driftwatch.rules.ranges import Ranges
from tests.compare.schema_documents import changes, document, put
from tests.rules.edited_schemas import judged, thing, used

NUMBER: dict[str, Any] = {"type": "integer"}
RANGE = NUMBER | {"minimum": 1, "maximum": 9}
TEXT: dict[str, Any] = {"type": "string"}
LIST: dict[str, Any] = {"type": "array", "items": TEXT}


def sent(**properties: Any) -> dict[str, Any]:
    return document(put("request-body", {"type": "object", "properties": properties}))


def asked(**parameters: Any) -> dict[str, Any]:
    return document({"parameters": [{"name": name, "in": "query", "schema": of} for name, of in parameters.items()]})


def counts(old: dict[str, Any], new: dict[str, Any]) -> list[int]:
    return sorted(len(one.single) for one in folded(judge(changes(old, new))))


@pytest.mark.parametrize("write", [sent, asked])
@pytest.mark.parametrize(
    ("free", "bound"),
    [
        (NUMBER, RANGE),
        (NUMBER, NUMBER | {"exclusiveMinimum": 0, "exclusiveMaximum": 9}),
        (TEXT, TEXT | {"minLength": 2, "maxLength": 8}),
        (LIST, LIST | {"minItems": 1, "maxItems": 5}),
        (NUMBER | {"minimum": 0, "maximum": 99}, RANGE),
    ],
)
def test_both_ends_of_a_range_are_one_finding_that_says_both(write, free, bound):
    [found] = folded(judge(changes(write(size=free), write(size=bound))))
    assert (found.level, len(found.single)) == ("breaking", 2)
    assert all(one.message in found.message for one in found.single)
    assert counts(write(size=bound), write(size=free)) == [2]


FORM = TEXT | {"pattern": "^[a-z]+$"}


def test_the_form_and_the_lengths_of_a_text_are_one_edit_of_it():
    for bound in (FORM | {"maxLength": 8}, FORM | {"minLength": 2, "maxLength": 8}):
        for write in (sent, asked):
            assert counts(write(a=TEXT, b=TEXT), write(a=bound, b=bound)) == [2 * (len(bound) - 1)]
            assert counts(write(a=bound), write(a=TEXT)) == [len(bound) - 1]


def test_the_form_of_other_texts_than_those_whose_length_is_bound_is_another_edit():
    assert counts(sent(a=TEXT, b=TEXT), sent(a=FORM, b=TEXT | {"maxLength": 8})) == [1, 1]
    sized = FORM | {"minLength": 2, "maxLength": 8}
    assert counts(sent(a=TEXT, b=TEXT), sent(a=sized, b=FORM | {"minLength": 2})) == [1, 4]
    assert counts(sent(a=TEXT, b=TEXT), sent(a=sized, b=FORM)) == [2, 2]
    assert counts(sent(a=TEXT, b=TEXT), sent(a=FORM, b=TEXT | {"minLength": 2, "maxLength": 8})) == [1, 2]


def test_a_range_that_several_fields_got_is_one_edit():
    free, bound = dict.fromkeys(("a", "b", "c"), NUMBER), dict.fromkeys(("a", "b", "c"), RANGE)
    assert counts(sent(**free), sent(**bound)) == [6]
    assert counts(asked(**free), asked(**bound)) == [6]


@pytest.mark.parametrize("write", [sent, asked])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(RANGE, NUMBER | {"minimum": 5, "maximum": 20}, id="moved"),
        pytest.param(NUMBER | {"minimum": 1}, NUMBER | {"maximum": 9}, id="one-for-the-other"),
    ],
)
def test_a_range_of_which_one_end_narrows_and_the_other_widens_is_one_edit_as_severe_as_the_worse(write, old, new):
    [found] = folded(judge(changes(write(a=old), write(a=new))))
    assert (found.level, [one.level for one in found.members]) == ("breaking", ["breaking", "info"])
    assert all(one.message.removesuffix(".") in found.message for one in found.members)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param({"a": NUMBER, "b": NUMBER}, {"a": RANGE, "b": NUMBER | {"minimum": 1}}, [1, 2], id="one-end-more"),
        pytest.param(
            {"a": NUMBER, "b": NUMBER}, {"a": NUMBER | {"minimum": 1}, "b": NUMBER | {"maximum": 9}}, [1, 1], id="apart"
        ),
        pytest.param({"a": NUMBER}, {"a": NUMBER | {"minimum": 1, "multipleOf": 2}}, [1, 1], id="no-end"),
        pytest.param(
            {"a": TEXT, "b": LIST}, {"a": TEXT | {"minLength": 1}, "b": LIST | {"maxItems": 9}}, [1, 1], id="of-others"
        ),
    ],
)
def test_ends_that_not_the_same_places_got_are_told_apart(old, new, told):
    assert counts(sent(**old), sent(**new)) == told


def test_lists_of_thousands_of_names_that_are_swapped_are_not_written_out_for_each_of_these() -> None:
    names = [f"part{number:03}" for number in range(200)]
    box = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    known = changes(*(document(put("request-body", {**box, "required": few})) for few in (names[:100], names[100:])))
    ends = Ranges(known).both_ends
    assert all(ends(change) for change in known)
    assert sum(len(canonical(ends(change))) for change in known) < 200 * len(known)
    assert len(folded(judge(known))) == 1


@pytest.mark.parametrize("place", ["request-body", "response-body", "both"])
def test_an_alternative_in_place_of_another_one_is_one_edit_as_severe_as_the_worse(place: str) -> None:
    def needs(*names: str) -> dict[str, Any]:
        return {**thing(**dict.fromkeys("abcd", TEXT)), "anyOf": [{"required": [name]} for name in names]}

    for one, other in (("ab", "ac"), ("ac", "ab"), ("ab", "cd"), ("abc", "ad")):
        sides = [used(place, Thing=needs(*names)) for names in (one, other)]
        made = judged(*sides)
        (found,) = folded(made)
        assert {each.fingerprint for each in found.single} == {each.fingerprint for each in made}
        assert found.level == min((each.level for each in made), key=LEVELS.index)
    assert len(folded(judged(used(place, Thing=needs(*"ab")), used(place, Thing=needs(*"abc"))))) == 1


def calling(**needs: str) -> dict[str, Any]:
    """Calls by name, each of which needs the scopes that are listed for it."""
    flow = {"authorizationUrl": "https://login.example/", "scopes": dict.fromkeys("abcd", "-")}
    answer = {"responses": {"200": {"description": "-"}}}
    return document({}) | {
        "paths": {
            f"/{name}": {"get": {**answer, "security": [{"login": said.split()}]}} for name, said in needs.items()
        },
        "components": {"securitySchemes": {"login": {"type": "oauth2", "flows": {"implicit": flow}}}},
    }


def test_scopes_in_place_of_others_are_one_edit_of_the_same_calls() -> None:
    old, new = calling(x="a", y="a", z="d"), calling(x="b c", y="b c", z="d")
    (found,) = folded(judged(old, new))
    assert (found.id, found.level, len(found.single)) == ("api-security-scope-added", "breaking", 6)
    assert "Info: " in found.message
    assert counts(new, old) == [6]
    # Another call loses the scope and gets none: these are two edits.
    assert counts(calling(x="a", y="a"), calling(x="b c", y="")) == [2, 2]
    assert counts(calling(x="a"), calling(x="b")) == [1]
