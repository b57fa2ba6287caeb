"""The fields of a written manifest: what is documented, and with recordings only what they hold."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.fields import Found
from driftwatch.manifests.file.yaml_text import comment, flow, scalar
from driftwatch.manifests.paths import written
from driftwatch.manifests.recordings import leaves, type_of, values_of
from driftwatch.manifests.scaffold.head import credentials_of, is_form_stated
from driftwatch.manifests.scaffold.quoting import WIDE, Quotations, Quoted
from driftwatch.model.facts import UNSTATED, MediaType
from driftwatch.model.json_values import Json
from driftwatch.model.paths import ANY, Claimed

_DEPTH: Final = 6
_ENVELOPE: Final = "error-envelope"
_NO_PLACE: Final = "the documentation does not say where it travels"
_MOST_VALUES: Final = 12
_MOST_GUESSED: Final = 12
"""Fields of a body that marks none as required: so many are written, the others are comments."""


Leaves: TypeAlias = Mapping[Claimed, tuple[str, ...]]
"""Types by path, of what has no named field below it."""


def leaves_of(body: Json) -> Leaves:
    """Return the leaves of a recorded body."""
    seen: dict[Claimed, set[str]] = {}
    for steps, value in values_of(body):
        seen.setdefault(steps, set()).add(type_of(value))
    return leaves(seen)


class ErrorField(Struct, frozen=True):
    """A field of the error format, and where it is documented."""

    type: Json
    quoted: Quoted


class Used(Struct, frozen=True, kw_only=True):
    """Types by path of recorded bodies; None without a recording."""

    request: Leaves | None = None
    response: Leaves | None = None
    request_file: str = ""
    response_file: str = ""


def request_lines(view: OperationView, documented: Documented, used: Used, quotations: Quotations) -> Iterator[str]:
    """Write the request: required fields, and the optional ones as comments; of a recording what it holds."""
    media = next((fact for side, _, fact in view.media_types if side == "request"), None)
    rows = list(_request_rows(view, documented, media, used.request, quotations))
    if not rows and media is None:
        yield "request: []"
        return
    yield "request:"
    if media:
        yield _form(media, view, quotations)
    if used.request_file:
        yield f"  minimal: {scalar(used.request_file)}"
    yield from _rows(rows)


def response_lines(view: OperationView, documented: Documented, used: Used, quotations: Quotations) -> Iterator[str]:
    """Write the success response: the fields that the documentation promises; of a recording what it holds."""
    found = _success(view)
    if found is None:
        yield "response: []  # TODO no body of a success response is documented"
        return
    status, media = found
    yield "response:"
    if status.isdigit():
        yield f"  status: {status}"
    yield _form(media, view, quotations)
    if used.response_file:
        yield f"  fixture: {scalar(used.response_file)}"
    rows = list(_response_rows(view, documented, media, used.response, quotations))
    if any(active for active, *_ in rows) and used.response is None:
        yield "  # TODO keep what your code reads"
    yield from _rows(rows)


def _form(media: MediaType, view: OperationView, quotations: Quotations) -> str:
    if is_form_stated(media, view, quotations):
        return f"  content_type: {scalar(media.name)}"
    return f"  # TODO content_type: {scalar(media.name)}?  no page names the form of the body"


def common_fields(views: tuple[OperationView, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields at the top of both bodies that every variant requires or promises."""
    requests = [{name for name, _ in view.required_names()} for view in views]
    responses = [
        {written(steps) for steps, one in view.success_paths(depth=1) if one.always and steps[-1:] != (ANY,)}
        for view in views
    ]
    return tuple(sorted(set.intersection(*requests))), tuple(sorted(set.intersection(*responses)))


def error_fields(view: OperationView, documented: Documented, quotations: Quotations) -> dict[Claimed, ErrorField]:
    """Return every field of the error format: of the operation's own failures, else of a page's example."""
    found: dict[Claimed, ErrorField] = {}
    for prefix in view.prefixes("response", "error"):
        _collect(found, documented.trees.paths(view.entry, prefix, depth=_DEPTH), quotations)
    for entry in documented.pages if not found else ():
        _collect(found, documented.trees.paths(entry, _ENVELOPE, depth=_DEPTH), quotations)
    return found


def _collect(found: dict[Claimed, ErrorField], paths: Iterable[tuple[Claimed, Found]], quotations: Quotations) -> None:
    for steps, one in paths:
        if quotations.speaks_of(one.entry, one.fact):
            found.setdefault(steps, ErrorField(_type(_types(one)), quotations.of(one.entry, one.fact)))


Row = tuple[bool, str, dict[str, Json], str]
"""Whether it is written or a comment, the path, the claim, a remark."""


def _rows(rows: list[Row]) -> Iterator[str]:
    if not any(active for active, *_ in rows):
        yield f"  fields: {{}}{'  # without the braces, once a line below counts' if rows else ''}"
    else:
        yield "  fields:"
    for active, path, claim, remark in _once(rows):
        mark = "    " if active else "    # "
        note = f"  {comment(remark, limit=WIDE)}" if remark else ""
        yield f"{mark}{scalar(path)}: {flow(claim)}{note}"


