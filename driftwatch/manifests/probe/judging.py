"""What an answer is worth: held against the manifest, it becomes an observed case."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct, structs

from driftwatch.manifests.check.documented import Documented, OperationView, same_media_type
from driftwatch.manifests.conformity import case_of, misfits
from driftwatch.manifests.failures import rules_for
from driftwatch.manifests.observations.answers import Answers
from driftwatch.manifests.observations.calls import Call, media_type
from driftwatch.manifests.observations.matching import GOOD, VALID, is_success
from driftwatch.manifests.paths import claim_steps, written
from driftwatch.manifests.probe.cases import POLLED
from driftwatch.manifests.probe.events import EVENT_STREAM, Events, events_of
from driftwatch.manifests.recordings import decoded, types_at, values_of
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import Claims, ErrorCase, FieldClaim, Manifest
from driftwatch.model.observation import Answer, ObservedCase, SeenField, Verdict
from driftwatch.model.paths import ANY
from driftwatch.model.probe import Reply
from driftwatch.model.probing import PlannedCall

Leaks = Callable[[str | bytes], bool]
_MISTAKES: Final = frozenset(
    {"auth-missing", "auth-invalid", "malformed-json", "missing-required-field", "unknown-resource", "path-mistake"}
)
"""Cases in which the client is wrong, so that it helps nobody to try again."""
_REFUSED: Final = frozenset({"auth-missing", "auth-invalid"})
_NO_ENVELOPE: Final = frozenset({"path-mistake"})
"""Answered by whatever stands before the API, in a form of its own."""
_SERVER: Final = 500
_MOST_NEW: Final = 50


class Against(Struct, frozen=True, kw_only=True):
    """What answers are held against."""

    manifest: Manifest
    claims: Claims
    views: tuple[OperationView, ...] = ()
    """The documentation of the variant."""
    documented: Documented | None = None
    leaks: Leaks
    """Tells whether a text repeats a credential that was sent."""


class _Heard(Struct, frozen=True, kw_only=True):
    """One answer, decoded."""

    planned: PlannedCall
    call: Call
    ending: str
    events: Events | None = None
    is_leak: bool = False


Faults = list[tuple[Verdict, str]]


def judged(name: str, sent: Sequence[tuple[PlannedCall, Reply]], against: Against) -> ObservedCase:
    """Judge the answers to the calls of one case.

    Args:
        name: of the case.
        sent: at least one call with what came back of it.
        against: what they are held against.
    """
    expected = next((case for case in against.claims.cases if case.name == name), None)
    heard = [_heard(planned, reply, against) for planned, reply in sent if reply.status]
    faults = [_in_words(fault, planned) for planned, reply in sent for fault in _unanswered(name, reply)]
    for one in heard:
        faults += [_in_words(fault, one.planned) for fault in _faults(name, one, expected, against)]
    if name == POLLED and heard and (fault := _unfinished(heard[-1], against.manifest)):
        faults.append(fault)
    case = _collected(name, heard, expected, against)
    verdict: Verdict = "pass"
    if faults:
        verdict = "differs" if any(each == "differs" for each, _ in faults) else "unknown"
    told = [says for each, says in faults if each == verdict]
    return structs.replace(
        case,
        sent=tuple(sorted({path for planned, _ in sent for path in planned.sent})),
        digest=next((planned.digest for planned, _ in sent), ""),
        answer=_timed(case.answer, sent),
        answers=len(heard),
        leak_check=("leaked" if any(one.is_leak for one in heard) else "clean") if heard else "",
        matched=_matched(name, heard, expected, against),
        new_fields=_new_fields(case.fields, heard, against) if name != POLLED else (),
        verdict=verdict,
        because="; ".join(dict.fromkeys(told)),
        note="; ".join(dict.fromkeys(_notes(sent, heard))),
    )


def is_server_error(reply: Reply, name: str, claims: Claims) -> bool:
    """Tell whether an answer is a failure of the API that the manifest does not expect of a case."""
    if reply.status < _SERVER:
        return False
    expected = next((case for case in claims.cases if case.name == name), None)
    if expected is not None and expected.covers(reply.status):
        return False
    case = case_of(claims, status=reply.status, body=body_of_reply(reply), content_type=_kind(reply))
    return case is None or case.retry != "never"


def is_served(reply: Reply) -> bool:
    """Tell whether an answer is a success."""
    return is_success(reply.status, body_of_reply(reply))


def _heard(planned: PlannedCall, reply: Reply, against: Against) -> _Heard:
    kind = "" if against.leaks(_kind(reply)) else _kind(reply)
    whole = reply.body + "\n".join(f"{name}: {value}" for name, value in reply.headers).encode("utf-8", "replace")
    return _Heard(
        planned=planned,
        call=Call(
            method=planned.request.method if planned.request else "",
            url="",
            status=reply.status,
            response=body_of_reply(reply),
            content_type=kind,
            headers=reply.headers,
            private=(),
        ),
        ending=reply.ending,
        events=events_of(reply.body) if kind == EVENT_STREAM else None,
        is_leak=against.leaks(whole),
    )


def _kind(reply: Reply) -> str:
    return media_type(dict(reply.headers).get("content-type", ""))


def body_of_reply(reply: Reply) -> Json:
    """Return the JSON of an answer, None when it is none."""
    return None if _kind(reply) == EVENT_STREAM else decoded(reply.body.decode("utf-8", "replace"))


def _in_words(fault: tuple[Verdict, str], planned: PlannedCall) -> tuple[Verdict, str]:
    return (fault[0], f"without `{planned.about}`: {fault[1]}") if planned.about else fault


def _unanswered(name: str, reply: Reply) -> Iterator[tuple[Verdict, str]]:
    if reply.status:
        if name == "timeout":
            yield "unknown", "it was answered in time"
        elif reply.ending != "whole":
            yield "unknown", f"the answer did not come whole: {reply.ending}"
    elif name != "timeout" or reply.ending != "timeout":
        yield "unknown", f"nothing came back: {reply.ending}"


def _faults(name: str, one: _Heard, expected: ErrorCase | None, against: Against) -> Faults:
    found: Faults = [("differs", "the answer repeats the credential")] if one.is_leak else []
    if name == "timeout":
        return found
    if name == POLLED:
        return found if is_success(one.call.status, one.call.response) else [*found, _failed(one.call)]
    if name in VALID:
        return [*found, *_of_success(one, against.claims)]
    return [*found, *_of_failure(name, one, expected, against.claims)]


def _failed(call: Call) -> tuple[Verdict, str]:
    return "differs", f"answered with {call.status}" + (", an error object" if call.status in GOOD else "")


def _of_success(one: _Heard, claims: Claims) -> Iterator[tuple[Verdict, str]]:
    call = one.call
    if not is_success(call.status, call.response):
        yield _failed(call)
        return
    if any(_is_error(body) for body in _bodies(one)):
        yield "differs", "an event holds an error object"
        return
    if claims.response_status and claims.response_status != str(call.status):
        yield "differs", f"answered with {call.status}, not {claims.response_status}"
    wanted = claims.response_content_type or (EVENT_STREAM if one.planned.is_streamed else "")
    if one.planned.is_streamed and not same_media_type(wanted, EVENT_STREAM):
        yield "unknown", "events came in place of the answer whose fields the manifest reads"
        return
    if wanted and not same_media_type(wanted, call.content_type):
        yield "differs", f"the media type is {call.content_type or 'missing'}, not {wanted}"
        return
    yield from _reads(one, claims.response)


def _reads(one: _Heard, fields: tuple[FieldClaim, ...]) -> Iterator[tuple[Verdict, str]]:
    if one.events is not None:
        yield from _union(one.events.bodies, fields)
        return
    if one.ending == "whole":
        yield from (("differs", says) for says in misfits(one.call.response, fields))
    for claim in fields:
        types, missing = types_at(one.call.response, claim_steps(claim.path))
        if not types and not missing and claim.required != "optional":
            yield "unknown", f"`{claim.path}` was not seen: the list above it is empty"


def _union(bodies: tuple[Json, ...], fields: tuple[FieldClaim, ...]) -> Iterator[tuple[Verdict, str]]:
    """Hold what is read against all events together: none of them has every field."""
    for claim in fields:
        having = [body for body in bodies if types_at(body, claim_steps(claim.path))[0]]
        if not having and claim.required != "optional":
            yield "differs", f"`{claim.path}` is in no event"
        present = structs.replace(claim, required="optional")
        yield from (("differs", says) for body in having for says in misfits(body, (present,)))


def _unfinished(last: _Heard, manifest: Manifest) -> tuple[Verdict, str] | None:
    """Say that a job is not done, as far as its last answer tells."""
    poll = manifest.probe.poll
    done = poll.until if poll else ()
    steps = claim_steps(poll.status) if poll else ()
    known = any(at == steps and value in done for at, value in values_of(last.call.response))
    return None if known else ("unknown", f"the job was not done: its status was none of {', '.join(done)}")


def _of_failure(name: str, one: _Heard, expected: ErrorCase | None, claims: Claims) -> Iterator[tuple[Verdict, str]]:
    call = one.call
    if is_success(call.status, call.response):
        yield "differs", f"it was served, with {call.status}"
        return
    if call.status >= _SERVER and name in _MISTAKES and not (expected and expected.covers(call.status)):
        yield "differs", f"{call.status} for a client's mistake: check your retries"
    if expected is None:
        if name not in _NO_ENVELOPE:
            yield "unknown", "the manifest has no such case"
        return
    yield from _unlike(call, expected, claims)
    if name in _NO_ENVELOPE or not claims.error_fields:
        return
    yield from (("differs", says) for says in misfits(call.response, claims.error_fields))
    if name in _REFUSED and isinstance(call.response, dict):
        envelope = {claim_steps(claim.path)[0] for claim in claims.error_fields}
        if beside := sorted(set(call.response) - envelope):
            yield "differs", f"{len(beside)} field{'s' if len(beside) > 1 else ''} beside the error envelope"


def _unlike(call: Call, expected: ErrorCase, claims: Claims) -> Iterator[tuple[Verdict, str]]:
    """Say what of an answer is not as its case of the manifest."""
    if expected.statuses and not expected.covers(call.status):
        yield "differs", f"answered with {call.status}, not {' or '.join(expected.statuses)}"
        return
    wanted = expected.content_type or ("" if expected.name in _NO_ENVELOPE else claims.error_content_type)
    if wanted and not same_media_type(wanted, call.content_type):
        yield "differs", f"the media type is {call.content_type or 'missing'}, not {wanted}"
    elif expected.body and not _is_case(call, expected, claims):
        yield "differs", f"the body has not the values of {expected.name}"


def _is_case(call: Call, expected: ErrorCase, claims: Claims) -> bool:
    alone = structs.replace(claims, cases=(expected,))
    return case_of(alone, status=call.status, body=call.response, content_type=call.content_type) is not None


def _matched(name: str, heard: Iterable[_Heard], expected: ErrorCase | None, against: Against) -> str:
    for one in heard:
        call = one.call
        if is_success(call.status, call.response) or (expected and _is_case(call, expected, against.claims)):
            continue
        case = case_of(against.claims, status=call.status, body=call.response, content_type=call.content_type)
        if case is not None and case.name != name:
            return case.name
    return ""


def _collected(name: str, heard: Sequence[_Heard], expected: ErrorCase | None, against: Against) -> ObservedCase:
    """Collect what came in the one way in which answers become shapes."""
    if not heard:
        return ObservedCase(name=name, answers=0, retry=expected.retry if expected else "")
    answers = Answers(against.claims, expected)
    for one in heard:
        call = one.call
        documented = against.documented
        rules = rules_for(against.views, documented, status=call.status, body=call.response) if documented else ()
        answers.add(call, stated=[rule for rule, _ in rules], events=_bodies(one))
    case = answers.made(name)
    answer = case.answer
    if answer is None:
        return case
    headers = (each for each in answer.headers if _is_wanted(each[0], against.manifest))
    return structs.replace(
        case,
        answer=structs.replace(
            answer,
            content_type="" if against.leaks(answer.content_type) else answer.content_type,
            headers=tuple(each for each in headers if not against.leaks(each[1])),
            request_id=None if answer.request_id and against.leaks(answer.request_id.value) else answer.request_id,
        ),
        fields=tuple(field for field in case.fields if not against.leaks(field.path)),
    )


def _bodies(one: _Heard) -> tuple[Json, ...]:
    return one.events.bodies if one.events is not None else ()


def _is_error(body: Json) -> bool:
    return isinstance(body, dict) and isinstance(body.get("error"), dict)


def _is_wanted(header: str, manifest: Manifest) -> bool:
    wanted = manifest.probe.keep_headers
    return not wanted or any(fnmatchcase(header, pattern) for pattern in wanted)


def _timed(answer: Answer | None, sent: Iterable[tuple[PlannedCall, Reply]]) -> Answer | None:
    """Say how long the slowest answer took."""
    slowest = max((reply.milliseconds for _, reply in sent), default=0)
    return structs.replace(answer, milliseconds=slowest) if answer is not None else None


def _notes(sent: Iterable[tuple[PlannedCall, Reply]], heard: Iterable[_Heard]) -> Iterator[str]:
    yield from (one.events.told(one.ending) for one in heard if one.events is not None)
    yield from (planned.note for planned, _ in sent if planned.note)


def _new_fields(fields: Iterable[SeenField], heard: Sequence[_Heard], against: Against) -> tuple[str, ...]:
    """Return the paths that neither documentation nor manifest has, without what is below another one of them."""
    statuses = {str(one.call.status) for one in heard}
    views = [view for view in against.views if any(view.has_response_fields(status) for status in statuses)]
    if not views:
        return ()  # nothing tells what is new
    claims = against.claims
    claimed = [claim_steps(claim.path) for claim in (*claims.response, *claims.error_fields)]
    found: list[tuple[str, ...]] = []
    for field in fields:
        steps = claim_steps(field.path)
        if steps[-1] == ANY or any(steps[: len(above)] == above for above in found):
            continue
        is_claimed = any(one[: len(steps)] == steps for one in claimed)
        is_stated = any(view.response_fields(status, steps) for view in views for status in statuses)
        if not is_claimed and not is_stated:
            found.append(steps)
    return tuple(written(steps) for steps in found[:_MOST_NEW])
