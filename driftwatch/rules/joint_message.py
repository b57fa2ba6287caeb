"""What a finding says that stands for several: what happened to the first of them, and where else the same holds.

"The property `size` is gone. The same holds for 12 other operations and for schema `Box`." Members judged by several
rules have a sentence each; where these hold in the same places, that is said once for all.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, TypeAlias

from driftwatch.model.finding import LEVELS, Finding, Level
from driftwatch.model.json_values import canonical
from driftwatch.model.respelling import respelling
from driftwatch.rules.places import PARAMETERS, quoted, spoken

MOST_SENTENCES: Final = 10
"""Sentences of a section that are shown; further ones are counted."""
_MOST_NAMES: Final = 6
"""Statuses, schemas and the like that a sentence names; further ones are counted."""
_MOST_MEMBERS: Final = 10
"""Members of a list that a sentence names besides the first; further ones are counted."""
_MOST_OPERATIONS: Final = 3
"""Operations that a sentence names; of more it says how many, since a report lists what a finding reaches."""
_MOST_LETTERS: Final = 1_500
"""Letters of names, where a sentence names each thing that is new: reports show a sentence of this length whole."""
_SAME: Final = "The same holds "
_BOTH: Final = 2
_NOTICES: Final = "notices"
"""Area of what pages say in sentences."""
_FAILURES: Final = "errors"
"""Area of what pages say of failures; a finding has the failure's name where others have a field."""
_SECURITY: Final = "security"
"""Area of what a caller must prove. Of findings told together here, only scopes of one list differ by their sides."""
_NOUNS: Final = {_FAILURES: "failure", _SECURITY: "security scheme"}
"""What the name of a finding is the name of, by area; elsewhere it is a header, a parameter or a field."""
_OF_SPELLING: Final = " change of spelling"
_OF_WORDS: Final = " change of words"
_SAME_CHANGE: Final = {
    "-property-renamed": _OF_SPELLING, "-parameter-renamed": _OF_SPELLING,
    "api-tag-removed": " change", "api-schema-renamed": " change", "document-moved": " kind of change",
    "-const-added": " kind of change", "-became-enum": " kind of change", "-const-changed": " kind of change",
    "operation-server-changed": " change", "api-tag-added": " kind of change",
    "-enum-value-removed": " kind of change",
}  # fmt: skip
"""Endings of the ids of findings about names or values, with what is the same of several that differ in these."""
_NEW_FIELDS: Final = ("-property-added", "-request-property")
"""Endings of the ids of findings about fields that came."""
_OF_SCOPES: Final = ("-scope-added", "-scope-removed")
"""Endings of the ids of findings that are about one scope that one call needs."""
_OF_PATHS: Final = ("api-path-removed-", "api-removed-", "endpoint-added")
"""Beginnings of the ids of findings about a path, or methods of it, that went or came."""
_NAMED_IF_NEW: Final = frozenset(("field", "header", "parameter", "response"))
"""Nouns of things that a sentence names each, if they are new."""
_LISTED: Final = frozenset(("value", "scope", "base URL"))
"""Nouns of members of lists."""
_BEFORE: Final = "`, before `"
"""Between what a notice states and what it stated."""
_QUOTE: Final = ": `"
"""In front of the sentence in which a notice states it."""
_ToldRoot: TypeAlias = tuple[str, str | None, str | None]
"""Rule, schema and field of what was said."""


def joint_message(members: Sequence[Finding]) -> str:
    """Say what happened to all members; after the first ten sentences, how many more there are.

    Args:
        members: the findings that are told as one, the most severe first.
    """
    sentences = _with_amounts_once(dict.fromkeys(_sentences(_groups_by_rule(members))))
    more = len(sentences) - MOST_SENTENCES
    if more > 0:
        sentences[MOST_SENTENCES:] = [
            f"There {'is' if more == 1 else 'are'} {more} more change{'' if more == 1 else 's'} like these."
        ]
    return " ".join(sentences)


