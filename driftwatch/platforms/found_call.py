"""One call of a page while what is told of it comes in: where each field travels, and what is needed."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.extract.call_facts import Call, call_facts
from driftwatch.extract.fields import DocumentedField
from driftwatch.model.address import path_parameters
from driftwatch.model.facts import AnyFact, Field, Parameter, StatedBy
from driftwatch.model.paths import parts, split
from driftwatch.platforms.endpoint_headings import NamedCall
from driftwatch.platforms.field_sentences import Optional
from driftwatch.platforms.page_fields import Told
from driftwatch.platforms.page_objects import Returned, returned_facts
from driftwatch.platforms.sample_places import Sent
from driftwatch.platforms.widdershins import with_values, without_body_prefix

_BODILESS: Final = frozenset(("GET", "DELETE", "HEAD", "OPTIONS"))
_HEADER: Final = re.compile(r"x-[a-z][a-z0-9-]{1,60}", re.IGNORECASE)


class FoundCall:
    """What is said of one call."""

    def __init__(self, call: NamedCall, sent: Sent | None, others: frozenset[str] = frozenset()) -> None:
        self.call = call
        self.own = frozenset(path_parameters(call.path))
        self.others = others - self.own
        """Parameters in the paths of other calls of the page."""
        self.sent = sent
        self.returned: dict[str, Returned] = {}
        self.request: list[DocumentedField] = []
        self.responses: dict[str, list[DocumentedField]] = {}
        self.media_type = ""
        self.is_component = False
        self.optional: Optional | None = None
        self.marked: set[str] = set()
        """Names of what stands beside fields that are marked as optional."""
        self.also: NamedCall | None = None

    def add(self, told: Told) -> None:
        """Take in what one block says of the call."""
        self.media_type = self.media_type or told.media_type
        self.is_component |= told.is_component
        self.optional = self.optional or told.optional
        self.also = self.also or told.also
        if told.values:
            self.request = with_values(self.request, told.values)
        if told.returned:
            self.returned.setdefault(told.returned.status, told.returned)
        for status, fields in told.responses:
            self.responses.setdefault(status, []).extend(fields)
        for field in told.fields:
            within = self._within(field, told)
            if within == "response":
                self.responses.setdefault(told.status, []).append(replace(field, within="response"))
            elif within:
                self.request.append(replace(field, within=within))
                if told.is_marked and field.default is UNSET:
                    self.marked.add(field.name)

    def _within(self, field: DocumentedField, told: Told) -> str:
        """Tell where a field travels; "" for what is no field of the request or of a response's body."""
        if field.within:
            return field.within
        if told.aim.is_elsewhere:
            return ""
        where = told.aim.where
        if where == "path" and field.name in self.others:
            return ""  # of another form of the call: `/state/{metric}` beside `/state`
        if where == "path" and told.aim.is_url and not self.own:
            return "query"
        return where or self._by_method(field, {other.name for other in told.fields})

    def _by_method(self, field: DocumentedField, beside: set[str]) -> str:
        """Place a field of a table that is just called "Parameters": where samples send it, else as the method does."""
        if field.name in self.own:
            return "path"
        if _HEADER.fullmatch(field.name):
            return "header"
        if field.is_assigned:
            return "query"
        is_bodiless = self.call.method in _BODILESS
        sent = self.sent or Sent(set(), set())
        if is_bodiless:
            return "body" if field.name in sent.body - sent.query and self.call.method != "GET" else "query"
        is_shown = not beside.isdisjoint(sent.query - sent.body) and beside.isdisjoint(sent.body - sent.query)
        return "query" if is_shown or (sent.query and not sent.body) else "body"

    def take(self, other: "FoundCall") -> None:
        """Take the fields that another call sends, as well as those that it has of its own."""
        known = {(field.within, field.name) for field in self.request}
        self.request.extend(field for field in other.sent_fields() if (field.within, field.name) not in known)

    def sent_fields(self) -> tuple[DocumentedField, ...]:
        """Return the fields of the request, with what is said of all of them at once."""
        return tuple(
            field if field.required is not None else replace(field, required=self._is_needed(field.name))
            for field in self.request
        )

    def _is_needed(self, name: str) -> bool | None:
        """Tell whether a field that does not say so itself is needed, as a sentence or the marks of others say."""
        if self.optional is not None:
            return name in self.optional.but
        return True if name in self.marked else None

    def facts(self) -> tuple[AnyFact, ...]:
        """Return the facts of the call, the one of the operation itself aside."""
        responses = {status: tuple(fields) for status, fields in sorted(self.responses.items())}
        call = Call(request=without_body_prefix(self.sent_fields()), responses=responses, media_type=self.media_type)
        stated_by: StatedBy = "component" if self.is_component else "table"
        known = call_facts(call, stated_by=stated_by)
        linked = [each for status, each in self.returned.items() if not responses.get(status)]
        added = (fact for each in linked for fact in returned_facts(each))
        return tuple({(type(fact), fact.at): fact for fact in (*added, *known)}.values())

    def denied(self, facts: Iterable[AnyFact]) -> frozenset[str]:
        """Return the addresses of the facts of which the page says outright that they are not required."""
        received = (field for fields in self.responses.values() for field in fields)
        said = {("request", field.name) for field in self.request if field.required is False}
        said |= {("response", field.name) for field in received if field.required is False}
        return frozenset(fact.at for fact in facts if _named(fact) in said)


def _named(fact: AnyFact) -> tuple[str, str]:
    """Return whether a fact is of the request or the response, and the name of its field; nothing for other facts."""
    if isinstance(fact, Parameter):
        return "request", fact.name
    root, path = split(fact.at)
    return (parts(root)[0], path) if isinstance(fact, Field) else ("", "")


def share_fields(calls: Sequence[FoundCall]) -> None:
    """Give calls the fields of those that they are said to take the fields of as well."""
    own = {(call.call.method, call.call.path): call for call in reversed(calls) if call.request and not call.also}
    for call in calls:
        other = own.get((call.also.method, call.also.path)) if call.also else None
        if other is not None:
            call.take(other)
