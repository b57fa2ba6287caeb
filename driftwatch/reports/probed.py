"""What a probe found, as text, Markdown, JSON and JUnit."""

from collections.abc import Callable, Mapping
from typing import Final

from driftwatch.model.json_values import indented
from driftwatch.model.observation import ObservedCase
from driftwatch.model.probing import ProbedContract, Probing
from driftwatch.redaction import redact
from driftwatch.reports.junit import Kind, TestCase, suites
from driftwatch.reports.observed_shapes import ProbedCase, ProbedOperation, ProbeResult
from driftwatch.reports.safe import cell, code, one_line
from driftwatch.reports.verdict import counted

_BECAME: Final = {"new": "wrote", "changed": "changed", "confirmed": "as before in", "older": "nothing new for"}


def text(result: Probing) -> str:
    """Write what came of each case for a terminal."""
    lines: list[str] = []
    for one in result.contracts:
        lines.append(f"{one_line(one.name)}  {one_line(one.origin)} ({one.environment})")
        lines += [_line(case) for case in one.cases]
        if one.file:
            lines.append(f"  {_BECAME[one.became]} {one_line(one.file)}" if one.became else "")
        lines.append("")
    return redact("\n".join([*lines, _sum(result), ""]))


def _line(case: ObservedCase) -> str:
    answer = case.answer
    status = str(answer.status) if answer else "-"
    took = f"{answer.milliseconds} ms" if answer else ""
    return f"  {case.name:<23} {status:>3} {took:>9}  {case.verdict:<8} {one_line(_told(case), limit=500)}".rstrip()


def _told(case: ObservedCase) -> str:
    """Say in a line what there is to know of a case."""
    parts = [case.because, case.note]
    if case.matched:
        parts.append(f"to the client it is {case.matched}")
    if case.retry_verdict == "differs":
        parts.append(f"retry: {case.retry} is expected, and is not what comes of it")
    if case.new_fields:
        parts.append(f"new: {', '.join(case.new_fields[:5])}{', …' if len(case.new_fields) > 5 else ''}")  # noqa: PLR2004
    return "; ".join(filter(None, parts))


def markdown(result: Probing) -> str:
    """Write the same as tables."""
    lines: list[str] = []
    for one in result.contracts:
        lines += [f"## Probe of {code(one.name)}", "", f"Target: {code(one.origin)} ({one.environment})", ""]
        lines += ["| case | status | time | verdict | |", "|---|---|---|---|---|"]
        for case in one.cases:
            status = str(case.answer.status) if case.answer else "-"
            took = f"{case.answer.milliseconds} ms" if case.answer else "-"
            verdict = f"**{case.verdict}**" if case.verdict == "differs" else case.verdict
            lines.append(f"| {code(case.name)} | {status} | {took} | {verdict} | {cell(redact(_told(case)))} |")
        lines += ["", f"Observation: {code(one.file)}", ""] if one.file else [""]
    return "\n".join([*lines, cell(_sum(result)), ""])


def json(result: Probing) -> str:
    """Write the same as one JSON document, `driftwatch.probe/1`."""
    listed = [_operation(one) for one in result.contracts]
    return indented(ProbeResult(schema="driftwatch.probe/1", stopped=result.stopped, contracts=listed))


def junit(result: Probing) -> str:
    """Write the same as JUnit XML: a suite for each contract, a case for each case."""
    listed = {f"{one.name} at {one.origin}": [_test(case) for case in one.cases] for one in result.contracts}
    return suites(listed)


PROBED_FORMATS: Final[Mapping[str, Callable[[Probing], str]]] = {
    "text": text,
    "markdown": markdown,
    "json": json,
    "junit": junit,
}


def _test(case: ObservedCase) -> TestCase:
    kinds: Mapping[str, Kind] = {"pass": "pass", "differs": "differs"}
    status = f"{case.answer.status}" if case.answer else "no answer"
    seconds = case.answer.milliseconds / 1000 if case.answer else 0.0
    words = redact("; ".join(filter(None, (status, _told(case)))))
    return TestCase(name=case.name, words=words, kind=kinds.get(case.verdict, "skipped"), seconds=seconds)


def _sum(result: Probing) -> str:
    cases = [case for one in result.contracts for case in one.cases]
    counts = ((name, sum(case.verdict == name for case in cases)) for name in ("differs", "pass", "unknown", "skipped"))
    told = ", ".join(f"{count} {name}" for name, count in counts if count)
    calls, dear = (sum(getattr(one, name) for one in result.contracts) for name in ("requests", "billable"))
    stopped = f". Stopped: {one_line(result.stopped, limit=300)}" if result.stopped else ""
    return f"{told}; {counted(calls, 'call')}, {dear} of them may have billed{stopped}"


def _operation(one: ProbedContract) -> ProbedOperation:
    return ProbedOperation(
        contract=one.contract,
        variant=one.variant,
        manifest=one.manifest,
        origin=one.origin,
        environment=one.environment,
        requests=one.requests,
        billable=one.billable,
        max_output_tokens=one.max_output_tokens,
        file=one.file,
        became=one.became,
        cases=[_case(case) for case in one.cases],
    )


def _case(case: ObservedCase) -> ProbedCase:
    answer = case.answer
    return ProbedCase(
        name=case.name,
        verdict=case.verdict,
        because=case.because,
        note=case.note,
        status=answer.status if answer else None,
        answers=case.answers,
        milliseconds=answer.milliseconds if answer else 0,
        retry=case.retry,
        retry_verdict=case.retry_verdict,
        matched=case.matched,
        leak_check=case.leak_check,
        new_fields=list(case.new_fields),
        request_id=answer.request_id.value if answer and answer.request_id else "",
    )
