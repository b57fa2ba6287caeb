"""Which moments of somebody else's history become captures, and where a replay goes on that was interrupted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct, structs

from driftwatch.errors import UsageError
from driftwatch.history.captures import Captured
from driftwatch.model.moment import Moment

Every: TypeAlias = Literal["commit", "day", "week"]
EVERY: Final[tuple[Every, ...]] = ("commit", "day", "week")


class Step(Struct, frozen=True, kw_only=True):
    """One capture to be made."""

    origin: str
    at: datetime
    """In UTC, later than that of the capture before."""
    files: Mapping[str, str]
    """All documents of that moment: path to the name of the content."""

    @property
    def day(self) -> str:
        """Its date, ISO."""
        return f"{self.at:%Y-%m-%d}"


def steps(
    moments: Iterable[Moment],
    *,
    is_watched: Callable[[str], bool],
    every: Every,
    since: str,
    until: datetime,
    after: Captured | None = None,
) -> Iterator[Step]:
    """Yield the captures to be made: moments that change no document, or leave none, make none.

    Of a day or week the last moment is captured. With `since` the last one before that day comes first: what changed on
    it and later is told, not what was there.

    Args:
        moments: all of them, oldest first.
        is_watched: tells whether a path is one of the documents.
        every: how many become captures.
        since: ISO date, or "".
        until: no capture is of a later time, whatever clock a commit was made by.
        after: the last capture that there is already, of an earlier replay.

    Raises:
        UsageError: that one is of no moment among these.
    """
    left = _watched(moments, is_watched)
    files: dict[str, str] = {}
    last = -1
    if after is not None and after.capture is not None:
        last = int(datetime.fromisoformat(after.capture.at).timestamp())
        _catch_up(left, after.capture.origin, files)
    for moment in _chosen(left, every, since):
        _apply(moment, files)
        if files:
            last = max(min(moment.seconds, int(until.timestamp())), last + 1)
            yield Step(origin=moment.origin, at=datetime.fromtimestamp(last, UTC), files=dict(files))


def _watched(moments: Iterable[Moment], is_watched: Callable[[str], bool]) -> Iterator[Moment]:
    for moment in moments:
        changes = {path: name for path, name in moment.changes.items() if is_watched(path)}
        if changes:
            yield structs.replace(moment, changes=changes)


def _chosen(moments: Iterable[Moment], every: Every, since: str) -> Iterator[Moment]:
    """Yield the moments that are captured, each with all that changed since the one before."""
    held: Moment | None = None
    for moment in moments:
        if held is None:
            held = moment
        elif _span(held, every, since) == _span(moment, every, since):
            held = structs.replace(moment, changes={**held.changes, **moment.changes})
        else:
            yield held
            held = moment
    if held is not None:
        yield held


def _span(moment: Moment, every: Every, since: str) -> str:
    """Name what a moment falls into: of the moments of one span the last is captured."""
    when = datetime.fromtimestamp(moment.seconds, UTC)
    if f"{when:%Y-%m-%d}" < since:
        return "before"
    if every == "commit":
        return moment.origin
    return f"{when:%Y-%m-%d}" if every == "day" else f"{when:%G-%V}"


def _catch_up(moments: Iterator[Moment], origin: str, files: dict[str, str]) -> None:
    for moment in moments:
        _apply(moment, files)
        if moment.origin == origin:
            return
    raise UsageError(
        f"the last capture is of {origin[:10]}, which this history does not come by",
        hint="where a history was rewritten, remove the captures, commit that, and begin anew",
    )


def _apply(moment: Moment, files: dict[str, str]) -> None:
    for path, name in moment.changes.items():
        if name is None:
            files.pop(path, None)
        else:
            files[path] = name


def refuse_captured(name: str, captures: Sequence[Captured]) -> Captured | None:
    """Return the last capture of a replay that was interrupted, None when there is no capture.

    Raises:
        UsageError: a run captured the source: what is older cannot come after it.
    """
    if not captures:
        return None
    newest = captures[0]
    if newest.capture is None or not newest.capture.backfilled:
        raise UsageError(
            f"{name} has a capture of {newest.date} already: history cannot come after it",
            hint=f"give the source another name, or remove snapshots/{name}, commit that, and begin anew",
        )
    return newest


def since_backfill(captures: Sequence[Captured]) -> Sequence[Captured]:
    """Leave out what was backfilled, newest first, but the last of it: what runs found is compared with that."""
    last = last_backfilled(captures)
    return captures if last is None else captures[: last + 1]


def last_backfilled(captures: Sequence[Captured]) -> int | None:
    """Return the number of the last capture that was backfilled, counted from the newest; None where none was."""
    return next((n for n, each in enumerate(captures) if each.capture is not None and each.capture.backfilled), None)
