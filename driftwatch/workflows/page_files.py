"""OLD and NEW of a diff that are pages on this machine: two files, or the folders of two checkouts or built sites."""

from pathlib import Path
from typing import Final

from msgspec import structs

from driftwatch.adapters.page_files import one_page, pages_below
from driftwatch.config.keys import PATHS, SourceConfig
from driftwatch.config.sources import base_of
from driftwatch.errors import ObservationError, UsageError
from driftwatch.extract.index.places import PAGE_SUFFIXES
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import digest_of, files_of
from driftwatch.workflows.capture import Captured, capture
from driftwatch.workflows.extraction import Reader
from driftwatch.workflows.listing import MOST_LISTED, whatever_is_listed
from driftwatch.workflows.quiet import QUIET

_SOURCE: Final = SourceConfig(
    repository="pages",
    paths=(*PATHS, *(f"**/*{suffix}" for suffix in PAGE_SUFFIXES if f"**/*{suffix}" not in PATHS)),
    confirm_removals=1,
    min_read_share=0,
    max_documents=MOST_LISTED,
)
"""What a folder is read as: a repository of docs, of which each side is a capture of its own."""


class PageFiles:
    """Reads pages on this machine; each side after the first is a capture that knows the one before."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._before: Snapshot | None = None

    def capture(self, path: Path, name: str) -> tuple[Captured, str]:
        """Read a page, or a folder of pages, and return it with the digest of what a run would write of it.

        What is in a folder is called by its path below it, one page as it was named.

        Raises:
            UsageError: there is no page, or more than is read.
        """
        is_folder, base = path.is_dir(), base_of(_SOURCE)
        pages = pages_below(path, base) if is_folder else one_page(path, base, f"page{path.suffix.lower()}")
        if is_folder and not whatever_is_listed(_SOURCE, pages.documents).selection.chosen:
            suffixes = ", ".join(PAGE_SUFFIXES)
            hint = f"name the folder of one source: snapshots/NAME; or a folder of pages, whose names end in {suffixes}"
            raise UsageError(f"{name} holds no snapshot", hint=hint)
        try:
            captured = capture(
                _SOURCE,
                previous=self._before,
                fetcher=pages.documents,
                talk=QUIET,
                label=name,
                today="",
                accept_loss=True,
                reader=self._reader,
            )
        except ObservationError as error:
            why = pages.named(error.message)
            raise UsageError(
                f"{name} cannot be read: {why}", hint="check what is in it, and that it is UTF-8"
            ) from None
        self._before = captured.snapshot
        digest = digest_of(files_of(captured.snapshot))
        public = captured.snapshot.published(lambda url, _: pages.path(url) if is_folder else name)
        unseen = tuple((pages.named(url), why) for url, why in captured.coverage.unseen)
        coverage = structs.replace(captured.coverage, unseen=unseen)
        return structs.replace(captured, snapshot=public, coverage=coverage), digest
