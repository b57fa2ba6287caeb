"""Which manifest a call belongs to, and which of its cases an answer is."""

from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from msgspec import structs

from driftwatch.manifests.conformity import case_of
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import values_of
from driftwatch.model.address import operation_key
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Auth, Claims, Manifest
from driftwatch.model.urls import meaning

SUCCESS: Final = "success"
"""Name of the case of an answer that is none of a failure."""
VALID: Final = ("valid-minimal", "valid-production", SUCCESS)
"""Cases of calls with a credential that works and a request that is right."""
_REFUSED: Final = {False: "auth-missing", True: "auth-invalid"}
"""Case of a call that was refused, by whether it held a credential."""
GOOD: Final = range(200, 300)


def is_called(manifest: Manifest, method: str, path: str) -> bool:
    """Tell whether a path, which may have another one before it, is that of a manifest's operation."""
    return is_call_of(manifest.key, method, path)


def is_call_of(key: str, method: str, path: str) -> bool:
    """Tell the same of an operation's key."""
    wanted, _, pattern_path = key.partition(" ")
    pattern = pattern_path.split("/")
    called = operation_key(method, path).partition(" ")[2].split("/")
    return (
        method == wanted
        and len(called) >= len(pattern)
        and all(ours in {"{}", theirs} for ours, theirs in zip(pattern[::-1], called[::-1], strict=False) if ours)
    )


def is_target(manifest: Manifest, method: str, url: str) -> bool:
    """Tell whether a URL is that of a manifest's operation at its base URL; one without a host may be anybody's."""
    try:
        parts = urlsplit(meaning(url))
    except ValueError:
        return False
    base = urlsplit(meaning(manifest.base_url))
    if parts.netloc and parts.netloc.rpartition("@")[2] != base.netloc:
        return False
    prefix = base.path.rstrip("/") if parts.netloc else ""
    path = parts.path.removeprefix(prefix) if parts.path.startswith(f"{prefix}/") else ""
    if path.count("/") != manifest.path.count("/"):
        return False
    return is_called(manifest, method, path)


def origin_of(url: str) -> str:
    """Return scheme, host and port of a URL; "" for one without a host."""
    parts = urlsplit(meaning(url))
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""


def same_origin(one: str, other: str) -> bool:
    """Tell whether two URLs lead to one scheme, host and port; a malformed one leads nowhere."""
    try:
        return origin_of(one) == origin_of(other)
    except ValueError:
        return False


def path_of(url: str) -> str:
    """Return the path of a URL; "" when it is none."""
    try:
        return urlsplit(meaning(url)).path
    except ValueError:
        return ""


def is_success(status: int, body: Json) -> bool:
    """Tell whether an answer is none of a failure: a good status with an error object is one all the same."""
    return status in GOOD and not (isinstance(body, dict) and isinstance(body.get("error"), dict))


def variant_of(manifest: Manifest, request: Json) -> tuple[str, Claims] | None:
    """Return name and claims of the variant that a request is; without variants "" and what the manifest claims."""
    if not manifest.variants:
        return "", manifest.claims
    values = [(steps, item) for steps, item in values_of(request) if isinstance(item, str)]
    for variant in manifest.variants:
        if variant.when and all(
            any(steps == claim_steps(field) and fnmatchcase(item, pattern) for steps, item in values)
            for field, pattern in variant.when
        ):
            return variant.name, variant.claims
    return None


def has_credential(auth: Auth, url: str, sent_headers: tuple[str, ...] | None) -> bool | None:
    """Tell whether a call said who makes it; None when the recording does not tell."""
    if auth.query:
        return auth.query in {name for name, _ in parse_qsl(url.partition("?")[2], keep_blank_values=True)}
    return auth.header.lower() in sent_headers if auth.header and sent_headers is not None else None


def body_with_code(claims: Claims, code: str) -> Json:
    """Return the body that a failure of a name has, as far as a manifest says where the name stands; None if it is new.

    Counts hold the name alone.
    """
    body: dict[str, Json] = {}
    for path in sorted({path for case in claims.cases for path, value in case.body if value == code}):
        *above, last = claim_steps(path)
        holder = body
        for step in above:
            below = holder.setdefault(step, {})
            holder = below if isinstance(below, dict) else holder
        holder[last] = code
    return body or None


def case_name(claims: Claims, *, status: int, body: Json, content_type: str, credential: bool | None = None) -> str:
    """Name the case that an answer is."""
    if is_success(status, body):
        return SUCCESS
    case = case_of(claims, status=status, body=body, content_type=content_type)
    if case is not None and case.name in _REFUSED.values() and credential is not None:
        # Both are answered alike: what was sent tells them apart.
        own = structs.replace(claims, cases=tuple(one for one in claims.cases if one.name == _REFUSED[credential]))
        case = case_of(own, status=status, body=body, content_type=content_type) or case
    return case.name if case is not None else f"status-{status}"
