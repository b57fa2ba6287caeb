"""The head of a written manifest: environment, pages, authentication, headers."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.file.yaml_text import comment, flow, scalar
from driftwatch.manifests.scaffold.bases import UNKNOWN, bases_of, chosen, filled
from driftwatch.manifests.scaffold.limits import notices_of
from driftwatch.manifests.scaffold.quoting import WIDE, Quotations
from driftwatch.manifests.scaffold.said_auth import Said, said_auth, sampled_auth
from driftwatch.model.facts import MediaType, Parameter, SecurityScheme, Server
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Document, Entry

NO_PAGE = f"docs: {UNKNOWN}  # TODO the page that documents this operation"
_SPECIFICATION = "openapi"
_KEYS = frozenset({"key", "api_key", "apikey", "api-key", "token", "access_token"})
_TOPICS = {"rate-limit": "limits", "billing": "billing"}


def environment_lines(view: OperationView, quotations: Quotations, base_url: str) -> Iterator[str]:
    """Write the environment to which a base URL leads, where a page says so."""
    api = view.api
    stated = (fact for fact in (api.facts if api else ()) if isinstance(fact, Server))
    mine = next((fact for fact in stated if filled(fact.url, fact.variables) == base_url), None)
    if api is not None and mine is not None and mine.environment in {"production", "sandbox", "preview"}:
        claim = flow({"class": mine.environment, "evidence": "documented"})
        yield f"environment: {claim}  {quotations.of(api, mine).comment}"
        return
    yield "environment: unknown  # TODO production, sandbox, preview, account-specific or local"


def docs_lines(views: tuple[OperationView, ...], documented: Documented, quotations: Quotations) -> Iterator[str]:
    """Write the pages, each once: the operation's own when there is one documentation, those on errors and limits."""
    pages: dict[str, list[str]] = {}
    if len(views) == 1:
        pages |= {url: ["endpoint", "auth", "request", "response"] for url in page_urls(views[0], documented)[:1]}
    for url, what in _common_pages(views[0], documented, quotations):
        covers = pages.setdefault(url, [])
        covers += [what] if what not in covers else []
    if not pages:
        if len(views) == 1:
            yield NO_PAGE
        return
    yield "docs:"
    for url, covered in pages.items():
        digest = _digest(url, documented)
        yield f"  - url: {scalar(url)}"
        yield f"    covers: {flow(covered)}"
        if digest:
            yield f"    snapshot: sha256:{digest}"


def page_urls(view: OperationView, documented: Documented) -> tuple[str, ...]:
    """Return the addresses of an operation's pages, for people: pages before specifications, without `.md`."""
    documents = [found for place in view.entry.documents if (found := documented.snapshot.documents.get(place))]
    documents.sort(key=lambda document: document.format == _SPECIFICATION)
    return tuple(_for_people(document) for document in documents if document.url.startswith("http"))


def auth_lines(view: OperationView, quotations: Quotations) -> Iterator[str]:
    """Write how a call authenticates, by the first documented alternative; what is only likely is a question."""
    if view.security is None:
        yield from _unstated_auth(view, quotations)
        return
    if not view.security:
        yield f"auth: none  {quotations.of(view.entry, view.operation).comment}"
        return
    first = next((choice for choice in view.security if choice), ())
    schemes = [view.schemes[one.scheme] for one in first if one.scheme in view.schemes]
    others = [one.scheme for choice in view.security for one in choice if one not in first]
    if () in view.security:
        others.append("none")
    if not schemes:
        names = ", ".join(one.scheme for one in first) or "nothing"
        yield f"auth: none  {comment(f'TODO {names} is asked for, and no such scheme is documented')}"
    else:
        yield from _schemed(schemes, view, quotations)
    if others:
        yield comment(f"also documented: {', '.join(dict.fromkeys(others))}")


def _schemed(schemes: list[SecurityScheme], view: OperationView, quotations: Quotations) -> Iterator[str]:
    holders = {
        fact.name: entry
        for entry in (view.entry, view.api)
        if entry
        for fact in entry.facts
        if isinstance(fact, SecurityScheme)
    }
    first = schemes[0]
    quoted = quotations.of(holders[first.name], first)
    if first.type in {"apiKey", "http"} and (first.type == "apiKey" or first.scheme in {"basic", "bearer"}):
        yield f"auth: {flow(_auth(first, view, quotations) | {'evidence': 'documented'})}  {quoted.comment}"
    else:
        yield quoted.comment
        claim = flow(_auth(first, view, quotations) | {"evidence": "unknown"})
        yield f"auth: {claim}  # TODO is its token sent as Bearer?"
    if len(schemes) > 1:
        yield comment(f"TODO needed together with it: {', '.join(one.name for one in schemes[1:])}")


def _unstated_auth(view: OperationView, quotations: Quotations) -> Iterator[str]:
    """Write what a sentence says; else ask, by what the names of parameters and the samples let one guess."""
    if said := said_auth(quotations):
        yield from _said(said, view, quotations)
        return
    key = credential_of(view)
    if key is not None:
        yield comment(f"by its name the credential: {quotations.of(view.entry, key)}", limit=WIDE)
        claim = flow({"query": key.name, "env": _variable(view, quotations), "evidence": "unknown"})
        yield f"auth: {claim}  # TODO no page says how a call authenticates"
        return
    header = next((one for one in view.parameters if _is_authorization(one)), None)
    sampled = sampled_auth(quotations)
    if header is not None:
        quoted = quotations.of(view.entry, header)
        sampled = Said(header="Authorization", scheme="Bearer", quoted=quoted)
    if sampled is not None:
        yield comment(f"it is sent: {sampled.quoted}", limit=WIDE)
        env = _variable(view, quotations)
        claim = flow({"header": sampled.header, "scheme": sampled.scheme, "env": env, "evidence": "unknown"})
        asks = "Bearer, Basic, or a bare key?" if sampled.scheme == "Bearer" else "no page says so in words"
        yield f"auth: {claim}  # TODO {asks}"
        return
    yield "auth: none  # TODO the documentation states no way to authenticate"


