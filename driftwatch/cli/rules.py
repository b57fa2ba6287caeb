"""driftwatch rules."""

from typing import TYPE_CHECKING

import click

from driftwatch.cli.options import form_option
from driftwatch.errors import UsageError
from driftwatch.spelling import did_you_mean

if TYPE_CHECKING:
    from driftwatch.model.json_values import Json
    from driftwatch.reports.json_shapes import RuleSummary
    from driftwatch.rules.catalogue import Explained
    from driftwatch.rules.rule import Rule


@click.command()
@click.argument("rule_id", metavar="[ID]", required=False)
@form_option("text", "json")
def rules(*, rule_id: str | None, format_name: str) -> int:
    """List the rules, or explain one: why it matters, what to do, and an example.

    \b
    Examples:
      driftwatch rules
      driftwatch rules request-property-became-required
    """
    click.echo(explain(rule_id, format_name) if rule_id else listed(format_name), nl=False)
    return 0


def listed(format_name: str) -> str:
    """List every rule: level, id, title."""
    from driftwatch.model.json_values import indented
    from driftwatch.rules.catalogue import explained

    rules = explained()
    if format_name == "json":
        return indented([_summary(rule) for rule in rules.values()])
    lines = [f"{'|'.join(rule.levels):<18} {rule.id}  {rule.title}" for rule in rules.values()]
    return "\n".join([*lines, "", f"{len(rules)} rules; `driftwatch rules ID` explains one", ""])


def explained_text(rule: "Explained") -> str:
    """Explain one rule: levels, roles, why, what to do, an example."""
    lines = [
        f"{rule.id} ({', '.join(rule.levels)})",
        "",
        rule.title,
        "",
        *(f"{one + ':':<8} {', '.join(levels)}" for one, levels in rule.stricter.items()),
        f"why:     {rule.why}",
        f"do:      {rule.advice}",
        f"where:   {', '.join(rule.roles)}",
        f"oasdiff: {'has this id' if rule.is_oasdiff else 'has no such id; of what this rule finds it says nothing'}",
    ]
    lines += [f"differs: {reason}" for reason in rule.reasons]
    lines += [f"also:    {title}" for title in rule.special]
    example = _example(rule.row)
    return "\n".join([*lines, "", *([*example, ""] if example else [])])


def explained_json(rule: "Explained") -> str:
    """Explain one rule as JSON."""
    from driftwatch.model.json_values import indented
    from driftwatch.reports.json_shapes import RuleExample, RuleExplained

    row = rule.row
    short = _summary(rule)
    return indented(
        RuleExplained(
            id=short.id,
            levels=short.levels,
            title=short.title,
            oasdiff=short.oasdiff,
            why=rule.why,
            advice=rule.advice,
            places=list(rule.roles),
            deviation=next((each.deviation for each in rule.rows if each.deviation), ""),
            deviations=list(rule.reasons),
            example=RuleExample(before=_plain(row.example.before), after=_plain(row.example.after)),
        )
    )


def explain(rule_id: str, format_name: str) -> str:
    """Explain the rule with an id.

    Raises:
        UsageError: there is no such rule.
    """
    from driftwatch.rules.catalogue import explained

    rules = explained()
    if rule_id not in rules:
        meant = did_you_mean(rule_id, rules, count=3)
        raise UsageError(f"there is no rule {rule_id!r}{meant}", hint="`driftwatch rules` lists them")
    return explained_json(rules[rule_id]) if format_name == "json" else explained_text(rules[rule_id])


def _example(row: "Rule") -> list[str]:
    import msgspec

    lines: list[str] = []
    if row.example.before is row.example.after is msgspec.UNSET:
        return lines  # no documentation makes it happen
    for side, value in (("before", row.example.before), ("after", row.example.after)):
        written = "nothing" if value is msgspec.UNSET else msgspec.json.encode(value).decode()
        lines.append(f"{side + ':':<8} {written}")
    return lines


def _summary(rule: "Explained") -> "RuleSummary":
    from driftwatch.reports.json_shapes import RuleSummary

    return RuleSummary(id=rule.id, levels=list(rule.levels), title=rule.title, oasdiff=rule.is_oasdiff)


def _plain(value: "Json") -> "Json":
    from msgspec import UNSET

    return None if value is UNSET else value
