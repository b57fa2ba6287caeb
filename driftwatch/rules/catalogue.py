"""All rules in one table, and what there is to say about each id."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from driftwatch.model.change import Role
from driftwatch.model.finding import LEVELS, STRICTNESSES, Level, Strictness
from driftwatch.rules.differences import differences_of
from driftwatch.rules.oasdiff import OASDIFF_IDS
from driftwatch.rules.oasdiff_later import LATER_IDS
from driftwatch.rules.rows import (
    schemas_access,
    schemas_bounds,
    schemas_composition,
    schemas_discriminators,
    schemas_envelopes,
    schemas_lifecycle,
    schemas_members,
    schemas_null,
    schemas_remarks,
    schemas_scalars,
    schemas_structure,
    schemas_types,
    schemas_values,
)
from driftwatch.rules.rows.apis import API_RULES, REFERENCE_RULES, SERVER_RULES
from driftwatch.rules.rows.bodies import BODY_RULES
from driftwatch.rules.rows.contradictions import CONTRADICTION_RULES
from driftwatch.rules.rows.documentation import DOCUMENT_RULES, ERROR_RULES, VALUE_RULES
from driftwatch.rules.rows.headers import HEADER_RULES
from driftwatch.rules.rows.lifecycle import FIELD_LIFE, OPERATION_LIFE
from driftwatch.rules.rows.links import LINK_RULES
from driftwatch.rules.rows.manifests import OPERATION_BREACHES
from driftwatch.rules.rows.manifests_fields import FIELD_BREACHES
from driftwatch.rules.rows.manifests_surroundings import SURROUNDING_BREACHES
from driftwatch.rules.rows.notices import NOTICE_RULES
from driftwatch.rules.rows.observed import OBSERVED_FIELDS
from driftwatch.rules.rows.observed_answers import OBSERVED_ANSWERS
from driftwatch.rules.rows.operations import OPERATION_RULES
from driftwatch.rules.rows.pages import PAGE_RULES
from driftwatch.rules.rows.parameters import PARAMETER_RULES, WIRE_RULES
from driftwatch.rules.rows.parameters_life import PARAMETER_LIFE
from driftwatch.rules.rows.requirements import REQUIREMENT_RULES
from driftwatch.rules.rows.security import SECURITY_RULES
from driftwatch.rules.rows.understanding import UNDERSTANDING_RULES
from driftwatch.rules.rule import Rule

SCHEMA_RULES: Final[tuple[Rule, ...]] = (
    *schemas_types.RULES,
    *schemas_null.RULES,
    *schemas_members.RULES,
    *schemas_envelopes.RULES,
    *schemas_access.RULES,
    *schemas_values.RULES,
    *schemas_bounds.RULES,
    *schemas_structure.RULES,
    *schemas_scalars.RULES,
    *schemas_composition.RULES,
    *schemas_discriminators.RULES,
    *schemas_remarks.RULES,
    *schemas_lifecycle.RULES,
)
"""All rules about schemas, wherever they stand: bodies, properties, parameters, headers."""

MANIFEST_RULES: Final[tuple[Rule, ...]] = (*OPERATION_BREACHES, *FIELD_BREACHES, *SURROUNDING_BREACHES)
"""All rules for breaches: where a manifest claims what the documentation does not say, or says otherwise."""

OBSERVED_RULES: Final[tuple[Rule, ...]] = (*OBSERVED_FIELDS, *OBSERVED_ANSWERS)
"""All rules for what the live API was observed to do, and documentation or a manifest says otherwise."""

RULES: Final[tuple[Rule, ...]] = (
    *OPERATION_RULES,
    *OPERATION_LIFE,
    *API_RULES,
    *REFERENCE_RULES,
    *SERVER_RULES,
    *REQUIREMENT_RULES,
    *SECURITY_RULES,
    *PARAMETER_RULES,
    *WIRE_RULES,
    *PARAMETER_LIFE,
    *BODY_RULES,
    *HEADER_RULES,
    *LINK_RULES,
    *FIELD_LIFE,
    *SCHEMA_RULES,
    *DOCUMENT_RULES,
    *ERROR_RULES,
    *NOTICE_RULES,
    *VALUE_RULES,
    *PAGE_RULES,
    *UNDERSTANDING_RULES,
    *CONTRADICTION_RULES,
    *MANIFEST_RULES,
    *OBSERVED_RULES,
)
"""Every rule; of those that fit a change the first one judges it."""


class Explained(Struct, frozen=True, order=True, kw_only=True):
    """Everything that `driftwatch rules ID` and docs/rules.md say about one id."""

    id: str
    levels: tuple[Level, ...]
    """Levels that a finding with this id can have, most severe first, where readers are taken to be tolerant."""
    stricter: Mapping[Strictness, tuple[Level, ...]]
    """Those of the other profiles, where they differ from those of the profile before."""
    roles: tuple[Role, ...]
    why: str
    advice: str
    rows: tuple[Rule, ...]
    """The rows that give this id, in table order."""
    is_oasdiff: bool
    """Whether oasdiff has the same id for the same thing, in 1.27 or in a later release."""
    reasons: tuple[str, ...] = ()
    """Why what is found under this id can differ from oasdiff's: of the rows, then of whole situations."""

    @property
    def row(self) -> Rule:
        """The row that asks for the least; the others are special cases of it."""
        return min(self.rows, key=lambda row: len(row.when))

    @property
    def title(self) -> str:
        """What is found, unless a special case is."""
        return self.row.title

    @property
    def special(self) -> tuple[str, ...]:
        """The titles of the special cases."""
        return tuple(dict.fromkeys(row.title for row in self.rows if row.title != self.title))

    def reasons_for(self, title: str) -> tuple[str, ...]:
        """Return the reasons that are about a finding with a title: other rows of this id have others.

        Of whole situations only those in which driftwatch says what oasdiff does not, whatever the circumstances: the
        others are about what is not said here.
        """
        of_rows = [reason for row in self.rows if row.title == title for reason in row.reasons]
        extra = (each for each in differences_of(self.id) if each.explains_extra(self.id, ()))
        return tuple(dict.fromkeys((*of_rows, *(f"{each.title}: {each.reason}" for each in extra))))


