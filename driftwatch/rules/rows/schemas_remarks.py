"""Rules for what is said beside the values of a schema: how XML writes them, and what listed ones are called."""

from typing import Any, Final

from driftwatch.rules.rows.schemas_bounds import NOTED
from driftwatch.rules.rule import BODIES, FLOWING, NOTHING, PROPERTIES, Advice, Example, Levels, Rule

_LISTED: Final = {"type": "string", "enum": ["a", "b"]}
_NAMED: Final = {**_LISTED, "x-enum-varnames": ["FIRST", "SECOND"]}
_DESCRIBED: Final = {**_LISTED, "x-enum-descriptions": ["Comes first.", "Comes second."]}
_ELEMENTS: Final = Advice(request="Write what is documented now.", response="Read what is documented now.")
_BREAKS: Final = Levels(request="breaking", response="breaking")
_WRITTEN: Final = "How it is written in XML changed"
_OTHERWISE: Final = "An element or attribute of the old name, or at the old place, is neither understood nor found."
_XML: Final = "{subject} is now written in XML with {after} (was {before})"


def _xml(schema: Any) -> Any:
    return {"requestBody": {"content": {"application/xml": {"schema": schema}}}}


def _element(name: str) -> Any:
    return {"type": "object", "properties": {"f": {"type": "string", "xml": {"name": name}}}}


RULES: Final = (
    Rule(
        on="field.xml.changed",
        id="{role}-xml-changed",
        roles=BODIES,
        level=_BREAKS,
        title=_WRITTEN,
        why=_OTHERWISE,
        advice=_ELEMENTS,
        message=_XML,
        example=Example(
            within="operation",
            before=_xml({"type": "object", "xml": {"name": "thing"}}),
            after=_xml({"type": "object", "xml": {"name": "item"}}),
        ),
    ),
    Rule(
        on="field.xml.changed",
        id="{role}-xml-changed",
        roles=PROPERTIES,
        level=_BREAKS,
        title=_WRITTEN,
        why=_OTHERWISE,
        advice=_ELEMENTS,
        message=_XML,
        example=Example(within="operation", before=_xml(_element("thing")), after=_xml(_element("item"))),
    ),
    Rule(
        on="field.value-names.changed",
        id="{role}-enum-names-changed",
        roles=FLOWING,
        level=NOTED,
        sdk=Levels(request="breaking", response="breaking"),
        title="Listed values are called otherwise in generated code",
        why="What is sent and read stays the same; code that is generated from the documentation has other names.",
        advice="Adapt the names, if the client is generated.",
        message="{subject} now names its values {after} (were {before})",
        example=Example(before=_NAMED, after={**_NAMED, "x-enum-varnames": ["FIRST", "LAST"]}),
    ),
    Rule(
        on="field.format-remark.changed",
        id="{role}-format-remark-changed",
        roles=FLOWING,
        level=NOTED,
        title="A format that no registry lists is another one",
        why="Which texts or numbers are meant is said in words of the provider: nothing refuses others.",
        advice=NOTHING,
        message="{subject} is called {after} now, before {before}",
        deviation="oasdiff calls any other format a change of type; what no registry lists is a remark for people.",
        example=Example(before={"type": "string", "format": "currency"}, after={"type": "string", "format": "amount"}),
    ),
    Rule(
        on="field.value-remarks.changed",
        id="{role}-enum-descriptions-changed",
        roles=FLOWING,
        level=NOTED,
        title="Listed values are described otherwise",
        why="A value may mean something else than before, though it is written alike.",
        advice=NOTHING,
        message="{subject} now describes its values as {after} (were {before})",
        example=Example(before=_DESCRIBED, after={**_DESCRIBED, "x-enum-descriptions": ["Comes first.", "Last."]}),
    ),
)
