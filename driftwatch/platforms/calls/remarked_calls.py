"""Paragraphs that begin with a call in a code span and say behind a sign what it does: "`GET /widgets`: All"."""

from collections.abc import Mapping, Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, Code, Paragraph, Run, Text
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import BARE_METHOD, LINE
from driftwatch.platforms.calls.call_titles import match_whole
from driftwatch.platforms.calls.named_call import NamedCall

_REMARK: Final = lazy_regex(r"\s?(?:\uff1a|[:\u2013\u2014-]\s)")
_ANSWERS: Final = ("{", "[", "HTTP/")
"""How a sample of what is returned begins."""
_LONGEST_SAMPLE: Final = 4_000


def calls_before_remarks(blocks: Sequence[Block]) -> dict[int, NamedCall]:
    """Return the calls with which such paragraphs begin, by the number of the block."""
    found = {
        number: call_before_remark(block.text) for number, block in enumerate(blocks) if isinstance(block, Paragraph)
    }
    return {number: call for number, call in found.items() if call is not None}


def call_before_remark(text: Text) -> NamedCall | None:
    """Read such a paragraph; one that sends the reader to another call documents none."""
    if len(text.runs) < 2 or not text.runs[0].code or "/" not in text.runs[0].text:  # noqa: PLR2004 - the call, a remark
        return None
    first, behind, *rest = text.runs
    if behind.code or not _REMARK.match(behind.text) or any(map(_is_call, rest)):
        return None
    return match_whole(LINE, Text((first,))) if _is_call(first) else None


def _is_call(run: Run) -> bool:
    return run.code and "/" in run.text and BARE_METHOD.match(run.text.strip().partition(" ")[0]) is not None


def are_shown(calls: Mapping[int, NamedCall], blocks: Sequence[Block]) -> bool:
    """Tell whether a sample of one of these calls, or of what it answers, stands below it and above the next one."""
    call = None
    for number, block in enumerate(blocks if calls else ()):
        call = calls.get(number, call)
        sample = block.text[:_LONGEST_SAMPLE].lstrip() if call and isinstance(block, Code) else ""
        if call and sample and (call.path in sample or sample.startswith(_ANSWERS)):
            return True
    return False
