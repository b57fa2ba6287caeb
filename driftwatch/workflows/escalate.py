"""escalate: what a provider needs to look into a difference between the API and its documentation."""

from collections.abc import Iterable, Iterator, Sequence

from driftwatch.errors import RepositoryError, UsageError
from driftwatch.history.captures import History
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.check.fields import lookup, sides_of
from driftwatch.manifests.failures import rules_for
from driftwatch.manifests.observations.matching import VALID
from driftwatch.manifests.observations.places import is_of
from driftwatch.manifests.threeway.check import witnesses_of
from driftwatch.manifests.threeway.past import Past
from driftwatch.manifests.threeway.witness import Witness
from driftwatch.model.escalation import EscalatedCase, Escalation, LastGood, Point, Words
from driftwatch.model.finding import Finding
from driftwatch.model.json_values import Json, as_text
from driftwatch.model.manifest import Manifest
from driftwatch.model.observation import Observation, ObservedCase
from driftwatch.ports import Project
from driftwatch.spelling import did_you_mean
from driftwatch.workflows.manifests import report_of
from driftwatch.workflows.manifests import sides_of as sources_of
from driftwatch.workflows.observations import manifest_named, observed, stamp
from driftwatch.workflows.triage import standing_since, told_of


def escalated(
    project: Project, manifests: Iterable[Manifest], contract: str, *, case: str | None, source: str | None
) -> tuple[Escalation, ...]:
    """Return a bundle for each variant of a contract of which there is something to say.

    Args:
        project: where captures and observations are.
        manifests: all of them.
        contract: method and path, or the manifest's file.
        case: the one case that is asked about; without it all in which the API parts from what is expected.
        source: the one source that the user names.

    Raises:
        UsageError: no manifest is about the contract, or nothing that was observed of it parts from what is expected.
    """
    manifest = manifest_named(manifests, contract)
    seen = observed(project)
    broken = next((str(one) for one in seen.problems if is_of(one.file, manifest.contract)), None)
    if broken is not None:
        raise UsageError(broken, hint="`driftwatch observe lint` tells all; mend or remove the file")
    ((name, side, _),) = sources_of(project, (manifest,), source)
    if side is None:
        raise UsageError("there is no snapshot yet: nothing to hold against", hint="run `driftwatch run` first")
    label = project.workspace.label(name)
    report = report_of((manifest,), side, policy=project.policies.own(), label=label, pasts=seen.pasts)
    findings = tuple(one for one in report.single if one.is_observed and one.level != "info")
    maker = _Maker(project, name, Documented(side.snapshot), manifest, findings=findings, pasts=seen.pasts)
    found = tuple(one for one in maker.bundles(case) if one.cases)
    if not found:
        raise UsageError(_nothing(manifest, seen.pasts, case), hint=_HINT)
    return found


_HINT = "name a case with --case; `driftwatch observe show` tells what was observed"


def _nothing(manifest: Manifest, pasts: Sequence[Past], case: str | None) -> str:
    mine = [one.latest for one in pasts if one.latest.contract == manifest.contract]
    if not mine:
        return f"nothing of {manifest.contract} was observed"
    if case is not None:
        names = sorted({each.name for one in mine for each in one.cases})
        return f"no case {case!r} of {manifest.contract} was observed{did_you_mean(case, names)}"
    return f"nothing that was observed of {manifest.contract} parts from what is expected"


