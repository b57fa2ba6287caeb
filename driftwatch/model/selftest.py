"""What a self-test of this installation found, as it is kept: the evidence that a release asks for."""

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

SELFTEST_FILE: Final = "selftest-redaction.json"
"""Its file, in the folder of observations."""


_Count: TypeAlias = Annotated[int, Meta(ge=0)]


class SelfTest(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"version": "driftwatch_selftest"}
):
    """One run of `driftwatch selftest redaction`."""

    version: Literal[1] = 1
    subject: Literal["redaction"] = "redaction"
    verdict: Literal["pass", "fail"]
    at: Annotated[str, Meta(pattern=r"^[0-9T:.Z-]{10,30}$")]
    """When, ISO 8601 in UTC."""
    tool: Annotated[str, Meta(pattern=r"^driftwatch [0-9A-Za-z.+-]{1,40}$")]
    """`driftwatch` and its version."""
    attacks: _Count
    """Ways in which the server repeated the credential, or failed."""
    commands: _Count
    """Commands and writers that were run on what it answered."""
    refused: _Count
    """How many of them refused to go on, and said so."""
    files: _Count
    bytes: _Count
    """Everything that was written or printed, and searched."""
    leaks: tuple[str, ...] = ()
    """Where a part of the credential was found; never the part."""
