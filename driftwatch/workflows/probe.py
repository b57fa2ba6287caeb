"""The live API asked, case by case: what is planned, what is sent of it, what came back, what is kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from hashlib import sha256
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct, structs

from driftwatch import __version__
from driftwatch.adapters.files import write_files
from driftwatch.errors import UsageError
from driftwatch.manifests.observations.matching import origin_of
from driftwatch.manifests.observations.places import folder_of
from driftwatch.manifests.observations.succession import followed
from driftwatch.manifests.probe.bodies import MULTIPART, files_named
from driftwatch.manifests.probe.budget import Budget
from driftwatch.manifests.probe.cases import Choice, check_names
from driftwatch.manifests.probe.judging import Against, Leaks, judged
from driftwatch.manifests.probe.place import check_production, place_of
from driftwatch.manifests.probe.plan import Recorded, plan_of
from driftwatch.manifests.recordings import body_of
from driftwatch.model.manifest import Claims, Manifest
from driftwatch.model.observation import Observation, ObservedCase, ObservingRun, Target
from driftwatch.model.probing import ContractPlan, ProbedContract, Probing
from driftwatch.ports import Prober, Project, Stopwatch
from driftwatch.redaction import looks_secret
from driftwatch.workflows.documentation import Documentation
from driftwatch.workflows.observations import became, digest_of, file_at, known_at, manifest_named, stamp, written
from driftwatch.workflows.probe_run import ProbeRun, Tried
from driftwatch.workflows.references import bytes_below, path_below

Probers: TypeAlias = Callable[[ContractPlan], AbstractContextManager[tuple[Prober, Leaks]]]
"""Opens what sends the calls of a contract, and what tells whether a text repeats a credential of it."""


class Asked(Struct, frozen=True, kw_only=True):
    """What the user asks for besides the contracts."""

    choice: Choice
    target: str | None = None
    allow_production: tuple[str, ...] = ()
    max_seconds: float = 600.0
    incident: str = ""


def planned(
    project: Project, manifests: Iterable[Manifest], names: Sequence[str], asked: Asked, variables: Mapping[str, str]
) -> tuple[ContractPlan, ...]:
    """Plan what is sent of each variant of each contract; nothing is sent.

    Args:
        project: where recordings are.
        manifests: all there are.
        names: contracts or files of manifests; empty for all that are not retired.
        asked: what the user wants.
        variables: of the environment.

    Raises:
        UsageError: a name, a case, the target or a recording is not as it should be.
    """
    check_names(asked.choice)
    known = tuple(manifests)
    wanted = [manifest_named(known, name) for name in names] or [one for one in known if one.status != "retired"]
    if not wanted:
        raise UsageError("there is no manifest to probe", hint="write one with `driftwatch manifest init`")
    if asked.choice.is_polled and not any(one.probe.poll for one in wanted):
        raise UsageError("--poll: no manifest says how a job is asked about", hint="write probe.poll")
    budget = Budget(requests=asked.choice.max_requests, tokens=asked.choice.max_output_tokens)
    plans = []
    for one in wanted:
        place = place_of(one, asked.target, variables)
        mine = budget.within(one.probe.max_requests)
        for name, claims in one.used_claims:
            recorded = _recorded(project, one, claims)
            plan = plan_of(one, name, claims, place=place, recorded=recorded, choice=asked.choice, budget=mine)
            plans.append(plan)
    return tuple(plans)


def _recorded(project: Project, manifest: Manifest, claims: Claims) -> Recorded:
    """Read the recorded requests of a contract.

    Raises:
        UsageError: one is not there, is not JSON, or holds what looks like a credential.
    """
    found: dict[str, object] = {}
    files: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    for key, name in (("minimal", claims.minimal), ("production", claims.production)):
        if not name:
            continue
        content = _content(project, manifest, f"request.{key}", name)
        found[key] = body_of(content.decode("utf-8", "replace"), file=name)
        digests[name] = f"sha256:{sha256(content).hexdigest()}"
        if claims.content_type.startswith(MULTIPART):
            for file in files_named(found[key]):
                files[file] = _content(project, manifest, name, file)
                _refuse_secret(files[file], file)
    return Recorded(minimal=found.get("minimal"), production=found.get("production"), files=files, digests=digests)


def _content(project: Project, manifest: Manifest, where: str, name: str) -> bytes:
    root = project.workspace.root
    if path_below(name, root) is None:
        raise UsageError(f"{manifest.file}: {where}: {name} lies outside the project", hint="keep recordings inside")
    content = bytes_below(name, root)
    if content is None:
        raise UsageError(f"{manifest.file}: {where}: {name} is not there", hint="record it, or correct the path")
    return content


def _refuse_secret(content: bytes, name: str) -> None:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return
    if looks_secret(text):
        raise UsageError(f"{name} holds what looks like a credential (value hidden)", hint="sanitise the file")


def probed(
    project: Project,
    plans: Sequence[ContractPlan],
    asked: Asked,
    *,
    opened: Probers,
    documentation: Documentation,
    watch: Stopwatch,
) -> Probing:
    """Send what is planned, judge what comes back, and keep it.

    Args:
        project: where observations are kept.
        plans: what is sent.
        asked: what the user wants.
        opened: opens what sends.
        documentation: what answers are held against besides their manifests.
        watch: measures how long it takes, and waits.

    Raises:
        UsageError: the target is production and was not typed out, or a credential cannot be used.
        ManifestError: an observation that is there already cannot be used.
    """
    sending = [plan for plan in plans if plan.to_send]
    if not sending:
        raise UsageError("no case is left to send", hint="without --send the plan says why")
    for plan in sending:
        check_production(plan.place, asked.allow_production)
        known_at(project, folder_of(_observation(project, plan)))
    run = ProbeRun(asked.choice, max_seconds=asked.max_seconds, watch=watch, talk=project.talk)
    with ExitStack() as stack:
        # A credential that cannot be used is told before anything is sent.
        ready = [(plan, stack.enter_context(opened(plan)) if plan.to_send else None) for plan in plans]
        found: list[ProbedContract] = []
        try:
            for plan, sender in ready:
                against = _against(plan, documentation, sender[1] if sender is not None else _nothing_leaks)
                found.append(_probed(project, plan, sender, run, asked, against=against))
        except KeyboardInterrupt:
            kept = ", ".join(one.file for one in found if one.file) or "nothing"
            raise KeyboardInterrupt(f"{run.sent} calls were sent; kept: {kept}") from None
    return Probing(contracts=tuple(found), stopped=run.stopped)


def _probed(
    project: Project,
    plan: ContractPlan,
    sender: tuple[Prober, Leaks] | None,
    run: ProbeRun,
    asked: Asked,
    *,
    against: Against,
) -> ProbedContract:
    """Send what is planned of one contract, where there is anything to send."""
    tried: tuple[Tried, ...] = tuple((call, None) for call in plan.calls)
    budget = Budget()
    if sender is not None:
        tried, budget = run.of(plan, sender[0])
    cases = _cases(tried, against)
    told = _kept(project, plan, cases, budget, asked)
    return structs.replace(told, unanswered=sum(map(_is_unanswered, tried)))


def _is_unanswered(tried: Tried) -> bool:
    call, reply = tried
    return reply is not None and reply.ending != "whole" and call.case != "timeout"


def _nothing_leaks(_: str | bytes) -> bool:
    return False


def _against(plan: ContractPlan, documentation: Documentation, leaks: Leaks) -> Against:
    return Against(
        manifest=plan.manifest,
        claims=plan.claims,
        views=documentation.views(plan.manifest, plan.variant),
        documented=documentation.of(plan.manifest),
        leaks=leaks,
    )


def _cases(tried: Iterable[Tried], against: Against) -> tuple[ObservedCase, ...]:
    found = []
    for name, group in groupby(tried, key=lambda each: each[0].case):
        calls = list(group)
        answered = [(call, reply) for call, reply in calls if reply is not None]
        left = [call for call, reply in calls if reply is None]
        if not answered:
            found.append(ObservedCase(name=name, answers=0, verdict=left[0].verdict, because=left[0].because))
            continue
        case = judged(name, answered, against)
        if left:
            told = f"{len(left)} of {len(calls)} calls were not sent: {left[0].because.removeprefix('not sent: ')}"
            case = structs.replace(case, note="; ".join(filter(None, (case.note, told))))
        found.append(case)
    return tuple(found)


def is_seen(case: ObservedCase) -> bool:
    """Tell whether a case says anything of the API: it answered, or was given no time to."""
    return case.answer is not None or (case.name == "timeout" and case.verdict == "pass")


def _kept(
    project: Project, plan: ContractPlan, cases: tuple[ObservedCase, ...], budget: Budget, asked: Asked
) -> ProbedContract:
    """Write what was seen; a case that brought nothing leaves what is known of it as it is."""
    one = _observation(project, plan, tuple(filter(is_seen, cases)), budget, asked.incident)
    told = ProbedContract(
        contract=plan.manifest.contract,
        variant=plan.variant,
        manifest=plan.manifest.file,
        origin=one.target.origin,
        environment=one.target.environment,
        cases=cases,
        requests=budget.requests,
        billable=budget.billable,
        max_output_tokens=budget.tokens,
    )
    if not one.cases:
        return told
    place = folder_of(one)
    before = known_at(project, place)
    after = followed(before, one)
    is_evidence = bool(asked.incident) or any(case.verdict == "differs" for case in one.cases)
    files = written(before, after, at=one.run.at, evidence=one if is_evidence else None)
    write_files(project.workspace.observations, files)
    return structs.replace(told, file=file_at(project, place), became=became(before, after))


def _observation(
    project: Project,
    plan: ContractPlan,
    cases: tuple[ObservedCase, ...] = (),
    budget: Budget | None = None,
    incident: str = "",
) -> Observation:
    spent = budget or Budget()
    return Observation(
        contract=plan.manifest.contract,
        variant=plan.variant,
        target=Target(
            origin=origin_of(plan.place.base_url),
            environment=plan.place.environment,
            credential="" if plan.manifest.auth.is_none else plan.manifest.auth.label or plan.place.env,
        ),
        run=ObservingRun(
            by="probe",
            at=stamp(project.clock),
            tool=f"driftwatch {__version__}",
            manifest=digest_of(plan.manifest, project.workspace),
            requests=spent.requests,
            billable=spent.billable,
            max_output_tokens=spent.tokens,
            incident=incident,
        ),
        cases=tuple(sorted(cases, key=lambda case: case.name)),
    )
