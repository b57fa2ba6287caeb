"""One call of a page while what is told of it comes in: where each field travels, and what is needed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from driftwatch.extract.fields.call_facts import Call, call_facts
from driftwatch.extract.fields.field import DocumentedField, steps_of
from driftwatch.extract.fields.legends import OfAll
from driftwatch.extract.fields.value_sentences import field_called
from driftwatch.extract.openapi.disagreements import contradiction, disagreements
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import slug, word
from driftwatch.model.address import path_parameters
from driftwatch.model.facts import AnyFact, Contradiction, Field, Parameter, RequestBody, StatedBy, Statement
from driftwatch.model.path_parameters import plain
from driftwatch.model.paths import parts, split, unescape
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.messages.field_sentences import LinkedCall
from driftwatch.platforms.messages.sample_places import BODILESS, Sent, place_of_field
from driftwatch.platforms.messages.told import Path, Told
from driftwatch.platforms.messages.whole_bodies import REQUEST, Whole, whole_facts
from driftwatch.platforms.messages.widdershins import last_step, with_values, without_body_prefix

_AS_IT_IS: Final = LinkedCall("")
_LONGEST_TITLE: Final = 200
_IN_PATH: Final = lazy_regex(r"([\w-]{0,60}/)\{([^{}]{1,60})\}")
"""A parameter of a path, and the step in front of it."""
_WORD: Final = lazy_regex(r"[A-Z]?[a-z]{1,40}|[A-Z]{1,40}(?![a-z])")
_EACH: Final = lazy_regex(r"\b(?:each|every) (\w[\w &/-]{0,60})", re.IGNORECASE)
"""Of what the rows of a table are the members, one by one: "Response fields - for each line"."""
_BELOW: Final = " > "
"""Between a heading and what stands below it, in a locator."""
_WITH_BODY: Final = ("201", "202", "203", "206", "207")
"""Successes beside 200 that return something."""


class _Block(Struct, frozen=True, kw_only=True):
    """The fields of one block, where they travel."""

    request: tuple[DocumentedField, ...]
    response: tuple[DocumentedField, ...]
    status: str
    subject: tuple[Path, str]
    """What its heading names: two tables under headings of their own need not be about the same."""
    section: Path = ()
    title: str = ""
    """Where it stands, and under which heading."""

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """What it states: the names of what is sent, and of what is returned with the status."""
        sent = {("", field.name) for field in self.request}
        return frozenset(sent | {(self.status, field.name) for field in self.response})

    def call(self, names: AbstractSet[tuple[str, str]], media_type: str) -> Call:
        """Return what it alone says of some of its fields."""
        sent = tuple(field for field in self.request if ("", field.name) in names)
        received = tuple(field for field in self.response if (self.status, field.name) in names)
        responses = {self.status: received} if received else {}
        return Call(request=without_body_prefix(sent), responses=responses, media_type=media_type)

    def denies(self, field: Field) -> bool:
        """Whether it says outright that a field is not required."""
        name = split(field.at)[1]
        return any(each.name == name and each.required is False for each in (*self.request, *self.response))


_MARKED: Final = ("body", "query")
"""Where fields travel of which pages say what may be left out: what is in the path may not, and headers are sent."""


class FoundCall:
    """What is said of one call."""

    def __init__(
        self,
        call: NamedCall,
        sent: Sent,
        *,
        others: frozenset[str] = frozenset(),
        beside: frozenset[str] = frozenset(),
        query: Sequence[str] = (),
    ) -> None:
        self.call = call
        self.query = frozenset(query)
        """Names in the query with which the page writes the call."""
        self.own = frozenset(path_parameters(call.path))
        self._in_path = {plain(name): name for name in self.own}
        self.others = frozenset(map(plain, others - self.own))
        """Parameters in the paths of other calls of the page, spelled as `plain` does."""
        self.beside = beside - self.own
        """Of those, the ones of calls that its own section names as well."""
        self.sent = sent
        self.wholes: dict[str, Whole] = {}
        """Status -> what all of the body is; that of the request at `REQUEST`."""
        self.request: list[DocumentedField] = []
        self.responses: dict[str, list[DocumentedField]] = {}
        self.media_type = ""
        self.is_component = False
        self.of_all: OfAll | None = None
        self.marked: set[str] = set()
        """Names of what stands beside fields that are marked as optional."""
        self.set_apart: list[DocumentedField] = []
        """Fields of the body and the query in the markup of generators that mark what may be left out."""
        self.also: NamedCall | None = None
        self.as_in: LinkedCall | None = None
        self._assumed: set[tuple[str, str]] = set()
        self._said: set[str] = set()
        """Statuses that the page names."""
        self._shown: dict[str, str] = {}
        """What is at the top of the bodies that its samples send, one value or several: "kinds" -> "kinds[]"."""
        self._blocks: list[_Block] = []

    def add(self, told: Told) -> None:
        """Take in what one block says of the call."""
        if self.own and told.aim.side != "response" and told.aim.within in ("", "path"):
            told = replace(told, fields=tuple(map(self._as_in_path, told.fields)))
        self.media_type = self.media_type or told.media_type
        self.is_component |= told.is_component
        self.of_all = self.of_all or told.of_all
        self.also = self.also or told.also
        self.as_in = told.as_in or self.as_in
        self._take_values(told)
        if told.whole:
            self.wholes.setdefault(told.whole.status, told.whole)
        for status, fields in told.responses:
            self._said.add(status)
            self.responses.setdefault(status, []).extend(fields)
        placed = tuple(replace(field, within=self._within(field, told)) for field in told.fields)
        block = _Block(
            request=tuple(field for field in placed if field.within not in ("", "response")),
            response=tuple(field for field in placed if field.within == "response"),
            status=told.status,
            subject=(told.subject, told.part),
            section=told.place[0],
            title=next((field.locator.rpartition(_BELOW)[0] for field in placed), ""),
        )
        self.request.extend(block.request)
        self.set_apart += [field for field in block.request if told.is_boxed and field.within in _MARKED]
        if told.is_marked:
            self.marked.update(field.name for field in block.request if field.default is UNSET)
        if block.response:
            self._said.update([block.status] if told.is_status_said else [])
            self.responses.setdefault(block.status, []).extend(block.response)
        if block.names:
            self._blocks.append(block)

    def _take_values(self, told: Told) -> None:
        """Give fields of the request the values that are listed of them, be it that a sample alone shows one."""
        if isinstance(told.sample, dict) and told.aim.side == "request":
            several = {name: isinstance(value, list) for name, value in told.sample.items()}
            self._shown |= {name: f"{name}[]" if is_list else name for name, is_list in several.items()}
        for said, listed in told.values.items():
            if name := field_called(said, [last_step(field.name) for field in self.request]):
                self.request = with_values(self.request, {name: listed})
            elif self.call.method not in BODILESS and (name := field_called(said, self._shown)):
                self.request.append(DocumentedField(name=self._shown[name], within="body", enum=listed))
        self._take_needs(told)

    def _take_needs(self, told: Told) -> None:
        """Take fields of the body that its sample shows, and of which a sentence says whether they are needed.

        Below "Headers" or "Query parameters" it speaks of what is not in the body, as of a name that the path has.
        """
        is_of_body = told.aim.side != "response" and not told.aim.is_elsewhere and told.aim.within in ("", "body")
        if not is_of_body or self.call.method in BODILESS:
            return
        known = {last_step(field.name) for field in self.request} | self.own
        self.request += [
            DocumentedField(name=name, within="body", required=need)
            for name, need in told.needs.items()
            if name in self._shown and name not in known
        ]

    @property
    def says_what_is_returned(self) -> bool:
        """Whether anything is told of the body of a success."""
        has_fields = any(fields and status.startswith("2") for status, fields in self.responses.items())
        return has_fields or any(status != REQUEST for status in self.wholes)

    def _as_in_path(self, field: DocumentedField) -> DocumentedField:
        """Call a parameter of the path as the path does: `widgetId` of `/widgets/{WIDGET_ID}`."""
        name = self._in_path.get(plain(field.name), field.name)
        return replace(field, name=name) if name != field.name and field.within in ("", "url", "path") else field

    def _in_url(self, name: str) -> str:
        """Tell where in an address a parameter stands; of a path with parameters that name it otherwise, nowhere."""
        is_of_query = name in self.query or (not self.own and name not in self.beside)
        return "path" if name in self.own else "query" if is_of_query else ""

    def _in_address(self, field: DocumentedField, told: Told) -> str:
        """Tell the same of a parameter below "URL parameters", where one of the path may be named otherwise."""
        if found := self._in_url(field.name):
            return found
        if not self.own or plain(field.name) in self.others:
            return ""
        # No part of a path may be left out, and what is true or false names nothing.
        is_name = (schema_of_type(field.type) or {}).get("type") != "boolean"
        is_of_path = is_name and self._may_be_in_path(told) and (field.required or self._speaks_of_path(field))
        return "path" if is_of_path and field.required is not False else "query"

    def _speaks_of_path(self, field: DocumentedField) -> bool:
        """Tell whether a field, or what it is said to be, shares a word with a parameter of the path.

        The step before it says what it is of: `box` of `/boxes/{id}`.
        """
        said = set(_words_of(f"{field.name} {field.says}"))
        named = set(_words_of(" ".join("".join(found) for found in _IN_PATH.findall(self.call.path))))
        return not said.isdisjoint(named | {each.removesuffix(end) for each in named for end in ("s", "es")})

    def _may_be_in_path(self, told: Told) -> bool:
        """Tell whether the path has a parameter for each field of an address that it names otherwise."""
        unknown = {name for name in told.names - self.own - self.query if plain(name) not in self.others}
        return len(unknown) <= len(self.own - told.names)

    def _within(self, field: DocumentedField, told: Told) -> str:
        """Tell where a field travels; "" for what is no field of the request or of a response's body."""
        if told.aim.is_elsewhere and not field.within:
            return ""
        if field.within:
            within = self._in_url(field.name) if field.within == "url" else field.within
            return "" if within == "header" and told.aim.side == "response" else within
        where = told.aim.where or ("query" if field.name in self.query else "")
        if where == "path" and told.aim.is_url:
            return self._in_address(field, told)
        if where == "path" and (plain(field.name) in self.others or (self.beside and not self.own)):
            return ""  # of another form of the call: `/state/{metric}` beside `/state`
        if where:
            return where
        place = place_of_field(field, told, self.call, self.sent)
        if place.is_assumed and (steps := steps_of(field.name)):
            self._assumed.add((place.within, steps[0]))
        return place.within

    def take(self, other: "FoundCall", *, is_change: bool = False, said: LinkedCall = _AS_IT_IS) -> None:
        """Take the fields that another call sends, as well as those that it has of its own.

        What that call needs, a change of what is there does not.
        """
        known = {(field.within, field.name) for field in self.request}
        sent = (self._moved(field, said) for field in other.sent_fields() if field.name not in said.but)
        taken = [field for field in sent if field.within and (field.within, field.name) not in known]
        taken = [field for field in taken if field.within != "path" or field.name in self.own]
        self.request.extend(replace(field, required=None) if is_change else field for field in taken)

    def _moved(self, field: DocumentedField, said: LinkedCall) -> DocumentedField:
        """Place a field of another call where this one has it; nowhere, where only one of them has a body for it."""
        has_body = self.call.method not in BODILESS
        if field.within == "query" and has_body and said.in_body:
            return replace(field, within="body")
        return replace(field, within="") if field.within == "body" and not has_body else field

    def send(self, sent: Sequence[DocumentedField], returned: Sequence[DocumentedField]) -> None:
        """Take the fields of the messages that it sends and returns, where the page says nothing else of its bodies."""
        if not any(field.within in ("", "body") for field in self.request):
            self.request.extend(replace(field, within="body") for field in sent)
        if returned and not self.responses.get("200"):
            self.responses.setdefault("200", []).extend(returned)

    def sent_fields(self) -> tuple[DocumentedField, ...]:
        """Return the fields of the request, with what is said of all of them at once."""
        return tuple(
            field if field.required is not None else replace(field, required=self._is_needed(field.name))
            for field in self.request
        )

    def _is_needed(self, name: str) -> bool | None:
        """Tell whether a field that does not say so itself is needed, as a sentence or the marks of others say."""
        if self.of_all is not None:
            return self.of_all.required is not (name in self.of_all.but)
        return True if name in self.marked else None

    def facts(self) -> tuple[AnyFact, ...]:
        """Return the facts of the call, the one of the operation itself aside."""
        responses = {status: tuple(fields) for status, fields in sorted(self._answers().items())}
        call = Call(request=without_body_prefix(self.sent_fields()), responses=responses, media_type=self.media_type)
        stated_by: StatedBy = "component" if self.is_component else "table"
        known = call_facts(call, stated_by=stated_by)
        added = (fact for each, media_type in self._wholes(known) for fact in whole_facts(each, media_type))
        stated = {(type(fact), fact.at): fact for fact in (*added, *known)}
        return (*stated.values(), *self._contradictions(known, stated_by))

    def _answers(self) -> dict[str, list[DocumentedField]]:
        """Return what is returned by status; fields of which no status is said, with the one success that is named."""
        named = [status for status in self.responses if status in _WITH_BODY]
        if "200" in self._said or len(named) != 1 or self.responses[named[0]] or not self.responses.get("200"):
            return self.responses
        others = {status: fields for status, fields in self.responses.items() if status != "200"}
        return {**others, named[0]: self.responses["200"]}

    def _wholes(self, known: Iterable[AnyFact]) -> Iterator[tuple[Whole, str]]:
        """Yield what bodies are of which nothing is told field by field, with their media types."""
        takes_none = self.call.method in BODILESS or any(isinstance(fact, RequestBody) for fact in known)
        for status, whole in self.wholes.items():
            if status == REQUEST and not takes_none:
                yield whole, self.media_type or "application/json"
            elif status != REQUEST and not self.responses.get(status) and not self._is_told_again(status, whole):
                yield replace(whole, status=self._status_of(status)), "application/json"

    def _is_told_again(self, status: str, whole: Whole) -> bool:
        """Tell whether a body of no said status is the one that a table states with another: "Returns", then 201."""
        if status != "200" or status in self._said or status in self.responses:
            return False
        others = (each for other, each in self.wholes.items() if other in _WITH_BODY and other != status)
        return any((each.target, each.is_array) == (whole.target, whole.is_array) for each in others)

    def _status_of(self, status: str) -> str:
        """Return the status of what a sentence says is returned: without one, of the one success that is named."""
        named = [each for each in self.responses if each in _WITH_BODY]
        is_open = status == "200" and "200" not in self._said and len(named) == 1 and named[0] not in self.wholes
        return named[0] if is_open and not self.responses[named[0]] else status

    def _contradictions(self, known: Iterable[AnyFact], stated_by: StatedBy) -> tuple[Contradiction, ...]:
        """Hold each block that states a field once more, under no heading of its own, against what is known of it."""
        blocks = list(zip(_subjects(self._blocks), self._blocks, strict=True))
        times = Counter((subject, name) for subject, block in blocks for name in block.names)
        facts = {fact.at: fact for fact in known if isinstance(fact, Field)}
        of_others = {name for (_, name), count in times.items() if count == 1}
        found: dict[str, Contradiction] = {}
        for subject, block in blocks:
            again = {name for name in block.names - of_others if times[subject, name] > 1}
            for other in call_facts(block.call(again, self.media_type), stated_by=stated_by) if again else ():
                if isinstance(other, Field) and other.at in facts:
                    for each in _against(facts[other.at], other, block):
                        found.setdefault(each.at, each)
        return tuple(found.values())

    def denied(self, facts: Iterable[AnyFact]) -> frozenset[str]:
        """Return the addresses of the facts of which the page says outright that they are not required."""
        received = (field for fields in self.responses.values() for field in fields)
        said = {("request", field.name) for field in self.request if field.required is False}
        said |= {("response", field.name) for field in received if field.required is False}
        return frozenset(fact.at for fact in facts if _named(fact) in said)

    def assumed(self, facts: Iterable[AnyFact]) -> frozenset[str]:
        """Return the addresses of the facts that stand where the method of the call sends such fields."""
        return frozenset(fact.at for fact in facts if _place_of(fact) in self._assumed)


