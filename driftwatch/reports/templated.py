"""Reports made of templates: Markdown for people and issues, pages of the site. The only door to Jinja2.

Templates hold layout; every value from outside passes through a filter of driftwatch.reports.safe.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from driftwatch.model.finding import LEVELS, Finding, Report, counted
from driftwatch.patterns import lazy_regex
from driftwatch.reports import safe
from driftwatch.reports.finding_facts import Around, also_of, facts_of, heading_of, row_of
from driftwatch.reports.grouping import Group, counts_in_words, groups_of
from driftwatch.reports.names import anchor, owners_of
from driftwatch.reports.pointers import pointer_of
from driftwatch.reports.side_words import absent_in_words, side_in_words
from driftwatch.reports.sides import Sides, is_high, sides_of
from driftwatch.reports.telling import subject_of
from driftwatch.reports.verdict import understood, verdict_of
from driftwatch.reports.words import diff_block, whole_sides

if TYPE_CHECKING:
    from jinja2 import Environment, PackageLoader


def markdown(report: Report) -> str:
    """Write a whole report as Markdown: the summary, then each group."""
    return _render("report.md.j2", report=report, groups=groups_of(report))


def summary(report: Report, links: Mapping[str, str]) -> str:
    """Write the summary of a run as Markdown; `links` are paths of the group reports by group name."""
    return _render("summary.md.j2", report=report, groups=groups_of(report), links=links)


def group_body(report: Report, group: Group) -> str:
    """Write one group as Markdown: a report of its own."""
    return _render("group.md.j2", report=report, group=group)


def issue_part(finding: Finding, around: Around) -> str:
    """Write one finding as Markdown for an issue, with what is known of it besides."""
    return _render("issue.md.j2", finding=finding, around=around)


def issue_end(*, files: str, fingerprint: str, is_alone: bool, report: str, answers: bool, asks: bool) -> str:
    """Write the end of an issue: how to settle it.

    Args:
        files: the manifests to review, as arguments of a shell command; "" when none is affected.
        fingerprint: of the finding that could be accepted.
        is_alone: whether the issue tells no other one.
        report: where the full report is, in Markdown of ours.
        answers: whether commands in comments are carried out.
        asks: whether there is no manifest of the source yet, and one is asked for.
    """
    return _render(
        "settle.md.j2",
        files=files,
        fingerprint=fingerprint,
        is_alone=is_alone,
        report=report,
        answers=answers,
        asks=asks,
    )


def page(template: str, **values: Any) -> str:
    """Fill in a template of the site: HTML or XML, in which every value is escaped."""
    return _escaping().get_template(f"site/{template}").render(**values).strip("\n") + "\n"


def asset(name: str) -> str:
    """Return a file of the site that is served as it is."""
    return _loader().get_source(_escaping(), f"site/{name}")[0]


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values).rstrip("\n") + "\n"


@cache
def _loader() -> "PackageLoader":
    from jinja2 import PackageLoader  # noqa: PLC0415 - a tenth of the start of commands that write no report

    return PackageLoader("driftwatch.reports")


def _empty(**options: Any) -> "Environment":
    """Make an environment without filters; a name that a template misspells is an error."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - as above

    return Environment(  # noqa: S701 - `options` says whether it escapes
        loader=_loader(), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options
    )


@cache
def _environment() -> "Environment":
    # Nothing is escaped: no HTML is made here, and the filters below make text inert.
    environment = _empty(autoescape=False, keep_trailing_newline=True)
    environment.filters |= {
        "code": safe.code,
        "span": safe.span,
        "shown": safe.shown,
        "prose": safe.prose,
        "link": safe.link,
        "fenced": safe.fenced,
        "one_line": safe.one_line,
        "visible": safe.visible,
        "counts": counts_in_words,
        "verdict": verdict_of,
        "understood": understood,
        "where": _where,
        "subject": subject_of,
        "diff_block": diff_block,
        "heading": heading_of,
        "also": also_of,
        "facts": facts_of,
        "row": row_of,
    }
    environment.globals |= {"LEVELS": LEVELS, "under": _under}
    return environment


@cache
def _escaping() -> "Environment":
    environment = _empty(autoescape=True, finalize=_readable)
    environment.filters |= {
        "spans": _spans,
        "web": safe.web_address,
        "one_line": safe.one_line,
        "counts": counts_in_words,
        "where": _where,
        "subject": subject_of,
        "sides": _sides,
        "absent": _absent,
        "pointer": pointer_of,
    }
    environment.globals |= {"LEVELS": LEVELS, "anchor": anchor, "owners_of": owners_of, "counted": counted}
    environment.globals["is_high"] = is_high
    return environment


def _readable(value: Any) -> Any:
    """Spell out characters that cannot be seen or that reorder text, in every value that a page shows."""
    return safe.visible(value) if type(value) is str else value


def _under(heading: str) -> Around:
    """Say what stands above a finding, so that it is not told twice."""
    return Around(heading=heading)


def _sides(finding: Any) -> Sides | None:
    """Set both sides of a finding side by side; of the words of a page, those that differ are marked."""
    return sides_of(*(side_in_words(finding.id, side) for side in whole_sides(finding)))


def _absent(finding: Any) -> str:
    """Say what a side is that states nothing."""
    return absent_in_words(finding.id)


_ENDS_TWICE: Final = lazy_regex(r"([.!?]`)\.")


def _spans(message: str) -> tuple[tuple[str, bool], ...]:
    """Part a message; where no backtick is shown, the point of a quoted sentence ends ours, too."""
    return safe.spans(_ENDS_TWICE.sub(r"\1", message))


def _where(finding: Any) -> str:
    """Say where in its operation a finding stands: `response 200 application/json`."""
    steps = [finding.location.replace(".", " "), finding.status or "", finding.media_type or ""]
    return safe.one_line(" ".join(step for step in steps if step))
