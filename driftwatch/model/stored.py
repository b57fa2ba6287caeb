"""The snapshot on disk: facts as lines of JSON, one file an owner, sorted; and back.

    documents.jsonl                        one line a document
    captures.jsonl                         one line a run: the dated review trail (never part of the facts)
    api.jsonl                              servers, security schemes, global security
    operations/post-v1-videos.jsonl        one file an operation; `~video-seedance` for a variant
    pages/errors-error-codes.jsonl         error rules, notices, values
    schemas/ErrorResponse.jsonl            named schemas shared by operations
    text/errors-error-codes.md             the words of a page (driftwatch.model.text)
    reread.jsonl                           facts that a newer driftwatch read otherwise from the same words
    shared/operations/repos.jsonl          in large snapshots: what owners share (driftwatch.model.sharing)

A file is one or more sections; each begins with a line `{"owner":...}` and goes on with the owner's facts, sorted by
address. Named schemas of a document that describes one operation stand in that operation's file.
Format 2; docs/snapshot.schema.json describes it. Format 1 has no texts and says nowhere that it is format 1.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from driftwatch.errors import SnapshotError
from driftwatch.model.asked import Asked
from driftwatch.model.characters import plain_name
from driftwatch.model.documents_head import DocumentsHead, documents_head
from driftwatch.model.facts import AnyFact, Operation
from driftwatch.model.json_values import visible
from driftwatch.model.known import Known
from driftwatch.model.record import Record
from driftwatch.model.snapshot import (
    FEW,
    FOLDERS,
    FORMAT,
    SHARED,
    Capture,
    Document,
    Entry,
    Owner,
    OwnerKind,
    Reference,
    Reread,
    Snapshot,
    at_hand,
)
from driftwatch.model.text import PageText, head_of, text_of, written
from driftwatch.model.tree import is_asked, usage_of

DOCUMENTS: Final = "documents.jsonl"
CAPTURES: Final = "captures.jsonl"
REREAD: Final = "reread.jsonl"
_API: Final = "api.jsonl"
_TEXTS: Final = "text"
_SECTION: Final = b'{"owner":'
_FORMAT_LINE: Final = b'{"format":'
_REF: Final = b'"ref":'
_WEBHOOK: Final = b'"webhook"'
_OPERATION: Final = b'{"fact":"operation"'
_JOINING: Final = (b"allOf", b'"discriminator"')
"""What has neither in its lines joins no schema to itself: the one is a step of an address, the other a keyword."""
_T = TypeVar("_T")
_K = TypeVar("_K")


class SectionHead(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The first line of a section: whose facts follow."""

    owner: OwnerKind
    name: str
    """An operation's method and path with parameter names blanked; a schema's name; the path of a page."""
    variant: str = ""
    """Which documentation of the operation, where there are several."""
    scope: str = ""
    """For a schema: the document or operation to which its name belongs."""
    format: int = 1
    """Version of the snapshot; left out in format 1."""
    documents: tuple[str, ...] = ()
    """Places of the documents that state the facts, the one that is believed first."""


class _Referring(Struct, frozen=True):
    """What a line says that matters to who refers to what; a third of the time of making the whole fact."""

    at: str
    ref: str = ""
    event: str = ""


_encode: Final = msgspec.json.Encoder().encode
_read_head: Final = msgspec.json.Decoder(SectionHead).decode
_read_referring: Final = msgspec.json.Decoder(_Referring).decode
_read_reread: Final = msgspec.json.Decoder(Reread).decode
_read_fact: Final = msgspec.json.Decoder(AnyFact).decode
_read_documents_head: Final = msgspec.json.Decoder(DocumentsHead).decode
_read_document: Final = msgspec.json.Decoder(Document).decode
_read_capture: Final = msgspec.json.Decoder(Capture).decode


def files_of(snapshot: Snapshot, before: Iterable[str] = ()) -> dict[str, bytes]:
    """Write a snapshot as files by path relative to the source's folder; without captures.jsonl.

    Args:
        snapshot: what to write.
        before: paths of the files of the capture on top of which it is made. Which owners share a file depends on them.
    """
    return dict(sorted(written_files(snapshot, before)))


