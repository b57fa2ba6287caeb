"""What an open finding means for the lines of a manifest that rely on it: a step that can be taken, or one left to do.

Only what the manifest has from the documentation is changed: a claim with another label rests on something else.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from driftwatch.manifests.check.documented import page_of
from driftwatch.manifests.check.fields import sides_of
from driftwatch.manifests.paths import claim_steps, written
from driftwatch.model.address import operation_key
from driftwatch.model.characters import all_seen
from driftwatch.model.finding import Finding, ManifestUse
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import FieldClaim, Manifest
from driftwatch.model.paths import Claimed, as_claimed
from driftwatch.patterns import lazy_regex

_FIELD: Final = " field "
"""How the claim of a field is told: `request field prompt`."""
_MOVED: Final = "endpoint-moved"
_PAGE_MOVED: Final = "document-moved"
_PAGE_GONE: Final = "document-removed"
_MARKDOWN: Final = ".md"
_DAY: Final = lazy_regex(r"\d{4}-\d{2}-\d{2}")
LABELS: Final = frozenset({"observed-removed-from-docs", "observed-docs-disagree", "observed-undocumented"})
"""Rules for what works and wants another label than it has."""


class Rename(Struct, frozen=True, kw_only=True):
    """A field, or one above it, has another name."""

    path: str
    now: str


class Values(Struct, frozen=True, kw_only=True):
    """A list of values lost some or got some."""

    path: str
    gone: tuple[Json, ...] = ()
    new: tuple[Json, ...] = ()


class Requirement(Struct, frozen=True, kw_only=True):
    """A field is required by now, or no more."""

    path: str
    required: Json
    """As its key `required` has it."""


class Contract(Struct, frozen=True, kw_only=True):
    """The operation has another method or path."""

    now: str


class Page(Struct, frozen=True, kw_only=True):
    """A page has another address, or "" when it is gone."""

    url: str
    now: str


class Label(Struct, frozen=True, kw_only=True):
    """What is said of a field rests on an observation, and no longer on the documentation."""

    path: str
    at: str
    """ISO date."""
    ref: str
    """The file of the observation."""


Edit: TypeAlias = Rename | Values | Requirement | Contract | Page | Label


class Step(Struct, frozen=True, kw_only=True):
    """Something that can be written into a manifest."""

    use: ManifestUse
    side: str
    """request, response or errors, of a field."""
    edit: Edit
    says: str


class Todo(Struct, frozen=True, kw_only=True):
    """Something that nobody but a person can decide."""

    use: ManifestUse
    says: str


Planned: TypeAlias = Step | Todo


def planned(finding: Finding, use: ManifestUse, manifest: Manifest) -> Iterator[Planned]:
    """Yield what a finding means for one line that relies on it; nothing when the manifest says so already."""
    side, named, path = use.claim.partition(_FIELD)
    if named:
        yield from _of_field(finding, use, manifest, side, path)
    elif use.claim == "docs":
        yield from _of_page(finding, use, manifest)
    elif use.claim == "contract" and finding.id == _MOVED:
        yield from _of_contract(finding, use, manifest)
    else:
        yield from _left(finding, use)


def _of_field(finding: Finding, use: ManifestUse, manifest: Manifest, side: str, path: str) -> Iterator[Planned]:
    claim = _claim(manifest, side, path, use.line)
    make = next((how for ending, how in _FIELD_STEPS.items() if finding.id.endswith(ending)), None)
    if claim is None or make is None:
        yield from _left(finding, use)
        return
    for each in make(finding, use, side, claim):
        if isinstance(each, Step) and claim.evidence.label != "documented":
            says = f"{finding.message} The line is labelled `{claim.evidence.label}`: settle what it rests on."
            yield Todo(use=use, says=says)
        else:
            yield each


def _claim(manifest: Manifest, side: str, path: str, line: int) -> FieldClaim | None:
    found = (
        claim
        for claims in (manifest.claims, *(variant.claims for variant in manifest.variants))
        for one in sides_of(claims)
        if one.name == side
        for claim in one.fields
        if claim.path == path and claim.line == line
    )
    return next(found, None)


def _renamed(finding: Finding, use: ManifestUse, side: str, claim: FieldClaim) -> Iterator[Planned]:
    former, now = finding.former_field, as_claimed(finding.field or "")
    steps = claim_steps(claim.path)
    if former is None or not now:
        yield from _left(finding, use)
        return
    before = as_claimed(former)
    places = _places(steps, before, anywhere=finding.schema is not None)
    if len(places) == 1:
        begin = places[0]
        path = written((*steps[:begin], *now, *steps[begin + len(before) :]))
        yield from _safe(Step(use=use, side=side, edit=Rename(path=claim.path, now=path), says=f"`{path}`"), finding)
    elif len(_places(steps, now, anywhere=finding.schema is not None)) != 1:
        yield from _left(finding, use)


def _places(steps: Claimed, part: Claimed, *, anywhere: bool) -> tuple[int, ...]:
    """Return where a path holds another: at its beginning, or, of a field of a shared schema, anywhere."""
    starts = range(len(steps) - len(part) + 1) if anywhere else range(min(1, len(steps) - len(part) + 1))
    return tuple(start for start in starts if steps[start : start + len(part)] == part)


def _values_gone(finding: Finding, use: ManifestUse, side: str, claim: FieldClaim) -> Iterator[Planned]:
    gone = tuple(value for value in _items(finding.before) if value in claim.values)
    if not gone:
        return
    if len(gone) == len(claim.values):
        yield from _left(finding, use)
        return
    says = f"without {_named(gone)}" + (", which the code may not send any more" if side == "request" else "")
    yield Step(use=use, side=side, edit=Values(path=claim.path, gone=gone), says=says)


def _values_new(finding: Finding, use: ManifestUse, side: str, claim: FieldClaim) -> Iterator[Planned]:
    new = tuple(value for value in _items(finding.after) if value not in claim.values)
    if side == "request" or not new:
        return
    if not claim.values:
        yield from _left(finding, use)
        return
    says = f"with {_named(new)}, which the code has to know"
    yield from _safe(Step(use=use, side=side, edit=Values(path=claim.path, new=new), says=says), finding)


def _required(_: Finding, use: ManifestUse, side: str, claim: FieldClaim) -> Iterator[Planned]:
    if claim.required != "api":
        now = "api" if side == "request" else True
        yield Step(use=use, side=side, edit=Requirement(path=claim.path, required=now), says="required by now")


def _optional(finding: Finding, use: ManifestUse, side: str, claim: FieldClaim) -> Iterator[Planned]:
    if claim.required != "api":
        return
    if side == "request":
        edit = Requirement(path=claim.path, required="optional")
        yield Step(use=use, side=side, edit=edit, says="required no more")
    else:
        yield Todo(use=use, says=f"{finding.message} Say under `fallback` what the code does without it.")


def _labelled(finding: Finding, use: ManifestUse, side: str, claim: FieldClaim) -> Iterator[Planned]:
    """Propose the label of what works and is not documented, or not clearly, with the question that would settle it."""
    seen = next((source.locator for source in finding.sources if source not in finding.documents), "")
    day, _, file = _DAY.search(seen), *seen.rpartition(", ")[1:]
    if day is None or not file:
        yield from _left(finding, use)
        return
    edit = Label(path=claim.path, at=day[0], ref=file)
    yield from _safe(Step(use=use, side=side, edit=edit, says=f"label `observed only` of {day[0]}"), finding)
    ask = f"Ask the provider's support whether {side} field `{claim.path}` of `{use.manifest}` may be relied on"
    yield Todo(use=use, says=f"{finding.message} {ask}; until there is an answer, `accepted_risk` says who accepts it.")


_FieldSteps: TypeAlias = Callable[[Finding, ManifestUse, str, FieldClaim], Iterator[Planned]]
_FIELD_STEPS: Final[Mapping[str, _FieldSteps]] = {
    "-renamed": _renamed,
    "-value-removed": _values_gone,
    "-value-added": _values_new,
    "-became-required": _required,
    "-became-optional": _optional,
    "observed-removed-from-docs": _labelled,
    "observed-docs-disagree": _labelled,
}
"""By the end of a rule's id."""


