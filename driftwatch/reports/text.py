"""A report as text for a terminal, plain or with colours.

It is what `driftwatch diff` prints, and made without a template: to load Jinja2 and compile one took a third of a small
diff.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from driftwatch.model.finding import Report
from driftwatch.model.source import Source
from driftwatch.reports.pointers import line_in
from driftwatch.reports.safe import one_line
from driftwatch.reports.telling import Chapter, Telling, chapters_of
from driftwatch.reports.verdict import drift_of, verdict_of

_COLOURS: Final = {"breaking": "31;1", "warning": "33", "info": "36", "dim": "2", "bold": "1"}
_MOST_USES: Final = 5
_MOST_LISTED: Final = 20
_MESSAGE: Final = 2_000
"""Characters of a message, which names each of several things that are new."""


def text(report: Report) -> str:
    """Write a report as plain text."""
    return _written(report, {})


def coloured(report: Report) -> str:
    """Write a report as text with colours for a terminal."""
    return _written(report, _COLOURS)


def _written(report: Report, colours: Mapping[str, str]) -> str:
    return "\n".join(_Writer(colours).lines(report)).rstrip("\n") + "\n"


class _Writer:
    def __init__(self, colours: Mapping[str, str]) -> None:
        self._colours = colours

    def _paint(self, value: str, style: str) -> str:
        return f"\x1b[{self._colours[style]}m{value}\x1b[0m" if style in self._colours else value

    def lines(self, report: Report) -> Iterator[str]:
        chapters = chapters_of(report)
        old, new = one_line(report.old.label), one_line(report.new.label)
        yield f"{self._paint(one_line(report.source), 'bold')}: {old} -> {new}"
        above = ""
        for chapter in chapters:
            if chapter.level != above:
                yield ""
                above = chapter.level
            yield from self._chapter(chapter)
        unseen = report.coverage.unseen[:_MOST_LISTED]
        if unseen:
            yield ""
        for url, reason in unseen:
            yield f"unseen: {one_line(url, limit=300)} ({one_line(reason)}): facts carried over, unverified"
        for suppression in report.unused_suppressions[:_MOST_LISTED]:
            yield f"accepts nothing any more: {one_line(suppression.where)}"
        if chapters:
            yield ""
        yield _end(report)

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        advice = self._paint(f": {one_line(chapter.advice, limit=400)}", "dim") if chapter.level != "info" else ""
        yield f"{self._paint(f'{chapter.level:8}', chapter.level)}  {self._paint(chapter.id, 'bold')}{advice}"
        above = ""
        for telling in chapter.tellings:
            cited = telling.cited if chapter.level != "info" else ()
            yield from self._telling(telling, "".join(f"  {self._source(one)}" for one in cited if _is_line(one)))
            for source in cited:
                is_observed = source.stated_by == "observation"
                if is_observed or (source.url != above and not _is_line(source)):
                    above = above if is_observed else source.url
                    yield f"    {self._source(source)}"

    def _telling(self, telling: Telling, at: str) -> Iterator[str]:
        subject = f"{one_line(telling.subject)}: " if telling.subject else ""
        said = one_line(telling.message, limit=_MESSAGE)
        yield f"  {subject}{said}{at}  {self._paint(telling.fingerprint, 'dim')}"
        for line in telling.edits:
            yield f"    {self._paint(one_line(line, limit=620), 'dim')}"
        for use in telling.uses[:_MOST_USES]:
            owner = f", {one_line(use.owner)}" if use.owner else ""
            claim = f"{one_line(use.manifest)}: {one_line(use.claim)} ({one_line(use.file)}:{use.line}{owner})"
            yield f"    {self._paint('affects', 'bold')} {claim}"

    def _source(self, source: Source) -> str:
        """Say where to look: at the end of a finding, if that is a line of a file; else in a line of its own.

        A page is named once, until another one is, and all that was observed.
        """
        verb = self._paint("observed" if source.stated_by == "observation" else "see", "dim")
        line = line_in(source)
        locator = f":{line}" if line else f" {one_line(source.locator)}" if source.locator else ""
        return f"{verb} {one_line(source.url, limit=300)}{locator}"


def _is_line(source: Source) -> bool:
    return source.stated_by != "observation" and line_in(source) > 0


def _end(report: Report) -> str:
    count = len(report.findings)
    # "10 findings: no drift" is a riddle: that manifests breach something is said with its own number behind it.
    is_counted = drift_of(report) if count else not report.coverage.seen
    findings = f"{count} finding{'' if count == 1 else 's'}: " if is_counted else ""
    suppressed = f" ({len(report.suppressed)} suppressed)" if report.suppressed else ""
    return f"{findings}{verdict_of(report)}{suppressed}"