class _Maker:
    """Makes the bundles of one manifest."""

    def __init__(
        self,
        project: Project,
        source: str | None,
        documented: Documented,
        manifest: Manifest,
        *,
        findings: tuple[Finding, ...],
        pasts: Sequence[Past],
    ) -> None:
        self._project = project
        self._source = source
        self._findings = findings
        self._manifest = manifest
        self._documented = documented
        today = project.clock.today()
        self._witnesses = tuple(witnesses_of(manifest, self._documented, tuple(pasts), today))

    def bundles(self, case: str | None) -> Iterator[Escalation]:
        capture, commit = self._capture()
        for witness in self._witnesses:
            if witness.past is None:
                continue
            points = tuple(one for one in self._findings if _is_about(one, witness, case))
            names = {case} if case is not None else {name for one in points for name in _cases_of(one, witness)}
            seen = witness.past.latest
            cases = tuple(self._case(witness, one) for one in seen.cases if one.name in names and one.answer)
            yield Escalation(
                contract=self._manifest.contract,
                variant=witness.variant,
                origin=seen.target.origin,
                environment=seen.target.environment,
                made_at=stamp(self._project.clock),
                capture=capture,
                commit=commit,
                points=tuple(map(_point, points)),
                cases=cases,
                words=tuple(dict.fromkeys(word for one in points for word in self._field_words(witness, one))),
            )

    def _capture(self) -> tuple[str, str]:
        """Return day and commit of the newest capture, as far as there is a history."""
        try:
            name, _ = self._project.workspace.source(self._source)
            captures = History.of(self._project, name).captures(limit=1)
        except RepositoryError:
            return "", ""
        return (captures[0].date, captures[0].commit) if captures else ("", "")

    def _case(self, witness: Witness, case: ObservedCase) -> EscalatedCase:
        past = witness.past
        assert past is not None and case.answer is not None  # noqa: S101, PT018 - bundles() left out the others
        answer, claims = case.answer, witness.claims
        claim = next((one for one in claims.cases if one.name == case.name), None)
        stated = sorted({one for view in witness.views for one in view.statuses if one[:1] == "2"})
        good = (claims.response_status,) if claims.response_status else tuple(stated)
        return EscalatedCase(
            name=case.name,
            at=past.latest.seen_at(case),
            by=past.latest.seen_by(case),
            answers=case.answers,
            status=answer.status,
            expected_status=good if case.name in VALID else claim.statuses if claim else (),
            content_type=answer.content_type,
            headers=answer.headers,
            request_id=answer.request_id,
            sent=case.sent,
            received=case.fields,
            last_good=_last_good(past, case),
            words=() if case.name in VALID else self._failure_words(witness, answer.status),
        )

    def _failure_words(self, witness: Witness, status: int) -> tuple[Words, ...]:
        stated = rules_for(witness.views, self._documented, status=status)
        stands = standing_since(self._project, self._source, [stated])
        told = (told_of(one, self._documented, stands) for one in stated)
        return tuple(
            Words(
                says="; ".join(filter(None, (one.signal, one.meaning, one.action, f"retry {one.retry}"))),
                page=one.page,
                since=one.since,
            )
            for one in told
        )

    def _field_words(self, witness: Witness, finding: Finding) -> Iterator[Words]:
        """Say what is documented of a field, in the words of its schema."""
        claims = {use.claim.removesuffix(f" of variant {witness.variant}") for use in finding.impact.uses}
        request, response, errors = sides_of(witness.claims)
        for side in (request, response, errors):
            for claim in side.fields:
                if f"{side.name} field {claim.path}" not in claims:
                    continue
                for view in witness.views:
                    for one in lookup(view, side, claim)[:1]:
                        at = self._documented.snapshot.source(one.entry, one.fact)
                        said = " or ".join(sorted(one.types)) or "stated"
                        says = f"{side.name} field {claim.path}: {said}{', required' if one.required else ''}"
                        yield Words(says=says, page=at.url, place=at.locator)


def _is_about(finding: Finding, witness: Witness, case: str | None) -> bool:
    ours = f" of variant {witness.variant}" if witness.variant else ""
    claims = {use.claim for use in finding.impact.uses}
    if ours and not any(claim.endswith(ours) for claim in claims):
        return False
    return case is None or case in _cases_of(finding, witness)


def _cases_of(finding: Finding, witness: Witness) -> Iterator[str]:
    """Yield the cases that a finding is about: the failure that it names, else all answers to good calls."""
    known = [case.name for case in witness.fresh]
    named = [name for name in known if any(_names(use.claim, name) for use in finding.impact.uses)]
    in_body = [name for name in known if finding.location == "errors" and (finding.field or "").startswith(f"{name}.")]
    yield from named or in_body or (name for name in known if name in VALID)


def _names(claim: str, case: str) -> bool:
    return claim == f"case {case}" or claim.startswith(f"case {case} of variant ")


def _point(finding: Finding) -> Point:
    seen = next((one for one in finding.sources if one.stated_by == "observation"), None)
    return Point(
        rule=finding.id,
        fingerprint=finding.fingerprint,
        message=finding.message,
        since=seen.locator.rpartition(", ")[0] if seen else "",
        expected=_unsaid(finding, finding.before),
        observed=_unsaid(finding, finding.after),
    )


def _unsaid(finding: Finding, value: Json) -> str:
    """Write one side of a finding, "" where its message says it."""
    items = value if isinstance(value, list | tuple) else [value]
    return "" if all(f"`{item}`" in finding.message for item in items) else _side(value)


def _side(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return as_text(value)


def _last_good(past: Past, case: ObservedCase) -> LastGood | None:
    """Return when it was as expected: the same call with another answer, or after a failure the last good call."""
    for state in past.states if case.name not in VALID else past.states[1:]:
        for one in state.cases:
            is_good = one.name == case.name if case.name in VALID else one.name in VALID
            if is_good and one.answer is not None and one.verdict == "pass":
                return _compared(state, one, case if case.name in VALID else one)
    return None


def _compared(state: Observation, good: ObservedCase, now: ObservedCase) -> LastGood:
    then, today = ({field.path for field in one.fields} for one in (good, now))
    return LastGood(
        case=good.name,
        at=state.seen_at(good),
        status=good.answer.status if good.answer else 0,
        request_id=good.answer.request_id if good.answer else None,
        gone=tuple(sorted(then - today)),
        came=tuple(sorted(today - then)),
    )
