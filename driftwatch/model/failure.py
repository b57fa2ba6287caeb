"""Failures: what could not be compared, judged or written for one owner, because of a bug of ours."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import UNSET, Struct

from driftwatch.errors import BudgetError
from driftwatch.model.change import Change, Role
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Owner, OwnerKind

Stage: TypeAlias = Literal["extraction", "matching", "comparison", "judging", "impact", "check", "rendering"]

COMPARISON_FAILED: Final = "comparison.failed"

_STANDS: Final[Mapping[OwnerKind, tuple[Role, str]]] = {
    "api": ("api", "operation"),
    "operation": ("operation", "operation"),
    "page": ("page", "documents"),
    "schema": ("api", "schemas"),
}
"""Role and location of what failed, by kind of owner."""
_MOST: Final = 200
"""Addresses that are listed of each side; what differs is committed, where all of it can be read."""


class Failure(Struct, frozen=True, kw_only=True):
    """One failure of one owner, with the addresses at which it differs on the old and on the new side."""

    owner: Owner
    stage: Stage
    error: Exception
    operations: tuple[Owner, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Stage and kind of error, without anything that the error says: the same in every run and version.

        Of a budget, which says nothing of the documentation, the limit.
        """
        said = self.error.message if isinstance(self.error, BudgetError) else type(self.error).__name__
        return f"{self.stage}: {said}"


Tell: TypeAlias = Callable[[Failure], None]
"""Takes a failure as it happens: whoever holds a log writes the details there."""


def untold(failure: Failure) -> None:
    """Keep the details to oneself."""


def changes_of_failures(failures: Iterable[Failure]) -> tuple[Change, ...]:
    """Return one change for each owner, stage and kind of error, with all of its addresses."""
    gathered: dict[tuple[Owner, str], list[Failure]] = {}
    for failure in failures:
        gathered.setdefault((failure.owner, failure.kind), []).append(failure)
    return tuple(_change(owner, kind, together) for (owner, kind), together in gathered.items())


def _change(owner: Owner, kind: str, together: list[Failure]) -> Change:
    role, location = _STANDS[owner.kind]
    operations = dict.fromkeys(operation for failure in together for operation in failure.operations)
    before = listed({address for failure in together for address in failure.before})
    after = listed({address for failure in together for address in failure.after})
    return Change(
        kind=COMPARISON_FAILED,
        role=role,
        owner=owner,
        operations=tuple(sorted(operations)),
        location=location,
        name=kind,
        before=before or UNSET,
        after=after or UNSET,
    )


def listed(addresses: Collection[str]) -> Json:
    """Return addresses, sorted, as a list that says how many it leaves out."""
    listed = sorted(addresses)[:_MOST]
    left_out = len(addresses) - len(listed)
    return [*listed, f"and {left_out} more"] if left_out else listed
