"""What is said beside the values of a schema: how they are written in XML, and what those listed are called."""

from collections.abc import Mapping
from typing import Final

from msgspec import UNSET

from driftwatch.compare.schemas.level import Level
from driftwatch.compare.schemas.views import View
from driftwatch.compare.values.lists import said_of_values
from driftwatch.model.address import ROOT
from driftwatch.model.facts import MediaType
from driftwatch.model.json_values import Json, as_text, canonical
from driftwatch.model.paths import split
from driftwatch.model.snapshot import Entry
from driftwatch.model.tree import usage_of

XML: Final = "field.xml.changed"
_IN_BODIES: Final = frozenset({"request-body", "response-body", "request-property", "response-property"})
_OF_VALUES: Final = {"value_names": "field.value-names.changed", "value_remarks": "field.value-remarks.changed"}


def remark_changes(level: Level) -> None:
    """Note what is said otherwise of a schema, where both sides have one."""
    if may_be_xml(level.where.media_type) and level.where.role in _IN_BODIES:
        _changed(level, XML, *(_written(level, view) for view in (level.old, level.new)))
    for attribute, kind in _OF_VALUES.items():
        before, after = (_said(view, attribute) for view in (level.old, level.new))
        if before or after:
            kept = _listed(level.old) & _listed(level.new)
            _changed(level, kind, *({key: side[key] for key in side if key in kept} for side in (before, after)))


def _said(view: View, attribute: str) -> Mapping[str, Json]:
    """Return what is said of values, by value, be it in the branches of a union that lists them."""
    said = view.value(attribute) or {}
    of_unions = [named for atom in view.atoms if (named := said_of_values(atom, attribute))]
    return {**{value: word for named in reversed(of_unions) for value, word in named.items()}, **said}


def _written(level: Level, view: View) -> Mapping[str, Json]:
    said: Mapping[str, Json] = view.value("xml") or {}
    is_named = level.where.owner.kind == "schema" and level.task.path == ROOT
    return but_its_name(said, level.where.owner.name) if is_named else said


def but_its_name(said: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    """Return what is said of a named schema in XML but for the name that it has anyway."""
    return {key: value for key, value in said.items() if (key, value) != ("name", name)}


def may_be_xml(media_type: str | None) -> bool:
    """Tell whether a body of a media type is XML; of a named schema it is not known here as what it travels."""
    return media_type is None or "xml" in media_type


def sends_xml(entry: Entry, direction: str) -> bool:
    """Tell whether an operation sends XML in one direction."""
    operation = entry.operation
    inbound = operation is not None and operation.event == "webhook"
    return any(
        isinstance(fact, MediaType) and may_be_xml(fact.name) and usage_of(fact.at, inbound=inbound) == direction
        for fact in entry.facts
    )


def is_written_in_xml(at: str) -> bool:
    """Tell whether a field of an operation stands in a body of XML.

    >>> is_written_in_xml("request · text/xml · a"), is_written_in_xml("response · 200 · application/json · a")
    (True, False)
    """
    return may_be_xml(split(split(at)[0])[1])


def _listed(view: View) -> set[str]:
    values = view.value("enum") or view.value("extensible_enum") or ()
    return {as_text(value) for value in values}


def _changed(level: Level, kind: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> None:
    differing = [key for key in sorted({*before, *after}) if canonical(before.get(key)) != canonical(after.get(key))]
    if differing:
        sides = ({key: side[key] for key in differing if key in side} for side in (before, after))
        level.emit(kind, *(side or UNSET for side in sides))
