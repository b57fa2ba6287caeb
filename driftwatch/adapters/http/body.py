"""Read a response body to its proven end: sizes capped, compression undone and checked here.

httpx accepts a truncated gzip, a bomb and an unknown Content-Encoding without a word (measured with 0.28).
"""

import zlib
from collections.abc import AsyncIterator
from typing import Final

from driftwatch.adapters.http.errors import UnusableError

_GZIP: Final = 16 + zlib.MAX_WBITS
_LARGEST_ZLIB_WINDOW: Final = 7
_PIECE: Final = 1 << 16


async def read_body(
    chunks: AsyncIterator[bytes], *, encoding: str, length: str, limit: int, lenient: bool = False
) -> bytes:
    """The decompressed body of at most `limit` bytes.

    Args:
        chunks: the raw bytes as they arrive.
        encoding: the Content-Encoding header, "" without one.
        length: the Content-Length header, "" without one.
        limit: the most bytes, before and after decompression.
        lenient: cut at `limit` instead of failing, for error pages that are only looked at.

    Raises:
        UnusableError: too large, truncated or compressed in an unknown way.
    """
    declared = _declared(length)
    if declared is not None and declared > limit and not lenient:
        raise UnusableError("too-large", f"{declared} bytes announced, {limit} allowed")
    decoder = decoder_for(encoding, limit)
    body = bytearray()
    received = 0
    async for piece in chunks:
        received += len(piece)
        for at in range(0, len(piece), _PIECE):
            body += decoder.feed(piece[at : at + _PIECE])
            if len(body) > limit or received > limit:
                if lenient:
                    return bytes(body[:limit])
                raise UnusableError("too-large", f"more than {limit} bytes")
    if declared is not None and received != declared:
        raise UnusableError("truncated", f"{received} of {declared} bytes came")
    decoder.finish()
    return bytes(body)


def decoder_for(encoding: str, limit: int) -> "_Identity | _Inflate | _Deflate":
    """Return what undoes a Content-Encoding; it gives a byte more than `limit` at the most, whatever it is fed.

    Raises:
        UnusableError: the coding is unknown.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return _Identity()
        case "gzip" | "x-gzip":
            return _Inflate(_GZIP, limit)
        case "deflate":
            return _Deflate(limit)
        case other:
            raise UnusableError("wrong-type", f"unknown content encoding {other[:40]!r}")


def _declared(length: str) -> int | None:
    return int(length) if length.isascii() and length.isdigit() and len(length) < len("1" * 16) else None


class _Identity:
    def feed(self, piece: bytes) -> bytes:
        return piece

    def finish(self) -> None:
        return


class _Inflate:
    """gzip or zlib data: several members in a row, an end that must be there, output capped at every step."""

    def __init__(self, window: int, limit: int) -> None:
        self._window = window
        self._limit = limit
        self._made = 0
        self._engine = zlib.decompressobj(window)
        self._started = False

    def feed(self, piece: bytes) -> bytes:
        out = bytearray()
        while piece:
            if self._engine.eof:
                if not piece.strip(b"\x00"):
                    break
                self._engine = zlib.decompressobj(self._window)
            self._started = True
            try:
                out += self._engine.decompress(piece, max(1, self._limit + 1 - self._made - len(out)))
            except zlib.error as error:
                raise UnusableError("truncated", "the compressed data is damaged") from error
            if self._made + len(out) > self._limit:
                break
            piece = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
        self._made += len(out)
        return bytes(out)

    def finish(self) -> None:
        if self._started and not self._engine.eof:
            raise UnusableError("truncated", "the compressed data stops before its end")


class _Deflate:
    """`deflate` is zlib by the standard and bare DEFLATE with some servers; the first byte tells."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inflate: _Inflate | None = None

    def feed(self, piece: bytes) -> bytes:
        if self._inflate is None and piece:
            is_zlib = piece[0] & 0x0F == zlib.DEFLATED and piece[0] >> 4 <= _LARGEST_ZLIB_WINDOW
            self._inflate = _Inflate(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, self._limit)
        return self._inflate.feed(piece) if self._inflate else b""

    def finish(self) -> None:
        if self._inflate:
            self._inflate.finish()
