"""Pages of bootprint and of Spectacle, which was made of it: schemas in boxes whose classes say what each part is.

Both draw a Swagger document with the same classes: `json-property-name`, `json-property-type`, `json-schema-ref`, ….
Whether a field is required an empty element says, for style sheets. Source: the partials `json-schema` and `swagger` of
bootprint-json-schema, bootprint-openapi and spectacle-docs.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from driftwatch.extract.data import loose
from driftwatch.extract.text.html_element import Element, around
from driftwatch.extract.text.sections import body_of_html
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import tidy
from driftwatch.model.address import METHODS
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.generated.shown_values import value_of

_MARKS: Final = ("json-property-type", 'id="operation-')
_SCHEMAS: Final = frozenset(
    (
        "json-schema-properties",
        "json-schema-allOf",
        "json-schema-array-items",
        "json-schema-additionalProperties",
        "json-schema-ref",
        "json-schema-ref-array",
    )
)
"""Classes of the boxes of a schema; what stands in one is of that one."""
_SENT: Final = frozenset(("sw-request-body", "swagger-request-body"))
_TAKEN: Final = frozenset(("sw-request-params", "swagger-request-params"))
_ANSWERED: Final = frozenset(("sw-responses", "swagger-responses"))
_LINKS: Final = frozenset(("json-schema-ref", "json-schema-ref-array"))
_INHERITED: Final = frozenset(("json-schema-allOf-inherited",))
_ADDITIONAL: Final = frozenset(("json-schema-allOf-additional",))
_INNER: Final = frozenset(("json-inner-schema",))
_BESIDE: Final = frozenset(
    (
        "json-property-format",
        "json-property-enum-item",
        "json-property-default-value",
        "json-property-read-only",
        "json-inner-schema",
    )
)
_CELLS: Final = 4
"""Cells of a row of parameters: name, description, place, type; a fifth says whether it is needed."""
_ROW: Final = frozenset(("prop-row",))
_STATUS: Final = lazy_regex(r"([1-5]\d\d|default)\b")
_PLACE: Final = lazy_regex(r"(?:in )?(path|query|header|formData)")
_MEDIA: Final = lazy_regex(r"[\w.+*-]{1,100}/[\w.+*-]{1,100}")
_DEFINED: Final = "/definitions/"


def openapi_of_schema_boxes(text: str) -> Json:
    """Return what a page documents, in terms of Swagger; None where it is none of these pages."""
    if not all(mark in text for mark in _MARKS):
        return None
    body = body_of_html(text)
    return _Page(body).document() if body is not None else None


class _Page:
    """One page; a type that links to what the page does not define says nothing."""

    def __init__(self, body: Element) -> None:
        self.panels = [each for each in _all(body) if each.attributes.get("id", "").startswith(("operation-", "defin"))]
        self.defined: dict[str, Element] = {}
        for panel in self.panels:
            if name := next(filter(None, map(_defined, _all(panel))), ""):
                self.defined.setdefault(name, panel)

    def document(self) -> Json:
        """Return the document that the page was made of, as far as it shows it."""
        paths: dict[str, dict[str, Json]] = {}
        for panel in self.panels:
            method, path = _call(panel)
            if method in METHODS and path.startswith("/"):
                paths.setdefault(path, {})[method] = self._operation(panel)
        definitions: dict[str, Json] = {name: self._schema(panel) for name, panel in self.defined.items()}
        return {"swagger": "2.0", "paths": {**paths}, "definitions": definitions} if paths else None

    def _operation(self, panel: Element) -> Json:
        sent = _first(panel, *_SENT)
        parameters = [*self._parameters(panel)]
        schema = self._schema(sent) if sent is not None else {}
        if schema:
            parameters.append({"in": "body", "name": "body", "schema": schema})
        answered = _first(panel, *_ANSWERED)
        consumes, produces = (list(_media(each)) for each in (sent, answered))
        answers = dict(self._answers(answered)) if answered is not None else {}
        return {
            "parameters": parameters,
            "responses": answers,
            **({"consumes": consumes} if consumes else {}),
            **({"produces": produces} if produces else {}),
        }

    def _parameters(self, panel: Element) -> Iterator[Json]:
        for box in _of_class(panel, _TAKEN):
            for row in _rows(box):
                name, place = _named(row)
                if name and place:
                    yield {"name": name, "in": place, "required": _is_required(row), **self._type(row)}

    def _answers(self, box: Element) -> Iterator[tuple[str, Json]]:
        for title, said in _titled(box):
            status = _STATUS.match(_said(title))
            if status is not None:
                schema = self._schema(said)
                yield status[1], {"description": "", **({"schema": schema} if schema else {})}

    def _schema(self, box: Element) -> dict[str, Json]:
        """Return the schema that a box shows; one without parts shows a type."""
        return self._schema_inside(box) or self._type(box)

    def _part(self, part: Element) -> dict[str, Json]:
        classes = part.classes
        if classes & _LINKS:
            return self._reference(part)
        if "json-schema-properties" in classes:
            return self._properties(part)
        if "json-schema-array-items" in classes:
            return {"type": "array", "items": self._both(part)}
        if "json-schema-additionalProperties" in classes:
            return {"type": "object", "additionalProperties": self._both(part) or True}
        return self._all_of(part) if "json-schema-allOf" in classes else {}

    def _all_of(self, part: Element) -> dict[str, Json]:
        inherited = (link for each in _of_class(part, _INHERITED) for link in _of_class(each, _LINKS))
        own = (self._schema(each) for each in _of_class(part, _ADDITIONAL))
        return {"allOf": [each for each in (*map(self._reference, inherited), *own) if each]}

    def _both(self, part: Element) -> dict[str, Json]:
        """Return what a box says of a type in its head, and of its parts below."""
        inner: dict[str, Json] = {}
        for child in _of_class(part, _SCHEMAS - _LINKS | _INNER):
            inner |= self._schema_inside(child) if child.classes & _INNER else self._part(child)
        return {**self._type(part), **inner}

    def _schema_inside(self, box: Element) -> dict[str, Json]:
        """Return the schema of the parts of a box: each adds to it."""
        found: dict[str, Json] = {}
        for part in _of_class(box, _SCHEMAS):
            found |= self._part(part)
        return found

    def _properties(self, part: Element) -> dict[str, Json]:
        found: dict[str, Json] = {}
        needed: list[Json] = []
        terms = next((each for each in part.elements if each.tag == "dl"), part)
        name = ""
        for child in terms.elements:
            if "data-property-name" in child.attributes:
                named = _first(child, "json-property-name")
                name = _said(named).removesuffix(":") if named is not None else ""
                found |= {name: self._type(child)} if name else {}
                needed += [name] if name and _is_required(child) else []
            elif name:
                inner = (child,) if child.classes & _INNER else _of_class(child, _INNER)
                for box in inner:
                    found[name] = {**loose.mapping(found[name]), **self._schema_inside(box)}
        return {"type": "object", "properties": found, **({"required": needed} if needed else {})}

    def _reference(self, part: Element) -> dict[str, Json]:
        name = next(filter(None, map(_linked, _all(part))), "")
        if name not in self.defined:
            return {}
        inner: dict[str, Json] = {"$ref": f"#{_DEFINED}{name}"}
        return {"type": "array", "items": inner} if "json-schema-ref-array" in part.classes else inner

    def _type(self, box: Element) -> dict[str, Json]:
        kind = _first(box, "json-property-type")
        if kind is None:
            return {}
        if (linked := _first(kind, *_LINKS)) is not None and (found := self._reference(linked)):
            return found
        said, _, aside = _said(kind).partition(" | ")
        schema = {**(schema_of_type(said) or {})}
        if aside == "null" and schema:
            schema["nullable"] = True
        return schema if schema.get("type") == "array" else schema | _stated(box, schema)


def _stated(box: Element, schema: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a box says of a simple type beside its name."""
    found: dict[str, Json] = {}
    parts = list(_of_class(box, _BESIDE))
    if formats := [_said(each).strip("()") for each in parts if "json-property-format" in each.classes]:
        found["format"] = formats[0]
    listed = [_said(each) for each in parts if "json-property-enum-item" in each.classes]
    if listed:
        found["enum"] = [value_of(each, schema) for each in listed]
    defaults = [_said(each) for each in parts if "json-property-default-value" in each.classes]
    if defaults := defaults or [*_marked(box)]:
        found["default"] = value_of(defaults[0], schema)
    if any("json-property-read-only" in each.classes for each in parts):
        found["readOnly"] = True
    return found


