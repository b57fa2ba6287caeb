"""The runbook's release checklist: pass, fail, unknown or waived, each item with its evidence."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from driftwatch.manifests.check.documented import Documented, page_of
from driftwatch.manifests.file.lint_rules import days_between
from driftwatch.manifests.gate.evidence import Answer, Evident, failed, passed, unknown
from driftwatch.manifests.gate.hints import hint_for
from driftwatch.manifests.gate.monitoring import monitoring
from driftwatch.manifests.gate.redaction import redaction_verified
from driftwatch.manifests.gate.tests import (
    auth_tested,
    errors_classified,
    reads_listed,
    request_tests,
)
from driftwatch.model.finding import Finding
from driftwatch.model.gate import Gate, GateItem, Target
from driftwatch.model.manifest import Claims, DocsPage, Limit, Manifest, Waive

_TWO_PEOPLE: Final = ("path-reviewed", "auth-tested", "redaction-verified", "release-reviewed")
"""Items that nobody may waive who approved the contract."""
_ANOTHER: Final = "somebody who did not approve it may waive it under gate.waive in {file}; else do what it asks for"
_MOVED: Final = "name a page that is captured: `driftwatch manifest update {file}` follows one that moved"
_FOR_RELEASE: Final = "`driftwatch manifest review {file} --by NAME --release RELEASE` records it"
_UNSHALLOW: Final = "`git fetch --unshallow` brings old captures; else review it again"
_APPROVER: Final = "write who approved it into owner.approved_by of {file}, and `driftwatch manifest lint` checks it"
_NO_PAGE: Final = 'name it under `docs` in {file}; `driftwatch coverage` tells the pages of "{contract}"'
_CAPTURE: Final = "`driftwatch run` captures the documentation"
_NAMED_LIMITS: Final = ("rate", "quota", "billing")


class Asked(Struct, frozen=True, kw_only=True):
    """What the checklist is asked for: one manifest, against what is known."""

    manifest: Manifest
    target: Target
    today: str
    evident: Evident
    documented: Documented | None = None
    """The newest snapshot; None when there is none."""
    findings: tuple[Finding, ...] = ()
    """The open findings of the check that affect this manifest."""
    release: str = ""
    """The release in question; empty for none."""
    since: tuple[Finding, ...] | None = None
    """What changed since it was reviewed for the release, as far as this manifest relies on it; None when not known."""

    @property
    def claims(self) -> tuple[Claims, ...]:
        """The claims that are used."""
        return tuple(claims for _, claims in self.manifest.used_claims)


def gate_of(asked: Asked) -> Gate:
    """Go through the checklist."""
    answers: Mapping[str, tuple[str, Answer]] = {
        "docs-source": ("documentation named, dated and unchanged since", _docs(asked)),
        "path-reviewed": ("endpoint reviewed by another engineer", _reviewed(asked.manifest)),
        "auth-tested": (
            "authentication tested: valid, missing, invalid",
            auth_tested(asked.manifest, asked.evident, today=asked.today),
        ),
        "request-tests": ("request schema in tests", request_tests(asked.manifest, asked.evident)),
        "reads-listed": ("consumed response fields listed", reads_listed(asked.manifest, asked.evident)),
        "errors-classified": (
            "errors classified",
            errors_classified(asked.manifest, asked.evident, asked.findings, today=asked.today),
        ),
        "timeouts-reviewed": ("time-outs and retries reviewed", _client(asked)),
        "limits-stated": ("limits confirmed or marked unknown", _limits(asked)),
        "redaction-verified": (
            "redaction verified",
            redaction_verified(asked.manifest, asked.evident, today=asked.today),
        ),
        "rollback": ("rollback documented", _linked(asked, (("rollback", asked.manifest.gate.rollback),))),
        "owner-escalation": ("owner and escalation", _owner(asked)),
        "links": ("documentation linked", _links(asked)),
        "no-open-drift": ("no breaking drift is open", _drift(asked)),
    }
    if asked.release:
        answers = {**answers, "release-reviewed": ("reviewed for the release, and unchanged since", _released(asked))}
    if asked.manifest.gate.monitoring:
        watched = monitoring(asked.manifest, asked.evident, today=asked.today)
        answers = {**answers, "monitoring": ("the live API is monitored", watched)}
    items = tuple(_item(name, title, answer, asked) for name, (title, answer) in answers.items())
    return Gate(
        manifest=asked.manifest.name,
        contract=asked.manifest.contract,
        file=asked.manifest.file,
        target=asked.target,
        date=asked.today,
        items=items,
    )


def _item(name: str, title: str, answer: Answer, asked: Asked) -> GateItem:
    waive = next((one for one in asked.manifest.gate.waived if one.item == name), None)
    if waive is not None and answer.verdict != "pass":
        answer = _waived(waive, asked)
    is_settled = answer.verdict in {"pass", "waived"}
    hint = "" if is_settled else hint_for(name, asked.manifest, answer.hint)
    return GateItem(id=name, title=title, verdict=answer.verdict, evidence=answer.evidence, hint=hint)


def _waived(waive: Waive, asked: Asked) -> Answer:
    if waive.until < asked.today:
        return failed(f"the waiver of `{waive.by}` ended on {waive.until}")
    if waive.item in _TWO_PEOPLE and waive.by == asked.manifest.owner.approved_by:
        return failed(f"`{waive.by}` approved the contract and can not waive this item as well", _ANOTHER)
    return Answer("waived", f"`{waive.because}` (`{waive.by}`, until {waive.until})")


def _docs(asked: Asked) -> Answer:
    manifest = asked.manifest
    pages = [*manifest.claims.docs]
    pages += [page for variant in manifest.variants if variant.used for page in variant.own_docs]
    if not pages:
        return unknown("no page is named", _NO_PAGE)
    oldest = min(page.accessed for page in pages)
    age = days_between(oldest, asked.today)
    if age is None or age > manifest.review_every_days:
        return failed(
            f"a page was last read on {oldest or 'no date'}; the interval is {manifest.review_every_days} days"
        )
    if asked.documented is None:
        return unknown("there is no snapshot to compare with", _CAPTURE)
    found = (_page(page, asked.documented) for page in pages)
    whole = passed(f"{len(pages)} page{'s' if len(pages) > 1 else ''}, oldest access {oldest}, digests match")
    return next((answer for answer in found if answer is not None), whole)


def _page(page: DocsPage, documented: Documented) -> Answer | None:
    """Return what is wrong with a page, None when it says what it said when it was read."""
    document = documented.documents_by_page.get(page_of(page.url))
    if document is None:
        return unknown(f"`{page.url}` is not in the newest snapshot", _MOVED)
    if not page.snapshot:
        return unknown(f"`{page.url}` has no digest")
    if document.digest and not document.has_digest(page.snapshot):
        return failed(f"`{page.url}` changed since it was read on {page.accessed}")
    return None


def _reviewed(manifest: Manifest) -> Answer:
    review, approver = manifest.review, manifest.owner.approved_by
    if review is None:
        return unknown("nobody has reviewed it")
    if review.by == approver:
        return failed(f"`{review.by}` approved and reviewed it")
    if not approver:
        return unknown(f"`{review.by}` reviewed it on {review.at}; nobody is named as approver", _APPROVER)
    where = f", `{review.ref}`" if review.ref else ""
    return passed(f"`{review.by}` on {review.at}{where}; approved by `{approver}`")


def _released(asked: Asked) -> Answer:
    release = asked.manifest.release(asked.release)
    if release is None:
        return unknown(f"nobody has reviewed it for `{asked.release}`", _FOR_RELEASE.replace("RELEASE", asked.release))
    if release.by == asked.manifest.owner.approved_by:
        return failed(f"`{release.by}` approved and reviewed it for `{release.name}`")
    if asked.since is None:
        return unknown(f"the snapshot that was reviewed for `{release.name}` is not there", _UNSHALLOW)
    loud = [finding for finding in asked.since if finding.level != "info"]
    if loud:
        more = f" and {len(loud) - 1} more" if len(loud) > 1 else ""
        return failed(f"since `{release.name}` was reviewed on {release.at}: {loud[0].message}{more}")
    ref = f", `{release.ref}`" if release.ref else ""
    return passed(f"`{release.by}` on {release.at}{ref}, snapshot `{release.snapshot[:12]}`")


def _client(asked: Asked) -> Answer:
    client = asked.manifest.client
    if client is None or client.timeout_s is None or client.attempts is None:
        return unknown("client has no timeout_s and attempts")
    if client.review is None:
        return unknown(f"{client.timeout_s:g} s x {client.attempts}: nobody has reviewed them")
    if client.slo and asked.evident.where(client.slo) in {"missing", "no heading"}:
        return failed(f"`{client.slo}` leads nowhere")
    slo = f", `{client.slo}`" if client.slo else ""
    return passed(f"{client.timeout_s:g} s x {client.attempts}{slo}, `{client.review.by}` on {client.review.at}")


def _limits(asked: Asked) -> Answer:
    if not all(claims.limits_stated for claims in asked.claims):
        return unknown("limits says nothing")
    named = [limit for claims in asked.claims for limit in claims.limits if limit.topic in _NAMED_LIMITS]
    unsettled = [limit for limit in named if limit.evidence.label == "unknown"]
    if asked.target == "load-test" and unsettled:
        return failed(f"{_topics(unsettled)} unknown: settle before a load test")
    gone = [
        finding for finding in asked.findings if finding.id in {"manifest-limit-undocumented", "manifest-limit-changed"}
    ]
    if gone:
        return failed(gone[0].message)
    late = [limit for limit in named if limit.evidence.expires and limit.evidence.expires < asked.today]
    if late:
        return failed(f"{_topics(late)}: the {late[0].evidence.label} ended on {late[0].evidence.expires}")
    said = [f"{limit.topic}: {limit.evidence.label}" for limit in named]
    more = "; a load test is blocked" if unsettled else ""
    return passed("; ".join(dict.fromkeys(said)) + more)


def _topics(limits: list[Limit]) -> str:
    return ", ".join(dict.fromkeys(limit.topic for limit in limits))


def _owner(asked: Asked) -> Answer:
    owner = asked.manifest.owner
    if not owner.escalation:
        return unknown(f"`{owner.team}` names no escalation")
    if owner.review_by and owner.review_by < asked.today:
        return failed(f"the review was due on {owner.review_by}")
    return _linked(asked, (("escalation", owner.escalation),), more=f"`{owner.team}`, ")


def _links(asked: Asked) -> Answer:
    gate = asked.manifest.gate
    return _linked(asked, (("readme", gate.readme), ("runbook", gate.runbook), ("index", gate.index)))


def _linked(asked: Asked, wanted: tuple[tuple[str, str], ...], *, more: str = "") -> Answer:
    for name, where in wanted:
        if not where:
            return unknown(f"gate names no {name}" if name != "escalation" else "owner names no escalation")
        state = asked.evident.where(where)
        if state == "missing":
            return failed(f"`{where}` does not exist")
        if state == "no heading":
            return failed(f"`{where}`: there is no such heading")
    return passed(more + ", ".join(f"`{where}`" for _, where in wanted))


def _drift(asked: Asked) -> Answer:
    if asked.documented is None:
        return unknown("there is no snapshot to compare with", _CAPTURE)
    breaking = [finding for finding in asked.findings if finding.level == "breaking"]
    if breaking:
        more = f" and {len(breaking) - 1} more" if len(breaking) > 1 else ""
        return failed(f"{breaking[0].message}{more}")
    count = len(asked.findings)
    below = f"{count} finding{'' if count == 1 else 's'} below breaking"
    return passed(f"checked against `{asked.documented.snapshot.label}`, {below}")
