"""Failures that stand behind what leads to them: "A full box returns **409 Conflict**", "no token -> `401`"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.failures.error_tables import begins_with_failure, counts_something
from driftwatch.extract.text.blocks import List, Paragraph, Section, Text
from driftwatch.extract.words import error_words
from driftwatch.extract.words.release_titles import is_of_release
from driftwatch.extract.words.wording import tidy
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule
from driftwatch.patterns import lazy_regex

_SENTENCES: Final = lazy_regex(r"\s?;\s|(?<=[\w)])\.\s")
"""What parts the cases of one item: "no token -> `401`; another role -> `403`"."""
_OUTCOME: Final = lazy_regex(
    r"(?:\[[ x]\]\s)?(?P<case>[^\s:/].{2,120}?)\s?"
    r"(?:(?P<verb>\b(?:returns?|gives?|yields?|produces?|results?\sin|(?:responds?|answers?|fails?)\swith"
    r"|(?:is|are)\s(?:rejected|refused|answered)\swith))\s(?:an?\s)?|(?:->|=>|\u2192)\s?)"
    r"(?:HTTP\s)?(?P<status>[45]\d\d)(?P<reason>\s[A-Z][A-Za-z' -]{2,40})?(?:\s(?:with|and)\s[^.]{1,80})?\.?$"
)
_STATUS: Final = lazy_regex(r"(?:HTTP\s)?([45]\d\d)(?!\w)")
_RELATIVE: Final = lazy_regex(
    r"\b(?:that|which|who)\s(?:is|are|was|were|do|does|did|has|have|can)(?:\snot|n't)\s(?=\w)"
)
"""What denies something of the case alone, and not that it fails: "A box that is not shut"."""
_NO_CASE: Final = lazy_regex(
    rf"{error_words.DENIED}|\d{{3}}|/\w|\b(?:{'|'.join(address.METHODS).upper()})\b"
    r"|\b(?:used\sto|formerly|earlier|any\s?more|fix(?:ed|es)?|bugs?|change[ds]?|deprecated|added|removed)\b",
    re.IGNORECASE,
)
"""What says of a case that it is that of one call, of another time, or holds a status itself: "`404` -> `405`"."""
_OTHERWISE: Final = lazy_regex(
    rf"{error_words.OTHERWISE}|(?<!with\s)(?<!has\s)(?<!have\s)(?<!is\s)(?<!whatever\s)\b(?:no|none|nobody|nothing|neither|nor)\b"
    r"|\b(?:if|when|whenever|once|unless|in\scase|while|because|since|where|whether|your|you|our|we|my"
    r"|must|should|may|might|can|cannot|could|would|will|to|instead|rarely|hardly)\b|\b(?:that|which|or|and)$",
    re.IGNORECASE,
)
"""What says the same of one before a verb, or that it is none: "Contact us if it", "does not", "must"."""
_SUBJECT: Final = lazy_regex(
    r"(?:it|he|she|they|this|that|these|those)"
    r"|(?:(?:the|this|that|each|every|any|some|an?|all|other)\s)?(?:\w{1,20}\s)?(?:api|calls?|servers?|services?|endpoints?"
    r"|requests?|methods?|responses?|clients?|upstreams?|back-?ends?|gateways?|prox(?:y|ies)|providers?|webhooks?)",
    re.IGNORECASE,
)
"""Who answers, which is no case in which that comes; others behind the interface are none of it: "Upstream"."""
_WORD: Final = lazy_regex(r"[^\W\d_]{2}")
_LONGEST: Final = 600
_MOST: Final = 100
_FEW_WORDS: Final = 3


def outcomes_of(text: Text) -> Iterator[tuple[str, str]]:
    """Yield the statuses of failures that an item names at the end of a case, apart as code or in bold, and the cases.

    >>> from driftwatch.extract.text.blocks import Run
    >>> list(outcomes_of(Text((Run("A full box returns "), Run("409 Conflict", strong=True)))))
    [('409', 'A full box')]
    """
    marked = (_STATUS.match(run.text.strip()) for run in text.runs if run.code or run.strong)
    apart = {match[1] for match in marked if match is not None}
    if not apart or len(text.plain) > _LONGEST:
        return
    for sentence in _SENTENCES.split(tidy(text.plain)):
        for piece in sentence.split(", "):
            match = _OUTCOME.match(piece)
            if match is None or not _is_case(match):
                break  # what follows may hang on it: "Unless it is open, a full box returns"
            if match["status"] in apart and begins_with_failure(match["status"]):
                yield match["status"], match["case"].strip(" *`,-\u2013\u2014")


def _is_case(match: re.Match[str]) -> bool:
    case = match["case"].strip()
    reason = (match["reason"] or "").strip().lower()
    is_amount = counts_something(f"{match['status']} {reason}") and error_words.PHRASES.get(match["status"]) != reason
    if is_amount or _NO_CASE.search(case) or not _WORD.search(case):
        return False
    return not match["verb"] or not (_OTHERWISE.search(_RELATIVE.sub("", case)) or _SUBJECT.fullmatch(case))


def outcome_rules(section: Section, above: Sequence[Section], *, is_of_errors: bool) -> Iterator[ErrorRule]:
    """Yield a rule for each failure that lists and paragraphs name so below a heading of few words about failures.

    Below the heading of a release such words tell what has changed.
    """
    title = tidy(section.title)
    is_told = is_of_errors and title.count(" ") < _FEW_WORDS and not _NO_CASE.search(title)
    if not is_told or any(is_of_release(one.title) for one in (*above, section)):
        return
    for block in section.blocks:
        texts = [item.text for item in block.items[:_MOST]] if isinstance(block, List) else []
        texts += [block.text] if isinstance(block, Paragraph) else []
        for status, case in (each for text in texts for each in outcomes_of(text)):
            yield ErrorRule(
                at=address.join("error-rule", status),
                signal=status,
                status=int(status),
                meaning=case,
                stated_by="prose",
                locator=title,
            )
