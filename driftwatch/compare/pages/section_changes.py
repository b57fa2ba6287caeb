"""What a section says otherwise as one change: its lines before and after, and which of them stands in its headline."""

from collections.abc import Collection, Container, Iterable, Sequence
from typing import Final, Literal

from msgspec import UNSET

from driftwatch.compare.pages.cells import cells_traits
from driftwatch.compare.pages.front_matter import has_front_key, is_front
from driftwatch.compare.pages.obeyed_sections import is_obeyed
from driftwatch.compare.pages.page_lines import FIELD, Edit, Placed, words_of
from driftwatch.compare.pages.page_sections import PageContract, SectionEdits, is_spelling
from driftwatch.compare.pages.substance import has_substance
from driftwatch.model.change import WORDS, Change, Headline
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Owner
from driftwatch.model.source import Source
from driftwatch.model.text import Line

_PART: Final = ", "
"""Between two names that a sample sends."""


def as_one(section: SectionEdits, front: Container[str] = ()) -> tuple[str, tuple[Edit, ...]] | None:
    """Return the kind of the one change that tells all edits of a section, and the edits, those of samples last.

    None if there are no edits.

    Args:
        section: what differs.
        front: the keys of the page's front matter: an item of that is no row of a table.
    """
    samples = tuple(edit for edit in section.edits if edit.kind == "sample")
    others = tuple(edit for edit in section.edits if edit.kind != "sample")
    if not section.edits:
        return None
    if not others:
        return "sample.call.changed", samples
    rows = [edit for edit in others if _is_row(edit) and not has_front_key(edit, front)]
    whats = {"added" if edit.old is None else "removed" if edit.new is None else "changed" for edit in rows}
    if section.whole:
        kind = f"page.section.{section.whole}"
    elif rows:
        kind = f"page.row.{whats.pop()}" if len(whats) == 1 else "page.row.changed"
    else:
        kind = "page.text.changed"
    return kind, (*others, *samples)


def change_of(
    kind: str, edits: Sequence[Edit], *, section: SectionEdits, url: str, contract: PageContract, traits: set[str]
) -> Change:
    """Return what a section says otherwise as one change."""
    traits |= {"heading"} if all(edit.old and edit.new and edit.kind == "heading" for edit in edits) else set()
    traits |= cells_traits(edits, section.path)
    before, after = _sides(edits)
    return Change(
        kind=kind,
        role="page",
        owner=Owner("page", contract.place),
        location=WORDS,
        name=" > ".join(contract.below_title(section.path) or section.path) or contract.place,
        before=UNSET if kind.endswith("added") and not any(before) else before,
        after=UNSET if kind.endswith("removed") and not any(after) else after,
        traits=frozenset(traits),
        sources=(Source(url=url, locator=section.path[-1] if section.path else "", stated_by="prose"),),
    )


def _sides(edits: Sequence[Edit]) -> tuple[list[Json], list[Json]]:
    """Return the lines before and after, side by side; null where there is none. Of rows only cells that differ."""
    befores: list[Json] = []
    afters: list[Json] = []
    for edit in edits:
        one, other = _shown(edit)
        befores.append(one)
        afters.append(other)
    return befores, afters


def _shown(edit: Edit) -> tuple[Json, Json]:
    """Write both sides of a line: of samples and rows only what differs, with the key of the row."""
    if edit.old is not None and edit.new is not None and edit.new.line.kind == "sample":
        return _parts(edit.old.line.cells[0], edit.new.line.cells[0])
    if edit.old is None or edit.new is None or edit.new.line.kind not in ("row", "head"):
        return shown_line(edit.old), shown_line(edit.new)
    old, new = edit.old.line.cells, edit.new.line.cells
    if len(old) != len(new):
        return shown_line(edit.old), shown_line(edit.new)
    differ = [number for number, cell in enumerate(old) if words_of(cell) != words_of(new[number])]
    return _cells(edit.old, differ), _cells(edit.new, differ)


def _parts(old: str, new: str) -> tuple[str, str]:
    """Write of two samples what each calls, and of what they send the names that only one of them has."""
    one, other = old.split(_PART), new.split(_PART)
    alike = set(one[1:]) & set(other[1:])
    return _PART.join(part for part in one if part not in alike), _PART.join(p for p in other if p not in alike)


def _cells(one: Placed, numbers: Iterable[int]) -> str:
    """Write a row by its key and some of its other cells, each with its column's name."""
    cells, head = one.line.cells, one.head if one.line.kind == "row" else ()
    wanted = [number for number in numbers if number]
    said = [
        f"{head[number]}: {cells[number]}" if number < len(head) and head[number] else cells[number]
        for number in wanted
    ]
    return " · ".join((cells[0], *said))


def shown_line(one: Placed | None) -> Json:
    """Write a line as a reader is shown it; None where it is not there."""
    if one is None:
        return None
    line: Line = one.line
    if line.kind == "row":
        return _cells(one, [number for number, cell in enumerate(line.cells) if cell])
    if line.key == FIELD and line.kind == "item":
        return line.cells[1]
    return ": ".join(line.cells) if line.kind == "item" else " · ".join(line.cells)


def headline(
    kind: str,
    edits: Sequence[Edit],
    *,
    section: SectionEdits,
    contract: PageContract,
    asking: Collection[Edit],
) -> Headline:
    """Choose the line that a reader sees first: one that gives the change its level, a heading only as the last choice.

    Args:
        kind: of the change.
        edits: its lines.
        section: where they stand.
        contract: what of the page is about an API.
        asking: the lines for which it warns, be it together; none where it does not.
    """
    if len(edits) == 1:
        return Headline(0, _teller(edits[0]))
    wanted = set(map(id, asking))
    ranks = [_rank(kind, edit, section, weighs=bool(asking)) for edit in edits]
    ordered = sorted(range(len(edits)), key=ranks.__getitem__)
    obeyed = (at for at in ordered if id(edits[at]) in wanted and is_obeyed(contract, section, (edits[at],)))
    chosen = next(obeyed, ordered[0])
    return Headline(chosen, _teller(edits[chosen]))


def _rank(kind: str, edit: Edit, section: SectionEdits, *, weighs: bool) -> tuple[bool | int, ...]:
    """Return how far behind others a line stands: what the change is named after anyway comes last.

    One word is the kind of a note, or a label.
    """
    is_named = edit.kind == "heading" and bool(section.path) and section.path[-1] in edit.said
    is_pair = edit.old is not None and edit.new is not None
    if not kind.startswith("page.row"):
        misses = 0
    elif _is_row(edit):
        misses = int(kind.endswith("changed") != is_pair)
    else:
        misses = 2
    return (
        is_named,
        edit.kind in ("heading", "head", "sample"),
        is_front(edit),
        is_spelling(edit),
        edit.kind == "sentence" and all(len(words_of(said)) == 1 for said in edit.said),
        misses,
        weighs and not has_substance(edit, is_named=False),
    )


def _teller(edit: Edit) -> Literal["row", "head", "page"]:
    """Return what a message says the line is: a row, the head of a table, or a sentence of the page."""
    if edit.kind == "head":
        return "head"
    return "row" if edit.kind in ("row", "item") else "page"


def _is_row(edit: Edit) -> bool:
    """Tell whether a line is a part of a table or of a list."""
    return edit.kind in ("row", "item", "head")
