"""Write the HTML twin of a page: its prose, the operation as sections of fields, a rendered sample, the footer."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from driftwatch.demo.churn import digest
from driftwatch.demo.components import field_head, html_of, slug
from driftwatch.demo.samples import operation_of, resolved, sample
from driftwatch.demo.source import Page, Style

_DEEPEST = 6
_ENGLISH = {
    word: word
    for word in ("Authorizations", "Headers", "Path Parameters", "Query Parameters", "Body", "Response", "required")
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {**_ENGLISH, "default": "default:", "modified": "Last modified on"},
    "pl": {
        "Authorizations": "Autoryzacje",
        "Headers": "Nagłówki",
        "Path Parameters": "Parametry ścieżki",
        "Query Parameters": "Parametry zapytania",
        "Body": "Treść",
        "Response": "Odpowiedź",
        "required": "wymagane",
        "default": "domyślnie:",
        "modified": "Ostatnia modyfikacja",
    },
    "fr": {
        "Authorizations": "Autorisations",
        "Headers": "En-têtes",
        "Path Parameters": "Paramètres de chemin",
        "Query Parameters": "Paramètres de requête",
        "Body": "Corps",
        "Response": "Réponse",
        "required": "requis",
        "default": "défaut :",
        "modified": "Dernière modification le",
    },
}
_PLACES = {"header": "Headers", "path": "Path Parameters", "query": "Query Parameters"}


def html_page(page: Page, style: Style, prose: str, spec: Mapping[str, Any] | None) -> str:
    """Give the whole HTML document of a page."""
    words = _WORDS[page.locale]
    api = "" if spec is None else _operation(spec, words, style)
    title, description = escape(page.title), escape(page.description)
    return (
        f'<!DOCTYPE html><html lang="{page.locale}"><head><meta charset="utf-8"/>'
        f"<title>{title} - CometAPI</title>"
        f'<meta name="generator" content="Mintlify"/><meta name="description" content="{description}"/>'
        f'<link rel="canonical" href="{{{{origin}}}}/{page.path}"/>'
        f'<link rel="alternate" type="text/markdown" href="/{page.path}.md"/>{_assets(style)}</head><body>'
        '<div id="navbar"><a href="/">CometAPI</a><a href="/api">API</a></div>'
        '<div id="content-area"><header id="header">'
        f'<h1 id="page-title" class="inline-block">{title}</h1>'
        f'<div class="mt-2 text-lg prose"><p>{description}</p></div></header>\n'
        f'<div class="mdx-content prose" id="content">\n{html_of(prose)}</div>\n{api}'
        f'<div id="page-context"><span>{words["modified"]} {style.last_modified}</span></div>'
        '</div><footer id="footer"><a href="https://mintlify.com">Powered by Mintlify</a></footer></body></html>\n'
    )


def _assets(style: Style) -> str:
    sheet, script = digest(style.build, "css"), digest(style.build, "js")
    return (
        f'<link rel="stylesheet" href="/_next/static/css/{sheet}.css?dpl={style.build}"/>'
        f'<script src="/_next/static/chunks/main-{script}.js?dpl={style.build}" async=""></script>'
    )


def _operation(spec: Mapping[str, Any], words: Mapping[str, str], style: Style) -> str:
    method, path, operation = operation_of(spec)
    segments = "".join(f'<div class="opacity-40">/</div><div>{escape(part)}</div>' for part in path.split("/")[1:])
    parts = [
        f'<div class="api-method"><div class="method-pill">{method.upper()}</div>',
        f'<div class="flex">{segments}</div></div>\n',
        *_authorizations(spec, operation, words),
        *(_parameters(operation, place, words) for place in _PLACES),
        *_body(operation, spec, words),
        *_responses(operation, spec, words, style),
    ]
    return "".join(parts)


def _section(heading: str, aside: str, fields: str) -> str:
    return f'<div class="api-section"><h4>{escape(heading)}</h4><div>{escape(aside)}</div>{fields}</div>\n'


def _authorizations(spec: Mapping[str, Any], operation: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    wanted = operation.get("security", spec.get("security", []))
    schemes = spec.get("components", {}).get("securitySchemes", {})
    fields = "".join(
        _field("authorization", "Authorization", ("string", "header"), schemes[name].get("description", ""), words)
        for requirement in wanted
        for name in requirement
    )
    if fields:
        yield _section(words["Authorizations"], "", fields)


def _parameters(operation: Mapping[str, Any], place: str, words: Mapping[str, str]) -> str:
    fields = "".join(
        _field(
            "parameter",
            parameter["name"],
            (_type(parameter["schema"]),),
            parameter.get("description", ""),
            words,
            required=parameter.get("required", False),
            schema=parameter["schema"],
        )
        for parameter in operation.get("parameters", ())
        if parameter["in"] == place
    )
    return _section(words[_PLACES[place]], "", fields) if fields else ""


def _body(operation: Mapping[str, Any], spec: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield _section(words["Body"], media, _properties("body", content["schema"], spec, words))


def _responses(
    operation: Mapping[str, Any], spec: Mapping[str, Any], words: Mapping[str, str], style: Style
) -> Iterator[str]:
    # The rendered page shows the first status; the others are behind a selector that only a script opens.
    status, answer = next(iter(sorted(operation["responses"].items())))
    for media, content in answer.get("content", {}).items():
        fields = _properties("response", content["schema"], spec, words)
        yield _section(words["Response"], f"{status} - {media}", fields)
        if "json" in media:
            shown = json.dumps(sample(content["schema"], spec, enums=style.sample_enums), indent=2)
            yield (
                f'<div data-component-part="response-example"><div>{status}</div>'
                f'<pre class="shiki"><code language="json">{escape(shown, quote=False)}</code></pre></div>\n'
            )


def _properties(
    prefix: str, schema: Mapping[str, Any], spec: Mapping[str, Any], words: Mapping[str, str], depth: int = 0
) -> str:
    whole = resolved(schema, spec)
    fields = ""
    for name, inner in whole.get("properties", {}).items():
        part = resolved(inner, spec)
        nested = part.get("items", {}) if part.get("type") == "array" else part
        children = _properties(f"{prefix}-{slug(name)}", nested, spec, words, depth + 1) if depth < _DEEPEST else ""
        fields += _field(
            prefix,
            name,
            (_type(part),),
            part.get("description", ""),
            words,
            required=name in whole.get("required", ()),
            schema=part,
            children=children,
        )
    return fields


def _field(
    prefix: str,
    name: str,
    pills: tuple[str, ...],
    description: str,
    words: Mapping[str, str],
    *,
    required: bool = False,
    schema: Mapping[str, Any] | None = None,
    children: str = "",
) -> str:
    schema = schema or {}
    default = ""
    if "default" in schema:
        default = f"<span>{words['default']}</span><span>{escape(json.dumps(schema['default']).strip(chr(34)))}</span>"
    head = field_head(
        name, f"{prefix}-{slug(name)}", pills, required=words["required"] if required else "", default=default
    )
    options = ", ".join(f"<code>{escape(str(value))}</code>" for value in schema.get("enum", ()))
    text = f'<p class="whitespace-pre-line"><span data-as="p">{escape(description, quote=False)}</span></p>'
    if options:
        text += f"<div>Available options: {options}</div>"
    if children:
        text += (
            '<details data-component-part="expandable"><summary><button>Show child attributes</button></summary>'
            f"<div>{children}</div></details>"
        )
    return (
        f'<div class="border-gray-100 py-6">{head}<div class="mt-4" data-component-part="field-content">'
        f'<div class="prose prose-sm">{text}</div></div></div>'
    )


def _type(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return "enum<string>"
    kind = schema.get("type", "any")
    if kind == "array":
        return f"{_type(schema.get('items', {}))}[]"
    if kind == "string" and schema.get("format") == "binary":
        return "file"
    return " | ".join(kind) if isinstance(kind, list) else str(kind)
