"""What only documentation has: documents, error rules, notices, lists of values, base URLs in prose, contradictions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from msgspec import structs

from driftwatch.compare.first_reading import never_read, read_first
from driftwatch.compare.match.copies import copies_among
from driftwatch.compare.match.moves import moved_documents
from driftwatch.compare.newly_watched import is_asked_since
from driftwatch.compare.notices import notice_changes
from driftwatch.compare.operations.base_urls import server_changes
from driftwatch.compare.pages.allowances import states_another_thing
from driftwatch.compare.pages.elsewhere import Elsewhere
from driftwatch.compare.pages.page_lines import is_said
from driftwatch.compare.schemas.sides import Pair, Sides
from driftwatch.model import paths
from driftwatch.model.change import Change
from driftwatch.model.facts import AnyFact, Contradiction, ErrorRule, Notice, Server, Values
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.snapshot import FAILED, Document, Entry, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.patterns import lazy_regex
from driftwatch.presence.missing import ALTOGETHER, DRAWN, IMPOSTOR, IN_WORDS, NOTHING_NEW, PASSING

F = TypeVar("F", ErrorRule, Notice, Server, Values, Contradiction)

_NO_ADVICE: Final = "unspecified"
"""What is known of sending again where nothing is said of it."""
_HASHED: Final = "words of which hashes alone are kept"
_WORDS: Final = lazy_regex(r"\w+|[^\w\s.,;:!?'\"()\[\]{}`*_|~\\-]")
"""A word, or a sign that means something: a currency, a tick, a comparison."""


def document_changes(sides: Sides, pairs: Iterable[tuple[Entry, Entry]], told: frozenset[str]) -> Iterator[Change]:
    """Yield documents moved, added, gone and unreadable.

    Args:
        sides: both snapshots.
        pairs: the owners that are on both sides.
        told: places whose operations are told as added or removed: their documents are not told again.
    """
    olds, news = sides.old.documents, sides.new.documents
    for place in sorted(news):
        yield from _unreadable(olds.get(place), news[place])
        yield from _missing(olds.get(place), news[place])
    if _one_specification(olds) and _one_specification(news):
        return
    pairs = tuple(pairs)
    moved = _moved(sides, pairs)
    for before, after in moved:
        yield _document("moved", news[after], before=olds[before].url, after=news[after].url)
    elsewhere = Elsewhere(sides.old, sides.new, pairs)
    known_old, known_new = {before for before, _ in moved}, {after for _, after in moved}
    copies = copies_among(news.values())  # nothing that they said is lost
    known_old |= {place for place in copies.keys() & olds.keys() if never_read(olds[place])}
    for place in sorted(olds.keys() - known_old - told):
        there = news.get(place)
        if olds[place].state != "gone" and (there is None or there.state == "gone"):
            traits = {"elsewhere"} if elsewhere.has_all_of(place) else set[str]()
            yield _document("removed", there or olds[place], before=olds[place].url, traits=frozenset(traits))
    first = (one for one in read_first(sides.old, sides.new) if not is_asked_since(olds[one.path]))
    for document in first:
        yield _document("first-read", document, after=document.url)
    # What another page said before was left out as its copy: it is no page more that they differ now.
    copied = {document.digest for document in olds.values() if document.digest}
    fresh = sorted(place for place in news.keys() - olds.keys() if news[place].state == "read")
    for place in (one for one in fresh if one not in known_new | told and news[one].digest not in copied):
        yield _document("added", news[place], after=news[place].url)


def page_changes(pair: Pair) -> Iterator[Change]:
    """Yield what differs between two versions of what a page, an operation or an API says in prose and tables."""
    old, new = (() if side is None or side.is_plain_call else side.passing for side in (pair.old, pair.new))
    yield from _error_rules(pair, _of(old, ErrorRule), _of(new, ErrorRule))
    yield from notice_changes(pair, _of(old, Notice), _of(new, Notice))
    lists_before, lists_now = _of(old, Values), _of(new, Values)
    if lists_before or lists_now:
        from driftwatch.compare.value_lists import value_changes  # noqa: PLC0415 - specifications have no such lists

        yield from value_changes(pair, lists_before, lists_now)
    yield from _contradictions(pair, _of(old, Contradiction), _of(new, Contradiction))
    if pair.owner.kind != "operation":
        yield from server_changes(pair, old, new)


def _one_specification(documents: Mapping[str, Document]) -> bool:
    """Tell whether a side is a single OpenAPI file: where that lies on disk is nobody's contract."""
    return len(documents) == 1 and all(document.format == "openapi" for document in documents.values())


