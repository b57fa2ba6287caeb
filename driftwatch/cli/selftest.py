"""driftwatch selftest."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import output_option

if TYPE_CHECKING:
    from driftwatch.wiring import App


@click.group()
def selftest() -> None:
    """Prove of this installation what it promises."""


@selftest.command()
@output_option
@with_app()
def redaction(app: "App", *, output: str | None) -> int:
    """Prove that no credential is written: a hostile server on this machine repeats one, and all output is searched.

    A random credential is planted, everything that writes is run on the answers, and every byte that was printed or
    written is searched for any part of it, in any coding. The dated result in JSON is what `driftwatch gate` asks for.
    Exit code 1 when a part was found.

    \b
    Examples:
      driftwatch selftest redaction
      driftwatch selftest redaction --output observations/selftest-redaction.json
    """
    import msgspec

    from driftwatch.cli.output import check_output, put, tell
    from driftwatch.cli.program import failed, ran
    from driftwatch.testing.hostile import BEHAVIOURS
    from driftwatch.testing.selftest import RedactionTest, Shell
    from driftwatch.workflows.observations import stamp

    if output is not None and Path(output).resolve() == app.workspace.selftest.resolve():
        app.workspace.observations.mkdir(parents=True, exist_ok=True)
    check_output(output)
    app.talk.started("attacks", len(BEHAVIOURS))
    found = RedactionTest(Shell(run=ran, fail=failed)).result(at=stamp(app.clock), told=lambda _: app.talk.step(""))
    app.talk.finished()
    put(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n", output)
    for leak in found.leaks:
        tell(leak, err=True)
    return int(found.verdict == "fail")
