"""Which removed property is an added one under another name."""

from typing import Final

from driftwatch.compare.digests import digest, features
from driftwatch.compare.likeness import alike_names, words_of
from driftwatch.compare.views import Member

_MAX_SIBLINGS: Final = 12
"""Removed and added siblings beyond which nobody can tell which became which."""


def renamed_members(removed: dict[str, Member], added: dict[str, Member]) -> list[tuple[str, str]]:
    """Pair what was removed and what was added, where exactly one of each looks like the other: (old, new) names."""
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
    """Tell whether several others of the same form are called as this one with a word more: each is a kind of it.

    `nodes` that became `local_nodes` and `remote_nodes` is called neither now.
    """
    words = set(words_of(name))
    kinds = [other for other in others if words < set(words_of(other)) and _same_form(member, others[other])]
    return len(kinds) > 1


def _same_thing(old_name: str, old: Member, new_name: str, new: Member) -> bool:
    return alike_names(old_name, new_name) and _same_form(old, new)


def _same_form(old: Member, new: Member) -> bool:
    if len(old.nodes) != 1 or len(new.nodes) != 1:
        return False
    one, other = old.nodes[0], new.nodes[0]
    return digest(one) == digest(other) or features(one) == features(other)