def _moved(sides: Sides, pairs: Iterable[tuple[Entry, Entry]]) -> list[tuple[str, str]]:
    """Pair documents whose place changed: those that say the same, and those whose owners are the same."""
    olds, news = sides.old.documents, sides.new.documents
    found = dict(moved_documents(sides.old, sides.new))
    gone = {place for place in olds if place not in news or news[place].state == "gone"} - found.keys()
    fresh = news.keys() - olds.keys() - set(found.values())
    for one, other in pairs:
        left = [place for place in one.documents if place in gone]
        come = [place for place in other.documents if place in fresh]
        for before, after in zip(left, come, strict=True) if len(left) == len(come) else ():
            found[before] = after
            gone.discard(before)
            fresh.discard(after)
    return sorted({**_into_specifications(sides, pairs, gone), **found}.items())


def _into_specifications(sides: Sides, pairs: Iterable[tuple[Entry, Entry]], gone: Collection[str]) -> dict[str, str]:
    """Pair pages that are gone with the new specification that documents all of their calls: of many pages one file."""
    news = sides.new.documents
    specs = {place for place in news.keys() - sides.old.documents.keys() if news[place].format == "openapi"}
    if not specs or not gone:
        return {}
    calls = Counter(place for entry in sides.old.entries.values() if _is_call(entry) for place in entry.documents)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        there = sorted(specs.intersection(other.documents)) if _is_call(one) else []
        for place in one.documents if there else ():
            found[place].append(there[0])
    return {place: found[place][0] for place in sorted(gone) if found[place] and len(found[place]) == calls[place]}


def _is_call(entry: Entry) -> bool:
    return entry.owner.kind == "operation"


def _document(what: str, document: Document, **details: Any) -> Change:
    return Change(
        kind=f"document.{what}",
        role="page",
        owner=Owner("page", document.path),
        location="documents",
        name=document.path,
        sources=(Source(url=document.url),),
        **details,
    )


def _unreadable(old: Document | None, new: Document) -> Iterator[Change]:
    """Yield that a document can newly not be read for a reason of its own, not of the network's."""
    known = old is not None and old.state == "unseen" and old.reason == new.reason
    reason = new.reason.partition(":")[0].strip()
    is_awaited = new.missing_since and reason != IMPOSTOR
    if new.state == "unseen" and new.reason and not known and not is_awaited and reason not in PASSING:
        yield _document("failed" if reason == FAILED else "unreadable", new, after=new.reason)


def _missing(old: Document | None, new: Document) -> Iterator[Change]:
    """Yield that a document is missing, or a part of it, which is not gone until captures of other dates say so too."""
    if not new.missing_since or new.reason == IMPOSTOR:
        return
    if old is not None and old.missing_since and old.answered == new.answered:
        return
    if new.reason in NOTHING_NEW:
        yield _document("lessened", new, after=IN_WORDS[new.reason], traits=frozenset({"rearranged"}))
    elif new.answered and new.reason not in ALTOGETHER:
        lacks, instead = list(new.lacks) or _HASHED, list(new.instead) or None
        traits = frozenset({"drawn"} if new.reason == DRAWN else ())
        yield _document("lessened", new, before=lacks, after=instead, traits=traits)
    else:
        yield _document("missing", new, after=IN_WORDS.get(new.reason, new.reason))


def _of(facts: Iterable[AnyFact], kind: type[F]) -> dict[str, F]:
    return {fact.at: fact for fact in facts if isinstance(fact, kind)}


