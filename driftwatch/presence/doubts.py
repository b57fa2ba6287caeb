"""Why a document that says something of its own is not believed before another date: it lacks a part, or is not new."""

from collections.abc import Callable, Sequence
from functools import partial

from driftwatch.model.snapshot import Entry
from driftwatch.presence.came import Sides
from driftwatch.presence.composed import is_said_before
from driftwatch.presence.conserved import (
    is_eaten,
    lost_facts_alone,
    says_less_in_a_torn_sample,
    shows_undrawn_blocks,
)
from driftwatch.presence.contradicted import contradicts_itself, is_older
from driftwatch.presence.joined import is_joined
from driftwatch.presence.lessened import is_lessened
from driftwatch.presence.missing import CONTRADICTED, ESCAPED, LESSENED, MIXED, OLDER, REFRAMED
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.reframed import is_escaped, is_reframed
from driftwatch.presence.spilled import is_spilled
from driftwatch.presence.unwritten import is_of_others, is_unwritten


def doubt_of(
    sides: Sides, others: OtherPages, place: str, *, cited: Sequence[Entry], said: Callable[[], int], is_odd: bool
) -> str:
    """Tell it as `is_lessened` does, with a reason, "" of what may be an edit.

    LESSENED, MIXED, REFRAMED or ESCAPED of a page, LESSENED, OLDER or CONTRADICTED of a specification.
    """
    if is_lessened(sides, others, place, cited=cited, said=said, is_odd=is_odd):
        return LESSENED
    if sides.came.text is None:
        return _doubt_of_specification(sides, others, place, cited)
    if is_spilled(sides, others) or is_of_others(sides, others, place, cited=cited, said=said):
        return LESSENED
    if is_joined(sides, others, place):
        return LESSENED if sides.lost else MIXED
    if is_said_before(sides, said=said):
        return MIXED
    return _other_frame(sides, said=said) or _not_written(sides, others, place, cited=cited, said=said)


def _doubt_of_specification(sides: Sides, others: OtherPages, place: str, cited: Sequence[Entry]) -> str:
    entries, is_elsewhere = sides.came.entries, partial(others.is_documented, place=place)
    if is_older(entries, cited, place):
        return OLDER
    return CONTRADICTED if contradicts_itself(entries, cited, place, is_elsewhere=is_elsewhere) else ""


def _other_frame(sides: Sides, *, said: Callable[[], int]) -> str:
    if is_reframed(sides, said=said):
        return REFRAMED
    return ESCAPED if is_escaped(sides) else ""


def _not_written(
    sides: Sides, others: OtherPages, place: str, *, cited: Sequence[Entry], said: Callable[[], int]
) -> str:
    """Tell the same of a page that nobody wrote: it is made of other pages, or its facts went without their words."""
    if is_unwritten(sides, others, place, cited=cited):
        return LESSENED if sides.lost else MIXED
    if is_eaten(sides) or says_less_in_a_torn_sample(sides):
        return LESSENED
    is_note = shows_undrawn_blocks(sides, said=said) and not others.took(place, sides.lost)
    if is_note or lost_facts_alone(sides, said=said):
        return LESSENED if sides.lost else MIXED
    return ""
