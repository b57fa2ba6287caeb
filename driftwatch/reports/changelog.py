"""What changed in the documentation of a source, by date: one page that the hosting site renders, newest first.

A run adds its capture on top. The page is ours while its first line says so, and ends where it would grow too long: the
reports by date stay beside it.
"""

import posixpath
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from driftwatch.model.change import NOTICES
from driftwatch.model.finding import Finding, Report
from driftwatch.reports import safe
from driftwatch.reports.finding_facts import place_of
from driftwatch.reports.grouping import counts_in_words, groups_of
from driftwatch.reports.plain_lines import plain_lines
from driftwatch.reports.words import edits_of, plain_side

MARK: Final = "<!-- driftwatch:changelog -->"
_MOST_ENTRIES: Final = 100
_MOST_BYTES: Final = 100_000
"""Of all entries: the page is written anew with each capture that brings something."""
_ENTRY: Final = "\n## "
_END: Final = "Older changes: "
_WHOLE: Final = 8
"""Words up to which a sentence is looked for in whole; of a longer one how it begins and ends."""
_ENDS: Final = 4


def is_ours(text: str) -> bool:
    """Tell whether a page is a changelog that runs write."""
    return text.partition("\n")[0].rstrip() == MARK


def with_entry(text: str, entry: str, *, source: str) -> str:
    """Put an entry on top of a changelog, and leave out the oldest ones when there are too many.

    Args:
        text: the page so far, "" when there is none; ours.
        entry: of the newest capture.
        source: whose page it is.
    """
    body, end, _ = text.replace("\r\n", "\n").rpartition(f"\n{_END}")
    _, *older = (body if end else text).split(_ENTRY)
    kept: list[str] = []
    room = _MOST_BYTES
    for each in (entry, *(f"## {one}" for one in older[: _MOST_ENTRIES - 1])):
        room -= len(each.encode("utf-8", "replace"))
        if kept and room < 0:
            break
        kept.append(each.strip("\n"))
    head = f"{MARK}\n# What changed in the documentation of {safe.span(source)}"
    command = safe.span(f"driftwatch history --source {source}")
    return "\n\n".join((head, *kept, f"{_END}{command}, and the reports by date beside this page.\n"))


def entry_of(report: Report, *, folder: str, files: Mapping[str, str], capture: str, first: bool) -> str:
    """Tell a capture: its date, what changed, and where that is told in full.

    Args:
        report: what the capture brought.
        folder: where its reports lie, relative to the page.
        files: the name of the report file of each group, by the group's name.
        capture: the address of the capture's line, relative to the page.
        first: whether it is the first capture of the source.
    """
    groups = {id(finding): files[group.name] for group in groups_of(report) for finding in group.findings}

    def line(finding: Finding) -> str:
        links = [f"[report]({_path(folder, groups[id(finding)])})"]
        page = page_link(finding)
        links += [f"[page]({page})"] if page else []
        where = place_of(finding)
        place = f" {', '.join(where)}" if where else ""
        return f"- **{finding.level}** {safe.prose(finding.message)}{place} ({', '.join(links)})"

    day = posixpath.basename(posixpath.dirname(folder))
    counts = counts_in_words(report.findings)
    says = f"First capture: {counts}" if first else counts
    head = f"{says}. [Report]({_path(folder, 'summary.md')}), [capture]({capture})."
    lines = [each if each.startswith("- ") else f"- {each}" for each in plain_lines(report.findings, line)]
    return "\n".join((f"## {day}", "", head, "", *lines))


def page_link(finding: Finding) -> str:
    """Return the address of the page that says it, with the sentence to be shown as a text fragment; "" for none."""
    source = next(iter(finding.documents), None)
    address = safe.web_address(source.url) if source is not None else ""
    if source is None or not address:
        return ""
    fragment = _fragment(_sentence(finding), heading=source.locator.rpartition(" > ")[2])
    return f"{address}#:~:text={fragment}" if fragment else address


def _sentence(finding: Finding) -> str:
    """Return the first line that the page says now; "" where it says less, and where cells make up a line."""
    if finding.location == NOTICES:
        said = plain_side(finding.after, finding.location)
        return said if isinstance(said, str) else ""
    if finding.id.startswith("page-row"):
        return ""
    return next((edit.new for edit in edits_of(finding) if edit.new), "")


def _fragment(sentence: str, *, heading: str) -> str:
    """Write a text directive (https://wicg.github.io/scroll-to-text-fragment/): a text, or how it begins and ends."""
    words = sentence.split()
    if not words:
        return _encoded(heading.split()) if heading and not heading.startswith("#/") else ""
    if len(words) <= _WHOLE:
        return _encoded(words)
    return f"{_encoded(words[:_ENDS])},{_encoded(words[-_ENDS:])}"


def _encoded(words: Sequence[str]) -> str:
    """Encode a text so that no character of it ends the link or, as `-`, `,` and `&` do, the directive."""
    return quote(" ".join(words)[:120], safe="", errors="replace").replace("-", "%2D").replace("~", "%7E")


def _path(folder: str, name: str) -> str:
    return quote(f"{folder}/{name}")
