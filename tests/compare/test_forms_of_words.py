"""Slips and places of code in a line that is about errors, and what is of substance beside them."""

import pytest

from tests.compare.test_page_contracts import CALL, topical


@pytest.mark.parametrize(
    ("before", "after", "warns"),
    [
        ("The error body holds `cost` and a key.", "The error body holds `costs` and a key.", True),
        ("Send `hour` in the header, or it is refused.", "Send `hours` in the header, or it is refused.", True),
        ("It needs a key, e.g. admin.", "It needs a key, i.e. admin.", True),
        ("Accepted errors, e.g. `shut`.", "Accepted errors: `shut`.", True),
        ("Send a B2OXES key.", "Send a B2XOES key.", True),
        ("The limit is 10000 calls.", "The limit is 100000 calls.", True),
        ("Wait 10000ms after errors.", "Wait 1000ms after errors.", True),
        ("Error E1000 is sent.", "Error E10000 is sent.", True),
        ("Send a B2OXES key.", "Send a BO2XES key.", True),
        ("It stands in box.php:125 alone.", "It stands in box.php:131 alone.", False),
        ("It stands in src/lib/box.php:125 alone.", "It stands in src/lib/box.php:131 alone.", False),
        ("It stands in box:125 alone.", "It stands in box:131 alone.", True),
        ("Send to `api.example.pl:443`.", "Send to `api.example.pl:8443`.", True),
        ("Send to `box-api.pl:441`.", "Send to `box-api.pl:442`.", True),
        ("Use host svc.rs:50051 for gRPC.", "Use host svc.rs:50052 for gRPC.", True),
        ("Use host box.svc.php:441 for gRPC.", "Use host box.svc.php:442 for gRPC.", True),
        ("Use https://box.php:441/v1 as the base.", "Use https://box.php:442/v1 as the base.", True),
        ("It listens on box.js:3000 alone.", "It listens on box.js:3001 alone.", True),
    ],
)
def test_slips_and_where_code_stands_warn_nobody(before: str, after: str, *, warns: bool):
    page = CALL + "\n## Errors and limits\n\n{}\n"
    assert topical(page.format(before), page.format(after)) is warns
