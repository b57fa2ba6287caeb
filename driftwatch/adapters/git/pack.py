"""Objects as one pack, git's own form for a transfer. Its checksum keeps git from taking a part of it for the whole."""

import hashlib
import struct
import zlib
from collections.abc import Sequence
from typing import Final

_KINDS: Final = {"commit": 1, "tree": 2, "blob": 3}


def pack_of(objects: Sequence[tuple[str, bytes]], object_format: str, *, level: int) -> bytes:
    """Return a pack.

    Args:
        objects: kind and content of each; git stores them in this order.
        object_format: sha1 or sha256.
        level: how hard to compress.
    """
    parts = [struct.pack(">4sII", b"PACK", 2, len(objects))]
    for kind, content in objects:
        parts += (_head(_KINDS[kind], len(content)), zlib.compress(content, level))
    whole = b"".join(parts)
    return whole + hashlib.new(object_format, whole, usedforsecurity=False).digest()


def _head(kind: int, size: int) -> bytes:
    """Write kind and size: four bits of the size in the first byte, seven in each that follows, the lowest first."""
    byte, size = kind << 4 | size & 15, size >> 4
    head = bytearray()
    while size:
        head.append(byte | 128)
        byte, size = size & 127, size >> 7
    head.append(byte)
    return bytes(head)
