"""Snapshots: the facts of one capture, by owner, with how each document fared.

An entry is one owner's facts; they are made on demand, because comparing two snapshots reads only entries whose
digests differ. Equal digests (of the same kind) mean equal facts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final, Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType, field, msgpack, structs

from driftwatch.model.asked import Asked
from driftwatch.model.facts import AnyFact, Contradiction, Fact, Operation, Unresolved
from driftwatch.model.record import Record
from driftwatch.model.seen import Seen, SeenSums
from driftwatch.model.source import Source
from driftwatch.model.text import PageText
from driftwatch.model.tree import Usage, reached

FORMAT = 2
"""Version of the stored snapshot; older versions are read for ever."""
SHARED: Final = "shared"
"""The folder of files that owners share."""
FEW: Final = 750
"""Files of owners up to which none is ever shared."""

OwnerKind: TypeAlias = Literal["api", "operation", "page", "schema"]
FOLDERS: Final[Mapping[OwnerKind, str]] = {
    "api": "apis",
    "operation": "operations",
    "page": "pages",
    "schema": "schemas",
}
"""Where the files of owners lie; those that are shared, below SHARED."""


class Owner(Record, frozen=True, order=True, omit_defaults=True, forbid_unknown_fields=True):
    """Whose facts they are.

    - operation: `name` is its key (`GET /v1/videos/{}`), `variant` the place of the document among several, else "".
    - schema: `name` in `scope` (a document's place, or the label of the one operation that its document describes).
    - page: `name` is the document's place (`errors/error-codes-handling`): error rules, notices, values.
    - api: `name` groups documents with the same servers and security schemes; "" when there is one.
    """

    kind: OwnerKind
    name: str
    variant: str = ""
    scope: str = ""

    @property
    def label(self) -> str:
        """The owner in words, for people: `POST /v1/videos (video/seedance)`."""
        return f"{self.name} ({self.variant})" if self.variant else self.name


class Reference(Struct, frozen=True, order=True):
    """That an owner uses a named schema of its scope."""

    schema: str
    usage: Usage | Literal["either", "asked"]
    """`either`: by a schema, which may stand in any of them; `asked`: by one that only asks by it what a value is."""


Content: TypeAlias = Literal["api", "text"]
"""What a source documents: an API, or, as its configuration states, words alone."""

FAILED: Final = "failed"
"""How the reason begins for which a document is unseen that was read and not understood, for a fault of ours."""

DocumentState: TypeAlias = Literal["read", "unseen", "gone"]


class Earlier(Record, frozen=True, order=True, kw_only=True, forbid_unknown_fields=True):
    """What a document said before its last edits."""

    until: str
    """Date of the capture that found something else there, ISO 8601, UTC."""
    digest: str


class Document(Record, frozen=True, order=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One resource of a source, as the snapshot knows it. `path` is where it lies in the site: `api/text/chat.md`."""

    path: str = field(name="place")
    url: str
    title: str = ""
    format: str = ""
    """openapi, markdown, html, index, ..."""
    digest: str = ""
    """Of a page's words and samples in their normal form, of a specification's text: 32 hex digits. Format 1 has 64, of
    the text with white space, banners, build hashes and dates left out."""
    formerly: tuple[str, ...] = ()
    """Digests that older versions of the normal form made of what it still says: manifests pin it by them."""
    earlier: tuple[Earlier, ...] = ()
    """What it said in the two weeks before it was last edited, newest first: an old cache may say so again."""
    state: DocumentState = "read"
    """`unseen`: could not be read in the newest capture; its facts are carried over."""
    reason: str = ""
    """Why it is unseen: as in Reading.state (unreachable, truncated, ...); `unreadable`: it could not be parsed;
    `failed: KeyError`: it could not be understood, for a fault of ours; `unlisted`: an index that looks incomplete
    does not list it; `gone`, `collapsed`, `cut`, `language`, `garbled`, `lessened`, `drawn`, `mixed`,
    `reframed`, `escaped`, `stale`, `older`, `contradicted`, `copy`, `unmerged`: see `missing_since`."""
    missing_since: str = ""
    """Date of the first capture that missed it, ISO 8601, UTC: it answered 404 while it was listed, an index that lost
    much no longer lists it, it says nothing of its own any longer, or lacks a part. Its facts are carried over until
    captures of later dates say the same (`confirm_removals`); for ever where a script draws its fields (`drawn`)."""
    missing_again: tuple[str, ...] = ()
    """Dates of later captures that missed it as well, as long as they are too few."""
    answered: str = ""
    """Digest of what came of it while it is missing because a part of what it said did not come (`lessened`,
    `drawn`, `cut` ...), nothing on it is new (`mixed`, `reframed`, `older` ...), or it is another one (`copy`)."""
    lacks: tuple[str, ...] = ()
    """The first lines that did not come then, without markup, or operations, schemas and facts of a specification; left
    out where only hashes of them are kept."""
    instead: tuple[str, ...] = ()
    """The first lines that came in their place."""
    copies: tuple[str, ...] = ()
    """Places of pages that say the very same, sorted: they are left out as long as they do."""
    seen: Seen | None = None
    """What of a page looked like facts; left out where nothing did, and in format 1."""
    address: str = ""
    """Where its own front matter puts it among the public pages, as written: `slug: /start`, `permalink: ...` or
    `url: ...`; "" where it names none."""
    is_torn: bool = False
    """Whether tags of its HTML are not closed, or closed twice, or another text ends what it never began: what came
    torn before is no worse for it."""

    @property
    def is_lost(self) -> bool:
        """Tell whether it is missing altogether: nothing that it stated came."""
        return bool(self.missing_since) and not self.answered

    def has_digest(self, pinned: str) -> bool:
        """Tell whether a digest is that of what it says, in whichever version of the normal form."""
        return bool(pinned) and (pinned == self.digest or pinned in self.formerly)


class Reread(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a newer driftwatch read otherwise from words that did not change: nobody is told of it as drift."""

    kind: str
    """The tag of the fact (`field`); "owner" when the owner itself was not there before."""
    at: str = ""
    was: str = ""
    """The identity of what was read before (driftwatch.model.facts.identity_of), "" where nothing was."""
    fact: AnyFact | None = None
    """What is read since; none where nothing is any longer."""


_write_facts: Final = msgpack.Encoder().encode
_read_facts: Final = msgpack.Decoder(tuple[AnyFact, ...]).decode


class Entry:
    """One owner's facts, made when first asked for.

    Args:
        owner: whose facts.
        documents: places of the documents that state them, the one that is believed first.
        digest: content identity, prefixed by its kind (`raw:...`, `facts:...`).
        facts: makes the facts, sorted by address.
        references: makes the named schemas that it uses, sorted.
        operation: makes the one fact that says what call it is, where that takes less than making all of them.
        gist: makes the content identity of that alone which facts are made of, where that takes less than making them.
        at_hand: the facts, where they were just made.
        joins: whether it may join others to itself (allOf) or have a discriminator; False is told by its text alone.
    """

    __slots__ = (
        "_facts", "_gist", "_load", "_load_operation", "_load_references", "_operation", "_references", "digest",
        "documents", "joins", "owner",
    )  # fmt: skip

    def __init__(
        self,
        owner: Owner,
        documents: tuple[str, ...],
        digest: str,
        *,
        facts: Callable[[], tuple[AnyFact, ...]],
        references: Callable[[], tuple[Reference, ...]],
        operation: Callable[[], Operation | None] | None = None,
        gist: Callable[[], str] | None = None,
        at_hand: tuple[AnyFact, ...] | None = None,
        joins: bool = True,
    ) -> None:
        self.owner = owner
        self.documents = documents
        self.joins = joins
        self.digest = digest
        self._load = facts
        self._load_references = references
        self._load_operation = operation
        self._gist = gist
        self._facts = at_hand
        self._references: tuple[Reference, ...] | None = None
        self._operation: Operation | UnsetType | None = UNSET

    @property
    def facts(self) -> tuple[AnyFact, ...]:
        """The owner's facts, sorted by address."""
        if self._facts is None:
            self._facts = self._load()
        return self._facts

    @property
    def gist(self) -> str:
        """Content identity of that alone which facts are made of: equal ones mean equal facts. "" where none is known.

        Two versions of a document part most often in descriptions and examples.
        """
        return "" if self._gist is None else self._gist()

    @property
    def is_plain_call(self) -> bool:
        """Whether a specification states all of it: then it has no facts that stand in prose or tables."""
        return self._gist is not None

    @property
    def passing(self) -> tuple[AnyFact, ...]:
        """The facts, for one look at them: they are not held for it."""
        return self._load() if self._facts is None else self._facts

    def let_go(self) -> None:
        """Hold the facts no longer: they are made again when they are asked for."""
        self._facts = None

    @property
    def references(self) -> tuple[Reference, ...]:
        """The named schemas that the owner's fields refer to directly."""
        if self._references is None:
            self._references = self._load_references()
        return self._references

    @property
    def operation(self) -> Operation | None:
        """The call that the owner is: its callbacks are calls as well, and stand in the same entry; None for others."""
        found = self._operation
        if isinstance(found, UnsetType):
            found = self._operation = self._called() if self.owner.kind == "operation" else None
        return found

    def _called(self) -> Operation | None:
        if self._load_operation is not None and self._facts is None:
            return self._load_operation()
        return next((fact for fact in self.facts if isinstance(fact, Operation) and fact.at == "operation"), None)

    @property
    def api(self) -> str | None:
        """Name of the `api` owner that holds the servers and security schemes of a call; None for others."""
        called = self.operation
        return called.api if called is not None else None

    @property
    def scope(self) -> str:
        """Scope of the named schemas that the owner's fields refer to."""
        if self.owner.kind != "operation":
            return self.owner.scope
        called = self.operation
        return called.schemas if called is not None else ""

    @property
    def is_specified(self) -> bool:
        """Whether the document that is believed first describes the call in full, as OpenAPI does."""
        return self.operation is not None and self.operation.stated_by == "schema"

    @property
    def is_last_known(self) -> bool:
        """Whether this is what was known of a named schema before references to it led nowhere."""
        return self.owner.kind == "schema" and bool(self.facts) and isinstance(self.facts[-1], Unresolved)

    @property
    def agreeing(self) -> tuple[str, ...]:
        """The further pages that state just what the first one does; none where a specification stands among them.

        Of a page beside a specification it is not known which of its facts it repeats.
        """
        if len(self.documents) == 1 or self.operation is None or self.is_specified:
            return ()
        cited = set[str]().union(*map(_cited, self.facts))
        return tuple(place for place in self.documents[1:] if place not in cited)

    def dissents(self, place: str) -> bool:
        """Tell whether a further document adds to what the first one states, or contradicts it."""
        return any(place in _cited(fact) for fact in self.facts)

    def __reduce__(self) -> tuple[Callable[..., "Entry"], tuple[object, ...]]:
        """Pickle it with its facts, which are read again when they are asked for."""
        facts = _write_facts(self.facts)
        return _entry_again, (self.owner, self.documents, self.digest, facts, tuple(self.references))

    def __repr__(self) -> str:
        return f"Entry({self.owner!r})"


def _entry_again(
    owner: Owner, documents: tuple[str, ...], digest: str, facts: bytes, references: tuple[Reference, ...]
) -> Entry:
    return Entry(owner, documents, digest, facts=partial(_read_facts, facts), references=partial(tuple, references))


def _cited(fact: AnyFact) -> set[str]:
    said = (statement.document for statement in fact.statements) if isinstance(fact, Contradiction) else ()
    return {fact.document, *said}


class Snapshot:
    """The facts of one capture: entries by owner, documents by place.

    `label` says which one it is, for people (`2026-10-01`, `HEAD~1`, `spec.json`); `digest` is content identity.
    `texts` make the words of pages by place, when they are first asked for; `reread` is what was read otherwise by
    newer versions of driftwatch, in the order in which it happened; `content` is whether operations are expected;
    `filed` are the stored URLs, by place, of documents that are told by others: see `published`; `asked` is what the
    configuration asked for, None where nobody's configuration made the snapshot.
    """

    __slots__ = ("_read", "asked", "content", "digest", "documents", "entries", "filed", "label", "reread", "texts")

    def __init__(
        self,
        entries: Iterable[Entry],
        documents: Iterable[Document] = (),
        *,
        texts: Mapping[str, Callable[[], PageText]] | None = None,
        reread: Mapping[Owner, tuple[Reread, ...]] | None = None,
        content: Content = "api",
        asked: Asked | None = None,
        label: str = "",
        digest: str = "",
    ) -> None:
        ordered = sorted(entries, key=lambda entry: entry.owner)
        self.entries: Mapping[Owner, Entry] = {entry.owner: entry for entry in ordered}
        self.documents: Mapping[str, Document] = {document.path: document for document in sorted(documents)}
        self.texts: Mapping[str, Callable[[], PageText]] = dict(sorted((texts or {}).items()))
        self.reread: Mapping[Owner, tuple[Reread, ...]] = dict(sorted((reread or {}).items()))
        self._read: dict[str, PageText] = {}
        self.content = content
        self.asked = asked
        self.label = label
        self.digest = digest
        self.filed: Mapping[str, str] = {}

    def with_parts(
        self,
        *,
        entries: Iterable[Entry] | None = None,
        documents: Iterable[Document] | None = None,
        texts: Mapping[str, Callable[[], PageText]] | None = None,
        reread: Mapping[Owner, tuple[Reread, ...]] | None = None,
    ) -> "Snapshot":
        """Return the snapshot with some of its parts replaced."""
        return Snapshot(
            self.entries.values() if entries is None else entries,
            self.documents.values() if documents is None else documents,
            texts=self.texts if texts is None else texts,
            reread=self.reread if reread is None else reread,
            content=self.content,
            asked=self.asked,
            label=self.label,
            digest=self.digest,
        )

    def published(self, address: Callable[[str, str], str] | None) -> "Snapshot":
        """Return the snapshot as people are told of it: its pages by their public URLs. It is not one to be stored.

        Args:
            address: returns the public URL of a document by its own and by its `address`; of two with the same one it
                says nothing.
        """
        if address is None:
            return self
        found = {place: address(document.url, document.address) for place, document in self.documents.items()}
        counts = Counter(found.values())
        own = {place: document.url for place, document in self.documents.items() if counts[found[place]] == 1}
        told = self.with_parts(
            documents=(
                structs.replace(document, url=found[place]) if place in own else document
                for place, document in self.documents.items()
            )
        )
        told.filed = {place: url for place, url in own.items() if url != found[place]}
        return told

    def __reduce__(self) -> tuple[Callable[..., "Snapshot"], tuple[object, ...]]:
        """Pickle it whole: entries with their facts, pages with their words."""
        texts = {place: self.text(place) for place in self.texts}
        parts = (tuple(self.entries.values()), tuple(self.documents.values()), texts, dict(self.reread))
        return _snapshot_again, (*parts, (self.content, self.asked, self.label, self.digest))

    def text(self, path: str) -> PageText | None:
        """Return the words of a page, None where none are kept: of a specification, or in a snapshot of format 1."""
        if path not in self._read and path in self.texts:
            self._read[path] = self.texts[path]()
        return self._read.get(path)

    @property
    def facts(self) -> int:
        """How many facts it holds."""
        return sum(len(entry.passing) for entry in self.entries.values())

    def seen(self) -> SeenSums:
        """Sum up what of the pages looked like facts and became facts, and what is watched as text."""
        pages = [document.seen for document in self.documents.values() if document.seen is not None]
        kinds = Counter(
            line.kind for path in self.texts if (text := self.text(path)) is not None for line in text.lines
        )
        return SeenSums(
            fields=sum(page.fields for page in pages),
            fields_used=sum(page.fields_used for page in pages),
            errors=sum(page.errors for page in pages),
            errors_used=sum(page.errors_used for page in pages),
            specifications=len({url for page in pages for url in page.specifications}),
            not_understood=sum(1 for page in pages if not page.is_understood and not page.drawn),
            drawn=sum(1 for page in pages if page.drawn),
            rows=kinds["row"] + kinds["item"],
            sentences=kinds["sentence"],
        )

    def schema(self, name: str, scope: str) -> Entry | None:
        """Return a named schema, None when there is none of that name in the scope."""
        return self.entries.get(Owner("schema", name, scope=scope))

    def api_of(self, entry: Entry) -> Entry | None:
        """Return the owner of a call's servers and security schemes, None when the documentation states none."""
        return self.entries.get(Owner("api", entry.api)) if entry.api is not None else None

    def reached(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the named schemas that an entry refers to, directly or through others, sorted by owner."""
        return self.reached_by((reference.schema for reference in entry.references), entry.scope)

    def reached_by(self, names: Iterable[str], scope: str) -> tuple[Entry, ...]:
        """Return the schemas of a scope that names lead to, directly or through others, sorted by owner."""

        def refers(name: str) -> Iterable[str] | None:
            entry = self.schema(name, scope)
            return None if entry is None else (reference.schema for reference in entry.references)

        return tuple(self.entries[Owner("schema", name, scope=scope)] for name in reached(names, refers))

    def source(self, entry: Entry, fact: Fact | None = None) -> Source:
        """Return where a fact of an entry is documented; without a fact, where its owner is."""
        place = fact.document if fact is not None and fact.document else "".join(entry.documents[:1])
        document = self.documents.get(place)
        url = document.url if document is not None else place
        return Source(url=url) if fact is None else Source(url=url, locator=fact.locator, stated_by=fact.stated_by)


def _snapshot_again(
    entries: tuple[Entry, ...],
    documents: tuple[Document, ...],
    texts: Mapping[str, PageText],
    reread: Mapping[Owner, tuple[Reread, ...]],
    said: tuple[Content, Asked | None, str, str],
) -> Snapshot:
    content, asked, label, digest = said
    words = {place: partial(at_hand, text) for place, text in texts.items()}
    return Snapshot(
        entries, documents, texts=words, reread=reread, content=content, asked=asked, label=label, digest=digest
    )


def at_hand(text: PageText) -> PageText:
    """Return words that are there already, where what makes them is asked for: no lambda can be pickled."""
    return text


class CaptureCounts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many documents a capture read, and how many it could not."""

    read: int = 0
    unchanged: int = 0
    unseen: int = 0
    gone: int = 0
    left_out: int = 0


class Capture(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One line of captures.jsonl: the dated review trail. `at` is ISO 8601, UTC, to the second."""

    at: str
    digest: str
    documents: CaptureCounts
    operations: int
    facts: int
    unseen: tuple[str, ...] = ()
    """Places that could not be read, with their facts carried over."""
    breaking: int = 0
    warning: int = 0
    info: int = 0
    seen: SeenSums = SeenSums()
    """What of the pages looked like facts and became facts, and what is watched as text; left out in format 1."""
    format: int = 1
    """Version of the snapshot that the run wrote; left out in format 1."""
    origin: str = ""
    """The commit of a source's repository that was read, or the name of the saved folder; left out of a site."""
    backfilled: bool = False
    """Whether it was read out of a history afterwards: that is no drift that anybody had to act upon."""
