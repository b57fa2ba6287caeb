"""Read and write files so that a kill, a full disk or a planted link harms nothing.

Every relative path in this module uses `/`, whatever the machine.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath

from driftwatch.adapters.sink import SINK
from driftwatch.errors import RepositoryError, UnsafePathError, UsageError
from driftwatch.patterns import lazy_regex

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_TREE_BYTES = 512 * 1024 * 1024
MAX_TREE_FILES = 100_000

UNFINISHED = "new-"
"""How the name of a cached file begins as long as it is written."""

_READ_AT_ONCE = 1024 * 1024
_MAX_PATH_BYTES = 1024
_MAX_NAME_BYTES = 255
# The process id in the name tells a later run whether the writer is still alive.
_TEMPORARY = lazy_regex(r"\.driftwatch-(\d{1,9})-[A-Za-z0-9_]{1,16}\.tmp")
_NOT_IN_A_NAME = frozenset('\\:<>"|?*')
_DEVICE = lazy_regex(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
# `.git` as macOS (ignorable characters) and Windows (short names) would read it.
_GIT_NAME = lazy_regex(r"\.git(?:modules|attributes|ignore)?|git~\d+|gitmod~\d+", re.IGNORECASE)


def safe_relative(path: str) -> str:
    """Return `path` unchanged when it is a plain relative path that means the same file on every machine.

    Raises:
        UnsafePathError: for absolute paths, `..`, backslashes, `.git` in any spelling, device names,
            control and invisible characters, and names that are too long.
    """
    problem = _problem_of(path)
    if problem:
        shown = path[:120].encode("ascii", "backslashreplace").decode("ascii")
        raise UnsafePathError(
            f"the path {shown!r} cannot be used: {problem}",
            hint="name a relative path of plain names, such as snapshots/cometapi",
        )
    return path


def _problem_of(path: str) -> str:
    if not path or path.startswith("/"):
        return "it is empty or absolute"
    if len(os.fsencode(path)) > _MAX_PATH_BYTES:
        return f"it is longer than {_MAX_PATH_BYTES} bytes"
    return next((problem for name in path.split("/") if (problem := _problem_of_name(name))), "")


@lru_cache(maxsize=8192)
def _problem_of_name(name: str) -> str:
    checks = (
        (name in ("", ".", ".."), "it leaves its folder or holds an empty name"),
        (any(unicodedata.category(c)[0] == "C" or c in _NOT_IN_A_NAME for c in name), "a character is not allowed"),
        (name.endswith((".", " ")), "a name ends in a dot or a space"),
        (_GIT_NAME.fullmatch(name) is not None, "the name belongs to git"),
        (_DEVICE.fullmatch(name) is not None, "the name is a device on Windows"),
        (len(os.fsencode(name)) > _MAX_NAME_BYTES, f"a name is longer than {_MAX_NAME_BYTES} bytes"),
    )
    return next((problem for applies, problem in checks if applies), "")


def check_target(root: Path, relative: str) -> Path:
    """Return the absolute path of `relative` below `root` when a plain file can be written there.

    Raises:
        UnsafePathError: when the path is unsafe, or a link, submodule, device or wrong kind of entry is in the way.
    """
    target = root / safe_relative(relative)
    for parent in reversed(PurePosixPath(relative).parents[:-1]):
        _check_folder(root / parent)
    _check_file(target)
    return target


def write_atomic(path: Path, content: bytes) -> None:
    """Replace the file at `path` in one step; a reader or a kill sees the old content or the new, never a part.

    Missing folders are made. A hard link is broken, not written through. The content outlives a crash of the machine.

    Raises:
        UnsafePathError: when something else than a plain file is there.
        RepositoryError: when the file cannot be written (permissions, full disk).
        LeakError: when it would repeat a credential of this run.
    """
    SINK.check(str(path), content)
    _check_file(path)
    try:
        _replace(path, content, sync=os.fsync)
    except OSError as error:
        raise _not_written(path, error) from error


def write_files(root: Path, changes: Mapping[str, bytes | None]) -> None:
    """Write (or delete, where the content is None) each relative path below `root`, each in one step.

    Files that already hold their content are not touched. All targets are checked before the first is written. The
    disk is not waited for (3 ms a file): thousands are written at once, and git or the next run can write them again.

    Raises:
        LeakError: when one would repeat a credential of this run.
    """
    targets = {relative: check_target(root, relative) for relative in sorted(changes)}
    for relative, content in changes.items():
        SINK.check(relative, content or b"")
    for relative, target in targets.items():
        content = changes[relative]
        if content is None:
            remove_file(root, relative)
        elif not _holds(target, content):
            _write_fast(target, content)


def make_folder(path: Path, *, hint: str) -> None:
    """Make a folder that a person named, and those above it.

    Raises:
        UsageError: it cannot be made; the hint says what to name.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {path} cannot be made: {error.strerror or error}", hint=hint) from None


