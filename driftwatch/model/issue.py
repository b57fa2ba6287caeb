"""Issues: what the tracker holds, comments of people on them, and what it should hold."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.patterns import lazy_regex

IssueState: TypeAlias = Literal["open", "closed"]
LOGIN: Final = lazy_regex(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]{1,38})?")
"""A person's; that of an app ends in `[bot]`."""


class Issue(Struct, frozen=True, kw_only=True):
    """One issue as the tracker has it."""

    number: int
    title: str = ""
    body: str = ""
    state: IssueState = "open"
    labels: tuple[str, ...] = ()
    author: str = ""
    locked: bool = False
    comments: int = 0
    """How many it has."""

    def is_ours(self, *, author: str, label: str) -> bool:
        """Tell whether it has our author and our label; GitHub tells neither apart by case."""
        return same_name(self.author, author) and any(same_name(each, label) for each in self.labels)


class Comment(Struct, frozen=True, kw_only=True):
    """One comment as the tracker has it."""

    id: int
    author: str
    body: str
    made: str = ""
    """ISO date, UTC."""
    edited: bool = False


def same_name(one: str, other: str) -> bool:
    """Tell whether GitHub takes two logins, or two labels, for one."""
    return one.casefold() == other.casefold()


def is_app(login: str) -> bool:
    """Tell whether a login is that of a GitHub App, such as that of jobs; no person's ends like it."""
    return login.endswith("[bot]")


class Label(Struct, frozen=True, kw_only=True):
    """A label as it looks: `colour` is six hex digits."""

    name: str
    colour: str
    about: str


class Wanted(Struct, frozen=True, kw_only=True):
    """One issue as it should be."""

    key: str
    """Of `[a-z0-9._-]`: the source, the family and the owner."""
    drift: str
    """16 hex digits of what the findings mean; no date, link or wording is in it."""
    fingerprints: tuple[str, ...]
    """Sorted; of the findings that are open, each by itself: what is told together may be another part tomorrow."""
    title: str
    text: str
    """The region of the body that is ours, fit to be read; anything from outside in it is inert."""
    labels: tuple[str, ...]
    assignees: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    about: Literal["drift", "refusal", "manifest"] = "drift"
    told_as: Mapping[str, str] = {}
    """Fingerprint of the finding in which each of them is told."""
    lines: Mapping[str, str] = {}
    """What a comment says of each finding, by the fingerprint that it is told by: one line of Markdown, everything from
    outside in code. What is too quiet for a comment is not among them."""
    is_nobodys: bool = False
    """It tells what nobody is known to rely on: what a person closed in whatever issue is not told anew in it."""
    former_title: str = ""
    """The title that a version gave it whose markers did not say which title is theirs."""
