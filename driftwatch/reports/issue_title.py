"""Findings in one line each: the title of an issue, and what a comment on one says.

A title has no code in which text from outside would be inert: of names, it shows those that nothing is made of.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from driftwatch.model.finding import Finding
from driftwatch.model.text import is_of_front_matter
from driftwatch.patterns import lazy_regex
from driftwatch.reports import safe
from driftwatch.reports.telling import subject_of
from driftwatch.reports.words import edits_of

_TITLE: Final = lazy_regex(r"(?:[A-Za-z0-9/_{}.:, ()+…·%;*\"'=?\u2013\u2014\u2018\u2019\u201c\u201d\u2192-]|\[\])*")
_REFERENCE: Final = lazy_regex(r"(?i)://|www\.|:[a-z0-9_+-]+:|\bgh-\d|\b[0-9a-f]{40}\b")
_ADDRESS: Final = lazy_regex(r"(?i)https?://(?:www\.)?(?=.)")
_OPERATION: Final = lazy_regex(r"[A-Z]{3,7} /\S*")
_LONGEST: Final = 120
"""Characters of a title before the count of what else there is, where nothing is lost by it."""
_MOST_SAID: Final = 160
"""Characters of the change itself: what became of a field stands at the end, behind long names."""
_LONGEST_NAME: Final = 80
_FEWEST_WORDS: Final = 3
"""Words of a sentence that say something without the rest of it."""
_LONGEST_PLACE: Final = 60
_LONGEST_OWNER: Final = 40
_LINES: Final = 10
_STEP: Final = " > "
_STEP_SHOWN: Final = " / "
_SENTENCES: Final = "page-text-"
"""In ids of what differs in sentences alone: front matter is kept as lines with a key."""
_POINTS: Final = (".", "!", "?")
_HIDDEN: Final = "…"


def is_inert(text: str) -> bool:
    """Tell whether GitHub makes nothing of a text in a title: no emoji, address or reference."""
    return 0 < len(text) <= _LONGEST and _made_of_nothing(text)


def title_of(findings: Sequence[Finding], *, owner: str) -> str:
    """Say the worst of an issue's findings, and how many more there are; "" when too little of it may be shown.

    Args:
        findings: worst first, at least one.
        owner: whom it affects, "" when the issue is nobody's.
    """
    worst = findings[0]
    # What holds elsewhere as well is said by a number: the title is of the first of what is told together.
    said = _cut(_bare(worst.single[0]).rstrip(".").removesuffix(f": {_HIDDEN}"), _MOST_SAID)
    where = _where(worst, said)
    if said.startswith(_HIDDEN) or where is None:
        return ""
    more = f" (+{len(findings) - 1})" if len(findings) > 1 else ""
    whom = f" ({owner})" if len(owner) <= _LONGEST_OWNER and is_inert(owner) else ""
    title = f"{said}{where}{more}{whom}"
    return title if _made_of_nothing(title) else ""


def is_of_the_head(finding: Finding) -> bool:
    """Tell whether only headings, and what a page says of itself to lists of pages, differ: no title for an issue."""
    if finding.field or not (edits := edits_of(finding)):
        return False
    has_keys = not finding.id.startswith(_SENTENCES)
    headings = {source.locator.rpartition(_STEP)[2] for source in finding.sources}
    return all(
        line is None or (has_keys and is_of_front_matter(line)) or line in headings or edit.new in headings
        for edit in edits
        for line in (edit.old, edit.new)
    )


def line_of(finding: Finding) -> str:
    """Write a finding as one line of Markdown, with everything from outside in code."""
    named = bool(finding.operations) and f"`{finding.first_operation}`" in finding.message
    where = "" if named else f"{safe.span(subject_of(finding))}: "
    return f"{where}{safe.prose(finding.message)} ({finding.level})"


def listed(lines: Iterable[str]) -> str:
    """Write lines as a list: at most ten, then how many more there are."""
    lines = tuple(lines)
    more = len(lines) - _LINES
    rest = [f"- and {more} more"] if more > 0 else []
    return "\n".join([*(f"- {line}" for line in lines[:_LINES]), *rest])


def _where(finding: Finding, said: str) -> str | None:
    """Name the operation, unless that is said already, and count the others; None when nothing of it may be shown."""
    if not finding.first_operation:
        return ""
    first = _place(finding.first_operation)
    others = len(finding.operations) - 1
    more = f" and {others} more operation{'' if others == 1 else 's'}" if others else ""
    if first and first in said:
        return f",{more}" if more else ""
    if first and len(said) + len(first) + len(more) + 2 <= _LONGEST:
        return f": {first}{more}"
    if others:
        return f": {others + 1} operations"
    return f": {_end_of(first)}" if first else None


def _place(operation: str) -> str:
    """Write an operation with the parts of its path that are harmless; "" when none are, and for what is no path."""
    method, blank, path = operation.partition(" ")
    if " " in path or "//" in path:
        return ""
    shown = "/".join(part if not part or is_inert(part) else _HIDDEN for part in path.split("/"))
    place = f"{method}{blank}{shown}"
    return place if shown.strip(f"/{_HIDDEN}") and is_inert(place) else ""


def _end_of(place: str) -> str:
    """Leave out the beginning of a long path."""
    method, _, path = place.partition(" ")
    while len(path) > _LONGEST_PLACE and "/" in path.strip(f"/{_HIDDEN}"):
        path = f"{_HIDDEN}/{path.strip(f'/{_HIDDEN}').partition('/')[2]}"
    return f"{method} {path}" if len(path) <= _LONGEST_PLACE else f"{method} {path[:_LONGEST_PLACE]}{_HIDDEN}"


def _made_of_nothing(text: str) -> bool:
    return _TITLE.fullmatch(text) is not None and _REFERENCE.search(text) is None


def _bare(finding: Finding) -> str:
    """Write a message of ours without backticks; what is not harmless of the names in it is left out."""
    message = finding.message
    # Of a section the headings down to it are said, whose sign is none for a title.
    headings = tuple(f"{_STEP}{source.locator.rpartition(_STEP)[2]}" for source in finding.sources if source.locator)
    names = {
        part: _name(part.replace(_STEP, _STEP_SHOWN) if part.endswith(headings) else part)
        for part, is_name in safe.spans(message)
        if is_name
    }
    shared = {
        shown for shown, count in Counter(names.values()).items() if count > 1
    }  # before and after alike say nothing
    shown = {part: _HIDDEN if name in shared else name for part, name in names.items()}
    said = "".join(_set_apart(shown[part]) if is_name else _plain(part) for part, is_name in safe.spans(message))
    return " ".join(said.split())


def _set_apart(name: str) -> str:
    """Put a whole sentence between quotation marks: its point would end what is said of it."""
    return f'"{name}"' if " " in name and name.endswith(_POINTS) and '"' not in name else name


def _name(name: str) -> str:
    """Show a harmless name; of a sentence how it begins, of an address what follows the scheme, of a path what is."""
    shown = _ADDRESS.sub("", name, count=1) if _ADDRESS.match(name) else name
    sentence = " " in shown and len(shown) > _LONGEST_NAME
    shown = _cut(shown[: _LONGEST_NAME + 1], _LONGEST_NAME) if sentence else shown
    if len(shown) <= _LONGEST_NAME + 1 and is_inert(shown):
        return shown
    return (_OPERATION.fullmatch(name) and len(name) <= _LONGEST and _place(name)) or _beginning(shown) or _HIDDEN


def _beginning(sentence: str) -> str:
    """Show a sentence up to its first word that is not harmless; "" where that leaves next to nothing."""
    words: list[str] = []
    for word in sentence[: _LONGEST_NAME + 1].split():
        if not is_inert(" ".join((*words, word))):
            break
        words.append(word)
    return f"{' '.join(words).rstrip(' ,;:(')}{_HIDDEN}" if len(words) >= _FEWEST_WORDS else ""


def _plain(text: str) -> str:
    """Write words of ours; the few characters in them that a title does not have become blanks."""
    return "".join(letter if _TITLE.fullmatch(letter) else " " for letter in text)


def _cut(text: str, room: int) -> str:
    """Cut a text at a word."""
    if len(text) <= room:
        return text
    whole = text[: max(room, 0)].rpartition(" ")[0] or text[: max(room, 0)]
    return f"{whole.rstrip(' ,;:(')}{_HIDDEN}"
