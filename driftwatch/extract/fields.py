"""Fields as pages document them, between the page's markup and the facts."""

from msgspec import UNSET, Struct, UnsetType

from driftwatch.model.facts import Field, StatedBy
from driftwatch.model.json_values import Json


class DocumentedField(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field as a page states it; what the page does not state stays unset."""

    name: str
    """A field path as in an address, relative to its parent: `messages[].role`."""
    type: str = ""
    """As written: `array<string>`."""
    required: bool | None = None
    default: Json | UnsetType = UNSET
    enum: tuple[Json, ...] | UnsetType = UNSET
    deprecated: bool = False
    within: str = ""
    """path, query, header, cookie, body, response; "" when the page does not say."""
    children: "tuple[DocumentedField, ...]" = ()
    place: str = ""


def field_facts(fields: tuple[DocumentedField, ...], *, at: str, stated_by: StatedBy) -> tuple[Field, ...]:
    """Return the field facts of a body (or schema) whose address is `at`, each address once, sorted."""
    raise NotImplementedError
