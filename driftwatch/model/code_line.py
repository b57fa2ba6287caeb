"""Lines of the code that a team keeps beside its captures."""

from msgspec import Struct


class CodeLine(Struct, frozen=True, order=True):
    """A line of a file in the repository, and which of the names that were looked for stand in it."""

    path: str
    number: int
    names: tuple[str, ...]
