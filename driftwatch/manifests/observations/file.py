"""The file of an observation: read with line and column, held against its schema, written back in one form."""

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import msgspec
from msgspec import Struct

from driftwatch.located.problem import Problem, problem
from driftwatch.located.shape import Shape
from driftwatch.located.value import Located, plain, walk
from driftwatch.manifests.file.lint_rules import days_between
from driftwatch.manifests.file.yaml_text import flow, scalar
from driftwatch.model.json_values import Json
from driftwatch.model.observation import Answer, Observation, ObservedCase, ObservingRun, RequestId, SeenField, Target
from driftwatch.redaction import looks_secret

SCHEMA: Final = "observation.schema.json"
KEY: Final = "driftwatch_observation"
"""The first key of each observation."""
VERSION: Final = 1
_DAY: Final = 10
"""Characters of a time that are its date."""


class ObservationFile(Struct, frozen=True, kw_only=True):
    """One file: the observation in it when it can be used, and what is wrong with it."""

    file: str
    observation: Observation | None = None
    problems: tuple[Problem, ...] = ()


@cache
def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of an observation, as published."""
    return (pkgutil.get_data(__package__ or "driftwatch.manifests.observations", SCHEMA) or b"{}").decode()


@cache
def _shape() -> Shape:
    return Shape(msgspec.json.decode(schema_text()))


def read_observation(content: bytes, *, file: str, today: str = "") -> ObservationFile:
    """Read an observation and say all that is wrong with it.

    Args:
        content: the bytes of the file.
        file: its name, for messages.
        today: ISO date; without it no observation is from the future.
    """
    from driftwatch.manifests.file.reading import read_file_text  # noqa: PLC0415 - as in driftwatch.manifests.file.lint

    read = read_file_text(content, file=file)
    if read.problems:
        return ObservationFile(file=file, problems=read.problems)
    if len(read.documents) > 1:
        return ObservationFile(file=file, problems=(problem(file, read.documents[1], (), "a second document"),))
    (document,) = read.documents
    if document.get(KEY) is None:
        says = f"is no observation: it does not begin with `{KEY}: {VERSION}`"
        return ObservationFile(file=file, problems=(problem(file, document, (), says),))
    wrong = tuple(sorted({problem(file, one.at, one.path, one.says()) for one in _shape().misfits(document)}))
    wrong = wrong or tuple(sorted(_faults(document, file, today)))
    return ObservationFile(file=file, observation=None if wrong else _made(plain(document)), problems=wrong)


def _faults(document: Located, file: str, today: str) -> Iterator[Problem]:
    """Yield what no schema can say."""
    for path, at in walk(document):
        if isinstance(at.value, str) and looks_secret(at.value):
            yield problem(file, at, path, "(value hidden) looks like a credential; an observation holds no value")
    run = document.entries()["run"]
    cases = document.entries()["cases"].entries()
    times: list[tuple[tuple[str, ...], Located | None]] = [
        *((("run", key), run.get(key)) for key in ("at", "confirmed_at")),
        *((("cases", name, "at"), case.get("at")) for name, case in cases.items()),
    ]
    dated = [
        problem(file, at, path, says)
        for path, at in times
        if at is not None and (says := _wrong_day(str(at.value)[:_DAY], today))
    ]
    yield from dated
    confirmed = run.get("confirmed_at")
    if not dated and confirmed is not None and run.text("confirmed_at") < run.text("at"):
        yield problem(file, confirmed, ("run", "confirmed_at"), "is before run.at")
    for name, case in cases.items():
        yield from (problem(file, at, ("cases", name, *keys), "is not in the shape") for keys, at in _shapeless(case))


def _shapeless(case: Located) -> Iterator[tuple[tuple[str, str], Located]]:
    """Yield the counts of a case that count what its shape does not have."""
    shape = (case.get("shape") or Located({})).entries()
    for path, at in (case.get("values") or Located({})).entries().items():
        if path not in shape:
            yield ("values", path), at
    for key in ("samples", "sometimes"):
        for path, at in (case.get(key) or Located({})).entries().items():
            if at.value != 0 and not any(each == path or each.startswith(f"{path}.") for each in shape):
                yield (key, path), at


def _wrong_day(day: str, today: str) -> str:
    if day and days_between(day, day) is None:
        return f"{day} is no day of the calendar"
    return f"{day} is yet to come" if day and today and (days_between(day, today) or 0) < 0 else ""


def _made(value: Json) -> Observation:
    run = {"by": "hand", **value["run"]}
    return Observation(
        contract=value["contract"],
        variant=value.get("variant", ""),
        target=Target(**value["target"]),
        run=ObservingRun(**run),
        cases=tuple(_case(name, case) for name, case in value["cases"].items()),
    )


def _case(name: str, value: dict[str, Json]) -> ObservedCase:
    got, sent, retry = (value.get(key) or {} for key in ("got", "sent", "retry"))
    return ObservedCase(
        name=name,
        answer=_answer_of(got) if got else None,
        answers=value.get("answers", 1 if got else 0),
        sent=tuple(sent.get("fields", ())),
        digest=sent.get("body", ""),
        fields=tuple(_fields_of(value)),
        new_fields=tuple(value.get("new_fields", ())),
        leak_check=value.get("leak_check", ""),
        retry=retry.get("expected", ""),
        retry_verdict=retry.get("verdict", ""),
        matched=value.get("matched", ""),
        verdict=value.get("verdict", ""),
        because=value.get("because", ""),
        note=value.get("note", ""),
        at=value.get("at", ""),
        by=value.get("by", ""),
    )


def _answer_of(got: dict[str, Json]) -> Answer:
    identity = got.get("request_id")
    return Answer(
        status=got["status"],
        content_type=got.get("content_type", ""),
        headers=tuple(sorted(got.get("headers", {}).items())),
        milliseconds=got.get("ms", 0),
        request_id=None
        if identity is None
        else RequestId(value=identity["value"], within=identity.get("from", "header"), name=identity.get("name", "")),
    )


def _fields_of(value: dict[str, Json]) -> Iterator[SeenField]:
    items, sometimes = value.get("samples") or {}, value.get("sometimes") or {}
    shape = value.get("shape") or {}
    values, others = value.get("values") or {}, value.get("other_values") or ()
    for path, types in {**shape, **{path: [] for path in items if path not in shape}}.items():
        there, _, of = str(sometimes.get(path, "1 of 1")).partition(" of ")
        yield SeenField(
            path=path,
            types=(types,) if isinstance(types, str) else tuple(types),
            there=int(there),
            of=int(of),
            items=items.get(path),
            values=tuple(values.get(path, ())),
            has_others=path in others,
        )


def written_observation(observation: Observation) -> str:
    """Write an observation as YAML: the same text for the same, and a line for each thing that may change alone."""
    run, target = observation.run, observation.target
    lines = [f"{KEY}: {VERSION}", f"contract: {scalar(observation.contract)}"]
    if observation.variant:
        lines.append(f"variant: {scalar(observation.variant)}")
    lines += ["target:", *_members(target, ("origin", "environment", "credential"))]
    names = ("by", "at", "confirmed_at", "tool", "manifest", "requests", "billable", "max_output_tokens")
    lines += ["run:", *_members(run, (*names, "failures", "incident"))]
    lines.append("cases:" if observation.cases else "cases: {}")
    for case in observation.cases:
        lines += [f"  {scalar(case.name)}:", *_case_lines(case)]
    return "\n".join(lines) + "\n"


def _members(struct: Struct, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = getattr(struct, name)
        if value not in {"", 0}:
            yield f"  {name}: {scalar(value)}"


def _case_lines(case: ObservedCase) -> Iterator[str]:
    if case.sent or case.digest:
        body = {"body": case.digest} if case.digest else {}
        yield f"    sent: {flow({'fields': list(case.sent), **body})}"
    if case.answer is not None:
        yield f"    got: {flow(_got(case.answer))}"
    if case.answers > 1:
        yield f"    answers: {case.answers}"
    yield from _field_lines(case.fields)
    if case.new_fields:
        yield f"    new_fields: {flow(list(case.new_fields))}"
    retry = {"expected": case.retry, "verdict": case.retry_verdict}
    if any(retry.values()):
        yield f"    retry: {flow({key: value for key, value in retry.items() if value})}"
    for name in ("leak_check", "matched", "verdict", "because", "note", "at", "by"):
        if getattr(case, name):
            yield f"    {name}: {scalar(getattr(case, name))}"


def _field_lines(fields: Iterable[SeenField]) -> Iterator[str]:
    fields = tuple(fields)
    types = {one.path: one.types[0] if len(one.types) == 1 else list(one.types) for one in fields if one.types}
    yield from _mapping("shape", types)
    yield from _mapping("samples", {one.path: one.items for one in fields if one.items is not None})
    yield from _mapping("sometimes", {one.path: f"{one.there} of {one.of}" for one in fields if one.there < one.of})
    yield from _mapping("values", {one.path: list(one.values) for one in fields if one.values})
    others = [one.path for one in fields if one.has_others]
    if others:
        yield f"    other_values: {flow(others)}"


def _mapping(key: str, values: dict[str, Json]) -> Iterator[str]:
    if values:
        yield f"    {key}:"
        yield from (f"      {scalar(name)}: {flow(value)}" for name, value in values.items())


def _got(answer: Answer) -> dict[str, Json]:
    says: dict[str, Json] = {"status": answer.status}
    if answer.content_type:
        says["content_type"] = answer.content_type
    if answer.headers:
        says["headers"] = dict(answer.headers)
    if answer.request_id is not None:
        one = answer.request_id
        says["request_id"] = {"from": one.within, **({"name": one.name} if one.name else {}), "value": one.value}
    if answer.milliseconds:
        says["ms"] = answer.milliseconds
    return says
