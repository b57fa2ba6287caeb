"""What is told of a finding below its message, as short lines of Markdown: nothing that the message says already.

Lines, not tables: they are read on a phone, and as plain text in a mail.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.alignment import begun_alike, told_apart
from driftwatch.model.code_line import CodeLine
from driftwatch.model.finding import Finding, ManifestUse
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import name_in
from driftwatch.reports import safe
from driftwatch.reports.pointers import pointer_of
from driftwatch.reports.words import whole_sides

_OPERATIONS: Final = 8
_USES: Final = 8
_SOURCES: Final = 3
_CODE_LINES: Final = 6
_BRIEF: Final = 60
"""Characters of a text that say which one it is."""
_HEADING: Final = 240
"""Characters of a heading that says several things."""
_SCHEMAS: Final = "#/components/schemas/"
"""How a reference begins to a schema that sentences call by its name."""


class Naming(Struct, frozen=True, kw_only=True):
    """Lines of the team's code that name what changed, and how many more there are."""

    lines: tuple[CodeLine, ...] = ()
    more: int = 0


def _bare(name: str, path: str, number: int) -> str:  # noqa: ARG001 - nothing has an address
    return name


class Around(Struct, frozen=True, kw_only=True):
    """What is known of a finding besides, where it is shown."""

    heading: str = ""
    """The operation that a heading above names already."""
    since: str = ""
    """Since when it stands, in Markdown of ours; "" where that is said once for all."""
    code: Naming = Naming()
    link: Callable[[str, str, int], str] = _bare
    """Makes a link of a name (Markdown of ours) to a line of a file, given by its path in the repository."""
    home: str = ""
    """The folder in the repository that names of manifest files are relative to."""
    moved: Mapping[str, str] = {}
    """Where documents are by now that had another address; "" for those that are gone."""
    specifications: frozenset[str] = frozenset()
    """URLs of documents in which a JSON pointer finds an operation."""
    is_advised: bool = True
    """Whether what to do is said here; not where the finding above has the same advice."""
    is_named: bool = True
    """Whether the name that answers use is told here."""


def facts_of(finding: Finding, around: Around | None = None) -> tuple[str, ...]:
    """Write what is told below the message of a finding, one line a fact."""
    around = around or Around()
    named = f"; name in answers: `{finding.fingerprint}`" if around.is_named else ""
    return tuple(
        line
        for lines in (
            (f"**{finding.level}**{_joined(_where(finding, around))}",),
            also_of(finding),
            _sides(finding),
            _reached(finding),
            _relied_on(finding.impact.uses, around),
            _named_in_code(around),
            (f"Since: {around.since}",) if around.since else (),
            _documented(finding, around),
            _observed(finding),
            (f"What to do: {safe.prose(finding.advice)}",) if around.is_advised and finding.advice else (),
            (f"Rule: {safe.span(finding.id)}{named}",),
        )
        for line in lines
    )


def row_of(finding: Finding, around: Around | None = None) -> str:
    """Tell a finding in one line, for those that are for information."""
    around = around or Around()
    more = (*_where(finding, around), *_sides(finding), *_reached(finding), *_relied_on(finding.impact.uses, around))
    named = (f"`{finding.fingerprint}`",) if around.is_named else ()
    besides = "; ".join((*more, *named))
    return f"{safe.prose(finding.message)}{f' ({besides})' if besides else ''}"


def _is_shown(text: str, message: str, other: str | None) -> bool:
    """Tell whether a message says of a long text what would be shown of it: what the other side says otherwise."""
    first, last = (len(text), 0) if other is None else _apart(text, other)
    spans = (part.strip("…") for part, is_name in safe.spans(message) if is_name)
    found = ((text.find(part), len(part)) for part in spans if len(part) >= _BRIEF)
    return any(0 <= at <= first and last <= at + length for at, length in found)


def _apart(text: str, other: str) -> tuple[int, int]:
    """Return where a text says something else than another one, or begins to at length; at least a character."""
    head = begun_alike(text, other)
    tail = begun_alike(text[head:][::-1], other[head:][::-1])
    return head, min(max(min(len(text) - tail, head + _BRIEF), head + 1), len(text))


def heading_of(finding: Finding) -> str:
    """Say in one line what changed; of the words of a page where they stand, since they follow as a diff."""
    if not finding.is_about_words or isinstance(finding.after, Mapping):
        return safe.prose(_parted(finding)[0])
    if finding.is_of_rewritten_page:
        return f"{safe.prose(finding.title)}, {len(finding.members)} of them here"
    section = finding.sources[0].locator if finding.sources else ""
    return f"{safe.prose(finding.title)}{f', under {safe.span(section)}' if section else ''}"


def _parted(finding: Finding) -> tuple[str, str]:
    """Part a message that says several things at length, or is of words, of which a diff shows the first."""
    first = finding.single[0].message
    is_whole = len(finding.message) <= _HEADING and not finding.is_about_words
    if is_whole or not finding.message.startswith(f"{first} "):
        return finding.message, ""
    return first, finding.message[len(first) + 1 :]


def also_of(finding: Finding) -> Iterator[str]:
    """Yield what a message says besides what is shown of it: of words where else the same differs."""
    rest = _parted(finding)[1]
    if rest:
        yield f"Also: {safe.prose(rest)}"


def place_of(finding: Finding) -> tuple[str, ...]:
    """Return the names of where a finding stands, as far as its message does not say them."""
    return tuple(_where(finding, Around()))


