"""Files that the owners of a large snapshot share; in others each has a file of its own.

    shared/operations.jsonl                owners of small groups
    shared/operations~2.jsonl              the same, in four parts, where that is too much for one file
    shared/operations/repos.jsonl          a large group: paths that begin with `/repos`
    shared/operations/repos/issues.jsonl   a large group of that group, by the next part of the path
    shared/operations/repos~13.jsonl       what is left of that group, in parts

Whatever begins above a mark ends only below a lower one, and whether it had begun is read off the names of the files
that were there before. So a layout depends on these names and on the owners alone, and an owner that comes and goes
moves no other one. Which part an owner belongs to is chosen by a digest of its own name: no neighbour matters.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from driftwatch.model.characters import plain_name
from driftwatch.model.snapshot import FEW, FOLDERS, SHARED, Owner
from driftwatch.patterns import lazy_regex


class Mark(Struct, frozen=True):
    """A size above which something begins, and one to which it must fall before it ends."""

    above: int
    until: int

    def holds(self, size: int, *, held: bool) -> bool:
        """Tell whether it is so at this size, after it was so or was not."""
        return size > (self.until if held else self.above)


OWNERS: Final = Mark(1_000, FEW)
"""Files of owners: of a folder with more, the web views of git show the first thousand alone."""
PARTED: Final = Mark(256 * 1024, 128 * 1024)
"""Bytes of a shared file that is divided: half of what web views of git show line by line."""
APART: Final = Mark(64 * 1024, 32 * 1024)
"""Bytes of a group that has a file of its own."""
HEAVIEST: Final = 32 * 1024
"""Bytes that count of one owner: what comes and goes with it is never more than what lies between two marks."""
_MAX_PART: Final = 40
_DEEPEST: Final = 3
_MOST_DIGITS: Final = 16
_WORD: Final = lazy_regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHARED_FILE: Final = lazy_regex(
    rf"{SHARED}/(?:{'|'.join(FOLDERS.values())})(?:/[a-z0-9_-]{{1,60}}){{0,{_DEEPEST}}}"
    rf"(?:~[0-3]{{1,{_MOST_DIGITS}}})?\.jsonl"
)


class _Before(Struct, frozen=True):
    """What the names of the files before tell of shared ones."""

    groups: frozenset[str]
    """Stems of files and of the folders above them."""
    divided: frozenset[str]
    """Stems with groups or parts below them; of parts `STEM~` and the digits of those that were parted in turn."""


class _Member(Struct, frozen=True):
    """An owner on the way to its file."""

    owner: Owner
    weight: int
    parts: tuple[str, ...]
    """What groups are made by, the first part first."""
    digits: str
    """Which part of a file it belongs to, of files that are parted again and again."""


def together(files: Mapping[str, bytes], named_after: Mapping[str, Owner], before: Iterable[str]) -> dict[str, bytes]:
    """Put files of owners together to those that they share.

    Args:
        files: contents by path, an owner a file.
        named_after: the owner of each; files that no owner shares are not in it.
        before: paths of the files of the capture before.
    """
    own = {owner: name for name, owner in named_after.items()}
    shared = shared_files({owner: len(files[name]) for owner, name in own.items()}, before)
    contents: dict[str, list[bytes]] = {}
    for owner, name in shared.items():
        contents.setdefault(name, []).append(files[own[owner]])
    alone = {name: content for name, content in files.items() if not shared or name not in named_after}
    return alone | {name: b"".join(parts) for name, parts in contents.items()}


def shared_files(sizes: Mapping[Owner, int], before: Iterable[str]) -> dict[Owner, str]:
    """Return which file each owner stands in, in the order in which they stand there; none where each has its own.

    Args:
        sizes: bytes of what would be a file of its own, by the owner whose name it has.
        before: paths of the files of the capture before.
    """
    names = [path for path in before if _SHARED_FILE.fullmatch(path)]
    if not OWNERS.holds(len(sizes), held=bool(names)):
        return {}
    known = _read_off(names)
    members = sorted(map(_member, sizes, sizes.values()), key=lambda member: _order(member.owner))
    found: dict[Owner, str] = {}
    for kind, folder in FOLDERS.items():
        found |= _grouped(f"{SHARED}/{folder}", [one for one in members if one.owner.kind == kind], 0, known)
    return {member.owner: f"{found[member.owner]}.jsonl" for member in members}


def _read_off(names: Iterable[str]) -> _Before:
    groups: set[str] = set()
    divided: set[str] = set()
    for name in names:
        stem, _, digits = name.removesuffix(".jsonl").partition("~")
        divided |= {f"{stem}~{digits[:count]}" for count in range(len(digits))}
        if digits:
            divided.add(stem)
        groups.add(stem)
        while above := stem.rpartition("/")[0]:
            groups.add(above)
            divided.add(above)
            stem = above
    return _Before(frozenset(groups), frozenset(divided))


def _grouped(stem: str, members: Sequence[_Member], depth: int, known: _Before) -> dict[Owner, str]:
    """Give large groups files of their own, and those that are left the file of the stem, or its parts."""
    if not _too_much(members, held=stem in known.divided):
        return {member.owner: stem for member in members}
    found: dict[Owner, str] = {}
    rest: list[_Member] = []
    for part, group in _by_part(members, depth):
        name = f"{stem}/{part}"
        if part and APART.holds(_weight(group), held=name in known.groups):
            found |= _grouped(name, group, depth + 1, known)
        else:
            rest.extend(group)
    return found | _parted(f"{stem}~", rest, 0, known)


def _by_part(members: Iterable[_Member], depth: int) -> Iterator[tuple[str, list[_Member]]]:
    def part(member: _Member) -> str:
        return member.parts[depth] if depth < len(member.parts) else ""

    for name, group in groupby(sorted(members, key=part), part):
        yield name, list(group)


def _parted(name: str, members: Sequence[_Member], depth: int, known: _Before) -> dict[Owner, str]:
    """Part what is too much for one file in four, by the digits of each owner."""
    if depth == _MOST_DIGITS or not _too_much(members, held=name in known.divided):
        return {member.owner: name.removesuffix("~") for member in members}
    found: dict[Owner, str] = {}
    for digit in "0123":
        own = [member for member in members if member.digits[depth] == digit]
        found |= _parted(f"{name}{digit}", own, depth + 1, known)
    return found


def _too_much(members: Sequence[_Member], *, held: bool) -> bool:
    return PARTED.holds(_weight(members), held=held)


def _weight(members: Iterable[_Member]) -> int:
    return sum(member.weight for member in members)


def _member(owner: Owner, size: int) -> _Member:
    digest = hashlib.sha256(repr(owner).encode("utf-8", "backslashreplace")).digest()
    digits = "".join(str(byte & 3) for byte in digest[:_MOST_DIGITS])
    return _Member(owner, min(size, HEAVIEST), _parts(owner), digits)


def _parts(owner: Owner) -> tuple[str, ...]:
    """Name the groups that an owner can belong to: parts of a path without the names in it, or words of a schema."""
    if owner.kind == "schema":
        found = [owner.scope, *_WORD.findall(owner.name)]
    else:
        path = owner.name.partition(" ")[2] if owner.kind == "operation" else owner.name
        found = path.split("/")
    kept = [part for part in found if part and part != "{}"]
    return tuple(plain_name(part, most=_MAX_PART) for part in kept[:_DEEPEST])


def _order(owner: Owner) -> tuple[str, Owner]:
    """Put what one path offers together."""
    return owner.name.partition(" ")[2] or owner.name, owner
