"""Failures that stand behind what leads to them: "A full box returns **409 Conflict**", "no token -> `401`"."""

from collections.abc import Iterator
from typing import Final

from driftwatch.extract.blocks import List, Paragraph, Section, Text
from driftwatch.extract.error_tables import begins_with_failure
from driftwatch.extract.wording import tidy
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule
from driftwatch.patterns import lazy_regex

_PIECES: Final = lazy_regex(r"\s?;\s|(?<=[a-z*`)])\.\s(?=[A-Z`*])")
"""What parts the cases of one item: "no token -> `401`; another role -> `403`"."""
_OUTCOME: Final = lazy_regex(
    r"(?:\[[ x]\]\s)?(?P<case>[^\s:/].{2,120}?)\s?"
    r"(?:\b(?:returns?|gives?|yields?|produces?|results?\sin|(?:responds?|answers?|fails?)\swith"
    r"|(?:is|are)\s(?:rejected|refused|answered)\swith)\s(?:an?\s)?|(?:->|=>|\u2192)\s?)"
    r"(?:HTTP\s)?(?P<status>[45]\d\d)(?:\s[A-Z][A-Za-z' -]{2,40})?(?:\s(?:with|and)\s[^.]{1,80})?\.?$"
)
_OTHERWISE: Final = lazy_regex(
    rf"/\w|\b(?:{'|'.join(address.METHODS).upper()})\b|\b(?:not|never|must|should|may|might|previously|instead|that|which)$"
    r"|n't$"
)
"""What says of a case that it is that of one call, or that it is none: "does not", "must"."""
_SIGNS: Final = ("40", "41", "42", "50")
_LONGEST: Final = 600
_MOST: Final = 100
_FEW_WORDS: Final = 3


def outcomes_of(text: Text) -> Iterator[tuple[str, str]]:
    """Yield the statuses of failures that an item names at the end of a case, apart as code or in bold, and the cases.

    >>> from driftwatch.extract.blocks import Run
    >>> list(outcomes_of(Text((Run("A full box returns "), Run("409 Conflict", strong=True)))))
    [('409', 'A full box')]
    """
    apart = [run.text.strip() for run in text.runs if run.code or run.strong]
    if len(text.plain) > _LONGEST or not any(said.startswith(_SIGNS) for said in apart):
        return
    for piece in _PIECES.split(tidy(text.plain)):
        match = _OUTCOME.match(piece)
        if match is None or not begins_with_failure(match["status"]) or _OTHERWISE.search(match["case"]):
            continue
        if any(said.startswith(match["status"]) for said in apart):
            yield match["status"], match["case"].strip(" *`,-\u2013\u2014")


def outcome_rules(section: Section, *, is_of_errors: bool) -> Iterator[ErrorRule]:
    """Yield a rule for each failure that a list of a section names so, of which one may be an accident.

    Below a heading of few words that is about failures one is enough, in a sentence as well.
    """
    is_told = is_of_errors and section.title.count(" ") < _FEW_WORDS
    for block in section.blocks:
        texts = [item.text for item in block.items[:_MOST]] if isinstance(block, List) else []
        texts += [block.text] if is_told and isinstance(block, Paragraph) else []
        found = [each for text in texts for each in outcomes_of(text)] if texts else []
        for status, case in found if is_told or len(found) > 1 else ():
            yield ErrorRule(
                at=address.join("error-rule", status),
                signal=status,
                status=int(status),
                meaning=case,
                stated_by="prose",
                locator=tidy(section.title),
            )
