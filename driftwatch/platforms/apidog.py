"""Apidog and Apifox: the `.md` export with an OpenAPI fence, and the text of their HTML app.

The app's text has each name, type and badge on a line of its own, allowed values glued together (`highmediumlow`) and
no sign of nesting; what cannot be told apart stays unset.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import UNSET, Struct

from driftwatch.extract.fields.call_facts import Call, call_facts
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.text.blocks import Code, Section
from driftwatch.extract.text.prose import texts_of
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import required_word, tidy, word
from driftwatch.model.facts import Operation
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.endpoint_headings import call_of_blocks
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.pages.plain_page import PageOperation

_PARAMS: Final = lazy_regex(r"(Header|Path|Query|Cookie|Body) Params?(?:\s(\S{1,80}))?$", re.IGNORECASE)
_MARKS: Final = ("maintainer", "modified at", "body params", "not configured", "developing", "released")
_ENOUGH_MARKS: Final = 2
_ENDS: Final = frozenset(
    (
        "examples",
        "example",
        "responses",
        "response",
        "request code samples",
        "request samples",
        "modified at",
        "previous",
        "next",
    )
)
_METHOD: Final = lazy_regex(rf"({ANY_METHOD})$")
_NAME: Final = lazy_regex(r"[A-Za-z_$][\w.$\[\]-]{0,100}$")
_RESPONSE: Final = lazy_regex(r"\W{0,3}([1-5]\d\d)$")
_BADGES: Final = frozenset(("required", "optional", "deprecated"))
_SKIPPED_LABELS: Final = ("allowed values", "allowed value", "example", "examples", "possible values")


class _Group(Struct, frozen=True):
    """Lines below "Body Params application/json": where the fields travel, and their lines."""

    within: str
    media_type: str
    lines: tuple[str, ...]


def is_apidog(page: Section) -> bool:
    """Tell whether a page is the text of Apidog's app, by its footer and badges."""
    said = {line.lower() for line in _lines(page)}
    return sum(any(line.startswith(mark) for line in said) for mark in _MARKS) >= _ENOUGH_MARKS


def operations_of_page(page: Section, place: str) -> tuple[PageOperation, ...]:
    """Return the operation that a text dump of the Apidog app shows, if any."""
    lines = tuple(_lines(page))
    call = _call(lines)
    if call is None or not is_apidog(page):
        return ()
    groups = tuple(_groups(lines))
    request = tuple(field for group in groups for field in _fields(group))
    media_type = next((group.media_type for group in groups if group.within == "body"), "")
    responses: dict[str, tuple[DocumentedField, ...]] = dict.fromkeys(_statuses(lines), ())
    documented = Call(request=request, responses=responses, media_type=media_type)
    operation = Operation(
        at="operation",
        method=call.method,
        path=call.path,
        summary=page.title,
        stated_by="prose",
        locator=page.title or place,
    )
    facts = (operation, *call_facts(documented, stated_by="table"))
    return (PageOperation(method=call.method, path=call.path, facts=facts, server=call.server),)


def _lines(page: Section) -> Iterator[str]:
    for _, section in page.walk():
        yield from filter(None, (tidy(section.title),))
        for text in texts_of(section.blocks):
            yield from filter(None, map(tidy, text.plain.split("\n")))


def _call(lines: Sequence[str]) -> NamedCall | None:
    """Find the method and the path below it; the sidebar's badges have no path below them."""
    for index, line in enumerate(lines[:-1]):
        if _METHOD.match(line) and lines[index + 1].startswith(("/", "http")):
            return call_of_blocks((Code("", "", f"{line} {lines[index + 1]}"),))
    return None


def _groups(lines: Sequence[str]) -> Iterator[_Group]:
    heads = [index for index, line in enumerate(lines) if _PARAMS.match(line)]
    for index in heads:
        match = _PARAMS.match(lines[index])
        end = next((at for at in range(index + 1, len(lines)) if _ends(lines[at])), len(lines))
        if match:
            yield _Group(match[1].lower(), (match[2] or "").lower(), tuple(lines[index + 1 : end]))


def _ends(line: str) -> bool:
    return bool(_PARAMS.match(line)) or line.lower().startswith("modified at") or word(line) in _ENDS


def _fields(group: _Group) -> Iterator[DocumentedField]:
    starts = [index for index in range(len(group.lines) - 1) if _is_field(group.lines, index)]
    for start, end in zip(starts, [*starts[1:], len(group.lines)], strict=True):
        yield _field(group, group.lines[start:end])


def _is_field(lines: Sequence[str], index: int) -> bool:
    if not _NAME.match(lines[index]) or (index and word(lines[index - 1]) in ("default", *_SKIPPED_LABELS)):
        return False
    return names_type(lines[index + 1]) and word(lines[index]) not in _BADGES


def _field(group: _Group, lines: Sequence[str]) -> DocumentedField:
    badges = [required_word(line) for line in lines[2:4]]
    default = next((lines[at + 1] for at in range(2, len(lines) - 1) if word(lines[at]) == "default"), None)
    return DocumentedField(
        name=lines[0],
        type=lines[1],
        required=next((said for said in badges if said is not None), None),
        default=UNSET if default is None else default,
        deprecated=any(word(line) == "deprecated" for line in lines[2:4]),
        within=group.within,
        locator=f"{group.within.title()} Params > {lines[0]}",
    )


def _statuses(lines: Sequence[str]) -> Iterator[str]:
    start = next((index for index, line in enumerate(lines) if word(line) in ("responses", "response")), len(lines))
    yield from dict.fromkeys(match[1] for line in lines[start:] if (match := _RESPONSE.match(line)))