def remove_file(root: Path, relative: str) -> None:
    """Delete a file below `root`, and the folders that this leaves empty; an absent file is fine."""
    target = check_target(root, relative)
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(target, error) from error
    for parent in PurePosixPath(relative).parents[:-1]:
        try:
            (root / parent).rmdir()
        except OSError:
            return


def exists(path: Path) -> bool:
    """Tell whether something lies at a path; a name that no file can have names nothing."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for a name that is too long


def read_file(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Read one plain file of at most `max_bytes`; a device or pipe is refused without waiting for it.

    Raises:
        UsageError: when there is no such file, it cannot be read, or it is too large.
        UnsafePathError: when it is not a plain file.
    """
    return _read(path, max_bytes, follow=True)


@contextmanager
def text_of(path: Path) -> Iterator[Callable[[int], str]]:
    """Open a text of any size; yields what returns its next characters, at most so many, "" at the end.

    A pipe is read as well. What is no UTF-8 is replaced.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream.read
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}", hint="check the path") from None


def read_tree(
    folder: Path,
    *,
    max_file: int = MAX_FILE_BYTES,
    max_total: int = MAX_TREE_BYTES,
    max_files: int = MAX_TREE_FILES,
) -> Mapping[str, bytes]:
    """Read every file below `folder`, by relative path, sorted; sizes are limits in bytes.

    Raises:
        UsageError: when the folder is missing, cannot be read or exceeds a limit.
        UnsafePathError: when it holds a link or device (leaving it out would look like a removal).
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", hint="check the path")
    found: dict[str, bytes] = {}
    total = 0
    for relative in _files_below(folder):
        content = _read(folder / relative, max_file, follow=False)
        total += len(content)
        if total > max_total or len(found) >= max_files:
            raise UsageError(
                f"{folder} holds more than {max_files} files or {max_total} bytes",
                hint="name the folder of one source, such as snapshots/cometapi",
            )
        found[relative] = content
    return found


def remove_leftovers(folder: Path) -> tuple[Path, ...]:
    """Delete the temporary files that dead writers left below `folder`; return their paths, sorted."""
    removed = []
    for parent, _, names in os.walk(folder):
        for name in names:
            match = _TEMPORARY.fullmatch(name)
            if match and not _is_alive(int(match[1])):
                with suppress(OSError):
                    Path(parent, name).unlink()
                    removed.append(Path(parent, name))
    return tuple(sorted(removed))


def own_folder(folder: Path, say: Callable[[str], None]) -> Path | None:
    """Return a folder in which things are kept between runs; None, and tell, where a link stands in its place.

    Somebody else put it there: nothing is kept, and nothing dropped, where it leads.
    """
    if not folder.is_symlink():
        return folder
    say(f"{folder} is a symbolic link: nothing is kept there, all is read in full")
    return None


def read_cached(path: Path, *, max_bytes: int) -> bytes | None:
    """Read one plain file that may vanish at any time; None without one. A pipe is not waited for, no link followed.

    Raises:
        UsageError, UnsafePathError: it is no plain file, cannot be read, or is too large.
    """
    try:
        return _read(path, max_bytes, follow=False)
    except UsageError as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            return None
        raise


