"""Reads the blocks of one section of a page after the other: which of them are fields, and what is said of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.extract.failures.error_tables import is_error_table, statuses_said
from driftwatch.extract.fields.components import documented_field, front_fields, marks_need, status_of_titles
from driftwatch.extract.fields.field import DocumentedField, steps_of
from driftwatch.extract.fields.field_lines import assigned_fields, line_field
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.fields.field_tables import header_fields, marks_optional, states_access, table_fields
from driftwatch.extract.fields.header_lines import headers_of_code, headers_of_items, names_in_code
from driftwatch.extract.fields.keyed_tables import keyed_fields
from driftwatch.extract.fields.legends import need_of_all, of_all
from driftwatch.extract.fields.need_sentences import needs_said
from driftwatch.extract.fields.sample_roots import payload_of, sample_of
from driftwatch.extract.fields.schema_code import described_by_schema
from driftwatch.extract.fields.statements import depends_in, introduces_values
from driftwatch.extract.fields.type_shapes import fields_of_shape, shapes_of
from driftwatch.extract.fields.value_sentences import values_said
from driftwatch.extract.fields.value_tables import Listed, listed_by_bullets, listed_in, names_values
from driftwatch.extract.text.blocks import Block, Callout, Code, FieldBlock, List, Paragraph, Run, Section, Table, Text
from driftwatch.extract.text.columns import columns_of, names_arguments
from driftwatch.extract.words.role_words import COMMON
from driftwatch.extract.words.roles import (
    Aim,
    aim_of,
    is_example_title,
    names_members,
    names_parameters,
    need_of,
    role_of_title,
)
from driftwatch.extract.words.wording import is_conditional, tidy, unboxed, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.endpoint_headings import call_of_blocks, call_of_section
from driftwatch.platforms.messages.field_sentences import as_in, listed_by, taken_from
from driftwatch.platforms.messages.named_bodies import NamedBodies
from driftwatch.platforms.messages.named_lines import headed_field, placed_items
from driftwatch.platforms.messages.page_labels import SUPPOSED, label_of, last_label
from driftwatch.platforms.messages.raw_messages import shown_by_messages
from driftwatch.platforms.messages.role_lines import (
    Said,
    fields_of_items,
    fields_of_rows,
    names_in_items,
    names_in_line,
)
from driftwatch.platforms.messages.schema_cells import (
    names_whole,
    statuses_of_schemas,
    whole_of_request,
    wholes_of_answers,
)
from driftwatch.platforms.messages.shown_members import with_members
from driftwatch.platforms.messages.statuses import (
    announces_answers,
    consists_of_reasons,
    listed_statuses,
    names_codes,
    phrased_at_head,
    status_above,
    status_aside,
    status_at_head,
    status_behind_label,
    status_of_heading,
    status_of_label,
    statuses_aside,
    statuses_in,
    statuses_of_lines,
    statuses_of_row,
    statuses_of_table,
)
from driftwatch.platforms.messages.statuses_in_code import status_called, statuses_shown
from driftwatch.platforms.messages.titles_of_blocks import head_of, is_way, title_of
from driftwatch.platforms.messages.told import Path, Told
from driftwatch.platforms.messages.whole_bodies import REQUEST, Whole, returned_by, sent_by
from driftwatch.platforms.messages.widdershins import as_written, enumerated_values, of_body
from driftwatch.platforms.pages.surroundings import Surroundings, status_of

_MEDIA_TYPE: Final = lazy_regex(
    r"content-type\W{0,6}(application/[\w.+-]{1,60}|multipart/form-data|text/[\w.+-]{1,40})", re.IGNORECASE
)
_SCHEMES: Final = frozenset(("authorization", "authorizations", "security"))
_BODIES: Final = frozenset(("body", "response body", "request body", "content", "payload", "response"))
_SENT: Final = Aim("request", "body")
_DEPTH: Final = 40


class SectionReader(Surroundings):
    """Reads the blocks of one section after the other."""

    def __init__(self, bodies: NamedBodies, *, stars: bool, marked: bool, legend: bool | None) -> None:
        super().__init__()
        self.bodies = bodies
        self.page = bodies.place
        self.stars = stars
        self.marked = marked
        self.legend = legend
        """What a sentence says of all that is sent on the page, where nothing else is said."""
        self.need: bool | None = None
        self.section = Section()
        self.blocks: Sequence[Block] = ()
        self.has_headers = False
        """Whether a table of headers stands above, in the same section."""
        self.at = 0
        self.following: Block | None = None
        """The block right below the one that is read."""

    def told(self, section: Section, path: Path, sections: tuple[Section, ...]) -> Iterator[Told]:
        """Yield what the section at `path` says; of `sections`, it last, the titles count for its fields."""
        self.enter(section, path, sections)
        self.section, self.blocks = section, section.blocks
        self.has_headers = False
        self.need = need_of_all(section)
        self.shown = frozenset()
        self.at = -1
        is_below = aim_of(self.titles[:-1]).side == "response"
        beside = [each.title for each in sections[-2].children] if len(sections) > 1 and not is_below else []
        own = self.titles[-1] if self.titles else section.title
        status = status_of_titles([own]) if is_below else status_of_heading(own, beside)
        if role_of_title(section.title) == "response":
            status = status or status_of_label(section.heading, is_told=is_below) or status_aside(section.title)
        yield from self._answers(*((status,) if status else statuses_aside(section.title)))
        described = -1
        for self.at, (block, self.following) in enumerate(zip_longest(section.blocks, section.blocks[1:])):
            if (number := self.at) <= described:
                continue  # it says what the field above is, and what is in it
            if isinstance(block, Paragraph) and (told := self._stated(block.states)) is not None:
                described = number + block.spans
                yield told
            else:
                yield from self._block(block)
                self.leave(block)

    def _stated(self, block: FieldBlock | None) -> Told | None:
        """Read a field that a component states which nobody knows, below a heading that says what it is for."""
        aim = aim_of(self.here)
        if block is None or not aim.side or aim.is_elsewhere:
            return None
        return self._told(fields=(documented_field(block, place=self.place, within=block.within),))

    @property
    def _head(self) -> str:
        """The innermost label or title above."""
        return next(iter((*self.label[-1:], *self.titles[-1:])), "")

    def _block(self, block: Block, depth: int = 0) -> Iterator[Told]:
        if isinstance(block, Paragraph):
            yield from self._paragraph(block.text)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, List):
            yield from self._list(block, depth)
        elif isinstance(block, Code):
            self.show(block.text)
            yield from self._code(block)
        elif isinstance(block, FieldBlock) and (aim_of(self.here).side or not block.is_drawn):  # as tables are believed
            field = documented_field(block, place=self.place, within=block.within)
            yield replace(self._told(fields=(field,), is_component=True), is_boxed=marks_need(block))
        elif depth < _DEPTH:
            for inner in block.blocks:
                yield from self._block(inner, depth + 1)

    def _list(self, block: List, depth: int) -> Iterator[Told]:
        if self._names_schemes(block):
            return
        if values := self._values_of(listed_by_bullets(block) if self.valued else None):
            yield self._told(values=values)
            return
        if (label := last_label(block, self.following)) and len(block.items) == 1:
            self.read(label)
            yield from self._answers(*listed_statuses(block, self.here[-1:], told=aim_of(self.here).side == "response"))
            return
        told_so = self.is_of_fields()
        named = told_so and (names_members(self.heading) or self.is_part_of_named or self.shows_names(block))
        explains = not told_so and self.explains_sample(block)
        untyped = told_so or explains or (self.is_below_call and all(len(each.text.runs) > 1 for each in block.items))
        listed = names_in_code(block, aim_of(self.here))
        fields = list_fields(listed, place=self.place, untyped=untyped, named=named) or placed_items(block, self.place)
        fields = with_members(fields, block.items, self.section)
        fields = fields or headers_of_items(block, aim_of(self.here), place=self.place)
        if self.has_headers and aim_of(self.here).within == "header":
            fields = tuple(field for field in fields if "-" in field.name)  # others are values of one of them
        if fields:
            told = self._told(fields=fields)
            yield self._as_shown(told) if explains and not told.aim.side else told
        else:
            by_role = tuple(fields_of_items(block, place=self.place))
            yield from self._of_roles(by_role)
            yield from self._behind(() if named else names_in_items(block, by_role))
        yield from (self._told(whole=whole) for item in block.items if (whole := self._keyed_whole(item.text)))
        told_so = aim_of(self.here).side == "response" or self._announces_answers(block)
        told_so = told_so or (consists_of_reasons(block) and call_of_section(self.section) is not None)
        yield from self._answers(*listed_statuses(block, self.here[-1:], told=told_so))
        yield from (self._told(values=values) for item in block.items if (values := values_said(item.text)))
        yield from self._labelled(block, depth, frozenset(field.name for field in fields))
        if label:
            self.read(label)

    def _names_schemes(self, block: List) -> bool:
        """Tell whether a list below "Authorizations" names schemes that stand elsewhere: its items are links alone.

        A name in code may be that of a header, and so may one of which more is said below it.
        """
        if word(self.heading) not in _SCHEMES or any(item.blocks for item in block.items):
            return False
        runs = [run for item in block.items for run in item.text.runs if run.text.strip()]
        return all(run.href and not run.code for run in runs)

    def _of_roles(self, found: Iterable[Said]) -> Iterator[Told]:
        """Aim fields as the words say behind which they stand, where their section names the call that they are of."""
        said = tuple(found)
        for label, fields in said if said and call_of_section(self.section) is not None else ():
            yield replace(self._told(fields=fields), aim=aim_of((label,)))

    def _announces_answers(self, block: List) -> bool:
        """Tell whether the paragraph right above a list says that it is of answers."""
        own = 0 < self.at < len(self.blocks) and self.blocks[self.at] is block
        above = self.blocks[self.at - 1] if own else None
        return isinstance(above, Paragraph) and announces_answers(above.text)

    def _code(self, block: Code) -> Iterator[Told]:
        if block.info == "front-matter":
            yield self._told(fields=front_fields(block.text))
            return
        is_generated = self.at > 0 and isinstance(self.blocks[self.at - 1], Callout)  # as widdershins labels samples
        aim = aim_of(self.here) if role_of_title(self.heading) and not is_generated else Aim()
        shapes = shapes_of(block, place=self.place, stars=self.stars) if aim.side and not aim.is_elsewhere else ()
        fields = fields_of_shape(shapes, aim.side) or headers_of_code(block, aim, place=self.place)
        if (schema := described_by_schema(block, self.blocks, self.at, self.here, place=self.place)) is not None:
            yield replace(self._told(fields=schema.fields), aim=schema.aim)
            return
        shown = replace(self._told(fields=fields), sample=sample_of(block)) if fields else None
        yield from (shown,) if shown is not None else self._sample(block)
        called = (replace(each, aim=Aim("response")) for each in self._answers(*status_called(block)))
        yield from self._answers(*statuses) if (statuses := statuses_shown(block)) else called

    def _paragraph(self, text: Text) -> Iterator[Told]:
        field = headed_field(self.blocks, self.at, text, here=self.here, head=self._head, place=self.place)
        if field is not None:
            yield self._told(fields=(field,))
            return
        if aim_of(self.here).side == "request" and (assigned := assigned_fields(text, place=self.place)):
            yield self._told(fields=assigned)
            return
        self.read(text)
        yield from self._noted(text)
        yield from self._of_all_fields(text)
        if (named := self.bodies.behind_label(text)) is not None:
            yield self._told(whole=named)
            return
        yield from self._behind(names_in_line(text))
        yield from (self._told(whole=whole) for whole in (self._returned(text), self._sent(text)) if whole)
        is_line = any(run.code for run in text.runs[1:3]) and aim_of(self.here).side
        if is_line and (field := line_field(text, place=self.place)) is not None:
            yield self._told(fields=(field,))

    def _as_shown(self, told: Told) -> Told:
        """Return the members of a sample as those of the message that the sample is said to be."""
        return replace(told, aim=aim_of(self.around_sample), status=status_of(self.around_sample), is_of_sample=True)

    def _sample(self, block: Code) -> Iterator[Told]:
        """Yield a body as a sample shows it; what a command of curl sends is one of a request, wherever it stands."""
        sent = payload_of(block)
        sample = sample_of(block) if sent is None else sent
        if sample is not None:
            told = replace(self._titled(self._told(), title_of(block)), sample=sample)
            yield told if sent is None else replace(told, aim=_SENT)
        for aim, status, shown in shown_by_messages(block) if aim_of(self.here).side != "webhook" else ():
            yield replace(self._told(), aim=aim, status=status, sample=shown)

    def _titled(self, told: Told, title: str) -> Told:
        """Aim a sample as its own title says: ```` ```json title="Response 201" ````."""
        aim = Aim("response" if role_of_title(title) == "response" else "request")
        is_told = title and told.aim.side != "webhook"
        return replace(told, aim=aim, status=status_of((*self.here, title))) if is_told else told

    def _sent(self, text: Text) -> Whole | None:
        """Return what a sentence says that the body is, be it that only its heading says so: "A [widget](#widget)"."""
        found = sent_by(text, self.page, self.bodies.objects) or self.bodies.sent_by(text)
        aim = aim_of(self.here)
        if found is not None or aim.side != "request" or aim.within not in ("", "body"):
            return found
        is_titled = role_of_title(next(reversed(self.here)))
        return self.bodies.below_heading(text, REQUEST) if is_titled else None

    def _keyed_whole(self, text: Text) -> Whole | None:
        """Return what an item says that all of the body is: "**Body**: a [widget](#widget)"."""
        first, *rest = text.runs or (Run(""),)
        is_body = first.strong and word(first.text.strip(" :\uff1a")) in _BODIES
        aim = aim_of(self.here)
        if not is_body and (aim.side == "response" or self.is_of_answers):
            return self.bodies.of_item(text)
        if not is_body or not aim.side or aim.is_elsewhere or not self.status.startswith("2"):
            return None
        said = Text((replace(rest[0], text=rest[0].text.lstrip(" :\uff1a")), *rest[1:])) if rest else Text()
        return self.bodies.below_heading(said, self.status if aim.side == "response" else REQUEST)

    def _returned(self, text: Text) -> Whole | None:
        """Return what a sentence says is returned, be it that only its heading says so: "The new [widget](#widget)"."""
        found = returned_by(text, self.page, self.bodies.objects) or self.bodies.returned_by(text)
        if found is not None or aim_of(self.here).side != "response" or not role_of_title(next(reversed(self.here))):
            return found
        return self.bodies.below_heading(text, self.status)

    def _labelled(self, block: List, depth: int, known: AbstractSet[str]) -> Iterator[Told]:
        """Yield what stands inside items that serve as headings: "- Parameters:" with a table below it.

        Those that are `known` are fields, which hold what is below them.
        """
        outer = self.intro, self.label, self.is_chosen
        is_choice, self.is_choice = self.is_choice, False  # of what stands in this list, and nothing behind it
        is_told = any(map(role_of_title, self.titles[-1:]))  # by the heading, which speaks of more than the section
        for item in block.items if depth < _DEPTH else ():
            label = label_of(item.text) if item.blocks and not introduces_values(item.text) else ()
            names = {said.strip(" *:\uff1a") for said in label}
            if item.text.codes and item.text.runs[0].code and all(isinstance(inner, List) for inner in item.blocks):
                code = item.text.codes[0]
                names |= {code, code.partition(":")[0]}  # be it with a value: `fold: true`
            if label and known.isdisjoint(names):
                self.intro, self.label = label, (*outer[1], *label)
                self.is_chosen = outer[2] or is_choice
                for inner, self.following in zip_longest(item.blocks, item.blocks[1:]):
                    yield from (replace(each, is_item=not is_told) for each in self._block(inner, depth + 1))
                self.intro, self.label, self.is_chosen = outer
        self.is_choice = self.is_chosen

    def _told(
        self,
        *,
        fields: tuple[DocumentedField, ...] = (),
        responses: tuple[tuple[str, tuple[DocumentedField, ...]], ...] = (),
        media_type: str = "",
        values: Mapping[str, tuple[str, ...]] | None = None,
        whole: Whole | None = None,
        is_component: bool = False,
        names_arguments: bool = False,
    ) -> Told:
        if fields and self.of_other_message(first for field in fields for first in steps_of(field.name)[:1]):
            self.said = ()
        own = self.intro if self.ends_in_label else ()  # the table right below it is no remark behind the sample
        titles = [title for title in self.here if title in own or not (names_arguments and is_example_title(title))]
        aim = aim_of(titles)
        return Told(
            place=(self.path, self.at),
            aim=aim,
            status=self.status,
            is_status_said=self.is_status_said,
            fields=self.bodies.led(self._with_need(fields, aim), aim),
            responses=responses,
            media_type=media_type,
            values=values or {},
            whole=whole,
            is_component=is_component,
            names_arguments=names_arguments,
            is_of_parameters=bool(fields) and names_parameters(self.heading),
            subject=self.subject,
            path=self.named,
            methods=self.methods,
            is_said=bool(self.said) and not aim_of((*self.titles, *self.label)).side,
            is_supposed=self.said == (SUPPOSED,) and not aim_of((*self.titles, *self.label)).side,
            is_common=any(word(said).startswith(COMMON) for said in self.intro),
            is_held=bool(self.owner) and self.is_held,
            part=self.part_said,
            titled=self.titled if fields else "",
            type_said=self.type_said if fields else "",
        )

    def _behind(self, found: Iterable[Said]) -> Iterator[Told]:
        """Yield fields that stand on one line behind a label, which says what they are for as a heading would."""
        outer = self.label
        for label, fields in found:
            self.label = (label,)
            told, self.label = self._told(fields=fields), outer
            yield replace(told, is_said=told.is_said or told.aim.side == "response")

    def _with_need(self, fields: tuple[DocumentedField, ...], aim: Aim) -> tuple[DocumentedField, ...]:
        """Fill in whether fields are required as their heading says, or a sentence that speaks of all that is sent."""
        need, said = need_of(self.here), self.legend if self.need is None else self.need
        is_sent = need is None and aim.side in ("", "request")
        for_each = (need if not is_sent or field.default is not UNSET else said for field in fields)
        found = (
            replace(field, required=needed) if field.required is None and needed is not None else field
            for field, needed in zip(fields, for_each, strict=True)
        )
        found = (
            replace(field, required=None) if field.required and depends_in(field.says) else field for field in found
        )
        if not self.is_chosen:
            return tuple(found)
        # what one of several commands needs the call as a whole does not
        return tuple(replace(field, required=None) if field.required else field for field in found)

    def _noted(self, text: Text) -> Iterator[Told]:
        """Read a content type or a status that a paragraph names."""
        plain = tidy(text.plain)
        side = aim_of(self.here).side
        if side != "response" and (media_type := _MEDIA_TYPE.search(plain[:500])):
            yield self._told(media_type=media_type[1].lower())
        is_told = side == "response" or self.is_of_answers
        if is_told and (listed := statuses_of_lines(text)):
            yield from self._answers(*listed)
            return
        status = (status_behind_label(text) or phrased_at_head(text)) if is_told else ""
        status = status or (status_above(text) if side == "response" else "")
        status = status or (status_at_head(unboxed(plain), is_told=True) if self.is_of_answers else "")
        yield from self._answers(*((status,) if status else statuses_in(text)))

    def _of_all_fields(self, text: Text) -> Iterator[Told]:
        said, also = of_all(text), taken_from(text)
        optional = said if said is not None and not said.required and not said.is_legend else None
        is_alone = aim_of(self.here).side == "request" and role_of_title(self.heading)
        linked = (as_in(text) if is_alone else None) or listed_by(text, self.page)
        if optional or also or linked:
            yield replace(self._told(), of_all=optional, also=also, as_in=linked)
        if values := values_said(text):
            yield self._told(values=values)
        if (needs := needs_said(text)) and not any(map(is_conditional, (self.section.title, *self.label))):
            yield replace(self._told(), needs=needs)

    def _table(self, table: Table) -> Iterator[Told]:
        values = enumerated_values(table)
        is_of_fields = self.is_of_fields() and not names_values(self.here[-2:])
        values = {} if is_of_fields and len(values) == len(table.rows) else values
        values = values or self._values_of(listed_in(table, told=True) if self.valued else None)
        if values:
            yield self._told(values=values)
            return
        if names_values(self.titles[-2:]) and listed_in(table, told=True) is not None:
            return
        if call_of_blocks((table,)) is not None:
            # its rows say what the call is: "Method | POST", and with what it answers
            yield from self._answers(*(status for row in table.rows for status in statuses_of_row(row)))
            yield from self._of_roles(fields_of_rows(table, place=self.place))
            return
        is_failed = aim_of(self.here).side == "response" and self.status[:1] in ("4", "5")
        if is_failed and is_error_table(table, is_announced=True):
            return
        statuses = self._statuses(table)
        sent = whole_of_request(table, self.page) if aim_of(self.here).side == "request" else None
        is_whole = aim_of(self.here).within == "body" and names_whole(table)
        yield from () if statuses or sent or is_whole else (self._fields(table),)
        yield from self._answers(*statuses_of_schemas(table))
        if aim_of(self.here).side != "webhook":
            yield from (self._told(whole=whole) for whole in wholes_of_answers(table, self.bodies))
        yield from (self._told(whole=sent),) if sent is not None else ()
        yield from self._answers(*statuses)

    def _values_of(self, listed: Listed | None) -> dict[str, tuple[str, ...]]:
        """Return the values of the field that the sentence right above says they are of."""
        words = (listed.words or tuple(map(str, listed.numbers))) if listed is not None else ()
        return {self.valued: words} if words else {}

    def _fields(self, table: Table) -> Told:
        marked = self.marked and aim_of(self.here).side == "response"  # in a request all the unmarked may be optional
        outer, place = self.label, self.place
        self.label = (*outer, *head_of(table, self.here, self.blocks, self.at))
        told_so = self.is_of_fields() or self.label != outer
        fields = table_fields(table, place=place, stars=self.stars, marked=marked, told=told_so)
        aim = aim_of(self.here)
        if not fields and aim.side in ("", "request"):
            fields = header_fields(table, place=place, told=aim.within == "header")
            self.has_headers |= bool(fields)
        if not fields and told_so and aim.within != "header":
            fields = keyed_fields(table, place=place)
        if self.is_array and aim_of(self.here).within in ("", "body"):
            fields = tuple(replace(field, name=f"[].{field.name}") for field in fields)
        fields = of_body(as_written(table, fields))
        is_resource = bool(fields) and states_access(table)
        told = self._told(fields=fields, names_arguments=names_arguments(table.header))
        told = replace(told, is_asked=self._is_asked(table), is_way=not is_resource and is_way(self.title, fields))
        self.label = outer
        if is_resource and told.aim.side == "request" and told.aim.within in ("", "query"):
            told = replace(told, aim=Aim("response"), is_asked=False, names_arguments=False)
        return replace(told, is_marked=marks_optional(table)) if fields else told

    def _statuses(self, table: Table) -> tuple[str, ...]:
        """Return the statuses with which the rows of a table of answers begin, or its cells in words."""
        is_told = self.is_of_answers
        found = statuses_of_table(table) if is_told or aim_of(self.here).side == "response" else ()
        return found or (statuses_said(table) if is_told else ())

    def _is_asked(self, table: Table) -> bool:
        said = role_of_title(next(iter(self.intro), ""))
        return said == "input" and aim_of(self.here).side == "response" and "required" in columns_of(table.header)

    def _answers(self, *statuses: str, fields: tuple[DocumentedField, ...] = ()) -> Iterator[Told]:
        """Yield the statuses that the call around answers with."""
        found = tuple((status, fields) for status in statuses if status)
        if found and aim_of(self.here).side != "webhook":
            is_of_codes = any(map(names_codes, self.titles[-1:]))
            told = self._told(responses=found)
            yield replace(told, is_of_answers=self.is_of_answers, is_of_codes=is_of_codes)
