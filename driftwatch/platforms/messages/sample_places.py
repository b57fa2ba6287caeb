"""Where a page sends parameters of which no heading says where they travel: by its samples, or in a sentence."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from msgspec import UNSET, Struct

from driftwatch.extract.fields.field import DocumentedField, steps_of
from driftwatch.extract.fields.queries import names_sent
from driftwatch.extract.pages.sample_lines import CURL
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.prose import texts_of_page
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.model.address import path_parameters
from driftwatch.model.facts import UNSTATED
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.named_call import ANY, WRITING, NamedCall
from driftwatch.platforms.calls.sample_calls import codes_of, method_of_curl
from driftwatch.platforms.messages.told import Told

_SENTENCES: Final = lazy_regex(r"(?<=[.!?])\s")
_LONGEST: Final = 400
_ALL: Final = "*"
_OWN_HEADER: Final = lazy_regex(r"x-[a-z][a-z0-9-]{1,60}", re.IGNORECASE)
_HEADER: Final = lazy_regex(
    r"(?P<word>Authorization|Accept)|Accept-(?:Charset|Encoding|Language)"
    r"|Content-(?:Digest|Encoding|Language|Length|MD5|Range|Type)|If-(?:Match|Modified-Since|None-Match|Range|Unmodified-Since)"
    r"|Idempotency-Key|User-Agent"
)
"""How requests call what they send besides; in other letters some of these are names of fields: `accept`."""
_OF_HEADER: Final = lazy_regex(
    r"\b(?:bearer|basic|digest|jwt|oauth|tokens?|api.?keys?|credentials|headers?|mime|media\s?types?)\b|\b(?:application|text)/",
    re.IGNORECASE,
)
"""What is said of a header whose name is a plain word: payments have an `Authorization`, and terms one may `Accept`."""
_VALUES: Final = ("string", "integer")
"""Types of what a header holds."""
_RAW: Final = lazy_regex(r"\s{0,9}(?:(?:GET|POST|PUT|PATCH|DELETE)\s\S|HTTP/\d)")
BODILESS: Final = frozenset(("GET", "DELETE", "HEAD", "OPTIONS"))
_METHOD: Final = lazy_regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b")
_IN_QUERY: Final = lazy_regex(
    r"\bparameters\b[^.]{0,80}\b(?:sent|passed|provided|supplied|specified)\b[^.]{0,40}\bquery\sstring\b", re.IGNORECASE
)
_QUERY: Final = lazy_regex(r"https?://[^\s\"'?]{1,300}\?([^\s\"'\\#]{1,2000})")
_DATA: Final = lazy_regex(r"\s(?:-d|-F|--data(?:-[a-z]{1,12})?|--form(?:-string)?|--json)[\s=]{0,3}")
_KEY: Final = lazy_regex(r"\"([A-Za-z_][\w-]{0,80})\"\s{0,5}:")
_FORM: Final = lazy_regex(r"(?<![\w?&=/])['\"]?([A-Za-z_][\w.\[\]-]{0,80})=")


class Sent(Struct, frozen=True):
    """The names that samples of one method send."""

    query: frozenset[str]
    body: frozenset[str]
    keys: frozenset[str] = frozenset()
    """Of those that requests call their headers, the ones that any body on the page has as keys, sent or returned."""


NOTHING_SENT: Final = Sent(frozenset(), frozenset())


def sent_by_samples(page: Section) -> dict[str, Sent]:
    """Return by method what the curl samples of a page send in the query and in the body.

    Where a sentence says that the parameters of a method may stand in the query string, they do.
    """
    nothing = Sent(frozenset(), frozenset(), _keys_of_bodies(page))
    found = {ANY: nothing}
    for command in _commands(page):
        query = {name for match in _QUERY.finditer(command) for name in names_sent(match[1])}
        data = _DATA.search(command)
        names = (*_KEY.findall(command, data.end()), *_FORM.findall(command, data.end())) if data else ()
        method = method_of_curl(command)
        known = found.get(method, nothing)
        found[method] = Sent(known.query | query, known.body | set(names), known.keys)
    return found | {method: Sent(frozenset({_ALL}), frozenset(), nothing.keys) for method in _said_in_query(page)}


def _keys_of_bodies(page: Section) -> frozenset[str]:
    """Return the names of headers that are keys in a body as JSON, be it below the lines of a request or an answer."""
    bodies = (text.partition("\n\n")[2] if _RAW.match(text) else text for text in codes_of(page))
    keys = (key for body in bodies if body.lstrip().startswith(("{", "[")) for key in _KEY.findall(body))
    return frozenset(key for key in keys if _HEADER.fullmatch(key))


def sent_by(method: str, samples: Mapping[str, Sent]) -> Sent:
    """Return what samples send with a method, of what `sent_by_samples` found."""
    return samples.get(method, samples[ANY])


class Place(Struct, frozen=True):
    """Where a field travels: path, query, body or unstated; `is_assumed` where only its method or its table says so."""

    within: str
    is_assumed: bool = False


def place_of_field(field: DocumentedField, told: Told, call: NamedCall, sent: Sent) -> Place:
    """Place a field of which no heading says where it travels: where samples send it, else as the method sends.

    What is not even said to be sent, what samples send now here and now there, and what goes with a method that nobody
    names, has no stated place; neither has what a function takes whose call has a body.
    """
    if field.name in path_parameters(call.path):
        return Place("path")
    by_name = _sampled_alone(field.name, sent)
    if _OWN_HEADER.fullmatch(field.name) or (not by_name and field.name not in sent.keys and _is_header(field)):
        return Place("header")
    if field.is_assigned:
        return Place("query")
    if call.method == ANY and not by_name:  # its parts stand where it does
        by_name = _sampled_alone("".join(steps_of(field.name)[:1]), sent)
    if call.method in BODILESS and (by_name == UNSTATED or (by_name and call.method == "GET")):
        by_name = "query"  # `curl --get -d`
    is_open = told.is_of_function and call.method not in BODILESS
    if by_name or is_open or not told.is_sent or call.method == ANY:
        return Place(by_name or UNSTATED)
    if call.method in BODILESS or (sent.query and not sent.body):
        return Place("query", is_assumed=True)
    within = _sampled(told.names, sent) or "body"
    return Place(within, is_assumed=within != UNSTATED)


def _is_header(field: DocumentedField) -> bool:
    """Tell whether a field is called as a header of requests; a plain word has to be described as one as well."""
    named = _HEADER.fullmatch(field.name)
    if named is None or (schema_of_type(field.type) or {}).get("type", "string") not in _VALUES:
        return False
    said = (field.type, field.says, *field.enum, "" if field.default is UNSET else field.default)
    return named["word"] is None or _OF_HEADER.search(" ".join(said)[:_LONGEST]) is not None


def _sampled_alone(name: str, sent: Sent) -> str:
    """Return where samples send a name: query, body or both, which says nothing; "" for nowhere."""
    if name in sent.query:
        return UNSTATED if name in sent.body else "query"
    return "body" if name in sent.body else ""


@lru_cache(maxsize=16)
def _sampled(names: frozenset[str], sent: Sent) -> str:
    """Return where samples send some of these names, as of one; each field of a block asks the same."""
    only_query = not names.isdisjoint(sent.query - sent.body)
    only_body = not names.isdisjoint(sent.body - sent.query)
    is_torn = not (only_query or only_body) and not names.isdisjoint(sent.query & sent.body)
    return UNSTATED if is_torn or (only_query and only_body) else "query" if only_query else "body" if only_body else ""


def _said_in_query(page: Section) -> Iterator[str]:
    """Yield the methods of which a sentence says that their parameters may be sent in the query string."""
    for text in texts_of_page(page):
        for said in _SENTENCES.split(text.plain) if "query string" in text.plain else ():
            if len(said) <= _LONGEST and _IN_QUERY.search(said):
                yield from WRITING & set(_METHOD.findall(said))


def _commands(page: Section) -> Iterator[str]:
    for text in codes_of(page):
        starts = [match.start() for match in CURL.finditer(text)]
        for start, end in pairwise((*starts, len(text))):
            yield text[start:end]
