"""Observations of the live API, as far as the release checklist asks for them."""

import re
from typing import Final

from msgspec import Struct

from driftwatch.errors import DocumentError
from driftwatch.extract.yaml import read_yaml
from driftwatch.model.json_values import Json

_STATUS: Final = re.compile(r"[1-5][0-9]{2}")


class ObservedCase(Struct, frozen=True, kw_only=True):
    """What one probed case brought."""

    name: str
    status: int = 0
    leak_check: str = ""
    retry_verdict: str = ""
    verdict: str = ""


class Observation(Struct, frozen=True, kw_only=True):
    """One probe's result. `at` is an ISO date."""

    contract: str
    at: str
    cases: tuple[ObservedCase, ...]

    def case(self, *names: str) -> ObservedCase | None:
        """Return the first of some cases that was sent."""
        sent = (case for name in names for case in self.cases if case.name == name)
        return next((case for case in sent if case.verdict != "skipped" and (case.status or case.verdict)), None)


def observation_of(text: str) -> Observation | None:
    """Read an observation file; None when it is none."""
    try:
        value = read_yaml(text)
    except DocumentError:
        return None
    if not isinstance(value, dict) or "driftwatch_observation" not in value:
        return None
    cases = value.get("cases")
    return Observation(
        contract=str(value.get("contract", "")),
        at=str(_mapping(value.get("run")).get("at", ""))[:10],
        cases=tuple(_case(str(name), _mapping(case)) for name, case in cases.items())
        if isinstance(cases, dict)
        else (),
    )


def _case(name: str, case: dict[str, Json]) -> ObservedCase:
    return ObservedCase(
        name=name,
        status=_status(_mapping(case.get("got")).get("status")),
        leak_check=str(case.get("leak_check", "")),
        retry_verdict=str(_mapping(case.get("retry")).get("verdict", "")),
        verdict=str(case.get("verdict", "")),
    )


def _status(value: Json) -> int:
    """Read a status, also one in quotation marks; 0 for what is none."""
    if isinstance(value, str):
        return int(value) if _STATUS.fullmatch(value) else 0
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
