"""Steps are taken in a document of ruamel.yaml: its comments, order and quotes stay."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence
from typing import Any, Final, TypeAlias

from driftwatch.manifests.file.rewriting import pages_of, read_on
from driftwatch.manifests.update.steps import Contract, Label, Page, Rename, Requirement, Step, Values

_Document: TypeAlias = MutableMapping[str, Any]
_LAST: Final = (Rename, Contract)
"""Steps after which other steps would no longer find their line by its name."""


def take(document: _Document, steps: Iterable[Step]) -> tuple[Step, ...]:
    """Take steps in a document; returns those that could not be taken: what they change is written in another form."""
    ordered = sorted(dict.fromkeys(steps), key=lambda step: isinstance(step.edit, _LAST))
    return tuple(step for step in ordered if not _taken(document, step))


def read_today(document: _Document, *, day: str, pages: Mapping[str, str]) -> None:
    """Write down the day of the documentation that the manifest now goes by, and the digests of its pages."""
    read_on(document, accessed=day, pages=pages)


def _taken(document: _Document, step: Step) -> bool:
    edit = step.edit
    if isinstance(edit, Contract):
        document["contract"] = edit.now
        return True
    if isinstance(edit, Page):
        return _page(document, edit)
    make: Callable[[Any, str, Any], bool] = _FIELDS[type(edit)]
    found = tuple(_fields(document, step.side, edit.path, step.use.line))
    return bool(found) and all(make(fields, path, edit) for fields, path in found)


def _fields(document: _Document, side: str, path: str, line: int) -> Iterator[tuple[Any, str]]:
    """Yield the mappings and lists of fields in which a path stands at a line."""
    for place in (document, *(document.get("variants") or {}).values()):
        part = place.get(side) if isinstance(place, MutableMapping) else None
        if isinstance(part, MutableSequence):
            at = [index for index, name in enumerate(part) if name == path]
            if any(part.lc.item(index)[0] + 1 == line for index in at):  # type: ignore[attr-defined]
                yield part, path
        elif isinstance(part, MutableMapping):
            fields = part.get("fields")
            if isinstance(fields, MutableMapping) and path in fields and fields.lc.key(path)[0] + 1 == line:  # type: ignore[attr-defined]
                yield fields, path


def _rename(fields: Any, path: str, edit: Rename) -> bool:
    if edit.now in fields:
        return False
    if isinstance(fields, MutableSequence):
        fields[fields.index(path)] = edit.now
        return True
    place, value = list(fields).index(path), fields[path]
    comments, marks = fields.ca.items.pop(path, None), fields.lc.data.get(path)
    del fields[path]
    fields.insert(place, edit.now, value)
    if comments is not None:
        fields.ca.items[edit.now] = comments
    if marks is not None:
        fields.lc.data[edit.now] = marks
    return True


def _values(fields: Any, path: str, edit: Values) -> bool:
    claim = None if isinstance(fields, MutableSequence) else fields[path]
    known = claim.get("one_of") if isinstance(claim, MutableMapping) else None
    if not isinstance(known, MutableSequence) or any(value not in known for value in edit.gone):
        return False
    for value in edit.gone:
        del known[known.index(value)]
    known.extend(value for value in edit.new if value not in known)
    return True


def _requirement(fields: Any, path: str, edit: Requirement) -> bool:
    claim = None if isinstance(fields, MutableSequence) else fields[path]
    if not isinstance(claim, MutableMapping):
        return False
    claim["required"] = edit.required
    return True


def _label(fields: Any, path: str, edit: Label) -> bool:
    """Write the label of a field; one in a short form gets the long one."""
    claim = None if isinstance(fields, MutableSequence) else fields[path]
    if isinstance(claim, str) and claim in _TYPES:
        claim = fields[path] = {"type": claim}
    if not isinstance(claim, MutableMapping):
        return False
    claim["evidence"] = {"label": "observed only", "at": edit.at, "ref": edit.ref}
    return True


_TYPES: Final = frozenset({"string", "number", "integer", "boolean", "object", "array"})
"""Types that a short form may name."""
_FIELDS: Final[dict[type, Callable[[Any, str, Any], bool]]] = {
    Rename: _rename,
    Values: _values,
    Requirement: _requirement,
    Label: _label,
}


def _page(document: _Document, edit: Page) -> bool:
    """Write another address wherever a page stands, or take the page out of its list, never the last one."""
    found = False
    for parent, key in pages_of(document):
        page = parent[key]
        url = page.get("url") if isinstance(page, MutableMapping) else page
        if url != edit.url:
            continue
        if edit.now:
            _set_page(parent, key, edit.now)
        elif isinstance(parent, MutableSequence) and len(parent) > 1:
            del parent[key]
        else:
            return False
        found = True
    for one in document.get("identifiers") or ():
        if edit.now and isinstance(one, MutableMapping) and one.get("source") == edit.url:
            one["source"] = edit.now
    return found


def _set_page(parent: Any, key: Any, url: str) -> None:
    page = parent[key]
    if not isinstance(page, MutableMapping):
        parent[key] = url
        return
    page["url"] = url
    page.pop("snapshot", None)