def _where(finding: Finding, around: Around) -> Iterator[str]:
    """Name operation, place and shape, as far as neither message nor heading does."""
    operations = finding.operations if len(finding.operations) == 1 else ()
    field = finding.field if finding.field and name_in(finding.field) not in finding.message else None
    places = (finding.variant, finding.media_type, finding.status, field, finding.schema)
    for name in (*operations, *(() if finding.is_about_words else places)):
        if name and name != around.heading and f"`{name}`" not in finding.message:
            yield safe.span(name)


def _joined(parts: Iterable[str]) -> str:
    return "".join(f", {part}" for part in parts)


def _sides(finding: Finding) -> Iterator[str]:
    if finding.is_about_words:
        return
    before, after = whole_sides(finding)
    shown = before, after
    if isinstance(before, str) and isinstance(after, str):
        shown = told_apart(before, after, limit=safe.MAX_SHOWN)
    first, second = _labels(finding)
    for label, said, other, brief in ((first, before, after, shown[0]), (second, after, before, shown[1])):
        if not _is_said(said, finding.message, other):
            yield f"{label}: {safe.span(safe.shown(brief))}"


def _labels(finding: Finding) -> tuple[str, str]:
    """Name both sides: of what a manifest claims, or the API was seen to do, neither came before the other."""
    if finding.is_observed:
        return "Expected", "Observed as"
    return ("Claimed", "Documented as") if finding.area == "manifest" else ("Before", "After")


def _is_said(value: Json, message: str, other: Json = None) -> bool:
    """Tell whether a message says a value already: of several, all of them; of a text how it is not the `other` one."""
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, str):
        names = (value, value.removeprefix(_SCHEMAS))
        told = [_as_quoted(name) for name in names]
        against = _as_quoted(other) if isinstance(other, str) else None
        return any(f"`{name}`" in message for name in told) or _is_shown(told[0], message, against)
    if isinstance(value, list | tuple):
        return all(_is_said(item, message) for item in value)
    if isinstance(value, Mapping):
        return all(_is_said(item, message) for item in value.values())
    return f"`{canonical(value)}`" in message


def _as_quoted(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


def _reached(finding: Finding) -> Iterator[str]:
    if len(finding.operations) > 1:
        more = len(finding.operations) - _OPERATIONS
        named = ", ".join(map(safe.span, finding.operations[:_OPERATIONS]))
        yield f"Reaches: {named}{f' and {more} more' if more > 0 else ''}"


def _relied_on(uses: Sequence[ManifestUse], around: Around) -> Iterator[str]:
    """Name the lines of manifests that rely on it, a line for each manifest."""
    told: dict[tuple[str, str, str], list[ManifestUse]] = {}
    for use in uses[:_USES]:
        told.setdefault((use.manifest, use.file, use.owner), []).append(use)
    for (manifest, file, owner), mine in told.items():
        path = f"{around.home}/{file}" if around.home else file
        lines = ", ".join(
            f"{_line(around, path, use.line, shown=file if number == 0 else '')}{_claim(use)}"
            for number, use in enumerate(mine)
        )
        whose = f", {safe.span(owner)}" if owner and not manifest.startswith(f"{owner}/") else ""
        yield f"Affects {safe.span(manifest)}{whose}: {lines}"
    if len(uses) > _USES:
        yield f"Affects {len(uses) - _USES} more lines of manifests"


def _named_in_code(around: Around) -> Iterator[str]:
    files: dict[str, list[CodeLine]] = {}
    for line in around.code.lines[:_CODE_LINES]:
        files.setdefault(line.path, []).append(line)
    if files:
        more = around.code.more + max(len(around.code.lines) - _CODE_LINES, 0)
        named = "; ".join(
            ", ".join(
                _line(around, path, line.number, shown=path if number == 0 else "") for number, line in enumerate(lines)
            )
            for path, lines in files.items()
        )
        yield f"Named in your code: {named}{f'; and {more} more lines' if more else ''}"


def _claim(use: ManifestUse) -> str:
    return f" {safe.span(use.claim)}" if use.claim else ""


def _line(around: Around, path: str, number: int, *, shown: str) -> str:
    """Name a line of a file, as a link where the repository has an address; `shown` is its path where that is said."""
    return around.link(safe.span(f"{shown}:{number}") if shown else f"line {number}", path, number)


def _documented(finding: Finding, around: Around) -> Iterator[str]:
    """Say where it is documented, by the address of today."""
    told: dict[str, list[str]] = {}
    for source in finding.documents[:_SOURCES]:
        now = around.moved.get(source.url, source.url)
        shown = f"{safe.link(now or source.url)}{'' if now else ', which is gone'}"
        by = "" if source.stated_by == "schema" else f" ({source.stated_by})"
        place = source.locator or (pointer_of(finding) if source.url in around.specifications else "")
        told.setdefault(shown, []).append(f"{safe.span(place)}{by}" if place else by.strip())
    for shown, places in told.items():
        at = ", ".join(filter(None, dict.fromkeys(places)))
        yield f"Documented: {shown}{f', {at}' if at else ''}"


def _observed(finding: Finding) -> Iterator[str]:
    """Say which API was seen to do it, since when, and where that is written down."""
    for source in [one for one in finding.sources if one not in finding.documents][:_SOURCES]:
        yield f"Observed: {safe.link(source.url)}, {safe.span(source.locator)}"
