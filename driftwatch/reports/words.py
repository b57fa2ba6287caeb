"""What pages say in other words, as lines of a diff that people read in a mail, an issue or a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.extract.words.amounts import amount_in_words
from driftwatch.model.change import NOTICES
from driftwatch.model.finding import Finding
from driftwatch.model.json_values import Json
from driftwatch.reports.safe import fenced

SHOWN: Final = 10
"""Lines that differ of which one finding shows the words; the JSON report holds all."""
_LONGEST: Final = 600
"""Characters of a line that are shown: a sentence is seldom longer."""


class WordEdit(Struct, frozen=True):
    """A line of a page before and after; None where it was not, or is not, there."""

    old: str | None
    new: str | None


def edits_of(finding: Finding) -> tuple[WordEdit, ...]:
    """Return the lines that differ, side by side; () for a finding that is not about the words of a page.

    Of a page that was written anew those of all its sections.
    """
    if not finding.is_about_words:
        return ()
    if finding.is_of_rewritten_page:
        return tuple(edit for one in finding.members for edit in edits_of(one))
    befores, afters = _lines(finding.before), _lines(finding.after)
    most = max(len(befores), len(afters))
    return tuple(
        WordEdit(befores[number] if number < len(befores) else None, afters[number] if number < len(afters) else None)
        for number in range(most)
    )


def diff_lines(finding: Finding) -> tuple[str, ...]:
    """Write the first lines that differ as a diff, and how many more do; of a page that was written anew by section."""
    if finding.is_of_rewritten_page:
        return tuple(line for one in finding.members for line in (_section(one), *diff_lines(one)))
    edits = edits_of(finding)
    more = len(edits) - SHOWN
    told = [line for edit in edits[:SHOWN] for line in _signed(edit)]
    return (*told, f"  and {more} more line{'' if more == 1 else 's'}") if more > 0 else tuple(told)


def diff_block(finding: Finding) -> str:
    """Write them as a fenced block of Markdown that nothing in them can close; "" where only digests are kept."""
    if not edits_of(finding):
        return ""
    limit = (2 * SHOWN * (_LONGEST + 2) + 200) * len(finding.single)
    return fenced("\n".join(diff_lines(finding)), limit=limit, language="diff")


_OF_DIGESTS: Final = "manifest-page-changed"
"""The finding that a page says something else than on a day; its sides are that day, and a digest."""


def whole_sides(finding: Finding) -> tuple[Json, Json]:
    """Return before and after as one text each, a line a line, for a view that marks the words that differ.

    Where only digests of words are kept there is nothing to show, and a digest of a page is nothing to read.
    """
    edits = edits_of(finding)
    if finding.id == _OF_DIGESTS:
        return finding.before, None
    if not edits and finding.is_about_words:
        return None, None
    if not edits:
        return plain_side(finding.before, finding.location), plain_side(finding.after, finding.location)
    old = "\n".join(edit.old or "" for edit in edits).strip("\n")
    new = "\n".join(edit.new or "" for edit in edits).strip("\n")
    return old or None, new or None


def plain_side(value: Json, location: str) -> Json:
    """Return a side as it is shown: of a notice its sentences, in which its amounts stand; amounts alone in words."""
    if location != NOTICES:
        return value
    if isinstance(value, list | tuple):
        return [amount_in_words(said) if isinstance(said, str) else said for said in value]
    return value.get("text") if isinstance(value, dict) else value


def _section(finding: Finding) -> str:
    """Write the section that lines stand in as the head of a part of a diff."""
    heading = finding.sources[0].locator if finding.sources else ""
    return f"@@ {_cut(heading)} @@"


def _signed(edit: WordEdit) -> Iterator[str]:
    if edit.old is not None:
        yield f"- {_cut(edit.old)}"
    if edit.new is not None:
        yield f"+ {_cut(edit.new)}"


def _cut(line: str) -> str:
    folded = " ".join(line.split())
    return folded if len(folded) <= _LONGEST else f"{folded[:_LONGEST]} ..."


def _lines(side: Json) -> Sequence[str | None]:
    if not isinstance(side, list | tuple):
        return []
    return [line if isinstance(line, str) else None for line in side]
