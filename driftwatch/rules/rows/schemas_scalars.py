"""Rules for alternatives of one simple type: further texts or numbers, and no other shape."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.rules.rows.schemas_bounds import LOOSER, WIDENED
from driftwatch.rules.rule import CONTROLLED, FLOWING, Example, Rule

_CODE: Final = {"type": "string", "pattern": "^[a-z]+$"}
_EMPTY: Final = {"type": "string", "maxLength": 0}
_SHORT: Final = {"type": "string", "maxLength": 3}
_WHY: Final = "Values of the same type come that were ruled out before, as where a bound or a pattern goes."
_TITLE: Final = "A further alternative of the same simple type is documented"
_OTHERWISE: Final = "oasdiff says breaking in a response. What comes is of the type that it was of."
_NOT_BODIES: Final[tuple[Role, ...]] = tuple(role for role in FLOWING if not role.endswith("body"))


def _rows(keyword: str, noun: str) -> tuple[Rule, ...]:
    wrapped = Rule(
        on=f"field.{noun}.wrapped",
        id=f"{{role}}-{noun}-added",
        ids={
            "request-parameter": "request-parameter-wrapped-in-one-of",
            "response-header": "response-header-wrapped-in-one-of",
        }
        if noun == "one-of"
        else {},
        level=LOOSER,
        strict=WIDENED,
        roles=_NOT_BODIES if noun == "one-of" else FLOWING,
        when=frozenset({"kept", "of-one-type"}),
        title=f"{_TITLE}, beside the only one ({keyword})",
        why=_WHY,
        advice=CONTROLLED,
        message="{subject} is now any of several alternatives of its type",
        deviation=_OTHERWISE,
        example=Example(before=_CODE, after={keyword: [_CODE, _EMPTY]}),
    )
    added = Rule(
        on=f"field.{noun}.added",
        id=f"{{role}}-{noun}-added",
        level=LOOSER,
        strict=WIDENED,
        when=frozenset({"of-one-type"}),
        unless=frozenset({"served"}),
        title=f"{_TITLE} ({keyword})",
        why=_WHY,
        advice=CONTROLLED,
        message="{subject} may now also be {after}",
        deviation=_OTHERWISE,
        example=Example(
            before={keyword: [_EMPTY, {**_SHORT, "minLength": 2}]},
            after={keyword: [_EMPTY, {**_SHORT, "minLength": 2}, {**_CODE, "minLength": 9}]},
        ),
    )
    return (wrapped, added)


RULES: Final = (*_rows("oneOf", "one-of"), *_rows("anyOf", "any-of"))
