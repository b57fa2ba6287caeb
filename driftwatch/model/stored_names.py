"""The names of a snapshot's files: one file an owner, and above a size of the snapshot files that owners share.

    operations/post-v1-videos.jsonl        one owner, as most snapshots have it
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
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeVar

from msgspec import Struct

from driftwatch.model.snapshot import Owner, OwnerKind
from driftwatch.patterns import lazy_regex

TEXTS: Final = "text"
SHARED: Final = "shared"
_FOLDERS: Final[Mapping[OwnerKind, str]] = {
    "api": "apis",
    "operation": "operations",
    "page": "pages",
    "schema": "schemas",
}


class Mark(Struct, frozen=True):
    """A size above which something begins, and one to which it must fall before it ends."""

    above: int
    until: int

    def holds(self, size: int, *, held: bool) -> bool:
        """Tell whether it is so at this size, after it was so or was not."""
        return size > (self.until if held else self.above)


OWNERS: Final = Mark(1_000, 750)
"""Files of owners: of a folder with more, the web views of git show the first thousand alone."""
PARTED: Final = Mark(256 * 1024, 128 * 1024)
"""Bytes of a shared file that is divided: half of what web views of git show line by line."""
APART: Final = Mark(64 * 1024, 32 * 1024)
"""Bytes of a group that has a file of its own."""
HEAVIEST: Final = 32 * 1024
"""Bytes that count of one owner: what comes and goes with it is never more than what lies between two marks."""
_MAX_NAME: Final = 100
_MAX_PART: Final = 40
_DEEPEST: Final = 3
_MOST_DIGITS: Final = 16
_K = TypeVar("_K")
_RESERVED: Final = lazy_regex(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_WORD: Final = lazy_regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHARED_FILE: Final = lazy_regex(
    rf"{SHARED}/(?:apis|operations|pages|schemas)(?:/[a-z0-9_-]{{1,60}}){{0,{_DEEPEST}}}"
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


def text_file(place: str) -> str:
    """Return the path of a page's text, as it is unless another one's name differs by case alone."""
    return f"{TEXTS}/{_slug(place)}.md"


def text_files(places: Iterable[str]) -> dict[str, str]:
    """Return the paths of the texts of pages, by place."""
    wanted = {place: text_file(place).removesuffix(".md") for place in places}
    return _distinct(wanted, ".md", lambda place: hashlib.sha256(place.encode()).hexdigest()[:8])


def operation_stem(key: str) -> str:
    """Return the path of an operation's file, without what follows for a variant and without extension."""
    return f"{_FOLDERS['operation']}/{_slug(key)}"


def operation_file(key: str, variant: str = "") -> str:
    """Return the path of an operation's file, as it is unless another one's name differs by case alone."""
    return f"{_wanted(Owner(kind='operation', name=key, variant=variant))}.jsonl"


def own_files(owners: Iterable[Owner]) -> dict[Owner, str]:
    """Give each owner its file; names that differ only by case or by what a slug drops get a digest."""
    owners = tuple(owners)
    homes = {owner.label: owner for owner in owners if owner.kind == "operation"}
    wanted = {owner: _wanted(owner) for owner in owners if not (owner.kind == "schema" and owner.scope in homes)}
    names = _distinct(wanted, ".jsonl", _short)
    for owner in owners:
        if owner not in names:
            names[owner] = names[homes[owner.scope]]
    return names


def _distinct(wanted: Mapping[_K, str], suffix: str, short: Callable[[_K], str]) -> dict[_K, str]:
    """Give each its path; those that differ only by case get a digest."""
    used = Counter(path.casefold() for path in wanted.values())
    return {
        key: f"{path}{suffix}" if used[path.casefold()] == 1 else f"{path}~{short(key)}{suffix}"
        for key, path in wanted.items()
    }


def _wanted(owner: Owner) -> str:
    if owner.kind == "api" and not owner.name:
        return "api"
    parts = [_FOLDERS[owner.kind]]
    if owner.scope:
        parts.append(_slug(owner.scope))
    name = _slug(owner.name, keep_case=owner.kind == "schema")
    parts.append(f"{name}~{_slug(owner.variant)}" if owner.variant else name)
    return "/".join(parts)


def _slug(text: str, *, keep_case: bool = False, most: int = _MAX_NAME) -> str:
    written = text.replace("{}", "_") if keep_case else text.replace("{}", "_").lower()
    slug = re.sub(r"[^A-Za-z0-9_]+", "-", written).strip("-") or "root"
    if _RESERVED.fullmatch(slug):
        slug = f"{slug}_"
    if len(slug) <= most:
        return slug
    return f"{slug[: most - 13]}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _short(owner: Owner) -> str:
    return hashlib.sha256(repr(owner).encode()).hexdigest()[:8]


def is_shared(path: str) -> bool:
    """Tell whether a file of a source's folder, by its path there, is one that owners share."""
    return _SHARED_FILE.fullmatch(path) is not None


def shared_files(sizes: Mapping[Owner, int], before: Iterable[str]) -> dict[Owner, str]:
    """Return which file each owner stands in, in the order in which they stand there; none where each has its own.

    Args:
        sizes: bytes of what would be a file of its own, by the owner whose name it has.
        before: paths of the files of the capture before.
    """
    names = [path for path in before if is_shared(path)]
    if not OWNERS.holds(len(sizes), held=bool(names)):
        return {}
    known = _read_off(names)
    members = sorted(map(_member, sizes, sizes.values()), key=lambda member: _order(member.owner))
    found: dict[Owner, str] = {}
    for kind, folder in _FOLDERS.items():
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
    return len(members) > 1 and PARTED.holds(_weight(members), held=held)


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
    return tuple(_slug(part, most=_MAX_PART) for part in kept[:_DEEPEST])


def _order(owner: Owner) -> tuple[str, Owner]:
    """Put what one path offers together."""
    return owner.name.partition(" ")[2] or owner.name, owner