def _of_contract(finding: Finding, use: ManifestUse, manifest: Manifest) -> Iterator[Planned]:
    if not (isinstance(finding.before, str) and isinstance(finding.after, str)):
        yield from _left(finding, use)
    elif manifest.key == _key(finding.before):
        step = Step(use=use, side="", edit=Contract(now=finding.after), says=f"`{finding.after}`: call it there")
        yield from _safe(step, finding)
    elif manifest.key != _key(finding.after):
        yield from _left(finding, use)


def _of_page(finding: Finding, use: ManifestUse, manifest: Manifest) -> Iterator[Planned]:
    if finding.id not in {_PAGE_MOVED, _PAGE_GONE}:
        yield from _left(finding, use)
        return
    gone = page_of(finding.before if isinstance(finding.before, str) else _cited(finding))
    for page in manifest.pages:
        if page.line != use.line or page_of(page.url) != gone:
            continue
        if finding.id == _PAGE_GONE:
            yield Step(use=use, side="", edit=Page(url=page.url, now=""), says=f"without {page.url}")
        elif isinstance(finding.after, str):
            now = finding.after if page.url.endswith(_MARKDOWN) else finding.after.removesuffix(_MARKDOWN)
            yield from _safe(Step(use=use, side="", edit=Page(url=page.url, now=now), says=now), finding)


def _cited(finding: Finding) -> str:
    return finding.sources[0].url if finding.sources else ""


def _safe(step: Step, finding: Finding) -> Iterator[Planned]:
    """Write nothing from outside into a manifest that nobody could see there."""
    edit = step.edit
    named = (getattr(edit, "now", ""), getattr(edit, "ref", ""), *getattr(edit, "new", ()))
    texts = [text for text in named if isinstance(text, str)]
    if all(all_seen(text) and "\n" not in text for text in texts):
        yield step
    else:
        yield from _left(finding, step.use)


def _left(finding: Finding, use: ManifestUse) -> Iterator[Todo]:
    """Leave what may break to people; what is only good to know is told elsewhere."""
    if finding.level != "info":
        yield Todo(use=use, says=f"{finding.message} {finding.advice}")


def _items(value: Json) -> tuple[Json, ...]:
    return tuple(value) if isinstance(value, list | tuple) else () if value is None else (value,)


def _named(values: tuple[Json, ...]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _key(call: str) -> str:
    method, _, path = call.partition(" ")
    return operation_key(method, path)
