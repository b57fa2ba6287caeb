"""Everything on a page that is like a field, with what its headings say of it; which call it belongs to comes later."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.blocks import Block, Code, FieldBlock, List, Paragraph, Section, Table, Text
from driftwatch.extract.components import documented_field, status_of_titles
from driftwatch.extract.field_headings import heading_field
from driftwatch.extract.field_lists import list_fields
from driftwatch.extract.field_tables import table_fields
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.legends import question_marks_mean_optional, stars_mean_required
from driftwatch.extract.role_words import NEUTRAL, OBJECTS
from driftwatch.extract.roles import Aim, aim_of, group_of_title, role_of_title
from driftwatch.extract.sample_roots import sample_of
from driftwatch.extract.vocabulary import DEPRECATED_WORDS
from driftwatch.extract.wording import tidy, word
from driftwatch.model.json_values import Json
from driftwatch.platforms.page_objects import Returned, object_names, returned_by, with_targets
from driftwatch.platforms.widdershins import Schemas, enumerated_values, resolved, responses_of, written_status

Path: TypeAlias = tuple[int, ...]
"""Where a section stands: the number of each section on the way to it among its siblings; () is the page."""

Place: TypeAlias = tuple[Path, int]
"""A section and the number of a block in it: places sort in reading order within one section."""

_MEDIA_TYPE: Final = re.compile(
    r"content-type\W{0,6}(application/[\w.+-]{1,60}|multipart/form-data|text/[\w.+-]{1,40})", re.IGNORECASE
)
_STATUS: Final = re.compile(r"(?:HTTP )?([1-5]\d\d|[1-5]xx|default)\b", re.IGNORECASE)
_ARRAY: Final = re.compile(
    r"\b(?:takes|accepts|expects|returns|is|send|sends|contains|receives)\s(?:\w{1,20}\s){0,3}(?:array|list)\sof\s[^.:]{1,80}:$"
    r"|(?:数组|列表)[^。：:]{0,40}[:：]$|(?:массив|список)\s[^.:]{1,80}:$",
    re.IGNORECASE,
)
"""A sentence that says of the table right below it that the body is an array of such."""
_VALUES: Final = re.compile(
    r"\b(?:values?|options?|one\sof|either|example|events?|errors?|codes?|models?)\b[^.]{0,60}[:：]$|(?:值|选项)[^。]{0,20}[:：]$"
    r"|(?:значени|один\sиз)[^.]{0,40}:$",
    re.IGNORECASE,
)
"""A sentence that says of the list right below it that it is one of values, and not of fields."""
_PARTS: Final = re.compile(
    r"\bobject\b|\b(?:each|every)\s(?:\w+\s)?(?:in|of)\b|\b(?:following|these)\s(?:\w+\s){0,2}(?:fields|parameters|properties|attributes|keys|members)\b"
    r"|对象|字段|объект|пол(?:я|ями)\b",
    re.IGNORECASE,
)
"""What a sentence about one field says of the list or table below it, where that describes what is in the field."""
_BODY: Final = re.compile(
    r"\b(?:response|request|body|payload)\b[^.`]{0,60}\b(?:contains?|includes?|has|holds?|returns?|takes?|accepts?|with)\b",
    re.IGNORECASE,
)
"""What a sentence says before it names a field that stands in the body itself."""
_SENTENCE: Final = 200
_LABEL: Final = 80
_OBJECT: Final = f" {OBJECTS[0]}"
"""Behind the name of a field: what stands below is in it, or nowhere."""
_DEPTH: Final = 40


class Told(Struct, frozen=True, kw_only=True):
    """What one block says of a call's fields."""

    place: Place
    aim: Aim
    status: str = "200"
    """Of the response, where the aim is one."""
    fields: tuple[DocumentedField, ...] = ()
    responses: tuple[tuple[str, tuple[DocumentedField, ...]], ...] = ()
    media_type: str = ""
    values: Mapping[str, tuple[str, ...]] = {}
    """Name -> allowed values of fields that stand elsewhere."""
    returned: Returned | None = None
    is_component: bool = False
    sample: Json = None
    """A body as JSON."""
    subject: Path = ()
    """The innermost section around them whose heading names something, and no role: "Widget object"."""
    part: str = ""
    """The title of that section, where it stands inside one whose heading says the role; or the field in which the
    fields stand, as a sentence says."""
    is_held: bool = False
    """The sentence says that the body holds that field, of which nothing else may be told."""

    @property
    def says_role(self) -> bool:
        """Whether it says of itself that its fields are sent or returned: by its headings, or field by field."""
        return bool(self.aim.side) or (bool(self.fields) and all(field.within for field in self.fields))


