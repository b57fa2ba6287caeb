"""The tree that every page is read into: sections that hold blocks, whether the page was Markdown, MDX or HTML.

Twins of a page (its HTML and its `.md`) give the same tree as far as their markup says the same.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from itertools import pairwise
from typing import Generic, Literal, TypeAlias, TypeVar

from msgspec import UNSET, Struct, UnsetType

from driftwatch.model.record import Record

Within: TypeAlias = Literal["path", "query", "header", "cookie", "body", "response", ""]
"""Where a documented field travels; "" when its markup does not say."""


_Asked = TypeVar("_Asked", bound=Struct)
_Answer = TypeVar("_Answer")


class _Kept(Generic[_Asked, _Answer]):
    """A property that is found out once, and stands in the instance from then on, where Python looks first.

    As `functools.cached_property`, without its lock: two threads that ask at once find the same.
    """

    def __init__(self, question: Callable[[_Asked], _Answer]) -> None:
        self._question = question
        self._name = question.__name__

    def __get__(self, instance: _Asked, owner: type[_Asked]) -> _Answer:
        found = instance.__dict__[self._name] = self._question(instance)
        return found


class Run(Record, frozen=True, omit_defaults=True):
    """A stretch of text with one look."""

    text: str
    code: bool = False
    strong: bool = False
    href: str = ""
    variable: bool = False
    """Whether it is set in italics as a step of a path: what stands there is filled in."""


class Text(Record, frozen=True, omit_defaults=True, dict=True):
    """Text whose code spans are kept apart; white space is folded, a line break of the markup is a newline.

    Each is asked for its words twenty times over.
    """

    runs: tuple[Run, ...] = ()

    @_Kept
    def plain(self) -> str:
        """The words alone, trimmed."""
        if len(self.runs) == 1:
            return self.runs[0].text.strip()
        return "".join([run.text for run in self.runs]).strip()

    @property
    def template(self) -> str:
        """The words, with what is filled in between braces where they are a path: `/widgets/{id}`."""
        if len(self.runs) == 1:
            return self.plain
        return "".join(f"{{{run.text}}}" if run.variable else run.text for run in self.runs).strip()

    @_Kept
    def codes(self) -> tuple[str, ...]:
        """What stands in code spans, in order."""
        return tuple([code for run in self.runs if run.code and (code := run.text.strip())])

    @property
    def prose(self) -> str:
        """The words outside code spans, trimmed."""
        return "".join(" " if run.code else run.text for run in self.runs).strip()

    @property
    def has_links(self) -> bool:
        """Whether any of it leads somewhere."""
        return any(run.href for run in self.runs)

    @property
    def is_label(self) -> bool:
        """Tell whether all of it is strong, as in a paragraph that serves as a heading."""
        runs = [run for run in self.runs if run.text.strip(" :\n")]
        return bool(runs) and all(run.strong for run in runs)


class Paragraph(Struct, frozen=True):
    """A run of prose."""

    text: Text
    states: "FieldBlock | None" = None
    """The field that it is the name of, as a component states it that a site made for itself."""
    spans: int = 0
    """Blocks behind it that are still in that component, and say what the field is."""


class Table(Struct, frozen=True):
    """A table of rectangular rows: spans are expanded, and a merged first cell is carried down."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    beyond: tuple[Text, ...] = ()
    """Cells that stand under no column."""


class Code(Struct, frozen=True):
    """A code block: `lang` is the first word of its info string, `info` the rest, without ` theme={null}`."""

    lang: str
    info: str
    text: str


class Item(Struct, frozen=True):
    """One entry of a list, with the blocks nested in it."""

    text: Text
    blocks: "tuple[Block, ...]" = ()


class List(Struct, frozen=True):
    """A list; items of definitions read `term: what it is`."""

    items: tuple[Item, ...]
    is_definitions: bool = False


