"""The pull request that proposes captures: its title, and a body with a marker, our region, and what people wrote.

The marker counts on the first line only; it remembers what we wrote last, so that nothing is written twice and a title
that a person gave stays.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.config.keys import AcceptConfig
from driftwatch.model.finding import LEVELS, Report
from driftwatch.model.proposal import PullRequest
from driftwatch.model.snapshot import Capture
from driftwatch.patterns import lazy_regex
from driftwatch.reports.grouping import Group, counts_in_words, groups_of
from driftwatch.reports.issue_body import BODY_LIMIT, HARD_LIMIT, region, unix, with_text
from driftwatch.reports.safe import code, web_address

_MARKER: Final = lazy_regex(r"<!-- driftwatch:v1 proposal title=([0-9a-f]{16}) text=([0-9a-f]{16}) -->")
_TITLE_LIMIT: Final = 240
"""Characters; GitHub refuses more than 256."""
_GROUPS: Final = 40
_CAPTURES: Final = 40
_AFFECTED: Final = 5
_MARGIN: Final = 1_000
"""Characters kept free for marker, head and the line that says what was left out."""


class Proposed(Struct, frozen=True, kw_only=True):
    """What merging accepts of one source."""

    source: str
    report: Report
    """All that is different between the branch to be merged into and the captures."""
    captures: tuple[Capture, ...]
    """Those with drift, and the first one of all; oldest first."""
    reports: tuple[str, ...] = ()
    """Web addresses of the reports, one for each of the captures, "" for one without a report."""
    is_first: bool = False
    """Nothing was known of the source before."""


def title_of(proposed: Sequence[Proposed], accepted: Sequence[AcceptConfig]) -> str:
    """Say in one line what is proposed; names of sources are plain, nothing else from outside is in it.

    Args:
        proposed: the captures, by source.
        accepted: what the configuration accepts besides.
    """
    if not proposed:
        return f"Accept {_findings(accepted)}, as people answered in issues"
    findings = [finding for each in proposed for finding in each.report.findings]
    first = all(each.is_first for each in proposed)
    says = "first capture" if first else counts_in_words(findings)
    title = f"Documentation captured: {says} in {', '.join(each.source for each in proposed)}"
    return title if len(title) <= _TITLE_LIMIT else f"Documentation captured: {says} in {len(proposed)} sources"


def text_of(base: str, proposed: Sequence[Proposed], accepted: Sequence[AcceptConfig]) -> str:
    """Write the region of the body that is ours; what is too long is left out between sources."""
    head = (
        f"What the documentation says now, to be merged into {code(base)}. Merging accepts it as the state that the "
        "next captures are compared with. Further drift is added here until then; when this is closed without merging, "
        f"the next run starts anew from {code(base)}."
    )
    parts = [head, *([_accepted(accepted)] if accepted else []), *([_levels(proposed)] if proposed else [])]
    room = BODY_LIMIT - _MARGIN
    room -= sum(map(len, parts))
    for number, each in enumerate(proposed):
        section = _section(each)
        if len(section) > room:
            parts.append(f"More sources, {len(proposed) - number} in all, are in the files.")
            break
        parts.append(section)
        room -= len(section)
    return "\n\n".join(parts)


def new_body(title: str, text: str) -> str:
    """Write the body of a new pull request."""
    return f"{_marker(title, text)}\n{region(text)}\n"


def is_marked(body: str) -> bool:
    """Tell whether the first line of a body is a marker of ours."""
    return _MARKER.fullmatch(_first(body)) is not None


class Edit(Struct, frozen=True, kw_only=True):
    """What is to be written anew; a title that is None stays."""

    body: str
    title: str | None = None


def edit_for(pull: PullRequest, *, title: str, text: str) -> Edit | None:
    """Decide what a marked pull request needs; None when it says all that already."""
    marker = _MARKER.fullmatch(_first(pull.body))
    if marker is None or (marker[1] == _hash(title) and marker[2] == _hash(text)):
        return None
    retitled = marker[1] != _hash(pull.title)
    rest = unix(pull.body).partition("\n")[2]
    body = f"{_marker(title, text)}\n{with_text(rest, text)}"
    if len(body) > HARD_LIMIT:
        # What people wrote leaves no room: theirs stays, ours is told in short.
        body = f"{_marker(title, text)}\n{with_text(rest, 'The reports are in the files.')}"
    return Edit(body=body, title=None if retitled or pull.title == title else title)


def superseded(pull: PullRequest, by: int) -> str:
    """Write the body of a pull request in whose place another one came."""
    rest = unix(pull.body).partition("\n")[2]
    text = f"#{by} came in its place: this one could not be brought together with {code(pull.base)} any more."
    return f"{_first(pull.body)}\n{with_text(rest, text)}"


def _findings(accepted: Sequence[AcceptConfig]) -> str:
    return f"{len(accepted)} finding{'' if len(accepted) == 1 else 's'}"


def _accepted(accepted: Sequence[AcceptConfig]) -> str:
    """Say what is accepted; the reasons stand in the configuration alone."""
    lines = [
        f"- {code(each.fingerprint or each.rule or each.operation)} until {each.expires} ({code(each.owner)})"
        for each in accepted[:_CAPTURES]
    ]
    if len(accepted) > _CAPTURES:
        lines.append(f"- and {len(accepted) - _CAPTURES} more")
    return "\n".join([f"`driftwatch.toml` accepts {_findings(accepted)} besides:", "", *lines])


def _levels(proposed: Iterable[Proposed]) -> str:
    rows = [
        f"| {code(each.source)} | {' | '.join(str(each.report.counts[level]) for level in LEVELS)} |"
        for each in list(proposed)[:_CAPTURES]
    ]
    head = ["| Source | " + " | ".join(level.capitalize() for level in LEVELS) + " |", "|---|" + "---|" * len(LEVELS)]
    return "\n".join([*head, *rows])


def _section(each: Proposed) -> str:
    lines = [
        f"## {code(each.source)}: {'first capture' if each.is_first else counts_in_words(each.report.findings)}",
        "",
    ]
    if groups := groups_of(each.report):
        lines += ["| Group | Findings | Affects |", "|---|---|---|", *map(_row, groups[:_GROUPS])]
        if len(groups) > _GROUPS:
            lines.append(f"| {len(groups) - _GROUPS} more | | |")
        lines.append("")
    lines += [_captured(*pair) for pair in list(zip(each.captures, _padded(each), strict=True))[-_CAPTURES:]]
    if len(each.captures) > _CAPTURES:
        lines.append(f"- {len(each.captures) - _CAPTURES} captures before these")
    return "\n".join(lines)


def _padded(each: Proposed) -> tuple[str, ...]:
    return (*each.reports, *[""] * (len(each.captures) - len(each.reports)))


def _row(group: Group) -> str:
    about = group.findings[0]
    title = code(group.title) if about.operations or about.schema else group.title
    names = ", ".join(map(code, group.manifests[:_AFFECTED]))
    more = f" and {len(group.manifests) - _AFFECTED} more" if len(group.manifests) > _AFFECTED else ""
    return f"| {title} | {group.counts} | {names}{more} |"


def _captured(capture: Capture, report: str) -> str:
    counts = [(capture.breaking, "breaking"), (capture.warning, "warning"), (capture.info, "info")]
    says = ", ".join(f"{number} {level}" for number, level in counts if number)
    day = capture.at[:10]
    where = f"[{day}]({web_address(report)})" if web_address(report) else day
    return f"- {where}: {says or 'first capture'}, {capture.operations} operations"


def _marker(title: str, text: str) -> str:
    return f"<!-- driftwatch:v1 proposal title={_hash(title)} text={_hash(text)} -->"


def _first(body: str) -> str:
    return unix(body[:1000]).partition("\n")[0].rstrip()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