def _with_amounts_once(sentences: Iterable[str]) -> list[str]:
    """Join sentences that state the same amounts of the same thing: these once, then the words of each page.

    >>> _with_amounts_once(["It says `9`, before `5`: `9 a day.`.", "It says `9`, before `5`: `Free: 9`.", "New."])
    ['It says `9`, before `5`: `9 a day.`, `Free: 9`.', 'New.']
    """
    quotes: dict[str, list[str]] = {}
    for sentence in sentences:
        amounts, has_quote, quote = sentence.removesuffix(".").rpartition(_QUOTE)
        if has_quote and _BEFORE in amounts:
            quotes.setdefault(amounts, []).append(f"`{quote}")
        else:
            quotes[sentence] = []
    return [f"{said}: {', '.join(own)}." if own else said for said, own in quotes.items()]


def _groups_by_rule(members: Sequence[Finding]) -> Sequence[Sequence[Finding]]:
    """Part members by the sentence that says it: by rule, by level, and by their own words where they have some.

    A finding stands at the page of its first member: the other members on that page come first.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    page = _page(members[0])
    came = _fields_that_came(members)
    for one in sorted(members, key=lambda one: not one.operations and _page(one) != page):
        apart = one.message if _has_own_words(one) else came.get((one.id, one.operations), "")
        groups.setdefault((one.id, one.level, apart), []).append(one)
    told: set[_ToldRoot] = set()
    return [group for group in groups.values() if not _repeats_body(group, told)]


def _fields_that_came(members: Iterable[Finding]) -> Mapping[tuple[str, tuple[str, ...]], str]:
    """Return the fields that came to bodies, by rule and calls: what one body gained, another one may not have."""
    found: defaultdict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for one in members:
        if one.id.endswith(_NEW_FIELDS) and one.field and one.schema is None:
            found[one.id, one.operations].add(one.field)
    return {key: " ".join(sorted(fields)) for key, fields in found.items()}


def _repeats_body(group: Sequence[Finding], told: set[_ToldRoot]) -> bool:
    """Tell whether the same was said of named schemas as whole bodies: elsewhere they are the type of a property.

    Args:
        group: the members that a sentence would be about.
        told: what was said of whole schemas; takes what this group says of them.
    """
    roots = {(one.id.replace("-body-", "-property-", 1), one.schema, one.field) for one in group}
    is_repeated = roots <= told
    told |= roots if all(one.schema and one.field is None for one in group) else set()
    return is_repeated


def _has_own_words(finding: Finding) -> bool:
    """Tell whether a finding says in words of its own what is there now: a notice, or what a new failure means."""
    return finding.area == _NOTICES or (finding.area == _FAILURES and finding.before is None)


def _sentences(groups: Sequence[Sequence[Finding]]) -> Iterator[str]:
    """Say what each rule found, and where else it holds; once for all rules where that is the same."""
    elsewhere = [_where_else(group) for group in groups]
    worst = min((group[0].level for group in groups), key=LEVELS.index)
    holds_alike = (
        len(groups) > 1 and len(set(elsewhere)) == 1 and elsewhere[0].startswith(_SAME) and _hold_in_same_places(groups)
    )
    exchanges: set[str] = set()
    for group, place in zip(groups, elsewhere, strict=True):
        first = group[0]
        # Which schema stands in place of which is said once, whatever the two differ in.
        message = first.message.removesuffix(f" {first.instead}") if first.instead in exchanges else first.message
        exchanges.update(filter(None, (first.instead,)))
        sentence = f"{_level_and_call(first, groups[0][0], worst)}{message}"
        yield sentence if holds_alike or not place else f"{sentence} {place}"
    if holds_alike:
        yield f"{'Both hold' if len(groups) == _BOTH else 'All of it holds'} {elsewhere[0].removeprefix(_SAME)}"


def _level_and_call(one: Finding, first: Finding, worst: Level) -> str:
    """Begin a sentence about something less severe, or about another call, than the first: "Info: "; else "".

    Who only sends must see that his half asks for nothing. A named schema is told by its name, whichever call has it.
    """
    call = quoted(one.operations[0]) if len(one.operations) == 1 and first.operations else ""
    is_other_call = bool(call) and not one.schema and one.operations[0] not in first.operations
    for_call = f"for {call}" if is_other_call and call not in one.message else ""
    said = " ".join(filter(None, (one.level if one.level != worst else "", for_call)))
    return f"{said[0].upper()}{said[1:]}: " if said else ""


def _hold_in_same_places(groups: Sequence[Sequence[Finding]]) -> bool:
    """Tell whether all groups hold in the same places: "12 other operations" may be 12 different ones for each.

    Notices name their places themselves.
    """
    places = {
        (_but_first([one.status for one in group]), frozenset((one.operations, one.schema, one.field) for one in group))
        for group in groups
    }
    return len(places) == 1 and not any(_has_own_words(group[0]) for group in groups)


def _where_else(members: Sequence[Finding]) -> str:
    """Say where what is said of the first member holds as well; "" of a single one."""
    return f"The same{_what_is_the_same(members)} holds {_other_places(members)}." if len(members) > 1 else ""


def _what_is_the_same(members: Sequence[Finding]) -> str:
    """Return " kind of change" or the like where the names differ that members are about; "" where all is the same.

    Scopes differ unless every call needs each of them.
    """
    if members[0].id.endswith(_OF_SCOPES):
        needs = {(operation, _scope(one)) for one in members for operation in one.operations}
        calls, scopes = ({need[side] for need in needs} for side in (0, 1))
        return "" if len(needs) in (0, len(calls) * len(scopes)) else " kind of change"
    same = next((same for end, same in _SAME_CHANGE.items() if members[0].id.endswith(end)), "")
    if same == _OF_SPELLING and not all(map(_is_respelled, members)):
        same = _OF_WORDS
    return same if len({canonical([one.before, one.after]) for one in members}) > 1 else ""


def _is_respelled(finding: Finding) -> bool:
    return respelling(str(finding.before), str(finding.after)) is not None


def _other_places(members: Sequence[Finding]) -> str:
    """Say where else the same holds: `for 160 other operations, for responses `401`, `403` and for schema `B``."""
    said = list(_phrases(members))
    if not said:
        more = len(members) - 1
        return f"in {more} other place{'' if more == 1 else 's'}"
    return " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0]


def _phrases(members: Sequence[Finding]) -> Iterator[str]:
    first = members[0]
    operations = _operations(members)
    if operations:
        yield operations
    for noun, others in _things(members):
        if others:
            names = tuple(map(quoted, others))
            most = _MOST_MEMBERS if noun in _LISTED else _MOST_NAMES
            most = _fitting(names) if first.names_each and noun in _NAMED_IF_NEW else most
            yield f"for {noun}{'' if len(others) == 1 else 's'} {_joined(names, most)}"
    more = _further_alternatives(members) if first.names_each else 0
    if more:
        yield f"in {more} other place{'' if more == 1 else 's'}"


def _operations(members: Sequence[Finding]) -> str:
    """Say for which other operations the same holds: by the methods of one path, by name, or by number; "" for none.

    A report lists whom a shared schema reaches; only operations are told here that state it themselves.
    """
    first = members[0]
    of_schemas = any(one.schema is not None and one.schema != first.schema for one in members)
    stating = [one for one in members if not of_schemas or one.schema is None]
    others = {operation for one in stating for operation in one.operations}.difference(first.operations)
    if not others:
        return ""
    are_many = len(others) > _MOST_OPERATIONS
    methods = _further_methods(first.operations, others) if are_many or first.id.startswith(_OF_PATHS) else ()
    if methods:
        return f"for the method{'' if len(methods) == 1 else 's'} {', '.join(map(quoted, methods))} of its path"
    if first.names_each and first.location == "operation":
        names = tuple(map(quoted, sorted(others, key=_by_path)))
        return f"for {_joined(names, _fitting(names))}"
    if are_many:
        # A finding stands at one operation, and its first member may reach several.
        return f"for {len(others.union(first.operations)) - 1} other operations"
    return f"for {', '.join(map(quoted, sorted(others)))}"


def _further_methods(first: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the methods of other operations, sorted, if all are on the path of the one first operation."""
    calls = [one.partition(" ") for one in (*first, *others)]
    is_one_path = len(first) == 1 and len({path for _, _, path in calls}) == 1
    return tuple(sorted(method for method, _, _ in calls[1:])) if is_one_path else ()