class FieldBlock(Struct, frozen=True, kw_only=True):
    """A field as a component of the page states it: ParamField, ResponseField, or their HTML."""

    name: str
    """As written; "" is the body's root."""
    within: Within = ""
    type: str = ""
    required: bool | None = False
    """None where its markup may say either, and says neither."""
    deprecated: bool = False
    default: str | UnsetType = UNSET
    blocks: "tuple[Block, ...]" = ()
    """Its description."""
    fields: "tuple[FieldBlock, ...]" = ()
    """Fields of its Expandable."""
    words: tuple[str, ...] = ()
    """What else its markup shows: a placeholder, an initial value, what its Expandable is called."""
    apart: "tuple[Block, ...]" = ()
    """What stands inside it and says nothing of the field itself: other fields in tabs, prose of its Expandable."""
    is_boxed: bool = False
    """Its markup is that of generators which mark each field that may be left out, and no other."""
    is_drawn: bool = False
    """Only its looks say that it is a field: a card or an entry of a changelog may have the same."""


class Callout(Struct, frozen=True):
    """A note apart from the text: `kind` is note, info, tip, warning, danger, check or quote.

    `label` is the kind as the page writes it ("caution"), which readers see above a note without a title; else "".
    `drawn` is the table that it is written as, whose words stand for those of the blocks.
    """

    kind: str
    blocks: "tuple[Block, ...]" = ()
    label: str = ""
    drawn: Table | None = None


Block: TypeAlias = Paragraph | Table | Code | List | FieldBlock | Callout


def behind_bold(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """Yield each stretch in bold that is no code, with what follows up to the next: "**URL:** /x **Method:** GET"."""
    starts = [number for number, run in enumerate(runs) if run.strong and not run.code]
    for start, end in pairwise((*starts, len(runs))):
        yield runs[start].text, "".join(run.text for run in runs[start + 1 : end])


def tables_of(blocks: Sequence[Block]) -> Iterator[Table]:
    """Yield the tables among these blocks, those inside callouts included."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Callout):
            yield from tables_of(block.blocks)


class Section(Struct, frozen=True, kw_only=True, dict=True):
    """A heading (or accordion, tab, step) with what stands below it. The page itself is the section of level 0 or 1.

    What is found out about it is kept with it (`asked_once`), and is no part of what it is.
    """

    title: str = ""
    level: int = 0
    blocks: tuple[Block, ...] = ()
    children: "tuple[Section, ...]" = ()
    anchor: str = ""
    marks: tuple[str, ...] = ()
    """Further anchors, which stand right above the heading: `<a id="x"></a>`."""
    heading: Text = Text()
    """The title with its code spans apart."""
    kind: str = ""
    """accordion, tab, step, card, expandable; "" for a heading."""
    has_required_stars: bool = False
    """Of a page: its markup sets stars apart as signs of what is required."""

    def walk(self) -> "Iterator[tuple[tuple[Section, ...], Section]]":
        """Yield every section in reading order with the sections above it, outermost first."""
        yield (), self
        for above, section in self._walked_below:
            yield (self, *above), section

    @_Kept
    def _walked_below(self) -> "tuple[tuple[tuple[Section, ...], Section], ...]":
        # Without the section itself: what is kept with it would hold it, and a page would go with a sweep alone.
        return tuple(pair for inner in self.children for pair in _walk(inner, ()))


def _walk(section: Section, above: tuple[Section, ...]) -> Iterator[tuple[tuple[Section, ...], Section]]:
    yield above, section
    around = (*above, section)
    for inner in section.children:
        yield from _walk(inner, around)


def asked_once(question: Callable[[_Asked], _Answer]) -> Callable[[_Asked], _Answer]:
    """Keep the answer to a question about a section or a text with it: several readers of a page ask the same."""
    name = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def answer(asked: _Asked) -> _Answer:
        known = asked.__dict__
        if name not in known:
            known[name] = question(asked)
        found: _Answer = known[name]
        return found

    return answer
