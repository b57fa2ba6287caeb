"""Triage: which case of manifests and documentation a live answer is, whether to try again, since when it is told."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, structs

from driftwatch.errors import DocumentError, DriftwatchError, UsageError
from driftwatch.extract.data.json_text import read_json
from driftwatch.history.blame import since
from driftwatch.history.captures import Captured, History
from driftwatch.manifests.check.choosing import chosen
from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.conformity import case_of
from driftwatch.manifests.failures import Stated, code_of, rules_for, statuses_for
from driftwatch.manifests.observations.matching import GOOD, SUCCESS, case_name
from driftwatch.manifests.scaffold.manifest import call_of
from driftwatch.model.address import operation_key
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Claims, Manifest
from driftwatch.model.snapshot import Owner
from driftwatch.model.triage import StatedFailure, Triaged
from driftwatch.ports import Project
from driftwatch.workflows.manifests import sides_of
from driftwatch.workflows.observations import manifest_named
from driftwatch.workflows.resolve import Sided, newest_side

Since = Mapping[tuple[Owner, str], tuple[Captured, bool]]


class Failure(Struct, frozen=True, kw_only=True):
    """A live answer."""

    status: int
    body: Json = None
    content_type: str = ""


def failure_of(status: int, text: str, content_type: str) -> Failure:
    """Return an answer; a body that is no JSON counts as none."""
    try:
        body = read_json(text) if text.strip() else None
    except DocumentError:
        body = None
    return Failure(status=status, body=body, content_type=content_type)


def triaged(
    project: Project, manifests: Iterable[Manifest], failure: Failure, *, contract: str | None, source: str | None
) -> tuple[Triaged, ...]:
    """Return what an answer is, for each variant of each contract that is asked about.

    Raises:
        UsageError: the contract is neither relied on nor documented.
    """
    manifests = tuple(manifests)
    about = _named(manifests, contract)
    parts = sides_of(project, about, source) if about else [(source, newest_side(project, source), manifests)]
    return tuple(
        each
        for name, side, mine in parts
        for each in _held(project, mine, failure, contract=contract, source=name, side=side)
    )


def _named(manifests: tuple[Manifest, ...], contract: str | None) -> tuple[Manifest, ...]:
    """Return the manifests that are asked about, none where only documentation may know the contract."""
    if contract is None:
        return manifests
    try:
        return (manifest_named(manifests, contract),)
    except UsageError:
        return ()


def _held(
    project: Project,
    manifests: tuple[Manifest, ...],
    failure: Failure,
    *,
    contract: str | None,
    source: str | None,
    side: Sided | None,
) -> tuple[Triaged, ...]:
    """Hold an answer against what one source documents."""
    documented = Documented(side.snapshot) if side else None
    asked = list(_asked(manifests, contract, documented))
    stated = [_stated(views, documented, failure) for _, _, views in asked]
    stands = standing_since(project, source, stated)
    is_bare = not isinstance(failure.body, (dict, list))
    told = [tuple(told_of(one, documented, stands, is_bare=is_bare) for one in each) for each in stated]
    return tuple(_triaged(one, failure, mine) for one, mine in zip(asked, told, strict=True))


_Asked = tuple[tuple[Manifest | None, str], Claims | None, tuple[OperationView, ...]]


def _asked(manifests: tuple[Manifest, ...], contract: str | None, documented: Documented | None) -> Iterator[_Asked]:
    if contract is not None and (views := _documented_only(manifests, contract, documented)):
        yield (None, views[0].operation.call), None, views
        return
    for manifest in manifests if contract is None else (manifest_named(manifests, contract),):
        views = documented.operations(manifest.key) if documented else ()
        for name, claims in manifest.used_claims:
            mine = chosen(manifest, name, views, documented) if documented and views else ()
            yield (manifest, name), claims, mine
    if contract is None and not manifests:
        yield (None, ""), None, ()


def _documented_only(
    manifests: tuple[Manifest, ...], contract: str, documented: Documented | None
) -> tuple[OperationView, ...]:
    """Return the documentation of an operation that no manifest relies on."""
    if documented is None or any(contract in {one.file, one.contract} for one in manifests):
        return ()
    try:
        return documented.operations(operation_key(*call_of(contract)))
    except UsageError:
        return ()


def _stated(views: tuple[OperationView, ...], documented: Documented | None, failure: Failure) -> tuple[Stated, ...]:
    """Return what is documented of a failure; an answer that is no JSON shows no code, and may be any of them."""
    if documented is None:
        return ()
    body = failure.body if isinstance(failure.body, (dict, list)) else None
    return rules_for(views, documented, status=failure.status, body=body)


def standing_since(project: Project, source: str | None, stated: list[tuple[Stated, ...]]) -> Since:
    """Return since when each statement stands; nothing where there is no history."""
    owners = {entry.owner for each in stated for _, entry in each}
    if not owners:
        return {}
    try:
        name, _ = project.workspace.source(source)
        return since(History.of(project, name), owners)
    except DriftwatchError:
        return {}


def _triaged(asked: _Asked, failure: Failure, stated: tuple[StatedFailure, ...]) -> Triaged:
    (manifest, name), claims, views = asked
    found = Triaged(
        contract=manifest.contract if manifest else name,
        variant=name if manifest else "",
        # An error under a good status is none of what is documented for it.
        statuses=tuple(dict.fromkeys(statuses_for(views, failure.status))) if failure.status not in GOOD else (),
        stated=stated,
        manifest=manifest.file if manifest else "",
    )
    if manifest is None or claims is None:
        return found
    answer = {"status": failure.status, "body": failure.body, "content_type": failure.content_type}
    if case_name(claims, **answer) == SUCCESS:
        return structs.replace(found, kind="success")
    case = case_of(claims, **answer)
    if case is None:
        return found
    return structs.replace(
        found,
        case=case.name,
        manifest=f"{manifest.file}:{case.line}",
        case_retry=case.retry,
        repeat=case.repeat,
        attempts=case.attempts,
        evidence=case.evidence.label,
    )


def told_of(stated: Stated, documented: Documented | None, stands: Since, *, is_bare: bool = True) -> StatedFailure:
    """Return a statement about a failure with its page, and since when it stands.

    Args:
        stated: the statement.
        documented: the snapshot that holds it.
        stands: since when each statement stands.
        is_bare: no body is known, so that a code may be another one.
    """
    rule, entry = stated
    documents = documented.snapshot.documents if documented else {}
    captured, at_least = stands.get((entry.owner, rule.at), (None, False))
    return StatedFailure(
        signal=rule.signal,
        retry=rule.retry,
        action=rule.action,
        meaning=rule.meaning,
        page=next((documents[place].url for place in entry.documents if place in documents), ""),
        since=captured.date if captured else "",
        at_least=at_least,
        may_be=bool(code_of(rule)) and (is_bare or " " in code_of(rule)),
    )
