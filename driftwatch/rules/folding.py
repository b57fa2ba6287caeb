"""Findings of one cause as one finding: what the same edit did to many operations, statuses and copies of a schema.

Nothing is lost: a finding that stands for several holds them all, has the union of what they reach, and says in words
where else it holds.
"""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby
from typing import Final, TypeVar

from msgspec import structs

from driftwatch.model.finding import LEVELS, Finding, Impact, Level, SuppressedFinding, Suppression, singles
from driftwatch.model.json_values import canonical
from driftwatch.model.respelling import respelling
from driftwatch.patterns import lazy_regex
from driftwatch.rules.order import order
from driftwatch.rules.places import quoted, spoken

_NAMED: Final = 6
"""Statuses, schemas and the like that a sentence names; the others are counted."""
_VALUES: Final = 10
"""Values of a list that a sentence names besides the first; the others are counted."""
_FEW: Final = 3
"""Operations that a sentence names; of more it says how many, since a report lists what a finding reaches."""
_LETTERS: Final = 1_500
"""Characters of the names of what is new, each of which a sentence names as far as reports show a sentence whole."""
_SAME: Final = "The same holds "
_BOTH: Final = 2
_SENTENCES: Final = 10
"""Sentences of a section that are shown; of more the others are counted."""
_REWRITTEN: Final = "Most sections of a page say something else"
_NOTICES: Final = "notices"
"""Area of what pages say in sentences."""
_FAILURES: Final = "errors"
"""Area of what pages say of failures, each of which is named where others have a field."""
_SECURITY: Final = "security"
"""Area of what a caller must prove; only scopes of one list are told together that differ by their sides."""
_NOUNS: Final = {_FAILURES: "failure", _SECURITY: "security scheme"}
"""What is named by area where others have a field; elsewhere it is a parameter or a field."""
_OF_SPELLING: Final = " change of spelling"
_OF_WORDS: Final = " change of words"
_RENAMED: Final = {
    "-property-renamed": _OF_SPELLING, "-parameter-renamed": _OF_SPELLING,
    "api-tag-removed": " change", "api-schema-renamed": " change", "document-moved": " kind of change",
    "-const-added": " kind of change", "-became-enum": " kind of change", "-const-changed": " kind of change",
    "operation-server-changed": " change", "api-tag-added": " kind of change",
    "-enum-value-removed": " kind of change",
}  # fmt: skip
"""How ids of findings end that are about names, and what these have in common where they are several."""
_OF_SCOPES: Final = ("-scope-added", "-scope-removed")
"""How ids of findings end of which each is about one scope that one call needs."""
_OF_PATHS: Final = ("api-path-removed-", "api-removed-", "endpoint-added")
"""How ids of findings begin that are about a path, or methods of it, which went or came."""
_OFFERED: Final = frozenset(("field", "header", "parameter", "response"))
"""What a sentence names each of, where it is new."""
_OF_PARAMETERS: Final = frozenset(f"request.{place}" for place in ("query", "header", "path", "cookie"))
_COMPARED: Final = "`, before `"
"""Between what a notice states and what it stated."""
_QUOTES: Final = ": `"
"""What stands before the words in which it does."""
_DIGITS: Final = 12
_SENTENCE: Final = lazy_regex(r"(?s)(?:`[^`]*`|.)+?(?:[.!?](?= [A-Z])|$)")
"""A sentence of an advice; what stands in backticks is from outside, and holds none."""
_T = TypeVar("_T")


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Tell findings of one cause together, most severe first; what is alone with its cause stays as it is.

    Those of one cause that differ in level, or in whether they affect a manifest, are told apart: no level changes.
    What one edit did both ways is told as the worst of it, with all else that it did: each of it keeps its own level.
    """
    groups: dict[tuple[str, str, bool], list[Finding]] = {}
    for one in singles(findings):
        key = one.cause or one.fingerprint, one.level, one.impact.kind == "affects"
        groups.setdefault(key, []).append(one)
    edits: dict[tuple[str, str, bool], list[list[Finding]]] = {}
    for (cause, level, affects), group in groups.items():
        edit = min(filter(None, (one.edit for one in group)), default="")
        edits.setdefault((edit or cause, "" if edit else level, affects), []).append(group)
    return tuple(sorted((one for parts in edits.values() for one in _of_edit(parts)), key=order))


def _of_edit(parts: Sequence[Sequence[Finding]]) -> Sequence[Finding]:
    """Tell what one edit did as one, however severe each part of it is; what has one cause keeps the name of that."""
    if len(parts) == 1:
        return _fold(parts[0])
    # What is of no call begins nothing that is told at one.
    members = tuple(sorted(chain(*parts), key=lambda one: (LEVELS.index(one.level), not one.operations, order(one))))
    return (_together(members, called=_edit_of(members)),)


def _edit_of(members: Iterable[Finding]) -> str:
    """Return the fingerprint of an edit by those of all that it did: an acceptance of it reaches nothing else, ever.

    What differs in level is as severe as the worst of it. Another object that is edited alike later is another edit.
    """
    return hashlib.sha256(" ".join(sorted(one.fingerprint for one in members)).encode()).hexdigest()[:_DIGITS]


def accepted_folded(accepted: Iterable[SuppressedFinding]) -> tuple[SuppressedFinding, ...]:
    """Tell accepted findings of one cause together, by what accepts them, in the order of a report.

    The cause names those that are not accepted: what is goes by the fingerprint of the first of it.
    """
    groups: dict[Suppression, list[Finding]] = {}
    for each in accepted:
        groups.setdefault(each.suppression, []).append(each.finding)
    found = [
        SuppressedFinding(
            finding=structs.replace(finding, fingerprint=finding.single[0].fingerprint), suppression=suppression
        )
        for suppression, group in groups.items()
        for finding in folded(group)
    ]
    return tuple(sorted(found, key=lambda each: order(each.finding)))


def cause_that_is_set(cause: str, level: Level) -> str:
    """Return the cause of those findings of a cause for which a team set another level: they are told apart."""
    return _digest(cause, level)


def cause_that_hurts(cause: str) -> str:
    """Return the cause of those findings of a cause that affect a manifest: they are told, and accepted, apart."""
    return _digest(cause, "affects")


def _digest(*parts: str) -> str:
    return hashlib.sha256(canonical(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _fold(group: Sequence[Finding]) -> Sequence[Finding]:
    if len(group) == 1 or group[0].cause in {"", group[0].fingerprint}:
        return group
    return (_together(tuple(sorted(group, key=order)), called=group[0].cause),)


def _together(members: tuple[Finding, ...], called: str) -> Finding:
    first = members[0]
    # Where something has to be done, that nothing has to be done about the rest of it helps nobody.
    asking = [one for one in members if first.level == "info" or one.level != "info"]
    made = structs.replace(
        first,
        operations=_united(tuple(one.operations for one in members)),
        variant=_common(one.variant for one in members),
        media_type=_common(one.media_type for one in members),
        status=_common(one.status for one in members),
        field=_common(one.field for one in members),
        schema=_common(one.schema for one in members),
        message=_message(members),
        advice=_joined(one.advice for one in asking),
        usual_advice=_usual_advice(asking),
        impact=_impact(members),
        sources=tuple(dict.fromkeys(source for one in members for source in one.sources)),
        fingerprint=called,
        members=members,
    )
    return _of_page(made) if made.is_of_rewritten_page else made


def _of_page(finding: Finding) -> Finding:
    """Tell what differs on a page that was written anew: of the first sections in their words, then how many more."""
    said = [one.message for one in finding.members[:_SENTENCES]]
    more = len(finding.members) - len(said)
    if more:
        said.append(f"{more} more section{' differs' if more == 1 else 's differ'}.")
    return structs.replace(finding, title=_REWRITTEN, message=" ".join((f"{_REWRITTEN}.", *said)))


def _united(reached: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return all operations that are reached; what several findings reach may be one tuple of a thousand of them."""
    known = [*{id(operations): operations for operations in reached}.values()]
    return known[0] if len(known) == 1 else tuple(sorted(set().union(*known)))


