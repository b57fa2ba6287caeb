"""Rewrite a manifest file in place: comments, order, quotes, layout, line ends stay; only what is recorded changes."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from itertools import product
from typing import Any, Final

from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from driftwatch.errors import ManifestError

_LAYOUTS: Final = tuple(product((2, 4), ((2, 0), (4, 2), (6, 4), (3, 1))))
"""How files are indented: mappings, and lists with the place of their dash. The layout that changes least is taken."""
_WIDTH: Final = 100_000


class Reviewed(Struct, frozen=True, kw_only=True):
    """What a review records. Dates are ISO, digests sha256 in hex."""

    contract: str
    """As written in the manifest; other documents of the file stay as they are."""
    accessed: str
    by: str
    ref: str = ""
    snapshot: str = ""
    pages: Mapping[str, str] = {}
    """Digest of each page, by its URL as written."""
    release: str = ""
    """The release for which it was reviewed; empty when for none."""


def recorded(text: str, reviewed: Reviewed, *, file: str) -> str:
    """Return the text of a manifest file with the review written into it.

    Raises:
        ManifestError: the file cannot be rewritten without changing other lines.
    """
    return rewritten(text, lambda document: _record(document, reviewed), contract=reviewed.contract, file=file)


def rewritten(text: str, edit: Callable[[Any], None], *, contract: str, file: str) -> str:
    """Return the text of a manifest file in which the documents of a contract were edited.

    Args:
        text: the file.
        edit: changes a document in place, as ruamel.yaml has it.
        contract: as written in the manifest; other documents of the file stay as they are.
        file: its name, for messages.

    Raises:
        ManifestError: the file cannot be rewritten without changing other lines.
    """
    plain = text.replace("\r\n", "\n")
    layout = _layout_of(plain, file)
    documents = _loaded(plain, layout)
    untouched = _dumped(documents, layout)
    found = [one for one in documents if isinstance(one, dict) and one.get("contract") == contract]
    if not found:
        raise ManifestError(f"{file}: there is no contract {contract!r}", hint="lint the file first")
    for document in found:
        edit(document)
    return _changed_lines_only(text, untouched, _dumped(documents, layout))


def _changed_lines_only(text: str, untouched: str, edited: str) -> str:
    """Take from `edited` only the lines in which it differs from the same file written untouched.

    Writing a file may change its layout (`[a,   b]` becomes `[a, b]`); line by line it stays the same file. New lines
    end as most do.
    """
    end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    whole = text if text.endswith(("\n", "\r")) else text + end
    lines, before, after = whole.splitlines(keepends=True), untouched.splitlines(), edited.splitlines()
    if len(lines) != len(before):
        return edited.replace("\n", end)
    merged: list[str] = []
    for what, start, stop, new_start, new_stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        merged += lines[start:stop] if what == "equal" else (line + end for line in after[new_start:new_stop])
    return "".join(merged)


def _record(document: Any, reviewed: Reviewed) -> None:
    read_on(document, accessed=reviewed.accessed, pages=reviewed.pages)
    _sign(document, "review", reviewed)
    if reviewed.release:
        if not isinstance(document.get("releases"), dict):
            document["releases"] = {}
        _sign(document["releases"], reviewed.release, reviewed)


def _sign(parent: Any, key: str, reviewed: Reviewed) -> None:
    if not isinstance(parent.get(key), dict):
        parent[key] = {}
    review = parent[key]
    review["by"] = reviewed.by
    review["at"] = date.fromisoformat(reviewed.accessed)
    if reviewed.ref:
        review["ref"] = reviewed.ref
    else:
        review.pop("ref", None)
    if reviewed.snapshot:
        review["snapshot"] = f"sha256:{reviewed.snapshot}"


def read_on(document: Any, *, accessed: str, pages: Mapping[str, str]) -> None:
    """Write into a document the day on which its pages were read, and their digests, by URL as written."""
    found = [parent[key] for parent, key in pages_of(document)]
    if "accessed" in document or not any("accessed" in page for page in found if isinstance(page, dict)):
        # Made anew each time: one object in two places is written as an anchor and an alias.
        document["accessed"] = date.fromisoformat(accessed)
    for page in found:
        if isinstance(page, dict):
            _read_page(page, accessed, pages)


def _read_page(page: Any, accessed: str, pages: Mapping[str, str]) -> None:
    if "accessed" in page:
        page["accessed"] = date.fromisoformat(accessed)
    digest = pages.get(str(page.get("url", "")))
    if digest:
        page["snapshot"] = f"sha256:{digest}"


def pages_of(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield where the pages of a document stand: a list or mapping, and the index or key in it; the last ones first."""
    for place in (document, *(document.get("variants") or {}).values()):
        docs = place.get("docs") if isinstance(place, dict) else None
        if isinstance(docs, list):
            yield from ((docs, index) for index in reversed(range(len(docs))))
        elif docs is not None:
            yield place, "docs"


_Layout = tuple[int, tuple[int, int]]


def _layout_of(text: str, file: str) -> _Layout:
    """Choose the layout under which reading and writing the file changes nothing, or least."""
    best: tuple[float, _Layout] | None = None
    for layout in _LAYOUTS:
        try:
            again = _dumped(_loaded(text, layout), layout)
        except YAMLError as error:
            raise ManifestError(
                f"{file}: it cannot be rewritten: {type(error).__name__}", hint="lint it first"
            ) from None
        if again == text:
            return layout
        alike = SequenceMatcher(None, text.splitlines(), again.splitlines(), autojunk=False).ratio()
        if best is None or alike > best[0]:
            best = (alike, layout)
    return best[1] if best else _LAYOUTS[0]


def _yaml(layout: _Layout) -> YAML:
    yaml = YAML()
    mapping, (sequence, offset) = layout
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    return yaml


def _loaded(text: str, layout: _Layout) -> list[Any]:
    return list(_yaml(layout).load_all(text))


def _dumped(documents: list[Any], layout: _Layout) -> str:
    stream = io.StringIO()
    write: Callable[..., None] = _yaml(layout).dump_all
    write(documents, stream)
    return stream.getvalue()
