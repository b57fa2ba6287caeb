"""Where a page sends parameters of which no heading says where they travel: by its samples, or in a sentence."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct

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
    r"Authorization|Accept(?:-(?:Charset|Encoding|Language))?"
    r"|Content-(?:Digest|Encoding|Language|Length|MD5|Range|Type)|If-(?:Match|Modified-Since|None-Match|Range|Unmodified-Since)"
    r"|Idempotency-Key|User-Agent"
)
"""How requests call what they send besides; in other letters some of these are names of fields: `accept`."""
_SENT_AS: Final = lazy_regex(
    r"(?:^|\b(?:sent|passed)\s(?:in|as)\s)(?:an?\s|the\s)?(?P<name>\S{1,60})\sheader\b", re.IGNORECASE
)
"""What a description says of a header that is sent, not of one that anything else has."""
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
    shown: frozenset[str] = frozenset()
    """Of bodies that stand alone, which headings call those of the request: none of these names is a header."""


NOTHING_SENT: Final = Sent(frozenset(), frozenset())


def sent_by_samples(page: Section) -> dict[str, Sent]:
    """Return by method what the curl samples of a page send in the query and in the body.

    Where a sentence says that the parameters of a method may stand in the query string, they do.
    """
    found: dict[str, Sent] = {}
    for command in _commands(page):
        query = {name for match in _QUERY.finditer(command) for name in names_sent(match[1])}
        data = _DATA.search(command)
        names = (*_KEY.findall(command, data.end()), *_FORM.findall(command, data.end())) if data else ()
        method = method_of_curl(command)
        known = found.get(method, NOTHING_SENT)
        found[method] = Sent(known.query | query, known.body | set(names))
    return found | {method: Sent(frozenset({_ALL}), frozenset()) for method in _said_in_query(page)}


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
    if _OWN_HEADER.fullmatch(field.name) or (not by_name and field.name not in sent.shown and _is_header(field)):
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
    """Tell whether a field is called as a header of requests, or said to be one; what is true or false is none."""
    if (schema_of_type(field.type) or {}).get("type") == "boolean":
        return False
    said = _SENT_AS.search(field.says[:_LONGEST]) if field.name[:1].isupper() else None
    is_said = said is not None and said["name"].strip("`*").lower() == field.name.lower()
    return is_said or _HEADER.fullmatch(field.name) is not None


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
