"""Which removed property is an added one under another name."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from driftwatch.compare.match.digests import digest, features, property_names
from driftwatch.compare.match.likeness import alike_names, overlap
from driftwatch.compare.schemas.views import Member, opened
from driftwatch.model.paths import ITEMS
from driftwatch.model.respelling import letters_of_field, words_of

_SAME_OBJECT: Final = 0.5
"""Share of common properties from which an object with nearly the same name is the same one."""
_SEVERAL: Final = 2
"""Properties that two objects must have in common: one alone, an `id`, proves nothing."""
_MAX_LISTS: Final = 3
"""Lists of lists that are looked into for objects."""
_MAX_SIBLINGS: Final = 12
"""Removed and added siblings beyond which nobody can tell which became which."""


def renamed_members(removed: dict[str, Member], added: dict[str, Member]) -> list[tuple[str, str]]:
    """Pair what was removed and what was added, where exactly one of each looks like the other: (old, new) names.

    Names that are only spelled otherwise are one name, however many there are and whatever else changed.
    """
    if not removed or not added:
        return []
    spelled = _spelled_otherwise(removed, added)
    ones, others = {one for one, _ in spelled}, {other for _, other in spelled}
    left = {name: member for name, member in removed.items() if name not in ones}
    come = {name: member for name, member in added.items() if name not in others}
    return spelled + _looking_alike(left, come)


def _spelled_otherwise(removed: Iterable[str], added: Iterable[str]) -> list[tuple[str, str]]:
    """Pair names of the same letters, where there is one of each: `made_at` and `madeAt`."""
    before, after = ({name: letters_of_field(name) for name in names} for names in (removed, added))
    olds, news = Counter(before.values()), Counter(after.values())
    known = {letters: name for name, letters in after.items()}
    return [(name, known[letters]) for name, letters in before.items() if olds[letters] == news[letters] == 1]


def _looking_alike(removed: dict[str, Member], added: dict[str, Member]) -> list[tuple[str, str]]:
    if not removed or not added or len(removed) + len(added) > _MAX_SIBLINGS:
        return []
    alike = [(one, other) for one in removed for other in added if _same_thing(one, removed[one], other, added[other])]
    olds, news = [one for one, _ in alike], [other for _, other in alike]
    return [
        (one, other)
        for one, other in alike
        if olds.count(one) == 1 and news.count(other) == 1
        if not _is_one_of_kinds(one, removed[one], added) and not _is_one_of_kinds(other, added[other], removed)
    ]


def _is_one_of_kinds(name: str, member: Member, others: dict[str, Member]) -> bool:
    """Tell whether several others are called as this one with a word more: each is a kind of it, or a part.

    `nodes` that became `local_nodes` and `remote_nodes` is called neither now; nor is `maker` that became `maker_type`
    and `maker_id`, though only one of these is of its form. `content_type_note` of another form is no kind of `type`.
    """
    words = words_of(name)
    return sum(_is_one_kind(words, words_of(other), member, others[other]) for other in others) > 1


def _is_one_kind(words: list[str], longer: list[str], member: Member, other: Member) -> bool:
    if not set(words) < set(longer):
        return False
    return words in (longer[: len(words)], longer[-len(words) :]) or _same_form(member, other)


def _same_thing(old_name: str, old: Member, new_name: str, new: Member) -> bool:
    if not alike_names(old_name, new_name):
        return False
    # A word more says what kind of thing it is: with that alone an object that was edited as well is another one.
    return _same_form(old, new) or (len(words_of(old_name)) == len(words_of(new_name)) and _same_object(old, new))


def _same_object(old: Member, new: Member) -> bool:
    """Tell whether two objects, or lists of objects, are one that was edited: most properties of both are the same."""
    sides = opened(old.nodes), opened(new.nodes)
    for _ in range(_MAX_LISTS):
        names = [property_names(side) for side in sides]
        if any(names):
            return len(names[0] & names[1]) >= _SEVERAL and overlap(*names) >= _SAME_OBJECT
        lists = [[node for each in side for _, node in each.below(ITEMS)] for side in sides]
        sides = opened(lists[0]), opened(lists[1])
    return False


def _same_form(old: Member, new: Member) -> bool:
    if len(old.nodes) != 1 or len(new.nodes) != 1:
        return False
    one, other = old.nodes[0], new.nodes[0]
    return digest(one) == digest(other) or features(one) == features(other)
