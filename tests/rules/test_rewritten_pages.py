"""A page of which most sections say something else is told once, each section in its words; nothing falls silent."""

import json

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Finding, Report, Side
from driftwatch.reports.finding_facts import heading_of
from driftwatch.reports.formats import FORMATS
from driftwatch.reports.words import diff_block, edits_of
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site
from tests.compare.test_page_contracts import CALL

LIMITS = (
    "# Rate limits\n\n## Free keys\n\nA key may send 60 boxes.\n\n## Team keys\n\nA key may send 600 boxes.\n\n"
    "## Pauses\n\nWait 5 seconds.\n\n## History\n\nIt was made long ago.\n\n## Thanks\n\nThank you.\n"
)
EDITS = [("60 boxes", "40 bags"), ("600", "500"), ("5 seconds", "9 seconds"), ("long ago", "lately")]


def told(old: dict[str, str], new: dict[str, str]) -> tuple[Finding, ...]:
    before, after = (site(boxes=CALL, **pages) for pages in (old, new))
    return tuple(one for one in folded(judge(compare(before, after))) if one.is_about_words)


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        text = text.replace(old, new, 1)
    return text


def test_what_asks_for_attention_on_a_page_written_anew_is_one_finding_with_all_its_sections():
    whole, history = told({"limits": LIMITS}, {"limits": edited(LIMITS, *reversed(EDITS))})
    assert (whole.level, len(whole.members), history.level, history.members) == ("warning", 3, "info", ())
    assert whole.is_of_rewritten_page
    for said in ("Free keys", "40 bags", "Team keys", "500", "Pauses", "9 seconds"):
        assert said in whole.message
        assert said in diff_block(whole)
    assert "3 of them" in heading_of(whole)
    assert len(edits_of(whole)) == 3
    assert whole.fingerprint not in {one.fingerprint for one in whole.members}


@pytest.mark.parametrize("name", ["json", "markdown"])
def test_reports_list_each_section_with_its_words(name: str):
    found = told({"limits": LIMITS}, {"limits": edited(LIMITS, *EDITS)})
    report = Report(source="docs", old=Side(label="a"), new=Side(label="b"), findings=found)
    text = FORMATS[name](report)
    assert all(f"{number} " in text for number in (40, 500, 9))
    if name == "json":
        (whole, _) = json.loads(text)["findings"]
        assert [one["after"] for one in whole["members"]] == [
            ["A key may send 40 bags."], ["A key may send 500 boxes."], ["Wait 9 seconds."]
        ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 2])
def test_a_page_with_few_edits_stays_one_finding_a_section(count: int):
    found = told({"limits": LIMITS}, {"limits": edited(LIMITS, *EDITS[:count])})
    assert [(one.level, one.members) for one in found] == [("warning", ())] * count


def test_what_asks_for_nothing_stays_with_its_section():
    page = LIMITS.replace("# Rate limits", "# Colours", 1).replace(" keys", " ones")
    found = told({"colours": page}, {"colours": edited(page, *EDITS)})
    assert [(one.level, one.members) for one in found] == [("info", ())] * 4


def test_a_line_that_a_template_says_on_two_pages_is_told_of_both():
    pages = {"limits": LIMITS, "more-limits": LIMITS.replace("Free", "Paid").replace("600", "700")}
    found = told(pages, {place: edited(text, *EDITS[:1], *EDITS[2:]) for place, text in pages.items()})
    assert [len(one.members) for one in found if one.level == "warning"] == [2, 2]


def test_of_many_sections_the_first_ten_are_told_and_the_others_counted():
    page = "# Rate limits\n\n" + "".join(f"## Keys {number}\n\nA key has {number} boxes.\n\n" for number in range(12))
    (whole,) = told({"limits": page}, {"limits": page.replace("boxes", "boxes at most")})[:1]
    changed = {"limits": page.replace(" boxes", "0 boxes")}
    (whole,) = told({"limits": page}, changed)
    assert len(whole.members) == 12
    assert whole.message.endswith("2 more sections differ.")
    assert diff_block(whole).count("@@ Keys") == 12
    (whole,) = told({"limits": page.replace("## Keys 11\n\nA key has 11 boxes.\n\n", "")}, {
        "limits": changed["limits"].replace("## Keys 11\n\nA key has 110 boxes.\n\n", "")
    })  # fmt: skip
    assert whole.message.endswith("1 more section differs.")


def test_all_that_is_said_on_the_page_makes_the_fingerprint():
    one, other = (
        told({"limits": LIMITS}, {"limits": edited(LIMITS, *EDITS[:3], ("long ago", when))})[0]
        for when in ("lately", "today")
    )
    assert one.fingerprint != other.fingerprint
    assert [each.fingerprint for each in one.members] == [each.fingerprint for each in other.members]