def _by_path(operation: str) -> tuple[str, str]:
    method, _, path = operation.partition(" ")
    return path, method


def _things(members: Sequence[Finding]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each noun with the names that other members have and the first one has not."""
    first = members[0]
    yield "value", _but_first(list(map(_value, members)))
    yield "scope", _but_first(list(map(_scope, members)))
    yield "base URL", _but_first(list(map(_base_url, members)))
    if first.area != _FAILURES:
        yield "response", _but_first([one.status for one in members])
    yield "schema", _but_first([one.schema for one in members])
    yield from _fields(members)
    if first.media_type:
        yield "media type", _but_first([one.media_type for one in members])
    yield "variant", _but_first([one.variant for one in members])
    yield _pages_or_sections(members)


def _but_first(values: Sequence[str | None]) -> tuple[str, ...]:
    """Return the values that are not the first one, sorted."""
    return tuple(sorted({value for value in values if value is not None and value != values[0]}))


def _fields(members: Sequence[Finding]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the noun and the names of other fields, or of what hangs on them, where not all are the same."""
    places = [spoken(one.field) if one.field else None for one in members]
    named = [(one.each, one.name) if one is not None else None for one in places]
    noun, others = _noun(members[0]), {one for one in named if one is not None and one[1] and one != named[0]}
    are_alike = {each for each, _ in others} == {places[0].each if places[0] is not None else ""}
    for each in sorted({each for each, _ in others}):
        names = tuple(sorted(name for prefix, name in others if prefix == each))
        yield noun if are_alike else f"{each}{noun}", names


def _noun(first: Finding) -> str:
    """Return what a finding has the name of, where it has a field."""
    if first.area in _NOUNS:
        return _NOUNS[first.area]
    if first.location == "response.header":
        return "header"
    return "parameter" if first.location in PARAMETERS else "field"


def _pages_or_sections(members: Sequence[Finding]) -> tuple[str, tuple[str, ...]]:
    """Return the further pages; for words of one page the further sections."""
    pages = () if any(one.operations for one in members) else _but_first(list(map(_page, members)))
    if pages or not members[0].is_about_words:
        return "page", pages
    return "section", _but_first(list(map(_section, members)))


def _further_alternatives(members: Sequence[Finding]) -> int:
    """Count the other alternatives that have the same field: it has one name in all of them."""
    paths: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in members:
        if one.field:
            at = spoken(one.field)
            where = one.operations, one.schema, one.variant, one.status, one.media_type
            paths[*where, at.each, at.name, at.within].add(one.field)
    return max(map(len, paths.values()), default=1) - 1


def _page(finding: Finding) -> str | None:
    return finding.sources[0].url if finding.sources else None


def _section(finding: Finding) -> str | None:
    return (finding.sources[0].locator or None) if finding.sources else None


def _value(finding: Finding) -> str | None:
    """Return the value that came to a page's list or left it."""
    return _side(finding) if finding.area == "values" else None


def _scope(finding: Finding) -> str | None:
    """Return the scope that came to the list of a security scheme or left it."""
    return _side(finding) if finding.area == _SECURITY else None


def _base_url(finding: Finding) -> str | None:
    """Return the base URL that came or went."""
    return _side(finding) if finding.location == "server" else None


def _side(finding: Finding) -> str | None:
    """Return the side that is a text; the old one if both are."""
    said = finding.before if isinstance(finding.before, str) else finding.after
    return said if isinstance(said, str) else None


def _fitting(names: Sequence[str]) -> int:
    """Return how many names a sentence has room for that names each thing that is new."""
    return max(_MOST_NAMES, bisect_right([*accumulate(map(len, names))], _MOST_LETTERS))


def _joined(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    said = ", ".join(names[:most])
    return f"{said} and {more} more" if more > 0 else said
