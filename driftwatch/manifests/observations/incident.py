"""What somebody saw in an incident, as a case that is observed only."""

import re
from typing import Final

from msgspec import Struct

from driftwatch.errors import UsageError
from driftwatch.manifests.observations.matching import SUCCESS
from driftwatch.model.manifest import CASES, Claims
from driftwatch.model.observation import Answer, ObservedCase, RequestId
from driftwatch.redaction import looks_secret
from driftwatch.spelling import did_you_mean

_LONGEST: Final = {"--note": 500, "--request-id": 200}


class Incident(Struct, frozen=True, kw_only=True):
    """What is to be written down. `at` is ISO 8601 in UTC."""

    contract: str
    case: str
    status: int
    at: str
    variant: str = ""
    request_id: str = ""
    note: str = ""


def incident_case(claims: Claims, wanted: Incident) -> ObservedCase:
    """Return the case that an incident is.

    Raises:
        UsageError: it is none that anybody knows, or holds what looks like a credential.
    """
    for option, text in (("--note", wanted.note), ("--request-id", wanted.request_id)):
        if looks_secret(text):
            raise UsageError(f"{option} holds what looks like a credential", hint="leave it out; it is not repeated")
        if len(text) > _LONGEST[option] or not text.isprintable():
            raise UsageError(f"{option} is no line of {_LONGEST[option]} characters", hint="shorten it")
    failure = next((case for case in claims.cases if case.name == wanted.case), None)
    known = {SUCCESS, *CASES, *(case.name for case in claims.cases)}
    if wanted.case not in known and not re.fullmatch(r"status-[1-5]\d\d", wanted.case):
        meant = did_you_mean(wanted.case, known)
        raise UsageError(f"there is no case {wanted.case!r}{meant}", hint=f"known: {', '.join(sorted(known))}")
    because = ""
    if failure is None and wanted.case != SUCCESS:
        because = "the manifest has no such case"
    elif failure is not None and failure.statuses and not failure.covers(wanted.status):
        because = f"the manifest expects {' or '.join(failure.statuses)}"
    return ObservedCase(
        name=wanted.case,
        answer=Answer(
            status=wanted.status,
            request_id=RequestId(value=wanted.request_id) if wanted.request_id else None,
        ),
        retry=failure.retry if failure else "",
        verdict="differs" if because else "pass",
        because=because,
        note=wanted.note,
    )
