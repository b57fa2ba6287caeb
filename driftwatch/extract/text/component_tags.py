"""Component tags of Markdown pages (MDX, GitBook, HTML) to nodes of the tree."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import UNSET

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.text.blocks import FieldBlock, Paragraph, Section, Text
from driftwatch.extract.text.call_tags import PARTS_OF_CALL, with_call
from driftwatch.extract.text.inline import SHOWN, joined, text_of
from driftwatch.extract.text.mdx import Open
from driftwatch.extract.text.script_words import is_look, says_words, words_in
from driftwatch.extract.text.tree import (
    Head,
    Node,
    callout_kind,
    callout_of,
    field_block,
    field_of,
    gitbook_operation,
    section_kind,
    section_of,
    shown_values,
    within_of,
)
from driftwatch.extract.words.roles import aim_of
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import tidy
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_TITLES: Final = ("title", "label", "status", "name", "header")
"""Attributes that are the title of a section: Mintlify, Docusaurus, GitBook's responses, tabs of Hugo's themes.

A tab without a label shows its value."""
_SUMMARY: Final = 7
"""The level of the head that `<summary>` gives to its `<details>`."""
_MACHINES: Final = frozenset(("agents", "agent", "llms", "llm", "ai"))
"""For whom Mintlify shows what no reader sees: instructions, no documentation."""
_SHOWN_OF_OTHERS: Final = (
    "name", "path", "query", "header", "body", "type", "default", "placeholder", "value", "children", "field",
)  # fmt: skip
"""What components that a site made for itself most often show as well."""
_OF_FIELDS: Final = frozenset(("type", "required", "schema", "in"))
"""Keys of an object that make a field of it, beside its name."""
_SAID_OF_FIELDS: Final = ("name", "description", "default", "deprecated")
_LITERAL: Final = lazy_regex(r"\{\s{0,99}[\[{]")
_STRING: Final = lazy_regex(r"([\"'`])((?:(?!\1)[^\\]|\\.)*+)\1", re.DOTALL)
_CAMEL: Final = lazy_regex(r"(?<=[a-z])(?=[A-Z])|[_-]")
_OF_FIELD: Final = lazy_regex(r"(?:Param(?:eter)?|Field|Property|Attribute|Argument)$")
"""How components are called that a site made for fields: `ApiParam`, `BodyField`."""
_NAME: Final = lazy_regex(r"[A-Za-z_$][\w$.\[\]-]{0,80}")
_FIELD_TAGS: Final = frozenset(("ParamField", "Param", "ResponseField", "swagger-parameter"))


def component_nodes(token: Open, inner: list[Node]) -> list[Node]:
    """Return what a component stands for: a field, a section, a callout, or just what is in it."""
    if token.name == "Visibility" and (token.attributes.get("for") or "").strip("{}\"'") in _MACHINES:
        return []
    if token.name in _FIELD_TAGS:
        return [field_of(field_block(token.name, token.attributes), inner)]
    if token.name == "summary":
        return [Head(_SUMMARY, _joined(inner))]
    if kind := section_kind(token.name):
        title, inner = _title(token, inner)
        return [section_of(kind, title, [*_shown(token, SHOWN, but=title), *inner])]
    if token.name == "aside" or callout_kind(token.name):
        said = (token.attributes.get(name) or "" for name in ("style", "type", "class"))
        label = next(filter(callout_kind, said), token.name)
        shown = _shown(token, SHOWN)
        whole = [*shown, *inner]
        return [callout_of(callout_kind(label), whole, "" if shown else label)] if whole else []
    return _of_another(token, inner)


def _stated(token: Open) -> list[Node]:
    """Return what attributes list as literals of a script: fields, where objects have a name; else what they show.

    `formFields={[{name: "size", type: "string", required: true, description: "How wide."}]}` is a field of a body.
    """
    found: list[Node] = []
    for name, value in token.attributes.items():
        if not _LITERAL.match(value or "") or name.lower() in SHOWN or is_look(name):
            continue  # what is in those that are shown is told with them
        fields = [each for each in _objects(value or "") if _is_field(each)]
        for each in fields:
            said = loose.text(each.get("description"))
            found.append(field_of(_field(name, each), [Paragraph(text_of(said))] if said else []))
        told = {text for each in fields for text in _told_of(each)}
        shown = (said for _, said in words_in(value or "", (*SHOWN, *_SHOWN_OF_OTHERS)) if tidy(said) not in told)
        found.extend(Paragraph(text_of(said)) for said in shown)
    return found


def _told_of(each: Mapping[str, Json]) -> Iterable[str]:
    """Return the texts of an object of which a field was made: whatever else says one of these, it is told."""
    schema = loose.mapping(each.get("schema"))
    said = (*(each.get(key) for key in (*_OF_FIELDS, *_SAID_OF_FIELDS)), schema.get("type"), schema.get("default"))
    return (tidy(text) for text in said if isinstance(text, str))


def _is_field(each: Mapping[str, Json]) -> bool:
    return bool(loose.text(each.get("name"))) and not each.keys().isdisjoint(_OF_FIELDS)


def _objects(literal: str) -> list[Mapping[str, Json]]:
    """Read the objects of a literal in braces, which YAML takes as it is; what a script computes is none."""
    from driftwatch.extract.data.yaml import read_yaml  # noqa: PLC0415 - a fifth of what a run imports, and seldom needed

    try:
        value = read_yaml(literal[1:-1])
    except DocumentError:
        return []
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Mapping)]


def _plain(value: str | None) -> str:
    """Return what an attribute says itself, or as a string in braces; "" for what a script computes."""
    said = (value or "").strip()
    if not said.startswith("{"):
        return said
    match = _STRING.fullmatch(said[1:-1].strip())
    return match[2] if match else ""


def _field(listed: str, each: Mapping[str, Json]) -> FieldBlock:
    schema = loose.mapping(each.get("schema"))
    default = each.get("default", schema.get("default"))
    within = within_of(loose.text(each.get("in"))) or within_of(aim_of([_CAMEL.sub(" ", listed)]).where)
    return FieldBlock(
        name=loose.text(each.get("name")),
        within=within,
        type=loose.text(each.get("type")) or loose.text(schema.get("type")),
        required=each.get("required") is True,
        deprecated=each.get("deprecated") is True,
        default=UNSET if default is None else str(default),
    )


def _of_another(token: Open, inner: list[Node]) -> list[Node]:
    """Return what a component that nobody here knows stands for: a call that it names, what it shows, what is in it."""
    if token.name[:1].isupper():
        inner = [*inner, *stated] if (stated := _stated(token)) else inner
    worded = [name.lower() for name, value in token.attributes.items() if says_words(name, _plain(value))]
    called = with_call(token.attributes, inner)
    if not token.name[:1].isupper():
        return [*(_shown(token, ("title",)) if token.name == "code" else ()), *called]
    if called is not inner:  # The path of a call is shown with its method.
        return [*_shown(token, dict.fromkeys((*SHOWN, *worded))), *called]
    unread = (*PARTS_OF_CALL, *_SHOWN_OF_OTHERS) if "method" in token.attributes else _SHOWN_OF_OTHERS
    return _with_field(token, [*_shown(token, dict.fromkeys((*SHOWN, *unread, *worded))), *called])


def _with_field(token: Open, nodes: list[Node]) -> list[Node]:
    """Let the name of a field that a component states by its attributes say so: `<ApiParam name="size" type="int">`.

    Its words stay the lines that they are: nobody here knows how the site shows them.
    """
    said = {name.lstrip(":").lower(): value for name, value in token.attributes.items()}
    name, kind = (said.get("name") or "").strip(), said.get("type") or ""
    if not (_OF_FIELD.search(token.name) and _NAME.fullmatch(name) and schema_of_type(kind.strip("{}\"'"))):
        return nodes
    number = next((at for at, node in enumerate(nodes) if isinstance(node, Paragraph) and node.text.plain == name), -1)
    inner = [node for node in nodes if not isinstance(node, Head | Section)]
    if number < 0 or len(inner) < len(nodes):
        return nodes
    described = _direct(inner[number + 1 :])
    need = (said["required"] or "true").strip("{}\"'") if "required" in said else ""
    field = FieldBlock(
        name=name,
        type=kind.strip("{}\"'"),
        within=within_of(said.get("in") or ""),
        required={"true": True, "false": False}.get(need),
        blocks=tuple(node for node in described if node.states is None),
        fields=tuple(node.states for node in described if node.states is not None),
    )
    whole = Paragraph(text_of(name), states=field, spans=len(inner) - number - 1)
    return [*nodes[:number], whole, *nodes[number + 1 :]]


def _direct(nodes: Sequence[Node]) -> list[Paragraph]:
    """Return the paragraphs that stand in a component itself, and in none of a field inside of it."""
    found: list[Paragraph] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        if isinstance(node, Paragraph):
            found.append(node)
            at += node.spans
        at += 1
    return found


def _shown(token: Open, names: Iterable[str], but: Text = Text()) -> list[Node]:  # noqa: B008 - it is immutable
    """Return what the attributes of a component show, without the one that is its title.

    Markup in an attribute is shown, whatever the attribute is called.
    """
    attributes = {name.lower(): value for name, value in token.attributes.items()}
    marked = (name for name, value in attributes.items() if (value or "").startswith("{<"))
    said = (text_of(value) for value in shown_values(attributes, dict.fromkeys((*names, *marked))))
    return [Paragraph(text) for text in said if text.plain and text != but]


def _title(token: Open, inner: list[Node]) -> tuple[Text, list[Node]]:
    if section_kind(token.name) == "operation":
        return gitbook_operation(token.attributes), inner
    if inner and isinstance(inner[0], Head) and inner[0].level == _SUMMARY:
        return inner[0].text, inner[1:]
    names = (*_TITLES, "value") if section_kind(token.name) == "tab" else _TITLES
    named = next((said for name in names if (said := token.attributes.get(name))), "")
    return text_of(named.strip("{}").strip("\"'`")), inner


def _joined(nodes: Sequence[Node]) -> Text:
    """Join the words of paragraphs and headings to one text."""
    runs = [run for node in nodes if isinstance(node, Paragraph | Head) for run in node.text.runs]
    return joined(runs)
