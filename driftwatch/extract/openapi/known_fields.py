"""Fields of schemas that were flattened before, by all that makes them.

Documents say the same things again and again: who made it, where it lies, a whole repository inside an event; and two
versions of a document say nearly all of it alike. Two of three fields of a large diff are taken from here, which is
5 % of its time; both sides then hold the same object, and need no look at its keywords to be seen as equal.
"""

from collections.abc import Hashable
from hashlib import blake2b
from typing import Final, TypeAlias

import msgspec

from driftwatch.extract.openapi.reference_text import named_schema, references_in
from driftwatch.model.facts import Field
from driftwatch.model.json_values import Json

DEEPEST: Final = 8
"""Levels below a root down to which schemas are looked up: for each level the text is written once more."""
_MOST: Final = 200_000
"""Fields that are kept; then all are let go."""

Key: TypeAlias = Hashable
_encode: Final = msgspec.json.Encoder().encode


class KnownFields:
    """Keeps what schemas came to."""

    __slots__ = ("_fields", "kept", "taken")

    def __init__(self) -> None:
        self._fields: dict[Key, tuple[Field, ...]] = {}
        self.taken = 0
        """Fields that were taken from here so far."""
        self.kept = 0
        """Fields that are kept, those of parts of parts more than once."""

    def key_of(self, schema: Json, *place: Hashable) -> Key | None:
        """Name a schema at a place of its owner; None when it points at something of its document but a named schema.

        Texts tell true from 1, and 1 from 1.0; of long ones the hash is kept.
        """
        text = _encode(schema)
        if b'"$ref"' in text and not all(map(named_schema, references_in(text))):
            return None
        return blake2b(text, digest_size=16).digest(), place

    def get(self, key: Key) -> tuple[Field, ...] | None:
        """Return the fields of a schema, None when they are not known."""
        fields = self._fields.get(key)
        self.taken += len(fields or ())
        return fields

    def keep(self, key: Key, fields: tuple[Field, ...], *, but: int = 0) -> None:
        """Keep the fields of a schema, of which so many are kept already, as those of its parts."""
        self.kept += max(len(fields) - max(but, 0), 0)
        if self.kept > _MOST:
            self._fields.clear()
            self.kept = len(fields)
        self._fields[key] = fields
