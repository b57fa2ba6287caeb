"""Folders of a commit, as git stores them: read level by level, and written with some files changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from driftwatch.adapters.git.objects import FILE_MODE, Entry, object_id

FOLDER_MODE: Final = "40000"
Trees = Callable[[Sequence[str]], Mapping[str, bytes]]
"""Gives the content of tree objects by their ids."""


def entries_of(content: bytes, object_format: str) -> dict[str, Entry]:
    """Read a tree object: name to entry, in its order."""
    length = 20 if object_format == "sha1" else 32
    entries = {}
    position = 0
    while position < len(content):
        space = content.index(b" ", position)
        end = content.index(b"\0", space)
        name = content[space + 1 : end].decode("utf-8", "surrogateescape")
        entries[name] = Entry(content[position:space].decode("ascii"), content[end + 1 : end + 1 + length].hex())
        position = end + 1 + length
    return entries


def content_of(entries: Mapping[str, Entry]) -> bytes:
    """Write a tree object; git orders names as if those of folders ended with a slash."""
    raw = {name.encode("utf-8", "surrogateescape"): entry for name, entry in entries.items()}
    order = sorted(raw, key=lambda name: name + b"/" if is_folder(raw[name]) else name)
    return b"".join(b"%s %s\0%s" % (raw[name].mode.encode(), name, bytes.fromhex(raw[name].id)) for name in order)


def is_folder(entry: Entry) -> bool:
    """Tell whether an entry of a tree is a tree itself."""
    return entry.mode == FOLDER_MODE


def below(root: str, prefix: str, read: Trees, object_format: str) -> dict[str, Entry]:
    """Return all that lies below a tree, folders left out, by path with a prefix; one question a level."""
    found: dict[str, Entry] = {}
    level = [(prefix, root)]
    while level:
        contents = read([tree for _, tree in level])
        deeper = []
        for folder, tree in level:
            for name, entry in entries_of(contents[tree], object_format).items():
                if is_folder(entry):
                    deeper.append((f"{folder}{name}/", entry.id))
                else:
                    found[f"{folder}{name}"] = entry
        level = deeper
    return found


def on_the_way(root: str, paths: Iterable[str], read: Trees, object_format: str) -> dict[str, Entry]:
    """Return what lies at each path, and what is no folder and lies where a path needs one; one question a level."""
    found: dict[str, Entry] = {}
    level = {"": (root, sorted(set(paths)))}
    while level:
        contents = read([tree for tree, _ in level.values()])
        deeper: dict[str, tuple[str, list[str]]] = {}
        for folder, (tree, wanted) in level.items():
            entries = entries_of(contents[tree], object_format)
            for path in wanted:
                name, _, rest = path[len(folder) :].partition("/")
                entry = entries.get(name)
                if entry is None:
                    continue
                if rest and is_folder(entry):
                    deeper.setdefault(f"{folder}{name}/", (entry.id, []))[1].append(path)
                else:
                    found[f"{folder}{name}"] = entry
        level = deeper
    return found


def with_files(
    root: str | None, wanted: Mapping[str, str | None], read: Trees, object_format: str
) -> tuple[str, dict[str, bytes]]:
    """Return the id of a tree with some files changed, and the new tree objects by id, those of folders first.

    Args:
        root: the tree before; None for an empty one.
        wanted: id of the blob of each path, None where it is to be absent. Where one lies, no folder may be before.
        read: gives tree objects.
        object_format: sha1 or sha256.
    """
    here = {} if root is None else entries_of(read([root])[root], object_format)
    inner: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for path, blob in wanted.items():
        name, _, rest = path.partition("/")
        if rest:
            inner[name][rest] = blob
        elif blob is None:
            here.pop(name, None)
        else:
            here[name] = Entry(FILE_MODE, blob)
    made: dict[str, bytes] = {}
    for name, files in inner.items():
        before = here.get(name)
        tree, new = with_files(before.id if before else None, files, read, object_format)
        made |= new
        here.pop(name, None)
        if new.get(tree) != b"":
            here[name] = Entry(FOLDER_MODE, tree)
    content = content_of(here)
    tree = object_id("tree", content, object_format)
    return tree, {**made, tree: content}
