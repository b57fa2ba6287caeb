"""What the documentation states of an operation, in the form in which a manifest asks for it.

A snapshot of 1,000 operations is looked through once, by owner; facts are decoded only for operations that a manifest
names.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Final, TypeVar
from urllib.parse import urlsplit

from driftwatch.manifests.fields import FieldTrees, Found, Way
from driftwatch.manifests.file.targets import can_be_base, doubled
from driftwatch.model.address import from_root
from driftwatch.model.facts import (
    UNSTATED,
    AnyFact,
    Api,
    ErrorRule,
    Fact,
    MediaType,
    Notice,
    Operation,
    Parameter,
    Requirement,
    Response,
    SecurityScheme,
    Server,
    Values,
    range_of,
)
from driftwatch.model.paths import Claimed, parts
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.patterns import lazy_regex

_VERSION: Final = lazy_regex(r"v\d[\w.-]{0,20}")
_EXTENSIONS: Final = (".md", ".mdx", ".html", ".htm")
F = TypeVar("F", bound=Fact)


class Documented:
    """A snapshot, indexed for questions about single operations.

    Args:
        snapshot: the documentation.
        moved: URLs by the page (`page_of`) that moved there before, as far as captures tell.
        quiet: URLs of pages that changed, and of which drift tells info at most.
        marked: responses (operation, status) of which fields were marked as required when manifests were written.
        unwatched: URLs of pages that the configuration leaves out.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        moved: Mapping[str, str] | None = None,
        quiet: Collection[str] = (),
        marked: Collection[tuple[str, str]] = (),
        unwatched: Collection[str] = (),
    ) -> None:
        self.snapshot = snapshot
        self.moved = moved or {}
        self.quiet = quiet
        self.marked = marked
        self.unwatched = unwatched
        self._by_key: dict[str, list[Entry]] = {}
        self._views: dict[Owner, OperationView] = {}
        self.pages: list[Entry] = []
        for owner, entry in snapshot.entries.items():
            if owner.kind == "operation":
                self._by_key.setdefault(_key(entry), []).append(entry)
            elif owner.kind == "page":
                self.pages.append(entry)
        self.trees = FieldTrees(snapshot)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all operations, sorted."""
        return tuple(sorted(self._by_key))

    def operations(self, key: str) -> tuple["OperationView", ...]:
        """Return every documentation of an operation: none, one, or its variants."""
        return tuple(self.view(entry) for entry in self._by_key.get(key, ()))

    def view(self, entry: Entry) -> "OperationView":
        """Return what an operation's facts say."""
        if entry.owner not in self._views:
            self._views[entry.owner] = OperationView(entry, self)
        return self._views[entry.owner]

    @cached_property
    def keys_by_page(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the operations that each page documents."""
        found: dict[str, list[str]] = {}
        for key, entries in self._by_key.items():
            for page in {page_of(place) for entry in entries for place in entry.documents}:
                found.setdefault(page, []).append(key)
        return {page: tuple(keys) for page, keys in found.items()}

    @cached_property
    def keys_by_heading(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The keys of the operations whose calls stand below each heading of a page, by page and heading."""
        found: dict[tuple[str, str], set[str]] = {}
        for key, entries in self._by_key.items():
            for entry in entries:
                call = entry.operation
                place = (call.document if call else "") or "".join(entry.documents[:1])
                if call is not None and call.locator:
                    found.setdefault((page_of(place), call.locator.rpartition(" > ")[2]), set()).add(key)
        return {place: frozenset(keys) for place, keys in found.items()}

    @cached_property
    def keys_by_tail(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The keys of the operations by the last two segments of their paths."""
        found: dict[tuple[str, ...], list[str]] = {}
        for key in self._by_key:
            found.setdefault(tail_of(key), []).append(key)
        return {tail: tuple(keys) for tail, keys in found.items()}

    @cached_property
    def documents_by_page(self) -> Mapping[str, Document]:
        """The documents by the page that their URL names, without extension, case or trailing slash.

        What was written before a repository said where its pages are public names them by their files.
        """
        documents = self.snapshot.documents
        filed = {page_of(url): documents[place] for place, url in self.snapshot.filed.items()}
        return filed | {page_of(document.url): document for document in documents.values()}

    @cached_property
    def schemas(self) -> frozenset[str]:
        """The names of all named schemas."""
        return frozenset(owner.name for owner in self.snapshot.entries if owner.kind == "schema")

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of the documents, in lower case."""
        return frozenset(urlsplit(document.url).hostname or "" for document in self.snapshot.documents.values())

    @cached_property
    def error_rules(self) -> tuple[tuple[ErrorRule, Entry], ...]:
        """What pages say of failures."""
        return tuple(self._on_pages(ErrorRule))

    @cached_property
    def notices(self) -> tuple[tuple[Notice, Entry], ...]:
        """What pages state of limits, prices and the like."""
        return tuple(self._on_pages(Notice))

    @cached_property
    def values(self) -> tuple[tuple[Values, Entry], ...]:
        """The closed lists on pages."""
        return tuple(self._on_pages(Values))

    def _on_pages(self, kind: type[F]) -> Iterator[tuple[F, Entry]]:
        for entry in self.pages:
            for fact in entry.facts:
                if isinstance(fact, kind):
                    yield fact, entry


class OperationView:
    """One documentation of an operation."""

    def __init__(self, entry: Entry, documented: Documented) -> None:
        self.entry = entry
        self._documented = documented

    @property
    def owner(self) -> Owner:
        """Whose facts they are."""
        return self.entry.owner

    @property
    def key(self) -> str:
        """What a manifest calls the operation."""
        return _key(self.entry)

    @cached_property
    def operation(self) -> Operation:
        """The call itself."""
        method, _, path = self.owner.name.partition(" ")
        return self.entry.operation or Operation(at="operation", method=method, path=path)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters of which more is stated than that its path has them, those of callbacks left out."""
        return tuple(one for one in self._in_call if not self._is_of_path(one))

    @cached_property
    def in_path_alone(self) -> frozenset[str]:
        """The names of its parameters of which nothing is stated but that its path has them."""
        return frozenset(one.name for one in self._in_call if self._is_of_path(one))

    @property
    def _in_call(self) -> Iterator[Parameter]:
        return (fact for fact in self.entry.facts if isinstance(fact, Parameter) and fact.at.startswith("parameter"))

    def _is_of_path(self, parameter: Parameter) -> bool:
        return parameter.is_of_path_alone(lambda at: self._fields((at,), ()))

    @property
    def has_unstated_fields(self) -> bool:
        """Whether it has fields of which nothing says where they travel."""
        return any(parameter.within == UNSTATED for parameter in self.parameters)

    @cached_property
    def media_types(self) -> tuple[tuple[str, str, MediaType], ...]:
        """Each media type as (`request` or `response`, status or "", fact)."""
        return tuple(_media_types(self.entry.facts))

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """The documented statuses, as `200`, `4XX`, `default`."""
        found = (fact for fact in self.entry.facts if isinstance(fact, Response) and fact.at.startswith("response"))
        return tuple(fact.status for fact in found)

    @cached_property
    def notices(self) -> tuple[tuple[Notice, Entry], ...]:
        """What its own documents state of limits, prices and the like."""
        return tuple((fact, self.entry) for fact in self.entry.facts if isinstance(fact, Notice))

    @cached_property
    def error_rules(self) -> tuple[tuple[ErrorRule, Entry], ...]:
        """What its own documents say of failures."""
        return tuple((fact, self.entry) for fact in self.entry.facts if isinstance(fact, ErrorRule))

    @cached_property
    def api(self) -> Entry | None:
        """The owner of its servers and security schemes."""
        return self._documented.snapshot.api_of(self.entry)

    @cached_property
    def api_documents(self) -> frozenset[str]:
        """The URLs of the documents that state its servers and security schemes."""
        documents = self._documented.snapshot.documents
        places = self.api.documents if self.api else ()
        return frozenset(documents[place].url for place in places if place in documents)

    @cached_property
    def security(self) -> tuple[tuple[Requirement, ...], ...] | None:
        """Alternatives of requirements; () when public; None when the documentation states nothing."""
        stated = self.operation.security
        if not isinstance(stated, tuple):
            apis = (fact for fact in (self.api.facts if self.api else ()) if isinstance(fact, Api))
            stated = next((fact.security for fact in apis if isinstance(fact.security, tuple)), stated)
        return stated if isinstance(stated, tuple) else None

    @cached_property
    def schemes(self) -> Mapping[str, SecurityScheme]:
        """The security schemes by name."""
        facts = (*(self.api.facts if self.api else ()), *self.entry.facts)
        return {fact.name: fact for fact in facts if isinstance(fact, SecurityScheme)}

    @cached_property
    def servers(self) -> tuple[str, ...]:
        """The base URLs that apply to it."""
        if self.operation.servers:
            return self.operation.servers
        return tuple(fact.url for fact in (self.api.facts if self.api else ()) if isinstance(fact, Server))

    @property
    def own_servers(self) -> tuple[str, ...]:
        """Those of the base URLs that a call may be sent to: pages show hosts of each reader's own as well.

        A base URL that a page names may end with what the call's path begins with; of a specification both count.
        """
        if self.operation.servers:
            return self.operation.servers
        facts = (fact for fact in (self.api.facts if self.api else ()) if isinstance(fact, Server))
        return tuple(
            fact.url if fact.stated_by == "schema" else _without_doubled(fact.url, self.operation.path)
            for fact in facts
            if fact.stated_by == "schema" or can_be_base(fact.url)
        )

    def request_fields(self, steps: Claimed, media_type: str = "") -> tuple[Found, ...]:
        """Return what the request body's schemas state at a path; of one media type when it is named."""
        return self._fields(self._prefixes("request", "", media_type), steps)

    def parameter_fields(self, name: str, steps: Claimed) -> tuple[tuple[Parameter, tuple[Found, ...]], ...]:
        """Return the query, path and cookie parameters of a name, each with what its schema states at a path."""
        return tuple(
            (parameter, self._fields((parameter.at,), steps))
            for parameter in self.parameters
            if parameter.name == name and parameter.within != "header"
        )

    def response_fields(self, status: str, steps: Claimed, media_type: str = "") -> tuple[Found, ...]:
        """Return what the bodies of responses whose status matches (`200`, `2xx`, `error`) state at a path."""
        return self._fields(self._prefixes("response", status, media_type), steps)

    def has_request_fields(self, media_type: str = "") -> bool:
        """Whether any field of the request body is documented."""
        return any(self._below(prefix) for prefix in self._prefixes("request", "", media_type))

    def has_response_fields(self, status: str, media_type: str = "") -> bool:
        """Whether any field of a response body is documented."""
        return any(self._below(prefix) for prefix in self._prefixes("response", status, media_type))

    def promises_presence(self, status: str) -> bool:
        """Whether the response's schemas use `required` at all: elsewhere its absence says nothing."""
        return any(
            self._documented.trees.uses_required(self.entry, prefix)
            for prefix in self._prefixes("response", status, "")
        )

    def required_names(self) -> tuple[tuple[str, Fact], ...]:
        """Return what the top of the request body requires, by name."""
        trees = self._documented.trees
        found = {
            name: field
            for prefix in self._prefixes("request", "", "")
            for name, field in trees.required_names(self.entry, prefix)
        }
        return tuple(sorted(found.items()))

    def success_paths(self, *, depth: int) -> tuple[tuple[Claimed, Found], ...]:
        """Return every path into the bodies of success responses, down to `depth` steps."""
        prefixes = self._prefixes("response", "", "")
        return tuple(one for at in prefixes for one in self._documented.trees.paths(self.entry, at, depth=depth))

    def root_fields(self) -> tuple[Found, ...]:
        """Return what is stated at the root of the request body."""
        return self.request_fields(())

    def prefixes(self, side: str, status: str = "", media_type: str = "") -> tuple[str, ...]:
        """Return the addresses of the schemas of the request, or of responses whose status matches."""
        return self._prefixes(side, status, media_type)

    def way(self, side: str, status: str, steps: Claimed) -> Way:
        """Return the fields of named schemas that a path into a body leads through."""
        ways = [self._documented.trees.way(self.entry, prefix, steps) for prefix in self._prefixes(side, status, "")]
        passed = frozenset[tuple[str, Claimed]]().union(*(way.passed for way in ways))
        return Way(passed, frozenset[tuple[str, Claimed]]().union(*(way.ended for way in ways)))

    def _prefixes(self, side: str, status: str, media_type: str) -> tuple[str, ...]:
        return tuple(
            fact.at
            for which, stated, fact in self.media_types
            if which == side
            and (side == "request" or status_matches(stated, status))
            and (not media_type or same_media_type(fact.name, media_type))
        )

    def _fields(self, prefixes: tuple[str, ...], steps: Claimed) -> tuple[Found, ...]:
        found = (self._documented.trees.find(self.entry, prefix, steps) for prefix in prefixes)
        return tuple(one for one in found if one is not None)

    def _below(self, prefix: str) -> bool:
        return self._documented.trees.has_fields(self.entry, prefix)


def _without_doubled(url: str, path: str) -> str:
    twice = doubled(url, path)
    return url.rstrip("/").removesuffix(twice) if twice else url


def _key(entry: Entry) -> str:
    """Name an operation as manifests do; what the provider calls has a name, and no path."""
    call = entry.operation
    return entry.owner.name if call is not None and call.event else from_root(entry.owner.name)


def page_of(url: str) -> str:
    """Name the page that a URL leads to: its path without extension and trailing slash, in lower case."""
    path = urlsplit(url).path.strip("/").lower()
    for extension in _EXTENSIONS:
        path = path.removesuffix(extension)
    return path.removesuffix("/index")


def tail_of(key: str) -> tuple[str, ...]:
    """Return the last two segments of an operation's path, versions left out."""
    segments = key.partition(" ")[2].strip("/").split("/")
    return tuple([segment for segment in segments if not _VERSION.fullmatch(segment)][-2:])


def status_matches(stated: str, wanted: str) -> bool:
    """Tell whether a documented status covers the wanted one: `200`, `2xx`, `error` (4xx and 5xx), "" (any success)."""
    low = stated.lower()
    if low == "default":
        return True
    if wanted == "error":
        return low[:1] in {"4", "5"}
    wanted = wanted.lower() or "2xx"
    common = range_of(low).lower()
    return low == wanted or (common == range_of(wanted).lower() and common in {low, wanted})


def same_media_type(documented: str, wanted: str) -> bool:
    """Tell whether a documented media type (or range) covers the wanted one; parameters are left out."""
    one, other = (text.partition(";")[0].strip().lower() for text in (documented, wanted))
    return one in {other, "*/*"} or (one.endswith("/*") and other.startswith(one[:-1]))


def _media_types(facts: tuple[AnyFact, ...]) -> Iterator[tuple[str, str, MediaType]]:
    for fact in facts:
        if isinstance(fact, MediaType):
            steps = parts(fact.at)
            if steps[0] == "request":
                yield "request", "", fact
            elif steps[0] == "response":
                yield "response", steps[1], fact