def write_cached(path: Path, content: bytes) -> None:
    """Replace a file that may vanish at any time, in one step and for its owner's eyes alone.

    A kill leaves a file beside it whose name begins with `UNFINISHED`.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile  # with what copies and packs files, which most runs do without

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _write_fast(path: Path, content: bytes) -> None:
    try:
        _replace(path, content, sync=_no_sync)
    except OSError as error:
        raise _not_written(path, error) from error


def _no_sync(descriptor: int) -> None:
    """Leave it to the machine when the file reaches the disk."""


def _replace(path: Path, content: bytes, *, sync: Callable[[int], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".driftwatch-{os.getpid()}-{os.urandom(6).hex()}.tmp")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
            stream.write(content)
            stream.flush()
            sync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _read(path: Path, max_bytes: int, *, follow: bool) -> bytes:
    # O_NONBLOCK: opening a named pipe must not wait for a writer.
    flags = os.O_RDONLY | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise _in_the_way(path, _kind_of(status.st_mode))
            content = _content(descriptor, status.st_size, max_bytes) if status.st_size <= max_bytes else None
        finally:
            os.close(descriptor)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}", hint="check the path") from error
    if content is None or len(content) > max_bytes:
        raise UsageError(f"{path} is larger than {max_bytes} bytes", hint="check that it is the right file")
    return content


def _content(descriptor: int, size: int, max_bytes: int) -> bytes:
    """Read to the end, or at least a byte more than `max_bytes`; without a stream, which takes longer to make."""
    parts = [os.read(descriptor, min(size, max_bytes) + 1)]
    while sum(map(len, parts)) <= max_bytes and (part := os.read(descriptor, _READ_AT_ONCE)):
        parts.append(part)
    return b"".join(parts)  # of a single part it makes no copy


def _files_below(folder: Path) -> Iterator[str]:
    """Yield the relative paths of all files below a folder: those of a folder sorted, before those of its folders."""
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        folders = []
        for entry in _entries_of(folder / parent):
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{parent}{entry.name}/")
            elif _TEMPORARY.fullmatch(entry.name):
                continue
            elif entry.is_file(follow_symlinks=False):
                yield f"{parent}{entry.name}"
            elif (mode := _mode_of(Path(entry.path))) is not None:
                raise _in_the_way(Path(entry.path), _kind_of(mode))
        waiting += reversed(folders)


def _entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, sorted by name; the kind of each is known without another look."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _holds(path: Path, content: bytes) -> bool:
    mode = _mode_of(path)
    if mode is None or path.lstat().st_size != len(content):
        return False
    return _read(path, len(content), follow=False) == content


def _check_file(path: Path) -> None:
    mode = _mode_of(path)
    if mode is not None and not stat.S_ISREG(mode):
        raise _in_the_way(path, _kind_of(mode))


def _check_folder(folder: Path) -> None:
    mode = _mode_of(folder)
    if mode is None:
        return
    if not stat.S_ISDIR(mode):
        raise _in_the_way(folder, _kind_of(mode))
    if _mode_of(folder / ".git") is not None:
        raise _in_the_way(folder, "a repository of its own (a submodule)")


def _mode_of(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _kind_of(mode: int) -> str:
    kinds = ((stat.S_ISLNK, "a symbolic link"), (stat.S_ISDIR, "a folder"), (stat.S_ISREG, "a file"))
    return next((name for test, name in kinds if test(mode)), "a device or pipe")


def _in_the_way(path: Path, kind: str) -> UnsafePathError:
    return UnsafePathError(
        f"{path} is {kind}; driftwatch neither writes nor reads through it",
        hint="remove it, or configure another folder",
    )


def _not_written(path: Path, error: OSError) -> RepositoryError:
    return RepositoryError(
        f"{path} cannot be written: {error.strerror or error}",
        hint="check permissions and free space, then run again",
    )


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