@cache
def rules_by_kind() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by the kind of change that they judge, in table order."""
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in RULES:
        found[rule.on].append(rule)
    return {kind: tuple(rules) for kind, rules in found.items()}


@cache
def explained() -> Mapping[str, Explained]:
    """Return what there is to say about every id, sorted by id."""
    rows: defaultdict[str, list[tuple[Rule, Role]]] = defaultdict(list)
    for rule in RULES:
        for role in rule.roles:
            rows[rule.id_at(role)].append((rule, role))
    return {rule_id: _explained(rule_id, rows[rule_id]) for rule_id in sorted(rows)}


def _explained(rule_id: str, rows: list[tuple[Rule, Role]]) -> Explained:
    by_profile = {one: _levels(rows, one) for one in STRICTNESSES}
    levels = by_profile.pop("tolerant")
    first, role = min(rows, key=lambda row: len(row[0].when))
    return Explained(
        id=rule_id,
        levels=levels,
        stricter=_differing(levels, by_profile),
        roles=tuple(dict.fromkeys(role for _, role in rows)),
        why=first.why_at(role),
        advice=first.advice_at(role),
        rows=tuple({id(rule): rule for rule, _ in rows}.values()),
        is_oasdiff=rule_id in OASDIFF_IDS or rule_id in LATER_IDS,
        reasons=_reasons(rule_id, [rule for rule, _ in rows]),
    )


def _differing(
    levels: tuple[Level, ...], by_profile: Mapping[Strictness, tuple[Level, ...]]
) -> Mapping[Strictness, tuple[Level, ...]]:
    found: dict[Strictness, tuple[Level, ...]] = {}
    for one, known in by_profile.items():
        if known != levels:
            found[one] = known
        levels = known
    return found


def _levels(rows: list[tuple[Rule, Role]], strictness: Strictness) -> tuple[Level, ...]:
    known = {rule.level_at(role, strictness) for rule, role in rows}
    return tuple(level for level in LEVELS if level in known)


def _reasons(rule_id: str, rows: list[Rule]) -> tuple[str, ...]:
    of_rows = [reason for row in rows for reason in row.reasons]
    of_situations = [f"{each.title}: {each.reason}" for each in differences_of(rule_id)]
    return tuple(dict.fromkeys((*of_rows, *of_situations)))
