"""MDX components (ParamField, ResponseField, Expandable) to facts, by Mintlify's own rules."""

from driftwatch.extract.blocks import Section
from driftwatch.model.facts import AnyFact


def component_facts(page: Section) -> tuple[AnyFact, ...]:
    """Return parameters, body and response fields that components of one operation's page state, sorted by address."""
    raise NotImplementedError