def _usual_advice(members: Sequence[Finding]) -> str:
    """Say what the rules of the members ask for, whatever values these are about; "" where their advice names none."""
    if not any(one.usual_advice for one in members):
        return ""
    return _joined(one.usual_advice or one.advice for one in members)


def _joined(advices: Iterable[str]) -> str:
    """Say all that is asked for, each sentence once."""
    sentences = chain(*(_SENTENCE.findall(one) for one in dict.fromkeys(advices)))
    return " ".join(dict.fromkeys(one.strip() for one in sentences))


def _message(members: Sequence[Finding]) -> str:
    """Say what happened: of what has words of its own the first few in them, and how many more there are."""
    said = _said_once(dict.fromkeys(_said(_by_rule(members))))
    more = len(said) - _SENTENCES
    if more > 0:
        said[_SENTENCES:] = [
            f"There {'is' if more == 1 else 'are'} {more} more change{'' if more == 1 else 's'} like these."
        ]
    return " ".join(said)


def _said_once(sentences: Iterable[str]) -> list[str]:
    """Join sentences that say the same amounts of the same thing: once, then each in the words of its page.

    >>> _said_once(["It says `9`, before `5`: `9 a day.`.", "It says `9`, before `5`: `Free: 9`.", "It is new."])
    ['It says `9`, before `5`: `9 a day.`, `Free: 9`.', 'It is new.']
    """
    words: dict[str, list[str]] = {}
    for said in sentences:
        head, quotes, own = said.removesuffix(".").rpartition(_QUOTES)
        if quotes and _COMPARED in head:
            words.setdefault(head, []).append(f"`{own}")
        else:
            words[said] = []
    return [f"{said}: {', '.join(own)}." if own else said for said, own in words.items()]


