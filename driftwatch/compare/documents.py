"""What only documentation has: documents, error rules, notices, lists of values, base URLs in prose, contradictions."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any, Final, TypeVar

from driftwatch.compare.elsewhere import Elsewhere
from driftwatch.compare.first_reading import never_read, read_first
from driftwatch.compare.inherited import by_meaning, default_of, take_more
from driftwatch.compare.moves import moved_documents
from driftwatch.compare.notices import notice_changes
from driftwatch.compare.page_lines import is_said
from driftwatch.compare.sides import Pair, Sides
from driftwatch.compare.value_lists import value_changes
from driftwatch.model import paths
from driftwatch.model.address import TEMPLATE
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import AnyFact, Contradiction, ErrorRule, Notice, Server, Values
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.reading import LOOPBACK_HOSTS
from driftwatch.model.snapshot import FAILED, Document, Entry, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.urls import base_meaning
from driftwatch.patterns import lazy_regex
from driftwatch.presence.missing import IN_WORDS

F = TypeVar("F", ErrorRule, Notice, Server, Values, Contradiction)

_PASSING: Final = frozenset({"unreachable", "refused", "forbidden-by-robots", "unlisted"})
"""Reasons for not reading a document that say nothing about the document; unlisted: by an index that looks cut."""
_MOST_ADDRESSES: Final = 200
"""Addresses of one base URL that are made of the values of its variables."""
_NO_ADVICE: Final = "unspecified"
"""What is known of sending again where nothing is said of it."""
_OF_DEVELOPERS: Final = frozenset({"dev", "develop", "development", "internal", "local"})
"""Parts of a host's name by which it is where somebody builds the API; a sandbox is for callers."""
_OWN_MACHINE: Final = LOOPBACK_HOSTS | {"0.0.0.0"}  # noqa: S104 - read in a document; nothing listens there
_INNER_DOMAINS: Final = frozenset({"internal", "lan", "local", "localhost"})
"""Top-level domains that only a network of one's own resolves: RFC 6761, RFC 6762, and ICANN's `internal`."""
_OF_MOCKS: Final = (
    ".virtserver.swaggerhub.com", ".mock.pstmn.io", ".apiary-mock.com", ".apiary.io", ".mockable.io",
    ".stoplightproxy.io", ".mocklab.io", ".wiremockapi.cloud", ".beeceptor.com", ".mockapi.io", ".petstore.swagger.io",
)  # fmt: skip
"""Hosts of services that answer as a document says, for whoever designs an API: nothing is served there."""
_OF_NOBODY: Final = (".example.com", ".example.net", ".example.org")
"""Domains that are for documents alone (RFC 2606, section 3): a host there stands for one that is not said yet."""
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
    copies = {copy for document in news.values() for copy in document.copies}  # nothing that they said is lost
    known_old |= {place for place in copies & olds.keys() if never_read(olds[place])}
    for place in sorted(olds.keys() - known_old - told):
        there = news.get(place)
        if olds[place].state != "gone" and (there is None or there.state == "gone"):
            traits = {"elsewhere"} if elsewhere.has_all_of(place) else set[str]()
            yield _document("removed", there or olds[place], before=olds[place].url, traits=frozenset(traits))
    for document in read_first(sides.old, sides.new):
        yield _document("first-read", document, after=document.url)
    # What another page said before was left out as its copy: it is no page more that they differ now.
    copied = {document.digest for document in olds.values() if document.digest}
    fresh = sorted(place for place in news.keys() - olds.keys() if news[place].state == "read")
    for place in (one for one in fresh if one not in known_new | told and news[one].digest not in copied):
        yield _document("added", news[place], after=news[place].url)


def page_changes(pair: Pair) -> Iterator[Change]:
    """Yield what differs between two versions of what a page, an operation or an API says in prose and tables."""
    old = pair.old.passing if pair.old is not None else ()
    new = pair.new.passing if pair.new is not None else ()
    yield from _error_rules(pair, _of(old, ErrorRule), _of(new, ErrorRule))
    yield from notice_changes(pair, _of(old, Notice), _of(new, Notice))
    yield from value_changes(pair, _of(old, Values), _of(new, Values))
    yield from _contradictions(pair, _of(old, Contradiction), _of(new, Contradiction))
    if pair.owner.kind != "operation":
        yield from server_changes(pair, old, new)


