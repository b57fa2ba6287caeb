"""What the release checklist rests on besides manifest and snapshot: files, recordings, the newest observation."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.gate import Verdict
from driftwatch.model.json_values import Json
from driftwatch.model.observation import Observation
from driftwatch.model.selftest import SelfTest

Answer: TypeAlias = tuple[Verdict, str]
"""A verdict with its evidence; names from outside are in backticks."""
State: TypeAlias = Literal["there", "missing", "no heading", "elsewhere"]
"""Of a reference: `elsewhere` is a URL, ticket or id that cannot be looked up here."""


class Evident(Struct, frozen=True, kw_only=True):
    """What was found. Keys are references as the manifest writes them."""

    states: Mapping[str, State] = {}
    bodies: Mapping[str, Json] = {}
    """Recorded JSON bodies."""
    unreadable: Mapping[str, str] = {}
    """Recordings that cannot be used, with the reason."""
    observations: tuple[Observation, ...] = ()
    """The one that the manifest names, else that of each variant at the API that the manifest calls."""
    observation_fault: str = ""
    """What is wrong with one where it cannot be used."""
    selftest: SelfTest | None = None
    """What proves that no credential is written."""
    selftest_file: str = ""
    """Where it is, or would be."""
    selftest_is_there: bool = False
    """Whether there is such a file, be it of use or not."""

    def where(self, reference: str) -> State:
        """Return the state of a reference."""
        return self.states.get(reference, "missing")


def passed(evidence: str) -> Answer:
    """Say that an item passes."""
    return "pass", evidence


def failed(evidence: str) -> Answer:
    """Say that an item fails."""
    return "fail", evidence


def unknown(evidence: str) -> Answer:
    """Say that nothing tells."""
    return "unknown", evidence