def _by_rule(members: Sequence[Finding]) -> Sequence[Sequence[Finding]]:
    """Part members by what is said of them: of what is sent another sentence than of what is received, or is as severe.

    A finding stands at the page of the first of it: what else is said begins there as well, and goes on to other pages.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    page = _page(members[0])
    for one in sorted(members, key=lambda one: not one.operations and _page(one) != page):
        groups.setdefault((one.id, one.level, one.message if _has_own_words(one) else ""), []).append(one)
    told: set[tuple[str, str | None, str | None]] = set()
    return [group for group in groups.values() if not _is_told_of_root(group, told)]


def _is_told_of_root(group: Sequence[Finding], told: set[tuple[str, str | None, str | None]]) -> bool:
    """Tell whether all was said of the same named schemas: one is the body of one call, and part of that of another."""
    what = {(one.id.replace("-body-", "-property-", 1), one.schema, one.field) for one in group}
    again = what <= told
    told |= what if all(one.schema and one.field is None for one in group) else set()
    return again


def _has_own_words(finding: Finding) -> bool:
    """Tell whether a finding says in words of its own what is there now: a notice, or what a new failure means."""
    return finding.area == _NOTICES or (finding.area == _FAILURES and finding.before is None)


def _said(groups: Sequence[Sequence[Finding]]) -> Iterator[str]:
    """Say what holds of the members of each rule, and where: once for all where it is the same.

    What is less severe than the finding says its level itself: who only sends must see that his half asks for nothing.
    """
    places = [_same(group) for group in groups]
    worst = min((group[0].level for group in groups), key=LEVELS.index)
    are_alike = len(groups) > 1 and len(set(places)) == 1 and places[0].startswith(_SAME) and _are_in_one_place(groups)
    exchanges: set[str] = set()
    for group, place in zip(groups, places, strict=True):
        first = group[0]
        # What stands in place of what is said once, whatever the two differ in.
        message = first.message.removesuffix(f" {first.instead}") if first.instead in exchanges else first.message
        exchanges.update(filter(None, (first.instead,)))
        said = f"{_head(first, groups[0][0], worst)}{message}"
        yield said if are_alike or not place else f"{said} {place}"
    if are_alike:
        yield f"{'Both hold' if len(groups) == _BOTH else 'All of it holds'} {places[0].removeprefix(_SAME)}"


def _head(one: Finding, first: Finding, worst: Level) -> str:
    """Say before what is said of a finding how severe it is, and of which call, where those of the first one differ.

    A named schema is told by its name, and what is of many calls, or names its call, is told as it is.
    """
    call = quoted(one.operations[0]) if len(one.operations) == 1 and first.operations else ""
    is_elsewhere = bool(call) and not one.schema and one.operations[0] not in first.operations
    at = f"for {call}" if is_elsewhere and call not in one.message else ""
    said = " ".join(filter(None, (one.level if one.level != worst else "", at)))
    return f"{said[0].upper()}{said[1:]}: " if said else ""


def _are_in_one_place(groups: Sequence[Sequence[Finding]]) -> bool:
    """Tell whether what each rule says holds in the same places: as many other operations may be other ones.

    Notices of a page name its place each, whatever it is.
    """
    places = {
        (_others([one.status for one in group]), frozenset((one.operations, one.schema, one.field) for one in group))
        for group in groups
    }
    return len(places) == 1 and not any(_has_own_words(group[0]) for group in groups)


def _same(members: Sequence[Finding]) -> str:
    """Say where what holds of the first member of a rule holds as well; "" of a single one."""
    return f"The same{_of_names(members)} holds {_elsewhere(members)}." if len(members) > 1 else ""


def _of_names(members: Sequence[Finding]) -> str:
    """Say that members are about several names, of which only what was done to them is the same; "" for others.

    So it is with scopes, unless every call needs each of them.
    """
    if members[0].id.endswith(_OF_SCOPES):
        needs = {(operation, _scope(one)) for one in members for operation in one.operations}
        calls, scopes = ({need[side] for need in needs} for side in (0, 1))
        return "" if len(needs) in (0, len(calls) * len(scopes)) else " kind of change"
    done = next((done for end, done in _RENAMED.items() if members[0].id.endswith(end)), "")
    done = _OF_WORDS if done == _OF_SPELLING and not all(map(_is_respelled, members)) else done
    return done if len({canonical([one.before, one.after]) for one in members}) > 1 else ""


def _is_respelled(finding: Finding) -> bool:
    return respelling(str(finding.before), str(finding.after)) is not None


def _common(values: Iterable[_T]) -> _T | None:
    """Return what all have in common; None when they differ."""
    known = [value for value, _ in groupby(values)]
    return known[0] if len(known) == 1 else None


def _impact(members: Sequence[Finding]) -> Impact:
    """Say whom all members hurt; what is unknown of one of them is unknown of all."""
    uses = {use for one in members for use in one.impact.uses}
    kinds = {one.impact.kind for one in members}
    return Impact(kind="unknown" if len(kinds) > 1 else kinds.pop(), uses=tuple(sorted(uses)))


def _elsewhere(members: Sequence[Finding]) -> str:
    """Say where else the same holds: `for 160 other operations, for responses `401`, `403` and for schema `B``."""
    said = list(_places(members))
    if not said:
        more = len(members) - 1
        return f"in {more} other place{'' if more == 1 else 's'}"
    return " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0]


def _places(members: Sequence[Finding]) -> Iterator[str]:
    first = members[0]
    of_failures = first.area == _FAILURES
    schemas = _others([one.schema for one in members])
    # Whom a shared schema reaches is told of it everywhere by a list; operations are named that state it themselves.
    stating = [one for one in members if not schemas or one.schema is None]
    operations = {operation for one in stating for operation in one.operations}.difference(first.operations)
    are_many = len(operations) > _FEW or first.id.startswith(_OF_PATHS)
    methods = _further_methods(first.operations, operations) if operations and are_many else ()
    if methods:
        yield f"for the method{'' if len(methods) == 1 else 's'} {', '.join(map(quoted, methods))} of its path"
    elif operations and first.names_each and first.location == "operation":
        named = tuple(map(quoted, sorted(operations, key=_by_path)))
        yield f"for {_listed(named, _fitting(named))}"
    elif len(operations) > _FEW:
        # A finding stands at one operation, and the first of it may reach several.
        yield f"for {len(operations.union(first.operations)) - 1} other operations"
    elif operations:
        yield f"for {', '.join(map(quoted, sorted(operations)))}"
    for what, others in (
        ("value", _others(list(map(_value, members)))),
        ("scope", _others(list(map(_scope, members)))),
        ("base URL", _others(list(map(_base_url, members)))),
        ("response", () if of_failures else _others([one.status for one in members])),
        ("schema", schemas),
        *_fields(members),
        ("media type", _others([one.media_type for one in members]) if first.media_type else ()),
        ("variant", _others([one.variant for one in members])),
        _pages_or_sections(members),
    ):
        if others:
            named = tuple(map(quoted, others))
            most = _VALUES if what in ("value", "scope", "base URL") else _NAMED
            most = _fitting(named) if first.names_each and what in _OFFERED else most
            yield f"for {what}{'' if len(others) == 1 else 's'} {_listed(named, most)}"
    more = _further_alternatives(members) if first.names_each else 0
    if more:
        yield f"in {more} other place{'' if more == 1 else 's'}"


def _further_alternatives(members: Sequence[Finding]) -> int:
    """Count the other alternatives that have the same by now: a field is called the same in all of them."""
    paths: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in members:
        if one.field:
            at = spoken(one.field)
            where = one.operations, one.schema, one.variant, one.status, one.media_type
            paths[*where, at.each, at.name, at.within].add(one.field)
    return max(map(len, paths.values()), default=1) - 1


def _further_methods(first: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the methods of further operations, sorted, if these are all of the path of the only first one."""
    calls = [one.partition(" ") for one in (*first, *others)]
    is_one_path = len(first) == 1 and len({path for _, _, path in calls}) == 1
    return tuple(sorted(method for method, _, _ in calls[1:])) if is_one_path else ()


