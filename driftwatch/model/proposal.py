"""Proposals: the pull request in which captures wait to be accepted."""

from typing import Literal, TypeAlias

from msgspec import Struct

PullRequestState: TypeAlias = Literal["open", "closed"]


class PullRequest(Struct, frozen=True, kw_only=True):
    """One pull request as the host has it."""

    number: int
    title: str = ""
    body: str = ""
    state: PullRequestState = "open"
    branch: str = ""
    """The branch that it proposes."""
    repository: str = ""
    """`owner/name` of the repository that holds the branch; "" when that is gone."""
    base: str = ""
    """The branch that it is to be merged into."""
    author: str = ""