def _subjects(blocks: Sequence[_Block]) -> list[tuple[tuple[Path, str], str, Path]]:
    """Return what each block is about: of what its heading says that it lists each, or all.

    A call has no two sections of one title: there, one of both is of a call that nobody named.
    """
    places: defaultdict[str, set[Path]] = defaultdict(set)
    for block in blocks:
        places[block.title].add(block.section)
    return [
        (
            block.subject,
            each[1].lower() if (each := _EACH.search(block.title)) else "",
            block.section if block.title and len(places[block.title]) > 1 else (),
        )
        for block in blocks
    ]


def _against(known: Field, other: Field, block: _Block) -> Iterator[Contradiction]:
    for aspect, one, two in disagreements(known, other, is_exact=False, denies=block.denies(other)):
        statements = tuple(
            Statement(says=says, stated_by=fact.stated_by, locator=fact.locator)
            for says, fact in ((one, known), (two, other))
        )
        yield contradiction(aspect, known.at, statements, stated_by=other.stated_by)


def _words_of(said: str) -> Iterator[str]:
    return (found.lower() for found in _WORD.findall(said))


def _place_of(fact: AnyFact) -> tuple[str, str]:
    """Return place and name of a parameter, or of a field at the top of the body that is sent; nothing for others."""
    if isinstance(fact, Parameter):
        return fact.within, fact.name
    root, path = split(fact.at)
    is_sent = isinstance(fact, Field) and parts(root)[0] == "request"
    return ("body", unescape(path)) if is_sent else ("", "")


