"""What a self-test of this installation found, as it is kept: the evidence that a release asks for."""

from typing import Final, Literal

from msgspec import Struct

SELFTEST_FILE: Final = "selftest-redaction.json"
"""Its file, in the folder of observations."""


class SelfTest(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"version": "driftwatch_selftest"}
):
    """One run of `driftwatch selftest redaction`."""

    version: Literal[1] = 1
    subject: Literal["redaction"] = "redaction"
    verdict: Literal["pass", "fail"]
    at: str
    """When, ISO 8601 in UTC."""
    tool: str
    """`driftwatch` and its version."""
    attacks: int
    """Ways in which the server repeated the credential, or failed."""
    commands: int
    """Commands and writers that were run on what it answered."""
    refused: int
    """How many of them refused to go on, and said so."""
    files: int
    bytes: int
    """Everything that was written or printed, and searched."""
    leaks: tuple[str, ...] = ()
    """Where a part of the credential was found; never the part."""
