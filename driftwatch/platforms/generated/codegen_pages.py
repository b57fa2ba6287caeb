"""Pages of Swagger Codegen's and OpenAPI Generator's `html`: boxes of fields, and models to which calls link.

What a call takes stands in `<div class="param">`, each with a box behind it that says where it travels or of which type
it is. An answer links to its model; the type of what a call returns stands in a box of its own, and is that of its
first success. Source: the template `htmlDocs/index` of both projects, from 2.2 of the older to 7.10 of the newer one.
"""

import re
from collections.abc import Container
from typing import Final

from msgspec import field

from driftwatch.extract.words.codegen_types import schema_named
from driftwatch.model.address import METHODS
from driftwatch.model.formats import is_of_texts
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex, unescape
from driftwatch.platforms.generated.codegen_calls import (
    BODY,
    CodegenCall,
    CodegenParameter,
    document_of_calls,
    schema_of,
    status_of,
)

_MARKS: Final = ('<span class="http-method">', '<div class="field-items">', 'name="__Models"')
_PIECE: Final = lazy_regex(
    r"<pre class=\"\w{3,7}\"><code class=\"huge\"><span class=\"http-method\">(?P<method>\w{3,7})</span>"
    r"\s{1,9}(?P<path>/[^<>]{0,2000})</code>"
    r"|<h3 class=\"field-label\">(?P<label>[^<>]{1,60})</h3>"
    r"|<li><code>(?P<media>[\w.+*-]{1,100}/[\w.+*-]{1,100})"
    r"|<div class=\"return-type\">\s{0,99}"
    r"(?P<returned>[^<>]{0,300}(?:<a\b[^<>]{0,300}>[^<>]{0,300}</a>[^<>]{0,100})?)</div>"
    r"|<h4 class=\"field-label\">(?P<status>[1-5](?:\d\d|XX)|0|default)</h4>[^<>]{0,9000}"
    r"(?:<a href=\"#[^\"<>]{0,300}\">(?P<answer>[^<>]{1,300})</a>)?"
    r"|<div class=\"model\">\s{0,99}<h3>\s{0,9}<a name=\"(?P<model>[^\"<>]{1,300})\""
    r"|<div class=\"param\">(?P<name>[^<>\s]{1,200})\s{0,9}"
    r"(?:<a href=\"#[^\"<>]{0,300}\">(?P<body>[^<>]{1,300})</a>\s{0,9})?"
    r"(?:\((?P<need>optional|required)\))?\s{0,9}</div>"
    r"\s{0,99}<div class=\"param-desc\"><span class=\"param-type\">"
    r"(?:<a\b[^<>]{0,300}>)?(?P<type>[^<>]{0,300})(?:</a>)?</span>"
    r"(?P<said>[^<>]{0,9000})"
    r"|<div class=\"param-enum\">(?P<value>[^<>]{1,400})</div>"
)
_TAIL: Final = lazy_regex(
    r"(?:\bdefault: (?P<default>[^\s:]{0,200}[^\s:.,;)])\s{0,9})?"
    r"(?:\bformat: (?P<format>[\w-]{1,60}))?\s{0,99}\Z"
)
_TAILS: Final = 300
"""Letters at the end of what is said of a field in which its default and its format stand."""
_ROLE: Final = lazy_regex(r"(Path|Query|Header|Cookie|Form|Body) Parameter")
_TAG: Final = lazy_regex(r"<[^<>]{0,300}>")
_OF_FORMATS: Final = {"int32": "Integer", "int64": "Long", "float": "Float", "double": "Double", "boolean": "Boolean"}
"""Types of the formats that OpenAPI has for numbers: a page says no more of a parameter."""


class _Call(CodegenCall):
    """A call while its page is read; types are as written until all models are known."""

    answers: dict[str, str] = field(default_factory=dict)
    returned: str = ""
    forms: dict[str, list[str]] = field(default_factory=dict)
    """Media types, below "consumes" and "produces"."""
    whole: tuple[str, bool] | None = None
    """The type of its body, and whether it is needed."""


