"""What a probe sends, and what came back, before it is reduced to shapes; neither is ever written down."""

from typing import Literal, TypeAlias

from msgspec import Struct

Presented: TypeAlias = Literal["none", "canary", "own"]
"""Which credential goes with a call: none, a random one made for this run, or that of the environment."""
Ending: TypeAlias = Literal["whole", "cut", "timeout", "unreachable", "invalid"]
"""How an answer ended: read whole, cut at the bound of its size, not in time, no connection, or no HTTP."""


class ProbeRequest(Struct, frozen=True, kw_only=True):
    """One call, with what its case sends; where the credential goes is known to who sends it."""

    case: str
    method: str
    path: str
    """From the first slash, with every path parameter filled in."""
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    """Without the credential."""
    body: bytes = b""
    media_type: str = ""
    """Value of `Content-Type`; empty without a body."""
    presented: Presented = "own"
    seconds: float = 60.0
    """Time from start to end."""


class Reply(Struct, frozen=True, kw_only=True):
    """What came back of one call. The body may hold anything, the credential too."""

    ending: Ending
    status: int = 0
    """0 when there was none."""
    headers: tuple[tuple[str, str], ...] = ()
    """By name in lower case, in the order of the wire."""
    body: bytes = b""
    """Decoded of its transfer and content coding, at most as long as the bound."""
    milliseconds: int = 0
