"""What comments on issues say: in words what is new, what is back, and what is settled."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal, TypeAlias

from driftwatch.model.issue import Wanted
from driftwatch.reports.issue_body import SHORT, Marker
from driftwatch.reports.issue_title import listed

Settled: TypeAlias = Literal["gone", "old", "accepted", "reviewed", "standing", "captured", "usable"]
SETTLED: Final[Mapping[Settled, tuple[str, str]]] = {
    "gone": ("gone", "The drift is gone: nothing of it is found any more."),
    "old": ("too old", "No capture that is looked back on tells of it: what is that old counts as accepted."),
    "accepted": ("accepted", "The drift was accepted."),
    "reviewed": ("reviewed", "The drift is dealt with: the manifests were reviewed since."),
    "captured": ("captured again", "A run has captured the documentation again."),
    "usable": ("usable again", "The manifest can be used again, or is gone."),
    "standing": ("told elsewhere", "What is left of it is told in another issue, or too quiet for one."),
}
"""What became of the findings of an issue that is over: in a word, and the comment when all of them fared so."""


def back(wanted: Wanted) -> str:
    """Say that what an issue told is open again."""
    return _with_lines(f"The {wanted.about} is back: see above.", wanted.lines.values())


def news(wanted: Wanted, fresh: Collection[str], settled: Collection[str]) -> str:
    """Say what is new, and what is settled since.

    Args:
        wanted: the issue as it should be.
        fresh: the new findings, by the fingerprints that they are told by.
        settled: what is said of those that are settled.
    """
    count = f"{len(fresh)} new finding{'' if len(fresh) == 1 else 's'}"
    new = _with_lines(f"{count}:", (line for each, line in wanted.lines.items() if each in fresh))
    return f"{new}\n\n{_with_lines(f'{len(settled)} settled since:', settled)}" if settled else new


def farewell(settled: Mapping[Settled, frozenset[str]], lines: Mapping[str, str]) -> str:
    """Say why an issue is closed, and what it told.

    Args:
        settled: what became of its findings, each by what a marker holds of it.
        lines: what a comment says of each finding, by its fingerprint.
    """
    if len(settled) == 1:
        ((how, mine),) = settled.items()
        return _with_lines(SETTLED[how][1], lines_of(mine, lines))
    parts = ", ".join(f"{len(mine)} {SETTLED[how][0]}" for how, mine in settled.items())
    said = [f"{SETTLED[how][0]}: {line}" for how, mine in settled.items() for line in lines_of(mine, lines)]
    return _with_lines(f"Nothing of this is open here any more. Of the findings: {parts}.", said)


def lines_of(known: Collection[str], lines: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is said of findings, each by what a marker holds of it; what is told together is said once."""
    return tuple(dict.fromkeys(line for each, line in lines.items() if each[:SHORT] in known))


def noted(text: str, marker: Marker) -> str:
    """Write a comment with the transition that it belongs to."""
    return f"<!-- driftwatch:note rev={marker.rev} drift={marker.drift} state={marker.state} -->\n{text}\n"


def _with_lines(says: str, lines: Iterable[str]) -> str:
    named = listed(lines)
    return f"{says}\n\n{named}" if named else says
