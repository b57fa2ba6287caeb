"""All rules about schemas, wherever they stand: bodies, properties, parameters, headers."""

from typing import Final

from driftwatch.rules.rows import (
    schemas_bounds,
    schemas_composition,
    schemas_lifecycle,
    schemas_members,
    schemas_structure,
    schemas_types,
    schemas_values,
)
from driftwatch.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    *schemas_types.RULES,
    *schemas_members.RULES,
    *schemas_values.RULES,
    *schemas_bounds.RULES,
    *schemas_structure.RULES,
    *schemas_composition.RULES,
    *schemas_lifecycle.RULES,
)
