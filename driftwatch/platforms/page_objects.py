"""Objects that a page describes once and that its calls return or take: "Returns a [widget](#widget-object)"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.blocks import Code, List, Paragraph, Run, Section, Table, Text, tables_of
from driftwatch.extract.columns import is_field_table
from driftwatch.extract.dictionaries import anchor_of, dictionaries
from driftwatch.extract.field_headings import heading_fields
from driftwatch.extract.field_lists import list_fields
from driftwatch.extract.field_tables import table_fields
from driftwatch.extract.fields import NAMED, DocumentedField, field_facts
from driftwatch.extract.legends import question_marks_mean_optional
from driftwatch.extract.mson import Attributes
from driftwatch.extract.named_types import named_type
from driftwatch.extract.object_links import PARTIAL
from driftwatch.extract.places import place_of
from driftwatch.extract.role_words import NEUTRAL, OBJECTS
from driftwatch.extract.roles import names_message, role_of_title
from driftwatch.extract.sample_roots import Shown, sample_of, wrapped_by
from driftwatch.extract.statements import introduces_values
from driftwatch.extract.type_words import schema_of_type
from driftwatch.extract.value_tables import Listed, listed_by_bullets, listed_in, names_values
from driftwatch.extract.wording import slug, word
from driftwatch.model import address
from driftwatch.model.facts import AnyFact, Field, MediaType, RequestBody, Response
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.address_headings import call_at
from driftwatch.platforms.widdershins import enumerated_values, fields_of_schema, is_of_schema, with_values

RETURNS: Final = lazy_regex(
    r"\b(?:returns?|responds?\swith|responses?(?:\sbody)?\s(?:is|are|contains?|includes?))\b|возвращает|в\sответе|返回|响应为|zwraca|renvoie"
    r"|devuelve|retorna",
    re.IGNORECASE,
)
SENDS: Final = lazy_regex(
    r"\A\W{0,4}(?:(?:the|this|its|json|http|raw|post|put|patch|request)\s){0,5}(?:body|payload)"
    r"(?:\s(?:of|for)\s(?:the|this|your)\s(?:request|call|endpoint))?"
    r"(?:\s?[:\uff1a]|\s(?:(?:must|should|has\sto|needs\sto)\s)?(?:is|be|contains?|holds?|takes?|consists?\sof)\b)(?!\snot\b)"
    r"|\A\W{0,4}(?:(?:the|this)\s(?:request|call|endpoint|operation|method|command|route)(?:\sbody)?\s)?(?:takes|accepts|expects)\b"
    r"|\bin\s(?:the|its|your)\s(?:request\s)?(?:body|payload)(?:\sof\s(?:the|this|your)\s(?:request|call))?,?\s"
    r"(?:supply|provide|send|pass|include|specify|submit|post)\b"
    r"|\b(?P<given>send|post|submit|pass|provide|supply|include)\b",
    re.IGNORECASE,
)
"""What a sentence says before it names what is sent; what is `given` is the body if the words behind it say so."""
_AS_BODY: Final = lazy_regex(
    r"\b(?:in|as)\s(?:(?:the|its|your|json|http|raw|post|put|patch|request)\s){0,4}(?:body|payload)\b", re.IGNORECASE
)
ENDS: Final = lazy_regex(r"[.!?。！？\n](?:(?<=[。！？\n])|(?=\s|$))")
MANY: Final = lazy_regex(r"\b(?:array|list|collection)s?\sof\b|массив|список|数组|列表|lista|liste", re.IGNORECASE)
_OR: Final = lazy_regex(r"\s?(?:objects?\s)?(?:,\s?)?(?:or|или|或|oder|ou|lub)\s?(?:an?\s|the\s)?$", re.IGNORECASE)
_HOLDER: Final = lazy_regex(
    r"\b(?:object|response|body|payload)\s(?:(?:that|which)\s)?(?:contain(?:s|ing)|with|hold(?:s|ing)|whose|includ(?:es|ing))\b",
    re.IGNORECASE,
)
"""What comes back is an object, and what the link leads to stands in it."""
_CLAUSE: Final = lazy_regex(r"\b(?:which|that(?=\s\S)|when|where|using|used|see|if)\b", re.IGNORECASE)
_WITHIN: Final = lazy_regex(r"\b(?:under|in|as)\s(?:the\s|an?\s|its\s)?(?:key\s|field\s|property\s)?$", re.IGNORECASE)
SUCCESS: Final = lazy_regex(r"(?<!\d)2\d\d(?!\d)")
_OF_STATUS: Final = lazy_regex(r"[1-5]\d\d(?:\s[A-Za-z ]{2,30})?$")
"""What a link to the meaning of a status says: `200 OK`."""
_SITE: Final = "https://site.invalid/"
DETERMINERS: Final = lazy_regex(
    r"(?:\s(?:and|an?|the|all|this|its|new|newly|created|updated|modified|requested|list|array|collection|of|`?2\d\d`?|code"
    r"|status|response|with))*\s",
    re.IGNORECASE,
)
ALONE: Final = lazy_regex(
    r"(?:(?:an?|the|all|this|its|new|newly|single|list|array|collection|of|requested|created|fetched|updated|modified|"
    r"deleted|activated|deactivated|enrolled|assigned|matching|found|success|object|json|valid|complete|full|type)\s){0,6}",
    re.IGNORECASE,
)
_SAME: Final = lazy_regex(r"\bsame\s(?:\w{1,20}\s)?as\b", re.IGNORECASE)
"""What says that the link leads to another call, which answers alike."""
_SEE: Final = lazy_regex(
    r"(.{0,60}?)\s?[(（](?:see|cf\.?|siehe|voir|véase|см\.)\s(?:also\s)?(?:the\s)?(?:section\s)?", re.IGNORECASE
)
"""What stands before a link to where something is described: "all widgets (see section "."""
DONE: Final = lazy_regex(
    r"s?(?:\s(?:objects?|models?|resources?|entity|entities|records?|relationships?|list|array))?\s?\.?", re.IGNORECASE
)
_PUNCTUATION: Final = lazy_regex(r"[^\w\s-]")
"""What GitHub and Hugo leave out of a title to make its anchor, with nothing in its place."""
TAIL: Final = lazy_regex(
    r"\s(?:if|when|where|once|with|for|that|which|attached|belonging|linked|including|matching|representing)\s"
    r"|\sin\s(?:the|its)\s(?:response\s)?body\b|,\s\w{2,20}ing\s",
    re.IGNORECASE,
)
"""What begins a condition or a clause, behind which no other thing is named that is returned."""
_IN_PART: Final = lazy_regex(rf"{PARTIAL.pattern}|\bonly\b", re.IGNORECASE)
_RESOURCES: Final = ("resource", "resources", "representation")
"""The same as the words for objects, and before them: "a widget resource object"."""
REQUEST: Final = ""
_LONGEST: Final = 300
"""Characters of a sentence before its link."""
_FAILURES: Final = frozenset(("error", "errors", "exception", "failure", "fault"))
"""What objects of failure are called: a call that "returns an error" does not return it with a success."""
_TYPE_NAME: Final = lazy_regex(r"[A-Za-z_]\w{1,60}")
_CLASS_NAME: Final = lazy_regex(r"[A-Z][A-Za-z]{0,40}[a-z][A-Z][A-Za-z0-9]{1,40}")
_NO_TITLES: Final[Mapping[str, str]] = {}


class Whole(Struct, frozen=True):
    """The object that is all of a body: one of them, or an array; `target` is `resources/widget#widget-object`."""

    target: str
    is_array: bool = False
    status: str = "200"
    """Of the response; `REQUEST` for the body that is sent."""
    within: str = ""
    """The field of the body that holds it; "" for the body itself."""


def returned_by(text: Text, place: str, objects: Mapping[str, str] | None = None) -> Whole | None:
    """Return what a sentence says that a call returns, where it links to a section of a page; `place` is its own.

    Without a link it may name one of the `objects` that the page itself describes: "Returns the new widget."
    """
    return _linked(text, place) or (_named(text.plain, place, objects, RETURNS) if objects else None)


def sent_by(text: Text, place: str, objects: Mapping[str, str]) -> Whole | None:
    """Return what a sentence says that the body sent is: "The body is a [widget](#widget)", "Takes all widgets"."""
    sentence, is_named = "", False
    for number, run in enumerate(text.runs):
        verb = SENDS.search(sentence) if run.href and not is_named else None
        if verb:
            after = ENDS.split("".join(each.text for each in text.runs[number + 1 :]), maxsplit=1)[0]
            is_alone = ALONE.fullmatch(sentence[verb.end() :].lstrip()) is not None and not role_of_title(run.text)
            is_body = _AS_BODY.search(after) if verb["given"] else DONE.fullmatch(TAIL.split(after, maxsplit=1)[0])
            if not is_alone or not is_body or _is_one_of_several(text.runs[number + 1 :]):
                return None
            is_array = MANY.search(sentence, verb.end()) is not None
            return Whole(target_of(run.href, place), is_array, REQUEST)
        before = sentence
        sentence = ENDS.split(sentence + run.text)[-1][-_LONGEST:]
        is_named = run.code or (is_named and sentence.startswith(before))
    found = _named(text.plain, place, objects, SENDS) if objects else None
    return replace(found, status=REQUEST) if found else None


def whole_below(text: Text, place: str, objects: Mapping[str, str], status: str) -> Whole | None:
    """Return what a few words name below a heading such as "Response": "The new [widget](#widget)", "A widget"."""
    linked = [number for number, run in enumerate(text.runs) if run.href]
    if not linked:
        head = ALONE.match(text.plain)
        is_array = head is not None and MANY.search(head.group()) is not None
        anchor = _anchor(text.plain[head.end() : _LONGEST], objects, is_array=is_array) if head else ""
        return Whole(f"{place}#{anchor}", is_array, status) if anchor else None
    if (seen := _described_there(text, linked[0])) is not None:
        return Whole(target_of(text.runs[linked[0]].href, place), MANY.search(seen) is not None, status)
    if len(linked) != 1 or (status == REQUEST and role_of_title(text.runs[linked[0]].text)):
        return None
    before = "".join(run.text for run in text.runs[: linked[0]])
    after = "".join(run.text for run in text.runs[linked[0] + 1 :])
    is_whole = DONE.fullmatch(TAIL.split(after, maxsplit=1)[0]) and not _IN_PART.search(before + after)
    if not ALONE.fullmatch(before) or not is_whole:
        return None
    return Whole(target_of(text.runs[linked[0]].href, place), MANY.search(before) is not None, status)


def _described_there(text: Text, linked: int) -> str | None:
    """Return the words that name what a link beside them describes: "all widgets (see [Widget](#widget))"."""
    seen = _SEE.fullmatch("".join(run.text for run in text.runs[:linked])[-_LONGEST:])
    if seen is None or not "".join(run.text for run in text.runs[linked + 1 :]).startswith((")", "）")):
        return None
    *before, noun = seen[1].lower().split() or ("",)
    is_named = noun.rstrip("s") in {each.rstrip("s") for each in text.runs[linked].text.lower().split()}
    return seen[1] if noun and is_named and ALONE.fullmatch(" ".join((*before, ""))) else None


def object_names(page: Section) -> dict[str, str]:
    """Return the anchors of the sections of a page that say by their title that they describe an object, by its name.

    >>> object_names(Section(children=(Section(title="Widget Object", anchor="widget-object"),)))
    {'widget': 'widget-object'}
    """
    found: dict[str, str] = {}
    titled = [(section, said) for _, section in page.walk() if _subject(said := word(section.title)) != said]
    calls = _with_calls(page)[1] if titled else set()
    for section, said in titled:
        name = _subject(said).removeprefix("the ").strip()
        is_object = id(section) not in calls or any(_tables(section))  # "Get a widget item" does something with one
        is_named = name not in _FAILURES and not role_of_title(section.title)
        if is_named and is_object and section.anchor:
            found.setdefault(name, section.anchor)
    return found


def _subject(said: str) -> str:
    """Return what is left of a name without the words that only say that it is one of an object.

    >>> _subject("widget resource object"), _subject("widget item object"), _subject("widget")
    ('widget', 'widget item', 'widget')
    """
    for endings in (OBJECTS, _RESOURCES):
        said = next((said.removesuffix(each).rstrip() for each in endings if said.endswith(f" {each}")), said)
    return said


def _with_calls(page: Section) -> tuple[set[int], set[int]]:
    """Return the identities of the sections that document a call, and of those around them."""
    found = [(above, section) for above, section in page.walk() if call_at(section, above) is not None]
    return {id(section) for _, section in found}, {id(each) for above, _ in found for each in above}


def _of_calls(page: Section) -> set[int]:
    """Return the identities of the sections that document a call, which a part called "HTTP request" may name."""
    found = [(above, section) for above, section in page.walk() if call_at(section, above) is not None]
    around = (above[-1] for above, section in found if len(above) > 1 and word(section.title) in NEUTRAL)
    return {id(section) for _, section in found} | {id(section) for section in around}


def _named(text: str, place: str, objects: Mapping[str, str], verbs: re.Pattern[str]) -> Whole | None:
    for sentence in ENDS.split(text):
        verb = verbs.search(sentence[:_LONGEST])
        said = DETERMINERS.match(sentence, verb.end()) if verb and not verb.groupdict().get("given") else None
        if verb and said:
            is_array = MANY.search(sentence, verb.end()) is not None
            anchor = _anchor(sentence[said.end() : _LONGEST], objects, is_array=is_array)
            if anchor:
                status = SUCCESS.search(sentence[: said.end()])
                return Whole(f"{place}#{anchor}", is_array, status[0] if status else "200")
    return None


def _anchor(text: str, objects: Mapping[str, str], *, is_array: bool) -> str:
    """Return the anchor of the object that these words name, up to a clause about it, and nothing else; "" for none."""
    if _IN_PART.search(text) or "[]" in text:
        return ""
    said = word(TAIL.split(text, maxsplit=1)[0]).rstrip(".")
    plain = _subject(said)
    ones = (plain, plain.removesuffix("s"), plain.removesuffix("es"), f"{plain.removesuffix('ies')}y")
    return next((objects[one] for one in ones[: len(ones) if is_array else 1] if one in objects), "")


def _linked(text: Text, place: str) -> Whole | None:
    sentence = ""
    for number, run in enumerate(text.runs):
        is_link = run.href not in ("", "#top") and "<" not in run.href  # what a template fills in leads nowhere
        verb = RETURNS.search(sentence) if is_link and not _OF_STATUS.match(run.text.strip()) else None
        if verb and _is_one_of_several(text.runs[number + 1 :]):
            return None
        is_other = verb is not None and (PARTIAL.search(sentence, verb.end()) or _SAME.search(sentence, verb.end()))
        if verb and (is_other or not _FAILURES.isdisjoint(word(run.text).split())):
            return None
        if verb:
            *others, last = RETURNS.finditer(sentence)
            status = SUCCESS.search(sentence, last.end() if others else 0)
            is_array = MANY.search(sentence, verb.end()) is not None
            holder = _HOLDER.search(sentence, verb.end())
            within = _field_of(text.runs[number + 1 :]) if holder else ""
            if (holder and not within) or (not holder and _CLAUSE.search(sentence, last.end())):
                return None
            return Whole(target_of(run.href, place), is_array, status[0] if status else "200", within)
        sentence = ENDS.split(sentence + run.text)[-1][-_LONGEST:]
    return None


def _field_of(after: Sequence[Run]) -> str:
    """Return the field that the rest of a sentence names: "under the `items` key"."""
    before = ""
    for run in after:
        if run.code and _WITHIN.search(before) and run.text.strip().isidentifier():
            return run.text.strip()
        before += "`" if run.code else run.text
        if ENDS.search(before):
            return ""
    return ""


def _is_one_of_several(after: Sequence[Run]) -> bool:
    """Tell whether what follows a link offers another object in its place: "or a [gadget](#gadget)"."""
    return len(after) > 1 and bool(_OR.match(after[0].text)) and bool(after[1].href)


def target_of(href: str, place: str) -> str:
    """Return the place and the anchor to which a link on the page at `place` leads.

    A link to a page as a whole leads to the object that all of the page describes.
    """
    path, _, anchor = href.partition("#")
    found = place_of(path, f"{_SITE}{place}") if path else place
    return f"{found}#{anchor or _stem(found)}"


def with_targets(
    fields: Iterable[DocumentedField], place: str, titles: Mapping[str, str] = _NO_TITLES
) -> tuple[DocumentedField, ...]:
    """Write out where the types of fields of the page at `place` lead: by a link, or as one of its `titles`.

    A name as code has it, which no section of the page is called, another page may describe.
    """
    led = ((field, field.target or link_of_name(named_type(field.type)[0], titles)) for field in fields)
    return tuple(
        replace(
            field,
            target=target_of_type(target, place),
            listed=target_of(field.listed, place) if field.listed else "",
            children=with_targets(field.children, place, titles),
        )
        if target or field.listed or field.children
        else field
        for field, target in led
    )


def link_of_name(name: str, titles: Mapping[str, str]) -> str:
    """Return where is described what a type is called: here, or on another page; "" for a word that may be anything."""
    return titles.get(name, "") or (f"{NAMED}{slug(name)}" if name and _CLASS_NAME.fullmatch(name) else "")


def titled_types(page: Section) -> dict[str, str]:
    """Return links to the sections that describe what types are called: those of one word with a table of fields.

    What two sections are called says nothing.
    """
    found: dict[str, list[str]] = {}
    for above, section in page.walk():
        is_named = (
            above and section.anchor and _TYPE_NAME.fullmatch(section.title) and not schema_of_type(section.title)
        )
        if is_named and any(_tables(section)) and not _is_role(section.title):
            found.setdefault(section.title, []).append(f"#{section.anchor}")
    return {title: anchors[0] for title, anchors in found.items() if len(anchors) == 1}


def _is_role(title: str) -> bool:
    """Tell whether a title says what is sent or returned, and is no name of a message, as code has them."""
    return bool(role_of_title(title)) and not names_message(title)


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
        if not above or not section.anchor or id(section) in calls or _is_role(section.title):
            continue
        is_around = id(section) in around_calls  # what stands in its parts is sent or returned there
        facts = _facts(_fields(section, section.title, marked=marked, neutral_only=is_around), place, titles)
        for anchor in _anchors(section, above[-1]) if facts else ():
            found.setdefault(anchor, facts)
    if not calls and (own := _fields(page, "", marked=marked, neutral_only=True)):
        found.setdefault(_stem(place), _facts(own, place, titles))
    return found


def described_in(page: Section) -> Iterator[tuple[Section, tuple[DocumentedField, ...]]]:
    """Yield the sections of a page that describe an object of their own, with its fields; no two of one anchor."""
    calls = _of_calls(page)
    marked = question_marks_mean_optional(page)
    taken: set[str] = set()
    for above, section in page.walk():
        is_own = bool(above) and section.anchor and section.anchor not in taken and id(section) not in calls
        if is_own and not _is_role(section.title):
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
        found[_stem(place)] = own
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


def _facts(fields: Sequence[DocumentedField], place: str, titles: Mapping[str, str]) -> tuple[Field, ...]:
    return field_facts(with_targets(fields, place, titles), at="schema", stated_by="table") if fields else ()


def _fields(section: Section, title: str, *, marked: bool, neutral_only: bool = False) -> tuple[DocumentedField, ...]:
    """Return the fields of the first table in a section, else those of its headings; `title` is where they stand.

    Of a page as a whole only what stands below it, or below a heading that names nothing, is its own.
    """
    inner = [section, *(each for each in section.children if word(each.title) in NEUTRAL)]
    around = inner if neutral_only else [each for _, each in section.walk()]
    schemas = ((each, fields_of_schema(each, place=title)) for each in around)
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
    if found:
        shown = Shown([sample_of(block) for block in holder.blocks if isinstance(block, Code)])
        return wrapped_by(shown, _with_values(found, around))
    return tuple(field for each in inner for child in each.children for field in heading_fields(child, place=title))


def _says_object(title: str) -> bool:
    """Tell whether a title says that it is one of an object: "Widget object"."""
    return _subject(said := word(title)) != said


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
    return tuple(with_values(tuple(fields), values))


def _are_of_object(fields: Sequence[DocumentedField]) -> bool:
    """Tell whether a table describes an object: it says the types of most of its fields."""
    return bool(fields) and sum(bool(field.type) for field in fields) * 2 >= len(fields)


def _tables(section: Section) -> Iterator[Table]:
    for block in section.blocks:
        if isinstance(block, Table) and is_field_table(block.header):
            yield block


def _stem(place: str) -> str:
    return place.rpartition("/")[2]


def whole_facts(whole: Whole, media_type: str) -> Iterator[AnyFact]:
    """Yield the facts of a body that is an object, or an array of such; its target stands as the reference."""
    if whole.status == REQUEST:
        at = "request"
        yield RequestBody(at=at, stated_by="prose")
    else:
        at = address.join("response", whole.status)
        yield Response(at=at, status=whole.status, stated_by="prose")
    body = address.join(at, media_type)
    yield MediaType(at=body, name=media_type, has_schema=True, stated_by="prose")
    path = address.ROOT
    if whole.within:
        yield Field(at=address.join(body, path), type=("object",), stated_by="prose")
        path = address.child(path, address.escape(whole.within))
    if whole.is_array:
        yield Field(at=address.join(body, path), type=("array",), stated_by="prose")
        path = address.child(path, "[]")
    yield Field(at=address.join(body, path), ref=whole.target, stated_by="prose")
