"""Which claims of one manifest a finding touches, by the area that it is about."""

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

from msgspec import Struct

from driftwatch.manifests.check.breach import use_of
from driftwatch.manifests.check.documented import Documented, OperationView, page_of, same_media_type, status_matches
from driftwatch.manifests.check.fields import Side, sides_of
from driftwatch.manifests.check.passages import begins_with_a_call, is_of_other_calls, may_be_of
from driftwatch.manifests.paths import claim_steps, relation
from driftwatch.model.facts import UNSTATED
from driftwatch.model.finding import Finding, ManifestUse
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Claims, ErrorCase, FieldClaim, Limit, LimitTopic, Manifest
from driftwatch.model.paths import ANY, Claimed, as_claimed
from driftwatch.model.source import Source
from driftwatch.patterns import lazy_regex

_DEMANDS: Final = lazy_regex(r"(^|-)(required|new-request-path-parameter)(-|$)")
"""In ids of what every caller has to do, whatever it sent before."""
_DEFAULT: Final = "-default-value-"
"""In ids about the default of an input: it is for whoever does not send the field."""
_WITHOUT: Final = "request without "
_VALUE_REMOVED: Final = "enum-value-removed"
_VALUE_ADDED: Final = "enum-value-added"
_ABSENT: Final = "response-property-became-optional"
_OF_ALL: Final = lazy_regex(
    r"(?:^|[/_-])(?:rate-?)?(?:limit|quota|throttling|concurrency|billing|pricing|price|error|auth|authentication|"
    r"deprecation|changelog|usage|timeout|status)s?(?=$|[/._-])",
    re.IGNORECASE,
)
"""In addresses of pages about how a whole API is used, whatever the call."""
_IN_URLS: Final = frozenset(("query", "cookie"))
"""Where parameters travel that all calls may share, besides headers."""
_TOPICS: Final[tuple[tuple[str, tuple[LimitTopic, ...]], ...]] = (
    ("rate-limit", ("rate", "concurrency", "quota")),
    ("billing", ("billing",)),
)
_ENVELOPE: Final = "error-envelope."
_GLOBAL: Final = "api-global-security-"
"""How the ids of rules begin about what every operation needs that does not say for itself."""


class Relying(Struct, frozen=True, kw_only=True):
    """One set of claims, of whom, and the snapshots in which it can be followed."""

    manifest: Manifest
    variant: str
    claims: Claims
    documented: tuple[Documented, ...] = ()

    def use(self, line: int, claim: str) -> ManifestUse:
        """Name a line of the manifest."""
        return use_of(self.manifest, line=line, claim=claim)

    @property
    def pages(self) -> frozenset[str]:
        """The pages that the claims were read from."""
        own = next((one.own_docs for one in self.manifest.variants if one.name == self.variant), ())
        return frozenset(page_of(page.url) for page in (*own, *self.claims.docs))


def uses_of(finding: Finding, relying: Relying, *, page_wide: bool) -> Iterator[ManifestUse]:
    """Yield the lines that rely on what a finding is about.

    Args:
        finding: what changed.
        relying: claims about an operation that it names; about any operation when `page_wide`.
        page_wide: the finding names no operation.
    """
    touched = _AREAS.get(finding.area, _contract)
    yield from touched(finding, relying, page_wide)


def cites(relying: Relying, finding: Finding) -> bool:
    """Tell whether claims were read from a page that states what changed."""
    return not relying.pages.isdisjoint(_pages(finding))


def _contract(_: Finding, relying: Relying, page_wide: bool) -> Iterator[ManifestUse]:  # noqa: FBT001 - one signature
    if not page_wide:
        yield relying.use(relying.manifest.line, "contract")


