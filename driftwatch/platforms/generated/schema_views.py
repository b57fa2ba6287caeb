"""Pages of OpenAPI Generator's `html2`, Swagger Codegen's before: calls in markup, schemas in scripts that draw them.

Such a page names a call and its parameters in markup that is always the same. What the call carries, and each named
schema, stands in scripts as JSON: `var schemaWrapper = {…};` where it is shown, `defs["Box"] = {…};` for all of them.
They are read as data, and as the OpenAPI document that they were made of. Source: the templates `htmlDocs2/index`,
`param` and `paramB` of both projects, from 2.2 of the older to 7.10 of the newer one.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from msgspec import Struct

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.json_text import finite, no_constant, shallow, whole
from driftwatch.extract.data.lone_surrogates import spelled_halves
from driftwatch.extract.data.script_values import NoLiteralError, value_at
from driftwatch.extract.openapi.schema_words import descriptions_in
from driftwatch.extract.text.blocks import Paragraph, Run, Section, Text
from driftwatch.model.address import METHODS
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex, unescape
from driftwatch.platforms.generated.codegen_calls import CodegenCall, CodegenParameter, document_of_calls, status_of

_MARK: Final = "new JSONSchemaView(schema"
_PIECE: Final = lazy_regex(
    r"<pre\b[^<>]{0,200}\bdata-type=\"(?P<method>[A-Za-z]{3,7})\"[^<>]{0,100}>"
    r"<code><span class=\"pln\">(?P<path>/[^<>]{0,2000})</span>"
    r"|<div class=\"methodsubtabletitle\">(?P<role>Path|Query|Header|Cookie|Form|Body) parameters<"
    r"|<td style=\"width:150px;\">\s{0,9}(?P<name>[^<>\s*]{1,200})"
    r"|<span class=\"type\">(?P<type>[^<>]{1,400})</span>"
    r"|<span class=\"format\">\s{0,99}\(\s{0,99}(?P<format>[\w-]{1,80})\s{0,99}\)"
    r"|<b>Enum: </b>(?P<enum>\s{0,9}<code>(?:[^<>]{0,400}</?code>){1,400})"
    r"|<div class=\"inner (?P<required>required)\">"
    r"|var response\w{1,200}_description = `(?P<meaning>[^`]{1,4000})`;"
    r"|<h3>\s{0,9}Status: (?P<titled>[1-5](?:\d\d|XX)|0|default)(?= - )"
    r"|<ul id=\"responses-detail-[^\"]{1,300}-(?P<status>[1-5](?:\d\d|XX)|0|default)\""
    r"|var (?P<shown>schemaWrapper) = (?=\{)(?!\{\s{0,9}\"components\")"
    r"|defs(?:\.(?P<plain>[\w$]{1,200})|\[\"(?P<quoted>[^\"\n]{1,200})\"\]) = (?=\{)"
)
_VALUE: Final = lazy_regex(r"<code>([^<>]{1,400})</code>")
_UNREADABLE: Final[dict[str, Json]] = {"$ref": "#/components/unreadable/script"}
"""Stands for what a script says that is no literal: a reference that leads nowhere, so that what it said is kept."""
_MOST_DAMAGED: Final = 40
"""Scripts that are no literals, after which a page is left alone: each may be read to its end."""
_decode: Final = json.JSONDecoder(
    strict=False, parse_constant=no_constant, parse_int=whole, parse_float=finite
).raw_decode


class Views(Struct, frozen=True):
    """What the scripts of a page say."""

    document: Json
    """Calls and schemas, in terms of OpenAPI."""
    pieces: tuple[str, ...]
    """The texts that it was read from."""
    words: Section
    """What the page shows of them in words: what answers mean, and what is described of fields."""
    is_damaged: bool
    """So many of its scripts hold no literal that what stands behind them was not read."""


class _Reader:
    """Goes through a page once, piece by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.damaged = 0
        self.role = ""
        self.meaning = ""
        self.status = ""
        self.calls: list[CodegenCall] = []
        self.schemas: dict[str, Json] = {}
        self.pieces: list[str] = []

    def read(self) -> None:
        """Read all pieces; each value is stepped over, so that nothing in it is taken for markup."""
        while self.damaged < _MOST_DAMAGED and (found := _PIECE.search(self.text, self.at)):
            self.at = found.end()
            self._take(found)

    def _take(self, found: re.Match[str]) -> None:
        if found["plain"] or found["quoted"]:
            self._define(found["plain"] or found["quoted"])
        elif found["method"]:
            self._begin(found["method"].lower(), unescape(found["path"]))
        elif self.calls and found["role"]:
            self.role = found["role"].lower()
        elif self.calls and found["shown"]:
            self._carried(self.calls[-1], self._json())
        elif self.calls and found["meaning"]:
            self.meaning = found["meaning"]
            self.pieces.append(self.meaning)
        elif self.calls and (status := found["status"] or found["titled"]):
            self._answer(self.calls[-1], status_of(status))
        elif self.calls and self.role:
            self._parameter(self.calls[-1], found)

    def _answer(self, call: CodegenCall, status: str) -> None:
        self.role, self.status = "", status
        call.responses[status] = {}
        call.words += [f"Status: {status} - {self.meaning}"] if self.meaning else []
        self.meaning = ""

    def _begin(self, method: str, path: str) -> None:
        self.role = self.meaning = self.status = ""
        if method in METHODS:
            self.calls.append(CodegenCall(method, path))

    def _define(self, name: str) -> None:
        """Take in a named schema; one that cannot be read is defined nowhere, so that what it said is kept."""
        value = self._json()
        if value is not _UNREADABLE:
            self.schemas[name] = value

    def _json(self) -> Json:
        try:
            value, end = _read(self.text, self.at)
        except NoLiteralError as error:
            self.damaged += 1
            self.at = max(self.at, error.at)
            return _UNREADABLE
        self.pieces.append(self.text[self.at : end])
        self.at = end
        return value

    def _carried(self, call: CodegenCall, value: Json) -> None:
        """Take what a script shows for what is sent, or for the answer that is named right above it."""
        if self.role == "body":
            call.body, self.role = value, ""
        elif self.status:
            call.responses[self.status], self.status = value, ""

    def _parameter(self, call: CodegenCall, found: re.Match[str]) -> None:
        if found["name"]:
            if self.role != "body":
                call.parameters.append(CodegenParameter(unescape(found["name"]), self.role))
            return
        last = call.parameters[-1] if call.parameters else None
        if last is None or last.role != self.role:
            return
        if found["type"]:
            last.type = unescape(found["type"])
        elif found["format"]:
            last.format = found["format"].strip()
        elif found["enum"]:
            last.enum = tuple(map(unescape, _VALUE.findall(found["enum"])))
        elif found["required"]:
            last.required = True


