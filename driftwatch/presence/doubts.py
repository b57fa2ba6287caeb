"""Why a page that says something of its own is not believed before another date: it lacks a part, or nothing is new."""

from collections.abc import Callable, Sequence

from driftwatch.model.snapshot import Entry
from driftwatch.presence.came import Sides
from driftwatch.presence.composed import is_said_before
from driftwatch.presence.joined import is_joined
from driftwatch.presence.lessened import is_lessened
from driftwatch.presence.missing import ESCAPED, LESSENED, MIXED, REFRAMED
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.reframed import is_escaped, is_reframed
from driftwatch.presence.spilled import is_spilled
from driftwatch.presence.unwritten import is_of_others, is_unwritten


def doubt_of(
    sides: Sides, others: OtherPages, place: str, *, cited: Sequence[Entry], said: Callable[[], int], is_odd: bool
) -> str:
    """Return LESSENED, MIXED, REFRAMED or ESCAPED, "" of what may be an edit; as `is_lessened` takes it."""
    is_less = is_lessened(sides, others, place, cited=cited, said=said, is_odd=is_odd)
    if is_less or is_spilled(sides, others) or is_of_others(sides, others, place, said=said):
        return LESSENED
    if is_joined(sides, others, place):
        return LESSENED if sides.lost else MIXED
    if is_said_before(sides, said=said):
        return MIXED
    if frame := _other_frame(sides, said=said):
        return frame
    if is_unwritten(sides, others, place, cited=cited):
        return LESSENED if sides.lost else MIXED
    return ""


def _other_frame(sides: Sides, *, said: Callable[[], int]) -> str:
    if is_reframed(sides, said=said):
        return REFRAMED
    return ESCAPED if is_escaped(sides) else ""
