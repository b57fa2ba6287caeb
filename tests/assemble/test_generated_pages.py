"""A law: what a generator writes of a specification, in either layout, is read back as the specification has it."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.model.facts import AnyFact, Field, Parameter, Response
from tests.assemble.test_page_objects import site

WORDS = ("box", "lid", "rim", "size", "mass", "colour", "owner", "place")
TYPES = ("string", "integer", "boolean")
SCHEMAS = ("Box", "Lid", "Rim")


class Kind(NamedTuple):
    """The type of a field, or the schema that it refers to; `many` for an array of such."""

    name: str
    many: bool = False


class Call(NamedTuple):
    method: str
    path: str
    query: dict[str, tuple[Kind, bool]]
    body: Kind | None
    answers: dict[str, Kind | None]


class Specification(NamedTuple):
    calls: tuple[Call, ...]
    schemas: dict[str, dict[str, tuple[Kind, bool]]]


def _kinds(names: tuple[str, ...]) -> st.SearchStrategy[Kind]:
    return st.builds(Kind, st.sampled_from(names), st.booleans())


@st.composite
def specifications(draw: st.DrawFn) -> Specification:
    fields = st.dictionaries(
        st.sampled_from(WORDS), st.tuples(_kinds(TYPES + SCHEMAS), st.booleans()), min_size=1, max_size=4
    )
    query = st.dictionaries(st.sampled_from(WORDS), st.tuples(_kinds(TYPES), st.booleans()), max_size=3)
    statuses = st.dictionaries(
        st.sampled_from(("200", "201", "404", "409", "default")), st.none() | _kinds(SCHEMAS), min_size=1, max_size=3
    )
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(("GET", "POST", "PUT")), st.sampled_from(WORDS)),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    calls = tuple(
        Call(
            method,
            f"/v1/{word}s/{{id}}" if draw(st.booleans()) else f"/v1/{word}s",
            draw(query),
            draw(_kinds(SCHEMAS)) if method != "GET" and draw(st.booleans()) else None,
            draw(statuses),
        )
        for method, word in sorted(names, key=lambda name: (name[1], name[0]))
    )
    return Specification(calls, {name: draw(fields) for name in SCHEMAS})


def _linked(kind: Kind, prefix: str) -> str:
    said = f"[{kind.name}](#{prefix}{kind.name.lower()})" if kind.name in SCHEMAS else kind.name
    return said if not kind.many else f"[ {said} ]" if not prefix else f"[{said}]"


def _rows(*rows: tuple[str, ...]) -> str:
    head, *others = ("| " + " | ".join(row) + " |\n" for row in rows)
    return head + "|" + "---|" * len(rows[0]) + "\n" + "".join(others) + "\n"


def headed_by_address(of: Specification) -> str:
    """Write it as swagger-markdown does: a heading for the path, one for each method below it."""
    page, at = "# Boxes\n\n---\n", ""
    for call in sorted(of.calls, key=lambda call: call.path):
        page += "" if call.path == at else f"### {call.path}\n\n"
        page, at = f"{page}#### {call.method}\n##### Summary\n\nDoes it.\n\n", call.path
        query = [
            (name, "query", "Said", "Yes" if need else "No", _linked(kind, ""))
            for name, (kind, need) in call.query.items()
        ]
        path = [("id", "path", "Which", "Yes", "string")] if "{id}" in call.path else []
        if query or path:
            head = ("Name", "Located in", "Description", "Required", "Schema")
            page += "##### Parameters\n\n" + _rows(head, *query, *path)
        if call.body is not None:
            page += "##### Request Body\n\n" + _rows(
                ("Required", "Schema"), ("Yes", f"**application/json**: {_linked(call.body, '')}<br>")
            )
        answers = [
            (status, "Said", f"**application/json**: {_linked(kind, '')}<br>" if kind else "")
            for status, kind in call.answers.items()
        ]
        page += "##### Responses\n\n" + _rows(("Code", "Description", "Schema"), *answers)
    page += "### Schemas\n\n"
    for name, fields in of.schemas.items():
        rows = ((each, _linked(kind, ""), "Said", "Yes" if need else "No") for each, (kind, need) in fields.items())
        page += f"#### {name}\n\n" + _rows(("Name", "Type", "Description", "Required"), *rows)
    return page


def with_anchors(of: Specification) -> str:
    """Write it as widdershins does: each call in a line of code, schemas below anchors of their own."""
    page = "# Boxes\n\n"
    for number, call in enumerate(of.calls):
        page += f"## call{number}\n\n`{call.method} {call.path}`\n\n"
        query = [
            (name, "query", _linked(kind, "schema"), str(need).lower(), "none")
            for name, (kind, need) in call.query.items()
        ]
        path = [("id", "path", "string", "true", "none")] if "{id}" in call.path else []
        body = [("body", "body", _linked(call.body, "schema"), "true", "none")] if call.body is not None else []
        if query or path or body:
            page += f'<h3 id="call{number}-parameters">Parameters</h3>\n\n'
            page += _rows(("Name", "In", "Type", "Required", "Description"), *path, *query, *body)
        answers = [
            (status, "Said", "Said", _linked(kind, "schema") if kind else "None")
            for status, kind in call.answers.items()
        ]
        page += f'<h3 id="call{number}-responses">Responses</h3>\n\n'
        page += _rows(("Status", "Meaning", "Description", "Schema"), *answers)
    page += "# Schemas\n\n"
    for name, fields in of.schemas.items():
        rows = (
            (each, _linked(kind, "schema"), str(need).lower(), "none", "none") for each, (kind, need) in fields.items()
        )
        page += (
            f'<h2 id="tocS_{name}">{name}</h2>\n<!-- backwards compatibility -->\n<a id="schema{name.lower()}"></a>\n'
        )
        page += "\n### Properties\n\n" + _rows(("Name", "Type", "Required", "Restrictions", "Description"), *rows)
    return page


def read(page: str) -> Specification:
    """Read the page, and return what was found in the same words."""
    entries = {entry.owner.name: entry.facts for entry in site(boxes=page).entries}
    kinds = {owner: _fields(facts, "schema") for owner, facts in entries.items() if " " not in owner}
    named = {owner: next((name for name in SCHEMAS if name.lower() in owner.lower()), owner) for owner in kinds}
    calls = []
    for owner, facts in sorted(entries.items()):
        if " /" in owner:
            method, path = owner.split(" ")
            answers = [fact.status for fact in facts if isinstance(fact, Response)]
            bodies = {status: _fields(facts, f"response · {status} · application/json").get("") for status in answers}
            sent = _fields(facts, "request · application/json").get("")
            query = {
                fact.name: (_fields(facts, fact.at)[""], bool(fact.required))
                for fact in facts
                if isinstance(fact, Parameter) and fact.within == "query"
            }
            calls.append(
                Call(
                    method,
                    path,
                    {name: (kind, need) for name, ((kind, _), need) in query.items()},
                    _named(sent, named),
                    {status: _named(body, named) for status, body in bodies.items()},
                )
            )
    schemas = {
        named[owner]: {
            name: (Kind(named.get(kind.name, kind.name), kind.many), need)
            for name, (kind, need) in fields.items()
            if name
        }
        for owner, fields in kinds.items()
    }
    return Specification(tuple(calls), schemas)


def _named(found: tuple[Kind, bool] | None, named: dict[str, str]) -> Kind | None:
    return Kind(named.get(found[0].name, found[0].name), found[0].many) if found is not None else None


def _fields(facts: tuple[AnyFact, ...], at: str) -> dict[str, tuple[Kind, bool]]:
    """Return the fields below an address by name, "" for the root, each with its type or reference and its need."""
    own = {
        fact.at.removeprefix(f"{at} · "): fact
        for fact in facts
        if isinstance(fact, Field) and fact.at.startswith(f"{at} · ")
    }
    found = {}
    for path, fact in own.items():
        if not path.endswith("[]") or path == "[]":
            items = own.get("[]" if path == "$" else f"{path}[]")
            inner = items if items is not None else fact
            if path != "[]":
                kind = Kind(inner.ref or "".join(inner.type), items is not None)
                found["" if path == "$" else path] = (kind, bool(fact.required))
    return found


@settings(max_examples=30)
@given(specifications())
def test_a_page_with_methods_below_addresses_says_what_the_specification_does(of: Specification) -> None:
    _is_read(headed_by_address(of), of)


@settings(max_examples=30)
@given(specifications())
def test_a_page_with_schemas_below_anchors_says_what_the_specification_does(of: Specification) -> None:
    _is_read(with_anchors(of), of)


def _is_read(page: str, of: Specification) -> None:
    found = read(page)
    assert {(call.method, call.path): call[2:] for call in found.calls} == {
        (call.method, call.path.replace("{id}", "{}")): call[2:] for call in of.calls
    }
    used = found.schemas.keys()
    assert found.schemas == {name: fields for name, fields in of.schemas.items() if name in used}
    asked = {kind.name for call in of.calls for kind in (call.body, *call.answers.values()) if kind is not None}
    assert asked <= used