def server_changes(pair: Pair, old: Iterable[AnyFact], new: Iterable[AnyFact]) -> Iterator[Change]:
    """Yield base URLs added, removed and changed; a URL in place of a similar one is changed."""
    olds, news = by_meaning(*(_of(side, Server).values() for side in (old, new)))
    removed = [olds[at] for at in sorted(olds.keys() - news.keys()) if pair.gone(olds[at])]
    added = [news[at] for at in sorted(news.keys() - olds.keys())]
    for what, pairs in _BECAME.items():
        for one, other in pairs(removed, added):
            removed.remove(one)
            added.remove(other)
            traits = {"inner"} if _leaves_home(one, other) else set()
            traits |= {"host-unknown"} if _may_be_the_same(one, other) else set()
            traits |= {"same-by-default"} if _are_same_by_default(one, other) else set()
            yield _server(pair, what, one, other, traits=traits, before=one.url, after=other.url)
    for one in removed:
        is_inner = bool(news) and is_at_home(one.url)
        yield _server(pair, "removed", one, None, traits={"inner"} if is_inner else set(), before=one.url)
    for other in added:
        yield _server(pair, "added", None, other, after=other.url)
    for at in sorted(olds.keys() & news.keys()):
        one, other = olds[at], news[at]
        if one.environment != other.environment:
            before, after = one.environment or None, other.environment or None
            yield _server(pair, "environment.changed", one, other, before=before, after=after)
        if canonical(one.variables) != canonical(other.variables):
            what = "widened" if take_more(dict(one.variables), dict(other.variables)) else "changed"
            yield _server(pair, f"variables.{what}", one, other, before=one.variables, after=other.variables)


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
    if new.state == "unseen" and new.reason and not known and not new.missing_since and reason not in _PASSING:
        yield _document("failed" if reason == FAILED else "unreadable", new, after=new.reason)


def _missing(old: Document | None, new: Document) -> Iterator[Change]:
    """Yield that a document is missing, or a part of it, which is not gone until captures of other dates say so too."""
    if not new.missing_since or (old is not None and old.missing_since and old.answered == new.answered):
        return
    if new.answered:
        yield _document("lessened", new, before=list(new.lacks) or _HASHED, after=list(new.instead) or None)
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
            yield _error_rule(pair, f"{kind}.changed", old, new, before=before or None, after=after or None)


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
        return _told(
            pair, f"contradiction.{kind}", "contradiction", (one, other),
            name=fact.aspect, field=paths.split(fact.subject)[1] or fact.subject, traits=traits, **details,
        )  # fmt: skip

    for at in sorted(old.keys() - new.keys()):
        if pair.gone(old[at]):
            yield change("resolved", old[at], None, before=old[at].sayings)
    for at in sorted(new.keys()):
        one, other = old.get(at), new[at]
        if one is None or one.meaning != other.meaning:
            yield change("added", one, other, before=one.sayings if one is not None else None, after=other.sayings)


def _told(pair: Pair, kind: str, location: str, facts: tuple[F | None, F | None], **details: Any) -> Change:
    return pair.change(kind, "page", location=location, old=facts[0], new=facts[1], **details)


def _server(
    pair: Pair, what: str, old: Server | None, new: Server | None, traits: Collection[str] = (), **details: Any
) -> Change:
    role: Role = "api" if pair.owner.kind == "api" else "page"
    fact = new or old
    environment = {fact.environment} if fact is not None and fact.environment else set()
    return pair.change(
        f"server.{what}", role, location="server", old=old, new=new, traits=environment.union(traits), **details
    )


