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
_ID = lazy_regex(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Entry(msgspec.Struct, frozen=True):
    """One name in a tree or in the index: its mode in octal and the object's id."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """Whether the entry is a plain file, not a link or a submodule."""
        return self.mode in _FILE_MODES


def id_in(entries: Mapping[str, Entry], path: str) -> str | None:
    """Return the id that a path has among entries, None where it is not there."""
    entry = entries.get(path)
    return entry.id if entry else None


def object_id(kind: str, content: bytes, object_format: str) -> str:
    """Return the id that git gives to an object with `content`; `object_format` is sha1 or sha256."""
    digest = hashlib.new(object_format, usedforsecurity=False)
    digest.update(b"%s %d\0" % (kind.encode("ascii"), len(content)))
    digest.update(content)
    return digest.hexdigest()


def blob_id(content: bytes, object_format: str) -> str:
    """Return the id that git gives to a file with `content`."""
    return object_id("blob", content, object_format)


def empty_tree(object_format: str) -> str:
    """Return the id of the tree without entries, which every git knows without storing it."""
    return object_id("tree", b"", object_format)


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


def index_entries(listing: bytes) -> dict[str, Entry]:
    """Read the output of `git ls-files --stage -z`: path to entry; of a conflict, the last side."""
    entries = {}
    for record in records(listing):
        head, _, path = record.partition(b"\t")
        mode, object_id, _ = head.decode("ascii").split(" ")
        entries[_path(path)] = Entry(mode, object_id)
    return entries


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
    """Return the input of `git update-index -z --index-info` that sets each path to a blob, or removes it (None).

    What is removed comes first: whoever sees that the last one was set knows that all before it was done.
    """
    lines = []
    for path, object_id in sorted(wanted.items(), key=lambda item: (item[1] is not None, item[0])):
        mode = ABSENT_MODE if object_id is None else FILE_MODE
        head = f"{mode} {object_id or no_id(object_format)}\t"
        lines.append(head.encode("ascii") + path.encode("utf-8", "surrogateescape") + b"\0")
    return b"".join(lines)


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
