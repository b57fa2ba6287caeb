"""The command `driftwatch`. Commands are imported when they are called, so that --help answers at once."""

import importlib
from collections.abc import Mapping
from typing import Final

import click

from driftwatch import __version__
from driftwatch.spelling import did_you_mean

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "init": ("driftwatch.cli.init", "Write driftwatch.toml, a scheduled workflow and a folder for manifests."),
    "run": ("driftwatch.cli.run", "Capture the documentation, compare, report and commit: the scheduled job."),
    "snapshot": ("driftwatch.cli.run", "Capture the documentation only."),
    "backfill": ("driftwatch.cli.backfill", "Replay the history of a repository of docs, or of saved pages."),
    "diff": ("driftwatch.cli.diff", "Compare two captures, revisions, folders or OpenAPI files."),
    "explain": ("driftwatch.cli.explain", "Tell everything about one finding."),
    "accept": ("driftwatch.cli.accept", "Accept findings that are open, until a day."),
    "history": ("driftwatch.cli.history", "List captures and what changed, by date."),
    "blame": ("driftwatch.cli.history", "Tell since when each fact of an operation stands."),
    "operations": ("driftwatch.cli.operations", "List what is documented, now or on a day."),
    "show": ("driftwatch.cli.operations", "Show one operation as documented, now or on a day."),
    "coverage": ("driftwatch.cli.coverage", "Tell how much of each page was understood, worst first."),
    "check": ("driftwatch.cli.check", "Hold manifests against the newest snapshot."),
    "manifest": ("driftwatch.cli.manifest", "Write, lint, review and update manifests."),
    "observe": ("driftwatch.cli.observe", "Keep what the live API was seen to do: import, show and lint observations."),
    "probe": ("driftwatch.cli.probe", "Ask the live API, case by case: a plan, and with --send what comes back."),
    "triage": ("driftwatch.cli.triage", "Tell which documented failure a live answer is, and whether to try again."),
    "escalate": ("driftwatch.cli.escalate", "Write what a provider needs when the API does not do what is documented."),
    "issues": ("driftwatch.cli.issues", "Keep GitHub issues in step with the open drift."),
    "comment": ("driftwatch.cli.comment", "Say on a pull request what is open about what it touches."),
    "notify": ("driftwatch.cli.notify", "Tell webhooks, such as those of Slack, Teams and Discord, what drifted."),
    "proposal": ("driftwatch.cli.proposal", "Keep captures in one pull request until somebody accepts them."),
    "site": ("driftwatch.cli.site", "Write the history as a static site, with a feed and a badge."),
    "selftest": ("driftwatch.cli.selftest", "Prove of this installation that no credential is written."),
    "gate": ("driftwatch.cli.gate", "Go through the release checklist of each manifest."),
    "sources": ("driftwatch.cli.sources", "List the sources, also as a matrix for GitHub jobs."),
    "rules": ("driftwatch.cli.rules", "Explain the rules."),
    "doctor": ("driftwatch.cli.doctor", "Check that everything is in place, and that captures still come in."),
    "demo": ("driftwatch.cli.demo", "Watch a bundled documentation site drift, offline."),
}


class _LazyGroup(click.Group):
    """Knows its commands' names and one line of help each; imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _ = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            meant = did_you_mean(args[0], _COMMANDS)
            raise click.UsageError(f"there is no command {args[0]!r}{meant}", ctx=ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="driftwatch")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Log each document on stderr.")
@click.pass_context
def driftwatch(ctx: click.Context, *, quiet: bool, verbose: bool) -> None:
    """Git diff for somebody else's API documentation, judged by what your code depends on.

    Data goes to stdout, talk to stderr. Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage,
    configuration or manifest; 3 the documentation or repository could not be observed; 4 internal error; 130
    interrupted. With 3, 4 and 130 nothing was changed unless the message names a commit.

    \b
    Examples:
      driftwatch init https://docs.acme.example
      driftwatch run
      driftwatch diff 2026-10-01
      driftwatch diff old.yaml new.yaml --format json
    """
    ctx.obj = {"quiet": quiet, "verbose": verbose}
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
