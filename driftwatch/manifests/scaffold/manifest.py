"""Scaffold: write a manifest from what a snapshot says; what it does not say is unknown, with a TODO."""

from collections.abc import Iterator

from msgspec import Struct

from driftwatch.errors import UsageError
from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.file.yaml_text import comment, flow, scalar
from driftwatch.manifests.scaffold.bases import MOST, base_lines, bases_of, chosen
from driftwatch.manifests.scaffold.errors import error_lines
from driftwatch.manifests.scaffold.fields import Used, common_fields, leaves_of, request_lines, response_lines
from driftwatch.manifests.scaffold.head import (
    NO_PAGE,
    auth_lines,
    docs_lines,
    environment_lines,
    header_lines,
    page_urls,
)
from driftwatch.manifests.scaffold.limits import limit_lines
from driftwatch.manifests.scaffold.quoting import Quotations
from driftwatch.model.address import METHODS, operation_key
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Snapshot
from driftwatch.spelling import closest

_NEAR = 0.5
"""Whoever asks for an operation may know half of its path; three names are offered, so a wild guess costs nothing."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be written. Dates are ISO."""

    operation: str
    """As `POST /v1/videos`."""
    accessed: str
    owner: str = ""
    base_url: str = ""
    """Where the API is called, of whoever knows; it stands in for what is documented."""
    variant: str = ""
    """Name of the one documentation that is meant, when there are several; a part of it is enough."""
    request: Json = None
    """A recorded request body: only fields that it holds are written."""
    response: Json = None
    """A recorded response body: only fields that it holds are written."""
    files: tuple[str, str] = ("", "")
    """Where the recordings lie, as the manifest refers to them."""
    traffic: Used | None = None
    """What recorded calls sent and got, in place of the two recordings."""
    failures: tuple[tuple[int, int], ...] = ()
    """Status of the failures among them, and how many of each."""


def scaffold(snapshot: Snapshot, wanted: Wanted) -> str:
    """Write a manifest.

    Raises:
        UsageError: the operation or the variant is not documented; the message names what is close.
    """
    documented = Documented(snapshot)
    views = _views(documented, wanted)
    if len(views) == 1:
        lines = [*_head(views, documented, wanted), *_body(views[0], documented, wanted)]
    else:
        lines = [*_head(views, documented, wanted), *_shared(views, documented, wanted)]
    return "\n".join(lines).rstrip() + "\n"


def base_question(snapshot: Snapshot, wanted: Wanted) -> str:
    """Say what is to be asked for the base URL of an operation; "" where the documentation names one, and no other.

    Raises:
        UsageError: the operation or the variant is not documented.
    """
    documented = Documented(snapshot)
    view = _views(documented, wanted)[0]
    known = bases_of(view, Quotations(documented, view))
    if chosen(known) is not None:
        return ""
    urls = [one.url for one in known if one.is_usable]
    if not urls:
        return f"no base URL is documented for {wanted.operation}"
    return f"{wanted.operation} has several base URLs ({', '.join(urls[:MOST])}{', ...' if urls[MOST:] else ''})"


def call_of(operation: str) -> tuple[str, str]:
    """Part `POST /v1/videos` into method and path.

    Raises:
        UsageError: it is not of this form.
    """
    method, _, path = operation.strip().partition(" ")
    if method.lower() not in METHODS or not path.strip().startswith("/"):
        raise UsageError(f"{operation!r} is no operation", hint='write method and path: "POST /v1/videos"')
    return method.upper(), path.strip()


def file_name(operation: str, variant: str = "") -> str:
    """Name the file of a manifest: `post-v1-chat-completions.yaml`."""
    words = "".join(character if character.isalnum() else "-" for character in f"{operation} {variant}".lower())
    return "-".join(word for word in words.split("-") if word)[:100] + ".yaml"


def _views(documented: Documented, wanted: Wanted) -> tuple[OperationView, ...]:
    key = operation_key(*call_of(wanted.operation))
    views = documented.operations(key)
    if not views:
        close = closest(key, documented.keys, count=3, least=_NEAR)
        hint = f"close: {', '.join(close)}" if close else "`driftwatch snapshot` brings the documentation up to date"
        raise UsageError(f"{wanted.operation} is not documented in the newest snapshot", hint=hint)
    if not wanted.variant:
        return views
    named = tuple(view for view in views if wanted.variant.lower() in view.owner.variant.lower())
    if len(named) != 1:
        known = ", ".join(view.owner.variant for view in views)
        raise UsageError(f"{wanted.operation} has no one variant {wanted.variant!r}", hint=f"known: {known}")
    return named


