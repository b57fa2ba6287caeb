"""Objects that a page describes once and that its calls return or take, by what links and words call them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.dictionaries import anchor_of, dictionaries
from driftwatch.extract.fields.field import NAMED, DocumentedField, field_facts
from driftwatch.extract.fields.field_headings import heading_fields
from driftwatch.extract.fields.field_lists import list_fields
from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.fields.legends import question_marks_mean_optional
from driftwatch.extract.fields.mson import Attributes
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.fields.object_links import link_of_type
from driftwatch.extract.fields.sample_roots import Shown, sample_of, wrapped_by
from driftwatch.extract.fields.statements import introduces_values
from driftwatch.extract.fields.value_tables import Listed, listed_by_bullets, listed_in, names_values
from driftwatch.extract.text.blocks import Code, List, Paragraph, Run, Section, Table, Text, asked_once, tables_of
from driftwatch.extract.text.columns import columns_of, is_field_table, names_arguments
from driftwatch.extract.words.role_words import NEUTRAL
from driftwatch.extract.words.roles import Aim, aim_of, says_role
from driftwatch.extract.words.type_words import names_type, schema_of_type
from driftwatch.extract.words.wording import slug, word
from driftwatch.model.facts import Field
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.address_headings import call_at
from driftwatch.platforms.messages.page_labels import label_of, role_said
from driftwatch.platforms.messages.whole_bodies import FAILURES, stem_of, subject_of, target_of
from driftwatch.platforms.messages.widdershins import (
    enumerated_values,
    fields_of_schema,
    is_of_schema,
    shown_type,
    with_values,
)

_PUNCTUATION: Final = lazy_regex(r"[^\w\s-]")
"""What GitHub and Hugo leave out of a title to make its anchor, with nothing in its place."""
_TYPE_NAME: Final = lazy_regex(r"[A-Za-z_]\w{1,60}")
_OF_OBJECT: Final = lazy_regex(r"(?:The\s)?([A-Z]\w{1,60})\s(?:[Oo]bject|[Mm]odel|[Rr]esource|[Ss]chema|[Ss]tructure)")
"""A title that names a type, and only says besides what that is: "Widget object"."""
_CLASS_NAME: Final = lazy_regex(r"[A-Z][A-Za-z]{0,40}[a-z][A-Z][A-Za-z0-9]{1,40}")
_TYPE: Final = lazy_regex(r"\s?:\s?(\S.{0,400})")
_ENUM: Final = lazy_regex(r"enum\s?\(([^()]{1,400})\)")
_NO_TITLES: Final[Mapping[str, str]] = {}
_PLACES: Final = frozenset(("path", "query", "header", "cookie"))
_FEW: Final = 2
"""Headings that have to name members before they are believed instead of a table further down."""
_EXAMPLE: Final = lazy_regex(r"\W{0,3}(?:examples?|samples?)\b", re.IGNORECASE)
_IN_CALL: Final = lazy_regex(
    r"\b(?:query|path|url|header|cookie|get)[-\s](?:string\s)?(?:param\w{0,8}|arg\w{0,6}|strings?|variables?)\b"
    r"|\brequest\sheaders?\b|\bquerystring",
    re.IGNORECASE,
)
"""Words of what travels beside the body of a call."""


@asked_once
def object_names(page: Section) -> dict[str, str]:
    """Return the anchors of the sections of a page that say by their title that they describe an object, by its name.

    >>> object_names(Section(children=(Section(title="Widget Object", anchor="widget-object"),)))
    {'widget': 'widget-object'}
    """
    found: dict[str, str] = {}
    titled = [(section, said) for _, section in page.walk() if subject_of(said := word(section.title)) != said]
    calls = _with_calls(page)[1] if titled else set()
    for section, said in titled:
        name = subject_of(said).removeprefix("the ").strip()
        is_object = id(section) not in calls or any(_tables(section))  # "Get a widget item" does something with one
        is_named = name not in FAILURES and not says_role(section.title)
        if is_named and is_object and section.anchor:
            found.setdefault(name, section.anchor)
    return found


def _with_calls(page: Section) -> tuple[set[int], set[int]]:
    """Return the identities of the sections that document a call, and of those around them."""
    found = _naming_calls(page)
    return {id(section) for _, section in found}, {id(each) for above, _ in found for each in above}


def _of_calls(page: Section) -> set[int]:
    """Return the identities of the sections that document a call, which a part called "HTTP request" may name."""
    found = _naming_calls(page)
    around = (above[-1] for above, section in found if len(above) > 1 and word(section.title) in NEUTRAL)
    return {id(section) for _, section in found} | {id(section) for section in around}


def _naming_calls(page: Section) -> list[tuple[tuple[Section, ...], Section]]:
    """Return the sections that name a call, each behind those around it."""
    return [(above, section) for above, section in page.walk() if call_at(section, above) is not None]


def with_targets(
    fields: Iterable[DocumentedField],
    place: str,
    titles: Mapping[str, str] = _NO_TITLES,
    page: Section | None = None,
    *,
    sent: bool = False,
) -> tuple[DocumentedField, ...]:
    """Write out where the types of fields of the page at `place` lead: by a link, or as one of its `titles`.

    A name as code has it, which no section of the page is called, another page may describe. What the description of
    a field leads to on the `page` is in the field, if what is described there may be.
    """
    led = ((field, field.target or link_of_name(named_type(field.type)[0], titles)) for field in fields)
    return tuple(
        replace(
            field,
            target=target_of_type(target, place),
            listed=target_of(field.listed, place) if field.listed else "",
            described=target_of(field.described, place) if _tells_members(field.described, page, sent=sent) else "",
            children=with_targets(field.children, place, titles, page, sent=sent),
        )
        if target or field.listed or field.described or field.children
        else field
        for field, target in led
    )


def _tells_members(link: str, page: Section | None, *, sent: bool) -> bool:
    """Tell whether there is a link, and what it leads to on the page may be in an object: in any, or in one `sent`."""
    if page is None or not link.startswith("#"):
        return bool(link)
    return link[1:] in _anchors_of_members(page)[sent]


@asked_once
def _anchors_of_members(page: Section) -> tuple[frozenset[str], frozenset[str]]:
    """Return the anchors of sections that may tell what is in any object, and in one that is sent.

    What says of itself that it travels in the path, the query or headers is in none, nor is an example; what is sent is
    not returned.
    """
    found: set[str] = set()
    others: set[str] = set()
    sent: set[str] = set()
    for above, section in page.walk():
        if above and section.anchor:
            anchors = _anchors(section, above[-1])
            found.update(anchors)
            aims = tuple(_aims(section, tuple(each.title for each in above[1:])))
            is_other = _EXAMPLE.match(section.title) or any(aim.within in _PLACES for aim in aims)
            others.update(anchors if is_other else ())
            sent.update(anchors if any(aim.side == "request" for aim in aims) else ())
    return frozenset(found - others - sent), frozenset(found - others)


def _aims(section: Section, around: tuple[str, ...]) -> Iterator[Aim]:
    """Yield what the titles, labels and tables of a section, and of those right below it, say of the fields there."""
    for each in (section, *section.children):
        titles = (*around, section.title, each.title)
        yield aim_of(titles)
        for block in each.blocks:
            if isinstance(block, Paragraph):
                yield aim_of((*titles, *label_of(block.text), *role_said(block.text)))
                if _IN_CALL.search(block.text.plain):
                    yield Aim("request", "query")
            elif isinstance(block, Table) and "within" in columns_of(block.header):
                yield Aim("request", "query")
            elif isinstance(block, Table) and names_arguments(block.header):
                yield Aim("request")


def link_of_name(name: str, titles: Mapping[str, str]) -> str:
    """Return where is described what a type is called: here, or on another page; "" for a word that may be anything."""
    return titles.get(name, "") or (f"{NAMED}{slug(name)}" if name and _CLASS_NAME.fullmatch(name) else "")


@asked_once
def titled_types(page: Section) -> dict[str, str]:
    """Return links to the sections that describe what types are called: those of one word with a table of fields.

    A word behind it may say that it is an object, where no other section is called so exactly. What two sections are
    called says nothing.
    """
    exact: dict[str, list[str]] = {}
    of_objects: dict[str, list[str]] = {}
    for above, section in page.walk():
        match = _OF_OBJECT.fullmatch(section.title)
        title, found = (match[1], of_objects) if match else (section.title, exact)
        is_named = above and section.anchor and _TYPE_NAME.fullmatch(title) and not schema_of_type(title)
        if is_named and any(_tables(section)) and not says_role(title):
            found.setdefault(title, []).append(f"#{section.anchor}")
    return {title: anchors[0] for title, anchors in {**of_objects, **exact}.items() if len(anchors) == 1}


def target_of_type(target: str, place: str) -> str:
    """Return the place to which a link of a type leads; what another page describes by its name stays that name."""
    return target_of(target, place) if target and not target.startswith(NAMED) else target


def objects_of(page: Section, place: str) -> dict[str, tuple[Field, ...]]:
    """Return what sections of the page at `place` describe, by the anchors that links name; facts stand at `schema`.

    What a page describes that documents no call is known by the page's own name as well.
    """
    titles = titled_types(page)
    found = {anchor_of(name): _facts(fields, place, titles) for name, fields in dictionaries(page).items()}
    found |= {anchor: _facts(fields, place, titles) for anchor, fields in Attributes(page).objects().items()}
    calls, around_calls = _with_calls(page)
    marked = question_marks_mean_optional(page)
    for above, section in page.walk():
        if not above or not section.anchor or id(section) in calls or says_role(section.title):
            continue
        is_around = id(section) in around_calls  # what stands in its parts is sent or returned there
        facts = _facts(_fields(section, section.title, marked=marked, neutral_only=is_around), place, titles, page)
        for anchor in _anchors(section, above[-1]) if facts else ():
            found.setdefault(anchor, facts)
    if not calls and (own := _fields(_all_of(page), "", marked=marked, neutral_only=True)):
        found.setdefault(stem_of(place), _facts(own, place, titles, page))
    return found


def _all_of(page: Section) -> Section:
    """Return the one section that a page consists of, where its title is a smaller heading; else the page."""
    return page.children[0] if not page.title and not page.blocks and len(page.children) == 1 else page


def described_in(page: Section) -> Iterator[tuple[Section, tuple[DocumentedField, ...]]]:
    """Yield the sections of a page that describe an object of their own, with its fields; no two of one anchor."""
    calls = _of_calls(page)
    marked = question_marks_mean_optional(page)
    taken: set[str] = set()
    for above, section in page.walk():
        is_own = bool(above) and section.anchor and section.anchor not in taken and id(section) not in calls
        if is_own and not says_role(section.title):
            taken.add(section.anchor)
            if fields := _fields(section, section.title, marked=marked, neutral_only=True):
                yield section, fields


def listed_by(page: Section, place: str) -> dict[str, Listed]:
    """Return the values that sections of a page list in their first table, by the anchors that links name.

    What the page lists below its own title alone is known by the page's own name as well.
    """
    found: dict[str, Listed] = {}
    structures = Attributes(page).anchors
    own = None if page.children else _listed(page)
    if own is not None:
        found[stem_of(place)] = own
    for above, section in page.walk():
        told = names_values(each.title for each in (*above[1:], section))
        is_own = bool(above) and bool(section.anchor) and section.anchor not in structures
        listed = _listed(section, told=told) if is_own else None
        if listed is not None:
            for anchor in _anchors(section, above[-1]):
                found.setdefault(anchor, listed)
    return found


def _listed(section: Section, *, told: bool = False) -> Listed | None:
    """Return the values of the first table of a section, or of the one list that is there in place of it."""
    table = next(tables_of(section.blocks), None)
    if table is not None:
        return listed_in(table, section.title, told=told)
    lists = [block for block in section.blocks if isinstance(block, List)]
    return listed_by_bullets(lists[0]) if len(lists) == 1 else None


def _anchors(section: Section, above: Section) -> tuple[str, ...]:
    """Name a section as links may: by its anchor, its title, both with that of the section around it, as a schema."""
    schema = f"schema{slug(section.title).replace('-', '')}"  # as widdershins links to it
    joined = _PUNCTUATION.sub("", section.title.lower()).strip().replace(" ", "-")
    return section.anchor, slug(section.title), joined, f"{above.anchor}-{section.anchor}", schema, *section.marks


def _facts(
    fields: Sequence[DocumentedField], place: str, titles: Mapping[str, str], page: Section | None = None
) -> tuple[Field, ...]:
    return field_facts(with_targets(fields, place, titles, page), at="schema", stated_by="table") if fields else ()


def _fields(section: Section, title: str, *, marked: bool, neutral_only: bool = False) -> tuple[DocumentedField, ...]:
    """Return the fields of the first table in a section, else those of its headings; `title` is where they stand.

    Of a page as a whole only what stands below it, or below a heading that names nothing, is its own.
    """
    inner = [section, *(each for each in section.children if word(each.title) in NEUTRAL)]
    around = inner if neutral_only else [each for _, each in section.walk()]
    whole = shown_type(section)
    schemas = ((each, fields_of_schema(each, place=title, whole=whole)) for each in around)
    tables = (
        (each, table_fields(table, place=title, marked=marked))
        for each in around
        for table in _tables(each)
        if not is_of_schema(table)
    )
    told = _says_object(section.title)
    listed = ((each, fields) for each in inner for fields in _listed_fields(each, title, told=told))
    described = chain(
        (one for one in chain(schemas, tables) if _are_of_object(one[1])),
        (one for one in listed if _are_of_object(one[1]) or (told and one[1])),
    )
    holder, found = next(described, (section, ()))
    below: tuple[DocumentedField, ...] = ()
    if not found or (holder is not section and _says_object(holder.title)):
        below = tuple(
            field for each in inner for child in each.children for field in heading_fields(child, place=title)
        )
    # Else an object of its own stands behind the headings that name members of this one.
    if found and len(below) < _FEW:
        shown = Shown([sample_of(block) for block in holder.blocks if isinstance(block, Code)])
        return wrapped_by(shown, _with_values(_of_value(found, section.title), around))
    return below or _of_other_type(section)


def _of_value(fields: Sequence[DocumentedField], title: str) -> Sequence[DocumentedField]:
    """Return the root of what has no fields, where generators write the type itself as the one row of its table."""
    is_value = len(fields) == 1 and fields[0].name == title and fields[0].required is None and not title.islower()
    return (replace(fields[0], name=""),) if is_value and not fields[0].children else fields


def _of_other_type(section: Section) -> tuple[DocumentedField, ...]:
    """Return the root of what is an array, a map or one of several values, as a line says: "**Type** : [Box](#box)[]".

    Swagger2Markup writes so of what has no fields of its own.
    """
    for block in section.blocks:
        first, *rest = block.text.runs if isinstance(block, Paragraph) and block.text.runs else (Run(""),)
        said = _TYPE.match("".join(run.text for run in rest)) if first.strong and word(first.text) == "type" else None
        if said is not None and names_type(said[1]):
            values = _ENUM.fullmatch(said[1])
            enum = tuple(sorted(map(str.strip, values[1].split(",")))) if values else ()
            kind = "string" if values else said[1]
            return (DocumentedField(name="", type=kind, enum=enum, target=link_of_type(Text(tuple(rest)))),)
    return ()


def _says_object(title: str) -> bool:
    """Tell whether a title says that it is one of an object: "Widget object"."""
    return subject_of(said := word(title)) != said


def _listed_fields(section: Section, place: str, *, told: bool) -> Iterator[tuple[DocumentedField, ...]]:
    """Yield the fields of the first list of a section, which state their types; those of a table that states none.

    Where it is `told` that an object is described, names alone are its fields, unless the sentence above says values.
    """
    for above, block in pairwise((Paragraph(Text()), *section.blocks)):
        is_of_values = isinstance(above, Paragraph) and introduces_values(above.text)
        if isinstance(block, Table) and told:
            yield table_fields(block, place=place, told=True)
        elif isinstance(block, List):
            yield () if is_of_values else list_fields(block, place=place, untyped=told)
            return


def _with_values(fields: Iterable[DocumentedField], sections: Iterable[Section]) -> tuple[DocumentedField, ...]:
    """Give fields the values that a table below theirs lists, one a row: `Property | Value`."""
    tables = (block for each in sections for block in each.blocks if isinstance(block, Table))
    values = {name: listed for table in tables for name, listed in enumerated_values(table).items()}
    found = tuple(fields)
    if [field.name for field in found] == [""] and len(values) == 1:
        values = {"": next(iter(values.values()))}  # a schema that is a value lists them below its title
    return tuple(with_values(found, values))


def _are_of_object(fields: Sequence[DocumentedField]) -> bool:
    """Tell whether a table describes an object: it says the types of most of its fields."""
    return bool(fields) and sum(bool(field.type) for field in fields) * 2 >= len(fields)


def _tables(section: Section) -> Iterator[Table]:
    for block in section.blocks:
        if isinstance(block, Table) and is_field_table(block.header):
            yield block
