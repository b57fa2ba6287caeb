"""One amount of a sentence below a heading about limits: raised it breaks nobody, lowered it is to be read."""

import pytest

from driftwatch.compare.compare import compare
from tests.compare.page_snapshots import site

PAGE = "# API guide\n\nCalls of an API.\n\n## Quotas\n\n{}\n"


def traits_of(before: str, after: str) -> frozenset[str]:
    changes = compare(site(guide=PAGE.format(before)), site(guide=PAGE.format(after)))
    (change,) = [change for change in changes if change.location == "text"]
    return frozenset(change.traits) & {"raised", "lowered"}


@pytest.mark.parametrize(
    ("before", "after", "went"),
    [
        ("The trial comes with 5 GB of room.", "The trial comes with 9 GB of room.", {"raised"}),
        ("The trial comes with 9 GB of room.", "The trial comes with 5 GB of room.", {"lowered"}),
        ("The trial comes with at least 5 GB.", "The trial comes with at least 9 GB.", set()),
        ("Wait a delay of 5 MB there.", "Wait a delay of 9 MB there.", set()),
        ("The trial comes with 5 GB of room.", "The trial comes with 9 GB of disk.", set()),
        ("The trial comes with 5 GB of room.", "The trial comes with 9 GB, or 3 GB.", set()),
        ("The trial lasts 5 days.", "The trial lasts 9 days.", set()),
    ],
)
def test_the_way_an_amount_went_is_known(before: str, after: str, went: set[str]) -> None:
    assert traits_of(before, after) == went


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [
        ("Limits", "The v1 host goes dark on 1 March 2031.", "The v1 host goes dark on 1 April 2031."),
        ("Лимиты", "Ключ действует девяносто дней.", "Ключ действует тридцать дней."),
        ("限制", "密钥有效期为九十天。", "密钥有效期为三十天。"),
        ("制限", "失敗したジョブには課金されません。", "失敗したジョブにも課金されます。"),
        ("料金", "1000トークンあたり2円です。", "1000トークンあたり3円です。"),
        ("エラー", "429の場合は再試行できます。", "429の場合は再試行しないでください。"),
    ],
)
def test_amounts_months_and_denials_of_several_languages_are_of_substance(heading: str, before: str, after: str):
    page = f"# API guide\n\nCalls of an API.\n\n## {heading}\n\n{{}}\n"
    changes = compare(site(guide=page.format(before)), site(guide=page.format(after)))
    (change,) = [change for change in changes if change.location == "text"]
    assert "topical" in change.traits


@pytest.mark.parametrize("was", ["Jobs that fail cost nothing.", "Failed jobs come at no extra cost."])
def test_what_costs_nothing_and_is_billed_now_is_reversed(was: str):
    page = "# API guide\n\nCalls of an API.\n\n## Billing\n\n{}\n"
    changes = compare(site(guide=page.format(was)), site(guide=page.format("Jobs that fail are billed in full.")))
    assert {change.kind for change in changes} & {"notice.reversed", "notice.changed"}
