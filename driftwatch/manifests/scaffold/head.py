"""The head of a written manifest: base URL, pages, authentication, headers."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.file.yaml_text import comment, flow, scalar
from driftwatch.model.facts import Parameter, SecurityScheme, Server
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Document, Entry

NO_PAGE = "docs: https://TODO.invalid  # TODO the page that documents this operation"
_SPECIFICATION = "openapi"
_KEYS = frozenset({"key", "api_key", "apikey", "api-key", "token", "access_token"})
_TOPICS = {"rate-limit": "limits", "billing": "billing"}


def base_lines(view: OperationView) -> Iterator[str]:
    """Write base_url and environment."""
    servers = [server for server in view.servers if server.startswith("http") and "{" not in server]
    base = servers[0].rstrip("/") if servers else ""
    if base:
        others = f"  {comment('also documented: ' + ', '.join(servers[1:]))}" if servers[1:] else ""
        yield f"base_url: {scalar(base)}{others}"
    else:
        yield "base_url: https://TODO.invalid  # TODO no base URL is documented for this operation"
    stated = (fact for fact in (view.api.facts if view.api else ()) if isinstance(fact, Server))
    environment = next((fact.environment for fact in stated if fact.environment), "")
    if environment in {"production", "sandbox", "preview"}:
        yield f"environment: {flow({'class': environment, 'evidence': 'documented'})}"
    else:
        yield "environment: unknown  # TODO production, sandbox, preview, account-specific or local"


def docs_lines(views: tuple[OperationView, ...], documented: Documented) -> Iterator[str]:
    """Write the pages: the operation's own when there is one documentation, and those about errors and limits."""
    pages: list[tuple[str, str, list[str]]] = []
    if len(views) == 1:
        covers = ["endpoint", "auth", "request", "response"]
        pages += [(url, _digest(url, documented), covers) for url in page_urls(views[0], documented)[:1]]
    for url, covered in _common_pages(documented):
        pages.append((url, _digest(url, documented), covered))
    if not pages:
        if len(views) == 1:
            yield NO_PAGE
        return
    yield "docs:"
    for url, digest, covered in pages:
        yield f"  - url: {scalar(url)}"
        yield f"    covers: {flow(covered)}"
        if digest:
            yield f"    snapshot: sha256:{digest}"


def page_urls(view: OperationView, documented: Documented) -> tuple[str, ...]:
    """Return the addresses of an operation's pages, for people: pages before specifications, without `.md`."""
    documents = [found for place in view.entry.documents if (found := documented.snapshot.documents.get(place))]
    documents.sort(key=lambda document: document.format == _SPECIFICATION)
    return tuple(_for_people(document) for document in documents if document.url.startswith("http"))


def auth_lines(view: OperationView) -> Iterator[str]:
    """Write how a call authenticates, by the first documented alternative."""
    key = credential_of(view)
    if view.security is None and key is not None:
        yield f"auth: {flow({'query': key.name, 'env': _variable(view), 'evidence': 'documented'})}"
        return
    if view.security is None:
        yield "auth: none  # TODO the documentation states no way to authenticate"
        return
    first = next((choice for choice in view.security if choice), ())
    schemes = [view.schemes[one.scheme] for one in first if one.scheme in view.schemes]
    if not schemes:
        yield "auth: none"
        return
    yield f"auth: {flow(_auth(schemes[0], view))}"
    others = [one.scheme for choice in view.security for one in choice][1:]
    if others:
        yield comment(f"also documented: {', '.join(others)}")


def credential_of(view: OperationView) -> Parameter | None:
    """Return the query parameter that carries the credential, told by its name."""
    return next((one for one in view.parameters if one.within == "query" and one.name.lower() in _KEYS), None)


def header_lines(view: OperationView) -> Iterator[str]:
    """Write the documented headers, those that are optional as comments."""
    headers = [one for one in view.parameters if one.within == "header" and one.name.lower() != "authorization"]
    media = [fact.name for side, _, fact in view.media_types if side == "request"]
    if not headers and not media:
        return
    yield "headers:"
    if media:
        yield f"  Content-Type: {flow({'value': media[0], 'required': 'api', 'evidence': 'documented'})}"
    for header in headers:
        mark = "  " if header.required else "  # "
        yield f"{mark}{scalar(header.name)}: {flow(_header(header))}"
    if not media and not any(header.required for header in headers):
        yield "  {}"


def _header(header: Parameter) -> dict[str, Json]:
    return {"required": "api" if header.required else "optional", "evidence": "documented"}


def _auth(scheme: SecurityScheme, view: OperationView) -> dict[str, Json]:
    env = _variable(view)
    if scheme.type == "apiKey":
        place = "query" if scheme.within == "query" else "header"
        bare: dict[str, Json] = {} if place == "query" else {"scheme": "none"}
        return {place: scheme.parameter, **bare, "env": env, "evidence": "documented"}
    name = "Basic" if scheme.scheme == "basic" else "Bearer"
    return {"header": "Authorization", "scheme": name, "env": env, "evidence": "documented"}


def _variable(view: OperationView) -> str:
    """Name an environment variable after the host: `api.cometapi.com` gives COMETAPI_KEY."""
    labels = (urlsplit(view.servers[0]).hostname or "").split(".") if view.servers else []
    word = "".join(character for character in (labels[-2] if len(labels) > 1 else "") if character.isalnum())
    return f"{word.upper()}_KEY" if word and word[0].isalpha() and word.isascii() else "API_KEY"


def _common_pages(documented: Documented) -> Iterator[tuple[str, list[str]]]:
    covered: dict[str, list[str]] = {}
    found = [(entry, "errors") for _, entry in documented.error_rules]
    found += [(entry, _TOPICS[fact.topic]) for fact, entry in documented.notices if fact.topic in _TOPICS]
    for entry, what in found:
        url = _url(entry, documented)
        if url and what not in covered.setdefault(url, []):
            covered[url].append(what)
    yield from covered.items()


def _url(entry: Entry, documented: Documented) -> str:
    documents = (documented.snapshot.documents.get(place) for place in entry.documents)
    return next((_for_people(one) for one in documents if one and one.url.startswith("http")), "")


def _digest(url: str, documented: Documented) -> str:
    same = (one for one in documented.snapshot.documents.values() if _for_people(one) == url)
    return next((one.digest for one in same if one.digest), "")


def _for_people(document: Document) -> str:
    return document.url.removesuffix(".md").removesuffix(".mdx")
