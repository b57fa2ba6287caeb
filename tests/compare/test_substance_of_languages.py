"""Which words of a sentence below a heading about limits, prices or failures are of substance, in several languages."""

import pytest

from driftwatch.compare.compare import compare
from tests.compare.page_snapshots import site


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [
        ("Limits", "The v1 host goes dark on 1 March 2031.", "The v1 host goes dark on 1 April 2031."),
        ("Лимиты", "Ключ действует девяносто дней.", "Ключ действует тридцать дней."),
        ("限制", "密钥有效期为九十天。", "密钥有效期为三十天。"),
        ("料金", "1000トークンあたり2円です。", "1000トークンあたり3円です。"),
        ("エラー", "429の場合は再試行できます。", "429の場合は再試行しないでください。"),
    ],
)
def test_amounts_months_and_denials_of_several_languages_are_of_substance(heading: str, before: str, after: str):
    page = f"# API guide\n\nCalls of an API.\n\n## {heading}\n\n{{}}\n"
    changes = compare(site(guide=page.format(before)), site(guide=page.format(after)))
    (change,) = [change for change in changes if change.location == "text"]
    assert "topical" in change.traits


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Jobs that fail cost nothing.", "Jobs that fail are billed in full."),
        ("Failed jobs come at no extra cost.", "Jobs that fail are billed in full."),
        ("失敗したジョブには課金されません。", "失敗したジョブにも課金されます。"),
    ],
)
@pytest.mark.parametrize("heading", ["Billing", "制限"])
def test_what_costs_nothing_and_is_billed_now_is_reversed(heading: str, was: str, now: str):
    page = f"# API guide\n\nCalls of an API.\n\n## {heading}\n\n{{}}\n"
    changes = compare(site(guide=page.format(was)), site(guide=page.format(now)))
    assert {change.kind for change in changes} & {"notice.reversed", "notice.changed"}
