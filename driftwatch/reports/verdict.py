"""What a report comes to, in one line: "no drift" is said only with what was looked at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import structs

from driftwatch.model.finding import Coverage, Finding, Report
from driftwatch.model.seen import SeenSums
from driftwatch.reports.grouping import counts_in_words
from driftwatch.reports.words import edits_of

_ROW: Final = "page-row-"
_SAMPLE: Final = "sample-"
_OF_MANIFESTS: Final = "manifests differ from it"
_OF_THE_API: Final = "observed of the API"
_NOT_COMPARED: Final = "descriptions and layout of specifications, values in samples"


def verdict_of(report: Report) -> str:
    """Say how many findings of each level there are, or, where no contract drifted, what was found to be as before.

    Where nobody counted what was looked at (two files are compared), that nothing differs is all that there is to say.
    What manifests breach is counted apart from drift: the capture, its commit and a pull request count drift alone.
    """
    drift = drift_of(report)
    if len(drift) == len(report.findings):
        return _verdict(report)
    breaches = [finding for finding in report.findings if finding.area == "manifest"]
    claimed = [finding for finding in breaches if not finding.is_observed]
    seen = [finding for finding in breaches if finding.is_observed]
    besides = ((_OF_MANIFESTS, claimed), (_OF_THE_API, seen))
    told = (f"{what}: {counts_in_words(found)}" for what, found in besides if found)
    return "; ".join((_verdict(structs.replace(report, findings=drift)), *told))


def drift_of(report: Report) -> tuple[Finding, ...]:
    """Return the findings that a report is about: of a comparison, those that are no breaches of manifests."""
    if report.asks == "what manifests breach":
        return report.findings
    return tuple(finding for finding in report.findings if finding.area != "manifest")


def _verdict(report: Report) -> str:
    coverage = report.coverage
    words = [finding for finding in report.findings if finding.is_about_words]
    if len(words) < len(report.findings):
        return counts_in_words(report.findings)
    return f"{_without_drift(report, words)}{_unwatched(coverage)}"


def _without_drift(report: Report, words: Sequence[Finding]) -> str:
    coverage = report.coverage
    if words:
        return f"no contract drift; {counts_in_words(words)}: {_said_otherwise(words)}"
    if coverage.seen is None:
        return counts_in_words(())
    held = _held(coverage, coverage.seen)
    if coverage.understands_nothing:
        return f"nothing of the API is understood; {held} as before"
    return f"no drift: {held} as before" if report.old.digest else f"first capture: {held}"


def watched_as_text(seen: SeenSums) -> str:
    """Say how much of the pages is watched as text: `212 rows, 3,310 sentences`."""
    return f"{counted(seen.rows, 'row')}, {counted(seen.sentences, 'sentence')}"


def understood(seen: SeenSums) -> str:
    """Say how much of what looks like facts became facts, how much is watched as text, and what is not understood."""
    known = [
        f"{used:,} of {counted(found, what)}"
        for used, found, what in (
            (seen.fields_used, seen.fields, "field row"),
            (seen.errors_used, seen.errors, "error row"),
        )
        if found
    ]
    said = [f"understood {', '.join(known)}"] if known else []
    said.append(f"watched as text {watched_as_text(seen)}")
    if seen.not_understood:
        verb = "shows" if seen.not_understood == 1 else "show"
        said.append(f"{counted(seen.not_understood, 'page')} {verb} fields of which none is understood")
    if seen.drawn:
        said.append(f"a script draws the fields of {counted(seen.drawn, 'page')}")
    return "; ".join(said)


def counted(number: int, thing: str) -> str:
    """Write a number of things: `1 row`, `3,310 rows`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _held(coverage: Coverage, seen: SeenSums) -> str:
    unread = f" ({counted(len(coverage.unseen), 'document')} unverified)" if coverage.unseen else ""
    words = f", {watched_as_text(seen)}" if seen.rows or seen.sentences else ""
    return f"{counted(coverage.facts, 'fact')}{words}{unread}"


def _unwatched(coverage: Coverage) -> str:
    """Say how many documents changed where nothing is compared: that much of "no drift" is not known."""
    if not coverage.unwatched:
        return ""
    number = len(coverage.unwatched)
    differ = "differs" if number == 1 else "differ"
    return f"; {counted(number, 'document')} {differ} where nothing is compared ({_NOT_COMPARED})"


def _said_otherwise(words: Sequence[Finding]) -> str:
    pages = {finding.sources[0].url if finding.sources else finding.field for finding in words}
    lines: Counter[str] = Counter()
    for finding in words:
        lines.update(_lines(finding))
    said = ", ".join(counted(lines[kind], kind) for kind in ("row", "sentence", "sample") if lines[kind])
    return f"{counted(len(pages), 'page')} say{'s' if len(pages) == 1 else ''} something else ({said})"


def _lines(finding: Finding) -> Mapping[str, int]:
    """Count the lines that read otherwise; where digests of words are kept, that is all that a finding holds."""
    after = finding.after
    if isinstance(after, Mapping):
        return {name.removesuffix("s"): number for name, number in after.items() if isinstance(number, int)}
    return {_kind(finding): max(len(edits_of(finding)), 1)}


def _kind(finding: Finding) -> str:
    if finding.id.startswith(_ROW):
        return "row"
    return "sample" if finding.id.startswith(_SAMPLE) else "sentence"
