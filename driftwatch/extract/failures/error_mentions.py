"""Failures that prose names: a status in a sentence, without a row of its own, and the advice to send it again."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.extract.failures.error_tables import begins_with_failure
from driftwatch.extract.text.prose import Sentence
from driftwatch.extract.words import error_words
from driftwatch.extract.words.retry_advice import clauses, depends, retry_of_prose
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule
from driftwatch.patterns import lazy_regex

_STATUS: Final = lazy_regex(r"[45]\d\d")
_NAMED: Final = lazy_regex(r"(?<![\w.,$€£-])(?:[45]\d\d|[45]xx)(?![\w%-]|[.,]\d)", re.IGNORECASE)
_AMOUNT: Final = lazy_regex(rf"\s?(?:{error_words.OF_AMOUNTS}|days?|minutes?|hours?|times?|m?s\b)", re.IGNORECASE)


def mentioned_errors(sentences: Iterable[Sentence]) -> Iterator[ErrorRule]:
    """Yield a rule for each status that a sentence names in code; the sentence is its meaning.

    What else the sentence says, above all whether to retry, is left to `advised_errors`.
    """
    for sentence in sentences:
        for code in map(_bare, sentence.codes):
            if _STATUS.fullmatch(code):
                yield ErrorRule(
                    at=address.join("error-rule", code),
                    signal=code,
                    status=int(code),
                    meaning=sentence.text,
                    stated_by="prose",
                    locator=sentence.section,
                )


def _bare(code: str) -> str:
    """Return a status without what it is called: `404 Not Found` is one."""
    status, _, phrase = code.partition(" ")
    return status if phrase and phrase.lower() in error_words.called(status) else code


def advised_errors(sentences: Iterable[Sentence], *, outright: bool = False) -> Iterator[ErrorRule]:
    """Yield a rule for each status that a clause advises to send again, or not to: "Retry 429; do not retry 400".

    The sentence itself is none of the rule's: it speaks of other statuses as well, and stands with the page's words.
    `outright` leaves out advice that holds under a condition.
    """
    for sentence in sentences:
        if not _STATUS.search(sentence.text) and "xx" not in sentence.text.lower():
            continue
        for clause in clauses(sentence.text):
            advice = "unspecified" if outright and depends(sentence.text) else retry_of_prose(clause)
            for code in _statuses(clause) if advice != "unspecified" else ():
                yield ErrorRule(
                    at=address.join("error-rule", code),
                    signal=code,
                    status=int(code) if code.isdigit() else None,
                    retry=advice,
                    stated_by="prose",
                    locator=sentence.section,
                )


def _statuses(clause: str) -> Iterator[str]:
    """Yield the statuses that a clause about sending again names; "retry after 500 ms" names none."""
    for match in _NAMED.finditer(clause):
        if begins_with_failure(match.group()) and not _AMOUNT.match(clause, match.end()):
            yield match.group().upper()
