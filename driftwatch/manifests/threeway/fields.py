"""Hold what was observed of fields against both others: what is documented of them, and what is relied on."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, Unpack

from msgspec import Struct

from driftwatch.manifests.check.breach import Breach, Said, Spot
from driftwatch.manifests.check.documented import OperationView
from driftwatch.manifests.check.fields import ROLES, Side, accepts, lookup, sides_of, states_fields
from driftwatch.manifests.fields import Found
from driftwatch.manifests.observations.matching import VALID
from driftwatch.manifests.paths import claim_steps, written
from driftwatch.manifests.threeway.past import Sight
from driftwatch.manifests.threeway.witness import Witness
from driftwatch.model.facts import Contradiction
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.manifest import FieldClaim
from driftwatch.model.observation import Observation, ObservedCase
from driftwatch.model.paths import ANY, Claimed

_REQUIRED: Final = frozenset({"required"})


class _Read(Struct, frozen=True, kw_only=True):
    """One field that is read, between its witnesses."""

    witness: Witness
    side: Side
    claim: FieldClaim
    sight: Sight
    case: str = ""
    """The failure in whose body it is; "" for answers to calls that were right."""

    @property
    def steps(self) -> Claimed:
        """Its path."""
        return claim_steps(self.claim.path)

    @property
    def answers(self) -> str:
        """In how many answers it is missing: in all."""
        cases = self.witness.failed if self.case else self.witness.answered
        count = sum(case.answers for case in cases if self._is_mine(case))
        return f"{count} of {count} answers"

    def _is_mine(self, case: ObservedCase) -> bool:
        return bool(case.fields) and self.case in {"", case.name}

    @property
    def found(self) -> tuple[tuple[OperationView, tuple[Found, ...]], ...]:
        """What documentation states of it."""
        views = self.witness.views
        return tuple((view, found) for view in views if (found := lookup(view, self.side, self.claim)))

    @property
    def is_elsewhere(self) -> bool:
        """Whether the documentation of another variant has it."""
        return any(lookup(view, self.side, self.claim) for view in self.witness.others)

    def was(self, shows: Callable[[Sight], bool]) -> Callable[[Observation], bool]:
        """Make of what a body shows what an observation shows."""
        return lambda seen: (sight := self.witness.sight_of(seen, self.case)) is not None and shows(sight)

    def says(self, what: str, *, shows: Callable[[Sight], bool], answers: str = "", **details: Unpack[Said]) -> Breach:
        """Describe where the API parts from the others."""
        found = self.found
        return self.witness.says(
            what,
            line=self.claim.line,
            claim=f"{self.side.name} field {self.claim.path}",
            holds=self.was(shows),
            view=found[0][0] if found else None,
            answers=answers,
            spot=Spot(
                role=ROLES[self.side.name],
                location=self.side.location,
                name=self.case or None,
                field=self.claim.path,
            ),
            cite=(found[0][1][0].entry, found[0][1][0].fact) if found else None,
            **details,
        )


def read_breaches(witness: Witness) -> Iterator[Breach]:
    """Yield where what comes back parts from what is documented and read."""
    _, response, errors = sides_of(witness.claims)
    yield from _side(witness, response, witness.sight, case="")
    for case in witness.failed:
        if case.fields and not witness.is_by_hand(case):
            yield from _side(witness, errors, Sight((case,)), case=case.name)
    yield from _new(witness, response)


def _side(witness: Witness, side: Side, sight: Sight, *, case: str) -> Iterator[Breach]:
    empty: dict[Claimed, FieldClaim] = {}
    for claim in side.fields:
        read = _Read(witness=witness, side=side, claim=claim, sight=sight, case=case)
        unknown = None if sight.is_empty or sight.at(read.steps) else sight.unknown_at(read.steps)
        if sight.is_empty or unknown is not None:
            yield from _disagree(read)
        else:
            yield from _present(read) if sight.at(read.steps) else _absent(read)
        if unknown is not None:
            empty.setdefault(unknown, claim)
    for steps, claim in empty.items():
        one = _Read(witness=witness, side=side, claim=claim, sight=sight, case=case)
        yield one.says("empty", shows=partial(_is_unknown, claim_steps(claim.path)), before=written(steps) or "$")


def _is_unknown(steps: Claimed, sight: Sight) -> bool:
    return sight.unknown_at(steps) is not None


def _is_absent(steps: Claimed, sight: Sight) -> bool:
    return not sight.is_empty and not sight.at(steps) and sight.unknown_at(steps) is None


def _is_present(steps: Claimed, sight: Sight) -> bool:
    return bool(sight.at(steps))


def _absent(read: _Read) -> Iterator[Breach]:
    """Tell of a field that never came: rule 4 when nobody documents it, else rule 2."""
    shows = partial(_is_absent, read.steps)
    required = read.claim.required != "optional"
    traits = _REQUIRED if required else frozenset[str]()
    before = "required" if required else "optional"
    if not read.found and not read.is_elsewhere:
        yield read.says("gone", shows=shows, before=before, answers=read.answers)
        return
    past = read.witness.past
    good = past.last_good(read.was(partial(_is_present, read.steps))) if past else None
    what = "no-longer" if good else "never"
    yield read.says(what, shows=shows, before=before, traits=traits, answers=read.answers)


def _present(read: _Read) -> Iterator[Breach]:
    disagreeing = tuple(_disagree(read))
    yield from disagreeing
    if not disagreeing and not read.found and not read.is_elsewhere:
        yield from _undocumented(read)
    yield from _types(read)
    yield from _sometimes(read)
    yield from _values(read)


def _disagree(read: _Read) -> Iterator[Breach]:
    """Tell that the documentation contradicts itself about a field, which is rule 3, unless its label says so."""
    if read.claim.evidence.label not in {"documented", "assumption"}:
        return
    for view, found in read.found:
        at = {field.at for one in found for field in one.direct}
        entries = {id(entry): entry for entry in (view.entry, *(one.entry for one in found))}
        for entry in entries.values():
            for fact in entry.facts:
                if isinstance(fact, Contradiction) and fact.subject in at:
                    types = sorted(read.sight.types(read.steps))
                    shows = partial(_has_types, read.steps, frozenset(types))
                    yield read.says("disagree", shows=shows, before=fact.sayings, after=types or "unknown")
                    return


def _has_types(steps: Claimed, types: frozenset[str], sight: Sight) -> bool:
    return types <= sight.types(steps)


def _undocumented(read: _Read) -> Iterator[Breach]:
    """Tell of a field that works and is not documented; silent once a label and an accepted risk say so."""
    if not any(states_fields(view, read.side) for view in read.witness.views):
        return
    claim, today = read.claim, read.witness.today
    shows = partial(_is_present, read.steps)
    if claim.claims_documented:
        yield read.says("removed", shows=shows, before=_types_claimed(claim))
    elif not is_accepted(claim, today):
        yield read.says("undocumented", shows=shows, before=claim.evidence.label)


def is_accepted(claim: FieldClaim, today: str) -> bool:
    """Tell whether a field is labelled as observed only, and somebody accepts that until a day to come."""
    return claim.evidence.label == "observed only" and claim.risk is not None and claim.risk.until >= today


def _types(read: _Read) -> Iterator[Breach]:
    seen, claimed = read.sight.types(read.steps), set(read.claim.types)
    wrong = {name for name in seen - {"null"} if claimed and not accepts(claimed, name)}
    if "null" in seen and claimed and "null" not in claimed:
        shows = partial(_has_types, read.steps, frozenset({"null"}))
        yield read.says("null", shows=shows, before=sorted(claimed))
    if wrong:
        shows = partial(_has_types, read.steps, frozenset(wrong))
        yield read.says("type", shows=shows, before=sorted(claimed), after=sorted(wrong))
    stated = {name for _, found in read.found for one in found for name in one.types}
    unlike = {name for name in seen if stated and not accepts(stated, name) and (not claimed or accepts(claimed, name))}
    if unlike:
        shows = partial(_has_types, read.steps, frozenset(unlike))
        yield read.says("type-undocumented", shows=shows, before=sorted(stated), after=sorted(unlike))


def _sometimes(read: _Read) -> Iterator[Breach]:
    if read.claim.required != "optional" and _is_rare(read.steps, read.sight):
        yield read.says("sometimes", shows=partial(_is_rare, read.steps), before="required")


def _is_rare(steps: Claimed, sight: Sight) -> bool:
    return any(field.there < field.of for field in sight.at(steps))


def _has_others(steps: Claimed, sight: Sight) -> bool:
    return any(field.has_others for field in sight.at(steps))


def _has_value(steps: Claimed, text: str, sight: Sight) -> bool:
    return any(canonical(value) == text for field in sight.at(steps) for value in field.values)


def _values(read: _Read) -> Iterator[Breach]:
    """Hold an enumeration against both: values that the manifest does not list, and listed ones nobody documents."""
    if read.claim.values and _has_others(read.steps, read.sight):
        yield read.says("value", shows=partial(_has_others, read.steps), before=list(read.claim.values))
    lists = [one.values for _, found in read.found for one in found]
    if not lists or any(values is None for values in lists):
        return
    known = {canonical(value): value for values in lists for value in values or ()}
    came = {canonical(value): value for field in read.sight.at(read.steps) for value in field.values}
    for text in sorted(came.keys() - known.keys()):
        shows = partial(_has_value, read.steps, text)
        documented = [known[one] for one in sorted(known)]
        yield read.says("value-undocumented", shows=shows, before=documented, after=came[text])


def _new(witness: Witness, side: Side) -> Iterator[Breach]:
    """Tell of fields that come and neither of the others has: of what is inside a new one, nothing more."""
    known = {steps for view in witness.views for steps, _ in view.success_paths(depth=_DEPTH)}
    named = {steps[:-1] for steps in known if steps[-1] != ANY}
    maps = {steps[:-1] for steps in known if steps[-1] == ANY} - named
    claimed = [claim_steps(claim.path) for claim in side.fields]
    for steps in witness.sight.paths:
        above = steps[:-1]
        if steps[-1] == ANY or above not in named or above in maps or _is_claimed(steps, claimed):
            continue
        claim = FieldClaim(path=written(steps), line=side.line)
        if not any(lookup(view, side, claim) for view in (*witness.views, *witness.others)):
            read = _Read(witness=witness, side=side, claim=claim, sight=witness.sight)
            types: Json = sorted(witness.sight.types(steps))
            yield read.says("new", shows=partial(_is_present, steps), after=types)


_DEPTH: Final = 8
"""Steps into a body at which new fields are looked for."""


def _is_claimed(steps: Claimed, claimed: list[Claimed]) -> bool:
    return any(
        all(a in {ANY, b} for a, b in zip(one, steps, strict=False)) and len(one) >= len(steps) for one in claimed
    )


def sent_breaches(witness: Witness) -> Iterator[Breach]:
    """Yield where what is sent, and was answered well, parts from what is documented and claimed."""
    request, _, _ = sides_of(witness.claims)
    sent = {claim_steps(path) for case in witness.answered for path in case.sent}
    if not sent:
        return
    for claim in request.fields:
        if claim.within == "body":
            yield from _sent(witness, request, claim, is_sent=claim_steps(claim.path) in sent)
    listed = [claim_steps(claim.path) for claim in request.fields]
    for steps in sorted(sent, key=lambda each: (len(each), each)):
        claim = FieldClaim(path=written(steps), line=request.line)
        is_top = len(steps) == 1 and not _is_claimed(steps, listed)
        if is_top and _is_undocumented(witness, request, claim):
            yield _sent_says(witness, request, claim, "new", is_sent=True)


def _sent(witness: Witness, side: Side, claim: FieldClaim, *, is_sent: bool) -> Iterator[Breach]:
    if not is_sent:
        if claim.required == "api" and not _is_undocumented(witness, side, claim):
            yield _sent_says(witness, side, claim, "never-sent", is_sent=False, before="required")
    elif _is_undocumented(witness, side, claim):
        if claim.claims_documented:
            yield _sent_says(witness, side, claim, "removed", is_sent=True, before=_types_claimed(claim))
        elif not is_accepted(claim, witness.today):
            yield _sent_says(witness, side, claim, "undocumented", is_sent=True, before=claim.evidence.label)


def _is_undocumented(witness: Witness, side: Side, claim: FieldClaim) -> bool:
    stated = any(states_fields(view, side) for view in witness.views)
    return stated and not any(lookup(view, side, claim) for view in (*witness.views, *witness.others))


def _sent_says(
    witness: Witness, side: Side, claim: FieldClaim, what: str, *, is_sent: bool, **details: Unpack[Said]
) -> Breach:
    def holds(seen: Observation) -> bool:
        sent = {path for case in seen.cases if case.name in VALID for path in case.sent}
        return bool(sent) and (claim.path in sent) is is_sent

    found = [found for view in witness.views for found in lookup(view, side, claim)]
    return witness.says(
        what,
        line=claim.line,
        claim=f"request field {claim.path}",
        holds=holds,
        view=None,
        answers="",
        spot=Spot(role="request-property", location=side.location, field=claim.path),
        cite=(found[0].entry, found[0].fact) if found else None,
        **details,
    )


def _types_claimed(claim: FieldClaim) -> Json:
    return list(claim.types) or "any"
