"""What goes from a schema and is stated by all that were made of it: what is made of it since then never had it."""

from typing import Any

import pytest

from tests.compare.schema_documents import document, put
from tests.compare.test_ends_and_alternatives import told

TEXT = {"type": "string"}
LINK = {"type": "object", "properties": {"link": TEXT}}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def made(kind: str, *more: Any) -> dict[str, Any]:
    own = {"type": "object", "required": [kind], "properties": {kind: TEXT}}
    return {"allOf": [ref("Base"), *more, own]}


def spec(place: str, base: dict[str, Any], **kinds: Any) -> dict[str, Any]:
    union = {"oneOf": list(map(ref, kinds))}
    return document(put(place, union), Base={"type": "object", "properties": base}, Linked=LINK, **kinds)


@pytest.mark.parametrize("place", ["request-body", "response-body"])
@pytest.mark.parametrize(("again", "is_lost"), [((ref("Linked"),), False), ((), True)])
def test_what_came_since_then_does_not_lose_what_the_others_state_themselves(place, again, is_lost):
    old = spec(place, {"link": TEXT, "id": TEXT}, Crate=made("size"), Parcel=made("hue"))
    new = spec(place, {"id": TEXT}, Crate=made("size", ref("Linked")), Parcel=made("hue", *again), Sack=made("weight"))
    rules = {rule.partition("-")[2] for rule, _ in told(old, new)}
    assert "body-one-of-added" in rules
    assert ({"property-removed", "optional-property-removed"} & rules != set()) is is_lost


@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_what_has_another_name_now_is_none_of_those_that_came(place):
    old = spec(place, {"link": TEXT, "id": TEXT}, Crate=made("size"), Parcel=made("hue"))
    new = spec(place, {"id": TEXT}, Crate=made("size", ref("Linked")), Packet=made("hue"))
    assert {"property-removed", "optional-property-removed"} & {rule.partition("-")[2] for rule, _ in told(old, new)}
