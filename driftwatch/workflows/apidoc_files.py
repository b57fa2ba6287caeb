"""A file of data of apiDoc as a snapshot of its own, as one of OpenAPI is."""

from typing import Final

from driftwatch.errors import DocumentError
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.presence.links import APIDOC, text_format
from driftwatch.workflows.extraction import extracted
from driftwatch.workflows.parts import assemble_snapshot

_PATH: Final = "api_data"
"""Of either file: where one lies on disk is nobody's contract."""


def snapshot_of_data(text: str, name: str) -> Snapshot | None:
    """Read the text of a file; None where it is no data of apiDoc.

    Raises:
        DocumentError: it is cut.
    """
    if text_format(text) != APIDOC:
        return None
    stated = extracted(Page(url=name, path=_PATH, text=text))
    if stated.problems:
        raise DocumentError(stated.problems[0].reason)
    return assemble_snapshot((stated,), label=name)