def sections_of(page: Section) -> Iterator[tuple[Path, tuple[Section, ...], Section]]:
    """Yield every section in reading order, with its place and the sections above it, outermost first."""
    waiting: list[tuple[Path, tuple[Section, ...], Section]] = [((), (), page)]
    while waiting:
        path, above, section = waiting.pop()
        yield path, above, section
        inner = ((*above, section),)
        waiting.extend(((*path, at), *inner, child) for at, child in reversed(list(enumerate(section.children))))


def told_by(page: Section, schemas: Schemas, place: str = "") -> tuple[Told, ...]:
    """Return all that the page at `place` says of fields, in reading order; its tables may link to `schemas`.

    The page's own title says nothing of them: a page may well be called "Query".
    """
    marked = question_marks_mean_optional(page)
    reader = _Reader(schemas, place, object_names(page), stars=stars_mean_required(page), marked=marked)
    return tuple(
        told
        for path, above, section in sections_of(page)
        for told in _of_section(path, above, section, reader)
        if told.fields or told.responses or told.media_type or told.values or told.returned or told.sample is not None
    )


def _of_section(path: Path, above: tuple[Section, ...], section: Section, reader: "_Reader") -> Iterator[Told]:
    around = above[1:]
    titles = tuple(inner.title for inner in around)
    named = heading_field(section, place=above[-1].title) if above else None
    if named is not None:
        aim = aim_of(titles)
        yield Told(place=(path, 0), aim=aim, status=_status(titles), fields=(named,), subject=_subject(path, around))
        return
    inner = (*around, section) if above else ()
    yield from reader.told(section, path, inner)


def _subject(path: Path, sections: Sequence[Section]) -> Path:
    """Return the innermost of these sections on the way to `path` whose heading names a subject of its own."""
    for length in range(len(sections), 0, -1):
        section = sections[length - 1]
        if not section.kind and not role_of_title(section.title) and word(section.title) not in NEUTRAL:
            return path[:length]
    return ()


def _status(titles: Sequence[str]) -> str:
    return status_of_titles(list(titles)) or "200"


