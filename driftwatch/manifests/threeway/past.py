"""What was observed of one contract, variant and API: now, and in the states before."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from msgspec import Struct

from driftwatch.manifests.observations.matching import VALID, same_origin
from driftwatch.manifests.paths import claim_steps
from driftwatch.model.manifest import Manifest
from driftwatch.model.observation import Observation, ObservedCase, SeenField
from driftwatch.model.paths import ANY, Claimed

DAY: Final = 10
"""Characters of a time that are its date."""


class Past(Struct, frozen=True, kw_only=True):
    """The states of one observation."""

    file: str
    """Of what is known now."""
    latest: Observation
    earlier: tuple[Observation, ...] = ()
    """What was known whenever it was something else, in any order."""

    @property
    def states(self) -> tuple[Observation, ...]:
        """All of them, the newest first, each once."""
        older = {one.run.at: one for one in self.earlier if one.run.at < self.latest.run.at}
        return (self.latest, *(older[at] for at in sorted(older, reverse=True)))

    def since(self, holds: Callable[[Observation], bool]) -> str:
        """Return since when something was so whenever somebody looked, "" when it is not so now."""
        found = ""
        for state in self.states:
            if not holds(state):
                break
            found = state.run.at
        return found

    def last_good(self, holds: Callable[[Observation], bool]) -> Observation | None:
        """Return the newest state before this one in which something was so."""
        return next((state for state in self.states[1:] if holds(state)), None)


def past_of(pasts: Iterable[Past], manifest: Manifest, variant: str) -> Past | None:
    """Return what was observed of a variant at the API that the manifest calls: another host says nothing of it."""
    mine = (
        past
        for past in pasts
        if past.latest.contract == manifest.contract
        and past.latest.variant == variant
        and same_origin(past.latest.target.origin, manifest.base_url)
    )
    return max(mine, key=lambda past: (past.latest.run.newest, past.file), default=None)


def answered(observation: Observation) -> tuple[ObservedCase, ...]:
    """Return the cases of calls that were right; what somebody wrote down has no shape, and tells nothing of fields."""
    return tuple(
        case
        for case in observation.cases
        if case.name in VALID and case.answer is not None and observation.seen_by(case) != "hand"
    )


class Sight:
    """What bodies were seen to hold, by path.

    Args:
        cases: whose bodies these are.
    """

    def __init__(self, cases: Iterable[ObservedCase]) -> None:
        self._fields: dict[Claimed, list[SeenField]] = {}
        for case in cases:
            for field in case.fields:
                self._fields.setdefault(claim_steps(field.path), []).append(field)
        self._by_stars: dict[tuple[bool, ...], dict[Claimed, list[SeenField]]] = {}
        """What is known at paths, by where these have a `*`: made once for all that have it at the same places."""

    @property
    def is_empty(self) -> bool:
        """Whether no field was seen at all."""
        return not self._fields

    @property
    def paths(self) -> tuple[Claimed, ...]:
        """The paths at which something was seen, those above others first."""
        return tuple(sorted((steps for steps in self._fields if self.at(steps)), key=lambda steps: (len(steps), steps)))

    def at(self, steps: Claimed) -> tuple[SeenField, ...]:
        """Return what was seen at a path; `*` is every item of a list, and every name of a map."""
        stars = tuple(step == ANY for step in steps)
        if stars not in self._by_stars:
            known = self._by_stars[stars] = {}
            for seen, fields in self._fields.items():
                if len(seen) == len(stars):
                    there = [field for field in fields if field.types or field.items]
                    known.setdefault(_starred(seen, stars), []).extend(there)
        return tuple(self._by_stars[stars].get(steps, ()))

    def unknown_at(self, steps: Claimed) -> Claimed | None:
        """Return the list or map that would hold a path, and of whose insides nothing is known; None when it is."""
        for length in range(1, len(steps) + 1):
            above = steps[:length]
            if above[-1] == ANY and (of := self._fields.get(above)) and not any(one.items or one.types for one in of):
                return above[:-1]
            in_map = (*above[:-1], ANY)
            if above[-1] != ANY and not self.at(above) and in_map in self._fields and self._is_map(above[:-1]):
                return above[:-1]
        return None

    def _is_map(self, steps: Claimed) -> bool:
        return any("object" in field.types for field in self.at(steps))

    def types(self, steps: Claimed) -> frozenset[str]:
        """Return the types that were seen at a path."""
        return frozenset(name for field in self.at(steps) for name in field.types)


def _starred(steps: Claimed, stars: tuple[bool, ...]) -> Claimed:
    return tuple(ANY if is_star else step for step, is_star in zip(steps, stars, strict=True))


def sightings(observation: Observation) -> Mapping[str, Sight]:
    """Return what was seen of each case with a body, by its name; all good answers are one, named ""."""
    failed = {case.name: Sight((case,)) for case in observation.cases if case.name not in VALID and case.fields}
    return {"": Sight(answered(observation)), **failed}
