"""A parameter that has to be sent and a security scheme that sends it are two ways to state one thing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import UNSET, Struct, UnsetType, structs

from driftwatch.compare.schemas.sides import Call, Root
from driftwatch.model.change import Change
from driftwatch.model.facts import AnyFact, Requirement, SecurityScheme

Wire: TypeAlias = tuple[str, str]
"""Where a value travels, and under which name."""
Requirements: TypeAlias = tuple[tuple[Requirement, ...], ...] | UnsetType

_HEADER: Final = "header"
_AUTHORIZATION: Final[Wire] = (_HEADER, "authorization")
_NOWHERE: Final[Wire] = ("", "")
_OF_KEYS: Final = "apiKey"
_OF_CONNECTIONS: Final = "mutualTLS"
"""The type of schemes that send nothing: the connection itself proves who calls."""
_NEEDED: Final = "security.requirement-added"
_TRAIT: Final = frozenset({"as-credentials"})


class Demand(Struct, frozen=True, kw_only=True):
    """What one side demands of the callers of a call, and how the schemes of its API are sent."""

    requirements: Requirements = UNSET
    wires: Mapping[str, Wire] = {}

    def alternatives(self) -> list[frozenset[Wire]]:
        """Return where the credentials of each alternative travel; those of an unknown scheme where nothing does."""
        stated = () if isinstance(self.requirements, UnsetType) else self.requirements
        return [frozenset(self.wires.get(each.scheme, _NOWHERE) for each in one) for one in stated]


def wires_of(facts: Iterable[AnyFact]) -> dict[str, Wire]:
    """Return where the credentials of each security scheme travel, by its name."""
    return {
        fact.name: wire_of(fact) for fact in facts if isinstance(fact, SecurityScheme) and fact.type != _OF_CONNECTIONS
    }


def wire_of(scheme: SecurityScheme) -> Wire:
    """Return where the credentials of a scheme travel; all but keys go in the header `Authorization`."""
    if scheme.parameter:
        return _wire(scheme.within, scheme.parameter)
    return _NOWHERE if scheme.type == _OF_KEYS else _AUTHORIZATION


def with_credentials(
    changes: Iterable[Change | Root], calls: tuple[Call, Call], demands: tuple[Demand, Demand]
) -> Iterator[Change | Root]:
    """Yield changes; those about what the other side states as credentials, or as a parameter, say so."""
    if not demands[0].wires and not demands[1].wires:
        yield from changes
        return
    before, after = (demand.alternatives() for demand in demands)
    told = {
        "parameter.removed": {wire for needed in after for wire in needed},
        "parameter.added": set(before[0]).intersection(*before) if before else set(),
    }
    sent = {_wire(one.within, one.name) for one in calls[0].parameters.values() if one.required}
    enough = any(needed and needed <= sent for needed in after)
    for change in changes:
        if not isinstance(change, Change):
            yield change
        elif (change.kind == _NEEDED and enough) or _wire_of(change) in told.get(change.kind, ()):
            yield structs.replace(change, traits=change.traits | _TRAIT)
        else:
            yield change


def _wire_of(change: Change) -> Wire:
    return _wire(change.location.rpartition(".")[2], change.name or "")


def _wire(within: str, name: str) -> Wire:
    return within, name.lower() if within == _HEADER else name
