"""A located document of the right shape to a Manifest: short forms written out, variants laid over what they share."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from msgspec import UNSET, UnsetType

from driftwatch.located.value import Located, laid_over, plain
from driftwatch.manifests.file.probing import probe_claims
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import (
    Acceptance,
    Auth,
    Claims,
    Client,
    DocsPage,
    Environment,
    ErrorCase,
    Evidence,
    FieldClaim,
    GateClaims,
    HeaderClaim,
    Identifier,
    Limit,
    LimitTopic,
    Manifest,
    Release,
    RequestIdPlace,
    Risk,
    SignOff,
    TeamOwner,
    VariantClaims,
    Waive,
)

_NOTHING: Final = Located(None)
_TOPICS: Final[tuple[LimitTopic, ...]] = ("rate", "concurrency", "quota", "billing")
_LAID: Final = ("request", "response", "errors", "limits")
_T = TypeVar("_T")


def manifest_of(document: Located, *, file: str) -> Manifest:
    """Make a manifest of a document that fits the schema."""
    method, _, path = document.text("contract").partition(" ")
    contract = document.get("contract") or document
    return Manifest(
        file=file,
        line=contract.line,
        method=method,
        path=path,
        base_url=document.text("base_url").rstrip("/"),
        base_url_line=_line(document, "base_url"),
        environment=_environment(document),
        owner=_owner(_at(document, "owner")),
        auth=_auth(_at(document, "auth")),
        claims=_claims(document, accessed=document.text("accessed")),
        title=document.text("title"),
        status=document.text("status", "draft"),
        accessed=document.text("accessed"),
        review_every_days=_scalar(document, "review_every_days", 90),
        headers=tuple(_header(name, value) for name, value in _at(document, "headers").entries().items()),
        variants=_variants(document),
        client=_if(document, "client", _client),
        review=_if(document, "review", _sign_off),
        releases=tuple(_release(name, at) for name, at in _at(document, "releases").entries().items()),
        accepted=tuple(map(_acceptance, _at(document, "accept").items())),
        gate=_gate(_at(document, "gate")),
        probe=probe_claims(_at(document, "probe")),
    )


def _at(parent: Located, key: str) -> Located:
    return parent.get(key) or _NOTHING


def _line(parent: Located, key: str) -> int:
    found = parent.get(key)
    return found.line if found else parent.line


def _scalar(parent: Located, key: str, default: Any) -> Any:
    found = parent.get(key)
    return default if found is None or found.is_mapping or isinstance(found.value, tuple) else found.value


def _if(parent: Located, key: str, make: Callable[[Located], _T]) -> _T | None:
    found = parent.get(key)
    return make(found) if found is not None else None


def _texts(parent: Located, key: str) -> tuple[str, ...]:
    found = _at(parent, key)
    return tuple(str(item.value) for item in found.items())


def _environment(document: Located) -> Environment:
    named: Environment = _scalar(_at(document, "environment"), "class", None)
    return named or _scalar(document, "environment", "unknown")


def _evidence(parent: Located) -> Evidence:
    found = parent.get("evidence")
    if found is None:
        return Evidence()
    if not found.is_mapping:
        return Evidence(label=found.value, stated=True)
    return Evidence(
        label=_scalar(found, "label", "unknown"),
        by=found.text("by"),
        at=found.text("at"),
        ref=found.text("ref"),
        expires=found.text("expires"),
        ask=found.text("ask"),
        stated=True,
    )


def _owner(at: Located) -> TeamOwner:
    if not at.is_mapping:
        return TeamOwner(team=str(at.value), line=at.line)
    names = ("team", "approved_by", "approved_at", "escalation", "review_by")
    return TeamOwner(line=at.line, **{name: at.text(name) for name in names})


def _auth(at: Located) -> Auth:
    if at.is_mapping:
        scheme = at.text("scheme", "none")
        return Auth(
            header=at.text("header"),
            query=at.text("query"),
            scheme="" if scheme == "none" else scheme,
            env=at.text("env"),
            label=at.text("label"),
            evidence=_evidence(at),
            line=at.line,
        )
    first, _, variable = str(at.value).partition(" $")
    if first == "none":
        return Auth(line=at.line)
    if first.endswith(":"):
        return Auth(header=first[:-1], env=variable, line=at.line)
    return Auth(header="Authorization", scheme=first, env=variable, line=at.line)


def _header(name: str, at: Located) -> HeaderClaim:
    if not at.is_mapping:
        return HeaderClaim(name=name, value=str(at.value), line=at.line)
    return HeaderClaim(
        name=name,
        value=at.text("value"),
        env=at.text("env"),
        required=_scalar(at, "required", "api"),
        evidence=_evidence(at),
        line=at.line,
    )


def _pages(at: Located, accessed: str) -> tuple[DocsPage, ...]:
    pages = at.items() or ((at,) if at.value is not None else ())
    return tuple(_page(page, accessed) for page in pages)


def _page(at: Located, accessed: str) -> DocsPage:
    if not at.is_mapping:
        return DocsPage(url=str(at.value), accessed=accessed, line=at.line)
    return DocsPage(
        url=at.text("url"),
        accessed=at.text("accessed", accessed),
        snapshot=at.text("snapshot").removeprefix("sha256:"),
        covers=_texts(at, "covers"),
        line=at.line,
    )


def _claims(at: Located, *, accessed: str) -> Claims:
    request, response = _at(at, "request"), _at(at, "response")
    errors, limits = _at(at, "errors"), _at(at, "limits")
    return Claims(
        docs=_pages(_at(at, "docs"), accessed),
        content_type=request.text("content_type").lower(),
        request=_fields(request, _request_field),
        request_line=request.line,
        minimal=request.text("minimal"),
        production=request.text("production"),
        response_status=str(_scalar(response, "status", "")),
        response_content_type=response.text("content_type").lower(),
        response=_fields(response, _response_field),
        response_line=response.line,
        fixture=response.text("fixture"),
        errors_stated=errors.is_mapping,
        error_content_type=errors.text("content_type").lower(),
        error_fields=_fields(errors, _response_field),
        request_id=_request_id(_at(errors, "request_id")),
        cases=tuple(_case(name, case) for name, case in _at(errors, "cases").entries().items()),
        errors_line=errors.line,
        limits_stated=limits.value is not None,
        limits=tuple(_limit(topic, limits) for topic in _TOPICS),
        limits_line=limits.line,
        identifiers=tuple(map(_identifier, _at(at, "identifiers").items())),
    )


def _fields(at: Located, make: Callable[[str, Located], FieldClaim]) -> tuple[FieldClaim, ...]:
    short = tuple(make(str(item.value), Located("any", item.line, item.column)) for item in at.items())
    return short or tuple(make(path, field) for path, field in _at(at, "fields").entries().items())


def _types(at: Located) -> tuple[str, ...]:
    names = tuple(str(item.value) for item in at.items()) or ((str(at.value),) if at.value is not None else ())
    return () if "any" in names else tuple(sorted(names))


def _request_field(path: str, at: Located) -> FieldClaim:
    if not at.is_mapping:
        return FieldClaim(path=path, types=_types(at), line=at.line, column=at.column)
    value = at.get("value")
    sent = (*_at(at, "one_of").items(), *((value,) if value is not None else ()))
    return FieldClaim(
        path=path,
        types=_types(_at(at, "type")),
        within=_scalar(at, "in", "body"),
        required=_scalar(at, "required", "api"),
        values=tuple(plain(item) for item in sent),
        minimum=_scalar(at, "min", UNSET),
        maximum=_scalar(at, "max", UNSET),
        default=_or_unset(at, "default"),
        documented=_scalar(at, "documented", UNSET),
        evidence=_evidence(at),
        risk=_if(at, "accepted_risk", _risk),
        sensitive=_scalar(at, "sensitive", False),  # noqa: FBT003 - the default of the key
        line=at.line,
        column=at.column,
    )


def _response_field(path: str, at: Located) -> FieldClaim:
    if not at.is_mapping:
        return FieldClaim(path=path, types=_types(at), line=at.line, column=at.column)
    fallback = _at(at, "fallback")
    return FieldClaim(
        path=path,
        types=_types(_at(at, "type")),
        required="api" if _scalar(at, "required", True) else "optional",  # noqa: FBT003 - the default of the key
        values=tuple(plain(item) for item in _at(at, "one_of").items()),
        documented=_scalar(at, "documented", UNSET),
        evidence=_evidence(at),
        risk=_if(at, "accepted_risk", _risk),
        fallback=fallback.text("action") if fallback.is_mapping else str(fallback.value or ""),
        tested_by=fallback.text("tested_by"),
        sensitive=_scalar(at, "sensitive", False),  # noqa: FBT003 - the default of the key
        line=at.line,
        column=at.column,
    )


def _or_unset(at: Located, key: str) -> Json | UnsetType:
    found = at.get(key)
    return UNSET if found is None else plain(found)


def _risk(at: Located) -> Risk:
    return Risk(by=at.text("by"), at=at.text("at"), until=at.text("until"), because=at.text("because"), line=at.line)


def _case(name: str, at: Located) -> ErrorCase:
    status = _at(at, "status")
    statuses = status.items() or ((status,) if status.value is not None else ())
    return ErrorCase(
        name=name,
        statuses=tuple(str(item.value) for item in statuses),
        content_type=at.text("content_type").lower(),
        body=tuple((path, plain(value)) for path, value in _at(at, "body").entries().items()),
        retry=_scalar(at, "retry", "unknown"),
        repeat=at.text("repeat", "unknown"),
        attempts=_scalar(at, "attempts", 0),
        evidence=_evidence(at),
        line=at.line,
    )


def _request_id(at: Located) -> RequestIdPlace:
    return RequestIdPlace(header=at.text("header").lower(), body=at.text("body"), pattern=at.text("pattern"))


def _limit(topic: LimitTopic, limits: Located) -> Limit:
    at = limits.get(topic)
    if at is None or not at.is_mapping:
        return Limit(topic=topic, line=at.line if at else limits.line)
    return Limit(topic=topic, says=at.text("says"), evidence=_evidence(at), blocks=_texts(at, "blocks"), line=at.line)


def _identifier(at: Located) -> Identifier:
    return Identifier(
        field=at.text("field"),
        value=at.text("value"),
        source=at.text("source"),
        in_code=at.text("in_code"),
        evidence=_evidence(at),
        line=at.line,
        column=at.column,
    )


def _sign_off(at: Located) -> SignOff:
    return SignOff(
        by=at.text("by"),
        at=at.text("at"),
        ref=at.text("ref"),
        snapshot=at.text("snapshot").removeprefix("sha256:"),
        line=at.line,
    )


def _release(name: str, at: Located) -> Release:
    signed = _sign_off(at)
    return Release(name=name, by=signed.by, at=signed.at, ref=signed.ref, snapshot=signed.snapshot, line=at.line)


def _client(at: Located) -> Client:
    return Client(
        timeout_s=_scalar(at, "timeout_s", None),
        connect_timeout_s=_scalar(at, "connect_timeout_s", None),
        attempts=_scalar(at, "attempts", None),
        slo=at.text("slo"),
        review=_if(at, "review", _sign_off),
        line=at.line,
    )


def _acceptance(at: Located) -> Acceptance:
    names = ("rule", "where", "because", "by", "until", "variant")
    return Acceptance(line=at.line, **{name: at.text(name) for name in names})


def _gate(at: Located) -> GateClaims:
    names = ("rollback", "runbook", "readme", "index", "monitoring", "observation")
    return GateClaims(
        line=at.line,
        tests=tuple((name, str(value.value)) for name, value in _at(at, "tests").entries().items()),
        waived=tuple(map(_waive, _at(at, "waive").items())),
        **{name: at.text(name) for name in names},
    )


def _waive(at: Located) -> Waive:
    names = ("item", "because", "by", "until")
    return Waive(line=at.line, **{name: at.text(name) for name in names})


def _variants(document: Located) -> tuple[VariantClaims, ...]:
    return tuple(_variant(name, at, document) for name, at in _at(document, "variants").entries().items())


def _variant(name: str, at: Located, document: Located) -> VariantClaims:
    accessed = document.text("accessed")
    merged = {key: laid_over(_whole(document.get(key)), _whole(at.get(key))) for key in _LAID}
    merged["docs"] = document.get("docs")
    merged["identifiers"] = at.get("identifiers") or document.get("identifiers")
    shared = Located({key: value for key, value in merged.items() if value is not None}, at.line, at.column)
    own = _pages(_at(at, "docs"), accessed or _accessed_of(document))
    claims = _claims(shared, accessed=accessed)
    return VariantClaims(
        name=name,
        claims=claims,
        own_docs=own,
        when=tuple((field, str(value.value)) for field, value in _at(at, "when").entries().items()),
        used=_scalar(at, "used", True),  # noqa: FBT003 - the default of the key
        line=at.line,
    )


def _accessed_of(document: Located) -> str:
    pages = _pages(_at(document, "docs"), "")
    return pages[0].accessed if pages else ""


def _whole(at: Located | None) -> Located | None:
    """Write a short list of fields out, so that it merges with a mapping of fields."""
    if at is None or not isinstance(at.value, tuple):
        return at
    fields = {str(item.value): Located("any", item.line, item.column) for item in at.items()}
    return Located({"fields": Located(fields, at.line, at.column)}, at.line, at.column)