def _error_rules(pair: Pair, old: Mapping[str, ErrorRule], new: Mapping[str, ErrorRule]) -> Iterator[Change]:
    removed, added = lone_error_rules(old, new)
    for one, other in _under_another_status(pair, removed, added):
        removed.remove(one)
        added.remove(other)
        yield _error_rule(pair, "status.changed", one, other, signal=one.signal, before=one.status, after=other.status)
    for rule in removed:
        if pair.gone(rule) and _is_advice(rule):
            yield _error_rule(pair, "retry.changed", rule, None, before=rule.retry, after=_NO_ADVICE)
        elif pair.gone(rule):
            yield _error_rule(pair, "removed", rule, None, before=_rule(rule))
    for rule in added:
        if _is_advice(rule):
            yield _error_rule(pair, "retry.changed", None, rule, before=_NO_ADVICE, after=rule.retry)
        else:
            advised = {"advised"} if rule.retry != _NO_ADVICE else set()
            yield _error_rule(pair, "added", None, rule, after=_rule(rule), traits=advised)
    for at in sorted(old.keys() & new.keys()):
        yield from _same_error_rule(pair, old[at], new[at])


def _under_another_status(
    pair: Pair, removed: list[ErrorRule], added: list[ErrorRule]
) -> list[tuple[ErrorRule, ErrorRule]]:
    """Pair failures that went with those that came and are the same in all but the status that is their whole name."""
    sides: tuple[defaultdict[str, list[ErrorRule]], defaultdict[str, list[ErrorRule]]]
    sides = defaultdict(list), defaultdict(list)
    for rules, side in zip((removed, added), sides, strict=True):
        for rule in rules:
            if rule.meaning and rule.signal == str(rule.status):
                side[canonical([plain(rule.meaning), rule.retry, plain(rule.action)])].append(rule)
    both = ((sides[0][says], sides[1][says]) for says in sorted(sides[0].keys() & sides[1].keys()))
    return [(old[0], new[0]) for old, new in both if len(old) == len(new) == 1 and pair.gone(old[0])]


def _is_advice(rule: ErrorRule) -> bool:
    """Tell whether all that is known of a failure is what a sentence says of sending again: it documents no failure."""
    return rule.stated_by == "prose" and not rule.meaning and not rule.action and rule.retry != _NO_ADVICE


def lone_error_rules(
    old: Mapping[str, ErrorRule], new: Mapping[str, ErrorRule]
) -> tuple[list[ErrorRule], list[ErrorRule]]:
    """Return the rules that only one side has, old and new; one with a longer or shorter code is the same rule."""
    left = [old[at] for at in sorted(old.keys() - new.keys())]
    come = [new[at] for at in sorted(new.keys() - old.keys())]
    known, unknown = _Told(come), _Told(left)
    return [rule for rule in left if not known.has(rule)], [rule for rule in come if not unknown.has(rule)]


class _Told:
    """Rules by what they say, and by the code that tells each from others of its status."""

    def __init__(self, rules: Iterable[ErrorRule]) -> None:
        self._signals: defaultdict[str, set[str]] = defaultdict(set)
        self._longer: defaultdict[str, set[str]] = defaultdict(set)
        for rule in rules:
            says = _says(rule)
            self._signals[says].add(rule.signal)
            self._longer[says].update(_beginnings(rule.signal))

    def has(self, rule: ErrorRule) -> bool:
        """Tell whether a rule is among them, with a longer code or a shorter one."""
        says = _says(rule)
        longer, signals = self._longer.get(says, ()), self._signals.get(says, set())
        return rule.signal in longer or not signals.isdisjoint(_beginnings(rule.signal))


def _beginnings(signal: str) -> Iterator[str]:
    """Yield what a code begins with, word by word, without the whole of it."""
    return (signal[:at] for at, sign in enumerate(signal) if sign == " ")


