"""Links in the words of types and descriptions: to objects, and to lists of values."""

import pytest

from driftwatch.extract.fields.object_links import link_of_type, link_of_values
from driftwatch.extract.text.inline import text_of
from driftwatch.extract.words.type_words import schema_of_type


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("[user](#u)", "#u"),
        ("[object](#u)", "#u"),
        ("array of [objects](#u)", "#u"),
        ("[string](#colours)", "#colours"),
        ("?[user](#u) object", "#u"),
        ("array of up to 10 [user](p#u) objects", "p#u"),
        ("map of ids to [user](#u) objects", "#u"),
        ("[user](#u) or null", "#u"),
        ("array of partial [user](#u) objects", ""),
        ("[user](#u) or [team](#t)", ""),
        ("[user](#u) or string", ""),
        ("array of [user](#u) ids", ""),
        ("dictionary with keys in [locales](#l)", ""),
        ("object", ""),
        ("[array](#a) of strings", ""),
        ("[array](#a) of [user](#u) objects", "#u"),
    ],
)
def test_the_one_link_of_a_type_leads_to_its_object(kind: str, link: str) -> None:
    assert link_of_type(text_of(kind)) == link


@pytest.mark.parametrize(
    ("description", "link"),
    [
        ("the [kind](#widget-kinds) of widget", "#widget-kinds"),
        ("[widget kind](#widget-kinds)", "#widget-kinds"),
        ("See [here](#x) for supported values", "#x"),
        ("See [list](#x) for supported values", "#x"),
        ("hash of the [image](#image-formats)", ""),
        ("[image hash](#image-formats)", ""),
        ("set if its [kind](#widget-kinds) is round", ""),
        ("the [kind](#widget-kinds) or the [other kind](#other-kinds)", ""),
        ("the kind", ""),
    ],
)
def test_the_link_at_the_head_of_a_description_may_lead_to_values(description: str, link: str) -> None:
    assert link_of_values(text_of(description), text_of("integer"), "kind") == link


@pytest.mark.parametrize(
    ("description", "link"),
    [("the [box parts](#box-parts) of it", "#box-parts"), ("object mapping [box parts](#box-parts) keys to texts", "")],
)
def test_what_the_names_of_members_are_is_none_of_them(description: str, link: str) -> None:
    assert link_of_values(text_of(description), text_of("object"), "parts") == link


def test_one_of_a_linked_type_leads_to_its_values() -> None:
    assert link_of_values(text_of("What it is"), text_of("one of [kind](#k)"), "x") == "#k"


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("array of up to 5 strings", {"type": "array", "items": {"type": "string"}}),
        ("map of ids to strings", {"type": "object", "additionalProperties": {"type": "string"}}),
        ("map of ids to widgets", {"type": "object", "additionalProperties": {}}),
        ("dictionary with keys in locales", {"type": "object"}),
    ],
)
def test_maps_and_bounded_arrays_are_types(kind: str, schema: dict[str, object]) -> None:
    assert schema_of_type(kind) == schema
