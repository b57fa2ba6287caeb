"""The item of the checklist that a self-test of driftwatch answers: no credential is written."""

from typing import Final

import msgspec

from driftwatch import __version__
from driftwatch.manifests.file.lint_rules import AHEAD_DAYS, days_between
from driftwatch.manifests.gate.evidence import Answer, Evident, failed, passed, unknown
from driftwatch.model.manifest import Manifest
from driftwatch.model.selftest import SelfTest

FRESH_DAYS: Final = 30
_SANITISE: Final = "revoke the credential, record without it, and run `driftwatch gate {file}` again"
_DAY: Final = 10
"""Characters of a time that are its date."""


def selftest_of(content: bytes) -> SelfTest | None:
    """Read the result of a self-test; None where it is none that this version can read."""
    try:
        return msgspec.json.decode(content, type=SelfTest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def redaction_verified(manifest: Manifest, evident: Evident, *, today: str) -> Answer:
    """Judge whether a redaction test exists, the self-test passed lately, and no recording holds a credential."""
    leaking = [name for name, why in evident.unreadable.items() if "credential" in why]
    if leaking:
        return failed(f"`{leaking[0]}` holds what looks like a credential", _SANITISE)
    test = dict(manifest.gate.tests).get("redaction", "")
    if not test:
        return unknown("gate.tests.redaction names no test")
    if evident.where(test) != "there":
        return failed(f"`{test}` does not exist")
    answer = _proven(evident, today)
    return answer._replace(evidence=f"`{test}`; {answer.evidence}")


def _proven(evident: Evident, today: str) -> Answer:
    where = evident.selftest_file.replace("{", "{{").replace("}", "}}")
    makes = f"`driftwatch selftest redaction --output {where}` makes it"
    found = evident.selftest
    if found is not None:
        return _judged(found, today, makes)
    if evident.selftest_is_there:
        return failed(f"`{evident.selftest_file}` is no result of a self-test", makes)
    return unknown("there is no result of a self-test", makes)


def _judged(found: SelfTest, today: str, makes: str) -> Answer:
    day = found.at[:_DAY]
    age = days_between(day, today)
    if age is None or age < -AHEAD_DAYS:
        return failed(f"the self-test is dated `{day}`, which is no day that has been", makes)
    if found.verdict != "pass" or found.leaks:
        return failed(f"the self-test of {day} found {len(found.leaks)} places that repeat a credential", makes)
    if age > FRESH_DAYS:
        return failed(f"the self-test of {day} is more than {FRESH_DAYS} days old", makes)
    if found.tool != f"driftwatch {__version__}":
        return unknown(f"the self-test of {day} was that of `{found.tool}`, this is {__version__}", makes)
    return passed(f"self-test of {day}: {found.attacks} attacks, no credential in {found.bytes:,} bytes")
