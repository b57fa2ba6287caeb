"""Moments in the history of documentation that is kept somewhere: what there was, and since when."""

from collections.abc import Mapping

from msgspec import Struct


class Moment(Struct, frozen=True, kw_only=True):
    """A commit of a repository or a saved folder, with what differs from the moment before."""

    origin: str
    """Id of the commit, or name of the folder."""
    seconds: int
    """When it was committed or saved, since 1970."""
    changes: Mapping[str, str | None]
    """Path to the name of its content, None when it is gone."""
