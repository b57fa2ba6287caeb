"""Contracts as people read them: the contract table, the sources checked, the release gate, and what is to be asked."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple, get_args

from driftwatch.model.contract import CheckedSource, Contract, ContractRow, Question
from driftwatch.model.gate import Gate
from driftwatch.model.json_values import indented
from driftwatch.model.manifest import Label
from driftwatch.reports.gate_report import checklist
from driftwatch.reports.json_shapes import PrintedContract
from driftwatch.reports.safe import cell, code, one_line, prose, span, web_address

_WIDE: Final = 400


class ShownContract(NamedTuple):
    """One contract with its release checklist."""

    contract: Contract
    gate: Gate


def contracts_json(contracts: Sequence[ShownContract]) -> str:
    """Write contracts as JSON."""
    return indented(
        [PrintedContract(contract=each.contract, gate=checklist(each.gate, unknown_blocks=True)) for each in contracts]
    )


def contracts_text(contracts: Sequence[ShownContract]) -> str:
    """Write contracts for a terminal."""
    return "\n".join("\n".join((*_text(each), "")) for each in contracts)


def contracts_markdown(contracts: Sequence[ShownContract]) -> str:
    """Write contracts as tables, for a runbook or a pull request."""
    return "\n".join("\n".join((*_markdown(each), "")) for each in contracts)


def questions_json(questions: Sequence[Question]) -> str:
    """Write questions as JSON."""
    return indented(list(questions))


def questions_text(questions: Sequence[Question]) -> str:
    """Write questions for a terminal, by owner and by whom to ask."""
    lines: list[str] = []
    for (owner, ask), asked in groupby(questions, key=lambda one: (one.owner, one.ask)):
        lines.append(one_line(f"{_asking(owner, ask)}:"))
        lines += [f"  {one_line(one.asks, limit=_WIDE)}  {one_line(f'{one.file}:{one.line}')}" for one in asked]
    return "\n".join((*lines, _count(questions), ""))


def questions_markdown(questions: Sequence[Question]) -> str:
    """Write questions as lists to send, a heading for each owner and whom to ask."""
    lines: list[str] = []
    for (owner, ask), asked in groupby(questions, key=lambda one: (one.owner, one.ask)):
        lines += [f"## {_asking(owner, ask, written=span)}", ""]
        for contract, mine in groupby(asked, key=lambda one: one.contract):
            lines += [f"About {span(contract)}:", ""]
            lines += [f"- [ ] {prose(one.asks)} ({span(f'{one.file}:{one.line}')})" for one in mine]
            lines.append("")
    return "\n".join(lines) if lines else "Nothing is unknown.\n"


def _asking(owner: str, ask: str, *, written: Callable[[str], str] = str) -> str:
    """Say who asks whom; what a team has to settle by itself is no question to somebody else."""
    return f"{written(owner)} decides" if owner == ask else f"{written(owner)} asks {written(ask)}"


def _text(shown: ShownContract) -> Iterator[str]:
    contract = shown.contract
    yield f"{one_line(contract.contract)}  {one_line(contract.file)}"
    for row in contract.rows:
        labels = f"  [{one_line('; '.join(row.labels))}]" if row.labels else ""
        yield f"  {_item(row)}: {one_line(', '.join(row.values), limit=_WIDE) or '-'}{labels}"
    yield "  sources checked:"
    for source in contract.sources:
        yield f"    {one_line(source.source, limit=_WIDE)}  {source.accessed or '-'}  {one_line(_purpose(source))}"
    yield f"  release gate to {shown.gate.target}:"
    for item in shown.gate.items:
        yield f"    {item.verdict:<8} {item.title}: {one_line(item.evidence, limit=_WIDE)}"


def _markdown(shown: ShownContract) -> Iterator[str]:
    contract, gate = shown.contract, shown.gate
    yield f"## Contract: {span(contract.contract)}"
    yield ""
    if contract.title:
        yield from (span(contract.title), "")
    yield from ("| Item | Contract | Label |", "|---|---|---|")
    for row in contract.rows:
        yield f"| {_marked_item(row)} | {_codes(row.values)} | {_labels(row)} |"
    yield from ("", "### Sources checked", "", "| Source | Access date | Purpose |", "|---|---|---|")
    for source in contract.sources:
        address = web_address(source.source)
        named = f"<{address}>" if address else code(source.source, limit=_WIDE)
        yield f"| {named} | {code(source.accessed)} | {_codes(source.purpose)} |"
    yield from ("", f"### Release gate to {gate.target} ({gate.date})", "")
    yield from ("| # | Before release | Verdict | Evidence |", "|---|---|---|---|")
    for number, item in enumerate(gate.items, start=1):
        verdict = f"**{item.verdict}**" if item.verdict == "fail" else item.verdict
        yield f"| {number} | {item.title} | {verdict} | {cell(item.evidence)} |"


def _item(row: ContractRow) -> str:
    return f"{row.item} ({one_line(row.variant)})" if row.variant else row.item


def _marked_item(row: ContractRow) -> str:
    return f"{row.item} ({code(row.variant)})" if row.variant else row.item


def _codes(values: Sequence[str]) -> str:
    return ", ".join(code(value, limit=_WIDE) for value in values) or "-"


def _labels(row: ContractRow) -> str:
    """Write a bare label as the word of ours that it is, and one that names people and tickets as code."""
    return ", ".join(label if label in get_args(Label) else code(label) for label in row.labels) or "-"


def _purpose(source: CheckedSource) -> str:
    return ", ".join(source.purpose)


def _count(questions: Sequence[Question]) -> str:
    return f"{len(questions)} question{'' if len(questions) == 1 else 's'}"