def _noun(first: Finding) -> str:
    """Return what has the name that a finding has for its field."""
    if first.area in _NOUNS:
        return _NOUNS[first.area]
    if first.location == "response.header":
        return "header"
    return "parameter" if first.location in _OF_PARAMETERS else "field"


def _others(values: Sequence[str | None]) -> tuple[str, ...]:
    """Return what the others have that the first has not."""
    return tuple(sorted({value for value in values if value is not None and value != values[0]}))


def _fields(members: Sequence[Finding]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what the others are called and their names: fields, or what hangs on them, where not all are the same."""
    places = [spoken(one.field) if one.field else None for one in members]
    named = [(one.each, one.name) if one is not None else None for one in places]
    noun, others = _noun(members[0]), {one for one in named if one is not None and one[1] and one != named[0]}
    are_alike = {each for each, _ in others} == {places[0].each if places[0] is not None else ""}
    for each in sorted({each for each, _ in others}):
        names = tuple(sorted(name for prefix, name in others if prefix == each))
        yield noun if are_alike else f"{each}{noun}", names


def _pages_or_sections(members: Sequence[Finding]) -> tuple[str, tuple[str, ...]]:
    """Return the further pages; of words of one page the further sections."""
    pages = () if any(one.operations for one in members) else _others(list(map(_page, members)))
    if pages or not members[0].is_about_words:
        return "page", pages
    return "section", _others(list(map(_section, members)))


def _page(finding: Finding) -> str | None:
    return finding.sources[0].url if finding.sources else None


def _section(finding: Finding) -> str | None:
    return (finding.sources[0].locator or None) if finding.sources else None


def _value(finding: Finding) -> str | None:
    """Return the value that came to a list or left it."""
    said = finding.before if isinstance(finding.before, str) else finding.after
    return said if finding.area == "values" and isinstance(said, str) else None


def _scope(finding: Finding) -> str | None:
    """Return the scope that came to the list of a security scheme or left it."""
    said = finding.before if isinstance(finding.before, str) else finding.after
    return said if finding.area == _SECURITY and isinstance(said, str) else None


def _base_url(finding: Finding) -> str | None:
    """Return the base URL that came or went."""
    said = finding.before if isinstance(finding.before, str) else finding.after
    return said if finding.location == "server" and isinstance(said, str) else None


def _by_path(operation: str) -> tuple[str, str]:
    method, _, path = operation.partition(" ")
    return path, method


def _fitting(names: Sequence[str]) -> int:
    """Return how many names a sentence has room for that names each of what is new."""
    return max(_NAMED, bisect_right([*accumulate(map(len, names))], _LETTERS))


def _listed(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    said = ", ".join(names[:most])
    return f"{said} and {more} more" if more > 0 else said
