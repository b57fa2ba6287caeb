"""Sources: where a fact is documented, as a finding cites it."""

from msgspec import field

from driftwatch.model.facts import StatedBy
from driftwatch.model.record import Record


class Source(Record, frozen=True, order=True, omit_defaults=True, kw_only=True):
    """Where a fact is documented."""

    url: str
    locator: str = field(name="place", default="")
    stated_by: StatedBy = "schema"
