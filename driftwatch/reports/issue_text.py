"""The text of an issue: what changed, whom it affects, since when, where it is documented, what to do, how to answer.

Read on a phone and in a mail client: lists and no wide tables, nothing said twice, and no hex without its words.
"""

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from driftwatch.model.finding import LEVELS
from driftwatch.model.open_finding import OpenFinding
from driftwatch.reports import safe
from driftwatch.reports.finding_facts import Around, Naming, row_of
from driftwatch.reports.grouping import counts_in_words
from driftwatch.reports.issue_body import BODY_LIMIT
from driftwatch.reports.templated import issue_end, issue_part

_MARKERS: Final = 21_000
"""Characters kept free for the marker and for what people write."""
_MOST_FILES: Final = 5
_MOST_QUIET: Final = 30
"""Findings for information that an issue lists; the full report has all."""


def _no_address(_: str) -> str:
    return ""


class Beside(Struct, frozen=True, kw_only=True):
    """What is known of the findings of a source besides."""

    address: Callable[[str], str] = _no_address
    """The web address of a commit, "" when there is none."""
    code: Mapping[str, Naming] = {}
    """Lines of the team's code that name what changed, by fingerprint."""
    links: Mapping[str, str] = {}
    """Web addresses of files of the repository, by path."""
    home: str = ""
    """The folder in the repository that names of manifest files are relative to."""
    moved: Mapping[str, str] = {}
    """Where documents are by now that had another address; "" for those that are gone."""
    specifications: frozenset[str] = frozenset()
    """URLs of documents in which a JSON pointer finds an operation."""


class _References:
    """Links by a short label, with their addresses at the end: as plain text in a mail, sentences stay readable."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._labels: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._labels)

    def line(self, name: str, path: str, number: int) -> str:
        """Link a name to a line of a file of the repository."""
        address = safe.web_address(self._beside.links.get(path, ""))
        return self._to(name, f"{address}#L{number}") if address else name

    def commit(self, name: str, commit: str) -> str:
        """Link a name to a commit."""
        address = safe.web_address(self._beside.address(commit))
        return self._to(name, address) if address else name

    def around(self, each: OpenFinding, *, since: str, is_named: bool) -> Around:
        """Return what is known of a finding besides."""
        return Around(
            since=since,
            code=self._beside.code.get(each.finding.fingerprint, Naming()),
            link=self.line,
            home=self._beside.home,
            moved=self._beside.moved,
            specifications=self._beside.specifications,
            is_named=is_named,
        )

    def cut(self, count: int) -> None:
        """Forget all but the first addresses: what had the others is not shown."""
        self._labels = dict(list(self._labels.items())[:count])

    @property
    def definitions(self) -> str:
        """The addresses, a line each."""
        return "".join(f"[{label}]: {address}\n" for address, label in self._labels.items())

    def _to(self, name: str, address: str) -> str:
        return f"[{name}][{self._labels.setdefault(address, f'd{len(self._labels) + 1}')}]"


def text_of(
    found: Sequence[OpenFinding],
    *,
    owner: str,
    beside: Beside,
    mentions: Sequence[str],
    is_nobodys: bool,
    answers: bool,
    asks: bool,
) -> str:
    """Write the region of a body that is ours; what is too long is shortened between findings.

    Args:
        found: what is open, worst first; at least one.
        owner: whose issue it is, "" for nobody's.
        beside: what is known besides.
        mentions: whom it calls.
        is_nobodys: no manifest relies on what it tells.
        answers: whether commands in comments are carried out.
        asks: whether there is no manifest of the source yet, and one is asked for.
    """
    found = sorted(found, key=lambda each: LEVELS.index(each.finding.level))
    newest = max(found, key=lambda each: each.new.date)
    single = len(found) == 1
    links = _References(beside)
    loud = [each for each in found if each.finding.level != "info"]
    sinces = {_since(each, links) for each in loud or found}
    together = sinces.pop() if len(sinces) == 1 else ""
    if not together:
        links.cut(0)
    end = issue_end(
        files=_files(found, owner),
        fingerprint=found[0].finding.fingerprint,
        is_alone=single,
        report=links.commit("the commit of the capture", newest.commit),
        answers=answers,
        asks=asks,
    )
    head = [" ".join(f"@{each}" for each in mentions)]
    head.append("No manifest relies on what this issue tells." if is_nobodys else "")
    head.append(_summary(found, together))
    start = "".join(f"{line}\n\n" for line in head if line)
    room = BODY_LIMIT - _MARKERS - len(start) - len(links.definitions) - len(end) - 100
    written = _findings(found, links, room, says_since=not together, is_named=not single)
    return f"{start}{written}\n{end}\n{links.definitions}"


def _summary(found: Sequence[OpenFinding], since: str) -> str:
    """Count what there is, and say since when; one finding alone is not counted."""
    counts = counts_in_words(each.finding for each in found) if len(found) > 1 else ""
    said = ", ".join(filter(None, (counts, f"since {since}" if since else "")))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _findings(found: Sequence[OpenFinding], links: _References, room: int, *, says_since: bool, is_named: bool) -> str:
    """Write as many findings as there is room for: those above info in full, the others in a line each."""
    loud = [each for each in found if each.finding.level != "info"]
    quiet = [each for each in found if each.finding.level == "info"]
    parts: list[str] = []
    advice = ""
    for each in loud:
        before, known = len(links), len(links.definitions)
        around = links.around(each, since=_since(each, links) if says_since else "", is_named=is_named)
        part = issue_part(each.finding, structs.replace(around, is_advised=each.finding.advice != advice))
        room -= len(part) + 1 + len(links.definitions) - known
        if room < 0:
            links.cut(before)
            break
        advice = each.finding.advice
        parts.append(part)
    left_out = len(loud) - len(parts)
    if quiet and not left_out:
        rows, left_out = _quiet(quiet, room, is_named=is_named, is_folded=bool(loud))
        parts.append(rows)
    else:
        left_out += len(quiet)
    if left_out:
        parts.append(f"{left_out} more finding{' is' if left_out == 1 else 's are'} in the full report.\n")
    return "\n".join(parts)


def _quiet(quiet: Sequence[OpenFinding], room: int, *, is_named: bool, is_folded: bool) -> tuple[str, int]:
    """Write the findings for information, and count those that are left out."""
    lines: list[str] = []
    for each in quiet[:_MOST_QUIET]:
        line = f"- {row_of(each.finding, Around(is_named=is_named))}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    rows = "\n".join(lines)
    if is_folded:
        rows = f"<details>\n<summary>{len(quiet)} for information</summary>\n\n{rows}\n\n</details>"
    return f"{rows}\n", len(quiet) - len(lines)


def _since(each: OpenFinding, links: _References) -> str:
    """Say between which captures it came; a breach stands whenever the manifest was written."""
    if each.finding.area == "manifest":
        return ""
    day, before = each.new.date or each.new.label, each.old.date or each.old.label
    if day == before:  # two captures of one day: their labels name the commits
        day, before = each.new.label, each.old.label
    return f"{links.commit(safe.span(day), each.commit)}, not yet in the capture of {safe.span(before)}"


def _files(found: Sequence[OpenFinding], owner: str) -> str:
    """Name the manifests that should be reviewed, for a shell."""
    uses = (use for each in found for use in each.finding.impact.uses)
    files = sorted({use.file for use in uses if not owner or use.owner == owner})
    return " ".join(shlex.quote(file) for file in files[:_MOST_FILES])
