"""Which removed property is an added one under another name."""

import re
from difflib import SequenceMatcher
from typing import Final

from driftwatch.compare.digests import digest, features
from driftwatch.compare.views import Member

_MAX_SIBLINGS: Final = 12
"""Removed and added siblings beyond which nobody can tell which became which."""
_SHORTEST: Final = 3
_LONGEST: Final = 100
_ALIKE: Final = 0.75
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def renamed_members(removed: dict[str, Member], added: dict[str, Member]) -> list[tuple[str, str]]:
    """Pair what was removed and what was added, where exactly one of each looks like the other: (old, new) names."""
    if not removed or not added or len(removed) + len(added) > _MAX_SIBLINGS:
        return []
    alike = [(one, other) for one in removed for other in added if _same_thing(one, removed[one], other, added[other])]
    olds, news = [one for one, _ in alike], [other for _, other in alike]
    return [(one, other) for one, other in alike if olds.count(one) == 1 and news.count(other) == 1]


def _same_thing(old_name: str, old: Member, new_name: str, new: Member) -> bool:
    lengths = sorted((len(old_name), len(new_name)))
    if len(old.nodes) != 1 or len(new.nodes) != 1 or lengths[0] < _SHORTEST or lengths[1] > _LONGEST:
        return False
    one, other = old.nodes[0], new.nodes[0]
    same = digest(one) == digest(other) or features(one) == features(other)
    return same and _alike(old_name, new_name)


def _alike(old_name: str, new_name: str) -> bool:
    old_words, new_words = _words(old_name), _words(new_name)
    if "".join(old_words) == "".join(new_words):
        return True
    old_set, new_set = set(old_words), set(new_words)
    if 2 * len(old_set & new_set) >= len(old_set | new_set):
        return True
    return SequenceMatcher(None, old_name.lower(), new_name.lower()).ratio() >= _ALIKE


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]