class _Reader:
    """Reads the blocks of one section after the other."""

    def __init__(self, schemas: Schemas, page: str, objects: Mapping[str, str], *, stars: bool, marked: bool) -> None:
        self.schemas = schemas
        self.page = page
        self.objects = objects
        self.stars = stars
        self.marked = marked
        self.path: Path = ()
        self.titles: tuple[str, ...] = ()
        self.title = ""
        self.subject: Path = ()
        self.part = ""
        self.is_array = False
        self.introduces_values = False
        self.owner = ""
        self.is_held = False
        self.intro: tuple[str, ...] = ()
        self.label: tuple[str, ...] = ()
        self.at = 0

    def told(self, section: Section, path: Path, sections: tuple[Section, ...]) -> Iterator[Told]:
        """Yield what the section at `path` says; of `sections`, it last, the titles count for its fields."""
        self.is_array &= path[:-1] == self.path  # the sentence may stand above the heading of its table
        self.path, self.title, self.label, self.intro, self.owner = path, section.title, (), (), ""
        self.titles = tuple(each.title for each in sections)
        self.subject = _subject(path, sections)
        depth = len(self.subject)
        roles = [bool(role_of_title(title)) for title in self.titles]
        self.part = self.titles[depth - 1] if depth and any(roles[:depth]) and not any(roles[depth:]) else ""
        if DEPRECATED_WORDS & set(self.part.lower().split()):
            self.part = ""  # they are of the same object as those that are not
        self.part = self.part or group_of_title(self.titles[-1] if self.titles else "")
        for number, block in enumerate(section.blocks):
            self.at = number
            yield from self._block(block)
            said = tidy(block.text.plain)[-_SENTENCE:] if isinstance(block, Paragraph) else ""
            self.is_array = bool(_ARRAY.search(said))
            self.introduces_values = bool(_VALUES.search(said))

    def _block(self, block: Block, depth: int = 0) -> Iterator[Told]:
        if isinstance(block, Paragraph):
            self.intro = _label(block.text)
            self.label = self.intro or self.label
            self.owner, self.is_held = _owner(block.text)
            yield from self._noted(block.text)
            yield self._told(returned=returned_by(block.text, self.page, self.objects))
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, List):
            yield self._told(fields=list_fields(block, place=self.place, untyped=self._is_of_fields()))
            yield self._told(responses=self._listed_statuses(block))
        elif isinstance(block, Code):
            yield replace(self._told(), sample=sample_of(block))
        elif isinstance(block, FieldBlock):
            field = documented_field(block, place=self.place, within=block.within)
            yield self._told(fields=(field,), is_component=True)
        elif depth < _DEPTH:
            for inner in block.blocks:
                yield from self._block(inner, depth + 1)

    @property
    def here(self) -> tuple[str, ...]:
        return (*self.titles, *self.label)

    @property
    def place(self) -> str:
        return (*((self.title,) if self.title else ()), *self.label)[-1] if self.title or self.label else ""

    def _told(
        self,
        *,
        fields: tuple[DocumentedField, ...] = (),
        responses: tuple[tuple[str, tuple[DocumentedField, ...]], ...] = (),
        media_type: str = "",
        values: Mapping[str, tuple[str, ...]] | None = None,
        returned: Returned | None = None,
        is_component: bool = False,
    ) -> Told:
        return Told(
            place=(self.path, self.at),
            aim=aim_of(self.here),
            status=_status(self.here),
            fields=with_targets(fields, self.page),
            responses=responses,
            media_type=media_type,
            values=values or {},
            returned=returned,
            is_component=is_component,
            subject=self.subject,
            is_held=bool(self.owner) and self.is_held,
            part=f"{self.owner}{_OBJECT}" if self.owner else ("" if any(map(role_of_title, self.label)) else self.part),
        )

    def _is_of_fields(self) -> bool:
        """Tell whether a list here is one of fields, though it may state no types."""
        aim = aim_of(self.here)
        heading = next(iter((*self.intro, *self.titles[-1:])), "")
        is_told = bool(role_of_title(heading)) or (not self.intro and word(heading) in NEUTRAL)
        return bool(aim.side) and not aim.is_elsewhere and not self.introduces_values and (is_told or bool(self.owner))

    def _noted(self, text: Text) -> Iterator[Told]:
        """Read a content type or a status that a paragraph names."""
        plain = tidy(text.plain)
        side = aim_of(self.here).side
        media_type = _MEDIA_TYPE.search(plain[:500])
        if media_type and side != "response":
            yield self._told(media_type=media_type[1].lower())
        status = _STATUS.search(plain) if len(plain) <= _LABEL and side == "response" else None
        if status and plain.lower().startswith(("response", "http", status[1].lower())):
            yield self._told(responses=((written_status(status[1]), ()),))

    def _table(self, table: Table) -> Iterator[Told]:
        values = enumerated_values(table)
        if values:
            yield self._told(values=values)
            return
        marked = self.marked and aim_of(self.here).side == "response"  # in a request all the unmarked may be optional
        fields = table_fields(table, place=self.place, stars=self.stars, marked=marked)
        if self.is_array and aim_of(self.here).within in ("", "body"):
            fields = tuple(replace(field, name=f"[].{field.name}") for field in fields)
        yield self._told(fields=resolved(table, fields, self.schemas))
        yield self._told(responses=tuple(responses_of(table, self.schemas)))

    def _listed_statuses(self, block: List) -> tuple[tuple[str, tuple[DocumentedField, ...]], ...]:
        here = self.here
        if aim_of(here).side != "response" and not any("response" in word(title) for title in here[-1:]):
            return ()
        found = ((_STATUS.match(tidy(item.text.plain)), item) for item in block.items)
        return tuple((written_status(match[1]), ()) for match, item in found if match and item.text.runs[0].code)


def _owner(text: Text) -> tuple[str, bool]:
    """Return the field whose parts stand right below a sentence, and whether the sentence says that a body holds it.

    "`filter` is an object with these fields:", "The response contains a `report` object with the following fields:".
    """
    plain = tidy(text.plain)[-_SENTENCE:]
    if not plain.endswith((":", "：")) or len(text.codes) != 1 or not _PARTS.search(plain):
        return "", False
    return text.codes[0], _BODY.search(plain.partition(text.codes[0])[0]) is not None


def _label(text: Text) -> tuple[str, ...]:
    """Return a paragraph that serves as a heading: all strong, or short with a colon at its end."""
    plain = tidy(text.plain)
    if len(plain) > _LABEL or not plain:
        return ()
    strong = "".join(run.text for run in text.runs if run.strong).strip(" :")
    return (plain.rstrip(":： "),) if text.is_label or plain.endswith((":", "：")) or role_of_title(strong) else ()
