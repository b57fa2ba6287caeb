"""Commands that people write into issues, and what is replied: `/driftwatch accept until 2027-01-31 because ...`.

A reply carries a marker on its first line, which says whom it answers. It is read in comments of our own alone, and
nothing that a comment says stands in one.
"""

import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.issue import LOGIN, Comment
from driftwatch.patterns import lazy_regex
from driftwatch.reports import safe

_LOOKED_AT: Final = 4000
"""Characters of a comment that are looked at."""
_LONGEST: Final = 1000
"""Characters of a command."""
_CALL: Final = lazy_regex(r"/driftwatch(?: |$)")
_ACCEPT: Final = lazy_regex(
    r"/driftwatch accept((?: [0-9a-f]{12}){0,50})(?: until (\S{1,20}))? because (\S.*)", re.IGNORECASE
)
_MARKER: Final = lazy_regex(r"<!-- driftwatch:answer comment=(\d{1,18}) result=(done|refused|denied) by=(\S{1,80}) -->")
FORM: Final = "/driftwatch accept [FINGERPRINT...] [until 2027-01-31] because TEXT"

Result: TypeAlias = Literal["done", "refused", "denied"]


class Command(Struct, frozen=True, kw_only=True):
    """What somebody wants accepted. Without fingerprints all that the issue tells is meant."""

    fingerprints: tuple[str, ...] = ()
    until: str = ""
    because: str = ""
    says: str = ""
    """What is wrong with it; then it holds nothing else."""


class Asked(Struct, frozen=True, kw_only=True):
    """A command that nobody has replied to."""

    comment: Comment
    command: Command


class Replied(Struct, frozen=True, kw_only=True):
    """What replies of ours say: comments that are answered, and who was told that they may not ask."""

    comments: frozenset[int] = frozenset()
    denied: frozenset[str] = frozenset()


def command_of(body: str) -> Command | None:
    """Read the command with which a comment begins; None where it begins with something else."""
    first = next((line for line in body[:_LOOKED_AT].splitlines() if line.strip()), "")
    line = " ".join(first.split())
    if not _CALL.match(line) or first.startswith((" " * 4, "\t")):
        return None
    if len(line) > _LONGEST:
        return Command(says=f"A command has {_LONGEST} characters at the most.")
    found = _ACCEPT.fullmatch(line)
    if found is None:
        return Command(says=f"That is no command. Write {safe.code(FORM)}.")
    fingerprints = tuple(dict.fromkeys(found[1].lower().split()))
    return Command(fingerprints=fingerprints, until=found[2] or "", because=found[3])


def asked_in(comments: Iterable[Comment], *, author: str) -> tuple[Asked, ...]:
    """Return the commands that are still to be answered, oldest first.

    Args:
        comments: all of an issue.
        author: who writes for us.
    """
    comments = tuple(comments)
    replied = replied_in(comments, author=author)
    asked = []
    for comment in sorted(comments, key=lambda each: each.id):
        if comment.id in replied.comments or comment.author.casefold() in replied.denied:
            continue
        command = command_of(comment.body) if LOGIN.fullmatch(comment.author) else None
        if command is not None:
            asked.append(Asked(comment=comment, command=command))
    return tuple(asked)


def replied_in(comments: Iterable[Comment], *, author: str) -> Replied:
    """Return what our own comments say; a marker in one of anybody else is text."""
    ours = (each for each in comments if each.author.casefold() == author.casefold())
    firsts = (each.body[:300].replace("\r\n", "\n").partition("\n")[0].rstrip() for each in ours)
    found = tuple(match for first in firsts if (match := _MARKER.fullmatch(first)))
    return Replied(
        comments=frozenset(int(match[1]) for match in found),
        denied=frozenset(match[3].casefold() for match in found if match[2] == "denied"),
    )


def reply(comment: Comment, result: Result, says: str) -> str:
    """Write a reply; `says` is of ours, with everything from outside in code."""
    return f"<!-- driftwatch:answer comment={comment.id} result={result} by={comment.author} -->\n{says}\n"


def accepted_words(fingerprints: Iterable[str], expires: str) -> str:
    """Say what was accepted."""
    named = tuple(fingerprints)
    shown = ", ".join(f"`{each}`" for each in named[:20]) + (f" and {len(named) - 20} more" if len(named) > 20 else "")  # noqa: PLR2004
    return f"Accepted until {expires}: {shown}. It stands in `driftwatch.toml` under `[[accept]]`."
