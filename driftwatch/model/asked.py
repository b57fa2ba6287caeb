"""What a configuration asks for: kept by captures, so that later ones know whose doing a document's coming is."""

from driftwatch.model.record import Record


class Asked(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The keys of a source that name documents, or patterns of them, as far as they differ from asking for everything.

    Not kept is what decides where documents are looked for, and how many are read: `index`, `hosts`, `locale` and
    `max_documents`. What another one of these brings or takes is not known from what the documentation did.
    """

    documents: tuple[str, ...] = ()
    """Places of the documents that are named one by one, sorted."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    """Patterns of the files of a repository; left out of a site."""
