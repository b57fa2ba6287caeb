"""What was found out of documents, as bytes: to be kept until the same document is read again.

The bytes are for the driftwatch that wrote them, and for no other: what reads otherwise writes otherwise.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct

from driftwatch.model.facts import AnyFact
from driftwatch.model.page import Link
from driftwatch.model.snapshot import Entry, Owner, Reference
from driftwatch.model.text import PackedText, PageText, unpacked
from driftwatch.platforms.platform import Statements

Spoiled: TypeAlias = Callable[[Owner], tuple[AnyFact, ...]]


class Kept(Struct, frozen=True, kw_only=True):
    """All that was found out of one document."""

    statements: Statements
    links: tuple[Link, ...]
    """The documents that hold what it only shows."""
    sameness: str
    """Identity of its whole text in its normal form: documents with an equal one are copies."""


class _KeptEntry(Struct, array_like=True):
    """An entry with its facts written, since they are made when they are asked for, and read when they are."""

    owner: Owner
    documents: tuple[str, ...]
    digest: str
    facts: bytes
    references: tuple[Reference, ...]


_read_facts: Final = msgspec.msgpack.Decoder(tuple[AnyFact, ...]).decode
_write_facts: Final = msgspec.msgpack.Encoder().encode


def written(found: Kept) -> bytes:
    """Write what was found out of a document; the facts of its entries are made for it, where they were not yet.

    Raises:
        DocumentError: an entry's facts cannot be made.
    """
    return _encode(found)


def are_equal(one: Kept, other: Kept) -> bool:
    """Tell whether the same was found out twice: what has no order is written in one."""
    return _encode_in_order(one) == _encode_in_order(other)


def read(content: bytes, spoiled: Spoiled | None = None) -> Kept:
    """Read what was found out of a document; the facts of an entry are read when they are asked for.

    Args:
        content: what was written.
        spoiled: makes the facts of an owner that turn out to be none when they are asked for; by default that raises.

    Raises:
        ValueError: these are no statements of this driftwatch.
    """
    try:
        return msgspec.msgpack.Decoder(Kept, dec_hook=partial(_entry, spoiled or _refused)).decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"these are no statements: {error}") from None


def _kept(value: Any) -> _KeptEntry | PackedText:
    if isinstance(value, PageText):
        return value.packed
    if not isinstance(value, Entry):
        raise NotImplementedError
    facts = _write_facts(tuple(value.facts))
    return _KeptEntry(value.owner, value.documents, value.digest, facts, tuple(value.references))


def _entry(spoiled: Spoiled, kind: type, value: object) -> Entry | PageText:
    if kind is PageText:
        return unpacked(msgspec.convert(value, PackedText))
    if kind is not Entry:
        raise NotImplementedError
    kept = msgspec.convert(value, _KeptEntry)
    return Entry(
        kept.owner,
        kept.documents,
        kept.digest,
        facts=partial(_facts, kept.facts, kept.owner, spoiled),
        references=partial(_references, kept.references),
    )


def _facts(content: bytes, owner: Owner, spoiled: Spoiled) -> tuple[AnyFact, ...]:
    try:
        return _read_facts(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return spoiled(owner)


def _refused(owner: Owner) -> tuple[AnyFact, ...]:
    raise ValueError(f"what was kept of {owner.label} is no facts")


def _references(known: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple(known)


_encode: Final = msgspec.msgpack.Encoder(enc_hook=_kept).encode
_encode_in_order: Final = msgspec.msgpack.Encoder(enc_hook=_kept, order="deterministic").encode
