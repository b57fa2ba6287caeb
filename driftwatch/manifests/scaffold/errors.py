"""The failures and limits of a written manifest, from what pages and operations say of them."""

import re
from collections.abc import Iterator
from typing import Final

from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.failures import specific
from driftwatch.manifests.file.yaml_text import comment, flow, scalar
from driftwatch.manifests.paths import written
from driftwatch.manifests.scaffold.fields import error_fields
from driftwatch.model.facts import ErrorRule, Topic
from driftwatch.model.json_values import Json
from driftwatch.model.manifest import CASES, LimitTopic
from driftwatch.model.paths import ANY, Claimed

_STATUSES: Final[dict[str, tuple[str, ...]]] = {
    "auth-missing": ("401",),
    "auth-invalid": ("401",),
    "malformed-json": ("400",),
    "missing-required-field": ("400", "422"),
    "unknown-resource": ("404",),
    "rate-limited": ("429",),
    "quota-exhausted": ("402",),
    "upstream-5xx": ("500", "502", "503", "504", "524", "5XX"),
}
_RETRIES: Final = {"yes": "backoff", "no": "never", "usually-no": "never"}
_TOPICS: Final[tuple[tuple[LimitTopic, Topic], ...]] = (("rate", "rate-limit"), ("billing", "billing"))


def error_lines(view: OperationView, documented: Documented) -> Iterator[str]:
    """Write the error format and a case for every failure; what is not documented has an unknown retry."""
    rules = [rule for rule, _ in (*documented.error_rules, *view.error_rules)]
    fields = _fields(view, documented)
    if not rules and not fields and not any(status[:1] in {"4", "5"} for status in view.statuses):
        yield "errors: unknown  # TODO no failure is documented"
        return
    yield "errors:"
    if fields:
        yield "  fields:"
        yield from (f"    {scalar(path)}: {flow(claim)}" for path, claim in fields)
    yield "  cases:"
    for name in CASES:
        yield f"    {name}: {_case(name, rules, view)}"
    yield from _specific(rules)


def limit_lines(view: OperationView, documented: Documented) -> Iterator[str]:
    """Write what pages say of limits and prices; anything else is unknown."""
    notices = [notice for notice, _ in (*view.notices, *documented.notices)]
    yield "limits:"
    for topic, wanted in _TOPICS:
        stated = [notice for notice in notices if notice.topic == wanted]
        numbers = [notice for notice in stated if notice.amounts] or (stated if topic == "billing" else [])
        if numbers:
            text = " ".join(" ".join(notice.text.split()) for notice in numbers)[:300]
            yield f"  {topic}: {flow({'says': text, 'evidence': 'documented'})}"
        else:
            yield f"  {topic}: {flow(_unknown(topic))}  # TODO not documented"
    yield "  concurrency: unknown"
    yield "  quota: unknown"


def _unknown(topic: str) -> dict[str, Json]:
    blocks = ["load-test"] if topic in {"rate", "billing"} else []
    return {"evidence": "unknown", "blocks": blocks}


def _fields(view: OperationView, documented: Documented) -> list[tuple[str, dict[str, Json]]]:
    found = error_fields(view, documented)
    leaves: list[tuple[str, dict[str, Json]]] = []
    for steps, types in found.items():
        if not any(_is_above(steps, other) for other in found) and steps[-1] != ANY:
            leaves.append((written(steps), {"type": types, "documented": True}))
    return leaves


def _is_above(steps: Claimed, other: Claimed) -> bool:
    return len(other) > len(steps) and other[: len(steps)] == steps


def _case(name: str, rules: list[ErrorRule], view: OperationView) -> str:
    called = [rule for rule in rules if rule.status is None and rule.signal.lower() == name.replace("-", " ")]
    bare = {rule.signal for rule in rules if rule.status is not None and rule.signal == str(rule.status)}
    known = [code for code in _STATUSES.get(name, ()) if code in bare or code in view.statuses]
    if called:
        return f"{flow({'retry': _retry(called), 'evidence': 'documented'})}  {comment(called[0].meaning)}"
    if not known:
        return f"{flow({'retry': 'unknown', 'evidence': 'unknown'})}  # TODO not documented"
    stated = [rule for rule in rules if rule.signal in known]
    codes = [int(code) if code.isdigit() else code.lower() for code in known]
    claim: dict[str, Json] = {"status": codes if len(codes) > 1 else codes[0], "retry": _retry(stated)}
    claim["evidence"] = "documented"
    note = "" if claim["retry"] != "unknown" else "  # TODO no advice on retrying is documented"
    return f"{flow(claim)}{note}"


def _retry(rules: list[ErrorRule]) -> str:
    stated = {_RETRIES[rule.retry] for rule in rules if rule.retry in _RETRIES}
    return stated.pop() if len(stated) == 1 else "unknown"


def _specific(rules: list[ErrorRule]) -> Iterator[str]:
    """Write the rules about one value in the body, such as `500 with error.code: invalid_request`."""
    told: set[str] = set()
    for rule in rules:
        about = specific(rule)
        if about is None or rule.signal.strip() in told:
            continue
        told.add(rule.signal.strip())
        status, path, value = about
        words = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        claim = {
            "status": status,
            "body": {path: value},
            "retry": _retry([rule]),
            "evidence": "documented",
        }
        yield f"    x-{words}-as-{status}: {flow(claim)}"