class _Page:
    """Goes through a page once; models are linked before they are described."""

    def __init__(self) -> None:
        self.calls: list[_Call] = []
        self.models: dict[str, list[CodegenParameter]] = {}
        self.model: list[CodegenParameter] | None = None
        self.label = ""

    def take(self, found: re.Match[str]) -> None:
        """Take in one piece; what stands before the first call, and in no model, is of none."""
        if found["method"]:
            self.model = None
            if found["method"].lower() in METHODS:
                self.calls.append(_Call(found["method"].lower(), unescape(found["path"])))
        elif found["model"]:
            self.model = self.models.setdefault(unescape(found["model"]), [])
        elif self.model is not None:
            self._of_model(self.model, found)
        elif self.calls:
            self._of_call(self.calls[-1], found)

    def _of_model(self, model: list[CodegenParameter], found: re.Match[str]) -> None:
        if found["name"]:
            model.append(_field(found, "", found["need"] is None))
        elif found["value"] and model:
            model[-1].enum = (*model[-1].enum, unescape(found["value"]).strip())

    def _of_call(self, call: _Call, found: re.Match[str]) -> None:
        if found["label"]:
            self.label = found["label"].lower()
        elif found["media"]:
            call.forms.setdefault(self.label, []).append(found["media"].lower())
        elif found["returned"]:
            call.returned = unescape(_TAG.sub("", found["returned"]))
        elif found["status"]:
            call.answers[status_of(found["status"])] = unescape(found["answer"] or "")
        elif found["name"] and (role := _ROLE.match(found["type"])):
            needed = found["need"] == "required"
            if role[1] == "Body":
                call.whole = unescape(found["body"] or ""), needed
            else:
                call.parameters.append(_field(found, role[1].lower(), needed))


def openapi_of_boxes(text: str) -> Json:
    """Return what a page documents in terms of OpenAPI; None where it is none of these pages."""
    if not all(mark in text for mark in _MARKS):
        return None
    page = _Page()
    for found in _PIECE.finditer(text):
        page.take(found)
    for call in page.calls:
        _settle(call, page.models)
    schemas: dict[str, Json] = {name: _schema(fields, page.models) for name, fields in page.models.items()}
    return document_of_calls(page.calls, schemas) if page.calls else None


def _field(found: re.Match[str], role: str, required: bool) -> CodegenParameter:  # noqa: FBT001 - as the page says
    said = _TAIL.search(unescape(found["said"])[-_TAILS:])
    written = said["format"] or "" if said else ""
    kind = unescape(found["type"]) if not role else _kind_of(written)
    default = said["default"] if said and role and said["default"] != "null" else None
    return CodegenParameter(
        name=unescape(found["name"]),
        role=role,
        type=kind,
        format=written,
        required=required,
        default=default or None,
    )


def _kind_of(written: str) -> str:
    """Return the type of which a parameter of a format is; of most formats a page does not tell."""
    return _OF_FORMATS.get(written) or ("String" if is_of_texts(written) else "")


def _settle(call: _Call, models: Container[str]) -> None:
    """Make the body and the answers of a call, by the models of its page."""
    consumes, produces = (call.forms.get(label) or [BODY] for label in ("consumes", "produces"))
    if call.whole is not None:
        kind, needed = call.whole
        call.body = {"required": needed, "content": {name: _carrying(kind, models) for name in consumes}}
    first = next((status for status in sorted(call.answers) if status[0] in "2d"), "")
    for status, linked in call.answers.items():
        kind = call.returned if status == first and call.returned.strip() else linked
        call.responses[status] = {"content": {name: _carrying(kind, models) for name in produces}} if kind else {}


def _carrying(kind: str, models: Container[str]) -> Json:
    schema = schema_named(kind, models)
    return {"schema": schema} if schema else {}


def _schema(fields: list[CodegenParameter], models: Container[str]) -> Json:
    """Make the schema of a model; of one that lists no field (an enumeration) the page says nothing."""
    if not fields:
        return {}
    needed: list[Json] = [each.name for each in fields if each.required]
    listed = {each.name: schema_of(each, models) for each in fields}
    return {"type": "object", "properties": {**listed}, **({"required": needed} if needed else {})}
