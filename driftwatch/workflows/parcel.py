"""Parcels: captures as files, made by one process and taken in by another, which may be on another machine.

A parcel is the files of a snapshot and one more, `capture.json`: whose capture it is, of when, on top of what it was
made, and what only those know who read the documents. It is read as anybody's files: what it says is proven, counted
anew, or refused. What nobody can prove without reading the documents is what they state; the bounds of what may be
lost at once hold for a parcel as for a capture.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from driftwatch.compare.match.copies import without_twins
from driftwatch.compare.understanding import understands_nothing
from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import allowed_hosts, base_of
from driftwatch.errors import DriftwatchError, ObservationError, SnapshotError
from driftwatch.model.finding import Coverage
from driftwatch.model.reading import LOOPBACK_HOSTS, host_of
from driftwatch.model.snapshot import CaptureCounts, Snapshot
from driftwatch.model.stored import CAPTURES, belongs, captures_of, digest_of, snapshot_of_files
from driftwatch.platforms.platform import Problem
from driftwatch.presence.asked import asked_of
from driftwatch.presence.loss import refuse_mass_loss
from driftwatch.presence.watched import on_its_hosts, still_watched
from driftwatch.redaction import redact_url
from driftwatch.workflows.capture import Captured
from driftwatch.workflows.record import files_to_keep

PARCEL: Final = "capture.json"
"""The file of a parcel that is no part of the snapshot."""
_AGAIN: Final = "nothing was changed; make it again with `driftwatch snapshot --out`"
_STAMP: Final = "%Y-%m-%dT%H:%M:%SZ"

_Count = Annotated[int, Meta(ge=0)]


class Parcel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `capture.json` says."""

    schema: Literal["driftwatch.capture/1"] = "driftwatch.capture/1"
    source: Annotated[str, Meta(max_length=100)]
    at: Annotated[str, Meta(max_length=20)]
    """When the documents were read: ISO 8601, UTC, to the second."""
    base: Annotated[str, Meta(max_length=64)]
    """Digest of the snapshot on top of which it was made; "" where there was none."""
    digest: Annotated[str, Meta(max_length=64)]
    """Digest of the snapshot that it holds."""
    read: _Count
    unchanged: _Count
    unseen: _Count
    gone: _Count
    left_out: _Count
    of_documents: _Count
    """How many documents there are, read or not."""
    not_read: tuple[tuple[str, str], ...]
    """(URL, reason) of what was carried over."""
    notes: tuple[str, ...]
    """What was left out, and why."""
    problems: tuple[Problem, ...]
    origin: str
    """The commit of a repository that was read."""
    no_longer: tuple[str, ...]
    """Places that were looked for and are no document any longer."""

    @property
    def counts(self) -> CaptureCounts:
        """How the documents fared, as a capture's line tells it."""
        return CaptureCounts(
            read=self.read, unchanged=self.unchanged, unseen=self.unseen, gone=self.gone, left_out=self.left_out
        )