def written_files(snapshot: Snapshot, before: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the same files one after the other; those of owners are held together only where some share one."""
    yield from _files_of_owners(snapshot.entries, before)
    lines = (documents_head(snapshot), *snapshot.documents.values())
    yield DOCUMENTS, b"".join(visible(_encode(line)) + b"\n" for line in lines)
    if snapshot.reread:
        yield REREAD, b"".join(_rereadings(owner, found) for owner, found in snapshot.reread.items())
    for place, name in text_files(snapshot.texts).items():
        yield name, written(place, snapshot.texts[place](), version=FORMAT)


def parts_of(snapshot: Snapshot) -> int:
    """Count what would be files if no owner shared any: operations, schemas, pages and their words."""
    return len({*_own_files(snapshot.entries).values()}) + len(snapshot.texts)


def belongs(path: str) -> bool:
    """Tell whether a file of a source's folder, by its path there, is part of a snapshot."""
    return path.endswith(".jsonl") or (path.startswith(f"{_TEXTS}/") and path.endswith(".md"))


def is_shared(path: str) -> bool:
    """Tell whether a file of a source's folder, by its path there, is one that owners share."""
    return path.startswith(f"{SHARED}/") and path.endswith(".jsonl")


def text_file(place: str) -> str:
    """Return the path of a page's text, as it is unless another one's name differs by case alone."""
    return f"{_TEXTS}/{plain_name(place)}.md"


def text_files(places: Iterable[str]) -> dict[str, str]:
    """Return the paths of the texts of pages, by place."""
    wanted = {place: text_file(place).removesuffix(".md") for place in places}
    return _distinct(wanted, ".md", lambda place: hashlib.sha256(place.encode()).hexdigest()[:8])


def operation_stem(key: str) -> str:
    """Return the path of an operation's file, without what follows for a variant and without extension."""
    return f"{FOLDERS['operation']}/{plain_name(key)}"


def operation_file(key: str, variant: str = "") -> str:
    """Return the path of an operation's file, as it is unless another one's name differs by case alone."""
    return f"{_wanted(Owner(kind='operation', name=key, variant=variant))}.jsonl"


def digest_of(files: Mapping[str, bytes], known: Known | None = None) -> str:
    """Return the identity of a stored snapshot: sha256 over names and contents, captures.jsonl left out."""
    digest = (known or Known()).digest
    return digest_of_digests({file[0]: digest(file) for file in files.items() if file[0] != CAPTURES})


def digest_of_digests(digests: Mapping[str, str]) -> str:
    """Return the same out of the sha256 of each file but captures.jsonl."""
    whole = hashlib.sha256()
    for name in sorted(digests):
        whole.update(f"{name}\0{digests[name]}\n".encode())
    return whole.hexdigest()


def snapshot_of_files(
    files: Mapping[str, bytes], *, label: str, folder: str = "", known: Known | None = None
) -> Snapshot:
    """Read a stored snapshot lazily: only the first line of each section is decoded now.

    Args:
        files: contents by path relative to the source's folder.
        label: what to call the snapshot.
        folder: where the files lie, as errors are to name them.
        known: what is at hand from other snapshots of the folder; what is made now is added.

    Raises:
        SnapshotError: a file is damaged, or of a newer format.
    """
    entries: list[Entry] = []
    documents: list[Document] = []
    head = DocumentsHead(1)
    texts: dict[str, Callable[[], PageText]] = {}
    reread: dict[Owner, tuple[Reread, ...]] = {}
    known = known or Known()
    for name, content in files.items():
        if name == DOCUMENTS:
            shown = _shown(folder, name)
            _refuse_other_than_utf8(content, shown)
            head, lines = _documents_head(content, shown)
            documents = [_decoded(_read_document, line, shown) for line in lines]
        elif name == REREAD:
            reread = dict(_reread(content, _shown(folder, name)))
        elif name != CAPTURES and name.endswith(".jsonl"):
            if (name, content) not in known.entries:
                known.entries[name, content] = tuple(_sections(_shown(folder, name), content))
            entries.extend(known.entries[name, content])
        elif name.startswith(_TEXTS) and belongs(name):
            texts.update((_text(name, content, known, folder),))
    digest = digest_of(files, known)
    snapshot = Snapshot(
        entries,
        documents,
        texts=texts,
        reread=reread,
        content=head.content,
        asked=head.asked or Asked(),
        label=label,
        digest=digest,
    )
    if len(snapshot.entries) < len(entries):
        _refuse_two_of_one({file[0]: known.entries[file] for file in files.items() if file in known.entries}, folder)
    return snapshot


def documented_in(content: bytes, *, name: str) -> Iterator[Owner]:
    """Yield the operations of which a file tells, without reading what it states of them.

    Raises:
        SnapshotError: it is damaged, or of a newer format.
    """
    for head, _ in _parts(name, content):
        if head.owner == "operation":
            yield Owner("operation", head.name, head.variant)


def captures_of(content: bytes, *, folder: str = "") -> tuple[Capture, ...]:
    """Read captures.jsonl, which lies in `folder`, oldest first.

    Raises:
        SnapshotError: a line is damaged; the message names the file and the line.
    """
    name = _shown(folder, CAPTURES)
    lines = [(number, line) for number, line in enumerate(content.splitlines(), start=1) if line.strip()]
    return tuple(_decoded(_read_capture, line, name, line=number) for number, line in lines)


def with_capture(content: bytes, capture: Capture) -> bytes:
    """Return captures.jsonl with one more line."""
    ended = content if not content or content.endswith(b"\n") else content + b"\n"
    return ended + visible(_encode(capture)) + b"\n"


def entry_of(owner: Owner, documents: tuple[str, ...], facts: Iterable[AnyFact]) -> Entry:
    """Make an entry of facts that are at hand, sorted by address."""
    ordered = tuple(sorted(facts, key=lambda fact: (fact.at, type(fact).__name__)))
    lines = b"\n".join(map(_encode, ordered))
    digest = f"facts:{hashlib.sha256(lines).hexdigest()}"
    # No lambda: what a page states is read out in other processes, too, and comes back from there.
    return _entry(owner, documents, digest, content=lines, part=slice(None), name=owner.label, at_hand=ordered)


def _entry(
    owner: Owner,
    documents: tuple[str, ...],
    digest: str,
    *,
    content: bytes,
    part: slice,
    name: str,
    at_hand: tuple[AnyFact, ...] | None = None,
) -> Entry:
    """Make an entry that reads its facts out of a part of a content, which is held once and not copied."""
    facts = partial(_read, _facts, content, part, name)
    call = partial(_read, _operation, content, part, name)
    named = partial(_read, partial(_references, owner), content, part, name)
    start, end, _ = part.indices(len(content))
    joins = any(content.find(word, start, end) >= 0 for word in _JOINING)
    return Entry(owner, documents, digest, facts=facts, references=named, operation=call, at_hand=at_hand, joins=joins)


def _read(read: Callable[[bytes, str], _T], content: bytes, part: slice, name: str) -> _T:
    return read(content[part], name)


def _used(owner: Owner, fields: Iterable[tuple[str, str]], *, turned: bool) -> tuple[Reference, ...]:
    """Name the schemas of (name, address of the field that refers to it); `turned`: the owner is a webhook."""
    if owner.kind != "operation":
        return tuple(sorted({Reference(name, "asked" if is_asked(at) else "either") for name, at in fields}))
    return tuple(sorted({Reference(name, usage_of(at, inbound=turned)) for name, at in fields}))


def _files_of_owners(entries: Mapping[Owner, Entry], before: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    names = _own_files(entries)
    sections: dict[str, list[Entry]] = {}
    for owner, entry in entries.items():
        sections.setdefault(names[owner], []).append(entry)
    files = ((name, b"".join(map(_section, parts))) for name, parts in sections.items())
    if len(sections) <= FEW:
        yield from files
        return
    from driftwatch.model.sharing import together  # noqa: PLC0415  (few snapshots need it)

    named_after = {name: parts[0].owner for name, parts in sections.items() if name != _API}
    yield from together(dict(files), named_after, before).items()


def _section(entry: Entry) -> bytes:
    return _lines_of((_head(entry.owner, entry.documents), *entry.passing))


def _rereadings(owner: Owner, found: Iterable[Reread]) -> bytes:
    return _lines_of((_head(owner), *found))


def _head(owner: Owner, documents: tuple[str, ...] = ()) -> SectionHead:
    return SectionHead(
        owner=owner.kind,
        name=owner.name,
        variant=owner.variant,
        scope=owner.scope,
        format=FORMAT,
        documents=documents,
    )


def _lines_of(lines: Iterable[Struct]) -> bytes:
    return b"".join(visible(_encode(line)) + b"\n" for line in lines)


def _sections(name: str, content: bytes) -> Iterator[Entry]:
    at = 0
    for head, rest in _parts(name, content):
        owner = Owner(head.owner, head.name, head.variant, head.scope)
        digest = "facts:" + hashlib.sha256(rest.rstrip(b"\n")).hexdigest()
        at = content.index(rest, at)
        part = slice(at, at + len(rest))
        yield _entry(owner, head.documents, digest, content=content, part=part, name=name)


def _text(name: str, content: bytes, known: Known, folder: str) -> tuple[str, Callable[[], PageText]]:
    if (name, content) not in known.texts:
        shown = _shown(folder, name)
        _refuse_other_than_utf8(content, shown)
        head = head_of(content, shown)
        _refuse_newer(head.format, shown)
        known.texts[name, content] = head.document, partial(at_hand, text_of(content, head))
    return known.texts[name, content]


def _reread(content: bytes, name: str) -> Iterator[tuple[Owner, tuple[Reread, ...]]]:
    for head, rest in _parts(name, content):
        owner = Owner(head.owner, head.name, head.variant, head.scope)
        yield owner, tuple(_decoded(_read_reread, line, name) for line in rest.splitlines() if line)


def _parts(name: str, content: bytes) -> Iterator[tuple[SectionHead, bytes]]:
    _refuse_other_than_utf8(content, name)
    if not content.startswith(_SECTION):
        raise SnapshotError.damaged(name, "it does not begin with an owner", name, content)
    for part in content.split(b"\n" + _SECTION):
        text = part if part.startswith(_SECTION) else _SECTION + part
        first, _, rest = text.partition(b"\n")
        head = _decoded(_read_head, first, name)
        _refuse_newer(head.format, name)
        yield head, rest


def _documents_head(content: bytes, name: str) -> tuple[DocumentsHead, list[bytes]]:
    """Return the first line of documents.jsonl, which format 1 has not, and the lines of documents."""
    lines = [line for line in content.splitlines() if line.strip()]
    if not lines:
        raise SnapshotError(f"{name} is empty", hint=SnapshotError.RESTORE.format(name))
    if not lines[0].startswith(_FORMAT_LINE):
        return DocumentsHead(1), lines
    head = _decoded(_read_documents_head, lines[0], name)
    _refuse_newer(head.format, name)
    return head, lines[1:]


def _refuse_newer(found: int, name: str) -> None:
    """Refuse a file of a newer format.

    Raises:
        SnapshotError: it is one.
    """
    if found > FORMAT:
        raise SnapshotError(
            f"{name} has snapshot format {found}; this driftwatch reads up to {FORMAT}",
            hint="use the version of driftwatch that wrote it, or a newer one",
        )


def _operation(lines: bytes, name: str) -> Operation | None:
    """Decode only the line of the call, with those of callbacks; all where none is one: else damage goes untold."""
    told = [line for line in _lines_with(_OPERATION, lines) if line.startswith(_OPERATION)]
    facts = (_decoded(_read_fact, line, name) for line in told or filter(None, lines.splitlines()))
    return next((fact for fact in facts if isinstance(fact, Operation) and fact.at == "operation"), None)


def _facts(lines: bytes, name: str) -> tuple[AnyFact, ...]:
    return tuple(_decoded(_read_fact, line, name) for line in lines.splitlines() if line)


def _references(owner: Owner, lines: bytes, name: str) -> tuple[Reference, ...]:
    """Decode only the lines that references are made of: fields that refer, and that the operation is a webhook."""
    fields = [_decoded(_read_referring, line, name) for line in _lines_with(_REF, lines)]
    calls = [line for line in _lines_with(_WEBHOOK, lines) if line.startswith(_OPERATION)] if fields else []
    turned = any(_decoded(_read_referring, line, name).event == "webhook" for line in calls)
    return _used(owner, [(fact.ref, fact.at) for fact in fields if fact.ref], turned=turned)


def _lines_with(mark: bytes, lines: bytes) -> Iterator[bytes]:
    """Yield the lines that hold a mark; looking for it is faster than splitting: few lines refer to anything."""
    found = lines.find(mark)
    while found >= 0:
        end = lines.find(b"\n", found)
        end = len(lines) if end < 0 else end
        yield lines[lines.rfind(b"\n", 0, found) + 1 : end]
        found = lines.find(mark, end)


def _decoded(read: Callable[[bytes], _T], content: bytes, name: str, *, line: int = 0) -> _T:
    try:
        return read(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        where = f"{name}:{line}" if line else name
        why = _not_utf8(error) if isinstance(error, UnicodeDecodeError) else error
        raise SnapshotError.damaged(where, str(why), name, content) from None


def _refuse_other_than_utf8(content: bytes, name: str) -> None:
    """Look at a whole file at once: facts are decoded late, and those that nobody compares never."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        why = f"{_not_utf8(error)}, in line {line}"
        raise SnapshotError.damaged(name, why, name) from None


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"byte 0x{error.object[error.start]:02x} is not UTF-8"


def _refuse_two_of_one(entries: Mapping[str, Iterable[Entry]], folder: str) -> None:
    """Refuse files that say two things of one owner: some are left of another layout. The same twice is fine.

    Raises:
        SnapshotError: they do.
    """
    found: dict[Owner, tuple[str, Entry]] = {}
    for name, several in entries.items():
        for entry in several:
            other, first = found.setdefault(entry.owner, (name, entry))
            if (first.digest, first.documents) != (entry.digest, entry.documents):
                one, two = _shown(folder, other), _shown(folder, name)
                raise SnapshotError(
                    f"{one} and {two} say different things of {entry.owner.label}",
                    hint=SnapshotError.RESTORE.format(folder or two),
                )


def _shown(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _own_files(owners: Iterable[Owner]) -> dict[Owner, str]:
    """Give each owner its file; names that differ only by case or by what a slug drops get a digest."""
    owners = tuple(owners)
    homes = {owner.label: owner for owner in owners if owner.kind == "operation"}
    wanted = {owner: _wanted(owner) for owner in owners if not (owner.kind == "schema" and owner.scope in homes)}
    names = _distinct(wanted, ".jsonl", _short)
    for owner in owners:
        if owner not in names:
            names[owner] = names[homes[owner.scope]]
    return names


def _distinct(wanted: Mapping[_K, str], suffix: str, short: Callable[[_K], str]) -> dict[_K, str]:
    """Give each its path; those that differ only by case get a digest."""
    used = Counter(path.casefold() for path in wanted.values())
    return {
        key: f"{path}{suffix}" if used[path.casefold()] == 1 else f"{path}~{short(key)}{suffix}"
        for key, path in wanted.items()
    }


def _wanted(owner: Owner) -> str:
    if owner.kind == "api" and not owner.name:
        return "api"
    parts = [FOLDERS[owner.kind]]
    if owner.scope:
        parts.append(plain_name(owner.scope))
    name = plain_name(owner.name, keep_case=owner.kind == "schema")
    return "/".join((*parts, f"{name}~{plain_name(owner.variant)}" if owner.variant else name))


def _short(owner: Owner) -> str:
    return hashlib.sha256(repr(owner).encode()).hexdigest()[:8]