def _named(fact: AnyFact) -> tuple[str, str]:
    """Return whether a fact is of the request or the response, and the name of its field; nothing for other facts."""
    if isinstance(fact, Parameter):
        return "request", fact.name
    root, path = split(fact.at)
    return (parts(root)[0], path) if isinstance(fact, Field) else ("", "")


def share_fields(calls: Sequence[tuple[str, FoundCall]]) -> None:
    """Give calls the fields of those that they are said to take the fields of as well; each stands below its title."""
    own = {(call.call.method, call.call.path): call for _, call in reversed(calls) if call.request and not call.also}
    linked = [(call, call.as_in, _linked(call, call.as_in, calls)) for _, call in calls if call.as_in]
    for _, call in calls:
        other = own.get((call.also.method, call.also.path)) if call.also else None
        if other is not None:
            call.take(other)
    for call, said, other in linked:
        if other is not None:
            call.take(other, is_change=said.is_change or call.call.method == "PATCH", said=said)


def _anchor(title: str) -> str:
    """Return what is equal of a title and any anchor that a generator makes of it: of `GET /a/b`, `get-ab`."""
    return slug(title, limit=_LONGEST_TITLE).replace("-", "")


def _linked(call: FoundCall, said: LinkedCall, calls: Sequence[tuple[str, FoundCall]]) -> FoundCall | None:
    """Return the one call with fields of its own whose title a link leads to, else whose title begins as it says."""
    sent = [(title, other) for title, other in calls if other.request and not other.as_in and other is not call]
    for fits in (
        [other for title, other in sent if _anchor(title) == _anchor(said.anchor)],
        [other for title, other in sent if said.words and word(title).split(" ")[0] == word(said.words)],
    ):
        if len({(other.call.method, other.call.path) for other in fits}) == 1:
            return fits[0]
    return None


def mark_needed(calls: Sequence[FoundCall]) -> None:
    """Take all fields as needed that a page sets apart by its markup and that it does not mark as optional.

    So is a call read of which some are marked, and none is said to be required; a change of what is there needs none.
    """
    for call in calls:
        needs = {field.required for field in call.set_apart}
        if False in needs and True not in needs and call.call.method != "PATCH":
            call.marked.update(field.name for field in call.set_apart if field.default is UNSET)
