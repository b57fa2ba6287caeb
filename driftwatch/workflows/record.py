"""What one run writes: the snapshot's files, the capture line, the reports, and the commit that holds them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct, structs

from driftwatch.errors import ObservationError
from driftwatch.model.finding import Finding, Level, Report
from driftwatch.model.snapshot import FORMAT, Capture, CaptureCounts, Snapshot
from driftwatch.model.stored import CAPTURES, belongs, digest_of_digests, parts_of, with_capture, written_files
from driftwatch.reports import templated
from driftwatch.reports.grouping import counts_in_words, groups_of
from driftwatch.reports.plain_lines import plain_lines, said_of
from driftwatch.reports.safe import unlinked
from driftwatch.reports.verdict import counted
from driftwatch.workflows.rendering import rendered

MOST_PARTS: Final = 60_000
"""Operations, schemas, pages and texts of one snapshot: far beyond any source that we know."""


class Record(Struct, frozen=True, kw_only=True):
    """Files to write, by path relative to the snapshot folder or to the report folder, and the capture's line."""

    snapshot_files: Mapping[str, bytes | None]
    report_files: Mapping[str, bytes]
    capture: Capture
    message: str


class Kept(Struct, frozen=True, kw_only=True):
    """The files of a snapshot, as they differ from those before."""

    changes: Mapping[str, bytes | None]
    """Content by path relative to the snapshot folder, None of what goes; without captures.jsonl."""
    digest: str


def kept_of(snapshot: Snapshot, *, stored: Mapping[str, bytes], first: bool) -> Kept:
    """Decide which files of a snapshot are written; takes and raises what `record_of` does."""
    digests: dict[str, str] = {}
    changes: dict[str, bytes | None] = {}
    for path, content in files_to_keep(snapshot, {} if first else stored):
        digests[path] = hashlib.sha256(content).hexdigest()
        if stored.get(path) != content:
            changes[path] = content
    changes |= {path: None for path in stored if path not in digests and path != CAPTURES and belongs(path)}
    return Kept(changes=changes, digest=digest_of_digests(digests))


def record_of(
    snapshot: Snapshot,
    *,
    stored: Mapping[str, bytes],
    counts: CaptureCounts,
    report: Report,
    now: datetime,
    first: bool,
    origin: str = "",
    backfilled: bool = False,
    kept: Kept | None = None,
) -> Record:
    """Decide what a run writes.

    Args:
        snapshot: the new snapshot.
        stored: the files of the source's folder as HEAD has them.
        counts: how the documents fared.
        report: the findings against the previous snapshot.
        now: start of the run, UTC.
        first: this is the first capture of the source.
        origin: the commit of a repository that was read.
        backfilled: it was read out of a history.
        kept: the files of the snapshot, where that is known already.

    Raises:
        ObservationError: it is more than a folder should hold.
    """
    kept = kept or kept_of(snapshot, stored=stored, first=first)
    line = capture_line(snapshot, kept.digest, counts=counts, now=now, levels=report.counts, origin=origin)
    capture = structs.replace(line, backfilled=backfilled)
    return Record(
        snapshot_files={**kept.changes, CAPTURES: with_capture(stored.get(CAPTURES, b""), capture)},
        report_files=rendered(report_files, report) if report.findings else {},
        capture=capture,
        message=rendered(lambda told: message_of(told, capture, first=first), report),
    )


def files_to_keep(snapshot: Snapshot, before: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Return the files of a snapshot one by one, wherever they are written; `before`: paths of those on top of which.

    Raises:
        ObservationError: it is more than a folder should hold.
    """
    parts = parts_of(snapshot)
    if parts > MOST_PARTS:
        raise ObservationError(
            f"the snapshot would have {parts:,} operations, schemas, pages and texts, and {MOST_PARTS:,} are the most",
            hint="nothing was changed; watch less with `include` and `exclude`, or part the source in several",
        )
    return written_files(snapshot, before)


def capture_line(
    snapshot: Snapshot,
    digest: str,
    *,
    counts: CaptureCounts,
    now: datetime,
    levels: Mapping[Level, int] | None = None,
    origin: str = "",
) -> Capture:
    """Make the line of captures.jsonl for a capture; `digest` is that of the snapshot's files."""
    found = levels or {}
    return Capture(
        at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        digest=digest,
        documents=counts,
        operations=sum(1 for owner in snapshot.entries if owner.kind == "operation"),
        facts=snapshot.facts,
        unseen=tuple(place for place, document in snapshot.documents.items() if document.state == "unseen"),
        breaking=found.get("breaking", 0),
        warning=found.get("warning", 0),
        info=found.get("info", 0),
        seen=snapshot.seen(),
        format=FORMAT,
        origin=origin,
    )


def report_files(report: Report) -> dict[str, bytes]:
    """Write a report as files: summary.md, and one for each group of related findings."""
    names = names_of(report)
    files = {"summary.md": templated.summary(report, names)}
    for group in groups_of(report):
        files[names[group.name]] = templated.group_body(report, group)
    return {name: text.encode() for name, text in sorted(files.items())}


def names_of(report: Report) -> dict[str, str]:
    """Return the name of the file in which each group is told, by the group's name."""
    return {each.name: f"{each.name if each.name != 'summary' else 'summary-group'}.md" for each in groups_of(report)}


def message_of(report: Report, capture: Capture, *, first: bool) -> str:
    """Write the commit message: date and counts in the subject, the worst findings in the body, the others counted."""
    date = capture.at[:10]
    lines = plain_lines(report.findings, _line)
    body = "\n".join([*lines, *([""] if lines else []), _documents(capture.documents)])
    if first:
        return f"{report.source} {date}: first capture, {counted(capture.operations, 'operation')}\n\n{body}\n"
    touched = {operation for finding in report.findings for operation in finding.operations}
    said = counts_in_words(report.findings) if report.findings else ""
    said = said or ("nothing understood" if report.coverage.understands_nothing else "no drift")
    reach = f" ({counted(len(touched), 'operation')})" if touched else ""
    return f"{report.source} {date}: {said}{reach}\n\n{body}\n"


def _line(finding: Finding) -> str:
    return f"{finding.level}: {said_of(finding, shown=unlinked)} [{finding.id} {finding.fingerprint}]"


def _documents(counts: CaptureCounts) -> str:
    total = counts.read + counts.unseen
    parts = [f"{counts.read} of {total} documents read"]
    if counts.unchanged:
        parts.append(f"{counts.unchanged} of them unchanged")
    if counts.unseen:
        parts.append(f"{counts.unseen} unseen, their facts carried over")
    if counts.gone:
        parts.append(f"{counts.gone} gone")
    if counts.left_out:
        parts.append(f"{counts.left_out} left out")
    return ", ".join(parts)
