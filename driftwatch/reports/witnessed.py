"""Documented, relied on, observed, side by side: as text, Markdown and JSON."""

from collections.abc import Callable, Mapping
from typing import Final

from driftwatch.model.json_values import indented
from driftwatch.model.observation import Witnessed, Witnesses
from driftwatch.reports.observed_shapes import ContractWitnesses, WitnessedThing, WitnessList
from driftwatch.reports.safe import code, one_line

_HEAD: Final = ("", "documented", "relied on", "observed")
_KINDS: Final = {"sent": "request", "read": "response", "failure": "failure"}
_WIDEST: Final = 48


def text(found: tuple[Witnesses, ...]) -> str:
    """Write a table for a terminal."""
    lines: list[str] = []
    for one in found:
        lines += [_title(one), *(f"  {one_line(each)}" for each in one.observations or (_NONE,))]
        rows = [_HEAD, *(_cells(row) for row in one.rows)]
        widths = [min(_WIDEST, max(len(row[column]) for row in rows)) for column in range(4)]
        for row in rows:
            lines.append("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        lines.append("")
    return "\n".join(lines)


_NONE: Final = "nothing observed yet: `driftwatch observe import TRAFFIC.har`"


def _title(one: Witnesses) -> str:
    name = f"{one.contract} ({one.variant})" if one.variant else one.contract
    return one_line(name if one.is_documented else f"{name}: not documented in the newest snapshot")


def _cells(row: Witnessed) -> tuple[str, str, str, str]:
    name = one_line(f"{_KINDS[row.kind]} {row.name}", limit=_WIDEST)
    says = (row.documented, row.relied_on, row.observed)
    documented, relied_on, observed = (one_line(each, limit=_WIDEST) or "-" for each in says)
    return name, documented, relied_on, observed


def markdown(found: tuple[Witnesses, ...]) -> str:
    """Write a table for each contract."""
    lines: list[str] = []
    for one in found:
        name = code(f"{one.contract} ({one.variant})" if one.variant else one.contract)
        lines += [f"## {name}", ""]
        if not one.is_documented:
            lines += ["Not documented in the newest snapshot.", ""]
        lines += [*(f"- {code(each)}" for each in one.observations), *([""] if one.observations else [])]
        lines += ["| | name | documented | relied on | observed |", "|---|---|---|---|---|"]
        for row in one.rows:
            says = (row.name, row.documented, row.relied_on, row.observed)
            lines.append(f"| {_KINDS[row.kind]} | {' | '.join(code(each) for each in says)} |")
        lines.append("")
    return "\n".join(lines)


def json(found: tuple[Witnesses, ...]) -> str:
    """Write one JSON document, `driftwatch.observe-show/1`."""
    return indented(
        WitnessList(
            schema="driftwatch.observe-show/1",
            contracts=[
                ContractWitnesses(
                    contract=one.contract,
                    variant=one.variant,
                    manifest=one.manifest,
                    is_documented=one.is_documented,
                    observations=list(one.observations),
                    rows=[
                        WitnessedThing(
                            kind=row.kind,
                            name=row.name,
                            documented=row.documented,
                            relied_on=row.relied_on,
                            observed=row.observed,
                        )
                        for row in one.rows
                    ],
                )
                for one in found
            ],
        )
    )


SHOW_FORMATS: Final[Mapping[str, Callable[[tuple[Witnesses, ...]], str]]] = {
    "text": text,
    "markdown": markdown,
    "json": json,
}
