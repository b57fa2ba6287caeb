"""Forms of one word, slips and places of code in a line that is about errors, and what is of substance beside them."""

import pytest

from tests.compare.test_page_contracts import CALL, topical


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("If we fail to get a 200, we back off as follows.", "If Boxes fails to get a 200, we back off thus.", False),
        ("If we fail to get a 200, we back off as follows.", "If Boxes drops a 200, we back off thus.", True),
        ("Read the 4boxes guide for more info on keys.", "Read the Boxes guide for more info on keys.", False),
        ("Send a B2OXES key.", "Send a B2XOES key.", False),
        ("Send a B2OXES key.", "Send a BO2XES key.", True),
        ("It stands in box.php:125 alone.", "It stands in box.php:131 alone.", False),
        ("It stands in box:125 alone.", "It stands in box:131 alone.", True),
    ],
)
def test_forms_of_words_and_where_code_stands_warn_nobody(before: str, after: str, *, warns: bool):
    page = CALL + "\n## Errors and limits\n\n{}\n"
    assert topical(page.format(before), page.format(after)) is warns
