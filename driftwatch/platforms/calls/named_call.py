"""A call as a page names it, before it is known what the page says of it."""

from typing import Final

from msgspec import Struct

ANY: Final = "ANY"
"""The method of a call of which a page names the address alone."""
WRITING: Final = frozenset(("POST", "PUT", "PATCH"))


class NamedCall(Struct, frozen=True):
    """A call as a page names it: upper-case method, path template, and the base URL when it is written out."""

    method: str
    path: str
    server: str = ""
    shorter: tuple[str, ...] = ()
    """The path without steps that may be left out."""
    others: tuple[str, ...] = ()
    """Further methods that are named for the same path: `GET, POST /widgets`."""

    def forms(self) -> "tuple[NamedCall, ...]":
        """Return the call by each of its methods, with all steps of its path, and without those that may be left out.

        Those that ask come first, so that what follows is of those that send.
        """
        methods = sorted((self.method, *self.others), key=lambda method: method in WRITING)
        return tuple(NamedCall(method, path, self.server) for method in methods for path in (self.path, *self.shorter))
