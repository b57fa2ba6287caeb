"""Sources: where a fact is documented, as a finding cites it."""

from msgspec import Struct, field

from driftwatch.model.facts import StatedBy


class Source(Struct, frozen=True, order=True, omit_defaults=True, kw_only=True):
    """Where a fact is documented."""

    url: str
    locator: str = field(name="place", default="")
    stated_by: StatedBy = "schema"
