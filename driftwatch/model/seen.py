"""What of pages looked like facts, and how much of it became facts: so that what was not understood can be said."""

from driftwatch.model.record import Record


class Seen(Record, frozen=True, order=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Of one page. It depends on the words of the page, and on whether calls refer to the objects that it describes."""

    fields: int = 0
    """Rows and items that look like fields: a name, with a type or with whether it is required."""
    fields_used: int = 0
    """Those of them whose names are among the facts of the page."""
    errors: int = 0
    """Rows and items that begin with a status of failure (402, 5xx)."""
    errors_used: int = 0
    specifications: tuple[str, ...] = ()
    """Addresses of OpenAPI files that the page links to, and that were not read; sorted, without credentials."""
    drawn: int = 0
    """Empty boxes that a script fills, of a page that documents a call and states no field of it."""

    @property
    def is_understood(self) -> bool:
        """Whether at least one of the fields that it shows became a fact, or it shows none and no script draws any."""
        return bool(self.fields_used) or not (self.fields or self.drawn)


class SeenSums(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Of all pages of a capture; facts carried over count as well."""

    fields: int = 0
    fields_used: int = 0
    errors: int = 0
    errors_used: int = 0
    specifications: int = 0
    """OpenAPI files that pages link to, and that were not read; each counts once."""
    not_understood: int = 0
    """Pages that show fields of which none became a fact."""
    drawn: int = 0
    """Pages that document a call whose fields a script draws: none of them is delivered."""
    rows: int = 0
    """Rows of tables and items of lists that are watched as text."""
    sentences: int = 0
