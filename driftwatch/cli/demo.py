"""driftwatch demo."""

import click

from driftwatch.errors import UsageError


@click.command()
@click.option("--out", type=click.Path(file_okay=False), help="Keep the scratch repository in this empty folder.")
@click.option("--serve", is_flag=True, help="Serve one version and its API until Ctrl-C, and do nothing else.")
@click.option("--version", default=None, metavar="DATE", help="With --serve: which version.  [default: the newest]")
@click.option(
    "--port",
    type=click.IntRange(0, 65534),
    default=8808,
    show_default=True,
    help="With --serve: port of the documentation; the API has the next one. 0 takes any that are free.",
)
def demo(*, out: str | None, serve: bool, version: str | None, port: int) -> int:
    """Watch a bundled documentation site drift through three dated versions, offline, and call its API.

    The site is served on 127.0.0.1 and captured by real runs in a scratch git repository. Its API answers there as well
    and is called with a key made up for it; in two places it does not do what is documented.

    With --serve the API takes the key in the environment variable DRIFTWATCH_DEMO_KEY.
    """
    if not serve:
        if version is not None:
            raise UsageError("--version goes with --serve", hint="the demo shows every version, one after the other")
        from driftwatch.demo.show import show

        return show(out)
    from driftwatch.demo.build import VERSIONS
    from driftwatch.demo.serve import serve as run

    if version not in {None, *VERSIONS}:
        raise UsageError(f"there is no version {version!r}", hint=f"known: {', '.join(VERSIONS)}")
    return run(version or VERSIONS[-1], port)
