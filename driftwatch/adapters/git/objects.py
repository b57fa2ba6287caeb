"""Ids of git objects, and git's lists of them, as values."""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from driftwatch.errors import InternalError, RepositoryError
from driftwatch.patterns import lazy_regex

ABSENT_MODE = "0"
FILE_MODE = "100644"
_FILE_MODES = ("100644", "100755")
_ID_LENGTH = {"sha1": 40, "sha256": 64}
_BLOB_HEADER = lazy_regex(rb"[0-9a-f]+ blob ([0-9]{1,15})")
_ID = lazy_regex(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Entry(msgspec.Struct, frozen=True):
    """One name in a tree or in the index: its mode in octal and the object's id."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """Whether the entry is a plain file, not a link or a submodule."""
        return self.mode in _FILE_MODES


def blob_id(content: bytes, object_format: str) -> str:
    """Return the id that git gives to a file with `content`; `object_format` is sha1 or sha256."""
    digest = hashlib.new(object_format, usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest()


def empty_tree(object_format: str) -> str:
    """Return the id of the tree without entries, which every git knows without storing it."""
    return hashlib.new(object_format, b"tree 0\0", usedforsecurity=False).hexdigest()


def no_id(object_format: str) -> str:
    """Return the id that stands for no object at all."""
    return "0" * _ID_LENGTH[object_format]


def is_id(text: str) -> bool:
    """Tell whether `text` is a full object id."""
    return _ID.fullmatch(text) is not None


def check_id(object_id: str) -> str:
    """Return `object_id` unchanged when it is a full object id, so that it can be no option and no expression."""
    if not is_id(object_id):
        raise InternalError(f"not a full git object id: {object_id[:80]!r}", hint="report this as a bug of driftwatch")
    return object_id


def tree_entries(listing: bytes) -> dict[str, Entry]:
    """Read the output of `git ls-tree -r -z`: path to entry."""
    entries = {}
    for record in records(listing):
        head, _, path = record.partition(b"\t")
        mode, _, object_id = head.decode("ascii").split(" ")
        entries[_path(path)] = Entry(mode, object_id)
    return entries


def index_entries(listing: bytes) -> dict[str, Entry]:
    """Read the output of `git ls-files --stage -z`: path to entry; of a conflict, the last side."""
    entries = {}
    for record in records(listing):
        head, _, path = record.partition(b"\t")
        mode, object_id, _ = head.decode("ascii").split(" ")
        entries[_path(path)] = Entry(mode, object_id)
    return entries


def changed_entries(listing: bytes) -> dict[str, str | None]:
    """Read the output of `git diff-tree -r -z --raw --no-renames`: path to the new id, None when deleted."""
    fields = records(listing)
    changed = {}
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, object_id, _ = head.decode("ascii").split(" ")
        changed[_path(path)] = None if int(mode, 8) == 0 else object_id
    return changed


def changes_by_commit(listing: bytes) -> dict[str, dict[str, Entry]]:
    """Read the output of `git diff-tree --stdin --always -r -z --raw --no-renames`: commit to what its paths are since.

    A path that is gone has the mode 000000.
    """
    changes: dict[str, dict[str, Entry]] = {}
    fields = iter(records(listing))
    entries: dict[str, Entry] = {}
    for field in fields:
        if field.startswith(b":"):
            _, mode, _, object_id, _ = field.decode("ascii").split(" ")
            entries[_path(next(fields))] = Entry(mode, object_id)
        else:
            entries = changes.setdefault(field.decode("ascii"), {})
    return changes


def index_lines(wanted: Mapping[str, str | None], object_format: str) -> bytes:
    """Return the input of `git update-index -z --index-info` that sets each path to a blob, or removes it (None)."""
    lines = []
    for path, object_id in sorted(wanted.items()):
        mode = ABSENT_MODE if object_id is None else FILE_MODE
        head = f"{mode} {object_id or no_id(object_format)}\t"
        lines.append(head.encode("ascii") + path.encode("utf-8", "surrogateescape") + b"\0")
    return b"".join(lines)


def batch_contents(answer: bytes, ids: Iterable[str], object_format: str) -> dict[str, bytes]:
    """Read the output of `git cat-file --batch` for `ids`, in their order; each content is checked against its id.

    Raises:
        RepositoryError: when an object is missing, damaged or no file, or the answer was cut short.
    """
    contents = {}
    view = memoryview(answer)
    position = 0
    for wanted in ids:
        end = answer.find(b"\n", position)
        header = _BLOB_HEADER.fullmatch(answer, position, end) if end >= 0 else None
        if header is None:
            raise unreadable(wanted, "it is missing or no file")
        position = end + 1 + int(header[1]) + 1
        contents[wanted] = bytes(view[end + 1 : position - 1])
        if blob_id(contents[wanted], object_format) != wanted:
            raise unreadable(wanted, "its content does not match its id")
    return contents


def top_names(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the first names of all paths, sorted, each once: few arguments that cover many paths."""
    return tuple(sorted({path.partition("/")[0] for path in paths}))


def unreadable(object_id: str, why: str) -> RepositoryError:
    """Return the error of an object that git cannot give."""
    return RepositoryError(
        f"the git object {object_id} cannot be read: {why}",
        hint="run `git fsck`; a partial clone lacks old files: clone without --filter",
    )


def records(listing: bytes) -> tuple[bytes, ...]:
    """Split an output of git with `-z` into its records, each of which ends with a NUL.

    Raises:
        RepositoryError: when the output was cut short.
    """
    *whole, rest = listing.split(b"\0")
    if rest:
        raise RepositoryError("git's answer was cut short", hint="check the disk and run `git fsck`, then run again")
    return tuple(whole)


def _path(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