def _head(views: tuple[OperationView, ...], documented: Documented, wanted: Wanted) -> Iterator[str]:
    view = views[0]
    source = documented.snapshot.digest[:12] or "no digest"
    yield comment(f"Written by driftwatch from snapshot {source}, read on {wanted.accessed}.")
    yield "# TODO marks what the documentation does not say; `driftwatch manifest lint` finds what is missing."
    yield "driftwatch: 1"
    yield f"contract: {scalar(view.operation.call)}"
    if view.operation.summary and len(views) == 1:
        yield f"title: {scalar(view.operation.summary[:120])}"
    yield "status: draft"
    yield ""
    quotations = Quotations(documented, view)
    base = chosen(bases_of(view, quotations))
    yield from base_lines(view, quotations, wanted.base_url)
    yield from environment_lines(view, quotations, wanted.base_url or (base.url if base else ""))
    yield ""
    yield f"accessed: {wanted.accessed}"
    yield from docs_lines(views, documented, quotations)
    yield ""
    yield from auth_lines(view, quotations)
    if len(views) == 1:
        yield from header_lines(view, quotations)


def _body(view: OperationView, documented: Documented, wanted: Wanted) -> Iterator[str]:
    used, quotations = _used(wanted), Quotations(documented, view)
    yield ""
    yield from request_lines(view, documented, used, quotations)
    yield from _identifiers(view, documented, wanted)
    yield ""
    yield from response_lines(view, documented, used, quotations)
    yield ""
    yield from error_lines(view, documented, quotations)
    yield from _failed(wanted)
    yield ""
    yield from limit_lines(view, documented, quotations)
    yield ""
    yield from _tail(wanted)


def _failed(wanted: Wanted) -> Iterator[str]:
    """Say which failures came, so that each finds its case."""
    for status, count in wanted.failures:
        yield f"# TODO {status} came {count} x in the traffic: say under errors.cases what your client does then"


def _used(wanted: Wanted) -> Used:
    if wanted.traffic is not None:
        return wanted.traffic
    sent, received = wanted.files
    return Used(
        request=None if wanted.request is None else leaves_of(wanted.request),
        response=None if wanted.response is None else leaves_of(wanted.response),
        request_file=sent,
        response_file=received,
    )


def _tail(wanted: Wanted) -> Iterator[str]:
    yield "# TODO client: {timeout_s: 30, attempts: 3, slo: docs/slo.md}"
    owner = scalar(wanted.owner) if wanted.owner else "unassigned  # TODO the team that answers for this integration"
    yield f"owner: {owner}"
    yield "# TODO owner: {team: ..., approved_by: ..., approved_at: ..., escalation: ..., review_by: ...}"
    yield f"# TODO review: {{by: ..., at: {wanted.accessed}}}, an engineer other than the approver"


def _identifiers(view: OperationView, documented: Documented, wanted: Wanted) -> Iterator[str]:
    """List the model id of a recorded request: the one kind of value that a manifest repeats."""
    model = wanted.request.get("model") if isinstance(wanted.request, dict) else None
    if not isinstance(model, str):
        return
    stated = {str(value) for one in view.request_fields(("model",)) for value in one.values or ()}
    listed = {value for fact, _ in documented.values for value in fact.values}
    yield "identifiers:"
    source = page_urls(view, documented)[:1]
    entry: dict[str, Json] = {"field": "model", "value": model}
    if source:
        entry["source"] = source[0]
    entry["evidence"] = "documented" if model in stated | listed else "unknown"
    note = "" if model in stated | listed else "  # TODO no page of the snapshot names this id"
    yield f"  - {flow(entry)}{note}"


def _shared(views: tuple[OperationView, ...], documented: Documented, wanted: Wanted) -> Iterator[str]:
    """Write what all variants share, and each variant, none of them used yet."""
    names = ", ".join(view.owner.variant for view in views)
    request, response = common_fields(views)
    yield ""
    yield f"request: {flow(list(request))}"
    yield f"response: {flow(list(response))}"
    yield ""
    yield comment(f"{len(views)} pages document {views[0].operation.call}: {names};")
    yield "# TODO set used: true on yours and delete the others."
    yield "variants:"
    used = _used(wanted)
    for name, view in zip(_slugs(views), views, strict=True):
        yield f"  {name}:"
        yield "    used: false"
        for line in _variant(view, documented, used):
            yield f"    {line}" if line else ""
    yield ""
    quotations = Quotations(documented, views[0])
    yield from error_lines(views[0], documented, quotations)
    yield ""
    yield from limit_lines(views[0], documented, quotations)
    yield ""
    yield from _tail(wanted)


def _variant(view: OperationView, documented: Documented, used: Used) -> Iterator[str]:
    urls, quotations = page_urls(view, documented), Quotations(documented, view)
    yield f"docs: {scalar(urls[0])}" if urls else NO_PAGE
    yield from request_lines(view, documented, used, quotations)
    yield from response_lines(view, documented, used, quotations)


def _slugs(views: tuple[OperationView, ...]) -> tuple[str, ...]:
    """Name the variants by the last word that tells them apart."""
    words = [["-".join(_words(part)) for part in view.owner.variant.split("/")] for view in views]
    short = [parts[-1] for parts in words]
    return tuple(
        name if name and short.count(name) == 1 else "-".join(filter(None, parts)) or f"variant-{index}"
        for index, (name, parts) in enumerate(zip(short, words, strict=True), start=1)
    )


def _words(text: str) -> list[str]:
    plain = "".join(character if character.isascii() and character.isalnum() else " " for character in text.lower())
    return plain.split()