def _same_error_rule(pair: Pair, old: ErrorRule, new: ErrorRule) -> Iterator[Change]:
    if old.status != new.status:
        yield _error_rule(pair, "status.changed", old, new, before=old.status, after=new.status)
    if old.retry != new.retry:
        traits = {"reversed"} if {old.retry, new.retry} == {"yes", "no"} else set()
        yield _error_rule(pair, "retry.changed", old, new, before=old.retry, after=new.retry, traits=traits)
    for kind, before, after in (("meaning", old.meaning, new.meaning), ("action", old.action, new.action)):
        if plain(before) != plain(after) and not (
            kind == "meaning" and meant_all_along(pair.sides.old, pair.sides.new, pair.owner, (old, new))
        ):
            is_another = before and after and states_another_thing(before, after)
            traits = {"another"} if kind == "meaning" and is_another else set()
            yield _error_rule(
                pair, f"{kind}.changed", old, new, before=before or None, after=after or None, traits=traits
            )


def meant_all_along(old: Snapshot, new: Snapshot, page: Owner, rules: tuple[ErrorRule, ErrorRule]) -> bool:
    """Tell whether the side that has no meaning for a status says in its words what it means on the other side."""
    before, after = rules
    if bool(before.meaning) == bool(after.meaning):
        return False
    silent = old if after.meaning else new
    return is_said(silent.text(page.name), after.status, before.meaning or after.meaning)


def _error_rule(
    pair: Pair, kind: str, old: ErrorRule | None, new: ErrorRule | None, *, signal: str = "", **details: Any
) -> Change:
    rule = new or old
    assert rule is not None  # noqa: S101 - at least one side is given
    status = str(rule.status) if rule.status is not None else None
    return _told(pair, f"error-rule.{kind}", "errors", (old, new), name=signal or rule.signal, status=status, **details)


def _says(rule: ErrorRule) -> str:
    return canonical(_rule(rule))


def _rule(rule: ErrorRule) -> Json:
    stated = {"status": rule.status, "meaning": rule.meaning, "retry": rule.retry, "action": rule.action}
    return {key: value for key, value in stated.items() if value not in (None, "", "unspecified")}


def _contradictions(pair: Pair, old: Mapping[str, Contradiction], new: Mapping[str, Contradiction]) -> Iterator[Change]:
    """Yield contradictions that are new, resolved, or about other statements than before."""

    def change(kind: str, one: Contradiction | None, other: Contradiction | None, **details: Any) -> Change:
        fact = other or one
        assert fact is not None  # noqa: S101 - at least one side is given
        traits = {fact.aspect} | {statement.stated_by for statement in fact.statements[1:]}
        made = _told(
            pair, f"contradiction.{kind}", "contradiction", (one, other),
            name=fact.aspect, field=paths.split(fact.subject)[1] or fact.subject, traits=traits, **details,
        )  # fmt: skip
        return structs.replace(made, sources=_speakers(pair, other)) if other is not None else made

    for at in sorted(old.keys() - new.keys()):
        if pair.gone(old[at]):
            yield change("resolved", old[at], None, before=old[at].sayings)
    for at in sorted(new.keys()):
        one, other = old.get(at), new[at]
        if one is None or one.meaning != other.meaning:
            yield change("added", one, other, before=one.sayings if one is not None else None, after=other.sayings)


def _speakers(pair: Pair, fact: Contradiction) -> tuple[Source, ...]:
    """Return where each side of a contradiction stands, in the order in which they are told.

    It is where the contradiction is found alone, unless each side is a schema of a document of its own: nothing else
    than the document tells these apart.
    """
    found = pair.evidence(None, fact)
    documents = {statement.document for statement in fact.statements}
    is_apart = len(documents) == len(fact.sayings) == len(fact.statements)
    if not is_apart or any(one.stated_by != "schema" for one in fact.statements):
        return found
    told = (structs.replace(fact, document=one.document, locator=one.locator) for one in reversed(fact.statements))
    return tuple(source for one in told for source in pair.evidence(None, one))


def _told(pair: Pair, kind: str, location: str, facts: tuple[F | None, F | None], **details: Any) -> Change:
    return pair.change(kind, "page", location=location, old=facts[0], new=facts[1], **details)


def plain(text: str) -> str:
    """Reduce text to its words: case, punctuation, markup and white space mean nothing; a currency or `<` does."""
    return " ".join(word.lower() for word in _WORDS.findall(text))
