"""driftwatch rules."""

import click


@click.command()
@click.argument("rule_id", metavar="[ID]", required=False)
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text", show_default=True)
def rules(*, rule_id: str | None, format_name: str) -> int:
    """List the rules, or explain one: why it matters, what to do, and an example.

    \b
    Examples:
      driftwatch rules
      driftwatch rules request-property-became-required
    """
    from driftwatch.cli.rules_text import explain, listed

    click.echo(explain(rule_id, format_name) if rule_id else listed(format_name), nl=False)
    return 0