def packed(captured: Captured, *, source: str, now: datetime, base: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the parcel of a capture that was made on top of these files of a snapshot."""
    files = dict(files_to_keep(captured.snapshot, base))
    return {**files, PARCEL: labelled(captured, source=source, now=now, base=base, digest=digest_of(files))}


def labelled(captured: Captured, *, source: str, now: datetime, base: Mapping[str, bytes], digest: str) -> bytes:
    """Write the file of a parcel that says what it is; `digest` is that of the files of the snapshot."""
    counts, coverage = captured.counts, captured.coverage
    label = Parcel(
        source=source,
        at=now.strftime(_STAMP),
        base=base_digest(base),
        digest=digest,
        read=counts.read,
        unchanged=counts.unchanged,
        unseen=counts.unseen,
        gone=counts.gone,
        left_out=counts.left_out,
        of_documents=coverage.total,
        not_read=coverage.unseen,
        notes=coverage.notes,
        problems=captured.problems,
        origin=captured.origin,
        no_longer=captured.gone,
    )
    return msgspec.json.format(msgspec.json.encode(label)) + b"\n"


def base_digest(base: Mapping[str, bytes]) -> str:
    """Return the identity of a stored snapshot, "" where there is none."""
    known = {path: content for path, content in base.items() if belongs(path) and path != CAPTURES}
    return digest_of(known) if known else ""


def label_of(files: Mapping[str, bytes], *, where: str) -> Parcel:
    """Read whose capture a parcel is, and of when.

    Raises:
        SnapshotError: it is no parcel.
    """
    if PARCEL not in files:
        raise _refused(where, f"it holds no {PARCEL}")
    try:
        label = msgspec.json.decode(files[PARCEL], type=Parcel)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(where, f"{PARCEL} is none of a capture: {error}") from None
    moment_of(label, where=where)
    return label


def moment_of(label: Parcel, *, where: str) -> datetime:
    """Return when the documents were read.

    Raises:
        SnapshotError: that is no date.
    """
    try:
        moment = datetime.strptime(label.at, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        moment = None
    if moment is None or moment.strftime(_STAMP) != label.at:
        raise _refused(where, f"{label.at[:40]!r} is no date of a capture")
    return moment


def unpacked(
    files: Mapping[str, bytes],
    *,
    where: str,
    source: SourceConfig,
    previous: Snapshot | None,
    base: Mapping[str, bytes],
    now: datetime,
    accept_loss: bool,
) -> Captured:
    """Prove a parcel, and return the capture that it holds.

    Args:
        files: its files by path.
        where: what to call it in messages.
        source: the configuration of its source.
        previous: the snapshot that is committed.
        base: its files; none where there is none.
        now: the present time.
        accept_loss: accept that most documents or operations are gone.

    Raises:
        SnapshotError: it is damaged, or not what a capture writes.
        ObservationError: it was made on top of another snapshot, or too much is missing.
    """
    label = label_of(files, where=where)
    _refuse_wrong_moment(label, base, now, where)
    if label.base != base_digest(base):
        raise ObservationError(
            f"{where} was captured on top of {_named(label.base)}, and what is committed is "
            f"{_named(base_digest(base))}",
            hint="nothing was changed; capture it again into an empty folder, beside what is committed: what it could "
            "not read is carried over from there",
        )
    snapshot = _snapshot(files, label, source, where, base)
    before = previous
    if previous is not None:
        known = {*snapshot.documents, *label.no_longer}
        before = on_its_hosts(previous, source, base_of(source), known)
        if not accept_loss:
            watched = still_watched(previous, source, base_of(source), known)
            missing = {place for place, one in snapshot.documents.items() if one.is_lost}
            refuse_mass_loss(without_twins(watched, snapshot), snapshot, missing)
    coverage = Coverage(
        read=label.read,
        total=label.of_documents,
        unseen=label.not_read,
        notes=label.notes,
        facts=snapshot.facts,
        seen=snapshot.seen(),
        understands_nothing=snapshot.content == "api" and understands_nothing(snapshot),
    )
    return Captured(
        snapshot=snapshot,
        counts=label.counts,
        coverage=coverage,
        problems=label.problems,
        origin=label.origin,
        before=before,
        gone=label.no_longer,
    )


def _snapshot(
    files: Mapping[str, bytes], label: Parcel, source: SourceConfig, where: str, base: Mapping[str, bytes]
) -> Snapshot:
    """Return the snapshot of a parcel, of which every byte is what we would have written."""
    found = {path: content for path, content in files.items() if path not in {PARCEL, CAPTURES}}
    if digest_of(found) != label.digest:
        raise _refused(where, "its files are not those that it was made of")
    try:
        snapshot = snapshot_of_files(found, label=label.at[:10], folder=where)
        again = dict(files_to_keep(snapshot, base))
        snapshot.seen()
    except DriftwatchError as error:
        raise _refused(where, error.message) from None
    if again != found:
        odd = sorted(path for path in {*again, *found} if again.get(path) != found.get(path))
        raise _refused(where, f"{odd[0][:120]!r} is not as this driftwatch writes it")
    if snapshot.content != source.content:
        raise _refused(where, f"it was captured as `content = {snapshot.content!r}`")
    if snapshot.asked != asked_of(source):
        raise _refused(where, "it was captured by another `documents`, `include`, `exclude` or `paths`")
    _refuse_foreign_documents(snapshot, source, where)
    # The digest of what is captured is known once it is stored, wherever it was captured.
    snapshot.digest = ""
    return snapshot


def _refuse_foreign_documents(snapshot: Snapshot, source: SourceConfig, where: str) -> None:
    allowed = set(allowed_hosts(source))
    schemes = {"http", "https", urlsplit(base_of(source)).scheme}
    foreign = next((one.url for one in snapshot.documents.values() if not _is_on(one.url, allowed, schemes)), None)
    if foreign is not None:
        raise _refused(
            where, f"{redact_url(foreign)[:120]!r} is on no host of the source", hint="check `hosts` in driftwatch.toml"
        )


def _is_on(url: str, allowed: Collection[str], schemes: Collection[str]) -> bool:
    """Tell whether a document is on one of the hosts; one that nobody ever read is named by its place, without any."""
    try:
        host = host_of(url)
    except ValueError:
        return not urlsplit(url).scheme
    if urlsplit(url).scheme not in schemes:
        return False
    return host in allowed or host.rpartition(":")[0] in LOOPBACK_HOSTS.intersection(allowed)


def _refuse_wrong_moment(label: Parcel, base: Mapping[str, bytes], now: datetime, where: str) -> None:
    moment = moment_of(label, where=where)
    if moment > now:
        raise _refused(where, f"it was captured at {label.at}, which is yet to come", hint="check the clocks")
    trail = captures_of(base.get(CAPTURES, b""))
    if trail and label.at < trail[-1].at:
        raise ObservationError(
            f"{where} was captured at {label.at}, and a capture of {trail[-1].at} is committed",
            hint="nothing was changed; captures are taken in by date",
        )


def _named(digest: str) -> str:
    return f"the snapshot {digest[:12]!r}" if digest else "no snapshot"


def _refused(where: str, why: str, *, hint: str = _AGAIN) -> SnapshotError:
    return SnapshotError(f"{where} cannot be taken in: {why}", hint=hint)
