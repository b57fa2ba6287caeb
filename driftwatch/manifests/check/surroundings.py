"""Hold what surrounds the fields against the documentation: life cycle, base URL, auth, headers, failures, limits."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Unpack

from driftwatch.manifests.check.breach import Breach, Claimed, Details, Spot
from driftwatch.manifests.check.documented import OperationView, same_media_type, status_matches
from driftwatch.manifests.file.targets import is_of_each_reader
from driftwatch.model.facts import ErrorRule, Requirement, SecurityScheme
from driftwatch.model.manifest import Auth, Claims, ErrorCase, HeaderClaim
from driftwatch.model.snapshot import Entry
from driftwatch.model.triage import KNOWS_BETTER, OPPOSED

_IMPLIED: Final = frozenset({"content-type", "accept", "user-agent", "authorization"})
"""Headers that OpenAPI does not let a document state as parameters."""


def surrounding_breaches(claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    """Yield what is said otherwise of the operation as a whole."""
    view = mine[0]
    if all(one.operation.deprecated for one in mine):
        yield claimed.breach(
            "operation.deprecated",
            line=claimed.manifest.line,
            claim="contract",
            after=view.operation.sunset or "deprecated",
        )
    yield from _base_url(claimed, view)
    yield from _media_types(claimed, claims, mine)
    yield from _auth(claimed, view)
    yield from _headers(claimed, mine)


def _base_url(claimed: Claimed, view: OperationView) -> Iterator[Breach]:
    ours = claimed.manifest.base_url.rstrip("/").lower()
    documented = [server.rstrip("/") for server in view.own_servers if server.startswith("http")]
    if documented and not any(is_of_each_reader(each) or _leads_to(each.lower(), ours) for each in documented):
        yield claimed.breach(
            "base-url.differs",
            line=claimed.manifest.base_url_line,
            claim="base_url",
            spot=Spot(location="server"),
            before=claimed.manifest.base_url,
            after=sorted(documented),
            cite=(view.api, None) if view.api else None,
        )


def _leads_to(server: str, ours: str) -> bool:
    pattern = re.sub(r"\\\{[^{}]*\\\}", "[^/]+", re.escape(server))
    return re.fullmatch(pattern, ours) is not None


def _media_types(claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    wanted = (
        ("request", "", claims.content_type, claims.request_line),
        ("response", claims.response_status, claims.response_content_type, claims.response_line),
    )
    for side, status, media_type, line in wanted:
        stated = {
            fact.name
            for view in mine
            for which, code, fact in view.media_types
            if which == side and (side == "request" or status_matches(code, status))
        }
        if media_type and stated and not any(same_media_type(name, media_type) for name in stated):
            yield claimed.breach(
                "media-type.differs",
                line=line,
                claim=f"{side} content_type",
                spot=Spot(
                    role="request-body" if side == "request" else "response-body",
                    location=f"{side}.body",
                    status=status or None,
                ),
                before=media_type,
                after=sorted(stated),
            )


def _auth(claimed: Claimed, view: OperationView) -> Iterator[Breach]:
    auth, stated = claimed.manifest.auth, view.security
    if stated is None:
        return
    alternatives = stated or ((),)
    known = [choice for choice in alternatives if all(one.scheme in view.schemes for one in choice)]
    if len(known) < len(alternatives) or any(_satisfies(auth, choice, view) for choice in known):
        return
    if not any(known) and not auth.is_none:
        return
    carried = sorted({_scheme(view.schemes[one.scheme]) for choice in known for one in choice})
    yield claimed.breach(
        "auth.differs", line=auth.line, claim="auth", spot=Spot(location="security"), before=_ours(auth), after=carried
    )


def _satisfies(auth: Auth, choice: tuple[Requirement, ...], view: OperationView) -> bool:
    schemes = [view.schemes[one.scheme] for one in choice]
    if auth.is_none:
        return not schemes
    mine = [scheme for scheme in schemes if _carries(auth, scheme)]
    return bool(mine)


def _carries(auth: Auth, scheme: SecurityScheme) -> bool:
    if scheme.type == "apiKey":
        place = auth.header if scheme.within == "header" else auth.query
        return place.lower() == scheme.parameter.lower()
    if scheme.type == "http":
        return auth.header.lower() == "authorization" and auth.scheme.lower() == scheme.scheme.lower()
    return auth.header.lower() == "authorization" and auth.scheme.lower() == "bearer"


def _scheme(scheme: SecurityScheme) -> str:
    if scheme.type == "apiKey":
        return f"{scheme.within} {scheme.parameter}"
    return f"header Authorization: {scheme.scheme.title() or 'Bearer'}"


def _ours(auth: Auth) -> str:
    if auth.is_none:
        return "none"
    return f"query {auth.query}" if auth.query else f"header {auth.header}{': ' if auth.scheme else ''}{auth.scheme}"


def _headers(claimed: Claimed, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    stated = {one.name.lower(): one for view in mine for one in view.parameters if one.within == "header"}
    carried = {claimed.manifest.auth.header.lower(), *_IMPLIED}
    sent = {header.name.lower() for header in claimed.manifest.headers}
    keys = {scheme.parameter.lower() for view in mine for scheme in view.schemes.values() if scheme.type == "apiKey"}
    for header in claimed.manifest.headers:
        name = header.name.lower()
        if name == "content-type":
            yield from _content_type(claimed, header, mine)
        elif header.evidence.label == "documented" and name not in stated.keys() | carried | keys:
            yield _header(claimed, "header.undocumented", header.name, header.line, before=header.value or "sent")
    for name, parameter in sorted(stated.items()):
        if parameter.required and name not in sent | carried:
            yield _header(claimed, "header.unlisted", parameter.name, claimed.manifest.auth.line, after="required")


def _header(claimed: Claimed, what: str, name: str, line: int, **sides: str) -> Breach:
    return claimed.breach(
        what,
        line=line,
        claim=f"header {name}",
        spot=Spot(role="request-parameter", location="request.header", name=name),
        before=sides.get("before"),
        after=sides.get("after"),
    )


def _content_type(claimed: Claimed, header: HeaderClaim, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    stated = sorted({fact.name for view in mine for side, _, fact in view.media_types if side == "request"})
    if header.value and stated and not any(same_media_type(name, header.value) for name in stated):
        yield claimed.breach(
            "media-type.differs",
            line=header.line,
            claim="header Content-Type",
            spot=Spot(role="request-body", location="request.body"),
            before=header.value,
            after=stated,
        )


def case_breaches(claimed: Claimed, claims: Claims, mine: tuple[OperationView, ...]) -> Iterator[Breach]:
    """Yield failures that are no longer documented, and retry advice that says the opposite."""
    rules = [*claimed.documented.error_rules, *(rule for view in mine for rule in view.error_rules)]
    statuses = {status for view in mine for status in view.statuses}
    for case in claims.cases:
        missing = [code for code in case.statuses if not _is_documented(code, case, rules, statuses)]
        if missing and case.evidence.label == "documented" and (rules or statuses):
            yield _case(claimed, case, "error.undocumented", status=missing[0], before=missing)
        yield from _retry(claimed, case, rules)


def _is_documented(code: str, case: ErrorCase, rules: list[tuple[ErrorRule, Entry]], statuses: set[str]) -> bool:
    specific = [value for _, value in case.body if isinstance(value, str)]
    if specific:
        return any(_matches(rule, code) and _names(rule, specific) for rule, _ in rules) or (
            not rules and any(status_matches(status, code) for status in statuses)
        )
    if any(_matches(rule, code) for rule, _ in rules) or any(
        status_matches(one, code) for one in statuses - {"default"}
    ):
        return True
    return any(_is_called(rule, case) and code in rule.meaning for rule, _ in rules)


def _retry(claimed: Claimed, case: ErrorCase, rules: list[tuple[ErrorRule, Entry]]) -> Iterator[Breach]:
    if case.evidence.label in KNOWS_BETTER:
        return
    for code in case.statuses or ("",):
        speaking = _speaking(case, code, rules)
        stated = {rule.retry for rule, _ in speaking if rule.retry != "unspecified"}
        if len(stated) != 1:
            continue
        retry = stated.pop()
        if case.retry in OPPOSED.get(retry, frozenset()):
            rule, entry = next(one for one in speaking if one[0].retry == retry)
            yield _case(
                claimed, case, "retry.reversed", status=code or None, before=case.retry, after=retry, cite=(entry, rule)
            )
            return


def _speaking(case: ErrorCase, code: str, rules: list[tuple[ErrorRule, Entry]]) -> list[tuple[ErrorRule, Entry]]:
    """Return the rules about just this failure: of its body value when it has one, else of the bare status or name."""
    specific = [value for _, value in case.body if isinstance(value, str)]
    if specific:
        return [one for one in rules if _matches(one[0], code) and _names(one[0], specific)]
    named = [one for one in rules if _is_called(one[0], case)]
    return named or [one for one in rules if code and _matches(one[0], code) and _is_bare(one[0])]


def _matches(rule: ErrorRule, code: str) -> bool:
    stated = str(rule.status) if rule.status else rule.signal.strip().lower()
    return bool(re.fullmatch(r"[1-5](\d\d|xx)", stated)) and status_matches(stated, code)


def _names(rule: ErrorRule, values: Iterable[str]) -> bool:
    text = f"{rule.signal} {rule.meaning}"
    return all(value in text for value in values)


def _is_bare(rule: ErrorRule) -> bool:
    return rule.signal.strip().lower() == str(rule.status) or bool(
        re.fullmatch(r"[1-5]xx", rule.signal.strip().lower())
    )


def _is_called(rule: ErrorRule, case: ErrorCase) -> bool:
    return rule.status is None and rule.signal.strip().lower() == case.name.removeprefix("x-").replace("-", " ")


def _case(claimed: Claimed, case: ErrorCase, what: str, *, status: str | None, **details: Unpack[Details]) -> Breach:
    spot = Spot(role="page", location="errors", name=case.name, status=status)
    return claimed.breach(what, line=case.line, claim=f"case {case.name}", spot=spot, **details)