def _once(rows: list[Row]) -> Iterator[Row]:
    """Yield each path once, as it is needed first; a second field of the name (in query and body) is a question."""
    active = {path for is_active, path, *_ in rows if is_active}
    told: set[str] = set()
    for is_active, path, claim, remark in rows:
        if is_active and path in told:
            yield False, path, claim, f"TODO another field has this name as well: {remark}"
        elif is_active or (path not in active and path not in told):
            told.add(path)
            yield is_active, path, claim, remark


def _request_rows(
    view: OperationView,
    documented: Documented,
    media: MediaType | None,
    used: Leaves | None,
    quotations: Quotations,
) -> Iterator[Row]:
    yield from _parameter_rows(view, quotations)
    stated = list(documented.trees.paths(view.entry, media.at, depth=_DEPTH)) if media else []
    if used is not None:
        yield from _recorded(used, dict(stated), quotations, side="request")
        return
    known = dict(stated)
    leaves = _leaves(known)
    for steps, one in stated:
        needed = one.always and not _is_one_of_several(steps, known)
        if steps in leaves or needed:
            claim = _claim(_types(one), required=one.required and one.certain)
            yield needed and steps[-1] != ANY, written(steps), claim, _quoted(one, quotations)


def _parameter_rows(view: OperationView, quotations: Quotations) -> Iterator[Row]:
    keys = credentials_of(view)
    written_out: set[str] = set()
    for parameter in view.parameters:
        quoted = str(quotations.of(view.entry, parameter))
        if parameter.within in {"path", "query"} and parameter not in keys:
            required = parameter.required or parameter.within == "path"
            stated = view.parameter_fields(parameter.name, ())
            found = [one for stating, each in stated if stating is parameter for one in each]
            claim = _claim(_types(found[0]) if found else (), required=required) | {"in": parameter.within}
            is_first = parameter.name not in written_out  # a manifest claims one field of a name
            yield required and is_first, written((parameter.name,)), claim, quoted
            written_out.update((parameter.name,) if required else ())
        elif parameter.within == UNSTATED:
            claim = _claim((), required=parameter.required)
            yield False, written((parameter.name,)), claim, f"{_NO_PLACE}: {quoted}"


def _response_rows(
    view: OperationView,
    documented: Documented,
    media: MediaType,
    used: Leaves | None,
    quotations: Quotations,
) -> Iterator[Row]:
    stated = dict(documented.trees.paths(view.entry, media.at, depth=_DEPTH))
    if used is not None:
        yield from _recorded(used, stated, quotations, side="response")
        return
    leaves = _leaves(stated)
    promised = {steps for steps in leaves if stated[steps].promised}
    chosen = promised or set(sorted(leaves, key=lambda steps: (len(steps), steps))[:_MOST_GUESSED])
    for steps, one in stated.items():
        if steps in leaves:
            lenient: dict[str, Json] = {} if one.always else {"required": False, "fallback": "fail"}
            yield steps in chosen, written(steps), _response_claim(one) | lenient, _quoted(one, quotations)


def _recorded(used: Leaves, stated: dict[Claimed, Found], quotations: Quotations, *, side: str) -> Iterator[Row]:
    """Write the leaves of a recording; what is not documented is a comment, since nobody has accepted the risk yet."""
    for steps, types in used.items():
        found = stated.get(steps)
        if found is None:
            claim = {"type": _type(types), "documented": False}
            yield False, written(steps), claim, "TODO recorded, but not documented: accept the risk, or do without"
        elif side == "request":
            claim = _claim(_types(found), required=found.required and found.certain)
            yield True, written(steps), claim, _quoted(found, quotations)
        else:
            yield True, written(steps), _response_claim(found), _quoted(found, quotations)


def _quoted(found: Found, quotations: Quotations) -> str:
    return str(quotations.of(found.entry, found.fact))


def _leaves(stated: dict[Claimed, Found]) -> set[Claimed]:
    parents = {steps[:length] for steps in stated for length in range(1, len(steps))}
    return {steps for steps in stated if steps not in parents and steps[-1] != ANY}


def _is_one_of_several(steps: Claimed, stated: dict[Claimed, Found]) -> bool:
    """Whether a value above may have another type that knows no such field."""
    above = (stated.get(steps[:length]) for length in range(1, len(steps)))
    return any(one is not None and len(one.types - {"null"}) > 1 for one in above)


def _claim(types: tuple[str, ...], *, required: bool) -> dict[str, Json]:
    return {"type": _type(types), "required": "api" if required else "optional", "documented": True}


def _response_claim(found: Found) -> dict[str, Json]:
    claim: dict[str, Json] = {"type": _type(_types(found)), "documented": True}
    values = found.values
    if values and len(values) <= _MOST_VALUES and all(isinstance(value, str) for value in values):
        claim["one_of"] = list(values)
    return claim


def _types(found: Found) -> tuple[str, ...]:
    return tuple(sorted(found.types))


def _type(types: tuple[str, ...]) -> Json:
    if not types:
        return "any"
    return types[0] if len(types) == 1 else list(types)


def _success(view: OperationView) -> tuple[str, MediaType] | None:
    found = [
        (status, fact)
        for side, status, fact in view.media_types
        if side == "response" and (status[:1] == "2" or status == "default")
    ]
    return found[0] if found else None
