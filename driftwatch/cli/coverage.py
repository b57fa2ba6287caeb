"""driftwatch coverage."""

from typing import TYPE_CHECKING, Final

import click

from driftwatch.cli.command import with_app
from driftwatch.cli.options import form_option, source_option

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from driftwatch.model.seen import SeenSums
    from driftwatch.reports.json_shapes import CoveredPage
    from driftwatch.wiring import App

_GAPS: Final = 3
"""Tables and lists of a page that are shown where nobody asked for the page alone."""
_HOLLOW: Final = (
    "hardly a word stands in what is delivered; if scripts write the page, name what they read in `documents`: its "
    "Markdown, or a specification"
)

_DRAWN: Final = (
    "empty boxes are delivered in place of its fields, which a script draws; name what that reads in `documents`: a "
    "specification, the page's `.md` twin, or watch the repository that it is built from"
)


@click.command()
@click.argument("page", required=False)
@with_app(silent=True)
@source_option
@form_option("text", "json")
def coverage(app: "App", *, page: str | None, source: str | None, format_name: str) -> int:
    """Tell how much of each page was understood, and what was not; PAGE is its place or address.

    What looks like fields or failures and became no fact is watched as text all the same: its change is told in words,
    and never breaking. The pages of which the least was understood come first.

    \b
    Examples:
      driftwatch coverage
      driftwatch coverage guides/webhooks
      driftwatch coverage --format json
    """
    from driftwatch.config.sources import allowed_hosts, published_by
    from driftwatch.errors import UsageError
    from driftwatch.history.captures import snapshot_in_folder
    from driftwatch.model.json_values import indented
    from driftwatch.workflows.coverage import besides, covered_pages

    name, config = app.workspace.source(source)
    snapshot = snapshot_in_folder(app.workspace.snapshots(name), label="the newest snapshot")
    if snapshot is None:
        raise UsageError("there is no snapshot yet", hint="run `driftwatch run` first")
    found = covered_pages(snapshot.published(published_by(config)), page)
    if format_name == "json":
        click.echo(indented(list(found)), nl=False)
        return 0
    if page is None and (told := besides(snapshot, content=config.content)):
        click.echo(f"{name}: {told}")
    for line in _lines(name, found, allowed_hosts(config), alone=page is not None) if found or page else ():
        click.echo(line)
    return 0


def _lines(name: str, found: "Sequence[CoveredPage]", hosts: "Container[str]", *, alone: bool) -> "Iterator[str]":
    from driftwatch.reports.verdict import understood

    yield f"{name}: {_count(len(found), 'page')}; {understood(_sums(found))}"
    lacking = [one for one in found if alone or _lacks(one)]
    for one in lacking:
        yield from _page(one, hosts, alone=alone)
    if len(lacking) < len(found):
        rest = _count(len(found) - len(lacking), "page")
        shows = any(one.fields or one.errors for one in found if not _lacks(one))
        says = (
            "all that looks like fields or failures became facts" if shows else "nothing looks like fields or failures"
        )
        yield f"{rest}{' more' if lacking else ''}: {says}"


def _sums(found: "Sequence[CoveredPage]") -> "SeenSums":
    from driftwatch.model.seen import SeenSums

    return SeenSums(
        fields=sum(one.fields for one in found),
        fields_used=sum(one.fields_used for one in found),
        errors=sum(one.errors for one in found),
        errors_used=sum(one.errors_used for one in found),
        not_understood=sum(1 for one in found if one.fields and not one.fields_used and not one.drawn),
        drawn=sum(1 for one in found if one.drawn),
        rows=sum(one.rows for one in found),
        sentences=sum(one.sentences for one in found),
    )


def _lacks(page: "CoveredPage") -> bool:
    is_used = page.fields_used == page.fields and page.errors_used == page.errors
    return not is_used or page.hollow or bool(page.drawn or page.specifications)


def _page(page: "CoveredPage", hosts: "Container[str]", *, alone: bool) -> "Iterator[str]":
    from driftwatch.reports.safe import one_line

    said = [
        f"{used:,} of {_count(count, what)}"
        for used, count, what in (
            (page.fields_used, page.fields, "field row"),
            (page.errors_used, page.errors, "error row"),
        )
        if count
    ]
    yield f"\n{one_line(page.page)}  {', '.join(said)}".rstrip() + f"  {one_line(page.url, limit=300)}"
    shown = page.gaps if alone else page.gaps[:_GAPS]
    for gap in shown:
        words = one_line(gap.words, limit=80)
        yield f"  {one_line(gap.heading, limit=120)}: {_count(gap.count, 'row')}, the first: {words}"
        yield f"    {gap.why}"
    if len(page.gaps) > len(shown):
        yield f"  and {_count(len(page.gaps) - len(shown), 'more table or list', 'more tables or lists')}"
    if page.hollow:
        yield f"  {_HOLLOW}"
    if page.drawn:
        yield f"  {_DRAWN}"
    for url in page.specifications:
        yield f"  links to {one_line(url, limit=300)}, which is not read: {_to_add(url, hosts)}"


def _to_add(url: str, hosts: "Container[str]") -> str:
    from driftwatch.model.reading import host_of

    if url.startswith("file:"):
        return "if the repository has it, name it in `paths`"
    host = host_of(url)
    return "add it to `documents`" if host in hosts else f'add "{host}" to `hosts`, and it to `documents`'


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
