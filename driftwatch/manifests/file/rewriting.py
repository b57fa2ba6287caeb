"""Rewrite a manifest file in place: comments, order, quotes and layout stay; only what is recorded changes."""

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


def recorded(text: str, reviewed: Reviewed, *, file: str) -> str:
    """Return the text of a manifest file with the review written into it.

    Raises:
        ManifestError: the file cannot be rewritten without changing other lines.
    """
    layout = _layout_of(text, file)
    documents = _loaded(text, layout)
    untouched = _dumped(documents, layout)
    found = [one for one in documents if isinstance(one, dict) and one.get("contract") == reviewed.contract]
    if not found:
        raise ManifestError(f"{file}: there is no contract {reviewed.contract!r}", hint="lint the file first")
    for document in found:
        _record(document, reviewed)
    return _changed_lines_only(text, untouched, _dumped(documents, layout))


def _changed_lines_only(text: str, untouched: str, edited: str) -> str:
    """Take from `edited` only the lines in which it differs from the same file written untouched.

    Writing a file may change its layout (`[a,   b]` becomes `[a, b]`); line by line it stays the same file.
    """
    lines, before, after = text.splitlines(), untouched.splitlines(), edited.splitlines()
    if len(lines) != len(before):
        return edited
    merged: list[str] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        merged += lines[start:end] if what == "equal" else after[new_start:new_end]
    return "\n".join(merged) + "\n"


def _record(document: Any, reviewed: Reviewed) -> None:
    if "accessed" in document or not any("accessed" in page for page in _pages(document) if isinstance(page, dict)):
        document["accessed"] = _day(reviewed)
    for page in _pages(document):
        if isinstance(page, dict):
            _record_page(page, reviewed)
    review = document.get("review")
    if not isinstance(review, dict):
        document["review"] = {}
        review = document["review"]
    review["by"] = reviewed.by
    review["at"] = _day(reviewed)
    if reviewed.ref:
        review["ref"] = reviewed.ref
    else:
        review.pop("ref", None)
    if reviewed.snapshot:
        review["snapshot"] = f"sha256:{reviewed.snapshot}"


def _record_page(page: Any, reviewed: Reviewed) -> None:
    if "accessed" in page:
        page["accessed"] = _day(reviewed)
    digest = reviewed.pages.get(str(page.get("url", "")))
    if digest:
        page["snapshot"] = f"sha256:{digest}"


def _day(reviewed: Reviewed) -> date:
    """Return the date anew each time: one object in two places is written as an anchor and an alias."""
    return date.fromisoformat(reviewed.accessed)


def _pages(document: Any) -> Iterator[Any]:
    places = [document, *(document.get("variants") or {}).values()]
    for place in places:
        docs = place.get("docs") if isinstance(place, dict) else None
        yield from docs if isinstance(docs, list) else (docs,)


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
