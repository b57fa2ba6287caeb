"""Build one dated version of the bundled documentation site: path to bytes, the same bytes everywhere.

Pages and OpenAPI files are kept as sources (driftwatch/demo/site). Everything that a docs generator derives from
them is derived here, so that it never disagrees by accident: Markdown twins with their OpenAPI fence, HTML twins,
`llms.txt`, `sitemap.xml`. Absolute links say `{{origin}}`; the server writes its own address there.
"""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from driftwatch.demo import churn
from driftwatch.demo.fences import newer_fence, older_fence
from driftwatch.demo.markup import html_page
from driftwatch.demo.samples import code_samples, operation_of
from driftwatch.demo.source import VERSIONS, Page, Source, source_of

__all__ = ["ORIGIN", "VERSIONS", "redirects", "site_files"]

ORIGIN = "{{origin}}"

_BANNER = (
    "> ## Documentation Index\n"
    f"> Fetch the complete documentation index at: {ORIGIN}/llms.txt\n"
    "> Use this file to discover all available pages before exploring further.\n\n"
)
# Every third entry of the index is written as a relative link: real indexes mix both forms.
_RELATIVE_EVERY = 3


@cache
def site_files(version: str) -> Mapping[str, bytes]:
    """Give every file of the site of `version`, keyed by its absolute path, in the order of the paths."""
    source = source_of(version)
    texts = {"/robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {ORIGIN}/sitemap.xml\n"}
    texts["/llms.txt"] = _index(source)
    texts["/sitemap.xml"] = _sitemap(source)
    for path in source.specs:
        if path not in source.unlisted:
            spec = published(source, path)
            texts[f"/{path}"] = json.dumps(spec, indent=source.style.indent, ensure_ascii=False) + "\n"
    for page in source.pages:
        if page.form == "both":
            texts[f"/{page.path}.md"] = _markdown(page, source)
        texts[f"/{page.path}"] = html_page(page, source.style, _prose(page, source), _spec_of(page, source))
    return MappingProxyType({path: texts[path].encode() for path in sorted(texts)})


def redirects(version: str) -> Mapping[str, str]:
    """Give old paths and where they moved to by `version`; a page, its `.md` twin and OpenAPI files alike."""
    return {
        f"/{old}{suffix}": f"/{new}{suffix}"
        for old, new in source_of(version).style.redirects.items()
        for suffix in (("",) if old.endswith(".json") else ("", ".md"))
    }


def published(source: Source, path: str) -> dict[str, Any]:
    """Give an OpenAPI file as the site publishes it: examples, samples, quotes and order of the day."""
    style = source.style
    spec = churn.requoted(churn.regenerated(json.loads(source.specs[path]), style.epoch), style.quotes)
    samples = code_samples(spec, style.sample_languages, style.key_placeholder)
    spec = churn.reordered(spec, style.order)
    method, template, _ = operation_of(spec)
    spec["paths"][template][method]["x-codeSamples"] = samples
    return dict(spec)


def _spec_of(page: Page, source: Source) -> dict[str, Any] | None:
    if page.spec is None:
        return None
    if page.spec_from is None:
        return published(source, page.spec)
    return published(source_of(page.spec_from), page.spec)


def _prose(page: Page, source: Source) -> str:
    style = source.style
    text = page.body
    if style.key_from_environment:
        text = text.replace('api_key="{{key}}"', 'api_key=os.environ["COMETAPI_KEY"]')
    text = text.replace("{{key}}", style.key_placeholder)
    return churn.prose(text, build=style.build, quotes=style.quotes, tables=style.tables)


def _markdown(page: Page, source: Source) -> str:
    parts = [_BANNER if source.style.banner else "", f"# {page.title}\n\n> {page.description}\n"]
    if page.body:
        parts.append(f"\n{_prose(page, source)}\n")
    spec = _spec_of(page, source)
    if spec is not None:
        parts.append(f"\n\n## OpenAPI\n\n{_fence(page, spec, source)}")
    return "".join(parts)


def _fence(page: Page, spec: Mapping[str, Any], source: Source) -> str:
    if page.dialect == "older":
        return older_fence(spec, sample_enums=source.style.sample_enums)
    if page.spec in source.unlisted:
        return newer_fence(spec, "")
    return newer_fence(spec, f"{'/' if source.style.fence_spec == 'rooted' else ''}{page.spec}")


def _index(source: Source) -> str:
    pages = sorted((page for page in source.pages if page.locale == "en"), key=lambda page: _rank(page.title, source))
    specs = sorted((path for path in source.specs if path not in source.unlisted), key=lambda path: _rank(path, source))
    entries = [f"- [{page.title}]({_href(_listed(page), at)}): {page.description}" for at, page in enumerate(pages)]
    files = [f"- [{_stem(path)}]({_href(path, at)})" for at, path in enumerate(specs)]
    return "\n".join(["# CometAPI", "", "## Docs", "", *entries, "", "## OpenAPI Specs", "", *files, ""])


def _listed(page: Page) -> str:
    return f"{page.path}.md" if page.form == "both" else page.path


def _rank(name: str, source: Source) -> str:
    """Order the entries of an index by something that changes with each build: their order says nothing."""
    return name if source.style.order == "written" else churn.digest(source.style.build, name)


def _href(path: str, at: int) -> str:
    return f"/{path}" if at % _RELATIVE_EVERY == _RELATIVE_EVERY - 1 else f"{ORIGIN}/{path}"


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[1].removesuffix(".openapi.json")


def _sitemap(source: Source) -> str:
    entries = "".join(
        f"  <url>\n    <loc>{ORIGIN}/{page.path}</loc>\n    <lastmod>{source.version}</lastmod>\n  </url>\n"
        for page in source.pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
