"""What one block of a page says of a call's fields, before it is known which call it belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from msgspec import UNSET, Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.legends import OfAll
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.words.roles import Aim
from driftwatch.model.json_values import Json
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.messages.field_sentences import LinkedCall
from driftwatch.platforms.messages.whole_bodies import Whole

Path: TypeAlias = tuple[int, ...]
"""Where a section stands: the number of each section on the way to it among its siblings; () is the page."""

Place: TypeAlias = tuple[Path, int]
"""A section and the number of a block in it: places sort in reading order within one section."""


class Told(Struct, frozen=True, kw_only=True, dict=True):
    """What one block says of a call's fields."""

    place: Place
    aim: Aim
    status: str = "200"
    """Of the response, where the aim is one."""
    is_status_said: bool = False
    """Something above says so; else it is the status of an answer of which nothing else is said."""
    fields: tuple[DocumentedField, ...] = ()
    responses: tuple[tuple[str, tuple[DocumentedField, ...]], ...] = ()
    media_type: str = ""
    values: Mapping[str, tuple[str, ...]] = {}
    """Name -> allowed values of fields that stand elsewhere."""
    needs: Mapping[str, bool] = {}
    """Name -> whether a sentence calls a field required that stands elsewhere."""
    whole: Whole | None = None
    """What all of a body is."""
    of_all: OfAll | None = None
    """What a sentence says of all fields of the call."""
    also: NamedCall | None = None
    """The other call whose fields it takes as well."""
    as_in: LinkedCall | None = None
    """The other call of the page that lists what it sends."""
    is_marked: bool = False
    """Some of the fields are marked as optional, so that the others are not."""
    is_component: bool = False
    is_boxed: bool = False
    """Its markup is that of generators which mark each field that may be left out, and no other."""
    names_arguments: bool = False
    """The table calls its rows parameters."""
    is_of_function: bool = False
    """Its fields are what the function of a client takes, which may travel anywhere."""
    is_of_parameters: bool = False
    """Its heading or label calls them parameters, which may stand in a body as well."""
    is_way: bool = False
    """It says of each field whether it is needed, below a heading that names no object and nothing that is not sent."""
    is_asked: bool = False
    """Its label says "Parameters", and its table which are required, though what is around it is of a response."""
    sample: Json = None
    """A body as JSON."""
    subject: Path = ()
    """The innermost section around them whose heading names something, and no role: "Widget object"."""
    path: str = ""
    """Of the one call that it speaks of, where a label names it: "Parameters of `/widgets`:".

    Its method stands in front, where a sentence names it: "`GET /widgets` takes these parameters:".
    """
    methods: frozenset[str] = frozenset()
    """Those of the calls that its label names: "Request body (POST)"."""
    is_common: bool = False
    """Its label says that it is of all calls of the section: "Common parameters:"."""
    part: str = ""
    """The title of that section, where it stands inside one whose heading says the role; or the field in which the
    fields stand, as a sentence says."""
    titled: str = ""
    """What the heading right above names, where nothing else stands between that says a role."""
    as_written: tuple[DocumentedField, ...] = ()
    """Its fields with what they need, where it is taken as one of several ways to send the call, which needs none."""
    is_item: bool = False
    """It stands inside an item of a list, whose label speaks of what the list is about and of nothing further away."""
    is_said: bool = False
    """A sentence alone says what the fields below it are for, which speaks of the call of its own section."""
    is_supposed: bool = False
    """It is called what is available or supported, which may be sent as well as returned: "Available fields:"."""
    type_said: str = ""
    """What the label right above consists of, where that may be the name of a type: "`Lid` fields:"."""
    is_held: bool = False
    """The sentence says that the body holds that field, of which nothing else may be told."""
    holder: Place | None = None
    """Where the field stands that holds its fields, where nothing else says what these are for."""
    is_of_sample: bool = False
    """It lists members of the sample above it, of which nobody says whether it is sent or returned."""
    is_of_answers: bool = False
    """Its heading or label speaks of failures or statuses: those of the call around it."""
    is_of_codes: bool = False
    """Its heading says that they are the codes with which one call answers."""

    @property
    def is_telling(self) -> bool:
        """Whether it says anything at all."""
        said = (self.fields, self.responses, self.media_type, self.values, self.needs, self.whole, self.of_all)
        return any((*said, self.also, self.as_in)) or self.sample is not None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its fields."""
        return frozenset(field.name for field in self.fields)

    @cached_property
    def says_role(self) -> bool:
        """Whether it says of itself that its fields are sent or returned: by its headings, or field by field."""
        if self.is_item or self.is_said:
            return False
        return bool(self.aim.side) or (bool(self.fields) and all(field.within for field in self.fields))

    @cached_property
    def is_sent(self) -> bool:
        """Whether its fields are what a caller sends: by a heading, or by what it says of each: required, a default."""
        return (
            self.aim.side == "request"
            or self.names_arguments
            or self.is_component
            or any(field.required is not None or field.default is not UNSET for field in self.fields)
        )


def as_sent(told: Told, found: Sequence[Told]) -> Told:
    """Aim what is asked for at the request, where nothing else beside it is sent: a sample only precedes its table."""
    outer = told.place[0][:-1]
    beside = (each for each in found if each.place[0][: len(outer)] == outer and each.aim.side == "request")
    return told if any(each.fields for each in beside) else replace(told, aim=Aim("request"))


def sections_to(page: Section, path: Path) -> tuple[Section, ...]:
    """Return the sections on the way to the one at a place, the page first and it last."""
    found = [page]
    for at in path:
        found.append(found[-1].children[at])
    return tuple(found)


def sections_of(page: Section) -> Iterator[tuple[Path, tuple[Section, ...], Section]]:
    """Yield every section in reading order, with its place and the sections above it, outermost first."""
    waiting: list[tuple[Path, tuple[Section, ...], Section]] = [((), (), page)]
    while waiting:
        path, above, section = waiting.pop()
        yield path, above, section
        inner = ((*above, section),)
        waiting.extend(((*path, at), *inner, child) for at, child in reversed(list(enumerate(section.children))))
