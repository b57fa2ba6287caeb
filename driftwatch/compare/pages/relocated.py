"""What went from one page and came on another, word for word, moved: a page that is split loses nothing."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, TypeAlias

from driftwatch.model.change import Change
from driftwatch.model.json_values import canonical

_REMOVED: Final = ".removed"
_ADDED: Final = ".added"
_OF_PAGES: Final = frozenset(("error-rule", "notice", "values", "server"))
"""What pages state of no call in particular."""

_Content: TypeAlias = tuple[str, str | None, str | None, str]


def but_relocated(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Leave out what one page states no longer and another one states now, as often as both are told."""
    found = tuple(changes)
    gone = Counter(_content(each, each.before) for each in found if _is(each, _REMOVED))
    come = Counter(_content(each, each.after) for each in found if _is(each, _ADDED))
    both = gone & come
    left = {_REMOVED: Counter(both), _ADDED: Counter(both)}
    return tuple(each for each in found if not (both and _is_taken(each, left)))


def _is_taken(change: Change, left: dict[str, Counter[_Content]]) -> bool:
    for ending, side in ((_REMOVED, change.before), (_ADDED, change.after)):
        if _is(change, ending) and left[ending][content := _content(change, side)]:
            left[ending][content] -= 1
            return True
    return False


def _is(change: Change, ending: str) -> bool:
    stem, dot, _ = change.kind.rpartition(".")
    return change.owner.kind == "page" and change.kind.endswith(ending) and bool(dot) and stem in _OF_PAGES


def _content(change: Change, side: object) -> _Content:
    return change.kind.partition(".")[0], change.name, change.status, canonical(side)
