"""One variant of a manifest between its witnesses: what is documented of it, and what was observed lately."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Unpack

from driftwatch.manifests.check.breach import WHOLE_CALL, Breach, Claimed, Details, Spot
from driftwatch.manifests.check.choosing import chosen
from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.observations.matching import VALID
from driftwatch.manifests.observations.witnesses import is_fresh
from driftwatch.manifests.threeway.past import DAY, Past, Sight, answered, sightings
from driftwatch.model.manifest import Claims, Manifest
from driftwatch.model.observation import Observation, ObservedCase
from driftwatch.model.source import Source


class Witness:
    """What documentation and observation say of one variant.

    Args:
        manifest: what is relied on.
        variant: its name; "" without variants.
        claims: of the variant.
        documented: the newest snapshot.
        past: what was observed; None when nothing was.
        today: ISO date, on which observations are fresh or old.
    """

    def __init__(
        self,
        manifest: Manifest,
        variant: str,
        claims: Claims,
        *,
        documented: Documented,
        past: Past | None,
        today: str,
    ) -> None:
        self.manifest = manifest
        self.variant = variant
        self.claims = claims
        self.documented = documented
        self.past = past
        self.today = today
        self._sightings: dict[int, Mapping[str, Sight]] = {}
        """By the identity of the states, which live as long as this."""
        self.all_views = documented.operations(manifest.key)
        self.views = chosen(manifest, variant, self.all_views, documented) if self.all_views else ()

    @property
    def others(self) -> tuple[OperationView, ...]:
        """The documentations of the same operation that it is not about."""
        return tuple(view for view in self.all_views if view not in self.views)

    @cached_property
    def fresh(self) -> tuple[ObservedCase, ...]:
        """The cases that were seen lately; of what somebody wrote down only that it came."""
        seen = self.past.latest if self.past else None
        return tuple(
            case
            for case in (seen.cases if seen else ())
            if seen and case.answer is not None and is_fresh(seen.seen_at(case), self.manifest, today=self.today)
        )

    @cached_property
    def answered(self) -> tuple[ObservedCase, ...]:
        """The answers to calls that were right, seen lately and by no hand."""
        fresh = {case.name for case in self.fresh}
        return tuple(case for case in answered(self.past.latest) if case.name in fresh) if self.past else ()

    @cached_property
    def failed(self) -> tuple[ObservedCase, ...]:
        """The failures that were seen lately."""
        return tuple(case for case in self.fresh if case.name not in VALID)

    def is_by_hand(self, case: ObservedCase) -> bool:
        """Tell whether somebody wrote a case down, so that it is observed only."""
        return self.past is not None and self.past.latest.seen_by(case) == "hand"

    def sight_of(self, state: Observation, case: str) -> Sight | None:
        """Return what one of the states of the observation shows of a case ("": of good answers), None without it."""
        if id(state) not in self._sightings:
            self._sightings[id(state)] = sightings(state)
        return self._sightings[id(state)].get(case)

    @cached_property
    def sight(self) -> Sight:
        """What the answers to calls that were right hold."""
        return Sight(self.answered)

    def says(
        self,
        what: str,
        *,
        line: int,
        claim: str,
        holds: Callable[[Observation], bool] = lambda _: False,
        view: OperationView | None = None,
        answers: str = "",
        spot: Spot = WHOLE_CALL,
        **details: Unpack[Details],
    ) -> Breach:
        """Describe where the API parts from the others.

        Args:
            what: the kind of change, without `manifest.observed.`.
            line: of the manifest.
            claim: what the line claims.
            holds: tells whether an observation shows it, so that it is known since when.
            view: the documentation that speaks of it.
            answers: how many of the newest show it, in words, where that matters.
            spot: what it is about.
            details: as of `Claimed.breach`.
        """
        speaker = Claimed(
            manifest=self.manifest,
            documented=self.documented,
            view=view or (self.views[0] if self.views else None),
        )
        return speaker.breach(
            f"observed.{what}",
            line=line,
            claim=f"{claim} of variant {self.variant}" if self.variant else claim,
            identity=self.variant,
            spot=spot,
            besides=tuple(self._source(holds, answers)),
            **details,
        )

    def _source(self, holds: Callable[[Observation], bool], answers: str) -> Iterator[Source]:
        if self.past is None:
            return
        since = self.past.since(holds)
        seen = f"since {since[:DAY]}" if since else f"last on {self.past.latest.run.newest[:DAY]}"
        seen += f", {answers}" if answers else ""
        origin = self.past.latest.target.origin
        yield Source(url=origin, locator=f"{seen}, {self.past.file}", stated_by="observation")