def _replaced(removed: list[Server], added: list[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs that went with those that came: by host, by environment, then the last two left over."""
    found: list[tuple[Server, Server]] = []
    ones, others = list(removed), list(added)
    keys: tuple[Callable[[Server], str], ...] = (_host, lambda server: server.environment)
    for key in keys:
        waiting: defaultdict[str, deque[int]] = defaultdict(deque)
        for number, server in enumerate(others):
            waiting[key(server)].append(number)
        taken: set[int] = set()
        left = []
        for one in ones:
            if key(one) and waiting[key(one)]:
                taken.add(number := waiting[key(one)].popleft())
                found.append((one, others[number]))
            else:
                left.append(one)
        ones, others = left, [server for number, server in enumerate(others) if number not in taken]
    if len(ones) == len(others) == 1:
        found.append((ones[0], others[0]))
    return found


def _called_otherwise(removed: Iterable[Server], added: Iterable[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs whose variables have other names alone: the same values make the same addresses."""
    waiting = {_filled(server): server for server in added}
    return [(one, waiting.pop(filled)) for one in removed if (filled := _filled(one)) in waiting]


def _parametrized(removed: Iterable[Server], added: Iterable[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs without variables with those whose variables make the same address by default."""
    return _of_variables(removed, added, lambda server: [_by_default(server)])


def _offered(removed: Iterable[Server], added: Iterable[Server]) -> list[tuple[Server, Server]]:
    """Pair base URLs without variables with those of which other values than the default make the same address."""
    return _of_variables(removed, added, _addresses)


def _of_variables(
    removed: Iterable[Server], added: Iterable[Server], addresses: Callable[[Server], Iterable[str]]
) -> list[tuple[Server, Server]]:
    waiting = {at: server for server in added if server.variables for at in addresses(server)}
    found: list[tuple[Server, Server]] = []
    for one in removed:
        other = waiting.get(base_meaning(one.url)) if not one.variables else None
        if other is not None and other not in [taken for _, taken in found]:
            found.append((one, other))
    return found


def _by_default(server: Server) -> str:
    return _address(server, {name: default_of(value) for name, value in server.variables.items()})


def _are_same_by_default(one: Server, other: Server) -> bool:
    kept = bool(one.variables) and canonical(one.variables) == canonical(other.variables)
    return kept and _by_default(one) == _by_default(other)


def _addresses(server: Server) -> Iterator[str]:
    """Yield the addresses that a base URL makes with the values that its variables list, up to a bound."""
    listed = [
        value["enum"] if isinstance(value, Mapping) and isinstance(value.get("enum"), list) else [default_of(value)]
        for value in server.variables.values()
    ]
    for values in islice(product(*listed), _MOST_ADDRESSES):
        yield _address(server, dict(zip(server.variables, values, strict=True)))


def _address(server: Server, values: Mapping[str, Json]) -> str:
    return base_meaning(TEMPLATE.sub(lambda name: str(values.get(name[0][1:-1], name[0])), server.url))


def _filled(server: Server) -> str:
    """Return a base URL with what its variables may be, in the place of their names."""
    return base_meaning(TEMPLATE.sub(lambda name: f"{{{canonical(server.variables.get(name[0][1:-1]))}}}", server.url))


_BECAME: Final[Mapping[str, Callable[[list[Server], list[Server]], list[tuple[Server, Server]]]]] = {
    "variables.renamed": _called_otherwise,
    "parametrized": _parametrized,
    "offered": _offered,
    "changed": _replaced,
}
"""What is told of a base URL that came in place of one that went -> which ones are such, asked in this order."""


def is_at_home(url: str) -> bool:
    """Tell whether hardly a call goes to a base URL: it is where the API is built, or the caller's own machine."""
    return _is_inner(_host_of(url).partition(":")[0])


def _leaves_home(one: Server, other: Server) -> bool:
    """Tell whether a base URL to which hardly a call went gave way to one to which more go."""
    hosts = [_host(server).partition(":")[0] for server in (one, other)]
    if [f".{host}".endswith(_OF_NOBODY) for host in hosts] == [True, False]:
        return bool(hosts[1]) and not is_at_home(other.url)
    own = [host in _OWN_MACHINE for host in hosts]
    return is_at_home(one.url) and (not is_at_home(other.url) or own == [True, False])


def _may_be_the_same(one: Server, other: Server) -> bool:
    """Tell whether one of two base URLs names no host, and no other path: it may be that of the other one.

    A path alone, or nothing, is relative to where the document lies, which is not known here.
    """
    hosts = [bool(_host(server)) for server in (one, other)]
    if all(hosts) or not any(hosts) or any("//" in server.url for server in (one, other) if not _host(server)):
        return False
    paths = {_path(one), _path(other)}
    relative = other if hosts[0] else one
    return len(paths) == 1 or not _path(relative)


def _path(server: Server) -> str:
    url = server.url.partition("://")[2].partition("/")[2] if "://" in server.url else server.url
    return url.strip("/")


def _is_inner(host: str) -> bool:
    """Tell whether a host is the caller's own machine, or one where only the provider's own people are at home.

    >>> [_is_inner(host) for host in ("localhost", "api", "api-dev.box.example", "box.dev", "sandbox.box.example", "")]
    [True, True, True, False, False, False]
    >>> _is_inner("virtserver.swaggerhub.com"), _is_inner("swaggerhub.com"), _is_inner("0.0.0.0")
    (True, False, True)
    """
    if host in _OWN_MACHINE or not host or host.startswith("[") or TEMPLATE.search(host):
        return host in _OWN_MACHINE
    *names, domain = host.split(".")
    inner = {part for name in names for part in name.split("-")} & _OF_DEVELOPERS
    return not names or domain in _INNER_DOMAINS or bool(inner) or f".{host}".endswith(_OF_MOCKS)


def _host(server: Server) -> str:
    return _host_of(server.url)


def _host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()


def plain(text: str) -> str:
    """Reduce text to its words: case, punctuation, markup and white space mean nothing; a currency or `<` does."""
    return " ".join(word.lower() for word in _WORDS.findall(text))
