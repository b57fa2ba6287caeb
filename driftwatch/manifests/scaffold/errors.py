"""The failures of a written manifest: what is said of each, and where; what is only likely is a question."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.failures import code_of, specific
from driftwatch.manifests.file.yaml_text import comment, flow, scalar
from driftwatch.manifests.paths import written
from driftwatch.manifests.scaffold.case_words import CASE_WORDS, CaseWords, is_defined, says, without_phrase
from driftwatch.manifests.scaffold.fields import ErrorField, error_fields
from driftwatch.manifests.scaffold.quoting import WIDE, Quotations, Quoted
from driftwatch.model.facts import ErrorRule, Response, Retry
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import CASES
from driftwatch.model.paths import ANY, Claimed
from driftwatch.patterns import lazy_regex

_RETRIES: Final[dict[Retry, str]] = {"yes": "backoff", "no": "never"}
_STATUS: Final = lazy_regex(r"[45](?:\d\d|xx)")
_AFTER: Final = lazy_regex(r"(?i)\bretry-after\b")
_WAITING: Final = ("timeout", "network-failure")
"""What the client sees by itself; an answer that speaks of it (504) is a failure of theirs."""
_MOST: Final = 4
"""Statements that are quoted of one case."""


class Said(Struct, frozen=True):
    """What the documentation says of one failure."""

    status: str
    """`429`, `5xx`, or "" for what is named by words."""
    signal: str
    retry: Retry
    quoted: Quoted


def error_lines(view: OperationView, documented: Documented, quotations: Quotations) -> Iterator[str]:
    """Write the error format and a case for every failure; what is not documented has an unknown retry."""
    rules = rules_of(view, documented, quotations)
    said = tuple(_said(rules, view, quotations))
    fields = _leaves(error_fields(view, documented, quotations))
    if not said and not fields:
        yield "errors: unknown  # TODO no failure is documented"
        return
    yield "errors:"
    if fields:
        yield "  fields:"
        for path, one in fields:
            yield f"    {scalar(path)}: {flow({'type': one.type, 'documented': True})}  {one.quoted.comment}"
    yield "  cases:"
    for name in CASES:
        yield from (f"    {line}" for line in _case(name, said))
    yield from (f"    {line}" for line in _specific(rules))


def rules_of(
    view: OperationView, documented: Documented, quotations: Quotations
) -> tuple[tuple[ErrorRule, Quoted], ...]:
    """Return what is said of failures of an operation, each statement once: not of another one on the same page."""
    found: dict[tuple[str, str], tuple[ErrorRule, Quoted]] = {}
    for rule, entry in (*view.error_rules, *documented.error_rules):
        if quotations.speaks_of(entry, rule):
            quoted = quotations.of(entry, rule)
            found.setdefault((rule.signal.strip().lower(), str(quoted)), (rule, quoted))
    return tuple(found.values())


def _said(rules: Iterable[tuple[ErrorRule, Quoted]], view: OperationView, quotations: Quotations) -> Iterator[Said]:
    told: set[str] = set()
    for rule, quoted in rules:
        signal = rule.signal.strip().lower()
        bare = signal if _STATUS.fullmatch(signal) else ""
        if bare or rule.status is None:
            told.add(bare)
            yield Said(bare, signal, rule.retry, quoted)
        elif code_of(rule):
            yield Said(str(rule.status), signal, rule.retry, quoted)
    for fact in view.entry.facts:
        if not isinstance(fact, Response) or not fact.at.startswith("response"):
            continue
        status = fact.status.lower()
        if _STATUS.fullmatch(status) and status not in told:
            yield Said(status, status, "unspecified", quotations.of(view.entry, fact))


def _case(name: str, said: tuple[Said, ...]) -> Iterator[str]:
    case = CASE_WORDS[name]
    mine = [one for one in said if _is_about(name, case, one)]
    if not mine:
        yield from _unsaid(name, case, said)
        return
    yield from dict.fromkeys(one.quoted.comment for one in mine[:_MOST])
    codes = [int(code) if code.isdigit() else code for code in _sorted(one.status for one in mine)]
    retry, todo = _retry(mine)
    claim: dict[str, Json] = {"status": codes if len(codes) > 1 else codes[0]} if codes else {}
    yield f"{name}: {flow({**claim, 'retry': retry, 'evidence': 'documented'})}{todo}"


def _is_about(name: str, case: CaseWords, one: Said) -> bool:
    if not one.status:
        return one.signal == name.replace("-", " ")
    words = without_phrase(one.quoted.words, one.status)
    if "_" in one.signal:
        words = f"{one.signal.replace('_', ' ')} | {words}"  # a code is made of words: `no_funds`
    if is_defined(case, one.status):
        others = (other for other in CASE_WORDS if other not in {name, *_WAITING})
        return says(case, words) or not any(says(CASE_WORDS[other], words) for other in others)
    return one.status[0] != "5" and says(case, words)


def _unsaid(name: str, case: CaseWords, said: tuple[Said, ...]) -> Iterator[str]:
    """Ask, where a status is listed that others answer with: nobody says what it is for."""
    claim = flow({"retry": "unknown", "evidence": "unknown"})
    likely = [one for one in said if one.status in {*case.statuses, *case.defined}]
    if not likely:
        yield f"{name}: {claim}  # TODO not documented"
        return
    for one in likely[:_MOST]:
        yield comment(f"{one.status} may be it, or {case.otherwise}: {one.quoted}", limit=WIDE)
    codes = " or ".join(_sorted(one.status for one in likely))
    yield f"{name}: {claim}  # TODO {codes}? no page says so"


def _retry(mine: list[Said]) -> tuple[str, str]:
    """Return what is advised, and what is left to do: an advice with two readings is a question."""
    stated = {_RETRIES[one.retry] for one in mine if one.retry in _RETRIES}
    if stated == {"backoff"} and any(_AFTER.search(one.quoted.words) for one in mine):
        return "after-header", ""
    if len(stated) > 1:
        return "unknown", "  # TODO one place says never, another one backoff"
    if any(one.retry == "usually-no" for one in mine):
        return "unknown", "  # TODO usually not: never, or once?"
    return (stated.pop(), "") if stated else ("unknown", "  # TODO no advice on retrying is documented")


def _sorted(codes: Iterable[str]) -> list[str]:
    return sorted({code for code in codes if code})


def _leaves(found: dict[Claimed, ErrorField]) -> list[tuple[str, ErrorField]]:
    return [
        (written(steps), one)
        for steps, one in found.items()
        if steps[-1] != ANY and not any(_is_above(steps, other) for other in found)
    ]


def _is_above(steps: Claimed, other: Claimed) -> bool:
    return len(other) > len(steps) and other[: len(steps)] == steps


def _specific(rules: Iterable[tuple[ErrorRule, Quoted]]) -> Iterator[str]:
    """Write the rules about one value in the body, such as `500 with error.code: invalid_request`."""
    told: set[str] = set()
    for rule, quoted in rules:
        about = specific(rule)
        if about is None:
            continue
        status, path, value = about
        words = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        name = f"x-{words}-as-{status}"
        if name in told:
            continue
        told.add(name)
        retry, todo = _retry([Said(str(status), rule.signal, rule.retry, quoted)])
        yield quoted.comment
        claim = {"status": status, "body": {path: value}, "retry": retry, "evidence": "documented"}
        yield f"{name}: {flow(claim)}{todo}"