def _marked(box: Element) -> Iterator[str]:
    """Yield the listed value behind which its box says that it is the default."""
    for listed in _of_class(box, frozenset(("json-property-enum", "json-inner-schema"))):
        for child, behind in pairwise(listed.children):
            if not isinstance(child, str) and isinstance(behind, str) and behind.strip().startswith("(default)"):
                yield _said(child)


def _call(panel: Element) -> tuple[str, str]:
    """Return method and path of an operation, as its title says them."""
    named = _first(panel, "operation-method", "operation-name")
    method, _, rest = _said(named).partition(" ") if named is not None else ("", "", "")
    if rest:
        return method.lower(), rest.strip()
    path = _first(panel, "operation-path")
    if path is None:
        title = _first(panel, "panel-title") or panel
        path = next((each for each in _all(title) if each.tag == "strong"), None)
    return method.lower(), _said(path) if path is not None else ""


def _rows(box: Element) -> Iterator[Element]:
    """Yield the rows of parameters: those of a table, or boxes with what stands in further rows below them."""
    table = next((each for each in _all(box) if each.tag == "tbody"), None)
    if table is not None:
        yield from (each for each in table.elements if each.tag == "tr")
        return
    row: list[Element] = []
    for each in _of_class(box, _ROW):
        if row and "prop-inner" not in each.classes:
            yield around(*row)
            row = []
        row.append(each)
    if row:
        yield around(*row)


