"""What recorded traffic brought, as text and JSON."""

from collections.abc import Callable, Mapping
from typing import Final

from driftwatch.model.json_values import indented
from driftwatch.model.observation import Import, Imported, ObservedCase
from driftwatch.redaction import redact
from driftwatch.reports.observed_shapes import ImportedCalls, ImportedCase, ImportedContract, UnknownCalls
from driftwatch.reports.safe import one_line

_MOST_UNKNOWN: Final = 20


def text(result: Import) -> str:
    """Write what was seen of each contract, and the calls that no manifest is about."""
    lines: list[str] = []
    for one in result.contracts:
        name = f"{one.seen.contract} ({one.seen.variant})" if one.seen.variant else one.seen.contract
        lines.append(f"{one_line(name)}  {one_line(one.seen.target.origin)}")
        lines += [_case(case) for case in one.seen.cases]
        lines.append(f"  {_file(one, is_kept=result.is_kept)}")
    if result.unknown:
        total = sum(count for _, count in result.unknown)
        lines.append(f"{total} of {result.calls} calls are of no manifest:")
        for call, count in result.unknown[:_MOST_UNKNOWN]:
            lines.append(f"  {count:>6} x {call.status} {call.method or '?'} {one_line(call.path)}")
        if more := len(result.unknown) - _MOST_UNKNOWN:
            lines += [f"  and {more} more"] if more > 0 else []
    return redact("\n".join(lines)) + "\n"


def _case(case: ObservedCase) -> str:
    status = case.answer.status if case.answer else "-"
    told = f"  {case.name:<22} {status}  {case.answers:>6} x  {case.verdict}"
    return f"{told}: {one_line(case.because, limit=400)}" if case.because else told


def _file(one: Imported, *, is_kept: bool) -> str:
    done = {
        "new": "wrote" if is_kept else "would write",
        "changed": "changed" if is_kept else "would change",
        "confirmed": "as before in" if is_kept else "would confirm",
        "older": "nothing new for",
    }
    return f"{done[one.became]} {one_line(one.file)}"


def json(result: Import) -> str:
    """Write the same as one JSON document, `driftwatch.observe-import/1`."""
    return indented(
        ImportedCalls(
            schema="driftwatch.observe-import/1",
            calls=result.calls,
            written=result.is_kept,
            contracts=[_contract(one) for one in result.contracts],
            unknown=[
                UnknownCalls(method=call.method, path=call.path, status=call.status, count=count)
                for call, count in result.unknown
            ],
        )
    )


def _contract(one: Imported) -> ImportedContract:
    return ImportedContract(
        contract=one.seen.contract,
        variant=one.seen.variant,
        origin=one.seen.target.origin,
        at=one.seen.run.at,
        file=one.file,
        became=one.became,
        cases=[
            ImportedCase(
                name=case.name,
                status=case.answer.status if case.answer else None,
                answers=case.answers,
                verdict=case.verdict,
                because=case.because,
            )
            for case in one.seen.cases
        ],
    )


IMPORT_FORMATS: Final[Mapping[str, Callable[[Import], str]]] = {"text": text, "json": json}