def _said(said: tuple[Said, ...], view: OperationView, quotations: Quotations) -> Iterator[str]:
    first, *others = said
    yield first.quoted.comment
    yield from (comment(f"also said: {one.quoted}", limit=WIDE) for one in others)
    claim: dict[str, Json] = {"header": first.header, "scheme": first.scheme, "env": _variable(view, quotations)}
    evidence = "unknown" if others else "documented"
    asks = "  # TODO which of them is it here?" if others else ""
    yield f"auth: {flow(claim | {'evidence': evidence})}{asks}"


def credential_of(view: OperationView) -> Parameter | None:
    """Return the query parameter that carries the credential, told by its name."""
    return next((one for one in view.parameters if one.within == "query" and one.name.lower() in _KEYS), None)


def credentials_of(view: OperationView) -> tuple[Parameter, ...]:
    """Return the parameters that carry a credential: `auth` speaks of them, and nothing is listed twice."""
    if view.security is None:
        guessed = credential_of(view)
        return (guessed,) if guessed is not None else ()
    named = {(one.within, one.parameter.lower()) for one in view.schemes.values() if one.type == "apiKey"}
    return tuple(one for one in view.parameters if (one.within, one.name.lower()) in named)


def is_form_stated(media: MediaType, view: OperationView, quotations: Quotations) -> bool:
    """Tell whether documentation says in which form a body is sent: a schema does, a list of fields seldom."""
    if media.stated_by == "schema":
        return True
    places = view.entry.documents
    is_answer = media.at.startswith("response")
    shown = is_answer and media.name.endswith("json") and any(quotations.shows_json(place) for place in places)
    return shown or any(quotations.names(place, media.name) for place in places)


def header_lines(view: OperationView, quotations: Quotations) -> Iterator[str]:
    """Write the documented headers, each once, those that are optional as comments."""
    keys = credentials_of(view)
    media = next((fact for side, _, fact in view.media_types if side == "request"), None)
    media = media if media and is_form_stated(media, view, quotations) else None
    headers = {one.name.lower(): one for one in reversed(view.parameters) if one.within == "header" and one not in keys}
    headers.pop("authorization", None)
    if media is not None:
        headers.pop("content-type", None)
    if not headers and not media:
        return
    yield "headers:"
    if media:
        stated = flow({"value": media.name, "required": "api", "evidence": "documented"})
        yield f"  Content-Type: {stated}  {quotations.of(view.entry, media).comment}"
    for header in sorted(headers.values(), key=lambda one: one.name.lower()):
        mark = "  " if header.required else "  # "
        yield f"{mark}{scalar(header.name)}: {flow(_header(header))}  {quotations.of(view.entry, header).comment}"
    if not media and not any(header.required for header in headers.values()):
        yield "  {}"


def _is_authorization(parameter: Parameter) -> bool:
    return parameter.within == "header" and parameter.name.lower() == "authorization"


def _header(header: Parameter) -> dict[str, Json]:
    return {"required": "api" if header.required else "optional", "evidence": "documented"}


def _auth(scheme: SecurityScheme, view: OperationView, quotations: Quotations) -> dict[str, Json]:
    env = _variable(view, quotations)
    if scheme.type == "apiKey":
        place = "query" if scheme.within == "query" else "header"
        bare: dict[str, Json] = {} if place == "query" else {"scheme": "none"}
        return {place: scheme.parameter, **bare, "env": env}
    return {"header": "Authorization", "scheme": "Basic" if scheme.scheme == "basic" else "Bearer", "env": env}


def _variable(view: OperationView, quotations: Quotations) -> str:
    """Name an environment variable after the host: `api.cometapi.com` gives COMETAPI_KEY."""
    base = chosen(bases_of(view, quotations))
    labels = (urlsplit(base.url).hostname or "").split(".") if base else []
    word = "".join(character for character in (labels[-2] if len(labels) > 1 else "") if character.isalnum())
    return f"{word.upper()}_KEY" if word and word[0].isalpha() and word.isascii() else "API_KEY"


def _common_pages(view: OperationView, documented: Documented, quotations: Quotations) -> Iterator[tuple[str, str]]:
    """Yield the page of each statement about errors and limits that is quoted, and what it covers."""
    found = [(entry, "errors") for rule, entry in documented.error_rules if quotations.speaks_of(entry, rule)]
    stated = notices_of(view, documented, quotations)
    found += [(entry, _TOPICS[fact.topic]) for fact, entry in stated if fact.topic in _TOPICS]
    for entry, what in found:
        url = _url(entry, documented)
        if url:
            yield url, what


def _url(entry: Entry, documented: Documented) -> str:
    documents = (documented.snapshot.documents.get(place) for place in entry.documents)
    return next((_for_people(one) for one in documents if one and one.url.startswith("http")), "")


def _digest(url: str, documented: Documented) -> str:
    same = (one for one in documented.snapshot.documents.values() if _for_people(one) == url)
    return next((one.digest for one in same if one.digest), "")


def _for_people(document: Document) -> str:
    return document.url.removesuffix(".md").removesuffix(".mdx")
