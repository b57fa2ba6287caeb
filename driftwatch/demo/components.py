"""Turn the MDX of a page into HTML as the docs generator lays it out: components, anchors, fields."""

import re
from collections.abc import Mapping
from html import escape

from markdown_it import MarkdownIt

from driftwatch.patterns import lazy_regex

ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"

_TAG = lazy_regex(r'^ *<(/?)([A-Z][A-Za-z]{1,30})((?: [a-z]{1,20}(?:="[^"<>]{0,200}")?)*)>$')
_ATTRIBUTE = lazy_regex(r' ([a-z]{1,20})(?:="([^"<>]{0,200})")?')
_HEADING = lazy_regex(r"<h([23])>([^<]{1,200}|(?:[^<]{0,200}<code>[^<]{0,200}</code>){1,4}[^<]{0,200})</h\1>")
_NOT_IN_ID = lazy_regex(r"[^a-z0-9]+")
_CALLOUTS = frozenset({"Info", "Warning", "Note", "Tip", "Check"})
_PLACES = ("path", "query", "body", "header")


def html_of(mdx: str) -> str:
    """Give the HTML of the MDX of a page."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    return _HEADING.sub(_anchored, reader.render(_plain(mdx)))


def slug(text: str) -> str:
    """Give the id that the generator makes of a heading or a field: lower case, words joined by hyphens."""
    return _NOT_IN_ID.sub("-", text.lower()).strip("-")


def field_head(name: str, anchor: str, pills: tuple[str, ...], *, required: str = "", default: str = "") -> str:
    """Give the head of a field: its anchor, its name, and the pills with type, place, default and `required`.

    `required` is the word of the page's locale, empty for an optional field; `default` is ready-made HTML.
    """
    marks = "".join(f'<div data-component-part="field-info-pill"><span>{escape(pill)}</span></div>' for pill in pills)
    if default:
        marks += f'<div data-component-part="field-info-pill">{default}</div>'
    if required:
        marks += f'<div data-component-part="field-required-pill">{escape(required)}</div>'
    return (
        f'<div class="flex font-mono text-sm group/param-head param-head break-all relative" id="{anchor}">'
        f'<div class="absolute -top-1.5"><a href="#{anchor}" aria-label="Navigate to header">{ZERO_WIDTH}</a></div>'
        f'<div class="font-semibold text-primary" data-component-part="field-name">{escape(name)}</div>'
        f'<div class="inline items-center gap-2" data-component-part="field-meta">{marks}</div></div>'
    )


def _plain(mdx: str) -> str:
    """Give Markdown in which every component is a block of HTML, and nothing is indented by its nesting."""
    lines: list[str] = []
    depth = 0
    in_code = False
    for line in mdx.split("\n"):
        match = None if in_code else _TAG.match(line)
        if match is None:
            lines.append(line.removeprefix("  " * depth))
            in_code ^= line.strip().startswith("```")
            continue
        attributes = dict(_ATTRIBUTE.findall(match[3]))
        depth += -1 if match[1] else 1
        lines += ["", _closing(match[2]) if match[1] else _opening(match[2], attributes), ""]
    return "\n".join(lines)


def _opening(component: str, attributes: Mapping[str, str]) -> str:
    title = escape(attributes.get("title", ""))
    if component in _CALLOUTS:
        return f'<div class="callout my-4 px-5 py-4 rounded-2xl" data-callout-type="{component.lower()}">'
    if component in {"ParamField", "ResponseField"}:
        return _field(component, attributes)
    if component in {"Accordion", "Expandable"}:
        part = f' data-component-part="{component.lower()}"'
        return f"<details{part}><summary><span>{title}</span></summary><div>"
    heading = f'<p data-component-part="{component.lower()}-title">{title}</p>' if title else ""
    return f'<div class="{component.lower()}">{heading}'


def _closing(component: str) -> str:
    if component in {"ParamField", "ResponseField"}:
        return "</div></div>"
    return "</div></details>" if component in {"Accordion", "Expandable"} else "</div>"


def _field(component: str, attributes: Mapping[str, str]) -> str:
    place = next((place for place in _PLACES if place in attributes), "")
    name = attributes.get("name") or attributes.get(place, "")
    anchor = f"{'param' if component == 'ParamField' else 'response'}-{slug(name)}"
    pills = tuple(pill for pill in (attributes.get("type", ""), place) if pill)
    default = f"<span>default:</span><span>{escape(attributes['default'])}</span>" if "default" in attributes else ""
    head = field_head(name, anchor, pills, required="required" if "required" in attributes else "", default=default)
    kind = "param" if component == "ParamField" else "response"
    return f'<div class="primitive-{kind}-field border-gray-100">{head}<div data-component-part="field-content">'


def _anchored(match: re.Match[str]) -> str:
    level, text = match[1], match[2]
    anchor = slug(re.sub(r"</?code>", "", text))
    return (
        f'<h{level} class="flex whitespace-pre-wrap group font-semibold" id="{anchor}"><div class="absolute">'
        f'<a href="#{anchor}" aria-label="Navigate to header">{ZERO_WIDTH}</a></div>'
        f'<span class="cursor-pointer">{text}</span></h{level}>'
    )
