"""Work grows with the length of what is read: twice as much of any shape is about twice as many calls, not four times.

Calls are counted, not seconds, so that a machine under load finds the same.
"""

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.extract.index.places import normalised_text
from driftwatch.history.review import review
from driftwatch.model.finding import Report, Side
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.detection import links_of, statements_of
from driftwatch.redaction import redact
from driftwatch.rules.policy import Policy
from driftwatch.workflows.record import report_files
from tests.counting import counted

SIZE: Final = 80
SIZES: Final = {
    "a ladder of alternatives": 40,
    "links": 300,
    "fences that never end": 160,
    "requirements": 160,
    "types in one sentence": 800,
}
"""Of shapes whose work is bounded, or begins, beyond that size."""
RATIO: Final = 2.5
"""Linear work is 2, with a logarithm 2.2 at these sizes; quadratic work of any weight tends to 4."""
HEAD: Final = "# Things\n\n`POST /v1/things`\n\n"
JSON: Final = "application/json"

_LAZY: Final = type(lazy_regex(""))

Shape = Callable[[int, str], tuple[str, str, str]]
"""Number of parts, and a word that both versions write differently, to name, text and type of a document."""


def page(*parts: str) -> tuple[str, str, str]:
    return "things.md", HEAD + "".join(parts), "text/markdown"


def html(*parts: str) -> tuple[str, str, str]:
    whole = f"<html><body><h1>POST /v1/things</h1>{''.join(parts)}</body></html>"
    return "things.html", whole, "text/html"


def spec(operation: dict[str, Any], schemas: Mapping[str, Any] | None = None, **more: Any) -> tuple[str, str, str]:
    document = {
        "openapi": "3.0.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/v1/things": {"post": {"responses": {"200": {"description": "ok"}}, **operation}}},
        "components": {"schemas": schemas or {}},
    }
    return "things.json", json.dumps(document | more), JSON


def sent(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {JSON: {"schema": schema}}}}


