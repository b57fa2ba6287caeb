"""driftwatch demo."""

import click


@click.command()
@click.option("--out", type=click.Path(file_okay=False), help="Keep the scratch repository in this empty folder.")
def demo(*, out: str | None) -> int:
    """Watch a bundled documentation site drift through three dated versions, offline.

    The site is served on 127.0.0.1 and captured by real runs in a scratch git repository.
    """
    from driftwatch.demo.show import show

    return show(out)
