"""driftwatch probe."""

from typing import TYPE_CHECKING, Any

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import Command, form_option, output_option, source_option
from driftwatch.errors import UnfinishedError, UsageError

if TYPE_CHECKING:
    from driftwatch.model.probing import Probing
    from driftwatch.wiring import App
    from driftwatch.workflows.probe import Asked


def _choices(command: Command) -> Command:
    """Add what chooses where calls go, and which."""
    options = (
        click.option("--target", metavar="NAME|URL", help="Where to send: a URL, or a name under probe.targets."),
        click.option("--send", is_flag=True, help="Really send. Without it the plan is printed, and nothing is sent."),
        click.option(
            "--allow-production",
            "allowed",
            multiple=True,
            metavar="HOST",
            help="The host of the target, typed out; needed whenever the target is production. May be repeated.",
        ),
        click.option("--cases", default="", metavar="A,B", help="Only these cases."),
        click.option("--skip", default="", metavar="A,B", help="Leave out these cases."),
        click.option("--with", "opted", default="", metavar="A,B", help="Add opt-in cases: timeout."),
    )
    return _all(options, command)


def _budget(command: Command) -> Command:
    """Add what bounds a run."""
    count = click.IntRange(1, 10_000)
    options = (
        click.option("--max-requests", type=count, help="Calls of the run at the most; what may bill needs it."),
        click.option("--max-output-tokens", type=click.IntRange(1, 1_000_000), help="Tokens of all calls together."),
        click.option(
            "--max-seconds",
            type=click.FloatRange(0.1, 86_400),
            default=600.0,
            show_default=True,
            help="Seconds of the run at the most.",
        ),
        click.option("--poll", is_flag=True, help="Ask about a job that was created until it is done (probe.poll)."),
        click.option("--incident", default="", metavar="ID", help="Mark the observation as a re-check after it."),
        click.option("--key-file", type=click.Path(), help="Read the credential from this file."),
    )
    return _all(options, command)


def _all(options: Any, command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("contracts", nargs=-1, metavar="[CONTRACT]...")
@_choices
@_budget
@form_option("text", "markdown", "json", "junit")
@output_option
@with_app()
@source_option
def probe(
    app: "App", *, contracts: tuple[str, ...], format_name: str, output: str | None, source: str | None, **options: Any
) -> int:
    """Ask the live API, case by case, and keep what it answers beside what is documented and relied on.

    Without --send the plan is printed and nothing leaves. What may bill is sent within --max-requests only, after
    what is free. CONTRACT is a method and path as in a manifest, or the manifest's file; without one all manifests
    are probed. Of an answer its shape is kept, never a value. Exit code 1 when an answer differs from the manifest,
    3 when the run ended early or an answer did not come.

    \b
    Examples:
      driftwatch probe
      driftwatch probe "POST /v1/videos" --send --allow-production api.example.com
      driftwatch probe --send --target http://127.0.0.1:4001 --max-requests 12 --max-output-tokens 64
    """
    from driftwatch.cli.output import check_output, put, tell_problems
    from driftwatch.reports.probe_plan import PLAN_FORMATS
    from driftwatch.reports.probed import PROBED_FORMATS
    from driftwatch.workflows.documentation import Documentation
    from driftwatch.workflows.probe import planned, probed

    check_output(output)
    found = app.policies.manifests_at(())
    asked = _asked(options)
    plans = planned(app, found.manifests, contracts, asked, app.variables)
    if not options["send"]:
        put(PLAN_FORMATS[format_name](plans), output)
        return tell_problems(found.errors)
    documentation = Documentation(app, tuple(plan.manifest for plan in plans), source)
    result = probed(
        app, plans, asked, opened=app.probers(options["key_file"]), documentation=documentation, watch=app.watch
    )
    put(PROBED_FORMATS[format_name](result), output)
    return tell_problems(found.errors) or _exit_code(result)


def _asked(options: dict[str, Any]) -> "Asked":
    from driftwatch.manifests.probe.cases import Choice
    from driftwatch.redaction import looks_secret
    from driftwatch.workflows.probe import Asked

    incident = options["incident"]
    if len(incident) > 100 or not incident.isprintable() or looks_secret(incident):  # noqa: PLR2004 - of the schema
        raise UsageError("--incident is no id of 100 characters", hint="name it as your tracker does: INC-1234")
    choice = Choice(
        cases=_listed(options["cases"]),
        skip=_listed(options["skip"]),
        opted=_listed(options["opted"]),
        max_requests=options["max_requests"] or 0,
        max_output_tokens=options["max_output_tokens"] or 0,
        is_polled=options["poll"],
    )
    return Asked(
        choice=choice,
        target=options["target"],
        allow_production=options["allowed"],
        max_seconds=options["max_seconds"],
        incident=incident,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in text.split(",") if (name := each.strip())))


def _exit_code(result: "Probing") -> int:
    cases = [case for one in result.contracts for case in one.cases]
    if any(case.verdict == "differs" for case in cases):
        return 1
    is_unfinished = bool(result.stopped) or any(one.unanswered for one in result.contracts)
    return UnfinishedError.exit_code if is_unfinished else 0
