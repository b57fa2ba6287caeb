"""Names at the heads of items in other clothes: several that an item gives together, and one as a path has it.

"`page`, `size`: Paging" says the same of each; "`:id` - Its id" is about `id`.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Item, Run, Text
from driftwatch.patterns import lazy_regex

NAME: Final = lazy_regex(r"[A-Za-z_$@][\w$@.\[\]-]{0,80}")
_BETWEEN: Final = lazy_regex(r"\s?(?:[,/&\u3001\uff0c]|,?\s(?:and|und|et|y|e|\u0438|\u548c))\s?")
_BEHIND: Final = lazy_regex(r"\s?(?:[:\uff1a(\uff08]|[\u2013\u2014-]\s)")
"""What stands between the names and what they are; without it they may be the begin of any sentence."""
_MOST: Final = 6
"""Names that an item gives together."""
_IN_PATH: Final = lazy_regex(r":([A-Za-z_][\w-]{0,60})|\{([A-Za-z_][\w-]{0,60})\}|<([A-Za-z_][\w-]{0,60})>")


def in_plain(item: Item) -> Item:
    """Return an item that begins with a parameter as a path writes it as if it began with its name: "`:id` - Its"."""
    first, *rest = item.text.runs or (Run(""),)
    match = _IN_PATH.fullmatch(first.text.strip()) if first.code else None
    if match is None:
        return item
    return replace(item, text=Text((replace(first, text=match[1] or match[2] or match[3]), *rest)))


def apart(items: Sequence[Item], *, told: bool) -> tuple[Item, ...]:
    """Return items, and one for each name of those that begin with several, where it is `told` that they are fields.

    What stands in such an item is of no one. Where no other item begins with a name alone, or one has that name, they
    are remarks on how fields depend on others.
    """
    found = [_names(item.text.runs) if told and len(item.text.runs) > 1 and not item.blocks else () for item in items]
    if not any(found):
        return tuple(items)
    alone = {item.text.runs[0].text for item, names in zip(items, found, strict=True) if item.text.runs and not names}
    is_of_fields = any(map(NAME.fullmatch, alone))
    return tuple(
        each
        for item, names in zip(items, found, strict=True)
        for each in (_each(item, names) if is_of_fields and alone.isdisjoint(run.text for run in names) else (item,))
    )


def _each(item: Item, names: Sequence[Run]) -> tuple[Item, ...]:
    rest = item.text.runs[2 * len(names) - 1 :]
    return tuple(Item(Text((name, *rest)), ()) for name in names) or (item,)


def _names(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs at the head of an item that are names, all in code or all in bold; () for fewer than two."""
    found: list[Run] = []
    for name, behind in zip(runs[: 2 * _MOST : 2], runs[1 : 2 * _MOST : 2], strict=False):
        is_alike = name.code == runs[0].code and name.strong == runs[0].strong and (name.code or name.strong)
        if not is_alike or behind.code or behind.strong or not NAME.fullmatch(name.text):
            return ()
        found.append(name)
        if not _BETWEEN.fullmatch(behind.text):
            return tuple(found) if len(found) > 1 and _BEHIND.match(behind.text) else ()
    return ()