def _read(text: str, at: int) -> tuple[Json, int]:
    """Read the value at a place of a script, and where it ends: JSON, else a literal as other scripts write them.

    Raises:
        NoLiteralError: it is neither, or nested too deeply.
    """
    try:
        value, end = _decode(text, at)
        return shallow(value), end
    except (ValueError, RecursionError, DocumentError):
        return value_at(text, at)


def views_in(text: str) -> Views | None:
    """Return what the scripts of a page say; None where it is none of these pages, or documents no call."""
    if _MARK not in text:
        return None
    reader = _Reader(spelled_halves(text))
    reader.read()
    if not reader.calls:
        return None
    document = document_of_calls(reader.calls, reader.schemas)
    return Views(
        document, tuple(reader.pieces), Section(children=tuple(_shown(reader))), reader.damaged >= _MOST_DAMAGED
    )


def _shown(reader: _Reader) -> Iterator[Section]:
    """Yield what the scripts write, below the call or the schema that it is of."""
    for call in reader.calls:
        carried = chain((call.body,), call.responses.values())
        words = [*call.words, *chain.from_iterable(map(_described, carried))]
        if words:
            yield _section(f"{call.method.upper()} {call.path}", words)
    for name, schema in reader.schemas.items():
        if words := [f"{path}: {said}" if path else said for path, said in descriptions_in(schema)]:
            yield _section(name, words)


def _described(carried: Json) -> Iterator[str]:
    """Yield what is described of a schema that has no name."""
    stated = loose.mapping(carried)
    forms = (loose.mapping(form).get("schema") for form in loose.mapping(stated.get("content")).values())
    for path, said in chain.from_iterable(map(descriptions_in, (stated.get("schema"), *forms))):
        yield f"{path}: {said}" if path else said


def _section(title: str, words: Sequence[str]) -> Section:
    blocks = tuple(Paragraph(Text((Run(each),))) for each in dict.fromkeys(words))
    return Section(title=title, level=2, heading=Text((Run(title),)), blocks=blocks)
