"""What an OpenAPI document says of the API as a whole: servers, security schemes, global security, tags."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import UNSET, UnsetType

from driftwatch.extract.data import loose
from driftwatch.extract.openapi.references import Pointers
from driftwatch.model import address
from driftwatch.model.facts import AnyFact, Api, Requirement, SecurityScheme, Server
from driftwatch.model.json_values import Json

SECURITY_SCHEME: Final = "security-scheme"
"""First step of the address of a security scheme."""
_URLS: Final = ("authorizationUrl", "deviceAuthorizationUrl", "refreshUrl", "tokenUrl")
_APPLIES_TO: Final = {
    "name": "apiKey", "in": "apiKey", "scheme": "http", "bearerFormat": "http", "flows": "oauth2",
    "oauth2MetadataUrl": "oauth2", "openIdConnectUrl": "openIdConnect",
}  # fmt: skip
"""To which type of security scheme each field applies: OpenAPI 3.2, Security Scheme Object."""


def api_facts(document: Mapping[str, Json], pointers: Pointers) -> Iterator[AnyFact]:
    """Yield the facts of the `api` owner, in no particular order."""
    info = loose.mapping(document.get("info"))
    tags = document.get("tags")
    names = sorted({str(tag["name"]) for tag in loose.items(tags) if isinstance(tag, Mapping) and "name" in tag})
    yield Api(
        at="api",
        title=loose.text(info.get("title")),
        version=loose.text(info.get("version")),
        openapi=loose.text(document.get("openapi")),
        security=requirements(document.get("security")),
        tags=tuple(names),
    )
    yield from servers(document.get("servers"))
    for name, scheme in loose.mapping(loose.mapping(document.get("components")).get("securitySchemes")).items():
        if isinstance(scheme, Mapping) and not pointers.dangling(scheme):
            yield _scheme(str(name), pointers.resolved(scheme))


def servers(value: Json) -> Iterator[Server]:
    """Yield a `servers` list as facts; a URL without its trailing slash, and once: its variables take what any has."""
    found: dict[str, dict[str, Json]] = {}
    for server in loose.items(value):
        if not isinstance(server, Mapping) or not isinstance(server.get("url"), str):
            continue
        url = str(server["url"]).strip()
        variables = found.setdefault(url.rstrip("/") or "/", {})
        for name, variable in loose.mapping(server.get("variables")).items():
            said = _variable(loose.mapping(variable))
            variables[str(name)] = _either(variables[str(name)], said) if str(name) in variables else said
    for url, variables in found.items():
        yield Server(at=address.join("server", address.step(url)), url=url, variables=variables)


def _variable(variable: Mapping[str, Json]) -> Json:
    values = variable.get("enum")
    if not isinstance(values, list) or not values:
        return variable.get("default")
    return {"default": variable.get("default"), "enum": sorted(map(str, values))}


def _either(one: Json, other: Json) -> Json:
    """Return what a variable may be that is stated twice; the first default counts."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one["default"] if isinstance(one, dict) else one  # no list: anything may be chosen
    return {"default": one["default"], "enum": sorted({*one["enum"], *other["enum"]})}


def requirements(value: Json) -> tuple[tuple[Requirement, ...], ...] | UnsetType:
    """Read a `security` list: alternatives, each a set of schemes needed together; UNSET when it is not stated."""
    if not isinstance(value, list):
        return UNSET
    alternatives = set()
    for item in value:
        if isinstance(item, Mapping):
            needed = (
                Requirement(str(name), tuple(sorted(map(str, loose.items(scopes))))) for name, scopes in item.items()
            )
            alternatives.add(tuple(sorted(needed)))
    return tuple(sorted(alternatives))


def _scheme(name: str, scheme: Mapping[str, Json]) -> SecurityScheme:
    scheme = _of_its_type(scheme)
    flows = {str(flow): loose.mapping(value) for flow, value in sorted(loose.mapping(scheme.get("flows")).items())}
    return SecurityScheme(
        at=address.join(SECURITY_SCHEME, address.step(name)),
        name=name,
        type=loose.text(scheme.get("type")),
        within=loose.text(scheme.get("in")),
        parameter=loose.text(scheme.get("name")),
        scheme=loose.text(scheme.get("scheme")).lower(),
        bearer_format=loose.text(scheme.get("bearerFormat")),
        open_id_connect_url=loose.text(scheme.get("openIdConnectUrl")),
        oauth2_metadata_url=loose.text(scheme.get("oauth2MetadataUrl")),
        flows={
            flow: {key: loose.text(value[key]) for key in _URLS if value.get(key) is not None}
            for flow, value in flows.items()
        },
        deprecated=scheme.get("deprecated") is True,
        scopes={flow: tuple(sorted(map(str, loose.mapping(value.get("scopes"))))) for flow, value in flows.items()},
    )


def _of_its_type(scheme: Mapping[str, Json]) -> Mapping[str, Json]:
    """Leave out what says nothing of a scheme of its type, as `scheme` of an API key; of an unknown type each may."""
    kind = scheme.get("type")
    if kind not in _APPLIES_TO.values():
        return scheme
    return {key: value for key, value in scheme.items() if _APPLIES_TO.get(key, kind) == kind}
