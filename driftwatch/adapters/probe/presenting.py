"""A credential put into a request: the one place that reveals it."""

import base64
from collections.abc import Generator

from msgspec import Struct

from driftwatch.adapters.http_library import httpx
from driftwatch.secret import Secret


class Part(Struct, frozen=True, kw_only=True):
    """One place of a request that carries a credential; a scheme of two headers has two of them."""

    secret: Secret
    header: str = ""
    query: str = ""
    """Name of the query parameter, where it is no header."""
    scheme: str = ""
    """Bearer, Basic, or "" for the bare value."""


class Presenting(httpx.Auth):
    """Puts parts into each request, at the last moment and nowhere else."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the credential."""
        for part in self._parts:
            if part.query:
                request.url = request.url.copy_merge_params({part.query: part.secret.reveal()})
            else:
                request.headers[part.header] = _value(part)
        yield request


def _value(part: Part) -> str:
    """Return the value of a header; with Basic a credential without a colon is a user without a password."""
    value = part.secret.reveal()
    if part.scheme == "Basic":
        pair = value if ":" in value else f"{value}:"
        value = base64.b64encode(pair.encode()).decode()
    return f"{part.scheme} {value}" if part.scheme else value
