"""Failures that an error page only mentions: a status in code inside a sentence, without a row of its own."""

import re
from collections.abc import Iterator
from typing import Final

from driftwatch.extract.blocks import Section
from driftwatch.extract.prose import sentences_of
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule

_STATUS: Final = re.compile(r"[45]\d\d")


def mentioned_errors(page: Section) -> Iterator[ErrorRule]:
    """Yield a rule for each status that a sentence names in code; the sentence is its meaning.

    What else the sentence says, above all whether to retry, is left to the tables: prose is too free for that.
    """
    for sentence in sentences_of(page):
        for code in sentence.codes:
            if _STATUS.fullmatch(code):
                yield ErrorRule(
                    at=address.join("error-rule", code),
                    signal=code,
                    status=int(code),
                    meaning=sentence.text,
                    stated_by="prose",
                    locator=sentence.section,
                )
