"""Members of a field that a list below it names without their types, where a sample shows that they are in it."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.data.sample_json import json_of_sample
from driftwatch.extract.fields.field import DocumentedField, steps_of
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.fields.sample_roots import Shown
from driftwatch.extract.text.blocks import Item, List, Section, asked_once
from driftwatch.platforms.calls.sample_calls import codes_of

_DEPTH: Final = 12


def with_members(
    fields: Sequence[DocumentedField], items: Sequence[Item], section: Section, depth: int = 0
) -> tuple[DocumentedField, ...]:
    """Give the fields of these items what the lists in them name: of values nobody can tell them without a sample.

    "`lid` - How it shuts" above "`hinge` - Which one": the sample of the section has `{"lid": {"hinge": ...}}`.
    """
    below = {_name(item): lists for item in items if (lists := _lists(item))} if depth < _DEPTH else {}
    if all(field.name not in below for field in fields):
        return tuple(fields)
    return tuple(_with(field, below.get(field.name, []), section, depth) for field in fields)


def _with(field: DocumentedField, lists: Sequence[List], section: Section, depth: int) -> DocumentedField:
    items = [item for block in lists for item in block.items]
    holder = "" if field.children or not items else _holder(field, [_name(item) for item in items], shown_in(section))
    if holder:
        found = chain.from_iterable(list_fields(each, place=field.locator, depth=1, untyped=True) for each in lists)
        is_list = holder.endswith("[]") and not field.type and not field.name.endswith("[]")
        field = replace(field, name=f"{field.name}[]" if is_list else field.name, enum=(), children=tuple(found))
    return replace(field, children=with_members(field.children, items, section, depth + 1)) if items else field


def _holder(field: DocumentedField, names: Sequence[str], shown: Shown) -> str:
    """Return the path of the object in a sample that the field is and that has most of these members; "" for none."""
    last = next(reversed(steps_of(field.name)), "")
    counts = Counter(
        path
        for name in names
        for path in shown.parents(next(iter(steps_of(name)), ""))
        if path.rpartition(".")[2].removesuffix("[]") == last
    )
    path, most = max(counts.items(), key=lambda each: (each[1], each[0]), default=("", 0))
    return path if most * 2 > len(names) else ""


@asked_once
def shown_in(section: Section) -> Shown:
    """Return what the samples of a section show, and those of its parts."""
    return Shown([sample for text in codes_of(section) if (sample := json_of_sample(text)) is not None])


def _lists(item: Item) -> list[List]:
    return [block for block in item.blocks if isinstance(block, List)]


def _name(item: Item) -> str:
    """Return the name in code or in bold with which an item begins; "" for none."""
    first = next(iter(item.text.runs), None)
    return first.text.strip(" :\uff1a") if first is not None and (first.code or first.strong) else ""
