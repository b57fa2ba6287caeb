"""Edits of a document outside of samples, with known truth."""

import copy
import json
from collections.abc import Callable
from typing import Any, NamedTuple

Json = Any
_INFO, _WARN, _BREAK = "info", "warning", "breaking"


class Whole(NamedTuple):
    """An edit of a document outside of samples."""

    edit: Callable[[Json], Any]
    told: tuple[tuple[str, str], ...]
    """Id and level of each finding."""


def _at(document: Json, *path: str | int) -> Json:
    for step in path:
        document = document[step]
    return document


def _of(method: str, path: str) -> Callable[[Json], Json]:
    return lambda document: document["paths"][path][method]


_LIST, _GET, _MAKE, _DROP = (
    _of("get", "/orders"),
    _of("get", "/orders/{order_id}"),
    _of("post", "/orders"),
    _of("delete", "/orders/{order_id}"),
)
_SCHEMES = ("components", "securitySchemes")
_FLOW = (*_SCHEMES, "oauth", "flows", "clientCredentials")


def _moved_path(document: Json) -> None:
    document["paths"]["/shop/search"] = document["paths"].pop("/search")


def _renamed_path_parameter(document: Json) -> None:
    item = document["paths"]["/orders/{id}"] = document["paths"].pop("/orders/{order_id}")
    item["parameters"][0]["name"] = "id"


def _renamed_and_changed(document: Json) -> None:
    schemas = document["components"]["schemas"]
    schemas["Mistake"] = schemas.pop("Problem")
    schemas["Mistake"]["properties"]["hint"] = {"type": "string"}
    text = json.dumps(document).replace('schemas/Problem"', 'schemas/Mistake"')
    document.clear()
    document.update(json.loads(text))


def _inlined_and_changed(document: Json) -> None:
    schema = copy.deepcopy(document["components"]["schemas"]["Sent"])
    schema["properties"]["more"] = {"type": "string"}
    _MAKE(document)["requestBody"]["content"]["application/json"]["schema"] = schema


def _renamed_property(document: Json) -> None:
    properties = document["components"]["schemas"]["Problem"]["properties"]
    properties["error_code"] = properties.pop("code")


