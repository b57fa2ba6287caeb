"""Which documents are asked for a second time in one run, and which of the two answers is believed.

A cache of yesterday, a server that is being deployed, a page that was rendered while something behind it was down: one
answer lacks what the next one has, and nothing in it tells so. An answer that lasts is believed. Only what lost much is
asked for again, and only when that is said of a few documents: of a site that is down no second answer tells more.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Final

from driftwatch.model.snapshot import Snapshot
from driftwatch.model.text import Kept, Line, PageText
from driftwatch.presence.came import Came
from driftwatch.presence.silence import citing, facts_said

MOST: Final = 10
"""Documents that are asked for again: that many seconds at the usual pace; a fault of single answers meets fewer."""
_SHARE: Final = 0.1
"""Share of its lines or facts that a document must have lost: edits that take away more are rare enough to check."""
_LEAST: Final = 3
"""Lines or facts at least: of a short page one is a tenth."""


def doubtful_losses(previous: Snapshot, came: Mapping[str, Came], silent: Collection[str]) -> tuple[str, ...]:
    """Return places of documents whose answer is worth a second one; none when there are too many of them.

    Args:
        previous: the snapshot before.
        came: what came, by place.
        silent: places of documents that say nothing of their own, or cannot be read out.
    """
    changed = [place for place, each in came.items() if each.is_change_of(previous.documents.get(place))]
    said = partial(facts_said, citing(previous)) if changed else None
    found = tuple(
        place
        for place in changed
        if place in silent or (said and _lost_much(previous.text(place), came[place], said=partial(said, place)))
    )
    return found if len(found) <= MOST else ()


def is_fuller(before: PageText | None, second: Came, first: Came) -> bool:
    """Tell whether a second answer says more of what a document said than the first one does."""
    if before is None or second.text is None:
        return second.facts > first.facts
    was = Counter(before.lines)
    return _left(was, second.text, kept=before.kept) > _left(was, first.text, kept=before.kept)


def nearer(before: PageText, today: PageText, former: PageText) -> PageText:
    """Return which of two readings of a document has more of the lines that it had: both say the same."""
    was = Counter(before.lines)
    return max(today, former, key=lambda text: _left(was, text, kept=before.kept))


def _lost_much(before: PageText | None, came: Came, *, said: Callable[[], int]) -> bool:
    if before is None or came.text is None:
        return _is_much(said() - came.facts, of=said())
    if before.form != came.text.form:
        return False
    was = Counter(before.lines)
    return _is_much(was.total() - len(came.text.lines), of=was.total())


def _is_much(lost: int, *, of: int) -> bool:
    return lost >= max(_LEAST, _SHARE * of)


def _left(was: Counter[Line], text: PageText | None, *, kept: Kept) -> int:
    """Count the lines of before that a text still has."""
    if text is None:
        return 0
    return (was & Counter((text.digested() if kept == "digest" else text).lines)).total()
