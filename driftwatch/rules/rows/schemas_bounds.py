"""Rules for bounds: one line of a table makes the four rows of a bound, so that none lacks its mirror.

Source: JSON Schema 2020-12, validation, sections 6.2 to 6.5.
"""

from typing import Final

from msgspec import Struct

from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, CONTROLLED, NOTHING, Example, Levels, Rule

NARROWED: Final = Levels(request="breaking", response="info")
"""Fewer values than before: calls that were accepted may be refused; what is received was expected before."""
WIDENED: Final = Levels(request="info", response="breaking")
"""More values than before: calls stay accepted; what is received may be what no reader expects."""
REPLACED: Final = Levels(request="breaking", response="breaking")
"""Other values than before."""
LOOSER: Final = Levels(request="info", response="warning")
"""How a tolerant reader takes more values than before: it goes on where a strict one stops."""
NOTED: Final = Levels(request="info", response="info")
"""Nothing that a call or a reader could trip over."""
_NEWLY_SET: Final = (
    "oasdiff 1.27 says warning where some of the bounds are newly set. A bound that is set narrows what may be sent "
    "whichever it is; later releases of oasdiff say the same."
)


class _Bound(Struct, frozen=True, kw_only=True):
    kind: str
    id: str
    words: str
    keyword: str
    upper: bool
    carrier: dict[str, Json]
    values: tuple[int, int] = (5, 10)
    from_zero: bool = False
    """Whether the absence of the bound is a bound, too: then it can only be raised or lowered."""
    loosened: Levels = LOOSER
    """What it means to a tolerant reader that the bound admits more."""
    late: bool = False
    """Whether oasdiff 1.27 has another level for the bound that is newly set."""
    read_only: bool = False
    """Whether oasdiff has an id of its own for read-only properties of requests."""


_NUMBER: Final[dict[str, Json]] = {"type": "number"}
_STRING: Final[dict[str, Json]] = {"type": "string"}
_ARRAY: Final[dict[str, Json]] = {"type": "array", "items": {"type": "string"}}
_CONTAINS: Final[dict[str, Json]] = {"type": "array", "contains": {"type": "string"}}
_OBJECT: Final[dict[str, Json]] = {"type": "object"}

_BOUNDS: Final = (
    _Bound(kind="maximum", id="max", words="largest value", keyword="maximum", upper=True, carrier=_NUMBER,
           late=True, read_only=True),
    _Bound(kind="minimum", id="min", words="smallest value", keyword="minimum", upper=False, carrier=_NUMBER,
           late=True, read_only=True),
    _Bound(kind="exclusive-maximum", id="exclusive-max", words="exclusive upper bound", keyword="exclusiveMaximum",
           upper=True, carrier=_NUMBER, late=True, read_only=True),
    _Bound(kind="exclusive-minimum", id="exclusive-min", words="exclusive lower bound", keyword="exclusiveMinimum",
           upper=False, carrier=_NUMBER, late=True, read_only=True),
    _Bound(kind="max-length", id="max-length", words="largest length", keyword="maxLength", upper=True, carrier=_STRING,
           loosened=NOTED, late=True, read_only=True),
    _Bound(kind="min-length", id="min-length", words="smallest length", keyword="minLength", upper=False,
           carrier=_STRING, loosened=NOTED, from_zero=True),
    _Bound(kind="max-items", id="max-items", words="largest number of items", keyword="maxItems", upper=True,
           carrier=_ARRAY, read_only=True),
    _Bound(kind="min-items", id="min-items", words="smallest number of items", keyword="minItems", upper=False,
           carrier=_ARRAY, from_zero=True),
    _Bound(kind="max-properties", id="max-properties", words="largest number of properties", keyword="maxProperties",
           upper=True, carrier=_OBJECT, read_only=True),
    _Bound(kind="min-properties", id="min-properties", words="smallest number of properties", keyword="minProperties",
           upper=False, carrier=_OBJECT, from_zero=True),
    _Bound(kind="max-contains", id="max-contains", words="largest number of matching items", keyword="maxContains",
           upper=True, carrier=_CONTAINS),
    _Bound(kind="min-contains", id="min-contains", words="smallest number of matching items", keyword="minContains",
           upper=False, carrier=_CONTAINS),
)  # fmt: skip


def _rows(bound: _Bound) -> tuple[Rule, ...]:
    low, high = ({**bound.carrier, bound.keyword: value} for value in bound.values)
    moved = (_moved(bound, "raised", low, high), _moved(bound, "lowered", high, low))
    unseen = (_read_only(bound, "lowered" if bound.upper else "raised"),) if bound.read_only else ()
    return (*unseen, *moved, *(() if bound.from_zero else (_set(bound, low), _unset(bound, low))))


def _moved(bound: _Bound, action: str, before: Json, after: Json) -> Rule:
    narrower = (action == "lowered") == bound.upper
    word = "increased" if action == "raised" else "decreased"
    return Rule(
        on=f"field.{bound.kind}.{action}",
        id=f"{{role}}-{bound.id}-{word}",
        ids={"request-parameter-property": f"request-parameter-{bound.id}-{word}"},
        level=NARROWED if narrower else bound.loosened,
        strict=None if narrower else WIDENED,
        title=f"The {bound.words} {word}",
        why="Values that were sent before are refused now." if narrower else "Values come that were ruled out before.",
        advice="Keep what you send within the new bound." if narrower else CONTROLLED,
        message=f"the {bound.words} of {{subject}} is now {{after}}, before {{before}}",
        example=Example(before=before, after=after),
    )


def _read_only(bound: _Bound, action: str) -> Rule:
    word = "increased" if action == "raised" else "decreased"
    ordered = bound.values if action == "raised" else bound.values[::-1]
    before, after = ({**bound.carrier, "readOnly": True, bound.keyword: value} for value in ordered)
    return Rule(
        on=f"field.{bound.kind}.{action}",
        id=f"request-read-only-property-{bound.id}-{word}",
        level=NOTED,
        roles=("request-property",),
        when=frozenset({"read-only"}),
        title=f"The {bound.words} of a read-only property {word}",
        why="A read-only property is not sent, so no call can break.",
        advice=NOTHING,
        message=f"the {bound.words} of {{subject}}, which is read-only, is now {{after}}, before {{before}}",
        example=Example(before=before, after=after),
    )


def _set(bound: _Bound, after: Json) -> Rule:
    return Rule(
        on=f"field.{bound.kind}.set",
        id=f"{{role}}-{bound.id}-set",
        level=NARROWED,
        title=f"The {bound.words} is now limited",
        why="Values that were sent before may be refused; or a limit that was always there is now documented.",
        advice=f"Compare what you send with the new bound. {CHECK_DOCS}",
        message=f"the {bound.words} of {{subject}} is now {{after}}, before it was not limited",
        deviation=_NEWLY_SET if bound.late else "",
        example=Example(before=bound.carrier, after=after),
    )


def _unset(bound: _Bound, before: Json) -> Rule:
    return Rule(
        on=f"field.{bound.kind}.unset",
        id=f"{{role}}-{bound.id}-unset",
        level=bound.loosened,
        strict=WIDENED,
        title=f"The {bound.words} is no longer limited",
        why="Values come that were ruled out before.",
        advice=CONTROLLED,
        message=f"the {bound.words} of {{subject}} is no longer documented, before {{before}}",
        example=Example(before=before, after=bound.carrier),
    )


RULES: Final = tuple(row for bound in _BOUNDS for row in _rows(bound))
