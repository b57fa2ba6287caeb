"""Labels that stand right between two lists, so that Markdown takes them for the end of the item above them.

"- `size`: How large", and on the next line "**Response:**" above "- `id`: ...". Rendered they are the last line of that
item, and both lists are one; what is meant are two with a label between them. Readers of fields are shown them so.
"""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Block, Item, List, Paragraph, Run, Section, Text
from driftwatch.extract.words.roles import role_of_title
from driftwatch.platforms.messages.statuses import is_of_answers

_COLONS: Final = (":", "\uff1a")
_LONGEST: Final = 60


def with_labels_apart(page: Section) -> Section:
    """Return a page with such lists taken apart; the same page where there are none."""
    is_any = any(_is_joined(block) for _, section in page.walk() for block in section.blocks)
    return _apart(page) if is_any else page


def _is_joined(block: Block) -> bool:
    return isinstance(block, List) and any(_label_of(item) is not None for item in block.items[:-1])


def _apart(section: Section) -> Section:
    blocks = tuple(inner for block in section.blocks for inner in (_parts(block) if _is_joined(block) else (block,)))
    return replace(section, blocks=blocks, children=tuple(map(_apart, section.children)))


def _parts(block: Block) -> Iterator[Block]:
    assert isinstance(block, List)  # noqa: S101 - `_is_joined` says so
    items: list[Item] = []
    for number, item in enumerate(block.items):
        label = _label_of(item) if number + 1 < len(block.items) else None
        if label is None:
            items.append(item)
            continue
        own = item.text.runs[: -len(label.runs)]
        last = replace(own[-1], text=own[-1].text.rstrip())
        yield replace(block, items=(*items, replace(item, text=Text((*own[:-1], last)))))
        yield Paragraph(label)
        items = []
    yield replace(block, items=tuple(items))


def _label_of(item: Item) -> Text | None:
    """Return the label in bold with which an item ends, with its colon: what it announces is not in the item."""
    runs = item.text.runs
    at = len(runs) - 1
    if at < 1 or item.blocks or runs[at].text.rstrip()[-1:] not in _COLONS:  # which holds for most items
        return None
    at -= not runs[at].strong and runs[at].text.strip() in _COLONS
    label, before = runs[at], runs[at - 1] if at else Run("")
    said = "".join(run.text for run in runs[at:]).strip()
    is_alone = label.strong and not label.code and before.text.endswith((" ", "\n")) and said.endswith(_COLONS)
    title = said.rstrip(":\uff1a ")
    if not is_alone or len(title) > _LONGEST or not (role_of_title(title) or is_of_answers(title)):
        return None
    return Text(runs[at:])
