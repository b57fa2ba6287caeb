"""Objects of a page that the sample of an answer shows, where no sentence says that the call returns them.

A page may describe an object once, under its name, and show below each of its calls what comes back. Two things have to
agree before the one is taken for the other: the sample has members of that object alone, and of no other object of the
page; and the call speaks of it, by its title or its path.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from driftwatch.extract.fields.field import steps_of
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.words.plurals import stem
from driftwatch.extract.words.vocabulary import words
from driftwatch.extract.words.wording import word
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.messages.page_objects import described_in
from driftwatch.platforms.messages.sample_places import BODILESS
from driftwatch.platforms.messages.told import Told
from driftwatch.platforms.messages.whole_bodies import Whole

_WORDS: Final = lazy_regex(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+")
"""The words of a title, a path or a name in code: `widget` and `sizes` of `/widget_sizes`."""
_MEMBERS: Final = (" properties", " attributes", " fields")
"""How a heading ends that names an object by what it has: "Widget properties"."""
_FEWEST: Final = 3
"""Members that a sample has to show: two, such as `id` and `name`, many objects have."""
_SELDOM: Final = 10
"""Of so many members that a sample shows, one may be missing from the table of the object."""
_HALF: Final = 2
"""Of an object with more than so many times what is shown, the sample may be of a part, or of another object."""
_ITEMS: Final = 20
"""Objects of a list that are looked at."""
_SAMPLES: Final = 20
"""Samples of one call that are looked at."""
_MARKS: Final = ("_", "$", "@")
"""How members begin that a format adds to all objects, as HAL and JSON-LD do: `_links`, `@id`."""
_HOLDERS: Final = words(
    "data | item | result | record | content | entry | row | value | element | object | resource | response | payload"
)
"""Members that hold what a call answers with, beside how many there are and where the next ones stand."""


class Object(Struct, frozen=True):
    """An object that a page describes under a heading."""

    anchor: str
    names: frozenset[str]
    """Its members."""
    words: tuple[str, ...]
    """What it is called."""


class _Body(Struct, frozen=True):
    """What a sample shows: the members of one object, of all those in an array, or of what a member holds."""

    names: frozenset[str]
    is_array: bool
    within: str
    beside: bool
    """The member stands beside others."""


class ShownObjects:
    """The objects that the page at `place` describes under headings of their own, looked for when a call asks."""

    def __init__(self, page: Section, place: str) -> None:
        self.page = page
        self.place = place

    @cached_property
    def objects(self) -> tuple[Object, ...]:
        """All of them, in the order of the page."""
        return tuple(
            Object(section.anchor, frozenset(steps[0] for field in fields if (steps := steps_of(field.name))), words)
            for section, fields in described_in(self.page)
            if (words := _called(section.title))
        )

    def returned_by(self, call: NamedCall, title: str, told: Sequence[Told]) -> Whole | None:
        """Return what a call below the heading `title` answers with, as all samples that are told of it show."""
        answers = [each for each in told if each.sample is not None and _is_answer(each, call)]
        shown = [(bodies, each.status) for each in answers if (bodies := _bodies(each.sample))]
        if not shown or not self.objects:
            return None
        spoken = _stems(f"{title} {call.path}")
        found = {(*_told_by(bodies, self.objects, spoken), status) for bodies, status in shown[:_SAMPLES]}
        only, is_array, within, status = found.pop()
        return Whole(f"{self.place}#{only.anchor}", is_array, status, within) if only and not found else None


def _is_answer(told: Told, call: NamedCall) -> bool:
    """Tell whether a sample is that of an answer; a call without a body has no other."""
    is_returned = told.aim.side == "response" or (not told.aim.side and call.method in BODILESS)
    return is_returned and not told.aim.is_elsewhere and told.status.startswith("2")


def _told_by(
    bodies: Sequence[_Body], objects: Sequence[Object], spoken: frozenset[str]
) -> tuple[Object | None, bool, str]:
    """Return the object that one part of a sample alone shows, whether that is an array, and the member that has it."""
    fits = [(found, each) for each in bodies if (found := _object_of(each, objects, spoken)) and _may_hold(each, found)]
    if len(fits) != 1:
        return None, False, ""
    ((only, body),) = fits
    return only, body.is_array, body.within


def _may_hold(body: _Body, held: Object) -> bool:
    """Tell whether a member is one for what is asked for: named as it is, or as any list is."""
    return not body.beside or bool(_stems(body.within) & (_HOLDERS | set(held.words)))


def _object_of(body: _Body, objects: Sequence[Object], spoken: frozenset[str]) -> Object | None:
    """Return the one object that has the members that a sample shows, and not many more, of those `spoken` of.

    One in ten it may lack: of a long table some are forgotten.
    Of several with the same members it is the one of whose name most is said.
    """
    fits = [each for each in objects if len((own := _own(body, each)) - each.names) * _SELDOM <= len(own)]
    if len({each.names for each in fits}) != 1:
        return None
    shown = len(_own(body, fits[0]) & fits[0].names)
    if shown < _FEWEST or shown * _HALF < len(fits[0].names):
        return None
    known = [(len(spoken.intersection(each.words)), each) for each in fits if each.words[-1] in spoken]
    most = max((count for count, _ in known), default=0)
    best = [each for count, each in known if count == most]
    return best[0] if len(best) == 1 else None


def _own(body: _Body, described: Object) -> frozenset[str]:
    return frozenset(name for name in body.names if name in described.names or not name.startswith(_MARKS))


def _bodies(sample: Json) -> list[_Body]:
    """Return what a sample may show: itself, and what each member holds; a lone member is an envelope."""
    if not isinstance(sample, dict):
        return _body(sample, "", beside=False)
    parts = [one for name, held in sample.items() for one in _body(held, name, beside=len(sample) > 1)]
    return parts if len(sample) == 1 else [*_body(sample, "", beside=False), *parts]


def _body(shown: Json, within: str, *, beside: bool) -> list[_Body]:
    items = shown[:_ITEMS] if isinstance(shown, list) else [shown]
    if not items or not all(isinstance(item, dict) for item in items) or not (within.isidentifier() or not within):
        return []
    names = frozenset(name for item in items if isinstance(item, dict) for name in item)
    return [_Body(names, isinstance(shown, list), within, beside)]


def _called(title: str) -> tuple[str, ...]:
    """Return the stems of what a heading calls an object: "The Widget Size object", "WidgetSize properties"."""
    said = word(title)
    plain = next((said.removesuffix(ending) for ending in _MEMBERS if said.endswith(ending)), said)
    stems = _stems_of(title[: title.lower().find(plain) + len(plain)])
    while len(stems) > 1 and stems[-1] in _KINDS:
        stems.pop()
    return tuple(stems)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stems_of(text))


def _stems_of(text: str) -> list[str]:
    return [stem(found.lower()) for found in _WORDS.findall(text)]


_KINDS: Final = frozenset(
    ("object", "resource", "model", "entity", "structure", "schema", "type", "representation", "item", "data")
)
"""What stands behind the name of an object in its heading."""