def with_properties(names: list[str], **schema: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string", **schema} for name in names}}


def chained(count: int, word: str) -> tuple[str, str, str]:
    schemas: dict[str, Any] = {
        f"S{at}": {"type": "object", "properties": {f"x{word}": {"$ref": f"#/components/schemas/S{at + 1}"}}}
        for at in range(count)
    }
    return spec(sent({"$ref": "#/components/schemas/S0"}), {**schemas, f"S{count}": {"type": "string"}})


def ladder(keyword: str) -> Shape:
    """Schemas each of which holds the next one among its alternatives."""

    def made(count: int, word: str) -> tuple[str, str, str]:
        def step(at: int) -> dict[str, Any]:
            return {keyword: [{"$ref": f"#/components/schemas/S{at + 1}"}, with_properties([f"a{at}{word}"])]}

        return spec(sent({"$ref": "#/components/schemas/S0"}), {f"S{at}": step(at) for at in range(count)})

    return made


def joined(count: int, word: str) -> tuple[str, str, str]:
    """Schemas each of which joins a field of its own, in which something changes, to the next one."""

    def step(at: int) -> dict[str, Any]:
        own = with_properties([f"a{at}"], maxLength=len(word) * 10)
        return {"allOf": [{"$ref": f"#/components/schemas/S{at + 1}"}, own]}

    schemas = {f"S{at}": step(at) for at in range(count)}
    return spec(sent({"$ref": "#/components/schemas/S0"}), {**schemas, f"S{count}": with_properties(["z"])})


def extending(count: int, word: str, *, in_a_row: bool) -> tuple[str, str, str]:
    """Schemas that extend one with a discriminator, whose mapping names each: itself, or each the one before it."""
    mapping = {f"s{at}": f"#/components/schemas/S{at}" for at in range(1, count)}
    base = with_properties(["kind"]) | {"discriminator": {"propertyName": "kind", "mapping": mapping}}

    def step(at: int) -> dict[str, Any]:
        above = {"$ref": f"#/components/schemas/S{at - 1 if in_a_row else 0}"}
        return {"allOf": [above, with_properties([f"a{at}"], maxLength=len(word) * 10)]}

    schemas = {"S0": base, **{f"S{at}": step(at) for at in range(1, count)}}
    return spec(sent({"$ref": "#/components/schemas/S0"}), schemas)


def reached_by_all(count: int, word: str) -> tuple[str, str, str]:
    """As many calls as schemas, each of which reaches all of them."""
    schemas = {f"S{at}": with_properties([f"a{at}{word}"]) for at in range(count)}
    whole = {"type": "object", "properties": {f"s{at}": {"$ref": f"#/components/schemas/S{at}"} for at in range(count)}}
    call = {"responses": {"200": {"description": "ok"}}, **sent({"$ref": "#/components/schemas/All"})}
    return spec({}, {**schemas, "All": whole}, paths={f"/v1/a{at}": {"post": call} for at in range(count)})


def names_of_other_things(count: int, word: str) -> tuple[str, str, str]:
    """As many calls as schemas, each of which has nothing left of what it was, and is reached by all of them."""
    schemas = {f"S{at}": with_properties([f"{word}{at}", f"{word[::-1]}{at}"]) for at in range(count)}
    whole = {"type": "object", "properties": {f"s{at}": {"$ref": f"#/components/schemas/S{at}"} for at in range(count)}}
    call = {"responses": {"200": {"description": "ok"}}, **sent({"$ref": "#/components/schemas/All"})}
    return spec({}, {**schemas, "All": whole}, paths={f"/v1/a{at}": {"post": call} for at in range(count)})


def declared_beside(count: int, word: str) -> tuple[str, str, str]:
    """A schema that joins another one, of whose fields none is left, to as many fields of its own."""
    own = with_properties([f"own{at}" for at in range(count)])
    schemas = {
        "Base": with_properties([f"a{at}{word}" for at in range(count)]),
        "Whole": {"allOf": [{"$ref": "#/components/schemas/Base"}, own]},
    }
    return spec(sent({"$ref": "#/components/schemas/Whole"}), schemas)


def answers_in_a_row(count: int, word: str) -> tuple[str, str, str]:
    """Answers each of which is a reference to the next one, and as many statuses that refer to them."""
    row: dict[str, Any] = {f"R{at}": {"$ref": f"#/components/responses/R{at + 1}"} for at in range(count)}
    last = {"description": "x", "content": {JSON: {"schema": with_properties([word])}}}
    statuses = {str(200 + at): {"$ref": f"#/components/responses/R{at}"} for at in range(count)}
    return spec({"responses": statuses}, components={"responses": {**row, f"R{count}": last}})


def sent_back(count: int, word: str) -> tuple[str, str, str]:
    """Callbacks that send a field each."""
    call = {"post": {"responses": {"200": {"description": "ok"}}, **sent(with_properties([f"a{word}"]))}}
    return spec({"callbacks": {f"c{at}": {"{$request.body#/url}": call} for at in range(count)}})


def lists_of_html(count: int, word: str) -> tuple[str, str, str]:
    return html(*(f"<ul><li>item {at} {word} {'</li></ul>' * 40 * (at % 40 == 39)}" for at in range(count)))


def aliased(count: int, word: str) -> tuple[str, str, str]:
    """YAML in which as many names are given to values as are used."""
    named = "".join(f"  a{at}: &a{at} {{type: string, description: {word}{at}}}\n" for at in range(count))
    fields = "".join(f"      f{at}: *a{at}\n" for at in range(count))
    whole = (
        f"openapi: 3.0.0\ninfo: {{title: T, version: '1'}}\nx-named:\n{named}components:\n  schemas:\n    Thing:\n"
        f"     properties:\n{fields}paths:\n  /v1/things:\n    get:\n      responses:\n        '200':\n"
        "          description: ok\n          content:\n            application/json:\n"
        "              schema: {$ref: '#/components/schemas/Thing'}\n"
    )
    return "things.yaml", whole, "application/yaml"


def told_apart(count: int, word: str) -> tuple[str, str, str]:
    """Alternatives that a property tells apart."""
    names = [f"S{at}" for at in range(count)]
    mapping = {f"m{name}{word}": f"#/components/schemas/{name}" for name in names}
    alternatives = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    schema = {"oneOf": alternatives, "discriminator": {"propertyName": "kind", "mapping": mapping}}
    return spec(sent(schema), {name: with_properties(["kind", f"{name}{word}"]) for name in names})


def calls_of_one_schema(count: int, word: str) -> tuple[str, str, str]:
    call = {"responses": {"200": {"description": "ok"}}, **sent({"$ref": "#/components/schemas/Thing"})}
    return spec({}, {"Thing": with_properties([word])}, paths={f"/v1/a{at}": {"post": call} for at in range(count)})


def renamed_calls(count: int, word: str) -> tuple[str, str, str]:
    call = {"summary": "Does it", "responses": {"200": {"description": "ok"}}}
    return spec({}, paths={f"/v1/{word}{at}": {"post": call} for at in range(count)})


def schemes(count: int, word: str) -> tuple[str, str, str]:
    known = {f"s{at}{word}": {"type": "apiKey", "in": "header", "name": f"X{at}"} for at in range(count)}
    return spec({"security": [{name: [] for name in known}]}, components={"securitySchemes": known})


ANSWERS: Final = {"post": {"responses": {"200": {"description": "ok"}}}}
NAME_TYPE: Final = "| Name | Type | Description |\n|---|---|---|\n"
SHAPES: Final[Mapping[str, Shape]] = {
    "code in one paragraph": lambda n, w: page(" ".join(f"The `f{i}` {w} does `this`." for i in range(n))),
    "code in one sentence": lambda n, w: page(" ".join(f"the `f{i}` {w} does `this`" for i in range(n))),
    "types in one sentence": lambda n, w: page(
        "Returns `Lid` and returns " * n, w, f"\n\n## Lid\n\n{NAME_TYPE}| a | int |\n"
    ),
    "a list in a list": lambda n, w: page(*("  " * (i % 40) + f"- item {i} {w}\n" for i in range(n))),
    "columns": lambda n, w: page("| ", " | ".join(f"c{i}" for i in range(n)), " |\n|", "---|" * n, f"\n| {w} |\n"),
    "rows": lambda n, w: page(NAME_TYPE, *(f"| `f{i}` | string | What {w} {i} says. |\n" for i in range(n))),
    "rows of one name": lambda n, w: page(NAME_TYPE, *(f"| `f` | string | What {w} {i} says. |\n" for i in range(n))),
    "tables": lambda n, w: page(*(f"## Part {i}\n\n{NAME_TYPE}| f{i} | string | {w} |\n\n" for i in range(n))),
    "headings": lambda n, w: page(*(f"## Part {i} {w}\n\nwords {i}\n\n" for i in range(n))),
    "headings of one name": lambda n, w: page(*(f"## Part\n\nwords {i} {w}\n\n" for i in range(n))),
    "calls as headings": lambda n, w: page(*(f"## POST /v1/a{i}\n\nwords {i} {w}\n\n" for i in range(n))),
    "a long line": lambda n, w: page(f"word{w} " * n * 4),
    "sentences of one word": lambda n, w: page("Go. " * n, w),
    "fences": lambda n, w: page(*(f'```json\n{{"a{i}": "{w}"}}\n```\n\n' for i in range(n))),
    "fences that never end": lambda n, w: page("```\n", "~~~\n````\n" * n, w),
    "fences that a heading ends": lambda n, w: page("```a\nx\n\n## h\n\n" * n, w),
    "links": lambda n, w: page(" ".join(f"[l{i} {w}](/x{i})" for i in range(n))),
    "brackets": lambda n, w: page("[a](" * n, w),
    "elements that never end": lambda n, w: page("<ParamField body='a'>\n" * n, w),
    "rows of HTML": lambda n, w: html(
        "<table><tr><th>Name</th><th>Type</th></tr>",
        *(f"<tr><td>f{i}</td><td>string {w}</td></tr>" for i in range(n)),
        "</table>",
    ),
    "elements in elements": lambda n, w: html("<div>" * n, w, "</div>" * n),
    "parameters": lambda n, w: spec(
        {"parameters": [{"name": f"p{i}{w}", "in": "query", "schema": {"type": "string"}} for i in range(n)]}
    ),
    "fields": lambda n, w: spec(sent(with_properties([f"f{i}{w}" for i in range(n)]))),
    "fields that say the same": lambda n, w: spec(
        sent(with_properties([f"f{i}{w}" for i in range(n)], description="x"))
    ),
    "values": lambda n, w: spec(sent(with_properties(["a"], enum=[f"v{i}{w}" for i in range(n)]))),
    "alternatives": lambda n, w: spec(sent({"oneOf": [with_properties([f"a{i}{w}"]) for i in range(n)]})),
    "parts": lambda n, w: spec(sent({"allOf": [with_properties([f"a{i}"], description=w) for i in range(n)]})),
    "demands": lambda n, w: spec(
        sent({**with_properties([f"a{i}" for i in range(n)]), "required": [f"a{i}{w}" for i in range(n)]})
    ),
    "references in a row": chained,
    "headers": lambda n, w: spec(
        {"responses": {"200": {"description": "x", "headers": {f"X-{i}-{w}": {"schema": {}} for i in range(n)}}}}
    ),
    "media types": lambda n, w: spec(
        {"responses": {"200": {"description": "x", "content": {f"application/x{i}{w}": {} for i in range(n)}}}}
    ),
    "statuses": lambda n, w: spec({"responses": {str(200 + i): {"description": w} for i in range(n)}}),
    "requirements": lambda n, w: spec({"security": [{f"s{i}{w}": []} for i in range(n)]}),
    "servers": lambda n, w: spec({}, servers=[{"url": f"https://a{i}{w}.example"} for i in range(n)]),
    "quotes in quotes": lambda n, w: page("> " * n, w),
    "quotes of many depths": lambda n, w: page(*("> " * (i % 40 + 1) + f"quote {i} {w}\n" for i in range(n))),
    "components in components": lambda n, w: page("<Accordion title='a'>\n" * n, f"says {w}\n", "</Accordion>\n" * n),
    "fields in fields": lambda n, w: page(
        *(f"<ParamField body='a{i}' type='object'>\n{w}\n<Expandable>\n" for i in range(n)),
        "</Expandable>\n</ParamField>\n" * n,
    ),
    "braces in an element": lambda n, w: page("<Card x={", "{" * n, w, "}" * n, "}>\nx\n</Card>\n"),
    "links to one place": lambda n, w: page(f"[l {w}](/x) " * n),
    "links by a label": lambda n, w: page(
        *(f"[l{i}][r{i}] " for i in range(n)), "\n\n", *(f"[r{i}]: /x{i}{w}\n" for i in range(n))
    ),
    "fields as items of a list": lambda n, w: page(*(f"- `f{i}` (string): {w} {i}\n" for i in range(n))),
    "calls in samples": lambda n, w: page(
        *(f"```sh\ncurl https://a.example/v1/a{i} -d '{{\"{w}{i}\": 1}}'\n```\n\n" for i in range(n))
    ),
    "paragraphs of HTML in one line": lambda n, w: html(*(f"<p>word {i} <code>f{i}</code> {w}</p>" for i in range(n))),
    "elements of HTML that never end": lambda n, w: html("<p><b><ul><li>" * n, w),
    "emphasis that never ends": lambda n, w: page("*a _b ~~c " * n, w),
    "backslashes": lambda n, w: page("\\" * n, "\\`a\\* " * n, w),
    "ticks of all lengths": lambda n, w: page(*("`" * (i % 60 + 1) + " " for i in range(n)), w),
    "a description with code": lambda n, w: spec(
        {"description": " ".join(f"The `f{i}` **is** {w} \\_x\\*." for i in range(n))}
    ),
    "names of YAML values": aliased,
    "a ladder of alternatives": ladder("oneOf"),
    "parts joined in a row": joined,
    "schemas that extend one": partial(extending, in_a_row=False),
    "schemas that extend each other": partial(extending, in_a_row=True),
    "schemas that all calls reach": reached_by_all,
    "names of other things": names_of_other_things,
    "a list in a list of HTML": lists_of_html,
    "alternatives told apart": told_apart,
    "calls of one schema": calls_of_one_schema,
    "calls at new paths": renamed_calls,
    "security schemes": schemes,
    "callbacks": lambda n, w: spec({"callbacks": {f"c{i}{w}": {"{$request.body#/url}": ANSWERS} for i in range(n)}}),
    "webhooks": lambda n, w: spec({}, openapi="3.1.0", webhooks={f"w{i}{w}": ANSWERS for i in range(n)}),
    "examples": lambda n, w: spec(
        {"requestBody": {"content": {JSON: {"examples": {f"e{i}{w}": {"value": {"a": i}} for i in range(n)}}}}}
    ),
    "tags": lambda n, w: spec({"tags": [f"t{i}{w}" for i in range(n)]}),
    "fields beside those of a joined schema": declared_beside,
    "answers in a row": answers_in_a_row,
    "callbacks that send fields": sent_back,
    "fields of one schema": lambda n, w: spec(
        sent({"type": "object", "properties": {f"f{i}": {"$ref": "#/components/schemas/Thing"} for i in range(n)}}),
        {"Thing": with_properties(["a"], maxLength=len(w))},
    ),
    "names by pattern": lambda n, w: spec(
        sent(
            {
                "type": "object",
                "patternProperties": {f"^p{i}": {"type": "string", "maxLength": len(w)} for i in range(n)},
            }
        ),
        openapi="3.1.0",
    ),
    "bodies of many types": lambda n, w: spec(
        {"requestBody": {"content": {f"application/x{i}": {"schema": with_properties([f"a{w}"])} for i in range(n)}}}
    ),
    "values of many fields": lambda n, w: spec(sent(with_properties([f"f{i}" for i in range(n)], enum=["a", "b", w]))),
}
STAGES: Final = ("redaction", "normal form", "links", "extraction", "assembly", "writing", "comparison", "rendering")


def snapshot_of(shape: tuple[str, str, str]) -> tuple[Snapshot, list[int]]:
    """Return the snapshot of one document, and the calls of each stage on the way."""
    name, text, content_type = shape
    read = Page(url=f"https://docs.example/{name}", path=name, text=text, content_type=content_type)
    spent = [counted(lambda: redact(text))[1], counted(lambda: normalised_text("markdown", text))[1]]
    spent.append(counted(lambda: links_of(read))[1])
    stated, calls = counted(lambda: statements_of(read))
    spent.append(calls)
    assembly, calls = counted(lambda: assemble([stated]))
    spent.append(calls)
    texts = {place: (lambda said=said: said) for place, said in assembly.texts.items()}
    files, calls = counted(lambda: files_of(Snapshot(assembly.entries, assembly.documents, texts=texts)))
    return snapshot_of_files(files, label=name), [*spent, calls]


def spent_on(shape: Shape, size: int) -> list[int]:
    """Return the calls of each stage for a document, and for its comparison with another version."""
    old, spent = snapshot_of(shape(size, "x"))
    new, _ = snapshot_of(shape(size, "yy"))
    sides = (Side(label="a", date="2026-01-01"), Side(label="b", date="2026-01-02"))
    report: Report
    report, compared = counted(lambda: review(old, new, source="s", policy=Policy(), sides=sides))
    return [*spent, compared, counted(lambda: report_files(report))[1]]


def compile_patterns() -> None:
    """Compile what is compiled when it is first used: a word that only the longer document has may come to that."""
    modules = [module for name, module in sys.modules.items() if name.startswith("driftwatch.")]
    for pattern in (each for module in modules for each in vars(module).values() if type(each) is _LAZY):
        if "match" not in vars(pattern):
            assert pattern.flags is not None  # to ask for anything compiles it


@pytest.mark.parametrize("name", SHAPES)
def test_twice_as_much_is_twice_the_work(name: str) -> None:
    spent_on(SHAPES[name], 8)  # what is kept from one page to the next is made
    compile_patterns()
    size = SIZES.get(name, SIZE)
    once, twice = spent_on(SHAPES[name], size), spent_on(SHAPES[name], 2 * size)
    grown = {stage: after / max(before, 400) for stage, before, after in zip(STAGES, once, twice, strict=True)}
    assert {stage: round(ratio, 2) for stage, ratio in grown.items() if ratio > RATIO} == {}
