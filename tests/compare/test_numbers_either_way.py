"""`10.000` is ten thousand in most languages and ten in English: no fact states either, and nothing follows from it."""

import pytest
from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.extract.words.amounts import amounts
from driftwatch.model.facts import Notice
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import entry_of
from tests.compare.page_snapshots import site
from tests.rules.test_folding_pages import drift

PAGE = "# API\n\n## GET /boxes\n\nReturns them.\n\n## Limits\n\nYou may send up to {} requests per day.\n\n{}\n"


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("10.000 requests per day", ("10.000 request/day",)),
        ("1.250 MB", ("1.250 MB",)),
        ("$1.500", ("USD 1.500",)),
        ("0.125 s, 10.5 MB, 1,500.250 s", ("0.125 s", "10.5 MB", "1500.25 s")),
        ("1.500 million requests per day", ("1500000 request/day",)),
    ],
)
def test_digits_that_may_be_meant_either_way_stay_as_they_are(said: str, stated: tuple[str, ...]):
    assert amounts(said) == stated


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("10.000", "20.000", 1),
        ("10.000", "10", 1),
        ("10.000", "500", 1),
        ("10.000", "10,000", 0),
        ("10.000", "10000", 0),
    ],
)
def test_another_number_is_told_and_the_same_in_another_way_of_writing_is_none(before: str, after: str, count: int):
    found = drift(*(site(guide=PAGE.format(said, "Be kind.")) for said in (before, after)), "notices")
    assert [each.level for each in found] == ["warning"] * count


def as_read_before(side: Snapshot) -> Snapshot:
    """Return what was read by a driftwatch that took such a number for a small one."""
    entries = []
    for entry in side.entries.values():
        facts = [
            structs.replace(fact, amounts=("10 request/day",)) if isinstance(fact, Notice) else fact
            for fact in entry.facts
        ]
        entries.append(entry_of(entry.owner, entry.documents, facts))
    return side.with_parts(entries=entries)


@pytest.mark.parametrize("beside", ["Be kind.", "Be gentle."])
def test_a_snapshot_that_holds_the_small_number_tells_no_drift(beside: str):
    old, new = as_read_before(site(guide=PAGE.format("10.000", "Be kind."))), site(guide=PAGE.format("10.000", beside))
    assert [change.kind for change in compare(old, new) if change.location == "notices"] == []