def _security(finding: Finding, relying: Relying, page_wide: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    if not page_wide or _demands(finding, relying):
        yield relying.use(relying.manifest.auth.line, "auth")


def _demands(finding: Finding, relying: Relying) -> bool:
    """Tell whether the operation of a manifest needs, or needed, what a finding tells of the security of an API."""
    views = [view for one in relying.documented for view in one.operations(relying.manifest.key)]
    if not views:
        return cites(relying, finding) or not finding.sources
    urls = {source.url for source in finding.sources}
    mine = [view for view in views if not urls or not view.api_documents or urls & view.api_documents]
    if finding.id.startswith(_GLOBAL):
        return any(not isinstance(view.operation.security, tuple) for view in mine)
    told = (finding.before, finding.after) if finding.is_renaming else ()
    schemes = {name for name in (finding.field, *_texts(told)) if name}
    return any(_needs(view, schemes, finding) for view in mine)


def _needs(view: OperationView, schemes: AbstractSet[str], finding: Finding) -> bool:
    """Tell whether an operation needs a scheme; where nothing says which, any may be needed that was there before."""
    if view.security is None:
        return finding.before is not None
    return any(need.scheme in schemes for choice in view.security for need in choice)


def _server(finding: Finding, relying: Relying, page_wide: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    ours = relying.manifest.base_url.lower()
    named = " ".join(str(side).lower() for side in (finding.before, finding.field) if side)
    if not page_wide or (ours and ours in named):
        yield relying.use(relying.manifest.base_url_line, "base_url")


def _request(finding: Finding, relying: Relying, page_wide: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    place = finding.location.rpartition(".")[2]
    # Fields of no call are of whoever sends them; who does not, relies on them where the page is theirs. A header of no
    # call is one of each.
    is_of_each = place == "header" or (place in _IN_URLS and not _calls_on_pages(finding, relying))
    is_theirs = not page_wide or is_of_each or cites(relying, finding) or _is_for_all(finding, relying)
    found = tuple(_header(finding, relying) if place == "header" else _sent(finding, relying, place))
    if place == UNSTATED:
        found += tuple(_fields(finding, relying, sides_of(relying.claims)[1]))
    yield from (use for use in found if is_theirs or not use.claim.startswith(_WITHOUT))
    if not found and is_theirs and _DEMANDS.search(finding.id) and not finding.id.endswith("optional"):
        yield relying.use(relying.claims.request_line, "request")


def _sent(finding: Finding, relying: Relying, place: str) -> Iterator[ManifestUse]:
    request = sides_of(relying.claims)[0]
    if place == "path" and finding.field and not request.fields:
        yield relying.use(relying.manifest.line, "contract")
    elif place == "body" and not _same_form(finding, request):
        return
    elif finding.field is None:
        yield from (relying.use(request.line, "request") for _ in request.fields[:1])
    elif _DEFAULT in finding.id:
        yield from _left_out(finding, relying, request)
    else:
        yield from _fields(finding, relying, request)
        yield from _lost_ids(finding, relying)


def _left_out(finding: Finding, relying: Relying, request: Side) -> Iterator[ManifestUse]:
    """Yield what relies on the default of an input: a field that is not always sent, or the request that lacks it."""
    name = _last(as_claimed(finding.field or "$"))
    lines = {use.line for use in _fields(finding, relying, request)}
    sent = [one for one in request.fields if one.line in lines and _last(claim_steps(one.path)) == name]
    for claim in sent:
        if claim.required == "optional":
            yield relying.use(claim.line, f"{request.name} field {claim.path}")
    if not sent:
        yield relying.use(relying.claims.request_line, f"{_WITHOUT}{name}")


def _lost_ids(finding: Finding, relying: Relying) -> Iterator[ManifestUse]:
    """Yield the hard-coded ids that a list of values has lost."""
    gone, fact = _texts(finding.before), as_claimed(finding.field or "$")
    for one in relying.claims.identifiers:
        steps = claim_steps(one.field)
        if one.value in gone and (steps == fact or (finding.schema is not None and _ends(steps, fact))):
            yield relying.use(one.line, f"identifier {one.value}")


def _same_form(finding: Finding, side: Side) -> bool:
    return not (finding.media_type and side.media_type) or same_media_type(finding.media_type, side.media_type)


def _header(finding: Finding, relying: Relying) -> Iterator[ManifestUse]:
    name = (finding.field or "").lower()
    for header in relying.manifest.headers:
        if name == header.name.lower():
            yield relying.use(header.line, f"header {header.name}")
    if name and name == relying.manifest.auth.header.lower():
        yield relying.use(relying.manifest.auth.line, "auth")


def _response(finding: Finding, relying: Relying, _: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    if finding.location == "response.header":
        return
    _request_side, response, errors = sides_of(relying.claims)
    for side in (response, errors):
        if not _is_read(finding, side) or not _same_form(finding, side):
            continue
        if finding.field is not None or finding.schema:
            yield from _fields(finding, relying, side)
        elif side.fields:
            yield relying.use(side.line, side.name)
    yield from _status_cases(finding, relying)


def _is_read(finding: Finding, side: Side) -> bool:
    status = finding.status
    if status is None:
        return True
    if side.name == "errors":
        return status.lower() == "default" or status[:1] in {"4", "5"}
    return status_matches(status, side.status)


def _status_cases(finding: Finding, relying: Relying) -> Iterator[ManifestUse]:
    """Yield the failure cases of a status that is added or removed as a whole."""
    if finding.field is None and finding.status and finding.schema is None and "status" in finding.id:
        for case in relying.claims.cases:
            codes = [code for code in case.statuses if status_matches(finding.status, code)]
            if any(code == finding.status or not _is_stated_itself(code, relying) for code in codes):
                yield relying.use(case.line, f"case {case.name}")


def _is_stated_itself(status: str, relying: Relying) -> bool:
    """Tell whether a status is documented before and after: what comes or goes with its range is about others then."""
    views = [one.operations(relying.manifest.key) for one in relying.documented]
    stated = [{status.lower() for view in each for status in view.statuses} for each in views]
    return bool(stated) and all(status.lower() in known for known in stated)


def _fields(finding: Finding, relying: Relying, side: Side) -> Iterator[ManifestUse]:
    fact = as_claimed(finding.field or "$")
    claimed = [claim_steps(claim.path) for claim in side.fields]
    touches = _through_schema(finding, relying, side) if finding.schema else None
    for claim, steps in zip(side.fields, claimed, strict=True):
        if touches is not None:
            touched = touches(claim, steps)
        else:
            touched = _touches(steps, fact, claimed, finding) or (finding.schema is not None and _ends(steps, fact))
        spared = (
            _keeps_its_values(claim, steps, fact, finding)
            or _does_without(claim, steps, fact, finding)
            or (side.name != "request" and _knows_what_came(claim, steps, fact, finding))
        )
        if touched and not spared:
            yield relying.use(claim.line, f"{side.name} field {claim.path}")


def _keeps_its_values(claim: FieldClaim, steps: Claimed, fact: Claimed, finding: Finding) -> bool:
    """Tell whether values went that a claim does not name: it lists its own, or is about what holds the field."""
    if not finding.id.endswith(_VALUE_REMOVED):
        return False
    gone = _texts(finding.before)
    if claim.values and gone and gone.isdisjoint(map(str, claim.values)):
        return True
    return bool(fact) and _last(steps) != _last(fact)


def _knows_what_came(claim: FieldClaim, steps: Claimed, fact: Claimed, finding: Finding) -> bool:
    """Tell whether all values that came to an answer are among those that the claim says the code knows."""
    if not finding.id.endswith(_VALUE_ADDED) or _last(steps) != _last(fact):
        return False
    came = _texts(finding.after)
    return bool(came) and came.issubset(map(str, claim.values))


def _does_without(claim: FieldClaim, steps: Claimed, fact: Claimed, finding: Finding) -> bool:
    """Tell whether a field that is read may be absent from now on, and the claim is that the code survives that."""
    return finding.id.endswith(_ABSENT) and claim.required == "optional" and _last(steps) == _last(fact)


def _last(steps: Claimed) -> str:
    """Return the last name: a list, or a map, and what is in it are named alike."""
    return next((step for step in reversed(steps) if step != ANY), ANY)


def _touches(claim: Claimed, fact: Claimed, all_claims: list[Claimed], finding: Finding) -> bool:
    """Whether a claim relies on a field: on it, below it, or above it when nothing closer is claimed."""
    how = relation(claim, fact)
    if how != "around":
        return how != "apart"
    if finding.level == "info" and "added" in finding.id:
        return False
    return not any(relation(other, claim) == "within" for other in all_claims)


def _ends(claim: Claimed, fact: Claimed) -> bool:
    """Whether a claim may pass through a field of a schema that is used somewhere inside the body."""
    return bool(fact) and any(relation(claim[start:], fact) in {"same", "within"} for start in range(len(claim)))


def _through_schema(finding: Finding, relying: Relying, side: Side) -> Callable[[FieldClaim, Claimed], bool] | None:
    """Return what tells whether a claim's path leads through the changed field of a shared schema.

    None when no snapshot documents the operation: then only names can tell.
    """
    views = [view for one in relying.documented for view in one.operations(relying.manifest.key)]
    if not views:
        return None
    fact = as_claimed(finding.field or "$")
    is_it = partial(_is_schema, finding.schema, relying.documented)
    all_claims = [claim_steps(claim.path) for claim in side.fields]

    def touches(_: FieldClaim, steps: Claimed) -> bool:
        for view in views:
            status = "" if side.name == "request" else side.status
            which = "request" if side.name == "request" else "response"
            way = view.way(which, status, steps)
            if any(below == fact and is_it(name) for name, below in way.passed):
                return True
            ends = [below for name, below in way.ended if is_it(name)]
            deeper = any(relation(other, steps) == "within" for other in all_claims)
            added = finding.level == "info" and "added" in finding.id
            if not deeper and not added and any(relation(below, fact) == "around" for below in ends):
                return True
        return False

    return touches


def _is_schema(wanted: str | None, documented: tuple[Documented, ...], name: str) -> bool:
    """Tell whether a schema is the one that a finding names, which may have another name in the old snapshot.

    A generator may rename all of them at once, and then nothing tells which became which.
    """
    if name == wanted or len(documented) < 2:  # noqa: PLR2004 - the old and the new snapshot
        return name == wanted
    old, new = documented
    return wanted not in old.schemas and name not in new.schemas


def _errors(finding: Finding, relying: Relying, _: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    signal = finding.field or ""
    if signal.startswith(_ENVELOPE):
        side = sides_of(relying.claims)[2]
        fact = as_claimed(signal.removeprefix(_ENVELOPE))
        claimed = [claim_steps(claim.path) for claim in side.fields]
        for claim, steps in zip(side.fields, claimed, strict=True):
            if _touches(steps, fact, claimed, finding):
                yield relying.use(claim.line, f"errors field {claim.path}")
        return
    cases = [case for case in relying.claims.cases if _is_case(case, signal, finding.status)]
    closest = [case for case in cases if case.body and _speaks(case, signal)]
    for case in closest or [case for case in cases if not case.body]:
        yield relying.use(case.line, f"case {case.name}")


def _is_case(case: ErrorCase, signal: str, status: str | None) -> bool:
    found = re.match(r"[1-5](?:\d\d|xx)", status or signal, re.IGNORECASE)
    if found:
        return any(status_matches(found[0], code) for code in case.statuses)
    return signal.strip().lower() == case.name.removeprefix("x-").replace("-", " ")


def _speaks(case: ErrorCase, signal: str) -> bool:
    return all(str(value) in signal for _, value in case.body)


def _notices(finding: Finding, relying: Relying, page_wide: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    on_page = cites(relying, finding)
    if page_wide and (not (on_page or _is_for_all(finding, relying)) or _is_of_others(finding, relying)):
        return
    for prefix, topics in _TOPICS:
        if finding.id.startswith(prefix):
            stated = [one for one in relying.claims.limits if one.topic in topics and one.evidence.stated]
            yield from (relying.use(one.line, f"limit {one.topic}") for one in stated if not _took_in(one, finding))
            if not stated and on_page:
                yield relying.use(relying.claims.limits_line, "limits")
            return
    if finding.id.startswith("timeout") and relying.manifest.client and (on_page or not page_wide):
        yield relying.use(relying.manifest.client.line, "client")
    elif finding.id.startswith("auth") and (on_page or not page_wide):
        yield relying.use(relying.manifest.auth.line, "auth")
    elif on_page or not page_wide:
        yield relying.use(relying.manifest.line, "contract")


def _took_in(limit: Limit, finding: Finding) -> bool:
    """Tell whether a claim quotes what is documented now, and no longer what was."""
    was, now = _sentence(finding.before), _sentence(finding.after)
    return bool(now) and now in limit.says and not (was and was in limit.says)


def _is_of_others(finding: Finding, relying: Relying) -> bool:
    """Tell whether each notice, as it was and as it is, names other calls: a row of limits is of the call in it."""
    said = [text for one in finding.single for side in (one.before, one.after) if (text := _sentence(side))]
    key = relying.manifest.key
    return bool(said) and all(begins_with_a_call(text) and is_of_other_calls(text, key) for text in said)


def _sentence(side: Json) -> str:
    text = side.get("text") if isinstance(side, dict) else side
    return text if isinstance(text, str) else ""


def _is_for_all(finding: Finding, relying: Relying) -> bool:
    """Tell whether a page speaks to whoever calls the API: not of other calls, nor of what else a guide is about."""
    pages = _pages(finding)
    if stated := _calls_on_pages(finding, relying):
        return relying.manifest.key in stated
    return not relying.documented or not pages or any(_OF_ALL.search(page) for page in pages)


def _calls_on_pages(finding: Finding, relying: Relying) -> frozenset[str]:
    """Return the keys of the calls that the pages document on which something is said."""
    pages = _pages(finding)
    return frozenset(key for one in relying.documented for page in pages for key in one.keys_by_page.get(page, ()))


def _values(finding: Finding, relying: Relying, _: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    gone = _texts(finding.before)
    for one in relying.claims.identifiers:
        if one.value in gone:
            yield relying.use(one.line, f"identifier {one.value}")
    if not cites(relying, finding):
        return
    for side in sides_of(relying.claims):
        for claim in side.fields:
            if gone & {value for value in claim.values if isinstance(value, str)}:
                yield relying.use(claim.line, f"{side.name} field {claim.path}")


def _texts(value: Json) -> set[str]:
    if isinstance(value, str):
        return {value}
    return {item for item in value if isinstance(item, str)} if isinstance(value, list | tuple) else set()


def _documents(finding: Finding, relying: Relying, _: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    named = _pages(finding) | {page_of(text) for text in (*_texts(finding.before), *_texts(finding.after))}
    own = next((one.own_docs for one in relying.manifest.variants if one.name == relying.variant), ())
    for page in (*own, *relying.claims.docs) if not _is_in_sections_of_others(finding, relying) else ():
        if page_of(page.url) in named:
            yield relying.use(page.line, "docs")


def _is_in_sections_of_others(finding: Finding, relying: Relying) -> bool:
    """Tell whether words changed in sections of other calls alone, on a page that has one for the call in question.

    What names that call, or all calls, is of it, wherever it stands.
    """
    ours = relying.manifest.key
    is_of_words = finding.is_about_words and bool(finding.sources)
    lines = (line for one in finding.single for side in (one.before, one.after) for line in _texts(side))
    return (
        is_of_words
        and not any(may_be_of(line, ours) for line in lines)
        and all(
            any(ours in one.keys_by_page.get(page_of(source.url), ()) for one in relying.documented)
            and (keys := _calls_below(source, relying))
            and ours not in keys
            for source in finding.sources
        )
    )


def _calls_below(source: Source, relying: Relying) -> frozenset[str]:
    """Return the keys of the calls whose own heading a source names, on either side of what is compared."""
    place = (page_of(source.url), source.locator.rpartition(" > ")[2])
    return frozenset().union(*(one.keys_by_heading.get(place, frozenset()) for one in relying.documented))


def _contradiction(finding: Finding, relying: Relying, _: bool) -> Iterator[ManifestUse]:  # noqa: FBT001
    if finding.field is None or not finding.operations:
        return
    for side in sides_of(relying.claims):
        fact = as_claimed(finding.field)
        for claim in side.fields:
            steps = claim_steps(claim.path)
            if relation(steps, fact) in {"same", "within"} and fact != (ANY,):
                yield relying.use(claim.line, f"{side.name} field {claim.path}")


def _pages(finding: Finding) -> frozenset[str]:
    return frozenset(page_of(source.url) for source in finding.sources)


_AREAS: Final[Mapping[str, Callable[[Finding, Relying, bool], Iterator[ManifestUse]]]] = {
    "request": _request,
    "response": _response,
    "security": _security,
    "server": _server,
    "errors": _errors,
    "notices": _notices,
    "values": _values,
    "documents": _documents,
    "contradiction": _contradiction,
}