def _named(row: Element) -> tuple[str, str]:
    """Return what a parameter is called, and where it travels; both "" where the row does not say it."""
    cells = [each for each in row.elements if each.tag == "td"]
    if len(cells) >= _CELLS:
        name, place = _said(cells[0]), _said(cells[2])
    else:
        title = _first(row, "prop-title")
        said = next((each for each in title.children if isinstance(each, str) and each.strip()), "") if title else ""
        name, place = tidy(said).removesuffix(":"), _place_below(row)
    found = _PLACE.match(place)
    return (name, found[1]) if found is not None else ("", "")


def _place_below(row: Element) -> str:
    """Return where a parameter travels, as it says below its name or, in older pages, in a row of its own."""
    below = _first(row, "prop-subtitle")
    if below is not None:
        return _said(below)
    for inner in row.elements:
        label, *others = [*inner.elements][:2] or [inner]
        if _said(label) == "in" and others:
            return _said(others[0])
    return ""


def _titled(box: Element) -> Iterator[tuple[Element, Element]]:
    """Yield what holds the status of an answer, and its box; the row below it goes on where it says only a type."""
    terms = next((each for each in box.elements if each.tag == "dl"), None)
    if terms is not None:
        inner = list(terms.elements)
        yield from ((one, two) for one, two in pairwise(inner) if (one.tag, two.tag) == ("dt", "dd"))
        return
    rows = list(_of_class(box, _ROW))
    for number, row in enumerate(rows):
        title = _first(row, "prop-title")
        if title is not None:
            below = rows[number + 1] if number + 1 < len(rows) and "prop-inner" in rows[number + 1].classes else row
            yield title, below if not any(_linked(each) for each in _all(row)) else row


def _media(box: Element | None) -> Iterator[str]:
    labels = _of_class(box, frozenset(("label-default",))) if box is not None else ()
    yield from (said for each in labels if _MEDIA.fullmatch(said := _said(each)))


def _is_required(box: Element) -> bool:
    return _first(box, "json-property-required") is not None


def _defined(element: Element) -> str:
    name = element.attributes.get("name", "") if element.tag == "a" else ""
    return name.removeprefix(_DEFINED) if name.startswith(_DEFINED) else ""


def _linked(element: Element) -> str:
    target = element.attributes.get("href", "") if element.tag == "a" else ""
    return target.rpartition(_DEFINED)[2] if _DEFINED in target else ""


def _all(top: Element) -> Iterator[Element]:
    """Yield an element and all that is in it, in its order."""
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(reversed(list(element.elements)))


def _of_class(top: Element, names: AbstractSet[str]) -> Iterator[Element]:
    """Yield the elements below one that have one of these classes, without what is inside of those."""
    waiting = list(reversed(list(top.elements)))
    while waiting:
        element = waiting.pop()
        if element.classes & names:
            yield element
        else:
            waiting.extend(reversed(list(element.elements)))


def _first(top: Element, *names: str) -> Element | None:
    """Return the first element below one that has one of these classes."""
    return next(_of_class(top, frozenset(names)), None)


def _said(element: Element) -> str:
    return tidy("".join(element.strings))
