"""A keyword binds the values of its type: where none is of that, it is told and breaks nobody."""

import pytest

from driftwatch.model.change import Change
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import body_changes

OF = {
    "string": {"minLength": 2, "maxLength": 5, "pattern": "^[a-z]+$"},
    "number": {"minimum": 1, "maximum": 5, "exclusiveMinimum": 1, "exclusiveMaximum": 5, "multipleOf": 5},
    "array": {"minItems": 2, "maxItems": 5, "uniqueItems": True},
    "object": {"minProperties": 2, "maxProperties": 5},
}
TYPES = (*OF, "integer", "boolean")
PLACES = ("request-body", "request-property", "response-body", "response-property")


def levels(changes: tuple[Change, ...]) -> set[str]:
    return {one.level for one in judge(changes)}


def binds(about: str, type_: str) -> bool:
    return about == ("number" if type_ == "integer" else type_)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(("about", "keyword"), [(about, keyword) for about, each in OF.items() for keyword in each])
def test_a_keyword_counts_where_a_value_can_be_of_its_type(about: str, keyword: str, type_: str, place: str) -> None:
    plain, bound = {"type": type_}, {"type": type_, keyword: OF[about][keyword]}
    set_, unset = (levels(body_changes(*pair, place=place)) for pair in ((plain, bound), (bound, plain)))
    if not binds(about, type_):
        assert set_ | unset <= {"info"}
    elif place.startswith("request"):
        assert (set_, unset) == ({"breaking"}, {"info"})
    else:
        assert set_ == {"info"}
        assert unset <= {"warning", "info"}


@pytest.mark.parametrize("place", PLACES)
def test_of_several_types_one_is_enough(place: str) -> None:
    plain, bound = {"type": ["integer", "string"]}, {"type": ["integer", "string"], "maxLength": 5}
    assert levels(body_changes(plain, bound, place=place)) == ({"breaking"} if "request" in place else {"info"})


@pytest.mark.parametrize("place", PLACES)
def test_a_keyword_that_holds_a_schema_means_the_type_that_it_is_about(place: str) -> None:
    plain, odd = {"type": "string"}, {"type": "string", "contains": {"type": "string"}}
    assert levels(body_changes(plain, odd, place=place)) == ({"breaking"} if "request" in place else {"info"})