WHOLE: dict[str, Whole] = {
    "parameter added": Whole(
        lambda d: _LIST(d)["parameters"].append({"name": "q", "in": "query", "schema": {}}),
        (("new-optional-request-parameter", _INFO),),
    ),
    "parameter demanded": Whole(
        lambda d: _LIST(d)["parameters"].append({"name": "q", "in": "query", "required": True, "schema": {}}),
        (("new-required-request-parameter", _BREAK),),
    ),
    "parameter removed": Whole(lambda d: _LIST(d)["parameters"].pop(), (("request-parameter-removed", _WARN),)),
    "parameter renamed": Whole(
        lambda d: _LIST(d)["parameters"][1].update(name="sort_by"), (("request-parameter-renamed", _WARN),)
    ),
    "parameter moved": Whole(
        lambda d: _LIST(d)["parameters"][1].update({"in": "header"}), (("request-parameter-moved", _BREAK),)
    ),
    "parameter became required": Whole(
        lambda d: _LIST(d)["parameters"][1].update(required=True), (("request-parameter-became-required", _BREAK),)
    ),
    "parameter became optional": Whole(
        lambda d: _GET(d)["parameters"][1].update(required=False), (("request-parameter-became-optional", _INFO),)
    ),
    "parameter deprecated": Whole(
        lambda d: _GET(d)["parameters"][1].update(deprecated=True), (("request-parameter-deprecated", _INFO),)
    ),
    "parameter exploded": Whole(
        lambda d: _GET(d)["parameters"][0].update(explode=False), (("request-parameter-explode-changed", _BREAK),)
    ),
    "parameter styled": Whole(
        lambda d: _GET(d)["parameters"][0].update(style="pipeDelimited"), (("request-parameter-style-changed", _BREAK),)
    ),
    "shared parameter bounded": Whole(
        lambda d: _at(d, "components", "parameters", "Page", "schema").update(minimum=2),
        (("request-parameter-min-increased", _BREAK),),
    ),
    "path parameter renamed": Whole(_renamed_path_parameter, (("request-path-parameter-renamed", _INFO),) * 3),
    "body became required": Whole(
        lambda d: _at(d, "paths", "/search", "post", "requestBody").update(required=True),
        (("request-body-became-required", _BREAK),),
    ),
    "body removed": Whole(
        lambda d: _at(d, "paths", "/search", "post").pop("requestBody"), (("request-body-removed", _BREAK),)
    ),
    "body added": Whole(
        lambda d: _DROP(d).update(requestBody={"required": True, "content": {"text/plain": {}}}),
        (("request-body-added-required", _BREAK),),
    ),
    "media type added": Whole(
        lambda d: _MAKE(d)["requestBody"]["content"].update({"text/csv": {}}),
        (("request-body-media-type-added", _INFO),),
    ),
    "media type removed": Whole(
        lambda d: _at(d, "components", "responses", "Problem")["content"].clear(),
        (("response-media-type-removed", _BREAK),) * 2,
    ),
    "response added": Whole(
        lambda d: _MAKE(d)["responses"].update({"409": {"description": "No."}}),
        (("response-non-success-status-added", _INFO),),
    ),
    "response removed": Whole(
        lambda d: _LIST(d)["responses"].pop("400"), (("response-non-success-status-removed", _WARN),)
    ),
    "success removed": Whole(
        lambda d: _DROP(d)["responses"].pop("204"), (("response-success-status-removed", _BREAK),)
    ),
    "header added": Whole(
        lambda d: _LIST(d)["responses"]["200"]["headers"].update({"X-New": {"schema": {}}}),
        (("response-header-added", _INFO),),
    ),
    "header removed": Whole(
        lambda d: _LIST(d)["responses"]["200"]["headers"].pop("X-Left"), (("optional-response-header-removed", _WARN),)
    ),
    "header retyped": Whole(
        lambda d: _LIST(d)["responses"]["200"]["headers"]["X-Left"]["schema"].update(type="boolean"),
        (("response-header-type-changed", _BREAK),),
    ),
    "operation removed": Whole(lambda d: d["paths"].pop("/join"), (("api-path-removed-without-deprecation", _BREAK),)),
    "deprecated operation removed": Whole(
        lambda d: d["paths"]["/orders/{order_id}"].pop("delete"), (("api-removed-with-deprecation", _BREAK),)
    ),
    "operation added": Whole(
        lambda d: d["paths"].update({"/new": {"get": {"responses": {"200": {"description": "-"}}}}}),
        (("endpoint-added", _INFO),),
    ),
    "operation moved": Whole(_moved_path, (("endpoint-moved", _BREAK),)),
    "operation deprecated": Whole(lambda d: _MAKE(d).update(deprecated=True), (("endpoint-deprecated", _WARN),)),
    "operation reactivated": Whole(lambda d: _DROP(d).pop("deprecated"), (("endpoint-reactivated", _INFO),)),
    "operation renamed": Whole(
        lambda d: _MAKE(d).update(operationId="createOrder"), (("api-operation-id-removed", _INFO),)
    ),
    "tag added": Whole(lambda d: _MAKE(d)["tags"].append("new"), (("api-tag-added", _INFO),)),
    "webhook removed": Whole(lambda d: d.pop("webhooks"), (("webhook-removed", _BREAK),)),
    "callback removed": Whole(
        lambda d: d["paths"]["/orders/{order_id}"]["put"].pop("callbacks"), (("callback-removed", _BREAK),)
    ),
    "security lifted": Whole(lambda d: _MAKE(d).update(security=[]), (("api-security-removed", _INFO),)),
    "alternative removed": Whole(lambda d: _GET(d)["security"].pop(), (("api-security-removed", _BREAK),)),
    "scope added": Whole(
        lambda d: _GET(d)["security"][0]["oauth"].append("write"), (("api-security-scope-added", _BREAK),)
    ),
    "global alternative added": Whole(
        lambda d: d["security"].append({"key": []}), (("api-global-security-added", _INFO),)
    ),
    "key renamed": Whole(
        lambda d: _at(d, *_SCHEMES, "key").update(name="X-Token"), (("api-security-component-name-changed", _BREAK),)
    ),
    "key moved": Whole(
        lambda d: _at(d, *_SCHEMES, "key").update({"in": "query"}), (("api-security-component-in-changed", _BREAK),)
    ),
    "scheme changed": Whole(
        lambda d: _at(d, *_SCHEMES, "bearer").update(scheme="basic"),
        (("api-security-component-scheme-changed", _BREAK),),
    ),
    "token URL changed": Whole(
        lambda d: _at(d, *_FLOW).update(tokenUrl="https://x.example"),
        (("api-security-component-oauth-token-url-changed", _BREAK),),
    ),
    "scope dropped": Whole(
        lambda d: _at(d, *_FLOW, "scopes").pop("write"), (("api-security-component-oauth-scope-removed", _BREAK),)
    ),
    "server changed": Whole(
        lambda d: d["servers"][0].update(url="https://api.shop.example/v2"), (("server-changed", _BREAK),)
    ),
    "server added": Whole(
        lambda d: d["servers"].append({"url": "https://eu.shop.example/v1"}), (("server-added", _INFO),)
    ),
    "mapping added": Whole(
        lambda d: _at(d, "components", "schemas", "Pet", "discriminator", "mapping").update(
            puppy="#/components/schemas/Dog"
        ),
        (("request-body-discriminator-mapping-added", _INFO),),
    ),
    "schema renamed and changed": Whole(
        _renamed_and_changed, (("api-schema-renamed", _INFO), ("response-optional-property-added", _INFO))
    ),
    "schema inlined and changed": Whole(_inlined_and_changed, (("new-optional-request-property", _INFO),)),
    "property renamed": Whole(_renamed_property, (("response-property-renamed", _BREAK),)),
}
