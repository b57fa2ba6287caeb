"""What a probe would send, as text, Markdown, JSON and JUnit; no value that is sent is shown."""

from collections.abc import Callable, Mapping
from typing import Final

from driftwatch.model.json_values import indented
from driftwatch.model.probing import ContractPlan, PlannedCall
from driftwatch.reports.junit import TestCase, suites
from driftwatch.reports.observed_shapes import ProbeCall, ProbePlan, ProbePlanned
from driftwatch.reports.safe import cell, code, one_line
from driftwatch.reports.verdict import counted

Plans = tuple[ContractPlan, ...]
_COSTS: Final = {"no": "free", "maybe": "may bill", "yes": "bills"}


def text(plans: Plans) -> str:
    """Write a plan for a terminal."""
    lines: list[str] = []
    for plan in plans:
        lines.append(f"{one_line(plan.name)}  {one_line(plan.place.base_url)} ({_where(plan)})")
        lines += [f"  {_case(call):<42} {_told(call)}" for call in plan.calls]
        lines.append("")
    return "\n".join([*lines, _sum(plans), ""])


def markdown(plans: Plans) -> str:
    """Write a plan as tables."""
    lines: list[str] = []
    for plan in plans:
        lines += [f"## Probe of {code(plan.name)}", "", f"Target: {code(plan.place.base_url)} ({_where(plan)})", ""]
        lines += ["| case | costs | what is sent |", "|---|---|---|"]
        for call in plan.calls:
            costs = _COSTS[call.billing] if call.request is not None else "-"
            sent = code(_call(call)) if call.request is not None else cell(f"not sent: {call.because}")
            lines.append(f"| {code(_case(call))} | {costs} | {sent} |")
        lines.append("")
    return "\n".join([*lines, _sum(plans), ""])


def json(plans: Plans) -> str:
    """Write a plan as one JSON document, `driftwatch.probe-plan/1`."""
    return indented(ProbePlan(schema="driftwatch.probe-plan/1", contracts=[_planned(plan) for plan in plans]))


def junit(plans: Plans) -> str:
    """Write a plan as JUnit XML, in which everything is skipped: nothing was sent."""
    listed = {
        plan.name: [
            TestCase(name=_case(call), words=call.because or f"not sent yet: {_call(call)}", kind="skipped")
            for call in plan.calls
        ]
        for plan in plans
    }
    return suites(listed)


PLAN_FORMATS: Final[Mapping[str, Callable[[Plans], str]]] = {
    "text": text,
    "markdown": markdown,
    "json": json,
    "junit": junit,
}


def _where(plan: ContractPlan) -> str:
    return f"{plan.place.environment}, counts as production" if plan.place.is_production else plan.place.environment


def _case(call: PlannedCall) -> str:
    return one_line(f"{call.case} without {call.about}" if call.about else call.case)


def _told(call: PlannedCall) -> str:
    if call.request is None:
        return f"not sent: {one_line(call.because, limit=300)}"
    tokens = f", {call.tokens} tokens" if call.tokens else ""
    note = f"; {call.note}" if call.note else ""
    return f"{_COSTS[call.billing]}{tokens}: {one_line(_call(call), limit=300)}{note}"


def _call(call: PlannedCall) -> str:
    """Write where a call goes; of the query the names of its parameters."""
    request = call.request
    if request is None:
        return ""
    names = "&".join(f"{name}=…" for name in dict(request.query))
    whose = {"none": "no credential", "canary": "a random credential", "own": "your credential"}[request.presented]
    return f"{request.method} {request.path}{'?' if names else ''}{names}, {len(request.body)} bytes, {whose}"


def _sum(plans: Plans) -> str:
    calls = [call for plan in plans for call in plan.to_send]
    dear = [call for call in calls if call.billing != "no"]
    tokens = sum(call.tokens for call in dear)
    if not calls:
        return "No call is left to send."
    most = f"{len(dear)} of them may bill, {counted(tokens, 'token')} at the most"
    return f"{counted(len(calls), 'call')}, {most}. Nothing was sent: add --send."


def _planned(plan: ContractPlan) -> ProbePlanned:
    return ProbePlanned(
        contract=plan.manifest.contract,
        variant=plan.variant,
        manifest=plan.manifest.file,
        base_url=plan.place.base_url,
        environment=plan.place.environment,
        production=plan.place.is_production,
        calls=[_shape(call) for call in plan.calls],
    )


def _shape(call: PlannedCall) -> ProbeCall:
    request = call.request
    return ProbeCall(
        case=call.case,
        about=call.about,
        billing=call.billing,
        sent=request is not None,
        because=call.because,
        method=request.method if request else "",
        path=request.path if request else "",
        query=list(dict(request.query)) if request else [],
        fields=list(call.sent),
        credential=request.presented if request else "",
        tokens=call.tokens,
        note=call.note,
    )
