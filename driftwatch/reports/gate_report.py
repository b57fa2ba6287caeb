"""The release checklist as text, Markdown, JSON and JUnit."""

from collections.abc import Callable, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from driftwatch.model.gate import VERDICTS, Gate, GateItem
from driftwatch.model.json_values import indented
from driftwatch.reports.json_shapes import GateChecklist, GateEntry, Gates, GateSummary
from driftwatch.reports.safe import cell, code, one_line


def text(gates: tuple[Gate, ...], *, unknown_blocks: bool) -> str:
    """Write checklists for a terminal."""
    lines: list[str] = []
    for gate in gates:
        lines += [f"{one_line(gate.contract)} -> {gate.target} ({gate.date})  {one_line(gate.file)}"]
        for number, item in enumerate(gate.items, start=1):
            lines.append(f"  {number:>2} {item.verdict:<8} {item.id:<19} {one_line(item.evidence, limit=300)}")
            if item.hint:
                lines.append(f"{'':<12} {'':<19} hint: {one_line(item.hint, limit=300)}")
        lines += [f"  {_verdict(gate, unknown_blocks=unknown_blocks)} ({_counts(gate)})", ""]
    return "\n".join(lines)


def markdown(gates: tuple[Gate, ...], *, unknown_blocks: bool) -> str:
    """Write checklists as tables."""
    lines: list[str] = []
    for gate in gates:
        lines += [f"## Release gate: {code(gate.contract)} -> {gate.target} ({gate.date})", ""]
        lines += [f"Verdict: **{_verdict(gate, unknown_blocks=unknown_blocks)}** ({_counts(gate)})", ""]
        lines += ["| # | item | verdict | evidence |", "|---|---|---|---|"]
        for number, item in enumerate(gate.items, start=1):
            lines.append(f"| {number} | {item.id} | {_bold(item)} | {_told(item)} |")
        lines.append("")
    return "\n".join(lines)


def json(gates: tuple[Gate, ...], *, unknown_blocks: bool) -> str:
    """Write checklists as one JSON document, `driftwatch.gate/1`."""
    listed = [checklist(gate, unknown_blocks=unknown_blocks) for gate in gates]
    return indented(Gates(schema="driftwatch.gate/1", gates=listed))


def junit(gates: tuple[Gate, ...], *, unknown_blocks: bool) -> str:
    """Write checklists as JUnit XML: a suite for each manifest, a case for each item."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="driftwatch gate">']
    for gate in gates:
        failures = gate.count("fail") + (gate.count("unknown") if unknown_blocks else 0)
        skipped = gate.count("waived") + (0 if unknown_blocks else gate.count("unknown"))
        counts = f'tests="{len(gate.items)}" failures="{failures}" errors="0" skipped="{skipped}"'
        lines.append(f"  <testsuite name={quoteattr(one_line(gate.manifest))} {counts}>")
        for item in gate.items:
            lines += _case(item, gate, unknown_blocks=unknown_blocks)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


GATE_FORMATS: Final[Mapping[str, Callable[..., str]]] = {
    "text": text,
    "markdown": markdown,
    "json": json,
    "junit": junit,
}


def checklist(gate: Gate, *, unknown_blocks: bool) -> GateChecklist:
    """Return a checklist as it is printed as JSON."""
    return GateChecklist(
        manifest=gate.manifest,
        contract=gate.contract,
        file=gate.file,
        target=gate.target,
        date=gate.date,
        open=gate.is_open(unknown_blocks=unknown_blocks),
        items=[
            GateEntry(id=item.id, title=item.title, verdict=item.verdict, evidence=item.evidence, hint=item.hint)
            for item in gate.items
        ],
        summary=GateSummary(
            fail=gate.count("fail"),
            unknown=gate.count("unknown"),
            passed=gate.count("pass"),
            waived=gate.count("waived"),
        ),
    )


def _case(item: GateItem, gate: Gate, *, unknown_blocks: bool) -> list[str]:
    head = f"    <testcase classname={quoteattr(one_line(gate.contract))} name={quoteattr(item.id)}>"
    hint = f"; {item.hint}" if item.hint else ""
    words = escape(one_line(f"{item.title}: {item.evidence}{hint}", limit=2_000))
    blocks = item.verdict == "fail" or (item.verdict == "unknown" and unknown_blocks)
    if blocks:
        message = quoteattr(one_line(item.evidence))
        inner = f"      <failure type={quoteattr(item.verdict)} message={message}>{words}</failure>"
    elif item.verdict == "pass":
        inner = f"      <system-out>{words}</system-out>"
    else:
        inner = f"      <skipped message={quoteattr(one_line(f'{item.verdict}: {item.evidence}'))}/>"
    return [head, inner, "    </testcase>"]


def _verdict(gate: Gate, *, unknown_blocks: bool) -> str:
    return "OPEN" if gate.is_open(unknown_blocks=unknown_blocks) else "BLOCKED"


def _counts(gate: Gate) -> str:
    return ", ".join(f"{count} {verdict}" for verdict in VERDICTS if (count := gate.count(verdict)))


def _told(item: GateItem) -> str:
    return cell(f"{item.evidence}; {item.hint}" if item.hint else item.evidence)


def _bold(item: GateItem) -> str:
    return f"**{item.verdict}**" if item.verdict == "fail" else item.verdict
