"""A name that is given to another schema: who refers to what it named by another name is not told of it."""

from tests.compare.schema_documents import changes, document, put
from tests.compare.test_ends_and_alternatives import told

TEXT = {"type": "string"}
BOX = {"$ref": "#/components/schemas/Box"}
CRATE = {"$ref": "#/components/schemas/Crate"}
WHOLE = {"type": "object", "properties": {"id": TEXT, "lid": TEXT, "size": TEXT}, "required": ["id", "lid"]}
SHORT = {"type": "object", "properties": {"id": TEXT, "place": TEXT}, "required": ["id"]}


def answering(**fields):
    return put("response-body", {"type": "object", "properties": fields})


def test_a_name_that_is_of_something_else_and_stands_elsewhere_is_news_as_a_whole():
    old = document(answering(box=BOX), Box=WHOLE)
    new = document(answering(box=CRATE, see=BOX), Box=SHORT, Crate=WHOLE)
    assert {level for _, level in told(old, new)} == {"info"}


def test_a_name_that_stands_where_it_stood_as_well_is_told():
    old = document(answering(box=BOX, see=BOX), Box=WHOLE)
    new = document(answering(box=CRATE, see=BOX), Box=SHORT, Crate=WHOLE)
    assert ("response-required-property-removed", "breaking") in told(old, new)


def test_a_field_that_is_called_otherwise_and_refers_to_the_same_name_is_told():
    old = document(answering(box=BOX, more=TEXT, other=CRATE), Box=WHOLE, Crate=WHOLE)
    new = document(answering(boxes=BOX, more=TEXT, other=CRATE), Box=SHORT, Crate=WHOLE)
    assert "breaking" in {level for _, level in told(old, new)}


def test_what_a_renamed_schema_refers_to_is_told_when_it_is_another_thing_by_now():
    """The holder is known again under its new name; that the name is new as well does not hide what it was before."""

    def described(holder, held, **fields):
        reference = {"$ref": "#/components/schemas/Lid"}
        schema = {"type": "object", "properties": {"lid": reference, "a": TEXT, "b": TEXT, **fields}}
        return document(
            put("response-body", {"$ref": f"#/components/schemas/{holder}"}), **{holder: schema, "Lid": held}
        )

    object_ = {"type": "object", "properties": {"size": TEXT, "form": TEXT}}
    found = changes(described("Box", object_, c=TEXT), described("Crate", TEXT, z=TEXT))
    assert "field.type.changed" in {one.kind for one in found if one.owner.name == "Lid"}
