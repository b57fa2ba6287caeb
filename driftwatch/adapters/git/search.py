"""Look for names in the files of a commit: `git grep`, bounded in names, files, lines, bytes and time.

Names come from documentation and are hostile: git takes them as fixed strings, never as options or patterns. Whatever
cannot be searched (a partial clone lacks blobs, a search takes too long) is told as far as it was read.
"""

import logging
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.objects import check_id
from driftwatch.model.code_line import CodeLine

log = logging.getLogger(__name__)

MOST_NAMES: Final = 50
MOST_LINES: Final = 2000
"""Lines of all files that are returned."""
_MOST_FILES: Final = 300
"""Files that a search is narrowed to: they stand in the arguments of a process."""
_MOST_OF_A_FILE: Final = 20
_MOST_BYTES: Final = 4_000_000
_SECONDS: Final = 20.0
_SHORTEST, _LONGEST = 3, 200
"""Characters of a name: shorter ones stand everywhere."""
_LONGEST_LINE: Final = 1000
"""Bytes of a line; longer ones were made by a program (bundles, data)."""


def lines_naming(
    commands: GitCommands, names: Iterable[str], *, commit: str, leave_out: Iterable[str], within: Iterable[str] = ()
) -> tuple[CodeLine, ...]:
    """Return lines of text files in a commit that hold any of the names as whole words, by path and line.

    Args:
        commands: git in the repository.
        names: what is looked for; what is too short, too long or no single line is left out.
        commit: its id.
        leave_out: paths of folders and files that are not looked into.
        within: paths of files that are looked into alone; every file where none is given.
    """
    wanted = searchable(names)[:MOST_NAMES]
    if not wanted:
        return ()
    patterns = [part for name in wanted for part in ("-e", name)]
    paths = [f":(top,literal){path}" for path in sorted(set(within))[:_MOST_FILES]]
    paths += [f":(top,literal,exclude){path}" for path in sorted(set(leave_out)) if path]
    answer = commands.beginning(
        "grep", "-I", "-F", "-w", "-n", "-z", "--full-name", "--no-color", "--no-column", "--no-recurse-submodules",
        "--no-textconv", *patterns, check_id(commit), "--", *paths,
        limit=_MOST_BYTES, seconds=_SECONDS,
    )  # fmt: skip
    if not answer.is_whole:
        log.info("git grep was ended after %d bytes: not every file was looked into", len(answer.output))
    return tuple(_lines(answer.output, wanted, prefix=f"{commit}:"))


def searchable(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that can be looked for, each once."""
    return tuple(dict.fromkeys(name for name in names if _SHORTEST <= len(name) <= _LONGEST and name.isprintable()))


def _lines(output: bytes, names: Sequence[str], *, prefix: str) -> Iterator[CodeLine]:
    told: Counter[str] = Counter()
    left = MOST_LINES
    for record in output.split(b"\n"):
        file, _, rest = record.partition(b"\0")
        number, separator, text = rest.partition(b"\0")
        if not separator or not number.isdigit() or len(text) > _LONGEST_LINE:
            continue
        path = os.fsdecode(file).removeprefix(prefix)
        held = tuple(name for name in names if _holds(text.decode("utf-8", "replace"), name))
        if held and told[path] < _MOST_OF_A_FILE and left > 0:
            told[path] += 1
            left -= 1
            yield CodeLine(path, int(number), held)


def _holds(text: str, name: str) -> bool:
    """Tell whether a name stands in a line as git's `-w` takes it: between characters that are of no word."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _is_of_word(text[start - 1 : start]) and not _is_of_word(text[end : end + 1]):
            return True
        start = text.find(name, start + 1)
    return False


def _is_of_word(character: str) -> bool:
    return character == "_" or (character.isascii() and character.isalnum())
